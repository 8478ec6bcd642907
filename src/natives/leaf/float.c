/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Floating point and text, always correctly rounded, in both directions.
 *
 * A double is m * 2^e with an integer m below 2^53. Text of a given precision is an exact integer:
 * round(m * 2^e * 10^q), in 128 bits where that fits, else in multi-word arithmetic (GMP's mpn).
 * The shortest text is Steele and White's free-format algorithm (also known as Dragon4): digits of
 * the value are produced until what is left is less than half the distance to a neighbour. Two short
 * ways go round it for the common cases. Reading goes the other way: digits * 10^q is compared
 * exactly, after a fast path where one rounding suffices (Clinger). */
#include "natives/leaf/leaf.h"
#include "natives/leaf/words.h"

#include <gmp.h>
#include <math.h>
#include <string.h>

struct format {
	int mant_bits;	/* without the hidden bit */
	int min_exp;	/* e of the smallest subnormal */
	int max_exp;	/* e of the largest values */
};

static const struct format binary64 = {52, -1074, 971};
static const struct format binary32 = {23, -149, 104};

/* A finite positive value m * 2^e in a format. */
struct value {
	uint64_t m;
	int e;
	const struct format *format;
};

static struct value value_of(double f, int64_t bits)
{
	uint64_t word;
	struct value v = {.format = bits == 32 ? &binary32 : &binary64};
	memcpy(&word, &f, 8);
	int exponent = (int)(word >> 52 & 0x7FF);
	v.m = word & 0xFFFFFFFFFFFFFu;
	v.e = exponent ? exponent - 1075 : -1074;
	if (exponent)
		v.m |= (uint64_t)1 << 52;
	if (bits == 32 && v.m) {	/* the same number with a 24-bit significand */
		int shift = 29;
		if (v.e + shift < binary32.min_exp)
			shift = binary32.min_exp - v.e;
		v.m >>= shift;
		v.e += shift;
	}
	return v;
}

/* --- multi-word integers --- */

/* 10^1160 (precision is capped there) times 2^1024 needs 4,900 bits; reading keeps 800 digits and
 * compares below 10^-1150: 6,500 bits. */
#define LIMBS 128

struct big {
	mp_size_t n;	/* significant limbs */
	mp_limb_t limb[LIMBS];
};

static void big_set(struct big *b, uint64_t x)
{
	b->n = x != 0;
	b->limb[0] = x;
}

static void big_mul_add(struct big *b, uint64_t factor, uint64_t plus)
{
	mp_limb_t carry = b->n ? mpn_mul_1(b->limb, b->limb, b->n, factor) : 0;
	if (b->n)
		carry += mpn_add_1(b->limb, b->limb, b->n, plus);
	else
		carry = plus;
	if (carry)
		b->limb[b->n++] = carry;
}

static void big_mul_pow10(struct big *b, int power)
{
	for (; power >= 19; power -= 19)
		big_mul_add(b, 10000000000000000000u, 0);
	uint64_t rest = 1;
	while (power-- > 0)
		rest *= 10;
	big_mul_add(b, rest, 0);
}

static void big_shift(struct big *b, int bits)
{
	int limbs = bits / 64;
	if (b->n == 0 || bits <= 0)
		return;
	memmove(b->limb + limbs, b->limb, (size_t)b->n * 8);
	memset(b->limb, 0, (size_t)limbs * 8);
	b->n += limbs;
	if (bits % 64) {
		mp_limb_t out = mpn_lshift(b->limb, b->limb, b->n, (unsigned)bits % 64);
		if (out)
			b->limb[b->n++] = out;
	}
}

static int big_cmp(const struct big *a, const struct big *b)
{
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	return a->n ? mpn_cmp(a->limb, b->limb, a->n) : 0;
}

static void big_trim(struct big *b)
{
	while (b->n > 0 && b->limb[b->n - 1] == 0)
		b->n--;
}

static void big_add(struct big *a, const struct big *b)
{
	const struct big *longer = a->n >= b->n ? a : b, *shorter = a->n >= b->n ? b : a;
	mp_limb_t carry = longer->n == 0 ? 0 : shorter->n == 0 ?
		(memmove(a->limb, longer->limb, (size_t)longer->n * 8), 0) :
		mpn_add(a->limb, longer->limb, longer->n, shorter->limb, shorter->n);
	a->n = longer->n;
	if (carry)
		a->limb[a->n++] = carry;
}

static void big_sub(struct big *a, const struct big *b)
{
	if (b->n)
		mpn_sub(a->limb, a->limb, a->n, b->limb, b->n);
	big_trim(a);
}

/* num = num / den rounded to the nearest, a tie to even. */
static void big_div_round(struct big *num, const struct big *den)
{
	struct big quotient, rest;
	if (big_cmp(num, den) < 0) {
		rest = *num;
		big_set(&quotient, 0);
	} else {
		mpn_tdiv_qr(quotient.limb, rest.limb, 0, num->limb, num->n, den->limb, den->n);
		quotient.n = num->n - den->n + 1;
		rest.n = den->n;
		big_trim(&quotient);
		big_trim(&rest);
	}
	big_add(&rest, &rest);
	int order = big_cmp(&rest, den);
	*num = quotient;
	if (order > 0 || (order == 0 && num->n && (num->limb[0] & 1)))
		big_mul_add(num, 1, 1);
}

/* --- digits --- */

#define MAX_DIGITS 1500

/* 0.d1d2d3... * 10^point; no digits for zero. */
struct decimal {
	int n, point;
	uint8_t digit[MAX_DIGITS];	/* characters */
};

static void decimal_strip(struct decimal *d)
{
	while (d->n > 0 && d->digit[d->n - 1] == '0')
		d->n--;
	if (d->n == 0)
		d->point = 0;
}

/* The decimal integer x * 10^-q. */
static void decimal_from_u64(struct decimal *d, uint64_t x, int q)
{
	d->n = x ? (int)nat_format_uint(d->digit, MAX_DIGITS, x, 10) : 0;
	d->point = d->n - q;
}

static void decimal_from_big(struct decimal *d, struct big *b, int q)
{
	if (b->n <= 1) {
		decimal_from_u64(d, b->n ? b->limb[0] : 0, q);
		return;
	}
	size_t n = mpn_get_str(d->digit, 10, b->limb, b->n);	/* may begin with a 0 digit */
	size_t skip = d->digit[0] == 0;
	for (size_t i = skip; i < n; i++)
		d->digit[i - skip] = (uint8_t)('0' + d->digit[i]);
	d->n = (int)(n - skip);
	d->point = d->n - q;
}

static bool small_scale(struct value v, int q, uint64_t *out)
{
	static const uint64_t pow10[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
		1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000,
		1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000};
	if (q < 0 || q > 18 || v.e > 0 || v.e < -120)
		return false;
	unsigned __int128 x = (unsigned __int128)v.m * pow10[q];	/* below 2^113 */
	unsigned __int128 unit = (unsigned __int128)1 << -v.e, rest = x & (unit - 1);
	x >>= -v.e;
	if (x >> 63)
		return false;
	*out = (uint64_t)x;
	rest *= 2;	/* below 2^121 */
	*out += rest > unit || (rest == unit && (*out & 1));
	return true;
}

/* round(v * 10^q) as digits. */
static void decimal_scaled(struct decimal *d, struct value v, int q)
{
	uint64_t small;
	if (small_scale(v, q, &small)) {
		decimal_from_u64(d, small, q);
		return;
	}
	struct big num, den;
	big_set(&num, v.m);
	big_set(&den, 1);
	big_mul_pow10(q > 0 ? &num : &den, q > 0 ? q : -q);
	big_shift(v.e > 0 ? &num : &den, v.e > 0 ? v.e : -v.e);
	big_div_round(&num, &den);
	decimal_from_big(d, &num, q);
}

/* floor(log10(v)) or one less. */
static int decimal_exponent(struct value v)
{
	int bits = (int)nat_len64(v.m) + v.e;	/* 2^(bits-1) <= v < 2^bits */
	return (int)floor((bits - 1) * 0.30102999566398119521 - 1e-9);
}

/* v to count significant digits. */
static void decimal_round(struct decimal *d, struct value v, int count)
{
	d->n = d->point = 0;
	if (v.m == 0)
		return;
	int q = count - 1 - decimal_exponent(v);
	decimal_scaled(d, v, q);
	if (d->n > count)
		decimal_scaled(d, v, q - (d->n - count));
	if (d->n > count)	/* 9.99 became 10.0 */
		d->n = count;
}

/* --- the shortest text that reads back as the same value --- */

/* A value with at most 15 digits has only one decimal that short which reads back as it. */
static bool shortest_short(struct decimal *d, struct value v, double f)
{
	static const double pow10[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};
	if (v.format != &binary64 || f >= 1e15 || f < 1e-5)
		return false;
	for (int q = 0; q <= 10; q++) {
		double scaled = f * pow10[q];
		if (scaled >= 1e15)
			return false;
		if (scaled == floor(scaled) && scaled / pow10[q] == f) {
			decimal_from_u64(d, (uint64_t)scaled, q);
			return true;
		}
	}
	return false;
}

/* The state of the digit generation: value r/s, half the gaps to the neighbours low/s and high/s. */
struct dragon {
	struct big r, s, low, high;
	bool tie_up;	/* 2^-12 as a float32 is the one tie above a power of two; Go rounds it up */
	bool even;	/* the ends of the interval read back as the value, too */
};

static bool dragon_over(const struct dragon *g)
{
	struct big sum = g->r;
	big_add(&sum, &g->high);
	int order = big_cmp(&sum, &g->s);
	return order > 0 || (order == 0 && g->even);
}

static bool dragon_under(const struct dragon *g)
{
	int order = big_cmp(&g->r, &g->low);
	return order < 0 || (order == 0 && g->even);
}

/* Everything doubled once, so that half a gap is an integer; once more above a power of two,
 * where the gap below is half the one above. */
static void dragon_start(struct dragon *g, struct value v, int exponent)
{
	bool uneven = v.m == (uint64_t)1 << v.format->mant_bits && v.e > v.format->min_exp;
	int up = v.e > 0 ? v.e : 0, down = v.e < 0 ? -v.e : 0;
	g->even = (v.m & 1) == 0;
	g->tie_up = uneven && v.format == &binary32;
	big_set(&g->r, v.m);
	big_set(&g->s, 1);
	big_set(&g->low, 1);
	big_set(&g->high, 1);
	big_shift(&g->r, up + 1 + uneven);
	big_shift(&g->s, down + 1 + uneven);
	big_shift(&g->low, up);
	big_shift(&g->high, up + uneven);
	if (exponent > 0)
		big_mul_pow10(&g->s, exponent);
	if (exponent < 0) {
		big_mul_pow10(&g->r, -exponent);
		big_mul_pow10(&g->low, -exponent);
		big_mul_pow10(&g->high, -exponent);
	}
}

static int dragon_digit(struct dragon *g)
{
	int digit = 0;
	big_mul_add(&g->r, 10, 0);
	big_mul_add(&g->low, 10, 0);
	big_mul_add(&g->high, 10, 0);
	for (; big_cmp(&g->r, &g->s) >= 0; digit++)
		big_sub(&g->r, &g->s);
	return digit;
}

static void shortest_long(struct decimal *d, struct value v)
{
	struct dragon g;
	int point = decimal_exponent(v) + 1;
	dragon_start(&g, v, point);
	if (dragon_over(&g)) {
		big_mul_add(&g.s, 10, 0);
		point++;
	}
	d->n = 0;
	d->point = point;
	for (;;) {
		int digit = dragon_digit(&g);
		bool under = dragon_under(&g), over = dragon_over(&g);
		if (under && over) {
			big_add(&g.r, &g.r);
			int order = big_cmp(&g.r, &g.s);
			over = order > 0 || (order == 0 && (g.tie_up || (digit & 1)));
		}
		d->digit[d->n++] = (uint8_t)('0' + digit + over);
		if (under || over)
			return;
	}
}

static void shortest(struct decimal *d, struct value v, double f)
{
	d->n = d->point = 0;
	if (v.m == 0)
		return;
	if (!shortest_short(d, v, f))
		shortest_long(d, v);
	decimal_strip(d);
}

/* --- layout --- */

struct out {
	uint8_t *at, *end;
};

static void put(struct out *out, int c)
{
	if (out->at < out->end)
		*out->at++ = (uint8_t)c;
}

static void put_text(struct out *out, const char *text)
{
	while (*text)
		put(out, *text++);
}

static int digit_at(const struct decimal *d, int i)
{
	return i >= 0 && i < d->n ? d->digit[i] : '0';
}

static void put_exponent(struct out *out, int letter, int exponent, int width)
{
	uint8_t text[8];
	put(out, letter);
	put(out, exponent < 0 ? '-' : '+');
	int64_t n = nat_format_padded(text, sizeof text, (uint64_t)(exponent < 0 ? -exponent : exponent), width);
	for (int64_t i = 0; i < n; i++)
		put(out, text[i]);
}

static void put_e(struct out *out, const struct decimal *d, int64_t prec, int letter)
{
	put(out, digit_at(d, 0));
	if (prec > 0)
		put(out, '.');
	for (int64_t i = 1; i <= prec && out->at < out->end; i++)
		put(out, i < d->n ? d->digit[i] : '0');
	put_exponent(out, letter, d->n ? d->point - 1 : 0, 2);
}

static void put_f(struct out *out, const struct decimal *d, int64_t prec)
{
	if (d->point <= 0)
		put(out, '0');
	for (int i = 0; i < d->point; i++)
		put(out, digit_at(d, i));
	if (prec > 0)
		put(out, '.');
	for (int64_t i = 0; i < prec && out->at < out->end; i++)
		put(out, i + d->point < d->n ? digit_at(d, (int)i + d->point) : '0');
}

/* %g: exponent form when the exponent is below -4 or not below the precision (6 for the shortest). */
static void put_g(struct out *out, const struct decimal *d, int64_t prec, bool is_shortest, int letter)
{
	int exponent = d->point - 1;
	int64_t limit = prec;
	if (limit > d->n && d->n >= d->point)
		limit = d->n;
	if (is_shortest)
		limit = 6;
	if (exponent < -4 || exponent >= limit)
		put_e(out, d, (prec < d->n ? prec : d->n) - 1, letter);
	else
		put_f(out, d, d->n > d->point ? d->n - d->point : 0);
}

/* Precision beyond the last digit a double can have adds zeros only. */
static int cap(int64_t prec)
{
	return prec > 1140 ? 1140 : (int)prec;
}

static void put_decimal(struct out *out, struct value v, double f, int fmt, int64_t prec)
{
	struct decimal d;
	bool is_shortest = prec < 0;
	int lower = fmt | 32;
	if (is_shortest) {
		shortest(&d, v, f);
		prec = lower == 'e' ? (d.n ? d.n - 1 : 0) : lower == 'f' ? (d.n > d.point ? d.n - d.point : 0) :
			d.n;
	} else if (lower == 'f') {
		decimal_scaled(&d, v, cap(prec));
	} else {
		if (lower == 'g' && prec == 0)
			prec = 1;
		decimal_round(&d, v, cap(prec) + (lower == 'e'));
	}
	if (lower == 'e') {
		put_e(out, &d, prec, fmt);
	} else if (lower == 'f') {
		put_f(out, &d, prec);
	} else {
		int kept = d.n;
		decimal_strip(&d);
		put_g(out, &d, is_shortest ? kept : prec, is_shortest, fmt == 'g' ? 'e' : 'E');
	}
}

/* -ddddp±dd: the integer significand and its binary exponent. */
static void put_b(struct out *out, struct value v)
{
	uint8_t text[24];
	int64_t n = nat_format_uint(text, sizeof text, v.m, 10);
	for (int64_t i = 0; i < n; i++)
		put(out, text[i]);
	put_exponent(out, 'p', v.m ? v.e : v.format->min_exp, 0);
}

/* 0x1.yyyyyp±dd, the fraction rounded to even at prec hexadecimal digits. */
static void put_x(struct out *out, struct value v, int fmt, int64_t prec)
{
	int exponent = 0;
	uint64_t m = v.m;
	if (m) {
		int shift = 60 - ((int)nat_len64(m) - 1);	/* leading 1 to bit 60: 15 digits follow */
		m <<= shift;
		exponent = v.e + 60 - shift;
	}
	if (prec >= 0 && prec < 15) {
		int drop = 60 - 4 * (int)prec;
		uint64_t rest = m & (((uint64_t)1 << drop) - 1), half = (uint64_t)1 << (drop - 1);
		m >>= drop;
		m += rest > half || (rest == half && (m & 1));
		m <<= drop;
		if (m >> 61) {
			m >>= 1;
			exponent++;
		}
	}
	const char *hex = fmt == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	put(out, '0');
	put(out, fmt);
	put(out, '0' + (int)(m >> 60));
	m <<= 4;
	if (prec > 0 || (prec < 0 && m))
		put(out, '.');
	for (int64_t i = 0; (prec < 0 ? m != 0 : i < prec) && out->at < out->end; i++, m <<= 4)
		put(out, hex[m >> 60]);
	put_exponent(out, fmt == 'X' ? 'P' : 'p', exponent, 2);
}

int64_t nat_format_float(uint8_t *dst, int64_t room, double f, int64_t fmt, int64_t prec, int64_t bits)
{
	struct out out = {dst, dst + room};
	if (bits == 32)
		f = (float)f;	/* callers may give any number */
	if (isnan(f)) {
		put_text(&out, "NaN");
		return out.at - dst;
	}
	if (isinf(f)) {
		put_text(&out, f < 0 ? "-Inf" : "+Inf");
		return out.at - dst;
	}
	if (signbit(f))
		put(&out, '-');
	f = fabs(f);
	struct value v = value_of(f, bits);
	switch (fmt) {
	case 'b':
		put_b(&out, v);
		break;
	case 'x': case 'X':
		put_x(&out, v, (int)fmt, prec);
		break;
	case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
		put_decimal(&out, v, f, fmt == 'F' ? 'f' : (int)fmt, prec);
		break;
	default:
		out.at = dst;
		put(&out, '%');
		put(&out, (int)fmt);
	}
	return out.at - dst;
}

/* --- reading --- */

/* What the text says: digits (the first 800; sticky when others are not zero) * base^exp. */
struct literal {
	bool negative, hex, sticky;
	int64_t used;		/* bytes; 0: no literal here */
	int64_t exp;		/* of 10, or of 2 when hex */
	int ndigits;
	uint8_t digit[800];	/* values */
};

static int64_t special(leaf_text s, int64_t n, double *value)
{
	const struct { const char *name; double value; } names[] = {
		{"infinity", INFINITY}, {"inf", INFINITY}, {"nan", go_nan()}};
	int64_t sign = n > 0 && (s[0] == '-' || s[0] == '+');
	for (int i = 0; i < 3; i++) {
		int64_t len = (int64_t)strlen(names[i].name), k = 0;
		while (k < len && sign + k < n && (s[sign + k] | 32) == names[i].name[k])
			k++;
		if (k < len || (i == 2 && sign))
			continue;
		*value = sign && s[0] == '-' ? -names[i].value : names[i].value;
		return sign + len;
	}
	return 0;
}

static int hex_value(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 99;
}

/* Signed exponent digits at s[i...]; *i moves past them. False when there is none. */
static bool read_exponent(leaf_text s, int64_t n, int64_t *i, int64_t *exponent)
{
	bool negative = *i < n && s[*i] == '-';
	*i += *i < n && (s[*i] == '-' || s[*i] == '+');
	int64_t value = 0;
	if (*i >= n || s[*i] < '0' || s[*i] > '9')
		return false;
	for (; *i < n && ((s[*i] >= '0' && s[*i] <= '9') || s[*i] == '_'); ++*i)
		if (s[*i] != '_' && value < 100000000)
			value = value * 10 + s[*i] - '0';
	*exponent += negative ? -value : value;
	return true;
}

static void read_literal(struct literal *lit, leaf_text s, int64_t n)
{
	int64_t i = 0;
	bool seen = false, point = false;
	lit->sticky = lit->hex = false;
	lit->used = lit->exp = lit->ndigits = 0;
	lit->negative = n > 0 && s[0] == '-';
	i += n > 0 && (s[0] == '-' || s[0] == '+');
	if (n - i > 2 && s[i] == '0' && (s[i + 1] | 32) == 'x') {
		lit->hex = true;
		i += 2;
	}
	int base = lit->hex ? 16 : 10, step = lit->hex ? 4 : 1;
	for (; i < n; i++) {
		int digit = hex_value(s[i]);
		if (s[i] == '_')
			continue;
		if (s[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (digit >= base)
			break;
		seen = true;
		lit->exp -= point ? step : 0;
		if (lit->ndigits == 0 && digit == 0)
			continue;
		if (lit->ndigits < 800) {
			lit->digit[lit->ndigits++] = (uint8_t)digit;
		} else {
			lit->sticky |= digit != 0;
			lit->exp += step;
		}
	}
	if (!seen)
		return;
	bool has_exp = i < n && (s[i] | 32) == (lit->hex ? 'p' : 'e');
	int64_t after = i + 1;
	if (has_exp && !read_exponent(s, n, &after, &lit->exp))
		return;
	if (!has_exp && lit->hex)
		return;
	lit->used = has_exp ? after : i;
	if (memchr(s, '_', (size_t)lit->used) && !nat_underscores_ok(s, lit->used))
		lit->used = 0;
}

/* m * 2^e, m exact but for sticky bits below, rounded to the format; infinite when too large. */
static double round_to_format(uint64_t m, int64_t e, bool sticky, const struct format *format)
{
	if (m == 0)
		return 0;
	int drop = (int)nat_len64(m) - (format->mant_bits + 1);
	if (e + drop < format->min_exp)
		drop = format->min_exp - e > 65 ? 65 : (int)(format->min_exp - e);
	if (drop > 0) {
		uint64_t kept = drop >= 64 ? 0 : m >> drop;
		uint64_t rest = drop >= 65 ? 1 : drop == 64 ? m : m & (((uint64_t)1 << drop) - 1);
		uint64_t half = drop >= 65 ? 2 : (uint64_t)1 << (drop - 1);
		if (drop >= 65)
			sticky = false;
		m = kept + (rest > half || (rest == half && (sticky || (kept & 1))));
		e += drop;
	}
	if (m == 0)
		return 0;
	int64_t top = e + nat_len64(m);
	return top > format->max_exp + format->mant_bits + 1 ? INFINITY : ldexp((double)m, (int)e);
}

static double hex_value_of(const struct literal *lit, const struct format *format)
{
	uint64_t m = 0;
	bool sticky = lit->sticky;
	int64_t e = lit->exp;
	for (int i = 0; i < lit->ndigits; i++) {
		if (m >> 60) {
			sticky |= lit->digit[i] != 0;
			e += 4;
		} else {
			m = m << 4 | lit->digit[i];
		}
	}
	return round_to_format(m, e, sticky, format);
}

/* Up to 19 digits and a power of ten that are both exact in 64-bit significands: the product is
 * off by half a unit at most, so unless it is that near a tie the second rounding is right. */
static bool quick_decimal(const struct literal *lit, const struct format *format, double *value)
{
	static const double pow10[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
		1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	if (lit->ndigits > 15 || lit->exp < -22 || lit->exp > 22 || format != &binary64)
		return false;
	int64_t m = 0;
	for (int i = 0; i < lit->ndigits; i++)
		m = m * 10 + lit->digit[i];
	*value = lit->exp < 0 ? (double)m / pow10[-lit->exp] : (double)m * pow10[lit->exp];
	return true;
}

/* The quotient num / den to 64 bits: *e its exponent, *sticky whether a rest remains. */
static uint64_t quotient_bits(struct big *num, struct big *den, int64_t *e, bool *sticky)
{
	struct big quotient, rest;
	int64_t num_bits = 64 * (int64_t)(num->n - 1) + nat_len64(num->limb[num->n - 1]);
	int64_t den_bits = 64 * (int64_t)(den->n - 1) + nat_len64(den->limb[den->n - 1]);
	int64_t shift = 64 - (num_bits - den_bits);	/* the quotient gets 64 or 65 bits */
	big_shift(shift > 0 ? num : den, (int)(shift > 0 ? shift : -shift));
	mpn_tdiv_qr(quotient.limb, rest.limb, 0, num->limb, num->n, den->limb, den->n);
	quotient.n = num->n - den->n + 1;
	rest.n = den->n;
	big_trim(&quotient);
	big_trim(&rest);
	*sticky |= rest.n != 0;
	*e = -shift;
	if (quotient.n == 1)
		return quotient.limb[0];
	*sticky |= quotient.limb[0] & 1;
	*e += 1;
	return quotient.limb[0] >> 1 | (uint64_t)1 << 63;
}

static double decimal_value_of(const struct literal *lit, const struct format *format)
{
	double quick;
	int64_t magnitude = lit->ndigits + lit->exp;	/* 10^(magnitude-1) <= value < 10^magnitude */
	if (lit->ndigits == 0 || magnitude < -400)
		return 0;
	if (magnitude > 400)
		return INFINITY;
	if (!lit->sticky && quick_decimal(lit, format, &quick))
		return quick;
	struct big num, den;
	big_set(&num, 0);
	for (int i = 0; i < lit->ndigits; i++)
		big_mul_add(&num, 10, lit->digit[i]);
	big_set(&den, 1);
	big_mul_pow10(lit->exp > 0 ? &num : &den, (int)(lit->exp > 0 ? lit->exp : -lit->exp));
	int64_t e;
	bool sticky = lit->sticky;
	uint64_t m = quotient_bits(&num, &den, &e, &sticky);
	return round_to_format(m, e, sticky, format);
}

double nat_parse_float(leaf_text s, int64_t n, int64_t bits, int64_t *used, int64_t *error)
{
	const struct format *format = bits == 32 ? &binary32 : &binary64;
	struct literal lit;
	double value = 0;
	*error = NUMBER_OK;
	*used = special(s, n, &value);
	if (*used)
		return bits == 32 ? (float)value : value;
	read_literal(&lit, s, n);
	*used = lit.used;
	if (lit.used == 0) {
		*error = NUMBER_SYNTAX;
		return 0;
	}
	value = lit.hex ? hex_value_of(&lit, format) : decimal_value_of(&lit, format);
	if (isinf(value))
		*error = NUMBER_RANGE;
	return lit.negative ? -value : value;
}
