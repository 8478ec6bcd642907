/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watched memory: the machine stops behind the instruction that changed some.
 *
 * Slots of a frame are written by instructions of its function alone, which is known from its code: behind each of those
 * that may write a watched slot stands a patch (BREAK_WATCH) at which the bytes are compared; nothing else costs anything.
 * Other memory, and slots whose address is taken, can be written by any store: then the watched loop runs (interp_watched.c).
 * Its stores look into a table of granules of 8 bytes, hashed: one in which a watched byte lies, or that a store of a word may
 * begin in and reach one, is marked. What helpers write in bulk is not looked for; they are followed by a
 * comparison. So nothing that changes a byte is missed, and what only looks like it costs a comparison.
 *
 * Of reads those are watched that the debugger is asked about (machine_watch_look): instructions with a watched slot among their
 * operands are patched, and all loads look into the table (interp_reads.c).
 *
 * A frame may end by a return, which the debugger sees at the return address, or by a panic that was recovered from further
 * down, a deferred call's end, or the goroutine's: those are told here (gone).
 */
#include "machine/heap.h"

#include "base/mem.h"

/* ---- comparing ---- */

/* A place of the heap may come only later in this run. */
static bool is_there(const Machine *m, MachineWatch *w)
{
	w->there = w->there || memory_there(m, w->addr, w->size);
	return w->there;
}

/* Some is not as it was: its bytes are taken, and it is marked. */
static bool watch_changed(Machine *m)
{
	bool any = false;

	for (size_t i = 0; i < m->watch.n; i++) {
		MachineWatch *w = &m->watch.list[i];

		if (!is_there(m, w))
			continue;
		/* Of a known size it is no call. */
		if (w->size == 8 ? memcmp(w->bytes, at(w->addr), 8) == 0 : memcmp(w->bytes, at(w->addr), w->size) == 0)
			continue;
		memcpy(w->bytes, at(w->addr), w->size);
		w->changed = any = true;
	}
	return any;
}

bool watch_stops(Machine *m)
{
	if (eval_active(m) || !watch_changed(m) ||
	    (m->watch.wanted && !m->watch.wanted(m->watch.wanted_ctx, m->state->pc, m->state->fp)))
		return false;
	machine_fill_stop(m, STOP_HOOK);
	return true;
}

/* ---- reads ---- */

void machine_watch_look(Machine *m, MachineLook *look, void *ctx)
{
	m->watch.look = look;
	m->watch.look_ctx = ctx;
}

void watch_note(Machine *m)
{
	if (m->watch.reads && !eval_active(m))
		m->watch.read = m->watch.look(m->watch.look_ctx, m->state->pc, m->state->fp);
}

bool watch_read(Machine *m)
{
	bool read = m->watch.read && !eval_active(m);

	if (read) {
		m->watch.read = false;
		machine_fill_stop(m, STOP_HOOK);
	}
	return read;
}

bool watch_look(Machine *m)
{
	m->watch.looking = m->observe_first = m->single_step = true;
	interp_observed(m);
	m->watch.looking = m->single_step = false;
	return m->stop.reason != STOP_STEPPED;
}

void machine_watch_filter(Machine *m, MachineWatchFilter *wanted, void *ctx)
{
	m->watch.wanted = wanted;
	m->watch.wanted_ctx = ctx;
}

/* The debugger's user wrote here: that is no change of the program's. */
void watch_accept(Machine *m, uint64_t addr, uint64_t n)
{
	for (size_t i = 0; i < m->watch.n; i++) {
		MachineWatch *w = &m->watch.list[i];

		if (addr < w->addr + w->size && addr + n > w->addr && is_there(m, w))
			memcpy(w->bytes, at(w->addr), w->size);
	}
}

bool watch_unwound(Machine *m, const Gor *g, uint64_t fp)
{
	bool any = false;

	for (size_t i = 0; i < m->watch.n; i++) {
		MachineWatch *w = &m->watch.list[i];

		if (!w->fp || w->gone || w->goroutine != g->id || (fp && (w->fp == fp || !frame_younger(g, w->fp, fp))))
			continue;
		w->gone = any = true;
	}
	if (any && !eval_active(m))
		machine_fill_stop(m, STOP_HOOK);
	return any && !eval_active(m);
}

/* ---- who may write a slot ---- */

/* Words that an instruction writes from its first operand on; UINT32_MAX: not told here. */
static uint32_t words_written(const Ins *i)
{
	switch (i->op) {
	case OP_MOV2: case OP_ZERO2: case OP_LD2: case OP_CDIV: case OP_SLSTR: case OP_SCAT: case OP_B2S: case OP_R2S: case OP_I2S:
	case OP_RECOVER:
		return 2;
	case OP_MOV3: case OP_ZERO3: case OP_LD3: case OP_SLICE: case OP_SLARR: case OP_MKSLICE: case OP_APP8: case OP_APP16:
	case OP_APP32: case OP_APP64: case OP_APPP: case OP_GROW: case OP_APPS: case OP_S2B: case OP_S2R:
		return 3;
	case OP_MOVN: return i->c;
	case OP_ZERON: return (uint32_t)ins_cd(i);
	case OP_LDM: return ((uint32_t)ins_cd(i) + 7) / 8;
	default: return UINT32_MAX;
	}
}

static bool overlap(uint64_t a, uint64_t na, uint64_t b, uint64_t nb)
{
	return a < b + nb && b < a + na;
}

/* Bytes [from, from + n) of the frame. */
static bool may_write(const Ins *i, uint64_t from, uint64_t n)
{
	const char *letters = op_info[i->op].operands;
	const uint16_t operands[] = { i->a, i->b, i->c, i->d };

	if (i->op >= OP_STL8 && i->op <= OP_STL64)
		return overlap((uint64_t)(int64_t)ins_cd(i), 8, from, n);
	for (unsigned k = 0; k < 4; k++) {
		uint64_t words = letters[k] == 'D' ? words_written(i) : 1;

		if (strchr("dmD", letters[k]) && overlap(operands[k] * 8u, words * 8, from, n))
			return true;
	}
	/* The address of the value that a select receives lies in its cases: they are slots that a LEA filled. */
	return i->op == OP_MAPNX && overlap(i->a * 8u, 16, from, n);
}

/* Bytes of the frame among an instruction's operands. */
static bool may_read(const Ins *i, uint64_t from, uint64_t n)
{
	const char *letters = op_info[i->op].operands;
	const uint16_t operands[] = { i->a, i->b, i->c, i->d };

	for (unsigned k = 0; k < 4; k++)
		if (strchr("smS", letters[k]) && overlap(operands[k] * 8u, letters[k] == 'S' ? ins_source_bytes(i) : 8, from, n))
			return true;
	return false;
}

static void add_patch(Machine *m, const CodeFunc *fn, uint64_t pc)
{
	if (pc - fn->entry >= fn->slots * sizeof(Ins))
		return;
	vec_push(&m->watch.pcs, pc);
	patch_add(m, pc, BREAK_WATCH);
}

static void patch_behind(Machine *m, const CodeFunc *fn, const Ins *i)
{
	unsigned flags = op_info[i->op].flags;

	if (!(flags & OPF_END))
		add_patch(m, fn, (uint64_t)(i + (flags & OPF_TWO ? 2 : 1)));
	if (flags & OPF_JUMP && i->op != OP_SWITCH)
		add_patch(m, fn, (uint64_t)(i + ins_cd(i)));
}

/* Behind each writer; with `reads` at each reader, too. */
static void patch_function(Machine *m, const CodeFunc *fn, uint64_t from, uint64_t n, bool reads)
{
	const Ins *end = (const Ins *)fn->entry + fn->slots;

	for (const Ins *i = (const Ins *)fn->entry; i < end; i += op_info[i->op].flags & OPF_TWO ? 2 : 1) {
		if (may_write(i, from, n))
			patch_behind(m, fn, i);
		if (reads && may_read(i, from, n))
			add_patch(m, fn, (uint64_t)i);
	}
}

/* ---- slots whose address is taken ---- */

static uint64_t slot_bytes(const CodeVar *v)
{
	return (type_at(v->type)->size + 7) & ~7ULL;
}

static bool is_in(const CodeVar *v, uint64_t offset)
{
	return v->kind == CV_SLOT && offset - v->where < slot_bytes(v);
}

static const CodeVar *variable_at(const CodeAt *code, uint64_t offset)
{
	const CodeVar *vars = &code->image->vars.data[code->func->vars];

	for (uint32_t i = 0; i < code->func->nvars; i++)
		if (is_in(&vars[i], offset))
			return &vars[i];
	return NULL;
}

/* Are bytes of the frame among these that belong to no variable? What a literal or an argument lies in has no name. */
static bool has_nameless(const CodeAt *code, uint64_t from, uint64_t n)
{
	const CodeVar *v;

	for (uint64_t at = from; at < from + n; at = v->where + slot_bytes(v))
		if (!(v = variable_at(code, at)))
			return true;
	return false;
}

/* May who has the address of this byte write to those? A pointer reaches all of the variables that lie there, in one block or another,
 * and one to a place without a name all such places. */
static bool reaches(const CodeAt *code, uint64_t offset, uint64_t from, uint64_t n, bool nameless)
{
	const CodeVar *vars = &code->image->vars.data[code->func->vars];
	bool named = false;

	for (uint32_t i = 0; i < code->func->nvars; i++) {
		if (!is_in(&vars[i], offset))
			continue;
		named = true;
		if (overlap(vars[i].where, type_at(vars[i].type)->size, from, n))
			return true;
	}
	return overlap(offset, 1, from, n) || (!named && nameless);
}

/* Of any of the bytes [from, from + n): several variables that are watched together lie in one range. */
static bool address_taken(const CodeAt *code, uint64_t from, uint64_t n)
{
	const Ins *end = (const Ins *)code->func->entry + code->func->slots;
	bool nameless = has_nameless(code, from, n);

	for (const Ins *i = (const Ins *)code->func->entry; i < end; i += op_info[i->op].flags & OPF_TWO ? 2 : 1)
		if (i->op == OP_LEA && reaches(code, (uint64_t)(int64_t)ins_cd(i), from, n, nameless))
			return true;
	return false;
}

/* ---- the table of granules ---- */

/* Without unsafe no store of a word begins in the middle of one. */
static bool only_words(const Machine *m, const MachineWatch *w)
{
	bool unsafe = false;

	vec_each(&m->images, im)
		unsafe = unsafe || (*im)->uses_unsafe;
	return !unsafe && w->addr % 8 == 0 && w->size % 8 == 0;
}

static void mark_granules(Machine *m, const MachineWatch *w)
{
	uint64_t from = (w->addr - (only_words(m, w) ? 0 : 7)) >> WATCH_GRANULE, to = (w->addr + w->size - 1) >> WATCH_GRANULE;

	if (to - from >= WATCH_GRANULES)
		to = from + WATCH_GRANULES - 1;
	for (uint64_t g = from; g <= to; g++)
		m->watch.granules[g % WATCH_GRANULES] = 1;
	m->watch.lo = w->addr < m->watch.lo ? w->addr : m->watch.lo;
	m->watch.hi = w->addr + w->size > m->watch.hi ? w->addr + w->size : m->watch.hi;
}

/* ---- setting ---- */

static void forget(Machine *m)
{
	vec_each(&m->watch.pcs, pc)
		patch_remove(m, *pc, BREAK_WATCH);
	vec_trim(&m->watch.pcs, 0);
	if (m->watch.everywhere)
		memset(m->watch.granules, 0, WATCH_GRANULES);
	m->watch.lo = UINT64_MAX;
	m->watch.hi = 0;
}

/* True: any store may write it, or any load read it and that is watched. */
static bool watch_one(Machine *m, MachineWatch *w)
{
	CodeAt code;

	if (!w->fp || !machine_code_at(m, func_word_entry(word(w->fp)[FRAME_FUNC]), &code))
		return true;
	patch_function(m, code.func, w->addr - w->fp, w->size, w->reads);
	return w->reads || address_taken(&code, w->addr - w->fp, w->size);
}

void machine_watch(Machine *m, MachineWatch *list, size_t n)
{
	bool everywhere = false, reads = false;

	forget(m);
	m->watch.read = false;
	m->watch.list = list;
	m->watch.n = n;
	if (n && !m->watch.granules)
		m->watch.granules = mem_zalloc(WATCH_GRANULES);
	for (size_t i = 0; i < n; i++) {
		list[i].there = false;
		reads = reads || list[i].reads;
		if (watch_one(m, &list[i])) {
			mark_granules(m, &list[i]);
			everywhere = true;
		}
	}
	if (everywhere != m->watch.everywhere || reads != m->watch.reads) {
		m->watch.everywhere = everywhere;
		m->watch.reads = reads;
		load_relabel(m);
	}
}
