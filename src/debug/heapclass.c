/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heap by size classes: spans, how full they are, what rounding up wastes, what lives and what is garbage. */
#include "debug/heappath.h"

enum { LARGEST_CLASS = 32768 };		/* beyond, an object has a span of its own */

typedef struct Classes {
	VEC(DebugHeapClass) rows;
	Map by_size;			/* -> row + 1; large objects together under 0 */
} Classes;

static DebugHeapClass *row_of(Classes *c, uint64_t size)
{
	uint64_t key = size > LARGEST_CLASS ? 0 : size, *row = map_at(&c->by_size, key);

	if (!*row) {
		vec_push(&c->rows, ((DebugHeapClass){ .size = key }));
		*row = c->rows.len;
	}
	return &c->rows.data[*row - 1];
}

static void add_spans(DebugSession *s, Classes *c, DebugHeapClass *all)
{
	SpanInfo span = { 0 };

	while (machine_span_next(s->machine, &span)) {
		DebugHeapClass *row;

		all->span_bytes += span.bytes;
		if (span.free)
			continue;
		row = row_of(c, span.each);
		row->spans++;
		row->span_bytes += span.bytes;
		row->room += span.room;
		all->spans++;
	}
}

/* Bytes of an object that were not asked for, as far as can be told. */
static uint64_t rounding(const ObjectInfo *o)
{
	return o->asked_most ? o->size - o->asked_most : 0;
}

static void count_object(DebugHeapClass *row, const ObjectInfo *o, bool lives)
{
	row->objects++;
	row->bytes += o->size;
	row->waste += rounding(o);
	row->garbage += lives ? 0 : 1;
	row->garbage_bytes += lives ? 0 : o->size;
}

static void add_objects(DebugSession *s, Classes *c, DebugHeapClass *all)
{
	HeapGraph *g = heapgraph_new(s->machine);
	HeapReach r = heapgraph_reach(g);

	for (uint32_t n = 0; n < g->nodes.len; n++) {
		const ObjectInfo *o = &g->nodes.data[n];

		count_object(row_of(c, o->size), o, r.by[n] != NO_NODE);
		count_object(all, o, r.by[n] != NO_NODE);
	}
	heapreach_free(&r);
	heapgraph_free(g);
}

static int class_order(const void *a, const void *b)
{
	const DebugHeapClass *x = a, *y = b;
	uint64_t sx = x->size ? x->size : UINT64_MAX, sy = y->size ? y->size : UINT64_MAX;

	return sx < sy ? -1 : sx > sy;
}

size_t debug_heap_classes(DebugSession *s, const DebugHeapClass **out, DebugHeapClass *all)
{
	Classes c = { 0 };
	size_t n;

	*out = NULL;
	*all = (DebugHeapClass){ 0 };
	if (!heap_is_there(s))
		return 0;
	add_spans(s, &c, all);
	add_objects(s, &c, all);
	n = c.rows.len;
	if (n)
		qsort(c.rows.data, n, sizeof *c.rows.data, class_order);
	*out = arena_copy(s->scratch, c.rows.data, n * sizeof *c.rows.data);
	vec_free(&c.rows);
	map_free(&c.by_size);
	return n;
}
