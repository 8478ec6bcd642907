/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls: what becomes of the arguments. Of a function that was analysed, here or when its package was compiled, its
 * leaks say it; one that is in the graph takes them into its parameters; of everything else it is not known, and the
 * arguments are the heap's.
 */
#include <string.h>

#include "escape/escape_int.h"

/* ---- what is called ---- */

static void method_callee(Graph *g, Callee *c, SelectorExpr *n, const Selection *sel)
{
	Type *plain = info_type(g->pkg, n->x), *t = type_of(g, n->x), *base;

	c->method = sel;
	c->sel = n;
	c->has_recv = true;
	path_pointers(&t, sel->path, sel->npath - 1);
	if (plain && type_is(plain, TYPE_POINTER))
		plain = type_under(plain)->pointer.elem;
	if (!t || type_is_interface(t) || (plain && type_is_tparam(plain)))
		return;
	c->func = sel->obj;
	base = graph_type(g, sel->obj->func.recv_named);
	if (base && type_unalias(base)->kind == TYPE_NAMED)
		c->targs = type_unalias(base)->named.targs;
}

/* T.f or (*T).f, when it is the function itself and no wrapper. */
static void expression_callee(Graph *g, Callee *c, const Selection *sel)
{
	Type *recv = graph_type(g, sel->recv), *base;
	bool pointer = type_is(recv, TYPE_POINTER);

	if (sel->npath != 1 || type_is_interface(recv) || type_is_tparam(sel->recv) || sel->obj->func.ptr_recv != pointer)
		return;
	c->func = sel->obj;
	base = graph_type(g, sel->obj->func.recv_named);
	if (base && type_unalias(base)->kind == TYPE_NAMED)
		c->targs = type_unalias(base)->named.targs;
}

Object *named_func(Graph *g, Node *fun, TypeList *targs)
{
	IndexExpr *index = is_IndexExpr(fun);
	Node *x = index ? ast_unparen(index->x) : fun;
	SelectorExpr *sel = is_SelectorExpr(x);
	Ident *id = sel ? sel->sel : is_Ident(x);
	Object *o = id && !(sel && info_selection(g->pkg, x)) ? info_object(g->pkg, &id->node) : NULL;
	const Instance *inst;

	if (!o || o->kind != OBJ_FUNC)
		return NULL;
	inst = info_instance(g->pkg, &id->node);
	*targs = (TypeList){ 0 };
	if (inst) {
		targs->n = inst->targs.n;
		targs->at = arena_make_n(g->e->arena, Type *, targs->n);
		for (uint32_t i = 0; i < targs->n; i++)
			targs->at[i] = graph_type(g, inst->targs.at[i]);
	}
	return o;
}

/* The function's decisions so far, or what is told of it. */
static void learn(Graph *g, Callee *c)
{
	if (!c->func)
		return;
	c->unit = escape_unit(g->e, c->func, c->targs);
	if (!c->unit)
		c->leaks = escape_told(g->e, c->func);
	else if (c->unit->state == UNIT_DONE)
		c->leaks = c->unit->leaks;
	else if (c->unit->state == UNIT_OPEN)
		c->body = c->unit->body;
}

Callee callee_of(Graph *g, Node *fun)
{
	Node *value = static_value(g, fun);
	SelectorExpr *sel;
	const Selection *s;
	Type *t = type_of(g, fun);
	Callee c = { .sig = t ? type_core(t) : NULL };

	fun = ast_unparen(fun);
	sel = is_SelectorExpr(fun);
	s = sel ? selection_of(g, sel) : NULL;
	if (s && s->kind == SEL_METHOD_VALUE) {
		method_callee(g, &c, sel, s);
	} else if (value->kind == AST_FuncLit) {
		c.body = graph_literal(g, as_FuncLit(value));
	} else {
		sel = is_SelectorExpr(value);
		s = sel ? selection_of(g, sel) : NULL;
		if (s && s->kind == SEL_METHOD_EXPR)
			expression_callee(g, &c, s);
		else if (!s)
			c.func = named_func(g, value, &c.targs);
	}
	learn(g, &c);
	c.verb = verb_of(g, "is passed to ", value->kind == AST_FuncLit ? NULL : fun,
			 value->kind == AST_FuncLit ? "a literal" : c.leaks || c.body ? ", which keeps it,"
			 : ", which may keep it,");
	return c;
}

/* ---- arguments ---- */

static Hole tagged(Graph *g, const Leaks *leaks, const Hole *ks, uint32_t nks, const char *verb, Pos pos)
{
	Hole out[LEAK_PLACES];
	size_t n = 0;

	for (unsigned i = 0; i < LEAK_PLACES; i++) {
		Site *to = i == LEAK_HEAP ? &g->heap : i == LEAK_MUTATOR ? &g->mutator : &g->callee;

		if (!leaks->at[i])
			continue;
		if (i < LEAK_RESULT)
			out[n++] = hole_shift(hole_of(to, verb, pos), leaks->at[i] - 1);
		else if (i - LEAK_RESULT < nks)
			out[n++] = hole_shift(ks[i - LEAK_RESULT], leaks->at[i] - 1);
	}
	return hole_tee(g, out, n, pos);
}

Hole hole_param(Graph *g, const Callee *c, const Hole *ks, uint32_t nks, uint32_t param, Pos pos)
{
	if (c->body && param < c->body->nparams && c->body->params[param])
		return hole_of(c->body->params[param], c->verb, pos);
	if (c->leaks)
		return tagged(g, &c->leaks[param], ks, nks, c->verb, pos);
	return hole_heap(g, pos, c->verb);
}

void flow_results(Graph *g, const Callee *c, const Hole *ks, uint32_t nks)
{
	for (uint32_t i = 0; c->body && i < c->body->nresults && i < nks; i++) {
		Hole k = ks[i];
		Site *s = c->body->results[i];

		if (s && s->var && !has_pointers(g, graph_type(g, obj_type(s->var))))
			k.dst = NULL;
		if (s)
			flow(g, k, s);
	}
}

/* The method's receiver, as it takes it, from x. */
static Hole receiver_hole(Graph *g, const Callee *c, Hole k)
{
	const Selection *sel = c->method;
	Type *t = type_of(g, c->sel->x);
	unsigned pointers = path_pointers(&t, sel->path, sel->npath - 1);
	bool is_pointer = t && type_is(t, TYPE_POINTER) && !type_is_interface(t);

	if (c->func && c->func->func.ptr_recv && !is_pointer)
		k = hole_shift(k, -1);
	else if (c->func && !c->func->func.ptr_recv && is_pointer)
		k = hole_shift(k, 1);
	return pointers ? hole_shift(k, (int)pointers) : k;
}

void flow_receiver(Graph *g, const Callee *c, Hole k)
{
	flow_expr(g, receiver_hole(g, c, k), c->sel->x);
}

Type *callee_param_type(Graph *g, const Callee *c, uint32_t i, bool packed)
{
	Type *params = c->sig->func.params, *t;

	if (i >= params->tuple.n)
		return NULL;
	t = graph_type(g, obj_type(params->tuple.vars[i]));
	return packed && type_is(t, TYPE_SLICE) ? type_under(t)->slice.elem : t;
}

/* The holes of `n` arguments: those of a variadic parameter go into a slice. */
static void argument_holes(Graph *g, const Callee *c, const Hole *ks, uint32_t nks, CallExpr *call, uint32_t n,
			   Hole *out, Type **types)
{
	uint32_t params = c->sig->func.params->tuple.n, recv = c->has_recv;
	bool pack = c->sig->func.variadic && !call->dots;

	for (uint32_t i = 0; i < n; i++) {
		bool packed = pack && i + 1 >= params;
		uint32_t at = packed ? params - 1 : i;

		if (packed && i + 1 > params)
			out[i] = out[i - 1];
		else
			out[i] = hole_param(g, c, ks, nks, at + recv, call->pos);
		if (packed && i + 1 == params)
			out[i] = hole_spill(g, out[i], ESCAPE_ARGS, &call->node, call->pos);
		types[i] = callee_param_type(g, c, at, packed);
	}
}

/* f(g()), g with several results */
static void forwarded(Graph *g, CallExpr *inner, Type *tuple, Hole *holes, Type **types)
{
	uint32_t n = tuple->tuple.n;

	for (uint32_t i = 0; i < n; i++)
		holes[i] = hole_conv(g, holes[i], graph_type(g, obj_type(tuple->tuple.vars[i])), types[i], inner->pos);
	flow_call(g, holes, n, inner);
}

static void arguments(Graph *g, const Callee *c, const Hole *ks, uint32_t nks, CallExpr *call)
{
	CallExpr *inner = call->args.len == 1 ? is_CallExpr(ast_unparen(call->args.data[0])) : NULL;
	Type *t = inner ? type_of(g, &inner->node) : NULL;
	bool many = t && t->kind == TYPE_TUPLE;
	uint32_t n = many ? t->tuple.n : call->args.len;
	Hole *holes = mem_array(n + 1, sizeof *holes);
	Type **types = mem_array(n + 1, sizeof *types);

	argument_holes(g, c, ks, nks, call, n, holes, types);
	if (many)
		forwarded(g, inner, t, holes, types);
	else
		for (uint32_t i = 0; i < n; i++)
			flow_conv(g, holes[i], call->args.data[i], types[i]);
	mem_free(holes);
	mem_free(types);
}

/* The function's value: when it is not known and the results are wanted, it is called behind our back. */
static Hole function_hole(Graph *g, const Callee *c, const Hole *ks, uint32_t nks, Pos pos)
{
	bool known = c->func || c->body;

	for (uint32_t i = 0; i < nks && !known; i++)
		if (ks[i].dst)
			return hole_of(&g->callee, "is called", pos);
	return hole_none();
}

static void function_call(Graph *g, const Hole *ks, uint32_t nks, CallExpr *n)
{
	Callee c = callee_of(g, n->fun);

	if (!c.sig || c.sig->kind != TYPE_FUNC) {
		g->hopeless = true;
		return;
	}
	flow_results(g, &c, ks, nks);
	if (c.method)
		flow_receiver(g, &c, hole_param(g, &c, ks, nks, 0, n->pos));
	else
		flow_expr(g, function_hole(g, &c, ks, nks, n->pos), n->fun);
	arguments(g, &c, ks, nks, n);
}

void flow_method_value(Graph *g, Hole k, SelectorExpr *n, const Selection *sel)
{
	Hole heap = hole_heap(g, n->pos, verb_of(g, "is kept in the method value ", &n->node, ""));
	Hole results[LEAK_RESULTS], both[2];
	Callee c = { 0 };

	for (uint32_t i = 0; i < LEAK_RESULTS; i++)
		results[i] = heap;
	method_callee(g, &c, n, sel);
	learn(g, &c);
	c.verb = heap.why.verb;
	both[1] = hole_spill(g, k, ESCAPE_METHOD, &n->node, n->pos);
	both[0] = hole_param(g, &c, results, LEAK_RESULTS, 0, n->pos);
	flow_results(g, &c, results, LEAK_RESULTS);
	flow_receiver(g, &c, hole_tee(g, both, 2, n->pos));
}

/* ---- builtin functions ---- */

static void all_args(Graph *g, Hole k, CallExpr *n, uint32_t from)
{
	for (uint32_t i = from; i < n->args.len; i++)
		flow_expr(g, k, n->args.data[i]);
}

/* What a slice's elements point at goes to the heap. */
static Hole elements_hole(Graph *g, Node *slice, const char *verb, Pos pos)
{
	Type *t = under_of(g, slice);

	if (t && t->kind == TYPE_INTERFACE)
		t = type_core(t);
	if (!t || t->kind != TYPE_SLICE || !has_pointers(g, t->slice.elem))
		return hole_none();
	return hole_shift(hole_heap(g, pos, verb), 1);
}

static Type *element_type(Graph *g, Node *slice)
{
	Type *t = under_of(g, slice);

	if (t && t->kind == TYPE_INTERFACE)
		t = type_core(t);
	return t && t->kind == TYPE_SLICE ? t->slice.elem : NULL;
}

static void append_call(Graph *g, Hole k, CallExpr *n)
{
	static const char *const verb = "is appended to a slice";
	Hole ks[3] = { k, hole_of(&g->mutator, verb, n->pos), elements_hole(g, n->args.data[0], verb, n->pos) };
	Type *elem = element_type(g, n->args.data[0]);

	flow_expr(g, hole_tee(g, ks, ks[2].dst ? 3 : 2, n->pos), n->args.data[0]);
	if (n->dots)
		flow_expr(g, elements_hole(g, n->args.data[1], verb, n->pos), n->args.data[1]);
	else
		for (uint32_t i = 1; i < n->args.len; i++)
			flow_conv(g, hole_heap(g, n->pos, verb), n->args.data[i], elem);
	k = hole_spill(g, k, ESCAPE_APPEND, &n->node, n->pos);
	k.dst->loops = 0;	/* what it allocates is never reused */
}

static void copy_call(Graph *g, CallExpr *n)
{
	flow_expr(g, hole_of(&g->mutator, "is copied to", n->pos), n->args.data[0]);
	flow_expr(g, elements_hole(g, n->args.data[1], "is copied to a slice", n->pos), n->args.data[1]);
}

static void make_call(Graph *g, Hole k, CallExpr *n)
{
	Type *t = under_of(g, &n->node);

	if (t && t->kind == TYPE_INTERFACE)
		t = type_core(t);
	if (t && t->kind == TYPE_SLICE)
		hole_spill(g, k, ESCAPE_MAKE, &n->node, n->pos);
	else if (t && t->kind == TYPE_MAP)
		hole_spill(g, k, ESCAPE_MAP, &n->node, n->pos);
	all_args(g, hole_none(), n, 1);
}

/* new(T), or new(expression): a variable of its own that starts with its value */
static void new_call(Graph *g, Hole k, CallExpr *n)
{
	Node *x = n->args.data[0];
	Type *t = type_of(g, &n->node);

	k = hole_spill(g, k, ESCAPE_NEW, &n->node, n->pos);
	if (info_expr(g->pkg, x)->mode == MODE_TYPE)
		return;
	k.dst->name = ".autotmp";
	flow_conv(g, k, x, t && type_is(t, TYPE_POINTER) ? type_under(t)->pointer.elem : NULL);
}

/* append(f()) and the like, f with several results: where they go is not looked at closely. */
static bool builtin_forwarded(Graph *g, Hole k, CallExpr *n)
{
	CallExpr *inner = n->args.len == 1 ? is_CallExpr(ast_unparen(n->args.data[0])) : NULL;
	Type *t = inner ? type_of(g, &inner->node) : NULL;
	Hole both[2] = { k, hole_heap(g, n->pos, "is passed to a builtin function") }, *ks;

	if (!t || t->kind != TYPE_TUPLE)
		return false;
	ks = mem_array(t->tuple.n + 1, sizeof *ks);
	for (uint32_t i = 0; i < t->tuple.n; i++)
		ks[i] = i ? both[1] : hole_tee(g, both, 2, n->pos);
	flow_call(g, ks, t->tuple.n, inner);
	mem_free(ks);
	return true;
}

static void builtin(Graph *g, Hole k, CallExpr *n, BuiltinId id)
{
	if (builtin_forwarded(g, k, n))
		return;
	switch (id) {
	case BUILTIN_APPEND:
		append_call(g, k, n);
		break;
	case BUILTIN_COPY:
		copy_call(g, n);
		break;
	case BUILTIN_CLEAR:
		all_args(g, hole_of(&g->mutator, "is cleared", n->pos), n, 0);
		break;
	case BUILTIN_MAKE:
		make_call(g, k, n);
		break;
	case BUILTIN_NEW:
		new_call(g, k, n);
		break;
	case BUILTIN_PANIC:
		flow_conv(g, hole_heap(g, n->pos, "is passed to panic"), n->args.data[0], type_empty_interface(g->e->types));
		break;
	case BUILTIN_DELETE: {
		Type *t = under_of(g, n->args.data[0]);

		flow_drop(g, n->args.data[0]);
		flow_conv(g, hole_none(), n->args.data[1], t && t->kind == TYPE_MAP ? t->map.key : NULL);
		break;
	}
	case BUILTIN_MIN: case BUILTIN_MAX: case BUILTIN_UNSAFE_STRING_DATA: case BUILTIN_UNSAFE_SLICE_DATA:
		all_args(g, k, n, 0);
		break;
	case BUILTIN_UNSAFE_ADD: case BUILTIN_UNSAFE_SLICE: case BUILTIN_UNSAFE_STRING:
		flow_expr(g, k, n->args.data[0]);
		all_args(g, hole_none(), n, 1);
		break;
	case BUILTIN_UNSAFE_SIZEOF: case BUILTIN_UNSAFE_ALIGNOF: case BUILTIN_UNSAFE_OFFSETOF:	/* not evaluated */
		break;
	default:
		all_args(g, hole_none(), n, 0);
	}
}

/* ---- conversions ---- */

bool flow_is_header_data(Graph *g, Node *n)
{
	SelectorExpr *sel = is_SelectorExpr(n);
	const Selection *s = sel ? selection_of(g, sel) : NULL;
	Type *t = s && s->kind == SEL_FIELD && strcmp(sel->sel->name->text, "Data") == 0 ? type_of(g, sel->x) : NULL;
	const Object *o;

	t = t && type_is(t, TYPE_POINTER) ? type_unalias(type_under(t)->pointer.elem) : NULL;
	o = t && t->kind == TYPE_NAMED ? t->named.obj : NULL;
	return o && o->pkg && strcmp(o->pkg->path->text, "reflect") == 0 &&
	       (strcmp(o->name->text, "SliceHeader") == 0 || strcmp(o->name->text, "StringHeader") == 0);
}

void flow_unsafe(Graph *g, Hole k, Node *n)
{
	CallExpr *call;
	BinaryExpr *b;

	n = ast_unparen(n);
	call = is_CallExpr(n);
	b = is_BinaryExpr(n);
	if (call && info_expr(g->pkg, call->fun)->mode == MODE_TYPE && call->args.len == 1 &&
	    type_basic_kind(type_of(g, call->args.data[0])) == BASIC_UNSAFE_POINTER) {
		flow_expr(g, k, call->args.data[0]);
	} else if (flow_is_header_data(g, n)) {
		flow_expr(g, hole_shift(k, 1), as_SelectorExpr(n)->x);
	} else if (b) {
		flow_unsafe(g, k, b->x);
		if (b->op == TOK_SHL || b->op == TOK_SHR)
			flow_drop(g, b->y);
		else
			flow_unsafe(g, k, b->y);
	} else if (n->kind == AST_UnaryExpr && as_UnaryExpr(n)->op != TOK_AND && as_UnaryExpr(n)->op != TOK_ARROW) {
		flow_unsafe(g, k, as_UnaryExpr(n)->x);
	} else {
		flow_drop(g, n);
	}
}

static bool is_string(Type *t)
{
	return (type_basic_flags(t) & BF_STRING) != 0;
}

/* Between strings and slices, or from a rune: a copy. */
static bool copies_text(Type *from, Type *to)
{
	Type *f = type_core(from), *t = type_core(to);

	if (!f || !t)
		return false;
	return is_string(t) ? f->kind == TYPE_SLICE || (type_basic_flags(f) & BF_INTEGER)
			    : is_string(f) && t->kind == TYPE_SLICE;
}

static void conversion(Graph *g, Hole k, CallExpr *n, Type *to)
{
	Node *x = n->args.data[0], *at = ast_unparen(x);
	Type *from = type_of(g, x), *u = to ? type_under(to) : NULL;
	unsigned mode = info_expr(g->pkg, x)->mode;

	if (!from || !u || mode == MODE_NIL) {
		flow_expr(g, k, x);
	} else if (type_is_interface(to)) {
		if (is_boxed(g, from, to) || mode == MODE_CONST)
			k = hole_spill(g, k, ESCAPE_BOX, &n->node, at->pos);
		flow_expr(g, k, x);
	} else if (copies_text(from, to)) {
		hole_spill(g, k, ESCAPE_TEXT, &n->node, at->pos);
		flow_drop(g, x);
	} else if (u->kind == TYPE_ARRAY && type_is(from, TYPE_SLICE)) {
		flow_expr(g, hole_shift(k, 1), x);
	} else if (type_basic_kind(to) == BASIC_UNSAFE_POINTER && type_basic_kind(from) == BASIC_UINTPTR) {
		flow_unsafe(g, k, x);
	} else {
		flow_expr(g, k, x);
	}
}

void flow_call(Graph *g, const Hole *ks, uint32_t nks, CallExpr *n)
{
	const ExprInfo *x = info_expr(g->pkg, n->fun);
	Hole k = nks ? ks[0] : hole_none();

	if (x->mode == MODE_TYPE && n->args.len == 1)
		conversion(g, k, n, graph_type(g, x->type));
	else if (x->mode == MODE_BUILTIN)
		builtin(g, k, n, (BuiltinId)x->builtin);
	else if (x->mode != MODE_TYPE)
		function_call(g, ks, nks, n);
}
