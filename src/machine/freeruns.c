/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The heap's free pages, in runs as long as can be: a run that is given back joins its free neighbours. Each run is described
 * at its first page and, for the neighbour behind it, its length at its last; all other entries of the table are zero:
 *
 *     page       40  41  42  43  44  45
 *     pages       0   3   0   3   1   0       a run of three, a run of one; 40 and 45 are in use
 *
 * What lay in these pages is not forgotten here: their spans stay in the page table until the pages are used again (heap.c).
 */
#include "machine/heap.h"

#include <sys/mman.h>

static uint32_t *list_of(Machine *m, uint32_t pages)
{
	return &m->heap->free_runs[pages < FREE_RUN_LISTS ? pages : 0];
}

static void link_run(Machine *m, uint32_t first, uint32_t pages, bool released)
{
	FreeRun *runs = free_run_table(m);
	uint32_t *list = list_of(m, pages);

	runs[first + pages - 1].pages = pages;
	runs[first] = (FreeRun){ .pages = pages, .released = released, .next = *list };
	m->heap->released += released ? pages * PAGE_BYTES : 0;
	if (*list)
		runs[*list - 1].prev = first + 1;
	*list = first + 1;
}

static void unlink_run(Machine *m, uint32_t first)
{
	FreeRun *runs = free_run_table(m), run = runs[first];

	if (run.prev)
		runs[run.prev - 1].next = run.next;
	else
		*list_of(m, run.pages) = run.next;
	if (run.next)
		runs[run.next - 1].prev = run.prev;
	m->heap->released -= run.released ? run.pages * PAGE_BYTES : 0;
	runs[first + run.pages - 1] = runs[first] = (FreeRun){ 0 };
}

void freeruns_give(Machine *m, uint32_t first, uint32_t pages)
{
	const FreeRun *runs = free_run_table(m);
	uint32_t before = first ? runs[first - 1].pages : 0;
	uint32_t end = first + pages, after = end < heap_top_page(m) ? runs[end].pages : 0;

	if (before)
		unlink_run(m, first - before);
	if (after)
		unlink_run(m, end);
	link_run(m, first - before, before + pages + after, false);
}

/* The first in a list that is long enough: page + 1. */
static uint32_t find_run(Machine *m, uint32_t list, uint32_t pages)
{
	const FreeRun *runs = free_run_table(m);
	uint32_t n = m->heap->free_runs[list];

	while (n && runs[n - 1].pages < pages)
		n = runs[n - 1].next;
	return n;
}

bool freeruns_take(Machine *m, uint32_t pages, uint32_t *first)
{
	uint32_t n = 0, all;
	bool released;

	for (uint32_t list = pages; list < FREE_RUN_LISTS && !n; list++)
		n = find_run(m, list, pages);
	if (!n && !(n = find_run(m, 0, pages)))
		return false;
	*first = n - 1;
	all = free_run_table(m)[*first].pages;
	released = free_run_table(m)[*first].released;
	unlink_run(m, *first);
	if (all > pages)
		link_run(m, *first + pages, all - pages, released);
	return true;
}

static void release_run(Machine *m, uint32_t first)
{
	FreeRun *run = &free_run_table(m)[first];
	uint64_t addr = m->heap->base + first * PAGE_BYTES, bytes = run->pages * PAGE_BYTES;

	if (run->released || madvise(at(addr), bytes, MADV_DONTNEED) != 0)
		return;
	card_mark_range(addr, bytes);
	run->released = true;
	m->heap->released += bytes;
}

void freeruns_release(Machine *m)
{
	const FreeRun *runs = free_run_table(m);

	for (unsigned list = 0; list < FREE_RUN_LISTS; list++)
		for (uint32_t n = m->heap->free_runs[list]; n; n = runs[n - 1].next)
			release_run(m, n - 1);
}

uint32_t freeruns_last(Machine *m)
{
	uint32_t top = heap_top_page(m);

	return top ? free_run_table(m)[top - 1].pages : 0;
}

void freeruns_take_last(Machine *m)
{
	unlink_run(m, heap_top_page(m) - freeruns_last(m));
}
