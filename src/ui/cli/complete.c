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
	unsigned given;
	bool cut;			/* there are more than max-completions */
} Finder;

static void give(Finder *f, const char *word)
{
	StrBuf sb = { 0 };

	if (f->c->set.max_completions >= 0 && f->given >= (unsigned)f->c->set.max_completions) {
		f->cut = true;
		return;
	}
	f->given++;
	sb_addn(&sb, f->line, f->keep);
	sb_add(&sb, word);
	f->found(f->ctx, sb_text(&sb));
	sb_free(&sb);
}

static void give_if(Finder *f, const char *word, const char *typed)
{
	if (strncmp(word, typed, strlen(typed)) == 0)
		give(f, word);
}

static void give_setting(void *ctx, const char *name)
{
	give(ctx, name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef VEC(const char *) Words;

/* A row's other names; not its abbreviations, which are as short as can be. */
static void add_aliases(Finder *f, Words *out, const char *names)
{
	enum { LEAST = 3 };

	for (const char *p = names + strcspn(names, "|"); *p == '|'; p += strcspn(p, "|")) {
		size_t n = strcspn(++p, "|");

		if (n >= LEAST && strncmp(names, p, n) != 0)
			vec_push(out, arena_strndup(f->c->arena, p, n));
	}
}

/* First words of rows, or second ones below `parent` ("info "). */
static void complete_commands(Finder *f, const char *parent, const char *word)
{
	CommandList all = commands_all();
	size_t above = strlen(parent);
	Words words = { 0 };
	char name[64];

	for (size_t i = 0; i < all.n; i++) {
		command_name(&all.rows[i], name, sizeof name);
		if (strncmp(name, parent, above) != 0 || (!above && strchr(name, ' ')))
			continue;
		vec_push(&words, arena_strdup(f->c->arena, name + above));
		if (!above)
			add_aliases(f, &words, all.rows[i].names);
	}
	if (!above)
		vec_each(&f->c->user, u)
			if (u->body)
				vec_push(&words, u->name);
	if (words.len)
		qsort(words.data, words.len, sizeof *words.data, by_name);
	vec_each(&words, w)
		give_if(f, *w, word);
	vec_free(&words);
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

/* ---- arguments ---- */

/* `file.go:` before a line or function, and what may follow it. */
static void complete_location(Finder *f, const char *word)
{
	const char *colon = strchr(word, ':'), *const *files;
	const DebugFunction *fn;
	size_t n;

	if (!debug_loaded(f->c->s))
		return;
	if (colon) {
		f->keep += (size_t)(colon + 1 - word);
		n = debug_functions(f->c->s, false, &fn);
		for (size_t i = 0; i < n; i++)
			if (strncmp(base_name(fn[i].file), base_name(word), (size_t)(colon - base_name(word))) == 0) {
				give_if(f, fn[i].name, colon + 1);
				if (strncmp(fn[i].name, "main.", 5) == 0)
					give_if(f, fn[i].name + 5, colon + 1);
			}
		return;
	}
	complete_core(f, word, true);
	n = debug_sources(f->c->s, false, &files);
	for (size_t i = 0; i < n; i++)
		give_if(f, arena_printf(f->c->arena, "%s:", base_name(files[i])), word);
}

static void complete_variable(Finder *f, const char *word)
{
	static const char *const always[] = { "$pc", "$sp", "$fp", "$_exitcode", "$_goroutine", "$_gc_count", "$_heap_bytes", NULL };
	const char *const *names;
	size_t n = debug_convenience(f->c->s, &names);

	for (size_t i = 0; i < n; i++)
		give_if(f, arena_printf(f->c->arena, "$%s", names[i]), word);
	for (const char *const *a = always; *a; a++)
		give_if(f, *a, word);
}

static void complete_object(Finder *f, const char *word)
{
	const DebugObject *list;
	size_t n = debug_loaded(f->c->s) ? debug_heap(f->c->s, strncmp(word, "#L", 2) == 0, &list) : 0;

	for (size_t i = 0; i < n; i++)
		give_if(f, list[i].id, word);
}

static void complete_expression(Finder *f, const char *rest)
{
	const char *word = last_name(rest);

	f->keep += (size_t)(word - rest);
	if (*word == '$')
		complete_variable(f, word);
	else if (*word == '#')
		complete_object(f, word);
	else
		complete_core(f, word, false);
}

static void complete_line(Finder *f, const char *start);

/* A goroutine's number, and a command for it. */
static void complete_goroutine(Finder *f, const char *rest)
{
	const DebugGoroutine *list;
	size_t n = debug_alive(f->c->s) ? debug_goroutines(f->c->s, &list) : 0, word = strcspn(rest, " ");

	if (rest[word]) {
		f->keep += (size_t)(skip_blanks(rest + word) - rest);
		complete_line(f, skip_blanks(rest + word));
		return;
	}
	for (size_t i = 0; i < n; i++)
		give_if(f, arena_printf(f->c->arena, "%llu", (unsigned long long)list[i].id), rest);
	give_if(f, "all", rest);
	give_if(f, "apply", rest);
}

static void complete_words(Finder *f, const char *words, const char *rest)
{
	char word[32];

	while (*words) {
		words = next_word(words, word, sizeof word);
		give_if(f, word, rest);
	}
}

static void complete_setting(Finder *f, const char *rest, bool values)
{
	const char *list, *value;
	size_t n = settings_values(rest, &list);

	settings_names(rest, give_setting, f);
	if (!values || !n)
		return;
	value = skip_blanks(rest + n);
	f->keep += (size_t)(value - rest);
	complete_words(f, list, value);
}

static void complete_help(Finder *f, const char *rest)
{
	const char *blank = strrchr(rest, ' ');

	if (blank)
		f->keep += (size_t)(blank + 1 - rest);
	complete_commands(f, blank ? arena_printf(f->c->arena, "%.*s ", (int)(blank - rest), rest) : "", blank ? blank + 1 : rest);
}

/* /FMT: a letter more. */
static void complete_format(Finder *f, const char *slash)
{
	f->keep = (size_t)(slash - f->line) + strlen(slash);
	complete_words(f, "a c d f i o r s t u x z", "");
}

/* One signal after the other, and words between them. */
static void complete_signals(Finder *f, const char *words, const char *rest)
{
	const char *last = strrchr(rest, ' ');
	const DebugSignal *rows;
	size_t n = debug_signals(f->c->s, &rows);

	last = last ? last + 1 : rest;
	f->keep += (size_t)(last - rest);
	for (size_t i = 0; i < n; i++)
		give_if(f, rows[i].name, last);
	complete_words(f, words, last);
}

static void complete_catch(Finder *f, const char *rest)
{
	if (strncmp(rest, "signal ", strlen("signal ")) == 0)
		complete_signals(f, "all", rest);
	for (size_t i = 0; debug_catch_kind(i); i++)
		give_if(f, debug_catch_kind(i), rest);
}

/* What may follow a command; words: these too. All others take expressions. */
typedef enum ArgKind { ARG_EXPRESSION, ARG_LOCATION, ARG_FILE, ARG_SETTING, ARG_SHOW, ARG_HELP, ARG_GOROUTINE, ARG_SIGNAL, ARG_CATCH,
		       ARG_WORDS } ArgKind;

static const struct { const char *command; ArgKind kind; const char *words; } arguments[] = {
	{ "advance", ARG_LOCATION, "" }, { "backtrace", ARG_WORDS, "-frame-arguments -frame-info -full -goroutine -past-main full" }, { "break", ARG_LOCATION, "" },
	{ "catch", ARG_CATCH, "" },
	{ "cd", ARG_FILE, "" }, { "core-file", ARG_FILE, "" }, { "dump state", ARG_FILE, "" }, { "generate-core-file", ARG_FILE, "" }, { "clear", ARG_LOCATION, "" }, { "directory", ARG_FILE, "" },
	{ "disassemble", ARG_LOCATION, "" }, { "dprintf", ARG_LOCATION, "" }, { "edit", ARG_LOCATION, "" },
	{ "file", ARG_FILE, "" }, { "gc", ARG_WORDS, "begin finish step" }, { "goroutine", ARG_GOROUTINE, "" },
	{ "handle", ARG_SIGNAL, "all ignore noignore nopass noprint nostop pass print stop" },
	{ "heap hist", ARG_WORDS, "-all age goroutine site size type" }, { "help", ARG_HELP, "" },
	{ "dump memory", ARG_FILE, "" }, { "dump value", ARG_FILE, "" }, { "append memory", ARG_FILE, "" },
	{ "append value", ARG_FILE, "" }, { "restore", ARG_FILE, "" },
	{ "compare-sections", ARG_WORDS, "-r .code .data .rodata" }, { "dump binary", ARG_WORDS, "memory value" },
	{ "dump ihex", ARG_WORDS, "memory value" }, { "dump srec", ARG_WORDS, "memory value" }, { "dump tekhex", ARG_WORDS, "memory value" },
	{ "dump verilog", ARG_WORDS, "memory value" },
	{ "append binary", ARG_WORDS, "memory value" },
	{ "info cost", ARG_LOCATION, "" }, { "info line", ARG_LOCATION, "" }, { "info proc", ARG_WORDS, "mappings" },
	{ "info scope", ARG_LOCATION, "" }, { "info segments", ARG_WORDS, "-all bss code data heap rodata stack" },
	{ "info signals", ARG_SIGNAL, "" }, { "queue-signal", ARG_SIGNAL, "" }, { "signal", ARG_SIGNAL, "" },
	{ "jump", ARG_LOCATION, "" }, { "list", ARG_LOCATION, "" },
	{ "predict", ARG_EXPRESSION, "frame next output step" }, { "save breakpoints", ARG_FILE, "" },
	{ "segments", ARG_WORDS, "-all bss code data heap rodata stack" }, { "set", ARG_SETTING, "" },
	{ "show", ARG_SHOW, "" }, { "skip file", ARG_FILE, "" }, { "skip function", ARG_LOCATION, "" },
	{ "source", ARG_FILE, "" }, { "tbreak", ARG_LOCATION, "" },
	{ "tcatch", ARG_CATCH, "" },
	{ "tty", ARG_FILE, "" }, { "tutorial", ARG_WORDS, "back next quit skip" }, { "unset", ARG_WORDS, "environment" }, { "until", ARG_LOCATION, "" },
	{ "with", ARG_SETTING, "" },
};

static void complete_argument(Finder *f, const char *name, const char *rest)
{
	ArgKind kind = ARG_EXPRESSION;
	const char *words = "";

	if (strcmp(name, "set") == 0 && strncmp(rest, "var", 3) == 0 && strchr(rest, ' '))
		name = "print";
	for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++)
		if (strcmp(arguments[i].command, name) == 0) {
			kind = arguments[i].kind;
			words = arguments[i].words;
		}
	if (*rest == '/' && kind != ARG_FILE) {	/* list /cost: of that itself nothing is known here */
		rest += strcspn(rest, " ");
		if (!*rest)
			return;
		rest = skip_blanks(rest);
	}
	f->keep = (size_t)(rest - f->line);
	if (kind != ARG_SIGNAL)
		complete_words(f, words, rest);
	switch (kind) {
	case ARG_EXPRESSION: complete_expression(f, rest); break;
	case ARG_LOCATION: complete_location(f, rest); break;
	case ARG_FILE: complete_file(f, rest); break;
	case ARG_SETTING: case ARG_SHOW: complete_setting(f, rest, kind == ARG_SETTING); break;
	case ARG_HELP: complete_help(f, rest); break;
	case ARG_GOROUTINE: complete_goroutine(f, rest); break;
	case ARG_SIGNAL: complete_signals(f, words, rest); break;
	case ARG_CATCH: complete_catch(f, rest); break;
	case ARG_WORDS: break;
	}
}

/* The second word of `info`, `heap` …, or what follows it. False: there is none of that name. */
static bool complete_sub(Finder *f, const char *name, const char *rest)
{
	char word[80], parent[80];
	size_t n = strcspn(rest, " \t");
	const Command *row;

	snprintf(parent, sizeof parent, "%.64s ", name);
	f->keep = (size_t)(rest - f->line);
	if (!rest[n]) {
		complete_commands(f, parent, rest);
		return true;
	}
	snprintf(word, sizeof word, "%.*s", (int)n, rest);
	row = command_find(f->c, parent, word);
	sb_clear(&f->c->error);
	if (!row)
		return false;
	command_name(row, word, sizeof word);
	complete_argument(f, word, skip_blanks(rest + n));
	return true;
}

static void complete_line(Finder *f, const char *start)
{
	char word[80], name[64];
	const char *rest = start + strcspn(start, " \t/");
	const Command *row;

	f->keep = (size_t)(start - f->line);
	if (!*rest) {
		complete_commands(f, "", start);
		return;
	}
	snprintf(word, sizeof word, "%.*s", (int)(rest - start), start);
	row = command_find(f->c, "", word);
	sb_clear(&f->c->error);
	if (!row)
		return;
	command_name(row, name, sizeof name);
	if (*rest == '/') {
		if (!rest[strcspn(rest, " \t")]) {
			complete_format(f, rest);
			return;
		}
		rest += strcspn(rest, " \t");
	}
	rest = skip_blanks(rest);
	if (!(row->flags & CMD_SUB) || (!complete_sub(f, name, rest) && strcmp(name, "info") != 0))
		complete_argument(f, name, rest);
}

bool cli_candidates(Cli *c, const char *line, void (*found)(void *ctx, const char *text), void *ctx)
{
	Finder f = { .c = c, .line = line, .found = found, .ctx = ctx };

	complete_line(&f, skip_blanks(line));
	return !f.cut;
}
