/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which package variables are initialised (Spec: "Package initialization"): again
 * and again the variable that is earliest in declaration order and depends on no uninitialised
 * one. Dependencies through functions are followed to the variables behind them. */
#include "types/check.h"

/* One initialisation: the variables of one declaration that are assigned together. */
typedef struct Unit {
	Object *var;            /* the first of them */
	VEC(uint32_t) users;    /* units that wait for this one */
	uint32_t waiting;       /* for so many units */
	bool done;
} Unit;

typedef struct Order {
	Types *c;
	Package *pkg;
	VEC(Unit) units;
	Map unit_of;            /* Decl -> index + 1 */
	VEC(uint32_t) ready;    /* a heap, least index first */
} Order;

static void heap_push(Order *o, uint32_t x)
{
	vec_push(&o->ready, x);
	uint32_t *h = o->ready.data;
	for (size_t i = o->ready.len - 1; i > 0 && h[(i - 1) / 2] > h[i]; i = (i - 1) / 2) {
		uint32_t t = h[i];
		h[i] = h[(i - 1) / 2];
		h[(i - 1) / 2] = t;
	}
}

static uint32_t heap_pop(Order *o)
{
	uint32_t *h = o->ready.data, top = h[0];
	size_t n = --o->ready.len, i = 0;
	h[0] = h[n];
	for (;;) {
		size_t least = i, l = 2 * i + 1;
		for (size_t k = l; k < l + 2 && k < n; k++)
			if (h[k] < h[least])
				least = k;
		if (least == i)
			return top;
		uint32_t t = h[i];
		h[i] = h[least];
		h[least] = t;
		i = least;
	}
}

static uint32_t unit_index(Order *o, Object *var)
{
	return (uint32_t)map_get(&o->unit_of, (uintptr_t)var->decl, 0);
}

/* Notes the units that `user` must wait for, looking through functions. */
static void find_dependencies(Order *o, uint32_t user)
{
	Map seen = { 0 };
	VEC(Decl *) todo = { 0 };
	vec_push(&todo, o->units.data[user].var->decl);
	while (!vec_empty(&todo)) {
		Decl *d = vec_pop(&todo);
		for (size_t i = 0; i < d->deps.len; i++) {
			Object *dep = d->deps.data[i];
			uint64_t *slot = map_at(&seen, (uintptr_t)dep->decl);
			if (*slot)
				continue;
			*slot = 1;
			uint32_t unit = unit_index(o, dep);
			if (unit) {
				vec_push(&o->units.data[unit - 1].users, user);
				o->units.data[user].waiting++;
			} else if (dep->kind == OBJ_FUNC) {
				vec_push(&todo, dep->decl);
			}
		}
	}
	vec_free(&todo);
	map_free(&seen);
}

static void add_step(Types *c, Package *pkg, Object *var)
{
	if (pkg->ninit == pkg->capinit) {
		pkg->capinit = pkg->capinit ? pkg->capinit * 2 : 16;
		InitStep *bigger = arena_make_n(c->arena, InitStep, pkg->capinit);
		if (pkg->ninit)
			memcpy(bigger, pkg->init, pkg->ninit * sizeof *bigger);
		pkg->init = bigger;
	}
	Decl *d = var->decl;
	InitStep *s = &pkg->init[pkg->ninit++];
	s->lhs = d->lhs ? d->lhs : arena_copy(c->arena, &var, sizeof var);
	s->nlhs = d->lhs ? d->nlhs : 1;
	s->rhs = d->init;
}

/* ---- Cycles ---- */

typedef VEC(Object *) ObjectVec;

/* A path from `from` back to `goal` through variables and functions. */
static bool find_path(Object *from, Object *goal, Map *seen, ObjectVec *path)
{
	for (size_t i = 0; i < from->decl->deps.len; i++) {
		Object *dep = from->decl->deps.data[i];
		if (dep->decl == goal->decl && !map_get(seen, (uintptr_t)dep, 0))
			return true;
		if ((dep->kind != OBJ_VAR && dep->kind != OBJ_FUNC && dep->kind != OBJ_CONST) ||
		    *map_at(seen, (uintptr_t)dep))
			continue;
		map_put(seen, (uintptr_t)dep, 1);
		vec_push(path, dep);
		if (find_path(dep, goal, seen, path))
			return true;
		(void)vec_pop(path);
	}
	return false;
}

/* gone: objects that count as resolved; may be NULL. */
static bool report_init_cycle(Types *c, Object *var, const Map *gone)
{
	Map seen = { 0 };
	uint64_t key, val;
	for (size_t it = 0; gone && map_next(gone, &it, &key, &val);)
		map_put(&seen, key, val);
	ObjectVec path = { 0 };
	vec_push(&path, var);
	bool found = find_path(var, var, &seen, &path);
	if (found && path.len == 1) {
		err(c, var->pos, "initialization cycle: %s refers to itself", var->name->text);
	} else if (found) {
		StrBuf sb = { 0 };
		sb_printf(&sb, "initialization cycle for %s", var->name->text);
		for (size_t i = 0; i < path.len; i++)
			sb_printf(&sb, "\n\t%s: %s refers to %s", str_pos(c, path.data[i]->pos),
				  path.data[i]->name->text,
				  path.data[(i + 1) % path.len]->name->text);
		err(c, var->pos, "%s", sb_text(&sb));
		sb_free(&sb);
	}
	vec_free(&path);
	map_free(&seen);
	return found;
}

/* Constants, and variables through their types, that depend on themselves. Each is told once,
 * and then counts as gone: other cycles may remain. */
static void declaration_cycles(Types *c, Package *pkg)
{
	Map gone = { 0 };
	bool any = false;
	for (uint32_t i = 0; i < pkg->nobjects && !any; i++)
		any = pkg->objects[i]->cyclic;
	for (uint32_t i = 0; any && i < pkg->nobjects; i++) {
		Object *o = pkg->objects[i];
		bool candidate = o->kind == OBJ_CONST || (o->kind == OBJ_VAR && !o->decl->init);
		if (candidate && report_init_cycle(c, o, &gone))
			map_put(&gone, (uintptr_t)o, 1);
	}
	map_free(&gone);
}

/* ---- The order ---- */

/* A variable without an initialiser takes its turn as well: what mentions it waits for it, as in gc. */
static void collect_units(Order *o)
{
	for (uint32_t i = 0; i < o->pkg->nobjects; i++) {
		Object *v = o->pkg->objects[i];
		if (v->kind != OBJ_VAR || unit_index(o, v))
			continue;
		Unit u = { .var = v };
		vec_push(&o->units, u);
		map_put(&o->unit_of, (uintptr_t)v->decl, o->units.len);
	}
}

/* A cycle through this declaration has been told. */
static void forget(Object *var, Map *gone)
{
	map_put(gone, (uintptr_t)var, 1);
	for (uint32_t i = 0; i < var->decl->nlhs; i++)
		map_put(gone, (uintptr_t)var->decl->lhs[i], 1);
}

static void emit_ready(Order *o)
{
	while (o->ready.len) {
		Unit *u = &o->units.data[heap_pop(o)];
		u->done = true;
		if (u->var->decl->init)
			add_step(o->c, o->pkg, u->var);
		for (size_t i = 0; i < u->users.len; i++)
			if (--o->units.data[u->users.data[i]].waiting == 0)
				heap_push(o, u->users.data[i]);
	}
}

void init_order(Types *c, Package *pkg)
{
	if (pkg->state->init_ordered)
		return;
	pkg->state->init_ordered = true;
	Order o = { .c = c, .pkg = pkg };
	collect_units(&o);
	for (uint32_t i = 0; i < o.units.len; i++)
		find_dependencies(&o, i);
	for (uint32_t i = 0; i < o.units.len; i++)
		if (o.units.data[i].waiting == 0)
			heap_push(&o, i);
	emit_ready(&o);
	Map gone = { 0 };
	for (uint32_t i = 0; i < o.units.len; i++)
		if (!o.units.data[i].done && o.units.data[i].var->decl->init && report_init_cycle(c, o.units.data[i].var, &gone))
			forget(o.units.data[i].var, &gone);
	map_free(&gone);
	declaration_cycles(c, pkg);
	for (uint32_t i = 0; i < o.units.len; i++)
		vec_free(&o.units.data[i].users);
	vec_free(&o.units);
	vec_free(&o.ready);
	map_free(&o.unit_of);
}
