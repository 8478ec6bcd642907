/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Natives about processes and signals.
 *
 * Signals that the program asks for are blocked and come through a signalfd, which a goroutine reads as it reads any
 * descriptor: nothing runs in a handler, and a recording has each of them. Those that the host keeps for itself
 * (config.kept_signals) never come that way; what a debugger gives the program of them, it gives in its own read.
 */
#define _GNU_SOURCE 1	/* pipe2 */
#include "machine/natives.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "machine/native_file.h"
#include "machine/bubble.h"
#include "machine/poll.h"
#include "machine/spawn.h"

/* ---- waiting for descriptors ---- */

/* w: descriptor, whether to write, until, address of the number of calls, which it was; outcome. */
Flow rt_wait_since(Machine *m, uint64_t *w)
{
	int64_t until = (int64_t)w[2];

	if (!hull_ok(w[3]))
		return panic_nil(m, w[3]);
	if (*(const uint32_t *)at(w[3]) == (uint32_t)w[4])
		return poll_wait(m, (int)w[0], w[1] != 0, until < 0 ? -1 : bubble_to_mono(m, until), &w[5]);
	w[5] = POLL_CALLED;
	return FLOW_NEXT;
}

Flow rt_wake(Machine *m, uint64_t *w)
{
	poll_call(m, (int)w[0]);
	return FLOW_NEXT;
}

/* ---- files whose opening waits for another process ---- */

typedef struct Opening { char *name; int dir, flags, answer; mode_t mode; } Opening;

static void *open_thread(void *arg)
{
	Opening *o = arg;
	int fd = openat(o->dir, o->name, o->flags | O_CLOEXEC, o->mode), result = fd < 0 ? -errno : fd;

	/* Nobody waits any more: the file is not wanted. */
	if (write(o->answer, &result, sizeof result) != sizeof result && fd >= 0)
		close(fd);
	close(o->answer);
	mem_free(o->name);
	mem_free(o);
	return NULL;
}

static bool start_detached(void *(*fn)(void *), void *arg)
{
	pthread_attr_t attr;
	pthread_t thread;
	sigset_t all, old;
	bool ok;

	sigfillset(&all);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	ok = pthread_create(&thread, &attr, fn, arg) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	pthread_attr_destroy(&attr);
	return ok;
}

bool file_open_waits(int dir, const char *name, int flags)
{
	struct stat st;

	return !(flags & O_NONBLOCK) && (flags & O_ACCMODE) != O_RDWR && fstatat(dir, name, &st, 0) == 0 && S_ISFIFO(st.st_mode);
}

int file_open_later(int dir, const char *name, int flags, mode_t mode)
{
	Opening *o;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	o = mem_alloc(sizeof *o);
	*o = (Opening){ mem_strndup(name, strlen(name)), dir, flags, ends[1], mode };
	if (start_detached(open_thread, o))
		return ends[0];
	close(ends[0]);
	close(ends[1]);
	mem_free(o->name);
	mem_free(o);
	errno = EAGAIN;
	return -1;
}

/* ---- starting a process ---- */

/* Texts that end with a zero byte each, as a vector; the caller frees the vector, and the bytes stay the program's. */
static char **vector_of(const uint64_t *slice)
{
	char *bytes = at(slice[0]);
	size_t n = 0, at_text = 0;
	char **texts;

	for (uint64_t i = 0; i < slice[1]; i++)
		n += !bytes[i];
	texts = mem_array(n + 1, sizeof *texts);
	for (uint64_t i = 0; at_text < n; i++) {
		texts[at_text++] = bytes + i;
		i += strlen(bytes + i);
	}
	return texts;
}

static bool ends_with_zero(const uint64_t *slice)
{
	return !slice[1] || !((const char *)at(slice[0]))[slice[1] - 1];
}

/* Numbers of how, then its lists: rt.go has the same. */
enum { HOW_FLAGS, HOW_GROUP, HOW_TERMINAL, HOW_DEATH, HOW_CLONE, HOW_UNSHARE, HOW_UID, HOW_GID, HOW_CGROUP, HOW_NGROUPS, HOW_NUIDS,
       HOW_NGIDS, HOW_NCAPABILITIES, HOW_LISTS };

static void take_how(Spawn *s, const int64_t *how)
{
	const int64_t *list = how + HOW_LISTS;

	s->how = (uint64_t)how[HOW_FLAGS];
	s->group = (pid_t)how[HOW_GROUP];
	s->terminal = (int)how[HOW_TERMINAL];
	s->death_signal = (int)how[HOW_DEATH];
	s->clone = (uint64_t)how[HOW_CLONE];
	s->unshare = (uint64_t)how[HOW_UNSHARE];
	s->uid = (uid_t)how[HOW_UID];
	s->gid = (gid_t)how[HOW_GID];
	s->cgroup = (int)how[HOW_CGROUP];
	s->ngroups = (size_t)how[HOW_NGROUPS];
	s->nuids = (size_t)how[HOW_NUIDS];
	s->ngids = (size_t)how[HOW_NGIDS];
	s->ncapabilities = (size_t)how[HOW_NCAPABILITIES];
	s->groups = list;
	s->uids = (const SpawnIds *)(list + s->ngroups);
	s->gids = s->uids + s->nuids;
	s->capabilities = (const int64_t *)(s->gids + s->ngids);
}

/* Where files are closed to the program there are no processes either. w: path, directory, root, arguments, environment,
 * descriptors, how; pid. */
enum { SPAWN_PATH, SPAWN_DIR = 2, SPAWN_ROOT = 4, SPAWN_ARGS = 6, SPAWN_ENV = 9, SPAWN_FDS = 12, SPAWN_HOW = 15, SPAWN_RESULT = 18 };

static char *text_at(const uint64_t *w)
{
	return mem_strndup(w[1] ? at(w[0]) : "", w[1]);
}

Flow rt_spawn(Machine *m, uint64_t *w)
{
	char *path, *dir, *root, **args, **env;
	Spawn s = { .fds = at(w[SPAWN_FDS]), .nfds = w[SPAWN_FDS + 1], .ignored = m->signals.ignored };

	w[SPAWN_RESULT] = (uint64_t)-EPERM;
	if (m->config.door.file || !ends_with_zero(w + SPAWN_ARGS) || !ends_with_zero(w + SPAWN_ENV))
		return FLOW_NEXT;
	s.path = path = text_at(w + SPAWN_PATH);
	s.dir = dir = text_at(w + SPAWN_DIR);
	s.root = root = text_at(w + SPAWN_ROOT);
	s.args = args = vector_of(w + SPAWN_ARGS);
	s.env = env = vector_of(w + SPAWN_ENV);
	take_how(&s, at(w[SPAWN_HOW]));
	w[SPAWN_RESULT] = (uint64_t)process_spawn(&s);
	mem_free(path);
	mem_free(dir);
	mem_free(root);
	mem_free(args);
	mem_free(env);
	return FLOW_NEXT;
}

/* ---- becoming another program ---- */

/* The new program finds signals as a program finds them that was started: those that are ignored stay so. */
static void leave_signals(Machine *m, sigset_t *old)
{
	sigset_t none;

	sigemptyset(&none);
	pthread_sigmask(SIG_SETMASK, &none, old);
	if (!(m->signals.ignored & 1ULL << SIGPIPE))
		signal(SIGPIPE, SIG_DFL);
}

/* w: path, arguments, environment; a negated errno: it returns when it fails. */
enum { EXEC_PATH, EXEC_ARGS = 2, EXEC_ENV = 5, EXEC_RESULT = 8 };

Flow rt_exec(Machine *m, uint64_t *w)
{
	void (*broken_pipe)(int);
	char *path, **args, **env;
	sigset_t old;

	w[EXEC_RESULT] = (uint64_t)-EPERM;
	if (!m->config.may_exec || m->config.door.file || !ends_with_zero(w + EXEC_ARGS) || !ends_with_zero(w + EXEC_ENV))
		return FLOW_NEXT;
	path = mem_strndup(w[EXEC_PATH + 1] ? at(w[EXEC_PATH]) : "", w[EXEC_PATH + 1]);
	args = vector_of(w + EXEC_ARGS);
	env = vector_of(w + EXEC_ENV);
	broken_pipe = signal(SIGPIPE, SIG_IGN);
	leave_signals(m, &old);
	execve(path, args, env);
	w[EXEC_RESULT] = (uint64_t)-errno;
	signal(SIGPIPE, broken_pipe);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	mem_free(path);
	mem_free(args);
	mem_free(env);
	return FLOW_NEXT;
}

/* ---- signals ---- */

/* 32 and 33 are the C library's. */
static uint64_t bit(int sig)
{
	return sig == 32 || sig == 33 ? 0 : 1ULL << sig % 64;
}

MachineSignals machine_signals(const Machine *m)
{
	const Signals *s = &m->signals;

	return (MachineSignals){ s->wanted, s->ignored, s->open ? s->fd : -1 };
}

int process_kill(const Machine *m, int pid, int sig)
{
	if (pid || sig < 1 || !m->config.door.raise)
		return kill(pid ? pid : getpid(), sig);
	errno = m->config.door.raise(m->config.door.ctx, sig);
	return errno ? -1 : 0;
}

/* Blocked or not, ignored or not: as `wanted` and `ignored` say, but for those that are the host's. */
static void set_dispositions(Machine *m, uint64_t wanted, uint64_t ignored)
{
	sigset_t block, open;

	sigemptyset(&block);
	sigemptyset(&open);
	for (int sig = 1; sig <= SIGNALS; sig++) {
		if (m->config.kept_signals & bit(sig))
			continue;
		if (ignored & ~m->signals.ignored & bit(sig))
			m->signals.before[sig] = signal(sig, SIG_IGN);
		else if (m->signals.ignored & ~ignored & bit(sig))
			signal(sig, m->signals.before[sig]);
		if (wanted & bit(sig))
			sigaddset(&block, sig);
		else if (m->signals.wanted & bit(sig))
			sigaddset(&open, sig);
	}
	pthread_sigmask(SIG_BLOCK, &block, NULL);
	pthread_sigmask(SIG_UNBLOCK, &open, NULL);
}

/* w: signals wanted, signals ignored (bit n: number n; 64: bit 0); a descriptor to read them from. */
Flow rt_signals(Machine *m, uint64_t *w)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	for (int sig = 1; sig <= SIGNALS; sig++)
		if (w[0] & bit(sig))
			sigaddset(&set, sig);
	set_dispositions(m, w[0], w[1]);
	fd = signalfd(m->signals.open ? m->signals.fd : -1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (fd >= 0) {
		m->signals.open = true;
		m->signals.fd = fd;
	}
	m->signals.wanted = w[0];
	m->signals.ignored = w[1];
	w[2] = (uint64_t)(fd < 0 ? -errno : fd);
	return FLOW_NEXT;
}

void signals_release(Machine *m)
{
	if (m->signals.open) {
		close(m->signals.fd);
		set_dispositions(m, 0, 0);
	}
}
