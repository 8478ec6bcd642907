/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions as the Go compiler writes them in its messages: one line, single blanks, `…` for
 * the elements of literals and the statements of functions. One function a kind. */
#include "syntax/ast.h"

static void print_list(StrBuf *out, const NodeList *list)
{
	for (uint32_t i = 0; i < list->len; i++) {
		if (i)
			sb_add(out, ", ");
		ast_print_expr(out, list->data[i]);
	}
}

/* a, b T */
static void print_field(StrBuf *out, const Field *f)
{
	print_list(out, &f->names);
	if (f->names.len)
		sb_addc(out, ' ');
	ast_print_expr(out, f->type);
}

static void print_fields(StrBuf *out, const NodeList *fields)
{
	sb_addc(out, '(');
	for (uint32_t i = 0; i < fields->len; i++) {
		if (i)
			sb_add(out, ", ");
		print_field(out, as_Field(fields->data[i]));
	}
	sb_addc(out, ')');
}

static void print_signature(StrBuf *out, const FuncTypeExpr *t)
{
	const Field *only = t->results.len == 1 ? as_Field(t->results.data[0]) : NULL;

	print_fields(out, &t->params);
	if (t->results.len)
		sb_addc(out, ' ');
	if (only && !only->names.len)
		ast_print_expr(out, only->type);
	else if (t->results.len)
		print_fields(out, &t->results);
}

/* interface{m(); E}, struct{a, b T "tag"} */
static void print_elements(StrBuf *out, const char *keyword, const NodeList *fields)
{
	sb_printf(out, "%s{", keyword);
	for (uint32_t i = 0; i < fields->len; i++) {
		const Field *f = as_Field(fields->data[i]);
		const FuncTypeExpr *sig = *keyword == 'i' && f->names.len ? is_FuncTypeExpr(f->type) : NULL;

		if (i)
			sb_add(out, "; ");
		if (sig) {
			ast_print_expr(out, f->names.data[0]);
			print_signature(out, sig);
		} else {
			print_field(out, f);
		}
		if (f->tag) {
			sb_addc(out, ' ');
			ast_print_expr(out, &f->tag->node);
		}
	}
	sb_addc(out, '}');
}

static void print_slice(StrBuf *out, const SliceExpr *s)
{
	ast_print_expr(out, s->x);
	sb_addc(out, '[');
	ast_print_expr(out, s->low);
	sb_addc(out, ':');
	ast_print_expr(out, s->high);
	if (s->three)
		sb_addc(out, ':');
	ast_print_expr(out, s->max);
	sb_addc(out, ']');
}

static void print_call(StrBuf *out, const CallExpr *c)
{
	ast_print_expr(out, c->fun);
	sb_addc(out, '(');
	print_list(out, &c->args);
	if (c->dots)
		sb_add(out, "...");
	sb_addc(out, ')');
}

static void print_binary(StrBuf *out, const BinaryExpr *b)
{
	ast_print_expr(out, b->x);
	sb_printf(out, " %s ", token_text((Tok)b->op));
	ast_print_expr(out, b->y);
}

/* chan (<-chan T) needs the parentheses: without them the arrow would bind to the first chan. */
static void print_chan(StrBuf *out, const ChanTypeExpr *c)
{
	static const char *const heads[] = { "chan ", "chan<- ", "<-chan " };
	const ChanTypeExpr *inner = is_ChanTypeExpr(c->elem);
	bool parens = c->dir != AST_CHAN_SEND && inner && inner->dir == AST_CHAN_RECV;

	sb_add(out, heads[c->dir]);
	sb_add(out, parens ? "(" : "");
	ast_print_expr(out, c->elem);
	sb_add(out, parens ? ")" : "");
}

/* before x between y after; NULL parts print nothing. */
static void print_around(StrBuf *out, const char *before, const Node *x, const char *between,
			 const Node *y,
                         const char *after)
{
	sb_add(out, before);
	ast_print_expr(out, x);
	sb_add(out, between);
	ast_print_expr(out, y);
	sb_add(out, after);
}

static void print_type(StrBuf *out, const Node *n)
{
	switch (n->kind) {
	case AST_ArrayTypeExpr: {
		const ArrayTypeExpr *a = as_ArrayTypeExpr(n);

		print_around(out, a->len ? "[" : "[...", a->len, "]", a->elem, "");
		break;
	}
	case AST_SliceTypeExpr:
		print_around(out, "[]", as_SliceTypeExpr(n)->elem, "", NULL, "");
		break;
	case AST_StructTypeExpr:
		print_elements(out, "struct", &as_StructTypeExpr(n)->fields);
		break;
	case AST_FuncTypeExpr:
		sb_add(out, "func");
		print_signature(out, as_FuncTypeExpr(n));
		break;
	case AST_InterfaceTypeExpr:
		print_elements(out, "interface", &as_InterfaceTypeExpr(n)->elems);
		break;
	case AST_MapTypeExpr:
		print_around(out, "map[", as_MapTypeExpr(n)->key, "]", as_MapTypeExpr(n)->value,
			     "");
		break;
	case AST_ChanTypeExpr:
		print_chan(out, as_ChanTypeExpr(n));
		break;
	case AST_Ellipsis:
		print_around(out, "...", as_Ellipsis(n)->elem, "", NULL, "");
		break;
	default:
		sb_add(out, "<bad expr>");
	}
}

void ast_print_expr(StrBuf *out, const Node *n)
{
	if (!n)
		return;
	switch (n->kind) {
	case AST_Ident:
		sb_addn(out, as_Ident(n)->name->text, as_Ident(n)->name->len);
		break;
	case AST_BasicLit:
		sb_addn(out, as_BasicLit(n)->text->text, as_BasicLit(n)->text->len);
		break;
	case AST_CompositeLit:
		ast_print_expr(out, as_CompositeLit(n)->type);
		sb_add(out, as_CompositeLit(n)->elems.len ? "{…}" : "{}");
		break;
	case AST_KeyValueExpr:
		print_around(out, "", as_KeyValueExpr(n)->key, ": ", as_KeyValueExpr(n)->value, "");
		break;
	case AST_FuncLit:
		print_type(out, &as_FuncLit(n)->type->node);
		sb_add(out, as_FuncLit(n)->body->stmts.len ? " {…}" : " {}");
		break;
	case AST_ParenExpr:
		print_around(out, "(", as_ParenExpr(n)->x, "", NULL, ")");
		break;
	case AST_SelectorExpr:
		print_around(out, "", as_SelectorExpr(n)->x, ".", &as_SelectorExpr(n)->sel->node,
			     "");
		break;
	case AST_IndexExpr:
		print_around(out, "", as_IndexExpr(n)->x, "[", NULL, "");
		print_list(out, &as_IndexExpr(n)->indices);
		sb_addc(out, ']');
		break;
	case AST_SliceExpr:
		print_slice(out, as_SliceExpr(n));
		break;
	case AST_TypeAssertExpr:
		print_around(out, "", as_TypeAssertExpr(n)->x, ".(", as_TypeAssertExpr(n)->type,
		             as_TypeAssertExpr(n)->type ? ")" : "type)");
		break;
	case AST_CallExpr:
		print_call(out, as_CallExpr(n));
		break;
	case AST_StarExpr:
		print_around(out, "*", as_StarExpr(n)->x, "", NULL, "");
		break;
	case AST_UnaryExpr:
		print_around(out, token_text((Tok)as_UnaryExpr(n)->op), as_UnaryExpr(n)->x, "",
			     NULL, "");
		break;
	case AST_BinaryExpr:
		print_binary(out, as_BinaryExpr(n));
		break;
	default:
		print_type(out, n);
	}
}

const char *ast_expr_text(Ast *ast, const Node *expr)
{
	StrBuf sb = {0};
	const char *text;

	ast_print_expr(&sb, expr);
	text = arena_strndup(ast->arena, sb_text(&sb), sb.len);
	sb_free(&sb);
	return text;
}
