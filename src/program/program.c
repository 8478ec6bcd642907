/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages from words on a command line to images. */
#include "program/program.h"

#include <dirent.h>
#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "source/constraint.h"
#include "syntax/parse.h"

static const BuildTags tags = { .goos = "linux", .goarch = "amd64", .go_minor = 26 };

/* ---- files ---- */

static bool wanted(const char *name, const char *text, size_t size)
{
	return constraint_name(&tags, name) && constraint_text(&tags, text, size) != CONSTRAINT_NO;
}

static bool is_go_file(const char *name)
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

static bool add_source_file(Program *p, const char *path, Files *files, const char **error)
{
	Source *s = source_load(p->ast.sources, path, NULL);

	if (!s) {
		*error = io_message(p, path, errno);
		return false;
	}
	vec_push(files, &parse_file(&p->ast, s, 0)->node);
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The Go files of a directory that belong to a build, tests left out, in order of name. */
static bool add_directory(Program *p, const char *dir, Files *files, const char **error)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	VEC(char *) names = { 0 };
	bool ok = true, any = false;

	if (!d) {
		*error = io_message(p, dir, errno);
		return false;
	}
	while ((e = readdir(d)))
		if (is_go_file(e->d_name) && e->d_type != DT_DIR && !constraint_is_test(e->d_name) && constraint_name(&tags, e->d_name))
			vec_push(&names, arena_strdup(p->arena, e->d_name));
	closedir(d);
	if (names.len)
		qsort(names.data, names.len, sizeof *names.data, by_name);
	for (size_t i = 0; i < names.len && ok; i++) {
		const char *path = strcmp(dir, ".") == 0 ? names.data[i]
				   : arena_printf(p->arena, "%s/%s", dir, names.data[i]);
		Source *s = source_load(p->ast.sources, path, NULL);

		if (!s) {
			*error = io_message(p, path, errno);
			ok = false;
		} else if (wanted(names.data[i], s->text, s->size)) {
			vec_push(files, &parse_file(&p->ast, s, 0)->node);
			any = true;
		}
	}
	vec_free(&names);
	if (ok && !any) {
		*error = arena_printf(p->arena, "no Go files in %s", dir);
		ok = false;
	}
	return ok;
}

/* ---- modules ---- */

enum { MODULE_GO_MINOR = 16 };	/* a go.mod without a go line means go1.16 */

/* The module path and language version of the nearest go.mod at or above dir. */
static void find_module(Program *p, const char *dir)
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

/* ---- imports ---- */

static Package *import_library(Program *p, const char *path)
{
	Files files = { 0 };
	size_t cursor = 0, len;
	const char *name, *text;
	Package *pkg = NULL;

	while (pack_next(p->library->pack, p->library->pack_size, path, &cursor, &name, &text, &len)) {
		Source *s = source_add(p->ast.sources, arena_printf(p->arena, "$GOROOT/src/%s", name), text, len);

		vec_push(&files, &parse_file(&p->ast, s, PARSE_SKIP_BODIES)->node);
	}
	if (files.len)
		pkg = types_add_package(p->types, path, arena_copy(p->arena, files.data, files.len * sizeof(Node *)),
					(uint32_t)files.len);
	vec_free(&files);
	return pkg;
}

static Package *import_module(Program *p, const char *path, const char **why)
{
	const char *dir = module_directory(p, path);
	Files files = { 0 };
	Package *pkg = NULL;

	if (dir && add_directory(p, dir, &files, why)) {
		pkg = types_check_package(p->types, path,
					  arena_copy(p->arena, files.data, files.len * sizeof(Node *)),
					  (uint32_t)files.len);
		vec_push(&p->packages, pkg);
	}
	vec_free(&files);
	return pkg;
}

static Package *import_package(void *user, Types *types, const Sym *path, Package *from, const char **why)
{
	Program *p = user;
	Package *pkg = import_library(p, path->text);

	(void)types;
	(void)from;
	*why = NULL;
	if (!pkg)
		pkg = import_module(p, path->text, why);
	if (!pkg && !*why)
		*why = arena_printf(p->arena, "package %s is not in std", path->text);
	return pkg;
}

/* ---- stages ---- */

static Program *program_new(const Library *library, ProgramOptions options)
{
	Program *p = mem_zalloc(sizeof *p);

	p->arena = arena_new();
	p->library = library;
	p->go_minor = options.go_minor;
	p->ast.arena = p->arena;
	p->ast.names = intern_new();
	p->ast.sources = sources_new();
	p->ast.diags = diags_new(p->ast.sources, options.all_errors ? 0 : DIAG_LIMIT);
	p->types = types_new(&p->ast);
	types_set_importer(p->types, import_package, p);
	return p;
}

void program_free(Program *p)
{
	if (!p)
		return;
	image_free(p->image);
	escape_free(p->escape);
	vec_free(&p->files);
	vec_free(&p->packages);
	vec_free(&p->images);
	types_free(p->types);
	diags_free(p->ast.diags);
	sources_free(p->ast.sources);
	intern_free(p->ast.names);
	arena_free(p->arena);
	mem_free(p);
}

bool program_ok(const Program *p)
{
	return p->main && diag_errors(p->ast.diags) == 0;
}

static bool parse_program(Program *p, char *const *names, size_t n, const char **error)
{
	struct stat st;

	if (n == 1 && !is_go_file(names[0])) {
		p->dir = names[0];
		if (stat(names[0], &st) == 0 && !S_ISDIR(st.st_mode)) {
			*error = arena_printf(p->arena, "%s: not a Go file (its name does not end in .go)", names[0]);
			return false;
		}
		return add_directory(p, names[0], &p->files, error);
	}
	p->dir = dirname(arena_strdup(p->arena, names[0]));
	for (size_t i = 0; i < n; i++)
		if (!add_source_file(p, names[i], &p->files, error))
			return false;
	return true;
}

static void check_program(Program *p)
{
	Files *files = &p->files;
	const char *name = files->len ? as_File(files->data[0])->package->name->text : "main";

	find_module(p, p->dir);
	if (p->go_minor)
		types_set_go_version(p->types, p->go_minor);
	p->main = types_check_package(p->types, strcmp(name, "main") == 0 ? "main" : name,
				      arena_copy(p->arena, files->data, files->len * sizeof(Node *)),
				      (uint32_t)files->len);
	vec_push(&p->packages, p->main);
}

static void analyse_program(Program *p)
{
	p->escape = escape_new(p->types);
	vec_each(&p->packages, pkg)
		escape_package(p->escape, *pkg);
}

static void compile_program(Program *p)
{
	CompileInput in = { .types = p->types, .ast = &p->ast, .packages = p->packages.data,
			    .npackages = p->packages.len, .part = PART_USER,
			    .slot = p->library->image ? p->library->image->slot : 0,
			    .escape = p->escape };
	Image *libs[1];

	if (p->library->image) {
		libs[0] = (Image *)(uintptr_t)p->library->image;
		in.libs = libs;
		in.nlibs = 1;
		vec_push(&p->images, p->library->image);
	}
	p->image = compile_packages(&in);
	if (p->image)
		vec_push(&p->images, p->image);
}

Program *program_load(const Library *library, char *const *names, size_t n, ProgramOptions options,
		      const char **error)
{
	Program *p = program_new(library, options);

	source_honour_directives(p->ast.sources, !options.plain_lines);
	*error = NULL;
	if (parse_program(p, names, n, error) && diag_syntax_errors(p->ast.diags) == 0 &&
	    options.stage >= PROGRAM_CHECKED)
		check_program(p);
	if (options.stage >= PROGRAM_COMPILED && program_ok(p)) {
		analyse_program(p);
		compile_program(p);
	}
	return p;
}
