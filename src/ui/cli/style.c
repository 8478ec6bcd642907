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

void sb_styled(Cli *c, StrBuf *out, Style style, const char *format, ...)
{
	static const char *const begin[] = {
		[STYLE_ADDRESS] = "\033[34m", [STYLE_FILENAME] = "\033[32m", [STYLE_FUNCTION] = "\033[33m",
		[STYLE_METADATA] = "\033[2m", [STYLE_TITLE] = "\033[1m", [STYLE_VARIABLE] = "\033[36m",
	};
	bool shown = style_shown(c);
	va_list args;

	if (shown)
		sb_add(out, begin[style]);
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
