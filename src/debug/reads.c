/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does an instruction that is about to be executed read some memory? The machine knows most of it (accesses.c). */
#include "debug/debug_int.h"

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

/* ---- C functions ---- */

static const TypeDesc *param_type(const TypeDesc *func, uint64_t i)
{
	return (const TypeDesc *)((const uint64_t *)func->funcs.ptr)[i];
}

/* Where a parameter of a C function lies. */
static const uint64_t *param_words(const TypeDesc *func, uint64_t fp, uint64_t n)
{
	uint64_t at = fp + FRAME_HEADER_WORDS * 8;

	for (uint64_t i = 0; i < n; i++)
		at += (param_type(func, i)->size + 7) & ~7ULL;
	return (const uint64_t *)at;
}

typedef struct Wanted { uint64_t addr, size; } Wanted;

static bool is_read(void *ctx, MachineSpan span, bool write)
{
	const Wanted *w = ctx;

	return !write && overlaps(span, w->addr, w->size);
}

/* A C function is taken to read all that its parameters lead to. */
static bool native_reads(DebugSession *s, uint64_t pc, uint64_t fp, uint64_t addr, uint64_t size)
{
	CodeAt code;
	const TypeDesc *t = machine_code_at(s->machine, pc, &code) ? (const TypeDesc *)code.func->type : NULL;

	for (uint64_t i = 0; t && i < t->len; i++)
		if (overlaps(behind(param_type(t, i), (uint64_t)param_words(t, fp, i)), addr, size))
			return true;
	return t && machine_native_spans(s->machine, image_text(code.image, code.func->name), fp, is_read, &(Wanted){ addr, size });
}

bool instruction_reads_at(DebugSession *s, const Ins *i, uint64_t fp, uint64_t addr, uint64_t size)
{
	Span r[2];

	if (i->op == OP_NATIVE)
		return native_reads(s, (uint64_t)i, fp, addr, size);
	machine_instruction_reads(i, fp, r);
	return overlaps(r[0], addr, size) || overlaps(r[1], addr, size) || (addr >= fp && reads_slot(i, fp, addr, size));
}
