/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line can go on with: each candidate is given as the whole line it would make. */
#include "ui/cli/cli_int.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

typedef struct Finder {
	Cli *c;
	const char *line;
	size_t keep;			/* bytes of the line before the word that is completed */
	void (*found)(void *ctx, const char *text);
	void *ctx;
} Finder;

static void give(Finder *f, const char *word)
{
	StrBuf sb = { 0 };

	sb_addn(&sb, f->line, f->keep);
	sb_add(&sb, word);
	f->found(f->ctx, sb_text(&sb));
	sb_free(&sb);
}

static void give_setting(void *ctx, const char *name)
{
	give(ctx, name);
}

/* First words of rows, or second ones below `parent` ("info "). */
static void complete_commands(Finder *f, const char *parent, const char *word)
{
	CommandList all = commands_all();
	size_t above = strlen(parent), n = strlen(word);
	char name[64];

	for (size_t i = 0; i < all.n; i++) {
		command_name(&all.rows[i], name, sizeof name);
		if (strncmp(name, parent, above) != 0 || (!above && strchr(name, ' ')))
			continue;
		if (strncmp(name + above, word, n) == 0)
			give(f, name + above);
	}
	if (!above)
		vec_each(&f->c->user, u)
			if (u->body && strncmp(u->name, word, n) == 0)
				give(f, u->name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void complete_file(Finder *f, const char *word)
{
	const char *slash = strrchr(word, '/');
	size_t n = slash ? (size_t)(slash + 1 - word) : 0;
	char *folder = mem_strndup(n ? word : "./", n ? n : 2);
	DIR *dir = opendir(folder);
	VEC(char *) names = { 0 };

	for (struct dirent *e; dir && (e = readdir(dir));)
		if (strncmp(e->d_name, word + n, strlen(word + n)) == 0 && (e->d_name[0] != '.' || word[n] == '.'))
			vec_push(&names, mem_strndup(e->d_name, strlen(e->d_name)));
	if (names.len)
		qsort(names.data, names.len, sizeof *names.data, by_name);
	f->keep += n;
	vec_each(&names, name) {
		give(f, *name);
		mem_free(*name);
	}
	f->keep -= n;
	vec_free(&names);
	if (dir)
		closedir(dir);
	mem_free(folder);
}

static void complete_core(Finder *f, const char *word, bool location)
{
	const char *const *names;
	size_t n;

	if (!debug_loaded(f->c->s))
		return;
	n = debug_complete(f->c->s, word, location, &names);
	for (size_t i = 0; i < n; i++)
		give(f, names[i]);
}

/* Where the last name of an expression begins. */
static const char *last_name(const char *text)
{
	const char *p = text + strlen(text);

	while (p > text && !strchr(" \t(,+-*/&|<>=![]{}%^", p[-1]))
		p--;
	return p;
}

static bool is_one_of(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

static void complete_argument(Finder *f, const char *name, const char *rest)
{
	static const char *const locations[] = { "break", "tbreak", "until", "advance", "clear", "list", "info scope",
						 "info line", "disassemble", NULL };
	static const char *const files[] = { "source", "file", "cd", NULL };
	static const char *const segments[] = { "code", "data", "stack", "heap", NULL };

	if (is_one_of(name, files)) {
		complete_file(f, rest);
		return;
	}
	if (strcmp(name, "show") == 0 || (strcmp(name, "set") == 0 && strncmp(rest, "var ", 4) != 0)) {
		f->keep = (size_t)(rest - f->line);
		settings_names(rest, give_setting, f);
		return;
	}
	if (strcmp(name, "help") == 0) {
		complete_commands(f, "", rest);
		return;
	}
	if (strcmp(name, "segments") == 0) {
		for (const char *const *s = segments; *s; s++)
			if (strncmp(*s, rest, strlen(rest)) == 0)
				give(f, *s);
		return;
	}
	rest = last_name(rest);
	f->keep = (size_t)(rest - f->line);
	complete_core(f, rest, is_one_of(name, locations));
}

void cli_candidates(Cli *c, const char *line, void (*found)(void *ctx, const char *text), void *ctx)
{
	Finder f = { c, line, 0, found, ctx };
	char word[80], name[64];
	const char *start = skip_blanks(line), *rest = start + strcspn(start, " \t/");
	const Command *row;

	f.keep = (size_t)(start - line);
	if (!*rest) {
		complete_commands(&f, "", start);
		return;
	}
	snprintf(word, sizeof word, "%.*s", (int)(rest - start), start);
	row = command_find(c, "", word);
	sb_clear(&c->error);
	if (!row)
		return;
	command_name(row, name, sizeof name);
	if (*rest == '/')
		rest += strcspn(rest, " \t");
	rest = skip_blanks(rest);
	f.keep = (size_t)(rest - line);
	if (row->flags & CMD_SUB) {
		snprintf(word, sizeof word, "%.64s ", name);
		complete_commands(&f, word, rest);
		return;
	}
	complete_argument(&f, name, rest);
}
