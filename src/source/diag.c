/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list keeps messages in the order of reporting, dropping what gc drops as it comes in;
 * printing sorts them and leaves out lines that would repeat the one before. */
#include "source/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/vec.h"

enum { COLUMN_LIMIT = 255 }; /* gc prints no column from here on */

struct Diags {
	Sources *sources;
	Arena *texts;
	VEC(Diag) list;
	size_t limit, errors, syntax_errors;
	Pos full_at;       /* where the error that reached the limit is */
	bool dropped;      /* the last report was dropped, and so are its notes */
	Place last_syntax; /* line of the last syntax error kept */
	Place last_other;  /* and of the last other one, */
	const char *last_text; /* with its text */
};

Diags *diags_new(Sources *sources, size_t limit)
{
	Diags *list = mem_zalloc(sizeof *list);

	list->sources = sources;
	list->texts = arena_new();
	list->limit = limit;
	return list;
}

void diags_free(Diags *list)
{
	if (!list)
		return;
	arena_free(list->texts);
	vec_free(&list->list);
	mem_free(list);
}

void diag_clear(Diags *list)
{
	Diags fresh = { .sources = list->sources, .texts = arena_new(), .limit = list->limit };

	arena_free(list->texts);
	vec_free(&list->list);
	*list = fresh;
}

static bool same_line(Place a, Place b)
{
	return a.file == b.file && a.line == b.line;
}

/* Does gc drop this error in view of the ones before it? Remembers it if not. */
static bool diag_repeats(Diags *list, DiagSeverity severity, Pos pos, const char *text)
{
	Place place = source_real_place(list->sources, pos);

	if (severity == DIAG_SYNTAX) {
		if (list->last_syntax.line && same_line(place, list->last_syntax))
			return true;
		list->last_syntax = place;
		return false;
	}
	if (list->last_text && same_line(place, list->last_other) &&
	    strcmp(text, list->last_text) == 0)
		return true;
	list->last_other = place;
	list->last_text = text;
	return false;
}

static void diag_keep(Diags *list, DiagSeverity severity, Pos pos, const char *text)
{
	Diag d = { pos, severity, text, list->list.len };

	list->dropped = severity != DIAG_WARNING &&
	                (diag_full(list) || diag_repeats(list, severity, pos, text));
	if (list->dropped)
		return;
	vec_push(&list->list, d);
	if (severity == DIAG_WARNING)
		return;
	list->errors++;
	list->syntax_errors += severity == DIAG_SYNTAX;
	if (list->errors == list->limit)
		list->full_at = pos;
}

void diag_report(Diags *list, DiagSeverity severity, Pos pos, const char *format, va_list args)
{
	const char *text = arena_vprintf(list->texts, format, args);

	if (severity == DIAG_UNSUPPORTED)
		text = arena_printf(list->texts, "not supported yet: %s", text);
	else if (severity == DIAG_SYNTAX)
		text = arena_printf(list->texts, "syntax error: %s", text);
	diag_keep(list, severity, pos, text);
}

void diag_error(Diags *list, Pos pos, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diag_report(list, DIAG_ERROR, pos, format, args);
	va_end(args);
}

void diag_syntax(Diags *list, Pos pos, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diag_report(list, DIAG_SYNTAX, pos, format, args);
	va_end(args);
}

void diag_unsupported(Diags *list, Pos pos, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diag_report(list, DIAG_UNSUPPORTED, pos, format, args);
	va_end(args);
}

void diag_warning(Diags *list, Pos pos, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diag_report(list, DIAG_WARNING, pos, format, args);
	va_end(args);
}

void diag_note(Diags *list, const char *format, ...)
{
	va_list args;
	const char *text;
	Diag *last;

	if (list->dropped || !list->list.len)
		return;
	va_start(args, format);
	text = arena_vprintf(list->texts, format, args);
	va_end(args);
	last = &vec_last(&list->list);
	last->text = arena_printf(list->texts, "%s\n\t%s", last->text, text);
}

size_t diag_errors(const Diags *list)
{
	return list->errors;
}

size_t diag_syntax_errors(const Diags *list)
{
	return list->syntax_errors;
}

bool diag_full(const Diags *list)
{
	return list->limit && list->errors >= list->limit;
}

static int diag_order(const void *a, const void *b)
{
	const Diag *x = a, *y = b;

	if (x->pos != y->pos)
		return x->pos < y->pos ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

const Diag *diag_sorted(Diags *list, size_t *count)
{
	*count = list->list.len;
	if (*count)
		qsort(list->list.data, *count, sizeof *list->list.data, diag_order);
	return list->list.data;
}

void diag_print_pos(StrBuf *out, Sources *sources, Pos pos)
{
	Place place = source_place(sources, pos);

	if (!place.file)
		return;
	sb_printf(out, "%s:%u", place.name, place.line);
	if (place.col && place.col < COLUMN_LIMIT)
		sb_printf(out, ":%u", place.col);
}

static void diag_print_text(StrBuf *out, Sources *sources, Pos pos, const char *text)
{
	if (source_file(sources, pos)) {
		diag_print_pos(out, sources, pos);
		sb_add(out, ": ");
	}
	sb_add(out, text);
}

static void diag_print_line(StrBuf *out, Sources *sources, Pos pos, const char *text)
{
	diag_print_text(out, sources, pos, text);
	sb_addc(out, '\n');
}

size_t diag_mark(const Diags *list)
{
	return list->list.len;
}

static const char *first_line(Diags *list, const char *text)
{
	return arena_strndup(list->texts, text, strcspn(text, "\n"));
}

bool diag_take_back(Diags *list, size_t mark, StrBuf *out)
{
	Diag *first = list->list.data + mark;

	if (list->list.len == mark)
		return false;
	for (size_t i = mark; i < list->list.len; i++) {
		const Diag *d = &list->list.data[i];

		if (d->pos < first->pos)
			first = list->list.data + i;
		list->errors -= d->severity != DIAG_WARNING;
		list->syntax_errors -= d->severity == DIAG_SYNTAX;
	}
	diag_print_text(out, list->sources, first->pos, first_line(list, first->text));
	list->list.len = mark;
	return true;
}

/* The source line, and a caret below the column; tabs are kept so that the caret lines up. */
static void diag_print_caret(StrBuf *out, Sources *sources, Pos pos)
{
	Place place = source_real_place(sources, pos);
	const char *line;
	size_t len;

	if (!place.file)
		return;
	line = source_line_text(place.file, place.line, &len);
	if (!line || len > 200 || place.col > len + 1)
		return;
	sb_addn(out, line, len);
	sb_addc(out, '\n');
	for (uint32_t i = 0; i + 1 < place.col; i++)
		if (((unsigned char)line[i] & 0xC0) != 0x80)
			sb_addc(out, line[i] == '\t' ? '\t' : ' ');
	sb_add(out, "^\n");
}

static bool diag_prints_as(const Diag *a, const Diag *b)
{
	return a->pos == b->pos && strcmp(a->text, b->text) == 0;
}

void diag_print(Diags *list, StrBuf *out, enum DiagPrint how)
{
	size_t count;
	const Diag *d = diag_sorted(list, &count);

	for (size_t i = 0; i < count; i++) {
		if (i && diag_prints_as(&d[i], &d[i - 1]))
			continue;
		diag_print_line(out, list->sources, d[i].pos, d[i].text);
		if (how & DIAG_CARET)
			diag_print_caret(out, list->sources, d[i].pos);
	}
	if (diag_full(list))
		diag_print_line(out, list->sources, list->full_at, "too many errors");
}
