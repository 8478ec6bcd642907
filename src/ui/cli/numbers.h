/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of numbers that commands take: N, N-M, $var (gdb manual, "Breakpoints"). Each family of commands has errors of its own. */
#ifndef UI_CLI_NUMBERS_H
#define UI_CLI_NUMBERS_H

#include "ui/cli/cli_int.h"

typedef struct NumberRange { long from, to; } NumberRange;
typedef VEC(NumberRange) NumberRanges;

/* One token of a list, behind which what it gives points. 0 to 0: it is none; a range without an end ends before it begins. */
const char *number_token(Cli *c, const char *p, long *from, long *to);

/* what: whose numbers, for messages. strict: what is no number is an error; else a warning, as with gdb's
 * delete. needed: a number of which `each` says false is an error too; else its message is, and the list goes on. */
typedef struct NumberList { const char *what; bool strict, needed; } NumberList;
/* Calls `each` for each number. False with c->error. */
bool parse_number_list(Cli *c, const char *args, const NumberList *list, bool (*each)(Cli *c, int n));
bool parse_numbers(Cli *c, const char *args, bool (*each)(Cli *c, int n));	/* of breakpoints, strict */

/* One word of the lists of enable and disable, which go no further after one that is none. what: of breakpoints, or of places. */
bool number_range(Cli *c, const char *what, const char *text, NumberRange *r);
bool number_one(Cli *c, const char *what, const char *text, long *n);

/* The numbers of a list that chooses rows of a table, to be freed with vec_free, or false with c->error. Those that there are not are
 * passed over, as gdb does. */
bool numbers_chosen(Cli *c, const char *args, NumberRanges *out);
bool numbers_have(const NumberRanges *ranges, long n);	/* an empty list chooses all */	/* none chosen: all are */
bool numbers_free(NumberRanges *ranges);	/* false */

#endif
