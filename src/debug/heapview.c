/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heap's objects as data: one of them, who points at it, why it lives. */
#include "debug/heappath.h"

/* ---- which object ---- */

/* Where a value points: into the heap by itself, or it lies there. */
static uint64_t place_of(DebugSession *s, const DebugValue *v)
{
	ObjectInfo o;

	while (v->kind == DEBUG_INTERFACE && v->nchildren && v->children[0]->kind == DEBUG_POINTER)
		v = v->children[0];
	switch (v->kind) {
	case DEBUG_POINTER: case DEBUG_MAP: case DEBUG_CHAN: case DEBUG_FUNC: case DEBUG_STRING: case DEBUG_SLICE:
	case DEBUG_INTERFACE: case DEBUG_UINT: case DEBUG_INT:
		if (machine_object_at(s->machine, v->bits, &o))
			return v->bits;
		/* fall through */
	default:
		return v->addressable ? v->addr : 0;
	}
}

bool object_of(DebugSession *s, const char *expr, ObjectInfo *out)
{
	const char *p = expr + strspn(expr, " \t");
	const DebugValue *v;

	if (*p == '#' && !object_named(s, &p, out))
		return false;
	if (*p == '\0' && p > expr)
		return true;
	if (!*p) {
		fail(s, "Argument required (an object: #12, or an expression).");
		return false;
	}
	v = debug_eval(s, expr);
	if (!v)
		return false;
	if (machine_object_at(s->machine, place_of(s, v), out))
		return true;
	fail(s, "%s is no object of the heap.", expr);
	return false;
}

DebugObject describe_object(DebugSession *s, const ObjectInfo *o)
{
	DebugLocation at = location_at(s, o->site);
	ObjectOrigin origin;

	machine_object_origin(s->machine, o->id, &origin);
	return (DebugObject){ .id = object_name(s, o->id), .addr = o->addr, .size = o->size,
			      .asked = o->asked, .asked_most = o->asked_most, .type = object_type(s, o),
			      .site_function = at.function, .site_file = at.file, .site_line = at.line,
			      .library = object_by_library(s, o), .goroutine = origin.goroutine, .survived = origin.survived };
}

bool heap_is_there(DebugSession *s)
{
	request_begin(s);
	return need_symbols(s);
}

/* A map or a channel as what points at it shows it; NULL: nothing in it tells its type. */
static const DebugValue *built_value(DebugSession *s, const ObjectInfo *o)
{
	const DebugValue *v = debug_eval(s, object_name(s, o->id));

	request_begin(s);
	return v;
}

/* A value of the object's contents; NULL where no one type says what it is. */
static const DebugValue *contents(DebugSession *s, const ObjectInfo *o)
{
	if (o->role == OBJECT_MAP || o->role == OBJECT_CHAN)
		return built_value(s, o);
	if (o->role != OBJECT_VALUE || !o->type || (((const TypeDesc *)o->type)->flags & TD_CLOSURE))
		return NULL;
	return o->count > 1 ? value_row(s, o->type, o->addr, o->count) : value_read(s, o->type, o->addr);
}

bool debug_heap_object(DebugSession *s, const char *expr, DebugObject *out, const DebugValue **value)
{
	ObjectInfo o;

	if (!heap_is_there(s) || !object_of(s, expr, &o))
		return false;
	*out = describe_object(s, &o);
	*value = contents(s, &o);
	if (!*value && o.role == OBJECT_MAP && *expr != '#')	/* an empty one, of whose type only the expression knows */
		*value = debug_eval(s, expr);
	return true;
}

/* ---- references ---- */

typedef VEC(DebugRef) Refs;

static uint64_t word_of(const HeapGraph *g, uint32_t node, uint32_t word)
{
	uint64_t value = 0;

	machine_read(g->machine, g->nodes.data[node].addr + word * 8ULL, &value, 8);
	return value;
}

static DebugRef reference(DebugSession *s, const HeapGraph *g, uint32_t from, const HeapEdge *e)
{
	const ObjectInfo *holder = &g->nodes.data[from];

	return (DebugRef){
		.holder = arena_printf(s->scratch, "%s %s", object_name(s, holder->id), object_type(s, holder)),
		.where = edge_text(s, holder, e->word),
		.target = object_seen(s, &g->nodes.data[e->to], word_of(g, from, e->word)),
	};
}

static size_t references_to(DebugSession *s, const HeapGraph *g, uint32_t node, size_t limit, Refs *out)
{
	size_t n = 0;

	vec_each(&g->roots, r)
		if (r->to == node && n++ < limit)
			vec_push(out, ((DebugRef){ root_text(s, &r->at), "", object_seen(s, &g->nodes.data[node], r->at.value) }));
	for (uint32_t from = 0; from < g->nodes.len; from++)
		for (uint32_t e = g->first.data[from]; e < g->first.data[from + 1]; e++)
			if (g->edges.data[e].to == node && n++ < limit)
				vec_push(out, reference(s, g, from, &g->edges.data[e]));
	return n;
}

static size_t references_from(DebugSession *s, const HeapGraph *g, uint32_t node, size_t limit, Refs *out)
{
	size_t n = 0;

	for (uint32_t e = g->first.data[node]; e < g->first.data[node + 1]; e++)
		if (n++ < limit)
			vec_push(out, reference(s, g, node, &g->edges.data[e]));
	return n;
}

static const DebugRef *kept(DebugSession *s, Refs *list, size_t *n)
{
	const DebugRef *out = arena_copy(s->scratch, list->data, list->len * sizeof *list->data);

	*n = list->len;
	vec_free(list);
	return out;
}

bool debug_heap_refs(DebugSession *s, const char *expr, size_t limit, DebugRefs *out)
{
	ObjectInfo o;
	HeapGraph *g;
	Refs in = { 0 }, from = { 0 };
	uint32_t node;

	if (!heap_is_there(s) || !object_of(s, expr, &o))
		return false;
	g = heapgraph_new(s->machine);
	node = heapgraph_at(g, o.addr);
	*out = (DebugRefs){ .object = describe_object(s, &o) };
	out->in_all = references_to(s, g, node, limit, &in);
	out->from_all = references_from(s, g, node, limit, &from);
	heapgraph_free(g);
	out->in = kept(s, &in, &out->nin);
	out->from = kept(s, &from, &out->nfrom);
	return true;
}

/* ---- why it lives ---- */

typedef VEC(const char *) Texts;

/* A way from a root: the nodes in order, and by which edge (the first: by which root) each is reached. */
typedef struct Hop { uint32_t node, by; } Hop;
typedef VEC(Hop) Hops;

static void find_way(const HeapReach *r, uint32_t node, Hops *out)
{
	for (uint32_t n = node; n != NO_NODE; n = r->from[n])
		vec_push(out, ((Hop){ n, r->by[n] }));
	for (size_t i = 0, k = out->len - 1; i < k; i++, k--) {
		Hop h = out->data[i];

		out->data[i] = out->data[k];
		out->data[k] = h;
	}
}

static const ObjectInfo *hop_node(const HeapGraph *g, const Hops *way, size_t i)
{
	return &g->nodes.data[way->data[i].node];
}

/* Two hops that read the same, one after the other: links of a list. */
static bool like_the_last(const HeapGraph *g, const Hops *way, size_t i)
{
	const ObjectInfo *a, *b, *c;

	if (i < 2 || i + 1 >= way->len)
		return false;
	a = hop_node(g, way, i - 2);
	b = hop_node(g, way, i - 1);
	c = hop_node(g, way, i);
	return a->role == OBJECT_VALUE && a->type == b->type && b->type == c->type && a->count == 1 && b->count == 1 &&
	       g->edges.data[way->data[i].by].word == g->edges.data[way->data[i - 1].by].word;
}

static void add_hop(DebugSession *s, const HeapGraph *g, const Hops *way, size_t i, Texts *out)
{
	const ObjectInfo *o = hop_node(g, way, i);
	uint32_t by = way->data[i].by;
	const char *label;
	uint64_t seen;

	if (i == 0) {
		label = root_text(s, &g->roots.data[by].at);
		seen = g->roots.data[by].at.value;
	} else {
		label = edge_text(s, hop_node(g, way, i - 1), g->edges.data[by].word);
		seen = word_of(g, way->data[i - 1].node, g->edges.data[by].word);
	}
	if (*label)
		vec_push(out, label);
	if (i + 1 == way->len || !object_inside(o))
		vec_push(out, object_seen(s, o, seen));
}

enum { ALIKE_SHOWN = 3 };

static void tell_way(DebugSession *s, const HeapGraph *g, const Hops *way, Texts *out)
{
	for (size_t i = 0, alike = 0; i < way->len; i++) {
		alike = like_the_last(g, way, i) ? alike + 1 : 0;
		if (alike < ALIKE_SHOWN) {
			add_hop(s, g, way, i, out);
			continue;
		}
		for (alike = 1; like_the_last(g, way, i + 1); i++)
			alike++;
		vec_push(out, arena_printf(s->scratch, "(%zu more alike)", alike));
		alike = ALIKE_SHOWN;
	}
}

bool debug_heap_why(DebugSession *s, const char *expr, DebugPath *out)
{
	ObjectInfo o;
	HeapGraph *g;
	HeapReach r;
	Hops way = { 0 };
	Texts texts = { 0 };
	uint32_t node;

	if (!heap_is_there(s) || !object_of(s, expr, &o))
		return false;
	g = heapgraph_new(s->machine);
	r = heapgraph_reach(g);
	node = heapgraph_at(g, o.addr);
	if (r.by[node] != NO_NODE) {
		find_way(&r, node, &way);
		tell_way(s, g, &way, &texts);
	}
	*out = (DebugPath){ .object = describe_object(s, &o), .nsteps = texts.len,
			    .steps = arena_copy(s->scratch, texts.data, texts.len * sizeof *texts.data) };
	heapreach_free(&r);
	heapgraph_free(g);
	vec_free(&way);
	vec_free(&texts);
	return true;
}
