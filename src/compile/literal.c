/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composite literals, function literals and function values (Spec: "Composite literals", "Method values"). */
#include "base/exact.h"
#include "compile/compile_int.h"

/* ---- composite literals ---- */

/* The literal's own type; an elided &T{} element has pointer type and is allocated. */
static void element_into(Fn *f, Node *n, Type *t, Val place)
{
	CompositeLit *lit = is_CompositeLit(ast_unparen(n));
	Mark m = fn_mark(f);

	if (lit && !lit->type && type_is(t, TYPE_POINTER)) {
		Rep *rep = rep_of(f->c, type_under(t)->pointer.elem);
		Val p = site_new(f, &lit->node, ESCAPE_NEW, rep, false, ANY);

		complit_into(f, lit, rep->type, val_deref(f, p.slot, rep));
		p.rep = place.rep;
		val_store(f, place, p);
	} else {
		expr_store(f, n, place);
	}
	fn_release(f, m);
}

static Node *value_of(Node *elem)
{
	KeyValueExpr *kv = is_KeyValueExpr(elem);

	return kv ? kv->value : elem;
}

static uint32_t field_index(Type *st, Node *key)
{
	Ident *id = as_Ident(key);

	for (uint32_t i = 0; i < st->strct.nfields; i++)
		if (st->strct.fields[i]->name == id->name)
			return i;
	return 0;
}

/* Does the literal give every field its value? A blank one has none but zero. */
static bool sets_all(Fn *f, CompositeLit *n, Type *st)
{
	for (uint32_t i = 0; i < st->strct.nfields; i++)
		if (st->strct.fields[i]->name == f->c->blank)
			return false;
	return n->elems.len == st->strct.nfields;
}

static void struct_into(Fn *f, CompositeLit *n, Type *st, Val place)
{
	if (!sets_all(f, n, st))
		val_zero(f, place);
	for (uint32_t i = 0; i < n->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(n->elems.data[i]);
		uint32_t at = kv ? field_index(st, kv->key) : i;
		Type *t = obj_type(st->strct.fields[at]);
		Mark m = fn_mark(f);
		Val field = val_part(f, place, type_field_offset(f->c->types, st, at), rep_of(f->c, t));

		if (st->strct.fields[at]->name == f->c->blank)
			expr_drop(f, value_of(n->elems.data[i]));
		else
			element_into(f, value_of(n->elems.data[i]), t, field);
		fn_release(f, m);
	}
}

Node *literal_element(Fn *f, CompositeLit *n, uint32_t i, Type **type)
{
	Type *t = expr_type(f, &n->node);
	KeyValueExpr *kv = is_KeyValueExpr(n->elems.data[i]);

	t = type_is_tparam(t) ? type_core(t) : type_under(t);
	if (t->kind == TYPE_POINTER)	/* &T left out, in a literal of pointers */
		t = type_under(t->pointer.elem);
	*type = t->kind == TYPE_STRUCT ? obj_type(t->strct.fields[kv ? field_index(t, kv->key) : i]) :
		t->kind == TYPE_ARRAY ? t->array.elem : t->kind == TYPE_SLICE ? t->slice.elem : NULL;
	return value_of(n->elems.data[i]);
}

int64_t literal_length(Fn *f, CompositeLit *n)
{
	int64_t at = 0, max = 0;

	for (uint32_t i = 0; i < n->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(n->elems.data[i]);

		if (kv)
			const_to_int64(info_const(f->pkg, kv->key), &at);
		at++;
		max = at > max ? at : max;
	}
	return max;
}

static void elements_into(Fn *f, CompositeLit *n, Type *elem, Val place)
{
	Rep *rep = rep_of(f->c, elem);
	int64_t at = 0;

	for (uint32_t i = 0; i < n->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(n->elems.data[i]);
		Mark m = fn_mark(f);

		if (kv)
			const_to_int64(info_const(f->pkg, kv->key), &at);
		element_into(f, value_of(n->elems.data[i]), elem, val_part(f, place, at * rep->size, rep));
		fn_release(f, m);
		at++;
	}
}

/* A table of constants is laid out in rodata and copied as a whole. */
static bool copy_template(Fn *f, CompositeLit *n, Type *array, Val place)
{
	Rep *rep = rep_of(f->c, array);
	Mark m = fn_mark(f);
	uint64_t addr;
	uint32_t p;

	if (n->elems.len < 4 || place.kind == VAL_GLOBAL || rep->size > 1 << 20)
		return false;
	addr = image_rodata(f->c->im, NULL, (size_t)rep->size, 8);
	if (!data_static_elements(f->c, f->pkg, n, array, addr))
		return false;
	p = fn_tmp(f, 1);
	emit_const(f, p, (int64_t)addr);
	if (rep->pointers)
		emit_two(f, OP_CPMT, val_address(f, place), p, 0, 0, desc_of(f->c, rep), 0);
	else
		emit_cd(f, OP_CPM, val_address(f, place), p, rep->size);
	fn_release(f, m);
	return true;
}

static void array_into(Fn *f, CompositeLit *n, Type *array, Val place)
{
	if (!f->ref->targs.n && copy_template(f, n, array, place))
		return;
	if (n->elems.len < (uint64_t)array->array.len)
		val_zero(f, place);
	elements_into(f, n, array->array.elem, place);
}

static void slice_into(Fn *f, CompositeLit *n, Type *st, Val place)
{
	Compiler *c = f->c;
	int64_t len = literal_length(f, n);
	Type *array = type_array(c->types, st->slice.elem, len);
	Rep *rep = rep_of(c, array);
	Mark m = fn_mark(f);
	Val p = site_new(f, &n->node, ESCAPE_SLICE, rep, n->elems.len < (uint64_t)len, ANY);
	uint32_t s;

	if (f->ref->targs.n || !copy_template(f, n, array, val_deref(f, p.slot, rep)))
		elements_into(f, n, st->slice.elem, val_deref(f, p.slot, rep));
	s = fn_tmp(f, 3);
	emit(f, OP_MOV, s, p.slot, 0, 0);
	emit_const(f, s + 1, len);
	emit_const(f, s + 2, len);
	fn_live(f, s, rep_pointer(f));
	val_store(f, place, val_slot(place.rep, s));
	fn_release(f, m);
}

static void map_into(Fn *f, CompositeLit *n, Type *mt, Rep *rep, Val place)
{
	Mark m = fn_mark(f);
	uint32_t map = fn_tmp(f, 1), hint = fn_tmp(f, 1);
	Rep *key = rep_of(f->c, mt->map.key);

	emit_const(f, hint, n->elems.len);
	emit_two(f, OP_MKMAP, map, hint, 0, 0, desc_of(f->c, rep), 0);
	fn_live(f, map, rep_pointer(f));
	for (uint32_t i = 0; i < n->elems.len; i++) {
		KeyValueExpr *kv = as_KeyValueExpr(n->elems.data[i]);
		Mark inner = fn_mark(f);
		uint32_t k = map_key_slot(f, mt);

		if (rep_big(key)) {
			alloc_new(f, key, k);
			fn_live(f, k, rep_pointer(f));	/* while the key is computed */
		}
		element_into(f, kv->key, mt->map.key, passed_val(f, key, k));
		if (!rep_big(key))
			fn_live(f, k, key);
		element_into(f, kv->value, mt->map.elem,
			     (Val){ .kind = VAL_MAP, .slot = map, .imm = k, .map = rep_of(f->c, mt),
				    .rep = rep_of(f->c, mt->map.elem) });
		fn_release(f, inner);
	}
	val_store(f, place, val_slot(place.rep, map));
	fn_release(f, m);
}

void complit_into(Fn *f, CompositeLit *n, Type *t, Val place)
{
	Type *under = type_is_tparam(t) ? type_core(t) : type_under(t);

	size_t hoisted = hoist_elements(f, n);

	mark_line(f, ast_start(&n->node));
	switch (under->kind) {
	case TYPE_STRUCT: struct_into(f, n, under, place); break;
	case TYPE_ARRAY: array_into(f, n, under, place); break;
	case TYPE_SLICE: slice_into(f, n, under, place); break;
	case TYPE_MAP: map_into(f, n, under, rep_of(f->c, t), place); break;
	default: break;
	}
	hoist_done(f, hoisted);
}

/* Always through fresh words: the elements may read the variable that is being assigned. */
Val complit(Fn *f, CompositeLit *n, uint32_t want)
{
	Rep *rep = expr_rep(f, &n->node);
	uint32_t t = fn_tmp(f, rep->words);
	Mark m = fn_mark(f);

	/* Parts become live with the whole: zero it first where parts are computed in between. */
	if (rep->pointers && rep->cls == REP_MEM) {
		val_zero(f, val_slot(rep, t));
		fn_live(f, t, rep);
	}
	complit_into(f, n, rep->type, val_slot(rep, t));
	if (want == ANY) {
		fn_release(f, (Mark){ m.top, m.live });
		fn_live(f, t, rep);
		return val_slot(rep, t);
	}
	val_to(f, val_slot(rep, t), want);
	fn_release(f, (Mark){ t, m.live });
	return val_slot(rep, want);
}

/* ---- function values ---- */

static Val static_func(Fn *f, FnRef *ref, Rep *rep, uint32_t want)
{
	uint32_t d = want != ANY ? want : fn_tmp(f, 1);

	emit_const(f, d, (int64_t)ref_funcval(f->c, ref));
	return val_slot(rep, d);
}

/* A closure object with its code word filled in; the caller stores the rest. n: what makes it, or NULL. */
static uint32_t closure(Fn *f, FnRef *ref, const Node *n, EscapeSite kind, uint32_t words)
{
	uint32_t d = fn_tmp(f, 1), code, at;
	Mark m = fn_mark(f);

	if (!n || !site_address(f, n, kind, words, d))
		emit_two(f, OP_NEW, d, 0, 0, 0, ref->closure_type, 0);
	code = fn_tmp(f, 1);
	at = emit_two(f, OP_LDK, code, 0, 0, 0, 0, 0);
	vec_push(&f->calls, ((Fixup){ at, ref }));
	emit(f, OP_ST64, d, code, 0, 0);
	fn_release(f, m);
	return d;
}

static void store_capture(Fn *f, const Capture *cap, uint32_t object)
{
	Rep *part = cap->by_ref ? rep_pointer(f) : cap->rep;
	Val v = cap->by_ref ? val_slot(part, val_address(f, var_place(f, cap->obj))) : var_place(f, cap->obj);

	v.rep = part;
	val_store(f, (Val){ .kind = VAL_PTR, .slot = object, .imm = cap->offset, .rep = part }, v);
}

Val func_literal(Fn *f, FuncInfo *info, FnRef *ref, uint32_t want)
{
	Rep *rep = fn_rep(f, info->sig);
	Mark m = fn_mark(f);
	uint32_t d;

	if (!ref->ncaptures)
		return static_func(f, ref, rep, want);
	/* Through a temporary: the destination may be captured itself (f = func() { … f() }). */
	d = closure(f, ref, info->node, ESCAPE_CLOSURE, closure_words(ref));
	fn_live(f, d, rep);
	Mark inner = fn_mark(f);

	for (uint32_t i = 0; i < ref->ncaptures; i++) {
		store_capture(f, &ref->captures[i], d);
		fn_release(f, inner);
	}
	if (want == ANY)
		return val_slot(rep, d);
	emit(f, OP_MOV, want, d, 0, 0);
	fn_release(f, m);
	return val_slot(rep, want);
}

/* The yield function of a range-over-func loop: its two records, then what it captures. */
uint32_t range_closure(Fn *f, FnRef *ref, uint32_t record, uint32_t loop)
{
	uint32_t d = closure(f, ref, NULL, ESCAPE_CLOSURE, 0);
	Mark m;

	fn_live(f, d, rep_pointer(f));
	m = fn_mark(f);
	emit(f, OP_STP, d, record, 8, 0);
	emit(f, OP_STP, d, loop, 16, 0);
	for (uint32_t i = 2; i < ref->ncaptures; i++) {
		store_capture(f, &ref->captures[i], d);
		fn_release(f, m);
	}
	return d;
}

/* x.M as a value: a closure that holds the receiver. */
static Val method_value(Fn *f, SelectorExpr *n, const Selection *sel, uint32_t want)
{
	Rep *rep = expr_rep(f, &n->node);
	Mark m = fn_mark(f);
	Type *recv_type;
	Val recv = method_receiver(f, n, sel, &recv_type);
	FnRef *ref = ref_bound(f->c, recv_type, sel, rep->type, f->pkg);
	uint32_t d;

	if (!rep_big(recv.rep))
		recv = val_slot(recv.rep, val_slots(f, recv));
	if (type_is_interface(type_under(recv_type)))
		emit(f, OP_NILCHK, recv.slot, 0, 0, 0);
	d = closure(f, ref, &n->node, ESCAPE_METHOD, 1 + recv.rep->words);
	fn_live(f, d, rep);
	val_store(f, (Val){ .kind = VAL_PTR, .slot = d, .imm = 8, .rep = recv.rep }, recv);
	if (want == ANY)
		return val_slot(rep, d);
	emit(f, OP_MOV, want, d, 0, 0);
	fn_release(f, m);
	return val_slot(rep, want);
}

/* T.M: the method with the receiver as first parameter. */
static Val method_expression(Fn *f, SelectorExpr *n, const Selection *sel, uint32_t want)
{
	MethodSetEntry e = { sel->obj, sel->path, sel->npath, sel->indirect };

	return static_func(f, ref_method_wrapper(f->c, sel->recv, arena_copy(f->c->arena, &e, sizeof e)),
			   expr_rep(f, &n->node), want);
}

Val select_value(Fn *f, SelectorExpr *n, uint32_t want)
{
	const Selection *sel = resolved_selection(f, n);

	if (sel->kind == SEL_METHOD_EXPR)
		return method_expression(f, n, sel, want);
	return method_value(f, n, sel, want);
}

Object *callee_object(Fn *f, Node *fun, TypeList *targs)
{
	Object *obj;
	IndexExpr *index;
	SelectorExpr *s;
	Node *id;
	const Instance *inst;

	fun = ast_unparen(fun);
	index = is_IndexExpr(fun);
	if (index && (info_expr(f->pkg, index->x)->mode == MODE_VALUE || is_Ident(index->x) ||
		      is_SelectorExpr(index->x)))
		fun = ast_unparen(index->x);
	s = is_SelectorExpr(fun);
	if (s && info_selection(f->pkg, fun))
		return NULL;
	id = s ? &s->sel->node : fun;
	if (id->kind != AST_Ident)
		return NULL;
	obj = info_object(f->pkg, id);
	if (!obj || obj->kind != OBJ_FUNC)
		return NULL;
	inst = info_instance(f->pkg, id);
	targs->n = 0;
	if (inst) {
		targs->n = inst->targs.n;
		targs->at = arena_make_n(f->c->arena, Type *, targs->n);
		for (uint32_t i = 0; i < targs->n; i++)
			targs->at[i] = fn_type(f, inst->targs.at[i]);
	}
	return obj;
}

Val func_value_of(Fn *f, Node *n, uint32_t want)
{
	TypeList targs = { 0 };
	Object *obj = callee_object(f, n, &targs);

	if (!obj) {
		fn_unsupported(f, n->pos, "this expression as a value");
		return val_const(rep_pointer(f), 0);
	}
	return static_func(f, ref_func(f->c, obj, targs), expr_rep(f, n), want);
}
