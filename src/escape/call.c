/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls: what becomes of the arguments. Of a function that was analysed, here or when its package was compiled, its
 * summary says it, a literal that is called on the spot is part of the graph, of everything else it
 * is not known and the arguments are the heap's.
 */
#include "escape/escape_int.h"

/* What is called, as far as it is known. */
typedef struct Callee {
	Object *func;			/* declared function or method, or NULL */
	const Summary *summary;		/* or NULL: unknown */
	FuncLit *lit;			/* called on the spot */
	SelectorExpr *method;		/* recv.f */
	Type *sig;
	const char *verb;
} Callee;

static void conversion(Graph *g, Hole k, CallExpr *n, Type *to)
{
	if (!to || type_is(to, TYPE_INTERFACE) || type_mentions_tparam(to))
		k = hole_heap(g, n->pos, "is converted to an interface");
	for (uint32_t i = 0; i < n->args.len; i++)
		flow_expr(g, k, n->args.data[i]);
}

static void all_args(Graph *g, Hole k, CallExpr *n, uint32_t from)
{
	for (uint32_t i = from; i < n->args.len; i++)
		flow_expr(g, k, n->args.data[i]);
}

static void append_call(Graph *g, Hole k, CallExpr *n)
{
	Hole heap = hole_heap(g, n->pos, "is appended to a slice");

	if (n->args.len)
		flow_expr(g, k, n->args.data[0]);
	all_args(g, n->dots ? hole_deref(heap) : heap, n, 1);
}

static void builtin(Graph *g, Hole k, CallExpr *n, BuiltinId id)
{
	switch (id) {
	case BUILTIN_APPEND:
		append_call(g, k, n);
		break;
	case BUILTIN_COPY:
		if (n->args.len == 2) {
			flow_drop(g, n->args.data[0]);
			flow_expr(g, hole_deref(hole_heap(g, n->pos, "is copied to a slice")), n->args.data[1]);
		}
		break;
	case BUILTIN_MIN: case BUILTIN_MAX:
		all_args(g, k, n, 0);
		break;
	case BUILTIN_LEN: case BUILTIN_CAP: case BUILTIN_DELETE: case BUILTIN_CLEAR: case BUILTIN_CLOSE:
	case BUILTIN_MAKE: case BUILTIN_COMPLEX: case BUILTIN_REAL: case BUILTIN_IMAG:
	case BUILTIN_PRINT: case BUILTIN_PRINTLN: case BUILTIN_RECOVER:
		all_args(g, hole_none(), n, 0);
		break;
	case BUILTIN_PANIC:
		all_args(g, hole_heap(g, n->pos, "is passed to panic"), n, 0);
		break;
	default:
		all_args(g, hole_heap(g, n->pos, "is passed to a builtin"), n, 0);
	}
}

/* ---- calls of functions ---- */

static Callee callee_of(Graph *g, CallExpr *n)
{
	Node *fun = ast_unparen(n->fun);
	SelectorExpr *sel = is_SelectorExpr(fun);
	const Selection *s = sel ? info_selection(g->pkg, fun) : NULL;
	Callee c = { .lit = is_FuncLit(fun), .sig = info_type(g->pkg, fun) };
	Object *o = NULL;

	c.verb = c.lit ? "is passed to a literal" : verb_of(g, "is passed to ", fun, ", which may keep it,");
	if (fun->kind == AST_Ident)
		o = info_object(g->pkg, fun);
	else if (s && s->kind == SEL_METHOD_VALUE)
		o = s->obj;
	else if (sel && !s)
		o = info_object(g->pkg, &sel->sel->node);
	if (s && s->kind == SEL_METHOD_VALUE)
		c.method = sel;
	if (o && o->kind == OBJ_FUNC && !(s && type_is_interface(s->recv)))
		c.func = o;
	c.sig = c.sig ? type_under(c.sig) : NULL;
	if (c.func)
		c.summary = escape_summary(g->e, c.func);
	if (c.summary && !c.lit)
		c.verb = verb_of(g, "is passed to ", fun, ", which keeps it,");
	return c;
}

/* The argument for parameter `param` (of the summary) flows where the callee lets it go. */
static void tagged(Graph *g, const Callee *c, Hole *ks, uint32_t nks, uint32_t param, Hole *out, uint32_t *n)
{
	const Leak *leak = &c->summary->params[param];

	*n = 0;
	(void)g;
	if (leak->heap != LEAK_NONE)
		out[(*n)++] = (Hole){ &g->heap, leak->heap, out[0].why };
	for (uint32_t i = 0; i < c->summary->nresults; i++)
		if (leak->results[i] != LEAK_NONE && i < nks && ks[i].dst)
			out[(*n)++] = (Hole){ ks[i].dst, ks[i].derefs + leak->results[i], ks[i].why };
}

/* An expression that flows into several holes flows through a location of its own. */
static Hole joined(Graph *g, Hole *out, uint32_t n, Pos pos)
{
	Site *s;

	if (n == 0)
		return hole_none();
	if (n == 1)
		return out[0];
	s = graph_site(g, SITE_NEW, pos);
	for (uint32_t i = 0; i < n; i++)
		flow(g, out[i], s);
	return (Hole){ s, 0, out[0].why };
}

static Hole param_hole(Graph *g, const Callee *c, Hole *ks, uint32_t nks, uint32_t param, Pos pos)
{
	Hole *out, k;
	uint32_t n;

	if (!c->summary || param >= c->summary->nparams)
		return hole_heap(g, pos, c->verb);
	out = mem_array(c->summary->nresults + 2, sizeof *out);
	out[0].why = (Why){ c->verb, pos };
	tagged(g, c, ks, nks, param, out, &n);
	k = joined(g, out, n, pos);
	mem_free(out);
	return k;
}

/* The receiver as the method takes it. */
static void receiver(Graph *g, const Callee *c, Hole k)
{
	const Selection *sel = info_selection(g->pkg, &c->method->node);
	bool indirect = path_indirect(g, c->method, sel);

	if (type_is_interface(sel->recv))	/* what is in an interface is the heap's already */
		k = hole_none();
	else if (!sel->obj->func.ptr_recv && indirect && c->summary)
		k = hole_deref(k);
	else if (sel->obj->func.ptr_recv && !indirect)
		k = hole_address(k);
	flow_expr(g, k, c->method->x);
}

/* The hole of argument i: a packed one goes into a slice. */
static Hole arg_hole(Graph *g, const Callee *c, Hole *ks, uint32_t nks, uint32_t i, CallExpr *n)
{
	Type *params = c->sig->func.params;
	uint32_t last = params->tuple.n - 1;
	bool packed = c->sig->func.variadic && i >= last && !n->dots;
	uint32_t at = i < last ? i : last;
	Hole k = param_hole(g, c, ks, nks, at + (c->method != NULL), n->pos);

	if (packed)
		return hole_heap(g, n->pos, c->verb);
	return hole_typed(g, k, obj_type(params->tuple.vars[at]), n->pos);
}

static void arguments(Graph *g, const Callee *c, Hole *ks, uint32_t nks, CallExpr *n)
{
	bool known = c->sig && c->sig->kind == TYPE_FUNC && c->sig->func.params->tuple.n;
	Type *t = n->args.len == 1 ? info_type(g->pkg, n->args.data[0]) : NULL;

	if (!known || (t && t->kind == TYPE_TUPLE)) {	/* f(g()) with several results */
		Hole heap = hole_heap(g, n->pos, c->verb), many[8];

		for (uint32_t i = 0; i < 8; i++)
			many[i] = heap;
		for (uint32_t i = 0; i < n->args.len; i++) {
			CallExpr *inner = is_CallExpr(ast_unparen(n->args.data[i]));

			if (inner && t && t->kind == TYPE_TUPLE && t->tuple.n > 8)
				g->hopeless = true;
			if (inner && t && t->kind == TYPE_TUPLE)
				flow_call(g, many, t->tuple.n < 8 ? t->tuple.n : 8, inner);
			else
				flow_expr(g, heap, n->args.data[i]);
		}
		return;
	}
	for (uint32_t i = 0; i < n->args.len; i++)
		flow_expr(g, arg_hole(g, c, ks, nks, i, n), n->args.data[i]);
}

/* The body is in the graph, and the parameters are its variables; its results are the heap's. */
static void literal_call(Graph *g, const Callee *c, CallExpr *n)
{
	FuncInfo *info = info_func(g->pkg, &c->lit->node);
	Type *params = c->sig->func.params, *t = n->args.len == 1 ? info_type(g->pkg, n->args.data[0]) : NULL;

	flow_drop(g, &c->lit->node);
	if (!info || c->sig->func.variadic || (t && t->kind == TYPE_TUPLE)) {
		arguments(g, c, NULL, 0, n);
		return;
	}
	for (uint32_t i = 0; i < n->args.len && i < params->tuple.n; i++) {
		Site *s = NULL;
		uint32_t at = 0;

		for (uint32_t v = 0; v < info->nlocals; v++)
			if (info->locals[v]->var_kind == VAR_PARAM && at++ == i)
				s = graph_var(g, info->locals[v]);
		flow_expr(g, s ? hole_var(g, s->var, n->pos) : hole_heap(g, n->pos, c->verb), n->args.data[i]);
	}
}

void flow_call(Graph *g, Hole *ks, uint32_t nks, CallExpr *n)
{
	Node *fun = ast_unparen(n->fun);
	const ExprInfo *x = info_expr(g->pkg, fun);
	Callee c;

	if (x->mode == MODE_TYPE) {
		conversion(g, ks[0], n, x->type);
		return;
	}
	if (x->mode == MODE_BUILTIN) {
		builtin(g, ks[0], n, (BuiltinId)x->builtin);
		return;
	}
	c = callee_of(g, n);
	if (c.lit && c.sig) {
		literal_call(g, &c, n);
		return;
	}
	if (c.method)
		receiver(g, &c, param_hole(g, &c, ks, nks, 0, n->pos));
	else
		flow_drop(g, fun);
	arguments(g, &c, ks, nks, n);
}

void flow_deferred(Graph *g, Node *call)
{
	CallExpr *n = is_CallExpr(ast_unparen(call));
	Hole ks[8] = { { 0 } };

	if (n && !g->loops)
		flow_call(g, ks, 8, n);
	else
		flow_started(g, call, "is deferred");
}

void flow_started(Graph *g, Node *call, const char *verb)
{
	CallExpr *n = is_CallExpr(ast_unparen(call));
	Hole heap = hole_heap(g, call->pos, verb);
	SelectorExpr *sel;
	const Selection *s;

	if (!n) {
		g->hopeless = true;
		return;
	}
	sel = is_SelectorExpr(ast_unparen(n->fun));
	s = sel ? info_selection(g->pkg, &sel->node) : NULL;
	if (s && s->kind == SEL_METHOD_VALUE && !type_is_interface(s->recv))
		flow_expr(g, s->obj->func.ptr_recv && !path_indirect(g, sel, s) ? hole_address(heap) : heap, sel->x);
	else
		flow_expr(g, heap, n->fun);
	all_args(g, heap, n, 0);
}
