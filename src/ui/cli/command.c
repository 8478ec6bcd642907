/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands and how a typed word finds its row: a full name first, then the settled
 * abbreviations (gdb's), then any prefix that only one command has. */
#include "ui/cli/cli_int.h"

#include <string.h>

static const Command table[] = {
#define COMMAND(names, class, shortest, fn, flags, summary, syntax, example) \
	{ names, class, shortest, fn, flags, summary, syntax, example },
#include "ui/cli/commands.def"
};

CommandList commands_all(void)
{
	return (CommandList){ table, sizeof table / sizeof *table };
}

/* One of the names in a|b|c: its length, and *next moved behind it; 0 at the end. */
static size_t one_name(const char **next, const char **name)
{
	size_t n;

	*name = *next;
	n = strcspn(*next, "|");
	*next += n + ((*next)[n] == '|');
	return n;
}

/* The part of a row's names that stands below `parent`; NULL when it belongs elsewhere. */
static const char *below(const Command *row, const char *parent)
{
	size_t n = strlen(parent);

	if (strncmp(row->names, parent, n) != 0)
		return NULL;
	return n || !strchr(row->names, ' ') ? row->names + n : NULL;
}

typedef enum Match { MATCH_NO, MATCH_PREFIX, MATCH_SHORT, MATCH_FULL } Match;

static Match match(const Command *row, const char *names, const char *word)
{
	size_t n = strlen(word), len;
	const char *name, *next = names;
	Match best = MATCH_NO;
	bool first = true;

	while ((len = one_name(&next, &name)) > 0) {
		if (len >= n && memcmp(name, word, n) == 0) {
			Match m = len == n ? MATCH_FULL
				  : first && strncmp(word, row->shortest, strlen(row->shortest)) == 0 ? MATCH_SHORT
												  : MATCH_PREFIX;

			if (m > best)
				best = m;
		}
		first = false;
	}
	return best;
}

bool command_is_called(const Command *row, const char *name)
{
	return match(row, row->names, name) == MATCH_FULL;
}

void command_name(const Command *row, char *out, size_t size)
{
	snprintf(out, size, "%.*s", (int)strcspn(row->names, "|"), row->names);
}

static const Command *ambiguous(Cli *c, const char *parent, const char *word)
{
	StrBuf list = { 0 };

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const char *names = below(&table[i], parent);

		if (names && match(&table[i], names, word))
			sb_printf(&list, "%s%.*s", list.len ? ", " : "", (int)strcspn(names, "|"), names);
	}
	cli_fail(c, "Ambiguous %scommand \"%s\": %s.", parent, word, sb_text(&list));
	sb_free(&list);
	return NULL;
}

/* Letters to change, add or leave out to make one word of the other; more than 2 is far. */
static unsigned distance(const char *a, const char *b)
{
	unsigned best, other;

	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (!*a || !*b)
		return (unsigned)(strlen(a) + strlen(b));
	if (strlen(a) > 16 || strlen(b) > 16)
		return 3;
	if (strcmp(a + 1, b + 1) == 0 || strcmp(a + 1, b) == 0 || strcmp(a, b + 1) == 0)
		return 1;
	if (a[1] && b[1] && a[0] == b[1] && a[1] == b[0] && strcmp(a + 2, b + 2) == 0)
		return 1;
	best = 3;
	for (int k = 0; k < 3; k++) {
		const char *x = a + (k != 2), *y = b + (k != 1);

		while (*x && *x == *y) {
			x++;
			y++;
		}
		other = strcmp(x, y) == 0 || (*x && strcmp(x + 1, y) == 0) || (*y && strcmp(x, y + 1) == 0)
			|| (*x && *y && strcmp(x + 1, y + 1) == 0) ? 2 : 3;
		if (other < best)
			best = other;
	}
	return best;
}

bool command_like(const char *word, char *out, size_t size)
{
	unsigned best = 3;
	char name[64];

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		unsigned d;

		command_name(&table[i], name, sizeof name);
		if (strchr(name, ' ') || strlen(name) < 4)
			continue;
		d = distance(word, name);
		if (d < best) {
			best = d;
			snprintf(out, size, "%s", name);
		}
	}
	return best < 3;
}

const Command *command_find(Cli *c, const char *parent, const char *word)
{
	const Command *found = NULL;
	Match best = MATCH_NO;
	unsigned same = 0;

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const char *names = below(&table[i], parent);
		Match m = names ? match(&table[i], names, word) : MATCH_NO;

		if (m > best) {
			found = &table[i];
			best = m;
			same = 1;
		} else if (m && m == best) {
			same++;
		}
	}
	if (best == MATCH_PREFIX && same > 1)
		return ambiguous(c, parent, word);
	if (!found) {
		cli_fail(c, "Undefined %scommand: \"%s\".  Try \"help%s%.*s\".", parent, word, *parent ? " " : "",
		     *parent ? (int)strlen(parent) - 1 : 0, parent);
		return NULL;
	}
	return found;
}
