/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser: a file, a function's body that was left for later, or a piece of text typed at the
 * prompt. Errors go to ast->diags in gc's wording; a tree comes back in any case, with BadExpr
 * where it had to guess, and must not be type-checked when there were syntax errors
 * (diag_syntax_errors). */
#ifndef SYNTAX_PARSE_H
#define SYNTAX_PARSE_H

#include "syntax/ast.h"

enum ParseMode {
	PARSE_SKIP_BODIES = 1,  /* leave the bodies of function declarations for parse_body */
	PARSE_COMMENTS = 2,     /* keep all comments' ranges in File.comments */
	PARSE_IMPORTS_ONLY = 4, /* stop after the import declarations */
};

/* Never NULL. */
File *parse_file(Ast *ast, Source *source, unsigned mode);
/* Parses a skipped body into func->body; nothing to do when it is there or there is none. */
void parse_body(Ast *ast, FuncDecl *func);

/* For what is typed at the debugger's prompt. Names may begin with `$` here ($, $$, $1, $name
 * become Ident), and a byte that begins no Go token (`@`, `#`, `?`) ends the text. One
 * expression, or a type, from byte `offset` of `source`. With end, *end is the offset of the
 * first byte that does not belong to it (blanks skipped), and what follows is the caller's;
 * without, anything that follows is an error. NULL after an error. */
Node *parse_expr_text(Ast *ast, Source *source, uint32_t offset, uint32_t *end);
/* A list of statements (separated by ; or newlines), in the same way, as a block. */
BlockStmt *parse_stmts_text(Ast *ast, Source *source, uint32_t offset, uint32_t *end);

#endif
