/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the race detector's files share. */
#ifndef MACHINE_RACE_INT_H
#define MACHINE_RACE_INT_H

#include "machine/race.h"

enum {
	RACE_SLOTS = 1 << 16,		/* goroutines alive at once */
	RACE_RESTING = 256,		/* slots of ended ones that wait before they are used again */
	RACE_LAST_CLOCK = UINT32_MAX - (1 << 20),
};

typedef VEC(uint64_t) PcList;

/* A call that led to a frame: where it stands (pc_number; 0: the root), and the node of the frame it stands in. */
typedef struct StackNode { uint32_t parent, call; } StackNode;

/* All stacks that accesses were made on, as a tree: numbers only rise. When it is full it begins anew at `first`, and
 * callers of older accesses are forgotten. */
typedef struct StackTree {
	VEC(StackNode) nodes;		/* node n is nodes[n - first] */
	Map index;			/* (parent, call) -> node */
	uint32_t first;
} StackTree;

/* A frame of a goroutine whose node is known: from the outermost on. */
typedef struct StackFrame { uint64_t fp; uint32_t node; } StackFrame;

/* One use of a slot: from that clock on. */
typedef struct RaceLife {
	uint64_t id;
	uint32_t from;			/* its first clock */
	uint32_t node, pc;		/* of the go statement; pc 0: none */
	bool ended;
} RaceLife;

typedef struct RaceGor {
	Clocks known;			/* of the others; at its own slot: of earlier lives */
	uint32_t clock;			/* its own */
	uint32_t from;			/* the first of this life */
	uint16_t slot;
	uint32_t ignoring;		/* above 0: nothing orders it (runtime.RaceDisable) */
	VEC(RaceLife) lives;		/* the current one last */
	VEC(StackFrame) frames;
	uint32_t tree;			/* first node of the tree that `frames` is about */
} RaceGor;

/* What goroutines synchronise by: a variable of package sync, a channel. */
typedef struct SyncVar {
	uint64_t addr;
	Clocks clocks;
	Clocks *places;			/* of a channel's buffer */
	uint64_t cap, sends, receives;
} SyncVar;

/* A remembered access to some of 8 bytes. */
typedef struct Cell {
	uint32_t clock;			/* 0: none */
	uint16_t slot;
	uint8_t bytes;			/* bit n: byte n */
	uint8_t flags;			/* CELL_* */
	uint32_t node, pc;		/* pc as pc_number */
} Cell;

enum { CELL_WRITE = 1, CELL_ATOMIC = 2, CELLS = 4 };

typedef struct Granule { Cell cells[CELLS]; } Granule;

enum { PAGE_SHIFT = 12, PAGE_GRANULES = 512, TABLE_SHIFT = 14, TABLE_SIZE = 1 << TABLE_SHIFT };

typedef struct ShadowPage {
	bool syncs;			/* a variable that goroutines synchronise by lies there, or did */
	bool reported[PAGE_GRANULES];
	Granule granules[PAGE_GRANULES];
} ShadowPage;

typedef struct ShadowTable { ShadowPage *pages[TABLE_SIZE]; } ShadowTable;

typedef struct Race {
	RaceGor *running;		/* NULL: what runs is not looked at */
	VEC(RaceGor *) slots;
	VEC(RaceGor *) gors;		/* by index in the machine's table; NULL: none */
	VEC(uint16_t) resting;		/* slots of ended goroutines, the longest ended first, from resting_from on */
	size_t resting_from;
	bool spent;			/* a clock has come near its end: all is forgotten soon */
	Map syncs;			/* address -> SyncVar */
	ShadowTable **tables;		/* of the machine's slot; TABLE_SIZE of them */
	StackTree tree;
	Map reported;			/* pairs of stacks, hashed */
	Clocks collected;		/* what those knew who collected garbage: finalizers know it */
	uint64_t finalizer;		/* which goroutine runs one, index + 1; 0: none */
	Clocks finalized;		/* what the finalizers before knew: to the program they are one goroutine */
	uint64_t count;			/* of races */
	bool halted;			/* the first one ends the program */
	MachineRaceSink *sink;
	void *sink_ctx;
	MachineRace report;		/* the last one */
	PcList pcs[4];			/* its stacks */
} Race;

/* Addresses of code in 32 bits: instructions from the start of the code segment on. */
static inline uint32_t pc_number(const Machine *m, uint64_t pc)
{
	return (uint32_t)((pc - m->base - SEG_CODE) / sizeof(Ins));
}

static inline uint64_t pc_of_number(const Machine *m, uint32_t number)
{
	return m->base + SEG_CODE + number * sizeof(Ins);
}

static inline uint32_t clock_of(const Clocks *c, uint32_t slot)
{
	return slot < c->len ? c->data[slot] : 0;
}

/* Whose clock that was. */
const RaceLife *race_life(const Race *r, uint16_t slot, uint32_t clock);
uint32_t race_role(uint64_t fp);			/* of the frame's function */

/* ---- race_shadow.c ---- */
ShadowPage *shadow_page(Machine *m, uint64_t addr, bool make);
void shadow_clear(Machine *m, uint64_t addr, uint64_t bytes);	/* no accesses are remembered there */
void shadow_free(Race *r);

/* ---- race_stack.c ---- */
uint32_t stack_node(Machine *m, RaceGor *g, uint64_t fp);	/* of the frame: the calls that led to it */
void stack_popped(RaceGor *g, uint64_t fp);		/* that frame is gone, and those above it */
/* Where an access was made, innermost first; no more than the access itself, when its callers are forgotten. */
void stack_list(const Machine *m, uint32_t node, uint32_t pc, PcList *out);
void stack_tree_free(StackTree *t);

/* ---- race_report.c ---- */
/* True: somebody wants to stop for it. */
bool race_found(Machine *m, uint64_t addr, const Cell *now, const Cell *before);

#endif
