/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation: size classes, spans, pointer bitmaps, object records. See heap.h for the picture. */
#include "machine/heap.h"
#include "machine/profile.h"
#include "machine/race.h"

#include <stdio.h>
#include <unistd.h>

/* Go's size classes, so that append's capacities are Go's. Class 0 stands for large objects. */
const uint16_t size_class_bytes[SIZE_CLASSES] = {
	0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352,
	384, 416, 448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304,
	2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240,
	10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768 };

/* Pages of a span: few enough to be light, many enough that the tail wastes at most an eighth. */
static uint8_t pages_for(uint32_t elem)
{
	uint32_t pages = 1;

	while (pages * PAGE_BYTES % elem > pages * PAGE_BYTES / 8)
		pages++;
	return (uint8_t)pages;
}

static unsigned class_of(uint64_t bytes)
{
	unsigned lo = 1, hi = SIZE_CLASSES - 1;

	if (bytes <= 512) {	/* the common sizes without a search */
		if (bytes <= 32)
			return bytes <= 8 ? 1 : bytes <= 16 ? 2 : bytes <= 24 ? 3 : 4;
		if (bytes <= 256)
			return 4 + (unsigned)(bytes - 32 + 15) / 16;
		return 18 + (unsigned)(bytes - 256 + 31) / 32;
	}
	while (lo < hi) {
		unsigned mid = (lo + hi) / 2;

		if (size_class_bytes[mid] >= bytes)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

uint64_t heap_round_size(uint64_t bytes, bool pointers)
{
	uint64_t header = pointers && bytes > 512 ? 8 : 0;

	if (bytes + header <= SMALL_MAX - (header ? 8 : 0))
		return size_class_bytes[class_of(bytes + header)] - header;
	return (bytes + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
}

/* ---- limits ---- */

static uint64_t read_number(const char *path)
{
	FILE *f = fopen(path, "r");
	unsigned long long n = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%llu", &n) != 1)
		n = 0;
	fclose(f);
	return n;
}

static uint64_t default_limit(void)
{
	uint64_t ram = (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE) / 10 * 8;
	uint64_t group = read_number("/sys/fs/cgroup/memory.max");

	if (!group)
		group = read_number("/sys/fs/cgroup/memory/memory.limit_in_bytes");
	return group && group < ram ? group : ram;
}

bool heap_init(Machine *m)
{
	Heap *h = memory_private(m, PRIVATE_HEAP, sizeof(Heap));

	if (!h || !memory_private(m, PRIVATE_SITES, sizeof(Site) << 19) ||
	    !memory_private(m, PRIVATE_SITE_INDEX, 4 << 20))
		return false;
	m->heap = h;
	h->base = h->top = h->mapped = m->base + SEG_HEAP;
	h->limit = m->config.memory_limit ? m->config.memory_limit : default_limit();
	m->state->switched = 1;
	h->side_top = h->side_mapped = m->base + PRIVATE_DELTA + PRIVATE_SIDE;
	m->state->gc_at = UINT64_MAX;
	heapprofile_start(m);
	gcpace_init(m);
	return true;
}

/* ---- pages ---- */

enum { CHUNK = 4 << 20 };

static bool map_private_range(Machine *m, uint64_t table, uint64_t from, uint64_t bytes)
{
	return memory_map(m, m->base + PRIVATE_DELTA + table + from, bytes);
}

/* Of each goroutine's stack at least a page is touched, and counts for the limit. */
bool heap_has_room(const Machine *m, uint64_t bytes)
{
	enum { PAGE = 4096 };
	const Heap *h = m->heap;

	return h->mapped - h->base + bytes + m->state->stack_next * PAGE <= h->limit;
}

/* More heap with everything that goes with its addresses. */
static bool grow_mapping(Machine *m, uint64_t need)
{
	Heap *h = m->heap;
	uint64_t bytes = (need + CHUNK - 1) / CHUNK * CHUNK, at_byte = h->mapped - h->base;

	if (!heap_has_room(m, bytes) || h->mapped + bytes > m->base + SEG_HEAP_END)
		return false;
	if (!memory_commit(m, h->mapped, bytes) ||
	    !map_private_range(m, PRIVATE_PAGES, at_byte / PAGE_BYTES * 4, bytes / PAGE_BYTES * 4) ||
	    !map_private_range(m, PRIVATE_FREE_RUNS, at_byte / PAGE_BYTES * sizeof(FreeRun), bytes / PAGE_BYTES * sizeof(FreeRun)) ||
	    !map_private_range(m, PRIVATE_PTRBITS, at_byte / 64, bytes / 64))
		return false;
	h->mapped += bytes;
	return true;
}

static void set_pages(Machine *m, Span *s, uint32_t value)
{
	uint64_t first = (s->start - m->heap->base) >> PAGE_SHIFT;

	for (uint32_t i = 0; i < s->pages; i++)
		page_table(m)[first + i] = value;
}

static uint32_t span_number(Machine *m, const Span *s)
{
	return (uint32_t)(s - span_at(m, 0));
}

static Span *span_record(Machine *m)
{
	Heap *h = m->heap;

	if (h->span_pool) {
		Span *s = span_at(m, h->span_pool - 1);

		h->span_pool = s->next;
		memset(s, 0, sizeof *s);
		return s;
	}
	uint64_t first = h->nspans * sizeof(Span), last = first + sizeof(Span) - 1, chunk = 65536;

	if ((!first || last / chunk != (first - 1) / chunk) &&
	    !map_private_range(m, PRIVATE_SPANS, last / chunk * chunk, chunk))
		return NULL;
	return span_at(m, (uint32_t)h->nspans++);
}

/* Bits and records of pages that are used again go to the next span of their class. */
static void drop_side(Machine *m, Span *s)
{
	uint64_t *list = &m->heap->side_free[s->class];

	if (!s->side)
		return;
	*word(s->side) = *list;
	*list = s->side;
	s->side = 0;
}

static void drop_record(Machine *m, Span *s)
{
	s->pages = 0;
	s->next = m->heap->span_pool;
	m->heap->span_pool = span_number(m, s) + 1;
}

/* Its pages still lead to it, and it keeps bits and records until they are used again: so an address tells what lay there. */
static void span_free(Machine *m, Span *s)
{
	s->state = SPAN_FREE;
	m->heap->spans_used--;
	freeruns_give(m, heap_page(m, s->start), s->pages);
}

/* Pages are used again: their spans are no more. A run begins where a span does, but may end within one, which keeps its
 * other pages. */
static void forget_spans(Machine *m, uint32_t first, uint32_t pages)
{
	uint32_t end = first + pages, last;

	for (uint32_t p = first; p < end; p = last) {
		Span *s = span_at(m, page_table(m)[p] - 1);

		last = p + s->pages;
		drop_side(m, s);
		s->count = 0;
		if (last <= end) {
			drop_record(m, s);
		} else {
			s->start = m->heap->base + end * PAGE_BYTES;
			s->pages = last - end;
		}
	}
}

/* Pages at the heap's top, with the free ones that are the last there. */
static bool extend(Machine *m, Span *s, uint32_t pages)
{
	Heap *h = m->heap;
	uint32_t have = freeruns_last(m);
	uint64_t bytes = (pages - have) * PAGE_BYTES;

	if (h->top + bytes > h->mapped && !grow_mapping(m, h->top + bytes - h->mapped))
		return false;
	s->start = h->top - have * PAGE_BYTES;
	s->fresh = !have;
	if (have) {
		freeruns_take_last(m);
		forget_spans(m, heap_page(m, s->start), have);
	}
	h->top += bytes;
	return true;
}

static bool take_pages(Machine *m, Span *s, uint32_t pages)
{
	Heap *h = m->heap;
	uint32_t first;

	if (freeruns_take(m, pages, &first)) {
		forget_spans(m, first, pages);
		s->start = h->base + first * PAGE_BYTES;
		return true;
	}
	if (extend(m, s, pages))
		return true;
	if (h->phase != GC_SWEEP)
		return false;
	heap_sweep_some(m, UINT64_MAX, NULL);	/* there may be room after all */
	return take_pages(m, s, pages);
}

/* ---- spans ---- */

static uint64_t side_bytes(const Span *s)
{
	return (2 * span_bit_words(s) + s->count) * 8;
}

/* Bits and records; those of small classes are recycled by class. */
static bool take_side(Machine *m, Span *s)
{
	Heap *h = m->heap;
	uint64_t bytes = side_bytes(s), *list = &h->side_free[s->class];

	if (*list) {
		s->side = *list;
		*list = *word(s->side);
		memset(at(s->side), 0, bytes);
		return true;
	}
	if (h->side_top + bytes > h->side_mapped) {
		uint64_t more = (bytes + (1 << 20) - 1) & ~((1ULL << 20) - 1);

		if (!memory_map(m, h->side_mapped, more))
			return false;
		h->side_mapped += more;
	}
	s->side = h->side_top;
	h->side_top += bytes;
	return true;
}

static Span *span_new(Machine *m, unsigned class, bool noscan, uint64_t bytes)
{
	uint32_t pages = class ? pages_for(size_class_bytes[class])
			 : (uint32_t)((bytes + PAGE_BYTES - 1) / PAGE_BYTES);
	Span *s = span_record(m);

	if (!s)
		return NULL;
	if (!take_pages(m, s, pages)) {
		drop_record(m, s);
		return NULL;
	}
	s->pages = pages;
	s->class = (uint8_t)class;
	s->noscan = noscan;
	s->elem = class ? size_class_bytes[class] : 0;
	s->large = class ? 0 : pages * PAGE_BYTES;
	s->count = class ? (uint32_t)(pages * PAGE_BYTES / s->elem) : 1;
	s->magic = class ? (uint32_t)(0xffffffffu / s->elem + 1) : 0;
	s->state = SPAN_USED;
	s->epoch = m->heap->epoch;
	set_pages(m, s, span_number(m, s) + 1);
	m->heap->spans_used++;
	if (!take_side(m, s)) {
		span_free(m, s);
		return NULL;
	}
	return s;
}

/* A free object's index in s, which is not full; marks it allocated. */
static uint32_t span_take(Span *s)
{
	uint64_t *bits = span_alloc_bits(s);
	uint32_t w = s->hint;

	while (bits[w] == UINT64_MAX)
		w++;
	uint32_t i = w * 64 + (uint32_t)__builtin_ctzll(~bits[w]);

	bits[w] |= 1ULL << (i % 64);
	s->hint = w;
	s->used++;
	return i;
}

static Span *span_with_room(Machine *m, unsigned class, bool noscan)
{
	enum { TRIES = 8, SPANS = 4 };
	Heap *h = m->heap;
	uint32_t *partial = &h->partial[class][noscan];
	Span *s;

	for (unsigned i = 0; i < TRIES && !*partial && h->phase == GC_SWEEP; i++)
		heap_sweep_some(m, SPANS, NULL);
	if (*partial) {
		s = span_at(m, *partial - 1);
		*partial = s->next;
		s->next = 0;
	} else {
		s = span_new(m, class, noscan, 0);
	}
	h->current[class][noscan] = s ? span_number(m, s) + 1 : 0;
	return s;
}

/* While a sweep is under way it goes on by as many spans first: what it frees is used before the heap grows. */
static Span *large_span(Machine *m, bool noscan, uint64_t bytes)
{
	Span *s;

	if (m->heap->phase == GC_SWEEP)
		heap_sweep_some(m, bytes / PAGE_BYTES, NULL);
	s = span_new(m, LARGE_CLASS, noscan, bytes);
	if (s)
		s->magic = (uint32_t)(s->large - bytes);
	return s;
}

/* ---- pointer bitmap ---- */

/* ORs n <= 64 bits into the bitmap at word index w. */
static void or_bits(uint64_t *bits, uint64_t w, uint64_t value)
{
	unsigned shift = w % 64;

	bits[w / 64] |= value << shift;
	if (shift && value >> (64 - shift))
		bits[w / 64 + 1] |= value >> (64 - shift);
}

static void clear_bits(uint64_t *bits, uint64_t w, uint64_t n)
{
	while (n) {
		uint64_t k = 64 - w % 64 < n ? 64 - w % 64 : n;

		bits[w / 64] &= ~((k == 64 ? UINT64_MAX : (1ULL << k) - 1) << (w % 64));
		w += k;
		n -= k;
	}
}

static void set_type_bits(uint64_t *bits, uint64_t w, const TypeDesc *t)
{
	if (!t->ptr_bytes)
		return;
	if (!(t->flags & TD_NO_MASK)) {
		uint64_t words = t->ptr_bytes / 8;
		const uint8_t *mask = at(t->gcmask);

		for (uint64_t i = 0; i < words; i += 8)
			if (mask[i / 8])
				or_bits(bits, w + i, mask[i / 8]);
	} else if (t->kind == KIND_ARRAY) {
		const TypeDesc *e = type_at(t->elem);

		for (uint64_t i = 0; i < t->len; i++)
			set_type_bits(bits, w + i * e->size / 8, e);
	} else {
		const FieldDesc *fields = at(t->fields.ptr);

		for (uint64_t i = 0; i < t->fields.len; i++)
			set_type_bits(bits, w + fields[i].offset / 8, type_at(fields[i].type));
	}
}

static void set_object_bits(Machine *m, uint64_t addr, uint64_t elem, const TypeDesc *t, uint64_t count)
{
	uint64_t *bits = ptr_bits(m), w = (addr - m->heap->base) / 8;

	clear_bits(bits, w, elem / 8);
	if (t->size == 8 && count > 1) {	/* a slice of pointers */
		for (uint64_t i = 0; i < count; i += 64)
			or_bits(bits, w + i, count - i >= 64 ? UINT64_MAX : (1ULL << (count - i)) - 1);
		return;
	}
	for (uint64_t i = 0; i < count; i++)
		set_type_bits(bits, w + i * t->size / 8, t);
}

/* ---- sites ---- */

static uint32_t site_id(Machine *m, uint64_t pc, uint64_t type)
{
	Heap *h = m->heap;
	Site *sites = site_table(m);
	uint32_t *index, mask = (1 << 20) - 1;
	uint64_t slot;

	if (h->last_site.pc == pc && h->last_site.type == type)
		return h->last_site_id;
	index = (uint32_t *)(m->base + PRIVATE_DELTA + PRIVATE_SITE_INDEX);
	slot = hash_mix(hash_u64(pc), type) & mask;
	while (index[slot] && (sites[index[slot] - 1].pc != pc || sites[index[slot] - 1].type != type))
		slot = (slot + 1) & mask;
	if (!index[slot] && h->nsites < 1 << 19) {
		sites[h->nsites] = (Site){ pc, type };
		index[slot] = (uint32_t)++h->nsites;
	}
	h->last_site = (Site){ pc, type };
	h->last_site_id = index[slot] ? index[slot] - 1 : 0;
	return h->last_site_id;
}

/* ---- the door ---- */

static uint64_t out_of_memory(Machine *m)
{
	fatal(m, "runtime: out of memory");
	return 0;
}

static void account(Machine *m, uint64_t bytes)
{
	Heap *h = m->heap;

	h->live_bytes += bytes;
	h->total_bytes += bytes;
	h->live_objects++;
	if (unlikely(h->live_bytes >= h->trigger || h->phase != GC_OFF) && !h->by_hand && !h->off) {
		h->debt += bytes;
		if (h->phase == GC_OFF || h->debt > GC_QUANTUM) {
			m->state->gc_at = 0;
			budget_set(m);
		}
	}
}

uint64_t heap_alloc(Machine *m, uint64_t bytes, uint64_t type, uint64_t count)
{
	Heap *h = m->heap;
	const TypeDesc *t = type ? type_at(type) : NULL;
	bool noscan = !t || !t->ptr_bytes;
	unsigned class = bytes <= SMALL_MAX ? class_of(bytes) : LARGE_CLASS;
	Span *s = class && h->current[class][noscan] ? span_at(m, h->current[class][noscan] - 1) : NULL;
	uint32_t i;
	uint64_t addr, elem;

	if (unlikely(m->scratch_heap))
		return eval_alloc(m, bytes);
	if (!class)
		s = large_span(m, noscan, bytes);
	else if (!s || s->used == s->count)
		s = span_with_room(m, class, noscan);
	if (!s)
		return out_of_memory(m);
	i = span_take(s);
	elem = span_elem(s);
	addr = s->start + i * elem;
	if (!s->fresh) {
		memset(at(addr), 0, elem);
		card_mark_range(addr, elem);
	}
	if (h->phase == GC_MARK)
		span_mark_bits(s)[i / 64] |= 1ULL << (i % 64);
	if (!noscan)
		set_object_bits(m, addr, elem, t, count);
	if (unlikely(m->state->switched))
		alloclog_switched(m);
	span_records(s)[i] = ++h->ordinal << 24 | site_id(m, m->state->pc, type);
	account(m, elem);
	if (unlikely(h->total_bytes >= h->sample_at || *word(h->rate_at) != h->sample_rate))
		heapprofile_allocated(m, addr, elem);
	if (unlikely(m->race != NULL))
		race_allocated(m, addr, elem);
	if (unlikely(m->mask & EVENT_ALLOC))
		machine_event(m, EVENT_ALLOC, addr, bytes, type);
	return addr;
}

/* ---- sweeping ---- */

static void sweep_span(Machine *m, Span *s, FreedFn freed)
{
	Heap *h = m->heap;
	uint64_t *alloc = span_alloc_bits(s), *mark = span_mark_bits(s), words = span_bit_words(s);
	uint32_t kept = 0;

	for (uint64_t w = 0; w < words; w++) {
		uint64_t dead = alloc[w] & ~mark[w];

		while (dead && freed) {
			unsigned b = (unsigned)__builtin_ctzll(dead);

			freed(m, span_records(s)[w * 64 + b], span_elem(s));
			dead &= dead - 1;
		}
		alloc[w] &= mark[w];
		mark[w] = 0;
		kept += (uint32_t)__builtin_popcountll(alloc[w]);
	}
	h->live_objects -= s->used - kept;
	h->live_bytes -= (s->used - kept) * span_elem(s);
	if (kept != s->used)
		s->fresh = 0;
	s->used = kept;
	s->hint = 0;
	s->epoch = h->epoch;
}

/* What is left of it is room for allocation, or a free run. */
static void put_back(Machine *m, Span *s)
{
	uint32_t *partial = &m->heap->partial[s->class][s->noscan];

	if (s->used == 0) {
		span_free(m, s);
	} else if (s->class && s->used < s->count) {
		s->next = *partial;
		*partial = span_number(m, s) + 1;
	}
}

void heap_sweep_begin(Machine *m)
{
	Heap *h = m->heap;

	memset(h->current, 0, sizeof h->current);
	memset(h->partial, 0, sizeof h->partial);
	h->phase = GC_SWEEP;
	h->sweep_at = h->nspans;
	h->epoch++;
}

void heap_sweep_some(Machine *m, uint64_t spans, FreedFn freed)
{
	Heap *h = m->heap;

	while (h->sweep_at && spans) {
		Span *s = span_at(m, (uint32_t)--h->sweep_at);

		if (s->state != SPAN_USED || !s->pages || s->epoch == h->epoch)
			continue;
		sweep_span(m, s, freed);
		put_back(m, s);
		spans--;
	}
	if (!h->sweep_at)
		h->phase = GC_OFF;
}

/* ---- stores with the barrier ---- */

void heap_store_pointer(Machine *m, uint64_t addr, uint64_t value)
{
	if (m->state->barrier)
		gc_shade(m, *word(addr));
	*word(addr) = value;
	card_mark_range(addr, 8);
}

void heap_copy(Machine *m, uint64_t to, uint64_t from, uint64_t bytes, uint64_t type)
{
	if (m->state->barrier && type && type_at(type)->ptr_bytes)
		gc_barrier_range(m, to, bytes, type);
	memmove(at(to), at(from), bytes);
	card_mark_range(to, bytes);
}

void heap_zero(Machine *m, uint64_t addr, uint64_t bytes, uint64_t type)
{
	if (!bytes)
		return;
	if (m->state->barrier && type && type_at(type)->ptr_bytes)
		gc_barrier_range(m, addr, bytes, type);
	memset(at(addr), 0, bytes);
	card_mark_range(addr, bytes);
}
