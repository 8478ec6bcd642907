/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's packages, and in which order their variables get their values (Spec: "Package initialization"). */
#include "debug/debug_int.h"

#include <string.h>

static DebugPackage describe(DebugSession *s, const Package *p)
{
	DebugPackage out = { .path = p->path->text, .name = p->name->text, .nimports = p->nimports, .nfiles = p->nfiles };
	const char **files = arena_make_n(s->scratch, const char *, p->nfiles + 1);
	const char **imports = arena_make_n(s->scratch, const char *, p->nimports + 1);

	for (uint32_t i = 0; i < p->nfiles; i++)
		files[i] = source_file(s->program->ast.sources, p->files[i]->node.pos)->name;
	for (uint32_t i = 0; i < p->nimports; i++)
		imports[i] = p->imports[i]->path->text;
	out.files = files;
	out.imports = imports;
	return out;
}

size_t debug_packages(DebugSession *s, const DebugPackage **out)
{
	size_t n = s->program ? s->program->packages.len : 0;
	DebugPackage *list = arena_make_n(s->scratch, DebugPackage, n + 1);

	for (size_t i = 0; i < n; i++)
		list[i] = describe(s, s->program->packages.data[i]);
	*out = list;
	return n;
}

/* ---- initialisation ---- */

typedef VEC(DebugInit) Inits;

/* Is the variable there with its value before anything runs? */
static bool in_image(const DebugGlobal *globals, size_t n, const char *package, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(globals[i].name, name) == 0 && strcmp(globals[i].package, package) == 0)
			return !globals[i].init_line;
	return false;
}

static void add_step(DebugSession *s, Inits *list, const Package *p, const InitStep *step, const DebugGlobal *globals, size_t n)
{
	Place at = source_real_place(s->program->ast.sources, step->nlhs ? step->lhs[0]->pos : step->rhs->pos);
	const char *package = p->path->text;
	StrBuf names = { 0 };
	bool early = step->nlhs > 0;

	for (uint32_t i = 0; i < step->nlhs; i++) {
		const char *name = step->lhs[i]->name->text;

		sb_printf(&names, "%s%s", i ? ", " : "", name);
		early = early && in_image(globals, n, package, name);
	}
	vec_push(list, ((DebugInit){ .package = package, .what = arena_strdup(s->scratch, sb_text(&names)), .file = at.name,
				     .line = at.line, .early = early }));
	sb_free(&names);
}

static void add_functions(DebugSession *s, Inits *list, const Package *p)
{
	const char *package = p->path->text;
	unsigned count = 0;

	for (uint32_t i = 0; i < p->nobjects; i++) {
		const Object *o = p->objects[i];
		Place at;

		if (o->kind != OBJ_FUNC || strcmp(o->name->text, "init") != 0 || as_FuncDecl(o->func.decl)->recv)
			continue;
		at = source_real_place(s->program->ast.sources, o->pos);
		vec_push(list, ((DebugInit){ .package = package, .what = arena_printf(s->scratch, "init.%u", count++),
					     .file = at.name, .line = at.line, .function = true }));
	}
}

size_t debug_inits(DebugSession *s, const DebugInit **out)
{
	Inits list = { 0 };
	const DebugGlobal *globals;
	size_t n = has_symbols(s) ? debug_globals(s, false, &globals) : 0;

	for (size_t i = 0; has_symbols(s) && i < s->program->packages.len; i++) {
		const Package *p = s->program->packages.data[i];

		for (uint32_t k = 0; k < p->ninit; k++)
			add_step(s, &list, p, &p->init[k], globals, n);
		add_functions(s, &list, p);
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}
