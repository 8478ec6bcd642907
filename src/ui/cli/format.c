/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as text: gdb's forms for numbers and structures, Go's syntax for what only Go has. */
#include "ui/cli/cli_int.h"

#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- /FMT ---- */

bool format_parse(Cli *c, const char **args, Format *f)
{
	const char *p = *args;
	char *end;

	if (*p == '-' || isdigit((unsigned char)*p)) {
		f->counted = true;
		f->count = strtol(p, &end, 10);
		p = end;
	}
	for (; *p && *p != ' ' && *p != '\t'; p++) {
		if (strchr("bhwg", *p))
			f->unit = *p;
		else if (*p == 'r')
			f->raw = true;
		else if (strchr("xduotcafszi", *p))
			f->letter = *p;
		else
			return cli_fail(c, "Undefined output format \"%c\".", *p);
	}
	*args = skip_blanks(p);
	return true;
}

/* ---- numbers ---- */

static uint64_t cut(uint64_t bits, unsigned size)
{
	return size >= 8 || !size ? bits : bits & ((1ull << (8 * size)) - 1);
}

static int64_t extend(uint64_t bits, unsigned size)
{
	unsigned shift = size >= 8 || !size ? 0 : 64 - 8 * size;

	return (int64_t)(bits << shift) >> shift;
}

static void add_char(StrBuf *out, int64_t rune)
{
	static const char named[] = "\a\b\f\n\r\t\v\033", letters[] = "abfnrtve";
	const char *at = rune > 0 && rune < 128 ? strchr(named, (int)rune) : NULL;

	sb_addc(out, '\'');
	if (at)
		sb_printf(out, "\\%c", letters[at - named]);
	else if (rune == '\'' || rune == '\\')
		sb_printf(out, "\\%c", (int)rune);
	else if (rune < 32 || rune == 127)
		sb_printf(out, "\\%03o", (unsigned)(rune & 0xff));
	else if (rune >= 0x80 && !utf8_printable((int)rune))
		sb_printf(out, rune < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)rune);
	else
		sb_addrune(out, (int)rune);
	sb_addc(out, '\'');
}

/* A byte: gdb shows those above 127 in octal. */
static void add_byte(StrBuf *out, uint8_t b, bool is_signed)
{
	sb_printf(out, "%d ", is_signed ? (int8_t)b : b);
	if (b < 128)
		add_char(out, b);
	else
		sb_printf(out, "'\\%03o'", b);
}

static void add_binary(StrBuf *out, uint64_t bits, unsigned width, bool nibbles)
{
	unsigned n = width;

	if (!n)
		for (n = 1; n < 64 && bits >> n; n++)
			;
	if (nibbles)
		n = (n + 3) / 4 * 4;
	while (n--) {
		sb_addc(out, (char)('0' + (bits >> n & 1)));
		if (nibbles && n && n % 4 == 0)
			sb_addc(out, ' ');
	}
}

/* Digits of which there are enough for every number of the size; up to so many before the point there is no exponent, as in gdb. */
enum { DOUBLE_DIGITS = 17, FLOAT_DIGITS = 9 };

/* The shortest decimal form that reads back as the same number; from 10^most on with an exponent. */
static void add_shortest(StrBuf *out, double d, bool narrow, int most)
{
	int digits = 0, exponent;
	char text[40];

	if (isnan(d)) {
		sb_add(out, "NaN");
		return;
	}
	if (isinf(d)) {
		sb_add(out, d < 0 ? "-Inf" : "+Inf");
		return;
	}
	do
		snprintf(text, sizeof text, "%.*e", digits, d);
	while ((narrow ? (float)strtod(text, NULL) != (float)d : strtod(text, NULL) != d) && ++digits < DOUBLE_DIGITS);
	exponent = atoi(strchr(text, 'e') + 1);
	if (exponent >= -4 && exponent < most)
		sb_printf(out, "%.*f", digits > exponent ? digits - exponent : 0, d);
	else
		sb_add(out, text);
}

static void add_double(StrBuf *out, double d, bool narrow)
{
	add_shortest(out, d, narrow, narrow ? FLOAT_DIGITS : DOUBLE_DIGITS);
}

bool format_as_go(StrBuf *out, const DebugValue *v)
{
	enum { GO_DIGITS = 6 };		/* strconv's choice for %v */
	double d;

	switch (v->kind) {
	case DEBUG_INT: sb_printf(out, "%lld", (long long)v->bits); return true;
	case DEBUG_UINT: sb_printf(out, "%llu", (unsigned long long)v->bits); return true;
	case DEBUG_FLOAT:
		memcpy(&d, &v->bits, 8);
		add_shortest(out, d, v->size == 4, GO_DIGITS);
		return true;
	default: return false;
	}
}

void format_address(Cli *c, StrBuf *out, uint64_t addr)
{
	const char *symbol = addr ? debug_symbolize(c->s, addr) : NULL;

	sb_styled(c, out, STYLE_ADDRESS, "0x%llx", (unsigned long long)addr);
	if (symbol && *symbol) {
		sb_addc(out, ' ');
		sb_styled_symbol(c, out, symbol);
	}
}

static void add_floating_bits(StrBuf *out, uint64_t bits, unsigned size, bool is_signed)
{
	double d;
	float f;

	if (size == 8) {
		memcpy(&d, &bits, 8);
		add_double(out, d, false);
	} else if (size == 4) {
		memcpy(&f, &bits, 4);
		add_double(out, f, true);
	} else if (is_signed) {
		sb_printf(out, "%lld", (long long)extend(bits, size));
	} else {
		sb_printf(out, "%llu", (unsigned long long)cut(bits, size));
	}
}

void format_bits(Cli *c, StrBuf *out, uint64_t bits, unsigned size, bool is_signed, char letter, bool padded)
{
	unsigned long long n = cut(bits, size);

	switch (letter) {
	case 'x': sb_printf(out, "0x%0*llx", padded ? (int)size * 2 : 1, n); break;
	case 'z': sb_printf(out, "0x%0*llx", (int)size * 2, n); break;
	case 'o':
		if (padded)
			sb_printf(out, "0%0*llo", (int)(size * 8 + 2) / 3, n);
		else
			sb_printf(out, "%s%llo", n ? "0" : "", n);
		break;
	case 't': add_binary(out, n, padded ? size * 8 : 0, c->set.print_nibbles); break;
	case 'd': sb_printf(out, "%lld", (long long)extend(bits, size)); break;
	case 'u': sb_printf(out, "%llu", n); break;
	case 'c':
		if (n < 256 || size == 1)
			add_byte(out, (uint8_t)n, is_signed);
		else {
			sb_printf(out, "%llu ", n);
			add_char(out, (int64_t)n);
		}
		break;
	case 'a': format_address(c, out, n); break;
	case 'f': add_floating_bits(out, bits, size, is_signed); break;
	default:
		if (is_signed)
			sb_printf(out, "%lld", (long long)extend(bits, size));
		else
			sb_printf(out, "%llu", n);
	}
}

/* ---- values ---- */

typedef struct Printer {
	Cli *c;
	StrBuf *out;
	Format f;
	unsigned indent;		/* aggregates that are open, on lines of their own or not, as gdb counts */
	bool pretty;
	bool line;			/* what says the type already: one line, without it */
	bool go;			/* Go's literals */
	bool styled;			/* in colours, where they are shown */
} Printer;

enum { FORMAT_NESTED = 8 };

static void add_value(Printer *p, const DebugValue *v, unsigned how);

static void add_styled(Printer *p, Style style, const char *text)
{
	if (p->styled)
		sb_styled(p->c, p->out, style, "%s", text);
	else
		sb_add(p->out, text);
}

static void add_hex(Printer *p, uint64_t addr)
{
	char text[24];

	snprintf(text, sizeof text, "0x%llx", (unsigned long long)addr);
	add_styled(p, STYLE_ADDRESS, text);
}

static void add_repeats(Printer *p, size_t n)
{
	char text[48];

	snprintf(text, sizeof text, "<repeats %zu times>", n);
	sb_addc(p->out, ' ');
	add_styled(p, STYLE_METADATA, text);
}

/* <symbol>, set off from the address if that is shown. */
static void add_symbol_name(Printer *p, const char *symbol)
{
	if (p->c->set.print_address)
		sb_addc(p->out, ' ');
	if (p->styled)
		sb_styled_symbol(p->c, p->out, symbol);
	else
		sb_printf(p->out, "<%s>", symbol);
}

/* int32 is rune: one that is a printable character shows it. */
static bool shows_rune(const DebugValue *v)
{
	int64_t n = (int64_t)v->bits;

	return (strcmp(v->type, "int32") == 0 || strcmp(v->type, "rune") == 0) && n >= 32 && n != 127 && n < 0x110000
		&& !(n >= 0xd800 && n < 0xe000);
}

static void add_integer(Printer *p, const DebugValue *v)
{
	bool is_signed = v->kind == DEBUG_INT;

	if (p->f.letter == 'c' && is_signed && shows_rune(v)) {
		sb_printf(p->out, "%lld ", (long long)v->bits);
		add_char(p->out, (int64_t)v->bits);
		return;
	}
	if (p->f.letter == 'c') {
		add_byte(p->out, (uint8_t)v->bits, is_signed);	/* gdb makes a char of it */
		return;
	}
	if (p->f.letter && p->f.letter != 's') {
		format_bits(p->c, p->out, v->bits, v->size, is_signed, p->f.letter, false);
		return;
	}
	if (strcmp(v->type, "uint8") == 0 || strcmp(v->type, "byte") == 0) {
		add_byte(p->out, (uint8_t)v->bits, false);
		return;
	}
	if (p->c->set.output_radix != 10) {
		format_bits(p->c, p->out, v->bits, v->size, is_signed, p->c->set.output_radix == 16 ? 'x' : 'o', false);
		return;
	}
	format_bits(p->c, p->out, v->bits, v->size, is_signed, 0, false);
	if (is_signed && shows_rune(v)) {
		sb_addc(p->out, ' ');
		add_char(p->out, (int64_t)v->bits);
	}
}

/* Integers' letters show how it lies in memory. bits: of a double, whatever its size. */
static void add_float(Printer *p, uint64_t bits, unsigned size)
{
	uint32_t narrow;
	double d;
	float f;

	memcpy(&d, &bits, 8);
	f = (float)d;
	memcpy(&narrow, &f, 4);
	if (p->f.letter && strchr("xdutoz", p->f.letter))
		format_bits(p->c, p->out, size == 4 ? narrow : bits, size, true, p->f.letter, false);
	else if (p->f.letter && !strchr("fs", p->f.letter))
		format_bits(p->c, p->out, (uint64_t)(int64_t)d, 8, true, p->f.letter, false);
	else
		add_double(p->out, d, size == 4);
}

static void add_complex(Printer *p, const DebugValue *v)
{
	add_float(p, v->bits, v->size / 2);
	sb_add(p->out, " + ");
	add_float(p, v->bits2, v->size / 2);
	sb_addc(p->out, 'i');
}

static size_t char_length(const char *text, size_t left)
{
	int width;

	utf8_decode(text, left, &width);
	return width > 0 ? (size_t)width : 1;
}

/* How many equal characters stand at the beginning. */
static size_t run_length(const char *text, size_t left, size_t one)
{
	size_t n = 1;

	while ((n + 1) * one <= left && memcmp(text, text + n * one, one) == 0)
		n++;
	return n;
}

static void add_quoted(Printer *p, const char *text, size_t n, char quote)
{
	StrBuf quoted = { 0 };
	const char *s;

	sb_quote(&quoted, text, n);
	s = sb_text(&quoted);
	n = strlen(s) - 2;
	sb_addc(p->out, quote);
	for (size_t i = 1; i <= n; i++)
		if (s[i] & 0x80 && p->c->set.print_sevenbit)
			sb_printf(p->out, "\\%03o", (unsigned char)s[i]);
		else
			sb_addc(p->out, s[i]);
	sb_addc(p->out, quote);
	sb_free(&quoted);
}

/* Runs of equal characters are told once, as gdb does, and count as many as it takes to be one: "ab", 'c' <repeats 19 times>. */
static void add_string(Printer *p, const DebugValue *v)
{
	const char *text = v->text ? v->text : "";
	size_t n = v->nchildren, start = 0, threshold = p->c->set.print_repeats, parts = 0, things = 0, i;
	size_t limit = p->c->set.print_elements ? p->c->set.print_elements : SIZE_MAX;

	for (i = 0; i < n && things < limit;) {
		size_t one = char_length(text + i, n - i), run = run_length(text + i, n - i, one);

		if (threshold && run > threshold) {
			if (i > start) {
				sb_add(p->out, parts++ ? ", " : "");
				add_quoted(p, text + start, i - start, '"');
			}
			sb_add(p->out, parts++ ? ", " : "");
			add_quoted(p, text + i, one, '\'');
			add_repeats(p, run);
			start = i + run * one;
			things += threshold;
		} else {
			run = run < limit - things ? run : limit - things;
			things += run;
		}
		i += run * one;
	}
	if (start < i || !parts) {
		sb_add(p->out, parts ? ", " : "");
		add_quoted(p, text + start, i - start, '"');
	}
	if (v->len > i)
		sb_add(p->out, "...");
}

/* The package variable that an address lies in: gdb's <symbol+4>. */
static void add_symbol(Printer *p, uint64_t addr)
{
	const char *symbol = p->c->set.print_symbol && addr ? debug_symbolize(p->c->s, addr) : NULL;

	if (symbol && *symbol && !strchr(symbol, ':') && strncmp(symbol, "heap ", 5) != 0)
		add_symbol_name(p, symbol);
}

static void add_pointer(Printer *p, const DebugValue *v, unsigned how)
{
	if (p->f.letter && p->f.letter != 's' && p->f.letter != 'a') {
		format_bits(p->c, p->out, v->bits, 8, false, p->f.letter, false);
		return;
	}
	if (v->bits && how & FORMAT_TOP && !p->f.letter)
		sb_printf(p->out, "(%s) ", v->type);
	if (p->f.letter == 'a')
		format_address(p->c, p->out, v->bits);
	else if (p->c->set.print_address || !v->bits)
		add_hex(p, v->bits);
	if (p->f.letter != 'a' && v->kind == DEBUG_POINTER)
		add_symbol(p, v->bits);
}

static void add_function(Printer *p, const DebugValue *v, unsigned how)
{
	add_pointer(p, v, how);
	if (v->bits && v->text && !p->f.letter)
		add_symbol_name(p, v->text);
}

static bool is_aggregate(const DebugValue *v)
{
	switch (v->kind) {
	case DEBUG_STRUCT: case DEBUG_ARRAY: case DEBUG_SLICE: case DEBUG_MAP: case DEBUG_INTERFACE: return true;
	default: return false;
	}
}

static bool same_value(const DebugValue *a, const DebugValue *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind || a->bits != b->bits || a->bits2 != b->bits2 || a->len != b->len
	    || a->nchildren != b->nchildren || strcmp(a->type, b->type) != 0)
		return false;
	if (a->kind == DEBUG_STRING)
		return memcmp(a->text, b->text, a->nchildren) == 0;
	for (size_t i = 0; i < a->nchildren; i++)
		if (!same_value(a->children[i], b->children[i]))
			return false;
	return true;
}

static void new_line(Printer *p)
{
	sb_addc(p->out, '\n');
	sb_pad(p->out, ' ', 2 * p->indent);
}

static void separate(Printer *p, bool first, bool own_lines)
{
	if (!first)
		sb_add(p->out, own_lines ? "," : ", ");
	if (own_lines)
		new_line(p);
}

static void close_brace(Printer *p, bool own_lines)
{
	p->indent--;
	if (own_lines)
		new_line(p);
	sb_addc(p->out, '}');
}

static void add_struct(Printer *p, const DebugValue *v)
{
	bool lines = p->pretty && v->nchildren;

	if (!v->nchildren) {
		sb_add(p->out, v->children ? "{}" : "{...}");
		return;
	}
	sb_addc(p->out, '{');
	p->indent++;
	for (size_t i = 0; i < v->nchildren; i++) {
		separate(p, i == 0, lines);
		add_styled(p, STYLE_VARIABLE, v->names[i]);
		sb_add(p->out, " = ");
		add_value(p, v->children[i], 0);
	}
	close_brace(p, lines);
}

/* Elements, runs of equal ones told once. */
static void add_elements(Printer *p, const DebugValue *v)
{
	size_t threshold = p->c->set.print_repeats, run;
	bool lines = (p->pretty && v->nchildren && v->children[0]->kind == DEBUG_STRUCT) || (p->c->set.print_array && v->nchildren);

	sb_addc(p->out, '{');
	p->indent++;
	for (size_t i = 0; i < v->nchildren; i += run) {
		for (run = 1; i + run < v->nchildren && same_value(v->children[i], v->children[i + run]); run++)
			;
		if (!threshold || run <= threshold)
			run = 1;
		separate(p, i == 0, lines);
		if (p->c->set.print_indexes && v->kind != DEBUG_RESULTS && v->kind != DEBUG_CHAN)
			sb_printf(p->out, "[%zu] = ", i);
		add_value(p, v->children[i], v->kind == DEBUG_RESULTS ? FORMAT_TOP : 0);
		if (run > 1)
			add_repeats(p, run);
	}
	if (v->len > v->nchildren)
		sb_add(p->out, "...");
	close_brace(p, lines);
}

static void add_map(Printer *p, const DebugValue *v)
{
	bool lines = p->pretty && v->nchildren;

	sb_addc(p->out, '{');
	p->indent++;
	for (size_t i = 0; i + 1 < v->nchildren; i += 2) {
		separate(p, i == 0, lines);
		sb_addc(p->out, '[');
		add_value(p, v->children[i], 0);
		sb_add(p->out, "] = ");
		add_value(p, v->children[i + 1], 0);
	}
	if (v->len > v->nchildren / 2)
		sb_add(p->out, "...");
	close_brace(p, lines);
}

/* What it says of itself, or what a printer shows instead; false: neither. */
static bool add_said(Printer *p, const DebugValue *v, unsigned how)
{
	if (v->said)
		sb_add(p->out, v->said);
	else if (v->shown)
		add_value(p, v->shown, how);
	return v->said || v->shown;
}

/* One level to the dynamic value, and where a pointer inside leads. */
static void add_interface(Printer *p, const DebugValue *v)
{
	const DebugValue *inside;

	if (!v->nchildren) {
		sb_add(p->out, "nil");
		return;
	}
	inside = v->children[0];
	sb_printf(p->out, "%s(%s) ", p->line ? "" : v->type, inside->type);
	if (!p->c->set.print_object) {
		add_hex(p, v->bits);
		return;
	}
	if (add_said(p, inside, 0))
		return;
	if (inside->kind == DEBUG_FUNC) {
		add_function(p, inside, 0);
	} else if (inside->kind == DEBUG_POINTER) {
		add_pointer(p, inside, 0);
		if (inside->nchildren) {
			sb_addc(p->out, ' ');
			add_value(p, inside->children[0], 0);
		}
	} else {
		add_value(p, inside, 0);
	}
}

static void add_typed(Printer *p, const DebugValue *v, bool is_nil)
{
	if (p->c->set.print_prefix && !p->line)
		sb_printf(p->out, "%s = ", v->type);
	if (is_nil)
		sb_add(p->out, "nil");
	else if (v->kind == DEBUG_MAP)
		add_map(p, v);
	else
		add_elements(p, v);
}

/* ---- Go's literals ---- */

/* Inside of a composite its elements need no type. */
static void add_composite(Printer *p, const DebugValue *v, bool typed)
{
	bool pairs = v->kind == DEBUG_MAP, lines = p->pretty && v->nchildren;

	sb_printf(p->out, "%s{", typed ? v->type : "");
	p->indent++;
	for (size_t i = 0; i < v->nchildren; i += 1 + pairs) {
		separate(p, i == 0, lines);
		if (v->kind == DEBUG_STRUCT) {
			add_styled(p, STYLE_VARIABLE, v->names[i]);
			sb_add(p->out, ": ");
		}
		add_value(p, v->children[i], v->kind == DEBUG_STRUCT ? 0 : FORMAT_NESTED);
		if (pairs) {
			sb_add(p->out, ": ");
			add_value(p, v->children[i + 1], FORMAT_NESTED);
		}
	}
	if (v->kind != DEBUG_STRUCT && v->len > v->nchildren / (1 + pairs))
		sb_add(p->out, "...");
	close_brace(p, lines);
}

static void add_conversion(Printer *p, const DebugValue *v)
{
	sb_printf(p->out, "(%s)(", v->type);
	add_hex(p, v->bits);
	sb_addc(p->out, ')');
}

static void add_go(Printer *p, const DebugValue *v, bool typed)
{
	switch (v->kind) {
	case DEBUG_STRUCT: case DEBUG_ARRAY:
		add_composite(p, v, typed);
		return;
	case DEBUG_SLICE: case DEBUG_MAP:
		if (v->bits || v->cap)
			add_composite(p, v, typed);
		else
			sb_printf(p->out, typed ? "%s(nil)" : "nil", v->type);
		return;
	case DEBUG_POINTER: case DEBUG_CHAN: case DEBUG_FUNC:
		if (v->bits)
			add_conversion(p, v);
		else
			sb_add(p->out, "nil");
		return;
	case DEBUG_INTERFACE:
		if (v->nchildren)
			add_value(p, v->children[0], 0);
		else
			sb_add(p->out, "nil");
		return;
	case DEBUG_COMPLEX:
		sb_addc(p->out, '(');
		add_complex(p, v);
		sb_addc(p->out, ')');
		return;
	case DEBUG_INT: case DEBUG_UINT:
		format_bits(p->c, p->out, v->bits, v->size, v->kind == DEBUG_INT, 0, false);
		return;
	default:
		p->go = false;
		add_value(p, v, 0);
		p->go = true;
	}
}

static void add_value(Printer *p, const DebugValue *v, unsigned how)
{
	if (p->go && !(how & FORMAT_BRIEF)) {
		add_go(p, v, !(how & FORMAT_NESTED));
		return;
	}
	if (how & FORMAT_BRIEF && v->kind == DEBUG_CHAN) {
		add_hex(p, v->bits);
		return;
	}
	if (!p->f.letter && add_said(p, v, how))
		return;
	if (how & FORMAT_BRIEF && is_aggregate(v)) {
		sb_add(p->out, "...");
		return;
	}
	switch (v->kind) {
	case DEBUG_BOOL:
		if (p->f.letter && p->f.letter != 's')
			format_bits(p->c, p->out, v->bits, 1, false, p->f.letter, false);
		else
			sb_add(p->out, v->bits ? "true" : "false");
		break;
	case DEBUG_INT: case DEBUG_UINT: add_integer(p, v); break;
	case DEBUG_FLOAT: add_float(p, v->bits, v->size); break;
	case DEBUG_COMPLEX: add_complex(p, v); break;
	case DEBUG_STRING: add_string(p, v); break;
	case DEBUG_POINTER: add_pointer(p, v, how); break;
	case DEBUG_FUNC: add_function(p, v, how); break;
	case DEBUG_STRUCT: add_struct(p, v); break;
	case DEBUG_ARRAY: case DEBUG_RESULTS: add_elements(p, v); break;
	case DEBUG_SLICE: add_typed(p, v, !v->bits && !v->cap); break;
	case DEBUG_MAP: case DEBUG_CHAN: add_typed(p, v, !v->bits); break;
	case DEBUG_INTERFACE: add_interface(p, v); break;
	case DEBUG_NIL: sb_add(p->out, "nil"); break;
	case DEBUG_VOID: sb_add(p->out, v->text ? v->text : "void"); break;
	}
}

void format_value(Cli *c, StrBuf *out, const DebugValue *v, Format f, unsigned how)
{
	Printer p = { .c = c, .out = out, .f = f, .pretty = c->set.print_pretty && !(how & FORMAT_LINE),
		      .line = (how & FORMAT_LINE) != 0, .styled = how & FORMAT_STYLED && style_shown(c),
		      .go = strcmp(c->set.print_style, "go") == 0 && !f.letter };

	add_value(&p, v, how);
	sb_text(out);
}
