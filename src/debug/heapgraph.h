/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The object graph of the heap, as it is at one moment: what `heap refs`, `why`, `dominators`, `leaks` and the pictures
 * are computed from. Built in time linear in the heap from the machine's views; it does not follow the program, so it is
 * made anew for each request.
 *
 *   nodes   the objects, by rising address; the index of one is its number here
 *   edges   out of node n: edges[first[n]] .. edges[first[n + 1]]
 *   roots   words outside the heap that point into it, in the order in which a reader expects to be told of them
 *
 * Nothing here allocates in the program's memory or from the session.
 */
#ifndef DEBUG_HEAPGRAPH_H
#define DEBUG_HEAPGRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "machine/machine.h"

#define NO_NODE UINT32_MAX

typedef struct HeapEdge {
	uint32_t to;		/* node */
	uint32_t word;		/* of the object it leaves, 8 bytes each */
} HeapEdge;

typedef struct HeapRoot {
	MachineRoot at;
	uint32_t to;
	uint32_t rank;		/* of its kind, in the order of `roots` */
} HeapRoot;

typedef struct HeapGraph {
	Machine *machine;
	VEC(ObjectInfo) nodes;
	VEC(HeapEdge) edges;
	VEC(uint32_t) first;	/* nodes.len + 1 of them */
	VEC(HeapRoot) roots;
	VEC(uint32_t) pages;	/* of each page of the heap: the first node that ends behind its start */
	uint64_t base;		/* address of page 0 */
} HeapGraph;

HeapGraph *heapgraph_new(Machine *m);
void heapgraph_free(HeapGraph *g);

/* The node that an address lies in, or NO_NODE. */
uint32_t heapgraph_at(const HeapGraph *g, uint64_t addr);
uint32_t heapgraph_by_id(const HeapGraph *g, uint64_t id);

/* How each node is first reached, breadth first from the roots. */
typedef struct HeapReach {
	uint32_t *from;		/* node whose edge leads here; NO_NODE: a root does, or nothing */
	uint32_t *by;		/* number of that edge, or of that root; NO_NODE: not reached */
} HeapReach;

HeapReach heapgraph_reach(const HeapGraph *g);
void heapreach_free(HeapReach *r);

#endif
