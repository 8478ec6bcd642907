/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands about commands: alias, with, pipe, eval, define-prefix, make; hooks of user-defined commands. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- user-defined commands and their names ---- */

UserCommand *user_named(Cli *c, const char *name)
{
	vec_each(&c->user, u)
		if (strcmp(u->name, name) == 0)
			return u;
	return NULL;
}

/* Below a prefix, where the beginning of a word will do that only one has. */
static UserCommand *user_below(Cli *c, const char *name)
{
	size_t n = strlen(name);
	UserCommand *found = user_named(c, name);
	unsigned same = 0;

	for (size_t i = 0; !found && i < c->user.len; i++)
		same += strncmp(c->user.data[i].name, name, n) == 0;
	for (size_t i = 0; same == 1 && i < c->user.len; i++)
		if (strncmp(c->user.data[i].name, name, n) == 0)
			found = &c->user.data[i];
	return found && (found->body || found->prefix) ? found : NULL;
}

/* The user's command that a line begins with: two words when the first is a prefix. *rest: what follows it. */
UserCommand *user_command(Cli *c, const char *line, const char **rest)
{
	size_t n = word_length(line), m;
	const char *second = skip_blanks(line + n);
	UserCommand *u, *sub = NULL;

	if (!c->user.len)
		return NULL;
	u = user_named(c, arena_strndup(c->arena, line, n));
	m = second > line + n ? word_length(second) : 0;
	if (m)
		sub = user_below(c, arena_printf(c->arena, "%.*s %.*s", (int)n, line, (int)m, second));
	*rest = skip_blanks(sub ? second + m : line + n);
	u = sub ? sub : u;
	return u && (u->body || u->prefix) ? u : NULL;
}

/* hook-NAME and hookpost-NAME; one that is running does not hook itself. */
bool run_hook(Cli *c, const char *kind, const char *name)
{
	UserCommand *u = user_named(c, arena_printf(c->arena, "%s-%s", kind, name));
	bool ok;

	if (!u || !u->body || u->running)
		return true;
	u->running = true;
	ok = run_user(c, u, "");
	u->running = false;
	return ok;
}

static const char *defined_name(Cli *c, const char *args)
{
	char word[128], all[260] = "";

	for (size_t n = 0; *args; n += strlen(word) + 1) {
		args = next_word(args, word, sizeof word);
		if (n + strlen(word) + 2 > sizeof all)
			break;
		snprintf(all + (n ? n - 1 : 0), sizeof all - n, "%s%s", n ? " " : "", word);
	}
	return arena_strdup(c->arena, all);
}

/* `abc def`: its first word must be a prefix. */
static bool check_prefix(Cli *c, const char *name)
{
	const char *blank = strrchr(name, ' ');
	char *prefix;
	const UserCommand *u;
	const Command *row;

	if (!blank)
		return true;
	prefix = arena_strndup(c->arena, name, (size_t)(blank - name));
	u = user_named(c, prefix);
	row = u ? NULL : command_find(c, "", prefix);
	if (!u && !row)
		return false;
	return (u ? u->prefix : (row->flags & CMD_SUB) != 0)
		|| cli_fail(c, "\"%s\" is not a prefix command.", prefix);
}

static bool is_hook(const char *name, const char **of)
{
	*of = strncmp(name, "hook-", 5) == 0 ? name + 5 : strncmp(name, "hookpost-", 9) == 0 ? name + 9 : NULL;
	return *of != NULL;
}

/* May this name be defined? Asks when it hides a command or hooks nothing. */
bool may_define(Cli *c, const char *name)
{
	const char *of;
	const Command *row;

	for (const char *p = name; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("-_. ", *p))
			return cli_fail(c, "Junk in argument list: \"%s\"", p);
	if (!check_prefix(c, name))
		return false;
	if (is_hook(name, &of)) {
		if (strcmp(of, "stop") == 0 || user_named(c, of) || command_find(c, "", of))
			return true;
		err_text(c, arena_printf(c->arena, "warning: Your new `%s' command does not hook any existing command.", name));
		return query(c, "Proceed? ") || not_confirmed(c);
	}
	row = user_named(c, name) ? NULL : command_find(c, "", name);
	if (!row || !command_is_called(row, name))
		return true;
	return query(c, "Really redefine built-in command \"%s\"? ", name) || cli_fail(c, "Command \"%s\" not redefined.", name);
}

UserCommand *user_slot(Cli *c, const char *name)
{
	UserCommand *u = user_named(c, name);

	if (u)
		return u;
	vec_push(&c->user, ((UserCommand){ .name = arena_strdup(c->arena, name) }));
	return &vec_last(&c->user);
}

bool cmd_define_prefix(Cli *c, const char *args)
{
	if (!*args)
		return cli_fail(c, "Argument required (name of command to define).");
	args = defined_name(c, args);
	if (!check_prefix(c, args))
		return false;
	user_slot(c, args)->prefix = true;
	return true;
}

/* ---- alias ---- */

static Alias *alias_named(Cli *c, const char *name)
{
	vec_each(&c->aliases, a)
		if (strcmp(a->name, name) == 0)
			return a;
	return NULL;
}

/* The alias of one word, or of two, that a line begins with; *rest: what follows, be it /FORMAT. */
static const Alias *alias_of(Cli *c, const char *line, const char **rest)
{
	size_t n = word_length(line), gap = strspn(line + n, " \t"), m = gap ? word_length(line + n + gap) : 0;
	const Alias *a = m ? alias_named(c, arena_printf(c->arena, "%.*s %.*s", (int)n, line, (int)m, line + n + gap)) : NULL;

	*rest = a ? line + n + gap + m : line + n;
	return a ? a : alias_named(c, arena_strndup(c->arena, line, n));
}

/* A line that an alias begins, with the command in its place; NULL when it does not. */
const char *unalias(Cli *c, const char *line)
{
	const char *rest;
	const Alias *a = c->aliases.len ? alias_of(c, line, &rest) : NULL;

	return a ? arena_printf(c->arena, "%s%s", a->command, rest) : NULL;
}

static bool known_command(Cli *c, const char *command)
{
	const char *rest;
	char word[128];

	if (user_command(c, command, &rest))
		return true;
	next_word(command, word, sizeof word);
	return command_find(c, "", word) != NULL;
}

static size_t words_in(const char *text)
{
	char word[128];
	size_t n = 0;

	for (text = skip_blanks(text); *text; n++)
		text = next_word(text, word, sizeof word);
	return n;
}

/* Is it, or an abbreviation of, a command or setting behind this prefix? */
static bool below_prefix(Cli *c, const char *prefix, const char *word)
{
	const Command *row = command_find(c, "", prefix);
	char name[64];
	bool found;

	if (!row)
		return false;
	command_name(row, name, sizeof name);
	if (strcmp(name, "set") == 0 || strcmp(name, "show") == 0)
		found = setting_find(c, name, NULL, word).word != NULL || setting_find(c, name, NULL, word).row;
	else
		found = command_find(c, arena_printf(c->arena, "%s ", name), word) != NULL;
	sb_clear(&c->error);
	return found;
}

/* False with the error: the name has a meaning. */
static bool alias_is_new(Cli *c, const char *name)
{
	const char *blank = strrchr(name, ' ');
	const Command *row = blank ? NULL : command_find(c, "", name);
	char full[64] = "";

	if (row)
		command_name(row, full, sizeof full);
	sb_clear(&c->error);
	if (strcmp(full, name) == 0 || (user_named(c, name) && user_named(c, name)->body))
		return cli_fail(c, "Alias %s is the name of an existing command", name);
	if (alias_named(c, name) || (row && command_is_called(row, name)) ||
	    (blank && below_prefix(c, arena_strndup(c->arena, name, (size_t)(blank - name)), blank + 1)))
		return cli_fail(c, "Alias already exists: %s", name);
	return true;
}

bool cmd_alias(Cli *c, const char *args)
{
	static const char form[] = "Usage: alias [-a] [--] ALIAS = COMMAND [DEFAULT-ARGS...]";
	const char *eq = strchr(args, '='), *name, *command;
	char word[128];

	if (*args == '-' && strncmp(args, "-a", 2) != 0 && strncmp(args, "--", 2) != 0)
		return cli_fail(c, "Unrecognized option at: %s", args);
	for (const char *rest = next_word(args, word, sizeof word); strcmp(word, "-a") == 0 || strcmp(word, "--") == 0;
	     rest = next_word(args, word, sizeof word))
		args = rest;
	if (!eq || eq <= args)
		return cli_fail(c, "%s", form);
	name = defined_name(c, arena_strndup(c->arena, args, (size_t)(eq - args)));
	command = arena_strdup(c->arena, skip_blanks(eq + 1));
	if (!*command)
		return cli_fail(c, "Undefined command: \"\".  Try \"help\".");
	if (!known_command(c, command))
		return false;
	if (strchr(name, ' ') && words_in(name) != words_in(command))
		return cli_fail(c, "Mismatched command length between ALIAS and COMMAND.");
	if (!alias_is_new(c, name))
		return false;
	vec_push(&c->aliases, ((Alias){ name, command }));
	return true;
}

void show_aliases(Cli *c)
{
	vec_each(&c->aliases, a)
		out_printf(c, "%s = %s\n", a->name, a->command);
}

/* ---- with ---- */

bool cmd_with(Cli *c, const char *args)
{
	const char *dashes = strstr(args, " --"), *command;
	char *setting, *saved;
	bool ok;

	while (dashes && dashes[3] && dashes[3] != ' ')
		dashes = strstr(dashes + 3, " --");
	command = dashes ? skip_blanks(dashes + 3) : "";

	if (!*args)
		return cli_fail(c, "Missing arguments.");
	if (!*command && !c->last_line.len)
		return cli_fail(c, "No previous command to relaunch");
	setting = arena_strndup(c->arena, args, dashes ? (size_t)(dashes - args) : strlen(args));
	saved = setting_line(c, setting);
	if (!saved)
		return false;
	if (!cmd_set(c, setting))
		return false;
	/* Without a command the last one is done again, and stays the one that an empty line does. */
	c->relaunched = !*command;
	ok = cli_command(c, *command ? command : sb_text(&c->last_line));
	if (ok)
		return cmd_set(c, saved);
	saved = arena_printf(c->arena, "%s", saved);
	setting = arena_strdup(c->arena, sb_text(&c->error));
	cmd_set(c, saved);
	return cli_fail(c, "%s", setting);
}

/* ---- pipe ---- */

static bool pipe_to(Cli *c, const char *command, const char *shell)
{
	StrBuf text = { 0 }, *outer = c->capture;
	FILE *f;
	bool ok;

	c->capture = &text;
	ok = cli_command(c, command);
	c->capture = outer;
	out_flush(c);
	f = ok ? popen(shell, "w") : NULL;
	if (f) {
		fwrite(sb_text(&text), 1, text.len, f);
		note_shell(c, pclose(f));
	}
	sb_free(&text);
	return ok;
}

bool cmd_pipe(Cli *c, const char *args)
{
	const char *delimiter = "|", *at, *command_end, *rest;
	char word[64];

	if (!*args)
		return cli_fail(c, "Missing COMMAND");
	rest = next_word(args, word, sizeof word);
	if (strcmp(word, "-d") == 0) {
		args = next_word(rest, word, sizeof word);
		if (!*word)
			return cli_fail(c, "-d requires an argument");
		delimiter = arena_strdup(c->arena, word);
	}
	at = command_end = strstr(args, delimiter);
	if (!at)
		return cli_fail(c, "Missing delimiter before SHELL_COMMAND");
	if (at == args)
		return cli_fail(c, "Missing COMMAND");
	if (!*skip_blanks(at + strlen(delimiter)))
		return cli_fail(c, "Missing SHELL_COMMAND");
	for (const char *end = at; end > args && (end[-1] == ' ' || end[-1] == '\t'); end--)
		command_end = end - 1;
	return pipe_to(c, arena_strndup(c->arena, args, (size_t)(command_end - args)), skip_blanks(at + strlen(delimiter)));
}

bool cmd_make(Cli *c, const char *args)
{
	return cmd_shell(c, arena_printf(c->arena, "make %s", args));
}

/* ---- dont-repeat ---- */

bool cmd_dont_repeat(Cli *c, const char *args)
{
	(void)args;
	c->dont_repeat = true;
	return true;
}

/* ---- eval ---- */

bool cmd_eval(Cli *c, const char *args)
{
	StrBuf line = { 0 }, command = { 0 };
	bool ok = format_printf(c, args, &line) && script_substitute(c, sb_text(&line), &command) && cli_command(c, sb_text(&command));

	sb_free(&line);
	sb_free(&command);
	return ok;
}
