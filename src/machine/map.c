/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Go maps: entries in order of insertion, and an index of their numbers by hash.
 *
 *     map     {count, table, seed …}                      the object a map value points at
 *     table   {capacity, used, shift, index…, entries…}   one object; replaced when full
 *     entry   {hash, key, value}, each part 8-aligned; hash 0: deleted
 *
 * Entries never move within a table, so an iterator is a table and a position. When a table is
 * replaced during an iteration, the iterator keeps the old one: it walks its entries, and looks
 * each key up in the current table for whether it is still there and for its value. New entries
 * may be missed, deleted ones are not shown, none is shown twice: what the specification asks.
 */
#include "machine/heap.h"

#include <stdio.h>

typedef struct MapHeader {
	uint64_t count;
	uint64_t table;		/* 0: nothing inserted yet */
	uint64_t version;	/* counts clears: an old iterator over a cleared map ends */
} MapHeader;

typedef struct MapTable {
	uint64_t cap;		/* entries */
	uint64_t used;		/* entries filled, deleted ones too */
	uint64_t mask;		/* index slots - 1 */
	uint64_t entries;	/* address of the entries object */
	uint32_t index[];	/* entry number + 1; 0: free */
} MapTable;

/* Sizes of a map type's entries. */
typedef struct Shape {
	const TypeDesc *map, *key, *elem;
	uint64_t elem_at, stride;
} Shape;

static Shape shape_of(uint64_t type)
{
	Shape s = { type_at(type), NULL, NULL, 0, 0 };

	s.key = type_at(s.map->key);
	s.elem = type_at(s.map->elem);
	s.elem_at = 8 + ((s.key->size + 7) & ~7ULL);
	s.stride = s.elem_at + ((s.elem->size + 7) & ~7ULL);
	return s;
}

/* Where the key lies that an operation finds in its frame from this slot on. */
static uint64_t key_at(const Shape *s, const uint64_t *r, uint32_t slot)
{
	return type_by_address(s->key) ? r[slot] : (uint64_t)&r[slot];
}

static uint64_t entry_at(const MapTable *t, const Shape *s, uint64_t n)
{
	return t->entries + n * s->stride;
}

/* ---- descriptors for the collector ---- */

/* An entry as a struct {hash, key, value}: made once a map type, in the table of run-time types. */
static uint64_t entry_type(Machine *m, uint64_t map_type, const Shape *s)
{
	uint64_t *have = map_at(&m->entry_types, map_type);
	FieldDesc *f;
	TypeDesc *t;

	if (*have)
		return *have;
	f = machine_table_alloc(m, 2 * sizeof *f);
	t = machine_table_alloc(m, sizeof *t);
	f[0] = (FieldDesc){ .type = s->map->key, .offset = 8 };
	f[1] = (FieldDesc){ .type = s->map->elem, .offset = s->elem_at };
	*t = (TypeDesc){
		.size = s->stride, .align = 8, .kind = KIND_STRUCT, .flags = TD_NO_MASK,
		.ptr_bytes = s->elem->ptr_bytes ? s->elem_at + s->elem->ptr_bytes
			     : s->key->ptr_bytes ? 8 + s->key->ptr_bytes : 0,
		.fields = { (uint64_t)f, 2, 2 },
	};
	if (!(s->key->ptr_bytes || s->elem->ptr_bytes))
		t->flags = 0;
	map_put(&m->entry_types, map_type, (uint64_t)t);
	return (uint64_t)t;
}

/* A fixed descriptor whose pointer words are `mask`. */
static uint64_t word_type(Machine *m, uint64_t *cache, uint64_t size, uint8_t mask, uint64_t ptr_bytes)
{
	TypeDesc *t;
	uint8_t *bits;

	if (*cache)
		return *cache;
	t = machine_table_alloc(m, sizeof *t);
	bits = machine_table_alloc(m, 8);
	*bits = mask;
	*t = (TypeDesc){ .size = size, .align = 8, .kind = KIND_STRUCT, .ptr_bytes = ptr_bytes, .gcmask = (uint64_t)bits };
	*cache = (uint64_t)t;
	return *cache;
}

static uint64_t header_type(Machine *m)
{
	return word_type(m, &m->map_header_type, sizeof(MapHeader), 2, 16);
}

static uint64_t table_type(Machine *m)
{
	return word_type(m, &m->map_table_type, sizeof(MapTable), 8, 32);
}

/* ---- views ---- */

ObjectRole map_role(const Machine *m, uint64_t type)
{
	const TypeDesc *t = type_at(type);

	if (t->str.len || t->kind != KIND_STRUCT)	/* ours have no name */
		return OBJECT_VALUE;
	if (type == m->map_header_type)
		return OBJECT_MAP;
	if (type == m->map_table_type)
		return OBJECT_MAP_INDEX;
	return t->fields.len == 2 ? OBJECT_MAP_ENTRIES : OBJECT_VALUE;
}

bool machine_map_part(const ObjectInfo *entries, uint64_t offset, MapPart *out)
{
	const TypeDesc *t = type_at(entries->type);
	const FieldDesc *f = at(t->fields.ptr);
	uint64_t entry = entries->addr + offset / t->size * t->size, in = offset % t->size;

	*out = (MapPart){ .key_type = f[0].type, .key = entry + f[0].offset, .elem_type = f[1].type,
			  .elem = entry + f[1].offset, .in_key = in < f[1].offset };
	if (in < f[0].offset)
		return false;
	out->offset = in - (out->in_key ? f[0].offset : f[1].offset);
	return true;
}

/* ---- tables ---- */

static uint64_t new_table(Machine *m, uint64_t type, const Shape *s, uint64_t cap)
{
	uint64_t slots = 8, bytes, addr, entries;
	MapTable *t;

	while (slots < cap + cap / 2)
		slots *= 2;
	bytes = sizeof(MapTable) + slots * 4;
	entries = heap_alloc(m, cap * s->stride, entry_type(m, type, s), cap);
	if (!entries)
		return 0;
	addr = heap_alloc(m, bytes, table_type(m), 1);
	if (!addr)
		return 0;
	t = at(addr);
	t->cap = cap;
	t->mask = slots - 1;
	t->entries = entries;
	card_mark_range(addr, sizeof *t);
	return addr;
}

static void index_insert(MapTable *t, uint64_t hash, uint64_t n)
{
	uint64_t i = hash & t->mask;

	while (t->index[i])
		i = (i + 1) & t->mask;
	t->index[i] = (uint32_t)n + 1;
	card_mark((uint64_t)&t->index[i]);
}

/* ---- keys ---- */

static bool hash_key(Machine *m, const Shape *s, uint64_t key, uint64_t *hash, uint64_t *bad)
{
	if (s->key->flags & TD_MEMEQUAL && s->key->size == 8)
		*hash = hash_u64(*word(key));
	else if (s->key->kind == KIND_STRING)
		*hash = hash_bytes(at(word(key)[0]), word(key)[1]);
	else if (!value_hash(m, s->map->key, key, hash, bad))
		return false;
	*hash |= 1ULL << 63;	/* 0 marks a deleted entry */
	return true;
}

static bool same_key(Machine *m, const Shape *s, uint64_t a, uint64_t b)
{
	uint64_t bad;

	if (s->key->flags & TD_MEMEQUAL && s->key->size == 8)
		return *word(a) == *word(b);
	return value_equal(m, s->map->key, a, b, &bad) == 1;
}

/* The entry of a key, or 0. */
static uint64_t find(Machine *m, const MapTable *t, const Shape *s, uint64_t key, uint64_t hash)
{
	for (uint64_t i = hash & t->mask; t->index[i]; i = (i + 1) & t->mask) {
		uint64_t e = entry_at(t, s, t->index[i] - 1u);

		if (*word(e) == hash && same_key(m, s, e + 8, key))
			return e;
	}
	return 0;
}

/* A map without entries has its own words for it when it is only looked at. */
static Flow unhashable_look(Machine *m, uint64_t type)
{
	const TypeDesc *t = type_at(type);
	char text[300];

	snprintf(text, sizeof text, "hash of unhashable type: %.*s", (int)t->str.len, (const char *)t->str.ptr);
	return panic_plain(m, text);
}

static Flow unhashable(Machine *m, uint64_t type)
{
	const TypeDesc *t = type_at(type);

	return panic_runtime(m, "hash of unhashable type %.*s", (int)t->str.len, (const char *)t->str.ptr);
}

/* ---- operations ---- */

Flow op_mkmap(Machine *m, uint64_t *r, const SideIns *i)
{
	Shape s = shape_of(SIDE_X(i));
	uint64_t hint = r[i->b], h = heap_alloc(m, sizeof(MapHeader), header_type(m), 1);

	if (!h)
		return FLOW_STOP;
	if ((int64_t)hint > 0 && hint < 1ULL << 31 && hint * s.stride < 1ULL << 40) {
		uint64_t table = hint > 8 ? new_table(m, SIDE_X(i), &s, hint) : 0;

		if (hint > 8 && !table)
			return FLOW_STOP;
		((MapHeader *)h)->table = table;
	}
	card_mark(h);
	r[i->a] = h;
	return FLOW_NEXT;
}

Flow op_mapref(Machine *m, uint64_t *r, const SideIns *i)
{
	Shape s = shape_of(SIDE_X(i));
	const MapHeader *h = at(r[i->b]);
	uint64_t key = key_at(&s, r, i->c), hash, bad = 0, e = 0;

	if (!hash_key(m, &s, key, &hash, &bad))
		return h && h->count ? unhashable(m, bad) : unhashable_look(m, bad);
	if (h && h->count)
		e = find(m, at(h->table), &s, key, hash);
	r[i->a] = e ? e + s.elem_at : SIDE_Y(i);
	if (i->d)
		r[i->d] = e != 0;
	return FLOW_NEXT;
}

/* Of keys that are words or strings; the map may be what a variable held before it was initialised. */
uint64_t map_look(Machine *m, uint64_t type, uint64_t map, const uint64_t *key)
{
	Shape s = shape_of(type);
	const MapHeader *h = at(map);
	const MapTable *t;
	uint64_t hash, bad, e;

	if (s.key->kind != KIND_STRING && !(s.key->flags & TD_MEMEQUAL && s.key->size == 8))
		return 0;
	if (!m->map_header_type || !object_begins(m, map, m->map_header_type) || !h->count ||
	    !object_begins(m, h->table, m->map_table_type))
		return 0;
	t = at(h->table);
	if (t->entries + t->used * s.stride > m->heap->base + m->heap->mapped || !hash_key(m, &s, (uint64_t)key, &hash, &bad))
		return 0;
	e = find(m, t, &s, (uint64_t)key, hash);
	return e ? e + s.elem_at : 0;
}

/* A full table's living entries in a new one: larger, or the same size when many were deleted. */
static bool rebuild(Machine *m, MapHeader *h, uint64_t type, const Shape *s)
{
	const MapTable *old = at(h->table);
	uint64_t cap = !old ? 8 : h->count * 2 > old->cap ? old->cap * 2 : old->cap;
	uint64_t addr = new_table(m, type, s, cap), n = 0;
	MapTable *t = at(addr);

	if (!addr)
		return false;
	for (uint64_t k = 0; old && k < old->used; k++) {
		uint64_t e = entry_at(old, s, k);

		if (!*word(e))
			continue;
		memcpy(at(entry_at(t, s, n)), at(e), s->stride);
		index_insert(t, *word(e), n++);
	}
	t->used = n;
	card_mark_range(t->entries, n * s->stride + 1);
	heap_store_pointer(m, (uint64_t)&h->table, addr);
	return true;
}

Flow op_mapasg(Machine *m, uint64_t *r, const SideIns *i)
{
	Shape s = shape_of(SIDE_X(i));
	MapHeader *h = at(r[i->b]);
	uint64_t key = key_at(&s, r, i->c), hash, bad = 0, e;
	MapTable *t;

	if (!h)
		return panic_plain(m, "assignment to entry in nil map");
	if (!hash_key(m, &s, key, &hash, &bad))
		return unhashable(m, bad);
	e = h->table ? find(m, at(h->table), &s, key, hash) : 0;
	if (e) {
		/* Equal keys may differ in bytes (+0 and -0, strings in two places): Go keeps the newer one. */
		if (!(s.key->flags & TD_MEMEQUAL) && (s.key->kind != KIND_STRING || *word(e + 8) != *word(key)))
			heap_copy(m, e + 8, key, s.key->size, s.map->key);
		r[i->a] = e + s.elem_at;
		return FLOW_NEXT;
	}
	if ((!h->table || ((MapTable *)h->table)->used == ((MapTable *)h->table)->cap) &&
	    !rebuild(m, h, SIDE_X(i), &s))
		return FLOW_STOP;
	t = at(h->table);
	e = entry_at(t, &s, t->used);
	*word(e) = hash;
	memcpy(at(e + 8), at(key), s.key->size);
	card_mark_range(e, s.stride);
	index_insert(t, hash, t->used++);
	h->count++;
	card_mark((uint64_t)h);
	card_mark((uint64_t)t);
	r[i->a] = e + s.elem_at;
	return FLOW_NEXT;
}

Flow op_mapdel(Machine *m, uint64_t *r, const SideIns *i)
{
	Shape s = shape_of(SIDE_X(i));
	MapHeader *h = at(r[i->a]);
	uint64_t key = key_at(&s, r, i->b), hash, bad = 0, e;

	if (!hash_key(m, &s, key, &hash, &bad))
		return h && h->count ? unhashable(m, bad) : unhashable_look(m, bad);
	if (!h || !h->count || !(e = find(m, at(h->table), &s, key, hash)))
		return FLOW_NEXT;
	heap_zero(m, e + 8, s.key->size, s.map->key);
	heap_zero(m, e + s.elem_at, s.elem->size, s.map->elem);
	*word(e) = 0;
	card_mark(e);
	h->count--;
	card_mark((uint64_t)h);
	return FLOW_NEXT;
}

Flow op_mapclr(Machine *m, uint64_t *r, const SideIns *i)
{
	MapHeader *h = at(r[i->a]);

	if (!h || !h->table)
		return FLOW_NEXT;
	heap_store_pointer(m, (uint64_t)&h->table, 0);
	h->count = 0;
	h->version++;
	return FLOW_NEXT;
}

Flow op_maplen(Machine *m, uint64_t *r, const SideIns *i)
{
	const MapHeader *h = at(r[i->b]);

	(void)m;
	r[i->a] = h ? h->count : 0;
	return FLOW_NEXT;
}

/* ---- iteration ---- */

enum { IT_KEY, IT_ELEM, IT_MAP, IT_TABLE, IT_START, IT_STEP, IT_VERSION, IT_LIMIT };

Flow op_mapit(Machine *m, uint64_t *r, const SideIns *i)
{
	const MapHeader *h = at(r[i->b]);
	uint64_t *it = &r[i->a], map = r[i->b];

	memset(it, 0, 8 * 8);
	if (!h || !h->table)
		return FLOW_NEXT;
	it[IT_MAP] = map;
	it[IT_TABLE] = h->table;
	it[IT_VERSION] = h->version;
	it[IT_LIMIT] = ((const MapTable *)h->table)->used;
	it[IT_START] = it[IT_LIMIT] ? rng_below(&m->state->rng, it[IT_LIMIT]) : 0;
	return FLOW_NEXT;
}

/* The number of the entry at a step: from the start to the end as it is now, then the rest. */
static bool entry_number(const uint64_t *it, const MapTable *t, uint64_t *n)
{
	uint64_t first = t->used - it[IT_START], step = it[IT_STEP];

	if (step < first)
		*n = it[IT_START] + step;
	else if (step - first < it[IT_START])
		*n = step - first;
	else
		return false;
	return true;
}

/* Whether an entry is still in the map, and where its value is. */
static uint64_t current_elem(Machine *m, const MapHeader *h, uint64_t *it, const Shape *s, uint64_t e)
{
	uint64_t found;

	if (h->table == it[IT_TABLE])
		return e + s->elem_at;
	if (h->version != it[IT_VERSION] || !h->table)
		return 0;
	found = find(m, at(h->table), s, e + 8, *word(e));
	if (!found && !same_key(m, s, e + 8, e + 8))	/* a NaN cannot be found, nor deleted */
		return e + s->elem_at;
	return found ? found + s->elem_at : 0;
}

bool op_mapnx(Machine *m, uint64_t *r, const SideIns *i)
{
	Shape s = shape_of(SIDE_X(i));
	uint64_t *it = &r[i->a], n;
	const MapHeader *h = at(it[IT_MAP]);
	const MapTable *t = at(it[IT_TABLE]);

	while (h && entry_number(it, t, &n)) {
		uint64_t e = entry_at(t, &s, n), elem;

		it[IT_STEP]++;
		if (!*word(e) || !(elem = current_elem(m, h, it, &s, e)))
			continue;
		it[IT_KEY] = e + 8;
		it[IT_ELEM] = elem;
		return true;
	}
	it[IT_KEY] = it[IT_ELEM] = it[IT_MAP] = it[IT_TABLE] = 0;
	return false;
}

/* ---- looking ---- */

uint64_t machine_map_entries(const Machine *m, uint64_t map, uint64_t type, MachineMapFn fn, void *ctx)
{
	Shape s = shape_of(type);
	MapHeader h;
	MapTable t;

	if (!machine_read(m, map, &h, sizeof h))
		return 0;
	if (!h.table || !machine_read(m, h.table, &t, sizeof t))
		return h.count;
	for (uint64_t n = 0; n < t.used; n++) {
		uint64_t e = entry_at(&t, &s, n), hash;

		if (machine_read(m, e, &hash, 8) && hash && !fn(ctx, e + 8, e + s.elem_at))
			break;
	}
	return h.count;
}
