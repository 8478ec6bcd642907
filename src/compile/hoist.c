/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls first. The language leaves open whether `x + f()` reads x before or after f runs; gc makes the
 * calls and receives of a list of operands first, in their order, and reads variables and memory after
 * them. Where that can be told apart (an earlier operand reads what a later call may change), the
 * values of the calls are put aside here, and fn_expr finds them when it comes to their nodes.
 */
#include "compile/compile_int.h"

typedef struct Scan {
	Fn *f;
	bool calls, reads;
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

/* May a call change what this node reads? Variables in slots of their own are safe. */
static bool reads_memory(Fn *f, Node *n)
{
	Object *obj;
	Loc *loc;

	if (n->kind == AST_IndexExpr || n->kind == AST_StarExpr || n->kind == AST_SliceExpr)
		return true;
	obj = n->kind == AST_Ident ? info_object(f->pkg, n) : NULL;
	if (!obj || obj->kind != OBJ_VAR || obj->var_kind == VAR_FIELD)
		return false;
	loc = fn_loc(f, obj);
	return !loc || loc->kind != LOC_SLOT || loc->shared;
}

static bool scan_node(void *ctx, Node *n)
{
	Scan *s = ctx;

	if (n->kind == AST_FuncLit || (ast_is_expr(n) && info_const(s->f->pkg, n)))
		return false;
	if (runs_code(s->f, n)) {
		s->calls = true;
		return false;
	}
	s->reads = s->reads || reads_memory(s->f, n);
	return true;
}

static Scan scan(Fn *f, Node *n)
{
	Scan s = { .f = f };

	ast_walk(n, scan_node, NULL, &s);
	return s;
}

bool expr_runs_code(Fn *f, Node *n)
{
	return scan(f, n).calls;
}

static void put_aside(Fn *f, Node *n)
{
	Rep *rep = expr_rep(f, n);
	uint32_t slot = fn_tmp(f, rep->words);

	fn_expr(f, n, slot);
	fn_live(f, slot, rep);
	vec_push(&f->hoisted, ((Hoisted){ n, val_slot(rep, slot) }));
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
	if (!conditional || scan(f, n).calls) {
		Type *t = expr_type(f, n);

		if (t && t->kind != TYPE_TUPLE)
			put_aside(f, n);
	}
	return false;
}

size_t hoist_calls(Fn *f, Node *const *operands, size_t n)
{
	size_t mark = f->hoisted.len;
	bool reads = false, changed = false;

	for (size_t i = 0; i < n && !changed; i++) {
		Scan s = scan(f, operands[i]);

		changed = reads && s.calls;
		reads = reads || s.reads;
	}
	for (size_t i = 0; i < n && changed; i++)
		ast_walk(operands[i], hoist_node, NULL, f);
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
	vec_trim(&f->hoisted, mark);
}
