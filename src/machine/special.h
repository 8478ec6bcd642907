/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is tied to an object's end: finalizers, cleanups, weak pointers. None of them keeps the object.
 *
 * At the end of marking (gc.c): what finalizers' objects point at is marked, not the objects themselves, so that of two that
 * refer to each other the one that points goes first. Then weak pointers to what is not marked become nil; finalizers of what is
 * not marked are due and their objects live once more; cleanups of the others are due. One goroutine at a time runs
 * what is due, in order, as in Go.
 *
 * Source: the documentation of runtime.SetFinalizer, runtime.AddCleanup and package weak.
 */
#ifndef MACHINE_SPECIAL_H
#define MACHINE_SPECIAL_H

#include "machine/machine_int.h"

typedef enum SpecialKind { SPECIAL_NONE, SPECIAL_FINALIZER, SPECIAL_CLEANUP, SPECIAL_WEAK } SpecialKind;

typedef struct Special {
	uint64_t object;	/* its start; weak: what the pointer points at */
	uint64_t func;		/* finalizer, cleanup: function word */
	uint64_t type, param;	/* finalizer: of the pointer to the object; *TypeDesc of the function's parameter */
	uint64_t handle;	/* weak: address of the word that holds the pointer; cleanup: its number */
	uint32_t next;		/* in its bucket: index + 1 */
	uint8_t kind;		/* SpecialKind */
	bool due;
} Special;

bool special_init(Machine *m);				/* false: no address space */
bool special_add(Machine *m, const Special *s);		/* false: out of memory */
/* The one of this kind for an object; handle 0: any. NULL: there is none that is not due. */
Special *special_find(const Machine *m, uint64_t object, SpecialKind kind, uint64_t handle);
void special_remove(Special *s);
uint64_t special_number(Machine *m);			/* for the next cleanup */

/* Every one of this kind, those too that are due and have not begun to run. */
void special_each(const Machine *m, SpecialKind kind, void (*fn)(void *ctx, const Special *s), void *ctx);

/* For the collector, in this order; see above. */
void specials_scan(Machine *m, void (*scan)(Machine *m, uint64_t object));
void specials_decide(Machine *m, bool (*marked)(Machine *m, uint64_t addr));
void specials_start(Machine *m);			/* the goroutine for what is due, unless it runs */
void special_ended(Machine *m, uint64_t goroutine);	/* it has ended: perhaps that one */
uint64_t special_goroutine(const Machine *m);	/* its id; 0: there is none */

void special_roots(Machine *m, void (*fn)(void *ctx, uint64_t word_addr), void *ctx, const char **what);
void special_tables(Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len));

#endif
