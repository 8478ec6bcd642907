/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bubbles of package testing/synctest: goroutines with a clock of their own, which stands still while one of them can run.
 *
 * A goroutine is in the bubble of the one that started it. It waits durably when only its bubble can end the wait: asleep, for
 * channels made in the bubble, for a sync.Cond or a sync.WaitGroup of the bubble. When all do, whoever is in synctest.Wait goes
 * on; else the clock jumps to the first moment for which somebody sleeps; else the bubble is done, or stuck.
 *
 * The scheduler counts, for each bubble, those that do not wait durably, so that most of its steps cost one test.
 *
 * Source: the documentation of package testing/synctest.
 */
#ifndef MACHINE_BUBBLE_H
#define MACHINE_BUBBLE_H

#include "machine/sched.h"

/* How a bubble ended; rt.go has the same list. */
typedef enum BubbleEnd {
	BUBBLE_RUNS,
	BUBBLE_DONE,
	BUBBLE_STUCK,		/* all wait durably, for nothing that will come */
	BUBBLE_LEFT,		/* the same, after its first goroutine has ended */
} BubbleEnd;

/* The first goroutine of a new bubble, which calls func_word; its number, 0: the current goroutine is in one already. -1: out
 * of memory. */
int64_t bubble_start(Machine *m, uint64_t func_word);
/* How it ended, and nothing of it is left but goroutines that are stuck; BUBBLE_RUNS: the current goroutine is to park, and
 * asks again. */
BubbleEnd bubble_end(Machine *m, uint32_t bubble);
/* The current goroutine is to park until the others of its bubble wait durably. NULL, or why it may not. */
const char *bubble_wait(Machine *m);

/* For the scheduler. A goroutine was started by the current one; it is to wait, and for which reason, as tracebacks have it; it
 * goes on; it ends. */
void bubble_enter(Machine *m, Gor *g);
WaitReason bubble_waits(Machine *m, Gor *g, WaitReason why);
void bubble_wakes(Machine *m, Gor *g);
void bubble_leave(Machine *m, Gor *g);
/* The current goroutine is to sleep: false: it is in no bubble. */
bool bubble_sleeps(Machine *m, int64_t ns);
/* Bubbles in which all wait durably. */
void bubbles_attend(Machine *m);

/* The current goroutine's clock, nanoseconds since 1970; false: it is in no bubble. */
bool bubble_clock(const Machine *m, int64_t *ns);
/* A moment of rt.Nanotime by clock_mono, for waits that are not durable. */
int64_t bubble_to_mono(Machine *m, int64_t moment);
/* Its channel is another bubble's than the current goroutine, and so is one that waits durably. */
static inline bool bubble_is_outside(const Machine *m, const Chan *c)
{
	return c->bubble && c->bubble != gor_current(m)->bubble;
}

static inline bool bubble_is_foreign(const Machine *m, const Gor *g)
{
	return g->durable && g->bubble != gor_current(m)->bubble;
}

#endif
