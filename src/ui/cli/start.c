/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the words of a command line to the session's end: options, init files, and which commands come first. */
#include "ui/cli/cli_int.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "ui/cli/cli.h"

/* ---- options ---- */

typedef enum ActionKind { ACTION_COMMAND, ACTION_FILE, ACTION_DIRECTORY, ACTION_TTY, ACTION_ANNOTATE } ActionKind;
typedef struct Action { ActionKind kind; bool early; const char *text; } Action;

typedef struct Options {
	VEC(Action) actions;
	VEC(const char *) program, args;
	const char *dir, *stdin_path, *answers, *core, *interpreter;
	bool batch, silent, quiet, child_result, help, version, no_init, no_home_init, test, race, args_given;
	const char *bad;		/* the option that is wrong */
	const char *why;
} Options;

typedef enum OptionId {
	OPT_X, OPT_EX, OPT_IX, OPT_IEX, OPT_BATCH, OPT_QUIET, OPT_NX, OPT_NH, OPT_ARGS, OPT_CD, OPT_CHILD, OPT_STDIN, OPT_HELP,
	OPT_VERSION, OPT_TEST, OPT_ANSWERS, OPT_BATCH_SILENT, OPT_DIRECTORY, OPT_TTY, OPT_RACE, OPT_FULLNAME, OPT_CORE,
	OPT_PROGRAM, OPT_NO_WINDOWS, OPT_ANNOTATE, OPT_INTERPRETER,
} OptionId;

typedef struct OptionRow { const char *name; OptionId id; bool argument; } OptionRow;

static const OptionRow option_rows[] = {
	{ "x", OPT_X, true }, { "command", OPT_X, true }, { "ex", OPT_EX, true }, { "eval-command", OPT_EX, true },
	{ "ix", OPT_IX, true }, { "init-command", OPT_IX, true }, { "iex", OPT_IEX, true },
	{ "init-eval-command", OPT_IEX, true }, { "batch", OPT_BATCH, false }, { "batch-silent", OPT_BATCH_SILENT, false },
	{ "d", OPT_DIRECTORY, true }, { "directory", OPT_DIRECTORY, true }, { "tty", OPT_TTY, true }, { "q", OPT_QUIET, false },
	{ "quiet", OPT_QUIET, false }, { "silent", OPT_QUIET, false }, { "nx", OPT_NX, false }, { "n", OPT_NX, false },
	{ "nh", OPT_NH, false }, { "args", OPT_ARGS, false }, { "cd", OPT_CD, true },
	{ "return-child-result", OPT_CHILD, false }, { "stdin", OPT_STDIN, true }, { "help", OPT_HELP, false },
	{ "h", OPT_HELP, false }, { "version", OPT_VERSION, false }, { "v", OPT_VERSION, false },
	{ "test", OPT_TEST, false }, { "answers", OPT_ANSWERS, true }, { "race", OPT_RACE, false },
	{ "fullname", OPT_FULLNAME, false }, { "f", OPT_FULLNAME, false }, { "core", OPT_CORE, true }, { "c", OPT_CORE, true },
	{ "se", OPT_PROGRAM, true }, { "exec", OPT_PROGRAM, true }, { "e", OPT_PROGRAM, true }, { "symbols", OPT_PROGRAM, true },
	{ "s", OPT_PROGRAM, true }, { "nowindows", OPT_NO_WINDOWS, false }, { "nw", OPT_NO_WINDOWS, false },
	{ "annotate", OPT_ANNOTATE, true }, { "interpreter", OPT_INTERPRETER, true }, { "i", OPT_INTERPRETER, true },
	{ "ui", OPT_INTERPRETER, true },
};

static const OptionRow *option_find(const char *name, size_t n)
{
	const OptionRow *found = NULL;
	size_t count = sizeof option_rows / sizeof *option_rows;

	for (size_t i = 0; i < count; i++)
		if (strlen(option_rows[i].name) == n && memcmp(option_rows[i].name, name, n) == 0)
			return &option_rows[i];
	for (size_t i = 0; i < count; i++)
		if (n && strncmp(option_rows[i].name, name, n) == 0) {
			if (found && found->id != option_rows[i].id)
				return NULL;
			found = &option_rows[i];
		}
	return found;
}

/* The program: leading .go names, or one other word; what follows without - belongs to it. */
static void take_word(Options *o, const char *word)
{
	bool more = vec_empty(&o->program)
		    || (vec_empty(&o->args) && text_has_ending(word, ".go") && text_has_ending(vec_last(&o->program), ".go"));

	if (more)
		vec_push(&o->program, word);
	else
		vec_push(&o->args, word);
}

static void option_take(Options *o, OptionId id, const char *value)
{
	switch (id) {
	case OPT_X: vec_push(&o->actions, ((Action){ ACTION_FILE, false, value })); break;
	case OPT_EX: vec_push(&o->actions, ((Action){ ACTION_COMMAND, false, value })); break;
	case OPT_IX: vec_push(&o->actions, ((Action){ ACTION_FILE, true, value })); break;
	case OPT_IEX: vec_push(&o->actions, ((Action){ ACTION_COMMAND, true, value })); break;
	case OPT_DIRECTORY: vec_push(&o->actions, ((Action){ ACTION_DIRECTORY, true, value })); break;
	case OPT_TTY: vec_push(&o->actions, ((Action){ ACTION_TTY, true, value })); break;
	case OPT_BATCH_SILENT: o->silent = o->batch = o->quiet = true; break;
	case OPT_BATCH: o->batch = o->quiet = true; break;
	case OPT_QUIET: o->quiet = true; break;
	case OPT_CD: o->dir = value; break;
	case OPT_CHILD: o->child_result = true; break;
	case OPT_STDIN: o->stdin_path = value; break;
	case OPT_ANSWERS: o->answers = value; break;
	case OPT_HELP: o->help = true; break;
	case OPT_VERSION: o->version = true; break;
	case OPT_NX: o->no_init = true; break;
	case OPT_NH: o->no_home_init = true; break;
	case OPT_TEST: o->test = true; break;
	case OPT_RACE: o->race = true; break;
	case OPT_FULLNAME: vec_push(&o->actions, ((Action){ ACTION_COMMAND, true, "set annotate 1" })); break;
	case OPT_CORE: o->core = value; break;
	case OPT_ARGS: o->args_given = true; break;
	case OPT_PROGRAM: take_word(o, value); break;
	case OPT_NO_WINDOWS: break;	/* there are none */
	case OPT_ANNOTATE: vec_push(&o->actions, ((Action){ ACTION_ANNOTATE, true, value })); break;
	case OPT_INTERPRETER: o->interpreter = value; break;
	}
}

/* Is that the beginning of an option's name? (An exact or only one has been looked for.) */
static bool option_begins(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof option_rows / sizeof *option_rows; i++)
		if (n && strncmp(option_rows[i].name, name, n) == 0)
			return true;
	return false;
}

static bool take_option(Options *o, int argc, char **argv, int *i, bool *only_words)
{
	const char *name = argv[*i] + 1 + (argv[*i][1] == '-'), *value = strchr(name, '=');
	size_t n = value ? (size_t)(value - name) : strlen(name);
	const OptionRow *row = option_find(name, n);

	if (!*name) {
		*only_words = true;
		return true;
	}
	o->bad = argv[*i];
	if (!row) {
		o->why = option_begins(name, n) ? "is ambiguous" : NULL;
		return false;
	}
	if (!row->argument && value) {
		o->why = "doesn't allow an argument";
		return false;
	}
	if (row->argument && !value) {
		o->why = "requires an argument";
		if (*i + 1 >= argc)
			return false;
		value = argv[++*i];
	} else if (value) {
		value++;
	}
	o->bad = NULL;
	*only_words = row->id == OPT_ARGS;
	option_take(o, row->id, value);
	return true;
}

/* As for gdb, the last word may be a core file: behind the program, or alone. */
static void take_core(Options *o)
{
	const char *last = o->args.len ? vec_last(&o->args) : o->program.len ? vec_last(&o->program) : NULL;

	if (o->core || o->args_given || o->args.len > 1 || !last || text_has_ending(last, ".go") || !debug_is_core(last))
		return;
	o->core = last;
	if (o->args.len)
		vec_trim(&o->args, 0);
	else
		vec_trim(&o->program, 0);
}

static bool options_parse(Options *o, int argc, char **argv)
{
	bool only_words = false;

	for (int i = 1; i < argc; i++) {
		/* Once --args has named the program all words are its own. */
		if (only_words && o->program.len && (o->args.len || !text_has_ending(argv[i], ".go")))
			vec_push(&o->args, argv[i]);
		else if (only_words || argv[i][0] != '-' || !argv[i][1])
			take_word(o, argv[i]);
		else if (!take_option(o, argc, argv, &i, &only_words))
			return false;
	}
	take_core(o);
	return true;
}

static const char usage[] =
	"This is strata, an interpreter and debugger for Go programs.  Usage:\n\n"
	"    strata [OPTIONS] PROGRAM [ARGS]     debug PROGRAM (.go files, a directory or a package)\n"
	"    strata [OPTIONS] --args PROGRAM ARGS...\n"
	"    strata [OPTIONS] [PROGRAM] COREFILE look at a program that generate-core-file has saved\n"
	"    strata run PROGRAM [ARGS]           run it\n"
	"    strata build [-o FILE] PROGRAM      compile it to a file that can be run\n"
	"    strata test [PACKAGES] [FLAGS]      run tests, as `go test'\n"
	"    strata check [-m] PROGRAM           parse and type-check it; -m: what escapes to the heap, as gc's -m\n"
	"    strata grade LAB PROGRAM            grade it by a lab file\n"
	"    strata --dump=STAGE PROGRAM         print tokens, ast, types, escape, code or image\n\n"
	"Options:\n\n"
	"  -x FILE                Execute strata commands from FILE.\n"
	"  -ex COMMAND            Execute a single command.  Both may be repeated and keep their order.\n"
	"  -ix FILE, -iex COMMAND The same, before PROGRAM is loaded.\n"
	"  -batch                 Exit after processing options; ask nothing.\n"
	"  -batch-silent          The same, and print nothing but errors; the program's output stays.\n"
	"  -q, -quiet             Do not print the first screen.\n"
	"  -nx                    Do not read init files.\n"
	"  -cd DIR                Change current directory to DIR.\n"
	"  -d DIR                 Search for source files in DIR too.\n"
	"  --return-child-result  Exit with the program's own status.\n"
	"  --test                 PROGRAM is a package: debug its tests; ARGS are theirs, as -test.run=RE.\n"
	"  --race                 Look for data races, as programs built with -race.\n"
	"  -c, --core COREFILE    Look at the program in COREFILE.\n"
	"  --stdin FILE           The program reads FILE as its standard input.\n"
	"  --tty TTY              The program reads and writes TTY.\n"
	"  -f, --fullname         Tell places for an editor that shows the source itself, as Emacs does.\n"
	"  -s, -e, -se PROGRAM    The program, as a word alone.\n"
	"  --annotate 1           As --fullname.\n"
	"  --answers FILE         What `predict' and `quiz' are answered, a line each.\n"
	"  --help, --version      Print this, or the version, and exit.\n";

/* ---- from options to a status ---- */

static void first_screen(Cli *c)
{
	size_t functions, variables;

	if (!debug_loaded(c->s)) {
		out_printf(c, "strata %s: no program.  Type \"file demo.go\" to load one.\n", PACKAGE_VERSION);
		return;
	}
	debug_counts(c->s, &functions, &variables);
	out_folded(c, arena_printf(c->arena,
				   "strata %s: %s: %zu function%s in the code segment, %zu variable%s in the data segment.",
				   PACKAGE_VERSION, debug_program_name(c->s), functions, functions == 1 ? "" : "s", variables,
				   variables == 1 ? "" : "s"), 3);
	out_text(c, "Type \"start\" to stop in main, \"tutorial\" for a tour, \"help\" for commands.\n");
}

static bool do_action(Cli *c, const Action *a)
{
	bool ok;

	c->from_tty = !c->batch;
	c->flow = FLOW_NORMAL;
	switch (a->kind) {
	case ACTION_FILE: ok = script_source(c, a->text); break;
	case ACTION_DIRECTORY: ok = cmd_directory(c, a->text); break;
	case ACTION_TTY: ok = cmd_tty(c, a->text); break;
	case ACTION_ANNOTATE: ok = cmd_set(c, arena_printf(c->arena, "annotate %s", a->text)); break;
	default: ok = cli_line(c, a->text);
	}
	ok = ok && cli_due_commands(c);
	if (!ok)
		err_text(c, sb_text(&c->error));
	return ok;
}

/* Those of before or after the loading of the program; gives the success of the last. */
static bool do_actions(Cli *c, const Options *o, bool early, bool ok)
{
	for (size_t i = 0; i < o->actions.len && !c->quitting; i++)
		if (o->actions.data[i].early == early) {
			c->discard = false;
			c->interrupted = 0;
			ok = do_action(c, &o->actions.data[i]);
		}
	return ok;
}

static bool load_core(Cli *c, const char *name)
{
	if (core_open(c, file_name(c, name)))
		return true;
	err_text(c, sb_text(&c->error));
	return false;
}

static bool load_program(Cli *c, const Options *o)
{
	if (vec_empty(&o->program)) {
		if (o->core)
			return true;
		if (c->batch)
			err_text(c, "strata: no program given");
		return !c->batch;
	}
	for (size_t i = 0; i < o->program.len; i++)
		vec_push(&c->program, mem_strndup(o->program.data[i], strlen(o->program.data[i])));
	for (size_t i = 0; i < o->args.len; i++)
		vec_push(&c->run_args, mem_strndup(o->args.data[i], strlen(o->args.data[i])));
	debug_set_args(c->s, (const char *const *)c->run_args.data, c->run_args.len);
	if (!file_missing(c, o->program.data[0]) && cli_load(c, o->program.data, o->program.len))
		return true;
	err_text(c, sb_text(&c->error));
	return false;
}

static int child_status(Cli *c)
{
	int status;

	return debug_exit_status(c->s, &status) ? status & 0xff : 255;
}

static int finish_session(Cli *c, const Options *o, bool ok)
{
	bool by_quit = c->quitting && c->status;

	out_flush(c);
	if (by_quit)
		return c->status;
	if (o->child_result)
		return child_status(c);
	return c->batch && !ok && !c->quitting ? 1 : c->status;
}

static void terminal_settings(Cli *c)
{
	const char *term = getenv("TERM"), *colourless = getenv("NO_COLOR");

	c->stdin_tty = isatty(0);
	c->interactive = c->stdin_tty && isatty(1) && !c->batch;
	c->set.hints = c->interactive;
	c->colour = isatty(1) && term && *term && strcmp(term, "dumb") != 0;
	c->set.style = c->colour && (!colourless || !*colourless);
	lineedit_environment(c);
	cli_follow_window(c);
}

/* ---- init files ---- */

static void read_init(Cli *c, const char *path)
{
	bool tty = c->from_tty;

	if (access(path, R_OK) != 0)
		return;
	c->from_tty = false;
	if (!script_source(c, path))
		err_text(c, sb_text(&c->error));
	c->from_tty = tty;
}

static void home_init(Cli *c)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (config && *config)
		read_init(c, arena_printf(c->arena, "%s/strata/init", config));
	else if (home)
		read_init(c, arena_printf(c->arena, "%s/.config/strata/init", home));
	if (home)
		read_init(c, arena_printf(c->arena, "%s/.stratainit", home));
}

/* Is the directory one of the colon-separated list, or below one of them? */
static bool is_safe(Cli *c, const char *dir)
{
	for (const char *p = c->set.safe_path; *p;) {
		size_t n = strcspn(p, ":");

		if (n && strncmp(dir, p, n) == 0 && (dir[n] == '/' || !dir[n] || p[n - 1] == '/'))
			return true;
		p += n + (p[n] == ':');
	}
	return false;
}

/* A program's folder may come from anybody: its init file is read only where the user has said so. */
static void local_init(Cli *c)
{
	char dir[4096];
	const char *home = getenv("HOME");

	if (access(".stratainit", R_OK) != 0 || !getcwd(dir, sizeof dir) || (home && strcmp(dir, home) == 0))
		return;
	if (is_safe(c, dir))
		read_init(c, ".stratainit");
	else
		err_text(c, arena_printf(c->arena, "warning: File \"%s/.stratainit\" auto-loading has been declined by your "
						   "`auto-load safe-path' set to \"%s\".", dir, c->set.safe_path));
}

static int session(const void *library, const Options *o)
{
	/* Commands come through a pipe: the program must not eat them. */
	bool piped = !o->batch && !isatty(0);
	DebugConfig config = { .library = library,
			       .stdin_path = o->stdin_path ? o->stdin_path : piped ? "/dev/null" : NULL,
			       .test = o->test, .race = o->race };
	Cli *c = cli_new(&config);
	bool ok = true, loaded;
	int status;

	c->batch = o->batch;
	c->quiet = o->quiet;
	c->silent = o->silent;
	c->answers = (Reader){ .name = o->answers, .file = o->answers ? fopen(o->answers, "r") : NULL };
	terminal_settings(c);
	signals_catch(c);
	if (!o->no_init && !o->no_home_init)
		home_init(c);
	ok = do_actions(c, o, true, ok);
	if (!o->no_init)
		local_init(c);
	loaded = c->quitting || load_program(c, o);
	if (!c->quiet && !c->quitting && !o->core && (loaded || vec_empty(&o->program)))
		first_screen(c);
	if (o->core && !c->quitting)
		loaded = load_core(c, o->core) && loaded;
	if (loaded || !c->batch)
		ok = do_actions(c, o, false, loaded && ok);
	else
		ok = false;
	if (!c->batch && !c->quitting)
		cli_prompt_loop(c);
	status = finish_session(c, o, ok && (loaded || !c->batch));
	lineedit_close(c);
	signals_leave();
	out_flush(c);
	if (c->output_lost)
		fputs("strata: cannot write standard output\n", stderr);
	status = c->output_lost && !status ? 1 : status;
	cli_free(c);
	return status;
}

static int report_bad_option(const Options *o)
{
	if (o->why)
		fprintf(stderr, "strata: option '%s' %s\n", o->bad, o->why);
	else
		fprintf(stderr, "strata: unrecognized option '%s'\n", o->bad);
	fprintf(stderr, "Use `strata --help' for a complete list of options.\n");
	return 1;
}

int cli_main(const void *library, int argc, char **argv)
{
	Options o = { 0 };
	int status = 0;

	if (!options_parse(&o, argc, argv))
		status = report_bad_option(&o);
	else if (o.help)
		fputs(usage, stdout);
	else if (o.version)
		printf("strata %s\nLicense GPLv3+: GNU GPL version 3 or later.\n", PACKAGE_VERSION);
	else if (o.interpreter && strcmp(o.interpreter, "console") != 0) {
		fprintf(stderr, "Interpreter `%s' unrecognized\n", o.interpreter);
		status = 1;
	} else if (o.dir && chdir(o.dir) != 0) {
		fprintf(stderr, "%s: %s.\n", o.dir, strerror(errno));
		status = 1;
	} else if (o.answers && access(o.answers, R_OK) != 0) {
		fprintf(stderr, "%s: %s.\n", o.answers, strerror(errno));
		status = 1;
	} else
		status = session(library, &o);
	fflush(stdout);
	vec_free(&o.actions);
	vec_free(&o.program);
	vec_free(&o.args);
	return status;
}
