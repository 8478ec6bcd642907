/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library's sources from a floor, overlays, and trees of two versions: what is taken, and what overlays replace. */
#include "unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/program.h"

static const struct { const char *name, *text; } files[] = {
	{ "list", "# comment\nlib\nolder !go1.26\nnewer go1.26 # why\nfloor/more.go\n" },
	{ "floor/floor/f.go", "package floor\n" },
	{ "floor/_overlay/lib/any.go", "package lib\nconst A, T = 1, 2\nfunc (x *S[P]) M() {}\nfunc low() int { return 0 }\n" },
	{ "floor/_overlay/lib/older.go", "//go:build !go1.26\n\npackage lib\ntype Old int\n" },
	{ "floor/_overlay/lib/whole.go", "package lib // ours\n" },
	{ "floor/_alone/alone/a.go", "package alone\n" },
	{ "floor/_modules/example.org/m/m.go", "package m\n" },
	{ "26/internal/goversion/goversion.go", "package goversion\n\nconst Version = 26\n" },
	{ "26/lib/lib.go", "package lib\n\nconst (\n\tA = iota\n\tB\n)\ntype Old bool\ntype S[P any] struct{}\n"
			   "func (S[P]) M() {}\nfunc (S[P]) A() {}\nfunc low() int\nfunc T() {}\n" },
	{ "26/lib/lib_test.go", "package lib\n" },
	{ "26/lib/lib_amd64.go", "package lib\n" },
	{ "26/lib/whole.go", "package lib // theirs\n" },
	{ "26/newer/n.go", "package newer\n" },
	{ "26/floor/more.go", "package floor\n" },
	{ "19/internal/goversion/goversion.go", "package goversion\n\nconst Version = 19\n" },
	{ "19/lib/lib.go", "package lib\n" },
	{ "19/vendor/older/o.go", "package older\n" },
	{ "19/floor/more.go", "package floor\n" },
	{ "none/lib/lib.go", "package lib\n" },
};

static const char *write_files(void)
{
	static char dir[] = "/tmp/packXXXXXX";
	StrBuf path = { 0 };

	if (!mkdtemp(dir))
		return NULL;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		sb_clear(&path);
		sb_printf(&path, "%s/%s", dir, files[i].name);
		sb_text(&path);
		for (char *slash = path.data + strlen(dir) + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
			*slash = '\0';
			mkdir(path.data, 0777);
		}
		FILE *f = fopen(path.data, "w");
		fputs(files[i].text, f);
		fclose(f);
	}
	sb_free(&path);
	return dir;
}

/* The names in a pack, a line each, with the text of lib/lib.go and lib/whole.go; or the error without the folder's name. */
static const char *gather(const char *dir, const char *tree, StrBuf *out)
{
	StrBuf floor = { 0 }, root = { 0 }, list = { 0 }, pack = { 0 }, error = { 0 };
	const char *name, *text;
	size_t cursor = 0, len;

	sb_printf(&floor, "%s/floor", dir);
	sb_printf(&root, "%s/%s", dir, tree);
	sb_printf(&list, "%s/list", dir);
	sb_clear(out);
	if (pack_gather(sb_text(&floor), *tree ? sb_text(&root) : NULL, sb_text(&list), &pack, &error)) {
		while (pack_next(pack.data, pack.len, NULL, &cursor, &name, &text, &len)) {
			sb_printf(out, "%s\n", name);
			if (strcmp(name, "lib/lib.go") == 0 || strcmp(name, "lib/whole.go") == 0)
				sb_addn(out, text, len);
		}
	} else {
		const char *at = strstr(sb_text(&error), dir);

		sb_add(out, at ? at + strlen(dir) : error.data);
	}
	sb_free(&floor);
	sb_free(&root);
	sb_free(&list);
	sb_free(&pack);
	sb_free(&error);
	return sb_text(out);
}

int main(void)
{
	const char *dir = write_files();
	StrBuf out = { 0 };

	CHECK_TEXT(gather(dir, "26", &out),
		   "floor/f.go\nlib/any.go\nlib/whole.go\npackage lib // ours\nlib/lib.go\n"
		   "package lib\n\nconst (\n\t_ = iota\n\tB\n)\ntype Old bool\ntype S[P any] struct{}\n"
		   "                  \nfunc (S[P]) A() {}\n              \n           \n"
		   "newer/n.go\nfloor/more.go\n_modules/example.org/m/m.go\n");
	CHECK_TEXT(gather(dir, "19", &out), "floor/f.go\nlib/any.go\nlib/older.go\nlib/whole.go\npackage lib // ours\n"
					    "lib/lib.go\npackage lib\nolder/o.go\nfloor/more.go\n_modules/example.org/m/m.go\n");
	CHECK_TEXT(gather(dir, "", &out), "floor/f.go\nalone/a.go\n_modules/example.org/m/m.go\n");
	CHECK_TEXT(gather(dir, "none", &out), "/none/internal/goversion: no version of a tree of Go's sources\n");
	sb_clear(&out);
	sb_printf(&out, "rm -r %s", dir);
	CHECK(system(sb_text(&out)) == 0);
	sb_free(&out);
	return unit_status();
}
