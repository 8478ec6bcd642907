/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: values, places, conditions. `want` says into which slot a value shall go; ANY leaves
 * the choice to the expression, which then may give a variable's own slots or a constant.
 *
 * An instruction reads all its operands before it writes, so a destination may be taken from the
 * words that its operands' temporaries have just given back.
 */
#include "compile/compile_int.h"

#include <string.h>

#include "base/exact.h"

static uint32_t dest(Fn *f, Rep *rep, uint32_t want)
{
	return want != ANY ? want : fn_tmp(f, rep->words);
}

static Val done(Fn *f, Rep *rep, uint32_t slot, uint32_t want)
{
	if (want == ANY)
		fn_live(f, slot, rep);
	return val_slot(rep, slot);
}

/* Where a result goes whose operands are evaluated by then: at the first word of their temporaries, which
 * late_done gives back. So an expression takes no more words the deeper it is nested. */
static uint32_t late_slot(Mark m, uint32_t want)
{
	return want != ANY ? want : m.top;
}

static Val late_done(Fn *f, Mark m, Rep *rep, uint32_t want)
{
	fn_release(f, m);
	return done(f, rep, dest(f, rep, want), want);
}

/* v, moved to `want` when that says where. */
static Val placed(Fn *f, Val v, uint32_t want)
{
	if (want == ANY && (v.kind == VAL_SLOT || v.kind == VAL_CONST))
		return v;
	uint32_t slot = dest(f, v.rep, want);

	val_to(f, v, slot);
	return done(f, v.rep, slot, want);
}

enum { FAR_WORDS = 64 };

/* v, which was computed from m on, at `want`; or where it is, unless that is far above: then it is moved
 * down, so that what is nested deep takes no more words. */
Val late_placed(Fn *f, Mark m, Val v, uint32_t want)
{
	if (want == ANY && (v.kind != VAL_SLOT || v.slot < m.top + FAR_WORDS))
		return v;
	val_to(f, v, late_slot(m, want));
	return late_done(f, m, v.rep, want);
}

/* v in words of its own. */
static Val copied(Fn *f, Val v)
{
	uint32_t slot = fn_tmp(f, v.rep->words);

	val_to(f, v, slot);
	return done(f, v.rep, slot, ANY);
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
		slot = dest(f, rep, want);
		text = const_string_value(k, &n);
		emit_const(f, slot, (int64_t)desc_string(f->c, text, n));
		emit_const(f, slot + 1, (int64_t)n);
		return done(f, rep, slot, want);
	case REP_C64: case REP_C128:
		slot = dest(f, rep, want);
		const_complex_to(f, k, rep, slot);
		return done(f, rep, slot, want);
	default:
		return placed(f, val_const(rep, const_bits_of(k, rep)), want);
	}
}

static Val zero_val(Fn *f, Rep *rep, uint32_t want)
{
	if (rep_scalar(rep))
		return placed(f, val_const(rep, 0), want);
	uint32_t slot = dest(f, rep, want);

	val_zero(f, val_slot(rep, slot));
	return done(f, rep, slot, want);
}

/* ---- arithmetic ---- */

static void extend_narrow(Fn *f, uint32_t slot, const Rep *rep)
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
		extend_narrow(f, d, rep);
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
		extend_narrow(f, d, rep);
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
			extend_narrow(f, d, rep);
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
static uint32_t complex_wide(Fn *f, Val v)
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

static void complex_narrow(Fn *f, uint32_t d, uint32_t w, const Rep *rep)
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
	uint32_t d = dest(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t a = complex_wide(f, x), b = complex_wide(f, y), r = fn_tmp(f, 2);

	if (op == TOK_MUL) {
		complex_mul(f, r, a, b);
	} else if (op == TOK_DIV) {
		emit(f, OP_CDIV, r, a, b, 0);
	} else {
		emit(f, op == TOK_ADD ? OP_FADD : OP_FSUB, r, a, b, 0);
		emit(f, op == TOK_ADD ? OP_FADD : OP_FSUB, r + 1, a + 1, b + 1, 0);
	}
	complex_narrow(f, d, r, rep);
	fn_release(f, m);
	return done(f, rep, d, want);
}

static Val concat2(Fn *f, Val x, Val y, Rep *rep, uint32_t want)
{
	uint32_t d = dest(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t t = fn_tmp(f, 4);

	val_to(f, x, t);
	val_to(f, y, t + 2);
	emit(f, OP_SCAT, d, t, 2, 0);
	fn_release(f, m);
	return done(f, rep, d, want);
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
	uint32_t d = dest(f, rep, want);
	Mark m = fn_mark(f);
	uint32_t a = val_slots(f, x);

	if (op == TOK_SHL || op == TOK_SHR)
		shift(f, op, d, a, y, rep, count);
	else if (rep->cls != REP_INT)
		emit(f, float_op(op, rep), d, a, val_slots(f, y), 0);
	else if (!fits32(y) || !int_immediate(f, op, d, a, y.imm, rep))
		int_op(f, op, d, a, val_slots(f, y), rep);
	fn_release(f, m);
	return done(f, rep, d, want);
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
	uint32_t d = dest(f, rep, want), t, i = 0, room;
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
	return done(f, rep, d, want);
}

/* ---- comparisons ---- */

static bool is_nil(Fn *f, Node *n)
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
	uint32_t d = dest(f, boolean, want);
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
	return done(f, boolean, d, want);
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
	*against_nil = is_nil(f, n->x) || is_nil(f, n->y);
	return *against_nil ? expr_slots(f, is_nil(f, n->x) ? n->y : n->x) : 0;
}

static Val comparison(Fn *f, BinaryExpr *n, uint32_t want)
{
	Mark m = fn_mark(f);
	uint32_t d = late_slot(m, want);
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
	return late_done(f, m, rep_bool(f), want);
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
static Val logical(Fn *f, BinaryExpr *n, uint32_t want)
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
	val_to(f, val_slot(rep, t), late_slot(m, want));
	return late_done(f, m, rep, want);
}

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

static Val binary(Fn *f, BinaryExpr *n, uint32_t want)
{
	Tok op = (Tok)n->op;
	Rep *rep, *count = NULL;
	Val x, y;

	if (op == TOK_ANDAND || op == TOK_OROR)
		return logical(f, n, want);
	if (token_precedence(op) == 3)
		return comparison(f, n, want);
	rep = expr_rep(f, &n->node);
	if (rep->cls == REP_STRING && op == TOK_ADD)
		return concat(f, &n->node, rep, want);
	Mark m = fn_mark(f);
	uint32_t d = late_slot(m, want);
	size_t hoisted = hoist_calls(f, (Node *[]){ n->x, n->y }, 2);

	if (rep->cls == REP_F64 && multiply_add(f, n, d)) {
		hoist_done(f, hoisted);
		return late_done(f, m, rep, want);
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
	return late_done(f, m, rep, want);
}

static Val negate(Fn *f, UnaryExpr *n, Rep *rep, uint32_t want)
{
	Mark m = fn_mark(f);
	uint32_t d = late_slot(m, want);

	if (rep->cls == REP_C64 || rep->cls == REP_C128) {
		uint32_t w = complex_wide(f, fn_expr(f, n->x, ANY)), r = fn_tmp(f, 2);

		emit(f, OP_FNEG, r, w, 0, 0);
		emit(f, OP_FNEG, r + 1, w + 1, 0, 0);
		complex_narrow(f, d, r, rep);
	} else {
		Opcode op = rep->cls == REP_F64 ? OP_FNEG : rep->cls == REP_F32 ? OP_FNEG32 : OP_NEG;

		emit(f, op, d, expr_slots(f, n->x), 0, 0);
		extend_narrow(f, d, rep);
	}
	return late_done(f, m, rep, want);
}

static Val receive(Fn *f, UnaryExpr *n, uint32_t want, uint32_t *ok)
{
	Rep *rep = rep_of(f->c, type_core(type_under(expr_type(f, n->x)))->chan.elem);
	uint32_t d = dest(f, rep, want);

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
	return done(f, rep, d, want);
}

static Val unary(Fn *f, UnaryExpr *n, uint32_t want)
{
	Rep *rep;
	uint32_t d;
	Mark m;

	if (n->op == TOK_AND)
		return address_of(f, n->x, &n->node, want);
	if (n->op == TOK_ARROW)
		return receive(f, n, want, NULL);
	rep = expr_rep(f, &n->node);
	if (n->op == TOK_ADD)
		return fn_expr(f, n->x, want);
	if (n->op == TOK_SUB)
		return negate(f, n, rep, want);
	m = fn_mark(f);
	d = late_slot(m, want);
	emit(f, n->op == TOK_NOT ? OP_LNOT : OP_NOT, d, expr_slots(f, n->x), 0, 0);
	if (n->op != TOK_NOT)
		extend_narrow(f, d, rep);
	return late_done(f, m, rep, want);
}

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
static Type *indexed_type(Fn *f, Node *x, bool *pointer)
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

static Val map_place(Fn *f, IndexExpr *n, Type *map)
{
	Rep *key = rep_of(f->c, map->map.key);
	uint32_t m = expr_slots(f, n->x), k = fn_tmp(f, key->words ? key->words : 1);

	expr_conv_to(f, n->indices.data[0], map->map.key, k);
	fn_live(f, k, key);
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
	Type *t = indexed_type(f, n->x, &pointer);
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

static Val index_place(Fn *f, IndexExpr *n)
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

static Val index_expr(Fn *f, IndexExpr *n, uint32_t want)
{
	bool pointer;
	Type *t;

	if (info_expr(f->pkg, n->x)->mode == MODE_TYPE || info_instance(f->pkg, ast_unparen(n->x)) ||
	    type_is(info_type(f->pkg, n->x), TYPE_FUNC))
		return func_value_of(f, &n->node, want);
	t = indexed_type(f, n->x, &pointer);
	Rep *elem = elem_rep(f, t);
	Mark m = fn_mark(f);
	uint32_t d = late_slot(m, want);
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
	return late_done(f, m, elem, want);
}

/* place[i] = scalar without computing the element's address; false when it must be. */
bool index_store(Fn *f, IndexExpr *n, Node *value)
{
	bool pointer;
	Type *t = indexed_type(f, n->x, &pointer);
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

static Val slice_expr(Fn *f, SliceExpr *n, uint32_t want)
{
	bool pointer;
	Type *t = indexed_type(f, n->x, &pointer);
	Rep *rep = expr_rep(f, &n->node);
	Mark m = fn_mark(f);
	uint32_t d = late_slot(m, want);
	bool array = t->kind == TYPE_ARRAY;
	size_t hoisted = hoist_calls(f, (Node *[]){ n->x, n->low, n->high, n->max }, 4);
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
	return late_done(f, m, rep, want);
}

/* ---- names and selectors ---- */

Val var_place(Fn *f, Object *var)
{
	Loc *loc = fn_loc(f, var);

	if (var->name == f->c->blank)
		return (Val){ .kind = VAL_BLANK, .rep = fn_rep(f, obj_type(var)) };
	if (loc)
		return loc_val(f, loc);
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
		Type *t = indexed_type(f, as_IndexExpr(n)->x, &pointer);

		if (t && t->kind != TYPE_BASIC && t->kind != TYPE_FUNC)
			return index_place(f, as_IndexExpr(n));
		break;
	}
	case AST_StarExpr:
		return val_deref(f, expr_slots(f, as_StarExpr(n)->x), expr_rep(f, n));
	}
	return value_as_place(f, n);
}

static Val late_operand(Fn *f, Val v, bool copy)
{
	return copy && v.kind == VAL_SLOT && v.slot < f->locals_end ? copied(f, v) : v;
}

static Late late_index(Fn *f, IndexExpr *n, bool copy)
{
	bool pointer;
	Type *t = indexed_type(f, n->x, &pointer);
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
			return copied(f, v);
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
	val_to(f, v, late_slot(m, want));
	return late_done(f, m, rep, want);
}

/* ---- everything ---- */

static Val type_assert(Fn *f, TypeAssertExpr *n, uint32_t want)
{
	Type *from = expr_type(f, n->x), *to = expr_type(f, n->type);
	Mark m = fn_mark(f);
	Val x = val_slot(rep_of(f->c, from), expr_slots(f, n->x));

	mark_line(f, n->pos);
	Val v = assert_type(f, x, from, to, false, want);

	return late_placed(f, m, v, want);
}

/* *p */
static Val star(Fn *f, Node *n, uint32_t want)
{
	Mark m = fn_mark(f);

	val_to(f, place_of(f, n), late_slot(m, want));
	return late_done(f, m, expr_rep(f, n), want);
}

static Val expr_node(Fn *f, Node *n, uint32_t want)
{
	switch (n->kind) {
	case AST_ParenExpr: return fn_expr(f, as_ParenExpr(n)->x, want);
	case AST_Ident: return ident(f, n, want);
	case AST_SelectorExpr: return selector(f, as_SelectorExpr(n), want);
	case AST_BinaryExpr: return binary(f, as_BinaryExpr(n), want);
	case AST_UnaryExpr: return unary(f, as_UnaryExpr(n), want);
	case AST_CallExpr: return call(f, as_CallExpr(n), want);
	case AST_IndexExpr: return index_expr(f, as_IndexExpr(n), want);
	case AST_SliceExpr: return slice_expr(f, as_SliceExpr(n), want);
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
		t = indexed_type(f, as_IndexExpr(n)->x, &pointer);
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
	Type *from;

	if (is_nil(f, n))
		return zero_val(f, rep_of(f->c, to), want);
	from = single_type(f, n);
	if (!type_is_interface(type_under(to)) || type_identical(from, to))
		return fn_expr(f, n, want);
	Rep *rep = rep_of(f->c, to);
	uint32_t d = dest(f, rep, want);
	Mark m = fn_mark(f);
	const Const *k = info_const(f->pkg, n);

	if (k && info_expr(f->pkg, n)->mode == MODE_CONST)
		const_to_iface(f, k, from, to, d);
	else
		convert(f, fn_expr(f, n, ANY), from, to, d);
	fn_release(f, m);
	return done(f, rep, d, want);
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
		return receive(f, as_UnaryExpr(n), ANY, ok);
	if (n->kind == AST_TypeAssertExpr) {
		TypeAssertExpr *a = as_TypeAssertExpr(n);
		Type *from = expr_type(f, a->x), *to = expr_type(f, a->type);
		Val x = val_slot(rep_of(f->c, from), expr_slots(f, a->x));
		Val v = assert_type(f, x, from, to, true, ANY);

		*ok = v.slot + v.rep->words;
		return v;
	}
	Val place = index_place(f, as_IndexExpr(n));
	Rep *rep = place.rep;
	uint32_t d = fn_tmp(f, rep->words), p = fn_tmp(f, 1);

	*ok = fn_tmp(f, 1);
	emit_two(f, OP_MAPREF, p, place.slot, (uint32_t)place.imm, *ok, desc_of(f->c, place.map),
		 desc_zeros(f->c, (uint64_t)rep->size));
	if (rep->size)
		val_to(f, val_deref(f, p, rep), d);
	fn_live(f, d, rep);
	return val_slot(rep, d);
}
