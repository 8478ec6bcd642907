/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search and comparison of byte strings. Forward search is the C library's two-way memmem, backward
 * search is Rabin-Karp: both linear. Sets of code points are a bitmap for ASCII plus a scan of the
 * set's text for the rest, which is how short sets in practice are fastest. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "natives/leaf/leaf.h"

#include <string.h>

int64_t nat_index(leaf_text s, int64_t n, leaf_text sub, int64_t m)
{
	if (m == 0)
		return 0;
	if (m > n)
		return -1;
	leaf_text at = m == 1 ? memchr(s, sub[0], (size_t)n) : memmem(s, (size_t)n, sub, (size_t)m);
	return at ? at - s : -1;
}

int64_t nat_contains(leaf_text s, int64_t n, leaf_text sub, int64_t m)
{
	return nat_index(s, n, sub, m) >= 0;
}

int64_t nat_index_byte(leaf_text s, int64_t n, int64_t c)
{
	leaf_text at = n > 0 ? memchr(s, (int)c, (size_t)n) : NULL;
	return at ? at - s : -1;
}

int64_t nat_last_index_byte(leaf_text s, int64_t n, int64_t c)
{
	leaf_text at = n > 0 ? memrchr(s, (int)c, (size_t)n) : NULL;
	return at ? at - s : -1;
}

/* Rabin-Karp from the end: hash is the window read backwards in base 16777619, modulo 2^32. */
static int64_t last_index_long(leaf_text s, int64_t n, leaf_text sub, int64_t m)
{
	const uint32_t base = 16777619;
	uint32_t want = 0, hash = 0, top = 1;
	for (int64_t i = 1; i <= m; i++) {
		want = want * base + sub[m - i];
		hash = hash * base + s[n - i];
		top *= base;
	}
	for (int64_t i = n - m;; i--) {
		if (hash == want && memcmp(s + i, sub, (size_t)m) == 0)
			return i;
		if (i == 0)
			return -1;
		hash = hash * base + s[i - 1] - top * s[i + m - 1];
	}
}

int64_t nat_last_index(leaf_text s, int64_t n, leaf_text sub, int64_t m)
{
	if (m == 0)
		return n;
	if (m > n)
		return -1;
	return m == 1 ? nat_last_index_byte(s, n, sub[0]) : last_index_long(s, n, sub, m);
}

static int64_t index_invalid(leaf_text s, int64_t n)
{
	int64_t width;
	for (int64_t i = 0; i < n; i += width)
		if (nat_decode_rune(s + i, n - i, &width) == 0xFFFD)
			return i;
	return -1;
}

int64_t nat_index_rune(leaf_text s, int64_t n, int64_t r)
{
	uint8_t text[4];
	if (r >= 0 && r < 0x80)
		return nat_index_byte(s, n, r);
	if (r == 0xFFFD)
		return index_invalid(s, n);
	if (r < 0 || r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF))
		return -1;
	return nat_index(s, n, text, leaf_encode_rune(text, r));
}

int64_t nat_contains_rune(leaf_text s, int64_t n, int64_t r)
{
	return nat_index_rune(s, n, r) >= 0;
}

struct set {
	uint64_t ascii[2];
	leaf_text text;
	int64_t len;
};

static struct set set_make(leaf_text text, int64_t len)
{
	struct set set = {.text = text, .len = len};
	for (int64_t i = 0; i < len; i++)
		if (text[i] < 0x80)
			set.ascii[text[i] >> 6] |= (uint64_t)1 << (text[i] & 63);
	return set;
}

static bool set_has(const struct set *set, int64_t r)
{
	if (r < 0x80)
		return set->ascii[r >> 6] >> (r & 63) & 1;
	return nat_index_rune(set->text, set->len, r) >= 0;
}

int64_t nat_index_any(leaf_text s, int64_t n, leaf_text set_text, int64_t m)
{
	struct set set = set_make(set_text, m);
	int64_t width;
	for (int64_t i = 0; m > 0 && i < n; i += width)
		if (set_has(&set, nat_decode_rune(s + i, n - i, &width)))
			return i;
	return -1;
}

int64_t nat_contains_any(leaf_text s, int64_t n, leaf_text set, int64_t m)
{
	return nat_index_any(s, n, set, m) >= 0;
}

int64_t nat_last_index_any(leaf_text s, int64_t n, leaf_text set_text, int64_t m)
{
	struct set set = set_make(set_text, m);
	while (m > 0 && n > 0) {
		int64_t width, r = nat_decode_last_rune(s, n, &width);
		n -= width;
		if (set_has(&set, r))
			return n;
	}
	return -1;
}

int64_t nat_span(leaf_text s, int64_t n, leaf_text set_text, int64_t m)
{
	struct set set = set_make(set_text, m);
	int64_t i = 0, width;
	for (; i < n; i += width)
		if (!set_has(&set, nat_decode_rune(s + i, n - i, &width)))
			break;
	return i;
}

int64_t nat_span_end(leaf_text s, int64_t n, leaf_text set_text, int64_t m)
{
	struct set set = set_make(set_text, m);
	while (n > 0) {
		int64_t width, r = nat_decode_last_rune(s, n, &width);
		if (!set_has(&set, r))
			break;
		n -= width;
	}
	return n;
}

int64_t nat_count(leaf_text s, int64_t n, leaf_text sub, int64_t m)
{
	if (m == 0)
		return nat_rune_count(s, n) + 1;
	int64_t count = 0;
	for (int64_t at; (at = nat_index(s, n, sub, m)) >= 0; count++) {
		s += at + m;
		n -= at + m;
	}
	return count;
}

int64_t nat_compare(leaf_text a, int64_t n, leaf_text b, int64_t m)
{
	int64_t common = n < m ? n : m;
	int order = common > 0 ? memcmp(a, b, (size_t)common) : 0;
	if (order == 0)
		return (n > m) - (n < m);
	return order < 0 ? -1 : 1;
}

int64_t nat_equal(leaf_text a, int64_t n, leaf_text b, int64_t m)
{
	return n == m && (n == 0 || memcmp(a, b, (size_t)n) == 0);
}

int64_t nat_has_prefix(leaf_text s, int64_t n, leaf_text prefix, int64_t m)
{
	return n >= m && (m == 0 || memcmp(s, prefix, (size_t)m) == 0);
}

int64_t nat_has_suffix(leaf_text s, int64_t n, leaf_text suffix, int64_t m)
{
	return n >= m && (m == 0 || memcmp(s + n - m, suffix, (size_t)m) == 0);
}

/* Length of the white space (or, with space false, of what is not) at the start of s. */
static int64_t space_run(leaf_text s, int64_t n, bool space)
{
	int64_t i = 0, width;
	for (; i < n; i += width)
		if ((bool)nat_is_space(nat_decode_rune(s + i, n - i, &width)) != space)
			break;
	return i;
}

int64_t nat_trim_space(leaf_text s, int64_t n, int64_t *end)
{
	int64_t start = space_run(s, n, true);
	while (n > start) {
		int64_t width, r = nat_decode_last_rune(s, n, &width);
		if (!nat_is_space(r))
			break;
		n -= width;
	}
	*end = n;
	return start;
}

int64_t nat_next_field(leaf_text s, int64_t n, int64_t from, int64_t *end)
{
	int64_t start = from + space_run(s + from, n - from, true);
	*end = start + space_run(s + start, n - start, false);
	return start < n ? start : -1;
}

int64_t nat_count_fields(leaf_text s, int64_t n)
{
	int64_t count = 0, end = 0;
	while (nat_next_field(s, n, end, &end) >= 0)
		count++;
	return count;
}

int64_t nat_index_bitmap(leaf_text s, int64_t n, leaf_text bitmap, int64_t m)
{
	for (int64_t i = 0; m >= 32 && i < n; i++)
		if (bitmap[s[i] >> 3] >> (s[i] & 7) & 1)
			return i;
	return -1;
}

int64_t nat_fill(uint8_t *dst, int64_t room, leaf_text s, int64_t n)
{
	int64_t done = n < room ? n : room;
	if (done <= 0)
		return 0;
	memcpy(dst, s, (size_t)done);
	while (done < room) {
		int64_t step = done < room - done ? done : room - done;
		memcpy(dst + done, dst, (size_t)step);
		done += step;
	}
	return room;
}

static uint8_t *put(uint8_t *dst, leaf_text s, int64_t n)
{
	if (n > 0)
		memcpy(dst, s, (size_t)n);
	return dst + n;
}

int64_t nat_replace(uint8_t *dst, int64_t room, leaf_text s, int64_t n, leaf_text old, int64_t m,
		    leaf_text new, int64_t k, int64_t count)
{
	uint8_t *out = dst;
	for (; count > 0; count--) {
		int64_t at = nat_index(s, n, old, m);
		if (at < 0 || m == 0 || out - dst + at + k > room)
			break;
		out = put(put(out, s, at), new, k);
		s += at + m;
		n -= at + m;
	}
	if (out - dst + n <= room)
		out = put(out, s, n);
	return out - dst;
}
