/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What objects, roots and edges of the heap are called: see heappath.h. */
#include "debug/heappath.h"

#include <ctype.h>

static const TypeDesc *desc(uint64_t type)
{
	return (const TypeDesc *)type;
}

static void add_string(StrBuf *out, GoString text)
{
	sb_addn(out, (const char *)text.ptr, text.len);
}

static const char *scratch_text(DebugSession *s, StrBuf *sb)
{
	const char *text = arena_strdup(s->scratch, sb_text(sb));

	sb_free(sb);
	return text;
}

/* ---- selectors ---- */

static const FieldDesc *field_at(const TypeDesc *t, uint64_t offset)
{
	const FieldDesc *f = (const FieldDesc *)t->fields.ptr, *found = NULL;

	for (uint64_t i = 0; i < t->fields.len; i++)
		if (offset - f[i].offset < desc(f[i].type)->size)
			found = &f[i];
	return found;
}

static bool select_field(StrBuf *out, const TypeDesc **t, uint64_t *offset)
{
	const FieldDesc *f = field_at(*t, *offset);

	if (!f)
		return false;
	sb_add(out, (*t)->flags & TD_CLOSURE ? "captured " : ".");
	add_string(out, f->name);
	*offset -= f->offset;
	*t = desc(f->type);
	return true;
}

static bool select_element(StrBuf *out, const TypeDesc **t, uint64_t *offset)
{
	const TypeDesc *e = desc((*t)->elem);

	if (!e->size)
		return false;
	sb_printf(out, "[%lu]", (unsigned long)(*offset / e->size));
	*offset %= e->size;
	*t = e;
	return true;
}

unsigned add_selectors(StrBuf *out, uint64_t type, uint64_t offset)
{
	const TypeDesc *t = desc(type);

	while ((t->kind == KIND_STRUCT && select_field(out, &t, &offset)) ||
	       (t->kind == KIND_ARRAY && select_element(out, &t, &offset)))
		;
	return t->kind;
}

/* ---- objects ---- */

static void note_target(void *ctx, uint64_t offset, uint64_t target)
{
	(void)offset;
	*(uint64_t *)ctx = target;
}

/* The object that the last pointer of o leads to: of the machine's own structures the only one. */
static bool target_of(DebugSession *s, const ObjectInfo *o, ObjectInfo *out)
{
	uint64_t target = 0;

	machine_object_refs(s->machine, o, note_target, &target);
	return target && machine_object_at(s->machine, target, out);
}

/* The map's type, from its entries; "map" while nothing was inserted. */
static void add_map_type(DebugSession *s, StrBuf *out, const ObjectInfo *o)
{
	ObjectInfo part = *o;
	MapPart types;

	while (part.role != OBJECT_MAP_ENTRIES)
		if (!target_of(s, &part, &part)) {
			sb_add(out, "map");
			return;
		}
	machine_map_part(&part, 0, &types);
	sb_add(out, "map[");
	add_string(out, desc(types.key_type)->str);
	sb_addc(out, ']');
	add_string(out, desc(types.elem_type)->str);
}

static void add_closure(DebugSession *s, StrBuf *out, const ObjectInfo *o)
{
	uint64_t code = 0;
	CodeAt at;

	sb_add(out, "closure");
	if (machine_read(s->machine, o->addr, &code, 8) && machine_code_at(s->machine, code, &at))
		sb_printf(out, " %s", image_text(at.image, at.func->name));
}

static void add_value_type(DebugSession *s, StrBuf *out, const ObjectInfo *o)
{
	if (!o->type) {
		sb_add(out, "bytes");
	} else if (desc(o->type)->flags & TD_CLOSURE) {
		add_closure(s, out, o);
	} else {
		if (o->count > 1)
			sb_printf(out, "[%lu]", (unsigned long)o->count);
		add_string(out, desc(o->type)->str);
	}
}

static void add_object_type(DebugSession *s, StrBuf *out, const ObjectInfo *o)
{
	switch (o->role) {
	case OBJECT_VALUE: case OBJECT_CHAN_BUFFER:
		add_value_type(s, out, o);
		break;
	case OBJECT_CHAN:
		add_string(out, desc(o->type)->str);
		break;
	case OBJECT_RECORD:
		sb_add(out, "deferred call or panic");
		break;
	default:
		add_map_type(s, out, o);
		sb_add(out, o->role == OBJECT_MAP_INDEX ? " (index)" : o->role == OBJECT_MAP_ENTRIES ? " (entries)" : "");
	}
}

const char *object_type(DebugSession *s, const ObjectInfo *o)
{
	StrBuf sb = { 0 };

	add_object_type(s, &sb, o);
	return scratch_text(s, &sb);
}

const char *object_class(DebugSession *s, const ObjectInfo *o)
{
	ObjectInfo one = *o;

	if (o->role != OBJECT_VALUE || o->count <= 1 || !o->type)
		return object_type(s, o);
	one.count = 1;
	return arena_printf(s->scratch, "[]%s", object_type(s, &one));
}

static void add_inside(StrBuf *out, const ObjectInfo *o, uint64_t offset)
{
	uint64_t size = o->type ? desc(o->type)->size : 0;

	if (!size || (o->role != OBJECT_VALUE && o->role != OBJECT_CHAN_BUFFER)) {
		sb_printf(out, "+%lu", (unsigned long)offset);
		return;
	}
	if (o->count > 1)
		sb_printf(out, "[%lu]", (unsigned long)(offset / size));
	add_selectors(out, o->type, offset % size);
}

const char *object_seen(DebugSession *s, const ObjectInfo *o, uint64_t addr)
{
	StrBuf sb = { 0 };
	bool whole = o->role == OBJECT_VALUE && o->type && o->count <= 1 && !(desc(o->type)->flags & TD_CLOSURE);

	if (whole && addr == o->addr)
		sb_addc(&sb, '*');
	add_object_type(s, &sb, o);
	sb_printf(&sb, " %s", object_name(s, o->id));
	if (addr != o->addr)
		add_inside(&sb, o, addr - o->addr);
	return scratch_text(s, &sb);
}

bool object_is_part(const ObjectInfo *o)
{
	return o->role == OBJECT_MAP_INDEX || o->role == OBJECT_MAP_ENTRIES || o->role == OBJECT_CHAN_BUFFER;
}

bool object_inside(const ObjectInfo *o)
{
	return object_is_part(o) || o->role == OBJECT_MAP || o->role == OBJECT_CHAN;
}

bool object_by_library(DebugSession *s, const ObjectInfo *o)
{
	CodeAt at;

	return o->library || !machine_code_at(s->machine, o->site, &at) || (at.func->flags & FN_LIBRARY);
}

bool object_named(DebugSession *s, const char **p, ObjectInfo *out)
{
	const char *digits = *p + 1 + ((*p)[1] == 'L');
	char *end;
	uint64_t n = strtoull(digits, &end, 10), id = (*p)[1] == 'L' ? n : s->first_object + n;
	int len = (int)(end - *p);

	if (!isdigit((unsigned char)*digits))
		fail(s, "An object is named by # and its number: #12.");
	else if (!s->machine || !n || !machine_object_by_id(s->machine, id, out))
		fail(s, "No object %.*s: it was freed, or never was.", len, *p);
	else
		return *p = end, true;
	return false;
}

/* ---- edges ---- */

/* A key as it would be written: short ones whole. */
static void add_key(DebugSession *s, StrBuf *out, uint64_t type, uint64_t addr)
{
	const DebugValue *v = value_read(s, type, addr);

	while (v->kind == DEBUG_INTERFACE && v->nchildren)
		v = v->children[0];
	switch (v->kind) {
	case DEBUG_STRING: sb_quote(out, v->text, v->nchildren < 40 ? v->nchildren : 40); break;
	case DEBUG_BOOL: sb_add(out, v->bits ? "true" : "false"); break;
	case DEBUG_INT: sb_printf(out, "%ld", (long)v->bits); break;
	case DEBUG_UINT: sb_printf(out, "%lu", (unsigned long)v->bits); break;
	case DEBUG_POINTER: case DEBUG_CHAN: sb_printf(out, "0x%lx", (unsigned long)v->bits); break;
	default: sb_add(out, v->type);
	}
}

static void add_map_edge(DebugSession *s, StrBuf *out, const ObjectInfo *from, uint64_t offset)
{
	MapPart part;

	if (!machine_map_part(from, offset, &part))
		return;
	sb_add(out, part.in_key ? "map key [" : "map value [");
	add_key(s, out, part.key_type, part.key);
	sb_addc(out, ']');
	add_selectors(out, part.in_key ? part.key_type : part.elem_type, part.offset);
}

static void add_record_edge(StrBuf *out, uint32_t word)
{
	if (word == 0)
		sb_add(out, "the one before");
	else
		sb_printf(out, "word %u", word);
}

static void add_value_edge(StrBuf *out, const ObjectInfo *from, uint64_t offset)
{
	uint64_t size = ((const TypeDesc *)from->type)->size;

	sb_add(out, from->role == OBJECT_CHAN_BUFFER ? "channel value " : "");
	if (from->count > 1 || from->role == OBJECT_CHAN_BUFFER)
		sb_printf(out, "[%lu]", (unsigned long)(offset / size));
	add_selectors(out, from->type, offset % size);
}

const char *part_text(DebugSession *s, const ObjectInfo *o, uint64_t offset)
{
	StrBuf sb = { 0 };

	if (o->role == OBJECT_MAP_ENTRIES)
		add_map_edge(s, &sb, o, offset);
	else if (o->role == OBJECT_RECORD)
		add_record_edge(&sb, (uint32_t)(offset / 8));
	else if ((o->role == OBJECT_VALUE || o->role == OBJECT_CHAN_BUFFER) && o->type)
		add_value_edge(&sb, o, offset);
	return scratch_text(s, &sb);
}

const char *edge_text(DebugSession *s, const ObjectInfo *from, uint32_t word)
{
	return part_text(s, from, word * 8ULL);
}

/* ---- roots ---- */

static void add_global(DebugSession *s, StrBuf *out, uint64_t addr)
{
	const Image *im;
	const Global *g = machine_global_at(s->machine, addr, &im);

	if (!g) {
		sb_printf(out, "0x%lx (data)", (unsigned long)addr);
		return;
	}
	sb_printf(out, "%s.%s", image_text(im, g->package), image_text(im, g->name));
	add_selectors(out, g->type, addr - g->addr);
	sb_add(out, " (data)");
}

static bool frame_of(DebugSession *s, const MachineRoot *root, MachineFrame *f)
{
	GorInfo g;
	bool first = true;

	if (!machine_goroutine_by_id(s->machine, root->goroutine, &g))
		return false;
	for (; machine_frame(s->machine, &g, f, first); first = false)
		if (f->fp == root->fp)
			return true;
	return false;
}

/* The named variable whose word this is; NULL: the compiler's own. */
static const CodeVar *variable_over(const MachineFrame *f, uint64_t addr)
{
	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];
		uint64_t size = v->kind == CV_HEAP ? 8 : desc(v->type)->size;

		if (v->kind <= CV_HEAP && addr - (f->fp + v->where) < size)
			return v;
	}
	return NULL;
}

static void add_frame_word(DebugSession *s, StrBuf *out, const MachineRoot *root)
{
	MachineFrame f;
	const CodeVar *v;

	if (!frame_of(s, root, &f)) {
		sb_add(out, "a frame");
		return;
	}
	sb_add(out, image_text(f.code.image, f.code.func->name));
	v = variable_over(&f, root->addr);
	if (v) {
		sb_printf(out, ":%s", image_text(f.code.image, v->name));
		if (v->kind != CV_HEAP) {
			sb_add(out, desc(v->type)->flags & TD_CLOSURE ? " " : "");
			add_selectors(out, v->type, root->addr - (f.fp + v->where));
		}
	} else {
		sb_add(out, root->addr == f.fp + FRAME_FUNC * 8 ? ":its closure"
			    : (f.code.func->flags & FN_SPILLS) && root->addr == f.fp + code_spill_word(f.code.func) ? ":its variables"
			    : ":a temporary");
	}
}

static void add_frame_root(DebugSession *s, StrBuf *out, const MachineRoot *root)
{
	add_frame_word(s, out, root);
	if (root->goroutine == machine_current(s->machine))
		sb_add(out, " (stack)");
	else
		sb_printf(out, " (stack of goroutine %lu)", (unsigned long)root->goroutine);
}

const char *root_text(DebugSession *s, const MachineRoot *root)
{
	StrBuf sb = { 0 };

	if (root->kind == ROOT_GLOBAL)
		add_global(s, &sb, root->addr);
	else if (root->kind == ROOT_FRAME)
		add_frame_root(s, &sb, root);
	else if (root->goroutine)
		sb_printf(&sb, "%s of goroutine %lu (runtime)", root->what, (unsigned long)root->goroutine);
	else
		sb_printf(&sb, "%s (runtime)", root->what);
	return scratch_text(s, &sb);
}
