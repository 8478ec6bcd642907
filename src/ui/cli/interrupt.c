/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals of the outside: Ctrl-C, and what others send to strata, which is the program's while it runs.
 *
 * A handler calls nothing but debug_running and debug_signal_arrives, which set bits, and sets c->interrupted: that is
 * all that is safe there. The loops of the session look at it (cli_given_up); the machine stops at its next safepoint.
 */
#include "ui/cli/cli_int.h"

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
void signals_catch(Cli *c)
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

void signals_leave(void)
{
	interrupted_cli = NULL;
}
