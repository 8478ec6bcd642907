/* SPDX-License-Identifier: GPL-3.0-or-later */
/* find: a pattern of bytes in memory, as gdb's. */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct Search {
	char unit;			/* b h w g; 0: as large as the value's type */
	unsigned long max;		/* matches to be shown; 0: all */
	uint64_t from, size;
	StrBuf pattern;
} Search;

enum { CHUNK = 1 << 16 };

/* /SIZE-CHAR and /MAX-COUNT, together or apart. */
static bool take_options(Cli *c, const char **args, Search *s)
{
	while (**args == '/') {
		for (++*args; **args && **args != ' ' && **args != '/';) {
			char *end;

			if (isdigit((unsigned char)**args)) {
				s->max = strtoul(*args, &end, 10);
				*args = end;
			} else if (strchr("bhwg", **args)) {
				s->unit = *(*args)++;
			} else {
				return cli_fail(c, "Invalid size granularity.");
			}
		}
		*args = skip_blanks(*args);
	}
	return true;
}

/* START, +LEN or START, END. */
static bool take_range(Cli *c, const char **args, Search *s)
{
	const char *start = next_argument(c, args), *end;
	uint64_t len;
	int64_t n;

	if (!**args)
		return cli_fail(c, "Missing search parameters.");
	if (!eval_address(c, start, &s->from, &len))
		return false;
	end = next_argument(c, args);
	if (*end == '+') {
		if (!eval_number(c, end + 1, &n))
			return false;
		s->size = (uint64_t)n;
	} else {
		if (!eval_address(c, end, &s->size, &len))
			return false;
		if (s->size < s->from)
			return cli_fail(c, "Invalid search space, end precedes start.");
		s->size = s->size - s->from + 1;
	}
	return s->size || cli_fail(c, "Empty search range.");
}

static bool add_value(Cli *c, Search *s, const char *expr)
{
	const DebugValue *v = eval(c, expr);
	unsigned size;

	if (!v)
		return false;
	size = s->unit == 'b' ? 1 : s->unit == 'h' ? 2 : s->unit == 'w' ? 4 : s->unit == 'g' ? 8 : v->size;
	if (v->kind == DEBUG_STRING)
		sb_addn(&s->pattern, v->text, v->nchildren);
	else if (v->kind == DEBUG_BOOL || v->kind == DEBUG_INT || v->kind == DEBUG_UINT || v->kind == DEBUG_POINTER)
		sb_addn(&s->pattern, (const char *)&v->bits, size);	/* little-endian, as the program's */
	else
		return cli_fail(c, "A value of type %s is no pattern.", v->type);
	return true;
}

static bool take_pattern(Cli *c, const char *args, Search *s)
{
	if (!*args)
		return cli_fail(c, "Missing search pattern.");
	while (*args)
		if (!add_value(c, s, next_argument(c, &args)))
			return false;
	return s->pattern.len || cli_fail(c, "Missing search pattern.");
}

static void show_match(Cli *c, uint64_t addr)
{
	StrBuf text = { 0 };

	format_address(c, &text, addr);
	out_printf(c, "%s\n", sb_text(&text));
	sb_free(&text);
	debug_set_pointer(c->s, "_", "unsafe.Pointer", addr);
}

/* Pieces overlap by the pattern's length less one. */
static unsigned long search(Cli *c, const Search *s)
{
	size_t len = s->pattern.len;
	uint8_t *piece = mem_alloc(CHUNK + len);
	unsigned long found = 0;

	for (uint64_t at = 0; at + len <= s->size && (!s->max || found < s->max) && !c->discard; at += CHUNK) {
		size_t n = s->size - at < CHUNK + len - 1 ? (size_t)(s->size - at) : CHUNK + len - 1;

		if (!debug_read(c->s, s->from + at, piece, n)) {
			err_text(c, arena_printf(c->arena, "warning: Unable to access %zu bytes of target memory at 0x%llx, halting search.", n,
						 (unsigned long long)(s->from + at)));
			break;
		}
		for (size_t i = 0; i + len <= n && i < CHUNK && (!s->max || found < s->max); i++)
			if (memcmp(piece + i, s->pattern.data, len) == 0) {
				show_match(c, s->from + at + i);
				found++;
			}
	}
	mem_free(piece);
	return found;
}

bool cmd_find(Cli *c, const char *args)
{
	Search s = { 0 };
	unsigned long found = 0;
	bool ok;

	if (!*args)
		return cli_fail(c, "Missing search parameters.");
	ok = take_options(c, &args, &s) && take_range(c, &args, &s) && take_pattern(c, args, &s);
	if (ok) {
		found = search(c, &s);
		debug_set_int(c->s, "numfound", (int64_t)found);
		if (found)
			out_printf(c, "%lu pattern%s found.\n", found, plural(found));
		else
			out_text(c, "Pattern not found.\n");
	}
	sb_free(&s.pattern);
	return ok;
}
