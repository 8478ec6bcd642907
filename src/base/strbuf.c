/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growing byte buffer with printf. There is always room for a closing NUL. */
#include "base/strbuf.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"

char *sb_room(StrBuf *sb, size_t n)
{
	size_t need = sb->len + n + 1;

	if (need > sb->cap)
		vec_grow((void **)&sb->data, &sb->cap, need < 64 ? 64 : need, 1);
	return sb->data + sb->len;
}

void sb_addn(StrBuf *sb, const char *bytes, size_t n)
{
	if (n)
		memcpy(sb_room(sb, n), bytes, n);
	sb->len += n;
}

void sb_vprintf(StrBuf *sb, const char *format, va_list args)
{
	va_list again;
	char *at = sb_room(sb, 80);
	size_t room = sb->cap - sb->len;
	int n;

	va_copy(again, args);
	n = vsnprintf(at, room, format, args);
	if (n > 0 && (size_t)n >= room)
		vsnprintf(sb_room(sb, (size_t)n), (size_t)n + 1, format, again);
	va_end(again);
	if (n > 0)
		sb->len += (size_t)n;
}

void sb_printf(StrBuf *sb, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	sb_vprintf(sb, format, args);
	va_end(args);
}

void sb_pad(StrBuf *sb, char c, size_t n)
{
	memset(sb_room(sb, n), c, n);
	sb->len += n;
}

void sb_addrune(StrBuf *sb, int rune)
{
	sb->len += (size_t)utf8_encode(sb_room(sb, UTF8_MAX), rune);
}

/* The letter after the backslash of a short escape, or 0. */
static char sb_escape_letter(int rune)
{
	static const char runes[] = "\a\b\f\n\r\t\v\"\\", letters[] = "abfnrtv\"\\";
	const char *at = rune && rune < 128 ? strchr(runes, rune) : NULL;

	return at ? letters[at - runes] : 0;
}

static void sb_quote_rune(StrBuf *sb, const char *bytes, int rune, int size)
{
	char letter = sb_escape_letter(rune);

	if (letter)
		sb_printf(sb, "\\%c", letter);
	else if (rune < ' ' || rune == 0x7f || (rune == RUNE_ERROR && size == 1))
		sb_printf(sb, "\\x%02x", (unsigned char)*bytes);
	else if (rune >= 0x80 && !utf8_printable(rune))		/* a terminal would obey it, or show nothing */
		sb_printf(sb, rune < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)rune);
	else
		sb_addn(sb, bytes, (size_t)size);
}

void sb_quote(StrBuf *sb, const char *bytes, size_t n)
{
	int size;

	sb_addc(sb, '"');
	for (size_t i = 0; i < n; i += (size_t)size) {
		int rune = utf8_decode(bytes + i, n - i, &size);

		sb_quote_rune(sb, bytes + i, rune, size);
	}
	sb_addc(sb, '"');
}

void sb_add_path(StrBuf *sb, const char *path, size_t n)
{
	size_t last = n;	/* where the last element begins */

	while (last && path[last - 1] != '/')
		last--;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)path[i];

		if (c <= ' ' || c == '%' || c == '"' || c >= 0x7f || (c == '.' && i >= last))
			sb_printf(sb, "%%%02x", c);
		else
			sb_addc(sb, path[i]);
	}
}

const char *sb_text(StrBuf *sb)
{
	*sb_room(sb, 0) = 0;
	return sb->data;
}

char *sb_finish(StrBuf *sb)
{
	char *text;

	sb_text(sb);
	text = sb->data;
	*sb = (StrBuf){0};
	return text;
}

void sb_free(StrBuf *sb)
{
	mem_free(sb->data);
	*sb = (StrBuf){0};
}
