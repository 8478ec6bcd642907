/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who holds a lock. Locks do not know it, but stacks tell: a deferred Unlock of it is proof; else, in each frame, the calls
 * of Lock and Unlock that stand before the place where it is, with the receivers as the frame has them now. Functions of the
 * user's that it called are looked into: what they have done to the lock when they returned.
 */
#include "debug/debug_int.h"

typedef enum LockCall { NO_CALL, TAKES, GIVES } LockCall;

static LockCall lock_call(DebugSession *s, uint64_t entry)
{
	static const struct { const char *name; LockCall call; } methods[] = {
		{ "sync.(*Mutex).Lock", TAKES }, { "sync.(*Mutex).Unlock", GIVES }, { "sync.(*RWMutex).Lock", TAKES },
		{ "sync.(*RWMutex).Unlock", GIVES }, { "sync.(*RWMutex).RLock", TAKES }, { "sync.(*RWMutex).RUnlock", GIVES },
	};
	CodeAt at;

	if (!machine_code_at(s->machine, entry, &at))
		return NO_CALL;
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
		if (strcmp(image_text(at.image, at.func->name), methods[i].name) == 0)
			return methods[i].call;
	return NO_CALL;
}

/* ---- what functions do to a lock ---- */

enum { SLOTS = 256, DEPTH = 4 /* of calls that are looked into */, ARGS = 4, MOST_READ = 1 << 22 /* instructions, for a lock */ };

/* A function's code read from its beginning on, with what is known of its slots. */
typedef struct Scan {
	DebugSession *s;
	uint64_t lock;
	uint64_t fp;			/* of the frame that runs it; 0: none */
	bool named[SLOTS];		/* variables of that frame: their slots hold what they hold now */
	uint64_t put[SLOTS];		/* what was put last into the others; 0: it is not told */
	unsigned depth;
	uint32_t *left;			/* instructions that may still be read; at 0 nothing is told */
	LockCall last;			/* that was done to the lock, and where */
	uint64_t pc;
	bool gives_later;		/* a deferred call will */
} Scan;

static LockCall effect(const Scan *caller, uint64_t entry, const uint64_t args[ARGS]);

static uint64_t word_at(DebugSession *s, uint64_t addr)
{
	uint64_t word = 0;

	return addr && machine_read(s->machine, addr, &word, 8) ? word : 0;
}

static uint64_t slot_value(const Scan *k, unsigned slot)
{
	if (slot >= SLOTS)
		return 0;
	return k->named[slot] ? word_at(k->s, k->fp + slot * 8u) : k->put[slot];
}

/* The value that an instruction puts into its first slot; what lies in memory is as it is now; 0: not told. */
static uint64_t put_by(const Scan *k, const Ins *i)
{
	uint64_t b = slot_value(k, i->b);

	switch (i->op) {
	case OP_LDI: return (uint64_t)ins_bcd(i);
	case OP_LDK: return *(const uint64_t *)(i + 1);
	case OP_LEA: return k->fp ? k->fp + (uint64_t)(int64_t)ins_cd(i) : 0;
	case OP_MOV: case OP_MOV2: return b;
	case OP_ADDI: return b ? b + (uint64_t)(int64_t)ins_cd(i) : 0;
	case OP_LD64: case OP_LD2: return b ? word_at(k->s, b + i->c) : 0;
	case OP_LDG64: return word_at(k->s, (uint64_t)ins_bcd(i));
	default: return 0;
	}
}

static void note_put(Scan *k, const Ins *i)
{
	uint64_t first = put_by(k, i), b = slot_value(k, i->b);

	if (!strchr("dDm", op_info[i->op].operands[0]) || i->a + 1u >= SLOTS)
		return;
	if (i->op == OP_MOV2)
		k->put[i->a + 1] = slot_value(k, i->b + 1u);
	else if (i->op == OP_LD2)
		k->put[i->a + 1] = b ? word_at(k->s, b + i->c + 8) : 0;
	k->put[i->a] = first;
}

static uint64_t code_of(DebugSession *s, uint64_t func_word)
{
	return machine_segment_of(s->machine, func_word) == SEGMENT_CODE ? func_word : word_at(s, func_word);
}

/* The function that an instruction calls, or defers; 0: none, or not told. */
static uint64_t callee_of(const Scan *k, const Ins *i)
{
	switch (i->op) {
	case OP_CALL: return (uint64_t)(i + ins_cd(i));
	case OP_CALLC: case OP_DEFER: return code_of(k->s, slot_value(k, i->b));
	case OP_CALLI: {
		uint64_t tab = slot_value(k, i->b);

		return tab ? word_at(k->s, (uint64_t)&((const Itab *)tab)->fun[i->c]) : 0;
	}
	default: return 0;
	}
}

static void note_call(Scan *k, const Ins *i)
{
	uint64_t entry = callee_of(k, i), args[ARGS];
	LockCall done;

	if (!entry)
		return;
	for (unsigned n = 0; n < ARGS; n++)
		args[n] = slot_value(k, i->a + FRAME_HEADER_WORDS + n);
	if (i->op == OP_CALLI)
		args[0] = slot_value(k, i->b + 1u);
	done = effect(k, entry, args);
	if (i->op == OP_DEFER)
		k->gives_later = k->gives_later || done == GIVES;
	else if (done != NO_CALL) {
		k->last = done;
		k->pc = (uint64_t)i;
	}
}

static void scan(Scan *k, uint64_t from, uint64_t to)
{
	for (const Ins *i = (const Ins *)from; i < (const Ins *)to && *k->left; i += op_info[i->op].flags & OPF_TWO ? 2 : 1) {
		--*k->left;
		note_call(k, i);
		note_put(k, i);
	}
}

/* What a call with these first parameters has done to the lock when it has returned: a function of the user's by what it calls
 * in the order of its code. */
static LockCall effect(const Scan *caller, uint64_t entry, const uint64_t args[ARGS])
{
	Scan k = { .s = caller->s, .lock = caller->lock, .depth = caller->depth + 1, .left = caller->left };
	LockCall own = lock_call(k.s, entry);
	CodeAt at;

	if (own != NO_CALL)
		return args[0] == k.lock ? own : NO_CALL;
	if (k.depth > DEPTH || !machine_code_at(k.s->machine, entry, &at) || (at.func->flags & (FN_LIBRARY | FN_STUB)))
		return NO_CALL;
	memcpy(&k.put[FRAME_HEADER_WORDS], args, ARGS * sizeof *args);
	scan(&k, entry, entry + at.func->slots * sizeof(Ins));
	return !*k.left || (k.gives_later && k.last == TAKES) ? NO_CALL : k.last;
}

static void note_variable(Scan *k, const CodeVar *v)
{
	uint64_t bytes = v->kind == CV_SLOT ? ((const TypeDesc *)v->type)->size : v->kind == CV_HEAP ? 8 : 0;

	for (uint64_t n = v->where / 8; n * 8 < v->where + bytes && n < SLOTS; n++)
		k->named[n] = true;
}

/* The last call of a frame's function before where it stands that took the lock; 0: it has given it back since, or never. */
static uint64_t taken_at(DebugSession *s, const MachineFrame *f, uint64_t lock, uint32_t *left)
{
	Scan k = { .s = s, .lock = lock, .fp = f->fp, .left = left };

	for (uint32_t i = 0; i < f->code.func->nvars; i++)
		note_variable(&k, &f->code.image->vars.data[f->code.func->vars + i]);
	scan(&k, f->code.func->entry, f->lookup_pc);
	return k.last == TAKES && *left ? k.pc : 0;
}

static bool defers_unlock(DebugSession *s, uint64_t goroutine, uint64_t lock, uint32_t *left, uint64_t *pc)
{
	Scan k = { .s = s, .lock = lock, .left = left };
	DeferInfo d;

	for (size_t i = 0; machine_defer(s->machine, goroutine, i, &d); i++) {
		uint64_t args[ARGS] = { 0 };

		for (uint64_t n = 0; n < ARGS && n < d.nparams; n++)
			args[n] = d.params[n];
		if (effect(&k, d.entry, args) == GIVES) {
			*pc = d.pc;
			return true;
		}
	}
	return false;
}

uint64_t lock_holder(DebugSession *s, uint64_t lock, DebugLocation *at)
{
	size_t n = machine_goroutines(s->machine);
	uint32_t left = MOST_READ;
	MachineFrame f;
	GorInfo g;
	uint64_t pc;

	for (size_t i = 0; i < n; i++)
		if (machine_goroutine(s->machine, i, &g) && defers_unlock(s, g.id, lock, &left, &pc)) {
			*at = pc ? location_at(s, pc) : (DebugLocation){ 0 };
			return g.id;
		}
	for (size_t i = 0; i < n; i++) {
		if (!machine_goroutine(s->machine, i, &g))
			continue;
		for (bool more = machine_frame(s->machine, &g, &f, true); more; more = machine_frame(s->machine, &g, &f, false))
			if (user_code(&f.code) && (pc = taken_at(s, &f, lock, &left))) {
				*at = location_at(s, pc);
				return g.id;
			}
	}
	return 0;
}
