/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the two halves of the lexer: lex.c has names, operators, comments; lex_literal.c has
 * literals. */
#ifndef SYNTAX_LEX_LITERAL_H
#define SYNTAX_LEX_LITERAL_H

#include "syntax/lex.h"

/* Each reads one literal that begins at lx->at and makes it the current token. */
void lex_number(Lexer *lx);
void lex_string(Lexer *lx);
void lex_raw_string(Lexer *lx);
void lex_rune(Lexer *lx);

static inline Pos lex_pos(const Lexer *lx, const char *p)
{
	return lx->file->base + (Pos)(p - lx->start);
}

/* Reports at the byte p; no "syntax error" is put before it, as gc does for what its scanner
 * finds. */
void lex_error_at(Lexer *lx, const char *p, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A rune as Go's %#U writes it: U+0040 '@'; without the quoted part when it is not printable. */
void lex_print_rune(StrBuf *out, int rune);

#endif
