/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakpoints of other kinds: watchpoints, catchpoints, dprintf, rbreak; and saving them all. */
#include "ui/cli/pattern.h"

#include <errno.h>
#include <string.h>

/* ---- watchpoints and catchpoints ---- */

static bool set_watch(Cli *c, const char *args, DebugBreakKind kind)
{
	static const char *const titles[] = { [DEBUG_WATCH] = "Watchpoint", [DEBUG_RWATCH] = "Hardware read watchpoint",
					      [DEBUG_AWATCH] = "Hardware access (read/write) watchpoint" };
	const char *expr, *condition, *rest;
	const DebugBreakpoint *b;
	char word[16];
	bool location;

	rest = next_word(args, word, sizeof word);
	location = strcmp(word, "-l") == 0 || (strlen(word) > 2 && word_is(word, "-location", 3));
	if (location)
		args = rest;
	if (!*args)
		return cli_fail(c, "Argument required (expression to compute).");
	split_condition(c, args, &expr, &condition);
	b = debug_watch(c->s, expr, kind, location, condition);
	if (!b)
		return cli_fail_core(c);
	out_printf(c, "%s %d: %s\n", titles[kind], b->number, b->location);
	if (!location)
		hint_watch(c, expr);
	return true;
}

bool cmd_watch(Cli *c, const char *args)
{
	return set_watch(c, args, DEBUG_WATCH);
}

bool cmd_rwatch(Cli *c, const char *args)
{
	return set_watch(c, args, DEBUG_RWATCH);
}

bool cmd_awatch(Cli *c, const char *args)
{
	return set_watch(c, args, DEBUG_AWATCH);
}

static bool set_catch(Cli *c, const char *args, bool temporary)
{
	const char *what, *condition;
	const DebugBreakpoint *b;

	const char *name = temporary ? "tcatch" : "catch";

	if (!*args)
		return cmd_help(c, name);
	split_condition(c, args, &what, &condition);
	b = debug_catch(c->s, what, condition, temporary);
	if (!b && strncmp(debug_error(c->s), "Undefined", 9) == 0)
		return cli_fail(c, "Undefined %s command: \"%s\".  Try \"help %s\".", name, args, name);
	if (!b)
		return cli_fail_core(c);
	out_printf(c, "%s %d (%s)\n", temporary && strncmp(b->location, "signal", 6) != 0 ? "Temporary catchpoint" : "Catchpoint",
		   b->number, catch_title(c, b, false));
	return true;
}

bool cmd_catch(Cli *c, const char *args)
{
	return set_catch(c, args, false);
}

bool cmd_tcatch(Cli *c, const char *args)
{
	return set_catch(c, args, true);
}

/* ---- dprintf ---- */

/* The core comes here at each hit; a format that cannot be printed is told and the program goes on. */
void dprintf_hit(void *ctx, int number)
{
	Cli *c = ctx;
	const DebugBreakpoint *b = debug_breakpoint(c->s, number);
	bool quiet = c->quiet_eval;
	Arena *arena = c->arena;

	c->arena = arena_new();		/* the place may be passed a million times */
	c->quiet_eval = true;
	if (b && !cmd_printf(c, b->format))
		err_text(c, sb_text(&c->error));
	c->quiet_eval = quiet;
	arena_free(c->arena);
	c->arena = arena;
	out_flush(c);
}

/* LOCATION,"FORMAT",ARGS…: the comma before the quote. */
bool cmd_dprintf(Cli *c, const char *args)
{
	const char *quote = strchr(args, '"'), *comma = quote;
	const DebugBreakpoint *b;
	const char *location;

	if (!cli_need_program(c))
		return false;
	while (comma && comma > args && *comma != ',')
		comma--;
	if (!quote && strchr(args, ','))
		return cli_fail(c, "Bad format string, missing '\"'.");
	if (!quote || *comma != ',')
		return cli_fail(c, "Format string required");
	location = arena_strndup(c->arena, args, (size_t)(comma - args));
	b = debug_dprintf(c->s, location, quote, NULL);
	if (!b)
		return cli_fail_core(c);
	debug_on_dprintf(c->s, dprintf_hit, c);
	announce_break(c, b, location);
	return true;
}

/* ---- trace ---- */

static void traced(void *ctx, const DebugTrace *e)
{
	Cli *c = ctx;
	DebugFrame f;
	StrBuf line = { 0 };

	if (e->goroutine != 1)
		sb_printf(&line, "[goroutine %llu] ", (unsigned long long)e->goroutine);
	sb_pad(&line, ' ', 2 * e->depth);
	sb_printf(&line, "%s %s", e->returns ? "<" : ">", e->function);
	if (!e->returns && debug_frame(c->s, 0, &f)) {
		sb_addc(&line, '(');
		frame_args(c, &line, &f);
		sb_addc(&line, ')');
	} else if (e->nvalues) {
		sb_add(&line, " = ");
		format_value(c, &line, e->nvalues == 1 ? e->values[0] : debug_results(c->s, e->values, e->nvalues), (Format){ 0 },
			     FORMAT_TOP);
	}
	out_printf(c, "%s\n", sb_text(&line));
	out_flush(c);
	sb_free(&line);
}

bool cmd_trace(Cli *c, const char *args)
{
	const DebugBreakpoint *b;
	size_t n;

	if (!*args)
		return cli_fail(c, "Argument required (a regular expression for names of functions).");
	if (!cli_need_program(c))
		return false;
	b = debug_trace(c->s, args, &n);
	if (!b)
		return cli_fail_core(c);
	debug_on_trace(c->s, traced, c);
	out_printf(c, "Trace %d: %zu function%s\n", b->number, n, plural(n));
	return true;
}

/* ---- rbreak ---- */

static bool break_function(Cli *c, const DebugFunction *f)
{
	const char *signature = arena_strdup(c->arena, f->signature), *name = arena_strdup(c->arena, f->name);
	const DebugBreakpoint *b = debug_break(c->s, name, NULL, false);

	if (!b)
		return cli_fail_core(c);
	announce_break(c, b, name);
	out_printf(c, "%s;\n", signature);
	return true;
}

bool cmd_rbreak(Cli *c, const char *args)
{
	const DebugFunction *list, *all;
	const char *colon = strchr(args, ':'), *file = NULL;
	size_t n;
	regex_t re;
	bool ok = true;

	if (!cli_need_program(c))
		return false;
	if (colon && colon[1] != ':' && !memchr(args, '[', (size_t)(colon - args))) {		/* FILE:REGEX */
		file = source_named(c, arena_strndup(c->arena, args, (size_t)(colon - args)));
		if (!file)
			return cli_fail(c, "No source file named %.*s.", (int)(colon - args), args);
		args = skip_blanks(colon + 1);
	}
	if (!pattern_read(c, &re, args, REG_EXTENDED, PATTERN_SAID))
		return false;
	n = debug_functions(c->s, false, &list);
	all = arena_copy(c->arena, list, n * sizeof *list);
	for (size_t i = 0; ok && i < n; i++)
		if ((!file || strcmp(all[i].file, file) == 0) && pattern_names(&re, all[i].name))
			ok = break_function(c, &all[i]);
	regfree(&re);
	return ok;
}

/* ---- save breakpoints ---- */

/* Blocks in it and all. */
static void save_body(Cli *c, StrBuf *out, const NodeList *list)
{
	StrBuf *before = c->capture;

	c->capture = out;
	print_body(c, list, 4);
	c->capture = before;
}

static void save_one(Cli *c, const DebugBreakpoint *b, StrBuf *out)
{
	static const char *const words[] = { "break", "watch", "rwatch", "awatch", "catch", "dprintf", "trace" };

	sb_printf(out, "%s%s%s %s%s%s", b->temporary ? "t" : "", b->hardware ? "h" : "", words[b->kind], whole_location(c, b), b->format ? "," : "",
		  b->format ? b->format : "");
	if (b->goroutine)
		sb_printf(out, " goroutine %llu", (unsigned long long)b->goroutine);
	sb_addc(out, '\n');
	if (b->condition)
		sb_printf(out, "  condition $bpnum %s\n", b->condition);
	if (b->ignore)
		sb_printf(out, "  ignore $bpnum %u\n", b->ignore);
	vec_each(&c->break_commands, e)
		if (e->number == b->number && e->body) {
			sb_add(out, "  commands\n");
			save_body(c, out, &e->body->body);
			sb_add(out, "  end\n");
		}
	if (!b->enabled)
		sb_add(out, "disable $bpnum\n");
}

bool cmd_save_breakpoints(Cli *c, const char *args)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list);
	StrBuf text = { 0 };
	FILE *f;

	if (!*args)
		return cli_fail(c, "Argument required (file name in which to save)");
	if (!n)
		return out_text(c, "warning: Nothing to save.\n"), true;
	args = file_name(c, args);
	f = fopen(args, "w");
	if (!f)
		return cli_fail(c, "Unable to open file '%s' for saving (%s)", args, strerror(errno));
	for (size_t i = 0; i < n; i++)
		save_one(c, list[i], &text);
	fputs(sb_text(&text), f);
	sb_free(&text);
	if (fclose(f) != 0)
		return cli_fail(c, "Unable to write to file '%s' (%s)", args, strerror(errno));
	if (c->from_tty)
		out_printf(c, "Saved to file '%s'.\n", args);
	return true;
}

/* ---- whynot ---- */

static void tell_why(Cli *c, const DebugBreakpoint *b)
{
	const char *place = b->nplaces ? arena_printf(c->arena, "%s, line %u", b->places[0].file, b->places[0].line) : b->location;

	if (!b->enabled)
		out_printf(c, "It is disabled.\n");
	if (b->hits)
		out_printf(c, "It has been hit %u time%s.\n", b->hits, b->hits == 1 ? "" : "s");
	if (b->ignore)
		out_printf(c, "The next %u hits are ignored.\n", b->ignore);
	if (b->goroutine)
		out_printf(c, "It stops in goroutine %llu only.\n", (unsigned long long)b->goroutine);
	if (!b->nplaces && b->kind == DEBUG_BREAKPOINT)
		out_printf(c, "Its place is not there: nothing in the program is called %s.\n", place);
	else if (!b->reached)
		out_printf(c, "The program has not come to %s in this run, or since it was set.\n", place);
	else if (b->condition && b->reached > b->hits)
		out_printf(c, "The program came to %s %u time%s; the condition was false %u time%s: %s\n", place, b->reached,
			   b->reached == 1 ? "" : "s", b->reached - b->hits, b->reached - b->hits == 1 ? "" : "s", b->condition);
}

bool cmd_whynot(Cli *c, const char *args)
{
	const DebugBreakpoint *b;
	int64_t n;

	if (!*args)
		return cli_fail(c, "Argument required (a breakpoint number).");
	if (!eval_number(c, args, &n))
		return false;
	b = debug_breakpoint(c->s, (int)n);
	if (!b)
		return cli_fail(c, "No breakpoint number %lld.", (long long)n);
	tell_why(c, b);
	return true;
}
