/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting of elements whose equal values cannot be told apart, so that stability does not show:
 * heapsort, in place and never quadratic, after insertion sort for the small ones. Quicksort with
 * a median of three does the bulk; heapsort takes over when it goes too deep. */
#include "natives/leaf/leaf.h"

#define SMALL 16

/* One sort for each element type; LESS(a, b) on two values. The recursion is on the smaller part,
 * hence at most 64 deep. */
#define DEFINE_SORT(name, type, LESS)                                                        \
	static void name##_insertion(type *v, int64_t n)                                     \
	{                                                                                    \
		for (int64_t i = 1; i < n; i++) {                                            \
			type x = v[i];                                                       \
			int64_t j = i;                                                       \
			for (; j > 0 && LESS(x, v[j - 1]); j--)                              \
				v[j] = v[j - 1];                                             \
			v[j] = x;                                                            \
		}                                                                            \
	}                                                                                    \
	static void name##_sift(type *v, int64_t root, int64_t n)                            \
	{                                                                                    \
		type x = v[root];                                                            \
		for (int64_t child; (child = 2 * root + 1) < n; root = child) {              \
			if (child + 1 < n && LESS(v[child], v[child + 1]))                   \
				child++;                                                     \
			if (!LESS(x, v[child]))                                              \
				break;                                                       \
			v[root] = v[child];                                                  \
		}                                                                            \
		v[root] = x;                                                                 \
	}                                                                                    \
	static void name##_heap(type *v, int64_t n)                                          \
	{                                                                                    \
		for (int64_t i = n / 2; i-- > 0;)                                            \
			name##_sift(v, i, n);                                                \
		for (int64_t i = n; i-- > 1;) {                                              \
			type x = v[0];                                                       \
			v[0] = v[i];                                                         \
			v[i] = x;                                                            \
			name##_sift(v, 0, i);                                                \
		}                                                                            \
	}                                                                                    \
	static type name##_median(const type *v, int64_t n)                                  \
	{                                                                                    \
		type a = v[0], b = v[n / 2], c = v[n - 1];                                   \
		if (LESS(a, b))                                                              \
			return LESS(b, c) ? b : LESS(a, c) ? c : a;                          \
		return LESS(a, c) ? a : LESS(b, c) ? c : b;                                  \
	}                                                                                    \
	static int64_t name##_partition(type *v, int64_t n)                                  \
	{                                                                                    \
		type pivot = name##_median(v, n);                                            \
		int64_t i = -1, j = n;                                                       \
		for (;;) {                                                                   \
			do                                                                   \
				i++;                                                         \
			while (LESS(v[i], pivot));                                           \
			do                                                                   \
				j--;                                                         \
			while (LESS(pivot, v[j]));                                           \
			if (i >= j)                                                          \
				return i == j ? j : j + 1;                                   \
			type x = v[i];                                                       \
			v[i] = v[j];                                                         \
			v[j] = x;                                                            \
		}                                                                            \
	}                                                                                    \
	static void name(type *v, int64_t n, int depth)                                      \
	{                                                                                    \
		while (n > SMALL) {                                                          \
			if (depth-- == 0) {                                                  \
				name##_heap(v, n);                                           \
				return;                                                      \
			}                                                                    \
			int64_t cut = name##_partition(v, n);                                \
			if (cut < n - cut) {                                                 \
				name(v, cut, depth);                                         \
				v += cut, n -= cut;                                          \
			} else {                                                             \
				name(v + cut, n - cut, depth);                               \
				n = cut;                                                     \
			}                                                                    \
		}                                                                            \
		name##_insertion(v, n);                                                      \
	}

#define INT_LESS(a, b) ((a) < (b))
#define FLOAT_LESS(a, b) ((a) < (b) || ((a) != (a) && (b) == (b)))
#define STRING_LESS(a, b) (nat_compare((a).text, (a).len, (b).text, (b).len) < 0)

DEFINE_SORT(sort_ints, int64_t, INT_LESS)
DEFINE_SORT(sort_floats, double, FLOAT_LESS)
DEFINE_SORT(sort_strings, struct leaf_string, STRING_LESS)

static int depth_limit(int64_t n)
{
	return 2 * (int)nat_len64((uint64_t)n);
}

int64_t nat_sort_ints(int64_t *dst, int64_t n)
{
	sort_ints(dst, n, depth_limit(n));
	return n;
}

int64_t nat_sort_floats(double *dst, int64_t n)
{
	sort_floats(dst, n, depth_limit(n));
	return n;
}

int64_t nat_sort_strings(struct leaf_string *dst, int64_t n)
{
	sort_strings(dst, n, depth_limit(n));
	return n;
}
