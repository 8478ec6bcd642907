/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When to collect, and what is told of it: GOGC, the memory limit, the debugger's modes, the statistics of
 * runtime.MemStats, the line of GODEBUG=gctrace=1.
 *
 * Sources: the documentation of package runtime (environment variables, gctrace) and of runtime/debug.
 */
#include "machine/heap.h"
#include "machine/record.h"

#include <stdlib.h>

/* ---- the environment ---- */

/* GOGC=off, or a number; what is neither is not heeded. */
static int64_t percent_text(const char *text)
{
	char *end;
	long n;

	if (!text || !*text)
		return 100;
	if (strcmp(text, "off") == 0)
		return -1;
	n = strtol(text, &end, 10);
	return *end || n > INT32_MAX || n < INT32_MIN ? 100 : n < 0 ? -1 : n;
}

/* off, or bytes: 12, 12B, 12KiB, 12MiB, 12GiB, 12TiB. False: it is none of these. */
static bool limit_text(const char *text, int64_t *out)
{
	static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };
	char *end;
	uint64_t n;
	unsigned u = 0;

	*out = INT64_MAX;
	if (!text || !*text || strcmp(text, "off") == 0)
		return true;
	if (*text < '0' || *text > '9')
		return false;
	n = strtoull(text, &end, 10);
	while (*end && u < 5 && strcmp(end, units[u]) != 0)
		u++;
	if (u == 5 || n > (uint64_t)INT64_MAX >> (10 * u))
		return false;
	*out = (int64_t)(n << (10 * u));
	return true;
}

void gcpace_init(Machine *m)
{
	Heap *h = m->heap;

	h->percent = percent_text(environment(m, "GOGC"));
	h->bad_limit = !limit_text(environment(m, "GOMEMLIMIT"), &h->soft_limit);
	h->trace = godebug_is_on(m, "gctrace");
	h->stress = m->config.gc_stress;
	gcpace_goal(m);
}

/* The first safepoint is early enough to say that a setting is wrong. */
void gcpace_start(Machine *m)
{
	m->state->gc_at = m->heap->stress || m->heap->bad_limit ? 1 : UINT64_MAX;
}

/* ---- the goal ---- */

/* GOGC: as much again as lived after the last collection, in that percentage; small heaps are left alone. */
static uint64_t percent_goal(const Machine *m)
{
	const Heap *h = m->heap;
	uint64_t percent = (uint64_t)h->percent, least = m->config.gc_start * percent / 100;
	uint64_t goal = h->heap_after + h->heap_after / 100 * percent;

	if (h->percent < 0)
		return UINT64_MAX;
	return goal < least ? least : goal;
}

void gcpace_goal(Machine *m)
{
	Heap *h = m->heap;
	uint64_t goal = percent_goal(m), limit = (uint64_t)h->soft_limit;
	/* A limit that what lives has reached must not make every allocation collect. */
	uint64_t room = h->heap_after + h->heap_after / 16 + (64 << 10);

	if (limit < goal)
		goal = limit > room ? limit : room;
	h->next_gc = goal;
	/* Marking goes on while the program allocates: it begins early enough to be done by then. */
	h->trigger = goal == UINT64_MAX ? goal : h->heap_after + (goal > h->heap_after ? (goal - h->heap_after) / 12 * 11 : 0);
}

int64_t gcpace_percent(Machine *m, int64_t percent)
{
	int64_t old = m->heap->percent;

	m->heap->percent = percent < 0 ? -1 : percent;
	gcpace_goal(m);
	return old;
}

int64_t gcpace_limit(Machine *m, int64_t limit)
{
	int64_t old = m->heap->soft_limit;

	if (limit < 0)
		return old;
	m->heap->soft_limit = limit;
	gcpace_goal(m);
	return old;
}

/* ---- modes ---- */

void gcpace_next(Machine *m, bool working)
{
	Heap *h = m->heap;
	bool soon = h->stress && !h->off && (!working || m->config.gc_steps);

	m->state->gc_at = soon ? count_now(m) + h->stress : UINT64_MAX;
}

void machine_gc_mode(Machine *m, bool off, unsigned every)
{
	Heap *h = m->heap;

	if (h->off == off && h->stress == every)
		return;
	h->off = off;
	h->stress = every;
	gcpace_next(m, false);
	if (m->state->started)
		budget_set(m);
	record_changed(m);
}

/* ---- what is told ---- */

/* All objects, garbage too, in the quanta that are left until the goal; not more than a step can take in good time. */
static void set_step(Heap *h)
{
	enum { LEAST = 500, MOST = 8000 };
	uint64_t left = h->next_gc > h->live_bytes ? (h->next_gc - h->live_bytes) / GC_QUANTUM : 0;
	uint64_t n = h->live_objects / (left + 1) + LEAST;

	h->step_objects = n < MOST ? n : MOST;
}

void gcpace_begin(Machine *m)
{
	Heap *h = m->heap;

	set_step(h);
	h->phase_ns[0] = h->phase_ns[1] = h->phase_ns[2] = 0;
	h->work_began = clock_mono(m);
}

void gcpace_work(Machine *m)
{
	m->heap->work_began = clock_mono(m);
}

void gcpace_worked(Machine *m, unsigned phase)
{
	Heap *h = m->heap;
	int64_t now = clock_mono(m);

	h->phase_ns[phase] += (uint64_t)(now - h->work_began);
	h->work_began = now;
}

/* Two digits, in milliseconds. */
static void add_ms(StrBuf *out, uint64_t ns)
{
	uint64_t us = ns / 1000, scale = 1000;
	int digits = 3;

	if (ns >= 10000000 || !us) {
		sb_printf(out, "%lu", (unsigned long)(ns / 1000000));
		return;
	}
	for (; us >= 100; us /= 10, scale /= 10)
		digits--;
	sb_printf(out, "%.*f", digits, (double)us / (double)scale);
}

static void add_times(StrBuf *out, const uint64_t *ns, bool cpu)
{
	add_ms(out, ns[0]);
	sb_addc(out, '+');
	add_ms(out, ns[1]);
	sb_add(out, cpu ? "/0/0+" : "+");	/* the program's own goroutine does all the work */
	add_ms(out, ns[2]);
}

static unsigned long stack_bytes(const Machine *m)
{
	uint64_t sum = 0;

	for (uint64_t i = 0; i < m->state->ngors; i++) {
		StackUse use;

		if (m->gors[i].state == GOR_DEAD)
			continue;
		stack_use(m, &m->gors[i], &use);
		sum += use.used;
	}
	return sum;
}

static unsigned long global_bytes(const Machine *m)
{
	uint64_t sum = 0;

	vec_each(&m->images, im)
		if ((*im)->part != PART_SCRATCH)
			sum += (*im)->data.len + (*im)->bss_size;
	return sum;
}

static void print_trace(Machine *m, uint64_t marked_at, uint64_t goal)
{
	const Heap *h = m->heap;
	uint64_t now = (uint64_t)clock_mono(m);
	StrBuf sb = { 0 };

	sb_printf(&sb, "gc %lu @%lu.%03lus %lu%%: ", (unsigned long)h->cycles, (unsigned long)(now / 1000000000),
		  (unsigned long)(now / 1000000 % 1000), (unsigned long)(now ? h->pause_total * 100 / now : 0));
	add_times(&sb, h->phase_ns, false);
	sb_add(&sb, " ms clock, ");
	add_times(&sb, h->phase_ns, true);
	sb_printf(&sb, " ms cpu, %lu->%lu->%lu MB, %lu MB goal, %lu MB stacks, %lu MB globals, 1 P%s\n",
		  (unsigned long)(h->heap_before >> 20), (unsigned long)(marked_at >> 20), (unsigned long)(h->heap_after >> 20),
		  (unsigned long)(goal >> 20), stack_bytes(m) >> 20, global_bytes(m) >> 20, h->forcing ? " (forced)" : "");
	door_write(m, 2, sb.data, sb.len);
	sb_free(&sb);
}

void gcpace_end(Machine *m)
{
	Heap *h = m->heap;
	uint64_t marked_at = h->heap_before + h->total_bytes - h->began_bytes, goal = h->next_gc;
	uint64_t pause = h->phase_ns[0] + h->phase_ns[1] + h->phase_ns[2], i = h->cycles++ % GC_PAUSES;

	h->heap_after = marked_at - h->freed_bytes;
	h->pause_total += pause;
	h->pauses[i] = pause;
	h->pause_ends[i] = (uint64_t)clock_wall(m);
	h->forced += h->forcing;
	gcpace_goal(m);
	if (h->trace)
		print_trace(m, marked_at, goal);
	h->forcing = false;
}

/* In the order of internal/rt's MemStats: 14 counters, the pauses and their ends, then size and objects of each class. */
void gcpace_stats(const Machine *m, uint64_t *dst, uint64_t n)
{
	const Heap *h = m->heap;
	uint64_t mapped = h->mapped - h->base, last = h->cycles ? h->pause_ends[(h->cycles - 1) % GC_PAUSES] : 0;
	uint64_t all[GC_STATS] = {
		h->live_bytes, h->total_bytes, mapped, h->ordinal, h->ordinal - h->live_objects, mapped, 0, 0, stack_bytes(m),
		h->next_gc, last, h->pause_total, h->cycles, h->forced,
	};
	uint64_t *classes = all + 14 + 2 * GC_PAUSES;

	memcpy(all + 14, h->pauses, sizeof h->pauses);
	memcpy(all + 14 + GC_PAUSES, h->pause_ends, sizeof h->pause_ends);
	for (uint32_t i = 0; i < h->nspans; i++) {
		const Span *s = span_at((Machine *)(uintptr_t)m, i);

		if (s->state != SPAN_USED || !s->pages)
			continue;
		all[7] += s->pages * PAGE_BYTES;
		if (s->class < STAT_CLASSES)
			classes[2 * s->class + 1] += s->class == LARGE_CLASS ? 0 : s->used;
	}
	for (unsigned k = 0; k < STAT_CLASSES; k++)
		classes[2 * k] = size_class_bytes[k];
	all[6] = mapped - all[7];
	all[GC_STATS - 1] = h->released;
	memcpy(dst, all, (n < GC_STATS ? n : GC_STATS) * 8);
}
