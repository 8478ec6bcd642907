/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select (Spec: "Select statements"): one of the cases that can proceed, each as likely as the others;
 * else the default; else an entry in every channel's queue until one of them is served. */
#include "machine/bubble.h"
#include "machine/natives.h"

enum { CASE_CHANNEL, CASE_ADDRESS, CASE_KIND, CASE_WORDS, CASE_SEND = 1 };

typedef struct SelectCase { uint64_t channel, address, kind; } SelectCase;

static bool case_ready(const SelectCase *c)
{
	return c->channel && chan_ready(at(c->channel), c->kind == CASE_SEND);
}

/* The number of a ready case chosen at random, -1: none is. */
static int64_t choose(Machine *m, const SelectCase *cases, unsigned n)
{
	uint64_t ready = 0, pick;

	for (unsigned k = 0; k < n; k++)
		ready += case_ready(&cases[k]);
	if (!ready)
		return -1;
	pick = ready > 1 ? rng_below(&m->state->rng, ready) : 0;
	for (unsigned k = 0;; k++)
		if (case_ready(&cases[k]) && !pick--)
			return k;
}

static bool any_outside(const Machine *m, const SelectCase *cases, unsigned n)
{
	for (unsigned k = 0; k < n; k++)
		if (cases[k].channel && bubble_is_outside(m, at(cases[k].channel)))
			return true;
	return false;
}

/* Of a select with one case gc makes the operation itself. */
static Flow outside(Machine *m, const SelectCase *cases, unsigned n)
{
	return fatal(m, n > 1 ? "select on synctest channel from outside bubble"
		     : cases->kind == CASE_SEND ? "send on synctest channel from outside bubble"
						: "receive on synctest channel from outside bubble");
}

/* ok: whether what was received had been sent; left alone by a send. */
static Flow proceed(Machine *m, const SelectCase *c, bool *ok)
{
	if (c->kind != CASE_SEND)
		chan_recv(m, c->channel, c->address, ok);
	else if (chan_send(m, c->channel, c->address) == CHAN_CLOSED)
		return panic_plain(m, "send on closed channel");
	return FLOW_NEXT;
}

/* An entry in the queue of every channel there is. `entry` says where the results go: the choice and, unless 0, ok. */
static Flow wait_for_all(Machine *m, const SelectCase *cases, unsigned n, const Waiter *entry)
{
	for (unsigned k = 0; k < n; k++) {
		Chan *ch = at(cases[k].channel);
		Waiter w = *entry;

		if (!ch)
			continue;
		w.choice = k;
		w.send = cases[k].kind == CASE_SEND;
		w.object = cases[k].channel;
		w.elem = cases[k].address;
		if (w.send)
			w.ok = 0;
		if (!wait_enter(m, w.send ? &ch->sendq : &ch->recvq, &w))
			return fatal(m, "runtime: out of memory");
	}
	return sched_park(m, n ? WAIT_SELECT : WAIT_SELECT_NONE, 0);
}

Flow op_select(Machine *m, uint64_t *r, const SideIns *i)
{
	const SelectCase *cases = (const SelectCase *)&r[i->b];
	unsigned n = i->c;
	int64_t choice;
	bool ok = true;
	Flow flow;

	_Static_assert(sizeof(SelectCase) == CASE_WORDS * 8, "a case is three words");
	if (any_outside(m, cases, n))
		return outside(m, cases, n);
	choice = choose(m, cases, n);
	if (choice < 0 && !SIDE_X(i)) {
		Waiter entry = { .slots = 2, .ok = i->d ? (uint64_t)&r[i->d] : 0, .result = (uint64_t)&r[i->a] };

		return wait_for_all(m, cases, n, &entry);
	}
	if (choice >= 0) {
		flow = proceed(m, &cases[choice], &ok);
		if (flow != FLOW_NEXT)
			return flow;
		if (cases[choice].kind != CASE_SEND && i->d)
			r[i->d] = ok;
	}
	r[i->a] = (uint64_t)choice;
	return FLOW_NEXT;
}

/* For reflect; w: slice of cases, block; choice, ok. */
Flow rt_select(Machine *m, uint64_t *w)
{
	const SelectCase *cases = at(w[0]);
	int64_t choice;
	bool ok = false;
	Flow flow;

	if (any_outside(m, cases, (unsigned)w[1]))
		return outside(m, cases, (unsigned)w[1]);
	choice = choose(m, cases, (unsigned)w[1]);
	w[5] = 0;
	if (choice < 0 && w[3]) {
		Waiter entry = { .slots = 1, .ok = (uint64_t)&w[5], .result = (uint64_t)&w[4] };

		return wait_for_all(m, cases, (unsigned)w[1], &entry);
	}
	flow = choice < 0 ? FLOW_NEXT : proceed(m, &cases[choice], &ok);
	w[4] = (uint64_t)choice;
	w[5] = ok;
	return flow;
}
