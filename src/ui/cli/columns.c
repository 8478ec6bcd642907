/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts by the columns that they take at a terminal: accents take none, some characters two. */
#include <string.h>
#include <uniwidth.h>

#include "base/utf8.h"
#include "ui/cli/cli_int.h"

size_t text_step(const char *p, const char *end, int *columns)
{
	size_t escape = style_length(p, end);
	int width, n;

	*columns = 0;
	if (escape)
		return escape;
	n = uc_width((ucs4_t)utf8_decode(p, (size_t)(end - p), &width), "UTF-8");
	*columns = n < 0 ? 1 : n;
	return (size_t)width;
}

int bytes_columns(const char *text, size_t n)
{
	const char *end = text + n;
	int columns = 0, one;

	for (; text < end; columns += one)
		text += text_step(text, end, &one);
	return columns;
}

int text_columns(const char *text)
{
	return bytes_columns(text, strlen(text));
}

const char *text_within(Cli *c, const char *text, int columns)
{
	const char *p = text, *end = text + strlen(text), *cut = text;
	int n = 0, one;

	while (p < end) {
		p += text_step(p, end, &one);
		n += one;
		if (n > columns)
			return arena_printf(c->arena, "%.*s...", (int)(cut - text), text);
		if (n <= columns - 3)
			cut = p;
	}
	return text;
}

void add_value_within(Cli *c, StrBuf *sb, const DebugValue *v)
{
	enum { LINE = 80, LEAST = 20 };
	int left = LINE - text_columns(sb_text(sb));
	StrBuf value = { 0 };

	format_value(c, &value, v, (Format){ 0 }, FORMAT_LINE);
	sb_add(sb, text_within(c, sb_text(&value), left > LEAST ? left : LEAST));
	sb_free(&value);
}

/* Where the line ends that has so many columns: at the last gap of two blanks, else at the last blank; NULL: there is none. */
static const char *break_before(const char *text, int columns)
{
	const char *p = text, *end = text + strlen(text), *blank = NULL, *gap = NULL;
	int n = 0, one;

	for (; p < end && n <= columns; n += one) {
		if (p > text && *p == ' ' && p[-1] != ' ') {
			blank = p;
			gap = p[1] == ' ' ? p : gap;
		}
		p += text_step(p, end, &one);
	}
	return gap ? gap : blank;
}

void out_folded(Cli *c, const char *text, int indent)
{
	int width = c->interactive ? (int)c->set.width : 0, lead = 0;
	const char *at;

	while (width > indent && lead + text_columns(text) > width && (at = break_before(text, width - lead))) {
		out_printf(c, "%*s%.*s\n", lead, "", (int)(at - text), text);
		text = skip_blanks(at);
		lead = indent;
	}
	out_printf(c, "%*s%s\n", lead, "", text);
}

/* Where a frame's line may go on in the next: the last such place within so many columns, else the first; NULL: there is none. */
static const char *wrap_before(const char *text, int columns)
{
	const char *p = text, *end = text + strlen(text), *found = NULL;
	int n = 0, one;
	char quote = 0;

	for (; p < end; n += one) {
		bool place = strncmp(p, " at ", 4) == 0, behind = p > text + 1 && ((p[-1] == ' ' && p[-2] == ',') || (p[-1] == '(' && p[-2] == ' '));

		if (quote ? *p == quote && p[-1] != '\\' : *p == '"' || *p == '\'')
			quote = quote ? 0 : *p;
		if (!quote && (place || behind)) {
			if (n > columns)
				return found ? found : p;
			found = p;
		}
		p += text_step(p, end, &one);
	}
	return found;
}

void out_wrapped(Cli *c, const char *text, int indent)
{
	int width = c->interactive ? (int)c->set.width : 0;
	const char *at;

	while (width > indent && c->column + text_columns(text) > width && (at = wrap_before(text, width - c->column))) {
		out_printf(c, "%.*s\n", (int)(at - text), text);
		out_printf(c, "%*s", indent, "");
		text = skip_blanks(at);
	}
	out_printf(c, "%s\n", text);
}

void out_with_note(Cli *c, const char *line, const char *gap, const char *note, int indent)
{
	bool fold = c->interactive && c->set.width && *note &&
		    (unsigned)(text_columns(line) + text_columns(gap) + text_columns(note)) > c->set.width;

	if (fold)
		out_printf(c, "%s\n%*s%s\n", line, indent, "", note);
	else
		out_printf(c, "%s%s%s\n", line, *note ? gap : "", note);
}
