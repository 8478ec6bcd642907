/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of the builtin functions (Spec: "Built-in functions", "Package unsafe"). One function
 * for each; args are checked already, except where the first argument may be a type. */
#include "types/check.h"

typedef struct Call {
	Types *c;
	Operand *x;             /* result; on entry the first argument */
	CallExpr *e;
	OperandVec args;
	uint32_t n;
	BuiltinId id;
} Call;

typedef struct BuiltinInfo {
	const char *name;
	uint32_t nargs;
	bool variadic;
} BuiltinInfo;

static const BuiltinInfo infos[] = {
#define BUILTIN(e, name, pkg, nargs, variadic, stmt) [BUILTIN_##e] = { name, nargs, variadic },
#include "types/builtins.def"
};

static bool value(Call *k, Type *t)
{
	k->x->mode = MODE_VALUE;
	k->x->type = t;
	return true;
}

static bool constant(Call *k, Type *t, const Const *val)
{
	k->x->mode = MODE_CONST;
	k->x->type = t;
	k->x->val = val;
	return true;
}

static bool no_value(Call *k)
{
	k->x->mode = MODE_NOVALUE;
	k->x->type = k->c->t_empty_tuple;
	return true;
}

static bool bad_argument(Call *k, Operand *x, const char *format)
{
	err(k->c, start(x->expr), format, str_operand(k->c, x));
	return false;
}

/* ---- append, copy, delete, clear ---- */

static bool is_bytes(Type *u)
{
	return u && u->kind == TYPE_SLICE && type_basic_kind(u->slice.elem) == BASIC_BYTE;
}

/* append(s...) and append(s, x, y...). */
static bool append_count(Call *k, Type *slice)
{
	Types *c = k->c;
	Type **have = arena_make_n(c->arena, Type *, k->n),
		*want[2] = { k->args.data[0].type, slice };
	for (uint32_t i = 0; i < k->n; i++)
		have[i] = k->args.data[i].type;
	bool few = k->n < 2;
	err(c, few ? k->e->end - 1 : start(k->args.data[2].expr),
	    "%s arguments in call to append\n\thave %s\n\twant %s",
	    few ? "not enough" : "too many", types_summary(c, have, k->n, false, true),
	    types_summary(c, want, 2, true, false));
	return false;
}

static bool do_append(Call *k)
{
	Types *c = k->c;
	Operand *s = &k->args.data[0];
	if (s->mode == MODE_NIL) {
		err(c, start(s->expr),
		    "first argument to append must be a typed slice; have untyped nil");
		return false;
	}
	Type *slice = s->type, *u = type_core(slice);
	bool bytes;
	if (!u)
		u = core_or_bytestring(slice, &bytes);
	if (!u || u->kind != TYPE_SLICE)
		return bad_argument(k, s, "invalid append: argument must be a slice; have %s");
	if (k->e->dots && k->n != 2)
		return append_count(k, u);
	if (k->e->dots) {
		Operand *y = &k->args.data[1];
		if (y->mode == MODE_NIL)
			convert_untyped(c, y, slice);
		Type *from = is_invalid(y) ? NULL : core_or_bytestring(y->type, &bytes);
		if (is_bytes(u) && from && type_basic_flags(from) & BF_STRING) {
			if (type_is_untyped(y->type))
				convert_untyped(c, y, c->basic[BASIC_STRING]);
			return value(k, slice);
		}
		c->called = k->e->fun;
		assignment(c, y, type_slice(c, u->slice.elem), NULL);
		return value(k, slice);
	}
	for (uint32_t i = 1; i < k->n; i++) {
		c->called = k->e->fun;
		assignment(c, &k->args.data[i], u->slice.elem, NULL);
	}
	return value(k, slice);
}

static bool do_copy(Call *k)
{
	Types *c = k->c;
	Operand *x = &k->args.data[0], *y = &k->args.data[1];
	bool bytes;
	Type *dst = x->mode == MODE_NIL ? NULL : type_core(x->type);
	Type *src = y->mode == MODE_NIL ? NULL : core_or_bytestring(y->type, &bytes);
	bool from_string = src && type_basic_flags(src) & BF_STRING;
	Operand *bad = !dst || dst->kind != TYPE_SLICE ? x : !from_string &&
		(!src || src->kind != TYPE_SLICE) ? y : NULL;
	if (bad) {
		err(c, start(bad->expr), "invalid copy: argument must be a slice; have %s",
		    bad->mode == MODE_NIL ? "untyped nil" : str_operand(c, bad));
		return false;
	}
	Type *elem = from_string ? c->t_byte : src->slice.elem;
	if (!type_identical(dst->slice.elem, elem)) {
		err(c, start(x->expr),
		    "invalid copy: arguments %s and %s have different element types %s and %s",
		    str_operand(c, x), str_operand(c, y), str_type(c, dst->slice.elem),
			    str_type(c, elem));
		return false;
	}
	if (type_is_untyped(y->type))
		convert_untyped(c, y, c->basic[BASIC_STRING]);
	return value(k, c->basic[BASIC_INT]);
}

typedef struct MapKey {
	Type *key;
	bool bad;
} MapKey;

static bool same_map_key(void *arg, Type *t, Type *u)
{
	MapKey *m = arg;
	(void)t;
	m->bad = !u || u->kind != TYPE_MAP || (m->key && !type_identical(m->key, u->map.key));
	if (!m->bad)
		m->key = u->map.key;
	return !m->bad;
}

static bool do_delete(Call *k)
{
	Types *c = k->c;
	Operand *m = &k->args.data[0];
	MapKey key = { 0 };
	type_each_under(m->type, same_map_key, &key);
	if (key.bad && key.key)
		return bad_argument(k, m,
				    "invalid argument: maps of %s must have identical key types");
	if (key.bad || m->mode == MODE_NIL)
		return bad_argument(k, m, "invalid argument: %s is not a map");
	c->called = k->e->fun;
	assignment(c, &k->args.data[1], key.key, fmt(c, "argument to delete"));
	return no_value(k);
}

static bool clearable(void *arg, Type *t, Type *u)
{
	(void)arg;
	(void)t;
	return u && (u->kind == TYPE_MAP || u->kind == TYPE_SLICE);
}

static bool do_clear(Call *k)
{
	Operand *x = &k->args.data[0];
	if (x->mode == MODE_NIL || !type_each_under(x->type, clearable, NULL))
		return bad_argument(k, x,
				    "invalid argument: cannot clear %s: argument must be (or constrained by) map or slice");
	return no_value(k);
}

static bool closable(void *arg, Type *t, Type *u)
{
	const char **why = arg;
	(void)t;
	if (!u || u->kind != TYPE_CHAN)
		*why = "invalid operation: cannot close non-channel %s";
	else if (u->chan.dir == CHAN_RECV)
		*why = "invalid operation: cannot close receive-only channel %s";
	return *why == NULL;
}

static bool do_close(Call *k)
{
	const char *why = NULL;
	type_each_under(k->args.data[0].type, closable, &why);
	return why ? bad_argument(k, &k->args.data[0], why) : no_value(k);
}

/* ---- len, cap ---- */

static bool has_length(void *arg, Type *t, Type *u)
{
	BuiltinId id = *(BuiltinId *)arg;
	(void)t;
	if (!u)
		return false;
	if (u->kind == TYPE_POINTER)
		u = type_under(u->pointer.elem)->kind == TYPE_ARRAY ? type_under(u->pointer.elem)
			: u;
	switch ((TypeKind)u->kind) {
	case TYPE_BASIC: return u->basic.flags & BF_STRING && id == BUILTIN_LEN;
	case TYPE_ARRAY: case TYPE_SLICE: case TYPE_CHAN: return true;
	case TYPE_MAP: return id == BUILTIN_LEN;
	default: return false;
	}
}

/* Spec: "Length and capacity": constant for constant strings, and for arrays when x contains no
 * channel receives or function calls. */
static bool do_len(Call *k, bool had_call)
{
	Types *c = k->c;
	Operand *x = &k->args.data[0];
	Type *u = type_under(x->type);
	if (x->mode == MODE_CONST && const_kind(x->val) == CONST_STRING && k->id == BUILTIN_LEN) {
		size_t n;
		const_string_value(x->val, &n);
		update_expr_type(c, x->expr, type_default(c, x->type), true);
		return constant(k, c->basic[BASIC_INT], const_int(c->arena, (int64_t)n));
	}
	if (x->mode == MODE_NIL || !type_each_under(x->type, has_length, &k->id)) {
		if (type_is_valid(x->type))
			err(c, start(x->expr), "invalid argument: %s for built-in %s",
			    str_operand(c, x), infos[k->id].name);
		return false;
	}
	if (u->kind == TYPE_POINTER)
		u = type_under(u->pointer.elem);
	if (u->kind == TYPE_ARRAY && !had_call && !type_is_tparam(x->type))
		return constant(k, c->basic[BASIC_INT], const_int(c->arena, u->array.len));
	return value(k, c->basic[BASIC_INT]);
}

/* ---- make, new ---- */

static bool do_make(Call *k)
{
	Types *c = k->c;
	Node *arg = k->e->args.data[0];
	Type *t = var_type(c, arg);
	if (!type_is_valid(t))
		return false;
	Type *u = type_core(t);
	uint32_t least = 1;
	if (u && u->kind == TYPE_SLICE)
		least = 2;
	else if (!u || (u->kind != TYPE_MAP && u->kind != TYPE_CHAN)) {
		err(c, start(arg),
		    u ? "invalid argument: cannot make %s: type must be slice, map, or channel"
				     : "invalid argument: cannot make %s: no common underlying type", str_expr(c, arg));
		return false;
	}
	if (k->n < least || k->n > least + 1) {
		err(c, start(&k->e->node),
		    "invalid operation: %s expects %u or %u arguments; found %u",
		    str_expr(c, &k->e->node), least, least + 1, k->n);
		return false;
	}
	int64_t sizes[2] = { -1, -1 };
	for (uint32_t i = 1; i < k->n; i++) {
		Operand x;
		expr(c, NULL, &x, k->e->args.data[i]);
		bool whole = x.mode == MODE_CONST && const_is_number(x.val) &&
			const_to_integer(c->arena, x.val);
		if (!is_invalid(&x) && type_is_untyped(x.type) && whole)
			x.val = const_to_integer(c->arena, x.val);
		if (valid_index(c, &x, "index", false) && x.mode == MODE_CONST)
			const_to_int64(x.val, &sizes[i - 1]);
	}
	if (sizes[0] >= 0 && sizes[1] >= 0 && sizes[0] > sizes[1])
		err(c, start(k->e->args.data[1]), "invalid argument: length and capacity swapped");
	return value(k, t);
}

/* new(T), and since Go 1.26 new(x): a pointer to a copy of the value. */
static bool do_new(Call *k)
{
	Types *c = k->c;
	Node *arg = k->e->args.data[0];
	Operand x;
	raw_expr(c, NULL, &x, arg, NULL, false);
	exclude(c, &x, 1u << MODE_NOVALUE | 1u << MODE_BUILTIN);
	single_value(c, &x);
	if (is_invalid(&x))
		return false;
	if (x.mode == MODE_TYPE) {
		verify_var_type(c, arg, x.type);
		return value(k, type_pointer(c, x.type));
	}
	if (!version_require(c, start(&k->e->node), 26, fmt(c, "new(%s)", str_expr(c, arg))))
		return false;
	if (x.mode == MODE_NIL) {
		err(c, start(arg), "use of untyped nil in argument to built-in new");
		return false;
	}
	if (type_is_untyped(x.type)) {
		Type *t = type_default(c, x.type);
		convert_untyped(c, &x, t);
		if (is_invalid(&x))
			return false;
		update_expr_type(c, arg, t, true);
	}
	return value(k, type_pointer(c, x.type));
}

/* ---- min, max ---- */

static bool do_min_max(Call *k)
{
	Types *c = k->c;
	Tok op = k->id == BUILTIN_MAX ? TOK_GTR : TOK_LSS;
	for (uint32_t i = 0; i < k->n; i++)
		if (!all_basic(k->args.data[i].type, BF_ORDERED) ||
		    k->args.data[i].mode == MODE_NIL) {
			err(c, start(k->args.data[i].expr),
			    "invalid argument: %s cannot be ordered",
			    str_operand(c, &k->args.data[i]));
			return false;
		}
	Operand x = k->args.data[0];
	for (uint32_t i = 1; i < k->n; i++) {
		Operand y = k->args.data[i];
		match_untyped(c, &x, &y);
		if (is_invalid(&x))
			return false;
		if (!type_identical(x.type, y.type)) {
			err(c, start(y.expr),
			    "invalid argument: mismatched types %s (previous argument) and %s (type of %s)",
			    str_type(c, x.type), str_type(c, y.type), str_expr(c, y.expr));
			return false;
		}
		if (x.mode == MODE_CONST && y.mode == MODE_CONST) {
			if (const_compare(op == TOK_LSS ? CONST_LT : CONST_GT, y.val, x.val))
				x.val = y.val;
		} else {
			x.mode = MODE_VALUE;
		}
	}
	if (x.mode != MODE_CONST)
		x.mode = MODE_VALUE;
	if (x.mode != MODE_CONST && type_is_untyped(x.type))
		x.type = type_default(c, x.type);
	if (is_typed(x.type))
		for (uint32_t i = 0; i < k->n; i++)
			update_expr_type(c, k->args.data[i].expr, x.type, true);
	k->x->mode = x.mode;
	k->x->type = x.type;
	k->x->val = x.val;
	return true;
}

/* ---- complex, real, imag ---- */

static Type *complex_of(Types *c, Type *real)
{
	switch (type_basic_kind(real)) {
	case BASIC_FLOAT32: return c->basic[BASIC_COMPLEX64];
	case BASIC_FLOAT64: return c->basic[BASIC_COMPLEX128];
	case BASIC_UNTYPED_FLOAT: case BASIC_UNTYPED_INT: case BASIC_UNTYPED_RUNE:
		return c->basic[BASIC_UNTYPED_COMPLEX];
	default: return NULL;
	}
}

static Type *real_of(Types *c, Type *t)
{
	switch (type_basic_kind(t)) {
	case BASIC_COMPLEX64: return c->basic[BASIC_FLOAT32];
	case BASIC_COMPLEX128: return c->basic[BASIC_FLOAT64];
	case BASIC_UNTYPED_COMPLEX:
		case BASIC_UNTYPED_FLOAT: case BASIC_UNTYPED_INT: case BASIC_UNTYPED_RUNE:
		return c->basic[BASIC_UNTYPED_FLOAT];
	default: return NULL;
	}
}

static void settle_floats(Types *c, Operand *x, Operand *y)
{
	if (type_is_untyped(x->type) && type_is_untyped(y->type)) {
		bool both = x->mode == MODE_CONST && y->mode == MODE_CONST;
		if (!both) {
			convert_untyped(c, x, c->basic[BASIC_FLOAT64]);
			convert_untyped(c, y, c->basic[BASIC_FLOAT64]);
		}
	} else {
		match_untyped(c, x, y);
	}
}

static bool do_complex(Call *k)
{
	Types *c = k->c;
	Operand *x = &k->args.data[0], *y = &k->args.data[1];
	settle_floats(c, x, y);
	if (is_invalid(x) || is_invalid(y))
		return false;
	bool untyped = type_is_untyped(x->type) && type_is_untyped(y->type);
	if (!untyped && !type_identical(x->type, y->type)) {
		err(c, start(x->expr), "invalid operation: %s (mismatched types %s and %s)",
		    str_expr(c, &k->e->node),
		    str_type(c, x->type), str_type(c, y->type));
		return false;
	}
	Type *t = type_is_tparam(x->type) ? NULL : complex_of(c, x->type);
	bool real = t && (x->mode != MODE_CONST || const_to_real(c->arena, x->val));
	if (!real) {
		err(c, start(x->expr),
		    "invalid argument: arguments have type %s, expected floating-point",
		    str_type(c, x->type));
		return false;
	}
	if (x->mode == MODE_CONST && y->mode == MODE_CONST) {
		const Const *re = const_to_real(c->arena, x->val),
			*im = const_to_real(c->arena, y->val);
		return constant(k, t, re && im ? const_complex(c->arena, re, im) : const_unknown());
	}
	return value(k, t);
}

static bool do_real_imag(Call *k)
{
	Types *c = k->c;
	Operand *x = &k->args.data[0];
	if (type_is_untyped(x->type) && x->mode != MODE_CONST && x->mode != MODE_NIL)
		convert_untyped(c, x, c->basic[BASIC_COMPLEX128]);
	if (is_invalid(x))
		return false;
	Type *t = type_is_tparam(x->type) || x->mode == MODE_NIL ? NULL : real_of(c, x->type);
	if (!t) {
		err(c, start(x->expr),
		    "invalid argument: argument has type %s, expected complex type",
			    str_type(c, x->type));
		return false;
	}
	if (x->mode == MODE_CONST)
		return constant(k, t, k->id == BUILTIN_REAL ? const_real(c->arena,
				x->val) : const_imag(c->arena, x->val));
	return value(k, t);
}

/* ---- panic, print, recover ---- */

static bool do_panic(Call *k)
{
	assignment(k->c, &k->args.data[0], k->c->t_empty_interface, "argument to panic");
	return is_invalid(&k->args.data[0]) ? false : no_value(k);
}

static bool do_print(Call *k)
{
	for (uint32_t i = 0; i < k->n; i++) {
		assignment(k->c, &k->args.data[i], NULL,
			   fmt(k->c, "argument to built-in %s", infos[k->id].name));
		if (is_invalid(&k->args.data[i]))
			return false;
	}
	return no_value(k);
}

static bool do_recover(Call *k)
{
	if (k->c->env.func)
		k->c->env.func->has_recover = true;
	return value(k, k->c->t_empty_interface);
}

/* ---- unsafe ---- */

static bool do_sizeof(Call *k)
{
	Types *c = k->c;
	Operand *x = &k->args.data[0];
	assignment(c, x, NULL, fmt(c, "argument to unsafe.%s", infos[k->id].name));
	if (is_invalid(x))
		return false;
	if (type_mentions_tparam(x->type))
		return value(k, c->basic[BASIC_UINTPTR]);
	int64_t n = k->id == BUILTIN_UNSAFE_SIZEOF ? type_size(c, x->type) : type_align(c, x->type);
	if (n < 0) {
		err(c, start(x->expr), "%s is too large", str_operand(c, x));
		return false;
	}
	return constant(k, c->basic[BASIC_UINTPTR], const_int(c->arena, n));
}

/* The offset of x.f within the struct x: embedded structs count, pointers on the way are not
 * allowed. */
static bool do_offsetof(Call *k)
{
	Types *c = k->c;
	SelectorExpr *s = is_SelectorExpr(ast_unparen(k->e->args.data[0]));
	if (!s) {
		err(c, start(k->e->args.data[0]),
		    "invalid argument: %s is not a selector expression",
		    str_expr(c, k->e->args.data[0]));
		return false;
	}
	Operand x;
	expr(c, NULL, &x, s->x);
	if (is_invalid(&x))
		return false;
	Type *base = type_under(x.type);
	if (base->kind == TYPE_POINTER)
		base = type_under(base->pointer.elem);
	Type *owner = type_under(x.type)->kind == TYPE_POINTER ? type_under(x.type)->pointer.elem
		: x.type;
	Lookup l = type_lookup(c, owner, false, c->env.pkg, s->sel->name);
	if (!l.obj) {
		err(c, start(s->x), "invalid argument: %s has no single field %s",
		    str_type(c, base), s->sel->name->text);
		return false;
	}
	if (l.obj->kind == OBJ_FUNC) {
		err(c, start(&s->node), "invalid argument: %s is a method value",
		    str_expr(c, &s->node));
		return false;
	}
	if (l.indirect) {
		err(c, start(s->x), "invalid argument: field %s is embedded via a pointer in %s",
		    s->sel->name->text,
		    str_type(c, owner));
		return false;
	}
	record_selection(c, s, SEL_FIELD, x.type, l.obj, l.obj->type, &l);
	record(c, &s->node, MODE_VAR, l.obj->type, NULL);
	if (type_mentions_tparam(x.type))
		return value(k, c->basic[BASIC_UINTPTR]);
	int64_t offset = 0;
	for (uint32_t i = 0; i < l.npath; i++) {
		int64_t at = type_field_offset(c, base, l.path[i]);
		if (at < 0 || __builtin_add_overflow(offset, at, &offset)) {
			err(c, start(s->x), "%s is too large", str_operand(c, &x));
			return false;
		}
		base = type_under(base->strct.fields[l.path[i]]->type);
	}
	return constant(k, c->basic[BASIC_UINTPTR], const_int(c->arena, offset));
}

static bool do_unsafe_add(Call *k)
{
	Types *c = k->c;
	assignment(c, &k->args.data[0], c->basic[BASIC_UNSAFE_POINTER], "argument to unsafe.Add");
	if (is_invalid(&k->args.data[0]) || !valid_index(c, &k->args.data[1], "length", true))
		return false;
	return value(k, c->basic[BASIC_UNSAFE_POINTER]);
}

static bool do_unsafe_slice(Call *k)
{
	Types *c = k->c;
	Type *u = type_core(k->args.data[0].type);
	if (!u || u->kind != TYPE_POINTER)
		return bad_argument(k, &k->args.data[0], "invalid argument: %s is not a pointer");
	if (!valid_index(c, &k->args.data[1], "length", false))
		return false;
	return value(k, type_slice(c, u->pointer.elem));
}

static bool do_slice_data(Call *k)
{
	Type *u = type_core(k->args.data[0].type);
	if (!u || u->kind != TYPE_SLICE)
		return bad_argument(k, &k->args.data[0], "invalid argument: %s is not a slice");
	return value(k, type_pointer(k->c, u->slice.elem));
}

static bool do_unsafe_string(Call *k)
{
	Types *c = k->c;
	assignment(c, &k->args.data[0], type_pointer(c, c->t_byte), "argument to unsafe.String");
	if (is_invalid(&k->args.data[0]) || !valid_index(c, &k->args.data[1], "length", false))
		return false;
	return value(k, c->basic[BASIC_STRING]);
}

static bool do_string_data(Call *k)
{
	Types *c = k->c;
	assignment(c, &k->args.data[0], c->basic[BASIC_STRING], "argument to unsafe.StringData");
	return is_invalid(&k->args.data[0]) ? false : value(k, type_pointer(c, c->t_byte));
}

/* ---- All ---- */

/* What package unsafe has had since when. */
static bool unsafe_version(Call *k)
{
	bool first = k->id == BUILTIN_UNSAFE_ADD || k->id == BUILTIN_UNSAFE_SLICE;
	bool second = k->id == BUILTIN_UNSAFE_SLICE_DATA || k->id == BUILTIN_UNSAFE_STRING ||
		      k->id == BUILTIN_UNSAFE_STRING_DATA;

	return (!first && !second) ||
	       version_require(k->c, start(&k->e->node), first ? 17 : 20, fmt(k->c, "unsafe.%s", infos[k->id].name));
}

static bool dispatch(Call *k, bool had_call)
{
	if (!unsafe_version(k))
		return false;
	switch (k->id) {
	case BUILTIN_APPEND: return do_append(k);
	case BUILTIN_CAP: case BUILTIN_LEN: return do_len(k, had_call);
	case BUILTIN_CLEAR: return version_require(k->c, start(&k->e->node), 21, "clear") && do_clear(k);
	case BUILTIN_CLOSE: return do_close(k);
	case BUILTIN_COMPLEX: return do_complex(k);
	case BUILTIN_COPY: return do_copy(k);
	case BUILTIN_DELETE: return do_delete(k);
	case BUILTIN_IMAG: case BUILTIN_REAL: return do_real_imag(k);
	case BUILTIN_MAKE: return do_make(k);
	case BUILTIN_MAX: case BUILTIN_MIN:
		return version_require(k->c, start(&k->e->node), 21,
				       fmt(k->c, "built-in %s", infos[k->id].name)) && do_min_max(k);
	case BUILTIN_NEW: return do_new(k);
	case BUILTIN_PANIC: return do_panic(k);
	case BUILTIN_PRINT: case BUILTIN_PRINTLN: return do_print(k);
	case BUILTIN_RECOVER: return do_recover(k);
	case BUILTIN_UNSAFE_ADD: return do_unsafe_add(k);
	case BUILTIN_UNSAFE_ALIGNOF: case BUILTIN_UNSAFE_SIZEOF: return do_sizeof(k);
	case BUILTIN_UNSAFE_OFFSETOF: return do_offsetof(k);
	case BUILTIN_UNSAFE_SLICE: return do_unsafe_slice(k);
	case BUILTIN_UNSAFE_SLICE_DATA: return do_slice_data(k);
	case BUILTIN_UNSAFE_STRING: return do_unsafe_string(k);
	case BUILTIN_UNSAFE_STRING_DATA: return do_string_data(k);
	case BUILTIN_COUNT: break;
	}
	return false;
}

static bool takes_type(BuiltinId id)
{
	return id == BUILTIN_MAKE || id == BUILTIN_NEW || id == BUILTIN_UNSAFE_OFFSETOF;
}

static bool check_count(Call *k)
{
	const BuiltinInfo *info = &infos[k->id];
	const char *what = k->n < info->nargs ? "not enough" : !info->variadic &&
		k->n > info->nargs ? "too many" : NULL;
	if (!what)
		return true;
	err(k->c, start(&k->e->node),
	    "invalid operation: %s arguments for %s (expected %u, found %u)", what,
		    str_expr(k->c, &k->e->node), info->nargs, k->n);
	return false;
}

bool builtin_call(Types *c, Operand *x, CallExpr *e, BuiltinId id)
{
	Call k = { .c = c, .x = x, .e = e, .id = id };
	if (e->dots && id != BUILTIN_APPEND) {
		err(c, start(&e->node), "invalid operation: invalid use of ... with built-in %s",
		    infos[id].name);
		OperandVec unused = { 0 };
		NodeList values = e->args;
		if (takes_type(id) && values.len) {	/* the first is a type */
			values.data++;
			values.len--;
		}
		expr_list(c, values, &unused, false, true);
		vec_free(&unused);
		return false;
	}
	/* For len and cap it matters whether the argument calls anything. */
	bool saved = c->env.has_call_or_recv;
	c->env.has_call_or_recv = false;
	k.n = e->args.len;
	if (!takes_type(id)) {
		expr_list(c, e->args, &k.args, false, false);
		k.n = (uint32_t)k.args.len;
	}
	bool had_call = c->env.has_call_or_recv;
	c->env.has_call_or_recv |= saved;
	bool ok = true;
	for (size_t i = 0; i < k.args.len; i++)
		ok &= !is_invalid(&k.args.data[i]);
	ok = ok && check_count(&k) && dispatch(&k, had_call);
	if (ok && id != BUILTIN_LEN && id != BUILTIN_CAP && x->mode != MODE_CONST)
		c->env.has_call_or_recv = true;
	vec_free(&k.args);
	return ok;
}
