/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact constants. A value is computed in a GMP or MPFR temporary and then frozen: its limbs
 * are copied into the arena beside the Const, where GMP can read them in place, so nothing ever
 * needs to be cleared. Integers of 64 bits, which nearly all are, never touch GMP. Every result
 * goes through freeze_z, freeze_q or freeze_f, which pick the smallest kind: that keeps one
 * form for one value. */
#include "base/exact.h"

#include <gmp.h>
#include <math.h>
#include <stdio.h>
#include <mpfr.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"

enum {
	FLOAT_PREC = 512,       /* mantissa bits of CONST_FLOAT; a multiple of the limb size */
	EXACT_BITS = 4096,      /* rationals and integers beyond this many bits become floats */
	LEAST_EXPONENT = 1000000000,     /* of 10: smaller numbers are 0 */
	MAX_SHOWN = 72,         /* runes of a string shown in a message */
};

struct Const {
	uint8_t kind;           /* ConstKind */
	bool small;             /* CONST_INT in .i */
	bool truth;             /* CONST_BOOL */
	union {
		int64_t i;
		__mpz_struct z;
		struct { __mpz_struct num, den; } q;
		__mpfr_struct f;
		struct {
			const char *bytes;      /* NULL: left followed by right */
			size_t n;
			const Const *left, *right;
			Arena *arena;           /* of a concatenation: where to put its bytes */
		} s;
		struct { const Const *re, *im; } c;
	};
};

static const Const the_unknown = { .kind = CONST_UNKNOWN };
static const Const the_true = { .kind = CONST_BOOL, .truth = true };
static const Const the_false = { .kind = CONST_BOOL, .truth = false };

/* ---- Freezing results ---- */

static Const *make(Arena *a, ConstKind kind)
{
	Const *c = arena_make(a, Const);
	c->kind = (uint8_t)kind;
	return c;
}

static void freeze_limbs(Arena *a, __mpz_struct *to, const __mpz_struct *from)
{
	size_t n = mpz_size(from);
	mp_limb_t *limbs = arena_copy(a, mpz_limbs_read(from), n * sizeof *limbs);
	mpz_roinit_n(to, limbs, mpz_sgn(from) < 0 ? -(mp_size_t)n : (mp_size_t)n);
}

static const Const *freeze_f(Arena *a, mpfr_srcptr f);

static const Const *freeze_z(Arena *a, mpz_srcptr z)
{
	if (mpz_fits_slong_p(z))
		return const_int(a, mpz_get_si(z));
	if (mpz_sizeinbase(z, 2) > EXACT_BITS) {
		mpfr_t f;
		mpfr_init2(f, FLOAT_PREC);
		mpfr_set_z(f, z, MPFR_RNDN);
		const Const *c = freeze_f(a, f);
		mpfr_clear(f);
		return c;
	}
	Const *c = make(a, CONST_INT);
	freeze_limbs(a, &c->z, z);
	return c;
}

static const Const *freeze_q(Arena *a, mpq_srcptr q)
{
	if (mpz_cmp_ui(mpq_denref(q), 1) == 0)
		return freeze_z(a, mpq_numref(q));
	if (mpz_sizeinbase(mpq_numref(q), 2) > EXACT_BITS ||
	    mpz_sizeinbase(mpq_denref(q), 2) > EXACT_BITS) {
		mpfr_t f;
		mpfr_init2(f, FLOAT_PREC);
		mpfr_set_q(f, q, MPFR_RNDN);
		const Const *c = freeze_f(a, f);
		mpfr_clear(f);
		return c;
	}
	Const *c = make(a, CONST_RATIONAL);
	freeze_limbs(a, &c->q.num, mpq_numref(q));
	freeze_limbs(a, &c->q.den, mpq_denref(q));
	return c;
}

static const Const *freeze_f(Arena *a, mpfr_srcptr f)
{
	if (mpfr_zero_p(f))
		return const_int(a, 0);
	if (!mpfr_number_p(f))
		return &the_unknown;
	Const *c = make(a, CONST_FLOAT);
	void *limbs = arena_copy(a, mpfr_custom_get_significand(f),
				 mpfr_custom_get_size(FLOAT_PREC));
	mpfr_custom_init_set(&c->f, mpfr_custom_get_kind(f), mpfr_custom_get_exp(f), FLOAT_PREC,
			     limbs);
	return c;
}

/* ---- Thawing operands: each initialises its target, which the caller clears ---- */

static void thaw_z(mpz_ptr z, const Const *c)
{
	if (c->small)
		mpz_init_set_si(z, c->i);
	else
		mpz_init_set(z, &c->z);
}

static void thaw_q(mpq_ptr q, const Const *c)
{
	mpq_init(q);
	if (c->kind == CONST_RATIONAL) {
		mpz_set(mpq_numref(q), &c->q.num);
		mpz_set(mpq_denref(q), &c->q.den);
	} else if (c->small) {
		mpz_set_si(mpq_numref(q), c->i);
	} else {
		mpz_set(mpq_numref(q), &c->z);
	}
}

/* Rounds to odd when the value does not fit, so that a second rounding to 53 or 24 bits is
 * right. */
static void thaw_f_odd(mpfr_ptr f, const Const *c)
{
	int inexact = 0;
	mpfr_init2(f, FLOAT_PREC);
	if (c->kind == CONST_FLOAT) {
		mpfr_set(f, &c->f, MPFR_RNDN);
	} else {
		mpq_t q;
		thaw_q(q, c);
		inexact = mpfr_set_q(f, q, MPFR_RNDZ);
		mpq_clear(q);
	}
	if (inexact)
		*(mp_limb_t *)mpfr_custom_get_significand(f) |= 1;
}

static void thaw_f(mpfr_ptr f, const Const *c)
{
	mpfr_init2(f, FLOAT_PREC);
	if (c->kind == CONST_FLOAT) {
		mpfr_set(f, &c->f, MPFR_RNDN);
		return;
	}
	mpq_t q;
	thaw_q(q, c);
	mpfr_set_q(f, q, MPFR_RNDN);
	mpq_clear(q);
}

/* ---- Making ---- */

const Const *const_unknown(void)
{
	return &the_unknown;
}

const Const *const_bool(bool b)
{
	return b ? &the_true : &the_false;
}

const Const *const_int(Arena *a, int64_t i)
{
	Const *c = make(a, CONST_INT);
	c->small = true;
	c->i = i;
	return c;
}

const Const *const_uint(Arena *a, uint64_t u)
{
	if (u <= INT64_MAX)
		return const_int(a, (int64_t)u);
	mpz_t z;
	mpz_init_set_ui(z, u);
	const Const *c = freeze_z(a, z);
	mpz_clear(z);
	return c;
}

const Const *const_string(Arena *a, const char *bytes, size_t n)
{
	Const *c = make(a, CONST_STRING);
	c->s.bytes = bytes;
	c->s.n = n;
	return c;
}

const Const *const_double(Arena *a, double d)
{
	if (!isfinite(d))
		return &the_unknown;
	mpq_t q;
	mpq_init(q);
	mpq_set_d(q, d);
	const Const *c = freeze_q(a, q);
	mpq_clear(q);
	return c;
}

const Const *const_complex(Arena *a, const Const *re, const Const *im)
{
	if (re->kind == CONST_UNKNOWN || im->kind == CONST_UNKNOWN)
		return &the_unknown;
	if (const_sign(im) == 0)
		return re;
	Const *c = make(a, CONST_COMPLEX);
	c->c.re = re;
	c->c.im = im;
	return c;
}

/* ---- Parsing literals ---- */

/* The literal without _, as a C string the caller frees. */
static char *strip_underscores(const char *text, size_t n)
{
	char *s = mem_alloc(n + 1);
	size_t k = 0;
	for (size_t i = 0; i < n; i++)
		if (text[i] != '_')
			s[k++] = text[i];
	s[k] = '\0';
	return s;
}

/* Splits off 0x, 0o, 0b or a leading 0; gives the base. */
static int literal_base(const char **s)
{
	const char *p = *s;
	if (p[0] != '0' || p[1] == '\0')
		return 10;
	int letter = p[1] | 0x20;
	if (letter == 'x' || letter == 'b' || letter == 'o') {
		*s += 2;
		return letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
	}
	return 8;
}

const Const *const_parse_int(Arena *a, const char *text, size_t n)
{
	if (n == 1 && text[0] >= '0' && text[0] <= '9')
		return const_int(a, text[0] - '0');
	char *s = strip_underscores(text, n);
	const char *digits = s;
	int base = literal_base(&digits);
	const Const *c = NULL;
	mpz_t z;
	if (*digits && mpz_init_set_str(z, digits, base) == 0)
		c = freeze_z(a, z);
	else if (!*digits)
		mpz_init(z);
	mpz_clear(z);
	mem_free(s);
	return c;
}

/* 10^e or 2^e as a factor of q. */
static void scale_q(mpq_ptr q, unsigned long base, long e)
{
	mpz_t power;
	mpz_init(power);
	mpz_ui_pow_ui(power, base, (unsigned long)labs(e));
	if (e >= 0)
		mpz_mul(mpq_numref(q), mpq_numref(q), power);
	else
		mpz_mul(mpq_denref(q), mpq_denref(q), power);
	mpz_clear(power);
	mpq_canonicalize(q);
}

/* Reads an optional exponent at p; false when it is malformed or beyond every representable
 * number. */
static bool parse_exponent(const char *p, long *out)
{
	*out = 0;
	if (*p == '\0')
		return true;
	char *end;
	*out = strtol(p + 1, &end, 10);
	if (*out < -LEAST_EXPONENT)
		*out = -LEAST_EXPONENT;
	return end != p + 1 && *end == '\0' && *out < 1000000000L;
}

/* A float too large or small for a rational. Exponents go as far as gc's: 32 bits, of 2. */
static const Const *parse_big_float(Arena *a, const char *mantissa, int base, long e)
{
	mpfr_set_emax(INT32_MAX);
	mpfr_set_emin(INT32_MIN);
	mpfr_t f, scale;
	mpfr_init2(f, FLOAT_PREC + 64);
	mpfr_init2(scale, FLOAT_PREC + 64);
	const Const *c = NULL;
	if (mpfr_set_str(f, mantissa, base, MPFR_RNDN) == 0) {
		if (base == 16) {
			mpfr_mul_2si(f, f, e, MPFR_RNDN);
		} else {
			mpfr_set_ui(scale, 10, MPFR_RNDN);
			mpfr_pow_si(scale, scale, e, MPFR_RNDN);
			mpfr_mul(f, f, scale, MPFR_RNDN);
		}
		mpfr_prec_round(f, FLOAT_PREC, MPFR_RNDN);
		c = mpfr_inf_p(f) ? NULL : freeze_f(a, f);
	}
	mpfr_clear(f);
	mpfr_clear(scale);
	return c;
}

/* Digits with at most one point, then the exponent: an exact rational when it stays small. */
static const Const *parse_float_parts(Arena *a, char *digits, int base, char *exponent, long e)
{
	char saved = *exponent;
	*exponent = '\0';
	char *point = strchr(digits, '.');
	long places = point ? (long)strlen(point + 1) : 0;
	long bits_per_digit = base == 16 ? 4 : 0;
	double magnitude = base == 16 ? (double)e + 4.0 * (double)strlen(digits)
				      : 3.33 * ((double)e + (double)strlen(digits));
	double least = base == 16 ? (double)e - 4.0 * (double)places : 3.33 * (double)(e - places);
	const Const *c = NULL;
	if (magnitude > EXACT_BITS || least < -EXACT_BITS) {
		c = parse_big_float(a, digits, base, e);
	} else {
		if (point)
			memmove(point, point + 1, strlen(point));
		mpq_t q;
		mpq_init(q);
		if (mpz_set_str(mpq_numref(q), *digits ? digits : "0", base) == 0) {
			scale_q(q, base == 16 ? 2 : 10,
				base == 16 ? e - bits_per_digit * places : e - places);
			c = freeze_q(a, q);
		}
		mpq_clear(q);
	}
	*exponent = saved;
	return c;
}

const Const *const_parse_float(Arena *a, const char *text, size_t n)
{
	char *s = strip_underscores(text, n);
	char *digits = s;
	int base = 10;
	if (s[0] == '0' && (s[1] | 0x20) == 'x') {
		base = 16;
		digits += 2;
	}
	char *exponent = digits + strcspn(digits, base == 16 ? "pP" : "eE");
	long e;
	const Const *c = NULL;
	if (parse_exponent(exponent, &e))
		c = parse_float_parts(a, digits, base, exponent, e);
	mem_free(s);
	return c;
}

/* Spec: an imaginary literal of decimal digits only is decimal, leading zeros notwithstanding. */
const Const *const_parse_imaginary(Arena *a, const char *text, size_t n)
{
	const Const *im;
	if (n < 2)
		return NULL;
	n--;
	bool prefixed = n > 1 && text[0] == '0' && strchr("xXbBoO", text[1]);
	bool hex_float = prefixed && (text[1] | 0x20) == 'x' &&
			 (memchr(text, 'p', n) || memchr(text, 'P', n));
	if (prefixed && !hex_float)
		im = const_parse_int(a, text, n);
	else
		im = const_parse_float(a, text, n);
	return im ? const_complex(a, const_int(a, 0), im) : NULL;
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* n digits of a base at *p; -1 when there are fewer. */
static int64_t escape_digits(const char **p, const char *end, int n, int base)
{
	int64_t v = 0;
	for (; n > 0; n--, (*p)++) {
		if (*p >= end || digit_value(**p) >= base)
			return -1;
		v = v * base + digit_value(**p);
	}
	return v;
}

/* One escape after its backslash. A byte (octal, \x) sets *is_byte. -1 when malformed. */
static int64_t parse_escape(const char **p, const char *end, bool *is_byte)
{
	static const char letters[] = "abfnrtv\\'\"";
	static const char values[] = "\a\b\f\n\r\t\v\\'\"";
	*is_byte = false;
	if (*p >= end)
		return -1;
	char c = **p;
	if (c >= '0' && c <= '7') {
		*is_byte = true;
		int64_t v = escape_digits(p, end, 3, 8);
		return v > 255 ? -1 : v;
	}
	(*p)++;
	if (c == 'x') {
		*is_byte = true;
		return escape_digits(p, end, 2, 16);
	}
	if (c == 'u' || c == 'U') {
		int64_t v = escape_digits(p, end, c == 'u' ? 4 : 8, 16);
		return v > RUNE_MAX || utf8_width((int)v) < 0 ? -1 : v;
	}
	const char *at = c ? strchr(letters, c) : NULL;
	return at ? values[at - letters] : -1;
}

const Const *const_parse_char(Arena *a, const char *text, size_t n)
{
	const char *p = text + 1, *end = text + n - 1;
	if (n < 3 || text[0] != '\'' || *end != '\'')
		return NULL;
	int64_t v;
	bool is_byte;
	if (*p == '\\') {
		p++;
		v = parse_escape(&p, end, &is_byte);
	} else {
		int width;
		v = utf8_decode(p, (size_t)(end - p), &width);
		p += width;
	}
	return v < 0 || p != end ? NULL : const_int(a, v);
}

static const Const *parse_raw_string(Arena *a, const char *text, size_t n)
{
	char *out = arena_alloc(a, n + 1);
	size_t k = 0;
	for (size_t i = 0; i < n; i++)
		if (text[i] != '\r')
			out[k++] = text[i];
	return const_string(a, out, k);
}

const Const *const_parse_string(Arena *a, const char *text, size_t n)
{
	if (n < 2 || text[n - 1] != text[0])
		return NULL;
	if (text[0] == '`')
		return parse_raw_string(a, text + 1, n - 2);
	const char *p = text + 1, *end = text + n - 1;
	char *out = arena_alloc(a, n);     /* an escape is never shorter than what it stands for */
	size_t k = 0;
	while (p < end) {
		if (*p != '\\') {
			out[k++] = *p++;
			continue;
		}
		p++;
		bool is_byte;
		int64_t v = parse_escape(&p, end, &is_byte);
		if (v < 0)
			return NULL;
		if (is_byte)
			out[k++] = (char)v;
		else
			k += (size_t)utf8_encode(out + k, (int)v);
	}
	out[k] = '\0';
	return const_string(a, out, k);
}

/* ---- Asking ---- */

ConstKind const_kind(const Const *c)
{
	return c->kind;
}

bool const_is_number(const Const *c)
{
	return c->kind >= CONST_INT;
}

bool const_bool_value(const Const *c)
{
	return c->kind == CONST_BOOL && c->truth;
}

/* Fills the buffer from its end, so that the usual chain ((a+b)+c)+d needs a stack of depth one. */
static void flatten(const Const *c, char *out, size_t n)
{
	VEC(const Const *) todo = { 0 };
	vec_push(&todo, c);
	while (!vec_empty(&todo)) {
		const Const *top = vec_pop(&todo);
		if (top->s.bytes) {
			n -= top->s.n;
			memcpy(out + n, top->s.bytes, top->s.n);
		} else {
			vec_push(&todo, top->s.left);
			vec_push(&todo, top->s.right);
		}
	}
	vec_free(&todo);
}

/* The value stays the same; only its form changes, so the constness seen outside holds. */
const char *const_string_value(const Const *c, size_t *n)
{
	*n = c->s.n;
	if (!c->s.bytes) {
		Const *whole = (Const *)(uintptr_t)c;
		char *bytes = arena_alloc(c->s.arena, c->s.n + 1);
		flatten(c, bytes, c->s.n);
		whole->s.bytes = bytes;
	}
	return c->s.bytes;
}

bool const_to_int64(const Const *c, int64_t *out)
{
	if (c->kind != CONST_INT || !c->small)
		return false;
	*out = c->i;
	return true;
}

bool const_to_uint64(const Const *c, uint64_t *out)
{
	if (c->kind != CONST_INT)
		return false;
	if (c->small) {
		*out = (uint64_t)c->i;
		return c->i >= 0;
	}
	*out = mpz_get_ui(&c->z);
	return mpz_fits_ulong_p(&c->z);
}

double const_to_double(const Const *c)
{
	if (c->kind == CONST_COMPLEX)
		return const_to_double(c->c.re);
	if (c->kind < CONST_INT)
		return 0;
	mpfr_t f;
	thaw_f_odd(f, c);
	double d = mpfr_get_d(f, MPFR_RNDN);
	mpfr_clear(f);
	return d;
}

float const_to_float(const Const *c)
{
	if (c->kind == CONST_COMPLEX)
		return const_to_float(c->c.re);
	if (c->kind < CONST_INT)
		return 0;
	mpfr_t f;
	thaw_f_odd(f, c);
	float d = mpfr_get_flt(f, MPFR_RNDN);
	mpfr_clear(f);
	return d;
}

int const_sign(const Const *c)
{
	switch (c->kind) {
	case CONST_INT: return c->small ? (c->i > 0) - (c->i < 0) : mpz_sgn(&c->z);
	case CONST_RATIONAL: return mpz_sgn(&c->q.num);
	case CONST_FLOAT: return mpfr_sgn(&c->f);
	case CONST_COMPLEX: return 1;
	default: return 1;
	}
}

size_t const_bits(const Const *c)
{
	if (c->kind == CONST_FLOAT) {
		long e = mpfr_get_exp(&c->f);
		return e > 0 ? (size_t)e : 0;
	}
	if (c->kind != CONST_INT)
		return 0;
	if (!c->small)
		return mpz_sizeinbase(&c->z, 2);
	uint64_t u = c->i < 0 ? 0 - (uint64_t)c->i : (uint64_t)c->i;
	return u ? 64 - (size_t)__builtin_clzll(u) : 0;
}

const Const *const_real(Arena *a, const Const *c)
{
	(void)a;
	return c->kind == CONST_COMPLEX ? c->c.re : c;
}

const Const *const_imag(Arena *a, const Const *c)
{
	if (c->kind == CONST_COMPLEX)
		return c->c.im;
	return c->kind == CONST_UNKNOWN ? c : const_int(a, 0);
}

/* ---- Converting ---- */

/* An integer, or within the last few bits of one: an artefact of computing with 512 bits. */
static const Const *float_to_integer(Arena *a, const Const *c)
{
	if (const_bits(c) > EXACT_BITS)
		return NULL;
	const Const *result = NULL;
	static const mpfr_rnd_t ways[] = { MPFR_RNDN, MPFR_RNDD, MPFR_RNDU };
	for (int i = 0; i < 3 && !result; i++) {
		mpfr_t f;
		mpfr_init2(f, i == 0 ? FLOAT_PREC : FLOAT_PREC - 4);
		mpfr_set(f, &c->f, ways[i]);
		if (mpfr_integer_p(f)) {
			mpz_t z;
			mpz_init(z);
			mpfr_get_z(z, f, MPFR_RNDN);
			result = freeze_z(a, z);
			mpz_clear(z);
		}
		mpfr_clear(f);
	}
	return result;
}

const Const *const_to_integer(Arena *a, const Const *c)
{
	switch (c->kind) {
	case CONST_INT: return c;
	case CONST_FLOAT: return float_to_integer(a, c);
	default: return NULL;
	}
}

const Const *const_to_real(Arena *a, const Const *c)
{
	(void)a;
	return c->kind >= CONST_INT && c->kind != CONST_COMPLEX ? c : NULL;
}

static const Const *round_real(Arena *a, const Const *c, int bits)
{
	double d = bits == 32 ? (double)const_to_float(c) : const_to_double(c);
	return isinf(d) ? NULL : const_double(a, d);
}

const Const *const_round(Arena *a, const Const *c, int bits)
{
	if (c->kind < CONST_INT)
		return c;
	const Const *re = round_real(a, const_real(a, c), bits);
	const Const *im = c->kind == CONST_COMPLEX ? round_real(a, c->c.im, bits) : const_int(a, 0);
	return re && im ? const_complex(a, re, im) : NULL;
}

const Const *const_wrap(Arena *a, const Const *c, unsigned bits, bool is_unsigned)
{
	if (c->kind != CONST_INT)
		return c;
	mpz_t z;
	thaw_z(z, c);
	mpz_fdiv_r_2exp(z, z, bits);
	if (!is_unsigned && mpz_tstbit(z, bits - 1)) {
		mpz_t top;
		mpz_init_set_ui(top, 1);
		mpz_mul_2exp(top, top, bits);
		mpz_sub(z, z, top);
		mpz_clear(top);
	}
	const Const *r = freeze_z(a, z);
	mpz_clear(z);
	return r;
}

/* ---- Binary operations ---- */

/* 64-bit operands; NULL when the result needs more. */
static const Const *small_binary(Arena *a, ConstOp op, int64_t x, int64_t y)
{
	int64_t r;
	bool over = false;
	switch (op) {
	case CONST_ADD: over = __builtin_add_overflow(x, y, &r); break;
	case CONST_SUB: over = __builtin_sub_overflow(x, y, &r); break;
	case CONST_MUL: over = __builtin_mul_overflow(x, y, &r); break;
	case CONST_INT_QUO: over = y == -1 && x == INT64_MIN; r = over ? 0 : x / y; break;
	case CONST_REM: r = y == -1 ? 0 : x % y; break;
	case CONST_AND: r = x & y; break;
	case CONST_OR: r = x | y; break;
	case CONST_XOR: r = x ^ y; break;
	case CONST_AND_NOT: r = x & ~y; break;
	default: return NULL;
	}
	return over ? NULL : const_int(a, r);
}

static void z_and_not(mpz_ptr x, mpz_ptr y)
{
	mpz_com(y, y);
	mpz_and(x, x, y);
}

static const Const *int_binary(Arena *a, ConstOp op, const Const *xc, const Const *yc)
{
	mpz_t x, y;
	thaw_z(x, xc);
	thaw_z(y, yc);
	switch (op) {
	case CONST_ADD: mpz_add(x, x, y); break;
	case CONST_SUB: mpz_sub(x, x, y); break;
	case CONST_MUL: mpz_mul(x, x, y); break;
	case CONST_INT_QUO: mpz_tdiv_q(x, x, y); break;
	case CONST_REM: mpz_tdiv_r(x, x, y); break;
	case CONST_AND: mpz_and(x, x, y); break;
	case CONST_OR: mpz_ior(x, x, y); break;
	case CONST_XOR: mpz_xor(x, x, y); break;
	case CONST_AND_NOT: z_and_not(x, y); break;
	default: break;
	}
	const Const *r = freeze_z(a, x);
	mpz_clear(x);
	mpz_clear(y);
	return r;
}

static const Const *rational_binary(Arena *a, ConstOp op, const Const *xc, const Const *yc)
{
	mpq_t x, y;
	thaw_q(x, xc);
	thaw_q(y, yc);
	switch (op) {
	case CONST_ADD: mpq_add(x, x, y); break;
	case CONST_SUB: mpq_sub(x, x, y); break;
	case CONST_MUL: mpq_mul(x, x, y); break;
	default: mpq_div(x, x, y); break;
	}
	const Const *r = freeze_q(a, x);
	mpq_clear(x);
	mpq_clear(y);
	return r;
}

static const Const *float_binary(Arena *a, ConstOp op, const Const *xc, const Const *yc)
{
	mpfr_t x, y;
	thaw_f(x, xc);
	thaw_f(y, yc);
	switch (op) {
	case CONST_ADD: mpfr_add(x, x, y, MPFR_RNDN); break;
	case CONST_SUB: mpfr_sub(x, x, y, MPFR_RNDN); break;
	case CONST_MUL: mpfr_mul(x, x, y, MPFR_RNDN); break;
	default: mpfr_div(x, x, y, MPFR_RNDN); break;
	}
	const Const *r = freeze_f(a, x);
	mpfr_clear(x);
	mpfr_clear(y);
	return r;
}

/* (a+bi)(c+di) = (ac-bd) + (bc+ad)i;  (a+bi)/(c+di) = ((ac+bd) + (bc-ad)i) / (cc+dd). */
static const Const *complex_binary(Arena *m, ConstOp op, const Const *x, const Const *y)
{
	const Const *a = const_real(m, x), *b = const_imag(m, x);
	const Const *c = const_real(m, y), *d = const_imag(m, y);
	if (op == CONST_ADD || op == CONST_SUB)
		return const_complex(m, const_binary(m, op, a, c), const_binary(m, op, b, d));
	const Const *ac = const_binary(m, CONST_MUL, a, c), *bd = const_binary(m, CONST_MUL, b, d);
	const Const *bc = const_binary(m, CONST_MUL, b, c), *ad = const_binary(m, CONST_MUL, a, d);
	if (op == CONST_MUL)
		return const_complex(m, const_binary(m, CONST_SUB, ac, bd),
				     const_binary(m, CONST_ADD, bc, ad));
	const Const *cc = const_binary(m, CONST_MUL, c, c), *dd = const_binary(m, CONST_MUL, d, d);
	const Const *norm = const_binary(m, CONST_ADD, cc, dd);
	if (norm->kind == CONST_UNKNOWN || const_sign(norm) == 0)
		return &the_unknown;
	return const_complex(m, const_binary(m, CONST_QUO, const_binary(m, CONST_ADD, ac, bd),
					     norm),
			     const_binary(m, CONST_QUO, const_binary(m, CONST_SUB, bc, ad), norm));
}

/* A concatenation is kept as a tree until someone asks for its bytes: a chain of n stays linear. */
static const Const *string_concat(Arena *a, const Const *x, const Const *y)
{
	if (x->s.n == 0)
		return y;
	if (y->s.n == 0)
		return x;
	Const *c = make(a, CONST_STRING);
	c->s.n = x->s.n + y->s.n;
	c->s.left = x;
	c->s.right = y;
	c->s.arena = a;
	return c;
}

const Const *const_binary(Arena *a, ConstOp op, const Const *x, const Const *y)
{
	if (x->kind == CONST_UNKNOWN || y->kind == CONST_UNKNOWN)
		return &the_unknown;
	if (op >= CONST_EQ)
		return const_bool(const_compare(op, x, y));
	if (x->kind == CONST_BOOL)
		return const_bool(op == CONST_LAND ? x->truth && y->truth : x->truth || y->truth);
	if (x->kind == CONST_STRING)
		return string_concat(a, x, y);
	ConstKind kind = x->kind > y->kind ? x->kind : y->kind;
	if (kind == CONST_COMPLEX)
		return complex_binary(a, op, x, y);
	if (kind == CONST_FLOAT)
		return float_binary(a, op, x, y);
	if (kind == CONST_RATIONAL || op == CONST_QUO)
		return rational_binary(a, op, x, y);
	const Const *r = x->small && y->small ? small_binary(a, op, x->i, y->i) : NULL;
	return r ? r : int_binary(a, op, x, y);
}

/* ---- Comparing ---- */

static int compare_exact(const Const *xc, const Const *yc)
{
	mpq_t x, y;
	thaw_q(x, xc);
	thaw_q(y, yc);
	int r = mpq_cmp(x, y);
	mpq_clear(x);
	mpq_clear(y);
	return r;
}

static int compare_floats(const Const *xc, const Const *yc)
{
	mpfr_t x, y;
	thaw_f(x, xc);
	thaw_f(y, yc);
	int r = mpfr_cmp(x, y);
	mpfr_clear(x);
	mpfr_clear(y);
	return r;
}

static int compare_strings(const Const *x, const Const *y)
{
	size_t nx, ny;
	const char *sx = const_string_value(x, &nx), *sy = const_string_value(y, &ny);
	int r = memcmp(sx, sy, nx < ny ? nx : ny);
	return r ? r : (nx > ny) - (nx < ny);
}

static int compare_values(const Const *x, const Const *y)
{
	if (x->kind == CONST_BOOL)
		return x->truth != y->truth;
	if (x->kind == CONST_STRING)
		return compare_strings(x, y);
	if (x->small && y->small)
		return (x->i > y->i) - (x->i < y->i);
	if (x->kind == CONST_COMPLEX || y->kind == CONST_COMPLEX)
		return !const_equal(x, y);
	if (x->kind == CONST_FLOAT || y->kind == CONST_FLOAT)
		return compare_floats(x, y);
	return compare_exact(x, y);
}

bool const_compare(ConstOp op, const Const *x, const Const *y)
{
	if (x->kind == CONST_UNKNOWN || y->kind == CONST_UNKNOWN)
		return false;
	int c = compare_values(x, y);
	switch (op) {
	case CONST_EQ: return c == 0;
	case CONST_NE: return c != 0;
	case CONST_LT: return c < 0;
	case CONST_LE: return c <= 0;
	case CONST_GT: return c > 0;
	default: return c >= 0;
	}
}

bool const_equal(const Const *x, const Const *y)
{
	if (x->kind != y->kind)
		return false;
	if (x->kind == CONST_COMPLEX)
		return compare_values(x->c.re, y->c.re) == 0 &&
			compare_values(x->c.im, y->c.im) == 0;
	return x->kind == CONST_UNKNOWN || compare_values(x, y) == 0;
}

/* ---- Unary operations and shifts ---- */

const Const *const_unary(Arena *a, ConstUnary op, const Const *c)
{
	if (c->kind == CONST_UNKNOWN || op == CONST_PLUS)
		return c;
	if (op == CONST_NOT)
		return const_bool(!c->truth);
	if (op == CONST_NEG)
		return const_binary(a, CONST_SUB, const_int(a, 0), c);
	return const_binary(a, CONST_SUB, const_int(a, -1), c);     /* ^x = -1 - x */
}

const Const *const_complement_unsigned(Arena *a, const Const *c, unsigned bits)
{
	return const_wrap(a, const_unary(a, CONST_COMPLEMENT, c), bits, true);
}

const Const *const_shift(Arena *a, const Const *c, bool left, uint64_t count)
{
	if (c->kind != CONST_INT)
		return &the_unknown;
	if (!left && c->small)
		return const_int(a, count > 63 ? (c->i < 0 ? -1 : 0) : c->i >> count);
	mpz_t z;
	thaw_z(z, c);
	if (left)
		mpz_mul_2exp(z, z, count);
	else
		mpz_fdiv_q_2exp(z, z, count);
	const Const *r = freeze_z(a, z);
	mpz_clear(z);
	return r;
}

/* ---- Printing ---- */

static void write_short_string(StrBuf *sb, const Const *c)
{
	size_t n;
	const char *bytes = const_string_value(c, &n);
	StrBuf quoted = { 0 };
	sb_quote(&quoted, bytes, n);
	size_t cut = 0;
	size_t runes = utf8_count(quoted.data, quoted.len);
	for (size_t i = 0; i < MAX_SHOWN - 3 && cut < quoted.len; i++) {
		int width;
		utf8_decode(quoted.data + cut, quoted.len - cut, &width);
		cut += (size_t)width;
	}
	sb_addn(sb, quoted.data, runes > MAX_SHOWN ? cut : quoted.len);
	if (runes > MAX_SHOWN)
		sb_add(sb, "...");
	sb_free(&quoted);
}

static void write_int(StrBuf *sb, const Const *c)
{
	if (c->small) {
		sb_printf(sb, "%lld", (long long)c->i);
		return;
	}
	char *room = sb_room(sb, mpz_sizeinbase(&c->z, 10) + 2);
	mpz_get_str(room, 10, &c->z);
	sb->len += strlen(room);
}

/* %.6g, but a number that is not whole must not look like one: then with all its digits. */
static void write_real(StrBuf *sb, const Const *c)
{
	double d = const_to_double(c);
	char text[64];
	if (isinf(d) || (d == 0) != (const_sign(c) == 0)) {
		mpfr_t f;
		thaw_f(f, c);
		mpfr_snprintf(text, sizeof text, "%.6Rg", f);
		mpfr_clear(f);
		sb_add(sb, text);
		return;
	}
	snprintf(text, sizeof text, "%.6g", d);
	for (int digits = 7; c->kind != CONST_INT && !strchr(text, '.') && digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, d);
		if (strtod(text, NULL) == d)
			break;
	}
	sb_add(sb, text);
}

void const_write(StrBuf *sb, const Const *c, bool as_float)
{
	switch ((ConstKind)c->kind) {
	case CONST_UNKNOWN: sb_add(sb, "unknown"); break;
	case CONST_BOOL: sb_add(sb, c->truth ? "true" : "false"); break;
	case CONST_STRING: write_short_string(sb, c); break;
	case CONST_INT:
		if (as_float)
			write_real(sb, c);
		else
			write_int(sb, c);
		break;
	case CONST_RATIONAL:
	case CONST_FLOAT: write_real(sb, c); break;
	case CONST_COMPLEX:
		sb_addc(sb, '(');
		const_write(sb, c->c.re, true);
		sb_add(sb, " + ");
		const_write(sb, c->c.im, true);
		sb_add(sb, "i)");
		break;
	}
}

static void write_z(StrBuf *sb, mpz_srcptr z)
{
	char *room = sb_room(sb, mpz_sizeinbase(z, 10) + 2);
	mpz_get_str(room, 10, z);
	sb->len += strlen(room);
}

void const_write_exact(StrBuf *sb, const Const *c)
{
	char text[64];
	size_t n;
	switch ((ConstKind)c->kind) {
	case CONST_STRING: {
		const char *bytes = const_string_value(c, &n);
		sb_quote(sb, bytes, n);
		break;
	}
	case CONST_RATIONAL:
		write_z(sb, &c->q.num);
		sb_addc(sb, '/');
		write_z(sb, &c->q.den);
		break;
	case CONST_FLOAT:
		mpfr_snprintf(text, sizeof text, "%.17Rg", &c->f);
		sb_add(sb, text);
		break;
	case CONST_COMPLEX:
		sb_addc(sb, '(');
		const_write_exact(sb, c->c.re);
		sb_add(sb, " + ");
		const_write_exact(sb, c->c.im);
		sb_add(sb, "i)");
		break;
	default: const_write(sb, c, false); break;
	}
}
