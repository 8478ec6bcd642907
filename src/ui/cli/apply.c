/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cli/apply.h"

#include <string.h>

bool apply_flags(Cli *c, const char *args, const char *which, Apply *a)
{
	char word[32];

	for (args = skip_blanks(args); *args == '-';) {
		const char *rest = next_word(args, word, sizeof word);
		size_t n = strlen(word);

		if (strcmp(word, "--") == 0) {
			args = rest;
			break;
		}
		if (n == 2 && strchr("qcs", word[1])) {
			a->quiet = a->quiet || word[1] == 'q';
			a->go_on = a->go_on || word[1] == 'c';
			a->silent = a->silent || word[1] == 's';
			args = rest;
		} else if (n > 6 && (strncmp(word, "-past-main", n) == 0 || strncmp(word, "-past-entry", n) == 0)) {
			args = rest;
			rest = next_word(args, word, sizeof word);
			args = strcmp(word, "on") == 0 || strcmp(word, "off") == 0 ? rest : args;
		} else {
			break;
		}
	}
	a->command = args;
	return !(a->go_on && a->silent) || cli_fail(c, "%s: -c and -s are mutually exclusive", which);
}

static void apply_silently(Cli *c, const Apply *a, void (*line)(Cli *c, uint64_t which), uint64_t which)
{
	StrBuf text = { 0 }, *outer = c->capture;
	bool ok;

	c->capture = &text;
	ok = cli_command(c, a->command);
	c->capture = outer;
	if (ok && text.len) {
		if (!a->quiet)
			line(c, which);
		out_text(c, sb_text(&text));
	}
	sb_free(&text);
}

bool apply_here(Cli *c, const Apply *a, void (*line)(Cli *c, uint64_t which), uint64_t which)
{
	if (a->silent) {
		apply_silently(c, a, line, which);
		return true;
	}
	if (!a->quiet)
		line(c, which);
	if (cli_command(c, a->command))
		return true;
	if (a->go_on)
		err_text(c, sb_text(&c->error));
	return a->go_on;
}
