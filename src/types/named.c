/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defined types. A declared type gets its underlying type when its declaration has been
 * resolved; an instance of a generic type gets its underlying type and each of its methods when
 * someone asks, so that a type may mention instances of itself. */
#include "types/check.h"

enum { NAMED_NEW, NAMED_EXPANDING, NAMED_DONE };

typedef struct InstanceLink {
	Type *type;
	struct InstanceLink *next;
} InstanceLink;

Type *named_new(Types *c, Object *o)
{
	Type *t = type_new(c, TYPE_NAMED);
	t->named.obj = o;
	t->named.origin = t;
	return t;
}

void named_add_method(Types *c, Type *t, Object *m)
{
	if (t->named.nmethods == t->named.capmethods) {
		t->named.capmethods = t->named.capmethods ? t->named.capmethods * 2 : 4;
		Object **bigger = arena_make_n(c->arena, Object *, t->named.capmethods);
		if (t->named.nmethods)
			memcpy(bigger, t->named.methods, t->named.nmethods * sizeof *bigger);
		t->named.methods = bigger;
	}
	t->named.methods[t->named.nmethods++] = m;
}

/* ---- Instances ---- */

static bool same_instance(Type *t, Type *origin, TypeList outer, TypeList targs)
{
	if (t->named.origin != origin || t->named.targs.n != targs.n || t->named.outer.n != outer.n)
		return false;
	for (uint32_t i = 0; i < targs.n; i++)
		if (!type_identical(t->named.targs.at[i], targs.at[i]))
			return false;
	for (uint32_t i = 0; i < outer.n; i++)
		if (!type_identical(t->named.outer.at[i], outer.at[i]))
			return false;
	return true;
}

/* One Type for each combination of origin and arguments. outer: arguments for the type
 * parameters of the function around a local type. */
Type *named_instance(Types *c, Type *origin, TypeList outer, TypeList targs);

Type *named_instance(Types *c, Type *origin, TypeList outer, TypeList targs)
{
	uint64_t h = hash_u64(origin->id);
	for (uint32_t i = 0; i < targs.n; i++)
		h = hash_mix(h, type_hash(targs.at[i]));
	for (uint32_t i = 0; i < outer.n; i++)
		h = hash_mix(h, type_hash(outer.at[i]));
	uint64_t *slot = map_at(&c->named_instances, h);
	for (InstanceLink *l = (InstanceLink *)(uintptr_t)*slot; l; l = l->next)
		if (same_instance(l->type, origin, outer, targs))
			return l->type;
	Type *t = named_new(c, origin->named.obj);
	t->named.origin = origin;
	t->named.targs = type_list(c, targs.at, targs.n);
	t->named.outer = type_list(c, outer.at, outer.n);
	InstanceLink *l = arena_make(c->arena, InstanceLink);
	*l = (InstanceLink){ t, (InstanceLink *)(uintptr_t)*slot };
	*slot = (uintptr_t)l;
	return t;
}

static Type *alias_instance(Types *c, Type *generic, TypeList targs)
{
	Type *t = type_new(c, TYPE_ALIAS);
	t->alias.obj = generic->alias.obj;
	t->alias.origin = generic;
	t->alias.targs = type_list(c, targs.at, targs.n);
	t->alias.rhs = type_subst(c, type_unalias(generic), generic->alias.tparams, targs);
	return t;
}

Type *type_instantiate(Types *c, Type *generic, TypeList targs)
{
	if (generic->kind == TYPE_ALIAS && generic->alias.tparams.n)
		return alias_instance(c, generic, targs);
	generic = type_unalias(generic);
	if (generic->kind == TYPE_NAMED)
		return named_instance(c, generic->named.origin, generic->named.outer, targs);
	if (generic->kind != TYPE_FUNC)
		return generic;
	Type plain = *generic;
	plain.func.tparams = (TypeList){ 0 };
	Type *sig = type_func(c, plain.func.recv, plain.func.params, plain.func.results,
			      plain.func.variadic);
	Type *t = type_subst(c, sig, generic->func.tparams, targs);
	return t;
}

/* The parameters and arguments that lead from the origin to this instance. */
static void instance_map(Types *c, Type *t, TypeList *from, TypeList *to)
{
	Type *o = t->named.origin;
	uint32_t own = t->named.targs.n, outer = t->named.outer.n;
	from->n = to->n = own + outer;
	from->at = arena_make_n(c->arena, Type *, own + outer);
	to->at = arena_make_n(c->arena, Type *, own + outer);
	for (uint32_t i = 0; i < own; i++) {
		from->at[i] = o->named.tparams.at[i];
		to->at[i] = t->named.targs.at[i];
	}
	for (uint32_t i = 0; i < outer; i++) {
		from->at[own + i] = o->named.outer.at[i];
		to->at[own + i] = t->named.outer.at[i];
	}
}

static void expand(Type *t)
{
	Types *c = t->types;
	Type *origin = t->named.origin;
	if (t->named.state == NAMED_EXPANDING) {
		t->named.under = invalid_type(c);
		return;
	}
	t->named.state = NAMED_EXPANDING;
	Type *under = type_under(origin);
	if (!origin->named.under) {             /* still being declared: ask again */
		t->named.state = NAMED_NEW;
		return;
	}
	if (origin->named.tparams.n != t->named.targs.n) {
		t->named.under = invalid_type(c);
	} else {
		TypeList from, to;
		instance_map(c, t, &from, &to);
		Type *u = type_subst(c, under, from, to);
		if (u->kind == TYPE_INTERFACE && u == under && under->iface.recv_named == origin) {
			Type *copy = type_new(c, TYPE_INTERFACE);
			copy->iface = under->iface;
			u = copy;
		}
		if (u->kind == TYPE_INTERFACE && u != under)
			u->iface.recv_named = t;
		t->named.under = u;
	}
	t->named.state = NAMED_DONE;
}

/* A declared type whose right-hand side is not known yet: resolve it; when that is under way, the
 * declaration needs itself, as in type T [len(T{})]int. */
static void complete(Type *t)
{
	Types *c = t->types;
	Object *o = t->named.obj;
	obj_type(o);
	if (o->colour != GREY || t->named.from || t->named.under)
		return;
	report_self_cycle(c, o);
	t->named.under = invalid_type(c);
}

/* type A B; type B C; type C struct{…}: follows the right-hand sides. */
static Type *chase(Type *t)
{
	Type *n = t;
	for (int steps = 0; n->kind == TYPE_NAMED; steps++) {
		if (n->named.under)
			return n->named.under;
		if (n->named.origin != n)
			expand(n);
		else if (!n->named.from)
			complete(n);
		if (n->named.under)
			return n->named.under;
		if (!n->named.from || steps > 10000)
			return NULL;
		n = type_unalias(n->named.from);
	}
	return n->kind == TYPE_TPARAM ? invalid_type(t->types) : n;
}

Type *type_under(Type *t)
{
	t = type_unalias(t);
	if (t->kind == TYPE_TPARAM)
		return tparam_iface(t);
	if (t->kind != TYPE_NAMED)
		return t;
	if (t->named.under)
		return t->named.under;
	Type *u = chase(t);
	if (!u)
		return invalid_type(t->types);
	t->named.under = u;
	return u;
}

/* ---- Methods ---- */

uint32_t type_nmethods(Type *t)
{
	t = type_unalias(t);
	if (t->kind != TYPE_NAMED)
		return 0;
	obj_type(t->named.obj);
	return t->named.origin->named.nmethods;
}

/* A method of an instance: the origin's signature with the instance's arguments for the receiver's
 * type parameters. */
static Object *instance_method(Type *t, Object *origin)
{
	Types *c = t->types;
	Object *m = obj_new(c, OBJ_FUNC, origin->pkg, origin->name, origin->pos, NULL);
	m->func = origin->func;
	m->func.origin = origin;
	m->func.recv_named = t;
	m->flags = origin->flags;
	m->colour = BLACK;
	Type *sig = obj_type(origin);
	if (!sig || sig->kind != TYPE_FUNC) {
		m->type = sig ? sig : invalid_type(c);
		return m;
	}
	TypeList from = sig->func.recv_tparams, to = t->named.targs;
	if (t->named.outer.n)
		instance_map(c, t, &from, &to);
	Type *plain = type_func(c, NULL, sig->func.params, sig->func.results, sig->func.variadic);
	Type *inst = from.n == to.n ? type_subst(c, plain, from, to) : plain;
	if (inst == sig)
		inst = plain;
	Object *recv = obj_param(c, origin->pkg, sig->func.recv ? sig->func.recv->name : NULL, t);
	recv->var_kind = VAR_RECV;
	if (origin->func.ptr_recv)
		recv->type = type_pointer(c, t);
	inst->func.recv = recv;
	m->type = inst;
	return m;
}

Object *type_method(Type *t, uint32_t i)
{
	t = type_unalias(t);
	Type *origin = t->named.origin;
	if (origin == t) {
		obj_type(t->named.methods[i]);
		return t->named.methods[i];
	}
	if (!t->named.methods || t->named.nmethods < origin->named.nmethods) {
		Object **bigger = arena_make_n(t->types->arena, Object *, origin->named.nmethods);
		if (t->named.nmethods)
			memcpy(bigger, t->named.methods, t->named.nmethods * sizeof *bigger);
		t->named.methods = bigger;
		t->named.nmethods = origin->named.nmethods;
	}
	if (!t->named.methods[i])
		t->named.methods[i] = instance_method(t, origin->named.methods[i]);
	return t->named.methods[i];
}

/* The declared method (of the origin: its signature may still be unresolved). */
Object *named_find_method(Type *t, Package *pkg, const Sym *name, uint32_t *index, bool fold)
{
	Type *origin = t->named.origin;
	if (!origin->named.obj->type)
		obj_type(origin->named.obj);
	for (uint32_t i = 0; i < origin->named.nmethods; i++)
		if (same_name(origin->named.methods[i], pkg, name, fold)) {
			*index = i;
			return origin->named.methods[i];
		}
	return NULL;
}

TypeList func_all_tparams(const FuncInfo *f)
{
	while (f && f->outer)
		f = f->outer;
	if (!f || !f->sig)
		return (TypeList){ 0 };
	return f->sig->func.recv_tparams.n ? f->sig->func.recv_tparams : f->sig->func.tparams;
}
