/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making nodes, and what can be said of all of them: kinds, fields, start, the walk. */
#include "syntax/ast.h"

#include <stddef.h>
#include <string.h>

#include "syntax/fields.h"

static const struct {
	const char *name;
	AstGroup group;
	size_t size;
} ast_kinds[] = {
	[AST_NONE] = { "None", AST_GROUP_PART, sizeof(Node) },
#define NODE(kind, group, fields) [AST_##kind] = { #kind, AST_GROUP_##group, sizeof(kind) },
#include "syntax/ast.def"
};

const AstField *ast_fields(AstKind kind)
{
	static const AstField none[] = { { NULL, FIELD_END, 0 } };

	switch (kind) {
#define FIELD_OF(name, type) { #name, type, offsetof(Self, name) },
#define CHILD(T, name) FIELD_OF(name, FIELD_CHILD)
#define LIST(name) FIELD_OF(name, FIELD_LIST)
#define SYM(name) FIELD_OF(name, FIELD_SYM)
#define TOK(name) FIELD_OF(name, FIELD_TOK)
#define FLAG(name) FIELD_OF(name, FIELD_FLAG)
#define NUM(name) FIELD_OF(name, FIELD_NUM)
#define AT(name) FIELD_OF(name, FIELD_AT)
#define REF(T, name) FIELD_OF(name, FIELD_REF)
#define REFS(name) FIELD_OF(name, FIELD_REF)
#define NODE(kind_, group, fields)                                                     \
	case AST_##kind_: {                                                            \
		typedef kind_ Self __attribute__((unused));                            \
		static const AstField list[] = { fields { NULL, FIELD_END, 0 } };      \
		return list;                                                           \
	}
#include "syntax/ast.def"
	default:
		return none;
	}
}

Node *ast_new_node(Ast *ast, AstKind kind, Pos pos)
{
	Node *n = arena_alloc(ast->arena, ast_kinds[kind].size);

	n->kind = (uint16_t)kind;
	n->id = ++ast->node_count;
	n->pos = pos;
	n->end = pos;
	return n;
}

Ident *ast_new_ident(Ast *ast, Pos pos, const Sym *name)
{
	Ident *id = ast_new(ast, Ident, pos);

	id->name = name;
	id->end = pos + name->len;
	return id;
}

NodeList ast_list(Ast *ast, Node *const *data, size_t n)
{
	NodeList list = { NULL, (uint32_t)n };

	if (n)
		list.data = arena_copy(ast->arena, data, n * sizeof *data);
	return list;
}

const char *ast_kind_name(AstKind kind)
{
	return ast_kinds[kind].name;
}

AstGroup ast_group(const Node *n)
{
	return ast_kinds[n->kind].group;
}

/* The part of n that stands left of n->pos, or NULL. */
static const Node *ast_left(const Node *n)
{
	switch (n->kind) {
	case AST_CompositeLit:
		return as_CompositeLit(n)->type;
	case AST_KeyValueExpr:
		return as_KeyValueExpr(n)->key;
	case AST_SelectorExpr:
		return as_SelectorExpr(n)->x;
	case AST_IndexExpr:
		return as_IndexExpr(n)->x;
	case AST_SliceExpr:
		return as_SliceExpr(n)->x;
	case AST_TypeAssertExpr:
		return as_TypeAssertExpr(n)->x;
	case AST_CallExpr:
		return as_CallExpr(n)->fun;
	case AST_BinaryExpr:
		return as_BinaryExpr(n)->x;
	case AST_ExprStmt:
		return as_ExprStmt(n)->x;
	case AST_SendStmt:
		return as_SendStmt(n)->chan;
	case AST_IncDecStmt:
		return as_IncDecStmt(n)->x;
	case AST_AssignStmt:
		return as_AssignStmt(n)->lhs.len ? as_AssignStmt(n)->lhs.data[0] : NULL;
	default:
		return NULL;
	}
}

Pos ast_start(const Node *n)
{
	for (const Node *left; (left = ast_left(n));)
		n = left;
	return n->kind == AST_FuncDecl ? as_FuncDecl(n)->keyword : n->pos;
}

Node *ast_unparen(const Node *n)
{
	while (is_ParenExpr(n))
		n = as_ParenExpr(n)->x;
	return (Node *)(uintptr_t)n;
}

bool ast_is_blank(const Node *n)
{
	const Ident *id = is_Ident(n);

	return id && id->name->len == 1 && id->name->text[0] == '_';
}

/* ---- the walk ---- */

typedef struct Walk {
	AstPre *pre;
	AstPost *post;
	void *ctx;
} Walk;

static void walk_node(const Walk *w, Node *n);

static void walk_children(const Walk *w, Node *n)
{
	for (const AstField *f = ast_fields((AstKind)n->kind); f->type != FIELD_END; f++) {
		if (f->type == FIELD_CHILD) {
			walk_node(w, *AST_FIELD(n, f, Node *));
		} else if (f->type == FIELD_LIST) {
			NodeList *list = AST_FIELD(n, f, NodeList);

			for (uint32_t i = 0; i < list->len; i++)
				walk_node(w, list->data[i]);
		}
	}
}

static void walk_node(const Walk *w, Node *n)
{
	if (!n)
		return;
	if (!w->pre || w->pre(w->ctx, n))
		walk_children(w, n);
	if (w->post)
		w->post(w->ctx, n);
}

void ast_walk(Node *n, AstPre *pre, AstPost *post, void *ctx)
{
	Walk w = { pre, post, ctx };

	walk_node(&w, n);
}

const char *import_base(const char *path, size_t *n)
{
	const char *slash = strrchr(path, '/'), *last = slash ? slash + 1 : path, *end = last + strlen(last);

	if (slash && last[0] == 'v' && last[1] && strspn(last + 1, "0123456789") == strlen(last + 1))
		for (end = slash, last = end; last > path && last[-1] != '/';)
			last--;
	*n = (size_t)(end - last);
	return last;
}
