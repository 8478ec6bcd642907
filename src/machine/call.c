/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stacks. Goroutine 1 has one slot of 1 GB; the others begin in a dense 64 KB slot. A call that
 * does not fit there continues, once, at the start of a big slot: header, parameters are copied, and
 * the return pc becomes the BIGRET stub, which copies the results back to where the caller
 * expects them. Stacks never move, so addresses of locals stay good.
 */
#include "machine/heap.h"
#include "machine/race.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define MAIN_STACK (1ULL << 30)
#define SMALL_STACK (64ULL << 10)
#define BIG_STACK (256ULL << 20)
#define MARGIN 512		/* a native's or stub's own needs */

#define STACK_SMALL_BASE (2ULL << 30)		/* from the segment's start: after the main stack */
#define STACK_BIG_BASE (80ULL << 30)		/* after a million small ones */

FnHeader *fn_header(uint64_t entry)
{
	return (FnHeader *)(entry - sizeof(FnHeader));
}

uint64_t func_word_entry(uint64_t w)
{
	if ((w & (HULL_SLOT_SIZE - 1)) >> 36 == SEG_CODE >> 36)
		return w;
	return *word(w);
}

/* Maps as much of a stack as the system gives, halving what is refused; under a limit on the address
 * space an eighth of it at most. */
static uint64_t stack_map(Machine *m, uint64_t addr, uint64_t len)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
		while (len > limit.rlim_cur / 8)
			len /= 2;
	while (len >= 64 << 10) {
		if (memory_commit(m, addr, len))
			return len;
		len /= 2;
	}
	return 0;
}

static uint64_t take_slot(uint64_t *next, uint64_t *free_list)
{
	uint64_t slot = *free_list;

	if (!slot)
		return (*next)++;
	*free_list = *word(slot);
	return 0;
}

bool stack_new(Machine *m, Gor *g)
{
	State *st = m->state;
	uint64_t base = m->base + SEG_STACK, len;

	if (g == &m->gors[0]) {
		g->stack_lo = base;
		len = stack_map(m, base, MAIN_STACK);
	} else {
		/* Slots that were used before are chained through their first word. */
		uint64_t reuse = st->stack_free, slot = take_slot(&st->stack_next, &st->stack_free);

		g->stack_lo = reuse ? reuse : base + STACK_SMALL_BASE + slot * SMALL_STACK;
		if (!reuse && !heap_has_room(m, 0))
			return false;
		len = reuse || memory_commit(m, g->stack_lo, SMALL_STACK) ? SMALL_STACK : 0;
	}
	g->stack_hi = g->stack_lo + len;
	g->limit = g->stack_hi - MARGIN;
	g->big_lo = g->big_hi = 0;
	return len != 0;
}

static void free_big(Machine *m, Gor *g)
{
	*word(g->big_lo) = m->state->big_free;
	m->state->big_free = g->big_lo;
	g->big_lo = g->big_hi = 0;
}

void stack_free(Machine *m, Gor *g)
{
	if (g->big_lo)
		free_big(m, g);
	if (g == &m->gors[0])
		return;
	*word(g->stack_lo) = m->state->stack_free;
	m->state->stack_free = g->stack_lo;
}

bool stack_big(Machine *m, Gor *g)
{
	State *st = m->state;
	uint64_t reuse = st->big_free, slot = take_slot(&st->big_next, &st->big_free), len = BIG_STACK;

	g->big_lo = reuse ? reuse : m->base + SEG_STACK + STACK_BIG_BASE + slot * BIG_STACK;
	if (!reuse)
		len = stack_map(m, g->big_lo, BIG_STACK);
	g->big_hi = g->big_lo + len;
	return len != 0;
}

static Flow overflow(Machine *m, const Gor *g)
{
	char text[256];

	snprintf(text, sizeof text, "runtime: goroutine stack exceeds 1000000000-byte limit\n"
		 "runtime: sp=%#lx stack=[%#lx, %#lx]\nfatal error: stack overflow",
		 m->state->fp, g->big_lo ? g->big_lo : g->stack_lo, g->big_lo ? g->big_hi : g->stack_hi);
	return fatal_text(m, text);
}

bool pc_is_stub(uint64_t pc)
{
	return pc - image_stub(hull_slot_of(pc), OP_GOEND) < STUB_COUNT * sizeof(Ins);
}

/* The frame at nfp has its header and parameters; move them, and remember where it was in the word
 * below the moved frame. */
Flow call_grow(Machine *m, uint64_t nfp, uint64_t entry)
{
	Gor *g = gor_current(m);
	const FnHeader *h = fn_header(entry);
	uint64_t to, ret = word(nfp)[FRAME_RET_PC];

	if (g == &m->gors[0] || g->big_lo || !stack_big(m, g)) {
		if (!pc_is_stub(ret))
			m->state->pc = ret - sizeof(Ins);
		return overflow(m, g);
	}
	to = g->big_lo + 64;
	word(to)[-1] = nfp;
	word(to)[-2] = ret;
	memcpy(at(to), at(nfp), (FRAME_HEADER_WORDS + h->param_words) * 8u);
	word(to)[FRAME_RET_PC] = image_stub(m->base, OP_BIGRET);
	g->limit = m->state->limit = g->big_hi - MARGIN;
	m->state->fp = to;
	return FLOW_NEXT;
}

static void leave_big(Machine *m, Gor *g)
{
	free_big(m, g);
	g->limit = g->stack_hi - MARGIN;
	if (g == gor_current(m))
		m->state->limit = g->limit;
}

/* The callee at the start of the big slot has returned: results go to its first place. State.fp is
 * the caller's already; the moved frame still lies in the slot. */
Flow call_big_return(Machine *m)
{
	Gor *g = gor_current(m);
	uint64_t frame = g->big_lo + 64, home = word(frame)[-1], ret = word(frame)[-2];
	const FnHeader *h = fn_header(func_word_entry(word(frame)[FRAME_FUNC]));

	/* Parameters too, although only those of reflect.MakeFunc's code hold results: they are dead now. */
	memcpy(word(home) + FRAME_HEADER_WORDS, word(frame) + FRAME_HEADER_WORDS, (h->param_words + h->result_words) * 8u);
	leave_big(m, g);
	m->state->pc = ret;
	m->state->budget--;	/* a return: a tick; the stub stood behind the pc that follows it */
	return FLOW_RELOAD;
}

/* ---- calls that the machine makes ---- */

uint64_t frame_top(uint64_t fp)
{
	uint64_t bytes = fn_header(func_word_entry(word(fp)[FRAME_FUNC]))->frame_bytes;

	return fp + ((bytes + 7) & ~7ULL);
}

Flow call_func(Machine *m, uint64_t nfp, uint64_t func_word, const uint64_t *params, unsigned n, uint64_t ret_pc)
{
	State *st = m->state;
	uint64_t entry = func_word_entry(func_word), *frame = word(nfp);
	Flow flow = FLOW_NEXT;

	if (nfp + (FRAME_HEADER_WORDS + n) * 8 > st->limit + MARGIN)
		return overflow(m, gor_current(m));
	frame[FRAME_RET_PC] = ret_pc;
	frame[FRAME_CALLER] = st->fp;
	frame[FRAME_FUNC] = func_word;
	memcpy(frame + FRAME_HEADER_WORDS, params, n * 8);
	if (nfp + fn_header(entry)->frame_bytes > st->limit)
		flow = call_grow(m, nfp, entry);
	else
		st->fp = nfp;
	if (flow == FLOW_STOP)
		return flow;
	st->pc = entry;
	race_enter(m, entry, st->fp);
	return FLOW_RELOAD;
}

/* ---- order of frames ---- */

static bool in_big(const Gor *g, uint64_t fp)
{
	return g->big_lo && fp - g->big_lo < g->big_hi - g->big_lo;
}

bool frame_younger(const Gor *g, uint64_t fp, uint64_t than)
{
	if (in_big(g, fp) != in_big(g, than))
		return in_big(g, fp);
	return fp >= than;
}

uint64_t frame_return(const Gor *g, uint64_t fp)
{
	uint64_t ret = word(fp)[FRAME_RET_PC];

	return ret == image_stub(hull_slot_of(fp), OP_BIGRET) && in_big(g, fp) ? word(fp)[-2] : ret;
}

void stack_unwind(Machine *m, Gor *g, uint64_t fp)
{
	race_unwound(m, g, fp);
	if (g->big_lo != g->big_hi && !in_big(g, fp))	/* an expression's goroutine has an empty one */
		leave_big(m, g);
}

/* ---- how much of a stack is and was in use ---- */

#define OS_PAGE 4096ULL
#define LOOK_PAGES 256		/* at a time: no frame is large enough to leave so many untouched below it */

/* The end of the highest page of [lo, hi) that was ever written to, or lo. */
static uint64_t touched_end(uint64_t lo, uint64_t hi)
{
	unsigned char in_core[LOOK_PAGES];
	uint64_t end = lo, before;

	while (lo < hi) {
		uint64_t pages = (hi - lo) / OS_PAGE < LOOK_PAGES ? (hi - lo) / OS_PAGE : LOOK_PAGES;

		before = end;
		if (mincore(at(lo), pages * OS_PAGE, in_core) != 0)
			return hi;
		for (uint64_t i = 0; i < pages; i++)
			if (in_core[i] & 1)
				end = lo + (i + 1) * OS_PAGE;
		lo += pages * OS_PAGE;
		if (end == before)
			break;
	}
	return end;
}

/* Stacks begin as zeros and nothing clears them: the highest word that is not zero is how far frames have come. */
static uint64_t written(uint64_t lo, uint64_t hi)
{
	uint64_t end = touched_end(lo, hi);

	while (end > lo && !word(end)[-1])
		end -= 8;
	return end - lo;
}

/* Bytes from the bottom to the top of the innermost frame; 0 when the last frame is gone. */
static uint64_t in_use(const Gor *g, uint64_t fp)
{
	if (in_big(g, fp))
		return frame_top(fp) - g->big_lo + word(g->big_lo + 64)[-1] - g->stack_lo;
	return fp - g->stack_lo < g->stack_hi - g->stack_lo ? frame_top(fp) - g->stack_lo : 0;
}

void stack_use(const Machine *m, const Gor *g, StackUse *out)
{
	*out = (StackUse){
		.used = in_use(g, g->state == GOR_RUNNING ? m->state->fp : g->fp),
		.high_water = written(g->stack_lo, g->stack_hi) + written(g->big_lo, g->big_hi),
		.size = g->stack_hi - g->stack_lo + g->big_hi - g->big_lo,
	};
	if (out->high_water < out->used)
		out->high_water = out->used;
}

uint64_t stack_small_base(const Machine *m)
{
	return m->base + SEG_STACK + STACK_SMALL_BASE;
}

bool stack_range(const Machine *m, uint64_t addr, uint64_t *from, uint64_t *to)
{
	uint64_t base = m->base + SEG_STACK, small = stack_small_base(m);

	*from = base;
	*to = m->state->started ? m->gors[0].stack_hi : base;
	if (addr - *from < *to - *from)
		return true;
	*from = small;
	*to = small + m->state->stack_next * SMALL_STACK;
	if (addr - *from < *to - *from)
		return true;
	for (uint64_t i = 0; i < m->state->ngors; i++) {
		const Gor *g = &m->gors[i];

		*from = g->big_lo;
		*to = g->big_hi;
		if (g->state != GOR_DEAD && addr - *from < *to - *from)
			return true;
	}
	return false;
}
