/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading a program's source: what is named on the command line (files, or a directory) becomes one package,
 * imports are found under a Go tree and parsed when the checker asks for them. */
#ifndef DRIVER_LOAD_H
#define DRIVER_LOAD_H

#include "types/types.h"

typedef struct Loader {
	Ast ast;
	Types *types;
	const char *goroot;     /* a tree with src/fmt, …; NULL: imports fail */
	const char *dir;        /* of the program, for its own packages; may be NULL */
} Loader;

/* Everything in the loader belongs to the caller until loader_free. limit: diagnostics kept, 0 for all. */
void loader_init(Loader *, const char *goroot, size_t limit);
void loader_free(Loader *);
/* Parses and checks the program: paths are .go files, or one directory. NULL: nothing was checked because
 * of syntax errors, or paths could not be read (diagnosed on stderr). */
Package *load_program(Loader *, char *const *paths, size_t n);

#endif
