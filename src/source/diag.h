/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diagnostics: collected while the front end works, printed sorted, in gc's form
 * `file.go:LINE:COL: message`. What is dropped is what gc drops: a second syntax error on a
 * line, an equal message at the same place, and everything after the tenth error (`too many
 * errors`). */
#ifndef SOURCE_DIAG_H
#define SOURCE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "source/source.h"

typedef enum DiagSeverity {
	DIAG_ERROR,
	DIAG_SYNTAX,      /* an error of which one per line is enough */
	DIAG_UNSUPPORTED, /* an error: correct Go that strata cannot do yet */
	DIAG_WARNING,     /* does not count as an error */
} DiagSeverity;

typedef struct Diag {
	Pos pos;
	DiagSeverity severity;
	const char *text; /* may hold continuation lines, each "\n\t…" */
	size_t order;     /* as reported */
} Diag;

typedef struct Diags Diags;

enum { DIAG_LIMIT = 10 };

enum DiagPrint {
	DIAG_PLAIN = 0,
	DIAG_CARET = 1, /* below each message its source line and a caret */
};

/* The set must outlive the list. limit: errors kept, 0 for no limit, usually DIAG_LIMIT. */
Diags *diags_new(Sources *sources, size_t limit);
void diags_free(Diags *list);

/* Reports. The text has no position, no final newline. Printf formats.
 * A message of several lines writes its continuations as "\n\t…" as gc does. */
void diag_error(Diags *list, Pos pos, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* "syntax error: " is put before the text. */
void diag_syntax(Diags *list, Pos pos, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* "not supported yet: " is put before the text. */
void diag_unsupported(Diags *list, Pos pos, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void diag_warning(Diags *list, Pos pos, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void diag_report(Diags *list, DiagSeverity severity, Pos pos, const char *format, va_list args)
	__attribute__((format(printf, 4, 0)));
/* Adds a continuation line "\n\t…" to the diagnostic reported last (nothing when that was
 * dropped). */
void diag_note(Diags *list, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Errors kept so far. */
size_t diag_errors(const Diags *list);
/* Those among them that are syntax errors: after these types are not checked. After other errors
 * that the lexer and parser report (a bad literal, a missing label) they are, as gc does. */
size_t diag_syntax_errors(const Diags *list);
/* The limit is reached: further errors are dropped, so a checker may stop. */
bool diag_full(const Diags *list);
/* Forgets everything (the debugger's prompt uses one list for many expressions). */
void diag_clear(Diags *list);

/* How many messages there are, for diag_take_back: forgets those that came after `mark`, and adds the first of them to
 * `out` as one line, `file.go:LINE:COL: message`, without a newline. False: there are none. */
size_t diag_mark(const Diags *list);
bool diag_take_back(Diags *list, size_t mark, StrBuf *out);

/* Sorted by position, then as reported. Good until the next report. */
const Diag *diag_sorted(Diags *list, size_t *count);
/* "file.go:LINE:COL"; gc leaves the column out where it is unknown, so does this. */
void diag_print_pos(StrBuf *out, Sources *sources, Pos pos);
/* All of them as text, `too many errors` included. */
void diag_print(Diags *list, StrBuf *out, enum DiagPrint how);

#endif
