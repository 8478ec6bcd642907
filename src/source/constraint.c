/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small recursive-descent evaluator (or > and > not > tag or parentheses) that computes while it
 * reads: both sides of an operator are always read, so that errors are found. */
#define _GNU_SOURCE 1 /* memmem */
#include "source/constraint.h"

#include <ctype.h>
#include <string.h>

static const char *const portable_tags[] = { "race", "gc", "purego", "math_big_pure_go", NULL };

const BuildTags constraint_race = { .goos = "linux", .goarch = "portable", .go_minor = 26, .tags = portable_tags };
const BuildTags constraint_portable = { .goos = "linux", .goarch = "portable", .go_minor = 26, .tags = portable_tags + 1 };

/* Names that mean something at the end of a file name. */
static const char *const known_os[] = {
	"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux",
	"nacl", "netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos", NULL,
};
static const char *const known_arch[] = {
	"386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle",
	"mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv",
	"riscv64", "s390", "s390x", "sparc", "sparc64", "wasm", NULL,
};
static const char *const unix_os[] = {
	"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "linux",
	"netbsd", "openbsd", "solaris", NULL,
};

static bool is_text(const char *name, size_t len, const char *text)
{
	return strlen(text) == len && memcmp(name, text, len) == 0;
}

static bool is_one_of(const char *name, size_t len, const char *const *list)
{
	for (; list && *list; list++)
		if (is_text(name, len, *list))
			return true;
	return false;
}

/* ---- tags ---- */

/* go1.N with N up to the version we are. */
static bool is_version_tag(const BuildTags *b, const char *tag, size_t len)
{
	unsigned minor = 0;

	if (len < 5 || len > 8 || memcmp(tag, "go1.", 4) != 0)
		return false;
	for (size_t i = 4; i < len; i++) {
		if (!isdigit((unsigned char)tag[i]))
			return false;
		minor = minor * 10 + (unsigned)(tag[i] - '0');
	}
	return minor >= 1 && minor <= b->go_minor;
}

/* Systems that also count as an older one. */
static bool is_kin(const char *goos, const char *tag, size_t len)
{
	return (strcmp(goos, "android") == 0 && is_text(tag, len, "linux")) ||
	       (strcmp(goos, "illumos") == 0 && is_text(tag, len, "solaris")) ||
	       (strcmp(goos, "ios") == 0 && is_text(tag, len, "darwin"));
}

bool constraint_tag(const BuildTags *b, const char *tag, size_t len)
{
	if (is_text(tag, len, b->goos) || is_text(tag, len, b->goarch) || is_kin(b->goos, tag, len))
		return true;
	if (is_text(tag, len, "unix"))
		return is_one_of(b->goos, strlen(b->goos), unix_os);
	return is_version_tag(b, tag, len) || is_one_of(tag, len, b->tags);
}

/* ---- names ---- */

bool constraint_is_test(const char *name)
{
	size_t len = strlen(name);

	return len >= 8 && strcmp(name + len - 8, "_test.go") == 0;
}

/* Takes the last _PART off the name [name, *end): its start, and *end before the underscore.
 * NULL when there is no underscore. */
static const char *last_part(const char *name, const char **end, size_t *len)
{
	for (const char *p = *end; p > name; p--)
		if (p[-1] == '_') {
			*len = (size_t)(*end - p);
			*end = p - 1;
			return p;
		}
	return NULL;
}

static bool admits_system(const BuildTags *b, const char *name, const char *end)
{
	size_t last_len, before_len;
	const char *last = last_part(name, &end, &last_len), *before;

	if (!last)
		return true;
	if (is_one_of(last, last_len, known_os))
		return constraint_tag(b, last, last_len);
	if (!is_one_of(last, last_len, known_arch))
		return true;
	before = last_part(name, &end, &before_len);
	if (before && is_one_of(before, before_len, known_os) &&
	    !constraint_tag(b, before, before_len))
		return false;
	return constraint_tag(b, last, last_len);
}

bool constraint_name(const BuildTags *b, const char *name)
{
	const char *end = strchr(name, '.');

	if (*name == '_' || *name == '.')
		return false;
	if (!end)
		end = name + strlen(name);
	if (end - name >= 5 && memcmp(end - 5, "_test", 5) == 0)
		end -= 5;
	return admits_system(b, name, end);
}

/* ---- expressions ---- */

enum { DEPTH_LIMIT = 1000 };

typedef struct Eval {
	const BuildTags *b;
	const char *start, *at, *end;
	const char *error;
	unsigned depth;
} Eval;

static bool eval_or(Eval *e);

static bool eval_fail(Eval *e, const char *error)
{
	if (!e->error)
		e->error = error;
	return false;
}

static void skip_blanks(Eval *e)
{
	while (e->at < e->end && (*e->at == ' ' || *e->at == '\t' || *e->at == '\r'))
		e->at++;
}

static bool eval_got(Eval *e, const char *op)
{
	size_t n = strlen(op);

	skip_blanks(e);
	if (e->error || (size_t)(e->end - e->at) < n || memcmp(e->at, op, n) != 0)
		return false;
	e->at += n;
	return true;
}

/* Letters, digits, `_`, `.`, and anything beyond ASCII. */
static bool is_tag_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.' || (c & 0x80);
}

static bool eval_tag(Eval *e)
{
	const char *from = e->at;

	while (e->at < e->end && is_tag_byte(*e->at))
		e->at++;
	if (e->at == from)
		return eval_fail(e, from == e->end ? "unexpected end of expression"
		                                   : "unexpected token");
	return constraint_tag(e->b, from, (size_t)(e->at - from));
}

/* "(" Or ")" */
static bool eval_paren(Eval *e)
{
	bool value;

	if (e->depth++ >= DEPTH_LIMIT)
		return eval_fail(e, "expression nested too deeply");
	value = eval_or(e);
	e->depth--;
	if (!eval_got(e, ")"))
		return eval_fail(e, "missing close paren");
	return value;
}

/* Not = { "!" } ( tag | "(" Or ")" ) .  Two `!` in a row are an error, as in Go. */
static bool eval_not(Eval *e)
{
	bool negate = eval_got(e, "!");
	bool value;

	if (negate && eval_got(e, "!"))
		return eval_fail(e, "double negation not allowed");
	value = eval_got(e, "(") ? eval_paren(e) : eval_tag(e);
	return value != negate;
}

/* And = Not { "&&" Not } . */
static bool eval_and(Eval *e)
{
	bool value = eval_not(e);

	while (eval_got(e, "&&"))
		value &= eval_not(e);
	return value;
}

/* Or = And { "||" And } . */
static bool eval_or(Eval *e)
{
	bool value = eval_and(e);

	while (eval_got(e, "||"))
		value |= eval_and(e);
	return value;
}

ConstraintResult constraint_eval(const BuildTags *b, const char *text, size_t n,
                                 const char **error, size_t *at)
{
	Eval e = { .b = b, .start = text, .at = text, .end = text + n };
	bool value = eval_or(&e);

	skip_blanks(&e);
	if (!e.error && e.at < e.end)
		eval_fail(&e, "unexpected token");
	if (error)
		*error = e.error;
	if (at)
		*at = (size_t)(e.at - e.start);
	return e.error ? CONSTRAINT_BAD : value ? CONSTRAINT_YES : CONSTRAINT_NO;
}

/* ---- finding the line ---- */

static const char *line_end(const char *p, const char *end)
{
	const char *newline = memchr(p, '\n', (size_t)(end - p));

	return newline ? newline : end;
}

/* Behind the comment in stars that begins at p. */
static const char *behind_comment(const char *p, const char *end)
{
	const char *close = memmem(p + 2, (size_t)(end - p - 2), "*/", 2);

	return close ? close + 2 : end;
}

static bool begins(const char *p, const char *end, const char *prefix)
{
	size_t n = strlen(prefix);

	return (size_t)(end - p) >= n && memcmp(p, prefix, n) == 0;
}

enum { BUILD_LEN = sizeof "//go:build" - 1 };

/* "//go:build" and then a blank or the line's end: "//go:builder" is another word. */
static bool is_build_line(const char *p, const char *end)
{
	return begins(p, end, "//go:build") &&
	       (p + BUILD_LEN == end || isspace((unsigned char)p[BUILD_LEN]));
}

static const char *behind_mark(const char *p, const char *end)
{
	return begins(p, end, "\xef\xbb\xbf") ? p + 3 : p;
}

const char *constraint_line(const char *text, size_t size, size_t *n)
{
	const char *end = text + size, *p = behind_mark(text, end);

	for (;;) {
		while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
			p++;
		if (is_build_line(p, end)) {
			p += BUILD_LEN;
			*n = (size_t)(line_end(p, end) - p);
			return p;
		}
		if (begins(p, end, "//"))
			p = line_end(p, end);
		else if (begins(p, end, "/*"))
			p = behind_comment(p, end);
		else
			return NULL;
	}
}

/* ---- the older form ---- */

/* TERM { "," TERM }: all of them hold. A term is a tag, or one with `!` before it. */
static bool option_holds(const BuildTags *b, const char *p, const char *end)
{
	bool holds = true;

	while (p < end) {
		const char *comma = memchr(p, ',', (size_t)(end - p)), *stop = comma ? comma : end;
		bool negate = *p == '!';

		p += negate;
		holds = holds && p < stop && constraint_tag(b, p, (size_t)(stop - p)) != negate;
		p = comma ? comma + 1 : end;
	}
	return holds;
}

/* One of the options, with blanks between them, holds. */
static bool options_hold(const BuildTags *b, const char *p, const char *end)
{
	bool holds = false;

	while (p < end) {
		const char *from;

		while (p < end && isspace((unsigned char)*p))
			p++;
		for (from = p; p < end && !isspace((unsigned char)*p);)
			p++;
		holds |= from < p && option_holds(b, from, p);
	}
	return holds;
}

/* The options of a line `// +build OPTIONS`; NULL: it is none. */
static const char *plus_build(const char *p, const char *end)
{
	if (!begins(p, end, "//"))
		return NULL;
	for (p += 2; p < end && (*p == ' ' || *p == '\t');)
		p++;
	if (!begins(p, end, "+build"))
		return NULL;
	p += strlen("+build");
	return p == end || isspace((unsigned char)*p) ? p : NULL;
}

/* All such lines hold: those that a blank line follows, before anything but comments comes. */
static bool plus_lines_hold(const BuildTags *b, const char *text, size_t size)
{
	const char *end = text + size, *p = behind_mark(text, end);
	bool holds = true, pending = true;

	while (p < end) {
		const char *stop = line_end(p, end), *options;

		while (p < stop && isspace((unsigned char)*p))
			p++;
		options = plus_build(p, stop);
		if (p == stop) {
			holds = holds && pending;
			pending = true;
		} else if (options) {
			pending = pending && options_hold(b, options, stop);
		} else if (begins(p, end, "/*")) {
			stop = line_end(behind_comment(p, end), end);
		} else if (!begins(p, stop, "//")) {
			break;
		}
		p = stop < end ? stop + 1 : end;
	}
	return holds;
}

ConstraintResult constraint_text(const BuildTags *b, const char *text, size_t size)
{
	size_t n;
	const char *line = constraint_line(text, size, &n);

	if (line)
		return constraint_eval(b, line, n, NULL, NULL);
	return plus_lines_hold(b, text, size) ? CONSTRAINT_YES : CONSTRAINT_NO;
}

unsigned constraint_go_minor(const char *text, size_t size)
{
	BuildTags b = { .goos = "linux", .goarch = "amd64" };
	size_t n;
	const char *line = constraint_line(text, size, &n);

	if (!line || !memmem(line, n, "go1.", 4))
		return 0;
	for (b.go_minor = 0; b.go_minor < 100; b.go_minor++)
		if (constraint_eval(&b, line, n, NULL, NULL) == CONSTRAINT_YES)
			return b.go_minor;
	return 0;
}
