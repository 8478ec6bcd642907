/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakpoints: set, list, change, and the commands that run when one is hit. */
#include "ui/cli/cli_int.h"


#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- setting ---- */

/* Splits `LOCATION if CONDITION`; *condition NULL without one. */
void split_condition(Cli *c, const char *args, const char **location, const char **condition)
{
	const char *p = args;

	*condition = NULL;
	for (; *p; p++)
		if ((p == args || p[-1] == ' ' || p[-1] == '\t') && p[0] == 'i' && p[1] == 'f' && strchr(" \t(", p[2])
		    && p[2]) {
			*condition = skip_blanks(p + 2);
			break;
		}
	while (p > args && (p[-1] == ' ' || p[-1] == '\t'))
		p--;
	*location = arena_strndup(c->arena, args, (size_t)(p - args));
}

static bool breaks_at(const DebugBreakpoint *b, uint64_t pc)
{
	for (size_t i = 0; i < b->nplaces && b->kind != DEBUG_CATCH && b->kind != DEBUG_TRACE; i++)
		if (b->places[i].pc == pc)
			return true;
	return false;
}

/* What else stands there, as gdb tells somebody who types. */
static void note_others(Cli *c, const DebugBreakpoint *new, uint64_t pc)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list), left = 0;

	for (size_t i = 0; i < n; i++)
		left += list[i] != new && breaks_at(list[i], pc);
	if (left)
		out_printf(c, "Note: breakpoint%s ", plural(left));
	for (size_t i = 0; i < n; i++) {
		if (list[i] == new || !breaks_at(list[i], pc))
			continue;
		left--;
		out_printf(c, "%d%s%s ", list[i]->number, list[i]->enabled ? "" : " (disabled)", left > 1 ? "," : left ? " and" : "");
		if (!left)
			out_printf(c, "also set at pc 0x%llx.\n", (unsigned long long)pc);
	}
}

const char *whole_location(Cli *c, const DebugBreakpoint *b)
{
	const char *text = b->location;

	if (!b->nplaces || text[strspn(text, "+-0123456789 \t")] || !b->places[0].file)
		return text;
	if (strspn(text, "0123456789") == strlen(text) && *text)
		return arena_printf(c->arena, "%s:%s", b->places[0].file, text);
	return arena_printf(c->arena, "%s:%u", b->places[0].file, b->places[0].line);
}

void tell_break(Cli *c, const DebugBreakpoint *b, const char *location)
{
	const char *title = b->kind == DEBUG_DPRINTF ? "Dprintf" : b->temporary ? "Temporary breakpoint" : "Breakpoint";

	out_printf(c, "%s %d at ", title, b->number);
	out_styled(c, STYLE_ADDRESS, "0x%llx", b->nplaces ? (unsigned long long)b->places[0].pc : 0);
	if (b->nplaces == 1) {
		out_text(c, ": file ");
		out_styled(c, STYLE_FILENAME, "%s", b->places[0].file);
		out_printf(c, ", line %u.\n", b->places[0].line);
	} else {
		out_printf(c, ": %s. (%zu locations)\n",
			   strspn(location, "+-0123456789") == strlen(location) ? whole_location(c, b) : location, b->nplaces);
	}
}

void announce_break(Cli *c, const DebugBreakpoint *b, const char *location)
{
	for (size_t i = 0; i < b->nplaces && c->from_tty; i++)
		note_others(c, b, b->places[i].pc);
	tell_break(c, b, location);
}

/* gdb offers to wait for a place that does not exist yet: `run` reads a changed source again, and it may be there then. Scripts
 * are answered no, and go on: it was a question, no error. A lab's place has to be there. */
static bool no_place(Cli *c, const char *location, const char *condition, bool temporary)
{
	const char *why = arena_strdup(c->arena, debug_error(c->s)), *pending = c->set.break_pending;
	const DebugBreakpoint *b;

	if (c->hook || strcmp(pending, "off") == 0 ||
	    !(strstr(why, "not defined") || strncmp(why, "No line ", 8) == 0 || strncmp(why, "No label ", 9) == 0 ||
	      strncmp(why, "No source file ", 15) == 0))
		return cli_fail(c, "%s", why);
	err_text(c, why);
	if (strcmp(pending, "auto") == 0 && !query_no(c, "Make breakpoint pending on future shared library load? "))
		return true;
	b = debug_break_later(c->s, location, condition, temporary);
	out_printf(c, "%s %d (%s%s%s) pending.\n", temporary ? "Temporary breakpoint" : "Breakpoint", b->number, location,
		   condition ? " if " : "", condition ? condition : "");
	return true;
}

/* `LOCATION thread N`, `LOCATION goroutine N`: the words are taken off. False: no such goroutine. */
static bool take_goroutine(Cli *c, const char **location, uint64_t *goroutine)
{
	static const char *const words[] = { " goroutine ", " thread " };

	*goroutine = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *at = strstr(*location, words[i]);
		int64_t n;

		if (!at)
			continue;
		if (!eval_number(c, at + strlen(words[i]), &n))
			return false;
		if (n < 1 || !goroutine_exists(c, (uint64_t)n))
			return cli_fail(c, "Unknown%s%lld.", words[i], (long long)n);
		*goroutine = (uint64_t)n;
		*location = arena_strndup(c->arena, *location, (size_t)(at - *location));
	}
	return true;
}

static bool set_break(Cli *c, const char *args, bool temporary)
{
	const char *location, *condition;
	uint64_t goroutine;
	const DebugBreakpoint *b;

	if (!cli_need_program(c))
		return false;
	split_condition(c, args, &location, &condition);
	if (condition && !*condition)
		return cli_fail(c, "A condition is missing after \"if\".");
	if (!take_goroutine(c, &location, &goroutine))
		return false;
	if (!*location && !debug_alive(c->s))
		return cli_fail(c, "No default breakpoint address now.");
	b = debug_break(c->s, location, condition, temporary);
	if (!b)
		return no_place(c, location, condition, temporary);
	debug_break_goroutine(c->s, b->number, goroutine);
	announce_break(c, b, location);
	return true;
}

bool cmd_break(Cli *c, const char *args)
{
	return set_break(c, args, false);
}

bool cmd_tbreak(Cli *c, const char *args)
{
	return set_break(c, args, true);
}

/* ---- lists of numbers ---- */

/* One token of a list: a number, a range, $var. 0 to 0: it is none. */
static const char *number_token(Cli *c, const char *p, long *from, long *to)
{
	char word[64], *end;
	const DebugValue *v;

	*from = *to = 0;
	if (*p == '$') {
		p = next_word(p, word, sizeof word);
		v = debug_get_var(c->s, word + 1);
		if (v && (v->kind == DEBUG_INT || v->kind == DEBUG_UINT))
			*from = *to = (long)v->bits;
		else
			err_text(c, "Convenience variable must have integer value.");
		return p;
	}
	*from = *to = strtol(p, &end, 10);
	if (end != p && *end == '-' && isdigit((unsigned char)end[1]))
		*to = strtol(end + 1, &end, 10);
	if (end == p || (*end && !strchr(" \t,", *end))) {
		*from = *to = 0;
		end += strcspn(end, " \t,");
	}
	return end + strspn(end, " \t,");
}

/* What the token at p says is no number of the list. gdb's enable and disable (strict) stop there; the others
 * warn and go on. */
static bool bad_number(Cli *c, const NumberList *list, const char *p, long from)
{
	StrBuf text = { 0 };
	int n = (int)strcspn(p, " \t,");

	if (from < 0)
		return list->strict ? cli_fail(c, "Negative %s number '%.*s'", list->what, n, p) : cli_fail(c, "negative value");
	if (list->strict)
		return cli_fail(c, "Bad %s number '%.*s'", list->what, n, p);
	sb_printf(&text, "warning: bad %s number at or near '%.*s'", list->what, n, p);
	err_text(c, sb_text(&text));
	sb_free(&text);
	return true;
}

bool parse_number_list(Cli *c, const char *args, const NumberList *list, bool (*each)(Cli *c, int n))
{
	long from, to;

	for (args = skip_blanks(args); *args;) {
		const char *token = args;

		args = skip_blanks(number_token(c, args, &from, &to));
		if (to > INT_MAX)
			return cli_fail(c, "No %s number %.*s.", list->what, (int)strcspn(token, " \t,"), token);
		if (from > 0 && to < from)
			return cli_fail(c, "inverted range");
		if (from <= 0 && !bad_number(c, list, token, from))
			return false;
		if (!strchr("$-0123456789", *token))
			return true;
		for (long n = from; n > 0 && n <= to && n - from < 100000; n++)
			if (!each(c, (int)n)) {
				if (list->needed)
					return false;
				out_printf(c, "%s\n", sb_text(&c->error));
			}
	}
	return true;
}

bool parse_numbers(Cli *c, const char *args, bool (*each)(Cli *c, int n))
{
	return parse_number_list(c, args, &(NumberList){ .what = "breakpoint", .strict = true }, each);
}

/* Calls `each` for all breakpoints; from the last, so that they may go away. */
static bool all_breakpoints(Cli *c, bool (*each)(Cli *c, int n))
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list);
	bool ok = true;

	while (n-- > 0) {
		debug_breakpoints(c->s, &list);
		ok = each(c, list[n]->number) && ok;
	}
	return ok;
}

static bool some_or_all(Cli *c, const char *args, bool (*each)(Cli *c, int n))
{
	return *args ? parse_numbers(c, args, each) : all_breakpoints(c, each);
}

static void drop_commands(Cli *c, int number)
{
	for (size_t i = c->break_commands.len; i-- > 0;)
		if (c->break_commands.data[i].number == number) {
			if (c->break_commands.data[i].body)
				node_free(c->break_commands.data[i].body);
			vec_remove(&c->break_commands, i);
		}
}

static bool delete_one(Cli *c, int n)
{
	if (!debug_delete(c->s, n))
		return cli_fail_core(c);
	drop_commands(c, n);
	return true;
}

bool cmd_delete_breakpoints(Cli *c, const char *args)
{
	const DebugBreakpoint *const *list;

	if (!*args && c->from_tty && debug_breakpoints(c->s, &list) && !query(c, "Delete all breakpoints? "))
		return true;
	return *args ? parse_number_list(c, args, &(NumberList){ .what = "breakpoint" }, delete_one) :
	       all_breakpoints(c, delete_one);
}

static bool enable_once(Cli *c, int n)
{
	return debug_after_stop(c->s, n, DEBUG_ONCE, 0) || cli_fail_core(c);
}

static bool enable_delete(Cli *c, int n)
{
	return debug_after_stop(c->s, n, DEBUG_DELETE, 0) || cli_fail_core(c);
}

static bool enable_count(Cli *c, int n)
{
	return debug_after_stop(c->s, n, DEBUG_COUNT, c->enable_count) || cli_fail_core(c);
}

static bool enable_one(Cli *c, int n)
{
	return debug_enable(c->s, n, true) || cli_fail_core(c);
}

static bool disable_one(Cli *c, int n)
{
	return debug_enable(c->s, n, false) || cli_fail_core(c);
}

/* `1.2` and `1.2-4` are places of a breakpoint; *taken: it was one of these. */
static bool enable_places(Cli *c, const char *word, bool on, bool *taken)
{
	char *end;
	long number = strtol(word, &end, 10), from, to;

	*taken = end != word && *end == '.' && isdigit((unsigned char)end[1]);
	if (!*taken)
		return true;
	from = to = strtol(end + 1, &end, 10);
	if (*end == '-')
		to = strtol(end + 1, &end, 10);
	if (*end || from < 1 || to < from || to > INT_MAX)
		return cli_fail(c, "Bad breakpoint location number '%s'", strchr(word, '.') + 1);
	if (!debug_breakpoint(c->s, (int)number))
		return cli_fail(c, "Bad breakpoint number '%s'", word);
	for (long i = from; i <= to; i++)
		if (!debug_enable_place(c->s, (int)number, (size_t)i - 1, on))
			return cli_fail_core(c);
	return true;
}

/* Breakpoints and places of them, mixed. */
static bool enable_list(Cli *c, const char *args, bool on)
{
	StrBuf numbers = { 0 };
	bool ok = true, taken, any = false;
	char word[64];

	for (const char *p = args; ok && *p;) {
		p = next_word(p, word, sizeof word);
		ok = enable_places(c, word, on, &taken);
		any = any || taken;
		if (!taken)
			sb_printf(&numbers, "%s%s", numbers.len ? " " : "", word);
	}
	if (ok && (numbers.len || !any))
		ok = some_or_all(c, any ? sb_text(&numbers) : args, on ? enable_one : disable_one);
	sb_free(&numbers);
	return ok;
}

bool cmd_enable_breakpoints(Cli *c, const char *args)
{
	return enable_list(c, args, true);
}

/* Unlike enable, these mean no breakpoint without a number. */
static bool some_of(Cli *c, const char *args, bool (*each)(Cli *c, int n))
{
	if (!*args)
		return cli_fail(c, "Argument required (one or more breakpoint numbers).");
	if (*args == '-' && isdigit((unsigned char)args[1]))
		return cli_fail(c, "negative value");
	return parse_numbers(c, args, each);
}

bool cmd_enable_once(Cli *c, const char *args)
{
	return some_of(c, args, enable_once);
}

bool cmd_enable_delete(Cli *c, const char *args)
{
	return some_of(c, args, enable_delete);
}

bool cmd_enable_count(Cli *c, const char *args)
{
	char word[64];
	const char *rest = next_word(args, word, sizeof word);
	int64_t n;

	if (!*word)
		return cli_fail(c, "Argument required (hit count).");
	if (*rest && !eval_number(c, word, &n))
		return false;
	c->enable_count = !*rest || n < 0 ? 0 : (unsigned)n;
	return some_of(c, rest, enable_count);
}

bool cmd_disable_breakpoints(Cli *c, const char *args)
{
	return enable_list(c, args, false);
}

/* ---- condition, ignore, clear ---- */

/* The number that comes first; `wrong` is what gdb's command says with all its arguments when there is none. */
static bool leading_number(Cli *c, const char **args, const char *wrong, int *n)
{
	const char *all = *args;
	long from, to;

	*args = number_token(c, *args, &from, &to);
	if (!from || from != to)
		return cli_fail(c, wrong, all);
	*n = from < INT_MIN || from > INT_MAX ? -1 : (int)from;
	return true;
}

static bool no_breakpoint(Cli *c, int n)
{
	return debug_breakpoint(c->s, n) ? false : !cli_fail(c, "No breakpoint number %d.", n);
}

bool cmd_condition(Cli *c, const char *args)
{
	int n;

	if (!*args)
		return cli_fail(c, "Argument required (breakpoint number).");
	if (*args == '-')
		return cli_fail(c, "Unrecognized option at: %s", args);
	if (!leading_number(c, &args, "Bad breakpoint argument: '%s'", &n) || no_breakpoint(c, n))
		return false;
	if (!debug_condition(c->s, n, *args ? args : NULL))
		return cli_fail_core(c);
	if (!*args && c->from_tty)
		out_printf(c, "Breakpoint %d now unconditional.\n", n);
	return true;
}

bool cmd_ignore(Cli *c, const char *args)
{
	int n;
	int64_t count;

	if (!*args)
		return cli_fail(c, "Argument required (a breakpoint number).");
	if (!leading_number(c, &args, "bad breakpoint number: '%s'", &n))
		return false;
	if (!*args)
		return cli_fail(c, "Second argument (specified ignore-count) is missing.");
	if (!eval_number(c, args, &count) || no_breakpoint(c, n))
		return false;
	if (count < 0)
		count = 0;
	if (!debug_ignore(c->s, n, (unsigned)count))
		return cli_fail_core(c);
	if (!c->from_tty)
		return true;
	if (count == 0)
		out_printf(c, "Will stop next time breakpoint %d is reached.\n", n);
	else if (count == 1)
		out_printf(c, "Will ignore next crossing of breakpoint %d.\n", n);
	else
		out_printf(c, "Will ignore next %lld crossings of breakpoint %d.\n", (long long)count, n);
	return true;
}

static bool stands_at(const DebugBreakpoint *b, const DebugLocation *at, size_t n)
{
	for (size_t i = 0; i < b->nplaces; i++)
		for (size_t k = 0; k < n; k++)
			if (b->places[i].pc == at[k].pc)
				return true;
	return false;
}

bool cmd_clear(Cli *c, const char *args)
{
	size_t n, count;
	const DebugLocation *at = debug_locate(c->s, args, &n);
	const DebugBreakpoint *const *list;
	StrBuf deleted = { 0 };
	DebugLocation *places;
	unsigned found = 0;

	if (!at && *args && strspn(args, "0123456789") == strlen(args))
		return cli_fail(c, "No breakpoint at %s.", args);
	if (!at)
		return *args || debug_alive(c->s) ? cli_fail_core(c) : cli_fail(c, "No source file specified.");
	places = arena_copy(c->arena, at, n * sizeof *at);
	for (size_t i = 0; i < (count = debug_breakpoints(c->s, &list));) {
		if (!stands_at(list[i], places, n)) {
			i++;
			continue;
		}
		sb_printf(&deleted, "%d ", list[i]->number);
		found++;
		delete_one(c, list[i]->number);
	}
	if (found && c->from_tty)
		out_printf(c, "Deleted breakpoint%s %s\n", found == 1 ? "" : "s", sb_text(&deleted));
	sb_free(&deleted);
	return found || cli_fail(c, "No breakpoint at %s.", *args ? args : "this line");
}

/* ---- commands ---- */

static bool note_commands(Cli *c, int n)
{
	if (!debug_breakpoint(c->s, n))
		return cli_fail(c, "No breakpoint number %d.", n);
	drop_commands(c, n);
	vec_push(&c->break_commands, ((BreakCommands){ n, NULL }));
	return true;
}

int last_breakpoint(Cli *c)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list);
	int last = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i]->number > last)
			last = list[i]->number;
	return last;
}

/* Notes the breakpoints; script.c, which has read the lines, gives them their body. */
bool cmd_commands(Cli *c, const char *args)
{
	int last = last_breakpoint(c);

	if (*args)
		return parse_numbers(c, args, note_commands);
	return last ? note_commands(c, last) : cli_fail(c, "No breakpoints specified.");
}

/* ---- info breakpoints ---- */

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

void print_body(Cli *c, const NodeList *list, unsigned indent)
{
	vec_each(list, n) {
		const char *word = node_word(*n);

		out_printf(c, "%*s%s%s%s\n", (int)indent, "", word, *word && *(*n)->text ? " " : "", (*n)->text);
		if ((*n)->kind == NODE_LINE)
			continue;
		print_body(c, &(*n)->body, indent + 2);
		if ((*n)->orelse.len) {
			out_printf(c, "%*selse\n", (int)indent, "");
			print_body(c, &(*n)->orelse, indent + 2);
		}
		out_printf(c, "%*send\n", (int)indent, "");
	}
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
	if (b->count)
		out_printf(c, "\tdisable after next %u hit%s\n", b->count, b->count == 1 ? "" : "s");
	if (b->format)
		out_printf(c, "        printf %s\n", b->format);
	vec_each(&c->break_commands, e)
		if (e->number == b->number && e->body)
			print_body(c, &e->body->body, 8);
}

static void print_breakpoint(Cli *c, const DebugBreakpoint *b)
{
	out_printf(c, "%-7d %-14s %-4s %-3c ", b->number, kind_name(b->kind), b->temporary ? "del" : b->once || b->count ? "dis" : "keep",
		   b->enabled ? 'y' : 'n');
	if (b->kind != DEBUG_BREAKPOINT && b->kind != DEBUG_DPRINTF) {
		out_printf(c, "%-18s %s\n", "", b->kind == DEBUG_CATCH ? catch_title(c, b, true) : b->location);
		print_details(c, b);
		return;
	}
	if (b->nplaces == 1)
		place_text(c, &b->places[0]);
	else
		out_printf(c, "%-18s %s\n", b->nplaces ? "<MULTIPLE>" : "<PENDING>", b->nplaces ? "" : b->location);
	print_details(c, b);
	for (size_t i = 0; b->nplaces > 1 && i < b->nplaces; i++) {
		char number[32];

		snprintf(number, sizeof number, "%d.%zu", b->number, i + 1);
		out_printf(c, "%-27s %c   ", number, b->places[i].disabled ? 'n' : 'y');
		place_text(c, &b->places[i]);
	}
}

typedef struct NumberRange { long from, to; } NumberRange;
typedef VEC(NumberRange) NumberRanges;

/* The numbers of a list, for `info breakpoints`: those that there are not are passed over, as gdb does. */
static bool find_listed(Cli *c, const char *args, NumberRanges *listed)
{
	NumberRange r;

	while (*args) {
		args = skip_blanks(number_token(c, args, &r.from, &r.to));
		if (r.from < 0)
			return cli_fail(c, "negative value");
		if (!r.from)
			return cli_fail(c, "Arguments must be numbers or '$' variables.");
		vec_push(listed, r);
	}
	return true;
}

static bool is_listed(const NumberRanges *listed, long n)
{
	vec_each(listed, r)
		if (r->from <= n && n <= r->to)
			return true;
	return false;
}

bool cmd_info_watchpoints(Cli *c, const char *args)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list), shown = 0;

	for (size_t i = 0; i < n; i++) {
		bool watch = list[i]->kind == DEBUG_WATCH || list[i]->kind == DEBUG_RWATCH || list[i]->kind == DEBUG_AWATCH;

		if (!watch || (*args && atoi(args) != list[i]->number))
			continue;
		if (!shown++)
			out_text(c, "Num     Type           Disp Enb Address            What\n");
		print_breakpoint(c, list[i]);
	}
	if (!shown && *args)
		out_printf(c, "No watchpoint matching '%s'.\n", args);
	else if (!shown)
		out_text(c, "No watchpoints.\n");
	return true;
}

/* args: as they were typed; without them every one. */
static void print_breakpoints(Cli *c, const char *args, const NumberRanges *listed)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list), shown = 0;

	for (size_t i = 0; i < n; i++)
		if (!*args || is_listed(listed, list[i]->number)) {
			if (!shown++)
				out_text(c, "Num     Type           Disp Enb Address            What\n");
			print_breakpoint(c, list[i]);
		}
	if (!shown && *args)
		out_printf(c, "No breakpoint or watchpoint matching '%s'.\n", args);
	else if (!shown)
		out_text(c, "No breakpoints or watchpoints.\n");
}

bool cmd_info_breakpoints(Cli *c, const char *args)
{
	const DebugBreakpoint *const *list;
	NumberRanges listed = { 0 };
	bool ok = !debug_breakpoints(c->s, &list) || find_listed(c, args, &listed);

	if (ok)
		print_breakpoints(c, args, &listed);
	vec_free(&listed);
	return ok;
}
