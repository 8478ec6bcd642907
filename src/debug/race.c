/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data races of this run: what the machine tells of them is kept, and stops the program where a catchpoint wants it to. */
#include "debug/heappath.h"

#include "base/mem.h"

/* ---- keeping ---- */

static const uint64_t *kept(const uint64_t *pcs, size_t n)
{
	uint64_t *copy = mem_array(n, sizeof *copy);

	if (n)
		memcpy(copy, pcs, n * sizeof *copy);
	return copy;
}

static void keep_access(MachineRaceAccess *a)
{
	a->pcs = kept(a->pcs, a->npcs);
	a->created = kept(a->created, a->ncreated);
}

static void drop_access(const MachineRaceAccess *a)
{
	mem_free((void *)(uintptr_t)a->pcs);
	mem_free((void *)(uintptr_t)a->created);
}

void races_forget(DebugSession *s)
{
	vec_each(&s->races, r) {
		drop_access(&r->now);
		drop_access(&r->before);
	}
	vec_trim(&s->races, 0);
}

/* The machine has found one: true stops it. */
static bool found(void *ctx, const MachineRace *race)
{
	DebugSession *s = ctx;
	MachineRace copy = *race;

	keep_access(&copy.now);
	keep_access(&copy.before);
	vec_push(&s->races, copy);
	return catch_race(s);
}

void races_arm(DebugSession *s)
{
	machine_race(s->machine, s->config.race || catches_races(s) ? found : NULL, s);
}

/* ---- telling ---- */

static const char *access_name(const MachineRaceAccess *a)
{
	return a->atomic ? a->write ? "atomic write" : "atomic read" : a->write ? "write" : "read";
}

/* The innermost call in the user's code; else the access itself. */
static DebugLocation user_place(DebugSession *s, const MachineRaceAccess *a)
{
	CodeAt code;

	for (size_t i = 0; i < a->npcs; i++)
		if (machine_code_at(s->machine, a->pcs[i], &code) && user_code(&code))
			return location_at(s, a->pcs[i]);
	return location_at(s, a->pcs[0]);
}

/* main.table[3].n; NULL: no variable of a package's. */
static const char *global_part(DebugSession *s, uint64_t addr)
{
	const Image *im;
	const Global *g = machine_global_at(s->machine, addr, &im);
	StrBuf text = { 0 };
	const char *copy;

	if (!g || addr - g->addr >= ((const TypeDesc *)g->type)->size)
		return NULL;
	sb_printf(&text, "%s.%s", image_text(im, g->package), image_text(im, g->name));
	add_selectors(&text, g->type, addr - g->addr);
	copy = arena_strdup(s->values, sb_text(&text));
	sb_free(&text);
	return copy;
}

/* c.hits (heap #3 main.counter), of a variable that was moved there; .hits of heap #3 main.counter */
static const char *object_part(DebugSession *s, const ObjectInfo *o, uint64_t addr)
{
	const char *part = part_text(s, o, addr - o->addr), *name = object_name(s, o->id), *type = object_type(s, o);
	const char *variable = moved_variable(s, o->site);

	if (variable)
		return arena_printf(s->values, "%s%s (heap %s %s)", variable, part, name, type);
	return arena_printf(s->values, "%s%sheap %s %s", part, *part ? " of " : "", name, type);
}

static const char *place_name(DebugSession *s, uint64_t addr)
{
	ObjectInfo o;
	const char *global = global_part(s, addr);

	if (global)
		return global;
	return machine_object_at(s->machine, addr, &o) ? object_part(s, &o, addr) : arena_printf(s->values, "0x%lx", (unsigned long)addr);
}

const char *race_text(DebugSession *s)
{
	const MachineRace *r = &vec_last(&s->races);
	DebugLocation before = user_place(s, &r->before);

	return arena_printf(s->values, "%s of %s by goroutine %lu, not ordered with the %s by goroutine %lu at %s:%u", access_name(&r->now),
			    place_name(s, r->addr), (unsigned long)r->now.goroutine, access_name(&r->before),
			    (unsigned long)r->before.goroutine, before.file, before.line);
}

static const DebugLocation *places(DebugSession *s, const uint64_t *pcs, size_t n, size_t *count)
{
	DebugLocation *list = arena_make_n(s->scratch, DebugLocation, n + 1);
	CodeAt code;

	*count = 0;
	for (size_t i = 0; i < n; i++)
		if (machine_code_at(s->machine, pcs[i], &code) && !(code.func->flags & (FN_WRAPPER | FN_STUB)))
			list[(*count)++] = location_at(s, pcs[i]);
	if (!*count && n)
		list[(*count)++] = location_at(s, pcs[0]);
	return list;
}

static DebugRaceAccess describe(DebugSession *s, const MachineRaceAccess *a)
{
	DebugRaceAccess out = { .goroutine = a->goroutine, .what = access_name(a), .ended = a->ended, .at = user_place(s, a) };

	out.stack = places(s, a->pcs, a->npcs, &out.nstack);
	out.created = places(s, a->created, a->ncreated, &out.ncreated);
	return out;
}

bool debug_looks_for_races(const DebugSession *s)
{
	return s->config.race || catches_races(s);
}

size_t debug_races(DebugSession *s, const DebugRace **out)
{
	DebugRace *list;

	request_begin(s);
	list = arena_make_n(s->scratch, DebugRace, s->races.len + 1);
	for (size_t i = 0; i < s->races.len; i++) {
		const MachineRace *r = &s->races.data[i];

		list[i] = (DebugRace){ .addr = r->addr, .name = place_name(s, r->addr), .now = describe(s, &r->now),
				       .before = describe(s, &r->before) };
	}
	*out = list;
	return s->races.len;
}
