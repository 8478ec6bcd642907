/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Modules: which directory holds a package that is not the library's. The main module is that of the nearest go.mod at
 * or above the program; a go.work above makes several main. A package is looked for in the main modules, in vendor,
 * then in what these require, of which versions build_list.c chooses: replaced by a directory, or in the module cache. Nothing is
 * downloaded.
 * (Go Modules Reference: go.mod files, workspaces, vendoring, module cache.)
 */
#include "program/module_int.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- go.mod and go.work ---- */

enum { WORDS = 8 };

/* The words of a line, quotes and comments taken off; how many. */
static size_t words_of(Arena *arena, const char *line, size_t n, const char **out)
{
	const char *end = line + n;
	size_t count = 0;

	while (line < end && count < WORDS) {
		const char *start;

		while (line < end && isspace((unsigned char)*line))
			line++;
		if (line == end || strncmp(line, "//", 2) == 0)
			break;
		start = line;
		if (*line == '"' || *line == '`') {
			start = ++line;
			while (line < end && *line != start[-1])
				line++;
			out[count++] = arena_strndup(arena, start, (size_t)(line - start));
			line += line < end;
			continue;
		}
		while (line < end && !isspace((unsigned char)*line) && strncmp(line, "//", 2) != 0)
			line++;
		out[count++] = arena_strndup(arena, start, (size_t)(line - start));
	}
	return count;
}

static void add_replace(ModFile *f, const char **w, size_t n)
{
	size_t arrow = 0;

	while (arrow < n && strcmp(w[arrow], "=>") != 0)
		arrow++;
	if (arrow >= 1 && arrow + 1 < n)
		vec_push(&f->replaces, ((Replace){ w[0], arrow > 1 ? w[1] : "", w[arrow + 1], arrow + 2 < n ? w[arrow + 2] : "" }));
}

/* One directive: its verb and the words after it. */
static void add_directive(ModFile *f, const char *verb, const char **w, size_t n, Pos pos)
{
	if (n >= 1 && strcmp(verb, "module") == 0)
		f->module = w[0];
	else if (n >= 1 && strcmp(verb, "go") == 0 && strncmp(w[0], "1.", 2) == 0)
		f->go_minor = atoi(w[0] + 2);
	else if (n >= 2 && strcmp(verb, "require") == 0)
		vec_push(&f->requires, ((Require){ w[0], w[1] }));
	else if (n >= 1 && strcmp(verb, "use") == 0)
		vec_push(&f->uses, w[0]);
	else if (n >= 2 && strcmp(verb, "exclude") == 0)
		vec_push(&f->excludes, ((Require){ w[0], w[1] }));
	else if (strcmp(verb, "godebug") == 0)
		vec_push(&f->godebugs, ((GodebugLine){ n == 1 ? w[0] : "", pos }));
	else if (strcmp(verb, "replace") == 0)
		add_replace(f, w, n);
}

static void parse_mod(Arena *arena, ModFile *f, const Source *s)
{
	const char *block = NULL, *w[WORDS];

	for (const char *line = s->text; *line;) {
		size_t len = strcspn(line, "\n"), n = words_of(arena, line, len, w);
		Pos pos = s->base + (Pos)(line - s->text);

		line += len + (line[len] == '\n');
		if (!n)
			continue;
		if (block && strcmp(w[0], ")") == 0)
			block = NULL;
		else if (block)
			add_directive(f, block, w, n, pos);
		else if (n == 2 && strcmp(w[1], "(") == 0)
			block = w[0];
		else
			add_directive(f, w[0], w + 1, n - 1, pos);
	}
}

ModFile *module_read(Program *p, const char *dir, const char *name)
{
	const char *path = arena_printf(p->arena, "%s/%s", dir, name);
	Source *s = find_source(p, path, NULL);
	ModFile *f;

	if (!s)
		return NULL;
	f = arena_make(p->arena, ModFile);
	f->dir = dir;
	f->go_minor = MODULE_GO_MINOR;
	vec_push(&p->modfiles, f);
	parse_mod(p->arena, f, s);
	return f;
}

/* That of the nearest directory at or above dir, an absolute path. */
static ModFile *nearest(Program *p, const char *dir, const char *name)
{
	char *at = arena_strdup(p->arena, dir);

	for (;;) {
		ModFile *f = module_read(p, arena_strdup(p->arena, at), name);
		char *slash = strrchr(at, '/');

		if (f || !*at || !slash)
			return f;
		*slash = '\0';
	}
}

static bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *from(Program *p, const char *dir, const char *path)
{
	return *path == '/' ? path : arena_printf(p->arena, "%s/%s", dir, path);
}

/* ---- the main modules ---- */

static ModFile *find_work(Program *p, const char *dir)
{
	const char *which = getenv("GOWORK");
	char *slash, *path;

	if (!which || !*which)
		return nearest(p, dir, "go.work");
	if (strcmp(which, "off") == 0)
		return NULL;
	path = arena_strdup(p->arena, which);
	slash = strrchr(path, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	return module_read(p, path, slash + 1);
}

/* The modules of a workspace; false when there is a main module that is none of them. */
static bool add_workspace(Program *p, struct Modules *m, const ModFile *main)
{
	bool found = !main;

	vec_each(&m->work->uses, use) {
		char *dir = realpath(from(p, m->work->dir, *use), NULL);
		ModFile *f = dir ? module_read(p, arena_strdup(p->arena, dir), "go.mod") : NULL;

		found |= f && main && strcmp(f->dir, main->dir) == 0;
		if (f)
			vec_push(&m->main, f);
		free(dir);
	}
	return found;
}

void find_module(Program *p, const char *dir)
{
	char *real = realpath(dir, NULL);
	const char *at = real ? arena_strdup(p->arena, real) : dir;
	struct Modules *m = arena_make(p->arena, struct Modules);
	ModFile *main = nearest(p, at, "go.mod");
	const char *vendor;

	free(real);
	m->work = find_work(p, at);
	if (m->work && !add_workspace(p, m, main))
		m->work = NULL;
	if (!m->work) {
		vec_trim(&m->main, 0);
		if (main)
			vec_push(&m->main, main);
	}
	p->modules = m;
	if (!main)
		return;
	p->module = main->module;
	p->module_dir = main->dir;
	if (!p->go_minor)
		p->go_minor = main->go_minor;
	vendor = arena_printf(p->arena, "%s/vendor", m->work ? m->work->dir : main->dir);
	if (access(arena_printf(p->arena, "%s/modules.txt", vendor), R_OK) == 0)
		m->vendor = vendor;
}

void modules_free(Program *p)
{
	vec_each(&p->modfiles, f) {
		vec_free(&(*f)->requires);
		vec_free(&(*f)->replaces);
		vec_free(&(*f)->excludes);
		vec_free(&(*f)->uses);
		vec_free(&(*f)->godebugs);
	}
	vec_free(&p->modfiles);
	if (p->modules) {
		vec_free(&p->modules->main);
		vec_free(&p->modules->required);
	}
}

/* ---- packages ---- */

/* What follows a module's path in an import path: "" or "/…"; NULL when that is not below it. */
static const char *below(const char *path, const char *module)
{
	size_t n = module ? strlen(module) : 0;

	if (!n || strncmp(path, module, n) != 0 || (path[n] && path[n] != '/'))
		return NULL;
	return path + n;
}

static const char *in_main(Program *p, const char *path, int *go_minor)
{
	const ModFile *best = NULL;

	vec_each(&p->modules->main, f)
		if (below(path, (*f)->module) && (!best || strlen((*f)->module) > strlen(best->module)))
			best = *f;
	if (!best)
		return NULL;
	*go_minor = best->go_minor;
	return arena_printf(p->arena, "%s%s", best->dir, below(path, best->module));
}

/* The language version that modules.txt tells for a vendored package: lines `# MODULE VERSION`, `## …; go 1.N`. */
static int vendored_version(Program *p, const char *path)
{
	Source *s = find_source(p, arena_printf(p->arena, "%s/modules.txt", p->modules->vendor), NULL);
	const char *w[WORDS], *best = NULL;
	int minor = MODULE_GO_MINOR;

	for (const char *line = s ? s->text : ""; *line;) {
		size_t len = strcspn(line, "\n"), n = words_of(p->arena, line, len, w);
		const char *go;

		if (n >= 2 && strcmp(w[0], "#") == 0 && below(path, w[1]) && (!best || strlen(w[1]) > strlen(best))) {
			best = w[1];
			minor = MODULE_GO_MINOR;
			go = line[len] && strncmp(line + len + 1, "## ", 3) == 0 ? strstr(line + len + 1, "go 1.") : NULL;
			if (go && go < line + len + 1 + strcspn(line + len + 1, "\n"))
				minor = atoi(go + 5);
		}
		line += len + (line[len] == '\n');
	}
	return minor;
}

/* A module path or version as the cache writes it: capitals as ! and the small letter. */
static void add_escaped(StrBuf *out, const char *text)
{
	for (; *text; text++)
		if (isupper((unsigned char)*text))
			sb_printf(out, "!%c", tolower((unsigned char)*text));
		else
			sb_addc(out, *text);
}

static const char *cache_directory(Program *p)
{
	const char *cache = getenv("GOMODCACHE"), *gopath = getenv("GOPATH"), *home = getenv("HOME");

	if (cache && *cache)
		return cache;
	if (gopath && *gopath)
		return arena_printf(p->arena, "%.*s/pkg/mod", (int)strcspn(gopath, ":"), gopath);
	return arena_printf(p->arena, "%s/go/pkg/mod", home ? home : "");
}

/* A name made of a module's path and version, both as the cache writes them. */
static const char *cache_name(Program *p, const char *before, const char *path, const char *between, const char *version)
{
	StrBuf out = { 0 };
	const char *name;

	sb_printf(&out, "%s/%s", cache_directory(p), before);
	add_escaped(&out, path);
	sb_add(&out, between);
	add_escaped(&out, version);
	name = arena_strdup(p->arena, sb_text(&out));
	sb_free(&out);
	return name;
}

static const char *cached(Program *p, const char *path, const char *version)
{
	return cache_name(p, "", path, "@", version);
}

/* The go.mod of a module in the cache: that which was downloaded, without the module itself where that was not chosen. */
static const ModFile *cached_mod(Program *p, const char *path, const char *version)
{
	const char *base = cache_name(p, "cache/download/", path, "/@v/", version), *slash = strrchr(base, '/');
	ModFile *f = module_read(p, arena_strndup(p->arena, base, (size_t)(slash - base)), arena_printf(p->arena, "%s.mod", slash + 1));

	return f ? f : module_read(p, cached(p, path, version), "go.mod");
}

static const Replace *replaced(const ModFile *f, const Require *r)
{
	vec_each(&f->replaces, x)
		if (strcmp(x->path, r->path) == 0 && (!*x->version || strcmp(x->version, r->version) == 0))
			return x;
	return NULL;
}

/* Its replacement and the file that says so: go.work's come before the modules' own. */
static const Replace *replacement(const Program *p, const Require *r, const ModFile **by)
{
	const Replace *x = NULL;

	*by = p->modules->work;
	if (*by)
		x = replaced(*by, r);
	for (size_t i = 0; !x && i < p->modules->main.len; i++) {
		*by = p->modules->main.data[i];
		x = replaced(*by, r);
	}
	return x;
}

/* Where a required module is. */
static const char *module_at(Program *p, const Require *r)
{
	const ModFile *by;
	const Replace *x = replacement(p, r, &by);

	if (!x)
		return cached(p, r->path, r->version);
	return *x->to_version ? cached(p, x->to, x->to_version) : from(p, by->dir, x->to);
}

const ModFile *module_file(Program *p, const Require *r)
{
	const ModFile *by;
	const Replace *x = replacement(p, r, &by);

	if (!x)
		return cached_mod(p, r->path, r->version);
	return *x->to_version ? cached_mod(p, x->to, x->to_version) : module_read(p, from(p, by->dir, x->to), "go.mod");
}

static int version_at(Program *p, const char *dir)
{
	const ModFile *f = module_read(p, dir, "go.mod");

	return f ? f->go_minor : MODULE_GO_MINOR;
}

/* In the required module with the longest path that has such a directory. */
static const char *in_required(Program *p, const char *path, int *go_minor, const char **absent)
{
	const char *found = NULL;
	size_t longest = 0;

	build_list(p);
	vec_each(&p->modules->required, r) {
		const char *rest = below(path, r->path), *root, *dir;

		if (!rest || strlen(r->path) < longest)
			continue;
		root = module_at(p, r);
		dir = arena_printf(p->arena, "%s%s", root, rest);
		if (!is_directory(root))
			*absent = arena_printf(p->arena, "module %s@%s is not in the module cache", r->path, r->version);
		if (!is_directory(dir))
			continue;
		found = dir;
		longest = strlen(r->path);
		*go_minor = version_at(p, root);
	}
	return found;
}

const char *module_package(Program *p, const char *path, int *go_minor, const char **why)
{
	const char *dir, *absent = NULL;

	*go_minor = 0;
	if (!p->modules || !p->modules->main.len)
		return NULL;
	dir = in_main(p, path, go_minor);
	if (dir)
		return dir;
	if (p->modules->vendor) {
		dir = arena_printf(p->arena, "%s/%s", p->modules->vendor, path);
		if (is_directory(dir)) {
			*go_minor = vendored_version(p, path);
			return dir;
		}
	}
	dir = in_required(p, path, go_minor, &absent);
	if (!dir && strchr(path, '.') && strcspn(path, ".") < strcspn(path, "/"))
		*why = absent ? absent : arena_printf(p->arena, "no required module provides package %s", path);
	return dir;
}

const char *program_package_directory(const Library *library, const char *path, Arena *arena)
{
	Program *p = program_new(library, (ProgramOptions){ 0 });
	const char *dir, *why;
	int minor;

	find_module(p, ".");
	dir = module_package(p, path, &minor, &why);
	if (dir)
		dir = arena_strdup(arena, dir);
	program_free(p);
	return dir;
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

/* ---- internal packages ---- */

/* The part of an import path in whose tree it may be imported: what stands before its last element `internal`. False:
 * there is none. */
static bool internal_root(const char *path, size_t *n)
{
	bool found = false;

	for (const char *at = path; (at = strstr(at, "internal")); at += 8)
		if ((at == path || at[-1] == '/') && (!at[8] || at[8] == '/')) {
			*n = at == path ? 0 : (size_t)(at - path) - 1;
			found = true;
		}
	return found;
}

bool module_may_import(const Program *p, const char *importer, const char *path)
{
	size_t n;

	if (!internal_root(path, &n))
		return true;
	if (strncmp(path, TREE, strlen(TREE)) == 0)
		return p->module && strcmp(p->module, "cmd") == 0;
	if (n == 0)	/* the standard library's: for itself, for Go's own commands, and for the main package of a test */
		return (p->module && (strcmp(p->module, "std") == 0 || strcmp(p->module, "cmd") == 0)) || p->options.test;
	return strncmp(importer, path, n) == 0 && (!importer[n] || importer[n] == '/' || strcmp(importer + n, "_test") == 0);
}
