/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stack: backtrace, the selected frame, and `frames`, which shows every slot. */
#include "ui/cli/apply.h"
#include "ui/cli/pattern.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- variables ---- */

static void print_variable(Cli *c, const DebugVar *v, unsigned indent)
{
	StrBuf sb = { 0 };

	sb_pad(&sb, ' ', indent);
	sb_styled(c, &sb, STYLE_VARIABLE, "%s", v->name);
	if (v->shadowed)
		sb_printf(&sb, " <shadowed, line %u>", v->line);
	sb_add(&sb, " = ");
	format_value(c, &sb, v->value, (Format){ 0 }, FORMAT_STYLED);
	out_printf(c, "%s\n", sb_text(&sb));
	sb_free(&sb);
}

/* Which variables are shown, and what is said when there are none: those whose name and type match; NULL: any. */
typedef struct VarFilter { const regex_t *names, *types; const char *none; } VarFilter;

static bool is_shown(const DebugVar *v, const VarFilter *f)
{
	return v->value && (!f->names || regexec(f->names, v->name, 0, NULL, 0) == 0) &&
	       (!f->types || regexec(f->types, v->type, 0, NULL, 0) == 0);
}

static void print_variables(Cli *c, unsigned level, unsigned which, unsigned indent, const VarFilter *filter)
{
	const DebugVar *vars;
	size_t n = debug_vars(c->s, level, which | DEBUG_BY_BLOCK | DEBUG_AROUND, &vars), shown = 0;

	for (size_t i = 0; i < n; i++)
		if (is_shown(&vars[i], filter)) {
			print_variable(c, &vars[i], indent);
			shown++;
		}
	if (!shown)
		out_text(c, filter->none);
}

static bool need_frame(Cli *c, DebugFrame *f)
{
	return debug_selected_frame(c->s, f) || cli_fail(c, "No frame selected.");
}

/* A word, or what stands in quotes; *p is moved behind it and the blanks that follow. */
static const char *option_value(Cli *c, const char **p)
{
	char quote = **p;
	const char *start = *p, *end = quote == '"' || quote == '\'' ? strchr(start + 1, quote) : NULL;
	const char *value = end ? arena_strndup(c->arena, start + 1, (size_t)(end - start - 1)) : NULL;

	if (!end)
		value = arena_strndup(c->arena, start, strcspn(start, " \t"));
	*p = skip_blanks(end ? end + 1 : start + strlen(value));
	return value;
}

/* What stands behind `info locals` and `info args`: [-q] [-t TYPEREGEXP] [--] [NAMEREGEXP]; NULL: not given. */
typedef struct VarOptions { bool quiet; const char *type, *name; } VarOptions;

static bool take_var_options(Cli *c, const char *args, VarOptions *o)
{
	char word[8];

	while (*args == '-') {
		const char *rest = next_word(args, word, sizeof word);

		if (strcmp(word, "-q") != 0 && strcmp(word, "-t") != 0 && strcmp(word, "--") != 0)
			break;
		args = rest;
		if (word[1] == '-')
			break;
		if (word[1] == 't' && !*args)
			return cli_fail(c, "-t requires an argument");
		if (word[1] == 't')
			o->type = option_value(c, &args);
		o->quiet = o->quiet || word[1] == 'q';
	}
	o->name = *args ? args : NULL;
	return true;
}

/* `what` as gdb calls them. */
static bool info_variables(Cli *c, const char *args, unsigned which, const char *what)
{
	VarOptions o = { 0 };
	VarFilter filter = { 0 };
	DebugFrame f;
	regex_t name, type;
	bool ok;

	if (!need_frame(c, &f) || !take_var_options(c, args, &o))
		return false;
	filter.none = o.quiet ? "" : arena_printf(c->arena, "No %s%s.\n", o.name || o.type ? "matching " : "", what);
	if (o.name && !pattern_read(c, &name, o.name, 0, PATTERN_SAID))
		return false;
	filter.names = o.name ? &name : NULL;
	ok = !o.type || pattern_read(c, &type, o.type, 0, PATTERN_SAID);
	filter.types = o.type && ok ? &type : NULL;
	if (ok)
		print_variables(c, f.level, which, 0, &filter);
	if (filter.names)
		regfree(&name);
	if (filter.types)
		regfree(&type);
	return ok;
}

bool cmd_info_locals(Cli *c, const char *args)
{
	return info_variables(c, args, DEBUG_LOCALS, "locals");
}

bool cmd_info_args(Cli *c, const char *args)
{
	return info_variables(c, args, DEBUG_ARGS, "arguments");
}

/* ---- backtrace ---- */

static void print_level(Cli *c, unsigned level, bool full)
{
	DebugFrame f;

	if (!debug_frame(c->s, level, &f))
		return;
	print_frame_parts(c, &f, (FrameParts){ .level = true, .location = true, .address = frame_shows_address(c, &f) });
	if (full)
		print_variables(c, level, DEBUG_LOCALS, 8, &(VarFilter){ .none = "No locals.\n" });
}

/* What stands between `backtrace` and its count. */
typedef struct Trace { bool full, past_main, all; } Trace;

typedef enum TraceArg { ARG_NONE, ARG_SWITCH, ARG_WORD } TraceArg;

static const struct { const char *name; TraceArg arg; } trace_options[] = {
	{ "-entry-values", ARG_WORD }, { "-frame-arguments", ARG_WORD }, { "-frame-info", ARG_WORD }, { "-full", ARG_NONE }, { "-goroutine", ARG_WORD },
	{ "-hide", ARG_NONE }, { "-no-filters", ARG_NONE }, { "-past-entry", ARG_SWITCH }, { "-past-main", ARG_SWITCH },
	{ "-raw-frame-arguments", ARG_SWITCH },
};

/* The option that the first word of args begins; SIZE_MAX: none, or, with an error, several. */
static size_t trace_option(Cli *c, const char *word, const char *args)
{
	size_t found = SIZE_MAX, n = strlen(word);

	sb_clear(&c->error);
	for (size_t i = 0; n > 1 && i < sizeof trace_options / sizeof *trace_options; i++) {
		if (strncmp(trace_options[i].name, word, n) != 0)
			continue;
		if (found != SIZE_MAX) {
			cli_fail(c, "Ambiguous option at: %s", args);
			return SIZE_MAX;
		}
		found = i;
	}
	return found;
}

static bool apply_trace_option(Cli *c, Trace *t, const char *name, const char *value)
{
	bool on = strcmp(value, "off") != 0;

	if (strcmp(name, "-full") == 0)
		t->full = true;
	else if (strcmp(name, "-past-main") == 0)
		t->past_main = on;
	else if (strcmp(name, "-frame-arguments") == 0)
		return cmd_set(c, arena_printf(c->arena, "print frame-arguments %s", value));
	else if (strcmp(name, "-frame-info") == 0)
		return cmd_set(c, arena_printf(c->arena, "print frame-info %s", value));
	else if (strcmp(name, "-goroutine") == 0 && strcmp(value, "all") != 0)
		return cli_fail(c, "-goroutine must be followed by all; use \"goroutine NUMBER backtrace\" for one.");
	else if (strcmp(name, "-goroutine") == 0)
		t->all = true;
	return true;	/* the others mean what Go has not */
}

/* gdb's words before there were options; the last two are for filters, which Go programs have none of. */
static bool trace_word(const char *word)
{
	return word_is(word, "full", 1) || word_is(word, "no-filters", 1) || word_is(word, "hide", 1);
}

/* Options and words; *args stands behind them. */
static bool take_trace_options(Cli *c, const char **args, Trace *t)
{
	char word[64], value[64];

	for (*args = skip_blanks(*args); **args;) {
		const char *rest = next_word(*args, word, sizeof word), *after = next_word(rest, value, sizeof value);
		size_t i = trace_option(c, word, *args);
		TraceArg arg = i != SIZE_MAX ? trace_options[i].arg : ARG_NONE;

		if (c->error.len)
			return false;
		if (i == SIZE_MAX && !trace_word(word)) {
			*args = strcmp(word, "--") == 0 ? rest : *args;
			return true;
		}
		if (arg == ARG_NONE || (arg == ARG_SWITCH && strcmp(value, "on") != 0 && strcmp(value, "off") != 0)) {
			after = rest;
			*value = '\0';
		}
		if (!apply_trace_option(c, t, i != SIZE_MAX ? trace_options[i].name : *word == 'f' ? "-full" : word, value))
			return false;
		*args = after;
	}
	return true;
}

static bool print_trace(Cli *c, const Trace *t, int64_t n)
{
	/* Only a count from the outer end needs to know how deep the stack is. */
	unsigned limit = c->set.backtrace_limit ? c->set.backtrace_limit : UINT_MAX;
	unsigned total = debug_frame_count(c->s, n > 0 && n < limit ? (unsigned)n + 1 : limit);
	unsigned from = n < 0 && (uint64_t)-n < total ? total - (unsigned)-n : 0;
	unsigned to = n > 0 && (uint64_t)n < total ? (unsigned)n : total;
	DebugFrame f;

	for (unsigned level = from; level < to && !c->discard; level++)
		print_level(c, level, t->full);
	if (to < total && c->from_tty)
		out_text(c, "(More stack frames follow...)\n");
	else if (to == total && t->past_main && to && debug_frame(c->s, to - 1, &f) && !f.caller_pc)
		out_printf(c, "#%-2u <called by the runtime>\n", to);
	return true;
}

bool cmd_backtrace(Cli *c, const char *args)
{
	const char *arguments = c->set.print_frame_args, *info = c->set.print_frame_info;
	Trace t = { .past_main = c->set.past_main };
	int64_t n = 0;
	DebugFrame f;
	bool ok;

	ok = take_trace_options(c, &args, &t) && (debug_frame(c->s, 0, &f) || cli_fail(c, "No stack.")) &&
	     (!*args || eval_number(c, args, &n));
	if (ok && t.all)
		ok = cli_command(c, t.full ? "goroutine apply all backtrace full" : "goroutine apply all backtrace");
	else if (ok && (n || !*args))
		ok = print_trace(c, &t, n);
	else if (ok && c->from_tty)
		out_text(c, "(More stack frames follow...)\n");
	c->set.print_frame_args = arguments;
	c->set.print_frame_info = info;
	return ok;
}

/* ---- frame apply ---- */

static void frame_line(Cli *c, uint64_t level)
{
	print_level(c, (unsigned)level, false);
}

static bool apply_at(Cli *c, const Apply *a, unsigned level)
{
	return !debug_select_frame(c->s, level) || apply_here(c, a, frame_line, level);
}

/* In the frames of levels [from, to); then the frame is selected that was. */
static bool apply_range(Cli *c, const Apply *a, unsigned from, unsigned to)
{
	DebugFrame selected, f;
	bool was = debug_selected_frame(c->s, &selected), ok = true;

	for (unsigned level = from; ok && level < to && !c->discard && debug_frame(c->s, level, &f); level++)
		ok = apply_at(c, a, level);
	if (was)
		debug_select_frame(c->s, selected.level);
	return ok;
}

/* `level 1 3-4 COMMAND`. */
static bool apply_levels(Cli *c, const char *args)
{
	Apply a = { 0 };
	const char *command = args + strspn(args, "0123456789- \t"), *p = args;
	bool ok = true;

	while (command > args && command[-1] == '-')	/* the dash of a flag */
		command--;
	if (!isdigit((unsigned char)*args))
		return cli_fail(c, "Missing or invalid LEVEL... argument");
	if (!apply_flags(c, command, "frame apply level", &a))
		return false;
	if (!*a.command)
		return cli_fail(c, "Please specify a command to apply on the selected frames");
	while (ok && p < command && isdigit((unsigned char)*p)) {
		char *end;
		unsigned long from = strtoul(p, &end, 10), to = from;

		if (*end == '-')
			to = strtoul(end + 1, &end, 10);
		if (to < from)
			return cli_fail(c, "inverted range");
		ok = from > UINT_MAX - 1 || apply_range(c, &a, (unsigned)from, to < UINT_MAX - 1 ? (unsigned)to + 1 : UINT_MAX);
		p = skip_blanks(end);
	}
	return ok;
}

/* `3 COMMAND`, `-3 COMMAND`: the innermost, or the outermost. */
static bool apply_count(Cli *c, const char *args)
{
	Apply a = { 0 };
	char *end;
	long n = strtol(args, &end, 10);
	unsigned total;

	if (end == args || (*end && !isspace((unsigned char)*end)) || n == 0)
		return cli_fail(c, "Invalid COUNT argument.");
	if (!apply_flags(c, end, "frame apply", &a))
		return false;
	if (!*a.command)
		return cli_fail(c, "Please specify a command to apply on the selected frames");
	if (n > 0)
		return apply_range(c, &a, 0, n < UINT_MAX ? (unsigned)n : UINT_MAX);
	total = debug_frame_count(c->s, UINT_MAX);
	return apply_range(c, &a, -n < total ? total - (unsigned)-n : 0, UINT_MAX);
}

static bool apply_all(Cli *c, const char *args, bool silent)
{
	Apply a = { .silent = silent };

	if (!apply_flags(c, args, "frame apply all", &a))
		return false;
	if (!*a.command)
		return cli_fail(c, "Please specify a command to apply on %s frames", silent ? "all" : "the selected");
	return apply_range(c, &a, 0, UINT_MAX);
}

static bool frame_apply(Cli *c, const char *args)
{
	char word[32];
	const char *rest = next_word(args, word, sizeof word);
	DebugFrame f;

	if (!debug_frame(c->s, 0, &f))
		return cli_fail(c, "No stack.");
	if (!*args)
		return cli_fail(c, "Missing COUNT argument.");
	if (strcmp(word, "all") == 0)
		return apply_all(c, rest, false);
	return strcmp(word, "level") == 0 ? apply_levels(c, rest) : apply_count(c, args);
}

bool cmd_faas(Cli *c, const char *args)
{
	DebugFrame f;

	if (*args && !debug_frame(c->s, 0, &f))
		return cli_fail(c, "No stack.");
	return apply_all(c, args, true);
}

/* ---- the selected frame ---- */

static bool show_selected(Cli *c)
{
	DebugFrame f;

	if (!debug_selected_frame(c->s, &f))
		return cli_fail(c, "No stack.");
	print_frame(c, &f, true);
	return true;
}

/* The innermost frame of the function. */
static bool frame_of_function(Cli *c, const char *name, DebugFrame *f)
{
	size_t n;
	const DebugLocation *at, *places;

	if (!*name)
		return cli_fail(c, "Missing function name argument");
	if (!debug_frame(c->s, 0, f))
		return cli_fail(c, "No stack.");
	at = debug_locate(c->s, name, &n);
	if (!at)
		return cli_fail_core(c);
	places = arena_copy(c->arena, at, n * sizeof *at);
	for (unsigned level = 0; debug_frame(c->s, level, f); level++)
		for (size_t i = 0; i < n; i++)
			if (f->function && strcmp(f->function, places[i].function) == 0)
				return true;
	return cli_fail(c, "No frame for function \"%s\".", name);
}

static bool frame_at_level(Cli *c, const char *expr, DebugFrame *f)
{
	int64_t n;

	if (!*expr)
		return cli_fail(c, "Argument required (expression to compute).");
	if (!eval_number(c, expr, &n))
		return false;
	if (!debug_frame(c->s, 0, f))
		return cli_fail(c, "No stack.");
	return (n >= 0 && n <= UINT32_MAX && debug_frame(c->s, (unsigned)n, f)) || cli_fail(c, "No frame at level %s.", expr);
}

static bool frame_at_address(Cli *c, const char *expr, DebugFrame *f)
{
	uint64_t addr, len;

	if (!*expr)
		return cli_fail(c, "Argument required (expression to compute).");
	if (!eval_address(c, expr, &addr, &len))
		return false;
	if (!debug_frame(c->s, 0, f))
		return cli_fail(c, "No stack.");
	for (unsigned level = 0; debug_frame(c->s, level, f); level++)
		if (f->fp == addr)
			return true;
	return cli_fail(c, "No frame at address %s.", expr);
}

/* The frame that is meant by `[level] N`, `function NAME`, `address A`, or by nothing, the selected one. */
static bool frame_meant(Cli *c, const char *args, DebugFrame *f)
{
	char word[32];
	const char *rest = next_word(args, word, sizeof word);

	if (!*args)
		return debug_selected_frame(c->s, f) || cli_fail(c, "No stack.");
	if (word_is(word, "function", 1))
		return frame_of_function(c, rest, f);
	if (word_is(word, "address", 2))
		return frame_at_address(c, rest, f);
	return frame_at_level(c, word_is(word, "level", 1) ? rest : args, f);
}

bool cmd_frame(Cli *c, const char *args)
{
	char word[32];
	const char *rest = next_word(args, word, sizeof word);
	DebugFrame f;

	if (word_is(word, "apply", 2))
		return frame_apply(c, rest);
	if (!frame_meant(c, args, &f))
		return false;
	debug_select_frame(c->s, f.level);
	return show_selected(c);
}

/* Moves outwards by n (inwards when negative). With a count that was given it goes as far as it can, without one there
 * must be a frame to go to. */
static bool move(Cli *c, int64_t n, bool given)
{
	DebugFrame f, at;
	int64_t target;

	if (!debug_selected_frame(c->s, &f))
		return cli_fail(c, "No stack.");
	target = (int64_t)f.level + n;
	if (target < 0) {
		if (f.level == 0 && !given)
			return cli_fail(c, "Bottom (innermost) frame selected; you cannot go down.");
		target = 0;
	}
	if (!debug_frame(c->s, (unsigned)target, &at)) {
		if (!debug_frame(c->s, f.level + 1, &at) && !given)
			return cli_fail(c, "Initial frame selected; you cannot go up.");
		for (target = f.level; debug_frame(c->s, (unsigned)target + 1, &at); target++)
			;
	}
	debug_select_frame(c->s, (unsigned)target);
	return show_selected(c);
}

bool cmd_up(Cli *c, const char *args)
{
	int64_t n = 1;

	return (!*args || eval_number(c, args, &n)) && move(c, n, *args != 0);
}

bool cmd_down(Cli *c, const char *args)
{
	int64_t n = 1;

	return (!*args || eval_number(c, args, &n)) && move(c, -n, *args != 0);
}

/* The command without what it prints. */
static bool silently(Cli *c, CommandFn *command, const char *args)
{
	StrBuf unseen = { 0 }, *outer = c->capture;
	bool ok;

	c->capture = &unseen;
	ok = command(c, args);
	c->capture = outer;
	sb_free(&unseen);
	return ok;
}

bool cmd_up_silently(Cli *c, const char *args)
{
	return silently(c, cmd_up, args);
}

bool cmd_down_silently(Cli *c, const char *args)
{
	return silently(c, cmd_down, args);
}

bool cmd_select_frame(Cli *c, const char *args)
{
	return silently(c, cmd_frame, args);
}

/* ---- info frame ---- */

static int slot_order(const void *a, const void *b)
{
	const DebugVar *x = a, *y = b;

	if (x->slot_offset != y->slot_offset)
		return x->slot_offset < y->slot_offset ? -1 : 1;
	return x->part_offset < y->part_offset ? -1 : x->part_offset > y->part_offset;
}

/* Live, or why it is dead; whether the collector follows it. */
static void add_state(StrBuf *sb, const DebugVar *v)
{
	if (v->value)
		sb_add(sb, v->pointer ? "  live, pointer" : "  live");
	else if (v->ended)
		sb_add(sb, "  dead: its block is not being run");
	else
		sb_printf(sb, "  dead: not declared yet (line %u)", v->line);
	if (v->heap && v->value)
		sb_printf(sb, "  (moved to heap%s%s)", v->why ? ": " : "", v->why ? v->why : "");
}

static void print_info_slot(Cli *c, const DebugVar *v)
{
	StrBuf sb = { 0 };

	sb_printf(&sb, "  +%u ", v->slot_offset);
	sb_styled(c, &sb, STYLE_VARIABLE, "%s", v->name);
	sb_printf(&sb, " %s %llu", v->type, (unsigned long long)v->size);
	if (v->value) {
		sb_add(&sb, " = ");
		format_value(c, &sb, v->value, (Format){ 0 }, FORMAT_STYLED);
	}
	add_state(&sb, v);
	out_printf(c, "%s\n", sb_text(&sb));
	sb_free(&sb);
}

static void print_temporaries(Cli *c, const DebugFrame *f)
{
	const DebugTemporary *list;
	size_t n = debug_temporaries(c->s, f->level, &list);

	for (size_t i = 0; i < n; i++)
		out_printf(c, "  +%u temporary  live, pointer = 0x%llx%s%s%s\n", list[i].offset, (unsigned long long)list[i].value,
			   list[i].target ? " <" : "", list[i].target ? list[i].target : "", list[i].target ? ">" : "");
}

static void print_slots(Cli *c, const DebugFrame *f)
{
	const DebugVar *vars;
	DebugVar *sorted;
	size_t n = debug_vars(c->s, f->level, DEBUG_ARGS | DEBUG_LOCALS | DEBUG_UNDECLARED | DEBUG_ENDED, &vars);

	out_printf(c, " Locals at 0x%llx, %llu bytes in all:\n", (unsigned long long)f->fp, (unsigned long long)f->size);
	sorted = mem_array(n, sizeof *sorted);
	if (n) {
		memcpy(sorted, vars, n * sizeof *sorted);
		qsort(sorted, n, sizeof *sorted, slot_order);
	}
	for (size_t i = 0; i < n; i++)
		if (!sorted[i].captured)
			print_info_slot(c, &sorted[i]);
	mem_free(sorted);
	print_temporaries(c, f);
}

static void print_arglist(Cli *c, const DebugFrame *f)
{
	StrBuf args = { 0 };

	frame_args(c, &args, f);
	out_printf(c, " Arglist at 0x%llx, args: %s\n", (unsigned long long)f->fp, sb_text(&args));
	sb_free(&args);
}

bool cmd_info_frame(Cli *c, const char *args)
{
	DebugFrame f, caller, callee;
	StrBuf place = { 0 };

	if (!frame_meant(c, args, &f))
		return false;
	if (*args)
		out_text(c, "Stack frame at ");
	else
		out_printf(c, "Stack level %u, frame at ", f.level);
	out_printf(c, "0x%llx:\n pc = 0x%llx", (unsigned long long)f.fp, (unsigned long long)f.pc);
	if (!f.by_hand) {
		sb_styled_place(c, &place, f.file, f.line);
		out_printf(c, " in %s (%s)", f.function, sb_text(&place));
		sb_free(&place);
	}
	out_printf(c, "; saved pc = 0x%llx\n", (unsigned long long)f.caller_pc);
	if (debug_frame(c->s, f.level + 1, &caller))
		out_printf(c, " called by frame at 0x%llx\n", (unsigned long long)caller.fp);
	else
		out_text(c, " called by the runtime\n");
	if (f.level && debug_frame(c->s, f.level - 1, &callee))
		out_printf(c, " caller of frame at 0x%llx\n", (unsigned long long)callee.fp);
	if (f.by_hand)
		return out_text(c, " Arglist at unknown address.\n Locals at unknown address.\n"), true;
	out_text(c, " source language go.\n");
	print_arglist(c, &f);
	print_slots(c, &f);
	return true;
}

/* ---- frames ---- */

typedef struct Widths { int name, type; } Widths;

static Widths widths_of(const DebugVar *vars, size_t n)
{
	Widths w = { 1, 3 };

	for (size_t i = 0; i < n; i++) {
		int name = (int)strlen(vars[i].name), type = (int)strlen(vars[i].type);

		w.name = name > w.name ? name : w.name;
		w.type = type > w.type ? type : w.type;
	}
	return w;
}

static void print_slot(Cli *c, const DebugVar *v, Widths w)
{
	StrBuf sb = { 0 }, note = { 0 };
	char offset[24];

	snprintf(offset, sizeof offset, "+%u", v->slot_offset);
	sb_printf(&sb, "  %6s ", offset);
	sb_styled(c, &sb, STYLE_VARIABLE, "%s", v->name);
	sb_pad(&sb, ' ', (unsigned)w.name - (unsigned)strlen(v->name));
	sb_printf(&sb, "  %-*s  %llu byte%s  ", w.type, v->type, (unsigned long long)v->size, v->size == 1 ? "" : "s");
	if (!v->declared || !v->value)
		sb_printf(&sb, "not declared yet (line %u)", v->line);
	else
		add_value_within(c, &sb, v->value);
	if (v->shadowed)
		sb_printf(&sb, "  (shadowed, line %u)", v->line);
	if (v->captured)
		sb_add(&sb, "  (captured)");
	if (v->heap && v->value)
		sb_printf(&note, "(on the heap at 0x%llx%s%s)", (unsigned long long)v->addr, v->why ? ": " : "", v->why ? v->why : "");
	out_with_note(c, sb_text(&sb), "  ", sb_text(&note), 9);
	sb_free(&sb);
	sb_free(&note);
}

static void print_frame_head(Cli *c, const DebugFrame *f, bool selected)
{
	DebugFrame callee;
	StrBuf sb = { 0 };
	char place[64];

	sb_printf(&sb, "#%-2u ", f->level);
	sb_styled(c, &sb, STYLE_FUNCTION, "%s", f->function);
	sb_add(&sb, " at ");
	sb_styled_place(c, &sb, f->file, f->line);
	sb_add(&sb, " (");
	if (f->level == 0)
		sb_add(&sb, "active");
	else if (debug_frame(c->s, f->level - 1, &callee))
		sb_printf(&sb, "waiting for %s", callee.function);
	sb_add(&sb, selected ? ", selected)" : ")");
	snprintf(place, sizeof place, "frame 0x%llx, %llu bytes", (unsigned long long)f->fp, (unsigned long long)f->size);
	out_with_note(c, sb_text(&sb), "   ", place, 6);
	sb_free(&sb);
}

static void print_return_address(Cli *c, const DebugFrame *f)
{
	DebugFrame caller;

	if (debug_frame(c->s, f->level + 1, &caller))
		out_printf(c, "      +0 return address -> %s %s:%u (0x%llx)\n", caller.function, caller.file, caller.line,
			   (unsigned long long)f->caller_pc);
	else
		out_text(c, "      +0 return address -> runtime\n");
}

static void print_whole_frame(Cli *c, const DebugFrame *f, bool selected)
{
	const DebugVar *vars;
	DebugVar *sorted;
	Widths widths;
	size_t n;

	print_frame_head(c, f, selected);
	print_return_address(c, f);
	n = debug_vars(c->s, f->level, DEBUG_ARGS | DEBUG_LOCALS | DEBUG_UNDECLARED, &vars);
	if (!n)
		return;
	sorted = mem_array(n, sizeof *sorted);
	memcpy(sorted, vars, n * sizeof *sorted);
	qsort(sorted, n, sizeof *sorted, slot_order);
	widths = widths_of(sorted, n);
	for (size_t i = 0; i < n; i++)
		print_slot(c, &sorted[i], widths);
	mem_free(sorted);
}

bool cmd_frames(Cli *c, const char *args)
{
	DebugFrame f, selected;
	int64_t limit = INT64_MAX;

	if (*args && !eval_number(c, args, &limit))
		return false;
	if (limit < 0)
		return cli_fail(c, "negative value");
	if (!debug_selected_frame(c->s, &selected))
		return cli_fail(c, "No stack.");
	for (unsigned level = 0; level < limit && !c->discard && debug_frame(c->s, level, &f); level++)
		print_whole_frame(c, &f, level == selected.level);
	return true;
}
