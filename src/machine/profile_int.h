/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of stacks that profile.c keeps, for it and heapprofile.c. It lies in private memory, behind State.profiled. */
#ifndef MACHINE_PROFILE_INT_H
#define MACHINE_PROFILE_INT_H

#include "machine/heap.h"
#include "machine/profile.h"

#define PROFILE_AT (PRIVATE_HEAP + (512ULL << 20))
#define PROFILE_SAMPLES_AT (PROFILE_AT + (256ULL << 20))	/* heapprofile.c's, up to PRIVATE_SPANS */

enum { BUCKETS = 1 << 12, PROFILE_DEPTH = 64, CHUNK = 1 << 20, MOST_BYTES = 128 << 20 };

/* A stack and what was counted with it, `depth` return addresses behind it, in the table's words. PROFILE_HEAP: the first of
 * the `depth` words is the objects' size; `count` is how many were allocated, `value` how many of them are free again. */
typedef struct Row {
	uint64_t next;		/* of the same bucket: word + 1 */
	uint64_t depth;
	uint64_t count, value;
	uint64_t pcs[];
} Row;

typedef struct Table { uint64_t first[BUCKETS]; uint64_t rows; } Table;	/* word + 1 */

typedef struct Profiles {
	uint64_t mapped, used;	/* bytes; words behind this record */
	uint64_t rates[PROFILE_KINDS];
	uint64_t sampled_at;	/* count of the last sample of ticks */
	uint64_t samples, samples_mapped;	/* of the heap: how many; bytes */
	Table tables[PROFILE_KINDS];
} Profiles;

static inline Profiles *profiles(const Machine *m)
{
	return m->state->profiled ? at(m->base + PRIVATE_DELTA + PROFILE_AT) : NULL;
}

/* The table, made if there is none yet; NULL: out of memory. */
Profiles *profiles_made(Machine *m);
/* The row of a stack, a new one with zero counts if there is none: its word + 1, for profile_row_at; 0: there is no room. */
uint64_t profile_row_of(Machine *m, Profiles *p, ProfileKind kind, const uint64_t *pcs, uint64_t depth);
Row *profile_row_at(Profiles *p, uint64_t n);	/* NULL for 0 */
/* Fills pcs, which has room for PROFILE_DEPTH, with g's return addresses, innermost first; returns how many. */
uint64_t profile_stack(Machine *m, const Gor *g, uint64_t *pcs);

/* Tells of the samples' memory, for checkpoints. */
void heapprofile_tables(Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len));

#endif
