/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommands that need no debugger: run, check, dumps, and the first stage of the build. */
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "driver/driver.h"
#include "embed/embed.h"
#include "syntax/lex.h"
#include "ui/cli/cli.h"

/* Leading .go names (or one directory or package) are the program; what follows belongs to it. */
size_t driver_names(int argc, char **argv)
{
	size_t n = 0;

	while (n < (size_t)argc && text_has_ending(argv[n], ".go"))
		n++;
	return n ? n : argc > 0;
}

static int usage(const char *what)
{
	fprintf(stderr, "usage: strata %s\n", what);
	return 2;
}

/* STRATA_GCSTRESS=N, steps, steps:N: for the tests of the collector. */
static void stress(StrataConfig *config)
{
	const char *how = getenv("STRATA_GCSTRESS");

	config->gc_steps = how && strncmp(how, "steps", 5) == 0;
	config->gc_stress = config->gc_steps && !how[5] ? 1
			    : how ? (unsigned)strtoul(how + (config->gc_steps ? 6 : 0), NULL, 10) : 0;
}

Strata *driver_open(StrataConfig config)
{
	const char *why;
	Strata *s;

	stress(&config);
	config.may_exec = true;
	s = strata_open(&config, &why);
	if (!s)
		fprintf(stderr, "strata: %s\n", why);
	return s;
}

bool driver_report(Strata *s)
{
	const char *text = strata_messages(s, isatty(2) ? STRATA_CARET : STRATA_PLAIN);

	fputs(text, stderr);
	return !*text;
}

int driver_execute(Strata *s)
{
	StrataResult result;

	do
		result = strata_run(s, STRATA_NO_LIMIT);
	while (result.state != STRATA_ENDED && result.state != STRATA_CANNOT);
	if (result.state == STRATA_CANNOT)
		fprintf(stderr, "strata: %s", strata_messages(s, STRATA_PLAIN));
	return result.status;
}

static bool fetch(Strata *s, char **names, size_t n, bool compile)
{
	return strata_load(s, (const char *const *)(uintptr_t)names, n) && strata_check(s) &&
	       (!compile || strata_compile(s));
}

/* Of the words that begin with the program's last. */
static int execute(Strata *s, int argc, char **argv)
{
	strata_args(s, argc, argv, NULL);
	return driver_execute(s);
}

/* Runs what driver_write wrote. */
static int run_file(StrataConfig config, const ProgramFile *facts, const char *bytes, size_t size, int argc, char **argv)
{
	Strata *s;
	int status = 1;

	if (facts->race && !config.race)
		driver_race(&config);
	s = driver_open(config);
	if (!s)
		return 1;
	if (strata_restore(s, argv[0], bytes, size))
		status = execute(s, argc, argv);
	else
		fprintf(stderr, "strata: %s: %s", argv[0], strata_messages(s, STRATA_PLAIN));
	strata_close(s);
	return status;
}

int driver_run(const Library *library, int argc, char **argv)
{
	StrataConfig config = { 0 };
	int status = 1, flags = driver_flags(&config, NULL, argc, argv);
	ProgramFile facts;
	Strata *s;
	size_t n, size;
	char *bytes;
	bool ready;

	(void)library;
	if (flags < 0)
		return 2;
	argc -= flags;
	argv += flags;
	n = driver_names(argc, argv);
	if (!n)
		return usage("run [-race] [-tags LIST] [-ldflags LIST] PROGRAM [ARGS]");
	bytes = n == 1 ? driver_program_file(argv[0], &size, &facts) : NULL;
	if (bytes) {
		status = run_file(config, &facts, bytes, size, argc, argv);
		free(bytes);
		return status;
	}
	s = driver_open(config);
	if (!s)
		return 1;
	ready = fetch(s, argv, n, true);
	driver_report(s);
	if (ready)
		status = execute(s, argc - (int)n + 1, argv + n - 1);
	strata_close(s);
	return status;
}

static bool check_one(const StrataConfig *config, bool decisions, int argc, char **argv)
{
	Strata *s = driver_open(*config);
	bool ok = s && fetch(s, argv, (size_t)argc, false);

	ok = s && driver_report(s) && ok;
	if (ok && decisions)
		fputs(strata_escapes(s), stdout);
	strata_close(s);
	return ok;
}

static int not_hidden(const struct dirent *e)
{
	return e->d_name[0] != '.' && e->d_name[0] != '_' && strcmp(e->d_name, "testdata") != 0 &&
	       strcmp(e->d_name, "vendor") != 0;
}

/* DIR/...: every directory below that holds Go files, in order of name. */
static bool check_tree(const StrataConfig *config, bool decisions, char *dir)
{
	struct dirent **list;
	int n = scandir(dir, &list, not_hidden, alphasort);
	bool ok = n >= 0, go = false;

	if (!ok)
		fprintf(stderr, "%s: %s.\n", dir, strerror(errno));
	for (int i = 0; i < n; i++)
		go = go || fnmatch("*.go", list[i]->d_name, 0) == 0;
	if (go)
		ok = check_one(config, decisions, 1, &dir);
	for (int i = 0; i < n; i++) {
		StrBuf path = { 0 };
		struct stat st;

		sb_printf(&path, "%s/%s", dir, list[i]->d_name);
		if (stat(sb_text(&path), &st) == 0 && S_ISDIR(st.st_mode))
			ok = check_tree(config, decisions, path.data) && ok;
		sb_free(&path);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	return ok;
}

int driver_check_program(const StrataConfig *config, bool decisions, int argc, char **argv)
{
	size_t n;

	if (argc < 1)
		return usage("check PROGRAM");
	n = strlen(argv[0]);
	if (argc == 1 && n >= 4 && strcmp(argv[0] + n - 4, "/...") == 0) {
		StrBuf dir = { 0 };
		bool ok;

		sb_addn(&dir, argv[0], n - 4);
		sb_text(&dir);
		ok = check_tree(config, decisions, dir.data);
		sb_free(&dir);
		return ok ? 0 : 1;
	}
	return check_one(config, decisions, argc, argv) ? 0 : 1;
}

/* ---- dumps ---- */

/* Prints what stands against the program, on stderr. True when nothing does. */
static bool report(Program *p, const char *error)
{
	StrBuf out = { 0 };

	if (error)
		sb_printf(&out, "%s\n", error);
	diag_print(p->ast.diags, &out, isatty(2) ? DIAG_CARET : DIAG_PLAIN);
	if (out.len)
		fwrite(out.data, 1, out.len, stderr);
	sb_free(&out);
	return !error && diag_errors(p->ast.diags) == 0;
}

static void dump_tokens(Program *p, StrBuf *out)
{
	for (size_t i = 0; i < source_count(p->ast.sources); i++)
		lex_dump(out, &p->ast, source_at(p->ast.sources, i));
}

static void dump_ast(Program *p, StrBuf *out)
{
	vec_each(&p->files, file)
		ast_dump(out, p->ast.sources, *file);
}

static void dump_types(Program *p, StrBuf *out)
{
	types_dump(out, p->main);
}

static void dump_code(Program *p, StrBuf *out)
{
	image_dump_code(p->image, out);
}

static void dump_image(Program *p, StrBuf *out)
{
	image_dump(p->image, out);
}

static void dump_library(Program *p, StrBuf *out)
{
	image_dump_code(p->library->image, out);
}

static const struct { const char *name; ProgramStage stage; void (*write)(Program *p, StrBuf *out); } dumps[] = {
	{ "tokens", PROGRAM_PARSED, dump_tokens },
	{ "ast", PROGRAM_PARSED, dump_ast },
	{ "types", PROGRAM_CHECKED, dump_types },
	{ "escape", PROGRAM_CHECKED, program_dump_escapes },
	{ "code", PROGRAM_COMPILED, dump_code },
	{ "image", PROGRAM_COMPILED, dump_image },
	{ "library", PROGRAM_COMPILED, dump_library },
};

/* docs/bytecode.md: the list of opcodes as a table. */
static int dump_opcodes(void)
{
	static const struct { unsigned flag; const char *name; } names[] = {
		{ OPF_TWO, "data" }, { OPF_TICK, "tick" }, { OPF_PARK, "park" }, { OPF_END, "end" },
		{ OPF_ALLOC, "alloc" }, { OPF_PANIC, "panic" },
	};

	printf("# Bytecode\n\nGenerated by `strata --dump=opcodes` from src/code/opcodes.def; the encoding is "
	       "described in src/code/ins.h.\n\nOperands, a letter for each of a b c d: `d` slot written, `s` "
	       "read, `m` both, `D` `S` first of several slots, `i` `u` 16-bit immediate, `I` 32-bit, `X` 48-bit, "
	       "`J` jump, `G` address in data, `F` function, `-` unused.\n\n"
	       "| op | operands | notes | meaning |\n|---|---|---|---|\n");
	for (unsigned op = 0; op < OP_COUNT; op++) {
		printf("| %s | %s |", op_info[op].name, op_info[op].operands);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (op_info[op].flags & names[i].flag)
				printf(" %s", names[i].name);
		printf(" | %s |\n", op_info[op].doc);
	}
	return 0;
}

int driver_dump(const Library *library, const char *stage, int argc, char **argv)
{
	StrBuf out = { 0 };
	const char *error;
	Program *p;
	size_t k, count = sizeof dumps / sizeof *dumps;
	bool ok;

	if (strcmp(stage, "opcodes") == 0)
		return dump_opcodes();
	if (cli_manual(stage))
		return 0;
	for (k = 0; k < count && strcmp(dumps[k].name, stage) != 0;)
		k++;
	if (k == count || argc < 1)
		return usage("--dump=tokens|ast|types|escape|code|image PROGRAM");
	p = program_load(library, argv, (size_t)argc, (ProgramOptions){ .stage = dumps[k].stage }, &error);
	ok = report(p, error);
	if (ok)
		dumps[k].write(p, &out);
	fwrite(out.data ? out.data : "", 1, out.len, stdout);
	sb_free(&out);
	program_free(p);
	return ok ? 0 : 1;
}

/* ---- the first stage of the build ---- */

static bool write_file(const char *path, const StrBuf *bytes)
{
	FILE *f = fopen(path, "wb");
	bool ok = f && fwrite(bytes->data, 1, bytes->len, f) == bytes->len;

	if (f && fclose(f) != 0)
		ok = false;
	if (!ok)
		fprintf(stderr, "strata: %s: %s\n", path, strerror(errno));
	return ok;
}

int driver_build_library(const Library *library, int argc, char **argv)
{
	StrBuf pack = { 0 }, image = { 0 }, errors = { 0 };
	bool ok;

	(void)library;
	if (argc != 3 && argc != 5)
		return usage("--build-library DIR IMAGE PACK [GOSRC LIST]");
	ok = pack_gather(argv[0], argc == 5 ? argv[3] : NULL, argc == 5 ? argv[4] : NULL, &pack, &errors);
	ok = ok && library_build(pack.data, pack.len, &image, &errors) &&
	     write_file(argv[1], &image) && write_file(argv[2], &pack);
	fwrite(errors.data ? errors.data : "", 1, errors.len, stderr);
	sb_free(&pack);
	sb_free(&image);
	sb_free(&errors);
	return ok ? 0 : 1;
}
