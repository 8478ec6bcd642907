/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding packages: between find.c and the stages. */
#ifndef PROGRAM_PROGRAM_INT_H
#define PROGRAM_PROGRAM_INT_H

#include "program/program.h"

/* library.c: how a path is called that the library's own packages import: vendor/PATH, where it is another module's; and under which
 * name the pack has it. */
#define VENDORED "vendor/"
const char *library_vendored(Arena *arena, const char *path);
const char *library_pack_path(const char *path);

bool find_test_name(const char *name);	/* ends in _test.go */

/* The text of a file as the program has it: that in memory, or the disk's, under `name` (NULL: path). NULL with errno set. */
Source *find_source(Program *p, const char *path, const char *name);

/* Parse a file, or those of a directory that belong to the build, tests left out, in order of name; mode: see parse_file.
 * False with *error, in the program's arena. */
bool find_file(Program *p, const char *path, Files *files, const char **error);
bool find_directory(Program *p, const char *dir, unsigned mode, Files *files, const char **error);

/* Those of a directory's files in assembly that belong to the build, as texts. */
typedef VEC(Source *) SourceList;
void find_assembly(Program *p, const char *dir, SourceList *out);

/* bodies.c: files that give functions of this package bodies, which the module has elsewhere: in the library, or in assembly of `dir`;
 * NULL: that is not looked at. */
void bodies_add(Program *p, const char *path, const char *dir, Files *files);
/* The same for the package that was asked for, after find_module, when it is a module's. */
void bodies_add_own(Program *p);
/* bodies.c: a file that imports what the library has of Go's runtime for functions that take their bodies there by linkname, if there
 * are such. */
void links_add(Program *p, Files *files);
/* forward.c: such a file for what is in assembly: functions that do nothing but call another one with the same arguments do so, the
 * others say that they are not supported. NULL: there are none. */
File *forward_bodies(Program *p, const char *dir, const Files *files);

/* The files of a directory and then those of its tests, with their comments. */
bool find_tests(Program *p, const char *dir, Files *files, const char **error);

/* The words of a list of build tags, with `gc` for a Go tree; closed by NULL, in the arena. */
const char *const *find_tags(Arena *arena, const char *list, bool tree);

/* The module of a program in dir, and what it and its workspace require. */
void find_module(Program *p, const char *dir);

/* define.c: reads ProgramOptions.link_flags; gives a package's variables the strings that they say. */
void define_read(Program *p, const char *flags);
void define_resolve(Program *p, CompileTexts *out);

/* godebug.c: Program.godebug, after find_module. What is wrong with //go:debug lines before a package clause is a diagnostic, of those of
 * every package. */
void godebug_defaults(Program *p);
void godebug_check(Program *p, const Files *files);

/* Checks a package of the program's own and all it needs. dir: where its files lie, NULL: they were named one by one. */
Package *find_own(Program *p, const char *path, const Files *files, const char *dir);

/* A package whose declarations alone count here. NULL when there are no files. */
Package *find_declarations(Program *p, const char *path, const Files *files);

/* goroot.c: a package of the tree that ProgramOptions.goroot names, to be checked against; one of the tree that is
 * installed, of which all is compiled. NULL: it is not there, or does not compile, and *why says what is wrong. */
Package *goroot_declare(Program *p, const char *path);
Package *goroot_import(Program *p, const char *path, const char **why);
/* Is a file, directory or package of the installed tree? */
bool goroot_is_installed(const Program *p, const char *name);
/* What messages and the debugger call a file of it, in the arena: as the library's own, $GOROOT/src/…; NULL: it is none. */
const char *goroot_name(Program *p, const char *path);
/* Before the path of a package that is the installed tree's, where the library has one of its own. */
#define TREE "tree/"
/* What a path means that one of Go's own commands imports; where the command of this path (cmd/NAME) is in the tree, NULL: it is none. */
const char *goroot_meaning(const Program *p, const char *path);
const char *goroot_command(Program *p, const char *path);
bool goroot_has(const Program *p, const Package *pkg);

/* Finds the files of the package's //go:embed directives; what is wrong with them is a diagnostic. */
void embed_files(Program *p, Package *pkg);

/* module.c: the directory of a package that is not the library's, and the language version its module wants (0: none
 * said). NULL, with *why when its module is known. */
const char *module_package(Program *p, const char *path, int *go_minor, const char **why);
void modules_free(Program *p);
/* Whether a package may import another: internal ones have a tree of their own. */
bool module_may_import(const Program *p, const char *importer, const char *path);

/* The import path of a directory, after find_module: "command-line-arguments" outside of a module. In the arena. */
const char *find_import_path(Program *p, const char *dir);

/* order.c: the program's packages in the order of their initialisation. */
void order_packages(Program *p);

/* cover.c: puts counters into a package's files before they are checked, if it is one whose statements are counted; when all
 * of the test are, a statement for its main that registers them, in the arena, and the imports that it wants. */
void cover_package(Program *p, const char *path, Files *files);
const char *cover_statement(Program *p, StrBuf *imports);
void cover_free(Covering *all);

/* test.c: the steps of ProgramOptions.test. */
bool test_parse(Program *p, const char **error);
bool test_check(Program *p);

/* The checker's importer: user is the Program. */
const char *find_meaning(void *user, const char *path, const Package *from);
Package *find_package(void *user, Types *types, const Sym *path, Package *from, const char **why);

#endif
