/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accesses that the race detector remembers: up to four of each 8 bytes, in tables of the host that are found by the
 * address and made when they are needed (8 times the memory that is accessed).
 *
 * An access takes the place of one that happened before it, if it tells as much: whatever races with the older one
 * races with this one too, or happened before it. A read does not take a write's place. When all four places are taken by
 * others, one is given up: a race with that one will not be seen.
 */
#include "machine/accesses.h"
#include "machine/natives.h"
#include "machine/race_int.h"
#include "machine/sched.h"

#include "base/mem.h"

/* ---- the tables ---- */

ShadowPage *shadow_page(Machine *m, uint64_t addr, bool make)
{
	Race *r = m->race;
	uint64_t number = (addr - m->base) >> PAGE_SHIFT;
	ShadowTable **table;
	ShadowPage **page;

	if (!r->tables && make)
		r->tables = mem_array(TABLE_SIZE, sizeof *r->tables);
	if (!r->tables)
		return NULL;
	table = &r->tables[number >> TABLE_SHIFT];
	if (!*table && make)
		*table = mem_zalloc(sizeof **table);
	if (!*table)
		return NULL;
	page = &(*table)->pages[number % TABLE_SIZE];
	if (!*page && make)
		*page = mem_zalloc(sizeof **page);
	return *page;
}

void shadow_free(Race *r)
{
	for (size_t i = 0; r->tables && i < TABLE_SIZE; i++) {
		for (size_t j = 0; r->tables[i] && j < TABLE_SIZE; j++)
			mem_free(r->tables[i]->pages[j]);
		mem_free(r->tables[i]);
	}
	mem_free(r->tables);
	r->tables = NULL;
}

static unsigned granule_of(uint64_t addr)
{
	return addr >> 3 & (PAGE_GRANULES - 1);
}

void shadow_clear(Machine *m, uint64_t addr, uint64_t bytes)
{
	for (uint64_t end = addr + bytes, next; addr < end; addr = next) {
		ShadowPage *page = shadow_page(m, addr, false);
		unsigned from = granule_of(addr), n;

		next = ((addr >> PAGE_SHIFT) + 1) << PAGE_SHIFT;
		n = (unsigned)(((next < end ? next : end) - addr + 7) / 8);
		if (!page)
			continue;
		memset(&page->granules[from], 0, n * sizeof(Granule));
		memset(&page->reported[from], 0, n);
	}
}

/* ---- one granule ---- */

/* Does a remembered access of this very moment tell all that the new one would? */
static bool known(const Granule *at, const RaceGor *g, unsigned bytes, unsigned flags)
{
	for (unsigned k = 0; k < CELLS; k++) {
		const Cell *c = &at->cells[k];

		if (c->slot == g->slot && c->clock == g->clock && !(bytes & ~c->bytes) && (c->flags & CELL_WRITE) >= (flags & CELL_WRITE) &&
		    !(c->flags & ~flags & CELL_ATOMIC))
			return true;
	}
	return false;
}

static bool happened_before(const RaceGor *g, const Cell *c)
{
	if (c->slot == g->slot && c->clock >= g->from)
		return true;
	return c->clock <= clock_of(&g->known, c->slot);
}

static bool replaces(const Cell *now, const Cell *c)
{
	return !(c->bytes & ~now->bytes) && (now->flags & CELL_WRITE) >= (c->flags & CELL_WRITE) &&
	       !(now->flags & ~c->flags & CELL_ATOMIC);
}

/* The same but for the bytes: a loop over an array of small elements. */
static bool joins(Cell *c, const Cell *now)
{
	if (c->clock != now->clock || c->slot != now->slot || c->flags != now->flags || c->pc != now->pc || c->node != now->node)
		return false;
	c->bytes |= now->bytes;
	return true;
}

static void remember(Granule *at, const Cell *now, Cell *place)
{
	for (unsigned k = 0; k < CELLS && !place; k++)
		if (joins(&at->cells[k], now))
			return;
	for (unsigned k = 0; k < CELLS && !place; k++)
		if (!at->cells[k].clock)
			place = &at->cells[k];
	if (!place)
		place = &at->cells[(now->clock + now->pc) % CELLS];
	*place = *now;
}

/* True: it is a race, and somebody wants to stop for it. */
static bool access_granule(Machine *m, ShadowPage *page, uint64_t addr, const Cell *now)
{
	Granule *at = &page->granules[granule_of(addr)];
	const RaceGor *g = m->race->running;
	Cell *place = NULL, race = { 0 };

	for (unsigned k = 0; k < CELLS; k++) {
		Cell *c = &at->cells[k];

		if (!c->clock || !(c->bytes & now->bytes))
			continue;
		if (!happened_before(g, c)) {
			if ((c->flags | now->flags) & CELL_WRITE && !(c->flags & now->flags & CELL_ATOMIC))
				race = *c;
		} else if (replaces(now, c)) {
			if (place)
				c->clock = 0;
			else
				place = c;
		}
	}
	remember(at, now, place);
	if (!race.clock || page->reported[granule_of(addr)])
		return false;
	page->reported[granule_of(addr)] = true;
	return race_found(m, addr, now, &race);
}

/* ---- accesses ---- */

/* Heap and package variables: what several goroutines can reach. */
static bool shared(const Machine *m, uint64_t addr)
{
	uint64_t segment = (addr - m->base) >> 36;

	return segment == SEG_DATA >> 36 || segment == SEG_BSS >> 36 || (segment >= SEG_HEAP >> 36 && segment < SEG_HEAP_END >> 36);
}

static unsigned bytes_mask(uint64_t addr, uint64_t n)
{
	return (n >= 8 ? 0xffu : (1u << n) - 1) << (addr & 7) & 0xff;
}

bool race_access(Machine *m, uint64_t pc, uint64_t fp, uint64_t addr, uint64_t bytes, RaceAccess kind)
{
	RaceGor *g = m->race->running;
	uint32_t role = UINT32_MAX, node = 0;
	bool stops = false;

	if (!g || !bytes || !shared(m, addr) || !shared(m, addr + bytes - 1))
		return false;
	for (uint64_t end = addr + bytes, next; addr < end; addr = next) {
		ShadowPage *page = shadow_page(m, addr, true);
		unsigned mask;

		next = (addr & ~7ULL) + 8;
		mask = bytes_mask(addr, (next < end ? next : end) - addr);
		if (known(&page->granules[granule_of(addr)], g, mask, kind))
			continue;
		if (role == UINT32_MAX) {
			role = race_role(fp);
			if (role & RACE_BLIND)
				return false;
			node = stack_node(m, g, fp);
		}
		stops |= access_granule(m, page, addr, &(Cell){
			.clock = g->clock, .slot = g->slot, .bytes = (uint8_t)mask, .node = node, .pc = pc_number(m, pc),
			.flags = (uint8_t)(kind | (role & RACE_ATOMIC ? CELL_ATOMIC : 0)),
		});
	}
	return stops;
}

/* ---- helpers ---- */

typedef struct Site { Machine *m; uint64_t pc, fp; bool stops; } Site;

/* On whose behalf a native works: the innermost call in a function that is looked at. */
static bool native_site(Machine *m, uint64_t pc, uint64_t fp, Site *out)
{
	while (fp && race_role(fp) & RACE_BLIND) {
		pc = frame_call(gor_current(m), fp);
		fp = word(fp)[FRAME_CALLER];
	}
	*out = (Site){ m, pc, fp, false };
	return fp && pc;
}

static bool reads(const Site *s, uint64_t addr, uint64_t bytes)
{
	return race_access(s->m, s->pc, s->fp, addr, bytes, RACE_READ);
}

static bool writes(const Site *s, uint64_t addr, uint64_t bytes)
{
	return race_access(s->m, s->pc, s->fp, addr, bytes, RACE_WRITE);
}

/* All of them are made: each may be a race. */
static bool of_span(void *ctx, MachineSpan span, bool write)
{
	Site *s = ctx;

	s->stops |= race_access(s->m, s->pc, s->fp, span.addr, span.size, write ? RACE_WRITE : RACE_READ);
	return false;
}

/* Slices that natives read and write, by the letters of their shapes. */
static bool slice_accesses(const Site *s, const char *shape, const uint64_t *w)
{
	bool stops = false;

	for (const char *p = shape; *p != '_'; p++) {
		if (*p == 'b')
			stops |= reads(s, w[0], w[1]);
		else if (*p == 'w')
			stops |= writes(s, w[0], w[1] * (p == shape && shape[1] == '_' ? 8 : 1));
		else if (*p == 'W')
			stops |= writes(s, w[0], w[1] * sizeof(GoString));
		else if (*p == 'q')
			stops |= p == shape ? writes(s, w[0], w[1] * 8) : reads(s, w[0], w[1] * 8);
		w += *p == 's' || *p == 'e' ? 2 : strchr("bwWq", *p) ? 3 : 1;
	}
	return stops;
}

static bool native_accesses(Machine *m, const Ins *i, uint64_t fp)
{
	unsigned row = race_role(fp) / RACE_ROWS;
	Site s;

	if (!native_site(m, (uint64_t)i, fp, &s))
		return false;
	if (!row)
		return slice_accesses(&s, native_shape((unsigned)ins_cd(i)), word(fp) + FRAME_HEADER_WORDS);
	accesses_each(m, row, fp, false, of_span, &s);
	return s.stops;
}

static bool select_accesses(const Site *s, const Ins *i, const uint64_t *r)
{
	bool stops = false;

	for (unsigned k = 0; k < i->c; k++) {
		const uint64_t *each = &r[i->b + 3u * k];	/* channel, address, 1: send */

		if (each[0] && each[2] == 1)
			stops |= reads(s, each[0], 8);
	}
	return stops;
}

bool race_helper(Machine *m, uint64_t pc, uint64_t fp)
{
	const Site s = { m, pc, fp, false };
	MachineSpan read[2];
	bool stops = false;
	const Ins *i = at(pc);
	const uint64_t *r = word(fp);
	uint64_t type = ((const InsData *)(i + 1))->x, n;

	if (!m->race->running)
		return false;
	/* A map is one thing: its header stands for all of it. Values are accessed by their addresses, too. */
	if (i->op != OP_CHLEN && i->op != OP_CHCAP && machine_instruction_reads(i, fp, read))
		for (unsigned k = 0; k < 2; k++)
			stops |= reads(&s, read[k].addr, read[k].size);
	switch (i->op) {
	case OP_APP8: case OP_APP16: case OP_APP32: case OP_APP64: case OP_APPP:	/* it is full: a copy is made */
		return reads(&s, r[i->b], r[i->b + 1] * type_at(type)->size);
	case OP_GROW:
		return r[i->b + 1] + r[i->c] > r[i->b + 2] && reads(&s, r[i->b], r[i->b + 1] * type_at(type)->size);
	case OP_APPS:
		n = type_at(type)->size;
		return stops | (r[i->b + 1] + r[i->c + 1] > r[i->b + 2] ? reads(&s, r[i->b], r[i->b + 1] * n)
									: writes(&s, r[i->b] + r[i->b + 1] * n, r[i->c + 1] * n));
	case OP_COPY:
		n = (r[i->b + 1] < r[i->c + 1] ? r[i->b + 1] : r[i->c + 1]) * type_at(type)->size;
		return stops | writes(&s, r[i->b], n);
	case OP_CLRS:
		return writes(&s, r[i->a], r[i->a + 1] * type_at(type)->size);
	case OP_MAPIT:
		return r[i->b] && reads(&s, r[i->b], 8);
	case OP_MAPNX:	/* the iterator's first words: key, value, map */
		return r[i->a + 2] && reads(&s, r[i->a + 2], 8);
	case OP_MAPASG:
		return r[i->b] && writes(&s, r[i->b], 8);
	case OP_MAPDEL: case OP_MAPCLR:
		return r[i->a] && writes(&s, r[i->a], 8);
	case OP_SEND:	/* not to be closed at the same time */
		return r[i->a] && reads(&s, r[i->a], 8);
	case OP_CLOSE:
		return r[i->a] && writes(&s, r[i->a], 8);
	case OP_SELECT:
		return select_accesses(&s, i, r);
	case OP_NATIVE:
		return native_accesses(m, i, fp);
	default:
		return stops;
	}
}
