/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Natives over the system's files: Linux calls, failures as negated errno. Paths come as Go strings. */
#define _GNU_SOURCE 1	/* pipe2, AT_EMPTY_PATH */
#include "machine/natives.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "machine/native_file.h"
#include "machine/poll.h"

enum { LATER = -ERESTART };	/* the call would wait, and others can go on: rt.Later */

/* The string at w with an end; freed by the caller. One with a NUL inside names no file. */
static char *path_of(const uint64_t *w)
{
	return mem_strndup(w[1] ? at(w[0]) : "", w[1]);
}

/* w: fd, address, n, result. A closed pipe on standard output or error ends the program as it ends others. */
Flow rt_write(Machine *m, uint64_t *w)
{
	int64_t n;

	if (!range_ok(w[1], w[2]))
		return panic_nil(m, w[1]);
	n = door_write(m, (int)w[0], at(w[1]), w[2]);
	if (n == -EPIPE && (w[0] == 1 || w[0] == 2))
		return program_exit(m, 128 + 13);
	w[3] = (uint64_t)n;
	return FLOW_NEXT;
}

Flow native_stop_at_once(Machine *m)
{
	m->interrupted = 0;
	machine_fill_stop(m, STOP_INTERRUPT);
	return FLOW_STOP;
}

Flow rt_read(Machine *m, uint64_t *w)
{
	int64_t n;

	if (!range_ok(w[1], w[2]))
		return panic_nil(m, w[1]);
	if (!poll_may_read(m, (int)w[0])) {
		w[3] = (uint64_t)LATER;
		return FLOW_NEXT;
	}
	/* One that came just before would not end the read. */
	n = m->interrupted ? -EINTR : door_read(m, (int)w[0], at(w[1]), w[2]);
	if (n == -EINTR && m->interrupted)	/* Ctrl-C at a read */
		return native_stop_at_once(m);
	if (n > 0)
		card_mark_range(w[1], (uint64_t)n);
	w[3] = (uint64_t)n;
	return FLOW_NEXT;
}

Flow rt_pwrite(Machine *m, uint64_t *w)
{
	if (!range_ok(w[1], w[2]))
		return panic_nil(m, w[1]);
	w[4] = outcome(pwrite((int)w[0], at(w[1]), w[2], (off_t)w[3]));
	return FLOW_NEXT;
}

Flow rt_pread(Machine *m, uint64_t *w)
{
	int64_t n;

	if (!range_ok(w[1], w[2]))
		return panic_nil(m, w[1]);
	n = pread((int)w[0], at(w[1]), w[2], (off_t)w[3]);
	if (n > 0)
		card_mark_range(w[1], (uint64_t)n);
	w[4] = outcome(n);
	return FLOW_NEXT;
}

Flow rt_seek(Machine *m, uint64_t *w)
{
	(void)m;
	w[3] = outcome(lseek((int)w[0], (off_t)w[1], (int)w[2]));
	return FLOW_NEXT;
}

/* ---- descriptors: none outlives the program ---- */

int64_t descriptor_opened(Machine *m, int64_t fd)
{
	if (fd >= 0)
		map_put(&m->descriptors, (uint64_t)fd, 1);
	return fd;
}

int64_t descriptors_opened(Machine *m, int result, const int pair[2])
{
	if (result < 0)
		return result;
	descriptor_opened(m, pair[0]);
	descriptor_opened(m, pair[1]);
	return 2 * sizeof(int);
}

void descriptors_release(Machine *m)
{
	size_t it = 0;
	uint64_t fd, open;

	while (map_next(&m->descriptors, &it, &fd, &open))
		close((int)fd);
	map_free(&m->descriptors);
}

Flow rt_close(Machine *m, uint64_t *w)
{
	map_del(&m->descriptors, (uint32_t)w[0]);
	w[1] = outcome(close((int)w[0]));
	return FLOW_NEXT;
}

/* ---- calls on names, relative to a directory's descriptor ---- */

/* rt.go has the same list. An empty name stands for the descriptor itself. */
enum { AT_OPEN, AT_UNLINK, AT_MKDIR, AT_RENAME, AT_CHMOD, AT_CHOWN, AT_LCHOWN, AT_SYMLINK, AT_LINK, AT_UTIMES, AT_CHDIR,
       AT_TRUNCATE, AT_SYNC, AT_MKFIFO, AT_UMASK, AT_NONBLOCK, AT_DUP, AT_ID, AT_OPEN_LATER, AT_KILL, AT_PROCESS, AT_KEEP };
enum { FILL_STAT, FILL_READLINK, FILL_PIPE, FILL_GROUPS, FILL_WAIT, FILL_LIMIT };

typedef struct AtCall { uint64_t op; int fd, fd2; const char *name, *other; int64_t a, b; } AtCall;

/* Nanoseconds since 1970; the least number leaves a time as it is. */
static struct timespec moment(int64_t ns)
{
	int64_t rest = ns % 1000000000;

	if (ns == INT64_MIN)
		return (struct timespec){ .tv_nsec = UTIME_OMIT };
	return (struct timespec){ .tv_sec = ns / 1000000000 - (rest < 0), .tv_nsec = rest < 0 ? rest + 1000000000 : rest };
}

static int set_times(const AtCall *c)
{
	const struct timespec times[2] = { moment(c->a), moment(c->b) };

	return *c->name ? utimensat(c->fd, c->name, times, 0) : futimens(c->fd, times);
}

static int set_blocking(int fd, int64_t nonblock)
{
	int flags = fcntl(fd, F_GETFL);

	if (nonblock == 2 && flags >= 0)
		return (flags & O_NONBLOCK) != 0;
	return flags < 0 ? -1 : fcntl(fd, F_SETFL, nonblock ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

/* truncateat does not exist. */
static int truncate_at(const AtCall *c)
{
	return *c->name ? truncate(c->name, (off_t)c->a) : ftruncate(c->fd, (off_t)c->a);
}

static int64_t at_call(Machine *m, const AtCall *c)
{
	bool named = *c->name;

	switch (c->op) {
	case AT_OPEN: return descriptor_opened(m, openat(c->fd, c->name, (int)c->a | O_CLOEXEC, (mode_t)c->b));
	case AT_UNLINK: return unlinkat(c->fd, c->name, (int)c->a);
	case AT_MKDIR: return mkdirat(c->fd, c->name, (mode_t)c->a);
	case AT_RENAME: return renameat(c->fd, c->name, c->fd2, c->other);
	case AT_CHMOD: return named ? fchmodat(c->fd, c->name, (mode_t)c->a, 0) : fchmod(c->fd, (mode_t)c->a);
	case AT_CHOWN: return named ? fchownat(c->fd, c->name, (uid_t)c->a, (gid_t)c->b, 0) : fchown(c->fd, (uid_t)c->a, (gid_t)c->b);
	case AT_LCHOWN: return fchownat(c->fd, c->name, (uid_t)c->a, (gid_t)c->b, AT_SYMLINK_NOFOLLOW);
	case AT_SYMLINK: return symlinkat(c->name, c->fd2, c->other);
	case AT_LINK: return linkat(c->fd, c->name, c->fd2, c->other, 0);
	case AT_UTIMES: return set_times(c);
	case AT_CHDIR: return named ? chdir(c->name) : fchdir(c->fd);
	case AT_TRUNCATE: return truncate_at(c);
	case AT_SYNC: return fsync(c->fd);
	case AT_MKFIFO: return mkfifoat(c->fd, c->name, (mode_t)c->a);
	case AT_UMASK: return umask((mode_t)c->a);
	case AT_NONBLOCK: return set_blocking(c->fd, c->a);
	case AT_ID: return c->a == 0 ? getuid() : c->a == 1 ? geteuid() : c->a == 2 ? getgid() : getegid();
	case AT_OPEN_LATER: return descriptor_opened(m, file_open_later(c->fd, c->name, (int)c->a, (mode_t)c->b));
	case AT_KILL: return process_kill(m, c->fd, (int)c->a);
	case AT_PROCESS: return descriptor_opened(m, syscall(SYS_pidfd_open, c->fd, 0));
	case AT_KEEP: return descriptor_opened(m, c->fd);
	case AT_DUP: return descriptor_opened(m, fcntl(c->fd, F_DUPFD_CLOEXEC, 0));
	default:
		errno = EINVAL;
		return -1;
	}
}

/* The world lets the program have the file; what is no name is let through. false: errno is EPERM. */
static bool may_name(Machine *m, int dir, const char *name)
{
	if (!*name || !m->config.door.file || m->config.door.file(m->config.door.ctx, dir, name))
		return true;
	errno = EPERM;
	return false;
}

/* Where files are closed to the program, other processes are too. */
static bool may_kill(const Machine *m, const AtCall *c)
{
	if (!m->config.door.file || c->op != AT_KILL || !c->fd)
		return true;
	errno = EPERM;
	return false;
}

/* What the host asked for while it was called: behind a call that was made, at the next safepoint. */
static Flow flow_of(Machine *m, bool may)
{
	if (!m->interrupted)
		return FLOW_NEXT;
	if (!may)
		return native_stop_at_once(m);
	budget_set(m);
	return FLOW_NEXT;
}

/* w: op, fd, name, fd2, other, a, b, result. */
Flow rt_at(Machine *m, uint64_t *w)
{
	char *name, *other;
	AtCall c;
	bool may;

	if (w[0] == AT_KILL && eval_undoes(m))
		return eval_panic(m, "the expression would send a signal");
	name = path_of(w + 2);
	other = path_of(w + 5);
	c = (AtCall){ w[0], (int)w[1], (int)w[4], name, other, (int64_t)w[7], (int64_t)w[8] };
	may = may_name(m, c.fd, name) && may_name(m, c.fd2, other) && may_kill(m, &c);
	if (may && c.op == AT_OPEN && m->state->live_gors > 1 && !eval_active(m) && file_open_waits(c.fd, name, (int)c.a))
		w[9] = (uint64_t)LATER;
	else
		w[9] = outcome(may ? at_call(m, &c) : -1);
	mem_free(name);
	mem_free(other);
	return flow_of(m, may);
}

/* What wait4(2) says: pid and status, 32 bits each, and behind them what the process used. */
static int64_t wait_for(const AtCall *c, void *dst, size_t room)
{
	struct { int32_t pid, status; struct rusage used; } told = { 0 };

	if (room < sizeof told)
		return -1;
	told.pid = wait4(c->fd, &told.status, (int)c->a, &told.used);
	if (told.pid <= 0)
		return told.pid;
	memcpy(dst, &told, sizeof told);
	return sizeof told;
}

/* Bytes written to dst, which has room for `room`; -1. */
static int64_t at_fill(Machine *m, const AtCall *c, void *dst, size_t room)
{
	int64_t n = -1;

	errno = EINVAL;
	switch (c->op) {
	case FILL_STAT:
		if (room >= sizeof(struct stat))
			n = fstatat(c->fd, c->name, dst, (int)c->a | (*c->name ? 0 : AT_EMPTY_PATH));
		return n < 0 ? n : (int64_t)sizeof(struct stat);
	case FILL_READLINK:
		return readlinkat(c->fd, c->name, dst, room);
	case FILL_PIPE:
		if (room >= 2 * sizeof(int))
			n = pipe2(dst, O_CLOEXEC);
		return descriptors_opened(m, (int)n, dst);
	case FILL_GROUPS:
		n = getgroups((int)(room / sizeof(gid_t)), dst);
		return n < 0 ? n : n * (int64_t)sizeof(gid_t);
	case FILL_WAIT:
		return wait_for(c, dst, room);
	case FILL_LIMIT:
		if (room >= sizeof(struct rlimit))
			n = getrlimit((__rlimit_resource_t)c->a, dst);
		return n < 0 ? n : (int64_t)sizeof(struct rlimit);
	default:
		return -1;
	}
}

/* w: op, fd, name, a, dst slice, result. */
Flow rt_at_fill(Machine *m, uint64_t *w)
{
	char *name = path_of(w + 2);
	AtCall c = { .op = w[0], .fd = (int)w[1], .name = name, .a = (int64_t)w[4] };

	if (!range_ok(w[5], w[6])) {
		mem_free(name);
		return panic_nil(m, w[5]);
	}
	bool may = may_name(m, c.fd, name);

	w[8] = outcome(may ? at_fill(m, &c, at(w[5]), w[6]) : -1);
	if ((int64_t)w[8] > 0)
		card_mark_range(w[5], w[8]);
	mem_free(name);
	return flow_of(m, may);
}

Flow rt_getcwd(Machine *m, uint64_t *w)
{
	bool may = may_name(m, AT_FDCWD, ".");
	char *name = may ? getcwd(NULL, 0) : NULL;
	size_t n = name ? strlen(name) : 0;

	w[3] = !name ? (uint64_t)-errno : n > w[1] ? (uint64_t)-ERANGE : n;
	if (name && n <= w[1] && n) {
		memcpy(at(w[0]), name, n);
		card_mark_range(w[0], n);
	}
	free(name);
	return flow_of(m, may);
}

/* Names of as many entries as surely fit; w: fd, dst slice, result. */
Flow rt_read_dir(Machine *m, uint64_t *w)
{
	char *dst = at(w[1]), buf[4096];
	uint64_t room = w[2] < sizeof buf ? w[2] : sizeof buf, used = 0;
	struct entry { uint64_t ino; int64_t off; uint16_t len; uint8_t type; char name[]; };
	long n = syscall(SYS_getdents64, (int)w[0], buf, room);

	(void)m;
	if (n <= 0) {
		w[4] = outcome(n);
		return FLOW_NEXT;
	}
	for (long at_byte = 0; at_byte < n;) {
		const struct entry *e = (const struct entry *)(buf + at_byte);
		size_t len = strlen(e->name) + 1;

		memcpy(dst + used, e->name, len);	/* shorter than its record */
		used += len;
		at_byte += e->len;
	}
	card_mark_range(w[1], used);
	w[4] = used;
	return FLOW_NEXT;
}

/* Go spells the system's texts in lower case. */
Flow rt_strerror(Machine *m, uint64_t *w)
{
	const char *text = strerror((int)w[0]);
	char first = text[0];

	if (!native_string(m, text, strlen(text), w + 1))
		return FLOW_STOP;
	if (first >= 'A' && first <= 'Z' && !(text[1] >= 'A' && text[1] <= 'Z'))
		*(char *)w[1] = (char)(first - 'A' + 'a');
	return FLOW_NEXT;
}
