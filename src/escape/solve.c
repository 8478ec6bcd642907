/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph's answer. From each location the edges are walked backwards, with the number of
 * dereferences on the way: a location that is reached with -1 has its address in the root. When the
 * root may outlive it, it escapes and becomes a root of its own whose content is the heap's. A walk never counts
 * below zero: what flows into something whose address is taken is not that address.
 *
 * A location outlives another one that is in a loop deeper inside of the same body, or in a body inside of its own. A
 * result outlives everything, unless all calls of a literal are known. A frame's variable lives as long as its frame,
 * but its words are the collector's roots only while it is in scope: when its address gets to a variable declared
 * outside of its scope, the location is `wide`.
 */
#include "escape/escape_int.h"

enum { MAX_WAY = 1000 };	/* locations on the way that a reason is looked for on */
enum { STEPS_AN_EDGE = 400 };	/* then the function is too tangled, and everything in it escapes */
enum { MAX_BY_VALUE = 128, MAX_VARIABLE = 128 << 10, MAX_IMPLICIT = 64 << 10 };	/* bytes, gc's limits */

/* ---- who outlives whom ---- */

/* inner is a body inside of outer. */
static bool contains(const Body *outer, const Body *inner)
{
	for (const Body *b = inner ? inner->outer : NULL; b; b = b->outer)
		if (b == outer)
			return true;
	return false;
}

static bool outlives(const Site *root, const Site *s)
{
	if (root->attrs & ATTR_ESCAPES)
		return true;
	if (root->kind == SITE_PLACE)
		return false;
	if (root->result >= 0)
		return !contains(s->body, root->body) || root->body->results_lost;
	if (root->body == s->body && root->loops < s->loops)
		return true;
	return contains(root->body, s->body);
}

static bool in_scope_of(const Object *var, const FuncInfo *func, Pos pos)
{
	Pos start = var->scope_pos, end = var->scope_end;

	if (var->var_kind != VAR_LOCAL || !end) {	/* the whole body */
		start = func->node->pos;
		end = func->node->end;
	}
	return pos >= start && pos < end;
}

static bool is_wider(const Site *root, const Site *s)
{
	return root->var && s->var && root->body == s->body && !in_scope_of(s->var, s->var->var.func, root->pos);
}

/* ---- reasons ---- */

static const char *called(const Site *s)
{
	return s->var ? s->var->name->text : s->name ? s->name : "";
}

static const char *way(Graph *g, const Site *s, const char *what)
{
	const Site *first = s->towards, *last = s;
	const char *at;
	unsigned steps = 0;

	/* Ways that got shorter meanwhile may close a circle. */
	while (last->towards && last->towards->towards && steps++ < MAX_WAY)
		last = last->towards;
	if (!last->why.verb || steps > MAX_WAY)
		return "its address escapes";
	at = escape_place(g->e, last->why.pos);
	if (first && first->closure && last != s)
		return arena_printf(g->e->arena, "captured by a closure that %s at %s", last->why.verb, at);
	if (first && first->closure)
		return arena_printf(g->e->arena, "captured by a closure at %s", at);
	if (last != s && first && first->var)
		return arena_printf(g->e->arena, "%s, which %s holds, %s at %s", what, called(first), last->why.verb, at);
	return arena_printf(g->e->arena, "%s %s at %s", what, last->why.verb, at);
}

/* How the address of s came to the root. */
static const char *reason(Graph *g, const Site *s)
{
	if (s->kind == SITE_ALLOC)
		return way(g, s, "it");
	return way(g, s, arena_printf(g->e->arena, "&%s", called(s)));
}

/* ---- the walk ---- */

static void enqueue(Graph *g, Site *s)
{
	if (!s->queued) {
		s->queued = true;
		vec_push(&g->queue, s);
	}
}

static void note(uint8_t *least, int derefs)
{
	int n = derefs < 0 ? 1 : derefs > 100 ? 101 : derefs + 1;

	if (!*least || n < *least)
		*least = (uint8_t)n;
}

/* A parameter's value got to something that outlives the call, or may be written or called. */
static void note_leak(const Site *root, const Site *s, int derefs)
{
	bool result = root->result >= 0 && root->result < LEAK_RESULTS && root->body == s->body;

	if (outlives(root, s))
		note(&s->leaks->at[result && !(root->attrs & ATTR_ESCAPES) ? LEAK_RESULT + root->result : LEAK_HEAP], derefs);
	if (root->attrs & ATTR_MUTATES)
		note(&s->leaks->at[LEAK_MUTATOR], derefs);
	if (root->attrs & ATTR_CALLS)
		note(&s->leaks->at[LEAK_CALLEE], derefs);
}

/* What s learns from the root that it flows into. */
static unsigned learned(Graph *g, Site *root, Site *s)
{
	unsigned attrs = 0;

	if (s->derefs < 0 && outlives(root, s)) {
		attrs = ATTR_ESCAPES | ATTR_MUTATES | ATTR_CALLS;
		if (!(s->attrs & ATTR_ESCAPES))
			s->reason = reason(g, s);
	} else if (s->derefs < 0 && is_wider(root, s)) {
		s->wide = true;
	}
	if (s->derefs <= 0)
		attrs |= root->attrs & (ATTR_MUTATES | ATTR_CALLS);
	return attrs;
}

static void reached(Graph *g, Site *root, Site *s)
{
	unsigned attrs = learned(g, root, s);

	if (s->leaks)
		note_leak(root, s, s->derefs < 0 ? 0 : s->derefs);
	if (attrs & ~s->attrs) {
		s->attrs |= attrs;
		enqueue(g, s);
	}
}

/* The first time that a literal is found to be called by somebody unknown. */
static void lose_results(Graph *g, Body *b)
{
	if (b->results_lost)
		return;
	b->results_lost = true;
	for (uint32_t i = 0; i < b->nresults; i++)
		if (b->results[i])
			enqueue(g, b->results[i]);
}

/* Visits everything whose value or address gets to the root with the fewest dereferences. */
static void walk(Graph *g, Site *root, SiteVec *todo)
{
	size_t head = 0;

	g->walks++;
	root->walk = g->walks;
	root->derefs = 0;
	root->towards = NULL;
	if ((root->attrs & ATTR_CALLS) && root->closure)
		lose_results(g, root->closure);
	vec_trim(todo, 0);
	vec_push(todo, root);
	while (head < todo->len) {
		Site *s = todo->data[head++];
		int base;

		s->waiting = false;
		reached(g, root, s);
		base = s->derefs > 0 ? s->derefs : 0;
		vec_each(&s->in, edge) {
			Site *src = edge->src;
			int derefs = base + edge->derefs;

			g->steps++;
			if ((src->attrs & ATTR_ESCAPES) || (src->walk == g->walks && src->derefs <= derefs))
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

/* ---- before the walks ---- */

static void flow_captured(Graph *g)
{
	vec_each(&g->closures, c) {
		vec_each(&c->vars, v) {
			Site *s = *v;
			Type *t;

			g->unit = s->body->unit;
			t = graph_type(g, obj_type(s->var));
			s->by_value = !s->addrtaken && !s->reassigned && type_size(g->e->types, t) <= MAX_BY_VALUE;
			flow(g, s->by_value ? c->k : (Hole){ c->k.dst, -1, false, c->k.why }, s);
		}
	}
}

static int64_t elem_size(Graph *g, Type *t)
{
	Type *u = t ? type_core(t) : NULL, *elem = u && u->kind == TYPE_SLICE ? u->slice.elem
						   : u && u->kind == TYPE_POINTER ? u->pointer.elem : NULL;

	return elem ? type_size(g->e->types, elem) : 0;
}

static bool has_keys(const CompositeLit *n)
{
	for (uint32_t i = 0; i < n->elems.len; i++)
		if (n->elems.data[i]->kind == AST_KeyValueExpr)
			return true;
	return false;
}

/* A number that a make's size is known to have, or -1. */
static int64_t known_size(Graph *g, Node *n)
{
	Node *v = static_value(g, n);
	CallExpr *call = is_CallExpr(v);
	const Const *k = info_const(g->pkg, v);
	int64_t size;

	if (call && !k && info_expr(g->pkg, call->fun)->mode == MODE_BUILTIN &&
	    info_expr(g->pkg, call->fun)->builtin == BUILTIN_LEN) {
		CompositeLit *lit = is_CompositeLit(static_value(g, call->args.data[0]));
		Type *t = lit ? under_of(g, &lit->node) : NULL;

		return t && t->kind == TYPE_SLICE && !has_keys(lit) ? (int64_t)lit->elems.len : -1;
	}
	return k && const_to_int64(k, &size) && size >= 0 ? size : -1;
}

static const char *make_too_large(Graph *g, Site *s)
{
	CallExpr *n = as_CallExpr(s->node);
	int64_t elem = elem_size(g, type_of(g, s->node));

	s->size = known_size(g, n->args.data[n->args.len - 1]);
	if (elem == 0)
		return "its elements have no size";
	return s->size > MAX_IMPLICIT / elem ? "it is too large for a frame" : NULL;
}

static const char *too_large(Graph *g, Site *s)
{
	if (s->kind == SITE_VAR && s->var && s->var->var_kind == VAR_LOCAL)
		return type_size(g->e->types, graph_type(g, obj_type(s->var))) > MAX_VARIABLE ? "it is too large for a frame" : NULL;
	if (s->kind == SITE_ALLOC && s->alloc == ESCAPE_NEW)
		return elem_size(g, type_of(g, s->node)) > MAX_IMPLICIT ? "it is too large for a frame" : NULL;
	if (s->kind == SITE_ALLOC && s->alloc == ESCAPE_MAKE)
		return make_too_large(g, s);
	return NULL;
}

/* A box of what is known to be a constant is told as that constant's. */
static void show_constant(Graph *g, Site *s)
{
	Node *v = static_value(g, s->node);

	if (v != s->node && is_constant(g, v))
		s->shown = v;
}

static void flow_large(Graph *g)
{
	for (size_t i = 0; i < g->sites.len; i++) {
		Site *s = g->sites.data[i];
		const char *why;

		g->unit = s->body->unit;
		g->pkg = g->unit->pkg;
		why = too_large(g, s);
		if (why) {
			s->attrs |= ATTR_ESCAPES | ATTR_MUTATES | ATTR_CALLS;
			s->reason = why;
		}
		if (s->kind == SITE_ALLOC && s->alloc == ESCAPE_BOX && s->node)
			show_constant(g, s);
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

	flow_captured(g);
	flow_large(g);
	g->heap.attrs = ATTR_ESCAPES | ATTR_MUTATES | ATTR_CALLS;
	g->mutator.attrs = ATTR_MUTATES;
	g->callee.attrs = ATTR_CALLS;
	enqueue(g, &g->heap);
	enqueue(g, &g->mutator);
	enqueue(g, &g->callee);
	for (size_t i = 0; i < g->sites.len; i++)
		if (g->sites.data[i]->in.len)
			enqueue(g, g->sites.data[i]);
	while (g->queue_head < g->queue.len && !g->hopeless) {
		Site *root = g->queue.data[g->queue_head++];

		root->queued = false;
		walk(g, root, &todo);
		g->hopeless = too_tangled(g);
	}
	vec_free(&todo);
}
