/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding follows table 3-7 of the Unicode standard: the first byte fixes the length and the range
 * of the second byte; all further ones are 80..BF. */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>
#include <unictype.h>

/* Length of the sequence that the first byte announces, and the range of its second byte. */
static int utf8_lead(unsigned char c, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xBF;
	if (c < 0x80)
		return 1;
	if (c < 0xC2 || c > 0xF4)
		return 0;
	if (c == 0xE0)
		*low = 0xA0;
	else if (c == 0xED)
		*high = 0x9F;
	else if (c == 0xF0)
		*low = 0x90;
	else if (c == 0xF4)
		*high = 0x8F;
	return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

int utf8_decode(const char *p, size_t n, int *width)
{
	const unsigned char *s = (const unsigned char *)p;
	unsigned char low, high;
	int len, rune;

	*width = n != 0;
	if (!n)
		return RUNE_ERROR;
	len = utf8_lead(s[0], &low, &high);
	if (len == 1)
		return s[0];
	if (!len || n < (size_t)len || s[1] < low || s[1] > high)
		return RUNE_ERROR;
	rune = s[0] & (0x7F >> len);
	for (int i = 1; i < len; i++) {
		if (s[i] < 0x80 || s[i] > 0xBF)
			return RUNE_ERROR;
		rune = rune << 6 | (s[i] & 0x3F);
	}
	*width = len;
	return rune;
}

int utf8_decode_last(const char *p, size_t n, int *width)
{
	for (size_t back = 1; back <= UTF8_MAX && back <= n; back++) {
		int rune;

		if ((p[n - back] & 0xC0) == 0x80)
			continue; /* a continuation byte: the sequence begins further left */
		rune = utf8_decode(p + n - back, back, width);
		if ((size_t)*width == back)
			return rune;
		break;
	}
	*width = n != 0;
	return RUNE_ERROR;
}

int utf8_width(int rune)
{
	if (rune < 0 || rune > RUNE_MAX || (rune >= 0xD800 && rune <= 0xDFFF))
		return -1;
	return rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
}

int utf8_encode(char *out, int rune)
{
	static const unsigned char mark[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	int width = utf8_width(rune);

	if (width < 0) {
		rune = RUNE_ERROR;
		width = 3;
	}
	for (int i = width - 1; i > 0; i--, rune >>= 6)
		out[i] = (char)(0x80 | (rune & 0x3F));
	out[0] = (char)(mark[width] | rune);
	return width;
}

/* Bytes at the front that are ASCII, in steps of eight. */
static size_t utf8_ascii(const char *p, size_t n)
{
	size_t i = 0;
	uint64_t word;

	for (; i + 8 <= n; i += 8) {
		memcpy(&word, p + i, 8);
		if (word & 0x8080808080808080u)
			break;
	}
	return i;
}

bool utf8_valid(const char *p, size_t n)
{
	int width;

	for (size_t i = utf8_ascii(p, n); i < n; i += (size_t)width)
		if (utf8_decode(p + i, n - i, &width) == RUNE_ERROR && width == 1)
			return false;
	return true;
}

size_t utf8_count(const char *p, size_t n)
{
	size_t count = utf8_ascii(p, n);
	int width;

	for (size_t i = count; i < n; i += (size_t)width, count++)
		utf8_decode(p + i, n - i, &width);
	return count;
}

bool utf8_printable(int rune)
{
	const uint32_t graphic = UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N |
	                         UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S;

	return rune == ' ' || uc_is_general_category_withtable((ucs4_t)rune, graphic);
}
