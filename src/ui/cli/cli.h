/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command loop's two doors: a session at the prompt or under a command file, and the grading
 * of a lab. Both take the words after the program's name (argv[0] is not an option) and give the
 * status to exit with; `library` is what debug_open wants. */
#ifndef UI_CLI_CLI_H
#define UI_CLI_CLI_H

#include <stdbool.h>

/* strata [OPTIONS] PROGRAM [ARGS]: DEBUGGER.md sections 0 and 5. argv[0] is the program's name. */
int cli_main(const void *library, int argc, char **argv);
/* strata grade LAB PROGRAM [OPTIONS] (see grade.c): 0 all passed, 1 some failed, 2 usage, 3 the lab file is wrong, 124
 * the time was over. argv[0] is the first word after `grade`. */
int cli_grade(const void *library, int argc, char **argv);
/* Prints what docs/commands.md ("commands") or the man page's section COMMANDS ("man") holds; false: some other word. */
bool cli_manual(const char *form);

#endif
