/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The debugger at its prompt. */
#include <stdio.h>

#include "driver/driver.h"

int driver_debug(const Library *library, int argc, char **argv)
{
	(void)library;
	(void)argc;
	(void)argv;
	fprintf(stderr, "strata: the prompt is not supported yet\n");
	return 1;
}
