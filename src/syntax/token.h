/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token kinds, from tokens.def. Operators keep their token in the tree (BinaryExpr.op ==
 * TOK_ADD). */
#ifndef SYNTAX_TOKEN_H
#define SYNTAX_TOKEN_H

#include <stdbool.h>

#include "base/intern.h"

typedef enum Tok {
#define TOKEN(name, text) TOK_##name,
#include "syntax/tokens.def"
	TOK_COUNT
} Tok;

/* The spelling ("+=", "func"), or the class for tokens without one ("name", "INT"). */
const char *token_text(Tok tok);
/* 1..5 for binary operators, 0 for everything else. */
int token_precedence(Tok tok);
/* TOK_ADD for TOK_ADD_ASSIGN; TOK_NONE for what is no op-assignment. */
Tok token_assign_op(Tok tok);
bool token_is_keyword(Tok tok);
bool token_is_literal(Tok tok);

/* Marks the keywords in a name table (Sym.tag = token). Every lexer needs it; doing it twice is
 * free. */
void token_intern_keywords(Intern *names);

#endif
