/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the program costs: counters a pc, filled by the machine's events while they are switched on, and summed up by line
 * and function. All counts are of canonical operations, so no optimisation of the loop changes them: what one instruction
 * does for two (a small constant stored into an element, the end of a counting loop) counts as two.
 *
 * Accesses: `local` are operands that are named variables of the frame, and parts of variables in the frame; `data` and
 * `heap` what is read or written there, by address of the access.
 */
#include "debug/debug_int.h"

#include "base/mem.h"

/* What happened at an instruction. Operands that are variables follow from its code: they are counted when asked. */
typedef struct Counter { uint64_t times, stack, data, heap, allocations, bytes, switches; } Counter;

typedef struct ImageCost {
	const Image *image;
	Counter *slots;		/* one an instruction slot */
} ImageCost;

struct Costs {
	VEC(ImageCost) images;
	ImageCost *last;
};

void debug_set_cost(DebugSession *s, bool on)
{
	s->costing = on;
}

void costs_clear(DebugSession *s)
{
	if (!s->costs)
		return;
	vec_each(&s->costs->images, im)
		mem_free(im->slots);
	vec_free(&s->costs->images);
	mem_free(s->costs);
	s->costs = NULL;
}

unsigned cost_mask(const DebugSession *s)
{
	return s->costing ? EVENT_INSTRUCTION | EVENT_ALLOC | EVENT_SWITCH : 0;
}

/* ---- counting ---- */

static void find_images(DebugSession *s)
{
	const Image *const *images;
	size_t n = machine_images(s->machine, &images);

	s->costs = mem_zalloc(sizeof *s->costs);
	for (size_t i = 0; i < n; i++)
		if (images[i]->part != PART_SCRATCH)
			vec_push(&s->costs->images, ((ImageCost){ images[i], mem_array(images[i]->code.len, sizeof(Counter)) }));
	s->costs->last = s->costs->images.data;
}

static bool covers(const ImageCost *im, uint64_t pc)
{
	return pc - im->image->base.code < im->image->code.len * sizeof(Ins);
}

static Counter *counter(DebugSession *s, uint64_t pc)
{
	struct Costs *c;

	if (!s->costs)
		find_images(s);
	c = s->costs;
	if (!covers(c->last, pc)) {
		ImageCost *found = NULL;

		vec_each(&c->images, im)
			if (covers(im, pc))
				found = im;
		if (!found)
			return NULL;
		c->last = found;
	}
	return &c->last->slots[(pc - c->last->image->base.code) / sizeof(Ins)];
}

static void count_access(DebugSession *s, Counter *c, uint64_t addr)
{
	switch (machine_segment_of(s->machine, addr)) {
	case SEGMENT_STACK: c->stack++; break;
	case SEGMENT_DATA: case SEGMENT_BSS: c->data++; break;
	case SEGMENT_HEAP: case SEGMENT_MAPPED: c->heap++; break;
	default: break;
	}
}

static bool is_slot(char letter)
{
	return letter && strchr("dsmDS", letter);
}

/* Memory that an instruction reaches through an address: stores through operand a, loads through b. */
static void count_memory(DebugSession *s, Counter *c, const Ins *ins, uint64_t fp)
{
	const OpInfo *op = &op_info[ins->op];
	const uint64_t *r = (const uint64_t *)fp;

	if (ins->op == OP_NILCHK)
		return;
	if ((op->flags & OPF_STORE) && (op->operands[0] == 's' || op->operands[0] == 'S'))
		count_access(s, c, r[ins->a]);
	if ((op->flags & OPF_LOAD) && (op->operands[1] == 's' || op->operands[1] == 'S'))
		count_access(s, c, r[ins->b]);
}

void cost_event(DebugSession *s, const MachineEvent *e)
{
	Counter *c = s->costing ? counter(s, e->pc) : NULL;

	if (!c)
		return;
	if (e->kind == EVENT_INSTRUCTION) {
		const Ins *ins = (const Ins *)e->pc;
		unsigned flags = op_info[ins->op].flags;

		c->times++;
		if (flags & OPF_GLOBAL)
			c->data++;
		else if (flags & (OPF_LOAD | OPF_STORE))
			count_memory(s, c, ins, e->fp);
	} else if (e->kind == EVENT_ALLOC) {
		c->allocations++;
		c->bytes += e->size;
	} else if (e->kind == EVENT_SWITCH) {
		c->switches++;
	}
}

/* ---- summing up ---- */

/* Canonical operations in one instruction. */
static unsigned weight(const Ins *ins)
{
	switch (ins->op) {
	case OP_INCBLT: case OP_INCBLTI: case OP_STXI8: case OP_STXI16: case OP_STXI32: case OP_STXI64:
		return 2;
	default:
		return 1;
	}
}

static bool names_variable(const Image *im, const CodeFunc *fn, uint32_t slot, uint64_t offset)
{
	for (uint32_t i = 0; i < fn->nvars; i++) {
		const CodeVar *v = &im->vars.data[fn->vars + i];
		uint64_t size = v->kind == CV_HEAP ? 8 : ((const TypeDesc *)v->type)->size;

		/* The instruction that gives it its first value comes before it is in scope. */
		if (v->kind <= CV_HEAP && offset - v->where < (size ? size : 1) && slot + 1 >= v->from &&
		    slot < v->to)
			return true;
	}
	return false;
}

/* Operands that are variables: read or written once each, twice when both. */
static unsigned local_operands(const Image *im, const CodeFunc *fn, uint32_t slot, const Ins *ins)
{
	const char *letters = op_info[ins->op].operands;
	const uint16_t operands[4] = { ins->a, ins->b, ins->c, ins->d };
	unsigned n = 0;

	for (unsigned i = 0; i < 4; i++)
		if (is_slot(letters[i]) && names_variable(im, fn, slot, operands[i] * 8u))
			n += letters[i] == 'm' ? 2 : 1;
	if (strncmp(op_info[ins->op].name, "ldl.", 4) == 0 || strncmp(op_info[ins->op].name, "stl.", 4) == 0)
		n++;
	return n;
}

static void add_counter(DebugCost *to, const Image *im, const CodeFunc *fn, uint32_t slot, const Counter *c)
{
	const Ins *ins = (const Ins *)(fn->entry + slot * sizeof(Ins));

	to->switches += c->switches;
	to->allocations += c->allocations;
	to->bytes += c->bytes;
	if (!c->times)
		return;
	to->operations += c->times * weight(ins);
	to->local += c->stack + c->times * local_operands(im, fn, slot, ins);
	to->data += c->data;
	to->heap += c->heap;
	if (op_info[ins->op].flags & OPF_CALL)
		to->calls += c->times;
}

static const Counter *function_counters(const DebugSession *s, const Image *im, const CodeFunc *fn)
{
	if (s->costs)
		vec_each(&s->costs->images, c)
			if (c->image == im)
				return c->slots + (fn->entry - im->base.code) / sizeof(Ins);
	return NULL;
}

static void add_function(DebugSession *s, const Image *im, const CodeFunc *fn, DebugCost *to)
{
	const Counter *c = function_counters(s, im, fn);

	for (uint32_t slot = 0; c && slot < fn->slots; slot++)
		add_counter(to, im, fn, slot, &c[slot]);
}

static void add_cost(DebugCost *to, const DebugCost *c)
{
	to->operations += c->operations;
	to->local += c->local;
	to->data += c->data;
	to->heap += c->heap;
	to->allocations += c->allocations;
	to->bytes += c->bytes;
	to->calls += c->calls;
	to->switches += c->switches;
}

static int cost_order(const void *a, const void *b)
{
	const DebugFunctionCost *x = a, *y = b;

	if (x->cost.operations != y->cost.operations)
		return x->cost.operations > y->cost.operations ? -1 : 1;
	return strcmp(x->function, y->function);
}

size_t debug_function_costs(DebugSession *s, bool library, const DebugFunctionCost **out, DebugCost *rest)
{
	VEC(DebugFunctionCost) list = { 0 };
	const Image *const *images;
	size_t n = s->machine ? machine_images(s->machine, &images) : 0;

	*rest = (DebugCost){ 0 };
	for (size_t i = 0; i < n; i++)
		vec_each(&images[i]->funcs, fn) {
			DebugFunctionCost f = { .function = image_text(images[i], fn->name) };

			add_function(s, images[i], fn, &f.cost);
			if (!f.cost.operations)
				continue;
			if (!library && (fn->flags & FN_LIBRARY))
				add_cost(rest, &f.cost);
			else
				vec_push(&list, f);
		}
	n = list.len;
	if (n)
		qsort(list.data, n, sizeof *list.data, cost_order);
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

/* ---- by line ---- */

typedef VEC(DebugLineCost) Lines;

static DebugLineCost *line_row(Lines *lines, Map *rows, uint32_t line)
{
	uint64_t *row = map_at(rows, line);

	if (!*row) {
		vec_push(lines, ((DebugLineCost){ .line = line }));
		*row = lines->len;
	}
	return &lines->data[*row - 1];
}

static void add_lines(DebugSession *s, const Image *im, const CodeFunc *fn, Lines *lines, Map *rows)
{
	const Counter *c = function_counters(s, im, fn);

	for (uint32_t slot = 0; c && slot < fn->slots; slot++) {
		const LineEntry *line = c[slot].times ? image_line_at(im, fn, fn->entry + slot * sizeof(Ins)) : NULL;

		if (line)
			add_counter(&line_row(lines, rows, line->line)->cost, im, fn, slot, &c[slot]);
	}
}

static int line_order(const void *a, const void *b)
{
	const DebugLineCost *x = a, *y = b;

	return x->line < y->line ? -1 : x->line > y->line;
}

size_t debug_line_costs(DebugSession *s, const char *file, const DebugLineCost **out)
{
	Lines lines = { 0 };
	Map rows = { 0 };
	const Image *const *images;
	size_t n = s->machine ? machine_images(s->machine, &images) : 0;

	for (size_t i = 0; i < n; i++)
		vec_each(&images[i]->funcs, fn) {
			CodeAt at = { images[i], fn, NULL };

			if (strcmp(file_of(&at), file) == 0)
				add_lines(s, images[i], fn, &lines, &rows);
		}
	n = lines.len;
	if (n)
		qsort(lines.data, n, sizeof *lines.data, line_order);
	*out = arena_copy(s->scratch, lines.data, n * sizeof *lines.data);
	vec_free(&lines);
	map_free(&rows);
	return n;
}
