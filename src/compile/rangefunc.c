/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Range over functions (Spec: "For range"). The loop's body becomes a function of its own, the yield
 * function that is passed to the iterator. It reaches the variables around it through its closure,
 * and leaves messages for the function the loop stands in through two records in the heap:
 *
 *     R  one a function: {code, fp, results…}. code 0: nothing; 1: return; else a branch
 *        (16 + 2 * node id of its target, + 1 for continue). fp: what defers belong to.
 *     L  one a loop: 0 running, 1 the body said stop, 2 the loop is over: calls after that panic.
 *
 * After the iterator's return the code says what to do; what belongs to an outer loop of this kind is
 * passed on by returning false there too.
 */
#include "base/exact.h"
#include "compile/compile_int.h"

enum { CODE_NONE, CODE_RETURN, CODE_BRANCH = 16 };
enum { R_CODE = 0, R_FP = RANGE_FP, R_RESULTS = 16 };
enum { DONE_STOPPED = 1, DONE_OVER = 2 };

static bool is_range_func(Fn *f, RangeStmt *n)
{
	Type *t = info_type(f->pkg, n->x);

	if (!t)
		return false;
	t = fn_type(f, t);
	t = type_is_tparam(t) ? type_core(t) : type_under(t);
	return t && t->kind == TYPE_FUNC;
}

/* ---- which variables the bodies share with their function ---- */

typedef struct Walk {
	Fn *f;
	RangeStmt *loop;		/* collecting the variables of this one */
	VEC(Object *) *vars;
	Map seen;			/* those, each -> 1 */
	unsigned in_literal;
	unsigned loops;			/* seen so far */
} Walk;

static bool declared_inside(const Object *var, const RangeStmt *loop)
{
	bool in_body = var->pos >= loop->body->pos && var->pos < loop->body->end;
	bool own = loop->define && ((loop->key && var->pos == loop->key->pos) ||
				    (loop->value && var->pos == loop->value->pos));

	return in_body || own;
}

static void note_variable(Walk *w, Object *var)
{
	if (!var || var->kind != OBJ_VAR || var->var_kind == VAR_PACKAGE || var->var_kind == VAR_FIELD ||
	    !var->var.func || declared_inside(var, w->loop))
		return;
	if (map_find(&w->seen, (uintptr_t)var))
		return;
	map_put(&w->seen, (uintptr_t)var, 1);
	vec_push(w->vars, var);
}

static bool collect_pre(void *ctx, Node *n)
{
	Walk *w = ctx;
	const FuncInfo *info = w->f->info;

	if (n->kind == AST_FuncLit)
		w->in_literal++;
	if (n->kind == AST_Ident)
		note_variable(w, info_object(w->f->pkg, n));
	if (n->kind == AST_CaseClause || n->kind == AST_TypeSwitchStmt)
		note_variable(w, info_implicit(w->f->pkg, n));
	if (n->kind == AST_ReturnStmt && !w->in_literal)
		for (uint32_t i = 0; i < info->nlocals; i++)
			if (info->locals[i]->var_kind == VAR_RESULT && info->locals[i]->name->len)
				note_variable(w, info->locals[i]);
	return true;
}

static void collect_post(void *ctx, Node *n)
{
	Walk *w = ctx;

	if (n->kind == AST_FuncLit)
		w->in_literal--;
}

static void loop_variables(Fn *f, RangeStmt *loop, VEC_OBJ *vars)
{
	Walk w = { .f = f, .loop = loop, .vars = (void *)vars };

	if (!loop->define && loop->key)
		ast_walk(loop->key, collect_pre, collect_post, &w);
	if (!loop->define && loop->value)
		ast_walk(loop->value, collect_pre, collect_post, &w);
	ast_walk(&loop->body->node, collect_pre, collect_post, &w);
	map_free(&w.seen);
}

static bool prepare_pre(void *ctx, Node *n)
{
	Walk *w = ctx;
	VEC_OBJ vars = { 0 };

	if (n->kind == AST_FuncLit)
		return false;
	if (n->kind != AST_RangeStmt || !is_range_func(w->f, as_RangeStmt(n)))
		return true;
	map_put(&w->f->c->range_ordinals, (uintptr_t)n, ++w->loops);
	loop_variables(w->f, as_RangeStmt(n), &vars);
	vec_each(&vars, var)
		map_put(&w->f->c->range_vars, (uintptr_t)*var, (*var)->var_kind == VAR_RESULT ? 2 : 1);
	vec_free(&vars);
	return true;
}

/* Before variables are placed: marks those that range-over-func bodies use, which then live in cells
 * when they are assigned. True when the function has such loops. */
bool range_prepare(Fn *f, Node *body)
{
	Walk w = { .f = f };

	ast_walk(body, prepare_pre, NULL, &w);
	return w.loops != 0;
}

/* ---- the records ---- */

static uint64_t record_type(Fn *f)
{
	Capture *parts = arena_make_n(f->c->arena, Capture, f->nresults + 1);
	uint32_t at = R_RESULTS;

	for (uint32_t i = 0; i < f->nresults; i++) {
		parts[i] = (Capture){ NULL, false, at, f->result_reps[i] };
		at += f->result_reps[i]->words * 8;
	}
	return desc_closure(f->c, parts, f->nresults, at);
}

/* In a function that has such loops: R in a slot of its own, for its whole life. */
void range_record(Fn *f)
{
	f->range_slot = fn_tmp(f, 1);
	f->locals_end = f->top;
	emit_two(f, OP_NEW, f->range_slot, 0, 0, 0, record_type(f), 0);
	fn_live(f, f->range_slot, rep_pointer(f));
	Mark m = fn_mark(f);
	uint32_t fp = fn_tmp(f, 1);

	emit_cd(f, OP_LEA, fp, 0, 0);
	emit(f, OP_ST64, f->range_slot, fp, R_FP, 0);
	fn_release(f, m);
}

static void store_word(Fn *f, uint32_t ptr, uint32_t offset, int64_t value)
{
	Mark m = fn_mark(f);
	uint32_t t = fn_tmp(f, 1);

	emit_const(f, t, value);
	emit(f, OP_ST64, ptr, t, offset, 0);
	fn_release(f, m);
}

/* ---- the loop in its function ---- */

static FnRef *body_ref(Fn *f, RangeStmt *n, Type *yield)
{
	Compiler *c = f->c;
	VEC_OBJ vars = { 0 };
	uint32_t at = 24;
	FnRef *ref = arena_make(c->arena, FnRef);

	ref->link = ref->name = arena_printf(c->arena, "%s-range%u", ref_of_source(f->ref)->link,
					    (unsigned)map_get(&c->range_ordinals, (uintptr_t)n, 0));
	ref->kind = FN_RANGE;
	ref->pkg = f->pkg;
	ref->info = f->info;
	ref->outer = f->ref;
	ref->tparams = f->ref->tparams;
	ref->targs = f->ref->targs;
	ref->sig = yield;
	ref->loop = n;
	ref->result_reps = f->ref->kind == FN_RANGE ? f->ref->result_reps : f->result_reps;
	ref->nresults = f->ref->kind == FN_RANGE ? f->ref->nresults : f->nresults;
	loop_variables(f, n, &vars);
	ref->captures = arena_make_n(c->arena, Capture, vars.len + 2);
	ref->captures[0] = (Capture){ NULL, false, CLOSURE_RANGE, rep_pointer(f) };
	ref->captures[1] = (Capture){ NULL, false, 16, rep_pointer(f) };
	ref->ncaptures = 2;
	vec_each(&vars, var) {
		Capture *cap = &ref->captures[ref->ncaptures++];

		*cap = (Capture){ *var, !var_by_value(f, *var), at, fn_rep(f, obj_type(*var)) };
		at += cap->by_ref ? 8 : cap->rep->words * 8;
	}
	vec_free(&vars);
	ref->closure_type = desc_closure(c, ref->captures, ref->ncaptures, at);
	ref->queued = true;
	vec_push(&c->queue, ref);
	return ref;
}

/* A branch out of the loop's body, and what it means here. */
typedef struct Exits { Fn *f; RangeStmt *loop; VEC(BranchStmt *) list; } Exits;

static bool find_exits(void *ctx, Node *n)
{
	Exits *x = ctx;
	BranchStmt *b = is_BranchStmt(n);

	if (n->kind == AST_FuncLit)
		return false;
	if (b && b->tok != TOK_FALLTHROUGH && b->target &&
	    (b->target->pos < x->loop->body->pos || b->target->pos >= x->loop->body->end) &&
	    b->target != &x->loop->node)
		vec_push(&x->list, b);
	return true;
}

static int64_t branch_code(const BranchStmt *b)
{
	return CODE_BRANCH + 2 * (int64_t)b->target->id + (b->tok == TOK_CONTINUE);
}

/* Jumps when the code is that of a branch this function can take; the code is reset first. */
static void take_exit(Fn *f, const BranchStmt *b, uint32_t code, uint32_t record)
{
	Label *no, *to = branch_label(f, b);
	uint32_t t = fn_tmp(f, 1);

	if (!to)
		return;
	no = label_new(f);
	emit_const(f, t, branch_code(b));
	emit_jump(f, OP_BNE, code, t, no);
	store_word(f, record, R_CODE, CODE_NONE);
	emit_jump(f, OP_JMP, 0, 0, to);
	label_bind(f, no);
}

/* return was executed in the body: its values are in R or in the named results' cells. */
static void finish_return(Fn *f, uint32_t record, Pos pos)
{
	uint32_t at = R_RESULTS;

	for (uint32_t i = 0; i < f->nresults; i++) {
		Mark m = fn_mark(f);

		if (!f->results_named)
			val_store(f, passed_val(f, f->result_reps[i], f->result_slots[i]),
				  (Val){ .kind = VAL_PTR, .slot = record, .imm = at, .rep = f->result_reps[i] });
		at += f->result_reps[i]->words * 8;
		fn_release(f, m);
	}
	return_jump(f, pos, 0);
}

static void after_loop(Fn *f, RangeStmt *n, uint32_t record)
{
	Exits x = { f, n, { 0 } };
	Label *out = label_new(f);
	Mark m = fn_mark(f);
	uint32_t code = fn_tmp(f, 1);

	emit(f, OP_LD64, code, record, R_CODE, 0);
	emit_jump(f, OP_BEQI, code, CODE_NONE, out);
	ast_walk(&n->body->node, find_exits, NULL, &x);
	vec_each(&x.list, b)
		take_exit(f, *b, code, record);
	vec_free(&x.list);
	if (f->ref->kind == FN_RANGE)
		emit_jump(f, OP_JMP, 0, 0, f->stop_label);	/* for a loop further out: stop this one too */
	else
		finish_return(f, record, n->pos);
	label_bind(f, out);
	fn_release(f, m);
}

void range_func(Fn *f, RangeStmt *n, Type *iterator, const Sym *label)
{
	Type *yield = type_under(obj_type(iterator->func.params->tuple.vars[0]));
	FnRef *ref = body_ref(f, n, yield);
	Mark m = fn_mark(f);
	uint32_t fn, loop, closure, base, record = f->range_slot;

	(void)label;
	mark_stmt(f, n->pos, 0);
	fn = fn_tmp(f, 1);
	expr_to(f, n->x, fn);
	fn_live(f, fn, rep_pointer(f));
	loop = alloc_new(f, rep_int(f), ANY).slot;
	closure = range_closure(f, ref, record, loop);
	base = fn_tmp(f, FRAME_HEADER_WORDS + 1);
	emit(f, OP_MOV, base + FRAME_HEADER_WORDS, closure, 0, 0);
	mark_line(f, n->pos);
	safepoint(f, MAP_CALL);
	emit(f, OP_CALLC, base, fn, 0, 0);
	store_word(f, loop, 0, DONE_OVER);
	after_loop(f, n, record);
	fn_release(f, m);
}

/* ---- the body ---- */

/* Calls after the loop has ended, or after the body returned false, panic. */
static void check_running(Fn *f, uint32_t loop)
{
	Mark m = fn_mark(f);
	uint32_t done = fn_tmp(f, 1);
	Label *ok = label_new(f);
	Val arg = val_slot(rep_int(f), done);

	emit(f, OP_LD64, done, loop, 0, 0);
	emit_jump(f, OP_BEQI, done, 0, ok);
	runtime_call(f, "runtime.rangeMisuse", &arg, 1, 0);
	label_bind(f, ok);
	fn_release(f, m);
}

static uint32_t closure_word(Fn *f, uint32_t offset)
{
	uint32_t s = fn_tmp(f, 1);

	emit(f, OP_LD64, s, FRAME_FUNC, offset, 0);
	fn_live(f, s, rep_pointer(f));
	return s;
}

static void yield_values(Fn *f, RangeStmt *n)
{
	Val key = { 0 }, value = { 0 };

	if (n->key && f->nparams > 0)
		key = passed_val(f, f->param_reps[0], f->param_slots[0]);
	if (n->value && f->nparams > 1)
		value = passed_val(f, f->param_reps[1], f->param_slots[1]);
	range_assign(f, n, key, value);
}

static void give_result(Fn *f, bool more)
{
	emit_const(f, f->result_slots[0], more);
	safepoint(f, MAP_AT);
	emit(f, OP_RET, 0, 0, 0, 0);
}

void compile_range_body(Fn *f)
{
	RangeStmt *n = f->ref->loop;
	Target t = { NULL, NULL, label_new(f), label_new(f), &n->node };
	uint32_t loop;

	f->info = f->ref->info;
	place_signature(f, f->ref->sig, NULL);
	place_captures(f);
	place_range_locals(f, n);
	sites_place(f, &n->body->node);
	f->results_named = f->ref->results_named;
	params_live(f);
	safepoint(f, MAP_AT);
	spill_new(f);
	sites_live(f);
	f->range_slot = closure_word(f, 8);
	loop = closure_word(f, 16);
	f->defer_token = fn_tmp(f, 1);
	emit(f, OP_LD64, f->defer_token, f->range_slot, R_FP, 0);
	f->locals_end = f->top;
	check_running(f, loop);
	f->targets = &t;
	f->stop_label = label_new(f);
	mark_line(f, n->pos);
	yield_values(f, n);
	stmts(f, n->body->stmts);
	label_bind(f, t.cont);
	give_result(f, true);
	label_bind(f, t.brk);
	label_bind(f, f->stop_label);
	store_word(f, loop, 0, DONE_STOPPED);
	give_result(f, false);
	emit_function(f, n->pos, n->body->end - 1, FN_CLOSURE | FN_RANGEFUNC);
}

/* break, continue or goto to something outside of the body. */
void range_branch(Fn *f, BranchStmt *n)
{
	store_word(f, f->range_slot, R_CODE, branch_code(n));
	emit_jump(f, OP_JMP, 0, 0, f->stop_label);
}

static Object *named_result(Fn *f, uint32_t index)
{
	for (uint32_t i = 0; i < f->info->nlocals; i++)
		if (f->info->locals[i]->var_kind == VAR_RESULT && index-- == 0)
			return f->info->locals[i]->name->len ? f->info->locals[i] : NULL;
	return NULL;
}

/* return in a body: the values go to R or to the named results, the function does the rest. */
void range_return(Fn *f, ReturnStmt *n)
{
	Mark m = fn_mark(f);
	uint32_t count = f->ref->nresults, at = R_RESULTS;
	Val *values = arena_make_n(f->c->arena, Val, count + 1);

	return_operands(f, n, f->ref->result_reps, count, values);
	for (uint32_t i = 0; i < count && n->results.len; i++) {
		Object *var = named_result(f, i);
		Val place = { .kind = VAL_PTR, .slot = f->range_slot, .imm = at, .rep = f->ref->result_reps[i] };

		val_store(f, var ? var_place(f, var) : place, values[i]);
		at += f->ref->result_reps[i]->words * 8;
	}
	store_word(f, f->range_slot, R_CODE, CODE_RETURN);
	emit_jump(f, OP_JMP, 0, 0, f->stop_label);
	fn_release(f, m);
}
