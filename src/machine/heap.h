/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The heap's own structures, shared by heap.c (allocation), gc.c (marking, sweeping) and the views.
 *
 * The heap segment is cut into 8 KB pages; runs of pages form spans, each of objects of one
 * size. Pointer-free objects have spans of their own. Every page below the top is in a span, a free one too. Beside the heap, in
 * the private tables:
 *
 *     page_span   page number -> span number + 1
 *     spans       Span records
 *     free_runs   runs of free pages, each with no free neighbour (freeruns.c)
 *     ptr_bits    one bit a word of the heap: may hold a pointer
 *     side        for each span: allocation bits, mark bits, an 8-byte record an object
 *
 * An object's record is (ordinal << 24 | site): ordinals count allocations and are the ids people
 * see; a site is an interned pair (pc of the allocation, type). The goroutine that allocated it and its age follow from the
 * ordinal (alloclog.c).
 */
#ifndef MACHINE_HEAP_H
#define MACHINE_HEAP_H

#include "machine/machine_int.h"

#define PAGE_SHIFT 13
#define PAGE_BYTES (1ULL << PAGE_SHIFT)
#define SIZE_CLASSES 68	/* 67 sizes and the large objects */
#define SMALL_MAX 32768
#define LARGE_CLASS 0

typedef struct Span {
	uint64_t start;
	uint32_t pages;
	uint32_t elem;		/* bytes of an object; large spans: all of it */
	uint32_t count;		/* objects */
	uint32_t used;		/* allocation bits set */
	uint32_t hint;		/* first word of bits with a free object, or beyond */
	uint8_t class;		/* LARGE_CLASS: one object */
	uint8_t noscan;
	uint8_t state;		/* SPAN_* */
	uint8_t fresh;		/* memory never used: zero */
	uint8_t epoch;		/* Heap.epoch when it was swept, or made */
	uint32_t magic;		/* (offset * magic) >> 32 = index; large spans: bytes beyond those asked for */
	uint32_t next;		/* in a list: span number + 1 */
	uint64_t large;		/* bytes of a large object (elem is too narrow) */
	uint64_t side;		/* address of its bits and records */
} Span;

enum { SPAN_FREE, SPAN_USED };

/* Pages; at a run's first page also its neighbours in a list: page + 1, and whether all of it has been given to the system. */
typedef struct FreeRun { uint32_t pages : 31, released : 1, prev, next; } FreeRun;

enum { FREE_RUN_LISTS = 128 };

typedef struct Site { uint64_t pc, type; } Site;

enum { GC_NOTES = 64, GC_PAUSES = 256, STAT_CLASSES = 61, GC_STATS = 15 + 2 * GC_PAUSES + 2 * STAT_CLASSES };

typedef enum GcPhase { GC_OFF, GC_MARK, GC_SWEEP } GcPhase;

typedef struct Heap {
	uint64_t base, top, mapped;	/* used up to top; mapped up to mapped */
	uint64_t limit;			/* bytes */
	uint64_t nspans;		/* records, those of the pool too */
	uint64_t spans_used;
	uint32_t current[SIZE_CLASSES][2];	/* span number + 1 */
	uint32_t partial[SIZE_CLASSES][2];	/* list of swept spans with room */
	uint32_t span_pool;		/* free Span records */
	uint32_t free_runs[FREE_RUN_LISTS];	/* by pages; [0]: all that are longer; page + 1 */
	uint64_t side_top, side_mapped;
	uint64_t side_free[SIZE_CLASSES];
	uint64_t ordinal;
	uint64_t live_bytes, live_objects;	/* allocated and not freed */
	uint64_t total_bytes, freed_bytes, freed_objects;
	uint64_t released;		/* bytes of free runs that the system has */
	uint64_t sample_at, sample_rate;	/* for its profile: when total_bytes passes that, by a rate of so many bytes */
	Rng sample_rng;
	uint64_t rate_at;		/* address of the word with the rate that the program wants */
	uint64_t trigger, next_gc;	/* bytes at which a collection begins, and by which its marking should be done */
	uint64_t cycles;
	/* when to collect (gcpace.c) */
	int64_t percent;		/* GOGC; -1: off */
	int64_t soft_limit;		/* GOMEMLIMIT, bytes */
	bool bad_limit;			/* it is malformed: a fatal error at the start */
	bool off;			/* the debugger's set gc off */
	uint64_t stress;		/* collect at every so many safepoints; 0: when memory asks for it */
	bool trace;			/* GODEBUG=gctrace=1 */
	bool forcing;			/* the collection under way was asked for by name */
	uint64_t forced;		/* collections that were */
	int64_t work_began;
	uint64_t phase_ns[3];		/* of the last collection: roots, marking, the end */
	uint64_t pause_total;
	uint64_t pauses[GC_PAUSES], pause_ends[GC_PAUSES];	/* of the last ones, by number; ends: wall clock */
	uint64_t nsites;
	Site last_site;
	uint32_t last_site_id;
	/* collection */
	GcPhase phase;
	uint64_t grey, grey_mapped;	/* entries on the grey stack */
	uint64_t marked_objects, marked_bytes, roots;
	uint64_t debt;			/* bytes allocated since the last step */
	uint64_t step_objects;		/* that a step scans, so that marking is done in time */
	uint64_t part, part_word;	/* a large object that is scanned in parts: its address, where to go on; 0: none */
	uint64_t began_bytes;		/* total_bytes when it began */
	uint64_t sweep_at;		/* spans below this number are still to be swept */
	uint8_t epoch;
	uint64_t nruns;			/* of the allocation log */
	uint64_t unscanned;		/* goroutines whose stacks are still to be greyed: below this index */
	uint64_t began_at;		/* ordinal: objects above it were born black */
	uint64_t heap_before, heap_after;	/* bytes, of the last collection that ended */
	bool by_hand;			/* steps come from machine_gc_step, not from allocation */
	bool working;			/* by hand: what is greyed now is the collector's work, not the barrier's */
	GcNote notes[GC_NOTES];		/* by hand: what the barrier did, a ring */
	uint64_t noted;
	uint64_t seeing;		/* id of the goroutine whose stack is being greyed before it runs, or 0 */
} Heap;

#define PRIVATE_SPANS (PRIVATE_HEAP + (1ULL << 30))	/* 16M spans of 64 bytes */
#define PRIVATE_PAGES (PRIVATE_HEAP + (3ULL << 30))	/* u32 a page of 512 GB */
#define PRIVATE_FREE_RUNS (PRIVATE_PAGES + (256ULL << 20))	/* 12 bytes a page */
#define PRIVATE_SITES (PRIVATE_HEAP + (4ULL << 30))	/* 16M of 16 bytes */
#define PRIVATE_SITE_INDEX (PRIVATE_HEAP + (5ULL << 30))
#define PRIVATE_ALLOC_RUNS (PRIVATE_HEAP + (6ULL << 30))
#define PRIVATE_ALLOC_CYCLES (PRIVATE_HEAP + (7ULL << 30))
#define ALLOC_TABLE_BYTES (1ULL << 30)			/* of each of the two */
#define PRIVATE_PTRBITS (PRIVATE_HEAP + (8ULL << 30))	/* 1/64 of the heap */
#define PRIVATE_GREY (PRIVATE_HEAP + (20ULL << 30))
#define PRIVATE_SIDE (PRIVATE_HEAP + (60ULL << 30))

extern const uint16_t size_class_bytes[SIZE_CLASSES];

static inline Span *span_at(Machine *m, uint32_t n)
{
	return (Span *)(m->base + PRIVATE_DELTA + PRIVATE_SPANS) + n;
}

static inline uint32_t *page_table(Machine *m)
{
	return (uint32_t *)(m->base + PRIVATE_DELTA + PRIVATE_PAGES);
}

static inline FreeRun *free_run_table(Machine *m)
{
	return (FreeRun *)(m->base + PRIVATE_DELTA + PRIVATE_FREE_RUNS);
}

static inline uint32_t heap_page(const Machine *m, uint64_t addr)
{
	return (uint32_t)((addr - m->heap->base) >> PAGE_SHIFT);
}

static inline uint32_t heap_top_page(const Machine *m) { return heap_page(m, m->heap->top); }

static inline uint64_t *ptr_bits(Machine *m)
{
	return (uint64_t *)(m->base + PRIVATE_DELTA + PRIVATE_PTRBITS);
}

static inline Site *site_table(Machine *m)
{
	return (Site *)(m->base + PRIVATE_DELTA + PRIVATE_SITES);
}

static inline uint64_t span_bit_words(const Span *s) { return (s->count + 63) / 64; }
static inline uint64_t *span_alloc_bits(const Span *s) { return (uint64_t *)s->side; }
static inline uint64_t *span_mark_bits(const Span *s) { return (uint64_t *)s->side + span_bit_words(s); }
static inline uint64_t *span_records(const Span *s) { return (uint64_t *)s->side + 2 * span_bit_words(s); }
static inline uint64_t span_elem(const Span *s) { return s->class == LARGE_CLASS ? s->large : s->elem; }

/* The span of a heap address, a free one too, or NULL. */
static inline Span *span_of(Machine *m, uint64_t addr)
{
	const Heap *h = m->heap;
	uint32_t n;

	if (addr - h->base >= h->top - h->base)
		return NULL;
	n = page_table(m)[(addr - h->base) >> PAGE_SHIFT];
	return n ? span_at(m, n - 1) : NULL;
}

static inline uint32_t span_index(const Span *s, uint64_t addr)
{
	return s->class == LARGE_CLASS ? 0 : (uint32_t)((addr - s->start) * s->magic >> 32);
}

enum { GC_QUANTUM = 8 << 10 };	/* bytes allocated from one step to the next while a collection is under way */

/*
 * Sweeping gives back what no mark bit keeps. It begins when marking is done and goes on span by span: between steps, and when
 * allocation wants a span; until a span is swept, nothing is allocated in it. `freed` is told of each object.
 */
typedef void (*FreedFn)(Machine *m, uint64_t record, uint64_t bytes);
void heap_sweep_begin(Machine *m);
void heap_sweep_some(Machine *m, uint64_t spans, FreedFn freed);	/* UINT64_MAX: all that are left */

/* ---- freeruns.c: free pages, by their numbers ---- */
void freeruns_give(Machine *m, uint32_t first, uint32_t pages);
bool freeruns_take(Machine *m, uint32_t pages, uint32_t *first);	/* that many; false: there is no such run */
uint32_t freeruns_last(Machine *m);		/* pages of the run that ends at the heap's top, or 0 */
void freeruns_take_last(Machine *m);		/* all of it */
/* Gives the memory of all of them to the system until they are used again: it reads as zeros from then on. */
void freeruns_release(Machine *m);

/* ---- gcpace.c ---- */
void gcpace_init(Machine *m);			/* from the environment and the configuration */
void gcpace_start(Machine *m);			/* the program starts */
void gcpace_goal(Machine *m);			/* next_gc, from what lived last and the settings */
int64_t gcpace_percent(Machine *m, int64_t percent);	/* the old one */
int64_t gcpace_limit(Machine *m, int64_t limit);	/* the old one; below 0: only asks */
void gcpace_next(Machine *m, bool working);	/* under stress: the next safepoint to collect at, or to go on (working) */
void gcpace_begin(Machine *m);			/* a collection begins: its times are counted */
void gcpace_work(Machine *m);			/* it is gone on with */
void gcpace_worked(Machine *m, unsigned phase);	/* time since then, or since the last call, was that phase's */
void gcpace_end(Machine *m);			/* its marking has ended */
void gcpace_stats(const Machine *m, uint64_t *dst, uint64_t n);

bool heap_has_room(const Machine *m, uint64_t bytes);	/* within the limit on memory, stacks counted */
/* ---- alloclog.c ---- */
void alloclog_switched(Machine *m);	/* before an allocation when State.switched says so */
void alloclog_cycle(Machine *m);	/* a collection has ended; Heap.cycles does not count it yet */
void alloclog_tables(const Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len));

#endif
