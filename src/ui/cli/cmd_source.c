/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source lines: list, search, and what info says of lines, files, packages and the compiler's decisions. */
#include "ui/cli/pattern.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- where to list ---- */

static bool range_error(Cli *c, const char *file, uint32_t line)
{
	return cli_fail(c, "Line number %u out of range; \"%s\" has %u lines.", line, file, debug_source_lines(c->s, file));
}

void list_show(Cli *c, const char *file, uint32_t first, uint32_t last)
{
	uint32_t end = debug_source_lines(c->s, file);

	last = last < end ? last : end;
	list_costs_begin(c, file);
	out_source(c, file, first, last, list_cost);
	c->list_file = arena_strdup(c->arena, file);
	c->list_first = first;
	c->list_last = first > last ? first - 1 : last;
	c->list_stop = false;
}

static bool list_range(Cli *c, const char *file, uint32_t first, uint32_t last)
{
	if (first > debug_source_lines(c->s, file))
		return range_error(c, file, first);
	list_show(c, file, first, last);
	return true;
}

static unsigned page(Cli *c)
{
	return c->set.listsize ? c->set.listsize : INT32_MAX / 2;
}

static bool list_around(Cli *c, const char *file, uint32_t line)
{
	uint32_t half = page(c) / 2, first = line > half ? line - half : 1;

	return list_range(c, file, first, first + page(c) - 1);
}

const DebugFunction *function_named(Cli *c, const char *name)
{
	const DebugFunction *list;
	size_t n = debug_functions(c->s, false, &list);

	for (size_t i = 0; i < n; i++)
		if (debug_names_function(c->s, list[i].name, name))
			return &list[i];
	return NULL;
}

const char *list_default(Cli *c)
{
	const char *const *files;
	const DebugFunction *fn;

	if (c->list_file)
		return c->list_file;
	fn = function_named(c, "main.main");
	if (fn && fn->file)
		return fn->file;
	return debug_sources(c->s, false, &files) ? files[0] : NULL;
}

const char *source_named(Cli *c, const char *name)
{
	const char *by_base = NULL;

	for (int library = 0; library < 2; library++) {
		const char *const *files;
		size_t n = debug_sources(c->s, library, &files);

		for (size_t i = 0; i < n; i++) {
			if (strcmp(files[i], name) == 0)
				return files[i];
			if (!by_base && strcmp(base_name(files[i]), base_name(name)) == 0)
				by_base = files[i];
		}
	}
	return by_base;
}

static bool all_digits(const char *p)
{
	return *p && strspn(p, "0123456789") == strlen(p);
}

/* Where something is declared, and as what. */
typedef struct Declaration { const char *package, *name, *file; uint32_t line; } Declaration;

/* The name, or PACKAGE.NAME, which the library's need; in: in that file alone. */
static bool is_declared(Cli *c, const Declaration *d, const char *typed, const char *in)
{
	bool qualified = debug_is_called(c->s, d->package, d->name, typed);

	return (!in || strcmp(d->file, in) == 0) && (qualified || strncmp(d->file, "$GOROOT/", 8) != 0) &&
	       (qualified || strcmp(typed, d->name) == 0);
}

static bool variable_declared(Cli *c, const char *name, const char *in, Declaration *d)
{
	const DebugGlobal *list;
	size_t n = debug_globals(c->s, false, &list);

	for (size_t i = 0; i < n; i++) {
		*d = (Declaration){ list[i].package, list[i].name, list[i].file, list[i].line };
		if (is_declared(c, d, name, in))
			return true;
	}
	return false;
}

static bool type_declared(Cli *c, const char *name, const char *in, Declaration *d)
{
	const DebugType *list;
	size_t n = debug_types(c->s, &list);

	for (size_t i = 0; i < n; i++) {
		*d = (Declaration){ list[i].package, list[i].name, list[i].file, list[i].line };
		if (is_declared(c, d, name, in))
			return true;
	}
	return false;
}

/* Where a function, a package variable or a type is declared; in: in that file alone. */
static bool declared(Cli *c, const char *name, const char *in, const char **file, uint32_t *line)
{
	const DebugFunction *fn = function_named(c, name);
	Declaration d = { 0 };

	if (fn && (!in || strcmp(fn->file, in) == 0))
		d = (Declaration){ fn->package, fn->name, fn->file, fn->line };
	else if (!variable_declared(c, name, in, &d) && !type_declared(c, name, in, &d))
		return false;
	*file = arena_strdup(c->arena, d.file);
	*line = d.line;
	return true;
}

/* What has code, and is none of the user's declarations. */
static bool located(Cli *c, const char *text, const char **file, uint32_t *line)
{
	size_t n;
	const DebugLocation *at = debug_locate(c->s, text, &n);

	if (!at)
		return cli_fail_core(c);
	*file = arena_strdup(c->arena, at->file);
	*line = at->line;
	return true;
}

/* A line's number, which no file may have. */
static bool line_number(Cli *c, const char *file, const char *digits, uint32_t *line)
{
	unsigned long n = strtoul(digits, NULL, 10);

	*line = (uint32_t)n;
	return n < INT32_MAX || cli_fail(c, "Line number %s out of range; \"%s\" has %u lines.", digits, file, debug_source_lines(c->s, file));
}

/* FILE:LINE, FILE:NAME, FUNCTION:LINE, which is the function. */
static bool place_in(Cli *c, const char *text, const char *colon, const char **file, uint32_t *line)
{
	const char *head = arena_strndup(c->arena, text, (size_t)(colon - text)), *rest = skip_blanks(colon + 1);

	*file = source_named(c, head);
	if (*file && all_digits(rest))
		return line_number(c, *file, rest, line);
	if (*file ? declared(c, rest, *file, file, line) : all_digits(rest) && function_named(c, head) && declared(c, head, NULL, file, line))
		return true;
	return located(c, text, file, line);
}

bool list_place(Cli *c, const char *text, const char **file, uint32_t *line)
{
	const char *plain = debug_plain_location(c->s, text), *colon;

	if (!plain)
		return cli_fail_core(c);
	text = arena_strdup(c->arena, plain);
	colon = *text == '*' ? NULL : strrchr(text, ':');
	if (colon)
		return place_in(c, text, colon, file, line);
	*file = list_default(c);
	if (all_digits(text))
		return *file ? line_number(c, *file, text, line) : cli_fail(c, "No symbol table is loaded.  Use the \"file\" command.");
	if ((*text == '+' || *text == '-') && all_digits(text + 1)) {
		int64_t target = (int64_t)c->list_last + strtol(text, NULL, 10);

		*line = target < 1 ? 1 : target < INT32_MAX ? (uint32_t)target : INT32_MAX;
		return true;
	}
	return declared(c, text, NULL, file, line) || located(c, text, file, line);
}

/* ---- list ---- */

static bool list_next(Cli *c)
{
	const DebugFunction *fn;
	const char *file = list_default(c);

	if (!file)
		return cli_fail(c, "No symbol table is loaded.  Use the \"file\" command.");
	if (c->list_stop)
		return list_around(c, file, c->list_first);
	if (c->list_last)
		return list_range(c, file, c->list_last + 1, c->list_last + page(c));
	fn = function_named(c, "main.main");
	return list_around(c, file, fn ? fn->line : 1);
}

static bool list_before(Cli *c)
{
	const char *file = list_default(c);
	uint32_t last = c->list_first, size = page(c);

	if (!file)
		return cli_fail(c, "No symbol table is loaded.  Use the \"file\" command.");
	if (c->list_stop && last) {
		/* What list would show first counts as shown. */
		uint32_t half = size / 2;

		last = last > half ? last - half : 1;
	}
	if (last <= 1)
		return cli_fail(c, "Already at the start of %s.", base_name(file));
	list_show(c, file, last > size ? last - size : 1, last - 1);
	return true;
}

/* The text from one to the other, without blanks at its ends. */
static const char *between(Cli *c, const char *from, const char *to)
{
	from = skip_blanks(from);
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	return arena_strndup(c->arena, from, (size_t)(to - from));
}

/* FIRST,LAST  FIRST,  ,LAST */
static bool list_two(Cli *c, const char *a, const char *b)
{
	const char *file = NULL, *file2 = NULL;
	uint32_t first = 0, last = 0;

	if (!*a && !*b)
		return cli_fail(c, "Two empty args do not say what lines to list.");
	if (*a && !list_place(c, a, &file, &first))
		return false;
	if (*b && *b == '+' && *a)
		last = first + (uint32_t)strtoul(b + 1, NULL, 10);
	else if (*b && !list_place(c, b, &file2, &last))
		return false;
	if (!*a) {
		file = file2;
		first = last >= page(c) ? last - page(c) + 1 : 1;
	} else if (!*b) {
		last = first + page(c) - 1;
	}
	if (!file)
		return cli_fail(c, "No symbol table is loaded.  Use the \"file\" command.");
	if (first > last)
		return cli_fail(c, "Second line is before first.");
	return list_range(c, file, first ? first : 1, last);
}

/* `list *ADDR` says first what stands there. */
static bool list_address(Cli *c, const char *args)
{
	size_t n;
	const DebugLocation *at = debug_locate(c->s, args, &n);

	if (!at)
		return cli_fail_core(c);
	out_styled(c, STYLE_ADDRESS, "0x%llx", (unsigned long long)at->pc);
	out_printf(c, " is in %s (%s:%u).\n", at->function, base_name(at->file), at->line);
	return list_around(c, arena_strdup(c->arena, at->file), at->line);
}

static bool list_plain(Cli *c, const char *args)
{
	const char *file, *end = args, *first = next_argument(c, &end), *second;
	uint32_t line;

	if (!*args || strcmp(args, "+") == 0)
		return list_next(c);
	if (strcmp(args, "-") == 0) {
		c->repeat_whole = true;
		return list_before(c);
	}
	if (end[-1] == ',') {
		second = end;
		next_argument(c, &end);
		if (end > second && end[-1] == ',')
			return cli_fail(c, "Junk at end of line specification.");
		return list_two(c, between(c, first, first + strlen(first)), between(c, second, end));
	}
	if (*args == '*')
		return list_address(c, args);
	return list_place(c, args, &file, &line) && list_around(c, file, line);
}

bool cmd_list(Cli *c, const char *args)
{
	char word[8];
	const char *rest = next_word(args, word, sizeof word);
	bool ok;

	if (!cli_need_program(c))
		return false;
	c->list_with_cost = strcmp(word, "/cost") == 0;
	ok = list_plain(c, c->list_with_cost ? rest : args);
	c->list_with_cost = false;
	return ok;
}

/* ---- search ---- */

/* From `line` on, or back. */
static bool search_lines(Cli *c, const char *args, uint32_t line, bool back)
{
	regex_t re;
	const char *file = list_default(c), *text;
	size_t n;

	if (!file)
		return cli_fail(c, "No symbol table is loaded.  Use the \"file\" command.");
	if (*args)
		c->search = arena_strdup(c->arena, args);
	if (!c->search)
		return cli_fail(c, "No previous regular expression");
	if (!pattern_read(c, &re, c->search, REG_EXTENDED, ""))
		return false;
	for (; line && (text = debug_source_line(c->s, file, line, &n)); line += back ? UINT32_MAX : 1)
		if (pattern_matches(&re, text, n)) {
			regfree(&re);
			list_show(c, file, line, line);
			debug_set_int(c->s, "_", line);
			return true;
		}
	regfree(&re);
	return cli_fail(c, "Expression not found");
}

bool cmd_search(Cli *c, const char *args)
{
	return search_lines(c, args, c->list_last + 1, false);
}

bool cmd_reverse_search(Cli *c, const char *args)
{
	return search_lines(c, args, c->list_first ? c->list_first - 1 : 0, true);
}

/* ---- info line, source, sources ---- */

static void place(Cli *c, uint64_t pc)
{
	StrBuf sb = { 0 };

	format_address(c, &sb, pc);
	out_text(c, sb_text(&sb));
	sb_free(&sb);
}

bool cmd_info_line(Cli *c, const char *args)
{
	const char *file = list_default(c);
	uint32_t line = c->list_last;
	uint64_t from, to;
	const DebugLocation *at;
	size_t n;

	if (!cli_need_program(c))
		return false;
	if (isdigit((unsigned char)*args) && args[strspn(args, "0123456789")] == ',')
		return cli_fail(c, "Junk at end of line specification: %s", args + strspn(args, "0123456789"));
	if (*args && !list_place(c, args, &file, &line))
		return false;
	/* Of a function the line of its first statement: that of its name has no code. */
	args = debug_plain_location(c->s, args);
	args = args ? arena_strdup(c->arena, args) : "";
	if (*args && debug_is_function(c->s, args) && (at = debug_locate(c->s, args, &n)))
		line = at->line;
	if (!file || (!line && !*args))
		return cli_fail(c, "No line number information available.");
	if (!line || line > debug_source_lines(c->s, file)) {
		out_printf(c, "Line number %u is out of range for \"%s\".\n", line, file);
		return true;
	}
	if (!debug_line_range(c->s, file, line, &from, &to)) {
		out_printf(c, "Line %u of \"%s\" contains no code.\n", line, file);
		return true;
	}
	out_printf(c, "Line %u of \"%s\" starts at address ", line, file);
	place(c, from);
	out_text(c, " and ends at ");
	place(c, to);
	out_text(c, ".\n");
	debug_set_pointer(c->s, "_", "func()", from);
	c->x_next = from;
	c->x_format.letter = 'i';
	return true;
}

bool cmd_info_source(Cli *c, const char *args)
{
	const char *file;

	(void)args;
	if (!debug_loaded(c->s)) {
		out_text(c, "No current source file.\n");
		return true;
	}
	file = list_default(c);
	out_printf(c, "Current source file is %s\nContains %u lines.\nSource language is go.\n", file,
		   debug_source_lines(c->s, file));
	return true;
}

/* What of files' names the expression is about; library: the library's files, not the program's. */
typedef struct SourceOptions { bool base, dir, library; const char *regex; } SourceOptions;

static bool take_source_options(Cli *c, const char *args, SourceOptions *o)
{
	char word[16];

	while (*args == '-') {
		const char *rest = next_word(args, word, sizeof word);

		if (word_is(word, "-basename", 2))
			o->base = true;
		else if (word_is(word, "-dirname", 2))
			o->dir = true;
		else if (strcmp(word, "-all") == 0)
			o->library = true;
		else if (strcmp(word, "--") != 0)
			return cli_fail(c, "Unrecognized option at: %s", args);
		args = rest;
		if (strcmp(word, "--") == 0)
			break;
	}
	o->regex = args;
	if (o->base && o->dir)
		return cli_fail(c, "You cannot give both -basename and -dirname to 'info sources'.");
	return *args || !(o->base || o->dir) || cli_fail(c, "Missing REGEXP for 'info sources'.");
}

bool cmd_info_sources(Cli *c, const char *args)
{
	SourceOptions o = { 0 };
	const char *const *files;
	regex_t re;
	size_t n;

	if (!take_source_options(c, args, &o) || !pattern_read(c, &re, o.regex, 0, PATTERN_SAID))
		return false;
	n = debug_sources(c->s, o.library, &files);
	for (size_t i = 0; i < n; i++) {
		const char *base = base_name(files[i]), *from = o.base ? base : files[i];

		if (pattern_matches(&re, from, o.dir ? (size_t)(base - files[i]) : strlen(from)))
			out_printf(c, "%s\n", files[i]);
	}
	regfree(&re);
	return true;
}

/* ---- info packages, info init ---- */

bool cmd_info_packages(Cli *c, const char *args)
{
	const DebugPackage *list;
	size_t n;

	(void)args;
	if (!cli_need_program(c))
		return false;
	n = debug_packages(c->s, &list);
	for (size_t i = 0; i < n; i++) {
		out_text(c, list[i].path);
		if (strcmp(list[i].name, list[i].path) != 0)
			out_printf(c, " (package %s)", list[i].name);
		out_text(c, "\n");
		for (size_t k = 0; k < list[i].nfiles; k++)
			out_printf(c, "    %s\n", list[i].files[k]);
		for (size_t k = 0; k < list[i].nimports; k++)
			out_printf(c, "    imports %s\n", list[i].imports[k]);
	}
	return true;
}

bool cmd_info_init(Cli *c, const char *args)
{
	const DebugInit *list;
	size_t n;

	(void)args;
	if (!cli_need_program(c))
		return false;
	n = debug_inits(c->s, &list);
	if (!n)
		out_text(c, "No package variable has an initial value, and there is no init function.\n");
	for (size_t i = 0; i < n; i++)
		out_printf(c, "%zu  %s.%s at %s:%u%s\n", i + 1, list[i].package, list[i].what, list[i].file, list[i].line,
			   list[i].function ? " is called" : list[i].early ? ", computed at compile time" : " is set");
	return true;
}

/* ---- info escapes ---- */

bool cmd_info_escapes(Cli *c, const char *args)
{
	const char *line, *end;
	size_t shown = 0;
	regex_t re;

	if (!cli_need_program(c) || !pattern_read(c, &re, args, REG_EXTENDED, PATTERN_SAID))
		return false;
	for (line = debug_escapes(c->s); *line; line = end + (*end != 0)) {
		end = line + strcspn(line, "\n");
		if (!pattern_matches(&re, line, (size_t)(end - line)))
			continue;
		out_printf(c, "%.*s\n", (int)(end - line), line);
		shown++;
	}
	regfree(&re);
	if (!shown)
		out_printf(c, "Nothing%s%s was decided about stack and heap.\n", *args ? " that matches " : "", args);
	return true;
}
