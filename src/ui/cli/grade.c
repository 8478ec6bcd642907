/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `strata grade LAB PROGRAM`: a lab file is a row of blocks
 *
 *     points 3 "add's frame holds x, y and z"
 *       break add
 *       run
 *       next
 *       expect z == 9 "z is the sum"
 *     end
 *
 * of ordinary commands and checks. Each block runs in an execution of its own; it earns its points when
 * every check holds and no command fails. What the program prints is kept apart from the report, and so
 * is what the commands print.
 */
#include "ui/cli/cli_int.h"

#include <errno.h>
#include <regex.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "ui/cli/cli.h"

enum { GRADE_PASSED = 0, GRADE_FAILED = 1, GRADE_USAGE = 2, GRADE_LAB_WRONG = 3 };
enum { BLOCK_SECONDS = 10 };

typedef struct Block { unsigned points; const char *name; Node *body; unsigned line; } Block;

typedef struct Lab {
	const char *file;
	Arena *arena;
	VEC(Block) blocks;
	StrBuf wrong;			/* what is wrong with the file; empty: nothing */
} Lab;

typedef struct Grading {
	const void *library;
	Lab lab;
	VEC(const char *) program;
	const char *report;		/* file; NULL: none */
	StrBuf text;			/* the report */
	unsigned earned, possible, failed;
} Grading;

/* One block while it runs. */
typedef struct BlockRun {
	Lab *lab;
	StrBuf output;			/* of the program */
	StrBuf why;			/* the first check that did not hold */
	bool ended;			/* by require */
	bool lab_wrong;
} BlockRun;

/* ---- the lab file ---- */

static bool wrong(Lab *lab, unsigned line, const char *message)
{
	sb_printf(&lab->wrong, "%s:%u: %s", lab->file, line, message);
	return false;
}

/* points N "name" */
static bool parse_points(Lab *lab, const char *text, unsigned line, Block *out)
{
	char *end;
	const char *close;
	unsigned long n = strtoul(text, &end, 10);

	if (end == text || n > 100000)
		return wrong(lab, line, "after \"points\" a number is expected");
	text = skip_blanks(end);
	close = *text == '"' ? strchr(text + 1, '"') : NULL;
	if (!close || *skip_blanks(close + 1))
		return wrong(lab, line, "a name in quotes is expected: points N \"name\"");
	*out = (Block){ .points = (unsigned)n, .line = line,
			.name = arena_strndup(lab->arena, text + 1, (size_t)(close - text - 1)) };
	return true;
}

/* The block's lines up to its end; blocks inside are script.c's. */
static bool parse_block(Lab *lab, Cli *c, Reader *r, Block *b)
{
	StrBuf line = { 0 };
	bool ok = true, ended = false;

	b->body = arena_make(lab->arena, Node);
	b->body->text = "";
	while (ok && !ended && reader_line(c, r, &line, 1)) {
		const char *text = skip_blanks(line.data);
		Node *n;

		if (!*text || *text == '#')
			continue;
		if (strncmp(text, "end", 3) == 0 && !*skip_blanks(text + 3)) {
			ended = true;
			continue;
		}
		n = script_parse(c, r, lab->arena, text);
		if (n)
			vec_push(&b->body->body, n);
		else
			ok = wrong(lab, r->line, sb_text(&c->error));
	}
	sb_free(&line);
	return ok && (ended || wrong(lab, b->line, "this block has no \"end\""));
}

static bool parse_lab(Lab *lab, Cli *c, Reader *r)
{
	StrBuf line = { 0 };
	bool ok = true;

	while (ok && reader_line(c, r, &line, 0)) {
		const char *text = skip_blanks(line.data);
		Block b;

		if (!*text || *text == '#')
			continue;
		if (strncmp(text, "points ", 7) != 0)
			ok = wrong(lab, r->line, "only blocks that begin with \"points N\" may stand here");
		else if ((ok = parse_points(lab, skip_blanks(text + 7), r->line, &b)) && (ok = parse_block(lab, c, r, &b)))
			vec_push(&lab->blocks, b);
	}
	sb_free(&line);
	return ok && (lab->blocks.len || wrong(lab, 1, "there is no \"points\" block"));
}

static bool load_lab(Grading *g, Cli *c)
{
	Reader r = { .name = g->lab.file, .file = fopen(g->lab.file, "r") };
	bool ok;

	if (!r.file) {
		sb_printf(&g->lab.wrong, "%s: %s.", g->lab.file, strerror(errno));
		return false;
	}
	ok = parse_lab(&g->lab, c, &r);
	fclose(r.file);
	return ok;
}

/* ---- checks ---- */

/* Notes the first sentence; the block goes on, so that one run tells as much as it can. */
static bool hold(BlockRun *b, bool holds, const char *format, ...) __attribute__((format(printf, 3, 4)));
static bool hold(BlockRun *b, bool holds, const char *format, ...)
{
	va_list args;

	if (holds || b->why.len)
		return holds;
	va_start(args, format);
	sb_vprintf(&b->why, format, args);
	va_end(args);
	return false;
}

/* Splits `EXPR == VALUE ["why"]`. *value NULL without ==. */
static void split_expect(Cli *c, const char *text, const char **expr, const char **value, const char **why)
{
	const char *eq = strstr(text, "=="), *rest = eq ? skip_blanks(eq + 2) : text, *open;
	size_t n = strlen(rest);

	*why = NULL;
	while (n && rest[n - 1] == ' ')
		n--;
	if (n > 1 && rest[n - 1] == '"') {
		for (open = rest + n - 2; open > rest && *open != '"'; open--)
			;
		/* A text alone is the value. */
		if (*open == '"' && open > rest && open[-1] == ' ') {
			*why = arena_strndup(c->arena, open + 1, (size_t)(rest + n - open) - 2);
			n = (size_t)(open - rest);
		}
	}
	*value = eq ? arena_strndup(c->arena, rest, n) : NULL;
	if (eq) {
		rest = text;
		for (n = (size_t)(eq - text); n && text[n - 1] == ' '; n--)
			;
	}
	*expr = arena_strndup(c->arena, rest, n);
}

static bool expect_value(Cli *c, BlockRun *b, const char *args)
{
	const char *expr, *value, *why;
	const DebugValue *v;
	StrBuf test = { 0 }, have = { 0 };
	int truth;

	split_expect(c, args, &expr, &value, &why);
	if (value)
		sb_printf(&test, "(%s) == (%s)", expr, value);
	else
		sb_add(&test, expr);
	truth = debug_truth(c->s, sb_text(&test));
	if (truth < 0) {
		hold(b, false, "%s: %s", expr, debug_error(c->s));
	} else if (!truth) {
		v = debug_eval(c->s, expr);
		if (v)
			format_value(c, &have, v, (Format){ 0 }, FORMAT_TOP);
		hold(b, false, "%s is %s, not %s%s%s", expr, v ? sb_text(&have) : "unknown", value ? value : "true",
		     why ? ": " : "", why ? why : "");
	}
	sb_free(&test);
	sb_free(&have);
	return truth > 0;
}

static bool expect_output(Cli *c, BlockRun *b, const char *args)
{
	regex_t re;
	bool found;
	StrBuf line = { 0 };

	if (regcomp(&re, args, REG_EXTENDED | REG_NOSUB | REG_NEWLINE) != 0) {
		b->lab_wrong = true;
		return cli_fail(c, "\"%s\" is no regular expression", args);
	}
	found = regexec(&re, sb_text(&b->output), 0, NULL, 0) == 0;
	regfree(&re);
	sb_quote(&line, b->output.data, strcspn(b->output.data, "\n"));
	hold(b, found, "the output does not match %s; its first line is %s", args, sb_text(&line));
	sb_free(&line);
	return found;
}

static bool expect_stop(Cli *c, BlockRun *b, const char *args)
{
	DebugFrame f;
	size_t n;
	const DebugLocation *at;
	bool here = false;

	if (!debug_frame(c->s, 0, &f))
		return hold(b, false, "the program does not stand at %s: it is not running", args);
	at = debug_locate(c->s, args, &n);
	for (size_t i = 0; at && i < n; i++)
		here = here || (at[i].line == f.line && strcmp(at[i].function, f.function) == 0);
	return hold(b, here, "the program stands at %s:%u, not at %s", f.file, f.line, args);
}

static const char *segment_of(Cli *c, uint64_t addr)
{
	const DebugSegment *list;
	size_t n = debug_segments(c->s, &list), found = 0;

	/* Constants lie behind the code, zeroed variables behind the data: they count as parts of them. */
	for (size_t i = 0; i < n; i++)
		if (addr >= list[i].start)
			found = i;
	return n ? list[found].name : "no";
}

static bool is_function(Cli *c, const char *name)
{
	const DebugFunction *f;
	size_t n = debug_functions(c->s, false, &f);

	for (size_t i = 0; i < n; i++) {
		const char *dot = strchr(f[i].name, '.');

		if (strcmp(f[i].name, name) == 0 || (dot && strcmp(dot + 1, name) == 0))
			return true;
	}
	return false;
}

static bool expect_segment(Cli *c, BlockRun *b, const char *args)
{
	char name[256];
	const char *want = next_word(args, name, sizeof name), *have;
	const DebugValue *v;

	if (is_function(c, name)) {
		have = "code";
	} else {
		v = debug_eval(c->s, name);
		if (!v)
			return hold(b, false, "%s: %s", name, debug_error(c->s));
		if (!v->addressable)
			return hold(b, false, "%s has no address", name);
		have = segment_of(c, v->addr);
	}
	return hold(b, strcmp(have, want) == 0, "%s lies in the %s segment, not in the %s segment", name, have, want);
}

static bool expect_lookup(Cli *c, BlockRun *b, const char *args)
{
	char name[256];
	const char *want = next_word(args, name, sizeof name), *where = NULL;
	size_t n = 0;
	const DebugLookupStep *steps = debug_lookup(c->s, name, &n);
	const char *word = strcmp(want, "data") == 0 ? "data segment" : want;

	for (size_t i = 0; steps && i < n; i++)
		if (steps[i].found)
			where = steps[i].where;
	return hold(b, where && strstr(where, word), "%s is found %s%s, not in the %s", name, where ? "in " : "nowhere",
		    where ? where : "", strcmp(want, "data") == 0 ? "data segment" : "local frame");
}

static bool expect_frames(Cli *c, BlockRun *b, const char *args)
{
	char name[256];
	const char *count = next_word(args, name, sizeof name);
	unsigned have = 0, want = (unsigned)strtoul(count, NULL, 10);
	DebugFrame f;

	for (unsigned level = 0; debug_frame(c->s, level, &f); level++) {
		const char *dot = f.function ? strchr(f.function, '.') : NULL;

		have += f.function && (strcmp(f.function, name) == 0 || (dot && strcmp(dot + 1, name) == 0));
	}
	return hold(b, have == want, "the stack has %u frame%s of %s, not %u", have, have == 1 ? "" : "s", name, want);
}

static bool expect_exit(Cli *c, BlockRun *b, const char *args)
{
	int status, want = atoi(args);

	if (!debug_exit_status(c->s, &status))
		return hold(b, false, "the program has not ended");
	return hold(b, status == want, "the program's exit status is %d, not %d", status, want);
}

typedef struct Check { const char *word; bool (*fn)(Cli *c, BlockRun *b, const char *args); } Check;

static const Check checks[] = {
	{ "expect", expect_value }, { "expect-output", expect_output }, { "expect-stop", expect_stop },
	{ "expect-segment", expect_segment }, { "expect-lookup", expect_lookup }, { "expect-frames", expect_frames },
	{ "expect-exit", expect_exit },
};

/* The hook: checks are this file's commands. */
static bool take_check(Cli *c, const char *line, bool *taken)
{
	BlockRun *b = c->hook_ctx;
	char word[64];
	const char *args = next_word(line, word, sizeof word);
	bool required = strcmp(word, "require") == 0;

	*taken = true;
	if (required)
		return take_check(c, arena_printf(c->arena, "expect %s", args), taken)
		       && (!b->why.len || (b->ended = true));
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (strcmp(checks[i].word, word) == 0) {
			if (!*args) {
				b->lab_wrong = true;
				return cli_fail(c, "%s needs something to check", word);
			}
			checks[i].fn(c, b, args);
			return !b->lab_wrong;
		}
	*taken = false;
	return true;
}

/* ---- one block ---- */

static void keep_output(void *ctx, int fd, const char *bytes, size_t n)
{
	BlockRun *b = ctx;

	if (fd == 1)
		sb_addn(&b->output, bytes, n);
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
	struct itimerval timer = { .it_value = { .tv_sec = seconds } };

	timed_session = s;
	sigaction(SIGALRM, &act, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void run_lines(Cli *c, BlockRun *b, const Block *block)
{
	vec_each(&block->body->body, n) {
		if (b->ended || b->lab_wrong)
			return;
		if (!script_exec(c, *n)) {
			bool unknown = strncmp(sb_text(&c->error), "Undefined", 9) == 0;

			b->lab_wrong = b->lab_wrong || unknown;
			if (b->lab_wrong)
				wrong(b->lab, c->error_line ? c->error_line : block->line, sb_text(&c->error));
			else
				hold(b, false, "%s", sb_text(&c->error));
			return;
		}
		cli_due_commands(c);
		if (debug_last_stop(c->s)->kind == DEBUG_STOP_INTERRUPT) {
			hold(b, false, "the program ran for more than %d seconds", BLOCK_SECONDS);
			return;
		}
	}
}

static void run_block(Grading *g, const Block *block, BlockRun *b)
{
	DebugConfig config = { .library = g->library, .stdin_path = "/dev/null", .output = keep_output, .output_ctx = b };
	Cli *c = cli_new(&config);
	StrBuf said = { 0 };

	c->batch = true;
	c->set.confirm = false;
	c->capture = &said;
	c->hook = take_check;
	c->hook_ctx = b;
	set_timer(c->s, BLOCK_SECONDS);
	if (!cli_load(c, g->program.data, g->program.len))
		hold(b, false, "the program does not compile: %.*s", (int)strcspn(sb_text(&c->error), "\n"), c->error.data);
	else
		run_lines(c, b, block);
	set_timer(NULL, 0);
	sb_free(&said);
	cli_free(c);
}

static void report_block(Grading *g, const Block *block, BlockRun *b)
{
	bool passed = !b->why.len;

	g->possible += block->points;
	g->earned += passed ? block->points : 0;
	g->failed += !passed;
	sb_printf(&g->text, "%s  %u/%u  %s", passed ? "PASS" : "FAIL", passed ? block->points : 0, block->points, block->name);
	if (!passed)
		sb_printf(&g->text, "\n      %s", sb_text(&b->why));
	sb_addc(&g->text, '\n');
}

static bool grade_blocks(Grading *g)
{
	vec_each(&g->lab.blocks, block) {
		BlockRun b = { .lab = &g->lab };

		run_block(g, block, &b);
		report_block(g, block, &b);
		sb_free(&b.output);
		sb_free(&b.why);
		if (b.lab_wrong)
			return false;
	}
	sb_printf(&g->text, "Score: %u/%u\n", g->earned, g->possible);
	return true;
}

/* ---- the command ---- */

static bool parse_report(Grading *g, const char *text)
{
	if (strncmp(text, "text:", 5) != 0 || !text[5])
		return false;
	g->report = text + 5;
	return true;
}

static bool parse_words(Grading *g, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		const char *word = argv[i];

		if (strncmp(word, "--report=", 9) == 0) {
			if (!parse_report(g, word + 9))
				return false;
		} else if (strcmp(word, "--report") == 0) {
			if (++i >= argc || !parse_report(g, argv[i]))
				return false;
		} else if (word[0] == '-' && word[1]) {
			return false;
		} else if (!g->lab.file) {
			g->lab.file = word;
		} else {
			vec_push(&g->program, word);
		}
	}
	return g->program.len > 0;
}

static int write_report(Grading *g)
{
	FILE *f;

	fputs(sb_text(&g->text), stdout);
	if (!g->report)
		return 0;
	f = fopen(g->report, "w");
	if (!f) {
		fprintf(stderr, "strata: %s: %s\n", g->report, strerror(errno));
		return GRADE_USAGE;
	}
	fputs(sb_text(&g->text), f);
	return fclose(f) == 0 ? 0 : GRADE_USAGE;
}

static int grade(Grading *g)
{
	DebugConfig config = { .library = g->library };
	Cli *c = cli_new(&config);
	bool ok = load_lab(g, c) && grade_blocks(g);
	int status;

	cli_free(c);
	if (!ok) {
		fprintf(stderr, "%s\n", sb_text(&g->lab.wrong));
		return GRADE_LAB_WRONG;
	}
	status = write_report(g);
	return status ? status : g->failed ? GRADE_FAILED : GRADE_PASSED;
}

int cli_grade(const void *library, int argc, char **argv)
{
	Grading g = { .library = library };
	int status;

	if (!parse_words(&g, argc, argv)) {
		fprintf(stderr, "usage: strata grade LAB PROGRAM [--report text:FILE]\n");
		vec_free(&g.program);
		return GRADE_USAGE;
	}
	g.lab.arena = arena_new();
	status = grade(&g);
	vec_each(&g.lab.blocks, b)
		node_free(b->body);
	vec_free(&g.lab.blocks);
	vec_free(&g.program);
	sb_free(&g.lab.wrong);
	sb_free(&g.text);
	arena_free(g.lab.arena);
	return status;
}
