/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Type sets of interfaces (Spec: "Interface types", "General interfaces"): methods, and the
 * terms that restrict the types, in disjoint form. Computed when first asked for; errors
 * (duplicate methods, …) are the business of the declaration (typexpr.c). */
#include "types/check.h"

enum { MAX_DEPTH = 100 };

typedef VEC(Term) TermVec;

int compare_object_names(const Object *a, const Object *b)
{
	int r = strcmp(a->name->text, b->name->text);
	if (r || obj_exported(a) || a->pkg == b->pkg)
		return r;
	return strcmp(a->pkg ? a->pkg->path->text : "", b->pkg ? b->pkg->path->text : "");
}

static int by_name(const void *a, const void *b)
{
	return compare_object_names(*(Object *const *)a, *(Object *const *)b);
}

/* ---- Terms: sets of types T, or ~T: all types whose underlying type is T ---- */

static bool term_includes(Term x, Type *t)
{
	return type_identical(x.type, x.tilde ? type_under(t) : t);
}

static bool term_disjoint(Term x, Term y)
{
	Type *a = x.type, *b = y.type;
	if (y.tilde)
		a = type_under(a);
	if (x.tilde)
		b = type_under(b);
	return !type_identical(a, b);
}

static bool term_subset(Term x, Term y)
{
	return !term_disjoint(x, y) && (!x.tilde || y.tilde);
}

bool term_list_includes(const TypeSet *set, Type *t)
{
	for (uint32_t i = 0; i < set->nterms; i++)
		if (term_includes(set->terms[i], t))
			return true;
	return !set->has_terms;
}

bool term_list_subset(const TypeSet *sub, const TypeSet *super)
{
	if (!super->has_terms)
		return true;
	if (!sub->has_terms)
		return false;
	for (uint32_t i = 0; i < sub->nterms; i++) {
		bool found = false;
		for (uint32_t j = 0; j < super->nterms && !found; j++)
			found = term_subset(sub->terms[i], super->terms[j]);
		if (!found)
			return false;
	}
	return true;
}

static void add_term(TermVec *v, Term x)
{
	for (size_t i = 0; i < v->len; i++)
		if (term_subset(x, v->data[i]))
			return;
	for (size_t i = v->len; i-- > 0;)
		if (term_subset(v->data[i], x))
			vec_remove(v, i);
	vec_push(v, x);
}

static void intersect(TypeSet *set, const TermVec *with, Types *c)
{
	TermVec out = { 0 };
	if (!set->has_terms) {
		vec_append(&out, with->data, with->len);
	} else {
		for (uint32_t i = 0; i < set->nterms; i++)
			for (size_t j = 0; j < with->len; j++) {
				Term x = set->terms[i], y = with->data[j];
				if (!term_disjoint(x, y))
					add_term(&out, x.tilde && !y.tilde ? y : x);
			}
	}
	set->has_terms = true;
	set->nterms = (uint32_t)out.len;
	set->terms = arena_copy(c->arena, out.data, out.len * sizeof(Term));
	vec_free(&out);
}

/* ---- Computing ---- */

typedef struct Building {
	Types *c;
	TypeSet *set;
	VEC(Object *) methods;
} Building;

static void add_method(Building *b, Object *m)
{
	for (size_t i = 0; i < b->methods.len; i++)
		if (same_name(b->methods.data[i], m->pkg, m->name, false))
			return;
	vec_push(&b->methods, m);
}

/* The terms of T, ~T, or a union; true when it admits all types. */
static bool collect_terms(TermVec *out, Type *t, bool tilde)
{
	Type *u = type_under(t);
	if (u->kind == TYPE_UNION) {
		for (uint32_t i = 0; i < u->uni.nterms; i++)
			if (collect_terms(out, u->uni.terms[i].type, u->uni.terms[i].tilde))
				return true;
		return false;
	}
	if (u->kind == TYPE_INTERFACE && !type_is_tparam(t)) {
		TypeSet *set = type_set(u);
		if (!set->has_terms)
			return true;
		for (uint32_t i = 0; i < set->nterms; i++)
			add_term(out, set->terms[i]);
		return false;
	}
	if (type_is_valid(u))
		add_term(out, (Term){ t, tilde });
	return !type_is_valid(u);
}

static void embed(Building *b, const Type *iface, Type *t)
{
	Type *u = type_under(t);
	if (iface->iface.methods_only && u->kind != TYPE_INTERFACE)
		return;
	if (u->kind == TYPE_INTERFACE && !type_is_tparam(t)) {
		TypeSet *inner = type_set(u);
		for (uint32_t i = 0; i < inner->nmethods; i++)
			add_method(b, inner->methods[i]);
		b->set->comparable |= inner->comparable;
		if (!inner->has_terms)
			return;
	}
	TermVec terms = { 0 };
	if (!collect_terms(&terms, t, false))
		intersect(b->set, &terms, b->c);
	vec_free(&terms);
}

/* A set restricted to comparable types and to terms: the terms that are comparable. */
static void drop_incomparable(TypeSet *set)
{
	if (!set->comparable || !set->has_terms)
		return;
	uint32_t n = 0;
	for (uint32_t i = 0; i < set->nterms; i++)
		if (type_comparable(set->terms[i].type))
			set->terms[n++] = set->terms[i];
	set->nterms = n;
	set->comparable = false;
}

TypeSet *type_set(Type *t)
{
	t = type_under(t);
	Types *c = t->types;
	if (t->kind != TYPE_INTERFACE)
		return c->t_empty_interface == t ? NULL : type_set(c->t_empty_interface);
	if (t->iface.set)
		return t->iface.set;
	if (c->set_depth > MAX_DEPTH)           /* an infinite type: reported by its declaration */
		return type_set(c->t_empty_interface);
	c->set_depth++;
	TypeSet *set = t->iface.set = arena_make(c->arena, TypeSet);
	set->busy = true;
	Building b = { c, set, { 0 } };
	for (uint32_t i = 0; i < t->iface.nmethods; i++)
		add_method(&b, t->iface.methods[i]);
	for (uint32_t i = 0; i < t->iface.nembeds; i++)
		embed(&b, t, t->iface.embeds[i]);
	set->nmethods = (uint32_t)b.methods.len;
	if (b.methods.len > 1)
		qsort(b.methods.data, b.methods.len, sizeof(Object *), by_name);
	set->methods = arena_copy(c->arena, b.methods.data, b.methods.len * sizeof(Object *));
	vec_free(&b.methods);
	drop_incomparable(set);
	set->busy = false;
	c->set_depth--;
	return set;
}

/* ---- Type parameters ---- */

/* [T int] and [T ~int|string] mean [T interface{ … }]. */
Type *tparam_iface(Type *t)
{
	Types *c = t->types;
	Type *bound = t->tparam.bound;
	if (!bound)
		return c->t_empty_interface;
	Type *plain = type_unalias(bound);
	if (plain->kind == TYPE_TPARAM)
		return c->t_empty_interface;
	Type *u = type_under(plain);
	if (u->kind == TYPE_INTERFACE)
		return u;
	if (!type_is_valid(u))
		return c->t_empty_interface;
	Type *iface = interface_new(c);
	iface->iface.embeds = arena_copy(c->arena, &bound, sizeof bound);
	iface->iface.embed_pos = arena_make(c->arena, Pos);
	iface->iface.nembeds = 1;
	iface->iface.implicit = true;
	t->tparam.bound = iface;
	return iface;
}

TypeSet *tparam_set(Type *t)
{
	return type_set(tparam_iface(t));
}

bool has_empty_typeset(Type *t)
{
	t = type_unalias(t);
	if (t->kind != TYPE_TPARAM)
		return false;
	TypeSet *set = tparam_set(t);
	return set->has_terms && set->nterms == 0;
}

bool type_each_under(Type *t, bool (*f)(void *, Type *, Type *), void *arg)
{
	t = type_unalias(t);
	if (t->kind != TYPE_TPARAM)
		return f(arg, t, type_under(t));
	TypeSet *set = tparam_set(t);
	if (!set->has_terms || set->nterms == 0)
		return f(arg, NULL, NULL);
	for (uint32_t i = 0; i < set->nterms; i++) {
		Type *u = set->terms[i].type;
		if (u->kind == TYPE_TPARAM ? !type_each_under(u, f, arg)
		    : !f(arg, u, type_under(u)))
			return false;
	}
	return true;
}

typedef struct Core {
	Type *under;
	bool none;
	bool is_string;         /* []byte and string met */
	bool bytes_ok;
} Core;

static bool is_bytes_or_string(Type *u)
{
	if (u->kind == TYPE_SLICE)
		return type_basic_kind(u->slice.elem) == BASIC_UINT8 &&
			type_unalias(u->slice.elem)->kind == TYPE_BASIC;
	return u->kind == TYPE_BASIC && u->basic.flags & BF_STRING;
}

/* Channels of the same element type agree unless their directions conflict; the directed one is
 * the core. */
static Type *merge_channels(Type *x, Type *y)
{
	if (x->kind != TYPE_CHAN || y->kind != TYPE_CHAN ||
	    !type_identical(x->chan.elem, y->chan.elem))
		return NULL;
	if (x->chan.dir == CHAN_BOTH)
		return y;
	return y->chan.dir == CHAN_BOTH || x->chan.dir == y->chan.dir ? x : NULL;
}

static bool merge_core(void *arg, Type *t, Type *u)
{
	Core *core = arg;
	(void)t;
	if (!u) {
		core->none = true;
		return false;
	}
	if (!core->under || type_identical(core->under, u)) {
		core->under = u;
		return true;
	}
	if (core->bytes_ok && is_bytes_or_string(u) && is_bytes_or_string(core->under)) {
		core->is_string = true;
		core->under = u->kind == TYPE_BASIC ? u : core->under;
		return true;
	}
	core->under = merge_channels(core->under, u);
	core->none = !core->under;
	return !core->none;
}

Type *type_core(Type *t)
{
	if (!type_is_tparam(t))
		return type_under(t);
	Core core = { 0 };
	type_each_under(t, merge_core, &core);
	return core.none ? NULL : core.under;
}

Type *core_or_bytestring(Type *t, bool *is_bytestring)
{
	*is_bytestring = false;
	if (!type_is_tparam(t))
		return type_under(t);
	Core core = { .bytes_ok = true };
	type_each_under(t, merge_core, &core);
	*is_bytestring = core.is_string;
	return core.none ? NULL : core.under;
}
