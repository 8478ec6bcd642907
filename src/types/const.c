/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants and untyped operands: what a type can represent, overflow, and giving an untyped
 * expression its final type once the context is known (Spec: "Constants", "Conversions",
 * "Representability"). */
#include "types/check.h"

enum { MAX_UNTYPED_BITS = 512 };

static const unsigned integer_bits[BASIC_COUNT] = {
	[BASIC_INT] = 64, [BASIC_INT8] = 8, [BASIC_INT16] = 16, [BASIC_INT32] = 32,
		[BASIC_INT64] = 64,
	[BASIC_UINT] = 64, [BASIC_UINT8] = 8, [BASIC_UINT16] = 16, [BASIC_UINT32] = 32,
		[BASIC_UINT64] = 64,
	[BASIC_UINTPTR] = 64,
};

static bool fits_integer(const Const *val, Type *basic)
{
	unsigned bits = integer_bits[basic->basic.kind];
	if (bits == 0)
		return true;                    /* untyped */
	if (basic->basic.flags & BF_UNSIGNED)
		return const_sign(val) >= 0 && const_bits(val) <= bits;
	int64_t i;
	if (!const_to_int64(val, &i))
		return false;
	return bits == 64 || (i >= -((int64_t)1 << (bits - 1)) && i < (int64_t)1 << (bits - 1));
}

static bool fits_float(Arena *a, const Const *val, BasicKind kind, const Const **rounded)
{
	if (kind == BASIC_UNTYPED_FLOAT || kind == BASIC_UNTYPED_COMPLEX)
		return true;
	bool half = kind == BASIC_FLOAT32 || kind == BASIC_COMPLEX64;
	const Const *r = const_round(a, val, half ? 32 : 64);
	if (r)
		*rounded = r;
	return r != NULL;
}

bool representable(Types *c, const Const *val, Type *basic, const Const **rounded)
{
	*rounded = val;
	if (const_kind(val) == CONST_UNKNOWN)
		return true;
	uint32_t flags = basic->basic.flags;
	if (flags & BF_BOOLEAN)
		return const_kind(val) == CONST_BOOL;
	if (flags & BF_STRING)
		return const_kind(val) == CONST_STRING;
	if (!const_is_number(val))
		return false;
	if (flags & BF_COMPLEX)
		return fits_float(c->arena, val, basic->basic.kind, rounded);
	const Const *real = const_to_real(c->arena, val);
	if (!real)
		return false;
	if (flags & BF_FLOAT)
		return fits_float(c->arena, real, basic->basic.kind, rounded);
	const Const *integer = flags & BF_INTEGER ? const_to_integer(c->arena, real) : NULL;
	if (!integer)
		return false;
	*rounded = integer;
	return fits_integer(integer, basic);
}

/* Why a conversion of an untyped operand fails. */
enum { CONV_OK, CONV_TRUNCATED, CONV_OVERFLOW, CONV_OTHER };

static int representation(Types *c, Operand *x, Type *basic, const Const **val)
{
	if (representable(c, x->val, basic, val))
		return CONV_OK;
	if (!(type_basic_flags(x->type) & BF_NUMERIC && basic->basic.flags & BF_NUMERIC))
		return CONV_OTHER;
	if (!(type_basic_flags(x->type) & BF_INTEGER) && basic->basic.flags & BF_INTEGER)
		return CONV_TRUNCATED;
	return CONV_OVERFLOW;
}

static void report_conversion(Types *c, Operand *x, Type *target, int code)
{
	const char *form = code == CONV_TRUNCATED ? "%s truncated to %s"
			   : code == CONV_OVERFLOW
				   ? "%s overflows %s" : "cannot convert %s to type %s";
	Type *to = type_under(target)->kind == TYPE_BASIC ? type_under(target) : target;
	err(c, start(x->expr), form, str_operand(c, x),
	    str_type(c, code == CONV_OTHER ? target : to));
}

void check_representable(Types *c, Operand *x, Type *basic)
{
	const Const *val;
	int code = representation(c, x, type_under(basic), &val);
	if (code != CONV_OK) {
		report_conversion(c, x, basic, code);
		x->mode = MODE_INVALID;
		return;
	}
	x->val = val;
}

static const char *operator_name(Node *e)
{
	if (e->kind == AST_UnaryExpr)
		return as_UnaryExpr(e)->op == TOK_XOR ? "bitwise complement " : "";
	if (e->kind != AST_BinaryExpr)
		return "";
	switch (as_BinaryExpr(e)->op) {
	case TOK_ADD: return "addition ";
	case TOK_SUB: return "subtraction ";
	case TOK_XOR: return "bitwise XOR ";
	case TOK_MUL: return "multiplication ";
	case TOK_SHL: return "shift ";
	default: return "";
	}
}

void check_overflow(Types *c, Operand *x, Pos op_pos)
{
	if (const_kind(x->val) == CONST_UNKNOWN) {
		err(c, op_pos, "constant result is not representable");
		return;
	}
	if (is_typed(x->type)) {
		check_representable(c, x, type_under(x->type));
		return;
	}
	if (type_basic_flags(x->type) & BF_INTEGER && const_bits(x->val) > MAX_UNTYPED_BITS) {
		err(c, op_pos, "constant %soverflow", operator_name(x->expr));
		x->val = const_unknown();
	}
}

/* ---- Untyped operands ---- */

typedef struct Implicit {
	Types *c;
	Operand *x;
} Implicit;

static bool each_implicit(void *arg, Type *t, Type *under)
{
	Implicit *i = arg;
	const Const *val;
	int code;
	(void)t;
	return under && implicit_type_and_value(i->c, i->x, under, &val, &code) != NULL;
}

static Type *implicit_basic(Types *c, Operand *x, Type *target, Type *u, const Const **val,
			    int *code)
{
	if (x->mode == MODE_CONST) {
		*code = representation(c, x, u, val);
		return *code == CONV_OK ? target : NULL;
	}
	uint32_t have = x->type->basic.flags & ~(uint32_t)BF_UNTYPED, want = u->basic.flags;
	bool ok = false;
	if (x->mode == MODE_NIL)
		ok = u->basic.kind == BASIC_UNSAFE_POINTER;
	else if (have & BF_BOOLEAN)
		ok = want & BF_BOOLEAN;
	else if (have & BF_NUMERIC)
		ok = want & BF_NUMERIC;
	else if (have & BF_STRING)
		ok = want & BF_STRING;
	*code = ok ? CONV_OK : CONV_OTHER;
	return ok ? target : NULL;
}

/* The type an untyped x gets where `target` is wanted; NULL and a code when it cannot. *val is
 * the constant as target represents it, or NULL for no change. */
Type *implicit_type_and_value(Types *c, Operand *x, Type *target, const Const **val, int *code)
{
	*val = NULL;
	*code = CONV_OK;
	if (is_invalid(x) || is_typed(x->type) || !type_is_valid(target))
		return x->type;
	if (type_is_untyped(target)) {
		*code = CONV_OTHER;
		if (x->mode == MODE_NIL || target->basic.kind == BASIC_UNTYPED_NIL)
			return NULL;
		if (!(x->type->basic.flags & target->basic.flags & (BF_BOOLEAN | BF_STRING)) &&
		    !(x->type->basic.flags & BF_NUMERIC && target->basic.flags & BF_NUMERIC))
			return NULL;
		*code = CONV_OK;
		return x->type->basic.kind < target->basic.kind ? target : x->type;
	}
	Type *u = type_under(target);
	if (type_is_tparam(target)) {
		Implicit arg = { c, x };
		if (type_each_under(target, each_implicit, &arg))
			return target;
	} else if (u->kind == TYPE_BASIC) {
		return implicit_basic(c, x, target, u, val, code);
	} else if (u->kind == TYPE_INTERFACE) {
		if (x->mode == MODE_NIL)
			return target;
		TypeSet *set = type_set(u);
		if (set->nmethods == 0 && !set->has_terms && !set->comparable)
			return type_default(c, x->type);
	} else if (x->mode == MODE_NIL && type_has_nil(u)) {
		return target;
	}
	*code = CONV_OTHER;
	return NULL;
}

static void update_operands(Types *c, Node *e, Type *t, bool final)
{
	switch (e->kind) {
	case AST_ParenExpr: update_expr_type(c, as_ParenExpr(e)->x, t, final); break;
	case AST_UnaryExpr:
		if (!node_info(c, e)->val && as_UnaryExpr(e)->op != TOK_ARROW)
			update_expr_type(c, as_UnaryExpr(e)->x, t, final);
		break;
	case AST_BinaryExpr: {
		BinaryExpr *b = as_BinaryExpr(e);
		int level = token_precedence(b->op);
		if (node_info(c, e)->val || level == 3)
			/* constant, or a comparison: its operands have types of their own */
			break;
		update_expr_type(c, b->x, t, final);
		if (b->op != TOK_SHL && b->op != TOK_SHR)
			update_expr_type(c, b->y, t, final);
		break;
	}
	default: break;
	}
}

void update_expr_type(Types *c, Node *e, Type *t, bool final)
{
	NodeInfo *info = node_info(c, e);
	if (!info->recorded || !info->type || !type_is_untyped(info->type))
		return;
	update_operands(c, e, t, final);
	if (!final && type_is_untyped(t)) {
		info->type = type_under(t);
		return;
	}
	if (info->shift_lhs && !all_basic(t, BF_INTEGER) && type_is_valid(t)) {
		err(c, start(e), "invalid operation: shifted operand %s (type %s) must be integer",
		    str_expr(c, e),
		    str_type(c, t));
		return;
	}
	if (info->val && is_typed(t)) {
		Operand x = { info->mode, 0, info->type, info->val, e };
		const Const *val;
		int code;
		if (type_is(t, TYPE_BASIC) && implicit_type_and_value(c, &x, t, &val, &code) && val)
			info->val = val;
	}
	info->type = t;
}

/* Converts x to target; an error leaves it invalid. */
void convert_untyped(Types *c, Operand *x, Type *target)
{
	const Const *val;
	int code;
	Type *t = implicit_type_and_value(c, x, target, &val, &code);
	if (!t) {
		report_conversion(c, x, target, code);
		x->mode = MODE_INVALID;
		return;
	}
	if (val) {
		x->val = val;
		node_info(c, x->expr)->val = val;
	}
	if (t != x->type) {
		x->type = t;
		update_expr_type(c, x->expr, t, false);
	}
}

static bool may_convert(Operand *x, Operand *y)
{
	if (is_typed(x->type) && is_typed(y->type))
		return false;
	Type *xt = x->type, *yt = y->type;
	if ((type_is_interface(xt) && !type_is_tparam(xt)) ||
	    (type_is_interface(yt) && !type_is_tparam(yt)))
		return true;
	if (all_basic(xt, BF_BOOLEAN) != all_basic(yt, BF_BOOLEAN))
		return false;
	if (all_basic(xt, BF_STRING) != all_basic(yt, BF_STRING))
		return false;
	if (x->mode == MODE_NIL)
		return type_has_nil(yt);
	if (y->mode == MODE_NIL)
		return type_has_nil(xt);
	return !type_is(xt, TYPE_POINTER) && !type_is(yt, TYPE_POINTER);
}

/* Brings two operands to one type when one of them is untyped; leaves both alone when that is
 * hopeless (the caller reports the mismatch). Invalid x: an error was reported. */
void match_untyped(Types *c, Operand *x, Operand *y)
{
	if (!may_convert(x, y))
		return;
	const Const *xv, *yv;
	int code;
	Type *xt = implicit_type_and_value(c, x, y->type, &xv, &code);
	int first = code;
	Type *yt = xt ? implicit_type_and_value(c, y, x->type, &yv, &code) : NULL;
	if (xt && yt) {
		convert_untyped(c, x, y->type);
		convert_untyped(c, y, x->type);
		return;
	}
	if (!xt && first != CONV_OTHER)
		report_conversion(c, x, y->type, first);
	else if (xt && code != CONV_OTHER)
		report_conversion(c, y, x->type, code);
	else
		return;
	x->mode = MODE_INVALID;
}
