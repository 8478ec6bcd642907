/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions that modules have in assembly, or from Go's runtime by linkname: the library has Go bodies of some (golib/_modules), in
 * files that join those of the module's package. Others do in assembly what Go can say in a line: forward.c.
 */
#include "program/program_int.h"

#include <string.h>

#include "syntax/parse.h"

static bool has_body_in(const File *file, const Sym *name)
{
	for (uint32_t i = 0; i < file->decls.len; i++) {
		const FuncDecl *f = is_FuncDecl(file->decls.data[i]);

		if (f && f->body && !f->recv && f->name->name == name)
			return true;
	}
	return false;
}

/* What the package itself has a body of is not wanted: other versions of a module than this one's need less. False: nothing is. */
static bool keep_wanted(File *bodies, const Files *files)
{
	uint32_t kept = 0, wanted = 0;

	for (uint32_t i = 0; i < bodies->decls.len; i++) {
		const FuncDecl *f = is_FuncDecl(bodies->decls.data[i]);
		bool has = false;

		vec_each(files, node)
			has |= f && !f->recv && has_body_in(as_File(*node), f->name->name);
		if (has)
			continue;
		wanted += bodies->decls.data[i]->kind != AST_ImportDecl;
		bodies->decls.data[kept++] = bodies->decls.data[i];
	}
	bodies->decls.len = kept;
	return wanted > 0;
}

/* They keep their places, by which declarations know theirs, and say nothing. */
static void drop_directives(const File *file, const FuncDecl *f)
{
	for (uint32_t i = 0; i < f->directive_count; i++)
		file->directives[f->directives + i].text = "", file->directives[f->directives + i].len = 0;
}

/* Declarations without a body of which this file has one are no more, nor the directives before them. */
static void give_bodies(const Files *files, const File *bodies)
{
	vec_each(files, node) {
		File *file = as_File(*node);
		uint32_t kept = 0;

		for (uint32_t i = 0; i < file->decls.len; i++) {
			const FuncDecl *f = is_FuncDecl(file->decls.data[i]);

			if (f && !f->body && has_body_in(bodies, f->name->name))
				drop_directives(file, f);
			else
				file->decls.data[kept++] = file->decls.data[i];
		}
		file->decls.len = kept;
	}
}

void bodies_add(Program *p, const char *path, const char *dir, Files *files)
{
	const char *package = arena_printf(p->arena, PACK_MODULES "/%s", path), *name, *text;
	size_t cursor = 0, len;
	File *forwarding;

	while (pack_next(p->library->pack, p->library->pack_size, package, &cursor, &name, &text, &len)) {
		File *file = parse_file(&p->ast, source_add(p->ast.sources, arena_printf(p->arena, "$GOROOT/src/%s", name), text, len), 0);

		if (!keep_wanted(file, files))
			continue;
		give_bodies(files, file);
		vec_push(files, &file->node);
	}
	forwarding = dir ? forward_bodies(p, dir, files) : NULL;
	if (forwarding) {
		give_bodies(files, forwarding);
		vec_push(files, &forwarding->node);
	}
}

void bodies_add_own(Program *p)
{
	bool tree = p->module && (strcmp(p->module, "std") == 0 || strcmp(p->module, "cmd") == 0);

	if (p->module && !tree && !p->options.goroot && !p->files_named && p->files.len)
		bodies_add(p, p->path, p->dir, &p->files);
}

/* ---- by linkname ---- */

static bool is_linked(const File *file, const FuncDecl *f)
{
	const char *prefix = "go:linkname ";

	for (uint32_t i = 0; f && !f->body && !f->body_start && i < f->directive_count; i++)
		if (strncmp(file->directives[f->directives + i].text, prefix, strlen(prefix)) == 0)
			return true;
	return false;
}

static bool has_linked(const Files *files)
{
	vec_each(files, node) {
		const File *file = as_File(*node);

		for (uint32_t i = 0; i < file->decls.len; i++)
			if (is_linked(file, is_FuncDecl(file->decls.data[i])))
				return true;
	}
	return false;
}

void links_add(Program *p, Files *files)
{
	const char *text;

	if (p->options.goroot || !p->library->image || !has_linked(files))
		return;
	text = arena_printf(p->arena, "package %s\nimport _ \"strata/links\"\n", as_File(files->data[0])->package->name->text);
	vec_push(files, &parse_file(&p->ast, source_add(p->ast.sources, "_links.go", text, strlen(text)), 0)->node);
}
