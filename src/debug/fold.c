/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arithmetic of integers alone, as `while $i < 10` and `set $i = $i + 1` are once the variables' values stand in them: scripts count
 * with it, and each turn would cost the compiler's time and some of its memory, for a text that never comes again. What is not
 * sure to be the same as Go's constant arithmetic (Spec: "Constant expressions") is left to the compiler: other operands, overflow,
 * shifts, division by zero.
 */
#include "debug/debug_int.h"

#include <ctype.h>

typedef struct Number { int64_t n; bool is_bool; } Number;
typedef struct Fold { const char *p; bool ok; } Fold;

enum { UNARY = 6, DEEPEST = 64 };

static const struct { const char *text; unsigned precedence; } operators[] = {
	{ "||", 1 }, { "&&", 2 }, { "==", 3 }, { "!=", 3 }, { "<=", 3 }, { ">=", 3 }, { "<", 3 }, { ">", 3 },
	{ "+", 4 }, { "-", 4 }, { "*", 5 }, { "/", 5 }, { "%", 5 },
};

/* Places in that list. */
enum { OR, AND, EQUAL, UNEQUAL, AT_MOST, AT_LEAST, LESS, GREATER, PLUS, MINUS, TIMES, OVER, REST, OPERATORS };

static void skip(Fold *f)
{
	while (*f->p == ' ')
		f->p++;
}

static Number wrong(Fold *f)
{
	f->ok = false;
	return (Number){ 0 };
}

/* The operator at a place; OPERATORS: another, or none. */
static unsigned operator_at(const char *p)
{
	unsigned i = 0;

	if (strncmp(p, "<<", 2) == 0 || strncmp(p, ">>", 2) == 0)
		return OPERATORS;
	while (i < OPERATORS && strncmp(p, operators[i].text, strlen(operators[i].text)) != 0)
		i++;
	return i;
}

static Number compute(Fold *f, unsigned op, Number x, Number y)
{
	Number r = { 0, op <= GREATER };

	/* Go has no numbers as conditions, but habits.c has. */
	if (op > AND && (x.is_bool != y.is_bool || (x.is_bool && op > UNEQUAL)))
		return wrong(f);
	switch (op) {
	case OR: r.n = x.n || y.n; break;
	case AND: r.n = x.n && y.n; break;
	case EQUAL: r.n = x.n == y.n; break;
	case UNEQUAL: r.n = x.n != y.n; break;
	case AT_MOST: r.n = x.n <= y.n; break;
	case AT_LEAST: r.n = x.n >= y.n; break;
	case LESS: r.n = x.n < y.n; break;
	case GREATER: r.n = x.n > y.n; break;
	case PLUS: f->ok = f->ok && !__builtin_add_overflow(x.n, y.n, &r.n); break;
	case MINUS: f->ok = f->ok && !__builtin_sub_overflow(x.n, y.n, &r.n); break;
	case TIMES: f->ok = f->ok && !__builtin_mul_overflow(x.n, y.n, &r.n); break;
	default:
		if (y.n == 0 || y.n == -1)
			return wrong(f);
		r.n = op == OVER ? x.n / y.n : x.n % y.n;
	}
	return r;
}

static Number binary(Fold *f, unsigned least, unsigned depth);

/* Decimal digits alone: no octal, no fraction, no name behind them. */
static Number literal(Fold *f)
{
	size_t digits = strspn(f->p, "0123456789");
	const char *end = f->p + digits;
	Number r = { 0 };

	if (!digits || digits > 18 || (*f->p == '0' && digits > 1) || name_part(*end) || *end == '.')
		return wrong(f);
	for (; f->p < end; f->p++)
		r.n = r.n * 10 + (*f->p - '0');
	return r;
}

static Number operand(Fold *f, unsigned depth)
{
	char sign = *f->p;
	Number x;

	if (depth > DEEPEST)
		return wrong(f);
	if (sign != '(' && sign != '-' && sign != '!')
		return literal(f);
	f->p++;
	x = binary(f, sign == '(' ? 1 : UNARY, depth + 1);
	if (sign == '(') {
		skip(f);
		return *f->p++ == ')' ? x : wrong(f);
	}
	if (sign == '!')
		return (Number){ !x.n, true };
	return x.is_bool || x.n == INT64_MIN ? wrong(f) : (Number){ -x.n };
}

/* Operators that bind as tightly as `least`, from left to right. */
static Number binary(Fold *f, unsigned least, unsigned depth)
{
	Number x;

	skip(f);
	x = operand(f, depth);
	for (skip(f); f->ok; skip(f)) {
		unsigned op = operator_at(f->p);

		if (op == OPERATORS || operators[op].precedence < least)
			break;
		f->p += strlen(operators[op].text);
		x = compute(f, op, x, binary(f, operators[op].precedence + 1, depth + 1));
	}
	return x;
}

const DebugValue *fold_numbers(DebugSession *s, const char *go)
{
	Fold f = { go, true };
	Number r = binary(&f, 1, 0);
	DebugValue *v;

	if (!f.ok || *f.p)
		return NULL;
	if (!r.is_bool)
		return value_int(s, r.n);
	v = value_new(s, DEBUG_BOOL, "bool");
	v->size = 1;
	v->bits = (uint64_t)r.n;
	return v;
}
