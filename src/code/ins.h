/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The instruction and the frame: what compiler and machine agree on.
 *
 * An instruction slot is 16 bytes. Canonical form (code segment, what `x` and `disassemble` see)
 * and executed form (side copy, SIDE_DELTA further on) differ in the first eight bytes only:
 *
 *     byte  0        2        4        8     10    12    14
 *           +--------+--------+--------+-----+-----+-----+-----+
 *  canonical|  op    |  0     |   0    |  a  |  b  |  c  |  d  |
 *           +--------+--------+--------+-----+-----+-----+-----+
 *  executed |  address of the op's body|  a  |  b  |  c  |  d  |
 *           +--------------------------+-----+-----+-----+-----+
 *
 * Operands are unsigned 16-bit frame offsets in words of 8 bytes ("slots"), or immediates:
 *     i, u        16 bits, signed or unsigned, in the operand named
 *     cd          32 bits signed, c the low half: immediate, or displacement of a jump in
 *                 instruction slots from this instruction
 *     bcd         48 bits signed, b lowest: hull addresses and most constants fit
 *     x, y        two 64-bit words in the slot that follows (ops marked TWO)
 *
 * Before each function's first instruction lies its header, a slot of the same size (FnHeader),
 * in both copies: a call needs nothing but the entry address.
 *
 * A frame, growing upwards; fp is 8-aligned (16-aligned by no one):
 *
 *     fp+0   return pc        canonical address, or a stub's
 *     fp+8   caller's fp
 *     fp+16  function word    canonical entry address, or the closure object that was called
 *     fp+24  parameters       receiver first, each in gc layout rounded up to whole slots
 *            results          the same
 *            locals           register slots, then memory locals
 *            temporaries      and on top of them the next frame, built by the caller in place:
 *                             a call names the slot `a` where the callee's frame begins
 *
 * A scalar of at most 8 bytes takes one slot and is always kept extended to 64 bits by its type
 * (signed: sign, unsigned and bool: zero, float32: its bits zero-extended), wherever it is a
 * register slot, parameter, result or temporary. Everything else is in gc layout, 8-aligned:
 * strings 2 words, slices 3, interfaces 2, complex128 2, complex64 1, structs and arrays their
 * size rounded up. Struct and array values with one scalar field are still memory.
 *
 * Safepoints. A tick op (marked TICK) ends with the machine at (count, pc), where attention
 * (preemption, collection, stops) may be paid: CALL* at the callee's first instruction, backward
 * jumps at their target, RET before it is executed. Blocking ops (PARK) are safepoints too, before
 * and after. SafeMap tells which words hold live pointers there.
 */
#ifndef CODE_INS_H
#define CODE_INS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Ins {
	uint16_t op;
	uint16_t zero1;
	uint32_t zero2;
	uint16_t a, b, c, d;
} Ins;

typedef struct InsData { uint64_t x, y; } InsData;

typedef struct FnHeader {
	uint32_t frame_bytes;	/* from fp to the highest temporary, callees' frames not counted */
	uint32_t func;		/* index into its image's function table */
	uint16_t param_words;
	uint16_t result_words;
	uint32_t magic;		/* FN_MAGIC: a function word or code address can be checked */
} FnHeader;

#define FN_MAGIC 0x636e7566u	/* "func" */

enum { FRAME_RET_PC, FRAME_CALLER, FRAME_FUNC, FRAME_HEADER_WORDS };

_Static_assert(sizeof(Ins) == 16, "an instruction is 16 bytes");
_Static_assert(sizeof(FnHeader) == 16, "a header is one slot");

/* Opcodes, from opcodes.def. */
typedef enum Opcode {
#define OP(name, text, operands, flags, doc) OP_##name,
#include "code/opcodes.def"
#undef OP
	OP_COUNT
} Opcode;

enum {
	OPF_TWO = 1,	/* a data slot {x, y} follows */
	OPF_TICK = 2,	/* counts, may pay attention */
	OPF_PARK = 4,	/* may park the goroutine */
	OPF_JUMP = 8,	/* cd is a displacement */
	OPF_END = 16,	/* control does not fall through */
	OPF_LOAD = 32,	/* reads memory through an address */
	OPF_STORE = 64,	/* writes memory through an address: marks a card, checked by watchpoints */
	OPF_ALLOC = 128,/* allocates */
	OPF_PANIC = 256,/* may raise a run-time panic */
	OPF_CALL = 512,	/* pushes a frame at slot a */
	OPF_GLOBAL = 1024,/* reads or writes the data segment at a constant address */
};

typedef struct OpInfo {
	const char *name;	/* as the disassembler prints it */
	const char *operands;	/* one letter an operand, see opcodes.def */
	uint16_t flags;		/* OPF_* */
	const char *doc;
} OpInfo;

extern const OpInfo op_info[OP_COUNT];

/* Bytes from its first slot on that an instruction reads of an operand S. The code is loaded: types are where it says. */
uint64_t ins_source_bytes(const Ins *i);

static inline int32_t ins_cd(const Ins *i)
{
	return (int32_t)((uint32_t)i->c | (uint32_t)i->d << 16);
}

static inline int64_t ins_bcd(const Ins *i)
{
	uint64_t v = (uint64_t)i->b | (uint64_t)i->c << 16 | (uint64_t)i->d << 32;

	return (int64_t)(v << 16) >> 16;
}

#endif
