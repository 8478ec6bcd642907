/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The leaf natives: C bodies behind bodyless Go declarations that need nothing of the machine.
 *
 * golib/natives.def lists each with the Go function it stands behind. A leaf takes what the Go
 * function takes, spread out: a string or a slice is (pointer, length), a number is int64_t,
 * uint64_t or double, a bool is 0 or 1. Results after the first go through trailing pointers.
 * Leaves keep no state, never block, allocate nothing in the Go heap, never call Go, are
 * iterative, and write only through parameters called dst. Every input is legal: invalid UTF-8,
 * empty strings, null pointers of length 0. */
#ifndef NATIVES_LEAF_LEAF_H
#define NATIVES_LEAF_LEAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef const uint8_t *leaf_text;

/* --- text.c: search and comparison; the rules are those of Go's package strings --- */

/* Byte offset of the first (last) sub in s, -1 when there is none; an empty sub is at 0 (at n). */
int64_t nat_index(leaf_text s, int64_t n, leaf_text sub, int64_t m);
int64_t nat_last_index(leaf_text s, int64_t n, leaf_text sub, int64_t m);
int64_t nat_contains(leaf_text s, int64_t n, leaf_text sub, int64_t m);
int64_t nat_index_byte(leaf_text s, int64_t n, int64_t c);
int64_t nat_last_index_byte(leaf_text s, int64_t n, int64_t c);
/* Code point r; U+FFFD also finds the first invalid byte; an invalid r is never found. */
int64_t nat_index_rune(leaf_text s, int64_t n, int64_t r);
int64_t nat_contains_rune(leaf_text s, int64_t n, int64_t r);
/* First (last) code point of s that is in set. */
int64_t nat_index_any(leaf_text s, int64_t n, leaf_text set, int64_t m);
int64_t nat_contains_any(leaf_text s, int64_t n, leaf_text set, int64_t m);
int64_t nat_last_index_any(leaf_text s, int64_t n, leaf_text set, int64_t m);
/* Non-overlapping occurrences; for an empty sub one more than the number of code points. */
int64_t nat_count(leaf_text s, int64_t n, leaf_text sub, int64_t m);
int64_t nat_compare(leaf_text a, int64_t n, leaf_text b, int64_t m);
int64_t nat_equal(leaf_text a, int64_t n, leaf_text b, int64_t m);
int64_t nat_has_prefix(leaf_text s, int64_t n, leaf_text prefix, int64_t m);
int64_t nat_has_suffix(leaf_text s, int64_t n, leaf_text suffix, int64_t m);
/* Equality under simple Unicode case folding. */
int64_t nat_equal_fold(leaf_text a, int64_t n, leaf_text b, int64_t m);
/* Length of the longest prefix made of code points in set; start of the longest such suffix. */
int64_t nat_span(leaf_text s, int64_t n, leaf_text set, int64_t m);
int64_t nat_span_end(leaf_text s, int64_t n, leaf_text set, int64_t m);
/* s[result : *end] is s without white space around it. */
int64_t nat_trim_space(leaf_text s, int64_t n, int64_t *end);
/* White-space separated fields: how many; and [result, *end) of the first at or after from,
 * result -1 when there is none. */
int64_t nat_count_fields(leaf_text s, int64_t n);
int64_t nat_next_field(leaf_text s, int64_t n, int64_t from, int64_t *end);
/* First byte of s whose bit is set in the 32-byte bitmap (bit c & 7 of byte c >> 3), -1 when none. */
int64_t nat_index_bitmap(leaf_text s, int64_t n, leaf_text bitmap, int64_t m);
/* Fills dst with copies of s; dst's length is a multiple of n > 0. */
int64_t nat_fill(uint8_t *dst, int64_t room, leaf_text s, int64_t n);
/* Writes s with the first count occurrences of old (not empty) replaced to dst, which has
 * exactly the room for it. Returns the length. */
int64_t nat_replace(uint8_t *dst, int64_t room, leaf_text s, int64_t n, leaf_text old, int64_t m,
		    leaf_text new, int64_t k, int64_t count);

/* --- utf8.c --- */

/* The code point at the start (end) of s and its width in *width: (U+FFFD, 1) for an invalid
 * encoding, (U+FFFD, 0) for an empty s. */
int64_t nat_decode_rune(leaf_text s, int64_t n, int64_t *width);
int64_t nat_decode_last_rune(leaf_text s, int64_t n, int64_t *width);
int64_t nat_full_rune(leaf_text s, int64_t n);
int64_t nat_rune_count(leaf_text s, int64_t n);
int64_t nat_valid_utf8(leaf_text s, int64_t n);
/* Writes r (U+FFFD for an invalid one) to p, which has room for 4; returns the width. */
int64_t leaf_encode_rune(uint8_t *p, int64_t r);

/* --- unicode.c: classes and case of one code point; Unicode 15.0.0 --- */

int64_t nat_is_control(int64_t r);
int64_t nat_is_digit(int64_t r);
int64_t nat_is_graphic(int64_t r);
int64_t nat_is_graphic_quoted(int64_t r); /* as strconv has it */
int64_t nat_is_letter(int64_t r);
int64_t nat_is_lower(int64_t r);
int64_t nat_is_mark(int64_t r);
int64_t nat_is_number(int64_t r);
int64_t nat_is_print(int64_t r);
int64_t nat_is_punct(int64_t r);
int64_t nat_is_space(int64_t r);
int64_t nat_is_symbol(int64_t r);
int64_t nat_is_title(int64_t r);
int64_t nat_is_upper(int64_t r);
/* which: 0 upper, 1 lower, 2 title; anything else gives U+FFFD. */
int64_t nat_to_case(int64_t which, int64_t r);
int64_t nat_to_upper(int64_t r);
int64_t nat_to_lower(int64_t r);
int64_t nat_to_title(int64_t r);
/* The next code point that is equal under simple folding, round in a circle (unicode.SimpleFold). */
int64_t nat_simple_fold(int64_t r);
/* Length of s mapped to a case, -1 when mapping changes nothing; then the mapping itself. */
int64_t nat_case_len(leaf_text s, int64_t n, int64_t which);
int64_t nat_case_map(uint8_t *dst, int64_t room, leaf_text s, int64_t n, int64_t which);

/* --- quote.c: Go's quoted forms --- */

/* Writes s quoted to dst. mode bit 0: only ASCII, bit 1: keep what is graphic. Returns the length,
 * or when room is too small minus the length. */
int64_t nat_quote(uint8_t *dst, int64_t room, leaf_text s, int64_t n, int64_t quote, int64_t mode);
/* The same for one code point in single quotes. */
int64_t nat_quote_rune(uint8_t *dst, int64_t room, int64_t r, int64_t mode);
int64_t nat_can_backquote(leaf_text s, int64_t n);
/* Length of the quoted literal at the start of s, -1 when there is none. */
int64_t nat_quoted_prefix(leaf_text s, int64_t n);
/* Writes the value of the quoted literal s to dst, which is at least as long as s. Returns the
 * length, -1 when s is not exactly one literal. */
int64_t nat_unquote(uint8_t *dst, int64_t room, leaf_text s, int64_t n);
/* One character or escape (strconv.UnquoteChar): value; *multibyte, *width (0: syntax error). */
int64_t nat_unquote_char(leaf_text s, int64_t n, int64_t quote, int64_t *multibyte, int64_t *width);

/* --- number.c: integers --- */

enum leaf_number_error { NUMBER_OK, NUMBER_SYNTAX, NUMBER_RANGE, NUMBER_BASE, NUMBER_BITS };

/* Text of v in a base of 2 to 36 at the start of dst (room 65 is always enough); the length. */
int64_t nat_format_int(uint8_t *dst, int64_t room, int64_t v, int64_t base);
int64_t nat_format_uint(uint8_t *dst, int64_t room, uint64_t v, int64_t base);
/* As strconv.ParseInt; *error is an enum leaf_number_error. */
int64_t nat_parse_int(leaf_text s, int64_t n, int64_t base, int64_t bits, int64_t *error);
uint64_t nat_parse_uint(leaf_text s, int64_t n, int64_t base, int64_t bits, int64_t *error);
/* Decimal digits of v in dst, zero-padded to at least width; the length. (time, fmt) */
int64_t nat_format_padded(uint8_t *dst, int64_t room, uint64_t v, int64_t width);
int64_t nat_underscores_ok(leaf_text s, int64_t n);

/* --- float.c: floating point and text, correctly rounded --- */

/* As strconv.AppendFloat at the start of dst. Room: 32 for the shortest form of e and g and for
 * x and b; 350 + prec is enough for everything. Returns the length. */
int64_t nat_format_float(uint8_t *dst, int64_t room, double f, int64_t fmt, int64_t prec, int64_t bits);
/* The longest floating-point literal at the start of s: its value, its length in *used, and an
 * enum leaf_number_error in *error. */
double nat_parse_float(leaf_text s, int64_t n, int64_t bits, int64_t *used, int64_t *error);

/* --- sort.c --- */

struct leaf_string {
	leaf_text text;
	int64_t len;
};

int64_t nat_sort_ints(int64_t *dst, int64_t n);
int64_t nat_sort_floats(double *dst, int64_t n); /* NaNs first */
int64_t nat_sort_strings(struct leaf_string *dst, int64_t n);

/* --- bits.c --- */

int64_t nat_len64(uint64_t x);
int64_t nat_trailing_zeros64(uint64_t x);
int64_t nat_ones_count64(uint64_t x);
uint64_t nat_reverse64(uint64_t x);
uint64_t nat_reverse_bytes64(uint64_t x);
uint64_t nat_mul64(uint64_t x, uint64_t y, uint64_t *lo);
/* hi < y, y > 0: the caller has checked. */
uint64_t nat_div64(uint64_t hi, uint64_t lo, uint64_t y, uint64_t *rem);

/* --- mpn.c: vectors of words; the carry --- */

uint64_t nat_add_vv(uint64_t *z, int64_t n, leaf_text x, int64_t nx, leaf_text y, int64_t ny);
uint64_t nat_sub_vv(uint64_t *z, int64_t n, leaf_text x, int64_t nx, leaf_text y, int64_t ny);
uint64_t nat_shl_vu(uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t s);
uint64_t nat_shr_vu(uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t s);
uint64_t nat_mul_add_vww(uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t y, uint64_t r);
uint64_t nat_add_mul_vvw(uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t y);
/* The product of Montgomery (Montgomery 1985; word by word as in Koc, Acar and Kaliski 1996): with n words in m, and k = -1/m modulo
 * 2^64, the n words of z from its n-th on are x*y / 2^(64n) modulo m, or that and m; what is returned is their carry. z has 2n. */
uint64_t nat_montgomery(uint64_t *z, int64_t nz, leaf_text x, int64_t nx, leaf_text y, int64_t ny, leaf_text m, int64_t n, uint64_t k);

/* --- math.c: as Go's package math, by its portable algorithms --- */

double nat_sqrt(double x);
double nat_floor(double x);
double nat_ceil(double x);
double nat_trunc(double x);
double nat_round(double x);
double nat_round_even(double x);
double nat_abs(double x);
double nat_exp(double x);
double nat_exp2(double x);
double nat_log(double x);
double nat_log2(double x);
double nat_log10(double x);
double nat_expm1(double x);
double nat_log1p(double x);
double nat_cbrt(double x);
double nat_sin(double x);
double nat_cos(double x);
double nat_tan(double x);
double nat_atan(double x);
double nat_asin(double x);
double nat_acos(double x);
double nat_sinh(double x);
double nat_cosh(double x);
double nat_tanh(double x);
double nat_asinh(double x);
double nat_acosh(double x);
double nat_atanh(double x);
double nat_copysign(double x, double y);
double nat_remainder(double x, double y);
double nat_mod(double x, double y);
double nat_pow(double x, double y);
double nat_hypot(double x, double y);
double nat_atan2(double x, double y);
double nat_fma(double x, double y, double z);
double nat_ldexp(double x, int64_t exponent);
double nat_frexp(double x, int64_t *exponent);
uint64_t nat_float_bits(double x);
double nat_float_from_bits(uint64_t word);

#endif
