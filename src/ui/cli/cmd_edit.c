/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `edit` opens a source line in the user's editor; `directory` says where it looks for files that are not where they were. */
#include "ui/cli/cli_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char no_path[] = "$cdir:$cwd";

static void set_path(Cli *c, const char *path)
{
	mem_free(c->set.directories);
	c->set.directories = mem_strndup(path, strlen(path));
}

/* The new ones come first, in their order. */
static void add_directories(Cli *c, const char *args)
{
	StrBuf path = { 0 };
	char here[4096];

	while (*(args += strspn(args, " \t:"))) {
		size_t n = strcspn(args, " \t:");
		const char *dir = arena_strndup(c->arena, args, n);

		/* `cd` must not change what is meant. */
		if (*dir != '/' && *dir != '$' && getcwd(here, sizeof here))
			dir = arena_printf(c->arena, "%s/%s", here, dir);
		if (*dir != '$' && access(dir, F_OK) != 0)
			err_text(c, arena_printf(c->arena, "Warning: %s: %s.", dir, strerror(errno)));
		sb_printf(&path, "%s:", dir);
		args += n;
	}
	sb_add(&path, c->set.directories);
	set_path(c, sb_text(&path));
	sb_free(&path);
}

bool cmd_directory(Cli *c, const char *args)
{
	if (*args)
		add_directories(c, args);
	else if (!query(c, "Reinitialize source path to empty? "))
		return not_confirmed(c);
	else
		set_path(c, no_path);
	if (c->from_tty)
		out_printf(c, "Source directories searched: %s\n", c->set.directories);
	return true;
}

/* A file by its name as given, or below one of the directories. */
static const char *find_source(Cli *c, const char *file)
{
	if (access(file, R_OK) == 0)
		return file;
	for (const char *p = c->set.directories; *p;) {
		size_t n = strcspn(p, ":");
		const char *path = arena_printf(c->arena, "%.*s/%s", (int)n, p, *file == '/' ? base_name(file) : file);

		if (*p != '$' && access(path, R_OK) == 0)
			return path;
		p += n + (p[n] == ':');
	}
	return file;
}

/* In quotes for the shell, whatever is in it. */
static void add_word(StrBuf *out, const char *text)
{
	sb_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			sb_add(out, "'\\''");
		else
			sb_addc(out, *text);
	}
	sb_addc(out, '\'');
}

/* Where the program stands, or else where list was. */
static bool place_here(Cli *c, const char **file, uint32_t *line)
{
	DebugFrame f;

	if (debug_selected_frame(c->s, &f) && f.line) {
		*file = f.file;
		*line = f.line;
		return true;
	}
	*line = c->list_first ? c->list_first : 1;
	*file = list_default(c);
	return *file != NULL;
}

bool cmd_edit(Cli *c, const char *args)
{
	const char *editor = getenv("EDITOR"), *file;
	StrBuf command = { 0 };
	uint32_t line;

	if (!cli_need_program(c))
		return false;
	if (*args ? !list_place(c, args, &file, &line) : !place_here(c, &file, &line))
		return false;
	sb_printf(&command, "%s +%u ", editor && *editor ? editor : "vi", line);
	add_word(&command, find_source(c, file));
	out_flush(c);
	cmd_shell(c, sb_text(&command));
	sb_free(&command);
	return true;
}
