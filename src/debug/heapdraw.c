/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The object graph as boxes and arrows for a front end to draw. Maps and channels are one box: arrows leave them by key, value
 * or place. */
#include "base/mem.h"
#include "debug/heappath.h"

typedef struct Draw {
	DebugSession *s;
	HeapGraph *g;
	uint32_t *box;		/* of each node + 1; 0: not in the picture; parts have their holder's */
	VEC(uint32_t) todo;	/* nodes in the picture; the edges of the first `done` have been followed */
	size_t done;
	VEC(DebugBox) boxes;
	VEC(DebugArrow) arrows;
} Draw;

static uint32_t box_new(Draw *d, const char *label, bool root, uint64_t bytes)
{
	vec_push(&d->boxes, ((DebugBox){ .label = label, .root = root, .bytes = bytes }));
	return (uint32_t)d->boxes.len;
}

/* The node's box; a part gets that of what led to it. */
static uint32_t show(Draw *d, uint32_t node, uint32_t holder)
{
	const ObjectInfo *o = &d->g->nodes.data[node];

	if (d->box[node])
		return d->box[node];
	if (object_is_part(o))
		d->box[node] = holder;
	else
		d->box[node] = box_new(d, arena_printf(d->s->scratch, "%s %s", object_name(d->s, o->id), object_type(d->s, o)),
				       false, o->size);
	vec_push(&d->todo, node);
	return d->box[node];
}

/* From a part, an arrow leaves its holder's box; to a part there is none. */
static void follow(Draw *d, uint32_t node)
{
	const HeapGraph *g = d->g;

	for (uint32_t e = g->first.data[node]; e < g->first.data[node + 1]; e++) {
		const HeapEdge *edge = &g->edges.data[e];
		uint32_t to = show(d, edge->to, d->box[node]);

		if (!object_is_part(&g->nodes.data[edge->to]))
			vec_push(&d->arrows, ((DebugArrow){ d->box[node] - 1, to - 1, edge_text(d->s, &g->nodes.data[node], edge->word) }));
	}
}

static void follow_all(Draw *d)
{
	for (; d->done < d->todo.len; d->done++)
		follow(d, d->todo.data[d->done]);
}

static bool root_of_library(Draw *d, const MachineRoot *r)
{
	const Image *im;

	return r->kind == ROOT_GLOBAL && machine_global_at(d->s->machine, r->addr, &im) && im->part == PART_LIBRARY;
}

static void draw_roots(Draw *d, bool library)
{
	vec_each(&d->g->roots, r)
		if (library || !root_of_library(d, &r->at)) {
			uint32_t box = box_new(d, root_text(d->s, &r->at), true, 0), to = show(d, r->to, box);

			vec_push(&d->arrows, ((DebugArrow){ box - 1, to - 1, "" }));
		}
}

/* What is reached from the picture's roots, then what else there is: garbage, each piece with what it points at. */
static void draw(Draw *d, bool library)
{
	d->box = mem_array(d->g->nodes.len, sizeof *d->box);
	draw_roots(d, library);
	follow_all(d);
	for (uint32_t n = 0; n < d->g->nodes.len; n++) {
		const ObjectInfo *o = &d->g->nodes.data[n];

		if (d->box[n] || object_is_part(o) || (!library && object_by_library(d->s, o)))
			continue;
		uint32_t box = show(d, n, 0);	/* it may move the boxes */

		d->boxes.data[box - 1].garbage = true;
		follow_all(d);
	}
}

bool debug_heap_graph(DebugSession *s, bool library, DebugGraph *out)
{
	Draw d = { .s = s };

	if (!heap_is_there(s))
		return false;
	d.g = heapgraph_new(s->machine);
	draw(&d, library);
	*out = (DebugGraph){ arena_copy(s->scratch, d.boxes.data, d.boxes.len * sizeof *d.boxes.data), d.boxes.len,
			     arena_copy(s->scratch, d.arrows.data, d.arrows.len * sizeof *d.arrows.data), d.arrows.len };
	heapgraph_free(d.g);
	mem_free(d.box);
	vec_free(&d.todo);
	vec_free(&d.boxes);
	vec_free(&d.arrows);
	return true;
}
