/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lexer: bytes to tokens, with Go's automatic semicolons (spec: Lexical elements). It reads
 * ahead nothing: after lex_next the Lexer describes the current token. */
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
	const char *checked;            /* bytes before it are known to be valid; only when dirty */
	bool dirty;                     /* NUL, a byte order mark or invalid UTF-8 is somewhere */
	bool need_semi;                 /* a newline here makes a semicolon */
	bool keep_comments;
	bool prompt;                    /* debugger input: `$` begins a name, and a byte that
	                                 * begins no token ends the text (TOK_EOF) silently */
	uint32_t errors;                /* reported by this lexer and its parser */
	Ast *ast;
	VEC(AstDirective) directives;
	VEC(AstComment) comments;
} Lexer;

/* Starts at a byte offset of the file. end: how far the caller means to read (at least), so that a
 * short piece of a long file costs no look at the rest. lex_free gives back what it collected. */
void lex_init(Lexer *lx, Ast *ast, Source *file, uint32_t offset, uint32_t end);
void lex_free(Lexer *lx);
/* Goes to the next token; at the end it stays at TOK_EOF. Errors go to ast->diags. */
void lex_next(Lexer *lx);

/* At a `{`: goes to the token behind the matching `}` without making tokens of what is between
 * (literals and comments are respected). The position of that `}`, or 0 when there is none: then
 * TOK_EOF follows. */
Pos lex_skip_block(Lexer *lx);

/* The current token as gc names it in a syntax error: "name x", "literal 1", "newline", "keyword
 * if", "comma", "}". */
void lex_describe(const Lexer *lx, StrBuf *out);

/* At a TOK_SEMI: "semicolon", "newline" or "EOF". */
const char *lex_semi_name(const Lexer *lx);

/* --dump=tokens: `LINE:COL token text`, one a line. */
void lex_dump(StrBuf *out, Ast *ast, Source *file);

#endif
