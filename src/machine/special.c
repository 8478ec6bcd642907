/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finalizers, cleanups, weak pointers: see special.h. They are a list in order of arrival with an index by object;
 * what is removed keeps its place until the end of the next collection, when the list is compacted and the index made anew.
 */
#include "machine/special.h"

#include "machine/heap.h"
#include "machine/race.h"

enum { BUCKETS = 1 << 16, CHUNK = 1 << 20 };

#define SPECIALS_AT (PRIVATE_SCHED + (900ULL << 20))
#define BUCKETS_AT (SPECIALS_AT + (1ULL << 20))
#define LIST_AT (SPECIALS_AT + (2ULL << 20))
#define LIST_BYTES (120ULL << 20)

typedef struct Specials {
	uint64_t n, mapped;	/* entries in the list; its bytes */
	uint64_t numbers;	/* of cleanups, given so far */
	uint64_t goroutine;	/* that runs what is due, or 0 */
	uint64_t first_due;	/* no entry before this one is due */
} Specials;

static void *table(const Machine *m, uint64_t offset) { return at(m->base + PRIVATE_DELTA + offset); }
static Specials *all(const Machine *m) { return table(m, SPECIALS_AT); }
static uint32_t *buckets(const Machine *m) { return table(m, BUCKETS_AT); }
static Special *list(const Machine *m) { return table(m, LIST_AT); }

bool special_init(Machine *m)
{
	return memory_private(m, SPECIALS_AT, sizeof(Specials)) != NULL;
}

/* The index and the list take memory from the first entry on. */
static bool room(Machine *m)
{
	Specials *s = all(m);

	if (!s->mapped && !memory_private(m, BUCKETS_AT, BUCKETS * 4))
		return false;
	if ((s->n + 1) * sizeof(Special) <= s->mapped)
		return true;
	if (s->mapped + CHUNK > LIST_BYTES || !memory_private(m, LIST_AT + s->mapped, CHUNK))
		return false;
	s->mapped += CHUNK;
	return true;
}

static uint32_t *bucket(const Machine *m, uint64_t object)
{
	return &buckets(m)[hash_u64(object) % BUCKETS];
}

static void index_entry(Machine *m, uint64_t i)
{
	uint32_t *b = bucket(m, list(m)[i].object);

	list(m)[i].next = *b;
	*b = (uint32_t)i + 1;
}

bool special_add(Machine *m, const Special *s)
{
	uint64_t i = all(m)->n;

	if (!room(m))
		return false;
	list(m)[i] = *s;
	index_entry(m, i);
	all(m)->n++;
	return true;
}

Special *special_find(const Machine *m, uint64_t object, SpecialKind kind, uint64_t handle)
{
	if (!all(m)->n)
		return NULL;
	for (uint32_t i = *bucket(m, object); i; i = list(m)[i - 1].next) {
		Special *s = &list(m)[i - 1];

		if (s->object == object && s->kind == kind && !s->due && (!handle || s->handle == handle))
			return s;
	}
	return NULL;
}

void special_remove(Special *s)
{
	s->kind = SPECIAL_NONE;
	s->func = 0;
}

uint64_t special_number(Machine *m)
{
	return ++all(m)->numbers;
}

/* ---- at the end of marking ---- */

void specials_scan(Machine *m, void (*scan)(Machine *m, uint64_t object))
{
	for (uint64_t i = 0; i < all(m)->n; i++)
		if (list(m)[i].kind == SPECIAL_FINALIZER)
			scan(m, list(m)[i].object);
}

/* A weak pointer goes with its target, or when nobody has it any more. */
static void decide_weak(Machine *m, Special *s, bool (*marked)(Machine *m, uint64_t addr))
{
	if (marked(m, s->object) && marked(m, s->handle))
		return;
	if (marked(m, s->handle)) {
		*word(s->handle) = 0;
		card_mark_range(s->handle, 8);
	}
	special_remove(s);
}

static void decide_kind(Machine *m, SpecialKind kind, bool (*marked)(Machine *m, uint64_t addr))
{
	for (uint64_t i = 0; i < all(m)->n; i++) {
		Special *s = &list(m)[i];

		if (s->kind != kind)
			continue;
		if (kind == SPECIAL_WEAK)
			decide_weak(m, s, marked);
		else
			s->due |= !marked(m, s->object);
	}
}

/* What is removed goes; the index is made anew. */
static void compact(Machine *m)
{
	Specials *s = all(m);
	uint64_t kept = 0;

	for (uint64_t i = 0; i < s->n; i++)
		if (list(m)[i].kind != SPECIAL_NONE)
			list(m)[kept++] = list(m)[i];
	if (!s->n)
		return;
	memset(&list(m)[kept], 0, (s->n - kept) * sizeof(Special));
	s->n = kept;
	s->first_due = 0;
	memset(buckets(m), 0, BUCKETS * 4);
	for (uint64_t i = 0; i < kept; i++)
		index_entry(m, i);
}

/* Finalizers' objects are kept once they are due: so cleanups of the same objects wait. */
void specials_decide(Machine *m, bool (*marked)(Machine *m, uint64_t addr))
{
	decide_kind(m, SPECIAL_WEAK, marked);
	decide_kind(m, SPECIAL_FINALIZER, marked);
	for (uint64_t i = 0; i < all(m)->n; i++)
		if (list(m)[i].kind == SPECIAL_FINALIZER)
			gc_shade(m, list(m)[i].object);
	decide_kind(m, SPECIAL_CLEANUP, marked);
	compact(m);
}

/* ---- running what is due ---- */

/* The object as the finalizer's parameter: the pointer, or an interface that holds it. */
static unsigned parameters(Machine *m, const Special *s, uint64_t *params)
{
	const TypeDesc *t;
	const char *missing;

	if (s->kind == SPECIAL_CLEANUP)
		return 0;
	t = type_at(s->param);
	if (t->kind != KIND_INTERFACE) {
		params[0] = s->object;
		return 1;
	}
	params[0] = t->methods.len ? iface_itab(m, s->param, s->type, &missing) : s->type;
	params[1] = s->object;
	return 2;
}

void specials_start(Machine *m)
{
	Specials *s = all(m);
	uint64_t params[2];

	if (s->goroutine)
		return;
	while (s->first_due < s->n && !list(m)[s->first_due].due)
		s->first_due++;
	if (s->first_due < s->n) {
		Special *due = &list(m)[s->first_due];
		int64_t g = gor_new(m, due->func, params, parameters(m, due, params), 0);

		if (g < 0)
			return;		/* no memory for a goroutine now: after the next collection */
		s->goroutine = m->gors[g].id;
		race_special_runs(m, (uint64_t)g, due->object, due->kind == SPECIAL_CLEANUP ? due->handle : 0);
		due->due = false;
		special_remove(due);
	}
}

void special_ended(Machine *m, uint64_t goroutine)
{
	if (all(m)->goroutine != goroutine)
		return;
	all(m)->goroutine = 0;
	specials_start(m);
}

uint64_t special_goroutine(const Machine *m)
{
	return all(m)->goroutine;
}

/* ---- views ---- */

void special_each(const Machine *m, SpecialKind kind, void (*fn)(void *ctx, const Special *s), void *ctx)
{
	for (uint64_t i = 0; i < all(m)->n; i++)
		if (list(m)[i].kind == kind)
			fn(ctx, &list(m)[i]);
}

void special_roots(Machine *m, void (*fn)(void *ctx, uint64_t word_addr), void *ctx, const char **what)
{
	for (uint64_t i = 0; i < all(m)->n; i++) {
		Special *s = &list(m)[i];

		*what = s->kind == SPECIAL_CLEANUP ? "cleanup" : "finalizer";
		fn(ctx, (uint64_t)&s->func);
		if (s->due && s->kind == SPECIAL_FINALIZER)
			fn(ctx, (uint64_t)&s->object);
	}
}

void special_tables(Machine *m, void *ctx, void (*fn)(void *ctx, uint64_t addr, uint64_t len))
{
	fn(ctx, (uint64_t)all(m), sizeof(Specials));
	if (all(m)->mapped)
		fn(ctx, (uint64_t)buckets(m), BUCKETS * 4);
	fn(ctx, (uint64_t)list(m), all(m)->mapped);
}
