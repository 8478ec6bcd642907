/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bit counting and 128-bit steps behind Go's math/bits. */
#include "natives/leaf/leaf.h"

int64_t nat_len64(uint64_t x) { return x ? 64 - __builtin_clzll(x) : 0; }
int64_t nat_trailing_zeros64(uint64_t x) { return x ? __builtin_ctzll(x) : 64; }
int64_t nat_ones_count64(uint64_t x) { return __builtin_popcountll(x); }
uint64_t nat_reverse_bytes64(uint64_t x) { return __builtin_bswap64(x); }

uint64_t nat_reverse64(uint64_t x)
{
	x = (x >> 1 & 0x5555555555555555u) | (x & 0x5555555555555555u) << 1;
	x = (x >> 2 & 0x3333333333333333u) | (x & 0x3333333333333333u) << 2;
	x = (x >> 4 & 0x0F0F0F0F0F0F0F0Fu) | (x & 0x0F0F0F0F0F0F0F0Fu) << 4;
	return __builtin_bswap64(x);
}

uint64_t nat_mul64(uint64_t x, uint64_t y, uint64_t *lo)
{
	unsigned __int128 product = (unsigned __int128)x * y;
	*lo = (uint64_t)product;
	return (uint64_t)(product >> 64);
}

uint64_t nat_div64(uint64_t hi, uint64_t lo, uint64_t y, uint64_t *rem)
{
	unsigned __int128 dividend = (unsigned __int128)hi << 64 | lo;
	*rem = (uint64_t)(dividend % y);
	return (uint64_t)(dividend / y);
}
