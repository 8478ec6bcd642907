/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bubbles: see bubble.h. */
#include "machine/bubble.h"

#include "machine/race.h"
#include "machine/natives.h"

#define BUBBLE_EPOCH 946684800000000000LL	/* 2000-01-01 00:00 UTC */

/* NULL: there is none of this number any more. */
static Bubble *find(const Machine *m, uint32_t number)
{
	Bubbles *all = sched_bubbles(m);

	for (uint32_t i = 0; number && i < all->used; i++)
		if (all->list[i].number == number)
			return &all->list[i];
	return NULL;
}

static Bubble *current(const Machine *m)
{
	return find(m, gor_current(m)->bubble);
}

static void join(Bubble *b, Gor *g)
{
	g->bubble = b->number;
	b->active++;
	b->members += !g->background;
}

/* ---- of package synctest ---- */

static Bubble *bubble_new(Machine *m)
{
	Bubbles *all = sched_bubbles(m);
	Bubble *b = NULL;

	for (uint32_t i = 0; i < all->used && !b; i++)
		if (!all->list[i].number)
			b = &all->list[i];
	if (!b && all->used < BUBBLES)
		b = &all->list[all->used++];
	if (b)
		*b = (Bubble){ .number = ++all->last, .now = BUBBLE_EPOCH };
	return b;
}

int64_t bubble_start(Machine *m, uint64_t func_word)
{
	Bubble *b;
	int64_t g;

	if (gor_current(m)->bubble)
		return 0;
	b = bubble_new(m);
	g = b ? gor_new(m, func_word, NULL, 0, m->state->pc) : -1;
	if (g < 0 || !race_go(m, (uint64_t)g))
		return -1;
	b->first = m->gors[g].id;
	join(b, &m->gors[g]);
	return b->number;
}

/* Timers that nobody waits for any more. */
static void bury_timers(Machine *m, const Bubble *b)
{
	for (uint64_t i = 0; i < m->state->ngors; i++) {
		Gor *g = &m->gors[i];

		if (g->bubble == b->number && g->state == GOR_WAITING && g->background)
			sched_bury(m, g);
	}
}

BubbleEnd bubble_end(Machine *m, uint32_t number)
{
	Bubble *b = find(m, number);
	BubbleEnd end = b ? (BubbleEnd)b->end : BUBBLE_DONE;

	if (end == BUBBLE_RUNS) {
		b->runner = gor_current(m)->id;
		return end;
	}
	if (b) {
		race_bubble_awaited(m, m->state->current, number);
		bury_timers(m, b);
		b->number = 0;
	}
	return end;
}

const char *bubble_wait(Machine *m)
{
	Bubble *b = current(m);

	if (!b)
		return "goroutine is not in a bubble";
	if (b->waiter)
		return "wait already in progress";
	b->waiter = gor_current(m)->id;
	return NULL;
}

/* ---- for the scheduler ---- */

void bubble_enter(Machine *m, Gor *g)
{
	Bubble *b = current(m);

	if (b)
		join(b, g);
}

static bool selects_in_bubble(const Machine *m, const Gor *g)
{
	for (const Waiter *w = waiter_at(m, g->waiters); w; w = waiter_at(m, w->sibling))
		if (((const Chan *)at(w->object))->bubble != g->bubble)
			return false;
	return true;
}

/* The reason for a wait for channels, which is durable if they are the bubble's. */
static WaitReason durable_reason(const Machine *m, const Gor *g, WaitReason why)
{
	switch (why) {
	case WAIT_CHAN_RECEIVE: return selects_in_bubble(m, g) ? WAIT_CHAN_RECEIVE_DURABLE : why;
	case WAIT_CHAN_SEND: return selects_in_bubble(m, g) ? WAIT_CHAN_SEND_DURABLE : why;
	case WAIT_SELECT: return selects_in_bubble(m, g) ? WAIT_SELECT_DURABLE : why;
	default: return why;
	}
}

static bool is_durable(WaitReason why)
{
	switch (why) {
	case WAIT_CHAN_RECEIVE_NIL: case WAIT_CHAN_SEND_NIL: case WAIT_SELECT_NONE: case WAIT_SLEEP: case WAIT_COND:
	case WAIT_COROUTINE: case WAIT_SYNCTEST_WAIT: case WAIT_CHAN_RECEIVE_DURABLE: case WAIT_CHAN_SEND_DURABLE:
	case WAIT_SELECT_DURABLE: case WAIT_WAITGROUP_DURABLE:
		return true;
	default:
		return false;
	}
}

WaitReason bubble_waits(Machine *m, Gor *g, WaitReason why)
{
	Bubble *b = find(m, g->bubble);

	if (!b)
		return why;
	race_bubble_left(m, (uint64_t)(g - m->gors), g->bubble);
	why = durable_reason(m, g, why);
	g->durable = is_durable(why);
	b->active -= g->durable;
	return why;
}

void bubble_wakes(Machine *m, Gor *g)
{
	Bubble *b = g->durable ? find(m, g->bubble) : NULL;

	if (b)
		b->active++;
	g->durable = 0;
	g->wake_at = 0;
}

void bubble_leave(Machine *m, Gor *g)
{
	Bubble *b = find(m, g->bubble);

	if (!b)
		return;
	race_bubble_left(m, (uint64_t)(g - m->gors), g->bubble);
	b->active -= !g->durable;
	b->members -= !g->background;
	if (b->first == g->id)
		b->first = 0;
	if (b->waiter == g->id)
		b->waiter = 0;
	g->bubble = 0;
}

bool bubble_sleeps(Machine *m, int64_t ns)
{
	Bubble *b = current(m);
	Gor *g = gor_current(m);

	if (!b)
		return false;
	g->wake_at = ns > INT64_MAX - b->now ? INT64_MAX : b->now + ns;
	g->wake_seq = b->sleeps++;
	return true;
}

/* Who sleeps for the first moment; NULL: nobody sleeps. */
static Gor *first_sleeper(const Machine *m, const Bubble *b)
{
	Gor *first = NULL;

	for (uint64_t i = 0; i < m->state->ngors; i++) {
		Gor *g = &m->gors[i];

		if (g->bubble != b->number || g->state != GOR_WAITING || !g->wake_at)
			continue;
		if (!first || g->wake_at < first->wake_at || (g->wake_at == first->wake_at && g->wake_seq < first->wake_seq))
			first = g;
	}
	return first;
}

/* The clock goes on to the first moment; false: there is none. */
static bool advance(Machine *m, Bubble *b)
{
	Gor *g = first_sleeper(m, b);

	if (!g)
		return false;
	b->now = g->wake_at;
	for (; g && g->wake_at == b->now; g = first_sleeper(m, b))
		sched_ready(m, g);
	return true;
}

static Gor *by_id(Machine *m, uint64_t id)
{
	const Gor *g = id ? gor_by_id(m, id) : NULL;

	return g ? &m->gors[g - m->gors] : NULL;
}

/* Behind its instruction. */
static void end_wait(Machine *m, Bubble *b)
{
	Gor *g = by_id(m, b->waiter);

	b->waiter = 0;
	race_bubble_awaited(m, (uint64_t)(g - m->gors), b->number);
	gc_see_goroutine(m, g);	/* while the map of the instruction it waits at still holds */
	g->pc += sizeof(Ins);
	sched_ready(m, g);
}

static void attend(Machine *m, Bubble *b)
{
	Gor *runner;

	if (b->waiter) {
		end_wait(m, b);
		return;
	}
	if (b->first && advance(m, b))
		return;
	b->end = !b->members ? BUBBLE_DONE : b->first ? BUBBLE_STUCK : BUBBLE_LEFT;
	runner = by_id(m, b->runner);
	if (runner && runner->state == GOR_WAITING)
		sched_ready(m, runner);
}

void bubbles_attend(Machine *m)
{
	Bubbles *all = sched_bubbles(m);

	for (uint32_t i = 0; i < all->used; i++)
		if (all->list[i].number && !all->list[i].active && all->list[i].end == BUBBLE_RUNS)
			attend(m, &all->list[i]);
}

/* ---- clocks ---- */

bool bubble_clock(const Machine *m, int64_t *ns)
{
	const Bubble *b = current(m);

	if (b)
		*ns = b->now;
	return b != NULL;
}

int64_t bubble_to_mono(Machine *m, int64_t moment)
{
	const Bubble *b = current(m);

	return b ? moment - b->now + clock_mono(m) : moment - 1;	/* rt.Nanotime is one more */
}

/* ---- natives ---- */

/* w: function; number. */
Flow rt_bubble_start(Machine *m, uint64_t *w)
{
	int64_t number = bubble_start(m, w[0]);

	if (number < 0)
		return fatal(m, "synctest: too many bubbles");
	w[1] = (uint64_t)number;
	return FLOW_NEXT;
}

/* w: number; BubbleEnd. */
Flow rt_bubble_end(Machine *m, uint64_t *w)
{
	BubbleEnd end = bubble_end(m, (uint32_t)w[0]);

	if (end == BUBBLE_RUNS)
		return sched_park(m, WAIT_SYNCTEST_RUN, 0);
	w[1] = end;
	return FLOW_NEXT;
}

Flow rt_bubble_wait(Machine *m, uint64_t *w)
{
	const char *why = bubble_wait(m);

	(void)w;
	if (why)
		return panic_plain(m, why);
	return sched_park(m, WAIT_SYNCTEST_WAIT, 0);
}

/* w: number. */
Flow rt_bubble(Machine *m, uint64_t *w)
{
	const Bubble *b = current(m);

	w[0] = b ? b->number : 0;
	return FLOW_NEXT;
}
