/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Queues of parked goroutines, and channels.
 *
 * A goroutine parks with its pc at the instruction that blocks. Who lets it go on does the whole
 * effect (moves the value, writes ok and the case chosen) and sets its pc behind the instruction; when it
 * is only made runnable (a channel was closed), it tries the instruction again.
 */
#ifndef MACHINE_SCHED_H
#define MACHINE_SCHED_H

#include "machine/machine_int.h"

typedef struct WaitQueue { uint32_t head, tail; } WaitQueue;	/* Waiter numbers, 0: none */

enum { TIME_SLICE = 20000 };	/* ticks until others have their turn */

/* Besides a channel's two queues (Waiter.send 0 and 1) there are the semaphores' and that of descriptors. */
enum { QUEUE_SEMAPHORE = 2, QUEUE_POLL };

/* A parked goroutine's entry in one queue; those of a select are chained by `sibling`. */
typedef struct Waiter {
	uint32_t next, prev;
	uint32_t sibling;
	uint32_t gor;		/* index */
	uint32_t choice;	/* select: number of the case */
	uint8_t send;		/* which queue */
	uint8_t slots;		/* of the instruction that blocks */
	uint64_t object;	/* the channel; the semaphore's address; a descriptor (poll.c) */
	uint64_t elem;		/* address of the value to send, or where one is received */
	uint64_t ok;		/* address of the slot for ok; 0: not wanted */
	uint64_t result;	/* select: address of the slot for the choice */
} Waiter;

/* A channel in the heap. `buf` is its only pointer: the object's type is the channel type, whose map
 * is one pointer word. */
typedef struct Chan {
	uint64_t buf;		/* cap elements; 0 when they take no space */
	uint64_t len, cap;
	uint64_t elem_type;	/* *TypeDesc */
	uint64_t recvx, sendx;	/* index of the next element out and in */
	uint16_t closed;
	uint16_t timer;		/* a timer of package time sends on it, which seems to have no buffer */
	uint32_t bubble;	/* that it was made in (bubble.h) */
	WaitQueue recvq, sendq;
} Chan;

typedef enum ChanResult { CHAN_DONE, CHAN_BLOCKS, CHAN_CLOSED } ChanResult;

/* Without parking. elem: address of the value; receiving: 0 when it is not wanted. */
ChanResult chan_send(Machine *m, uint64_t ch, uint64_t elem);
ChanResult chan_recv(Machine *m, uint64_t ch, uint64_t elem, bool *ok);
bool chan_ready(const Chan *c, bool send);
uint64_t chan_new(Machine *m, uint64_t type, uint64_t cap);	/* 0: out of memory */
Flow chan_close(Machine *m, uint64_t ch);

Waiter *waiter_at(const Machine *m, uint64_t n);		/* by number; 0: NULL */
/* A new entry for the current goroutine in queue q; NULL when there is no memory for it. */
Waiter *wait_enter(Machine *m, WaitQueue *q, const Waiter *entry);
/* The first entry of q that is not of a goroutine given, NULL when empty. */
Waiter *wait_first(Machine *m, const WaitQueue *q);
/* The effect is done: the goroutine goes on behind its instruction; all its entries leave their queues. ok: what a receive tells beside
 * the value. */
void wait_complete(Machine *m, Waiter *w, bool ok);
/* The goroutine tries its instruction again. */
void wait_retry(Machine *m, Waiter *w);

/* The running goroutine, about to park, is readied at this moment of clock_mono if it still waits. false: out of memory. */
bool timer_start(Machine *m, int64_t when);

/* Who waits for descriptors, and when they were last looked at. */
typedef struct Poll { WaitQueue waiting; uint64_t looked_at; } Poll;
Poll *sched_poll(const Machine *m);

/* Bubbles (bubble.h); a slot whose number is 0 is free. */
typedef struct Bubble {
	uint32_t number, active;	/* active: goroutines that do not wait durably, timers' too */
	uint32_t members;		/* living goroutines, without timers' */
	uint32_t sleeps;		/* so far */
	uint64_t first, runner, waiter;	/* ids: its first goroutine, while it lives; who runs it; who is in synctest.Wait */
	int64_t now;			/* nanoseconds since 1970 */
	uint32_t end;			/* BubbleEnd */
} Bubble;

enum { BUBBLES = 1024 };

typedef struct Bubbles { uint32_t used, last; Bubble list[BUBBLES]; } Bubbles;
Bubbles *sched_bubbles(const Machine *m);

/* A goroutine ends: the one that runs, or one that waits in no queue and has no timer. Its slot and stack are free. */
void sched_bury(Machine *m, Gor *g);

/* Semaphores: counters in the program's memory, waiters by address in order of arrival. */
Flow semaphore_acquire(Machine *m, uint64_t addr, WaitReason why);
bool semaphore_release(Machine *m, uint64_t addr);	/* false: who waits is in another bubble, and no lock's */

uint64_t sched_timers(const Machine *m);	/* how many run */

#endif
