/* SPDX-License-Identifier: GPL-3.0-or-later */
/* switch, type switch and select: tests first, then the bodies in source order. */
#include "compile/compile_int.h"

static void target_push(Fn *f, Target *t, const Sym *label, Node *stmt)
{
	*t = (Target){ f->targets, label, label_new(f), NULL, stmt };
	f->targets = t;
}

static Label **clause_labels(Fn *f, uint32_t n)
{
	Label **labels = arena_make_n(f->c->arena, Label *, n + 1);

	for (uint32_t i = 0; i < n; i++)
		labels[i] = label_new(f);
	return labels;
}

/* ---- switch ---- */

static void test_case(Fn *f, Node *value, Val tag, Node *tag_node, Label *body)
{
	Mark m = fn_mark(f);
	Val v;

	mark_line(f, ast_start(value));
	if (!tag_node) {
		cond_jump(f, value, true, body);
	} else if (info_expr(f->pkg, ast_unparen(value))->mode == MODE_NIL) {
		emit_jump(f, OP_BEQI, val_slots(f, tag), 0, body);
	} else {
		Type *vt = expr_type(f, value);
		bool it = type_is_interface(type_under(tag.rep->type)), iv = type_is_interface(type_under(vt));

		if (it && !iv) {
			v = expr_conv(f, value, tag.rep->type, ANY);
		} else {
			v = fn_expr(f, value, ANY);
			if (iv && !it)
				tag = convert(f, tag, tag.rep->type, vt, ANY);
		}
		if (v.kind == VAL_CONST && (int16_t)v.imm == v.imm &&
		    (tag.rep->cls == REP_INT || tag.rep->cls == REP_PTR))
			emit_jump(f, OP_BEQI, val_slots(f, tag), (uint16_t)v.imm, body);
		else
			emit_jump(f, OP_BT, compare(f, TOK_EQL, tag, v, ANY).slot, 0, body);
	}
	fn_release(f, m);
}

static void clause_body(Fn *f, NodeList body, Label *fall)
{
	ScopeMark mark;
	Label *outer = f->fall;

	f->fall = fall;
	scope_enter(f, &mark);
	stmts(f, body);
	scope_leave(f, mark);
	f->fall = outer;
}

void switch_stmt(Fn *f, SwitchStmt *n, const Sym *label)
{
	uint32_t count = n->clauses.len;
	Label **bodies = clause_labels(f, count), *otherwise = NULL;
	Target t;
	Val tag = { 0 };
	ScopeMark mark;
	Mark m = fn_mark(f);

	scope_enter(f, &mark);
	if (n->init)
		fn_stmt(f, n->init);
	target_push(f, &t, label, &n->node);
	mark_stmt(f, n->pos, 0);
	m = fn_mark(f);
	if (n->tag) {
		Rep *rep = expr_rep(f, n->tag);

		tag = expr_kept(f, n->tag, rep);
	}
	for (uint32_t i = 0; i < count; i++) {
		CaseClause *c = as_CaseClause(n->clauses.data[i]);

		if (c->is_default)
			otherwise = bodies[i];
		for (uint32_t k = 0; k < c->exprs.len; k++)
			test_case(f, c->exprs.data[k], tag, n->tag, bodies[i]);
	}
	emit_jump(f, OP_JMP, 0, 0, otherwise ? otherwise : t.brk);
	fn_release(f, m);
	for (uint32_t i = 0; i < count; i++) {
		label_bind(f, bodies[i]);
		clause_body(f, as_CaseClause(n->clauses.data[i])->body, i + 1 < count ? bodies[i + 1] : t.brk);
		if (i + 1 < count)
			emit_jump(f, OP_JMP, 0, 0, t.brk);
	}
	label_bind(f, t.brk);
	f->targets = t.outer;
	scope_leave(f, mark);
}

/* ---- type switch ---- */

/* Jumps to body when the interface x (its type word in slot w) holds type `to`. */
static void test_type(Fn *f, Node *type, uint32_t w, Label *body)
{
	Mark m = fn_mark(f);
	Rep *to;
	uint32_t t;

	if (info_expr(f->pkg, ast_unparen(type))->mode == MODE_NIL) {
		emit_jump(f, OP_BEQI, w, 0, body);
		return;
	}
	to = expr_rep(f, type);
	t = fn_tmp(f, 1);
	if (to->cls == REP_EFACE) {
		emit_jump(f, OP_BNEI, w, 0, body);
	} else if (to->cls == REP_IFACE) {
		emit_two(f, OP_ITAB, t, w, 0, 0, desc_of(f->c, to), 1);
		emit_jump(f, OP_BNEI, t, 0, body);
	} else {
		emit_const(f, t, (int64_t)desc_of(f->c, to));
		emit_jump(f, OP_BEQ, w, t, body);
	}
	fn_release(f, m);
}

/* The clause's variable: the value itself for one type, the interface otherwise. */
static void bind_clause(Fn *f, CaseClause *c, Val x, Type *from)
{
	Object *var = info_implicit(f->pkg, &c->node);
	Loc *loc = var ? fn_loc(f, var) : NULL;
	Mark m = fn_mark(f);
	Val v = x;

	if (!loc)
		return;
	var_make_cell(f, var);
	if (!type_identical(loc->rep->type, from))
		v = assert_type(f, x, from, loc->rep->type, NULL, ANY);
	val_store(f, loc_val(f, loc), v);
	fn_release(f, m);
	fn_declare(f, var);
}

void type_switch_stmt(Fn *f, TypeSwitchStmt *n, const Sym *label)
{
	uint32_t count = n->clauses.len, w;
	Label **bodies = clause_labels(f, count), *otherwise = NULL;
	Target t;
	ScopeMark mark;
	Mark m;
	Type *from = expr_type(f, n->x);
	Rep *rep = rep_of(f->c, from);
	Val x;

	scope_enter(f, &mark);
	if (n->init)
		fn_stmt(f, n->init);
	target_push(f, &t, label, &n->node);
	mark_stmt(f, n->pos, 0);
	m = fn_mark(f);
	x = val_slot(rep, fn_tmp(f, 2));
	expr_to(f, n->x, x.slot);
	fn_live(f, x.slot, rep);
	w = x.slot;
	if (rep->cls == REP_IFACE) {
		w = fn_tmp(f, 1);
		emit(f, OP_TYPW, w, x.slot, 0, 0);
	}
	for (uint32_t i = 0; i < count; i++) {
		CaseClause *c = as_CaseClause(n->clauses.data[i]);

		if (c->is_default)
			otherwise = bodies[i];
		for (uint32_t k = 0; k < c->exprs.len; k++)
			test_type(f, c->exprs.data[k], w, bodies[i]);
	}
	emit_jump(f, OP_JMP, 0, 0, otherwise ? otherwise : t.brk);
	for (uint32_t i = 0; i < count; i++) {
		CaseClause *c = as_CaseClause(n->clauses.data[i]);
		ScopeMark inner;

		label_bind(f, bodies[i]);
		scope_enter(f, &inner);
		bind_clause(f, c, x, from);
		stmts(f, c->body);
		scope_leave(f, inner);
		if (i + 1 < count)
			emit_jump(f, OP_JMP, 0, 0, t.brk);
	}
	label_bind(f, t.brk);
	fn_release(f, m);
	f->targets = t.outer;
	scope_leave(f, mark);
}

/* ---- select ---- */

enum { CASE_SEND = 1, CASE_RECV = 2, CASE_WORDS = 3 };

typedef struct Comm {
	CommClause *clause;
	UnaryExpr *recv;	/* the <-c of a receive */
	SendStmt *send;
	AssignStmt *assign;
	uint32_t value;		/* slot of what is sent or received */
	Rep *elem;
} Comm;

static void describe(Fn *f, Comm *c)
{
	Node *s = c->clause->comm, *x = NULL;

	c->send = is_SendStmt(s);
	c->assign = is_AssignStmt(s);
	if (c->assign)
		x = c->assign->rhs.data[0];
	else if (s && s->kind == AST_ExprStmt)
		x = as_ExprStmt(s)->x;
	c->recv = x ? is_UnaryExpr(ast_unparen(x)) : NULL;
	Node *ch = c->send ? c->send->chan : c->recv ? c->recv->x : NULL;

	if (ch)
		c->elem = rep_of(f->c, type_core(type_under(expr_type(f, ch)))->chan.elem);
}

/* Channels and values are evaluated once, in source order, before the choice. */
static void prepare_case(Fn *f, Comm *c, uint32_t record)
{
	expr_to(f, c->send ? c->send->chan : c->recv->x, record);
	fn_live(f, record, rep_pointer(f));
	if (c->send) {
		expr_conv_to(f, c->send->value, c->elem->type, c->value);
	} else {
		val_zero(f, val_slot(c->elem->words ? c->elem : rep_int(f), c->value));
	}
	fn_live(f, c->value, c->elem);
	emit_cd(f, OP_LEA, record + 1, 0, (int64_t)c->value * 8);
	emit_const(f, record + 2, c->send ? CASE_SEND : CASE_RECV);
}

static void select_body(Fn *f, Comm *c, uint32_t ok)
{
	ScopeMark mark;
	Val values[2];

	scope_enter(f, &mark);
	if (c->recv) {
		extend_scalar(f, c->value, c->elem);
		values[0] = val_slot(c->elem, c->value);
		values[1] = val_slot(rep_bool(f), ok);
		if (c->assign)
			assign_values(f, c->assign, values);
	}
	stmts(f, c->clause->body);
	scope_leave(f, mark);
}

void select_stmt(Fn *f, SelectStmt *n, const Sym *label)
{
	uint32_t count = n->clauses.len, cases = 0, records, choice, ok, k = 0;
	Comm *comms = arena_make_n(f->c->arena, Comm, count + 1);
	Label **bodies = clause_labels(f, count);
	int otherwise = -1;
	Target t;
	Mark m = fn_mark(f);

	target_push(f, &t, label, &n->node);
	for (uint32_t i = 0; i < count; i++) {
		comms[i].clause = as_CommClause(n->clauses.data[i]);
		if (!comms[i].clause->comm) {
			otherwise = (int)i;
			continue;
		}
		describe(f, &comms[i]);
		cases++;
	}
	choice = fn_tmp(f, 1);
	ok = fn_tmp(f, 1);
	records = fn_tmp(f, cases * CASE_WORDS + 1);
	for (uint32_t i = 0; i < count; i++)
		if (comms[i].elem)
			comms[i].value = fn_tmp(f, comms[i].elem->words ? comms[i].elem->words : 1);
	for (uint32_t i = 0; i < count; i++)
		if (comms[i].elem)
			prepare_case(f, &comms[i], records + CASE_WORDS * k++);
	mark_line(f, n->pos);
	safepoint(f, MAP_AT);
	emit_two(f, OP_SELECT, choice, records, cases, ok, otherwise >= 0, 0);
	safepoint(f, MAP_AT);
	k = 0;
	for (uint32_t i = 0; i < count; i++)
		if (comms[i].elem)
			emit_jump(f, OP_BEQI, choice, k++, bodies[i]);
	if (otherwise >= 0)
		emit_jump(f, OP_JMP, 0, 0, bodies[otherwise]);
	else
		emit(f, OP_UNREACH, 0, 0, 0, 0);
	for (uint32_t i = 0; i < count; i++) {
		label_bind(f, bodies[i]);
		mark_stmt(f, comms[i].clause->pos, 0);
		select_body(f, &comms[i], ok);
		if (i + 1 < count)
			emit_jump(f, OP_JMP, 0, 0, t.brk);
	}
	label_bind(f, t.brk);
	fn_release(f, m);
	f->targets = t.outer;
}
