/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lesson's own views: the four segments, and how a name is looked up. */
#include "ui/cli/cli_int.h"

#include <string.h>

/* ---- segments ---- */

void size_text(char *out, size_t size, uint64_t n)
{
	static const char *const units[] = { "B", "KB", "MB", "GB" };
	unsigned u = 0;

	while (u < 3 && n >= 10 * 1024 && u < 3) {
		n = (n + 512) / 1024;
		u++;
	}
	/* Whole larger units read better than thousands of the smaller one. */
	while (u > 0 && u < 3 && n >= 1024 && n % 1024 == 0) {
		n /= 1024;
		u++;
	}
	if (u == 0 && n >= 1024 && n % 1024 == 0) {
		n /= 1024;
		u = 1;
	}
	snprintf(out, size, "%llu %s", (unsigned long long)n, units[u]);
}

static void use_bar(char out[13], uint64_t used, uint64_t size)
{
	unsigned filled = size ? (unsigned)((used * 10 + size - 1) / size) : 0;

	/* A trace of use in a huge segment is not a tenth of it. */
	if (size && used * 100 < size && used * 10 / size == 0 && size > 1 << 20)
		filled = 0;
	if (filled > 10)
		filled = 10;
	memset(out, '.', 12);
	memset(out + 1, '#', filled);
	out[0] = '[';
	out[11] = ']';
	out[12] = '\0';
}

static void print_segment(Cli *c, const DebugSegment *s)
{
	char used[32], size[32], bar[13];
	StrBuf line = { 0 };
	/* Variables that begin as zero lie elsewhere and count too. */
	uint64_t whole = s->end - s->start > s->used ? s->end - s->start : s->used;

	size_text(used, sizeof used, s->used);
	size_text(size, sizeof size, whole);
	use_bar(bar, s->used, whole);
	sb_printf(&line, "%-9s 0x%-12llx 0x%-12llx %-7s %-7s %s", s->name, (unsigned long long)s->start, (unsigned long long)s->end,
		  used, size, bar);
	out_with_note(c, sb_text(&line), "  ", s->note ? s->note : "", 10);
	sb_free(&line);
}

static void print_functions(Cli *c, const DebugFunction *f, size_t n)
{
	int width = 0;

	for (size_t i = 0; i < n; i++)
		if ((int)strlen(f[i].name) > width)
			width = (int)strlen(f[i].name);
	for (size_t i = 0; i < n && !c->discard; i++) {
		out_printf(c, "%-*s  0x%llx  %4llu bytes", width, f[i].name, (unsigned long long)f[i].entry,
			   (unsigned long long)f[i].size);
		if (f[i].file && f[i].line)
			out_printf(c, "  %s:%u", f[i].file, f[i].line);
		out_text(c, "\n");
	}
}

static void segment_code(Cli *c, bool all)
{
	const DebugFunction *f;
	size_t n = debug_functions(c->s, false, &f);
	uint64_t bytes = 0;
	char text[32];

	print_functions(c, f, n);
	n = debug_functions(c->s, true, &f);
	if (all)
		print_functions(c, f, n);
	for (size_t i = 0; i < n; i++)
		bytes += f[i].size;
	size_text(text, sizeof text, bytes);
	out_printf(c, "library: %zu functions, %s\n", n, text);
}

static int global_width(const DebugGlobal *g, size_t n)
{
	int width = 0;

	for (size_t i = 0; i < n; i++) {
		int w = (int)(strlen(g[i].package) + strlen(g[i].name) + 1);

		width = w > width ? w : width;
	}
	return width;
}

static void segment_data(Cli *c, bool library, bool zeroed_only)
{
	const DebugGlobal *g;
	size_t n = debug_globals(c->s, library, &g), shown = 0;
	int width = global_width(g, n);

	for (size_t i = 0; i < n; i++) {
		StrBuf sb = { 0 };

		if (zeroed_only && !g[i].zeroed)
			continue;
		shown++;

		sb_printf(&sb, "%s.%s", g[i].package, g[i].name);
		sb_pad(&sb, ' ', (size_t)width - sb.len);
		sb_printf(&sb, "  0x%llx  %llu bytes  %s = ", (unsigned long long)g[i].addr, (unsigned long long)g[i].size,
			  g[i].type);
		if (g[i].value)
			add_value_within(c, &sb, g[i].value);
		if (g[i].init_line && !debug_exists(c->s))
			sb_printf(&sb, "  (set later by package init, %s:%u)", g[i].file, g[i].init_line);
		out_printf(c, "%s\n", sb_text(&sb));
		sb_free(&sb);
	}
	if (!shown)
		out_text(c, zeroed_only ? "No package variables that start as zero.\n" : "No package variables.\n");
}

static bool show_variables(Cli *c, bool all)
{
	segment_data(c, false, false);
	if (all)
		segment_data(c, true, false);
	return true;
}

static bool show_zeroed(Cli *c, bool all)
{
	segment_data(c, false, true);
	if (all)
		segment_data(c, true, true);
	return true;
}

static bool segment_stack(Cli *c)
{
	DebugFrame f;
	unsigned level = 0;

	for (; debug_frame(c->s, level, &f); level++)
		out_printf(c, "#%-2u %s  0x%llx  %llu bytes\n", level, f.function, (unsigned long long)f.fp,
			   (unsigned long long)f.size);
	return level || cli_fail(c, "No stack.");
}

const char *plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static bool all_segments(Cli *c)
{
	const DebugSegment *list;
	size_t n = debug_segments(c->s, &list);

	if (!n)
		return cli_fail_core(c);
	out_text(c, "Segment   Start          End            Used    Size    Use           Access\n");
	for (size_t i = 0; i < n; i++)
		print_segment(c, &list[i]);
	if (debug_last_stop(c->s)->kind == DEBUG_STOP_EXITED)
		out_text(c, "strata keeps a copy for inspection until run or kill.\n");
	return true;
}

/* ---- parts, constants, spans ---- */

static void print_part(Cli *c, const DebugPart *p)
{
	char size[32], used[32], high[32], bar[13];

	size_text(size, sizeof size, p->size);
	size_text(used, sizeof used, p->used);
	size_text(high, sizeof high, p->high_water);
	use_bar(bar, p->used, p->size);
	out_printf(c, "%-14s 0x%llx %8s %8s %9s  %s  %s\n", p->name, (unsigned long long)p->start, size, used, high, bar, p->access);
}

enum { STACKS_SHOWN = 20 };

static bool all_parts(Cli *c)
{
	const DebugPart *list;
	size_t n = debug_parts(c->s, &list), stacks = 0;

	out_text(c, "Part           Start              Size     Used Most used  Use           Access\n");
	for (size_t i = 0; i < n && !c->discard; i++) {
		stacks += list[i].goroutine != 0;
		if (!list[i].goroutine || stacks <= STACKS_SHOWN)
			print_part(c, &list[i]);
		else if (i + 1 == n || !list[i + 1].goroutine)
			out_printf(c, "... %zu more stacks (info stack-usage)\n", stacks - STACKS_SHOWN);
	}
	return true;
}

static void add_constant(StrBuf *sb, const DebugConstant *k)
{
	static const char *const what[] = { "string", "type", "methods", "func" };

	sb_printf(sb, "0x%llx  %5llu bytes  %-7s  ", (unsigned long long)k->addr, (unsigned long long)k->size, what[k->kind]);
	if (k->kind != DEBUG_LITERAL) {
		sb_add(sb, k->text);
		return;
	}
	sb_quote(sb, k->text, k->size < 32 ? k->size : 32);
	sb_add(sb, k->size > 32 ? "..." : "");
}

static bool segment_rodata(Cli *c)
{
	const DebugConstant *list;
	size_t n = debug_constants(c->s, &list);

	for (size_t i = 0; i < n && !c->discard; i++) {
		StrBuf sb = { 0 };

		add_constant(&sb, &list[i]);
		out_printf(c, "%s\n", sb_text(&sb));
		sb_free(&sb);
	}
	if (!n)
		out_text(c, "No constants of your program.\n");
	return true;
}

static void print_span(Cli *c, const DebugSpan *p)
{
	char size[32], each[32], bar[13];

	size_text(size, sizeof size, p->bytes);
	if (p->free) {
		out_printf(c, "0x%llx %8s  free\n", (unsigned long long)p->start, size);
		return;
	}
	size_text(each, sizeof each, p->each);
	use_bar(bar, p->used, p->room);
	out_printf(c, "0x%llx %8s %9llu of %-5llu %9s  %s  %s\n", (unsigned long long)p->start, size, (unsigned long long)p->used,
		   (unsigned long long)p->room, each, bar, p->pointers ? "pointers" : "none");
}

/* Spans, largest detail that pages have; `heap list` has the objects. */
static bool segment_heap(Cli *c)
{
	const DebugSpan *list;
	size_t n = debug_spans(c->s, &list), limit = c->set.print_elements ? c->set.print_elements : SIZE_MAX;
	uint64_t room = 0, used = 0;

	out_text(c, "Span               Size     Objects            Each  Use           Holds\n");
	for (size_t i = 0; i < n; i++) {
		room += list[i].bytes;
		used += list[i].used * list[i].each;
		if (i < limit && !c->discard)
			print_span(c, &list[i]);
	}
	if (limit < n)
		out_printf(c, "... %zu more spans\n", n - limit);
	out_printf(c, "%zu span%s, %llu bytes; objects: %llu bytes.  (heap list)\n", n, plural(n), (unsigned long long)room,
		   (unsigned long long)used);
	return true;
}

bool cmd_segments(Cli *c, const char *args)
{
	char word[32], option[32];
	bool all;

	next_word(next_word(args, word, sizeof word), option, sizeof option);
	all = strcmp(option, "-all") == 0;
	if (!cli_need_program(c))
		return false;
	if (!*word)
		return all_segments(c);
	if (strcmp(word, "-all") == 0)
		return all_parts(c);
	if (word_is(word, "code", 1))
		return segment_code(c, all), true;
	if (word_is(word, "data", 1))
		return show_variables(c, all);
	if (word_is(word, "stack", 1))
		return segment_stack(c);
	if (word_is(word, "heap", 1))
		return segment_heap(c);
	if (word_is(word, "rodata", 1))
		return segment_rodata(c);
	if (word_is(word, "bss", 1))
		return show_zeroed(c, all);
	return cli_fail(c, "No segment \"%s\": there are code, rodata, data, bss, stack and heap.", word);
}

/* ---- lookup ---- */

static void step_value(Cli *c, StrBuf *sb, const DebugLookupStep *step)
{
	if (!step->value)
		return;
	sb_add(sb, " = ");
	format_value(c, sb, step->value, (Format){ 0 }, 0);
}

static void add_place(StrBuf *sb, const DebugLookupStep *step)
{
	if (step->symbol)
		sb_printf(sb, ", %s", step->symbol);
	if (step->addr)
		sb_printf(sb, " at 0x%llx", (unsigned long long)step->addr);
	if (step->type)
		sb_printf(sb, ", %s", step->type);
	if (step->size)
		sb_printf(sb, ", %llu bytes", (unsigned long long)step->size);
}

/* A sentence begins, but not with a name of the program. */
static void upper_first(StrBuf *sb, const char *text)
{
	bool upper = text[0] >= 'a' && text[0] <= 'z' && !strchr(text, '.');

	sb_addc(sb, (char)(upper ? text[0] - 32 : text[0]));
	sb_add(sb, text + 1);
}

/* a: main.main's frame: no.  Data segment: yes, main.a at 0x.., int, 8 bytes = 10.  (note) */
static bool lookup_one(Cli *c, const char *name)
{
	size_t n = 0;
	const DebugLookupStep *steps = debug_lookup(c->s, name, &n);
	StrBuf sb = { 0 };

	if (!steps)
		return cli_fail_core(c);
	sb_printf(&sb, "%s: ", name);
	for (size_t i = 0; i < n; i++) {
		if (i)
			sb_add(&sb, "  ");
		if (i)
			upper_first(&sb, steps[i].where);
		else
			sb_add(&sb, steps[i].where);
		sb_add(&sb, steps[i].found ? ": yes" : ": no");
		if (steps[i].found) {
			add_place(&sb, &steps[i]);
			step_value(c, &sb, &steps[i]);
		}
		sb_addc(&sb, '.');
		if (steps[i].note && *steps[i].note)
			sb_printf(&sb, "  (%s)", steps[i].note);
	}
	out_folded(c, sb_text(&sb), 3);
	sb_free(&sb);
	return true;
}

/* add: code segment, main.add 0x..      a: main.main's frame no; data segment yes, main.a 0x.. = 10 */
static void lookup_short(Cli *c, const char *name)
{
	size_t n = 0;
	const DebugLookupStep *steps = debug_lookup(c->s, name, &n);
	StrBuf sb = { 0 };

	if (!steps)
		return;
	sb_printf(&sb, "%s: ", name);
	for (size_t i = 0; i < n; i++) {
		bool alone = n == 1 || strcmp(steps[i].where, "code segment") == 0;

		if (!steps[i].found && strcmp(steps[n - 1].where, "code segment") == 0)
			continue;
		sb_printf(&sb, "%s%s", i && sb.data[sb.len - 1] != ' ' ? "; " : "", steps[i].where);
		if (!alone || !steps[i].found)
			sb_add(&sb, steps[i].found ? " yes" : " no");
		if (!steps[i].found)
			continue;
		if (steps[i].symbol)
			sb_printf(&sb, ", %s", steps[i].symbol);
		if (steps[i].addr)
			sb_printf(&sb, " 0x%llx", (unsigned long long)steps[i].addr);
		if (strcmp(steps[i].where, "code segment") != 0)
			step_value(c, &sb, &steps[i]);
	}
	out_folded(c, sb_text(&sb), 3);
	sb_free(&sb);
}

bool cmd_lookup(Cli *c, const char *args)
{
	const char *const *names;
	const char **copy;
	size_t n;

	if (!cli_need_program(c))
		return false;
	if (*args)
		return lookup_one(c, args);
	n = debug_line_names(c->s, &names);
	if (!n)
		return cli_fail(c, "No names on the current line.");
	copy = arena_make_n(c->arena, const char *, n);
	for (size_t i = 0; i < n; i++)
		copy[i] = arena_strdup(c->arena, names[i]);
	for (size_t i = 0; i < n; i++)
		lookup_short(c, copy[i]);
	return true;
}

/* ---- explain ---- */

/* A fact in lines of at most 80 columns, broken at blanks, below its title. */
static void print_fact(Cli *c, const DebugFact *f)
{
	enum { INDENT = 12, COLUMNS = 80 };
	const char *p = f->text;
	bool first = true;

	while (*p) {
		size_t n = strlen(p);

		if (n > COLUMNS - INDENT)
			for (n = COLUMNS - INDENT; n && p[n] != ' '; n--)
				;
		if (!n)
			n = strlen(p);
		out_printf(c, "%-10s  %.*s\n", first ? f->title : "", (int)n, p);
		p = skip_blanks(p + n);
		first = false;
	}
}

bool cmd_explain(Cli *c, const char *args)
{
	const DebugFact *list;
	size_t n;

	if (!*args)
		return cli_fail(c, "Argument required (a name).");
	if (!cli_need_program(c))
		return false;
	n = debug_explain(c->s, args, &list);
	if (!n)
		return cli_fail_core(c);
	for (size_t i = 0; i < n; i++)
		print_fact(c, &list[i]);
	return true;
}

/* ---- goroutines and the process ---- */

bool cmd_info_files(Cli *c, const char *args)
{
	(void)args;
	if (!cli_need_program(c))
		return false;
	if (debug_core(c->s))
		out_printf(c, "Local core dump file:\n\t`%s', file type strata.\n", debug_core(c->s));
	out_printf(c, "Program: %s\n", debug_program_name(c->s));
	return all_segments(c);
}

bool cmd_info_proc(Cli *c, const char *args)
{
	if (!cli_need_state(c))
		return false;
	out_printf(c, "process 1\nexe = '%s'\n", debug_program_name(c->s));
	return !*args || all_segments(c);
}

bool cmd_info_program(Cli *c, const char *args)
{
	DebugFrame f;
	const DebugStop *stop = debug_last_stop(c->s);

	(void)args;
	if (!debug_runs(c->s)) {
		out_text(c, "The program being debugged is not being run.\n");
		return true;
	}
	out_text(c, "\tUsing the running image of process 1.\n");
	if (debug_frame(c->s, 0, &f))
		out_printf(c, "Program stopped at 0x%llx.\n", (unsigned long long)f.pc);
	if (stop->kind == DEBUG_STOP_SIGNAL)
		out_printf(c, "It stopped with signal %s, %s.\n", signal_row(c, stop->signal)->name,
			   signal_row(c, stop->signal)->description);
	else if (stop->kind == DEBUG_STOP_BREAKPOINT && debug_breakpoint(c->s, stop->number))
		out_printf(c, "It stopped at breakpoint %d.\n", stop->number);
	else if (stop->kind == DEBUG_STOP_BREAKPOINT)
		out_text(c, "It stopped at a breakpoint that has since been deleted.\n");
	else
		out_text(c, "It stopped after being stepped.\n");
	if (c->from_tty)
		out_text(c, "Type \"info stack\" or \"info registers\" for more information.\n");
	return true;
}

bool cmd_info_inferiors(Cli *c, const char *args)
{
	if (*args == '-')
		return cli_fail(c, "negative value");
	if (*args && *args != '$' && strspn(args, "0123456789 -") != strlen(args))
		return cli_fail(c, "Arguments must be numbers or '$' variables.");
	out_printf(c, "  Num  Description       Executable\n* 1    %-17s %s\n", debug_alive(c->s) ? "process 1" : "<null>",
		   debug_loaded(c->s) ? debug_program_name(c->s) : "");
	return true;
}
