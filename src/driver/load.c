/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See load.h. Bodies of imported packages are skipped by the parser; the checker has them parsed one by one
 * when it is asked for them. */
#include "driver/load.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/vec.h"
#include "source/constraint.h"
#include "syntax/parse.h"

typedef VEC(File *) FileVec;
typedef VEC(char *) NameVec;

static const char *const more_tags[] = { "gc", NULL };
static const BuildTags tags = { "linux", "amd64", 26, more_tags };

static Package *import(void *user, Types *types, const Sym *path, Package *from, const char **why);

void loader_init(Loader *l, const char *goroot, size_t limit)
{
	*l = (Loader){ .goroot = goroot };
	l->ast.arena = arena_new();
	l->ast.names = intern_new();
	token_intern_keywords(l->ast.names);
	l->ast.sources = sources_new();
	l->ast.diags = diags_new(l->ast.sources, limit);
	l->types = types_new(&l->ast);
	types_set_importer(l->types, import, l);
}

void loader_free(Loader *l)
{
	types_free(l->types);
	diags_free(l->ast.diags);
	sources_free(l->ast.sources);
	intern_free(l->ast.names);
	arena_free(l->ast.arena);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The Go files of a directory that belong to the build, sorted. False when it cannot be read. */
static bool list_dir(Loader *l, const char *dir, NameVec *out)
{
	DIR *d = opendir(dir);
	if (!d)
		return false;
	for (struct dirent *e; (e = readdir(d));) {
		size_t n = strlen(e->d_name);
		if (n > 3 && strcmp(e->d_name + n - 3, ".go") == 0 && constraint_name(&tags, e->d_name) &&
		    !constraint_is_test(e->d_name))
			vec_push(out, arena_printf(l->ast.arena, "%s/%s", dir, e->d_name));
	}
	closedir(d);
	if (out->len)
		qsort(out->data, out->len, sizeof(char *), by_text);
	return true;
}

/* constrained: leave out what its //go:build line excludes. */
static bool parse_one(Loader *l, const char *path, unsigned mode, bool constrained, FileVec *out)
{
	Source *s = source_load(l->ast.sources, path, NULL);
	if (!s) {
		fprintf(stderr, "strata: %s: %s\n", path, strerror(errno));
		return false;
	}
	if (!constrained || constraint_text(&tags, s->text, s->size) == CONSTRAINT_YES)
		vec_push(out, parse_file(&l->ast, s, mode));
	return true;
}

/* ---- Imports ---- */

static Package *add_dir(Loader *l, const char *path, const char *dir)
{
	NameVec names = { 0 };
	FileVec files = { 0 };
	Package *pkg = NULL;
	list_dir(l, dir, &names);
	vec_each(&names, name)
		parse_one(l, *name, PARSE_SKIP_BODIES, true, &files);
	if (files.len)
		pkg = types_add_package(l->types, path, files.data, (uint32_t)files.len);
	vec_free(&names);
	vec_free(&files);
	return pkg;
}

static Package *import(void *user, Types *types, const Sym *path, Package *from, const char **why)
{
	Loader *l = user;
	(void)types;
	(void)from;
	*why = arena_printf(l->ast.arena, "package %s is not in std", path->text);
	if (!l->goroot)
		return NULL;
	Package *pkg = add_dir(l, path->text, arena_printf(l->ast.arena, "%s/src/%s", l->goroot, path->text));
	if (!pkg)
		pkg = add_dir(l, path->text, arena_printf(l->ast.arena, "%s/src/vendor/%s", l->goroot, path->text));
	return pkg;
}

/* ---- The program ---- */

static bool is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool parse_paths(Loader *l, char *const *paths, size_t n, FileVec *files)
{
	if (n == 1 && is_dir(paths[0])) {
		NameVec names = { 0 };
		bool ok = list_dir(l, paths[0], &names);
		vec_each(&names, name)
			ok = ok && parse_one(l, *name, 0, true, files);
		vec_free(&names);
		if (ok && !files->len)
			fprintf(stderr, "strata: no Go files in %s\n", paths[0]);
		return ok && files->len;
	}
	bool ok = n > 0;
	for (size_t i = 0; i < n && ok; i++)
		ok = parse_one(l, paths[i], 0, false, files);
	return ok;
}

Package *load_program(Loader *l, char *const *paths, size_t n)
{
	FileVec files = { 0 };
	Package *pkg = NULL;
	if (parse_paths(l, paths, n, &files) && diag_syntax_errors(l->ast.diags) == 0)
		pkg = types_check_package(l->types, "main", files.data, (uint32_t)files.len);
	vec_free(&files);
	return pkg;
}
