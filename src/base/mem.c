/* SPDX-License-Identifier: GPL-3.0-or-later */
/* malloc behind one door. The state below is the only mutable state of the process in base/: it
 * belongs to the C heap, which is per process too. */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
	MemOomFn *oom;
	void *ctx;
	uint64_t count;
	uint64_t fail_at;
} mem;

void mem_out_of_memory(size_t bytes)
{
	if (mem.oom)
		mem.oom(mem.ctx, bytes);
	fputs("strata: out of memory\n", stderr);
	exit(1);
}

static void *mem_checked(void *p, size_t bytes)
{
	if (__builtin_expect(!p, 0))
		mem_out_of_memory(bytes);
	return p;
}

/* Counts an allocation; false when it is the one that was asked to fail. */
static int mem_admit(void)
{
	return ++mem.count != mem.fail_at;
}

void *mem_alloc(size_t bytes)
{
	return mem_checked(mem_admit() ? malloc(bytes ? bytes : 1) : NULL, bytes);
}

void *mem_array(size_t count, size_t size)
{
	if (!count || !size)
		count = size = 1;
	return mem_checked(mem_admit() ? calloc(count, size) : NULL, count * size);
}

void *mem_zalloc(size_t bytes)
{
	return mem_array(bytes, 1);
}

void *mem_realloc(void *p, size_t bytes)
{
	return mem_checked(mem_admit() ? realloc(p, bytes ? bytes : 1) : NULL, bytes);
}

void *mem_realloc_array(void *p, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		mem_out_of_memory(SIZE_MAX);
	return mem_realloc(p, bytes);
}

char *mem_strndup(const char *text, size_t n)
{
	char *copy = mem_alloc(n + 1);

	if (n)
		memcpy(copy, text, n);
	copy[n] = 0;
	return copy;
}

void mem_free(void *p)
{
	free(p);
}

void mem_set_oom(MemOomFn *fn, void *ctx)
{
	mem.oom = fn;
	mem.ctx = ctx;
}

void mem_fail_at(uint64_t n)
{
	mem.fail_at = n ? mem.count + n : 0;
}

uint64_t mem_count(void)
{
	return mem.count;
}
