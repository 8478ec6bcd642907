/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evaluation: a function of a scratch image runs on a goroutine of its own, and nothing of the program
 * changes by it.
 *
 * State is put aside whole, so time, chance and the run queue stand still. Allocations come from an
 * arena at the end of the heap segment that no span knows. Everything the program owns is made read-only:
 * a write faults, the page's old contents go to a journal, and the journal is played back at the end.
 * With commit none of this happens but a stack of its own: it is the program that calls.
 *
 * A call (machine_call) is the program's from its beginning: its frame lies on the current goroutine's stack and returns
 * to where that stood; where no goroutine runs, one is made for it, and is no more when the call is over.
 */
#include "machine/heap.h"
#include "machine/mapped.h"
#include "machine/race.h"
#include "machine/record.h"
#include "machine/sched.h"

#include <stdio.h>
#include <sys/mman.h>

#include "base/mem.h"

#define PAGE 4096ULL
#define STACK_BYTES (64ULL << 20)
#define STACK_OFFSET (SEG_STACK_END - (2ULL << 30))
#define ARENA_BYTES (4ULL << 30)
#define ARENA_OFFSET (HULL_SLOT_SIZE - ARENA_BYTES)
#define ARENA_CHUNK (1ULL << 20)
#define SCRATCH_CHUNK (64ULL << 10)
#define SCRATCH_ALIGN 64ULL

typedef struct Range { uint64_t addr, len; } Range;
typedef struct OldPage { uint64_t addr; void *bytes; } OldPage;

struct EvalState {
	uint64_t kept;			/* bytes of each scratch part that committed images keep */
	uint64_t code, rodata, data, bss;	/* mapped of the scratch parts */
	bool active, journaling, failed, stopped, interrupted;
	EvalMode mode;
	MachineHook hook;		/* sees its instructions */
	void *hook_ctx;
	uint64_t began;			/* count */
	uint64_t gors, timers;		/* how many there were then */
	uint64_t ticks;			/* from there to its interrupt */
	uint64_t over_pc;		/* where it stood at machine_eval_limit; 0: it did not come so far */
	StrBuf held[2];			/* what it wrote to descriptors 1 and 2, in the end or never */
	StrBuf input;			/* read by an evaluation that was given up; by this one, while it is active */
	size_t input_at;		/* of it so much has been read again */
	bool stack;			/* its stack is mapped */
	StrBuf text;
	uint64_t used, mapped;		/* of the arena */
	uint64_t placed;		/* of it so much belongs to what was placed there before */
	uint64_t stored;		/* of it so much belongs to values that somebody has stored */
	uint64_t gor;			/* index of the goroutine */
	VEC(Range) ranges;		/* what is read-only now */
	VEC(OldPage) journal;
};

bool eval_active(const Machine *m)
{
	return m->eval && m->eval->active;
}

void eval_free(Machine *m)
{
	if (!m->eval)
		return;
	sb_free(&m->eval->text);
	sb_free(&m->eval->held[0]);
	sb_free(&m->eval->held[1]);
	sb_free(&m->eval->input);
	vec_free(&m->eval->ranges);
	vec_free(&m->eval->journal);
	mem_free(m->eval);
	m->eval = NULL;
}

static struct EvalState *eval_state(Machine *m)
{
	if (!m->eval)
		m->eval = mem_zalloc(sizeof *m->eval);
	return m->eval;
}

void machine_eval_hook(Machine *m, MachineHook hook, void *ctx)
{
	eval_state(m)->hook = hook;
	m->eval->hook_ctx = ctx;
}

bool machine_eval_memory(const Machine *m, uint64_t addr)
{
	return addr - (m->base + STACK_OFFSET) < STACK_BYTES || addr - (m->base + ARENA_OFFSET) < ARENA_BYTES;
}

/* ---- the scratch image ---- */

/* Where the next scratch image lies: behind those that were kept, in each segment. */
ImageBases machine_scratch_bases(const Machine *m)
{
	ImageBases b = image_bases(m->base, PART_SCRATCH);
	uint64_t kept = m->eval ? m->eval->kept : 0;

	return (ImageBases){ b.code + kept, b.rodata + kept, b.data + kept, b.bss + kept };
}

/* Maps [base, base + len) as far as it is not yet, in chunks. */
static bool part_map(Machine *m, uint64_t start, uint64_t *mapped, uint64_t base, uint64_t len, bool side)
{
	while (start + *mapped < base + len) {
		if (!memory_commit(m, start + *mapped, SCRATCH_CHUNK) ||
		    (side && !memory_map(m, start + *mapped + SIDE_DELTA, SCRATCH_CHUNK)))
			return false;
		*mapped += SCRATCH_CHUNK;
	}
	return true;
}

static void put(uint64_t addr, const void *bytes, uint64_t n)
{
	if (n)
		memcpy(at(addr), bytes, n);
}

/* A kept image has its place, and lies there. */
bool machine_has_scratch(const Machine *m, const Image *scratch)
{
	for (size_t i = m->images.len; i > m->nprogram; i--)
		if (m->images.data[i - 1] == scratch)
			return true;
	return false;
}

static bool has_place(const Machine *m, const Image *im)
{
	return im->base.code < machine_scratch_bases(m).code;
}

/* Conditions come again and again: code that is there already is left alone. */
static bool load_scratch(Machine *m, const Image *im)
{
	struct EvalState *e = m->eval;
	ImageBases start = image_bases(m->base, PART_SCRATCH);
	const ImageBases *b = &im->base;
	uint64_t code = im->code.len * sizeof(Ins);

	if (has_place(m, im))
		return machine_has_scratch(m, im);
	if (!part_map(m, start.code, &e->code, b->code, code, true) ||
	    !part_map(m, start.rodata, &e->rodata, b->rodata, im->rodata.len, false) ||
	    !part_map(m, start.data, &e->data, b->data, im->data.len, false) ||
	    !part_map(m, start.bss, &e->bss, b->bss, im->bss_size, false))
		return false;
	if (memcmp(at(b->code), im->code.data, code) != 0)
		machine_load_code(m, im);
	put(b->rodata, im->rodata.data, im->rodata.len);
	put(b->data, im->data.data, im->data.len);
	if (im->bss_size)
		memset(at(b->bss), 0, im->bss_size);
	vec_push(&m->images, im);
	return true;
}

/* What a kept image takes of each segment. */
static uint64_t scratch_bytes(const Image *im)
{
	uint64_t sizes[] = { im->code.len * sizeof(Ins), im->rodata.len, im->data.len, im->bss_size }, most = 0;

	for (unsigned i = 0; i < 4; i++)
		most = sizes[i] > most ? sizes[i] : most;
	return (most + SCRATCH_ALIGN - 1) & ~(SCRATCH_ALIGN - 1);
}

/* An image whose code or constants the program may point at now stays; another one's place is used again. */
static void unload_scratch(Machine *m, const Image *im, bool keep)
{
	if (has_place(m, im))
		return;
	if (keep)
		m->eval->kept += scratch_bytes(im);
	else
		m->images.len--;
}

bool machine_drop_scratch(Machine *m, const Image *scratch)
{
	if (machine_recording(m, &(MachineRecordInfo){ 0 }) || vec_last(&m->images) != scratch ||
	    scratch->base.code + scratch_bytes(scratch) != machine_scratch_bases(m).code)
		return false;
	m->images.len--;
	m->eval->kept -= scratch_bytes(scratch);
	return true;
}

bool machine_keep_scratch(Machine *m, const Image *scratch)
{
	eval_state(m);
	if (!load_scratch(m, scratch))
		return false;
	unload_scratch(m, scratch, true);
	return true;
}

bool machine_show_scratch(Machine *m, const Image *scratch)
{
	eval_state(m);
	if (scratch->base.code < machine_scratch_bases(m).code)
		return true;
	if (!load_scratch(m, scratch))
		return false;
	unload_scratch(m, scratch, false);
	return true;
}

bool machine_eval_owns(const Machine *m, uint64_t addr)
{
	const struct EvalState *e = m->eval;
	ImageBases start = image_bases(m->base, PART_SCRATCH), now = machine_scratch_bases(m);

	return e && (machine_eval_memory(m, addr) || (addr >= now.rodata && addr < start.rodata + e->rodata) ||
		     (addr >= now.data && addr < start.data + e->data) || (addr >= now.bss && addr < start.bss + e->bss));
}

void machine_eval_hold(Machine *m, const Image *scratch)
{
	m->eval->stored = m->eval->used;
	if (scratch->base.code != machine_scratch_bases(m).code)
		return;
	vec_push(&m->images, scratch);
	unload_scratch(m, scratch, true);
}

/* ---- the arena ---- */

static void arena_reset(Machine *m)
{
	struct EvalState *e = m->eval;
	uint64_t keep = e->placed > e->stored ? e->placed : e->stored;

	if (e->used > keep)
		memset(at(m->base + ARENA_OFFSET + keep), 0, e->used - keep);
	e->used = keep;
	e->placed = 0;
}

uint64_t eval_alloc(Machine *m, uint64_t bytes)
{
	struct EvalState *e = m->eval;
	uint64_t addr = m->base + ARENA_OFFSET + e->used;

	bytes = (bytes + 15) & ~15ULL;
	if (bytes > ARENA_BYTES - e->used || e->used + bytes > m->heap->limit) {
		fatal(m, "out of memory in an expression");
		return 0;
	}
	while (e->used + bytes > e->mapped) {
		if (!memory_commit(m, m->base + ARENA_OFFSET + e->mapped, ARENA_CHUNK)) {
			fatal(m, "out of memory in an expression");
			return 0;
		}
		e->mapped += ARENA_CHUNK;
	}
	e->used += bytes;
	return addr;
}

bool eval_range(const Machine *m, uint64_t addr, uint64_t *from, uint64_t *to)
{
	const struct EvalState *e = m->eval;
	ImageBases b = image_bases(m->base, PART_SCRATCH);
	const struct { uint64_t start, len; } parts[] = {
		{ b.code, e ? e->code : 0 }, { b.rodata, e ? e->rodata : 0 }, { b.data, e ? e->data : 0 },
		{ b.bss, e ? e->bss : 0 }, { m->base + STACK_OFFSET, e ? STACK_BYTES : 0 },
		{ m->base + ARENA_OFFSET, e ? e->mapped : 0 },
	};
	SegmentId id = machine_segment_of(m, addr);

	if (!e || id >= sizeof parts / sizeof *parts)
		return false;
	*from = parts[id].start;
	*to = *from + parts[id].len;
	return addr - *from < *to - *from;
}

/* ---- the journal ---- */

static void add_range(void *ctx, uint64_t addr, uint64_t len)
{
	struct EvalState *e = ctx;
	uint64_t from = addr & ~(PAGE - 1), to = (addr + len + PAGE - 1) & ~(PAGE - 1);

	if (len)
		vec_push(&e->ranges, ((Range){ from, to - from }));
}

static void add_stacks(Machine *m, struct EvalState *e)
{
	for (uint64_t i = 0; i < m->state->ngors; i++) {
		const Gor *g = &m->gors[i];

		if (g->state == GOR_DEAD)
			continue;
		add_range(e, g->stack_lo, g->stack_hi - g->stack_lo);
		if (g->big_lo)
			add_range(e, g->big_lo, g->big_hi - g->big_lo);
	}
}

static void find_ranges(Machine *m, struct EvalState *e)
{
	vec_trim(&e->ranges, 0);
	for (size_t i = 0; i < m->nprogram; i++) {
		add_range(e, m->images.data[i]->base.data, m->images.data[i]->data.len);
		add_range(e, m->images.data[i]->base.bss, m->images.data[i]->bss_size);
	}
	add_range(e, m->heap->base, m->heap->mapped - m->heap->base);
	mapped_pages(m, e, add_range);
	add_stacks(m, e);
	add_range(e, (uint64_t)m->gors, (m->state->ngors + 1) * sizeof(Gor));
	sched_tables(m, e, add_range);
}

static void protect(struct EvalState *e, int prot)
{
	vec_each(&e->ranges, r)
		mprotect(at(r->addr), r->len, prot);
}

/* From the fault handler: a first write to a page of the program. The page is copied and opened. */
bool eval_fault(Machine *m, uint64_t addr)
{
	struct EvalState *e = m->eval;
	OldPage page = { addr & ~(PAGE - 1), NULL };

	if (!e || !e->journaling || (machine_segment_of(m, addr) == SEGMENT_MAPPED && !mapped_writable(m, addr)))
		return false;
	vec_each(&e->ranges, r) {
		if (addr - r->addr >= r->len)
			continue;
		page.bytes = mem_alloc(PAGE);
		memcpy(page.bytes, at(page.addr), PAGE);
		vec_push(&e->journal, page);
		return mprotect(at(page.addr), PAGE, PROT_READ | PROT_WRITE) == 0;
	}
	return false;
}

static void journal_begin(Machine *m)
{
	find_ranges(m, m->eval);
	vec_trim(&m->eval->journal, 0);
	m->eval->journaling = true;
	protect(m->eval, PROT_READ);
	mapped_close(m, PROT_READ | PROT_EXEC);
}

static void journal_end(Machine *m)
{
	protect(m->eval, PROT_READ | PROT_WRITE);
	m->eval->journaling = false;
	vec_each(&m->eval->journal, p) {
		memcpy(at(p->addr), p->bytes, PAGE);
		mem_free(p->bytes);
	}
	vec_trim(&m->eval->journal, 0);
	mapped_close(m, ~0);
}

/* ---- the goroutine ---- */

/* Takes a slot of the table that no goroutine has; its stack lies apart. */
static bool begin_goroutine(Machine *m, uint64_t entry, uint64_t param)
{
	State *st = m->state;
	uint64_t lo = m->base + STACK_OFFSET, *frame = word(lo + 64);
	Gor *g;

	if (!gor_table_room(m) || (!m->eval->stack && !memory_commit(m, lo, STACK_BYTES)))
		return false;
	m->eval->stack = true;
	m->eval->gor = st->ngors++;
	g = &m->gors[m->eval->gor];
	*g = (Gor){ .state = GOR_RUNNING, .stack_lo = lo, .stack_hi = lo + STACK_BYTES };
	g->limit = g->stack_hi - 4096;
	g->big_lo = g->big_hi = lo + STACK_BYTES;	/* none to go on in */
	frame[FRAME_RET_PC] = image_stub(m->base, OP_EVALEND);
	frame[FRAME_CALLER] = 0;
	frame[FRAME_FUNC] = entry;
	frame[FRAME_HEADER_WORDS] = param;
	st->current = m->eval->gor;
	st->fp = (uint64_t)frame;
	st->pc = entry;
	st->limit = g->limit;
	return true;
}

/* Is the innermost frame, or one that it was called from, of the program's own code? */
static bool in_program(Machine *m)
{
	GorInfo info;
	MachineFrame f;

	gor_info(m, gor_current(m), &info);
	for (bool more = gor_frame(m, gor_current(m), &info, &f, true); more; more = gor_frame(m, gor_current(m), &info, &f, false))
		if (f.code.image->part == PART_USER)
			return true;
	return false;
}

Flow eval_end(Machine *m)
{
	machine_fill_stop(m, STOP_EXIT);
	return FLOW_STOP;
}

/* The expression panicked, or wants what it cannot have: it ends with this text. */
Flow eval_fail(Machine *m, const char *text)
{
	struct EvalState *e = m->eval;

	if (!e->failed) {
		e->failed = true;
		sb_clear(&e->text);
		sb_add(&e->text, text);
	}
	return eval_end(m);
}

Flow eval_panic(Machine *m, const char *text)
{
	m->eval->stopped = m->eval->mode == EVAL_TRY && in_program(m);
	return eval_fail(m, text);
}

bool eval_has_started(const Machine *m)
{
	return eval_active(m) && (m->state->live_gors > m->eval->gors || sched_timers(m) > m->eval->timers);
}

bool eval_undoes(const Machine *m)
{
	return eval_active(m) && m->eval->mode != EVAL_COMMIT;
}

bool eval_kept(const Machine *m)
{
	return m->eval && m->eval->kept;
}

/* ---- what may be done again ---- */

static bool trying(const Machine *m)
{
	return eval_active(m) && m->eval->mode == EVAL_TRY;
}

bool eval_hold(Machine *m, int fd, const void *bytes, size_t n)
{
	if (!trying(m) || (fd != 1 && fd != 2))
		return false;
	sb_addn(&m->eval->held[fd - 1], bytes, n);
	return true;
}

void eval_note_read(Machine *m, int fd, const void *bytes, size_t n)
{
	if (trying(m) && fd == 0 && m->eval->input_at == m->eval->input.len) {
		sb_addn(&m->eval->input, bytes, n);
		m->eval->input_at += n;
	}
}

size_t eval_read_again(Machine *m, int fd, void *bytes, size_t n)
{
	struct EvalState *e = m->eval;

	if (!e || fd != 0 || e->input_at == e->input.len)
		return 0;
	n = n < e->input.len - e->input_at ? n : e->input.len - e->input_at;
	memcpy(bytes, e->input.data + e->input_at, n);
	e->input_at += n;
	return n;
}

/* The evaluation is over: what it wrote comes out, or it has never been. */
static void settle(Machine *m)
{
	struct EvalState *e = m->eval;

	for (int fd = 1; fd <= 2; fd++) {
		StrBuf *held = &e->held[fd - 1];

		if (held->len && !e->stopped)
			m->config.door.write(m->config.door.ctx, fd, held->data, held->len);
		sb_clear(held);
	}
	if (e->stopped) {
		e->input_at = 0;
	} else if (e->input_at == e->input.len) {
		sb_clear(&e->input);
		e->input_at = 0;
	}
}

/* ---- the whole ---- */

/* What of the machine's host side stands for the stopped program. */
typedef struct Aside {
	MachineStop stop;
	StrBuf stop_text;
	Map breaks;
	unsigned mask;
	uint64_t until, exact, checkpoint_at;
	State state;
	MachineHook hook;
	void *hook_ctx;
	bool interrupted;		/* the program is to be, behind the evaluation */
} Aside;

static void put_aside(Machine *m, Aside *a)
{
	*a = (Aside){ m->stop, m->stop_text, m->breaks, m->mask, m->until, m->exact, m->checkpoint_at, *m->state,
			m->hook, m->hook_ctx, m->interrupted };
	memset(&m->stop_text, 0, sizeof m->stop_text);
	if (m->eval->mode != EVAL_TRY)
		memset(&m->breaks, 0, sizeof m->breaks);
	m->mask = m->eval->hook ? EVENT_INSTRUCTION : 0;
	m->hook = m->eval->hook;
	m->hook_ctx = m->eval->hook_ctx;
	m->exact = m->checkpoint_at = UINT64_MAX;
	m->until = m->eval_ticks ? count_now(m) + m->eval_ticks : UINT64_MAX;
	m->interrupted = 0;
	m->state->gc_at = m->state->profile_at = UINT64_MAX;
	m->state->preempt_at = count_now(m) + 1;	/* attention from time to time, for an interrupt */
	budget_set(m);
}

/* What the call of a commit did stays, but for the registers, the clock of ticks and the goroutine. */
static void keep_effects(Machine *m, const State *before)
{
	State *st = m->state;
	Gor *g = &m->gors[m->eval->gor];

	memset(g, 0, sizeof *g);
	g->state = GOR_DEAD;
	g->next = st->gor_free;
	st->gor_free = m->eval->gor + 1;
	st->count_base = before->count_base;
	st->budget = before->budget;
	st->preempt_at = before->preempt_at;
	st->gc_at = before->gc_at;
	st->profile_at = before->profile_at;
	st->pc = before->pc;
	st->fp = before->fp;
	st->limit = before->limit;
	st->current = before->current;
}

static void bring_back(Machine *m, Aside *a, bool commit)
{
	uint64_t table_used = m->state->table_used;	/* types and itabs that were made stay: they are known by name */

	if (commit)
		keep_effects(m, &a->state);
	else
		*m->state = a->state;
	m->state->table_used = table_used;
	sb_free(&m->stop_text);
	m->stop = a->stop;
	m->stop_text = a->stop_text;
	m->breaks = a->breaks;
	m->mask = a->mask;
	m->hook = a->hook;
	m->hook_ctx = a->hook_ctx;
	m->until = a->until;
	m->exact = a->exact;
	m->checkpoint_at = a->checkpoint_at;
	if (a->interrupted)
		m->interrupted = 1;
	if (a->stop.text)
		m->stop.text = sb_text(&m->stop_text);
}

/* Runs to EVALEND or a failure. */
static void run(Machine *m)
{
	char text[64];

	fault_handler_install(m);
	if (sigsetjmp(m->fault_env, 0)) {
		fault_landed();
		snprintf(text, sizeof text, "Cannot access memory at address 0x%lx", (unsigned long)m->fault_addr);
		eval_fail(m, text);
	} else {
		m->fault_armed = true;
		interp_observed(m);
	}
	m->fault_armed = false;
	if (m->stop.reason == STOP_INTERRUPT || m->stop.reason == STOP_BREAKPOINT) {
		m->eval->stopped = m->eval->mode == EVAL_TRY && (m->stop.reason == STOP_BREAKPOINT || in_program(m));
		m->eval->interrupted = m->stop.reason == STOP_INTERRUPT;
		if (m->eval->interrupted)
			m->eval->ticks = count_now(m) - m->eval->began;
		eval_fail(m, "interrupted");
	}
	if (m->stop.reason == STOP_COUNT) {
		m->eval->over_pc = m->state->pc;
		eval_fail(m, "too many steps");
	}
}

void machine_eval_limit(Machine *m, uint64_t ticks)
{
	m->eval_ticks = ticks;
}

EvalResult machine_eval(Machine *m, const Image *scratch, uint64_t entry, uint64_t param, void *out,
			size_t words, EvalMode mode)
{
	Aside aside;
	bool commit = mode == EVAL_COMMIT;
	uint8_t running = GOR_RUNNING;

	eval_state(m);
	m->eval->failed = m->eval->stopped = m->eval->interrupted = false;
	m->eval->over_pc = 0;
	m->eval->mode = mode;
	if (scratch && !load_scratch(m, scratch))
		return (EvalResult){ .text = "no place for the expression's code" };
	arena_reset(m);
	if (m->state->started) {
		running = gor_current(m)->state;
		if (running == GOR_RUNNING)
			gor_current(m)->state = GOR_RUNNABLE;
	}
	put_aside(m, &aside);
	m->eval->active = begin_goroutine(m, entry, param);
	m->scratch_heap = !commit;
	if (!commit)
		m->state->barrier = 0;
	if (mode == EVAL_LOOK || mode == EVAL_TRY)
		journal_begin(m);
	m->eval->began = count_now(m);
	m->eval->gors = m->state->live_gors;
	m->eval->timers = sched_timers(m);
	m->eval->ticks = 0;
	race_switch(m);
	if (m->eval->active)
		run(m);
	else
		eval_fail(m, "no memory for the expression's stack");
	if (!m->eval->failed)
		memcpy(out, word(m->base + STACK_OFFSET + 64) + FRAME_HEADER_WORDS + 1, words * 8);
	if (mode == EVAL_LOOK || mode == EVAL_TRY)
		journal_end(m);
	if (!commit)
		memset(&m->gors[m->eval->gor], 0, sizeof(Gor));
	m->scratch_heap = false;
	m->eval->active = false;
	if (scratch)
		unload_scratch(m, scratch, commit);
	bring_back(m, &aside, commit);
	if (m->state->started)
		gor_current(m)->state = running;
	race_switch(m);
	if (mode == EVAL_TRY)
		settle(m);
	if (commit)
		record_changed(m);
	return (EvalResult){ !m->eval->failed, m->eval->stopped, m->eval->interrupted, m->eval->ticks, m->eval->over_pc, m->eval->failed ? sb_text(&m->eval->text) : NULL };
}

/* ---- what values say of themselves ---- */

bool machine_eval_place(Machine *m, const void *bytes, size_t n, uint64_t *addr)
{
	eval_state(m);
	*addr = eval_alloc(m, n);
	if (*addr)
		memcpy(at(*addr), bytes, n);
	return *addr != 0;
}

/* What an expression has allocated is being read: it stays. */
bool machine_eval_method(Machine *m, uint64_t code, uint64_t word, uint64_t text[2])
{
	eval_state(m)->placed = eval_state(m)->used;
	return machine_eval(m, NULL, code, word, text, 2, EVAL_LOOK).ok;
}

/* ---- calls ---- */

enum { CALL_ROOM = 64 << 10 };	/* bytes of stack that a call should find */

static bool can_call(const Machine *m)
{
	const State *st = m->state;
	const Gor *g = &m->gors[st->current];
	CodeAt code;

	return st->started && !st->exited && !sched_rests(m) &&
	       machine_segment_of(m, st->fp) == SEGMENT_STACK && machine_code_at(m, st->pc, &code) &&
	       ((g != &m->gors[0] && !g->big_lo) || frame_top(st->fp) + CALL_ROOM < st->limit);
}

static void put_death_off(Machine *m, const MachineCall *call)
{
	if (!m->dying)
		return;
	vec_push(&m->deaths, ((Death){ call->goroutine, call->fp, m->dying_as, mem_strndup(m->stop_text.data, m->stop_text.len) }));
	m->dying = false;
}

/* Those of calls on top of this one are forgotten with them. It was a deadlock if no goroutine ran; who can go on now does. */
static void die_again(Machine *m, const MachineCall *call)
{
	while (m->deaths.len && vec_last(&m->deaths).goroutine == call->goroutine && vec_last(&m->deaths).fp >= call->fp) {
		Death d = vec_last(&m->deaths);

		vec_trim(&m->deaths, m->deaths.len - 1);
		if (d.fp == call->fp) {
			m->dying = !call->apart || sched_stuck(m);
			m->dying_as = d.reason;
			sb_clear(&m->stop_text);
			sb_add(&m->stop_text, d.text);
		}
		mem_free(d.text);
	}
}

/* Where nobody runs, on a goroutine that is made for it; it ends where all goroutines end. */
static bool call_apart(Machine *m, uint64_t entry, uint64_t param, MachineCall *out)
{
	State *st = m->state;
	uint64_t count = count_now(m), pc = st->pc, before = gor_current(m)->id;

	if (!sched_visit(m, entry, param))
		return false;
	*out = (MachineCall){ gor_current(m)->id, st->fp, image_stub(m->base, OP_GOEND), 0, before };
	put_death_off(m, out);
	record_moved(m, count, pc);
	return true;
}

static bool call_on_top(Machine *m, uint64_t entry, uint64_t param, MachineCall *out)
{
	State *st = m->state;
	uint64_t count;

	*out = (MachineCall){ gor_current(m)->id, frame_top(st->fp), st->pc, st->fp, 0 };
	count = count_now(m);
	if (call_func(m, out->fp, entry, &param, 1, st->pc) == FLOW_STOP)
		return false;
	put_death_off(m, out);
	st->budget--;
	record_moved(m, count, out->pc);
	return true;
}

bool machine_call(Machine *m, const Image *scratch, uint64_t entry, uint64_t param, MachineCall *out)
{
	bool apart = sched_rests(m);

	eval_state(m);
	record_settle(m);
	if ((!apart && !can_call(m)) || !load_scratch(m, scratch))
		return false;
	unload_scratch(m, scratch, true);
	return apart ? call_apart(m, entry, param, out) : call_on_top(m, entry, param, out);
}

void machine_called(Machine *m, const MachineCall *call)
{
	Gor *g = gor_current(m);

	if (call->apart && machine_alive(m) && g->id == call->goroutine && m->state->fp == call->caller)
		sched_dismiss(m, g, call->apart);
	die_again(m, call);
}

bool machine_calling(const Machine *m, const MachineCall *call)
{
	GorInfo g;
	MachineFrame f;
	bool more = machine_goroutine_by_id(m, call->goroutine, &g) && machine_frame(m, &g, &f, true);

	while (more && !(call->apart ? f.fp == call->fp : f.fp == call->caller && f.pc == call->pc && f.interrupted))
		more = machine_frame(m, &g, &f, false);
	return more;
}

void machine_call_off(Machine *m, const MachineCall *call)
{
	const Gor *of = gor_by_id(m, call->goroutine);
	Gor *g = of ? &m->gors[of - m->gors] : NULL;

	if (!g)
		return;
	sched_seize(m, g);
	frames_forget(m, g, call->fp);
	if (call->apart) {
		sched_dismiss(m, g, call->apart);
	} else {
		stack_unwind(m, g, call->caller);
		registers_move(m, call->pc, call->caller);
	}
	die_again(m, call);
}
