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

/*
 * Overlays (records from `ours` to before `theirs`) and the tree's files (those from `theirs` on) of the same package. A file
 * of the tree with the name of an overlay's goes. Where both declare the same identifier, a method's being TYPE.NAME, the
 * tree's declaration is called tree_NAME from now on: the overlay's counts, and can stand on it; the methods of a type
 * stay with its name. A function without a body becomes the type of its signature, so that imports stay in use. A struct T of
 * an overlay that embeds tree_T first is no other one: its fields stand behind those of the tree's T. The lines of all files
 * stay as they are.
 */
void pack_merge(StrBuf *records, size_t ours, size_t theirs);

/* The pack of all that was collected. */
void pack_finish(const StrBuf *records, StrBuf *pack);

#endif
