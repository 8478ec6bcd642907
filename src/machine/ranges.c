/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What memory belongs to time: see ranges.h. The table of run-time types and itabs does not: it grows, and what is in it depends on
 * nothing but its key. */
#include "machine/ranges.h"

#include "machine/heap.h"
#include "machine/mapped.h"
#include "machine/profile.h"
#include "machine/sched.h"

#include <sys/mman.h>

static void range_add(Ranges *r, uint64_t addr, uint64_t len, RangeKind kind)
{
	uint64_t from = addr & ~(PAGE - 1), to = (addr + len + PAGE - 1) & ~(PAGE - 1);

	if (len)
		vec_push(r, ((Range){ from, to - from, kind }));
}

static void range_add_table(void *ctx, uint64_t addr, uint64_t len)
{
	range_add(ctx, addr, len, RANGE_COMPARED);
}

static void range_add_marked(void *ctx, uint64_t addr, uint64_t len)
{
	range_add(ctx, addr, len, RANGE_CARDS);
}

static uint64_t private_at(const Machine *m, uint64_t offset)
{
	return m->base + PRIVATE_DELTA + offset;
}

static void heap_tables(const Machine *m, Ranges *r)
{
	const Heap *h = m->heap;
	uint64_t heap = h->mapped - h->base;

	range_add_table(r, (uint64_t)h, sizeof *h);
	range_add_table(r, private_at(m, PRIVATE_SPANS), h->nspans * sizeof(Span));
	range_add_table(r, private_at(m, PRIVATE_PAGES), heap / PAGE_BYTES * 4);
	range_add_table(r, private_at(m, PRIVATE_FREE_RUNS), heap / PAGE_BYTES * sizeof(FreeRun));
	range_add_table(r, private_at(m, PRIVATE_SITES), h->nsites * sizeof(Site));
	range_add_table(r, private_at(m, PRIVATE_SITE_INDEX), h->nsites ? 4 << 20 : 0);
	range_add_table(r, private_at(m, PRIVATE_PTRBITS), heap / 64);
	range_add_table(r, private_at(m, PRIVATE_GREY), h->grey * 8);
	alloclog_tables(m, r, range_add_table);
	range_add_table(r, private_at(m, PRIVATE_SIDE), h->side_top - private_at(m, PRIVATE_SIDE));
}

static void stacks(const Machine *m, Ranges *r)
{
	uint64_t from, to;

	if (!m->state->started)
		return;
	range_add(r, m->gors[0].stack_lo, m->gors[0].stack_hi - m->gors[0].stack_lo, RANGE_TOUCHED);
	if (m->state->stack_next && stack_range(m, stack_small_base(m), &from, &to))
		range_add(r, from, to - from, RANGE_TOUCHED);
	for (uint64_t i = 0; i < m->state->ngors; i++)
		if (m->gors[i].big_lo)
			range_add(r, m->gors[i].big_lo, m->gors[i].big_hi - m->gors[i].big_lo, RANGE_TOUCHED);
}

void ranges_now(Machine *m, Ranges *r)
{
	for (size_t i = 0; i < m->nprogram; i++) {
		const Image *im = m->images.data[i];

		range_add(r, im->base.data, im->data.len, RANGE_CARDS);
		range_add(r, im->base.bss, im->bss_size, RANGE_CARDS);
	}
	range_add(r, m->heap->base, m->heap->mapped - m->heap->base, RANGE_CARDS);
	mapped_pages(m, r, range_add_marked);
	mapped_tables(m, r, range_add_table);
	stacks(m, r);
	range_add_table(r, (uint64_t)m->state, sizeof *m->state);
	range_add_table(r, (uint64_t)m->gors, m->state->ngors * sizeof(Gor));
	sched_tables(m, r, range_add_table);
	profile_tables(m, r, range_add_table);
	heap_tables(m, r);
}

/* The pages of a stack that have ever been written to are those that are in core. */
void range_touched(const Range *r, uint8_t *pages)
{
	if (mincore(at(r->addr), r->len, pages) != 0)
		memset(pages, 1, r->len / PAGE);
}

bool page_is_zero(const void *page)
{
	const uint64_t *w = page;
	uint64_t any = 0;

	for (unsigned i = 0; i < PAGE / 8; i += 8) {
		any |= w[i] | w[i + 1] | w[i + 2] | w[i + 3] | w[i + 4] | w[i + 5] | w[i + 6] | w[i + 7];
		if (any)
			return false;
	}
	return true;
}
