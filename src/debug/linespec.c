/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a location put plainly: `-source F -line N`, quotes, blanks around the colon become F:N, F:FUNCTION, N, FUNCTION,
 * which is what location.c looks for.
 */
#include "debug/debug_int.h"

#include <ctype.h>

typedef struct Explicit { const char *source, *function, *line; } Explicit;

static const char *blanks(const char *p)
{
	while (isspace((unsigned char)*p))
		p++;
	return p;
}

/* A word, or what stands in quotes; *p is moved behind it. */
static const char *quoted_word(DebugSession *s, const char **p)
{
	char quote = **p;
	const char *start = *p, *end = quote == '"' || quote == '\'' ? strchr(start + 1, quote) : NULL;

	*p = end ? end + 1 : start + strcspn(start, " \t");
	return end ? arena_strndup(s->scratch, start + 1, (size_t)(end - start - 1)) : arena_strndup(s->scratch, start, (size_t)(*p - start));
}

/* Where the value of the option that the word is goes; NULL: it is none. */
static const char **explicit_part(Explicit *e, const char *word)
{
	size_t n = strlen(word);

	if (n < 2)
		return NULL;
	if (strncmp("-source", word, n) == 0)
		return &e->source;
	if (strncmp("-function", word, n) == 0)
		return &e->function;
	return strncmp("-line", word, n) == 0 ? &e->line : NULL;
}

static const char *from_explicit(DebugSession *s, const char *text)
{
	Explicit e = { 0 };

	while (*text) {
		const char *word = quoted_word(s, &text), **part = explicit_part(&e, word);

		text = blanks(text);
		if (!part) {
			fail(s, *word == '-' ? "invalid explicit location argument, \"%s\"" : "unexpected argument, \"%s\"", word);
			return NULL;
		}
		if (!*text) {
			fail(s, "missing argument for \"%s\"", word);
			return NULL;
		}
		*part = quoted_word(s, &text);
		text = blanks(text);
	}
	if (e.source && !e.function && !e.line) {
		fail(s, "Source filename requires function, label, or line offset.");
		return NULL;
	}
	text = e.function ? e.function : e.line;
	return e.source ? arena_printf(s->scratch, "%s:%s", e.source, text) : text;
}

/* The colon between a file and what is in it; NULL: there is none. */
static const char *file_colon(const char *text)
{
	const char *colon = strrchr(text, ':');

	return colon && colon > text && colon[-1] != ':' ? colon : NULL;
}

static const char *unquoted(DebugSession *s, const char *from, const char *to)
{
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	from = blanks(from);
	if (to - from > 1 && (*from == '"' || *from == '\'') && to[-1] == *from)
		return arena_strndup(s->scratch, from + 1, (size_t)(to - from - 2));
	return arena_strndup(s->scratch, from, (size_t)(to > from ? to - from : 0));
}

const char *debug_plain_location(DebugSession *s, const char *text)
{
	const char *colon, *word, *rest;

	text = rest = blanks(text);
	word = quoted_word(s, &rest);
	if (strcmp(word, "-q") == 0 || (strlen(word) > 2 && strncmp("-qualified", word, strlen(word)) == 0))
		text = blanks(rest);
	if (*text == '-' && isalpha((unsigned char)text[1]))
		return from_explicit(s, text);
	if ((*text == '"' || *text == '\'') && !strchr(text + 1, *text)) {
		fail(s, "unmatched quote");
		return NULL;
	}
	colon = *text == '*' || *text == '$' ? NULL : file_colon(text);
	if (!colon && *text) {
		word = *text == '*' ? text : unquoted(s, text, text + strlen(text));
		if (!*word)
			fail(s, "malformed linespec error: unexpected end of input");
		return *word ? word : NULL;
	}
	if (!colon)
		return text;
	if ((*text == '"' || *text == '\'') && text[strlen(text) - 1] == *text && !memchr(text + 1, *text, strlen(text) - 2))
		return debug_plain_location(s, unquoted(s, text, text + strlen(text)));
	return arena_printf(s->scratch, "%s:%s", unquoted(s, text, colon), unquoted(s, colon + 1, colon + strlen(colon)));
}
