/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The collector against a reference marker: random allocations, stores, copies and clears between random steps of
 * whole and of incremental collections, and after each of them
 *
 *   - every span is sound: bits, counts, sums, page table, ordinals;
 *   - the free runs are the free pages, no two are neighbours, and each is in its list;
 *   - what the reference reaches from the roots is in the heap, with the contents it was given;
 *   - the heap holds what the reference allocated and a sweep has not taken;
 * and after a sweep: of an incremental collection, that what is left was reachable when it began or was born since; of
 * a whole one, that it is exactly what is reachable. The debugger's object graph reaches the same.
 *
 * The reference keeps its own copy of every pointer, as (object, offset), and knows nothing of bitmaps.
 */
#include "unit.h"

#include <unistd.h>

#include "asm.h"
#include "base/mem.h"
#include "base/rng.h"
#include "debug/heapgraph.h"
#include "machine/heap.h"

enum { ROOTS = 24, TYPES = 6, STEPS = 10000, MOST = 400 };

/* A pointer as the reference sees it: object + 1 (0: nil), offset in it. */
typedef struct Ref { uint32_t object, offset; } Ref;

typedef struct Obj {
	uint64_t id, addr, words;
	unsigned type;
	uint64_t count;
	Ref *refs;		/* of each word; those of no pointers stay nil */
	bool there, seen, at_begin;
} Obj;

typedef struct Type { uint64_t desc, size, mask; } Type;

typedef struct World {
	Machine *m;
	Rng rng;
	Type types[TYPES];
	uint64_t roots_addr;
	Ref roots[ROOTS];
	VEC(Obj) objects;
	VEC(uint32_t) reached;
	uint64_t born_after;	/* id */
	bool marking;
	unsigned step;
} World;

static unsigned pick(World *w, unsigned n) { return (unsigned)rng_below(&w->rng, n); }

static bool is_pointer(const World *w, const Obj *o, uint64_t word)
{
	const Type *t = &w->types[o->type];

	return word < o->count * (t->size / 8) && t->mask >> (word % (t->size / 8)) & 1;
}

/* ---- the reference marker ---- */

static void see(World *w, Ref r)
{
	Obj *o = r.object ? &w->objects.data[r.object - 1] : NULL;

	if (!o || o->seen)
		return;
	o->seen = true;
	vec_push(&w->reached, r.object - 1);
}

static void reach(World *w)
{
	vec_each(&w->objects, o)
		o->seen = false;
	vec_trim(&w->reached, 0);
	for (unsigned i = 0; i < ROOTS; i++)
		see(w, w->roots[i]);
	for (size_t i = 0; i < w->reached.len; i++) {
		const Obj *o = &w->objects.data[w->reached.data[i]];

		for (uint64_t k = 0; k < o->words; k++)
			see(w, o->refs[k]);
	}
}

/* ---- what the program does ---- */

static uint64_t value_of(const World *w, Ref r)
{
	return r.object ? w->objects.data[r.object - 1].addr + r.offset : 0;
}

/* Where a pointer may be stored: a root, or a pointer word of something reachable. */
static void store(World *w, Ref r)
{
	Obj *o = NULL;
	uint64_t word = 0;

	for (unsigned tries = 0; tries < 8 && !o && w->reached.len && pick(w, 5); tries++) {
		Obj *some = &w->objects.data[w->reached.data[pick(w, (unsigned)w->reached.len)]];

		word = pick(w, (unsigned)some->words);
		o = is_pointer(w, some, word) ? some : NULL;
	}
	if (o) {
		o->refs[word] = r;
		heap_store_pointer(w->m, o->addr + word * 8, value_of(w, r));
	} else {
		word = pick(w, ROOTS);
		w->roots[word] = r;
		heap_store_pointer(w->m, w->roots_addr + word * 8, value_of(w, r));
	}
}

static void allocate(World *w)
{
	unsigned t = pick(w, TYPES);
	uint64_t most = t == 0 ? 3000 : t == 1 ? 300 : 3, count = 1 + pick(w, (unsigned)most);
	uint64_t bytes = count * w->types[t].size;
	ObjectInfo info;
	Obj o = { .type = t, .count = count, .there = true };

	o.addr = heap_alloc(w->m, bytes, w->types[t].desc, count);
	CHECK(o.addr && machine_object_at(w->m, o.addr, &info) && info.addr == o.addr && info.size >= bytes);
	o.id = info.id;
	o.words = info.size / 8;
	o.refs = mem_array(o.words, sizeof *o.refs);
	vec_push(&w->objects, o);
	store(w, (Ref){ (uint32_t)w->objects.len, pick(w, 3) ? 0 : pick(w, (unsigned)bytes) });
}

static Ref some_reachable(World *w)
{
	uint32_t i = w->reached.len ? w->reached.data[pick(w, (unsigned)w->reached.len)] + 1 : 0;

	return (Ref){ i, i && !pick(w, 3) ? pick(w, (unsigned)w->objects.data[i - 1].words * 8) : 0 };
}

/* One reachable object's values over another's of the same type, or zeros. */
static void copy_or_clear(World *w)
{
	uint32_t from = some_reachable(w).object, to = some_reachable(w).object;
	Obj *a, *b;
	uint64_t bytes;

	if (!from || !to)
		return;
	a = &w->objects.data[from - 1];
	b = &w->objects.data[to - 1];
	if (a->type == b->type && a != b && pick(w, 2)) {
		bytes = (a->count < b->count ? a->count : b->count) * w->types[a->type].size;
		heap_copy(w->m, b->addr, a->addr, bytes, w->types[a->type].desc);
		memcpy(b->refs, a->refs, bytes / 8 * sizeof *b->refs);
	} else {
		bytes = b->count * w->types[b->type].size;
		heap_zero(w->m, b->addr, bytes, w->types[b->type].desc);
		memset(b->refs, 0, bytes / 8 * sizeof *b->refs);
	}
}

/* ---- collecting ---- */

static Obj *object_with(World *w, uint64_t id)
{
	vec_each(&w->objects, o)
		if (o->id == id && o->there)
			return o;
	return NULL;
}

/* After a sweep: forgets what is gone; `exact`: nothing may be left but what is reachable. */
static void swept(World *w, bool exact)
{
	vec_each(&w->objects, o) {
		ObjectInfo info;
		bool left = o->there && machine_object_at(w->m, o->addr, &info) && info.id == o->id;

		CHECK(left || !o->seen);
		CHECK(!left || (exact ? o->seen : o->at_begin || o->id > w->born_after));
		if (!left && o->there) {
			o->there = false;
			mem_free(o->refs);
			o->refs = NULL;
			o->words = 0;
		}
	}
}

static void begin(World *w)
{
	const char *why;

	CHECK(machine_gc_begin(w->m, &why));
	w->marking = true;
	w->born_after = w->m->heap->ordinal;
	vec_each(&w->objects, o)
		o->at_begin = o->seen;
}

static void collect(World *w)
{
	const char *why;
	GcReport report;
	GcWork work;

	if (!w->marking && pick(w, 4)) {
		begin(w);
	} else if (!pick(w, 6)) {
		CHECK(machine_gc(w->m, &report, &why));
		w->marking = false;
		swept(w, true);
	} else if (w->marking && pick(w, 12)) {
		for (unsigned n = pick(w, 6); n > 0; n--)
			CHECK(machine_gc_step(w->m, &work, &why));
	} else if (w->marking) {
		CHECK(machine_gc_finish(w->m, &report, &why));
		w->marking = false;
		swept(w, false);
	}
}

/* ---- the heap, checked ---- */

static uint64_t check_span(World *w, const Span *s, Map *ids)
{
	uint64_t used = 0;

	for (uint32_t i = 0; i < s->count; i++) {
		bool is = span_alloc_bits(s)[i / 64] >> (i % 64) & 1, marked = span_mark_bits(s)[i / 64] >> (i % 64) & 1;
		uint64_t id = span_records(s)[i] >> 24;

		used += is;
		CHECK(is || !marked);
		CHECK(w->marking || !marked);
		if (!is)
			continue;
		CHECK(id && id <= w->m->heap->ordinal && !map_find(ids, id));
		map_put(ids, id, 1);
		CHECK(span_index(s, s->start + i * span_elem(s)) == i);
		CHECK(span_index(s, s->start + (i + 1) * span_elem(s) - 1) == i);
	}
	CHECK(used == s->used && s->count * span_elem(s) <= s->pages * PAGE_BYTES);
	for (uint32_t p = 0; p < s->pages; p++)
		CHECK(span_of(w->m, s->start + p * PAGE_BYTES) == s);
	return used;
}

static void check_spans(World *w)
{
	const Heap *h = w->m->heap;
	uint64_t objects = 0, bytes = 0, pages = 0, spans = 0;
	Map ids = { 0 };

	for (uint32_t n = 0; n < h->nspans; n++) {
		const Span *s = span_at(w->m, n);

		pages += s->pages;
		if (s->state != SPAN_USED)
			continue;
		uint64_t used = check_span(w, s, &ids);

		spans++;
		objects += used;
		bytes += used * span_elem(s);
	}
	CHECK(spans == h->spans_used);
	CHECK(objects == h->live_objects && bytes == h->live_bytes && pages * PAGE_BYTES == h->top - h->base);
	map_free(&ids);
}

/* The run that begins at a page, which is free: it is as long as free pages go on, and only its ends tell of it. */
static uint32_t check_run(World *w, uint32_t first, Map *runs)
{
	const FreeRun *table = free_run_table(w->m);
	uint32_t pages = table[first].pages, top = heap_top_page(w->m), n = 0;

	while (first + n < top && span_at(w->m, page_table(w->m)[first + n] - 1)->state == SPAN_FREE)
		n++;
	CHECK(pages == n && table[first + n - 1].pages == n);
	for (uint32_t p = first + 1; p + 1 < first + n; p++)
		CHECK(!table[p].pages);
	map_put(runs, first + 1, n);
	return n;
}

static void check_runs(World *w)
{
	const FreeRun *table = free_run_table(w->m);
	uint32_t top = heap_top_page(w->m), n;
	size_t listed = 0;
	Map runs = { 0 };

	for (uint32_t page = 0; page < top; page += n) {
		const Span *s = span_at(w->m, page_table(w->m)[page] - 1);

		CHECK(s->pages && s->start == w->m->heap->base + page * PAGE_BYTES);
		n = s->state == SPAN_FREE ? check_run(w, page, &runs) : s->pages;
		for (uint32_t p = page; s->state == SPAN_USED && p < page + n; p++)
			CHECK(!table[p].pages);
	}
	for (uint32_t list = 0; list < FREE_RUN_LISTS; list++)
		for (uint32_t run = w->m->heap->free_runs[list], last = 0; run; last = run, run = table[run - 1].next) {
			n = (uint32_t)map_get(&runs, run, 0);
			CHECK(n && table[run - 1].prev == last && (list ? n == list : n >= FREE_RUN_LISTS));
			listed++;
		}
	CHECK(listed == runs.len);
	map_free(&runs);
}

static void check_contents(World *w)
{
	ObjectInfo info = { 0 };
	uint64_t n = 0, there = 0;

	vec_each(&w->objects, o) {
		there += o->there;
		if (!o->seen)
			continue;
		CHECK(machine_object_at(w->m, o->addr, &info) && info.id == o->id);
		for (uint64_t k = 0; k < o->words; k++)
			if (is_pointer(w, o, k))
				CHECK(word(o->addr)[k] == value_of(w, o->refs[k]));
	}
	info.addr = 0;
	while (machine_object_next(w->m, &info))
		n++;
	CHECK(n == there);
}

/* The object graph of the debugger reaches what the reference does, and knows its ways. */
static void check_graph(World *w)
{
	HeapGraph *g = heapgraph_new(w->m);
	HeapReach r = heapgraph_reach(g);
	size_t n = 0;

	for (uint32_t i = 0; i < g->nodes.len; i++) {
		Obj *o = object_with(w, g->nodes.data[i].id);

		CHECK(o && o->seen == (r.by[i] != NO_NODE));
		n += r.by[i] != NO_NODE;
	}
	CHECK(n == w->reached.len);
	heapreach_free(&r);
	heapgraph_free(g);
}

static void check(World *w)
{
	check_spans(w);
	check_runs(w);
	check_contents(w);
	if (w->step % 20 == 0)
		check_graph(w);
	if (unit_failures) {
		printf("at step %u\n", w->step);
		exit(1);
	}
}

static void mutate(World *w)
{
	switch (w->reached.len > MOST ? 4 + pick(w, 6) : pick(w, 10)) {
	case 0: case 1: case 2: allocate(w); break;
	case 3: store(w, some_reachable(w)); break;
	case 4: case 5: store(w, (Ref){ 0, 0 }); break;
	case 6: copy_or_clear(w); break;
	default: collect(w); break;
	}
}

/* What small objects leave is room for large ones, and the other way round: the heap does not grow. */
static void check_reuse(World *w)
{
	enum { BYTES = 8 << 20 };
	const Type *t = &w->types[2];
	GcReport report;
	const char *why;
	uint64_t top, a, b;

	memset((void *)w->roots_addr, 0, ROOTS * 8);
	for (uint64_t n = 0; n < BYTES / t->size; n++)
		CHECK(heap_alloc(w->m, t->size, t->desc, 1));
	CHECK(machine_gc(w->m, &report, &why));
	CHECK(w->m->heap->live_objects == 0 && w->m->heap->spans_used == 0);
	top = w->m->heap->top;
	a = heap_alloc(w->m, BYTES / 2, t->desc, BYTES / 2 / t->size);
	b = heap_alloc(w->m, BYTES / 2 - PAGE_BYTES, t->desc, BYTES / 2 / t->size - 512);
	CHECK(a && b && w->m->heap->top == top);
	CHECK(machine_gc(w->m, &report, &why));
	for (uint64_t n = 0; n < BYTES / t->size; n++)
		CHECK(heap_alloc(w->m, t->size, t->desc, 1));
	CHECK(w->m->heap->top == top);
	/* What is free at the top is a part of what is taken there. */
	CHECK(machine_gc(w->m, &report, &why));
	CHECK(heap_alloc(w->m, top - w->m->heap->base + PAGE_BYTES, 0, 1) == w->m->heap->base);
	CHECK(w->m->heap->top == top + PAGE_BYTES);
	check_spans(w);
	check_runs(w);
}

/* ---- a machine that stands in main ---- */

static void make_types(Image *im, World *w)
{
	static const struct { const char *name; uint64_t words, mask; } made[TYPES] = {
		{ "*main.T", 1, 1 }, { "main.Leaf", 3, 0 }, { "main.Pair", 2, 3 }, { "main.Mixed", 5, 0x15 },
		{ "main.Wide", 40, 0x8000000001 }, { "main.Huge", 64, 0xffff0000ffff0000 },
	};

	for (unsigned i = 0; i < TYPES; i++)
		w->types[i] = (Type){ asm_type(im, i ? KIND_STRUCT : KIND_POINTER, made[i].name, made[i].words * 8, made[i].mask, 0),
				      made[i].words * 8, made[i].mask };
}

static Image *make_program(World *w)
{
	Image *im = image_new(hull_slot(0), PART_USER);
	Asm a = { .im = im };

	make_types(im, w);
	w->roots_addr = image_bss(im, ROOTS * 8, 8);
	vec_push(&im->globals, ((Global){ .name = image_name(im, "roots", 5), .package = image_name(im, "main", 4),
		.addr = w->roots_addr, .type = asm_type(im, KIND_STRUCT, "main.Roots", ROOTS * 8, (1 << ROOTS) - 1, 0) }));
	im->main_entry = asm_func(&a, "main.main", 0, 0, 6);
	asm_ldi(&a, 3, 0);
	asm_ins(&a, OP_RET, 0, 0, 0, 0);
	asm_end(&a, 0);
	image_finish(im);
	return im;
}

int main(void)
{
	static Output out;
	World w = { 0 };
	Image *library = asm_library(), *user = make_program(&w);

	alarm(300);
	rng_seed(&w.rng, 2026);
	w.m = asm_machine(library, user, &out);
	machine_break(w.m, user->main_entry + sizeof(Ins));
	CHECK(machine_run(w.m, UINT64_MAX).reason == STOP_BREAKPOINT);
	for (w.step = 1; w.step <= STEPS; w.step++) {
		mutate(&w);
		reach(&w);
		check(&w);
	}
	w.marking = false;
	check_reuse(&w);
	vec_each(&w.objects, o)
		if (o->refs)
			mem_free(o->refs);
	vec_free(&w.objects);
	vec_free(&w.reached);
	machine_free(w.m);
	image_free(user);
	image_free(library);
	return unit_status();
}
