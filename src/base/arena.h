/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arena: memory that is taken piece by piece and given back all at once. Trees, types and tables
 * that live as long as one load of a program are built in one. Every piece is zeroed and 16-byte
 * aligned. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
/* Frees the arena and everything taken from it. NULL is ignored. */
void arena_free(Arena *a);

/* Zeroed, aligned to 16; never NULL. arena_array checks the product for overflow. */
void *arena_alloc(Arena *a, size_t bytes);
void *arena_array(Arena *a, size_t count, size_t size);
/* Copies `bytes` bytes of `src`. */
void *arena_copy(Arena *a, const void *src, size_t bytes);

/* NUL-terminated copies. */
char *arena_strdup(Arena *a, const char *text);
char *arena_strndup(Arena *a, const char *text, size_t n);
char *arena_printf(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *a, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Bytes handed out so far. */
size_t arena_used(const Arena *a);

/* arena_make(a, T): one zeroed T. arena_make_n(a, T, n): n of them. */
#define arena_make(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define arena_make_n(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

#endif
