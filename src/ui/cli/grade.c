/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `strata grade LAB PROGRAM`: each block of the lab runs in an execution of its own, with its own limits; it earns
 * its points when every check holds and no command fails. What the program prints is kept apart from the report,
 * and so is what the commands print.
 */
#include "ui/cli/grade_int.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "ui/cli/cli.h"

enum { GRADE_PASSED = 0, GRADE_FAILED = 1, GRADE_USAGE = 2, GRADE_LAB_WRONG = 3, GRADE_TIME = 124 };
enum { BLOCK_SECONDS = 10 };

typedef struct Report { ReportFn *fn; const char *file; } Report;	/* file NULL: standard output */

typedef struct Grading {
	const void *library;
	Lab lab;
	VEC(const char *) program;
	const char *model, *answers_file;
	FILE *answers;
	VEC(Report) reports;
	Limits limits;
	uint64_t seed;
	VEC(Result) results;
} Grading;

/* ---- one block ---- */

static void keep_output(void *ctx, int fd, const char *bytes, size_t n)
{
	BlockRun *b = ctx;

	if (fd != 1 || b->too_much_output)
		return;
	sb_addn(&b->output, bytes, n);
	if (b->limits->output && b->output.len > b->limits->output) {
		b->too_much_output = true;
		debug_interrupt(b->session);
	}
}

/* The block's time is up: an interrupt is all that a signal handler can ask for. */
static DebugSession *volatile timed_session;

static void on_alarm(int sig)
{
	(void)sig;
	if (timed_session)
		debug_interrupt(timed_session);
}

static void set_timer(DebugSession *s, unsigned seconds)
{
	struct sigaction act = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
	/* Again and again: an expression may be what takes the time. */
	struct itimerval timer = { .it_value = { .tv_sec = seconds }, .it_interval = { .tv_sec = seconds ? 1 : 0 } };

	timed_session = s;
	sigaction(SIGALRM, &act, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

/* A limit was passed: which, and where. False when none was. */
static bool over_limit(Cli *c, BlockRun *b)
{
	const DebugStop *stop = debug_last_stop(c->s);
	StrBuf what = { 0 };
	DebugFrame f;

	if (stop->kind == DEBUG_STOP_INTERRUPT && b->too_much_output) {
		sb_printf(&what, "wrote more than %llu bytes", (unsigned long long)b->limits->output);
	} else if (stop->kind == DEBUG_STOP_INTERRUPT) {
		b->out_of_time = true;
		sb_printf(&what, "ran for more than %u second%s", b->limits->seconds,
			  b->limits->seconds == 1 ? "" : "s");
	} else if (stop->kind == DEBUG_STOP_LIMIT) {
		sb_printf(&what, "ran for more than %llu steps", (unsigned long long)b->limits->steps);
	} else if (stop->kind == DEBUG_STOP_FATAL && b->limits->heap && strstr(stop->text, "out of memory")) {
		sb_printf(&what, "used more than %llu bytes of heap", (unsigned long long)b->limits->heap);
	} else {
		return false;
	}
	if (debug_selected_frame(c->s, &f))
		sb_printf(&what, ", in %s at %s:%u", f.function, f.file, f.line);
	hold(b, false, "the program %s", sb_text(&what));
	sb_free(&what);
	return true;
}

static void run_lines(Cli *c, BlockRun *b, const Block *block)
{
	vec_each(&block->body->body, n) {
		if (b->ended || b->lab_wrong)
			return;
		if (!script_exec(c, *n)) {
			b->lab_wrong = b->lab_wrong || strncmp(sb_text(&c->error), "Undefined", 9) == 0;
			if (b->lab_wrong)
				lab_wrong(b->lab, c->error_line ? c->error_line : block->line, sb_text(&c->error));
			else if (!over_limit(c, b))
				hold(b, false, "%s", sb_text(&c->error));
			return;
		}
		cli_due_commands(c);
		if (over_limit(c, b))
			return;
	}
}

/* A program that does not compile: only a block that expects so can hold. */
static void check_compile_error(Cli *c, BlockRun *b, const Block *block)
{
	vec_each(&block->body->body, n)
		if (strncmp((*n)->text, "expect-compile-error", 20) == 0 && !script_exec(c, *n) && b->lab_wrong)
			lab_wrong(b->lab, (*n)->line, sb_text(&c->error));
	if (!b->checked_compile)
		hold(b, false, "the program does not compile: %.*s", (int)strcspn(b->compile_error, "\n"), b->compile_error);
}

static Cli *block_session(Grading *g, BlockRun *b, StrBuf *said)
{
	DebugConfig config = { .library = g->library, .stdin_path = "/dev/null", .output = keep_output, .output_ctx = b,
			       .plain_lines = true };
	Cli *c = cli_new(&config);

	b->session = c->s;
	c->batch = true;
	c->set.confirm = false;
	c->set.seed = (unsigned)g->seed;
	c->capture = said;
	c->hook = take_check;
	c->hook_ctx = b;
	settings_apply(c);
	debug_set_run_limits(c->s, g->limits.steps, g->limits.heap);
	return c;
}

static void run_block(Grading *g, const Block *block, const char *const *program, size_t n, BlockRun *b)
{
	StrBuf said = { 0 };
	Cli *c = block_session(g, b, &said);

	set_timer(c->s, g->limits.seconds);
	if (cli_load(c, program, n)) {
		run_lines(c, b, block);
	} else {
		b->compile_error = arena_strdup(c->arena, sb_text(&c->error));
		check_compile_error(c, b, block);
	}
	set_timer(NULL, 0);
	sb_free(&said);
	cli_free(c);
}

static bool grade_blocks(Grading *g, const char *const *program, size_t n)
{
	vec_trim(&g->results, 0);
	vec_each(&g->lab.blocks, block) {
		BlockRun b = { .lab = &g->lab, .limits = &g->limits, .answers = g->answers };

		run_block(g, block, program, n, &b);
		vec_push(&g->results, ((Result){ block, !b.why.len, b.out_of_time, arena_strdup(g->lab.arena, sb_text(&b.why)) }));
		sb_free(&b.output);
		sb_free(&b.why);
		if (b.lab_wrong)
			return false;
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

static bool number(const char *text, uint64_t *out)
{
	char *end;

	*out = strtoull(text, &end, 10);
	return end != text && !*end && *text != '-';
}

static bool set_seconds(Grading *g, const char *text)
{
	uint64_t n;

	if (!number(text, &n) || n > 1000000)
		return false;
	g->limits.seconds = (unsigned)n;
	return true;
}

static bool set_steps(Grading *g, const char *text) { return number(text, &g->limits.steps); }
static bool set_heap(Grading *g, const char *text) { return number(text, &g->limits.heap); }
static bool set_output(Grading *g, const char *text) { return number(text, &g->limits.output); }
static bool set_model(Grading *g, const char *text) { g->model = text; return true; }
static bool set_answers(Grading *g, const char *text) { g->answers_file = text; return true; }

static bool set_seed(Grading *g, const char *text)
{
	struct timeval now;

	if (strcmp(text, "random") != 0)
		return number(text, &g->seed);
	gettimeofday(&now, NULL);
	g->seed = (uint64_t)now.tv_usec + 1;
	return true;
}

typedef struct Word { const char *name; bool (*take)(Grading *g, const char *value); } Word;

static const Word words[] = {
	{ "--answers", set_answers }, { "--lint", set_model }, { "--max-heap", set_heap }, { "--max-output", set_output },
	{ "--max-steps", set_steps }, { "--report", add_report }, { "--seed", set_seed }, { "--timeout", set_seconds },
};

/* An option with its value, behind `=` or in the next word. */
static bool take_option(Grading *g, int argc, char **argv, int *i)
{
	size_t n = strcspn(argv[*i], "=");
	const char *value = argv[*i][n] ? argv[*i] + n + 1 : NULL;

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (strlen(words[k].name) == n && memcmp(words[k].name, argv[*i], n) == 0) {
			if (!value && *i + 1 < argc)
				value = argv[++*i];
			return value && words[k].take(g, value);
		}
	return false;
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
	return g->lab.file && (g->program.len || g->model);
}

/* ---- the whole ---- */

static bool write_report(Grading *g, const Report *r)
{
	StrBuf text = { 0 };
	FILE *f = r->file ? fopen(r->file, "w") : stdout;
	bool ok = f != NULL;

	if (ok) {
		r->fn(&text, &(Results){ g->lab.file, g->results.data, g->results.len });
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

static bool open_answers(Grading *g)
{
	if (!g->answers_file)
		return true;
	if (g->answers)
		fclose(g->answers);
	g->answers = fopen(g->answers_file, "r");
	if (!g->answers)
		fprintf(stderr, "strata: %s: %s\n", g->answers_file, strerror(errno));
	return g->answers != NULL;
}

static int grade(Grading *g)
{
	DebugConfig config = { .library = g->library };
	Cli *c;
	bool ok;
	int status;

	if (!open_answers(g))
		return GRADE_USAGE;
	c = cli_new(&config);
	ok = lab_load(&g->lab, c) && (!g->model || lint(g));
	if (ok && g->program.len)
		ok = open_answers(g) && grade_blocks(g, g->program.data, g->program.len);
	cli_free(c);
	if (!ok) {
		fprintf(stderr, "%s\n", sb_text(&g->lab.wrong));
		return GRADE_LAB_WRONG;
	}
	status = write_reports(g);
	return status ? status : status_of(g);
}

static const char usage[] =
	"usage: strata grade LAB PROGRAM [--report text|tap|junit|gradescope[:FILE]]... [--lint MODEL.go]\n"
	"       [--answers FILE] [--timeout SECONDS] [--max-steps N] [--max-heap BYTES] [--max-output BYTES]\n"
	"       [--seed N|random]\n";

int cli_grade(const void *library, int argc, char **argv)
{
	Grading g = { .library = library, .limits = { BLOCK_SECONDS, 0, 0, 1 << 20 }, .seed = 1 };
	int status = GRADE_USAGE;

	g.lab.arena = arena_new();
	if (parse_words(&g, argc, argv))
		status = grade(&g);
	else
		fputs(usage, stderr);
	if (g.answers)
		fclose(g.answers);
	lab_free(&g.lab);
	vec_free(&g.program);
	vec_free(&g.reports);
	vec_free(&g.results);
	return status;
}
