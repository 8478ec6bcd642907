/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an instruction reads of memory, told before it is executed. Contents of strings and of values in interfaces are left
 * out: nothing writes them. */
#include "debug/debug_int.h"

static uint64_t slot(uint64_t fp, unsigned n)
{
	return *(const uint64_t *)(fp + n * 8u);
}

/* The loads come in fives, one of each form for each width. */
static Span loaded(const Ins *i, uint64_t fp)
{
	static const unsigned widths[] = { 1, 1, 2, 2, 4, 4, 8 };
	unsigned w = widths[(i->op - OP_LDI8) / 5];

	switch ((i->op - OP_LDI8) % 5) {
	case 0: return (Span){ slot(fp, i->b) + i->c, w };
	case 1: return (Span){ fp + (uint64_t)(int64_t)ins_cd(i), w };
	case 2: return (Span){ (uint64_t)ins_bcd(i), w };
	default: return (Span){ slot(fp, i->b) + slot(fp, i->c) * w, w };
	}
}

static uint64_t size_of_x(const Ins *i)
{
	return ((const TypeDesc *)*(const uint64_t *)(i + 1))->size;
}

enum { MAP_HEADER_BYTES = 24, CHAN_BYTES = 64 };	/* enough to see any change of them */

bool instruction_reads(const Ins *i, uint64_t fp, Span out[2])
{
	out[0] = out[1] = (Span){ 0, 0 };
	if (i->op >= OP_LDI8 && i->op <= OP_LDA64) {
		out[0] = loaded(i, fp);
		return true;
	}
	switch (i->op) {
	case OP_LD2: out[0] = (Span){ slot(fp, i->b) + i->c, 16 }; return true;
	case OP_LD3: out[0] = (Span){ slot(fp, i->b) + i->c, 24 }; return true;
	case OP_LDM: case OP_CPM: out[0] = (Span){ slot(fp, i->b), (uint64_t)ins_cd(i) }; return true;
	case OP_CPMT: out[0] = (Span){ slot(fp, i->b), size_of_x(i) }; return true;
	case OP_EQT:
		out[0] = (Span){ slot(fp, i->b), size_of_x(i) };
		out[1] = (Span){ slot(fp, i->c), size_of_x(i) };
		return true;
	case OP_MAPREF: case OP_MAPLEN: out[0] = (Span){ slot(fp, i->b), MAP_HEADER_BYTES }; return true;
	case OP_CHLEN: case OP_CHCAP: out[0] = (Span){ slot(fp, i->b), CHAN_BYTES }; return true;
	case OP_B2S: out[0] = (Span){ slot(fp, i->b), slot(fp, i->b + 1) }; return true;
	case OP_R2S: out[0] = (Span){ slot(fp, i->b), slot(fp, i->b + 1) * 4 }; return true;
	case OP_COPY: case OP_APPS: out[0] = (Span){ slot(fp, i->c), slot(fp, i->c + 1) * size_of_x(i) }; return true;
	case OP_SEQ: case OP_SLT: case OP_SLE: case OP_EFEQ: case OP_IFEQ: case OP_TYPW: case OP_IMETH: case OP_SCAT: case OP_S2B:
	case OP_S2R: case OP_RUNE: case OP_NILCHK:
		return true;
	default:
		return !(op_info[i->op].flags & (OPF_LOAD | OPF_PARK)) && i->op != OP_MAPIT;
	}
}

static bool overlaps(Span r, uint64_t addr, uint64_t size)
{
	return r.size && r.addr < addr + size && addr < r.addr + r.size;
}

/* Slots that are operands: each letter of opcodes.def that says so. */
static bool reads_slot(const Ins *i, uint64_t fp, uint64_t addr, uint64_t size)
{
	const char *letters = op_info[i->op].operands;
	const uint16_t operands[] = { i->a, i->b, i->c, i->d };

	for (unsigned k = 0; k < 4; k++)
		if (strchr("smS", letters[k]) &&
		    overlaps((Span){ fp + operands[k] * 8u, letters[k] == 'S' ? ins_source_bytes(i) : 8 }, addr, size))
			return true;
	return false;
}

/* What a value of a type leads to: the memory of a text, a slice or behind a pointer. */
static Span behind(const TypeDesc *t, uint64_t at)
{
	const uint64_t *word = (const uint64_t *)at;

	switch (t->kind) {
	case KIND_STRING: return (Span){ word[0], word[1] };
	case KIND_SLICE: return (Span){ word[0], word[1] * ((const TypeDesc *)t->elem)->size };
	case KIND_POINTER: return (Span){ word[0], ((const TypeDesc *)t->elem)->size };
	default: return (Span){ 0, 0 };
	}
}

/* A C function is taken to read all that its parameters lead to. */
static bool native_reads(DebugSession *s, uint64_t pc, uint64_t fp, uint64_t addr, uint64_t size)
{
	CodeAt code;
	const TypeDesc *t = machine_code_at(s->machine, pc, &code) ? (const TypeDesc *)code.func->type : NULL;
	uint64_t at = fp + FRAME_HEADER_WORDS * 8;

	for (uint64_t i = 0; t && i < t->len; i++) {
		const TypeDesc *param = (const TypeDesc *)((const uint64_t *)t->funcs.ptr)[i];

		if (overlaps(behind(param, at), addr, size))
			return true;
		at += (param->size + 7) & ~7ULL;
	}
	return false;
}

bool instruction_reads_at(DebugSession *s, const Ins *i, uint64_t fp, uint64_t addr, uint64_t size)
{
	Span r[2];

	if (i->op == OP_NATIVE)
		return native_reads(s, (uint64_t)i, fp, addr, size);
	instruction_reads(i, fp, r);
	return overlaps(r[0], addr, size) || overlaps(r[1], addr, size) || (addr >= fp && reads_slot(i, fp, addr, size));
}
