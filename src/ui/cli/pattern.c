/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regular expressions that people type. */
#include "ui/cli/pattern.h"

#include <string.h>

bool pattern_read(Cli *c, regex_t *re, const char *text, int flags, const char *said)
{
	int code = regcomp(re, text, flags | REG_NOSUB);
	char why[128];

	if (!code)
		return true;
	regerror(code, re, why, sizeof why);
	/* The C library has several words for this one, and of a lone bracket only that it is wrong. */
	if (code == REG_EBRACK || (code == REG_BADPAT && strchr(text, '[')))
		strcpy(why, "Unmatched [ or [^");
	return cli_fail(c, "%s%s", said, why);
}

bool pattern_matches(const regex_t *re, const char *text, size_t n)
{
	char *copy = mem_strndup(text, n);
	bool yes = regexec(re, copy, 0, NULL, 0) == 0;

	mem_free(copy);
	return yes;
}

bool pattern_names(const regex_t *re, const char *name)
{
	return regexec(re, name, 0, NULL, 0) == 0 || regexec(re, debug_unqualified(name), 0, NULL, 0) == 0;
}
