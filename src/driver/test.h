/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the parts of strata test: what it was told (test_words.c), the process of a package (test_child.c), the one that waits for
 * it (test.c), and what a test prints, as events (test_json.c). */
#ifndef DRIVER_TEST_H
#define DRIVER_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "driver/driver.h"

typedef VEC(char *) Words;

typedef enum FlagId {
#define FLAG(name, kind, to, argument, help) FLAG_##name,
#include "driver/test_flags.def"
	FLAG_COUNT
} FlagId;

enum { GOFLAGS_WORDS = 64 };

typedef struct TestRun {
	const Library *library;
	Words packages;			/* as given */
	Words dirs;			/* of them, found */
	bool files;			/* they are Go files, together the only package */
	Words args;			/* of every test, without its name */
	const char *value[FLAG_COUNT];	/* of own flags; NULL: not given */
	char *goflags[GOFLAGS_WORDS];
	bool local;			/* no packages given: this directory */
	bool failed;
	const char *profile;		/* -coverprofile: where a test writes its part … */
	FILE *profiles;			/* … which goes behind those before it */
	const char *pending;		/* -fuzz: the file in which the input stands that is being tried … */
	const char *ended;		/* … and how the process ended that tried it; NULL: it did not */
	Arena *arena;
} TestRun;

/* What a child tells besides its output. */
typedef enum Stage { STAGE_READ, STAGE_BUILD, STAGE_RUN, STAGE_NO_TESTS, STAGE_WRITTEN } Stage;
typedef struct Outcome { Stage stage; bool statements; char path[4096]; } Outcome;

/* ---- test_words.c ---- */

/* Takes the words of the command line. False: what is wrong was said. */
bool test_words_take(TestRun *t, int argc, char **argv);
bool test_is_set(const TestRun *t, FlagId id);		/* a switch */
/* What statements are counted as, NULL: they are not. */
const char *test_cover_mode(const TestRun *t);
/* What every test gets goes before its own words: -test.v and -test.timeout. */
void test_words_finish(TestRun *t);

/* ---- test_child.c ---- */

/* In a process of its own: builds and runs one package, and tells *outcome, which both processes see. What is wrong with the package
 * goes to the standard error that this process was given, what its test prints to `pipe`. The status. */
int test_child(TestRun *t, char *dir, Outcome *outcome, int pipe);

/* ---- test_json.c ---- */

/* One package's output, being turned into events on standard output, a JSON object a line, as `go test -json` has
 * them. The test runs with -test.v=test2json: lines that report begin with a mark. */
typedef struct TestEvents {
	const char *package;
	StrBuf line;		/* not ended yet */
	StrBuf test;		/* that the last line belonged to; empty: the package */
	StrBuf waiting;		/* name of a test whose report is out but whose log may follow … */
	const char *action;	/* … and how it ended, or NULL */
	double elapsed;
	bool failed, skipped;
} TestEvents;

void events_start(TestEvents *e, const char *package);
/* Any piece of output; events are written for whole lines. */
void events_output(TestEvents *e, const char *bytes, size_t n);
/* The end: action "pass", "fail" or "skip"; build: what did not build, or NULL. Frees what e holds. */
void events_end(TestEvents *e, const char *action, double seconds, const char *build);
/* Diagnostics of a package that does not build. */
void events_build_output(const char *build, const char *line, size_t n);
void events_build_fail(const char *build);

#endif
