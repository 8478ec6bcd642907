/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growable arrays that keep their element type: `VEC(int) v = {0};` or `typedef VEC(Foo *)
 * FooVec;`. All-zero is the empty vector. `v` below is always a pointer to one and is evaluated
 * more than once. An element pointer is good until the next push or reserve. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

#define VEC(T)            \
	struct {          \
		T *data;  \
		size_t len, cap; \
	}

/* Grows *data so that `need` elements of `size` bytes fit; at least doubles. */
void vec_grow(void **data, size_t *cap, size_t need, size_t size);

/* Makes room for `n` elements in all. */
#define vec_reserve(v, n)                                                                          \
	((size_t)(n) > (v)->cap                                                                    \
	         ? vec_grow((void **)&(v)->data, &(v)->cap, (size_t)(n), sizeof *(v)->data)        \
	         : (void)0)
/* Appends x. */
#define vec_push(v, x) (vec_reserve((v), (v)->len + 1), (void)((v)->data[(v)->len++] = (x)))
/* Appends one zeroed element and gives its address. */
#define vec_add(v)                                                                                 \
	(vec_reserve((v), (v)->len + 1),                                                           \
	 __builtin_memset(&(v)->data[(v)->len], 0, sizeof *(v)->data), &(v)->data[(v)->len++])
/* Appends n elements from the array p (which is not inside v). */
#define vec_append(v, p, n)                                                                        \
	(vec_reserve((v), (v)->len + (size_t)(n)),                                                 \
	 (void)((n) ? __builtin_memcpy((v)->data + (v)->len, (p), (size_t)(n) * sizeof *(v)->data) \
	            : (v)->data),                                                                  \
	 (void)((v)->len += (size_t)(n)))
/* Removes and gives the last element; the vector must not be empty. */
#define vec_pop(v) ((v)->data[--(v)->len])
#define vec_last(v) ((v)->data[(v)->len - 1])
#define vec_empty(v) ((v)->len == 0)
/* Sets the length to n, n <= len. */
#define vec_trim(v, n) ((void)((v)->len = (size_t)(n)))
/* Sets the length to n, zeroing what is new. */
#define vec_resize(v, n)                                                                           \
	(vec_reserve((v), (n)),                                                                    \
	 (void)((size_t)(n) > (v)->len                                                             \
	                ? __builtin_memset((v)->data + (v)->len, 0,                                \
	                                   ((size_t)(n) - (v)->len) * sizeof *(v)->data)           \
	                : (void *)0),                                                              \
	 (void)((v)->len = (size_t)(n)))
/* Removes the element at index i, keeping order. */
#define vec_remove(v, i)                                                                           \
	((void)__builtin_memmove(&(v)->data[i], &(v)->data[(i) + 1],                               \
	                         ((v)->len - (size_t)(i) - 1) * sizeof *(v)->data),                \
	 (void)(v)->len--)
/* Gives the storage back and empties the vector. */
#define vec_free(v) (vec_release((void **)&(v)->data), (void)((v)->len = (v)->cap = 0))
/* vec_each(v, p) { … *p … }: p points to each element in turn; the vector must not grow
 * meanwhile. */
#define vec_each(v, p)                                                               \
	for (__typeof__(*(v)->data) *p = (v)->data, *p##_end = (v)->data + (v)->len; \
	     p < p##_end; p++)

void vec_release(void **data);

#endif
