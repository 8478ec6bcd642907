/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * go and defer. Operands are evaluated now and kept for a function without parameters that makes the call later: it is
 * a body of its own, whose closure is in the heap for go and for defer in a loop.
 */
#include "escape/escape_int.h"

typedef struct Later {
	Body *wrapper, *here;
	unsigned loops;
	Hole closure;
	Pos pos;
} Later;

enum { MAX_BY_VALUE = 128 };

static void inside(Graph *g, const Later *l)
{
	g->body = l->wrapper;
	g->loops = 1;
}

static void outside(Graph *g, const Later *l)
{
	g->body = l->here;
	g->loops = l->loops;
}

/* A value that is kept: in a variable that the wrapper captures. */
static Site *kept(Graph *g, const Later *l, Type *t)
{
	Site *tmp = graph_site(g, SITE_VAR, l->pos);
	bool large = t && type_size(g->e->types, t) > MAX_BY_VALUE;

	tmp->name = ".autotmp";
	flow(g, large ? hole_shift(l->closure, -1) : l->closure, tmp);
	return tmp;
}

static bool is_plain_literal(Graph *g, Node *n)
{
	Type *t = n->kind == AST_CompositeLit ? under_of(g, n) : NULL;

	return t && (t->kind == TYPE_STRUCT || t->kind == TYPE_ARRAY || t->kind == TYPE_SLICE);
}

static void operand(Graph *g, const Later *l, Hole k, Node *n, Type *to);

/* Made when the call is made, of elements that are kept. */
static void plain_literal(Graph *g, const Later *l, Hole k, CompositeLit *n)
{
	Type *t = under_of(g, &n->node);

	if (t->kind == TYPE_SLICE) {
		inside(g, l);
		k = hole_spill(g, k, ESCAPE_SLICE, &n->node, n->pos);
		outside(g, l);
	}
	for (uint32_t i = 0; i < n->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(n->elems.data[i]);

		operand(g, l, k, kv ? kv->value : n->elems.data[i], flow_element_type(g, t, i, kv));
	}
}

/* k: where the call takes it. */
static void operand(Graph *g, const Later *l, Hole k, Node *n, Type *to)
{
	Type *from = type_of(g, n);
	Site *tmp;

	n = ast_unparen(n);
	if (is_plain_literal(g, n) && !is_boxed(g, from, to)) {
		plain_literal(g, l, k, as_CompositeLit(n));
		return;
	}
	if ((is_constant(g, n) && !(to && type_is_interface(to))) || info_expr(g->pkg, n)->mode == MODE_NIL)
		return;
	tmp = kept(g, l, to ? to : from);
	flow_conv(g, hole_of(tmp, "is kept for the call", n->pos), n, to);
	if (k.derefs < 0 || has_pointers(g, to ? to : from))
		flow(g, k, tmp);
}

static void function_operands(Graph *g, const Later *l, CallExpr *n)
{
	Callee c = callee_of(g, n->fun);
	uint32_t params;
	Hole k = hole_none();

	if (!c.sig || c.sig->kind != TYPE_FUNC) {
		g->hopeless = true;
		return;
	}
	params = c.sig->func.params->tuple.n;
	if (c.method) {
		Site *tmp = kept(g, l, NULL);

		flow(g, hole_param(g, &c, NULL, 0, 0, n->pos), tmp);
		flow_receiver(g, &c, hole_of(tmp, c.verb, n->pos));
	} else if (!c.func) {
		operand(g, l, hole_none(), n->fun, NULL);
	}
	for (uint32_t i = 0; i < n->args.len; i++) {
		bool packed = c.sig->func.variadic && !n->dots && i + 1 >= params;
		uint32_t at = packed ? params - 1 : i;

		inside(g, l);
		if (!packed || i + 1 == params)
			k = hole_param(g, &c, NULL, 0, at + c.has_recv, n->pos);
		if (packed && i + 1 == params)
			k = hole_spill(g, k, ESCAPE_ARGS, &n->node, n->pos);
		outside(g, l);
		operand(g, l, k, n->args.data[i], callee_param_type(g, &c, at, packed));
	}
}

static void builtin_operands(Graph *g, const Later *l, CallExpr *n, BuiltinId id)
{
	Type *to = id == BUILTIN_PANIC ? type_empty_interface(g->e->types) : NULL;
	Hole k = id == BUILTIN_PANIC ? hole_heap(g, n->pos, "is passed to panic") : hole_none();

	for (uint32_t i = 0; i < n->args.len; i++)
		operand(g, l, k, n->args.data[i], to);
}

/* f() without anything to be kept */
static bool is_bare(Graph *g, CallExpr *n)
{
	SelectorExpr *sel = is_SelectorExpr(ast_unparen(n->fun));
	const Selection *s = sel ? selection_of(g, sel) : NULL;
	Type *t = type_of(g, n->fun), *sig = t ? type_core(t) : NULL;

	if (s && s->kind == SEL_METHOD_VALUE)
		return false;
	return sig && sig->kind == TYPE_FUNC && !sig->func.params->tuple.n && !sig->func.results->tuple.n;
}

static bool in_range_body(const Body *b)
{
	return b->range != NULL;
}

void flow_later(Graph *g, Node *call, bool deferred, Pos pos)
{
	CallExpr *n = is_CallExpr(ast_unparen(call));
	const ExprInfo *x = n ? info_expr(g->pkg, n->fun) : NULL;
	Hole k = hole_heap(g, pos, deferred ? "is deferred in a loop" : "is started as a goroutine");
	Later l = { .here = g->body, .loops = g->loops, .pos = pos };

	if (!n) {
		g->hopeless = true;
		return;
	}
	if (deferred && g->loops == 1 && !in_range_body(g->body))
		k = hole_of(graph_site(g, SITE_TEMP, pos), "is deferred", pos);
	if (x->mode != MODE_BUILTIN && is_bare(g, n)) {
		flow_expr(g, k, n->fun);
		return;
	}
	l.wrapper = graph_body(g, g->body, call, g->body->info);
	l.wrapper->wrapper = true;
	l.closure = hole_spill(g, k, ESCAPE_LATER, call, pos);
	l.closure.why = k.why;
	if (x->mode == MODE_BUILTIN)
		builtin_operands(g, &l, n, (BuiltinId)x->builtin);
	else
		function_operands(g, &l, n);
}
