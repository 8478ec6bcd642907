/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 by Go's rules: a byte that begins no valid sequence (overlong, surrogate, beyond U+10FFFF,
 * cut off) is one U+FFFD of width 1. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

enum { RUNE_ERROR = 0xFFFD, RUNE_MAX = 0x10FFFF, UTF8_MAX = 4 };

/* The first rune of n bytes and its width: (RUNE_ERROR, 1) when invalid, (RUNE_ERROR, 0) when n
 * is 0. */
int utf8_decode(const char *p, size_t n, int *width);
/* The last rune of n bytes, the same way. */
int utf8_decode_last(const char *p, size_t n, int *width);
/* Writes the rune to out (UTF8_MAX bytes of room) and gives its width; an invalid rune as
 * U+FFFD. */
int utf8_encode(char *out, int rune);
/* The width utf8_encode would write, or -1 for an invalid rune. */
int utf8_width(int rune);
/* Graphic without blanks, as unicode.IsPrint has it: letters, marks, numbers, punctuation, symbols, and the ASCII blank. */
bool utf8_printable(int rune);
bool utf8_valid(const char *p, size_t n);
/* Runes in n bytes, each invalid byte counting as one. */
size_t utf8_count(const char *p, size_t n);

#endif
