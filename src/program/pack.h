/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the library's pack is made: files are collected one after another as records, which pack_finish gives an index.
 * A record: path, NUL, eight digits of size, the text. */
#ifndef PROGRAM_PACK_H
#define PROGRAM_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

/* Adds the text of the file at `path` under a name. False with errno. */
bool pack_add_file(const char *path, const char *name, StrBuf *records);
/* Adds a text. */
void pack_add_text(const char *name, const char *text, size_t len, StrBuf *records);
/* The record at *cursor, which goes on to the next; false at the end. */
bool pack_next_record(const StrBuf *records, size_t *cursor, const char **name, const char **text, size_t *len);

/* The pack of all that was collected. */
void pack_finish(const StrBuf *records, StrBuf *pack);

#endif
