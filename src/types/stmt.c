/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements (Spec: "Statements"), terminating statements, and variables that are never used. */
#include "types/check.h"

void inc_dec(Types *, Operand *, Node *stmt, Node *lhs, Tok op);
void short_var_decl(Types *, Pos, NodeList lhs, NodeList rhs, Pos scope_pos);

static void open_block(Types *c, Node *n)
{
	Scope *s = scope_new(c, c->env.scope, ast_start(n), n->end);
	record_scope(c, n, s);
	c->env.scope = s;
}

/* ---- Simple statements ---- */

static void simple(Types *c, Node *s)
{
	if (s)
		stmt(c, s);
}

static void unused_result(Types *c, Operand *x, Node *n)
{
	if (is_invalid(x) || x->mode == MODE_NOVALUE)
		return;
	if (x->mode == MODE_BUILTIN)
		err(c, start(n), "%s (built-in) must be called", str_expr(c, n));
	else if (x->mode == MODE_TYPE)
		err(c, start(n), "%s (type) is not an expression", str_expr(c, n));
	else
		err(c, start(n), "%s is not used", str_operand(c, x));
}

static void expr_stmt(Types *c, ExprStmt *s)
{
	Operand x;
	Node *n = ast_unparen(s->x);
	if (n->kind == AST_CallExpr) {
		x = (Operand){ .mode = MODE_INVALID, .type = invalid_type(c), .expr = n };
		CallKind kind = call_expr(c, &x, as_CallExpr(n));
		x.expr = n;
		record_operand(c, &x);
		if (n != s->x)
			record(c, s->x, x.mode, x.type, x.val);
		if (kind != CALL_STATEMENT)
			unused_result(c, &x, s->x);
		return;
	}
	raw_expr(c, NULL, &x, s->x, NULL, true);
	if (n->kind == AST_UnaryExpr && as_UnaryExpr(n)->op == TOK_ARROW)
		return;
	unused_result(c, &x, s->x);
}

typedef struct Sending {
	Type *elem;
	const char *why;
} Sending;

static bool send_to(void *arg, Type *t, Type *u)
{
	Sending *s = arg;
	(void)t;
	if (!u || u->kind != TYPE_CHAN || (s->elem && !type_identical(s->elem, u->chan.elem)))
		s->why = "invalid operation: cannot send to non-channel %s %s";
	else if (u->chan.dir == CHAN_RECV)
		s->why = "invalid operation: cannot send to receive-only channel %s %s";
	else
		s->elem = u->chan.elem;
	return !s->why;
}

static void send_stmt(Types *c, SendStmt *s)
{
	Operand ch, val;
	expr(c, NULL, &ch, s->chan);
	expr(c, NULL, &val, s->value);
	if (is_invalid(&ch) || is_invalid(&val))
		return;
	Sending to = { 0 };
	type_each_under(ch.type, send_to, &to);
	if (to.why) {
		err(c, start(&s->node), to.why, str_type(c, ch.type), str_operand(c, &ch));
		return;
	}
	assignment(c, &val, to.elem, "send");
}

static void inc_dec_stmt(Types *c, IncDecStmt *s)
{
	Operand x;
	inc_dec(c, &x, &s->node, s->x, s->op == TOK_INC ? TOK_ADD : TOK_SUB);
	if (!is_invalid(&x))
		assign_var(c, s->x, NULL, &x, "assignment");
}

/* go f(x), defer f(x) */
static void suspended_call(Types *c, const char *keyword, Node *call)
{
	Node *n = ast_unparen(call);
	if (n->kind != AST_CallExpr) {
		Operand x;
		raw_expr(c, NULL, &x, call, NULL, true);
		err(c, start(call), "expression in %s must be function call", keyword);
		return;
	}
	if (n != call)
		err(c, start(call), "expression in %s must not be parenthesized", keyword);
	Operand x = { .mode = MODE_INVALID, .type = invalid_type(c), .expr = n };
	CallKind kind = call_expr(c, &x, as_CallExpr(n));
	x.expr = n;
	record_operand(c, &x);
	if (kind == CALL_CONVERSION)
		err(c, start(call), "%s requires function call, not conversion %s", keyword, str_operand(c, &x));
	else if (kind == CALL_EXPR && !is_invalid(&x))
		err(c, start(call), "%s discards result of %s", keyword, str_operand(c, &x));
}

static void return_stmt(Types *c, ReturnStmt *s)
{
	Type *results = c->env.sig->func.results;
	uint32_t n = results->tuple.n;
	if (s->results.len == 0) {
		if (n == 0)
			return;
		if (results->tuple.vars[0]->name->len == 0) {
			Type **want = arena_make_n(c->arena, Type *, n);
			for (uint32_t i = 0; i < n; i++)
				want[i] = results->tuple.vars[i]->type;
			err(c, s->pos, "not enough return values\n\thave ()\n\twant %s",
			    types_summary(c, want, n, false, false));
			return;
		}
		for (uint32_t i = 0; i < n; i++) {
			Object *v = results->tuple.vars[i], *other = lookup(c, v->name, NULL);
			if (other && other != v && v->name != c->s_blank) {
				err(c, s->pos,
				    "result parameter %s not in scope at return\n\t%s: inner declaration of %s",
				    v->name->text, str_pos(c, other->pos), str_object(c, other));
			}
		}
		return;
	}
	if (n == 0) {
		OperandVec have = { 0 };
		expr_list(c, s->results, &have, false, true);
		Type **types = arena_make_n(c->arena, Type *, have.len + 1);
		bool bad = false;
		for (size_t i = 0; i < have.len; i++) {
			types[i] = have.data[i].type;
			bad |= is_invalid(&have.data[i]);
		}
		if (!bad)
			err(c, start(s->results.data[0]),
			    "too many return values\n\thave %s\n\twant ()",
			    types_summary(c, types, (uint32_t)have.len, false, false));
		vec_free(&have);
		return;
	}
	for (uint32_t i = 0; i < n; i++)
		results->tuple.vars[i]->flags |= OBJF_REASSIGNED;
	init_vars(c, results->tuple.vars, n, s->results, &s->node);
}

/* ---- if, for ---- */

static void condition(Types *c, Node *cond, const char *what)
{
	Operand x;
	expr(c, NULL, &x, cond);
	if (is_invalid(&x))
		return;
	if (!all_basic(x.type, BF_BOOLEAN)) {
		err(c, start(cond), "non-boolean condition in %s statement", what);
		return;
	}
	if (type_is_untyped(x.type))
		update_expr_type(c, cond, c->basic[BASIC_BOOL], true);
}

static void block(Types *c, BlockStmt *b)
{
	open_block(c, &b->node);
	stmt_list(c, b->stmts);
	scope_close(c);
}

static void if_stmt(Types *c, IfStmt *s)
{
	open_block(c, &s->node);
	simple(c, s->init);
	condition(c, s->cond, "if");
	block(c, s->body);
	if (s->orelse)
		stmt(c, s->orelse);
	scope_close(c);
}

static void mark_per_iteration(Types *c, Scope *s)
{
	for (uint32_t i = 0; i < s->n && version_allows(c, 22); i++)
		if (s->entries[i].obj->kind == OBJ_VAR)
			s->entries[i].obj->flags |= OBJF_PER_ITERATION;
}

static void for_stmt(Types *c, ForStmt *s)
{
	open_block(c, &s->node);
	simple(c, s->init);
	mark_per_iteration(c, c->env.scope);
	if (s->cond)
		condition(c, s->cond, "for");
	if (s->post && s->post->kind == AST_AssignStmt && as_AssignStmt(s->post)->op == TOK_DEFINE)
		err(c, s->post->pos, "cannot declare in post statement of for loop");
	else
		simple(c, s->post);
	block(c, s->body);
	scope_close(c);
}

/* ---- switch ---- */

typedef struct Case {
	const Const *val;
	Type *type;
	Node *expr;
} Case;

static const char *case_key(Types *c, Operand *x, size_t *n)
{
	StrBuf sb = { 0 };
	const_write_exact(&sb, x->val);
	sb_printf(&sb, " %u", type_hash(x->type));
	char *key = arena_strndup(c->arena, sb.data, sb.len);
	*n = sb.len;
	sb_free(&sb);
	return key;
}

static void check_duplicate_case(Types *c, Operand *v, StrMap *seen)
{
	if (v->mode != MODE_CONST || const_kind(v->val) <= CONST_BOOL)
		return;
	size_t n;
	const char *key = case_key(c, v, &n);
	uint64_t *slot = strmap_at(seen, key, n);
	if (*slot) {
		Node *other = (Node *)(uintptr_t)*slot;
		err(c, start(v->expr),
		    "duplicate case %s in expression switch\n\t%s: previous case",
			    str_operand(c, v),
		    str_pos(c, start(other)));
		return;
	}
	*slot = (uintptr_t)v->expr;
}

static void case_values(Types *c, Operand *tag, NodeList exprs, StrMap *seen)
{
	for (uint32_t i = 0; i < exprs.len; i++) {
		Operand v, x = *tag;
		expr(c, NULL, &v, exprs.data[i]);
		if (is_invalid(tag) || is_invalid(&v))
			continue;
		match_untyped(c, &v, &x);
		if (is_invalid(&v))
			continue;
		Operand result = v;
		comparison(c, &result, &x, TOK_EQL, true);
		if (is_invalid(&result))
			continue;
		if (type_is_untyped(v.type) && v.mode != MODE_NIL)
			update_expr_type(c, v.expr, type_default(c, v.type), true);
		check_duplicate_case(c, &v, seen);
	}
}

/* switch {…} is switch true {…}. */
static void switch_tag(Types *c, SwitchStmt *s, Operand *x)
{
	if (!s->tag) {
		Ident *id = ast_new_ident(c->ast, s->body, sym(c, "true"));
		*x = (Operand){ MODE_CONST, 0, c->basic[BASIC_BOOL], const_bool(true), &id->node };
		return;
	}
	expr(c, NULL, x, s->tag);
	if (is_invalid(x))
		return;
	assignment(c, x, NULL, "switch expression");
	if (is_invalid(x))
		return;
	if (x->mode != MODE_NIL && !type_comparable(x->type) && !type_has_nil(x->type)) {
		err(c, start(s->tag), "cannot switch on %s", str_operand(c, x));
		x->mode = MODE_INVALID;
	}
}

static void multiple_defaults(Types *c, NodeList clauses, bool select)
{
	Node *first = NULL;
	for (uint32_t i = 0; i < clauses.len; i++) {
		Node *n = clauses.data[i];
		bool is_default = select ? !as_CommClause(n)->comm : as_CaseClause(n)->is_default;
		if (is_default && first)
			err(c, n->pos, "multiple defaults in %s (first at %s)" ,
			    select ? "select" : "switch",
			    str_pos(c, first->pos));
		else if (is_default)
			first = n;
	}
}

static void switch_stmt(Types *c, SwitchStmt *s)
{
	open_block(c, &s->node);
	simple(c, s->init);
	Operand tag;
	switch_tag(c, s, &tag);
	multiple_defaults(c, s->clauses, false);
	StrMap seen = { 0 };
	for (uint32_t i = 0; i < s->clauses.len; i++) {
		CaseClause *k = as_CaseClause(s->clauses.data[i]);
		case_values(c, &tag, k->exprs, &seen);
		open_block(c, &k->node);
		stmt_list(c, k->body);
		scope_close(c);
	}
	strmap_free(&seen);
	scope_close(c);
}

/* ---- switch x.(type) ---- */

typedef struct TypeSwitch {
	TypeSwitchStmt *s;
	Operand x;
	bool invalid;
	VEC(Case) seen;
	VEC(Object *) vars;
} TypeSwitch;

static void check_duplicate_type(Types *c, TypeSwitch *k, Node *e, Type *t)
{
	for (size_t i = 0; i < k->seen.len; i++) {
		Case *other = &k->seen.data[i];
		if ((t && other->type) ? !type_identical(t, other->type) : t || other->type)
			continue;
		const char *pos = str_pos(c, start(other->expr));
		if (t)
			err(c, start(e), "duplicate case %s in type switch\n\t%s: previous case",
			    str_type(c, t), pos);
		else
			err(c, start(e), "multiple nil cases in type switch (first at %s)", pos);
		return;
	}
	Case one = { NULL, t, e };
	vec_push(&k->seen, one);
}

static void impossible_case(Types *c, TypeSwitch *k, Node *e, Type *t)
{
	if (k->invalid || type_is_interface(t))
		return;
	const char *cause = missing_method_cause(c, t, type_under(k->x.type), false, NULL);
	if (cause)
		err(c, start(e), "impossible type switch case: %s cannot have dynamic type %s %s",
		    str_operand(c, &k->x),
		    str_type(c, t), cause);
}

/* The type of one case; NULL for nil; invalid after an error. */
static Type *case_type(Types *c, TypeSwitch *k, Node *e)
{
	Operand x;
	expr_or_type(c, &x, e, false);
	if (is_invalid(&x))
		return invalid_type(c);
	if (x.mode == MODE_NIL) {
		update_expr_type(c, e, k->invalid ? c->t_empty_interface : k->x.type, true);
		check_duplicate_type(c, k, e, NULL);
		return NULL;
	}
	if (x.mode != MODE_TYPE) {
		err(c, start(e), "%s is not a type", str_expr(c, e));
		return invalid_type(c);
	}
	verify_var_type(c, e, x.type);
	check_duplicate_type(c, k, e, x.type);
	impossible_case(c, k, e, x.type);
	return x.type;
}

static void type_clause(Types *c, TypeSwitch *k, CaseClause *clause)
{
	Type *t = NULL;
	for (uint32_t i = 0; i < clause->exprs.len; i++)
		t = case_type(c, k, clause->exprs.data[i]);
	open_block(c, &clause->node);
	if (k->s->name && k->s->name->name != c->s_blank) {
		if (clause->exprs.len != 1 || !t)
			t = k->invalid ? invalid_type(c) : k->x.type;
		Object *v = obj_var(c, VAR_LOCAL, k->s->name->name, k->s->name->pos, t);
		v->flags |= OBJF_IMPLICIT;
		v->var.node = &clause->node;
		func_add_local(c, c->env.func, v);
		declare(c, c->env.scope, NULL, v, clause->colon ? clause->colon : clause->pos);
		node_info(c, &clause->node)->obj = v;
		vec_push(&k->vars, v);
	}
	stmt_list(c, clause->body);
	scope_close(c);
}

static void switch_operand(Types *c, TypeSwitch *k)
{
	expr(c, NULL, &k->x, k->s->x);
	k->invalid = is_invalid(&k->x);
	if (k->invalid)
		return;
	if (type_is_tparam(k->x.type))
		err(c, start(k->x.expr), "cannot use %s in type switch", str_operand(c, &k->x));
	else if (!type_is_interface(k->x.type))
		err(c, start(k->x.expr), "%s is not an interface", str_operand(c, &k->x));
	k->invalid = !type_is_interface(k->x.type);
}

static void type_switch_stmt(Types *c, TypeSwitchStmt *s)
{
	open_block(c, &s->node);
	simple(c, s->init);
	TypeSwitch k = { .s = s };
	if (s->name && s->name->name == c->s_blank)
		err(c, s->name->pos, "no new variable on left side of :=");
	switch_operand(c, &k);
	multiple_defaults(c, s->clauses, false);
	for (uint32_t i = 0; i < s->clauses.len; i++)
		type_clause(c, &k, as_CaseClause(s->clauses.data[i]));
	bool used = s->name == NULL || s->name->name == c->s_blank;
	for (size_t i = 0; i < k.vars.len; i++) {
		used |= (k.vars.data[i]->flags & OBJF_USED) != 0;
		k.vars.data[i]->flags |= OBJF_USED;
	}
	if (!used)
		err(c, s->name->pos, "%s declared and not used", s->name->name->text);
	vec_free(&k.seen);
	vec_free(&k.vars);
	scope_close(c);
}

/* ---- select ---- */

static bool is_receive(Node *e)
{
	e = ast_unparen(e);
	return e->kind == AST_UnaryExpr && as_UnaryExpr(e)->op == TOK_ARROW;
}

static bool valid_comm(Node *s)
{
	switch (s->kind) {
	case AST_SendStmt: return true;
	case AST_ExprStmt: return is_receive(as_ExprStmt(s)->x);
	case AST_AssignStmt:
		return as_AssignStmt(s)->rhs.len == 1 && is_receive(as_AssignStmt(s)->rhs.data[0]);
	default: return false;
	}
}

static void select_stmt(Types *c, SelectStmt *s)
{
	multiple_defaults(c, s->clauses, true);
	for (uint32_t i = 0; i < s->clauses.len; i++) {
		CommClause *k = as_CommClause(s->clauses.data[i]);
		open_block(c, &k->node);
		if (k->comm && !valid_comm(k->comm))
			err(c, start(k->comm), "select case must be receive, send or assign recv");
		else
			simple(c, k->comm);
		stmt_list(c, k->body);
		scope_close(c);
	}
}

/* ---- All ---- */

static void stmt_by_kind(Types *c, Node *s)
{
	switch (s->kind) {
	case AST_EmptyStmt: break;
	case AST_DeclStmt: decl_stmt(c, as_DeclStmt(s)); break;
	case AST_LabeledStmt: stmt(c, as_LabeledStmt(s)->stmt); break;
	case AST_ExprStmt: expr_stmt(c, as_ExprStmt(s)); break;
	case AST_SendStmt: send_stmt(c, as_SendStmt(s)); break;
	case AST_IncDecStmt: inc_dec_stmt(c, as_IncDecStmt(s)); break;
	case AST_AssignStmt: assign_stmt(c, as_AssignStmt(s)); break;
	case AST_GoStmt: suspended_call(c, "go", as_GoStmt(s)->call); break;
	case AST_DeferStmt:
		c->env.func->has_defer = true;
		suspended_call(c, "defer", as_DeferStmt(s)->call);
		break;
	case AST_ReturnStmt: return_stmt(c, as_ReturnStmt(s)); break;
	case AST_BranchStmt: c->env.func->has_goto |= as_BranchStmt(s)->tok == TOK_GOTO; break;
	case AST_BlockStmt: block(c, as_BlockStmt(s)); break;
	case AST_IfStmt: if_stmt(c, as_IfStmt(s)); break;
	case AST_SwitchStmt: switch_stmt(c, as_SwitchStmt(s)); break;
	case AST_TypeSwitchStmt: type_switch_stmt(c, as_TypeSwitchStmt(s)); break;
	case AST_SelectStmt: select_stmt(c, as_SelectStmt(s)); break;
	case AST_ForStmt: for_stmt(c, as_ForStmt(s)); break;
	case AST_RangeStmt: range_stmt(c, as_RangeStmt(s)); break;
	default: err(c, start(s), "invalid statement"); break;
	}
}

void stmt(Types *c, Node *s)
{
	size_t top = c->later.len;
	stmt_by_kind(c, s);
	process_later(c, top);
}

void stmt_list(Types *c, NodeList list)
{
	for (uint32_t i = 0; i < list.len; i++)
		stmt(c, list.data[i]);
}

/* ---- Variables that are never used ---- */

static int by_pos(const void *a, const void *b)
{
	const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
	return (x->pos > y->pos) - (x->pos < y->pos);
}

typedef VEC(Object *) ObjectVec;

static void gather_unused(Types *c, FuncInfo *f, ObjectVec *out)
{
	for (uint32_t i = 0; i < f->nlocals; i++) {
		Object *v = f->locals[i];
		if (v->var_kind == VAR_LOCAL && !(v->flags & OBJF_USED) && v->name != c->s_blank)
			vec_push(out, v);
	}
	for (uint32_t i = 0; i < f->nlits; i++)
		gather_unused(c, f->lits[i], out);
}

void unused_vars(Types *c, FuncInfo *f)
{
	ObjectVec unused = { 0 };
	gather_unused(c, f, &unused);
	if (unused.len > 1)
		qsort(unused.data, unused.len, sizeof(Object *), by_pos);
	for (size_t i = 0; i < unused.len; i++)
		err(c, unused.data[i]->pos, "declared and not used: %s",
		    unused.data[i]->name->text);
	vec_free(&unused);
}
