/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Core files: a program that stands still, as a file, to be looked at later and elsewhere.
 *
 *   magic, hashes of the library and of the program's image
 *   the program's words: directory, names, arguments, how it is compiled
 *   its sources, so that it is compiled from what it was, not from what the disk has by then
 *   the stop, and what was selected
 *   the machine (machine_core_write)
 *   a hash of all that, which says that the file is whole
 *
 * The hash is against accidents. A core file is believed as a program is: it can hold anything, like a program's memory.
 */
#define _GNU_SOURCE
#include "debug/debug_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static const char magic[16] = "\177strata core 1\n";

enum { CORE_TEST = 1, CORE_RACE = 2, CORE_PLAIN_LINES = 4, CORE_REAL_CLOCK = 8 };

/* The same program, whoever compiled it when. */
static uint64_t image_identity(const Image *im)
{
	StrBuf bytes = { 0 };
	uint64_t hash;

	image_write(im, &bytes);
	hash = hash_bytes(bytes.data, bytes.len);
	sb_free(&bytes);
	return hash;
}

/* ---- writing ---- */

static void put_string(StreamOut *o, const char *text)
{
	stream_put_text(o, text, strlen(text));
}

/* Behind a word that tells whether there is one. */
static void put_optional(StreamOut *o, const char *text)
{
	stream_put_word(o, text != NULL);
	put_string(o, text ? text : "");
}

static bool is_kept(const Source *src)
{
	return src->file && strncmp(src->name, "$GOROOT/", 8) != 0;
}

static void put_sources(StreamOut *o, const Program *p)
{
	size_t n = source_count(p->ast.sources), kept = 0;

	for (size_t i = 0; i < n; i++)
		kept += is_kept(source_at(p->ast.sources, i));
	stream_put_word(o, kept);
	for (size_t i = 0; i < n; i++) {
		const Source *src = source_at(p->ast.sources, i);

		if (!is_kept(src))
			continue;
		put_string(o, src->path);
		stream_put_text(o, src->text, src->size);
	}
}

static void put_words(StreamOut *o, const DebugSession *s)
{
	char here[4096];

	put_string(o, getcwd(here, sizeof here) ? here : "");
	stream_put_word(o, s->names.len);
	for (size_t i = 0; i < s->names.len; i++) {
		put_string(o, s->names.data[i]);
		stream_put_word(o, (uint64_t)s->mtimes.data[i]);
	}
	stream_put_word(o, s->args.len);
	vec_each(&s->args, arg)
		put_string(o, *arg);
	stream_put_word(o, (s->config.test ? CORE_TEST : 0) | (s->config.race ? CORE_RACE : 0) |
			   (s->config.plain_lines ? CORE_PLAIN_LINES : 0) | (s->real_clock ? CORE_REAL_CLOCK : 0));
}

static void put_stop(StreamOut *o, DebugSession *s)
{
	const DebugStop *stop = &s->stop;

	stream_put_word(o, stop->kind);
	stream_put_word(o, (uint64_t)stop->signal);
	put_optional(o, stop->text);
	put_optional(o, stop->what);
	stream_put_word(o, s->selected_goroutine);
	stream_put_word(o, s->selected_frame + event_covered(s));
	stream_put_word(o, s->first_object);
}

static bool put_bytes(void *ctx, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, ctx) == n;
}

/* The hash of a file's n bytes; false: it cannot be read. */
static bool hash_file(int fd, size_t n, uint64_t *hash)
{
	void *bytes = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);

	if (bytes == MAP_FAILED)
		return false;
	*hash = hash_bytes(bytes, n);
	munmap(bytes, n);
	return true;
}

static bool write_core(DebugSession *s, FILE *f)
{
	StreamOut o = { put_bytes, f, false };
	uint64_t hash = 0;

	stream_put(&o, magic, sizeof magic);
	stream_put_word(&o, s->library.image->hash);
	stream_put_word(&o, image_identity(s->program->image));
	put_words(&o, s);
	put_sources(&o, s->program);
	put_stop(&o, s);
	machine_core_write(s->machine, &o);
	if (o.failed || fflush(f) != 0 || !hash_file(fileno(f), (size_t)ftello(f), &hash))
		return false;
	stream_put_word(&o, hash);
	return !o.failed;
}

bool debug_core_write(DebugSession *s, const char *path)
{
	FILE *f;
	bool ok;
	int e;

	request_begin(s);
	if (!debug_runs(s)) {
		fail(s, "You can't do that without a process to debug.");
		return false;
	}
	f = fopen(path, "w+e");
	if (!f) {
		fail(s, "Failed to open '%s' for output.", path);
		return false;
	}
	ok = write_core(s, f);
	e = errno;
	if (fclose(f) != 0 && ok) {
		ok = false;
		e = errno;
	}
	if (!ok) {
		unlink(path);
		fail(s, "Failed to write corefile '%s' (%s).", path, strerror(e));
	}
	return ok;
}

/* ---- reading ---- */

/* What a core file says before the machine comes. Texts lie in the session's values, sources in the file. */
typedef struct Core {
	uint64_t library, image, flags;
	const char *dir;
	VEC(const char *) names, args;
	VEC(int64_t) mtimes;		/* of the names */
	VEC(Overlay) sources;
	DebugStop stop;
	uint64_t goroutine, frame, first_object;
	StreamIn machine;
} Core;

static const char *get_string(StreamIn *in, Arena *a)
{
	size_t n;
	const char *text = stream_get_text(in, &n);

	return arena_strndup(a, text, n);
}

static const char *get_optional(StreamIn *in, Arena *a)
{
	bool there = stream_get_word(in) != 0;
	const char *text = get_string(in, a);

	return there ? text : NULL;
}

static bool get_core(DebugSession *s, StreamIn *in, Core *c)
{
	Arena *a = s->values;

	stream_get(in, sizeof magic);
	c->library = stream_get_word(in);
	c->image = stream_get_word(in);
	c->dir = get_string(in, a);
	for (uint64_t n = stream_get_word(in); n && !in->bad; n--) {
		vec_push(&c->names, get_string(in, a));
		vec_push(&c->mtimes, (int64_t)stream_get_word(in));
	}
	for (uint64_t n = stream_get_word(in); n && !in->bad; n--)
		vec_push(&c->args, get_string(in, a));
	c->flags = stream_get_word(in);
	for (uint64_t n = stream_get_word(in); n && !in->bad; n--) {
		Overlay o = { .path = get_string(in, a) };

		o.text = stream_get_text(in, &o.size);
		vec_push(&c->sources, o);
	}
	c->stop.kind = (DebugStopKind)stream_get_word(in);
	c->stop.signal = (int)stream_get_word(in);
	c->stop.text = get_optional(in, a);
	c->stop.what = get_optional(in, a);
	c->goroutine = stream_get_word(in);
	c->frame = stream_get_word(in);
	c->first_object = stream_get_word(in);
	c->machine = *in;
	return !in->bad && c->names.len;
}

static void core_free(Core *c)
{
	vec_free(&c->names);
	vec_free(&c->mtimes);
	vec_free(&c->args);
	vec_free(&c->sources);
}

/* Is this the whole of a core file? */
static bool is_core(DebugSession *s, const char *path, const char *bytes, size_t n)
{
	uint64_t hash;

	if (n < sizeof magic || memcmp(bytes, magic, sizeof magic) != 0) {
		fail(s, "\"%s\" is not a core dump: file format not recognized", path);
		return false;
	}
	if (n % sizeof hash == 0 && n > sizeof magic + sizeof hash) {
		memcpy(&hash, bytes + n - sizeof hash, sizeof hash);
		if (hash == hash_bytes(bytes, n - sizeof hash))
			return true;
	}
	fail(s, "\"%s\" is not a core dump: file truncated or damaged", path);
	return false;
}

/* Goes to a directory; gives where it was, for go_back. A directory that is gone does no harm: names' texts are in the file. */
static int go_to(const char *dir)
{
	int here = open(".", O_PATH | O_CLOEXEC);

	if (here >= 0 && chdir(dir) == 0)
		return here;
	if (here >= 0)
		close(here);
	return -1;
}

static void go_back(int here)
{
	if (here >= 0 && fchdir(here) == 0)
		close(here);
}

/* The program that the core file's sources are, as it was compiled; NULL: it cannot be any more. */
static Program *core_program(DebugSession *s, const char *path, const Core *c)
{
	int here = go_to(c->dir);
	const char *error;
	Program *p;

	p = program_load(&s->library, (char *const *)(uintptr_t)c->names.data, c->names.len,
			 (ProgramOptions){ .stage = PROGRAM_COMPILED, .plain_lines = c->flags & CORE_PLAIN_LINES,
					   .tags = c->flags & CORE_RACE ? "race" : NULL, .test = c->flags & CORE_TEST,
					   .texts = c->sources.data, .ntexts = c->sources.len, .all_texts = true }, &error);
	go_back(here);
	if (!error && p->image && image_identity(p->image) == c->image)
		return p;
	program_tell(s, p, error);
	fail(s, "\"%s\" is a core dump of %s, which cannot be compiled as it was.%s%s", path, c->names.data[0],
	     *debug_error(s) ? "\n" : "", arena_strdup(s->scratch, debug_error(s)));
	program_free(p);
	return NULL;
}

static void keep_image(void *ctx, Image *im)
{
	image_keep(ctx, im);
}

/* Where the names do not mean the files that the core file is of, these have not changed. */
static void take_other(DebugSession *s, Program *p, const Core *c)
{
	char dir[4096];
	bool here = getcwd(dir, sizeof dir) && strcmp(dir, c->dir) == 0;

	program_free(s->program);
	s->program = p;
	vec_trim(&s->names, 0);
	vec_trim(&s->mtimes, 0);
	for (size_t i = 0; i < c->names.len; i++) {
		vec_push(&s->names, c->names.data[i]);
		vec_push(&s->mtimes, here ? c->mtimes.data[i] : modified(c->names.data[i]));
	}
}

/* The session's program becomes that of the core file. */
static void take_program(DebugSession *s, Program *p, const Core *c)
{
	machine_free(s->machine);
	s->machine = NULL;
	if (p != s->program)
		take_other(s, p, c);
	s->config.test = c->flags & CORE_TEST;
	s->config.race = c->flags & CORE_RACE;
	s->config.plain_lines = c->flags & CORE_PLAIN_LINES;
	s->real_clock = c->flags & CORE_REAL_CLOCK;
	program_taken(s);
}

static bool take_machine(DebugSession *s, const char *path, Core *c)
{
	const char *why = NULL;

	if (!machine_made(s))
		return false;
	if (!machine_core_read(s->machine, &c->machine, keep_image, s, &why)) {
		fail(s, "\"%s\" is not a core dump: %s", path, why);
		machine_renew(s);
		return false;
	}
	machine_ready(s);
	s->core = arena_strdup(s->values, path);
	s->exists = true;
	s->first_object = c->first_object;
	s->stop = c->stop;
	s->stop.goroutine = c->goroutine;
	s->stop.new_frame = true;
	select_stop(s);
	s->selected_goroutine = c->goroutine;
	s->selected_frame = (unsigned)c->frame;
	return true;
}

static const char *command_line(DebugSession *s, const Core *c)
{
	StrBuf text = { 0 };
	const char *copy;

	vec_each(&c->names, name)
		sb_printf(&text, "%s%s", text.len ? " " : "", *name);
	vec_each(&c->args, arg)
		sb_printf(&text, " %s", *arg);
	copy = arena_strdup(s->values, sb_text(&text));
	sb_free(&text);
	return copy;
}

static bool open_core(DebugSession *s, const char *path, const char *bytes, size_t n, DebugCore *out)
{
	StreamIn in = { bytes, n - sizeof(uint64_t), false };
	Core c = { 0 };
	Program *p = NULL;
	bool ok = false;

	if (!get_core(s, &in, &c))
		fail(s, "\"%s\" is not a core dump: file truncated or damaged", path);
	else if (c.library != s->library.image->hash)
		fail(s, "\"%s\" is not a core dump of this strata: it was written by another one", path);
	else if (s->program && image_identity(s->program->image) == c.image)
		p = s->program;
	else
		p = core_program(s, path, &c);
	if (p) {
		*out = (DebugCore){ .command = command_line(s, &c), .other = debug_loaded(s) && p != s->program };
		take_program(s, p, &c);
		ok = take_machine(s, path, &c);
	}
	core_free(&c);
	return ok;
}

bool debug_core_open(DebugSession *s, const char *path, DebugCore *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	void *bytes;
	bool ok;

	request_begin(s);
	if (fd < 0 || fstat(fd, &st) != 0) {
		fail(s, "%s: %s.", path, strerror(errno));
		return false;
	}
	bytes = S_ISREG(st.st_mode) && st.st_size ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
	close(fd);
	if (bytes == MAP_FAILED) {
		fail(s, "\"%s\" is not a core dump: file format not recognized", path);
		return false;
	}
	ok = is_core(s, path, bytes, (size_t)st.st_size) && open_core(s, path, bytes, (size_t)st.st_size, out);
	munmap(bytes, (size_t)st.st_size);
	return ok;
}

bool debug_is_core(const char *path)
{
	char head[sizeof magic];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	bool is = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && read(fd, head, sizeof head) == sizeof head &&
		  memcmp(head, magic, sizeof head) == 0;

	if (fd >= 0)
		close(fd);
	return is;
}

const char *debug_core(const DebugSession *s)
{
	return s->core;
}

void debug_core_close(DebugSession *s)
{
	if (s->core)
		debug_kill(s);
}
