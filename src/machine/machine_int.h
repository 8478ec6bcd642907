/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the machine's files share.
 *
 *   Machine   one machine: host-side things (images, door, hooks, break table, the last stop)
 *   State     everything inside time: at the start of the private tables, so a snapshot has it.
 *             No host pointers in it or in the hull.
 *   Gor       a goroutine: its registers while it does not run, its stack, its defers and panics
 *
 * The running goroutine's pc and fp live in the loop's registers; SAVE puts them into State.pc, .fp
 * before anything outside the loop runs, and LOAD takes them back. A helper called by the
 * loop answers with a Flow: go on, take the registers anew (a panic or a switch moved them), or
 * leave the loop because m->stop is filled in.
 *
 * Allocation never collects: it only asks for attention (m->state->budget) once the trigger is passed, and the
 * collector works when the loop pays attention at a safepoint. So a native or helper may hold raw
 * addresses across allocations.
 */
#ifndef MACHINE_INT_H
#define MACHINE_INT_H

#include <setjmp.h>
#include <signal.h>
#include <string.h>

#include "base/map.h"
#include "base/rng.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "machine/machine.h"

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

/* An instruction as it is executed: what lies in the side copy. */
typedef struct SideIns { const void *handler; uint16_t a, b, c, d; } SideIns;
#define SIDE_X(i) (((const uint64_t *)((i) + 1))[0])
#define SIDE_Y(i) (((const uint64_t *)((i) + 1))[1])

typedef enum Flow {
	FLOW_NEXT,	/* go on with the next instruction */
	FLOW_RELOAD,	/* registers have moved: a panic, a switch, a park */
	FLOW_STOP,	/* m->stop says why */
	FLOW_AGAIN,	/* parked before any effect: when it runs again the same instruction is tried anew */
} Flow;

/* Why a goroutine waits; texts as Go prints them. */
typedef enum WaitReason {
#define WAIT(name, text, profiled) WAIT_##name,
#include "machine/wait.def"
	WAIT_COUNT
} WaitReason;
extern const char *const wait_text[WAIT_COUNT];

typedef struct Gor {
	uint64_t id;
	uint64_t pc, fp;		/* while not running */
	uint64_t stack_lo, stack_hi;	/* the slot it began in */
	uint64_t big_lo, big_hi;	/* the big slot it went on in, or 0 */
	uint64_t limit;			/* end of the slot that fp lies in */
	uint64_t defers;		/* newest Defer record (heap address), or 0 */
	uint64_t panics;		/* newest Panic record (heap address), or 0 */
	uint64_t created_by, creator;
	uint64_t wait_object;
	uint64_t next;			/* in the run queue or the free list: index + 1 */
	uint64_t wait_elem;		/* where a value lies that was received for it while it waited, or 0 */
	uint64_t param;			/* its type */
	uint8_t state;			/* GorState */
	uint8_t wait;			/* WaitReason */
	uint8_t goexit;
	uint8_t unscanned;		/* a collection marks and has not seen its stack yet */
	uint8_t timed;			/* it has a timer */
	uint8_t panics_on_fault;	/* SetPanicOnFault */
	uint8_t background;		/* it stands for a timer of package time: no goroutine to the program */
	uint8_t durable;		/* only its bubble can end its wait */
	uint32_t bubble;		/* of package testing/synctest: its number, or 0 (bubble.h) */
	uint32_t wake_seq;		/* asleep in a bubble: order among those with the same moment */
	int64_t parked_at;		/* for profiles: one more than clock_mono when it began to wait; 0: nobody asks */
	int64_t wake_at;		/* and the moment, by the bubble's clock; 0: not asleep there */
	uint64_t waiters;		/* its entries in wait queues (sched.h): number of the first, or 0 */
} Gor;

_Static_assert(sizeof(Gor) <= 256, "the table of goroutines has room for 256 bytes each");

enum { GOR_MAX = 1 << 20 };

typedef struct State {
	uint64_t count_base;		/* count = count_base - budget */
	int64_t budget;			/* ticks until attention */
	uint64_t preempt_at;		/* counts */
	uint64_t profile_at;		/* count of the next sample for a profile, UINT64_MAX: none */
	uint64_t gc_at;			/* count of the next collection step, UINT64_MAX: none */
	uint64_t pc, fp;		/* registers of the current goroutine, when saved */
	uint64_t limit;			/* of the stack slot that runs */
	uint64_t current;		/* index in gors */
	uint64_t ngors, gor_next_id;	/* slots ever used; next id */
	uint64_t gor_free;		/* free slots: index + 1 */
	uint64_t live_gors, background_gors;	/* the second are among the first */
	uint64_t run_head, run_tail;	/* run queue: index + 1 */
	uint64_t clock_skip;		/* virtual clock: ns jumped over while all slept */
	uint64_t init_step, init_image;	/* how far package initialisation is */
	uint64_t stack_next;		/* first never-used stack slot */
	uint64_t stack_free;
	uint64_t big_next, big_free;
	Rng rng;
	bool started, exited;
	bool profiled;			/* a profile was asked for: its table is there (profile.h) */
	bool idle;			/* no goroutine runs: the run was interrupted while all slept */
	int status;
	uint64_t table_used;		/* bytes of the run-time table of itabs and types */
	uint64_t log_at;		/* recording: how far the log of results from outside is read */
	uint8_t schedule;		/* MachineSchedule */
	bool chosen;			/* the running goroutine is to give way to the first in the queue */
	bool asked;			/* SCHEDULE_MANUAL: it has stopped for a choice that is not made yet */
	uint64_t alone;			/* a goroutine that keeps running, or runs whenever it can: index + 1; 0: none */
	Rng schedule_rng;		/* SCHEDULE_SEEDED: its own, so that the program's chance is the same in all of them */
	uint64_t switched;		/* another goroutine runs than when the last object was allocated */
	bool panic_nil, async_timers;	/* as settings of GODEBUG say: godebug.c */
	uint8_t trace_level;		/* of the traceback at the end: 0 none, 1 the running goroutine, 2 hidden frames too */
	bool trace_all;			/* all goroutines */
	bool crashes, crashed;		/* and then it ends as by SIGABRT; it has */
	bool maps;			/* the program has mapped memory itself: mapped.h */
	uint64_t barrier;		/* nonzero while a collection marks: pointer stores shade the old value */
} State;

typedef struct Extent { uint64_t from, to; } Extent;	/* addresses; see memory_map */

/* The signals that the program has asked for, and its descriptor for them: the host's, outside time. */
enum { SIGNALS = 64 };		/* the highest number of one */

typedef struct Signals {
	uint64_t wanted, ignored;	/* bit n: number n; 64: bit 0 */
	void (*before[SIGNALS + 1])(int);	/* what was done at those that are ignored now */
	bool open;
	int fd;
} Signals;

/* What the program was dying of when a debugger put a call on top of it: when the call is over, it goes on dying. */
typedef struct Death {
	uint64_t goroutine, fp;		/* of the call's frame */
	StopReason reason;
	char *text;
} Death;

typedef VEC(uint64_t) Pcs;

struct Machine {
	MachineConfig config;
	Signals signals;
	uint64_t base;			/* of the slot */
	State *state;
	Gor *gors;
	uint64_t gors_mapped;		/* bytes of the table */
	VEC(Extent) extents;		/* what is mapped */
	VEC(const Image *) images;	/* those of expressions come last, each behind the one before */
	size_t nprogram;		/* the others */
	const Image *library;
	bool *side_filled;		/* of the library's side copy, by blocks (load.c) */
	MachineStop stop;
	StrBuf stop_text;
	bool stop_on_panic;
	bool ask_choice;		/* STOP_CHOICE is wanted */
	bool dying;			/* a stop for a panic was reported: the next run prints it and exits */
	StopReason dying_as;		/* STOP_PANIC or STOP_FATAL */
	VEC(Death) deaths;		/* put off by calls, innermost last */
	uint64_t record_type;		/* descriptor of a word of a panic or defer record */
	uint64_t text_type;		/* stands in for package runtime's types when there is no library */
	uint64_t until;			/* a count at which the loops stop */
	uint64_t exact, exact_pc;	/* machine_run's bound: the observed loop stops at the first instruction there */
	bool to_count;
	volatile sig_atomic_t interrupted;
	unsigned mask;			/* of events; nonzero: the observed loop */
	MachineHook hook;
	void *hook_ctx;
	bool single_step, hook_stop, observe_first;
	bool look_again;		/* machine_look_again */
	uint64_t eval_ticks;		/* machine_eval_limit */
	bool scratch_heap;		/* allocations are an expression's */
	Map breaks;			/* pc -> BREAK_* */
	Pcs frame_breaks, deferred_breaks;	/* the pcs with BREAK_IN_FRAMES, BREAK_DEFERRED */
	uint64_t frames_lo, frames_hi, frames_also;
	struct {			/* watch.c */
		MachineWatch *list;	/* the caller's */
		size_t n;
		bool everywhere;	/* some may be written by any store: the watched loop runs */
		bool reads;		/* some reads are watched: the loop that looks at loads, too */
		MachineLook *look;	/* reads are watched: asks about an instruction; NULL: none are */
		void *look_ctx;
		bool read;		/* the instruction under way is one */
		bool looking;		/* in the observed loop, for one instruction */
		MachineWatchFilter *wanted;
		void *wanted_ctx;
		uint8_t *granules;
		uint64_t lo, hi;	/* what is watched so lies between */
		VEC(uint64_t) pcs;	/* patches */
	} watch;
	struct Heap *heap;		/* heap.c: in the private tables */
	struct Sched *sched;		/* sched.c */
	struct Views *views;		/* inspect.c: caches */
	struct Snapshots *snapshots;	/* snapshot.c */
	struct Record *record;		/* record.c; NULL: nothing is recorded */
	uint64_t checkpoint_at;		/* count at which a recording wants attention */
	struct EvalState *eval;		/* eval.c */
	struct Race *race;		/* race.c; NULL: races are not looked for */
	sigjmp_buf fault_env;
	volatile bool fault_armed;
	uint64_t fault_addr;
	Map needed;			/* paths of the packages that the program imports, hashed */
	Map types_by_link;		/* hash of link string -> type: found or made so far */
	Map itabs;			/* (interface, type) -> itab, found or made so far; 1: does not implement */
	Map entry_types;		/* map type -> descriptor of its entries */
	uint64_t map_header_type, map_table_type;
	Map freed_index;		/* type -> index in freed + 1 */
	VEC(struct GcFreed) freed;	/* of the last whole collection */
	uint64_t missing_len;		/* of the method name that iface_itab reported */
	int64_t start_wall, start_mono;
#ifdef STRATA_DEBUG
	struct AuditMoment { uint64_t count, fp, pc; } audit;	/* of the last instruction */
#endif
	Map descriptors;		/* that the program has open: native_file.c */
	char *directory;		/* the current one at the start: file names in traces are absolute */
};

/* ---- memory.c: address space ---- */
/* Maps [addr, addr+len) zeroed and writable, with its cards; false when the system refuses. Idempotent by page. */
bool memory_commit(Machine *m, uint64_t addr, uint64_t len);
bool memory_map(Machine *m, uint64_t addr, uint64_t len);		/* without cards: side copies, private tables */
void memory_protect(uint64_t addr, uint64_t len);	/* read-only from here on */
void memory_release(Machine *m);
void *memory_private(Machine *m, uint64_t offset, uint64_t len);	/* a private table at base + PRIVATE_DELTA + offset */
/* Offsets of the private tables, each with room of its own. */
enum {
	PRIVATE_STATE = 0,
	PRIVATE_GORS = 1 << 20,			/* 1M of 256 bytes */
};
#define PRIVATE_MAPPED 0x20000000ULL		/* a byte a page of 64 GB */
#define PRIVATE_SCHED 0x40000000ULL
#define PRIVATE_HEAP 0x80000000ULL		/* spans, marks, object table: heap.c lays them out, up to 2^40 */

static inline void *at(uint64_t addr) { return (void *)addr; }
static inline uint64_t *word(uint64_t addr) { return (uint64_t *)addr; }
static inline void card_mark(uint64_t addr) { *hull_card(addr) = 1; }
void card_mark_range(uint64_t addr, uint64_t len);

/* ---- call.c: stacks ---- */
/* A call at frame nfp of a function needing `bytes` does not fit: continue in a big slot or report
 * the overflow. Fills State.fp with the new frame. */
Flow call_grow(Machine *m, uint64_t nfp, uint64_t entry);
Flow call_big_return(Machine *m);			/* OP_BIGRET */
bool stack_new(Machine *m, Gor *g);			/* a slot for a new goroutine */
void stack_free(Machine *m, Gor *g);
/* Builds a frame at nfp that calls func_word (not 0) with n parameter words and returns to ret_pc; State.fp is the
 * caller. Leaves the callee in State.pc, .fp. */
Flow call_func(Machine *m, uint64_t nfp, uint64_t func_word, const uint64_t *params, unsigned n, uint64_t ret_pc);
uint64_t frame_top(uint64_t fp);				/* where the frame on top of this one may begin */
bool pc_is_stub(uint64_t pc);				/* of the machine's own few instructions */
uint64_t frame_call(const Gor *g, uint64_t fp);		/* where its caller stands, or panicked; 0: the machine called it */
uint64_t frame_return(const Gor *g, uint64_t fp);	/* its return pc, seen through a continuation in a big slot */
bool frame_younger(const Gor *g, uint64_t fp, uint64_t than);	/* or the same */
void stack_unwind(Machine *m, Gor *g, uint64_t fp);	/* frames above fp are gone */
bool stack_big(Machine *m, Gor *g);			/* takes a big slot */
void stack_use(const Machine *m, const Gor *g, StackUse *out);
uint64_t stack_small_base(const Machine *m);		/* where the dense small slots begin */
bool stack_range(const Machine *m, uint64_t addr, uint64_t *from, uint64_t *to);	/* the mapped stack around addr */
FnHeader *fn_header(uint64_t entry);			/* of a canonical entry address */
uint64_t func_word_entry(uint64_t func_word);		/* code address behind a function word */

/* ---- interp.c ---- */
void interp_fast(Machine *m);				/* until m->stop is filled in; m NULL: only sets up the labels */
void interp_observed(Machine *m);
extern const void *const *interp_labels(void);		/* of the fast loop: op -> body; [OP_COUNT]: break, then watch */
Flow op_new(Machine *m, uint64_t *r, const SideIns *i);
Flow op_box(Machine *m, uint64_t *r, const SideIns *i);
Flow op_itab(Machine *m, uint64_t *r, const SideIns *i);
Flow op_iface_equal(Machine *m, uint64_t *r, const SideIns *i, bool itabs);
Flow op_value_equal(Machine *m, uint64_t *r, const SideIns *i);
void complex_divide(uint64_t *q, const uint64_t *x, const uint64_t *y);
void interp_watched(Machine *m);			/* the same while memory is watched */
extern const void *const *interp_watched_labels(void);
void interp_reads(Machine *m);				/* while reads are watched, too */
extern const void *const *interp_reads_labels(void);
void interp_race(Machine *m);				/* while races are looked for */
extern const void *const *interp_race_labels(void);
const void *const *loop_labels(const Machine *m);	/* of the loop that runs: the one or the other */
bool break_here(Machine *m);				/* a breakpoint stands at the pc and holds in this frame: m->stop */
/* Why an instruction is patched. */
enum { BREAK_EVERYWHERE = 1, BREAK_IN_FRAMES = 2, BREAK_WATCH = 4, BREAK_DEFERRED = 8 };
void patch_add(Machine *m, uint64_t pc, unsigned kind);
void patch_remove(Machine *m, uint64_t pc, unsigned kind);
void patches_apply(Machine *m);				/* all of them, into side copies that were filled anew */
bool observe_instruction(Machine *m);			/* observed loop, before an instruction: true stops */
Flow eval_end(Machine *m);
Flow attention(Machine *m);				/* budget is used up: preempt, collect, stop */
void budget_set(Machine *m);				/* from the nearest deadline */
static inline uint64_t count_now(const Machine *m) { return m->state->count_base - (uint64_t)m->state->budget; }
static inline Gor *gor_current(const Machine *m) { return &m->gors[m->state->current]; }
void machine_event(Machine *m, MachineEventKind kind, uint64_t addr, uint64_t size, uint64_t type);

/* ---- audit.c: invariants that debug builds check ---- */
#ifdef STRATA_DEBUG
typedef struct AuditMoment AuditMoment;
#define DEBUG_BUILD true
void audit_hull(Machine *m);				/* no host pointers */
void audit_begin(Machine *m);				/* whatever changed since the last instruction was not the program */
void audit_moment(Machine *m);				/* before an instruction */
#else
#define DEBUG_BUILD false
static inline void audit_hull(Machine *m) { (void)m; }
static inline void audit_begin(Machine *m) { (void)m; }
static inline void audit_moment(Machine *m) { (void)m; }
#endif

/* ---- heap.c, gc.c ---- */
bool heap_init(Machine *m);				/* false: no address space */
/* Zeroed memory for `bytes` (> 0) holding `count` values of type (TypeDesc address, 0: no pointers)
 * each type.size apart; black while a collection marks. Records site pc = State.pc. Running out of memory is a
 * fatal error: returns 0 with m->stop filled in (the helper answers FLOW_STOP). */
uint64_t heap_alloc(Machine *m, uint64_t bytes, uint64_t type, uint64_t count);
bool object_begins(const Machine *m, uint64_t addr, uint64_t type);	/* a living one of that type, there */
uint64_t heap_round_size(uint64_t bytes, bool pointers);/* what append rounds a size up to */
/* Stores with the deletion barrier and cards. */
void heap_store_pointer(Machine *m, uint64_t addr, uint64_t value);
void heap_copy(Machine *m, uint64_t to, uint64_t from, uint64_t bytes, uint64_t type);	/* values of type; may overlap */
void heap_zero(Machine *m, uint64_t addr, uint64_t bytes, uint64_t type);
void gc_shade(Machine *m, uint64_t value);		/* greys what value points to, if it is a heap object */
static inline void gc_shade_if_marking(Machine *m, uint64_t value) { if (m->state->barrier) gc_shade(m, value); }
void gc_barrier_range(Machine *m, uint64_t addr, uint64_t bytes, uint64_t type);	/* shades the old pointers there */
Flow gc_step(Machine *m);				/* from attention, at a safepoint */
void gc_see_goroutine(Machine *m, Gor *g);		/* before it runs: what its stack held when marking began */
void gc_full(Machine *m);				/* a whole collection, at a safepoint */
/* Calls fn with the address of each pointer word of a value of this type at addr. */
void gc_pointer_words(uint64_t type, uint64_t addr, void (*fn)(void *ctx, uint64_t word_addr), void *ctx);

/* ---- typed values: value.c ---- */
static inline TypeDesc *type_at(uint64_t type) { return (TypeDesc *)type; }
/* 1 equal, 0 not, -1: a dynamic type is not comparable: *bad is it. */
int value_equal(Machine *m, uint64_t type, uint64_t a, uint64_t b, uint64_t *bad);
int iface_equal(Machine *m, GoIface a, GoIface b, bool itabs, uint64_t *bad);
/* false: not hashable, *bad is the type. */
bool value_hash(Machine *m, uint64_t type, uint64_t addr, uint64_t *hash, uint64_t *bad);
uint64_t iface_itab(Machine *m, uint64_t inter, uint64_t type, const char **missing);	/* 0: does not implement */
void *machine_table_alloc(Machine *m, uint64_t bytes);	/* zeroed, in rodata, for ever */
uint64_t type_by_link(Machine *m, const char *link, size_t len);	/* descriptor with this link string, or 0 */
uint64_t itab_by_link(const Machine *m, uint64_t inter, uint64_t type);	/* an image's, or 0 */

/* ---- strings and slices: slice.c. `i` is the instruction in the side copy: operands and data slot ---- */
Flow op_slice(Machine *m, uint64_t *r, const SideIns *i);
Flow op_slarr(Machine *m, uint64_t *r, const SideIns *i);
Flow op_slstr(Machine *m, uint64_t *r, const SideIns *i);
Flow op_s2arr(Machine *m, uint64_t *r, const SideIns *i);
Flow op_chkuns(Machine *m, const uint64_t *r, const SideIns *i);
Flow op_mkslice(Machine *m, uint64_t *r, const SideIns *i);
Flow op_append(Machine *m, uint64_t *r, const SideIns *i, unsigned size, bool pointer);	/* the slow half of APP* */
Flow op_grow(Machine *m, uint64_t *r, const SideIns *i);
Flow op_apps(Machine *m, uint64_t *r, const SideIns *i);
Flow op_copy(Machine *m, uint64_t *r, const SideIns *i);
Flow op_clrs(Machine *m, uint64_t *r, const SideIns *i);
Flow op_scat(Machine *m, uint64_t *r, const SideIns *i);
Flow op_s2b(Machine *m, uint64_t *r, const SideIns *i);
Flow op_b2s(Machine *m, uint64_t *r, const SideIns *i);
Flow op_s2r(Machine *m, uint64_t *r, const SideIns *i);
Flow op_r2s(Machine *m, uint64_t *r, const SideIns *i);
Flow op_i2s(Machine *m, uint64_t *r, const SideIns *i);
Flow op_rune(Machine *m, uint64_t *r, const SideIns *i);
int string_compare(uint64_t *a, uint64_t *b);		/* {ptr,len}: <0 0 >0 */

/* ---- map.c ---- */
Flow op_mkmap(Machine *m, uint64_t *r, const SideIns *i);
Flow op_mapref(Machine *m, uint64_t *r, const SideIns *i);
Flow op_mapasg(Machine *m, uint64_t *r, const SideIns *i);
Flow op_mapdel(Machine *m, uint64_t *r, const SideIns *i);
Flow op_mapclr(Machine *m, uint64_t *r, const SideIns *i);
Flow op_maplen(Machine *m, uint64_t *r, const SideIns *i);
Flow op_mapit(Machine *m, uint64_t *r, const SideIns *i);
uint64_t map_look(Machine *m, uint64_t type, uint64_t map, const uint64_t *key);	/* where the value is; 0: none, or not told */
ObjectRole map_role(const Machine *m, uint64_t type);	/* of an object of this type; OBJECT_VALUE: no part of a map */
bool op_mapnx(Machine *m, uint64_t *r, const SideIns *i);	/* false: no entry left */

/* ---- chan.c, select.c, sched.c ---- */
Flow op_mkchan(Machine *m, uint64_t *r, const SideIns *i);
Flow op_send(Machine *m, uint64_t *r, const SideIns *i);
Flow op_recv(Machine *m, uint64_t *r, const SideIns *i);
Flow op_close(Machine *m, uint64_t *r, const SideIns *i);
Flow op_chlen(Machine *m, uint64_t *r, const SideIns *i);
Flow op_chcap(Machine *m, uint64_t *r, const SideIns *i);
Flow op_select(Machine *m, uint64_t *r, const SideIns *i);
Flow op_go(Machine *m, uint64_t *r, const SideIns *i);
bool sched_init(Machine *m);				/* false: no address space */
bool gor_table_room(Machine *m);			/* maps the next record of the table of goroutines */
/* A new runnable goroutine that will call func_word with these parameter words. Index, or -1. */
int64_t gor_new(Machine *m, uint64_t func_word, const uint64_t *params, unsigned nparams, uint64_t created_by);
/* The current goroutine stops running with its registers as they are in State (a later ready makes it
 * go on at State.pc: callers advance it when the instruction is complete); the next one's registers are loaded. */
Flow sched_park(Machine *m, WaitReason why, uint64_t object);
void sched_ready(Machine *m, Gor *g);			/* a parked goroutine becomes runnable */
uint64_t sched_slice(Machine *m);			/* ticks until the next preemption */
Flow sched_gosched(Machine *m);				/* the program asks for it */
Flow sched_requeue(Machine *m);				/* to the back of the run queue */
void sched_seize(Machine *m, Gor *g);			/* it runs now, whatever it waits for */
Flow sched_end(Machine *m);				/* OP_GOEND: the current goroutine is done */
bool sched_rests(const Machine *m);			/* no goroutine runs: all wait, or one has to be chosen */
bool sched_stuck(const Machine *m);			/* and none ever will */
/* A new goroutine for a debugger's call, which runs now; where none did. It stops being there by sched_dismiss: then
 * none runs again, and the one with the id `current` is the current one. False: out of memory. */
bool sched_visit(Machine *m, uint64_t entry, uint64_t param);
void sched_dismiss(Machine *m, Gor *g, uint64_t current);
Flow sched_next(Machine *m);				/* picks the next; deadlock, idle until a timer */
Flow sched_sleep(Machine *m, int64_t ns);
void sched_rouse(Machine *m, uint64_t id);	/* that goroutine, if it sleeps */
/* Words outside frames that hold heap pointers, and what each is there for: values handed to goroutines that have not run
 * since, finalizers. */
void sched_roots(Machine *m, void (*fn)(void *ctx, uint64_t word_addr), void *ctx, const char **what);
int64_t clock_mono(Machine *m);
int64_t clock_wall(Machine *m);

/* ---- panic.c ---- */
Flow panic_go(Machine *m, GoIface value);		/* panic(value) at State.pc */
Flow panic_runtime(Machine *m, const char *format, ...) __attribute__((format(printf, 2, 3)));	/* runtime.errorString without its prefix */
bool operand_unsigned(Machine *m, unsigned flag);	/* of the instruction at State.pc; LINE_UNSIGNED… */
Flow panic_index(Machine *m, int64_t index, uint64_t length);	/* index out of range [5] with length 3 */
Flow panic_nil(Machine *m, uint64_t addr);		/* invalid memory address or nil pointer dereference */
Flow panic_fault(Machine *m, uint64_t addr);		/* the same as an error that tells the address */
Flow panic_plain(Machine *m, const char *text);		/* runtime.plainError: no "runtime error: " prefix */
Flow panic_assert(Machine *m, uint64_t inter, uint64_t dynamic, uint64_t wanted, const char *missing);
Flow fatal(Machine *m, const char *format, ...) __attribute__((format(printf, 2, 3)));	/* fatal error: …, status 2 */
Flow fatal_text(Machine *m, const char *text);		/* the same, all of the text given */
Flow op_defer(Machine *m, uint64_t *r, const SideIns *i);
Flow op_rund(Machine *m);				/* FLOW_NEXT: none pending; FLOW_RELOAD: one is called */
Flow op_panicnx(Machine *m);
void op_recover(Machine *m, uint64_t *out);
Flow panic_goexit(Machine *m);
Flow program_exit(Machine *m, int status);
void code_name(const CodeAt *code, StrBuf *out);	/* adds the function's name, its package as in sb_add_path */
void code_path(const Machine *m, const CodeAt *code, StrBuf *out);	/* adds the file's absolute name */
/* goroutine N [state]: … as Go prints it: the running one, or all of the program's; hidden: the machine's own frames and goroutines, too */
void traceback(Machine *m, StrBuf *out, bool all, bool hidden);
/* What GOTRACEBACK says, or with a level (n bytes) debug.SetTraceback, which cannot make it less. */
void traceback_level(Machine *m, const char *level, size_t n);

/* ---- inspect.c ---- */
const Gor *gor_by_id(const Machine *m, uint64_t id);	/* a living one; NULL: there is none */
bool code_hidden(const CodeAt *code);			/* not shown in traces: the machine's own and wrappers */
void views_new(Machine *m);
void views_free(Machine *m);
void views_forget(Machine *m);				/* after a restore */
void gor_info(const Machine *m, const Gor *g, GorInfo *out);
bool gor_frame(const Machine *m, const Gor *g, const GorInfo *info, MachineFrame *f, bool first);	/* machine_frame of a known one */

void registers_move(Machine *m, uint64_t pc, uint64_t fp);	/* by a debugger's hand: a tick, and recorded */
void frames_forget(Machine *m, Gor *g, uint64_t fp);
bool expression_frame(const Machine *m, uint64_t fp);	/* of the function of a debugger's expression */

/* ---- native_process.c ---- */
void signals_release(Machine *m);			/* the process gets its signals again */

/* ---- native.c ---- */
const char *native_shape(unsigned index);		/* of its parameters and results: natives.def */
Flow native_call(Machine *m, unsigned index, uint64_t fp);

/* ---- watch.c ---- */
enum { WATCH_GRANULE = 3, WATCH_GRANULES = 8192 };	/* bits of an address in one; entries of the table */
bool memory_there(const Machine *m, uint64_t addr, size_t n);	/* mapped, as one range */
bool watch_stops(Machine *m);				/* something is not as it was: m->stop */
void watch_accept(Machine *m, uint64_t addr, uint64_t n);
void watch_note(Machine *m);				/* before an instruction: is it a read that is watched? */
bool watch_read(Machine *m);				/* the last one was: m->stop */
bool watch_look(Machine *m);				/* executes an instruction that may be one: true, with m->stop, when that is a stop */
/* Frames of the goroutine above the one at fp (0: all) are gone: true, with m->stop, when something in them was watched. */
bool watch_unwound(Machine *m, const Gor *g, uint64_t fp);

/* ---- native_file.c ---- */
void descriptors_release(Machine *m);			/* closes what the program left open */

/* ---- door.c: the world through config.door, logged and replayed by a recording ---- */
/* godebug.c: is a setting of GODEBUG a number other than 0; when the program starts, those that the machine keeps are read. */
bool godebug_is_on(const Machine *m, const char *key);
void godebug_start(Machine *m);
const char *environment(const Machine *m, const char *name);	/* of the program when it started; NULL: not set */
int64_t door_write(Machine *m, int fd, const void *bytes, size_t n);
int64_t door_read(Machine *m, int fd, void *bytes, size_t n);
int64_t door_mono(Machine *m);
int64_t door_wall(Machine *m);
void door_sleep(Machine *m, int64_t ns);
struct pollfd;
int64_t door_poll(Machine *m, struct pollfd *fds, size_t n, int64_t ns);	/* how many have an event, -EINTR: nothing is known */

/* ---- machine.c ---- */
void load_relabel(Machine *m);				/* after watch.everywhere has changed */
bool load_image(Machine *m, const Image *image);	/* load.c: into the segments, the library's first; false: no memory */
/* Somebody looks at the side copy of pc: it is filled in, if it is the library's. False: it was already, or is another one's. */
bool load_side(Machine *m, uint64_t pc);
void machine_load_code(const Machine *m, const Image *image);		/* both copies, at its bases */
bool load_needed(const Machine *m, const Image *im, NameRef package);	/* the program imports it, by however many steps */
void machine_fill_stop(Machine *m, StopReason reason);
Flow init_next(Machine *m);				/* OP_INITEND: the next package initialiser, or main */
void run_to_moment(Machine *m, uint64_t count, uint64_t pc);	/* or the first instruction after it; m->stop says what happened */
MachineStop machine_die(Machine *m);			/* panic.c: prints what the last stop reported, ends the program */

/* ---- eval.c ---- */
bool eval_active(const Machine *m);
Flow eval_fail(Machine *m, const char *text);		/* the expression ends without a result */
bool eval_has_started(const Machine *m);		/* an expression is computed, and has started goroutines or timers, which do not run */
bool eval_undoes(const Machine *m);			/* what the running code does will not have been */
Flow eval_panic(Machine *m, const char *text);		/* the same: a panic, fatal error or wait at State.pc, fp */
bool eval_kept(const Machine *m);			/* images of expressions belong to the program's code now */
/* What an evaluation that may be given up writes is held back, what it reads is kept: true, when it was held; how many
 * bytes were read before and are read again. */
bool eval_hold(Machine *m, int fd, const void *bytes, size_t n);
void eval_note_read(Machine *m, int fd, const void *bytes, size_t n);
size_t eval_read_again(Machine *m, int fd, void *bytes, size_t n);
uint64_t eval_alloc(Machine *m, uint64_t bytes);
bool eval_fault(Machine *m, uint64_t addr);		/* a write to a page kept for an evaluation: may go on */
void eval_free(Machine *m);
bool eval_range(const Machine *m, uint64_t addr, uint64_t *from, uint64_t *to);	/* its stack or arena, around addr */
/* The scheduler's tables: calls fn for each range of memory they use. */
void sched_tables(Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len));

/* ---- snapshot.c ---- */
void snapshots_free(Machine *m);
uint64_t snapshot_dirty(Machine *m);			/* pages with a card set since the last checkpoint */

/* ---- fault.c: SIGSEGV on hull addresses ---- */
void fault_handler_install(Machine *m);			/* for the calling thread's runs of m */
void fault_handler_release(const Machine *m);		/* the machine is no more */
void fault_landed(void);				/* first thing behind a jump to Machine.fault_env */
Flow fault_flow(Machine *m);				/* after a fault: Go's fatal error: fault */

#endif
