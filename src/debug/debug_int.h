/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the debugger core's files share. The session owns the program as the front end made it, the
 * machine that runs it (before `run` one that only holds the images, after the end the one that
 * ran), and everything that outlives runs: breakpoints, history, settings.
 *
 * Texts and arrays for one request come from `scratch`, which is emptied when the program runs on;
 * values come from `values` and stay.
 */
#ifndef DEBUG_INT_H
#define DEBUG_INT_H

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "compile/compile.h"
#include "machine/machine.h"
#include "program/program.h"
#include "strata_debug.h"

/* A compiled condition, for the frame at pc; go: its text with the debugger's variables put in, NULL when it has none. */
typedef struct Condition {
	Image *image;
	EvalCode code;
	uint64_t pc;
	char *go;
	bool pure;
	bool anywhere;			/* it looks at no frame: any pc will do */
	bool quick;			/* a bool without variables of the debugger: machine_pure may tell */
} Condition;

enum { SEEN_WRITE = 1, SEEN_READ = 2, SEEN_STATEMENT = 4, SEEN_END = 8 };

typedef MachineSpan Span;
typedef VEC(Span) Spans;

typedef struct Watch {
	const char *expr;
	uint64_t type, addr;		/* of a place; addr 0: the value is computed */
	uint64_t row;			/* so many values side by side (x @ n); 0: one */
	uint64_t fp, goroutine, pc;	/* of the frame whose variables it mentions; fp 0: none */
	uint64_t end_pc, end_fp;	/* where that frame returns to; 0: it ends in another way */
	uint8_t *bytes;			/* of the place or the value, as they were */
	bool unreadable;		/* it could not be computed: p.x of a nil p; bytes are zero */
	Condition code;			/* computes the value; its own condition is with the breakpoint */
	Type *result;			/* of that */
	uint64_t quick;			/* bytes of a value that machine_pure computes, too, reading trail; 0: it does not */
	MachineTrail trail;
	Spans reads;			/* memory that it depends on, by address */
	bool traced;			/* that is all */
	unsigned seen;			/* by the hook */
} Watch;

typedef struct Break {
	DebugBreakpoint pub;
	VEC(DebugLocation) places;
	Condition cond;
	Watch watch;
	DebugLocation site;		/* catch alloc site */
	uint64_t old_capacity;		/* catch append-grow */
	MachineEvent caught;		/* catchpoints: what the hook has seen; kind 0: nothing */
} Break;

/* What a value that was read by itself knows beyond what it shows. */
typedef struct Origin {
	const TypeDesc *desc;
	const Program *program;		/* that `type` is of */
	Type *type;			/* NULL: by its name */
	const void *bytes;		/* in memory form */
} Origin;

/* Where a value lies. */
typedef struct Home {
	uint64_t type, addr;
	MachineFrame frame;		/* whose variable it may be */
} Home;

/* A text in Go's syntax, and the values that its names $_0, $_1 … stand for. */
typedef struct EvalText {
	const char *from;		/* as it was typed; NULL for a part */
	bool no_constants;		/* numbers are to be variables, too */
	bool numbers;			/* and some are */
	StrBuf go;
	VEC(const DebugValue *) vars;
	VEC(const char *) words;	/* what was typed for each of them; of those that came in later nothing */
	VEC(Type *) types;		/* that $T0, $T1 … stand for */
} EvalText;

typedef struct Printer {
	DebugPrinter pub;
	uint64_t code;			/* of a function of a pointer to the value, in this machine; 0: none */
	bool is_text;			/* it gives a string; else an interface */
} Printer;

typedef struct CachedExpr CachedExpr;

typedef struct Convenience { const char *name; const DebugValue *value; } Convenience;

/* An expression's call that is under way: the program stopped in it. */
typedef struct HandCall {
	MachineCall call;
	uint64_t end_pc, end_fp;	/* where the function that it called returns to, in the expression's code; 0: wherever */
} HandCall;

enum {
#define SIGNAL(name, number, text, stop, print, pass, ends, sent) SIGNAL_ROW_##name,
#include "debug/signals.def"
	SIGNAL_ROWS
};

/* Of siginfo_t. */
typedef struct SignalSender { int32_t code, pid; uint32_t uid; } SignalSender;

/* Sets have bit n for signal number n. */
typedef struct Signals {
	DebugSignal table[SIGNAL_ROWS];
	uint64_t arrived;		/* nobody has been told of them; handlers set bits */
	SignalSender from[32];
	uint64_t granted;		/* the program will read them */
	int pass;			/* it gets this one when it goes on, if the table or by_hand says so; 0: none */
	bool by_hand;			/* debug_signal has asked for that */
	int killed;			/* it ended of this one; 0: not so */
	void (*tell)(void *ctx, int signal);
	void *tell_ctx;
} Signals;

/* The frame that the selected goroutine's stack was last asked for, at which moment: the next one out is a step from there. */
typedef struct FrameCursor {
	const Machine *machine;		/* NULL: none */
	uint64_t count, goroutine, fp, pc;
	unsigned level;
	MachineFrame frame, inner;	/* of that level, and of the one before; their code may be gone: it is looked up again */
} FrameCursor;

/* The frame of the event that a catchpoint reports; fp 0: the innermost. */
typedef struct FrameEvent { uint64_t fp, goroutine; } FrameEvent;

/* Where a step, finish or advance began, and what counts as its arrival. */
typedef struct StepState {
	uint64_t goroutine, fp, pc;
	uint64_t return_fp;		/* the frame below: the caller's */
	const void *deferred;		/* next: the parameters of the newest call that is deferred; NULL: none is */
	uint64_t ended;			/* the goroutine, after its end on the way; else 0 */
	uint32_t line;
	CodeAt code;
	bool into, forward_only;	/* step; until */
	const char *only;		/* step FUNCTION: of all functions only this; else NULL */
	unsigned calls;			/* sstep N: of the frame's own calls those that are still to come, with the one meant; else 0 */
	VEC(uint64_t) pcs;		/* where it may arrive: frames below, then places */
	size_t places;			/* advance: index of the first place */
} StepState;

struct DebugSession {
	DebugConfig config;
	void (*output)(void *ctx, int fd, const char *bytes, size_t n);	/* debug_set_output; NULL: the program's own streams */
	void *output_ctx;
	uint64_t slot;			/* of the hull: its machines', one after the other */
	Library library;		/* in that slot */
	Program *program;
	bool bare;			/* it is need_environment's: nobody has loaded one */
	Machine *machine;
	Arena *scratch, *values;
	uint64_t stored;		/* how often a value has gone into the history or a variable */
	VEC(Arena *) outlived;		/* what was done in passing stored values: they lie there */
	VEC(MachineRace) races;		/* of this run; their stacks are the session's */
	StrBuf error;
	VEC(const char *) names;	/* of the program, as given */
	VEC(int64_t) mtimes;
	VEC(char *) args, env;
	char *redirect[3];
	char *cwd;			/* of the next run; NULL: the debugger's */
	int directory, own_directory;	/* the program's, when it has one of its own, else -1; the debugger's while the program runs */
	uint64_t seed;
	bool real_clock;
	uint64_t max_steps, max_heap;
	bool record;			/* each run, from its start */
	uint64_t record_budget;		/* bytes */
	VEC(Break *) breaks;
	VEC(DebugSkip) skips;
	VEC(Printer) printers;
	int next_skip;
	void (*dprintf)(void *ctx, int number);
	void *dprintf_ctx;
	void (*traced)(void *ctx, const DebugTrace *event);
	void *traced_ctx;
	VEC(const DebugBreakpoint *) break_list;
	int next_break;
	DebugStop stop;
	volatile bool running;		/* handlers of signals ask */
	bool exists;
	const char *core;		/* the file that the machine comes from: it is not run; NULL: none */
	uint64_t selected_goroutine;
	unsigned selected_frame;
	FrameCursor cursor;
	VEC(const DebugValue *) history;
	VEC(Convenience) vars;
	DebugLimits limits;
	bool say_times, say_all;	/* values that are shown as their String methods say */
	bool saying;			/* such a method is running */
	StepState step;
	StrBuf note;			/* debug_take_note */
	bool deaf;			/* breakpoints and the like are passed: an expression has to be computed */
	bool in_library;		/* the user has stopped in a function of the library on purpose, and steps through it */
	DebugSchedule schedule;
	uint64_t schedule_seed;
	DebugLocking locking;
	bool stepping, alone;		/* a step is under way; a goroutine was told to run alone */
	Signals signals;
	VEC(HandCall) calls;		/* innermost last */
	bool unwind;			/* a panic ends them */
	uint64_t interrupt_at;		/* count at which the program is to be interrupted, as it was when this was tried; 0: none */
	Map stmt_pcs;			/* pc -> 1: statements of user code */
	VEC(MachineWatch) watched;	/* what the machine watches, by address of the list */
	VEC(struct Break *) watched_by;	/* for which watchpoint */
	VEC(uint8_t) watched_bytes;
	bool watch_dirty;		/* it is to be told anew */
	bool watch_changed;		/* the debugger has written to memory */
	void (*narrate)(void *ctx, const char *text);
	void *narrate_ctx;
	DebugSettingFn *setting;
	void *setting_ctx;
	int streams[3];			/* of the program, where they are not the debugger's; else -1 */
	VEC(CachedExpr *) cached;	/* see exprcache.c */
	size_t next_cached;		/* whose place is taken next, when it is full */
	Image *evaluated;		/* of the last evaluation, until another text is asked for; NULL: none */
	Image *passing_image;		/* of the last text that was not kept there; NULL: none */
	bool passing_free;		/* and nothing can point into it: it is freed then, not kept */
	VEC(Image *) kept;		/* scratch images whose descriptors values refer to */
	const char *trouble;		/* DebugStop.trouble of the stop that is about to be told */
	FrameEvent event;
	MachineStop told;		/* the last stop, when a breakpoint at its place may be still to be reported; pc 0: none */
	bool passes_panics;		/* the program ends of them without a stop */
	bool caught_panic;		/* the panic under way has been reported */
	uint64_t touched_kb;
	VEC(struct HeapMark *) marks;	/* of this run */
	bool costing;			/* costs are counted */
	struct Costs *costs;		/* of this run; NULL: none so far */
	bool gc_off;
	unsigned gc_every;
	uint64_t gc_noted;		/* of the barrier's notes so many have been told */
	uint64_t first_object;		/* ordinals up to this one belong to the library's initialisers */
	Machine *volatile script;	/* runs: Ctrl-C is for it; see script.c */
};

/* ---- session.c ---- */
void fail(DebugSession *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What is computed while the program runs, at a place that may be passed a million times, leaves nothing behind in the session's arenas. */
typedef struct Passing { Arena *scratch, *values; uint64_t stored; } Passing;
Passing passing_begin(DebugSession *s);
void passing_end(DebugSession *s, const Passing *p);
void request_begin(DebugSession *s);		/* forgets the last error */
bool user_code(const CodeAt *at);		/* not the library's, not a wrapper or stub */
const char *text_of(DebugSession *s, const Image *im, NameRef name);
bool need_process(DebugSession *s);		/* false: The program is not being run. */
bool need_state(DebugSession *s);		/* the same, but a core file will do */
bool has_symbols(const DebugSession *s);	/* a program is loaded, and there is a machine to ask */
bool need_symbols(DebugSession *s);		/* the same; false with the error */
/* For expressions: the program that is loaded, or, before there is one, an empty one of this function's, of which `bare` tells
 * and nobody else sees anything. False with the error. */
bool need_environment(DebugSession *s);
#define NO_SYMBOLS "No symbol table is loaded.  Use the \"file\" command."
/* What stands against the program becomes the request's error: the text, or with NULL its diagnostics. */
void program_tell(DebugSession *s, const Program *p, const char *error);
int64_t modified(const char *path);		/* when, in nanoseconds; 0: it is not there */
void program_taken(DebugSession *s);		/* s->program is another one */
bool machine_made(DebugSession *s);		/* a machine with the images, not started; false: told */
void machine_ready(DebugSession *s);		/* what the session knows of goes into it */
void machine_renew(DebugSession *s);		/* both */

/* ---- location.c ---- */
DebugLocation location_at(DebugSession *s, uint64_t pc);
uint64_t first_statement(const Image *im, const CodeFunc *fn);
const char *file_of(const CodeAt *at);
/* Of a package of the program or one that it imports, of whose path these are the bytes; NULL: it is neither. */
const char *package_name(const DebugSession *s, const char *path, size_t n);
/* Is it called by this word: its path, the end of that behind a slash, or its name? math/rand/v2 is v2 and rand. */
bool package_is_called(const DebugSession *s, const char *path, size_t n, const char *word, size_t len);
bool same_file(const char *path, const char *name);
const char *source_bytes(DebugSession *s, const char *file, size_t *size);	/* the program's, with a zero behind them; NULL: not there */
bool file_known(DebugSession *s, const char *file);

/* ---- frames.c ---- */
/* An event has happened in some frame: deferred calls of a panic may lie above it already, which have not begun. Until the program goes
 * on (event_over; the next stop) that frame is the innermost. */
void event_begin(DebugSession *s, FrameEvent event);
void event_over(DebugSession *s);		/* the selected frame remains; its number counts all now */
unsigned event_covered(DebugSession *s);	/* the number of frames above it in the selected goroutine */
bool frame_shown(const DebugSession *s, const GorInfo *g, const MachineFrame *f);	/* has it a number? */
bool machine_frame_at(DebugSession *s, unsigned level, MachineFrame *out);
bool var_declared(const CodeVar *v, uint32_t slot);	/* slot: instructions from the function's entry */
bool selected_machine_frame(DebugSession *s, MachineFrame *out);
void select_stop(DebugSession *s);		/* frame 0 of the goroutine that stopped; of one that waits the user's innermost */
bool select_user_frame(DebugSession *s);	/* the innermost of the user's code, as after a stop; false: there is none */

/* ---- names.c ---- */
typedef enum NameMeaning {
	NAME_LOCAL,		/* a variable of a frame: out */
	NAME_GLOBAL,		/* a package's */
	NAME_OTHER,		/* no variable that is there; with the error if it is one of the function around a closure */
	NAME_UNKNOWN,		/* no declaration, or none that has come to be: the tables may know more */
} NameMeaning;
NameMeaning name_meaning(DebugSession *s, const MachineFrame *f, const char *name, Home *out);
/* Of the body of a loop over a function: the frame of the body or function that the loop stands in; false: f is none, or that is gone. */
bool frame_outside(DebugSession *s, const MachineFrame *f, MachineFrame *out);

/* ---- race.c ---- */
void races_forget(DebugSession *s);			/* a new run begins, or the session ends */
void races_arm(DebugSession *s);			/* the machine looks for them, if anybody wants to know */
const char *race_text(DebugSession *s);			/* of the last one */

/* ---- values.c ---- */
const DebugValue *value_read(DebugSession *s, uint64_t type, uint64_t addr);	/* memory of the program */
const DebugValue *value_bytes(DebugSession *s, uint64_t type, const void *bytes, Type *t);	/* bytes of ours */
const DebugValue *value_row(DebugSession *s, uint64_t elem, uint64_t addr, uint64_t n);	/* as an array */
const DebugValue *value_row_bytes(DebugSession *s, uint64_t elem, const void *bytes, uint64_t n);
DebugValue *value_new(DebugSession *s, DebugKind kind, const char *type);
const void *value_memory(const DebugValue *v);	/* as it lies in memory; NULL: that is not kept */
/* A value that is stored may point at what its expression has made, in memory that the next one would take: that stays. */
void value_hold(DebugSession *s, const DebugValue *v);
void set_variable(DebugSession *s, const char *name, const DebugValue *v);	/* $name */
const DebugValue *value_int(DebugSession *s, int64_t v);
const DebugValue *value_pointer(DebugSession *s, const char *type, uint64_t addr);

/* ---- rewrite.c ---- */
bool name_start(char c);
bool name_part(char c);
const DebugValue *dollar(DebugSession *s, const char **p);
/* After it gave NULL: why, of the n bytes `$…`, as gdb words it; false without an error: the variable is void. */
bool dollar_missing(DebugSession *s, const char *text, size_t n);
size_t scoped_name(const char *text);
/* `{T}x` at the beginning of a text: where the type's brace closes, and the end of x. */
bool typed_address(const char *text, const char **type_end, const char **end);
bool rewrite(DebugSession *s, const char *text, bool numeric, EvalText *out);
void embed_value(EvalText *out, const DebugValue *v, bool numeric);
void eval_text_free(EvalText *t);

/* ---- fold.c ---- */
/* The value of Go text that is integers, brackets and operators alone; NULL: it is not, or Go may see it another way. */
const DebugValue *fold_numbers(DebugSession *s, const char *go);

/* ---- functions.c ---- */
const char *closing(const char *p);		/* the bracket that closes the one at p; NULL: there is none */
/* $_streq(…) and the like at *p, which is moved behind it; *taken: it was one of them. */
const DebugValue *call_function(DebugSession *s, const char **p, bool *taken);
const DebugValue *function_value(DebugSession *s, const char *name);	/* of one that is not called; NULL: there is none */

/* ---- assign.c ---- */
char *trimmed(DebugSession *s, const char *text);
const char *next_operand(DebugSession *s, const char **text);
/* The home of a variable, `{type}address` or `f::x` that a text is by itself. False without an error: it is something
 * else. find_place: of anything that has an address. */
bool find_home(DebugSession *s, const char *text, Home *out);
bool find_place(DebugSession *s, const char *text, Home *out);
/* `x @ n`: where x lies, and n. *taken: it is such a text. */
bool find_row(DebugSession *s, const char *text, Home *out, uint64_t *n, bool *taken);
const DebugValue *scoped_value(DebugSession *s, const char *text);
bool is_assignment(DebugSession *s, const char *text);
const char *typed_operand(DebugSession *s, const char *text);	/* of an assignment the operand that has its type; NULL: it is none */
const DebugValue *eval_assignment(DebugSession *s, const char *text, bool *taken);	/* *taken: it is an assignment */

/* ---- types.c ---- */
uint64_t type_named(DebugSession *s, const char *text);	/* descriptor; 0: no such type */

/* ---- printers.c ---- */
void printers_renew(DebugSession *s);		/* for a new machine */
const Printer *printer_of(const DebugSession *s, const TypeDesc *t);	/* one with code; NULL: none */

/* ---- habits.c ---- */
/* One expression in the text that Go refuses becomes what gdb means by it. False: there is none. */
bool bend_to_go(DebugSession *s, EvalText *t, const MachineFrame *f);

/* ---- expr.c; see expr.h ---- */
/* Of the expression go[from, to) of a text, where f stands; NULL: it is none, or wrong. */
Type *type_of_part(DebugSession *s, const EvalText *t, size_t from, size_t to, const MachineFrame *f);
/* The checker's type for a Go text, as descriptors spell it; NULL when it has no name here. */
Type *type_of_text(DebugSession *s, const char *name);
/* As it was when the value was read; after the program was loaded anew, by its name. */
Type *value_type(DebugSession *s, const DebugValue *v);
/* What an expression is in the selected frame; *is_type: it names that type itself. NULL: it is wrong. Nothing is evaluated. */
Type *type_of_expression(DebugSession *s, const char *expr, bool *is_type);
/* Where the names of the selected frame's place are looked up; before there is one, those of the program's first file. */
typedef struct DebugScope { Scope *scope; Pos pos; } DebugScope;
DebugScope scope_of_frame(DebugSession *s);
DebugScope scope_of(DebugSession *s, const MachineFrame *f, FuncInfo **func);	/* *func: NULL in none that the checker knows */
/* A text's Go as a tree, NULL when it is none; nothing is told of that. */
Node *eval_tree(DebugSession *s, EvalText *t, Source **source);

/* ---- eval.c ---- */
bool exec_text(DebugSession *s, const char *statement);	/* what it does to the program stays */
/* Evaluates to raw words; the type's descriptor through *type. */
bool eval_words(DebugSession *s, const char *expr, uint64_t *type, StrBuf *bytes);
/* Code of a function literal that captures nothing, which stays for the life of the machine; 0: it is wrong. */
uint64_t eval_function(DebugSession *s, const char *literal);
/* The expression converted to a type, in bytes of it. */
/* As debug_eval; what waits for other goroutines in it is carried out by the program, past all breakpoints. */
const DebugValue *eval_patiently(DebugSession *s, const char *expr);
bool eval_as(DebugSession *s, const char *expr, uint64_t type, StrBuf *bytes);
/* Until the session ends: values name its types. Scratch images share their part of the segments, so that a later one overwrites an
 * earlier one's descriptors: what a value says of its type is copied when it is read. */
void image_keep(DebugSession *s, Image *im);
const DebugValue *register_value(DebugSession *s, const char *name);	/* $pc $sp $fp, or a convenience variable */

/* ---- exprcache.c; see expr.h ---- */
void expr_forget(DebugSession *s);		/* another program is loaded: no code is kept */

/* ---- condition.c ---- */
/* Does it hold? 1, 0; -1 (which stops) when it cannot be evaluated. */
int eval_condition(DebugSession *s, Break *b, const MachineFrame *frame);
/* In the middle of a run, at pc in the frame at fp: surely false. */
bool condition_fails(DebugSession *s, const Break *b, uint64_t pc, uint64_t fp);
/* Why a condition has no meaning at a place; NULL: it has. */
const char *condition_trouble(DebugSession *s, const DebugLocation *at, const char *condition);
void condition_forget(Condition *c);	/* its code; it is compiled again when it is wanted */

/* ---- watchexpr.c ---- */
/* Computes a watchpoint's expression in the selected frame, into bytes of w->type, and notes what memory it depends on. */
bool eval_watch(DebugSession *s, Watch *w, StrBuf *bytes);
/* In the middle of the run: the value's word; false: not so, or what it depends on has changed. */
bool watch_word(DebugSession *s, const Watch *w, uint64_t *word);

/* ---- break.c ---- */
void breaks_insert(DebugSession *s);		/* into a fresh machine; locations are resolved again */
Break *break_at(DebugSession *s, uint64_t pc);
bool break_hit(DebugSession *s, uint64_t pc, DebugStop *stop);	/* false: go on */
void break_remove(DebugSession *s, Break *b);
void pc_unwanted(DebugSession *s, uint64_t pc);	/* by one more: its patch goes, unless somebody else wants it */
Break *new_break(DebugSession *s, DebugBreakKind kind, const char *location, bool temporary);
void break_patch(DebugSession *s, const Break *b);	/* its places in the machine follow its state */
void break_stopped(DebugSession *s, Break *b);	/* it is reported: once, count, temporary */
bool break_counts(DebugSession *s, Break *b);	/* condition and ignore count: does this hit stop? */

/* ---- skip.c ---- */
bool skipped(const DebugSession *s, const Image *im, const CodeFunc *fn);
bool regex_matches(const char *text, const char *regex);	/* extended; false when regex is none */

/* ---- calltrace.c ---- */
size_t trace_places(DebugSession *s, Break *b);	/* how many functions */
void trace_tell(DebugSession *s, const Break *b);

/* ---- run.c ---- */
MachineStop run_machine(DebugSession *s);	/* until it stops by itself, in the program's directory, all watched that is to be */
MachineStop run_instruction(DebugSession *s);	/* the same for one instruction */
bool still_to_tell(DebugSession *s, DebugStop *stop);	/* what else has stopped the program at the moment at which it stands */
bool stop_from(DebugSession *s, const MachineStop *m, DebugStop *stop);	/* what a machine's stop means; false: nothing, it runs on */
bool run_until_stop(DebugSession *s, DebugStop *stop);
void stop_reached(DebugSession *s, DebugStop *stop, uint64_t fp, const CodeFunc *fn);	/* seen from that activation */

/* ---- results.c ---- */
void collect_results(DebugSession *s, const CodeFunc *fn, uint64_t fp, DebugStop *stop);	/* of fn, whose frame was at fp */
bool store_results(DebugSession *s, const MachineFrame *f, const char *text);	/* expressions, where f's caller finds them; false: told */

/* ---- signals.c ---- */
void signals_begin(DebugSession *s);		/* gdb's table */
void signals_forget(DebugSession *s);		/* a new run: nothing is under way */
int signal_raised(void *ctx, int sig);		/* the door's raise */
bool signal_descriptor(const DebugSession *s, int fd);	/* is it the program's for its signals? */
bool signals_wait(const DebugSession *s);	/* there is something for it to read */
/* After a poll: takes those that the system has for the program. True: some came, and the program is not to know yet. */
bool signals_taken(DebugSession *s, const struct pollfd *fds, size_t n);
int64_t signal_read(DebugSession *s, int fd, void *bytes, size_t n);	/* in its place: as the door's read */
void signals_go_on(DebugSession *s);		/* the program gets what it stopped for; it may be over then */
/* The machine was interrupted: a stop; false: nothing that concerns people. */
bool signal_interrupts(DebugSession *s, DebugStop *stop);
void signal_forget_interrupt(DebugSession *s);	/* it was not meant for the program */
bool signals_left(DebugSession *s, DebugStop *stop);	/* several came at once: the next one */
/* `signal WORDS` with the signals' full names; NULL with an error. */
const char *catch_signal_words(DebugSession *s, const char *text);
bool catch_signal_chosen(const char *location, const char *name, int sig);	/* is it one of a catchpoint's? */

/* ---- call.c ---- */
/* Calls the function of a scratch image. True: it has returned, with its results at *results. False: *stop, unless that is of no
 * kind: then it cannot be called here, and nothing has happened. whole: the program stops behind it, not behind what it calls. */
bool call_by_hand(DebugSession *s, const Image *image, const EvalCode *code, uint64_t fp, bool whole, uint64_t *results,
		  DebugStop *stop);
void call_give_up(DebugSession *s);	/* the last call is no more; its goroutine is put back to where it stood */
bool call_over(DebugSession *s, const MachineStop *m, DebugStop *stop);	/* the innermost call is done, and forgotten */
bool calls_on(const DebugSession *s, uint64_t goroutine);	/* the innermost call that is under way is on it */
bool call_stands_at(const DebugSession *s, uint64_t pc);	/* one will be done there */
void calls_forget(DebugSession *s);		/* those whose frames are gone */

/* ---- waits.c, locks.c ---- */
const char *waiting_for(DebugSession *s, const GorInfo *g);	/* what it waits for; NULL: nothing that has an address */
/* The goroutine that holds the lock of package sync at an address, and where it took it; 0: none that can be told. */
uint64_t lock_holder(DebugSession *s, uint64_t lock, DebugLocation *at);

/* ---- watch.c ---- */
bool is_watch(const Break *b);
bool watching(const DebugSession *s);		/* some look at each instruction */
void watches_renew(DebugSession *s);
void watches_arm(DebugSession *s);		/* before the program runs on */
void watch_forget(DebugSession *s, Watch *w);	/* what it holds */
bool watch_ends_at(const DebugSession *s, uint64_t pc);
bool watch_pending(const DebugSession *s);	/* some has seen something that is not told yet */
bool watch_left(DebugSession *s, const MachineStop *m, DebugStop *stop);	/* a frame has returned: its watchpoint goes */
bool watch_event(DebugSession *s, const MachineEvent *e);	/* in the hook: true stops the machine */
bool watch_hit(DebugSession *s, DebugStop *stop);

/* ---- reads.c ---- */
/* Will an instruction read some of this memory: slots of its frame, and what C functions are given, too? */
bool instruction_reads_at(DebugSession *s, const Ins *i, uint64_t fp, uint64_t addr, uint64_t size);

/* ---- catch.c ---- */
unsigned catch_mask(const DebugSession *s);
void catch_places(DebugSession *s, Break *b);
bool catch_event(DebugSession *s, const MachineEvent *e);	/* in the hook: true stops the machine */
bool catch_hit(DebugSession *s, DebugStop *stop);
bool catch_place_report(DebugSession *s, Break *b, DebugStop *stop);
bool catch_place_holds(DebugSession *s, const Break *b);	/* at one of its places: it is what it wants */
bool catches_races(const DebugSession *s);
bool catch_race(DebugSession *s);		/* one was found: true stops the machine */
const char *moved_variable(DebugSession *s, uint64_t site);	/* whose home was allocated there; NULL: none's */
bool catch_signal(DebugSession *s, const char *name, int sig, DebugStop *stop);	/* a catchpoint wants it */
bool catch_fatal(DebugSession *s, const MachineStop *m, const char *text, DebugStop *stop);

/* ---- memory.c ---- */
const char *object_name(DebugSession *s, uint64_t ordinal);
const char *object_at(DebugSession *s, uint64_t addr);	/* its name; "" */

/* ---- rodata.c ---- */
bool constant_at(DebugSession *s, uint64_t addr, DebugConstant *out);	/* the library's too; false: nothing known is there */

/* ---- heapmark.c ---- */
typedef struct HeapMark HeapMark;
void marks_clear(DebugSession *s);

/* ---- cost.c ---- */
unsigned cost_mask(const DebugSession *s);
void cost_event(DebugSession *s, const MachineEvent *e);
void costs_clear(DebugSession *s);

/* ---- narrate.c ---- */
unsigned narration_mask(const DebugSession *s);
void narrate_event(DebugSession *s, const MachineEvent *e);

/* ---- lookup.c ---- */
const char *type_text(DebugSession *s, uint64_t type);	/* of a descriptor, as reflect says it */
const CodeVar *find_variable(DebugSession *s, const MachineFrame *frame, const char *name);
/* What an expression allocated in a living frame, as if it were an object (without an id): `main.f:&T{...}`. */
bool frame_site_at(DebugSession *s, uint64_t addr, ObjectInfo *out, const char **name);
uint64_t variable_address(DebugSession *s, const MachineFrame *frame, const CodeVar *v);
bool find_global(DebugSession *s, const char *name, const Image **im, const Global **g);

#endif
