/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integers and text, by the rules of strconv's documentation and of Go's integer literals. */
#include "natives/leaf/leaf.h"

#include <string.h>

int64_t nat_format_uint(uint8_t *dst, int64_t room, uint64_t v, int64_t base)
{
	uint8_t text[64];
	int start = 64;
	uint64_t b = base >= 2 && base <= 36 ? (uint64_t)base : 10;
	do
		text[--start] = (uint8_t)"0123456789abcdefghijklmnopqrstuvwxyz"[v % b];
	while (v /= b);
	int64_t n = 64 - start < room ? 64 - start : room;
	memcpy(dst, text + start, (size_t)n);
	return n;
}

int64_t nat_format_int(uint8_t *dst, int64_t room, int64_t v, int64_t base)
{
	if (v >= 0 || room < 1)
		return nat_format_uint(dst, room, (uint64_t)v, base);
	dst[0] = '-';
	return 1 + nat_format_uint(dst + 1, room - 1, -(uint64_t)v, base);
}

int64_t nat_format_padded(uint8_t *dst, int64_t room, uint64_t v, int64_t width)
{
	uint8_t text[20];
	int64_t n = nat_format_uint(text, sizeof text, v, 10);
	int64_t zeros = width > n ? width - n : 0;
	if (zeros + n > room)
		return 0;
	memset(dst, '0', (size_t)zeros);
	memcpy(dst + zeros, text, (size_t)n);
	return zeros + n;
}

static int digit_value(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

/* Base that the prefix of s names ("0x", "0b", "0o", "0"), and the prefix's length. */
static int prefix_base(leaf_text s, int64_t n, int64_t *skip)
{
	*skip = 0;
	if (n < 1 || s[0] != '0')
		return 10;
	uint8_t letter = n >= 3 ? s[1] | 32 : 0;
	int base = letter == 'b' ? 2 : letter == 'o' ? 8 : letter == 'x' ? 16 : 0;
	*skip = base ? 2 : 1;
	return base ? base : 8;
}

/* Underscores stand between digits, or between a base prefix and a digit. */
int64_t nat_underscores_ok(leaf_text s, int64_t n)
{
	int64_t i = n > 0 && (s[0] == '-' || s[0] == '+');
	bool digit = false, hex = false;
	if (n - i >= 2 && s[i] == '0' && memchr("bBoOxX", s[i + 1], 6)) {
		hex = (s[i + 1] | 32) == 'x';
		digit = true;
		i += 2;
	}
	for (; i < n; i++) {
		bool now = (s[i] >= '0' && s[i] <= '9') || (hex && digit_value(s[i]) < 16);
		if (s[i] == '_' && (!digit || i + 1 == n))
			return 0;
		if (i > 0 && s[i - 1] == '_' && !now)
			return 0;
		digit = now;
	}
	return 1;
}

/* The digits of s in base, up to max: a larger value is found before a bad digit behind it. */
static uint64_t digits(leaf_text s, int64_t n, int base, bool underscores, uint64_t max, int64_t *error)
{
	uint64_t value = 0;
	for (int64_t i = 0; i < n; i++) {
		int d = digit_value(s[i]);
		if (s[i] == '_' && underscores)
			continue;
		if (d >= base) {
			*error = NUMBER_SYNTAX;
			return 0;
		}
		if (__builtin_mul_overflow(value, (uint64_t)base, &value) ||
		    __builtin_add_overflow(value, (uint64_t)d, &value) || value > max) {
			*error = NUMBER_RANGE;
			return max;
		}
	}
	*error = NUMBER_OK;
	return value;
}

uint64_t nat_parse_uint(leaf_text s, int64_t n, int64_t base, int64_t bits, int64_t *error)
{
	int64_t skip = 0;
	bool auto_base = base == 0;
	*error = NUMBER_SYNTAX;
	if (n == 0)
		return 0;
	*error = NUMBER_BASE;
	if (base < 0 || base == 1 || base > 36)
		return 0;
	*error = NUMBER_BITS;
	if (bits < 0 || bits > 64)
		return 0;
	if (auto_base)
		base = prefix_base(s, n, &skip);
	uint64_t max = bits == 0 || bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1;
	uint64_t value = digits(s + skip, n - skip, (int)base, auto_base, max, error);
	if (*error == NUMBER_OK && auto_base && !nat_underscores_ok(s, n)) {
		*error = NUMBER_SYNTAX;
		return 0;
	}
	return value;
}

int64_t nat_parse_int(leaf_text s, int64_t n, int64_t base, int64_t bits, int64_t *error)
{
	bool negative = n > 0 && s[0] == '-';
	int64_t sign = n > 0 && (negative || s[0] == '+');
	uint64_t value = nat_parse_uint(s + sign, n - sign, base, bits, error);
	if (*error != NUMBER_OK && *error != NUMBER_RANGE)
		return 0;
	uint64_t cutoff = (uint64_t)1 << ((bits == 0 ? 64 : bits) - 1);
	if (value < cutoff || (negative && value == cutoff && *error == NUMBER_OK))
		return negative ? (int64_t)-value : (int64_t)value;
	*error = NUMBER_RANGE;
	return negative ? (int64_t)-cutoff : (int64_t)(cutoff - 1);
}
