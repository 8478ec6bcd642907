/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Channels (Spec: "Channel types", "Send statements", "Receive operator", "Close"). A value goes from
 * sender to receiver directly when one of them waits, else through the buffer. */
#include "machine/bubble.h"
#include "machine/natives.h"
#include "machine/race.h"

/* ---- values in and out ---- */

static const TypeDesc *elem_of(const Chan *c)
{
	return type_at(c->elem_type);
}

/* To a slot of a stack, where no barrier is wanted, or to the heap. */
static void put(Machine *m, const Chan *c, uint64_t to, uint64_t from)
{
	uint64_t n = elem_of(c)->size;

	if (!n)
		return;
	if (machine_segment_of(m, to) != SEGMENT_STACK) {
		heap_copy(m, to, from, n, c->elem_type);
		return;
	}
	memmove(at(to), at(from), n);
	card_mark_range(to, n);
}

static uint64_t cell(const Chan *c, uint64_t index)
{
	return c->buf + index * elem_of(c)->size;
}

static void buffer_in(Machine *m, Chan *c, uint64_t from)
{
	put(m, c, cell(c, c->sendx), from);
	if (++c->sendx == c->cap)
		c->sendx = 0;
	c->len++;
	card_mark_range((uint64_t)c, sizeof *c);
}

static void buffer_out(Machine *m, Chan *c, uint64_t to)
{
	uint64_t from = cell(c, c->recvx);

	if (to)
		put(m, c, to, from);
	heap_zero(m, from, elem_of(c)->size, c->elem_type);
	if (++c->recvx == c->cap)
		c->recvx = 0;
	c->len--;
	card_mark_range((uint64_t)c, sizeof *c);
}

/* ---- without parking ---- */

/* From a sender to a receiver that waits, or the other way round: by the buffer, if there is one. */
static void race_hand_over(Machine *m, const Chan *c, uint64_t sender, uint64_t receiver)
{
	if (!c->cap) {
		race_meet(m, sender, receiver);
		return;
	}
	race_send(m, (uint64_t)c, sender);
	race_receive(m, (uint64_t)c, receiver);
}

bool chan_ready(const Chan *c, bool send)
{
	if (c->closed)
		return true;
	return send ? c->recvq.head || c->len < c->cap : c->len || c->sendq.head;
}

ChanResult chan_send(Machine *m, uint64_t ch, uint64_t elem)
{
	Chan *c = at(ch);
	Waiter *w;

	if (c->closed)
		return CHAN_CLOSED;
	w = wait_first(m, &c->recvq);
	if (w) {
		if (w->elem)
			put(m, c, w->elem, elem);
		race_hand_over(m, c, m->state->current, w->gor);
		wait_complete(m, w, true);
		return CHAN_DONE;
	}
	if (c->len == c->cap)
		return CHAN_BLOCKS;
	race_send(m, ch, m->state->current);
	buffer_in(m, c, elem);
	return CHAN_DONE;
}

static void zero_elem(Machine *m, const Chan *c, uint64_t to)
{
	uint64_t n = elem_of(c)->size;

	if (!to || !n)
		return;
	if (machine_segment_of(m, to) != SEGMENT_STACK) {
		heap_zero(m, to, n, c->elem_type);
		return;
	}
	memset(at(to), 0, n);
	card_mark_range(to, n);
}

ChanResult chan_recv(Machine *m, uint64_t ch, uint64_t elem, bool *ok)
{
	Chan *c = at(ch);
	Waiter *w = wait_first(m, &c->sendq);

	*ok = true;
	if (c->len) {
		race_receive(m, ch, m->state->current);
		buffer_out(m, c, elem);
		if (w) {
			race_send(m, ch, w->gor);
			buffer_in(m, c, w->elem);
			wait_complete(m, w, true);
		}
		return CHAN_DONE;
	}
	if (w) {
		if (elem)
			put(m, c, elem, w->elem);
		race_hand_over(m, c, w->gor, m->state->current);
		wait_complete(m, w, true);
		return CHAN_DONE;
	}
	if (!c->closed)
		return CHAN_BLOCKS;
	zero_elem(m, c, elem);
	race_closed(m, ch, m->state->current);
	*ok = false;
	return CHAN_DONE;
}

Flow chan_close(Machine *m, uint64_t ch)
{
	Chan *c = at(ch);
	Waiter *w;

	if (!ch)
		return panic_plain(m, "close of nil channel");
	if (bubble_is_outside(m, c))
		return fatal(m, "close of synctest channel from outside bubble");
	if (c->closed)
		return panic_plain(m, "close of closed channel");
	race_close(m, ch);
	c->closed = 1;
	card_mark_range(ch, sizeof *c);
	while ((w = wait_first(m, &c->recvq))) {
		zero_elem(m, c, w->elem);
		race_closed(m, ch, w->gor);
		wait_complete(m, w, false);
	}
	while ((w = wait_first(m, &c->sendq)))		/* to panic there */
		wait_retry(m, w);
	return FLOW_NEXT;
}

uint64_t chan_new(Machine *m, uint64_t type, uint64_t cap)
{
	uint64_t elem = type_at(type)->elem, size = type_at(elem)->size, buf = 0, ch;

	if (cap && size && !(buf = heap_alloc(m, cap * size, elem, cap)))
		return 0;
	ch = heap_alloc(m, sizeof(Chan), type, 1);
	if (!ch)
		return 0;
	*(Chan *)at(ch) = (Chan){ .buf = buf, .cap = cap, .elem_type = elem, .bubble = gor_current(m)->bubble };
	card_mark_range(ch, sizeof(Chan));
	return ch;
}

/* ---- the ops ---- */

#define MAX_CHANNEL (1ULL << 47)

Flow op_mkchan(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t type = SIDE_X(i), cap = r[i->b], size = type_at(type_at(type)->elem)->size, ch;

	if ((int64_t)cap < 0 || (size && cap > MAX_CHANNEL / size))
		return panic_plain(m, "makechan: size out of range");
	ch = chan_new(m, type, cap);
	if (!ch)
		return FLOW_STOP;
	r[i->a] = ch;
	return FLOW_NEXT;
}

static Flow out_of_waiters(Machine *m)
{
	return fatal(m, "runtime: out of memory");
}

Flow op_send(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t ch = r[i->a], elem = (uint64_t)&r[i->b];

	if (!ch)
		return sched_park(m, WAIT_CHAN_SEND_NIL, 0);
	if (bubble_is_outside(m, at(ch)))
		return fatal(m, "send on synctest channel from outside bubble");
	switch (chan_send(m, ch, elem)) {
	case CHAN_DONE:
		return FLOW_NEXT;
	case CHAN_CLOSED:
		return panic_plain(m, "send on closed channel");
	default:
		break;
	}
	if (!wait_enter(m, &((Chan *)at(ch))->sendq, &(Waiter){ .send = 1, .slots = 1, .object = ch, .elem = elem }))
		return out_of_waiters(m);
	return sched_park(m, WAIT_CHAN_SEND, ch);
}

Flow op_recv(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t ch = r[i->b], elem = (uint64_t)&r[i->a], ok_slot = i->c ? (uint64_t)&r[i->c] : 0;
	bool ok;

	if (!ch)
		return sched_park(m, WAIT_CHAN_RECEIVE_NIL, 0);
	if (bubble_is_outside(m, at(ch)))
		return fatal(m, "receive on synctest channel from outside bubble");
	if (chan_recv(m, ch, elem, &ok) == CHAN_DONE) {
		if (ok_slot)
			r[i->c] = ok;
		return FLOW_NEXT;
	}
	if (!wait_enter(m, &((Chan *)at(ch))->recvq,
			&(Waiter){ .slots = 1, .object = ch, .elem = elem, .ok = ok_slot }))
		return out_of_waiters(m);
	return sched_park(m, WAIT_CHAN_RECEIVE, ch);
}

Flow op_close(Machine *m, uint64_t *r, const SideIns *i)
{
	return chan_close(m, r[i->a]);
}

/* Does it hide its buffer? */
static bool seems_synchronous(const Machine *m, uint64_t ch)
{
	return ((const Chan *)at(ch))->timer && !m->state->async_timers;
}

Flow op_chlen(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t ch = r[i->b], n = ch ? ((const Chan *)at(ch))->len : 0;

	r[i->a] = n && !seems_synchronous(m, ch) ? n : 0;
	return FLOW_NEXT;
}

Flow op_chcap(Machine *m, uint64_t *r, const SideIns *i)
{
	uint64_t ch = r[i->b], n = ch ? ((const Chan *)at(ch))->cap : 0;

	r[i->a] = n && !seems_synchronous(m, ch) ? n : 0;
	return FLOW_NEXT;
}

/* w: channel. The timer that it was made for sends on it. */
Flow rt_timer_chan(Machine *m, uint64_t *w)
{
	Chan *c = at(w[0]);

	c->timer = !m->state->async_timers;
	card_mark(w[0] + offsetof(Chan, timer));
	return FLOW_NEXT;
}

/* w: channel; result. */
Flow rt_timer_chan_hides(Machine *m, uint64_t *w)
{
	w[1] = w[0] && seems_synchronous(m, w[0]);
	return FLOW_NEXT;
}
