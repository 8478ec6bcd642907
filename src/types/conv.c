/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assignability and conversions (Spec: "Assignability", "Conversions"). */
#include "types/check.h"

static bool has_name(Type *t)
{
	t = type_unalias(t);
	return t->kind == TYPE_BASIC || t->kind == TYPE_NAMED || t->kind == TYPE_TPARAM;
}

/* ---- Assignability ---- */

typedef struct Each {
	Types *c;
	Operand *x;
	Type *other;
	const char **why;
	bool (*test)(Types *, Operand *, Type *, const char **);
} Each;

static bool assign_to_term(void *arg, Type *t, Type *under)
{
	Each *e = arg;
	(void)under;
	return t && assignable_to(e->c, e->x, t, NULL);
}

static bool assign_from_term(void *arg, Type *t, Type *under)
{
	Each *e = arg;
	(void)under;
	if (!t)
		return false;
	Operand x = *e->x;
	x.type = t;
	return assignable_to(e->c, &x, e->other, NULL);
}

/* An interface value where one of its possible dynamic types is wanted. */
static void suggest_assertion(Types *c, Type *v, Type *to, const char **why)
{
	if (why && type_is_interface(v) && implements(c, to, v, false, NULL))
		*why = "need type assertion";
}

static bool chan_assignable(Type *v, Type *t, bool unnamed)
{
	return v->kind == TYPE_CHAN && t->kind == TYPE_CHAN && v->chan.dir == CHAN_BOTH &&
		unnamed &&
	       type_identical(v->chan.elem, t->chan.elem);
}

static bool untyped_assignable(Types *c, Operand *x, Type *to)
{
	const Const *val;
	int code;
	return implicit_type_and_value(c, x, to, &val, &code) != NULL;
}

bool assignable_to(Types *c, Operand *x, Type *to, const char **why)
{
	Type *v = x->type;
	if (is_invalid(x) || !type_is_valid(to) || !type_is_valid(v) || type_identical(v, to))
		return true;
	if (type_is_untyped(v))
		return untyped_assignable(c, x, to);
	Type *vu = type_under(v), *tu = type_under(to);
	bool vp = type_is_tparam(v), tp = type_is_tparam(to);
	bool unnamed = !has_name(v) || !has_name(to);
	if (type_identical(vu, tu) && unnamed && !vp && !tp)
		return true;
	bool to_pointer = tu->kind == TYPE_POINTER && type_is_interface(tu->pointer.elem);
	if ((tu->kind == TYPE_INTERFACE || to_pointer) && !tp) {
		if (implements(c, v, to, false, why))
			return true;
		if (!vp)
			return false;
	}
	suggest_assertion(c, v, to, why);
	if (chan_assignable(vu, tu, unnamed) && !vp && !tp)
		return true;
	Each e = { .c = c, .x = x, .other = to };
	if (tp && !has_name(v))
		return type_each_under(to, assign_to_term, &e);
	if (vp && !has_name(to))
		return type_each_under(v, assign_from_term, &e);
	return false;
}

bool type_assignable(Types *c, Type *from, Type *to)
{
	Operand x = { .mode = MODE_VALUE, .type = from };
	return assignable_to(c, &x, to, NULL);
}

/* ---- Conversions ---- */

static bool is_bytes_or_runes(Type *u)
{
	if (u->kind != TYPE_SLICE)
		return false;
	BasicKind k = type_basic_kind(u->slice.elem);
	return k == BASIC_BYTE || k == BASIC_RUNE;
}

static bool same_pointers(Type *v, Type *t)
{
	v = type_unalias(v);
	t = type_unalias(t);
	if (v->kind != TYPE_POINTER || t->kind != TYPE_POINTER)
		return false;
	Type *vb = v->pointer.elem, *tb = t->pointer.elem;
	return type_identical_ignore_tags(type_under(vb), type_under(tb)) && !type_is_tparam(vb) &&
		!type_is_tparam(tb);
}

static bool string_conversion(Type *v, Type *t)
{
	if (type_basic_flags(t) & BF_STRING && !type_is_tparam(t))
		return type_basic_flags(v) & BF_INTEGER || is_bytes_or_runes(v);
	return type_basic_flags(v) & BF_STRING && is_bytes_or_runes(t);
}

static bool unsafe_conversion(Type *v, Type *t)
{
	bool v_unsafe = type_basic_kind(v) == BASIC_UNSAFE_POINTER,
		t_unsafe = type_basic_kind(t) == BASIC_UNSAFE_POINTER;
	return (t_unsafe && (v->kind == TYPE_POINTER || type_basic_kind(v) == BASIC_UINTPTR)) ||
	       (v_unsafe && (t->kind == TYPE_POINTER || type_basic_kind(t) == BASIC_UINTPTR));
}

static bool slice_to_array(Type *v, Type *t)
{
	if (v->kind != TYPE_SLICE)
		return false;
	Type *a = t->kind == TYPE_POINTER ? type_under(t->pointer.elem) : t;
	return a->kind == TYPE_ARRAY && type_identical(v->slice.elem, a->array.elem);
}

static bool numeric_conversion(Type *v, Type *t)
{
	uint32_t f = type_basic_flags(v), g = type_basic_flags(t);
	return (f & (BF_INTEGER | BF_FLOAT) && g & (BF_INTEGER | BF_FLOAT)) || (f & g & BF_COMPLEX);
}

static bool convert_to_term(void *arg, Type *t, Type *under)
{
	Each *e = arg;
	(void)under;
	if (!t)
		return false;
	if (convertible_to(e->c, e->x, t, NULL))
		return true;
	if (e->why)
		*e->why = fmt(e->c, "cannot convert %s to type %s (in %s)",
			      str_type(e->c, e->x->type),
			      str_type(e->c, t), str_type(e->c, e->other));
	return false;
}

static bool convert_from_term(void *arg, Type *t, Type *under)
{
	Each *e = arg;
	(void)under;
	if (!t)
		return false;
	Operand x = *e->x;
	x.type = t;
	if (convertible_to(e->c, &x, e->other, NULL))
		return true;
	if (e->why)
		*e->why = fmt(e->c, "cannot convert %s (in %s) to type %s", str_type(e->c, t),
			      str_type(e->c, e->x->type), str_type(e->c, e->other));
	return false;
}

static bool array_version(Types *c, Type *to, const char **why)
{
	bool pointer = to->kind == TYPE_POINTER;
	int minor = pointer ? 17 : 20;

	if (version_allows(c, minor))
		return true;
	if (why)
		*why = fmt(c, "conversion of slice to array%s requires go1.%d or later (%s)",
			   pointer ? " pointer" : "", minor, version_origin(c));
	return false;
}

bool convertible_to(Types *c, Operand *x, Type *to, const char **why)
{
	if (assignable_to(c, x, to, why))
		return true;
	Type *v = x->type, *vu = type_under(v), *tu = type_under(to);
	bool vp = type_is_tparam(v), tp = type_is_tparam(to);
	if (!vp && !tp) {
		if (type_identical_ignore_tags(vu, tu) || same_pointers(v, to) ||
		    numeric_conversion(vu, tu) ||
		    string_conversion(vu, tu) || unsafe_conversion(vu, tu))
			return true;
		return slice_to_array(vu, tu) && array_version(c, tu, why);
	}
	Each e = { .c = c, .x = x, .other = to, .why = why };
	return vp ? type_each_under(v, convert_from_term, &e)
		: type_each_under(to, convert_to_term, &e);
}

bool type_convertible(Types *c, Type *from, Type *to)
{
	Operand x = { .mode = MODE_VALUE, .type = from };
	return convertible_to(c, &x, to, NULL);
}

/* A rune constant as a string. */
static const Const *rune_string(Types *c, const Const *val)
{
	int64_t rune;
	if (!const_to_int64(val, &rune) || rune < 0 || rune > 0x10FFFF)
		rune = 0xFFFD;
	StrBuf sb = { 0 };
	sb_addrune(&sb, (int)rune);
	char *bytes = arena_strndup(c->arena, sb.data, sb.len);
	size_t n = sb.len;
	sb_free(&sb);
	return const_string(c->arena, bytes, n);
}

static bool const_convertible(Types *c, Operand *x, Type *to, const Const **val)
{
	Type *u = type_under(to);
	if (u->kind != TYPE_BASIC)
		return false;
	if (representable(c, x->val, u, val))
		return true;
	if (type_basic_flags(x->type) & BF_INTEGER && u->basic.flags & BF_STRING) {
		*val = rune_string(c, x->val);
		return true;
	}
	return false;
}

static bool const_to_term(void *arg, Type *t, Type *under)
{
	Each *e = arg;
	const Const *val;
	(void)under;
	if (!t)
		return false;
	if (type_is(t, TYPE_BASIC) && const_convertible(e->c, e->x, t, &val))
		return true;
	if (!type_is(t, TYPE_BASIC) && convertible_to(e->c, e->x, t, NULL))
		return true;
	if (e->why && type_basic_flags(e->x->type) & BF_INTEGER && type_basic_flags(t) & BF_INTEGER)
		*e->why = fmt(e->c, "constant %s overflows %s (in %s)",
			      str_const(e->c, e->x->val, e->x->type),
			      str_type(e->c, t), str_type(e->c, e->other));
	else if (e->why)
		*e->why = fmt(e->c, "cannot convert %s to type %s (in %s)", str_operand(e->c, e->x),
			      str_type(e->c, t),
			      str_type(e->c, e->other));
	return false;
}

static bool try_conversion(Types *c, Operand *x, Type *to, const char **why)
{
	bool is_const = x->mode == MODE_CONST && !type_is_tparam(x->type);
	if (is_const && type_basic_flags(to) & BF_CONST && !type_is_tparam(to)) {
		const Const *val;
		if (!const_convertible(c, x, to, &val))
			return false;
		x->val = val;
		return true;
	}
	if (is_const && type_is_tparam(to)) {
		Each e = { .c = c, .x = x, .other = to, .why = why };
		if (!type_each_under(to, const_to_term, &e))
			return false;
	} else if (!convertible_to(c, x, to, why)) {
		return false;
	}
	x->mode = MODE_VALUE;
	return true;
}

static void conversion_failed(Types *c, Operand *x, Type *to, const char *why)
{
	bool integers = x->mode == MODE_CONST && type_basic_flags(x->type) & BF_INTEGER &&
			type_basic_flags(to) & BF_INTEGER && !type_is_tparam(to);
	if (integers)
		err(c, start(x->expr), "constant %s overflows %s", str_const(c, x->val, x->type),
		    str_type(c, to));
	else if (why)
		err(c, start(x->expr), "cannot convert %s to type %s: %s", str_operand(c, x),
		    str_type(c, to), why);
	else
		err(c, start(x->expr), "cannot convert %s to type %s", str_operand(c, x),
		    str_type(c, to));
}

/* T(x). The argument's own type becomes final: T where T decides, else its default. */
void conversion(Types *c, Operand *x, Type *to)
{
	bool was_const = x->mode == MODE_CONST, was_nil = x->mode == MODE_NIL;
	uint32_t was = type_basic_flags(x->type);
	const char *why = NULL;
	Operand before = *x;
	if (!type_is_valid(to)) {
		x->mode = MODE_INVALID;
		return;
	}
	if (!try_conversion(c, x, to, &why)) {
		conversion_failed(c, &before, to, why);
		x->mode = MODE_INVALID;
		return;
	}
	if (type_is_untyped(x->type)) {
		Type *final = to;
		bool const_type = type_basic_flags(to) & BF_CONST && !type_is_tparam(to);
		if (was_nil)
			final = to;
		else if (type_is_interface(to) || (was_const && !const_type) ||
			 (was_const && was & BF_INTEGER && all_basic(to, BF_STRING)))
			final = type_default(c, x->type);
		update_expr_type(c, x->expr, final, true);
	}
	x->type = to;
}
