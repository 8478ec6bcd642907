/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command for each of some frames, or goroutines (gdb manual, "Frame Apply", "Threads"). */
#ifndef UI_CLI_APPLY_H
#define UI_CLI_APPLY_H

#include "ui/cli/cli_int.h"

typedef struct Apply {
	const char *command;
	bool quiet;		/* -q: no line for the frame or goroutine */
	bool go_on;		/* -c: an error is told, and the next one follows */
	bool silent;		/* -s: those with an error or without output are passed over */
} Apply;

/* Flags, and backtrace's options, which have nothing to say here; then the command. which: who is told of an error. */
bool apply_flags(Cli *c, const char *args, const char *which, Apply *a);
/* Carries it out where something is selected, of which `line` prints what goes before. False with the error: it is over. */
bool apply_here(Cli *c, const Apply *a, void (*line)(Cli *c, uint64_t which), uint64_t which);

#endif
