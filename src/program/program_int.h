/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding packages: between find.c and the stages. */
#ifndef PROGRAM_PROGRAM_INT_H
#define PROGRAM_PROGRAM_INT_H

#include "program/program.h"

bool find_go_name(const char *name);	/* ends in .go */
bool find_test_name(const char *name);	/* ends in _test.go */

/* Parse a file, or those of a directory that belong to the build, tests left out, in order of name; mode: see parse_file.
 * False with *error, in the program's arena. */
bool find_file(Program *p, const char *path, Files *files, const char **error);
bool find_directory(Program *p, const char *dir, unsigned mode, Files *files, const char **error);

/* The files of a directory and then those of its tests, with their comments. */
bool find_tests(Program *p, const char *dir, Files *files, const char **error);

/* The module path and language version of the nearest go.mod at or above dir. */
void find_module(Program *p, const char *dir);

/* Checks a package of the program's own and all it needs. dir: where its files lie, NULL: they were named one by one. */
Package *find_own(Program *p, const char *path, const Files *files, const char *dir);

/* Finds the files of the package's //go:embed directives; what is wrong with them is a diagnostic. */
void embed_files(Program *p, Package *pkg);

/* The import path of a directory, after find_module: "command-line-arguments" outside of a module. In the arena. */
const char *find_import_path(Program *p, const char *dir);

/* test.c: the steps of ProgramOptions.test. */
bool test_parse(Program *p, const char **error);
bool test_check(Program *p);

/* The checker's importer: user is the Program. */
Package *find_package(void *user, Types *types, const Sym *path, Package *from, const char **why);

#endif
