/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear probing at a load of at most two thirds; removal shifts the cluster back, so there are no
 * tombstones and a map that is filled and emptied for ever stays fast. */
#include "base/map.h"

#include <string.h>

#include "base/mem.h"

enum { MAP_FIRST = 16 };

uint64_t hash_u64(uint64_t x)
{
	x ^= x >> 30;
	x *= 0xbf58476d1ce4e5b9u;
	x ^= x >> 27;
	x *= 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

uint64_t hash_mix(uint64_t h, uint64_t x)
{
	unsigned __int128 product =
		(unsigned __int128)(h ^ 0x9e3779b97f4a7c15u) * (x ^ 0xd6e8feb86659fd93u);

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t hash_bytes(const void *p, size_t n)
{
	const unsigned char *at = p;
	uint64_t h = n * 0x9e3779b97f4a7c15u, word;

	for (; n >= 8; n -= 8, at += 8) {
		memcpy(&word, at, 8);
		h = hash_mix(h, word);
	}
	if (n) {
		word = 0;
		memcpy(&word, at, n);
		h = hash_mix(h, word);
	}
	return hash_u64(h);
}

static bool map_full(size_t len, size_t cap)
{
	return (len + 1) * 3 > cap * 2;
}

/* The slot that holds the key or the free one where it belongs. cap is not 0. */
static MapSlot *map_slot(const Map *m, uint64_t key)
{
	size_t i = hash_u64(key) & (m->cap - 1);

	while (m->slots[i].key && m->slots[i].key != key)
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

static void map_grow(Map *m)
{
	Map bigger = *m;

	bigger.cap = m->cap ? m->cap * 2 : MAP_FIRST;
	bigger.slots = mem_array(bigger.cap, sizeof *bigger.slots);
	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i].key)
			*map_slot(&bigger, m->slots[i].key) = m->slots[i];
	mem_free(m->slots);
	*m = bigger;
}

uint64_t *map_find(const Map *m, uint64_t key)
{
	MapSlot *s;

	if (!key)
		return m->has_zero ? (uint64_t *)&m->zero_val : NULL;
	if (!m->cap)
		return NULL;
	s = map_slot(m, key);
	return s->key ? &s->val : NULL;
}

static uint64_t *map_at_zero(Map *m)
{
	if (!m->has_zero) {
		m->has_zero = true;
		m->zero_val = 0;
		m->len++;
	}
	return &m->zero_val;
}

uint64_t *map_at(Map *m, uint64_t key)
{
	MapSlot *s;

	if (!key)
		return map_at_zero(m);
	if (map_full(m->len, m->cap))
		map_grow(m);
	s = map_slot(m, key);
	if (!s->key) {
		s->key = key;
		s->val = 0;
		m->len++;
	}
	return &s->val;
}

uint64_t map_get(const Map *m, uint64_t key, uint64_t otherwise)
{
	uint64_t *val = map_find(m, key);

	return val ? *val : otherwise;
}

void map_put(Map *m, uint64_t key, uint64_t val)
{
	*map_at(m, key) = val;
}

/* May the entry whose home is `home` move from `from` to the hole at `hole`? Only if its home
 * does not lie cyclically between the hole and where it is. */
static bool map_may_move(size_t hole, size_t home, size_t from, size_t mask)
{
	return ((from - home) & mask) >= ((from - hole) & mask);
}

bool map_del(Map *m, uint64_t key)
{
	size_t mask = m->cap - 1, hole;
	MapSlot *s;

	if (!key) {
		bool had = m->has_zero;

		m->has_zero = false;
		m->len -= had;
		return had;
	}
	if (!m->cap || !(s = map_slot(m, key))->key)
		return false;
	hole = (size_t)(s - m->slots);
	for (size_t i = (hole + 1) & mask; m->slots[i].key; i = (i + 1) & mask)
		if (map_may_move(hole, hash_u64(m->slots[i].key) & mask, i, mask)) {
			m->slots[hole] = m->slots[i];
			hole = i;
		}
	m->slots[hole].key = 0;
	m->len--;
	return true;
}

bool map_next(const Map *m, size_t *it, uint64_t *key, uint64_t *val)
{
	while (*it < m->cap) {
		const MapSlot *s = &m->slots[(*it)++];

		if (s->key) {
			*key = s->key;
			*val = s->val;
			return true;
		}
	}
	if (*it == m->cap && m->has_zero) {
		++*it;
		*key = 0;
		*val = m->zero_val;
		return true;
	}
	return false;
}

void map_clear(Map *m)
{
	if (m->cap)
		memset(m->slots, 0, m->cap * sizeof *m->slots);
	m->len = 0;
	m->has_zero = false;
}

void map_free(Map *m)
{
	mem_free(m->slots);
	*m = (Map){0};
}

static StrSlot *strmap_slot(const StrMap *m, const char *key, size_t len, uint64_t hash)
{
	size_t i = hash & (m->cap - 1);

	for (StrSlot *s; (s = &m->slots[i])->key; i = (i + 1) & (m->cap - 1))
		if (s->hash == hash && s->len == len && memcmp(s->key, key, len) == 0)
			break;
	return &m->slots[i];
}

static void strmap_grow(StrMap *m)
{
	StrMap bigger = *m;

	bigger.cap = m->cap ? m->cap * 2 : MAP_FIRST;
	bigger.slots = mem_array(bigger.cap, sizeof *bigger.slots);
	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i].key)
			*strmap_slot(&bigger, m->slots[i].key, m->slots[i].len, m->slots[i].hash) =
				m->slots[i];
	mem_free(m->slots);
	*m = bigger;
}

uint64_t *strmap_find(const StrMap *m, const char *key, size_t len)
{
	StrSlot *s = m->cap ? strmap_slot(m, key, len, hash_bytes(key, len)) : NULL;

	return s && s->key ? &s->val : NULL;
}

uint64_t *strmap_at(StrMap *m, const char *key, size_t len)
{
	uint64_t hash = hash_bytes(key, len);
	StrSlot *s;

	if (map_full(m->len, m->cap))
		strmap_grow(m);
	s = strmap_slot(m, key, len, hash);
	if (!s->key) {
		*s = (StrSlot){ key, len, hash, 0 };
		m->len++;
	}
	return &s->val;
}

uint64_t strmap_get(const StrMap *m, const char *key, size_t len, uint64_t otherwise)
{
	uint64_t *val = strmap_find(m, key, len);

	return val ? *val : otherwise;
}

void strmap_put(StrMap *m, const char *key, size_t len, uint64_t val)
{
	*strmap_at(m, key, len) = val;
}

bool strmap_del(StrMap *m, const char *key, size_t len)
{
	size_t mask = m->cap - 1, hole;
	StrSlot *s;

	if (!m->cap || !(s = strmap_slot(m, key, len, hash_bytes(key, len)))->key)
		return false;
	hole = (size_t)(s - m->slots);
	for (size_t i = (hole + 1) & mask; m->slots[i].key; i = (i + 1) & mask)
		if (map_may_move(hole, m->slots[i].hash & mask, i, mask)) {
			m->slots[hole] = m->slots[i];
			hole = i;
		}
	m->slots[hole].key = NULL;
	m->len--;
	return true;
}

const StrSlot *strmap_next(const StrMap *m, size_t *it)
{
	while (*it < m->cap) {
		const StrSlot *s = &m->slots[(*it)++];

		if (s->key)
			return s;
	}
	return NULL;
}

void strmap_free(StrMap *m)
{
	mem_free(m->slots);
	*m = (StrMap){0};
}
