/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that grows. All-zero is the empty text; the bytes may contain NUL. */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct StrBuf {
	char *data; /* NUL-terminated once sb_text was called */
	size_t len, cap;
} StrBuf;

/* Makes room for n more bytes (and a NUL) and gives the place where they go; the caller adds to
 * len. */
char *sb_room(StrBuf *sb, size_t n);
void sb_addn(StrBuf *sb, const char *bytes, size_t n);
void sb_printf(StrBuf *sb, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sb_vprintf(StrBuf *sb, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* n times the byte c. */
void sb_pad(StrBuf *sb, char c, size_t n);
/* The rune in UTF-8; an invalid one as U+FFFD. */
void sb_addrune(StrBuf *sb, int rune);
/* The text as a Go string literal, quoted and escaped as strconv.Quote does (invalid bytes as \xNN;
 * which runes are printable is decided for ASCII and kept as they are beyond). */
void sb_quote(StrBuf *sb, const char *bytes, size_t n);

/* An import path as Go's tools begin the names of its functions with: dots behind its last slash, quotes, per cents, blanks, and what is
 * not ASCII as %xx. */
void sb_add_path(StrBuf *sb, const char *path, size_t n);

/* The text, NUL-terminated, owned by sb and good until it changes. */
const char *sb_text(StrBuf *sb);
/* Hands the NUL-terminated text to the caller (mem_free) and empties sb. */
char *sb_finish(StrBuf *sb);
void sb_free(StrBuf *sb);

static inline void sb_addc(StrBuf *sb, char c)
{
	*sb_room(sb, 1) = c;
	sb->len++;
}

static inline void sb_add(StrBuf *sb, const char *text)
{
	sb_addn(sb, text, strlen(text));
}

static inline void sb_clear(StrBuf *sb)
{
	sb->len = 0;
}

/* Does the text end so, with something before it? `f.go`, with ".go". */
static inline bool text_has_ending(const char *text, const char *ending)
{
	size_t n = strlen(text), k = strlen(ending);

	return n > k && memcmp(text + n - k, ending, k) == 0;
}

#endif
