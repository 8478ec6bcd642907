/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read-only views of a machine: memory, code, goroutines and their frames, heap objects.
 *
 * A walk over frames follows the callers' fp words. Three kinds of return pc are no code of the
 * program: GOEND, INITEND and EVALEND end the walk; BIGRET hides the true return pc below the frame; PANICNX
 * means that a panic made the call, and the frame below stands where the panic was raised.
 */
#include "machine/heap.h"
#include "machine/records.h"

#include <stdlib.h>

#include "base/mem.h"

/* Goroutines in order of their ids: made anew when one was started or has ended. */
struct Views {
	VEC(uint32_t) order;
	uint64_t next_id, live;
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

/* ---- code ---- */

bool machine_code_at(const Machine *m, uint64_t pc, CodeAt *out)
{
	vec_each(&m->images, im) {
		const CodeFunc *fn;

		if (pc - (*im)->base.code >= (*im)->code.len * sizeof(Ins))
			continue;
		fn = image_func_at(*im, pc);
		*out = (CodeAt){ *im, fn, fn ? image_line_at(*im, fn, pc) : NULL };
		return fn != NULL;
	}
	return false;
}

size_t machine_images(const Machine *m, const Image *const **out)
{
	*out = m->images.data;
	return m->images.len;
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

static void fill_goroutine(const Machine *m, const Gor *g, GorInfo *out)
{
	bool running = g->state == GOR_RUNNING;

	*out = (GorInfo){
		.id = g->id, .state = (GorState)g->state,
		.wait = g->state == GOR_WAITING ? wait_text[g->wait] : NULL, .wait_object = g->wait_object,
		.pc = running ? m->state->pc : g->pc, .fp = running ? m->state->fp : g->fp,
		.created_by_pc = g->created_by, .creator = g->creator,
		.stack_lo = g->stack_lo, .stack_hi = g->big_lo ? g->big_hi : g->stack_hi,
		.stack_high_water = g->high_water,
	};
	if (out->fp > out->stack_high_water)
		out->stack_high_water = out->fp;
}

bool machine_goroutine(const Machine *m, size_t index, GorInfo *out)
{
	if (index >= machine_goroutines(m))
		return false;
	fill_goroutine(m, &m->gors[views(m)->order.data[index]], out);
	return true;
}

static const Gor *gor_by_id(const Machine *m, uint64_t id)
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
		fill_goroutine(m, g, out);
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

/* Steps to the caller of the frame at f->fp; false at the bottom. */
static bool frame_caller(const Machine *m, const Gor *g, MachineFrame *f, bool *by_panic)
{
	uint64_t ret = frame_return(g, f->fp), caller = word(f->fp)[FRAME_CALLER];

	*by_panic = ret == image_stub(OP_PANICNX);
	if (!stack_address(m, caller))
		return false;
	f->fp = caller;
	if (*by_panic) {
		const Panic *p = panic_in(g, caller);

		f->pc = f->lookup_pc = p ? p->pc : 0;
	} else {
		f->pc = ret;
		f->lookup_pc = machine_segment_of(m, ret) == SEGMENT_CODE ? call_before(ret) : 0;
	}
	return true;
}

bool machine_frame(const Machine *m, const GorInfo *info, MachineFrame *f, bool first)
{
	const Gor *g = gor_by_id(m, info->id);
	bool by_panic = false;

	if (!g)
		return false;
	if (first)
		*f = (MachineFrame){ .fp = info->fp, .pc = info->pc, .lookup_pc = info->pc };
	else if (!frame_caller(m, g, f, &by_panic))
		return false;
	while (!machine_code_at(m, f->lookup_pc, &f->code) || (f->code.func->flags & FN_STUB))
		if (!stack_address(m, f->fp) || !frame_caller(m, g, f, &by_panic))
			return false;
	f->called_by_panic = frame_return(g, f->fp) == image_stub(OP_PANICNX);
	return true;
}

/* ---- memory ---- */

SegmentId machine_segment_of(const Machine *m, uint64_t addr)
{
	static const uint64_t starts[SEGMENT_COUNT + 1] = {
		SEG_CODE, SEG_RODATA, SEG_DATA, SEG_BSS, SEG_STACK, SEG_HEAP, SEG_HEAP_END
	};
	uint64_t offset = addr - m->base;

	if (offset < SEG_CODE || offset >= SEG_HEAP_END)
		return SEGMENT_NONE;
	for (unsigned s = 0;; s++)
		if (offset < starts[s + 1])
			return (SegmentId)s;
}
