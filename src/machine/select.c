/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select (Spec: "Select statements"): one of the cases that can proceed, each as likely as the others;
 * else the default; else an entry in every channel's queue until one of them is served. */
#include "machine/sched.h"

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

static Flow proceed(Machine *m, uint64_t *r, const SideIns *i, const SelectCase *c, int64_t choice)
{
	bool ok = true;

	if (c->kind == CASE_SEND) {
		if (chan_send(m, c->channel, c->address) == CHAN_CLOSED)
			return panic_plain(m, "send on closed channel");
	} else {
		chan_recv(m, c->channel, c->address, &ok);
		if (i->d)
			r[i->d] = ok;
	}
	r[i->a] = (uint64_t)choice;
	return FLOW_NEXT;
}

static bool wait_for(Machine *m, uint64_t *r, const SideIns *i, const SelectCase *c, unsigned number)
{
	Chan *ch = at(c->channel);
	bool send = c->kind == CASE_SEND;
	Waiter w = { .choice = number, .send = send, .slots = 2, .object = c->channel, .elem = c->address,
		     .ok = i->d && !send ? (uint64_t)&r[i->d] : 0, .result = (uint64_t)&r[i->a] };

	return wait_enter(m, send ? &ch->sendq : &ch->recvq, &w) != NULL;
}

Flow op_select(Machine *m, uint64_t *r, const SideIns *i)
{
	const SelectCase *cases = (const SelectCase *)&r[i->b];
	unsigned n = i->c;
	int64_t choice = choose(m, cases, n);

	_Static_assert(sizeof(SelectCase) == CASE_WORDS * 8, "a case is three words");
	if (choice >= 0)
		return proceed(m, r, i, &cases[choice], choice);
	if (SIDE_X(i)) {
		r[i->a] = (uint64_t)-1;
		return FLOW_NEXT;
	}
	for (unsigned k = 0; k < n; k++)
		if (cases[k].channel && !wait_for(m, r, i, &cases[k], k))
			return fatal(m, "runtime: out of memory");
	return sched_park(m, n ? WAIT_SELECT : WAIT_SELECT_NONE, 0);
}
