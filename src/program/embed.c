/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files that //go:embed names (package embed's documentation): patterns are those of path.Match, relative to
 * the directory of the package; one that matches a directory stands for all files below it, but for those whose
 * names begin with . or _ unless the pattern begins with "all:". The sets are in the order that embed.FS looks
 * them up in: by directory, then by name; directories end in a slash.
 */
#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "program/program_int.h"

typedef VEC(EmbedFile) EmbedFiles;

typedef struct Finder {
	Program *p;
	const char *dir;	/* of the package */
	EmbedFiles files;
	bool hidden;		/* the pattern begins with all: */
} Finder;

/* ---- patterns ---- */

static bool valid_brackets(const char *s)
{
	for (; *s; s++) {
		if (*s == '\\' && !*++s)
			return false;
		if (*s == '[' && !(s = strchr(s + 1, ']')))
			return false;
	}
	return true;
}

/* What io/fs calls a valid path, but for the directory itself. */
static bool valid_pattern(const char *s)
{
	if (!*s || strcmp(s, ".") == 0 || !valid_brackets(s))
		return false;
	for (const char *end; *s; s = *end ? end + 1 : end) {
		size_t n = strcspn(s, "/");

		end = s + n;
		if (n == 0 || (n == 1 && *s == '.') || (n == 2 && s[0] == '.' && s[1] == '.') || (*end && !end[1]))
			return false;
	}
	return true;
}

static char *escaped(const char *dir, const char *pattern)
{
	StrBuf sb = { 0 };

	for (; *dir; dir++) {
		if (strchr("*?[\\", *dir))
			sb_addc(&sb, '\\');
		sb_addc(&sb, *dir);
	}
	sb_printf(&sb, "/%s", pattern);
	return sb.data;
}

/* ---- files ---- */

static bool has_file(const Finder *f, const char *name)
{
	for (size_t i = 0; i < f->files.len; i++)
		if (strcmp(f->files.data[i].name, name) == 0)
			return true;
	return false;
}

static void add_file(Finder *f, const char *name, const char *data, size_t size)
{
	if (!has_file(f, name))
		vec_push(&f->files, ((EmbedFile){ arena_strdup(f->p->arena, name), data, size }));
}

static bool read_file(Finder *f, const char *path, const char *name)
{
	const ProgramOptions *o = &f->p->options;
	FILE *in = !o->may_embed || o->may_embed(o->may_embed_ctx, AT_FDCWD, path) ? fopen(path, "rb") : NULL;
	StrBuf text = { 0 };
	char block[8192];
	size_t n;

	if (!in)
		return false;
	while ((n = fread(block, 1, sizeof block, in)) > 0)
		sb_addn(&text, block, n);
	fclose(in);
	add_file(f, name, arena_copy(f->p->arena, text.data ? text.data : "", text.len), text.len);
	sb_free(&text);
	return true;
}

static const char *below(Finder *f, const char *name, const char *rest)
{
	return arena_printf(f->p->arena, "%s/%s", name, rest);
}

/* The files below a directory; how many. */
static size_t add_tree(Finder *f, const char *name)
{
	DIR *d = opendir(below(f, f->dir, name));
	struct dirent *e;
	size_t n = 0;

	while (d && (e = readdir(d))) {
		const char *path = below(f, name, e->d_name);
		struct stat st;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
		    (!f->hidden && (*e->d_name == '.' || *e->d_name == '_')))
			continue;
		if (lstat(below(f, f->dir, path), &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode) && access(below(f, f->dir, below(f, path, "go.mod")), F_OK) != 0)
			n += add_tree(f, path);
		else if (S_ISREG(st.st_mode))
			n += read_file(f, below(f, f->dir, path), path);
	}
	if (d)
		closedir(d);
	return n;
}

/* One match of a pattern: a message when it cannot be embedded, NULL when it is. */
static const char *add_match(Finder *f, const char *path)
{
	const char *name = path + strlen(f->dir) + 1;
	struct stat st;

	if (lstat(path, &st) != 0 || (S_ISREG(st.st_mode) && !read_file(f, path, name)))
		return arena_printf(f->p->arena, "cannot embed file %s", name);
	if (S_ISDIR(st.st_mode) && add_tree(f, name) == 0)
		return arena_printf(f->p->arena, "cannot embed directory %s: contains no embeddable files", name);
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return arena_printf(f->p->arena, "cannot embed irregular file %s", name);
	return NULL;
}

static const char *add_matches(Finder *f, const char *pattern)
{
	glob_t found = { 0 };
	char *path;
	const char *why = "no matching files found";

	f->hidden = strncmp(pattern, "all:", 4) == 0;
	pattern += f->hidden ? 4 : 0;
	if (!valid_pattern(pattern))
		return "invalid pattern syntax";
	path = escaped(f->dir, pattern);
	if (glob(path, GLOB_PERIOD, NULL, &found) == 0)
		why = NULL;
	for (size_t i = 0; !why && i < found.gl_pathc; i++) {
		const char *base = strrchr(found.gl_pathv[i], '/') + 1;

		if (strcmp(base, ".") != 0 && strcmp(base, "..") != 0)
			why = add_match(f, found.gl_pathv[i]);
	}
	globfree(&found);
	mem_free(path);
	return why;
}

/* ---- sets ---- */

/* The directory part and the name of a path that may end in a slash. */
static void split(const char *path, size_t *dir, const char **base, size_t *len)
{
	size_t n = strlen(path);

	n -= n && path[n - 1] == '/';
	for (*dir = n; *dir && path[*dir - 1] != '/';)
		(*dir)--;
	*base = path + *dir;
	*len = n - *dir;
	*dir -= *dir != 0;
}

static int compare_bytes(const char *a, size_t na, const char *b, size_t nb)
{
	int order = memcmp(a, b, na < nb ? na : nb);

	return order ? order : (na > nb) - (na < nb);
}

static int by_directory(const void *a, const void *b)
{
	const char *x = ((const EmbedFile *)a)->name, *y = ((const EmbedFile *)b)->name, *bx, *by;
	size_t dx, dy, nx, ny;

	split(x, &dx, &bx, &nx);
	split(y, &dy, &by, &ny);
	int order = compare_bytes(dx ? x : ".", dx ? dx : 1, dy ? y : ".", dy ? dy : 1);

	return order ? order : compare_bytes(bx, nx, by, ny);
}

/* The directories that the files lie in. */
static void add_directories(Finder *f)
{
	for (size_t i = 0; i < f->files.len; i++) {
		const char *name = f->files.data[i].name;

		for (const char *slash = strchr(name, '/'); slash && slash[1]; slash = strchr(slash + 1, '/'))
			add_file(f, arena_strndup(f->p->arena, name, (size_t)(slash - name) + 1), "", 0);
	}
}

static void find_files(Program *p, Embed *e, const char *dir)
{
	Finder f = { .p = p, .dir = dir };

	for (uint32_t i = 0; i < e->npatterns; i++) {
		const char *why = add_matches(&f, e->patterns[i].text);

		if (why)
			diag_error(p->ast.diags, e->patterns[i].pos, "pattern %s: %s", e->patterns[i].text, why);
	}
	if (e->kind != EMBED_FS && f.files.len > 1)
		diag_error(p->ast.diags, e->var->pos, "invalid go:embed: multiple files for type %s",
			   type_string(p->types, obj_type(e->var), e->var->pkg));
	if (e->kind == EMBED_FS)
		add_directories(&f);
	if (f.files.len)
		qsort(f.files.data, f.files.len, sizeof *f.files.data, by_directory);
	e->files = arena_copy(p->arena, f.files.data, f.files.len * sizeof *f.files.data);
	e->nfiles = (uint32_t)f.files.len;
	vec_free(&f.files);
}

void embed_files(Program *p, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nembeds && !diag_errors(p->ast.diags); i++) {
		const Source *s = source_file(p->ast.sources, pkg->embeds[i].var->pos);

		find_files(p, &pkg->embeds[i], dirname(arena_strdup(p->arena, s->path)));
	}
}
