/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for descriptors: see poll.h. */
#include "machine/poll.h"

#include <errno.h>
#include <poll.h>

#include "base/mem.h"

#define POLL_WRITE (1ULL << 32)

/* What an entry's object says: the descriptor and which of both. */
static uint64_t object_of(int fd, bool write)
{
	return (uint32_t)fd | (write ? POLL_WRITE : 0);
}

int poll_fd(const Waiter *w)
{
	return (int)(uint32_t)w->object;
}

bool poll_writes(const Waiter *w)
{
	return w->object & POLL_WRITE;
}

Flow poll_wait(Machine *m, int fd, bool write, int64_t until, uint64_t *result)
{
	Waiter entry = { .send = QUEUE_POLL, .object = object_of(fd, write), .choice = POLL_READY, .result = (uint64_t)result };

	if (eval_active(m))
		return eval_fail(m, MACHINE_EVAL_BLOCKS);
	*result = POLL_LATE;
	m->state->pc += sizeof(Ins);
	if (!wait_enter(m, &sched_poll(m)->waiting, &entry) || (until >= 0 && !timer_start(m, until)))
		return fatal(m, "runtime: out of memory");
	return sched_park(m, WAIT_IO, (uint64_t)fd);
}

void poll_call(Machine *m, int fd)
{
	Waiter *next;

	for (Waiter *w = wait_first(m, &sched_poll(m)->waiting); w; w = next) {
		next = waiter_at(m, w->next);
		if (poll_fd(w) != fd)
			continue;
		w->choice = POLL_CALLED;
		wait_complete(m, w, true);
	}
}

bool poll_waiting(const Machine *m)
{
	return sched_poll(m)->waiting.head != 0;
}

static size_t count_waiting(Machine *m)
{
	size_t n = 0;

	for (const Waiter *w = wait_first(m, &sched_poll(m)->waiting); w; w = waiter_at(m, w->next))
		n++;
	return n;
}

bool poll_look(Machine *m, int64_t ns)
{
	size_t n = count_waiting(m), i = 0;
	struct pollfd *fds = mem_array(n, sizeof *fds);
	Waiter *w = wait_first(m, &sched_poll(m)->waiting), *next;
	bool told;

	for (const Waiter *each = w; each; each = waiter_at(m, each->next), i++)
		fds[i] = (struct pollfd){ .fd = poll_fd(each), .events = poll_writes(each) ? POLLOUT : POLLIN };
	told = door_poll(m, fds, n, ns) != -EINTR;
	sched_poll(m)->looked_at = count_now(m);
	for (i = 0; told && w; w = next, i++) {
		next = waiter_at(m, w->next);
		if (fds[i].revents)
			wait_complete(m, w, true);
	}
	mem_free(fds);
	return told;
}

void poll_attend(Machine *m)
{
	if (poll_waiting(m) && count_now(m) - sched_poll(m)->looked_at >= TIME_SLICE)
		poll_look(m, 0);
}

bool poll_may_read(Machine *m, int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLIN };

	return m->state->live_gors < 2 || eval_active(m) || (door_poll(m, &one, 1, 0) != 0 && one.revents);
}
