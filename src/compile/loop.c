/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loops. The condition stands at the bottom, so that a turn costs one jump:
 *
 *         init;  jump to end unless cond
 *   body: …
 *   cont: post;  jump to body if cond        (i++; i < n as one instruction where it fits)
 *   end:
 *
 * Range loops keep what they range over in temporaries that stay taken while the body runs.
 */
#include "compile/compile_int.h"

#define MAPIT_WORDS 8	/* words of a map iterator, see OP_MAPIT */

static void target_push(Fn *f, Target *t, const Sym *label, Node *stmt)
{
	*t = (Target){ f->targets, label, label_new(f), label_new(f), stmt };
	f->targets = t;
}

/* ---- for init; cond; post ---- */

static bool is_counting(Fn *f, ForStmt *n, uint32_t *var, Val *limit)
{
	IncDecStmt *inc = is_IncDecStmt(n->post);
	BinaryExpr *cond = n->cond ? is_BinaryExpr(ast_unparen(n->cond)) : NULL;
	Ident *i = inc ? is_Ident(ast_unparen(inc->x)) : NULL, *x = cond ? is_Ident(ast_unparen(cond->x)) : NULL;
	Object *obj = i ? info_object(f->pkg, &i->node) : NULL;
	Loc *loc = obj ? fn_loc(f, obj) : NULL;

	if (!loc || !x || inc->op != TOK_INC || cond->op != TOK_LSS || !loc->reg ||
	    info_object(f->pkg, &x->node) != obj || loc->rep->cls != REP_INT || loc->rep->size != 8 ||
	    !loc->rep->is_signed)
		return false;
	*var = loc->slot;
	const Const *k = info_const(f->pkg, cond->y);
	Node *y = ast_unparen(cond->y);
	CallExpr *c = is_CallExpr(y);

	if (k) {
		*limit = val_const(loc->rep, const_bits_of(k, loc->rep));
		return (int16_t)limit->imm == limit->imm;
	}
	/* A local, or len(local): read afresh each turn, so any change counts. */
	bool len = c && info_expr(f->pkg, ast_unparen(c->fun))->mode == MODE_BUILTIN &&
		   info_expr(f->pkg, ast_unparen(c->fun))->builtin == BUILTIN_LEN;
	Node *name = len ? ast_unparen(c->args.data[0]) : y;
	Object *other = name->kind == AST_Ident ? info_object(f->pkg, name) : NULL;
	Loc *ol = other && other->kind == OBJ_VAR ? fn_loc(f, other) : NULL;

	if (!ol || ol->kind != LOC_SLOT)
		return false;
	if (len && ol->rep->cls != REP_SLICE && ol->rep->cls != REP_STRING)
		return false;
	if (!len && !ol->reg)
		return false;
	*limit = val_slot(loc->rep, ol->slot + (len ? 1 : 0));
	return true;
}

static void loop_bottom(Fn *f, ForStmt *n, Label *body)
{
	uint32_t var;
	Val limit;

	if (n->post && n->cond && is_counting(f, n, &var, &limit)) {
		mark_stmt(f, ast_start(n->post), 0);
		emit_backward(f, limit.kind == VAL_CONST ? OP_INCBLTI : OP_INCBLT, var,
			      limit.kind == VAL_CONST ? (uint16_t)limit.imm : limit.slot, body);
		return;
	}
	if (n->post)
		fn_stmt(f, n->post);
	else if (n->cond)
		mark_stmt(f, ast_start(n->cond), 0);
	if (n->cond)
		cond_jump(f, n->cond, true, body);
	else
		emit_jump(f, OP_JMP, 0, 0, body);
}

/* Go 1.22: a loop variable that lives in a cell gets a fresh one each turn. */
static void fresh_cells(Fn *f, size_t from)
{
	for (size_t i = from; i < f->loop_cells.len; i++) {
		Loc *loc = fn_loc(f, f->loop_cells.data[i]);
		Mark m = fn_mark(f);
		uint32_t p = fn_tmp(f, 1);

		emit_two(f, OP_NEW, p, 0, 0, 0, desc_of(f->c, loc->rep), 0);
		val_store(f, val_deref(f, p, loc->rep), loc_val(f, loc));
		var_set_cell(f, loc, p);
		fn_release(f, m);
	}
}

static void collect_cells(Fn *f, Node *init)
{
	AssignStmt *as = init ? is_AssignStmt(init) : NULL;

	for (uint32_t i = 0; as && as->op == TOK_DEFINE && i < as->lhs.len; i++) {
		Object *var = info_object(f->pkg, as->lhs.data[i]);
		Loc *loc = var ? fn_loc(f, var) : NULL;

		if (loc && loc_in_cell(loc) && (var->flags & OBJF_PER_ITERATION))
			vec_push(&f->loop_cells, var);
	}
}

void for_stmt(Fn *f, ForStmt *n, const Sym *label)
{
	Target t;
	Label *body = label_new(f);
	ScopeMark mark;
	size_t cells = f->loop_cells.len;

	scope_enter(f, &mark);
	target_push(f, &t, label, &n->node);
	mark_stmt(f, n->pos, 0);
	if (n->init)
		fn_stmt(f, n->init);
	collect_cells(f, n->init);
	if (n->cond)
		cond_jump(f, n->cond, false, t.brk);
	label_bind(f, body);
	block(f, n->body);
	label_bind(f, t.cont);
	fresh_cells(f, cells);
	loop_bottom(f, n, body);
	label_bind(f, t.brk);
	f->targets = t.outer;
	vec_trim(&f->loop_cells, cells);
	scope_leave(f, mark);
}

/* ---- range ---- */

/* Before go1.22 all turns share the variables. */
static void range_shared(Fn *f, RangeStmt *n)
{
	Node *lhs[2] = { n->key, n->value };

	for (unsigned i = 0; i < 2 && n->define; i++) {
		Object *var = lhs[i] && !ast_is_blank(lhs[i]) ? info_object(f->pkg, lhs[i]) : NULL;

		if (!var || (var->flags & OBJF_PER_ITERATION))
			continue;
		var_make_cell(f, var);
		val_zero(f, loc_val(f, fn_loc(f, var)));
		fn_declare(f, var);
	}
}

/* A variable of this turn: a fresh one, or the shared one. */
static void range_declare(Fn *f, Node *lhs, Val v)
{
	Object *var = lhs && !ast_is_blank(lhs) && v.rep ? info_object(f->pkg, lhs) : NULL;
	Loc *loc = var ? fn_loc(f, var) : NULL;
	Mark m = fn_mark(f);

	if (!loc)
		return;
	if (var->flags & OBJF_PER_ITERATION)
		var_make_cell(f, var);
	val_store(f, loc_val(f, loc), convert(f, v, v.rep->type, loc->rep->type, ANY));
	fn_release(f, m);
	if (var->flags & OBJF_PER_ITERATION)
		fn_declare(f, var);
}

/* With = both places are evaluated before either is assigned. */
void range_assign(Fn *f, RangeStmt *n, Val key, Val value)
{
	Mark m = fn_mark(f);
	Val places[2] = { { 0 }, { 0 } }, values[2] = { key, value };
	Node *lhs[2] = { n->key, n->value };

	if (n->define) {
		range_declare(f, n->key, key);
		range_declare(f, n->value, value);
		return;
	}
	for (unsigned i = 0; i < 2; i++)
		if (lhs[i] && !ast_is_blank(lhs[i]) && values[i].rep)
			places[i] = pinned_place(f, lhs[i]);
	for (unsigned i = 0; i < 2; i++)
		if (places[i].rep)
			val_store(f, places[i], convert(f, values[i], values[i].rep->type, places[i].rep->type, ANY));
	fn_release(f, m);
}

/* One turn's scope: the variables are new each time. */
static void range_body(Fn *f, RangeStmt *n, Val key, Val value)
{
	ScopeMark mark;

	scope_enter(f, &mark);
	range_assign(f, n, key, value);
	stmts(f, n->body->stmts);
	scope_leave(f, mark);
}

/* Counts slot i from 0 below slot `len`. */
static void range_counted(Fn *f, RangeStmt *n, uint32_t i, uint32_t len, Val key, Val value, Target *t)
{
	Label *body = label_new(f);

	emit_const(f, i, 0);
	emit_jump(f, OP_BLE, len, i, t->brk);
	label_bind(f, body);
	range_body(f, n, key, value);
	label_bind(f, t->cont);
	mark_stmt(f, n->pos, 0);
	emit_backward(f, OP_INCBLT, i, len, body);
	label_bind(f, t->brk);
}

static bool wanted(Node *n)
{
	return n && !ast_is_blank(n);
}

static void range_int(Fn *f, RangeStmt *n, Type *xt, Target *t)
{
	Type *kt = xt;
	uint32_t i = fn_tmp(f, 1), len = fn_tmp(f, 1);

	if (n->key && !ast_is_blank(n->key) && info_object(f->pkg, n->key))
		kt = n->define ? fn_type(f, obj_type(info_object(f->pkg, n->key))) : expr_type(f, n->key);
	Rep *rep = rep_of(f->c, type_is_untyped(kt) ? type_basic(f->c->types, BASIC_INT) : kt);
	const Const *k = info_const(f->pkg, n->x);

	if (k)
		emit_const(f, len, const_bits_of(k, rep));
	else
		expr_to(f, n->x, len);
	range_counted(f, n, i, len, val_slot(rep, i), (Val){ 0 }, t);
}

/* The element at index i behind pointer p: strength-reduced to an indexed load where it is scalar. */
static void range_slice(Fn *f, RangeStmt *n, Type *elem_type, uint32_t s, Target *t)
{
	Rep *elem = rep_of(f->c, elem_type);
	uint32_t i = fn_tmp(f, 1), v = 0;
	bool big = rep_big(elem);
	Label *body = label_new(f);
	ScopeMark mark;

	if (wanted(n->value))
		v = fn_tmp(f, big ? 1 : elem->words);	/* a big one stays where it is: its address */
	emit_const(f, i, 0);
	emit_jump(f, OP_BLE, s + 1, i, t->brk);
	label_bind(f, body);
	scope_enter(f, &mark);
	if (wanted(n->value)) {
		Mark m = fn_mark(f);

		if (rep_scalar(elem)) {
			emit(f, (Opcode)(OP_LDXI8 + elem->width * (OP_LDU8 - OP_LDI8)), v, s, i, 0);
		} else if (elem->size) {
			uint32_t p = big ? v : fn_tmp(f, 1);

			if (elem->size <= 0xffff)
				emit(f, OP_LEAX, p, s, i, (uint32_t)elem->size);
			else
				emit_two(f, OP_LEAXW, p, s, i, 0, (uint64_t)elem->size, 0);
			if (!big)
				val_to(f, val_deref(f, p, elem), v);
		}
		fn_release(f, m);
	}
	range_assign(f, n, val_slot(rep_int(f), i), wanted(n->value) ? passed_val(f, elem, v) : (Val){ 0 });
	stmts(f, n->body->stmts);
	scope_leave(f, mark);
	label_bind(f, t->cont);
	mark_stmt(f, n->pos, 0);
	emit_backward(f, OP_INCBLT, i, s + 1, body);
	label_bind(f, t->brk);
}

/* An array is ranged over as the slice of it, or of a copy when its values are wanted. */
static void range_array(Fn *f, RangeStmt *n, Type *array, bool pointer, Target *t)
{
	uint32_t s = fn_tmp(f, 3);
	Rep *rep = rep_of(f->c, array);

	if (!wanted(n->value)) {
		Mark m = fn_mark(f);

		/* Its length is a constant: nothing is evaluated that does not run code. */
		if (!pointer && ast_unparen(n->x)->kind == AST_StarExpr && expr_runs_code(f, n->x))
			val_touch(f, place_of(f, n->x));
		else if (expr_runs_code(f, n->x))
			expr_drop(f, n->x);
		fn_release(f, m);
		emit_const(f, s, 0);
	} else if (pointer) {
		expr_to(f, n->x, s);
		emit(f, OP_NILCHK, s, 0, 0, 0);
	} else if (rep_big(rep)) {
		emit(f, OP_MOV, s, fn_expr(f, n->x, ANY).slot, 0, 0);
	} else {
		uint32_t copy = fn_tmp(f, rep->words);

		val_to(f, place_of(f, n->x), copy);
		fn_live(f, copy, rep);
		emit_cd(f, OP_LEA, s, 0, (int64_t)copy * 8);
	}
	emit_const(f, s + 1, array->array.len);
	fn_live(f, s, rep_pointer(f));
	range_slice(f, n, array->array.elem, s, t);
}

static void range_string(Fn *f, RangeStmt *n, Target *t)
{
	uint32_t s = fn_tmp(f, 2), i = fn_tmp(f, 1), next = fn_tmp(f, 1), r = fn_tmp(f, 1);
	Label *body = label_new(f);

	expr_to(f, n->x, s);
	fn_live(f, s, rep_string(f));
	emit_const(f, next, 0);
	emit_jump(f, OP_BLE, s + 1, next, t->brk);
	label_bind(f, body);
	emit(f, OP_MOV, i, next, 0, 0);
	emit(f, OP_RUNE, r, s, i, next);
	range_body(f, n, val_slot(rep_int(f), i), val_slot(rep_basic(f->c, BASIC_INT32), r));
	label_bind(f, t->cont);
	mark_stmt(f, n->pos, 0);
	emit_jump(f, OP_BLT, next, s + 1, body);
	label_bind(f, t->brk);
}

static void range_map(Fn *f, RangeStmt *n, Type *map, Target *t)
{
	Rep *rep = rep_of(f->c, map), *key = rep_of(f->c, map->map.key), *elem = rep_of(f->c, map->map.elem);
	uint32_t it = fn_tmp(f, MAPIT_WORDS), at;
	Mark m = fn_mark(f);

	emit_two(f, OP_MAPIT, it, expr_slots(f, n->x), 0, 0, desc_of(f->c, rep), 0);
	fn_release(f, m);
	/* Words 0 to 3 of an iterator are pointers: key, value, map, table. */
	for (uint32_t w = 0; w < 4; w++)
		fn_live(f, it + w, rep_pointer(f));
	label_bind(f, t->cont);
	mark_stmt(f, n->pos, 0);
	at = emit_two(f, OP_MAPNX, it, 0, 0, 0, desc_of(f->c, rep), 0);
	vec_push(&t->brk->uses, at);
	range_body(f, n, wanted(n->key) ? val_deref(f, it, key) : (Val){ 0 },
		   wanted(n->value) ? val_deref(f, it + 1, elem) : (Val){ 0 });
	emit_jump(f, OP_JMP, 0, 0, t->cont);
	label_bind(f, t->brk);
}

static void range_chan(Fn *f, RangeStmt *n, Type *chan, Target *t)
{
	Rep *elem = rep_of(f->c, chan->chan.elem);
	uint32_t ch = fn_tmp(f, 1), v = fn_tmp(f, elem->words ? elem->words : 1), ok = fn_tmp(f, 1);

	expr_to(f, n->x, ch);
	fn_live(f, ch, rep_pointer(f));
	label_bind(f, t->cont);
	mark_stmt(f, n->pos, 0);
	emit(f, OP_RECV, v, ch, ok, 0);
	Mark m = fn_mark(f);

	fn_live(f, v, elem);
	safepoint(f, MAP_AT);
	fn_release(f, m);
	emit_jump(f, OP_BF, ok, 0, t->brk);
	extend_scalar(f, v, elem);
	range_body(f, n, val_slot(elem, v), (Val){ 0 });
	emit_jump(f, OP_JMP, 0, 0, t->cont);
	label_bind(f, t->brk);
}

void fn_range(Fn *f, RangeStmt *n, const Sym *label)
{
	Type *xt = expr_type(f, n->x), *t = type_is_tparam(xt) ? type_core(xt) : type_under(xt);
	bool pointer = t->kind == TYPE_POINTER;
	Mark m = fn_mark(f);
	Target target;
	ScopeMark scope;

	if (t->kind == TYPE_FUNC) {
		range_func(f, n, t, label);
		return;
	}
	scope_enter(f, &scope);
	target_push(f, &target, label, &n->node);
	mark_stmt(f, n->pos, 0);
	range_shared(f, n);
	if (pointer)
		t = type_under(t->pointer.elem);
	switch (t->kind) {
	case TYPE_SLICE: {
		uint32_t s = fn_tmp(f, 3);

		expr_to(f, n->x, s);
		fn_live(f, s, expr_rep(f, n->x));
		range_slice(f, n, t->slice.elem, s, &target);
		break;
	}
	case TYPE_ARRAY: range_array(f, n, t, pointer, &target); break;
	case TYPE_MAP: range_map(f, n, t, &target); break;
	case TYPE_CHAN: range_chan(f, n, t, &target); break;
	default:
		if (type_basic_flags(t) & BF_STRING)
			range_string(f, n, &target);
		else
			range_int(f, n, xt, &target);
	}
	f->targets = target.outer;
	scope_leave(f, scope);
	fn_release(f, m);
}
