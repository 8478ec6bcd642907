/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory as boxes with rows, for a front end to draw: frames, package variables, and the heap objects they lead to, breadth first. */
#include "debug/heappath.h"

enum { ROWS = 12, ROOT_ROWS = 24, FRAMES = 5 };

typedef struct Picture {
	DebugSession *s;
	VEC(DebugPictureBox) boxes;
	VEC(ObjectInfo) objects;	/* of each box; addr 0: none */
	VEC(DebugPictureRow) rows;	/* of the box under way */
	Map by_id;			/* id of the object, or address in a frame, which is larger -> box + 1 */
	size_t most;			/* rows that it may have */
	size_t most_boxes;
	bool cut;			/* not everything found a place */
} Picture;

/* ---- boxes ---- */

static size_t box_new(Picture *p, DebugPictureKind kind, const char *title, const ObjectInfo *o)
{
	vec_push(&p->boxes, ((DebugPictureBox){ .kind = kind, .title = title }));
	vec_push(&p->objects, o ? *o : (ObjectInfo){ 0 });
	return p->boxes.len - 1;
}

/* The box of the object at addr, in the heap or allocated in a frame, made when there is room; SIZE_MAX: none. */
static size_t box_at(Picture *p, uint64_t addr)
{
	ObjectInfo o;
	const char *name = NULL;
	uint64_t *box;

	if (!addr || (!machine_object_at(p->s->machine, addr, &o) && !frame_site_at(p->s, addr, &o, &name)))
		return SIZE_MAX;
	box = map_at(&p->by_id, name ? o.addr : o.id);
	if (!*box && p->boxes.len >= p->most_boxes) {
		p->cut = true;
		return SIZE_MAX;
	}
	if (!*box)
		*box = box_new(p, DEBUG_PICTURE_OBJECT, name ? name : arena_printf(p->s->scratch, "%s %s", object_name(p->s, o.id), object_type(p->s, &o)), &o) + 1;
	return (size_t)*box - 1;
}

/* ---- rows ---- */

/* addr: what it leads to, or 0. One row more says that there are more. */
static void row(Picture *p, const char *label, const DebugValue *v, uint64_t addr)
{
	if (p->rows.len < p->most)
		vec_push(&p->rows, ((DebugPictureRow){ label, v, box_at(p, addr) }));
	else if (p->rows.len == p->most)
		vec_push(&p->rows, ((DebugPictureRow){ "...", NULL, SIZE_MAX }));
}

/* An interface leads where the pointer in it does, or to the copy that it holds. */
static uint64_t leads_to(const DebugValue *v)
{
	switch (v->kind) {
	case DEBUG_POINTER: case DEBUG_SLICE: case DEBUG_MAP: case DEBUG_CHAN: case DEBUG_FUNC: case DEBUG_INTERFACE:
		return v->bits;
	default:
		return 0;
	}
}

static const char *joined(Picture *p, const char *label, const char *part)
{
	return *label && *part != '[' ? arena_printf(p->s->scratch, "%s.%s", label, part) : arena_printf(p->s->scratch, "%s%s", label, part);
}

static void value_rows(Picture *p, const char *label, const DebugValue *v)
{
	if (v->kind == DEBUG_STRUCT && v->nchildren) {
		for (size_t i = 0; i < v->nchildren; i++)
			value_rows(p, joined(p, label, v->names[i]), v->children[i]);
	} else if (v->kind == DEBUG_ARRAY && v->nchildren) {
		for (size_t i = 0; i < v->nchildren && i <= ROWS; i++)
			value_rows(p, joined(p, label, arena_printf(p->s->scratch, "[%zu]", i)), v->children[i]);
	} else {
		row(p, label, v, leads_to(v));
	}
}

static void rows_end(Picture *p, size_t box)
{
	if (!p->rows.len && p->boxes.data[box].kind == DEBUG_PICTURE_FRAME)
		row(p, "(no variables)", NULL, 0);
	p->boxes.data[box].rows = arena_copy(p->s->scratch, p->rows.data, p->rows.len * sizeof *p->rows.data);
	p->boxes.data[box].nrows = p->rows.len;
	vec_trim(&p->rows, 0);
}

/* ---- what objects hold ---- */

static void note_target(void *ctx, uint64_t offset, uint64_t target)
{
	(void)offset;
	*(uint64_t *)ctx = target;
}

static const char *key_label(Picture *p, const DebugValue *key)
{
	StrBuf sb = { 0 };
	const char *text;

	if (key->kind == DEBUG_STRING)
		sb_quote(&sb, key->text, key->nchildren < 16 ? key->nchildren : 16);
	else if (key->kind == DEBUG_INT)
		sb_printf(&sb, "%ld", (long)key->bits);
	else
		sb_printf(&sb, "0x%lx", (unsigned long)key->bits);
	text = arena_printf(p->s->scratch, "[%s]", sb_text(&sb));
	sb_free(&sb);
	return text;
}

/* A map's entries, from its parts: header, index, entries. */
static void map_rows(Picture *p, const ObjectInfo *map)
{
	ObjectInfo part = *map;
	MapPart e;

	while (part.role != OBJECT_MAP_ENTRIES) {
		uint64_t target = 0;

		machine_object_refs(p->s->machine, &part, note_target, &target);
		if (!target || !machine_object_at(p->s->machine, target, &part))
			return;
	}
	for (uint64_t i = 0; i < part.count; i++) {
		uint64_t hash = 0, stride = ((const TypeDesc *)part.type)->size;

		machine_read(p->s->machine, part.addr + i * stride, &hash, 8);
		machine_map_part(&part, i * stride, &e);
		if (hash)
			value_rows(p, key_label(p, value_read(p->s, e.key_type, e.key)), value_read(p->s, e.elem_type, e.elem));
	}
}

static void chan_rows(Picture *p, const ObjectInfo *o)
{
	ChanInfo c;

	for (uint64_t i = 0; machine_chan(p->s->machine, o->addr, &c) && i < c.len; i++)
		value_rows(p, arena_printf(p->s->scratch, "[%lu]", (unsigned long)i),
			   value_read(p->s, c.elem_type, machine_chan_elem(p->s->machine, o->addr, i)));
}

/* What a closure has captured; its code is its title. */
static void closure_rows(Picture *p, const ObjectInfo *o)
{
	const DebugValue *v = value_read(p->s, o->type, o->addr);

	for (size_t i = 1; i < v->nchildren; i++)
		value_rows(p, v->names[i], v->children[i]);
}

static void object_rows(Picture *p, const ObjectInfo *o)
{
	if (o->role == OBJECT_VALUE && o->type && (((const TypeDesc *)o->type)->flags & TD_CLOSURE))
		closure_rows(p, o);
	else if (o->role == OBJECT_MAP)
		map_rows(p, o);
	else if (o->role == OBJECT_CHAN)
		chan_rows(p, o);
	else if (o->role == OBJECT_VALUE && o->type)
		value_rows(p, "", o->count > 1 ? value_row(p->s, o->type, o->addr, o->count) : value_read(p->s, o->type, o->addr));
}

/* Boxes that rows led to get their own; in order of distance. */
static void follow(Picture *p)
{
	p->most = ROWS;
	for (size_t i = 0; i < p->boxes.len; i++) {
		ObjectInfo o = p->objects.data[i];

		if (!o.addr)
			continue;
		object_rows(p, &o);
		rows_end(p, i);
	}
}

/* ---- where it begins ---- */

static void frame_box(Picture *p, unsigned level)
{
	DebugFrame f;
	const DebugVar *vars;
	size_t n, box;

	if (!debug_frame(p->s, level, &f) || f.library)
		return;
	n = debug_vars(p->s, level, DEBUG_ARGS | DEBUG_LOCALS, &vars);
	box = box_new(p, DEBUG_PICTURE_FRAME, arena_printf(p->s->scratch, "%s:%u", f.function, f.line), NULL);
	for (size_t i = 0; i < n; i++)
		if (vars[i].heap)
			row(p, vars[i].name, NULL, vars[i].addr);
		else if (vars[i].value)
			value_rows(p, vars[i].name, vars[i].value);
	rows_end(p, box);
}

static void data_box(Picture *p)
{
	const DebugGlobal *g;
	size_t n = debug_globals(p->s, false, &g), box;

	if (!n)
		return;
	box = box_new(p, DEBUG_PICTURE_DATA, "package variables", NULL);
	for (size_t i = 0; i < n; i++)
		if (g[i].value)
			value_rows(p, g[i].name, g[i].value);
	rows_end(p, box);
}

static bool expression_box(Picture *p, const char *expr)
{
	const DebugValue *v = debug_eval(p->s, expr);
	size_t box;

	if (!v)
		return false;
	box = box_new(p, DEBUG_PICTURE_VALUE, "value", NULL);
	value_rows(p, expr, v);
	rows_end(p, box);
	return true;
}

bool debug_picture(DebugSession *s, const char *expr, size_t boxes, DebugPicture *out)
{
	Picture p = { .s = s, .most = ROOT_ROWS, .most_boxes = boxes ? boxes : SIZE_MAX };
	bool ok = heap_is_there(s);

	if (ok && *expr)
		ok = expression_box(&p, expr);
	for (unsigned level = 0; ok && !*expr && level < FRAMES; level++)
		frame_box(&p, level);
	if (ok && !*expr)
		data_box(&p);
	if (ok)
		follow(&p);
	*out = (DebugPicture){ arena_copy(s->scratch, p.boxes.data, p.boxes.len * sizeof *p.boxes.data), p.boxes.len, p.cut };
	vec_free(&p.boxes);
	vec_free(&p.objects);
	vec_free(&p.rows);
	map_free(&p.by_id);
	return ok;
}
