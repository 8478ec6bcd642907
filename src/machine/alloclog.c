/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who allocated an object, and how many collections it has outlived: by its ordinal, in run-length form.
 *
 *     runs     {first ordinal, goroutine}: from there on, until the next run, that goroutine allocated
 *     cycles   the last ordinal given when each collection ended
 *
 * Runs without a living object are forgotten when there are many of them, so the log stays in proportion
 * to the heap however long the program runs.
 */
#include "machine/heap.h"

#include "base/mem.h"

typedef struct AllocRun { uint64_t first, goroutine; } AllocRun;

static uint64_t private_at(const Machine *m, uint64_t offset)
{
	return m->base + PRIVATE_DELTA + offset;
}

static AllocRun *runs(const Machine *m) { return at(private_at(m, PRIVATE_ALLOC_RUNS)); }
static uint64_t *cycles(const Machine *m) { return at(private_at(m, PRIVATE_ALLOC_CYCLES)); }

/* Room for one more of `size` bytes after n of them; false: there is none. */
static bool room(Machine *m, uint64_t table, uint64_t n, uint64_t size)
{
	enum { CHUNK = 64 << 10 };
	uint64_t from = n * size, to = from + size;

	if (to > ALLOC_TABLE_BYTES)
		return false;
	return from % CHUNK || memory_private(m, table + from, CHUNK);
}

void alloclog_switched(Machine *m)
{
	Heap *h = m->heap;
	uint64_t id = gor_current(m)->id;

	m->state->switched = 0;
	if (h->nruns && runs(m)[h->nruns - 1].goroutine == id)
		return;
	if (room(m, PRIVATE_ALLOC_RUNS, h->nruns, sizeof(AllocRun)))
		runs(m)[h->nruns++] = (AllocRun){ h->ordinal + 1, id };
}

/* The index of the run that an ordinal is in; nruns > 0, and the first run begins at 1. */
static uint64_t run_of(const Machine *m, uint64_t ordinal)
{
	uint64_t lo = 0, hi = m->heap->nruns;

	while (hi - lo > 1) {
		uint64_t mid = lo + (hi - lo) / 2;

		*(runs(m)[mid].first <= ordinal ? &lo : &hi) = mid;
	}
	return lo;
}

/* Marks the runs that living objects are in. */
static void see_span(const Machine *m, const Span *s, uint64_t *seen)
{
	for (uint64_t w = 0; w < span_bit_words(s); w++)
		for (uint64_t bits = span_alloc_bits(s)[w]; bits; bits &= bits - 1) {
			uint64_t r = run_of(m, span_records(s)[w * 64 + (unsigned)__builtin_ctzll(bits)] >> 24);

			seen[r / 64] |= 1ULL << (r % 64);
		}
}

/* A run that goes is joined to the one before; what lies behind the last is zero, so that equal moments have equal memory. */
static void keep_seen(Machine *m, const uint64_t *seen)
{
	Heap *h = m->heap;
	uint64_t kept = 1;

	for (uint64_t r = 1; r < h->nruns; r++)
		if (seen[r / 64] >> (r % 64) & 1 || r + 1 == h->nruns)
			runs(m)[kept++] = runs(m)[r];
	memset(&runs(m)[kept], 0, (h->nruns - kept) * sizeof(AllocRun));
	h->nruns = kept;
}

static void prune(Machine *m)
{
	Heap *h = m->heap;
	uint64_t *seen = mem_array(h->nruns / 64 + 1, 8);

	for (uint32_t n = 0; n < h->nspans; n++) {
		const Span *s = span_at(m, n);

		if (s->state == SPAN_USED && s->pages)
			see_span(m, s, seen);
	}
	keep_seen(m, seen);
	mem_free(seen);
}

void alloclog_cycle(Machine *m)
{
	enum { MANY = 65536 };
	Heap *h = m->heap;

	if (room(m, PRIVATE_ALLOC_CYCLES, h->cycles, 8))
		cycles(m)[h->cycles] = h->ordinal;
	if (h->nruns > MANY && h->nruns > 2 * h->live_objects)
		prune(m);
}

void alloclog_tables(const Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len))
{
	const Heap *h = m->heap;
	uint64_t ncycles = h->cycles < ALLOC_TABLE_BYTES / 8 ? h->cycles : ALLOC_TABLE_BYTES / 8;

	fn(ctx, private_at(m, PRIVATE_ALLOC_RUNS), h->nruns * sizeof(AllocRun));
	fn(ctx, private_at(m, PRIVATE_ALLOC_CYCLES), ncycles * 8);
}

/* How many collections ended before an object was made. */
static uint64_t cycles_before(const Machine *m, uint64_t ordinal)
{
	uint64_t lo = 0, hi = m->heap->cycles;

	while (lo < hi) {
		uint64_t mid = lo + (hi - lo) / 2;

		if (cycles(m)[mid] < ordinal)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void machine_object_origin(const Machine *m, uint64_t id, ObjectOrigin *out)
{
	const Heap *h = m->heap;

	out->goroutine = h->nruns ? runs(m)[run_of(m, id)].goroutine : 0;
	out->survived = h->cycles - cycles_before(m, id);
}
