/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goroutines: list, select, and commands in one or in each of them. `thread` is gdb's name for the same. */
#include "ui/cli/apply.h"

#include <stdlib.h>
#include <string.h>

bool goroutine_exists(Cli *c, uint64_t id)
{
	DebugGoroutine g;

	return debug_goroutine(c->s, id, &g);
}

static void add_place(Cli *c, StrBuf *out, const DebugGoroutine *g)
{
	DebugFrame f;

	if (debug_select_goroutine(c->s, g->id) && debug_frame(c->s, g->user_level, &f))
		frame_text(c, out, &f, false);
	else if (g->at.function) {
		sb_styled(c, out, STYLE_FUNCTION, "%s", g->at.function);
		sb_add(out, " () at ");
		sb_styled_place(c, out, g->at.file, g->at.line);
	}
}

static void print_row(Cli *c, const DebugGoroutine *g)
{
	enum { STATE = 14 };
	StrBuf state = { 0 }, place = { 0 };
	int columns;
	bool narrow;

	sb_add(&state, g->state);
	if (g->waits_text)
		sb_printf(&state, " [%s]", g->waits_text);
	add_place(c, &place, g);
	columns = text_columns(sb_text(&state));
	columns = 8 + (columns < STATE ? STATE : columns) + text_columns(sb_text(&place));
	narrow = c->interactive && c->set.width && (unsigned)columns > c->set.width;
	out_printf(c, "%c %-3llu %-*s", g->current ? '*' : ' ', (unsigned long long)g->id, narrow ? 0 : STATE, sb_text(&state));
	out_text(c, narrow ? "\n      " : "  ");
	out_wrapped(c, sb_text(&place), 10);
	sb_free(&state);
	sb_free(&place);
}

/* Looking at others must not change which one is selected. */
typedef struct Selection { uint64_t goroutine; unsigned frame; bool any; } Selection;

static Selection selection(Cli *c)
{
	DebugFrame f;
	Selection s = { 0 };

	s.any = debug_selected_frame(c->s, &f);
	s.goroutine = s.any ? f.goroutine : 0;
	s.frame = s.any ? f.level : 0;
	return s;
}

static void select_again(Cli *c, Selection s)
{
	if (s.any && debug_select_goroutine(c->s, s.goroutine))
		debug_select_frame(c->s, s.frame);
}

static bool listed(Cli *c, const DebugGoroutine **list, size_t *n)
{
	const DebugGoroutine *g;

	*n = debug_goroutines(c->s, &g);
	*list = arena_copy(c->arena, g, *n * sizeof *g);
	return *n > 0;
}

static bool print_details(Cli *c, const char *args)
{
	DebugGoroutine g;
	int64_t id;

	if (!eval_number(c, args, &id))
		return false;
	if (!debug_goroutine(c->s, (uint64_t)id, &g))
		return cli_fail(c, "Unknown goroutine %lld.", (long long)id);
	print_row(c, &g);
	if (g.creator)
		out_printf(c, "Started by goroutine %llu in %s at %s:%u.\n", (unsigned long long)g.creator, g.created_at.function,
			   g.created_at.file, g.created_at.line);
	return true;
}

bool cmd_info_goroutines(Cli *c, const char *args)
{
	const DebugGoroutine *g;
	bool all = strcmp(args, "-all") == 0, ok = true;
	Selection before = selection(c);
	size_t n;

	if (*args && !all) {
		ok = print_details(c, args);
		select_again(c, before);
		return ok;
	}
	if (!listed(c, &g, &n))
		return out_text(c, "No goroutines.\n"), true;
	for (size_t i = 0; i < n && !c->discard; i++)
		if (g[i].user || all)
			print_row(c, &g[i]);
	select_again(c, before);
	return true;
}

/* ---- goroutine, thread ---- */

static void goroutine_line(Cli *c, uint64_t id)
{
	DebugGoroutine g;

	if (debug_goroutine(c->s, id, &g))
		out_printf(c, "\nGoroutine %llu (%s):\n", (unsigned long long)id, g.state);
}

static bool in_goroutine(Cli *c, uint64_t id, const Apply *a)
{
	DebugGoroutine g;

	if (!debug_goroutine(c->s, id, &g))
		return cli_fail(c, "Unknown goroutine %llu.", (unsigned long long)id);
	if (!debug_select_goroutine(c->s, id))
		return cli_fail_core(c);
	debug_select_frame(c->s, g.user_level);
	return apply_here(c, a, goroutine_line, id);
}

static bool in_all(Cli *c, const char *args, Apply a)
{
	const DebugGoroutine *g;
	Selection before = selection(c);
	size_t n;
	bool ok = true;

	if (!apply_flags(c, args, "thread apply all", &a))
		return false;
	if (!*a.command)
		return cli_fail(c, "Please specify a command at the end of 'thread apply all'");
	listed(c, &g, &n);
	/* gdb goes from the newest to the oldest. */
	for (size_t i = n; ok && i > 0; i--)
		if (g[i - 1].user)
			ok = in_goroutine(c, g[i - 1].id, &a);
	select_again(c, before);
	return ok;
}

/* `1 3-5 COMMAND`. */
static bool in_some(Cli *c, const char *args)
{
	Selection before = selection(c);
	const char *command = args + strspn(args, "0123456789- \t");
	Apply a = { 0 };
	bool ok = true;

	if (!*args)
		return cli_fail(c, "Please specify a thread ID list");
	while (command > args && command[-1] == '-')	/* of a flag */
		command--;
	if (!apply_flags(c, command, "thread apply", &a))
		return false;
	if (!*a.command || command == args)
		return cli_fail(c, "Please specify a command following the thread ID list");
	for (const char *p = args; ok && p < command;) {
		char *end;
		unsigned long from = strtoul(p, &end, 10), to = from;

		if (*end == '-')
			to = strtoul(end + 1, &end, 10);
		for (unsigned long id = from; ok && id <= to && id - from < 100000; id++)
			ok = in_goroutine(c, id, &a);
		p = skip_blanks(end);
	}
	select_again(c, before);
	return ok;
}

static bool current_one(Cli *c)
{
	Selection s = selection(c);
	DebugGoroutine g;

	if (!s.any || !debug_goroutine(c->s, s.goroutine, &g))
		return cli_fail(c, "No goroutine selected");
	out_printf(c, "[Current goroutine is %llu (%s)]\n", (unsigned long long)g.id, g.state);
	return true;
}

static bool switch_to(Cli *c, uint64_t id)
{
	DebugGoroutine g;
	DebugFrame f;

	if (!debug_goroutine(c->s, id, &g))
		return cli_fail(c, "Unknown goroutine %llu.", (unsigned long long)id);
	if (!debug_select_goroutine(c->s, id))
		return cli_fail_core(c);
	c->goroutine = id;
	out_printf(c, "[Switching to goroutine %llu (%s)]\n", (unsigned long long)id, g.state);
	debug_select_frame(c->s, g.user_level);
	if (debug_selected_frame(c->s, &f))
		print_frame(c, &f, true);
	return true;
}

/* A number from 1 on, or a variable that holds one. */
static bool goroutine_id(Cli *c, const char *word, const char *args, int64_t *id)
{
	char *end;

	if (*word == '$') {
		const DebugValue *v = debug_get_var(c->s, word + 1);

		if (!v || (v->kind != DEBUG_INT && v->kind != DEBUG_UINT)) {
			err_text(c, "Convenience variable must have integer value.");
			return cli_fail(c, "Invalid thread ID: %s", args);
		}
		*id = (int64_t)v->bits;
		return true;
	}
	*id = strtoll(word, &end, 10);
	if (*word == '-' && !*end)
		return cli_fail(c, "negative value: %s", word);
	return (end != word && !*end && *id) || cli_fail(c, "Invalid thread ID: %s", args);
}

bool cmd_goroutine(Cli *c, const char *args)
{
	char word[64];
	const char *rest = next_word(args, word, sizeof word);
	Selection before;
	int64_t id = 0;
	bool ok;

	if (!*args)
		return current_one(c);
	if (strcmp(word, "all") == 0)
		return in_all(c, rest, (Apply){ 0 });
	if (word_is(word, "apply", 2)) {
		char first[64];
		const char *command = next_word(rest, first, sizeof first);

		return strcmp(first, "all") == 0 ? in_all(c, command, (Apply){ 0 }) : in_some(c, rest);
	}
	if (!goroutine_id(c, word, args, &id))
		return false;
	if (!*rest)
		return switch_to(c, (uint64_t)id);
	before = selection(c);
	ok = in_goroutine(c, (uint64_t)id, &(Apply){ .command = rest, .quiet = true });
	select_again(c, before);
	return ok;
}

bool cmd_taas(Cli *c, const char *args)
{
	return *args ? in_all(c, args, (Apply){ .silent = true }) :
	       cli_fail(c, "Please specify a command to apply on all threads");
}

bool cmd_tfaas(Cli *c, const char *args)
{
	return *args ? in_all(c, arena_printf(c->arena, "-- frame apply all -s %s", args), (Apply){ .silent = true }) :
	       cli_fail(c, "Please specify a command to apply on all frames of all threads");
}

bool cmd_schedule(Cli *c, const char *args)
{
	int64_t id;

	if (!*args)
		return cli_fail(c, "Argument required (the goroutine that is to run next).");
	return cli_need_process(c) && eval_number(c, args, &id) && (debug_choose(c->s, (uint64_t)id) || cli_fail_core(c));
}

/* ---- stacks ---- */

static void print_usage(Cli *c, const DebugGoroutine *g)
{
	char used[32], high[32], size[32];

	size_text(used, sizeof used, g->stack_used);
	size_text(high, sizeof high, g->stack_high_water);
	size_text(size, sizeof size, g->stack_size);
	out_printf(c, "%s %-9llu %8s %9s %8s  %s at %s:%u\n", g->current ? "*" : " ", (unsigned long long)g->id, used, high, size,
		   g->at.function, g->at.file, g->at.line);
}

bool cmd_info_stack_usage(Cli *c, const char *args)
{
	const DebugGoroutine *list;
	size_t n, limit = c->set.print_elements ? c->set.print_elements : SIZE_MAX;
	uint64_t used = 0;

	if (!cli_need_process(c) || !cli_no_more(c, args))
		return false;
	n = debug_goroutines(c->s, &list);
	out_text(c, "  Goroutine     Used Most used     Size  Where\n");
	for (size_t i = 0; i < n; i++) {
		used += list[i].stack_used;
		if (i < limit && !c->discard)
			print_usage(c, &list[i]);
	}
	if (limit < n)
		out_printf(c, "... %zu more goroutines, %llu bytes used in all\n", n - limit, (unsigned long long)used);
	return true;
}
