/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line can go on with: each candidate is given as the whole line it would make. arguments.def says what follows which command. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Finder {
	Cli *c;
	const char *line;
	size_t keep;			/* bytes of the line before the word that is completed */
	CandidateFn *found;
	void *ctx;
	unsigned given;
	bool cut;			/* there are more than max-completions */
} Finder;

/* after: what is typed next when it is the only candidate; 0: something of the same word. */
static void give_then(Finder *f, const char *word, char after)
{
	StrBuf sb = { 0 };

	if (f->c->set.max_completions >= 0 && f->given >= (unsigned)f->c->set.max_completions) {
		f->cut = true;
		return;
	}
	f->given++;
	sb_addn(&sb, f->line, f->keep);
	sb_add(&sb, word);
	f->found(f->ctx, sb_text(&sb), f->keep, after);
	sb_free(&sb);
}

static void give(Finder *f, const char *word)
{
	give_then(f, word, *word && strchr(".:", word[strlen(word) - 1]) ? '\0' : ' ');
}

static void give_if(Finder *f, const char *word, const char *typed)
{
	if (strncmp(word, typed, strlen(typed)) == 0)
		give(f, word);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef VEC(const char *) Words;

/* Those that go on with what is typed, each once; the list is freed. */
static void give_sorted(Finder *f, Words *words, const char *typed)
{
	if (words->len)
		qsort(words->data, words->len, sizeof *words->data, by_name);
	for (size_t i = 0; i < words->len; i++)
		if (!i || strcmp(words->data[i - 1], words->data[i]) != 0)
			give_if(f, words->data[i], typed);
	vec_free(words);
}

/* Settings that begin so. */
typedef struct Names { Words words; Arena *arena; const char *prefix; } Names;

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
	give_sorted(f, &words, word);
}

static bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
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
		give_then(f, *name, is_directory(arena_printf(f->c->arena, "%s%s", folder, *name)) ? '/' : ' ');
		mem_free(*name);
	}
	f->keep -= n;
	vec_free(&names);
	if (dir)
		closedir(dir);
	mem_free(folder);
}

/* ---- names of the program ---- */

static void complete_expression(Finder *f, const char *rest)
{
	const char *const *names;
	size_t n, from;

	if (!debug_loaded(f->c->s))
		return;
	n = debug_complete(f->c->s, rest, &from, &names);
	f->keep += from;
	for (size_t i = 0; i < n; i++)
		give(f, names[i]);
	f->keep -= from;
}

/* Variables of the frame alone. */
static void complete_frame_variable(Finder *f, const char *rest)
{
	const DebugVar *vars;
	DebugFrame at;
	size_t n = debug_selected_frame(f->c->s, &at) ? debug_vars(f->c->s, at.level, DEBUG_ARGS | DEBUG_LOCALS | DEBUG_AROUND, &vars) : 0;

	for (size_t i = 0; i < n; i++)
		give_if(f, vars[i].name, rest);
}

static void complete_functions(Finder *f, const char *word)
{
	const char *const *names;
	size_t n = debug_complete_function(f->c->s, word, &names);

	for (size_t i = 0; i < n; i++)
		give(f, names[i]);
}

/* `file.go:` before a function. */
static void complete_in_file(Finder *f, const char *file, size_t length, const char *word)
{
	const DebugFunction *fn;
	size_t n = debug_functions(f->c->s, false, &fn);

	for (size_t i = 0; i < n; i++) {
		const char *name = base_name(fn[i].file);

		if (strlen(name) != length || memcmp(name, file, length) != 0)
			continue;
		give_if(f, fn[i].name, word);
		if (strncmp(fn[i].name, "main.", 5) == 0)
			give_if(f, fn[i].name + 5, word);
	}
}

static void complete_place(Finder *f, const char *word)
{
	const char *colon = strchr(word, ':'), *const *files;
	size_t n;

	if (!debug_loaded(f->c->s))
		return;
	if (*word == '*') {
		f->keep++;
		complete_expression(f, word + 1);
	} else if (colon) {
		const char *file = base_name(word);

		f->keep += (size_t)(colon + 1 - word);
		complete_in_file(f, file, (size_t)(colon - file), colon + 1);
	} else {
		complete_functions(f, word);
		n = debug_sources(f->c->s, false, &files);
		for (size_t i = 0; i < n; i++)
			give_if(f, arena_printf(f->c->arena, "%s:", base_name(files[i])), word);
	}
}

/* ---- $names and objects ---- */

static void complete_variable(Finder *f, const char *word)
{
	static const char *const always[] = { "$", "$$", "$_", "$__", "$_exitcode", "$_gc_count", "$_goroutine", "$_heap_bytes", "$fp", "$pc", "$sp", NULL };
	const char *const *names, *const *functions = debug_convenience_functions(f->c->s);
	size_t n = debug_convenience(f->c->s, &names);
	Words words = { 0 };

	for (size_t i = 0; i < n; i++)
		vec_push(&words, arena_printf(f->c->arena, "$%s", names[i]));
	for (const char *const *a = always; *a; a++)
		vec_push(&words, *a);
	for (; *functions; functions++)
		vec_push(&words, arena_printf(f->c->arena, "$%s", *functions));
	give_sorted(f, &words, word);
}

static void complete_object(Finder *f, const char *word)
{
	const DebugObject *list;
	size_t n = debug_loaded(f->c->s) ? debug_heap(f->c->s, strncmp(word, "#L", 2) == 0, &list) : 0;

	for (size_t i = 0; i < n; i++)
		give_if(f, list[i].id, word);
}

/* An expression whose last name begins with $ or #, or any other. */
static void complete_value(Finder *f, const char *rest)
{
	const char *word = rest + strlen(rest);

	while (word > rest && (isalnum((unsigned char)word[-1]) || word[-1] == '_' || word[-1] == '$'))
		word--;
	if (*word != '$' && word > rest && word[-1] == '#')
		word--;
	if (*word != '$' && *word != '#') {
		complete_expression(f, rest);
		return;
	}
	f->keep += (size_t)(word - rest);
	if (*word == '$')
		complete_variable(f, word);
	else
		complete_object(f, word);
}

/* ---- numbers ---- */

static void give_number(Finder *f, int n, const char *word)
{
	give_if(f, arena_printf(f->c->arena, "%d", n), word);
}

static void complete_breakpoint(Finder *f, const char *word)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(f->c->s, &list);

	for (size_t i = 0; i < n; i++)
		give_number(f, list[i]->number, word);
}

static void complete_display(Finder *f, const char *word)
{
	vec_each(&f->c->displays, d)
		give_number(f, d->number, word);
}

/* ---- arguments ---- */

static void complete_line(Finder *f, const char *start);

/* A command line that begins at `command`. */
static void complete_command(Finder *f, const char *command)
{
	complete_line(f, skip_blanks(command));
}

static void complete_words(Finder *f, const char *words, const char *rest)
{
	char word[32];

	while (*words) {
		words = next_word(words, word, sizeof word);
		give_if(f, word, rest);
	}
}

/* Behind the words and numbers at its beginning, and dashed flags, a list of goroutines or frames is followed by a command; NULL: the
 * list is still being typed. */
static const char *behind_list(const char *rest)
{
	const char *p = rest;

	for (;;) {
		size_t n = strcspn(p, " \t");
		bool listed = n && (strspn(p, "0123456789-") == n || (n == 3 && strncmp(p, "all", 3) == 0) || (n == 2 && *p == '-'));

		if (!listed)
			return p == rest ? NULL : p;
		if (!p[n])
			return NULL;
		p = skip_blanks(p + n);
	}
}

/* A goroutine's number, and a command for it. */
static void complete_goroutine(Finder *f, const char *rest)
{
	const DebugGoroutine *list;
	size_t n = debug_alive(f->c->s) ? debug_goroutines(f->c->s, &list) : 0;
	bool apply = strncmp(rest, "apply ", strlen("apply ")) == 0;
	const char *ids = apply ? skip_blanks(rest + strlen("apply ")) : rest, *command = behind_list(ids);

	if (command) {
		complete_command(f, command);
		return;
	}
	f->keep += (size_t)(ids - rest);
	for (size_t i = 0; i < n; i++)
		give_if(f, arena_printf(f->c->arena, "%llu", (unsigned long long)list[i].id), ids);
	complete_words(f, apply ? "all" : "all apply", ids);
}

/* `function NAME`, `apply all COMMAND` … */
static void complete_frame(Finder *f, const char *rest)
{
	char word[32];
	const char *after = next_word(rest, word, sizeof word), *ids, *command;

	if (after == rest + strlen(word)) {
		complete_words(f, "address apply function level", rest);
		return;
	}
	f->keep += (size_t)(after - rest);
	if (strcmp(word, "function") == 0 && debug_loaded(f->c->s)) {
		complete_functions(f, after);
	} else if (strcmp(word, "apply") == 0) {
		ids = strncmp(after, "level ", strlen("level ")) == 0 ? skip_blanks(after + strlen("level ")) : after;
		command = behind_list(ids);
		if (command)
			complete_command(f, command);
		else
			complete_words(f, "all level", after);
	}
}

/* Settings of several words are given up to the word that is being typed. */
static void give_setting(void *ctx, const char *name)
{
	Names *n = ctx;
	size_t end = strlen(n->prefix) + strcspn(name + strlen(n->prefix), " ");

	vec_push(&n->words, arena_strndup(n->arena, name, end));
}

static void complete_setting(Finder *f, const char *rest, bool show)
{
	Names n = { .arena = f->c->arena, .prefix = rest };
	const char *list, *value;
	size_t name = settings_values(rest, &list);

	settings_names(rest, give_setting, &n);
	for (const char *const *w = set_words(f->c, show); *w; w++)
		vec_push(&n.words, *w);
	give_sorted(f, &n.words, rest);
	if (show || !name)
		return;
	value = skip_blanks(rest + name);
	f->keep += (size_t)(value - rest);
	complete_words(f, list, value);
}

/* set, and with, which may have a command behind it. */
static void complete_set(Finder *f, const char *rest)
{
	const char *command = strstr(rest, " -- ");

	if (command)
		complete_command(f, command + strlen(" -- "));
	else
		complete_setting(f, rest, false);
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

static void complete_signal(Finder *f, const char *rest)
{
	const DebugSignal *rows;
	size_t n = debug_signals(f->c->s, &rows);

	for (size_t i = 0; i < n; i++)
		give_if(f, rows[i].name, rest);
}

static void complete_catch(Finder *f, const char *rest)
{
	const char *last = strrchr(rest, ' ');

	if (strncmp(rest, "signal ", strlen("signal ")) == 0) {
		f->keep += (size_t)(last + 1 - rest);
		complete_words(f, "all", last + 1);
		complete_signal(f, last + 1);
	}
	for (size_t i = 0; debug_catch_kind(i); i++)
		give_if(f, debug_catch_kind(i), rest);
}

/* Words of a shell: each may be a file's name, and come after a redirection. */
static void complete_program(Finder *f, const char *rest)
{
	const char *word = rest + strlen(rest);

	while (word > rest && !strchr(" \t<>|;&'\"", word[-1]))
		word--;
	f->keep += (size_t)(word - rest);
	complete_file(f, word);
}

/* A command, and behind the last `|` one of the shell. */
static void complete_pipe(Finder *f, const char *rest)
{
	const char *bar = strrchr(rest, '|');

	if (!bar) {
		complete_command(f, rest);
		return;
	}
	f->keep += (size_t)(skip_blanks(bar + 1) - rest);
	complete_program(f, skip_blanks(bar + 1));
}

static void complete_alias(Finder *f, const char *rest)
{
	const char *equals = strchr(rest, '=');

	if (equals)
		complete_command(f, equals + 1);
}

typedef enum ArgKind {
	ARG_NONE,
	ARG_SAME,
	ARG_ALIAS,		/* NAME = COMMAND */
	ARG_BREAKPOINT,		/* a number */
	ARG_CATCH,		/* an event */
	ARG_COMMAND,
	ARG_DISPLAY,		/* a number */
	ARG_EXPRESSION,		/* to the end of the line */
	ARG_FILE,
	ARG_FRAME,
	ARG_GOROUTINE,
	ARG_HELP,		/* a command's name */
	ARG_LOCATION,
	ARG_PIPE,
	ARG_PROGRAM,		/* words of a shell */
	ARG_SETTING,
	ARG_SHOW,
	ARG_SIGNAL,
	ARG_VARIABLE,		/* of the frame */
	ARG_WORDS,		/* those that are listed */
} ArgKind;

typedef struct Arguments { const char *command; ArgKind first, next; const char *options, *words; } Arguments;

static const Arguments arguments[] = {
#define ARGUMENTS(command, first, next, options, words) { command, ARG_##first, ARG_##next, options, words },
#include "ui/cli/arguments.def"
#undef ARGUMENTS
	{ NULL, ARG_EXPRESSION, ARG_NONE, "", "" },
};

static const Arguments *arguments_of(const char *command)
{
	const Arguments *a = arguments;

	while (a->command && strcmp(a->command, command) != 0)
		a++;
	return a;
}

static void complete_kind(Finder *f, ArgKind kind, ArgKind next, const char *rest);

/* What follows a location: a condition, a format, the end of a range. */
static const char *behind_location(const char *rest)
{
	const char *condition = strstr(rest, " if "), *comma = strchr(rest, ',');

	return condition ? condition + strlen(" if ") : comma ? comma + 1 : NULL;
}

static void complete_location(Finder *f, ArgKind next, const char *rest)
{
	const char *behind = next != ARG_NONE ? behind_location(rest) : NULL, *blank = strchr(rest, ' ');

	if (behind) {
		f->keep += (size_t)(skip_blanks(behind) - rest);
		complete_kind(f, next, ARG_NONE, skip_blanks(behind));
	} else if (blank && next == ARG_EXPRESSION) {
		f->keep += (size_t)(skip_blanks(blank) - rest);
		complete_words(f, "goroutine if thread", skip_blanks(blank));
	} else {
		complete_place(f, rest);
	}
}

static void complete_kind(Finder *f, ArgKind kind, ArgKind next, const char *rest)
{
	switch (kind) {
	case ARG_ALIAS: complete_alias(f, rest); break;
	case ARG_BREAKPOINT: complete_breakpoint(f, rest); break;
	case ARG_CATCH: complete_catch(f, rest); break;
	case ARG_COMMAND: complete_command(f, rest); break;
	case ARG_DISPLAY: complete_display(f, rest); break;
	case ARG_EXPRESSION: complete_value(f, rest); break;
	case ARG_FILE: complete_file(f, rest); break;
	case ARG_FRAME: complete_frame(f, rest); break;
	case ARG_GOROUTINE: complete_goroutine(f, rest); break;
	case ARG_HELP: complete_help(f, rest); break;
	case ARG_LOCATION: complete_location(f, next, rest); break;
	case ARG_PIPE: complete_pipe(f, rest); break;
	case ARG_PROGRAM: complete_program(f, rest); break;
	case ARG_SETTING: complete_set(f, rest); break;
	case ARG_SHOW: complete_setting(f, rest, true); break;
	case ARG_SIGNAL: complete_signal(f, rest); break;
	case ARG_VARIABLE: complete_frame_variable(f, rest); break;
	case ARG_NONE: case ARG_SAME: case ARG_WORDS: break;
	}
}

/* Kinds that take one word, so that the next one may be of another. */
static bool one_word(ArgKind kind)
{
	return kind == ARG_BREAKPOINT || kind == ARG_DISPLAY || kind == ARG_FILE || kind == ARG_SIGNAL || kind == ARG_WORDS;
}

static void complete_operand(Finder *f, const Arguments *a, const char *rest)
{
	ArgKind next = a->next == ARG_SAME ? a->first : a->next;
	const char *blank = strpbrk(rest, " \t");

	f->keep = (size_t)(rest - f->line);
	if (!blank || !one_word(a->first)) {
		complete_words(f, a->words, rest);
		complete_kind(f, a->first, a->next, rest);
	} else if (a->next == ARG_SAME) {
		complete_operand(f, a, skip_blanks(blank));
	} else {
		f->keep = (size_t)(skip_blanks(blank) - f->line);
		complete_kind(f, next, ARG_NONE, skip_blanks(blank));
	}
}

/* ---- options ---- */

/* One of a row's options: its name, and behind its `=` what its value is, NULL when it has none. */
typedef struct Option { const char *name, *value; } Option;

/* The next of a list, which is moved on; of @print those of print, by *print. False: there are no more. */
static bool next_option(Finder *f, const char **list, size_t *print, Option *out)
{
	char word[192], *equals;
	const char *rest = next_word(*list, word, sizeof word), *name = strcmp(word, "@print") == 0 ? print_option(*print) : NULL;

	if (name) {
		++*print;
		*out = (Option){ arena_printf(f->c->arena, "-%s", name), "" };
		return true;
	}
	*list = rest;
	if (!*word || *word == '@')
		return false;
	equals = strchr(word, '=');
	if (equals)
		*equals = '\0';
	out->name = arena_strdup(f->c->arena, word);
	out->value = equals ? arena_strdup(f->c->arena, equals + 1) : NULL;
	return true;
}

static void complete_option_value(Finder *f, const char *value, const char *rest)
{
	f->keep = (size_t)(rest - f->line);
	if (strcmp(value, "@FILE") == 0)
		complete_file(f, rest);
	else if (strcmp(value, "@LOCATION") == 0)
		complete_place(f, rest);
	else if (strcmp(value, "@EXPRESSION") == 0)
		complete_expression(f, rest);
	for (const char *p = value; *value != '@' && *p; p += *p == ',') {
		size_t n = strcspn(p, ",");

		give_if(f, arena_strndup(f->c->arena, p, n), rest);
		p += n;
	}
}

/* The option of that name; false: there is none. */
static bool option_called(Finder *f, const char *options, const char *name, size_t n, Option *out)
{
	size_t print = 0;

	while (next_option(f, &options, &print, out))
		if (strlen(out->name) == n && memcmp(out->name, name, n) == 0)
			return true;
	return false;
}

/* Passes the options that are typed; NULL: one of them, or its value, was what is completed. */
static const char *complete_options(Finder *f, const char *options, const char *rest)
{
	size_t n, print = 0;
	Option o;

	while (*options && *rest == '-') {
		n = strcspn(rest, " \t");
		if (!rest[n])
			break;
		if (!option_called(f, options, rest, n, &o))
			return n == 2 && rest[1] == '-' ? skip_blanks(rest + n) : rest;
		rest = skip_blanks(rest + n);
		n = strcspn(rest, " \t");
		if (o.value && *o.value && !rest[n]) {
			complete_option_value(f, o.value, rest);
			return NULL;
		}
		if (o.value && (*o.value || isdigit((unsigned char)*rest)))
			rest = skip_blanks(rest + n);
	}
	if (!*options || *rest != '-')
		return rest;
	f->keep = (size_t)(rest - f->line);
	while (next_option(f, &options, &print, &o))
		give_if(f, o.name, rest);
	return NULL;
}

/* ---- lines ---- */

static void complete_argument(Finder *f, const char *name, const char *rest)
{
	const Arguments *a;

	if (strcmp(name, "set") == 0 && strncmp(rest, "var", 3) == 0 && strchr(rest, ' ')) {
		name = "output";
		rest = skip_blanks(strchr(rest, ' '));
	}
	a = arguments_of(name);
	if (*rest == '/' && a->first != ARG_FILE && a->first != ARG_PROGRAM) {	/* list /cost: of that itself nothing is known here */
		rest += strcspn(rest, " ");
		if (!*rest)
			return;
		rest = skip_blanks(rest);
	}
	rest = complete_options(f, a->options, rest);
	if (rest)
		complete_operand(f, a, rest);
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
		return !arguments_of(name)->command;
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

/* `!` and `|` need no blank behind them. False: it is none of these. */
static bool complete_sign(Finder *f, const char *start)
{
	const char *rest = skip_blanks(start + (*start != 0));

	f->keep = (size_t)(rest - f->line);
	if (*start == '!')
		complete_program(f, rest);
	else if (*start == '|')
		complete_pipe(f, rest);
	return *start == '!' || *start == '|';
}

static void complete_line(Finder *f, const char *start)
{
	char word[80], name[64];
	const char *rest = start + strcspn(start, " \t/");
	const Command *row;

	if (complete_sign(f, start))
		return;
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

bool cli_candidates(Cli *c, const char *line, CandidateFn *found, void *ctx)
{
	Finder f = { .c = c, .line = line, .found = found, .ctx = ctx };

	complete_line(&f, skip_blanks(line));
	return !f.cut;
}
