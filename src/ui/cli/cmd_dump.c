/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory to files and back: dump, append, restore, as gdb's with raw files and files of digits (hexfile.h); compare-sections. */
#include "ui/cli/hexfile.h"

#include "ui/cli/cli_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PIECE = 1 << 16, MOST_DIGITS = 256 << 20 /* bytes of a file of digits */ };

/* What a command makes: how the file is opened, and what is written. */
typedef struct Target { const char *mode; HexFormat format; } Target;

static const Target dumped = { "wb", HEX_NONE }, appended = { "ab", HEX_NONE };

/* ---- words of a line ---- */

/* The next word, which may be quoted; "" at the end. */
static const char *take_word(Cli *c, const char **args)
{
	const char *start = *args, *end;
	bool quoted = *start == '"' && strchr(start + 1, '"');

	end = quoted ? strchr(++start, '"') : start + strcspn(start, " \t");
	*args = skip_blanks(end + quoted);
	return arena_strndup(c->arena, start, (size_t)(end - start));
}

static bool take_address(Cli *c, const char *expr, uint64_t *addr)
{
	uint64_t len;

	return eval_address(c, expr, addr, &len);
}

/* ---- to a file ---- */

static bool open_file(Cli *c, const char *name, const char *mode, FILE **f)
{
	*f = fopen(name, mode);
	return *f || cli_fail(c, "%s: %s.", name, strerror(errno));
}

static bool close_file(Cli *c, FILE *f, const char *name)
{
	bool bad = ferror(f) != 0;

	return (fclose(f) == 0 && !bad) || cli_fail(c, "%s: %s.", name, strerror(errno));
}

/* What is not there is found before the file is touched. */
static bool memory_is_there(Cli *c, uint64_t from, uint64_t to)
{
	char byte;

	for (uint64_t at = from; at < to; at = at / PIECE * PIECE + PIECE)
		if (!memory_row(c, at, &byte, 1))
			return false;
	return memory_row(c, to - 1, &byte, 1);
}

/* The lower half of an address is all that two of the formats have room for. */
static void tell_lost_half(Cli *c, const char *name, HexFormat format, uint64_t addr)
{
	if (addr >> 32 && (format == HEX_INTEL || format == HEX_SREC))
		err_text(c, arena_printf(c->arena, "warning: %s has room for the lower 32 bits of addresses: restore %s 0x%llx", name, name,
					 (unsigned long long)(addr >> 32 << 32)));
}

static bool write_digits(Cli *c, const char *name, HexFormat format, uint64_t addr, const void *bytes, size_t n)
{
	StrBuf text = { 0 };
	FILE *f;
	bool ok = open_file(c, name, "wb", &f);

	if (!ok)
		return false;
	hex_write(&text, format, name, addr, bytes, n);
	fwrite(text.data, 1, text.len, f);
	sb_free(&text);
	ok = close_file(c, f, name);
	if (ok)
		tell_lost_half(c, name, format, addr);
	return ok;
}

static bool write_memory(Cli *c, const char *name, const Target *t, uint64_t from, uint64_t to)
{
	char piece[PIECE], *whole;
	FILE *f;
	bool ok = true;

	if (!memory_is_there(c, from, to))
		return false;
	if (t->format && to - from > MOST_DIGITS)
		return cli_fail(c, "That is too much for a file of digits; dump binary has no limit.");
	if (t->format) {
		whole = arena_alloc(c->arena, to - from);
		return memory_row(c, from, whole, to - from) && write_digits(c, name, t->format, from, whole, to - from);
	}
	if (!open_file(c, name, t->mode, &f))
		return false;
	for (uint64_t at = from, n; ok && at < to; at += n) {
		n = to - at < PIECE ? to - at : PIECE;
		ok = memory_row(c, at, piece, n) && fwrite(piece, 1, n, f) == n;
	}
	return close_file(c, f, name) && ok;
}

static bool dump_memory(Cli *c, const char *args, const Target *t)
{
	const char *name = file_name(c, take_word(c, &args)), *start = take_word(c, &args);
	uint64_t from, to;

	if (!*name)
		return cli_fail(c, "Missing filename.");
	if (!*start)
		return cli_fail(c, "Missing start address.");
	if (!*args)
		return cli_fail(c, "Missing stop address.");
	if (!take_address(c, start, &from) || !take_address(c, args, &to))
		return false;
	if (from >= to)
		return cli_fail(c, "Invalid memory address range (start >= end).");
	return write_memory(c, name, t, from, to);
}

/* A text and the elements of a slice are what is written of them, not where they lie. */
static bool dump_value(Cli *c, const char *args, const Target *t)
{
	const char *name = file_name(c, take_word(c, &args));
	const DebugValue *v;
	const void *bytes;
	FILE *f;

	if (!*name)
		return cli_fail(c, "Missing filename.");
	if (!*args)
		return cli_fail(c, "No value to %s.", *t->mode == 'a' ? "append" : "dump");
	v = eval(c, args);
	if (!v)
		return false;
	if (v->kind == DEBUG_STRING || v->kind == DEBUG_SLICE) {
		uint64_t n = v->kind == DEBUG_STRING ? v->len : v->nchildren ? v->len * v->children[0]->size : 0;

		if (n)
			return write_memory(c, name, t, v->bits, v->bits + n);
		return open_file(c, name, t->mode, &f) && close_file(c, f, name);
	}
	if (v->addressable)
		return write_memory(c, name, t, v->addr, v->addr + v->size);
	bytes = debug_value_bytes(v);
	if (!bytes)
		return cli_fail(c, "A value of type %s has no bytes to dump.", v->type);
	if (t->format) {
		err_text(c, "warning: value is not an lval: address assumed to be zero");
		return write_digits(c, name, t->format, 0, bytes, v->size);
	}
	if (!open_file(c, name, t->mode, &f))
		return false;
	fwrite(bytes, 1, v->size, f);
	return close_file(c, f, name);
}

/* name: of the command with these arguments. */
static bool dump_either(Cli *c, const char *name, const char *args, const Target *t)
{
	const char *whole = args, *what = take_word(c, &args);

	if (*what && strncmp("memory", what, strlen(what)) == 0)
		return dump_memory(c, args, t);
	if (*what && strncmp("value", what, strlen(what)) == 0)
		return dump_value(c, args, t);
	if (!*what)
		return cmd_help(c, name);
	return cli_fail(c, "Undefined %s command: \"%s\".  Try \"help %s\".", name, whole, name);
}

bool cmd_dump_memory(Cli *c, const char *args)
{
	return dump_memory(c, args, &dumped);
}

bool cmd_dump_value(Cli *c, const char *args)
{
	return dump_value(c, args, &dumped);
}

bool cmd_dump_binary(Cli *c, const char *args)
{
	return dump_either(c, "dump binary", args, &dumped);
}

bool cmd_dump_ihex(Cli *c, const char *args)
{
	return dump_either(c, "dump ihex", args, &(Target){ "wb", HEX_INTEL });
}

bool cmd_dump_srec(Cli *c, const char *args)
{
	return dump_either(c, "dump srec", args, &(Target){ "wb", HEX_SREC });
}

bool cmd_dump_verilog(Cli *c, const char *args)
{
	return dump_either(c, "dump verilog", args, &(Target){ "wb", HEX_VERILOG });
}

bool cmd_dump_tekhex(Cli *c, const char *args)
{
	return dump_either(c, "dump tekhex", args, &(Target){ "wb", HEX_TEK });
}

bool cmd_append_memory(Cli *c, const char *args)
{
	return dump_memory(c, args, &appended);
}

bool cmd_append_value(Cli *c, const char *args)
{
	return dump_value(c, args, &appended);
}

bool cmd_append_binary(Cli *c, const char *args)
{
	return dump_either(c, "append binary", args, &appended);
}

/* ---- from a file ---- */

/* OFFSET, START, END; what is missing stays. */
static bool take_numbers(Cli *c, const char *args, uint64_t numbers[3])
{
	for (unsigned i = 0; i < 3 && *args; i++) {
		const char *word = i == 2 ? args : take_word(c, &args);

		if (!take_address(c, word, &numbers[i]))
			return false;
		if (i == 2)
			break;
	}
	return true;
}

/* To be read from, as often as needed: no directory, no pipe that somebody would have to fill. */
static FILE *open_regular(Cli *c, const char *name, bool binary)
{
	FILE *f;
	struct stat st;

	if (stat(name, &st) == 0 && !S_ISREG(st.st_mode)) {
		cli_fail(c, "%s: not a regular file.", name);
		return NULL;
	}
	f = fopen(name, "rb");
	if (!f)
		cli_fail(c, binary ? "Failed to open %s: %s" : "Failed to open %s: %s.", name, strerror(errno));
	return f;
}

/* n bytes of the file into memory, all of which must be there before any is written. */
static bool read_file(Cli *c, const char *name, FILE *f, uint64_t addr, uint64_t n)
{
	char piece[PIECE];
	bool ok = memory_is_there(c, addr, addr + n);

	for (uint64_t done = 0, part; ok && done < n; done += part) {
		part = fread(piece, 1, n - done < PIECE ? n - done : PIECE, f);
		if (!part)
			return cli_fail(c, "%s: %s.", name, ferror(f) ? strerror(errno) : "the file has become shorter");
		ok = debug_write(c->s, addr + done, piece, part) || cli_fail_core(c);
	}
	return ok;
}

static bool restore_part(Cli *c, const char *name, FILE *f, const uint64_t numbers[3])
{
	uint64_t size, start = numbers[1], end = numbers[2];

	fseek(f, 0, SEEK_END);
	size = (uint64_t)ftell(f);
	if (start >= size)
		return cli_fail(c, "Start address is greater than length of binary file %s.", name);
	end = end && end < size ? end : size;
	out_printf(c, "Restoring binary file %s into memory (0x%llx to 0x%llx)\n", name, (unsigned long long)(numbers[0] + start),
		   (unsigned long long)(numbers[0] + end));
	fseek(f, (long)start, SEEK_SET);
	return read_file(c, name, f, numbers[0] + start, end - start);
}

/* The part of a section that lies between START and END, which are addresses of the file. */
static bool restore_section(Cli *c, const HexSection *s, unsigned number, const uint64_t numbers[3])
{
	uint64_t offset = numbers[0], from = s->addr, to = s->addr + s->bytes.len;

	if (to <= numbers[1] || (numbers[2] && from >= numbers[2]))
		return true;
	out_printf(c, "Restoring section %s (0x%llx to 0x%llx)", *s->name ? s->name : arena_printf(c->arena, ".sec%u", number),
		   (unsigned long long)from, (unsigned long long)to);
	from = numbers[1] > from ? numbers[1] : from;
	to = numbers[2] && numbers[2] < to ? numbers[2] : to;
	if (offset || numbers[1] || numbers[2])
		out_printf(c, " into memory (0x%llx to 0x%llx)", (unsigned long long)(from + offset), (unsigned long long)(to + offset));
	out_text(c, "\n");
	return debug_write(c->s, from + offset, s->bytes.data + (from - s->addr), to - from) || cli_fail_core(c);
}

static bool restore_sections(Cli *c, const char *name, FILE *f, const uint64_t numbers[3])
{
	HexSections sections = { 0 };
	StrBuf text = { 0 };
	const char *why;
	char piece[PIECE];
	unsigned line;
	bool ok;

	for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
		sb_addn(&text, piece, n);
	if (ferror(f)) {
		sb_free(&text);
		return cli_fail(c, "%s: %s.", name, strerror(errno));
	}
	ok = hex_read(text.data, text.len, &sections, &why, &line);
	if (!ok && *why)
		cli_fail(c, "%s:%u: %s.\n'%s' is not a recognized file format.", name, line, why, name);
	else if (!ok)
		cli_fail(c, "'%s' is not a recognized file format.", name);
	for (size_t i = 0; ok && i < sections.len; i++)
		ok = restore_section(c, &sections.data[i], (unsigned)i + 1, numbers);
	hex_free(&sections);
	sb_free(&text);
	return ok;
}

bool cmd_restore(Cli *c, const char *args)
{
	const char *name = file_name(c, take_word(c, &args));
	bool binary = strncmp(args, "binary", 6) == 0 && strchr(" \t", args[6]), ok;
	uint64_t numbers[3] = { 0 };
	FILE *f;

	if (!debug_runs(c->s))
		return cli_fail(c, "You can't do that without a process to debug.");
	if (!*name)
		return cli_fail(c, "Missing filename.");
	if (!take_numbers(c, binary ? skip_blanks(args + 6) : args, numbers))
		return false;
	if (numbers[2] && numbers[1] >= numbers[2])
		return cli_fail(c, "Start must be less than end.");
	f = open_regular(c, name, binary);
	if (!f)
		return false;
	ok = (binary ? restore_part : restore_sections)(c, name, f, numbers);
	fclose(f);
	return ok;
}

/* ---- sections ---- */

bool cmd_compare_sections(Cli *c, const char *args)
{
	const DebugSection *list;
	size_t n = debug_sections(c->s, &list);
	bool read_only = strcmp(args, "-r") == 0, found = false, differs = false;

	if (!cli_need_program(c))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (read_only ? !list[i].read_only : *args && strcmp(args, list[i].name) != 0)
			continue;
		found = true;
		differs = differs || !list[i].matches;
		out_printf(c, "Section %s, range 0x%llx -- 0x%llx: %s\n", list[i].name, (unsigned long long)list[i].start,
			   (unsigned long long)list[i].end, list[i].matches ? "matched." : "MIS-MATCHED!");
	}
	if (differs)
		err_text(c, "warning: One or more sections of the target image does not match\nthe loaded file\n");
	if (*args && !read_only && !found)
		out_printf(c, "No loaded section named '%s'.\n", args);
	return true;
}
