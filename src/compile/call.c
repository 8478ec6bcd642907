/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls. The callee's frame is built in place on top of the caller's temporaries: a call at `base`
 * writes its arguments to base + 3 …, and finds the results behind them. Arguments become live one
 * by one, because evaluating the next one may call too. Results stay where they are: only
 * the words below them are given back by the enclosing release.
 */
#include "compile/compile_int.h"

typedef enum CallKind { CALL_STATIC, CALL_VALUE, CALL_METHOD } CallKind;

typedef struct Callee {
	CallKind kind;
	FnRef *ref;		/* CALL_STATIC */
	uint32_t slot;		/* CALL_VALUE: function word; CALL_METHOD: the interface */
	uint32_t method;	/* CALL_METHOD: index */
	Type *sig;
	Val recv;		/* rep NULL: none */
} Callee;

Type *method_receiver_type(Fn *f, SelectorExpr *n, const Selection *sel)
{
	Type *t = expr_type(f, n->x);

	for (uint32_t i = 0; i + 1 < sel->npath; i++) {
		if (type_is(t, TYPE_POINTER))
			t = type_under(t)->pointer.elem;
		t = fn_type(f, obj_type(type_under(t)->strct.fields[sel->path[i]]));
	}
	if (type_is_interface(type_under(t)) || sel->obj->func.ptr_recv == type_is(t, TYPE_POINTER))
		return t;
	return sel->obj->func.ptr_recv ? type_pointer(f->c->types, t) : type_under(t)->pointer.elem;
}

/* The receiver of x.M: the address or value that M's declaration asks for, or the interface. */
Val method_receiver(Fn *f, SelectorExpr *n, const Selection *sel, Type **type)
{
	Val v = embedded_path(f, n->x, sel, sel->npath - 1);
	Type *t = v.rep->type;

	if (type_is_interface(type_under(t))) {
		*type = t;
		return v;
	}
	if (sel->obj->func.ptr_recv) {
		if (type_is(t, TYPE_POINTER)) {
			*type = t;
			return v;
		}
		*type = type_pointer(f->c->types, t);
		/* A field of what nil points to has no address, not even that of the first. */
		if (v.kind == VAL_PTR && (sel->npath > 1 || is_SelectorExpr(ast_unparen(n->x))))
			emit(f, OP_NILCHK, v.slot, 0, 0, 0);
		if (v.kind == VAL_PTR && v.imm == 0 && v.slot != FRAME_FUNC)
			return val_slot(rep_of(f->c, *type), v.slot);
		return val_slot(rep_of(f->c, *type), val_address(f, v));
	}
	if (type_is(t, TYPE_POINTER)) {
		t = type_under(t)->pointer.elem;
		v = val_deref(f, val_slots(f, v), rep_of(f->c, t));
	}
	*type = t;
	return v;
}

static void method_callee(Fn *f, SelectorExpr *s, const Selection *sel, Callee *callee)
{
	Type *recv;
	Val v = method_receiver(f, s, sel, &recv);

	if (type_is_interface(type_under(recv))) {
		callee->kind = CALL_METHOD;
		callee->slot = val_slots(f, v);
		callee->method = sel->path[sel->npath - 1];
		callee->recv = val_slot(rep_pointer(f), callee->slot + 1);
		return;
	}
	callee->kind = CALL_STATIC;
	callee->ref = ref_method(f->c, recv, sel->obj);
	callee->recv = v;
	if (v.kind == VAL_SLOT && !rep_big(v.rep))
		return;
	/* Loaded now: arguments are evaluated after the receiver. */
	callee->recv = val_tmp(f, pass_rep(f->c, v.rep));
	pass_val(f, v, callee->recv.slot);
	fn_live(f, callee->recv.slot, callee->recv.rep);
}

static Callee find_callee(Fn *f, Node *fun)
{
	Callee callee = { .sig = type_core(expr_type(f, fun)) };
	TypeList targs = { 0 };
	Node *value = fun;	/* with its parentheses, as hoist_callee puts it aside */
	Object *obj;
	SelectorExpr *s;
	const Selection *sel;

	fun = ast_unparen(fun);
	obj = callee_object(f, fun, &targs);
	if (obj) {
		callee.kind = CALL_STATIC;
		callee.ref = ref_func(f->c, obj, targs);
		return callee;
	}
	s = is_SelectorExpr(fun);
	sel = s ? resolved_selection(f, s) : NULL;
	if (sel && sel->kind == SEL_METHOD_VALUE) {
		method_callee(f, s, sel, &callee);
		return callee;
	}
	callee.kind = CALL_VALUE;
	callee.slot = expr_slots(f, value);
	return callee;
}

/* f(g()) where g has several results: they become the arguments, converted. */
static bool spread_arguments(Fn *f, CallExpr *n, Val *values, uint32_t *count)
{
	CallExpr *inner;
	Rep **inner_reps;
	uint32_t first, k;

	if (n->args.len != 1)
		return false;
	inner = is_CallExpr(ast_unparen(n->args.data[0]));
	if (!inner || !expr_type(f, &inner->node) || expr_type(f, &inner->node)->kind != TYPE_TUPLE)
		return false;
	first = call_results(f, inner, &inner_reps, &k);
	for (uint32_t i = 0; i < k; i++)
		values[i] = passed_next(f, inner_reps[i], &first);
	*count = k;
	return true;
}

/* The variadic arguments from `from` on as a slice in slot d. */
static void variadic_slice(Fn *f, CallExpr *n, uint32_t from, Rep *slice, uint32_t d, const Val *spread,
			   uint32_t count)
{
	Rep *elem = rep_of(f->c, type_under(slice->type)->slice.elem);
	uint32_t len = count > from ? count - from : 0;
	Mark m = fn_mark(f);
	Val p;

	if (len == 0) {
		emit(f, OP_ZERO3, d, 0, 0, 0);
		return;
	}
	p = site_new(f, &n->node, ESCAPE_ARGS, rep_of(f->c, type_array(f->c->types, elem->type, len)), false, ANY);
	for (uint32_t i = 0; i < len; i++) {
		Mark inner = fn_mark(f);
		Val place = val_part(f, val_deref(f, p.slot, elem), (int64_t)i * elem->size, elem);

		if (spread)
			val_store(f, place, convert(f, spread[from + i], spread[from + i].rep->type, elem->type, ANY));
		else
			expr_store(f, n->args.data[from + i], place);
		fn_release(f, inner);
	}
	emit(f, OP_MOV, d, p.slot, 0, 0);
	emit_const(f, d + 1, len);
	emit_const(f, d + 2, len);
	fn_release(f, m);
}

void arguments_slice(Fn *f, CallExpr *n, uint32_t from, Rep *slice, uint32_t d)
{
	variadic_slice(f, n, from, slice, d, NULL, n->args.len);
}

enum { MAX_SPREAD = 256 };

/* Arguments into the frame at base. */
static void arguments(Fn *f, CallExpr *n, const Callee *callee, const SigLayout *l, uint32_t base)
{
	Type *sig = type_under(callee->sig);
	uint32_t skip = callee->recv.rep ? 1 : 0, nparams = l->nparams - skip, first = base + 3;
	uint32_t count = n->args.len;
	Val spread[MAX_SPREAD];
	bool is_spread = spread_arguments(f, n, spread, &count);

	if (callee->recv.rep) {
		val_to(f, callee->recv, first);
		fn_live(f, first, l->reps[0]);
	}
	for (uint32_t i = 0; i < nparams; i++) {
		Rep *rep = l->reps[i + skip];
		uint32_t slot = first + l->at[i + skip];

		if (sig->func.variadic && i + 1 == nparams && !n->dots)
			variadic_slice(f, n, i, rep, slot, is_spread ? spread : NULL, count);
		else if (!is_spread)
			pass_expr(f, n->args.data[i], rep, slot);
		else if (rep_big(rep))
			pass_val(f, spread[i], slot);
		else
			convert(f, spread[i], spread[i].rep->type, rep->type, slot);
		fn_live(f, slot, pass_rep(f->c, rep));
	}
}

/* The receiver is a pointer word whatever the interface holds. */
static SigLayout callee_layout(Fn *f, const Callee *callee)
{
	return sig_layout(f->c, callee->sig, callee->recv.rep);
}

static void emit_callee(Fn *f, const Callee *callee, uint32_t base)
{
	safepoint(f, MAP_CALL);
	if (callee->kind == CALL_STATIC)
		emit_call(f, base, callee->ref);
	else if (callee->kind == CALL_VALUE)
		emit(f, OP_CALLC, base, callee->slot, 0, 0);
	else
		emit(f, OP_CALLI, base, callee->slot, callee->method, 0);
}

/* Where the next frame goes; a spread call's inner results lie below it. */
static uint32_t reserve_frame(Fn *f, const SigLayout *l)
{
	return fn_tmp(f, FRAME_HEADER_WORDS + l->param_words + l->result_words);
}

/* The type that argument i is converted to. */
static Type *parameter_type(Type *sig, CallExpr *n, uint32_t i)
{
	Type *params = sig->func.params;
	bool rest = sig->func.variadic && !n->dots && i + 1 >= params->tuple.n;
	uint32_t at = rest ? params->tuple.n - 1 : i;
	Type *t = at < params->tuple.n ? obj_type(params->tuple.vars[at]) : NULL;

	return t && rest ? type_under(t)->slice.elem : t;
}

enum { DEEP_FRAME = 1 << 14 };	/* words */

static size_t hoist_arguments(Fn *f, CallExpr *n)
{
	Node **operands = arena_make_n(f->c->arena, Node *, n->args.len + 1);
	Type **types = arena_make_n(f->c->arena, Type *, n->args.len + 1);

	Type *sig = type_under(type_core(expr_type(f, n->fun)));
	size_t mark;

	if (!n->args.len)
		return f->hoisted.len;
	/* Nested so deep that the frames would not fit into one another's arguments. */
	if (f->top > DEEP_FRAME && n->args.len < DEEP_FRAME)
		return hoist_arguments_first(f, n);
	mark = f->hoisted.len;
	operands[0] = hoist_callee(f, n) ? NULL : n->fun;
	for (uint32_t i = 0; i < n->args.len; i++)
		operands[i + 1] = n->args.data[i];
	for (uint32_t i = 0; i < n->args.len; i++)
		types[i + 1] = parameter_type(sig, n, i);
	hoist_converted(f, operands, types, n->args.len + 1);
	return mark;
}

/* uintptr(p) as an argument keeps what p points at alive until the call returns (unsafe.Pointer's rule 4). */
static void keep_pointers(Fn *f, CallExpr *n)
{
	for (uint32_t i = 0; i < n->args.len; i++) {
		CallExpr *c = is_CallExpr(ast_unparen(n->args.data[i]));

		if (c && c->args.len == 1 && callee_info(f, c)->mode == MODE_TYPE &&
		    type_basic_kind(expr_type(f, &c->node)) == BASIC_UINTPTR &&
		    type_basic_kind(expr_type(f, c->args.data[0])) == BASIC_UNSAFE_POINTER)
			hoist_operand(f, c->args.data[0]);
	}
}

/* Calls and leaves the results behind the parameters; returns the slot of the first. */
static uint32_t do_call(Fn *f, CallExpr *n, SigLayout *l)
{
	size_t hoisted = hoist_arguments(f, n);
	Callee callee = find_callee(f, n->fun);
	uint32_t base, first;
	size_t live;

	*l = callee_layout(f, &callee);
	live = f->live.len;
	keep_pointers(f, n);
	base = reserve_frame(f, l);
	Mark m = fn_mark(f);

	arguments(f, n, &callee, l, base);
	hoist_done(f, hoisted);
	mark_line(f, n->pos);
	/* The arguments are the callee's own roots while it runs. */
	fn_release(f, m);
	emit_callee(f, &callee, base);
	vec_trim(&f->live, live);
	first = base + FRAME_HEADER_WORDS + l->param_words;
	f->top = first + l->result_words;
	return first;
}

uint32_t call_results(Fn *f, CallExpr *n, Rep ***reps, uint32_t *count)
{
	SigLayout l;
	uint32_t first = do_call(f, n, &l), slot = first;

	*reps = l.reps + l.nparams;
	*count = l.nresults;
	for (uint32_t i = 0; i < l.nresults; i++) {
		fn_live(f, slot, pass_rep(f->c, (*reps)[i]));
		slot += pass_rep(f->c, (*reps)[i])->words;
	}
	return first;
}

static Val conversion(Fn *f, CallExpr *n, uint32_t want)
{
	Type *to = expr_type(f, &n->node), *from;
	Node *x = n->args.data[0];
	const Const *k = info_const(f->pkg, x);
	Rep *rep = rep_of(f->c, to);
	Mark m = fn_mark(f);
	Val v;

	if (info_expr(f->pkg, ast_unparen(x))->mode == MODE_NIL)
		return expr_conv(f, x, to, want);
	from = expr_type(f, x);
	if (type_is_interface(type_under(to)))
		return expr_conv_at(f, x, &n->node, to, want);
	if (k && rep->cls != REP_SLICE && rep->cls != REP_MEM &&
	    !(rep->cls == REP_STRING && rep_of(f->c, from)->cls == REP_INT))
		return const_val(f, k, rep, want);
	if (want == ANY)
		return convert(f, fn_expr(f, x, ANY), from, to, ANY);
	v = convert(f, fn_expr(f, x, ANY), from, to, want);
	fn_release(f, m);
	return v;
}

/* What stands before the parentheses: a parenthesised type is recorded with its parentheses. */
const ExprInfo *callee_info(Fn *f, CallExpr *n)
{
	const ExprInfo *info = info_expr(f->pkg, ast_unparen(n->fun));

	return info->mode == MODE_INVALID ? info_expr(f->pkg, n->fun) : info;
}

Val call(Fn *f, CallExpr *n, uint32_t want)
{
	const ExprInfo *fun = callee_info(f, n);
	Mark m = fn_mark(f);
	SigLayout l;
	uint32_t first;
	Rep *rep;

	if (fun->mode == MODE_TYPE)
		return conversion(f, n, want);
	if (fun->mode == MODE_BUILTIN)
		return builtin(f, n, (BuiltinId)fun->builtin, want);
	first = do_call(f, n, &l);
	if (!l.nresults)
		return (Val){ 0 };
	rep = l.reps[l.nparams];
	if (want == ANY)
		fn_live(f, first, pass_rep(f->c, rep));
	return late_placed(f, m, passed_val(f, rep, first), want);
}

/* defer f(x), go f(x), a statement at pos: the frame is built, then copied by the instruction. */
void call_defer(Fn *f, CallExpr *n, Pos pos, bool go)
{
	Mark m = fn_mark(f);
	Callee callee = find_callee(f, n->fun);
	SigLayout l = callee_layout(f, &callee);
	uint32_t base, word = callee.slot, token = 0;

	if (callee.kind != CALL_VALUE) {
		word = fn_tmp(f, 1);
		if (callee.kind == CALL_STATIC)
			emit_const(f, word, (int64_t)ref_funcval(f->c, callee.ref));
		else
			emit(f, OP_IMETH, word, callee.slot, callee.method, 0);
	}
	if (!go && f->defer_token)
		token = f->defer_token;
	base = reserve_frame(f, &l);
	arguments(f, n, &callee, &l, base);
	mark_line(f, pos);
	safepoint(f, MAP_AT);
	emit(f, go ? OP_GO : OP_DEFER, base, word, l.param_words, token);
	fn_release(f, m);
}

uint32_t runtime_call(Fn *f, const char *link, const Val *args, unsigned nargs, uint32_t result_words)
{
	uint32_t words = 0, base, at;
	Mark m;

	for (unsigned i = 0; i < nargs; i++)
		words += args[i].rep->words;
	base = fn_tmp(f, FRAME_HEADER_WORDS + words + result_words);
	m = fn_mark(f);
	at = base + FRAME_HEADER_WORDS;
	for (unsigned i = 0; i < nargs; i++) {
		val_to(f, args[i], at);
		at += args[i].rep->words;
	}
	fn_release(f, m);
	safepoint(f, MAP_CALL);
	emit_call(f, base, ref_link(f->c, link));
	return at;
}
