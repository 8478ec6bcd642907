/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read-only views of a machine: memory, code, goroutines and their frames, heap objects.
 *
 * A walk over frames follows the callers' fp words. Three kinds of return pc are no code of the
 * program: GOEND, INITEND and EVALEND end the walk; BIGRET hides the true return pc below the frame; PANICNX
 * means that a panic made the call, and the frame below stands where the panic was raised.
 */
#include "machine/heap.h"
#include "machine/mapped.h"
#include "machine/poll.h"
#include "machine/record.h"
#include "machine/records.h"
#include "machine/sched.h"
#include "machine/special.h"

#include <stdlib.h>

#include "base/mem.h"

/* Goroutines in order of their ids: made anew when one was started or has ended. */
struct Views {
	VEC(uint32_t) order;
	uint64_t next_id, live;
	uint64_t pc;	/* the last pc that was looked up in an image that stays, 0 for none, */
	CodeAt code;	/* and what is there: a deep recursion's frames return to one place */
};

void views_new(Machine *m)
{
	m->views = mem_zalloc(sizeof *m->views);
}

void views_free(Machine *m)
{
	if (m->views)
		vec_free(&m->views->order);
	mem_free(m->views);
}

void views_forget(Machine *m)
{
	m->views->next_id = 0;
}

/* ---- code ---- */

static bool has_code(const Image *im, uint64_t pc)
{
	return pc - im->base.code < im->code.len * sizeof(Ins);
}

static const Image *image_with_code(const Machine *m, uint64_t pc)
{
	size_t from = m->nprogram, to = m->images.len;

	for (size_t i = 0; i < from; i++)
		if (has_code(m->images.data[i], pc))
			return m->images.data[i];
	/* Of expressions there may be many. */
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (has_code(m->images.data[mid], pc))
			return m->images.data[mid];
		if (pc < m->images.data[mid]->base.code)
			to = mid;
		else
			from = mid + 1;
	}
	return NULL;
}

bool machine_code_at(const Machine *m, uint64_t pc, CodeAt *out)
{
	const Image *im;
	const CodeFunc *fn;

	if (pc && pc == m->views->pc) {
		*out = m->views->code;
		return true;
	}
	im = image_with_code(m, pc);
	fn = im ? image_func_at(im, pc) : NULL;
	if (!fn)
		return false;
	*out = (CodeAt){ im, fn, image_line_at(im, fn, pc) };
	if (im->part != PART_SCRATCH) {
		m->views->pc = pc;
		m->views->code = *out;
	}
	return true;
}

size_t machine_images(const Machine *m, const Image *const **out)
{
	*out = m->images.data;
	return m->nprogram;
}

const Global *machine_global_at(const Machine *m, uint64_t addr, const Image **image)
{
	vec_each(&m->images, im) {
		const Global *g = image_global_at(*im, addr);

		if (g && addr - g->addr < (type_at(g->type)->size ? type_at(g->type)->size : 1)) {
			if (image)
				*image = *im;
			return g;
		}
	}
	return NULL;
}

/* Go's traces leave out the runtime and what the compiler made up. */
bool code_hidden(const CodeAt *code)
{
	const char *package = image_text(code->image, code->func->package);

	if (code->func->flags & (FN_STUB | FN_WRAPPER))
		return true;
	if (!(code->func->flags & FN_LIBRARY))
		return false;
	return strcmp(package, "runtime") == 0 || strcmp(package, "internal/rt") == 0 ||
	       strcmp(package, "internal/abi") == 0;
}

/* ---- goroutines ---- */

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void order_goroutines(const Machine *m, struct Views *v)
{
	VEC(uint64_t) pairs = { 0 };	/* id << 20 | index: sorts by id */

	for (uint64_t i = 0; i < m->state->ngors; i++)
		if (m->gors[i].state != GOR_DEAD)
			vec_push(&pairs, m->gors[i].id << 20 | i);
	if (pairs.len)
		qsort(pairs.data, pairs.len, sizeof *pairs.data, by_number);
	vec_trim(&v->order, 0);
	vec_each(&pairs, p)
		vec_push(&v->order, (uint32_t)(*p & (GOR_MAX - 1)));
	vec_free(&pairs);
	v->next_id = m->state->gor_next_id;
	v->live = m->state->live_gors;
}

static const struct Views *views(const Machine *m)
{
	struct Views *v = m->views;

	if (v->next_id != m->state->gor_next_id || v->live != m->state->live_gors)
		order_goroutines(m, v);
	return v;
}

size_t machine_goroutines(const Machine *m)
{
	return m->state->started ? views(m)->order.len : 0;
}

void gor_info(const Machine *m, const Gor *g, GorInfo *out)
{
	bool running = g->state == GOR_RUNNING;

	*out = (GorInfo){
		.id = g->id, .state = (GorState)g->state,
		.wait = g->state == GOR_WAITING ? wait_text[g->wait] : NULL, .wait_object = g->wait_object,
		.pc = running ? m->state->pc : g->pc, .fp = running ? m->state->fp : g->fp,
		.created_by_pc = g->created_by, .creator = g->creator,
		.stack_lo = g->stack_lo, .stack_hi = g->big_lo ? g->big_hi : g->stack_hi,
		.bubble = g->bubble,
		.own = g->background || g->id == special_goroutine(m),
	};
}

bool machine_goroutine(const Machine *m, size_t index, GorInfo *out)
{
	if (index >= machine_goroutines(m))
		return false;
	gor_info(m, &m->gors[views(m)->order.data[index]], out);
	return true;
}

const Gor *gor_by_id(const Machine *m, uint64_t id)
{
	const struct Views *v;
	size_t lo = 0, hi;

	if (!m->state->started)
		return NULL;
	v = views(m);
	hi = v->order.len;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (m->gors[v->order.data[mid]].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < v->order.len && m->gors[v->order.data[lo]].id == id ? &m->gors[v->order.data[lo]] : NULL;
}

bool machine_goroutine_by_id(const Machine *m, uint64_t id, GorInfo *out)
{
	const Gor *g = gor_by_id(m, id);

	if (g)
		gor_info(m, g, out);
	return g != NULL;
}

bool machine_stack_use(const Machine *m, uint64_t id, StackUse *out)
{
	const Gor *g = gor_by_id(m, id);

	if (g)
		stack_use(m, g, out);
	return g != NULL;
}

uint64_t machine_current(const Machine *m)
{
	return m->state->started ? m->gors[m->state->current].id : 0;
}

/* ---- frames ---- */

static bool stack_address(const Machine *m, uint64_t fp)
{
	return machine_segment_of(m, fp) == SEGMENT_STACK && fp % 8 == 0;
}

/* The panic that was raised in the frame at fp. */
static const Panic *panic_in(const Gor *g, uint64_t fp)
{
	uint64_t p = g->panics;

	while (p && ((const Panic *)p)->fp != fp)
		p = ((const Panic *)p)->link;
	return at(p);
}

/* A call's return address names the instruction after it; RUND and NATIVE are their own. */
static uint64_t call_before(uint64_t ret)
{
	uint16_t op = ((const Ins *)ret)->op;

	return op == OP_RUND || op == OP_NATIVE ? ret : ret - sizeof(Ins);
}

uint64_t frame_call(const Gor *g, uint64_t fp)
{
	uint64_t ret = frame_return(g, fp);
	const Panic *p = ret == image_stub(hull_slot_of(fp), OP_PANICNX) ? panic_in(g, word(fp)[FRAME_CALLER]) : NULL;

	if (p)
		return p->pc;
	return pc_is_stub(ret) ? 0 : call_before(ret);
}

bool expression_frame(const Machine *m, uint64_t fp)
{
	uint64_t entry = func_word_entry(word(fp)[FRAME_FUNC]);
	CodeAt code;

	return entry - image_bases(m->base, PART_SCRATCH).code < LIBRARY_OFFSET && machine_code_at(m, entry, &code) &&
	       code.func->flags & FN_EXPRESSION;
}

/* Steps to the caller of the frame at f->fp; false at the bottom. */
static bool frame_caller(const Machine *m, const Gor *g, MachineFrame *f, bool *by_panic)
{
	uint64_t ret = frame_return(g, f->fp), caller = word(f->fp)[FRAME_CALLER], call;

	*by_panic = ret == image_stub(m->base, OP_PANICNX);
	if (!stack_address(m, caller))
		return false;
	f->interrupted = expression_frame(m, f->fp);
	call = f->interrupted ? ret : frame_call(g, f->fp);
	f->fp = caller;
	f->pc = *by_panic ? call : ret;
	f->lookup_pc = call;
	return true;
}

bool machine_frame(const Machine *m, const GorInfo *info, MachineFrame *f, bool first)
{
	const Gor *g = gor_by_id(m, info->id);

	return g && gor_frame(m, g, info, f, first);
}

bool gor_frame(const Machine *m, const Gor *g, const GorInfo *info, MachineFrame *f, bool first)
{
	bool by_panic = false;

	if (first)
		*f = (MachineFrame){ .fp = info->fp, .pc = info->pc, .lookup_pc = info->pc };
	else if (!frame_caller(m, g, f, &by_panic))
		return false;
	while (!machine_code_at(m, f->lookup_pc, &f->code) || (f->code.func->flags & FN_STUB))
		if (!stack_address(m, f->fp) || !frame_caller(m, g, f, &by_panic))
			return false;
	f->called_by_panic = frame_return(g, f->fp) == image_stub(m->base, OP_PANICNX);
	return true;
}

/* ---- what goroutines have pending ---- */

bool machine_defer(const Machine *m, uint64_t goroutine, size_t i, DeferInfo *out)
{
	const Gor *g = gor_by_id(m, goroutine);
	const Defer *d = g ? at(g->defers) : NULL;
	ObjectInfo record;

	while (d && i--)
		d = at(d->link);
	if (!d)
		return false;
	*out = (DeferInfo){ .fp = d->token, .entry = d->func ? func_word_entry(d->func) : 0, .params = d->params, .nparams = d->nparams };
	if (machine_object_at(m, (uint64_t)d, &record))
		out->pc = record.site;
	return true;
}

bool machine_panic(const Machine *m, uint64_t goroutine, size_t i, PanicInfo *out)
{
	const Gor *g = gor_by_id(m, goroutine);
	const Panic *p = g ? at(g->panics) : NULL;

	while (p && i--)
		p = at(p->link);
	if (p)
		*out = (PanicInfo){ p->type, p->data, p->pc, p->fp, p->flags & PANIC_RECOVERED, p->flags & PANIC_GOEXIT };
	return p != NULL;
}

bool machine_wait(const Machine *m, uint64_t goroutine, size_t i, WaitInfo *out)
{
	const Gor *g = gor_by_id(m, goroutine);
	const Waiter *w = g && g->state == GOR_WAITING ? waiter_at(m, g->waiters) : NULL;

	while (w && i--)
		w = waiter_at(m, w->sibling);
	if (w && w->send == QUEUE_POLL)
		*out = (WaitInfo){ .object = poll_fd(w), .send = poll_writes(w), .descriptor = true };
	else if (w)
		*out = (WaitInfo){ .object = w->object, .send = w->send == 1, .semaphore = w->send == QUEUE_SEMAPHORE,
				   .select = g->wait == WAIT_SELECT || g->wait == WAIT_SELECT_DURABLE, .elem = w->elem };
	return w != NULL;
}

/* ---- memory ---- */

/* In the order of SegmentId; the last is where they end. */
static const struct { const char *name; uint64_t start; } segments[SEGMENT_COUNT + 1] = {
	{ "code", SEG_CODE }, { "rodata", SEG_RODATA }, { "data", SEG_DATA }, { "bss", SEG_BSS }, { "stack", SEG_STACK },
	{ "heap", SEG_HEAP }, { "mapped", SEG_MAPPED }, { NULL, SEG_MAPPED_END },
};

SegmentId machine_segment_of(const Machine *m, uint64_t addr)
{
	uint64_t offset = addr - m->base;

	if (offset >= SEG_SCRATCH && offset < HULL_SLOT_SIZE)
		return SEGMENT_HEAP;	/* an expression's */
	if (offset < SEG_CODE || offset >= SEG_MAPPED_END)
		return SEGMENT_NONE;
	for (unsigned s = 0;; s++)
		if (offset < segments[s + 1].start)
			return (SegmentId)s;
}

static uint64_t main_stack(const Machine *m) { return m->gors[0].stack_lo; }

/* The mapped range that addr lies in, as [*from, *to). */
static bool image_range(const Machine *m, uint64_t addr, uint64_t *from, uint64_t *to)
{
	vec_each(&m->images, im) {
		const ImageBases *b = &(*im)->base;
		const struct { uint64_t start, len; } parts[] = {
			{ b->code, (*im)->code.len * sizeof(Ins) }, { b->rodata, (*im)->rodata.len },
			{ b->data, (*im)->data.len }, { b->bss, (*im)->bss_size },
		};

		for (unsigned i = 0; i < 4; i++) {
			if (addr - parts[i].start >= parts[i].len)
				continue;
			*from = parts[i].start;
			*to = parts[i].start + parts[i].len;
			return true;
		}
	}
	return false;
}

static bool in_range(uint64_t addr, uint64_t from, uint64_t len, uint64_t *out_from, uint64_t *out_to)
{
	*out_from = from;
	*out_to = from + len;
	return addr - from < len;
}

static bool range_at(const Machine *m, uint64_t addr, uint64_t *from, uint64_t *to)
{
	const Heap *h = m->heap;

	if (eval_range(m, addr, from, to))
		return true;
	switch (machine_segment_of(m, addr)) {
	case SEGMENT_NONE:
		return false;
	case SEGMENT_HEAP:
		return in_range(addr, h->base, h->mapped - h->base, from, to);
	case SEGMENT_MAPPED:
		return mapped_range(m, addr, from, to);
	case SEGMENT_STACK:
		return stack_range(m, addr, from, to);
	case SEGMENT_RODATA:
		if (in_range(addr, m->base + SEG_RODATA + 3 * LIBRARY_OFFSET, m->state->table_used, from, to))
			return true;
		return image_range(m, addr, from, to);
	default:
		return image_range(m, addr, from, to);
	}
}

bool memory_there(const Machine *m, uint64_t addr, size_t n)
{
	uint64_t from, to;

	return range_at(m, addr, &from, &to) && n <= to - addr;
}

bool machine_read(const Machine *m, uint64_t addr, void *out, size_t n)
{
	if (n && !memory_there(m, addr, n))
		return false;
	memcpy(out, at(addr), n);
	return true;
}

bool machine_write(Machine *m, uint64_t addr, const void *bytes, size_t n)
{
	SegmentId segment = machine_segment_of(m, addr);

	if (segment == SEGMENT_CODE || segment == SEGMENT_RODATA || !n || !memory_there(m, addr, n))
		return false;
	for (uint64_t w = addr & ~7ULL; m->state->barrier && w + 8 <= addr + n; w += 8)
		gc_shade(m, *word(w));
	if (segment == SEGMENT_MAPPED)
		mapped_open(m);		/* a debugger may write what the program may not */
	memcpy(at(addr), bytes, n);
	if (segment == SEGMENT_MAPPED)
		mapped_close(m, ~0);
	card_mark_range(addr, n);
	watch_accept(m, addr, n);
	record_changed(m);
	return true;
}

/* ---- a debugger's hand on the current goroutine ---- */

void registers_move(Machine *m, uint64_t pc, uint64_t fp)
{
	uint64_t count = count_now(m), from = m->state->pc;

	record_settle(m);
	m->state->pc = pc;
	m->state->fp = fp;
	m->state->budget--;
	record_moved(m, count, from);
}

void machine_jump(Machine *m, uint64_t pc)
{
	registers_move(m, pc, m->state->fp);
}

/* What frames from fp on have deferred is not called any more, and panics raised there are over. */
void frames_forget(Machine *m, Gor *g, uint64_t fp)
{
	while (g->defers && frame_younger(g, ((const Defer *)g->defers)->token, fp))
		g->defers = ((const Defer *)g->defers)->link;
	while (g->panics && frame_younger(g, ((const Panic *)g->panics)->fp, fp))
		g->panics = ((const Panic *)g->panics)->link;
	if (!g->panics && m->dying_as == STOP_PANIC)
		m->dying = false;
}

bool machine_return(Machine *m, uint64_t goroutine, uint64_t fp)
{
	Gor *g = &m->gors[gor_by_id(m, goroutine) - m->gors];
	uint64_t ret = frame_return(g, fp), caller = word(fp)[FRAME_CALLER];
	CodeAt at;

	if (!caller || !machine_code_at(m, ret, &at) || (at.func->flags & FN_STUB))
		return false;
	sched_seize(m, g);
	frames_forget(m, g, fp);
	stack_unwind(m, g, caller);
	registers_move(m, ret, caller);
	return true;
}

/* ---- segments ---- */

static uint64_t part_bytes(const Image *im, SegmentId id)
{
	switch (id) {
	case SEGMENT_CODE: return im->code.len * sizeof(Ins);
	case SEGMENT_RODATA: return im->rodata.len;
	case SEGMENT_DATA: return im->data.len;
	case SEGMENT_BSS: return im->bss_size;
	default: return 0;
	}
}

static void stack_segment(const Machine *m, SegmentInfo *out)
{
	out->start = main_stack(m);
	out->end = m->gors[0].stack_hi;
	for (uint64_t i = 0; i < m->state->ngors; i++) {
		StackUse use;

		if (m->gors[i].state == GOR_DEAD)
			continue;
		stack_use(m, &m->gors[i], &use);
		out->used += use.used;
		out->high_water += use.high_water;
	}
}

void machine_segment(const Machine *m, SegmentId id, SegmentInfo *out)
{
	const Heap *h = m->heap;

	*out = (SegmentInfo){ .id = id, .name = segments[id].name, .start = m->base + segments[id].start };
	vec_each(&m->images, im) {
		if ((*im)->part == PART_LIBRARY)
			out->library = part_bytes(*im, id);
		else if ((*im)->part == PART_USER)
			out->user = part_bytes(*im, id);
	}
	out->end = out->start + out->user;
	out->used = out->user + out->library;
	if (id == SEGMENT_STACK && m->state->started) {
		out->used = 0;
		stack_segment(m, out);
	} else if (id == SEGMENT_HEAP) {
		out->end = h->mapped;
		out->used = h->live_bytes;
		out->high_water = h->top - h->base;
	} else if (id == SEGMENT_MAPPED) {
		mapped_segment(m, out);
	}
}

/* ---- heap ---- */

static ObjectRole role_of(const Machine *m, const TypeDesc *t, const ObjectInfo *o)
{
	if (!t)
		return OBJECT_VALUE;
	if (o->type == m->record_type)
		return OBJECT_RECORD;
	/* A channel is of its own type, larger than a value of it. */
	if (t->kind == KIND_CHAN && o->size >= sizeof(Chan) && ((const Chan *)o->addr)->elem_type == t->elem)
		return OBJECT_CHAN;
	return map_role(m, o->type);
}

/* Did the instruction that allocated want one value? Others are of slices, or natives'. */
static bool wanted_one(const Machine *m, uint64_t pc)
{
	vec_each(&m->images, im)
		if (pc - (*im)->base.code < (*im)->code.len * sizeof(Ins)) {
			uint64_t op = ((const Ins *)pc)->op;

			return op == OP_NEW || op == OP_BOX;
		}
	return false;
}

/* A size class stands for all sizes above the one below; those that are no multiple of the type's nobody wants. */
static void fill_asked(const Machine *m, const Span *s, const TypeDesc *t, ObjectInfo *out)
{
	uint64_t each = t && t->size ? t->size : 1, below = s->class ? size_class_bytes[s->class - 1] : 0;

	if (out->role != OBJECT_VALUE)
		return;
	if (!s->class)
		out->asked = out->asked_most = s->large - s->magic;
	else if (wanted_one(m, out->site))
		out->asked = out->asked_most = each;
	else
		out->asked_most = out->size / each * each;
	if (!out->asked)
		out->asked = (below / each + 1) * each < out->asked_most ? (below / each + 1) * each : out->asked_most;
	if (t && t->size)
		out->count = out->asked_most / each;
}

static void fill_object(const Machine *m, const Span *s, uint32_t i, ObjectInfo *out)
{
	uint64_t record = span_records(s)[i], elem = span_elem(s), addr = s->start + i * elem;
	const Site *site = &site_table((Machine *)m)[record & 0xffffff];
	const TypeDesc *t = site->type ? type_at(site->type) : NULL;
	bool library = site->pc - (m->base + SEG_CODE) >= LIBRARY_OFFSET;

	*out = (ObjectInfo){
		.id = record >> 24, .addr = addr, .size = elem, .type = site->type, .site = site->pc,
		.count = t && t->size ? elem / t->size : 1, .library = library,
		.marked = span_mark_bits(s)[i / 64] >> (i % 64) & 1,
	};
	out->role = role_of(m, t, out);
	if (out->role == OBJECT_CHAN)
		out->count = 1;
	fill_asked(m, s, t, out);
}

static bool allocated(const Span *s, uint32_t i)
{
	return i < s->count && span_alloc_bits(s)[i / 64] >> (i % 64) & 1;
}

bool machine_object_at(const Machine *m, uint64_t addr, ObjectInfo *out)
{
	const Span *s = span_of((Machine *)m, addr);
	uint32_t i = s ? span_index(s, addr) : 0;

	if (!s || s->state != SPAN_USED || !allocated(s, i))
		return false;
	fill_object(m, s, i, out);
	return true;
}

bool object_begins(const Machine *m, uint64_t addr, uint64_t type)
{
	const Span *s = span_of((Machine *)m, addr);
	uint32_t i = s ? span_index(s, addr) : 0;

	return s && s->state == SPAN_USED && allocated(s, i) && s->start + i * span_elem(s) == addr &&
	       site_table((Machine *)m)[span_records(s)[i] & 0xffffff].type == type;
}

bool machine_freed_at(const Machine *m, uint64_t addr, ObjectInfo *out)
{
	const Span *s = span_of((Machine *)m, addr);
	uint32_t i = s && s->side ? span_index(s, addr) : 0;

	if (!s || !s->side || i >= s->count || (s->state == SPAN_USED && allocated(s, i)) || !span_records(s)[i])
		return false;
	fill_object(m, s, i, out);
	return true;
}

/* Free neighbours are one to people, though they remember what lay in them each for itself. */
static void add_free_spans(const Machine *m, SpanInfo *out)
{
	const Span *s;

	while ((s = span_of((Machine *)m, out->start + out->bytes)) && s->state == SPAN_FREE)
		out->bytes += s->pages * PAGE_BYTES;
}

bool machine_span_next(const Machine *m, SpanInfo *out)
{
	const Heap *h = m->heap;
	const uint32_t *pages = page_table((Machine *)m);
	uint64_t page = out->start ? (out->start + out->bytes - h->base) >> PAGE_SHIFT : 0;
	const Span *s;

	if (page >= (h->top - h->base) >> PAGE_SHIFT || !pages[page])
		return false;
	s = span_at((Machine *)m, pages[page] - 1);
	*out = (SpanInfo){ .start = s->start, .bytes = s->pages * PAGE_BYTES, .free = s->state == SPAN_FREE };
	if (out->free) {
		add_free_spans(m, out);
		return true;
	}
	out->each = span_elem(s);
	out->room = s->count;
	out->used = s->used;
	out->pointers = !s->noscan;
	return true;
}

/* The first object of s with an index of at least i. */
static bool object_from(const Machine *m, const Span *s, uint32_t i, ObjectInfo *out)
{
	for (; i < s->count; i++) {
		if (!allocated(s, i))
			continue;
		fill_object(m, s, i, out);
		return true;
	}
	return false;
}

bool machine_object_next(const Machine *m, ObjectInfo *out)
{
	const Heap *h = m->heap;
	const uint32_t *pages = page_table((Machine *)m);
	uint64_t n = (h->top - h->base) >> PAGE_SHIFT, page = 0;

	if (out->addr) {
		const Span *s = span_of((Machine *)m, out->addr);

		if (!s)
			return false;
		if (object_from(m, s, span_index(s, out->addr) + 1, out))
			return true;
		page = ((s->start - h->base) >> PAGE_SHIFT) + s->pages;
	}
	while (page < n) {
		const Span *s = pages[page] ? span_at((Machine *)m, pages[page] - 1) : NULL;

		if (s && s->state == SPAN_USED && object_from(m, s, 0, out))
			return true;
		page += s ? s->pages : 1;
	}
	return false;
}

bool machine_object_by_id(const Machine *m, uint64_t id, ObjectInfo *out)
{
	out->addr = 0;
	while (machine_object_next(m, out))
		if (out->id == id)
			return true;
	return false;
}

static bool is_object(const Machine *m, uint64_t addr)
{
	const Span *s = span_of((Machine *)m, addr);

	return s && s->state == SPAN_USED && allocated(s, span_index(s, addr));
}

void machine_object_refs(const Machine *m, const ObjectInfo *object, MachineRefFn fn, void *ctx)
{
	const Span *s = span_of((Machine *)m, object->addr);
	const uint64_t *bits = ptr_bits((Machine *)m);
	uint64_t first = (object->addr - m->heap->base) / 8;

	if (!s || s->noscan)
		return;
	for (uint64_t w = 0; w < object->size / 8; w++) {
		uint64_t value = word(object->addr)[w];

		if (bits[(first + w) / 64] >> ((first + w) % 64) & 1 && is_object(m, value))
			fn(ctx, w * 8, value);
	}
}

void machine_heap_stats(const Machine *m, HeapStats *out)
{
	const Heap *h = m->heap;

	*out = (HeapStats){
		.objects = h->live_objects, .bytes = h->live_bytes, .total_objects = h->ordinal,
		.total_bytes = h->total_bytes, .spans = h->spans_used, .committed = h->mapped - h->base,
		.next_gc = h->next_gc, .collections = h->cycles,
	};
}

/* ---- channels ---- */

/* Through unsafe the program may call anything a channel. */
static bool is_chan(const Machine *m, uint64_t addr)
{
	ObjectInfo o;

	if (machine_eval_memory(m, addr))
		return true;
	return machine_object_at(m, addr, &o) && o.addr == addr && o.type && ((const TypeDesc *)o.type)->kind == KIND_CHAN;
}

bool machine_chan(const Machine *m, uint64_t chan, ChanInfo *out)
{
	Chan c;

	if (!chan || !is_chan(m, chan) || !machine_read(m, chan, &c, sizeof c))
		return false;
	*out = (ChanInfo){ .len = c.len, .cap = c.cap, .elem_type = c.elem_type, .closed = c.closed != 0 };
	return true;
}

uint64_t machine_chan_elem(const Machine *m, uint64_t chan, uint64_t i)
{
	Chan c;

	if (!machine_read(m, chan, &c, sizeof c) || i >= c.len)
		return 0;
	return c.buf + (c.recvx + i) % c.cap * ((const TypeDesc *)c.elem_type)->size;
}
