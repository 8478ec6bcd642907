/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: where their values flow. What lies in maps and channels is the heap's; what lies in an interface is
 * the interface's value, or what its data word points at.
 */
#include "escape/escape_int.h"

void flow_drop(Graph *g, Node *n)
{
	flow_expr(g, hole_none(), n);
}

static void optional(Graph *g, Node *n)
{
	if (n)
		flow_drop(g, n);
}

/* ---- conversions ---- */

Hole hole_conv(Graph *g, Hole k, Type *from, Type *to, Pos pos)
{
	Site *s;

	if (!is_boxed(g, from, to))
		return k;
	s = graph_alloc(g, ESCAPE_BOX, NULL, pos);
	s->name = ".autotmp";
	flow(g, hole_shift(k, -1), s);
	return (Hole){ s, 0, false, k.why };
}

static const char *const converted = "is converted to an interface";

void flow_conv(Graph *g, Hole k, Node *n, Type *to)
{
	Type *from = type_of(g, n);
	unsigned mode = info_expr(g->pkg, n)->mode;
	bool box = is_boxed(g, from, to) ||
		   (mode == MODE_CONST && to && type_is_interface(to));	/* of an untyped constant */

	if (box && mode != MODE_NIL) {
		k = hole_spill(g, k, ESCAPE_BOX, ast_unparen(n), ast_unparen(n)->pos);
		if (!k.why.verb)
			k.why = (Why){ converted, n->pos };
	}
	flow_expr(g, k, n);
}

/* ---- selectors ---- */

static void selector(Graph *g, Hole k, SelectorExpr *n)
{
	const Selection *sel = selection_of(g, n);
	Type *t;

	if (!sel || sel->kind == SEL_METHOD_EXPR)	/* pkg.Name or T.f */
		return;
	if (sel->kind == SEL_METHOD_VALUE) {
		flow_method_value(g, k, n, sel);
		return;
	}
	t = type_of(g, n->x);
	flow_expr(g, hole_shift(k, (int)path_pointers(&t, sel->path, sel->npath)), n->x);
}

/* ---- indexes ---- */

static Type *indexed(Graph *g, Node *x, bool *pointer)
{
	Type *t = under_of(g, x);

	if (t && t->kind == TYPE_INTERFACE)	/* a type parameter's constraint */
		t = type_core(t);
	*pointer = t && t->kind == TYPE_POINTER;
	return *pointer ? type_under(t->pointer.elem) : t;
}

static void index_expr(Graph *g, Hole k, IndexExpr *n)
{
	bool pointer;
	Type *t = indexed(g, n->x, &pointer);

	if (info_expr(g->pkg, n->x)->mode == MODE_TYPE || !t || t->kind == TYPE_FUNC)	/* an instance */
		return;
	if (t->kind == TYPE_MAP) {
		flow_drop(g, n->x);
		flow_conv(g, hole_none(), n->indices.data[0], t->map.key);
		return;
	}
	flow_expr(g, t->kind == TYPE_ARRAY && !pointer ? k : hole_shift(k, 1), n->x);
	flow_drop(g, n->indices.data[0]);
}

static void slice_expr(Graph *g, Hole k, SliceExpr *n)
{
	bool pointer;
	Type *t = indexed(g, n->x, &pointer);

	flow_expr(g, t && t->kind == TYPE_ARRAY && !pointer ? hole_shift(k, -1) : k, n->x);
	optional(g, n->low);
	optional(g, n->high);
	optional(g, n->max);
}

/* ---- literals ---- */

static Type *field_type(Graph *g, Type *t, uint32_t i, const KeyValueExpr *kv)
{
	Ident *name = kv ? is_Ident(kv->key) : NULL;

	for (uint32_t f = 0; name && f < t->strct.nfields; f++)
		if (t->strct.fields[f]->name == name->name)
			return graph_type(g, obj_type(t->strct.fields[f]));
	return !kv && i < t->strct.nfields ? graph_type(g, obj_type(t->strct.fields[i])) : NULL;
}

static void map_elements(Graph *g, CompositeLit *n, Type *t)
{
	for (uint32_t i = 0; i < n->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(n->elems.data[i]);

		if (!kv)
			continue;
		flow_conv(g, hole_heap(g, kv->pos, "is a map's key"), kv->key, t->map.key);
		flow_conv(g, hole_heap(g, kv->pos, "is stored in a map"), kv->value, t->map.elem);
	}
}

Type *flow_element_type(Graph *g, Type *t, uint32_t i, const KeyValueExpr *kv)
{
	switch (t->kind) {
	case TYPE_STRUCT: return field_type(g, t, i, kv);
	case TYPE_ARRAY: return t->array.elem;
	case TYPE_SLICE: return t->slice.elem;
	default: return NULL;
	}
}

static void elements(Graph *g, Hole k, CompositeLit *n, Type *t)
{
	for (uint32_t i = 0; i < n->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(n->elems.data[i]);

		flow_conv(g, k, kv ? kv->value : n->elems.data[i], flow_element_type(g, t, i, kv));
	}
}

static void literal_of(Graph *g, Hole k, CompositeLit *n, Type *t)
{
	if (t && t->kind == TYPE_SLICE)
		k = hole_spill(g, k, ESCAPE_SLICE, &n->node, n->pos);
	if (t && t->kind == TYPE_MAP) {
		hole_spill(g, k, ESCAPE_MAP, &n->node, n->pos);
		map_elements(g, n, t);
	} else if (t) {
		elements(g, k, n, t);
	}
}

static void composite(Graph *g, Hole k, CompositeLit *n)
{
	Type *t = under_of(g, &n->node);

	if (t && t->kind == TYPE_INTERFACE)
		t = type_core(t);
	if (t && t->kind == TYPE_POINTER) {	/* an elided &T in a literal */
		k = hole_spill(g, k, ESCAPE_NEW, &n->node, n->pos);
		t = type_under(t->pointer.elem);
	}
	literal_of(g, k, n, t);
}

/* The address of what a composite literal makes is an allocation. */
static void address_of(Graph *g, Hole k, UnaryExpr *n)
{
	Node *x = ast_unparen(n->x);

	if (x->kind == AST_CompositeLit)
		flow_expr(g, hole_spill(g, k, ESCAPE_NEW, &n->node, n->pos), x);
	else
		flow_expr(g, hole_shift(k, -1), x);
}

/* ---- closures ---- */

/* What is assigned before the first capture, and not in a loop around it, does not count. */
static void captured(Graph *g, Site *s)
{
	if (!s->captured && s->loops == g->loops)
		s->reassigned = false;
	s->captured = true;
}

void flow_closure(Graph *g, Hole k, Body *b, Object *const *captures, uint32_t n, Pos pos)
{
	Capturing *c;

	k.why = (Why){ "is captured", pos };
	c = vec_add(&g->closures);
	*c = (Capturing){ .k = k, .pos = pos };
	for (uint32_t i = 0; i < n; i++) {
		Site *s = graph_var(g, captures[i]);

		if (!s)
			continue;
		captured(g, s);
		vec_push(&c->vars, s);
	}
	if (b)
		flow_body(g, b);
}

static void func_lit(Graph *g, Hole k, FuncLit *n)
{
	Body *b = graph_literal(g, n);

	if (!b) {
		g->hopeless = true;
		return;
	}
	k = hole_spill(g, k, ESCAPE_CLOSURE, &n->node, n->pos);
	k.dst->closure = b;
	flow_closure(g, k, b, b->info->captures, b->info->ncaptures, n->pos);
}

/* ---- operators ---- */

/* Comparing an interface with a value makes an interface of it. */
static void comparison(Graph *g, BinaryExpr *n)
{
	Type *x = type_of(g, n->x), *y = type_of(g, n->y);

	flow_conv(g, hole_none(), n->x, y && type_is_interface(y) ? y : NULL);
	flow_conv(g, hole_none(), n->y, x && type_is_interface(x) ? x : NULL);
}

static bool is_text(Graph *g, const Node *n)
{
	Type *t = type_of(g, n);

	return t && (type_basic_flags(t) & BF_STRING);
}

static bool is_sum(Graph *g, const Node *n)
{
	const BinaryExpr *b = is_BinaryExpr(n);

	return b && b->op == TOK_ADD && is_text(g, n) && !is_constant(g, n);
}

/* a + b + c is one concatenation. */
static void sum_operands(Graph *g, Node *n)
{
	Node *inner = ast_unparen(n);

	if (!is_sum(g, inner)) {
		flow_drop(g, n);
		return;
	}
	sum_operands(g, as_BinaryExpr(inner)->x);
	sum_operands(g, as_BinaryExpr(inner)->y);
}

static void binary(Graph *g, Hole k, BinaryExpr *n)
{
	if (is_sum(g, &n->node)) {
		hole_spill(g, k, ESCAPE_TEXT, &n->node, n->pos);
		sum_operands(g, &n->node);
	} else if (n->op == TOK_EQL || n->op == TOK_NEQ) {
		comparison(g, n);
	} else {
		flow_drop(g, n->x);
		flow_drop(g, n->y);
	}
}

static void unary(Graph *g, Hole k, UnaryExpr *n)
{
	if (n->op == TOK_AND)
		address_of(g, k, n);
	else
		flow_drop(g, n->x);
}

static void identifier(Graph *g, Hole k, Node *n)
{
	Site *s = graph_var(g, info_object(g->pkg, n));

	if (s)
		flow(g, k, s);
}

static void assertion(Graph *g, Hole k, TypeAssertExpr *n)
{
	Type *to = n->type ? type_of(g, n->type) : NULL;

	if (to && !type_is_interface(to) && !type_is_pointer_shaped(to))
		k = hole_shift(k, 1);
	flow_expr(g, k, n->x);
}

/* ---- any expression ---- */

void flow_expr(Graph *g, Hole k, Node *n)
{
	const ExprInfo *x;

	n = ast_unparen(n);
	x = info_expr(g->pkg, n);
	if (x->mode == MODE_TYPE || x->mode == MODE_CONST || x->mode == MODE_NIL || x->mode == MODE_BUILTIN)
		return;
	if (k.derefs >= 0 && x->mode != MODE_INVALID && !has_pointers(g, graph_type(g, x->type)))
		k.dst = NULL;
	switch (n->kind) {
	case AST_Ident: identifier(g, k, n); break;
	case AST_CompositeLit: composite(g, k, as_CompositeLit(n)); break;
	case AST_FuncLit: func_lit(g, k, as_FuncLit(n)); break;
	case AST_SelectorExpr: selector(g, k, as_SelectorExpr(n)); break;
	case AST_IndexExpr: index_expr(g, k, as_IndexExpr(n)); break;
	case AST_SliceExpr: slice_expr(g, k, as_SliceExpr(n)); break;
	case AST_TypeAssertExpr: assertion(g, k, as_TypeAssertExpr(n)); break;
	case AST_CallExpr: flow_call(g, &k, 1, as_CallExpr(n)); break;
	case AST_StarExpr: flow_expr(g, hole_shift(k, 1), as_StarExpr(n)->x); break;
	case AST_UnaryExpr: unary(g, k, as_UnaryExpr(n)); break;
	case AST_BinaryExpr: binary(g, k, as_BinaryExpr(n)); break;
	case AST_BasicLit: break;
	default: g->hopeless = true;
	}
}
