/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assignments and initialisations (Spec: "Assignment statements", "Variable declarations"). */
#include "types/check.h"

static const char *context_text(Types *c, const char *context)
{
	return context ? context : fmt(c, "argument to %s", str_expr(c, c->called));
}

static bool settle_untyped(Types *c, Operand *x, Type *to, const char *context)
{
	Type *target = to;
	if (x->mode == MODE_NIL) {
		if (!to) {
			err(c, start(x->expr), "use of untyped nil in %s",
			    context_text(c, context));
			return false;
		}
		if (!type_has_nil(to)) {
			err(c, start(x->expr), "cannot use %s as %s value in %s", str_operand(c, x),
			    str_type(c, to),
			    context_text(c, context));
			return false;
		}
		update_expr_type(c, x->expr, to, true);
		return true;
	}
	if (!to || type_is_interface(to))
		target = type_default(c, x->type);
	const Const *val;
	int code;
	Type *t = implicit_type_and_value(c, x, target, &val, &code);
	if (!t) {
		static const char *const why[] = { "", " (truncated)", " (overflows)", "" };
		err(c, start(x->expr), "cannot use %s as %s value in %s%s", str_operand(c, x),
		    str_type(c, target),
		    context_text(c, context), why[code]);
		return false;
	}
	if (val) {
		x->val = val;
		node_info(c, x->expr)->val = val;
	}
	if (t != x->type) {
		x->type = t;
		update_expr_type(c, x->expr, t, false);
	}
	return true;
}

/* x becomes a value of type `to` (NULL: of any type, as for the blank identifier). */
void assignment(Types *c, Operand *x, Type *to, const char *context)
{
	single_value(c, x);
	if (is_invalid(x))
		return;
	if (to && !type_is_valid(to)) {
		x->mode = MODE_INVALID;
		return;
	}
	if (type_is_untyped(x->type) || x->mode == MODE_NIL) {
		if (!settle_untyped(c, x, to, context)) {
			x->mode = MODE_INVALID;
			return;
		}
		if (x->mode == MODE_NIL)
			return;
	}
	if (x->type->kind == TYPE_FUNC && x->type->func.tparams.n) {
		err(c, start(x->expr), "cannot use generic function %s without instantiation in %s",
		    str_expr(c, x->expr),
		    context_text(c, context));
		x->mode = MODE_INVALID;
		return;
	}
	const char *why = NULL;
	if (!to || assignable_to(c, x, to, &why))
		return;
	if (why)
		err(c, start(x->expr), "cannot use %s as %s value in %s: %s", str_operand(c, x),
		    str_type(c, to),
		    context_text(c, context), why);
	else
		err(c, start(x->expr), "cannot use %s as %s value in %s", str_operand(c, x),
		    str_type(c, to),
		    context_text(c, context));
	x->mode = MODE_INVALID;
}

/* ---- Initialisation ---- */

void init_const(Types *c, Object *o, Operand *x)
{
	if (is_invalid(x) || !type_is_valid(x->type) || (o->type && !type_is_valid(o->type))) {
		if (!o->type)
			o->type = invalid_type(c);
		return;
	}
	if (x->mode != MODE_CONST) {
		err(c, start(x->expr), "%s is not constant", str_operand(c, x));
		if (!o->type)
			o->type = invalid_type(c);
		return;
	}
	if (!o->type)
		o->type = x->type;
	assignment(c, x, o->type, "constant declaration");
	if (!is_invalid(x))
		o->cons.val = x->val;
}

void init_var(Types *c, Object *o, Operand *x, const char *context)
{
	if (is_invalid(x) || !type_is_valid(x->type) || (o->type && !type_is_valid(o->type))) {
		if (!o->type)
			o->type = invalid_type(c);
		x->mode = MODE_INVALID;
		return;
	}
	if (!o->type) {
		Type *t = x->type;
		if (type_is_untyped(t)) {
			if (x->mode == MODE_NIL) {
				err(c, start(x->expr), "use of untyped nil in %s", context);
				o->type = invalid_type(c);
				x->mode = MODE_INVALID;
				return;
			}
			t = type_default(c, t);
		}
		o->type = t;
	}
	assignment(c, x, o->type, context);
}

static const char *count_of(Types *c, size_t n, const char *what)
{
	return fmt(c, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void count_mismatch(Types *c, NodeList rhs, size_t l, size_t r)
{
	const char *vars = count_of(c, l, "variable"), *vals = count_of(c, r, "value");
	CallExpr *call = rhs.len == 1 ? is_CallExpr(ast_unparen(rhs.data[0])) : NULL;
	if (call)
		err(c, start(rhs.data[0]), "assignment mismatch: %s but %s returns %s", vars,
		    str_expr(c, call->fun), vals);
	else
		err(c, start(rhs.data[0]), "assignment mismatch: %s but %s", vars, vals);
}

static void return_mismatch(Types *c, Object **lhs, uint32_t n, Node *stmt, OperandVec *rhs)
{
	Type **have = arena_make_n(c->arena, Type *, rhs->len + 1),
		**want = arena_make_n(c->arena, Type *, n + 1);
	for (size_t i = 0; i < rhs->len; i++)
		have[i] = rhs->data[i].type;
	for (uint32_t i = 0; i < n; i++)
		want[i] = lhs[i]->type;
	bool few = rhs->len < n;
	Pos pos = rhs->len == 0 ? stmt->pos : start(rhs->data[few ? rhs->len - 1 : n].expr);
	err(c, pos, "%s return values\n\thave %s\n\twant %s", few ? "not enough" : "too many",
	    types_summary(c, have, (uint32_t)rhs->len, false, false),
		    types_summary(c, want, n, false, false));
}

static void invalidate_untyped(Types *c, Object **lhs, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (!lhs[i]->type)
			lhs[i]->type = invalid_type(c);
}

static bool any_invalid(OperandVec *v)
{
	for (size_t i = 0; i < v->len; i++)
		if (is_invalid(&v->data[i]))
			return true;
	return false;
}

/* Expressions one by one, so that each knows the type it is wanted for. */
static void init_pairwise(Types *c, Object **lhs, uint32_t n, NodeList rhs, const char *context)
{
	for (uint32_t i = 0; i < n; i++) {
		Operand x;
		expr(c, lhs[i]->type, &x, rhs.data[i]);
		init_var(c, lhs[i], &x, context);
	}
}

/* Variables of a declaration or results of a return statement. */
void init_vars(Types *c, Object **lhs, uint32_t n, NodeList rhs, Node *return_stmt)
{
	const char *context = return_stmt ? "return statement" : "assignment";
	if (n == rhs.len && !(n == 1 && ast_unparen(rhs.data[0])->kind == AST_CallExpr)) {
		init_pairwise(c, lhs, n, rhs, context);
		return;
	}
	OperandVec vals = { 0 };
	expr_list(c, rhs, &vals, n == 2 && rhs.len == 1 && !return_stmt, false);
	if (vals.len == n) {
		for (uint32_t i = 0; i < n; i++)
			init_var(c, lhs[i], &vals.data[i], context);
	} else {
		bool bad = any_invalid(&vals);
		invalidate_untyped(c, lhs, n);
		if (!bad && return_stmt)
			return_mismatch(c, lhs, n, return_stmt, &vals);
		else if (!bad)
			count_mismatch(c, rhs, n, vals.len);
	}
	vec_free(&vals);
}

/* ---- Assignment to existing variables ---- */

/* The type of the variable lhs denotes; NULL for the blank identifier; invalid after an error.
 * Being assigned is no use of a variable. */
Type *lhs_var(Types *c, Node *lhs)
{
	Ident *id = is_Ident(ast_unparen(lhs));
	if (id && id->name == c->s_blank) {
		record_object(c, &id->node, NULL);
		return NULL;
	}
	Object *v = NULL;
	uint32_t used = 0;
	if (id) {
		Object *o = lookup(c, id->name, NULL);
		if (o && o->kind == OBJ_VAR && o->pkg == c->env.pkg) {
			v = o;
			used = o->flags & OBJF_USED;
		}
	}
	Operand x;
	expr(c, NULL, &x, lhs);
	if (v)
		v->flags = (v->flags & ~(uint32_t)OBJF_USED) | used;
	if (is_invalid(&x))
		return invalid_type(c);
	if (x.mode == MODE_VAR || x.mode == MODE_MAPINDEX) {
		mark_assigned(c, lhs);
		return x.type;
	}
	SelectorExpr *sel = is_SelectorExpr(x.expr);
	if (sel) {
		const NodeInfo *base = node_info(c, sel->x);
		if (base->mode == MODE_MAPINDEX) {
			err(c, start(lhs), "cannot assign to struct field %s in map",
			    str_expr(c, x.expr));
			return invalid_type(c);
		}
	}
	err(c, start(lhs), "cannot assign to %s (neither addressable nor a map index expression)",
	    str_expr(c, x.expr));
	return invalid_type(c);
}

static void assign_operand(Types *c, Node *lhs, Type *t, Operand *x, const char *context)
{
	if (t && !type_is_valid(t)) {
		x->mode = MODE_INVALID;
		return;
	}
	(void)lhs;
	assignment(c, x, t, t ? context : "assignment to _ identifier");
}

/* lhs = rhs, or lhs = x when rhs is NULL. */
Type *assign_var(Types *c, Node *lhs, Node *rhs, Operand *x, const char *context)
{
	Type *t = lhs_var(c, lhs);
	Operand own;
	if (!x) {
		x = &own;
		expr(c, t, x, rhs);
	}
	assign_operand(c, lhs, t, x, context);
	return t;
}

static void assign_vars(Types *c, NodeList lhs, NodeList rhs)
{
	if (lhs.len == rhs.len && !(lhs.len == 1 &&
				    ast_unparen(rhs.data[0])->kind == AST_CallExpr)) {
		for (uint32_t i = 0; i < lhs.len; i++)
			assign_var(c, lhs.data[i], rhs.data[i], NULL, "assignment");
		return;
	}
	OperandVec vals = { 0 };
	expr_list(c, rhs, &vals, lhs.len == 2 && rhs.len == 1, false);
	if (vals.len == lhs.len) {
		for (uint32_t i = 0; i < lhs.len; i++)
			assign_var(c, lhs.data[i], NULL, &vals.data[i], "assignment");
	} else {
		bool bad = any_invalid(&vals);
		for (uint32_t i = 0; i < lhs.len; i++)
			lhs_var(c, lhs.data[i]);
		if (!bad)
			count_mismatch(c, rhs, lhs.len, vals.len);
	}
	vec_free(&vals);
}

/* ---- := ---- */

static Object *stand_in(Types *c, Pos pos)
{
	Object *o = obj_var(c, VAR_LOCAL, c->s_blank, pos, NULL);
	return o;
}

/* The variable on the left at i: a new one, or the one already declared in this scope. */
static Object *define_one(Types *c, NodeList lhs, uint32_t i, bool *is_new, bool *failed)
{
	Node *n = lhs.data[i];
	*is_new = false;
	Ident *id = is_Ident(n);
	if (!id) {
		Operand x;
		raw_expr(c, NULL, &x, n, NULL, true);
		err(c, start(n), "non-name %s on left side of :=", str_expr(c, n));
		*failed = true;
		return stand_in(c, n->pos);
	}
	for (uint32_t k = 0; k < i && id->name != c->s_blank; k++)
		if (lhs.data[k]->kind == AST_Ident && as_Ident(lhs.data[k])->name == id->name) {
			err(c, n->pos, "%s repeated on left side of :=", id->name->text);
			*failed = true;
			return stand_in(c, n->pos);
		}
	Object *old = id->name == c->s_blank ? NULL : scope_find(c->env.scope, id->name);
	if (old && old->kind == OBJ_VAR) {
		record_object(c, n, old);
		if (old->id > c->probe_from)
			old->flags |= OBJF_REASSIGNED;
		record(c, n, MODE_VAR, old->type, NULL);
		return old;
	}
	if (old) {
		err(c, n->pos, "cannot assign to %s", str_expr(c, n));
		*failed = true;
		return stand_in(c, n->pos);
	}
	Object *o = obj_var(c, VAR_LOCAL, id->name, n->pos, NULL);
	o->var.node = n;
	*is_new = true;
	return o;
}

void short_var_decl(Types *c, Pos pos, NodeList lhs, NodeList rhs, Pos scope_pos);

void short_var_decl(Types *c, Pos pos, NodeList lhs, NodeList rhs, Pos scope_pos)
{
	Object **vars = arena_make_n(c->arena, Object *, lhs.len);
	bool *fresh = arena_make_n(c->arena, bool, lhs.len);
	bool any = false, failed = false;
	for (uint32_t i = 0; i < lhs.len; i++) {
		vars[i] = define_one(c, lhs, i, &fresh[i], &failed);
		any |= fresh[i] && vars[i]->name != c->s_blank;
	}
	init_vars(c, vars, lhs.len, rhs, NULL);
	for (uint32_t i = 0; i < lhs.len; i++) {
		if (!fresh[i])
			continue;
		func_add_local(c, c->env.func, vars[i]);
		record(c, lhs.data[i], MODE_VAR, vars[i]->type, NULL);
		declare(c, c->env.scope, lhs.data[i], vars[i], scope_pos);
	}
	if (!any && !failed)
		err(c, pos, "no new variables on left side of :=");
}

/* ---- Statements ---- */

void assign_stmt(Types *c, AssignStmt *s)
{
	if (s->op == TOK_DEFINE) {
		short_var_decl(c, s->pos, s->lhs, s->rhs, s->end);
		return;
	}
	if (s->op == TOK_ASSIGN) {
		assign_vars(c, s->lhs, s->rhs);
		return;
	}
	if (s->lhs.len != 1 || s->rhs.len != 1) {
		err(c, s->pos, "assignment operation %s requires single-valued expressions",
		    token_text(s->op));
		return;
	}
	Operand x;
	binary_op(c, &x, &s->node, s->lhs.data[0], s->rhs.data[0], token_assign_op(s->op));
	if (!is_invalid(&x))
		assign_var(c, s->lhs.data[0], NULL, &x, "assignment operation");
}
