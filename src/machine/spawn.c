/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See spawn.h. The child shares our memory until its program begins, and we stand still meanwhile, as with vfork(2): a heap of
 * gigabytes costs nothing. Only a child that waits for us to write its maps of ids has a copy. So it makes
 * system calls alone, and those of the C library that speak for all threads (setuid …) by their numbers.
 *
 * What fails there it writes to a pipe that its program closes by beginning.
 */
#define _GNU_SOURCE 1
#include "machine/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

enum { STACK = 64 << 10, EXIT_FAILED = 127 };

typedef struct Child {
	const Spawn *s;
	pid_t parent;
	int *fds;			/* for 0, 1 …, above them all; below zero: closed */
	int failed[2], mapped[2];	/* pipes: its errno; our errno, when its ids are mapped */
} Child;

static bool has_maps(const Spawn *s)
{
	return s->nuids || s->ngids;
}

/* ---- in the child: each step 0, or -1 and errno ---- */

static int await_maps(const Child *c)
{
	int error = EPIPE;

	if (!has_maps(c->s))
		return 0;
	close(c->mapped[1]);
	if (read(c->mapped[0], &error, sizeof error) != sizeof error)
		error = EPIPE;
	errno = error;
	return error ? -1 : 0;
}

static int set_cgroup(const Child *c)
{
	int fd, error = 0;

	if (!(c->s->how & SPAWN_CGROUP))
		return 0;
	if (c->s->cgroup < 0) {
		errno = EINVAL;
		return -1;
	}
	fd = openat(c->s->cgroup, "cgroup.procs", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (write(fd, "0", 1) < 0)	/* who writes */
		error = errno;
	close(fd);
	errno = error;
	return error ? -1 : 0;
}

static int set_group(const Child *c)
{
	const Spawn *s = c->s;
	pid_t group = s->group ? s->group : getpid();

	if (s->how & SPAWN_SETSID && setsid() < 0)
		return -1;
	if (s->how & (SPAWN_SETPGID | SPAWN_FOREGROUND) && setpgid(0, s->group) < 0)
		return -1;
	return s->how & SPAWN_FOREGROUND ? ioctl(s->terminal, TIOCSPGRP, &group) : 0;
}

static int set_namespaces(const Child *c)
{
	if (!c->s->unshare)
		return 0;
	if (unshare((int)c->s->unshare) < 0)
		return -1;
	/* What is mounted from now on is nobody else's. */
	return c->s->unshare & CLONE_NEWNS ? mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) : 0;
}

static int set_root(const Child *c)
{
	return *c->s->root ? chroot(c->s->root) : 0;
}

static int set_ids(const Child *c)
{
	const Spawn *s = c->s;
	gid_t groups[256];

	if (!(s->how & SPAWN_IDS))
		return 0;
	if (s->ngroups > sizeof groups / sizeof *groups) {
		errno = EINVAL;
		return -1;
	}
	for (size_t i = 0; i < s->ngroups; i++)
		groups[i] = (gid_t)s->groups[i];
	/* Another user's capabilities are gone, unless they are kept. */
	if (s->ncapabilities && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0)
		return -1;
	/* Where a namespace does not allow it, it has none. */
	if (!(s->how & SPAWN_KEEP_GROUPS) && (!s->ngids || s->how & SPAWN_SETGROUPS || s->ngroups) &&
	    syscall(SYS_setgroups, s->ngroups, groups) < 0)
		return -1;
	return syscall(SYS_setgid, s->gid) < 0 || syscall(SYS_setuid, s->uid) < 0 ? -1 : 0;
}

/* What is ambient has to be inheritable before. */
static int set_capabilities(const Child *c)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct caps[2] = { 0 };
	const Spawn *s = c->s;

	if (s->ncapabilities && syscall(SYS_capget, &head, caps) < 0)
		return -1;
	for (size_t i = 0; i < s->ncapabilities; i++) {
		caps[s->capabilities[i] / 32 & 1].permitted |= 1U << s->capabilities[i] % 32;
		caps[s->capabilities[i] / 32 & 1].inheritable |= 1U << s->capabilities[i] % 32;
	}
	if (s->ncapabilities && syscall(SYS_capset, &head, caps) < 0)
		return -1;
	for (size_t i = 0; i < s->ncapabilities; i++)
		if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, s->capabilities[i], 0, 0) < 0)
			return -1;
	return 0;
}

static int set_directory(const Child *c)
{
	return *c->s->dir ? chdir(c->s->dir) : 0;
}

static int set_death(const Child *c)
{
	if (!c->s->death_signal)
		return 0;
	if (prctl(PR_SET_PDEATHSIG, c->s->death_signal) < 0)
		return -1;
	/* It may be too late for that. In a namespace of its own it has no parent that it knows. */
	if (!(c->s->clone & CLONE_NEWPID) && getppid() != c->parent)
		kill(getpid(), c->s->death_signal);
	return 0;
}

static int set_files(const Child *c)
{
	for (size_t i = 0; i < c->s->nfds; i++) {
		if (c->fds[i] < 0)
			close((int)i);
		else if (dup2(c->fds[i], (int)i) < 0)
			return -1;
	}
	return 0;
}

static int set_terminal(const Child *c)
{
	if (c->s->how & SPAWN_NOCTTY && ioctl(0, TIOCNOTTY, 0) < 0)
		return -1;
	return c->s->how & SPAWN_SETCTTY ? ioctl(c->s->terminal, TIOCSCTTY, 1) : 0;
}

static int set_traced(const Child *c)
{
	return c->s->how & SPAWN_TRACED ? (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL) : 0;
}

/* Ignored is what the program ignores: the rest is the host's doing. Until here none has come. */
static int set_signals(const Child *c)
{
	struct sigaction action = { .sa_handler = SIG_DFL };
	sigset_t none;

	for (int sig = 1; sig < NSIG; sig++)
		if (!(c->s->ignored & 1ULL << sig % 64))
			sigaction(sig, &action, NULL);
	sigemptyset(&none);
	return sigprocmask(SIG_SETMASK, &none, NULL);
}

static int child(void *arg)
{
	static int (*const steps[])(const Child *) = {
		await_maps, set_cgroup, set_group, set_namespaces, set_root, set_ids, set_capabilities, set_directory, set_death, set_files,
		set_terminal, set_traced, set_signals,
	};
	const Child *c = arg;
	size_t i = 0;
	int error;

	while (i < sizeof steps / sizeof *steps && steps[i](c) == 0)
		i++;
	if (i == sizeof steps / sizeof *steps)
		execve(c->s->path, c->s->args, c->s->env);
	error = errno;
	if (write(c->failed[1], &error, sizeof error) < 0)
		error = 0;	/* nobody is there to be told */
	syscall(SYS_exit, EXIT_FAILED);
	return 0;
}

/* ---- here ---- */

/* All above the last, so that none is overwritten; then the pipe as well. */
static int gather_files(Child *c)
{
	int n = (int)c->s->nfds, moved;

	for (int i = 0; i < n; i++) {
		c->fds[i] = c->s->fds[i] < 0 ? -1 : fcntl((int)c->s->fds[i], F_DUPFD_CLOEXEC, n);
		if (c->s->fds[i] >= 0 && c->fds[i] < 0)
			return -1;
	}
	if (pipe2(c->failed, O_CLOEXEC) < 0 || (has_maps(c->s) && pipe2(c->mapped, O_CLOEXEC) < 0))
		return -1;
	moved = fcntl(c->failed[1], F_DUPFD_CLOEXEC, n);
	if (moved < 0)
		return -1;
	close(c->failed[1]);
	c->failed[1] = moved;
	return 0;
}

static void close_all(const Child *c)
{
	for (size_t i = 0; i < c->s->nfds; i++)
		if (c->fds[i] >= 0)
			close(c->fds[i]);
	for (unsigned i = 0; i < 2; i++) {
		if (c->failed[i] >= 0)
			close(c->failed[i]);
		if (c->mapped[i] >= 0)
			close(c->mapped[i]);
	}
}

static int write_map(pid_t pid, const char *name, const SpawnIds *list, size_t n, const char *text)
{
	char path[64], lines[4096];
	size_t len = 0;
	int fd, error = 0;

	for (size_t i = 0; i < n && len < sizeof lines; i++)
		len += (size_t)snprintf(lines + len, sizeof lines - len, "%lld %lld %lld\n", (long long)list[i].inside,
					(long long)list[i].outside, (long long)list[i].count);
	snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	if (len >= sizeof lines || write(fd, text ? text : lines, text ? strlen(text) : len) < 0)
		error = len >= sizeof lines ? E2BIG : errno;
	close(fd);
	return error;
}

/* The child waits for it. */
static void write_maps(const Child *c, pid_t pid)
{
	const Spawn *s = c->s;
	int error = s->nuids ? write_map(pid, "uid_map", s->uids, s->nuids, NULL) : 0;

	if (!error && s->ngids)	/* an old kernel has no such file */
		error = write_map(pid, "setgroups", NULL, 0, s->how & SPAWN_SETGROUPS ? "allow" : "deny");
	if (!error || error == ENOENT)
		error = s->ngids ? write_map(pid, "gid_map", s->gids, s->ngids, NULL) : 0;
	if (write(c->mapped[1], &error, sizeof error) < 0)
		close(c->mapped[1]);	/* it has ended, which its own pipe tells */
}

/* 0: its program has begun. */
static int child_error(Child *c)
{
	int error = 0;
	ssize_t n;

	close(c->failed[1]);
	c->failed[1] = -1;
	do
		n = read(c->failed[0], &error, sizeof error);
	while (n < 0 && errno == EINTR);
	return n == sizeof error ? error : 0;
}

/* A process that shares our memory must not run our handlers of signals. */
static pid_t start(Child *c, char *stack)
{
	bool copy = has_maps(c->s) || (c->s->clone & CLONE_NEWUSER);
	int flags = (int)c->s->clone | SIGCHLD | (copy ? 0 : CLONE_VM | CLONE_VFORK), error;
	sigset_t all, old;
	pid_t pid;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	pid = clone(child, stack + STACK, flags, c);
	error = errno;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = error;
	return pid;
}

static int64_t spawn(Child *c)
{
	char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	pid_t pid = stack != MAP_FAILED && gather_files(c) == 0 ? start(c, stack) : -1;
	int error = pid < 0 ? errno : 0;

	if (pid >= 0 && has_maps(c->s))
		write_maps(c, pid);
	if (pid >= 0)
		error = child_error(c);
	while (pid >= 0 && error && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	close_all(c);
	if (stack != MAP_FAILED)
		munmap(stack, STACK);
	return error ? -error : pid;
}

int64_t process_spawn(const Spawn *s)
{
	Child c = { .s = s, .parent = getpid(), .fds = mem_array(s->nfds + 1, sizeof(int)), .failed = { -1, -1 }, .mapped = { -1, -1 } };
	int64_t pid;

	for (size_t i = 0; i < s->nfds; i++)
		c.fds[i] = -1;
	pid = spawn(&c);
	mem_free(c.fds);
	return pid;
}
