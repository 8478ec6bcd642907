/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the parts of strata test: what a test prints, as events. */
#ifndef DRIVER_TEST_H
#define DRIVER_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

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
