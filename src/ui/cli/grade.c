/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `strata grade LAB PROGRAM`: each block of the lab runs in an execution of its own, with its own limits; it earns
 * its points when every check holds and no command fails. What the program prints is kept apart from the report,
 * and so is what the commands print (block.c).
 */
#include "ui/cli/grade_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "ui/cli/cli.h"

enum { GRADE_PASSED = 0, GRADE_FAILED = 1, GRADE_USAGE = 2, GRADE_LAB_WRONG = 3, GRADE_TIME = 124 };

typedef struct Report { ReportFn *fn; const char *file; } Report;	/* file NULL: standard output */

typedef struct Grading {
	const void *library;
	Lab lab;
	VEC(const char *) program;
	const char *model, *answers_file;
	VEC(const char *) answers, secret;
	VEC(Report) reports;
	Limits limits;
	bool files, seals;		/* seals: nothing is graded, the lab is written with its answers hashed */
	uint64_t seed;
	const char *seed_text;		/* NULL: nobody chose one */
	VEC(Result) results;
} Grading;

static bool grade_blocks(Grading *g, const char *const *program, size_t n)
{
	BlockWorld w = { .library = g->library, .lab = &g->lab, .program = program, .nprogram = n, .limits = &g->limits, .seed = g->seed,
			 .files = g->files, .secret = g->secret.data, .nsecret = g->secret.len, .answers = g->answers.data,
			 .nanswers = g->answers.len, .asks = !g->answers_file && isatty(0) && isatty(1) };
	Result r;

	vec_trim(&g->results, 0);
	vec_each(&g->lab.blocks, block) {
		if (!block_run(&w, block, &r))
			return false;
		vec_push(&g->results, r);
	}
	return true;
}

/* ---- the command line ---- */

static bool add_report(Grading *g, const char *text)
{
	size_t n = strcspn(text, ":");
	Report r = { report_named(text, n), text[n] == ':' ? text + n + 1 : NULL };

	if (!r.fn || (r.file && !*r.file))
		return false;
	vec_push(&g->reports, r);
	return true;
}

static bool set_model(Grading *g, const char *text) { g->model = text; return true; }
static bool set_answers(Grading *g, const char *text) { g->answers_file = text; return true; }

static bool set_seed(Grading *g, const char *text)
{
	struct timeval now;

	if (strcmp(text, "random") != 0) {
		g->seed_text = text;
		return limit_parse(text, &g->seed);
	}
	gettimeofday(&now, NULL);
	g->seed = (uint64_t)now.tv_usec + 1;
	g->seed_text = arena_printf(g->lab.arena, "%llu", (unsigned long long)g->seed);
	return true;
}

typedef struct Word { const char *name; bool (*take)(Grading *g, const char *value); } Word;

static const Word words[] = {
	{ "--answers", set_answers }, { "--lint", set_model }, { "--report", add_report }, { "--seed", set_seed },
};

static bool take_value(Grading *g, const char *name, size_t n, const char *value)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i].name) == n && memcmp(words[i].name, name, n) == 0)
			return words[i].take(g, value);
	for (unsigned i = 0; i < LIMIT_COUNT; i++)
		if (strlen(limit_rows[i].option) == n && memcmp(limit_rows[i].option, name, n) == 0)
			return g->limits.given[i] = limit_parse(value, &g->limits.of[i]);
	return false;
}

/* An option with its value, behind `=` or in the next word. */
static bool take_option(Grading *g, int argc, char **argv, int *i)
{
	const char *name = argv[*i];
	size_t n = strcspn(name, "=");

	if (strcmp(name, "--fs") == 0 || strcmp(name, "--no-fs") == 0) {
		g->files = name[2] == 'f';
		return true;
	}
	if (strcmp(name, "--seal") == 0)
		return g->seals = true;
	if (name[n])
		return take_value(g, name, n, name + n + 1);
	return *i + 1 < argc && take_value(g, name, n, argv[++*i]);
}

static bool parse_words(Grading *g, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		if (argv[i][0] == '-' && argv[i][1]) {
			if (!take_option(g, argc, argv, &i))
				return false;
		} else if (!g->lab.file) {
			g->lab.file = argv[i];
		} else {
			vec_push(&g->program, argv[i]);
		}
	}
	return g->lab.file && (g->seals ? !g->program.len && !g->model : g->program.len || g->model);
}

/* ---- the whole ---- */

static bool write_report(Grading *g, const Report *r)
{
	StrBuf text = { 0 };
	FILE *f = r->file ? fopen(r->file, "w") : stdout;
	bool ok = f != NULL;

	if (ok) {
		r->fn(&text, &(Results){ g->lab.file, g->results.data, g->results.len, g->seed_text });
		ok = fwrite(sb_text(&text), 1, text.len, f) == text.len;
		ok = (r->file ? fclose(f) : fflush(f)) == 0 && ok;
	}
	if (!ok)
		fprintf(stderr, "strata: %s: %s\n", r->file ? r->file : "standard output", strerror(errno));
	sb_free(&text);
	return ok;
}

/* What people read is always written to standard output, unless another report goes there. */
static int write_reports(Grading *g)
{
	bool ok = true, shown = false;

	vec_each(&g->reports, r)
		shown = shown || !r->file;
	if (!shown)
		ok = write_report(g, &(Report){ report_named("text", 4), NULL });
	vec_each(&g->reports, r)
		ok = write_report(g, r) && ok;
	return ok ? 0 : GRADE_USAGE;
}

static int status_of(const Grading *g)
{
	int status = GRADE_PASSED;

	vec_each(&g->results, r) {
		if (r->out_of_time)
			return GRADE_TIME;
		if (!r->passed)
			status = GRADE_FAILED;
	}
	return status;
}

/* The model solution must get every point, or the lab is wrong. */
static bool lint(Grading *g)
{
	const char *program[] = { g->model };

	if (!grade_blocks(g, program, 1))
		return false;
	vec_each(&g->results, r)
		if (!r->passed)
			return lab_wrong(&g->lab, r->block->line, arena_printf(g->lab.arena, "%s does not get these points: %s",
									       g->model, r->why));
	return true;
}

/* One a line; empty lines and comments are none. */
static bool read_answers(Grading *g, Cli *c)
{
	Reader r = { .name = g->answers_file };
	StrBuf line = { 0 };

	if (!g->answers_file)
		return true;
	r.file = fopen(g->answers_file, "r");
	if (!r.file) {
		fprintf(stderr, "strata: %s: %s\n", g->answers_file, strerror(errno));
		return false;
	}
	while (reader_line(c, &r, &line, 0))
		if (*skip_blanks(line.data) && *skip_blanks(line.data) != '#')
			vec_push(&g->answers, arena_strdup(g->lab.arena, skip_blanks(line.data)));
	sb_free(&line);
	fclose(r.file);
	return true;
}

/* What the program may not have a look at, whatever it may use. */
static void name_secrets(Grading *g)
{
	vec_push(&g->secret, g->lab.file);
	vec_push(&g->secret, "/dev/stdout");
	vec_push(&g->secret, "/dev/stderr");
	if (g->answers_file)
		vec_push(&g->secret, g->answers_file);
	if (g->model)
		vec_push(&g->secret, g->model);
	vec_each(&g->reports, r)
		if (r->file)
			vec_push(&g->secret, r->file);
}

static bool write_sealed(Grading *g)
{
	StrBuf text = { 0 };
	bool ok = lab_seal(&g->lab, &text);

	if (ok)
		fputs(sb_text(&text), stdout);
	sb_free(&text);
	return ok;
}

static int grade(Grading *g)
{
	DebugConfig config = { .library = g->library };
	Cli *c = cli_new(&config);
	bool answers = read_answers(g, c), ok = answers && lab_load(&g->lab, c);
	int status;

	cli_free(c);
	if (!answers)
		return GRADE_USAGE;
	name_secrets(g);
	ok = ok && (!g->seals || write_sealed(g)) && (!g->model || lint(g)) && (!g->program.len || grade_blocks(g, g->program.data, g->program.len));
	if (!ok) {
		fprintf(stderr, "%s\n", sb_text(&g->lab.wrong));
		return GRADE_LAB_WRONG;
	}
	if (g->seals)
		return fflush(stdout) == 0 ? GRADE_PASSED : GRADE_USAGE;
	status = write_reports(g);
	return status ? status : status_of(g);
}

static const char usage[] =
	"usage: strata grade LAB PROGRAM [--report text|tap|junit|gradescope[:FILE]]... [--lint MODEL.go]\n"
	"       [--answers FILE] [--timeout SECONDS] [--max-steps N] [--max-heap BYTES] [--max-output BYTES]\n"
	"       [--fs|--no-fs] [--seed N|random]\n"
	"       strata grade LAB --seal\n";

int cli_grade(const void *library, int argc, char **argv)
{
	Grading g = { .library = library, .seed = 1 };
	int status = GRADE_USAGE;

	g.lab.arena = arena_new();
	if (parse_words(&g, argc, argv))
		status = grade(&g);
	else
		fputs(usage, stderr);
	lab_free(&g.lab);
	vec_free(&g.answers);
	vec_free(&g.secret);
	vec_free(&g.program);
	vec_free(&g.reports);
	vec_free(&g.results);
	return status;
}
