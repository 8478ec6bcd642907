/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What package runtime/pprof asks for: how often, and for how long, a program was at a place with a stack of callers.
 *
 *     PROFILE_TICKS   the goroutine that runs, each time so many ticks have passed; value: ticks
 *     PROFILE_BLOCK   a goroutine that goes on after a wait; value: nanoseconds
 *     PROFILE_MUTEX   a goroutine that gives up a lock for which others wait; value: nanoseconds that the next one waited
 *     PROFILE_HEAP    objects that were allocated, by their size too (heapprofile.c); value: how many of them are free again
 *
 * Counts are kept by stack, in a private table, so that a checkpoint has them and a run done again counts the same.
 */
#ifndef MACHINE_PROFILE_H
#define MACHINE_PROFILE_H

#include "machine/machine_int.h"

typedef enum ProfileKind { PROFILE_TICKS, PROFILE_BLOCK, PROFILE_MUTEX, PROFILE_HEAP, PROFILE_KINDS } ProfileKind;	/* rt.go has the same list */

/* Not for PROFILE_HEAP. `rate` 0 ends it, and what was counted stays; else it begins, or goes on: ticks from sample to sample for PROFILE_TICKS, which
 * forgets what was counted before. false: out of memory. */
bool profile_set(Machine *m, ProfileKind kind, uint64_t rate);

/* ---- for the scheduler: cheap where nothing is counted ---- */

/* At a safepoint, `now` being past State.profile_at. */
void profile_sample(Machine *m, uint64_t now);
/* A goroutine is to wait; it goes on, and its pc is still where it waited; the current one gives up a lock that it waits for. */
void profile_parks(Machine *m, Gor *g);
void profile_goes_on(Machine *m, Gor *g);
void profile_unlocks(Machine *m, const Gor *waiter);

/* ---- for the heap ---- */

/* A program starts: finds runtime.MemProfileRate. */
void heapprofile_start(Machine *m);
/* Heap.total_bytes, which counts this object, has passed sample_at, or the rate is no longer sample_rate. */
void heapprofile_allocated(Machine *m, uint64_t addr, uint64_t bytes);
/* Marking is done: samples that are not marked are counted as free. */
void heapprofile_marked(Machine *m, bool (*marked)(Machine *m, uint64_t addr));

/* Tells of the tables' memory, for checkpoints. */
void profile_tables(Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len));

#endif
