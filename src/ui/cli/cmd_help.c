/* SPDX-License-Identifier: GPL-3.0-or-later */
/* help and apropos, from the rows of commands.def; `complete`, from complete.c. */
#include "ui/cli/pattern.h"

#include <ctype.h>
#include <string.h>

#include "ui/cli/cli.h"

typedef struct HelpClass { const char *name, *summary; } HelpClass;

static const HelpClass classes[] = {
	{ "first-steps", "The dozen commands to begin with" },
	{ "memory", "Segments, frames, look-up, heap and garbage collector" },
	{ "labs", "Tutorial and exercises" },
	{ "running", "Running the program" },
	{ "breakpoints", "Making program stop at certain points" },
	{ "stack", "Examining the stack" },
	{ "data", "Examining data" },
	{ "files", "Specifying and examining files" },
	{ "status", "Status inquiries" },
	{ "support", "Support facilities" },
	{ "user-defined", "User-defined commands" },
};

static const char *const first_steps[] = { "start", "next", "step", "finish", "continue", "break", "print", "frames",
					   "segments", "lookup", "heap", "quit" };

static bool is_first_step(const char *name)
{
	for (size_t i = 0; i < sizeof first_steps / sizeof *first_steps; i++)
		if (strcmp(first_steps[i], name) == 0)
			return true;
	return false;
}

static void print_summary(Cli *c, const Command *row)
{
	const char *p = row->names;
	size_t n = strcspn(p, "|");

	out_styled(c, STYLE_TITLE, "%.*s", (int)n, p);
	for (p += n; *p; p += n) {
		p++;
		n = strcspn(p, "|");
		out_text(c, ", ");
		out_styled(c, STYLE_TITLE, "%.*s", (int)n, p);
	}
	out_printf(c, " -- %s\n", row->summary);
}

static void more_help(Cli *c)
{
	out_text(c, "Type \"apropos word\" to search for commands related to \"word\".\n"
		    "Type \"apropos -v word\" for full documentation of commands related to \"word\".\n"
		    "Command name abbreviations are allowed if unambiguous.\n");
}

static bool help_topics(Cli *c)
{
	out_text(c, "List of classes of commands:\n\n");
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		out_styled(c, STYLE_TITLE, "%s", classes[i].name);
		out_printf(c, " -- %s.\n", classes[i].summary);
	}
	out_text(c, "\nType \"help\" followed by a class name for a list of commands in that class.\n"
		    "Type \"help all\" for the list of all commands.\n"
		    "Type \"help\" followed by command name for full documentation.\n");
	more_help(c);
	return true;
}

static void help_user(Cli *c)
{
	vec_each(&c->user, u)
		if (u->body)
			out_printf(c, "%s -- %s", u->name, u->help ? u->help : "User-defined.\n");
}

static bool help_class(Cli *c, const HelpClass *class)
{
	CommandList all = commands_all();
	char name[64];

	out_printf(c, "%s.\n\nList of commands:\n\n", class->summary);
	if (strcmp(class->name, "user-defined") == 0)
		help_user(c);
	for (size_t i = 0; i < all.n; i++) {
		command_name(&all.rows[i], name, sizeof name);
		if (strcmp(class->name, "first-steps") == 0 ? is_first_step(name)
							    : strcmp(all.rows[i].class, class->name) == 0)
			print_summary(c, &all.rows[i]);
	}
	out_text(c, "\nType \"help\" followed by command name for full documentation.\n");
	return true;
}

static bool help_all(Cli *c)
{
	for (size_t i = 1; i < sizeof classes / sizeof *classes && !c->discard; i++) {
		out_text(c, i > 1 ? "\n" : "");
		help_class(c, &classes[i]);
	}
	return true;
}

static bool has_subcommands(const char *name)
{
	CommandList all = commands_all();
	size_t n = strlen(name);

	for (size_t i = 0; i < all.n; i++)
		if (strncmp(all.rows[i].names, name, n) == 0 && all.rows[i].names[n] == ' ')
			return true;
	return false;
}

static void list_begin(Cli *c, const char *prefix)
{
	out_printf(c, "List of %s subcommands:\n\n", prefix);
}

void help_prefix_end(Cli *c, const char *prefix)
{
	out_printf(c, "\nType \"help %s\" followed by %s subcommand name for full documentation.\n", prefix, prefix);
	more_help(c);
}

bool help_subcommands(Cli *c, const char *name)
{
	CommandList all = commands_all();
	size_t n = strlen(name);

	list_begin(c, name);
	for (size_t i = 0; i < all.n; i++)
		if (strncmp(all.rows[i].names, name, n) == 0 && all.rows[i].names[n] == ' ')
			print_summary(c, &all.rows[i]);
	help_prefix_end(c, name);
	return true;
}

/* The commands beside this one; NULL: its class must do. */
static const char *see_also(const char *name)
{
	static const struct { const char *name, *others; } rows[] = {
#define SEE(name, others) { name, others },
#include "ui/cli/see.def"
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].others;
	return NULL;
}

static void print_setting_name(void *ctx, const char *name)
{
	out_printf(ctx, "  %s\n", name);
}

static bool help_row(Cli *c, const Command *row)
{
	char name[64];

	command_name(row, name, sizeof name);
	if (strchr(row->names, '|'))
		out_printf(c, "%s\n", row->names + strlen(name) + 1);
	out_printf(c, "%s\nUsage: %s\nExample: %s\n", row->summary, row->syntax, row->example);
	if (see_also(name))
		out_printf(c, "See also: %s\n", see_also(name));
	else
		out_printf(c, "See also: help %s\n", row->class);
	if (has_subcommands(name)) {
		out_text(c, "\n");
		help_subcommands(c, name);
	}
	if (strcmp(name, "set") == 0 || strcmp(name, "show") == 0) {
		out_text(c, "\nSettings:\n\n");
		settings_names("", print_setting_name, c);
	}
	return true;
}

/* Those that `define` made below a prefix of the user's. */
bool help_user_subcommands(Cli *c, const char *prefix)
{
	size_t n = strlen(prefix);

	list_begin(c, prefix);
	vec_each(&c->user, u)
		if (strncmp(u->name, prefix, n) == 0 && u->name[n] == ' ')
			out_printf(c, "%s -- %.*s\n", u->name, u->help ? (int)strcspn(u->help, "\n") : 13, u->help ? u->help : "User-defined.");
	help_prefix_end(c, prefix);
	return true;
}

/* args: a command, or a prefix and one below it. */
static bool help_of_user(Cli *c, const char *args)
{
	char word[64], second[64];
	const UserCommand *u;

	next_word(next_word(args, word, sizeof word), second, sizeof second);
	u = *second ? user_named(c, arena_printf(c->arena, "%s %s", word, second)) : NULL;
	u = u ? u : user_named(c, word);
	if (!u || (!u->body && !u->prefix))
		return false;
	out_text(c, u->help ? u->help : "User-defined.\n");
	if (u->prefix) {
		out_text(c, "\n");
		help_user_subcommands(c, u->name);
	}
	return true;
}

bool cmd_help(Cli *c, const char *args)
{
	char word[64], second[64], parent[80];
	const char *rest = next_word(args, word, sizeof word), *summary;
	const Command *row, *sub;
	const char *alias = unalias(c, args);

	if (!*args)
		return help_topics(c);
	if (alias)
		return cmd_help(c, alias);
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (strcmp(classes[i].name, args) == 0)
			return help_class(c, &classes[i]);
	if (strcmp(args, "all") == 0)
		return help_all(c);
	if (help_of_user(c, args))
		return true;
	row = command_find(c, "", word);
	if (!row)
		return false;
	summary = *rest && (strcmp(row->names, "set") == 0 || strcmp(row->names, "show") == 0) ? setting_summary(c, rest) : NULL;
	if (summary)
		return out_printf(c, "%s\n", summary), true;
	if (*rest && (strcmp(row->names, "set") == 0 || strcmp(row->names, "show") == 0)) {
		FoundSetting found = setting_find(c, row->names, NULL, rest);

		if (found.word)
			return settings_list(c, row->names, found.word), true;
		if (c->error.len)
			return false;
	}
	if (*rest && row->flags & CMD_SUB) {
		command_name(row, word, sizeof word);
		snprintf(parent, sizeof parent, "%s ", word);
		next_word(rest, second, sizeof second);
		sub = command_find(c, parent, second);
		return sub && help_row(c, sub);
	}
	return help_row(c, row);
}

/* What apropos -v says of a command. */
static void print_whole(Cli *c, const Command *row)
{
	out_text(c, "\n");
	for (const char *p = row->names; *p; p++)
		out_printf(c, "%c%s", *p == '|' ? ',' : *p, *p == '|' ? " " : "");
	out_printf(c, "\n%s\nUsage: %s\nExample: %s\n", row->summary, row->syntax, row->example);
}

bool cmd_apropos(Cli *c, const char *args)
{
	CommandList all = commands_all();
	char word[4];
	const char *rest = next_word(args, word, sizeof word);
	bool whole = strcmp(word, "-v") == 0;
	regex_t re;

	if (whole || strcmp(word, "--") == 0)
		args = rest;
	if (!*args)
		return cli_fail(c, "REGEXP string is empty");
	if (!pattern_read(c, &re, args, REG_EXTENDED | REG_ICASE, "Error in regular expression: "))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (regexec(&re, all.rows[i].names, 0, NULL, 0) == 0 || regexec(&re, all.rows[i].summary, 0, NULL, 0) == 0)
			(whole ? print_whole : print_summary)(c, &all.rows[i]);
	regfree(&re);
	return true;
}

static void print_candidate(void *ctx, const char *text, size_t keep, char after)
{
	(void)keep, (void)after;
	out_printf(ctx, "%s\n", text);
}

bool cmd_complete(Cli *c, const char *args)
{
	int n = (int)strlen(args);

	while (n && args[n - 1] == ' ')
		n--;
	if (!cli_candidates(c, args, print_candidate, c))
		out_printf(c, "%.*s *** List may be truncated, max-completions reached. ***\n", n, args);
	return true;
}

/* ---- the manual ---- */

/* docs/commands.md. */
static void manual_markdown(void)
{
	CommandList all = commands_all();

	printf("# Commands\n\nGenerated by `strata --dump=commands` from src/ui/cli/commands.def and see.def; "
	       "`help COMMAND` says the same.\n");
	for (size_t k = 1; k < sizeof classes / sizeof *classes; k++) {
		if (strcmp(classes[k].name, "user-defined") == 0)
			continue;
		printf("\n## %s\n\n%s.\n", classes[k].name, classes[k].summary);
		for (size_t i = 0; i < all.n; i++) {
			const Command *row = &all.rows[i];
			char name[64];

			if (strcmp(row->class, classes[k].name) != 0)
				continue;
			command_name(row, name, sizeof name);
			printf("\n**%s**%s%s: %s\n\n    %s\n\nExample: `%s`", name, strchr(row->names, '|') ? ", also " : "",
			       strchr(row->names, '|') ? row->names + strlen(name) + 1 : "", row->summary, row->syntax, row->example);
			printf(see_also(name) ? ". See also: %s\n" : "\n", see_also(name));
		}
	}
}

/* A text of the man page: a backslash and what would be a request are quoted. */
static void roff(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text; text++) {
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else if (*text == '"')
			fputs("\\(dq", stdout);
		else
			putchar(*text);
	}
}

/* The section COMMANDS of the man page. */
static void manual_roff(void)
{
	CommandList all = commands_all();

	puts(".SH COMMANDS");
	for (size_t i = 0; i < all.n; i++) {
		puts(".TP");
		fputs(".B ", stdout);
		roff(all.rows[i].syntax);
		putchar('\n');
		roff(all.rows[i].summary);
		fputs(" Example:\n.B ", stdout);
		roff(all.rows[i].example);
		putchar('\n');
	}
}

bool cli_manual(const char *form)
{
	bool man = strcmp(form, "man") == 0;

	if (!man && strcmp(form, "commands") != 0)
		return false;
	if (man)
		manual_roff();
	else
		manual_markdown();
	return true;
}
