/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which package of the library a function stands and falls with: a program that does not import it, by however many steps,
 * can not need the function. For what is declared it is the package of the declaration. An instance, a wrapper or a bound
 * method may serve many packages; but whoever has a type has imported the packages of all the names in it. Of these the one
 * that is compiled last is chosen: it is the one that fewest programs have.
 */
#include "compile/compile_int.h"

size_t package_index(const Compiler *c, const Package *pkg)
{
	size_t i = 0;

	while (i < c->in->npackages && c->in->packages[i] != pkg)
		i++;
	return i;
}

/* The last package so far. */
typedef struct Home { Compiler *c; const Package *pkg; size_t index; } Home;

static void note_package(Home *h, const Package *pkg)
{
	size_t i = pkg ? package_index(h->c, pkg) : h->c->in->npackages;

	if (i < h->c->in->npackages && (!h->pkg || i > h->index)) {
		h->pkg = pkg;
		h->index = i;
	}
}

static void note_type(Home *h, Type *t);

static void note_list(Home *h, TypeList list)
{
	for (uint32_t i = 0; i < list.n; i++)
		note_type(h, list.at[i]);
}

static void note_vars(Home *h, Object *const *vars, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		note_type(h, obj_type(vars[i]));
}

/* The packages of the names in it. Names end the walk: what they stand for is their own package's affair. */
static void note_type(Home *h, Type *t)
{
	t = t ? type_unalias(t) : NULL;
	if (!t)
		return;
	switch ((TypeKind)t->kind) {
	case TYPE_NAMED:
		note_package(h, t->named.obj->pkg);
		note_list(h, t->named.targs);
		note_list(h, t->named.outer);
		break;
	case TYPE_POINTER: note_type(h, t->pointer.elem); break;
	case TYPE_SLICE: note_type(h, t->slice.elem); break;
	case TYPE_ARRAY: note_type(h, t->array.elem); break;
	case TYPE_CHAN: note_type(h, t->chan.elem); break;
	case TYPE_MAP:
		note_type(h, t->map.key);
		note_type(h, t->map.elem);
		break;
	case TYPE_STRUCT: note_vars(h, t->strct.fields, t->strct.nfields); break;
	case TYPE_TUPLE: note_vars(h, t->tuple.vars, t->tuple.n); break;
	case TYPE_FUNC:
		note_type(h, t->func.params);
		note_type(h, t->func.results);
		break;
	default: break;
	}
}

const Package *function_home(Compiler *c, const FnRef *ref)
{
	Home h = { .c = c };

	while (ref->outer)
		ref = ref->outer;
	switch (ref->kind) {
	case FN_DECL: case FN_VARINIT:
		note_package(&h, ref->pkg);
		note_list(&h, ref->targs);
		break;
	case FN_METHOD_WRAP: case FN_BOUND:
		note_type(&h, ref->recv);
		break;
	default: break;
	}
	return h.pkg;
}
