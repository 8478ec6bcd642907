/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The syntax tree. ast.def lists the kinds of nodes and their fields; structs, kinds, casts, the
 * walker and the dumper all come from that list. Nodes live in the arena of an Ast, which also
 * numbers them: node->id is dense, so that a pass keeps what it finds out in an array indexed by
 * id.
 * Every struct begins with the same head; `n->kind`, `n->pos` work on all of them and `&n->node`
 * is the Node. Positions follow the Go compiler: pos is the operator, dot or opening bracket of
 * a composite expression, ast_start() its leftmost byte, end the byte after it. */
#ifndef SYNTAX_AST_H
#define SYNTAX_AST_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/strbuf.h"
#include "source/diag.h"
#include "source/source.h"
#include "syntax/token.h"

typedef enum AstKind {
	AST_NONE,
#define NODE(kind, group, fields) AST_##kind,
#include "syntax/ast.def"
	AST_KIND_COUNT
} AstKind;

typedef enum AstGroup { AST_GROUP_EXPR, AST_GROUP_STMT, AST_GROUP_DECL, AST_GROUP_PART } AstGroup;

enum AstChanDir { AST_CHAN_BOTH, AST_CHAN_SEND, AST_CHAN_RECV };

typedef struct Node {
	uint16_t kind;  /* AstKind */
	uint16_t flags; /* free for the checker; 0 from the parser */
	uint32_t id;    /* from 1, dense in the Ast */
	Pos pos;
	Pos end;
} Node;

typedef struct NodeList {
	Node **data; /* in the arena */
	uint32_t len;
} NodeList;

/* A comment `//go:…` (text begins with "go:"), `//export …`, `//line …`. */
typedef struct AstDirective {
	Pos pos;          /* of the slashes */
	const char *text; /* after the slashes, without the line's end; NUL-terminated */
	uint32_t len;
	bool own_line; /* nothing but blanks before it on its line */
} AstDirective;

/* Any comment, kept when asked for (PARSE_COMMENTS). */
typedef struct AstComment {
	Pos pos, end;
} AstComment;

#define NODE(kind, group, fields) typedef struct kind kind;
#include "syntax/ast.def"

#define CHILD(T, name) T *name;
#define LIST(name) NodeList name;
#define SYM(name) const Sym *name;
#define TOK(name) uint16_t name;
#define FLAG(name) bool name;
#define NUM(name) uint32_t name;
#define AT(name) Pos name;
#define REF(T, name) T *name;
#define REFS(name) NodeList name;
#define NODE(kind_, group, fields)                       \
	struct kind_ {                                   \
		union {                                  \
			Node node;                       \
			struct {                         \
				uint16_t kind, flags;    \
				uint32_t id;             \
				Pos pos, end;            \
			};                               \
		};                                       \
		fields                                   \
	};
#include "syntax/ast.def"

/* as_Kind(n): n, which must be of that kind. is_Kind(n): n when it is of that kind, else NULL
 * (also for NULL). */
#define NODE(kind_, group, fields)                                          \
	static inline kind_ *as_##kind_(const Node *n)                      \
	{                                                                   \
		assert(n->kind == AST_##kind_);                             \
		return (kind_ *)(uintptr_t)n;                               \
	}                                                                   \
	static inline kind_ *is_##kind_(const Node *n)                      \
	{                                                                   \
		return n && n->kind == AST_##kind_ ? (kind_ *)(uintptr_t)n : NULL; \
	}
#include "syntax/ast.def"

/* One family of trees: what is loaded together shares names, positions, node numbers. The owner
 * makes and frees the four parts. */
typedef struct Ast {
	Arena *arena;
	Intern *names;
	Sources *sources;
	Diags *diags;
	uint32_t node_count; /* ids given so far: tables need node_count + 1 entries */
	uint32_t group_count;
	size_t depth_limit; /* nesting that is accepted; 0 means AST_DEPTH_LIMIT */
} Ast;

/* gc takes 100,000 nested parentheses, so strata does; a pass has 3 KB of the front end's stack
 * a level. */
enum { AST_DEPTH_LIMIT = 150000 };

/* A new zeroed node of this kind at pos, for the parser and for passes that make nodes. */
#define ast_new(ast, Kind, pos) ((Kind *)ast_new_node((ast), AST_##Kind, (pos)))
Node *ast_new_node(Ast *ast, AstKind kind, Pos pos);
Ident *ast_new_ident(Ast *ast, Pos pos, const Sym *name);
/* Copies n pointers into the arena. */
NodeList ast_list(Ast *ast, Node *const *data, size_t n);

const char *ast_kind_name(AstKind kind);
AstGroup ast_group(const Node *n);
static inline bool ast_is_expr(const Node *n)
{
	return n && ast_group(n) == AST_GROUP_EXPR;
}

/* The leftmost byte of a node (a.b(c) begins at a, though its pos is the parenthesis). */
Pos ast_start(const Node *n);
/* x for (x), ((x)) …; NULL for NULL. */
Node *ast_unparen(const Node *n);
/* An Ident named `_`. */
bool ast_is_blank(const Node *n);

/* Walks a tree in source order. pre is called before a node's children and says whether to visit
 * them; post after them (also when they were not visited). Either may be NULL. Skipped bodies
 * are not entered, inherited constant expressions are visited once, where they are written. */
typedef bool AstPre(void *ctx, Node *n);
typedef void AstPost(void *ctx, Node *n);
void ast_walk(Node *n, AstPre *pre, AstPost *post, void *ctx);

/* The value of a string literal (quoted or raw) in the arena, NUL-terminated, its length in
 * *len; NULL for a malformed one. The value of a rune literal: -1 when malformed. */
const char *ast_string_value(Ast *ast, const BasicLit *lit, size_t *len);
int ast_rune_value(const BasicLit *lit);

/* An expression or type as gc writes it in messages: blanks normalised, function bodies and the
 * elements of composite literals as `…`. ast_expr_text puts it in the arena. */
void ast_print_expr(StrBuf *out, const Node *expr);
const char *ast_expr_text(Ast *ast, const Node *expr);

/* --dump=ast: one node a line, indented, `field: Kind line:col-line:col details`; stable. */
void ast_dump(StrBuf *out, Sources *sources, const Node *n);

/* The element of an import path that its package is called after, n bytes of it: the last one, but for that of a major version
 * (math/rand/v2: rand; golang.org/ref/mod#major-version-suffixes). What its package clause says may be another name. */
const char *import_base(const char *path, size_t *n);

#endif
