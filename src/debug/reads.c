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

/* ---- C functions ---- */

typedef enum ReadRule { READ_COUNT, READ_TYPE, READ_KEY, READ_ELEM, READ_ELEMENT, READ_ARGUMENTS, READ_CASES, READ_MAP, READ_CHAN } ReadRule;

/* See reads.def. */
static const struct ReadRow { const char *package, *function; uint8_t param; ReadRule rule; uint8_t by; } read_rows[] = {
#define READ(package, function, param, rule, by) { package, function, param, READ_##rule, by },
#include "debug/reads.def"
};

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

/* x: the words of the interface. */
static Span slice_element(DebugSession *s, const uint64_t x[2], uint64_t n)
{
	const TypeDesc *t = (const TypeDesc *)x[0];
	uint64_t size = t && t->kind == KIND_SLICE ? ((const TypeDesc *)t->elem)->size : 0, array = 0;

	if (size)
		machine_read(s->machine, x[1], &array, 8);
	return (Span){ array + n * size, size };
}

/* called: the func value's word, 0 when the call is done and its results are fetched. */
static bool arguments_read(DebugSession *s, const TypeDesc *func, uint64_t called, const uint64_t args[2], uint64_t addr, uint64_t size)
{
	uint64_t at;

	for (uint64_t i = 0; called && i < args[1] && i < func->len; i++)
		if (machine_read(s->machine, args[0] + i * 8, &at, 8) && overlaps((Span){ at, param_type(func, i)->size }, addr, size))
			return true;
	return false;
}

static bool cases_read(DebugSession *s, const uint64_t cases[2], uint64_t addr, uint64_t size)
{
	struct { uint64_t chan, value; bool send; uint64_t : 56; } each;
	ChanInfo c;

	for (uint64_t i = 0; i < cases[1]; i++)
		if (machine_read(s->machine, cases[0] + i * sizeof each, &each, sizeof each) && each.send &&
		    machine_chan(s->machine, each.chan, &c) && overlaps((Span){ each.value, ((const TypeDesc *)c.elem_type)->size }, addr, size))
			return true;
	return false;
}

static bool row_reads(DebugSession *s, const struct ReadRow *row, const TypeDesc *func, uint64_t fp, uint64_t addr, uint64_t size)
{
	const uint64_t *param = param_words(func, fp, row->param), by = *param_words(func, fp, row->by);
	const TypeDesc *t = (const TypeDesc *)by;

	switch (row->rule) {
	case READ_COUNT: return overlaps((Span){ *param, by }, addr, size);
	case READ_TYPE: return overlaps((Span){ *param, t->size }, addr, size);
	case READ_KEY: return overlaps((Span){ *param, ((const TypeDesc *)t->key)->size }, addr, size);
	case READ_ELEM: return overlaps((Span){ *param, ((const TypeDesc *)t->elem)->size }, addr, size);
	case READ_ELEMENT: return overlaps(slice_element(s, param, by), addr, size);
	case READ_ARGUMENTS: return arguments_read(s, t, *param_words(func, fp, row->by + 1u), param, addr, size);
	case READ_CASES: return cases_read(s, param, addr, size);
	case READ_MAP: return overlaps((Span){ *param, MAP_HEADER_BYTES }, addr, size);
	case READ_CHAN: return overlaps((Span){ *param, CHAN_BYTES }, addr, size);
	}
	return false;
}

static bool rows_read(DebugSession *s, const CodeAt *code, const TypeDesc *func, uint64_t fp, uint64_t addr, uint64_t size)
{
	const char *package = image_text(code->image, code->func->package), *name = image_text(code->image, code->func->name);
	size_t n = strlen(package);

	for (size_t i = 0; i < sizeof read_rows / sizeof *read_rows; i++)
		if (strcmp(read_rows[i].package, package) == 0 && strncmp(name, package, n) == 0 &&
		    strcmp(name + n + 1, read_rows[i].function) == 0 && row_reads(s, &read_rows[i], func, fp, addr, size))
			return true;
	return false;
}

/* A C function is taken to read all that its parameters lead to. */
static bool native_reads(DebugSession *s, uint64_t pc, uint64_t fp, uint64_t addr, uint64_t size)
{
	CodeAt code;
	const TypeDesc *t = machine_code_at(s->machine, pc, &code) ? (const TypeDesc *)code.func->type : NULL;

	for (uint64_t i = 0; t && i < t->len; i++)
		if (overlaps(behind(param_type(t, i), (uint64_t)param_words(t, fp, i)), addr, size))
			return true;
	return t && rows_read(s, &code, t, fp, addr, size);
}

bool instruction_reads_at(DebugSession *s, const Ins *i, uint64_t fp, uint64_t addr, uint64_t size)
{
	Span r[2];

	if (i->op == OP_NATIVE)
		return native_reads(s, (uint64_t)i, fp, addr, size);
	instruction_reads(i, fp, r);
	return overlaps(r[0], addr, size) || overlaps(r[1], addr, size) || (addr >= fp && reads_slot(i, fp, addr, size));
}
