/* SPDX-License-Identifier: GPL-3.0-or-later */
/* for … range x (Spec: "For statements with range clause"), and terminating statements. */
#include "types/check.h"

void short_var_decl(Types *, Pos, NodeList lhs, NodeList rhs, Pos scope_pos);

/* What ranging over one type gives. */
typedef struct Ranging {
	Type *key, *value;
	const char *why;
	bool is_func, is_int;
	bool no_value;          /* at most one variable */
	bool no_vars;           /* func(yield func() bool) */
} Ranging;

static bool range_func(Types *c, Type *u, Ranging *r)
{
	r->is_func = true;
	Type *params = u->func.params;
	if (params->tuple.n != 1 || u->func.results->tuple.n != 0) {
		r->why = "func must be func(yield func(...) bool): wrong argument count";
		return false;
	}
	Type *yield = type_core(params->tuple.vars[0]->type);
	if (!yield || yield->kind != TYPE_FUNC) {
		r->why = "func must be func(yield func(...) bool): argument is not func";
		return false;
	}
	Type *args = yield->func.params, *res = yield->func.results;
	if (args->tuple.n > 2) {
		r->why =
			"func must be func(yield func(...) bool): yield func has too many parameters";
		return false;
	}
	if (res->tuple.n != 1 || !(type_basic_flags(res->tuple.vars[0]->type) & BF_BOOLEAN)) {
		r->why = "func must be func(yield func(...) bool): yield func does not return bool";
		return false;
	}
	(void)c;
	r->key = args->tuple.n > 0 ? args->tuple.vars[0]->type : NULL;
	r->value = args->tuple.n > 1 ? args->tuple.vars[1]->type : NULL;
	r->no_vars = args->tuple.n == 0;
	r->no_value = args->tuple.n < 2;
	return true;
}

static bool range_core(Types *c, Type *t, Type *u, Ranging *r)
{
	Type *base = u->kind == TYPE_POINTER ? type_under(u->pointer.elem) : u;
	r->key = c->basic[BASIC_INT];
	switch ((TypeKind)u->kind) {
	case TYPE_BASIC:
		if (u->basic.flags & BF_STRING) {
			r->value = c->t_rune;
			return true;
		}
		r->is_int = r->no_value = true;
		r->key = t;
		return u->basic.flags & BF_INTEGER;
	case TYPE_POINTER:
		if (base->kind != TYPE_ARRAY)
			return false;
		r->value = base->array.elem;
		return true;
	case TYPE_ARRAY: r->value = u->array.elem; return true;
	case TYPE_SLICE: r->value = u->slice.elem; return true;
	case TYPE_MAP:
		r->key = u->map.key;
		r->value = u->map.elem;
		return true;
	case TYPE_CHAN:
		r->key = u->chan.elem;
		r->no_value = true;
		if (u->chan.dir == CHAN_SEND)
			r->why = "receive from send-only channel";
		return u->chan.dir != CHAN_SEND;
	case TYPE_FUNC: return range_func(c, u, r);
	default: return false;
	}
}

static bool range_version(Types *c, Ranging *r, int minor)
{
	if (version_allows(c, minor))
		return true;
	r->why = fmt(c, "requires go1.%d or later (%s)", minor, version_origin(c));
	return false;
}

static bool ranging(Types *c, Operand *x, Ranging *r)
{
	bool bytes = false;
	Type *u = x->mode == MODE_NIL ? NULL : core_or_bytestring(x->type, &bytes);
	if (!u) {
		if (type_is_tparam(x->type))
			r->why = "no core type";
		return false;
	}
	if (!range_core(c, x->type, u, r))
		return false;
	if (r->is_int || r->is_func)
		return range_version(c, r, r->is_int ? 22 : 23);
	return true;
}

bool range_types(Types *c, Type *t, Type **key, Type **value, const char **why, bool *is_func,
		 bool *is_int)
{
	Operand x = { .mode = MODE_VALUE, .type = t };
	Ranging r = { 0 };
	bool ok = ranging(c, &x, &r);
	*key = r.key;
	*value = r.value;
	*why = r.why;
	*is_func = r.is_func;
	*is_int = r.is_int;
	return ok;
}

/* ---- The statement ---- */

static void check_operand(Types *c, RangeStmt *s, Operand *x, Ranging *r)
{
	expr(c, NULL, x, s->x);
	if (is_invalid(x))
		return;
	if (ranging(c, x, r)) {
		if (r->no_vars && s->key)
			err(c, start(s->key), "range over %s permits no iteration variables",
			    str_operand(c, x));
		else if (r->no_value && s->value)
			err(c, start(s->value), "range over %s permits only one iteration variable",
			    str_operand(c, x));
		else if (s->extra)
			err(c, start(s->extra),
			    "range clause permits at most two iteration variables");
		return;
	}
	if (r->why)
		err(c, start(x->expr), "cannot range over %s: %s", str_operand(c, x), r->why);
	else
		err(c, start(x->expr), "cannot range over %s", str_operand(c, x));
	x->mode = MODE_INVALID;
}

/* The variable declared by one name of `for k, v := range`. */
static Object *range_var(Types *c, Node *n, Type *t)
{
	Ident *id = is_Ident(n);
	if (!id)
		err(c, start(n), "non-name %s on left side of :=", str_expr(c, n));
	Object *o = obj_var(c, VAR_LOCAL, id ? id->name : c->s_blank, n->pos, t);
	o->var.node = n;
	if (version_allows(c, 22))
		o->flags |= OBJF_PER_ITERATION;
	else
		o->flags |= OBJF_REASSIGNED;
	return o;
}

static void define_vars(Types *c, RangeStmt *s, Node **lhs, Type **types, bool int_range,
			Operand *x)
{
	Object *vars[2] = { NULL, NULL };
	for (int i = 0; i < 2; i++) {
		if (!lhs[i])
			continue;
		vars[i] = range_var(c, lhs[i], types[i] ? types[i] : invalid_type(c));
		if (int_range && i == 0 && type_is_untyped(x->type)) {
			Operand copy = *x;
			vars[i]->type = NULL;
			init_var(c, vars[i], &copy, "range clause");
		}
		record(c, lhs[i], MODE_VAR, vars[i]->type, NULL);
	}
	for (int i = 0; i < 2; i++) {
		if (!vars[i])
			continue;
		func_add_local(c, c->env.func, vars[i]);
		declare(c, c->env.scope, lhs[i]->kind == AST_Ident ? lhs[i] : NULL, vars[i],
			s->body->pos);
	}
}

static void assign_vars(Types *c, Node **lhs, Type **types, bool int_range, Operand *x)
{
	for (int i = 0; i < 2; i++) {
		if (!lhs[i])
			continue;
		if (!types[i]) {
			lhs_var(c, lhs[i]);
			continue;
		}
		if (int_range && i == 0) {
			Operand copy = *x;
			Type *t = lhs_var(c, lhs[i]);
			if (!t || type_is_valid(t))
				assignment(c, &copy, t, "range clause");
			continue;
		}
		Operand v = { MODE_VALUE, 0, types[i], NULL, lhs[i] };
		assign_var(c, lhs[i], NULL, &v, "range clause");
	}
}

/* A constant range operand that no variable gave a type. */
static void settle_operand(Types *c, Operand *x)
{
	if (is_invalid(x))
		return;
	const NodeInfo *info = node_info(c, x->expr);
	if (info->type && type_is_untyped(info->type))
		update_expr_type(c, x->expr, type_default(c, info->type), true);
}

void range_stmt(Types *c, RangeStmt *s)
{
	Scope *scope = scope_new(c, c->env.scope, s->pos, s->end);
	record_scope(c, &s->node, scope);
	Operand x;
	Ranging r = { 0 };
	check_operand(c, s, &x, &r);
	c->env.scope = scope;
	Node *lhs[2] = { s->key, s->value };
	Type *types[2] = { is_invalid(&x) ? NULL : r.key, is_invalid(&x) ? NULL : r.value };
	bool int_range = r.is_int && !is_invalid(&x);
	if (s->define)
		define_vars(c, s, lhs, types, int_range, &x);
	else
		assign_vars(c, lhs, types, int_range, &x);
	settle_operand(c, &x);
	Scope *body = scope_new(c, c->env.scope, s->body->pos, s->body->end);
	record_scope(c, &s->body->node, body);
	c->env.scope = body;
	stmt_list(c, s->body->stmts);
	c->env.scope = scope->parent;
}

/* ---- Terminating statements. Spec: "Terminating statements" ---- */

static bool has_break(Node *s, const Sym *label, bool implicit);

static bool list_has_break(NodeList list, const Sym *label, bool implicit)
{
	for (uint32_t i = 0; i < list.len; i++)
		if (has_break(list.data[i], label, implicit))
			return true;
	return false;
}

static bool clauses_have_break(NodeList clauses, const Sym *label, bool implicit)
{
	for (uint32_t i = 0; i < clauses.len; i++) {
		Node *n = clauses.data[i];
		if (list_has_break(n->kind == AST_CaseClause ? as_CaseClause(n)->body
				   : as_CommClause(n)->body, label, implicit))
			return true;
	}
	return false;
}

/* A break out of the statement: without label (implicit), or with its label. */
static bool has_break(Node *s, const Sym *label, bool implicit)
{
	if (!s)
		return false;
	switch (s->kind) {
	case AST_LabeledStmt: return has_break(as_LabeledStmt(s)->stmt, label, implicit);
	case AST_BranchStmt: {
		BranchStmt *b = as_BranchStmt(s);
		return b->tok == TOK_BREAK && (b->label ? b->label->name == label : implicit);
	}
	case AST_BlockStmt: return list_has_break(as_BlockStmt(s)->stmts, label, implicit);
	case AST_IfStmt:
		return has_break(&as_IfStmt(s)->body->node, label, implicit) ||
			has_break(as_IfStmt(s)->orelse, label, implicit);
	case AST_SwitchStmt:
		return label && clauses_have_break(as_SwitchStmt(s)->clauses, label, false);
	case AST_TypeSwitchStmt:
		return label && clauses_have_break(as_TypeSwitchStmt(s)->clauses, label, false);
	case AST_SelectStmt:
		return label && clauses_have_break(as_SelectStmt(s)->clauses, label, false);
	case AST_ForStmt: return label && has_break(&as_ForStmt(s)->body->node, label, false);
	case AST_RangeStmt: return label && has_break(&as_RangeStmt(s)->body->node, label, false);
	default: return false;
	}
}

static bool is_panic_call(Types *c, Node *e)
{
	CallExpr *call = is_CallExpr(ast_unparen(e));
	if (!call)
		return false;
	const NodeInfo *info = node_info(c, ast_unparen(call->fun));
	return info->mode == MODE_BUILTIN && info->builtin == BUILTIN_PANIC;
}

static bool ends_in_fallthrough(NodeList list)
{
	uint32_t n = list.len;
	while (n > 0 && list.data[n - 1]->kind == AST_EmptyStmt)
		n--;
	Node *last = n ? list.data[n - 1] : NULL;
	return last && last->kind == AST_BranchStmt && as_BranchStmt(last)->tok == TOK_FALLTHROUGH;
}

static bool cases_terminate(Types *c, NodeList clauses, const Sym *label)
{
	bool has_default = false;
	for (uint32_t i = 0; i < clauses.len; i++) {
		CaseClause *k = as_CaseClause(clauses.data[i]);
		has_default |= k->is_default;
		if ((!is_terminating_list(c, k->body) && !ends_in_fallthrough(k->body)) ||
		    list_has_break(k->body, label, true))
			return false;
	}
	return has_default;
}

static bool comms_terminate(Types *c, NodeList clauses, const Sym *label)
{
	for (uint32_t i = 0; i < clauses.len; i++) {
		CommClause *k = as_CommClause(clauses.data[i]);
		if (!is_terminating_list(c, k->body) || list_has_break(k->body, label, true))
			return false;
	}
	return true;
}

bool is_terminating(Types *c, Node *s, const Sym *label)
{
	switch (s->kind) {
	case AST_ExprStmt: return is_panic_call(c, as_ExprStmt(s)->x);
	case AST_ReturnStmt: return true;
	case AST_BranchStmt: return as_BranchStmt(s)->tok == TOK_GOTO;
	case AST_BlockStmt: return is_terminating_list(c, as_BlockStmt(s)->stmts);
	case AST_LabeledStmt:
		return is_terminating(c, as_LabeledStmt(s)->stmt, as_LabeledStmt(s)->label->name);
	case AST_IfStmt: {
		IfStmt *i = as_IfStmt(s);
		return i->orelse && is_terminating_list(c, i->body->stmts) &&
			is_terminating(c, i->orelse, NULL);
	}
	case AST_SwitchStmt: return cases_terminate(c, as_SwitchStmt(s)->clauses, label);
	case AST_TypeSwitchStmt: return cases_terminate(c, as_TypeSwitchStmt(s)->clauses, label);
	case AST_SelectStmt: return comms_terminate(c, as_SelectStmt(s)->clauses, label);
	case AST_ForStmt:
		return !as_ForStmt(s)->cond && !has_break(&as_ForStmt(s)->body->node, label, true);
	default: return false;
	}
}

bool is_terminating_list(Types *c, NodeList list)
{
	uint32_t n = list.len;
	while (n > 0 && list.data[n - 1]->kind == AST_EmptyStmt)
		n--;
	return n > 0 && is_terminating(c, list.data[n - 1], NULL);
}
