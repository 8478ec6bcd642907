/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the natives about files, sockets and processes share. */
#ifndef MACHINE_NATIVE_FILE_H
#define MACHINE_NATIVE_FILE_H

#include <errno.h>
#include <sys/types.h>

#include "machine/machine_int.h"

/* A call's result as the natives give it. */
static inline uint64_t outcome(int64_t result)
{
	return (uint64_t)(result < 0 ? -errno : result);
}

static inline bool range_ok(uint64_t addr, uint64_t n)
{
	return !n || (hull_ok(addr) && hull_ok(addr + n - 1));
}

/* A descriptor is the program's from now on; what a call that failed gave is passed over. It is returned. */
int64_t descriptor_opened(Machine *m, int64_t fd);
/* The same of a pair that a call has made unless its result is below zero: bytes of the pair, or that result. */
int64_t descriptors_opened(Machine *m, int result, const int pair[2]);

/* An interrupt came while a native was at work: it stops here, and is done again when the program goes on. */
Flow native_stop_at_once(Machine *m);

bool file_may_name(Machine *m, int dir, const char *name);
/* Opening it would wait for another process: a FIFO's other end. */
bool file_open_waits(int dir, const char *name, int flags);
/* Opens it in a thread of its own; a descriptor from which the result can be read, an int: descriptor or -errno. -1: errno. */
int file_open_later(int dir, const char *name, int flags, mode_t mode);

/* kill(2); pid 0 is the program itself. */
int process_kill(const Machine *m, int pid, int sig);

#endif
