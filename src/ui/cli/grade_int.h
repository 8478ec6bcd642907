/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grading, in four files: lab.c reads the lab file, checks.c holds what a block may demand, report.c writes the
 * results, grade.c runs the blocks.
 */
#ifndef UI_CLI_GRADE_INT_H
#define UI_CLI_GRADE_INT_H

#include "ui/cli/cli_int.h"

/* points N "name" [hidden] */
typedef struct Block { unsigned points; const char *name; bool hidden; Node *body; unsigned line; } Block;

typedef struct Lab {
	const char *file;
	Arena *arena;
	VEC(Block) blocks;
	StrBuf wrong;			/* what is wrong with the file; empty: nothing */
} Lab;

typedef struct Limits { unsigned seconds; uint64_t steps, heap, output; } Limits;	/* of one block; 0: none */

/* What came of a block. */
typedef struct Result { const Block *block; bool passed, out_of_time; const char *why; } Result;

/* One block while it runs. */
typedef struct BlockRun {
	Lab *lab;
	DebugSession *session;
	const Limits *limits;
	FILE *answers;			/* for predict; NULL: none */
	const char *compile_error;	/* NULL: the program compiles */
	StrBuf output;			/* of the program */
	StrBuf why;			/* the first check that did not hold */
	bool ended;			/* by require */
	bool lab_wrong, too_much_output, out_of_time, checked_compile;
} BlockRun;

/* ---- lab.c ---- */
bool lab_load(Lab *lab, Cli *c);			/* false: lab->wrong */
bool lab_wrong(Lab *lab, unsigned line, const char *message);	/* false */
void lab_free(Lab *lab);

/* ---- checks.c ---- */
/* Notes the first sentence that tells why a block fails; gives `holds` back. */
bool hold(BlockRun *b, bool holds, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool take_check(Cli *c, const char *line, bool *taken);	/* the Cli's hook; its context is the BlockRun */

/* ---- report.c ---- */
typedef struct Results { const char *lab; const Result *list; size_t n; } Results;
typedef void ReportFn(StrBuf *out, const Results *r);
ReportFn *report_named(const char *name, size_t n);	/* text, tap, junit, gradescope; NULL: none of them */

#endif
