/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source lines, symbols and instructions: list, search, the info commands about names, disassemble. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <errno.h>
#include <regex.h>
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
	size_t n;
	const char *text;
	uint32_t line, end = debug_source_lines(c->s, file);

	last = last < end ? last : end;
	list_costs_begin(c, file);
	for (line = first; line <= last && (text = debug_source_line(c->s, file, line, &n)); line++) {
		list_cost(c, line);
		out_printf(c, "%u\t%.*s\n", line, (int)n, text);
	}
	c->list_file = arena_strdup(c->arena, file);
	c->list_first = first;
	c->list_last = line - 1;
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

	for (size_t i = 0; i < n; i++) {
		const char *dot = strchr(list[i].name, '.');

		if (strcmp(list[i].name, name) == 0 || (dot && strcmp(dot + 1, name) == 0))
			return &list[i];
	}
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

static const char *source_named(Cli *c, const char *name)
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

bool list_place(Cli *c, const char *text, const char **file, uint32_t *line)
{
	const char *plain = debug_plain_location(c->s, text), *colon;
	const DebugFunction *fn;
	const DebugLocation *at;
	size_t n;

	if (!plain)
		return cli_fail_core(c);
	text = arena_strdup(c->arena, plain);
	colon = strrchr(text, ':');
	*file = list_default(c);
	if (colon && colon > text) {
		const char *name = arena_strndup(c->arena, text, (size_t)(colon - text));

		*file = source_named(c, name);
		if (!*file)
			return cli_fail(c, "No source file named %s.", name);
		text = skip_blanks(colon + 1);
	}
	if (all_digits(text)) {
		*line = (uint32_t)strtoul(text, NULL, 10);
		return *file || cli_fail(c, "No symbol table is loaded.  Use the \"file\" command.");
	}
	if ((*text == '+' || *text == '-') && all_digits(text + 1)) {
		int64_t target = (int64_t)c->list_last + strtol(text, NULL, 10);

		*line = target < 1 ? 1 : (uint32_t)target;
		return true;
	}
	fn = function_named(c, text);
	if (fn) {
		*file = fn->file;
		*line = fn->line;
		return true;
	}
	at = debug_locate(c->s, text, &n);
	if (!at)
		return cli_fail_core(c);
	*file = arena_strdup(c->arena, at->file);
	*line = at->line;
	return true;
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

/* FIRST,LAST  FIRST,  ,LAST */
static bool list_two(Cli *c, const char *args, const char *comma)
{
	const char *file = NULL, *file2 = NULL;
	uint32_t first = 0, last = 0;
	const char *a = arena_strndup(c->arena, args, (size_t)(comma - args)), *b = skip_blanks(comma + 1);
	size_t n = strlen(a);

	a = arena_strndup(c->arena, a, n && a[n - 1] == ' ' ? n - 1 : n);
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

static bool list_plain(Cli *c, const char *args)
{
	const char *file, *comma = strchr(args, ',');
	uint32_t line;

	if (!*args)
		return list_next(c);
	if (strcmp(args, "-") == 0)
		return list_before(c);
	if (strcmp(args, "+") == 0)
		return list_next(c);
	if (comma)
		return list_two(c, args, comma);
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

/* ---- regular expressions ---- */

static bool compile_regex(Cli *c, regex_t *re, const char *pattern)
{
	int code = regcomp(re, pattern, REG_EXTENDED | REG_NOSUB);
	char text[128];

	if (!code)
		return true;
	regerror(code, re, text, sizeof text);
	return cli_fail(c, "%s", text);
}

static bool line_matches(regex_t *re, const char *text, size_t n)
{
	char *copy = mem_strndup(text, n);
	bool yes = regexec(re, copy, 0, NULL, 0) == 0;

	mem_free(copy);
	return yes;
}

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
	if (!compile_regex(c, &re, c->search))
		return false;
	for (; line && (text = debug_source_line(c->s, file, line, &n)); line += back ? UINT32_MAX : 1)
		if (line_matches(&re, text, n)) {
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

	if (!cli_need_program(c) || (*args && !list_place(c, args, &file, &line)))
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

bool cmd_info_sources(Cli *c, const char *args)
{
	const char *const *files;
	size_t n = debug_sources(c->s, strcmp(args, "-all") == 0, &files);

	for (size_t i = 0; i < n; i++)
		out_printf(c, "%s\n", files[i]);
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

	if (!cli_need_program(c) || !compile_regex(c, &re, args))
		return false;
	for (line = debug_escapes(c->s); *line; line = end + (*end != 0)) {
		end = line + strcspn(line, "\n");
		if (!line_matches(&re, line, (size_t)(end - line)))
			continue;
		out_printf(c, "%.*s\n", (int)(end - line), line);
		shown++;
	}
	regfree(&re);
	if (!shown)
		out_printf(c, "Nothing%s%s was decided about stack and heap.\n", *args ? " that matches " : "", args);
	return true;
}

/* ---- info functions, variables, types ---- */

typedef struct SymbolRow { const char *file; uint32_t line; const char *name, *text, *type; } SymbolRow;
typedef VEC(SymbolRow) SymbolRows;

static int by_file_and_name(const void *a, const void *b)
{
	const SymbolRow *x = a, *y = b;
	int order = strcmp(x->file, y->file);

	return order ? order : strcmp(x->name, y->name);
}

static void print_rows(Cli *c, SymbolRows *rows)
{
	const char *file = "";

	if (rows->len)
		qsort(rows->data, rows->len, sizeof *rows->data, by_file_and_name);
	vec_each(rows, r) {
		if (strcmp(file, r->file) != 0) {
			out_text(c, "\nFile ");
			out_styled(c, STYLE_FILENAME, "%s", r->file);
			out_text(c, ":\n");
			file = r->file;
		}
		out_printf(c, "%u:\t%s\n", r->line, r->text);
	}
	vec_free(rows);
}

/* [-q] [-n] [-t TYPE] [NAME], the last two regular expressions. -n leaves out what the debugger has not compiled: there is none. */
typedef struct SymbolQuery { bool quiet; const char *type, *name; } SymbolQuery;

static SymbolQuery symbol_query(Cli *c, const char *args)
{
	SymbolQuery q = { .type = "" };
	char word[512];

	for (const char *rest = args;; args = rest) {
		q.name = args;
		rest = next_word(args, word, sizeof word);
		if (strcmp(word, "--") == 0)
			return q.name = rest, q;
		if (strcmp(word, "-t") == 0) {
			rest = next_word(rest, word, sizeof word);
			q.type = arena_strdup(c->arena, word);
		} else if (strcmp(word, "-q") == 0) {
			q.quiet = true;
		} else if (strcmp(word, "-n") != 0) {
			return q;
		}
	}
}

static void print_heading(Cli *c, const char *what, const SymbolQuery *q)
{
	if (*q->name)
		out_printf(c, "All %ss matching regular expression \"%s\"", what, q->name);
	else
		out_printf(c, "All defined %ss", what);
	if (*q->type)
		out_printf(c, " with type matching regular expression \"%s\"%s", q->type, *q->name ? "" : " ");
	out_text(c, ":\n");
}

/* Heading and filter are common; `rows` gives all that there are. */
static bool info_symbols(Cli *c, const char *args, const char *what, void (*collect)(Cli *c, SymbolRows *rows))
{
	SymbolQuery q = symbol_query(c, args);
	SymbolRows all = { 0 }, some = { 0 };
	regex_t name, type;

	if (!cli_need_program(c) || !compile_regex(c, &name, q.name))
		return false;
	if (!compile_regex(c, &type, q.type)) {
		regfree(&name);
		return false;
	}
	if (!q.quiet)
		print_heading(c, what, &q);
	collect(c, &all);
	vec_each(&all, r)
		if (regexec(&name, r->name, 0, NULL, 0) == 0 && regexec(&type, r->type, 0, NULL, 0) == 0)
			vec_push(&some, *r);
	regfree(&name);
	regfree(&type);
	vec_free(&all);
	print_rows(c, &some);
	return true;
}

static void collect_functions(Cli *c, SymbolRows *rows)
{
	const DebugFunction *f;
	size_t n = debug_functions(c->s, false, &f);

	for (size_t i = 0; i < n; i++) {
		if (f[i].file && f[i].line)
			vec_push(rows, ((SymbolRow){ f[i].file, f[i].line, f[i].name,
						     arena_printf(c->arena, "%s;", f[i].signature), f[i].signature }));
	}
}

static void collect_variables(Cli *c, SymbolRows *rows)
{
	const DebugGlobal *g;
	size_t n = debug_globals(c->s, false, &g);

	for (size_t i = 0; i < n; i++) {
		const char *name = arena_printf(c->arena, "%s.%s", g[i].package, g[i].name);

		vec_push(rows, ((SymbolRow){ g[i].file, g[i].line, name,
					     arena_printf(c->arena, "var %s %s;", name, g[i].type), g[i].type }));
	}
}

static void collect_types(Cli *c, SymbolRows *rows)
{
	const DebugType *t;
	size_t n = debug_types(c->s, &t);

	for (size_t i = 0; i < n; i++)
		vec_push(rows, ((SymbolRow){ t[i].file ? t[i].file : "", t[i].line, t[i].name,
					     arena_printf(c->arena, "type %s;", t[i].name), t[i].name }));
}

bool cmd_info_functions(Cli *c, const char *args)
{
	return info_symbols(c, args, "function", collect_functions);
}

bool cmd_info_variables(Cli *c, const char *args)
{
	return info_symbols(c, args, "variable", collect_variables);
}

bool cmd_info_types(Cli *c, const char *args)
{
	return info_symbols(c, args, "type", collect_types);
}

/* ---- info symbol, address, scope ---- */

bool cmd_info_symbol(Cli *c, const char *args)
{
	uint64_t addr, len;
	const char *text;

	if (!*args)
		return cli_fail(c, "Argument required (address).");
	if (*args == '$' ? !eval_number(c, args, (int64_t *)&addr) : !eval_address(c, args, &addr, &len))
		return false;
	text = debug_info_symbol(c->s, addr);
	out_printf(c, text ? "%s\n" : "No symbol matches %s.\n", text ? text : args);
	return true;
}

bool cmd_info_address(Cli *c, const char *args)
{
	const char *text;

	if (!*args)
		return cli_fail(c, "Argument required.");
	text = debug_info_address(c->s, args);
	if (!text)
		return cli_fail_core(c);
	out_printf(c, "%s\n", text);
	return true;
}

static void scope_row(Cli *c, const DebugVar *v)
{
	out_printf(c, "Symbol %s is a ", v->name);
	if ((v->heap || v->captured) && v->addr)
		out_printf(c, "%s at 0x%llx", v->heap ? "heap object" : "captured variable", (unsigned long long)v->addr);
	else if (v->captured)
		out_text(c, "captured variable");
	else if (v->spilled)
		out_printf(c, "variable at +%u of the heap object whose address is at frame base +%u", v->part_offset, v->slot_offset);
	else if (v->heap)
		out_printf(c, "heap object whose address is at frame base +%u", v->slot_offset);
	else
		out_printf(c, "variable at frame base +%u", v->slot_offset);
	out_printf(c, ", length %llu.\n", (unsigned long long)v->size);
}

bool cmd_info_scope(Cli *c, const char *args)
{
	const DebugVar *vars;
	size_t n;

	if (!*args)
		return cli_fail(c, "requires an argument (function, line or *addr) to define a scope");
	n = debug_scope(c->s, args, &vars);
	if (!n && *debug_error(c->s))
		return cli_fail_core(c);
	if (n)
		out_printf(c, "Scope for %s:\n", args);
	for (size_t i = 0; i < n; i++)
		scope_row(c, &vars[i]);
	if (!n)
		out_printf(c, "Scope for %s contains no locals or arguments.\n", args);
	return true;
}

/* ---- disassemble ---- */

/* by_line: source lines in their order, each with all its code; source: code in its order, and the lines where they change. */
typedef struct Dump { bool by_line, source, raw; uint32_t line; } Dump;

static void dump_line(Cli *c, const DebugLocation *at)
{
	size_t n;
	const char *text = debug_source_line(c->s, at->file, at->line, &n);

	out_printf(c, "%u\t%.*s\n", at->line, text ? (int)n : 0, text ? text : "");
}

static void dump_source(Cli *c, Dump *d, uint64_t pc, bool first)
{
	const DebugLocation *at = debug_pc_location(c->s, pc);

	if (!at || !at->line || (at->line == d->line && !first))
		return;
	if (first)
		out_printf(c, "%s:\n", at->file);
	else
		out_text(c, "\n");
	d->line = at->line;
	dump_line(c, at);
}

static void dump_raw(Cli *c, uint64_t pc, unsigned size)
{
	uint8_t bytes[64];

	if (size > sizeof bytes || !debug_read(c->s, pc, bytes, size))
		return;
	for (unsigned i = 0; i < size; i++)
		out_printf(c, "%02x%c", bytes[i], i + 1 < size ? ' ' : '\t');
}

static const DebugFunction *function_at(Cli *c, uint64_t pc)
{
	for (int library = 0; library < 2; library++) {
		const DebugFunction *list;
		size_t n = debug_functions(c->s, library, &list);

		for (size_t i = 0; i < n; i++)
			if (pc - list[i].entry < list[i].size)
				return &list[i];
	}
	return NULL;
}

/* Where the next function after an address begins, at most `to`: what lies between is no code. */
static uint64_t next_function(Cli *c, uint64_t pc, uint64_t to)
{
	for (int library = 0; library < 2; library++) {
		const DebugFunction *list;
		size_t n = debug_functions(c->s, library, &list);

		for (size_t i = 0; i < n; i++)
			if (list[i].entry > pc && list[i].entry < to)
				to = list[i].entry;
	}
	return to;
}

/* in: the function that it belongs to, NULL: none; named: its name is told. */
static void dump_instruction(Cli *c, const Dump *d, uint64_t pc, unsigned size, const DebugFunction *in, bool named, const char *text)
{
	DebugFrame f;
	bool here = debug_selected_frame(c->s, &f) && f.pc == pc;

	out_text(c, here ? "=> " : "   ");
	out_styled(c, STYLE_ADDRESS, "0x%016llx", (unsigned long long)pc);
	out_text(c, " <");
	if (named && in)
		out_styled(c, STYLE_FUNCTION, "%s", in->name);
	out_printf(c, "+%llu>:\t", (unsigned long long)(pc - (in ? in->entry : pc)));
	if (d->raw)
		dump_raw(c, pc, size);
	out_printf(c, "%s\n", text);
}

typedef struct LineCode { uint32_t line; uint64_t pc; } LineCode;
typedef VEC(LineCode) LineCodes;

static int line_order(const void *a, const void *b)
{
	const LineCode *x = a, *y = b;

	return x->line != y->line ? (x->line < y->line ? -1 : 1) : x->pc < y->pc ? -1 : x->pc > y->pc;
}

/* A range's instructions that belong to lines, by line. */
static void find_lines(Cli *c, uint64_t from, uint64_t to, LineCodes *out)
{
	unsigned size;

	for (uint64_t pc = from; pc < to && debug_disassemble(c->s, pc, &size) && size; pc += size) {
		const DebugLocation *at = debug_pc_location(c->s, pc);

		if (at && at->line)
			vec_push(out, ((LineCode){ at->line, pc }));
	}
	if (out->len)
		qsort(out->data, out->len, sizeof *out->data, line_order);
}

static bool dump_by_line(Cli *c, const Dump *d, uint64_t from, uint64_t to, const DebugFunction *fn)
{
	LineCodes code = { 0 };
	unsigned size;

	if (!debug_disassemble(c->s, from, &size))
		return cli_fail(c, "Cannot access memory at address 0x%llx", (unsigned long long)from);
	find_lines(c, from, to, &code);
	for (size_t i = 0; i < code.len && !c->discard; i++) {
		const LineCode *at = &code.data[i];
		const char *text = arena_strdup(c->arena, debug_disassemble(c->s, at->pc, &size));

		if (!i || at->line != at[-1].line)
			dump_line(c, debug_pc_location(c->s, at->pc));
		dump_instruction(c, d, at->pc, size, fn ? fn : function_at(c, at->pc), !fn, text);
		if (i + 1 == code.len || at->line != at[1].line)
			out_text(c, "\n");
	}
	vec_free(&code);
	return true;
}

/* fn: the function that is dumped; NULL: a range, whose instructions name theirs. */
static bool dump_code(Cli *c, Dump *d, uint64_t from, uint64_t to, const DebugFunction *fn)
{
	unsigned size = 0;

	for (uint64_t pc = from; pc < to && !c->discard; pc += size) {
		const char *text = debug_disassemble(c->s, pc, &size);
		const DebugFunction *in = fn ? fn : function_at(c, pc);

		if ((!text || !size) && pc == from)
			return cli_fail(c, "Cannot access memory at address 0x%llx", (unsigned long long)pc);
		if (!text || !size) {
			size = (unsigned)(next_function(c, pc, to) - pc);
			continue;
		}
		text = arena_strdup(c->arena, text);
		if (d->source)
			dump_source(c, d, pc, pc == from);
		dump_instruction(c, d, pc, size, in, !fn, text);
	}
	return true;
}

static bool on_line(Cli *c, uint64_t pc, uint32_t line)
{
	const DebugLocation *at = debug_pc_location(c->s, pc);

	return at && at->line == line;
}

/* A line may have code in several places: what is shown is the piece that the pc lies in, or that ends with the call whose return
 * it is. Sixteen bytes an instruction would fill the lines: they are left out. */
void dump_next_line(Cli *c, const DebugFrame *f)
{
	bool all = strcmp(c->set.next_code, "on") == 0 && f->line, begun = false;
	uint64_t from = f->pc, to = f->pc + 1;
	const DebugFunction *in;
	unsigned size;

	if (strcmp(c->set.next_code, "off") == 0 || (!all && f->line))
		return;
	in = function_at(c, f->pc);	/* looks at all of them: not at each stop */
	if (!in)
		return;
	for (uint64_t pc = in->entry; all && pc < in->entry + in->size && debug_disassemble(c->s, pc, &size) && size; pc += size) {
		bool on = on_line(c, pc, f->line);

		if (!on && begun && to >= f->pc)
			break;
		from = on && !begun ? pc : from;
		to = on ? pc + size : to;
		begun = on;
	}
	dump_code(c, &(Dump){ 0 }, from, to, NULL);
}

/* What to dump: nothing (the selected frame's function), NAME, ADDRESS, or FROM,TO | FROM,+LEN. */
static bool dump_range(Cli *c, const char *args, uint64_t *from, uint64_t *to, const DebugFunction **fn)
{
	DebugFrame f;
	const char *comma = strchr(args, ',');
	uint64_t len;
	int64_t a;

	*fn = NULL;
	if (comma) {
		const char *first = arena_strndup(c->arena, args, (size_t)(comma - args)), *second = skip_blanks(comma + 1);

		if (!eval_address(c, first, from, &len) || !eval_address(c, second + (*second == '+'), to, &len))
			return false;
		*to += *second == '+' ? *from : 0;
		return true;
	}
	if (!*args) {
		if (!debug_selected_frame(c->s, &f))
			return cli_fail(c, "No frame selected.");
		*fn = function_at(c, f.pc);
	} else {
		*fn = function_named(c, args);
		if (!*fn && !eval_number(c, args, &a))
			return false;
		*fn = *fn ? *fn : function_at(c, (uint64_t)a);
	}
	if (!*fn)
		return cli_fail(c, "No function contains specified address.");
	*from = (*fn)->entry;
	*to = (*fn)->entry + (*fn)->size;
	return true;
}

bool cmd_disassemble(Cli *c, const char *args)
{
	Dump d = { 0 };
	const DebugFunction *fn;
	uint64_t from = 0, to = 0;
	bool ok;

	if (!cli_need_program(c))
		return false;
	for (; *args == '/'; args = skip_blanks(args))
		for (args++; *args && *args != ' '; args++) {
			if (!strchr("msr", *args))
				return cli_fail(c, "Invalid disassembly modifier.");
			d.source = d.source || *args == 's';
			d.by_line = d.by_line || *args == 'm';
			d.raw = d.raw || *args == 'r';
		}
	if (d.source && d.by_line)
		return cli_fail(c, "Cannot specify both /m and /s.");
	if (!dump_range(c, args, &from, &to, &fn))
		return false;
	if (fn)
		out_printf(c, "Dump of assembler code for function %s:\n", fn->name);
	else
		out_printf(c, "Dump of assembler code from 0x%llx to 0x%llx:\n", (unsigned long long)from,
			   (unsigned long long)to);
	ok = d.by_line ? dump_by_line(c, &d, from, to, fn) : dump_code(c, &d, from, to, fn);
	if (ok)
		out_text(c, "End of assembler dump.\n");
	return ok;
}

/* ---- files ---- */

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

	(void)args;
	if (!getcwd(path, sizeof path))
		return cli_fail(c, "Error finding name of working directory: %s", strerror(errno));
	out_printf(c, "Working directory %s.\n", path);
	return true;
}

bool cmd_shell(Cli *c, const char *args)
{
	int status;

	out_flush(c);
	status = system(*args ? args : "${SHELL:-/bin/sh}");
	debug_set_int(c->s, "_shell_exitcode", status < 0 ? 127 : status >> 8 & 0xff);
	return true;
}
