/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aliases: a block of memory as a row of cells, and below it what each slice, string or pointer can see of it. */
#include "ui/cli/cli_int.h"

#include <string.h>

enum { CELLS = 32, NAMES = 30 };

/* How a block is drawn: each cell stands for `per` elements. */
typedef struct Scale { uint64_t elem, elements, per; unsigned cells; } Scale;

static Scale scale_of(const DebugAliases *a)
{
	Scale s = { .elem = a->elem ? a->elem : 1 };

	s.elements = a->bytes / s.elem;
	s.per = (s.elements + CELLS - 1) / CELLS;
	s.per = s.per ? s.per : 1;
	s.cells = (unsigned)((s.elements + s.per - 1) / s.per);
	return s;
}

static void fill(char *row, const Scale *s, uint64_t from, uint64_t to, char c)
{
	if (to > s->elements)
		to = s->elements;
	for (uint64_t i = from; i < to; i++)
		if (row[i / s->per] != '=')
			row[i / s->per] = c;
}

/* Go's way to say which part it is: [0:4:8], [0:4], [3]. */
static void add_range(StrBuf *sb, const DebugAlias *k, uint64_t elem)
{
	unsigned long from = (unsigned long)(k->offset / elem), n = (unsigned long)(k->bytes / elem);

	if (k->kind == DEBUG_POINTER && n <= 1)
		sb_printf(sb, "[%lu]", from);
	else if (k->kind == DEBUG_SLICE)
		sb_printf(sb, "[%lu:%lu:%lu]", from, from + n, from + (unsigned long)(k->capacity / elem));
	else
		sb_printf(sb, "[%lu:%lu]", from, from + n);
}

static void print_alias(Cli *c, const DebugAlias *k, const Scale *s, int width)
{
	char row[CELLS + 1];
	StrBuf sb = { 0 };
	uint64_t from = k->offset / s->elem, to = (k->offset + k->bytes + s->elem - 1) / s->elem;

	memset(row, ' ', s->cells);
	row[s->cells] = '\0';
	if (k->kind == DEBUG_POINTER) {
		fill(row, s, from, to > from ? to : from + 1, to > from + 1 ? '=' : '^');
	} else {
		fill(row, s, from, to, '=');
		fill(row, s, to, (k->offset + k->capacity) / s->elem, '.');
	}
	add_range(&sb, k, s->elem);
	out_printf(c, "%-*s |%s| %s\n", width, k->holder, row, sb_text(&sb));
	sb_free(&sb);
}

static int name_width(const DebugAliases *a)
{
	size_t width = 4;

	for (size_t i = 0; i < a->n; i++)
		width = strlen(a->list[i].holder) > width ? strlen(a->list[i].holder) : width;
	return width > NAMES ? NAMES : (int)width;
}

bool cmd_aliases(Cli *c, const char *args)
{
	DebugAliases a;
	Scale s;
	size_t limit = c->set.print_elements ? c->set.print_elements : SIZE_MAX;

	if (!*args)
		return cli_fail(c, "Argument required (an expression).");
	if (!cli_need_program(c))
		return false;
	if (!debug_aliases(c->s, args, &a))
		return cli_fail_core(c);
	s = scale_of(&a);
	out_printf(c, "%s, 0x%llx: %llu element%s of %llu byte%s", a.block, (unsigned long long)a.addr, (unsigned long long)s.elements,
		   plural(s.elements), (unsigned long long)s.elem, plural(s.elem));
	out_printf(c, s.per > 1 ? ", %llu in a cell\n" : "\n", (unsigned long long)s.per);
	for (size_t i = 0; i < a.n && i < limit && !c->discard; i++)
		print_alias(c, &a.list[i], &s, name_width(&a));
	if (limit < a.n)
		out_printf(c, "... %zu more\n", a.n - limit);
	if (!a.n)
		out_text(c, "Nothing refers to it.\n");
	return true;
}
