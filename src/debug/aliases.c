/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who shares memory: every slice, string and pointer in variables, frames and heap objects that leads into the same
 * array, literal or variable as an expression's value, and which part of it each can see.
 */
#include "debug/heappath.h"

/* The memory that is shared. */
typedef struct Block { uint64_t from, to, elem; } Block;

typedef struct Aliases {
	DebugSession *s;
	Block block;
	StrBuf label;			/* of what is being walked */
	VEC(DebugAlias) list;
} Aliases;

static const TypeDesc *desc(uint64_t type)
{
	return (const TypeDesc *)type;
}

static bool in_block(const Aliases *a, uint64_t addr)
{
	return addr >= a->block.from && addr < a->block.to;
}

static uint64_t word_at(const Aliases *a, uint64_t addr)
{
	uint64_t w = 0;

	machine_read(a->s->machine, addr, &w, 8);
	return w;
}

/* ---- one value ---- */

static void note(Aliases *a, DebugKind kind, uint64_t start, uint64_t len, uint64_t cap, uint64_t elem)
{
	vec_push(&a->list, ((DebugAlias){ .holder = arena_strdup(a->s->scratch, sb_text(&a->label)), .kind = kind,
					  .offset = start - a->block.from, .bytes = len * elem, .capacity = cap * elem }));
}

static void walk(Aliases *a, uint64_t type, uint64_t addr);

static void walk_fields(Aliases *a, const TypeDesc *t, uint64_t addr)
{
	const FieldDesc *f = (const FieldDesc *)t->fields.ptr;
	size_t len = a->label.len;

	for (uint64_t i = 0; i < t->fields.len; i++) {
		if (!desc(f[i].type)->ptr_bytes)
			continue;
		sb_printf(&a->label, t->flags & TD_CLOSURE ? " captured %.*s" : ".%.*s", (int)f[i].name.len, (const char *)f[i].name.ptr);
		walk(a, f[i].type, addr + f[i].offset);
		a->label.len = len;
	}
}

static void walk_elements(Aliases *a, uint64_t elem, uint64_t addr, uint64_t n)
{
	size_t len = a->label.len;

	for (uint64_t i = 0; i < n; i++) {
		sb_printf(&a->label, "[%lu]", (unsigned long)i);
		walk(a, elem, addr + i * desc(elem)->size);
		a->label.len = len;
	}
}

/* The value at addr; a pointer, slice or string that leads into the block is noted. */
static void walk(Aliases *a, uint64_t type, uint64_t addr)
{
	const TypeDesc *t = desc(type);
	uint64_t p;

	if (!t->ptr_bytes)
		return;
	if (t->kind == KIND_STRUCT) {
		walk_fields(a, t, addr);
		return;
	}
	if (t->kind == KIND_ARRAY) {
		walk_elements(a, t->elem, addr, t->len);
		return;
	}
	p = word_at(a, t->kind == KIND_INTERFACE ? addr + 8 : addr);
	if (!in_block(a, p))
		return;
	if (t->kind == KIND_SLICE)
		note(a, DEBUG_SLICE, p, word_at(a, addr + 8), word_at(a, addr + 16), desc(t->elem)->size);
	else if (t->kind == KIND_STRING)
		note(a, DEBUG_STRING, p, word_at(a, addr + 8), word_at(a, addr + 8), 1);
	else
		note(a, DEBUG_POINTER, p, 1, 1, t->kind == KIND_POINTER ? desc(t->elem)->size : 1);
}

/* ---- all values there are ---- */

static void name_it(Aliases *a, const char *text)
{
	sb_clear(&a->label);
	sb_add(&a->label, text);
}

static void walk_globals(Aliases *a)
{
	const Image *const *images;
	size_t n = machine_images(a->s->machine, &images);

	for (size_t i = 0; i < n; i++)
		vec_each(&images[i]->globals, g) {
			if (!desc(g->type)->ptr_bytes || images[i]->part == PART_SCRATCH)
				continue;
			name_it(a, arena_printf(a->s->scratch, "%s.%s", image_text(images[i], g->package), image_text(images[i], g->name)));
			walk(a, g->type, g->addr);
		}
}

static void walk_frame(Aliases *a, const MachineFrame *f, uint64_t goroutine)
{
	uint32_t slot = (uint32_t)((f->lookup_pc - f->code.func->entry) / sizeof(Ins));

	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];

		if (v->kind != CV_SLOT || slot < v->from || slot >= v->to)
			continue;
		name_it(a, arena_printf(a->s->scratch, "%s:%s", image_text(f->code.image, f->code.func->name), image_text(f->code.image, v->name)));
		if (goroutine != machine_current(a->s->machine))
			sb_printf(&a->label, " (goroutine %lu)", (unsigned long)goroutine);
		walk(a, v->type, f->fp + v->where);
	}
}

/* After the end, the goroutine that ended the program has no frames any more, wherever it stood. */
static void walk_stacks(Aliases *a)
{
	bool ended = a->s->stop.kind == DEBUG_STOP_EXITED;
	GorInfo g;
	MachineFrame f;

	for (size_t i = 0; machine_goroutine(a->s->machine, i, &g); i++) {
		bool first = true;

		if (ended && g.id == machine_current(a->s->machine))
			continue;
		for (; machine_frame(a->s->machine, &g, &f, first); first = false)
			walk_frame(a, &f, g.id);
	}
}

static void walk_entries(Aliases *a, const ObjectInfo *o)
{
	uint64_t stride = desc(o->type)->size;
	MapPart part;

	for (uint64_t i = 0; i < o->count; i++) {
		machine_map_part(o, i * stride, &part);
		name_it(a, arena_printf(a->s->scratch, "%s map key", object_name(a->s, o->id)));
		walk(a, part.key_type, part.key);
		name_it(a, arena_printf(a->s->scratch, "%s map value", object_name(a->s, o->id)));
		walk(a, part.elem_type, part.elem);
	}
}

static void walk_object(Aliases *a, const ObjectInfo *o)
{
	if (!o->type || !desc(o->type)->ptr_bytes)
		return;
	if (o->role == OBJECT_MAP_ENTRIES) {
		walk_entries(a, o);
	} else if (o->role == OBJECT_VALUE) {
		name_it(a, object_name(a->s, o->id));
		if (o->count > 1)
			walk_elements(a, o->type, o->addr, o->count);
		else
			walk(a, o->type, o->addr);
	}
}

static void walk_heap(Aliases *a)
{
	ObjectInfo o = { 0 };

	while (machine_object_next(a->s->machine, &o))
		walk_object(a, &o);
}

/* ---- the block ---- */

static bool heap_block(DebugSession *s, uint64_t addr, Block *b, DebugAliases *out)
{
	ObjectInfo o;

	if (!machine_object_at(s->machine, addr, &o))
		return false;
	*b = (Block){ o.addr, o.addr + (o.type ? desc(o.type)->size * o.count : o.size), o.type ? desc(o.type)->size : 1 };
	if (o.type && desc(o.type)->kind == KIND_ARRAY && o.count == 1 && desc(desc(o.type)->elem)->size)
		b->elem = desc(desc(o.type)->elem)->size;
	out->block = arena_printf(s->scratch, "%s %s", object_name(s, o.id), object_type(s, &o));
	return true;
}

static bool variable_block(uint64_t type, uint64_t addr, Block *b)
{
	const TypeDesc *t = desc(type);

	*b = (Block){ addr, addr + t->size, t->kind == KIND_ARRAY && desc(t->elem)->size ? desc(t->elem)->size : t->size };
	return true;
}

static bool global_block(DebugSession *s, uint64_t addr, Block *b, DebugAliases *out)
{
	const Image *im;
	const Global *g = machine_global_at(s->machine, addr, &im);

	if (!g || !desc(g->type)->size)
		return false;
	out->block = arena_printf(s->scratch, "%s.%s (data)", image_text(im, g->package), image_text(im, g->name));
	return variable_block(g->type, g->addr, b);
}

static bool frame_block(DebugSession *s, uint64_t addr, Block *b, DebugAliases *out)
{
	MachineFrame f;

	for (unsigned level = 0; machine_frame_at(s, level, &f); level++)
		for (uint32_t i = 0; i < f.code.func->nvars; i++) {
			const CodeVar *v = &f.code.image->vars.data[f.code.func->vars + i];

			if (v->kind != CV_SLOT || addr - (f.fp + v->where) >= desc(v->type)->size)
				continue;
			out->block = arena_printf(s->scratch, "%s:%s (stack)", image_text(f.code.image, f.code.func->name),
						  image_text(f.code.image, v->name));
			return variable_block(v->type, f.fp + v->where, b);
		}
	return false;
}

static bool literal_block(DebugSession *s, uint64_t addr, Block *b, DebugAliases *out)
{
	DebugConstant c;

	if (machine_segment_of(s->machine, addr) != SEGMENT_RODATA || !constant_at(s, addr, &c) || c.kind != DEBUG_LITERAL)
		return false;
	*b = (Block){ c.addr, c.addr + c.size, 1 };
	out->block = "string literal (rodata)";
	return true;
}

/* Where the value leads, or lies. */
static uint64_t place_of(const DebugValue *v)
{
	while (v->kind == DEBUG_INTERFACE && v->nchildren)
		v = v->children[0];
	switch (v->kind) {
	case DEBUG_POINTER: case DEBUG_SLICE: case DEBUG_STRING:
		return v->bits;
	default:
		return v->addressable ? v->addr : 0;
	}
}

static bool find_block(DebugSession *s, const char *expr, Block *b, DebugAliases *out)
{
	const DebugValue *v = debug_eval(s, expr);
	uint64_t addr = v ? place_of(v) : 0;

	if (!v)
		return false;
	if (addr && (heap_block(s, addr, b, out) || global_block(s, addr, b, out) || frame_block(s, addr, b, out) ||
		     literal_block(s, addr, b, out)))
		return true;
	fail(s, "%s leads to no memory that could be shared.", expr);
	return false;
}

/* What begins first, then what sees more of it. */
static int alias_order(const void *a, const void *b)
{
	const DebugAlias *x = a, *y = b;

	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	if (x->bytes != y->bytes)
		return x->bytes > y->bytes ? -1 : 1;
	return strcmp(x->holder, y->holder);
}

bool debug_aliases(DebugSession *s, const char *expr, DebugAliases *out)
{
	Aliases a = { .s = s };

	*out = (DebugAliases){ 0 };
	if (!heap_is_there(s) || !find_block(s, expr, &a.block, out))
		return false;
	walk_globals(&a);
	walk_stacks(&a);
	walk_heap(&a);
	if (a.list.len)
		qsort(a.list.data, a.list.len, sizeof *a.list.data, alias_order);
	out->addr = a.block.from;
	out->bytes = a.block.to - a.block.from;
	out->elem = a.block.elem;
	out->n = a.list.len;
	out->list = arena_copy(s->scratch, a.list.data, a.list.len * sizeof *a.list.data);
	vec_free(&a.list);
	sb_free(&a.label);
	return true;
}
