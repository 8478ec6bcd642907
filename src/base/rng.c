/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xoshiro256**; see rng.h. */
#include "base/rng.h"

static uint64_t splitmix64(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

void rng_seed(Rng *r, uint64_t seed)
{
	for (int i = 0; i < 4; i++)
		r->s[i] = splitmix64(&seed);
}

static uint64_t rotl(uint64_t x, int k)
{
	return x << k | x >> (64 - k);
}

uint64_t rng_next(Rng *r)
{
	uint64_t *s = r->s, result = rotl(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotl(s[3], 45);
	return result;
}

uint64_t rng_below(Rng *r, uint64_t n)
{
	uint64_t reject = -n % n, x; /* 2^64 mod n: what must be thrown away to be uniform */

	do
		x = rng_next(r);
	while (x < reject);
	return x % n;
}

double rng_unit(Rng *r)
{
	return (double)(rng_next(r) >> 11) * 0x1p-53;
}
