/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons, as values and as jumps: a condition is compiled to jumps alone where its value is not wanted. */
#include "compile/compile_int.h"

/* ---- comparisons ---- */

bool compare_is_nil(Fn *f, Node *n)
{
	return info_expr(f->pkg, ast_unparen(n))->mode == MODE_NIL;
}

static Opcode set_op(Tok op, const Rep *rep, bool *swap)
{
	bool u = rep->cls == REP_INT && !rep->is_signed;

	*swap = op == TOK_GTR || op == TOK_GEQ;
	switch (rep->cls) {
	case REP_F64:
		return op == TOK_EQL ? OP_FEQ : op == TOK_NEQ ? OP_FNE
		       : op == TOK_LSS || op == TOK_GTR ? OP_FLT : OP_FLE;
	case REP_F32:
		return op == TOK_EQL ? OP_FEQ32 : op == TOK_NEQ ? OP_FNE32
		       : op == TOK_LSS || op == TOK_GTR ? OP_FLT32 : OP_FLE32;
	case REP_STRING:
		return op == TOK_EQL || op == TOK_NEQ ? OP_SEQ
		       : op == TOK_LSS || op == TOK_GTR ? OP_SLT : OP_SLE;
	default:
		return op == TOK_EQL ? OP_EQ : op == TOK_NEQ ? OP_NE
		       : op == TOK_LSS || op == TOK_GTR ? (u ? OP_LTU : OP_LT) : (u ? OP_LEU : OP_LE);
	}
}

static void compare_memory(Fn *f, uint32_t d, Val x, Val y)
{
	Val xs = x.kind == VAL_CONST ? val_slot(x.rep, val_slots(f, x)) : x;
	Val ys = y.kind == VAL_CONST ? val_slot(y.rep, val_slots(f, y)) : y;

	if (x.rep->size == 0) {
		emit_const(f, d, 1);
		return;
	}
	uint32_t a = val_address(f, xs), b = val_address(f, ys);

	emit_two(f, OP_EQT, d, a, b, 0, desc_of(f->c, x.rep), 0);
}

Val compare(Fn *f, Tok op, Val x, Val y, uint32_t want)
{
	Rep *boolean = rep_bool(f);
	uint32_t d = want_slot(f, boolean, want);
	Mark m = fn_mark(f);
	bool swap, negate = op == TOK_NEQ;

	switch (x.rep->cls) {
	case REP_EFACE: case REP_IFACE:
		emit(f, x.rep->cls == REP_EFACE ? OP_EFEQ : OP_IFEQ, d, val_slots(f, x), val_slots(f, y), 0);
		break;
	case REP_MEM: case REP_C64: case REP_C128: case REP_VOID:
		compare_memory(f, d, x, y);
		break;
	default: {
		Opcode o = set_op(op, x.rep, &swap);
		uint32_t a = val_slots(f, x), b = val_slots(f, y);

		emit(f, o, d, swap ? b : a, swap ? a : b, 0);
		negate = negate && x.rep->cls == REP_STRING;
	}
	}
	if (negate)
		emit(f, OP_LNOT, d, d, 0, 0);
	fn_release(f, m);
	return want_done(f, boolean, d, want);
}

/* Operands of a comparison, brought to one type: a concrete one against an interface is converted. */
static void compare_operands(Fn *f, BinaryExpr *n, Val *x, Val *y)
{
	Type *tx = expr_type(f, n->x), *ty = expr_type(f, n->y);
	bool ix = type_is_interface(type_under(tx)), iy = type_is_interface(type_under(ty));
	Type *common = ix && !iy ? tx : iy && !ix ? ty : NULL;

	if (ix && iy && !type_identical(type_under(tx), type_under(ty)))
		common = type_assignable(f->c->types, tx, ty) ? ty : tx;
	*x = common ? expr_conv(f, n->x, common, ANY) : fn_expr(f, n->x, ANY);
	*y = common ? expr_conv(f, n->y, common, ANY) : fn_expr(f, n->y, ANY);
}

/* x == nil: the word that tells. */
static uint32_t nil_word(Fn *f, BinaryExpr *n, bool *against_nil)
{
	*against_nil = compare_is_nil(f, n->x) || compare_is_nil(f, n->y);
	return *against_nil ? expr_slots(f, compare_is_nil(f, n->x) ? n->y : n->x) : 0;
}

Val compare_value(Fn *f, BinaryExpr *n, uint32_t want)
{
	Mark m = fn_mark(f);
	uint32_t d = want_late(m, want);
	bool against_nil;
	uint32_t w = nil_word(f, n, &against_nil);
	Val x, y;

	if (against_nil) {
		emit_cd(f, OP_EQI, d, w, 0);
		if (n->op == TOK_NEQ)
			emit(f, OP_LNOT, d, d, 0, 0);
	} else {
		size_t hoisted = hoist_calls(f, (Node *[]){ n->x, n->y }, 2);

		compare_operands(f, n, &x, &y);
		hoist_done(f, hoisted);
		mark_line(f, n->pos);
		compare(f, (Tok)n->op, x, y, d);
	}
	return want_late_done(f, m, rep_bool(f), want);
}

/* ---- conditions ---- */

static Tok invert(Tok op)
{
	switch (op) {
	case TOK_EQL: return TOK_NEQ;
	case TOK_NEQ: return TOK_EQL;
	case TOK_LSS: return TOK_GEQ;
	case TOK_GEQ: return TOK_LSS;
	case TOK_GTR: return TOK_LEQ;
	default: return TOK_GTR;
	}
}

static Tok mirror(Tok op)
{
	switch (op) {
	case TOK_LSS: return TOK_GTR;
	case TOK_GTR: return TOK_LSS;
	case TOK_LEQ: return TOK_GEQ;
	case TOK_GEQ: return TOK_LEQ;
	default: return op;
	}
}

static void jump_immediate(Fn *f, Tok op, uint32_t x, int64_t k, Label *to)
{
	Opcode o = op == TOK_EQL ? OP_BEQI : op == TOK_NEQ ? OP_BNEI : op == TOK_LSS ? OP_BLTI
		 : op == TOK_LEQ ? OP_BLEI : op == TOK_GTR ? OP_BGTI : OP_BGEI;

	emit_jump(f, o, x, (uint16_t)k, to);
}

static void jump_int(Fn *f, Tok op, Val x, Val y, Label *to)
{
	bool u = x.rep->cls == REP_INT && !x.rep->is_signed;

	if (x.kind == VAL_CONST) {
		Val t = x;

		x = y;
		y = t;
		op = mirror(op);
	}
	bool equality = op == TOK_EQL || op == TOK_NEQ;
	uint32_t a = val_slots(f, x), b;

	/* An unsigned value of fewer than 64 bits is not negative as int64: signed jumps do. */
	if (y.kind == VAL_CONST && (int16_t)y.imm == y.imm && (equality || !u || x.rep->size < 8)) {
		jump_immediate(f, op, a, y.imm, to);
		return;
	}
	b = val_slots(f, y);
	switch (op) {
	case TOK_EQL: emit_jump(f, OP_BEQ, a, b, to); break;
	case TOK_NEQ: emit_jump(f, OP_BNE, a, b, to); break;
	case TOK_LSS: emit_jump(f, u ? OP_BLTU : OP_BLT, a, b, to); break;
	case TOK_LEQ: emit_jump(f, u ? OP_BLEU : OP_BLE, a, b, to); break;
	case TOK_GTR: emit_jump(f, u ? OP_BLTU : OP_BLT, b, a, to); break;
	default: emit_jump(f, u ? OP_BLEU : OP_BLE, b, a, to); break;
	}
}

static void jump_float(Fn *f, Tok op, bool sense, Val x, Val y, Label *to)
{
	uint32_t a = val_slots(f, x), b = val_slots(f, y);
	bool less = op == TOK_LSS || op == TOK_GTR;

	if (op == TOK_EQL || op == TOK_NEQ) {
		emit_jump(f, (op == TOK_EQL) == sense ? OP_BFEQ : OP_BFNE, a, b, to);
		return;
	}
	if (op == TOK_GTR || op == TOK_GEQ) {
		uint32_t t = a;

		a = b;
		b = t;
	}
	emit_jump(f, sense ? (less ? OP_BFLT : OP_BFLE) : (less ? OP_BFNLT : OP_BFNLE), a, b, to);
}

/* A comparison that has a jump instruction of its own; false: make a bool and test it. */
static bool jump_compare(Fn *f, BinaryExpr *n, bool sense, Label *to)
{
	Tok op = (Tok)n->op;
	bool against_nil;
	uint32_t w;
	Val x, y;
	Rep *rep;

	if (token_precedence(op) != 3)
		return false;
	if ((w = nil_word(f, n, &against_nil), against_nil)) {
		emit_jump(f, (op == TOK_EQL) == sense ? OP_BEQI : OP_BNEI, w, 0, to);
		return true;
	}
	rep = expr_rep(f, n->x);
	if (rep->cls != REP_INT && rep->cls != REP_PTR && rep->cls != REP_F64)
		return false;
	if (expr_rep(f, n->y)->cls != rep->cls)
		return false;
	size_t hoisted = hoist_calls(f, (Node *[]){ n->x, n->y }, 2);

	compare_operands(f, n, &x, &y);
	hoist_done(f, hoisted);
	mark_line(f, n->pos);
	if (rep->cls == REP_F64)
		jump_float(f, op, sense, x, y, to);
	else
		jump_int(f, sense ? op : invert(op), x, y, to);
	return true;
}

static void jump_logical(Fn *f, BinaryExpr *n, bool sense, Label *to)
{
	bool and = n->op == TOK_ANDAND;

	if (and != sense) {	/* a && b false, a || b true: either decides */
		cond_jump(f, n->x, sense, to);
		cond_jump(f, n->y, sense, to);
	} else {
		Label *past = label_new(f);

		cond_jump(f, n->x, !sense, past);
		cond_jump(f, n->y, sense, to);
		label_bind(f, past);
	}
}

void cond_jump(Fn *f, Node *n, bool sense, Label *to)
{
	Node *x = ast_unparen(n);
	const Const *k = info_const(f->pkg, n);
	BinaryExpr *b = is_BinaryExpr(x);
	UnaryExpr *u = is_UnaryExpr(x);
	Mark m = fn_mark(f);

	if (k) {
		if (const_bool_value(k) == sense)
			emit_jump(f, OP_JMP, 0, 0, to);
	} else if (u && u->op == TOK_NOT) {
		cond_jump(f, u->x, !sense, to);
	} else if (b && (b->op == TOK_ANDAND || b->op == TOK_OROR)) {
		jump_logical(f, b, sense, to);
	} else if (!b || !jump_compare(f, b, sense, to)) {
		emit_jump(f, sense ? OP_BT : OP_BF, expr_slots(f, n), 0, to);
	}
	fn_release(f, m);
}

/* && and || as values. The destination may be a variable that the operands read, so it is written
 * through a temporary. */
Val compare_logical(Fn *f, BinaryExpr *n, uint32_t want)
{
	Rep *rep = expr_rep(f, &n->node);
	Mark m = fn_mark(f);
	bool temporary = want != ANY && want >= f->locals_end;
	uint32_t t = temporary ? want : fn_tmp(f, 1);
	Label *out = label_new(f);

	expr_to(f, n->x, t);
	emit_jump(f, n->op == TOK_ANDAND ? OP_BF : OP_BT, t, 0, out);
	expr_to(f, n->y, t);
	label_bind(f, out);
	val_to(f, val_slot(rep, t), want_late(m, want));
	return want_late_done(f, m, rep, want);
}
