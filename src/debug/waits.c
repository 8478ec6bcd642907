/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goroutines have pending and what they wait for: deferred calls, panics, channels, locks, and the graph of who waits for
 * whom. */
#include "debug/debug_int.h"

/* ---- deferred calls and panics ---- */

static unsigned level_of(DebugSession *s, uint64_t fp)
{
	MachineFrame f;
	unsigned level = 0;

	while (machine_frame_at(s, level, &f) && f.fp != fp)
		level++;
	return level;
}

/* Parameters lie in the record as they will in the frame. */
static void add_arguments(DebugSession *s, const DeferInfo *d, const CodeAt *code, DebugDefer *out)
{
	VEC(const char *) names = { 0 };
	VEC(const DebugValue *) values = { 0 };

	for (uint32_t i = 0; i < code->func->nvars; i++) {
		const CodeVar *v = &code->image->vars.data[code->func->vars + i];
		uint64_t offset = v->where - FRAME_HEADER_WORDS * 8;

		if (!(v->flags & CVF_PARAM) || v->kind != CV_SLOT || offset >= d->nparams * 8)
			continue;
		vec_push(&names, image_text(code->image, v->name));
		vec_push(&values, value_read(s, v->type, (uint64_t)d->params + offset));
	}
	out->nargs = names.len;
	out->names = arena_copy(s->scratch, names.data, names.len * sizeof *names.data);
	out->values = arena_copy(s->scratch, values.data, values.len * sizeof *values.data);
	vec_free(&names);
	vec_free(&values);
}

size_t debug_defers(DebugSession *s, const DebugDefer **out)
{
	VEC(DebugDefer) list = { 0 };
	DeferInfo d;
	size_t n;

	for (size_t i = 0; debug_alive(s) && machine_defer(s->machine, s->selected_goroutine, i, &d); i++) {
		DebugDefer one = { .function = "", .level = level_of(s, d.fp) };
		CodeAt code;

		if (machine_code_at(s->machine, d.entry, &code)) {
			one.function = image_text(code.image, code.func->name);
			add_arguments(s, &d, &code, &one);
		}
		if (d.pc)
			one.at = location_at(s, d.pc);
		vec_push(&list, one);
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

size_t debug_panics(DebugSession *s, const DebugPanic **out)
{
	VEC(DebugPanic) list = { 0 };
	PanicInfo p;
	size_t n;

	for (size_t i = 0; debug_alive(s) && machine_panic(s->machine, s->selected_goroutine, i, &p); i++) {
		const TypeDesc *t = (const TypeDesc *)p.type;
		const DebugValue *v = !t ? NULL : t->flags & TD_DIRECT ? value_bytes(s, p.type, &p.data, NULL) : value_read(s, p.type, p.data);

		vec_push(&list, ((DebugPanic){ v, p.recovered, p.goexit, location_at(s, p.pc) }));
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

/* ---- who waits at an object ---- */

static DebugLocation user_place(DebugSession *s, const GorInfo *g)
{
	MachineFrame f;

	for (bool more = machine_frame(s->machine, g, &f, true); more; more = machine_frame(s->machine, g, &f, false))
		if (user_code(&f.code))
			return location_at(s, f.lookup_pc);
	return location_at(s, g->pc);
}

static const char *how_it_waits(const GorInfo *g, const WaitInfo *w)
{
	if (!w->semaphore)
		return w->send ? "send" : "receive";
	return !g->wait ? "" : strstr(g->wait, "RLock") ? "rlock" : strstr(g->wait, "Lock") ? "lock" : "";
}

/* [from, to): addresses of the channel, or of the lock's semaphores. */
static size_t find_waiters(DebugSession *s, uint64_t from, uint64_t to, const DebugWaiter **out)
{
	VEC(DebugWaiter) list = { 0 };
	size_t n = machine_goroutines(s->machine);
	WaitInfo w;
	GorInfo g;

	for (size_t i = 0; i < n; i++) {
		if (!machine_goroutine(s->machine, i, &g))
			continue;
		for (size_t k = 0; machine_wait(s->machine, g.id, k, &w); k++)
			if (w.object >= from && w.object < to)
				vec_push(&list, ((DebugWaiter){ g.id, how_it_waits(&g, &w), w.select, user_place(s, &g) }));
	}
	n = list.len;
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

/* ---- channels ---- */

bool debug_chan(DebugSession *s, const char *expr, DebugChan *out)
{
	const DebugValue *v = debug_eval(s, expr);
	ObjectOrigin origin;
	ObjectInfo object;
	ChanInfo c;

	if (!v)
		return false;
	if (v->kind != DEBUG_CHAN) {
		fail(s, "A value of type %s is no channel.", v->type);
		return false;
	}
	*out = (DebugChan){ .value = v };
	if (!v->bits)
		return true;
	if (machine_chan(s->machine, v->bits, &c))
		out->closed = c.closed;
	if (machine_object_at(s->machine, v->bits, &object)) {
		machine_object_origin(s->machine, object.id, &origin);
		out->maker = origin.goroutine;
		out->made = location_at(s, object.site);
	}
	out->nwaiters = find_waiters(s, v->bits, v->bits + 1, &out->waiters);
	return true;
}

/* ---- locks ---- */

enum { MUTEX_BYTES = 8, MUTEX_SEMA = 4, RW_BYTES = 24, RW_READERS = 4, RW_WRITER_SEMA = 16, RW_READER_SEMA = 20,
       GROUP_SEMA = 12 };	/* golib's sync */

static bool is_type(const TypeDesc *t, const char *name)
{
	return t->link.len == strlen(name) && memcmp((const void *)t->link.ptr, name, t->link.len) == 0;
}

static const char *name_of(DebugSession *s, uint64_t addr)
{
	const char *symbol = debug_symbolize(s, addr);

	return symbol && *symbol ? symbol : arena_printf(s->scratch, "0x%lx", (unsigned long)addr);
}

/* Where in its lock the semaphore lies that a goroutine waits for. */
static uint64_t sema_offset(const GorInfo *g)
{
	static const struct { const char *wait; uint64_t offset; } rows[] = {
		{ "sync.Mutex.Lock", MUTEX_SEMA }, { "sync.RWMutex.RLock", RW_READER_SEMA }, { "sync.RWMutex.Lock", RW_WRITER_SEMA },
		{ "sync.WaitGroup.Wait", GROUP_SEMA }, { "sync.WaitGroup.Wait (durable)", GROUP_SEMA },
	};

	for (size_t i = 0; g->wait && i < sizeof rows / sizeof *rows; i++)
		if (strcmp(g->wait, rows[i].wait) == 0)
			return rows[i].offset;
	return 0;
}

static const char *descriptor_text(DebugSession *s, const WaitInfo *w)
{
	return arena_printf(s->scratch, "%s descriptor %d", w->send ? "to write" : "to read", (int)w->object);
}

/* What a goroutine waits for, in a few words; NULL: nothing with an address. */
const char *waiting_for(DebugSession *s, const GorInfo *g)
{
	ObjectOrigin origin;
	ObjectInfo o;
	WaitInfo w;

	if (g->state != GOR_WAITING || !g->wait_object)
		return NULL;
	if (machine_wait(s->machine, g->id, 0, &w) && w.descriptor)
		return descriptor_text(s, &w);
	if (!machine_wait(s->machine, g->id, 0, &w) || w.semaphore)
		return name_of(s, g->wait_object - sema_offset(g));
	if (!machine_object_at(s->machine, w.object, &o))
		return arena_printf(s->scratch, "ch 0x%lx", (unsigned long)w.object);
	machine_object_origin(s->machine, o.id, &origin);
	return arena_printf(s->scratch, "ch 0x%lx by g%lu", (unsigned long)w.object, (unsigned long)origin.goroutine);
}

static bool describe_lock(DebugSession *s, uint64_t addr, bool rw, DebugLock *out)
{
	int32_t words[6] = { 0 };

	*out = (DebugLock){ .type = rw ? "sync.RWMutex" : "sync.Mutex", .addr = addr, .name = name_of(s, addr) };
	if (!machine_read(s->machine, addr, words, rw ? RW_BYTES : MUTEX_BYTES)) {
		fail(s, "Cannot access memory at address 0x%lx", (unsigned long)addr);
		return false;
	}
	out->locked = words[0] & 1;
	out->readers = rw ? (unsigned)words[RW_READERS / 4] : 0;
	if (out->locked || out->readers)
		out->holder = lock_holder(s, addr, &out->held_at);
	out->nwaiters = find_waiters(s, addr, addr + (rw ? RW_BYTES : MUTEX_BYTES), &out->waiters);
	return true;
}

/* A lock, a pointer to one, or its address. */
static bool find_lock(DebugSession *s, const char *expr, Home *home)
{
	StrBuf bytes = { 0 };
	bool ok = find_place(s, expr, home);

	if (!ok && strstr(debug_error(s), "cannot take address") && eval_words(s, expr, &home->type, &bytes) && home->type &&
	    ((const TypeDesc *)home->type)->kind == KIND_POINTER) {
		memcpy(&home->addr, bytes.data, 8);
		home->type = ((const TypeDesc *)home->type)->elem;
		ok = true;
	}
	sb_free(&bytes);
	return ok;
}

bool debug_lock(DebugSession *s, const char *expr, DebugLock *out)
{
	const TypeDesc *t;
	Home home;

	request_begin(s);
	if (!need_state(s) || !find_lock(s, expr, &home))
		return false;
	t = (const TypeDesc *)home.type;
	if (t->kind == KIND_POINTER) {
		machine_read(s->machine, home.addr, &home.addr, 8);
		t = (const TypeDesc *)t->elem;
	}
	if (!is_type(t, "sync.Mutex") && !is_type(t, "sync.RWMutex")) {
		fail(s, "A value of type %.*s is no lock of package sync.", (int)t->str.len, (const char *)t->str.ptr);
		return false;
	}
	return describe_lock(s, home.addr, is_type(t, "sync.RWMutex"), out);
}

/* ---- the graph ---- */

/* Who has a channel in a variable: found for all channels at once, as who holds a lock is for all that wait for it. */
typedef struct Holders {
	VEC(uint64_t) goroutines;
	VEC(uint64_t) apart[2];		/* of these those that do not wait to receive there, or to send, themselves */
	bool sorted_out[2];
} Holders;
typedef struct LockHeld { uint64_t holder; DebugLocation at; } LockHeld;

typedef struct Graph {
	DebugSession *s;
	VEC(DebugWaitEdge) edges;
	Map chans;			/* address -> Holders */
	Map locks;			/* address -> LockHeld */
} Graph;

static void note_holder(void *ctx, const MachineRoot *root)
{
	Holders *h = root->kind == ROOT_FRAME ? pmap_get(&((Graph *)ctx)->chans, (const void *)root->value) : NULL;

	if (h && (!h->goroutines.len || vec_last(&h->goroutines) != root->goroutine))
		vec_push(&h->goroutines, root->goroutine);
}

/* The channels that goroutines wait for, each with those that have it. */
static void find_holders(Graph *g)
{
	size_t n = machine_goroutines(g->s->machine);
	GorInfo gor;
	WaitInfo w;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; machine_goroutine(g->s->machine, i, &gor) && machine_wait(g->s->machine, gor.id, k, &w); k++)
			if (!w.descriptor && !w.semaphore && w.object && !pmap_get(&g->chans, (const void *)w.object))
				pmap_put(&g->chans, (const void *)w.object, arena_make(g->s->scratch, Holders));
	if (g->chans.len)
		machine_roots(g->s->machine, note_holder, g);
}

static const LockHeld *held_lock(Graph *g, uint64_t addr)
{
	LockHeld *have = pmap_get(&g->locks, (const void *)addr);

	if (!have) {
		have = arena_make(g->s->scratch, LockHeld);
		have->holder = lock_holder(g->s, addr, &have->at);
		pmap_put(&g->locks, (const void *)addr, have);
	}
	return have;
}

static void graph_free(Graph *g)
{
	size_t it = 0;
	uint64_t chan, holders;

	while (map_next(&g->chans, &it, &chan, &holders)) {
		Holders *h = (Holders *)holders;

		vec_free(&h->goroutines);
		vec_free(&h->apart[0]);
		vec_free(&h->apart[1]);
	}
	map_free(&g->chans);
	map_free(&g->locks);
	vec_free(&g->edges);
}

static bool waits_alike(DebugSession *s, uint64_t goroutine, const WaitInfo *w)
{
	WaitInfo other;

	for (size_t i = 0; machine_wait(s->machine, goroutine, i, &other); i++)
		if (other.object == w->object && other.send == w->send)
			return true;
	return false;
}

/* Once for all that wait there as w does: they are not among them. */
static void sort_out(DebugSession *s, Holders *h, const WaitInfo *w)
{
	if (h->sorted_out[w->send])
		return;
	h->sorted_out[w->send] = true;
	vec_each(&h->goroutines, other)
		if (*other && !waits_alike(s, *other, w))
			vec_push(&h->apart[w->send], *other);
}

static void add_edge(Graph *g, uint64_t from, const char *what, uint64_t object, uint64_t to, const char *why)
{
	vec_push(&g->edges, ((DebugWaitEdge){ from, what, object, to, why }));
}

static const char *chan_text(DebugSession *s, const WaitInfo *w)
{
	ObjectInfo o;
	ChanInfo c = { 0 };
	StrBuf text = { 0 };
	const char *copy;

	machine_chan(s->machine, w->object, &c);
	sb_printf(&text, "%s chan 0x%lx", w->send ? "send on" : "receive on", (unsigned long)w->object);
	if (machine_object_at(s->machine, w->object, &o)) {
		DebugLocation at = location_at(s, o.site);

		sb_printf(&text, " (made %s:%u, cap %lu)", at.file, at.line, (unsigned long)c.cap);
	}
	copy = arena_strdup(s->scratch, sb_text(&text));
	sb_free(&text);
	return copy;
}

static void add_chan_edges(Graph *g, uint64_t goroutine, const WaitInfo *w)
{
	const char *what = chan_text(g->s, w);
	size_t before = g->edges.len;
	Holders *h = pmap_get(&g->chans, (const void *)w->object);

	if (h)
		sort_out(g->s, h, w);
	for (size_t i = 0; h && i < h->apart[w->send].len; i++)
		add_edge(g, goroutine, what, w->object, h->apart[w->send].data[i], "which has it too");
	if (g->edges.len == before)
		add_edge(g, goroutine, what, w->object, 0, "which no other goroutine has in a variable of its own");
}

static void add_lock_edge(Graph *g, const GorInfo *gor, const WaitInfo *w)
{
	bool lock = gor->wait && strstr(gor->wait, "Lock");
	uint64_t addr = w->object - sema_offset(gor);
	const char *what = arena_printf(g->s->scratch, "%s of %s", gor->wait ? gor->wait : "a semaphore", name_of(g->s, addr));
	LockHeld held = lock ? *held_lock(g, addr) : (LockHeld){ 0 };

	add_edge(g, gor->id, what, addr, held.holder,
		 held.holder ? arena_printf(g->s->scratch, "which holds it since %s:%u", held.at.file, held.at.line)
		 : lock ? "and it cannot be told who holds it" : "");
}

size_t debug_wait_graph(DebugSession *s, const DebugWaitEdge **out)
{
	Graph g = { .s = s };
	size_t n = debug_alive(s) ? machine_goroutines(s->machine) : 0;
	GorInfo gor;
	WaitInfo w;

	if (n)
		find_holders(&g);
	for (size_t i = 0; i < n; i++) {
		bool any = false;

		if (!machine_goroutine(s->machine, i, &gor) || gor.state != GOR_WAITING)
			continue;
		for (size_t k = 0; machine_wait(s->machine, gor.id, k, &w); k++) {
			any = true;
			if (w.descriptor)
				add_edge(&g, gor.id, arena_printf(s->scratch, "%s, %s", gor.wait, descriptor_text(s, &w)), 0, 0, "");
			else if (w.semaphore)
				add_lock_edge(&g, &gor, &w);
			else
				add_chan_edges(&g, gor.id, &w);
		}
		if (!any)
			add_edge(&g, gor.id, gor.wait ? gor.wait : "waiting", 0, 0, "");
	}
	n = g.edges.len;
	*out = arena_copy(s->scratch, g.edges.data, n * sizeof *g.edges.data);
	graph_free(&g);
	return n;
}

/* ---- a deadlock in a sentence ---- */

/* Of each goroutine's edges the first one that leads to another goroutine, else its first. */
static void index_edges(Map *first, const DebugWaitEdge *edges, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const DebugWaitEdge *have = (const DebugWaitEdge *)map_get(first, edges[i].goroutine, 0);

		if (!have || (!have->other && edges[i].other))
			map_put(first, edges[i].goroutine, (uintptr_t)&edges[i]);
	}
}

static const DebugWaitEdge *edge_of(const Map *first, uint64_t goroutine)
{
	return (const DebugWaitEdge *)map_get(first, goroutine, 0);
}

/* Follows who waits for whom from an edge on; true: it comes back to where it was. */
static bool follow(const Map *first, const DebugWaitEdge *e, StrBuf *out)
{
	enum { STEPS = 32 };
	uint64_t path[STEPS];

	for (unsigned steps = 0; e && steps < STEPS; e = e->other ? edge_of(first, e->other) : NULL) {
		path[steps++] = e->goroutine;
		sb_printf(out, "%sgoroutine %lu waits: %s", steps > 1 ? "; " : "", (unsigned long)e->goroutine, e->what);
		if (e->other)
			sb_printf(out, ": goroutine %lu, %s", (unsigned long)e->other, e->why);
		else if (*e->why)
			sb_printf(out, ", %s", e->why);
		for (unsigned i = 0; i < steps; i++)
			if (path[i] == e->other)
				return true;
	}
	return false;
}

static bool follow_from(const Map *first, uint64_t goroutine, StrBuf *out)
{
	bool cycle;

	sb_clear(out);
	cycle = follow(first, edge_of(first, goroutine), out);
	if (cycle)
		sb_add(out, ": a cycle");
	return cycle;
}

/* What an expression's call waits for is what its user asks; else a cycle explains most; else the way from the first
 * goroutine. */
const char *debug_deadlock(DebugSession *s)
{
	const DebugWaitEdge *edges;
	size_t n = debug_wait_graph(s, &edges), i = 0;
	uint64_t call = s->calls.len ? vec_last(&s->calls).call.goroutine : 0;
	StrBuf text = { 0 };
	Map first = { 0 };
	const char *copy;

	if (!n)
		return NULL;
	index_edges(&first, edges, n);
	if (edge_of(&first, call)) {
		follow_from(&first, call, &text);
	} else {
		while (i < n && !follow_from(&first, edges[i].goroutine, &text))
			i++;
		if (i == n)
			follow_from(&first, edges[0].goroutine, &text);
	}
	map_free(&first);
	sb_addc(&text, '.');
	copy = arena_strdup(s->scratch, sb_text(&text));
	sb_free(&text);
	return copy;
}
