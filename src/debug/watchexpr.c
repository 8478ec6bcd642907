/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions that are watched: computed like any other, and what memory they read on the way is noted, so that the machine watches
 * that.
 */
#include "debug/expr.h"

typedef struct ReadNotes {
	DebugSession *s;
	Spans reads;
	bool all;
	uint64_t fp;			/* a look-up in a map is under way there */
	unsigned slot;			/* where the address of the entry's value will be */
	uint64_t size;			/* and its size */
} ReadNotes;

/* What belongs to the evaluation itself is not kept, nor what nothing writes. */
static bool of_program(DebugSession *s, uint64_t addr)
{
	ObjectInfo o;
	uint64_t offset = addr - hull_slot_of(addr);

	switch (machine_segment_of(s->machine, addr)) {
	case SEGMENT_DATA: return offset - SEG_DATA < SCRATCH_OFFSET;
	case SEGMENT_BSS: return offset - SEG_BSS < SCRATCH_OFFSET;
	case SEGMENT_STACK: return !machine_eval_memory(s->machine, addr);
	case SEGMENT_HEAP: return machine_object_at(s->machine, addr, &o);
	default: return false;
	}
}

static void note_span(ReadNotes *n, Span r)
{
	if (r.size && of_program(n->s, r.addr))
		vec_push(&n->reads, r);
}

static bool note_reads(void *ctx, Machine *m, const MachineEvent *e)
{
	ReadNotes *n = ctx;
	const Ins *i = (const Ins *)e->pc;
	Span r[2];

	(void)m;
	if (n->fp && n->fp == e->fp) {
		note_span(n, (Span){ *(const uint64_t *)(n->fp + n->slot * 8u), n->size });
		n->fp = 0;
	}
	if (!machine_instruction_reads(i, e->fp, r))
		n->all = false;
	note_span(n, r[0]);
	note_span(n, r[1]);
	if (i->op == OP_MAPREF) {
		const TypeDesc *t = (const TypeDesc *)*(const uint64_t *)(i + 1);

		n->fp = e->fp;
		n->slot = i->a;
		n->size = ((const TypeDesc *)t->elem)->size;
	}
	return false;
}

static int by_address(const void *a, const void *b)
{
	const Span *x = a, *y = b;

	return x->addr < y->addr ? -1 : x->addr > y->addr;
}

/* Sorted, those that touch as one. */
static void merge(Spans *list)
{
	size_t n = 0;

	if (list->len)
		qsort(list->data, list->len, sizeof *list->data, by_address);
	vec_each(list, r) {
		Span *last = n ? &list->data[n - 1] : NULL;

		if (last && r->addr <= last->addr + last->size)
			last->size = r->addr + r->size > last->addr + last->size ? r->addr + r->size - last->addr : last->size;
		else
			list->data[n++] = *r;
	}
	vec_trim(list, n);
}

static void take_reads(DebugSession *s, Watch *w, ReadNotes *n)
{
	merge(&n->reads);
	if (n->reads.len == w->reads.len && n->all == w->traced &&
	    (!n->reads.len || memcmp(n->reads.data, w->reads.data, n->reads.len * sizeof *n->reads.data) == 0)) {
		vec_free(&n->reads);
		return;
	}
	vec_free(&w->reads);
	memcpy(&w->reads, &n->reads, sizeof w->reads);
	w->traced = n->all;
	s->watch_dirty = true;
}

/* Compiled once, unless variables of the debugger stand in it. */
static bool compile_watch(DebugSession *s, Watch *w, const MachineFrame *f)
{
	Compiled c = { 0 };

	if (w->code.image && w->code.image->base.code == machine_scratch_bases(s->machine).code && !strchr(w->expr, '$'))
		return true;
	condition_forget(&w->code);
	if (!expr_compile(s, w->expr, f, NULL, &c))
		return false;
	w->code = (Condition){ c.image, c.code, f ? f->pc : 0, NULL, machine_writes_nothing(s->machine, c.image) };
	w->result = c.type;
	if (c.code.ntypes != 1)
		fail(s, "Cannot watch an expression with %s.", c.code.ntypes ? "several values" : "no value");
	return c.code.ntypes == 1;
}

/* Is it computed in place, with the same result? Never of a text, which is compared by what it says. */
static void find_trail(DebugSession *s, Watch *w, const Compiled *c, const StrBuf *bytes)
{
	const TypeDesc *t = expr_result_type(c, 0);
	uint64_t word;
	bool quick;

	quick = w->code.pure && w->traced && t->size <= 8 && (w->fp || !expr_uses_frame(c)) &&
		machine_pure(s->machine, c->image, c->code.entry, w->fp, &word, &w->trail) &&
		memcmp(&word, bytes->data, t->size) == 0;
	w->quick = quick ? t->size : 0;	/* the type may lie in the image, which is not loaded when this is asked for */
}

bool watch_word(DebugSession *s, const Watch *w, uint64_t *word)
{
	MachineTrail trail;

	return w->quick && machine_pure(s->machine, w->code.image, w->code.code.entry, w->fp, word, &trail) &&
	       trail.n == w->trail.n && memcmp(trail.reads, w->trail.reads, trail.n * sizeof *trail.reads) == 0;
}

bool eval_watch(DebugSession *s, Watch *w, StrBuf *bytes)
{
	MachineFrame f;
	bool have = selected_machine_frame(s, &f), ok;
	ReadNotes notes = { .s = s, .all = true };
	Compiled c;

	if (!compile_watch(s, w, have ? &f : NULL))
		return false;
	c = (Compiled){ w->code.image, w->code.code, w->result };
	machine_eval_hook(s->machine, note_reads, &notes);
	ok = expr_run(s, &c, have ? &f : NULL, bytes, w->code.pure ? EVAL_PURE : EVAL_LOOK);
	machine_eval_hook(s->machine, NULL, NULL);
	w->type = c.code.types[0];
	take_reads(s, w, &notes);
	w->quick = 0;
	if (ok)
		find_trail(s, w, &c, bytes);
	return ok;
}
