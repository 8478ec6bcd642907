/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of chunks, each zeroed when it is made, so that handing out a piece is an addition. Chunks
 * double up to 1 MB; a piece bigger than a quarter of a chunk gets a chunk of its own behind the
 * current one, so that the rest of the current one is not lost. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { CHUNK_FIRST = 16 << 10, CHUNK_LAST = 1 << 20, ALIGN = 16 };

typedef struct Chunk {
	struct Chunk *next;
	size_t pad; /* keeps what follows aligned to 16 */
} Chunk;

struct Arena {
	char *at, *end; /* the free part of the current chunk */
	Chunk *chunks;  /* the current one first */
	size_t chunk_size;
	size_t used;
};

Arena *arena_new(void)
{
	Arena *a = mem_zalloc(sizeof *a);

	a->chunk_size = CHUNK_FIRST;
	return a;
}

void arena_free(Arena *a)
{
	if (!a)
		return;
	for (Chunk *c = a->chunks, *next; c; c = next) {
		next = c->next;
		mem_free(c);
	}
	mem_free(a);
}

static void *arena_alloc_big(Arena *a, size_t bytes)
{
	Chunk *c = mem_zalloc(sizeof *c + bytes);

	if (a->chunks) {
		c->next = a->chunks->next;
		a->chunks->next = c;
	} else {
		a->chunks = c;
	}
	return c + 1;
}

static void arena_grow(Arena *a)
{
	Chunk *c = mem_zalloc(a->chunk_size);

	c->next = a->chunks;
	a->chunks = c;
	a->at = (char *)(c + 1);
	a->end = (char *)c + a->chunk_size;
	if (a->chunk_size < CHUNK_LAST)
		a->chunk_size *= 2;
}

void *arena_alloc(Arena *a, size_t bytes)
{
	size_t need = bytes ? (bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1) : ALIGN;
	char *p;

	if (bytes > SIZE_MAX / 2)
		mem_out_of_memory(bytes);
	a->used += need;
	if (need > (size_t)(a->end - a->at)) {
		if (need > a->chunk_size / 4)
			return arena_alloc_big(a, need);
		arena_grow(a);
	}
	p = a->at;
	a->at += need;
	return p;
}

void *arena_array(Arena *a, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		mem_out_of_memory(SIZE_MAX);
	return arena_alloc(a, bytes);
}

void *arena_copy(Arena *a, const void *src, size_t bytes)
{
	void *p = arena_alloc(a, bytes);

	if (bytes)
		memcpy(p, src, bytes);
	return p;
}

char *arena_strndup(Arena *a, const char *text, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	if (n)
		memcpy(p, text, n);
	return p;
}

char *arena_strdup(Arena *a, const char *text)
{
	return arena_strndup(a, text, strlen(text));
}

char *arena_vprintf(Arena *a, const char *format, va_list args)
{
	va_list again;
	int n;
	char *p;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	p = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
	if (n > 0)
		vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return p;
}

char *arena_printf(Arena *a, const char *format, ...)
{
	va_list args;
	char *p;

	va_start(args, format);
	p = arena_vprintf(a, format, args);
	va_end(args);
	return p;
}

size_t arena_used(const Arena *a)
{
	return a->used;
}
