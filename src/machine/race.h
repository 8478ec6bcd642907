/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The race detector: two goroutines access the same memory, one of them writes, and neither access happens before the
 * other (The Go Memory Model).
 *
 * Time is a vector of clocks, one a goroutine (Lamport; Fidge, Mattern). A goroutine's own clock goes on whenever it lets others
 * see what it did (it releases); who acquires that later knows all it knew. For each 8 bytes of the heap and of package variables
 * the last accesses are remembered, each with its goroutine's clock then: it happened before what runs now if the running
 * goroutine knows that clock.
 *
 *     race.c         on and off, goroutines, what releases and acquires
 *     race_shadow.c  the accesses
 *     race_stack.c   where they were made: stacks, kept as a tree
 *     race_report.c  a race, as data and as text
 *
 * All of it is the host's memory: the program cannot tell that it is there, and it is outside time. When the machine
 * goes back, all accesses are forgotten. What stack slots hold is no other goroutine's: it is not looked at. Of what natives
 * do, accesses to the slices they are given count as their caller's.
 *
 * Goroutines have slots in the vectors, which are used again some time after one has ended. Each use is a life: what an earlier
 * one did is another goroutine's. (Who knows a later life's clock is taken to know the earlier lives': hence the time between.)
 */
#ifndef MACHINE_RACE_H
#define MACHINE_RACE_H

#include "machine/machine_int.h"

/* What a function means: race.def. In the side copy of its header this stands in place of the magic number. */
enum {
	RACE_BLIND = 1,		/* its accesses are not looked at */
	RACE_ATOMIC = 2,	/* they are atomic: no race among themselves */
	RACE_RELEASE = 4,	/* at its beginning */
	RACE_ACQUIRE = 8,	/* at its end: in between others may have released more, which does no harm */
	RACE_IF_TRUE = 16,	/* acquires if its result is true */
	RACE_IF_NEGATIVE = 32,	/* releases if its second parameter is below zero */
	RACE_READERS = 64,	/* releases for writers alone; acquires from readers as well */
	RACE_WORLD = 128,	/* by the world outside, not by its first parameter */
	RACE_RESULT = 256,	/* acquires by its result, not by its first parameter */
	RACE_ROWS = 512,	/* times the first row of accesses.def that is about it */
};

typedef enum RaceAccess { RACE_READ = 0, RACE_WRITE = 1 } RaceAccess;

typedef VEC(uint32_t) Clocks;		/* by slot; beyond its length: 0 */

/* ---- race.c ---- */

/* Goroutine `child` (here and below: index in the machine's table) has been made by the running one, with its first frame.
 * False: there are too many. */
bool race_go(Machine *m, uint64_t child);
void race_end(Machine *m, uint64_t goroutine);
/* The running goroutine is this one; an expression's are not looked at. */
void race_switch(Machine *m);
/* A frame has been pushed, and is about to be popped. */
void race_enter(Machine *m, uint64_t entry, uint64_t fp);
void race_leave(Machine *m, uint64_t fp);
void race_unwound(Machine *m, const Gor *g, uint64_t fp);	/* frames above that one are gone */
/* Goroutine g sends to or receives from a channel by its buffer: the n-th receive knows what the n-th send knew, and
 * the send that takes the same place of the buffer what that receive knew. Two meet at a channel without a buffer. */
void race_send(Machine *m, uint64_t chan, uint64_t g);
void race_receive(Machine *m, uint64_t chan, uint64_t g);
void race_meet(Machine *m, uint64_t g, uint64_t other);
/* A finalizer or cleanup is set for this object, under that number (0: finalizers have none); a goroutine begins with it. */
void race_special_set(Machine *m, uint64_t object, uint64_t number);
void race_collected(Machine *m);			/* the running goroutine has found what is due */
void race_special_runs(Machine *m, uint64_t goroutine, uint64_t object, uint64_t number);
/* Goroutine g of a bubble (testing/synctest) waits or ends; it has waited for all others of the bubble. */
void race_bubble_left(Machine *m, uint64_t g, uint32_t bubble);
void race_bubble_awaited(Machine *m, uint64_t g, uint32_t bubble);
void race_close(Machine *m, uint64_t chan);		/* by the running one */
void race_closed(Machine *m, uint64_t chan, uint64_t gor);	/* that one has received from a closed channel */
void race_allocated(Machine *m, uint64_t addr, uint64_t bytes);	/* races are looked for: what was there before is over */
void race_forget(Machine *m);				/* all that happened, happened before what comes */
void race_free(Machine *m);
void race_label(const Machine *m, const Image *im, const CodeFunc *fn);	/* its header in the side copy */

/* ---- race_shadow.c: from the loops. True: it is a race, and somebody wants to stop for it ---- */
bool race_access(Machine *m, uint64_t pc, uint64_t fp, uint64_t addr, uint64_t bytes, RaceAccess kind);
/* What an instruction that is a call of a helper is about to read and write. */
bool race_helper(Machine *m, uint64_t pc, uint64_t fp);
/* The machine stops for it, before an instruction or behind one: what the loops do then. */
void race_stop(Machine *m, bool behind);

/* ---- race_report.c ---- */
int race_status(Machine *m, int status);		/* the program's, which ends; says how many races there were */

#endif
