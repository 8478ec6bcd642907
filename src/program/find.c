/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a program's packages are: files, directories, its module, the library or a Go tree. */
#include "program/program_int.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source/constraint.h"
#include "syntax/parse.h"

/* Of the program's own packages; and of a Go tree's, whose files want their compiler. */
static const BuildTags own_tags = { .goos = "linux", .goarch = "amd64", .go_minor = 26 };
static const BuildTags tree_tags = { .goos = "linux", .goarch = "amd64", .go_minor = 26,
				     .tags = (const char *const[]){ "gc", NULL } };

/* ---- files ---- */

static const BuildTags *tags_of(const Program *p)
{
	return p->options.goroot ? &tree_tags : &own_tags;
}

bool find_go_name(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && strcmp(name + n - 3, ".go") == 0;
}

static const char *io_message(Program *p, const char *name, int err)
{
	if (err == EINVAL)
		return arena_printf(p->arena, "%s: not a regular file", name);
	if (err == EFBIG)
		return arena_printf(p->arena, "%s: too large", name);
	return arena_printf(p->arena, "%s: %s.", name, strerror(err));
}

static Source *open_source(Program *p, const char *path, const char **error)
{
	Source *s;

	vec_each(&p->overlay, o)
		if (strcmp(o->path, path) == 0)
			return source_add(p->ast.sources, path, o->text, o->size);
	s = source_load(p->ast.sources, path, NULL);
	if (!s)
		*error = io_message(p, path, errno);
	return s;
}

bool find_file(Program *p, const char *path, Files *files, const char **error)
{
	Source *s = open_source(p, path, error);

	if (s)
		vec_push(files, &parse_file(&p->ast, s, 0)->node);
	return s != NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool find_test_name(const char *name)
{
	return constraint_is_test(name);
}

typedef VEC(char *) Names;

/* The Go files of a directory whose names belong to a build: those of tests, or all others; sorted. */
static bool list_files(Program *p, const char *dir, bool tests, Names *names, const char **error)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	if (!d) {
		*error = io_message(p, dir, errno);
		return false;
	}
	while ((e = readdir(d)))
		if (find_go_name(e->d_name) && e->d_type != DT_DIR && find_test_name(e->d_name) == tests &&
		    constraint_name(tags_of(p), e->d_name))
			vec_push(names, arena_strdup(p->arena, e->d_name));
	closedir(d);
	if (names->len)
		qsort(names->data, names->len, sizeof *names->data, by_name);
	return true;
}

/* Parses those of a directory's files that their build constraints admit. */
static bool parse_files(Program *p, const char *dir, const Names *names, unsigned mode, Files *files, const char **error)
{
	vec_each(names, name) {
		const char *path = strcmp(dir, ".") == 0 ? *name : arena_printf(p->arena, "%s/%s", dir, *name);
		Source *s = open_source(p, path, error);

		if (!s)
			return false;
		if (constraint_text(tags_of(p), s->text, s->size) != CONSTRAINT_NO)
			vec_push(files, &parse_file(&p->ast, s, mode)->node);
	}
	return true;
}

static bool add_files(Program *p, const char *dir, bool tests, unsigned mode, Files *files, const char **error)
{
	Names names = { 0 };
	bool ok = list_files(p, dir, tests, &names, error) && parse_files(p, dir, &names, mode, files, error);

	vec_free(&names);
	return ok;
}

bool find_directory(Program *p, const char *dir, unsigned mode, Files *files, const char **error)
{
	size_t before = files->len;
	bool ok = add_files(p, dir, false, mode, files, error);

	if (ok && files->len == before) {
		*error = arena_printf(p->arena, "no Go files in %s", dir);
		ok = false;
	}
	return ok;
}

bool find_tests(Program *p, const char *dir, Files *files, const char **error)
{
	bool ok = add_files(p, dir, false, 0, files, error) && add_files(p, dir, true, PARSE_COMMENTS, files, error);

	if (ok && !files->len) {
		*error = arena_printf(p->arena, "no Go files in %s", dir);
		ok = false;
	}
	return ok;
}

/* ---- modules ---- */

enum { MODULE_GO_MINOR = 16 };	/* a go.mod without a go line means go1.16 */

/* The module path and language version of the nearest go.mod at or above dir. */
void find_module(Program *p, const char *dir)
{
	char *at = realpath(dir, NULL);

	for (char *end = at ? at + strlen(at) : NULL; at; end = strrchr(at, '/')) {
		StrBuf path = { 0 };
		Source *s;

		if (end)
			*end = '\0';
		sb_printf(&path, "%s/go.mod", at);
		s = access(sb_text(&path), R_OK) == 0 ? source_load(p->ast.sources, sb_text(&path), NULL) : NULL;
		sb_free(&path);
		if (s) {
			const char *line = strstr(s->text, "module ");
			const char *go = strstr(s->text, "\ngo 1.");
			size_t n = line ? strcspn(line + 7, " \t\r\n") : 0;

			p->module_dir = arena_strdup(p->arena, at);
			if (!p->go_minor)
				p->go_minor = go ? atoi(go + 6) : MODULE_GO_MINOR;
			p->module = line ? arena_strndup(p->arena, line + 7, n) : NULL;
			break;
		}
		if (!*at)
			break;
	}
	free(at);
}

/* The directory of an import path within the program's module; NULL for other paths. */
static const char *module_directory(Program *p, const char *path)
{
	size_t n = p->module ? strlen(p->module) : 0;

	if (!n || strncmp(path, p->module, n) != 0 || (path[n] && path[n] != '/'))
		return NULL;
	return arena_printf(p->arena, "%s%s", p->module_dir, path + n);
}

const char *find_import_path(Program *p, const char *dir)
{
	char *at = p->module ? realpath(dir, NULL) : NULL;
	size_t n = p->module ? strlen(p->module_dir) : 0;
	const char *path = "command-line-arguments";

	if (at && strcmp(p->module, "std") == 0)
		path = arena_strdup(p->arena, at[n] ? at + n + 1 : p->module);
	else if (at)
		path = arena_printf(p->arena, "%s%s", p->module, at + n);
	free(at);
	return path;
}

const char *program_package_directory(const Library *library, const char *path, Arena *arena)
{
	Program *p = program_new(library, (ProgramOptions){ 0 });
	const char *dir;

	find_module(p, ".");
	dir = module_directory(p, path);
	if (dir)
		dir = arena_strdup(arena, dir);
	program_free(p);
	return dir;
}

/* ---- imports ---- */

/* A package whose declarations alone count here. */
static Package *add_imported(Program *p, const char *path, const Files *files)
{
	if (!files->len)
		return NULL;
	return types_add_package(p->types, path, arena_copy(p->arena, files->data, files->len * sizeof(Node *)),
				 (uint32_t)files->len);
}

static Package *import_library(Program *p, const char *path)
{
	Files files = { 0 };
	size_t cursor = 0, len;
	const char *name, *text;
	Package *pkg;

	while (pack_next(p->library->pack, p->library->pack_size, path, &cursor, &name, &text, &len)) {
		Source *s = source_add(p->ast.sources, arena_printf(p->arena, "$GOROOT/src/%s", name), text, len);

		vec_push(&files, &parse_file(&p->ast, s, PARSE_SKIP_BODIES)->node);
	}
	pkg = add_imported(p, path, &files);
	vec_free(&files);
	return pkg;
}

/* From a Go tree's src, or what it brings along of other modules. */
static Package *import_tree(Program *p, const char *path)
{
	static const char *const places[] = { "src", "src/vendor" };
	Package *pkg = NULL;

	for (size_t i = 0; !pkg && i < sizeof places / sizeof *places; i++) {
		Files files = { 0 };
		const char *why, *dir = arena_printf(p->arena, "%s/%s/%s", p->options.goroot, places[i], path);

		if (find_directory(p, dir, PARSE_SKIP_BODIES, &files, &why))
			pkg = add_imported(p, path, &files);
		vec_free(&files);
	}
	return pkg;
}

/* Code of another language beside Go's. */
static bool has_assembly(const char *dir)
{
	static const char *const endings[] = { ".s", ".S", ".c", ".cc", ".cpp", ".cxx", ".m", ".f", ".syso" };
	DIR *d = dir ? opendir(dir) : NULL;
	struct dirent *e;
	bool found = false;

	while (d && !found && (e = readdir(d))) {
		const char *dot = strrchr(e->d_name, '.');

		for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
			found = found || strcmp(dot, endings[i]) == 0;
	}
	if (d)
		closedir(d);
	return found;
}

Package *find_own(Program *p, const char *path, const Files *files, const char *dir)
{
	Package *pkg;

	/* Files that are named may be a part of a package; Go's own packages have bodies elsewhere. */
	types_set_complete(p->types, dir && !p->options.goroot && !has_assembly(dir));
	pkg = types_check_package(p->types, path, arena_copy(p->arena, files->data, files->len * sizeof(Node *)),
				  (uint32_t)files->len);
	vec_push(&p->packages, pkg);
	embed_files(p, pkg);
	return pkg;
}

static Package *import_module(Program *p, const char *path, const char **why)
{
	const char *dir = module_directory(p, path);
	Files files = { 0 };
	Package *pkg = NULL;

	if (dir && find_directory(p, dir, 0, &files, why)) {
		pkg = find_own(p, path, &files, dir);
	}
	vec_free(&files);
	return pkg;
}

Package *find_package(void *user, Types *types, const Sym *path, Package *from, const char **why)
{
	Program *p = user;
	Package *pkg = p->options.goroot ? import_tree(p, path->text) : import_library(p, path->text);

	(void)types;
	(void)from;
	*why = NULL;
	if (!pkg)
		pkg = import_module(p, path->text, why);
	if (!pkg && !*why)
		*why = arena_printf(p->arena, "package %s is not in std", path->text);
	return pkg;
}
