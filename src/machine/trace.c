/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracebacks in the form of Go's: the goroutine and its state, a function with its parameters' words
 * and its place for each frame, and who started the goroutine. */
#include "machine/machine_int.h"
#include "machine/records.h"

#include <inttypes.h>

enum {
	MAX_ARGUMENTS = 10,	/* words of parameters shown */
	MAX_NESTING = 5,
	MAX_SHOWN = 100,	/* frames; of more, the first and last half */
};

/* ---- parameters ---- */

typedef struct ArgPrinter {
	StrBuf *out;
	unsigned count;		/* words shown */
	bool comma;		/* something stands before */
	bool full;
} ArgPrinter;

static bool arg_begin(ArgPrinter *p)
{
	if (p->full)
		return false;
	if (p->comma)
		sb_add(p->out, ", ");
	if (p->count >= MAX_ARGUMENTS) {
		sb_add(p->out, "...");
		p->full = true;
		return false;
	}
	p->comma = true;
	return true;
}

static void arg_word(ArgPrinter *p, uint64_t addr, uint64_t size)
{
	uint64_t v = 0;

	if (!arg_begin(p))
		return;
	memcpy(&v, at(addr), size < 8 ? size : 8);
	sb_printf(p->out, "0x%" PRIx64, v);
	p->count++;
}

static void arg_words(ArgPrinter *p, uint64_t addr, uint64_t n)
{
	if (!arg_begin(p))
		return;
	sb_addc(p->out, '{');
	p->comma = false;
	for (uint64_t i = 0; i < n; i++)
		arg_word(p, addr + i * 8, 8);
	sb_addc(p->out, '}');
	p->comma = true;
}

static void arg_value(ArgPrinter *p, const TypeDesc *t, uint64_t addr, unsigned depth);

static void arg_parts(ArgPrinter *p, const TypeDesc *t, uint64_t addr, unsigned depth)
{
	uint64_t n = t->kind == KIND_STRUCT ? t->fields.len : t->len;

	if (!arg_begin(p))
		return;
	sb_addc(p->out, '{');
	p->comma = false;
	if (depth >= MAX_NESTING)
		sb_add(p->out, "...");
	for (uint64_t i = 0; i < n && depth < MAX_NESTING && !p->full; i++) {
		const FieldDesc *f = (const FieldDesc *)t->fields.ptr + i;

		if (t->kind == KIND_STRUCT)
			arg_value(p, type_at(f->type), addr + f->offset, depth + 1);
		else
			arg_value(p, type_at(t->elem), addr + i * type_at(t->elem)->size, depth + 1);
	}
	sb_addc(p->out, '}');
	p->comma = true;
}

static void arg_value(ArgPrinter *p, const TypeDesc *t, uint64_t addr, unsigned depth)
{
	switch (t->kind) {
	case KIND_STRING: case KIND_INTERFACE:
		arg_words(p, addr, 2);
		break;
	case KIND_SLICE:
		arg_words(p, addr, 3);
		break;
	case KIND_STRUCT: case KIND_ARRAY:
		arg_parts(p, t, addr, depth);
		break;
	case KIND_COMPLEX64:
		arg_word(p, addr, 4);
		arg_word(p, addr + 4, 4);
		break;
	case KIND_COMPLEX128:
		arg_word(p, addr, 8);
		arg_word(p, addr + 8, 8);
		break;
	default:
		arg_word(p, addr, t->size);
	}
}

/* Types of the parameters, when the variable table accounts for all their words. */
static bool typed_parameters(const CodeAt *code)
{
	uint64_t words = 0;

	for (uint32_t i = 0; i < code->func->nvars; i++) {
		const CodeVar *v = &code->image->vars.data[code->func->vars + i];

		if (v->flags & CVF_PARAM)
			words += type_passed_words(type_at(v->type));
	}
	return words == code->func->param_words;
}

static void add_parameters(StrBuf *out, const CodeAt *code, uint64_t fp)
{
	ArgPrinter p = { .out = out };
	uint64_t addr = fp + FRAME_HEADER_WORDS * 8;

	if (!typed_parameters(code)) {
		for (unsigned i = 0; i < code->func->param_words; i++)
			arg_word(&p, addr + i * 8, 8);
		return;
	}
	for (uint32_t i = 0; i < code->func->nvars; i++) {
		const CodeVar *v = &code->image->vars.data[code->func->vars + i];

		if (!(v->flags & CVF_PARAM))
			continue;
		const TypeDesc *t = type_at(v->type);

		arg_value(&p, t, type_by_address(t) ? *word(addr) : addr, 1);
		addr += type_passed_words(t) * 8;
	}
}

/* ---- frames ---- */

void code_path(const Machine *m, const CodeAt *code, StrBuf *out)
{
	const CodeFile *file = image_line_file(code->image, code->func, code->line);
	const char *path = file ? image_text(code->image, file->path) : "";

	if (*path && *path != '/' && *path != '$' && !file->directive) {
		sb_printf(out, "%s/", m->directory);
		while (strncmp(path, "./", 2) == 0)
			path += 2;
	}
	sb_add(out, path);
}

static void add_place(const Machine *m, StrBuf *out, const CodeAt *code, uint64_t pc)
{
	uint32_t line = code->line ? code->line->line : code->func->line;

	sb_add(out, "\n\t");
	code_path(m, code, out);
	sb_printf(out, ":%u +0x%" PRIx64 "\n", line, pc - code->func->entry);
}

void code_name(const CodeAt *code, StrBuf *out)
{
	const char *name = image_text(code->image, code->func->name), *package = image_text(code->image, code->func->package);
	size_t n = strlen(package);

	if (n && strncmp(name, package, n) == 0 && name[n] == '.') {
		sb_add_path(out, package, n);
		name += n;
	}
	sb_add(out, name);
}

static void add_frame(const Machine *m, StrBuf *out, const MachineFrame *f)
{
	code_name(&f->code, out);
	sb_addc(out, '(');
	add_parameters(out, &f->code, f->fp);
	sb_addc(out, ')');
	add_place(m, out, &f->code, f->pc);
}

/* Between a deferred call and the frame that panicked stands the panic. */
static void add_panic(const Machine *m, StrBuf *out, const GorInfo *info, uint64_t fp)
{
	for (uint64_t i = 0; i < m->state->ngors; i++) {
		if (m->gors[i].id != info->id)
			continue;
		for (const Panic *p = at(m->gors[i].panics); p; p = at(p->link)) {
			if (p->fp != word(fp)[FRAME_CALLER])
				continue;
			if (p->flags & PANIC_GOEXIT)
				sb_add(out, "runtime.Goexit()\n\t<machine>\n");
			else
				sb_printf(out, "panic({0x%" PRIx64 ", 0x%" PRIx64 "})\n\t<machine>\n", p->type, p->data);
		}
	}
}

static size_t count_frames(const Machine *m, const GorInfo *g, bool hidden)
{
	MachineFrame f;
	size_t n = 0;

	for (bool more = machine_frame(m, g, &f, true); more; more = machine_frame(m, g, &f, false))
		n += hidden || !code_hidden(&f.code);
	return n;
}

static void add_frames(const Machine *m, StrBuf *out, const GorInfo *g, bool hidden)
{
	size_t n = count_frames(m, g, hidden), i = 0;
	MachineFrame f;

	for (bool more = machine_frame(m, g, &f, true); more; more = machine_frame(m, g, &f, false)) {
		if (hidden || !code_hidden(&f.code)) {
			if (n <= MAX_SHOWN || i < MAX_SHOWN / 2 || i >= n - MAX_SHOWN / 2)
				add_frame(m, out, &f);
			else if (i == MAX_SHOWN / 2)
				sb_printf(out, "...%zu frames elided...\n", n - MAX_SHOWN);
			i++;
		}
		if (f.called_by_panic)
			add_panic(m, out, g, f.fp);
	}
}

static void add_creator(const Machine *m, StrBuf *out, const GorInfo *g)
{
	CodeAt code;

	if (!g->created_by_pc || !machine_code_at(m, g->created_by_pc, &code))
		return;
	sb_add(out, "created by ");
	code_name(&code, out);
	sb_printf(out, " in goroutine %" PRIu64, g->creator);
	add_place(m, out, &code, g->created_by_pc);
}

static void add_goroutine(const Machine *m, StrBuf *out, const GorInfo *g, bool hidden)
{
	const char *state = g->state == GOR_RUNNING ? "running" : g->state == GOR_RUNNABLE ? "runnable" : g->wait;

	sb_printf(out, "goroutine %" PRIu64 " [%s", g->id, state);
	if (g->bubble)
		sb_printf(out, ", synctest bubble %" PRIu64, g->bubble);
	sb_add(out, "]:\n");
	add_frames(m, out, g, hidden);
	add_creator(m, out, g);
}

/* The running goroutine first; all: then the others by rising id. */
void traceback(Machine *m, StrBuf *out, bool all, bool hidden)
{
	uint64_t current = machine_current(m);
	size_t n = machine_goroutines(m), shown = 0;
	GorInfo g;

	if (machine_goroutine_by_id(m, current, &g) && g.state == GOR_RUNNING) {
		add_goroutine(m, out, &g, hidden);
		shown++;
	}
	for (size_t i = 0; i < n && all; i++) {
		if (!machine_goroutine(m, i, &g) || (g.own && !hidden) || (g.id == current && shown && g.state == GOR_RUNNING))
			continue;
		if (shown++)
			sb_addc(out, '\n');
		add_goroutine(m, out, &g, hidden);
	}
}

/* ---- how much of it ---- */

typedef struct Level { const char *name; uint8_t level; bool all, crashes; } Level;

/* Package runtime's documentation, "Environment Variables". What is no level counts as the last one. */
static const Level levels[] = {
	{ "", 1, false, false }, { "none", 0, false, false }, { "single", 1, false, false }, { "all", 1, true, false },
	{ "system", 2, true, false }, { "crash", 2, true, true }, { "0", 0, false, false }, { "1", 1, true, false },
	{ "2", 2, true, false }, { NULL, 0, true, false },
};

static const Level *level_of(const char *text, size_t n)
{
	const Level *l = levels;

	while (l->name && (strlen(l->name) != n || memcmp(l->name, text, n) != 0))
		l++;
	return l;
}

void traceback_level(Machine *m, const char *level, size_t n)
{
	const char *least = environment(m, "GOTRACEBACK");
	const Level *l = level_of(level ? level : "none", level ? n : 4), *e = level_of(least ? least : "", least ? strlen(least) : 0);

	m->state->trace_level = l->level > e->level ? l->level : e->level;
	m->state->trace_all = l->all || e->all;
	m->state->crashes = l->crashes || e->crashes;
}
