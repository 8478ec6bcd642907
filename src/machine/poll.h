/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting for descriptors: a goroutine parks until one can be read or written, a moment comes, or another goroutine calls it.
 * The scheduler looks (poll(2) through the door, so that a recording has the answer) when nothing else can run, and once a
 * time slice while something can. What is found ready is only a hint: who waited tries its call again.
 */
#ifndef MACHINE_POLL_H
#define MACHINE_POLL_H

#include "machine/sched.h"

/* What a wait came to; rt.go has the same list. */
typedef enum PollOutcome { POLL_READY, POLL_LATE, POLL_CALLED } PollOutcome;

/* Parks behind the instruction; the PollOutcome will lie in the slot `result`. until: of clock_mono, -1: for ever. */
Flow poll_wait(Machine *m, int fd, bool write, int64_t until, uint64_t *result);
/* The descriptor that an entry of that queue waits for, and whether to write. */
int poll_fd(const Waiter *w);
bool poll_writes(const Waiter *w);
/* All that wait for fd go on. */
void poll_call(Machine *m, int fd);
bool poll_waiting(const Machine *m);
/* Readies whom it can, after at most ns nanoseconds (-1: without an end). false: a signal came, nothing is known. */
bool poll_look(Machine *m, int64_t ns);
/* The same without waiting, when it has not been done for a time slice. */
void poll_attend(Machine *m);
/* A read of fd would not wait, or nobody else could go on meanwhile. */
bool poll_may_read(Machine *m, int fd);

#endif
