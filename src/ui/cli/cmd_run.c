/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that let the program run, and what is printed when it stops. */
#define _GNU_SOURCE 1	/* sigabbrev_np */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <wordexp.h>

/* ---- frames as text ---- */

bool frame_mid_line(Cli *c, const DebugFrame *f)
{
	return !f->library && !debug_at_line(c->s, f->pc);
}

/* gdb's rule: a frame that does not stand at the beginning of a line. */
bool frame_shows_address(Cli *c, const DebugFrame *f)
{
	return (f->level > 0 && !f->interrupted) || frame_mid_line(c, f);
}

static void add_arg(Cli *c, StrBuf *out, const DebugVar *v)
{
	bool all = strcmp(c->set.print_frame_args, "all") == 0, none = strcmp(c->set.print_frame_args, "none") == 0;

	sb_styled(c, out, STYLE_VARIABLE, "%s", v->name);
	sb_addc(out, '=');
	if (none)
		sb_add(out, "...");
	else
		format_value(c, out, v->value, (Format){ 0 }, all ? 0 : FORMAT_BRIEF);
}

void frame_args(Cli *c, StrBuf *out, const DebugFrame *f)
{
	const DebugVar *vars;
	size_t n = debug_vars(c->s, f->level, DEBUG_ARGS, &vars);
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		if (!vars[i].value || vars[i].result)
			continue;
		if (strcmp(c->set.print_frame_args, "presence") == 0) {
			sb_add(out, "...");
			return;
		}
		sb_add(out, first ? "" : ", ");
		add_arg(c, out, &vars[i]);
		first = false;
	}
}

static void add_frame(Cli *c, StrBuf *out, const DebugFrame *f, bool address, bool place)
{
	if (f->by_hand) {
		sb_add(out, "<function called from strata>");
		return;
	}
	if (address && c->set.print_address) {
		sb_styled(c, out, STYLE_ADDRESS, "0x%016llx", (unsigned long long)f->pc);
		sb_add(out, " in ");
	}
	sb_styled(c, out, STYLE_FUNCTION, "%s", f->function ? f->function : "??");
	sb_add(out, " (");
	frame_args(c, out, f);
	sb_addc(out, ')');
	if (place && f->file && *f->file && f->line) {
		sb_add(out, " at ");
		sb_styled_place(c, out, f->file, f->line);
	}
	sb_text(out);
}

void frame_text(Cli *c, StrBuf *out, const DebugFrame *f, bool address)
{
	add_frame(c, out, f, address, true);
}

static void print_source_line(Cli *c, const char *file, uint32_t line)
{
	size_t n = 0;
	const char *text = debug_source_line(c->s, file, line, &n);

	if (text) {
		out_source(c, file, line, line, NULL);
		return;
	}
	out_printf(c, "%u\tin ", line);
	out_styled(c, STYLE_FILENAME, "%s", file);
	out_text(c, "\n");
}

/* gdb's line for an editor that shows the source itself: the file's whole name, line, offset of the line, place. False: the file
 * is not on disk. */
static bool print_place(Cli *c, const DebugFrame *f)
{
	char *path = realpath(f->file, NULL);
	size_t n;
	const char *first = debug_source_line(c->s, f->file, 1, &n), *line = debug_source_line(c->s, f->file, f->line, &n);
	bool there = path && first && line;

	if (there)
		out_printf(c, "\032\032%s:%u:%zu:%s:0x%llx\n", path, f->line, (size_t)(line - first),
			   frame_shows_address(c, f) ? "middle" : "beg", (unsigned long long)f->pc);
	free(path);
	return there;
}

/* What `set print frame-info` makes of the parts that the occasion asks for; a frame without a line has its location. */
static FrameParts chosen_parts(Cli *c, const DebugFrame *f, FrameParts p)
{
	const char *info = c->set.print_frame_info;

	if (strcmp(info, "auto") == 0)
		return p;
	p.location = strcmp(info, "source-line") != 0 || !f->file || !f->line;
	p.source = strncmp(info, "source-", 7) == 0;
	p.address = p.address || strcmp(info, "location-and-address") == 0;
	return p;
}

void print_frame_parts(Cli *c, const DebugFrame *f, FrameParts p)
{
	StrBuf sb = { 0 };
	bool source;

	p = chosen_parts(c, f, p);
	source = p.source && f->file && f->line;
	if (p.location) {
		if (p.level)
			sb_printf(&sb, "#%-2u ", f->level);
		add_frame(c, &sb, f, p.address, strcmp(c->set.print_frame_info, "short-location") != 0);
		out_wrapped(c, sb_text(&sb), 4);
		sb_free(&sb);
	}
	if (source && strcmp(c->set.annotate, "1") == 0 && print_place(c, f))
		return;
	if (!p.location && p.address && c->set.print_address) {
		out_styled(c, STYLE_ADDRESS, "0x%016llx", (unsigned long long)f->pc);
		out_text(c, "\t");
	}
	if (source)
		print_source_line(c, f->file, f->line);
	if (p.source)
		dump_next_line(c, f);
}

/* list goes on around the frame's line. */
static void list_from(Cli *c, const DebugFrame *f)
{
	if (!f->file || !f->line)
		return;
	c->list_file = arena_strdup(c->arena, f->file);
	c->list_first = c->list_last = f->line;
	c->list_stop = true;
}

void print_frame(Cli *c, const DebugFrame *f, bool level)
{
	print_frame_parts(c, f, (FrameParts){ .level = level, .location = true, .address = frame_shows_address(c, f), .source = true });
	list_from(c, f);
}

/* ---- stops ---- */

static void print_exit(Cli *c, const DebugStop *stop)
{
	if (!c->set.print_events)
		return;
	if (stop->signal)
		out_printf(c, "\nProgram terminated with signal %s, %s.\nThe program no longer exists.\n",
			   signal_row(c, stop->signal)->name, signal_row(c, stop->signal)->description);
	else if (stop->status)
		out_printf(c, "[Inferior 1 (process 1) exited with code %02o]\n", (unsigned)stop->status & 0xff);
	else
		out_text(c, "[Inferior 1 (process 1) exited normally]\n");
	out_printf(c, "All memory given back: %llu KB touched.\n", (unsigned long long)debug_touched_kb(c->s));
}

static void print_watched(Cli *c, const char *label, const DebugValue *v)
{
	StrBuf sb = { 0 };

	format_value(c, &sb, v, (Format){ 0 }, FORMAT_TOP | FORMAT_STYLED);
	out_printf(c, "%s = %s\n", label, sb_text(&sb));
	sb_free(&sb);
}

static void print_watch(Cli *c, const DebugStop *stop, const DebugBreakpoint *b)
{
	bool access = b && b->kind == DEBUG_AWATCH;

	if (stop->scope_ended) {
		out_printf(c, "\nWatchpoint %d deleted because the program has left the block in\n"
			      "which its expression is valid.\n", stop->number);
		return;
	}
	out_printf(c, "\n%s %d: %s\n\n", b && b->kind == DEBUG_RWATCH ? "Hardware read watchpoint" : access ? "Hardware access (read/write) watchpoint"
		   : "Watchpoint", stop->number, stop->text);
	if (stop->nvalues == 2) {
		print_watched(c, "Old value", stop->values[0]);
		print_watched(c, "New value", stop->values[1]);
	} else if (stop->nvalues == 1) {
		print_watched(c, "Value", stop->values[0]);
	}
}

void tell_deadlock(Cli *c, const char *text)
{
	const char *why = text && strstr(text, "deadlock!") ? debug_deadlock(c->s) : NULL;

	if (why)
		out_printf(c, "%s\n", why);
}

static void print_catch(Cli *c, const DebugStop *stop)
{
	const char *what = stop->what;
	StrBuf sb = { 0 };

	if (stop->nvalues)
		format_value(c, &sb, stop->values[0], (Format){ 0 }, FORMAT_TOP | FORMAT_STYLED);
	out_printf(c, "\n%s %d (%.*s%s), ", stop->temporary && !stop->signal ? "Temporary catchpoint" : "Catchpoint", stop->number,
		   (int)strcspn(what, " "), what, stop->signal ? arena_printf(c->arena, " %s", signal_row(c, stop->signal)->name) : "");
	if (stop->nvalues || (stop->text && *stop->text))
		out_printf(c, "%s\n", stop->nvalues ? sb_text(&sb) : stop->text);
	tell_deadlock(c, stop->text);
	sb_free(&sb);
}

static void print_number(Cli *c, const DebugStop *stop)
{
	out_printf(c, "\n%s %d", stop->temporary ? "Temporary breakpoint" : "Breakpoint", stop->number);
	if (stop->place)
		out_printf(c, ".%zu", stop->place);
	out_text(c, ", ");
}

/* The words in front of the frame; true when the frame line is wanted. */
static bool print_banner(Cli *c, const DebugStop *stop)
{
	const DebugBreakpoint *b = debug_breakpoint(c->s, stop->number);

	if (stop->trouble)
		err_text(c, arena_printf(c->arena, "Error in testing breakpoint condition:\n%s", stop->trouble));
	switch (stop->kind) {
	case DEBUG_STOP_BREAKPOINT:
		if (stop->what)
			print_catch(c, stop);
		else if (stop->nvalues || stop->scope_ended)
			print_watch(c, stop, b);
		else
			print_number(c, stop);
		return true;
	case DEBUG_STOP_CHOICE:
		out_printf(c, "\nProgram stopped: %s can go on; \"schedule N\" chooses.\n", stop->text);
		return true;
	case DEBUG_STOP_SIGNAL:
		signal_received(c, stop->signal);
		return true;
	case DEBUG_STOP_PANIC:
		out_printf(c, "\nProgram stopped: unrecovered panic: %s\n", stop->text ? stop->text : "");
		return true;
	case DEBUG_STOP_FATAL: case DEBUG_STOP_LIMIT:
		out_printf(c, "\nProgram stopped: %s\n", stop->text ? stop->text : "");
		tell_deadlock(c, stop->text);
		return true;
	default:
		return stop->new_frame || stop->kind == DEBUG_STOP_FINISH;
	}
}

/* What finish shows. It is told behind the displays, as in gdb, but their expressions may be the end of the stop's values. */
static void results_text(Cli *c, const DebugStop *stop, StrBuf *out)
{
	const DebugValue *v;
	StrBuf sb = { 0 };

	if (!stop->nvalues || stop->kind != DEBUG_STOP_FINISH)
		return;
	v = stop->nvalues == 1 ? stop->values[0] : debug_results(c->s, stop->values, stop->nvalues);
	format_value(c, &sb, v, (Format){ 0 }, FORMAT_TOP | FORMAT_STYLED);
	sb_printf(out, "Value returned is $%u = %s\n", debug_history_add(c->s, v), c->set.print_finish ? sb_text(&sb) : "<not displayed>");
	sb_free(&sb);
}

/* Another goroutine than the one that was looked at has stopped, as gdb tells of threads. */
static void tell_goroutine(Cli *c, const DebugStop *stop)
{
	bool gone = stop->kind == DEBUG_STOP_EXITED || stop->kind == DEBUG_STOP_START;

	if (c->goroutine && !gone && c->goroutine != stop->goroutine && !stop->ended && stop->kind != DEBUG_STOP_CALLED)
		out_printf(c, "[Switching to goroutine %llu]\n", (unsigned long long)stop->goroutine);
	c->goroutine = gone ? 0 : stop->goroutine;
}

void print_stop(Cli *c, const DebugStop *stop)
{
	StrBuf results = { 0 };
	DebugFrame f;
	bool frame_line;

	tell_goroutine(c, stop);
	if (stop->ended)
		out_printf(c, "[Goroutine %llu exited]\n", (unsigned long long)stop->ended);
	if (stop->kind == DEBUG_STOP_EXITED) {
		print_exit(c, stop);
		return;
	}
	if (stop->kind == DEBUG_STOP_CALLED)	/* silently, as gdb says when it stopped in the call */
		return;
	if (stop->kind == DEBUG_STOP_START) {
		out_printf(c, "\nProgram stopped.\nThe stack is empty; the runtime calls %s first.\n", stop->text);
		do_displays(c);
		return;
	}
	frame_line = print_banner(c, stop);
	if (!debug_selected_frame(c->s, &f)) {
		out_text(c, "No stack.\n");
		return;
	}
	print_frame_parts(c, &f, (FrameParts){ .location = frame_line, .address = frame_mid_line(c, &f), .source = true });
	list_from(c, &f);
	results_text(c, stop, &results);
	do_displays(c);
	out_text(c, sb_text(&results));
	sb_free(&results);
}

static void commands_due(Cli *c, const DebugStop *stop)
{
	vec_trim(&c->pending_commands, 0);
	if (stop->kind != DEBUG_STOP_BREAKPOINT)
		return;
	vec_push(&c->pending_commands, stop->number);
	for (size_t i = 0; i < stop->nalso; i++)
		vec_push(&c->pending_commands, stop->also[i].number);
}

/* Commands of a breakpoint that begin with `silent` keep the stop to themselves. */
static bool is_silent(Cli *c, int number)
{
	vec_each(&c->break_commands, b)
		if (b->number == number && b->body && b->body->body.len)
			return strcmp(b->body->body.data[0]->text, "silent") == 0;
	return false;
}

/* Tells of the first breakpoint that is not silent. False: all are. */
static bool loud_stop(Cli *c, DebugStop *stop)
{
	size_t i = 0;

	if (stop->kind != DEBUG_STOP_BREAKPOINT || !is_silent(c, stop->number))
		return true;
	while (i < stop->nalso && is_silent(c, stop->also[i].number))
		i++;
	if (i == stop->nalso)
		return false;
	stop->number = stop->also[i].number;
	stop->place = stop->also[i].place;
	stop->temporary = stop->also[i].temporary;
	return true;
}

/* What `define hook-stop` wants done at each stop. False: it has let the program run, which has told of its own stop. */
static bool hook_stop(Cli *c)
{
	unsigned stops = c->stops;

	if (!run_hook(c, "hook", "stop"))
		err_text(c, sb_text(&c->error));
	return c->stops == stops;
}

/* Nothing but what is hooked on it. */
bool cmd_stop(Cli *c, const char *args)
{
	(void)c;
	(void)args;
	return true;
}

bool run_stopped(Cli *c, bool ok, const DebugStop *stop)
{
	DebugStop told = *stop;
	bool discarded;

	if (!ok)
		return cli_fail_core(c);
	c->stops++;
	c->x_next = 0;
	vec_trim(&c->pending_commands, 0);
	if (stop->kind != DEBUG_STOP_EXITED && !hook_stop(c))
		return true;
	commands_due(c, stop);
	if (!loud_stop(c, &told))
		return true;
	discarded = c->discard;
	c->discard = false;	/* "q" at what the program's dprintfs had to say hides no stop */
	print_stop(c, &told);
	c->discard = c->discard || discarded;
	if (stop->kind == DEBUG_STOP_EXITED)
		hook_stop(c);
	return tutorial_note_stop(c);
}

/* ---- starting ---- */

typedef struct RunLine { VEC(const char *) args; const char *redirect[3]; } RunLine;

/* Where a word of a run line ends: at a blank, or before a redirection; signs of redirection go with what follows them. */
static const char *word_end(const char *p)
{
	char quote = 0;
	bool any = false;	/* something else than the sign, and the number before it */

	for (; *p && (quote || !strchr(" \t", *p)); p++) {
		bool sign = !quote && (*p == '<' || *p == '>');

		if (sign && any)
			break;
		if (quote ? *p == quote : *p == '"' || *p == '\'')
			quote = quote ? 0 : *p;
		else if (*p == '\\' && p[1] && quote != '\'')
			p++;
		any = !sign && !(isdigit((unsigned char)*p) && (p[1] == '<' || p[1] == '>'));
		if (sign)
			p += strspn(p + 1, " \t");
	}
	return p;
}

/* With a shell's quotes taken off. */
static const char *without_quotes(Cli *c, const char *p, const char *end)
{
	StrBuf sb = { 0 };
	char quote = 0;
	const char *word;

	for (; p < end; p++) {
		if (quote ? *p == quote : *p == '"' || *p == '\'')
			quote = quote ? 0 : *p;
		else if (*p == '\\' && p[1] && quote != '\'')
			sb_addc(&sb, *++p);
		else
			sb_addc(&sb, *p);
		if (!quote && (*p == '<' || *p == '>'))
			p += strspn(p + 1, " \t");
	}
	word = arena_strdup(c->arena, sb_text(&sb));
	sb_free(&sb);
	return word;
}

/* Variables, ~ and patterns mean what they do in a shell; a word that has none, or a bad one, is what it is. */
static void add_words(Cli *c, const char *from, const char *end, RunLine *out)
{
	const char *raw = arena_strndup(c->arena, from, (size_t)(end - from));
	wordexp_t words;

	if (!strpbrk(raw, "$*?[~") || wordexp(raw, &words, WRDE_NOCMD) != 0) {
		vec_push(&out->args, without_quotes(c, from, end));
		return;
	}
	for (size_t i = 0; i < words.we_wordc; i++)
		vec_push(&out->args, arena_strdup(c->arena, words.we_wordv[i]));
	wordfree(&words);
}

static void parse_run(Cli *c, const char *text, RunLine *out)
{
	for (const char *end; *(text = skip_blanks(text)); text = end) {
		unsigned number = isdigit((unsigned char)*text) && (text[1] == '>' || text[1] == '<') ? (unsigned)(*text - '0') : 9;
		const char *sign = text + (number != 9);

		end = word_end(text);
		if (*sign == '<' && (number == 9 || number == 0))
			out->redirect[0] = without_quotes(c, skip_blanks(sign + 1), end);
		else if (*sign == '>' && (number == 9 || number == 1 || number == 2))
			out->redirect[number == 2 ? 2 : 1] = without_quotes(c, skip_blanks(sign + 1), end);
		else
			add_words(c, text, end, out);
	}
}

/* text: as typed for run or set args; "": the words of the command line. */
static void use_run_line(Cli *c, const char *text)
{
	RunLine line = { 0 };

	parse_run(c, text, &line);
	if (*text)
		debug_set_args(c->s, line.args.data, line.args.len);
	else
		debug_set_args(c->s, (const char *const *)c->run_args.data, c->run_args.len);
	for (unsigned i = 0; i < 3; i++)
		if (!line.redirect[i] && *c->set.inferior_tty)
			line.redirect[i] = c->set.inferior_tty;
	debug_set_redirect(c->s, line.redirect[0], line.redirect[1], line.redirect[2]);
	vec_free(&line.args);
}

/* What a new run needs: the program as it is now, its arguments, and nothing that still runs. */
static bool prepare_run(Cli *c, const char *args)
{
	const char *changed;
	bool gone;
	StrBuf text = { 0 };

	if (!debug_loaded(c->s))
		return cli_fail(c, "No executable file specified.\nUse the \"file\" command.");
	if (debug_runs(c->s) && c->from_tty
	    && !query(c, "The program being debugged has been started already.\nStart it from the beginning? "))
		return cli_fail(c, "Program not restarted.");
	changed = debug_changed_source(c->s, &gone);
	if (changed && gone) {
		out_printf(c, "`%s' has disappeared; keeping its symbols.\n", changed);
	} else if (changed) {
		out_printf(c, "`%s' has changed; re-reading.\n", changed);
		if (!cli_load(c, (const char *const *)c->program.data, c->program.len))
			return false;
	}
	if (*args) {
		mem_free(c->set.args);
		c->set.args = mem_strndup(args, strlen(args));
	}
	args_quote(c, &text);
	use_run_line(c, c->set.args ? c->set.args : "");
	if (c->from_tty) {
		out_text(c, "Starting program: ");
		out_styled(c, STYLE_FILENAME, "%s", debug_program_name(c->s));
		out_printf(c, "%s%s\n", text.len ? " " : "", sb_text(&text));
	}
	sb_free(&text);
	out_flush(c);
	return true;
}

bool cmd_run(Cli *c, const char *args)
{
	DebugStop stop;

	return prepare_run(c, args) && run_stopped(c, debug_run(c->s, &stop), &stop);
}

bool cmd_start(Cli *c, const char *args)
{
	DebugStop stop;
	const DebugBreakpoint *b;

	if (!cli_need_program(c))
		return false;
	b = debug_break(c->s, "main.main", NULL, true);
	if (!b)
		return cli_fail_core(c);
	tell_break(c, b, "main.main");
	return prepare_run(c, args) && run_stopped(c, debug_run(c->s, &stop), &stop);
}

bool cmd_starti(Cli *c, const char *args)
{
	DebugStop stop;

	if (!prepare_run(c, args))
		return false;
	if (!debug_starti(c->s, &stop))
		return cli_fail_core(c);
	return run_stopped(c, true, &stop);
}

/* ---- going on ---- */

bool cmd_continue(Cli *c, const char *args)
{
	DebugStop stop;
	int64_t n = 0;
	const DebugStop *last = debug_last_stop(c->s);

	if (*args) {
		if (!eval_number(c, args, &n))
			return false;
		if (last->kind == DEBUG_STOP_BREAKPOINT && n > 1) {
			debug_ignore(c->s, last->number, (unsigned)(n - 1));
			if (c->from_tty)
				out_printf(c, "Will ignore next %lld crossings of breakpoint %d.  Continuing.\n",
					   (long long)n - 1, last->number);
		}
	} else if (c->from_tty) {
		out_text(c, "Continuing.\n");
	}
	out_flush(c);
	return run_stopped(c, debug_continue(c->s, &stop), &stop);
}

static bool count_of(Cli *c, const char *args, unsigned *n)
{
	int64_t value = 1;

	if (*args && !eval_number(c, args, &value))
		return false;
	*n = value < 0 ? 0 : (unsigned)value;
	return true;
}

typedef bool StepFn(DebugSession *s, unsigned count, DebugStop *stop);

/* With a count of none gdb stays, and shows where. */
static bool step_by(Cli *c, const char *args, StepFn *fn)
{
	DebugStop stop;
	DebugFrame f;
	unsigned n;

	if (!count_of(c, args, &n))
		return false;
	out_flush(c);
	if (n)
		return run_stopped(c, fn(c->s, n, &stop), &stop);
	if (debug_selected_frame(c->s, &f))
		print_frame(c, &f, false);
	return true;
}

/* A variable may have a function's name here, and be a count. */
static bool means_function(Cli *c, const char *name)
{
	const DebugValue *v;

	if (!debug_is_function(c->s, name))
		return false;
	v = debug_eval(c->s, name);
	return !v || v->kind == DEBUG_FUNC;
}

/* step add: of all calls on the line into that one. */
bool cmd_step(Cli *c, const char *args)
{
	DebugStop stop;

	if (!means_function(c, args))
		return step_by(c, args, debug_step);
	out_flush(c);
	return run_stopped(c, debug_step_into(c->s, args, &stop), &stop);
}

/* sstep 2: into the second call that the line makes. */
bool cmd_sstep(Cli *c, const char *args)
{
	DebugStop stop;
	unsigned nth;

	if (!count_of(c, args, &nth))
		return false;
	if (!nth)
		return cli_fail(c, "The calls of a line are counted from 1.");
	out_flush(c);
	return run_stopped(c, debug_step_into_call(c->s, nth, &stop), &stop);
}

bool cmd_next(Cli *c, const char *args)
{
	return step_by(c, args, debug_next);
}

static bool step_into(DebugSession *s, unsigned count, DebugStop *stop)
{
	return debug_stepi(s, count, false, stop);
}

static bool step_over(DebugSession *s, unsigned count, DebugStop *stop)
{
	return debug_stepi(s, count, true, stop);
}

bool cmd_stepi(Cli *c, const char *args)
{
	return step_by(c, args, step_into);
}

bool cmd_nexti(Cli *c, const char *args)
{
	return step_by(c, args, step_over);
}

bool cmd_finish(Cli *c, const char *args)
{
	DebugStop stop;
	DebugFrame f, caller;

	if (*args)
		return cli_fail(c, "The \"finish\" command does not take any arguments.");
	if (!debug_selected_frame(c->s, &f))
		return cli_fail(c, "No selected frame.");
	if (!debug_frame(c->s, f.level + 1, &caller))
		return cli_fail(c, "\"finish\" not meaningful in the outermost frame.");
	if (c->from_tty) {
		out_text(c, "Run till exit from ");
		print_frame_parts(c, &f, (FrameParts){ .level = true, .location = true, .address = frame_shows_address(c, &f) });
	}
	out_flush(c);
	return run_stopped(c, debug_finish(c->s, &stop), &stop);
}

bool cmd_until(Cli *c, const char *args)
{
	DebugStop stop;

	out_flush(c);
	return run_stopped(c, *args ? debug_advance(c->s, args, true, &stop) : debug_until(c->s, &stop), &stop);
}

bool cmd_advance(Cli *c, const char *args)
{
	DebugStop stop;

	if (!*args)
		return cli_fail(c, "Argument required (a location).");
	out_flush(c);
	return run_stopped(c, debug_advance(c->s, args, false, &stop), &stop);
}

bool cmd_detach(Cli *c, const char *args)
{
	DebugStop stop;

	if (*args)
		return cli_fail(c, "Undefined detach command: \"%s\".  Try \"help detach\".", args);
	if (!cli_need_process(c))
		return false;
	out_printf(c, "Detaching from program: %s, process 1\n", debug_program_name(c->s));
	out_flush(c);
	if (!debug_detach(c->s, &stop))
		return cli_fail_core(c);
	out_text(c, stop.kind == DEBUG_STOP_SIGNAL ? "\n[Inferior 1 (process 1) killed]\n" : "[Inferior 1 (process 1) detached]\n");
	return true;
}

bool cmd_kill(Cli *c, const char *args)
{
	if (*args)
		return cli_fail(c, "Undefined kill command: \"%s\".  Try \"help kill\".", args);
	if (!cli_need_process(c))
		return false;
	if (c->from_tty && !query(c, "Kill the program being debugged? "))
		return not_confirmed(c);
	debug_kill(c->s);
	out_text(c, "[Inferior 1 (process 1) killed]\n");
	return true;
}
