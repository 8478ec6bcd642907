/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels and jumps of a function body (spec: Labeled statements, Break, Continue, Goto, Fallthrough
 * statements): every jump gets its target, and what the specification forbids is reported. */
#ifndef SYNTAX_BRANCHES_H
#define SYNTAX_BRANCHES_H

#include "syntax/ast.h"

/* Function literals inside the body are their own affair and are not entered. */
void branches_resolve(Ast *ast, BlockStmt *body);

#endif
