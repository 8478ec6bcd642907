/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source/: positions to places and back, //line directives, diagnostics as gc prints them. */
#include <errno.h>
#include <stdlib.h>

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

int main(void)
{
	test_places();
	test_empty_file();
	test_load();
	test_directives();
	test_diags();
	return unit_status();
}
