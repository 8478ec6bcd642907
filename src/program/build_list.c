/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which version of each module a program uses: minimal version selection (Go Modules Reference). Main modules require versions of
 * others, these of others still; of each module the highest version that anyone requires is taken. What a module of go 1.17 or later
 * requires is not followed further when the main module is of such a version, whose go.mod lists all that is needed: then no other
 * module's file is read.
 */
#include "program/module_int.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"

enum { PRUNING_GO_MINOR = 17 };

/* ---- versions ---- */

/* Numbers of any length, without zeros in front. */
static int compare_numbers(const char *a, size_t n, const char *b, size_t m)
{
	int order = n != m ? (n < m ? -1 : 1) : memcmp(a, b, n);

	return (order > 0) - (order < 0);
}

/* One part of a version up to a dot: numbers come before words. */
static int compare_parts(const char *a, size_t n, const char *b, size_t m)
{
	bool number = strspn(a, "0123456789") >= n, other = strspn(b, "0123456789") >= m;
	int order = memcmp(a, b, n < m ? n : m);

	if (number && other)
		return compare_numbers(a, n, b, m);
	if (number != other)
		return number ? -1 : 1;
	return order ? order : (n > m) - (n < m);
}

/* Parts with dots between them, up to a character of `end`. More parts are higher. */
static int compare_lists(const char *a, const char *b, const char *end)
{
	char stop[8];

	snprintf(stop, sizeof stop, ".%s", end);
	for (;;) {
		size_t n = strcspn(a, stop), m = strcspn(b, stop);
		int order = compare_parts(a, n, b, m);
		bool more = a[n] == '.', other = b[m] == '.';

		if (order || !more || !other)
			return order ? order : more - other;
		a += n + 1;
		b += m + 1;
	}
}

/* Semantic versions: v1.2.3 after v1.2.3-pre; what follows a `+` says nothing. */
static int compare_versions(const char *a, const char *b)
{
	int order = compare_lists(a + (*a == 'v'), b + (*b == 'v'), "-+");

	a += strcspn(a, "-+");
	b += strcspn(b, "-+");
	if (order || (*a != '-' && *b != '-'))
		return order;
	if (*a != '-' || *b != '-')
		return *a == '-' ? -1 : 1;
	return compare_lists(a + 1, b + 1, "+");
}

/* ---- the graph ---- */

typedef struct Graph {
	Program *p;
	StrMap seen;		/* PATH@VERSION */
	StrMap places;		/* of a path in Modules.required, + 1 */
	VEC(Require) waiting;	/* whose requirements are to be followed */
	bool pruned;
} Graph;

static bool is_main(const Program *p, const char *path)
{
	vec_each(&p->modules->main, f)
		if ((*f)->module && strcmp((*f)->module, path) == 0)
			return true;
	return false;
}

static bool is_excluded(const Program *p, const Require *r)
{
	vec_each(&p->modules->main, f)
		vec_each(&(*f)->excludes, x)
			if (strcmp(x->path, r->path) == 0 && strcmp(x->version, r->version) == 0)
				return true;
	return false;
}

/* The highest version so far is the one that is chosen. */
static void choose(Graph *g, const Require *r)
{
	size_t n = strlen(r->path), place = strmap_get(&g->places, r->path, n, 0);
	Require *have;

	if (!place) {
		vec_push(&g->p->modules->required, *r);
		strmap_put(&g->places, r->path, n, g->p->modules->required.len);
		return;
	}
	have = &g->p->modules->required.data[place - 1];
	if (compare_versions(have->version, r->version) < 0)
		*have = *r;
}

/* All that a file requires; follow: and what these do. */
static void add_requirements(Graph *g, const ModFile *f, bool follow)
{
	vec_each(&f->requires, r) {
		const char *name = arena_printf(g->p->arena, "%s@%s", r->path, r->version);

		if (is_main(g->p, r->path) || is_excluded(g->p, r))
			continue;
		choose(g, r);
		if (!follow || strmap_get(&g->seen, name, strlen(name), 0))
			continue;
		strmap_put(&g->seen, name, strlen(name), 1);
		vec_push(&g->waiting, *r);
	}
}

static void follow_all(Graph *g)
{
	while (g->waiting.len) {
		Require r = g->waiting.data[--g->waiting.len];
		const ModFile *f = module_file(g->p, &r);

		if (f)
			add_requirements(g, f, !g->pruned || f->go_minor < PRUNING_GO_MINOR);
	}
}

void build_list(Program *p)
{
	Graph g = { .p = p, .pruned = true };

	if (p->modules->listed)
		return;
	p->modules->listed = true;
	vec_each(&p->modules->main, f)
		g.pruned = g.pruned && (*f)->go_minor >= PRUNING_GO_MINOR;
	vec_each(&p->modules->main, f)
		add_requirements(&g, *f, !g.pruned);
	follow_all(&g);
	strmap_free(&g.seen);
	strmap_free(&g.places);
	vec_free(&g.waiting);
}
