/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph's answer. From each location the edges are walked backwards, with the number of
 * dereferences on the way: a location that is reached with -1 has its address in the root. When the
 * root may outlive it, it escapes and becomes a root of its own whose content is the heap's.
 *
 * A variable outlives another when it is declared outside of the other's scope. The frame keeps the
 * words of a variable to itself, but pointers in them are the collector's roots only while it is in
 * scope, and a loop's body declares it anew each turn.
 */
#include "escape/escape_int.h"

enum { MAX_WAY = 1000 };	/* locations on the way that a reason is looked for on */
enum { STEPS_AN_EDGE = 400 };	/* then the function is too tangled, and everything in it escapes */

static bool in_scope_of(const Object *var, const FuncInfo *func, Pos pos)
{
	Pos start = var->scope_pos, end = var->scope_end;

	if (var->var_kind != VAR_LOCAL || !end) {	/* the whole body */
		start = func->node->pos;
		end = func->node->end;
	}
	return pos >= start && pos < end;
}

static bool outlives(const Site *root, const Site *s)
{
	if (root->escapes || root->kind == SITE_RESULT)
		return true;
	if (root == s || s->kind != SITE_VAR)
		return false;
	return !in_scope_of(s->var, s->var->var.func, root->pos);
}

static const char *called(const Site *s)
{
	return s->kind == SITE_VAR ? s->var->name->text : "";
}

/* How the address of s came to the root. */
static const char *reason(Graph *g, const Site *s)
{
	const Site *first = s->towards, *last = s;
	const char *what, *at;
	unsigned steps = 0;

	/* Ways that got shorter meanwhile may close a circle. */
	while (last->towards && last->towards->towards && steps++ < MAX_WAY)
		last = last->towards;
	if (!last->why.verb || steps > MAX_WAY)
		return "its address escapes";
	at = escape_place(g->e, last->why.pos);
	if (first && first->kind == SITE_CLOSURE && last != s)
		return arena_printf(g->e->arena, "captured by a closure that %s at %s", last->why.verb, at);
	if (first && first->kind == SITE_CLOSURE)
		return arena_printf(g->e->arena, "captured by a closure at %s", at);
	what = arena_printf(g->e->arena, "&%s", called(s));
	if (last != s && first && first->kind == SITE_VAR)
		return arena_printf(g->e->arena, "%s, which %s holds, %s at %s", what, called(first),
				    last->why.verb, at);
	return arena_printf(g->e->arena, "%s %s at %s", what, last->why.verb, at);
}

static void enqueue(Graph *g, Site *s)
{
	if (!s->queued) {
		s->queued = true;
		vec_push(&g->queue, s);
	}
}

static void note(int8_t *least, int derefs)
{
	if (derefs < 0)
		derefs = 0;
	if (derefs < *least)
		*least = (int8_t)(derefs > 100 ? 100 : derefs);
}

/* A parameter's value got to something that outlives the call. */
static void note_leak(const Site *root, const Site *s)
{
	if (root->escapes)
		note(&s->leak->heap, s->derefs);
	else if (root->kind == SITE_RESULT)
		note(&s->leak->results[root->result], s->derefs);
}

static void reached(Graph *g, Site *root, Site *s)
{
	if (s->leak)
		note_leak(root, s);
	if (s->derefs >= 0 || s->escapes || !outlives(root, s))
		return;
	s->reason = reason(g, s);
	s->escapes = true;
	enqueue(g, s);
}

/* Visits everything whose value or address gets to the root with the fewest dereferences. */
static void walk(Graph *g, Site *root, SiteVec *todo)
{
	g->walks++;
	root->walk = g->walks;
	root->derefs = 0;
	root->towards = NULL;
	vec_push(todo, root);
	while (todo->len) {
		Site *s = vec_pop(todo);
		int base = s->derefs > 0 ? s->derefs : 0;

		s->waiting = false;
		reached(g, root, s);
		vec_each(&s->in, edge) {
			Site *src = edge->src;
			int derefs = base + edge->derefs;

			g->steps++;
			if (src == root || (src->walk == g->walks && src->derefs <= derefs))
				continue;
			src->walk = g->walks;
			src->derefs = derefs;
			src->towards = s;
			src->why = edge->why;
			if (!src->waiting) {
				src->waiting = true;
				vec_push(todo, src);
			}
		}
	}
}

/* Walks cost what the graph's shape makes them cost: linear in practice, quadratic at worst. */
static bool too_tangled(const Graph *g)
{
	return g->steps > (g->edges + 1000) * STEPS_AN_EDGE;
}

void solve(Graph *g)
{
	SiteVec todo = { 0 };

	g->heap.escapes = true;
	vec_each(&g->sites, s)
		if ((*s)->in.len)
			enqueue(g, *s);
	enqueue(g, &g->heap);
	while (g->queue.len && !g->hopeless) {
		Site *root = vec_pop(&g->queue);

		root->queued = false;
		walk(g, root, &todo);
		g->hopeless = too_tangled(g);
	}
	vec_free(&todo);
}
