/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of string and rune literals (spec: Rune literals, String literals). */
#include <string.h>

#include "base/utf8.h"
#include "syntax/ast.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* n digits of this base at *at, or -1. */
static long escape_number(const char **at, const char *end, int n, int base)
{
	long value = 0;

	for (; n > 0; n--, ++*at) {
		if (*at >= end || hex_digit(**at) >= base)
			return -1;
		value = value * base + hex_digit(**at);
	}
	return value;
}

/* The value of the escape after a backslash; *byte when it stands for one byte, not a rune. */
static long escape_value(const char **at, const char *end, bool *byte)
{
	static const char letters[] = "abfnrtv\\'\"", values[] = "\a\b\f\n\r\t\v\\'\"";
	const char *known;
	char c;

	*byte = false;
	if (*at >= end)
		return -1;
	c = *(*at)++;
	known = c ? strchr(letters, c) : NULL;
	if (known)
		return values[known - letters];
	if (c == 'u' || c == 'U')
		return escape_number(at, end, c == 'u' ? 4 : 8, 16);
	*byte = true;
	if (c == 'x')
		return escape_number(at, end, 2, 16);
	--*at;
	return escape_number(at, end, 3, 8);
}

/* The next rune or byte of a quoted literal's inside. */
static long quoted_next(const char **at, const char *end, bool *byte)
{
	int width, rune;

	if (**at == '\\') {
		++*at;
		return escape_value(at, end, byte);
	}
	*byte = false;
	rune = utf8_decode(*at, (size_t)(end - *at), &width);
	*at += width;
	return rune;
}

static const char *quoted_value(const char *at, const char *end, char *out, size_t *len)
{
	char *to = out;
	bool byte;

	while (at < end) {
		long value = quoted_next(&at, end, &byte);

		if (value < 0 || (byte && value > 255) || (!byte && utf8_width((int)value) < 0))
			return NULL;
		if (byte)
			*to++ = (char)value;
		else
			to += utf8_encode(to, (int)value);
	}
	*len = (size_t)(to - out);
	*to = 0;
	return out;
}

/* A raw string is its bytes without carriage returns. */
static const char *raw_value(const char *at, const char *end, char *out, size_t *len)
{
	char *to = out;

	for (; at < end; at++)
		if (*at != '\r')
			*to++ = *at;
	*len = (size_t)(to - out);
	*to = 0;
	return out;
}

const char *ast_string_value(Ast *ast, const BasicLit *lit, size_t *len)
{
	const char *text = lit->text->text, *end = text + lit->text->len;
	char *out;

	*len = 0;
	if (lit->tok != TOK_STRING || lit->bad || end - text < 2)
		return NULL;
	out = arena_alloc(ast->arena, lit->text->len); /* no escape is shorter than its value */
	if (*text == '`')
		return raw_value(text + 1, end - 1, out, len);
	return quoted_value(text + 1, end - 1, out, len);
}

int ast_rune_value(const BasicLit *lit)
{
	const char *at = lit->text->text + 1, *end = lit->text->text + lit->text->len - 1;
	bool byte;
	long value;

	if (lit->tok != TOK_RUNE || lit->bad || at >= end)
		return -1;
	value = quoted_next(&at, end, &byte);
	return at == end && value <= RUNE_MAX ? (int)value : -1;
}
