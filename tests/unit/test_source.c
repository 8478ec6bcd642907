/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source/: positions to places and back, //line directives, diagnostics as gc prints them. */
#include <errno.h>
#include <stdlib.h>

#include "source/constraint.h"
#include "source/diag.h"
#include "source/source.h"
#include "unit.h"

static bool place_is(Sources *set, Pos pos, uint32_t line, uint32_t col)
{
	Place p = source_place(set, pos);

	return p.line == line && p.col == col;
}

static void test_places(void)
{
	Sources *set = sources_new();
	Source *a = source_add(set, "a.go", "one\n\nthree", 10), *b =
		source_add(set, "b.go", "x\n", 2);
	size_t len;

	CHECK(source_count(set) == 2 && source_at(set, 1) == b && source_find(set, "b.go") == b);
	CHECK(!source_find(set, "c.go") && !source_file(set, 0) && !source_file(set, 1000));
	CHECK(source_file(set, a->base) == a && source_file(set, a->base + a->size) == a);
	CHECK(source_file(set, b->base) == b && source_file(set, b->base + 2) == b);
	CHECK(place_is(set, a->base, 1, 1) && place_is(set, a->base + 3, 1, 4));
	CHECK(place_is(set, a->base + 4, 2, 1) && place_is(set, a->base + 5, 3, 1));
	CHECK(place_is(set, a->base + 10, 3, 6) && place_is(set, b->base + 2, 2, 1));
	CHECK(source_line_count(a) == 3 && source_line_count(b) == 1);
	CHECK(memcmp(source_line_text(a, 1, &len), "one", 3) == 0 && len == 3);
	CHECK(source_line_text(a, 2, &len) && len == 0);
	CHECK(memcmp(source_line_text(a, 3, &len), "three", 5) == 0 && len == 5);
	CHECK(!source_line_text(a, 4, &len) && !source_line_text(a, 0, &len));
	CHECK(source_line_pos(a, 3) == a->base + 5 && source_line_pos(a, 9) == 0);
	CHECK(source_line(set, a->base + 6) == 3);
	CHECK(!source_place(set, 0).file);
	sources_free(set);
}

static void test_empty_file(void)
{
	Sources *set = sources_new();
	Source *a = source_add(set, "a.go", "", 0), *b = source_add(set, "b.go", "", 0);

	CHECK(source_line_count(a) == 0 && place_is(set, a->base, 1, 1));
	CHECK(source_file(set, a->base) == a && source_file(set, b->base) == b);
	sources_free(set);
}

static void test_load(void)
{
	Sources *set = sources_new();

	CHECK(!source_load(set, "/nonexistent/file.go", NULL) && errno == ENOENT);
	CHECK(!source_load(set, "/", NULL) && errno == EISDIR);
	CHECK(source_load(set, "/dev/null", "null.go")->size == 0);
	CHECK_TEXT(source_at(set, 0)->name, "null.go");
	CHECK_TEXT(source_at(set, 0)->path, "/dev/null");
	sources_free(set);
}

static void test_directives(void)
{
	Sources *set = sources_new();
	Source *a = source_add(set, "a.go", "0123\n5678\nabcd\n", 15);
	StrBuf sb = {0};

	source_add_directive(a, a->base + 5, "z.go", 4, 100, 0);
	source_add_directive(a, a->base + 12, "", 0, 7, 30);
	diag_print_pos(&sb, set, a->base + 2);
	sb_addc(&sb, ' ');
	diag_print_pos(&sb, set, a->base + 6);
	sb_addc(&sb, ' ');
	diag_print_pos(&sb, set, a->base + 10);
	sb_addc(&sb, ' ');
	diag_print_pos(&sb, set, a->base + 13);
	CHECK_TEXT(sb_text(&sb), "a.go:1:3 z.go:100 z.go:101 z.go:7:31");
	CHECK(source_real_place(set, a->base + 13).line == 3);
	source_honour_directives(set, false);
	CHECK(place_is(set, a->base + 13, 3, 4));
	sb_free(&sb);
	sources_free(set);
}

static void check_print(Diags *list, enum DiagPrint how, const char *want)
{
	StrBuf sb = {0};

	diag_print(list, &sb, how);
	CHECK_TEXT(sb_text(&sb), want);
	sb_free(&sb);
	diag_clear(list);
}

static void test_diags(void)
{
	Sources *set = sources_new();
	Source *a = source_add(set, "a.go", "one\n\ttwo\nthree\n", 15);
	Diags *list = diags_new(set, 3);

	diag_error(list, a->base + 9, "late %d", 1);
	diag_note(list, "have (%s)", "int");
	diag_syntax(list, a->base, "first");
	diag_syntax(list, a->base + 2, "second on the line");
	diag_note(list, "not printed");
	check_print(list, DIAG_PLAIN,
		    "a.go:1:1: syntax error: first\na.go:3:1: late 1\n\thave (int)\n");
	diag_error(list, a->base + 5, "same");
	diag_error(list, a->base + 6, "same");
	diag_unsupported(list, a->base + 5, "x");
	CHECK(diag_errors(list) == 2 && !diag_full(list));
	check_print(list, DIAG_CARET, "a.go:2:2: same\n\ttwo\n\t^\n"
	                              "a.go:2:2: not supported yet: x\n\ttwo\n\t^\n");
	diag_warning(list, 0, "nowhere");
	for (Pos i = 0; i < 5; i++)
		diag_error(list, a->base + 4 - i, "e%u", i);
	CHECK(diag_full(list) && diag_errors(list) == 3);
	check_print(list, DIAG_PLAIN, "nowhere\na.go:1:3: e2\na.go:1:4: e1\na.go:2:1: e0\n"
	                              "a.go:1:3: too many errors\n");
	check_print(list, DIAG_PLAIN, "");
	diags_free(list);
	sources_free(set);
}

static const char *const test_tags[] = { "purego", "tag.x", NULL };
static const BuildTags tags = { "linux", "amd64", 26, test_tags };

static ConstraintResult eval(const char *text)
{
	return constraint_eval(&tags, text, strlen(text), NULL, NULL);
}

static void test_constraint_expressions(void)
{
	static const char *const yes[] = {
		"linux", " amd64 ", "unix", "go1.1", "go1.26", "purego", "tag.x", "!windows",
		"linux && !cgo", "windows || linux", "windows && arm || linux", "!(windows || arm)",
		"linux&&(amd64||arm64)", "((linux))", "linux ||\twindows\r",
	};
	static const char *const no[] = {
		"windows", "go1.27", "go1.0", "go1.", "go1.2x", "cgo", "linux && arm64",
		"windows || arm && linux", "!linux", "ignore",
	};
	static const char *const bad[] = {
		"", "linux &&", "|| linux", "(linux", "linux)", "!!linux", "linux windows", "a & b",
			"@",
	};

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		CHECK(eval(yes[i]) == CONSTRAINT_YES);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		CHECK(eval(no[i]) == CONSTRAINT_NO);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(eval(bad[i]) == CONSTRAINT_BAD);
}

static void test_constraint_errors(void)
{
	char deep[5000];
	const char *error;
	size_t at;

	CHECK(constraint_eval(&tags, "a && )", 6, &error, &at) == CONSTRAINT_BAD && at == 5);
	CHECK_TEXT(error, "unexpected token");
	memset(deep, '(', sizeof deep);
	CHECK(constraint_eval(&tags, deep, sizeof deep, &error, &at) == CONSTRAINT_BAD);
	CHECK_TEXT(error, "expression nested too deeply");
}

static void test_constraint_names(void)
{
	static const char *const yes[] = {
		"x.go", "x_linux.go", "x_amd64.go", "x_linux_amd64.go", "linux.go", "windows.go",
		"x_foo_amd64.go", "x_unix.go", "x_test.go", "x_linux_test.go", "x_purego.go",
		"x_y.z_windows.go",
	};
	static const char *const no[] = {
		"x_windows.go", "x_arm64.go", "x_linux_arm64.go", "x_windows_amd64.go", "_x.go",
			".x.go",
		"x_windows_test.go", "x_darwin_arm64_test.go", "x_windows.pb.go",
	};

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		CHECK(constraint_name(&tags, yes[i]));
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		CHECK(!constraint_name(&tags, no[i]));
	CHECK(constraint_is_test("a_test.go") && !constraint_is_test("test.go"));
}

static ConstraintResult text_result(const char *text)
{
	return constraint_text(&tags, text, strlen(text));
}

static void test_constraint_text(void)
{
	CHECK(text_result("package p\n") == CONSTRAINT_YES);
	CHECK(text_result("") == CONSTRAINT_YES);
	CHECK(text_result("//go:build windows\n\npackage p\n") == CONSTRAINT_NO);
	CHECK(text_result("// head\n\n/* more\n*/\n//go:build ignore\npackage p\n") == CONSTRAINT_NO);
	CHECK(text_result("package p\n//go:build ignore\n") == CONSTRAINT_YES);
	CHECK(text_result("/*\n//go:build ignore\n*/\npackage p\n") == CONSTRAINT_YES);
	CHECK(text_result("//go:builder ignore\npackage p\n") == CONSTRAINT_YES);
	CHECK(text_result("//go:build\npackage p\n") == CONSTRAINT_BAD);
	CHECK(text_result("//go:build linux") == CONSTRAINT_YES);
	CHECK(text_result("/* never closed") == CONSTRAINT_YES);
	CHECK(text_result("// +build windows\n\npackage p\n") == CONSTRAINT_NO);
	CHECK(text_result("// +build windows linux\n\npackage p\n") == CONSTRAINT_YES);
	CHECK(text_result("// +build linux,windows !linux\n\npackage p\n") == CONSTRAINT_NO);
	CHECK(text_result("//+build !windows,linux\n// more\n\npackage p\n") == CONSTRAINT_YES);
	CHECK(text_result("// +build linux\n// +build windows\n\npackage p\n") == CONSTRAINT_NO);
	CHECK(text_result("// head\n\n// +build ignore\n\n// Package p.\npackage p\n") == CONSTRAINT_NO);
	CHECK(text_result("// +build ignore\npackage p\n") == CONSTRAINT_YES);	/* a doc comment */
	CHECK(text_result("package p\n\n// +build ignore\n\n") == CONSTRAINT_YES);
	CHECK(text_result("// +build ignore\n//go:build linux\n\npackage p\n") == CONSTRAINT_YES);
	CHECK(text_result("// +builder ignore\n\npackage p\n") == CONSTRAINT_YES);
	CHECK(text_result("// +build\n\npackage p\n") == CONSTRAINT_NO);
	CHECK(text_result("/* head */\n// +build ignore\r\n\r\npackage p\n") == CONSTRAINT_NO);
}

int main(void)
{
	test_constraint_expressions();
	test_constraint_errors();
	test_constraint_names();
	test_constraint_text();
	test_places();
	test_empty_file();
	test_load();
	test_directives();
	test_diags();
	return unit_status();
}
