/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instructions: disassemble, and the line that set disassemble-next-line shows at a stop. */
#include "ui/cli/cli_int.h"

#include <stdlib.h>
#include <string.h>

/* by_line: source lines in their order, each with all its code; source: code in its order, and the lines where they change. */
typedef struct Dump { bool by_line, source, raw; uint32_t line; } Dump;

static void dump_line(Cli *c, const DebugLocation *at)
{
	size_t n;

	if (debug_source_line(c->s, at->file, at->line, &n))
		out_source(c, at->file, at->line, at->line, NULL);
	else
		out_printf(c, "%u\t\n", at->line);
}

static void dump_source(Cli *c, Dump *d, uint64_t pc, bool first)
{
	const DebugLocation *at = debug_pc_location(c->s, pc);

	if (!at || !at->line || (at->line == d->line && !first))
		return;
	if (first)
		out_printf(c, "%s:\n", at->file);
	else
		out_text(c, "\n");
	d->line = at->line;
	dump_line(c, at);
}

static void dump_raw(Cli *c, uint64_t pc, unsigned size)
{
	uint8_t bytes[64];

	if (size > sizeof bytes || !debug_read(c->s, pc, bytes, size))
		return;
	for (unsigned i = 0; i < size; i++)
		out_printf(c, "%02x%c", bytes[i], i + 1 < size ? ' ' : '\t');
}

static const DebugFunction *function_at(Cli *c, uint64_t pc)
{
	for (int library = 0; library < 2; library++) {
		const DebugFunction *list;
		size_t n = debug_functions(c->s, library, &list);

		for (size_t i = 0; i < n; i++)
			if (pc - list[i].entry < list[i].size)
				return &list[i];
	}
	return NULL;
}

/* Where the next function after an address begins, at most `to`: what lies between is no code. */
static uint64_t next_function(Cli *c, uint64_t pc, uint64_t to)
{
	for (int library = 0; library < 2; library++) {
		const DebugFunction *list;
		size_t n = debug_functions(c->s, library, &list);

		for (size_t i = 0; i < n; i++)
			if (list[i].entry > pc && list[i].entry < to)
				to = list[i].entry;
	}
	return to;
}

/* in: the function that it belongs to, NULL: none; named: its name is told. */
static void dump_instruction(Cli *c, const Dump *d, uint64_t pc, unsigned size, const DebugFunction *in, bool named, const char *text)
{
	DebugFrame f;
	bool here = debug_selected_frame(c->s, &f) && f.pc == pc;

	out_text(c, here ? "=> " : "   ");
	out_styled(c, STYLE_ADDRESS, "0x%016llx", (unsigned long long)pc);
	out_text(c, " <");
	if (named && in)
		out_styled(c, STYLE_FUNCTION, "%s", in->name);
	out_printf(c, "+%llu>:\t", (unsigned long long)(pc - (in ? in->entry : pc)));
	if (d->raw)
		dump_raw(c, pc, size);
	out_printf(c, "%s\n", text);
}

typedef struct LineCode { uint32_t line; uint64_t pc; } LineCode;
typedef VEC(LineCode) LineCodes;

static int line_order(const void *a, const void *b)
{
	const LineCode *x = a, *y = b;

	return x->line != y->line ? (x->line < y->line ? -1 : 1) : x->pc < y->pc ? -1 : x->pc > y->pc;
}

/* A range's instructions that belong to lines, by line. */
static void find_lines(Cli *c, uint64_t from, uint64_t to, LineCodes *out)
{
	unsigned size;

	for (uint64_t pc = from; pc < to && debug_disassemble(c->s, pc, &size) && size; pc += size) {
		const DebugLocation *at = debug_pc_location(c->s, pc);

		if (at && at->line)
			vec_push(out, ((LineCode){ at->line, pc }));
	}
	if (out->len)
		qsort(out->data, out->len, sizeof *out->data, line_order);
}

static bool dump_by_line(Cli *c, const Dump *d, uint64_t from, uint64_t to, const DebugFunction *fn)
{
	LineCodes code = { 0 };
	unsigned size;

	if (!debug_disassemble(c->s, from, &size))
		return cli_fail(c, "Cannot access memory at address 0x%llx", (unsigned long long)from);
	find_lines(c, from, to, &code);
	for (size_t i = 0; i < code.len && !c->discard; i++) {
		const LineCode *at = &code.data[i];
		const char *text = arena_strdup(c->arena, debug_disassemble(c->s, at->pc, &size));

		if (!i || at->line != at[-1].line)
			dump_line(c, debug_pc_location(c->s, at->pc));
		dump_instruction(c, d, at->pc, size, fn ? fn : function_at(c, at->pc), !fn, text);
		if (i + 1 == code.len || at->line != at[1].line)
			out_text(c, "\n");
	}
	vec_free(&code);
	return true;
}

/* fn: the function that is dumped; NULL: a range, whose instructions name theirs. */
static bool dump_code(Cli *c, Dump *d, uint64_t from, uint64_t to, const DebugFunction *fn)
{
	unsigned size = 0;

	for (uint64_t pc = from; pc < to && !c->discard; pc += size) {
		const char *text = debug_disassemble(c->s, pc, &size);
		const DebugFunction *in = fn ? fn : function_at(c, pc);

		if ((!text || !size) && pc == from)
			return cli_fail(c, "Cannot access memory at address 0x%llx", (unsigned long long)pc);
		if (!text || !size) {
			size = (unsigned)(next_function(c, pc, to) - pc);
			continue;
		}
		text = arena_strdup(c->arena, text);
		if (d->source)
			dump_source(c, d, pc, pc == from);
		dump_instruction(c, d, pc, size, in, !fn, text);
	}
	return true;
}

static bool on_line(Cli *c, uint64_t pc, uint32_t line)
{
	const DebugLocation *at = debug_pc_location(c->s, pc);

	return at && at->line == line;
}

/* A line may have code in several places: what is shown is the piece that the pc lies in, or that ends with the call whose return
 * it is. Sixteen bytes an instruction would fill the lines: they are left out. */
void dump_next_line(Cli *c, const DebugFrame *f)
{
	bool all = strcmp(c->set.next_code, "on") == 0 && f->line, begun = false;
	uint64_t from = f->pc, to = f->pc + 1;
	const DebugFunction *in;
	unsigned size;

	if (strcmp(c->set.next_code, "off") == 0 || (!all && f->line))
		return;
	in = function_at(c, f->pc);	/* looks at all of them: not at each stop */
	if (!in)
		return;
	for (uint64_t pc = in->entry; all && pc < in->entry + in->size && debug_disassemble(c->s, pc, &size) && size; pc += size) {
		bool on = on_line(c, pc, f->line);

		if (!on && begun && to >= f->pc)
			break;
		from = on && !begun ? pc : from;
		to = on ? pc + size : to;
		begun = on;
	}
	dump_code(c, &(Dump){ 0 }, from, to, NULL);
}

/* What to dump: nothing (the selected frame's function), NAME, ADDRESS, or FROM,TO | FROM,+LEN. */
static bool dump_range(Cli *c, const char *args, uint64_t *from, uint64_t *to, const DebugFunction **fn)
{
	DebugFrame f;
	const char *comma = strchr(args, ',');
	uint64_t len;
	int64_t a;

	*fn = NULL;
	if (comma) {
		const char *first = arena_strndup(c->arena, args, (size_t)(comma - args)), *second = skip_blanks(comma + 1);

		if (!eval_address(c, first, from, &len) || !eval_address(c, second + (*second == '+'), to, &len))
			return false;
		*to += *second == '+' ? *from : 0;
		return true;
	}
	if (!*args) {
		if (!debug_selected_frame(c->s, &f))
			return cli_fail(c, "No frame selected.");
		*fn = function_at(c, f.pc);
	} else {
		*fn = function_named(c, args);
		if (!*fn && !eval_number(c, args, &a))
			return false;
		*fn = *fn ? *fn : function_at(c, (uint64_t)a);
	}
	if (!*fn)
		return cli_fail(c, "No function contains specified address.");
	*from = (*fn)->entry;
	*to = (*fn)->entry + (*fn)->size;
	return true;
}

bool cmd_disassemble(Cli *c, const char *args)
{
	Dump d = { 0 };
	const DebugFunction *fn;
	uint64_t from = 0, to = 0;
	bool ok;

	if (!cli_need_program(c))
		return false;
	for (; *args == '/'; args = skip_blanks(args))
		for (args++; *args && *args != ' '; args++) {
			if (!strchr("msr", *args))
				return cli_fail(c, "Invalid disassembly modifier.");
			d.source = d.source || *args == 's';
			d.by_line = d.by_line || *args == 'm';
			d.raw = d.raw || *args == 'r';
		}
	if (d.source && d.by_line)
		return cli_fail(c, "Cannot specify both /m and /s.");
	if (!dump_range(c, args, &from, &to, &fn))
		return false;
	if (fn)
		out_printf(c, "Dump of assembler code for function %s:\n", fn->name);
	else
		out_printf(c, "Dump of assembler code from 0x%llx to 0x%llx:\n", (unsigned long long)from,
			   (unsigned long long)to);
	ok = d.by_line ? dump_by_line(c, &d, from, to, fn) : dump_code(c, &d, from, to, fn);
	if (ok)
		out_text(c, "End of assembler dump.\n");
	return ok;
}
