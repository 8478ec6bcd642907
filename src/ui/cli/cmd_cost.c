/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program costs, by function and by line. */
#include "ui/cli/cli_int.h"

#include <string.h>

static void print_cost(Cli *c, const char *name, const DebugCost *k)
{
	out_printf(c, "%-17s %10llu %9llu %7llu %7llu %7llu %8llu %7llu\n", name, (unsigned long long)k->operations,
		   (unsigned long long)k->local, (unsigned long long)k->data, (unsigned long long)k->heap,
		   (unsigned long long)k->allocations, (unsigned long long)k->bytes, (unsigned long long)k->calls);
}

static void print_head(Cli *c, const char *what)
{
	out_printf(c, "%-17s Operations     Local    Data    Heap  Allocs    Bytes   Calls\n", what);
}

static bool by_function(Cli *c, bool all)
{
	const DebugFunctionCost *list;
	DebugCost rest;
	size_t n = debug_function_costs(c->s, all, &list, &rest);
	uint64_t switches = rest.switches;

	if (!n && !rest.operations) {
		out_text(c, c->set.cost ? "Nothing has been counted yet.\n" : "Costs are not counted.  Use \"set cost on\", then run.\n");
		return true;
	}
	print_head(c, "Function");
	for (size_t i = 0; i < n && !c->discard; i++) {
		print_cost(c, list[i].function, &list[i].cost);
		switches += list[i].cost.switches;
	}
	if (rest.operations)
		print_cost(c, "library", &rest);
	if (switches)
		out_printf(c, "Goroutines were switched %llu time%s.\n", (unsigned long long)switches, plural(switches));
	return true;
}

static bool by_line(Cli *c, const char *name)
{
	const DebugFunction *f = function_named(c, name);
	const DebugLineCost *lines;
	size_t n;
	char text[24];

	if (!f)
		return cli_fail(c, "Function \"%s\" not defined.", name);
	n = debug_line_costs(c->s, f->file, &lines);
	print_head(c, "Line");
	for (size_t i = 0; i < n && !c->discard; i++) {
		if (lines[i].line < f->line || lines[i].line > f->end_line)
			continue;
		snprintf(text, sizeof text, "%u", lines[i].line);
		print_cost(c, text, &lines[i].cost);
	}
	return true;
}

bool cmd_info_cost(Cli *c, const char *args)
{
	bool all = strncmp(args, "-all", 4) == 0;

	if (!cli_need_program(c))
		return false;
	if (all)
		args = skip_blanks(args + 4);
	return *args ? by_line(c, args) : by_function(c, all);
}

/* ---- list /cost ---- */

void list_costs_begin(Cli *c, const char *file)
{
	if (!c->list_with_cost)
		return;
	c->nline_costs = debug_line_costs(c->s, file, &c->line_costs);
	out_text(c, "Operations     Local    Data    Heap  Allocs\n");
}

void list_cost(Cli *c, uint32_t line)
{
	if (!c->list_with_cost)
		return;
	for (size_t i = 0; i < c->nline_costs; i++) {
		const DebugCost *k = &c->line_costs[i].cost;

		if (c->line_costs[i].line != line)
			continue;
		out_printf(c, "%10llu %9llu %7llu %7llu %7llu  ", (unsigned long long)k->operations, (unsigned long long)k->local,
			   (unsigned long long)k->data, (unsigned long long)k->heap, (unsigned long long)k->allocations);
		return;
	}
	out_printf(c, "%47s", "");
}
