/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Substitution of type arguments for type parameters. Parts that do not change are shared; a
 * type that mentions no type parameter comes back as it is. */
#include "types/check.h"

Type *named_instance(Types *, Type *origin, TypeList outer, TypeList targs);

/* ---- Does a type mention type parameters? ---- */

enum { UNKNOWN, NO, YES, BUSY };

static bool mentions(Type *t);

static bool list_mentions(TypeList list)
{
	for (uint32_t i = 0; i < list.n; i++)
		if (mentions(list.at[i]))
			return true;
	return false;
}

static bool vars_mention(Object **vars, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (vars[i]->type && mentions(vars[i]->type))
			return true;
	return false;
}

static bool interface_mentions(Type *t)
{
	for (uint32_t i = 0; i < t->iface.nmethods; i++)
		if (t->iface.methods[i]->type && mentions(t->iface.methods[i]->type))
			return true;
	for (uint32_t i = 0; i < t->iface.nembeds; i++)
		if (mentions(t->iface.embeds[i]))
			return true;
	return false;
}

static bool union_mentions(Type *t)
{
	for (uint32_t i = 0; i < t->uni.nterms; i++)
		if (mentions(t->uni.terms[i].type))
			return true;
	return false;
}

static bool look_for_tparam(Type *t)
{
	switch ((TypeKind)t->kind) {
	case TYPE_BASIC: return false;
	case TYPE_NAMED: return list_mentions(t->named.targs) || list_mentions(t->named.outer);
	case TYPE_ALIAS: return list_mentions(t->alias.targs) || mentions(type_unalias(t));
	case TYPE_POINTER: return mentions(t->pointer.elem);
	case TYPE_SLICE: return mentions(t->slice.elem);
	case TYPE_ARRAY: return mentions(t->array.elem);
	case TYPE_MAP: return mentions(t->map.key) || mentions(t->map.elem);
	case TYPE_CHAN: return mentions(t->chan.elem);
	case TYPE_STRUCT: return vars_mention(t->strct.fields, t->strct.nfields);
	case TYPE_FUNC: return mentions(t->func.params) || mentions(t->func.results);
	case TYPE_INTERFACE: return interface_mentions(t);
	case TYPE_TPARAM: return true;
	case TYPE_UNION: return union_mentions(t);
	case TYPE_TUPLE: return vars_mention(t->tuple.vars, t->tuple.n);
	}
	return false;
}

/* Only named types keep the answer: others may still be under construction when first asked. */
static bool mentions(Type *t)
{
	if (t->has_tparam == BUSY)
		return false;
	if (t->has_tparam != UNKNOWN)
		return t->has_tparam == YES;
	t->has_tparam = BUSY;
	bool yes = look_for_tparam(t);
	t->has_tparam = UNKNOWN;
	if (t->kind == TYPE_BASIC || t->kind == TYPE_NAMED || t->kind == TYPE_TPARAM)
		t->has_tparam = yes ? YES : NO;
	return yes;
}

bool type_mentions_tparam(Type *t)
{
	return mentions(t);
}

/* ---- Substitution ---- */

typedef struct Subst {
	Types *c;
	TypeList from, to;
	int depth;
} Subst;

static Type *subst(Subst *s, Type *t);

static Type *subst_tparam(Subst *s, Type *t)
{
	uint32_t i = t->tparam.index;
	if (i < s->from.n && s->from.at[i] == t)
		return s->to.at[i];
	for (i = 0; i < s->from.n; i++)
		if (s->from.at[i] == t)
			return s->to.at[i];
	return t;
}

static bool subst_list(Subst *s, TypeList list, TypeList *out)
{
	bool changed = false;
	*out = list;
	for (uint32_t i = 0; i < list.n; i++) {
		Type *u = subst(s, list.at[i]);
		if (u == list.at[i])
			continue;
		if (!changed)
			*out = type_list(s->c, list.at, list.n);
		changed = true;
		out->at[i] = u;
	}
	return changed;
}

static Type *subst_named(Subst *s, Type *t)
{
	TypeList targs, outer;
	bool changed = subst_list(s, t->named.targs, &targs);
	changed |= subst_list(s, t->named.outer, &outer);
	if (!changed)
		return t;
	return named_instance(s->c, t->named.origin, outer, targs);
}

static Object *subst_object(Subst *s, Object *o, Type *t)
{
	Object *copy = arena_copy(s->c->arena, o, sizeof *o);
	copy->id = ++s->c->next_obj;
	copy->type = t;
	copy->colour = BLACK;
	if (o->kind == OBJ_VAR)
		copy->var.origin = o->var.origin ? o->var.origin : o;
	return copy;
}

/* The same array when nothing changes. */
static Object **subst_vars(Subst *s, Object **vars, uint32_t n)
{
	Object **out = vars;
	for (uint32_t i = 0; i < n; i++) {
		Type *was = obj_type(vars[i]);
		Type *t = was ? subst(s, was) : was;
		if (t == was)
			continue;
		if (out == vars)
			out = arena_copy(s->c->arena, vars, n * sizeof *vars);
		out[i] = subst_object(s, vars[i], t);
	}
	return out;
}

static Type *subst_struct(Subst *s, Type *t)
{
	Object **fields = subst_vars(s, t->strct.fields, t->strct.nfields);
	if (fields == t->strct.fields)
		return t;
	Type *u = type_new(s->c, TYPE_STRUCT);
	u->strct.fields = fields;
	u->strct.tags = t->strct.tags;
	u->strct.nfields = t->strct.nfields;
	return u;
}

static Type *subst_tuple(Subst *s, Type *t)
{
	Object **vars = subst_vars(s, t->tuple.vars, t->tuple.n);
	if (vars == t->tuple.vars)
		return t;
	Type *u = type_new(s->c, TYPE_TUPLE);
	u->tuple.vars = vars;
	u->tuple.n = t->tuple.n;
	return u;
}

static Type *subst_func(Subst *s, Type *t)
{
	Type *params = subst(s, t->func.params), *results = subst(s, t->func.results);
	if (params == t->func.params && results == t->func.results)
		return t;
	Type *u = type_new(s->c, TYPE_FUNC);
	u->func = t->func;
	u->func.params = params;
	u->func.results = results;
	return u;
}

static Type *subst_interface(Subst *s, Type *t)
{
	Object **methods = subst_vars(s, t->iface.methods, t->iface.nmethods);
	TypeList embeds;
	bool changed = subst_list(s, (TypeList){ t->iface.embeds, t->iface.nembeds }, &embeds);
	if (!changed && methods == t->iface.methods)
		return t;
	Type *u = type_new(s->c, TYPE_INTERFACE);
	u->iface = t->iface;
	u->iface.set = NULL;
	u->iface.methods = methods;
	u->iface.embeds = embeds.at;
	return u;
}

static Type *subst_union(Subst *s, Type *t)
{
	Term *terms = arena_copy(s->c->arena, t->uni.terms, t->uni.nterms * sizeof *terms);
	bool changed = false;
	for (uint32_t i = 0; i < t->uni.nterms; i++) {
		terms[i].type = subst(s, terms[i].type);
		changed |= terms[i].type != t->uni.terms[i].type;
	}
	if (!changed)
		return t;
	Type *u = type_new(s->c, TYPE_UNION);
	u->uni.terms = terms;
	u->uni.nterms = t->uni.nterms;
	return u;
}

static Type *subst_alias(Subst *s, Type *t)
{
	TypeList targs;
	if (t->alias.targs.n && subst_list(s, t->alias.targs, &targs) && t->alias.origin)
		return type_instantiate(s->c, t->alias.origin, targs);
	Type *rhs = type_unalias(t);
	Type *u = subst(s, rhs);
	return u == rhs ? t : u;
}

static Type *subst_elems(Subst *s, Type *t)
{
	Type *elem;
	switch ((TypeKind)t->kind) {
	case TYPE_POINTER:
		elem = subst(s, t->pointer.elem);
		return elem == t->pointer.elem ? t : type_pointer(s->c, elem);
	case TYPE_SLICE:
		elem = subst(s, t->slice.elem);
		return elem == t->slice.elem ? t : type_slice(s->c, elem);
	case TYPE_ARRAY:
		elem = subst(s, t->array.elem);
		return elem == t->array.elem ? t : type_array(s->c, elem, t->array.len);
	case TYPE_CHAN:
		elem = subst(s, t->chan.elem);
		return elem == t->chan.elem ? t : type_chan(s->c, t->chan.dir, elem);
	default: {
		Type *key = subst(s, t->map.key);
		elem = subst(s, t->map.elem);
		return key == t->map.key && elem == t->map.elem ? t : type_map(s->c, key, elem);
	}
	}
}

static Type *subst(Subst *s, Type *t)
{
	switch ((TypeKind)t->kind) {
	case TYPE_BASIC: return t;
	case TYPE_NAMED: return subst_named(s, t);
	case TYPE_ALIAS: return subst_alias(s, t);
	case TYPE_STRUCT: return subst_struct(s, t);
	case TYPE_FUNC: return subst_func(s, t);
	case TYPE_INTERFACE: return subst_interface(s, t);
	case TYPE_TPARAM: return subst_tparam(s, t);
	case TYPE_UNION: return subst_union(s, t);
	case TYPE_TUPLE: return subst_tuple(s, t);
	default: return subst_elems(s, t);
	}
}

Type *type_subst(Types *c, Type *t, TypeList from, TypeList to)
{
	if (from.n == 0 || !t)
		return t;
	Subst s = { c, from, to, 0 };
	return subst(&s, t);
}
