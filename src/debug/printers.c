/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `printer T = EXPRESSION`: values of a type are shown as what Go computes of `self`, a string as the text that it is and other
 * values as print shows them. The expression is compiled once for each machine, as a function of a pointer to the value, and its
 * code stays: values are read in the middle of other evaluations, whose code must not be overwritten.
 */
#include "debug/debug_int.h"

static const TypeDesc *named(uint64_t type)
{
	return (const TypeDesc *)type;
}

static bool is_of(const Printer *p, const TypeDesc *t)
{
	return strlen(p->pub.type) == t->str.len && memcmp(p->pub.type, (const void *)t->str.ptr, t->str.len) == 0;
}

static uint64_t compile(DebugSession *s, const Printer *p, const char *result)
{
	return eval_function(s, arena_printf(s->scratch, "func(p *%s) %s { self := *p; _ = self; return %s }", p->pub.type, result,
					     p->pub.expr));
}

/* The code for this machine: it gives a string, or else anything. */
static bool prepare(DebugSession *s, Printer *p)
{
	p->code = compile(s, p, "string");
	p->is_text = p->code != 0;
	if (!p->code) {
		request_begin(s);
		p->code = compile(s, p, "any");
	}
	return p->code != 0;
}

void printers_renew(DebugSession *s)
{
	vec_each(&s->printers, p)
		prepare(s, p);		/* its type may be gone with another program: then it prints nothing */
	request_begin(s);
}

const Printer *printer_of(const DebugSession *s, const TypeDesc *t)
{
	vec_each(&s->printers, p)
		if (p->code && is_of(p, t))
			return p;
	return NULL;
}

static void forget(DebugSession *s, const char *type)
{
	for (size_t i = s->printers.len; i > 0; i--)
		if (strcmp(s->printers.data[i - 1].pub.type, type) == 0)
			vec_remove(&s->printers, i - 1);
}

bool debug_printer(DebugSession *s, const char *type, const char *expr)
{
	Printer p = { .pub = { .expr = arena_strdup(s->values, expr) } };
	uint64_t t;

	request_begin(s);
	if (!need_symbols(s))
		return false;
	t = type_named(s, type);
	if (!t)
		return false;
	p.pub.type = arena_strndup(s->values, (const char *)named(t)->str.ptr, named(t)->str.len);
	if (*expr && !prepare(s, &p))
		return false;
	forget(s, p.pub.type);
	if (*expr)
		vec_push(&s->printers, p);
	return true;
}

size_t debug_printers(DebugSession *s, const DebugPrinter **out)
{
	DebugPrinter *list = arena_make_n(s->scratch, DebugPrinter, s->printers.len + 1);

	for (size_t i = 0; i < s->printers.len; i++)
		list[i] = s->printers.data[i].pub;
	*out = list;
	return s->printers.len;
}
