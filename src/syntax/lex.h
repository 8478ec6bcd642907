/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lexer: bytes to tokens, with Go's automatic semicolons (spec: Lexical elements). It reads ahead
 * nothing: after lex_next the Lexer describes the current token. */
#ifndef SYNTAX_LEX_H
#define SYNTAX_LEX_H

#include "base/strbuf.h"
#include "base/vec.h"
#include "syntax/ast.h"

typedef struct Lexer {
	/* the current token */
	Tok tok;
	bool bad;       /* a literal in which an error was reported */
	bool automatic; /* a TOK_SEMI that is not written: a newline or the end of the file */
	Pos pos, end;   /* its first byte, the byte after it */
	const Sym *sym; /* of a TOK_NAME: the name; of a literal: its text */

	/* what is being read */
	Source *file;
	const char *start, *at, *limit; /* the text, the next byte, its end */
	bool need_semi;                 /* a newline here makes a semicolon */
	bool keep_comments;
	Ast *ast;
	VEC(AstDirective) directives;
	VEC(AstComment) comments;
} Lexer;

/* Starts at a byte offset of the file. lex_free gives back what it collected. */
void lex_init(Lexer *lx, Ast *ast, Source *file, uint32_t offset);
void lex_free(Lexer *lx);
/* Goes to the next token; at the end it stays at TOK_EOF. Errors go to ast->diags. */
void lex_next(Lexer *lx);

/* The current token as gc names it in a syntax error: "name x", "literal 1", "newline", "keyword if",
 * "comma", "}". */
void lex_describe(const Lexer *lx, StrBuf *out);

/* --dump=tokens: `LINE:COL token text`, one a line. */
void lex_dump(StrBuf *out, Ast *ast, Source *file);

#endif
