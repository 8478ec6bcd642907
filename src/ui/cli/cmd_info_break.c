/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of breakpoints and watchpoints. */
#include "ui/cli/numbers.h"

#include <string.h>

static const char *kind_name(DebugBreakKind kind)
{
	switch (kind) {
	case DEBUG_BREAKPOINT: return "breakpoint";
	case DEBUG_WATCH: return "watchpoint";
	case DEBUG_RWATCH: return "read watchpoint";
	case DEBUG_AWATCH: return "acc watchpoint";
	case DEBUG_CATCH: return "catchpoint";
	case DEBUG_DPRINTF: return "dprintf";
	case DEBUG_TRACE: return "trace";
	}
	return "?";
}

static void place_text(Cli *c, const DebugLocation *at)
{
	StrBuf sb = { 0 };

	sb_styled(c, &sb, STYLE_ADDRESS, "0x%016llx", (unsigned long long)at->pc);
	sb_add(&sb, " in ");
	sb_styled(c, &sb, STYLE_FUNCTION, "%s", at->function);
	sb_add(&sb, " at ");
	sb_styled_place(c, &sb, at->file, at->line);
	out_printf(c, "%s\n", sb_text(&sb));
	sb_free(&sb);
}

static void print_details(Cli *c, const DebugBreakpoint *b)
{
	if (b->condition)
		out_printf(c, "\tstop only if %s\n", b->condition);
	if (b->hits)
		out_printf(c, "\t%s already hit %u time%s\n", b->kind == DEBUG_CATCH ? "catchpoint" : "breakpoint", b->hits,
			   plural(b->hits));
	if (b->goroutine)
		out_printf(c, "\tstop only in goroutine %llu\n", (unsigned long long)b->goroutine);
	if (b->ignore)
		out_printf(c, "\tignore next %u hits\n", b->ignore);
	if (b->count > 1)
		out_printf(c, "\tdisable after %s %u hits\n", b->ignore ? "additional" : "next", b->count);
	if (b->format)
		out_printf(c, "        printf %s\n", b->format);
	vec_each(&c->break_commands, e)
		if (e->number == b->number && e->body)
			print_body(c, &e->body->body, 8);
}

/* Places have rows of their own when there are several, or when the one does not stop. */
static bool shows_places(const DebugBreakpoint *b)
{
	return b->nplaces > 1 || (b->nplaces && (b->places[0].disabled || b->places[0].unsound));
}

static void print_places(Cli *c, const DebugBreakpoint *b)
{
	for (size_t i = 0; shows_places(b) && i < b->nplaces; i++) {
		const DebugLocation *at = &b->places[i];
		char number[32];

		snprintf(number, sizeof number, "%d.%zu", b->number, i + 1);
		out_printf(c, "%-27s %s ", number, at->unsound ? "N* " : at->disabled ? "n  " : "y  ");
		place_text(c, at);
	}
}

static void print_breakpoint(Cli *c, const DebugBreakpoint *b)
{
	out_printf(c, "%-7d %-14s %-4s %-3c ", b->number, b->hardware ? "hw breakpoint" : kind_name(b->kind), b->temporary ? "del" : b->once || b->count ? "dis" : "keep",
		   b->enabled ? 'y' : 'n');
	if (b->kind != DEBUG_BREAKPOINT && b->kind != DEBUG_DPRINTF) {
		out_printf(c, "%-18s %s\n", "", b->kind == DEBUG_CATCH ? catch_title(c, b, true) : b->location);
		print_details(c, b);
		return;
	}
	if (b->nplaces && !shows_places(b))
		place_text(c, &b->places[0]);
	else
		out_printf(c, "%-18s %s\n", b->nplaces ? "<MULTIPLE>" : "<PENDING>", b->nplaces ? "" : b->location);
	print_details(c, b);
	print_places(c, b);
}

static bool is_watch(const DebugBreakpoint *b)
{
	return b->kind == DEBUG_WATCH || b->kind == DEBUG_RWATCH || b->kind == DEBUG_AWATCH;
}

/* The rows that are listed, or all; false: there are none. */
static bool print_breakpoints(Cli *c, const NumberRanges *listed, bool watchpoints)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list), shown = 0;
	bool unsound = false;

	for (size_t i = 0; i < n; i++) {
		if (!numbers_have(listed, list[i]->number) || (watchpoints && !is_watch(list[i])))
			continue;
		if (!shown++)
			out_text(c, "Num     Type           Disp Enb Address            What\n");
		print_breakpoint(c, list[i]);
		for (size_t k = 0; k < list[i]->nplaces; k++)
			unsound = unsound || list[i]->places[k].unsound;
	}
	if (unsound)
		out_text(c, "(*): Breakpoint condition is invalid at this location.\n");
	return shown != 0;
}

static bool info_list(Cli *c, const char *args, bool watchpoints)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list), candidates = 0;
	const char *one = watchpoints ? "watchpoint" : "breakpoint or watchpoint";
	NumberRanges listed = { 0 };
	bool ok;

	for (size_t i = 0; i < n; i++)
		candidates += !watchpoints || is_watch(list[i]);
	ok = !candidates || numbers_chosen(c, args, &listed);	/* gdb reads them only when there is something */
	if (ok && !print_breakpoints(c, &listed, watchpoints)) {
		if (*args)
			out_printf(c, "No %s matching '%s'.\n", one, args);
		else
			out_printf(c, "No %s.\n", watchpoints ? "watchpoints" : "breakpoints or watchpoints");
	}
	vec_free(&listed);
	return ok;
}

bool cmd_info_watchpoints(Cli *c, const char *args)
{
	return info_list(c, args, true);
}

bool cmd_info_breakpoints(Cli *c, const char *args)
{
	return info_list(c, args, false);
}
