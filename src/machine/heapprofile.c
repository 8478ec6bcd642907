/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Profiles of the heap: where objects were allocated, and how many of them are free again.
 *
 * Of every runtime.MemProfileRate bytes one is chosen, at random, and the object that it is in is a sample: its stack is counted,
 * and its address remembered until a collection finds it dead. heap_alloc compares two numbers for that: the bytes ever
 * allocated with those at the next sample, and the rate with the one that this was chosen for, since a program may change it.
 * The random numbers are always the same, so that a run done again counts the same.
 */
#include <math.h>

#include "machine/profile_int.h"

typedef struct Sample { uint64_t addr, row; } Sample;	/* of a living object; its row's word + 1 */

enum { MOST_SAMPLES = 16 << 20 };

static Sample *samples(const Machine *m)
{
	return at(m->base + PRIVATE_DELTA + PROFILE_SAMPLES_AT);
}

void heapprofile_start(Machine *m)
{
	Heap *h = m->heap;
	static const char name[] = "var:runtime.MemProfileRate";

	h->sample_at = UINT64_MAX;
	h->sample_rate = 0;
	rng_seed(&h->sample_rng, 1);
	h->rate_at = (uint64_t)&h->sample_rate;	/* no program to change it */
	vec_each(&m->images, im) {
		uint64_t addr = image_lookup(*im, name, sizeof name - 1);

		if (addr)
			h->rate_at = addr;
	}
}

/* Bytes from one sample to the next: with a mean of `rate`, and no memory of the last. */
static uint64_t distance(Heap *h, uint64_t rate)
{
	double bytes = rate > 1 ? -log(1 - rng_unit(&h->sample_rng)) * (double)rate : 0;

	return bytes < 1e15 ? (uint64_t)bytes + 1 : 1000000000000000;
}

/* Room for one more; false: there is none. */
static bool room(Machine *m, Profiles *p)
{
	if (p->samples >= MOST_SAMPLES)
		return false;
	if ((p->samples + 1) * sizeof(Sample) <= p->samples_mapped)
		return true;
	if (!memory_private(m, PROFILE_SAMPLES_AT + p->samples_mapped, CHUNK))
		return false;
	p->samples_mapped += CHUNK;
	return true;
}

static void count(Machine *m, uint64_t addr, uint64_t bytes)
{
	Profiles *p = profiles_made(m);
	uint64_t words[1 + PROFILE_DEPTH] = { bytes };
	uint64_t depth = 1 + profile_stack(m, gor_current(m), words + 1);
	uint64_t row = p && room(m, p) ? profile_row_of(m, p, PROFILE_HEAP, words, depth) : 0;

	if (!row)
		return;
	profile_row_at(p, row)->count++;
	samples(m)[p->samples++] = (Sample){ addr, row };
}

void heapprofile_allocated(Machine *m, uint64_t addr, uint64_t bytes)
{
	Heap *h = m->heap;
	int64_t rate = (int64_t)*word(h->rate_at);

	if (h->sample_rate != (uint64_t)rate) {
		h->sample_rate = (uint64_t)rate;
		h->sample_at = rate > 0 ? h->total_bytes - bytes + distance(h, (uint64_t)rate) : UINT64_MAX;
	}
	if (h->total_bytes < h->sample_at)
		return;
	count(m, addr, bytes);
	h->sample_at = h->total_bytes + distance(h, (uint64_t)rate);
}

void heapprofile_marked(Machine *m, bool (*marked)(Machine *m, uint64_t addr))
{
	Profiles *p = profiles(m);
	uint64_t kept = 0;

	for (uint64_t i = 0; p && i < p->samples; i++) {
		Sample s = samples(m)[i];

		if (marked(m, s.addr))
			samples(m)[kept++] = s;
		else
			profile_row_at(p, s.row)->value++;
	}
	if (p)
		p->samples = kept;
}

void heapprofile_tables(Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len))
{
	Profiles *p = profiles(m);

	if (p && p->samples)
		fn(ctx, (uint64_t)samples(m), p->samples * sizeof(Sample));
}
