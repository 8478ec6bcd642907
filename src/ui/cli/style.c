/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Colours of what is printed (gdb manual, "Output Styling"). They stand in the texts as escapes of the terminal (ECMA-48,
 * "Select Graphic Rendition"), each part's closed behind it, and only where the text goes to a terminal that knows them:
 * what is captured, logged or piped has none.
 */
#include "ui/cli/cli_int.h"

#include <stdarg.h>
#include <string.h>

bool style_shown(const Cli *c)
{
	return c->colour && c->set.style && !c->capture;
}

/* A colour's number in the choices, -1 for none. */
static int colour_number(const char *name)
{
	static const char *const names[] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white" };

	for (int i = 0; i < 8; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

/* The escape, as the settings have it; false: it looks like other text. */
static bool begin_style(const Settings *set, StrBuf *out, Style style)
{
	const struct { const char *background, *foreground, *intensity; } look[] = {
#define STYLE(constant, name, foreground, intensity) \
	{ set->style_##name##_background, set->style_##name##_foreground, set->style_##name##_intensity },
#include "ui/cli/styles.def"
	};
	int back = colour_number(look[style].background), fore = colour_number(look[style].foreground);
	int weight = *look[style].intensity == 'b' ? 1 : *look[style].intensity == 'd' ? 2 : 0;
	const char *between = "\033[";

	if (weight) {
		sb_printf(out, "%s%d", between, weight);
		between = ";";
	}
	if (fore >= 0) {
		sb_printf(out, "%s%d", between, 30 + fore);
		between = ";";
	}
	if (back >= 0) {
		sb_printf(out, "%s%d", between, 40 + back);
		between = ";";
	}
	if (*between == '\033')
		return false;
	sb_addc(out, 'm');
	return true;
}

void sb_styled(Cli *c, StrBuf *out, Style style, const char *format, ...)
{
	bool shown = style_shown(c) && begin_style(&c->set, out, style);
	va_list args;

	va_start(args, format);
	sb_vprintf(out, format, args);
	va_end(args);
	if (shown)
		sb_add(out, STYLE_END);
}

void sb_styled_place(Cli *c, StrBuf *out, const char *file, uint32_t line)
{
	sb_styled(c, out, STYLE_FILENAME, "%s", file);
	sb_printf(out, ":%u", line);
}

void sb_styled_symbol(Cli *c, StrBuf *out, const char *symbol)
{
	size_t name = strcspn(symbol, "+");

	sb_addc(out, '<');
	if (strpbrk(symbol, " :"))	/* words about a place, which has no name */
		sb_add(out, symbol);
	else {
		sb_styled(c, out, STYLE_FUNCTION, "%.*s", (int)name, symbol);
		sb_add(out, symbol + name);
	}
	sb_addc(out, '>');
}

void out_styled(Cli *c, Style style, const char *format, ...)
{
	StrBuf text = { 0 }, whole = { 0 };
	va_list args;

	va_start(args, format);
	sb_vprintf(&text, format, args);
	va_end(args);
	sb_styled(c, &whole, style, "%s", sb_text(&text));
	out_text(c, sb_text(&whole));
	sb_free(&text);
	sb_free(&whole);
}

/* A line's tokens of those that begin at *i, with the text between them. */
static void add_marked(Cli *c, StrBuf *out, uint32_t line, const char *text, size_t n, const DebugSourceToken *tokens, size_t count, size_t *i)
{
	static const Style styles[] = { [DEBUG_TOKEN_COMMENT] = STYLE_COMMENT, [DEBUG_TOKEN_KEYWORD] = STYLE_KEYWORD,
					[DEBUG_TOKEN_NUMBER] = STYLE_NUMBER, [DEBUG_TOKEN_STRING] = STYLE_STRING };
	size_t done = 0;

	for (; *i < count && tokens[*i].line == line; ++*i) {
		const DebugSourceToken *t = &tokens[*i];

		sb_addn(out, text + done, t->from - done);
		sb_styled(c, out, styles[t->kind], "%.*s", (int)(t->to - t->from), text + t->from);
		done = t->to;
	}
	sb_addn(out, text + done, n - done);
}

void out_source(Cli *c, const char *file, uint32_t first, uint32_t last, void (*before)(Cli *c, uint32_t line))
{
	const DebugSourceToken *tokens = NULL;
	size_t count = style_shown(c) && c->set.style_sources ? debug_source_tokens(c->s, file, first, last, &tokens) : 0, i = 0, n;
	const char *text;
	StrBuf row = { 0 };

	for (uint32_t line = first; line <= last && (text = debug_source_line(c->s, file, line, &n)); line++) {
		if (before)
			before(c, line);
		sb_clear(&row);
		sb_printf(&row, "%u\t", line);
		add_marked(c, &row, line, text, n, tokens, count, &i);
		out_printf(c, "%s\n", sb_text(&row));
	}
	sb_free(&row);
}

size_t style_length(const char *p, const char *end)
{
	const char *q = p + 2;

	if (end - p < 3 || p[0] != '\033' || p[1] != '[')
		return 0;
	while (q < end && strchr("0123456789;", *q) && *q)
		q++;
	return q < end && *q == 'm' ? (size_t)(q + 1 - p) : 0;
}

void style_write_plain(FILE *file, const char *text, size_t n)
{
	const char *end = text + n, *from = text;

	for (const char *p = text; (p = memchr(p, '\033', (size_t)(end - p)));) {
		size_t skip = style_length(p, end);

		if (skip) {
			fwrite(from, 1, (size_t)(p - from), file);
			from = p + skip;
		}
		p += skip ? skip : 1;
	}
	fwrite(from, 1, (size_t)(end - from), file);
}
