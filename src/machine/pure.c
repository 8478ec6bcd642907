/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions in place. A condition that is false a million times should cost next to nothing each time, and setting up a
 * goroutine for it costs most. So the common ones (loads, comparisons, arithmetic on words, branches, entries of maps) are
 * computed here, on a frame of the host's; whatever else a condition does is left to machine_eval, and so is what would panic.
 *
 * The image is not loaded: its constants are read where the host has them, and nothing that lies in it gets further.
 */
#include "machine/heap.h"

enum { SLOTS = 64, STEPS = 256 };

typedef struct Pure {
	Machine *m;
	const Image *image;
	MachineTrail *trail;
	uint64_t r[SLOTS];
	bool gave_up;
} Pure;

static void note(Pure *p, uint64_t addr, uint64_t size)
{
	MachineTrail *t = p->trail;

	if (!t)
		return;
	if (t->n == TRAIL_READS) {
		p->gave_up = true;
		return;
	}
	t->reads[t->n].addr = addr;
	t->reads[t->n++].size = size;
}

/* Among the package variables, in the stack slot that runs or in the heap: found sooner than machine_read finds it. */
static bool is_variable(const Machine *m, uint64_t addr)
{
	uint64_t lo = m->gors[m->state->current].stack_lo;

	if (addr - lo < m->state->limit - lo || (addr >= m->heap->base && addr + 8 <= m->heap->base + m->heap->mapped))
		return true;
	vec_each(&m->images, im)
		if (addr - (*im)->base.data < (*im)->data.len || addr - (*im)->base.bss < (*im)->bss_size)
			return (*im)->part != PART_SCRATCH;
	return false;
}

static uint64_t load(Pure *p, uint64_t addr, unsigned form)
{
	static const unsigned widths[] = { 1, 1, 2, 2, 4, 4, 8 };
	unsigned n = widths[form], shift = 64 - 8 * n;
	uint64_t v = 0;

	note(p, addr, n);
	if (!is_variable(p->m, addr))
		p->gave_up = p->gave_up || addr < p->m->base + SEG_DATA || !machine_read(p->m, addr, &v, n);
	else if (n == 8)
		memcpy(&v, at(addr), 8);	/* without a call */
	else
		memcpy(&v, at(addr), n);
	return form % 2 == 0 && n < 8 ? (uint64_t)((int64_t)(v << shift) >> shift) : v;
}

static bool is_constant(const Image *im, uint64_t addr, uint64_t n)
{
	return addr >= im->base.rodata && n <= im->rodata.len && addr - im->base.rodata <= im->rodata.len - n;
}

/* The address of an entry's value. A text is a key when it is a constant: where else it may lie is not looked into here. */
static uint64_t look_up(Pure *p, const Ins *i)
{
	const Image *im = p->image;
	const uint64_t *r = p->r, *x = (const uint64_t *)(i + 1);
	uint64_t key[2], map = r[i->b % SLOTS], addr;

	p->gave_up = p->gave_up || i->d || i->c + 1 >= SLOTS || is_constant(im, *x, 1);
	if (p->gave_up)
		return 0;
	memcpy(key, r + i->c, sizeof key);
	if (type_at(type_at(*x)->key)->kind == KIND_STRING) {
		if (!is_constant(im, key[0], key[1])) {
			p->gave_up = true;
			return 0;
		}
		key[0] = (uint64_t)im->rodata.data + (key[0] - im->base.rodata);
	}
	addr = map_look(p->m, *x, map, key);
	p->gave_up = !addr;
	note(p, map, 8);
	return addr;
}

/* The value of an instruction that has one, of words alone. */
static uint64_t value_of(Pure *p, const Ins *i)
{
	uint64_t b = p->r[i->b % SLOTS], c = p->r[i->c % SLOTS];
	int64_t sb = (int64_t)b, sc = (int64_t)c, k = ins_cd(i);

	if (i->op >= OP_LDI8 && i->op <= OP_LDA64) {
		unsigned form = (i->op - OP_LDI8) / 5;

		switch ((i->op - OP_LDI8) % 5) {
		case 0: return load(p, b + i->c, form);
		case 2: return load(p, (uint64_t)ins_bcd(i), form);
		}
	}
	switch (i->op) {
	case OP_MOV: return b;
	case OP_LDI: return (uint64_t)ins_bcd(i);
	case OP_LDK: return *(const uint64_t *)(i + 1);
	case OP_ZERO: return 0;
	case OP_ADD: return b + c;
	case OP_SUB: return b - c;
	case OP_MUL: return b * c;
	case OP_AND: return b & c;
	case OP_OR: return b | c;
	case OP_XOR: return b ^ c;
	case OP_ADDI: return b + (uint64_t)k;
	case OP_MULI: return b * (uint64_t)k;
	case OP_ANDI: return b & (uint64_t)k;
	case OP_MODI: return (uint64_t)(sb % k);
	case OP_DIVI: return (uint64_t)(sb / k);
	case OP_LNOT: return !b;
	case OP_EQ: return b == c;
	case OP_NE: return b != c;
	case OP_LT: return sb < sc;
	case OP_LE: return sb <= sc;
	case OP_LTU: return b < c;
	case OP_LEU: return b <= c;
	case OP_EQI: return sb == k;
	case OP_LTI: return sb < k;
	case OP_GTI: return sb > k;
	case OP_MAPREF: return look_up(p, i);
	default:
		p->gave_up = true;
		return 0;
	}
}

/* Does the branch go? Not for other instructions. */
static bool taken(Pure *p, const Ins *i, bool *branch)
{
	int64_t a = (int64_t)p->r[i->a % SLOTS], b = (int64_t)p->r[i->b % SLOTS], k = (int16_t)i->b;

	*branch = true;
	switch (i->op) {
	case OP_JMP: return true;
	case OP_BT: return a != 0;
	case OP_BF: return a == 0;
	case OP_BEQ: return a == b;
	case OP_BNE: return a != b;
	case OP_BLT: return a < b;
	case OP_BLE: return a <= b;
	case OP_BEQI: return a == k;
	case OP_BNEI: return a != k;
	case OP_BLTI: return a < k;
	case OP_BLEI: return a <= k;
	case OP_BGTI: return a > k;
	case OP_BGEI: return a >= k;
	default:
		*branch = false;
		return false;
	}
}

bool machine_pure(Machine *m, const Image *scratch, uint64_t entry, uint64_t param, uint64_t *result, MachineTrail *trail)
{
	Pure p;		/* not cleared: slots are written before they are read */
	const Ins *i = scratch->code.data + (entry - scratch->base.code) / sizeof(Ins);
	const FnHeader *h = (const FnHeader *)(i - 1);

	if (h->frame_bytes > sizeof p.r)
		return false;
	p.m = m;
	p.image = scratch;
	p.trail = trail;
	if (trail)
		trail->n = 0;
	p.gave_up = false;
	p.r[FRAME_HEADER_WORDS] = param;
	for (unsigned steps = 0; steps < STEPS && !p.gave_up; steps++) {
		bool branch;

		if (i->op == OP_RET) {
			*result = p.r[FRAME_HEADER_WORDS + 1];
			return true;
		}
		if (taken(&p, i, &branch)) {
			i += ins_cd(i);
			continue;
		}
		if (!branch && i->op != OP_NOP)
			p.r[i->a % SLOTS] = value_of(&p, i);
		i += op_info[i->op].flags & OPF_TWO ? 2 : 1;
	}
	return false;
}

/* ---- calls that write nothing ---- */

enum { CALLS_LOOKED_AT = 500 };

typedef struct Callees { const Machine *m; Map seen; VEC(uint64_t) queue; } Callees;

static bool only_calls_pure(Callees *c, const Ins *code, uint64_t entry, uint32_t slots)
{
	for (uint32_t i = 0; i < slots; i++) {
		uint64_t callee = entry + (uint64_t)((int64_t)i + ins_cd(&code[i])) * sizeof(Ins);

		if (code[i].op == OP_CALL && !map_find(&c->seen, callee)) {
			map_put(&c->seen, callee, 1);
			vec_push(&c->queue, callee);
		}
		if (code[i].op != OP_CALL && !op_is_pure((Opcode)code[i].op))
			return false;
		i += (op_info[code[i].op].flags & OPF_TWO) != 0;
	}
	return true;
}

bool machine_writes_nothing(const Machine *m, const Image *scratch)
{
	Callees c = { .m = m };
	bool ok = true;

	vec_each(&scratch->funcs, fn)
		ok = ok && only_calls_pure(&c, scratch->code.data + (fn->entry - scratch->base.code) / sizeof(Ins), fn->entry, fn->slots);
	for (size_t i = 0; i < c.queue.len && ok; i++) {
		uint64_t entry = c.queue.data[i];
		CodeAt code;

		if (entry - scratch->base.code < scratch->code.len * sizeof(Ins))	/* one of these */
			continue;
		ok = i < CALLS_LOOKED_AT && machine_code_at(m, entry, &code) && only_calls_pure(&c, at(entry), entry, code.func->slots);
	}
	map_free(&c.seen);
	vec_free(&c.queue);
	return ok;
}
