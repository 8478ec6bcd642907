/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operators on computed values: arithmetic with the wrap-around of narrow types, shifts, complex numbers,
 * concatenation, and the expressions that consist of them. What every expression keeps to stands in expr.c.
 */
#include "compile/compile_int.h"

/* ---- arithmetic ---- */

void arith_extend(Fn *f, uint32_t slot, const Rep *rep)
{
	static const Opcode ops[] = { OP_SX8, OP_ZX8, OP_SX16, OP_ZX16, OP_SX32, OP_ZX32 };

	if (rep->cls == REP_INT && rep->width != W_64)
		emit(f, ops[rep->width], slot, slot, 0, 0);
}

static bool fits32(Val v)
{
	return v.kind == VAL_CONST && (int32_t)v.imm == v.imm;
}

static int log2_of(int64_t v)
{
	return v > 0 && (v & (v - 1)) == 0 ? __builtin_ctzll((uint64_t)v) : -1;
}

enum { NARROW_ADD, NARROW_SUB, NARROW_MUL, NARROW_ADDI, NARROW_OPS };

static Opcode narrow_op(const Rep *rep, unsigned which)
{
	return (Opcode)(OP_ADDI8 + rep->width * NARROW_OPS + which);
}

/* x op constant, where there is an instruction for it; false when there is none. */
static bool int_immediate(Fn *f, Tok op, uint32_t d, uint32_t x, int64_t k, const Rep *rep)
{
	bool narrow = rep->width != W_64;
	int bit = log2_of(k);

	switch (op) {
	case TOK_SUB:
		if (k == INT32_MIN)
			return false;
		k = -k; /* fall through */
	case TOK_ADD:
		emit_cd(f, narrow ? narrow_op(rep, NARROW_ADDI) : OP_ADDI, d, x, k);
		return true;
	case TOK_MUL:
		emit_cd(f, OP_MULI, d, x, k);
		arith_extend(f, d, rep);
		return true;
	case TOK_AND: emit_cd(f, OP_ANDI, d, x, k); return true;
	case TOK_OR: emit_cd(f, OP_ORI, d, x, k); return true;
	case TOK_XOR: emit_cd(f, OP_XORI, d, x, k); return true;
	case TOK_ANDNOT: emit_cd(f, OP_ANDI, d, x, ~k); return true;
	default: break;
	}
	if (op != TOK_DIV && op != TOK_REM)
		return false;
	if (!rep->is_signed && bit >= 0) {
		if (op == TOK_DIV)
			emit(f, OP_SHRUI, d, x, (uint32_t)bit, 0);
		else
			emit_cd(f, OP_ANDI, d, x, k - 1);
		return true;
	}
	if ((rep->is_signed || narrow) && k > 0) {
		emit_cd(f, op == TOK_DIV ? OP_DIVI : OP_MODI, d, x, k);
		return true;
	}
	return false;
}

static void shift(Fn *f, Tok op, uint32_t d, uint32_t x, Val y, const Rep *rep, const Rep *count)
{
	Opcode var = op == TOK_SHL ? OP_SHL : rep->is_signed ? OP_SHR : OP_SHRU;
	Opcode imm = op == TOK_SHL ? OP_SHLI : rep->is_signed ? OP_SHRI : OP_SHRUI;

	if (y.kind == VAL_CONST && (uint64_t)y.imm < 64) {
		emit(f, imm, d, x, (uint32_t)y.imm, 0);
	} else if (y.kind == VAL_CONST && op == TOK_SHR && rep->is_signed) {
		emit(f, OP_SHRI, d, x, 63, 0);
	} else if (y.kind == VAL_CONST) {
		emit_const(f, d, 0);
		return;
	} else {
		uint32_t n = val_slots(f, y);

		if (count && count->is_signed)
			emit(f, OP_CHKSH, n, 0, 0, 0);
		emit(f, var, d, x, n, 0);
	}
	if (op == TOK_SHL)
		arith_extend(f, d, rep);
}

static void int_op(Fn *f, Tok op, uint32_t d, uint32_t x, uint32_t y, const Rep *rep)
{
	bool narrow = rep->width != W_64, sg = rep->is_signed;

	switch (op) {
	case TOK_ADD: emit(f, narrow ? narrow_op(rep, NARROW_ADD) : OP_ADD, d, x, y, 0); break;
	case TOK_SUB: emit(f, narrow ? narrow_op(rep, NARROW_SUB) : OP_SUB, d, x, y, 0); break;
	case TOK_MUL: emit(f, narrow ? narrow_op(rep, NARROW_MUL) : OP_MUL, d, x, y, 0); break;
	case TOK_DIV:
		emit(f, sg ? OP_DIV : OP_DIVU, d, x, y, 0);
		if (sg)
			arith_extend(f, d, rep);
		break;
	case TOK_REM: emit(f, sg ? OP_MOD : OP_MODU, d, x, y, 0); break;
	case TOK_AND: emit(f, OP_AND, d, x, y, 0); break;
	case TOK_OR: emit(f, OP_OR, d, x, y, 0); break;
	case TOK_XOR: emit(f, OP_XOR, d, x, y, 0); break;
	default: emit(f, OP_ANDN, d, x, y, 0); break;
	}
}

static Opcode float_op(Tok op, const Rep *rep)
{
	unsigned which = op == TOK_ADD ? 0 : op == TOK_SUB ? 1 : op == TOK_MUL ? 2 : 3;

	return (Opcode)((rep->cls == REP_F64 ? OP_FADD : OP_FADD32) + which);
}

/* Complex numbers are worked on as two float64; complex64 is widened and rounded back. */
uint32_t arith_complex_wide(Fn *f, Val v)
{
	uint32_t s = val_slots(f, v), w;

	if (v.rep->cls == REP_C128)
		return s;
	w = fn_tmp(f, 2);
	emit_cd(f, OP_LDLU32, w, 0, (int64_t)s * 8);
	emit_cd(f, OP_LDLU32, w + 1, 0, (int64_t)s * 8 + 4);
	emit(f, OP_F322F, w, w, 0, 0);
	emit(f, OP_F322F, w + 1, w + 1, 0, 0);
	return w;
}

void arith_complex_narrow(Fn *f, uint32_t d, uint32_t w, const Rep *rep)
{
	uint32_t t = fn_tmp(f, 1);

	if (rep->cls == REP_C128) {
		if (d != w)
			emit(f, OP_MOV2, d, w, 0, 0);
		return;
	}
	emit(f, OP_F2F32, t, w + 1, 0, 0);
	emit(f, OP_F2F32, d, w, 0, 0);
	emit(f, OP_SHLI, t, t, 32, 0);
	emit(f, OP_OR, d, d, t, 0);
}

static void complex_mul(Fn *f, uint32_t d, uint32_t x, uint32_t y)
{
	uint32_t t = fn_tmp(f, 2);

	emit(f, OP_FMUL, t, x, y, 0);
	emit(f, OP_FMUL, t + 1, x + 1, y + 1, 0);
	emit(f, OP_FSUB, d, t, t + 1, 0);
	emit(f, OP_FMUL, t, x, y + 1, 0);
	emit(f, OP_FMUL, t + 1, x + 1, y, 0);
	emit(f, OP_FADD, d + 1, t, t + 1, 0);
}

static Val complex_op(Fn *f, Tok op, Val x, Val y, Rep *rep, uint32_t want)
{
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t a = arith_complex_wide(f, x), b = arith_complex_wide(f, y), r = fn_tmp(f, 2);

	if (op == TOK_MUL) {
		complex_mul(f, r, a, b);
	} else if (op == TOK_DIV) {
		emit(f, OP_CDIV, r, a, b, 0);
	} else {
		emit(f, op == TOK_ADD ? OP_FADD : OP_FSUB, r, a, b, 0);
		emit(f, op == TOK_ADD ? OP_FADD : OP_FSUB, r + 1, a + 1, b + 1, 0);
	}
	arith_complex_narrow(f, d, r, rep);
	fn_release(f, m);
	return want_done(f, rep, d, want);
}

static Val concat2(Fn *f, Val x, Val y, Rep *rep, uint32_t want)
{
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t t = fn_tmp(f, 4);

	val_to(f, x, t);
	val_to(f, y, t + 2);
	emit(f, OP_SCAT, d, t, 2, 0);
	fn_release(f, m);
	return want_done(f, rep, d, want);
}

Val arith(Fn *f, Tok op, Val x, Val y, Rep *rep, uint32_t want, Rep *count)
{
	if (rep->cls == REP_STRING)
		return concat2(f, x, y, rep, want);
	if (rep->cls == REP_C64 || rep->cls == REP_C128)
		return complex_op(f, op, x, y, rep, want);
	bool commutes = op == TOK_ADD || op == TOK_MUL || op == TOK_AND || op == TOK_OR || op == TOK_XOR;

	if (rep->cls == REP_INT && commutes && x.kind == VAL_CONST) {
		Val t = x;

		x = y;
		y = t;
	}
	uint32_t d = want_slot(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t a = val_slots(f, x);

	if (op == TOK_SHL || op == TOK_SHR)
		shift(f, op, d, a, y, rep, count);
	else if (rep->cls != REP_INT)
		emit(f, float_op(op, rep), d, a, val_slots(f, y), 0);
	else if (!fits32(y) || !int_immediate(f, op, d, a, y.imm, rep))
		int_op(f, op, d, a, val_slots(f, y), rep);
	fn_release(f, m);
	return want_done(f, rep, d, want);
}

/* a + b + c …: the strings side by side, joined by one instruction. */
static void gather_strings(Fn *f, Node *n, VEC_NODE *list)
{
	BinaryExpr *b = is_BinaryExpr(ast_unparen(n));

	if (b && b->op == TOK_ADD && !info_const(f->pkg, n)) {
		gather_strings(f, b->x, list);
		gather_strings(f, b->y, list);
	} else {
		vec_push(list, n);
	}
}

enum { MAX_STRINGS = 4096 };	/* joined at once; of more, the first so many become one */

static Val concat(Fn *f, Node *n, Rep *rep, uint32_t want)
{
	VEC_NODE list = { 0 };
	uint32_t d = want_slot(f, rep, want), t, i = 0, room;
	Mark m = fn_mark(f), all;

	gather_strings(f, n, &list);
	size_t hoisted = hoist_calls(f, list.data, list.len);

	room = list.len < MAX_STRINGS ? (uint32_t)list.len : MAX_STRINGS;
	t = fn_tmp(f, 2 * room);
	all = fn_mark(f);
	vec_each(&list, part) {
		if (i == room) {
			emit(f, OP_SCAT, t, t, i, 0);
			fn_release(f, all);
			fn_live(f, t, rep);
			i = 1;
		}
		expr_to(f, *part, t + 2 * i);
		fn_live(f, t + 2 * i++, rep);
	}
	mark_line(f, n->pos);
	hoist_done(f, hoisted);
	emit(f, OP_SCAT, d, t, i, 0);
	vec_free(&list);
	fn_release(f, m);
	return want_done(f, rep, d, want);
}

/* ---- operators ---- */

/* The product among the operands of a float64 sum or difference, which is then one instruction with it. */
static BinaryExpr *product(Fn *f, Node *n)
{
	BinaryExpr *b = is_BinaryExpr(ast_unparen(n));

	return b && b->op == TOK_MUL && !info_const(f->pkg, n) && expr_rep(f, n)->cls == REP_F64 ? b : NULL;
}

static bool multiply_add(Fn *f, BinaryExpr *n, uint32_t d)
{
	BinaryExpr *left = product(f, n->x), *right = left ? NULL : product(f, n->y);
	uint32_t x, y, z;

	if (n->op != TOK_ADD && n->op != TOK_SUB)
		return false;
	if (left) {
		x = expr_slots(f, left->x);
		y = expr_slots(f, left->y);
		z = expr_slots(f, n->y);
		emit(f, n->op == TOK_ADD ? OP_FMULADD : OP_FMULSUB, d, x, y, z);
	} else if (right) {
		z = expr_slots(f, n->x);
		x = expr_slots(f, right->x);
		y = expr_slots(f, right->y);
		emit(f, n->op == TOK_ADD ? OP_FMULADD : OP_FSUBMUL, d, x, y, z);
	}
	return left || right;
}

Val arith_binary(Fn *f, BinaryExpr *n, uint32_t want)
{
	Tok op = (Tok)n->op;
	Rep *rep, *count = NULL;
	Val x, y;

	if (op == TOK_ANDAND || op == TOK_OROR)
		return compare_logical(f, n, want);
	if (token_precedence(op) == 3)
		return compare_value(f, n, want);
	rep = expr_rep(f, &n->node);
	if (rep->cls == REP_STRING && op == TOK_ADD)
		return concat(f, &n->node, rep, want);
	Mark m = fn_mark(f);
	uint32_t d = want_late(m, want);
	size_t hoisted = hoist_calls(f, (Node *[]){ n->x, n->y }, 2);

	if (rep->cls == REP_F64 && multiply_add(f, n, d)) {
		hoist_done(f, hoisted);
		return want_late_done(f, m, rep, want);
	}
	x = fn_expr(f, n->x, ANY);
	if (op == TOK_SHL || op == TOK_SHR) {
		const Const *k = info_const(f->pkg, n->y);
		uint64_t u = 0;

		count = expr_rep(f, n->y);
		if (k)	/* counts keep their value whatever type they were given */
			y = val_const(rep_int(f), const_to_uint64(k, &u) && u < 64 ? (int64_t)u : 64);
		else
			y = fn_expr(f, n->y, ANY);
	} else {
		y = fn_expr(f, n->y, ANY);
	}
	hoist_done(f, hoisted);
	mark_line(f, n->pos);
	arith(f, op, x, y, rep, d, count);
	return want_late_done(f, m, rep, want);
}

static Val negate(Fn *f, UnaryExpr *n, Rep *rep, uint32_t want)
{
	Mark m = fn_mark(f);
	uint32_t d = want_late(m, want);

	if (rep->cls == REP_C64 || rep->cls == REP_C128) {
		uint32_t w = arith_complex_wide(f, fn_expr(f, n->x, ANY)), r = fn_tmp(f, 2);

		emit(f, OP_FNEG, r, w, 0, 0);
		emit(f, OP_FNEG, r + 1, w + 1, 0, 0);
		arith_complex_narrow(f, d, r, rep);
	} else {
		Opcode op = rep->cls == REP_F64 ? OP_FNEG : rep->cls == REP_F32 ? OP_FNEG32 : OP_NEG;

		emit(f, op, d, expr_slots(f, n->x), 0, 0);
		arith_extend(f, d, rep);
	}
	return want_late_done(f, m, rep, want);
}

Val arith_receive(Fn *f, UnaryExpr *n, uint32_t want, uint32_t *ok)
{
	Rep *rep = rep_of(f->c, type_core(type_under(expr_type(f, n->x)))->chan.elem);
	uint32_t d = rep->words ? want_slot(f, rep, want) : fn_tmp(f, 1) /* the instruction names a slot of the frame */;

	if (ok)
		*ok = fn_tmp(f, 1);
	Mark m = fn_mark(f);
	uint32_t ch = expr_slots(f, n->x);

	mark_line(f, n->pos);
	safepoint(f, MAP_AT);
	emit(f, OP_RECV, d, ch, ok ? *ok : 0, 0);
	fn_live(f, d, rep);	/* what a parked receiver was given is a root before it runs again */
	safepoint(f, MAP_AT);
	extend_scalar(f, d, rep);
	fn_release(f, m);
	return want_done(f, rep, d, want);
}

Val arith_unary(Fn *f, UnaryExpr *n, uint32_t want)
{
	Rep *rep;
	uint32_t d;
	Mark m;

	if (n->op == TOK_AND)
		return address_of(f, n->x, &n->node, want);
	if (n->op == TOK_ARROW)
		return arith_receive(f, n, want, NULL);
	rep = expr_rep(f, &n->node);
	if (n->op == TOK_ADD)
		return fn_expr(f, n->x, want);
	if (n->op == TOK_SUB)
		return negate(f, n, rep, want);
	m = fn_mark(f);
	d = want_late(m, want);
	emit(f, n->op == TOK_NOT ? OP_LNOT : OP_NOT, d, expr_slots(f, n->x), 0, 0);
	if (n->op != TOK_NOT)
		arith_extend(f, d, rep);
	return want_late_done(f, m, rep, want);
}
