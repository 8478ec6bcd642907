/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that the program maps itself: see mapped.h. */
#include "machine/mapped.h"

#include "machine/natives.h"
#include "machine/race.h"

#include <errno.h>
#include <sys/mman.h>

#define MAPPED_BYTES (SEG_MAPPED_END - SEG_MAPPED)
#define MAPPED_PAGES (MAPPED_BYTES / MAPPED_PAGE)
#define TABLE_AT PRIVATE_MAPPED			/* a byte a page, behind the struct's page */

/* In the table: PROT_*, that the page is mapped (0: it is not), and that it is a file's, which others see. */
enum { IS_MAPPED = 0x80, IS_SHARED = 0x40, PROT_BITS = PROT_READ | PROT_WRITE | PROT_EXEC };

typedef struct Mapped {
	uint64_t top;		/* pages that were ever given */
	uint64_t pages;		/* that are mapped now */
} Mapped;

static Mapped *mapped(const Machine *m)
{
	return m->state->maps ? at(m->base + PRIVATE_DELTA + TABLE_AT) : NULL;
}

static uint8_t *table(const Machine *m)
{
	return at(m->base + PRIVATE_DELTA + TABLE_AT + MAPPED_PAGE);
}

static uint64_t page_at(const Machine *m, uint64_t n)
{
	return m->base + SEG_MAPPED + n * MAPPED_PAGE;
}

static int host_prot(int prot)
{
	return prot & PROT_WRITE ? PROT_READ | PROT_WRITE : prot & (PROT_READ | PROT_EXEC) ? PROT_READ : PROT_NONE;
}

/* Of pages [from, to), which the table has the same byte for. False: the system does not allow it. */
static bool protect_run(const Machine *m, uint64_t from, uint64_t to, uint8_t entry)
{
	return mprotect(at(page_at(m, from)), (to - from) * MAPPED_PAGE, host_prot(entry)) == 0;
}

/* What is watched in the segment may be out of sight now. */
static void look_again(Machine *m)
{
	for (size_t i = 0; i < m->watch.n; i++)
		m->watch.list[i].there = false;
}

static void set_pages(Machine *m, uint64_t from, uint64_t n, uint8_t entry)
{
	memset(table(m) + from, entry, n);
	protect_run(m, from, from + n, entry);
	look_again(m);
}

/* ---- giving and taking ---- */

static bool first_use(Machine *m)
{
	if (!m->state->maps && !memory_private(m, TABLE_AT, MAPPED_PAGE))
		return false;
	m->state->maps = true;
	return true;
}

/* A run of n pages that are not mapped among those given before; top: there is none. */
static uint64_t free_run(const Machine *m, uint64_t n)
{
	const Mapped *all = mapped(m);
	uint64_t run = 0;

	for (uint64_t i = 0; i < all->top; i++) {
		run = table(m)[i] ? 0 : run + 1;
		if (run == n)
			return i + 1 - n;
	}
	return all->top;
}

int64_t mapped_new(Machine *m, uint64_t bytes, int prot)
{
	uint64_t n = bytes / MAPPED_PAGE + (bytes % MAPPED_PAGE != 0), from;
	Mapped *all;

	if (!n)
		return -EINVAL;
	if (n > MAPPED_PAGES || !first_use(m))
		return -ENOMEM;
	all = mapped(m);
	from = all->top;
	if (from + n > MAPPED_PAGES && (from = free_run(m, n)) + n > MAPPED_PAGES)
		return -ENOMEM;
	if (!memory_commit(m, page_at(m, from), n * MAPPED_PAGE) || !memory_private(m, TABLE_AT + MAPPED_PAGE + from, n))
		return -ENOMEM;
	set_pages(m, from, n, (uint8_t)(IS_MAPPED | (prot & PROT_BITS)));
	if (all->top < from + n)
		all->top = from + n;
	all->pages += n;
	if (m->race)
		race_allocated(m, page_at(m, from), n * MAPPED_PAGE);
	return (int64_t)page_at(m, from);
}

/* Pages of a range that begins with a page, all of them mapped; false: it is no such range. */
static bool range_of(const Machine *m, uint64_t addr, uint64_t bytes, uint64_t *from, uint64_t *n)
{
	const Mapped *all = mapped(m);

	*from = (addr - m->base - SEG_MAPPED) / MAPPED_PAGE;
	*n = bytes / MAPPED_PAGE + (bytes % MAPPED_PAGE != 0);
	if (!all || *from >= all->top || *n > all->top - *from)
		return false;
	for (uint64_t i = 0; i < *n; i++)
		if (!table(m)[*from + i])
			return false;
	return true;
}

int64_t mapped_file(Machine *m, int fd, int64_t offset, uint64_t bytes, int prot)
{
	int64_t addr = m->config.may_exec ? mapped_new(m, bytes, prot) : -ENOTSUP;
	int e;

	if (addr < 0)
		return addr;
	memset(table(m) + ((uint64_t)addr - page_at(m, 0)) / MAPPED_PAGE, IS_MAPPED | IS_SHARED | (prot & PROT_BITS),
	       bytes / MAPPED_PAGE + (bytes % MAPPED_PAGE != 0));
	if (mmap(at(addr), bytes, host_prot(prot), MAP_SHARED | MAP_FIXED, fd, (off_t)offset) != MAP_FAILED)
		return addr;
	e = errno;
	mapped_free(m, (uint64_t)addr, bytes);
	return -e;
}

int mapped_protect(Machine *m, uint64_t addr, uint64_t bytes, int prot)
{
	uint64_t from, n;

	if (addr % MAPPED_PAGE)
		return -EINVAL;
	if (!range_of(m, addr, bytes, &from, &n))
		return -ENOMEM;
	if (!n)
		return 0;
	if (!protect_run(m, from, from + n, (uint8_t)prot))	/* to write a file that is open for reading */
		return -errno;
	for (uint64_t i = from; i < from + n; i++)
		table(m)[i] = (uint8_t)(IS_MAPPED | (table(m)[i] & IS_SHARED) | (prot & PROT_BITS));
	look_again(m);
	return 0;
}

/* Zeros, as of new pages; a file's pages are given back for them. False: the system has none. */
static bool empty_pages(Machine *m, uint64_t from, uint64_t n)
{
	enum { FRESH = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED };

	for (uint64_t i = from, end; i < from + n; i = end) {
		for (end = i + 1; end < from + n && ((table(m)[end] ^ table(m)[i]) & IS_SHARED) == 0; end++)
			;
		if (!(table(m)[i] & IS_SHARED))
			madvise(at(page_at(m, i)), (end - i) * MAPPED_PAGE, MADV_DONTNEED);
		else if (mmap(at(page_at(m, i)), (end - i) * MAPPED_PAGE, PROT_NONE, FRESH, -1, 0) == MAP_FAILED)
			return false;
	}
	card_mark_range(page_at(m, from), n * MAPPED_PAGE);
	return true;
}

int mapped_free(Machine *m, uint64_t addr, uint64_t bytes)
{
	uint64_t from, n;

	if (addr % MAPPED_PAGE || !bytes || !range_of(m, addr, bytes, &from, &n))
		return -EINVAL;
	if (!empty_pages(m, from, n))
		return -ENOMEM;
	set_pages(m, from, n, 0);
	mapped(m)->pages -= n;
	return 0;
}

/* ---- for the machine ---- */

bool mapped_range(const Machine *m, uint64_t addr, uint64_t *from, uint64_t *to)
{
	const Mapped *all = mapped(m);
	uint64_t first = (addr - m->base - SEG_MAPPED) / MAPPED_PAGE, end = first;

	while (all && end < all->top && table(m)[end] & PROT_BITS)
		end++;
	if (end == first)
		return false;
	while (first > 0 && table(m)[first - 1] & PROT_BITS)
		first--;
	*from = page_at(m, first);
	*to = page_at(m, end);
	return true;
}

bool mapped_writable(const Machine *m, uint64_t addr)
{
	const Mapped *all = mapped(m);
	uint64_t n = (addr - m->base - SEG_MAPPED) / MAPPED_PAGE;

	return all && n < all->top && table(m)[n] & PROT_WRITE;
}

void mapped_segment(const Machine *m, SegmentInfo *out)
{
	const Mapped *all = mapped(m);

	out->end = out->start + (all ? all->top : 0) * MAPPED_PAGE;
	out->used = (all ? all->pages : 0) * MAPPED_PAGE;
}

void mapped_open(const Machine *m)
{
	const Mapped *all = mapped(m);

	if (all && all->top)
		mprotect(at(page_at(m, 0)), all->top * MAPPED_PAGE, PROT_READ | PROT_WRITE);
}

void mapped_close(const Machine *m, int most)
{
	const Mapped *all = mapped(m);
	uint64_t to;

	for (uint64_t from = 0; all && from < all->top; from = to) {
		for (to = from + 1; to < all->top && table(m)[to] == table(m)[from]; to++)
			;
		protect_run(m, from, to, (uint8_t)(table(m)[from] & most));
	}
}

void mapped_pages(const Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len))
{
	const Mapped *all = mapped(m);

	fn(ctx, page_at(m, 0), all ? all->top * MAPPED_PAGE : 0);
}

void mapped_tables(const Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len))
{
	const Mapped *all = mapped(m);

	fn(ctx, m->base + PRIVATE_DELTA + TABLE_AT, all ? MAPPED_PAGE + all->top : 0);
}

/* ---- natives ---- */

/* w: bytes, prot; address or -errno. */
Flow rt_map(Machine *m, uint64_t *w)
{
	w[2] = (uint64_t)mapped_new(m, w[0], (int)w[1]);
	return FLOW_NEXT;
}

/* w: descriptor, offset, bytes, prot; address or -errno. */
Flow rt_map_file(Machine *m, uint64_t *w)
{
	w[4] = (uint64_t)mapped_file(m, (int)w[0], (int64_t)w[1], w[2], (int)w[3]);
	return FLOW_NEXT;
}

/* w: address, bytes, prot, below 0: it is not mapped any more; 0 or -errno. */
Flow rt_protect(Machine *m, uint64_t *w)
{
	w[3] = (uint64_t)(int64_t)((int64_t)w[2] < 0 ? mapped_free(m, w[0], w[1]) : mapped_protect(m, w[0], w[1], (int)w[2]));
	return FLOW_NEXT;
}

/* w: whether faults of this goroutine are panics; whether they were. */
Flow rt_panic_on_fault(Machine *m, uint64_t *w)
{
	Gor *g = gor_current(m);

	w[1] = g->panics_on_fault;
	g->panics_on_fault = w[0] & 1;
	return FLOW_NEXT;
}
