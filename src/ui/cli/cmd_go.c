/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts in Go: `go … end`, `go STATEMENT`, and `source F.go`. What they ask through package strata/dbg comes here as a
 * letter and a text; answers are a text, or fields with a zero byte behind each, in the order in which golib/strata/dbg reads
 * them.
 */
#define _GNU_SOURCE 1	/* memmem */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

/* ---- the program's text ---- */

/* Packages that a block need not import, and something of each, so that a needless import is none. */
static const struct { const char *path, *name, *use; } known_packages[] = {
	{ "bufio", "bufio", "NewReader" }, { "bytes", "bytes", "Equal" }, { "errors", "errors", "New" }, { "fmt", "fmt", "Print" },
	{ "maps", "maps", "Clone[map[int]int]" }, { "math", "math", "Abs" }, { "os", "os", "Exit" },
	{ "path/filepath", "filepath", "Base" }, { "regexp", "regexp", "Compile" }, { "slices", "slices", "Max[[]int]" },
	{ "sort", "sort", "Ints" }, { "strconv", "strconv", "Itoa" }, { "strings", "strings", "Index" }, { "time", "time", "Now" },
	{ "unicode", "unicode", "IsUpper" }, { "strata/dbg", "dbg", "Run" },
};

/* Is NAME. in the text, at the beginning of a word? In a comment or a string it does no harm. */
static bool mentions(const char *text, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = text; (at = strstr(at, name)); at += n)
		if (at[n] == '.' && (at == text || (!isalnum((unsigned char)at[-1]) && !strchr("_.", at[-1]))))
			return true;
	return false;
}

static const char *line_end(const char *p)
{
	p += strcspn(p, "\n");
	return p + (*p == '\n');
}

static bool begins_with_word(const char *line, const char *word)
{
	size_t n = strlen(word);

	line = skip_blanks(line);
	return strncmp(line, word, n) == 0 && !isalnum((unsigned char)line[n]) && line[n] != '_';
}

/* Where the statements of a block begin: behind its import declarations, which are so many lines. */
static const char *behind_imports(const char *text, unsigned *lines)
{
	const char *end = text, *next;
	bool inside = false;
	unsigned n = 1;

	*lines = 0;
	for (const char *p = text; *p; p = next, n++) {
		const char *line = skip_blanks(p);
		size_t len = (size_t)((next = line_end(p)) - line);

		if (inside)
			inside = *line != ')';
		else if (begins_with_word(line, "import"))
			inside = memchr(line, '(', len) && !memchr(line, ')', len);
		else if (*line == '\n' || strncmp(line, "//", 2) == 0)
			continue;
		else
			break;
		if (!inside) {
			end = next;
			*lines = n;
		}
	}
	return end;
}

/* Does the text begin with a package clause, behind lines of comments? */
static bool is_whole_file(const char *text)
{
	while (*skip_blanks(text) == '\n' || strncmp(skip_blanks(text), "//", 2) == 0)
		text = line_end(text);
	return begins_with_word(text, "package");
}

/* A whole file as it is; else what stands in function main of package main. */
static void program_text(StrBuf *out, const char *file, unsigned line, const char *text)
{
	StrBuf uses = { 0 };
	unsigned lines;
	const char *body = behind_imports(text, &lines);

	if (is_whole_file(text)) {
		sb_printf(out, "//line %s:%u:1\n%s", file, line, text);
		return;
	}
	sb_printf(out, "package main\n//line %s:%u:1\n%.*s\n", file, line, (int)(body - text), text);
	for (size_t i = 0; i < sizeof known_packages / sizeof *known_packages; i++) {
		char quoted[64];

		snprintf(quoted, sizeof quoted, "\"%s\"", known_packages[i].path);
		if (!mentions(body, known_packages[i].name) || memmem(text, (size_t)(body - text), quoted, strlen(quoted)))
			continue;
		sb_printf(out, "import %s\n", quoted);
		sb_printf(&uses, "var _ = %s.%s\n", known_packages[i].name, known_packages[i].use);
	}
	sb_printf(out, "%sfunc main() {\n//line %s:%u:1\n%s\n}\n", sb_text(&uses), file, line + lines, body);
	sb_free(&uses);
}

/* ---- answers ---- */

static void add_field(StrBuf *out, const char *text)
{
	sb_add(out, text);
	sb_addc(out, 0);
}

static void add_number(StrBuf *out, unsigned long long n)
{
	sb_printf(out, "%llu", n);
	sb_addc(out, 0);
}

/* A text that may hold zero bytes: its length stands before it. */
static void add_counted(StrBuf *out, const char *text, size_t n)
{
	add_number(out, n);
	sb_addn(out, text, n);
}

static void add_frame_fields(StrBuf *out, const DebugFrame *f)
{
	add_number(out, f->level);
	add_field(out, f->function);
	add_field(out, f->file ? f->file : "");
	add_number(out, f->line);
	add_number(out, f->goroutine);
}

static void add_raw(StrBuf *out, const DebugValue *v)
{
	StrBuf raw = { 0 };
	double x;

	switch (v->kind) {
	case DEBUG_STRING:
		add_counted(out, v->text, v->nchildren);	/* bytes that were read */
		return;
	case DEBUG_FLOAT:
		memcpy(&x, &v->bits, sizeof x);
		sb_printf(&raw, "%.17g", x);
		break;
	case DEBUG_INT:
		sb_printf(&raw, "%lld", (long long)v->bits);
		break;
	default:
		sb_printf(&raw, "%llu", (unsigned long long)v->bits);
	}
	add_counted(out, sb_text(&raw), raw.len);
	sb_free(&raw);
}

static void add_value_fields(Cli *c, StrBuf *out, const char *name, const DebugValue *v, unsigned how)
{
	StrBuf text = { 0 };
	size_t parts;

	format_value(c, &text, v, (Format){ 0 }, how);
	add_field(out, name);
	add_field(out, v->type ? v->type : "");
	add_number(out, v->kind);
	add_number(out, v->addressable ? v->addr : 0);
	add_number(out, v->len);
	add_counted(out, sb_text(&text), text.len);
	sb_free(&text);
	add_raw(out, v);
	parts = v->kind == DEBUG_STRING ? 0 : v->nchildren;
	add_number(out, parts);
	for (size_t i = 0; i < parts; i++)
		add_value_fields(c, out, v->names ? v->names[i] : "", v->children[i], 0);
}

static bool answer_value(Cli *c, StrBuf *out, const char *expr)
{
	const DebugValue *v = eval(c, expr);

	if (v)
		add_value_fields(c, out, "", v, FORMAT_TOP);
	return v != NULL;
}

static bool answer_locals(Cli *c, StrBuf *out)
{
	const DebugVar *vars;
	DebugFrame f;
	size_t n;

	if (!debug_selected_frame(c->s, &f))
		return cli_fail_core(c);
	n = debug_vars(c->s, f.level, DEBUG_ARGS | DEBUG_LOCALS | DEBUG_AROUND, &vars);
	for (size_t i = 0; i < n; i++)
		if (vars[i].value)
			add_value_fields(c, out, vars[i].name, vars[i].value, FORMAT_TOP);
	return true;
}

/* Values are whole, whatever print's limits are. */
static bool answer_unlimited(Cli *c, StrBuf *out, char what, const char *text)
{
	PrintLimits limits = limits_lift(c);
	bool ok = what == 'e' ? answer_value(c, out, text) : answer_locals(c, out);

	limits_set(c, limits);
	return ok;
}

static bool answer_frames(Cli *c, StrBuf *out)
{
	DebugFrame f;

	for (unsigned level = 0; debug_frame(c->s, level, &f); level++)
		add_frame_fields(out, &f);
	return true;
}

static bool answer_selected(Cli *c, StrBuf *out)
{
	DebugFrame f;

	if (!debug_selected_frame(c->s, &f))
		return cli_fail_core(c);
	add_frame_fields(out, &f);
	return true;
}

static bool answer_goroutines(Cli *c, StrBuf *out)
{
	const DebugGoroutine *list;
	size_t n = debug_goroutines(c->s, &list);

	for (size_t i = 0; i < n; i++) {
		if (!list[i].user)
			continue;
		add_number(out, list[i].id);
		add_number(out, list[i].current);
		add_field(out, list[i].state);
		add_field(out, list[i].at.file ? list[i].at.file : "");
		add_number(out, list[i].at.line);
	}
	return true;
}

static bool answer_breakpoints(Cli *c, StrBuf *out)
{
	const DebugBreakpoint *const *list;
	size_t n = debug_breakpoints(c->s, &list);

	for (size_t i = 0; i < n; i++) {
		add_number(out, (unsigned)list[i]->number);
		add_field(out, list[i]->location);
		add_number(out, list[i]->enabled);
		add_number(out, list[i]->hits);
	}
	return true;
}

static bool answer_args(Cli *c, StrBuf *out)
{
	for (size_t i = 0; c->args && i < c->args->argc; i++)
		add_field(out, c->args->argv[i]);
	return true;
}

static bool answer_output(Cli *c, StrBuf *out, const char *commands)
{
	StrBuf *outer = c->capture;
	bool ok;

	c->capture = out;
	ok = script_run_text(c, commands);
	c->capture = outer;
	return ok;
}

static bool answer(Cli *c, char what, const char *text, StrBuf *out)
{
	switch (what) {
	case 'r': return script_run_text(c, text);
	case 'o': return answer_output(c, out, text);
	case 'e': case 'l': return answer_unlimited(c, out, what, text);
	case 'f': return answer_frames(c, out);
	case 's': return answer_selected(c, out);
	case 'g': return answer_goroutines(c, out);
	case 'b': return answer_breakpoints(c, out);
	case 'a': return answer_args(c, out);
	default: return cli_fail(c, "A script has asked for what is not known: %c", what);
	}
}

/* ---- running one ---- */

typedef struct GoScript { Cli *c; StrBuf answer; } GoScript;

static bool asked(void *ctx, char what, const char *question, bool *ok, const char **text, size_t *len)
{
	GoScript *g = ctx;

	sb_clear(&g->answer);
	*ok = answer(g->c, what, question, &g->answer);
	*text = sb_text(*ok ? &g->answer : &g->c->error);
	*len = *ok ? g->answer.len : g->c->error.len;
	return !cli_given_up(g->c);
}

static bool printed(void *ctx, int fd, const char *bytes, size_t n)
{
	GoScript *g = ctx;

	/* A question of the script's is seen before the answer is read. */
	if (fd == 1)
		out_bytes(g->c, bytes, n);
	out_flush(g->c);
	if (fd == 2) {
		fwrite(bytes, 1, n, stderr);
		fflush(stderr);
	}
	return !cli_given_up(g->c);
}

static bool run_program(Cli *c, const char *name, const char *text)
{
	GoScript g = { .c = c };
	int status;
	bool ended = debug_script(c->s, &(DebugScript){ name, text, printed, asked, &g }, &status);

	sb_free(&g.answer);
	if (c->quitting || c->discard)
		return true;
	if (!ended)
		return cli_fail_core(c);
	return status == 0 || cli_fail(c, "Error while executing Go code.");
}

bool go_script(Cli *c, const char *file, unsigned line, const char *text)
{
	StrBuf program = { 0 };
	bool ok;

	program_text(&program, file, line, text);
	ok = run_program(c, "script.go", sb_text(&program));
	sb_free(&program);
	return ok;
}

bool go_file(Cli *c, const char *file, FILE *f)
{
	StrBuf text = { 0 };
	char buffer[4096];
	bool ok;

	for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;)
		sb_addn(&text, buffer, n);
	ok = ferror(f) ? cli_fail(c, "%s: %s.", file, strerror(errno))
	     : memchr(sb_text(&text), 0, text.len) ? cli_fail(c, "%s: illegal character NUL", file)
						   : run_program(c, file, sb_text(&text));
	sb_free(&text);
	return ok;
}

bool cmd_go(Cli *c, const char *args)
{
	return *args ? go_script(c, "go", 1, args) : cmd_block_only(c, args);
}
