/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The collector: precise, incremental, a snapshot at the beginning.
 *
 * The invariant: every object that was reachable when marking began is black at its end. Variables and the
 * running goroutine's frames are greyed at the beginning, another goroutine's before it next runs or when
 * nothing else is grey; from then on a store of a pointer first greys the pointer it overwrites (gc_shade,
 * behind State.barrier), and new objects are born black. So frames need no barrier and nothing is scanned twice.
 * A value that is handed into a parked goroutine's frame may overwrite a pointer there unseen: only
 * that goroutine could have read it, and it does not any more.
 *
 * White: no mark bit. Grey: mark bit set and on the grey stack. Black: mark bit set, scanned.
 * gc_shade accepts any word: what is no allocated object is ignored. So a pointer map may err by
 * naming a word too many, never by leaving one out.
 */
#include "machine/heap.h"
#include "machine/profile.h"
#include "machine/race.h"
#include "machine/record.h"
#include "machine/special.h"

#include <stdlib.h>

#include "base/mem.h"

/* ---- marking ---- */

static uint64_t *grey_stack(Machine *m)
{
	return (uint64_t *)(m->base + PRIVATE_DELTA + PRIVATE_GREY);
}

static void push_grey(Machine *m, uint64_t addr)
{
	Heap *h = m->heap;

	if ((h->grey + 1) * 8 > h->grey_mapped) {
		if (!memory_map(m, (uint64_t)grey_stack(m) + h->grey_mapped, 1 << 20))
			mem_out_of_memory(1 << 20);
		h->grey_mapped += 1 << 20;
	}
	grey_stack(m)[h->grey++] = addr;
}

/* The program runs between steps by hand, and the barrier has greyed an object. */
static void note_barrier(Machine *m, uint64_t object)
{
	Heap *h = m->heap;

	h->notes[h->noted++ % GC_NOTES] = (GcNote){ m->state->pc, object, h->seeing };
}

void gc_shade(Machine *m, uint64_t value)
{
	Heap *h = m->heap;
	Span *s = span_of(m, value);
	uint32_t i;
	uint64_t bit;

	if (!s || s->state != SPAN_USED)
		return;
	i = span_index(s, value);
	bit = 1ULL << (i % 64);
	if (i >= s->count || !(span_alloc_bits(s)[i / 64] & bit) || (span_mark_bits(s)[i / 64] & bit))
		return;
	span_mark_bits(s)[i / 64] |= bit;
	h->marked_objects++;
	h->marked_bytes += span_elem(s);
	if (unlikely(h->by_hand && !h->working))
		note_barrier(m, s->start + i * span_elem(s));
	if (!s->noscan)
		push_grey(m, s->start + i * span_elem(s));
}

/* Shades what the pointers among `words` words from word number `first` of the heap on lead to. */
static void scan_words(Machine *m, uint64_t first, uint64_t words)
{
	const uint64_t *bits = ptr_bits(m);

	for (uint64_t w = first; w < first + words;) {
		uint64_t chunk = bits[w / 64] >> (w % 64), n = 64 - w % 64;

		if (first + words - w < n) {
			n = first + words - w;
			chunk &= (1ULL << n) - 1;
		}
		for (; chunk; chunk &= chunk - 1)
			gc_shade(m, *word(m->heap->base + (w + (unsigned)__builtin_ctzll(chunk)) * 8));
		w += n;
	}
}

static uint64_t word_number(const Machine *m, uint64_t addr)
{
	return (addr - m->heap->base) / 8;
}

static void scan_object(Machine *m, uint64_t addr)
{
	scan_words(m, word_number(m, addr), span_elem(span_of(m, addr)) / 8);
}

enum { PART_WORDS = 16 << 10, WORDS_WORTH = 64 /* that take as long as an object */ };

/* The grey object at addr, or the first part of a large one; what it was worth in objects. */
static uint64_t scan_grey(Machine *m, uint64_t addr)
{
	Heap *h = m->heap;
	uint64_t words = span_elem(span_of(m, addr)) / 8;

	if (words > PART_WORDS) {
		h->part = addr;
		h->part_word = words = PART_WORDS;
	}
	scan_words(m, word_number(m, addr), words);
	return 1 + words / WORDS_WORTH;
}

static uint64_t scan_part(Machine *m)
{
	Heap *h = m->heap;
	uint64_t left = span_elem(span_of(m, h->part)) / 8 - h->part_word, words = left < PART_WORDS ? left : PART_WORDS;

	scan_words(m, word_number(m, h->part) + h->part_word, words);
	h->part_word += words;
	if (words == left)
		h->part = h->part_word = 0;
	return 1 + words / WORDS_WORTH;
}

/* Calls fn for each pointer word of a value of this type at addr. */
void gc_pointer_words(uint64_t type, uint64_t addr, void (*fn)(void *ctx, uint64_t word_addr), void *ctx)
{
	const TypeDesc *t = type_at(type);

	if (!t->ptr_bytes)
		return;
	if (!(t->flags & TD_NO_MASK)) {
		const uint8_t *mask = at(t->gcmask);

		for (uint64_t w = 0; w < t->ptr_bytes / 8; w++)
			if (mask[w / 8] >> (w % 8) & 1)
				fn(ctx, addr + w * 8);
	} else if (t->kind == KIND_ARRAY) {
		for (uint64_t i = 0; i < t->len; i++)
			gc_pointer_words(t->elem, addr + i * type_at(t->elem)->size, fn, ctx);
	} else {
		const FieldDesc *f = at(t->fields.ptr);

		for (uint64_t i = 0; i < t->fields.len; i++)
			gc_pointer_words(f[i].type, addr + f[i].offset, fn, ctx);
	}
}

static void shade_word(void *ctx, uint64_t addr)
{
	gc_shade(ctx, *word(addr));
}

void gc_barrier_range(Machine *m, uint64_t addr, uint64_t bytes, uint64_t type)
{
	uint64_t size = type_at(type)->size;

	for (uint64_t at_byte = 0; size && at_byte + size <= bytes; at_byte += size)
		gc_pointer_words(type, addr + at_byte, shade_word, m);
}

/* ---- roots ---- */

typedef struct RootWalk { Machine *m; MachineRootFn fn; void *ctx; MachineRoot root; } RootWalk;

static void root_word(void *ctx, uint64_t addr)
{
	RootWalk *w = ctx;

	if (!*word(addr))
		return;
	w->root.addr = addr;
	w->root.value = *word(addr);
	w->fn(w->ctx, &w->root);
}

static void global_roots(RootWalk *w)
{
	w->root = (MachineRoot){ .kind = ROOT_GLOBAL };
	vec_each(&w->m->images, im)
		vec_each(&(*im)->globals, g)
			if (type_at(g->type)->size)
				gc_pointer_words(g->type, g->addr, root_word, w);
}

/* What the initial values of package variables point at. */
static void static_roots(RootWalk *w)
{
	w->root = (MachineRoot){ .kind = ROOT_MACHINE, .what = "initial value of a variable" };
	vec_each(&w->m->images, im)
		vec_each(&(*im)->statics, s)
			for (uint64_t i = 0; i < s->n; i++)
				gc_pointer_words(s->type, s->addr + i * type_at(s->type)->size, root_word, w);
}

/* The map that holds at a frame: the exact one, or for a frame stopped by a panic in the middle of a statement
 * that of the last safepoint before it (named variables; its temporaries are dead). */
static const SafeMap *frame_map(const Image *im, const CodeFunc *fn, uint64_t pc, unsigned kind)
{
	const SafeMap *map = image_map_at(im, fn, pc, kind);

	for (uint64_t p = pc; !map && p >= fn->entry; p -= sizeof(Ins))
		map = image_map_at(im, fn, p, MAP_AT);
	return map;
}

/* A debugger has put a call on top of a frame in the middle of a statement: whatever looks like a pointer to an object is one. */
static void all_words(RootWalk *w, const MachineFrame *f)
{
	ObjectInfo o;

	for (uint64_t addr = f->fp + FRAME_HEADER_WORDS * 8; addr + 8 <= f->fp + f->code.func->frame_bytes; addr += 8)
		if (machine_object_at(w->m, *word(addr), &o))
			root_word(w, addr);
}

static void frame_roots(RootWalk *w, const MachineFrame *f, bool innermost)
{
	const Image *im = f->code.image;
	bool at = innermost || f->interrupted;
	const SafeMap *map = frame_map(im, f->code.func, at ? f->pc : f->lookup_pc, at ? MAP_AT : MAP_CALL);
	const uint32_t *bits;

	w->root.fp = f->fp;
	root_word(w, f->fp + FRAME_FUNC * 8);
	if (f->interrupted && !image_map_at(im, f->code.func, f->pc, MAP_AT)) {
		all_words(w, f);
		return;
	}
	if (!map)
		return;
	bits = &im->mapbits.data[map->bits];
	for (uint32_t i = 0; i < bits[0]; i++)
		if (bits[1 + i / 32] >> (i % 32) & 1)
			root_word(w, f->fp + (FRAME_HEADER_WORDS + i) * 8);
}

static void gor_roots(RootWalk *w, const Gor *g, const GorInfo *info)
{
	MachineFrame f;
	bool first = true;

	w->root = (MachineRoot){ .kind = ROOT_FRAME, .goroutine = info->id };
	while (gor_frame(w->m, g, info, &f, first)) {
		frame_roots(w, &f, first);
		first = false;
	}
}

/* Records a goroutine holds outside its frames: defers, panics, what it waits with. */
static void gor_record_roots(RootWalk *w, Gor *g)
{
	w->root = (MachineRoot){ .kind = ROOT_MACHINE, .goroutine = g->id, .what = "deferred call" };
	root_word(w, (uint64_t)&g->defers);
	w->root.what = "panic";
	root_word(w, (uint64_t)&g->panics);
	w->root.what = "wait";
	root_word(w, (uint64_t)&g->wait_object);
}

static void whole_gor_roots(RootWalk *w, Gor *g)
{
	GorInfo info;

	gor_record_roots(w, g);
	gor_info(w->m, g, &info);
	gor_roots(w, g, &info);
}

/* Roots that belong to no goroutine. */
static void common_roots(RootWalk *w)
{
	global_roots(w);
	static_roots(w);
	w->root = (MachineRoot){ .kind = ROOT_MACHINE };
	sched_roots(w->m, root_word, w, &w->root.what);
}

void machine_roots(Machine *m, MachineRootFn fn, void *ctx)
{
	RootWalk w = { m, fn, ctx, { 0 } };

	common_roots(&w);
	for (uint64_t i = 0; i < m->state->ngors; i++)
		if (m->gors[i].state != GOR_DEAD)
			whole_gor_roots(&w, &m->gors[i]);
}

static void shade_root(void *ctx, const MachineRoot *root)
{
	Machine *m = ctx;
	const Span *s = span_of(m, root->value);

	m->heap->roots += s && s->state == SPAN_USED;
	gc_shade(m, root->value);
}

void gc_see_goroutine(Machine *m, Gor *g)
{
	RootWalk w = { m, shade_root, m, { 0 } };

	if (!g->unscanned)
		return;
	g->unscanned = 0;
	m->heap->seeing = g->id;
	if (g->state != GOR_DEAD)
		whole_gor_roots(&w, g);
	m->heap->seeing = 0;
}

/* ---- the cycle ---- */

enum { SWEEP_SPANS = 32 /* in a step */, STACK_WORTH = 20 /* objects: what greying a parked goroutine's stack counts as */ };

/* What lies above the grey stack's top is zero, so that equal moments have equal memory. */
static uint64_t pop_grey(Machine *m)
{
	uint64_t *top = &grey_stack(m)[--m->heap->grey], addr = *top;

	*top = 0;
	return addr;
}

/* Grey objects on their way from the stack to being scanned: their memory is fetched meanwhile. By hand one at a time. */
enum { AHEAD = 8 };
typedef struct Ahead { uint64_t objects[AHEAD]; unsigned first, n; } Ahead;

static uint64_t next_grey(Machine *m, Ahead *a)
{
	Heap *h = m->heap;
	unsigned most = h->by_hand ? 1 : AHEAD;
	uint64_t addr;

	while (a->n < most && h->grey) {
		addr = pop_grey(m);
		__builtin_prefetch(at(addr));
		a->objects[(a->first + a->n++) % AHEAD] = addr;
	}
	addr = a->objects[a->first];
	a->first = (a->first + 1) % AHEAD;
	a->n--;
	return addr;
}

static void put_back_greys(Machine *m, Ahead *a)
{
	while (a->n)
		push_grey(m, a->objects[(a->first + --a->n) % AHEAD]);
}

/* Work worth n grey objects: those, and stacks when there is none; true when nothing is left. */
static bool mark_some(Machine *m, uint64_t n)
{
	Heap *h = m->heap;
	Ahead ahead = { 0 };

	while (n) {
		uint64_t worth;

		if (h->part) {
			worth = scan_part(m);
		} else if (h->grey || ahead.n) {
			worth = scan_grey(m, next_grey(m, &ahead));
		} else if (h->unscanned) {
			gc_see_goroutine(m, &m->gors[--h->unscanned]);
			worth = STACK_WORTH;
		} else {
			return true;
		}
		n -= n < worth ? n : worth;
	}
	put_back_greys(m, &ahead);
	return !h->part && !h->grey && !h->unscanned;
}

static void gc_begin(Machine *m)
{
	Heap *h = m->heap;
	RootWalk w = { m, shade_root, m, { 0 } };

	heap_sweep_some(m, UINT64_MAX, NULL);	/* of the one before, if need be */
	gcpace_begin(m);
	h->phase = GC_MARK;
	h->marked_objects = h->marked_bytes = h->roots = h->grey = 0;
	h->freed_objects = h->freed_bytes = 0;
	h->began_at = h->ordinal;
	h->began_bytes = h->total_bytes;
	h->heap_before = h->live_bytes;
	m->state->barrier = 1;
	common_roots(&w);
	for (uint64_t i = 0; i < m->state->ngors; i++)
		m->gors[i].unscanned = m->gors[i].state != GOR_DEAD;
	h->unscanned = m->state->ngors;
	if (gor_current(m)->state == GOR_RUNNING)
		gc_see_goroutine(m, gor_current(m));
	gcpace_worked(m, 0);
}

static void scan_if_any(Machine *m, uint64_t addr)
{
	const Span *s = span_of(m, addr);

	if (s && s->state == SPAN_USED && !s->noscan)
		scan_object(m, addr);
}

static bool is_marked(Machine *m, uint64_t addr)
{
	const Span *s = span_of(m, addr);
	uint32_t i = s ? span_index(s, addr) : 0;

	return !s || s->state != SPAN_USED || (span_mark_bits(s)[i / 64] >> (i % 64) & 1);
}

/* What is neither marked nor born since goes. */
static void count_garbage(Heap *h)
{
	h->freed_objects = h->live_objects - h->marked_objects - (h->ordinal - h->began_at);
	h->freed_bytes = h->live_bytes - h->marked_bytes - (h->total_bytes - h->began_bytes);
}

/* Marking is done. `now`: all is swept at once. */
static void gc_end(Machine *m, bool now, FreedFn freed)
{
	Heap *h = m->heap;

	specials_scan(m, scan_if_any);
	mark_some(m, UINT64_MAX);
	specials_decide(m, is_marked);
	mark_some(m, UINT64_MAX);
	heapprofile_marked(m, is_marked);
	h->by_hand = h->working = false;
	m->state->barrier = 0;
	count_garbage(h);
	alloclog_cycle(m);
	heap_sweep_begin(m);
	if (now)
		heap_sweep_some(m, UINT64_MAX, freed);
	h->debt = 0;
	gcpace_worked(m, 2);
	gcpace_end(m);
	gcpace_next(m, !now);
	race_collected(m);
	specials_start(m);
	if (m->mask & EVENT_GC)
		machine_event(m, EVENT_GC, 0, 0, 0);
}

/* Objects that a step scans: under stress one or all, else, or when memory asks for it, as many as are due. */
static uint64_t step_size(const Machine *m, bool asked)
{
	if (m->config.gc_steps && !asked)
		return 1;
	return m->heap->stress && !m->config.gc_steps ? UINT64_MAX : m->heap->step_objects;
}

static void mark_step(Machine *m, bool asked)
{
	Heap *h = m->heap;
	bool done;

	if (h->phase == GC_OFF)
		gc_begin(m);
	else
		gcpace_work(m);
	done = mark_some(m, step_size(m, asked));
	gcpace_worked(m, 1);
	if (done)
		gc_end(m, h->stress && !m->config.gc_steps, NULL);
	else
		gcpace_next(m, true);
}

static void sweep_step(Machine *m)
{
	gcpace_work(m);
	heap_sweep_some(m, m->config.gc_steps ? 1 : SWEEP_SPANS, NULL);
	gcpace_worked(m, 2);
	gcpace_next(m, m->heap->phase == GC_SWEEP);
}

/* From attention: the next quantum allocated asks for the next step. */
Flow gc_step(Machine *m)
{
	Heap *h = m->heap;
	bool asked = h->debt > GC_QUANTUM;

	if (h->bad_limit)
		return fatal(m, "malformed GOMEMLIMIT; see `go doc runtime/debug.SetMemoryLimit`");
	h->debt = 0;
	if (h->by_hand || h->off)
		m->state->gc_at = UINT64_MAX;
	else if (h->phase == GC_SWEEP)
		sweep_step(m);
	else
		mark_step(m, asked);
	return FLOW_NEXT;
}

/* ---- a whole collection with a report ---- */

typedef struct GcFreed GcFreed;

static ObjectRole freed_role(const Machine *m, uint64_t type)
{
	return !type ? OBJECT_VALUE : type == m->record_type ? OBJECT_RECORD : map_role(m, type);
}

static void count_freed(Machine *m, uint64_t record, uint64_t bytes)
{
	uint64_t type = site_table(m)[record & 0xffffff].type;
	uint64_t *at_index = map_at(&m->freed_index, type);

	if (!*at_index) {
		vec_push(&m->freed, ((GcFreed){ .type = type, .role = freed_role(m, type) }));
		*at_index = m->freed.len;
	}
	m->freed.data[*at_index - 1].objects++;
	m->freed.data[*at_index - 1].bytes += bytes;
}

static int most_bytes_first(const void *a, const void *b)
{
	const GcFreed *x = a, *y = b;

	return x->bytes != y->bytes ? (x->bytes < y->bytes) - (x->bytes > y->bytes) : (x->type > y->type) - (x->type < y->type);
}

/* Ends the collection under way, counting what it frees by type. */
static void end_counted(Machine *m)
{
	map_clear(&m->freed_index);
	vec_trim(&m->freed, 0);
	mark_some(m, UINT64_MAX);
	gcpace_worked(m, 1);
	gc_end(m, true, count_freed);
	audit_hull(m);
	if (m->freed.len)
		qsort(m->freed.data, m->freed.len, sizeof *m->freed.data, most_bytes_first);
}

void gc_full(Machine *m)
{
	if (m->heap->phase == GC_MARK) {		/* finish the one under way, then a whole one */
		gcpace_work(m);
		mark_some(m, UINT64_MAX);
		gcpace_worked(m, 1);
		gc_end(m, true, NULL);
	}
	m->heap->forcing = true;
	gc_begin(m);
	end_counted(m);
}

void machine_gc_report(const Machine *m, GcReport *out)
{
	const Heap *h = m->heap;

	*out = (GcReport){
		.number = h->cycles, .roots = h->roots, .marked_objects = h->marked_objects,
		.marked_bytes = h->marked_bytes, .freed_objects = h->freed_objects, .freed_bytes = h->freed_bytes,
		.freed = m->freed.data, .nfreed = m->freed.len,
	};
}

/* A collection by somebody's hand may be done here. */
static bool at_safepoint(const Machine *m, const char **why)
{
	CodeAt code;

	if (!machine_alive(m)) {
		*why = "The program is not being run.";
		return false;
	}
	if (!machine_code_at(m, m->state->pc, &code) || !image_map_at(code.image, code.func, m->state->pc, MAP_AT)) {
		*why = "Not at the beginning of a statement: a collection needs exact pointer maps. Use next or finish first.";
		return false;
	}
	return true;
}

bool machine_gc(Machine *m, GcReport *out, const char **why)
{
	if (!at_safepoint(m, why))
		return false;
	gc_full(m);
	record_changed(m);
	machine_gc_report(m, out);
	return true;
}

/* ---- by hand ---- */

bool machine_gc_begin(Machine *m, const char **why)
{
	Heap *h = m->heap;

	if (!at_safepoint(m, why))
		return false;
	if (h->phase == GC_MARK) {
		*why = "A collection is under way.  Use gc step or gc finish.";
		return false;
	}
	h->working = h->forcing = true;
	gc_begin(m);
	h->by_hand = true;
	h->working = false;
	h->noted = 0;
	memset(h->notes, 0, sizeof h->notes);
	record_changed(m);
	return true;
}

/* One that allocation began may be taken over. */
static bool under_way(Machine *m, const char **why)
{
	if (!at_safepoint(m, why))
		return false;
	if (m->heap->phase != GC_MARK) {
		*why = "No collection is under way.  Use gc begin.";
		return false;
	}
	m->heap->by_hand = true;
	return true;
}

bool machine_gc_step(Machine *m, GcWork *out, const char **why)
{
	Heap *h = m->heap;

	if (!under_way(m, why))
		return false;
	*out = (GcWork){ 0 };
	while (!h->part && !h->grey && h->unscanned && !m->gors[h->unscanned - 1].unscanned)
		h->unscanned--;		/* it ran meanwhile, or is no more */
	if (h->part)
		out->object = h->part;
	else if (h->grey)
		out->object = grey_stack(m)[h->grey - 1];
	else if (h->unscanned)
		out->goroutine = m->gors[h->unscanned - 1].id;
	h->working = true;
	gcpace_work(m);
	mark_some(m, 1);
	gcpace_worked(m, 1);
	h->working = false;
	record_changed(m);
	return true;
}

bool machine_gc_finish(Machine *m, GcReport *out, const char **why)
{
	if (!under_way(m, why))
		return false;
	m->heap->working = true;
	gcpace_work(m);
	end_counted(m);
	record_changed(m);
	machine_gc_report(m, out);
	return true;
}

void machine_gc_state(Machine *m, GcState *out)
{
	Heap *h = m->heap;

	*out = (GcState){ .off = h->off, .every = h->stress, .percent = h->percent, .soft_limit = h->soft_limit,
			  .next = h->trigger, .goal = h->next_gc, .forced = h->forced, .pause_ns = h->pauses[(h->cycles + GC_PAUSES - 1) % GC_PAUSES],
			  .marking = h->phase == GC_MARK, .by_hand = h->by_hand, .number = h->cycles + (h->phase == GC_MARK),
			  .grey = h->grey, .grey_objects = grey_stack(m), .born = h->began_at, .noted = h->noted,
			  .heap_before = h->heap_before, .heap_after = h->heap_after };
	for (uint64_t i = 0; i < h->unscanned; i++)
		out->stacks += m->gors[i].unscanned;
}

bool machine_gc_note(const Machine *m, uint64_t i, GcNote *out)
{
	const Heap *h = m->heap;

	if (i >= h->noted || h->noted - i > GC_NOTES)
		return false;
	*out = h->notes[i % GC_NOTES];
	return true;
}
