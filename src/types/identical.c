/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spec: "Type identity", and a hash that agrees with it. Recursion passes through named types
 * only, and those are compared by name and arguments, so it ends; but an anonymous interface
 * may contain itself through the methods of an embedded one, which gc forbids: a pair that is
 * being compared is taken as equal. */
#include "types/check.h"

static bool identical(Type *x, Type *y, bool tags);

static bool identical_lists(TypeList x, TypeList y, bool tags)
{
	if (x.n != y.n)
		return false;
	for (uint32_t i = 0; i < x.n; i++)
		if (!identical(x.at[i], y.at[i], tags))
			return false;
	return true;
}

static bool identical_tuples(Type *x, Type *y, bool tags)
{
	if (x->tuple.n != y->tuple.n)
		return false;
	for (uint32_t i = 0; i < x->tuple.n; i++)
		if (!identical(x->tuple.vars[i]->type, y->tuple.vars[i]->type, tags))
			return false;
	return true;
}

/* Unexported names differ between packages. */
bool same_name(const Object *o, Package *pkg, const Sym *name, bool fold)
{
	if (fold && o->name->len == name->len && strcasecmp(o->name->text, name->text) == 0)
		return true;
	return o->name == name && (o->pkg == pkg || name_exported(name));
}

static bool identical_structs(Type *x, Type *y, bool tags)
{
	if (x->strct.nfields != y->strct.nfields)
		return false;
	for (uint32_t i = 0; i < x->strct.nfields; i++) {
		Object *f = x->strct.fields[i], *g = y->strct.fields[i];
		const Sym *ft = x->strct.tags ? x->strct.tags[i] : NULL;
		const Sym *gt = y->strct.tags ? y->strct.tags[i] : NULL;
		if ((f->flags ^ g->flags) & OBJF_EMBEDDED ||
		    (tags && ft != gt && (ft ? ft->len : 0) + (gt ? gt->len : 0)) ||
		    !same_name(f, g->pkg, g->name, false) || !identical(f->type, g->type, tags))
			return false;
	}
	return true;
}

static bool identical_methods(Types *c, TypeSet *a, TypeSet *b, bool tags)
{
	vec_each(&c->comparing, p)
		if (p->a == a && p->b == b)
			return true;
	SetPair pair = { a, b };
	vec_push(&c->comparing, pair);
	bool same = true;
	for (uint32_t i = 0; i < a->nmethods && same; i++) {
		Object *m = a->methods[i], *n = b->methods[i];
		same = same_name(m, n->pkg, n->name, false) &&
			identical(obj_type(m), obj_type(n), tags);
	}
	(void)vec_pop(&c->comparing);
	return same;
}

static bool identical_interfaces(Type *x, Type *y, bool tags)
{
	TypeSet *a = type_set(x), *b = type_set(y);
	if (a->comparable != b->comparable || a->has_terms != b->has_terms ||
	    a->nmethods != b->nmethods)
		return false;
	if (a->has_terms && (!term_list_subset(a, b) || !term_list_subset(b, a)))
		return false;
	return identical_methods(x->types, a, b, tags);
}

/* Generic signatures are identical up to a renaming of their type parameters. */
static bool identical_funcs(Type *x, Type *y, bool tags)
{
	if (x->func.tparams.n != y->func.tparams.n || x->func.variadic != y->func.variadic)
		return false;
	Type *yp = y->func.params, *yr = y->func.results;
	if (x->func.tparams.n) {
		TypeList from = y->func.tparams, to = x->func.tparams;
		for (uint32_t i = 0; i < to.n; i++)
			if (!identical(to.at[i]->tparam.bound,
				       type_subst(y->types, from.at[i]->tparam.bound, from, to),
					       tags))
				return false;
		yp = type_subst(y->types, yp, from, to);
		yr = type_subst(y->types, yr, from, to);
	}
	return identical_tuples(x->func.params, yp, tags) &&
		identical_tuples(x->func.results, yr, tags);
}

static bool identical_named(Type *x, Type *y)
{
	if (x->named.origin != y->named.origin || !(x->named.targs.n || x->named.outer.n))
		return false;
	if (x->named.origin == x || y->named.origin == y)
		return false;
	return identical_lists(x->named.targs, y->named.targs, true) &&
	       identical_lists(x->named.outer, y->named.outer, true);
}

static bool identical_unions(Type *x, Type *y)
{
	if (x->uni.nterms != y->uni.nterms)
		return false;
	for (uint32_t i = 0; i < x->uni.nterms; i++)
		if (x->uni.terms[i].tilde != y->uni.terms[i].tilde ||
		    !identical(x->uni.terms[i].type, y->uni.terms[i].type, true))
			return false;
	return true;
}

static bool identical(Type *x, Type *y, bool tags)
{
	x = type_unalias(x);
	y = type_unalias(y);
	if (x == y)
		return true;
	if (x->kind != y->kind)
		return false;
	switch ((TypeKind)x->kind) {
	case TYPE_BASIC: return x->basic.kind == y->basic.kind;
	case TYPE_NAMED: return identical_named(x, y);
	case TYPE_POINTER: return identical(x->pointer.elem, y->pointer.elem, tags);
	case TYPE_SLICE: return identical(x->slice.elem, y->slice.elem, tags);
	case TYPE_ARRAY:
		return (x->array.len < 0 || y->array.len < 0 || x->array.len == y->array.len) &&
		       identical(x->array.elem, y->array.elem, tags);
	case TYPE_MAP:
		return identical(x->map.key, y->map.key, tags) &&
			identical(x->map.elem, y->map.elem, tags);
	case TYPE_CHAN:
		return x->chan.dir == y->chan.dir && identical(x->chan.elem, y->chan.elem, tags);
	case TYPE_STRUCT: return identical_structs(x, y, tags);
	case TYPE_FUNC: return identical_funcs(x, y, tags);
	case TYPE_INTERFACE: return identical_interfaces(x, y, tags);
	case TYPE_UNION: return identical_unions(x, y);
	case TYPE_TUPLE: return identical_tuples(x, y, tags);
	case TYPE_ALIAS: case TYPE_TPARAM: return false;
	}
	return false;
}

bool type_identical(Type *x, Type *y)
{
	return identical(x, y, true);
}

bool type_identical_ignore_tags(Type *x, Type *y)
{
	return identical(x, y, false);
}

/* ---- Hash ---- */

static uint64_t hash(Type *t, int depth);

static uint64_t hash_list(uint64_t h, TypeList list, int depth)
{
	for (uint32_t i = 0; i < list.n; i++)
		h = hash_mix(h, hash(list.at[i], depth));
	return h;
}

static uint64_t hash_tuple(uint64_t h, Type *t, int depth)
{
	h = hash_mix(h, t->tuple.n);
	for (uint32_t i = 0; i < t->tuple.n; i++)
		h = hash_mix(h, hash(t->tuple.vars[i]->type, depth));
	return h;
}

/* Below a depth only the kind counts: what is too deep to look at is equal more often, which is
 * allowed. */
static uint64_t hash(Type *t, int depth)
{
	t = type_unalias(t);
	uint64_t h = hash_u64(t->kind + 1u);
	if (depth > 6)
		return h;
	depth++;
	switch ((TypeKind)t->kind) {
	case TYPE_BASIC: return hash_mix(h, t->basic.kind);
	case TYPE_NAMED:
		h = hash_mix(h, t->named.origin->id);
		if (t->named.origin == t)
			return h;
		return hash_list(hash_list(h, t->named.targs, depth), t->named.outer, depth);
	case TYPE_POINTER: return hash_mix(h, hash(t->pointer.elem, depth));
	case TYPE_SLICE: return hash_mix(h, hash(t->slice.elem, depth));
	case TYPE_ARRAY: return hash_mix(h, hash(t->array.elem, depth));
	case TYPE_MAP:
		return hash_mix(hash_mix(h, hash(t->map.key, depth)), hash(t->map.elem, depth));
	case TYPE_CHAN: return hash_mix(hash_mix(h, t->chan.dir), hash(t->chan.elem, depth));
	case TYPE_STRUCT:
		h = hash_mix(h, t->strct.nfields);
		for (uint32_t i = 0; i < t->strct.nfields; i++)
			h = hash_mix(hash_mix(h, t->strct.fields[i]->name->hash),
				     hash(t->strct.fields[i]->type, depth));
		return h;
	case TYPE_FUNC:
		h = hash_mix(h, t->func.variadic);
		if (t->func.tparams.n)
			return hash_mix(h, t->func.tparams.n);
		return hash_tuple(hash_tuple(h, t->func.params, depth), t->func.results, depth);
	case TYPE_INTERFACE: return hash_mix(h, type_set(t)->nmethods);
	case TYPE_TPARAM: return hash_mix(h, t->id);
	case TYPE_UNION: return hash_mix(h, t->uni.nterms);
	case TYPE_TUPLE: return hash_tuple(h, t, depth);
	case TYPE_ALIAS: return h;
	}
	return h;
}

uint32_t type_hash(Type *t)
{
	return (uint32_t)hash(t, 0);
}
