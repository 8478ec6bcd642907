/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Indexing and slicing: arrays, slices, strings and maps, as values and as places; and places whose index is
 * checked only when what is assigned has been computed.
 */
#include "compile/compile_int.h"

/* ---- index and slice ---- */

static Val index_value(Fn *f, Node *index)
{
	const Const *k = info_const(f->pkg, index);
	int64_t v;

	if (k && const_to_int64(k, &v))
		return val_const(rep_int(f), v);
	Val x = fn_expr(f, index, ANY);

	return x;
}

/* flag, when the operand is an unsigned word that is no constant. */
static unsigned unsigned_word(Fn *f, Node *operand, unsigned flag)
{
	Rep *rep = operand && !info_const(f->pkg, operand) ? expr_rep(f, operand) : NULL;

	return rep && rep->cls == REP_INT && !rep->is_signed && rep->size == 8 ? flag : 0;
}

static void mark_index(Fn *f, IndexExpr *n)
{
	mark_operands(f, n->pos, unsigned_word(f, n->indices.data[0], LINE_UNSIGNED));
}

/* The type that x in x[i] is an index of: pointers to arrays looked through, type parameters resolved. */
Type *index_base_type(Fn *f, Node *x, bool *pointer)
{
	Type *t = expr_type(f, x), *core;

	if (type_is_tparam(t))
		core = type_core(t);
	else
		core = type_under(t);
	*pointer = core && core->kind == TYPE_POINTER;
	return *pointer ? type_under(core->pointer.elem) : core;
}

static Rep *elem_rep(Fn *f, Type *t)
{
	switch (t->kind) {
	case TYPE_SLICE: return rep_of(f->c, t->slice.elem);
	case TYPE_ARRAY: return rep_of(f->c, t->array.elem);
	case TYPE_MAP: return rep_of(f->c, t->map.elem);
	default: return rep_basic(f->c, BASIC_UINT8);
	}
}

static Val array_base(Fn *f, Node *x, bool pointer, Type *array)
{
	if (pointer)
		return val_deref(f, expr_slots(f, x), rep_of(f->c, array));
	return place_of(f, x);
}

static Val array_elem(Fn *f, Val base, Type *array, Rep *elem, Val i)
{
	uint32_t p, t, idx;

	if (i.kind == VAL_CONST && i.imm >= 0 && i.imm < array->array.len)
		return val_part(f, base, i.imm * elem->size, elem);
	idx = val_slots(f, i);
	if ((int32_t)array->array.len == array->array.len) {
		emit_cd(f, OP_CHK, idx, 0, array->array.len);
	} else {
		t = fn_tmp(f, 1);
		emit_const(f, t, array->array.len);
		emit(f, OP_CHKLEN, idx, t, 0, 0);
	}
	p = val_address(f, base);
	t = fn_tmp(f, 1);
	if ((int32_t)elem->size == elem->size) {
		emit_cd(f, OP_MULI, t, idx, elem->size);
	} else {
		emit_const(f, t, elem->size);
		emit(f, OP_MUL, t, t, idx, 0);
	}
	emit(f, OP_ADD, t, p, t, 0);
	fn_live(f, t, rep_pointer(f));
	return val_deref(f, t, elem);
}

static Val slice_elem(Fn *f, uint32_t s, Rep *elem, Val i)
{
	uint32_t idx = val_slots(f, i), p = fn_tmp(f, 1);

	if (elem->size <= 0xffff)
		emit(f, OP_LEAX, p, s, idx, (uint32_t)elem->size);
	else
		emit_two(f, OP_LEAXW, p, s, idx, 0, (uint64_t)elem->size, 0);
	fn_live(f, p, rep_pointer(f));
	return val_deref(f, p, elem);
}

uint32_t map_key_slot(Fn *f, Type *map)
{
	uint32_t words = pass_rep(f->c, rep_of(f->c, map->map.key))->words;

	return fn_tmp(f, words ? words : 1);
}

uint32_t map_key(Fn *f, Node *n, Type *map)
{
	uint32_t k = map_key_slot(f, map);

	pass_expr(f, n, rep_of(f->c, map->map.key), k);
	return k;
}

static Val map_place(Fn *f, IndexExpr *n, Type *map)
{
	uint32_t m = expr_slots(f, n->x), k = map_key(f, n->indices.data[0], map);

	return (Val){ .kind = VAL_MAP, .slot = m, .imm = k, .rep = rep_of(f->c, map->map.elem),
		      .map = rep_of(f->c, map) };
}

static size_t hoist_index(Fn *f, IndexExpr *n)
{
	return hoist_calls(f, (Node *[]){ n->x, n->indices.data[0] }, 2);
}

static Val index_place_of(Fn *f, IndexExpr *n)
{
	bool pointer;
	Type *t = index_base_type(f, n->x, &pointer);
	Rep *elem = elem_rep(f, t);
	Node *index = n->indices.data[0];
	Val base, i;

	if (t->kind == TYPE_MAP)
		return map_place(f, n, t);
	if (t->kind == TYPE_ARRAY) {
		base = array_base(f, n->x, pointer, t);
		i = index_value(f, index);
		mark_index(f, n);
		return array_elem(f, base, t, elem, i);
	}
	uint32_t s = expr_slots(f, n->x);

	i = index_value(f, index);
	mark_index(f, n);
	return slice_elem(f, s, elem, i);
}

Val index_place(Fn *f, IndexExpr *n)
{
	size_t hoisted = hoist_index(f, n);
	Val place = index_place_of(f, n);

	hoist_done(f, hoisted);
	return place;
}

static Opcode indexed_load(Opcode base, const Rep *elem)
{
	return (Opcode)(base + elem->width * (OP_LDU8 - OP_LDI8));
}

Val index_value_of(Fn *f, IndexExpr *n, uint32_t want)
{
	bool pointer;
	Type *t;

	if (info_expr(f->pkg, n->x)->mode == MODE_TYPE || info_instance(f->pkg, ast_unparen(n->x)) ||
	    type_is(info_type(f->pkg, n->x), TYPE_FUNC))
		return func_value_of(f, &n->node, want);
	t = index_base_type(f, n->x, &pointer);
	Rep *elem = elem_rep(f, t);
	Mark m = fn_mark(f);
	uint32_t d = want_late(m, want);
	size_t hoisted = hoist_index(f, n);

	if (t->kind == TYPE_ARRAY && rep_scalar(elem) && t->array.len <= 0xffff &&
	    !info_const(f->pkg, n->indices.data[0])) {
		Val base = array_base(f, n->x, pointer, t);
		uint32_t i = val_slots(f, index_value(f, n->indices.data[0]));

		mark_index(f, n);
		emit(f, indexed_load(OP_LDAI8, elem), d, val_address(f, base), i, (uint32_t)t->array.len);
	} else if (t->kind == TYPE_ARRAY || t->kind == TYPE_MAP || !rep_scalar(elem)) {
		val_to(f, index_place(f, n), d);
	} else {
		uint32_t s = expr_slots(f, n->x);
		uint32_t i = val_slots(f, index_value(f, n->indices.data[0]));

		mark_index(f, n);
		emit(f, indexed_load(OP_LDXI8, elem), d, s, i, 0);
	}
	hoist_done(f, hoisted);
	return want_late_done(f, m, elem, want);
}

/* place[i] = scalar without computing the element's address; false when it must be. */
bool index_store(Fn *f, IndexExpr *n, Node *value)
{
	bool pointer;
	Type *t = index_base_type(f, n->x, &pointer);
	Rep *elem = elem_rep(f, t);
	Mark m = fn_mark(f);
	static const uint8_t which[] = { 0, 0, 1, 1, 2, 2, 3 };
	unsigned kind = elem->cls == REP_PTR ? 4 : which[elem->width];

	if (!rep_scalar(elem) || t->kind == TYPE_MAP || (t->kind == TYPE_ARRAY && t->array.len > 0xffff))
		return false;
	if (t->kind == TYPE_ARRAY) {
		if (info_const(f->pkg, n->indices.data[0]))
			return false;
		Val base = array_base(f, n->x, pointer, t);
		uint32_t i = val_slots(f, index_value(f, n->indices.data[0]));
		uint32_t v = val_slots(f, expr_conv(f, value, elem->type, ANY));

		mark_index(f, n);
		emit(f, (Opcode)(OP_STA8 + kind * (OP_ST16 - OP_ST8)), val_address(f, base), i, v,
		     (uint32_t)t->array.len);
	} else {
		uint32_t s = expr_slots(f, n->x);
		uint32_t i = val_slots(f, index_value(f, n->indices.data[0]));
		Val v = expr_conv(f, value, elem->type, ANY);

		mark_index(f, n);
		if (v.kind == VAL_CONST && kind < 4 && (uint64_t)v.imm <= 0xffff)
			emit(f, (Opcode)(OP_STXI8 + kind), s, i, (uint32_t)v.imm, 0);
		else
			emit(f, (Opcode)(OP_STX8 + kind * (OP_ST16 - OP_ST8)), s, i, val_slots(f, v), 0);
	}
	fn_release(f, m);
	return true;
}

static uint32_t bound_slot(Fn *f, Node *n)
{
	return n ? val_slots(f, index_value(f, n)) : 0;
}

Val index_slice(Fn *f, SliceExpr *n, uint32_t want)
{
	bool pointer;
	Type *t = index_base_type(f, n->x, &pointer);
	Rep *rep = expr_rep(f, &n->node);
	Mark m = fn_mark(f);
	uint32_t d = want_late(m, want);
	bool array = t->kind == TYPE_ARRAY;
	size_t hoisted = hoist_bounds(f, n);
	uint32_t base = array ? val_address(f, array_base(f, n->x, pointer, t)) : expr_slots(f, n->x);

	if (array && pointer)
		emit(f, OP_NILCHK, base, 0, 0, 0);
	uint32_t lo = bound_slot(f, n->low), hi = bound_slot(f, n->high), mx = bound_slot(f, n->max);
	hoist_done(f, hoisted);
	uint64_t y = (n->low ? 1 : 0) | (n->high ? 2 : 0) | (n->max ? 4 : 0) | (uint64_t)mx << 16;

	mark_operands(f, n->pos, unsigned_word(f, n->low, LINE_UNSIGNED) |
		      unsigned_word(f, n->high, LINE_UNSIGNED_HIGH) | unsigned_word(f, n->max, LINE_UNSIGNED_MAX));
	if (t->kind == TYPE_BASIC)
		emit_two(f, OP_SLSTR, d, base, lo, hi, 1, y);
	else if (array)
		emit_two(f, OP_SLARR, d, base, lo, hi, (uint64_t)elem_rep(f, t)->size,
			 y | (uint64_t)t->array.len << 32);
	else
		emit_two(f, OP_SLICE, d, base, lo, hi, (uint64_t)elem_rep(f, t)->size, y);
	return want_late_done(f, m, rep, want);
}

/* ---- places of assignments ---- */

static Val late_operand(Fn *f, Val v, bool copy)
{
	return copy && v.kind == VAL_SLOT && v.slot < f->locals_end ? val_copied(f, v) : v;
}

static Late late_index(Fn *f, IndexExpr *n, bool copy)
{
	bool pointer;
	Type *t = index_base_type(f, n->x, &pointer);
	Late l = { 0 };

	if (t->kind == TYPE_MAP || (t->kind == TYPE_ARRAY && info_const(f->pkg, n->indices.data[0]) && !pointer)) {
		l.place = pinned_place(f, &n->node);
		l.rep = l.place.rep;
		return l;
	}
	l.slice = t->kind == TYPE_SLICE;
	l.rep = l.elem = elem_rep(f, t);
	if (l.slice) {
		l.place = late_operand(f, fn_expr(f, n->x, ANY), copy);
	} else {
		l.array = t;
		l.place = pointer ? val_deref(f, late_operand(f, fn_expr(f, n->x, ANY), copy).slot, rep_of(f->c, t))
				  : place_of(f, n->x);
	}
	l.index = late_operand(f, index_value(f, n->indices.data[0]), copy);
	l.pos = n->pos;
	l.flags = unsigned_word(f, n->indices.data[0], LINE_UNSIGNED);
	return l;
}

/* x.f of an element that is still to be indexed. */
static bool late_field(Fn *f, SelectorExpr *n, bool copy, Late *l)
{
	const Selection *sel = info_selection(f->pkg, &n->node) ? resolved_selection(f, n) : NULL;
	Node *x = ast_unparen(n->x);
	Type *t = sel && sel->kind == SEL_FIELD && sel->npath == 1 ? expr_type(f, x) : NULL;

	if (!t || type_under(t)->kind != TYPE_STRUCT || !is_IndexExpr(x))
		return false;
	*l = late_index(f, as_IndexExpr(x), copy);
	if (!l->slice && !l->array) {
		*l = (Late){ 0 };
		return false;
	}
	l->offset = type_field_offset(f->c->types, type_under(t), sel->path[0]);
	l->rep = rep_of(f->c, obj_type(type_under(t)->strct.fields[sel->path[0]]));
	return true;
}

Late late_operands(Fn *f, Node *n, bool copy)
{
	Late l = { 0 };

	n = ast_unparen(n);
	if (is_IndexExpr(n))
		return late_index(f, as_IndexExpr(n), copy);
	if (is_SelectorExpr(n) && late_field(f, as_SelectorExpr(n), copy, &l))
		return l;
	l.place = pinned_place(f, n);
	l.rep = l.place.rep;
	return l;
}

Val late_place(Fn *f, const Late *l)
{
	mark_operands(f, l->pos, l->flags);
	if (l->slice)
		return val_part(f, slice_elem(f, l->place.slot, l->elem, l->index), l->offset, l->rep);
	if (l->array)
		return val_part(f, array_elem(f, l->place, l->array, l->elem, l->index), l->offset, l->rep);
	return l->place;
}
