/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Go trees: the one that `check -goroot` names, whose declarations are what a program is checked against, and the one
 * that is installed, from which packages are compiled that the library does not have.
 *
 * Of an installed tree the portable files are taken, as of the tree that the library is built from: those for amd64
 * count on assembly. Its packages import what the library has from there, and may import each other's internal ones. */
#include "program/program_int.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "syntax/parse.h"

/* Is the program one of Go's own commands, of the tree's module cmd? Their packages are the program's, but for what they import of the
 * rest of the tree. */
static bool is_command(const Program *p)
{
	return p->module && strcmp(p->module, "cmd") == 0;
}

static bool is_tree(const char *root)
{
	char name[PATH_MAX];

	return (size_t)snprintf(name, sizeof name, "%s/src/runtime", root) < sizeof name && access(name, R_OK) == 0;
}

/* The tree whose bin a link on the way leads to: what `go` is. In the arena. */
static const char *root_of_command(Program *p)
{
	const char *path = getenv("PATH");

	for (size_t n; path && *path; path += n + (path[n] == ':')) {
		char *real;
		const char *root = NULL;

		n = strcspn(path, ":");
		real = realpath(arena_printf(p->arena, "%.*s/go", (int)n, path), NULL);
		if (real && strlen(real) > strlen("/bin/go") && access(real, X_OK) == 0)
			root = arena_strndup(p->arena, real, strlen(real) - strlen("/bin/go"));
		free(real);
		if (root && is_tree(root))
			return root;
	}
	return NULL;
}

/* Where Go's own installer puts it, and where Debian puts the sources of its newest. */
static const char *root_of_system(Program *p)
{
	static const char *const places[] = { "/usr/local/go", "/usr/lib/go", "/usr/lib/go-*" };
	const char *root = NULL;

	for (size_t i = 0; !root && i < sizeof places / sizeof *places; i++) {
		glob_t found;

		if (glob(places[i], 0, NULL, &found) == 0)
			for (size_t k = found.gl_pathc; !root && k-- > 0;)
				if (is_tree(found.gl_pathv[k]))
					root = arena_strdup(p->arena, found.gl_pathv[k]);
		globfree(&found);
	}
	return root;
}

static const char *installed_root(Program *p)
{
	const char *said = getenv("GOROOT");

	if (said && *said)
		return is_tree(said) ? said : NULL;
	said = root_of_command(p);
	return said ? said : root_of_system(p);
}

/* "" when there is none. */
static const char *installed(Program *p)
{
	if (!p->goroot) {
		const char *root = installed_root(p);

		p->goroot = root ? arena_printf(p->arena, "%s/src/", root) : "";
	}
	return p->goroot;
}

/* What follows the tree's src/ in a name; NULL: it is not in it. */
static const char *below_tree(const Program *p, const char *name)
{
	return p->goroot && *p->goroot && strncmp(name, p->goroot, strlen(p->goroot)) == 0 ? name + strlen(p->goroot) : NULL;
}

bool goroot_is_installed(const Program *p, const char *name)
{
	const char *rest = below_tree(p, name);

	return rest && !(is_command(p) && strncmp(rest, "cmd/", 4) == 0);
}

const char *goroot_name(Program *p, const char *path)
{
	const char *rest = below_tree(p, path);

	return rest ? arena_printf(p->arena, "$GOROOT/src/%s", rest) : NULL;
}

const char *goroot_meaning(const Program *p, const char *path)
{
	/* They hold facts about Go's files, and are newer there than here or have more. */
	static const char *const newer[] = { "internal/abi", "internal/profile", "internal/xcoff" };

	for (size_t i = 0; is_command(p) && i < sizeof newer / sizeof *newer; i++)
		if (strcmp(path, newer[i]) == 0)
			return arena_printf(p->arena, TREE "%s", path);
	return path;
}

const char *goroot_command(Program *p, const char *path)
{
	const char *dir = strncmp(path, "cmd/", 4) == 0 && *installed(p) ? arena_printf(p->arena, "%s%s", p->goroot, path) : NULL;

	return dir && access(dir, R_OK) == 0 ? dir : NULL;
}

bool goroot_has(const Program *p, const Package *pkg)
{
	return !pkg->lazy && pkg->nfiles && goroot_is_installed(p, source_file(p->ast.sources, pkg->files[0]->node.pos)->path);
}

/* In a tree's src, or in what it brings along of other modules. */
static const char *directory_in(Program *p, const char *src, const char *path, unsigned mode, Files *files)
{
	static const char *const places[] = { "", "vendor/" };
	const char *why;

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		const char *dir = arena_printf(p->arena, "%s%s%s", src, places[i], path);

		if (access(dir, R_OK) == 0 && find_directory(p, dir, mode, files, &why))
			return dir;
	}
	return NULL;
}

Package *goroot_declare(Program *p, const char *path)
{
	Files files = { 0 };
	const char *src = arena_printf(p->arena, "%s/src/", p->options.goroot);
	Package *pkg = directory_in(p, src, path, PARSE_SKIP_BODIES, &files) ? find_declarations(p, path, &files) : NULL;

	vec_free(&files);
	return pkg;
}

/* What does not compile here is as if it were not there: its first error is why, not an error of the program. */
Package *goroot_import(Program *p, const char *path, const char **why)
{
	Files files = { 0 };
	StrBuf error = { 0 };
	size_t mark = diag_mark(p->ast.diags);
	const char *own = strncmp(path, TREE, strlen(TREE)) == 0 ? path + strlen(TREE) : path;
	const char *dir = *installed(p) ? directory_in(p, installed(p), own, 0, &files) : NULL;
	int saved = p->go_minor ? p->go_minor : TYPES_GO_MINOR;
	Package *pkg = NULL;

	if (dir) {
		bodies_add(p, own, NULL, &files);
		types_set_go_version(p->types, TYPES_GO_MINOR);
		pkg = find_own(p, path, &files, dir);
		types_set_go_version(p->types, saved);
		if (diag_take_back(p->ast.diags, mark, &error)) {
			*why = arena_strdup(p->arena, sb_text(&error));
			pkg = NULL;
		}
	}
	sb_free(&error);
	vec_free(&files);
	return pkg;
}
