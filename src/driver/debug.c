/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The debugger at its prompt or under a command file, and the grading of labs: src/ui/cli. */
#include "driver/driver.h"
#include "ui/cli/cli.h"

int driver_debug(const Library *library, int argc, char **argv)
{
	return cli_main(library, argc, argv);
}

int driver_grade(const Library *library, int argc, char **argv)
{
	return cli_grade(library, argc, argv);
}
