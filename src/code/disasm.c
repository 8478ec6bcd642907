/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One instruction as text, driven by the operand letters of opcodes.def. */
#include <inttypes.h>

#include "code/image.h"
#include "code/typedesc.h"

const OpInfo op_info[OP_COUNT] = {
#define OP(name, text, operands, flags, doc) { text, operands, flags, doc },
#include "code/opcodes.def"
#undef OP
};

uint64_t ins_source_bytes(const Ins *i)
{
	switch (i->op) {
	case OP_MOV3: case OP_SLICE: case OP_S2ARR: case OP_GROW: case OP_APP8: case OP_APP16: case OP_APP32: case OP_APP64: case OP_APPP:
	case OP_APPS:
		return 24;
	case OP_MOVN: return i->c * 8u;
	case OP_STM: return (uint64_t)ins_cd(i);
	case OP_STMT: case OP_BOX: return ((const TypeDesc *)*(const uint64_t *)(i + 1))->size;
	case OP_SCAT: return i->c * 16u;
	case OP_SELECT: return i->c * 24u;
	default: return 16;
	}
}

static void add_address(StrBuf *out, uint64_t addr, ImageNamer name_of, void *ctx)
{
	const char *name = name_of ? name_of(ctx, addr) : NULL;

	sb_printf(out, "0x%" PRIx64, addr);
	if (name)
		sb_printf(out, " <%s>", name);
}

/* The operand with the given letter; ops take cd and bcd as one. */
static void add_operand(StrBuf *out, char letter, uint16_t value, const Ins *ins, uint64_t pc,
			ImageNamer name_of, void *ctx)
{
	switch (letter) {
	case 'd': case 's': case 'm':
		sb_printf(out, "r%u", value);
		break;
	case 'D': case 'S':
		sb_printf(out, "r%u:", value);
		break;
	case 'i':
		sb_printf(out, "%d", (int16_t)value);
		break;
	case 'u':
		sb_printf(out, "%u", value);
		break;
	case 'I':
		sb_printf(out, "%" PRId32, ins_cd(ins));
		break;
	case 'X':
		sb_printf(out, "%" PRId64, ins_bcd(ins));
		break;
	case 'J': case 'F':
		add_address(out, pc + (uint64_t)(int64_t)ins_cd(ins) * sizeof *ins, name_of, ctx);
		break;
	case 'G':
		add_address(out, (uint64_t)ins_bcd(ins), name_of, ctx);
		break;
	}
}

unsigned ins_disassemble(StrBuf *out, const Ins *ins, uint64_t pc, ImageNamer name_of, void *ctx)
{
	if (ins->op >= OP_COUNT) {
		sb_printf(out, ".word 0x%x", ins->op);
		return 1;
	}
	const OpInfo *info = &op_info[ins->op];
	const uint16_t values[4] = { ins->a, ins->b, ins->c, ins->d };
	const char *comma = " ";

	sb_add(out, info->name);
	for (unsigned i = 0; i < 4; i++) {
		char letter = info->operands[i];

		if (letter == '-')
			continue;
		sb_add(out, comma);
		comma = ", ";
		add_operand(out, letter, values[i], ins, pc, name_of, ctx);
	}
	if (!(info->flags & OPF_TWO))
		return 1;
	const InsData *data = (const InsData *)(ins + 1);

	sb_add(out, comma);
	add_address(out, data->x, name_of, ctx);
	if (data->y)
		sb_printf(out, ", 0x%" PRIx64, data->y);
	return 2;
}
