/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the parser share. It is recursive descent with one token of lookahead: each
 * grammar rule is a function that is called at the rule's first token and returns with the token
 * behind it. Functions named …_or_null return NULL without an error when the rule does not begin
 * here. */
#ifndef SYNTAX_PARSER_H
#define SYNTAX_PARSER_H

#include "syntax/lex.h"
#include "syntax/parse.h"

typedef struct Parser {
	Lexer lx;
	Ast *ast;
	unsigned mode;
	Pos prev_end;      /* the end of the token before the current one */
	unsigned fnest;    /* function nesting; 0 outside */
	int xnest;         /* expression nesting; < 0 in the header of if, for, switch, where `T {`
	                    * opens a block */
	size_t depth;      /* of recursion */
	VEC(Node *) stack; /* lists being collected, innermost last */
	size_t directives_used; /* of lx.directives: these belong to declarations already */
} Parser;

/* ---- parse.c: tokens, errors, lists ---- */

void parser_next(Parser *p);
/* Is it this token? Then passes over it. */
bool parser_got(Parser *p, Tok tok);
/* Passes over this token or complains that it is missing. */
void parser_want(Parser *p, Tok tok);
/* `=`, or `:=` with a complaint. */
bool parser_got_assign(Parser *p);

/* Reports a syntax error. A text that begins with "in ", "at ", "after " or "expected " is put
 * behind "unexpected TOKEN". At the end of the file only the first error of all is reported. */
void parser_syntax_error(Parser *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void parser_syntax_error_at(Parser *p, Pos pos, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Reports an error that is not called a syntax error. */
void parser_error_at(Parser *p, Pos pos, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Sets of tokens to go on at after an error. */
typedef struct TokSet {
	uint64_t bits[2];
} TokSet;
_Static_assert(TOK_COUNT <= 128, "a TokSet holds every token");
#define TOKSET(...) tokset((const Tok[]){ __VA_ARGS__, TOK_NONE })
TokSet tokset(const Tok *toks);
/* Skips to a token of the set, the end of the file or, in a function, a keyword that begins a
 * statement. */
void parser_skip_to(Parser *p, TokSet set);

/* Enters one level of recursion; false, with an error and at the end of the file, when there are
 * too many. */
bool parser_enter(Parser *p);
static inline void parser_leave(Parser *p)
{
	p->depth--;
}

/* Lists: mark = list_begin(p); list_add(p, n) …; list = list_end(p, mark). They nest. */
static inline size_t list_begin(const Parser *p)
{
	return p->stack.len;
}
void list_add(Parser *p, void *node);
NodeList list_end(Parser *p, size_t mark);

/* { item sep } close, the separator before close being optional. item returns true when the list
 * must end after it. `context` names the list in errors. Returns the position of close. */
typedef bool ListItem(Parser *p, void *ctx);
Pos parser_list(Parser *p, const char *context, Tok sep, Tok close, ListItem *item, void *ctx);

/* A new node at the current token; a node finished behind the last token (n is given back). */
#define parser_new(p, Kind) ast_new((p)->ast, Kind, (p)->lx.pos)
#define parser_new_at(p, Kind, pos) ast_new((p)->ast, Kind, (pos))
#define parser_done(p, n) parser_finish((p), &(n)->node)
static inline Node *parser_finish(const Parser *p, Node *n)
{
	n->end = p->prev_end;
	return n;
}
Node *parser_bad_expr(Parser *p);

Ident *parse_name(Parser *p);
/* name { "," name }; the first one has been read. */
NodeList parse_name_list(Parser *p, Ident *first);
BasicLit *parse_literal_or_null(Parser *p);

/* ---- parse_expr.c ---- */

Node *parse_expr(Parser *p);
NodeList parse_expr_list(Parser *p);
/* An expression list's rest, the first expression being there. */
NodeList parse_expr_list_from(Parser *p, Node *first);
/* A primary expression; x: its operand when that has been read. */
Node *parse_primary(Parser *p, Node *x);
/* Operators that bind tighter than `precedence`; x: the first operand. */
Node *parse_binary(Parser *p, Node *x, int precedence);
/* Types (or, unless strict, expressions first), in brackets; *comma: was there one? */
NodeList parse_type_args(Parser *p, bool strict, bool *comma);

/* ---- parse_type.c ---- */

/* Complains when there is none. */
Node *parse_type(Parser *p);
Node *parse_type_or_null(Parser *p);
/* [T1, T2] or name.Name with type arguments; name: when it has been read. */
Node *parse_type_name(Parser *p, Ident *name);
/* `[` has been read, at pos; len: when that has been read too. */
Node *parse_array_type(Parser *p, Pos pos, Node *len);
Node *parse_slice_type(Parser *p, Pos pos);
/* [tparams] (params) results. context: what must not have type parameters, or NULL; tparams may
 * be NULL when context is given. */
FuncTypeExpr *parse_signature(Parser *p, const char *context, NodeList *tparams);
typedef struct ParamRules {
	Tok close;         /* `)`, or `]` where types may be constraints */
	bool variadic;     /* the last may be ...T */
	bool names_needed; /* type parameters of a declaration */
} ParamRules;
/* The opening bracket has been read. first_name, first_type: what has been read of the first
 * parameter. */
NodeList parse_params(Parser *p, ParamRules rules, Ident *first_name, Node *first_type);

/* ---- parse_stmt.c ---- */

/* The body of a function at its `{`. */
BlockStmt *parse_func_body(Parser *p);
NodeList parse_stmts(Parser *p);

/* ---- parse_decl.c ---- */

/* The declarations behind `const`, `type`, `var` or `import`, grouped or not. */
void parse_group(Parser *p, Tok keyword, Pos keyword_pos);
/* Behind `func`. */
FuncDecl *parse_func_decl(Parser *p, Pos keyword_pos);
void parse_file_decls(Parser *p, File *file);

#endif
