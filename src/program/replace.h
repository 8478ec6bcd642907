/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the overlay declares in a package of Go's tree takes the place of the tree's own declaration. A type takes its methods
 * with it, and an import that only such declarations used goes too. What goes becomes blanks (a constant `_`, which counts
 * on for iota): lines keep their numbers.
 *
 * A declaration X that the overlay speaks of as tree_X stays under that name, to stand on; of a type the methods stay then, as
 * those of the overlay's.
 *
 * A struct T of the overlay that embeds tree_T first is no other type: its further fields join those of the tree's T.
 */
#ifndef PROGRAM_REPLACE_H
#define PROGRAM_REPLACE_H

#include "base/map.h"
#include "syntax/ast.h"

typedef struct Replaced {
	Ast ast;
	StrMap names;		/* declared by the overlay: "F", "T", "T.M" */
	StrMap kept;		/* X of each tree_X in it */
	StrMap joined;		/* T -> text to put behind the fields of the tree's, in the arena */
} Replaced;

void replaced_init(Replaced *r);
/* Notes what a file of the overlay declares. */
void replaced_add(Replaced *r, const char *text, size_t size);
/* What joins structs of the tree goes from a file of the overlay; its lines keep their numbers. */
void replaced_blank_joining(char *text, size_t size);
/* Adds to `out` a file of the tree without what it replaces. */
void replaced_cut(Replaced *r, const char *text, size_t size, StrBuf *out);
void replaced_free(Replaced *r);

#endif
