/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions in assembly that are nothing but a call of a Go function with the same arguments, as generators of stubs write them by the
 * thousand (modernc.org/libc):
 *
 *     TEXT ·Yputs(SB),$24-20          func Yputs(t *TLS, s uintptr) (r int32) {
 *         MOVQ t+0(FP), AX                return Xputs(t, s)
 *         MOVQ AX, 0(SP)              }
 *         …
 *         CALL ·Xputs(SB)
 *         MOVL 16(SP), AX
 *         MOVL AX, r+16(FP)
 *         RET
 *
 * Arguments and results lie in the callee's frame as in the caller's: what is moved goes from an offset to the same one. A
 * function in which anything else stands is none of these: it panics when it is called.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "program/program_int.h"
#include "syntax/parse.h"

#define DOT "\xc2\xb7"	/* · */

/* ---- assembly ---- */

/* A part of the file. */
typedef struct Text { const char *at; size_t n; } Text;

typedef enum OperandKind { OPERAND_OTHER, OPERAND_REGISTER, OPERAND_PARAMETER, OPERAND_ARGUMENT } OperandKind;
/* offset: of x+8(FP), a parameter or result, or 8(SP), an argument or result of the call. */
typedef struct Operand { OperandKind kind; Text text; long offset; } Operand;

/* A function so far. */
typedef struct Forward {
	Text name, target;
	bool plain, called;
	Operand held;		/* what the register `in` holds */
	Text in;
} Forward;

static bool same_text(Text a, Text b)
{
	return a.n == b.n && memcmp(a.at, b.at, a.n) == 0;
}

static bool is_word(Text s, const char *word)
{
	return s.n == strlen(word) && memcmp(s.at, word, s.n) == 0;
}

static Text trim(const char *from, const char *to)
{
	while (from < to && isspace((unsigned char)*from))
		from++;
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	return (Text){ from, (size_t)(to - from) };
}

/* `·name(SB)` at the beginning of a text; an empty name: it is none. */
static Text function_name(Text s)
{
	const char *from = s.at + strlen(DOT), *end = s.n > strlen(DOT) && memcmp(s.at, DOT, strlen(DOT)) == 0
							      ? memchr(from, '(', s.n - strlen(DOT)) : NULL;

	if (!end || (size_t)(s.at + s.n - end) < 4 || memcmp(end, "(SB)", 4) != 0)
		return (Text){ from, 0 };
	return (Text){ from, (size_t)(end - from) };
}

static Operand operand_of(Text s)
{
	Operand o = { .text = s };
	const char *open = memchr(s.at, '(', s.n), *plus = memchr(s.at, '+', s.n);

	if (!open) {
		for (size_t i = 0; i < s.n; i++)
			if (!isalnum((unsigned char)s.at[i]))
				return o;
		o.kind = s.n && isupper((unsigned char)*s.at) ? OPERAND_REGISTER : OPERAND_OTHER;
	} else if (plus && plus < open && is_word(trim(open, s.at + s.n), "(FP)")) {
		o.kind = OPERAND_PARAMETER;
		o.offset = strtol(plus + 1, NULL, 10);
	} else if (!plus && is_word(trim(open, s.at + s.n), "(SP)")) {
		o.kind = OPERAND_ARGUMENT;
		o.offset = strtol(s.at, NULL, 10);
	}
	return o;
}

/* Moves go through a register: before the call from parameters to arguments, behind it from results to results. */
static bool take_move(Forward *f, Text operands)
{
	const char *comma = memchr(operands.at, ',', operands.n);
	Operand from, to;
	OperandKind source = f->called ? OPERAND_ARGUMENT : OPERAND_PARAMETER, sink = f->called ? OPERAND_PARAMETER : OPERAND_ARGUMENT;

	if (!comma)
		return false;
	from = operand_of(trim(operands.at, comma));
	to = operand_of(trim(comma + 1, operands.at + operands.n));
	if (from.kind == source && to.kind == OPERAND_REGISTER) {
		f->held = from;
		f->in = to.text;
		return true;
	}
	return from.kind == OPERAND_REGISTER && to.kind == sink && f->held.kind == source && same_text(f->in, from.text) &&
	       f->held.offset == to.offset;
}

static bool take_call(Forward *f, Text operand)
{
	if (f->called)
		return false;
	f->called = true;
	f->held.kind = OPERAND_OTHER;
	f->target = function_name(operand);
	return f->target.n != 0;
}

static void begin_function(Forward *f, Text operand)
{
	*f = (Forward){ .name = function_name(operand), .plain = true };
}

/* targets: name -> text of what it calls. */
static void end_function(Forward *f, StrMap *targets, Arena *arena)
{
	if (f->plain && f->called && f->name.n)
		strmap_put(targets, f->name.at, f->name.n, (uintptr_t)arena_strndup(arena, f->target.at, f->target.n));
	f->plain = false;
}

static void take_line(Forward *f, Text line, StrMap *targets, Arena *arena)
{
	size_t n = 0;
	Text word, rest;

	while (n < line.n && !isspace((unsigned char)line.at[n]))
		n++;
	word = (Text){ line.at, n };
	rest = trim(line.at + n, line.at + line.n);
	if (is_word(word, "TEXT"))
		begin_function(f, rest);
	else if (is_word(word, "RET"))
		end_function(f, targets, arena);
	else if (is_word(word, "CALL"))
		f->plain = f->plain && take_call(f, rest);
	else if (n > 3 && memcmp(word.at, "MOV", 3) == 0)
		f->plain = f->plain && take_move(f, rest);
	else if (line.n && *line.at != '#' && !is_word(word, "GO_ARGS") && !is_word(word, "NO_LOCAL_POINTERS"))
		f->plain = false;
}

static void read_assembly(const Source *s, StrMap *targets, Arena *arena)
{
	Forward f = { 0 };

	for (const char *p = s->text, *end = p + s->size; p < end;) {
		const char *stop = memchr(p, '\n', (size_t)(end - p)), *line_end = stop ? stop : end, *comment = p;

		while (comment < line_end && !(comment[0] == '/' && comment + 1 < line_end && comment[1] == '/'))
			comment++;
		take_line(&f, trim(p, comment), targets, arena);
		p = line_end + 1;
	}
}

/* ---- Go ---- */

/* Not those that are another package's by linkname. */
static bool lacks_body(const File *file, const FuncDecl *f)
{
	if (f->body || f->recv || f->tparams.len)
		return false;
	for (uint32_t i = 0; i < f->directive_count; i++)
		if (strncmp(file->directives[f->directives + i].text, "go:linkname", strlen("go:linkname")) == 0)
			return false;
	return true;
}

/* A function that a file declares. */
typedef struct Declared { const File *file; const FuncDecl *f; } Declared;
typedef VEC(Declared) DeclaredList;

static void find_functions(const Files *files, DeclaredList *out)
{
	vec_each(files, node) {
		const File *file = as_File(*node);

		for (uint32_t i = 0; i < file->decls.len; i++) {
			const FuncDecl *f = is_FuncDecl(file->decls.data[i]);

			if (f)
				vec_push(out, ((Declared){ file, f }));
		}
	}
}

static bool any_lacks_body(const DeclaredList *functions)
{
	vec_each(functions, d)
		if (lacks_body(d->file, d->f))
			return true;
	return false;
}

/* What is written: functions, and the types in their signatures once more, for the imports. */
typedef struct Writer { StrBuf out, types; } Writer;

static void add_type(Writer *w, const Source *s, const Node *type)
{
	uint32_t from = source_offset(s, ast_start(type)), n = source_offset(s, type->end) - from;

	sb_addn(&w->out, s->text + from, n);
	sb_addn(&w->types, s->text + from, n);
	sb_addc(&w->types, ' ');
}

/* With types: `p0 int, p1 ...T`, else what is passed on: `p0, p1...`. */
static void add_parameters(Writer *w, const Source *s, const FuncTypeExpr *type, bool types)
{
	StrBuf *out = &w->out;
	unsigned n = 0;

	for (uint32_t i = 0; i < type->params.len; i++) {
		const Field *field = as_Field(type->params.data[i]);

		for (uint32_t k = 0; k < field->names.len || (!k && !field->names.len); k++) {
			sb_printf(out, "%sp%u", n ? ", " : "", n);
			n++;
			if (types)
				sb_addc(out, ' '), add_type(w, s, field->type);
			else if (field->type->kind == AST_Ellipsis)
				sb_add(out, "...");
		}
	}
}

/* `(int, error)` */
static void add_results(Writer *w, const Source *s, const FuncTypeExpr *type)
{
	StrBuf *out = &w->out;
	unsigned n = 0;

	sb_add(out, type->results.len ? " (" : "");
	for (uint32_t i = 0; i < type->results.len; i++) {
		const Field *field = as_Field(type->results.data[i]);

		for (uint32_t k = 0; k < field->names.len || (!k && !field->names.len); k++) {
			sb_add(out, n++ ? ", " : "");
			add_type(w, s, field->type);
		}
	}
	sb_add(out, type->results.len ? ")" : "");
}

static void add_refusal(StrBuf *out, const Source *s, Place at, const char *name)
{
	StrBuf text = { 0 };

	sb_printf(&text, "%s:%u:%u: not supported yet: %s is in assembly", s->name, at.line, at.col, name);
	sb_add(out, " {\n\tpanic(");
	sb_quote(out, text.data, text.len);
	sb_add(out, ")\n}\n\n");
	sb_free(&text);
}

/* Is it `func() bool`? */
static bool is_question(const FuncTypeExpr *type)
{
	const Field *result = !type->params.len && type->results.len == 1 ? as_Field(type->results.data[0]) : NULL;
	const Ident *name = result ? is_Ident(result->type) : NULL;

	return name && strcmp(name->name->text, "bool") == 0;
}

/* What asks the processor in assembly gets zeros: none is to be asked, and nothing chosen that is made for it. That is what a function
 * without parameters is for that says yes or no. */
static bool asks_processor(const FuncDecl *f)
{
	static const char *const names[] = { "cpuid", "cpuidex", "xgetbv" };

	if (is_question(f->type))
		return true;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(f->name->name->text, names[i]) == 0)
			return f->type->results.len > 0;
	return false;
}

static void add_zeros(StrBuf *out, const FuncTypeExpr *type)
{
	unsigned n = 0;

	if (is_question(type)) {
		sb_add(out, " {\n\treturn false\n}\n\n");
		return;
	}
	sb_add(out, " {\n\treturn ");
	for (uint32_t i = 0; i < type->results.len; i++) {
		uint32_t names = as_Field(type->results.data[i])->names.len;

		for (uint32_t k = 0; k < names || (!k && !names); k++)
			sb_add(out, n++ ? ", 0" : "0");
	}
	sb_add(out, "\n}\n\n");
}

/* target NULL: it says at run time that it is not supported. Much of what is there is for other processors' or programs' use. */
static void add_function(Writer *w, const File *file, const FuncDecl *f, const char *target, Sources *sources)
{
	sb_printf(&w->out, "func %s(", f->name->name->text);
	add_parameters(w, file->source, f->type, true);
	sb_addc(&w->out, ')');
	add_results(w, file->source, f->type);
	if (target) {
		sb_printf(&w->out, " {\n\t%s%s(", f->type->results.len ? "return " : "", target);
		add_parameters(w, file->source, f->type, false);
		sb_add(&w->out, ")\n}\n\n");
	} else if (asks_processor(f)) {
		add_zeros(&w->out, f->type);
	} else {
		add_refusal(&w->out, file->source, source_real_place(sources, f->name->node.pos), f->name->name->text);
	}
}

/* Those of the files' imports that the functions' signatures name. */
static void add_imports(StrBuf *out, const Files *files, Writer *w, Arena *arena)
{
	StrMap seen = { 0 };

	vec_each(files, node) {
		const File *file = as_File(*node);

		for (uint32_t i = 0; i < file->imports.len; i++) {
			const ImportDecl *d = as_ImportDecl(file->imports.data[i]);
			size_t n;
			const char *last = import_base(d->value->text, &n);
			const char *name = d->name ? d->name->name->text : arena_strndup(arena, last, n);

			if (strchr("_.", *name) || !strstr(sb_text(&w->types), arena_printf(arena, "%s.", name)) || strmap_find(&seen, name, strlen(name)))
				continue;
			strmap_put(&seen, name, strlen(name), 1);
			sb_printf(out, "import %s \"%s\"\n", name, d->value->text);
		}
	}
	strmap_free(&seen);
}

static void add_functions(Writer *w, const DeclaredList *functions, const StrMap *targets, Sources *sources)
{
	StrMap names = { 0 };

	vec_each(functions, d)
		if (!d->f->recv)
			strmap_put(&names, d->f->name->name->text, d->f->name->name->len, 1);
	vec_each(functions, d) {
		uint64_t *found = strmap_find(targets, d->f->name->name->text, d->f->name->name->len);
		const char *target = found ? (const char *)(uintptr_t)*found : NULL;

		if (lacks_body(d->file, d->f))
			add_function(w, d->file, d->f, target && strmap_find(&names, target, strlen(target)) ? target : NULL, sources);
	}
	strmap_free(&names);
}

/* Without it the file is there for go build alone, which then believes that the bodies are elsewhere: by linkname. */
static bool has_code(const SourceList *list)
{
	vec_each(list, s)
		if (strstr((*s)->text, "TEXT"))
			return true;
	return false;
}

/* What the directory's assembly is in Go; NULL: there is none. */
static File *written(Program *p, const char *dir, const Files *files, const DeclaredList *functions)
{
	SourceList list = { 0 };
	StrMap targets = { 0 };
	StrBuf text = { 0 };
	Writer w = { 0 };
	File *file = NULL;

	find_assembly(p, dir, &list);
	vec_each(&list, s)
		read_assembly(*s, &targets, p->arena);
	if (has_code(&list)) {
		add_functions(&w, functions, &targets, p->ast.sources);
		sb_printf(&text, "package %s\n\n", as_File(files->data[0])->package->name->text);
		add_imports(&text, files, &w, p->arena);
		sb_addn(&text, w.out.data, w.out.len);
		file = parse_file(&p->ast, source_add(p->ast.sources, arena_printf(p->arena, "%s/assembly", dir), text.data, text.len), 0);
	}
	sb_free(&text);
	sb_free(&w.out);
	sb_free(&w.types);
	strmap_free(&targets);
	vec_free(&list);
	return file;
}

File *forward_bodies(Program *p, const char *dir, const Files *files)
{
	DeclaredList functions = { 0 };
	File *file;

	find_functions(files, &functions);
	file = any_lacks_body(&functions) ? written(p, dir, files, &functions) : NULL;
	vec_free(&functions);
	return file;
}
