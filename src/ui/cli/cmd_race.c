/* SPDX-License-Identifier: GPL-3.0-or-later */
/* info races: the data races of this run. */
#include <ctype.h>
#include <stdlib.h>

#include "ui/cli/cli_int.h"

static void print_stack(Cli *c, const DebugLocation *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out_printf(c, "  %s () at %s:%u\n", list[i].function, list[i].file, list[i].line);
}

static void print_access(Cli *c, const DebugRaceAccess *a)
{
	out_printf(c, "%c%s by goroutine %llu%s:\n", toupper((unsigned char)*a->what), a->what + 1, (unsigned long long)a->goroutine,
		   a->ended ? ", which has ended" : "");
	print_stack(c, a->stack, a->nstack);
}

static void print_creation(Cli *c, const DebugRaceAccess *a)
{
	if (!a->ncreated)
		return;
	out_printf(c, "Goroutine %llu was started at:\n", (unsigned long long)a->goroutine);
	print_stack(c, a->created, a->ncreated);
}

static void print_race(Cli *c, const DebugRace *r, size_t number)
{
	out_printf(c, "Race %zu: %s at 0x%llx\n", number, r->name, (unsigned long long)r->addr);
	print_access(c, &r->now);
	print_access(c, &r->before);
	print_creation(c, &r->now);
	print_creation(c, &r->before);
}

static void print_row(Cli *c, const DebugRace *r, size_t number)
{
	out_printf(c, "%-4zu %s: %s by goroutine %llu at %s:%u, not ordered with the %s by goroutine %llu at %s:%u\n", number, r->name,
		   r->now.what, (unsigned long long)r->now.goroutine, r->now.at.file, r->now.at.line, r->before.what,
		   (unsigned long long)r->before.goroutine, r->before.at.file, r->before.at.line);
}

bool cmd_info_races(Cli *c, const char *args)
{
	const DebugRace *list;
	size_t n;
	char *end;
	unsigned long number;

	if (!cli_need_program(c))
		return false;
	n = debug_races(c->s, &list);
	if (*args) {
		number = strtoul(args, &end, 10);
		if (*end || *args == '-' || !number)
			return cli_fail(c, "Bad race number: \"%s\".", args);
		if (number > n)
			return cli_fail(c, "No race number %lu.", number);
		print_race(c, &list[number - 1], number);
		return true;
	}
	if (!n)
		out_text(c, debug_looks_for_races(c->s) ? "No data races.\n"
			    : "Data races are not looked for: type \"catch race\", or start strata with --race.\n");
	for (size_t i = 0; i < n; i++)
		print_row(c, &list[i], i + 1);
	return true;
}
