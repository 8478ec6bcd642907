/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions: their bodies, by kind, the queue of what is still to be compiled, and how a finished one goes into the image.
 */
#include <string.h>

#include "compile/compile_int.h"

void fn_unsupported(Fn *f, Pos pos, const char *what)
{
	diag_unsupported(f->c->diags, pos ? pos : f->pos, "%s", what);
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

uint32_t file_index(Compiler *c, Place place, Package *pkg)
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
	fn->type = f->sig ? desc_of(c, rep_of(c, f->sig)) : 0;
	move_tables(f, fn);
	if (fn->nlines && start)
		add_line_files(f, fn);
	if (f->ref->outer && f->ref->outer->entry) {
		const CodeFunc *outer = image_func_at(im, f->ref->outer->entry);

		fn->outer = outer ? (uint32_t)(outer - im->funcs.data) + 1 : 0;
	}
	image_define(im, f->ref->link, strlen(f->ref->link), f->ref->entry);
	link_define(c, f->ref);
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
		diag_unsupported(f->c->diags, decl->name->pos, "%s has no body in Go", decl->name->name->text);
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
	f->pos = decl->name->node.pos;
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
	f->pos = f->info->node->pos;
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
	FnRef *ref = ref_builtin(f, n, id);
	uint32_t word = fn_tmp(f, 1), base, at, result = 0;
	CallExpr *inner = spread_call(f, n);
	Rep **reps;
	uint32_t count = builtin_arguments(f, n, &reps);

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
