/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: where their values flow. What comes out of maps, channels and interfaces is never the
 * address of a frame's variable, because everything that goes into them is taken to escape.
 */
#include "escape/escape_int.h"

Site *graph_site(Graph *g, SiteKind kind, Pos pos)
{
	Site *s = arena_make(g->e->arena, Site);

	s->kind = kind;
	s->pos = pos;
	vec_push(&g->sites, s);
	return s;
}

Site *graph_var(Graph *g, Object *var)
{
	Site *s;

	if (!var || var->kind != OBJ_VAR || var->var_kind == VAR_PACKAGE || var->var_kind == VAR_FIELD ||
	    !var->var.func)
		return NULL;
	s = pmap_get(&g->vars, var);
	if (!s) {
		s = graph_site(g, SITE_VAR, var->pos);
		s->var = var;
		pmap_put(&g->vars, var, s);
	}
	return s;
}

void flow(Graph *g, Hole k, Site *src)
{
	if (!k.dst || (k.dst == src && k.derefs >= 0))
		return;
	vec_push(&k.dst->in, ((Edge){ src, k.derefs, k.why }));
	g->edges++;
}

/* ---- holes ---- */

Hole hole_none(void)
{
	return (Hole){ 0 };
}

Hole hole_heap(Graph *g, Pos pos, const char *verb)
{
	return (Hole){ &g->heap, 0, { verb, pos } };
}

Hole hole_typed(Graph *g, Hole k, Type *type, Pos pos)
{
	if (!type || type_is_interface(type))
		return hole_heap(g, pos, k.why.verb ? k.why.verb : "is converted to an interface");
	return k;
}

Hole hole_var(Graph *g, Object *var, Pos pos)
{
	Site *s = graph_var(g, var);
	const char *verb;

	if (!var || var->kind != OBJ_VAR)
		return hole_none();
	if (!s)
		return hole_heap(g, pos, verb_named(g, "is stored in ", var, ""));
	verb = verb_named(g, "is assigned to ", var, ", which outlives it,");
	return hole_typed(g, (Hole){ s, 0, { verb, pos } }, obj_type(var), pos);
}

Hole hole_address(Hole k)
{
	if (k.derefs >= 0)
		k.derefs--;
	return k;
}

Hole hole_deref(Hole k)
{
	k.derefs++;
	return k;
}

const char *verb_of(Graph *g, const char *prefix, const Node *n, const char *suffix)
{
	return arena_printf(g->e->arena, "%s%s%s", prefix, ast_expr_text(types_ast(g->e->types), n), suffix);
}

const char *verb_named(Graph *g, const char *prefix, const Object *o, const char *suffix)
{
	return arena_printf(g->e->arena, "%s%s%s", prefix, o->name->text, suffix);
}

bool has_pointers(Graph *g, Type *t)
{
	if (!t || t->kind == TYPE_TUPLE || !type_is_valid(t) || type_mentions_tparam(t))
		return true;
	if (type_is(t, TYPE_BASIC) && (type_basic_flags(t) & (BF_UNTYPED | BF_NUMERIC | BF_BOOLEAN)) &&
	    !(type_basic_flags(t) & BF_STRING))
		return false;
	return type_has_pointers(g->e->types, t);
}

void flow_drop(Graph *g, Node *n)
{
	flow_expr(g, hole_none(), n);
}

/* ---- selectors ---- */

bool path_indirect(Graph *g, SelectorExpr *n, const Selection *sel)
{
	Type *t = info_type(g->pkg, n->x);
	bool indirect = false;

	for (uint32_t i = 0; i < sel->npath && t; i++) {
		Type *under = type_under(t);

		if (under->kind == TYPE_POINTER) {
			indirect = true;
			under = type_under(under->pointer.elem);
		}
		if (i + 1 == sel->npath || under->kind != TYPE_STRUCT || sel->path[i] >= under->strct.nfields)
			break;
		t = obj_type(under->strct.fields[sel->path[i]]);
	}
	return indirect;
}

static void selector(Graph *g, Hole k, SelectorExpr *n)
{
	const Selection *sel = info_selection(g->pkg, &n->node);

	if (!sel || sel->kind == SEL_METHOD_EXPR)	/* pkg.Name or T.f */
		return;
	if (sel->kind == SEL_METHOD_VALUE) {
		Hole heap = hole_heap(g, n->pos, verb_of(g, "is kept in the method value ", &n->node, ""));

		flow_expr(g, sel->obj->func.ptr_recv && !path_indirect(g, n, sel) ? hole_address(heap) : heap, n->x);
	} else {
		flow_expr(g, path_indirect(g, n, sel) ? hole_deref(k) : k, n->x);
	}
}

static void index_expr(Graph *g, Hole k, IndexExpr *n)
{
	Type *t = info_type(g->pkg, n->x);
	const ExprInfo *x = info_expr(g->pkg, n->x);

	if (x->mode == MODE_TYPE || !t || type_is(t, TYPE_FUNC)) {	/* an instance */
		flow_drop(g, n->x);
		return;
	}
	for (uint32_t i = 0; i < n->indices.len; i++) {
		Hole key = hole_none();

		if (type_is(t, TYPE_MAP))
			key = hole_heap(g, n->pos, "is a map's key");
		flow_expr(g, key, n->indices.data[i]);
	}
	if (type_is(t, TYPE_ARRAY))
		flow_expr(g, k, n->x);
	else if (type_is(t, TYPE_MAP))
		flow_drop(g, n->x);
	else
		flow_expr(g, hole_deref(k), n->x);
}

static void slice_expr(Graph *g, Hole k, SliceExpr *n)
{
	Type *t = info_type(g->pkg, n->x);

	if (n->low)
		flow_drop(g, n->low);
	if (n->high)
		flow_drop(g, n->high);
	if (n->max)
		flow_drop(g, n->max);
	flow_expr(g, t && type_is(t, TYPE_ARRAY) ? hole_address(k) : k, n->x);
}

/* ---- literals ---- */

static Type *field_type(Type *t, uint32_t i, const KeyValueExpr *kv)
{
	Ident *name = kv ? is_Ident(kv->key) : NULL;

	for (uint32_t f = 0; name && f < t->strct.nfields; f++)
		if (t->strct.fields[f]->name == name->name)
			return obj_type(t->strct.fields[f]);
	return !kv && i < t->strct.nfields ? obj_type(t->strct.fields[i]) : NULL;
}

static Hole element_hole(Graph *g, Hole k, Type *t, uint32_t i, const KeyValueExpr *kv, Pos pos)
{
	Hole heap = hole_heap(g, pos, "is stored in a slice or map");

	if (t && t->kind == TYPE_STRUCT)
		return hole_typed(g, k, field_type(t, i, kv), pos);
	if (t && t->kind == TYPE_ARRAY)
		return hole_typed(g, k, t->array.elem, pos);
	return heap;
}

static void composite(Graph *g, Hole k, CompositeLit *n)
{
	Type *type = info_type(g->pkg, &n->node), *t = type ? type_under(type) : NULL;
	bool keys;

	if (t && t->kind == TYPE_POINTER) {	/* an elided &T in a literal: it is in a slice, map or array */
		t = type_under(t->pointer.elem);
		k = hole_heap(g, n->pos, "is stored in a literal");
	}
	keys = t && t->kind == TYPE_MAP;
	for (uint32_t i = 0; i < n->elems.len; i++) {
		Node *elem = n->elems.data[i];
		KeyValueExpr *kv = is_KeyValueExpr(elem);
		Hole to = element_hole(g, k, t, i, kv, elem->pos);

		if (kv && keys)
			flow_expr(g, to, kv->key);
		flow_expr(g, to, kv ? kv->value : elem);
	}
}

/* The address of what a composite literal makes: an allocation. */
static void address_of(Graph *g, Hole k, UnaryExpr *n)
{
	Node *x = ast_unparen(n->x);
	Site *s;

	if (x->kind != AST_CompositeLit) {
		flow_expr(g, hole_address(k), x);
		return;
	}
	s = graph_site(g, SITE_NEW, n->pos);
	flow(g, hole_address(k), s);
	flow_expr(g, (Hole){ s, 0, k.why }, x);
}

static void func_lit(Graph *g, Hole k, FuncLit *n)
{
	FuncInfo *info = info_func(g->pkg, &n->node), *outer = g->func;
	Site *s = graph_site(g, SITE_CLOSURE, n->pos);

	if (!info) {
		g->hopeless = true;
		return;
	}
	for (uint32_t i = 0; i < info->ncaptures; i++) {
		Object *var = info->captures[i];
		Site *src = graph_var(g, var);
		bool copied = escape_captured_by_value(g->e->types, var);

		if (src)
			flow(g, (Hole){ s, copied ? 0 : -1, { "is captured", n->pos } }, src);
	}
	flow(g, hole_address(k), s);
	flow_body(g, info, n->body);
	g->func = outer;
}

/* ---- any expression ---- */

static void unary(Graph *g, Hole k, UnaryExpr *n)
{
	if (n->op == TOK_AND)
		address_of(g, k, n);
	else
		flow_drop(g, n->x);
}

static void identifier(Graph *g, Hole k, Node *n)
{
	Site *s = k.dst ? graph_var(g, info_object(g->pkg, n)) : NULL;

	if (s)
		flow(g, k, s);
}

void flow_expr(Graph *g, Hole k, Node *n)
{
	const ExprInfo *x;

	n = ast_unparen(n);
	x = info_expr(g->pkg, n);
	if (x->mode == MODE_TYPE || x->mode == MODE_CONST || x->mode == MODE_NIL || x->mode == MODE_BUILTIN)
		return;
	if (k.dst && k.derefs >= 0 && x->mode != MODE_INVALID && !has_pointers(g, x->type))
		k = hole_none();
	switch (n->kind) {
	case AST_Ident: identifier(g, k, n); break;
	case AST_CompositeLit: composite(g, k, as_CompositeLit(n)); break;
	case AST_FuncLit: func_lit(g, k, as_FuncLit(n)); break;
	case AST_SelectorExpr: selector(g, k, as_SelectorExpr(n)); break;
	case AST_IndexExpr: index_expr(g, k, as_IndexExpr(n)); break;
	case AST_SliceExpr: slice_expr(g, k, as_SliceExpr(n)); break;
	case AST_TypeAssertExpr: flow_drop(g, as_TypeAssertExpr(n)->x); break;
	case AST_CallExpr: flow_call(g, &k, 1, as_CallExpr(n)); break;
	case AST_StarExpr: flow_expr(g, hole_deref(k), as_StarExpr(n)->x); break;
	case AST_UnaryExpr: unary(g, k, as_UnaryExpr(n)); break;
	case AST_BinaryExpr:
		flow_drop(g, as_BinaryExpr(n)->x);
		flow_drop(g, as_BinaryExpr(n)->y);
		break;
	case AST_BasicLit: break;
	default: g->hopeless = true;
	}
}
