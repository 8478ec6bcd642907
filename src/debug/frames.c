/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goroutines, frames, and the variables in them. */
#include "debug/debug_int.h"

/* The goroutine that frame requests are about; after the program's end there is none. */
static bool selected_gor(DebugSession *s, GorInfo *g)
{
	return s->machine && machine_alive(s->machine) &&
	       (machine_goroutine_by_id(s->machine, s->selected_goroutine, g) ||
		machine_goroutine_by_id(s->machine, machine_current(s->machine), g));
}

/* ---- the event that a catchpoint reports ---- */

void event_begin(DebugSession *s, FrameEvent event)
{
	s->event = event;
	s->cursor.machine = NULL;
}

static bool above_event(const DebugSession *s, const GorInfo *g, const MachineFrame *f)
{
	return s->event.fp && g->id == s->event.goroutine && f->fp > s->event.fp;
}

/* Made up by the compiler, or a literal in an expression. The expression itself stands for the debugger. */
static bool is_made_up(const MachineFrame *f)
{
	return f->code.image->part == PART_SCRATCH ? !(f->code.func->flags & FN_EXPRESSION)
						   : (f->code.func->flags & FN_WRAPPER) != 0;
}

unsigned event_covered(DebugSession *s)
{
	GorInfo g;
	MachineFrame f;
	unsigned n = 0;

	if (s->event.fp && s->selected_goroutine == s->event.goroutine && selected_gor(s, &g))
		for (bool more = machine_frame(s->machine, &g, &f, true); more && above_event(s, &g, &f);
		     more = machine_frame(s->machine, &g, &f, false))
			n += !is_made_up(&f);
	return n;
}

void event_over(DebugSession *s)
{
	s->selected_frame += event_covered(s);
	event_begin(s, (FrameEvent){ 0 });
}

/* ---- frames ---- */

bool frame_shown(const DebugSession *s, const GorInfo *g, const MachineFrame *f)
{
	return !is_made_up(f) && !above_event(s, g, f);
}

static bool next_shown(DebugSession *s, const GorInfo *g, MachineFrame *f, bool first)
{
	do {
		if (!machine_frame(s->machine, g, f, first))
			return false;
		first = false;
	} while (!frame_shown(s, g, f));
	return true;
}

static bool cursor_stands(DebugSession *s, const GorInfo *g)
{
	FrameCursor *c = &s->cursor;

	return c->machine == s->machine && c->count == machine_count(s->machine) && c->goroutine == g->id && c->fp == g->fp &&
	       c->pc == g->pc && machine_code_at(s->machine, c->frame.lookup_pc, &c->frame.code);
}

static bool cursor_begin(DebugSession *s, const GorInfo *g)
{
	FrameCursor *c = &s->cursor;

	*c = (FrameCursor){ .machine = s->machine, .count = machine_count(s->machine), .goroutine = g->id, .fp = g->fp, .pc = g->pc };
	if (next_shown(s, g, &c->frame, true))
		return true;
	c->machine = NULL;
	return false;
}

/* User frames, and library ones that were called from the user's code, counted from the innermost. */
bool machine_frame_at(DebugSession *s, unsigned level, MachineFrame *out)
{
	FrameCursor *c = &s->cursor;
	GorInfo g;

	if (!selected_gor(s, &g))
		return false;
	if (cursor_stands(s, &g) && c->level == level + 1 && machine_code_at(s->machine, c->inner.lookup_pc, &c->inner.code)) {
		*out = c->inner;
		return true;
	}
	if ((!cursor_stands(s, &g) || c->level > level) && !cursor_begin(s, &g))
		return false;
	for (*out = c->frame; c->level < level; c->level++) {
		if (!next_shown(s, &g, out, false))
			return false;
		c->inner = c->frame;
		c->frame = *out;
	}
	return true;
}

bool selected_machine_frame(DebugSession *s, MachineFrame *out)
{
	return machine_frame_at(s, s->selected_frame, out);
}

bool select_user_frame(DebugSession *s)
{
	MachineFrame f;

	for (unsigned level = 0; machine_frame_at(s, level, &f); level++)
		if (user_code(&f.code)) {
			s->selected_frame = level;
			return true;
		}
	s->selected_frame = 0;
	return false;
}

/* Who waits does so in the library, on behalf of the user's function that called it. */
void select_stop(DebugSession *s)
{
	GorInfo g;

	event_begin(s, (FrameEvent){ 0 });
	s->selected_frame = 0;
	s->selected_goroutine = s->machine ? machine_current(s->machine) : 0;
	if (debug_alive(s) && machine_goroutine_by_id(s->machine, s->selected_goroutine, &g) && g.state == GOR_WAITING)
		select_user_frame(s);
}

static void describe(DebugSession *s, const MachineFrame *f, unsigned level, DebugFrame *out)
{
	const LineEntry *line = image_line_at(f->code.image, f->code.func, f->lookup_pc);

	*out = (DebugFrame){
		.level = level, .fp = f->fp, .pc = f->pc, .size = f->code.func->frame_bytes,
		.function = image_text(f->code.image, f->code.func->name), .file = file_of(&f->code),
		.line = line ? line->line : f->code.func->line, .col = line ? line->col : 0,
		.innermost = level == 0, .library = (f->code.func->flags & FN_LIBRARY) != 0,
		.by_panic = f->called_by_panic, .by_hand = f->code.image->part == PART_SCRATCH,
		.interrupted = f->interrupted, .goroutine = s->selected_goroutine,
	};
	if (out->by_hand) {	/* its text is no file */
		out->file = "";
		out->line = out->col = 0;
	}
	machine_read(s->machine, f->fp, &out->caller_pc, 8);
	machine_read(s->machine, f->fp + 8, &out->caller_fp, 8);
	if (!debug_pc_location(s, out->caller_pc) || out->caller_fp == 0)
		out->caller_pc = out->caller_fp = 0;
}

bool debug_frame(DebugSession *s, unsigned level, DebugFrame *out)
{
	MachineFrame f;

	if (!machine_frame_at(s, level, &f))
		return false;
	describe(s, &f, level, out);
	return true;
}

unsigned debug_frame_count(DebugSession *s, unsigned limit)
{
	GorInfo g;
	MachineFrame f;
	unsigned n = 0;
	bool first = true;

	if (!selected_gor(s, &g))
		return 0;
	while (n < limit && machine_frame(s->machine, &g, &f, first)) {
		first = false;
		n += frame_shown(s, &g, &f);
	}
	return n;
}

bool debug_select_frame(DebugSession *s, unsigned level)
{
	MachineFrame f;

	request_begin(s);
	if (!machine_frame_at(s, level, &f)) {
		fail(s, debug_alive(s) ? "No frame at level %u." : "No stack.", level);
		return false;
	}
	s->selected_frame = level;
	return true;
}

bool debug_selected_frame(DebugSession *s, DebugFrame *out)
{
	request_begin(s);
	if (debug_frame(s, s->selected_frame, out))
		return true;
	fail(s, "No stack.");
	return false;
}

/* ---- goroutines ---- */

static DebugLocation user_location(DebugSession *s, const GorInfo *g, unsigned *level)
{
	MachineFrame f;
	bool first = true;

	for (*level = 0; machine_frame(s->machine, g, &f, first); first = false) {
		if (user_code(&f.code))
			return location_at(s, f.lookup_pc);
		*level += frame_shown(s, g, &f);
	}
	*level = 0;
	return location_at(s, g->pc);
}

static const char *state_name(const GorInfo *g)
{
	return g->state == GOR_RUNNING ? "running" : g->state == GOR_RUNNABLE ? "runnable" : g->wait ? g->wait : "waiting";
}

static DebugGoroutine describe_goroutine(DebugSession *s, const GorInfo *g)
{
	StackUse use;
	DebugGoroutine d = { .id = g->id, .current = g->id == s->selected_goroutine, .state = state_name(g),
			     .waits_for = g->state == GOR_WAITING ? g->wait_object : 0, .creator = g->creator };

	d.at = user_location(s, g, &d.user_level);
	d.waits_text = waiting_for(s, g);
	if (g->created_by_pc)
		d.created_at = location_at(s, g->created_by_pc);
	d.user = strncmp(d.at.file, "$GOROOT/", 8) != 0;
	if (machine_stack_use(s->machine, g->id, &use)) {
		d.stack_used = use.used;
		d.stack_high_water = use.high_water;
		d.stack_size = use.size;
	}
	return d;
}

bool debug_goroutine(DebugSession *s, uint64_t id, DebugGoroutine *out)
{
	GorInfo g;

	if (!debug_alive(s) || !machine_goroutine_by_id(s->machine, id, &g))
		return false;
	*out = describe_goroutine(s, &g);
	return true;
}

size_t debug_goroutines(DebugSession *s, const DebugGoroutine **out)
{
	VEC(DebugGoroutine) list = { 0 };
	size_t n = debug_alive(s) ? machine_goroutines(s->machine) : 0;
	GorInfo g;

	for (size_t i = 0; i < n; i++)
		if (machine_goroutine(s->machine, i, &g))
			vec_push(&list, describe_goroutine(s, &g));
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

bool debug_select_goroutine(DebugSession *s, uint64_t id)
{
	GorInfo g;

	request_begin(s);
	if (!need_state(s))
		return false;
	if (!machine_goroutine_by_id(s->machine, id, &g)) {
		fail(s, "Unknown goroutine %lu.", (unsigned long)id);
		return false;
	}
	s->selected_goroutine = id;
	s->selected_frame = 0;
	return true;
}

/* ---- variables ---- */

uint64_t variable_address(DebugSession *s, const MachineFrame *f, const CodeVar *v)
{
	uint64_t at = f->fp + v->where, p = 0;

	switch (v->kind) {
	case CV_HEAP:
		machine_read(s->machine, at, &p, 8);
		return p;
	case CV_CAPTURED: case CV_CAPREF: case CV_SPILLED: case CV_SPILLREF:
		machine_read(s->machine, f->fp + code_var_object(f->code.func, v), &p, 8);
		p += v->where;
		if (v->kind == CV_CAPREF || v->kind == CV_SPILLREF)
			machine_read(s->machine, p, &p, 8);
		return p;
	default:
		return at;
	}
}

/* Parameters in slots are there before the first instruction: a goroutine that has not begun shows them. */
bool var_declared(const CodeVar *v, uint32_t slot)
{
	bool bound = v->flags & CVF_PARAM && v->kind == CV_SLOT;

	return (bound || v->from <= slot) && slot < v->to;
}

static bool in_block(const CodeVar *v, uint32_t slot)
{
	return v->scope_from <= slot && slot < v->to;
}

static uint32_t frame_slot(const MachineFrame *f)
{
	return (uint32_t)((f->lookup_pc - f->code.func->entry) / sizeof(Ins));
}

/* Of each name that is declared the variable that it means: the last one. */
static void find_meant(const MachineFrame *f, uint32_t slot, Map *meant)
{
	const CodeVar *all = &f->code.image->vars.data[f->code.func->vars];

	for (const CodeVar *v = all; v < all + f->code.func->nvars; v++)
		if (var_declared(v, slot))
			map_put(meant, v->name, (uintptr_t)v);
}

/* What is known of it without a frame. */
static DebugVar describe_home(DebugSession *s, const CodeAt *code, const CodeVar *v, uint32_t slot)
{
	const TypeDesc *t = (const TypeDesc *)v->type;
	bool spilled = v->kind == CV_SPILLED || v->kind == CV_SPILLREF;

	return (DebugVar){
		.name = image_text(code->image, v->name), .size = t->size, .line = v->line,
		.type = arena_strndup(s->scratch, (const char *)t->str.ptr, t->str.len),
		.param = (v->flags & CVF_PARAM) != 0, .result = (v->flags & CVF_RESULT) != 0,
		.slot_offset = spilled ? code_spill_word(code->func) : v->where, .part_offset = spilled ? v->where : 0,
		.heap = code_var_moved(v), .captured = code_var_captured(v), .spilled = spilled,
		.declared = var_declared(v, slot), .ended = !in_block(v, slot) && !var_declared(v, slot),
		.pointer = code_var_moved(v) || t->ptr_bytes != 0, .why = v->why ? image_text(code->image, v->why) : NULL,
	};
}

static DebugVar describe_var(DebugSession *s, const MachineFrame *f, const CodeVar *v, uint32_t slot, const Map *meant)
{
	DebugVar d = describe_home(s, &f->code, v, slot);

	if (d.declared) {
		d.addr = variable_address(s, f, v);
		d.value = value_read(s, v->type, d.addr);
		d.shadowed = map_get(meant, v->name, 0) != (uintptr_t)v;
	}
	return d;
}

/* The innermost block's first; in one block as they are declared. Variables of a statement's head have no common beginning, but a line. */
static int by_block(const void *a, const void *b)
{
	const CodeVar *x = *(const CodeVar *const *)a, *y = *(const CodeVar *const *)b;

	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	if (x->scope_from != y->scope_from && x->line != y->line)
		return x->scope_from > y->scope_from ? -1 : 1;
	return x < y ? -1 : x > y;
}

static bool is_asked(const CodeVar *v, uint32_t slot, unsigned which)
{
	if ((v->flags & CVF_SITE) || !(which & (v->flags & CVF_PARAM ? DEBUG_ARGS : DEBUG_LOCALS)))
		return false;
	return var_declared(v, slot) || ((which & DEBUG_UNDECLARED) && in_block(v, slot)) || (which & DEBUG_ENDED);
}

typedef VEC(DebugVar) VarList;

/* captured: also what is another function's. */
static void list_vars(DebugSession *s, const MachineFrame *f, unsigned which, bool captured, VarList *list)
{
	VEC(const CodeVar *) asked = { 0 };
	Map meant = { 0 };
	uint32_t slot = frame_slot(f);

	find_meant(f, slot, &meant);
	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];

		if (is_asked(v, slot, which) && (captured || !code_var_captured(v)))
			vec_push(&asked, v);
	}
	if ((which & DEBUG_BY_BLOCK) && asked.len)
		qsort(asked.data, asked.len, sizeof *asked.data, by_block);
	vec_each(&asked, v)
		vec_push(list, describe_var(s, f, *v, slot, &meant));
	vec_free(&asked);
	map_free(&meant);
}

size_t debug_vars(DebugSession *s, unsigned level, unsigned which, const DebugVar **out)
{
	VarList list = { 0 };
	MachineFrame f, outside;
	size_t n;

	request_begin(s);
	if (!machine_frame_at(s, level, &f)) {
		fail(s, "No frame selected.");
		return 0;
	}
	for (bool more = true; more; f = outside) {
		more = (which & DEBUG_AROUND) && frame_outside(s, &f, &outside);
		list_vars(s, &f, which, !more, &list);
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

/* The innermost frame of a function, in the selected goroutine. */
static bool frame_of(DebugSession *s, const CodeFunc *fn, MachineFrame *f)
{
	for (unsigned level = 0; machine_frame_at(s, level, f); level++)
		if (f->code.func == fn)
			return true;
	return false;
}

size_t debug_scope(DebugSession *s, const char *location, const DebugVar **out)
{
	VEC(DebugVar) list = { 0 };
	size_t n;
	const DebugLocation *at = debug_locate(s, location, &n);
	MachineFrame f;
	CodeAt code;

	if (!at || !machine_code_at(s->machine, at->pc, &code))
		return 0;
	uint32_t slot = (uint32_t)((at->pc - code.func->entry) / sizeof(Ins));
	bool active = frame_of(s, code.func, &f);

	for (uint32_t i = 0; i < code.func->nvars; i++) {
		const CodeVar *v = &code.image->vars.data[code.func->vars + i];
		DebugVar d = describe_home(s, &code, v, slot);

		if ((v->flags & CVF_SITE) || d.ended)
			continue;
		if (active && var_declared(v, frame_slot(&f)))
			d.addr = variable_address(s, &f, v);
		vec_push(&list, d);
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

/* ---- temporaries ---- */

typedef struct TempWalk { DebugSession *s; const MachineFrame *f; VEC(DebugTemporary) list; } TempWalk;

static bool of_a_variable(const MachineFrame *f, uint64_t addr)
{
	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];
		uint64_t size = v->kind == CV_HEAP ? 8 : ((const TypeDesc *)v->type)->size;

		if (v->kind <= CV_HEAP && addr - (f->fp + v->where) < size)
			return true;
	}
	return false;
}

static void add_temporary(void *ctx, const MachineRoot *root)
{
	TempWalk *w = ctx;
	uint64_t offset = root->addr - w->f->fp;

	if (root->kind != ROOT_FRAME || root->fp != w->f->fp || offset < FRAME_HEADER_WORDS * 8 || of_a_variable(w->f, root->addr))
		return;
	vec_push(&w->list, ((DebugTemporary){ (uint32_t)offset, root->value, debug_symbolize(w->s, root->value) }));
}

size_t debug_temporaries(DebugSession *s, unsigned level, const DebugTemporary **out)
{
	MachineFrame f;
	TempWalk w = { .s = s, .f = &f };
	size_t n;

	*out = NULL;
	if (!machine_frame_at(s, level, &f))
		return 0;
	machine_roots(s->machine, add_temporary, &w);
	n = w.list.len;
	*out = arena_copy(s->scratch, w.list.data, n * sizeof *w.list.data);
	vec_free(&w.list);
	return n;
}

/* The variable a name means in a frame: the innermost one declared. */
const CodeVar *find_variable(DebugSession *s, const MachineFrame *f, const char *name)
{
	uint32_t slot = frame_slot(f);
	const CodeVar *found = NULL;

	(void)s;
	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];

		if (var_declared(v, slot) && strcmp(image_text(f->code.image, v->name), name) == 0)
			found = v;
	}
	return found;
}

/* a or main.a. */
bool find_global(DebugSession *s, const char *name, const Image **im, const Global **g)
{
	const char *plain = debug_unqualified(name);
	const Image *const *images;
	size_t n = s->machine ? machine_images(s->machine, &images) : 0;

	for (size_t i = n; i > 0; i--) {
		const Image *image = images[i - 1];

		vec_each(&image->globals, candidate) {
			if (strcmp(image_text(image, candidate->name), plain) != 0)
				continue;
			if (plain > name ? debug_is_called(s, image_text(image, candidate->package), plain, name)
					 : image->part == PART_USER) {
				*im = image;
				*g = candidate;
				return true;
			}
		}
	}
	return false;
}

size_t debug_globals(DebugSession *s, bool library, const DebugGlobal **out)
{
	VEC(DebugGlobal) list = { 0 };
	const Image *const *images;
	size_t n = s->machine ? machine_images(s->machine, &images) : 0;

	for (size_t i = 0; i < n; i++) {
		if ((images[i]->part == PART_LIBRARY) != library)
			continue;
		vec_each(&images[i]->globals, g) {
			const TypeDesc *t = (const TypeDesc *)g->type;

			vec_push(&list, ((DebugGlobal){
				.name = image_text(images[i], g->name), .package = image_text(images[i], g->package),
				.type = arena_strndup(s->scratch, (const char *)t->str.ptr, t->str.len), .line = g->line,
				.init_line = g->init_line, .addr = g->addr, .size = t->size,
				.zeroed = machine_segment_of(s->machine, g->addr) == SEGMENT_BSS,
				.file = g->file < images[i]->files.len
					? image_text(images[i], images[i]->files.data[g->file].path) : "",
				.value = value_read(s, g->type, g->addr) }));
		}
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}
