/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes, alignments, offsets and pointer words, as gc lays values out on linux/amd64: a field
 * lies at the next multiple of its alignment, a struct's size is a multiple of its alignment,
 * and a struct that ends in a field of size zero has one byte more, so that the field's address
 * lies inside. */
#include "types/check.h"

enum { WORD = 8 };
#define SIZE_LIMIT ((int64_t)1 << 50)

typedef struct Layout {
	int64_t size, ptrdata;
	uint32_t align;
} Layout;

static void layout(Types *c, Type *t);

static int64_t round_up(int64_t n, uint32_t align)
{
	return (n + align - 1) / align * align;
}

static Layout words(int64_t n, int64_t pointers)
{
	return (Layout){ n * WORD, pointers * WORD, WORD };
}

static Layout basic_layout(Type *t)
{
	static const uint8_t sizes[] = {
#define BASIC(e, name, size, flags) [BASIC_##e] = size,
#include "types/basic.def"
	};
	BasicKind k = t->basic.kind;
	if (k == BASIC_STRING || k == BASIC_UNTYPED_STRING)
		return words(2, 1);
	if (k == BASIC_UNSAFE_POINTER || k == BASIC_UNTYPED_NIL)
		return words(1, 1);
	uint32_t align = sizes[k] == 0 ? 1 : sizes[k];
	if (t->basic.flags & BF_COMPLEX)
		align /= 2;
	return (Layout){ sizes[k], 0, align };
}

static Layout array_layout(Types *c, Type *t)
{
	int64_t elem = type_size(c, t->array.elem), n = t->array.len, size;
	Layout l = { -1, 0, type_align(c, t->array.elem) };
	if (elem < 0 || n < 0 || __builtin_mul_overflow(elem, n, &size) || size > SIZE_LIMIT)
		return l;
	l.size = size;
	if (n > 0 && type_ptrdata(c, t->array.elem) > 0)
		l.ptrdata = (n - 1) * elem + type_ptrdata(c, t->array.elem);
	return l;
}

static Layout struct_layout(Types *c, Type *t)
{
	Layout l = { 0, 0, 1 };
	uint32_t n = t->strct.nfields;
	int64_t last = 1;
	t->strct.offsets = arena_make_n(c->arena, int64_t, n ? n : 1);
	for (uint32_t i = 0; i < n; i++) {
		Type *f = t->strct.fields[i]->type;
		uint32_t align = type_align(c, f);
		last = type_size(c, f);
		t->strct.offsets[i] = l.size < 0 ? -1 : round_up(l.size, align);
		if (last < 0 || l.size < 0) {
			l.size = -1;
			continue;
		}
		l.size = t->strct.offsets[i];
		if (type_ptrdata(c, f) > 0)
			l.ptrdata = l.size + type_ptrdata(c, f);
		l.size += last;
		l.align = align > l.align ? align : l.align;
		if (l.size > SIZE_LIMIT)
			l.size = -1;
	}
	if (l.size > 0 && last == 0)
		l.size++;
	if (l.size >= 0)
		l.size = round_up(l.size, l.align);
	return l;
}

static Layout compute(Types *c, Type *t)
{
	switch ((TypeKind)t->kind) {
	case TYPE_BASIC: return basic_layout(t);
	case TYPE_POINTER: case TYPE_MAP: case TYPE_CHAN: case TYPE_FUNC: return words(1, 1);
	case TYPE_SLICE: return words(3, 1);
	case TYPE_INTERFACE: return words(2, 2);
	case TYPE_ARRAY: return array_layout(c, t);
	case TYPE_STRUCT: return struct_layout(c, t);
	default: return (Layout){ -1, 0, 1 };
	}
}

/* Of the others only the outside counts: asking each of 100,000 nested pointers what it mentions would be
 * quadratic. */
static bool depends_on_parts(const Type *t)
{
	return t->kind != TYPE_POINTER && t->kind != TYPE_SLICE && t->kind != TYPE_MAP && t->kind != TYPE_CHAN &&
	       t->kind != TYPE_FUNC;
}

/* The layout of a named type is kept with its underlying type. */
static void layout(Types *c, Type *t)
{
	if (t->layout_state == 2)
		return;
	if (t->layout_state == 1) {             /* an invalid recursive type: reported elsewhere */
		t->size = -1;
		t->align = 1;
		return;
	}
	t->layout_state = 1;
	Layout l = compute(c, t);
	t->size = l.size;
	t->align = l.align;
	t->ptrdata = l.ptrdata;
	t->layout_state = depends_on_parts(t) && type_mentions_tparam(t) ? 0 : 2;
}

static Type *laid_out(Types *c, Type *t)
{
	Type *u = type_is_tparam(t) ? type_unalias(t) : type_under(t);
	layout(c, u);
	return u;
}

int64_t type_size(Types *c, Type *t)
{
	return laid_out(c, t)->size;
}

uint32_t type_align(Types *c, Type *t)
{
	return laid_out(c, t)->align;
}

int64_t type_ptrdata(Types *c, Type *t)
{
	return laid_out(c, t)->ptrdata;
}

bool type_has_pointers(Types *c, Type *t)
{
	return type_ptrdata(c, t) > 0;
}

int64_t type_field_offset(Types *c, Type *t, uint32_t i)
{
	return laid_out(c, t)->strct.offsets[i];
}

static void set_bit(uint64_t *bits, size_t i)
{
	bits[i / 64] |= (uint64_t)1 << (i % 64);
}

void type_ptrmask(Types *c, Type *t, uint64_t *bits, size_t word)
{
	Type *u = laid_out(c, t);
	if (u->ptrdata == 0)
		return;
	if (u->kind == TYPE_ARRAY) {
		size_t step = (size_t)(type_size(c, u->array.elem) / WORD);
		for (int64_t i = 0; i < u->array.len; i++)
			type_ptrmask(c, u->array.elem, bits, word + (size_t)i * step);
	} else if (u->kind == TYPE_STRUCT) {
		for (uint32_t i = 0; i < u->strct.nfields; i++)
			if (type_has_pointers(c, u->strct.fields[i]->type))
				type_ptrmask(c, u->strct.fields[i]->type, bits,
					     word + (size_t)(u->strct.offsets[i] / WORD));
	} else {
		for (int64_t i = 0; i < u->ptrdata / WORD; i++)
			set_bit(bits, word + (size_t)i);
	}
}
