/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dominators by the algorithm of Lengauer and Tarjan (1979) with path compression, on numbers of a depth-first
 * walk and without recursion, for lists are long. Everything below but `vertex` and the result is indexed by those
 * numbers: 0 is the virtual root, a parent's number is below its children's.
 */
#include "debug/dominators.h"

#include "base/mem.h"

/* Adjacency: the neighbours of v are list[first[v]] .. list[first[v + 1]]. */
typedef struct Lists { uint32_t *first, *list; } Lists;

typedef struct Work {
	uint32_t n;		/* vertices */
	Lists out;		/* by vertex */
	Lists in;		/* by number, of numbers */
	uint32_t reached;
	uint32_t *vertex, *number;	/* number -> vertex, vertex -> number (NO_NODE: not reached) */
	uint32_t *parent, *semi, *idom;
	uint32_t *ancestor, *best;	/* the forest of link and eval */
	uint32_t *bucket, *next;	/* numbers whose semidominator this is */
} Work;

static uint32_t *numbers(size_t n, uint32_t value)
{
	uint32_t *list = mem_array(n, sizeof *list);

	for (size_t i = 0; i < n; i++)
		list[i] = value;
	return list;
}

void heapowners_free(HeapOwners *o)
{
	vec_free(&o->of_root);
	vec_free(&o->first);
}

/* ---- the graph with owners, as lists ---- */

/* Calls fn for each edge between vertices. */
typedef void (*EdgeFn)(Work *w, uint32_t from, uint32_t to);

static void each_edge(Work *w, const HeapGraph *g, const HeapOwners *o, EdgeFn fn)
{
	uint32_t owners = (uint32_t)o->first.len;

	for (uint32_t i = 0; i < owners; i++)
		fn(w, 0, 1 + i);
	for (size_t i = 0; i < g->roots.len; i++)
		if (o->of_root.data[i] != NO_NODE)
			fn(w, 1 + o->of_root.data[i], 1 + owners + g->roots.data[i].to);
	for (uint32_t n = 0; n < g->nodes.len; n++)
		for (uint32_t e = g->first.data[n]; e < g->first.data[n + 1]; e++)
			fn(w, 1 + owners + n, 1 + owners + g->edges.data[e].to);
}

static void count_out(Work *w, uint32_t from, uint32_t to)
{
	(void)to;
	w->out.first[from + 1]++;
}

static void put_out(Work *w, uint32_t from, uint32_t to)
{
	w->out.list[w->out.first[from]++] = to;
}

/* Counts become starts; filling in moves each start to its end, which is the next one's start. */
static void sum_up(uint32_t *first, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		first[i + 1] += first[i];
}

static void step_back(uint32_t *first, uint32_t n)
{
	for (uint32_t i = n; i > 0; i--)
		first[i] = first[i - 1];
	first[0] = 0;
}

static void lists_out(Work *w, const HeapGraph *g, const HeapOwners *o)
{
	w->out.first = numbers(w->n + 1, 0);
	each_edge(w, g, o, count_out);
	sum_up(w->out.first, w->n);
	w->out.list = numbers(w->out.first[w->n], 0);
	each_edge(w, g, o, put_out);
	step_back(w->out.first, w->n);
}

/* Edges backwards, among what was reached. */
static void lists_in(Work *w)
{
	w->in.first = numbers(w->reached + 1, 0);
	for (uint32_t v = 0; v < w->reached; v++)
		for (uint32_t e = w->out.first[w->vertex[v]]; e < w->out.first[w->vertex[v] + 1]; e++)
			w->in.first[w->number[w->out.list[e]] + 1]++;
	sum_up(w->in.first, w->reached);
	w->in.list = numbers(w->in.first[w->reached], 0);
	for (uint32_t v = 0; v < w->reached; v++)
		for (uint32_t e = w->out.first[w->vertex[v]]; e < w->out.first[w->vertex[v] + 1]; e++)
			w->in.list[w->in.first[w->number[w->out.list[e]]]++] = v;
	step_back(w->in.first, w->reached);
}

/* ---- the walk ---- */

static void enter(Work *w, uint32_t vertex, uint32_t parent)
{
	w->number[vertex] = w->reached;
	w->vertex[w->reached] = vertex;
	w->parent[w->reached] = parent;
	w->reached++;
}

static void walk(Work *w)
{
	uint32_t *stack = numbers(w->n, 0), *edge = numbers(w->n, 0), depth = 0;

	enter(w, 0, 0);
	edge[0] = w->out.first[0];
	stack[depth++] = 0;
	while (depth) {
		uint32_t v = stack[depth - 1], to;

		if (edge[depth - 1] == w->out.first[v + 1]) {
			depth--;
			continue;
		}
		to = w->out.list[edge[depth - 1]++];
		if (w->number[to] != NO_NODE)
			continue;
		enter(w, to, w->number[v]);
		edge[depth] = w->out.first[to];
		stack[depth++] = to;
	}
	mem_free(stack);
	mem_free(edge);
}

/* ---- link and eval ---- */

/* Shortens v's way up to the root of its tree, keeping on it the number of the least semidominator. */
static void compress(Work *w, uint32_t v, uint32_t *stack)
{
	uint32_t depth = 0;

	for (; w->ancestor[w->ancestor[v]] != NO_NODE; v = w->ancestor[v])
		stack[depth++] = v;
	while (depth) {
		uint32_t u = stack[--depth], a = w->ancestor[u];

		if (w->semi[w->best[a]] < w->semi[w->best[u]])
			w->best[u] = w->best[a];
		w->ancestor[u] = w->ancestor[a];
	}
}

static uint32_t eval(Work *w, uint32_t v, uint32_t *stack)
{
	if (w->ancestor[v] == NO_NODE)
		return v;
	compress(w, v, stack);
	return w->best[v];
}

static void bucket_add(Work *w, uint32_t semi, uint32_t v)
{
	w->next[v] = w->bucket[semi];
	w->bucket[semi] = v;
}

/* Those of p's bucket: their dominator is p, or that of a vertex in between. */
static void bucket_empty(Work *w, uint32_t p, uint32_t *stack)
{
	for (uint32_t v = w->bucket[p]; v != NO_NODE; v = w->next[v]) {
		uint32_t u = eval(w, v, stack);

		w->idom[v] = w->semi[u] < w->semi[v] ? u : p;
	}
	w->bucket[p] = NO_NODE;
}

static void solve(Work *w)
{
	uint32_t *stack = numbers(w->reached, 0);

	for (uint32_t v = w->reached - 1; v > 0; v--) {
		for (uint32_t e = w->in.first[v]; e < w->in.first[v + 1]; e++) {
			uint32_t u = eval(w, w->in.list[e], stack);

			if (w->semi[u] < w->semi[v])
				w->semi[v] = w->semi[u];
		}
		bucket_add(w, w->semi[v], v);
		w->ancestor[v] = w->parent[v];
		bucket_empty(w, w->parent[v], stack);
	}
	for (uint32_t v = 1; v < w->reached; v++)
		if (w->idom[v] != w->semi[v])
			w->idom[v] = w->idom[w->idom[v]];
	mem_free(stack);
}

static void work_begin(Work *w)
{
	w->vertex = numbers(w->n, 0);
	w->number = numbers(w->n, NO_NODE);
	w->parent = numbers(w->n, 0);
	w->idom = numbers(w->n, 0);
	w->ancestor = numbers(w->n, NO_NODE);
	w->bucket = numbers(w->n, NO_NODE);
	w->next = numbers(w->n, NO_NODE);
	w->semi = numbers(w->n, 0);
	w->best = numbers(w->n, 0);
	for (uint32_t i = 0; i < w->n; i++)
		w->semi[i] = w->best[i] = i;
}

static void work_end(Work *w)
{
	uint32_t *all[] = { w->vertex, w->number, w->parent, w->idom, w->ancestor, w->bucket, w->next, w->semi, w->best,
			    w->out.first, w->out.list, w->in.first, w->in.list };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		mem_free(all[i]);
}

/* ---- the result ---- */

static void add_up(HeapDominators *d, const HeapGraph *g, const Work *w)
{
	for (uint32_t n = 0; n < g->nodes.len; n++) {
		d->bytes[vertex_of_node(d, n)] = g->nodes.data[n].size;
		d->objects[vertex_of_node(d, n)] = 1;
	}
	for (uint32_t v = w->reached - 1; v > 0; v--) {
		uint32_t vertex = w->vertex[v], parent = w->vertex[w->idom[v]];

		d->parent[vertex] = parent;
		d->bytes[parent] += d->bytes[vertex];
		d->objects[parent] += d->objects[vertex];
	}
}

HeapDominators heapgraph_dominators(const HeapGraph *g, const HeapOwners *owners)
{
	uint32_t n = (uint32_t)(1 + owners->first.len + g->nodes.len);
	HeapDominators d = { .owners = (uint32_t)owners->first.len, .vertices = n, .parent = numbers(n, NO_NODE),
			     .bytes = mem_array(n, sizeof *d.bytes), .objects = mem_array(n, sizeof *d.objects) };
	Work w = { .n = n };

	work_begin(&w);
	lists_out(&w, g, owners);
	walk(&w);
	lists_in(&w);
	solve(&w);
	add_up(&d, g, &w);
	work_end(&w);
	return d;
}

void heapdominators_free(HeapDominators *d)
{
	mem_free(d->parent);
	mem_free(d->bytes);
	mem_free(d->objects);
}
