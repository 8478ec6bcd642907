/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints: a page-version store.
 *
 * Time's memory is a list of ranges: data, bss, heap, stacks, and the private tables. A checkpoint is a
 * sorted array of (page, copy); pages that are all zero are left out, copies are shared between
 * checkpoints and counted. The newest checkpoint made or restored is the base: what memory holds is the base's pages
 * but for those written since. For the heap and variables the cards tell which those may be; stacks (pages
 * that were ever touched, frames mark no cards) and private tables are compared.
 *
 * The table of run-time types and itabs grows outside time: what is in it depends on nothing but its key.
 */
#include "machine/heap.h"
#include "machine/mapped.h"
#include "machine/profile.h"
#include "machine/race.h"
#include "machine/sched.h"

#include <sys/mman.h>

#include "base/mem.h"

#define PAGE 4096ULL

typedef enum RangeKind { RANGE_CARDS, RANGE_TOUCHED, RANGE_COMPARED } RangeKind;

typedef struct Range { uint64_t addr, len; RangeKind kind; } Range;
typedef VEC(Range) Ranges;

typedef struct PageCopy { uint64_t refs; uint8_t bytes[PAGE]; } PageCopy;
typedef struct PageRef { uint64_t addr; PageCopy *copy; } PageRef;

typedef struct Snapshot {
	unsigned id;
	VEC(PageRef) pages;	/* by rising address */
} Snapshot;

struct Snapshots {
	VEC(Snapshot *) list;
	unsigned next_id;
	uint64_t copies;	/* pages held */
	const Snapshot *base;	/* what the cards are relative to, or NULL */
	Ranges peak;		/* every range as long as it has ever been, by rising address */
	VEC(uint8_t) touched;	/* of the range looked at: mincore's answer */
	uint64_t touched_at;
};

/* ---- what belongs to time ---- */

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

/* The ranges as they are now, in no order. */
static void ranges_now(Machine *m, Ranges *r)
{
	vec_each(&m->images, im) {
		if ((*im)->part == PART_SCRATCH)
			continue;
		range_add(r, (*im)->base.data, (*im)->data.len, RANGE_CARDS);
		range_add(r, (*im)->base.bss, (*im)->bss_size, RANGE_CARDS);
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

void snapshot_each_page(Machine *m, void (*fn)(void *ctx, uint64_t page), void *ctx)
{
	Ranges now = { 0 };

	ranges_now(m, &now);
	mapped_open(m);
	vec_each(&now, r) {
		VEC(uint8_t) there = { 0 };

		vec_resize(&there, r->len / PAGE);
		if (mincore(at(r->addr), r->len, there.data) != 0)
			memset(there.data, 1, r->len / PAGE);
		for (size_t i = 0; i < there.len; i++)
			if (there.data[i] & 1)
				fn(ctx, r->addr + i * PAGE);
		vec_free(&there);
	}
	mapped_close(m, ~0);
	vec_free(&now);
}

/* Merges ranges into the sorted peak: each start once, with its greatest length. */
static void ranges_merge(Ranges *peak, const Ranges *now)
{
	vec_each(now, r) {
		size_t i = 0;

		while (i < peak->len && peak->data[i].addr < r->addr)
			i++;
		if (i < peak->len && peak->data[i].addr == r->addr) {
			if (peak->data[i].len < r->len)
				peak->data[i].len = r->len;
			continue;
		}
		vec_push(peak, *r);
		for (size_t k = peak->len - 1; k > i; k--)
			peak->data[k] = peak->data[k - 1];
		peak->data[i] = *r;
	}
}

static struct Snapshots *snapshots(Machine *m)
{
	Ranges now = { 0 };

	if (!m->snapshots)
		m->snapshots = mem_zalloc(sizeof *m->snapshots);
	ranges_now(m, &now);
	ranges_merge(&m->snapshots->peak, &now);
	vec_free(&now);
	return m->snapshots;
}

/* ---- pages ---- */

static bool is_zero(const void *page)
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

static PageCopy *copy_take(PageCopy *c)
{
	if (c)
		c->refs++;
	return c;
}

static void copy_drop(struct Snapshots *s, PageCopy *c)
{
	if (c && --c->refs == 0) {
		mem_free(c);
		s->copies--;
	}
}

static bool equals_copy(uint64_t addr, const PageCopy *c)
{
	return c ? memcmp(at(addr), c->bytes, PAGE) == 0 : is_zero(at(addr));
}

static PageCopy *copy_new(struct Snapshots *s, uint64_t addr)
{
	PageCopy *c = mem_alloc(sizeof *c);

	s->copies++;
	c->refs = 1;
	memcpy(c->bytes, at(addr), PAGE);
	return c;
}

/* The pages of a stack that have ever been written to are those that are in core. */
static void look_touched(struct Snapshots *s, const Range *r)
{
	vec_resize(&s->touched, r->len / PAGE);
	s->touched_at = r->addr;
	if (mincore(at(r->addr), r->len, s->touched.data) != 0)
		memset(s->touched.data, 1, r->len / PAGE);
}

/* Whether the page may differ from the base. A store marks the page where it begins; through unsafe one of eight bytes
 * may end in the next. */
static bool may_differ(const struct Snapshots *s, const Range *r, uint64_t addr)
{
	switch (r->kind) {
	case RANGE_CARDS: return !s->base || *hull_card(addr) || (addr > r->addr && hull_card(addr)[-1]);
	case RANGE_TOUCHED: return s->touched.data[(addr - s->touched_at) / PAGE] & 1;
	default: return true;
	}
}

/* A walk over a snapshot's pages along with the ranges; both rise. */
typedef struct Walk { const PageRef *next, *end; } Walk;

static Walk walk_begin(const Snapshot *s)
{
	return s ? (Walk){ s->pages.data, s->pages.data + s->pages.len } : (Walk){ NULL, NULL };
}

static PageCopy *walk_to(Walk *w, uint64_t addr)
{
	while (w->next < w->end && w->next->addr < addr)
		w->next++;
	return w->next < w->end && w->next->addr == addr ? w->next->copy : NULL;
}

static void clear_cards(struct Snapshots *s)
{
	vec_each(&s->peak, r)
		if (r->kind == RANGE_CARDS)
			memset(hull_card(r->addr), 0, r->len / PAGE);
}

uint64_t snapshot_dirty(Machine *m)
{
	uint64_t dirty = 0;

	vec_each(&snapshots(m)->peak, r)
		for (uint64_t addr = r->addr; r->kind == RANGE_CARDS && addr < r->addr + r->len; addr += PAGE)
			dirty += *hull_card(addr);
	return dirty;
}

/* ---- making ---- */

static PageCopy *page_now(struct Snapshots *s, const Range *r, uint64_t addr, PageCopy *base)
{
	if (!may_differ(s, r, addr) || equals_copy(addr, base))
		return copy_take(base);
	return is_zero(at(addr)) ? NULL : copy_new(s, addr);
}

unsigned machine_checkpoint(Machine *m)
{
	struct Snapshots *s = snapshots(m);
	Snapshot *snap = mem_zalloc(sizeof *snap);
	Walk base = walk_begin(s->base);

	audit_hull(m);
	mapped_open(m);
	snap->id = ++s->next_id;
	vec_each(&s->peak, r) {
		if (r->kind == RANGE_TOUCHED)
			look_touched(s, r);
		for (uint64_t addr = r->addr; addr < r->addr + r->len; addr += PAGE) {
			PageCopy *c = page_now(s, r, addr, walk_to(&base, addr));

			if (c)
				vec_push(&snap->pages, ((PageRef){ addr, c }));
		}
	}
	mapped_close(m, ~0);
	vec_push(&s->list, snap);
	s->base = snap;
	clear_cards(s);
	return snap->id;
}

/* ---- restoring ---- */

static size_t snapshot_index(const struct Snapshots *s, unsigned id)
{
	size_t i = 0;

	while (i < s->list.len && s->list.data[i]->id != id)
		i++;
	return i;
}

static void put_page(uint64_t addr, const PageCopy *c)
{
	if (equals_copy(addr, c))
		return;
	if (c)
		memcpy(at(addr), c->bytes, PAGE);
	else
		memset(at(addr), 0, PAGE);
}

static void restore_pages(struct Snapshots *s, const Snapshot *to)
{
	Walk base = walk_begin(s->base), target = walk_begin(to);

	vec_each(&s->peak, r) {
		if (r->kind == RANGE_TOUCHED)
			look_touched(s, r);
		for (uint64_t addr = r->addr; addr < r->addr + r->len; addr += PAGE) {
			PageCopy *b = walk_to(&base, addr), *t = walk_to(&target, addr);

			if (b != t || may_differ(s, r, addr))
				put_page(addr, t);
		}
	}
}

void machine_restore(Machine *m, unsigned id)
{
	struct Snapshots *s = snapshots(m);
	size_t i = snapshot_index(s, id);
	uint64_t table_used = m->state->table_used;

	if (i == s->list.len)
		return;
	mapped_open(m);
	restore_pages(s, s->list.data[i]);
	mapped_close(m, ~0);
	s->base = s->list.data[i];
	clear_cards(s);
	m->state->table_used = table_used;
	m->dying = m->hook_stop = false;
	sb_clear(&m->stop_text);
	views_forget(m);
	race_forget(m);
	budget_set(m);
}

/* ---- dropping ---- */

uint64_t machine_checkpoint_bytes(const Machine *m)
{
	uint64_t refs = 0;

	if (!m->snapshots)
		return 0;
	vec_each(&m->snapshots->list, snap)
		refs += (*snap)->pages.cap;
	return m->snapshots->copies * sizeof(PageCopy) + refs * sizeof(PageRef);
}

static void snapshot_free(struct Snapshots *s, Snapshot *snap)
{
	vec_each(&snap->pages, p)
		copy_drop(s, p->copy);
	vec_free(&snap->pages);
	mem_free(snap);
}

/* The base's pages stay known to be equal to memory only while it is there. */
void machine_drop(Machine *m, unsigned id)
{
	struct Snapshots *s = m->snapshots;
	size_t i = s ? snapshot_index(s, id) : 0;

	if (!s || i == s->list.len)
		return;
	if (s->base == s->list.data[i])
		s->base = NULL;
	snapshot_free(s, s->list.data[i]);
	vec_remove(&s->list, i);
}

void snapshots_free(Machine *m)
{
	if (!m->snapshots)
		return;
	vec_each(&m->snapshots->list, snap)
		snapshot_free(m->snapshots, *snap);
	vec_free(&m->snapshots->list);
	vec_free(&m->snapshots->peak);
	vec_free(&m->snapshots->touched);
	mem_free(m->snapshots);
	m->snapshots = NULL;
}

/* ---- the hash ---- */

/* State without what depends on where stops were asked for. */
static uint64_t hash_state(const Machine *m)
{
	State st;

	memcpy(&st, m->state, sizeof st);	/* padding too */
	st.count_base = count_now(m);
	st.budget = 0;
	st.table_used = 0;
	st.log_at = 0;
	return hash_bytes(&st, sizeof st);
}

uint64_t machine_hash(const Machine *m)
{
	Machine *mutable = (Machine *)m;	/* the list of ranges is a cache */
	struct Snapshots *s = snapshots(mutable);
	uint64_t h = hash_state(m);

	mapped_open(m);
	vec_each(&s->peak, r) {
		if (r->kind == RANGE_TOUCHED)
			look_touched(s, r);
		for (uint64_t addr = r->addr; addr < r->addr + r->len; addr += PAGE) {
			if (addr == (uint64_t)m->state || (r->kind == RANGE_TOUCHED && !may_differ(s, r, addr)))
				continue;
			if (!is_zero(at(addr)))
				h = hash_mix(hash_mix(h, addr), hash_bytes(at(addr), PAGE));
		}
	}
	mapped_close(m, ~0);
	return h;
}
