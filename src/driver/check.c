/* SPDX-License-Identifier: GPL-3.0-or-later */
/* strata check [-e] [-m] [-lang=go1.N] [-tags LIST] [-goroot DIR] PROGRAM: with -goroot, imports come from that Go tree's
 * src; -m tells what is decided about stack and heap. */
#include <stdio.h>
#include <string.h>

#include "driver/driver.h"

/* Options stand before the paths: how many words they take, or -1 when the line makes no sense. */
static int parse_options(int argc, char **argv, StrataConfig *o, bool *decisions)
{
	int i = 0;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "-goroot") == 0 && i + 1 < argc)
			o->goroot = argv[++i];
		else if (strcmp(argv[i], "-tags") == 0 && i + 1 < argc)
			o->tags = argv[++i];
		else if (strcmp(argv[i], "-e") == 0)
			o->all_errors = true;
		else if (strcmp(argv[i], "-m") == 0)
			*decisions = true;
		else if (sscanf(argv[i], "-lang=go1.%d", &o->go_minor) == 1 && o->go_minor > 0)
			continue;
		else
			return -1;
	}
	return i < argc ? i : -1;
}

int driver_check(const Library *library, int argc, char **argv)
{
	StrataConfig config = { 0 };
	bool decisions = false;
	int n = parse_options(argc, argv, &config, &decisions);

	(void)library;
	if (n >= 0)
		return driver_check_program(&config, decisions, argc - n, argv + n);
	fputs("usage: strata check [-e] [-m] [-lang=go1.N] [-tags LIST] [-goroot DIR] PROGRAM\n", stderr);
	return 2;
}
