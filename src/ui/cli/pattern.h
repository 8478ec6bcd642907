/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regular expressions that people type: commands take them by POSIX's rules, extended but for `info locals` and `info args`, which
 * have basic ones in gdb. */
#ifndef UI_CLI_PATTERN_H
#define UI_CLI_PATTERN_H

#include <regex.h>

#include "ui/cli/cli_int.h"

#define PATTERN_SAID "Invalid regexp: "		/* before the reason, for most commands */

/* Makes *re, which is the caller's to regfree; false with an error, which is `said` and the reason. flags: REG_EXTENDED, REG_ICASE. */
bool pattern_read(Cli *c, regex_t *re, const char *text, int flags, const char *said);
bool pattern_names(const regex_t *re, const char *name);		/* main.add, or add */
bool pattern_matches(const regex_t *re, const char *text, size_t n);	/* n bytes, without a zero */

#endif
