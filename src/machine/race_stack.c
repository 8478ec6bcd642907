/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where accesses were made. An access keeps a number of 32 bits for all the calls that led to it: a node of a tree, whose
 * branches are the places of calls. A goroutine's known frames are a stack beside its own; the loop takes frames away from it as
 * they return, so that a frame found there is the one that was put there. New ones are put there when an access asks.
 */
#include "machine/race_int.h"

enum { TREE_NODES = 4 << 20 };		/* 32 MB, and as much for the index; then it begins anew */

void stack_tree_free(StackTree *t)
{
	vec_free(&t->nodes);
	map_free(&t->index);
	t->first = 0;
}

/* The root is no call: node `first`. */
static void tree_begin(StackTree *t, uint32_t first)
{
	stack_tree_free(t);
	t->first = first;
	vec_push(&t->nodes, ((StackNode){ 0, 0 }));
}

static uint32_t child(StackTree *t, uint32_t parent, uint32_t call)
{
	uint64_t *at = map_at(&t->index, (uint64_t)parent << 32 | call);

	if (!*at) {
		*at = t->first + t->nodes.len;
		vec_push(&t->nodes, ((StackNode){ parent, call }));
	}
	return (uint32_t)*at;
}

void stack_popped(RaceGor *g, uint64_t fp)
{
	while (g->frames.len && vec_last(&g->frames).fp >= fp)
		g->frames.len--;
}

/* The nodes of fp's frame and of those below it that are not known yet. Big stacks lie above all others, so that addresses
 * of frames rise from caller to callee. */
static void note_frames(Machine *m, RaceGor *g, uint64_t fp)
{
	StackTree *t = &m->race->tree;
	const Gor *running = gor_current(m);
	size_t new = 0, known;

	for (uint64_t f = fp; f; f = word(f)[FRAME_CALLER], new++) {
		while (g->frames.len && vec_last(&g->frames).fp > f)
			g->frames.len--;
		if (g->frames.len && vec_last(&g->frames).fp == f)
			break;
	}
	known = g->frames.len;
	vec_resize(&g->frames, known + new);
	for (uint64_t f = fp; new; f = word(f)[FRAME_CALLER])
		g->frames.data[known + --new].fp = f;
	for (size_t i = known; i < g->frames.len; i++) {
		uint64_t call = frame_call(running, g->frames.data[i].fp);
		uint32_t caller = i ? g->frames.data[i - 1].node : t->first;

		g->frames.data[i].node = call ? child(t, caller, pc_number(m, call)) : caller;
	}
}

uint32_t stack_node(Machine *m, RaceGor *g, uint64_t fp)
{
	StackTree *t = &m->race->tree;

	if (!t->nodes.len || t->nodes.len >= TREE_NODES)
		tree_begin(t, (uint32_t)(t->first + t->nodes.len));
	m->race->spent = m->race->spent || t->first > UINT32_MAX - 2u * TREE_NODES;
	if (g->tree != t->first) {
		vec_trim(&g->frames, 0);
		g->tree = t->first;
	}
	if (!g->frames.len || vec_last(&g->frames).fp != fp)
		note_frames(m, g, fp);
	return vec_last(&g->frames).node;
}

void stack_list(const Machine *m, uint32_t node, uint32_t pc, PcList *out)
{
	const StackTree *t = &m->race->tree;

	vec_trim(out, 0);
	vec_push(out, pc_of_number(m, pc));
	if (node < t->first)
		return;
	for (const StackNode *n = &t->nodes.data[node - t->first]; n->call; n = &t->nodes.data[n->parent - t->first])
		vec_push(out, pc_of_number(m, n->call));
}
