/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles: see profile.h. */
#include "machine/profile.h"

#include <string.h>

#include "base/map.h"
#include "machine/heap.h"
#include "machine/natives.h"
#include "machine/profile_int.h"

static uint64_t *words(Profiles *p)
{
	return (uint64_t *)(p + 1);
}

Row *profile_row_at(Profiles *p, uint64_t n)
{
	return n ? (Row *)(words(p) + n - 1) : NULL;
}

/* Maps so many words more. What has no room is not counted. */
static bool room(Machine *m, Profiles *p, uint64_t more)
{
	uint64_t need = sizeof *p + (p->used + more) * 8;

	while (p->mapped < need) {
		if (p->mapped >= MOST_BYTES || !memory_private(m, PROFILE_AT + p->mapped, CHUNK))
			return false;
		p->mapped += CHUNK;
	}
	return true;
}

static uint64_t hash_stack(const uint64_t *pcs, uint64_t depth)
{
	uint64_t h = depth;

	for (uint64_t i = 0; i < depth; i++)
		h = hash_u64(h ^ pcs[i]);
	return h;
}

uint64_t profile_row_of(Machine *m, Profiles *p, ProfileKind kind, const uint64_t *pcs, uint64_t depth)
{
	uint64_t *bucket = &p->tables[kind].first[hash_stack(pcs, depth) % BUCKETS];
	Row *row;

	for (uint64_t n = *bucket; n; n = row->next) {
		row = profile_row_at(p, n);
		if (row->depth == depth && memcmp(row->pcs, pcs, depth * 8) == 0)
			return n;
	}
	if (!room(m, p, sizeof *row / 8 + depth))
		return 0;
	row = (Row *)(words(p) + p->used);
	*row = (Row){ .next = *bucket, .depth = depth };
	memcpy(row->pcs, pcs, depth * 8);
	*bucket = p->used + 1;
	p->used += sizeof *row / 8 + depth;
	p->tables[kind].rows++;
	return *bucket;
}

/* A native's own frame says nothing that its caller's does not. */
static bool in_native(const Machine *m, uint64_t pc)
{
	CodeAt code;

	return machine_code_at(m, pc, &code) && (code.func->flags & FN_NATIVE);
}

uint64_t profile_stack(Machine *m, const Gor *g, uint64_t *pcs)
{
	GorInfo info;

	gor_info(m, g, &info);
	return native_callers(m, &info, in_native(m, info.pc), pcs, PROFILE_DEPTH);
}

/* Once more, where goroutine g is. */
static void note(Machine *m, ProfileKind kind, const Gor *g, uint64_t value)
{
	uint64_t pcs[PROFILE_DEPTH], depth = profile_stack(m, g, pcs);
	Row *row = profile_row_at(profiles(m), profile_row_of(m, profiles(m), kind, pcs, depth));

	if (row) {
		row->count++;
		row->value += value;
	}
}

Profiles *profiles_made(Machine *m)
{
	Profiles *p = profiles(m);

	if (p)
		return p;
	if (!memory_private(m, PROFILE_AT, CHUNK))
		return NULL;
	m->state->profiled = true;
	p = profiles(m);
	memset(p, 0, sizeof *p);
	p->mapped = CHUNK;
	return p;
}

bool profile_set(Machine *m, ProfileKind kind, uint64_t rate)
{
	Profiles *p = rate ? profiles_made(m) : profiles(m);

	if (!p)
		return !rate;
	p->rates[kind] = rate;
	if (kind != PROFILE_TICKS)
		return true;
	if (rate)
		memset(&p->tables[kind], 0, sizeof p->tables[kind]);
	p->sampled_at = count_now(m);
	m->state->profile_at = rate ? p->sampled_at + rate : UINT64_MAX;
	budget_set(m);
	return true;
}

void profile_sample(Machine *m, uint64_t now)
{
	Profiles *p = profiles(m);

	note(m, PROFILE_TICKS, gor_current(m), now - p->sampled_at);
	p->sampled_at = now;
	m->state->profile_at = now + p->rates[PROFILE_TICKS];
}

/* ---- waits ---- */

static bool is_counted(const Gor *g)
{
	static const bool counted[] = {
#define WAIT(name, text, profiled) profiled,
#include "machine/wait.def"
	};

	return counted[g->wait];
}

void profile_parks(Machine *m, Gor *g)
{
	const Profiles *p = profiles(m);

	g->parked_at = p && (p->rates[PROFILE_BLOCK] || p->rates[PROFILE_MUTEX]) && is_counted(g) ? clock_mono(m) + 1 : 0;
}

/* How long it has waited; 0: nobody asked when it began. */
static uint64_t waited(Machine *m, const Gor *g)
{
	int64_t now = g->parked_at ? clock_mono(m) + 1 : 0;

	return now > g->parked_at ? (uint64_t)(now - g->parked_at) : 0;
}

void profile_goes_on(Machine *m, Gor *g)
{
	if (g->parked_at && profiles(m)->rates[PROFILE_BLOCK])
		note(m, PROFILE_BLOCK, g, waited(m, g));
	g->parked_at = 0;
}

void profile_unlocks(Machine *m, const Gor *waiter)
{
	if (waiter->parked_at && profiles(m)->rates[PROFILE_MUTEX])
		note(m, PROFILE_MUTEX, gor_current(m), waited(m, waiter));
}

void profile_tables(Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len))
{
	Profiles *p = profiles(m);

	if (p)
		fn(ctx, (uint64_t)p, sizeof *p + p->used * 8);
	heapprofile_tables(m, ctx, fn);
}

/* ---- natives ---- */

/* w: kind, rate. */
Flow rt_profile_set(Machine *m, uint64_t *w)
{
	if (!profile_set(m, (ProfileKind)w[0], w[1]))
		return fatal(m, "runtime: out of memory");
	return FLOW_NEXT;
}

/* w: kind, words, result: how many words there are. A row is count, value, depth and so many return addresses. */
Flow rt_profile_rows(Machine *m, uint64_t *w)
{
	Profiles *p = profiles(m);
	uint64_t n = 0, *dst = at(w[1]);

	for (unsigned i = 0; p && i < BUCKETS; i++)
		for (const Row *row = profile_row_at(p, p->tables[w[0]].first[i]); row; row = profile_row_at(p, row->next)) {
			if (n + 3 + row->depth <= w[2]) {
				memcpy(dst + n, (uint64_t[]){ row->count, row->value, row->depth }, 24);
				memcpy(dst + n + 3, row->pcs, row->depth * 8);
			}
			n += 3 + row->depth;
		}
	if (n)
		card_mark_range(w[1], (n < w[2] ? n : w[2]) * 8);
	w[4] = n;
	return FLOW_NEXT;
}
