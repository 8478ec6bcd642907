/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: constants, names, selectors, and the ways to ask for one (operators, conditions and indexing
 * have files of their own). `want` says into which slot a value shall go; ANY leaves
 * the choice to the expression, which then may give a variable's own slots or a constant.
 *
 * An instruction reads all its operands before it writes, so a destination may be taken from the
 * words that its operands' temporaries have just given back.
 */
#include "compile/compile_int.h"

#include <string.h>

#include "base/exact.h"

/* v, moved to `want` when that says where. */
static Val placed(Fn *f, Val v, uint32_t want)
{
	if (want == ANY && (v.kind == VAL_SLOT || v.kind == VAL_CONST || rep_big(v.rep)))
		return v;
	uint32_t slot = want_slot(f, v.rep, want);

	val_to(f, v, slot);
	return want_done(f, v.rep, slot, want);
}

/* ---- constants ---- */

static int64_t double_bits(double d)
{
	int64_t bits;

	memcpy(&bits, &d, sizeof bits);
	return bits;
}

static int64_t float_bits(float x)
{
	uint32_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits;
}

static int64_t extend(int64_t v, const Rep *rep)
{
	unsigned shift = 64 - 8 * (unsigned)rep->size;

	if (rep->cls != REP_INT || shift == 0 || shift == 64)
		return v;
	return rep->is_signed ? v << shift >> shift : (int64_t)((uint64_t)v << shift >> shift);
}

int64_t const_bits_of(const Const *k, const Rep *rep)
{
	int64_t i = 0;
	uint64_t u;

	if (const_kind(k) == CONST_BOOL)
		return const_bool_value(k);
	if (rep->cls == REP_F64)
		return double_bits(const_to_double(k));
	if (rep->cls == REP_F32)
		return float_bits(const_to_float(k));
	if (const_to_int64(k, &i))
		return extend(i, rep);
	if (const_to_uint64(k, &u))
		return extend((int64_t)u, rep);
	return extend((int64_t)const_to_double(k), rep);
}

static void const_complex_to(Fn *f, const Const *k, const Rep *rep, uint32_t slot)
{
	const Const *re = const_real(f->c->arena, k), *im = const_imag(f->c->arena, k);

	if (rep->cls == REP_C64) {
		emit_const(f, slot, float_bits(const_to_float(re)) | float_bits(const_to_float(im)) << 32);
	} else {
		emit_const(f, slot, double_bits(const_to_double(re)));
		emit_const(f, slot + 1, double_bits(const_to_double(im)));
	}
}

Val const_val(Fn *f, const Const *k, Rep *rep, uint32_t want)
{
	uint32_t slot;
	size_t n;
	const char *text;

	switch (rep->cls) {
	case REP_STRING:
		slot = want_slot(f, rep, want);
		text = const_string_value(k, &n);
		emit_const(f, slot, (int64_t)desc_string(f->c, text, n));
		emit_const(f, slot + 1, (int64_t)n);
		return want_done(f, rep, slot, want);
	case REP_C64: case REP_C128:
		slot = want_slot(f, rep, want);
		const_complex_to(f, k, rep, slot);
		return want_done(f, rep, slot, want);
	default:
		return placed(f, val_const(rep, const_bits_of(k, rep)), want);
	}
}

static Val zero_val(Fn *f, Rep *rep, uint32_t want)
{
	if (rep_scalar(rep))
		return placed(f, val_const(rep, 0), want);
	uint32_t slot = want_slot(f, rep, want);

	val_zero(f, val_slot(rep, slot));
	return want_done(f, rep, slot, want);
}

/* ---- names and selectors ---- */

Val var_place(Fn *f, Object *var)
{
	Loc *loc = fn_loc(f, var);

	if (var->name == f->c->blank)
		return (Val){ .kind = VAL_BLANK, .rep = fn_rep(f, obj_type(var)) };
	if (loc)
		return loc_val(f, loc);
	if (f->c->eval && var->var.func)
		diag_error(f->c->diags, f->pos, "No symbol \"%s\" in current context: this closure does not use that of the function around.", var->name->text);
	return (Val){ .kind = VAL_GLOBAL, .imm = (int64_t)data_address(f->c, var),
		      .rep = rep_of(f->c, obj_type(var)) };
}

/* Follows the first `steps` fields of a selection's path from x. */
Val embedded_path(Fn *f, Node *x, const Selection *sel, uint32_t steps)
{
	Type *t = expr_type(f, x);
	Val v;

	if (type_is(t, TYPE_POINTER))
		v = val_slot(rep_of(f->c, t), expr_slots(f, x));
	else
		v = place_of(f, x);
	return path_from(f, v, t, sel->path, steps);
}

Val path_from(Fn *f, Val v, Type *t, const uint32_t *path, uint32_t steps)
{
	for (uint32_t i = 0; i < steps; i++) {
		Type *under = type_under(t);

		if (under->kind == TYPE_POINTER) {
			t = under->pointer.elem;
			v = val_deref(f, val_slots(f, v), rep_of(f->c, t));
			under = type_under(t);
		}
		int64_t offset = type_field_offset(f->c->types, under, path[i]);

		t = obj_type(under->strct.fields[path[i]]);
		v = val_part(f, v, offset, rep_of(f->c, t));
	}
	return v;
}

static Object *qualified_object(Fn *f, Node *n)
{
	SelectorExpr *s = is_SelectorExpr(n);
	Ident *id = is_Ident(n);

	if (id)
		return info_object(f->pkg, n);
	return s && !info_selection(f->pkg, n) ? info_object(f->pkg, &s->sel->node) : NULL;
}

/* A struct value that has no place of its own, put into a temporary in memory form. */
static Val value_as_place(Fn *f, Node *n)
{
	Rep *rep = expr_rep(f, n);

	if (rep_big(rep))
		return fn_expr(f, n, ANY);
	uint32_t slot = fn_tmp(f, rep->words);

	expr_to(f, n, slot);
	fn_live(f, slot, rep);
	return val_slot(rep, slot);
}

/* In a generic body a selection was made on the type parameter's constraint: make it again. */
const Selection *resolved_selection(Fn *f, SelectorExpr *n)
{
	const Selection *sel = info_selection(f->pkg, &n->node);

	if (!sel || !f->ref->targs.n || !type_mentions_tparam(sel->recv))
		return sel;
	Selection *s = arena_make(f->c->arena, Selection);
	Type *recv = fn_type(f, sel->recv);
	Lookup l = type_lookup(f->c->types, recv, true, f->pkg, n->sel->name);

	*s = *sel;
	s->recv = recv;
	s->type = fn_type(f, sel->type);
	if (!l.obj)
		return sel;
	s->obj = l.obj;
	s->path = l.path;
	s->npath = l.npath;
	s->indirect = l.indirect;
	return s;
}

Val place_of(Fn *f, Node *n)
{
	n = ast_unparen(n);
	Object *obj = qualified_object(f, n);
	const Selection *sel;

	if (obj && obj->kind == OBJ_VAR)
		return var_place(f, obj);
	switch (n->kind) {
	case AST_Ident:
		if (ast_is_blank(n))
			return (Val){ .kind = VAL_BLANK };
		break;
	case AST_SelectorExpr:
		sel = resolved_selection(f, as_SelectorExpr(n));
		if (sel && sel->kind == SEL_FIELD)
			return embedded_path(f, as_SelectorExpr(n)->x, sel, sel->npath);
		break;
	case AST_IndexExpr: {
		bool pointer;
		Type *t = index_base_type(f, as_IndexExpr(n)->x, &pointer);

		if (t && t->kind != TYPE_BASIC && t->kind != TYPE_FUNC)
			return index_place(f, as_IndexExpr(n));
		break;
	}
	case AST_StarExpr:
		return val_deref(f, expr_slots(f, as_StarExpr(n)->x), expr_rep(f, n));
	}
	return value_as_place(f, n);
}

Val address_of(Fn *f, Node *n, const Node *at, uint32_t want)
{
	n = ast_unparen(n);
	CompositeLit *lit = is_CompositeLit(n);
	Mark m = fn_mark(f);
	Rep *ptr;

	if (lit) {
		Type *t = expr_type(f, n);
		Rep *rep = rep_of(f->c, t);
		Val p = site_new(f, at, ESCAPE_NEW, rep, false, ANY);

		ptr = p.rep;
		complit_into(f, lit, t, val_deref(f, p.slot, rep));
		if (want == ANY)
			return val_slot(ptr, p.slot);
		emit(f, OP_MOV, want, p.slot, 0, 0);
		fn_release(f, m);
		return val_slot(ptr, want);
	}
	Val place = place_of(f, n);
	Object *obj = qualified_object(f, n);

	ptr = rep_of(f->c, type_pointer(f->c->types, place.rep->type));
	if (place.kind == VAL_PTR && !obj)
		emit(f, OP_NILCHK, place.slot, 0, 0, 0);
	uint32_t p = val_address(f, place);

	if (want == ANY)
		return val_slot(ptr, p);
	emit(f, OP_MOV, want, p, 0, 0);
	fn_release(f, m);
	return val_slot(ptr, want);
}

static Val ident(Fn *f, Node *n, uint32_t want)
{
	Object *obj = qualified_object(f, n);

	if (obj->kind == OBJ_VAR) {
		Val v = var_place(f, obj);
		Loc *loc = fn_loc(f, obj);

		/* What is evaluated next may change it: its value is taken now. */
		if (loc && loc->shared && want == ANY)
			return val_copied(f, v);
		return placed(f, v, want);
	}
	return func_value_of(f, n, want);
}

static Val selector(Fn *f, SelectorExpr *n, uint32_t want)
{
	const Selection *sel = resolved_selection(f, n);

	if (!sel)
		return ident(f, &n->node, want);
	if (sel->kind != SEL_FIELD)
		return select_value(f, n, want);
	Rep *rep = expr_rep(f, &n->node);
	Mark m = fn_mark(f);
	Val v = embedded_path(f, n->x, sel, sel->npath);

	v.rep = rep;
	mark_line(f, n->pos);
	if (want == ANY && v.kind == VAL_SLOT)
		return late_placed(f, m, v, ANY);
	val_to(f, v, want_late(m, want));
	return want_late_done(f, m, rep, want);
}

/* ---- everything ---- */

static Val type_assert(Fn *f, TypeAssertExpr *n, uint32_t want)
{
	Type *from = expr_type(f, n->x), *to = expr_type(f, n->type);
	Mark m = fn_mark(f);
	Val x = val_slot(rep_of(f->c, from), expr_slots(f, n->x));

	mark_line(f, n->pos);
	Val v = assert_type(f, x, from, to, NULL, want);

	return late_placed(f, m, v, want);
}

/* *p */
static Val star(Fn *f, Node *n, uint32_t want)
{
	Mark m = fn_mark(f);

	val_to(f, place_of(f, n), want_late(m, want));
	return want_late_done(f, m, expr_rep(f, n), want);
}

static Val expr_node(Fn *f, Node *n, uint32_t want)
{
	switch (n->kind) {
	case AST_ParenExpr: return fn_expr(f, as_ParenExpr(n)->x, want);
	case AST_Ident: return ident(f, n, want);
	case AST_SelectorExpr: return selector(f, as_SelectorExpr(n), want);
	case AST_BinaryExpr: return arith_binary(f, as_BinaryExpr(n), want);
	case AST_UnaryExpr: return arith_unary(f, as_UnaryExpr(n), want);
	case AST_CallExpr: return call(f, as_CallExpr(n), want);
	case AST_IndexExpr: return index_value_of(f, as_IndexExpr(n), want);
	case AST_SliceExpr: return index_slice(f, as_SliceExpr(n), want);
	case AST_StarExpr: return star(f, n, want);
	case AST_CompositeLit: return complit(f, as_CompositeLit(n), want);
	case AST_FuncLit: {
		FuncInfo *info = info_func(f->pkg, n);

		return func_literal(f, info, ref_literal(f, info), want);
	}
	case AST_TypeAssertExpr: return type_assert(f, as_TypeAssertExpr(n), want);
	default:
		fn_unsupported(f, n->pos, ast_kind_name((AstKind)n->kind));
		return val_const(rep_int(f), 0);
	}
}

/* Type of an expression used as one value (the comma-ok forms record a tuple). */
static Type *single_type(Fn *f, Node *n)
{
	Type *t = expr_type(f, n);

	return t && t->kind == TYPE_TUPLE && t->tuple.n ? fn_type(f, obj_type(t->tuple.vars[0])) : t;
}

bool expr_is_place(Fn *f, Node *n)
{
	Object *obj = qualified_object(f, n);
	const Selection *sel;
	bool pointer;
	Type *t;

	switch (n->kind) {
	case AST_StarExpr: return true;
	case AST_IndexExpr:
		t = index_base_type(f, as_IndexExpr(n)->x, &pointer);
		return t && t->kind != TYPE_BASIC && t->kind != TYPE_FUNC;
	case AST_SelectorExpr:
		sel = obj ? NULL : resolved_selection(f, as_SelectorExpr(n));
		return obj ? obj->kind == OBJ_VAR : sel && sel->kind == SEL_FIELD;
	default: return obj && obj->kind == OBJ_VAR;
	}
}

static Val in_map(Fn *f, Val place)
{
	return place.kind == VAL_MAP ? val_map_elem(f, place) : place;
}

/* Where the value of an expression of a big type can be read, without being loaded. */
static bool big_source(Fn *f, Node *n, Val *source)
{
	TypeAssertExpr *a = is_TypeAssertExpr(n);
	CallExpr *c = is_CallExpr(n);

	if (expr_is_place(f, n)) {
		*source = in_map(f, place_of(f, n));
	} else if (a) {
		Rep *from = expr_rep(f, a->x);
		uint32_t s = expr_slots(f, a->x);

		mark_line(f, n->pos);
		*source = assert_place(f, s, from, expr_rep(f, n));
	} else if (c && callee_info(f, c)->mode == MODE_TYPE) {
		*source = fn_expr(f, c->args.data[0], ANY);
		source->rep = expr_rep(f, n);
	} else {
		return false;
	}
	return true;
}

/* A copy in the heap. */
static Val big_value(Fn *f, Node *n)
{
	Rep *rep = expr_rep(f, n);
	CallExpr *c = is_CallExpr(n);

	if (c && callee_info(f, c)->mode != MODE_TYPE && callee_info(f, c)->mode != MODE_BUILTIN)
		return call(f, c, ANY);		/* a result is a copy already */
	Val p = alloc_new(f, rep, ANY), cell = val_deref(f, p.slot, rep), source;
	CompositeLit *lit = is_CompositeLit(n);
	Mark m = fn_mark(f);

	if (lit) {
		complit_into(f, lit, rep->type, cell);
	} else if (big_source(f, n, &source)) {
		val_store(f, cell, source);
	} else {
		uint32_t slot = fn_tmp(f, rep->words);

		expr_node(f, n, slot);
		val_store(f, cell, val_slot(rep, slot));
	}
	fn_release(f, m);
	return cell;
}

Val expr_source(Fn *f, Node *n, Type *to)
{
	Node *x = ast_unparen(n);
	Rep *rep = rep_of(f->c, to);

	if (rep->cls != REP_MEM || rep->words <= 3 || !type_identical(single_type(f, n), to) || !expr_is_place(f, x) ||
	    hoisted_value(f, x) || pmap_get(&f->bound, x))
		return expr_conv(f, n, to, ANY);
	return in_map(f, place_of(f, x));
}

Val fn_expr(Fn *f, Node *n, uint32_t want)
{
	const ExprInfo *info = info_expr(f->pkg, n);

	if (f->hoisted.len && hoisted_value(f, n))
		return placed(f, *hoisted_value(f, n), want);
	if (f->bound.len && pmap_get(&f->bound, n))
		return placed(f, *(Val *)pmap_get(&f->bound, n), want);
	if (info->val && info->mode == MODE_CONST)
		return const_val(f, info->val, expr_rep(f, n), want);
	if (info->mode == MODE_NIL)
		return zero_val(f, expr_rep(f, n), want);
	if (want == ANY && info->mode >= MODE_VAR && rep_big(rep_of(f->c, single_type(f, n))))
		return big_value(f, ast_unparen(n));
	return expr_node(f, n, want);
}

uint32_t expr_slots(Fn *f, Node *n)
{
	return val_slots(f, fn_expr(f, n, ANY));
}

void expr_to(Fn *f, Node *n, uint32_t slot)
{
	Mark m = fn_mark(f);

	fn_expr(f, n, slot);
	fn_release(f, m);
}

Val expr_conv(Fn *f, Node *n, Type *to, uint32_t want)
{
	return expr_conv_at(f, n, ast_unparen(n), to, want);
}

Val expr_conv_at(Fn *f, Node *n, const Node *at, Type *to, uint32_t want)
{
	Type *from;

	if (compare_is_nil(f, n))
		return zero_val(f, rep_of(f->c, to), want);
	from = single_type(f, n);
	if (!type_is_interface(type_under(to)) || type_identical(from, to))
		return fn_expr(f, n, want);
	Rep *rep = rep_of(f->c, to);
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	const Const *k = info_const(f->pkg, n);

	if (k && info_expr(f->pkg, n)->mode == MODE_CONST)
		const_to_iface(f, k, from, to, d);
	else
		convert_at(f, at, fn_expr(f, n, ANY), from, to, d);
	fn_release(f, m);
	return want_done(f, rep, d, want);
}

void expr_conv_to(Fn *f, Node *n, Type *to, uint32_t slot)
{
	Mark m = fn_mark(f);

	expr_conv(f, n, to, slot);
	fn_release(f, m);
}

void expr_store(Fn *f, Node *n, Val place)
{
	Mark m = fn_mark(f);
	CompositeLit *lit = is_CompositeLit(ast_unparen(n));

	if (place.kind == VAL_BLANK) {
		expr_drop(f, n);
	} else if (lit && place.kind != VAL_MAP && (place.rep->cls == REP_MEM || place.rep->cls == REP_VOID)) {
		complit_into(f, lit, place.rep->type, place);
	} else if (place.kind == VAL_SLOT) {
		expr_conv(f, n, place.rep->type, place.slot);
	} else {
		val_store(f, place, expr_source(f, n, place.rep->type));
	}
	fn_release(f, m);
}

void expr_drop(Fn *f, Node *n)
{
	Mark m = fn_mark(f);
	CallExpr *c = is_CallExpr(ast_unparen(n));

	if (c && info_expr(f->pkg, &c->node)->mode == MODE_NOVALUE)
		call(f, c, ANY);
	else if (c && expr_type(f, &c->node) && expr_type(f, &c->node)->kind == TYPE_TUPLE) {
		Rep **reps;
		uint32_t n_results;

		call_results(f, c, &reps, &n_results);
	} else if (expr_type(f, n) && expr_rep(f, n)->cls == REP_MEM && expr_is_place(f, ast_unparen(n))) {
		val_touch(f, in_map(f, place_of(f, n)));	/* panics as its evaluation would */
	} else {
		fn_expr(f, n, ANY);
	}
	fn_release(f, m);
}

/* v, ok := m[k], x.(T), <-c. The value stays in temporaries, *ok is the slot of the bool. */
Val comma_ok(Fn *f, Node *n, uint32_t *ok)
{
	n = ast_unparen(n);
	if (n->kind == AST_UnaryExpr)
		return arith_receive(f, as_UnaryExpr(n), ANY, ok);
	if (n->kind == AST_TypeAssertExpr) {
		TypeAssertExpr *a = as_TypeAssertExpr(n);
		Type *from = expr_type(f, a->x), *to = expr_type(f, a->type);
		Val x = val_slot(rep_of(f->c, from), expr_slots(f, a->x));

		return assert_type(f, x, from, to, ok, ANY);
	}
	Val place = index_place(f, as_IndexExpr(n));
	Rep *rep = place.rep;
	uint32_t p = fn_tmp(f, 1);

	*ok = fn_tmp(f, 1);
	emit_two(f, OP_MAPREF, p, place.slot, (uint32_t)place.imm, *ok, desc_of(f->c, place.map),
		 desc_zeros(f->c, (uint64_t)rep->size));
	return rep->size ? val_copied(f, val_deref(f, p, rep)) : val_tmp(f, rep);
}
