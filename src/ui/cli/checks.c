/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the blocks of a lab may demand: expect and its relatives, require, predict, quiz. */
#include "ui/cli/grade_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* One line of UTF-8, whatever a program has put into a text: reports are read by lines, and by people. */
static void add_one_line(StrBuf *out, const char *text)
{
	enum { ENOUGH = 1000 };

	for (size_t n = strlen(text); n;) {
		int width, rune = utf8_decode(text, n, &width);

		if (*text == '\n')
			sb_add(out, "\\n");
		else if (rune < 0x20 || rune == 0x7f || (rune == RUNE_ERROR && width == 1))
			sb_printf(out, "\\x%02x", (unsigned char)*text);
		else
			sb_addn(out, text, (size_t)width);
		text += width;
		n -= (size_t)width;
		if (out->len > ENOUGH) {
			sb_add(out, "...");
			return;
		}
	}
}

const char *take_line(Cli *c, const char **text)
{
	size_t n = strcspn(*text, "\n");
	const char *line = arena_strndup(c->arena, *text, n);

	if (!**text)
		return NULL;
	*text += n + ((*text)[n] == '\n');
	return line;
}

void add_place(Cli *c, StrBuf *out)
{
	DebugFrame f;

	for (unsigned level = 0; debug_frame(c->s, level, &f); level++)
		if (!f.library && f.function) {
			sb_printf(out, ", in %s at %s:%u", f.function, f.file, f.line);
			return;
		}
}

/* What a fatal error is, without the numbers of the machine before it. */
static const char *fatal_text(const char *text)
{
	static const char mark[] = "fatal error: ";
	const char *found = strstr(text, mark);

	return found ? found + strlen(mark) : text;
}

void note_crash(BlockRun *b)
{
	const DebugStop *stop = debug_last_stop(b->session);
	const char *text = stop->text ? fatal_text(stop->text) : "";

	if (b->crash.len || (stop->kind != DEBUG_STOP_PANIC && stop->kind != DEBUG_STOP_FATAL))
		return;
	sb_printf(&b->crash, "the program %s: %s", stop->kind == DEBUG_STOP_PANIC ? "panicked" : "failed",
		  take_line(b->cli, &text));
	add_place(b->cli, &b->crash);
}

/* The program has stopped by itself where nobody expected it: that is the reason, whatever a check then misses. */
static bool crashed(BlockRun *b, StrBuf *why)
{
	note_crash(b);
	if (b->panic_expected || !b->crash.len)
		return false;
	sb_add(why, sb_text(&b->crash));
	return true;
}

/* The block goes on, so that one run tells as much as it can. */
bool hold(BlockRun *b, bool holds, const char *format, ...)
{
	StrBuf why = { 0 };
	va_list args;

	if (holds || b->why.len)
		return holds;
	if (!block_limit(b, &why) && !crashed(b, &why)) {	/* what comes first is the reason of all else */
		va_start(args, format);
		sb_vprintf(&why, format, args);
		va_end(args);
		if (b->reason)
			sb_printf(&why, ": %s", b->reason);
	}
	add_one_line(&b->why, sb_text(&why));
	sb_free(&why);
	return false;
}

/* ---- expect ---- */

/* The end of a literal in quotes that begins at p. */
static const char *literal_end(const char *p)
{
	char quote = *p++;

	while (*p && *p != quote)
		p += *p == '\\' && quote != '`' && p[1] ? 2 : 1;
	return *p ? p + 1 : p;
}

static bool is_quote(char c)
{
	return c == '"' || c == '`' || c == '\'';
}

/* Where the `==` of `EXPR == VALUE` is: outside of quotes and brackets; NULL when the whole is some other expression. */
static const char *equals_sign(const char *text)
{
	const char *found = NULL;
	int depth = 0;

	for (const char *p = text; *p;) {
		if (is_quote(*p)) {
			p = literal_end(p);
			continue;
		}
		depth += (strchr("([{", *p) != NULL) - (strchr(")]}", *p) != NULL);
		if (depth == 0 && (strncmp(p, "&&", 2) == 0 || strncmp(p, "||", 2) == 0))
			return NULL;
		if (depth == 0 && strncmp(p, "==", 2) == 0) {
			if (found)
				return NULL;
			found = p++;
		}
		p++;
	}
	return found;
}

static const char *trim(Cli *c, const char *text, size_t n)
{
	while (n && text[n - 1] == ' ')
		n--;
	return arena_strndup(c->arena, text, n);
}

/* Takes a reason in quotes from the end of a line; a text that is an operand is none. NULL: there is none. */
static const char *take_why(Cli *c, const char **text)
{
	const char *last = NULL, *end = *text + strlen(*text);
	size_t before;

	while (end > *text && end[-1] == ' ')
		end--;
	for (const char *p = *text; p < end;) {
		const char *next = is_quote(*p) ? literal_end(p) : p + 1;

		if (*p == '"' && next == end && p > *text && p[-1] == ' ')
			last = p;
		p = next;
	}
	for (before = last ? (size_t)(last - *text) : 0; before && (*text)[before - 1] == ' ';)
		before--;
	if (!before || strchr("=<>!+,(&|", (*text)[before - 1]))
		return NULL;
	*text = arena_strndup(c->arena, *text, before);
	return arena_strndup(c->arena, last + 1, (size_t)(end - last) - 2);
}

static void note_difference(Cli *c, BlockRun *b, const char *test)
{
	const char *eq = equals_sign(test), *expr = eq ? trim(c, test, (size_t)(eq - test)) : test;
	const DebugValue *v = debug_eval(c->s, expr);
	StrBuf have = { 0 };

	if (v)
		format_value(c, &have, v, (Format){ 0 }, FORMAT_TOP);
	hold(b, false, "%s is %s, not %s", expr, v ? sb_text(&have) : "unknown", eq ? skip_blanks(eq + 2) : "true");
	sb_free(&have);
}

/* No value can be had: because the program does not run, perhaps. */
static bool hold_no_value(Cli *c, BlockRun *b, const char *expr)
{
	const char *error = arena_strdup(c->arena, debug_error(c->s));
	int status;

	b->reason = NULL;	/* it is about a value that is there */
	return hold(b, false, "%s: %s%s", expr, error,
		    debug_alive(c->s) ? "" : debug_exit_status(c->s, &status) ? " (the program has ended)" : " (it is not running)");
}

static bool expect_value(Cli *c, BlockRun *b, const char *args)
{
	int truth = debug_truth(c->s, args);

	if (truth < 0)
		hold_no_value(c, b, trim(c, args, equals_sign(args) ? (size_t)(equals_sign(args) - args) : strlen(args)));
	else if (!truth)
		note_difference(c, b, args);
	return truth > 0;
}

/* ---- texts ---- */

static bool expect_panic(Cli *c, BlockRun *b, const char *args)
{
	const DebugStop *stop = debug_last_stop(c->s);

	b->panic_expected = true;
	if (stop->kind == DEBUG_STOP_FATAL)
		return hold(b, false, "the program has not panicked, it failed: %s", fatal_text(stop->text));
	if (stop->kind != DEBUG_STOP_PANIC)
		return hold(b, false, "the program has not panicked");
	return check_matches(args, stop->text) || hold(b, false, "the panic is \"%s\", it should match %s", stop->text, args);
}

static bool expect_compile_error(Cli *c, BlockRun *b, const char *args)
{
	(void)c;
	b->checked_compile = true;
	if (!b->compile_error)
		return hold(b, false, "the program compiles; it should not");
	return check_matches(args, b->compile_error) ||
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
			return hold_no_value(c, b, name);
		have = segment_of(c, v->bits);
	}
	return hold(b, strcmp(have, want) == 0, "%s lies in the %s segment, not in the %s segment", name, have, want);
}

/* "in the data segment", "in main.main's frame" */
static const char *article(const char *where)
{
	return strstr(where, " segment") ? "the " : "";
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
	return hold(b, where && strstr(where, word), "%s is found %s%s%s, not in the %s", name, where ? "in " : "nowhere",
		    where ? article(where) : "", where ? where : "", strcmp(want, "data") == 0 ? "data segment" : "local frame");
}

static bool expect_frames(Cli *c, BlockRun *b, const char *args)
{
	char name[256];
	const char *count = next_word(args, name, sizeof name);
	unsigned have = 0, want = (unsigned)strtoul(count, NULL, 10);
	DebugFrame f;

	for (unsigned level = 0; debug_frame(c->s, level, &f); level++)
		have += f.function && debug_names_function(c->s, f.function, name);
	return hold(b, have == want, "the stack has %u frame%s of %s, not %u", have, have == 1 ? "" : "s", name, want);
}

static bool expect_exit(Cli *c, BlockRun *b, const char *args)
{
	int status, want = atoi(args);

	b->panic_expected |= want != 0;	/* that is how a panic ends a program */
	if (!debug_exit_status(c->s, &status))
		return hold(b, false, "the program has not ended");
	return hold(b, status == want, "the program's exit status is %d, not %d", status, want);
}

/* The student's next answer: from the file, or from the terminal. NULL: there is none. */
static const char *next_answer(Cli *c, BlockRun *b, const char *question)
{
	BlockWorld *w = b->world;
	Reader r = { .name = "terminal", .file = b->asked };
	StrBuf line = { 0 };
	const char *answer = NULL;

	if (w->answered < w->nanswers)
		return w->answers[w->answered++];
	if (!b->told)
		return NULL;
	fprintf(b->told, "%s ", question);
	fflush(b->told);
	if (reader_line(c, &r, &line, 0) && *skip_blanks(sb_text(&line)))
		answer = arena_strdup(c->arena, skip_blanks(sb_text(&line)));
	sb_free(&line);
	return answer;
}

static bool hold_no_answer(BlockRun *b, const char *what)
{
	b->reason = NULL;
	return hold(b, false, "there is no answer for the prediction of %s", what);
}

static bool expect_prediction(Cli *c, BlockRun *b, const char *args)
{
	const char *answer;
	Prediction p = prediction_of(args);
	StrBuf have = { 0 }, question = { 0 };
	bool right;

	prediction_question(c, &p, &question);
	answer = next_answer(c, b, sb_text(&question));
	sb_free(&question);
	if (!prediction_find(c, &p, &b->output, &have))
		right = hold_no_value(c, b, args);
	else if (!answer)
		right = hold_no_answer(b, args);
	else
		right = hold(b, prediction_right(c, &p, answer, sb_text(&have)), "predicted %s for %s, it is %s", answer, args,
			     sb_text(&have));
	sb_free(&have);
	return right;
}

/* The right answer stays unsaid: the report is the student's. */
static bool expect_quiz(Cli *c, BlockRun *b, const char *args)
{
	Quiz q;
	const char *answer;

	if (!quiz_parse(c->arena, args, &q))
		return false;
	answer = next_answer(c, b, q.question);
	if (!answer)
		return hold(b, false, "there is no answer to \"%s\"", q.question);
	b->reason = q.why;
	return hold(b, quiz_right(c->arena, &q, answer), "%s is not the answer to \"%s\"", answer, q.question);
}

/* ---- the table ---- */

/* What a check must be followed by: an expression, a regular expression, words of these kinds, a question. */
typedef enum ArgsForm { ARGS_ANY, ARGS_REGEX, ARGS_NUMBER, ARGS_NAME_NUMBER, ARGS_SEGMENT, ARGS_LOOKUP, ARGS_QUIZ } ArgsForm;

typedef struct Check { const char *word; bool (*fn)(Cli *c, BlockRun *b, const char *args); ArgsForm form; } Check;

static const Check checks[] = {
	{ "expect", expect_value, ARGS_ANY }, { "expect-compile-error", expect_compile_error, ARGS_REGEX },
	{ "expect-exit", expect_exit, ARGS_NUMBER }, { "expect-frames", expect_frames, ARGS_NAME_NUMBER },
	{ "expect-lookup", expect_lookup, ARGS_LOOKUP }, { "expect-objects", expect_objects, ARGS_NAME_NUMBER },
	{ "expect-output", expect_output, ARGS_REGEX }, { "expect-panic", expect_panic, ARGS_REGEX },
	{ "expect-segment", expect_segment, ARGS_SEGMENT }, { "expect-stop", expect_stop, ARGS_ANY },
	{ "predict", expect_prediction, ARGS_ANY }, { "quiz", expect_quiz, ARGS_QUIZ }, { "require", NULL, ARGS_ANY },
};

static const Check *check_named(const char *word)
{
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (strcmp(checks[i].word, word) == 0)
			return &checks[i];
	return NULL;
}

bool check_asks(const char *line)
{
	char word[64];
	const Check *check;

	next_word(line, word, sizeof word);
	check = check_named(word);
	return check && (check->fn == expect_prediction || check->fn == expect_quiz);
}

static bool one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

static bool patterns_compile(Cli *c, const char *pattern)
{
	regex_t re;

	while (*pattern) {
		if (!check_compiles(take_pattern(c, &pattern), &re))
			return false;
		regfree(&re);
	}
	return true;
}

static bool form_holds(Cli *c, ArgsForm form, const char *args)
{
	static const char *const segments[] = { "code", "data", "stack", "heap", NULL }, *const places[] = { "frame", "data", NULL };
	char name[256], second[32];
	const char *rest = next_word(next_word(args, name, sizeof name), second, sizeof second);
	uint64_t n;
	Quiz q;

	switch (form) {
	case ARGS_ANY: return true;
	case ARGS_NUMBER: return limit_parse(args, &n);
	case ARGS_NAME_NUMBER: return !*rest && limit_parse(second, &n);
	case ARGS_SEGMENT: return !*rest && one_of(second, segments);
	case ARGS_LOOKUP: return !*rest && one_of(second, places);
	case ARGS_REGEX: return patterns_compile(c, args);
	case ARGS_QUIZ: return quiz_parse(c->arena, args, &q);
	}
	return false;
}

/* Regular expressions and questions have quotes of their own. */
static bool has_reason(const Check *check)
{
	return check->form != ARGS_REGEX && check->form != ARGS_QUIZ;
}

const char *check_fault(Cli *c, const char *line, bool *is_check)
{
	static const char *const wanted[] = { "", "a regular expression", "a number", "a name and a number",
					      "a name and code, data, stack or heap", "a name and frame or data",
					      "a question and its answer in quotes" };
	char word[64];
	const char *args = next_word(line, word, sizeof word);
	const Check *check = check_named(word);

	*is_check = check != NULL;
	if (!check)
		return NULL;
	if (has_reason(check))
		take_why(c, &args);
	if (!*args)
		return arena_printf(c->arena, "%s needs something to check", word);
	if (form_holds(c, check->form, args))
		return NULL;
	return arena_printf(c->arena, "%s wants %s, not \"%s\"", word, wanted[check->form], args);
}

/* The hook: checks are this file's commands. */
bool take_check(Cli *c, const char *line, bool *taken)
{
	BlockRun *b = c->hook_ctx;
	char word[64];
	const char *args = next_word(line, word, sizeof word), *fault = check_fault(c, line, taken);
	const Check *check = check_named(word);

	if (!*taken)
		return true;
	if (fault) {
		b->lab_wrong = true;
		return cli_fail(c, "%s", fault);
	}
	b->reason = has_reason(check) ? take_why(c, &args) : NULL;
	if (check->fn)
		check->fn(c, b, args);
	else if (!expect_value(c, b, args))
		b->ended = true;
	b->reason = NULL;
	return !b->lab_wrong;
}
