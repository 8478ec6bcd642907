/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements: assignments, declarations, returns, loops; the others only hold expressions and statements. g->loops is
 * the number of loops around, from 1 in each body; a label that a goto further down jumps to begins one.
 */
#include "escape/escape_int.h"

static void statement(Graph *g, Node *n);

static void list(Graph *g, NodeList l)
{
	unsigned loops = g->loops;

	for (uint32_t i = 0; i < l.len; i++)
		statement(g, l.data[i]);
	g->loops = loops;
}

static void optional(Graph *g, Node *stmt)
{
	if (stmt)
		statement(g, stmt);
}

/* ---- assignment ---- */

static Hole stored(Graph *g, Node *n, Pos pos)
{
	return hole_heap(g, pos, verb_of(g, "is stored in ", n, ""));
}

static void mutated(Graph *g, Node *x, int derefs, Pos pos)
{
	flow_expr(g, hole_shift(hole_of(&g->mutator, "is written through", pos), derefs), x);
}

static Hole variable_place(Graph *g, Node *n, Pos pos)
{
	Object *var = info_object(g->pkg, n);
	Site *s = graph_var(g, var);

	if (!var || var->kind != OBJ_VAR)
		return hole_none();
	if (!s)
		return hole_heap(g, pos, verb_named(g, "is stored in ", var, ""));
	return hole_of(s, verb_named(g, "is assigned to ", var, ", which outlives it,"), pos);
}

static Hole field_place(Graph *g, SelectorExpr *n, const Selection *sel, Pos pos)
{
	Type *t = type_of(g, n->x);
	unsigned pointers = path_pointers(&t, sel->path, sel->npath);

	if (!pointers)
		return flow_place(g, n->x, pos);
	mutated(g, n->x, (int)pointers - 1, pos);
	return stored(g, &n->node, pos);
}

static Hole element_place(Graph *g, IndexExpr *n, Pos pos)
{
	Type *t = under_of(g, n->x);

	if (t && t->kind == TYPE_INTERFACE)
		t = type_core(t);
	if (t && t->kind == TYPE_MAP) {
		flow_drop(g, n->x);
		flow_conv(g, hole_heap(g, pos, "is a map's key"), n->indices.data[0], t->map.key);
		return stored(g, &n->node, pos);
	}
	flow_drop(g, n->indices.data[0]);
	if (t && t->kind == TYPE_ARRAY)
		return flow_place(g, n->x, pos);
	mutated(g, n->x, 0, pos);
	return stored(g, &n->node, pos);
}

/* The place an assignment writes to: a part of a local, or anything else, which is the heap's. */
Hole flow_place(Graph *g, Node *lhs, Pos pos)
{
	Node *n = ast_unparen(lhs);
	SelectorExpr *sel = is_SelectorExpr(n);
	const Selection *s = sel ? selection_of(g, sel) : NULL;

	if (n->kind == AST_Ident)
		return ast_is_blank(n) ? hole_none() : variable_place(g, n, pos);
	if (s && s->kind == SEL_FIELD)
		return field_place(g, sel, s, pos);
	if (n->kind == AST_IndexExpr)
		return element_place(g, as_IndexExpr(n), pos);
	if (n->kind == AST_StarExpr)
		mutated(g, as_StarExpr(n)->x, 0, pos);
	return stored(g, n, pos);
}

/* The variable that this name declares, or NULL. */
static Object *declared_by(Graph *g, Node *name)
{
	Object *var = name->kind == AST_Ident && !ast_is_blank(name) ? info_object(g->pkg, name) : NULL;

	return var && var->kind == OBJ_VAR && var->pos == name->pos ? var : NULL;
}

/* As flow_place, also of what declares it. */
static Hole target(Graph *g, Node *lhs, Pos pos)
{
	Object *var = declared_by(g, lhs);

	if (var)
		graph_declare(g, var);
	return flow_place(g, lhs, pos);
}

/* After the values, whose closures may capture what the variables were before. */
static void assigned(Graph *g, Node *lhs, Hole k)
{
	if (k.dst && !declared_by(g, lhs))
		k.dst->reassigned = true;
}

static Type *target_type(Graph *g, Node *lhs)
{
	Object *var = lhs->kind == AST_Ident && !ast_is_blank(lhs) ? info_object(g->pkg, lhs) : NULL;

	if (ast_is_blank(lhs))
		return NULL;
	return var && var->kind == OBJ_VAR ? graph_type(g, obj_type(var)) : type_of(g, lhs);
}

/* ---- assignments that change nothing ---- */

static bool is_pointer(Graph *g, const Node *n)
{
	Type *t = under_of(g, n);

	return t && t->kind == TYPE_POINTER;
}

/* The variable whose pointer is followed once: x of *x and of x.f. */
static Object *pointed(Graph *g, Node *n)
{
	Node *x = n->kind == AST_StarExpr ? as_StarExpr(n)->x : NULL;
	SelectorExpr *sel = is_SelectorExpr(n);
	const Selection *s = sel ? selection_of(g, sel) : NULL;
	Type *t = s && s->kind == SEL_FIELD ? type_of(g, sel->x) : NULL;

	if (t && s->npath == 1 && is_pointer(g, sel->x))
		x = sel->x;
	x = ast_unparen(x);
	return x && x->kind == AST_Ident ? info_object(g->pkg, x) : NULL;
}

/* x.f = x.f[i:j] */
static bool slices_itself(Graph *g, Node *dst, Node *src)
{
	SliceExpr *s = is_SliceExpr(src);
	Type *t = s ? under_of(g, s->x) : NULL;
	Object *var = t && t->kind != TYPE_ARRAY ? pointed(g, dst) : NULL;

	if (!var || (t->kind == TYPE_POINTER && !var))
		return false;
	return var == pointed(g, ast_unparen(s->x));
}

static bool is_field(Graph *g, Node *n)
{
	const Selection *s = n->kind == AST_SelectorExpr ? selection_of(g, as_SelectorExpr(n)) : NULL;

	return s && s->kind == SEL_FIELD;
}

enum { MAX_FIELDS = 32 };

/* The fields that a selector names, embedded ones on the way too, from the last to the first; *x: what they are in. */
static unsigned fields_of(Graph *g, Node **x, Object *fields[MAX_FIELDS])
{
	unsigned n = 0;

	for (*x = ast_unparen(*x); (*x)->kind == AST_SelectorExpr; *x = ast_unparen(as_SelectorExpr(*x)->x)) {
		const Selection *sel = selection_of(g, as_SelectorExpr(*x));
		Type *t = type_of(g, as_SelectorExpr(*x)->x);
		unsigned count = n;

		if (!sel || sel->kind != SEL_FIELD || n + sel->npath > MAX_FIELDS)
			return n;
		for (uint32_t i = 0; i < sel->npath && t; i++) {
			Type *u = type_under(t);

			u = u->kind == TYPE_POINTER ? type_under(u->pointer.elem) : u;
			if (u->kind != TYPE_STRUCT || sel->path[i] >= u->strct.nfields)
				return n;
			fields[n + sel->npath - 1 - i] = u->strct.fields[sel->path[i]];
			count++;
			t = obj_type(u->strct.fields[sel->path[i]]);
		}
		n = count;
	}
	return n;
}

static bool same_safe(Graph *g, Node *a, Node *b);

/* The first `skip` fields from the end may differ. */
static bool same_fields(Graph *g, Node *a, Node *b, unsigned skip)
{
	Object *of_a[MAX_FIELDS], *of_b[MAX_FIELDS];
	unsigned n = fields_of(g, &a, of_a), m = fields_of(g, &b, of_b);

	if (n != m || n < skip)
		return false;
	for (unsigned i = skip; i < n; i++)
		if (of_a[i] != of_b[i])
			return false;
	return same_safe(g, a, b);
}

/* Both are the same place or value, and nothing happens when they are evaluated. */
static bool same_safe(Graph *g, Node *a, Node *b)
{
	a = ast_unparen(a);
	b = ast_unparen(b);
	if (is_field(g, a) && is_field(g, b))
		return same_fields(g, a, b, 0);
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case AST_Ident:
		return info_object(g->pkg, a) && info_object(g->pkg, a) == info_object(g->pkg, b);
	case AST_StarExpr:
		return same_safe(g, as_StarExpr(a)->x, as_StarExpr(b)->x);
	case AST_IndexExpr:
		return under_of(g, as_IndexExpr(a)->x) && under_of(g, as_IndexExpr(a)->x)->kind != TYPE_MAP &&
		       same_safe(g, as_IndexExpr(a)->x, as_IndexExpr(b)->x) &&
		       same_safe(g, as_IndexExpr(a)->indices.data[0], as_IndexExpr(b)->indices.data[0]);
	case AST_BasicLit:
		return as_BasicLit(a)->text == as_BasicLit(b)->text;
	default:
		return false;
	}
}

static bool is_quiet(void *quiet, Node *n)
{
	if (n->kind == AST_CallExpr || n->kind == AST_FuncLit ||
	    (n->kind == AST_UnaryExpr && as_UnaryExpr(n)->op == TOK_ARROW))
		*(bool *)quiet = false;
	return true;
}

/* x.a = x.b, x[i] = x[j]: what x holds stays in x. */
static bool is_self_assignment(Graph *g, Node *dst, Node *src)
{
	bool quiet = true;
	Type *t;

	dst = ast_unparen(dst);
	src = ast_unparen(src);
	if (slices_itself(g, dst, src))
		return true;
	if (is_field(g, dst) && is_field(g, src))
		return same_fields(g, dst, src, 1);
	if (dst->kind != AST_IndexExpr || src->kind != AST_IndexExpr)
		return false;
	t = under_of(g, as_IndexExpr(dst)->x);
	ast_walk(as_IndexExpr(dst)->indices.data[0], is_quiet, NULL, &quiet);
	ast_walk(as_IndexExpr(src)->indices.data[0], is_quiet, NULL, &quiet);
	return t && t->kind != TYPE_MAP && quiet && same_safe(g, as_IndexExpr(dst)->x, as_IndexExpr(src)->x);
}

/* ---- one value, or several ---- */

/* Several places from one call. */
static void assign_call(Graph *g, NodeList lhs, CallExpr *call, Pos pos)
{
	Hole *places = mem_array(lhs.len + 1, sizeof *places), *ks = mem_array(lhs.len + 1, sizeof *ks);
	Type *t = type_of(g, &call->node);

	for (uint32_t i = 0; i < lhs.len; i++) {
		Type *from = t && t->kind == TYPE_TUPLE && i < t->tuple.n ? graph_type(g, obj_type(t->tuple.vars[i])) : NULL;

		places[i] = target(g, lhs.data[i], pos);
		ks[i] = hole_conv(g, places[i], from, target_type(g, lhs.data[i]), pos);
	}
	flow_call(g, ks, lhs.len, call);
	for (uint32_t i = 0; i < lhs.len; i++)
		assigned(g, lhs.data[i], places[i]);
	mem_free(places);
	mem_free(ks);
}

/* v, ok = x.(T), m[k], <-c */
static void assign_comma_ok(Graph *g, NodeList lhs, Node *x, Pos pos)
{
	Type *t = type_of(g, x), *from = t && t->kind == TYPE_TUPLE ? graph_type(g, obj_type(t->tuple.vars[0])) : t;
	Hole k = target(g, lhs.data[0], pos), ok = target(g, lhs.data[1], pos);

	flow_expr(g, hole_conv(g, k, from, target_type(g, lhs.data[0]), pos), x);
	assigned(g, lhs.data[0], k);
	assigned(g, lhs.data[1], ok);
}

static void assign_one(Graph *g, Node *lhs, Hole k, Node *x, Node *stmt, bool define)
{
	Object *var = define ? declared_by(g, lhs) : NULL;
	Site *s = var ? graph_var(g, var) : NULL;

	if (s)
		s->def = x;
	if (flow_is_header_data(g, ast_unparen(lhs))) {
		flow_unsafe(g, hole_heap(g, stmt->pos, "is stored in a slice header"), x);
		return;
	}
	if (!define && is_self_assignment(g, lhs, x)) {
		report(g, stmt->pos, "%s ignoring self-assignment in %s", report_func(g), report_expr(g, stmt));
		k = hole_none();
	}
	flow_conv(g, k, x, target_type(g, lhs));
}

static void assign(Graph *g, NodeList lhs, NodeList rhs, Node *stmt, bool define)
{
	CallExpr *call = rhs.len == 1 ? is_CallExpr(ast_unparen(rhs.data[0])) : NULL;
	Hole *ks;

	if (lhs.len > 1 && call) {
		assign_call(g, lhs, call, stmt->pos);
		return;
	}
	if (lhs.len == 2 && rhs.len == 1) {
		assign_comma_ok(g, lhs, rhs.data[0], stmt->pos);
		return;
	}
	ks = mem_array(lhs.len + 1, sizeof *ks);
	for (uint32_t i = 0; i < lhs.len; i++)
		ks[i] = target(g, lhs.data[i], stmt->pos);
	for (uint32_t i = 0; i < lhs.len && i < rhs.len; i++)
		assign_one(g, lhs.data[i], ks[i], rhs.data[i], stmt, define);
	for (uint32_t i = 0; i < lhs.len; i++)
		assigned(g, lhs.data[i], ks[i]);
	mem_free(ks);
}

static void assign_stmt(Graph *g, AssignStmt *n)
{
	Hole k;

	if (n->op == TOK_ASSIGN || n->op == TOK_DEFINE) {
		assign(g, n->lhs, n->rhs, &n->node, n->op == TOK_DEFINE);
		return;
	}
	k = target(g, n->lhs.data[0], n->pos);
	flow_expr(g, k, n->rhs.data[0]);
	assigned(g, n->lhs.data[0], k);
}

static void var_decl(Graph *g, VarDecl *d)
{
	for (uint32_t i = 0; i < d->names.len; i++) {
		Object *var = declared_by(g, d->names.data[i]);

		if (var)
			graph_declare(g, var);
	}
	if (d->values.len)
		assign(g, d->names, d->values, &d->node, true);
}

static void decl_stmt(Graph *g, DeclStmt *n)
{
	for (uint32_t i = 0; i < n->decls.len; i++)
		if (n->decls.data[i]->kind == AST_VarDecl)
			var_decl(g, as_VarDecl(n->decls.data[i]));
}

/* ---- return ---- */

/* The body whose results a return statement sets: of a loop over a function, that of the function around it. */
static Body *returning(Graph *g)
{
	Body *b = g->body;

	while (b->range)
		b = b->outer;
	return b;
}

static Hole result_hole(Body *b, uint32_t i, Pos pos)
{
	Site *s = i < b->nresults ? b->results[i] : NULL;

	return s ? hole_of(s, "is returned", pos) : hole_none();
}

static void results_assigned(Body *b)
{
	for (uint32_t i = 0; i < b->nresults; i++)
		if (b->results[i])
			b->results[i]->reassigned = true;
}

static Type *result_type(Graph *g, Body *b, uint32_t i)
{
	Type *results = b->info->sig->func.results;

	return i < results->tuple.n ? graph_type(g, obj_type(results->tuple.vars[i])) : NULL;
}

static void return_stmt(Graph *g, ReturnStmt *n)
{
	Body *b = returning(g);
	CallExpr *call = n->results.len == 1 ? is_CallExpr(ast_unparen(n->results.data[0])) : NULL;
	Type *t = call && b->nresults > 1 ? type_of(g, &call->node) : NULL;
	Hole *ks;

	if (!t) {
		for (uint32_t i = 0; i < n->results.len; i++)
			flow_conv(g, result_hole(b, i, n->pos), n->results.data[i], result_type(g, b, i));
		if (n->results.len)
			results_assigned(b);
		return;
	}
	ks = mem_array(b->nresults, sizeof *ks);
	for (uint32_t i = 0; i < b->nresults; i++)
		ks[i] = hole_conv(g, result_hole(b, i, n->pos),
				  t->kind == TYPE_TUPLE ? graph_type(g, obj_type(t->tuple.vars[i])) : NULL,
				  result_type(g, b, i), n->pos);
	flow_call(g, ks, b->nresults, call);
	results_assigned(b);
	mem_free(ks);
}

/* ---- loops ---- */

/* A variable of which each turn of the loop has its own, because somebody keeps it. */
static bool is_fresh(const Object *var)
{
	return var && (var->flags & OBJF_PER_ITERATION) && (var->flags & (OBJF_ADDRTAKEN | OBJF_CAPTURED));
}

/* Key or value of a range loop, seen from inside of it. */
static Hole range_target(Graph *g, RangeStmt *n, Node *lhs)
{
	Object *var = lhs && n->define ? declared_by(g, lhs) : NULL;
	Site *s;

	if (!lhs)
		return hole_none();
	if (!n->define) {
		Hole k = target(g, lhs, n->pos);

		assigned(g, lhs, k);
		return k;
	}
	s = var ? graph_declare(g, var) : NULL;
	if (s && !is_fresh(var)) {
		s->loops = g->loops - 1;
		s->reassigned = true;
	}
	if (!s || (is_fresh(var) && !has_pointers(g, graph_type(g, obj_type(var)))))
		return hole_none();
	return flow_place(g, lhs, n->pos);
}

static void range_loop(Graph *g, RangeStmt *n, Type *t)
{
	Site *tmp = graph_site(g, SITE_TEMP, n->pos);
	Hole value;

	flow_expr(g, hole_of(tmp, "is ranged over", n->pos), n->x);
	g->loops++;
	range_target(g, n, n->key);
	value = range_target(g, n, n->value);
	flow(g, t && t->kind == TYPE_ARRAY ? value : hole_shift(value, 1), tmp);
	list(g, n->body->stmts);
	g->loops--;
}

/* ---- loops over functions: the body is a closure that the iterator calls ---- */

typedef struct Uses {
	Graph *g;
	VEC(Object *) vars;
	Map seen;		/* those, each -> 1 */
	unsigned literals;	/* around the node */
	bool returns;
} Uses;

static bool find_uses(void *ctx, Node *n)
{
	Uses *u = ctx;
	Object *o = n->kind == AST_Ident ? info_object(u->g->pkg, n) : NULL;

	u->literals += n->kind == AST_FuncLit;
	if (n->kind == AST_ReturnStmt && !u->literals)
		u->returns = true;
	if (!o || o->kind != OBJ_VAR || !pmap_get(&u->g->unit->vars, o) || map_find(&u->seen, (uintptr_t)o))
		return true;
	map_put(&u->seen, (uintptr_t)o, 1);
	vec_push(&u->vars, o);
	return true;
}

static void leave_literal(void *ctx, Node *n)
{
	((Uses *)ctx)->literals -= n->kind == AST_FuncLit;
}

/* A variable of the loop's own that the closure keeps by reference. */
static void capture_state(Graph *g, Site *closure, const char *name, Pos pos)
{
	Site *s = graph_site(g, SITE_VAR, pos);

	s->name = name;
	flow(g, hole_shift(hole_of(closure, "is captured", pos), -1), s);
}

static void capture_results(Graph *g, Site *closure, Body *b, Pos pos)
{
	b->results_renamed = true;
	for (uint32_t i = 0; i < b->nresults; i++) {
		Site *s = b->results[i];

		if (s)
			flow(g, hole_shift(hole_of(closure, "is captured", pos), -1), s);
	}
}

/* A parameter of the body: the variable that the loop declares, or one that is assigned to a place. */
static void range_param(Graph *g, RangeStmt *n, Node *lhs)
{
	Object *var = lhs && n->define ? declared_by(g, lhs) : NULL;
	Site *param = var ? graph_declare(g, var) : graph_site(g, SITE_VAR, n->pos);

	param->leaks = arena_make(g->e->arena, Leaks);
	if (!var)
		param->name = "";
	if (!var && lhs) {
		Hole k = target(g, lhs, n->pos);

		flow(g, k, param);
		assigned(g, lhs, k);
	}
}

static void range_body(Graph *g, RangeStmt *n, Hole k)
{
	Body *b = graph_body(g, g->body, &n->node, g->body->info), *was = g->body;
	Uses u = { .g = g };
	unsigned loops = g->loops;

	b->range = n;
	ast_walk(&n->body->node, find_uses, leave_literal, &u);
	for (int i = 0; i < 2 && !n->define; i++)
		if (i ? n->value : n->key)
			ast_walk(i ? n->value : n->key, find_uses, leave_literal, &u);
	k = hole_spill(g, k, ESCAPE_CLOSURE, &n->node, n->pos);
	k.dst->closure = b;
	capture_state(g, k.dst, arena_printf(g->e->arena, "#state%u", ++g->unit->range_loops), n->pos);
	if (u.returns)
		capture_results(g, k.dst, returning(g), n->pos);
	flow_closure(g, k, NULL, u.vars.data, (uint32_t)u.vars.len, n->pos);
	g->body = b;
	g->loops = 1;
	for (int i = 0; i < 2; i++)
		range_param(g, n, i ? n->value : n->key);
	list(g, n->body->stmts);
	g->body = was;
	g->loops = loops;
	vec_free(&u.vars);
	map_free(&u.seen);
}

static void range_func(Graph *g, RangeStmt *n)
{
	Callee c = callee_of(g, n->x);
	Hole k = hole_param(g, &c, NULL, 0, c.has_recv, n->pos);

	if (c.method)
		flow_receiver(g, &c, hole_param(g, &c, NULL, 0, 0, n->pos));
	else
		flow_drop(g, n->x);
	range_body(g, n, k);
}

static void range_stmt(Graph *g, RangeStmt *n)
{
	Type *t = under_of(g, n->x);

	if (t && t->kind == TYPE_INTERFACE)
		t = type_core(t);
	if (t && t->kind == TYPE_FUNC)
		range_func(g, n);
	else
		range_loop(g, n, t);
}

/* The next turn's variable begins with the value that this turn's ends with. */
static void carried_over(Graph *g, Site *s)
{
	Site *tmp;

	if (!has_pointers(g, graph_type(g, obj_type(s->var))))
		return;
	tmp = graph_site(g, SITE_TEMP, s->pos);
	tmp->loops = g->loops - 1;
	flow(g, hole_of(tmp, "is kept for the next turn of the loop", s->pos), s);
	flow(g, hole_of(s, "is kept for the next turn of the loop", s->pos), tmp);
}

/* Variables of the first clause that each turn has its own of are declared in the loop. */
static void for_variables(Graph *g, Node *init)
{
	AssignStmt *a = init ? is_AssignStmt(init) : NULL;

	for (uint32_t i = 0; a && a->op == TOK_DEFINE && i < a->lhs.len; i++) {
		Object *var = declared_by(g, a->lhs.data[i]);
		Site *s = is_fresh(var) ? graph_declare(g, var) : NULL;

		if (!s)
			continue;
		s->def = NULL;
		carried_over(g, s);
	}
}

static void for_stmt(Graph *g, ForStmt *n)
{
	optional(g, n->init);
	g->loops++;
	for_variables(g, n->init);
	if (n->cond)
		flow_drop(g, n->cond);
	optional(g, n->post);
	list(g, n->body->stmts);
	g->loops--;
}

/* ---- branches ---- */

/* A branch that is never taken is not read. */
static void if_stmt(Graph *g, IfStmt *n)
{
	const Const *k = info_const(g->pkg, n->cond);

	optional(g, n->init);
	flow_drop(g, n->cond);
	if (!k || const_bool_value(k))
		list(g, n->body->stmts);
	if (!k || !const_bool_value(k))
		optional(g, n->orelse);
}

static void switch_stmt(Graph *g, SwitchStmt *n)
{
	Type *t;

	optional(g, n->init);
	if (n->tag)
		flow_drop(g, n->tag);
	t = n->tag ? type_of(g, n->tag) : NULL;
	for (uint32_t i = 0; i < n->clauses.len; i++) {
		CaseClause *c = as_CaseClause(n->clauses.data[i]);

		for (uint32_t e = 0; e < c->exprs.len; e++)
			flow_conv(g, hole_none(), c->exprs.data[e], t && type_is_interface(t) ? t : NULL);
		list(g, c->body);
	}
}

static void type_switch(Graph *g, TypeSwitchStmt *n)
{
	HoleVec ks = { 0 };

	optional(g, n->init);
	for (uint32_t i = 0; i < n->clauses.len; i++) {
		Object *var = n->name ? info_implicit(g->pkg, n->clauses.data[i]) : NULL;
		Site *s = var ? graph_declare(g, var) : NULL;
		Type *t = var ? graph_type(g, obj_type(var)) : NULL;

		if (s)
			s->pos = n->clauses.data[i]->pos;
		if (s && has_pointers(g, t))
			vec_push(&ks, hole_shift(hole_of(s, verb_named(g, "is assigned to ", var, ""), n->pos),
						 !type_is_interface(t) && !type_is_pointer_shaped(t)));
	}
	flow_expr(g, hole_tee(g, ks.data, ks.len, n->pos), n->x);
	vec_free(&ks);
	for (uint32_t i = 0; i < n->clauses.len; i++)
		list(g, as_CaseClause(n->clauses.data[i])->body);
}

static void select_stmt(Graph *g, SelectStmt *n)
{
	for (uint32_t i = 0; i < n->clauses.len; i++) {
		CommClause *c = as_CommClause(n->clauses.data[i]);

		optional(g, c->comm);
		list(g, c->body);
	}
}

static void send_stmt(Graph *g, SendStmt *n)
{
	Type *t = under_of(g, n->chan);

	if (t && t->kind == TYPE_INTERFACE)
		t = type_core(t);
	flow_drop(g, n->chan);
	flow_conv(g, hole_heap(g, n->pos, "is sent to a channel"), n->value, t && t->kind == TYPE_CHAN ? t->chan.elem : NULL);
}

static void labeled(Graph *g, LabeledStmt *n)
{
	if (map_find(&g->labels, (uintptr_t)n))
		g->loops++;
	statement(g, n->stmt);
}

static void inc_dec(Graph *g, IncDecStmt *n)
{
	assigned(g, n->x, target(g, n->x, n->pos));
}

static void statement(Graph *g, Node *n)
{
	switch (n->kind) {
	case AST_EmptyStmt: case AST_BranchStmt: break;
	case AST_DeclStmt: decl_stmt(g, as_DeclStmt(n)); break;
	case AST_LabeledStmt: labeled(g, as_LabeledStmt(n)); break;
	case AST_ExprStmt: flow_drop(g, as_ExprStmt(n)->x); break;
	case AST_SendStmt: send_stmt(g, as_SendStmt(n)); break;
	case AST_IncDecStmt: inc_dec(g, as_IncDecStmt(n)); break;
	case AST_AssignStmt: assign_stmt(g, as_AssignStmt(n)); break;
	case AST_GoStmt: flow_later(g, as_GoStmt(n)->call, false, n->pos); break;
	case AST_DeferStmt: flow_later(g, as_DeferStmt(n)->call, true, n->pos); break;
	case AST_ReturnStmt: return_stmt(g, as_ReturnStmt(n)); break;
	case AST_BlockStmt: list(g, as_BlockStmt(n)->stmts); break;
	case AST_IfStmt: if_stmt(g, as_IfStmt(n)); break;
	case AST_SwitchStmt: switch_stmt(g, as_SwitchStmt(n)); break;
	case AST_TypeSwitchStmt: type_switch(g, as_TypeSwitchStmt(n)); break;
	case AST_SelectStmt: select_stmt(g, as_SelectStmt(n)); break;
	case AST_ForStmt: for_stmt(g, as_ForStmt(n)); break;
	case AST_RangeStmt: range_stmt(g, as_RangeStmt(n)); break;
	default: g->hopeless = true;
	}
}

/* ---- bodies ---- */

static bool find_loops(void *ctx, Node *n)
{
	Graph *g = ctx;
	BranchStmt *b = is_BranchStmt(n);

	if (b && b->tok == TOK_GOTO && b->target && b->target->pos < b->pos)
		map_put(&g->labels, (uintptr_t)b->target, 1);
	return true;
}

void flow_body(Graph *g, Body *b)
{
	FuncDecl *decl = is_FuncDecl(b->node);
	BlockStmt *text = decl ? decl->body : as_FuncLit(b->node)->body;
	Body *was = g->body;
	unsigned loops = g->loops;

	if (b->walked)
		return;
	b->walked = true;
	if (!b->outer)
		ast_walk(&text->node, find_loops, NULL, g);
	g->body = b;
	g->loops = 1;
	list(g, text->stmts);
	g->body = was;
	g->loops = loops;
}

/* ---- initial values of package variables ---- */

static void static_value_of(Graph *g, Hole k, Node *n, Type *to);

static void static_elements(Graph *g, Hole k, CompositeLit *n, Type *t)
{
	for (uint32_t i = 0; i < n->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(n->elems.data[i]);

		static_value_of(g, k, kv ? kv->value : n->elems.data[i], flow_element_type(g, t, i, kv));
	}
}

/* []byte("text") */
static bool is_constant_bytes(Graph *g, Node *x)
{
	CallExpr *call = is_CallExpr(x);
	Type *t = call && info_expr(g->pkg, call->fun)->mode == MODE_TYPE ? type_of(g, x) : NULL;

	return t && type_is(t, TYPE_SLICE) && type_basic_kind(type_under(t)->slice.elem) == BASIC_UINT8 &&
	       call->args.len == 1 && is_constant(g, call->args.data[0]);
}

/* What is laid out before the program runs is not allocated: &T{}, slices and literals are part of the data. */
static void static_value_of(Graph *g, Hole k, Node *n, Type *to)
{
	Node *x = ast_unparen(n);
	UnaryExpr *address = is_UnaryExpr(x);
	Type *t, *from = type_of(g, x);
	Body *b = x->kind == AST_FuncLit ? graph_literal(g, as_FuncLit(x)) : NULL;

	if (is_constant(g, x) || is_constant_bytes(g, x))
		return;
	if (address && address->op == TOK_AND && ast_unparen(address->x)->kind == AST_CompositeLit)
		x = ast_unparen(address->x);
	t = x->kind == AST_CompositeLit ? under_of(g, x) : NULL;
	if (t && t->kind == TYPE_POINTER)
		t = type_under(t->pointer.elem);
	if (b)
		flow_body(g, b);
	else if (t && t->kind != TYPE_MAP && !is_boxed(g, from, to))
		static_elements(g, k, as_CompositeLit(x), t);
	else
		flow_conv(g, k, n, to);
}

void flow_init(Graph *g, const InitStep *step)
{
	Hole k = hole_heap(g, step->rhs->pos, "is stored in a package variable");
	Hole *ks = mem_array(step->nlhs + 1, sizeof *ks);

	ast_walk(step->rhs, find_loops, NULL, g);
	for (uint32_t i = 0; i < step->nlhs; i++)
		ks[i] = k;
	if (step->nlhs > 1 && ast_unparen(step->rhs)->kind == AST_CallExpr)
		flow_call(g, ks, step->nlhs, as_CallExpr(ast_unparen(step->rhs)));
	else
		static_value_of(g, k, step->rhs, step->nlhs ? obj_type(step->lhs[0]) : NULL);
	mem_free(ks);
}
