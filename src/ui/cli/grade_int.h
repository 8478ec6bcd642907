/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grading, in six files: lab.c reads the lab file, checks.c and checks_output.c hold what a block may demand, block.c runs one block in
 * a process of its own, report.c writes the results, grade.c is the command line and the whole.
 */
#ifndef UI_CLI_GRADE_INT_H
#define UI_CLI_GRADE_INT_H

#include <regex.h>

#include "ui/cli/cli_int.h"

/* What a block may use up; 0: no bound. LIMIT(id, its word in a lab file, its option, default) */
#define LIMITS                                                    \
	LIMIT(SECONDS, "timeout", "--timeout", 10)                \
	LIMIT(STEPS, "steps", "--max-steps", 200000000)           \
	LIMIT(HEAP, "heap", "--max-heap", 256 << 20)              \
	LIMIT(OUTPUT, "output", "--max-output", 1 << 20)

typedef enum LimitId {
#define LIMIT(id, word, option, value) LIMIT_##id,
	LIMITS
#undef LIMIT
	LIMIT_COUNT
} LimitId;

typedef struct LimitRow { const char *word, *option; uint64_t value; } LimitRow;
extern const LimitRow limit_rows[LIMIT_COUNT];

typedef struct Limits { uint64_t of[LIMIT_COUNT]; bool given[LIMIT_COUNT]; } Limits;
bool limit_parse(const char *text, uint64_t *out);	/* false: no number from 0 to 10^15 */

/* points N "name" [hidden]; the limits are those that the lab file gave above it */
typedef struct Block {
	unsigned points;
	const char *name;
	bool hidden;
	Node *body;
	unsigned line, questions;	/* questions: answers that are this block's, whether it comes to them or not */
	Limits limits;
} Block;

typedef struct Lab {
	const char *file;
	Arena *arena;
	VEC(Block) blocks;
	Limits limits;			/* for the blocks that follow, while the file is read */
	bool defines;			/* commands of its own: words that strata does not know may be those */
	StrBuf wrong;			/* what is wrong with the file; empty: nothing */
} Lab;

/* What came of a block. */
typedef struct Result { const Block *block; bool passed, out_of_time; const char *why; } Result;

/* What each block of a grading is given. */
typedef struct BlockWorld {
	const void *library;
	Lab *lab;
	const char *const *program;
	size_t nprogram;
	const Limits *limits;		/* those given on the command line come before the lab's */
	uint64_t seed;
	bool files;			/* the program may use files, */
	const char *const *secret;	/* but for these */
	size_t nsecret;
	const char *const *answers;	/* for predict and quiz */
	size_t nanswers, answered;
	bool asks;			/* no answers, but somebody at the terminal */
} BlockWorld;

/* One block while it runs. */
typedef struct BlockRun {
	BlockWorld *world;
	Cli *cli;
	DebugSession *session;		/* the Cli's; a signal handler's, too */
	uint64_t limits[LIMIT_COUNT];
	FILE *asked, *told;		/* the terminal, when somebody is there to predict */
	const char *compile_error;	/* NULL: the program compiles */
	const char *reason;		/* "why", of the check under way; NULL: it gives none */
	char *forbidden;		/* the file that it wanted; NULL: none */
	StrBuf output;			/* of the program */
	StrBuf crash;			/* the sentence about a panic or fatal error that stopped it; empty: none has */
	StrBuf errors;			/* the beginning of what it wrote to standard error */
	StrBuf why;			/* the first check that did not hold */
	bool ended;			/* by require */
	bool lab_wrong, too_much_output, out_of_time, checked_compile, panic_expected;
} BlockRun;

/* ---- lab.c ---- */
bool lab_load(Lab *lab, Cli *c);			/* false: lab->wrong */
bool lab_wrong(Lab *lab, unsigned line, const char *message);	/* false */
void lab_free(Lab *lab);
/* The lab's file with the hash of each answer in the answer's place; false: lab->wrong. The lab is a loaded one. */
bool lab_seal(Lab *lab, StrBuf *out);

/* ---- checks.c ---- */
/* Notes the first sentence that tells why a block fails; gives `holds` back. */
bool hold(BlockRun *b, bool holds, const char *format, ...) __attribute__((format(printf, 3, 4)));
void note_crash(BlockRun *b);	/* a panic or fatal error that has stopped the program, while it stands there */
void add_place(Cli *c, StrBuf *out);	/* ", in main.f at f.go:9": the user's innermost frame; nothing without one */
bool take_check(Cli *c, const char *line, bool *taken);	/* the Cli's hook; its context is the BlockRun */
bool check_asks(const char *line);			/* it takes an answer: predict, quiz */
/* What is wrong with a line of a lab file, as far as can be told before it runs; NULL: nothing, or it is no check. */
const char *check_fault(Cli *c, const char *line, bool *is_check);

/* The next line of a text, without its newline; NULL at the end. */
const char *take_line(Cli *c, const char **text);

/* ---- checks_output.c ---- */
bool check_compiles(const char *pattern, regex_t *re);	/* re is to be freed, in any case */
bool check_matches(const char *pattern, const char *text);	/* the pattern compiles: it was looked at when the lab was read */
const char *take_pattern(Cli *c, const char **pattern);		/* the next of the patterns that \n in a pattern separates */
bool expect_output(Cli *c, BlockRun *b, const char *args);	/* the check */

/* ---- block.c ---- */
/* False: the lab is wrong. *why lives in the lab's arena. */
bool block_run(BlockWorld *w, const Block *block, Result *out);

/* The sentence about a limit that was passed: which, and where; false when none was. */
bool block_limit(BlockRun *b, StrBuf *why);

/* ---- report.c ---- */
typedef struct Results { const char *lab; const Result *list; size_t n; const char *seed; /* NULL: the usual one */ } Results;
typedef void ReportFn(StrBuf *out, const Results *r);
ReportFn *report_named(const char *name, size_t n);	/* text, tap, junit, gradescope; NULL: none of them */

#endif
