/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words on the command line start. Each takes what follows its word and returns the
 * exit status. */
#ifndef DRIVER_DRIVER_H
#define DRIVER_DRIVER_H

#include "program/program.h"
#include "strata.h"

int driver_run(const Library *library, int argc, char **argv);		/* strata run PROGRAM [ARGS] */
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
/* Prints what stands against the program, on stderr. True when nothing does. */
bool driver_report(Strata *s);
/* Runs it to its end; the status. */
int driver_execute(Strata *s);

#endif
