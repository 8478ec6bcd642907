/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements: assignments, declarations, returns; the others only hold expressions and statements.
 */
#include "escape/escape_int.h"

static void statement(Graph *g, Node *n);

static void list(Graph *g, NodeList l)
{
	for (uint32_t i = 0; i < l.len; i++)
		statement(g, l.data[i]);
}

/* ---- assignment ---- */

/* The place an assignment writes to: a part of a local, or anything else, which is the heap's. */
static Hole place(Graph *g, Node *lhs, Pos pos)
{
	Node *n = ast_unparen(lhs);
	SelectorExpr *sel = is_SelectorExpr(n);
	IndexExpr *ix = is_IndexExpr(n);
	const Selection *s = sel ? info_selection(g->pkg, n) : NULL;
	Type *t = ix ? info_type(g->pkg, ix->x) : NULL;

	if (n->kind == AST_Ident)
		return ast_is_blank(n) ? hole_none() : hole_var(g, info_object(g->pkg, n), pos);
	if (s && s->kind == SEL_FIELD && !path_indirect(g, sel, s))
		return hole_typed(g, place(g, sel->x, pos), info_type(g->pkg, n), pos);
	if (ix && t && type_is(t, TYPE_ARRAY)) {
		for (uint32_t i = 0; i < ix->indices.len; i++)
			flow_drop(g, ix->indices.data[i]);
		return hole_typed(g, place(g, ix->x, pos), type_under(t)->array.elem, pos);
	}
	flow_drop(g, n);
	return hole_heap(g, pos, verb_of(g, "is stored in ", n, ""));
}

static Hole none_at(Graph *g, Node *lhs, Pos pos)
{
	return lhs ? place(g, lhs, pos) : hole_none();
}

/* Several places from one call. */
static void assign_call(Graph *g, NodeList lhs, CallExpr *call, Pos pos)
{
	Hole *ks = mem_array(lhs.len + 1, sizeof *ks);

	for (uint32_t i = 0; i < lhs.len; i++)
		ks[i] = none_at(g, lhs.data[i], pos);
	flow_call(g, ks, lhs.len, call);
	mem_free(ks);
}

static void assign(Graph *g, NodeList lhs, NodeList rhs, Pos pos)
{
	CallExpr *call = rhs.len == 1 ? is_CallExpr(ast_unparen(rhs.data[0])) : NULL;

	if (lhs.len > 1 && call) {
		assign_call(g, lhs, call, pos);
		return;
	}
	for (uint32_t i = 0; i < lhs.len; i++) {
		Hole k = none_at(g, lhs.data[i], pos);

		if (i < rhs.len)	/* the second of a comma-ok form is a bool */
			flow_expr(g, k, rhs.data[i]);
	}
}

static void assign_stmt(Graph *g, AssignStmt *n)
{
	if (n->op == TOK_ASSIGN || n->op == TOK_DEFINE) {
		assign(g, n->lhs, n->rhs, n->pos);
		return;
	}
	flow_drop(g, n->lhs.data[0]);
	flow_drop(g, n->rhs.data[0]);
}

static void decl_stmt(Graph *g, DeclStmt *n)
{
	for (uint32_t i = 0; i < n->decls.len; i++) {
		VarDecl *d = is_VarDecl(n->decls.data[i]);

		if (d && d->values.len)
			assign(g, d->names, d->values, d->pos);
	}
}

/* ---- return ---- */

/* Result i of the function whose body is read: of a literal nobody knows who gets it. */
static Hole result_hole(Graph *g, uint32_t i, Pos pos)
{
	Type *results = g->func->sig->func.results;
	Hole k = hole_heap(g, pos, "is returned");

	if (g->func == g->info && i < g->nresults)
		k.dst = g->results[i];
	return hole_typed(g, k, i < results->tuple.n ? obj_type(results->tuple.vars[i]) : NULL, pos);
}

static void return_stmt(Graph *g, ReturnStmt *n)
{
	uint32_t count = g->func->sig->func.results->tuple.n;
	CallExpr *call = n->results.len == 1 ? is_CallExpr(ast_unparen(n->results.data[0])) : NULL;

	if (count > 1 && call) {
		Hole *ks = mem_array(count, sizeof *ks);

		for (uint32_t i = 0; i < count; i++)
			ks[i] = result_hole(g, i, n->pos);
		flow_call(g, ks, count, call);
		mem_free(ks);
		return;
	}
	for (uint32_t i = 0; i < n->results.len; i++)
		flow_expr(g, result_hole(g, i, n->pos), n->results.data[i]);
}

/* ---- loops and branches ---- */

static void range_stmt(Graph *g, RangeStmt *n)
{
	Type *t = info_type(g->pkg, n->x);
	Hole value = none_at(g, n->value, n->pos);

	none_at(g, n->key, n->pos);
	if (t && type_is(t, TYPE_MAP)) {
		value = hole_none();
		if (n->key)	/* = may have a place whose operands matter, and values are the heap's */
			flow_drop(g, n->x);
	} else if (t && !type_is(t, TYPE_ARRAY)) {
		value = value.dst ? hole_deref(value) : value;
	}
	flow_expr(g, value, n->x);
	g->loops++;
	statement(g, &n->body->node);
	g->loops--;
}

static void clauses(Graph *g, NodeList l, bool types)
{
	for (uint32_t i = 0; i < l.len; i++) {
		CaseClause *c = is_CaseClause(l.data[i]);
		CommClause *comm = is_CommClause(l.data[i]);

		for (uint32_t e = 0; c && !types && e < c->exprs.len; e++)
			flow_drop(g, c->exprs.data[e]);
		if (comm && comm->comm)
			statement(g, comm->comm);
		if (c)
			list(g, c->body);
		if (comm)
			list(g, comm->body);
	}
}

static void optional(Graph *g, Node *stmt)
{
	if (stmt)
		statement(g, stmt);
}

static void for_stmt(Graph *g, ForStmt *n)
{
	optional(g, n->init);
	if (n->cond)
		flow_drop(g, n->cond);
	optional(g, n->post);
	g->loops++;
	statement(g, &n->body->node);
	g->loops--;
}

static void if_stmt(Graph *g, IfStmt *n)
{
	optional(g, n->init);
	flow_drop(g, n->cond);
	statement(g, &n->body->node);
	optional(g, n->orelse);
}

static void switch_stmt(Graph *g, SwitchStmt *n)
{
	optional(g, n->init);
	if (n->tag)
		flow_drop(g, n->tag);
	clauses(g, n->clauses, false);
}

static void type_switch(Graph *g, TypeSwitchStmt *n)
{
	optional(g, n->init);
	flow_drop(g, n->x);
	clauses(g, n->clauses, true);
}

static void send_stmt(Graph *g, SendStmt *n)
{
	flow_drop(g, n->chan);
	flow_expr(g, hole_heap(g, n->pos, "is sent to a channel"), n->value);
}

static void statement(Graph *g, Node *n)
{
	switch (n->kind) {
	case AST_EmptyStmt: case AST_BranchStmt: break;
	case AST_DeclStmt: decl_stmt(g, as_DeclStmt(n)); break;
	case AST_LabeledStmt: statement(g, as_LabeledStmt(n)->stmt); break;
	case AST_ExprStmt: flow_drop(g, as_ExprStmt(n)->x); break;
	case AST_SendStmt: send_stmt(g, as_SendStmt(n)); break;
	case AST_IncDecStmt: flow_drop(g, as_IncDecStmt(n)->x); break;
	case AST_AssignStmt: assign_stmt(g, as_AssignStmt(n)); break;
	case AST_GoStmt: flow_started(g, as_GoStmt(n)->call, "is started as a goroutine"); break;
	case AST_DeferStmt: flow_deferred(g, as_DeferStmt(n)->call); break;
	case AST_ReturnStmt: return_stmt(g, as_ReturnStmt(n)); break;
	case AST_BlockStmt: list(g, as_BlockStmt(n)->stmts); break;
	case AST_IfStmt: if_stmt(g, as_IfStmt(n)); break;
	case AST_SwitchStmt: switch_stmt(g, as_SwitchStmt(n)); break;
	case AST_TypeSwitchStmt: type_switch(g, as_TypeSwitchStmt(n)); break;
	case AST_SelectStmt: clauses(g, as_SelectStmt(n)->clauses, false); break;
	case AST_ForStmt: for_stmt(g, as_ForStmt(n)); break;
	case AST_RangeStmt: range_stmt(g, as_RangeStmt(n)); break;
	default: g->hopeless = true;
	}
}

void flow_body(Graph *g, FuncInfo *info, BlockStmt *body)
{
	unsigned loops = g->loops;

	g->func = info;
	g->loops = 0;
	for (uint32_t i = 0; info != g->info && i < info->nlocals; i++)
		if (info->locals[i]->var_kind == VAR_RESULT)
			flow(g, hole_heap(g, info->locals[i]->pos, "is returned"), graph_var(g, info->locals[i]));
	if (body)
		list(g, body->stmts);
	g->loops = loops;
}
