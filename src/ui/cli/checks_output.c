/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a block may demand of the program's output: regular expressions, of a line or of the whole. */
#include "ui/cli/grade_int.h"

#include <ctype.h>
#include <string.h>

/* POSIX's extended expressions with what people of Go are used to: \d, \D and \t, which would be the letters d, D and t. */
static void as_posix(const char *pattern, StrBuf *out)
{
	const char *set = NULL;		/* the [ of a set that p is in */

	for (const char *p = pattern; *p; p++) {
		bool first = set && (p == set + 1 || (p == set + 2 && p[-1] == '^'));

		if (*p == '\\' && p[1] == 'd')
			sb_add(out, set ? "0-9" : "[0-9]");
		else if (*p == '\\' && p[1] == 'D' && !set)
			sb_add(out, "[^0-9]");
		else if (*p == '\\' && p[1] == 't')
			sb_addc(out, '\t');
		else
			sb_addc(out, *p);
		if (*p == '\\' && p[1] && strchr(set ? "dt" : "dDt", p[1]))
			p++;
		else if (*p == '\\' && p[1] && !set)
			sb_addc(out, *++p);
		else if (!set && *p == '[')
			set = p;
		else if (set && *p == ']' && !first)
			set = NULL;
	}
}

bool check_compiles(const char *pattern, regex_t *re)
{
	StrBuf posix = { 0 };
	bool ok;

	as_posix(pattern, &posix);
	ok = regcomp(re, sb_text(&posix), REG_EXTENDED | REG_NOSUB) == 0;
	sb_free(&posix);
	return ok;
}

bool check_matches(const char *pattern, const char *text)
{
	regex_t re;
	bool found = check_compiles(pattern, &re) && regexec(&re, text, 0, NULL, 0) == 0;

	regfree(&re);
	return found;
}

const char *take_pattern(Cli *c, const char **pattern)
{
	const char *end = strstr(*pattern, "\\n");
	size_t n = end ? (size_t)(end - *pattern) : strlen(*pattern);
	const char *one = arena_strndup(c->arena, *pattern, n);

	*pattern += n + (end ? 2 : 0);
	return one;
}

static const char *quoted(Cli *c, const char *text)
{
	StrBuf sb = { 0 };
	const char *copy;

	sb_quote(&sb, text, strlen(text));
	copy = arena_strdup(c->arena, sb_text(&sb));
	sb_free(&sb);
	return copy;
}

/* ---- the nearest line ---- */

enum { COMPARED = 200 };	/* bytes of a line and of a pattern */

/* What of a pattern a text has to have, more or less: its letters, digits, blanks and commas. */
static size_t plain_part(const char *pattern, char *out)
{
	size_t n = 0;

	for (; *pattern && n < COMPARED; pattern++)
		if (!strchr("^$.*+?()[]{}|\\", *pattern))
			out[n++] = (char)tolower((unsigned char)*pattern);
	return n;
}

/* Length of the longest common subsequence of the two, upper and lower case alike. */
static unsigned in_common(const char *text, size_t n, const char *want, size_t nwant)
{
	unsigned row[COMPARED + 1] = { 0 };

	for (size_t i = 0; i < n; i++)
		for (unsigned k = 0, diagonal = 0; k < nwant; k++) {
			unsigned above = row[k + 1];

			if (tolower((unsigned char)text[i]) == want[k])
				row[k + 1] = diagonal + 1;
			else if (row[k] > above)
				row[k + 1] = row[k];
			diagonal = above;
		}
	return row[nwant];
}

/* The line that has most in common with a pattern, and at least half of it; NULL: none has. */
static const char *nearest_line(Cli *c, const char *text, const char *pattern)
{
	char want[COMPARED];
	size_t nwant = plain_part(pattern, want);
	const char *line, *found = NULL;
	double best = 0;

	while ((line = take_line(c, &text))) {
		size_t n = strnlen(line, COMPARED);
		unsigned common = in_common(line, n, want, nwant);
		double share = nwant + n ? 2.0 * common / (double)(nwant + n) : 0;

		if (share > best && 2 * common >= nwant) {
			best = share;
			found = line;
		}
	}
	return found;
}

/* ---- expect-output ---- */

static bool has_line(Cli *c, const char *text, const char *pattern)
{
	const char *line;
	bool found = false;
	regex_t re;

	if (!check_compiles(pattern, &re))
		return false;
	while (!found && (line = take_line(c, &text)))
		found = regexec(&re, line, 0, NULL, 0) == 0;
	regfree(&re);
	return found;
}

/* println and log write where no check looks: who takes that for the output is told. */
static const char *elsewhere(Cli *c, BlockRun *b, const char *pattern)
{
	return has_line(c, sb_text(&b->errors), pattern) ? "; standard error has such a line" : "";
}

/* A pattern of one line matches any line. */
static bool output_has(Cli *c, BlockRun *b, const char *pattern)
{
	const char *text = sb_text(&b->output), *near;

	if (!*text)
		return hold(b, false, "the program has printed nothing; its output should match %s%s", pattern, elsewhere(c, b, pattern));
	if (has_line(c, text, pattern))
		return true;
	near = nearest_line(c, text, pattern);
	return hold(b, false, "the output does not match %s; %s line is %s%s", pattern, near ? "the nearest" : "its first",
		    quoted(c, near ? near : take_line(c, &text)), elsewhere(c, b, pattern));
}

/* One with \n in it is the whole output, line by line. */
static bool output_is(Cli *c, BlockRun *b, const char *pattern)
{
	const char *text = sb_text(&b->output), *line;
	unsigned n = 0;

	while (*pattern) {
		const char *want = take_pattern(c, &pattern);

		line = take_line(c, &text);
		n++;
		if (!line)
			return hold(b, false, "line %u of the output is missing, it should match %s", n, want);
		if (!check_matches(arena_printf(c->arena, "^(%s)$", want), line))
			return hold(b, false, "line %u of the output is %s, it should match %s", n, quoted(c, line), want);
	}
	line = take_line(c, &text);
	return !line || hold(b, false, "the output goes on after its %u line%s with %s", n, plural(n), quoted(c, line));
}

bool expect_output(Cli *c, BlockRun *b, const char *args)
{
	return strstr(args, "\\n") ? output_is(c, b, args) : output_has(c, b, args);
}
