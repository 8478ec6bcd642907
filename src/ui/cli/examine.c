/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command x. */
#include "ui/cli/examine.h"

#include <stdlib.h>
#include <string.h>

static unsigned unit_size(char unit)
{
	return unit == 'b' ? 1 : unit == 'h' ? 2 : unit == 'w' ? 4 : 8;
}

static void row_label(Cli *c, uint64_t addr)
{
	StrBuf sb = { 0 };

	format_address(c, &sb, addr);
	out_printf(c, "%s:", sb_text(&sb));
	sb_free(&sb);
}

bool memory_row(Cli *c, uint64_t addr, void *out, size_t n)
{
	size_t there = 0;
	uint8_t byte;

	if (debug_read(c->s, addr, out, n))
		return true;
	while (there < n && debug_read(c->s, addr + there, &byte, 1))
		there++;
	return cli_fail(c, "Cannot access memory at address 0x%llx", (unsigned long long)(addr + there));
}

static unsigned units_in_row(Format f)
{
	switch (f.letter) {
	case 'c': return 8;
	case 'a': return 2;
	case 't': return f.unit == 'b' ? 8 : f.unit == 'h' ? 8 : f.unit == 'w' ? 4 : 2;
	default: return f.unit == 'b' || f.unit == 'h' ? 8 : f.unit == 'w' ? 4 : 2;
	}
}

/* gdb's $_ and $__: the last unit's address, and what lies there. */
static void note_unit(Cli *c, Format f, uint64_t addr, uint64_t bits)
{
	static const char *const types[] = { "*int8", "*int16", "*int32", "*int64" };
	unsigned size = unit_size(f.unit);

	debug_set_pointer(c->s, "_", types[size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3], addr);
	debug_set_int(c->s, "__", (int64_t)(bits << (64 - 8 * size)) >> (64 - 8 * size));
}

/* *addr comes to lie behind the last unit, one that cannot be read included. */
static bool examine_units(Cli *c, Format f, uint64_t *addr, long count)
{
	unsigned size = unit_size(f.unit), per_row = units_in_row(f);
	bool padded = strchr("xot", f.letter) != NULL;
	uint64_t bits = 0;

	for (long i = 0; i < count && !c->discard; i++) {
		StrBuf sb = { 0 };

		if (i % per_row == 0)
			row_label(c, *addr);
		out_text(c, "\t");
		*addr += size;
		bits = 0;
		if (!memory_row(c, *addr - size, &bits, size))
			return false;
		format_bits(c, &sb, bits, size, f.letter != 'u' && f.letter != 'x', f.letter, padded);
		out_text(c, sb_text(&sb));
		sb_free(&sb);
		if (i % per_row == per_row - 1 || i == count - 1)
			out_text(c, "\n");
	}
	if (count)
		note_unit(c, f, *addr - size, bits);
	return true;
}

/* Text up to a zero byte, the limit, the end of a Go string, or of what can be read. */
static void examine_string(Cli *c, uint64_t *addr, uint64_t len)
{
	StrBuf text = { 0 }, quoted = { 0 };
	uint64_t limit = c->set.print_elements ? c->set.print_elements : 1 << 20, n = 0;
	bool more = false, zero = false, end = false;

	while (n < len && !zero && !more && !end) {
		char ch;

		end = !debug_read(c->s, *addr + n, &ch, 1);
		zero = !end && len == UINT64_MAX && !ch;
		more = !end && !zero && n >= limit;
		if (!end && !zero && !more) {
			sb_addc(&text, ch);
			n++;
		}
	}
	row_label(c, *addr);
	out_text(c, "\t");
	sb_quote(&quoted, text.data ? text.data : "", text.len);
	if (n || !end)
		out_printf(c, "%s%s", sb_text(&quoted), more ? "..." : "");
	if (end)
		out_printf(c, "<error: Cannot access memory at address 0x%llx>", (unsigned long long)(*addr + n));
	out_text(c, "\n");
	*addr += n + zero;
	sb_free(&text);
	sb_free(&quoted);
}

static bool examine_instruction(Cli *c, uint64_t *addr)
{
	unsigned size = 0;
	const char *text = debug_disassemble(c->s, *addr, &size);
	DebugFrame f;

	text = text ? arena_strdup(c->arena, text) : NULL;
	out_text(c, debug_selected_frame(c->s, &f) && f.pc == *addr ? "=> " : "   ");
	row_label(c, *addr);
	out_text(c, "\t");
	if (!text)
		return cli_fail(c, "Cannot access memory at address 0x%llx", (unsigned long long)*addr);
	out_printf(c, "%s\n", text);
	*addr += size;
	return true;
}

static bool examine_lines(Cli *c, char letter, uint64_t *addr, long count, uint64_t string_len)
{
	uint64_t start = *addr;
	bool ok = true;

	for (long i = 0; ok && i < count && !c->discard; i++) {
		start = *addr;
		if (letter == 's')
			examine_string(c, addr, string_len);
		else
			ok = examine_instruction(c, addr);
	}
	if (ok && count)
		debug_set_pointer(c->s, "_", letter == 'i' ? "func()" : "*uint8", start);
	return ok;
}

bool examine(Cli *c, Format f, uint64_t addr, uint64_t string_len)
{
	bool back = f.count < 0, ok;
	long count = f.counted ? labs(f.count) : 1;
	uint64_t start = back ? addr -= (uint64_t)count * unit_size(f.unit) : addr;

	ok = f.letter == 's' || f.letter == 'i' ? examine_lines(c, f.letter, &addr, count, string_len)
						: examine_units(c, f, &addr, count);
	c->x_next = ok && back ? start : addr;	/* gdb's choice */
	return ok;
}

void examine_complete(Format *f, Format last)
{
	if (!f->letter)
		f->letter = last.letter ? last.letter : 'x';
	if (!f->unit) {
		f->unit = last.unit ? last.unit : 'w';
		if (f->letter == 'a')
			f->unit = 'g';
		if (f->letter == 'c')
			f->unit = 'b';
		if (f->letter == 'f' && f->unit != 'w')
			f->unit = 'g';
	}
}

bool cmd_x(Cli *c, const char *args)
{
	Format f = { 0 };
	uint64_t addr = c->x_next, len = UINT64_MAX;

	if (*args == '/') {
		args++;
		if (!format_parse(c, &args, &f))
			return false;
	} else if (!*args) {
		f = c->x_format;
	}
	examine_complete(&f, c->x_format);
	if (void_type(c, args))
		return cli_fail(c, "Value can't be converted to integer.");
	if (*args ? !eval_address(c, args, &addr, &len) : false)
		return false;
	if (!*args && !addr)
		return cli_fail(c, "Argument required (starting display address).");
	if (!examine(c, f, addr, len))
		return false;
	if (f.count <= 0) {		/* what comes without a count goes on by one */
		f.counted = false;
		f.count = 0;
	}
	c->x_format = f;
	return true;
}
