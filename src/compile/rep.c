/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the machine holds a type: one Rep a type, from the checker's layout. */
#include <string.h>

#include "compile/compile_int.h"

static void classify_basic(Rep *r)
{
	BasicKind kind = type_basic_kind(r->type);
	uint32_t flags = type_basic_flags(r->type);

	r->is_signed = (flags & BF_INTEGER) && !(flags & BF_UNSIGNED);
	if (flags & BF_STRING)
		r->cls = REP_STRING;
	else if (flags & BF_COMPLEX)
		r->cls = r->size == 8 ? REP_C64 : REP_C128;
	else if (flags & BF_FLOAT)
		r->cls = r->size == 4 ? REP_F32 : REP_F64;
	else if (kind == BASIC_UNSAFE_POINTER || kind == BASIC_UNTYPED_NIL)
		r->cls = REP_PTR;
	else
		r->cls = REP_INT;
}

static void classify(Rep *r)
{
	Type *under = type_under(r->type);

	switch (under->kind) {
	case TYPE_BASIC:
		classify_basic(r);
		break;
	case TYPE_POINTER: case TYPE_MAP: case TYPE_CHAN: case TYPE_FUNC:
		r->cls = REP_PTR;
		break;
	case TYPE_SLICE:
		r->cls = REP_SLICE;
		break;
	case TYPE_INTERFACE:
		r->cls = type_set(under)->nmethods ? REP_IFACE : REP_EFACE;
		break;
	default:
		r->cls = r->size ? REP_MEM : REP_VOID;
	}
}

static Width width_of(const Rep *r)
{
	switch (r->size) {
	case 1: return r->is_signed ? W_I8 : W_U8;
	case 2: return r->is_signed ? W_I16 : W_U16;
	case 4: return r->is_signed ? W_I32 : W_U32;
	default: return W_64;
	}
}

static Rep *make_rep(Compiler *c, Type *t)
{
	Rep *r = arena_make(c->arena, Rep);

	r->type = t;
	r->size = type_size(c->types, t);
	if (r->size < 0)
		r->size = 0;
	r->words = r->size / 8 < UINT32_MAX ? (uint32_t)((r->size + 7) / 8) : UINT32_MAX;
	classify(r);
	r->width = width_of(r);
	r->pointers = type_has_pointers(c->types, t);
	if (r->pointers && type_ptrdata(c->types, t) / 8 <= FRAME_WORDS_MAX) {
		r->mask = arena_make_n(c->arena, uint64_t, (r->words < FRAME_WORDS_MAX ? r->words : FRAME_WORDS_MAX) / 64 + 1);
		type_ptrmask(c->types, t, r->mask, 0);
	}
	return r;
}

Rep *rep_of(Compiler *c, Type *t)
{
	t = type_unalias(t);
	uint64_t *have = map_at(&c->reps, t->id);

	if (!*have) {
		Rep *r = make_rep(c, t);

		map_put(&c->reps, t->id, (uintptr_t)r);
		return r;
	}
	return (Rep *)(uintptr_t)*have;
}

Rep *rep_basic(Compiler *c, BasicKind kind)
{
	return rep_of(c, type_basic(c->types, kind));
}

Rep *rep_eface(Compiler *c)
{
	return rep_of(c, type_empty_interface(c->types));
}

Type *fn_type(Fn *f, Type *t)
{
	if (f->ref->targs.n && type_mentions_tparam(t))
		return type_subst(f->c->types, t, f->ref->tparams, f->ref->targs);
	return t;
}

Rep *fn_rep(Fn *f, Type *t)
{
	return rep_of(f->c, fn_type(f, t));
}

Type *expr_type(Fn *f, Node *n)
{
	const Val *bound = f->bound.len ? pmap_get(&f->bound, n) : NULL;

	if (bound)
		return bound->rep->type;
	return fn_type(f, info_type(f->pkg, n));
}

Rep *expr_rep(Fn *f, Node *n)
{
	return rep_of(f->c, expr_type(f, n));
}
