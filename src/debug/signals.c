/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals between the world and the program. They arrive here in three ways: through the descriptor of what the program has
 * asked for, which the session reads before the program does; from the program itself, which sends them through the door;
 * and from the front end (Ctrl-C). An arrival only sets a bit and asks the machine to stop. When it has, the table says
 * whether that is a stop, a line, or nothing, and whether the program gets the signal as it goes on: then the session
 * answers the program's own read with it, or, if the program has not asked for it, does what Go's runtime would.
 */
#include "debug/debug_int.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define SIGNAL(name, number, text, stop, print, pass, ends, sent) { "SIG" #name, text, SIG##name, stop, print, pass, !(pass), sent },
static const DebugSignal defaults[SIGNAL_ROWS] = {
#include "debug/signals.def"
};
#define SIGNAL(name, number, text, stop, print, pass, ends, sent) [SIG##name] = ends,
static const bool ends_program[32] = {
#include "debug/signals.def"
};
#define SIGNAL(name, number, text, stop, print, pass, ends, sent) number,
static const uint8_t gdb_numbers[SIGNAL_ROWS] = {
#include "debug/signals.def"
};

static uint64_t bit(int sig)
{
	return 1ULL << sig;
}

/* The lowest of a set that is not empty. */
static int first_of(uint64_t set)
{
	return __builtin_ctzll(set);
}

/* ---- the table ---- */

void signals_begin(DebugSession *s)
{
	memcpy(s->signals.table, defaults, sizeof defaults);
}

size_t debug_signals(const DebugSession *s, const DebugSignal **out)
{
	*out = s->signals.table;
	return SIGNAL_ROWS;
}

int debug_signal_named(const char *name)
{
	for (size_t i = 0; i < SIGNAL_ROWS; i++)
		if (strcmp(defaults[i].name, name) == 0)
			return defaults[i].number;
	return 0;
}

int debug_signal_numbered(int64_t number)
{
	for (size_t i = 0; i < SIGNAL_ROWS && number; i++)
		if (gdb_numbers[i] == number)
			return defaults[i].number;
	return 0;
}

static DebugSignal *row_of(DebugSession *s, int sig)
{
	for (size_t i = 0; i < SIGNAL_ROWS; i++)
		if (s->signals.table[i].number == sig)
			return &s->signals.table[i];
	return NULL;
}

void debug_handle(DebugSession *s, int signal, bool stop, bool print, bool pass)
{
	DebugSignal *row = row_of(s, signal);

	row->stop = stop;
	row->print = print;
	row->pass = pass;
}

void debug_on_signal(DebugSession *s, void (*tell)(void *ctx, int signal), void *ctx)
{
	s->signals.tell = tell;
	s->signals.tell_ctx = ctx;
}

/* ---- arrivals ---- */

static bool arrive(DebugSession *s, int sig, SignalSender from)
{
	uint64_t before = __atomic_fetch_or(&s->signals.arrived, bit(sig), __ATOMIC_RELAXED);

	s->signals.from[sig] = from;
	machine_interrupt(s->machine);
	return !(before & bit(sig));
}

bool debug_signal_arrives(DebugSession *s, int signal, int code, int pid, unsigned uid)
{
	Machine *script = s->script;

	if (script && signal == SIGINT) {
		machine_interrupt(script);
		return true;
	}
	return s->machine && arrive(s, signal, (SignalSender){ code, pid, uid });
}

bool debug_running(const DebugSession *s)
{
	return s->running;
}

int signal_raised(void *ctx, int sig)
{
	enum { PROGRAM_PID = 1000 };	/* os.Getpid */
	DebugSession *s = ctx;

	if (sig > 31)	/* the realtime ones, which Go's runtime ignores */
		return sig > SIGRTMAX ? EINVAL : 0;
	arrive(s, sig, (SignalSender){ .code = SI_USER, .pid = PROGRAM_PID, .uid = getuid() });
	return 0;
}

bool signal_descriptor(const DebugSession *s, int fd)
{
	return s->machine && fd >= 0 && machine_signals(s->machine).fd == fd;
}

bool signals_wait(const DebugSession *s)
{
	return s->signals.granted != 0;
}

/* Takes what the system has for the program. 0, or -errno. */
static int take(DebugSession *s, int fd)
{
	struct signalfd_siginfo info;
	ssize_t k = read(fd, &info, sizeof info);

	if (k != sizeof info)
		return k < 0 ? -errno : -EAGAIN;
	arrive(s, (int)info.ssi_signo, (SignalSender){ info.ssi_code, (int32_t)info.ssi_pid, info.ssi_uid });
	return 0;
}

bool signals_taken(DebugSession *s, const struct pollfd *fds, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++)
		if (fds[i].revents && signal_descriptor(s, fds[i].fd) && !signals_wait(s))
			any = take(s, fds[i].fd) == 0 || any;
	return any;
}

int64_t signal_read(DebugSession *s, int fd, void *bytes, size_t n)
{
	struct signalfd_siginfo info = { 0 };
	int error;

	if (!s->signals.granted) {
		error = take(s, fd);
		return error ? error : -EAGAIN;
	}
	if (n < sizeof info)
		return -EINVAL;
	info.ssi_signo = (uint32_t)first_of(s->signals.granted);
	s->signals.granted &= ~bit((int)info.ssi_signo);
	memcpy(bytes, &info, sizeof info);
	return sizeof info;
}

/* ---- what the program gets ---- */

/* Its wish, or what Go's runtime does without one. */
static void grant(DebugSession *s, int sig)
{
	MachineSignals asked = machine_signals(s->machine);

	if (asked.wanted & bit(sig)) {
		s->signals.granted |= bit(sig);
	} else if (!(asked.ignored & bit(sig)) && ends_program[sig]) {
		s->signals.killed = sig;
		machine_end(s->machine, 128 + sig);
	}
}

void signals_go_on(DebugSession *s)
{
	int sig = s->signals.pass;
	bool passes = sig && (s->signals.by_hand || row_of(s, sig)->pass);

	s->signals.pass = 0;
	s->signals.by_hand = false;
	if (passes && machine_alive(s->machine))
		grant(s, sig);
}

void signals_forget(DebugSession *s)
{
	__atomic_store_n(&s->signals.arrived, 0, __ATOMIC_RELAXED);
	s->signals.granted = 0;
	s->signals.pass = s->signals.killed = 0;
	s->signals.by_hand = false;
}

bool debug_signal(DebugSession *s, int signal)
{
	request_begin(s);
	if (!need_process(s))
		return false;
	s->signals.pass = signal;
	s->signals.by_hand = true;
	return true;
}

/* ---- stops ---- */

/* $_siginfo, of the fields of siginfo_t those that say something here. */
static void set_siginfo(DebugSession *s, int sig)
{
	const SignalSender *from = &s->signals.from[sig];

	set_variable(s, "_siginfo", debug_eval(s, arena_printf(s->scratch,
		"struct{ si_signo, si_errno, si_code int; _sifields struct{ _kill struct{ si_pid, si_uid int } } }"
		"{ %d, 0, %d, struct{ _kill struct{ si_pid, si_uid int } }{ struct{ si_pid, si_uid int }{ %d, %u } } }",
		sig, from->code, from->pid, from->uid)));
}

/* A catchpoint, the table's stop, or only its line. */
static bool signal_stops(DebugSession *s, int sig, DebugStop *stop)
{
	const DebugSignal *row = row_of(s, sig);

	s->signals.pass = sig;
	if (!catch_signal(s, row->name, sig, stop)) {
		if (!row->stop && row->print && s->signals.tell)
			s->signals.tell(s->signals.tell_ctx, sig);
		if (!row->stop)
			return false;
		*stop = (DebugStop){ .kind = DEBUG_STOP_SIGNAL };
	}
	stop->signal = sig;
	set_siginfo(s, sig);
	return true;
}

/* What has arrived, one after the other, until one of them is a stop. */
static bool signals_told(DebugSession *s, DebugStop *stop)
{
	uint64_t arrived;

	while ((arrived = __atomic_load_n(&s->signals.arrived, __ATOMIC_RELAXED))) {
		int sig = first_of(arrived);

		__atomic_and_fetch(&s->signals.arrived, ~bit(sig), __ATOMIC_RELAXED);
		if (sig == SIGKILL)	/* whatever the table says */
			grant(s, sig);
		else if (signal_stops(s, sig, stop))
			return true;
		signals_go_on(s);
	}
	return false;
}

bool signal_interrupts(DebugSession *s, DebugStop *stop)
{
	if (__atomic_load_n(&s->signals.arrived, __ATOMIC_RELAXED))
		return signals_told(s, stop);
	*stop = (DebugStop){ .kind = DEBUG_STOP_SIGNAL, .signal = SIGINT };
	return true;
}

void signal_forget_interrupt(DebugSession *s)
{
	__atomic_and_fetch(&s->signals.arrived, ~bit(SIGINT), __ATOMIC_RELAXED);
}

bool signals_left(DebugSession *s, DebugStop *stop)
{
	signal_forget_interrupt(s);
	select_stop(s);
	return signals_told(s, stop);
}

/* ---- catch signal ---- */

/* One word of its list as a name; NULL with an error. */
static const char *caught_name(DebugSession *s, const char *word)
{
	char *end;
	long n = strtol(word, &end, 10);
	bool number = end > word && !*end;
	int sig = number ? debug_signal_numbered(n) : debug_signal_named(word);

	if (sig)
		return row_of(s, sig)->name;
	if (number)
		fail(s, "Only signals 1-15 are valid as numeric signals.\nUse \"info signals\" for a list of symbolic signals.");
	else
		fail(s, "Unknown signal name '%s'.", word);
	return NULL;
}

const char *catch_signal_words(DebugSession *s, const char *text)
{
	char *words = arena_strdup(s->scratch, text), *rest;
	const char *name, *out = strtok_r(words, " \t", &rest);
	unsigned n = 0;
	bool all = false;

	for (const char *w; (w = strtok_r(NULL, " \t", &rest)); n++) {
		all = all || strcmp(w, "all") == 0;
		if (all && (n || *rest)) {
			fail(s, "'all' cannot be caught with other signals");
			return NULL;
		}
		name = all ? w : caught_name(s, w);
		if (!name)
			return NULL;
		out = arena_printf(s->scratch, "%s %s", out, name);
	}
	return out;
}

bool catch_signal_chosen(const char *location, const char *name, int sig)
{
	const char *list = strchr(location, ' ');

	if (!list)
		return sig != SIGINT && sig != SIGTRAP;		/* gdb's standard signals */
	return strcmp(list + 1, "all") == 0 || strstr(list, name);	/* no name is the beginning of another */
}
