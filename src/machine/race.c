/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Races: the clocks of goroutines, and what orders them. See race.h.
 *
 * A goroutine's clock goes on when it releases, and only then: what it does between two releases is seen by others together.
 * Clocks have 32 bits; should one ever be used up, all accesses are forgotten and all clocks begin anew.
 */
#include "machine/accesses.h"
#include "machine/natives.h"
#include "machine/race_int.h"
#include "machine/sched.h"

#include "base/mem.h"

/* ---- what functions mean ---- */

/* The package's path in a function's name: up to the first dot behind the last slash of it. */
static size_t package_length(const char *name)
{
	size_t end = strcspn(name, "[("), slash = 0;

	for (size_t i = 0; i < end; i++)
		if (name[i] == '/')
			slash = i;
	return slash + strcspn(name + slash, ".");
}

static bool in_package(const char *name, const char *path)
{
	size_t n = package_length(name), k = strlen(path);

	return path[k - 1] == '/' ? n > k && memcmp(name, path, k) == 0 : n == k && memcmp(name, path, k) == 0;
}

static uint32_t function_role(const char *name)
{
	uint32_t role = 0;

#define RACE_PACKAGE(path, what) \
	if (in_package(name, path)) \
		role = (what);
#define RACE_FUNCTION(function, what) \
	if (strcmp(name, function) == 0) \
		role = (what);
#include "machine/race.def"
	/* What only reads lets nobody see anything. */
	if (role & RACE_ATOMIC && strstr(name, "Load"))
		role &= ~(uint32_t)RACE_RELEASE;
	return role | accesses_of(name) * RACE_ROWS;
}

void race_label(const Machine *m, const Image *im, const CodeFunc *fn)
{
	FnHeader *side = (FnHeader *)at(fn->entry + SIDE_DELTA - sizeof(FnHeader));

	if (m->race)
		side->magic = fn->flags & FN_STUB ? RACE_BLIND : function_role(image_text(im, fn->name));
}

uint32_t race_role(uint64_t fp)
{
	return fn_header(func_word_entry(word(fp)[FRAME_FUNC]) + SIDE_DELTA)->magic;
}

/* ---- clocks ---- */

static void learn(Clocks *c, const Clocks *from)
{
	if (c->len < from->len)
		vec_resize(c, from->len);
	for (size_t i = 0; i < from->len; i++)
		if (c->data[i] < from->data[i])
			c->data[i] = from->data[i];
}

static void learn_one(Clocks *c, uint16_t slot, uint32_t clock)
{
	if (c->len <= slot)
		vec_resize(c, slot + 1u);
	if (c->data[slot] < clock)
		c->data[slot] = clock;
}

/* At its own slot it is told of earlier lives alone. */
static void acquire(RaceGor *g, const Clocks *from)
{
	uint32_t before = clock_of(&g->known, g->slot);

	if (g->ignoring)
		return;
	learn(&g->known, from);
	if (clock_of(&g->known, g->slot) >= g->from)
		g->known.data[g->slot] = before;
}

/* Its clock is to go on behind this: tick. */
static void release(const RaceGor *g, Clocks *to)
{
	if (g->ignoring)
		return;
	learn(to, &g->known);
	learn_one(to, g->slot, g->clock);
}

static void tick(Race *r, RaceGor *g)
{
	r->spent = r->spent || g->clock >= RACE_LAST_CLOCK;
	g->clock++;
}

/* ---- goroutines ---- */

static RaceGor *free_slot(Race *r)
{
	RaceGor *g;

	if (r->resting.len - r->resting_from > RACE_RESTING || r->slots.len == RACE_SLOTS) {
		if (r->resting.len == r->resting_from)
			return NULL;
		g = r->slots.data[r->resting.data[r->resting_from++]];
		if (r->resting_from > r->resting.len / 2) {	/* half of them are gone: each is moved once for that */
			r->resting.len -= r->resting_from;
			memmove(r->resting.data, r->resting.data + r->resting_from, r->resting.len * sizeof *r->resting.data);
			r->resting_from = 0;
		}
		return g;
	}
	g = mem_zalloc(sizeof *g);
	g->slot = (uint16_t)r->slots.len;
	vec_push(&r->slots, g);
	return g;
}

/* A goroutine begins: NULL, there is no slot for it. */
static RaceGor *begin_life(Machine *m, uint64_t index)
{
	Race *r = m->race;
	RaceGor *g = free_slot(r);

	if (r->gors.len <= index)
		vec_resize(&r->gors, index + 1);
	r->gors.data[index] = g;
	if (!g)
		return NULL;
	tick(r, g);
	g->from = g->clock;
	g->ignoring = 0;
	vec_trim(&g->known, 0);
	vec_trim(&g->frames, 0);
	vec_push(&g->lives, ((RaceLife){ .id = m->gors[index].id, .from = g->clock }));
	return g;
}

/* One that began while nobody looked, for an expression, begins now. */
static RaceGor *gor(Machine *m, uint64_t index)
{
	Race *r = m->race;

	return index < r->gors.len && r->gors.data[index] ? r->gors.data[index] : begin_life(m, index);
}

const RaceLife *race_life(const Race *r, uint16_t slot, uint32_t clock)
{
	const RaceGor *g = r->slots.data[slot];
	size_t lo = 0, hi = g->lives.len;

	while (hi - lo > 1) {
		size_t mid = (lo + hi) / 2;

		if (g->lives.data[mid].from <= clock)
			lo = mid;
		else
			hi = mid;
	}
	return &g->lives.data[lo];
}

void race_switch(Machine *m)
{
	Race *r = m->race;

	if (!r || !m->state->started)
		return;
	if (r->spent)
		race_forget(m);
	r->running = eval_active(m) ? NULL : gor(m, m->state->current);
}

bool race_go(Machine *m, uint64_t child)
{
	Race *r = m->race;
	RaceGor *parent = r ? r->running : NULL, *g;
	RaceLife *life;

	if (!parent)
		return true;
	g = begin_life(m, child);
	if (!g)
		return false;
	life = &vec_last(&g->lives);
	life->node = stack_node(m, parent, m->state->fp);
	life->pc = pc_number(m, m->state->pc);
	release(parent, &g->known);
	tick(r, parent);
	r->running = g;		/* `go wg.Done()`: what its function releases is the child's */
	race_enter(m, m->gors[child].pc, m->gors[child].fp);
	r->running = parent;
	return true;
}

void race_end(Machine *m, uint64_t goroutine)
{
	Race *r = m->race;
	RaceGor *g = r && goroutine < r->gors.len ? r->gors.data[goroutine] : NULL;

	if (!g)
		return;
	if (r->finalizer == goroutine + 1) {
		release(g, &r->finalized);
		r->finalizer = 0;
	}
	vec_last(&g->lives).ended = true;
	vec_push(&r->resting, g->slot);
	r->gors.data[goroutine] = NULL;
	if (r->running == g)
		r->running = NULL;
}

/* ---- variables to synchronise by ---- */

/* What is no address: its kind, and a number. */
enum { KEY_WORLD, KEY_CLEANUP, KEY_BUBBLE, KEYS };

static uint64_t key_of(unsigned kind, uint64_t number)
{
	return number * KEYS + kind + 1;
}

static SyncVar *sync_var(Machine *m, uint64_t addr)
{
	SyncVar **at = (SyncVar **)map_at(&m->race->syncs, addr);

	if (!*at) {
		*at = mem_zalloc(sizeof **at);
		(*at)->addr = addr;
		if (hull_ok(addr))
			shadow_page(m, addr, true)->syncs = true;
	}
	return *at;
}

static void sync_free(SyncVar *v)
{
	for (uint64_t i = 0; v->places && i < v->cap; i++)
		vec_free(&v->places[i]);
	mem_free(v->places);
	vec_free(&v->clocks);
	mem_free(v);
}

static void acquire_by(Machine *m, uint64_t addr)
{
	const SyncVar *v = pmap_get(&m->race->syncs, at(addr));

	if (v)
		acquire(m->race->running, &v->clocks);
}

static void release_by(Machine *m, uint64_t addr)
{
	release(m->race->running, &sync_var(m, addr)->clocks);
	tick(m->race, m->race->running);
}

/* New memory lies there: what synchronised by what lay there before is over. */
void race_allocated(Machine *m, uint64_t addr, uint64_t bytes)
{
	shadow_clear(m, addr, bytes);
	for (uint64_t a = addr, end = addr + bytes; a < end;) {
		uint64_t next = ((a >> PAGE_SHIFT) + 1) << PAGE_SHIFT, key;
		const ShadowPage *page = shadow_page(m, a, false);
		uint64_t *v;

		for (key = a; page && page->syncs && key < next && key < end; key++)
			if ((v = map_find(&m->race->syncs, key))) {
				sync_free((SyncVar *)*v);
				map_del(&m->race->syncs, key);
			}
		a = next;
	}
}

/* ---- finalizers and cleanups ---- */

enum { SPECIAL_OFFSET = 2 };

/* Of a cleanup the object is gone: its number, which is no address. */
static uint64_t special_key(uint64_t object, uint64_t number)
{
	return number ? key_of(KEY_CLEANUP, number) : object + SPECIAL_OFFSET;
}

void race_special_set(Machine *m, uint64_t object, uint64_t number)
{
	if (m->race && m->race->running)
		release_by(m, special_key(object, number));
}

void race_special_runs(Machine *m, uint64_t goroutine, uint64_t object, uint64_t number)
{
	RaceGor *g = m->race && !eval_active(m) ? gor(m, goroutine) : NULL;
	const SyncVar *v = g ? pmap_get(&m->race->syncs, at(special_key(object, number))) : NULL;

	if (!g)
		return;
	acquire(g, &m->race->collected);
	if (v)
		acquire(g, &v->clocks);
	if (!number) {
		acquire(g, &m->race->finalized);
		m->race->finalizer = goroutine + 1;
	}
}

void race_collected(Machine *m)
{
	Race *r = m->race;

	if (r && r->running) {
		release(r->running, &r->collected);
		tick(r, r->running);
	}
}

/* ---- bubbles ---- */

void race_bubble_left(Machine *m, uint64_t g, uint32_t bubble)
{
	if (!m->race || eval_active(m) || !gor(m, g))
		return;
	release(gor(m, g), &sync_var(m, key_of(KEY_BUBBLE, bubble))->clocks);
	tick(m->race, gor(m, g));
}

void race_bubble_awaited(Machine *m, uint64_t g, uint32_t bubble)
{
	const SyncVar *v = m->race ? pmap_get(&m->race->syncs, at(key_of(KEY_BUBBLE, bubble))) : NULL;

	if (v && !eval_active(m) && gor(m, g))
		acquire(gor(m, g), &v->clocks);
}

/* ---- functions that synchronise ---- */

/* The readers' half of a lock lies a byte further: nothing else does. */
static uint64_t sync_key(uint32_t role, uint64_t fp, unsigned result)
{
	return role & RACE_WORLD ? key_of(KEY_WORLD, 0) : word(fp)[FRAME_HEADER_WORDS + (role & RACE_RESULT ? result : 0)];
}

void race_enter(Machine *m, uint64_t entry, uint64_t fp)
{
	uint32_t role = m->race && m->race->running ? fn_header(entry + SIDE_DELTA)->magic : 0;

	if (!(role & RACE_RELEASE))
		return;
	if (role & RACE_IF_NEGATIVE && (int64_t)word(fp)[FRAME_HEADER_WORDS + 1] >= 0)
		return;
	release_by(m, sync_key(role, fp, 0) + (role & RACE_READERS ? 1 : 0));
}

void race_leave(Machine *m, uint64_t fp)
{
	RaceGor *g = m->race->running;
	uint32_t role;
	const FnHeader *side;

	if (!g)
		return;
	if (g->frames.len && vec_last(&g->frames).fp >= fp)
		stack_popped(g, fp);
	side = fn_header(func_word_entry(word(fp)[FRAME_FUNC]) + SIDE_DELTA);
	role = side->magic;
	if (!(role & RACE_ACQUIRE))
		return;
	if (role & RACE_IF_TRUE && !(word(fp)[FRAME_HEADER_WORDS + side->param_words] & 1))
		return;
	acquire_by(m, sync_key(role, fp, side->param_words));
	if (role & RACE_READERS)
		acquire_by(m, sync_key(role, fp, 0) + 1);
}

void race_unwound(Machine *m, const Gor *g, uint64_t fp)
{
	const Race *r = m->race;
	uint64_t index = (uint64_t)(g - m->gors);

	if (r && index < r->gors.len && r->gors.data[index])
		stack_popped(r->gors.data[index], fp + 1);
}

/* ---- channels ---- */

static SyncVar *channel(Machine *m, uint64_t chan)
{
	const Chan *c = at(chan);
	SyncVar *v = sync_var(m, chan);

	if (!v->places && c->cap) {
		v->places = mem_array(c->cap, sizeof *v->places);
		v->cap = c->cap;
		v->sends = c->len;
	}
	return v;
}

static void pass(Machine *m, SyncVar *v, uint64_t n, uint64_t g)
{
	Clocks *place = &v->places[n % v->cap];

	acquire(gor(m, g), place);
	release(gor(m, g), place);
	tick(m->race, gor(m, g));
}

void race_send(Machine *m, uint64_t chan, uint64_t g)
{
	if (m->race && m->race->running) {
		SyncVar *v = channel(m, chan);

		pass(m, v, v->sends++, g);
	}
}

void race_receive(Machine *m, uint64_t chan, uint64_t g)
{
	if (m->race && m->race->running) {
		SyncVar *v = channel(m, chan);

		pass(m, v, v->receives++, g);
	}
}

void race_meet(Machine *m, uint64_t g, uint64_t other)
{
	RaceGor *a, *b;
	Clocks both = { 0 };

	if (!m->race || !m->race->running)
		return;
	a = gor(m, g);
	b = gor(m, other);
	release(a, &both);
	release(b, &both);
	acquire(a, &both);
	acquire(b, &both);
	vec_free(&both);
	tick(m->race, a);
	tick(m->race, b);
}

void race_close(Machine *m, uint64_t chan)
{
	if (m->race && m->race->running)
		release_by(m, chan);
}

void race_closed(Machine *m, uint64_t chan, uint64_t g)
{
	const SyncVar *v = m->race && m->race->running ? pmap_get(&m->race->syncs, at(chan)) : NULL;

	if (v)
		acquire(gor(m, g), &v->clocks);
}

/* ---- on and off ---- */

static void free_gor(RaceGor *g)
{
	vec_free(&g->known);
	vec_free(&g->lives);
	vec_free(&g->frames);
	mem_free(g);
}

static void drop_all(Race *r)
{
	uint64_t key, v;

	for (size_t it = 0; map_next(&r->syncs, &it, &key, &v);)
		sync_free((SyncVar *)v);
	map_free(&r->syncs);
	vec_each(&r->slots, g)
		free_gor(*g);
	vec_free(&r->slots);
	vec_free(&r->gors);
	vec_free(&r->resting);
	vec_free(&r->collected);
	vec_free(&r->finalized);
	r->resting_from = 0;
	r->spent = false;
	shadow_free(r);
	stack_tree_free(&r->tree);
	r->running = NULL;
}

/* All clocks begin anew; with no access remembered nothing is ordered wrongly. */
void race_forget(Machine *m)
{
	if (!m->race)
		return;
	drop_all(m->race);
	race_switch(m);
}

void machine_race(Machine *m, MachineRaceSink *sink, void *ctx)
{
	bool on = sink || m->config.races.report;

	if (on && !m->race) {
		m->race = mem_zalloc(sizeof *m->race);
		race_forget(m);
		load_relabel(m);
	} else if (!on && m->race) {
		race_free(m);
		load_relabel(m);
	}
	if (m->race) {
		m->race->sink = sink;
		m->race->sink_ctx = ctx;
	}
}

void race_stop(Machine *m, bool behind)
{
	if (m->race->halted) {
		program_exit(m, 0);
		return;
	}
	machine_fill_stop(m, STOP_HOOK);
	m->stop.unseen = behind;
}

void race_free(Machine *m)
{
	Race *r = m->race;

	if (!r)
		return;
	drop_all(r);
	map_free(&r->reported);
	for (size_t i = 0; i < 4; i++)
		vec_free(&r->pcs[i]);
	mem_free(r);
	m->race = NULL;
}

/* ---- natives: what a program tells of itself ---- */

/* w: address, bytes. What is accessed is said in accesses.def: it has been seen before this is called. */
Flow rt_race_access(Machine *m, uint64_t *w)
{
	(void)m;
	(void)w;
	return FLOW_NEXT;
}

/* w: how, address. */
Flow rt_race_sync(Machine *m, uint64_t *w)
{
	enum { ACQUIRE, RELEASE, RELEASE_MERGE };	/* rt.go has the same list */
	const RaceGor *g = m->race ? m->race->running : NULL;

	if (!g || g->ignoring)
		return FLOW_NEXT;
	if (w[0] == ACQUIRE) {
		acquire_by(m, w[1]);
		return FLOW_NEXT;
	}
	if (w[0] == RELEASE)
		vec_trim(&sync_var(m, w[1])->clocks, 0);
	release_by(m, w[1]);
	return FLOW_NEXT;
}

/* w: by. More is not taken back than was given. */
Flow rt_race_ignore(Machine *m, uint64_t *w)
{
	RaceGor *g = m->race ? m->race->running : NULL;
	int64_t by = (int64_t)w[0];

	if (g && (by > 0 || g->ignoring))
		g->ignoring += (uint32_t)by;
	return FLOW_NEXT;
}
