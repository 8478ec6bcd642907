/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number, string and rune literals (spec: Lexical elements). A literal's text is interned as it
 * stands; a fault in it is reported, the literal marked bad, and reading goes on behind it. */
#include "syntax/lex_literal.h"

#include <string.h>

#include "base/utf8.h"

void lex_error_at(Lexer *lx, const char *p, const char *format, ...)
{
	va_list args;

	lx->errors++;
	va_start(args, format);
	diag_report(lx->ast->diags, DIAG_ERROR, lex_pos(lx, p), format, args);
	va_end(args);
}

void lex_print_rune(StrBuf *out, int rune)
{
	sb_printf(out, "U+%04X", (unsigned)rune);
	if (!utf8_printable(rune))
		return;
	sb_add(out, " '");
	sb_addrune(out, rune);
	sb_addc(out, '\'');
}

static void lex_literal(Lexer *lx, const char *from, Tok tok)
{
	lx->sym = intern_bytes(lx->ast->names, from, (size_t)(lx->at - from));
	lx->tok = tok;
	lx->need_semi = true;
}

/* ---- numbers ---- */

typedef struct Number {
	int base;
	char prefix;         /* 0, 'x', 'o', 'b', or '0' for the old octal form */
	bool digits, seps;   /* what the digits read so far had */
	bool point, exponent;
	const char *invalid; /* the first digit too big for the base */
} Number;

static const char *base_name(int base)
{
	return base == 2 ? "binary" : base == 8 ? "octal" : base == 10 ? "decimal" : "hexadecimal";
}

static bool is_decimal(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_decimal(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Reports a fault at p unless one was already. */
#define lex_fault(lx, p, ...) \
	((lx)->bad ? (void)0 : lex_error_at((lx), (p), __VA_ARGS__), (lx)->bad = true)

static void number_digits(Lexer *lx, Number *n, int base)
{
	for (; *lx->at == '_' || (base == 16 ? is_hex(*lx->at) : is_decimal(*lx->at)); lx->at++) {
		if (*lx->at == '_') {
			n->seps = true;
			continue;
		}
		n->digits = true;
		if (base < 10 && *lx->at >= '0' + base && !n->invalid)
			n->invalid = lx->at;
	}
}

static void number_prefix(Lexer *lx, Number *n)
{
	char letter = lx->at[0] == '0' ? lx->at[1] | 0x20 : 0;

	n->base = 10;
	if (lx->at[0] != '0')
		return;
	lx->at += 2;
	n->prefix = letter;
	if (letter == 'x') {
		n->base = 16;
	} else if (letter == 'o') {
		n->base = 8;
	} else if (letter == 'b') {
		n->base = 2;
	} else {
		lx->at--;
		n->base = 8;
		n->prefix = '0';
		n->digits = true;
	}
}

static void number_mantissa(Lexer *lx, Number *n)
{
	number_digits(lx, n, n->base);
	if (*lx->at == '.') {
		n->point = true;
		if (n->prefix == 'o' || n->prefix == 'b')
			lex_fault(lx, lx->at, "invalid radix point in %s literal",
				  base_name(n->base));
		lx->at++;
		number_digits(lx, n, n->base);
	}
	if (!n->digits)
		lex_fault(lx, lx->at, "%s literal has no digits", base_name(n->base));
}

static void number_exponent(Lexer *lx, Number *n)
{
	char e = *lx->at | 0x20;

	if (e != 'e' && e != 'p') {
		if (n->prefix == 'x' && n->point)
			lex_fault(lx, lx->at, "hexadecimal mantissa requires a 'p' exponent");
		return;
	}
	if (e == 'e' && n->prefix && n->prefix != '0')
		lex_fault(lx, lx->at, "'%c' exponent requires decimal mantissa", *lx->at);
	else if (e == 'p' && n->prefix != 'x')
		lex_fault(lx, lx->at, "'%c' exponent requires hexadecimal mantissa", *lx->at);
	n->exponent = true;
	lx->at++;
	if (*lx->at == '+' || *lx->at == '-')
		lx->at++;
	n->digits = false;
	number_digits(lx, n, 10);
	if (!n->digits)
		lex_fault(lx, lx->at, "exponent has no digits");
}

/* The first `_` of the literal [p, end) that does not stand between digits (a base prefix counts
 * as one), or NULL. */
static const char *number_bad_separator(const char *p, const char *end)
{
	char before = '.'; /* '0': a digit, '_', or '.': anything else */

	if (end - p >= 2 && p[0] == '0' && strchr("xXoObB", p[1])) {
		before = '0';
		p += 2;
	}
	for (; p < end; p++) {
		if (*p == '_') {
			if (before != '0')
				return p;
			before = '_';
		} else if (is_hex(*p)) {
			before = '0';
		} else {
			if (before == '_')
				return p - 1;
			before = '.';
		}
	}
	return before == '_' ? end - 1 : NULL;
}

void lex_number(Lexer *lx)
{
	const char *from = lx->at, *sep;
	Number n = {0};
	Tok tok;

	number_prefix(lx, &n);
	number_mantissa(lx, &n);
	number_exponent(lx, &n);
	tok = n.point || n.exponent ? TOK_FLOAT : TOK_INT;
	if (*lx->at == 'i') {
		lx->at++;
		tok = TOK_IMAG;
	}
	if (tok == TOK_INT && n.invalid)
		lex_fault(lx, n.invalid, "invalid digit '%c' in %s literal", *n.invalid,
			  base_name(n.base));
	if (n.seps && (sep = number_bad_separator(from, lx->at)))
		lex_fault(lx, sep, "'_' must separate successive digits");
	lex_literal(lx, from, tok);
}

/* ---- escapes ---- */

/* The character at p as Go's %q writes it. */
static void print_quoted(StrBuf *out, const Lexer *lx, const char *p)
{
	int width, rune = utf8_decode(p, (size_t)(lx->limit - p), &width);
	static const char named[] = "\a\b\f\n\r\t\v\\'", letters[] = "abfnrtv\\'";
	const char *at = rune > 0 && rune < 128 ? strchr(named, rune) : NULL;

	sb_addc(out, '\'');
	if (at)
		sb_printf(out, "\\%c", letters[at - named]);
	else if (utf8_printable(rune))
		sb_addrune(out, rune);
	else if (rune < 0x80)
		sb_printf(out, "\\x%02x", (unsigned)rune);
	else
		sb_printf(out, rune < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)rune);
	sb_addc(out, '\'');
}

static void escape_bad_digit(Lexer *lx, int base)
{
	StrBuf c = {0};

	print_quoted(&c, lx, lx->at);
	lex_error_at(lx, lx->at, "invalid character %s in %s escape", sb_text(&c), base_name(base));
	sb_free(&c);
}

static bool escape_check(Lexer *lx, uint32_t value, int digits, int base)
{
	StrBuf c = {0};

	if (base == 8 && value > 255) {
		lex_error_at(lx, lx->at, "octal escape value %u > 255", value);
		return false;
	}
	if (digits <= 3 || utf8_width((int)value) > 0)
		return true;
	lex_print_rune(&c, (int)value);
	lex_error_at(lx, lx->at, "escape is invalid Unicode code point %s", sb_text(&c));
	sb_free(&c);
	return false;
}

/* digits digits of a numeric escape; the text's end is left to the caller to complain about. */
static bool escape_digits(Lexer *lx, int digits, int base)
{
	uint32_t value = 0;

	for (int i = 0; i < digits; i++, lx->at++) {
		char c = *lx->at;

		if (lx->at == lx->limit)
			return true;
		if (!is_hex(c) || (base == 8 && (c < '0' || c > '7'))) {
			escape_bad_digit(lx, base);
			return false;
		}
		value = value * (uint32_t)base + (uint32_t)(is_decimal(c) ? c - '0'
							    : (c | 0x20) - 'a' + 10);
	}
	return escape_check(lx, value, digits, base);
}

/* What follows a backslash in a literal closed by `quote`. False when it is no escape, which is
 * reported. */
static bool lex_escape(Lexer *lx, char quote)
{
	char c = *lx->at;

	if (c == quote || (c && strchr("abfnrtv\\", c))) {
		lx->at++;
		return true;
	}
	if (c >= '0' && c <= '7')
		return escape_digits(lx, 3, 8);
	if (c == 'x' || c == 'u' || c == 'U') {
		lx->at++;
		return escape_digits(lx, c == 'x' ? 2 : c == 'u' ? 4 : 8, 16);
	}
	if (lx->at == lx->limit)
		return true;
	lex_error_at(lx, lx->at, "unknown escape");
	return false;
}

/* ---- strings ---- */

void lex_string(Lexer *lx)
{
	const char *from = lx->at++;

	for (;;) {
		while (*lx->at != '"' && *lx->at != '\\' && *lx->at != '\n' && *lx->at)
			lx->at++;
		if (*lx->at == '"') {
			lx->at++;
			break;
		} else if (*lx->at == '\\') {
			lx->at++;
			if (!lex_escape(lx, '"'))
				lx->bad = true;
		} else if (*lx->at == '\n') {
			lex_error_at(lx, lx->at, "newline in string");
			lx->bad = true;
			break;
		} else if (lx->at == lx->limit) {
			lex_error_at(lx, from, "string not terminated");
			lx->bad = true;
			break;
		} else {
			lx->at++; /* a NUL, reported with the bad bytes */
		}
	}
	lx->bad |= lx->dirty;
	lex_literal(lx, from, TOK_STRING);
}

void lex_raw_string(Lexer *lx)
{
	const char *from = lx->at, *end = memchr(from + 1, '`', (size_t)(lx->limit - from - 1));

	lx->at = end ? end + 1 : lx->limit;
	if (!end)
		lex_error_at(lx, from, "string not terminated");
	lx->bad = !end;
	lex_literal(lx, from, TOK_STRING);
}

/* The characters of a rune literal up to its end; how many there are. */
static int rune_characters(Lexer *lx)
{
	int n = 0, width;

	for (; *lx->at != '\'' && *lx->at != '\n' && lx->at < lx->limit; n++) {
		if (*lx->at == '\\') {
			lx->at++;
			if (!lex_escape(lx, '\''))
				lx->bad = true;
			continue;
		}
		utf8_decode(lx->at, (size_t)(lx->limit - lx->at), &width);
		lx->at += width;
	}
	return n;
}

void lex_rune(Lexer *lx)
{
	const char *from = lx->at++;
	int n = rune_characters(lx);

	if (lx->at == lx->limit)
		lex_fault(lx, from, "rune literal not terminated");
	else if (*lx->at == '\n')
		lex_fault(lx, lx->at, "newline in rune literal");
	else if (n == 0)
		lex_fault(lx, lx->at, "empty rune literal or unescaped '");
	else if (n != 1)
		lex_fault(lx, from, "more than one character in rune literal");
	if (*lx->at == '\'')
		lx->at++;
	lex_literal(lx, from, TOK_RUNE);
}
