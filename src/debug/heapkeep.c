/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who keeps the memory: what variables, goroutines and objects retain, and what is left at the program's end. */
#include "debug/dominators.h"
#include "debug/heappath.h"

/* A variable or a word of a frame each, or everything of a goroutine as one. */
typedef enum Grain { BY_VARIABLE, BY_GOROUTINE } Grain;

enum { LIBRARY_KEY = 1, RUNTIME_KEY = 2 };	/* no addresses; a goroutine's key is 4 + its id */

static uint64_t global_key(DebugSession *s, uint64_t addr)
{
	const Image *im;
	const Global *g = machine_global_at(s->machine, addr, &im);

	return !g ? addr : im->part == PART_LIBRARY ? LIBRARY_KEY : g->addr;
}

static uint64_t owner_key(DebugSession *s, const MachineRoot *r, Grain grain)
{
	if (r->kind == ROOT_GLOBAL)
		return global_key(s, r->addr);
	if (grain == BY_VARIABLE)
		return r->addr;
	return r->goroutine ? 4 + r->goroutine : RUNTIME_KEY;
}

/* After the end, the goroutine that ended the program holds nothing any more, wherever it stood. */
static bool is_gone(DebugSession *s, const MachineRoot *r)
{
	return s->stop.kind == DEBUG_STOP_EXITED && r->goroutine && r->goroutine == machine_current(s->machine);
}

static HeapOwners owners_of(DebugSession *s, const HeapGraph *g, Grain grain)
{
	HeapOwners o = { 0 };
	Map seen = { 0 };

	for (uint32_t i = 0; i < g->roots.len; i++) {
		const MachineRoot *r = &g->roots.data[i].at;
		uint64_t *owner;

		if (is_gone(s, r)) {
			vec_push(&o.of_root, NO_NODE);
			continue;
		}
		owner = map_at(&seen, owner_key(s, r, grain));
		if (!*owner) {
			vec_push(&o.first, i);
			*owner = o.first.len;
		}
		vec_push(&o.of_root, (uint32_t)*owner - 1);
	}
	map_free(&seen);
	return o;
}

/* ---- words ---- */

static const char *global_text(DebugSession *s, uint64_t addr)
{
	const Image *im;
	const Global *g = machine_global_at(s->machine, addr, &im);

	return g ? arena_printf(s->scratch, "%s.%s (data)", image_text(im, g->package), image_text(im, g->name)) : "data";
}

static const char *goroutine_text(DebugSession *s, uint64_t id)
{
	GorInfo g;
	MachineFrame f;
	DebugLocation at;

	if (!machine_goroutine_by_id(s->machine, id, &g) || !machine_frame(s->machine, &g, &f, true))
		return arena_printf(s->scratch, "goroutine %lu", (unsigned long)id);
	for (bool more = true; more && !user_code(&f.code); )
		more = machine_frame(s->machine, &g, &f, false);
	at = location_at(s, f.lookup_pc);
	return arena_printf(s->scratch, "goroutine %lu (%s, %s %s:%u)", (unsigned long)id,
			    g.state == GOR_WAITING && g.wait ? g.wait : g.state == GOR_RUNNING ? "running" : "runnable",
			    at.function, at.file, at.line);
}

static const char *owner_text(DebugSession *s, const MachineRoot *r, Grain grain)
{
	if (r->kind == ROOT_GLOBAL)
		return global_text(s, r->addr);
	if (grain == BY_VARIABLE)
		return root_text(s, r);
	return r->goroutine ? goroutine_text(s, r->goroutine) : "the runtime";
}

/* ---- rows ---- */

typedef struct Keep {
	DebugSession *s;
	HeapGraph *g;
	HeapOwners owners;
	HeapDominators d;
	Grain grain;
	VEC(uint32_t) rows;	/* vertices */
	uint64_t inside_bytes, inside_objects;	/* of the parts that no row stands for */
} Keep;

static Keep keep_begin(DebugSession *s, Grain grain)
{
	Keep k = { .s = s, .grain = grain, .g = heapgraph_new(s->machine) };

	k.owners = owners_of(s, k.g, grain);
	k.d = heapgraph_dominators(k.g, &k.owners);
	return k;
}

static void keep_end(Keep *k)
{
	heapdominators_free(&k->d);
	heapowners_free(&k->owners);
	heapgraph_free(k->g);
	vec_free(&k->rows);
}

static const ObjectInfo *object_of_vertex(const Keep *k, uint32_t v)
{
	return v > k->d.owners ? &k->g->nodes.data[v - 1 - k->d.owners] : NULL;
}

static uint32_t shown_parent(const Keep *k, uint32_t v)
{
	do
		v = k->d.parent[v];
	while (v > k->d.owners && v != NO_NODE && object_is_part(object_of_vertex(k, v)));
	return v;
}

static void collect_rows(Keep *k, uint32_t above)
{
	for (uint32_t v = 1; v < k->d.vertices; v++) {
		const ObjectInfo *o = object_of_vertex(k, v);

		if (k->d.parent[v] == NO_NODE || shown_parent(k, v) != above)
			continue;
		if (o && object_is_part(o)) {
			k->inside_bytes += o->size;
			k->inside_objects++;
		} else if (k->d.objects[v]) {
			vec_push(&k->rows, v);
		}
	}
}

static bool of_library(const Keep *k, uint32_t v)
{
	const ObjectInfo *o = object_of_vertex(k, v);
	const MachineRoot *r;

	if (o)
		return object_by_library(k->s, o);
	r = &k->g->roots.data[k->owners.first.data[v - 1]].at;
	return r->kind == ROOT_GLOBAL && global_key(k->s, r->addr) == LIBRARY_KEY;
}

static DebugKeeper row(const Keep *k, uint32_t v)
{
	const ObjectInfo *o = object_of_vertex(k, v);
	DebugKeeper out = { .bytes = k->d.bytes[v], .objects = k->d.objects[v] };

	if (o)
		out.what = arena_printf(k->s->scratch, "%s %s", object_name(k->s, o->id), object_type(k->s, o));
	else
		out.what = owner_text(k->s, &k->g->roots.data[k->owners.first.data[v - 1]].at, k->grain);
	return out;
}

static int row_order(const void *a, const void *b)
{
	const DebugKeeper *x = a, *y = b;

	if (x->bytes != y->bytes)
		return x->bytes > y->bytes ? -1 : 1;
	return x->vertex < y->vertex ? -1 : x->vertex > y->vertex;
}

static void add_sum(DebugKeeper *sum, const DebugKeeper *r)
{
	sum->bytes += r->bytes;
	sum->objects += r->objects;
}

typedef VEC(DebugKeeper) Keepers;

/* Objects below no one owner: those of a type are one row, for there may be a heap of them. */
static void add_shared(Keep *k, Map *by_type, uint32_t v, Keepers *list)
{
	const ObjectInfo *o = object_of_vertex(k, v);
	uint64_t *at = map_at(by_type, o->role == OBJECT_VALUE ? o->type + (o->count > 1) : o->role);

	if (!*at) {
		vec_push(list, ((DebugKeeper){ .vertex = v, .what = arena_printf(k->s->scratch, "several of them together: %s",
			object_class(k->s, o)) }));
		*at = list->len;
	}
	list->data[*at - 1].bytes += k->d.bytes[v];
	list->data[*at - 1].objects += k->d.objects[v];
}

static void list_rows(Keep *k, bool library, Keepers *list, DebugKeeper *of_the_library)
{
	Map shared = { 0 };

	vec_each(&k->rows, v) {
		DebugKeeper r = { .bytes = k->d.bytes[*v], .objects = k->d.objects[*v], .vertex = *v };

		if (!library && of_library(k, *v))
			add_sum(of_the_library, &r);
		else if (object_of_vertex(k, *v) && k->d.parent[*v] == 0)
			add_shared(k, &shared, *v, list);
		else
			vec_push(list, r);
	}
	map_free(&shared);
	if (list->len)
		qsort(list->data, list->len, sizeof *list->data, row_order);
}

/* Texts are made for the first `limit` rows alone. */
static void tell_rows(Keep *k, bool library, size_t limit, DebugKeepers *out)
{
	Keepers list = { 0 };

	list_rows(k, library, &list, &out->library);
	out->all = list.len;
	out->n = list.len < limit ? list.len : limit;
	for (size_t i = 0; i < list.len; i++)
		if (i >= out->n)
			add_sum(&out->rest, &list.data[i]);
		else if (!list.data[i].what)
			list.data[i] = row(k, list.data[i].vertex);
	out->list = arena_copy(k->s->scratch, list.data, out->n * sizeof *list.data);
	out->inside = (DebugKeeper){ .bytes = k->inside_bytes, .objects = k->inside_objects };
	vec_free(&list);
}

static void tell_totals(const Keep *k, uint32_t above, DebugKeepers *out)
{
	out->total.bytes = k->d.bytes[above];
	out->total.objects = k->d.objects[above];
	for (uint32_t n = 0; n < k->g->nodes.len; n++)
		if (k->d.parent[vertex_of_node(&k->d, n)] == NO_NODE) {
			out->garbage.bytes += k->g->nodes.data[n].size;
			out->garbage.objects++;
		}
}

static void tell(DebugSession *s, Grain grain, const ObjectInfo *o, bool library, size_t limit, DebugKeepers *out)
{
	Keep k = keep_begin(s, grain);
	uint32_t above = o ? vertex_of_node(&k.d, heapgraph_at(k.g, o->addr)) : 0;

	collect_rows(&k, above);
	tell_rows(&k, library, limit, out);
	tell_totals(&k, above, out);
	keep_end(&k);
}

bool debug_heap_dominators(DebugSession *s, const char *expr, bool library, size_t limit, DebugKeepers *out)
{
	ObjectInfo o;

	*out = (DebugKeepers){ 0 };
	if (!heap_is_there(s) || (expr && !object_of(s, expr, &o)))
		return false;
	if (expr)
		out->object = describe_object(s, &o);
	tell(s, BY_VARIABLE, expr ? &o : NULL, library, limit, out);
	return true;
}

bool debug_heap_leaks(DebugSession *s, bool library, size_t limit, DebugKeepers *out)
{
	*out = (DebugKeepers){ 0 };
	if (!heap_is_there(s))
		return false;
	tell(s, BY_GOROUTINE, NULL, library, limit, out);
	return true;
}
