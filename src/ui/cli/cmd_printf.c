/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands write of their own: echo, and printf with its format. */
#include "ui/cli/cli_int.h"

#include <stdlib.h>
#include <string.h>

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
	if (verb == 'T' && v->kind == DEBUG_INTERFACE)
		sb_add(out, v->nchildren ? v->children[0]->type : "<nil>");
	else if (verb == 'T')
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
	if (!strchr("diuxXoeEfFgGcpsvqTt", *q))
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
	case 't':
		if (v->kind != DEBUG_BOOL)
			return cli_fail(c, "Value can't be converted to bool.");
		snprintf(format, sizeof format, "%ss", conv->spec);
		sb_printf(out, format, v->bits ? "true" : "false");
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
		if (conv->spec[1])
			sb_printf(out, format, sb_text(&text));
		else
			sb_addn(out, sb_text(&text), text.len);	/* zero bytes and all */
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
	PrintLimits limits = limits_lift(c);
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
	limits_set(c, limits);
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
