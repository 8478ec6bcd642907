/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strata as a library: Go programs inside another program. Load sources, check them, compile them, run them, with input
 * and output of the host's choosing. include/strata_debug.h is the debugger as a library, for the same link.
 *
 *     const char *why;
 *     Strata *s = strata_open(NULL, &why);
 *     const char *files[] = { "main.go" };
 *
 *     if (strata_load(s, files, 1) && strata_check(s) && strata_compile(s))
 *         status = strata_run(s, STRATA_NO_LIMIT).status;
 *     else
 *         fputs(strata_messages(s, STRATA_PLAIN), stderr);
 *     strata_close(s);
 *
 * A Strata is one program and one machine for it. Several live side by side in a process, up to eight with the debugger's
 * sessions; each is used by one thread at a time. Running needs no large C stack; loading, checking and compiling run on
 * one of their own, so that nested source is an error message and no crash.
 *
 * The process: SIGSEGV and SIGBUS get a handler when a program is run, because a store of the program into read-only memory
 * is Go's "fatal error: fault"; faults elsewhere go on to the handler that was there before. Nothing else is touched.
 *
 * Link with `pkg-config --cflags --libs strata`. Texts that are handed out belong to the Strata and hold until the next call.
 */
#ifndef STRATA_H
#define STRATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

typedef struct Strata Strata;

/* ---- the world, as the program sees it ---- */

/*
 * All that a program can learn or do outside its memory, but for named files. Each function may be NULL: the host's own.
 * Results below zero are -errno. fd is 0, 1 or 2, or a file that the program opened.
 */
typedef struct StrataDoor {
	void *ctx;					/* given to each */
	int64_t (*write)(void *ctx, int fd, const void *bytes, size_t n);	/* all of it: n, or what could be written before an error */
	int64_t (*read)(void *ctx, int fd, void *bytes, size_t n);		/* 0 at the end */
	int64_t (*wall_ns)(void *ctx);			/* nanoseconds since 1970 */
	int64_t (*mono_ns)(void *ctx);			/* of a clock that never goes back */
	void (*sleep_ns)(void *ctx, int64_t ns);	/* returns then, or earlier: it is asked again */
	uint64_t (*entropy)(void *ctx);			/* seeds maps, select and math/rand */
} StrataDoor;

typedef struct StrataConfig {
	StrataDoor door;
	bool all_errors;	/* more than gc's ten */
	bool test;		/* the program tests the package that is loaded, as go test; its arguments are testing's flags (-test.v …) */
	int go_minor;		/* language version go1.N of the program; 0: what its go.mod says, or the newest */
	const char *goroot;	/* check imports against this Go tree instead of the library; such a program cannot be run. Kept by the caller. */
	const char *cover;	/* of a test: "set", "count" or "atomic" counts statements, "fuzz" does for what looks for inputs;
				 * NULL: none are. Kept by the caller. */
	const char *cover_packages;	/* patterns of import paths or directories, with commas between them: statements of these packages,
				 * as far as the test or `tested` has them, are counted; NULL: of the tested one. Kept by the caller. */
	const char *const *tested;	/* directories of all packages that are tested, closed by NULL; or NULL. Kept by the caller. */
	const char *tags;	/* build tags that hold, with commas between them; NULL: none. Kept by the caller. */
	const char *link_flags;	/* words of go build's -ldflags: `-X PATH.NAME=VALUE` gives a string to a package's variable, others
				 * change nothing; NULL: none. Kept by the caller. */
	bool fixed_seed;	/* `seed` decides what entropy would */
	uint64_t seed;
	bool virtual_clock;	/* time passes with the instructions, and jumps ahead when all goroutines sleep */
	uint64_t memory_limit;	/* bytes of heap and stacks; beyond them Go's out of memory. 0: 80 % of what there is */
	unsigned gc_stress;	/* a collection at every n-th safepoint: for tests of strata. 0: when memory asks for it */
	bool gc_steps;		/* with gc_stress: in small steps, and always one under way */
	bool race;		/* data races are looked for and told on descriptor 2, as by programs built with -race */
	bool race_halt;		/* the first one ends the program */
	int race_status;	/* the program's, if there were some and it would have been 0 */
	const char *race_strip;	/* NULL, or what paths in reports begin with and is left out. Kept by the caller. */
	bool may_exec;		/* the process is the program's own: syscall.Exec may put another in its place, else it is not
				   permitted, and syscall.Mmap shares what is written to a file, else there is `no such device` */
} StrataConfig;

/* ---- life ---- */

/* config NULL: all zeros. NULL with *why (a static text): no machine slot is left, or no address space. The config is copied. */
Strata *strata_open(const StrataConfig *config, const char **why);
void strata_close(Strata *s);

/* ---- from source to code; each once, in this order. False: strata_messages tells. ---- */

/* A file whose text is in memory: before strata_load, and to be named there or to stand in for a file on disk. Copied. */
void strata_source(Strata *s, const char *path, const char *text, size_t n);
/* Go files, or one directory or package path: found and parsed. Programs of several packages are found by their go.mod. */
bool strata_load(Strata *s, const char *const *names, size_t n);
bool strata_check(Strata *s);
bool strata_compile(Strata *s);
/* After strata_check, instead of strata_compile: what is decided about stack and heap in the package, in the form and words of
 * `go build -gcflags='-m -l'`, a line each, by position. */
const char *strata_escapes(Strata *s);

/* What stands against the program, sorted, in gc's form `file.go:LINE:COL: message`; CARET adds the source line. "": nothing. */
typedef enum StrataForm { STRATA_PLAIN, STRATA_CARET } StrataForm;
const char *strata_messages(Strata *s, StrataForm form);
/* The name of the package that was loaded: only `main` can be run. */
const char *strata_package(const Strata *s);

/* ---- running ---- */

/* os.Args, the first the program's name, and the environment (`NAME=value`, NULL ends it; NULL: the process's). Kept by the caller
 * until the program has ended. Before the first strata_run; without it the program's first file or directory is its name. */
void strata_args(Strata *s, int argc, char *const *argv, char *const *envp);

typedef enum StrataState {
	STRATA_ENDED,		/* status: the program's own; 2 after a panic, which is printed on its descriptor 2 */
	STRATA_RUNNING,		/* the steps are used up: call again to go on */
	STRATA_INTERRUPTED,	/* strata_interrupt: call again to go on */
	STRATA_CANNOT,		/* nothing was run: not compiled, no main package, no memory; strata_messages tells */
} StrataState;

typedef struct StrataResult { StrataState state; int status; } StrataResult;

#define STRATA_NO_LIMIT UINT64_MAX

/* The machine stands before the program's first instruction. The current directory is the one that names of source files in
 * traces refer to. False: STRATA_CANNOT. strata_run does this when it has not been done. */
bool strata_start(Strata *s);
/* Runs the program, from its start or on from where it is, for about so many steps (taken loops, calls, returns). */
StrataResult strata_run(Strata *s, uint64_t steps);
/* The steps so far: equal for equal programs, inputs and seeds. */
uint64_t strata_steps(const Strata *s);
/* Makes strata_run return soon. From any thread, and from a signal handler. */
void strata_interrupt(Strata *s);

/* The embedded library, for DebugConfig.library of strata_debug.h; it outlives the sessions that got it. */
void *strata_library_new(void);
void strata_library_free(void *library);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

#endif
