/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements: blocks, declarations, assignments, returns, branches.
 *
 * Each statement begins with a mark (a line where the debugger can stop) at which no temporary is
 * live, so every variable is in its home there. A variable is in scope, and what it holds for the collector is on
 * the live stack, from its initialisation to the end of its block.
 */
#include <assert.h>

#include "compile/compile_int.h"

/* ---- variables coming into and going out of scope ---- */

void scope_enter(Fn *f, ScopeMark *mark)
{
	*mark = (ScopeMark){ f->live.len, f->in_scope.len };
}

void scope_leave(Fn *f, ScopeMark mark)
{
	for (size_t i = mark.in_scope; i < f->in_scope.len; i++)
		f->vars.data[f->in_scope.data[i]].to = here(f);
	vec_trim(&f->in_scope, mark.in_scope);
	vec_trim(&f->live, mark.live);
}

void var_make_cell(Fn *f, Object *var)
{
	Loc *loc = fn_loc(f, var);

	if (loc && loc->kind == LOC_HEAP) {
		emit_two(f, OP_NEW, loc->slot, 0, 0, 0, desc_of(f->c, loc->rep), 0);
	} else if (loc && loc->kind == LOC_SPILLREF) {
		Mark m = fn_mark(f);

		var_set_cell(f, loc, alloc_new(f, loc->rep, ANY).slot);
		fn_release(f, m);
	}
}

void var_set_cell(Fn *f, const Loc *loc, uint32_t p)
{
	Rep *pointer = rep_pointer(f);
	Val home = loc->kind == LOC_HEAP ? val_slot(pointer, loc->slot)
		   : (Val){ .kind = VAL_PTR, .slot = loc->slot, .imm = loc->offset, .rep = pointer };

	val_store(f, home, val_slot(pointer, p));
}

void fn_declare(Fn *f, Object *var)
{
	Loc *loc = fn_loc(f, var);

	if (!loc || loc->kind > LOC_SPILLREF)
		return;
	assert(loc->slot >= FRAME_HEADER_WORDS);
	if (loc->var >= 0) {
		f->vars.data[loc->var].from = here(f);
		vec_push(&f->in_scope, loc->var);
	}
	if (loc->kind <= LOC_HEAP)
		fn_live(f, loc->slot, loc->kind == LOC_HEAP ? rep_pointer(f) : loc->rep);
}

void declare_zero(Fn *f, Object *var)
{
	Loc *loc = fn_loc(f, var);

	if (!loc)
		return;
	if (loc_in_cell(loc))
		var_make_cell(f, var);
	else
		val_zero(f, loc_val(f, loc));
	fn_declare(f, var);
}

/* var = n, a declaration: heap variables get their cell when the value is known. */
static void declare_with(Fn *f, Object *var, Node *n)
{
	Loc *loc = var ? fn_loc(f, var) : NULL;
	Mark m = fn_mark(f);

	if (!loc || (var && var->name == f->c->blank)) {
		if (var && !loc)
			expr_conv(f, n, fn_type(f, obj_type(var)), ANY);
		else
			expr_drop(f, n);
		fn_release(f, m);
		return;
	}
	if (loc_in_cell(loc)) {
		uint32_t p = fn_tmp(f, 1);
		Val v = expr_source(f, n, loc->rep->type);

		emit_two(f, OP_NEW, p, 0, 0, 0, desc_of(f->c, loc->rep), 0);
		val_store(f, val_deref(f, p, loc->rep), v);
		var_set_cell(f, loc, p);
	} else {
		/* A literal is made in the variable's own words: its parts are roots while others are computed. */
		if (loc->kind == LOC_SLOT && is_CompositeLit(ast_unparen(n)) && loc->rep->cls == REP_MEM &&
		    loc->rep->pointers && expr_runs_code(f, n)) {
			val_zero(f, loc_val(f, loc));
			fn_live(f, loc->slot, loc->rep);
		}
		expr_store(f, n, loc_val(f, loc));
	}
	fn_release(f, m);
	fn_declare(f, var);
}

/* A value that lies in slots already becomes the variable's first. */
static void declare_from(Fn *f, Object *var, Val v)
{
	Loc *loc = fn_loc(f, var);

	if (!loc)
		return;
	if (loc_in_cell(loc))
		var_make_cell(f, var);
	Mark m = fn_mark(f);
	val_store(f, loc_val(f, loc), convert(f, v, v.rep->type, loc->rep->type, ANY));
	fn_release(f, m);
}

/* ---- assignments ---- */

static bool is_tuple_call(Fn *f, Node *n)
{
	Type *t = info_type(f->pkg, n);

	return ast_unparen(n)->kind == AST_CallExpr && t && t->kind == TYPE_TUPLE;
}

/* The values of a right-hand side that yields several: a call, or a comma-ok form. */
static uint32_t multi_values(Fn *f, Node *n, uint32_t want_n, Val *out)
{
	Rep **reps;
	uint32_t count, slot, ok;

	if (is_tuple_call(f, n)) {
		slot = call_results(f, as_CallExpr(ast_unparen(n)), &reps, &count);
		for (uint32_t i = 0; i < count && i < want_n; i++)
			out[i] = passed_next(f, reps[i], &slot);
		return count;
	}
	out[0] = comma_ok(f, n, &ok);
	out[1] = val_slot(rep_bool(f), ok);
	return 2;
}

static void store_converted(Fn *f, Val place, Val v)
{
	Mark m = fn_mark(f);

	if (place.kind != VAL_BLANK) {
		if (!type_identical(v.rep->type, place.rep->type))
			v = convert(f, v, v.rep->type, place.rep->type, ANY);
		val_store(f, place, v);
	}
	fn_release(f, m);
}

/* Pointer and map operands on the left are evaluated before anything is assigned. */
Val pinned_place(Fn *f, Node *n)
{
	Val p = place_of(f, n);

	if (p.kind == VAL_PTR) {
		uint32_t s = fn_tmp(f, 1);

		emit(f, OP_MOV, s, p.slot, 0, 0);
		fn_live(f, s, rep_pointer(f));
		p.slot = s;
	} else if (p.kind == VAL_MAP) {
		uint32_t s = fn_tmp(f, 1);

		emit(f, OP_MOV, s, p.slot, 0, 0);
		fn_live(f, s, rep_pointer(f));
		p.slot = s;
	}
	return p;
}

/* Does the list name variables or parts of them, which may lie in slots that are read as well? */
static bool assigns_variables(Fn *f, NodeList lhs)
{
	for (uint32_t i = 0; i < lhs.len; i++) {
		IndexExpr *index = is_IndexExpr(ast_unparen(lhs.data[i]));

		if (!ast_is_blank(lhs.data[i]) &&
		    (!index || index->x->kind != AST_Ident || expr_rep(f, index->x)->cls == REP_MEM))
			return true;
	}
	return false;
}

typedef struct Mention { Fn *f; NodeList lhs; bool found; } Mention;

static bool mention_node(void *ctx, Node *n)
{
	Mention *m = ctx;
	Object *obj = n->kind == AST_Ident ? info_object(m->f->pkg, n) : NULL;

	for (uint32_t i = 0; obj && i < m->lhs.len; i++) {
		Node *x = ast_unparen(m->lhs.data[i]);

		m->found = m->found || (x->kind == AST_Ident && info_object(m->f->pkg, x) == obj);
	}
	return !m->found;
}

/* As gc has it, a value that may panic and that the assignments before it cannot change is computed
 * when those are done. */
static bool waits(Fn *f, Node *n, NodeList before)
{
	Mention m = { f, before, false };

	if (!expr_may_wait(f, n))
		return false;
	ast_walk(n, mention_node, NULL, &m);
	return !m.found;
}

/* The place of the last value, when that can be computed straight into its variable: all others are computed
 * by then, and no other is assigned to the same. */
static bool is_direct(const Late *places, uint32_t n)
{
	const Late *last = &places[n - 1];

	if (last->slice || last->array || last->place.kind != VAL_SLOT || !rep_scalar(last->place.rep))
		return false;
	for (uint32_t i = 0; i + 1 < n; i++)
		if (places[i].place.kind == VAL_SLOT && places[i].place.slot == last->place.slot)
			return false;
	return true;
}

static Val assigned_value(Fn *f, const Late *place, Node *n)
{
	return place->rep ? expr_conv(f, n, place->rep->type, ANY) : fn_expr(f, n, ANY);
}

/* v in words of its own when it lies in a variable's, which may be assigned before v is. */
static Val kept_value(Fn *f, Val v)
{
	return v.kind != VAL_SLOT || v.slot >= f->locals_end ? v : val_copied(f, v);
}

static void assign_several(Fn *f, NodeList lhs, NodeList rhs)
{
	uint32_t n = lhs.len, direct = UINT32_MAX;
	bool *later = arena_make_n(f->c->arena, bool, n), any_later = false;
	Late *places = arena_make_n(f->c->arena, Late, n);
	Val *values = arena_make_n(f->c->arena, Val, n);
	bool variables = assigns_variables(f, lhs);

	for (uint32_t i = 0; i < n; i++)
		places[i] = late_operands(f, lhs.data[i], variables);
	for (uint32_t i = 1; i < n && rhs.len == n; i++)
		any_later |= later[i] = waits(f, rhs.data[i], (NodeList){ lhs.data, i });
	if (rhs.len == n && !any_later && is_direct(places, n))
		direct = n - 1;
	if (rhs.len == 1) {
		multi_values(f, rhs.data[0], n, values);
	} else {
		for (uint32_t i = 0; i < n; i++) {
			if (later[i])
				continue;
			if (i == direct) {
				expr_conv_to(f, rhs.data[i], places[i].place.rep->type, places[i].place.slot);
				break;
			}
			values[i] = assigned_value(f, &places[i], rhs.data[i]);
			if (variables)
				values[i] = kept_value(f, values[i]);
		}
	}
	for (uint32_t i = 0; i < n; i++) {
		if (i == direct)
			continue;
		if (later[i])
			values[i] = assigned_value(f, &places[i], rhs.data[i]);
		store_converted(f, late_place(f, &places[i]), values[i]);
	}
}

/* Is the place in an element whose index is checked? That is done when the right side has been computed, as gc does. */
static bool checks_index(Fn *f, Node *n)
{
	SelectorExpr *field;
	IndexExpr *index;

	while ((field = is_SelectorExpr(n = ast_unparen(n))) && info_selection(f->pkg, &field->node))
		n = field->x;
	index = is_IndexExpr(n);
	return index && !(type_under(expr_type(f, index->x))->kind == TYPE_ARRAY && info_const(f->pkg, index->indices.data[0]));
}

static void assign_one(Fn *f, Node *lhs, Node *rhs)
{
	IndexExpr *index = is_IndexExpr(ast_unparen(lhs));
	Val place;

	if (ast_is_blank(lhs)) {
		if (info_expr(f->pkg, ast_unparen(rhs))->mode != MODE_NIL)
			expr_drop(f, rhs);
		return;
	}
	if (index && index_store(f, index, rhs))
		return;
	if (checks_index(f, lhs)) {
		Late late = late_operands(f, lhs, false);
		Val v = expr_source(f, rhs, late.rep->type);

		val_store(f, late_place(f, &late), v);
		return;
	}
	place = place_of(f, lhs);
	if (place.kind == VAL_SLOT || place.kind == VAL_GLOBAL || place.kind == VAL_FRAME) {
		if (is_CompositeLit(ast_unparen(rhs)))	/* may read what it is assigned to */
			val_store(f, place, expr_conv(f, rhs, place.rep->type, ANY));
		else
			expr_store(f, rhs, place);
	} else {
		val_store(f, place, expr_source(f, rhs, place.rep->type));
	}
}

static void assign_op(Fn *f, AssignStmt *n)
{
	Tok op = token_assign_op((Tok)n->op);
	size_t hoisted = hoist_calls(f, (Node *[]){ n->lhs.data[0], n->rhs.data[0] }, 2);
	Val place = place_of(f, n->lhs.data[0]), x, y, r;
	Rep *rep = place.rep, *count = NULL;
	Node *rhs = n->rhs.data[0];
	bool is_shift = op == TOK_SHL || op == TOK_SHR;

	if (place.kind == VAL_SLOT && rep->cls != REP_STRING) {
		x = place;
	} else {
		x = val_slot(rep, fn_tmp(f, rep->words));
		val_to(f, place, x.slot);
		fn_live(f, x.slot, rep);
	}
	if (is_shift)
		count = expr_rep(f, rhs);
	if (is_shift && info_const(f->pkg, rhs)) {
		uint64_t u = 64;

		y = val_const(rep_int(f), const_to_uint64(info_const(f->pkg, rhs), &u) && u < 64 ? (int64_t)u : 64);
	} else {
		y = fn_expr(f, rhs, ANY);
	}
	hoist_done(f, hoisted);
	mark_line(f, n->pos);
	if (place.kind == VAL_SLOT) {
		arith(f, op, x, y, rep, place.slot, count);
	} else {
		r = arith(f, op, x, y, rep, ANY, count);
		val_store(f, place, r);
	}
}

static Object *defined_var(Fn *f, Node *n)
{
	Object *obj = info_object(f->pkg, n);

	return obj && obj->pos == n->pos ? obj : NULL;	/* else := assigns to a variable that was there */
}

static void hoist_lists(Fn *f, NodeList lhs, NodeList rhs);

static void define_several(Fn *f, AssignStmt *n)
{
	size_t hoisted = f->hoisted.len;
	uint32_t count = n->lhs.len;
	Val *values = arena_make_n(f->c->arena, Val, count);
	Mark m = fn_mark(f);

	if (n->rhs.len == 1) {
		multi_values(f, n->rhs.data[0], count, values);
	} else {
		hoist_lists(f, (NodeList){ 0 }, n->rhs);
		for (uint32_t i = 0; i < count; i++) {
			Object *var = info_object(f->pkg, n->lhs.data[i]);

			if (var)
				values[i] = expr_kept(f, n->rhs.data[i], fn_rep(f, obj_type(var)));
			else
				expr_drop(f, n->rhs.data[i]);
		}
	}
	for (uint32_t i = 0; i < count; i++) {
		Node *lhs = n->lhs.data[i];
		Object *var = defined_var(f, lhs);

		if (ast_is_blank(lhs) || !values[i].rep)
			continue;
		if (var)
			declare_from(f, var, values[i]);
		else
			store_converted(f, place_of(f, lhs), values[i]);
	}
	hoist_done(f, hoisted);
	fn_release(f, m);
	for (uint32_t i = 0; i < count; i++) {
		Object *var = ast_is_blank(n->lhs.data[i]) ? NULL : defined_var(f, n->lhs.data[i]);

		if (var)
			fn_declare(f, var);
	}
}

void assign_values(Fn *f, AssignStmt *n, const Val *values)
{
	for (uint32_t i = 0; i < n->lhs.len; i++) {
		Object *var = n->op == TOK_DEFINE && !ast_is_blank(n->lhs.data[i])
			      ? defined_var(f, n->lhs.data[i]) : NULL;

		if (var)
			declare_from(f, var, values[i]);
		else if (!ast_is_blank(n->lhs.data[i]))
			store_converted(f, place_of(f, n->lhs.data[i]), values[i]);
	}
	for (uint32_t i = 0; i < n->lhs.len; i++)
		if (n->op == TOK_DEFINE && !ast_is_blank(n->lhs.data[i]) && defined_var(f, n->lhs.data[i]))
			fn_declare(f, defined_var(f, n->lhs.data[i]));
}

static void hoist_lists(Fn *f, NodeList lhs, NodeList rhs)
{
	uint32_t n = 0;
	Node **operands = arena_make_n(f->c->arena, Node *, lhs.len + rhs.len + 1);

	for (uint32_t i = 0; i < lhs.len; i++)
		if (lhs.data[i]->kind != AST_Ident)	/* is assigned, not read */
			operands[n++] = lhs.data[i];
	uint32_t first = n + 1;

	for (uint32_t i = 0; i < rhs.len; i++)
		operands[n++] = rhs.data[i];
	hoist_assigned(f, operands, n, lhs.len ? first : n);
}

void assign(Fn *f, AssignStmt *n)
{
	Mark m = fn_mark(f);
	size_t hoisted = f->hoisted.len;

	f->assigned = n->lhs;
	if (n->op == TOK_DEFINE) {
		if (n->lhs.len == 1 && n->rhs.len == 1 && defined_var(f, n->lhs.data[0]))
			declare_with(f, defined_var(f, n->lhs.data[0]), n->rhs.data[0]);
		else
			define_several(f, n);
		return;
	}
	if (n->op == TOK_ASSIGN)
		hoist_lists(f, n->lhs, n->rhs);
	if (n->op != TOK_ASSIGN)
		assign_op(f, n);
	else if (n->lhs.len == 1)
		assign_one(f, n->lhs.data[0], n->rhs.data[0]);
	else
		assign_several(f, n->lhs, n->rhs);
	hoist_done(f, hoisted);
	fn_release(f, m);
}

static void inc_dec(Fn *f, IncDecStmt *n)
{
	Mark m = fn_mark(f);
	Val place = place_of(f, n->x), x, one;
	Rep *rep = place.rep;

	one = rep->cls == REP_INT ? val_const(rep, 1)
	      : const_val(f, const_int(f->c->arena, 1), rep, ANY);
	mark_line(f, n->pos);
	if (place.kind == VAL_SLOT) {
		arith(f, n->op == TOK_INC ? TOK_ADD : TOK_SUB, place, one, rep, place.slot, NULL);
	} else {
		x = val_slot(rep, val_slots(f, place));
		val_store(f, place, arith(f, n->op == TOK_INC ? TOK_ADD : TOK_SUB, x, one, rep, ANY, NULL));
	}
	fn_release(f, m);
}

/* ---- declarations ---- */

static void var_decl(Fn *f, VarDecl *d)
{
	Mark m = fn_mark(f);
	uint32_t n = d->names.len;

	mark_stmt(f, d->pos, 0);
	if (d->values.len == 0) {
		for (uint32_t i = 0; i < n; i++)
			if (!ast_is_blank(d->names.data[i]))
				declare_zero(f, info_object(f->pkg, d->names.data[i]));
	} else if (d->values.len == n && n == 1) {
		if (ast_is_blank(d->names.data[0]))
			expr_drop(f, d->values.data[0]);
		else
			declare_with(f, info_object(f->pkg, d->names.data[0]), d->values.data[0]);
	} else {
		AssignStmt as = { .lhs = d->names, .rhs = d->values, .op = TOK_DEFINE };

		as.pos = d->pos;
		define_several(f, &as);
	}
	fn_release(f, (Mark){ m.top, f->live.len });
}

static void decl_stmt(Fn *f, DeclStmt *n)
{
	for (uint32_t i = 0; i < n->decls.len; i++)
		if (is_VarDecl(n->decls.data[i]))
			var_decl(f, as_VarDecl(n->decls.data[i]));
}

/* ---- return ---- */

void return_jump(Fn *f, Pos pos, unsigned flags)
{
	Mark m = fn_mark(f);

	/* The results are roots while deferred calls run and until the caller has fetched them. */
	for (uint32_t i = 0; i < f->nresults; i++)
		if (!f->results_named)
			fn_live(f, f->result_slots[i], pass_rep(f->c, f->result_reps[i]));
	if (flags)
		mark_stmt(f, pos, flags);
	if (f->defers) {
		/* A RUND is its own return address: it must not be a call's as well. */
		emit(f, OP_NOP, 0, 0, 0, 0);
		safepoint(f, MAP_AT);
		safepoint(f, MAP_CALL);
		emit(f, OP_RUND, 0, 0, 0, 0);
	}
	for (uint32_t i = 0; i < f->nresults; i++) {
		Loc *loc = f->result_objs[i] ? fn_loc(f, f->result_objs[i]) : NULL;

		if (loc && loc_in_cell(loc) && loc->slot != f->result_slots[i]) {
			pass_val(f, loc_val(f, loc), f->result_slots[i]);
			fn_live(f, f->result_slots[i], pass_rep(f->c, loc->rep));
		} else if (loc && loc->kind == LOC_SLOT && !loc->reg && rep_scalar(loc->rep) && loc->rep->size < 8) {
			val_to(f, loc_val(f, loc), loc->slot);	/* a narrow one: the caller wants the whole slot */
		}
	}
	safepoint(f, MAP_AT);
	emit(f, OP_RET, 0, 0, 0, 0);
	fn_release(f, m);
}

static Val result_place(Fn *f, uint32_t i)
{
	Loc *loc = f->result_objs[i] ? fn_loc(f, f->result_objs[i]) : NULL;

	if (loc && loc_in_cell(loc))
		return loc_val(f, loc);
	if (loc && !loc->reg && rep_scalar(loc->rep))
		return loc_val(f, loc);
	return passed_val(f, f->result_reps[i], f->result_slots[i]);
}

/* The values of a return with several results (or of one in a range-over-func body), in temporaries. */
void return_operands(Fn *f, ReturnStmt *n, Rep **reps, uint32_t count, Val *values)
{
	if (n->results.len == 1 && count > 1) {
		multi_values(f, n->results.data[0], count, values);
		for (uint32_t i = 0; i < count; i++)
			values[i] = convert(f, values[i], values[i].rep->type, reps[i]->type, ANY);
		return;
	}
	size_t hoisted = hoist_calls(f, n->results.data, n->results.len);

	for (uint32_t i = 0; i < n->results.len; i++)
		values[i] = expr_kept(f, n->results.data[i], reps[i]);
	hoist_done(f, hoisted);
}

/* The i-th result's own variable, which is there already: no write, to others who see it. */
static bool names_result(Fn *f, const Node *e, uint32_t i)
{
	e = ast_unparen(e);
	return f->result_objs[i] && e->kind == AST_Ident && info_object(f->pkg, e) == f->result_objs[i];
}

static void return_values(Fn *f, ReturnStmt *n)
{
	uint32_t count = f->nresults;
	Val *values = arena_make_n(f->c->arena, Val, count);

	if (n->results.len == 1 && count == 1) {
		Val place = result_place(f, 0);

		if (names_result(f, n->results.data[0], 0))
			return;

		if (place.kind == VAL_SLOT && !f->results_named)
			expr_conv_to(f, n->results.data[0], f->result_reps[0]->type, place.slot);
		else
			val_store(f, place, expr_conv(f, n->results.data[0], f->result_reps[0]->type, ANY));
		return;
	}
	return_operands(f, n, f->result_reps, count, values);
	for (uint32_t i = 0; i < count; i++)
		if (n->results.len != count || !names_result(f, n->results.data[i], i))
			store_converted(f, result_place(f, i), values[i]);
}

static void return_stmt(Fn *f, ReturnStmt *n)
{
	Mark m = fn_mark(f);

	if (f->ref->kind == FN_RANGE) {
		range_return(f, n);
		return;
	}
	if (n->results.len)
		return_values(f, n);
	fn_release(f, m);
	return_jump(f, n->pos, 0);
}

/* ---- branches ---- */

static Label *goto_label(Fn *f, const Node *label)
{
	Label *l = pmap_get(&f->labels, label);

	if (!l) {
		l = label_new(f);
		pmap_put(&f->labels, label, l);
	}
	return l;
}

/* The goto labels of this function are those that stand in its own body. */
static bool label_is_here(Fn *f, const Node *label)
{
	RangeStmt *loop = f->ref->loop;

	return !loop || (label->pos >= loop->body->pos && label->pos < loop->body->end);
}

Label *branch_label(Fn *f, const BranchStmt *n)
{
	if (n->tok == TOK_GOTO)
		return label_is_here(f, n->target) ? goto_label(f, n->target) : NULL;
	for (Target *t = f->targets; t; t = t->outer)
		if (t->stmt == n->target)
			return n->tok == TOK_BREAK ? t->brk : t->cont;
	return NULL;
}

static void branch_stmt(Fn *f, BranchStmt *n)
{
	Label *to = n->tok == TOK_FALLTHROUGH ? f->fall : branch_label(f, n);

	if (to)
		emit_jump(f, OP_JMP, 0, 0, to);
	else
		range_branch(f, n);
}

static void labeled_stmt(Fn *f, LabeledStmt *n)
{
	label_bind(f, goto_label(f, &n->node));
	f->next_label = n->label->name;
	fn_stmt(f, n->stmt);
}

/* ---- if, block, go, defer, send ---- */

static void if_stmt(Fn *f, IfStmt *n)
{
	Label *orelse = label_new(f), *out = label_new(f);
	ScopeMark mark;

	scope_enter(f, &mark);
	if (n->init)
		fn_stmt(f, n->init);
	if (n->init)
		mark_line(f, n->cond->pos);
	else
		mark_stmt(f, n->pos, 0);
	cond_jump(f, n->cond, false, orelse);
	block(f, n->body);
	if (n->orelse)
		emit_jump(f, OP_JMP, 0, 0, out);
	label_bind(f, orelse);
	if (n->orelse) {
		fn_stmt(f, n->orelse);
		label_bind(f, out);
	}
	scope_leave(f, mark);
}

static void send_stmt(Fn *f, SendStmt *n)
{
	Mark m = fn_mark(f);
	Type *t = type_core(type_under(expr_type(f, n->chan)));
	size_t hoisted = hoist_calls(f, (Node *[]){ n->chan, n->value }, 2);
	uint32_t ch = expr_slots(f, n->chan);
	uint32_t v = fn_tmp(f, rep_of(f->c, t->chan.elem)->words + 1);

	expr_conv_to(f, n->value, t->chan.elem, v);
	hoist_done(f, hoisted);
	fn_live(f, v, rep_of(f->c, t->chan.elem));
	mark_line(f, n->pos);
	safepoint(f, MAP_AT);
	emit(f, OP_SEND, ch, v, 0, 0);
	safepoint(f, MAP_AT);
	fn_release(f, m);
}

static void defer_stmt(Fn *f, Pos pos, Node *call, bool go)
{
	CallExpr *c = is_CallExpr(ast_unparen(call));
	const ExprInfo *fun = info_expr(f->pkg, ast_unparen(c->fun));
	Mark m = fn_mark(f);

	if (fun->mode == MODE_BUILTIN)
		defer_builtin(f, c, (BuiltinId)fun->builtin, pos, go);
	else
		call_defer(f, c, pos, go);
	fn_release(f, m);
}

void scope_names(Fn *f, Node *n)
{
	Scope *scope = info_scope(f->pkg, n);

	for (uint32_t i = 0; scope && i < scope->n; i++) {
		Loc *loc = fn_loc(f, scope->entries[i].obj);

		if (loc && loc->var >= 0)
			f->vars.data[loc->var].scope_from = here(f);
	}
}

void block(Fn *f, BlockStmt *b)
{
	ScopeMark mark;

	scope_enter(f, &mark);
	scope_names(f, &b->node);
	stmts(f, b->stmts);
	scope_leave(f, mark);
}

void stmts(Fn *f, NodeList list)
{
	for (uint32_t i = 0; i < list.len; i++)
		fn_stmt(f, list.data[i]);
}

/* Statements whose own code marks lines itself. */
static bool marks_itself(const Node *n)
{
	switch (n->kind) {
	case AST_BlockStmt: case AST_EmptyStmt: case AST_LabeledStmt: case AST_DeclStmt: case AST_IfStmt:
	case AST_ForStmt: case AST_RangeStmt: case AST_SwitchStmt: case AST_TypeSwitchStmt:
		return true;
	default:
		return false;
	}
}

void fn_stmt(Fn *f, Node *n)
{
	const Sym *label = f->next_label;
	Mark m = fn_mark(f);

	f->next_label = NULL;
	if (!marks_itself(n))
		mark_stmt(f, ast_start(n), 0);
	switch (n->kind) {
	case AST_EmptyStmt: break;
	case AST_BlockStmt: block(f, as_BlockStmt(n)); break;
	case AST_DeclStmt: decl_stmt(f, as_DeclStmt(n)); break;
	case AST_LabeledStmt: labeled_stmt(f, as_LabeledStmt(n)); break;
	case AST_ExprStmt: expr_drop(f, as_ExprStmt(n)->x); fn_release(f, m); break;
	case AST_SendStmt: send_stmt(f, as_SendStmt(n)); break;
	case AST_IncDecStmt: inc_dec(f, as_IncDecStmt(n)); break;
	case AST_AssignStmt: assign(f, as_AssignStmt(n)); break;
	case AST_GoStmt: defer_stmt(f, n->pos, as_GoStmt(n)->call, true); break;
	case AST_DeferStmt: defer_stmt(f, n->pos, as_DeferStmt(n)->call, false); break;
	case AST_ReturnStmt: return_stmt(f, as_ReturnStmt(n)); break;
	case AST_BranchStmt: branch_stmt(f, as_BranchStmt(n)); break;
	case AST_IfStmt: if_stmt(f, as_IfStmt(n)); break;
	case AST_SwitchStmt: switch_stmt(f, as_SwitchStmt(n), label); break;
	case AST_TypeSwitchStmt: type_switch_stmt(f, as_TypeSwitchStmt(n), label); break;
	case AST_SelectStmt: select_stmt(f, as_SelectStmt(n), label); break;
	case AST_ForStmt: for_stmt(f, as_ForStmt(n), label); break;
	case AST_RangeStmt: fn_range(f, as_RangeStmt(n), label); break;
	default: fn_unsupported(f, n->pos, ast_kind_name((AstKind)n->kind)); break;
	}
}

/* a, b = f() at package level. */
void init_several(Fn *f, const InitStep *step)
{
	Val *values = arena_make_n(f->c->arena, Val, step->nlhs);

	multi_values(f, step->rhs, step->nlhs, values);
	for (uint32_t i = 0; i < step->nlhs; i++)
		if (step->lhs[i]->name != f->c->blank)
			store_converted(f, var_place(f, step->lhs[i]), values[i]);
}
