/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the blocks of a lab may demand: expect and its relatives, require, predict. */
#include "ui/cli/grade_int.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

/* The block goes on, so that one run tells as much as it can. */
bool hold(BlockRun *b, bool holds, const char *format, ...)
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
			for (n = (size_t)(open - rest); n && rest[n - 1] == ' '; n--)
				;
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

static bool compile_pattern(Cli *c, BlockRun *b, const char *pattern, regex_t *re)
{
	if (regcomp(re, pattern, REG_EXTENDED | REG_NOSUB) == 0)
		return true;
	b->lab_wrong = true;
	return cli_fail(c, "\"%s\" is no regular expression", pattern);
}

/* -1: no regular expression. */
static int matches(Cli *c, BlockRun *b, const char *pattern, const char *text)
{
	regex_t re;
	bool found;

	if (!compile_pattern(c, b, pattern, &re))
		return -1;
	found = regexec(&re, text, 0, NULL, 0) == 0;
	regfree(&re);
	return found;
}

/* The next line of a text, without its newline; NULL at the end. */
static const char *take_line(Cli *c, const char **text)
{
	size_t n = strcspn(*text, "\n");
	const char *line = arena_strndup(c->arena, *text, n);

	if (!**text)
		return NULL;
	*text += n + ((*text)[n] == '\n');
	return line;
}

/* A pattern of one line matches any line. */
static bool output_has(Cli *c, BlockRun *b, const char *pattern)
{
	const char *text = sb_text(&b->output), *line;
	StrBuf first = { 0 };
	int found = matches(c, b, pattern, "") < 0 ? -1 : 0;

	while (!found && (line = take_line(c, &text)))
		found = matches(c, b, pattern, line);
	sb_quote(&first, b->output.data, strcspn(sb_text(&b->output), "\n"));
	if (found >= 0)
		hold(b, found, "the output does not match %s; its first line is %s", pattern, sb_text(&first));
	sb_free(&first);
	return found > 0;
}

/* One with \\n in it is the whole output, line by line. */
static bool output_is(Cli *c, BlockRun *b, const char *pattern)
{
	const char *text = sb_text(&b->output);
	int found = 1;

	for (unsigned n = 1; found > 0 && *pattern; n++) {
		const char *end = strstr(pattern, "\\n"), *line = take_line(c, &text);
		size_t len = end ? (size_t)(end - pattern) : strlen(pattern);
		const char *want = arena_strndup(c->arena, pattern, len);
		StrBuf have = { 0 };

		pattern += len + (end ? 2 : 0);
		found = line ? matches(c, b, arena_printf(c->arena, "^(%s)$", want), line) : 0;
		if (line)
			sb_quote(&have, line, strlen(line));
		if (!found)
			hold(b, false, line ? "line %u of the output is %s, it should match %s" : "line %u of the output is missing%s, it "
			     "should match %s", n, sb_text(&have), want);
		sb_free(&have);
	}
	return found > 0;
}

static bool expect_output(Cli *c, BlockRun *b, const char *args)
{
	return strstr(args, "\\n") ? output_is(c, b, args) : output_has(c, b, args);
}

static bool expect_panic(Cli *c, BlockRun *b, const char *args)
{
	const DebugStop *stop = debug_last_stop(c->s);

	if (stop->kind != DEBUG_STOP_PANIC)
		return hold(b, false, "the program has not panicked");
	return matches(c, b, args, stop->text) != 0 || hold(b, false, "the panic is \"%s\", it should match %s", stop->text, args);
}

static bool expect_compile_error(Cli *c, BlockRun *b, const char *args)
{
	b->checked_compile = true;
	if (!b->compile_error)
		return hold(b, false, "the program compiles; it should not");
	return matches(c, b, args, b->compile_error) != 0 ||
	       hold(b, false, "the compiler says %.*s; it should match %s", (int)strcspn(b->compile_error, "\n"),
		    b->compile_error, args);
}

static bool is_type(const char *type, const char *name)
{
	const char *dot = strrchr(type, '.');

	return strcmp(type, name) == 0 || (dot && strcmp(dot + 1, name) == 0);
}

static bool expect_objects(Cli *c, BlockRun *b, const char *args)
{
	char name[256];
	const char *count = next_word(args, name, sizeof name);
	const DebugObject *list;
	unsigned have = 0, want = (unsigned)strtoul(count, NULL, 10);
	size_t n = debug_heap(c->s, false, &list);

	for (size_t i = 0; i < n; i++)
		have += is_type(list[i].type, name);
	return hold(b, have == want, "the heap holds %u object%s of type %s, not %u", have, have == 1 ? "" : "s", name, want);
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
		v = debug_eval(c->s, arena_printf(c->arena, "&(%s)", name));
		if (!v)
			return hold(b, false, "%s: %s", name, debug_error(c->s));
		have = segment_of(c, v->bits);
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

/* The student's next line of the answers: what they think an expression's value is. */
static const char *next_answer(Cli *c, BlockRun *b)
{
	Reader r = { .name = "answers", .file = b->answers };
	StrBuf line = { 0 };
	const char *answer = NULL;

	while (b->answers && !answer && reader_line(c, &r, &line, 0))
		if (*skip_blanks(line.data) && *skip_blanks(line.data) != '#')
			answer = arena_strdup(c->arena, skip_blanks(line.data));
	sb_free(&line);
	return answer;
}

static bool expect_prediction(Cli *c, BlockRun *b, const char *args)
{
	const char *answer = next_answer(c, b), *expr, *value, *why;
	const DebugValue *v;
	StrBuf have = { 0 };
	bool right;

	split_expect(c, args, &expr, &value, &why);
	v = debug_eval(c->s, expr);
	if (!v)
		return hold(b, false, "%s: %s", expr, debug_error(c->s));
	if (!answer)
		return hold(b, false, "there is no answer for the prediction of %s", expr);
	format_value(c, &have, v, (Format){ 0 }, FORMAT_TOP);
	right = strcmp(sb_text(&have), answer) == 0 ||
		debug_truth(c->s, arena_printf(c->arena, "(%s) == (%s)", expr, answer)) > 0;
	hold(b, right, "predicted %s for %s, it is %s%s%s", answer, expr, sb_text(&have), why ? ": " : "", why ? why : "");
	sb_free(&have);
	return right;
}

typedef struct Check { const char *word; bool (*fn)(Cli *c, BlockRun *b, const char *args); } Check;

static const Check checks[] = {
	{ "expect", expect_value }, { "expect-compile-error", expect_compile_error }, { "expect-exit", expect_exit },
	{ "expect-frames", expect_frames }, { "expect-lookup", expect_lookup }, { "expect-objects", expect_objects },
	{ "expect-output", expect_output }, { "expect-panic", expect_panic }, { "expect-segment", expect_segment },
	{ "expect-stop", expect_stop }, { "predict", expect_prediction },
};

/* The hook: checks are this file's commands. */
bool take_check(Cli *c, const char *line, bool *taken)
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
