/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Address space: mapping parts of the hull at their fixed places, their cards, private tables. */
#include "machine/machine_int.h"

#include <errno.h>
#include <sys/mman.h>

#define PAGE 4096ULL

/* Maps what is not mapped yet; pages that are there keep their contents. */
bool memory_map(uint64_t addr, uint64_t len)
{
	uint64_t from = addr & ~(PAGE - 1), to = (addr + len + PAGE - 1) & ~(PAGE - 1);
	void *p = mmap(at(from), to - from, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);

	if (p == at(from))
		return true;
	if (p != MAP_FAILED)	/* an old kernel took the address as a hint */
		munmap(p, to - from);
	if (errno != EEXIST)
		return false;
	for (; from < to; from += PAGE) {
		p = mmap(at(from), PAGE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
		if (p == MAP_FAILED && errno != EEXIST)
			return false;
	}
	return true;
}

bool memory_commit(Machine *m, uint64_t addr, uint64_t len)
{
	uint64_t first = (uint64_t)hull_card(addr), last = (uint64_t)hull_card(addr + len - 1);

	(void)m;
	return memory_map(first, last - first + 1) && memory_map(addr, len);
}

void memory_protect(uint64_t addr, uint64_t len)
{
	uint64_t from = addr & ~(PAGE - 1);

	if (len)
		mprotect(at(from), addr + len - from, PROT_READ);
}

void *memory_private(Machine *m, uint64_t offset, uint64_t len)
{
	uint64_t addr = PRIVATE_BASE + m->config.slot * HULL_SLOT_SIZE + offset;

	return memory_map(addr, len) ? at(addr) : NULL;
}

/* Everything of this slot: the kernel skips what was never mapped. */
void memory_release(Machine *m)
{
	uint64_t slot = m->config.slot * HULL_SLOT_SIZE;
	uint64_t cards = (uint64_t)hull_card(m->base);

	munmap(at(m->base), HULL_SLOT_SIZE);
	munmap(at(m->base + SIDE_DELTA), HULL_SLOT_SIZE);
	munmap(at(PRIVATE_BASE + slot), HULL_SLOT_SIZE);
	munmap(at(cards), HULL_SLOT_SIZE >> CARD_SHIFT);
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
