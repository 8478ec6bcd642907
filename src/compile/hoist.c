/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls first. The language leaves open whether `x + f()` reads x before or after f runs; gc makes the
 * calls and receives of a list of operands first, in their order, and reads variables and memory after
 * them. Where that can be told apart (an earlier operand reads what a later call may change), the
 * values of the calls are put aside here, and fn_expr finds them when it comes to their nodes.
 */
#include "compile/compile_int.h"

enum { SCAN_CALLS = 1, SCAN_READS = 2, SCAN_DONE = 4 };

typedef struct Scan {
	Fn *f;
	unsigned found;
} Scan;

static bool is_receive(const Node *n)
{
	const UnaryExpr *u = is_UnaryExpr(n);

	return u && u->op == TOK_ARROW;
}

/* A call that runs code: no conversion, no builtin function. */
static bool runs_code(Fn *f, Node *n)
{
	CallExpr *c = is_CallExpr(n);
	ExprMode mode;

	if (!c)
		return is_receive(n);
	mode = callee_info(f, c)->mode;
	return mode != MODE_TYPE && mode != MODE_BUILTIN;
}

/* x.f where x or something on the way is a pointer. */
static bool reads_through_pointer(Fn *f, Node *n)
{
	const Selection *sel = n->kind == AST_SelectorExpr ? info_selection(f->pkg, n) : NULL;

	return sel && sel->kind == SEL_FIELD && sel->indirect;
}

/* May a call change what this node reads? Variables in slots of their own are safe. */
static bool reads_memory(Fn *f, Node *n)
{
	Object *obj;
	Loc *loc;

	if (reads_through_pointer(f, n))
		return true;
	if (n->kind == AST_IndexExpr || n->kind == AST_StarExpr || n->kind == AST_SliceExpr)
		return true;
	obj = n->kind == AST_Ident ? info_object(f->pkg, n) : NULL;
	if (!obj || obj->kind != OBJ_VAR || obj->var_kind == VAR_FIELD)
		return false;
	loc = fn_loc(f, obj);
	return !loc || loc->kind != LOC_SLOT || loc->shared;
}

static unsigned scan(Fn *f, Node *n);

static bool scan_node(void *ctx, Node *n)
{
	Scan *s = ctx;

	if (n->kind == AST_FuncLit || (ast_is_expr(n) && info_const(s->f->pkg, n)))
		return false;
	if (n->kind == AST_BinaryExpr) {
		s->found |= scan(s->f, n);
		return false;
	}
	if (runs_code(s->f, n)) {
		s->found |= SCAN_CALLS;
		return false;
	}
	if (reads_memory(s->f, n))
		s->found |= SCAN_READS;
	return true;
}

/* What stands in an expression: SCAN_CALLS, SCAN_READS. Kept for binary ones, whose operands are asked for
 * again and again on the way down. */
static unsigned scan(Fn *f, Node *n)
{
	Scan s = { .f = f };
	BinaryExpr *b = is_BinaryExpr(n);

	if (!b || info_const(f->pkg, n)) {
		ast_walk(n, scan_node, NULL, &s);
		return s.found;
	}
	s.found = (unsigned)map_get(&f->scans, (uintptr_t)n, 0);
	if (!s.found) {
		s.found = scan(f, b->x) | scan(f, b->y) | SCAN_DONE;
		map_put(&f->scans, (uintptr_t)n, s.found);
	}
	return s.found;
}

bool expr_runs_code(Fn *f, Node *n)
{
	return scan(f, n) & SCAN_CALLS;
}

static void put_aside(Fn *f, Node *n)
{
	Rep *rep = expr_rep(f, n);
	Mark m = fn_mark(f);
	Val v = fn_expr(f, n, ANY);

	if (v.kind != VAL_SLOT || v.slot < m.top) {	/* a constant, or a variable that may change */
		uint32_t slot = fn_tmp(f, rep->words);

		val_to(f, v, slot);
		fn_live(f, slot, rep);
		v = val_slot(rep, slot);
	}
	vec_push(&f->hoisted, ((Hoisted){ n, v }));
}

/* Builtin functions change nothing that others read, but they take their turn among the calls. */
static bool is_builtin(Fn *f, Node *n)
{
	CallExpr *c = is_CallExpr(n);

	return c && callee_info(f, c)->mode == MODE_BUILTIN;
}

static bool hoist_node(void *ctx, Node *n)
{
	Fn *f = ctx;
	BinaryExpr *b = is_BinaryExpr(n);
	bool conditional = b && (b->op == TOK_ANDAND || b->op == TOK_OROR);

	if (n->kind == AST_FuncLit || (ast_is_expr(n) && info_const(f->pkg, n)))
		return false;
	if (!runs_code(f, n) && !is_builtin(f, n) && !conditional)
		return true;
	if (!conditional || expr_runs_code(f, n)) {
		Type *t = expr_type(f, n);

		if (t && t->kind != TYPE_TUPLE)
			put_aside(f, n);
	}
	return false;
}

/* Evaluates the calls in an operand and puts their values aside. */
static void calls_of(Fn *f, Node *n)
{
	ast_walk(n, hoist_node, NULL, f);
}

size_t hoist_arguments_first(Fn *f, CallExpr *n)
{
	size_t mark = f->hoisted.len;

	calls_of(f, n->fun);
	for (uint32_t i = 0; i < n->args.len; i++) {
		Type *t = expr_type(f, n->args.data[i]);

		if (t && t->kind != TYPE_TUPLE && expr_runs_code(f, n->args.data[i]))
			put_aside(f, n->args.data[i]);
	}
	return mark;
}

size_t hoist_calls(Fn *f, Node *const *operands, size_t n)
{
	size_t mark = f->hoisted.len;
	bool reads = false, changed = false;

	if (f->calls_made)
		return mark;
	for (size_t i = 0; i < n && !changed; i++) {
		unsigned found = scan(f, operands[i]);

		changed = reads && found & SCAN_CALLS;
		reads = reads || found & SCAN_READS;
	}
	for (size_t i = 0; i < n && changed; i++)
		calls_of(f, operands[i]);
	f->calls_made = f->hoisted.len > mark;
	return mark;
}

const Val *hoisted_value(Fn *f, const Node *n)
{
	for (size_t i = f->hoisted.len; i > 0; i--)
		if (f->hoisted.data[i - 1].node == n)
			return &f->hoisted.data[i - 1].val;
	return NULL;
}

void hoist_done(Fn *f, size_t mark)
{
	if (f->hoisted.len > mark)
		f->calls_made = false;
	vec_trim(&f->hoisted, mark);
}
