/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact constants: parsing, arithmetic across kinds, rounding and printing. */
#include <math.h>
#include <stdio.h>

#include "base/exact.h"

static int failures;
static Arena *arena;

static void expect(const char *what, const Const *c, const char *want, bool as_float)
{
	StrBuf sb = { 0 };
	if (c)
		const_write(&sb, c, as_float);
	else
		sb_add(&sb, "null");
	if (strcmp(sb_text(&sb), want) != 0) {
		printf("FAIL: %s: got %s, want %s\n", what, sb_text(&sb), want);
		failures++;
	}
	sb_free(&sb);
}

static const Const *num(const char *s)
{
	size_t n = strlen(s);
	if (s[n - 1] == 'i')
		return const_parse_imaginary(arena, s, n);
	return strpbrk(s, ".p") || (strpbrk(s, "eE") && s[1] != 'x') ? const_parse_float(arena, s,
			n)
									: const_parse_int(arena, s,
											n);
}

static void binary(const char *x, ConstOp op, const char *y, const char *want)
{
	expect(x, const_binary(arena, op, num(x), num(y)), want, false);
}

static void test_parse(void)
{
	expect("dec", num("1_000"), "1000", false);
	expect("hex", num("0xFF_ff"), "65535", false);
	expect("oct", num("0o17"), "15", false);
	expect("old octal", num("017"), "15", false);
	expect("bin", num("0b101"), "5", false);
	expect("big", num("123456789012345678901234567890"), "123456789012345678901234567890",
	       false);
	expect("float", num("1.5"), "1.5", false);
	expect("point first", num(".25e1"), "2.5", false);
	expect("hex float", num("0x1.8p1"), "3", false);
	expect("huge", num("1e1000"), "1e+1000", true);
	expect("huger", num("1e100000"), "1e+100000", true);
	expect("imaginary", num("2i"), "(0 + 2i)", false);
	expect("decimal imaginary", num("010i"), "(0 + 10i)", false);
	expect("char", const_parse_char(arena, "'\\n'", 4), "10", false);
	expect("rune", const_parse_char(arena, "'é'", 4), "233", false);
	expect("bad char", const_parse_char(arena, "'\\q'", 4), "null", false);
	expect("string", const_parse_string(arena, "\"a\\tb\\u00e9\\x41\"", 16), "\"a\\tbéA\"",
	       false);
	expect("raw", const_parse_string(arena, "`a\\n\r`", 6), "\"a\\\\n\"", false);
}

static void test_arithmetic(void)
{
	binary("9223372036854775807", CONST_ADD, "1", "9223372036854775808");
	binary("9223372036854775808", CONST_SUB, "1", "9223372036854775807");
	binary("7", CONST_INT_QUO, "2", "3");
	binary("7", CONST_QUO, "2", "3.5");
	binary("7", CONST_REM, "4", "3");
	binary("12", CONST_AND_NOT, "4", "8");
	binary("0.1", CONST_ADD, "0.2", "0.3");
	binary("1i", CONST_MUL, "1i", "-1");
	binary("4i", CONST_QUO, "2i", "2");
	binary("1e3000", CONST_QUO, "1e3000", "1");
	binary("1", CONST_LT, "1.5", "true");
	binary("1", CONST_EQ, "1.0", "true");
	const Const *third = const_binary(arena, CONST_QUO, num("1"), num("3"));
	expect("thirds", const_binary(arena, CONST_MUL, third, num("3")), "1", false);
	expect("shift", const_shift(arena, num("1"), true, 100), "1267650600228229401496703205376",
	       false);
	expect("shift back", const_shift(arena, const_shift(arena, num("3"), true, 100), false,
					 100), "3", false);
	expect("-1>>1", const_shift(arena, const_int(arena, -1), false, 70), "-1", false);
	expect("^5", const_unary(arena, CONST_COMPLEMENT, num("5")), "-6", false);
	expect("^uint8(5)", const_complement_unsigned(arena, num("5"), 8), "250", false);
	expect("wrap", const_wrap(arena, num("200"), 8, false), "-56", false);
}

static void test_rounding(void)
{
	expect("float32", const_round(arena, num("0.1"), 32), "0.1", true);
	expect("overflow", const_round(arena, num("1e39"), 32), "null", true);
	expect("to int", const_to_integer(arena, num("2.5")), "null", false);
	if (const_to_double(num("0.1")) != 0.1 || const_to_double(num("5e-324")) != 5e-324 ||
	    const_to_float(num("1e-45")) != 1e-45f || !isinf(const_to_double(num("1e400"))))
		printf("FAIL: rounding to double\n"), failures++;
	/* 1 + 2^-53 + 2^-600: rounding first to 512 bits, then to 53, would lose the last term. */
	if (const_to_double(num("0x1.00000000000008000000000000000000000000000000000000000000000000000000"
				"0000000000000000000000000000000000000000000000000000000000000000000000"
				"0000000000000001p0")) != 1.0000000000000002)
		printf("FAIL: double rounding\n"), failures++;
}

static void test_strings(void)
{
	const Const *s = const_string(arena, "", 0);
	for (int i = 0; i < 100000; i++)
		s = const_binary(arena, CONST_ADD, s, const_string(arena, "ab", 2));
	size_t n;
	const char *bytes = const_string_value(s, &n);
	if (n != 200000 || bytes[n] != '\0' || bytes[199999] != 'b')
		printf("FAIL: concatenation\n"), failures++;
}

int main(void)
{
	arena = arena_new();
	test_parse();
	test_arithmetic();
	test_rounding();
	test_strings();
	arena_free(arena);
	return failures != 0;
}
