/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A function's frame: where its variables are held, and what is done with them before its first statement.
 *
 * All named variables get their words before the body is compiled: register slots and memory locals
 * in order of declaration, none shared. Temporaries come after them.
 */
#include "compile/compile_int.h"

enum { MAX_STACK_VAR = 128 << 10, MAX_BY_VALUE = 128 };	/* gc's limits: of an explicit variable, of a copy in a closure */

/* What the body of a range-over-func loop shares with its function is always in the heap. */
static bool var_in_cell(Fn *f, Object *var)
{
	bool ranged = map_find(&f->c->range_vars, (uintptr_t)var) != NULL;

	if (var->var_kind == VAR_PACKAGE)
		return false;
	if (var->var_kind == VAR_LOCAL && type_size(f->c->types, fn_type(f, obj_type(var))) > MAX_STACK_VAR)
		return true;
	if ((!(var->flags & (OBJF_ADDRTAKEN | OBJF_CAPTURED)) && !ranged) || var_by_value(f, var))
		return false;
	return ranged || escape_moved_to_heap(f->esc, var);
}

bool var_by_value(Fn *f, Object *var)
{
	uint64_t range = map_get(&f->c->range_vars, (uintptr_t)var, 0);

	if (!range)
		return (var->flags & OBJF_CAPTURED) && escape_by_value(f->esc, var);
	return !(var->flags & (OBJF_ADDRTAKEN | OBJF_REASSIGNED)) && range != 2 &&
	       type_size(f->c->types, fn_type(f, obj_type(var))) <= MAX_BY_VALUE;
}

/* why: it is in the heap; NULL: it is not, or nobody knows. */
static int add_var(Fn *f, Object *var, Rep *rep, CodeVarKind kind, uint32_t where, unsigned flags, const char *why)
{
	CodeVar *v;
	Place at;

	if (!var->name || !var->name->len || var->name == f->c->blank)
		return -1;
	at = source_place(f->c->ast->sources, var->pos);
	v = vec_add(&f->vars);
	*v = (CodeVar){
		.name = image_name(f->c->im, var->name->text, var->name->len), .line = at.line,
		.col = (uint16_t)at.col, .kind = (uint8_t)kind, .flags = (uint8_t)flags, .where = where,
		.type = desc_of(f->c, rep), .from = UINT32_MAX, .to = UINT32_MAX, .scope_from = UINT32_MAX,
		.why = why ? image_name(f->c->im, why, strlen(why)) : 0,
	};
	return (int)f->vars.len - 1;
}

static Loc *add_loc(Fn *f, Object *var, LocKind kind, uint32_t slot, Rep *rep)
{
	Loc *loc = arena_make(f->c->arena, Loc);

	*loc = (Loc){ .kind = kind, .slot = slot, .rep = rep, .var = -1 };
	loc->reg = kind == LOC_SLOT && rep_scalar(rep) && !(var->flags & OBJF_ADDRTAKEN) &&
		   (!(var->flags & OBJF_CAPTURED) || var_by_value(f, var));
	loc->shared = (kind == LOC_SLOT || kind == LOC_SPILLED) && ((var->flags & OBJF_ADDRTAKEN) ||
		      ((var->flags & OBJF_CAPTURED) && !var_by_value(f, var)));
	pmap_put(&f->locs, var, loc);
	return loc;
}

enum { SMALL_LOCAL = 64 };	/* words */

/* Why it is in the heap. */
static const char *heap_reason(Fn *f, Object *var, bool passed)
{
	const char *why = escape_reason(f->esc, var);

	return why ? why : passed ? "it is passed as the address of a copy" : "the frame has no room for it";
}

static void place_spilled(Fn *f, Object *var, Rep *rep, unsigned flags, bool cell)
{
	Loc *loc = add_loc(f, var, cell ? LOC_SPILLREF : LOC_SPILLED, f->spill, rep);

	loc->offset = spill_place(f, var, rep, cell);
	loc->var = add_var(f, var, rep, cell ? CV_SPILLREF : CV_SPILLED, loc->offset, flags, heap_reason(f, var, false));
}

/* A local variable, or a parameter or result that is passed at `slot` (ANY: none). */
static void place_variable(Fn *f, Object *var, uint32_t slot, unsigned flags)
{
	Rep *rep = fn_rep(f, obj_type(var));
	bool large = slot == ANY && rep->words > SMALL_LOCAL && spill_wanted(f, rep->words);
	bool cell = var_in_cell(f, var) || large;
	/* The copy that is passed is the variable; but a closure may write a result after it has been returned. */
	bool passed = slot != ANY && rep_big(rep) && !(cell && (flags & CVF_RESULT));
	uint32_t words;
	Loc *loc;

	cell |= passed;
	words = cell ? 1 : rep->words;
	if (slot == ANY || (cell && !passed)) {
		if (spill_wanted(f, words)) {
			place_spilled(f, var, rep, flags, cell);
			return;
		}
		slot = fn_tmp(f, words);
	}
	loc = add_loc(f, var, cell ? LOC_HEAP : LOC_SLOT, slot, rep);
	loc->var = add_var(f, var, rep, cell ? CV_HEAP : CV_SLOT, slot * 8,
			   flags | (loc->reg ? CVF_REGISTER : 0), cell ? heap_reason(f, var, passed) : NULL);
}

void place_captures(Fn *f)
{
	for (uint32_t i = 0; i < f->ref->ncaptures; i++) {
		Capture *cap = &f->ref->captures[i];
		Loc *loc;

		if (!cap->obj)
			continue;
		loc = add_loc(f, cap->obj, cap->by_ref ? LOC_CAPREF : LOC_CAPTURED, FRAME_FUNC, cap->rep);
		loc->offset = cap->offset;
		loc->var = add_var(f, cap->obj, cap->rep, cap->by_ref ? CV_CAPREF : CV_CAPTURED,
				   cap->offset, 0, NULL);
		if (loc->var >= 0)
			f->vars.data[loc->var].from = f->vars.data[loc->var].scope_from = 0;
	}
}

/* Where the signature's words lie; parameters' objects in order, the receiver first. */
void place_signature(Fn *f, Type *sig, Rep *recv)
{
	SigLayout l = sig_layout(f->c, sig, recv);

	f->sig = sig;
	f->param_words = l.param_words;
	f->result_words = l.result_words;
	f->nresults = l.nresults;
	f->result_reps = l.reps + l.nparams;
	f->result_slots = arena_make_n(f->c->arena, uint32_t, l.nresults + 1);
	f->result_objs = arena_make_n(f->c->arena, Object *, l.nresults + 1);
	for (uint32_t i = 0; i < l.nresults; i++)
		f->result_slots[i] = FRAME_HEADER_WORDS + l.at[l.nparams + i];
	f->nparams = l.nparams;
	f->param_reps = l.reps;
	f->param_slots = arena_make_n(f->c->arena, uint32_t, l.nparams + 1);
	for (uint32_t i = 0; i < l.nparams; i++)
		f->param_slots[i] = FRAME_HEADER_WORDS + l.at[i];
	f->top = FRAME_HEADER_WORDS;
	fn_tmp(f, l.param_words + l.result_words);
}

/* Parameters' words are live from the first instruction. */
void params_live(Fn *f)
{
	for (uint32_t i = 0; i < f->nparams; i++)
		fn_live(f, f->param_slots[i], pass_rep(f->c, f->param_reps[i]));
}

void place_locals(Fn *f)
{
	FuncInfo *info = f->info;
	uint32_t param = 0, result = 0;

	spill_prepare(f);
	for (uint32_t i = 0; i < info->nlocals; i++) {
		Object *var = info->locals[i];
		VarKind kind = (VarKind)var->var_kind;

		if (kind == VAR_RECV || kind == VAR_PARAM)
			place_variable(f, var, f->param_slots[param++],
				       CVF_PARAM | (kind == VAR_RECV ? CVF_RECEIVER : 0));
		else if (kind == VAR_RESULT) {
			uint32_t at = result++;

			f->result_objs[at] = var->name && var->name->len ? var : NULL;
			if (f->result_objs[at])
				f->results_named = true;
			place_variable(f, var, f->result_slots[at], CVF_RESULT);
		} else {
			place_variable(f, var, ANY, 0);
		}
	}
	f->locals_end = f->top;
}

/* The variables that a range-over-func loop's body declares. */
void place_range_locals(Fn *f, RangeStmt *n)
{
	spill_prepare(f);
	for (uint32_t i = 0; i < f->info->nlocals; i++) {
		Object *var = f->info->locals[i];
		bool own = n->define && ((n->key && var->pos == n->key->pos) || (n->value && var->pos == n->value->pos));

		if (own || (var->pos >= n->body->pos && var->pos < n->body->end && !fn_loc(f, var)))
			place_variable(f, var, ANY, 0);
	}
}

/* Variables whose address is kept by others declared further out are the collector's from beginning to end. */
static void wide_locals(Fn *f)
{
	for (uint32_t i = 0; i < f->info->nlocals; i++) {
		Object *var = f->info->locals[i];
		Loc *loc = fn_loc(f, var);

		if (!loc || loc->kind != LOC_SLOT || var->var_kind != VAR_LOCAL || !loc->rep->pointers ||
		    !escape_is_wide(f->esc, var))
			continue;
		val_zero(f, loc_val(f, loc));
		fn_live(f, loc->slot, loc->rep);
	}
}

/* A big result has its copy from the beginning: whoever recovers returns it as it is. */
static void zero_result(Fn *f, uint32_t i)
{
	if (!rep_big(f->result_reps[i])) {
		val_zero(f, val_slot(f->result_reps[i], f->result_slots[i]));
		return;
	}
	alloc_new(f, f->result_reps[i], f->result_slots[i]);
	fn_live(f, f->result_slots[i], rep_pointer(f));
}

/* Moves parameters that live in cells there, zeroes results that must be. */
void prologue(Fn *f)
{
	uint32_t param = 0, result = 0;
	FuncInfo *info = f->info;

	params_live(f);
	safepoint(f, MAP_AT);
	spill_new(f);
	wide_locals(f);
	sites_live(f);
	for (uint32_t i = 0; i < info->nlocals; i++) {
		Object *var = info->locals[i];
		Loc *loc = fn_loc(f, var);

		if (var->var_kind == VAR_RECV || var->var_kind == VAR_PARAM) {
			uint32_t slot = f->param_slots[param++];

			if (loc_in_cell(loc) && loc->slot != slot) {
				var_make_cell(f, var);
				val_store(f, loc_val(f, loc), val_slot(loc->rep, slot));
			}
			fn_declare(f, var);
		} else if (var->var_kind == VAR_RESULT) {
			uint32_t at = result++;

			if (loc_in_cell(loc) && (loc->slot != f->result_slots[at] || !f->result_objs[at]))
				zero_result(f, at);
			if (f->result_objs[at])
				declare_zero(f, var);
		}
	}
	if (f->defers && !f->results_named)
		for (uint32_t i = 0; i < f->nresults; i++)
			if (!rep_big(f->result_reps[i]))
				zero_result(f, i);
}
