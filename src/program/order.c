/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order in which packages are initialised (Spec: "Program initialization"): of those whose imports are done the
 * first by import path, again and again. Those that are ready lie in a heap by their place in that order, so that a
 * program of many packages costs no more than its imports, sorted.
 */
#include "program/program_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

typedef VEC(uint32_t) Indices;

typedef struct Unit {
	Package *pkg;
	uint32_t waits;		/* imports that are not done */
	Indices importers;
} Unit;

static int by_path(const void *a, const void *b)
{
	return strcmp(((const Unit *)a)->pkg->path->text, ((const Unit *)b)->pkg->path->text);
}

/* ---- the heap of those that are ready: the least index first ---- */

static void ready_push(Indices *heap, uint32_t unit)
{
	size_t i = heap->len;

	vec_push(heap, unit);
	for (; i && heap->data[(i - 1) / 2] > unit; i = (i - 1) / 2)
		heap->data[i] = heap->data[(i - 1) / 2];
	heap->data[i] = unit;
}

static uint32_t ready_pop(Indices *heap)
{
	uint32_t first = heap->data[0], last = vec_pop(heap);
	size_t i = 0, child;

	for (; (child = 2 * i + 1) < heap->len; i = child) {
		if (child + 1 < heap->len && heap->data[child + 1] < heap->data[child])
			child++;
		if (heap->data[child] >= last)
			break;
		heap->data[i] = heap->data[child];
	}
	if (heap->len)
		heap->data[i] = last;
	return first;
}

/* ---- */

/* Who waits for whom: imports of the library are not the program's own. */
static void find_importers(Unit *units, uint32_t n)
{
	Map index = { 0 };

	for (uint32_t i = 0; i < n; i++)
		map_put(&index, (uintptr_t)units[i].pkg, i + 1);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < units[i].pkg->nimports; k++) {
			uint64_t at = map_get(&index, (uintptr_t)units[i].pkg->imports[k], 0);

			if (at) {
				vec_push(&units[at - 1].importers, i);
				units[i].waits++;
			}
		}
	map_free(&index);
}

void order_packages(Program *p)
{
	uint32_t n = (uint32_t)p->packages.len, done = 0;
	Unit *units = mem_array(n, sizeof *units);
	Indices ready = { 0 };

	for (uint32_t i = 0; i < n; i++)
		units[i] = (Unit){ .pkg = p->packages.data[i] };
	if (n > 1)
		qsort(units, n, sizeof *units, by_path);
	find_importers(units, n);
	for (uint32_t i = 0; i < n; i++)
		if (!units[i].waits)
			ready_push(&ready, i);
	/* In a cycle, which is refused elsewhere, nobody becomes ready: those stay where they are. */
	while (ready.len) {
		Unit *u = &units[ready_pop(&ready)];

		p->packages.data[done++] = u->pkg;
		vec_each(&u->importers, who)
			if (!--units[*who].waits)
				ready_push(&ready, *who);
	}
	for (uint32_t i = 0; i < n; i++) {
		if (units[i].waits)
			p->packages.data[done++] = units[i].pkg;
		vec_free(&units[i].importers);
	}
	vec_free(&ready);
	mem_free(units);
}
