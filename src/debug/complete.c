/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion: the names that what is being typed can go on with. */
#include "debug/debug_int.h"

typedef VEC(const char *) Names;

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add(Names *list, const char *name, const char *prefix)
{
	if (strncmp(name, prefix, strlen(prefix)) == 0)
		vec_push(list, name);
}

static void add_locals(DebugSession *s, Names *list, const char *prefix)
{
	const DebugVar *vars;
	size_t n = debug_vars(s, s->selected_frame, DEBUG_ARGS | DEBUG_LOCALS, &vars);

	for (size_t i = 0; i < n; i++)
		add(list, vars[i].name, prefix);
}

/* Methods of a type main.T: the functions main.T.M and main.(*T).M. */
static void add_methods(DebugSession *s, Names *list, const char *type, const char *before, const char *prefix)
{
	const DebugFunction *f;
	size_t n = debug_functions(s, false, &f), package = strcspn(type, "."), k = strlen(type);

	for (size_t i = 0; i < n; i++) {
		const char *name = f[i].name, *method = NULL;

		if (strncmp(name, type, k) == 0 && name[k] == '.')
			method = name + k + 1;
		else if (strncmp(name, type, package) == 0 && strncmp(name + package, ".(*", 3) == 0 && type[package] == '.'
			 && strncmp(name + package + 3, type + package + 1, k - package - 1) == 0
			 && strncmp(name + k + 2, ").", 2) == 0)
			method = name + k + 4;
		if (method && !strchr(method, '.'))
			add(list, arena_printf(s->scratch, "%s.%s", before, method), prefix);
	}
}

static void add_fields(DebugSession *s, Names *list, const char *prefix)
{
	const char *dot = strrchr(prefix, '.');
	const DebugValue *v = debug_eval(s, arena_strndup(s->scratch, prefix, (size_t)(dot - prefix)));

	if (v && v->kind == DEBUG_POINTER)
		v = debug_eval(s, arena_printf(s->scratch, "*(%.*s)", (int)(dot - prefix), prefix));
	for (size_t i = 0; v && v->kind == DEBUG_STRUCT && i < v->nchildren; i++)
		add(list, arena_printf(s->scratch, "%.*s%s", (int)(dot - prefix) + 1, prefix, v->names[i]), prefix);
	if (v)
		add_methods(s, list, v->type, arena_printf(s->scratch, "%.*s", (int)(dot - prefix), prefix), prefix);
}

static void add_functions(DebugSession *s, Names *list, const char *prefix)
{
	const DebugFunction *f;
	size_t n = debug_functions(s, false, &f);

	for (size_t i = 0; i < n; i++) {
		add(list, f[i].name, prefix);
		if (strncmp(f[i].name, "main.", 5) == 0)
			add(list, f[i].name + 5, prefix);
	}
}

size_t debug_complete(DebugSession *s, const char *prefix, bool location, const char *const **out)
{
	Names list = { 0 };
	const DebugGlobal *g;
	size_t n, kept = 0;

	if (!location && strchr(prefix, '.'))
		add_fields(s, &list, prefix);
	if (!location) {
		add_locals(s, &list, prefix);
		n = debug_globals(s, false, &g);
		for (size_t i = 0; i < n; i++) {
			add(&list, g[i].name, prefix);
			add(&list, arena_printf(s->scratch, "%s.%s", g[i].package, g[i].name), prefix);
		}
	}
	add_functions(s, &list, prefix);
	if (list.len)
		qsort(list.data, list.len, sizeof *list.data, by_text);
	for (size_t i = 0; i < list.len; i++)
		if (!kept || strcmp(list.data[kept - 1], list.data[i]) != 0)
			list.data[kept++] = list.data[i];
	*out = arena_copy(s->scratch, list.data, kept * sizeof *list.data);
	vec_free(&list);
	request_begin(s);
	return kept;
}
