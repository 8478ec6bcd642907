/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The predeclared functions (Spec: "Built-in functions") and those of package unsafe. */
#include "base/exact.h"
#include "compile/compile_int.h"

static Val moved(Fn *f, Val v, uint32_t want)
{
	if (want == ANY)
		return v;
	val_to(f, v, want);
	return val_slot(v.rep, want);
}

/* The type an argument's operations go by: type parameters become their core type. */
static Type *core_of(Fn *f, Node *n)
{
	Type *t = expr_type(f, n);

	return type_is_tparam(t) ? type_core(t) : type_under(t);
}

Val alloc_new(Fn *f, Rep *rep, uint32_t want)
{
	Rep *ptr = rep_of(f->c, type_pointer(f->c->types, rep->type));
	uint32_t d = want_slot(f, ptr, want);

	emit_two(f, OP_NEW, d, 0, 0, 0, desc_of(f->c, rep), 0);
	return want_done(f, ptr, d, want);
}

/* ---- len, cap ---- */

static Val length(Fn *f, CallExpr *n, bool cap, uint32_t want)
{
	Node *x = n->args.data[0];
	Type *t = core_of(f, x);
	Rep *rep = rep_int(f);
	uint32_t d, word = cap ? 2 : 1;

	if (t->kind == TYPE_POINTER)
		t = type_under(t->pointer.elem);
	if (t->kind == TYPE_ARRAY) {
		if (ast_unparen(x)->kind == AST_StarExpr)
			val_touch(f, place_of(f, x));
		else
			expr_drop(f, x);
		return moved(f, val_const(rep, t->array.len), want);
	}
	if (t->kind == TYPE_SLICE || t->kind == TYPE_BASIC) {
		Mark m = fn_mark(f);
		Node *u = ast_unparen(x);
		bool place = u->kind == AST_Ident || u->kind == AST_SelectorExpr;
		Val v = place && !info_const(f->pkg, x) ? place_of(f, x) : val_slot(rep, expr_slots(f, x));

		v = val_part(f, v, word * 8, rep);
		if (want == ANY)
			return val_slot(rep, val_slots(f, v));
		val_to(f, v, want);
		fn_release(f, m);
		return val_slot(rep, want);
	}
	d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t s = expr_slots(f, x);

	emit(f, t->kind == TYPE_MAP ? OP_MAPLEN : cap ? OP_CHCAP : OP_CHLEN, d, s, 0, 0);
	fn_release(f, m);
	return val_slot(rep, d);
}

/* ---- append, copy, clear, delete ---- */

static Opcode append_op(const Rep *elem)
{
	if (elem->cls == REP_PTR)
		return OP_APPP;
	return elem->size == 1 ? OP_APP8 : elem->size == 2 ? OP_APP16 : elem->size == 4 ? OP_APP32 : OP_APP64;
}

static void append_several(Fn *f, CallExpr *n, Rep *slice, Rep *elem, uint32_t d)
{
	uint32_t count = n->args.len - 1, s, r, k, i;
	Val *values = arena_make_n(f->c->arena, Val, count);

	s = fn_tmp(f, 3);
	expr_conv_to(f, n->args.data[0], slice->type, s);
	fn_live(f, s, slice);
	for (i = 0; i < count; i++)
		values[i] = expr_kept(f, n->args.data[i + 1], elem);
	r = fn_tmp(f, 3);
	k = fn_tmp(f, 1);
	emit_const(f, k, count);
	emit_two(f, OP_GROW, r, s, k, 0, desc_of(f->c, elem), 0);
	fn_live(f, r, slice);
	emit(f, OP_SUB, k, r + 1, k, 0);
	for (i = 0; i < count; i++) {
		Mark m = fn_mark(f);
		uint32_t p = fn_tmp(f, 1);

		if (elem->size == 0)
			break;
		if (elem->size <= 0xffff)
			emit(f, OP_LEAX, p, r, k, (uint32_t)elem->size);
		else
			emit_two(f, OP_LEAXW, p, r, k, 0, (uint64_t)elem->size, 0);
		val_store(f, val_deref(f, p, elem), values[i]);
		emit_cd(f, OP_ADDI, k, k, 1);
		fn_release(f, m);
	}
	emit(f, OP_MOV3, d, r, 0, 0);
}

enum { MAX_APPENDED = 4096 };	/* words of values that lie in the frame at a time */

/* The values are made into a slice in the heap, which is appended. */
static void append_many(Fn *f, CallExpr *n, Rep *slice, Rep *elem, uint32_t d)
{
	uint32_t s = fn_tmp(f, 3), more = fn_tmp(f, 3);

	expr_conv_to(f, n->args.data[0], slice->type, s);
	fn_live(f, s, slice);
	arguments_slice(f, n, 1, rep_of(f->c, type_slice(f->c->types, elem->type)), more);
	emit_two(f, OP_APPS, d, s, more, 0, desc_of(f->c, elem), 0);
}

static Val append(Fn *f, CallExpr *n, uint32_t want)
{
	Rep *slice = expr_rep(f, &n->node);
	Rep *elem = rep_of(f->c, type_core(slice->type)->slice.elem);
	uint32_t d = want_slot(f, slice, want);
	Mark m = fn_mark(f);

	if (n->args.len == 1) {
		expr_to(f, n->args.data[0], d);
	} else if (n->dots) {
		uint32_t s = val_slots(f, expr_conv(f, n->args.data[0], slice->type, ANY));
		uint32_t t = expr_slots(f, n->args.data[1]);

		mark_line(f, n->pos);
		emit_two(f, OP_APPS, d, s, t, 0, desc_of(f->c, elem), 0);
	} else if (n->args.len == 2 && rep_scalar(elem)) {
		uint32_t s = val_slots(f, expr_conv(f, n->args.data[0], slice->type, ANY));
		uint32_t v = val_slots(f, expr_conv(f, n->args.data[1], elem->type, ANY));

		mark_line(f, n->pos);
		emit_two(f, append_op(elem), d, s, v, 0, desc_of(f->c, elem), 0);
	} else if ((uint64_t)n->args.len * elem->words > MAX_APPENDED) {
		append_many(f, n, slice, elem, d);
	} else {
		append_several(f, n, slice, elem, d);
	}
	fn_release(f, m);
	return want_done(f, slice, d, want);
}

static Val copy(Fn *f, CallExpr *n, uint32_t want)
{
	Rep *rep = rep_int(f);
	Rep *elem = rep_of(f->c, core_of(f, n->args.data[0])->slice.elem);
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t to = expr_slots(f, n->args.data[0]), from = expr_slots(f, n->args.data[1]);

	emit_two(f, OP_COPY, d, to, from, 0, desc_of(f->c, elem), 0);
	fn_release(f, m);
	return val_slot(rep, d);
}

static void clear(Fn *f, CallExpr *n)
{
	Type *t = core_of(f, n->args.data[0]);
	uint32_t s = expr_slots(f, n->args.data[0]);

	if (t->kind == TYPE_MAP)
		emit_two(f, OP_MAPCLR, s, 0, 0, 0, desc_of(f->c, rep_of(f->c, t)), 0);
	else
		emit_two(f, OP_CLRS, s, 0, 0, 0, desc_of(f->c, rep_of(f->c, t->slice.elem)), 0);
}

static void delete(Fn *f, CallExpr *n)
{
	Type *t = core_of(f, n->args.data[0]);
	uint32_t m = expr_slots(f, n->args.data[0]), k = map_key(f, n->args.data[1], t);

	mark_line(f, n->pos);
	emit_two(f, OP_MAPDEL, m, k, 0, 0, desc_of(f->c, rep_of(f->c, t)), 0);
}

/* ---- make, new ---- */

static uint32_t size_slot(Fn *f, CallExpr *n, uint32_t i, uint32_t otherwise)
{
	uint32_t s;

	if (n->args.len > i)
		return expr_slots(f, n->args.data[i]);
	if (otherwise)
		return otherwise;
	s = fn_tmp(f, 1);
	emit_const(f, s, 0);
	return s;
}

/* A slice of constant capacity that the frame holds, its length in a slot. */
static bool make_in_frame(Fn *f, CallExpr *n, Type *elem, uint32_t d, uint32_t len)
{
	int64_t cap;
	Rep *rep;
	uint32_t p;

	if (!site_make_length(f, n, &cap) || cap <= 0 || !(n->args.len == 2 || info_const(f->pkg, n->args.data[1])))
		return false;
	rep = rep_of(f->c, type_array(f->c->types, elem, cap));
	p = fn_tmp(f, 1);
	if (!site_address(f, &n->node, ESCAPE_MAKE, rep->words, p))
		return false;
	val_zero(f, val_deref(f, p, rep));
	emit(f, OP_MOV, d + 1, len, 0, 0);
	emit_const(f, d + 2, cap);
	emit(f, OP_MOV, d, p, 0, 0);
	return true;
}

static Val make(Fn *f, CallExpr *n, uint32_t want)
{
	Rep *rep = expr_rep(f, &n->node);
	Type *t = type_core(rep->type);
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t len = size_slot(f, n, 1, 0);

	mark_line(f, n->pos);
	if (t->kind == TYPE_SLICE) {
		uint32_t cap = size_slot(f, n, 2, len);

		if (!make_in_frame(f, n, t->slice.elem, d, len))
			emit_two(f, OP_MKSLICE, d, len, cap, 0, desc_of(f->c, rep_of(f->c, t->slice.elem)), 0);
	} else {
		emit_two(f, t->kind == TYPE_MAP ? OP_MKMAP : OP_MKCHAN, d, len, 0, 0, desc_of(f->c, rep), 0);
	}
	fn_release(f, m);
	return want_done(f, rep, d, want);
}

static Val new(Fn *f, CallExpr *n, uint32_t want)
{
	Node *x = n->args.data[0];
	Rep *ptr = expr_rep(f, &n->node);
	Rep *rep = rep_of(f->c, type_under(ptr->type)->pointer.elem);
	bool typed = info_expr(f->pkg, ast_unparen(x))->mode == MODE_TYPE;
	Val p = site_new(f, &n->node, ESCAPE_NEW, rep, typed, ANY);

	if (!typed)
		expr_store(f, x, val_deref(f, p.slot, rep));
	p.rep = ptr;
	return moved(f, p, want);
}

/* ---- min, max ---- */

static void string_or_float_min(Fn *f, Val acc, Val x, bool max, Rep *rep)
{
	Val r;
	bool string = rep->cls == REP_STRING;
	const Val args[2] = { acc, x };
	const char *link = string ? (max ? "runtime.maxString" : "runtime.minString")
			  : rep->cls == REP_F64 ? (max ? "runtime.maxFloat64" : "runtime.minFloat64")
			  : (max ? "runtime.maxFloat32" : "runtime.minFloat32");

	r = val_slot(rep, runtime_call(f, link, args, 2, rep->words));
	val_to(f, r, acc.slot);
}

static Val min_max(Fn *f, CallExpr *n, bool max, uint32_t want)
{
	Rep *rep = expr_rep(f, &n->node);
	uint32_t acc = fn_tmp(f, rep->words);

	expr_conv_to(f, n->args.data[0], rep->type, acc);
	fn_live(f, acc, rep);
	for (uint32_t i = 1; i < n->args.len; i++) {
		Mark m = fn_mark(f);
		Val x = val_slot(rep, val_slots(f, expr_conv(f, n->args.data[i], rep->type, ANY)));

		if (rep->cls == REP_INT) {
			Label *keep = label_new(f);
			Val c = compare(f, max ? TOK_GEQ : TOK_LEQ, val_slot(rep, acc), x, ANY);

			emit_jump(f, OP_BT, c.slot, 0, keep);
			val_to(f, x, acc);
			label_bind(f, keep);
		} else {
			string_or_float_min(f, val_slot(rep, acc), x, max, rep);
		}
		fn_release(f, m);
	}
	return moved(f, val_slot(rep, acc), want);
}

/* ---- complex ---- */

static Val make_complex(Fn *f, CallExpr *n, uint32_t want)
{
	Rep *rep = expr_rep(f, &n->node);
	Type *part = type_basic(f->c->types, rep->cls == REP_C64 ? BASIC_FLOAT32 : BASIC_FLOAT64);
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t re = fn_tmp(f, 1), im = fn_tmp(f, 1);

	expr_conv_to(f, n->args.data[0], part, re);
	expr_conv_to(f, n->args.data[1], part, im);
	if (rep->cls == REP_C64) {
		emit(f, OP_SHLI, im, im, 32, 0);
		emit(f, OP_OR, d, re, im, 0);
	} else {
		emit(f, OP_MOV2, d, re, 0, 0);
	}
	fn_release(f, m);
	return val_slot(rep, d);
}

static Val part_of_complex(Fn *f, CallExpr *n, bool imag, uint32_t want)
{
	Rep *rep = expr_rep(f, &n->node);
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t s = expr_slots(f, n->args.data[0]);

	if (rep->cls == REP_F32)
		emit_cd(f, OP_LDLU32, d, 0, (int64_t)s * 8 + (imag ? 4 : 0));
	else
		emit(f, OP_MOV, d, s + (imag ? 1 : 0), 0, 0);
	fn_release(f, m);
	return val_slot(rep, d);
}

/* ---- panic, recover, print ---- */

static void panic(Fn *f, CallExpr *n)
{
	uint32_t s = fn_tmp(f, 2);

	expr_conv_to(f, n->args.data[0], type_empty_interface(f->c->types), s);
	mark_line(f, n->pos);
	emit(f, OP_PANIC, s, 0, 0, 0);
}

static const char *print_function(const Rep *rep)
{
	switch (rep->cls) {
	case REP_INT:
		if (type_basic_kind(rep->type) == BASIC_BOOL || type_basic_kind(rep->type) == BASIC_UNTYPED_BOOL)
			return "runtime.printBool";
		return rep->is_signed ? "runtime.printInt" : "runtime.printUint";
	case REP_F32: return "runtime.printFloat32";
	case REP_F64: return "runtime.printFloat";
	case REP_C64: return "runtime.printComplex64";
	case REP_C128: return "runtime.printComplex";
	case REP_STRING: return "runtime.printString";
	case REP_SLICE: return "runtime.printSlice";
	case REP_EFACE: case REP_IFACE: return "runtime.printIface";
	default: return "runtime.printPointer";
	}
}

static void print_text(Fn *f, const char *text, size_t n)
{
	Mark m = fn_mark(f);
	uint32_t s = fn_tmp(f, 2);
	Val arg = val_slot(rep_string(f), s);

	emit_const(f, s, (int64_t)desc_string(f->c, text, n));
	emit_const(f, s + 1, (int64_t)n);
	runtime_call(f, "runtime.printString", &arg, 1, 0);
	fn_release(f, m);
}

static void print_value(Fn *f, Node *x)
{
	Mark m = fn_mark(f);
	Type *t = expr_type(f, x);
	Val v = fn_expr(f, x, ANY);
	const char *function = print_function(v.rep);

	if (v.rep->cls == REP_F32)
		v = convert(f, v, t, type_basic(f->c->types, BASIC_FLOAT64), ANY);
	else if (v.rep->cls == REP_C64)
		v = convert(f, v, t, type_basic(f->c->types, BASIC_COMPLEX128), ANY);
	runtime_call(f, function, &v, 1, 0);
	fn_release(f, m);
}

static void print(Fn *f, CallExpr *n, bool line)
{
	for (uint32_t i = 0; i < n->args.len; i++) {
		if (line && i)
			print_text(f, " ", 1);
		print_value(f, n->args.data[i]);
	}
	if (line)
		print_text(f, "\n", 1);
}

/* ---- unsafe ---- */

/* Offset of x.f within x, through embedded structs. */
static int64_t field_offset(Fn *f, Node *x)
{
	SelectorExpr *s = as_SelectorExpr(ast_unparen(x));
	const Selection *sel = resolved_selection(f, s);
	Type *t = expr_type(f, s->x);
	int64_t offset = 0;

	for (uint32_t i = 0; i < sel->npath; i++) {
		Type *u = type_under(t);

		if (u->kind == TYPE_POINTER)
			u = type_under(u->pointer.elem);
		offset += type_field_offset(f->c->types, u, sel->path[i]);
		t = obj_type(u->strct.fields[sel->path[i]]);
	}
	return offset;
}

static Val unsafe_slice(Fn *f, CallExpr *n, BuiltinId id, uint32_t want)
{
	Rep *rep = expr_rep(f, &n->node);
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t p = expr_slots(f, n->args.data[0]), len = expr_slots(f, n->args.data[1]);
	Rep *elem = id == BUILTIN_UNSAFE_SLICE ? rep_of(f->c, type_core(rep->type)->slice.elem) : rep_basic(f->c, BASIC_UINT8);

	mark_line(f, n->pos);
	emit_two(f, OP_CHKUNS, p, len, 0, 0, (uint64_t)elem->size, id == BUILTIN_UNSAFE_STRING);
	emit(f, OP_MOV, d, p, 0, 0);
	emit(f, OP_MOV, d + 1, len, 0, 0);
	if (id == BUILTIN_UNSAFE_SLICE)
		emit(f, OP_MOV, d + 2, len, 0, 0);
	fn_release(f, m);
	return want_done(f, rep, d, want);
}

static Val unsafe_data(Fn *f, CallExpr *n, uint32_t want)
{
	Val v = val_slot(expr_rep(f, &n->node), expr_slots(f, n->args.data[0]));

	return moved(f, v, want);
}

static Val unsafe_add(Fn *f, CallExpr *n, uint32_t want)
{
	Val p = fn_expr(f, n->args.data[0], ANY), k = fn_expr(f, n->args.data[1], ANY);
	Val r = arith(f, TOK_ADD, val_slot(rep_int(f), val_slots(f, p)), k, rep_int(f), want, NULL);

	r.rep = expr_rep(f, &n->node);
	if (want == ANY)
		fn_live(f, r.slot, r.rep);
	return r;
}

CallExpr *spread_call(Fn *f, CallExpr *n)
{
	CallExpr *inner = n->args.len == 1 ? is_CallExpr(ast_unparen(n->args.data[0])) : NULL;
	Type *t = inner ? expr_type(f, &inner->node) : NULL;

	return t && t->kind == TYPE_TUPLE ? inner : NULL;
}

CallExpr *bind_arguments(Fn *f, CallExpr *n, Rep **reps, uint32_t count, uint32_t slot)
{
	CallExpr *copy;
	Node **args = arena_make_n(f->c->arena, Node *, count + 1);

	for (uint32_t i = 0; i < count; i++) {
		Val *v = arena_make(f->c->arena, Val);

		*v = passed_next(f, reps[i], &slot);
		args[i] = &ast_new_ident(f->c->ast, n->pos, intern_cstr(f->c->ast->names, "result"))->node;
		pmap_put(&f->bound, args[i], v);
	}
	copy = arena_copy(f->c->arena, n, sizeof *n);
	copy->args = ast_list(f->c->ast, args, count);
	return copy;
}

/* append(f()) with several results: a call of the same builtin whose arguments are names bound to them. */
static CallExpr *spread_results(Fn *f, CallExpr *n)
{
	CallExpr *inner = f->bound.len ? NULL : spread_call(f, n);
	Rep **reps;
	uint32_t count, slot;

	if (!inner)
		return n;
	slot = call_results(f, inner, &reps, &count);
	return bind_arguments(f, n, reps, count, slot);
}

/* Calls among the arguments come first, as in every list of operands. */
static size_t hoist_operands(Fn *f, CallExpr *n, BuiltinId id)
{
	uint32_t skip = id == BUILTIN_MAKE || id == BUILTIN_NEW ? 1 : 0, count = n->args.len;
	Type **types = arena_make_n(f->c->arena, Type *, count + 1);

	if (count < skip + 2 || f->bound.len)	/* bound: they have their values */
		return f->hoisted.len;
	for (uint32_t i = 1; i < count && id == BUILTIN_APPEND && !n->dots; i++)
		types[i] = type_core(expr_type(f, &n->node))->slice.elem;
	return hoist_converted(f, n->args.data + skip, types + skip, count - skip);
}

static Val builtin_call(Fn *f, CallExpr *n, BuiltinId id, uint32_t want);

Val builtin(Fn *f, CallExpr *n, BuiltinId id, uint32_t want)
{
	CallExpr *spread = spread_results(f, n);
	size_t hoisted = hoist_operands(f, spread, id);
	Val v = builtin_call(f, spread, id, want);

	hoist_done(f, hoisted);
	if (spread != n)
		map_clear(&f->bound);
	return v;
}

static Val builtin_call(Fn *f, CallExpr *n, BuiltinId id, uint32_t want)
{
	Mark m = fn_mark(f);
	uint32_t d;

	switch (id) {
	case BUILTIN_APPEND: return append(f, n, want);
	case BUILTIN_LEN: case BUILTIN_CAP: return length(f, n, id == BUILTIN_CAP, want);
	case BUILTIN_COPY: return copy(f, n, want);
	case BUILTIN_MAKE: return make(f, n, want);
	case BUILTIN_NEW: return new(f, n, want);
	case BUILTIN_MIN: case BUILTIN_MAX: return min_max(f, n, id == BUILTIN_MAX, want);
	case BUILTIN_COMPLEX: return make_complex(f, n, want);
	case BUILTIN_REAL: case BUILTIN_IMAG: return part_of_complex(f, n, id == BUILTIN_IMAG, want);
	case BUILTIN_RECOVER:
		d = want_slot(f, rep_eface(f->c), want);
		emit(f, OP_RECOVER, d, 0, 0, 0);
		return want_done(f, rep_eface(f->c), d, want);
	case BUILTIN_UNSAFE_SLICE: case BUILTIN_UNSAFE_STRING: return unsafe_slice(f, n, id, want);
	case BUILTIN_UNSAFE_SLICE_DATA: case BUILTIN_UNSAFE_STRING_DATA: return unsafe_data(f, n, want);
	case BUILTIN_UNSAFE_ADD: return unsafe_add(f, n, want);
	/* Of type parameters, which are types here. */
	case BUILTIN_UNSAFE_SIZEOF:
		return moved(f, val_const(rep_basic(f->c, BASIC_UINTPTR), expr_rep(f, n->args.data[0])->size), want);
	case BUILTIN_UNSAFE_ALIGNOF:
		return moved(f, val_const(rep_basic(f->c, BASIC_UINTPTR),
					  type_align(f->c->types, expr_type(f, n->args.data[0]))), want);
	case BUILTIN_UNSAFE_OFFSETOF:
		return moved(f, val_const(rep_basic(f->c, BASIC_UINTPTR), field_offset(f, n->args.data[0])), want);
	case BUILTIN_PANIC: panic(f, n); break;
	case BUILTIN_PRINT: case BUILTIN_PRINTLN: print(f, n, id == BUILTIN_PRINTLN); break;
	case BUILTIN_CLOSE: emit(f, OP_CLOSE, expr_slots(f, n->args.data[0]), 0, 0, 0); break;
	case BUILTIN_CLEAR: clear(f, n); break;
	case BUILTIN_DELETE: delete(f, n); break;
	case BUILTIN_COUNT: break;
	}
	fn_release(f, m);
	return (Val){ 0 };
}
