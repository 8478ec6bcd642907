/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding packages: between find.c and the stages. */
#ifndef PROGRAM_PROGRAM_INT_H
#define PROGRAM_PROGRAM_INT_H

#include "program/program.h"

bool find_go_name(const char *name);	/* ends in .go */

/* Parse a file, or those of a directory that belong to the build, tests left out, in order of name; mode: see parse_file.
 * False with *error, in the program's arena. */
bool find_file(Program *p, const char *path, Files *files, const char **error);
bool find_directory(Program *p, const char *dir, unsigned mode, Files *files, const char **error);

/* The module path and language version of the nearest go.mod at or above dir. */
void find_module(Program *p, const char *dir);

/* The checker's importer: user is the Program. */
Package *find_package(void *user, Types *types, const Sym *path, Package *from, const char **why);

#endif
