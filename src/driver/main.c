/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main is the table of contents: which word on the command line starts what. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/bigstack.h"
#include "driver/driver.h"
#include "embed/embed.h"

typedef struct Subcommand {
	const char *name;
	int (*run)(const Library *library, int argc, char **argv);
} Subcommand;

static const Subcommand subcommands[] = {
	{ "run", driver_run },
	{ "build", driver_build },
	{ "test", driver_test },
	{ "check", driver_check },
	{ "grade", driver_grade },
	{ "--build-library", driver_build_library },
};

typedef struct Start { int argc; char **argv; int status; } Start;

static int dispatch(const Library *library, int argc, char **argv)
{
	for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++)
		if (argc > 1 && strcmp(argv[1], subcommands[i].name) == 0)
			return subcommands[i].run(library, argc - 2, argv + 2);
	if (argc > 1 && strncmp(argv[1], "--dump=", 7) == 0)
		return driver_dump(library, argv[1] + 7, argc - 2, argv + 2);
	return driver_debug(library, argc, argv);
}

static void start(void *arg)
{
	Start *s = arg;
	Library library;

	library_embedded(&library);
	s->status = dispatch(&library, s->argc, s->argv);
	library_free(&library);
}

/* A full disk or a closed descriptor is no success. */
static bool output_complete(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	fputs("strata: cannot write standard output\n", stderr);
	return false;
}

int main(int argc, char **argv)
{
	Start s = { argc, argv, 0 };
	const char *fail = getenv("STRATA_FAIL_ALLOCATION");

	if (fail)
		mem_fail_at(strtoull(fail, NULL, 10));
	signal(SIGPIPE, SIG_IGN);	/* a closed pipe is an error of write, to the program and to us */
	signal(SIGUSR1, SIG_IGN);	/* no Go program ends by these */
	signal(SIGUSR2, SIG_IGN);
	for (int sig = SIGRTMIN + 1; sig <= SIGRTMAX; sig++)
		signal(sig, SIG_IGN);
	/* Nested source is met by recursion: the front end has a stack of its own, larger than any limit. */
	big_stack_run(start, &s);
	return output_complete() || s.status ? s.status : 1;
}
