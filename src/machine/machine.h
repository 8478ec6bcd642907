/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine: Go programs at run time. Memory in the hull, goroutines, the instruction loop, the
 * collector, and read-only views of all of it for a debugger. It knows nothing of debuggers:
 * it runs until something happens and says what.
 *
 * Addresses are hull addresses (uint64_t). A pc is canonical: the address of an instruction in
 * the code segment. Time is a count of ticks (see ins.h); (count, pc) names a moment.
 */
#ifndef MACHINE_MACHINE_H
#define MACHINE_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/stream.h"
#include "code/image.h"

typedef struct Machine Machine;
struct pollfd;

/* ---- the door: everything from outside ---- */

/* All a program can learn or do outside its memory. Results below zero are -errno. */
typedef struct MachineDoor {
	void *ctx;
	int64_t (*write)(void *ctx, int fd, const void *bytes, size_t n);
	int64_t (*read)(void *ctx, int fd, void *bytes, size_t n);
	int64_t (*wall_ns)(void *ctx);		/* since 1970 */
	int64_t (*mono_ns)(void *ctx);
	void (*sleep_ns)(void *ctx, int64_t ns);/* the host idles until then or an interrupt */
	uint64_t (*entropy)(void *ctx);
	/* poll(2), for at most ns nanoseconds (-1: without an end). NULL: descriptors are always ready, reads may wait. */
	int64_t (*poll)(void *ctx, struct pollfd *fds, size_t n, int64_t ns);
	/* Before a call on a file's name, relative to a directory's descriptor: false refuses it (EPERM); an
	 * interrupt asked for meanwhile then comes at once. NULL: all may be. */
	bool (*file)(void *ctx, int dir, const char *name);
	/* A signal that the program sends to itself: 0, or an errno. NULL: the process gets it. */
	int (*raise)(void *ctx, int sig);
} MachineDoor;

/* The host's own files and clocks. */
MachineDoor machine_host_door(void);

/* ---- life ---- */

/* What a program that was built with -race does. */
typedef struct MachineRaces {
	bool report;			/* races are looked for, and told on standard error */
	bool halt;			/* the first one ends the program */
	int status;			/* of a program that would have ended with 0, when there were some */
	const char *strip;		/* NULL, or what paths in reports begin with and is left out */
} MachineRaces;

typedef struct MachineConfig {
	uint64_t slot;			/* first address of its slot of the hull (machine_claim_slot); 0: the first slot's */
	uint64_t seed;
	bool virtual_clock;		/* time is count * ns_per_tick, and jumps when all sleep */
	uint64_t ns_per_tick;		/* 0: 2 */
	uint64_t memory_limit;		/* bytes; 0: the smaller of the cgroup's and 80 % of RAM */
	unsigned gc_stress;		/* collect at every n-th safepoint; 0: when memory asks for it */
	bool gc_steps;			/* with gc_stress: a collection is always under way, and goes an object or a stack further there */
	uint64_t gc_start;		/* bytes of heap below which there is no collection; 0: 4 MB */
	const char *directory;		/* from which the program's files have their names; NULL: the working directory */
	int argc;
	char *const *argv;		/* os.Args; kept by the caller */
	char *const *envp;
	const char *const *packages;	/* of the library that are made ready besides those that the program imports; up to a NULL, or NULL */
	MachineDoor door;		/* all NULL: machine_host_door */
	MachineRaces races;
	bool may_exec;			/* the process is the program's own: it may put another in its place (syscall.Exec), and share
					   pages of files with others (syscall.Mmap) */
	uint64_t kept_signals;		/* bit n: number n stays the host's: the program's descriptor has it only from the door's read */
} MachineConfig;

/*
 * Two machines of one process need a slot each, and their images are compiled or moved for it. A slot is claimed before
 * and given back after; the kernel's map of the process is the register, so that libraries that do not know of each
 * other agree. Returns the slot's first address; 0: all HULL_SLOTS are taken, or the address space is.
 */
uint64_t machine_claim_slot(void);
void machine_release_slot(uint64_t slot);

/* Reserves the segments and puts the images into them, which must outlive the machine; the library's first. NULL with *why (static
 * text) when the address space cannot be had, or there is no memory. */
Machine *machine_new(const MachineConfig *config, const Image *const *images, size_t n, const char **why);
void machine_free(Machine *m);

/* Has a package of the library, with all that it imports, nothing to initialize but what this program initializes? */
bool machine_package_ready(const Machine *m, const char *path);
/* How many of the library's initialisers this program needs: those of the packages it imports, by however many steps. */
size_t machine_library_inits(const Machine *m);
/* Is a package of an image one of those, or the program's own? */
bool machine_has_package(const Machine *m, const Image *im, NameRef package);

/* Goroutine 1 stands before the first package initialiser; nothing has run. */
void machine_start(Machine *m);

/* ---- running ---- */

typedef enum StopReason {
	STOP_EXIT,		/* the program ended: status */
	STOP_BREAKPOINT,	/* before an instruction with machine_break */
	STOP_COUNT,		/* the count asked for is reached */
	STOP_HOOK,		/* the hook of machine_observe said so */
	STOP_INTERRUPT,		/* machine_interrupt */
	STOP_PANIC,		/* a panic nobody recovers, before it is printed; run again to let it end the program */
	STOP_FATAL,		/* deadlock, fault, stack overflow …: text says; run again to end the program */
	STOP_STEPPED,		/* machine_step: the instruction is done */
	STOP_CHOICE,		/* SCHEDULE_MANUAL: several goroutines could go on; without machine_choose it is the first */
} StopReason;

typedef struct MachineStop {
	StopReason reason;
	int status;		/* STOP_EXIT */
	bool crashed;		/* STOP_EXIT: GOTRACEBACK=crash, it ended as by SIGABRT */
	uint64_t goroutine;	/* id */
	uint64_t pc, fp;
	bool unseen;		/* STOP_HOOK: of what may stop the machine at pc, nothing has been looked at */
	const char *text;	/* STOP_PANIC, STOP_FATAL: "panic: …" without the trace; owned by the machine */
} MachineStop;

/* Runs until something happens, or the count reaches until_count (UINT64_MAX: no bound). */
MachineStop machine_run(Machine *m, uint64_t until_count);
/* This thread is done with running it for now: its fault handler and that handler's stack go. machine_free does this too, for
 * the thread that calls it. */
void machine_leave(const Machine *m);
/* The last stop was nobody's: machine_run, when it is next, goes on as if it had not been, so a breakpoint where the machine
 * stands stops it. */
void machine_look_again(Machine *m);
/* Executes one instruction of the current goroutine. */
MachineStop machine_step(Machine *m);
/* Asks for a STOP_INTERRUPT soon. Async-signal-safe. */
void machine_interrupt(Machine *m);
void machine_forget_interrupt(Machine *m);	/* while it does not run */
/* What the program has said about signals, bit n about number n, bit 0 about 64; fd: its descriptor for them, signalfd(2)'s, -1: none. */
typedef struct MachineSignals { uint64_t wanted, ignored; int fd; } MachineSignals;
MachineSignals machine_signals(const Machine *m);
/* Something outside ends the program, with this status. */
void machine_end(Machine *m, int status);
/* Panics and fatal errors stop before they are printed (a debugger wants that). Default off: they are printed and end the program. */
void machine_stop_on_panic(Machine *m, bool on);
/* Whether SCHEDULE_MANUAL stops for a choice. Default off. */
void machine_stop_for_choice(Machine *m, bool on);

/* Stops before the instruction at pc. Free when none is set. */
void machine_break(Machine *m, uint64_t pc);
void machine_unbreak(Machine *m, uint64_t pc);
/* Stops at these pcs too, but only in frames that lie in [lo, hi] or at `also`: other goroutines and other
 * activations of a function pass at full speed. One such set at a time; n = 0 ends it. */
void machine_break_in_frames(Machine *m, const uint64_t *pcs, size_t n, uint64_t lo, uint64_t hi, uint64_t also);
/* And at these, but only in deferred calls that a panic or runtime.Goexit has made. One such set at a time; n = 0 ends it. */
void machine_break_deferred(Machine *m, const uint64_t *pcs, size_t n);

/* Memory that is watched: the machine stops (STOP_HOOK) behind an instruction that changed it, or read it, if that is asked for. */
typedef struct MachineWatch {
	uint64_t addr, size;		/* size not 0 */
	uint8_t *bytes;			/* what lies there: the caller's memory, kept up to date */
	uint64_t goroutine, fp;		/* of the frame whose slots they are; fp 0: other memory */
	bool reads;			/* reads, too: machine_watch_look says which instructions are some */
	bool there;			/* the machine's own: its memory is mapped; until then it does not change */
	bool changed;			/* set when it stops for it */
	bool gone;			/* set, with a stop, when the frame has ended other than by a return */
} MachineWatch;
/* The list stays the caller's, until the next call. n = 0 ends it. What machine_write writes is no change. */
void machine_watch(Machine *m, MachineWatch *list, size_t n);
/* Asked before an instruction that may read such memory is executed: true stops the machine behind it. */
typedef bool MachineLook(void *ctx, uint64_t pc, uint64_t fp);
void machine_watch_look(Machine *m, MachineLook *look, void *ctx);
/* Asked before it stops for changes at pc, in the frame at fp: false sends it on. It may read the machine, and has to take
 * `changed` back. NULL: nobody is. */
typedef bool MachineWatchFilter(void *ctx, uint64_t pc, uint64_t fp);
void machine_watch_filter(Machine *m, MachineWatchFilter *wanted, void *ctx);

/* The count of ticks so far. */
uint64_t machine_count(const Machine *m);
bool machine_alive(const Machine *m);
/* Status of the ended program, as the shell sees it. */
int machine_exit_status(const Machine *m);

/* ---- watching: the observed loop ---- */

typedef enum MachineEventKind {
	EVENT_INSTRUCTION = 1,	/* before each */
	EVENT_CALL = 2,		/* a frame was pushed; pc at the callee's entry */
	EVENT_RETURN = 4,	/* before a frame is popped */
	EVENT_ALLOC = 8,	/* an object: addr, size, type */
	EVENT_GO = 16,		/* a goroutine was started: addr its id */
	EVENT_GC = 32,		/* a collection ended */
	EVENT_PANIC = 64,	/* a panic begins, before any deferred call runs */
	EVENT_RECOVER = 128,
	EVENT_SWITCH = 256,	/* another goroutine runs: addr its id */
} MachineEventKind;

typedef struct MachineEvent {
	MachineEventKind kind;
	uint64_t goroutine, pc, fp;
	uint64_t addr, size, type;
} MachineEvent;

/* True stops the machine (STOP_HOOK). The hook may read the machine, not run it. */
typedef bool (*MachineHook)(void *ctx, Machine *m, const MachineEvent *event);
/* mask 0 ends it. With a mask the slower loop runs; the program cannot tell. */
void machine_observe(Machine *m, unsigned mask, MachineHook hook, void *ctx);

/* ---- what is about to be read and written ---- */

typedef struct MachineSpan { uint64_t addr, size; } MachineSpan;

/* What an instruction of the frame at fp reads of memory, besides slots that are operands; contents of strings and of values in
 * interfaces are left out, since nothing writes them. False: not told here (C functions, what may wait). */
bool machine_instruction_reads(const Ins *i, uint64_t fp, MachineSpan out[2]);
/* Memory that the C function of this name, called in the frame at fp, reads or writes behind addresses whose types do not say how
 * much lies there: until fn says true, which is the answer then. */
typedef bool MachineSpanFn(void *ctx, MachineSpan span, bool write);
bool machine_native_spans(const Machine *m, const char *function, uint64_t fp, MachineSpanFn *fn, void *ctx);

/* ---- races ---- */

typedef struct MachineRaceAccess {
	uint64_t goroutine;		/* its id */
	bool ended;			/* and it has ended since */
	bool write, atomic;
	const uint64_t *pcs;		/* of the access, and of the calls that led to it: innermost first */
	size_t npcs;
	const uint64_t *created;	/* the go statement that its goroutine comes from, and the calls that led there */
	size_t ncreated;
} MachineRaceAccess;

/* Two accesses to the same memory, one of them a write, neither of which happens before the other (The Go Memory Model). */
typedef struct MachineRace {
	uint64_t number;		/* from 1 on */
	uint64_t addr;			/* the first byte that both accessed */
	MachineRaceAccess now, before;
} MachineRace;

/* Is told of each pair of places once, when the second access is about to be made or has just been made; true stops the machine
 * (STOP_HOOK). It may read the machine, not run it. What it is given holds until the next race. */
typedef bool MachineRaceSink(void *ctx, const MachineRace *race);
/* From now on races are looked for: all that happened before counts as ordered. NULL ends it, unless config.races.report. */
void machine_race(Machine *m, MachineRaceSink *sink, void *ctx);
uint64_t machine_races(const Machine *m);	/* how many there were */
/* Adds Go's report of it. */
void machine_race_text(const Machine *m, const MachineRace *race, StrBuf *out);

/* ---- memory, read-only views ---- */

typedef enum SegmentId { SEGMENT_CODE, SEGMENT_RODATA, SEGMENT_DATA, SEGMENT_BSS, SEGMENT_STACK, SEGMENT_HEAP,
			 SEGMENT_MAPPED,	/* by the program itself */
			 SEGMENT_COUNT, SEGMENT_NONE = SEGMENT_COUNT } SegmentId;

typedef struct SegmentInfo {
	SegmentId id;
	const char *name;		/* "code" … */
	uint64_t start, end;		/* committed range: end - start is its size */
	uint64_t user, library;		/* bytes used by the user's part and the library's */
	uint64_t used, high_water;	/* stack, heap */
} SegmentInfo;

void machine_segment(const Machine *m, SegmentId id, SegmentInfo *out);
SegmentId machine_segment_of(const Machine *m, uint64_t addr);
/* Copies memory; false when part of it is not there. */
bool machine_read(const Machine *m, uint64_t addr, void *out, size_t n);
/* Writes, as the debugger's set var does: marks cards, obeys the barrier. Not into code and rodata. */
bool machine_write(Machine *m, uint64_t addr, const void *bytes, size_t n);

/* The current goroutine goes on at pc, in its frame. For a debugger at a statement. */
void machine_jump(Machine *m, uint64_t pc);
/* The frame at fp of a goroutine and those above it are gone, as if it had returned, and so are their deferred calls and what
 * they waited for: the goroutine runs. False: a stub called it. */
bool machine_return(Machine *m, uint64_t goroutine, uint64_t fp);

/* ---- code, over all images ---- */

typedef struct CodeAt {		/* where a pc is */
	const Image *image;
	const CodeFunc *func;
	const LineEntry *line;	/* may be NULL */
} CodeAt;

bool machine_code_at(const Machine *m, uint64_t pc, CodeAt *out);
size_t machine_images(const Machine *m, const Image *const **out);	/* the program's: none of an expression */
const Global *machine_global_at(const Machine *m, uint64_t addr, const Image **image);

/* ---- goroutines and frames ---- */

typedef enum GorState { GOR_RUNNABLE, GOR_RUNNING, GOR_WAITING, GOR_DEAD } GorState;

typedef struct GorInfo {
	uint64_t id;
	GorState state;
	const char *wait;		/* as Go prints it: "chan receive", "sleep" …; NULL when not waiting */
	uint64_t wait_object;		/* channel …, or 0 */
	uint64_t pc, fp;
	uint64_t created_by_pc;		/* of the go statement, 0 for goroutine 1 */
	uint64_t creator;		/* id */
	uint64_t stack_lo, stack_hi;
	uint64_t bubble;		/* of package testing/synctest: its number; 0: it is in none */
	bool own;			/* the library's, for finalizers or a timer: no goroutine to the program */
} GorInfo;

/* Index 0 .. count-1, by rising id; dead ones are left out. */
size_t machine_goroutines(const Machine *m);
bool machine_goroutine(const Machine *m, size_t index, GorInfo *out);
bool machine_goroutine_by_id(const Machine *m, uint64_t id, GorInfo *out);

/* Which goroutine runs next. In turn, each for a time slice; by a seed, with slices of any length; or as somebody chooses,
 * each until it waits. Part of time: a change by hand. */
typedef enum MachineSchedule { SCHEDULE_IN_TURN, SCHEDULE_SEEDED, SCHEDULE_MANUAL } MachineSchedule;
void machine_schedule(Machine *m, MachineSchedule how, uint64_t seed);
bool machine_choose(Machine *m, uint64_t goroutine);	/* it is the next one; false: it cannot run now */
/* Only this goroutine runs; while it waits the others do, until it can go on. 0: all again. */
void machine_run_alone(Machine *m, uint64_t goroutine);

/* Bytes of a goroutine's stack. A slot is used again when its goroutine has ended: the high-water mark is the
 * slot's, whoever reached it. */
typedef struct StackUse { uint64_t used, high_water, size; } StackUse;
bool machine_stack_use(const Machine *m, uint64_t id, StackUse *out);
uint64_t machine_current(const Machine *m);

typedef struct MachineFrame {
	uint64_t fp;
	uint64_t pc;			/* innermost: the next instruction; callers: the return address */
	uint64_t lookup_pc;		/* for line and variables: pc, or the call before the return address */
	CodeAt code;
	bool called_by_panic;		/* a deferred call made by a panic */
	bool interrupted;		/* the frame above was called by machine_call: this one stands at pc */
} MachineFrame;

/* Innermost first; false at the end. Stubs are left out. Start with first = true. */
bool machine_frame(const Machine *m, const GorInfo *g, MachineFrame *frame, bool first);

/* A goroutine's deferred calls and panics under way, newest first, and what it waits for (a select: several); false: no
 * more. Semaphores are the address of their count, in a lock of package sync. */
typedef struct DeferInfo {
	uint64_t fp;			/* of the frame at whose end it runs */
	uint64_t entry;			/* code; 0: a nil func */
	const uint64_t *params;		/* in the machine's memory; no other call's are there as long as this one has not begun */
	uint64_t nparams;
	uint64_t pc;			/* of the defer statement, 0: not known */
} DeferInfo;
bool machine_defer(const Machine *m, uint64_t goroutine, size_t i, DeferInfo *out);
typedef struct PanicInfo { uint64_t type, data, pc, fp; bool recovered, goexit; } PanicInfo;
bool machine_panic(const Machine *m, uint64_t goroutine, size_t i, PanicInfo *out);
/* object: address of the channel or semaphore, or a descriptor; send: to send, or to write. */
typedef struct WaitInfo { uint64_t object; bool send, semaphore, descriptor, select; uint64_t elem; /* address of the value that is sent */ } WaitInfo;
bool machine_wait(const Machine *m, uint64_t goroutine, size_t i, WaitInfo *out);

/* ---- heap ---- */

/* A value of the object's type, or a part of something the machine builds. */
typedef enum ObjectRole {
	OBJECT_VALUE,
	OBJECT_MAP,			/* what a map value points at; of no type that tells the map's */
	OBJECT_MAP_INDEX,		/* its hash table: one pointer, to the entries */
	OBJECT_MAP_ENTRIES,		/* `count` entries; see machine_map_part */
	OBJECT_CHAN,			/* `type` is the channel's; one pointer, to the buffer */
	OBJECT_CHAN_BUFFER,		/* `count` values; nothing in it says so: the views below call it a value */
	OBJECT_RECORD,			/* of a deferred call or a panic */
} ObjectRole;

typedef struct ObjectInfo {
	uint64_t id;			/* its ordinal: #id */
	uint64_t addr, size;		/* size: of its size class */
	uint64_t asked, asked_most;	/* bytes that were asked for: at least, at most; 0: it is not told */
	uint64_t type;			/* *TypeDesc of what was allocated (the element for slices), 0 unknown */
	uint64_t count;			/* how many of that type fit in what was asked for */
	uint64_t site;			/* pc of the allocation */
	bool marked, library;		/* library: allocated by library code on no user's behalf */
	ObjectRole role;
} ObjectInfo;

bool machine_object_at(const Machine *m, uint64_t addr, ObjectInfo *out);	/* interior pointers too */
/* What lay there last, where no object is now; false: nothing that is remembered. */
bool machine_freed_at(const Machine *m, uint64_t addr, ObjectInfo *out);
/* Spans in address order: start with out->start 0. */
typedef struct SpanInfo {
	uint64_t start, bytes;
	bool free, pointers;
	uint64_t each, room, used;	/* bytes of an object; how many fit; how many there are */
} SpanInfo;
bool machine_span_next(const Machine *m, SpanInfo *out);
bool machine_object_by_id(const Machine *m, uint64_t id, ObjectInfo *out);
/* Every live (not yet swept) object in address order: start with out->addr 0. */
bool machine_object_next(const Machine *m, ObjectInfo *out);
typedef struct ObjectOrigin { uint64_t goroutine, survived; } ObjectOrigin;	/* who allocated it; collections that ended since */
void machine_object_origin(const Machine *m, uint64_t id, ObjectOrigin *out);
/* Pointer words of an object that point into the heap: calls with (offset, target). */
typedef void (*MachineRefFn)(void *ctx, uint64_t offset, uint64_t target);
void machine_object_refs(const Machine *m, const ObjectInfo *object, MachineRefFn fn, void *ctx);

/* What lies at `offset` of map entries: in its key or in its value. False: in neither. */
typedef struct MapPart {
	uint64_t key_type, key, elem_type, elem;	/* descriptors and addresses of that entry's two */
	bool in_key;
	uint64_t offset;		/* in that one of them */
} MapPart;
bool machine_map_part(const ObjectInfo *entries, uint64_t offset, MapPart *out);
/* Entries of a map of this type, oldest first, until fn returns false; returns how many there are. */
typedef bool (*MachineMapFn)(void *ctx, uint64_t key_addr, uint64_t elem_addr);
uint64_t machine_map_entries(const Machine *m, uint64_t map, uint64_t type, MachineMapFn fn, void *ctx);

typedef struct ChanInfo {
	uint64_t len, cap, elem_type;
	bool closed;
} ChanInfo;
bool machine_chan(const Machine *m, uint64_t chan, ChanInfo *out);
uint64_t machine_chan_elem(const Machine *m, uint64_t chan, uint64_t i);	/* address; 0 is the next one out */

typedef enum RootKind { ROOT_GLOBAL, ROOT_FRAME, ROOT_MACHINE } RootKind;
/* A word outside the heap from which objects are reached: `value`, at `addr`. */
typedef struct MachineRoot {
	RootKind kind;
	uint64_t addr, value;
	uint64_t goroutine, fp;		/* whose frame or record; 0: nobody's */
	const char *what;		/* ROOT_MACHINE: "deferred call" …; static text */
} MachineRoot;
typedef void (*MachineRootFn)(void *ctx, const MachineRoot *root);
void machine_roots(Machine *m, MachineRootFn fn, void *ctx);

typedef struct HeapStats {
	uint64_t objects, bytes;	/* allocated and not freed */
	uint64_t total_objects, total_bytes;	/* ever allocated */
	uint64_t spans, committed, next_gc, collections;
} HeapStats;
void machine_heap_stats(const Machine *m, HeapStats *out);

typedef struct GcReport {
	uint64_t number, roots, marked_objects, marked_bytes, freed_objects, freed_bytes;
	const struct GcFreed { uint64_t type, objects, bytes; ObjectRole role; } *freed;	/* by type, most bytes first */
	size_t nfreed;
} GcReport;
/* A whole collection now. False with *why when the program is not at a safepoint (stop at a
 * statement first). The report is the machine's and holds until the next collection. */
bool machine_gc(Machine *m, GcReport *out, const char **why);
void machine_gc_report(const Machine *m, GcReport *out);	/* of the last one */

/*
 * A collection by hand: it begins, goes on by units of work, and ends when it is told to; between them the program may run,
 * and the barrier sees to it that nothing that was reachable at the beginning is lost. Each needs a safepoint, as machine_gc.
 */
bool machine_gc_begin(Machine *m, const char **why);
/* One unit: an object is scanned, or a goroutine's stack is greyed. */
typedef struct GcWork { uint64_t object, goroutine; } GcWork;	/* an address; an id; both 0: nothing is left to do */
bool machine_gc_step(Machine *m, GcWork *out, const char **why);
bool machine_gc_finish(Machine *m, GcReport *out, const char **why);

/* What was greyed while the program ran during a collection by hand: the barrier saw that the pointer to `object` was
 * overwritten at pc; or the stack of `goroutine` (its id, else 0), which held it, was about to run. */
typedef struct GcNote { uint64_t pc, object, goroutine; } GcNote;
typedef struct GcState {
	bool marking, by_hand;
	uint64_t number;		/* of the collection under way, or of the last */
	uint64_t grey, stacks;		/* objects to be scanned; goroutines whose stacks are to be seen */
	const uint64_t *grey_objects;	/* `grey` addresses; the last is scanned next */
	uint64_t born;			/* ordinals above this one were allocated since it began */
	uint64_t noted;			/* see machine_gc_note */
	uint64_t heap_before, heap_after;	/* bytes, of the last collection that ended */
	uint64_t pause_ns;		/* and how long it kept the program waiting, by the program's clock */
	uint64_t forced;		/* collections that were asked for by name */
	bool off;			/* see machine_gc_mode */
	uint64_t every;
	int64_t percent, soft_limit;	/* GOGC, -1: off; GOMEMLIMIT */
	uint64_t next, goal;		/* bytes of heap at which the next one begins, and by which it should be done */
} GcState;
void machine_gc_state(Machine *m, GcState *out);
/* off: only collections asked for by name; every n: at each n-th safepoint, 0: when memory asks for it. */
void machine_gc_mode(Machine *m, bool off, unsigned every);
bool machine_gc_note(const Machine *m, uint64_t i, GcNote *out);	/* i < noted; false: so many came later that it is forgotten */

/* ---- evaluation: looking changes nothing ---- */

#define MACHINE_EVAL_BLOCKS "the expression would block"	/* the text of one that waits for a goroutine, or the world */

typedef struct EvalResult {
	bool ok;
	bool stopped;			/* EVAL_TRY: something happened that a debugger wants to see */
	bool interrupted;		/* by machine_interrupt, which is used up by that */
	uint64_t ticks;			/* stopped by an interrupt: so many after its beginning; else 0 */
	uint64_t over_pc;		/* machine_eval_limit has ended it here; else 0 */
	const char *text;		/* the panic's, when not ok */
} EvalResult;
/* Runs a function of a scratch image on a goroutine of its own, outside time. Its parameter is
 * one word (a frame's address); its results are copied to out. With commit, what it writes to the
 * program's memory stays. The scratch heap stays readable until the next evaluation. */
/* The image was compiled for the bases of machine_scratch_bases. With commit the program may point into it afterwards:
 * it must outlive the machine, and the next one's bases are others: another image compiled
 * before for the same bases has to be compiled again. It itself can be run again where it is. */
ImageBases machine_scratch_bases(const Machine *m);
bool machine_has_scratch(const Machine *m, const Image *scratch);	/* it was kept, in this machine */
/* Nothing points into it: its place is used again, and it need not outlive the machine. False: another one was kept behind it,
 * or a recording may come back to its code. */
bool machine_drop_scratch(Machine *m, const Image *scratch);
/* Such an image's code is there from now on, and never overwritten. False: there is no place for it. */
bool machine_keep_scratch(Machine *m, const Image *scratch);
/* Its constants, descriptors of types among them, can be read until the next evaluation. False: there is no place for it. */
bool machine_show_scratch(Machine *m, const Image *scratch);
/* Is it memory that the next evaluation takes for itself: an object of the last one's, a constant of its image? */
bool machine_eval_owns(const Machine *m, uint64_t addr);
/* What the last evaluation has left stays from now on, its image included, which must outlive the machine. */
void machine_eval_hold(Machine *m, const Image *scratch);
typedef enum EvalMode {
	EVAL_LOOK,		/* what it writes to the program's memory is undone */
	EVAL_PURE,		/* it writes nothing (image_is_pure): there is nothing to undo, and it costs about a microsecond */
	EVAL_COMMIT,
	/* As EVAL_LOOK, but it gives up at a breakpoint, an interrupt, a panic and a wait in the program's own code; then nothing
	 * has happened: output is held back until the end, and what was read from the input is read again. */
	EVAL_TRY,
} EvalMode;
/* The next evaluations show each of their instructions to this hook; its answer is not heeded. NULL: to nobody. */
void machine_eval_hook(Machine *m, MachineHook hook, void *ctx);
bool machine_eval_memory(const Machine *m, uint64_t addr);	/* of the evaluation itself: its stack, its own objects */
/* No evaluation from now on takes more ticks; 0: no limit. */
void machine_eval_limit(Machine *m, uint64_t ticks);
EvalResult machine_eval(Machine *m, const Image *scratch, uint64_t entry, uint64_t param, void *out,
			size_t words, EvalMode mode);

/* A call that a debugger put on top of the current goroutine's stack, or, where no goroutine ran (all wait, or one has to be
 * chosen), on a goroutine of its own. It is the program's from then on: time goes by, others
 * run, breakpoints and events are heeded. Its function returns to `pc` in the frame `caller`, where the goroutine stood. A
 * panic that nobody in the call recovers from ends the program, whatever the frames below have deferred. */
typedef struct MachineCall {
	uint64_t goroutine;
	uint64_t fp;			/* of the function's frame: parameter and results lie there, after the call too */
	uint64_t pc, caller;		/* of its own goroutine the end, and 0 */
	uint64_t apart;			/* it has its own: the id of the one that was current; else 0 */
} MachineCall;
/* The image stays, as with EVAL_COMMIT. The goroutine may stand in the middle of a statement, or at the panic or fatal error that
 * the program is about to die of. False: nothing has run yet, or there is no room; nothing has happened. */
bool machine_call(Machine *m, const Image *scratch, uint64_t entry, uint64_t param, MachineCall *out);
/* Its function has returned: the goroutine stands where it stood, and what the program was dying of it dies of again, unless
 * that was a deadlock which the call has ended. */
void machine_called(Machine *m, const MachineCall *call);
/* Is it under way? */
bool machine_calling(const Machine *m, const MachineCall *call);
/* Its frames are gone, with their deferred calls and panics, and what they waited for; the goroutine runs, and stands where it
 * stood. A program that died of a deadlock lives on. */
void machine_call_off(Machine *m, const MachineCall *call);

/* A method Error() string or String() string of values of this type, which takes an interface's data word; 0: it has none.
 * machine_eval_method runs it, or another function of a word that gives a string, as EVAL_LOOK; the result's words stay readable until the next evaluation. */
uint64_t machine_text_method(Machine *m, uint64_t type);
bool machine_eval_method(Machine *m, uint64_t code, uint64_t word, uint64_t text[2]);
/* Room for bytes where the next evaluation finds them. */
bool machine_eval_place(Machine *m, const void *bytes, size_t n, uint64_t *addr);

/* Does an expression's code write to no memory but its own frames, together with the functions that it calls by name, and those
 * that these call? Then it can be run as EVAL_PURE. */
bool machine_writes_nothing(const Machine *m, const Image *scratch);

/* What machine_pure has read of memory, in order: as long as that is the same, a value depends on the same memory. */
enum { TRAIL_READS = 8 };
typedef struct MachineTrail {
	uint64_t n;
	struct { uint64_t addr, size; } reads[TRAIL_READS];
} MachineTrail;

/* The same for a function that only computes with words and looks words and strings up in maps (one result of a word): true
 * with *result; false when it does more, would panic, finds no entry, or reads more than a trail holds. The image need
 * not be loaded. trail: NULL, or where the reads go. A few dozen nanoseconds. */
bool machine_pure(Machine *m, const Image *scratch, uint64_t entry, uint64_t param, uint64_t *result, MachineTrail *trail);

/* ---- going back ---- */

/* Remembers the moment; the id is good until dropped. */
unsigned machine_checkpoint(Machine *m);
void machine_restore(Machine *m, unsigned id);
void machine_drop(Machine *m, unsigned id);
/* Bytes that all checkpoints together hold. */
uint64_t machine_checkpoint_bytes(const Machine *m);

/* From now on results from outside are logged and checkpoints are made on the way, so that machine_goto can
 * go to any moment from here on. Zeros, or config NULL: the values given. */
typedef struct MachineRecordConfig {
	uint64_t budget;	/* bytes of checkpoints; beyond, they become sparser: 256 MB */
	int64_t min_ns;		/* least time between two: 10 ms */
} MachineRecordConfig;
void machine_record(Machine *m, const MachineRecordConfig *config);
void machine_record_stop(Machine *m);

typedef struct MachineRecordInfo {
	uint64_t first, last, now;	/* counts: where it begins, the furthest that was reached, where the machine is */
	uint64_t checkpoints, bytes, budget, log_bytes;
	int64_t cost_ns;		/* that making them took */
	uint64_t thinned;		/* times that every second one was dropped to stay within the budget */
} MachineRecordInfo;
bool machine_recording(const Machine *m, MachineRecordInfo *out);	/* false: there is none */

/* Goes to a moment that was reached since machine_record, back or forward: neither hooks nor breakpoints are heeded
 * on the way, nothing is printed or read again. False when there is no such moment (the machine is then at the nearest after). */
bool machine_goto(Machine *m, uint64_t count, uint64_t pc);
/* A hash of everything in the hull and the private tables, scratch areas left out. */
uint64_t machine_hash(const Machine *m);

/* ---- core files: a moment outside the process ---- */

/* Writes all that is inside time: goroutines, memory that is not zero, tables, types made at run time, and the images that
 * were kept (machine_keep_scratch). */
void machine_core_write(Machine *m, StreamOut *out);
/* Puts that into a new machine with the same images in the same slot. It is to be looked at from then on, not to be run: what the
 * program had open is not there. `keep` is given the kept images, which must outlive the machine. False: these are other bytes,
 * or there is no memory (*why, static text); the machine can only be freed then. Of the bytes no more is checked than that
 * they stay in their places: who takes them from outside has to know that they are whole. in->at: 8-aligned. */
bool machine_core_read(Machine *m, StreamIn *in, void (*keep)(void *ctx, Image *image), void *ctx, const char **why);

#endif
