/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histograms of the heap: its objects summed up by what they have in common. */
#include "debug/heaphist.h"

static const char *site_name(DebugSession *s, uint64_t pc)
{
	DebugLocation at = location_at(s, pc);

	return arena_printf(s->scratch, "%s %s:%u", at.function, at.file, at.line);
}

/* Ages in classes: 0, 1, 2, then to 4, to 8 … collections. */
static unsigned age_class(uint64_t survived)
{
	return survived < 3 ? (unsigned)survived : 65 - (unsigned)__builtin_clzll(survived - 1);
}

static const char *age_name(DebugSession *s, unsigned class)
{
	if (class < 3)
		return arena_printf(s->scratch, "%u collection%s", class, class == 1 ? "" : "s");
	return arena_printf(s->scratch, "%lu to %lu collections", (1UL << (class - 2)) + 1, 1UL << (class - 1));
}

/* Where the object stands on the scale, when its rows have one. */
static uint64_t row_rank(const Histogram *h, const ObjectInfo *o)
{
	ObjectOrigin origin;

	switch (h->by) {
	case DEBUG_BY_SIZE:
		return o->size;
	case DEBUG_BY_AGE:
		machine_object_origin(h->s->machine, o->id, &origin);
		return age_class(origin.survived);
	case DEBUG_BY_GOROUTINE:
		machine_object_origin(h->s->machine, o->id, &origin);
		return origin.goroutine;
	default:
		return 0;
	}
}

static const char *row_name(Histogram *h, const ObjectInfo *o)
{
	DebugSession *s = h->s;

	switch (h->by) {
	case DEBUG_BY_TYPE: return object_class(s, o);
	case DEBUG_BY_SITE: return site_name(s, o->site);
	case DEBUG_BY_SIZE: return arena_printf(s->scratch, "%lu bytes", (unsigned long)o->size);
	case DEBUG_BY_AGE: return age_name(s, (unsigned)row_rank(h, o));
	case DEBUG_BY_GOROUTINE: return arena_printf(s->scratch, "goroutine %lu", (unsigned long)row_rank(h, o));
	default: return arena_printf(s->scratch, "%s\t%s", object_class(s, o), site_name(s, o->site));
	}
}

/* Its type says all there is to say of its class. */
static bool type_is_all(const ObjectInfo *o)
{
	return o->role == OBJECT_VALUE && o->type && !(((const TypeDesc *)o->type)->flags & TD_CLOSURE);
}

/* What the name depends on; 0: on the contents too. */
static uint64_t row_key(const Histogram *h, const ObjectInfo *o)
{
	switch (h->by) {
	case DEBUG_BY_TYPE: return type_is_all(o) ? o->type + (o->count > 1) : 0;
	case DEBUG_BY_SITE: return o->site;
	case BY_TYPE_AND_SITE: return type_is_all(o) ? hash_mix(hash_u64(o->site), o->type + (o->count > 1)) | 1 : 0;
	default: return row_rank(h, o) + 1;
	}
}

static size_t row_named(Histogram *h, const ObjectInfo *o)
{
	const char *name = row_name(h, o);
	uint64_t *row = strmap_at(&h->by_name, name, strlen(name));

	if (!*row) {
		vec_push(&h->rows, ((DebugHistRow){ .name = name, .rank = row_rank(h, o) }));
		*row = h->rows.len;
	}
	return *row;
}

size_t histogram_row(Histogram *h, const ObjectInfo *o)
{
	uint64_t key = row_key(h, o), *row = key ? map_at(&h->by_key, key) : NULL;
	size_t n = row && *row ? *row : row_named(h, o);

	if (row)
		*row = n;
	return n - 1;
}

void histogram_free(Histogram *h)
{
	vec_free(&h->rows);
	strmap_free(&h->by_name);
	map_free(&h->by_key);
}

/* Along the scale where there is one; else most bytes first. */
static int row_order(const void *a, const void *b)
{
	const DebugHistRow *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->bytes != y->bytes)
		return x->bytes > y->bytes ? -1 : 1;
	return strcmp(x->name, y->name);
}

static size_t finished(Histogram *h, const DebugHistRow **out)
{
	size_t n = h->rows.len;

	if (n)
		qsort(h->rows.data, n, sizeof *h->rows.data, row_order);
	*out = arena_copy(h->s->scratch, h->rows.data, n * sizeof *h->rows.data);
	histogram_free(h);
	return n;
}

size_t debug_heap_hist(DebugSession *s, DebugHistBy by, bool library, const DebugHistRow **out, DebugHistRow *rest)
{
	Histogram h = { .s = s, .by = (int)by };
	ObjectInfo o = { 0 };

	*rest = (DebugHistRow){ .name = "library" };
	while (s->machine && machine_object_next(s->machine, &o)) {
		bool counted = library || !object_by_library(s, &o);
		size_t i = counted ? histogram_row(&h, &o) : 0;	/* rows may move: first this, then their address */
		DebugHistRow *row = counted ? &h.rows.data[i] : rest;

		row->objects++;
		row->bytes += o.size;
	}
	return finished(&h, out);
}
