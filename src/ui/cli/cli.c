/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The session: made, fed with lines, ended. A line is a block (script.c) or a plain command, which is
 * looked up among the user's own commands and then in the table. The loop at the prompt repeats the last
 * command on an empty line, whether a person types or a pipe.
 */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ui/cli/cli.h"

#define STRATA_VERSION "0.1"

/* ---- small helps ---- */

const char *skip_blanks(const char *p)
{
	while (*p == ' ' || *p == '\t' || *p == '\n')
		p++;
	return p;
}

const char *next_word(const char *p, char *out, size_t size)
{
	size_t n;

	p = skip_blanks(p);
	n = strcspn(p, " \t");
	snprintf(out, size, "%.*s", (int)n, p);
	return skip_blanks(p + n);
}

const char *file_name(Cli *c, const char *name)
{
	const char *home = getenv("HOME");

	if (name[0] != '~' || (name[1] && name[1] != '/') || !home)
		return name;
	return arena_printf(c->arena, "%s%s", home, name + 1);
}

bool word_is(const char *word, const char *full, size_t least)
{
	size_t n = strlen(word);

	return n >= least && n <= strlen(full) && memcmp(word, full, n) == 0;
}

bool is_name(const char *text)
{
	const char *p = text;

	while (isalnum((unsigned char)*p) || *p == '_' || (*p & 0x80))
		p++;
	return p > text && !*p && !isdigit((unsigned char)*text);
}

const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool cli_need_program(Cli *c)
{
	return debug_loaded(c->s)
		|| cli_fail(c, "No symbol table is loaded.  Use the \"file\" command.");
}

bool cli_need_process(Cli *c)
{
	return debug_alive(c->s) || cli_fail(c, "The program is not being run.");
}

bool cli_no_more(Cli *c, const char *args)
{
	return !*args || cli_fail(c, "Junk at end of arguments.");
}

/* What an expression's call stopped at is told before its message. */
bool call_stopped(Cli *c, const DebugStop *stop)
{
	char *message;

	if (stop->kind == DEBUG_STOP_NONE)
		return cli_fail_core(c);
	message = mem_strndup(debug_error(c->s), strlen(debug_error(c->s)));
	run_stopped(c, true, stop);
	debug_unwind(c->s);
	cli_fail(c, "%s", message);
	mem_free(message);
	return false;
}

const DebugValue *eval_call(Cli *c, const char *text, bool carry_out)
{
	DebugStop stop = { 0 };
	const DebugValue *v = c->quiet_eval ? debug_eval(c->s, text) : debug_eval_running(c->s, text, carry_out, &stop);

	if (!v)
		call_stopped(c, &stop);
	return v;
}

const DebugValue *eval(Cli *c, const char *text)
{
	return eval_call(c, text, false);
}

bool eval_number(Cli *c, const char *text, int64_t *out)
{
	const DebugValue *v;
	char *end;

	errno = 0;
	*out = strtoll(text, &end, 0);
	if (end != text && !*skip_blanks(end) && !errno)
		return true;
	v = eval(c, text);
	if (!v)
		return false;
	switch (v->kind) {
	case DEBUG_BOOL: case DEBUG_INT: case DEBUG_UINT: case DEBUG_POINTER: case DEBUG_FUNC: case DEBUG_CHAN:
		*out = (int64_t)v->bits;
		return true;
	default:
		return cli_fail(c, "Value can't be converted to integer.");
	}
}

/* ---- a session ---- */

Cli *cli_new(const DebugConfig *config)
{
	Cli *c = mem_zalloc(sizeof *c);

	c->arena = arena_new();
	c->s = debug_open(config);
	debug_on_signal(c->s, signal_received, c);
	settings_init(&c->set);
	settings_tell(c);
	c->next_display = 1;
	settings_apply(c);
	return c;
}

static void free_texts(char **list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		mem_free(list[i]);
}

void cli_free(Cli *c)
{
	debug_close(c->s);
	vec_each(&c->displays, d)
		mem_free(d->expr);
	vec_each(&c->break_commands, b)
		node_free(b->body);
	vec_each(&c->user, u) {
		if (u->body)
			node_free(u->body);
	}
	free_texts(c->program.data, c->program.len);
	free_texts(c->run_args.data, c->run_args.len);
	vec_free(&c->displays);
	vec_free(&c->break_commands);
	vec_free(&c->user);
	vec_free(&c->aliases);
	vec_free(&c->program);
	vec_free(&c->run_args);
	sb_free(&c->error);
	sb_free(&c->last_line);
	settings_free(&c->set);
	if (c->log)
		fclose(c->log);
	if (c->answers.file)
		fclose(c->answers.file);
	arena_free(c->arena);
	mem_free(c);
}

bool cli_load(Cli *c, const char *const *names, size_t n)
{
	c->list_file = NULL;
	c->list_first = c->list_last = 0;
	return debug_load(c->s, names, n) || cli_fail_core(c);
}

/* ---- one line ---- */

/* A command's word: letters, digits, - _ . and a lone punctuation such as `!`. */
static size_t word_length(const char *p)
{
	size_t n = 0;

	while (isalnum((unsigned char)p[n]) || p[n] == '_' || p[n] == '-' || p[n] == '.')
		n++;
	return n ? n : *p == '!' ? 1 : strcspn(p, " \t");
}

static void split_args(Arena *a, const char *args, UserArgs *out)
{
	const char *p = skip_blanks(args);

	while (*p && out->argc < 64) {
		const char *start = p;
		char quote = 0;

		for (; *p && (quote || (*p != ' ' && *p != '\t')); p++) {
			if (*p == '\\' && p[1])
				p++;
			else if (quote ? *p == quote : *p == '"' || *p == '\'')
				quote = quote ? 0 : *p;
		}
		out->argv[out->argc++] = arena_strndup(a, start, (size_t)(p - start));
		p = skip_blanks(p);
	}
}

enum { MAX_SCRIPT_DEPTH = 1024 };

bool run_user(Cli *c, UserCommand *u, const char *args)
{
	Arena *a;
	UserArgs frame = { .up = c->args };
	bool tty = c->from_tty, ok;

	if (c->depth >= MAX_SCRIPT_DEPTH)
		return cli_fail(c, "Max user call depth exceeded -- command aborted.");
	a = arena_new();
	split_args(a, args, &frame);
	c->args = &frame;
	c->depth++;
	c->from_tty = false;
	ok = script_exec_list(c, &u->body->body);
	c->from_tty = tty;
	c->depth--;
	c->args = frame.up;
	c->error_line = 0;	/* the caller's line is the one to name */
	arena_free(a);
	return ok;
}

bool run_row(Cli *c, const Command *row, const char *args)
{
	const Command *outer = c->row;
	bool ok;

	if (row->flags & CMD_PROCESS && !cli_need_process(c))
		return false;
	c->row = row;
	ok = row->fn(c, args);
	c->row = outer;
	return ok;
}

/* A value typed as a command: say how to see it. A misspelt command: say which it may be. */
static void hint_undefined(Cli *c, const char *line, const char *word)
{
	StrBuf message = { 0 };
	char like[64];

	if (!c->set.hints)
		return;
	sb_add(&message, sb_text(&c->error));
	if (debug_loaded(c->s) && debug_eval(c->s, line))
		cli_fail(c, "%s\nTo see its value: print %s", sb_text(&message), line);
	else if (command_like(word, like, sizeof like))
		cli_fail(c, "%s\nDid you mean \"%s\"?", sb_text(&message), like);
	sb_free(&message);
}

static bool run_hooked(Cli *c, const Command *row, const char *args)
{
	char name[64];

	if (!c->user.len)
		return run_row(c, row, args);
	command_name(row, name, sizeof name);
	return run_hook(c, "hook", name) && run_row(c, row, args) && run_hook(c, "hookpost", name);
}

/* gdb's prefix for what a program asks in its user's place: no question, no trace. */
static bool is_server(const char *line)
{
	return strncmp(line, "server ", 7) == 0;
}

static bool plain_command(Cli *c, const char *line)
{
	char word[128];
	size_t n;
	const Command *row;
	UserCommand *u;
	const char *alias, *rest;

	if (!*line || *line == '#')
		return true;
	if (c->hook) {
		bool taken = false, ok = c->hook(c, line, &taken);

		if (taken)
			return ok;
	}
	if (*line == '|')
		line = arena_printf(c->arena, "pipe %s", line + 1);
	alias = unalias(c, line);
	if (alias)
		line = alias;
	u = user_command(c, line, &rest);
	if (u && !u->body)
		return cli_fail(c, "\"%s\" must be followed by the name of a subcommand.", u->name);
	if (u)
		return run_hook(c, "hook", u->name) && run_user(c, u, rest) && run_hook(c, "hookpost", u->name);
	n = word_length(line);
	snprintf(word, sizeof word, "%.*s", (int)n, line);
	row = command_find(c, "", word);
	if (!row) {
		hint_undefined(c, line, word);
		return false;
	}
	return run_hooked(c, row, skip_blanks(line + n));
}

bool cli_command(Cli *c, const char *line)
{
	bool server = c->server, ok;

	line = skip_blanks(line);
	c->server = server || is_server(line);
	ok = plain_command(c, is_server(line) ? skip_blanks(line + strlen("server ")) : line);
	c->server = server;
	return ok;
}

/* The second word of `info`, `delete`, `enable` …; without one that matches, NULL and the message. */
const Command *sub_row(Cli *c, const char *parent, const char *args, const char **rest)
{
	char word[128], prefix[160];
	const Command *row;

	*rest = next_word(args, word, sizeof word);
	snprintf(prefix, sizeof prefix, "%s ", parent);
	row = command_find(c, prefix, word);
	if (!row && c->error.len && strncmp(sb_text(&c->error), "Undefined", 9) == 0)
		cli_fail(c, "Undefined %s command: \"%s\".  Try \"help %s\".", parent, args, parent);
	return row;
}

bool cmd_info(Cli *c, const char *args)
{
	const char *rest;
	const Command *row;

	if (!*args)
		return cmd_help(c, "info");
	row = sub_row(c, "info", args, &rest);
	return row && run_row(c, row, rest);
}

/* delete, enable, disable: numbers, or `breakpoints …`, or `display …`. */
static bool numbers_or_sub(Cli *c, const char *parent, const char *args, CommandFn *plain)
{
	const char *rest;
	const Command *row;

	row = isalpha((unsigned char)*args) ? sub_row(c, parent, args, &rest) : NULL;
	return row ? run_row(c, row, rest) : plain(c, args);
}

bool cmd_delete(Cli *c, const char *args)
{
	return numbers_or_sub(c, "delete", args, cmd_delete_breakpoints);
}

bool cmd_disable(Cli *c, const char *args)
{
	return numbers_or_sub(c, "disable", args, cmd_disable_breakpoints);
}

bool cmd_enable(Cli *c, const char *args)
{
	return numbers_or_sub(c, "enable", args, cmd_enable_breakpoints);
}

/* A command that is nothing without a second word. */
static bool only_sub(Cli *c, const char *parent, const char *args)
{
	const char *rest;
	const Command *row;

	if (!*args)
		return cmd_help(c, parent);
	row = sub_row(c, parent, args, &rest);
	return row && run_row(c, row, rest);
}

bool cmd_append(Cli *c, const char *args)
{
	return only_sub(c, "append", args);
}

bool cmd_dump(Cli *c, const char *args)
{
	return only_sub(c, "dump", args);
}

bool cmd_save(Cli *c, const char *args)
{
	return only_sub(c, "save", args);
}

/* A function may be named like the beginning of a subcommand: only whole words are those. */
bool cmd_skip(Cli *c, const char *args)
{
	char word[64];
	const char *rest = next_word(args, word, sizeof word);
	const Command *row = *word ? command_find(c, "skip ", word) : NULL;
	char name[64] = "";

	if (row)
		command_name(row, name, sizeof name);
	return strcmp(name + (row ? strlen("skip ") : 0), word) == 0 && row ? run_row(c, row, rest) : skip_plain(c, args);
}

/* The commands of the breakpoint that stopped the program; these may run it to another one. */
void cli_due_commands(Cli *c)
{
	while (c->pending_commands && !c->quitting) {
		int number = c->pending_commands;
		Node *body = NULL;
		bool tty = c->from_tty;

		c->pending_commands = 0;
		vec_each(&c->break_commands, b)
			if (b->number == number)
				body = b->body;
		if (!body)
			continue;
		/* Its own copy: the commands may delete or replace themselves. */
		Arena *a = arena_new();
		Node *copy = node_copy(a, body);
		unsigned stops = c->stops;

		c->from_tty = false;
		for (size_t i = 0; i < copy->body.len && c->stops == stops && !c->quitting; i++)
			if (!script_exec(c, copy->body.data[i])) {
				err_text(c, sb_text(&c->error));
				break;
			}
		c->from_tty = tty;
		node_free(copy);
		arena_free(a);
	}
}

bool cli_line(Cli *c, const char *line)
{
	Reader none = { .text = "" };
	Arena *a = arena_new();
	Node *n = script_parse(c, c->reader ? c->reader : &none, a, line);
	bool ok = n && script_exec(c, n);

	if (n)
		node_free(n);
	arena_free(a);
	if (ok)
		cli_due_commands(c);
	c->pending_commands = 0;
	return ok;
}

/* ---- signals ---- */

/* The handlers can reach the session through nothing else. */
static Cli *volatile interrupted_cli;

static bool is_for_program(int sig, const siginfo_t *info)
{
	Cli *c = interrupted_cli;

	return c && debug_running(c->s) && debug_signal_arrives(c->s, sig, info->si_code, info->si_pid, info->si_uid);
}

bool cli_given_up(Cli *c)
{
	return c->quitting || c->discard || c->interrupted;
}

bool cli_not_interrupted(Cli *c)
{
	return !c->interrupted || cli_fail(c, "Quit");
}

/* Ctrl-C, which ends expressions, too. */
static void on_interrupt(int sig, siginfo_t *info, void *context)
{
	Cli *c = interrupted_cli;

	(void)context;
	if (!c)
		return;
	c->interrupted = c->interrupted || !debug_running(c->s);
	debug_signal_arrives(c->s, sig, info->si_code, info->si_pid, info->si_uid);
}

/* Nobody waits for the program to hear of it: at the prompt, and the second time while the first was not heeded. */
static void on_sent(int sig, siginfo_t *info, void *context)
{
	(void)context;
	if (is_for_program(sig, info))
		return;
	signal(sig, SIG_DFL);
	raise(sig);
}

static void on_sent_in_vain(int sig, siginfo_t *info, void *context)
{
	(void)context;
	is_for_program(sig, info);
}

/* What strata ignores at the prompt: what no Go program ends by (main has seen to that), and, as gdb, Ctrl-\. */
static bool in_vain(const Cli *c, int sig)
{
	return sig == SIGUSR1 || sig == SIGUSR2 || (sig == SIGQUIT && c->interactive);
}

static void catch_signal(int sig, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction act = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };	/* a read of the program's is interrupted */

	sigaction(sig, &act, NULL);
}

/* What somebody wants strata to ignore (nohup) it ignores. */
static void catch_signals(Cli *c)
{
	const DebugSignal *rows;
	size_t n = debug_signals(c->s, &rows);
	struct sigaction now;

	interrupted_cli = c;
	catch_signal(SIGINT, on_interrupt);
	for (size_t i = 0; i < n; i++) {
		if (!rows[i].sent)
			continue;
		if (in_vain(c, rows[i].number))
			catch_signal(rows[i].number, on_sent_in_vain);
		else if (sigaction(rows[i].number, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
			catch_signal(rows[i].number, on_sent);
	}
}

/* ---- the prompt ---- */

/* The row that a line's first words mean; NULL for a user's command and for words that mean none. */
static const Command *row_of(Cli *c, const char *line)
{
	char word[128];
	const Command *row, *sub;
	const char *text = unalias(c, line), *args;

	line = text ? text : line;
	if (user_command(c, line, &args))
		return NULL;
	snprintf(word, sizeof word, "%.*s", (int)word_length(line), line);
	row = command_find(c, "", word);
	if (!row || !(row->flags & CMD_SUB))
		return row;
	command_name(row, word, sizeof word);
	sub = sub_row(c, word, line + word_length(line), &args);
	return sub ? sub : row;
}

/*
 * What an empty line does: the last command again, a wrong one too, unless it should not come twice (gdb's
 * choice, command by command).
 */
static void remember(Cli *c, const char *line, unsigned flags, bool done)
{
	sb_clear(&c->last_line);
	if (flags & CMD_ONCE || (done && flags & CMD_ONCE_DONE))
		return;
	if (done && flags & CMD_REPEAT_BARE)
		sb_addn(&c->last_line, line, word_length(line));
	else
		sb_add(&c->last_line, line);
}

/* Height and width are the window's when that has changed, as in gdb, else what was set. */
static void follow_window(Cli *c)
{
	struct winsize w;

	if (!c->interactive || ioctl(1, TIOCGWINSZ, &w) != 0 || (w.ws_row == c->rows && w.ws_col == c->columns))
		return;
	c->set.height = c->rows = w.ws_row;
	c->set.width = c->columns = w.ws_col;
}

static void prompt_line(Cli *c, const char *line)
{
	StrBuf text = { 0 };
	const Command *row = NULL;
	bool ok, repeating;

	line = skip_blanks(line);
	repeating = !*line;
	if (repeating && !c->last_line.len)
		return;
	sb_add(&text, repeating ? sb_text(&c->last_line) : line);
	if (!repeating)
		row = row_of(c, line);
	c->discard = c->relaunched = c->dont_repeat = false;
	c->interrupted = 0;
	c->page_lines = c->page_column = 0;
	c->unpaged = false;
	c->column = 0;
	follow_window(c);
	c->flow = FLOW_NORMAL;
	ok = cli_line(c, sb_text(&text));
	if (!ok && !c->quitting)
		err_text(c, sb_text(&c->error));
	if (c->dont_repeat)
		sb_clear(&c->last_line);
	else if (!repeating && !c->relaunched && *line != '#' && !is_server(line))
		remember(c, line, row ? row->flags : CMD_PLAIN, ok);
	sb_free(&text);
}

static void prompt_loop(Cli *c)
{
	Reader r = { .name = NULL };
	StrBuf line = { 0 };

	c->reader = &r;
	c->from_tty = true;
	while (!c->quitting) {
		out_flush(c);
		if (!reader_line(c, &r, &line, 0)) {
			out_text(c, "quit\n");
			if (!cmd_quit(c, ""))
				err_text(c, sb_text(&c->error));
			continue;
		}
		prompt_line(c, sb_text(&line));
	}
	sb_free(&line);
	c->reader = NULL;
}

bool cmd_quit(Cli *c, const char *args)
{
	int64_t status = 0;

	if (*args && !eval_number(c, args, &status))
		return false;
	if (debug_alive(c->s) && c->from_tty
	    && !query(c, "A debugging session is active.\n\n\tInferior 1 [process 1] will be killed.\n\nQuit anyway? "))
		return cli_fail(c, "Not confirmed.");
	c->quitting = true;
	c->status = (int)(status & 0xff);
	return true;
}

/* ---- options ---- */

typedef enum ActionKind { ACTION_COMMAND, ACTION_FILE, ACTION_DIRECTORY, ACTION_TTY } ActionKind;
typedef struct Action { ActionKind kind; bool early; const char *text; } Action;

typedef struct Options {
	VEC(Action) actions;
	VEC(const char *) program, args;
	const char *dir, *stdin_path, *answers;
	bool batch, silent, quiet, child_result, help, version, no_init, no_home_init, test, race;
	const char *bad;		/* the option that is wrong */
	bool bad_argument;
} Options;

typedef enum OptionId {
	OPT_X, OPT_EX, OPT_IX, OPT_IEX, OPT_BATCH, OPT_QUIET, OPT_NX, OPT_NH, OPT_ARGS, OPT_CD, OPT_CHILD, OPT_STDIN, OPT_HELP,
	OPT_VERSION, OPT_TEST, OPT_ANSWERS, OPT_BATCH_SILENT, OPT_DIRECTORY, OPT_TTY, OPT_RACE, OPT_FULLNAME,
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
	{ "fullname", OPT_FULLNAME, false }, { "f", OPT_FULLNAME, false },
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
	case OPT_ARGS: break;
	}
}

static bool is_go_file(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && strcmp(name + n - 3, ".go") == 0;
}

/* The program: leading .go names, or one other word; what follows without - belongs to it. */
static void take_word(Options *o, const char *word)
{
	bool more = vec_empty(&o->program)
		    || (vec_empty(&o->args) && is_go_file(word) && is_go_file(vec_last(&o->program)));

	if (more)
		vec_push(&o->program, word);
	else
		vec_push(&o->args, word);
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
	if (!row)
		return false;
	o->bad_argument = true;
	if (!row->argument && value)
		return false;
	if (row->argument && !value) {
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

static bool options_parse(Options *o, int argc, char **argv)
{
	bool only_words = false;

	for (int i = 1; i < argc; i++) {
		/* Once --args has named the program all words are its own. */
		if (only_words && o->program.len && (o->args.len || !is_go_file(argv[i])))
			vec_push(&o->args, argv[i]);
		else if (only_words || argv[i][0] != '-' || !argv[i][1])
			take_word(o, argv[i]);
		else if (!take_option(o, argc, argv, &i, &only_words))
			return false;
	}
	return true;
}

static const char usage[] =
	"This is strata, an interpreter and debugger for Go programs.  Usage:\n\n"
	"    strata [OPTIONS] PROGRAM [ARGS]     debug PROGRAM (.go files, a directory or a package)\n"
	"    strata [OPTIONS] --args PROGRAM ARGS...\n"
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
	"  --stdin FILE           The program reads FILE as its standard input.\n"
	"  --tty TTY              The program reads and writes TTY.\n"
	"  -f, --fullname         Tell places for an editor that shows the source itself, as Emacs does.\n"
	"  --answers FILE         What `predict' and `quiz' are answered, a line each.\n"
	"  --help, --version      Print this, or the version, and exit.\n";

/* ---- from options to a status ---- */

static void first_screen(Cli *c)
{
	size_t functions, variables;

	if (!debug_loaded(c->s)) {
		out_printf(c, "strata %s: no program.  Type \"file demo.go\" to load one.\n", STRATA_VERSION);
		return;
	}
	debug_counts(c->s, &functions, &variables);
	out_folded(c, arena_printf(c->arena,
				   "strata %s: %s: %zu function%s in the code segment, %zu variable%s in the data segment.",
				   STRATA_VERSION, debug_program_name(c->s), functions, functions == 1 ? "" : "s", variables,
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
	default: ok = cli_line(c, a->text);
	}
	cli_due_commands(c);
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

bool file_missing(Cli *c, const char *name)
{
	return is_go_file(name) && access(name, R_OK) != 0 && !cli_fail(c, "%s: %s.", name, strerror(errno));
}

static bool load_program(Cli *c, const Options *o)
{
	if (vec_empty(&o->program)) {
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
	const char *term = getenv("TERM");

	c->stdin_tty = isatty(0);
	c->interactive = c->stdin_tty && isatty(1) && !c->batch;
	c->set.hints = c->interactive;
	c->set.style = c->interactive && !getenv("NO_COLOR") && term && strcmp(term, "dumb") != 0;
	follow_window(c);
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
	catch_signals(c);
	if (!o->no_init && !o->no_home_init)
		home_init(c);
	ok = do_actions(c, o, true, ok);
	if (!o->no_init)
		local_init(c);
	loaded = c->quitting || load_program(c, o);
	if (!c->quiet && !c->quitting && (loaded || vec_empty(&o->program)))
		first_screen(c);
	if (loaded || !c->batch)
		ok = do_actions(c, o, false, loaded && ok);
	else
		ok = false;
	if (!c->batch && !c->quitting)
		prompt_loop(c);
	status = finish_session(c, o, ok && (loaded || !c->batch));
	lineedit_close(c);
	interrupted_cli = NULL;
	cli_free(c);
	return status;
}

static int report_bad_option(const Options *o)
{
	if (o->bad_argument)
		fprintf(stderr, "strata: option '%s' requires an argument\n", o->bad);
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
		printf("strata %s\nLicense GPLv3+: GNU GPL version 3 or later.\n", STRATA_VERSION);
	else if (o.dir && chdir(o.dir) != 0) {
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
