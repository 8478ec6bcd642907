/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking the program's course in hand: jump, return; and what step leaves out: skip. */
#include "ui/cli/numbers.h"
#include "ui/cli/pattern.h"

#include <string.h>

bool cmd_jump(Cli *c, const char *args)
{
	DebugStop stop;
	const DebugLocation *at;
	DebugFrame f;
	size_t n;

	if (!*args)
		return cli_fail(c, "Argument required (starting address).");
	at = debug_locate(c->s, args, &n);
	if (!at)
		return cli_fail_core(c);
	if (c->from_tty && debug_frame(c->s, 0, &f) && strcmp(f.function, at->function) == 0)
		out_printf(c, "Continuing at 0x%llx.\n", (unsigned long long)at->pc);
	out_flush(c);
	return run_stopped(c, debug_jump(c->s, args, &stop), &stop);
}

/* Before anybody is asked: an expression that means nothing is none to ask about. */
static bool results_are_sound(Cli *c, const char *args)
{
	while (*skip_blanks(args))
		if (!debug_type_text(c->s, next_argument(c, &args), false, false))
			return cli_fail_core(c);
	return true;
}

bool cmd_return(Cli *c, const char *args)
{
	DebugFrame f;

	if (!debug_selected_frame(c->s, &f))
		return cli_fail(c, "No selected frame.");
	if (!results_are_sound(c, args))
		return false;
	if (c->from_tty && !query(c, "Make %s return now? ", f.function))
		return not_confirmed(c);
	if (!debug_return(c->s, args))
		return cli_fail_core(c);
	if (c->from_tty && debug_selected_frame(c->s, &f))
		print_frame(c, &f, true);
	return true;
}

/* ---- skip ---- */

static bool add_skip(Cli *c, const DebugSkip *skip)
{
	const char *functions = skip->regex ? "Function(s)" : "Function", *files = skip->glob ? "ile(s)" : "ile";
	regex_t re;

	if (skip->regex) {
		if (!pattern_read(c, &re, skip->function, REG_EXTENDED, "regexp: "))
			return false;
		regfree(&re);
	}
	debug_skip(c->s, skip);
	if (skip->file && skip->function)
		out_printf(c, "%s %s in f%s %s will be skipped when stepping.\n", functions, skip->function, files, skip->file);
	else if (skip->file)
		out_printf(c, "F%s %s will be skipped when stepping.\n", files, skip->file);
	else
		out_printf(c, "%s %s will be skipped when stepping.\n", functions, skip->function);
	return true;
}

bool cmd_skip_function(Cli *c, const char *args)
{
	DebugFrame f;

	if (!*args && !debug_selected_frame(c->s, &f))
		return cli_fail(c, "No default function now.");
	return add_skip(c, &(DebugSkip){ .function = *args ? args : f.function });
}

bool cmd_skip_file(Cli *c, const char *args)
{
	DebugFrame f;

	if (!*args && !debug_selected_frame(c->s, &f))
		return cli_fail(c, "No default file now.");
	return add_skip(c, &(DebugSkip){ .file = *args ? args : f.file });
}

/* Is the word in a list with blanks between? */
static bool one_of(const char *word, const char *list)
{
	size_t n = strlen(word);

	for (const char *p = list; (p = strstr(p, word)); p++)
		if ((p == list || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

/* -fi FILE -gfi GLOB -fu FUNCTION -rfu REGEX, in any order. */
static bool skip_by_options(Cli *c, const char *args)
{
	DebugSkip skip = { 0 };
	const char *files = "", *functions = "";	/* the options that have named one */

	while (*args) {
		char option[64], value[512];

		args = next_word(args, option, sizeof option);
		args = next_word(args, value, sizeof value);
		bool file = one_of(option, "-fi -file -gfi -gfile"), function = one_of(option, "-fu -function -rfu -rfunction");

		if (!file && !function)
			return cli_fail(c, "Invalid skip option: %s", option);
		if (!*value)
			return cli_fail(c, "Missing value for %s option.", option);
		if (file) {
			const char *now = option[1] == 'g' ? "-gfile" : "-file";

			if (*files && strcmp(files, now) != 0)
				return cli_fail(c, "Cannot specify both -file and -gfile.");
			files = now;
			skip.file = arena_strdup(c->arena, value);
			skip.glob = option[1] == 'g';
		} else {
			const char *now = option[1] == 'r' ? "-rfunction" : "-function";

			if (*functions && strcmp(functions, now) != 0)
				return cli_fail(c, "Cannot specify both -function and -rfunction.");
			functions = now;
			skip.function = arena_strdup(c->arena, value);
			skip.regex = option[1] == 'r';
		}
	}
	return add_skip(c, &skip);
}

bool skip_plain(Cli *c, const char *args)
{
	return *args == '-' ? skip_by_options(c, args) : cmd_skip_function(c, args);
}

static void enable_skip(Cli *c, int n)
{
	debug_skip_enable(c->s, n, true);
}

static void disable_skip(Cli *c, int n)
{
	debug_skip_enable(c->s, n, false);
}

static void delete_skip(Cli *c, int n)
{
	debug_skip_delete(c->s, n);
}

static bool some_skips(Cli *c, const char *args, void (*each)(Cli *c, int n))
{
	const DebugSkip *list;
	NumberRanges chosen = { 0 };
	bool found = false;

	if (!debug_skips(c->s, &list))
		return cli_fail(c, "No skiplist entries found%s%s.", *args ? " with number " : "", args);
	if (*args && !numbers_chosen(c, args, &chosen))
		return false;
	for (size_t n = debug_skips(c->s, &list); n > 0; n--) {
		debug_skips(c->s, &list);
		if (numbers_have(&chosen, list[n - 1].number)) {
			each(c, list[n - 1].number);
			found = true;
		}
	}
	vec_free(&chosen);
	return found || cli_fail(c, "No skiplist entries found with number %s.", args);
}

bool cmd_skip_enable(Cli *c, const char *args)
{
	return some_skips(c, args, enable_skip);
}

bool cmd_skip_disable(Cli *c, const char *args)
{
	return some_skips(c, args, disable_skip);
}

bool cmd_skip_delete(Cli *c, const char *args)
{
	return some_skips(c, args, delete_skip);
}

bool cmd_info_skip(Cli *c, const char *args)
{
	const DebugSkip *list;
	size_t n = debug_skips(c->s, &list), shown = 0;
	NumberRanges chosen = { 0 };

	if (n && *args && !numbers_chosen(c, args, &chosen))
		return false;
	for (size_t i = 0; i < n; i++) {
		const DebugSkip *k = &list[i];

		if (!numbers_have(&chosen, k->number))
			continue;
		if (!shown++)
			out_text(c, "Num   Enb Glob File                 RE Function\n");
		out_printf(c, "%-5d %-3c %4c %-20s %2c %s\n", k->number, k->enabled ? 'y' : 'n', k->glob ? 'y' : 'n',
			   k->file ? k->file : "<none>", k->regex ? 'y' : 'n', k->function ? k->function : "<none>");
	}
	vec_free(&chosen);
	if (!shown && *args)
		return cli_fail(c, "No skiplist entries found with number %s.", args);
	if (!shown)
		out_text(c, "Not skipping any files or functions.\n");
	return true;
}
