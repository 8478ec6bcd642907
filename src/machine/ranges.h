/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time's memory as a list of ranges: variables, heap, what the program mapped itself, stacks, and the private tables. What a
 * checkpoint and debug builds' audit look at. Each range is whole pages of the system.
 */
#ifndef MACHINE_RANGES_H
#define MACHINE_RANGES_H

#include "machine/machine_int.h"

#define PAGE 4096ULL

typedef enum RangeKind {
	RANGE_CARDS,	/* who writes there marks a card */
	RANGE_TOUCHED,	/* a stack: frames mark no cards, and most of it was never touched */
	RANGE_COMPARED,	/* tables */
} RangeKind;

typedef struct Range { uint64_t addr, len; RangeKind kind; } Range;
typedef VEC(Range) Ranges;

/* The ranges as they are now, in no order, added to r. */
void ranges_now(Machine *m, Ranges *r);
/* Which of a range's pages have ever been touched: a byte each, bit 0. */
void range_touched(const Range *r, uint8_t *pages);
bool page_is_zero(const void *page);

#endif
