/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Goroutines: a run queue in order of arrival, queues of waiters, timers.
 *
 * Everything here lives in the private tables and refers by number, so a snapshot has it. Switches
 * happen at instructions that block and when attention preempts; both depend on the count alone, so a
 * program with the virtual clock runs the same way every time.
 */
#include "machine/bubble.h"
#include "machine/poll.h"
#include "machine/profile.h"
#include "machine/race.h"
#include "machine/record.h"
#include "machine/special.h"

enum { SEMAPHORES = 1024, CHUNK_BYTES = 1 << 20 };

#define WAITERS_AT (PRIVATE_SCHED + (1ULL << 20))
#define TIMERS_AT (PRIVATE_SCHED + (640ULL << 20))
#define TABLES_END (PRIVATE_SCHED + (900ULL << 20))

typedef struct Timer { int64_t when; uint64_t seq, gor; } Timer;

typedef struct Sched {
	uint64_t nwaiters, waiters_mapped;	/* ever used; bytes */
	uint64_t waiter_free;			/* numbers, chained by next */
	uint64_t ntimers, timers_mapped, timer_seq;
	WaitQueue semaphores[SEMAPHORES];	/* by hash of the address */
	Poll poll;
	Bubbles bubbles;
} Sched;

enum { GORS_CHUNK = 64 << 10 };

bool gor_table_room(Machine *m)
{
	uint64_t need = (m->state->ngors + 1) * sizeof(Gor);

	if (m->state->ngors >= GOR_MAX)
		return false;
	while (m->gors_mapped < need) {
		if (!memory_private(m, PRIVATE_GORS + m->gors_mapped, GORS_CHUNK))
			return false;
		m->gors_mapped += GORS_CHUNK;
	}
	return true;
}

bool sched_init(Machine *m)
{
	m->gors = at(m->base + PRIVATE_DELTA + PRIVATE_GORS);
	m->sched = memory_private(m, PRIVATE_SCHED, sizeof(Sched));
	m->state->profile_at = UINT64_MAX;
	return m->sched && special_init(m) && gor_table_room(m);
}

Poll *sched_poll(const Machine *m)
{
	return &m->sched->poll;
}

Bubbles *sched_bubbles(const Machine *m)
{
	return &m->sched->bubbles;
}

static void *table(const Machine *m, uint64_t offset)
{
	return at(m->base + PRIVATE_DELTA + offset);
}

/* Maps a table up to `need` bytes. */
static bool table_grow(Machine *m, uint64_t offset, uint64_t *mapped, uint64_t need, uint64_t room)
{
	if (need <= *mapped)
		return true;
	if (need > room || !memory_private(m, offset + *mapped, CHUNK_BYTES))
		return false;
	*mapped += CHUNK_BYTES;
	return true;
}

/* ---- wait queues ---- */

Waiter *waiter_at(const Machine *m, uint64_t n)
{
	return n && n <= m->sched->nwaiters ? (Waiter *)table(m, WAITERS_AT) + (n - 1) : NULL;
}

static uint32_t waiter_number(const Machine *m, const Waiter *w)
{
	return (uint32_t)(w - (Waiter *)table(m, WAITERS_AT)) + 1;
}

static Waiter *waiter_new(Machine *m)
{
	Sched *s = m->sched;
	Waiter *w = waiter_at(m, s->waiter_free);

	if (w) {
		s->waiter_free = w->next;
		return w;
	}
	if (!table_grow(m, WAITERS_AT, &s->waiters_mapped, (s->nwaiters + 1) * sizeof *w, TIMERS_AT - WAITERS_AT))
		return NULL;
	return waiter_at(m, ++s->nwaiters);
}

Waiter *wait_enter(Machine *m, WaitQueue *q, const Waiter *entry)
{
	Gor *g = gor_current(m);
	Waiter *w = waiter_new(m), *last;

	if (!w)
		return NULL;
	*w = *entry;
	w->gor = (uint32_t)m->state->current;
	w->sibling = (uint32_t)g->waiters;
	w->next = 0;
	w->prev = q->tail;
	g->waiters = waiter_number(m, w);
	last = waiter_at(m, q->tail);
	if (last)
		last->next = (uint32_t)g->waiters;
	else
		q->head = (uint32_t)g->waiters;
	q->tail = (uint32_t)g->waiters;
	if (hull_ok((uint64_t)q))
		card_mark_range((uint64_t)q, sizeof *q);
	return w;
}

Waiter *wait_first(Machine *m, const WaitQueue *q)
{
	return waiter_at(m, q->head);
}

static WaitQueue *semaphore_queue(Machine *m, uint64_t addr)
{
	return &m->sched->semaphores[hash_u64(addr) % SEMAPHORES];
}

/* The queue an entry is in: a semaphore's, or one of its channel's. */
static WaitQueue *queue_of(Machine *m, const Waiter *w)
{
	Chan *c = at(w->object);

	if (w->send == QUEUE_SEMAPHORE)
		return semaphore_queue(m, w->object);
	if (w->send == QUEUE_POLL)
		return &m->sched->poll.waiting;
	return w->send ? &c->sendq : &c->recvq;
}

static void waiter_leave(Machine *m, Waiter *w)
{
	WaitQueue *q = queue_of(m, w);
	Waiter *next = waiter_at(m, w->next), *prev = waiter_at(m, w->prev);

	if (next)
		next->prev = w->prev;
	else
		q->tail = w->prev;
	if (prev)
		prev->next = w->next;
	else
		q->head = w->next;
	if (hull_ok((uint64_t)q))
		card_mark_range((uint64_t)q, sizeof *q);
	w->next = (uint32_t)m->sched->waiter_free;
	m->sched->waiter_free = waiter_number(m, w);
}

static void leave_queues(Machine *m, Gor *g)
{
	for (Waiter *each = waiter_at(m, g->waiters), *sibling; each; each = sibling) {
		sibling = waiter_at(m, each->sibling);
		waiter_leave(m, each);
	}
	g->waiters = 0;
}

static void timer_cancel(Machine *m, Gor *g);

void wait_retry(Machine *m, Waiter *w)
{
	Gor *g = &m->gors[w->gor];

	leave_queues(m, g);
	if (g->timed)
		timer_cancel(m, g);
	sched_ready(m, g);
}

static void slot_set(uint64_t addr, uint64_t value)
{
	*word(addr) = value;
	card_mark(addr);
}

void wait_complete(Machine *m, Waiter *w, bool ok)
{
	Gor *g = &m->gors[w->gor];

	if (w->result)
		slot_set(w->result, w->choice);
	if (w->ok)
		slot_set(w->ok, ok);
	if (!w->send && w->elem) {	/* no map names the value until the goroutine goes on */
		g->wait_elem = w->elem;
		g->param = ((const Chan *)w->object)->elem_type;
	}
	profile_goes_on(m, g);	/* while its pc is there */
	gc_see_goroutine(m, g);	/* while the map of the instruction it waits at still holds: a sent value is in its frame alone */
	g->pc += w->slots * sizeof(Ins);
	wait_retry(m, w);
}

/* ---- semaphores ---- */

Flow semaphore_acquire(Machine *m, uint64_t addr, WaitReason why)
{
	uint32_t *count = at(addr);

	if (*count) {
		--*count;
		card_mark(addr);
		return FLOW_NEXT;
	}
	if (!wait_enter(m, semaphore_queue(m, addr), &(Waiter){ .send = QUEUE_SEMAPHORE, .slots = 1, .object = addr }))
		return fatal(m, "runtime: out of memory");
	return sched_park(m, why, addr);
}

bool semaphore_release(Machine *m, uint64_t addr)
{
	for (Waiter *w = wait_first(m, semaphore_queue(m, addr)); w; w = waiter_at(m, w->next)) {
		if (w->object != addr)
			continue;
		if (bubble_is_foreign(m, &m->gors[w->gor]))
			return false;
		profile_unlocks(m, &m->gors[w->gor]);
		wait_complete(m, w, true);
		return true;
	}
	++*(uint32_t *)addr;
	card_mark(addr);
	return true;
}

/* ---- clocks ---- */

#define VIRTUAL_EPOCH 1257894000000000000LL	/* 2009-11-10 23:00 UTC */

int64_t clock_mono(Machine *m)
{
	if (m->config.virtual_clock)
		return (int64_t)(count_now(m) * m->config.ns_per_tick + m->state->clock_skip);
	return door_mono(m) - m->start_mono;
}

int64_t clock_wall(Machine *m)
{
	if (m->config.virtual_clock)
		return VIRTUAL_EPOCH + clock_mono(m);
	return door_wall(m);
}

/* ---- timers: a heap by (time, order of arrival) ---- */

static Timer *timers(const Machine *m)
{
	return table(m, TIMERS_AT);
}

static bool timer_before(const Timer *a, const Timer *b)
{
	return a->when != b->when ? a->when < b->when : a->seq < b->seq;
}

static void timer_swap(Timer *t, uint64_t i, uint64_t j)
{
	Timer x = t[i];

	t[i] = t[j];
	t[j] = x;
}

static void sift_up(Timer *t, uint64_t i)
{
	for (; i && timer_before(&t[i], &t[(i - 1) / 2]); i = (i - 1) / 2)
		timer_swap(t, i, (i - 1) / 2);
}

static void sift_down(Timer *t, uint64_t n, uint64_t i)
{
	for (;;) {
		uint64_t least = i, left = 2 * i + 1;

		if (left < n && timer_before(&t[left], &t[least]))
			least = left;
		if (left + 1 < n && timer_before(&t[left + 1], &t[least]))
			least = left + 1;
		if (least == i)
			return;
		timer_swap(t, i, least);
		i = least;
	}
}

static void timer_remove(Machine *m, uint64_t i)
{
	Timer *t = timers(m);
	uint64_t n = --m->sched->ntimers;

	m->gors[t[i].gor].timed = 0;
	if (i == n)
		return;
	t[i] = t[n];
	sift_up(t, i);
	sift_down(t, n, i);
}

static void timer_cancel(Machine *m, Gor *g)
{
	uint64_t i = 0;

	while (timers(m)[i].gor != (uint64_t)(g - m->gors))
		i++;
	timer_remove(m, i);
}

bool timer_start(Machine *m, int64_t when)
{
	Sched *s = m->sched;
	Timer *t = timers(m);
	uint64_t i = s->ntimers;

	if (!table_grow(m, TIMERS_AT, &s->timers_mapped, (i + 1) * sizeof *t, TABLES_END - TIMERS_AT))
		return false;
	s->ntimers++;
	t[i] = (Timer){ when, s->timer_seq++, m->state->current };
	gor_current(m)->timed = 1;
	sift_up(t, i);
	return true;
}

static void timers_fire(Machine *m)
{
	int64_t now;

	if (!m->sched->ntimers)
		return;
	now = clock_mono(m);
	while (m->sched->ntimers && timers(m)[0].when <= now) {
		Gor *g = &m->gors[timers(m)[0].gor];

		timer_remove(m, 0);
		leave_queues(m, g);
		sched_ready(m, g);
	}
}

/* ---- the run queue ---- */

static uint64_t gor_index(const Machine *m, const Gor *g)
{
	return (uint64_t)(g - m->gors);
}

static void enqueue(Machine *m, Gor *g)
{
	State *st = m->state;
	uint64_t n = gor_index(m, g) + 1;

	g->next = 0;
	if (st->run_tail)
		m->gors[st->run_tail - 1].next = n;
	else
		st->run_head = n;
	st->run_tail = n;
}

/* Takes the goroutine behind `before` (index + 1; 0: the first) out of the queue. */
static Gor *take(Machine *m, uint64_t before)
{
	State *st = m->state;
	uint64_t *link = before ? &m->gors[before - 1].next : &st->run_head;
	Gor *g = &m->gors[*link - 1];

	*link = g->next;
	if (!g->next)
		st->run_tail = before;
	return g;
}

/* Behind which one it stands in the queue; false: it does not. */
static bool find_runnable(const Machine *m, uint64_t n, uint64_t *before)
{
	*before = 0;
	for (uint64_t at = m->state->run_head; at; at = m->gors[at - 1].next) {
		if (at == n)
			return true;
		*before = at;
	}
	return false;
}

static uint64_t some_runnable(Machine *m)
{
	uint64_t n = 0, before = 0;

	for (uint64_t at = m->state->run_head; at; at = m->gors[at - 1].next)
		n++;
	for (n = rng_below(&m->state->schedule_rng, n); n; n--)
		before = before ? m->gors[before - 1].next : m->state->run_head;
	return before;
}

static Gor *dequeue(Machine *m)
{
	State *st = m->state;
	uint64_t before = 0;

	st->asked = false;
	if (st->alone && find_runnable(m, st->alone, &before))
		return take(m, before);
	return take(m, st->schedule == SCHEDULE_SEEDED ? some_runnable(m) : 0);
}

/* ---- other schedules ---- */

uint64_t sched_slice(Machine *m)
{
	return m->state->schedule == SCHEDULE_SEEDED ? 1 + rng_below(&m->state->schedule_rng, 64) : TIME_SLICE;
}

/* Is the running goroutine not to give way? */
static bool stays(const Machine *m)
{
	return m->state->schedule == SCHEDULE_MANUAL || m->state->alone == m->state->current + 1;
}

static bool wants_choice(const Machine *m)
{
	const State *st = m->state;

	return st->schedule == SCHEDULE_MANUAL && !st->asked && !st->alone && st->run_head != st->run_tail;
}

void machine_schedule(Machine *m, MachineSchedule how, uint64_t seed)
{
	m->state->schedule = (uint8_t)how;
	rng_seed(&m->state->schedule_rng, seed);
	record_changed(m);
}

/* To the front; what runs now gives way at the next safepoint. */
bool machine_choose(Machine *m, uint64_t goroutine)
{
	State *st = m->state;
	uint64_t n = 0, before;
	Gor *g;

	for (uint64_t i = 0; i < st->ngors; i++)
		if (m->gors[i].state == GOR_RUNNABLE && m->gors[i].id == goroutine)
			n = i + 1;
	if (!n || !find_runnable(m, n, &before))
		return false;
	g = take(m, before);
	g->next = st->run_head;
	st->run_head = n;
	if (!st->run_tail)
		st->run_tail = n;
	st->asked = st->idle;
	st->chosen = !st->idle;
	st->preempt_at = count_now(m) + 1;
	budget_set(m);
	record_changed(m);
	return true;
}

void machine_run_alone(Machine *m, uint64_t goroutine)
{
	State *st = m->state;
	uint64_t alone = 0;

	for (uint64_t i = 0; goroutine && i < st->ngors; i++)
		if (m->gors[i].state != GOR_DEAD && m->gors[i].id == goroutine)
			alone = i + 1;
	if (alone == st->alone)
		return;
	st->alone = alone;
	record_changed(m);
}

void sched_ready(Machine *m, Gor *g)
{
	bubble_wakes(m, g);
	profile_goes_on(m, g);
	g->state = GOR_RUNNABLE;
	g->wait = WAIT_NONE;
	g->wait_object = 0;
	enqueue(m, g);
}

static void leave(Machine *m, Gor *g)
{
	g->pc = m->state->pc;
	g->fp = m->state->fp;
}

static Flow enter(Machine *m, Gor *g)
{
	State *st = m->state;

	gc_see_goroutine(m, g);
	st->current = gor_index(m, g);
	st->switched = 1;
	g->state = GOR_RUNNING;
	st->pc = g->pc;
	st->fp = g->fp;
	st->limit = g->limit;
	g->wait_elem = 0;
	race_switch(m);
	st->budget--;
	st->preempt_at = count_now(m) + sched_slice(m);
	budget_set(m);
	machine_event(m, EVENT_SWITCH, g->id, 0, 0);
	return FLOW_RELOAD;
}

static Flow deadlock(Machine *m)
{
	Gor *first = &m->gors[0];

	if (!m->state->live_gors)
		return fatal(m, "no goroutines (main called runtime.Goexit) - deadlock!");
	if (first->state != GOR_DEAD) {
		m->state->current = 0;
		m->state->pc = first->pc;
		m->state->fp = first->fp;
	}
	return fatal(m, "all goroutines are asleep - deadlock!");
}

/* The same while some wait for what comes from outside: so long, time is the world's. */
static bool idle_outside(Machine *m, int64_t wait)
{
	if (m->interrupted || !poll_look(m, wait))
		return !m->interrupted;
	if (wait > 0 && m->config.virtual_clock && !m->state->run_head)
		m->state->clock_skip += (uint64_t)wait;
	return true;
}

/* All sleep: time goes on until the first timer. false: there was an interrupt. */
static bool idle(Machine *m)
{
	bool timed = m->sched->ntimers != 0;
	int64_t wait = timed ? timers(m)[0].when - clock_mono(m) : -1;

	if (poll_waiting(m))
		return idle_outside(m, timed && wait < 0 ? 0 : wait);
	if (wait > 0 && m->config.virtual_clock)
		m->state->clock_skip += (uint64_t)wait;
	else if (wait > 0)
		door_sleep(m, wait);
	return !m->interrupted;
}

Flow sched_next(Machine *m)
{
	timers_fire(m);
	poll_attend(m);
	bubbles_attend(m);
	while (!m->state->run_head) {
		if (!m->sched->ntimers && !poll_waiting(m))
			return deadlock(m);
		if (!idle(m)) {
			m->interrupted = 0;
			m->state->idle = true;
			machine_fill_stop(m, STOP_INTERRUPT);
			return FLOW_STOP;
		}
		timers_fire(m);
	}
	if (wants_choice(m) && m->ask_choice) {
		m->state->asked = m->state->idle = true;
		machine_fill_stop(m, STOP_CHOICE);
		return FLOW_STOP;
	}
	return enter(m, dequeue(m));
}

/* An expression must not wait: it leaves the queues again. What the program's functions wait for in a trial, the program
 * itself will wait for. */
static Flow cannot_wait(Machine *m, Gor *g)
{
	leave_queues(m, g);
	return eval_panic(m, MACHINE_EVAL_BLOCKS);
}

Flow sched_park(Machine *m, WaitReason why, uint64_t object)
{
	Gor *g = gor_current(m);

	if (eval_active(m))
		return cannot_wait(m, g);
	leave(m, g);
	g->state = GOR_WAITING;
	g->wait = (uint8_t)bubble_waits(m, g, why);
	profile_parks(m, g);
	g->wait_object = object;
	return sched_next(m);
}

Flow sched_requeue(Machine *m)
{
	Gor *g = gor_current(m);

	if (eval_active(m))
		return FLOW_NEXT;
	timers_fire(m);
	poll_attend(m);
	if (!m->state->run_head || (stays(m) && !m->state->chosen))
		return FLOW_NEXT;
	m->state->chosen = false;
	leave(m, g);
	g->state = GOR_RUNNABLE;
	enqueue(m, g);
	return sched_next(m);
}

uint64_t sched_timers(const Machine *m)
{
	return m->sched->ntimers;
}

Flow sched_gosched(Machine *m)
{
	return eval_has_started(m) ? cannot_wait(m, gor_current(m)) : sched_requeue(m);
}

Flow sched_sleep(Machine *m, int64_t ns)
{
	int64_t now = clock_mono(m), when = ns > INT64_MAX - now ? INT64_MAX : now + ns;

	m->state->pc += sizeof(Ins);
	if (ns > 0 && eval_has_started(m))
		return cannot_wait(m, gor_current(m));
	if (ns > 0 && eval_active(m) && m->config.virtual_clock)
		m->state->clock_skip += (uint64_t)ns;	/* nobody else does anything meanwhile */
	if (ns <= 0 || eval_active(m))
		return sched_requeue(m);
	if (!bubble_sleeps(m, ns) && !timer_start(m, when))
		return fatal(m, "runtime: out of memory");
	return sched_park(m, WAIT_SLEEP, 0);
}

void sched_rouse(Machine *m, uint64_t id)
{
	const Gor *known = gor_by_id(m, id);
	Gor *g = known ? &m->gors[known - m->gors] : NULL;

	if (!g || g->state != GOR_WAITING || g->wait != WAIT_SLEEP)
		return;
	if (g->timed)
		timer_cancel(m, g);
	sched_ready(m, g);
}

/* A debugger takes the goroutine's innermost frames away, and with them what it waits for: it runs, and what ran before waits
 * for its turn. */
void sched_seize(Machine *m, Gor *g)
{
	Gor *running = gor_current(m);
	uint64_t before;

	if (g->state == GOR_RUNNING)
		return;
	if (running->state == GOR_RUNNING) {
		leave(m, running);
		running->state = GOR_RUNNABLE;
		enqueue(m, running);
	} else {
		m->dying = false;	/* of a deadlock */
	}
	if (g->state == GOR_RUNNABLE && find_runnable(m, gor_index(m, g) + 1, &before))
		take(m, before);
	leave_queues(m, g);
	if (g->timed)
		timer_cancel(m, g);
	bubble_wakes(m, g);
	g->wait = WAIT_NONE;
	g->wait_object = 0;
	m->state->idle = m->state->asked = false;
	enter(m, g);
}

/* ---- birth and death ---- */

static Gor *gor_slot(Machine *m)
{
	State *st = m->state;
	Gor *g;

	if (st->gor_free) {
		g = &m->gors[st->gor_free - 1];
		st->gor_free = g->next;
		return g;
	}
	return gor_table_room(m) ? &m->gors[st->ngors++] : NULL;
}

/* The first frame; in a big slot when a small one cannot hold it. */
static bool first_frame(Machine *m, Gor *g, uint64_t func_word, const uint64_t *params, unsigned n)
{
	uint64_t entry = func_word_entry(func_word);
	uint64_t *frame;

	g->fp = g->stack_lo + 64;
	if (g->fp + fn_header(entry)->frame_bytes > g->limit) {
		uint64_t margin = g->stack_hi - g->limit;

		if (!stack_big(m, g))
			return false;
		g->fp = g->big_lo + 64;
		g->limit = g->big_hi - margin;
	}
	frame = word(g->fp);
	frame[FRAME_RET_PC] = image_stub(m->base, OP_GOEND);
	frame[FRAME_CALLER] = 0;
	frame[FRAME_FUNC] = func_word;
	if (n)
		memcpy(frame + FRAME_HEADER_WORDS, params, n * 8);
	card_mark_range(g->fp, (FRAME_HEADER_WORDS + n) * 8);
	g->pc = entry;
	return true;
}

/* In no queue yet; NULL: out of memory. */
static Gor *gor_make(Machine *m, uint64_t func_word, const uint64_t *params, unsigned nparams, uint64_t created_by)
{
	State *st = m->state;
	Gor *g = gor_slot(m);

	if (!g)
		return NULL;
	*g = (Gor){ .id = st->gor_next_id++, .state = GOR_RUNNABLE, .created_by = created_by,
		    .creator = gor_current(m)->id };
	if (!stack_new(m, g) || !first_frame(m, g, func_word, params, nparams))
		return NULL;
	st->live_gors++;
	return g;
}

int64_t gor_new(Machine *m, uint64_t func_word, const uint64_t *params, unsigned nparams, uint64_t created_by)
{
	Gor *g = gor_make(m, func_word, params, nparams, created_by);

	if (!g)
		return -1;
	enqueue(m, g);
	machine_event(m, EVENT_GO, g->id, 0, 0);
	return (int64_t)gor_index(m, g);
}

Flow op_go(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t w = r[i->b];
	int64_t g;

	if (!w)
		return fatal(m, "go of nil func value");
	g = gor_new(m, w, &r[i->a + FRAME_HEADER_WORDS], i->c, m->state->pc);
	if (g < 0)
		return fatal(m, "runtime: out of memory");
	if (!race_go(m, (uint64_t)g))
		return fatal(m, "race: too many goroutines are alive");
	bubble_enter(m, &m->gors[g]);
	return FLOW_NEXT;
}

void sched_bury(Machine *m, Gor *g)
{
	State *st = m->state;

	bubble_leave(m, g);
	g->state = GOR_DEAD;
	race_end(m, gor_index(m, g));
	if (st->alone == gor_index(m, g) + 1)
		st->alone = 0;
	st->live_gors--;
	st->background_gors -= g->background;
	stack_free(m, g);
	if (g != &m->gors[0]) {
		g->next = st->gor_free;
		st->gor_free = gor_index(m, g) + 1;
	}
	special_ended(m, g->id);
}

/* The end of main.main is the program's; after a Goexit of goroutine 1 the others go on. */
Flow sched_end(Machine *m)
{
	Gor *g = gor_current(m);

	if (eval_active(m))
		return eval_fail(m, "the expression ends its goroutine");
	if (watch_unwound(m, g, 0))	/* this is done again then */
		return FLOW_STOP;
	if (g == &m->gors[0] && !g->goexit)
		return program_exit(m, 0);
	sched_bury(m, g);
	return sched_next(m);
}

/* ---- a debugger's goroutine ---- */

bool sched_rests(const Machine *m)
{
	const State *st = m->state;

	return st->started && !st->exited && (st->idle || m->gors[st->current].state != GOR_RUNNING);
}

bool sched_stuck(const Machine *m)
{
	return sched_rests(m) && !m->state->run_head && !m->sched->ntimers && !poll_waiting(m);
}

bool sched_visit(Machine *m, uint64_t entry, uint64_t param)
{
	Gor *g = gor_make(m, entry, &param, 1, 0);

	if (!g)
		return false;
	m->state->idle = m->state->asked = false;
	enter(m, g);
	race_forget(m);		/* it is nobody's, and comes after all that happened */
	return true;
}

/* Whoever was current may be gone by now. */
void sched_dismiss(Machine *m, Gor *g, uint64_t current)
{
	State *st = m->state;
	const Gor *back = gor_by_id(m, current);

	sched_seize(m, g);
	sched_bury(m, g);
	st->idle = true;
	st->current = back ? (uint64_t)(back - m->gors) : 0;
	st->pc = m->gors[st->current].pc;
	st->fp = m->gors[st->current].fp;
	st->limit = m->gors[st->current].limit;
	race_forget(m);
	record_changed(m);
}

/* ---- views ---- */

void sched_roots(Machine *m, void (*fn)(void *ctx, uint64_t word_addr), void *ctx, const char **what)
{
	*what = "received value";
	for (uint64_t i = 0; i < m->state->ngors; i++) {
		const Gor *g = &m->gors[i];

		if (g->state == GOR_RUNNABLE && g->wait_elem)
			gc_pointer_words(g->param, g->wait_elem, fn, ctx);
	}
	special_roots(m, fn, ctx, what);
}

void sched_tables(Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len))
{
	Sched *s = m->sched;

	fn(ctx, (uint64_t)s, sizeof *s);
	fn(ctx, (uint64_t)table(m, WAITERS_AT), s->waiters_mapped);
	fn(ctx, (uint64_t)table(m, TIMERS_AT), s->timers_mapped);
	special_tables(m, ctx, fn);
}
