/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The debugger as a library: requests in, values and events out. A front end (command loop, DAP, web)
 * includes this header and nothing else of strata.
 *
 * Nothing here prints. Requests that can fail return false or NULL and leave a message in
 * debug_error, worded as gdb words it. Texts and arrays handed out belong to the session and hold
 * until the next request, unless said otherwise.
 *
 *   DebugSession   a program, its machine, breakpoints, history: outlives runs of the program
 *   DebugStop      why the program stands still, and where
 *   DebugFrame     a function's activation; frame numbers count from the innermost, 0
 *   DebugValue     a value as data: text for scalars, children for the rest
 */
#ifndef STRATA_DEBUG_H
#define STRATA_DEBUG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

typedef struct DebugSession DebugSession;
typedef struct DebugValue DebugValue;

/* ---- sessions and programs ---- */

typedef struct DebugConfig {
	const void *library;	/* strata_library_new of strata.h; must outlive the session */
	const char *stdin_path;	/* of the program; NULL: inherited */
	/* All the program writes goes through here when set; else to its own descriptors, unbuffered. */
	void (*output)(void *ctx, int fd, const char *bytes, size_t n);
	void *output_ctx;
	/* Asked before the program does something with a file's name, relative to a directory's descriptor: false refuses it. NULL: all
	 * files may be used. */
	bool (*file)(void *ctx, int dir, const char *name);
	void *file_ctx;
	bool packages;		/* fmt, slices, reflect and others that expressions are written with are there, whatever the program imports */
	bool plain_lines;	/* //line directives are not followed */
	bool test;		/* programs are tests of the packages that are named */
	bool race;		/* programs are as if built with -race: races are told on their standard error, and the status is 66 then */
} DebugConfig;

/* NULL: no room for one more session (there are eight slots for machines, see the hull). Sessions live side by side, each in its slot. */
DebugSession *debug_open(const DebugConfig *config);
void debug_close(DebugSession *s);
const char *debug_error(const DebugSession *s);		/* of the last request that failed; "" otherwise */

/* Loads (or loads again) the program: .go files, or one directory or package. False: does not compile
 * or cannot be read; debug_error holds all diagnostics in gc's form, a line each. Breakpoints stay. */
bool debug_load(DebugSession *s, const char *const *names, size_t n);
bool debug_loaded(const DebugSession *s);
/* A source file that has changed since it was loaded, or NULL; *gone: it is not there any more. */
const char *debug_changed_source(DebugSession *s, bool *gone);
const char *debug_program_name(const DebugSession *s);	/* first file or directory, as given */
size_t debug_program_names(const DebugSession *s, const char *const **out);	/* all of them */
void debug_counts(DebugSession *s, size_t *functions, size_t *variables);	/* of the user's packages */

/* From now on the program's output goes there instead of where the configuration says; NULL: there again. */
void debug_set_output(DebugSession *s, void (*output)(void *ctx, int fd, const char *bytes, size_t n), void *ctx);
void debug_set_args(DebugSession *s, const char *const *args, size_t n);	/* without the program's name */
/* NULL: none. `>NAME` is appended to; of err `&1` is where out goes. */
void debug_set_redirect(DebugSession *s, const char *in, const char *out, const char *err);
void debug_set_cwd(DebugSession *s, const char *dir);	/* of the program in later runs; NULL: the debugger's */
void debug_set_env(DebugSession *s, const char *name, const char *value);	/* value NULL: unset */
const char *const *debug_environment(DebugSession *s);	/* NAME=VALUE of the program, NULL at the end */
void debug_clear_env(DebugSession *s);
void debug_set_seed(DebugSession *s, uint64_t seed);
void debug_set_real_clock(DebugSession *s, bool on);
/* Of each run: ticks of the machine's clock, bytes of heap (beyond them Go's out of memory); 0: no limit. */
void debug_set_run_limits(DebugSession *s, uint64_t steps, uint64_t heap);
/* off: collections only when they are asked for; every n: one at each n-th safepoint, 0: when memory asks for it. Of this run, from now on,
 * and of later ones. */
void debug_set_gc(DebugSession *s, bool off, unsigned every);
/* Whether runs from now on are recorded from their start, so that going back is possible; budget: bytes of
 * checkpoints, 0: 256 MB. */
void debug_set_record(DebugSession *s, bool on, uint64_t budget);
/* The recording of this run: moments by their count of ticks, and what it holds. thinned: how often it was made sparser to
 * stay within the budget. False with debug_error when there is none. */
typedef struct DebugRecord {
	uint64_t first, last, now;
	uint64_t checkpoints, bytes, budget, log_bytes, thinned;
} DebugRecord;
bool debug_record(DebugSession *s, DebugRecord *out);

/* ---- running ---- */

typedef enum DebugStopKind {
	DEBUG_STOP_NONE,	/* nothing has run yet, or it was killed */
	DEBUG_STOP_BREAKPOINT,	/* breakpoint, watchpoint or catchpoint: `number` */
	DEBUG_STOP_STEP,	/* step, next, until, advance, start … arrived */
	DEBUG_STOP_FINISH,	/* finish arrived: `values` are what the function returned */
	DEBUG_STOP_SIGNAL,	/* `signal` has arrived; SIGINT: debug_interrupt too */
	DEBUG_STOP_PANIC,	/* unrecovered panic, before it is printed: text */
	DEBUG_STOP_FATAL,	/* deadlock, fault …: text */
	DEBUG_STOP_LIMIT,	/* debug_set_run_limits: the steps are used up */
	DEBUG_STOP_EXITED,	/* status */
	DEBUG_STOP_START,	/* starti: no frame yet; text tells which function the runtime calls first */
	DEBUG_STOP_CHOICE,	/* DEBUG_MANUAL: text names the goroutines that can go on */
	DEBUG_STOP_CALLED,	/* a function that an expression called has returned: the program stands where it stood before */
} DebugStopKind;

enum { DEBUG_MAX_VALUES = 16 };

/* A breakpoint that stops the program: its number, which of its places it was, from 1 (0: it has one), and whether it is gone now. */
typedef struct DebugHit { int number; size_t place; bool temporary; } DebugHit;

typedef struct DebugStop {
	DebugStopKind kind;
	int number;		/* breakpoint */
	const DebugHit *also;	/* other breakpoints that stand there and stopped it, too */
	size_t nalso;
	size_t place;		/* of a breakpoint with several: which, from 1; else 0 */
	bool temporary;		/* it was a temporary one (and is gone) */
	int status;		/* DEBUG_STOP_EXITED; 128 + signal when it was ended by one */
	int signal;		/* its number, that stopped (SIGNAL, or a catchpoint) or ended the program; else 0 */
	const char *text;	/* panic, fatal, catchpoint; watchpoint: the expression */
	const char *what;	/* catchpoint: its kind */
	const char *trouble;	/* why the condition of what stopped it could not be tested; NULL: it could, or there is none */
	bool new_frame;		/* another activation than before the request: show its frame line */
	bool scope_ended;	/* a watchpoint's block was left: it is deleted */
	uint64_t goroutine;
	uint64_t ended;		/* the goroutine that a step was in, when it has come to its end on the way; else 0 */
	const DebugValue *values[DEBUG_MAX_VALUES];	/* FINISH: results; watchpoint: old, new */
	size_t nvalues;
} DebugStop;

/* Each runs the program until it stops again. A false return means that nothing ran (no process, bad
 * location): debug_error. */
bool debug_run(DebugSession *s, DebugStop *stop);	/* from the start to the first stop */
bool debug_starti(DebugSession *s, DebugStop *stop);	/* to before the user's first package initialiser */
bool debug_continue(DebugSession *s, DebugStop *stop);
/* To the end, past whatever would stop it; an interrupt kills it (DEBUG_STOP_SIGNAL). */
bool debug_detach(DebugSession *s, DebugStop *stop);
bool debug_step(DebugSession *s, unsigned count, DebugStop *stop);	/* source lines, at least one, into user functions */
/* A source line, into none but that function of the user's, whoever calls it. */
bool debug_step_into(DebugSession *s, const char *function, DebugStop *stop);
/* A source line, into none but the nth call that it makes itself of the user's functions, from where it stands, skipped ones too. */
bool debug_step_into_call(DebugSession *s, unsigned nth, DebugStop *stop);
bool debug_is_function(DebugSession *s, const char *name);	/* of the user's, in any of the forms that break takes */
bool debug_next(DebugSession *s, unsigned count, DebugStop *stop);	/* source lines, over calls */
bool debug_stepi(DebugSession *s, unsigned count, bool over, DebugStop *stop);
bool debug_finish(DebugSession *s, DebugStop *stop);	/* out of the selected frame */
bool debug_until(DebugSession *s, DebugStop *stop);	/* as next, but not backwards */
/* To a location (`here`: in this frame or one below only), or until the frame returns. */
bool debug_advance(DebugSession *s, const char *location, bool here, DebugStop *stop);
bool debug_jump(DebugSession *s, const char *location, DebugStop *stop);
/* The selected frame returns now, with these results (an expression, or several with commas; "": zeros stay). */
bool debug_return(DebugSession *s, const char *results);
void debug_kill(DebugSession *s);

/* What step does not enter. */
typedef struct DebugSkip {
	int number;
	bool enabled, glob, regex;	/* the file is a glob, the function a regular expression */
	const char *file, *function;	/* NULL: any */
} DebugSkip;
int debug_skip(DebugSession *s, const DebugSkip *what);		/* its number */
size_t debug_skips(const DebugSession *s, const DebugSkip **out);
bool debug_skip_enable(DebugSession *s, int number, bool on);
bool debug_skip_delete(DebugSession *s, int number);
bool debug_alive(const DebugSession *s);		/* a program is being run, or a core file of one is open */
bool debug_runs(const DebugSession *s);			/* the first */
bool debug_exists(const DebugSession *s);		/* memory to look at: alive, or ended and kept */
const DebugStop *debug_last_stop(const DebugSession *s);

/* Core files: a program that stands still, with its sources, to be looked at later. Where one is open nothing runs and nothing
 * can be written; all that looks works. Of this strata alone: others lay memory out in another way. */
bool debug_core_write(DebugSession *s, const char *path);
typedef struct DebugCore {
	const char *command;	/* the program's words */
	bool other;		/* another program was loaded: it has given way to that of the core file */
} DebugCore;
/* In place of what is loaded and run. debug_last_stop is what the program stood for. False: not opened; what is loaded stays,
 * unless the file's own tables are wrong. */
bool debug_core_open(DebugSession *s, const char *path, DebugCore *out);
bool debug_is_core(const char *path);			/* by its first bytes */
const char *debug_core(const DebugSession *s);		/* the path as it was given; NULL: none is open */
void debug_core_close(DebugSession *s);			/* its program stays, not run */
void debug_interrupt(DebugSession *s);			/* async-signal-safe */
void debug_forget_interrupt(DebugSession *s);	/* one that came while nothing ran: what is run next is not to stop for it */

/* Signals that arrive for the program: what it has asked for with os/signal, what it sends to itself, and those that the front
 * end says have arrived. A table tells for each whether it stops the program, is printed, and is passed on to it then. */
typedef struct DebugSignal {
	const char *name, *description;	/* SIGUSR1, User defined signal 1 */
	int number;			/* the system's */
	bool stop, print, pass;
	bool reserved;			/* the debugger's own: not to be changed by accident */
	bool sent;			/* it is for the program when somebody sends it to the process while that runs */
} DebugSignal;
size_t debug_signals(const DebugSession *s, const DebugSignal **out);	/* in gdb's order; the session's, always up to date */
void debug_handle(DebugSession *s, int signal, bool stop, bool print, bool pass);	/* one of debug_signals */
int debug_signal_named(const char *name);	/* SIGUSR1; 0: there is none */
int debug_signal_numbered(int64_t number);	/* the numbers 1 to 15 as gdb knows them; 0: none of these */
/* `tell` is called for those that are printed without a stop. */
void debug_on_signal(DebugSession *s, void (*tell)(void *ctx, int signal), void *ctx);
/* Is a request under way in which the program runs? Async-signal-safe. */
bool debug_running(const DebugSession *s);
/* A signal for the program has come to the front end, with these fields of siginfo_t; async-signal-safe. False: one of the same
 * number has not been attended to yet, or there is no program. */
bool debug_signal_arrives(DebugSession *s, int signal, int code, int pid, unsigned uid);
/* When the program goes on it gets this signal instead of the one that it stopped for; 0: none. One that it has not asked for
 * does what it would do to a Go program. false with debug_error: no process. */
bool debug_signal(DebugSession *s, int signal);
bool debug_exit_status(const DebugSession *s, int *status);
uint64_t debug_touched_kb(const DebugSession *s);	/* memory the program touched */

/* ---- locations ---- */

typedef struct DebugLocation {
	uint64_t pc;
	const char *function;	/* main.add */
	const char *file;	/* as given */
	uint32_t line;
	bool disabled;		/* of a breakpoint's places: it does not stop there */
	const char *unsound;	/* of the same: nor when its condition has no meaning there, and why; NULL: it has */
} DebugLocation;

/* What a location names: 12, f.go:12, add, main.add, main.(*T).M, *0xADDR, +2, -1, "" (here). NULL and
 * debug_error in gdb's words when nothing. *count places. */
/* The same without options (-source F -function F -line N, -qualified), quotes and needless blanks. NULL with the error. */
const char *debug_plain_location(DebugSession *s, const char *location);
const DebugLocation *debug_locate(DebugSession *s, const char *location, size_t *count);
const DebugLocation *debug_pc_location(DebugSession *s, uint64_t pc);
bool debug_at_line(DebugSession *s, uint64_t pc);	/* a statement of user code begins at pc, or what one goes on with on a new line */

/* ---- breakpoints ---- */

typedef enum DebugBreakKind { DEBUG_BREAKPOINT, DEBUG_WATCH, DEBUG_RWATCH, DEBUG_AWATCH, DEBUG_CATCH, DEBUG_DPRINTF,
			     DEBUG_TRACE } DebugBreakKind;

typedef struct DebugBreakpoint {
	int number;
	DebugBreakKind kind;
	bool temporary, enabled;
	bool hardware;		/* hbreak has set it: a word for it, and no other difference */
	const char *location;	/* as typed (watchpoints: the expression; catchpoints: what) */
	const char *condition;	/* NULL: none */
	bool once;		/* the next stop disables it */
	unsigned count;		/* so many stops until it is disabled; 0: no end */
	unsigned ignore, hits;
	unsigned reached;	/* how often the program came to its places, condition or not */
	const char *format;	/* dprintf: what follows the location */
	uint64_t goroutine;	/* only there; 0: all */
	const DebugLocation *places;
	size_t nplaces;
} DebugBreakpoint;

/* A new breakpoint; NULL with debug_error. The record holds until it is deleted. */
const DebugBreakpoint *debug_break(DebugSession *s, const char *location, const char *condition, bool temporary);
/* A breakpoint for a place that is not there yet: it is looked for again whenever the program is loaded. nplaces is 0 until then. */
const DebugBreakpoint *debug_break_later(DebugSession *s, const char *location, const char *condition, bool temporary);
/* location: what the expression means now is watched, wherever it goes. */
const DebugBreakpoint *debug_watch(DebugSession *s, const char *expr, DebugBreakKind kind, bool location,
				   const char *condition);
/* panic, recover, throw, deadlock, exit, go, chan, select, defer, error, signal [NAME... | all], syscall [NAME], gc,
 * alloc [TYPE | site LOCATION], escape, append-grow. */
const char *debug_catch_kind(size_t i);		/* the i-th of these words, sorted; NULL: no more */
const DebugBreakpoint *debug_catch(DebugSession *s, const char *what, const char *condition, bool temporary);
bool debug_delete(DebugSession *s, int number);		/* false: No breakpoint number N. */
bool debug_enable(DebugSession *s, int number, bool on);
bool debug_enable_place(DebugSession *s, int number, size_t place, bool on);	/* places[place] alone */
typedef enum DebugAfter { DEBUG_KEEP, DEBUG_ONCE, DEBUG_COUNT, DEBUG_DELETE } DebugAfter;	/* enable once, count, delete */
bool debug_after_stop(DebugSession *s, int number, DebugAfter what, unsigned count);
bool debug_break_goroutine(DebugSession *s, int number, uint64_t goroutine);
bool debug_break_hardware(DebugSession *s, int number, bool on);
/* A breakpoint that tells and goes on: `tell` is called each time with its number. */
const DebugBreakpoint *debug_dprintf(DebugSession *s, const char *location, const char *format, const char *condition);
void debug_on_dprintf(DebugSession *s, void (*tell)(void *ctx, int number), void *ctx);
/* Calls and returns of the user's functions whose names match: `tell` is called each time, the arguments are those of frame 0. */
typedef struct DebugTrace {
	const char *function;
	bool returns;
	unsigned depth;			/* traced calls under way below it */
	uint64_t goroutine;
	const DebugValue *values[DEBUG_MAX_VALUES];	/* returns: the results */
	size_t nvalues;
} DebugTrace;
const DebugBreakpoint *debug_trace(DebugSession *s, const char *regex, size_t *functions);
void debug_on_trace(DebugSession *s, void (*tell)(void *ctx, const DebugTrace *event), void *ctx);
/* NULL: none. False: it has no meaning at any of the places; where it has none, but has one elsewhere, it does not stop. */
bool debug_condition(DebugSession *s, int number, const char *condition);
bool debug_condition_anyway(DebugSession *s, int number, const char *condition);	/* it may have none anywhere */
bool debug_ignore(DebugSession *s, int number, unsigned count);
size_t debug_breakpoints(const DebugSession *s, const DebugBreakpoint *const **out);	/* by number */
const DebugBreakpoint *debug_breakpoint(const DebugSession *s, int number);

/* ---- goroutines and frames ---- */

typedef struct DebugGoroutine {
	uint64_t id;
	bool current, user;
	const char *state;	/* running, runnable, chan receive … */
	uint64_t waits_for;	/* the channel …, or 0 */
	const char *waits_text;	/* that in words: "ch 0x… by g1", "main.mu"; or NULL */
	unsigned user_level;	/* its innermost frame of user code */
	DebugLocation at;	/* innermost user line */
	uint64_t creator;
	DebugLocation created_at;
	uint64_t stack_used, stack_high_water, stack_size;	/* bytes */
} DebugGoroutine;

/* Which goroutine runs next, in this run and later ones: in turn, by a seed, or as debug_choose says (without it the first). */
typedef enum DebugSchedule { DEBUG_IN_TURN, DEBUG_SEEDED, DEBUG_MANUAL } DebugSchedule;
void debug_set_schedule(DebugSession *s, DebugSchedule how, uint64_t seed);
bool debug_choose(DebugSession *s, uint64_t goroutine);
/* Only the selected goroutine runs (others while it waits): never, always, or while stepping. */
typedef enum DebugLocking { DEBUG_LOCK_OFF, DEBUG_LOCK_ON, DEBUG_LOCK_STEP } DebugLocking;
void debug_set_locking(DebugSession *s, DebugLocking how);

size_t debug_goroutines(DebugSession *s, const DebugGoroutine **out);
/* One of them, by id; false: there is none. */
bool debug_goroutine(DebugSession *s, uint64_t id, DebugGoroutine *out);
bool debug_select_goroutine(DebugSession *s, uint64_t id);

/* The selected goroutine's deferred calls, newest first, and its panics under way. */
typedef struct DebugDefer {
	const char *function;		/* "" of a nil func */
	const char *const *names;	/* of its parameters */
	const DebugValue *const *values;
	size_t nargs;
	DebugLocation at;		/* the defer statement; file NULL: not known */
	unsigned level;			/* frame at whose end it runs */
} DebugDefer;
size_t debug_defers(DebugSession *s, const DebugDefer **out);
typedef struct DebugPanic { const DebugValue *value; bool recovered, goexit; DebugLocation at; } DebugPanic;
size_t debug_panics(DebugSession *s, const DebugPanic **out);

/* Who waits at a channel or lock, in order of goroutines. */
typedef struct DebugWaiter { uint64_t goroutine; const char *how; /* "send", "receive", "lock", "rlock", "" */ bool select; DebugLocation at; } DebugWaiter;
typedef struct DebugChan {
	const DebugValue *value;
	bool closed;
	DebugLocation made;		/* file NULL: not known */
	uint64_t maker;			/* goroutine */
	const DebugWaiter *waiters;
	size_t nwaiters;
} DebugChan;
bool debug_chan(DebugSession *s, const char *expr, DebugChan *out);
/* A sync.Mutex or RWMutex. holder: what can be told from the stacks: who has deferred its Unlock, or called Lock and not come to
 * an Unlock; 0: nobody, or not known. */
typedef struct DebugLock {
	const char *type, *name;	/* name: "main.mu", "heap #3 main.T+8" */
	uint64_t addr;
	bool locked;
	unsigned readers;
	uint64_t holder;
	DebugLocation held_at;
	const DebugWaiter *waiters;
	size_t nwaiters;
} DebugLock;
bool debug_lock(DebugSession *s, const char *expr, DebugLock *out);
/* Who waits for what, and for whom: those who hold the lock, or have the channel in a variable and are not waiting for the same.
 * other 0: nobody. */
typedef struct DebugWaitEdge { uint64_t goroutine; const char *what; uint64_t object; uint64_t other; const char *why; } DebugWaitEdge;
size_t debug_wait_graph(DebugSession *s, const DebugWaitEdge **out);

/* Data races of this run: two accesses to the same memory, at least one of them a write, that nothing orders. */
typedef struct DebugRaceAccess {
	uint64_t goroutine;
	const char *what;		/* "read", "write", "atomic read", "atomic write" */
	bool ended;			/* the goroutine has */
	DebugLocation at;		/* innermost user line */
	const DebugLocation *stack, *created;	/* calls that led to it, and to the goroutine's go statement; innermost first */
	size_t nstack, ncreated;
} DebugRaceAccess;
typedef struct DebugRace {
	uint64_t addr;
	const char *name;		/* of what lies there */
	DebugRaceAccess now, before;	/* the one that made it a race, and the one it was made with */
} DebugRace;
/* They are looked for while there is a `catch race`, or the configuration says so. */
bool debug_looks_for_races(const DebugSession *s);
size_t debug_races(DebugSession *s, const DebugRace **out);
/* Why nothing goes on, in a sentence; NULL: some goroutine can. */
const char *debug_deadlock(DebugSession *s);

typedef struct DebugFrame {
	unsigned level;
	uint64_t fp, pc, size;		/* size: bytes of the frame */
	uint64_t caller_pc, caller_fp;	/* 0: the runtime's */
	const char *function, *file;
	uint32_t line, col;
	bool innermost, library, by_panic;
	bool by_hand;			/* an expression's: what is above it was called by the debugger */
	bool interrupted;		/* it has not called the one above it, which is by_hand */
	uint64_t goroutine;
} DebugFrame;

/* Frames of the selected goroutine; false beyond the last. */
bool debug_frame(DebugSession *s, unsigned level, DebugFrame *out);
unsigned debug_frame_count(DebugSession *s, unsigned limit);
bool debug_select_frame(DebugSession *s, unsigned level);	/* false: no such frame */
bool debug_selected_frame(DebugSession *s, DebugFrame *out);	/* false: No stack. */
/* The selected frame's function, when the expression mentions a local variable of it; else NULL. */
const char *debug_local_function(DebugSession *s, const char *expr);

typedef struct DebugVar {
	const char *name, *type;
	const DebugValue *value;	/* NULL: not declared yet */
	uint64_t addr, size;
	uint32_t slot_offset;		/* from fp, of the slot (or of the pointer to a heap variable, or to the object of spilled ones) */
	uint32_t part_offset;		/* spilled: its offset in that object */
	uint32_t line;			/* of its declaration */
	bool param, result, declared, shadowed, heap, captured;
	bool spilled;			/* heap: with others, in an object that the slot points at, because the frame has no room */
	bool ended;			/* its block has ended (DEBUG_ENDED): the slot is dead */
	bool pointer;			/* the slot holds pointers, or the pointer to a heap variable */
	const char *why;		/* heap: what made it escape */
} DebugVar;

enum { DEBUG_ARGS = 1, DEBUG_LOCALS = 2, DEBUG_UNDECLARED = 4 /* those not declared yet too */,
       DEBUG_ENDED = 8 /* and those of blocks that are not being run */,
       DEBUG_BY_BLOCK = 16 /* the innermost block's first, else as they are declared */,
       DEBUG_AROUND = 32 /* of the body of a loop over a function, then those of the function around it */ };
size_t debug_vars(DebugSession *s, unsigned level, unsigned which, const DebugVar **out);
/* The variables of the blocks around a location, whether its function runs or not: no values, and addresses (of those in the heap,
 * and captured ones) only while it does. 0 with debug_error: no such place. */
size_t debug_scope(DebugSession *s, const char *location, const DebugVar **out);
/* Words of the frame that are no variable's and hold a pointer now, by offset. */
typedef struct DebugTemporary { uint32_t offset; uint64_t value; const char *target; /* "heap #3 main.Node"; NULL: unknown */ } DebugTemporary;
size_t debug_temporaries(DebugSession *s, unsigned level, const DebugTemporary **out);

typedef struct DebugGlobal {
	const char *name, *package, *type, *file;
	uint32_t line, init_line;	/* init_line: set later by package init; 0: in the data image */
	uint64_t addr, size;
	bool zeroed;			/* in bss: it starts as zero */
	const DebugValue *value;
} DebugGlobal;
size_t debug_globals(DebugSession *s, bool library, const DebugGlobal **out);

/* The program's own packages, imported before importing; not the library's. */
typedef struct DebugPackage {
	const char *path, *name;
	const char *const *files, *const *imports;	/* imports: paths */
	size_t nfiles, nimports;
} DebugPackage;
size_t debug_packages(DebugSession *s, const DebugPackage **out);

/* What package initialisation does, in the order in which it does it (Spec: "Package initialization"). */
typedef struct DebugInit {
	const char *package, *what, *file;	/* what: variables, "a" or "a, b", or the function "init.0" */
	uint32_t line;
	bool function;
	bool early;		/* computed at compile time: its value is there before anything runs */
} DebugInit;
size_t debug_inits(DebugSession *s, const DebugInit **out);

/* ---- values ---- */

typedef enum DebugKind {
	DEBUG_BOOL, DEBUG_INT, DEBUG_UINT, DEBUG_FLOAT, DEBUG_COMPLEX, DEBUG_STRING, DEBUG_POINTER, DEBUG_FUNC,
	DEBUG_STRUCT, DEBUG_ARRAY, DEBUG_SLICE, DEBUG_MAP, DEBUG_INTERFACE, DEBUG_CHAN, DEBUG_NIL, DEBUG_VOID, DEBUG_RESULTS,
} DebugKind;

/* A copy taken when it was read; lives with the session. */
struct DebugValue {
	DebugKind kind;
	const char *type;		/* Go syntax: main.Node, []int */
	unsigned size;			/* bytes */
	bool addressable;
	uint64_t addr;			/* where it lies, when addressable */
	uint64_t bits;			/* scalars: the value; strings, slices: pointer; pointers, maps, chans, funcs: address */
	uint64_t bits2;			/* complex: imaginary part */
	const char *text;		/* strings: bytes (up to the limit); funcs: name */
	uint64_t len, cap;		/* strings, arrays, slices, maps, chans: in all */
	const DebugValue *const *children;	/* struct fields; elements; map keys and values alternating;
						   interface: the dynamic value; chan: what is buffered;
						   results of a call: one each */
	const char *const *names;	/* struct: field names */
	size_t nchildren;		/* as many as the limits allowed */
	const char *said;		/* what it says of itself (debug_set_texts), else NULL */
	const DebugValue *shown;	/* the value that a printer shows instead, else NULL */
	const void *private;
};

/* 200, 20, 10; 0: none. bytes: a larger value is an error. Of more than `repeats` equal elements or characters side by side so many count, as in gdb, and of the others
 * only that they are there is read. */
typedef struct DebugLimits { unsigned elements, depth, repeats, bytes; } DebugLimits;
void debug_set_limits(DebugSession *s, DebugLimits limits);
/* Whether values say what they are: times, durations and what has a printer; all that has a method Error() string or String() string. */
void debug_set_texts(DebugSession *s, bool times, bool methods);

/* Values of a type are shown as this expression, in which `self` is the value: as the text that it gives, or as another value;
 * "": no more. */
bool debug_printer(DebugSession *s, const char *type, const char *expr);
typedef struct DebugPrinter { const char *type, *expr; } DebugPrinter;
size_t debug_printers(DebugSession *s, const DebugPrinter **out);

/* Evaluates Go (with gdb's additions: $1, $var, *p@3, {type}addr, file.go::x, f::x, x = 7) in the
 * selected frame. NULL with debug_error (no file:line prefix). Assignments are carried out. */
const DebugValue *debug_eval(DebugSession *s, const char *expr);
/* An expression with the names of package variables such that they mean the same wherever the program stands; the session's. */
const char *debug_bound_text(DebugSession *s, const char *expr);
/* What is to be known of an assignment that was carried out: once; NULL: nothing. */
const char *debug_take_note(DebugSession *s);
/* The same for a person who asks: what is called can be debugged. When something stops in it the answer is NULL, *stop tells what,
 * debug_error that the expression is given up; the function's frames are on the stack, and the next request that lets the program
 * run goes on in it until it returns (DEBUG_STOP_CALLED). Else stop->kind is NONE. carry_out (`call`): what it does to the
 * program stays, and other goroutines run; otherwise only what stops is carried out. */
const DebugValue *debug_eval_running(DebugSession *s, const char *expr, bool carry_out, DebugStop *stop);
/* Go statements in the selected frame's scope, in the same way. */
bool debug_exec(DebugSession *s, const char *statements, DebugStop *stop);
/* Whether a panic in such a call is to end the call; debug_unwind does that, once the stop has been shown. */
void debug_set_unwind(DebugSession *s, bool on);
void debug_unwind(DebugSession *s);
/* off: panics that nobody recovers from and fatal errors are no stops, unless a catchpoint is for them. On at first. */
void debug_set_stop_on_panic(DebugSession *s, bool on);
/* Several values as one, the results of a call: `$1.0` is the first of them. */
const DebugValue *debug_results(DebugSession *s, const DebugValue *const *list, size_t n);
/* Condition of if and while: -1 error, else 0 or 1; integers and pointers are true when not 0. */
int debug_truth(DebugSession *s, const char *expr);
/* Type of an expression, or a type itself, in Go syntax; expand: its underlying struct, fields a line
 * each (ptype); offsets: with them (ptype/o). */
const char *debug_type_text(DebugSession *s, const char *expr, bool expand, bool offsets);
unsigned debug_history_add(DebugSession *s, const DebugValue *v);	/* its number */
const DebugValue *debug_history(DebugSession *s, int n);	/* n > 0: $n; n <= 0: back from the last */
unsigned debug_history_count(const DebugSession *s);
void debug_set_int(DebugSession *s, const char *name, int64_t value);	/* $name */
void debug_set_pointer(DebugSession *s, const char *name, const char *type, uint64_t addr);
void debug_set_void(DebugSession *s, const char *name);
/* For $_gdb_setting and $_gdb_setting_str: a setting's value as show tells it, *number when it is one (or on or off), with that in
 * *n. NULL: there is no such setting. */
typedef const char *DebugSettingFn(void *ctx, const char *name, bool *number, int64_t *n);
void debug_on_setting(DebugSession *s, DebugSettingFn *setting, void *ctx);
const DebugValue *debug_get_var(DebugSession *s, const char *name);
size_t debug_convenience(DebugSession *s, const char *const **names);

/* ---- source ---- */

/* Line n (from 1) of a file, without newline; NULL beyond the end. */
const char *debug_source_line(DebugSession *s, const char *file, uint32_t line, size_t *len);
uint32_t debug_source_lines(DebugSession *s, const char *file);
/* What somebody who shows lines of a file may want to mark in them, by line and place; from, to: bytes of the line. The session's, until
 * the program runs on. */
typedef enum DebugTokenKind { DEBUG_TOKEN_COMMENT, DEBUG_TOKEN_KEYWORD, DEBUG_TOKEN_NUMBER, DEBUG_TOKEN_STRING } DebugTokenKind;
typedef struct DebugSourceToken { uint32_t line, from, to; DebugTokenKind kind; } DebugSourceToken;
size_t debug_source_tokens(DebugSession *s, const char *file, uint32_t first, uint32_t last, const DebugSourceToken **out);
size_t debug_sources(DebugSession *s, bool library, const char *const **files);
/* First and last pc of a line's code; false when it has none. */
bool debug_line_range(DebugSession *s, const char *file, uint32_t line, uint64_t *from, uint64_t *to);

/* ---- symbols and memory ---- */

typedef struct DebugFunction {
	const char *name, *signature, *file, *package;
	uint32_t line, end_line;
	uint64_t entry, size;
	bool library;
} DebugFunction;
const char *debug_unqualified(const char *name);	/* of a function or variable, behind the package's path and dot */
/* Does what somebody typed mean this function? Its name with the package's path, its end (rand.Intn) or name, or without; of a generic
 * function with its types, [...] or without. */
bool debug_names_function(const DebugSession *s, const char *full, const char *typed);
bool debug_is_called(const DebugSession *s, const char *package, const char *name, const char *typed);	/* typed: PACKAGE.NAME, of what is no function */
size_t debug_functions(DebugSession *s, bool library, const DebugFunction **out);	/* by address */
typedef struct DebugType { const char *name, *package, *file; uint32_t line; } DebugType;
size_t debug_types(DebugSession *s, const DebugType **out);
bool debug_read(DebugSession *s, uint64_t addr, void *out, size_t n);
/* False with debug_error: some of it is not there, or read-only. */
bool debug_write(DebugSession *s, uint64_t addr, const void *bytes, size_t n);
/* v->size bytes in memory's form; NULL: not kept, there are too many or it is no value of the program. */
const void *debug_value_bytes(const DebugValue *v);
/* The parts of the program's image that have contents, and whether memory is as they are. */
typedef struct DebugSection { const char *name; uint64_t start, end; bool read_only, matches; } DebugSection;
size_t debug_sections(DebugSession *s, const DebugSection **out);
/* What an address is: "main.table+8", "main.main:arr+8", "heap #12 main.Node+8"; NULL: nothing of ours. */
const char *debug_symbolize(DebugSession *s, uint64_t addr);
const char *debug_info_symbol(DebugSession *s, uint64_t addr);		/* gdb's info symbol, as one text */
const char *debug_info_address(DebugSession *s, const char *name);	/* gdb's info address */
/* One instruction as text; its length in bytes through *size; NULL outside of code. */
const char *debug_disassemble(DebugSession *s, uint64_t pc, unsigned *size);

/* How a name is looked up from the selected frame, a step each: where is "main.main's frame", "data
 * segment", "code segment", "universe". NULL with debug_error when it is found nowhere. */
typedef struct DebugLookupStep {
	const char *where;
	bool found;
	uint64_t addr, size;
	const char *type, *symbol, *note;
	const DebugValue *value;
} DebugLookupStep;
const DebugLookupStep *debug_lookup(DebugSession *s, const char *name, size_t *count);
const char *debug_owner(DebugSession *s, const char *name);	/* the first function of the user's with such a variable; NULL */
size_t debug_line_names(DebugSession *s, const char *const **names);	/* on the current line, in order */

/* All about a name's memory: where, why, size and layout, who points at it, what an access costs; 0 with debug_error. A fact
 * without a title goes on with the one before. */
typedef struct DebugFact { const char *title, *text; } DebugFact;
size_t debug_explain(DebugSession *s, const char *name, const DebugFact **out);
/* What escape analysis decided about the program's main package, in the words and the order of `go build -gcflags='-m -l'`; a
 * line each. NULL without a program. */
const char *debug_escapes(DebugSession *s);

typedef struct DebugSegment {
	const char *name;		/* code, data, stack, heap */
	uint64_t start, end;		/* code: of the program's own; the library's lies further up */
	uint64_t used, high_water;	/* bytes; data: of its variables, those that begin as zero too, which lie elsewhere */
	const char *note;		/* access, or what lies there */
} DebugSegment;
size_t debug_segments(DebugSession *s, const DebugSegment **out);
/* Every part by itself: code, rodata, data and bss of the program and of the library, each goroutine's stack, the heap. */
typedef struct DebugPart {
	const char *name;		/* "code", "library code", "stack 1" */
	uint64_t start, size, used, high_water;	/* high_water: as far as it ever was in use */
	const char *access;		/* r--, rw- */
	uint64_t goroutine;		/* stacks: whose; else 0 */
} DebugPart;
size_t debug_parts(DebugSession *s, const DebugPart **out);
/* The heap's spans by address: runs of pages, each of objects of one size. */
typedef struct DebugSpan {
	uint64_t start, bytes;
	bool free, pointers;		/* pointers: its objects may hold some */
	uint64_t each, room, used;	/* bytes of an object; how many fit; how many there are */
} DebugSpan;
size_t debug_spans(DebugSession *s, const DebugSpan **out);
uint64_t debug_code_checksum(DebugSession *s);
/* What the user's program has in rodata, by address; text: a literal's bytes, a type, "interface,type", a function. */
typedef enum DebugConstantKind { DEBUG_LITERAL, DEBUG_DESCRIPTOR, DEBUG_METHOD_TABLE, DEBUG_FUNC_VALUE } DebugConstantKind;
typedef struct DebugConstant { DebugConstantKind kind; uint64_t addr, size; const char *text; } DebugConstant;
size_t debug_constants(DebugSession *s, const DebugConstant **out);

typedef struct DebugObject {
	const char *id;		/* #12: the 12th of this run; #L3: made by the library before the program began */
	uint64_t addr, size;
	uint64_t asked, asked_most;	/* bytes that were asked for: at least, at most; 0: parts of maps and the like */
	const char *type, *site_function, *site_file;
	uint32_t site_line;
	bool library;
	uint64_t goroutine, survived;	/* who allocated it; how many collections it has outlived */
} DebugObject;
size_t debug_heap(DebugSession *s, bool library, const DebugObject **out);
/* The object that `expr` means: `#12`, `#L3`, or an expression whose value points into the heap or lies there.
 * *value: its contents, NULL for parts of maps and of channels, and the like. False: debug_error. */
bool debug_heap_object(DebugSession *s, const char *expr, DebugObject *out, const DebugValue **value);

/* The heap summed up: objects that have something in common are a row. Rows are in order of `rank`, then of bytes, most
 * first. Without `library` what the library allocated is not among them but in *rest. */
typedef enum DebugHistBy { DEBUG_BY_TYPE, DEBUG_BY_SITE, DEBUG_BY_SIZE, DEBUG_BY_AGE, DEBUG_BY_GOROUTINE } DebugHistBy;
typedef struct DebugHistRow { const char *name; uint64_t rank, objects, bytes; } DebugHistRow;
size_t debug_heap_hist(DebugSession *s, DebugHistBy by, bool library, const DebugHistRow **out, DebugHistRow *rest);

/* The heap by size classes, rising; size 0: large objects, each in a span of its own. span_bytes of *all counts free spans too. */
typedef struct DebugHeapClass {
	uint64_t size, spans, span_bytes, room;		/* room: how many objects fit in its spans */
	uint64_t objects, bytes, waste;			/* waste: bytes that were not asked for */
	uint64_t garbage, garbage_bytes;		/* objects that nothing reaches */
} DebugHeapClass;
size_t debug_heap_classes(DebugSession *s, const DebugHeapClass **out, DebugHeapClass *all);

/* Marks: which objects there are now, to be compared later; of this run. name "": the next number; a name again replaces it. */
typedef struct DebugMark { const char *name; uint64_t objects, bytes; /* of the user's */ } DebugMark;
bool debug_heap_mark(DebugSession *s, const char *name, DebugMark *out);
size_t debug_heap_marks(DebugSession *s, const DebugMark **out);
/* What came and what went between two marks (from "": the last one, to "": now), by type and place of allocation;
 * what grew most first. */
typedef struct DebugDiffRow { const char *type, *site; uint64_t added, added_bytes, gone, gone_bytes; } DebugDiffRow;
typedef struct DebugDiff { DebugMark from, to; const DebugDiffRow *rows; size_t n; } DebugDiff;
bool debug_heap_diff(DebugSession *s, const char *from, const char *to, bool library, DebugDiff *out);

/* A pointer to an object: who holds it ("main.head (data)", "#11 main.Node"), where in it (".Next"; "" for a variable), and
 * what it points to ("*main.Node #12", "[5]int #3[2]"). */
typedef struct DebugRef { const char *holder, *where, *target; } DebugRef;
/* At most `limit` of each; in_all, from_all: how many there are. */
typedef struct DebugRefs {
	DebugObject object;
	const DebugRef *in, *from;	/* that point at it; that it holds */
	size_t nin, nfrom, in_all, from_all;
} DebugRefs;
bool debug_heap_refs(DebugSession *s, const char *expr, size_t limit, DebugRefs *out);

/* A shortest way from a root to an object, as texts to be read from left to right: the variable, then where in it the pointer
 * lies and what it points to, until the object. No steps: nothing reaches it, it is garbage. */
typedef struct DebugPath {
	DebugObject object;
	const char *const *steps;
	size_t nsteps;
} DebugPath;
bool debug_heap_why(DebugSession *s, const char *expr, DebugPath *out);

/* The heap as boxes and arrows: variables, and objects with what is inside of maps and channels in one box. An arrow's label
 * tells where in the box it begins (".Next"; "" for a variable). `garbage`: nothing reaches this box, or only other garbage. */
typedef struct DebugBox { const char *label; uint64_t bytes; bool root, garbage; } DebugBox;
typedef struct DebugArrow { size_t from, to; const char *label; } DebugArrow;
typedef struct DebugGraph { const DebugBox *boxes; size_t nboxes; const DebugArrow *arrows; size_t narrows; } DebugGraph;
bool debug_heap_graph(DebugSession *s, bool library, DebugGraph *out);

/* Who shares memory with an expression's value: slices, strings and pointers that lead into the same array, literal or variable.
 * Bytes and offsets are those of the block; capacity: from the offset on, as far as it may be extended. */
typedef struct DebugAlias { const char *holder; DebugKind kind; /* SLICE, STRING, POINTER */ uint64_t offset, bytes, capacity; } DebugAlias;
typedef struct DebugAliases {
	const char *block;		/* "#5 [16]int", "main.table (data)" */
	uint64_t addr, bytes, elem;	/* elem: size of what it is made of */
	const DebugAlias *list;		/* by offset */
	size_t n;
} DebugAliases;
bool debug_aliases(DebugSession *s, const char *expr, DebugAliases *out);

/* Memory to be drawn: frames, package variables, and the objects they lead to; with expr not "": that value and where it leads.
 * Boxes come in order of their distance from the first ones; `cut`: not everything had room. */
typedef enum DebugPictureKind { DEBUG_PICTURE_FRAME, DEBUG_PICTURE_DATA, DEBUG_PICTURE_VALUE, DEBUG_PICTURE_OBJECT } DebugPictureKind;
typedef struct DebugPictureRow {
	const char *label;
	const DebugValue *value;	/* NULL: the row is the way to a variable in the heap */
	size_t target;			/* box that it leads to; SIZE_MAX: none */
} DebugPictureRow;
typedef struct DebugPictureBox { DebugPictureKind kind; const char *title; const DebugPictureRow *rows; size_t nrows; } DebugPictureBox;
typedef struct DebugPicture { const DebugPictureBox *boxes; size_t n; bool cut; } DebugPicture;
bool debug_picture(DebugSession *s, const char *expr, size_t boxes /* at most; 0: no bound */, DebugPicture *out);

/* Who keeps memory: a variable, a goroutine or an object, and the bytes and objects that would go with it, because every way to
 * them leads through it. */
typedef struct DebugKeeper { const char *what; uint64_t bytes, objects; uint32_t vertex; /* the core's own number */ } DebugKeeper;
typedef struct DebugKeepers {
	DebugObject object;		/* that was asked about; id NULL: the heap as a whole */
	const DebugKeeper *list;	/* most bytes first, `limit` of them at most */
	size_t n, all;
	DebugKeeper rest;		/* those beyond the limit, summed up */
	DebugKeeper library;		/* the library's, summed up unless they were asked for */
	DebugKeeper inside;		/* a map's own index and entries, a channel's buffer */
	DebugKeeper total, garbage;	/* all that it keeps; what nothing reaches in the whole heap */
} DebugKeepers;
/* What each variable keeps alone and what several keep together; with an object (expr not NULL): what it keeps alone. */
bool debug_heap_dominators(DebugSession *s, const char *expr, bool library, size_t limit, DebugKeepers *out);
/* The same by package variables and goroutines; after the program's end without the goroutine that ended it. */
bool debug_heap_leaks(DebugSession *s, bool library, size_t limit, DebugKeepers *out);
typedef struct DebugHeapTotals { uint64_t user_objects, user_bytes, library_objects, library_bytes, spans; } DebugHeapTotals;
bool debug_heap_totals(DebugSession *s, DebugHeapTotals *out);
typedef struct DebugGcType { const char *type; uint64_t objects, bytes; } DebugGcType;
typedef struct DebugGc {
	uint64_t number, roots, marked_objects, marked_bytes, freed_objects, freed_bytes;
	const DebugGcType *freed;
	size_t nfreed;
} DebugGc;
bool debug_gc(DebugSession *s, DebugGc *out);

/* A collection by hand: it begins with all that roots point at grey; each step scans the grey object that came last (or, when there
 * is none, greys a goroutine's stack); finish does the rest and frees what is white. The program may run in between. */
bool debug_gc_begin(DebugSession *s);
typedef struct DebugGcWork {
	const char *object;	/* that was scanned, "#12 main.Node"; NULL: none */
	uint64_t goroutine;	/* whose stack was seen; both none: nothing is left to mark */
	const char *greyed;	/* what became grey by it, separated by commas */
} DebugGcWork;
bool debug_gc_step(DebugSession *s, DebugGcWork *out);
bool debug_gc_finish(DebugSession *s, DebugGc *out);

typedef enum DebugColour { DEBUG_WHITE, DEBUG_GREY, DEBUG_BLACK } DebugColour;
typedef struct DebugGcObject { const char *id, *type; uint64_t ordinal; bool born; /* since it began */ } DebugGcObject;
typedef struct DebugGcSet {
	const DebugGcObject *list;	/* by type, then by number */
	size_t n;
	uint64_t library;		/* so many more are the library's */
} DebugGcSet;
/* What became grey while the program ran: the pointer to it was overwritten there, or a goroutine's stack held it. */
typedef struct DebugGcNote { const char *object; DebugLocation at; uint64_t goroutine; } DebugGcNote;
typedef struct DebugGcState {
	bool marking, by_hand;
	uint64_t number;		/* of the collection under way, or the last */
	uint64_t stacks;		/* goroutines whose stacks are still to be seen */
	DebugGcSet sets[3];		/* by DebugColour; empty unless marking */
	const DebugGcNote *notes;	/* since they were last asked for */
	size_t nnotes;
	uint64_t forgotten;		/* more notes than that, too many to remember */
	uint64_t heap_before, heap_after;	/* bytes, of the last collection that ended */
	uint64_t pause_ns;		/* and how long it kept the program waiting, by the program's clock */
	uint64_t forced;		/* collections asked for: runtime.GC, gc */
	bool off;			/* debug_set_gc */
	uint64_t every;
	int64_t percent, limit;		/* GOGC, -1: off; GOMEMLIMIT, INT64_MAX: none */
	uint64_t next, goal;		/* bytes of heap at which the next one begins, and by which it should be done */
} DebugGcState;
bool debug_gc_state(DebugSession *s, bool library, DebugGcState *out);

/* Counters of what the program does, from now on and until the next run begins: canonical operations; accesses to variables of
 * frames, to the data segment and to the heap; allocations and their bytes; calls; switches of goroutines. */
typedef struct DebugCost { uint64_t operations, local, data, heap, allocations, bytes, calls, switches; } DebugCost;
typedef struct DebugFunctionCost { const char *function; DebugCost cost; } DebugFunctionCost;
typedef struct DebugLineCost { uint32_t line; DebugCost cost; } DebugLineCost;
void debug_set_cost(DebugSession *s, bool on);
/* Functions by operations, most first; without `library` the library's in *rest. */
size_t debug_function_costs(DebugSession *s, bool library, const DebugFunctionCost **out, DebugCost *rest);
size_t debug_line_costs(DebugSession *s, const char *file, const DebugLineCost **out);	/* lines with a cost, rising */

/* Called for each event while the program runs, with one finished line in the lesson's words; NULL
 * ends it. */
void debug_narrate(DebugSession *s, void (*line)(void *ctx, const char *text), void *ctx);

/* What `text`, an expression as far as it is typed, can go on with, sorted: each in place of what stands from byte *from on. Packages
 * end in a dot. Nothing of the program is run. */
size_t debug_complete(DebugSession *s, const char *text, size_t *from, const char *const **out);
/* Functions whose names begin so, sorted, as locations name them; the library's when there is a dot. */
size_t debug_complete_function(DebugSession *s, const char *prefix, const char *const **out);
/* Convenience functions, without the $; NULL ends them. */
const char *const *debug_convenience_functions(DebugSession *s);

/* ---- scripts in Go ---- */

/*
 * A program beside the debugged one that asks for things, through package strata/dbg of the library. What is asked and answered
 * is between that package and the front end; see golib/strata/dbg/dbg.go.
 */
typedef struct DebugScript {
	const char *name;	/* of its file, for messages */
	const char *text;	/* of package main */
	/* What it writes to descriptors 1 and 2. False: the script is to end. */
	bool (*output)(void *ctx, int fd, const char *bytes, size_t n);
	/* A question: what it is about, and its text. The answer holds until the next one; *ok false: it is an error's message. Requests
	 * to the session are allowed. False: the script is to end, and has no answer. */
	bool (*ask)(void *ctx, char what, const char *text, bool *ok, const char **answer, size_t *len);
	void *ctx;
} DebugScript;
/* Runs it to its end. True: with its status. False with debug_error: it does not compile, there is no room for its machine, or it
 * was ended by Ctrl-C, `output` or `ask`. */
bool debug_script(DebugSession *s, const DebugScript *script, int *status);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

#endif
