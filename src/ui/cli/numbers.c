/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of numbers. */
#include "ui/cli/numbers.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

const char *number_token(Cli *c, const char *p, long *from, long *to)
{
	char word[64], *end;
	const DebugValue *v;

	*from = *to = 0;
	if (*p == '$') {
		p = next_word(p, word, sizeof word);
		v = debug_get_var(c->s, word + 1);
		if (v && (v->kind == DEBUG_INT || v->kind == DEBUG_UINT))
			*from = *to = (long)v->bits;
		else
			err_text(c, "Convenience variable must have integer value.");
		return p;
	}
	*from = *to = strtol(p, &end, 10);
	if (end != p && *end == '-')
		*to = isdigit((unsigned char)end[1]) ? strtol(end + 1, &end, 10) : (end++, 0);
	if (end == p || (*end && !isspace((unsigned char)*end))) {
		*from = *to = 0;
		end += strcspn(end, " \t");
	}
	return end + strspn(end, " \t");
}

/* What the token at p says is no number of the list: a strict one stops there, the others warn and go on. */
static bool bad_number(Cli *c, const NumberList *list, const char *p, long from)
{
	int n = (int)strcspn(p, " \t");

	if (from < 0)
		return list->strict ? cli_fail(c, "Negative %s number '%.*s'", list->what, n, p) : cli_fail(c, "negative value");
	if (list->strict)
		return cli_fail(c, "Bad %s number '%.*s'", list->what, n, p);
	err_text(c, arena_printf(c->arena, "warning: bad %s number at or near '%.*s'", list->what, n, p));
	return true;
}

bool parse_number_list(Cli *c, const char *args, const NumberList *list, bool (*each)(Cli *c, int n))
{
	long from, to;

	for (args = skip_blanks(args); *args;) {
		const char *token = args;

		args = skip_blanks(number_token(c, args, &from, &to));
		if (to > INT_MAX)
			return cli_fail(c, "No %s number %.*s.", list->what, (int)strcspn(token, " \t"), token);
		if (from > 0 && to < from)
			return cli_fail(c, "inverted range");
		if (from <= 0 && !bad_number(c, list, token, from))
			return false;
		if (!strchr("$-0123456789", *token))
			return true;
		for (long n = from; n > 0 && n <= to && n - from < 100000; n++)
			if (!each(c, (int)n)) {
				if (list->needed)
					return false;
				out_printf(c, "%s\n", sb_text(&c->error));
			}
	}
	return true;
}

bool parse_numbers(Cli *c, const char *args, bool (*each)(Cli *c, int n))
{
	return parse_number_list(c, args, &(NumberList){ .what = "breakpoint", .strict = true }, each);
}

bool number_one(Cli *c, const char *what, const char *text, long *n)
{
	const DebugValue *v;
	char *end;

	if (*text == '-')
		return cli_fail(c, "Negative %s number '%s'", what, text);
	if (*text == '$') {
		v = debug_get_var(c->s, text + 1);
		if (v && (v->kind == DEBUG_INT || v->kind == DEBUG_UINT) && (*n = (long)v->bits))
			return true;
		if (!v || (v->kind != DEBUG_INT && v->kind != DEBUG_UINT))
			return cli_fail(c, "Convenience variable must have integer value.\nBad %s number '%s'", what, text);
		return cli_fail(c, "Bad %s number '%s'", what, text);
	}
	*n = strtol(text, &end, 10);
	return (end != text && !*end && *n) || cli_fail(c, "Bad %s number '%s'", what, text);
}

bool number_range(Cli *c, const char *what, const char *text, NumberRange *r)
{
	const char *dash = *text ? strchr(text + 1, '-') : NULL;

	if (*text != '-' && dash && !dash[1])
		return cli_fail(c, "Bad %s number at or near: '%s'", what, text);
	if (*text == '-' || !dash) {
		if (!number_one(c, what, text, &r->from))
			return false;
		r->to = r->from;
		return true;
	}
	return number_one(c, what, arena_strndup(c->arena, text, (size_t)(dash - text)), &r->from) &&
	       number_one(c, what, dash + 1, &r->to) &&
	       (r->from <= r->to || cli_fail(c, "Inverted %s range at '%s'", what, text));
}

static bool choose(Cli *c, const char **args, NumberRanges *out)
{
	NumberRange r;

	*args = skip_blanks(number_token(c, *args, &r.from, &r.to));
	if (r.from < 0)
		return cli_fail(c, "negative value");
	if (r.from && r.to < r.from)
		return cli_fail(c, "inverted range");
	if (!r.from)
		return cli_fail(c, "Arguments must be numbers or '$' variables.");
	vec_push(out, r);
	return true;
}

bool numbers_chosen(Cli *c, const char *args, NumberRanges *out)
{
	*out = (NumberRanges){ 0 };
	while (*args && (!out->len || strchr("$-0123456789", *args)))
		if (!choose(c, &args, out)) {
			vec_free(out);
			return false;
		}
	return true;
}

bool numbers_have(const NumberRanges *ranges, long n)
{
	vec_each(ranges, r)
		if (r->from <= n && n <= r->to)
			return true;
	return !ranges->len;
}
