/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verifier: what the machine takes for granted about code, checked once for each function.
 * One pass marks where instructions begin, a second looks at each. */
#include <string.h>

#include "base/mem.h"
#include "code/image.h"

typedef struct Verifier {
	const Image *im;
	const CodeFunc *fn;
	const Ins *code;	/* of fn, at its entry */
	uint8_t *starts;	/* slot -> an instruction begins here */
	uint8_t *reg;		/* frame word -> a register slot of a named variable */
	StrBuf *msg;
} Verifier;

static const char *complain(Verifier *v, uint32_t slot, const char *what)
{
	sb_clear(v->msg);
	sb_printf(v->msg, "%s+%u: %s: ", image_text(v->im, v->fn->name), slot, what);
	ins_disassemble(v->msg, &v->code[slot], v->fn->entry + slot * sizeof(Ins), NULL, NULL);
	return sb_text(v->msg);
}

static unsigned op_slots(const Ins *ins)
{
	return op_info[ins->op].flags & OPF_TWO ? 2 : 1;
}

static const char *mark_starts(Verifier *v)
{
	uint32_t slot = 0;

	while (slot < v->fn->slots) {
		if (v->code[slot].op >= OP_COUNT)
			return complain(v, slot, "unknown opcode");
		v->starts[slot] = 1;
		slot += op_slots(&v->code[slot]);
	}
	return slot == v->fn->slots ? NULL : complain(v, v->fn->slots - 1, "data slot missing");
}

static const char *check_slots(Verifier *v, uint32_t slot)
{
	const Ins *ins = &v->code[slot];
	const char *letters = op_info[ins->op].operands;
	const uint16_t values[4] = { ins->a, ins->b, ins->c, ins->d };
	uint32_t words = v->fn->frame_bytes / 8;

	for (unsigned i = 0; i < 4 && !strchr("IXGJF", letters[i]); i++)
		if (strchr("dsmDS", letters[i]) && values[i] >= words && !(values[i] == 0))
			return complain(v, slot, "operand outside the frame");
	if (ins->op == OP_LEA) {
		int32_t at = ins_cd(ins);

		if (at < 0 || (uint32_t)at > v->fn->frame_bytes)
			return complain(v, slot, "address outside the frame");
		if ((uint32_t)at < v->fn->frame_bytes && v->reg[at / 8])
			return complain(v, slot, "address of a register slot");
	}
	return NULL;
}

static const char *check_flow(Verifier *v, uint32_t slot)
{
	const Ins *ins = &v->code[slot];
	unsigned flags = op_info[ins->op].flags;
	uint64_t pc = v->fn->entry + slot * sizeof(Ins);

	if ((flags & OPF_JUMP) && ins->op != OP_SWITCH) {
		int64_t to = (int64_t)slot + ins_cd(ins);

		if (to < 0 || to >= v->fn->slots || !v->starts[to])
			return complain(v, slot, "jump to no instruction");
		if (flags & OPF_TICK ? ins_cd(ins) > 0 : ins_cd(ins) < 0)
			return complain(v, slot, "jump in the wrong direction");
		if ((flags & OPF_TICK) &&
		    !image_map_at(v->im, v->fn, v->fn->entry + (uint64_t)to * sizeof(Ins), MAP_AT))
			return complain(v, slot, "no pointer map at the loop's head");
	}
	if (!(flags & OPF_END) && slot + op_slots(ins) >= v->fn->slots)
		return complain(v, slot, "control falls off the end");
	if ((flags & OPF_CALL) && !image_map_at(v->im, v->fn, pc, MAP_CALL))
		return complain(v, slot, "no pointer map at the call");
	if ((flags & OPF_PARK || ins->op == OP_RET || ins->op == OP_RUND) &&
	    !image_map_at(v->im, v->fn, pc, MAP_AT))
		return complain(v, slot, "no pointer map at the safepoint");
	return NULL;
}

static void mark_registers(Verifier *v)
{
	for (uint32_t i = 0; i < v->fn->nvars; i++) {
		const CodeVar *var = &v->im->vars.data[v->fn->vars + i];

		if ((var->flags & CVF_REGISTER) && var->kind == CV_SLOT && var->where < v->fn->frame_bytes)
			v->reg[var->where / 8] = 1;
	}
}

static const char *verify_function(Verifier *v)
{
	const char *bad = mark_starts(v);

	mark_registers(v);
	for (uint32_t slot = 0; slot < v->fn->slots && !bad; slot++) {
		if (!v->starts[slot])
			continue;
		bad = check_slots(v, slot);
		if (!bad)
			bad = check_flow(v, slot);
	}
	return bad;
}

const char *image_verify(const Image *im, StrBuf *buf)
{
	const char *bad = NULL;

	for (size_t i = 0; i < im->funcs.len && !bad; i++) {
		const CodeFunc *fn = &im->funcs.data[i];
		Verifier v = { im, fn, im->code.data + (fn->entry - im->base.code) / sizeof(Ins),
			       NULL, NULL, buf };

		if (fn->flags & FN_STUB)
			continue;
		v.starts = mem_array(fn->slots, 1);
		v.reg = mem_array(fn->frame_bytes / 8 + 1, 1);
		bad = verify_function(&v);
		mem_free(v.starts);
		mem_free(v.reg);
	}
	return bad;
}

bool op_is_pure(Opcode op)
{
	return op != OP_CLOSE && !(op_info[op].flags & (OPF_STORE | OPF_CALL | OPF_ALLOC | OPF_PARK));
}

bool image_is_pure(const Image *im)
{
	vec_each(&im->funcs, fn) {
		uint64_t first = (fn->entry - im->base.code) / sizeof(Ins);

		for (uint64_t i = first; i < first + fn->slots; i++) {
			Opcode op = (Opcode)im->code.data[i].op;

			if (!op_is_pure(op))
				return false;
			i += (op_info[op].flags & OPF_TWO) != 0;
		}
	}
	return true;
}
