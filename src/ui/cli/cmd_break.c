/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakpoints: set, list, change, and the commands that run when one is hit. */
#include "ui/cli/numbers.h"

#include <ctype.h>
#include <limits.h>
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

static void note_others_at(Cli *c, const DebugBreakpoint *new, uint64_t pc)
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

/* What else stands there, as gdb tells somebody who types. */
static void note_others(Cli *c, const DebugBreakpoint *new)
{
	for (size_t i = 0; i < new->nplaces && c->from_tty; i++)
		note_others_at(c, new, new->places[i].pc);
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

static const char *break_title(const DebugBreakpoint *b)
{
	if (b->hardware)
		return "Hardware assisted breakpoint";
	return b->kind == DEBUG_DPRINTF ? "Dprintf" : b->temporary ? "Temporary breakpoint" : "Breakpoint";
}

void tell_break(Cli *c, const DebugBreakpoint *b, const char *location)
{
	out_printf(c, "%s %d at ", break_title(b), b->number);
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
	note_others(c, b);
	tell_break(c, b, location);
}

/* What a breakpoint is asked to be. */
typedef struct BreakArgs {
	const char *location, *condition;	/* condition NULL: none */
	uint64_t goroutine;			/* only there; 0: all */
	bool force;				/* though the condition has no meaning there */
	bool temporary, hardware;
} BreakArgs;

/* gdb offers to wait for a place that does not exist yet: `run` reads a changed source again, and it may be there then. Scripts
 * are answered no, and go on: it was a question, no error. A lab's place has to be there. */
static bool no_place(Cli *c, const BreakArgs *a)
{
	const char *why = arena_strdup(c->arena, debug_error(c->s)), *pending = c->set.break_pending;
	const DebugBreakpoint *b;

	if (c->hook || strcmp(pending, "off") == 0 ||
	    !(strstr(why, "not defined") || strncmp(why, "No line ", 8) == 0 || strncmp(why, "No label ", 9) == 0 ||
	      strncmp(why, "No source file ", 15) == 0))
		return cli_fail(c, "%s", why);
	err_text(c, why);
	if (strcmp(pending, "auto") == 0 && !query_no(c, a->hardware ? "Make hw breakpoint pending on future shared library load? "
								     : "Make breakpoint pending on future shared library load? "))
		return true;
	b = debug_break_later(c->s, a->location, a->condition, a->temporary);
	debug_break_hardware(c->s, b->number, a->hardware);
	out_printf(c, "%s %d (%s%s%s) pending.\n", break_title(b), b->number, a->location,
		   a->condition ? " if " : "", a->condition ? a->condition : "");
	return true;
}

/* Where the words behind a location begin. */
static const char *break_words(const char *location)
{
	static const char *const words[] = { "goroutine ", "thread ", "-force-condition" };

	for (const char *p = location; *p; p++)
		for (size_t i = 0; (p == location || isspace((unsigned char)p[-1])) && i < sizeof words / sizeof *words; i++) {
			size_t n = strlen(words[i]);

			if (strncmp(p, words[i], n) == 0 && (words[i][n - 1] == ' ' || !p[n] || p[n] == ' '))
				return p;
		}
	return location + strlen(location);
}

/* `thread N`, `goroutine N`: text stands at the number and is moved behind it. False: no such goroutine. */
static bool take_goroutine(Cli *c, const char *what, const char **text, uint64_t *goroutine)
{
	char word[64];
	const char *rest = next_word(*text, word, sizeof word);
	int64_t n;

	if (*word != '$' && strspn(word, "0123456789") != strlen(word))
		return cli_fail(c, "Invalid %s ID: %s", what, *text);
	if (!eval_number(c, word, &n))
		return false;
	if (n < 1 || !goroutine_exists(c, (uint64_t)n))
		return cli_fail(c, "Unknown %s %lld.", what, (long long)n);
	*goroutine = (uint64_t)n;
	*text = rest;
	return true;
}

/* Takes the words behind the location off it. */
static bool take_break_words(Cli *c, BreakArgs *b)
{
	const char *p = break_words(b->location), *end = p;
	char word[32];

	while (end > b->location && isspace((unsigned char)end[-1]))
		end--;
	b->location = arena_strndup(c->arena, b->location, (size_t)(end - b->location));
	while (*p) {
		const char *rest = next_word(p, word, sizeof word);

		if (word_is(word, "-force-condition", 2))
			b->force = true;
		else if (strcmp(word, "thread") != 0 && strcmp(word, "goroutine") != 0)
			return cli_fail(c, "Garbage '%s' at end of command", p);
		else if (!take_goroutine(c, word, &rest, &b->goroutine))
			return false;
		p = rest;
	}
	return true;
}

/* `if CONDITION thread N`: no condition can end so. */
static bool take_condition_goroutine(Cli *c, BreakArgs *b)
{
	const char *p = break_words(b->condition ? b->condition : ""), *number = p + strcspn(p, " ");
	char word[16];

	if (!*p || *p == '-' || strspn(skip_blanks(number), "0123456789 \t") != strlen(skip_blanks(number)))
		return true;
	next_word(p, word, sizeof word);
	number = skip_blanks(number);
	b->condition = arena_strndup(c->arena, b->condition, (size_t)(p - b->condition));
	return take_goroutine(c, word, &number, &b->goroutine);
}

/* A location ends at a comma. */
static bool location_ends(Cli *c, BreakArgs *b)
{
	const char *rest = b->location, *first = next_argument(c, &rest);
	size_t n;

	if (rest == b->location || rest[-1] != ',')
		return true;
	b->location = first;
	return !debug_locate(c->s, first, &n) || cli_fail(c, "Garbage '%s' at end of command", rest - 1);
}

/* What a condition that was changed means for places of a breakpoint; number: of places, of one that has been told of. */
static void tell_unsound(Cli *c, const DebugBreakpoint *b, const bool *was, bool number)
{
	for (size_t i = 0; i < b->nplaces; i++) {
		const char *why = b->places[i].unsound;

		if (b->places[i].disabled)
			continue;
		if (was && was[i] && !why)
			out_printf(c, "Breakpoint %d's condition is now valid at location %zu, enabling.\n", b->number, i + 1);
		if (why && number)
			err_text(c, arena_printf(c->arena, "warning: failed to validate condition at location %d.%zu, disabling:\n  %s",
						 b->number, i + 1, why));
		else if (why)
			err_text(c, arena_printf(c->arena, "warning: failed to validate condition at location %zu, disabling:\n  %s",
						 i + 1, why));
	}
}

static bool parse_break(Cli *c, const char *args, BreakArgs *b)
{
	split_condition(c, args, &b->location, &b->condition);
	if (b->condition && !*b->condition)
		return cli_fail(c, "A condition is missing after \"if\".");
	if (!take_break_words(c, b) || !take_condition_goroutine(c, b) || !location_ends(c, b))
		return false;
	return *b->location || debug_alive(c->s) || cli_fail(c, "No default breakpoint address now.");
}

static bool set_break(Cli *c, const char *args, bool temporary, bool hardware)
{
	BreakArgs a = { .temporary = temporary, .hardware = hardware };
	const DebugBreakpoint *b;

	if (!cli_need_program(c) || !parse_break(c, args, &a))
		return false;
	b = debug_break(c->s, a.location, a.force ? NULL : a.condition, temporary);
	if (!b)
		return no_place(c, &a);
	debug_break_hardware(c->s, b->number, hardware);
	if (a.force && a.condition)
		debug_condition_anyway(c->s, b->number, a.condition);
	debug_break_goroutine(c->s, b->number, a.goroutine);
	note_others(c, b);
	tell_unsound(c, b, NULL, false);
	tell_break(c, b, a.location);
	return true;
}

bool cmd_break(Cli *c, const char *args)
{
	return set_break(c, args, false, false);
}

bool cmd_tbreak(Cli *c, const char *args)
{
	return set_break(c, args, true, false);
}

bool cmd_hbreak(Cli *c, const char *args)
{
	return set_break(c, args, false, true);
}

bool cmd_thbreak(Cli *c, const char *args)
{
	return set_break(c, args, true, true);
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

/* `1.2` and `1.2-4` are places of a breakpoint. */
static bool enable_places(Cli *c, const char *word, const char *dot, bool on)
{
	NumberRange places;
	long number;

	if (dot == word || !dot[1])
		return cli_fail(c, "Bad breakpoint number at or near: '%s'", word);
	if (!number_one(c, "breakpoint", arena_strndup(c->arena, word, (size_t)(dot - word)), &number))
		return false;
	if (!number_range(c, "breakpoint location", dot + 1, &places))
		return false;
	if (number > INT_MAX || !debug_breakpoint(c->s, (int)number))
		return cli_fail(c, "No breakpoint number %ld.", number);
	for (long i = places.from; i <= places.to; i++)
		if (!debug_enable_place(c->s, (int)number, (size_t)i - 1, on))
			return cli_fail_core(c);
	return true;
}

static bool enable_word(Cli *c, const char *word, bool on)
{
	const char *dot = strchr(word, '.');
	NumberRange r;

	if (dot)
		return enable_places(c, word, dot, on);
	if (!number_range(c, "breakpoint", word, &r))
		return false;
	if (r.to > INT_MAX)
		return cli_fail(c, "No breakpoint number %s.", word);
	for (long n = r.from; n <= r.to && n - r.from < 100000; n++)
		if (!(on ? enable_one : disable_one)(c, (int)n))
			out_printf(c, "%s\n", sb_text(&c->error));
	return true;
}

/* Breakpoints and places of them, mixed. */
static bool enable_list(Cli *c, const char *args, bool on)
{
	char word[64];
	bool ok = true;

	if (!*args)
		return all_breakpoints(c, on ? enable_one : disable_one);
	while (ok && *args) {
		args = next_word(args, word, sizeof word);
		ok = enable_word(c, word, on);
	}
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
	return parse_number_list(c, args, &(NumberList){ .what = "breakpoint" }, each);
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

/* -force, a short form of it, and --; *args stands behind them. */
static bool take_force(Cli *c, const char **args, bool *force)
{
	char word[16];

	while (**args == '-') {
		const char *rest = next_word(*args, word, sizeof word);

		if (strcmp(word, "--") != 0 && !word_is(word, "-force", 2))
			return cli_fail(c, "Unrecognized option at: %s", *args);
		*force = *force || word[1] != '-';
		*args = rest;
		if (word[1] == '-')
			break;
	}
	return true;
}

static bool set_condition(Cli *c, int n, const char *condition, bool force)
{
	const DebugBreakpoint *b = debug_breakpoint(c->s, n);
	bool *was = mem_array(b->nplaces + 1, sizeof *was), ok;

	for (size_t i = 0; i < b->nplaces; i++)
		was[i] = b->places[i].unsound != NULL;
	ok = (force ? debug_condition_anyway : debug_condition)(c->s, n, condition) || cli_fail_core(c);
	if (ok)
		tell_unsound(c, b, was, true);
	mem_free(was);
	return ok;
}

bool cmd_condition(Cli *c, const char *args)
{
	const char *all = args;
	bool force = false;
	int n;

	if (!*args)
		return cli_fail(c, "Argument required (breakpoint number).");
	if (!take_force(c, &args, &force))
		return false;
	if (!*args)
		return cli_fail(c, "Bad breakpoint argument: '%s'", all);
	if (!leading_number(c, &args, "Bad breakpoint argument: '%s'", &n) || no_breakpoint(c, n))
		return false;
	if (!set_condition(c, n, *args ? args : NULL, force))
		return false;
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

	if (!at && strncmp(debug_error(c->s), "No line ", 8) == 0)
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
	const DebugValue *v = debug_get_var(c->s, "bpnum");

	return v && v->kind == DEBUG_INT ? (int)v->bits : 0;
}

/* Notes the breakpoints; script.c, which has read the lines, gives them their body. */
bool cmd_commands(Cli *c, const char *args)
{
	int last = last_breakpoint(c);

	if (*args)
		return parse_numbers(c, args, note_commands);
	return last ? note_commands(c, last) : cli_fail(c, "No breakpoints specified.");
}
