/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls and conversions, arguments, and explicit instantiation of functions (Spec: "Calls"). */
#include "types/check.h"

/* ---- Lists of expressions ---- */

static void push_tuple(OperandVec *out, Operand *x, Type *tuple)
{
	for (uint32_t i = 0; i < tuple->tuple.n; i++) {
		Operand v = { MODE_VALUE, 0, tuple->tuple.vars[i]->type, NULL, x->expr };
		vec_push(out, v);
	}
}

static void record_comma_ok(Types *c, Node *e, Type *t, Type *ok)
{
	Object *vars[2] = { obj_param(c, c->env.pkg, NULL, t), obj_param(c, c->env.pkg, NULL, ok) };
	Type *tuple = type_tuple(c, vars, 2);
	for (;; e = as_ParenExpr(e)->x) {
		node_info(c, e)->type = tuple;
		if (e->kind != AST_ParenExpr)
			return;
	}
}

static void single_in_list(Types *c, Node *e, OperandVec *out, bool allow_comma_ok,
			   bool allow_generic)
{
	Operand x;
	raw_expr(c, NULL, &x, e, NULL, allow_generic);
	exclude(c, &x, 1u << MODE_NOVALUE | 1u << MODE_BUILTIN | 1u << MODE_TYPE);
	if (x.mode == MODE_VALUE && x.type->kind == TYPE_TUPLE) {
		push_tuple(out, &x, x.type);
		return;
	}
	vec_push(out, x);
	if (!allow_comma_ok || (x.mode != MODE_MAPINDEX && x.mode != MODE_COMMAOK))
		return;
	record_comma_ok(c, e, x.type, c->basic[BASIC_BOOL]);
	out->data[0].mode = MODE_VALUE;
	Operand ok = { MODE_VALUE, 0, c->basic[BASIC_UNTYPED_BOOL], NULL, e };
	vec_push(out, ok);
}

/* A single call may stand for all values; a single comma-ok expression for two. */
void expr_list(Types *c, NodeList list, OperandVec *out, bool allow_comma_ok, bool allow_generic)
{
	if (list.len == 1) {
		single_in_list(c, list.data[0], out, allow_comma_ok, allow_generic);
		return;
	}
	for (uint32_t i = 0; i < list.len; i++) {
		Operand x;
		if (allow_generic)
			generic_expr(c, &x, list.data[i]);
		else
			expr(c, NULL, &x, list.data[i]);
		vec_push(out, x);
	}
}

/* ---- Conversions ---- */

static void convert_call(Types *c, Operand *x, CallExpr *e)
{
	Type *t = x->type;
	if (e->args.len != 1) {
		if (e->args.len == 0)
			err(c, start(&e->node), "missing argument in conversion to %s",
			    str_type(c, t));
		else
			err(c, start(e->args.data[e->args.len - 1]),
			    "too many arguments in conversion to %s", str_type(c, t));
		OperandVec unused = { 0 };
		expr_list(c, e->args, &unused, false, true);
		vec_free(&unused);
		x->mode = MODE_INVALID;
		return;
	}
	if (type_is_interface(t)) {
		TypeSet *set = type_set(type_under(t));
		if (set->has_terms || set->comparable) {
			err(c, start(&e->node),
			    "cannot use interface %s in conversion (contains specific type constraints or "
			    "is comparable)", str_type(c, t));
			x->mode = MODE_INVALID;
			return;
		}
	}
	if (e->dots) {
		err(c, start(e->args.data[0]), "invalid use of ... in conversion to %s",
		    str_type(c, t));
		x->mode = MODE_INVALID;
		return;
	}
	expr(c, t, x, e->args.data[0]);
	if (!is_invalid(x))
		conversion(c, x, t);
	if (!is_invalid(x) && x->mode != MODE_CONST && x->mode != MODE_VALUE)
		x->mode = MODE_VALUE;
}

/* ---- Arguments ---- */

static Type **operand_types(Types *c, OperandVec *args)
{
	Type **types = arena_make_n(c->arena, Type *, args->len + 1);
	for (size_t i = 0; i < args->len; i++)
		types[i] = args->data[i].type;
	return types;
}

static Type **tuple_types(Types *c, Type *tuple)
{
	Type **types = arena_make_n(c->arena, Type *, tuple->tuple.n + 1);
	for (uint32_t i = 0; i < tuple->tuple.n; i++)
		types[i] = tuple->tuple.vars[i]->type;
	return types;
}

static void wrong_count(Types *c, CallExpr *e, Type *sig, OperandVec *args)
{
	Type *params = sig->func.params;
	bool few = args->len < params->tuple.n;
	Pos pos = few ? e->end - 1 : start(args->data[params->tuple.n].expr);
	err(c, pos, "%s arguments in call to %s\n\thave %s\n\twant %s",
	    few ? "not enough" : "too many",
	    str_expr(c, e->fun), types_summary(c, operand_types(c, args), (uint32_t)args->len,
					       false, e->dots != 0),
	    types_summary(c, tuple_types(c, params), params->tuple.n, sig->func.variadic, false));
}

/* The parameter type of each argument: a variadic parameter is spread, except before `...`.
 * False when the numbers do not fit. */
static bool spread_params(Types *c, CallExpr *e, Type *sig, OperandVec *args, Type ***out)
{
	Type *params = sig->func.params;
	uint32_t want = params->tuple.n, have = (uint32_t)args->len;
	Type **types = *out = arena_make_n(c->arena, Type *, have + want + 1);
	for (uint32_t i = 0; i < want; i++)
		types[i] = params->tuple.vars[i]->type;
	if (!sig->func.variadic || e->dots)
		return have == want;
	if (have + 1 < want)
		return false;
	Type *last = type_unalias(types[want - 1]);
	Type *elem = last->kind == TYPE_SLICE ? last->slice.elem : last;
	for (uint32_t i = want - 1; i < have; i++)
		types[i] = elem;
	return true;
}

static bool dots_allowed(Types *c, CallExpr *e, Type *sig, OperandVec *args)
{
	if (!e->dots)
		return true;
	if (!sig->func.variadic) {
		err(c, start(&e->node), "cannot use ... in call to non-variadic %s",
		    str_expr(c, e->fun));
		return false;
	}
	if (e->args.len == 1 && args->len > 1) {
		err(c, start(&e->node), "cannot use ... with %zu-valued %s", args->len,
		    str_expr(c, e->args.data[0]));
		return false;
	}
	return true;
}

static bool any_invalid(OperandVec *args)
{
	for (size_t i = 0; i < args->len; i++)
		if (is_invalid(&args->data[i]))
			return true;
	return false;
}

static void record_inferred(Types *c, Node *fun, TypeList targs, Type *sig)
{
	Node *n = ast_unparen(fun);
	if (n->kind == AST_IndexExpr)
		n = ast_unparen(as_IndexExpr(n)->x);
	if (n->kind == AST_SelectorExpr)
		n = &as_SelectorExpr(n)->sel->node;
	if (n->kind == AST_Ident)
		record_instance(c, n, targs, sig);
	for (n = fun;; n = as_ParenExpr(n)->x) {
		node_info(c, n)->type = sig;
		if (n->kind != AST_ParenExpr)
			return;
	}
}

/* The signature with spread parameters, which inference matches with the arguments one by one. */
static Type *spread_signature(Types *c, Type **types, uint32_t n)
{
	Object **vars = arena_make_n(c->arena, Object *, n + 1);
	for (uint32_t i = 0; i < n; i++)
		vars[i] = obj_param(c, NULL, NULL, types[i]);
	return type_tuple(c, vars, n);
}

/* Generic functions as arguments of a call that is not generic itself: the parameter type
 * decides. */
static void instantiate_arguments(Types *c, OperandVec *args, Type **types)
{
	for (size_t i = 0; i < args->len; i++) {
		Operand *x = &args->data[i];
		if (x->mode == MODE_VALUE && x->type->kind == TYPE_FUNC && x->type->func.tparams.n)
			func_inst(c, types[i], x, NULL, true);
	}
}

/* Nearly all arguments are right: the text of the context is only made for the others. */
static void assign_argument(Types *c, CallExpr *e, Operand *x, Type *to)
{
	Operand copy = *x;
	if (is_typed(x->type) && type_identical(x->type, to) && x->type->kind != TYPE_FUNC)
		return;
	c->called = e->fun;
	assignment(c, &copy, to, NULL);
}

/* Checks arguments against sig and gives the signature that is called (instantiated), or NULL. */
static Type *arguments(Types *c, CallExpr *e, Type *sig, IndexExpr *inst, Type **targs,
		       OperandVec *args)
{
	Type **types;
	if (any_invalid(args) || !dots_allowed(c, e, sig, args))
		return NULL;
	if (!spread_params(c, e, sig, args, &types)) {
		wrong_count(c, e, sig, args);
		return NULL;
	}
	if (sig->func.tparams.n) {
		TypeList params = sig->func.tparams, list = { targs, params.n };
		if (!inst)
			version_require(c, start(e->fun), 18, "implicit function instantiation");
		bool failed = false, given = inst && inst->indices.len == params.n;
		if (given)
			failed = !verify_instance(c, e->pos, params, list, inst->indices.data,
						  params.n, "");
		else
			list = infer(c, e->pos, sig->func.tparams, targs,
				      spread_signature(c, types, (uint32_t)args->len), args, false,
				      str_expr(c, e->fun), &failed);
		if (failed)
			return NULL;
		sig = type_instantiate(c, sig, list);
		if (sig->func.tparams.n) {
			Type *plain = type_func(c, sig->func.recv, sig->func.params,
						sig->func.results, sig->func.variadic);
			sig = plain;
		}
		record_inferred(c, e->fun, list, sig);
		for (size_t i = 0; i < args->len; i++)
			types[i] = type_subst(c, types[i], params, list);
	}
	instantiate_arguments(c, args, types);
	for (size_t i = 0; i < args->len; i++)
		assign_argument(c, e, &args->data[i], types[i]);
	return sig;
}

/* ---- Calls ---- */

static void result_of(Operand *x, Type *results)
{
	switch (results->tuple.n) {
	case 0: x->mode = MODE_NOVALUE; break;
	case 1:
		x->mode = MODE_VALUE;
		x->type = results->tuple.vars[0]->type;
		return;
	default: x->mode = MODE_VALUE; break;
	}
	x->type = results;
}

/* Type arguments written before the call: f[int](x). The rest may be inferred. */
static Type **explicit_targs(Types *c, IndexExpr *inst, Type *sig, bool *bad)
{
	*bad = false;
	if (!inst)
		return NULL;
	version_require(c, start(&inst->node), 18, "function instantiation");
	uint32_t n = inst->indices.len, want = sig->func.tparams.n;
	Type **targs = arena_make_n(c->arena, Type *, want > n ? want : n);
	for (uint32_t i = 0; i < n; i++) {
		targs[i] = type_expr(c, inst->indices.data[i]);
		*bad |= !type_is_valid(targs[i]);
	}
	if (n > want) {
		err(c, start(inst->indices.data[want]),
		    "got %u type arguments but %s has %u type parameters", n,
		    str_expr(c, inst->x), want);
		*bad = true;
	}
	return targs;
}

static void not_a_function(Types *c, Operand *x)
{
	Type *core = type_core(x->type);
	if (core)
		err(c, start(x->expr), "invalid operation: cannot call %s: %s is not a function",
		    str_operand(c, x),
		    str_type(c, type_is_tparam(x->type) ? core : x->type));
	else
		err(c, start(x->expr), "invalid operation: cannot call %s: no specific type",
		    str_operand(c, x));
	x->mode = MODE_INVALID;
}

static void function_call(Types *c, Operand *x, CallExpr *e, IndexExpr *inst)
{
	Type *sig = type_core(x->type);
	OperandVec args = { 0 };
	if (x->mode == MODE_NIL || !sig || sig->kind != TYPE_FUNC) {
		not_a_function(c, x);
		expr_list(c, e->args, &args, false, true);
		vec_free(&args);
		return;
	}
	bool bad;
	Type **targs = explicit_targs(c, inst, sig, &bad);
	expr_list(c, e->args, &args, false, true);
	Type *called = bad ? NULL : arguments(c, e, sig, inst, targs, &args);
	vec_free(&args);
	c->env.has_call_or_recv = true;
	x->expr = &e->node;
	if (called || sig->func.tparams.n == 0) {
		result_of(x, (called ? called : sig)->func.results);
	} else {
		x->mode = MODE_INVALID;
	}
	if (x->mode == MODE_VALUE && x->type->kind != TYPE_TUPLE && !type_is_valid(x->type))
		x->mode = MODE_INVALID;
}

CallKind call_expr(Types *c, Operand *x, CallExpr *e)
{
	IndexExpr *inst = NULL;
	Node *fun = e->fun;
	if (ast_unparen(fun)->kind == AST_IndexExpr) {
		IndexExpr *ix = as_IndexExpr(ast_unparen(fun));
		*x = (Operand){ .mode = MODE_INVALID, .type = invalid_type(c), .expr = fun };
		if (index_expr(c, x, ix))
			inst = ix;
		x->expr = fun;
		record_operand(c, x);
	} else {
		raw_expr(c, NULL, x, fun, NULL, true);
		exclude(c, x, 1u << MODE_NOVALUE);
		single_value(c, x);
	}
	switch (x->mode) {
	case MODE_INVALID: {
		OperandVec args = { 0 };
		expr_list(c, e->args, &args, false, true);
		vec_free(&args);
		x->expr = &e->node;
		return CALL_STATEMENT;
	}
	case MODE_TYPE:
		if (is_generic(x->type)) {
			err(c, start(fun), "cannot use generic type %s without instantiation",
			    str_expr(c, fun));
			x->mode = MODE_INVALID;
		} else {
			convert_call(c, x, e);
		}
		x->expr = &e->node;
		return CALL_CONVERSION;
	case MODE_BUILTIN: {
		static const bool statement[] = {
#define BUILTIN(e_, name, pkg, nargs, variadic, stmt) [BUILTIN_##e_] = stmt,
#include "types/builtins.def"
		};
		BuiltinId id = (BuiltinId)x->builtin;
		if (!builtin_call(c, x, e, id))
			x->mode = MODE_INVALID;
		x->expr = &e->node;
		if (x->mode != MODE_INVALID && x->mode != MODE_CONST)
			c->env.has_call_or_recv = true;
		return statement[id] || is_invalid(x) ? CALL_STATEMENT : CALL_EXPR;
	}
	default: function_call(c, x, e, inst); return CALL_STATEMENT;
	}
}

/* ---- f[T] as a value; a generic function where a function type is wanted ---- */

void func_inst(Types *c, Type *target, Operand *x, IndexExpr *inst, bool infer_rest)
{
	Type *sig = type_under(x->type);
	bool bad;
	(void)infer_rest;
	Type **targs = explicit_targs(c, inst, sig, &bad);
	uint32_t given = inst ? inst->indices.len : 0;
	Node *fun = inst ? inst->x : x->expr;
	if (bad) {
		x->mode = MODE_INVALID;
		return;
	}
	TypeList list = { targs, given };
	if (given < sig->func.tparams.n || !inst) {
		bool failed = false;
		OperandVec args = { 0 };
		Type *params = c->t_empty_tuple;
		if (target && type_under(target)->kind == TYPE_FUNC) {
			Operand wanted = { MODE_VALUE, 0, target, NULL, x->expr };
			vec_push(&args, wanted);
			Type *plain = type_func(c, NULL, sig->func.params, sig->func.results,
						sig->func.variadic);
			params = spread_signature(c, &plain, 1);
		}
		list = infer(c, inst ? inst->end - 1 : start(x->expr), sig->func.tparams, targs,
			     params, &args, true,
			     str_expr(c, fun), &failed);
		vec_free(&args);
		if (failed) {
			x->mode = MODE_INVALID;
			return;
		}
	} else if (!verify_instance(c, inst->pos, sig->func.tparams, list, inst->indices.data,
				    given, str_expr(c, fun))) {
		x->mode = MODE_INVALID;
		return;
	}
	Type *t = type_instantiate(c, sig, list);
	if (t->func.tparams.n)
		t = type_func(c, NULL, t->func.params, t->func.results, t->func.variadic);
	record_inferred(c, fun, list, t);
	x->mode = MODE_VALUE;
	x->type = t;
	if (inst)
		record(c, &inst->node, MODE_VALUE, t, NULL);
	else
		record(c, x->expr, MODE_VALUE, t, NULL);
}
