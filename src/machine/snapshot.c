/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints: a page-version store.
 *
 * Time's memory is a list of ranges (ranges.h). A checkpoint is a
 * sorted array of (page, copy); pages that are all zero are left out, copies are shared between
 * checkpoints and counted. The newest checkpoint made or restored is the base: what memory holds is the base's pages
 * but for those written since. For the heap and variables the cards tell which those may be; stacks (pages
 * that were ever touched, frames mark no cards) and private tables are compared.
 */
#include "machine/heap.h"
#include "machine/mapped.h"
#include "machine/race.h"
#include "machine/ranges.h"

#include "base/mem.h"

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
	VEC(uint8_t) touched;	/* of the range looked at: range_touched's answer */
	uint64_t touched_at;
};

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
	return c ? memcmp(at(addr), c->bytes, PAGE) == 0 : page_is_zero(at(addr));
}

static PageCopy *copy_new(struct Snapshots *s, uint64_t addr)
{
	PageCopy *c = mem_alloc(sizeof *c);

	s->copies++;
	c->refs = 1;
	memcpy(c->bytes, at(addr), PAGE);
	return c;
}

static void look_touched(struct Snapshots *s, const Range *r)
{
	vec_resize(&s->touched, r->len / PAGE);
	s->touched_at = r->addr;
	range_touched(r, s->touched.data);
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

/* Whether of the pages from addr on, so many at once, none is in the base and none may differ from it. Pages' flags are a byte each, side
 * by side; to look at them one by one was two thirds of a checkpoint's time (1.5 ms, with a little heap and the stacks' 64 MB). */
enum { AT_ONCE = 8 };

static bool all_quiet(const struct Snapshots *s, const Range *r, uint64_t addr, const Walk *base)
{
	const uint8_t *flags;
	uint64_t all;

	if (r->addr + r->len - addr < AT_ONCE * PAGE || (base->next < base->end && base->next->addr < addr + AT_ONCE * PAGE))
		return false;
	if (r->kind == RANGE_CARDS)
		flags = hull_card(addr);
	else if (r->kind == RANGE_TOUCHED)
		flags = &s->touched.data[(addr - s->touched_at) / PAGE];
	else
		return false;
	memcpy(&all, flags, sizeof all);
	return r->kind == RANGE_TOUCHED ? !(all & 0x0101010101010101) : !all && !may_differ(s, r, addr);
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
	return page_is_zero(at(addr)) ? NULL : copy_new(s, addr);
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
			PageCopy *before = walk_to(&base, addr), *c;

			if (all_quiet(s, r, addr, &base)) {
				addr += (AT_ONCE - 1) * PAGE;
				continue;
			}
			c = page_now(s, r, addr, before);
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
			if (!page_is_zero(at(addr)))
				h = hash_mix(hash_mix(h, addr), hash_bytes(at(addr), PAGE));
		}
	}
	mapped_close(m, ~0);
	return h;
}
