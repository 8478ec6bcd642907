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

/* ---- files ---- */

/* Code of another language beside Go's; tags: as far as its files' names do not rule it out with them. */
static bool has_assembly(const char *dir, const BuildTags *tags)
{
	static const char *const endings[] = { ".s", ".S", ".c", ".cc", ".cpp", ".cxx", ".m", ".f", ".syso" };
	DIR *d = dir ? opendir(dir) : NULL;
	struct dirent *e;
	bool found = false;

	while (d && !found && (e = readdir(d))) {
		const char *dot = strrchr(e->d_name, '.');

		for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
			found = found || (strcmp(dot, endings[i]) == 0 && (!tags || constraint_name(tags, e->d_name)));
	}
	if (d)
		closedir(d);
	return found;
}

/* A Go tree's files want their compiler, and no processor if there is assembly for it. */
static BuildTags tags_of(const Program *p, const char *dir)
{
	BuildTags tree = constraint_portable, amd64 = tree;

	amd64.goarch = "amd64";
	if (!goroot_is_installed(p, dir))
		return (BuildTags){ .goos = "linux", .goarch = "amd64", .go_minor = 26, .tags = p->tags };
	return has_assembly(dir, &amd64) ? tree : amd64;
}

const char *const *find_tags(Arena *arena, const char *list, bool tree)
{
	VEC(const char *) tags = { 0 };
	const char *const *copy;

	/* Modules are asked for their variants without assembly; codec.safe: github.com/ugorji/go/codec (gin has it) for the one that
	 * does not reach into Go's runtime. */
	static const char *const portable[] = { "purego", "noasm", "codec.safe" };

	if (tree)
		vec_push(&tags, "gc");
	else
		vec_append(&tags, portable, sizeof portable / sizeof *portable);
	for (size_t n; list && *list; list += n + (list[n] != '\0')) {
		n = strcspn(list, ", ");
		if (n)
			vec_push(&tags, arena_strndup(arena, list, n));
	}
	vec_push(&tags, NULL);
	copy = arena_copy(arena, tags.data, tags.len * sizeof *tags.data);
	vec_free(&tags);
	return copy;
}

static const char *io_message(Program *p, const char *name, int err)
{
	if (err == EINVAL)
		return arena_printf(p->arena, "%s: not a regular file", name);
	if (err == EFBIG)
		return arena_printf(p->arena, "%s: too large", name);
	return arena_printf(p->arena, "%s: %s.", name, strerror(err));
}

Source *find_source(Program *p, const char *path, const char *name)
{
	vec_each(&p->overlay, o)
		if (strcmp(o->path, path) == 0) {
			Source *s = source_add(p->ast.sources, path, o->text, o->size);

			if (s)
				s->file = true;
			return s;
		}
	return source_load(p->ast.sources, path, name);
}

static Source *open_source(Program *p, const char *path, const char **error)
{
	Source *s = find_source(p, path, goroot_name(p, path));

	if (!s)
		*error = io_message(p, path, errno);
	return s;
}

bool find_file(Program *p, const char *path, Files *files, const char **error)
{
	Source *s = open_source(p, path, error);

	if (s)
		vec_push(files, &parse_file(&p->ast, s, find_test_name(path) ? PARSE_COMMENTS : 0)->node);
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

/* What a file of a directory is called. */
static const char *file_path(Program *p, const char *dir, const char *name)
{
	return strcmp(dir, ".") == 0 ? name : arena_printf(p->arena, "%s/%s", dir, name);
}

/* Names that belong to a build: with this ending; those of tests, or all others. */
typedef struct Listing { const char *ending; bool tests; BuildTags tags; Names names; } Listing;

static void list_file(Program *p, Listing *l, const char *name)
{
	if (text_has_ending(name, l->ending) && find_test_name(name) == l->tests && constraint_name(&l->tags, name))
		vec_push(&l->names, arena_strdup(p->arena, name));
}

/* Those of the texts in memory that lie in dir; false: there are none. */
static bool list_texts(Program *p, const char *dir, Listing *l)
{
	bool any = false;

	vec_each(&p->overlay, o) {
		const char *slash = strrchr(o->path, '/'), *name = slash ? slash + 1 : o->path;

		if (strcmp(file_path(p, dir, name), o->path) != 0)
			continue;
		any = true;
		list_file(p, l, name);
	}
	return any;
}

/* The files of a directory that a listing wants, sorted. */
static bool list_files(Program *p, const char *dir, Listing *l, const char **error)
{
	bool known = p->options.all_texts && list_texts(p, dir, l);
	DIR *d = known ? NULL : opendir(dir);
	struct dirent *e;

	if (!d && !known) {
		*error = io_message(p, dir, errno);
		return false;
	}
	while (d && (e = readdir(d)))
		if (e->d_type != DT_DIR)
			list_file(p, l, e->d_name);
	if (d)
		closedir(d);
	if (l->names.len)
		qsort(l->names.data, l->names.len, sizeof *l->names.data, by_name);
	return true;
}

/* Opens those of a directory's files that their build constraints admit. */
static bool open_files(Program *p, const char *dir, Listing *l, SourceList *out, const char **error)
{
	bool ok = list_files(p, dir, l, error);

	for (size_t i = 0; ok && i < l->names.len; i++) {
		Source *s = open_source(p, file_path(p, dir, l->names.data[i]), error);

		ok = s != NULL;
		if (ok && constraint_text(&l->tags, s->text, s->size) != CONSTRAINT_NO)
			vec_push(out, s);
	}
	vec_free(&l->names);
	return ok;
}

/* Files with C in them are left out, as by go build without cgo. */
static bool wants_c(const File *file)
{
	for (uint32_t i = 0; i < file->imports.len; i++) {
		const Sym *path = as_ImportDecl(file->imports.data[i])->value;

		if (path && strcmp(path->text, "C") == 0)
			return true;
	}
	return false;
}

static bool add_files(Program *p, const char *dir, bool tests, unsigned mode, Files *files, const char **error)
{
	Listing l = { .ending = ".go", .tests = tests, .tags = tags_of(p, dir) };
	SourceList list = { 0 };
	bool ok = open_files(p, dir, &l, &list, error);

	vec_each(&list, s) {
		File *file = parse_file(&p->ast, *s, mode);

		if (!wants_c(file))
			vec_push(files, &file->node);
	}
	vec_free(&list);
	return ok;
}

void find_assembly(Program *p, const char *dir, SourceList *out)
{
	Listing l = { .ending = ".s", .tags = tags_of(p, dir) };
	const char *error;

	open_files(p, dir, &l, out, &error);
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

bool program_directory_has_files(const Library *library, const char *dir, const char *tags)
{
	Program *p = program_new(library, (ProgramOptions){ .tags = tags });
	const char *error;
	SourceList list = { 0 };
	bool found = false;

	for (int tests = 0; tests < 2 && !found; tests++) {
		Listing l = { .ending = ".go", .tests = tests, .tags = tags_of(p, dir) };

		found = open_files(p, dir, &l, &list, &error) && list.len;
	}
	vec_free(&list);
	program_free(p);
	return found;
}

/* ---- imports ---- */

Package *find_declarations(Program *p, const char *path, const Files *files)
{
	if (!files->len)
		return NULL;
	return types_add_package(p->types, path, arena_copy(p->arena, files->data, files->len * sizeof(Node *)),
				 (uint32_t)files->len);
}

/* The library holds what only a program with the tag race may name. */
static bool is_hidden(const Program *p, const char *text, size_t len)
{
	return !constraint_tag(&(BuildTags){ .goos = "linux", .goarch = "amd64", .tags = p->tags }, "race", 4) &&
	       constraint_text(&constraint_race, text, len) == CONSTRAINT_YES &&
	       constraint_text(&constraint_portable, text, len) == CONSTRAINT_NO;
}

static Package *import_library(Program *p, const char *path)
{
	Files files = { 0 };
	size_t cursor = 0, len;
	const char *name, *text;
	Package *pkg;

	while (pack_next(p->library->pack, p->library->pack_size, library_pack_path(path), &cursor, &name, &text, &len)) {
		Source *s;

		if (is_hidden(p, text, len))
			continue;
		s = source_add(p->ast.sources, arena_printf(p->arena, "$GOROOT/src/%s", name), text, len);

		vec_push(&files, &parse_file(&p->ast, s, PARSE_SKIP_BODIES)->node);
	}
	pkg = find_declarations(p, path, &files);
	vec_free(&files);
	return pkg;
}

Package *program_library_package(Program *p, const char *path)
{
	Package *pkg = types_package(p->types, path);

	return pkg ? pkg : import_library(p, path);
}

Package *find_own(Program *p, const char *path, const Files *files, const char *dir)
{
	Package *pkg;
	Files all = { 0 };

	godebug_check(p, files);
	vec_append(&all, files->data, files->len);
	links_add(p, &all);
	/* Files that are named may be a part of a package; Go's own packages have bodies elsewhere. */
	types_set_complete(p->types, dir && !p->options.goroot && !has_assembly(dir, NULL));
	pkg = types_check_package(p->types, path, arena_copy(p->arena, all.data, all.len * sizeof(Node *)), (uint32_t)all.len);
	vec_free(&all);
	vec_push(&p->packages, pkg);
	embed_files(p, pkg);
	return pkg;
}

/* The path by which a package knows itself in its module. */
static const char *own_path(const Program *p, const Package *pkg)
{
	return strcmp(pkg->path->text, "main") == 0 && p->path ? p->path : pkg->path->text;
}

static Package *import_module(Program *p, const char *path, const char **why)
{
	int minor, saved = p->go_minor ? p->go_minor : TYPES_GO_MINOR;
	const char *dir = module_package(p, path, &minor, why);
	Files files = { 0 };
	Package *pkg = NULL;

	if (dir && find_directory(p, dir, 0, &files, why)) {
		if (p->options.test)
			cover_package(p, path, &files);
		if (!p->options.goroot)
			bodies_add(p, path, dir, &files);
		if (minor && !p->options.go_minor)
			types_set_go_version(p->types, minor);
		pkg = find_own(p, path, &files, dir);
		types_set_go_version(p->types, saved);
	}
	vec_free(&files);
	return pkg;
}

/* Does a module have this path, and not the library? Its first element has a dot then. What the library itself has
 * of other modules is for its own packages. */
static bool of_a_module(const char *path)
{
	return memchr(path, '.', strcspn(path, "/")) != NULL;
}

const char *find_meaning(void *user, const char *path, const Package *from)
{
	const Program *p = user;

	return from->lazy || goroot_has(p, from) ? library_vendored(p->arena, path) : goroot_meaning(p, path);
}

Package *find_package(void *user, Types *types, const Sym *path, Package *from, const char **why)
{
	Program *p = user;
	Package *pkg;
	bool standard;

	(void)types;
	*why = NULL;
	/* Against a Go tree its own packages are checked, which may import all of it. */
	if (!p->options.goroot && !from->lazy && !goroot_has(p, from) &&
	    !module_may_import(p, own_path(p, from), path->text)) {
		*why = arena_printf(p->arena, "use of internal package %s not allowed", path->text);
		return NULL;
	}
	standard = from->lazy || goroot_has(p, from) || !of_a_module(path->text);
	if (!p->options.goroot && !from->lazy && !goroot_has(p, from) && strncmp(path->text, VENDORED, strlen(VENDORED)) == 0) {
		*why = "use of vendored package not allowed";
		return NULL;
	}
	pkg = p->options.goroot ? goroot_declare(p, path->text) : standard ? import_library(p, path->text) : NULL;
	if (!pkg)
		pkg = import_module(p, path->text, why);
	if (!pkg && standard && !p->options.goroot)
		pkg = goroot_import(p, path->text, why);
	if (!pkg && !*why)
		*why = arena_printf(p->arena, "package %s is not in std", path->text);
	return pkg;
}
