/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Go's quoted strings and characters, both ways (specification: Rune literals, String literals). */
#include "natives/leaf/leaf.h"

#include <string.h>

enum { ASCII_ONLY = 1, KEEP_GRAPHIC = 2 };

/* Output that counts on when its room is used up, so that the caller learns the size needed. */
struct sink {
	uint8_t *at;
	int64_t room, used;
};

static void put(struct sink *sink, int64_t c)
{
	if (sink->used < sink->room)
		sink->at[sink->used] = (uint8_t)c;
	sink->used++;
}

static void put_hex(struct sink *sink, int64_t letter, int64_t value, int digits)
{
	put(sink, '\\');
	put(sink, letter);
	while (digits-- > 0)
		put(sink, "0123456789abcdef"[value >> (4 * digits) & 15]);
}

static int64_t sink_result(const struct sink *sink)
{
	return sink->used <= sink->room ? sink->used : -sink->used;
}

static bool plain(int64_t r, int64_t mode)
{
	if (mode & ASCII_ONLY)
		return r < 0x80 && nat_is_print(r);
	return nat_is_print(r) || ((mode & KEEP_GRAPHIC) && nat_is_graphic(r));
}

static void put_escape(struct sink *sink, int64_t r)
{
	static const char letters[] = "abtnvfr"; /* \a is 7, \r is 13 */
	if (r >= 7 && r <= 13) {
		put(sink, '\\');
		put(sink, letters[r - 7]);
	} else if (r < ' ' || r == 0x7F) {
		put_hex(sink, 'x', r, 2);
	} else if (r < 0x10000) {
		put_hex(sink, 'u', r, 4);
	} else {
		put_hex(sink, 'U', r, 8);
	}
}

static void put_rune(struct sink *sink, int64_t r, int64_t quote, int64_t mode)
{
	if (r == quote || r == '\\') {
		put(sink, '\\');
		put(sink, r);
	} else if (plain(r, mode)) {
		uint8_t text[4];
		int64_t width = leaf_encode_rune(text, r);
		for (int64_t i = 0; i < width; i++)
			put(sink, text[i]);
	} else {
		put_escape(sink, r);
	}
}

int64_t nat_quote(uint8_t *dst, int64_t room, leaf_text s, int64_t n, int64_t quote, int64_t mode)
{
	struct sink sink = {dst, room, 0};
	int64_t width;
	put(&sink, quote);
	for (int64_t i = 0; i < n; i += width) {
		int64_t r = nat_decode_rune(s + i, n - i, &width);
		if (r == 0xFFFD && width == 1)
			put_hex(&sink, 'x', s[i], 2);
		else
			put_rune(&sink, r, quote, mode);
	}
	put(&sink, quote);
	return sink_result(&sink);
}

int64_t nat_quote_rune(uint8_t *dst, int64_t room, int64_t r, int64_t mode)
{
	struct sink sink = {dst, room, 0};
	if (r < 0 || r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF))
		r = 0xFFFD;
	put(&sink, '\'');
	put_rune(&sink, r, '\'', mode);
	put(&sink, '\'');
	return sink_result(&sink);
}

int64_t nat_can_backquote(leaf_text s, int64_t n)
{
	int64_t width;
	for (int64_t i = 0; i < n; i += width) {
		int64_t r = nat_decode_rune(s + i, n - i, &width);
		bool bad = width == 1 && ((r < ' ' && r != '\t') || r == '`' || r == 0x7F || r == 0xFFFD);
		if (bad || r == 0xFEFF)
			return 0;
	}
	return 1;
}

static int digit_value(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* count digits in base at s; -1 when one is missing. */
static int64_t digits(leaf_text s, int64_t n, int count, int base)
{
	int64_t value = 0;
	if (n < count)
		return -1;
	for (int i = 0; i < count; i++) {
		int d = digit_value(s[i]);
		if (d >= base)
			return -1;
		value = value * base + d;
	}
	return value;
}

/* The escape after a backslash: s[0] is its letter. */
static int64_t escape(leaf_text s, int64_t n, int64_t quote, int64_t *multibyte, int64_t *width)
{
	static const char letters[] = "abtnvfr";
	const char *simple = memchr(letters, s[0], 7);
	int count = s[0] == 'x' ? 2 : s[0] == 'u' ? 4 : s[0] == 'U' ? 8 : 0;
	int64_t value = -1;
	*width = 2 + count;
	*multibyte = count > 2;
	if (simple)
		return 7 + (simple - letters);
	if (s[0] == '\\' || ((s[0] == '\'' || s[0] == '"') && s[0] == quote))
		return s[0];
	if (count) {
		value = digits(s + 1, n - 1, count, 16);
		if (count > 2 && (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)))
			value = -1;
	} else if (s[0] >= '0' && s[0] <= '7') {
		*width = 4;
		value = digits(s, n, 3, 8);
	}
	if (value < 0 || (*multibyte == 0 && value > 255)) {
		*width = 0;
		return 0;
	}
	return value;
}

int64_t nat_unquote_char(leaf_text s, int64_t n, int64_t quote, int64_t *multibyte, int64_t *width)
{
	*multibyte = 0;
	*width = 0;
	if (n == 0 || (s[0] == quote && (quote == '\'' || quote == '"')))
		return 0;
	if (s[0] >= 0x80) {
		*multibyte = 1;
		return nat_decode_rune(s, n, width);
	}
	if (s[0] == '\\')
		return n > 1 ? escape(s + 1, n - 1, quote, multibyte, width) : 0;
	*width = 1;
	return s[0];
}

/* Reads the interpreted literal at s into sink; returns its whole length, -1 when it is not one.
 * '' counts as one, of no character, as with Go. */
static int64_t interpreted(struct sink *sink, leaf_text s, int64_t n)
{
	int64_t i = 1, count = 0, width, multibyte;
	for (; i < n && s[i] != s[0]; i += width, count++) {
		int64_t r = nat_unquote_char(s + i, n - i, s[0], &multibyte, &width);
		if (width == 0 || s[i] == '\n' || (s[0] == '\'' && count == 1))
			return -1;
		uint8_t text[4] = {(uint8_t)r};
		int64_t k = multibyte && r >= 0x80 ? leaf_encode_rune(text, r) : 1;
		for (int64_t j = 0; j < k; j++)
			put(sink, text[j]);
	}
	return i < n ? i + 1 : -1;
}

/* Any of the three kinds of literal at the start of s. */
static int64_t literal(struct sink *sink, leaf_text s, int64_t n)
{
	if (n < 2)
		return -1;
	if (s[0] == '"' || s[0] == '\'')
		return interpreted(sink, s, n);
	if (s[0] != '`')
		return -1;
	int64_t len = nat_index_byte(s + 1, n - 1, '`');
	for (int64_t i = 1; i <= len; i++)
		if (s[i] != '\r')
			put(sink, s[i]);
	return len < 0 ? -1 : len + 2;
}

int64_t nat_quoted_prefix(leaf_text s, int64_t n)
{
	struct sink sink = {NULL, 0, 0};
	return literal(&sink, s, n);
}

int64_t nat_unquote(uint8_t *dst, int64_t room, leaf_text s, int64_t n)
{
	struct sink sink = {dst, room, 0};
	if (literal(&sink, s, n) != n)
		return -1;
	return sink.used <= room ? sink.used : -1;
}
