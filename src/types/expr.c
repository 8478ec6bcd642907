/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions: the entry points that say what the context allows, literals, unary and binary
 * operators (Spec: "Expressions"). Every expression is recorded when it has been checked; what
 * stays untyped is recorded as such and updated when its context gives it a type (const.c). */
#include "types/check.h"

void package_add_func(Types *, FuncInfo *);

/* ---- Entry points ---- */

void exclude(Types *c, Operand *x, unsigned modes)
{
	if (!(modes & 1u << x->mode))
		return;
	const char *text = str_expr(c, x->expr);
	switch (x->mode) {
	case MODE_NOVALUE: err(c, start(x->expr), "%s (no value) used as value", text); break;
	case MODE_BUILTIN: err(c, start(x->expr), "%s (built-in) must be called", text); break;
	case MODE_TYPE: err(c, start(x->expr), "%s (type) is not an expression", text); break;
	default: break;
	}
	x->mode = MODE_INVALID;
}

enum { NO_VALUES = 1u << MODE_NOVALUE | 1u << MODE_BUILTIN | 1u << MODE_TYPE };

void single_value(Types *c, Operand *x)
{
	if (x->mode != MODE_VALUE || x->type->kind != TYPE_TUPLE || x->type->tuple.n == 1)
		return;
	err(c, start(x->expr), "multiple-value %s in single-value context", str_operand(c, x));
	x->mode = MODE_INVALID;
}

void expr(Types *c, Type *target, Operand *x, Node *e)
{
	raw_expr(c, target, x, e, NULL, false);
	exclude(c, x, NO_VALUES);
	single_value(c, x);
}

void generic_expr(Types *c, Operand *x, Node *e)
{
	raw_expr(c, NULL, x, e, NULL, true);
	exclude(c, x, NO_VALUES);
	single_value(c, x);
}

void multi_expr(Types *c, Operand *x, Node *e)
{
	raw_expr(c, NULL, x, e, NULL, false);
	exclude(c, x, NO_VALUES);
}

void expr_hint(Types *c, Operand *x, Node *e, Type *hint)
{
	raw_expr(c, hint, x, e, hint, false);
	exclude(c, x, NO_VALUES);
	single_value(c, x);
}

void expr_or_type(Types *c, Operand *x, Node *e, bool allow_generic)
{
	raw_expr(c, NULL, x, e, NULL, allow_generic);
	exclude(c, x, 1u << MODE_NOVALUE | 1u << MODE_BUILTIN);
	single_value(c, x);
}

/* ---- Literals ---- */

static void constant(Operand *x, Type *t, const Const *val)
{
	x->mode = val ? MODE_CONST : MODE_INVALID;
	x->type = t;
	x->val = val;
}

/* Forms of numbers that came with go1.13. */
static void literal_version(Types *c, const BasicLit *e, const char *text)
{
	char base = text[0] == '0' ? (char)(text[1] | 32) : 0;

	if (e->tok != TOK_INT && e->tok != TOK_FLOAT && e->tok != TOK_IMAG)
		return;
	if (strchr(text, '_'))
		version_require(c, e->pos, 13, "underscore in numeric literal");
	else if (base == 'b')
		version_require(c, e->pos, 13, "binary literal");
	else if (base == 'o')
		version_require(c, e->pos, 13, "0o/0O-style octal literal");
	else if (base == 'x' && e->tok != TOK_INT)
		version_require(c, e->pos, 13, "hexadecimal floating-point literal");
}

static void basic_lit(Types *c, Operand *x, BasicLit *e)
{
	enum { LONGEST = 10000 };
	const char *text = e->text->text;
	size_t n = e->text->len;
	if (e->bad)
		return;
	if (e->tok != TOK_STRING && n > LONGEST) {
		err(c, e->pos, "excessively long constant: %.10s... (%zu chars)", text, n);
		return;
	}
	literal_version(c, e, text);
	switch (e->tok) {
	case TOK_INT:
		constant(x, c->basic[BASIC_UNTYPED_INT], const_parse_int(c->arena, text, n));
		break;
	case TOK_FLOAT:
		constant(x, c->basic[BASIC_UNTYPED_FLOAT], const_parse_float(c->arena, text, n));
		break;
	case TOK_IMAG:
		constant(x, c->basic[BASIC_UNTYPED_COMPLEX],
			 const_parse_imaginary(c->arena, text, n));
		break;
	case TOK_RUNE:
		constant(x, c->basic[BASIC_UNTYPED_RUNE], const_parse_char(c->arena, text, n));
		break;
	default: constant(x, c->basic[BASIC_UNTYPED_STRING],
			  const_parse_string(c->arena, text, n)); break;
	}
	if (x->mode == MODE_INVALID)
		err(c, e->pos, "malformed constant: %s", text);
	else
		check_overflow(c, x, e->pos);
}

static void add_literal(Types *c, FuncInfo *outer, FuncInfo *f)
{
	if (outer->nlits == outer->caplits) {
		outer->caplits = outer->caplits ? outer->caplits * 2 : 4;
		FuncInfo **bigger = arena_make_n(c->arena, FuncInfo *, outer->caplits);
		if (outer->nlits)
			memcpy(bigger, outer->lits, outer->nlits * sizeof *bigger);
		outer->lits = bigger;
	}
	outer->lits[outer->nlits++] = f;
}

static void literal_body(Types *c, void *arg)
{
	FuncInfo *f = arg;
	check_func_body(c, f, as_FuncLit(f->node)->body);
}

/* Inside a function the body is checked at once, in the scope as it is here; at package level
 * when the declarations it may refer to are complete. */
void func_lit(Types *c, Operand *x, FuncLit *e)
{
	Type *sig = type_func(c, NULL, NULL, NULL, false);
	FuncInfo *f = func_new(c, &e->node, NULL, sig);
	node_info(c, &e->node)->func = f;
	Env saved = c->env;
	c->env.func = f;
	func_type(c, sig, NULL, (NodeList){ 0 }, e->type, f);
	record(c, &e->type->node, MODE_TYPE, sig, NULL);
	c->env = saved;
	if (f->outer) {
		add_literal(c, f->outer, f);
		literal_body(c, f);
	} else {
		package_add_func(c, f);
		later(c, literal_body, f);
	}
	x->mode = MODE_VALUE;
	x->type = sig;
}

/* ---- Variables behind operands ---- */

/* The variable that an addressable operand lies in, when it lies in one (x, x.f, x[i] of an
 * array). */
Object *operand_var(Types *c, Node *e)
{
	for (;;) {
		switch (e->kind) {
		case AST_ParenExpr: e = as_ParenExpr(e)->x; break;
		case AST_Ident: {
			Object *o = node_info(c, e)->obj;
			return o && o->kind == OBJ_VAR ? o : NULL;
		}
		case AST_SelectorExpr: {
			Selection *s = node_info(c, e)->sel;
			if (!s || s->indirect) {
				Object *o = s ? NULL : node_info(c,
						&as_SelectorExpr(e)->sel->node)->obj;
				return o && o->kind == OBJ_VAR ? o : NULL;
			}
			e = as_SelectorExpr(e)->x;
			break;
		}
		case AST_IndexExpr: {
			Type *t = node_info(c, as_IndexExpr(e)->x)->type;
			if (!t || type_under(t)->kind != TYPE_ARRAY)
				return NULL;
			e = as_IndexExpr(e)->x;
			break;
		}
		default: return NULL;
		}
	}
}

void mark_address_taken(Types *c, Node *e)
{
	Object *o = operand_var(c, e);
	if (o && o->id > c->probe_from)
		o->flags |= OBJF_ADDRTAKEN;
}

void mark_assigned(Types *c, Node *e)
{
	Object *o = operand_var(c, e);
	if (o && o->id > c->probe_from)
		o->flags |= OBJF_REASSIGNED;
}

/* ---- Unary operators ---- */

static const char *op_text(Tok op)
{
	return token_text(op);
}

static void address_of(Types *c, Operand *x, UnaryExpr *e)
{
	bool literal = ast_unparen(e->x)->kind == AST_CompositeLit;
	if (!literal && x->mode != MODE_VAR) {
		err(c, start(x->expr), "invalid operation: cannot take address of %s",
		    str_operand(c, x));
		x->mode = MODE_INVALID;
		return;
	}
	if (!literal)
		mark_address_taken(c, e->x);
	x->mode = MODE_VALUE;
	x->type = type_pointer(c, x->type);
}

typedef struct Receiving {
	Type *elem;
	bool bad_dir, not_chan;
} Receiving;

static bool receive_from(void *arg, Type *t, Type *u)
{
	Receiving *r = arg;
	(void)t;
	if (!u || u->kind != TYPE_CHAN)
		r->not_chan = true;
	else if (u->chan.dir == CHAN_SEND)
		r->bad_dir = true;
	else if (r->elem && !type_identical(r->elem, u->chan.elem))
		r->not_chan = true;
	else
		r->elem = u->chan.elem;
	return !r->not_chan && !r->bad_dir;
}

static void receive(Types *c, Operand *x)
{
	Receiving r = { 0 };
	type_each_under(x->type, receive_from, &r);
	if (r.bad_dir)
		err(c, start(x->expr),
		    "invalid operation: cannot receive from send-only channel %s %s",
		    str_type(c, x->type), str_operand(c, x));
	else if (r.not_chan)
		err(c, start(x->expr), "invalid operation: cannot receive from non-channel %s %s",
		    str_type(c, x->type), str_operand(c, x));
	if (r.bad_dir || r.not_chan) {
		x->mode = MODE_INVALID;
		return;
	}
	x->mode = MODE_COMMAOK;
	x->type = r.elem;
	c->env.has_call_or_recv = true;
}

static bool unary_defined(Tok op, Type *t)
{
	if (op == TOK_NOT)
		return all_basic(t, BF_BOOLEAN);
	return all_basic(t, op == TOK_XOR ? BF_INTEGER : BF_NUMERIC);
}

static const Const *unary_value(Types *c, Tok op, Operand *x)
{
	Type *u = type_under(x->type);
	if (op == TOK_XOR && u->basic.flags & BF_UNSIGNED)
		return const_complement_unsigned(c->arena, x->val, (unsigned)type_size(c, u) * 8);
	ConstUnary k = op == TOK_ADD ? CONST_PLUS : op == TOK_SUB ? CONST_NEG : op == TOK_XOR
		? CONST_COMPLEMENT : CONST_NOT;
	return const_unary(c->arena, k, x->val);
}

static void arithmetic_unary(Types *c, Operand *x, UnaryExpr *e)
{
	if (!unary_defined(e->op, x->type)) {
		err(c, start(x->expr), "invalid operation: operator %s not defined on %s",
		    op_text(e->op),
		    str_operand(c, x));
		x->mode = MODE_INVALID;
		return;
	}
	if (x->mode != MODE_CONST) {
		x->mode = MODE_VALUE;
		return;
	}
	if (const_kind(x->val) == CONST_UNKNOWN)
		return;
	x->val = unary_value(c, e->op, x);
	x->expr = &e->node;
	check_overflow(c, x, e->pos);
}

void unary_op(Types *c, Operand *x, UnaryExpr *e)
{
	expr(c, NULL, x, e->x);
	if (is_invalid(x))
		return;
	if (e->op == TOK_AND) {
		address_of(c, x, e);
	} else if (e->op == TOK_ARROW) {
		receive(c, x);
	} else if (e->op == TOK_TILDE) {
		err(c, start(&e->node), "cannot use ~ outside of interface or type constraint%s",
		    all_basic(x->type, BF_INTEGER) ? " (use ^ for bitwise complement)" : "");
		x->mode = MODE_INVALID;
	} else {
		arithmetic_unary(c, x, e);
	}
}

/* ---- Comparisons ---- */

static ConstOp compare_op(Tok op)
{
	switch (op) {
	case TOK_EQL: return CONST_EQ;
	case TOK_NEQ: return CONST_NE;
	case TOK_LSS: return CONST_LT;
	case TOK_LEQ: return CONST_LE;
	case TOK_GTR: return CONST_GT;
	default: return CONST_GE;
	}
}

static const char *incomparable_cause(Types *c, Type *t)
{
	TypeKind k = type_under(t)->kind;
	if (k == TYPE_SLICE || k == TYPE_FUNC || k == TYPE_MAP)
		return fmt(c, "%s can only be compared to nil", composite_kind(t));
	StrBuf why = { 0 };
	type_comparable_why(t, c, &why);
	const char *text = fmt(c, "%s", sb_text(&why));
	sb_free(&why);
	return text;
}

/* The operand at fault, NULL when the comparison is fine; *cause may stay NULL. */
static Operand *comparison_fault(Types *c, Operand *x, Operand *y, Tok op, const char **cause)
{
	if (!assignable_to(c, x, y->type, NULL) && !assignable_to(c, y, x->type, NULL)) {
		*cause = fmt(c, "mismatched types %s and %s", str_type(c, x->type),
			     str_type(c, y->type));
		return y;
	}
	if (op != TOK_EQL && op != TOK_NEQ)
		return !all_basic(x->type, BF_ORDERED) ? x : !all_basic(y->type, BF_ORDERED) ? y
			: NULL;
	if (x->mode == MODE_NIL || y->mode == MODE_NIL) {
		Operand *other = x->mode == MODE_NIL ? y : x;
		return other->mode == MODE_NIL || !type_has_nil(other->type) ? y : NULL;
	}
	Operand *bad = !type_comparable(x->type) ? x : !type_comparable(y->type) ? y : NULL;
	if (bad)
		*cause = incomparable_cause(c, bad->type);
	return bad;
}

static const char *default_cause(Types *c, Operand **bad, Operand *x, Operand *y, Tok op)
{
	if (type_is_tparam(x->type) || type_is_tparam(y->type)) {
		if (!type_is_tparam(x->type))
			*bad = y;
		return fmt(c, "type parameter %s cannot use operator %s", str_type(c, (*bad)->type),
			   op_text(op));
	}
	const char *what = composite_kind((*bad)->type);
	if ((*bad)->mode == MODE_NIL)
		what = "untyped nil";
	return fmt(c, "operator %s not defined on %s", op_text(op),
		   *what ? what : str_type(c, (*bad)->type));
}

static void comparison_failed(Types *c, Operand *x, Operand *y, Tok op, bool switch_case,
			      Operand *bad,
			      const char *cause)
{
	if (!cause || !*cause)
		cause = default_cause(c, &bad, x, y, op);
	if (switch_case)
		err(c, start(x->expr), "invalid case %s in switch on %s (%s)", str_expr(c, x->expr),
		    str_expr(c, y->expr),
		    cause);
	else
		err(c, start(bad->expr), "invalid operation: %s %s %s (%s)", str_expr(c, x->expr),
		    op_text(op),
		    str_expr(c, y->expr), cause);
}

/* An operand that is still untyped gets the other one's type, or its default. */
static void settle(Types *c, Operand *x, Type *other)
{
	if (type_is_untyped(x->type) && (x->mode != MODE_NIL || is_typed(other)))
		update_expr_type(c, x->expr, is_typed(other) &&
				 type_under(other)->kind != TYPE_INTERFACE
						     ? other : x->mode == MODE_NIL ? other
							     : type_default(c, x->type), true);
}

void comparison(Types *c, Operand *x, Operand *y, Tok op, bool switch_case)
{
	if (switch_case)
		op = TOK_EQL;
	const char *cause = NULL;
	Operand *bad = comparison_fault(c, x, y, op, &cause);
	if (bad) {
		comparison_failed(c, x, y, op, switch_case, bad, cause);
		x->mode = MODE_INVALID;
		return;
	}
	if (x->mode == MODE_CONST && y->mode == MODE_CONST) {
		x->val = const_bool(const_compare(compare_op(op), x->val, y->val));
	} else {
		Type *xt = x->type;
		settle(c, x, y->type);
		settle(c, y, xt);
		x->mode = MODE_VALUE;
	}
	x->type = c->basic[BASIC_UNTYPED_BOOL];
}

/* ---- Shifts. Spec: "Operators" ---- */

static bool untyped_count(Types *c, Operand *y)
{
	if (y->mode == MODE_CONST)
		check_representable(c, y, c->basic[BASIC_UINT]);
	else
		convert_untyped(c, y, c->basic[BASIC_UINT]);
	if (is_invalid(y))
		return false;
	update_expr_type(c, y->expr, c->basic[BASIC_UINT], true);
	return true;
}

static bool signed_count(Types *c, Operand *y)
{
	return version_allows(c, 13) ||
	       version_require(c, start(y->expr), 13,
			       fmt(c, "invalid operation: signed shift count %s", str_operand(c, y)));
}

static bool shift_count(Types *c, Operand *y)
{
	if (y->mode == MODE_CONST && const_is_number(y->val)) {
		const Const *val = const_to_integer(c->arena, y->val);
		if (val && const_sign(val) < 0) {
			err(c, start(y->expr), "invalid operation: negative shift count %s",
			    str_operand(c, y));
			return false;
		}
	}
	if (type_is_untyped(y->type))
		return untyped_count(c, y);
	if (all_basic(y->type, BF_INTEGER))
		return all_basic(y->type, BF_UNSIGNED) || signed_count(c, y);
	err(c, start(y->expr), "invalid operation: shift count %s must be integer",
	    str_operand(c, y));
	return false;
}

static void const_shift_value(Types *c, Operand *x, Operand *y, Node *e, Tok op, const Const *val)
{
	enum { SHIFT_BOUND = 1023 - 1 + 52 };
	uint64_t n;
	if (const_kind(x->val) == CONST_UNKNOWN || const_kind(y->val) == CONST_UNKNOWN) {
		x->val = const_unknown();
		if (!(type_basic_flags(x->type) & BF_INTEGER))
			x->type = c->basic[BASIC_UNTYPED_INT];
		return;
	} else {
		const Const *count = const_to_integer(c->arena, y->val);
		if (!count || !const_to_uint64(count, &n) || n > SHIFT_BOUND) {
			err(c, start(y->expr), "invalid operation: invalid shift count %s",
			    str_operand(c, y));
			x->mode = MODE_INVALID;
			return;
		}
		x->val = const_shift(c->arena, val, op == TOK_SHL, n);
	}
	if (!(type_basic_flags(x->type) & BF_INTEGER))
		x->type = c->basic[BASIC_UNTYPED_INT];
	if (e && e->kind == AST_BinaryExpr)
		x->expr = e;
	check_overflow(c, x, e ? e->pos : x->expr->pos);
}

static void delay_shift_operand(Types *c, Node *n)
{
	node_info(c, n)->shift_lhs = true;
	while (n->kind == AST_ParenExpr) {
		n = as_ParenExpr(n)->x;
		node_info(c, n)->shift_lhs = true;
	}
}

void shift(Types *c, Operand *x, Operand *y, Node *e, Tok op)
{
	const Const *val = NULL;
	if (x->mode == MODE_CONST)
		val = const_is_number(x->val) ? const_to_integer(c->arena, x->val)
		      : const_kind(x->val) == CONST_UNKNOWN ? x->val : NULL;
	bool untyped = type_is_untyped(x->type);
	if (!all_basic(x->type, BF_INTEGER) && !(untyped && val)) {
		err(c, start(x->expr), "invalid operation: shifted operand %s must be integer",
		    str_operand(c, x));
		x->mode = MODE_INVALID;
		return;
	}
	if (!shift_count(c, y)) {
		x->mode = MODE_INVALID;
		return;
	}
	if (x->mode == MODE_CONST && y->mode == MODE_CONST) {
		const_shift_value(c, x, y, e, op, val);
		return;
	}
	if (x->mode == MODE_CONST && untyped)
		delay_shift_operand(c, x->expr);
	x->mode = MODE_VALUE;
}

/* ---- Binary operators ---- */

static bool is_comparison(Tok op)
{
	return token_precedence(op) == 3;
}

static uint32_t operator_domain(Tok op)
{
	switch (op) {
	case TOK_ADD: return BF_NUMERIC | BF_STRING;
	case TOK_SUB: case TOK_MUL: case TOK_DIV: return BF_NUMERIC;
	case TOK_ANDAND: case TOK_OROR: return BF_BOOLEAN;
	default: return BF_INTEGER;
	}
}

static void mismatched(Types *c, Operand *x, Operand *y, Node *e, Node *lhs, Node *rhs, Tok op)
{
	if (!type_is_valid(x->type) || !type_is_valid(y->type))
		return;
	const char *xt = str_type(c, x->type), *yt = str_type(c, y->type);
	if (e && e->kind == AST_BinaryExpr)
		err(c, start(e), "invalid operation: %s (mismatched types %s and %s)",
		    str_expr(c, e), xt, yt);
	else
		err(c, start(x->expr), "invalid operation: %s %s= %s (mismatched types %s and %s)",
		    str_expr(c, lhs),
		    op_text(op), str_expr(c, rhs), xt, yt);
}

static bool divides_by_zero(Types *c, Operand *x, Operand *y, Tok op)
{
	if ((op != TOK_DIV && op != TOK_REM) || y->mode != MODE_CONST || !const_is_number(y->val))
		return false;
	if (x->mode != MODE_CONST && !all_basic(x->type, BF_INTEGER))
		return false;
	/* The squares of a tiny complex divisor may vanish: that is a division by zero too. */
	const Const *re = const_real(c->arena, y->val), *im = const_imag(c->arena, y->val);
	const Const *norm = const_binary(c->arena, CONST_ADD,
					 const_binary(c->arena, CONST_MUL, re, re),
					 const_binary(c->arena, CONST_MUL, im, im));
	return const_sign(type_basic_flags(y->type) & BF_COMPLEX ? norm : y->val) == 0;
}

static ConstOp const_op(Tok op, Type *t)
{
	switch (op) {
	case TOK_ADD: return CONST_ADD;
	case TOK_SUB: return CONST_SUB;
	case TOK_MUL: return CONST_MUL;
	case TOK_DIV: return type_basic_flags(t) & BF_INTEGER ? CONST_INT_QUO : CONST_QUO;
	case TOK_REM: return CONST_REM;
	case TOK_AND: return CONST_AND;
	case TOK_OR: return CONST_OR;
	case TOK_XOR: return CONST_XOR;
	case TOK_ANDNOT: return CONST_AND_NOT;
	case TOK_ANDAND: return CONST_LAND;
	default: return CONST_LOR;
	}
}

static void arithmetic(Types *c, Operand *x, Operand *y, Node *e, Tok op)
{
	if (!all_basic(x->type, operator_domain(op))) {
		err(c, start(x->expr), "invalid operation: operator %s not defined on %s",
		    op_text(op), str_operand(c, x));
		x->mode = MODE_INVALID;
		return;
	}
	if (divides_by_zero(c, x, y, op)) {
		err(c, start(y->expr), "invalid operation: division by zero");
		x->mode = MODE_INVALID;
		return;
	}
	if (x->mode != MODE_CONST || y->mode != MODE_CONST) {
		x->mode = MODE_VALUE;
		return;
	}
	if (const_kind(x->val) == CONST_UNKNOWN || const_kind(y->val) == CONST_UNKNOWN) {
		x->val = const_unknown();
		return;
	}
	x->val = const_binary(c->arena, const_op(op, x->type), x->val, y->val);
	if (e && e->kind == AST_BinaryExpr)
		x->expr = e;
	check_overflow(c, x, e ? e->pos : x->expr->pos);
}

/* The operands are checked. e: the whole expression, or the statement of lhs op= rhs. */
static void combine(Types *c, Operand *x, Operand *y, Node *e, Node *lhs, Node *rhs, Tok op)
{
	if (op == TOK_SHL || op == TOK_SHR) {
		shift(c, x, y, e, op);
		return;
	}
	Operand x0 = *x, y0 = *y;
	match_untyped(c, x, y);
	if (is_invalid(x))
		return;
	if (is_comparison(op)) {
		comparison(c, x, y, op, false);
		return;
	}
	if (!type_identical(x->type, y->type)) {
		mismatched(c, &x0, type_basic_flags(y->type) & BF_BOOLEAN ? y : &y0, e, lhs, rhs,
			   op);
		x->mode = MODE_INVALID;
		return;
	}
	arithmetic(c, x, y, e, op);
}

void binary_op(Types *c, Operand *x, Node *e, Node *lhs, Node *rhs, Tok op)
{
	Operand y;
	expr(c, NULL, x, lhs);
	expr(c, NULL, &y, rhs);
	if (is_invalid(&y))
		x->mode = MODE_INVALID;
	if (!is_invalid(x))
		combine(c, x, &y, e, lhs, rhs, op);
}

/* x++ is x += 1. */
void inc_dec(Types *c, Operand *x, Node *stmt, Node *lhs, Tok op);

void inc_dec(Types *c, Operand *x, Node *s, Node *lhs, Tok op)
{
	expr(c, NULL, x, lhs);
	if (is_invalid(x))
		return;
	if (!all_basic(x->type, BF_NUMERIC)) {
		err(c, start(lhs), "invalid operation: %s%s%s (non-numeric type %s)",
		    str_expr(c, lhs), op_text(op),
		    op_text(op), str_type(c, x->type));
		x->mode = MODE_INVALID;
		return;
	}
	(void)s;
	x->mode = MODE_VALUE;
}

/* ---- The rest ---- */

typedef struct Indirection {
	Type *elem;
	bool bad;
} Indirection;

static bool indirect_through(void *arg, Type *t, Type *u)
{
	Indirection *i = arg;
	(void)t;
	i->bad = !u || u->kind != TYPE_POINTER ||
		(i->elem && !type_identical(i->elem, u->pointer.elem));
	if (!i->bad)
		i->elem = u->pointer.elem;
	return !i->bad;
}

static void star_expr(Types *c, Operand *x, StarExpr *e)
{
	expr_or_type(c, x, e->x, false);
	if (is_invalid(x))
		return;
	if (x->mode == MODE_TYPE) {
		verify_var_type(c, e->x, x->type);
		x->type = type_pointer(c, x->type);
		return;
	}
	Indirection i = { 0 };
	if (x->mode != MODE_NIL)
		type_each_under(x->type, indirect_through, &i);
	if (i.bad || x->mode == MODE_NIL) {
		err(c, start(x->expr), "invalid operation: cannot indirect %s", str_operand(c, x));
		x->mode = MODE_INVALID;
		return;
	}
	x->mode = MODE_VAR;
	x->type = i.elem;
}

static void impossible_assertion(Types *c, TypeAssertExpr *e, Operand *x, Type *t)
{
	const char *cause = missing_method_cause(c, t, type_under(x->type), false, NULL);
	if (cause)
		err(c, start(&e->node),
		    "impossible type assertion: %s\n\t%s does not implement %s %s",
		    str_expr(c, &e->node), str_type(c, t), str_type(c, x->type), cause);
}

static void type_assertion(Types *c, Operand *x, TypeAssertExpr *e)
{
	expr(c, NULL, x, e->x);
	if (!e->type) {
		err(c, start(&e->node), "invalid syntax tree: use of .(type) outside type switch");
		x->mode = MODE_INVALID;
	}
	if (is_invalid(x))
		return;
	if (type_is_tparam(x->type))
		err(c, start(x->expr),
		    "invalid operation: cannot use type assertion on type parameter value %s",
		    str_operand(c, x));
	else if (!type_is_interface(x->type))
		err(c, start(x->expr), "invalid operation: %s is not an interface",
		    str_operand(c, x));
	Type *t = type_is_interface(x->type) ? var_type(c, e->type) : invalid_type(c);
	if (!type_is_valid(t)) {
		x->mode = MODE_INVALID;
		return;
	}
	if (!type_is_interface(t))
		impossible_assertion(c, e, x, t);
	x->mode = MODE_COMMAOK;
	x->type = t;
}

static bool is_type_node(Node *e)
{
	switch (e->kind) {
	case AST_ArrayTypeExpr:
		case AST_SliceTypeExpr: case AST_StructTypeExpr: case AST_FuncTypeExpr:
	case AST_InterfaceTypeExpr: case AST_MapTypeExpr: case AST_ChanTypeExpr:
		return true;
	default: return false;
	}
}

static void type_node(Types *c, Operand *x, Node *e)
{
	x->type = type_expr(c, e);
	if (type_is_valid(x->type))
		x->mode = MODE_TYPE;
}

static void expr_internal(Types *c, Type *target, Operand *x, Node *e, Type *hint)
{
	switch (e->kind) {
	case AST_Ident: type_or_ident(c, x, e, NULL, false); break;
	case AST_BasicLit: basic_lit(c, x, as_BasicLit(e)); break;
	case AST_FuncLit: func_lit(c, x, as_FuncLit(e)); break;
	case AST_CompositeLit: composite_lit(c, x, as_CompositeLit(e), hint); break;
	case AST_ParenExpr: raw_expr(c, target, x, as_ParenExpr(e)->x, NULL, true); break;
	case AST_SelectorExpr: selector(c, x, as_SelectorExpr(e), NULL, false); break;
	case AST_IndexExpr:
		if (index_expr(c, x, as_IndexExpr(e)))
			func_inst(c, target, x, as_IndexExpr(e), true);
		break;
	case AST_SliceExpr: slice_expr(c, x, as_SliceExpr(e)); break;
	case AST_TypeAssertExpr: type_assertion(c, x, as_TypeAssertExpr(e)); break;
	case AST_CallExpr: call_expr(c, x, as_CallExpr(e)); break;
	case AST_StarExpr: star_expr(c, x, as_StarExpr(e)); break;
	case AST_UnaryExpr: unary_op(c, x, as_UnaryExpr(e)); break;
	case AST_BinaryExpr: {
		BinaryExpr *b = as_BinaryExpr(e);
		binary_op(c, x, e, b->x, b->y, b->op);
		break;
	}
	case AST_KeyValueExpr: err(c, start(e), "no key:value expected"); break;
	case AST_Ellipsis: err(c, start(e), "invalid use of ..."); break;
	default:
		if (is_type_node(e))
			type_node(c, x, e);
		break;
	}
}

/* A generic function or type as a value must be instantiated; a target function type can do it. */
static void not_generic(Types *c, Type *target, Operand *x)
{
	const char *what = NULL;
	if (x->mode == MODE_TYPE && is_generic(x->type))
		what = "type";
	if (x->mode == MODE_VALUE && x->type->kind == TYPE_FUNC && x->type->func.tparams.n) {
		if (target && type_under(target)->kind == TYPE_FUNC) {
			func_inst(c, target, x, NULL, true);
			return;
		}
		what = "function";
	}
	if (!what)
		return;
	err(c, start(x->expr), "cannot use generic %s %s without instantiation", what,
	    str_expr(c, x->expr));
	x->mode = MODE_INVALID;
}

void raw_expr(Types *c, Type *target, Operand *x, Node *e, Type *hint, bool allow_generic)
{
	*x = (Operand){ .mode = MODE_INVALID, .type = invalid_type(c), .expr = e };
	expr_internal(c, target, x, e, hint);
	x->expr = e;
	if (!allow_generic)
		not_generic(c, target, x);
	if (is_invalid(x))
		x->type = invalid_type(c);
	record_operand(c, x);
}
