/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words on the command line start. Each takes what follows its word and returns the
 * exit status. */
#ifndef DRIVER_DRIVER_H
#define DRIVER_DRIVER_H

#include "program/program.h"
#include "strata.h"

int driver_run(const Library *library, int argc, char **argv);		/* strata run PROGRAM [ARGS] */
int driver_build(const Library *library, int argc, char **argv);	/* strata build PROGRAM: see build.c */
int driver_test(const Library *library, int argc, char **argv);		/* strata test [PACKAGES] [FLAGS]: see test.c */
int driver_check(const Library *library, int argc, char **argv);	/* strata check PROGRAM */
/* decisions: prints what is decided about stack and heap, too. */
int driver_check_program(const StrataConfig *config, bool decisions, int argc, char **argv);
int driver_dump(const Library *library, const char *stage, int argc, char **argv);
int driver_debug(const Library *library, int argc, char **argv);	/* strata [OPTIONS] PROGRAM [ARGS] */
int driver_grade(const Library *library, int argc, char **argv);	/* strata grade LAB PROGRAM */
/* --build-library GOLIB_DIR IMAGE PACK: the first stage of the build. */
int driver_build_library(const Library *library, int argc, char **argv);

/* A Strata, or NULL and a message on stderr. STRATA_GCSTRESS is heeded. */
Strata *driver_open(StrataConfig config);
/* Races are looked for, as GORACE says, and the build tag race holds besides config->tags. */
void driver_race(StrataConfig *config);
/* The words of a program at the beginning of argv: Go files, or one other word; 0: there is none. */
size_t driver_names(int argc, char **argv);
/* Flags of run and build before them (build_flags.c; with `output`: -o FILE), after those of GOFLAGS; how many words they are, -1: one
 * is refused, which is said. */
int driver_flags(StrataConfig *config, const char **output, int argc, char **argv);
/* A flag of build_flags.def at the beginning of argv: how many words it takes, 0: it is none, -1: it is refused, which is said. */
int driver_build_flag(int argc, char **argv);
/* -C DIR at the beginning of argv is done; how many words it takes, -1: it cannot be, which is said. */
int driver_change_directory(int argc, char **argv);
/* The words of GOFLAGS, as many as there is room for. */
size_t driver_goflags(char **words, size_t room);
/* Writes a compiled program to a file that can be run. False and a message on stderr. */
bool driver_write(Strata *s, bool race, const char *path);
/* What a program is called by its path: the last element, but for that of a major version (v2 …). */
const char *driver_name(const char *path, Arena *arena);
/* Where a program goes that is called `name`: to `given`, or to that name in it, if it is a directory or ends with a slash, and is
 * made then. NULL: to `name`. */
const char *driver_output(const char *given, const char *name, Arena *arena);
/* The bytes of a program file, the caller's to free; NULL: it is none. */
char *driver_program_file(const char *path, size_t *size, ProgramFile *facts);
/* Prints what stands against the program, on stderr. True when nothing does. */
bool driver_report(Strata *s);
/* Runs it to its end; the status. */
int driver_execute(Strata *s);

#endif
