/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes bad Go programs out of good ones. usage: mutate SEED FILE...   One program on standard output.
 *
 * A file is cut into tokens (roughly: words, numbers, quoted texts, white space, single signs); a few of
 * them are dropped, doubled, exchanged, or replaced by tokens of another file, and sometimes bytes are
 * flipped. Most results still parse far enough to reach the checker. The same seed and files give the
 * same program.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Token { const char *text; size_t len; } Token;
typedef struct Tokens { Token *data; size_t len, cap; } Tokens;

static uint64_t state;

static size_t below(size_t n)	/* xorshift64* */
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return n ? (size_t)((state * 0x2545f4914f6cdd1dULL) >> 33) % n : 0;
}

static char *read_file(const char *path, size_t *len)
{
	enum { MOST = 1 << 20 };
	char *text = malloc(MOST + 1);
	FILE *f = fopen(path, "rb");

	if (!f || !text)
		exit(2);
	*len = fread(text, 1, MOST, f);
	text[*len] = '\0';
	fclose(f);
	return text;
}

/* ---- tokens ---- */

static void insert(Tokens *t, size_t at, Token token)
{
	if (t->len == t->cap) {
		t->cap = t->cap ? 2 * t->cap : 1024;
		t->data = realloc(t->data, t->cap * sizeof *t->data);
		if (!t->data)
			exit(2);
	}
	memmove(t->data + at + 1, t->data + at, (t->len - at) * sizeof *t->data);
	t->data[at] = token;
	t->len++;
}

static void drop(Tokens *t, size_t at, size_t n)
{
	n = n > t->len - at ? t->len - at : n;
	memmove(t->data + at, t->data + at + n, (t->len - at - n) * sizeof *t->data);
	t->len -= n;
}

static int is_word(int c)
{
	return isalnum(c) || c == '_' || c >= 0x80;
}

static size_t quoted(const char *s)
{
	size_t n = 1;

	while (s[n] && s[n] != *s && (*s == '`' || s[n] != '\n'))
		n += *s != '`' && s[n] == '\\' && s[n + 1] ? 2 : 1;
	return s[n] ? n + 1 : n;
}

static size_t token_length(const char *s)
{
	size_t n = 1;

	if (*s == '"' || *s == '\'' || *s == '`')
		return quoted(s);
	if (is_word((unsigned char)*s))
		while (is_word((unsigned char)s[n]))
			n++;
	return n;
}

static Tokens cut(const char *text, size_t len)
{
	Tokens t = { 0 };

	for (size_t at = 0, n; at < len && text[at]; at += n) {
		n = token_length(text + at);
		insert(&t, t.len, (Token){ text + at, n });
	}
	return t;
}

/* ---- mutations ---- */

static Token foreign(const Tokens *other)
{
	static const char *const words[] = {
		"func", "type", "struct", "interface", "map", "chan", "<-", "...", "[]", "{", "}", "(", ")", "[", "]",
		":=", "~", "|", "goto", "fallthrough", "defer", "go", "select", "switch", "case", "range", "for", "if",
		"const", "iota", "var", "return", "import", "0x", "1e999", "'\\777'", "\"\\x\"", "`", "/*", "//", "_",
		"nil", "any", "comparable", "unsafe.Pointer", "1<<1000", "0b2", "i", "T[T]", "[...]", "*", "&", "^", ";",
		"\n", "\xff", "\xef\xbb\xbf", "len", "make", "new", "append", "uintptr", "main", "init", "break", "continue",
	};
	const char *w;

	if (other->len && below(2))
		return other->data[below(other->len)];
	w = words[below(sizeof words / sizeof *words)];
	return (Token){ w, strlen(w) };
}

static void repeat(Tokens *t, size_t at)
{
	size_t n = 1 + below(6), times = 1 + below(below(8) ? 3 : 200);

	n = n > t->len - at ? t->len - at : n;
	while (times--)
		for (size_t i = 0; i < n; i++)
			insert(t, at + i, t->data[at + i]);
}

static void splice(Tokens *t, size_t at, const Tokens *other)
{
	size_t from = below(other->len), n = below(40);

	for (size_t i = 0; i < n && from + i < other->len; i++)
		insert(t, at + i, other->data[from + i]);
}

static void mutate(Tokens *t, const Tokens *other)
{
	size_t at = below(t->len), with = below(t->len);
	Token swap;

	if (!t->len)
		return;
	switch (below(8)) {
	case 0: drop(t, at, 1); break;
	case 1: drop(t, at, below(30)); break;
	case 2: insert(t, at, foreign(other)); break;
	case 3: t->data[at] = foreign(other); break;
	case 4: t->data[at] = t->data[with]; break;
	case 5: repeat(t, at); break;
	case 6: splice(t, at, other); break;
	case 7:
		swap = t->data[at];
		t->data[at] = t->data[with];
		t->data[with] = swap;
		break;
	}
}

/* One program in sixteen gets wrong bytes, or ends too early. */
static void print(const Tokens *t)
{
	size_t noise = below(16) ? 0 : 1 + below(200), end = below(32) ? SIZE_MAX : below(4000), n = 0;

	for (size_t i = 0; i < t->len; i++)
		for (size_t k = 0; k < t->data[i].len && n < end; k++, n++)
			putchar(noise && !below(noise * 10) ? (int)below(256) : (unsigned char)t->data[i].text[k]);
}

int main(int argc, char **argv)
{
	size_t len, other_len, times;
	char *text, *other_text;
	Tokens t, other;

	if (argc < 3)
		return 2;
	state = strtoull(argv[1], NULL, 10) * 0x9e3779b97f4a7c15ULL + 1;
	below(1);
	text = read_file(argv[2 + below((size_t)argc - 2)], &len);
	other_text = read_file(argv[2 + below((size_t)argc - 2)], &other_len);
	t = cut(text, len);
	other = cut(other_text, other_len);
	for (times = 1 + below(6); times--;)
		mutate(&t, &other);
	print(&t);
	free(t.data);
	free(other.data);
	free(text);
	free(other_text);
	return 0;
}
