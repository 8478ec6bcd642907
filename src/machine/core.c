/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A machine as bytes, and back. In order:
 *
 *   Facts      what the Machine record knows of a program that stands still
 *   text       of its stop
 *   maps       what was found or made at run time, by its key: types, itabs, descriptors of map entries
 *   freed      of the last collection
 *   images     that were kept: functions and constants of a debugger's expressions
 *   extents    of memory, each with its pages that are not zero, address by address, and 0; an empty one ends the list
 *
 * Lists lie behind their lengths. Addresses are those of the slot: nothing is moved. Caches are made anew, and so is what the images hold already: code, constants, side copies.
 */
#include "machine/heap.h"
#include "machine/mapped.h"
#include "machine/ranges.h"
#include "machine/sched.h"

#include "base/mem.h"
#include "base/stream.h"

typedef struct Facts {
	uint64_t layout, slot;
	uint64_t record_type, text_type, map_header_type, map_table_type;
	int64_t start_wall, start_mono;
	uint64_t virtual_clock, dying, dying_as;
	uint64_t gors_mapped;
	uint64_t reason, status, goroutine, pc, fp, unseen;	/* of the stop */
} Facts;

/* Of records that are written as they are: another strata's may differ. */
static uint64_t layout(void)
{
	static const uint64_t sizes[] = { sizeof(State), sizeof(Gor), sizeof(Heap), sizeof(Span), sizeof(Waiter), sizeof(Chan),
					  sizeof(struct GcFreed), sizeof(Facts), OP_COUNT, WAIT_COUNT };

	return hash_bytes(sizes, sizeof sizes);
}

/* Where memory is that a core file has: segments that are written to but for the evaluations' own, the table of types and itabs
 * that were made at run time, the private tables. */
static bool is_kept(const Machine *m, const Extent *e)
{
	const Extent places[] = {
		{ m->base + SEG_RODATA + 3 * LIBRARY_OFFSET, m->base + SEG_DATA }, { m->base + SEG_DATA, m->base + SEG_SCRATCH },
		{ m->base + PRIVATE_DELTA, m->base + PRIVATE_DELTA + HULL_SLOT_SIZE - PAGE },
	};

	for (unsigned i = 0; i < sizeof places / sizeof *places; i++)
		if (e->from >= places[i].from && e->from <= e->to && e->to <= places[i].to)
			return e->from % PAGE == 0 && e->to % PAGE == 0 && !machine_eval_memory(m, e->from);
	return false;
}

/* ---- writing ---- */

static void out_map(StreamOut *o, const Map *map)
{
	uint64_t key, value;

	stream_put_word(o, map->len);
	for (size_t it = 0; map_next(map, &it, &key, &value);) {
		stream_put_word(o, key);
		stream_put_word(o, value);
	}
}

static void out_facts(StreamOut *o, const Machine *m)
{
	Facts f = {
		.layout = layout(), .slot = m->base, .record_type = m->record_type, .text_type = m->text_type,
		.map_header_type = m->map_header_type, .map_table_type = m->map_table_type,
		.start_wall = m->start_wall, .start_mono = m->start_mono, .virtual_clock = m->config.virtual_clock,
		.dying = m->dying, .dying_as = m->dying_as,
		.gors_mapped = m->gors_mapped,
		.reason = m->stop.reason, .status = (uint64_t)(int64_t)m->stop.status, .goroutine = m->stop.goroutine,
		.pc = m->stop.pc, .fp = m->stop.fp, .unseen = m->stop.unseen,
	};

	stream_put(o, &f, sizeof f);
	stream_put_text(o, m->stop_text.data, m->stop_text.len);
}

static void out_images(StreamOut *o, const Machine *m)
{
	StrBuf bytes = { 0 };

	vec_each(&m->images, im) {
		if ((*im)->part != PART_SCRATCH)
			continue;
		sb_clear(&bytes);
		image_write(*im, &bytes);
		stream_put_text(o, bytes.data, bytes.len);
	}
	stream_put_word(o, 0);
	sb_free(&bytes);
}

/* Most of a stack nobody has touched: that is zero, and not to be looked at page by page. */
static void out_extent(StreamOut *o, const Machine *m, const Extent *e)
{
	VEC(uint8_t) there = { 0 };

	vec_resize(&there, (e->to - e->from) / PAGE);
	memset(there.data, 1, there.len);
	if (machine_segment_of(m, e->from) == SEGMENT_STACK)
		range_touched(&(Range){ e->from, e->to - e->from, RANGE_TOUCHED }, there.data);
	stream_put(o, e, sizeof *e);
	for (size_t i = 0; !o->failed && i < there.len; i++) {
		uint64_t addr = e->from + i * PAGE;

		if (there.data[i] & 1 && !page_is_zero(at(addr))) {
			stream_put_word(o, addr);
			stream_put(o, at(addr), PAGE);
		}
	}
	stream_put_word(o, 0);
	vec_free(&there);
}

static void out_memory(StreamOut *o, Machine *m)
{
	mapped_open(m);
	vec_each(&m->extents, e)
		if (is_kept(m, e))
			out_extent(o, m, e);
	mapped_close(m, ~0);
	stream_put(o, &(Extent){ 0, 0 }, sizeof(Extent));
}

void machine_core_write(Machine *m, StreamOut *o)
{
	out_facts(o, m);
	out_map(o, &m->types_by_link);
	out_map(o, &m->itabs);
	out_map(o, &m->entry_types);
	stream_put_text(o, m->freed.data, m->freed.len * sizeof *m->freed.data);
	out_images(o, m);
	out_memory(o, m);
}

/* ---- reading ---- */

static void in_map(StreamIn *in, Map *map)
{
	for (uint64_t n = stream_get_word(in); n && !in->bad; n--) {
		uint64_t key = stream_get_word(in), value = stream_get_word(in);

		if (!in->bad)
			map_put(map, key, value);
	}
}

static void in_facts(StreamIn *in, Machine *m)
{
	const Facts *f = stream_get(in, sizeof *f);
	const char *text;
	size_t n;

	if (!f || f->layout != layout() || f->slot != m->base) {
		in->bad = true;
		return;
	}
	m->record_type = f->record_type;
	m->text_type = f->text_type;
	m->map_header_type = f->map_header_type;
	m->map_table_type = f->map_table_type;
	m->gors_mapped = f->gors_mapped;
	m->start_wall = f->start_wall;
	m->start_mono = f->start_mono;
	m->config.virtual_clock = f->virtual_clock != 0;
	m->dying = f->dying != 0;
	m->dying_as = (StopReason)f->dying_as;
	text = stream_get_text(in, &n);
	sb_clear(&m->stop_text);
	sb_addn(&m->stop_text, text, n);
	m->stop = (MachineStop){ .reason = (StopReason)f->reason, .status = (int)(int64_t)f->status, .goroutine = f->goroutine,
				 .pc = f->pc, .fp = f->fp, .unseen = f->unseen != 0, .text = sb_text(&m->stop_text) };
}

static void in_freed(StreamIn *in, Machine *m)
{
	size_t n;
	const char *bytes = stream_get_text(in, &n);

	if (!n)
		return;
	vec_resize(&m->freed, n / sizeof *m->freed.data);
	memcpy(m->freed.data, bytes, m->freed.len * sizeof *m->freed.data);
}

/* In the order in which they were kept: each lies behind the one before. */
static void in_images(StreamIn *in, Machine *m, void (*keep)(void *ctx, Image *image), void *ctx)
{
	size_t n;

	for (const char *bytes = stream_get_text(in, &n); n; bytes = stream_get_text(in, &n)) {
		void *copy = mem_alloc(n);
		Image *im = image_read(memcpy(copy, bytes, n), n);

		if (!im) {
			mem_free(copy);
			in->bad = true;
			return;
		}
		im->moved = copy;
		keep(ctx, im);
		if (im->part != PART_SCRATCH || im->base.code != machine_scratch_bases(m).code || !machine_keep_scratch(m, im))
			in->bad = true;
	}
}

static bool extent_map(Machine *m, const Extent *e)
{
	return hull_ok(e->from) ? memory_commit(m, e->from, e->to - e->from) : memory_map(m, e->from, e->to - e->from);
}

static void in_pages(StreamIn *in, const Extent *e)
{
	for (uint64_t addr = stream_get_word(in); addr; addr = stream_get_word(in)) {
		const void *page = stream_get(in, PAGE);

		if (!page || addr % PAGE || addr - e->from >= e->to - e->from) {
			in->bad = true;
			return;
		}
		memcpy(at(addr), page, PAGE);
	}
}

/* False: there is no memory for it. */
static bool in_memory(StreamIn *in, Machine *m)
{
	for (;;) {
		Extent e = { .from = stream_get_word(in) };

		e.to = stream_get_word(in);
		if (!e.from && !in->bad)
			return true;
		if (in->bad || !is_kept(m, &e)) {
			in->bad = true;
			return true;
		}
		if (!extent_map(m, &e))
			return false;
		in_pages(in, &e);
	}
}

bool machine_core_read(Machine *m, StreamIn *in, void (*keep)(void *ctx, Image *image), void *ctx, const char **why)
{
	bool memory;

	in_facts(in, m);
	in_map(in, &m->types_by_link);
	in_map(in, &m->itabs);
	in_map(in, &m->entry_types);
	in_freed(in, m);
	in_images(in, m, keep, ctx);
	memory = !in->bad && in_memory(in, m);
	*why = in->bad ? "its tables are damaged" : "there is no memory for the program";
	if (in->bad || !memory)
		return false;
	mapped_close(m, ~0);
	views_forget(m);
	return true;
}
