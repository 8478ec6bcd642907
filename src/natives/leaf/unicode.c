/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes and case of code points: a two-stage table of general categories, and sorted tables of
 * case ranges and folding orbits, all made from the Unicode Character Database. */
#include "natives/leaf/leaf.h"
#include "natives/leaf/unitab.h"

#define BIT(c) (1u << UNI_##c)
#define LETTER (BIT(LL) | BIT(LM) | BIT(LO) | BIT(LT) | BIT(LU))
#define MARK (BIT(MC) | BIT(ME) | BIT(MN))
#define NUMBER (BIT(ND) | BIT(NL) | BIT(NO))
#define PUNCT (BIT(PC) | BIT(PD) | BIT(PE) | BIT(PF) | BIT(PI) | BIT(PO) | BIT(PS))
#define SYMBOL (BIT(SC) | BIT(SK) | BIT(SM) | BIT(SO))
#define PRINT (LETTER | MARK | NUMBER | PUNCT | SYMBOL)

static bool in_class(int64_t r, uint32_t classes)
{
	if (r < 0 || r > 0x10FFFF)
		return false;
	return classes >> unicat[unicat_block[r >> 7] << 7 | (r & 127)] & 1;
}

int64_t nat_is_control(int64_t r) { return in_class(r, BIT(CC)); }
int64_t nat_is_digit(int64_t r) { return in_class(r, BIT(ND)); }
int64_t nat_is_graphic(int64_t r) { return in_class(r, PRINT | BIT(ZS)); }
/* Of a number below 0, which is no rune, Go looks up the low 16 bits among the spaces. */
int64_t nat_is_graphic_quoted(int64_t r) { return r < 0 ? (r & 0xFFFF) != ' ' && in_class(r & 0xFFFF, BIT(ZS)) : nat_is_graphic(r); }
int64_t nat_is_letter(int64_t r) { return in_class(r, LETTER); }
int64_t nat_is_lower(int64_t r) { return in_class(r, BIT(LL)); }
int64_t nat_is_mark(int64_t r) { return in_class(r, MARK); }
int64_t nat_is_number(int64_t r) { return in_class(r, NUMBER); }
int64_t nat_is_print(int64_t r) { return r == ' ' || in_class(r, PRINT); }
int64_t nat_is_punct(int64_t r) { return in_class(r, PUNCT); }
int64_t nat_is_symbol(int64_t r) { return in_class(r, SYMBOL); }
int64_t nat_is_title(int64_t r) { return in_class(r, BIT(LT)); }
int64_t nat_is_upper(int64_t r) { return in_class(r, BIT(LU)); }

/* The property White_Space: the separators, five controls and NEL; ZWSP is not in it. */
int64_t nat_is_space(int64_t r)
{
	if (r < 0x80)
		return r == ' ' || (r >= '\t' && r <= '\r');
	return r == 0x85 || in_class(r, BIT(ZS) | BIT(ZL) | BIT(ZP));
}

static const struct uni_case *find_case(int64_t r)
{
	size_t lo = 0, hi = sizeof uni_cases / sizeof *uni_cases;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (uni_cases[mid].hi < r)
			lo = mid + 1;
		else
			hi = mid;
	}
	bool found = lo < sizeof uni_cases / sizeof *uni_cases && uni_cases[lo].lo <= r;
	return found ? &uni_cases[lo] : NULL;
}

int64_t nat_to_case(int64_t which, int64_t r)
{
	if (which < 0 || which > 2)
		return 0xFFFD;
	if (r < 0x80) {
		if (which == 1)
			return r >= 'A' && r <= 'Z' ? r + 32 : r;
		return r >= 'a' && r <= 'z' ? r - 32 : r;
	}
	const struct uni_case *range = find_case(r);
	if (!range)
		return r;
	if (range->delta[which] != UNI_ALTERNATE)
		return r + range->delta[which];
	int64_t pair = range->lo + ((r - range->lo) & ~(int64_t)1);
	return pair + (which == 1);
}

int64_t nat_to_upper(int64_t r) { return nat_to_case(0, r); }
int64_t nat_to_lower(int64_t r) { return nat_to_case(1, r); }
int64_t nat_to_title(int64_t r) { return nat_to_case(2, r); }

int64_t nat_simple_fold(int64_t r)
{
	size_t lo = 0, hi = sizeof uni_folds / sizeof *uni_folds;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (uni_folds[mid].c < r)
			lo = mid + 1;
		else
			hi = mid;
	}
	bool found = lo < sizeof uni_folds / sizeof *uni_folds && uni_folds[lo].c == r;
	return found ? uni_folds[lo].next : r;
}

int64_t nat_case_len(leaf_text s, int64_t n, int64_t which)
{
	int64_t total = 0, width;
	bool changed = false;
	for (int64_t i = 0; i < n; i += width) {
		int64_t r = nat_decode_rune(s + i, n - i, &width);
		int64_t mapped = nat_to_case(which, r);
		uint8_t scratch[4];
		changed |= mapped != r || (r == 0xFFFD && width == 1);
		total += mapped == r && r != 0xFFFD ? width : leaf_encode_rune(scratch, mapped);
	}
	return changed ? total : -1;
}

int64_t nat_case_map(uint8_t *dst, int64_t room, leaf_text s, int64_t n, int64_t which)
{
	int64_t used = 0, width;
	for (int64_t i = 0; i < n && used < room; i += width) {
		uint8_t out[4];
		int64_t k = leaf_encode_rune(out, nat_to_case(which, nat_decode_rune(s + i, n - i, &width)));
		for (int64_t j = 0; j < k && used < room; j++)
			dst[used++] = out[j];
	}
	return used;
}

static bool fold_equal(int64_t a, int64_t b)
{
	if (a == b)
		return true;
	for (int64_t r = nat_simple_fold(a); r != a; r = nat_simple_fold(r))
		if (r == b)
			return true;
	return false;
}

int64_t nat_equal_fold(leaf_text a, int64_t n, leaf_text b, int64_t m)
{
	while (n > 0 && m > 0) {
		int64_t wa, wb;
		if (!fold_equal(nat_decode_rune(a, n, &wa), nat_decode_rune(b, m, &wb)))
			return 0;
		a += wa, n -= wa;
		b += wb, m -= wb;
	}
	return n == 0 && m == 0;
}
