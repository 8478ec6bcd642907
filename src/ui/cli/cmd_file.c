/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and directories of the debugger: file, cd, pwd, shell. */
#include "ui/cli/cli_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The next of a line's words, which may be quoted, and begin with ~; in the session's arena. */
static const char *next_file(Cli *c, const char **args)
{
	StrBuf word = { 0 };
	const char *p = *args, *name;
	char quote = 0;

	for (; *p && (quote || (*p != ' ' && *p != '\t')); p++) {
		if (*p == '\\' && p[1] && quote != '\'')
			sb_addc(&word, *++p);
		else if (quote ? *p == quote : *p == '"' || *p == '\'')
			quote = quote ? 0 : *p;
		else
			sb_addc(&word, *p);
	}
	*args = skip_blanks(p);
	name = file_name(c, arena_strdup(c->arena, sb_text(&word)));
	sb_free(&word);
	return name;
}

/* A file that is not there is no program: the one there is stays. (Other words may be import paths.) */
static bool files_are_there(Cli *c, const char *args)
{
	while (*args)
		if (file_missing(c, next_file(c, &args)))
			return false;
	return true;
}

bool cmd_file(Cli *c, const char *args)
{
	if (!*args)
		return cli_fail(c, "Argument required (a program: .go files, a directory or a package).");
	if (!files_are_there(c, args))
		return false;
	vec_each(&c->program, name)
		mem_free(*name);
	vec_trim(&c->program, 0);
	while (*args) {
		const char *name = next_file(c, &args);

		vec_push(&c->program, mem_strndup(name, strlen(name)));
	}
	return cli_load(c, (const char *const *)c->program.data, c->program.len);
}

bool cmd_cd(Cli *c, const char *args)
{
	if (chdir(*args ? file_name(c, args) : getenv("HOME") ? getenv("HOME") : "/") != 0)
		return cli_fail(c, "%s: %s.", args, strerror(errno));
	return !c->from_tty || cmd_pwd(c, "");
}

bool cmd_pwd(Cli *c, const char *args)
{
	char path[4096];

	if (*args)
		return cli_fail(c, "The \"pwd\" command does not take an argument: %s", args);
	if (!getcwd(path, sizeof path))
		return cli_fail(c, "Error finding name of working directory: %s", strerror(errno));
	out_printf(c, "Working directory %s.\n", path);
	return true;
}

void note_shell(Cli *c, int status)
{
	bool signalled = status >= 0 && WIFSIGNALED(status);

	debug_set_void(c->s, signalled ? "_shell_exitcode" : "_shell_exitsignal");
	if (signalled)
		debug_set_int(c->s, "_shell_exitsignal", WTERMSIG(status));
	else
		debug_set_int(c->s, "_shell_exitcode", status < 0 ? 127 : WEXITSTATUS(status));
}

bool cmd_shell(Cli *c, const char *args)
{
	out_flush(c);
	note_shell(c, system(*args ? args : "${SHELL:-/bin/sh}"));
	return true;
}
