/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages from words on a command line to images. */
#include "program/program_int.h"

#include <libgen.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"

Program *program_new(const Library *library, ProgramOptions options)
{
	Program *p = mem_zalloc(sizeof *p);

	p->arena = arena_new();
	p->library = library;
	p->options = options;
	p->go_minor = options.go_minor;
	p->tags = find_tags(p->arena, options.tags, options.goroot != NULL);
	p->ast.arena = p->arena;
	p->ast.names = intern_new();
	p->ast.sources = sources_new();
	p->ast.diags = diags_new(p->ast.sources, options.all_errors ? 0 : DIAG_LIMIT);
	define_read(p, options.link_flags);
	p->types = types_new(&p->ast);
	types_set_importer(p->types, find_package, p);
	types_set_resolver(p->types, find_meaning);
	source_honour_directives(p->ast.sources, !options.plain_lines);
	return p;
}

void program_free(Program *p)
{
	if (!p)
		return;
	image_free(p->image);
	escape_free(p->escape);
	strmap_free(&p->instances);
	vec_free(&p->files);
	vec_free(&p->external);
	vec_free(&p->overlay);
	vec_free(&p->definitions);
	cover_free(&p->covering);
	modules_free(p);
	vec_free(&p->packages);
	vec_free(&p->images);
	types_free(p->types);
	diags_free(p->ast.diags);
	sources_free(p->ast.sources);
	intern_free(p->ast.names);
	arena_free(p->arena);
	mem_free(p);
}

const char *program_without_main(const Program *p, const char *path)
{
	return strcmp(p->main->name->text, "main") == 0 ? "function main is undeclared in the main package"
	     : arena_printf(p->arena, "package %s is not a main package", path);
}

bool program_ok(const Program *p)
{
	return p->main && diag_errors(p->ast.diags) == 0;
}

void program_overlay(Program *p, const char *path, const char *text, size_t size)
{
	vec_push(&p->overlay, ((Overlay){ arena_strdup(p->arena, path), arena_strndup(p->arena, text, size), size }));
}

bool program_parse(Program *p, char *const *names, size_t n, const char **error)
{
	struct stat st;

	*error = NULL;
	if (n == 1 && !text_has_ending(names[0], ".go")) {
		const char *dir = stat(names[0], &st) == 0 ? NULL : program_package_directory(p->library, names[0], p->arena);

		if (stat(names[0], &st) != 0 && goroot_command(p, names[0]))
			dir = goroot_command(p, names[0]);
		p->dir = dir ? dir : names[0];
		if (!dir && stat(names[0], &st) == 0 && !S_ISDIR(st.st_mode)) {
			*error = arena_printf(p->arena, "%s: not a Go file (its name does not end in .go)", names[0]);
			return false;
		}
		return p->options.test ? test_parse(p, error) : find_directory(p, p->dir, 0, &p->files, error);
	}
	p->dir = dirname(arena_strdup(p->arena, names[0]));
	p->files_named = true;
	for (size_t i = 0; i < n; i++)
		if (!find_file(p, names[i], &p->files, error))
			return false;
	return !p->options.test || test_parse(p, error);
}

bool program_check(Program *p)
{
	Files *files = &p->files;
	const char *name = files->len ? as_File(files->data[0])->package->name->text : "main";

	if (p->options.test)
		return test_check(p);
	find_module(p, p->dir);
	p->path = find_import_path(p, p->dir);
	if (p->go_minor)
		types_set_go_version(p->types, p->go_minor);
	godebug_defaults(p);
	bodies_add_own(p);
	p->main = find_own(p, strcmp(name, "main") == 0 ? "main" : name, files, p->files_named ? NULL : p->dir);
	return program_ok(p);
}

/* What the library's image says of a function. */
static const Leaks *library_leaks(void *ctx, Types *types, Object *func)
{
	const Image *im = ((const Library *)ctx)->image;
	const char *link = obj_link_name(types, func, (TypeList){ 0 });
	uint64_t entry = im ? image_lookup(im, link, strlen(link)) : 0;
	const CodeFunc *fn = entry ? image_func_at(im, entry) : NULL;

	return fn && fn->leaks ? (const Leaks *)(im->leaks.data + fn->leaks - 1) : NULL;
}

static Escape *new_escape(Program *p)
{
	Escape *e = escape_new(p->types);

	escape_set_oracle(e, library_leaks, (void *)(uintptr_t)p->library);
	return e;
}

static void analyse(Program *p)
{
	order_packages(p);
	p->escape = new_escape(p);
	vec_each(&p->packages, pkg)
		escape_package(p->escape, *pkg);
}

static void tell_escapes(Program *p, StrBuf *out, void (*tell)(Escape *e, StrBuf *out, Package *pkg))
{
	Escape *e = new_escape(p);

	order_packages(p);
	escape_keep_messages(e);
	if (p->options.goroot)
		escape_read_imports(e);
	escape_package(e, p->main);
	tell(e, out, p->main);
	escape_free(e);
}

void program_escapes(Program *p, StrBuf *out)
{
	tell_escapes(p, out, escape_messages);
}

void program_dump_escapes(Program *p, StrBuf *out)
{
	tell_escapes(p, out, escape_dump);
}

bool program_compile(Program *p)
{
	CompileInput in = { .types = p->types, .ast = &p->ast, .packages = p->packages.data,
			    .npackages = p->packages.len, .part = PART_USER, .instances = &p->instances,
			    .godebug = p->godebug,
			    .slot = p->library->image ? p->library->image->slot : 0 };
	Image *libs[1];
	CompileTexts texts = { 0 };

	define_resolve(p, &texts);
	in.texts = texts.data;
	in.ntexts = texts.len;
	analyse(p);
	in.escape = p->escape;
	if (p->library->image) {
		libs[0] = (Image *)(uintptr_t)p->library->image;
		in.libs = libs;
		in.nlibs = 1;
		vec_push(&p->images, p->library->image);
	}
	p->image = compile_packages(&in);
	vec_free(&texts);
	if (p->image)
		vec_push(&p->images, p->image);
	return p->image != NULL;
}

Program *program_load(const Library *library, char *const *names, size_t n, ProgramOptions options,
		      const char **error)
{
	Program *p = program_new(library, options);

	p->options.texts = NULL;	/* the caller's */
	for (size_t i = 0; i < options.ntexts; i++)
		program_overlay(p, options.texts[i].path, options.texts[i].text, options.texts[i].size);
	if (program_parse(p, names, n, error) && diag_syntax_errors(p->ast.diags) == 0 &&
	    options.stage >= PROGRAM_CHECKED && program_check(p) && options.stage >= PROGRAM_COMPILED)
		program_compile(p);
	return p;
}
