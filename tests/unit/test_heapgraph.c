/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dominators of random graphs against their definition: without d, v cannot be reached. */
#include "unit.h"

#include "base/mem.h"
#include "base/rng.h"
#include "debug/dominators.h"

enum { NODES = 24, OWNERS = 3 };

static void random_graph(Rng *rng, HeapGraph *g, HeapOwners *o)
{
	unsigned nodes = 1 + (unsigned)rng_below(rng, NODES), per = (unsigned)rng_below(rng, 4);

	for (unsigned n = 0; n < nodes; n++) {
		vec_push(&g->nodes, ((ObjectInfo){ .id = n + 1, .addr = n * 16, .size = 16 }));
		vec_push(&g->first, (uint32_t)g->edges.len);
		for (unsigned e = (unsigned)rng_below(rng, per + 1); e > 0; e--)
			vec_push(&g->edges, ((HeapEdge){ (uint32_t)rng_below(rng, nodes), 0 }));
	}
	vec_push(&g->first, (uint32_t)g->edges.len);
	for (unsigned i = 0; i < OWNERS; i++) {
		vec_push(&g->roots, ((HeapRoot){ .to = (uint32_t)rng_below(rng, nodes) }));
		vec_push(&o->of_root, i);
		vec_push(&o->first, i);
	}
}

static void free_graph(HeapGraph *g, HeapOwners *o)
{
	vec_free(&g->nodes);
	vec_free(&g->edges);
	vec_free(&g->first);
	vec_free(&g->roots);
	heapowners_free(o);
}

static void go_on(const HeapGraph *g, uint32_t node, uint32_t without, bool *seen)
{
	if (seen[node] || node == without)
		return;
	seen[node] = true;
	for (uint32_t e = g->first.data[node]; e < g->first.data[node + 1]; e++)
		go_on(g, g->edges.data[e].to, without, seen);
}

/* What is reached when a vertex (numbered as in the tree) is left out. */
static void reach_without(const HeapGraph *g, const HeapDominators *d, uint32_t vertex, bool *seen)
{
	uint32_t node = vertex > d->owners ? vertex - 1 - d->owners : NO_NODE;

	for (unsigned i = 0; i < NODES; i++)
		seen[i] = false;
	for (uint32_t r = 0; r < g->roots.len; r++)
		if (vertex != vertex_of_owner(r))
			go_on(g, g->roots.data[r].to, node, seen);
}

static bool above(const HeapDominators *d, uint32_t dom, uint32_t v)
{
	while (v != NO_NODE && v != dom)
		v = d->parent[v];
	return v == dom;
}

static void check_graph(const HeapGraph *g, const HeapDominators *d)
{
	bool all[NODES], seen[NODES];

	reach_without(g, d, 0, all);
	for (uint32_t dom = 1; dom < d->vertices; dom++) {
		uint64_t bytes = 0;

		reach_without(g, d, dom, seen);
		for (uint32_t n = 0; n < g->nodes.len; n++) {
			bool dominated = all[n] && !seen[n];

			CHECK(above(d, dom, vertex_of_node(d, n)) == (dominated || dom == vertex_of_node(d, n)));
			bytes += dominated ? 16 : 0;
		}
		if (dom <= d->owners || all[dom - 1 - d->owners])
			CHECK(d->bytes[dom] == bytes);
	}
}

/* A ladder on which naive intersection of ways upwards takes quadratic time. */
static void test_long(void)
{
	enum { RUNGS = 200000 };
	HeapGraph g = { 0 };
	HeapOwners o = { 0 };

	for (uint32_t i = 0; i < 2 * RUNGS; i++) {
		vec_push(&g.nodes, ((ObjectInfo){ .id = i + 1, .addr = i * 16, .size = 16 }));
		vec_push(&g.first, (uint32_t)g.edges.len);
		if (i + 2 < 2 * RUNGS)
			vec_push(&g.edges, ((HeapEdge){ i + 2, 0 }));
		if (i % 2 == 0)
			vec_push(&g.edges, ((HeapEdge){ i + 1, 0 }));
	}
	vec_push(&g.first, (uint32_t)g.edges.len);
	vec_push(&g.roots, ((HeapRoot){ .to = 0 }));
	vec_push(&o.of_root, 0);
	vec_push(&o.first, 0);
	HeapDominators d = heapgraph_dominators(&g, &o);

	CHECK(d.bytes[1] == 2 * RUNGS * 16);
	CHECK(d.parent[vertex_of_node(&d, 2 * RUNGS - 1)] == vertex_of_node(&d, 0));
	CHECK(d.parent[vertex_of_node(&d, 2 * RUNGS - 2)] == vertex_of_node(&d, 2 * RUNGS - 4));
	heapdominators_free(&d);
	free_graph(&g, &o);
}

int main(void)
{
	Rng rng;

	rng_seed(&rng, 4);
	for (unsigned i = 0; i < 3000; i++) {
		HeapGraph g = { 0 };
		HeapOwners o = { 0 };

		random_graph(&rng, &g, &o);
		HeapDominators d = heapgraph_dominators(&g, &o);

		check_graph(&g, &d);
		heapdominators_free(&d);
		free_graph(&g, &o);
	}
	test_long();
	return unit_status();
}
