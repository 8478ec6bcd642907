/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gdb's syntax to Go's. What Go has no syntax for becomes a variable of the expression that holds the
 * value: history and convenience variables, `add::x`, `memory.go::a`. Plain numbers, strings and truth values are
 * written out as constants, which Go converts as it likes. `main.` before the program's own names goes, because
 * inside package main they have no qualifier (one that a local hides is reached by its address); `->` is a dot; `#12` is the
 * heap object of that number; `{T}x` is *(*T)(x), with which habits.c helps when x is no *T.
 */
#include "debug/heappath.h"

#include <ctype.h>

bool name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_' || (c & 0x80);
}

bool name_part(char c)
{
	return name_start(c) || isdigit((unsigned char)c);
}

void eval_text_free(EvalText *t)
{
	sb_free(&t->go);
	vec_free(&t->words);
	vec_free(&t->types);
	vec_free(&t->vars);
}

static bool is_plain(const DebugValue *v, const char *type)
{
	return strcmp(v->type, type) == 0;
}

/* A constant that may stand for a value; false: it has to become a variable. With `numeric`, what Go would refuse
 * to mix is a plain number: pointers, integers of any type. */
static bool add_constant(const DebugValue *v, bool numeric, StrBuf *out)
{
	double d;

	switch (v->kind) {
	case DEBUG_BOOL:
		if (is_plain(v, "bool"))
			sb_add(out, v->bits ? "true" : "false");
		return is_plain(v, "bool");
	case DEBUG_INT:
		if (numeric || is_plain(v, "int"))
			sb_printf(out, "(%ld)", (long)v->bits);
		return numeric || is_plain(v, "int");
	case DEBUG_UINT: case DEBUG_POINTER:
		if (numeric || is_plain(v, "uintptr"))
			sb_printf(out, "(%lu)", (unsigned long)v->bits);
		return numeric || is_plain(v, "uintptr");
	case DEBUG_FLOAT:
		memcpy(&d, &v->bits, 8);
		if (is_plain(v, "float64") && d - d == 0)
			sb_printf(out, "float64(%.17g)", d);
		return is_plain(v, "float64") && d - d == 0;
	case DEBUG_STRING:
		if (is_plain(v, "string") && v->nchildren == v->len)
			sb_quote(out, v->text, v->nchildren);
		return is_plain(v, "string") && v->nchildren == v->len;
	default:
		return false;
	}
}

void embed_value(EvalText *out, const DebugValue *v, bool numeric)
{
	bool number = out->no_constants && (is_plain(v, "int") || is_plain(v, "float64") || is_plain(v, "bool")) && value_memory(v);

	if (!number && add_constant(v, numeric, &out->go))
		return;
	out->numbers |= number;
	sb_printf(&out->go, "$_%zu", out->vars.len);
	vec_push(&out->vars, v);
}

/* The results of a call have no type of Go: `$1.0` is the first. */
static const DebugValue *part_of_results(const DebugValue *v, const char **p)
{
	char *end;
	unsigned long i;

	if (!v || v->kind != DEBUG_RESULTS || **p != '.' || !isdigit((unsigned char)(*p)[1]))
		return v;
	i = strtoul(*p + 1, &end, 10);
	*p = end;
	return i < v->nchildren ? v->children[i] : NULL;
}

/* The value behind `$`, `$$`, `$$3`, `$3`, `$name`; *p is moved past it. NULL: void. */
const DebugValue *dollar(DebugSession *s, const char **p)
{
	const char *t = *p + 1, *end;
	bool twice = *t == '$', number = false;
	long n = 0;

	t += twice;
	for (; isdigit((unsigned char)*t); t++, number = true)
		n = n < 100000000 ? n * 10 + (*t - '0') : n;
	if (number || !name_start(*t)) {
		*p = t;
		return part_of_results(debug_history(s, !number ? -twice : (int)(twice ? -n : n)), p);
	}
	for (end = t; name_part(*end); end++)
		;
	*p = end;
	return part_of_results(register_value(s, arena_strndup(s->scratch, t, (size_t)(end - t))), p);
}

static bool is_register(const char *name, size_t n)
{
	return n == 2 && (memcmp(name, "pc", 2) == 0 || memcmp(name, "sp", 2) == 0 || memcmp(name, "fp", 2) == 0);
}

bool dollar_missing(DebugSession *s, const char *text, size_t n)
{
	bool numbered = n > 1 && isdigit((unsigned char)text[1]);

	if (is_register(text + 1, n - 1))
		fail(s, "No registers.");
	else if (n > 1 && !numbered && text[1] != '$')
		return false;
	else if (numbered && strtoul(text + 1, NULL, 10))
		fail(s, "History has not yet reached %.*s.", (int)n, text);
	else if (n == 1 || numbered || (n > 2 && !strtoul(text + 2, NULL, 10)))
		fail(s, "The history is empty.");
	else
		fail(s, "History does not go back to $$%s.", n > 2 ? arena_strndup(s->scratch, text + 2, n - 2) : "1");
	return true;
}

static void skip_literal(const char **p, StrBuf *out)
{
	char quote = **p;

	do {
		if (**p == '\\' && quote != '`' && (*p)[1])
			sb_addc(out, *(*p)++);
		sb_addc(out, *(*p)++);
	} while (**p && **p != quote);
	if (**p)
		sb_addc(out, *(*p)++);
}

/* Is what stands between the text so far and `end` a condition within a larger one? A void variable is false there, as in gdb. */
static bool is_condition(const EvalText *out, const char *end)
{
	size_t n = out->go.len;

	while (n && isspace((unsigned char)out->go.data[n - 1]))
		n--;
	end += strspn(end, " \t");
	return strncmp(end, "&&", 2) == 0 || strncmp(end, "||", 2) == 0 || (n && out->go.data[n - 1] == '!') ||
	       (n > 1 && strchr("&|", out->go.data[n - 1]) && out->go.data[n - 2] == out->go.data[n - 1]);
}

static bool add_dollar(DebugSession *s, const char **p, EvalText *out, bool numeric)
{
	const char *start = *p;
	bool called;
	const DebugValue *v = call_function(s, p, &called);

	if (called) {
		if (v)
			embed_value(out, v, numeric);
		return v != NULL;
	}
	v = dollar(s, p);
	if (v)
		embed_value(out, v, numeric);
	else if (dollar_missing(s, start, (size_t)(*p - start)))
		return false;
	else if (is_condition(out, *p))
		return sb_add(&out->go, "false"), true;
	else if (**p == '(')
		fail(s, "Undefined convenience variable or function \"%.*s\" not defined.", (int)(*p - start), start);
	else
		fail(s, "Argument to arithmetic operation not a number or boolean.");
	return v != NULL;
}

/* `add::x`, `memory.go::a`, `'memory.go'::a`: how many bytes of text it is; 0: none. */
size_t scoped_name(const char *text)
{
	const char *p = text, *colons;

	if (*p == '\'') {
		p = strchr(p + 1, '\'');
		p = p ? p + 1 : text;
	} else {
		while (name_part(*p) || *p == '.' || *p == '/')
			p++;
	}
	if (p == text || p[0] != ':' || p[1] != ':' || !name_start(p[2]))
		return 0;
	for (colons = p + 2; name_part(*colons); colons++)
		;
	return (size_t)(colons - text);
}

static bool add_scoped(DebugSession *s, const char **p, size_t n, EvalText *out, bool numeric)
{
	const DebugValue *v = scoped_value(s, arena_strndup(s->scratch, *p, n));

	*p += n;
	if (v)
		embed_value(out, v, numeric);
	return v != NULL;
}

/* A variable that holds an address, of this type: a pointer, or what is one inside. */
static const DebugValue *address_value(DebugSession *s, uint64_t addr, const char *type)
{
	DebugValue *v = value_new(s, DEBUG_POINTER, arena_strdup(s->values, type));
	Origin *origin = arena_make(s->values, Origin);

	*origin = (Origin){ .program = s->program, .type = type_of_text(s, type),
			    .bytes = arena_copy(s->values, &addr, sizeof addr) };
	if (!origin->type)
		return NULL;
	v->size = 8;
	v->bits = addr;
	v->private = origin;
	return v;
}

static bool add_object(DebugSession *s, const char **p, EvalText *out)
{
	ObjectInfo o;
	const DebugValue *v;
	const char *type;
	bool is_address;

	if (!object_named(s, p, &o))
		return false;
	is_address = o.role == OBJECT_MAP || o.role == OBJECT_CHAN;
	type = o.type || o.role != OBJECT_VALUE ? object_type(s, &o) : arena_printf(s->scratch, "[%lu]byte", (unsigned long)o.size);
	v = address_value(s, o.addr, is_address ? type : arena_printf(s->scratch, "*%s", type));
	if (!v) {
		fail(s, "%s (%s) cannot be part of an expression.", object_name(s, o.id), type);
		return false;
	}
	sb_add(&out->go, is_address ? "(" : "(*");
	embed_value(out, v, false);
	sb_addc(&out->go, ')');
	return true;
}

/* gdb's sizeof(x), of a type or a value. *p stands at the name. */
static bool add_sizeof(DebugSession *s, const char **p, EvalText *out)
{
	const char *open = *p + strlen("sizeof"), *close = closing(open), *inner;
	uint64_t type;
	const DebugValue *v;

	if (!close) {
		fail(s, "A syntax error in expression, near `'.");
		return false;
	}
	inner = arena_strndup(s->scratch, open + 1, (size_t)(close - open) - 1);
	type = type_named(s, inner);
	v = type ? NULL : debug_eval(s, inner);
	if (!type && !v)
		return false;
	sb_printf(&out->go, "%lu", (unsigned long)(type ? ((const TypeDesc *)type)->size : v->size));
	*p = close + 1;
	return true;
}

static bool is_sizeof(const char *text, const char *p)
{
	return strncmp(p, "sizeof(", 7) == 0 && (p == text || !name_part(p[-1]));
}

/* ---- {T}x ---- */

static const char *skip_quoted(const char *p)
{
	char quote = *p++;

	while (*p && *p != quote)
		p += *p == '\\' && quote != '`' && p[1] ? 2 : 1;
	return *p ? p + 1 : p;
}

/* Behind the bracket that closes the one at p; at the end when there is none. */
static const char *skip_brackets(const char *p)
{
	const char *close = closing(p);

	return close ? close + 1 : p + strlen(p);
}

static const char *skip_word(const char *p)
{
	while (name_part(*p) || *p == '$' || *p == '#')
		p++;
	return p;
}

/* Fields, calls, indices behind an operand. */
static const char *skip_postfix(const char *p)
{
	for (;;) {
		if (*p == '(' || *p == '[')
			p = skip_brackets(p);
		else if (*p == '.' && p[1] == '(')
			p = skip_brackets(p + 1);
		else if (*p == '.' || strncmp(p, "->", 2) == 0 || strncmp(p, "::", 2) == 0)
			p = skip_word(p + (*p == '.' ? 1 : 2));
		else
			return p;
	}
}

/* The end of the operand at p, with the operators before it: what binds more than a binary operator. */
static const char *operand_end(const char *p)
{
	while (*p && strchr(" \t&*+-!^{", *p))
		p = *p == '{' ? skip_brackets(p) : p + 1;
	if (*p == '"' || *p == '\'' || *p == '`')
		p = skip_quoted(p);
	else if (*p == '(' || *p == '[')
		p = skip_word(skip_brackets(p));
	else
		p = skip_word(p);
	return skip_postfix(p);
}

bool typed_address(const char *text, const char **type_end, const char **end)
{
	*type_end = *text == '{' ? closing(text) : NULL;
	*end = *type_end ? operand_end(*type_end + 1) : text;
	return *type_end != NULL;
}

/* A brace where only an operand can stand opens no block, and no literal (inside of one: `T{{1}, {2}}`). */
static bool wants_operand(const char *text, const char *p, bool inside)
{
	while (p > text && isspace((unsigned char)p[-1]))
		p--;
	return p == text || (strchr(inside ? "+-*/%&|^<>=!(" : "+-*/%&|^<>=!(,[:", p[-1]) &&
			     !(p - text > 1 && p[-1] == p[-2] && strchr("+-", p[-1])));
}

static bool add_typed(DebugSession *s, const char **p, bool numeric, EvalText *out)
{
	const char *type_end, *end, *from = out->from, *name;
	Type *type;
	bool ok;

	if (!typed_address(*p, &type_end, &end)) {
		fail(s, "A syntax error in expression, near `'.");
		return false;
	}
	name = trimmed(s, arena_strndup(s->scratch, *p + 1, (size_t)(type_end - *p) - 1));
	type = type_of_text(s, arena_printf(s->scratch, "*%s", name));
	if (!type) {
		fail(s, "No symbol \"%s\" in current context.", name);
		return false;
	}
	sb_printf(&out->go, "(*$T%zu(", out->types.len);
	vec_push(&out->types, type);
	ok = rewrite(s, trimmed(s, arena_strndup(s->scratch, type_end + 1, (size_t)(end - type_end) - 1)), numeric, out);
	sb_add(&out->go, "))");
	out->from = from;
	*p = end;
	return ok;
}

bool rewrite(DebugSession *s, const char *text, bool numeric, EvalText *out)
{
	const char *p = text;
	bool ok = true;
	int braces = 0;			/* of literals and blocks */

	out->from = text;
	while (ok && *p) {
		size_t scoped = scoped_name(p), vars = out->vars.len;
		const char *start = p;

		if (*p == '{' && wants_operand(text, p, braces > 0)) {
			ok = add_typed(s, &p, numeric, out);
			continue;
		}
		braces += (*p == '{') - (*p == '}');
		if (scoped && (p == text || !name_part(p[-1]))) {
			ok = add_scoped(s, &p, scoped, out, numeric);
		} else if (*p == '"' || *p == '\'' || *p == '`') {
			skip_literal(&p, &out->go);
		} else if (*p == '$') {
			ok = add_dollar(s, &p, out, numeric);
		} else if (*p == '#') {
			ok = add_object(s, &p, out);
		} else if (*p == '-' && p[1] == '>') {
			sb_addc(&out->go, '.');
			p += 2;
		} else if (is_sizeof(text, p)) {
			ok = add_sizeof(s, &p, out);
		} else if (name_part(*p)) {
			while (name_part(*p))
				sb_addc(&out->go, *p++);
		} else {
			sb_addc(&out->go, *p++);
		}
		if (out->vars.len > vars)
			vec_push(&out->words, arena_strndup(s->scratch, start, (size_t)(p - start)));
	}
	return ok;
}
