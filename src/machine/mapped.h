/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that the program maps itself (syscall.Mmap): a segment of pages, each with what may be done to it.
 *
 * Pages are given in rising order and not again until all of the segment has been used. What may be done to a page is in a
 * table inside time; the system's protection of the page follows it. The machine itself has to look at pages that the program
 * must not: checkpoints and expressions open the segment, and close it again by the table, which may be another one then.
 */
#ifndef MACHINE_MAPPED_H
#define MACHINE_MAPPED_H

#include "machine/machine_int.h"

enum { MAPPED_PAGE = 4096 };

/* `bytes` of zeros, prot as PROT_* of mmap(2); the address, or -errno. */
int64_t mapped_new(Machine *m, uint64_t bytes, int prot);
/* The same of a file, from `offset` on, a page's multiple; others see what is written there, and what they write is seen.
 * ENOTSUP unless the process is the program's own: what others see is outside time, and a debugger would have to be told. */
int64_t mapped_file(Machine *m, int fd, int64_t offset, uint64_t bytes, int prot);
/* Of whole pages from addr on, which are mapped: 0, or -errno as mprotect(2) and munmap(2). */
int mapped_protect(Machine *m, uint64_t addr, uint64_t bytes, int prot);
int mapped_free(Machine *m, uint64_t addr, uint64_t bytes);

/* The pages around addr that can be read, as [*from, *to). */
bool mapped_range(const Machine *m, uint64_t addr, uint64_t *from, uint64_t *to);
void mapped_segment(const Machine *m, SegmentInfo *out);

/* All of it can be read and written; as the table says, but no more than `most` (PROT_*). */
void mapped_open(const Machine *m);
void mapped_close(const Machine *m, int most);
bool mapped_writable(const Machine *m, uint64_t addr);	/* by the program */
/* What belongs to time: calls fn for the pages ever given, and for the tables. */
void mapped_pages(const Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len));
void mapped_tables(const Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len));

#endif
