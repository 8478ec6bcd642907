/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Editing of the line at a terminal, by GNU readline: history, completion, Ctrl-C. The library is
 * loaded when the first line is read, so that `strata run` and command files never carry it; without
 * it lines are read plainly.
 */
#define _GNU_SOURCE	/* ppoll */
#include "ui/cli/cli_int.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

/* The functions and variables of readline that are used, by name and with the type it declares. */
#define READLINE_SYMBOLS(X)                                                                          \
	X(readline) X(add_history) X(history_list) X(read_history) X(write_history) X(stifle_history) X(unstifle_history) \
	X(rl_completion_matches) X(rl_readline_name) X(rl_attempted_completion_function)              \
	X(rl_attempted_completion_over) X(rl_completer_word_break_characters) X(rl_completion_append_character) \
	X(rl_line_buffer) X(rl_catch_signals) X(rl_free_line_state) X(rl_cleanup_after_signal) X(history_length) \
	X(rl_reset_after_signal) X(rl_forced_update_display)                                           \
	X(rl_display_match_list) X(rl_completion_display_matches_hook) X(rl_deprep_terminal) X(rl_deprep_term_function) X(rl_getc) X(rl_getc_function) X(rl_check_signals) X(history_expand) X(remove_history) X(free_history_entry)

typedef struct Library {
	void *handle;
#define MEMBER(name) __typeof__(&name) name;
	READLINE_SYMBOLS(MEMBER)
#undef MEMBER
	int *eof_found;			/* rl_eof_found; NULL: an older readline has none */
	bool tried;
	Cli *cli;
	char **matches;			/* of the completion that goes on */
	size_t nmatches, capacity, next;
	size_t known;			/* bytes that all of them begin with, and that are not worth showing: list.Ne */
	volatile sig_atomic_t suspended, continued;
	volatile sig_atomic_t ends;	/* the number of a signal that ends strata */
	char *pasted;			/* lines behind the one that was read, of a block that was pasted; NULL: none */
} Library;

/* readline calls back without a context, and so does a signal: the one terminal's state is here. */
static Library lib;
static sigjmp_buf give_up;
static volatile sig_atomic_t interrupted;

static bool load(void)
{
	if (lib.tried)
		return lib.handle != NULL;
	lib.tried = true;
	lib.handle = dlopen("libreadline.so.8", RTLD_NOW | RTLD_LOCAL);
	if (!lib.handle)
		return false;
#define RESOLVE(name)                                                                  \
	*(void **)&lib.name = dlsym(lib.handle, #name);                                \
	if (!lib.name) {                                                               \
		dlclose(lib.handle);                                                   \
		lib.handle = NULL;                                                     \
		return false;                                                          \
	}
	READLINE_SYMBOLS(RESOLVE)
#undef RESOLVE
	lib.eof_found = dlsym(lib.handle, "rl_eof_found");
	return true;
}

/* At the end of input the prompt's line goes on with `quit`; readline would begin a new one. */
static void leave_terminal(void)
{
	int found = lib.eof_found ? *lib.eof_found : 0;

	if (found)
		*lib.eof_found = 0;
	lib.rl_deprep_terminal();
	if (found)
		*lib.eof_found = found;
}

static void on_interrupt(int sig)
{
	(void)sig;
	interrupted = 1;
}

static void on_suspend(int sig)
{
	(void)sig;
	lib.suspended = 1;
}

static void on_continue(int sig)
{
	(void)sig;
	lib.continued = 1;
}

static void on_end(int sig)
{
	lib.ends = sig;
}

/* strata ends of a signal, but not without its history, nor with a terminal that nobody can use. */
static void end_of_signal(void)
{
	int sig = lib.ends;
	sigset_t set;

	lib.rl_cleanup_after_signal();
	lineedit_close(lib.cli);
	sigemptyset(&set);
	sigaddset(&set, sig);
	signal(sig, SIG_DFL);
	raise(sig);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/* The shell gets its terminal back as it was, and the line is shown again when it goes on. */
static void suspend(void)
{
	struct sigaction stop = { .sa_handler = SIG_DFL }, old;
	sigset_t set, mask;

	lib.suspended = 0;
	lib.rl_cleanup_after_signal();
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigaction(SIGTSTP, &stop, &old);
	raise(SIGTSTP);
	pthread_sigmask(SIG_UNBLOCK, &set, &mask);	/* it stops here */
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGTSTP, &old, NULL);
	lib.continued = 1;
}

static void show_again(void)
{
	lib.continued = 0;
	lib.rl_reset_after_signal();
	lib.rl_forced_update_display();
}

/* What is done about signals while a line is read, and what was done before. */
static const struct { int number; void (*handler)(int); } line_signals[] = {
	{ SIGINT, on_interrupt }, { SIGTSTP, on_suspend }, { SIGCONT, on_continue }, { SIGHUP, on_end }, { SIGTERM, on_end },
};
typedef struct LineSignals { struct sigaction before[sizeof line_signals / sizeof *line_signals]; sigset_t mask; } LineSignals;

/* What is ignored stays so: nobody could let strata go on after SIGTSTP, and nohup means what it says. */
static void take_signals(LineSignals *s)
{
	struct sigaction act = { 0 };
	sigset_t block;

	sigemptyset(&block);
	for (size_t i = 0; i < sizeof line_signals / sizeof *line_signals; i++) {
		if (line_signals[i].number != SIGCONT)
			sigaddset(&block, line_signals[i].number);
		act.sa_handler = line_signals[i].handler;
		sigaction(line_signals[i].number, &act, &s->before[i]);
		if (s->before[i].sa_handler == SIG_IGN)
			sigaction(line_signals[i].number, &s->before[i], NULL);
	}
	pthread_sigmask(SIG_BLOCK, &block, &s->mask);
}

static void give_signals_back(const LineSignals *s)
{
	for (size_t i = 0; i < sizeof line_signals / sizeof *line_signals; i++)
		sigaction(line_signals[i].number, &s->before[i], NULL);
	pthread_sigmask(SIG_SETMASK, &s->mask, NULL);
}

/*
 * The next key. Signals are blocked while readline works and come through while it waits here: the line is
 * given up from this place, never from within stdio, whose lock would stay taken for ever.
 */
static int next_key(FILE *in)
{
	sigset_t waiting;
	fd_set input;

	pthread_sigmask(SIG_SETMASK, NULL, &waiting);
	for (size_t i = 0; i < sizeof line_signals / sizeof *line_signals; i++)
		sigdelset(&waiting, line_signals[i].number);
	for (;;) {
		FD_ZERO(&input);
		FD_SET(fileno(in), &input);
		if (pselect(fileno(in) + 1, &input, NULL, NULL, NULL, &waiting) >= 0 || errno != EINTR)
			return lib.rl_getc(in);
		if (lib.ends)
			end_of_signal();
		if (interrupted)
			siglongjmp(give_up, 1);
		if (lib.suspended)
			suspend();
		if (lib.continued)
			show_again();
		lib.rl_check_signals();
	}
}

/* ---- completion ---- */

static void keep_match(void *ctx, const char *line, size_t keep, char after)
{
	size_t skip = *(size_t *)ctx;

	if (lib.nmatches == lib.capacity) {
		lib.capacity = lib.capacity ? 2 * lib.capacity : 16;
		lib.matches = mem_realloc_array(lib.matches, lib.capacity, sizeof *lib.matches);
	}
	*lib.rl_completion_append_character = after;	/* of the only one, if it is */
	lib.known = keep > skip ? keep - skip : 0;
	lib.matches[lib.nmatches++] = strdup(strlen(line) >= skip ? line + skip : line);
}

static char *next_match(const char *text, int state)
{
	(void)text;
	if (!state)
		lib.next = 0;
	return lib.next < lib.nmatches ? lib.matches[lib.next++] : NULL;
}

/* matches[0] is what they have in common. */
static void show_matches(char **matches, int n, int longest)
{
	char **shown = mem_alloc(((size_t)n + 2) * sizeof *shown);

	for (int i = 0; i <= n; i++)
		shown[i] = strlen(matches[i]) > lib.known ? matches[i] + lib.known : matches[i];
	shown[n + 1] = NULL;
	lib.rl_display_match_list(shown, n, longest - (int)lib.known);
	lib.rl_forced_update_display();
	mem_free(shown);
}

static char **complete(const char *text, int start, int end)
{
	char *line = mem_strndup(*lib.rl_line_buffer, (size_t)end);
	size_t skip = (size_t)start;

	lib.nmatches = 0;
	lib.known = 0;
	*lib.rl_attempted_completion_over = 1;
	cli_candidates(lib.cli, line, keep_match, &skip);
	mem_free(line);
	return lib.rl_completion_matches(text, next_match);
}

/* ---- history ---- */

const char *lineedit_file(Cli *c)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME"), *own = getenv("STRATA_HISTFILE");

	if (*c->set.history_file)
		return c->set.history_file;
	if (own)
		return own;
	if (state && *state)
		return arena_printf(c->arena, "%s/strata/history", state);
	return arena_printf(c->arena, "%s/.local/state/strata/history", home ? home : "");
}

/* The folders on the way to a file that is to be written. */
static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
}

void lineedit_environment(Cli *c)
{
	const char *size = getenv("STRATA_HISTSIZE");
	char *end;
	long n = size ? strtol(size, &end, 10) : 0;

	if (size && !*end)
		c->set.history_size = n < 0 || n > INT32_MAX || end == size ? -1 : (int)n;
}

void lineedit_apply(Cli *c)
{
	if (!lib.handle || lib.cli != c)
		return;
	if (c->set.history_size >= 0)
		lib.stifle_history(c->set.history_size);
	else
		lib.unstifle_history();
}

static void begin(Cli *c)
{
	static const char breaks[] = " \t\n(,+-*/&|<>=![]{}%^";

	lib.cli = c;
	*lib.rl_readline_name = "strata";
	*lib.rl_getc_function = next_key;
	*lib.rl_deprep_term_function = leave_terminal;
	*lib.rl_catch_signals = 0;	/* readline would tell of Ctrl-C only with the next key */
	*lib.rl_attempted_completion_function = complete;
	*lib.rl_completion_display_matches_hook = show_matches;
	*lib.rl_completer_word_break_characters = (char *)breaks;
	lib.read_history(lineedit_file(c));
	lineedit_apply(c);
}

void lineedit_close(Cli *c)
{
	if (!lib.handle || !lib.cli)
		return;
	if (c->set.history_save && *lib.history_length) {
		char *path = arena_strdup(c->arena, lineedit_file(c));

		make_folders(path);
		lib.write_history(path);
	}
	free(lib.pasted);
	lib.pasted = NULL;
	mem_free(lib.matches);
	lib.matches = NULL;
	lib.capacity = 0;
}

/* gdb's remove-duplicates: the same line among the last so many goes; 0: none does; -1: wherever it is. */
static void remember_line(Cli *c, const char *line)
{
	HIST_ENTRY **list = lib.history_list();
	int n = *lib.history_length, back = c->set.history_duplicates < 0 ? n : c->set.history_duplicates;

	if (!*line)
		return;
	for (int i = n - 1; list && i >= 0 && n - i <= back; i--)
		if (strcmp(list[i]->line, line) == 0) {
			lib.free_history_entry(lib.remove_history(i));
			break;
		}
	lib.add_history(line);
}

const char *lineedit_command(size_t i)
{
	HIST_ENTRY **list = lib.handle && lib.cli ? lib.history_list() : NULL;

	return list && i < (size_t)*lib.history_length ? list[i]->line : NULL;
}

/* `!!` and the like: the line as it is meant, malloc'd, which is shown when it is another; NULL: there is nothing to execute. */
static char *expand(Cli *c, char *line)
{
	char *out = NULL;
	int changed;

	if (!c->set.history_expansion || !*line)
		return line;
	changed = lib.history_expand(line, &out);
	if (changed)
		out_printf(c, "%s\n", out);
	out_flush(c);
	free(line);
	if (changed >= 0 && changed != 2)
		return out;
	free(out);
	return NULL;
}

/* ---- a line ---- */

/* The next byte of the terminal's, EOF at its end or when Ctrl-C comes, be it just before this is asked: it is let through only while
 * this waits. */
static int plain_byte(const Cli *c)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	sigset_t interrupt, mask;
	unsigned char byte;
	ssize_t n = -1;

	sigemptyset(&interrupt);
	sigaddset(&interrupt, SIGINT);
	pthread_sigmask(SIG_BLOCK, &interrupt, &mask);
	while (!c->interrupted && ppoll(&in, 1, NULL, &mask) < 0 && errno == EINTR)
		;
	if (!c->interrupted)
		n = read(STDIN_FILENO, &byte, 1);
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
	return n == 1 ? byte : EOF;
}

/* Ctrl-C gives a plain line up, too. */
static char *plain_line(Cli *c, const char *prompt)
{
	StrBuf sb = { 0 };
	char *copy;
	int ch;

	out_text(c, prompt);
	out_flush(c);
	while ((ch = plain_byte(c)) != EOF && ch != '\n')
		sb_addc(&sb, (char)ch);
	copy = ch == EOF && !sb.len ? NULL : strdup(sb_text(&sb));
	sb_free(&sb);
	if (!c->interrupted)
		return copy;
	free(copy);
	c->interrupted = false;
	out_text(c, c->in_body ? "\n" : "Quit\n");
	out_flush(c);
	c->gave_up = c->in_body;
	return c->in_body ? NULL : plain_line(c, prompt);
}

/* A pasted block comes as one line with the ends of its lines in it; each is one of its own. */
static char *first_line(char *block)
{
	char *end = strchr(block, '\n');

	lib.pasted = end && end[1] ? strdup(end + 1) : NULL;
	if (end)
		*end = '\0';
	return block;
}

static char *next_pasted(void)
{
	char *block = lib.pasted;

	lib.pasted = NULL;
	return block ? first_line(block) : NULL;
}

/* What is to be done of a line that was read. */
static char *accept(Cli *c, char *line)
{
	line = expand(c, line);
	if (line && strncmp(line, "server ", 7) != 0)
		remember_line(c, line);
	return line ? line : strdup("#");	/* a line that does nothing, and is no end */
}

char *lineedit_read(Cli *c, const char *prompt)
{
	LineSignals signals;
	char *line;

	if (!c->set.editing || !load())
		return plain_line(c, prompt);
	if (!lib.cli)
		begin(c);
	if (lib.pasted)
		return accept(c, next_pasted());
	take_signals(&signals);
	/* Ctrl-C gives the line up: readline's state is cleaned and a new prompt comes. */
	if (sigsetjmp(give_up, 1)) {
		interrupted = 0;
		fputs(c->in_body ? "\n" : "Quit\n", stdout);	/* first: the end of bracketed paste goes to the line's beginning */
		fflush(stdout);
		lib.rl_free_line_state();
		lib.rl_cleanup_after_signal();
		if (c->in_body) {
			c->gave_up = true;
			give_signals_back(&signals);
			return NULL;
		}
	}
	line = lib.readline(prompt);
	give_signals_back(&signals);
	if (!line)	/* the end of bracketed paste has left the cursor at the line's beginning: `quit` is to stand behind the prompt */
		out_printf(c, "\r%s", prompt);
	return line ? accept(c, first_line(line)) : NULL;
}
