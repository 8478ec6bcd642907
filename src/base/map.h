/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hash maps with open addressing: Map from a 64-bit number (or pointer) to a 64-bit number (or
 * pointer), StrMap from a byte string to the same. All-zero is the empty map. Iteration order
 * depends on the keys: a map keyed by pointers must never decide the order of anything that is
 * seen. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Well-mixed hashes, the same on every run. */
uint64_t hash_u64(uint64_t x);
uint64_t hash_bytes(const void *p, size_t n);
/* Combines a hash with another value. */
uint64_t hash_mix(uint64_t h, uint64_t x);

typedef struct MapSlot {
	uint64_t key; /* 0: free */
	uint64_t val;
} MapSlot;

typedef struct Map {
	MapSlot *slots;
	size_t cap; /* a power of two, or 0 */
	size_t len; /* keys in all, key 0 included */
	bool has_zero;
	uint64_t zero_val; /* the value of key 0, which cannot be in a slot */
} Map;

/* The value's address, or NULL when the key is absent. Good until the next insertion or removal. */
uint64_t *map_find(const Map *m, uint64_t key);
/* The same, inserting the key with value 0 when it is absent. */
uint64_t *map_at(Map *m, uint64_t key);
/* The value, or `otherwise`. */
uint64_t map_get(const Map *m, uint64_t key, uint64_t otherwise);
void map_put(Map *m, uint64_t key, uint64_t val);
/* True when the key was there. */
bool map_del(Map *m, uint64_t key);
/* Visits all: start with *it = 0; false at the end. The map must not change meanwhile. */
bool map_next(const Map *m, size_t *it, uint64_t *key, uint64_t *val);
void map_clear(Map *m);
void map_free(Map *m);

/* Pointer to pointer: NULL when absent. */
static inline void *pmap_get(const Map *m, const void *key)
{
	return (void *)(uintptr_t)map_get(m, (uintptr_t)key, 0);
}

static inline void pmap_put(Map *m, const void *key, const void *val)
{
	map_put(m, (uintptr_t)key, (uintptr_t)val);
}

typedef struct StrSlot {
	const char *key; /* NULL: free */
	size_t len;
	uint64_t hash;
	uint64_t val;
} StrSlot;

/* Keys are borrowed: their bytes must live as long as the map. */
typedef struct StrMap {
	StrSlot *slots;
	size_t cap;
	size_t len;
} StrMap;

uint64_t *strmap_find(const StrMap *m, const char *key, size_t len);
uint64_t *strmap_at(StrMap *m, const char *key, size_t len);
uint64_t strmap_get(const StrMap *m, const char *key, size_t len, uint64_t otherwise);
void strmap_put(StrMap *m, const char *key, size_t len, uint64_t val);
bool strmap_del(StrMap *m, const char *key, size_t len);
/* Visits all: start with *it = 0; NULL at the end. */
const StrSlot *strmap_next(const StrMap *m, size_t *it);
void strmap_free(StrMap *m);

#endif
