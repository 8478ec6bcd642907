/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --dump=escape: everything that was decided, by position. A parameter's tag tells where its value gets to and after how
 * many dereferences: `parameter p: p to result ~r0, **p to the heap, written through p`.
 */
#include <string.h>

#include "escape/escape_int.h"

/* "**p": what is had of a parameter after n - 1 dereferences. */
static void add_place(StrBuf *out, const Site *s, unsigned n, const char *format, const char *what)
{
	StrBuf value = { 0 };

	for (unsigned i = 1; i < n; i++)
		sb_addc(&value, '*');
	sb_add(&value, s->var->name->text);
	sb_add(out, out->len ? ", " : "");
	if (what)
		sb_printf(out, format, sb_text(&value), what);
	else
		sb_printf(out, "%s %s", format, sb_text(&value));
	sb_free(&value);
}

static void dump_parameter(Graph *g, const Site *s)
{
	const uint8_t *at = s->leaks->at;
	StrBuf out = { 0 };

	if (at[LEAK_HEAP])
		add_place(&out, s, at[LEAK_HEAP], "%s to %s", "the heap");
	for (uint32_t i = 0; i < LEAK_RESULTS && i < s->body->nresults; i++)
		if (at[LEAK_RESULT + i])
			add_place(&out, s, at[LEAK_RESULT + i], "%s to result %s", report_result_name(g, s->body, i));
	if (!out.len)
		sb_printf(&out, "%s does not escape", s->var->name->text);
	if (at[LEAK_MUTATOR])
		add_place(&out, s, at[LEAK_MUTATOR], "written through", NULL);
	if (at[LEAK_CALLEE])
		add_place(&out, s, at[LEAK_CALLEE], "called:", NULL);
	report_to(g, &g->e->dumped, s->pos, "parameter %s: %s", s->var->name->text, sb_text(&out));
	sb_free(&out);
}

static bool is_shared(const Site *s)
{
	return (s->var->flags & (OBJF_ADDRTAKEN | OBJF_CAPTURED)) && !s->by_value;
}

static void dump_variable(Graph *g, const Site *s)
{
	if (s->leaks && report_is_named(s->var) && has_pointers(g, graph_type(g, obj_type(s->var))))
		dump_parameter(g, s);
	if (!is_shared(s))
		return;
	if (s->attrs & ATTR_ESCAPES)
		report_to(g, &g->e->dumped, s->pos, "moved to heap: %s: %s", s->var->name->text, s->reason ? s->reason : "it may outlive its call");
	else
		report_to(g, &g->e->dumped, s->pos, "stays in the frame: %s", s->var->name->text);
}

static void dump_alloc(Graph *g, const Site *s)
{
	static const char *const words[] = {
#define SITE(name, word) [ESCAPE_##name] = word,
#include "escape/sites.def"
	};
	const char *text = s->node ? report_alloc_text(g, s) : s->name;

	if (s->attrs & ATTR_ESCAPES)
		report_to(g, &g->e->dumped, s->pos, "%s escapes to the heap: %s: %s", words[s->alloc], text,
			  s->reason ? s->reason : "it may outlive its call");
	else
		report_to(g, &g->e->dumped, s->pos, "%s does not escape: %s", words[s->alloc], text);
}

void dump_site(Graph *g, const Site *s)
{
	if (!g->e->keep)
		return;
	if (s->kind == SITE_VAR && s->var)
		dump_variable(g, s);
	else if (s->kind == SITE_ALLOC)
		dump_alloc(g, s);
}

void dump_unknown(Graph *g, const EscapeFunc *u)
{
	if (g->e->keep && u->info && u->info->node)
		report_to(g, &g->e->dumped, u->info->node->pos, "not analysed: all that its variables and allocations may be is in the heap");
}
