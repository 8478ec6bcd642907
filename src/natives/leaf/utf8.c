/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 as Go sees it (Unicode 15, table 3-7): shortest forms only, no surrogates, nothing above
 * U+10FFFF; each byte that does not start a valid sequence counts as one U+FFFD of width 1. */
#include "natives/leaf/leaf.h"

#include <string.h>

#define RUNE_ERROR 0xFFFD

/* Length of the sequence that lead starts, and the legal range of its second byte; 0 = invalid. */
static int sequence(uint8_t lead, uint8_t *lo, uint8_t *hi)
{
	*lo = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	*hi = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Width of the valid multi-byte sequence at s, else 0. */
static int valid_width(leaf_text s, int64_t n)
{
	uint8_t lo, hi;
	int width = sequence(s[0], &lo, &hi);
	if (width == 0 || n < width || s[1] < lo || s[1] > hi)
		return 0;
	for (int i = 2; i < width; i++)
		if ((s[i] & 0xC0) != 0x80)
			return 0;
	return width;
}

int64_t nat_decode_rune(leaf_text s, int64_t n, int64_t *width)
{
	*width = n > 0;
	if (n <= 0)
		return RUNE_ERROR;
	if (s[0] < 0x80)
		return s[0];
	int w = valid_width(s, n);
	if (w == 0)
		return RUNE_ERROR;
	*width = w;
	int64_t r = s[0] & (0x7F >> w);
	for (int i = 1; i < w; i++)
		r = r << 6 | (s[i] & 0x3F);
	return r;
}

int64_t nat_decode_last_rune(leaf_text s, int64_t n, int64_t *width)
{
	*width = n > 0;
	if (n <= 0)
		return RUNE_ERROR;
	int64_t start = n - 1;
	while (start > 0 && start > n - 4 && (s[start] & 0xC0) == 0x80)
		start--;
	int64_t r = nat_decode_rune(s + start, n - start, width);
	if (start + *width == n)
		return r;
	*width = 1;
	return RUNE_ERROR;
}

int64_t nat_full_rune(leaf_text s, int64_t n)
{
	if (n <= 0)
		return 0;
	uint8_t lo, hi;
	int width = sequence(s[0], &lo, &hi);
	if (width == 0 || n >= width)
		return 1;
	if (n > 1 && (s[1] < lo || s[1] > hi))
		return 1;
	return n > 2 && (s[2] & 0xC0) != 0x80;
}

/* Eight bytes at once while they are ASCII. */
static int64_t ascii_run(leaf_text s, int64_t n)
{
	int64_t i = 0;
	for (uint64_t word; i + 8 <= n; i += 8) {
		memcpy(&word, s + i, 8);
		if (word & 0x8080808080808080u)
			break;
	}
	while (i < n && s[i] < 0x80)
		i++;
	return i;
}

int64_t nat_rune_count(leaf_text s, int64_t n)
{
	int64_t count = 0;
	for (int64_t i = 0; i < n;) {
		int64_t run = ascii_run(s + i, n - i);
		count += run;
		i += run;
		if (i >= n)
			break;
		int w = valid_width(s + i, n - i);
		i += w ? w : 1;
		count++;
	}
	return count;
}

int64_t nat_valid_utf8(leaf_text s, int64_t n)
{
	for (int64_t i = 0; i < n;) {
		i += ascii_run(s + i, n - i);
		if (i >= n)
			break;
		int w = valid_width(s + i, n - i);
		if (w == 0)
			return 0;
		i += w;
	}
	return 1;
}

int64_t leaf_encode_rune(uint8_t *p, int64_t r)
{
	if (r < 0 || r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF))
		r = RUNE_ERROR;
	if (r < 0x80) {
		p[0] = (uint8_t)r;
		return 1;
	}
	int width = r < 0x800 ? 2 : r < 0x10000 ? 3 : 4;
	for (int i = width - 1; i > 0; i--, r >>= 6)
		p[i] = (uint8_t)(0x80 | (r & 0x3F));
	p[0] = (uint8_t)(0xF00 >> width | r);
	return width;
}
