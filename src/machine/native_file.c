/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Natives over the system's files: Linux calls, failures as negated errno. Paths come as Go strings. */
#include "machine/natives.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"

/* A call's result as the natives give it. */
static uint64_t outcome(int64_t result)
{
	return (uint64_t)(result < 0 ? -errno : result);
}

/* The string at w with an end; freed by the caller. One with a NUL inside names no file. */
static char *path_of(const uint64_t *w)
{
	return mem_strndup(w[1] ? at(w[0]) : "", w[1]);
}

static bool range_ok(uint64_t addr, uint64_t n)
{
	return !n || (hull_ok(addr) && hull_ok(addr + n - 1));
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

Flow rt_read(Machine *m, uint64_t *w)
{
	int64_t n;

	if (!range_ok(w[1], w[2]))
		return panic_nil(m, w[1]);
	/* One that came just before would not end the read. */
	n = m->interrupted ? -EINTR : door_read(m, (int)w[0], at(w[1]), w[2]);
	if (n == -EINTR && m->interrupted) {	/* Ctrl-C at a read: stop here, and read when the program goes on */
		m->interrupted = 0;
		machine_fill_stop(m, STOP_INTERRUPT);
		return FLOW_STOP;
	}
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

Flow rt_open(Machine *m, uint64_t *w)
{
	char *path = path_of(w);

	(void)m;
	w[4] = outcome(open(path, (int)w[2] | O_CLOEXEC, (mode_t)w[3]));
	mem_free(path);
	return FLOW_NEXT;
}

Flow rt_close(Machine *m, uint64_t *w)
{
	(void)m;
	w[1] = outcome(close((int)w[0]));
	return FLOW_NEXT;
}

/* w: name, fd, follow; then mode, size, mtime, err. */
Flow rt_stat(Machine *m, uint64_t *w)
{
	struct stat st = { 0 };
	char *path = path_of(w);
	int result = !w[1] ? fstat((int)w[2], &st) : w[3] ? stat(path, &st) : lstat(path, &st);

	(void)m;
	w[7] = outcome(result);
	w[4] = st.st_mode;
	w[5] = (uint64_t)st.st_size;
	w[6] = (uint64_t)(st.st_mtim.tv_sec * 1000000000LL + st.st_mtim.tv_nsec);
	mem_free(path);
	return FLOW_NEXT;
}

enum { FILE_UNLINK, FILE_RMDIR, FILE_MKDIR, FILE_RENAME, FILE_CHDIR, FILE_CHMOD, FILE_TRUNCATE, FILE_SYMLINK, FILE_LINK };

static int file_op(uint64_t op, const char *name, const char *other, uint64_t perm)
{
	switch (op) {
	case FILE_UNLINK: return unlink(name);
	case FILE_RMDIR: return rmdir(name);
	case FILE_MKDIR: return mkdir(name, (mode_t)perm);
	case FILE_RENAME: return rename(name, other);
	case FILE_CHDIR: return chdir(name);
	case FILE_CHMOD: return chmod(name, (mode_t)perm);
	case FILE_TRUNCATE: return truncate(name, (off_t)perm);
	case FILE_SYMLINK: return symlink(name, other);
	case FILE_LINK: return link(name, other);
	default:
		errno = EINVAL;
		return -1;
	}
}

Flow rt_file_op(Machine *m, uint64_t *w)
{
	char *name = path_of(w + 1), *other = path_of(w + 3);

	(void)m;
	w[6] = outcome(file_op(w[0], name, other, w[5]));
	mem_free(name);
	mem_free(other);
	return FLOW_NEXT;
}

Flow rt_getcwd(Machine *m, uint64_t *w)
{
	char *name = getcwd(NULL, 0);
	size_t n = name ? strlen(name) : 0;

	(void)m;
	w[3] = !name ? (uint64_t)-errno : n > w[1] ? (uint64_t)-ERANGE : n;
	if (name && n <= w[1] && n) {
		memcpy(at(w[0]), name, n);
		card_mark_range(w[0], n);
	}
	free(name);
	return FLOW_NEXT;
}

Flow rt_readlink(Machine *m, uint64_t *w)
{
	char *path = path_of(w);

	(void)m;
	w[5] = outcome(readlink(path, at(w[2]), w[3]));
	if (w[3])
		card_mark_range(w[2], w[3]);
	mem_free(path);
	return FLOW_NEXT;
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
