/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making types, and the simple questions about them. */
#include "types/check.h"

Type *type_new(Types *c, TypeKind kind)
{
	Type *t = arena_make(c->arena, Type);
	t->kind = (uint8_t)kind;
	t->id = ++c->next_type;
	t->types = c;
	return t;
}

Type *type_basic(Types *c, BasicKind kind)
{
	return c->basic[kind];
}

Type *type_byte(Types *c)
{
	return c->t_byte;
}

Type *type_rune(Types *c)
{
	return c->t_rune;
}

Type *type_error(Types *c)
{
	return c->t_error;
}

Type *type_any(Types *c)
{
	return c->t_any;
}

Type *type_empty_interface(Types *c)
{
	return c->t_empty_interface;
}

Type *type_pointer(Types *c, Type *elem)
{
	Type *t = type_new(c, TYPE_POINTER);
	t->pointer.elem = elem;
	return t;
}

Type *type_slice(Types *c, Type *elem)
{
	Type *t = type_new(c, TYPE_SLICE);
	t->slice.elem = elem;
	return t;
}

Type *type_array(Types *c, Type *elem, int64_t len)
{
	Type *t = type_new(c, TYPE_ARRAY);
	t->array.elem = elem;
	t->array.len = len;
	return t;
}

Type *type_map(Types *c, Type *key, Type *elem)
{
	Type *t = type_new(c, TYPE_MAP);
	t->map.key = key;
	t->map.elem = elem;
	return t;
}

Type *type_chan(Types *c, ChanDir dir, Type *elem)
{
	Type *t = type_new(c, TYPE_CHAN);
	t->chan.dir = dir;
	t->chan.elem = elem;
	return t;
}

Type *type_struct(Types *c, Object **fields, const Sym **tags, uint32_t n)
{
	Type *t = type_new(c, TYPE_STRUCT);
	t->strct.fields = arena_copy(c->arena, fields, n * sizeof *fields);
	t->strct.tags = tags ? arena_copy(c->arena, tags, n * sizeof *tags) : NULL;
	t->strct.nfields = n;
	for (uint32_t i = 0; i < n; i++)
		fields[i]->var.index = i;
	return t;
}

Type *type_tuple(Types *c, Object **vars, uint32_t n)
{
	if (n == 0)
		return c->t_empty_tuple;
	Type *t = type_new(c, TYPE_TUPLE);
	t->tuple.vars = arena_copy(c->arena, vars, n * sizeof *vars);
	t->tuple.n = n;
	return t;
}

Type *type_func(Types *c, Object *recv, Type *params, Type *results, bool variadic)
{
	Type *t = type_new(c, TYPE_FUNC);
	t->func.recv = recv;
	t->func.params = params ? params : c->t_empty_tuple;
	t->func.results = results ? results : c->t_empty_tuple;
	t->func.variadic = variadic;
	return t;
}

Type *interface_new(Types *c)
{
	return type_new(c, TYPE_INTERFACE);
}

Type *tparam_new(Types *c, Object *o, Type *bound)
{
	Type *t = type_new(c, TYPE_TPARAM);
	t->tparam.obj = o;
	t->tparam.bound = bound;
	return t;
}

TypeList type_list(Types *c, Type **types, uint32_t n)
{
	return (TypeList){ arena_copy(c->arena, types, n * sizeof *types), n };
}

/* ---- Looking through names ---- */

/* The limit is a guard against cycles of aliases, which are reported where they are declared. */
Type *type_unalias(Type *t)
{
	for (int i = 0; t->kind == TYPE_ALIAS; i++) {
		if (!t->alias.rhs && t->alias.origin)
			type_under(t);
		if (!t->alias.rhs && t->alias.obj)
			obj_type(t->alias.obj);
		if (!t->alias.rhs || i > 1000)
			return invalid_type(t->types);
		t = t->alias.rhs;
	}
	return t;
}

bool type_is(Type *t, TypeKind kind)
{
	t = type_unalias(t);
	if (kind == TYPE_NAMED || kind == TYPE_TPARAM)
		return t->kind == kind;
	if (t->kind == TYPE_TPARAM)
		return false;
	return type_under(t)->kind == kind;
}

bool type_is_tparam(Type *t)
{
	return type_unalias(t)->kind == TYPE_TPARAM;
}

bool type_is_interface(Type *t)
{
	return type_is(t, TYPE_INTERFACE);
}

bool type_is_valid(Type *t)
{
	t = type_unalias(t);
	return t->kind != TYPE_BASIC || t->basic.kind != BASIC_INVALID;
}

BasicKind type_basic_kind(Type *t)
{
	Type *u = type_under(t);
	return u->kind == TYPE_BASIC ? u->basic.kind : BASIC_INVALID;
}

uint32_t type_basic_flags(Type *t)
{
	Type *u = type_under(t);
	return u->kind == TYPE_BASIC ? u->basic.flags : 0;
}

bool type_is_untyped(Type *t)
{
	t = type_unalias(t);
	return t->kind == TYPE_BASIC && t->basic.flags & BF_UNTYPED;
}

bool is_typed(Type *t)
{
	return !type_is_untyped(t);
}

bool is_generic(Type *t)
{
	if (t->kind == TYPE_ALIAS)
		return t->alias.tparams.n && !t->alias.targs.n;
	return t->kind == TYPE_NAMED && t->named.tparams.n && !t->named.targs.n &&
		t->named.origin == t;
}

Type *type_default(Types *c, Type *t)
{
	if (t->kind != TYPE_BASIC)
		return t;
	switch (t->basic.kind) {
	case BASIC_UNTYPED_BOOL: return c->basic[BASIC_BOOL];
	case BASIC_UNTYPED_INT: return c->basic[BASIC_INT];
	case BASIC_UNTYPED_RUNE: return c->t_rune;
	case BASIC_UNTYPED_FLOAT: return c->basic[BASIC_FLOAT64];
	case BASIC_UNTYPED_COMPLEX: return c->basic[BASIC_COMPLEX128];
	case BASIC_UNTYPED_STRING: return c->basic[BASIC_STRING];
	default: return t;
	}
}

static bool has_flag(void *arg, Type *t, Type *under)
{
	(void)t;
	return under && under->kind == TYPE_BASIC && under->basic.flags & *(uint32_t *)arg;
}

bool all_basic(Type *t, uint32_t flags)
{
	if (!type_is_tparam(t))
		return (type_basic_flags(t) & flags) != 0;
	return type_each_under(t, has_flag, &flags);
}

static bool has_nil(void *arg, Type *t, Type *under)
{
	(void)arg;
	(void)t;
	return under && type_has_nil(under);
}

bool type_has_nil(Type *t)
{
	if (type_is_tparam(t))
		return type_each_under(t, has_nil, NULL);
	Type *u = type_under(t);
	switch (u->kind) {
	case TYPE_BASIC:
		return u->basic.kind == BASIC_UNSAFE_POINTER || u->basic.kind == BASIC_UNTYPED_NIL;
	case TYPE_POINTER:
		case TYPE_SLICE: case TYPE_MAP: case TYPE_CHAN: case TYPE_FUNC: case TYPE_INTERFACE:
		return true;
	default: return false;
	}
}

bool type_is_pointer_shaped(Type *t)
{
	Type *u = type_under(t);
	switch (u->kind) {
	case TYPE_BASIC: return u->basic.kind == BASIC_UNSAFE_POINTER;
	case TYPE_POINTER: case TYPE_MAP: case TYPE_CHAN: case TYPE_FUNC: return true;
	case TYPE_STRUCT:
		return u->strct.nfields == 1 && type_is_pointer_shaped(u->strct.fields[0]->type);
	case TYPE_ARRAY: return u->array.len == 1 && type_is_pointer_shaped(u->array.elem);
	default: return false;
	}
}

/* ---- Comparability. Spec: "Comparison operators" ---- */

typedef struct Comparing {
	bool strict;            /* interfaces do not count: their comparison may panic */
	Types *c;
	StrBuf *why;
} Comparing;

static bool comparable(Comparing *k, Type *t, int depth);

static bool because(Comparing *k, const char *what, Type *t, const char *rest)
{
	if (!k->why || k->why->len)
		return false;
	sb_add(k->why, what);
	if (t)
		type_write(k->why, t, k->c->env.pkg);
	sb_add(k->why, rest);
	return false;
}

static bool comparable_struct(Comparing *k, Type *u, int depth)
{
	for (uint32_t i = 0; i < u->strct.nfields; i++) {
		Comparing silent = { k->strict, k->c, NULL };
		if (!comparable(&silent, u->strct.fields[i]->type, depth + 1))
			return because(k, "struct containing ", u->strct.fields[i]->type,
				       " cannot be compared");
	}
	return true;
}

static bool comparable_tparam(Comparing *k, Type *t, int depth)
{
	TypeSet *set = tparam_set(type_unalias(t));
	if (set->comparable)
		return true;
	if (!set->has_terms)
		return false;
	for (uint32_t i = 0; i < set->nterms; i++)
		if (!comparable(k, set->terms[i].type, depth + 1))
			return false;
	return set->nterms > 0;
}

static bool comparable(Comparing *k, Type *t, int depth)
{
	if (depth > 1000)
		return true;
	if (type_is_tparam(t))
		return comparable_tparam(k, t, depth) ||
			because(k, "incomparable types in type set", NULL, "");
	Type *u = type_under(t);
	Comparing silent = { k->strict, k->c, NULL };
	switch (u->kind) {
	case TYPE_BASIC: return u->basic.kind != BASIC_UNTYPED_NIL;
	case TYPE_POINTER: case TYPE_CHAN: return true;
	case TYPE_INTERFACE: return !k->strict || type_set(u)->comparable;
	case TYPE_STRUCT: return comparable_struct(k, u, depth);
	case TYPE_ARRAY:
		if (comparable(&silent, u->array.elem, depth + 1))
			return true;
		return because(k, "", t, " cannot be compared");
	case TYPE_SLICE: return because(k, "slice can only be compared to nil", NULL, "");
	case TYPE_MAP: return because(k, "map can only be compared to nil", NULL, "");
	case TYPE_FUNC: return because(k, "func can only be compared to nil", NULL, "");
	default: return false;
	}
}

bool type_comparable(Type *t)
{
	return comparable(&(Comparing){ false, t->types, NULL }, t, 0);
}

bool type_strictly_comparable(Type *t)
{
	return comparable(&(Comparing){ true, t->types, NULL }, t, 0);
}

bool type_comparable_why(Type *t, Types *c, StrBuf *why)
{
	return comparable(&(Comparing){ false, c, why }, t, 0);
}
