/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors of words, for math/big: GMP's mpn on the program's own memory. Vectors are as long as z; GMP wants no empty ones. */
#include "natives/leaf/leaf.h"

#include <gmp.h>
#include <string.h>

_Static_assert(sizeof(mp_limb_t) == 8, "a limb is a word");

static bool fits(int64_t n, int64_t nx)
{
	return n > 0 && nx >= n;
}

uint64_t nat_add_vv(uint64_t *z, int64_t n, leaf_text x, int64_t nx, leaf_text y, int64_t ny)
{
	return fits(n, nx) && fits(n, ny) ? mpn_add_n(z, (const void *)x, (const void *)y, n) : 0;
}

uint64_t nat_sub_vv(uint64_t *z, int64_t n, leaf_text x, int64_t nx, leaf_text y, int64_t ny)
{
	return fits(n, nx) && fits(n, ny) ? mpn_sub_n(z, (const void *)x, (const void *)y, n) : 0;
}

typedef mp_limb_t ShiftFn(mp_limb_t *z, const mp_limb_t *x, mp_size_t n, unsigned s);

/* GMP shifts by no fewer than one bit. */
static uint64_t shift(ShiftFn *fn, uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t s)
{
	if (!fits(n, nx))
		return 0;
	if (s)
		return fn(z, (const void *)x, n, (unsigned)(s & 63));
	memmove(z, x, (size_t)n * 8);
	return 0;
}

uint64_t nat_shl_vu(uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t s)
{
	return shift(mpn_lshift, z, n, x, nx, s);
}

uint64_t nat_shr_vu(uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t s)
{
	return shift(mpn_rshift, z, n, x, nx, s);
}

uint64_t nat_mul_add_vww(uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t y, uint64_t r)
{
	uint64_t carry;

	if (!fits(n, nx))
		return r;
	carry = mpn_mul_1(z, (const void *)x, n, y);
	return carry + mpn_add_1(z, z, n, r);
}

uint64_t nat_add_mul_vvw(uint64_t *z, int64_t n, leaf_text x, int64_t nx, uint64_t y)
{
	return fits(n, nx) ? mpn_addmul_1(z, (const void *)x, n, y) : 0;
}

uint64_t nat_montgomery(uint64_t *z, int64_t nz, leaf_text x, int64_t nx, leaf_text y, int64_t ny, leaf_text m, int64_t n, uint64_t k)
{
	const uint64_t *digits = (const void *)y;
	uint64_t carry = 0;

	if (!fits(n, nx) || !fits(n, ny) || nz / 2 < n)
		return 0;
	memset(z, 0, (size_t)n * 16);
	for (int64_t i = 0; i < n; i++) {
		uint64_t high = mpn_addmul_1(z + i, (const void *)x, n, digits[i]), more;

		more = mpn_addmul_1(z + i, (const void *)m, n, z[i] * k);
		carry = __builtin_add_overflow(high, carry, &high) + (uint64_t)__builtin_add_overflow(high, more, &high);
		z[n + i] = high;
	}
	return carry;
}
