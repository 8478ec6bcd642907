/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Type unification (Spec: "Type unification"): two types are made equal by giving types to the
 * type parameters that are to be inferred. Each such parameter has a slot; unified parameters
 * share one. Inexact unification, at the top of an assignment, looks through a type name on one
 * side and accepts a bidirectional channel for a directed one. */
#include "types/check.h"
#include "types/unify.h"

enum { MAX_DEPTH = 100 };

void unifier_init(Unifier *u, Types *c, TypeList tparams)
{
	u->c = c;
	u->tparams = tparams;
	u->slot = arena_make_n(c->arena, uint32_t, tparams.n + 1);
	u->types = arena_make_n(c->arena, Type *, tparams.n + 1);
	u->depth = 0;
	for (uint32_t i = 0; i < tparams.n; i++)
		u->slot[i] = i;
}

int unifier_index(Unifier *u, Type *t)
{
	t = type_unalias(t);
	if (t->kind != TYPE_TPARAM)
		return -1;
	for (uint32_t i = 0; i < u->tparams.n; i++)
		if (u->tparams.at[i] == t)
			return (int)i;
	return -1;
}

Type *unifier_get(Unifier *u, uint32_t i)
{
	return u->types[u->slot[i]];
}

void unifier_set(Unifier *u, uint32_t i, Type *t)
{
	u->types[u->slot[i]] = t;
}

static void join(Unifier *u, uint32_t i, uint32_t k)
{
	uint32_t from = u->slot[k], to = u->slot[i];
	if (!u->types[to])
		u->types[to] = u->types[from];
	for (uint32_t n = 0; n < u->tparams.n; n++)
		if (u->slot[n] == from)
			u->slot[n] = to;
}

static bool unify_lists(Unifier *u, TypeList x, TypeList y)
{
	if (x.n != y.n)
		return false;
	for (uint32_t i = 0; i < x.n; i++)
		if (!unify(u, x.at[i], y.at[i], true))
			return false;
	return true;
}

static bool unify_vars(Unifier *u, Object **x, uint32_t nx, Object **y, uint32_t ny)
{
	if (nx != ny)
		return false;
	for (uint32_t i = 0; i < nx; i++)
		if (!unify(u, x[i]->type, y[i]->type, true))
			return false;
	return true;
}

static bool unify_funcs(Unifier *u, Type *x, Type *y)
{
	Type *a = x->func.params, *b = y->func.params, *r = x->func.results, *s = y->func.results;
	return x->func.variadic == y->func.variadic && x->func.tparams.n == y->func.tparams.n &&
	       unify_vars(u, a->tuple.vars, a->tuple.n, b->tuple.vars, b->tuple.n) &&
	       unify_vars(u, r->tuple.vars, r->tuple.n, s->tuple.vars, s->tuple.n);
}

static bool unify_structs(Unifier *u, Type *x, Type *y)
{
	if (x->strct.nfields != y->strct.nfields)
		return false;
	for (uint32_t i = 0; i < x->strct.nfields; i++) {
		Object *f = x->strct.fields[i], *g = y->strct.fields[i];
		if ((f->flags ^ g->flags) & OBJF_EMBEDDED ||
		    !same_name(f, g->pkg, g->name, false) ||
		    !unify(u, f->type, g->type, true))
			return false;
	}
	return true;
}

static bool unify_interfaces(Unifier *u, Type *x, Type *y)
{
	TypeSet *a = type_set(x), *b = type_set(y);
	if (a->comparable != b->comparable || a->nmethods != b->nmethods ||
	    a->has_terms != b->has_terms)
		return false;
	for (uint32_t i = 0; i < a->nmethods; i++)
		if (!same_name(a->methods[i], b->methods[i]->pkg, b->methods[i]->name, false) ||
		    !unify(u, obj_type(a->methods[i]), obj_type(b->methods[i]), true))
			return false;
	return true;
}

/* Every method of the interface must be one of t's, with signatures that unify. */
bool unify_methods(Unifier *u, Type *t, Type *iface)
{
	TypeSet *want = type_set(iface);
	for (uint32_t i = 0; i < want->nmethods; i++) {
		Object *m = want->methods[i];
		Lookup l = type_lookup(u->c, t, false, m->pkg, m->name);
		if (!l.obj || l.obj->kind != OBJ_FUNC || !unify(u, l.obj->type, obj_type(m), true))
			return false;
	}
	return true;
}

static bool unify_named(Unifier *u, Type *x, Type *y, bool exact)
{
	if (x->named.origin == y->named.origin && x->named.targs.n == y->named.targs.n &&
	    x->named.targs.n)
		return unify_lists(u, x->named.targs, y->named.targs);
	if (type_identical(x, y))
		return true;
	if (exact)
		return false;
	bool xi = type_is_interface(x), yi = type_is_interface(y);
	if (xi && yi)
		return type_set(type_under(x))->nmethods <= type_set(type_under(y))->nmethods
			       ? unify_methods(u, y, type_under(x))
				       : unify_methods(u, x, type_under(y));
	if (xi)
		return unify_methods(u, y, type_under(x));
	return yi && unify_methods(u, x, type_under(y));
}

static bool unify_structure(Unifier *u, Type *x, Type *y, bool exact)
{
	if (x->kind != y->kind)
		return false;
	switch ((TypeKind)x->kind) {
	case TYPE_BASIC: return x->basic.kind == y->basic.kind;
	case TYPE_NAMED: return unify_named(u, x, y, exact);
	case TYPE_POINTER: return unify(u, x->pointer.elem, y->pointer.elem, true);
	case TYPE_SLICE: return unify(u, x->slice.elem, y->slice.elem, true);
	case TYPE_ARRAY:
		return x->array.len == y->array.len && unify(u, x->array.elem, y->array.elem, true);
	case TYPE_MAP:
		return unify(u, x->map.key, y->map.key, true) &&
			unify(u, x->map.elem, y->map.elem, true);
	case TYPE_CHAN:
		return (x->chan.dir == y->chan.dir ||
			(!exact && (x->chan.dir == CHAN_BOTH || y->chan.dir == CHAN_BOTH))) &&
		       unify(u, x->chan.elem, y->chan.elem, true);
	case TYPE_STRUCT: return unify_structs(u, x, y);
	case TYPE_FUNC: return unify_funcs(u, x, y);
	case TYPE_INTERFACE: return unify_interfaces(u, x, y);
	case TYPE_TUPLE: return unify_vars(u, x->tuple.vars, x->tuple.n, y->tuple.vars, y->tuple.n);
	default: return type_identical(x, y);
	}
}

/* A parameter that has a type already: unify with it; a named type or a directed channel is kept in
 * preference to what it agrees with inexactly. */
static bool unify_known(Unifier *u, uint32_t i, Type *y, bool exact)
{
	Type *x = unifier_get(u, i);
	if (!unify(u, x, y, exact))
		return false;
	x = type_unalias(x);
	Type *yt = type_unalias(y);
	if (exact || x == yt)
		return true;
	if (yt->kind == TYPE_NAMED && x->kind != TYPE_NAMED && x->kind != TYPE_TPARAM)
		unifier_set(u, i, y);
	else if (x->kind == TYPE_CHAN && yt->kind == TYPE_CHAN && x->chan.dir == CHAN_BOTH)
		unifier_set(u, i, y);
	return true;
}

static bool unify_tparams(Unifier *u, uint32_t i, uint32_t k, bool exact)
{
	if (u->slot[i] == u->slot[k])
		return true;
	Type *x = unifier_get(u, i), *y = unifier_get(u, k);
	if (x && y && !unify(u, x, y, exact))
		return false;
	join(u, i, k);
	return true;
}

static bool is_literal(Type *t)
{
	return t->kind != TYPE_BASIC && t->kind != TYPE_NAMED && t->kind != TYPE_TPARAM;
}

static bool unify_inner(Unifier *u, Type *x, Type *y, bool exact)
{
	int i = unifier_index(u, x), k = unifier_index(u, y);
	if (i >= 0 && k >= 0)
		return unify_tparams(u, (uint32_t)i, (uint32_t)k, exact);
	if (i < 0 && k >= 0) {
		Type *t = x;
		x = y;
		y = t;
		i = k;
	}
	if (i >= 0) {
		if (unifier_get(u, (uint32_t)i))
			return unify_known(u, (uint32_t)i, y, exact);
		unifier_set(u, (uint32_t)i, y);
		return true;
	}
	if ((x->kind == TYPE_TPARAM) != (y->kind == TYPE_TPARAM)) {
		bool first = x->kind == TYPE_TPARAM;
		Type *core = type_core(first ? x : y);
		return core && unify(u, first ? core : x, first ? y : core, exact);
	}
	if (!exact) {
		bool xi = x->kind == TYPE_INTERFACE, yi = y->kind == TYPE_INTERFACE;
		if (x->kind == TYPE_NAMED && is_literal(y) && !(yi && !type_is_interface(x)))
			return unify(u, type_under(x), y, exact);
		if (y->kind == TYPE_NAMED && is_literal(x) && !(xi && !type_is_interface(y)))
			return unify(u, x, type_under(y), exact);
		if (type_is_interface(x) && !type_is_interface(y))
			return unify_methods(u, y, type_under(x));
		if (type_is_interface(y) && !type_is_interface(x))
			return unify_methods(u, x, type_under(y));
	}
	return unify_structure(u, x, y, exact);
}

bool unify(Unifier *u, Type *x, Type *y, bool exact)
{
	x = type_unalias(x);
	y = type_unalias(y);
	if (x == y)
		return true;
	if (u->depth > MAX_DEPTH)
		return false;
	u->depth++;
	bool ok = unify_inner(u, x, y, exact);
	u->depth--;
	return ok;
}
