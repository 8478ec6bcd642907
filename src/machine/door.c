/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door: everything a program is told from outside. The host's own answers (descriptors, clocks and entropy of
 * the process that strata runs in), and the functions through which the machine asks, so that a recording can
 * log each answer and give it again. */
#define _GNU_SOURCE 1	/* ppoll */
#include "machine/machine_int.h"
#include "machine/record.h"

#include <errno.h>
#include <poll.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

/* All of it, whatever signals and pipes do; a failure after some bytes reports those. */
static int64_t host_write(void *ctx, int fd, const void *bytes, size_t n)
{
	const char *p = bytes;
	size_t done = 0;

	(void)ctx;
	do {
		ssize_t k = write(fd, p + done, n - done);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return done ? (int64_t)done : -errno;
		done += (size_t)k;
	} while (done < n);
	return (int64_t)done;
}

/* EINTR comes back: the machine looks whether it was an interrupt for it. */
static int64_t host_read(void *ctx, int fd, void *bytes, size_t n)
{
	ssize_t k = read(fd, bytes, n);

	(void)ctx;
	return k < 0 ? -errno : k;
}

static int64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t host_wall(void *ctx)
{
	(void)ctx;
	return clock_ns(CLOCK_REALTIME);
}

static int64_t host_mono(void *ctx)
{
	(void)ctx;
	return clock_ns(CLOCK_MONOTONIC);
}

static void host_sleep(void *ctx, int64_t ns)
{
	struct timespec t = { ns / 1000000000, ns % 1000000000 };

	(void)ctx;
	nanosleep(&t, NULL);
}

static uint64_t host_entropy(void *ctx)
{
	uint64_t x = 0;

	(void)ctx;
	if (getrandom(&x, sizeof x, 0) != sizeof x)
		x = (uint64_t)clock_ns(CLOCK_REALTIME);
	return x;
}

static int64_t host_poll(void *ctx, struct pollfd *fds, size_t n, int64_t ns)
{
	struct timespec t = { ns / 1000000000, ns % 1000000000 };
	int k = ppoll(fds, n, ns < 0 ? NULL : &t, NULL);

	(void)ctx;
	return k < 0 ? -errno : k;
}

const char *environment(const Machine *m, const char *name)
{
	size_t n = strlen(name);

	for (char *const *e = m->config.envp; e && *e; e++)
		if (strncmp(*e, name, n) == 0 && (*e)[n] == '=')
			return *e + n + 1;
	return NULL;
}

MachineDoor machine_host_door(void)
{
	return (MachineDoor){
		.write = host_write, .read = host_read, .wall_ns = host_wall, .mono_ns = host_mono,
		.sleep_ns = host_sleep, .entropy = host_entropy, .poll = host_poll,
	};
}

/* ---- asking ---- */

/* The answer was given before: the log's number. */
static bool answered(Machine *m, int64_t *answer)
{
	size_t n;
	const void *old = record_replay(m, &n);

	if (old)
		memcpy(answer, old, sizeof *answer);
	return old != NULL;
}

/* The number and the bytes that came with it. */
static bool answered_with(Machine *m, int64_t *answer, void *bytes)
{
	size_t len;
	const void *old = record_replay(m, &len);

	if (!old)
		return false;
	memcpy(answer, old, sizeof *answer);
	memcpy(bytes, (const char *)old + sizeof *answer, len - sizeof *answer);
	return true;
}

static int64_t answer(Machine *m, int64_t value)
{
	record_log(m, &value, sizeof value, NULL, 0);
	return value;
}

int64_t door_write(Machine *m, int fd, const void *bytes, size_t n)
{
	int64_t old;

	if (eval_hold(m, fd, bytes, n))
		return (int64_t)n;
	return answered(m, &old) ? old : answer(m, m->config.door.write(m->config.door.ctx, fd, bytes, n));
}

/* An interrupted read has told the program nothing: it will be tried again. */
int64_t door_read(Machine *m, int fd, void *bytes, size_t n)
{
	int64_t k;

	if (answered_with(m, &k, bytes))
		return k;
	k = (int64_t)eval_read_again(m, fd, bytes, n);
	if (!k)
		k = m->config.door.read(m->config.door.ctx, fd, bytes, n);
	if (k > 0)
		eval_note_read(m, fd, bytes, (size_t)k);
	if (k != -EINTR)
		record_log(m, &k, sizeof k, bytes, k > 0 ? (size_t)k : 0);
	return k;
}

int64_t door_mono(Machine *m)
{
	int64_t old;

	return answered(m, &old) ? old : answer(m, m->config.door.mono_ns(m->config.door.ctx));
}

int64_t door_wall(Machine *m)
{
	int64_t old;

	return answered(m, &old) ? old : answer(m, m->config.door.wall_ns(m->config.door.ctx));
}

void door_sleep(Machine *m, int64_t ns)
{
	int64_t old;

	if (answered(m, &old))
		return;
	m->config.door.sleep_ns(m->config.door.ctx, ns);
	answer(m, 0);
}

static int64_t ask_poll(Machine *m, struct pollfd *fds, size_t n, int64_t ns)
{
	if (m->config.door.poll)
		return m->config.door.poll(m->config.door.ctx, fds, n, ns);
	for (size_t i = 0; i < n; i++)
		fds[i].revents = fds[i].events;
	return (int64_t)n;
}

int64_t door_poll(Machine *m, struct pollfd *fds, size_t n, int64_t ns)
{
	int64_t k;

	if (answered_with(m, &k, fds))
		return k;
	k = ask_poll(m, fds, n, ns);
	if (k != -EINTR)
		record_log(m, &k, sizeof k, fds, n * sizeof *fds);
	return k;
}
