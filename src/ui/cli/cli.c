/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The session: made, fed with lines, ended. A line is a block (script.c) or a plain command, which is
 * looked up among the user's own commands and then in the table. The loop at the prompt repeats the last
 * command on an empty line, whether a person types or a pipe.
 */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ui/cli/cli.h"

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

bool file_missing(Cli *c, const char *name)
{
	return text_has_ending(name, ".go") && access(name, R_OK) != 0 && !cli_fail(c, "%s: %s.", name, strerror(errno));
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
	return debug_runs(c->s) || cli_fail(c, "The program is not being run.");
}

bool cli_need_state(Cli *c)
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

	const char *note = debug_take_note(c->s);

	if (!v)
		call_stopped(c, &stop);
	else if (note)
		err_text(c, arena_printf(c->arena, "warning: %s", note));
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

const char *void_type(Cli *c, const char *args)
{
	const char *p = args + 1;
	const DebugValue *v;

	if (*args != '$' || !(isalpha((unsigned char)*p) || *p == '_') || debug_get_var(c->s, p))
		return NULL;
	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	if (*skip_blanks(p) || !(v = debug_eval(c->s, args)) || v->kind != DEBUG_VOID)	/* a register */
		return NULL;
	return arena_strdup(c->arena, v->type);
}

bool eval_address(Cli *c, const char *expr, uint64_t *addr, uint64_t *len)
{
	const DebugValue *v = eval(c, expr);

	*len = UINT64_MAX;
	if (!v)
		return false;
	switch (v->kind) {
	case DEBUG_STRING:
		*len = v->len;
		*addr = v->bits;
		return true;
	case DEBUG_STRUCT: case DEBUG_ARRAY: case DEBUG_INTERFACE:
		*addr = v->addr;
		return v->addressable || cli_fail(c, "Attempt to take address of value not located in memory.");
	case DEBUG_FUNC:
		/* The code, not the closure that points to it. */
		if (v->bits && debug_read(c->s, v->bits, addr, 8) && debug_pc_location(c->s, *addr))
			return true;
		*addr = v->bits;
		return true;
	default:
		*addr = v->bits;
		return true;
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
	vec_each(&c->displays, d) {
		mem_free(d->expr);
		mem_free(d->meant);
	}
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
	vec_free(&c->pending_commands);
	vec_free(&c->user);
	vec_free(&c->aliases);
	vec_free(&c->program);
	vec_free(&c->run_args);
	out_flush(c);
	sb_free(&c->output);
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
size_t word_length(const char *p)
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

enum { MAX_SCRIPT_DEPTH = 4096 };		/* strata's own stack */

bool run_user(Cli *c, UserCommand *u, const char *args)
{
	Arena *a;
	UserArgs frame = { .up = c->args };
	bool tty = c->from_tty, ok;

	if (c->depth >= MAX_SCRIPT_DEPTH || (c->set.user_depth && c->depth >= c->set.user_depth))
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

/* Where a word is ambiguous gdb names what was typed from it on. */
static void tell_whole(Cli *c, const char *word, const char *line)
{
	const char *why = arena_strdup(c->arena, sb_text(&c->error)), *quote = strchr(why, '"');

	if (strncmp(why, "Ambiguous ", 10) == 0 && quote)
		cli_fail(c, "%.*s\"%s%s", (int)(quote - why), why, line, quote + 1 + strlen(word));
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
		return help_user_subcommands(c, u->name);
	if (u)
		return run_hook(c, "hook", u->name) && run_user(c, u, rest) && run_hook(c, "hookpost", u->name);
	n = word_length(line);
	snprintf(word, sizeof word, "%.*s", (int)n, line);
	row = command_find(c, "", word);
	if (!row) {
		tell_whole(c, word, line);
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
	else if (!row)
		tell_whole(c, word, args);
	return row;
}

bool cmd_info(Cli *c, const char *args)
{
	const char *rest;
	const Command *row;

	if (!*args)
		return help_subcommands(c, "info");
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
		return help_subcommands(c, parent);
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

/* The commands of the breakpoints that stopped the program; these may run it to other ones, whose commands are due then. An error is that
 * of the command that ran the program. */
bool cli_due_commands(Cli *c)
{
	bool ok = true;

	while (ok && c->pending_commands.len && !c->quitting) {
		int number = c->pending_commands.data[0];
		Node *body = NULL;
		bool tty = c->from_tty;

		vec_remove(&c->pending_commands, 0);
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
		for (size_t i = 0; ok && i < copy->body.len && c->stops == stops && !c->quitting; i++)
			ok = script_exec(c, copy->body.data[i]);
		c->from_tty = tty;
		node_free(copy);
		arena_free(a);
	}
	return ok;
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
	ok = ok && cli_due_commands(c);
	vec_trim(&c->pending_commands, 0);
	return ok;
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
	if (done && flags & CMD_REPEAT_BARE && !c->repeat_whole)
		sb_addn(&c->last_line, line, word_length(line));
	else
		sb_add(&c->last_line, line);
}

/* Height and width are the window's when that has changed, as in gdb, else what was set. */
void cli_follow_window(Cli *c)
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
	c->discard = c->relaunched = c->dont_repeat = c->repeat_whole = false;
	c->interrupted = 0;
	debug_forget_interrupt(c->s);
	c->page_lines = c->page_column = 0;
	c->unpaged = false;
	c->column = 0;
	cli_follow_window(c);
	c->flow = FLOW_NORMAL;
	ok = cli_line(c, sb_text(&text));
	if (!ok && !c->quitting)
		err_text(c, sb_text(&c->error));
	if (c->dont_repeat || *line == '#')	/* as in gdb an empty line repeats a comment */
		sb_clear(&c->last_line);
	else if (!repeating && !c->relaunched && !is_server(line))
		remember(c, line, row ? row->flags : CMD_PLAIN, ok);
	sb_free(&text);
}

void cli_prompt_loop(Cli *c)
{
	Reader r = { .name = NULL };
	StrBuf line = { 0 };

	c->reader = &r;
	c->from_tty = true;
	while (!c->quitting) {
		out_flush(c);
		if (!reader_line(c, &r, &line, 0)) {
			if (c->stdin_tty)	/* what Ctrl-D means; of a pipe nothing is said, as in gdb */
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
	if (debug_runs(c->s) && c->from_tty
	    && !query(c, "A debugging session is active.\n\n\tInferior 1 [process 1] will be killed.\n\nQuit anyway? "))
		return not_confirmed(c);
	c->quitting = true;
	c->status = (int)(status & 0xff);
	return true;
}
