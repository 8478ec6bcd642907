/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elementary functions, from the published algorithms: Cephes (sin, cos, tan, atan, sinh, tanh, gamma)
 * and FreeBSD's msun (exp, log, expm1, log1p, cbrt, asinh, erf, lgamma). The order of operations is
 * theirs, and nothing may be contracted, so that results do not depend on the machine or its libm; of
 * libm only what is exact is used. */
#include "natives/leaf/leaf.h"
#include "natives/leaf/words.h"

#include <math.h>
#include <string.h>

#define LN2_HI 6.93147180369123816490e-01
#define LN2_LO 1.90821492927058770002e-10
#define LN2 0.693147180559945309417232121458176568
#define LOG10_E 0.434294481903251827651128918916605082294
#define LOG2E 1.44269504088896338700e+00
#define HALF_PI 1.57079632679489661923132169163975144
#define QUARTER_PI 0.785398163397448309615660845819875721

static uint64_t bits_of(double x)
{
	uint64_t word;
	memcpy(&word, &x, 8);
	return word;
}

static double double_of(uint64_t word)
{
	double x;
	memcpy(&x, &word, 8);
	return x;
}

static double scaled(double x, int64_t exponent)
{
	if (isnan(x))	/* a signalling one stays one */
		return x;
	return ldexp(x, exponent > 5000 ? 5000 : exponent < -5000 ? -5000 : (int)exponent);
}

/* --- exact ones, from libm --- */

double nat_sqrt(double x) { return sqrt(x); }
double nat_floor(double x) { return floor(x); }
double nat_ceil(double x) { return ceil(x); }
double nat_trunc(double x) { return trunc(x); }
double nat_round(double x) { return round(x); }
double nat_round_even(double x) { return nearbyint(x); }
double nat_abs(double x) { return fabs(x); }
double nat_copysign(double x, double sign) { return copysign(x, sign); }
double nat_fma(double x, double y, double z) { return fma(x, y, z); }
static double one_nan(double x) { return isnan(x) ? go_nan() : x; }
double nat_remainder(double x, double y) { return one_nan(remainder(x, y)); }
double nat_mod(double x, double y) { return one_nan(fmod(x, y)); }
double nat_ldexp(double x, int64_t exponent) { return scaled(x, exponent); }
uint64_t nat_float_bits(double x) { return bits_of(x); }
double nat_float_from_bits(uint64_t word) { return double_of(word); }

double nat_frexp(double x, int64_t *exponent)
{
	int e = 0;
	double fraction = isfinite(x) ? frexp(x, &e) : x;
	*exponent = e;
	return fraction;
}

/* --- exponential and logarithm --- */

/* e^(hi - lo) * 2^k for a small hi - lo: a rational approximation (msun e_exp.c). */
static double exp_reduced(double hi, double lo, int64_t k)
{
	const double p1 = 1.66666666666666657415e-01, p2 = -2.77777777770155933842e-03,
		     p3 = 6.61375632143793436117e-05, p4 = -1.65339022054652515390e-06,
		     p5 = 4.13813679705723846039e-08;
	double r = hi - lo, t = r * r;
	double c = r - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))));
	double y = 1 - ((lo - (r * c) / (2 - c)) - hi);
	return scaled(y, k);
}

double nat_exp(double x)
{
	if (isnan(x) || (isinf(x) && x > 0))
		return x;
	if (x > 7.09782712893383973096e+02)
		return INFINITY;
	if (x < -7.45133219101941108420e+02)
		return 0;
	if (fabs(x) < 1.0 / (1 << 28))
		return 1 + x;
	int64_t k = x < 0 ? (int64_t)(LOG2E * x - 0.5) : (int64_t)(LOG2E * x + 0.5);
	return exp_reduced(x - (double)k * LN2_HI, (double)k * LN2_LO, k);
}

double nat_exp2(double x)
{
	if (isnan(x) || (isinf(x) && x > 0))
		return x;
	if (x > 1.0239999999999999e+03)
		return INFINITY;
	if (x < -1.0740e+03)
		return 0;
	int64_t k = x > 0 ? (int64_t)(x + 0.5) : x < 0 ? (int64_t)(x - 0.5) : 0;
	double t = x - (double)k;
	return exp_reduced(t * LN2_HI, -t * LN2_LO, k);
}

double nat_log(double x)
{
	const double l1 = 6.666666666666735130e-01, l2 = 3.999999999940941908e-01, l3 = 2.857142874366239149e-01,
		     l4 = 2.222219843214978396e-01, l5 = 1.818357216161805012e-01, l6 = 1.531383769920937332e-01,
		     l7 = 1.479819860511658591e-01;
	if (isnan(x) || (isinf(x) && x > 0))
		return x;
	if (x < 0)
		return go_nan();
	if (x == 0)
		return -INFINITY;
	int e;
	double f1 = frexp(x, &e);
	if (f1 < M_SQRT2 / 2) {
		f1 *= 2;
		e--;
	}
	double f = f1 - 1, k = e;
	double s = f / (2 + f), s2 = s * s, s4 = s2 * s2;
	double t1 = s2 * (l1 + s4 * (l3 + s4 * (l5 + s4 * l7)));
	double t2 = s4 * (l2 + s4 * (l4 + s4 * l6));
	double r = t1 + t2, hfsq = 0.5 * f * f;
	return k * LN2_HI - ((hfsq - (s * (hfsq + r) + k * LN2_LO)) - f);
}

double nat_log2(double x)
{
	int64_t e;
	double fraction = nat_frexp(x, &e);
	if (fraction == 0.5)
		return (double)(e - 1);
	return nat_log(fraction) * (1.44269504088896340735992468100189214) + (double)e;
}

double nat_log10(double x)
{
	return nat_log(x) * LOG10_E;
}

double nat_expm1(double x)
{
	const double q1 = -3.33333333333331316428e-02, q2 = 1.58730158725481460165e-03,
		     q3 = -7.93650757867487942473e-05, q4 = 4.00821782732936239552e-06,
		     q5 = -2.01099218183624371326e-07;
	double abs_x = fabs(x), c = 0;
	bool negative = x < 0;
	int64_t k = 0;
	if (isnan(x) || (isinf(x) && x > 0))
		return x;
	if (isinf(x))
		return -1;
	if (abs_x >= 3.88162421113569373274e+01) {	/* 56 ln 2 */
		if (negative)
			return -1;
		if (abs_x >= 7.09782712893383973096e+02)
			return INFINITY;
	}
	if (abs_x > 3.46573590279972654709e-01) {	/* ln 2 / 2 */
		double hi, lo;
		if (abs_x < 1.03972077083991796413e+00) {	/* 3/2 ln 2 */
			hi = negative ? x + LN2_HI : x - LN2_HI;
			lo = negative ? -LN2_LO : LN2_LO;
			k = negative ? -1 : 1;
		} else {
			k = negative ? (int64_t)(LOG2E * x - 0.5) : (int64_t)(LOG2E * x + 0.5);
			hi = x - (double)k * LN2_HI;
			lo = (double)k * LN2_LO;
		}
		x = hi - lo;
		c = (hi - x) - lo;
	} else if (abs_x < 1.0 / (1LL << 54)) {
		return x;
	}
	double hfx = 0.5 * x, hxs = x * hfx;
	double r1 = 1 + hxs * (q1 + hxs * (q2 + hxs * (q3 + hxs * (q4 + hxs * q5))));
	double t = 3 - r1 * hfx, e = hxs * ((r1 - t) / (6.0 - x * t));
	if (k == 0)
		return x - (x * e - hxs);
	e = x * (e - c) - c;
	e -= hxs;
	if (k == -1)
		return 0.5 * (x - e) - 0.5;
	if (k == 1)
		return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
	if (k <= -2 || k > 56) {
		double y = 1 - (e - x);
		y = double_of(bits_of(y) + ((uint64_t)k << 52));
		return y - 1;
	}
	if (k < 20) {
		t = double_of(0x3ff0000000000000u - (0x20000000000000u >> k));
		double y = t - (e - x);
		return double_of(bits_of(y) + ((uint64_t)k << 52));
	}
	t = double_of((uint64_t)(0x3ff - k) << 52);
	double y = x - (e + t);
	y++;
	return double_of(bits_of(y) + ((uint64_t)k << 52));
}

/* log(1+u) with 1+u = 2^k * (1+f); c corrects u's rounding; power: 1+u
 * is a power of two, or nearly (msun s_log1p.c). */
static double log1p_reduced(double f, double c, int64_t k, bool power)
{
	const double lp1 = 6.666666666666735130e-01, lp2 = 3.999999999940941908e-01, lp3 = 2.857142874366239149e-01,
		     lp4 = 2.222219843214978396e-01, lp5 = 1.818357216161805012e-01, lp6 = 1.531383769920937332e-01,
		     lp7 = 1.479819860511658591e-01;
	double hfsq = 0.5 * f * f, dk = (double)k, r;
	if (power) {
		if (f == 0) {
			if (k == 0)
				return 0;
			c += dk * LN2_LO;
			return dk * LN2_HI + c;
		}
		r = hfsq * (1.0 - 0.66666666666666666 * f);
		if (k == 0)
			return f - r;
		return dk * LN2_HI - ((r - (dk * LN2_LO + c)) - f);
	}
	double s = f / (2.0 + f), z = s * s;
	r = z * (lp1 + z * (lp2 + z * (lp3 + z * (lp4 + z * (lp5 + z * (lp6 + z * lp7))))));
	if (k == 0)
		return f - (hfsq - s * (hfsq + r));
	return dk * LN2_HI - ((hfsq - (s * (hfsq + r) + (dk * LN2_LO + c))) - f);
}

double nat_log1p(double x)
{
	if (x < -1 || isnan(x))
		return go_nan();
	if (x == -1)
		return -INFINITY;
	if (isinf(x))
		return x;
	double abs_x = fabs(x), f = 0, c = 0;
	uint64_t iu = 1;
	int64_t k = 1;
	if (abs_x < 4.142135623730950488017e-01) {	/* sqrt(2) - 1 */
		if (abs_x < 1.0 / (1 << 29))
			return abs_x < 1.0 / (1LL << 54) ? x : x - x * x * 0.5;
		if (x > -2.928932188134524755992e-01) {	/* sqrt(2)/2 - 1 */
			k = 0;
			f = x;
			iu = 1;
		}
	}
	if (k != 0) {
		double u = x;
		if (abs_x < 1LL << 53) {
			u = 1.0 + x;
			iu = bits_of(u);
			k = (int64_t)(iu >> 52) - 1023;
			c = k > 0 ? 1.0 - (u - x) : x - (u - 1.0);
			c /= u;
		} else {
			iu = bits_of(u);
			k = (int64_t)(iu >> 52) - 1023;
			c = 0;
		}
		iu &= 0xfffffffffffffu;
		if (iu < 0x6a09e667f3bcdu) {
			u = double_of(iu | 0x3ff0000000000000u);
		} else {
			k++;
			u = double_of(iu | 0x3fe0000000000000u);
			iu = (0x10000000000000u - iu) >> 2;
		}
		f = u - 1.0;
	}
	return log1p_reduced(f, c, k, iu == 0);
}

/* --- power --- */

static bool odd_integer(double x)
{
	if (fabs(x) >= 1LL << 53)
		return false;
	return x == trunc(x) && ((int64_t)x & 1);
}

/* The special cases of pow; true when *result is the answer. */
static bool pow_special(double x, double y, double *result)
{
	if (y == 0 || x == 1)
		*result = 1;
	else if (y == 1)
		*result = x;
	else if (isnan(x) || isnan(y))
		*result = go_nan();
	else if (x == 0 && y < 0)
		*result = signbit(x) && odd_integer(y) ? -INFINITY : INFINITY;
	else if (x == 0)
		*result = signbit(x) && odd_integer(y) ? x : 0;
	else if (isinf(y))
		*result = x == -1 ? 1 : (fabs(x) < 1) == (y > 0) ? 0 : INFINITY;
	else if (isinf(x) && x < 0)
		*result = y < 0 ? (odd_integer(y) ? -0.0 : 0) : odd_integer(y) ? -INFINITY : INFINITY;
	else if (isinf(x))
		*result = y < 0 ? 0 : INFINITY;
	else if (y == 0.5)
		*result = sqrt(x);
	else if (y == -0.5)
		*result = 1 / sqrt(x);
	else
		return false;
	return true;
}

/* x^y: the integer part of y by repeated squaring of x's fraction, exponents kept apart; what is left
 * of y, at most a half, by exp and log. */
double nat_pow(double x, double y)
{
	double special;
	if (pow_special(x, y, &special))
		return special;
	double whole = trunc(fabs(y)), rest = fabs(y) - whole;
	if (rest != 0 && x < 0)
		return go_nan();
	if (whole >= 0x1p63)
		return x == -1 ? 1 : (fabs(x) < 1) == (y > 0) ? 0 : INFINITY;
	double a = 1;
	int64_t ae = 0;
	if (rest != 0) {
		if (rest > 0.5) {
			rest--;
			whole++;
		}
		a = nat_exp(rest * nat_log(x));
	}
	int64_t xe;
	double xf = nat_frexp(x, &xe);
	for (int64_t i = (int64_t)whole; i != 0; i >>= 1) {
		if (xe < -(1 << 12) || xe > 1 << 12) {
			ae += xe;
			break;
		}
		if (i & 1) {
			a *= xf;
			ae += xe;
		}
		xf *= xf;
		xe *= 2;
		if (xf < 0.5) {
			xf += xf;
			xe--;
		}
	}
	if (y < 0) {
		a = 1 / a;
		ae = -ae;
	}
	return scaled(a, ae);
}

double nat_cbrt(double x)
{
	const double c = 5.42857142857142815906e-01, d = -7.05306122448979611050e-01, e = 1.41428571428571436819e+00,
		     f = 1.60714285714285720630e+00, g = 3.57142857142857150787e-01;
	const uint64_t b1 = 715094163, b2 = 696219795;
	if (x == 0 || isnan(x) || isinf(x))
		return x;
	double a = fabs(x);
	double t = double_of(bits_of(a) / 3 + (b1 << 32));
	if (a < 2.22507385850720138309e-308) {
		t = (double)(1LL << 54) * a;
		t = double_of(bits_of(t) / 3 + (b2 << 32));
	}
	double r = t * t / a, s = c + r * t;
	t *= g + f / (s + e + d / s);
	t = double_of((bits_of(t) & (0xFFFFFFFFCu << 28)) + (1u << 30));
	s = t * t;
	r = a / s;
	double w = t + t;
	r = (r - t) / (w + r);
	t = t + t * r;
	return x < 0 ? -t : t;
}

double nat_hypot(double p, double q)
{
	p = fabs(p);
	q = fabs(q);
	if (isinf(p) || isinf(q))
		return INFINITY;
	if (isnan(p) || isnan(q))
		return go_nan();
	if (p < q) {
		double t = p;
		p = q;
		q = t;
	}
	if (p == 0)
		return 0;
	q /= p;
	return p * sqrt(1 + q * q);
}

/* --- trigonometry --- */

/* 4/pi in base 2^64: the integer part, then the fraction. */
static const uint64_t four_over_pi[] = {
	0x0000000000000001u, 0x45f306dc9c882a53u, 0xf84eafa3ea69bb81u,
	0xb6c52b3278872083u, 0xfca2c757bd778ac3u, 0x6e48dc74849ba5c0u,
	0x0c925dd413a32439u, 0xfc3bd63962534e7du, 0xd1046bea5d768909u,
	0xd338e04d68befc82u, 0x7323ac7306a673e9u, 0x3908bf177bf25076u,
	0x3ff12fffbc0b301fu, 0xde5e2316b414da3eu, 0xda6cfd9e4f96136eu,
	0x9e8c7ecd3cbfd45au, 0xea4f758fd7cbe2f6u, 0x7a0e73ef14a525d4u,
	0xd7f6bf623f1aba10u, 0xac06608df8f6d757u, 0xe19f784135e86c3bu,
};

/* x * 4/pi for a large x, by exact multiplication with the bits of 4/pi that matter (Payne and Hanek):
 * the octant modulo 8, and the rest in radians. */
static uint64_t reduce_large(double x, double *rest)
{
	uint64_t word = bits_of(x);
	int exponent = (int)(word >> 52 & 0x7FF) - 1023 - 52;
	uint64_t m = (word & 0xFFFFFFFFFFFFFu) | 1ull << 52;
	unsigned digit = (unsigned)(exponent + 61) / 64, shift = (unsigned)(exponent + 61) % 64;
	uint64_t z[3];
	for (unsigned i = 0; i < 3; i++)
		z[i] = shift ? four_over_pi[digit + i] << shift | four_over_pi[digit + i + 1] >> (64 - shift) :
			four_over_pi[digit + i];
	unsigned __int128 low = (unsigned __int128)z[1] * m + (uint64_t)((unsigned __int128)z[2] * m >> 64);
	uint64_t hi = z[0] * m + (uint64_t)(low >> 64), lo = (uint64_t)low;
	uint64_t octant = hi >> 61;
	hi = hi << 3 | lo >> 61;
	int zeros = hi ? __builtin_clzll(hi) : 63;
	uint64_t e = (uint64_t)(1023 - (zeros + 1));
	hi = (zeros == 63 ? 0 : hi << (zeros + 1)) | lo >> (63 - zeros);
	double f = double_of(hi >> 12 | e << 52);
	if (octant & 1) {
		octant = (octant + 1) & 7;
		f--;
	}
	*rest = f * QUARTER_PI;
	return octant;
}

/* The octant of x >= 0 made even, and x less so many quarter pis. */
static uint64_t reduce(double x, double *rest)
{
	const double pi4a = 7.85398125648498535156e-1, pi4b = 3.77489470793079817668e-8,
		     pi4c = 2.69515142907905952645e-15;
	if (x >= 1 << 29)
		return reduce_large(x, rest);
	uint64_t j = (uint64_t)(x * (4 / M_PI));
	double y = (double)j;
	if (j & 1) {
		j++;
		y++;
	}
	*rest = ((x - y * pi4a) - y * pi4b) - y * pi4c;
	return j & 7;
}

static double sin_poly(double z)
{
	double zz = z * z;
	return z + z * zz * ((((((1.58962301576546568060e-10 * zz) + -2.50507477628578072866e-8) * zz +
		2.75573136213857245213e-6) * zz + -1.98412698295895385996e-4) * zz +
		8.33333333332211858878e-3) * zz + -1.66666666666666307295e-1);
}

static double cos_poly(double z)
{
	double zz = z * z;
	return 1.0 - 0.5 * zz + zz * zz * ((((((-1.13585365213876817300e-11 * zz) + 2.08757008419747316778e-9) * zz +
		-2.75573141792967388112e-7) * zz + 2.48015872888517045348e-5) * zz +
		-1.38888888888730564116e-3) * zz + 4.16666666666665929218e-2);
}

double nat_sin(double x)
{
	if (x == 0 || isnan(x))
		return x;
	if (isinf(x))
		return go_nan();
	bool negative = x < 0;
	double z;
	uint64_t j = reduce(fabs(x), &z);
	if (j > 3) {
		negative = !negative;
		j -= 4;
	}
	double y = j == 1 || j == 2 ? cos_poly(z) : sin_poly(z);
	return negative ? -y : y;
}

double nat_cos(double x)
{
	if (isnan(x) || isinf(x))
		return go_nan();
	bool negative = false;
	double z;
	uint64_t j = reduce(fabs(x), &z);
	if (j > 3) {
		j -= 4;
		negative = !negative;
	}
	if (j > 1)
		negative = !negative;
	double y = j == 1 || j == 2 ? sin_poly(z) : cos_poly(z);
	return negative ? -y : y;
}

double nat_tan(double x)
{
	if (x == 0 || isnan(x))
		return x;
	if (isinf(x))
		return go_nan();
	double z, y;
	uint64_t j = reduce(fabs(x), &z);
	double zz = z * z;
	if (zz > 1e-14)
		y = z + z * (zz * (((-0x1.992d8d24f3f38p+13 * zz) + 1.15351664838587416140e6) * zz +
			-1.79565251976484877988e7) / ((((zz + 1.36812963470692954678e4) * zz +
			-1.32089234440210967447e6) * zz + 2.50083801823357915839e7) * zz + -5.38695755929454629881e7));
	else
		y = z;
	if ((j & 2) == 2)
		y = -1 / y;
	return x < 0 ? -y : y;
}

static double atan_poly(double x)
{
	double z = x * x;
	z = z * ((((-8.750608600031904122785e-01 * z + -1.615753718733365076637e+01) * z + -7.500855792314704667340e+01) * z +
		-1.228866684490136173410e+02) * z + -6.485021904942025371773e+01) /
		(((((z + 2.485846490142306297962e+01) * z + 1.650270098316988542046e+02) * z + 4.328810604912902668951e+02) * z +
		4.853903996359136964868e+02) * z + 1.945506571482613964425e+02);
	return x * z + x;
}

static double atan_positive(double x)
{
	const double more_bits = 6.123233995736765886130e-17, tan_3pi8 = 2.41421356237309504880;
	if (x <= 0.66)
		return atan_poly(x);
	if (x > tan_3pi8)
		return HALF_PI - atan_poly(1 / x) + more_bits;
	return QUARTER_PI + atan_poly((x - 1) / (x + 1)) + 0.5 * more_bits;
}

double nat_atan(double x)
{
	if (x == 0)
		return x;
	return x > 0 ? atan_positive(x) : -atan_positive(-x);
}

double nat_asin(double x)
{
	if (x == 0 || isnan(x))
		return x;
	bool negative = x < 0;
	x = fabs(x);
	if (x > 1)
		return go_nan();
	double t = sqrt(1 - x * x);
	t = x > 0.7 ? HALF_PI - atan_positive(t / x) : atan_positive(x / t);
	return negative ? -t : t;
}

double nat_acos(double x)
{
	return HALF_PI - nat_asin(x);
}

double nat_atan2(double y, double x)
{
	if (isnan(y) || isnan(x))
		return go_nan();
	if (y == 0)
		return copysign(x >= 0 && !signbit(x) ? 0 : M_PI, y);
	if (x == 0)
		return copysign(HALF_PI, y);
	if (isinf(x)) {
		if (isinf(y))
			return copysign(x > 0 ? QUARTER_PI : 3 * M_PI / 4, y);
		return copysign(x > 0 ? 0 : M_PI, y);
	}
	if (isinf(y))
		return copysign(HALF_PI, y);
	double q = nat_atan(y / x);
	if (x < 0)
		return q <= 0 ? q + M_PI : q - M_PI;
	return q;
}

/* --- hyperbolic --- */

double nat_sinh(double x)
{
	bool negative = x < 0;
	double t, a = negative ? -x : x;	/* keeps -0 */
	if (a > 21) {
		t = nat_exp(a) * 0.5;
	} else if (a > 0.5) {
		double ex = nat_exp(a);
		t = (ex - 1 / ex) * 0.5;
	} else {
		double sq = a * a;
		t = (((-0.2630563213397497062819489e+2 * sq + -0.2894211355989563807284660366e+4) * sq +
			-0.8991272022039509355398013511e+5) * sq + -0.6307673640497716991184787251e+6) * a;
		t = t / (((sq + -0.173678953558233699533450911e+3) * sq + 0.1521517378790019070696485176e+5) * sq +
			-0.6307673640497716991212077277e+6);
	}
	return negative ? -t : t;
}

double nat_cosh(double x)
{
	x = fabs(x);
	if (x > 21)
		return nat_exp(x) * 0.5;
	double ex = nat_exp(x);
	return (ex + 1 / ex) * 0.5;
}

double nat_tanh(double x)
{
	double z = fabs(x);
	if (z > 0.5 * 8.8029691931113054295988e+01)
		return x < 0 ? -1 : 1;
	if (z >= 0.625) {
		double s = nat_exp(2 * z);
		z = 1 - 2 / (s + 1);
		return x < 0 ? -z : z;
	}
	if (x == 0)
		return x;
	double s = x * x;
	return x + x * s * ((-9.64399179425052238628e-1 * s + -9.92877231001918586564e1) * s + -1.61468768441708447952e3) /
		(((s + 1.12811678491632931402e2) * s + 2.23548839060100448583e3) * s + 4.84406305325125486048e3);
}

double nat_asinh(double x)
{
	if (isnan(x) || isinf(x))
		return x;
	bool negative = x < 0;
	double t, a = negative ? -x : x;
	if (a > 1 << 28)
		t = nat_log(a) + LN2;
	else if (a > 2)
		t = nat_log(2 * a + 1 / (sqrt(a * a + 1) + a));
	else if (a < 1.0 / (1 << 28))
		t = a;
	else
		t = nat_log1p(a + a * a / (1 + sqrt(1 + a * a)));
	return negative ? -t : t;
}

double nat_acosh(double x)
{
	if (x < 1 || isnan(x))
		return go_nan();
	if (x == 1)
		return 0;
	if (x >= 1 << 28)
		return nat_log(x) + LN2;
	if (x > 2)
		return nat_log(2 * x - 1 / (x + sqrt(x * x - 1)));
	double t = x - 1;
	return nat_log1p(t + sqrt(2 * t + t * t));
}

double nat_atanh(double x)
{
	double t, a = fabs(x);
	if (!(a <= 1))
		return go_nan();
	if (a == 1)
		return x * INFINITY;
	if (a < 1.0 / (1 << 28))
		return x;
	if (a < 0.5) {
		t = a + a;
		t = 0.5 * nat_log1p(t + t * a / (1 - a));
	} else {
		t = 0.5 * nat_log1p((a + a) / (1 - a));
	}
	return x < 0 ? -t : t;
}
