/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in the order of their bases, found by binary search; a file's line table and //line
 * directives likewise. The line table is made at the first question, so a file without errors
 * never pays for it. */
#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/vec.h"

typedef struct Directive {
	Pos pos; /* of the first byte it speaks about */
	char *name;
	uint32_t line, col;
} Directive;

/* What a set keeps for a file beyond what others see. */
typedef struct Entry {
	Source pub;
	uint32_t *lines; /* offset of each line's first byte; NULL until asked for */
	uint32_t line_count;
	VEC(Directive) directives;
} Entry;

struct Sources {
	VEC(Entry *) files;
	Pos next; /* base of the next file */
	bool ignore_directives;
};

Sources *sources_new(void)
{
	Sources *set = mem_zalloc(sizeof *set);

	set->next = 1;
	return set;
}

static void entry_free(Entry *e)
{
	vec_each(&e->directives, d)
		mem_free(d->name);
	vec_free(&e->directives);
	mem_free(e->lines);
	mem_free((char *)e->pub.text);
	mem_free((char *)e->pub.name);
	mem_free((char *)e->pub.path);
	mem_free(e);
}

void sources_free(Sources *set)
{
	if (!set)
		return;
	vec_each(&set->files, e)
		entry_free(*e);
	vec_free(&set->files);
	mem_free(set);
}

/* Adds a file whose text (owned, NUL-terminated) is taken over, also on failure. */
static Source *source_take(Sources *set, const char *path, const char *name, char *text,
			   size_t size)
{
	Entry *e;

	if (size >= UINT32_MAX - set->next) {
		mem_free(text);
		errno = EFBIG;
		return NULL;
	}
	e = mem_zalloc(sizeof *e);
	e->pub.name = mem_strndup(name, strlen(name));
	e->pub.path = mem_strndup(path, strlen(path));
	e->pub.text = text;
	e->pub.size = (uint32_t)size;
	e->pub.index = (uint32_t)set->files.len;
	e->pub.base = set->next;
	set->next += (Pos)size + 1;
	vec_push(&set->files, e);
	return &e->pub;
}

Source *source_add(Sources *set, const char *name, const char *text, size_t size)
{
	return source_take(set, name, name, mem_strndup(text, size), size);
}

/* Reads to the end; false with errno set on an error. */
static bool source_read(int fd, StrBuf *out)
{
	ssize_t n;

	do {
		char *room = sb_room(out, 64 << 10);

		n = read(fd, room, out->cap - out->len - 1);
		if (n > 0)
			out->len += (size_t)n;
		if (out->len >= UINT32_MAX) {
			errno = EFBIG;
			return false;
		}
	} while (n > 0 || (n < 0 && errno == EINTR));
	return n == 0;
}

/* A FIFO would wait for somebody to write: EINVAL. */
static int source_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0 || (fstat(fd, &st) == 0 && !S_ISFIFO(st.st_mode)))
		return fd;
	close(fd);
	errno = EINVAL;
	return -1;
}

Source *source_load(Sources *set, const char *path, const char *name)
{
	int fd = source_open(path), saved;
	StrBuf text = {0};
	Source *s;
	size_t size;
	bool ok;

	if (fd < 0)
		return NULL;
	ok = source_read(fd, &text);
	saved = errno;
	close(fd);
	if (!ok) {
		sb_free(&text);
		errno = saved;
		return NULL;
	}
	size = text.len;
	s = source_take(set, path, name ? name : path, sb_finish(&text), size);
	if (s)
		s->file = true;
	return s;
}

size_t source_count(const Sources *set)
{
	return set->files.len;
}

Source *source_at(const Sources *set, size_t index)
{
	return &set->files.data[index]->pub;
}

Source *source_find(const Sources *set, const char *name)
{
	vec_each(&set->files, e)
		if (strcmp((*e)->pub.name, name) == 0 || strcmp((*e)->pub.path, name) == 0)
			return &(*e)->pub;
	return NULL;
}

Source *source_file(const Sources *set, Pos pos)
{
	size_t low = 0, high = set->files.len;

	if (!pos || pos >= set->next)
		return NULL;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (set->files.data[mid]->pub.base <= pos)
			low = mid;
		else
			high = mid;
	}
	return high ? &set->files.data[low]->pub : NULL;
}

/* ---- lines ---- */

static Entry *entry_of(Source *file)
{
	return (Entry *)file; /* pub is its first member */
}

static void entry_index_lines(Entry *e)
{
	const char *text = e->pub.text, *end = text + e->pub.size, *at = text;
	VEC(uint32_t) lines = {0};

	vec_push(&lines, 0);
	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		vec_push(&lines, (uint32_t)(at - text));
	}
	e->lines = lines.data;
	e->line_count = (uint32_t)lines.len;
}

static Entry *entry_with_lines(Source *file)
{
	Entry *e = entry_of(file);

	if (!e->lines)
		entry_index_lines(e);
	return e;
}

/* Index of the line an offset lies in, from 0. */
static uint32_t entry_line(const Entry *e, uint32_t offset)
{
	uint32_t low = 0, high = e->line_count;

	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (e->lines[mid] <= offset)
			low = mid;
		else
			high = mid;
	}
	return low;
}

uint32_t source_line_count(Source *file)
{
	Entry *e = entry_with_lines(file);

	return e->line_count - (e->lines[e->line_count - 1] == e->pub.size);
}

const char *source_line_text(Source *file, uint32_t line, size_t *len)
{
	Entry *e = entry_with_lines(file);
	uint32_t start, end;

	*len = 0;
	if (line == 0 || line > e->line_count)
		return NULL;
	start = e->lines[line - 1];
	end = line < e->line_count ? e->lines[line] - 1 : e->pub.size;
	*len = end - start;
	return e->pub.text + start;
}

Pos source_line_pos(Source *file, uint32_t line)
{
	Entry *e = entry_with_lines(file);

	return line == 0 || line > e->line_count ? 0 : e->pub.base + e->lines[line - 1];
}

Place source_real_place(Sources *set, Pos pos)
{
	Place place = {0};
	Entry *e;
	uint32_t line, offset;

	place.file = source_file(set, pos);
	if (!place.file)
		return place;
	e = entry_with_lines(place.file);
	offset = source_offset(place.file, pos);
	line = entry_line(e, offset);
	place.name = place.file->name;
	place.line = line + 1;
	place.col = offset - e->lines[line] + 1;
	return place;
}

uint32_t source_line(Sources *set, Pos pos)
{
	return source_real_place(set, pos).line;
}

/* ---- //line directives ---- */

void source_honour_directives(Sources *set, bool on)
{
	set->ignore_directives = !on;
}

void source_add_directive(Source *file, Pos pos, const char *name, size_t n, uint32_t line,
			  uint32_t col)
{
	Entry *e = entry_of(file);
	const char *current = e->directives.len ? vec_last(&e->directives).name : file->name;
	Directive d = { pos, n || !col ? mem_strndup(name, n) : mem_strndup(current, strlen(current)), line,
			col };

	vec_push(&e->directives, d);
}

/* The last directive at or before pos, or NULL. */
static const Directive *entry_directive(const Entry *e, Pos pos)
{
	size_t low = 0, high = e->directives.len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (e->directives.data[mid].pos <= pos)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? &e->directives.data[low - 1] : NULL;
}

Place source_place(Sources *set, Pos pos)
{
	Place place = source_real_place(set, pos), from;
	const Directive *d;

	if (!place.file || set->ignore_directives ||
	    !(d = entry_directive(entry_of(place.file), pos)))
		return place;
	from = source_real_place(set, d->pos);
	if (d->col == 0)
		place.col = 0;
	else if (place.line == from.line)
		place.col = d->col + (pos - d->pos);
	place.line = d->line + (place.line - from.line);
	place.name = d->name;
	return place;
}
