/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who holds a lock. Locks do not know it, but stacks tell: a deferred Unlock of it is proof; else, in each frame, the calls
 * of Lock and Unlock that stand before the place where it is, with the receivers as the frame has them now.
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

static bool defers_unlock(DebugSession *s, uint64_t goroutine, uint64_t lock, uint64_t *pc)
{
	DeferInfo d;

	for (size_t i = 0; machine_defer(s->machine, goroutine, i, &d); i++)
		if (d.nparams && d.params[0] == lock && lock_call(s, d.entry) == GIVES) {
			*pc = d.pc;
			return true;
		}
	return false;
}

enum { SLOTS = 256 };

/* The value that an instruction puts into its first slot: of what was put before, else with the frame's slots as they are;
 * 0: not told. */
static uint64_t put_by(const Ins *i, uint64_t fp, const uint64_t *put)
{
	uint64_t b = i->b < SLOTS && put[i->b] ? put[i->b] : *(const uint64_t *)(fp + i->b * 8u);

	switch (i->op) {
	case OP_LDI: return (uint64_t)ins_bcd(i);
	case OP_LDK: return *(const uint64_t *)(i + 1);
	case OP_LEA: return fp + (uint64_t)(int64_t)ins_cd(i);
	case OP_MOV: return b;
	case OP_ADDI: return b + (uint64_t)(int64_t)ins_cd(i);
	default: return 0;
	}
}

static const Ins *after(const Ins *i)
{
	return i + (op_info[i->op].flags & OPF_TWO ? 2 : 1);
}

/* The last call of a frame's function before where it stands that took the lock; 0: it has given it back since, or never. */
static uint64_t taken_at(DebugSession *s, const MachineFrame *f, uint64_t lock)
{
	const Ins *end = (const Ins *)f->lookup_pc;
	uint64_t put[SLOTS] = { 0 }, pc = 0;	/* what was put last into the slots */

	for (const Ins *i = (const Ins *)f->code.func->entry; i < end; i = after(i)) {
		unsigned slot = i->a + FRAME_HEADER_WORDS;
		LockCall call = i->op == OP_CALL ? lock_call(s, (uint64_t)(i + ins_cd(i))) : NO_CALL;

		if (call != NO_CALL && slot < SLOTS && put[slot] == lock)
			pc = call == TAKES ? (uint64_t)i : 0;
		if (strchr("dDm", op_info[i->op].operands[0]) && i->a < SLOTS)
			put[i->a] = put_by(i, f->fp, put);
	}
	return pc;
}

uint64_t lock_holder(DebugSession *s, uint64_t lock, DebugLocation *at)
{
	size_t n = machine_goroutines(s->machine);
	MachineFrame f;
	GorInfo g;
	uint64_t pc;

	for (size_t i = 0; i < n; i++)
		if (machine_goroutine(s->machine, i, &g) && defers_unlock(s, g.id, lock, &pc)) {
			*at = pc ? location_at(s, pc) : (DebugLocation){ 0 };
			return g.id;
		}
	for (size_t i = 0; i < n; i++) {
		if (!machine_goroutine(s->machine, i, &g))
			continue;
		for (bool more = machine_frame(s->machine, &g, &f, true); more; more = machine_frame(s->machine, &g, &f, false))
			if (user_code(&f.code) && (pc = taken_at(s, &f, lock))) {
				*at = location_at(s, pc);
				return g.id;
			}
	}
	return 0;
}
