/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversions: numbers, strings, interfaces, type assertions (Spec: "Conversions", "Type assertions"). */
#include "base/exact.h"
#include "compile/compile_int.h"

/* ---- interfaces ---- */

/* The type word of an interface of type `to` that holds a value of the concrete type rep. */
static uint64_t type_word(Fn *f, Rep *rep, Rep *to)
{
	return to->cls == REP_EFACE ? desc_of(f->c, rep) : desc_itab(f->c, to, rep);
}

void const_to_iface(Fn *f, const Const *k, Type *from, Type *to, uint32_t slot)
{
	Rep *rep = rep_of(f->c, from), *iface = rep_of(f->c, to);
	uint64_t addr = 0;
	size_t n;

	emit_const(f, slot, (int64_t)type_word(f, rep, iface));
	if (rep->cls == REP_STRING) {
		const char *text = const_string_value(k, &n);
		GoString s = { desc_string(f->c, text, n), n };

		addr = image_rodata(f->c->im, &s, sizeof s, 8);
	} else if (rep->cls == REP_INT && (uint64_t)const_bits_of(k, rep) < SMALLINTS_COUNT) {
		addr = image_smallint(f->c->im->slot, (unsigned)const_bits_of(k, rep));
	} else if (rep_scalar(rep)) {
		int64_t bits = const_bits_of(k, rep);

		addr = image_rodata(f->c->im, &bits, sizeof bits, 8);
	}
	if (addr) {
		emit_const(f, slot + 1, (int64_t)addr);
		return;
	}
	Mark m = fn_mark(f);
	Val v = const_val(f, k, rep, ANY);

	emit_two(f, OP_BOX, slot + 1, val_slots(f, v), 0, 0, desc_of(f->c, rep), 0);
	fn_release(f, m);
}

static void box_big(Fn *f, Val v, Rep *rep, uint32_t slot)
{
	emit_two(f, OP_NEW, slot, 0, 0, 0, desc_of(f->c, rep), 0);
	val_store(f, val_deref(f, slot, rep), v);
}

/* at: the site that the copy of v is made at, or NULL. */
static void box(Fn *f, const Node *at, Val v, Rep *rep, uint32_t slot)
{
	if (rep->size == 0)
		emit_const(f, slot, (int64_t)image_zerobase(f->c->im->slot));
	else if (rep_direct(rep))
		val_to(f, v, slot);
	else if (at && site_address(f, at, ESCAPE_BOX, rep->words, slot))
		val_store(f, val_deref(f, slot, rep), v);
	else if (rep_big(rep))
		box_big(f, v, rep, slot);
	else
		emit_two(f, OP_BOX, slot, val_slots(f, v), 0, 0, desc_of(f->c, rep), 0);
}

static void concrete_to_iface(Fn *f, const Node *at, Val v, Rep *from, Rep *to, uint32_t slot)
{
	Mark m = fn_mark(f);
	uint32_t t = fn_tmp(f, 2);

	/* Through a temporary: `slot` may be a variable that v is part of. */
	box(f, at, v, from, t + 1);
	emit_const(f, t, (int64_t)type_word(f, from, to));
	emit(f, OP_MOV2, slot, t, 0, 0);
	fn_release(f, m);
}

/* Leaves the type word of the interface in slot s in a temporary. */
static uint32_t type_word_of(Fn *f, uint32_t s, const Rep *rep)
{
	uint32_t t;

	if (rep->cls == REP_EFACE)
		return s;
	t = fn_tmp(f, 1);
	emit(f, OP_TYPW, t, s, 0, 0);
	return t;
}

static void iface_to_iface(Fn *f, Val v, Rep *from, Rep *to, uint32_t slot)
{
	Mark m = fn_mark(f);
	uint32_t s = val_slots(f, v), w, t = fn_tmp(f, 2);

	emit(f, OP_MOV, t + 1, s + 1, 0, 0);
	w = type_word_of(f, s, from);
	if (to->cls == REP_EFACE)
		emit(f, OP_MOV, t, w, 0, 0);
	else
		emit_two(f, OP_ITAB, t, w, 0, 0, desc_of(f->c, to), 2);
	emit(f, OP_MOV2, slot, t, 0, 0);
	fn_release(f, m);
}

static Val to_iface(Fn *f, const Node *at, Val v, Rep *from, Rep *to, uint32_t want)
{
	uint32_t d = want_slot(f, to, want);
	bool is_iface = from->cls == REP_EFACE || from->cls == REP_IFACE;

	if (!is_iface)
		concrete_to_iface(f, at, v, from, to, d);
	else if (from->cls == to->cls &&
		 (from->cls == REP_EFACE || type_identical(type_under(from->type), type_under(to->type))))
		val_to(f, v, d);
	else
		iface_to_iface(f, v, from, to, d);
	return want_done(f, to, d, want);
}

/* ---- type assertions ---- */

/* The value in an interface whose dynamic type is rep; s: the interface's slots. */
static void unbox(Fn *f, uint32_t s, Rep *rep, uint32_t d)
{
	if (rep_direct(rep))
		emit(f, OP_MOV, d, s + 1, 0, 0);
	else if (rep->size)
		val_to(f, val_deref(f, s + 1, rep), d);
}

Val assert_place(Fn *f, uint32_t s, Rep *from, Rep *to)
{
	uint32_t w = type_word_of(f, s, from);

	emit_two(f, OP_ASSERT, w, 0, 0, 0, desc_of(f->c, to), desc_of(f->c, from));
	return val_deref(f, s + 1, to);
}

static void assert_concrete(Fn *f, uint32_t s, Rep *from, Rep *to, bool comma_ok, uint32_t d)
{
	Mark m = fn_mark(f);
	uint32_t w = type_word_of(f, s, from);
	uint64_t desc = desc_of(f->c, to);

	if (!comma_ok) {
		emit_two(f, OP_ASSERT, w, 0, 0, 0, desc, desc_of(f->c, from));
		unbox(f, s, to, d);
	} else {
		uint32_t ok = d + to->words, t = fn_tmp(f, 1);
		Label *no = label_new(f), *out = label_new(f);

		emit_const(f, t, (int64_t)desc);
		emit(f, OP_EQ, ok, w, t, 0);
		emit_jump(f, OP_BF, ok, 0, no);
		unbox(f, s, to, d);
		emit_jump(f, OP_JMP, 0, 0, out);
		label_bind(f, no);
		val_zero(f, val_slot(to, d));
		label_bind(f, out);
	}
	fn_release(f, m);
}

static void assert_iface(Fn *f, uint32_t s, Rep *from, Rep *to, bool comma_ok, uint32_t d)
{
	Mark m = fn_mark(f);
	uint32_t w = type_word_of(f, s, from), t = fn_tmp(f, 2), ok = d + 2;
	uint64_t desc = desc_of(f->c, to);

	emit(f, OP_MOV, t + 1, s + 1, 0, 0);
	if (to->cls == REP_IFACE)
		emit_two(f, OP_ITAB, t, w, 0, 0, desc, comma_ok ? 1 : 0);
	else if (comma_ok)
		emit(f, OP_MOV, t, w, 0, 0);
	else
		emit_two(f, OP_IMPL, t, w, 0, 0, desc, 0);
	emit(f, OP_MOV2, d, t, 0, 0);
	if (comma_ok) {
		Label *out = label_new(f);

		emit_cd(f, OP_EQI, ok, d, 0);
		emit(f, OP_LNOT, ok, ok, 0, 0);
		emit_jump(f, OP_BT, ok, 0, out);
		emit(f, OP_ZERO2, d, 0, 0, 0);
		label_bind(f, out);
	}
	fn_release(f, m);
}

/* v, ok := x.(T) with a big T. */
static Val assert_big(Fn *f, uint32_t s, Rep *from, Rep *to, uint32_t *ok)
{
	Val copy = val_deref(f, alloc_new(f, to, ANY).slot, to);
	Label *no = label_new(f);

	*ok = fn_tmp(f, 1);
	Mark m = fn_mark(f);
	uint32_t w = type_word_of(f, s, from), t = fn_tmp(f, 1);

	emit_const(f, t, (int64_t)desc_of(f->c, to));
	emit(f, OP_EQ, *ok, w, t, 0);
	emit_jump(f, OP_BF, *ok, 0, no);
	val_store(f, copy, val_deref(f, s + 1, to));
	label_bind(f, no);
	fn_release(f, m);
	return copy;
}

Val assert_type(Fn *f, Val x, Type *from, Type *to, uint32_t *ok, uint32_t want)
{
	Rep *rf = rep_of(f->c, from), *rt = rep_of(f->c, to);
	uint32_t s = val_slots(f, x), d;

	if (rep_big(rt))
		return ok ? assert_big(f, s, rf, rt, ok) : assert_place(f, s, rf, rt);
	d = want != ANY ? want : fn_tmp(f, rt->words + (ok ? 1 : 0));
	if (rt->cls == REP_EFACE || rt->cls == REP_IFACE)
		assert_iface(f, s, rf, rt, ok != NULL, d);
	else
		assert_concrete(f, s, rf, rt, ok != NULL, d);
	if (ok)
		*ok = d + rt->words;
	return want_done(f, rt, d, want);
}

/* ---- numbers ---- */

static void extend_to(Fn *f, uint32_t d, uint32_t s, const Rep *rep)
{
	static const Opcode ops[] = { OP_SX8, OP_ZX8, OP_SX16, OP_ZX16, OP_SX32, OP_ZX32, OP_MOV };

	emit(f, ops[rep->width], d, s, 0, 0);
}

static void int_to_float(Fn *f, uint32_t d, uint32_t s, const Rep *from, const Rep *to)
{
	bool u = !from->is_signed && from->size == 8;

	if (to->cls == REP_F64)
		emit(f, u ? OP_U2F : OP_I2F, d, s, 0, 0);
	else
		emit(f, u ? OP_U2F32 : OP_I2F32, d, s, 0, 0);
}

static void float_to_int(Fn *f, uint32_t d, uint32_t s, const Rep *from, const Rep *to)
{
	if (from->cls == REP_F32) {
		emit(f, OP_F322F, d, s, 0, 0);
		s = d;
	}
	emit(f, !to->is_signed && to->size == 8 ? OP_F2U : OP_F2I, d, s, 0, 0);
	if (to->width != W_64)
		extend_to(f, d, d, to);
}

static bool is_float(const Rep *r)
{
	return r->cls == REP_F32 || r->cls == REP_F64;
}

static Val number(Fn *f, Val v, Rep *from, Rep *to, uint32_t want)
{
	bool same = from->cls == to->cls && from->width == to->width;
	bool widening = from->cls == REP_INT && to->cls == REP_INT && to->size >= from->size &&
			(to->size == 8 || (to->size > from->size && !(from->is_signed && !to->is_signed)));

	if ((same || widening) && want == ANY) {
		v.rep = to;
		return v;
	}
	uint32_t s = val_slots(f, v), d = want_slot(f, to, want);

	if (same || widening)
		emit(f, OP_MOV, d, s, 0, 0);
	else if (is_float(from) && is_float(to))
		emit(f, to->cls == REP_F32 ? OP_F2F32 : OP_F322F, d, s, 0, 0);
	else if (is_float(from))
		float_to_int(f, d, s, from, to);
	else if (is_float(to))
		int_to_float(f, d, s, from, to);
	else
		extend_to(f, d, s, to);
	return want_done(f, to, d, want);
}

static Val complex_conv(Fn *f, Val v, Rep *from, Rep *to, uint32_t want)
{
	uint32_t s = val_slots(f, v), d, t;

	if (from->cls == to->cls) {
		d = want_slot(f, to, want);
		val_to(f, val_slot(to, s), d);
		return want_done(f, to, d, want);
	}
	t = fn_tmp(f, 2);
	d = want_slot(f, to, want);
	if (to->cls == REP_C128) {
		emit_cd(f, OP_LDLU32, t, 0, (int64_t)s * 8);
		emit_cd(f, OP_LDLU32, t + 1, 0, (int64_t)s * 8 + 4);
		emit(f, OP_F322F, d, t, 0, 0);
		emit(f, OP_F322F, d + 1, t + 1, 0, 0);
	} else {
		emit(f, OP_F2F32, t, s, 0, 0);
		emit(f, OP_F2F32, t + 1, s + 1, 0, 0);
		emit(f, OP_SHLI, t + 1, t + 1, 32, 0);
		emit(f, OP_OR, d, t, t + 1, 0);
	}
	return want_done(f, to, d, want);
}

/* ---- strings ---- */

static bool is_bytes(Type *t)
{
	t = type_under(t);
	return t->kind == TYPE_SLICE && type_basic_kind(t->slice.elem) == BASIC_UINT8;
}

static Val to_string(Fn *f, Val v, Type *from, Rep *to, uint32_t want)
{
	uint32_t s = val_slots(f, v), d = want_slot(f, to, want);
	Opcode op = rep_of(f->c, from)->cls == REP_INT ? OP_I2S : is_bytes(from) ? OP_B2S : OP_R2S;

	emit(f, op, d, s, 0, 0);
	return want_done(f, to, d, want);
}

static Val string_to_slice(Fn *f, Val v, Type *to_type, Rep *to, uint32_t want)
{
	uint32_t s = val_slots(f, v), d = want_slot(f, to, want);
	Rep *elem = rep_of(f->c, type_under(to_type)->slice.elem);

	emit_two(f, is_bytes(to_type) ? OP_S2B : OP_S2R, d, s, 0, 0, desc_of(f->c, elem), 0);
	return want_done(f, to, d, want);
}

/* []T to *[n]T or [n]T. */
static Val slice_to_array(Fn *f, Val v, Type *to, uint32_t want)
{
	Type *under = type_under(to);
	Type *array = under->kind == TYPE_POINTER ? type_under(under->pointer.elem) : under;
	uint32_t s = val_slots(f, v), p = fn_tmp(f, 1);
	Rep *rep = rep_of(f->c, to);

	emit_two(f, OP_S2ARR, p, s, 0, 0, (uint64_t)array->array.len, 0);
	fn_live(f, p, rep_pointer(f));
	if (under->kind == TYPE_POINTER && want == ANY)
		return val_slot(rep, p);
	uint32_t d = want_slot(f, rep, want);

	if (under->kind == TYPE_POINTER)
		emit(f, OP_MOV, d, p, 0, 0);
	else if (rep->size)
		val_to(f, val_deref(f, p, rep), d);
	return want_done(f, rep, d, want);
}

Val convert(Fn *f, Val v, Type *from, Type *to, uint32_t want)
{
	return convert_at(f, NULL, v, from, to, want);
}

Val convert_at(Fn *f, const Node *at, Val v, Type *from, Type *to, uint32_t want)
{
	Rep *rf = rep_of(f->c, from), *rt = rep_of(f->c, to);
	Type *uf = type_under(from), *ut = type_under(to);

	if (rt->cls == REP_EFACE || rt->cls == REP_IFACE)
		return to_iface(f, at, v, rf, rt, want);
	if (rep_scalar(rf) && rep_scalar(rt) && rf->cls != REP_PTR && rt->cls != REP_PTR)
		return number(f, v, rf, rt, want);
	if (rt->cls == REP_C64 || rt->cls == REP_C128)
		return complex_conv(f, v, rf, rt, want);
	if (rt->cls == REP_STRING && rf->cls != REP_STRING)
		return to_string(f, v, from, rt, want);
	if (rf->cls == REP_STRING && rt->cls == REP_SLICE)
		return string_to_slice(f, v, to, rt, want);
	if (uf->kind == TYPE_SLICE && ut->kind != TYPE_SLICE)
		return slice_to_array(f, v, to, want);
	/* The same bytes under another name. */
	v.rep = rt;
	if (want == ANY)
		return v;
	val_to(f, v, want);
	return val_slot(rt, want);
}
