/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runtime/debug.WriteHeapDump: the heap, what leads into it and where it was allocated, in the form that Go's tools read.
 * Source of the form: the page "heapdump15-through-heapdump17" of Go's wiki. All numbers in it are varints; a text is its
 * length and its bytes; a record begins with its tag. */
#include <stdlib.h>

#include "base/map.h"
#include "base/vec.h"
#include "machine/heap.h"
#include "machine/natives.h"
#include "machine/records.h"
#include "machine/special.h"

enum { DUMP_EOF, DUMP_OBJECT, DUMP_ROOT, DUMP_TYPE, DUMP_GOROUTINE, DUMP_FRAME, DUMP_PARAMS, DUMP_FINALIZER, DUMP_ITAB,
       DUMP_THREAD, DUMP_MEMSTATS, DUMP_QUEUED_FINALIZER, DUMP_DATA, DUMP_BSS, DUMP_DEFER, DUMP_PANIC, DUMP_MEMPROF,
       DUMP_SAMPLE };

enum { FIELD_END, FIELD_POINTER };

/* Go's numbers of what goroutines do. */
enum { STATUS_RUNNABLE = 1, STATUS_RUNNING = 2, STATUS_WAITING = 4 };

enum { FLUSH_AT = 1 << 20 };

typedef VEC(MachineRoot) Roots;

typedef struct SiteObjects { uint64_t pc, objects, bytes; } SiteObjects;

typedef struct Dump {
	Machine *m;
	int fd;
	StrBuf out;
	int64_t error;		/* a negated errno */
	Roots roots;		/* by address */
	Map types;		/* descriptors that were written */
	Map buckets;		/* site's pc -> its place in `uses` + 1 */
	VEC(SiteObjects) uses;
} Dump;

static void flush(Dump *d)
{
	int64_t n = d->error ? 0 : door_write(d->m, d->fd, d->out.data, d->out.len);

	if (n < 0)
		d->error = n;
	sb_clear(&d->out);
}

static void put(Dump *d, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		sb_addc(&d->out, (char)(v | 0x80));
	sb_addc(&d->out, (char)v);
}

static void put_bytes(Dump *d, const void *bytes, uint64_t n)
{
	put(d, n);
	if (n)
		sb_addn(&d->out, bytes, n);
	if (d->out.len >= FLUSH_AT)
		flush(d);
}

static void put_text(Dump *d, const char *text)
{
	put_bytes(d, text, strlen(text));
}

/* ---- roots ---- */

static void keep_root(void *ctx, const MachineRoot *root)
{
	Dump *d = ctx;

	vec_push(&d->roots, *root);
}

static int by_address(const void *a, const void *b)
{
	uint64_t x = ((const MachineRoot *)a)->addr, y = ((const MachineRoot *)b)->addr;

	return x < y ? -1 : x > y;
}

/* The first root at addr or behind it. */
static size_t root_from(const Dump *d, uint64_t addr)
{
	size_t lo = 0, hi = d->roots.len;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (d->roots.data[mid].addr < addr)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Memory outside the heap, and which of its words are roots. */
static void put_range(Dump *d, uint64_t from, uint64_t to)
{
	put_bytes(d, at(from), to - from);
}

static void put_root_fields(Dump *d, uint64_t from, uint64_t to)
{
	for (size_t i = root_from(d, from); i < d->roots.len && d->roots.data[i].addr < to; i++) {
		put(d, FIELD_POINTER);
		put(d, d->roots.data[i].addr - from);
	}
	put(d, FIELD_END);
}

static void dump_segment(Dump *d, unsigned tag, SegmentId id)
{
	SegmentInfo s;

	machine_segment(d->m, id, &s);
	put(d, tag);
	put(d, s.start);
	put_range(d, s.start, s.end);
	put_root_fields(d, s.start, s.end);
}

/* What lies neither in a segment of variables nor in a frame. */
static void dump_other_roots(Dump *d)
{
	vec_each(&d->roots, r) {
		SegmentId id = machine_segment_of(d->m, r->addr);
		SegmentInfo s = { 0 };

		if (id == SEGMENT_DATA || id == SEGMENT_BSS)
			machine_segment(d->m, id, &s);
		if (r->kind == ROOT_FRAME || (r->addr >= s.start && r->addr < s.end))
			continue;
		put(d, DUMP_ROOT);
		put_text(d, r->what ? r->what : "library's variable");
		put(d, r->value);
	}
}

/* ---- types ---- */

static void dump_type(Dump *d, uint64_t type)
{
	const TypeDesc *t = at(type);
	uint64_t *known = type ? map_at(&d->types, type) : NULL;

	if (!known || (*known)++)
		return;
	put(d, DUMP_TYPE);
	put(d, type);
	put(d, t->size);
	put_bytes(d, at(t->link.ptr), t->link.len);
	put(d, !(t->flags & TD_DIRECT) || t->ptr_bytes);
}

static void dump_itabs(Dump *d)
{
	const Image *const *images;
	size_t n = machine_images(d->m, &images);

	for (size_t i = 0; i < n; i++)
		vec_each(&images[i]->itabs, addr) {
			const Itab *tab = at(*addr);

			dump_type(d, tab->type);
			put(d, DUMP_ITAB);
			put(d, *addr);
			put(d, tab->type);
		}
}

/* ---- objects ---- */

static void put_object_fields(Dump *d, const ObjectInfo *o)
{
	const Span *s = span_of(d->m, o->addr);
	const uint64_t *bits = ptr_bits(d->m);
	uint64_t word = (o->addr - d->m->heap->base) / 8;

	for (uint64_t i = 0; !s->noscan && i < o->size / 8; i++)
		if (bits[(word + i) / 64] >> ((word + i) % 64) & 1) {
			put(d, FIELD_POINTER);
			put(d, i * 8);
		}
	put(d, FIELD_END);
}

static void count_site(Dump *d, const ObjectInfo *o)
{
	uint64_t *place = map_at(&d->buckets, o->site);

	if (!*place) {
		vec_push(&d->uses, ((SiteObjects){ .pc = o->site }));
		*place = d->uses.len;
	}
	d->uses.data[*place - 1].objects++;
	d->uses.data[*place - 1].bytes += o->size;
}

static void dump_objects(Dump *d)
{
	ObjectInfo o = { 0 };

	while (machine_object_next(d->m, &o)) {
		dump_type(d, o.type);
		put(d, DUMP_OBJECT);
		put(d, o.addr);
		put_range(d, o.addr, o.addr + o.size);
		put_object_fields(d, &o);
		count_site(d, &o);
	}
}

static void dump_finalizer(void *ctx, const Special *s)
{
	Dump *d = ctx;

	dump_type(d, s->type);
	dump_type(d, s->param);
	put(d, s->due ? DUMP_QUEUED_FINALIZER : DUMP_FINALIZER);
	put(d, s->object);
	put(d, s->func);
	put(d, func_word_entry(s->func));
	put(d, s->param);
	put(d, s->type);
}

/* ---- goroutines ---- */

static uint64_t gor_address(const GorInfo *g)
{
	return g->stack_lo;	/* it is not in memory that the program can address: its stack stands for it */
}

static void dump_frames(Dump *d, const GorInfo *g)
{
	MachineFrame f;
	uint64_t depth = 0, child = 0, end = 0;

	for (bool more = machine_frame(d->m, g, &f, true); more; more = machine_frame(d->m, g, &f, false)) {
		uint64_t to = f.fp + f.code.func->frame_bytes;

		/* Arguments of a call that is under way are the callee's; a frame on another slot's stack lies where it will. */
		if (end && child > f.fp && child < to)
			to = child;
		put(d, DUMP_FRAME);
		put(d, f.fp);
		put(d, depth++);
		put(d, child);
		put_range(d, f.fp, to);
		put(d, f.code.func->entry);
		put(d, f.lookup_pc);
		put(d, f.pc);
		put_text(d, image_text(f.code.image, f.code.func->name));
		put_root_fields(d, f.fp, to);
		child = f.fp;
		end = to;
	}
}

static void dump_records(Dump *d, const GorInfo *g, const Gor *gor)
{
	for (uint64_t addr = gor->defers; addr; addr = ((const Defer *)at(addr))->link) {
		const Defer *r = at(addr);

		put(d, DUMP_DEFER);
		put(d, addr);
		put(d, gor_address(g));
		put(d, r->token);
		put(d, 0);
		put(d, r->func);
		put(d, r->func ? func_word_entry(r->func) : 0);
		put(d, r->link);
	}
	for (uint64_t addr = gor->panics; addr; addr = ((const Panic *)at(addr))->link) {
		const Panic *r = at(addr);

		dump_type(d, r->type);
		put(d, DUMP_PANIC);
		put(d, addr);
		put(d, gor_address(g));
		put(d, r->type);
		put(d, r->data);
		put(d, 0);
		put(d, r->link);
	}
}

static void dump_goroutine(Dump *d, const GorInfo *g)
{
	const Gor *gor = gor_by_id(d->m, g->id);
	MachineFrame f = { 0 };

	machine_frame(d->m, g, &f, true);
	put(d, DUMP_GOROUTINE);
	put(d, gor_address(g));
	put(d, f.fp);
	put(d, g->id);
	put(d, g->created_by_pc);
	put(d, g->state == GOR_RUNNING ? STATUS_RUNNING : g->state == GOR_RUNNABLE ? STATUS_RUNNABLE : STATUS_WAITING);
	put(d, g->own);
	put(d, 0);	/* in the background */
	put(d, 0);	/* waiting since */
	put_text(d, g->wait ? g->wait : "");
	put(d, 0);	/* closure of the innermost frame */
	put(d, 0);	/* thread: there is one */
	put(d, gor->defers);
	put(d, gor->panics);
	dump_frames(d, g);
	dump_records(d, g, gor);
}

static void dump_goroutines(Dump *d)
{
	GorInfo g;

	for (size_t i = 0; machine_goroutine(d->m, i, &g); i++)
		dump_goroutine(d, &g);
}

/* ---- numbers ---- */

static void dump_params(Dump *d)
{
	put(d, DUMP_PARAMS);
	put(d, 0);	/* little-endian */
	put(d, 8);
	put(d, d->m->heap->base);
	put(d, d->m->heap->top);
	put_text(d, "amd64");
	put_text(d, "");	/* experiments */
	put(d, 1);
}

/* runtime.MemStats' fields, up to the pauses, of which some are no counters of this machine: 0. */
static void dump_memstats(Dump *d)
{
	enum { ALLOC, TOTAL, SYS, MALLOCS, FREES, HEAP_SYS, HEAP_IDLE, HEAP_INUSE, STACK, NEXT_GC, LAST_GC, PAUSES, CYCLES };
	uint64_t s[GC_STATS], objects;

	gcpace_stats(d->m, s, GC_STATS);
	objects = s[MALLOCS] - s[FREES];
	const uint64_t fields[] = { s[ALLOC], s[TOTAL], s[SYS], 0, s[MALLOCS], s[FREES], s[ALLOC], s[HEAP_SYS], s[HEAP_IDLE],
		s[HEAP_INUSE], s[GC_STATS - 1], objects, s[STACK], s[STACK], 0, 0, 0, 0, 0, 0, 0, s[NEXT_GC], s[LAST_GC], s[PAUSES] };

	put(d, DUMP_MEMSTATS);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		put(d, fields[i]);
	for (size_t i = 0; i < GC_PAUSES; i++)
		put(d, s[14 + i]);
	put(d, s[CYCLES]);
}

/* Where objects were allocated: the innermost frame, which is what is recorded. A bucket's number is its pc. */
static void dump_site(Dump *d, const SiteObjects *u)
{
	StrBuf name = { 0 }, file = { 0 };
	uint64_t line;

	native_place(d->m, u->pc, &name, &file, &line);
	put(d, DUMP_MEMPROF);
	put(d, u->pc);
	put(d, u->bytes / u->objects);
	put(d, name.len > 0);
	if (name.len) {
		put_bytes(d, name.data, name.len);
		put_bytes(d, file.data, file.len);
		put(d, line);
	}
	put(d, u->objects);
	put(d, 0);
	sb_free(&name);
	sb_free(&file);
}

static void dump_sites(Dump *d)
{
	ObjectInfo o = { 0 };

	vec_each(&d->uses, u)
		dump_site(d, u);
	while (machine_object_next(d->m, &o)) {
		put(d, DUMP_SAMPLE);
		put(d, o.addr);
		put(d, o.site);
	}
}

static void dump(Dump *d)
{
	machine_roots(d->m, keep_root, d);
	if (d->roots.len)
		qsort(d->roots.data, d->roots.len, sizeof *d->roots.data, by_address);
	sb_add(&d->out, "go1.7 heap dump\n");
	dump_params(d);
	dump_itabs(d);
	dump_objects(d);
	special_each(d->m, SPECIAL_FINALIZER, dump_finalizer, d);
	dump_goroutines(d);
	dump_segment(d, DUMP_DATA, SEGMENT_DATA);
	dump_segment(d, DUMP_BSS, SEGMENT_BSS);
	dump_other_roots(d);
	dump_memstats(d);
	dump_sites(d);
	put(d, DUMP_EOF);
	flush(d);
}

/* w: descriptor, result: 0 or a negated errno. */
Flow rt_heap_dump(Machine *m, uint64_t *w)
{
	Dump d = { .m = m, .fd = (int)w[0] };

	dump(&d);
	w[1] = (uint64_t)d.error;
	sb_free(&d.out);
	vec_free(&d.roots);
	vec_free(&d.uses);
	map_free(&d.types);
	map_free(&d.buckets);
	return FLOW_NEXT;
}
