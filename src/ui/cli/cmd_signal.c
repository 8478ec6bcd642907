/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals: what is done with them, and giving them to the program. */
#include "ui/cli/cli_int.h"

#include <stdlib.h>

/* ---- rows of the table ---- */

const DebugSignal *signal_row(Cli *c, int signal)
{
	const DebugSignal *rows;
	size_t n = debug_signals(c->s, &rows);

	for (size_t i = 0; i < n; i++)
		if (rows[i].number == signal)
			return &rows[i];
	return NULL;
}

void signal_received(void *ctx, int signal)
{
	Cli *c = ctx;
	const DebugSignal *row = signal_row(c, signal);

	out_printf(c, "\nProgram received signal %s, %s.\n", row->name, row->description);
	out_flush(c);
}

static void print_header(Cli *c)
{
	out_text(c, "Signal        Stop\tPrint\tPass to program\tDescription\n");
}

static const char *yes(bool on)
{
	return on ? "Yes" : "No";
}

static void print_row(Cli *c, const DebugSignal *row)
{
	out_printf(c, "%-13s %s\t%s\t%s\t\t%s\n", row->name, yes(row->stop), yes(row->print), yes(row->pass), row->description);
}

/* ---- which signal is meant ---- */

/* One of gdb's numbers. */
static bool numbered(Cli *c, int64_t n, int *signal)
{
	*signal = debug_signal_numbered(n);
	return *signal || cli_fail(c, "Only signals 1-15 are valid as numeric signals.\n"
				      "Use \"info signals\" for a list of symbolic signals.");
}

/* A signal's name, or an expression that gives its number; 0 is no signal where `none` says so. */
static bool signal_number(Cli *c, const char *args, bool none, int *signal)
{
	int64_t n;

	*signal = debug_signal_named(args);
	if (*signal)
		return true;
	if (!eval_number(c, args, &n))
		return false;
	return (none && !n) || numbered(c, n, signal);
}

bool cmd_info_signals(Cli *c, const char *args)
{
	const DebugSignal *rows;
	size_t n = debug_signals(c->s, &rows);
	int signal;

	print_header(c);
	if (*args) {
		if (!signal_number(c, args, false, &signal))
			return false;
		print_row(c, signal_row(c, signal));
		return true;
	}
	out_text(c, "\n");
	for (size_t i = 0; i < n; i++)
		print_row(c, &rows[i]);
	out_text(c, "\nUse the \"handle\" command to change these tables.\n");
	return true;
}

/* ---- handle ---- */

typedef enum Action { ACT_STOP, ACT_NOSTOP, ACT_PRINT, ACT_NOPRINT, ACT_PASS, ACT_NOPASS } Action;

static const struct { const char *word; unsigned least; Action action; } actions[] = {
	{ "stop", 1, ACT_STOP }, { "ignore", 1, ACT_NOPASS }, { "print", 2, ACT_PRINT }, { "pass", 2, ACT_PASS },
	{ "nostop", 3, ACT_NOSTOP }, { "noignore", 3, ACT_PASS }, { "noprint", 4, ACT_NOPRINT }, { "nopass", 4, ACT_NOPASS },
};

/* A stop is printed; what is not printed does not stop. */
static void act(Cli *c, const DebugSignal *row, Action action)
{
	bool stop = action == ACT_STOP || (row->stop && action != ACT_NOSTOP && action != ACT_NOPRINT);
	bool print = action == ACT_STOP || action == ACT_PRINT || (row->print && action != ACT_NOPRINT);
	bool pass = action == ACT_PASS || (row->pass && action != ACT_NOPASS);

	debug_handle(c->s, row->number, stop, print, pass);
}

/* The signals that a handle is about; bit n: number n. */
typedef struct Handled { uint64_t set; bool all; } Handled;

static bool is_action(Cli *c, const char *word, const Handled *h)
{
	const DebugSignal *rows;
	size_t n = debug_signals(c->s, &rows);

	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (!word_is(word, actions[i].word, actions[i].least))
			continue;
		for (size_t k = 0; k < n; k++)
			if (h->set >> rows[k].number & 1)
				act(c, &rows[k], actions[i].action);
		return true;
	}
	return false;
}

static void add_all(Cli *c, Handled *h)
{
	const DebugSignal *rows;
	size_t n = debug_signals(c->s, &rows);

	h->all = true;
	for (size_t i = 0; i < n; i++)
		if (!rows[i].reserved)
			h->set |= 1ULL << rows[i].number;
}

static void add_signal(Cli *c, Handled *h, int signal)
{
	const DebugSignal *row = signal_row(c, signal);

	if (row->reserved && (h->all || h->set >> signal & 1))
		return;
	if (!row->reserved || query(c, "%s is used by the debugger.\nAre you sure you want to change it? ", row->name))
		h->set |= 1ULL << signal;
	else
		out_text(c, "Not confirmed, unchanged.\n");
}

/* 14, or 14-15. */
static bool add_range(Cli *c, Handled *h, const char *word)
{
	char *end;
	long from = strtol(word, &end, 10), to = *end == '-' ? strtol(end + 1, &end, 10) : from;
	int signal;

	if (!numbered(c, from, &signal) || !numbered(c, to, &signal))
		return false;
	for (long n = from < to ? from : to; n <= from || n <= to; n++)
		if ((signal = debug_signal_numbered(n)))
			add_signal(c, h, signal);
	return true;
}

static bool take_word(Cli *c, Handled *h, const char *word)
{
	int signal = debug_signal_named(word);

	if (word_is(word, "all", 1))
		add_all(c, h);
	else if (is_action(c, word, h))
		return true;
	else if (*word >= '0' && *word <= '9')
		return add_range(c, h, word);
	else if (signal)
		add_signal(c, h, signal);
	else
		return cli_fail(c, "Unrecognized or ambiguous flag word: \"%s\".", word);
	return true;
}

/* Words act one after the other, as in gdb: actions on the signals to their left. */
bool cmd_handle(Cli *c, const char *args)
{
	Handled h = { 0 };
	const DebugSignal *rows;
	size_t n = debug_signals(c->s, &rows);
	char word[64];

	if (!*args)
		return cli_fail(c, "Argument required (signal to handle).");
	while (*args) {
		args = next_word(args, word, sizeof word);
		if (!take_word(c, &h, word))
			return false;
	}
	if (!c->from_tty || !h.set)
		return true;
	print_header(c);
	for (size_t i = 0; i < n; i++)
		if (h.set >> rows[i].number & 1)
			print_row(c, &rows[i]);
	return true;
}

/* ---- giving ---- */

static bool signal_argument(Cli *c, const char *args, int *signal)
{
	if (!*args)
		return cli_fail(c, "Argument required (signal number).");
	return signal_number(c, args, true, signal);
}

bool cmd_signal(Cli *c, const char *args)
{
	DebugStop stop;
	int signal;

	if (!signal_argument(c, args, &signal))
		return false;
	if (!debug_signal(c->s, signal))
		return cli_fail_core(c);
	if (c->from_tty && !signal)
		out_text(c, "Continuing with no signal.\n");
	else if (c->from_tty)
		out_printf(c, "Continuing with signal %s.\n", signal_row(c, signal)->name);
	out_flush(c);
	return run_stopped(c, debug_continue(c->s, &stop), &stop);
}

bool cmd_queue_signal(Cli *c, const char *args)
{
	int signal;

	if (!signal_argument(c, args, &signal))
		return false;
	if (signal && !signal_row(c, signal)->pass)
		return cli_fail(c, "Signal handling set to not pass this signal to the program.");
	return debug_signal(c->s, signal) || cli_fail_core(c);
}

/* ---- what a catchpoint is called ---- */

const char *catch_title(Cli *c, const DebugBreakpoint *b, bool quoted)
{
	const char *list = b->location + strlen("signal"), *quote = quoted ? "\"" : "";

	if (strcmp(b->location, "syscall") == 0)
		return quoted ? "syscall \"<any syscall>\"" : "any syscall";
	if (strncmp(b->location, "signal", strlen("signal")) != 0)
		return b->location;
	if (!*list || strcmp(list, " all") == 0) {
		list = *list ? "any signal" : "standard signals";
		return quoted ? arena_printf(c->arena, "signal \"<%s>\"", list) : list;
	}
	return arena_printf(c->arena, "signal%s %s%s%s", strchr(list + 1, ' ') ? "s" : "", quote, list + 1, quote);
}
