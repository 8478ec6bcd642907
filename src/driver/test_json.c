/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output of tests as JSON events. */
#include "driver/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"

enum { MARK = 0x16 };	/* before lines that report, see package testing */

/* ---- writing ---- */

/* A string as Go's encoder writes it: invalid bytes are U+FFFD, < > & escaped. */
static void add_string(StrBuf *out, const char *s, size_t n)
{
	sb_addc(out, '"');
	for (size_t i = 0; i < n;) {
		unsigned char c = (unsigned char)s[i];
		int width = 1, rune = c < 0x80 ? c : utf8_decode(s + i, n - i, &width);

		if (c == '"' || c == '\\')
			sb_printf(out, "\\%c", c);
		else if (c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f')
			sb_printf(out, "\\%c", "btn?fr"[c - '\b']);
		else if (c < 0x20 || strchr("<>&", c))
			sb_printf(out, "\\u%04x", c);
		else if (rune == 0x2028 || rune == 0x2029)
			sb_printf(out, "\\u%04x", (unsigned)rune);
		else if (c >= 0x80 && width == 1)
			sb_add(out, "\\ufffd");
		else
			sb_addn(out, s + i, (size_t)width);
		i += (size_t)width;
	}
	sb_addc(out, '"');
}

static void add_field(StrBuf *out, const char *name, const char *text, size_t n)
{
	sb_printf(out, "%s\"%s\":", out->len > 1 ? "," : "", name);
	add_string(out, text, n);
}

static void begin(StrBuf *out)
{
	struct timespec now;
	struct tm tm;
	char date[64];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &tm);
	sb_printf(out, "{\"Time\":\"%s.%09ldZ\"", date, now.tv_nsec);
}

static void finish(StrBuf *out)
{
	sb_add(out, "}\n");
	fwrite(out->data, 1, out->len, stdout);
	fflush(stdout);
	sb_free(out);
}

static void event_begin(StrBuf *out, const TestEvents *e, const char *action, const StrBuf *test)
{
	begin(out);
	add_field(out, "Action", action, strlen(action));
	add_field(out, "Package", e->package, strlen(e->package));
	if (test->len)
		add_field(out, "Test", test->data, test->len);
}

static void simple(const TestEvents *e, const char *action, const StrBuf *test)
{
	StrBuf out = { 0 };

	event_begin(&out, e, action, test);
	finish(&out);
}

static void output(const TestEvents *e, const char *text, size_t n)
{
	StrBuf out = { 0 };

	event_begin(&out, e, "output", &e->test);
	add_field(&out, "Output", text, n);
	finish(&out);
}

static void ended(const TestEvents *e, const char *action, const StrBuf *test, double seconds, const char *build)
{
	StrBuf out = { 0 };

	event_begin(&out, e, action, test);
	sb_printf(&out, ",\"Elapsed\":%.10g", (double)(int64_t)(seconds * 1000 + 0.5) / 1000);
	if (build)
		add_field(&out, "FailedBuild", build, strlen(build));
	finish(&out);
}

/* ---- reading ---- */

/* The end of a test whose report has been shown, with all that belongs to it. */
static void settle(TestEvents *e)
{
	if (e->action)
		ended(e, e->action, &e->waiting, e->elapsed, NULL);
	e->action = NULL;
}

static void set_test(TestEvents *e, const char *name, size_t n)
{
	sb_clear(&e->test);
	sb_addn(&e->test, name, n);
}

typedef struct Word { const char *prefix, *action; } Word;

static void add_filled(StrBuf *out, const char *name, const char *text, size_t n)
{
	if (n)
		add_field(out, name, text, n);
}

/* An event with what its line says behind the test's name: an attribute's key and value, a path. */
static void told_event(const TestEvents *e, const char *action, const char *text, size_t n)
{
	bool attribute = strcmp(action, "attr") == 0;
	size_t key;
	StrBuf out = { 0 };

	while (n && strchr(" \t\r\n", text[n - 1]))
		n--;
	key = strcspn(text, " \n") < n && attribute ? strcspn(text, " \n") : n;
	event_begin(&out, e, action, &e->test);
	add_filled(&out, attribute ? "Key" : "Path", text, key);
	if (key < n)
		add_filled(&out, "Value", text + key + 1, n - key - 1);
	finish(&out);
}

/* What happened and the line that says so: a pause is over before its line, all else begins with it. */
static void state_event(TestEvents *e, const char *action, const char *line, size_t n, const char *rest)
{
	bool pause = strcmp(action, "pause") == 0, told = strcmp(action, "attr") == 0 || strcmp(action, "artifacts") == 0;

	if (pause)
		output(e, line, n);
	if (told)
		told_event(e, action, rest, (size_t)(line + n - rest));
	else
		simple(e, action, &e->test);
	if (!pause)
		output(e, line, n);
}

/* `=== RUN   NAME` and the like. */
static bool state_line(TestEvents *e, const char *line, size_t n)
{
	static const Word words[] = { { "=== RUN   ", "run" }, { "=== PAUSE ", "pause" }, { "=== CONT  ", "cont" },
				      { "=== NAME  ", NULL }, { "=== ATTR  ", "attr" }, { "=== ARTIFACTS ", "artifacts" } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t k = strlen(words[i].prefix), name;

		if (n <= k || memcmp(line, words[i].prefix, k) != 0)
			continue;
		name = strcspn(line + k, " \n");
		settle(e);
		set_test(e, line + k, name);
		if (words[i].action)
			state_event(e, words[i].action, line, n, line + k + name + (line[k + name] == ' '));
		return true;
	}
	return false;
}

/* `--- PASS: NAME (0.00s)`. */
static bool report_line(TestEvents *e, const char *line, size_t n)
{
	static const Word words[] = { { "--- PASS: ", "pass" }, { "--- FAIL: ", "fail" }, { "--- SKIP: ", "skip" },
				      { "--- BENCH: ", "bench" } };
	const char *open;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t k = strlen(words[i].prefix);

		if (n <= k || memcmp(line, words[i].prefix, k) != 0)
			continue;
		settle(e);
		set_test(e, line + k, strcspn(line + k, " \n"));
		output(e, line, n);
		open = memchr(line, '(', n);
		sb_clear(&e->waiting);
		sb_addn(&e->waiting, e->test.data, e->test.len);
		e->action = words[i].action;
		e->elapsed = open ? strtod(open + 1, NULL) : 0;
		return true;
	}
	return false;
}

static bool is_line(const char *line, size_t n, const char *text)
{
	return n == strlen(text) && memcmp(line, text, n) == 0;
}

static void whole_line(TestEvents *e, const char *line, size_t n)
{
	if (*line == MARK) {
		line++;
		n--;
		if (state_line(e, line, n) || report_line(e, line, n))
			return;
		if (is_line(line, n, "PASS\n") || is_line(line, n, "FAIL\n")) {
			settle(e);
			set_test(e, "", 0);
		}
	}
	output(e, line, n);
}

/* A mark in the middle of a line ends what stands before it. */
static void flush_line(TestEvents *e)
{
	const char *at = e->line.data;
	size_t n = e->line.len;
	const char *mark = n > 1 ? memchr(at + 1, MARK, n - 1) : NULL;

	if (mark && *at != MARK) {
		output(e, at, (size_t)(mark - at));
		n -= (size_t)(mark - at);
		at = mark;
	}
	if (n)
		whole_line(e, at, n);
	sb_clear(&e->line);
}

void events_start(TestEvents *e, const char *package)
{
	*e = (TestEvents){ .package = package };
	simple(e, "start", &e->test);
}

void events_output(TestEvents *e, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		sb_addc(&e->line, bytes[i]);
		if (bytes[i] == '\n') {
			sb_text(&e->line);
			flush_line(e);
		}
	}
}

void events_end(TestEvents *e, const char *action, double seconds, const char *build)
{
	StrBuf none = { 0 };

	sb_text(&e->line);
	flush_line(e);
	settle(e);
	ended(e, action, &none, seconds, build);
	sb_free(&e->line);
	sb_free(&e->test);
	sb_free(&e->waiting);
}

void events_build_output(const char *build, const char *line, size_t n)
{
	StrBuf out = { 0 };

	sb_addc(&out, '{');
	add_field(&out, "ImportPath", build, strlen(build));
	add_field(&out, "Action", "build-output", 12);
	add_field(&out, "Output", line, n);
	finish(&out);
}

void events_build_fail(const char *build)
{
	StrBuf out = { 0 };

	sb_addc(&out, '{');
	add_field(&out, "ImportPath", build, strlen(build));
	add_field(&out, "Action", "build-fail", 10);
	finish(&out);
}
