/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door for memory of the host: everything strata allocates outside the hull comes
 * through here, so that running out is handled in one place and a test can make the n-th
 * allocation fail. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

/* Called when an allocation of `bytes` fails. It may longjmp away; when it returns, the process
 * prints `strata: out of memory` and exits with status 1. */
typedef void MemOomFn(void *ctx, size_t bytes);

/* All of these never return NULL; a size of 0 gives a unique pointer that must be freed. */
void *mem_alloc(size_t bytes);
void *mem_zalloc(size_t bytes);
/* Room for `count` things of `size` bytes, zeroed; an overflowing product is out of memory. */
void *mem_array(size_t count, size_t size);
/* On failure the old block is still there (a handler that longjmps leaves its owner intact). */
void *mem_realloc(void *p, size_t bytes);
void *mem_realloc_array(void *p, size_t count, size_t size);
/* A NUL-terminated copy of n bytes. */
char *mem_strndup(const char *text, size_t n);
void mem_free(void *p);

/* Report out of memory from elsewhere (mmap, a library's own allocator). Does not return. */
_Noreturn void mem_out_of_memory(size_t bytes);

/* Replaces the handler (NULL: the default). Allocation state is per process, as the heap itself
 * is. */
void mem_set_oom(MemOomFn *fn, void *ctx);
/* Makes the n-th allocation from now fail, once (0: none). The driver sets it for check-oom. */
void mem_fail_at(uint64_t n);
/* How many allocations there have been: what a check-oom run iterates over. */
uint64_t mem_count(void);

#endif
