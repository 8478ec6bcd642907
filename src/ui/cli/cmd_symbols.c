/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What names there are, and what an address or a place is called: info functions, variables, types, symbol, address, scope. */
#include "ui/cli/pattern.h"

#include <stdlib.h>
#include <string.h>

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

	if (!cli_need_program(c) || !pattern_read(c, &name, q.name, REG_EXTENDED, PATTERN_SAID))
		return false;
	if (!pattern_read(c, &type, q.type, REG_EXTENDED, PATTERN_SAID)) {
		regfree(&name);
		return false;
	}
	if (!q.quiet)
		print_heading(c, what, &q);
	collect(c, &all);
	vec_each(&all, r)
		if (pattern_names(&name, r->name) && regexec(&type, r->type, 0, NULL, 0) == 0)
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
