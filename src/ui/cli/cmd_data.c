/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at data: print and its relatives, types, registers. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <string.h>

/* ---- print ---- */

/* The settings that an option of print changes for the time of one command; a name of NULL ends them. */
static const struct { const char *name; bool is_switch; } options[] = {
	{ "address", true }, { "array", true }, { "array-indexes", true }, { "elements", false }, { "max-depth", false },
	{ "nibbles", true }, { "object", true }, { "pretty", true }, { "raw-values", true }, { "repeats", false },
	{ "stringer", true }, { "style", false }, { "symbol", true }, { "type-prefix", true }, { NULL, false },
};

const char *print_option(size_t i)
{
	return options[i].name;
}

static void options_use(Cli *c, const Settings *saved)
{
	Settings now = c->set;

	c->set = *saved;
	c->set.args = now.args;		/* texts have changed owners, if anything */
	settings_apply(c);
}

/* The option that a word names, exactly or as the only one that begins so; options' end: none. */
static size_t option_named(const char *word)
{
	size_t found = 0, count = 0, i;

	for (i = 0; options[i].name; i++) {
		if (strcmp(options[i].name, word) == 0)
			return i;
		if (strncmp(options[i].name, word, strlen(word)) == 0) {
			found = i;
			count++;
		}
	}
	return *word && count == 1 ? found : i;
}

/* One -option of print; *taken false when the word is none. */
static bool take_option(Cli *c, const char **args, bool *taken)
{
	char word[32], value[32], line[96];
	const char *rest = next_word(*args, word, sizeof word), *after = next_word(rest, value, sizeof value);
	size_t i = word[0] == '-' && isalpha((unsigned char)word[1]) && strlen(word) > 3 ? option_named(word + 1) : SIZE_MAX;

	*taken = i != SIZE_MAX && options[i].name;
	if (!*taken)
		return true;
	if (options[i].is_switch && strcmp(value, "on") != 0 && strcmp(value, "off") != 0) {
		after = rest;
		strcpy(value, "on");
	}
	snprintf(line, sizeof line, "print %s %s", options[i].name, value);
	*args = after;
	return cmd_set(c, line);
}

static bool take_options(Cli *c, const char **args)
{
	bool taken = true;

	while (taken && **args == '-') {
		if (strncmp(*args, "--", 2) == 0 && (!(*args)[2] || (*args)[2] == ' ')) {
			*args = skip_blanks(*args + 2);
			break;
		}
		if (!take_option(c, args, &taken))
			return false;
	}
	return true;
}

/* What stands behind the '/' of a command that shows one value. */
static bool take_format(Cli *c, const char *command, const char **args, Format *f)
{
	if (**args != '/')
		return true;
	++*args;
	if (!format_parse(c, args, f))
		return false;
	if (f->unit)
		return cli_fail(c, "Size letters are meaningless in \"%s\" command.", command);
	if (f->counted && f->count != 1)
		return cli_fail(c, "Item count other than 1 is meaningless in \"%s\" command.", command);
	return f->letter != 'i' || cli_fail(c, "Format letter \"i\" is meaningless in \"%s\" command.", command);
}

/* /r, and letters that want a number. */
static void use_raw(Cli *c, const Format *f)
{
	if (!f->raw && (!f->letter || f->letter == 's'))
		return;
	c->set.print_raw = true;
	settings_apply(c);
}

static const DebugValue *print_operand(Cli *c, const char *expr, bool carry_out)
{
	const DebugValue *v;

	if (*expr)
		return eval_call(c, expr, carry_out);
	v = debug_history(c->s, 0);
	if (!v)
		cli_fail(c, "The history is empty.");
	return v;
}

static void print_value(Cli *c, const DebugValue *v, Format f)
{
	StrBuf sb = { 0 };

	format_value(c, &sb, v, f, FORMAT_TOP | FORMAT_STYLED);
	out_printf(c, "$%u = %s\n", debug_history_add(c->s, v), sb_text(&sb));
	sb_free(&sb);
}

/* Before the program runs, a variable that an initialiser computes still has its zero value. */
static void note_initialiser(Cli *c, const char *expr)
{
	const DebugGlobal *g;
	size_t n;

	if (debug_exists(c->s))
		return;
	n = debug_globals(c->s, false, &g);
	for (size_t i = 0; i < n; i++)
		if (strcmp(g[i].name, expr) == 0 && g[i].init_line)
			out_printf(c, "(set later by package init, %s:%u)\n", g[i].file, g[i].init_line);
}

static bool is_rune_literal(const char *expr)
{
	const char *end = *expr == '\'' && expr[1] ? strchr(expr + 2, '\'') : NULL;

	return end && !*skip_blanks(end + 1);
}

/* call: what it does stays, and a function without results prints nothing. */
static bool print_or_call(Cli *c, const char *args, bool call)
{
	Settings saved = c->set;
	Format f = { 0 };
	const DebugValue *v = NULL;

	if (take_options(c, &args) && take_format(c, "print", &args, &f)) {
		if (!f.letter && c->set.output_radix == 10 && is_rune_literal(args))
			f.letter = 'c';		/* '\n' is 10 '\n', which a variable of type rune is not */
		use_raw(c, &f);
		v = print_operand(c, args, call);
		if (v && (!call || v->kind != DEBUG_VOID)) {
			print_value(c, v, f);
			note_initialiser(c, args);
			hint_which(c, args);
		}
	}
	options_use(c, &saved);
	return v != NULL;
}

bool cmd_print(Cli *c, const char *args)
{
	return print_or_call(c, args, false);
}

bool cmd_call(Cli *c, const char *args)
{
	return print_or_call(c, args, true);
}

bool cmd_init_if_undefined(Cli *c, const char *args)
{
	size_t n = *args == '$' ? 1 : 0, left = strcspn(args, "=");
	const char *sign;

	if (!*args)
		return cli_fail(c, "Argument required (expression to compute).");
	while (n && (isalnum((unsigned char)args[n]) || args[n] == '_'))
		n++;
	if (!n && !eval(c, arena_strndup(c->arena, args, left)))	/* it may not even be an expression */
		return false;
	sign = skip_blanks(args + n);
	if (args[left] != '=' || args[left + 1] == '=' || (n && *sign != '='))
		return cli_fail(c, "Init-if-undefined requires an assignment expression.");
	if (n < 2)
		return cli_fail(c, "The first parameter to init-if-undefined should be a GDB variable.");
	return debug_get_var(c->s, arena_strndup(c->arena, args + 1, n - 1)) || eval(c, args);
}

bool cmd_exec(Cli *c, const char *args)
{
	DebugStop stop;

	if (!*args)
		return cli_fail(c, "Argument required (Go statements to execute).");
	return debug_exec(c->s, args, &stop) || call_stopped(c, &stop);
}

bool cmd_output(Cli *c, const char *args)
{
	Format f = { 0 };
	const DebugValue *v;
	StrBuf sb = { 0 };

	if (!take_format(c, "output", &args, &f))
		return false;
	if (!*args)
		return cli_fail(c, "Argument required (expression to compute).");
	v = eval(c, args);
	if (!v)
		return false;
	format_value(c, &sb, v, f, FORMAT_TOP | FORMAT_STYLED);
	out_text(c, sb_text(&sb));
	sb_free(&sb);
	return true;
}

/* ---- types ---- */

/* The letters behind the slash; `allowed` of them mean something. */
static bool type_flags(Cli *c, const char **args, const char *allowed, bool *offsets)
{
	const char *p = *args;

	if (*p != '/')
		return true;
	for (p++; *p && !isspace((unsigned char)*p); p++) {
		if (!strchr(allowed, *p))
			return cli_fail(c, "unrecognized flag '%c'", *p);
		*offsets = *offsets || *p == 'o';
	}
	*args = skip_blanks(p);
	return true;
}

static bool type_command(Cli *c, const char *args, bool expand)
{
	const char *text;
	bool offsets = false;

	if (!type_flags(c, &args, expand ? "mMtTorsdx" : "", &offsets))
		return false;
	if (!*args && !debug_history_count(c->s))
		return cli_fail(c, "The history is empty.");
	if (!*args)
		args = "$";
	text = void_type(c, args);
	if (text) {
		out_printf(c, "type = %s\n", text);
		return true;
	}
	text = debug_type_text(c->s, args, expand, offsets);
	if (!text)
		return cli_fail_core(c);
	out_printf(c, "%stype = %s\n", offsets && strchr(text, '\n') ? "/* offset      |    size */  " : "", text);
	return true;
}

bool cmd_ptype(Cli *c, const char *args)
{
	return type_command(c, args, true);
}

bool cmd_whatis(Cli *c, const char *args)
{
	return type_command(c, args, false);
}

/* ---- registers ---- */

static void print_register(Cli *c, const char *name, uint64_t value, const char *as)
{
	out_printf(c, "%-15s0x%-18llx %s\n", name, (unsigned long long)value, as);
}

/* All three, or one by name. */
bool cmd_info_registers(Cli *c, const char *args)
{
	static const char *const names[] = { "pc", "fp", "sp" };
	DebugFrame f;
	StrBuf sb = { 0 };
	char word[32];
	unsigned shown = 0;

	if (!debug_selected_frame(c->s, &f))
		return cli_fail(c, "The program has no registers now.");
	next_word(args + (*args == '$'), word, sizeof word);
	for (unsigned i = 0; i < 3; i++) {
		uint64_t value = i == 0 ? f.pc : i == 1 ? f.fp : f.fp + f.size;

		if (*word && strcmp(word, names[i]) != 0)
			continue;
		sb_clear(&sb);
		if (i == 0)
			format_address(c, &sb, value);
		else
			sb_printf(&sb, "0x%llx", (unsigned long long)value);
		print_register(c, names[i], value, sb_text(&sb));
		shown++;
	}
	sb_free(&sb);
	return shown || cli_fail(c, "Invalid register `%s'", word);
}

/* ---- printers ---- */

static bool list_printers(Cli *c)
{
	const DebugPrinter *list;
	size_t n = debug_printers(c->s, &list);

	for (size_t i = 0; i < n; i++)
		out_printf(c, "%s = %s\n", list[i].type, list[i].expr);
	if (!n)
		out_text(c, "No printers.\n");
	return true;
}

bool cmd_printer(Cli *c, const char *args)
{
	const char *equals = strchr(args, '=');
	size_t n = equals ? (size_t)(equals - args) : 0;

	if (!*args)
		return list_printers(c);
	while (n && isspace((unsigned char)args[n - 1]))
		n--;
	if (!n)
		return cli_fail(c, "A printer is made so: printer TYPE = EXPRESSION, in which self is the value.");
	return debug_printer(c->s, arena_strndup(c->arena, args, n), skip_blanks(equals + 1)) || cli_fail_core(c);
}
