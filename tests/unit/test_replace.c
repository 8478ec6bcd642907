/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declarations of the overlay in place of the tree's: what goes, what stays, and that lines keep their numbers. */
#include "unit.h"

#include "program/replace.h"

static void check(const char *overlay, const char *tree, const char *want)
{
	StrBuf text = { 0 };
	Replaced r;

	replaced_init(&r);
	replaced_add(&r, overlay, strlen(overlay));
	replaced_cut(&r, tree, strlen(tree), &text);
	CHECK_TEXT(sb_text(&text), want);
	replaced_free(&r);
	sb_free(&text);
}

static void check_joining(const char *overlay, const char *want)
{
	StrBuf text = { 0 };

	sb_add(&text, overlay);
	replaced_blank_joining(text.data, text.len);
	CHECK_TEXT(sb_text(&text), want);
	sb_free(&text);
}

int main(void)
{
	check("package p\nfunc F() {}\n", "package p\nfunc F() int {\n\treturn 1\n}\nfunc G() {}\n",
	      "package p\n              \n         \n \nfunc G() {}\n");
	/* Methods by their type; a type with all of them, whatever it was. */
	check("package p\nfunc (t *T) M() {}\n", "package p\nfunc (t T) M() {}\nfunc M() {}\n", "package p\n                 \nfunc M() {}\n");
	check("package p\ntype T[K any] int\n", "package p\ntype T[K any] struct{}\nfunc (t *T[K]) M() {}\n",
	      "package p\n                      \n                     \n");
	/* One of a group; init functions and what has no name stay. */
	check("package p\nvar x = 2\nvar _ = 3\nfunc init() {}\n", "package p\nvar (\n\tx = 1\n\ty = 2\n)\nvar _ = 1\nfunc init() {}\n",
	      "package p\nvar (\n\t     \n\ty = 2\n)\nvar _ = 1\nfunc init() {}\n");
	/* An import that nothing else uses. */
	check("package p\nfunc F() {}\n", "package p\nimport (\n\t\"a/b\"\n\tc \"d\"\n)\nfunc F() { b.X(c.Y) }\nfunc G() { c.Y() }\n",
	      "package p\nimport (\n\t     \n\tc \"d\"\n)\n                     \nfunc G() { c.Y() }\n");
	check("package p\n", "package p\nfunc F() {}\n", "package p\nfunc F() {}\n");
	/* iota counts on; of several names each for itself. */
	check("package p\nconst bb, c = 5, 6\n", "package p\nconst (\n\ta = iota\n\tbb\n)\nvar c, d = f()\n",
	      "package p\nconst (\n\ta = iota\n\t_ \n)\nvar _, d = f()\n");
	/* What the overlay stands on stays. */
	check("package p\nfunc F() { tree_F() }\ntype T tree_T\nfunc (t T) M() { t.tree_M() }\nfunc (T) N() {}\n",
	      "package p\nimport \"a\"\nfunc F() { a.X() }\ntype T int\nfunc (T) M() {}\nfunc (T) N() {}\nfunc (T) O() {}\n",
	      "package p\nimport \"a\"\nfunc tree_F() { a.X() }\ntype tree_T int\nfunc (T) tree_M() {}\n               \nfunc (T) O() {}\n");
	/* Fields join a struct; what else is in it, and its methods, stay. */
	check("package p\ntype J struct {\n\ttree_J\n\tX, Y []int // more\n\tm map[string]int\n}\nfunc F() {}\n",
	      "package p\ntype J struct {\n\ta int // first\n\tb int // last\n}\nfunc (J) M() {}\n",
	      "package p\ntype J struct {\n\ta int // first\n\tb int; X, Y []int; m map[string]int // last\n}\nfunc (J) M() {}\n");
	check_joining("package p\ntype J struct {\n\ttree_J\n\tX int\n}\nfunc F() {}\n",
		      "package p\n               \n       \n      \n \nfunc F() {}\n");
	return unit_status();
}
