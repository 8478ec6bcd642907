/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who keeps what: the dominator tree of the object graph. An object dominates another when every way from a root to
 * that one leads through it, so that its end would be the other's too; what it retains is the bytes of all it dominates.
 *
 * Between the roots and the objects stand owners, the holders that a reader knows: package variables and
 * words of frames, or whole goroutines. Vertices of the tree: 0 is above all, then the owners, then the graph's nodes.
 */
#ifndef DEBUG_DOMINATORS_H
#define DEBUG_DOMINATORS_H

#include "debug/heapgraph.h"

/* Which holder each root belongs to. */
typedef struct HeapOwners {
	VEC(uint32_t) of_root;	/* owner of each root; NO_NODE: that root is left out */
	VEC(uint32_t) first;	/* a root of each owner, to name it by */
} HeapOwners;

void heapowners_free(HeapOwners *o);

typedef struct HeapDominators {
	uint32_t owners, vertices;
	uint32_t *parent;	/* in the tree; NO_NODE: not reached (or vertex 0) */
	uint64_t *bytes, *objects;	/* retained, a node's own included */
} HeapDominators;

static inline uint32_t vertex_of_node(const HeapDominators *d, uint32_t node) { return 1 + d->owners + node; }
static inline uint32_t vertex_of_owner(uint32_t owner) { return 1 + owner; }

/* Time O(m log n) in edges m and vertices n. */
HeapDominators heapgraph_dominators(const HeapGraph *g, const HeapOwners *owners);
void heapdominators_free(HeapDominators *d);

#endif
