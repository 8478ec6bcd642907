/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main is the table of contents: which word on the command line starts what. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "driver/driver.h"

typedef struct Subcommand {
	const char *name;
	int (*run)(const Library *library, int argc, char **argv);
} Subcommand;

static const Subcommand subcommands[] = {
	{ "run", driver_run },
	{ "check", driver_check },
	{ "grade", driver_grade },
	{ "--build-library", driver_build_library },
};

typedef struct Start { int argc; char **argv; int status; } Start;

static void start(void *arg)
{
	Start *s = arg;
	Library library;

	library_embedded(&library);
	for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++)
		if (s->argc > 1 && strcmp(s->argv[1], subcommands[i].name) == 0) {
			s->status = subcommands[i].run(&library, s->argc - 2, s->argv + 2);
			return;
		}
	if (s->argc > 1 && strncmp(s->argv[1], "--dump=", 7) == 0)
		s->status = driver_dump(&library, s->argv[1] + 7, s->argc - 2, s->argv + 2);
	else
		s->status = driver_debug(&library, s->argc, s->argv);
}

int main(int argc, char **argv)
{
	Start s = { argc, argv, 0 };
	const char *fail = getenv("STRATA_FAIL_ALLOCATION");

	if (fail)
		mem_fail_at(strtoull(fail, NULL, 10));
	/* Nested source is met by recursion: the front end has a stack of its own, larger than any limit. */
	big_stack_run(start, &s);
	fflush(stdout);
	return s.status;
}
