/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Habits of gdb's users that Go refuses, put into Go: p + 1, p[1] and p - q in elements, pointers compared with numbers, integers of
 * different types mixed, pointers made of numbers and of other pointers, numbers of pointers, numbers and pointers as conditions. The innermost expression that is wrong although its operands are right is written anew; $T0, $T1 …
 * stand for the types it needs, $P for unsafe.Pointer. Nothing is evaluated, so that conditions may be written so too.
 */
#include "debug/debug_int.h"

#include "syntax/parse.h"

/* An operation with two operands; of an index op is TOK_LBRACK, of T(y) it is TOK_LPAREN. Of !y x is y as well. */
typedef struct Operation { Node *x, *y; int op; Node *whole; } Operation;
typedef struct Operations { VEC(Operation) list; } Operations;

static void note_operation(void *ctx, Node *n)
{
	Operations *found = ctx;
	IndexExpr *i = n->kind == AST_IndexExpr ? as_IndexExpr(n) : NULL;
	CallExpr *call = n->kind == AST_CallExpr ? as_CallExpr(n) : NULL;

	if (n->kind == AST_UnaryExpr && as_UnaryExpr(n)->op == TOK_NOT)
		vec_push(&found->list, ((Operation){ as_UnaryExpr(n)->x, as_UnaryExpr(n)->x, TOK_NOT, n }));
	else if (n->kind == AST_BinaryExpr)
		vec_push(&found->list, ((Operation){ as_BinaryExpr(n)->x, as_BinaryExpr(n)->y, as_BinaryExpr(n)->op, n }));
	else if (i && i->indices.len == 1)
		vec_push(&found->list, ((Operation){ i->x, i->indices.data[0], TOK_LBRACK, n }));
	else if (call && call->args.len == 1)
		vec_push(&found->list, ((Operation){ call->fun, call->args.data[0], TOK_LPAREN, n }));
}

static bool is_integer(Type *t)
{
	return type_under(t)->kind == TYPE_BASIC && type_under(t)->basic.flags & BF_INTEGER;
}

static bool is_pointer(Type *t)
{
	return type_under(t)->kind == TYPE_POINTER;
}

static bool compares(int op)
{
	return op == TOK_EQL || op == TOK_NEQ || op == TOK_LSS || op == TOK_LEQ || op == TOK_GTR || op == TOK_GEQ;
}

static size_t type_number(EvalText *t, Type *type)
{
	vec_push(&t->types, type);
	return t->types.len - 1;
}

static long elem_size(DebugSession *s, Type *pointer)
{
	return (long)type_size(s->program->types, type_under(pointer)->pointer.elem);
}

/* gdb's: the wider one; of two that are as wide the unsigned one. */
static Type *common(DebugSession *s, Type *x, Type *y)
{
	int64_t nx = type_size(s->program->types, x), ny = type_size(s->program->types, y);

	if (nx != ny)
		return nx > ny ? x : y;
	return type_under(y)->basic.flags & BF_UNSIGNED ? y : x;
}

/* The conversion x(y), of a type x. */
static const char *converted(DebugSession *s, const char *x, Type *tx, const char *y, Type *ty)
{
	if (is_pointer(tx) && is_pointer(ty))
		return arena_printf(s->scratch, "%s($P(%s))", x, y);
	if (is_pointer(tx) && is_integer(ty))
		return arena_printf(s->scratch, "%s($P(uintptr(%s)))", x, y);
	if (is_integer(tx) && is_pointer(ty))
		return arena_printf(s->scratch, "%s(uintptr($P(%s)))", x, y);
	return NULL;
}

/* What is true in C when x is: as a bool of Go's. NULL: it is none, and no number and no pointer. */
static const char *truth(DebugSession *s, const char *x, Type *t)
{
	if (type_basic_flags(t) & BF_BOOLEAN)
		return arena_printf(s->scratch, "(%s)", x);
	if (type_basic_flags(t) & BF_NUMERIC)
		return arena_printf(s->scratch, "((%s) != 0)", x);
	return is_pointer(t) ? arena_printf(s->scratch, "((%s) != nil)", x) : NULL;
}

static const char *condition(DebugSession *s, const char *x, Type *tx, int op, const char *y, Type *ty)
{
	const char *left = truth(s, x, tx), *right = truth(s, y, ty);

	if (!left || !right)
		return NULL;
	return op == TOK_NOT ? arena_printf(s->scratch, "(!%s)", right) : arena_printf(s->scratch, "(%s %s %s)", left, token_text(op), right);
}

/* x op y in Go, of operands with these types; NULL: it is no habit. */
static const char *in_go(DebugSession *s, EvalText *t, const char *x, Type *tx, int op, const char *y, Type *ty)
{
	Arena *a = s->scratch;

	if (op == TOK_LPAREN)
		return converted(s, x, tx, y, ty);
	if (op == TOK_NOT || op == TOK_ANDAND || op == TOK_OROR)
		return condition(s, x, tx, op, y, ty);
	if (op == TOK_LBRACK)
		return is_pointer(tx) && is_integer(ty) ? arena_printf(a, "(*%s)", in_go(s, t, x, tx, TOK_ADD, y, ty)) : NULL;
	if (is_pointer(tx) && is_integer(ty) && (op == TOK_ADD || op == TOK_SUB))
		return arena_printf(a, "$T%zu($P(uintptr($P(%s)) %s uintptr(%s)*%ld))", type_number(t, tx), x, op == TOK_ADD ? "+" : "-", y,
				    elem_size(s, tx));
	if (is_integer(tx) && is_pointer(ty) && op == TOK_ADD)
		return in_go(s, t, y, ty, op, x, tx);
	if (is_pointer(tx) && is_pointer(ty) && op == TOK_SUB && elem_size(s, tx) && elem_size(s, tx) == elem_size(s, ty))
		return arena_printf(a, "(int(uintptr($P(%s))-uintptr($P(%s)))/%ld)", x, y, elem_size(s, tx));
	if (is_pointer(tx) && is_integer(ty) && compares(op))
		return arena_printf(a, "(uintptr($P(%s)) %s uintptr(%s))", x, token_text(op), y);
	if (is_integer(tx) && is_pointer(ty) && compares(op))
		return arena_printf(a, "(uintptr(%s) %s uintptr($P(%s)))", x, token_text(op), y);
	if (is_integer(tx) && is_integer(ty)) {
		size_t k = type_number(t, common(s, tx, ty));

		return arena_printf(a, "($T%zu(%s) %s $T%zu(%s))", k, x, token_text(op), k, y);
	}
	return NULL;
}

static const char *text_between(DebugSession *s, const EvalText *t, size_t from, size_t to)
{
	return arena_strndup(s->scratch, t->go.data + from, to - from);
}

static void put_text(EvalText *t, size_t from, size_t to, const char *text)
{
	StrBuf new = { 0 };

	sb_addn(&new, t->go.data, from);
	sb_add(&new, text);
	sb_addn(&new, t->go.data + to, t->go.len - to);
	sb_free(&t->go);
	t->go = new;
}

static bool bend_one(DebugSession *s, EvalText *t, const MachineFrame *f, const Source *src, const Operation *e)
{
	size_t from = source_offset(src, ast_start(e->whole)), to = source_offset(src, e->whole->end);
	size_t x_start = source_offset(src, ast_start(e->x)), x_end = source_offset(src, e->x->end);
	size_t y_start = source_offset(src, ast_start(e->y)), y_end = source_offset(src, e->y->end);
	Type *x, *y;
	const char *go;

	if (type_of_part(s, t, from, to, f))
		return false;
	x = type_of_part(s, t, x_start, x_end, f);
	y = type_of_part(s, t, y_start, y_end, f);
	go = x && y ? in_go(s, t, text_between(s, t, x_start, x_end), x, e->op, text_between(s, t, y_start, y_end), y) : NULL;
	if (go)
		put_text(t, from, to, go);
	return go != NULL;
}

bool bend_to_go(DebugSession *s, EvalText *t, const MachineFrame *f)
{
	Source *src;
	Node *n = eval_tree(s, t, &src);
	Operations found = { 0 };
	bool done = false;

	if (n)
		ast_walk(n, NULL, note_operation, &found);
	for (size_t i = 0; i < found.list.len && !done; i++)
		done = bend_one(s, t, f, src, &found.list.data[i]);
	vec_free(&found.list);
	return done;
}
