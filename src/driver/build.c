/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strata build [-race] [-tags LIST] [-ldflags LIST] [-o FILE] PROGRAM: compiles, and writes what it has compiled to a file that can be run: the
 * system starts this strata on it (`#!`), and `strata run FILE` is the same. A package that is no program is compiled, and nothing
 * is written, as by go build.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "driver/driver.h"
#include "embed/embed.h"

/* ---- reading ---- */

static char *read_rest(int fd, const char *head, size_t n, size_t size)
{
	char *bytes = malloc(size);
	ssize_t more = 1;

	if (!bytes)
		return NULL;
	memcpy(bytes, head, n);
	while (n < size && (more = read(fd, bytes + n, size - n)) > 0)
		n += (size_t)more;
	if (n < size) {
		free(bytes);
		return NULL;
	}
	return bytes;
}

char *driver_program_file(const char *path, size_t *size, ProgramFile *facts)
{
	char head[PROGRAM_FILE_HEAD], *bytes = NULL;
	struct stat st;
	ssize_t n;
	int fd;

	if (text_has_ending(path, ".go"))
		return NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (n = read(fd, head, sizeof head)) > 0 &&
	    st.st_size >= n && program_file(head, (size_t)n, facts)) {
		*size = (size_t)st.st_size;
		bytes = read_rest(fd, head, (size_t)n, *size);
	}
	close(fd);
	return bytes;
}

/* ---- writing ---- */

/* What stands there is none of ours, nor empty, nor an executable: it is not lost by a slip of the hand. */
static bool is_foreign(const char *path)
{
	char head[PROGRAM_FILE_HEAD];
	ProgramFile facts;
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, head, sizeof head) : 0;

	if (fd >= 0)
		close(fd);
	return n > 0 && !program_file(head, (size_t)n, &facts) && (n < 4 || memcmp(head, "\177ELF", 4) != 0);
}

static bool write_bytes(const char *path, const char *bytes, size_t size)
{
	struct stat st;
	int fd;
	ssize_t n = 1;
	bool ok;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		unlink(path);	/* who runs it goes on with the old one */
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0777);
	if (fd < 0)
		return false;
	while (size && ((n = write(fd, bytes, size)) > 0 || (n < 0 && errno == EINTR)))
		if (n > 0)
			bytes += n, size -= (size_t)n;
	ok = !size;
	return close(fd) == 0 && ok;
}

/* The name for the first line, which has neither spaces nor too many bytes; false: said. */
static bool own_name(char *name, size_t room)
{
	ssize_t n = readlink("/proc/self/exe", name, room - 1);

	name[n > 0 ? n : 0] = '\0';
	if (n > 0 && n < PROGRAM_FILE_NAME && !strpbrk(name, " \t\n"))
		return true;
	fprintf(stderr, "strata: the system would not find %s by the first line of a program\n", n > 0 ? name : "/proc/self/exe");
	return false;
}

bool driver_write(Strata *s, bool race, const char *path)
{
	char name[PATH_MAX], here[PATH_MAX];
	StrBuf out = { 0 };
	bool ok;

	if (is_foreign(path)) {
		fprintf(stderr, "strata: build output \"%s\" already exists and is not an object file\n", path);
		return false;
	}
	if (!own_name(name, sizeof name))
		return false;
	program_write(strata_program(s), name, getcwd(here, sizeof here) ? here : "", race, &out);
	ok = write_bytes(path, out.data, out.len);
	if (!ok)
		fprintf(stderr, "strata: %s: %s\n", path, strerror(errno));
	sb_free(&out);
	return ok;
}

/* ---- names ---- */

const char *driver_name(const char *path, Arena *arena)
{
	size_t n;
	const char *last = import_base(path, &n);

	return arena_strndup(arena, last, n);
}

const char *driver_output(const char *given, const char *name, Arena *arena)
{
	size_t n = given ? strlen(given) : 0;
	struct stat st;

	if (!n)
		return name;
	if (given[n - 1] == '/')
		mkdir(given, 0777);	/* what else is wrong with it will be said */
	if (given[n - 1] == '/' || (stat(given, &st) == 0 && S_ISDIR(st.st_mode)))
		return arena_printf(arena, "%s%s%s", given, given[n - 1] == '/' ? "" : "/", name);
	return given;
}

/* ---- strata build ---- */

/* As go build calls it: by the first file, or by the import path, or by the directory. */
static const char *program_name(const Program *p, const char *word, Arena *arena)
{
	char *real;
	const char *name;

	if (text_has_ending(word, ".go"))
		return driver_name(arena_strndup(arena, word, strlen(word) - strlen(".go")), arena);
	if (p->module && p->path)
		return driver_name(p->path, arena);
	real = realpath(word, NULL);
	name = arena_strdup(arena, driver_name(real ? real : word, arena));
	free(real);
	return name;
}

static int build(Strata *s, const StrataConfig *config, const char *output, char **argv, size_t n)
{
	const Program *p = strata_program(s);
	bool ok = strata_load(s, (const char *const *)(uintptr_t)argv, n) && strata_check(s) && strata_compile(s);
	Arena *arena;

	ok = driver_report(s) && ok;
	if (!ok || !p->image->main_entry)
		return !ok;
	arena = arena_new();
	ok = driver_write(s, config->race, driver_output(output, program_name(p, argv[0], arena), arena));
	arena_free(arena);
	return !ok;
}

int driver_build(const Library *library, int argc, char **argv)
{
	StrataConfig config = { 0 };
	const char *output = NULL;
	int flags = driver_flags(&config, &output, argc, argv), status;
	size_t n = flags < 0 ? 0 : driver_names(argc - flags, argv + flags);
	static char here[] = ".";
	char *none[] = { here };
	Strata *s;

	(void)library;
	if (flags < 0)
		return 2;
	if (n != (size_t)(argc - flags) || (n && argv[flags][0] == '-')) {
		fprintf(stderr, "usage: strata build [-race] [-tags LIST] [-ldflags LIST] [-o FILE] [PROGRAM]\n");
		return 2;
	}
	s = driver_open(config);
	if (!s)
		return 1;
	status = build(s, &config, output, n ? argv + flags : none, n ? n : 1);
	strata_close(s);
	return status;
}
