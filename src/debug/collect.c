/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collector at work: whole collections, collections by hand, and which objects are white, grey and black. */
#include "debug/heappath.h"

/* What is gone cannot tell of which map it was. */
static const char *freed_name(DebugSession *s, const struct GcFreed *f)
{
	const TypeDesc *t = (const TypeDesc *)f->type;

	switch (f->role) {
	case OBJECT_MAP: return "map";
	case OBJECT_MAP_ENTRIES: return "map entries";
	case OBJECT_MAP_INDEX: return "map index";
	case OBJECT_RECORD: return "deferred call or panic";
	default: return !t ? "string data" : t->flags & TD_CLOSURE ? "closure" : arena_strndup(s->scratch, (const char *)t->str.ptr, t->str.len);
	}
}

/* ---- whole collections ---- */

static void tell_report(DebugSession *s, const GcReport *r, DebugGc *out)
{
	DebugGcType *types = arena_make_n(s->scratch, DebugGcType, r->nfreed + 1);

	for (size_t i = 0; i < r->nfreed; i++)
		types[i] = (DebugGcType){ freed_name(s, &r->freed[i]), r->freed[i].objects, r->freed[i].bytes };
	*out = (DebugGc){ r->number, r->roots, r->marked_objects, r->marked_bytes, r->freed_objects, r->freed_bytes, types, r->nfreed };
}

/* What a core file holds stays as it is. */
static bool can_collect(const DebugSession *s)
{
	return has_symbols(s) && !s->core;
}

static bool collected(DebugSession *s, bool (*how)(Machine *, GcReport *, const char **), DebugGc *out)
{
	GcReport r;
	const char *why = "The program is not being run.";

	request_begin(s);
	if (!can_collect(s) || !how(s->machine, &r, &why)) {
		fail(s, "%s", why);
		return false;
	}
	tell_report(s, &r, out);
	return true;
}

bool debug_gc(DebugSession *s, DebugGc *out)
{
	return collected(s, machine_gc, out);
}

bool debug_gc_finish(DebugSession *s, DebugGc *out)
{
	return collected(s, machine_gc_finish, out);
}

void debug_set_gc(DebugSession *s, bool off, unsigned every)
{
	s->gc_off = off;
	s->gc_every = every;
	if (s->machine)
		machine_gc_mode(s->machine, off, every);
}

/* ---- by hand ---- */

static const char *object_text(DebugSession *s, uint64_t addr)
{
	ObjectInfo o;

	if (!machine_object_at(s->machine, addr, &o))
		return "an object";
	return arena_printf(s->scratch, "%s %s", object_name(s, o.id), object_type(s, &o));
}

bool debug_gc_begin(DebugSession *s)
{
	const char *why = "The program is not being run.";

	request_begin(s);
	s->gc_noted = 0;
	if (can_collect(s) && machine_gc_begin(s->machine, &why))
		return true;
	fail(s, "%s", why);
	return false;
}

/* Names of what became grey: the entries of the grey stack above `from`. */
static const char *greyed(DebugSession *s, uint64_t from)
{
	StrBuf sb = { 0 };
	const char *text;
	GcState st;

	machine_gc_state(s->machine, &st);
	for (uint64_t i = from; i < st.grey; i++)
		sb_printf(&sb, "%s%s", sb.len ? ", " : "", object_text(s, st.grey_objects[i]));
	text = arena_strdup(s->scratch, sb_text(&sb));
	sb_free(&sb);
	return text;
}

bool debug_gc_step(DebugSession *s, DebugGcWork *out)
{
	const char *why = "The program is not being run.";
	GcState before;
	GcWork work;

	request_begin(s);
	if (has_symbols(s))
		machine_gc_state(s->machine, &before);
	if (!can_collect(s) || !machine_gc_step(s->machine, &work, &why)) {
		fail(s, "%s", why);
		return false;
	}
	*out = (DebugGcWork){
		.object = work.object ? object_text(s, work.object) : NULL, .goroutine = work.goroutine,
		.greyed = greyed(s, work.object ? before.grey - 1 : before.grey),
	};
	return true;
}

/* ---- the three sets ---- */

typedef struct Colours { DebugSession *s; Map grey; VEC(DebugGcObject) sets[3]; uint64_t library[3]; } Colours;

static DebugColour colour_of(const Colours *c, const ObjectInfo *o)
{
	if (!o->marked)
		return DEBUG_WHITE;
	return map_find(&c->grey, o->addr) ? DEBUG_GREY : DEBUG_BLACK;
}

static void add_object(Colours *c, const ObjectInfo *o, uint64_t born, bool library)
{
	DebugColour colour = colour_of(c, o);

	if (!library && object_by_library(c->s, o))
		c->library[colour]++;
	else
		vec_push(&c->sets[colour], ((DebugGcObject){ object_name(c->s, o->id), object_class(c->s, o), o->id, o->id > born }));
}

static int set_order(const void *a, const void *b)
{
	const DebugGcObject *x = a, *y = b;
	int by_type = strcmp(x->type, y->type);

	return by_type ? by_type : x->ordinal < y->ordinal ? -1 : x->ordinal > y->ordinal;
}

static void tell_sets(Colours *c, DebugGcState *out)
{
	for (unsigned k = 0; k < 3; k++) {
		size_t n = c->sets[k].len;

		if (n)
			qsort(c->sets[k].data, n, sizeof *c->sets[k].data, set_order);
		out->sets[k] = (DebugGcSet){ arena_copy(c->s->scratch, c->sets[k].data, n * sizeof *c->sets[k].data), n, c->library[k] };
		vec_free(&c->sets[k]);
	}
	map_free(&c->grey);
}

static void tell_notes(DebugSession *s, const GcState *st, DebugGcState *out)
{
	VEC(DebugGcNote) list = { 0 };
	GcNote n;

	if (s->gc_noted > st->noted)
		s->gc_noted = 0;
	for (; s->gc_noted < st->noted; s->gc_noted++)
		if (!machine_gc_note(s->machine, s->gc_noted, &n))
			out->forgotten++;
		else
			vec_push(&list, ((DebugGcNote){ object_text(s, n.object), location_at(s, n.pc), n.goroutine }));
	out->nnotes = list.len;
	out->notes = arena_copy(s->scratch, list.data, list.len * sizeof *list.data);
	vec_free(&list);
}

bool debug_gc_state(DebugSession *s, bool library, DebugGcState *out)
{
	Colours c = { .s = s };
	ObjectInfo o = { 0 };
	GcState st;

	*out = (DebugGcState){ 0 };
	if (!heap_is_there(s))
		return false;
	machine_gc_state(s->machine, &st);
	*out = (DebugGcState){ .marking = st.marking, .by_hand = st.by_hand, .number = st.number, .stacks = st.stacks,
			       .heap_before = st.heap_before, .heap_after = st.heap_after, .pause_ns = st.pause_ns,
			       .forced = st.forced, .off = st.off, .every = st.every, .percent = st.percent,
			       .limit = st.soft_limit, .next = st.next, .goal = st.goal };
	for (uint64_t i = 0; i < st.grey; i++)
		map_put(&c.grey, st.grey_objects[i], 1);
	while (st.marking && machine_object_next(s->machine, &o))
		add_object(&c, &o, st.born, library);
	tell_sets(&c, out);
	tell_notes(s, &st, out);
	return true;
}
