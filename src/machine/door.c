/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The host's door: descriptors, clocks and entropy of the process that strata runs in. */
#include "machine/machine_int.h"

#include <errno.h>
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

MachineDoor machine_host_door(void)
{
	return (MachineDoor){
		.write = host_write, .read = host_read, .wall_ns = host_wall, .mono_ns = host_mono,
		.sleep_ns = host_sleep, .entropy = host_entropy,
	};
}

int64_t door_write(Machine *m, int fd, const void *bytes, size_t n)
{
	return m->config.door.write(m->config.door.ctx, fd, bytes, n);
}
