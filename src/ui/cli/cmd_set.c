/* SPDX-License-Identifier: GPL-3.0-or-later */
/* set, show and unset: of settings, and of what has a word beside them: variables, the environment, values and lines of the history. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <string.h>

#include "config.h"

/* ---- what is no setting ---- */

/* Does the expression assign? An `=` that is no comparison, ++ or --, outside of quotes. */
static bool assigns(const char *p)
{
	for (char quote = 0; *p; p++) {
		if (quote && *p == '\\' && p[1])
			p++;
		else if (quote || strchr("\"'`", *p))
			quote = quote == *p ? 0 : quote ? quote : *p;
		else if (*p == '=' && p[1] == '=')
			p++;
		else if (strchr("<>", *p) && p[1] == *p && p[2] == '=')
			return true;
		else if (strchr("!<>", *p) && p[1] == '=')
			p++;
		else if (*p == '=' || (strchr("+-", *p) && p[1] == *p))
			return true;
	}
	return false;
}

/* An assignment: `x = 7`, `$i = 0`; its value is not shown. */
static bool assign(Cli *c, const char *expr)
{
	if (!*expr)
		return cli_fail(c, "Argument required (expression to compute).");
	if (!eval(c, expr))
		return false;
	if (!assigns(expr))
		err_text(c, "warning: Expression is not an assignment (and might have no effect)");
	return true;
}

static bool set_environment(Cli *c, const char *args)
{
	char name[256];
	size_t n = strcspn(args, " \t=");
	const char *value = skip_blanks(args + n);

	if (!n)
		return cli_fail(c, "Argument required (environment variable and value).");
	snprintf(name, sizeof name, "%.*s", (int)n, args);
	if (*value == '=')
		value = skip_blanks(value + 1);
	if (!*value)
		out_printf(c, "Setting environment variable \"%s\" to null value.\n", name);
	debug_set_env(c->s, name, value);
	return true;
}

static bool set_cwd(Cli *c, const char *dir)
{
	c->cwd = *dir ? arena_strdup(c->arena, dir) : NULL;
	debug_set_cwd(c->s, c->cwd);
	return true;
}

static bool show_cwd(Cli *c, const char *args)
{
	(void)args;
	if (c->cwd)
		out_printf(c, "Current working directory that will be used when starting the inferior is \"%s\".\n", c->cwd);
	else
		out_text(c, "You have not set the inferior's current working directory.\nThe inferior will inherit strata's cwd.\n");
	return true;
}

/* Which of `count` lines or values are shown: the last ones, those around N, or, with +, those from `next` on. False with c->error. */
enum { SHOWN = 10 };

static bool first_shown(Cli *c, const char *args, size_t count, size_t next, size_t *first)
{
	int64_t n = 0;

	*first = count > SHOWN ? count - SHOWN : 0;
	if (strcmp(args, "+") == 0)
		*first = next;
	else if (*args && !eval_number(c, args, &n))
		return false;
	else if (*args)
		*first = n > SHOWN / 2 ? (size_t)n - SHOWN / 2 - 1 : 0;
	return true;
}

static bool show_values(Cli *c, const char *args)
{
	size_t count = debug_history_count(c->s), first;

	if (!first_shown(c, args, count, c->values_next, &first))
		return false;
	for (c->values_next = first; c->values_next < first + SHOWN && c->values_next < count; c->values_next++) {
		int i = (int)c->values_next + 1;
		StrBuf sb = { 0 };

		format_value(c, &sb, debug_history(c->s, i), (Format){ 0 }, FORMAT_TOP | FORMAT_STYLED);
		out_printf(c, "$%d = %s\n", i, sb_text(&sb));
		sb_free(&sb);
	}
	return true;
}

/* Lines of the history. */
static bool show_commands(Cli *c, const char *args)
{
	size_t count = 0, first;

	while (lineedit_command(count))
		count++;
	if (!first_shown(c, args, count, c->commands_next, &first))
		return false;
	for (c->commands_next = first; c->commands_next < first + SHOWN && c->commands_next < count; c->commands_next++)
		out_printf(c, "%5zu  %s\n", c->commands_next + 1, lineedit_command(c->commands_next));
	return true;
}

static bool show_convenience(Cli *c, const char *args)
{
	const char *const *names;
	size_t n = debug_convenience(c->s, &names);

	(void)args;
	for (size_t i = 0; i < n; i++) {
		const DebugValue *v = debug_get_var(c->s, names[i]);
		StrBuf sb = { 0 };

		if (v)
			format_value(c, &sb, v, (Format){ 0 }, FORMAT_TOP | FORMAT_STYLED);
		out_printf(c, "$%s = %s\n", names[i], v ? sb_text(&sb) : "void");
		sb_free(&sb);
	}
	return true;
}

static bool below_prefix(const char *name, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncmp(name, prefix, n) == 0 && name[n] == ' ';
}

static bool show_user(Cli *c, const char *name)
{
	if (*name && !user_named(c, name))
		return cli_fail(c, "Undefined command: \"%s\".  Try \"help\".", name);
	vec_each(&c->user, u) {
		if (*name && strcmp(u->name, name) != 0 && !below_prefix(u->name, name))
			continue;
		if (u->prefix && !u->body)
			out_printf(c, "User prefixcommand \"%s\":\n", u->name);
		if (!u->body)
			continue;
		out_printf(c, "User command \"%s\":\n", u->name);
		print_body(c, &u->body->body, 2);
		out_text(c, "\n");
	}
	return true;
}

static bool show_environment(Cli *c, const char *name)
{
	const char *const *list = debug_environment(c->s);
	size_t n = strlen(name);

	for (size_t i = 0; list[i]; i++) {
		if (!n)
			out_printf(c, "%s\n", list[i]);
		else if (strncmp(list[i], name, n) == 0 && list[i][n] == '=')
			return out_printf(c, "%s = %s\n", name, list[i] + n + 1), true;
	}
	if (n)
		out_printf(c, "Environment variable \"%s\" not defined.\n", name);
	return true;
}

static bool list_aliases(Cli *c, const char *args)
{
	(void)args;
	show_aliases(c);
	return true;
}

static bool show_version(Cli *c, const char *args)
{
	(void)args;
	out_text(c, "strata " PACKAGE_VERSION "\n");
	return true;
}

/* ---- set and show ---- */

static const struct Special { const char *name; CommandFn *set, *show; } specials[] = {
	{ "aliases", NULL, list_aliases }, { "commands", NULL, show_commands }, { "convenience", NULL, show_convenience },
	{ "cwd", set_cwd, show_cwd }, { "environment", set_environment, show_environment }, { "user", NULL, show_user },
	{ "values", NULL, show_values }, { "var", assign, NULL }, { "variable", assign, NULL }, { "version", NULL, show_version },
};

enum { SPECIALS = sizeof specials / sizeof *specials };

/* Those words that mean something to set, or to show; NULL ends them. */
static void special_words(bool show, const char *out[SPECIALS + 1])
{
	for (size_t i = 0; i < SPECIALS; i++)
		if (show ? specials[i].show : specials[i].set)
			*out++ = specials[i].name;
	*out = NULL;
}

const char *const *set_words(Cli *c, bool show)
{
	const char **words = arena_make_n(c->arena, const char *, SPECIALS + 1);

	special_words(show, words);
	return words;
}

static CommandFn *special_named(bool show, const char *word)
{
	for (size_t i = 0; i < SPECIALS; i++)
		if (strcmp(specials[i].name, word) == 0)
			return show ? specials[i].show : specials[i].set;
	return NULL;
}

/* Is there an assignment to a variable: NAME = …, not == ? */
static bool looks_assigned(const char *p)
{
	if (*p == '$' || *p == '*' || *p == '&' || *p == '(')
		return true;
	while (isalnum((unsigned char)*p) || *p == '_' || *p == '.' || *p == '[' || *p == ']')
		p++;
	p = skip_blanks(p);
	return (*p == '=' && p[1] != '=') || (*p && strchr("+-*/%&|^", *p) && p[1] == '=');
}

/* `set logging on`, which gdb has from older days: what is meant is `logging enabled`. */
static bool is_logging(Cli *c, const char *args, const char **value)
{
	char word[32];
	const char *first;

	*value = next_word(args, word, sizeof word);
	first = setting_find(c, "set", NULL, word).word;
	return first && strcmp(first, "logging") == 0 && (strcmp(*value, "on") == 0 || strcmp(*value, "off") == 0);
}

static bool set_logging(Cli *c, const char *value)
{
	out_printf(c, "Warning: 'set logging %s', an alias for the command 'set logging enabled', is deprecated.\n"
		   "Use 'set logging enabled %s'.\n\n", value, value);
	return setting_set(c, setting_find(c, "set", NULL, "logging enabled").row, value);
}

/* A word that is no setting may be a variable's, whatever settings begin like it. */
bool cmd_set(Cli *c, const char *args)
{
	const char *words[SPECIALS + 1], *value;
	FoundSetting found;

	if (!*args)
		return cli_fail(c, "Argument required (expression to compute).");
	if (*args == '$')
		return assign(c, args);
	if (is_logging(c, args, &value))
		return set_logging(c, value);
	special_words(false, words);
	found = setting_find(c, "set", words, args);
	if (found.row)
		return setting_set(c, found.row, found.rest);
	if (looks_assigned(args))
		return assign(c, args);
	if (found.word && special_named(false, found.word))
		return special_named(false, found.word)(c, found.rest);
	if (found.word)
		return settings_list(c, "set", found.word), true;
	return c->error.len ? false : assign(c, args);
}

bool cmd_show(Cli *c, const char *args)
{
	const char *words[SPECIALS + 1];
	FoundSetting found;

	if (!*args)
		return settings_show(c, ""), true;
	special_words(true, words);
	found = setting_find(c, "show", words, args);
	if (found.row)
		return setting_show(c, found.row, false), true;
	if (found.word && special_named(true, found.word))
		return special_named(true, found.word)(c, found.rest);
	if (found.word)
		return settings_show(c, found.word), true;
	return c->error.len ? false : cli_fail(c, "Undefined show command: \"%s\".  Try \"help show\".", args);
}

bool cmd_unset(Cli *c, const char *args)
{
	char word[64];
	const char *rest = next_word(args, word, sizeof word);

	if (!*args)
		return cmd_help(c, "unset");
	if (!word_is(word, "environment", 3))
		return cli_fail(c, "Undefined unset command: \"%s\".  Try \"help unset\".", args);
	if (*rest)
		debug_set_env(c->s, rest, NULL);
	else if (!c->from_tty || query(c, "Delete all environment variables? "))
		debug_clear_env(c->s);
	return true;
}

bool cmd_tty(Cli *c, const char *args)
{
	return setting_set(c, setting_find(c, "set", NULL, "inferior-tty").row, args);
}

/* The line that sets it to what it is now. */
char *setting_line(Cli *c, const char *name)
{
	FoundSetting found = setting_find(c, "set", NULL, name);
	char word[64];

	if (found.row)
		return setting_now(c, found.row);
	next_word(name, word, sizeof word);
	if (found.word)
		cli_fail(c, "Cannot use this setting with the \"with\" command");
	else if (!c->error.len)
		cli_fail(c, "Undefined set command: \"%s\".  Try \"help set\".", word);
	return NULL;
}
