/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that instructions and C functions read and write, told before they are executed. Contents of strings and of values in
 * interfaces are left out: nothing writes them. */
#include "machine/accesses.h"

/* ---- instructions ---- */

static uint64_t slot(uint64_t fp, unsigned n)
{
	return word(fp)[n];
}

/* The loads come in fives, one of each form for each width. */
static MachineSpan loaded(const Ins *i, uint64_t fp)
{
	static const unsigned widths[] = { 1, 1, 2, 2, 4, 4, 8 };
	unsigned w = widths[(i->op - OP_LDI8) / 5];

	switch ((i->op - OP_LDI8) % 5) {
	case 0: return (MachineSpan){ slot(fp, i->b) + i->c, w };
	case 1: return (MachineSpan){ fp + (uint64_t)(int64_t)ins_cd(i), w };
	case 2: return (MachineSpan){ (uint64_t)ins_bcd(i), w };
	default: return (MachineSpan){ slot(fp, i->b) + slot(fp, i->c) * w, w };
	}
}

static uint64_t size_of_x(const Ins *i)
{
	return type_at(((const InsData *)(i + 1))->x)->size;
}

enum { MAP_HEADER_BYTES = 24, CHAN_BYTES = 64 };	/* enough to see any change of them */

bool machine_instruction_reads(const Ins *i, uint64_t fp, MachineSpan out[2])
{
	out[0] = out[1] = (MachineSpan){ 0, 0 };
	if (i->op >= OP_LDI8 && i->op <= OP_LDA64) {
		out[0] = loaded(i, fp);
		return true;
	}
	switch (i->op) {
	case OP_LD2: out[0] = (MachineSpan){ slot(fp, i->b) + i->c, 16 }; return true;
	case OP_LD3: out[0] = (MachineSpan){ slot(fp, i->b) + i->c, 24 }; return true;
	case OP_LDM: case OP_CPM: out[0] = (MachineSpan){ slot(fp, i->b), (uint64_t)ins_cd(i) }; return true;
	case OP_CPMT: out[0] = (MachineSpan){ slot(fp, i->b), size_of_x(i) }; return true;
	case OP_EQT:
		out[0] = (MachineSpan){ slot(fp, i->b), size_of_x(i) };
		out[1] = (MachineSpan){ slot(fp, i->c), size_of_x(i) };
		return true;
	case OP_MAPREF: case OP_MAPLEN: out[0] = (MachineSpan){ slot(fp, i->b), MAP_HEADER_BYTES }; return true;
	case OP_CHLEN: case OP_CHCAP: out[0] = (MachineSpan){ slot(fp, i->b), CHAN_BYTES }; return true;
	case OP_B2S: out[0] = (MachineSpan){ slot(fp, i->b), slot(fp, i->b + 1) }; return true;
	case OP_R2S: out[0] = (MachineSpan){ slot(fp, i->b), slot(fp, i->b + 1) * 4 }; return true;
	case OP_COPY: case OP_APPS: out[0] = (MachineSpan){ slot(fp, i->c), slot(fp, i->c + 1) * size_of_x(i) }; return true;
	case OP_SEQ: case OP_SLT: case OP_SLE: case OP_EFEQ: case OP_IFEQ: case OP_TYPW: case OP_IMETH: case OP_SCAT: case OP_S2B:
	case OP_S2R: case OP_RUNE: case OP_NILCHK:
		return true;
	default:
		return !(op_info[i->op].flags & (OPF_LOAD | OPF_PARK)) && i->op != OP_MAPIT;
	}
}

/* ---- C functions ---- */

typedef enum Rule { RULE_COUNT, RULE_TYPE, RULE_KEY, RULE_ELEM, RULE_ELEMENT, RULE_ARGUMENTS, RULE_CASES, RULE_MAP, RULE_CHAN,
		    RULE_LENGTH } Rule;

enum { READ = false, WRITE = true };

typedef struct Row { const char *function; uint8_t word; bool write; Rule rule; uint8_t by; } Row;

static const Row rows[] = {
#define ACCESS(function, word, access, rule, by) { function, word, access, RULE_##rule, by },
#include "machine/accesses.def"
};

enum { ROWS = sizeof rows / sizeof *rows };

unsigned accesses_of(const char *function)
{
	for (unsigned i = 0; i < ROWS; i++)
		if (strcmp(rows[i].function, function) == 0)
			return i + 1;
	return 0;
}

/* x: the words of the interface. */
static MachineSpan slice_element(const Machine *m, const uint64_t x[2], uint64_t n)
{
	const TypeDesc *t = at(x[0]);
	uint64_t size = t && t->kind == KIND_SLICE ? type_at(t->elem)->size : 0, array = 0;

	if (size)
		machine_read(m, x[1], &array, 8);
	return (MachineSpan){ array + n * size, size };
}

/* called: the func value's word, 0 when the call is done and its results are fetched. */
static bool arguments(const Machine *m, const TypeDesc *func, uint64_t called, const uint64_t args[2], MachineSpanFn *fn, void *ctx)
{
	uint64_t addr;

	for (uint64_t i = 0; called && i < args[1] && i < func->len; i++)
		if (machine_read(m, args[0] + i * 8, &addr, 8) &&
		    fn(ctx, (MachineSpan){ addr, type_at(word(func->funcs.ptr)[i])->size }, false))
			return true;
	return false;
}

static bool cases(const Machine *m, const uint64_t list[2], MachineSpanFn *fn, void *ctx)
{
	struct { uint64_t chan, value; bool send; uint64_t : 56; } each;
	ChanInfo c;

	for (uint64_t i = 0; i < list[1]; i++)
		if (machine_read(m, list[0] + i * sizeof each, &each, sizeof each) && each.send && machine_chan(m, each.chan, &c) &&
		    (fn(ctx, (MachineSpan){ each.value, type_at(c.elem_type)->size }, false) ||
		     fn(ctx, (MachineSpan){ each.chan, CHAN_BYTES }, false)))
			return true;
	return false;
}

static bool of_row(const Machine *m, const Row *row, const uint64_t *w, MachineSpanFn *fn, void *ctx)
{
	uint64_t addr = w[row->word], by = w[row->by];

	switch (row->rule) {
	case RULE_COUNT: return fn(ctx, (MachineSpan){ addr, by }, row->write);
	case RULE_TYPE: return fn(ctx, (MachineSpan){ addr, type_at(by)->size }, row->write);
	case RULE_KEY: return fn(ctx, (MachineSpan){ addr, type_at(type_at(by)->key)->size }, row->write);
	case RULE_ELEM: return fn(ctx, (MachineSpan){ addr, type_at(type_at(by)->elem)->size }, row->write);
	case RULE_ELEMENT: return fn(ctx, slice_element(m, &w[row->word], by), row->write);
	case RULE_ARGUMENTS: return arguments(m, type_at(by), w[row->by + 1u], &w[row->word], fn, ctx);
	case RULE_CASES: return cases(m, &w[row->word], fn, ctx);
	case RULE_MAP: return addr && fn(ctx, (MachineSpan){ addr, MAP_HEADER_BYTES }, row->write);
	case RULE_CHAN: case RULE_LENGTH: return addr && fn(ctx, (MachineSpan){ addr, CHAN_BYTES }, row->write);
	}
	return false;
}

bool accesses_each(const Machine *m, unsigned row, uint64_t fp, bool lengths, MachineSpanFn *fn, void *ctx)
{
	const uint64_t *w = word(fp) + FRAME_HEADER_WORDS;

	for (unsigned i = row - 1; row && i < ROWS && strcmp(rows[i].function, rows[row - 1].function) == 0; i++)
		if ((lengths || rows[i].rule != RULE_LENGTH) && of_row(m, &rows[i], w, fn, ctx))
			return true;
	return false;
}

bool machine_native_spans(const Machine *m, const char *function, uint64_t fp, MachineSpanFn *fn, void *ctx)
{
	return accesses_each(m, accesses_of(function), fp, true, fn, ctx);
}
