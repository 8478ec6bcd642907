/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at data: print and its relatives, automatic display, types, and memory by x. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <stdlib.h>
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

/* ---- echo and printf ---- */

/* One escape after a backslash; *p is at the character behind it and is moved to its last. */
static void add_escape(StrBuf *out, const char **p)
{
	static const char letters[] = "abfnrtve", bytes[] = "\a\b\f\n\r\t\v\033";
	const char *at = strchr(letters, **p);
	int n = 0;

	if (**p >= '0' && **p <= '7') {
		for (int i = 0; i < 3 && **p >= '0' && **p <= '7'; i++, ++*p)
			n = n * 8 + (**p - '0');
		--*p;
		sb_addc(out, (char)n);
	} else if (at && **p) {
		sb_addc(out, bytes[at - letters]);
	} else {
		sb_addc(out, **p);
	}
}

bool cmd_echo(Cli *c, const char *args)
{
	StrBuf sb = { 0 };

	for (const char *p = args; *p; p++) {
		if (*p != '\\')
			sb_addc(&sb, *p);
		else if (*++p)
			add_escape(&sb, &p);
		else
			break;
	}
	out_bytes(c, sb.data, sb.len);
	sb_free(&sb);
	return true;
}

const char *next_argument(Cli *c, const char **p)
{
	const char *start = skip_blanks(*p), *q = start;
	int depth = 0;

	for (; *q && !(*q == ',' && !depth); q++) {
		if (*q == '"' || *q == '\'' || *q == '`') {
			char quote = *q++;

			while (*q && *q != quote)
				q += *q == '\\' && quote != '`' && q[1] ? 2 : 1;
			if (!*q)
				break;
		} else if (strchr("([{", *q)) {
			depth++;
		} else if (strchr(")]}", *q)) {
			depth--;
		}
	}
	*p = *q ? q + 1 : q;
	return arena_strndup(c->arena, start, (size_t)(q - start));
}

static double number_of(const DebugValue *v)
{
	double d;

	memcpy(&d, &v->bits, 8);
	return v->kind == DEBUG_FLOAT ? d : v->kind == DEBUG_UINT ? (double)v->bits : (double)(int64_t)v->bits;
}

static void add_text_of(Cli *c, StrBuf *out, const DebugValue *v, char verb)
{
	if (verb == 'T')
		sb_add(out, v->type);
	else if (v->kind == DEBUG_STRING && verb != 'q')
		sb_addn(out, v->text, v->nchildren);
	else if (verb != 'v' || !format_as_go(out, v))
		format_value(c, out, v, (Format){ 0 }, FORMAT_TOP);
}

/* What stands from a % on: flags, width and precision, and the letter; a length between them says nothing here. */
typedef struct Conversion { char spec[48], letter; } Conversion;

/* *p is at a %, and is moved to the letter. False: that is none; c->error. */
static bool read_conversion(Cli *c, const char **p, Conversion *out)
{
	const char *q = *p + 1 + strspn(*p + 1, "-+ #0123456789."), *flags = *p + 1 + strspn(*p + 1, "-");
	int n = (int)(q - *p);

	if (*q == '*')
		return cli_fail(c, "`*' not supported for precision or width in printf");
	snprintf(out->spec, sizeof out->spec, "%.*s", n < 40 ? n : 40, *p);
	q += strspn(q, "lhzjL");
	out->letter = *q;
	*p = q;
	if (!*q)
		return cli_fail(c, "Incomplete format specifier at end of format string");
	if (*q == 'n')
		return cli_fail(c, "Format specifier `n' not supported in printf");
	if (!strchr("diuxXoeEfFgGcpsvqT", *q))
		return cli_fail(c, "Unrecognized format specifier '%c' in printf", *q);
	if (strchr("cp", *q) && (strpbrk(out->spec, "+ #.") || *flags == '0'))
		return cli_fail(c, "Inappropriate modifiers to format specifier '%c' in printf", *q);
	return true;
}

/* A character, and none for zero, in the width that the conversion wants. */
static void add_padded_rune(StrBuf *out, const Conversion *conv, int rune)
{
	const char *width = conv->spec + 1 + strspn(conv->spec + 1, "-");
	unsigned long n = strtoul(width, NULL, 10);
	bool left = width > conv->spec + 1;
	unsigned pad = n > 1 ? n < 10000 ? (unsigned)n - 1 : 9999 : 0;

	if (!left)
		sb_pad(out, ' ', pad);
	if (rune)
		sb_addrune(out, rune);
	if (left)
		sb_pad(out, ' ', pad);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static bool add_conversion(Cli *c, StrBuf *out, const Conversion *conv, const DebugValue *v)
{
	char format[64], letter = conv->letter, address[24];
	StrBuf text = { 0 };

	if (strchr("diuxXoc", letter) && (v->kind == DEBUG_STRING || v->kind == DEBUG_STRUCT))
		return cli_fail(c, "Value can't be converted to integer.");
	switch (letter) {
	case 'd': case 'i': case 'u': case 'x': case 'X': case 'o':
		snprintf(format, sizeof format, "%s%s%c", conv->spec, "ll", letter);
		sb_printf(out, format, v->kind == DEBUG_FLOAT ? (long long)number_of(v) : (long long)v->bits);
		return true;
	case 'e': case 'f': case 'g': case 'E': case 'F': case 'G':
		snprintf(format, sizeof format, "%s%c", conv->spec, letter);
		sb_printf(out, format, number_of(v));
		return true;
	case 'c':
		add_padded_rune(out, conv, (int)v->bits);
		return true;
	case 'p':
		snprintf(address, sizeof address, v->bits ? "0x%llx" : "(nil)", (unsigned long long)v->bits);
		snprintf(format, sizeof format, "%ss", conv->spec);
		sb_printf(out, format, address);
		return true;
	default:	/* s v q T */
		snprintf(format, sizeof format, "%ss", conv->spec);
		add_text_of(c, &text, v, letter);
		sb_printf(out, format, sb_text(&text));
		sb_free(&text);
		return true;
	}
}
#pragma GCC diagnostic pop

/* The string that a format stands in, its escapes carried out; *p is moved behind it. */
static bool read_format(Cli *c, const char **p, StrBuf *out)
{
	const char *q = *p;

	if (*q != '"')
		return cli_fail(c, *q ? "Bad format string, missing '\"'." : "Argument required (format-control string and values to print).");
	for (q++; *q && *q != '"'; q++) {
		if (*q != '\\' || !q[1]) {
			sb_addc(out, *q);
			continue;
		}
		if (!strchr("abefnrtv\\\"01234567", *++q))
			return cli_fail(c, "Unrecognized escape character \\%c in format string.", *q);
		add_escape(out, &q);
	}
	if (!*q)
		return cli_fail(c, "Bad format string, non-terminated '\"'.");
	*p = skip_blanks(q + 1);
	sb_text(out);
	return !**p || *(*p)++ == ',' || cli_fail(c, "Invalid argument syntax");
}

/* Every conversion is one, and there are as many arguments, before any is evaluated. */
static bool format_is_sound(Cli *c, const char *format, const char *args)
{
	Conversion conv;
	size_t wanted = 0, given = 0;

	for (const char *p = format; *p; p++) {
		if (*p != '%' || *++p == '%')
			continue;
		p--;
		if (!read_conversion(c, &p, &conv))
			return false;
		wanted++;
	}
	for (args = skip_blanks(args); *args; args = skip_blanks(args), given++)
		next_argument(c, &args);
	return wanted == given || cli_fail(c, "Wrong number of arguments for specified format-string");
}

bool format_printf(Cli *c, const char *args, StrBuf *sb)
{
	StrBuf format = { 0 };
	Conversion conv;
	const DebugValue *v;
	bool ok = read_format(c, &args, &format) && format_is_sound(c, sb_text(&format), args);

	for (size_t i = 0; ok && i < format.len; i++) {
		const char *p = sb_text(&format) + i;

		if (*p != '%' || p[1] == '%') {
			sb_addc(sb, *p);
			i += *p == '%';
			continue;
		}
		ok = read_conversion(c, &p, &conv) && (v = eval(c, next_argument(c, &args))) && add_conversion(c, sb, &conv, v);
		i = (size_t)(p - format.data);
	}
	sb_text(sb);
	sb_free(&format);
	return ok;
}

bool cmd_printf(Cli *c, const char *args)
{
	StrBuf sb = { 0 };
	bool ok = format_printf(c, args, &sb);

	if (ok)
		out_bytes(c, sb.data, sb.len);
	sb_free(&sb);
	return ok;
}

/* ---- x ---- */

static unsigned unit_size(char unit)
{
	return unit == 'b' ? 1 : unit == 'h' ? 2 : unit == 'w' ? 4 : 8;
}

static void row_label(Cli *c, uint64_t addr)
{
	StrBuf sb = { 0 };

	format_address(c, &sb, addr);
	out_printf(c, "%s:", sb_text(&sb));
	sb_free(&sb);
}

bool memory_row(Cli *c, uint64_t addr, void *out, size_t n)
{
	size_t there = 0;
	uint8_t byte;

	if (debug_read(c->s, addr, out, n))
		return true;
	while (there < n && debug_read(c->s, addr + there, &byte, 1))
		there++;
	return cli_fail(c, "Cannot access memory at address 0x%llx", (unsigned long long)(addr + there));
}

static unsigned units_in_row(Format f)
{
	switch (f.letter) {
	case 'c': return 8;
	case 'a': return 2;
	case 't': return f.unit == 'b' ? 8 : f.unit == 'h' ? 8 : f.unit == 'w' ? 4 : 2;
	default: return f.unit == 'b' || f.unit == 'h' ? 8 : f.unit == 'w' ? 4 : 2;
	}
}

/* gdb's $_ and $__: the last unit's address, and what lies there. */
static void note_unit(Cli *c, Format f, uint64_t addr, uint64_t bits)
{
	static const char *const types[] = { "*int8", "*int16", "*int32", "*int64" };
	unsigned size = unit_size(f.unit);

	debug_set_pointer(c->s, "_", types[size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3], addr);
	debug_set_int(c->s, "__", (int64_t)(bits << (64 - 8 * size)) >> (64 - 8 * size));
}

/* *addr comes to lie behind the last unit, one that cannot be read included. */
static bool examine_units(Cli *c, Format f, uint64_t *addr, long count)
{
	unsigned size = unit_size(f.unit), per_row = units_in_row(f);
	bool padded = strchr("xot", f.letter) != NULL;
	uint64_t bits = 0;

	for (long i = 0; i < count && !c->discard; i++) {
		StrBuf sb = { 0 };

		if (i % per_row == 0)
			row_label(c, *addr);
		out_text(c, "\t");
		*addr += size;
		bits = 0;
		if (!memory_row(c, *addr - size, &bits, size))
			return false;
		format_bits(c, &sb, bits, size, f.letter != 'u' && f.letter != 'x', f.letter, padded);
		out_text(c, sb_text(&sb));
		sb_free(&sb);
		if (i % per_row == per_row - 1 || i == count - 1)
			out_text(c, "\n");
	}
	if (count)
		note_unit(c, f, *addr - size, bits);
	return true;
}

/* Text up to a zero byte, the limit, the end of a Go string, or of what can be read. */
static void examine_string(Cli *c, uint64_t *addr, uint64_t len)
{
	StrBuf text = { 0 }, quoted = { 0 };
	uint64_t limit = c->set.print_elements ? c->set.print_elements : 1 << 20, n = 0;
	bool more = false, zero = false, end = false;

	while (n < len && !zero && !more && !end) {
		char ch;

		end = !debug_read(c->s, *addr + n, &ch, 1);
		zero = !end && len == UINT64_MAX && !ch;
		more = !end && !zero && n >= limit;
		if (!end && !zero && !more) {
			sb_addc(&text, ch);
			n++;
		}
	}
	row_label(c, *addr);
	out_text(c, "\t");
	sb_quote(&quoted, text.data ? text.data : "", text.len);
	if (n || !end)
		out_printf(c, "%s%s", sb_text(&quoted), more ? "..." : "");
	if (end)
		out_printf(c, "<error: Cannot access memory at address 0x%llx>", (unsigned long long)(*addr + n));
	out_text(c, "\n");
	*addr += n + zero;
	sb_free(&text);
	sb_free(&quoted);
}

static bool examine_instruction(Cli *c, uint64_t *addr)
{
	unsigned size = 0;
	const char *text = debug_disassemble(c->s, *addr, &size);
	DebugFrame f;

	text = text ? arena_strdup(c->arena, text) : NULL;
	out_text(c, debug_selected_frame(c->s, &f) && f.pc == *addr ? "=> " : "   ");
	row_label(c, *addr);
	out_text(c, "\t");
	if (!text)
		return cli_fail(c, "Cannot access memory at address 0x%llx", (unsigned long long)*addr);
	out_printf(c, "%s\n", text);
	*addr += size;
	return true;
}

static bool examine_lines(Cli *c, char letter, uint64_t *addr, long count, uint64_t string_len)
{
	uint64_t start = *addr;
	bool ok = true;

	for (long i = 0; ok && i < count && !c->discard; i++) {
		start = *addr;
		if (letter == 's')
			examine_string(c, addr, string_len);
		else
			ok = examine_instruction(c, addr);
	}
	if (ok && count)
		debug_set_pointer(c->s, "_", letter == 'i' ? "func()" : "*uint8", start);
	return ok;
}

static bool examine(Cli *c, Format f, uint64_t addr, uint64_t string_len)
{
	bool back = f.count < 0, ok;
	long count = f.counted ? labs(f.count) : 1;
	uint64_t start = back ? addr -= (uint64_t)count * unit_size(f.unit) : addr;

	ok = f.letter == 's' || f.letter == 'i' ? examine_lines(c, f.letter, &addr, count, string_len)
						: examine_units(c, f, &addr, count);
	c->x_next = ok && back ? start : addr;	/* gdb's choice */
	return ok;
}

/* $name alone, of a variable that was never set, or of a function: its type; NULL: another expression. */
static const char *void_type(Cli *c, const char *args)
{
	const char *p = args + 1;
	const DebugValue *v;

	if (*args != '$' || !(isalpha((unsigned char)*p) || *p == '_') || debug_get_var(c->s, p))
		return NULL;
	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	if (*skip_blanks(p) || !(v = debug_eval(c->s, args)) || v->kind != DEBUG_VOID)	/* a register */
		return NULL;
	return arena_strdup(c->arena, v->type);
}

/* Where an expression's value points: pointers and numbers themselves, else its own place. */
bool eval_address(Cli *c, const char *expr, uint64_t *addr, uint64_t *len)
{
	const DebugValue *v = eval(c, expr);

	*len = UINT64_MAX;
	if (!v)
		return false;
	switch (v->kind) {
	case DEBUG_STRING:
		*len = v->len;
		*addr = v->bits;
		return true;
	case DEBUG_STRUCT: case DEBUG_ARRAY: case DEBUG_INTERFACE:
		*addr = v->addr;
		return v->addressable || cli_fail(c, "Attempt to take address of value not located in memory.");
	case DEBUG_FUNC:
		/* The code, not the closure that points to it. */
		if (v->bits && debug_read(c->s, v->bits, addr, 8) && debug_pc_location(c->s, *addr))
			return true;
		*addr = v->bits;
		return true;
	default:
		*addr = v->bits;
		return true;
	}
}

static void complete_format(Format *f, Format last)
{
	if (!f->letter)
		f->letter = last.letter ? last.letter : 'x';
	if (!f->unit) {
		f->unit = last.unit ? last.unit : 'w';
		if (f->letter == 'a')
			f->unit = 'g';
		if (f->letter == 'c')
			f->unit = 'b';
		if (f->letter == 'f' && f->unit != 'w')
			f->unit = 'g';
	}
}

bool cmd_x(Cli *c, const char *args)
{
	Format f = { 0 };
	uint64_t addr = c->x_next, len = UINT64_MAX;

	if (*args == '/') {
		args++;
		if (!format_parse(c, &args, &f))
			return false;
	} else if (!*args) {
		f = c->x_format;
	}
	complete_format(&f, c->x_format);
	if (void_type(c, args))
		return cli_fail(c, "Value can't be converted to integer.");
	if (*args ? !eval_address(c, args, &addr, &len) : false)
		return false;
	if (!*args && !addr)
		return cli_fail(c, "Argument required (starting display address).");
	if (!examine(c, f, addr, len))
		return false;
	if (f.count <= 0) {		/* what comes without a count goes on by one */
		f.counted = false;
		f.count = 0;
	}
	c->x_format = f;
	return true;
}

/* ---- display ---- */

static bool show_display(Cli *c, const Display *d)
{
	Format f = d->format;
	bool as_x = f.letter == 'i' || f.letter == 's' || f.unit || f.counted;
	uint64_t addr, len;
	const DebugValue *v;
	StrBuf sb = { 0 };

	if (as_x) {
		if (!eval_address(c, d->expr, &addr, &len))
			return false;
		complete_format(&f, (Format){ 0 });
		out_printf(c, "%d: x/", d->number);
		if (f.counted)
			out_printf(c, "%ld", f.count);
		out_printf(c, "%c%.*s %s\n", f.letter, strchr("is", f.letter) ? 0 : 1, &f.unit, d->expr);
		if (!examine(c, f, addr, len))
			out_printf(c, "<error: %s>\n", sb_text(&c->error));
		return true;
	}
	v = eval(c, d->expr);
	if (!v)
		return false;
	format_value(c, &sb, v, f, FORMAT_TOP | FORMAT_STYLED);
	out_printf(c, "%d: ", d->number);
	if (f.letter)
		out_printf(c, "/%c ", f.letter);
	out_printf(c, "%s = %s\n", d->expr, sb_text(&sb));
	sb_free(&sb);
	return true;
}

/* A function's name without the types of its instance, in the session's arena. */
static const char *generic_name(Cli *c, const char *name)
{
	StrBuf out = { 0 };
	const char *text;
	int depth = 0;

	for (; *name; name++) {
		depth += *name == '[';
		if (!depth)
			sb_addc(&out, *name);
		depth -= *name == ']';
	}
	text = arena_strdup(c->arena, sb_text(&out));
	sb_free(&out);
	return text;
}

/* Is the selected frame one of the function, or of a closure in it, whose variables the expression is about? */
static bool display_applies(Cli *c, const Display *d)
{
	size_t n = d->function ? strlen(d->function) : 0;
	const char *name;
	DebugFrame f;

	if (!d->function)
		return true;
	if (!debug_selected_frame(c->s, &f))
		return false;
	name = generic_name(c, f.function);
	return strncmp(name, d->function, n) == 0 && (!name[n] || strchr(".-", name[n]));
}

/* Those that mean something where the program stands; the others wait. */
void do_displays(Cli *c)
{
	bool quiet = c->quiet_eval;

	c->quiet_eval = true;
	vec_each(&c->displays, d)
		if (d->enabled && display_applies(c, d))
			show_display(c, d);
	c->quiet_eval = quiet;
	sb_clear(&c->error);
}

bool cmd_display(Cli *c, const char *args)
{
	Display d = { .enabled = true };

	if (!*args) {
		do_displays(c);
		return true;
	}
	if (*args == '/') {
		args++;
		if (!format_parse(c, &args, &d.format))
			return false;
	}
	if (!*args)
		return cli_fail(c, "Argument required (expression to compute).");
	d.number = c->next_display;
	d.expr = mem_strndup(args, strlen(args));
	/* It must mean something now: with a program that runs it is shown at once. */
	if (!debug_eval(c->s, args)) {
		mem_free(d.expr);
		return cli_fail_core(c);
	}
	d.function = debug_local_function(c->s, args);
	d.function = d.function ? generic_name(c, d.function) : NULL;
	c->next_display++;
	vec_push(&c->displays, d);
	if (c->from_tty && debug_alive(c->s))
		return show_display(c, &d);
	return true;
}

static Display *find_display(Cli *c, int n)
{
	vec_each(&c->displays, d)
		if (d->number == n)
			return d;
	return NULL;
}

static bool no_display(Cli *c, int n)
{
	return cli_fail(c, "No display number %d.", n);
}

static bool undisplay_one(Cli *c, int n)
{
	Display *d = find_display(c, n);

	if (!d)
		return no_display(c, n);
	mem_free(d->expr);
	vec_remove(&c->displays, d - c->displays.data);
	return true;
}

static bool enable_display_one(Cli *c, int n)
{
	Display *d = find_display(c, n);

	if (d)
		d->enabled = true;
	return d || no_display(c, n);
}

static bool disable_display_one(Cli *c, int n)
{
	Display *d = find_display(c, n);

	if (d)
		d->enabled = false;
	return d || no_display(c, n);
}

static bool displays_some_or_all(Cli *c, const char *args, bool (*each)(Cli *c, int n))
{
	bool ok = true;

	if (*args)
		return parse_number_list(c, args, &(NumberList){ .what = "display" }, each);
	for (size_t i = c->displays.len; i-- > 0;)
		ok = each(c, c->displays.data[i].number) && ok;
	return ok;
}

bool cmd_undisplay(Cli *c, const char *args)
{
	if (!*args && c->displays.len && c->from_tty && !query(c, "Delete all auto-display expressions? "))
		return true;
	return displays_some_or_all(c, args, undisplay_one);
}

bool cmd_enable_display(Cli *c, const char *args)
{
	return displays_some_or_all(c, args, enable_display_one);
}

bool cmd_disable_display(Cli *c, const char *args)
{
	return displays_some_or_all(c, args, disable_display_one);
}

bool cmd_info_display(Cli *c, const char *args)
{
	(void)args;
	if (!c->displays.len) {
		out_text(c, "There are no auto-display expressions now.\n");
		return true;
	}
	out_text(c, "Auto-display expressions now in effect:\nNum Enb Expression\n");
	vec_each(&c->displays, d) {
		out_printf(c, "%d:   %c  ", d->number, d->enabled ? 'y' : 'n');
		if (d->format.counted)
			out_printf(c, "/%ld%c%.*s ", d->format.count, d->format.letter, d->format.unit ? 1 : 0, &d->format.unit);
		else if (d->format.letter)
			out_printf(c, "/%c ", d->format.letter);
		out_printf(c, "%s%s\n", d->expr, display_applies(c, d) ? "" : " (cannot be evaluated in the current context)");
	}
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
