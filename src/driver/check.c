/* SPDX-License-Identifier: GPL-3.0-or-later */
/* strata check [-e] [-lang=go1.N] [-goroot DIR] PROGRAM: with -goroot, imports come from that Go tree's src. */
#include <stdio.h>
#include <string.h>

#include "driver/driver.h"
#include "driver/load.h"

typedef struct Options {
	const char *goroot;
	bool all_errors;        /* -e: do not stop at ten */
	int go_minor;           /* -lang: language version, 0 when not given */
	bool dump_types;
	char **paths;
	int npaths;
} Options;

/* Options stand before the paths. False: the line makes no sense. */
static bool parse_options(int argc, char **argv, Options *o)
{
	int i = 0;
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "-goroot") == 0 && i + 1 < argc)
			o->goroot = argv[++i];
		else if (strcmp(argv[i], "-e") == 0)
			o->all_errors = true;
		else if (sscanf(argv[i], "-lang=go1.%d", &o->go_minor) == 1 && o->go_minor > 0)
			continue;
		else if (strcmp(argv[i], "--dump=types") == 0)
			o->dump_types = true;
		else
			return false;
	}
	o->paths = argv + i;
	o->npaths = argc - i;
	return o->npaths > 0;
}

static int check_with_tree(const Options *o)
{
	Loader l;
	loader_init(&l, o->goroot, o->all_errors ? 0 : DIAG_LIMIT);
	Package *pkg = load_program(&l, o->paths, (size_t)o->npaths);
	StrBuf out = { 0 };
	diag_print(l.ast.diags, &out, DIAG_PLAIN);
	fputs(sb_text(&out), stderr);
	int status = !pkg || diag_errors(l.ast.diags) > 0;
	sb_clear(&out);
	if (o->dump_types && pkg) {
		types_dump(&out, pkg);
		fputs(sb_text(&out), stdout);
	}
	sb_free(&out);
	loader_free(&l);
	return status;
}

int driver_check(const Library *library, int argc, char **argv)
{
	Options o = { 0 };

	if (!parse_options(argc, argv, &o)) {
		fputs("usage: strata check [-e] [-lang=go1.N] [-goroot DIR] PROGRAM\n", stderr);
		return 2;
	}
	if (o.goroot || o.dump_types)
		return check_with_tree(&o);
	ProgramOptions options = { .stage = PROGRAM_CHECKED, .all_errors = o.all_errors, .go_minor = o.go_minor };

	return driver_check_program(library, options, o.npaths, o.paths);
}
