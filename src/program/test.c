/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Programs that test a package: its files with those of its tests that belong to it, the tests in a package of their
 * own (NAME_test), and a main package made here, which lists them for package testing.
 *
 * What is a test, and when an example is run, is as `go help test` and the documentation of package testing have it.
 */
#include "program/program_int.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>

#include "base/utf8.h"
#include "syntax/parse.h"

/* ---- what there is to run ---- */

typedef struct TestKind { const char *prefix, *param, *list, *type; } TestKind;

/* An example has no parameter. */
static const TestKind kinds[] = {
	{ "Test", "T", "tests", "InternalTest" },
	{ "Benchmark", "B", "benchmarks", "InternalBenchmark" },
	{ "Fuzz", "F", "targets", "InternalFuzzTarget" },
	{ "Example", NULL, "examples", "InternalExample" },
};
enum { KINDS = sizeof kinds / sizeof *kinds, KIND_EXAMPLE = KINDS - 1 };

/* Being written: an entry for each test in its list, and which package has a TestMain. */
typedef struct TestMain {
	Program *p;
	StrBuf lists[KINDS];
	const char *alias;	/* of the package whose files are being read */
	const char *main;	/* alias of the package with TestMain, or NULL */
	bool used;		/* something of that package is named */
	const char *cover;	/* a statement that registers counters, or "" … */
	StrBuf cover_imports;	/* … and what it wants */
} TestMain;

/* NAME is the prefix, or what follows it does not begin with a small letter. */
static bool has_prefix(const char *name, const char *prefix)
{
	size_t n = strlen(prefix);
	int width;

	if (strncmp(name, prefix, n) != 0)
		return false;
	return !name[n] || !uc_is_lower((ucs4_t)utf8_decode(name + n, strlen(name + n), &width));
}

/* The parameter's type is *testing.NAME, however the import is called. */
static bool takes(const FuncDecl *f, const char *name)
{
	const FuncTypeExpr *t = f->type;
	const Field *param = t->params.len == 1 ? as_Field(t->params.data[0]) : NULL;
	const StarExpr *star = param && param->names.len <= 1 ? is_StarExpr(param->type) : NULL;
	const SelectorExpr *selector = star ? is_SelectorExpr(star->x) : NULL;
	const Ident *ident = star ? is_Ident(star->x) : NULL;

	return (selector && strcmp(selector->sel->name->text, name) == 0) || (ident && strcmp(ident->name->text, name) == 0);
}

/* ---- examples ---- */

typedef struct Output { const char *text; size_t len; bool unordered; } Output;

/* The text of a comment group that begins with "Output:" or "Unordered output:", in any case; what follows is wanted. */
static bool output_text(const char *text, Output *out)
{
	static const char unordered[] = "unordered ", output[] = "output:";

	text += strspn(text, " \t\r\n");
	out->unordered = strncasecmp(text, unordered, sizeof unordered - 1) == 0;
	if (out->unordered)
		text += strspn(text + sizeof unordered - 1, " \t\r\n") + sizeof unordered - 1;
	if (strncasecmp(text, output, sizeof output - 1) != 0)
		return false;
	text += sizeof output - 1;
	text += *text == ' ';
	if (*text == '\n')
		text++;
	out->text = text;
	out->len = strlen(text);
	return true;
}

/* Adds the lines of a comment without what makes it one. A directive is no text. */
static void comment_lines(StrBuf *out, const char *text, size_t n)
{
	if (text[1] == '*') {
		sb_addn(out, text + 2, n - 4);
	} else if (n < 3 || strspn(text + 2, "abcdefghijklmnopqrstuvwxyz") == 0 || !strchr(text + 2, ':') || text[2] == ' ') {
		size_t blank = n > 2 && text[2] == ' ';

		sb_addn(out, text + 2 + blank, n - 2 - blank);
		while (out->len && (out->data[out->len - 1] == '\r' || out->data[out->len - 1] == ' ' || out->data[out->len - 1] == '\t'))
			out->len--;
	}
	sb_addc(out, '\n');
}

/* Is there nothing but blanks, and at most one end of a line, between two places of a file? */
static bool adjoins(const Source *s, Pos from, Pos to)
{
	unsigned lines = 0;

	for (Pos at = from; at < to; at++) {
		char c = s->text[source_offset(s, at)];

		lines += c == '\n';
		if (!strchr(" \t\r\n", c))
			return false;
	}
	return lines < 2;
}

/* Does a comment stand behind code on its line? Then what follows on other lines is no part of it. */
static bool is_trailing(const Source *s, Pos pos)
{
	const char *at = s->text + source_offset(s, pos);

	while (at > s->text && (at[-1] == ' ' || at[-1] == '\t'))
		at--;
	return at > s->text && at[-1] != '\n';
}

/* The text of the last group of comments in a function's body. */
static bool last_comment(const File *file, const FuncDecl *f, StrBuf *out)
{
	const Source *s = file->source;
	Pos last = 0;

	for (uint32_t i = 0; i < file->comment_count; i++) {
		const AstComment *c = &file->comments[i];

		if (c->pos < f->body_start || c->pos >= f->body_end)
			continue;
		if (!last || !adjoins(s, last, c->pos) || is_trailing(s, file->comments[i - 1].pos))
			sb_clear(out);
		comment_lines(out, s->text + source_offset(s, c->pos), c->end - c->pos);
		last = c->end;
	}
	while (out->len && out->data[out->len - 1] == '\n')
		out->len--;
	return out->len > 0;
}

static void add_example(TestMain *t, const File *file, const FuncDecl *f)
{
	StrBuf text = { 0 };
	Output output = { 0 };

	if (f->type->params.len == 0 && f->type->results.len == 0 && last_comment(file, f, &text) &&
	    output_text(sb_text(&text), &output)) {
		StrBuf *list = &t->lists[KIND_EXAMPLE];

		sb_printf(list, "\t{\"%s\", %s.%s, ", f->name->name->text, t->alias, f->name->name->text);
		sb_quote(list, output.text, output.len);
		sb_printf(list, ", %s},\n", output.unordered ? "true" : "false");
		t->used = true;
	}
	sb_free(&text);
}

/* ---- tests ---- */

static bool is_testing_main(const FuncDecl *f)
{
	return strcmp(f->name->name->text, "TestMain") == 0 && takes(f, "M");
}

static void add_test(TestMain *t, const FuncDecl *f, size_t kind)
{
	const char *name = f->name->name->text;

	if (!takes(f, kinds[kind].param) || f->type->results.len || f->tparams.len) {
		const char *param = strcmp(name, "TestMain") == 0 ? "M" : kinds[kind].param;

		diag_error(t->p->ast.diags, f->name->pos, "wrong signature for %s, must be: func %s(%c *testing.%s)", name, name,
			   param[0] + ('a' - 'A'), param);
		return;
	}
	sb_printf(&t->lists[kind], "\t{\"%s\", %s.%s},\n", name, t->alias, name);
	t->used = true;
}

static void add_function(TestMain *t, const File *file, const FuncDecl *f)
{
	const char *name = f->name->name->text;

	if (is_testing_main(f)) {
		t->main = t->alias;
		t->used = true;
		return;
	}
	for (size_t i = 0; i < KINDS; i++)
		if (!has_prefix(name, kinds[i].prefix))
			continue;
		else if (i == KIND_EXAMPLE)
			add_example(t, file, f);
		else
			add_test(t, f, i);
}

/* The tests of those files that are test files. True when the package is named by them. */
static bool add_files(TestMain *t, const Files *files, const char *alias)
{
	t->alias = alias;
	t->used = false;
	vec_each(files, node) {
		const File *file = as_File(*node);

		if (!find_test_name(file->source->name))
			continue;
		for (uint32_t i = 0; i < file->decls.len; i++) {
			const FuncDecl *f = is_FuncDecl(file->decls.data[i]);

			if (f && !f->recv && f->body)
				add_function(t, file, f);
		}
	}
	return t->used;
}

/* ---- the main package ---- */

static void add_import(StrBuf *out, const char *alias, bool used, const Package *pkg)
{
	if (pkg)
		sb_printf(out, "import %s \"%s\"\n", used ? alias : "_", pkg->path->text);
}

static void write_main(Program *p, TestMain *t, const Package *own, const Package *external, StrBuf *out)
{
	bool own_used = add_files(t, &p->files, "own"), external_used = add_files(t, &p->external, "external");

	sb_add(out, "package main\nimport \"internal/testmain\"\nimport \"os\"\nimport \"testing\"\n");
	add_import(out, "own", own_used || p->covering.own, own);
	add_import(out, "external", external_used, external);
	sb_addn(out, t->cover_imports.data ? t->cover_imports.data : "", t->cover_imports.len);
	for (size_t i = 0; i < KINDS; i++) {
		sb_printf(out, "var %s = []testing.%s{\n", kinds[i].list, kinds[i].type);
		sb_addn(out, t->lists[i].data ? t->lists[i].data : "", t->lists[i].len);
		sb_add(out, "}\n");
	}
	sb_printf(out, "func main() {\n%s\tm := testing.MainStart(testmain.Deps(\"%s\"), tests, benchmarks, targets, examples)\n", t->cover, p->path);
	if (t->main)
		sb_printf(out, "\t%s.TestMain(m)\n\tos.Exit(testmain.Code())\n}\n", t->main);
	else
		sb_add(out, "\tos.Exit(m.Run())\n}\n");
}

static Package *check_files(Program *p, const char *path, const Files *files)
{
	return files->len ? find_own(p, path, files, p->dir) : NULL;
}

static void check_main(Program *p, const Package *own, const Package *external)
{
	TestMain t = { .p = p };
	StrBuf text = { 0 };
	Files files = { 0 };
	Source *s;

	t.cover = cover_statement(p, &t.cover_imports);
	write_main(p, &t, own, external, &text);
	s = source_add(p->ast.sources, "_testmain.go", text.data, text.len);
	vec_push(&files, &parse_file(&p->ast, s, 0)->node);
	if (diag_errors(p->ast.diags) == 0)
		check_files(p, "main", &files);
	for (size_t i = 0; i < KINDS; i++)
		sb_free(&t.lists[i]);
	sb_free(&t.cover_imports);
	sb_free(&text);
	vec_free(&files);
}

/* In a Go tree's own src, whose module is std: is this a package of the embedded library? That is tested then, from
 * outside: the tree's files of the package itself are another program, whose link names would be the library's. */
static bool is_library_package(const Program *p)
{
	const char *name, *text;
	size_t cursor = 0, len;

	return p->module && strcmp(p->module, "std") == 0 &&
	       pack_next(p->library->pack, p->library->pack_size, p->path, &cursor, &name, &text, &len);
}

/* The tree's files of the package are given up; tests among them would be about those. */
static void drop_own_files(Program *p)
{
	TestMain t = { .p = p };

	vec_each(&p->files, node) {
		const File *file = as_File(*node);

		if (add_files(&t, &(Files){ .data = node, .len = 1 }, "own"))
			diag_unsupported(p->ast.diags, file->package->pos, "tests inside of package %s, which is the embedded "
					 "library's; named one by one (strata test *.go) the files are tested as they stand",
					 file->package->name->text);
	}
	for (size_t i = 0; i < KINDS; i++)
		sb_free(&t.lists[i]);
	vec_trim(&p->files, 0);
}

bool test_check(Program *p)
{
	Package *own, *external;

	find_module(p, p->dir);
	if (p->go_minor)
		types_set_go_version(p->types, p->go_minor);
	p->path = p->files_named ? "command-line-arguments" : find_import_path(p, p->dir);
	godebug_defaults(p);
	if (is_library_package(p))
		drop_own_files(p);
	cover_package(p, p->path, &p->files);
	bodies_add_own(p);
	own = check_files(p, p->path, &p->files);
	if (own)
		own->tested = true;
	external = check_files(p, arena_printf(p->arena, "%s_test", p->path), &p->external);
	p->main = own ? own : external;
	if (diag_errors(p->ast.diags) == 0)
		check_main(p, own, external);
	return program_ok(p);
}

/* ---- files ---- */

static bool is_external(const Files *own, const File *file)
{
	const char *name = file->package->name->text;
	size_t n = strlen(name);

	if (n < 6 || strcmp(name + n - 5, "_test") != 0 || !find_test_name(file->source->name))
		return false;
	return !own->len || strcmp(as_File(own->data[0])->package->name->text, name) != 0;
}

/* Moves the files of the package NAME_test. */
static void part_files(Program *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->files.len; i++)
		if (is_external(&(Files){ .data = p->files.data, .len = kept }, as_File(p->files.data[i])))
			vec_push(&p->external, p->files.data[i]);
		else
			p->files.data[kept++] = p->files.data[i];
	vec_trim(&p->files, kept);
}

bool test_parse(Program *p, const char **error)
{
	bool ok = p->files_named || find_tests(p, p->dir, &p->files, error);

	part_files(p);
	p->has_tests = p->external.len > 0;
	vec_each(&p->files, file)
		p->has_tests |= find_test_name(as_File(*file)->source->name);
	return ok;
}
