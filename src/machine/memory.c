/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Address space: mapping parts of the hull at their fixed places, their cards, private tables. */
#include "machine/machine_int.h"

#include <errno.h>
#include <sys/mman.h>

#define PAGE 4096ULL

/* Remembers a mapping, for memory_release and for core files. What grows from its end, as tables and stacks do, stays one
 * extent, and is found at once: it was the last to grow, or there are few. */
static void note_extent(Machine *m, uint64_t from, uint64_t to)
{
	for (size_t i = m->extents.len; i-- > 0;) {
		Extent *e = &m->extents.data[i];

		if (from > e->to || to < e->from)
			continue;
		e->from = from < e->from ? from : e->from;
		e->to = to > e->to ? to : e->to;
		return;
	}
	vec_push(&m->extents, ((Extent){ from, to }));
}

static void *map_fixed(uint64_t addr, uint64_t len)
{
	void *p = mmap(at(addr), len, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);

	if (p != MAP_FAILED && p != at(addr)) {	/* an old kernel took the address as a hint */
		munmap(p, len);
		errno = EEXIST;
		p = MAP_FAILED;
	}
	return p;
}

/* Maps what is not mapped yet; pages that are there keep their contents. */
bool memory_map(Machine *m, uint64_t addr, uint64_t len)
{
	uint64_t from = addr & ~(PAGE - 1), to = (addr + len + PAGE - 1) & ~(PAGE - 1);

	if (map_fixed(from, to - from) == MAP_FAILED) {
		if (errno != EEXIST)
			return false;
		for (uint64_t page = from; page < to; page += PAGE)
			if (map_fixed(page, PAGE) == MAP_FAILED && errno != EEXIST) {
				note_extent(m, from, page);
				return false;
			}
	}
	note_extent(m, from, to);
	return true;
}

bool memory_commit(Machine *m, uint64_t addr, uint64_t len)
{
	uint64_t first = (uint64_t)hull_card(addr), last = (uint64_t)hull_card(addr + len - 1);

	return memory_map(m, first, last - first + 1) && memory_map(m, addr, len);
}

void memory_protect(uint64_t addr, uint64_t len)
{
	uint64_t from = addr & ~(PAGE - 1);

	if (len)
		mprotect(at(from), addr + len - from, PROT_READ);
}

void *memory_private(Machine *m, uint64_t offset, uint64_t len)
{
	uint64_t addr = m->base + PRIVATE_DELTA + offset;

	return memory_map(m, addr, len) ? at(addr) : NULL;
}

void memory_release(Machine *m)
{
	vec_each(&m->extents, e)
		munmap(at(e->from), e->to - e->from);
	vec_free(&m->extents);
}

/* A claim is a page without access behind the slot's private tables. */
static uint64_t claim_page(uint64_t slot)
{
	return slot + PRIVATE_DELTA + HULL_SLOT_SIZE - PAGE;
}

uint64_t machine_claim_slot(void)
{
	for (unsigned n = 0; n < HULL_SLOTS; n++) {
		uint64_t slot = hull_slot(n);

		if (map_fixed(claim_page(slot), PAGE) != MAP_FAILED) {
			mprotect(at(claim_page(slot)), PAGE, PROT_NONE);
			return slot;
		}
	}
	return 0;
}

void machine_release_slot(uint64_t slot)
{
	if (slot)
		munmap(at(claim_page(slot)), PAGE);
}

void card_mark_range(uint64_t addr, uint64_t len)
{
	uint8_t *first = hull_card(addr), *last = hull_card(addr + len - 1);

	if (len == 0)
		return;
	if (first == last)
		*first = 1;
	else
		memset(first, 1, (size_t)(last - first) + 1);
}
