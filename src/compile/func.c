/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions: references by link name, the queue of what is still to be compiled, frames' layout,
 * prologue and epilogue, wrappers and bound methods.
 *
 * All named variables get their words before the body is compiled: register slots and memory locals
 * in order of declaration, none shared. Temporaries come after them.
 */
#include <string.h>

#include "compile/compile_int.h"

void fn_unsupported(Fn *f, Pos pos, const char *what)
{
	diag_unsupported(f->c->diags, pos ? pos : f->pos, "%s", what);
}

/* ---- references ---- */

static uint64_t in_libraries(Compiler *c, const char *link)
{
	uint64_t addr = 0;

	for (size_t i = 0; i < c->in->nlibs && !addr; i++)
		addr = image_lookup(c->in->libs[i], link, strlen(link));
	return addr;
}

/* The reference under this name; *made when it is new (and in no library). */
static FnRef *ref_get(Compiler *c, const char *link, FnKind kind, bool *made)
{
	uint64_t *have = strmap_at(&c->refs, link, strlen(link));
	FnRef *ref;

	*made = false;
	if (*have)
		return (FnRef *)(uintptr_t)*have;
	ref = arena_make(c->arena, FnRef);
	ref->link = ref->name = arena_strdup(c->arena, link);
	ref->kind = kind;
	ref->entry = in_libraries(c, link);
	*made = ref->entry == 0;
	strmap_del(&c->refs, link, strlen(link));
	strmap_put(&c->refs, ref->link, strlen(ref->link), (uintptr_t)ref);
	return ref;
}

static void enqueue(Compiler *c, FnRef *ref)
{
	ref->queued = true;
	vec_push(&c->queue, ref);
}

FnRef *ref_link(Compiler *c, const char *link)
{
	bool made;
	FnRef *ref = ref_get(c, link, FN_LINKED, &made);

	return ref;
}

static TypeList method_tparams(Object *obj)
{
	Type *sig = obj_type(obj);
	TypeList none = { 0 };

	if (!sig || sig->kind != TYPE_FUNC)
		return none;
	return sig->func.recv_tparams.n ? sig->func.recv_tparams : sig->func.tparams;
}

FnRef *ref_func(Compiler *c, Object *obj, TypeList targs)
{
	bool made;
	FnRef *ref;

	if (obj->func.origin)
		obj = obj->func.origin;
	ref = ref_get(c, obj_link_name(c->types, obj, targs), FN_DECL, &made);
	if (ref->kind == FN_LINKED && !ref->entry) {	/* named first by a runtime call */
		ref->kind = FN_DECL;
		made = !ref->queued;
	}
	if (!made)
		return ref;
	ref->obj = obj;
	ref->pkg = obj->pkg;
	ref->targs = targs;
	ref->tparams = method_tparams(obj);
	if (!targs.n && package_index(c, obj->pkg) == c->in->npackages) {
		diag_unsupported(c->diags, obj->pos, "%s is in no library image", ref->link);
		return ref;
	}
	enqueue(c, ref);
	return ref;
}

static Type *receiver_base(Type *recv)
{
	recv = type_unalias(recv);
	if (recv->kind == TYPE_POINTER)
		recv = type_unalias(recv->pointer.elem);
	return recv;
}

FnRef *ref_method(Compiler *c, Type *recv, Object *method)
{
	Type *base = receiver_base(recv);
	TypeList targs = { 0 };

	if (base->kind == TYPE_NAMED)
		targs = base->named.targs;
	return ref_func(c, method, targs);
}

FnRef *ref_method_wrapper(Compiler *c, Type *recv, const MethodSetEntry *m)
{
	bool made, ptr = type_is(recv, TYPE_POINTER);
	FnRef *ref;
	const char *link;

	if (m->npath == 1 && !type_is_interface(type_under(recv)) && m->method->func.ptr_recv == ptr &&
	    !(ptr && type_is_interface(type_under(receiver_base(recv)))))
		return ref_method(c, recv, m->method);
	link = arena_printf(c->arena, "wrap:%s.%s%s%s", type_link_string(c->types, recv),
			    obj_exported(m->method) || !m->method->pkg ? "" : m->method->pkg->path->text,
			    obj_exported(m->method) ? "" : ".", m->method->name->text);
	ref = ref_get(c, link, FN_METHOD_WRAP, &made);
	if (made) {
		ref->name = arena_printf(c->arena, "%s.%s", type_reflect_string(c->types, recv),
					 m->method->name->text);
		ref->recv = recv;
		ref->method = m;
		ref->pkg = m->method->pkg;
		ref->sig = obj_type(m->method);
		enqueue(c, ref);
	}
	return ref;
}

FnRef *ref_bound(Compiler *c, Type *recv, const Selection *sel, Type *sig, Package *pkg)
{
	bool made;
	const char *link = arena_printf(c->arena, "bound:%s.%s", type_link_string(c->types, recv),
					sel->obj->name->text);
	FnRef *ref = ref_get(c, link, FN_BOUND, &made);

	if (!ref->closure_type) {
		Capture cap = { NULL, false, 8, rep_of(c, recv) };

		ref->closure_type = desc_closure(c, &cap, 1, 8 + (uint64_t)cap.rep->words * 8);
	}
	if (made) {
		ref->name = arena_printf(c->arena, "%s.%s-fm", type_reflect_string(c->types, recv),
					 sel->obj->name->text);
		ref->recv = recv;
		ref->sel = sel;
		ref->sig = sig;
		ref->pkg = pkg;
		enqueue(c, ref);
	}
	return ref;
}

enum { MAX_STACK_VAR = 128 << 10, MAX_BY_VALUE = 128 };	/* gc's limits: of an explicit variable, of a copy in a closure */

static const EscapeFunc *decisions(Compiler *c, const FnRef *ref)
{
	while (ref->outer)
		ref = ref->outer;
	if (!c->in->escape)
		return NULL;
	if (ref->kind == FN_VARINIT)
		return escape_init(c->in->escape, ref->pkg);
	return ref->kind == FN_DECL && ref->obj ? escape_func(c->in->escape, ref->obj, ref->targs) : NULL;
}

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

static void lay_out_captures(Fn *f, FnRef *ref)
{
	uint32_t at = 8;

	ref->ncaptures = ref->info->ncaptures;
	ref->captures = arena_make_n(f->c->arena, Capture, ref->ncaptures + 1);
	for (uint32_t i = 0; i < ref->ncaptures; i++) {
		Object *var = ref->info->captures[i];
		Capture *cap = &ref->captures[i];

		*cap = (Capture){ var, !var_by_value(f, var), at, fn_rep(f, obj_type(var)) };
		at += cap->by_ref ? 8 : cap->rep->words * 8;
	}
	if (ref->ncaptures)
		ref->closure_type = desc_closure(f->c, ref->captures, ref->ncaptures, at);
}

/* The function as it stands in the source: around the bodies of range-over-func loops. */
const FnRef *ref_of_source(const FnRef *ref)
{
	while (ref->kind == FN_RANGE)
		ref = ref->outer;
	return ref;
}

FnRef *ref_literal(Fn *f, FuncInfo *info)
{
	Compiler *c = f->c;
	const FnRef *in = ref_of_source(f->ref);
	bool made;
	const char *link = arena_printf(c->arena, in->kind == FN_LIT ? "%s.%u" : "%s.func%u", in->link, info->ordinal);
	FnRef *ref = ref_get(c, link, FN_LIT, &made);

	if (made && !ref->queued) {
		ref->info = info;
		ref->pkg = f->pkg;
		ref->outer = f->ref;
		ref->transparent = f->ref->transparent;
		ref->tparams = f->ref->tparams;
		ref->targs = f->ref->targs;
		lay_out_captures(f, ref);
		enqueue(c, ref);
	}
	return ref;
}

void ref_word(Compiler *c, uint64_t at, FnRef *ref)
{
	vec_push(&c->words, ((Fixup){ at, ref }));
}

uint64_t ref_funcval(Compiler *c, FnRef *ref)
{
	const char *name;

	if (ref->funcval)
		return ref->funcval;
	name = arena_printf(c->arena, "func:%s", ref->link);
	ref->funcval = in_libraries(c, name);
	if (!ref->funcval) {
		ref->funcval = image_rodata(c->im, NULL, 8, 8);
		image_define(c->im, name, strlen(name), ref->funcval);
		ref_word(c, ref->funcval, ref);
	}
	return ref->funcval;
}

/* ---- the frame ---- */

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
	f->top = f->max = FRAME_HEADER_WORDS + l.param_words + l.result_words;
}

/* Parameters' words are live from the first instruction. */
void params_live(Fn *f)
{
	for (uint32_t i = 0; i < f->nparams; i++)
		fn_live(f, f->param_slots[i], pass_rep(f->c, f->param_reps[i]));
}

static void place_locals(Fn *f)
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
static void prologue(Fn *f)
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

/* ---- emission of a finished function ---- */

static void finish_vars(Fn *f)
{
	uint32_t end = here(f);

	vec_each(&f->vars, v) {
		if (v->to > end)
			v->to = end;
		if (v->from > end)
			v->from = end;
		if (v->scope_from > v->from)
			v->scope_from = v->from;
	}
}

static void move_tables(Fn *f, CodeFunc *fn)
{
	Image *im = f->c->im;

	fn->lines = (uint32_t)im->lines.len;
	fn->nlines = (uint32_t)f->lines.len;
	vec_append(&im->lines, f->lines.data, f->lines.len);
	fn->vars = (uint32_t)im->vars.len;
	fn->nvars = (uint32_t)f->vars.len;
	vec_append(&im->vars, f->vars.data, f->vars.len);
	fn->maps = (uint32_t)im->maps.len;
	fn->nmaps = (uint32_t)f->maps.len;
	vec_append(&im->maps, f->maps.data, f->maps.len);
}

/* The file of a place in the image's table; one without a name is "??", as gc has it. */
static uint32_t file_index(Compiler *c, Place place, Package *pkg)
{
	const char *path = place.name && *place.name ? place.name : "??";
	uint32_t directive = place.name != place.file->name;
	NameRef name = image_name(c->im, path, strlen(path));

	for (size_t i = c->im->files.len; i > 0; i--)
		if (c->im->files.data[i - 1].path == name && c->im->files.data[i - 1].directive == directive)
			return (uint32_t)i - 1;
	vec_push(&c->im->files, ((CodeFile){ name, pkg ? image_name(c->im, pkg->path->text, pkg->path->len) : 0,
					       directive }));
	return (uint32_t)c->im->files.len - 1;
}

/* //line directives within the function: the lines that lie in another file. */
static void add_line_files(Fn *f, const CodeFunc *fn)
{
	uint32_t file = fn->file;

	vec_each(&f->line_names, at) {
		uint32_t next = file_index(f->c, at->place, f->pkg);

		if (next != file)
			vec_push(&f->c->im->line_files, ((LineFile){ fn->lines + (uint32_t)at->line, next }));
		file = next;
	}
}

/* An instance of a library's generic function is the library's too, although it comes with the user's code. */
static bool of_library(Compiler *c, Pos pos)
{
	return c->in->library_names ||
	       (pos && strncmp(source_place(c->ast->sources, pos).file->name, "$GOROOT/", 8) == 0);
}

/* For programs that are compiled against this image. */
static uint32_t note_leaks(const Fn *f)
{
	Image *im = f->c->im;
	size_t n;
	const Leaks *leaks = im->part == PART_LIBRARY && f->ref->kind == FN_DECL && f->ref->obj && !f->ref->targs.n
			     ? escape_leaks(f->c->in->escape, f->ref->obj, &n) : NULL;

	if (!leaks)
		return 0;
	n *= sizeof *leaks;
	vec_append(&im->leaks, leaks->at, n);
	return (uint32_t)(im->leaks.len - n) + 1;
}

/* The library's functions are made ready by the package that they stand and fall with. */
static void note_home(Fn *f)
{
	Image *im = f->c->im;
	uint32_t i = (uint32_t)im->funcs.len - 1;
	const Package *pkg = im->part == PART_LIBRARY ? function_home(f->c, f->ref) : NULL;
	NameRef path = pkg ? image_name(im, pkg->path->text, pkg->path->len) : 0;

	if (im->part != PART_LIBRARY)
		return;
	if (vec_last(&im->homes).package == path)
		vec_last(&im->homes).n++;
	else
		vec_push(&im->homes, ((CodeHome){ path, i, 1 }));
}

static void note_instance(Compiler *c, const FnRef *ref)
{
	CompileInstance *i;

	if (!ref->targs.n || !c->in->instances)
		return;
	i = arena_make(c->arena, CompileInstance);
	*i = (CompileInstance){ ref->tparams, ref->targs };
	strmap_put(c->in->instances, ref->link, strlen(ref->link), (uint64_t)(uintptr_t)i);
}

void emit_function(Fn *f, Pos start, Pos end, unsigned flags)
{
	Compiler *c = f->c;
	Image *im = c->im;
	FnHeader header = { f->max * 8, (uint32_t)im->funcs.len, (uint16_t)f->param_words,
			    (uint16_t)f->result_words, FN_MAGIC };
	uint32_t first;
	Ins slot;
	CodeFunc *fn = vec_add(&im->funcs);

	memcpy(&slot, &header, sizeof slot);
	vec_push(&im->code, slot);
	first = (uint32_t)im->code.len;
	f->ref->entry = im->base.code + first * sizeof(Ins);
	vec_append(&im->code, f->code.data, f->code.len);
	vec_each(&f->calls, call)
		vec_push(&c->calls, ((Fixup){ first + call->at, call->fn }));
	finish_vars(f);
	*fn = (CodeFunc){
		.entry = f->ref->entry, .slots = here(f), .frame_bytes = f->max * 8,
		.param_words = header.param_words, .result_words = header.result_words,
		.flags = flags | (of_library(c, start) ? FN_LIBRARY : 0) | (f->defers ? FN_DEFERS : 0) |
			 (f->spilled.len ? FN_SPILLS : 0) |
			 (f->ref->targs.n ? FN_GENERIC : 0) | (f->ref->transparent ? FN_WRAPPER : 0),
		.name = image_name(im, f->ref->name, strlen(f->ref->name)),
		.link = image_name(im, f->ref->link, strlen(f->ref->link)),
		.package = f->pkg ? image_name(im, f->pkg->path->text, f->pkg->path->len) : 0,
		.line = source_place(c->ast->sources, start).line,
		.end_line = source_place(c->ast->sources, end ? end : start).line,
		.file = start ? file_index(c, source_place(c->ast->sources, start), f->pkg) : 0,
	};
	fn->leaks = note_leaks(f);
	note_home(f);
	fn->type = f->sig ? desc_of(c, rep_of(c, f->sig)) : 0;
	move_tables(f, fn);
	if (fn->nlines && start)
		add_line_files(f, fn);
	if (f->ref->outer && f->ref->outer->entry) {
		const CodeFunc *outer = image_func_at(im, f->ref->outer->entry);

		fn->outer = outer ? (uint32_t)(outer - im->funcs.data) + 1 : 0;
	}
	image_define(im, f->ref->link, strlen(f->ref->link), f->ref->entry);
	note_instance(c, f->ref);
}

static void fn_free(Fn *f)
{
	vec_free(&f->line_names);
	vec_free(&f->code);
	vec_free(&f->hoisted);
	map_free(&f->sites);
	map_free(&f->scans);
	vec_free(&f->lines);
	vec_free(&f->vars);
	vec_free(&f->maps);
	vec_free(&f->calls);
	vec_free(&f->live);
	vec_free(&f->in_scope);
	vec_free(&f->spilled);
	vec_free(&f->loop_cells);
	map_free(&f->locs);
	map_free(&f->labels);
	map_free(&f->bound);
}

/* ---- kinds of functions ---- */

static void compile_body(Fn *f, BlockStmt *body)
{
	bool ranges = range_prepare(f, &body->node);

	f->defers = f->info->has_defer;
	place_captures(f);
	place_locals(f);
	sites_place(f, &body->node);
	f->locals_end = f->top;
	prologue(f);
	if (ranges)
		range_record(f);
	scope_names(f, f->info->node);
	scope_names(f, &body->node);
	stmts(f, body->stmts);
	return_jump(f, body->end - 1, LINE_EXIT);
}

/* The library says of a function that it stands between a deferred call and the function that is meant. */
static bool says_wrapper(Fn *f, const FuncDecl *decl)
{
	return f->c->in->part == PART_LIBRARY && package_directs(f->pkg, decl, "go:wrapper");
}

static void compile_native(Fn *f, FuncDecl *decl)
{
	int index = native_index(f->ref->link);

	params_live(f);
	mark_stmt(f, decl->pos, 0);
	if (index < 0) {
		diag_error(f->c->diags, decl->name->pos, "missing function body");
		return;
	}
	emit_cd(f, OP_NATIVE, 0, 0, index);
	for (uint32_t i = 0; i < f->nresults; i++)
		fn_live(f, f->result_slots[i], f->result_reps[i]);
	safepoint(f, MAP_AT);
	emit(f, OP_RET, 0, 0, 0, 0);
}

static void compile_decl(Fn *f)
{
	Object *obj = f->ref->obj;
	FuncDecl *decl = as_FuncDecl(obj->func.decl);
	Type *sig = fn_type(f, obj_type(obj));
	Rep *recv = NULL;
	FuncInfo *info = types_check_body(obj);

	f->pkg = obj->pkg;
	f->ref->transparent = says_wrapper(f, decl);
	if (type_under(sig)->func.recv)
		recv = fn_rep(f, obj_type(type_under(obj_type(obj))->func.recv));
	place_signature(f, sig, recv);
	if (!info) {
		compile_native(f, decl);
		emit_function(f, decl->pos, decl->end, FN_NATIVE);
		return;
	}
	f->info = info;
	compile_body(f, decl->body);
	emit_function(f, decl->pos, decl->end - 1,
		      strcmp(obj->name->text, "init") == 0 && !recv ? FN_INIT : 0);
}

static void compile_literal(Fn *f)
{
	FuncLit *lit = as_FuncLit(f->ref->info->node);

	f->info = f->ref->info;
	place_signature(f, fn_type(f, f->info->sig), NULL);
	compile_body(f, lit->body);
	emit_function(f, lit->pos, lit->end - 1, FN_CLOSURE);
}

/* Calls the method with the receiver v, passing this function's parameters from `skip` on. */
static void forward(Fn *f, Val v, Object *method, uint32_t index, uint32_t skip)
{
	Type *t = v.rep->type;
	bool iface = type_is_interface(type_under(t));
	uint32_t s = 0, base, at;
	Mark m;

	if (iface) {
		s = val_slots(f, v);
	} else if (method->func.ptr_recv && !type_is(t, TYPE_POINTER)) {
		v = val_slot(rep_of(f->c, type_pointer(f->c->types, t)), val_address(f, v));
	} else if (!method->func.ptr_recv && type_is(t, TYPE_POINTER)) {
		t = type_under(t)->pointer.elem;
		v = val_deref(f, val_slots(f, v), rep_of(f->c, t));
	}
	base = fn_tmp(f, FRAME_HEADER_WORDS + pass_rep(f->c, v.rep)->words + f->param_words + f->result_words);
	at = base + FRAME_HEADER_WORDS;
	m = fn_mark(f);
	if (!iface)
		pass_val(f, v, at);
	at += iface ? 1 : pass_rep(f->c, v.rep)->words;
	for (uint32_t i = skip; i < f->nparams; i++) {
		Rep *rep = pass_rep(f->c, f->param_reps[i]);

		val_to(f, val_slot(rep, f->param_slots[i]), at);
		at += rep->words;
	}
	fn_release(f, m);
	safepoint(f, MAP_CALL);
	if (iface)
		emit(f, OP_CALLI, base, s, index, 0);
	else
		emit_call(f, base, ref_method(f->c, v.rep->type, method));
	for (uint32_t i = 0; i < f->nresults; i++) {
		Rep *rep = pass_rep(f->c, f->result_reps[i]);

		val_to(f, val_slot(rep, at), f->result_slots[i]);
		fn_live(f, f->result_slots[i], rep);
		at += rep->words;
	}
	safepoint(f, MAP_AT);
	emit(f, OP_RET, 0, 0, 0, 0);
}

static void compile_wrapper(Fn *f)
{
	const MethodSetEntry *e = f->ref->method;
	Rep *recv = rep_of(f->c, f->ref->recv);
	Val v;

	place_signature(f, f->ref->sig, recv);
	params_live(f);
	mark_stmt(f, e->method->pos, 0);
	v = path_from(f, passed_val(f, recv, f->param_slots[0]), recv->type, e->path, e->npath - 1);
	forward(f, v, e->method, e->path[e->npath - 1], 1);
	emit_function(f, e->method->pos, e->method->pos,
		      FN_WRAPPER | (e->npath == 1 && !e->method->func.ptr_recv && recv->cls == REP_PTR ? FN_DEREF : 0));
}

static void compile_bound(Fn *f)
{
	const Selection *sel = f->ref->sel;
	Rep *recv = rep_of(f->c, f->ref->recv);
	Val v = { .kind = VAL_PTR, .slot = FRAME_FUNC, .imm = 8, .rep = recv };

	place_signature(f, f->ref->sig, NULL);
	params_live(f);
	mark_stmt(f, sel->obj->pos, 0);
	forward(f, rep_big(recv) ? v : val_slot(recv, val_slots(f, v)), sel->obj, sel->path[sel->npath - 1], 0);
	emit_function(f, sel->obj->pos, sel->obj->pos, FN_WRAPPER);
}

static void compile_varinit(Fn *f)
{
	Package *pkg = f->pkg;

	f->top = f->max = f->locals_end = FRAME_HEADER_WORDS;
	safepoint(f, MAP_AT);
	for (uint32_t i = 0; i < pkg->ninit; i++)
		data_init_step(f, &pkg->init[i]);
	return_jump(f, f->pos, f->pos ? LINE_EXIT : 0);
	emit_function(f, f->pos, f->pos, FN_INIT);
}

/* What a deferred builtin's arguments are to the builtin; those of `defer copy(f())` are f's results. */
static uint32_t builtin_arguments(Fn *f, CallExpr *n, Rep ***reps)
{
	CallExpr *inner = spread_call(f, n);
	const Type *results = inner ? expr_type(f, &inner->node) : NULL;
	uint32_t count = inner ? results->tuple.n : (uint32_t)n->args.len;

	*reps = arena_make_n(f->c->arena, Rep *, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		Type *t = inner ? obj_type(results->tuple.vars[i]) : info_type(f->pkg, n->args.data[i]);

		if (type_is_untyped(t))
			t = type_default(f->c->types, t);
		(*reps)[i] = fn_rep(f, t);
	}
	return count;
}

static void compile_builtin(Fn *f)
{
	CallExpr *n = f->ref->call;
	Rep **reps;
	uint32_t count = builtin_arguments(f, n, &reps);
	bool spread = spread_call(f, n) != NULL;

	f->top = FRAME_HEADER_WORDS;
	for (uint32_t i = 0; i < count; i++) {
		Val *v = arena_make(f->c->arena, Val);

		Rep *rep = pass_rep(f->c, reps[i]);

		*v = passed_val(f, reps[i], fn_tmp(f, rep->words));
		fn_live(f, v->slot, rep);
		if (!spread)
			pmap_put(&f->bound, n->args.data[i], v);
	}
	f->param_words = f->top - FRAME_HEADER_WORDS;
	f->locals_end = f->top;
	mark_stmt(f, n->pos, 0);
	builtin(f, spread ? bind_arguments(f, n, reps, count, FRAME_HEADER_WORDS) : n, f->ref->builtin, ANY);
	safepoint(f, MAP_AT);
	emit(f, OP_RET, 0, 0, 0, 0);
	emit_function(f, n->pos, n->end, FN_WRAPPER);
}

void defer_builtin(Fn *f, CallExpr *n, BuiltinId id, Pos pos, bool go)
{
	bool made;
	const char *link = arena_printf(f->c->arena, "builtin:%s.%u", f->ref->link, n->pos);
	FnRef *ref = ref_get(f->c, link, FN_BUILTIN, &made);
	uint32_t word = fn_tmp(f, 1), base, at, result = 0;
	CallExpr *inner = spread_call(f, n);
	Rep **reps;
	uint32_t count = builtin_arguments(f, n, &reps);

	if (made) {
		ref->name = arena_printf(f->c->arena, "%s.deferred", f->ref->name);
		ref->call = n;
		ref->builtin = id;
		ref->pkg = f->pkg;
		ref->tparams = f->ref->tparams;
		ref->targs = f->ref->targs;
		enqueue(f->c, ref);
	}
	emit_const(f, word, (int64_t)ref_funcval(f->c, ref));
	if (inner)
		result = call_results(f, inner, &reps, &count);
	base = fn_tmp(f, FRAME_HEADER_WORDS);
	at = base + FRAME_HEADER_WORDS;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t slot = fn_tmp(f, pass_rep(f->c, reps[i])->words);

		if (inner)
			val_to(f, val_slot(pass_rep(f->c, reps[i]), result), slot);
		else
			pass_expr(f, n->args.data[i], reps[i], slot);
		fn_live(f, slot, pass_rep(f->c, reps[i]));
		result += pass_rep(f->c, reps[i])->words;
		at += pass_rep(f->c, reps[i])->words;
	}
	mark_line(f, pos);
	safepoint(f, MAP_AT);
	emit(f, go ? OP_GO : OP_DEFER, base, word, at - base - FRAME_HEADER_WORDS, go ? 0 : f->defer_token);
}

static void compile_ref(Compiler *c, FnRef *ref)
{
	Fn f = { .c = c, .ref = ref, .pkg = ref->pkg, .esc = decisions(c, ref) };

	switch (ref->kind) {
	case FN_DECL: compile_decl(&f); break;
	case FN_LIT: compile_literal(&f); break;
	case FN_METHOD_WRAP: compile_wrapper(&f); break;
	case FN_BOUND: compile_bound(&f); break;
	case FN_VARINIT: compile_varinit(&f); break;
	case FN_BUILTIN: compile_builtin(&f); break;
	case FN_RANGE: compile_range_body(&f); break;
	case FN_EVAL: eval_compile(&f); break;
	case FN_MADE: makefunc_compile(&f); break;
	case FN_LINKED: break;
	}
	fn_free(&f);
}

void compile_queue(Compiler *c)
{
	while (c->queue_head < c->queue.len)
		compile_ref(c, c->queue.data[c->queue_head++]);
}

/* The package's variable initialiser, when it has work to do. */
FnRef *ref_varinit(Compiler *c, Package *pkg)
{
	bool made, work = false;
	FnRef *ref;

	for (uint32_t i = 0; i < pkg->ninit && !work; i++)
		work = !data_is_static_step(c, pkg, &pkg->init[i]);
	if (!work)
		return NULL;
	ref = ref_get(c, arena_printf(c->arena, "%s.init", pkg->path->text), FN_VARINIT, &made);
	if (made) {
		ref->pkg = pkg;
		enqueue(c, ref);
	}
	return ref;
}

/* One of several init functions: they share a name, not a link name. */
FnRef *ref_init(Compiler *c, Object *obj, unsigned n)
{
	bool made;
	const char *link = arena_printf(c->arena, "%s.init.%u", obj->pkg->path->text, n);
	FnRef *ref = ref_get(c, link, FN_DECL, &made);

	if (made) {
		ref->obj = obj;
		ref->pkg = obj->pkg;
		enqueue(c, ref);
	}
	return ref;
}
