/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The leaf natives at their edges. What they mean is checked against a Go toolchain by
 * tests/conform/golib_oracle.py; here stand the cases that need no oracle. */
#include "natives/leaf/leaf.h"
#include "natives/leaf/words.h"

#include <gmp.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	printf("FAIL: %s\n", what);
	exit(1);
}

#define T(text) (leaf_text)(text), (int64_t)strlen(text)

static void check_float(double f, int fmt, int prec, const char *want)
{
	uint8_t text[1600];
	int64_t n = nat_format_float(text, sizeof text, f, fmt, prec, 64);
	check(n == (int64_t)strlen(want) && memcmp(text, want, (size_t)n) == 0, want);
}

static void check_parse(const char *text, double want, int64_t want_error)
{
	int64_t used, error;
	double got = nat_parse_float(T(text), 64, &used, &error);
	check(memcmp(&got, &want, 8) == 0 && error == want_error, text);
}

static void test_floats(void)
{
	check_float(0.1, 'g', -1, "0.1");
	check_float(1e21, 'g', -1, "1e+21");
	check_float(100000, 'g', -1, "100000");
	check_float(5e-324, 'e', -1, "5e-324");
	check_float(1.7976931348623157e308, 'g', -1, "1.7976931348623157e+308");
	check_float(2.5, 'f', 0, "2");
	check_float(0.5, 'x', -1, "0x1p-01");
	check_float(-0.0, 'f', 2, "-0.00");
	check_float(INFINITY, 'g', -1, "+Inf");
	check_float(9.995, 'g', 3, "9.99");
	check_float(999.9996, 'e', 3, "1.000e+03");
	check_parse("1e23", 1e23, NUMBER_OK);
	check_parse("9007199254740993", 9007199254740992.0, NUMBER_OK);
	check_parse("9007199254740993.0000000000000000001", 9007199254740994.0, NUMBER_OK);
	check_parse("2.4703282292062327e-324", 0, NUMBER_OK);
	check_parse("2.4703282292062328e-324", 5e-324, NUMBER_OK);
	check_parse("-1e400", -INFINITY, NUMBER_RANGE);
	check_parse("0x1.8p-1075", 5e-324, NUMBER_OK);
	check_parse("abc", 0, NUMBER_SYNTAX);
}

/* Every double must read back from its shortest text. */
static void test_round_trip(void)
{
	uint64_t word = 88172645463325252u;
	for (int i = 0; i < 20000; i++) {
		word ^= word << 13;
		word ^= word >> 7;
		word ^= word << 17;
		uint8_t text[400];
		double f, back;
		int64_t used, error;
		memcpy(&f, &word, 8);
		if (isnan(f))
			continue;
		int64_t n = nat_format_float(text, sizeof text, f, 'e', -1, 64);
		back = nat_parse_float(text, n, 64, &used, &error);
		check(memcmp(&f, &back, 8) == 0 && used == n, "shortest text reads back");
	}
}

static void test_text(void)
{
	int64_t end, width;
	check(nat_index(NULL, 0, NULL, 0) == 0, "empty in empty");
	check(nat_index(T("chicken"), T("ken")) == 4, "index");
	check(nat_last_index(T("go gopher"), T("go")) == 3, "last index");
	check(nat_count(T("cheese"), T("e")) == 3 && nat_count(T("five"), T("")) == 5, "count");
	check(nat_compare(T("a"), T("b")) == -1 && nat_compare(T("ab"), T("a")) == 1, "compare");
	check(nat_equal_fold(T("Straße"), T("STRAßE")) && nat_equal_fold(T("K"), T("\xe2\x84\xaa")), "fold");
	check(nat_trim_space(T("\t x \n"), &end) == 2 && end == 3, "trim");
	check(nat_decode_rune(T("\xed\xa0\x80"), &width) == 0xFFFD && width == 1, "surrogate");
	check(nat_decode_last_rune(T("x\xe4\xb8\x96"), &width) == 0x4E16 && width == 3, "last rune");
	check(nat_simple_fold('A') == 'a' && nat_simple_fold('1') == '1', "simple fold");
	check(nat_to_upper(0x1C5) == 0x1C4 && nat_to_lower(0x130) == 'i', "case");
}

static void test_numbers(void)
{
	int64_t error;
	uint8_t text[80];
	check(nat_parse_int(T("-9223372036854775808"), 10, 64, &error) == INT64_MIN && error == NUMBER_OK, "min");
	check(nat_parse_int(T("128"), 10, 8, &error) == 127 && error == NUMBER_RANGE, "range");
	check(nat_parse_int(T("0x_1f"), 0, 0, &error) == 31 && error == NUMBER_OK, "prefix");
	check(nat_parse_int(T(""), 10, 0, &error) == 0 && error == NUMBER_SYNTAX, "empty");
	check(nat_format_int(text, sizeof text, INT64_MIN, 2) == 65, "binary");
	check(nat_quote(text, 2, T("a\n"), '"', 0) == -5, "room");
	check(nat_quote(text, sizeof text, T("a\n\xff"), '"', 0) == 9 && memcmp(text, "\"a\\n\\xff\"", 9) == 0, "quote");
	check(nat_unquote(text, sizeof text, T("\"\\u4e16\"")) == 3, "unquote");
}

static void test_sort(void)
{
	int64_t v[1000];
	for (int kind = 0; kind < 4; kind++) {
		for (int i = 0; i < 1000; i++)
			v[i] = kind == 0 ? i : kind == 1 ? -i : kind == 2 ? i % 7 : (i * 7919) % 1000;
		nat_sort_ints(v, 1000);
		for (int i = 1; i < 1000; i++)
			check(v[i - 1] <= v[i], "sorted");
	}
}

static void test_words(void)
{
	for (const struct leaf_native *n = leaf_natives; n->package; n++) {
		if (strcmp(n->package, "strings") || strcmp(n->function, "Index"))
			continue;
		uint64_t words[] = {(uintptr_t)"chicken", 7, (uintptr_t)"ken", 3, 0};
		n->call(words);
		check(words[4] == 4 && leaf_param_words(n->shape) == 4, "call by words");
		check(leaf_written_word(n->shape) == -1 && leaf_written_word("vws_i") == 1, "written word");
		return;
	}
	check(false, "strings.Index is listed");
}

/* The upper half of z, and what is returned, are (x*y + some multiple of m) / 2^(64n). */
static void check_montgomery(uint64_t n, uint64_t seed)
{
	uint64_t x[4], y[4], m[4], z[8], left[9] = { 0 }, right[8], rest[4], quotient[9], k = 1, carry;

	for (uint64_t i = 0; i < n; i++) {
		x[i] = (seed = seed * 6364136223846793005 + 1442695040888963407);
		y[i] = (seed = seed * 6364136223846793005 + 1442695040888963407);
		m[i] = (seed = seed * 6364136223846793005 + 1442695040888963407) | 1;
	}
	m[n - 1] |= 1ULL << 63;
	x[n - 1] >>= 1;
	y[n - 1] >>= 1;
	for (int i = 0; i < 6; i++)
		k *= 2 - m[0] * k;
	carry = nat_montgomery(z, (int64_t)(2 * n), (leaf_text)x, (int64_t)n, (leaf_text)y, (int64_t)n, (leaf_text)m, (int64_t)n, -k);
	memcpy(left + n, z + n, n * 8);
	left[2 * n] = carry;
	mpn_mul_n(right, x, y, (mp_size_t)n);
	check(!mpn_sub(left, left, (mp_size_t)(2 * n + 1), right, (mp_size_t)(2 * n)), "at least the product");
	mpn_tdiv_qr(quotient, rest, 0, left, (mp_size_t)(2 * n + 1), m, (mp_size_t)n);
	check(mpn_zero_p(rest, (mp_size_t)n), "product of Montgomery");
}

static void test_montgomery(void)
{
	uint64_t z[2] = { 5, 6 }, x = 1;

	for (uint64_t seed = 0; seed < 500; seed++)
		check_montgomery(1 + seed % 4, seed);
	check(nat_montgomery(z, 1, (leaf_text)&x, 1, (leaf_text)&x, 1, (leaf_text)&x, 1, 1) == 0 && z[0] == 5, "too short");
}

int main(void)
{
	test_montgomery();
	test_floats();
	test_round_trip();
	test_text();
	test_numbers();
	test_sort();
	test_words();
	return 0;
}
