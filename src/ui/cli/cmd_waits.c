/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goroutines have pending and wait for: info defers, info panic, info chan, info mutex, info select, waitgraph. */
#include "ui/cli/cli_int.h"

#include <string.h>

static void add_place(StrBuf *out, const char *word, const DebugLocation *at)
{
	if (at->file && *at->file)
		sb_printf(out, "%s%s:%u", word, at->file, at->line);
}

static void print_line(Cli *c, StrBuf *line)
{
	out_printf(c, "%s\n", sb_text(line));
	sb_free(line);
}

/* ---- deferred calls, panics ---- */

bool cmd_info_defers(Cli *c, const char *args)
{
	const DebugDefer *list;
	size_t n;

	(void)args;
	if (!cli_need_state(c))
		return false;
	n = debug_defers(c->s, &list);
	if (!n)
		out_text(c, "No deferred calls.\n");
	for (size_t i = 0; i < n; i++) {
		StrBuf line = { 0 };

		sb_printf(&line, "#%zu %s(", i, *list[i].function ? list[i].function : "nil");
		for (size_t k = 0; k < list[i].nargs; k++) {
			sb_printf(&line, "%s%s=", k ? ", " : "", list[i].names[k]);
			format_value(c, &line, list[i].values[k], (Format){ 0 }, FORMAT_BRIEF);
		}
		sb_addc(&line, ')');
		add_place(&line, " deferred at ", &list[i].at);
		sb_printf(&line, ", in frame #%u", list[i].level);
		print_line(c, &line);
	}
	return true;
}

bool cmd_info_panic(Cli *c, const char *args)
{
	const DebugPanic *list;
	size_t n;

	(void)args;
	if (!cli_need_state(c))
		return false;
	n = debug_panics(c->s, &list);
	if (!n)
		out_text(c, "No panic is under way.\n");
	for (size_t i = 0; i < n; i++) {
		StrBuf line = { 0 };

		sb_printf(&line, "#%zu ", i);
		if (list[i].goexit)
			sb_add(&line, "runtime.Goexit");
		else if (list[i].value)
			format_value(c, &line, list[i].value, (Format){ 0 }, FORMAT_TOP);
		add_place(&line, " raised at ", &list[i].at);
		sb_printf(&line, " in %s%s", list[i].at.function, list[i].recovered ? ", recovered" : "");
		print_line(c, &line);
	}
	return true;
}

/* ---- channels and locks ---- */

static void print_waiters(Cli *c, const DebugWaiter *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		StrBuf line = { 0 };

		sb_printf(&line, "  goroutine %llu waits", (unsigned long long)list[i].goroutine);
		if (*list[i].how)
			sb_printf(&line, " to %s", list[i].how);
		sb_add(&line, list[i].select ? " (select)" : "");
		if (list[i].at.function)
			sb_printf(&line, " in %s", list[i].at.function);
		add_place(&line, " at ", &list[i].at);
		print_line(c, &line);
	}
	if (!n)
		out_text(c, "  nobody waits\n");
}

bool cmd_info_chan(Cli *c, const char *args)
{
	DebugChan ch;
	StrBuf line = { 0 };

	if (!*args)
		return cli_fail(c, "Argument required (a channel).");
	if (!cli_need_state(c))
		return false;
	if (!debug_chan(c->s, args, &ch))
		return cli_fail_core(c);
	sb_printf(&line, "%s 0x%llx: ", ch.value->type, (unsigned long long)ch.value->bits);
	if (!ch.value->bits)
		sb_add(&line, "nil, blocks forever");
	else
		sb_printf(&line, "%llu of %llu buffered%s", (unsigned long long)ch.value->len, (unsigned long long)ch.value->cap,
			  ch.closed ? ", closed" : "");
	if (ch.value->len) {
		sb_add(&line, ": ");
		format_value(c, &line, ch.value, (Format){ 0 }, FORMAT_TOP);
	}
	add_place(&line, ", made at ", &ch.made);
	if (ch.maker)
		sb_printf(&line, " by goroutine %llu", (unsigned long long)ch.maker);
	print_line(c, &line);
	if (ch.value->bits)
		print_waiters(c, ch.waiters, ch.nwaiters);
	return true;
}

bool cmd_info_mutex(Cli *c, const char *args)
{
	DebugLock l;
	StrBuf line = { 0 };

	if (!*args)
		return cli_fail(c, "Argument required (a sync.Mutex or sync.RWMutex).");
	if (!debug_lock(c->s, args, &l))
		return cli_fail_core(c);
	sb_printf(&line, "%s %s: ", l.type, l.name);
	if (l.readers)
		sb_printf(&line, "%u reader%s", l.readers, plural(l.readers));
	else
		sb_add(&line, l.locked ? "locked" : "unlocked");
	if (l.holder) {
		sb_printf(&line, " by goroutine %llu", (unsigned long long)l.holder);
		add_place(&line, " at ", &l.held_at);
	} else if (l.locked || l.readers) {
		sb_add(&line, ", it cannot be told by whom");
	}
	print_line(c, &line);
	print_waiters(c, l.waiters, l.nwaiters);
	return true;
}

/* ---- who waits for whom ---- */

static void print_edge(Cli *c, const DebugWaitEdge *e)
{
	StrBuf line = { 0 };

	sb_printf(&line, "goroutine %llu: %s", (unsigned long long)e->goroutine, e->what);
	if (e->other)
		sb_printf(&line, " -> goroutine %llu, %s", (unsigned long long)e->other, e->why);
	else if (*e->why)
		sb_printf(&line, ", %s", e->why);
	print_line(c, &line);
}

static void dot_label(StrBuf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			sb_addc(out, '\\');
		sb_addc(out, *text);
	}
}

static void print_dot(Cli *c, const DebugWaitEdge *list, size_t n)
{
	StrBuf out = { 0 };

	sb_add(&out, "digraph waits {\n");
	for (size_t i = 0; i < n; i++) {
		sb_printf(&out, "\tg%llu -> ", (unsigned long long)list[i].goroutine);
		if (list[i].other)
			sb_printf(&out, "g%llu", (unsigned long long)list[i].other);
		else
			sb_printf(&out, "nobody%zu", i);
		sb_add(&out, " [label=\"");
		dot_label(&out, list[i].what);
		sb_add(&out, "\"];\n");
	}
	sb_add(&out, "}\n");
	out_text(c, sb_text(&out));
	sb_free(&out);
}

bool cmd_waitgraph(Cli *c, const char *args)
{
	const DebugWaitEdge *list;
	bool dot = strcmp(args, "--dot") == 0;
	size_t n;

	if (*args && !dot)
		return cli_fail(c, "Unrecognized option at: %s", args);
	if (!cli_need_state(c))
		return false;
	n = debug_wait_graph(c->s, &list);
	if (dot)
		return print_dot(c, list, n), true;
	if (!n)
		out_text(c, "No goroutine waits.\n");
	for (size_t i = 0; i < n; i++)
		print_edge(c, &list[i]);
	return true;
}

/* The cases that the selected goroutine waits for. */
bool cmd_info_select(Cli *c, const char *args)
{
	const DebugWaitEdge *list;
	DebugFrame f;
	size_t n, shown = 0;

	(void)args;
	if (!cli_need_state(c))
		return false;
	if (!debug_selected_frame(c->s, &f))
		return cli_fail_core(c);
	n = debug_wait_graph(c->s, &list);
	for (size_t i = 0; i < n; i++)
		if (list[i].goroutine == f.goroutine && list[i].object && (!i || list[i - 1].object != list[i].object)) {
			print_edge(c, &list[i]);
			shown++;
		}
	if (!shown)
		out_printf(c, "Goroutine %llu does not wait at channels.\n", (unsigned long long)f.goroutine);
	return true;
}
