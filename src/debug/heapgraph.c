/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The object graph of the heap: see heapgraph.h. */
#include "debug/heapgraph.h"

#include <stdlib.h>

#include "base/mem.h"

enum { PAGE_SHIFT = 13 };	/* any power of two will do; that of the heap's own pages keeps searches short */

/* ---- nodes ---- */

static void collect_nodes(HeapGraph *g)
{
	ObjectInfo o = { 0 };

	while (machine_object_next(g->machine, &o))
		vec_push(&g->nodes, o);
}

static uint64_t end_of(const ObjectInfo *o)
{
	return o->addr + o->size;
}

static void index_pages(HeapGraph *g)
{
	uint64_t page = 0;

	if (!g->nodes.len)
		return;
	g->base = g->nodes.data[0].addr >> PAGE_SHIFT << PAGE_SHIFT;
	for (uint32_t n = 0; n < g->nodes.len; n++)
		for (; g->base + (page << PAGE_SHIFT) < end_of(&g->nodes.data[n]); page++)
			vec_push(&g->pages, n);
}

/* The first node in [lo, hi) that ends behind addr, or hi. */
static uint32_t search(const HeapGraph *g, uint32_t lo, uint32_t hi, uint64_t addr)
{
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (end_of(&g->nodes.data[mid]) > addr)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

uint32_t heapgraph_at(const HeapGraph *g, uint64_t addr)
{
	uint64_t page = (addr - g->base) >> PAGE_SHIFT;
	uint32_t n, last;

	if (addr < g->base || page >= g->pages.len)
		return NO_NODE;
	last = page + 1 < g->pages.len ? g->pages.data[page + 1] : (uint32_t)g->nodes.len - 1;
	n = search(g, g->pages.data[page], last, addr);
	return addr >= g->nodes.data[n].addr && addr < end_of(&g->nodes.data[n]) ? n : NO_NODE;
}

uint32_t heapgraph_by_id(const HeapGraph *g, uint64_t id)
{
	for (uint32_t n = 0; n < g->nodes.len; n++)
		if (g->nodes.data[n].id == id)
			return n;
	return NO_NODE;
}

/* ---- edges ---- */

static void add_edge(void *ctx, uint64_t offset, uint64_t target)
{
	HeapGraph *g = ctx;
	uint32_t to = heapgraph_at(g, target);

	if (to != NO_NODE)
		vec_push(&g->edges, ((HeapEdge){ to, (uint32_t)(offset / 8) }));
}

/* Only who comes from the channel knows. */
static void mark_buffer(HeapGraph *g, const ObjectInfo *channel, uint32_t first)
{
	if (channel->role == OBJECT_CHAN && first < g->edges.len)
		g->nodes.data[g->edges.data[first].to].role = OBJECT_CHAN_BUFFER;
}

static void collect_edges(HeapGraph *g)
{
	vec_reserve(&g->first, g->nodes.len + 1);
	vec_each(&g->nodes, o) {
		vec_push(&g->first, (uint32_t)g->edges.len);
		machine_object_refs(g->machine, o, add_edge, g);
		mark_buffer(g, o, vec_last(&g->first));
	}
	vec_push(&g->first, (uint32_t)g->edges.len);
}

/* ---- roots ---- */

/* Package variables, then frames of the goroutine that runs, innermost first, then the other goroutines' and last what the
 * machine holds by itself: of two equally short paths the one through a name is told. */
static unsigned rank(const MachineRoot *r, uint64_t current)
{
	if (r->kind == ROOT_GLOBAL)
		return 0;
	return (r->kind == ROOT_MACHINE) * 2u + (r->goroutine != current) + 1;
}

static void add_root(void *ctx, const MachineRoot *root)
{
	HeapGraph *g = ctx;
	uint32_t to = heapgraph_at(g, root->value);

	if (to != NO_NODE)
		vec_push(&g->roots, ((HeapRoot){ *root, to, rank(root, machine_current(g->machine)) }));
}

static int order(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int root_order(const void *a, const void *b)
{
	const HeapRoot *x = a, *y = b;
	int by_rank = order(x->rank, y->rank), by_gor = order(x->at.goroutine, y->at.goroutine),
	    by_frame = order(y->at.fp, x->at.fp);

	return by_rank ? by_rank : by_gor ? by_gor : by_frame ? by_frame : order(x->at.addr, y->at.addr);
}

static void collect_roots(HeapGraph *g)
{
	machine_roots(g->machine, add_root, g);
	if (g->roots.len)
		qsort(g->roots.data, g->roots.len, sizeof *g->roots.data, root_order);
}

HeapGraph *heapgraph_new(Machine *m)
{
	HeapGraph *g = mem_zalloc(sizeof *g);

	g->machine = m;
	collect_nodes(g);
	index_pages(g);
	collect_edges(g);
	collect_roots(g);
	return g;
}

void heapgraph_free(HeapGraph *g)
{
	vec_free(&g->nodes);
	vec_free(&g->edges);
	vec_free(&g->first);
	vec_free(&g->roots);
	vec_free(&g->pages);
	mem_free(g);
}

/* ---- reaching ---- */

static void reached(HeapReach *r, uint32_t *queue, size_t *tail, uint32_t to, uint32_t from, uint32_t by)
{
	if (r->by[to] != NO_NODE)
		return;
	r->from[to] = from;
	r->by[to] = by;
	queue[(*tail)++] = to;
}

HeapReach heapgraph_reach(const HeapGraph *g)
{
	size_t n = g->nodes.len, head = 0, tail = 0;
	HeapReach r = { mem_array(n, sizeof *r.from), mem_array(n, sizeof *r.by) };
	uint32_t *queue = mem_array(n, sizeof *queue);

	for (size_t i = 0; i < n; i++)
		r.from[i] = r.by[i] = NO_NODE;
	for (uint32_t i = 0; i < g->roots.len; i++)
		reached(&r, queue, &tail, g->roots.data[i].to, NO_NODE, i);
	while (head < tail) {
		uint32_t at = queue[head++];

		for (uint32_t e = g->first.data[at]; e < g->first.data[at + 1]; e++)
			reached(&r, queue, &tail, g->edges.data[e].to, at, e);
	}
	mem_free(queue);
	return r;
}

void heapreach_free(HeapReach *r)
{
	mem_free(r->from);
	mem_free(r->by);
}
