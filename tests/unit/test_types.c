/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checker seen from outside: what is recorded, layouts, texts, look-ups, generics,
 * initialisation order,
 * captured variables, the debugger's probes, and messages. Programs need no library. */
#include <stdio.h>

#include "syntax/parse.h"
#include "types/types.h"

static int failures;

typedef struct Program {
	Ast ast;
	Types *types;
	Package *pkg;
	StrBuf messages;
} Program;

static void load(Program *p, const char *text)
{
	*p = (Program){ 0 };
	p->ast.arena = arena_new();
	p->ast.names = intern_new();
	token_intern_keywords(p->ast.names);
	p->ast.sources = sources_new();
	p->ast.diags = diags_new(p->ast.sources, 0);
	p->types = types_new(&p->ast);
	Source *s = source_add(p->ast.sources, "t.go", text, strlen(text));
	File *f = parse_file(&p->ast, s, 0);
	p->pkg = types_check_package(p->types, "main", &f, 1);
	diag_print(p->ast.diags, &p->messages, DIAG_PLAIN);
}

static void unload(Program *p)
{
	types_free(p->types);
	diags_free(p->ast.diags);
	sources_free(p->ast.sources);
	intern_free(p->ast.names);
	arena_free(p->ast.arena);
	sb_free(&p->messages);
}

static void same(const char *what, const char *got, const char *want)
{
	if (strcmp(got, want) == 0)
		return;
	printf("FAIL: %s: got %s, want %s\n", what, got, want);
	failures++;
}

static void is(const char *what, long long got, long long want)
{
	if (got == want)
		return;
	printf("FAIL: %s: got %lld, want %lld\n", what, got, want);
	failures++;
}

static Object *object(Program *p, const char *name)
{
	return scope_find(p->pkg->scope, intern_cstr(p->ast.names, name));
}

static Type *type_of(Program *p, const char *name)
{
	return obj_type(object(p, name));
}

static void test_layout(void)
{
	Program p;
	load(&p, "package main\n"
		 "type T struct { a bool; b int64; c [3]uint16; d string; e struct{} }\n"
		 "type I interface { M() }\nvar t T\nvar i I\nvar p *T\nvar one struct{ p *int }\n");
	same("errors", sb_text(&p.messages), "");
	Type *t = type_of(&p, "T");
	is("size", type_size(p.types, t), 48);
	is("align", type_align(p.types, t), 8);
	is("offset of c", type_field_offset(p.types, t, 2), 16);
	is("offset of e", type_field_offset(p.types, t, 4), 40);
	is("ptrdata", type_ptrdata(p.types, t), 32);
	uint64_t bits = 0;
	type_ptrmask(p.types, t, &bits, 0);
	is("mask", (long long)bits, 1 << 3);
	is("interface", type_size(p.types, type_of(&p, "i")), 16);
	is("pointer shaped", type_is_pointer_shaped(type_of(&p, "one")), true);
	is("not pointer shaped", type_is_pointer_shaped(t), false);
	unload(&p);
}

static void test_text(void)
{
	Program p;
	load(&p,
	     "package main\ntype N struct { X int `json:\"x\"`; y *N }\ntype M[K comparable, V any] map[K]V\n"
		 "var a struct { X int `k`; N }\nvar b M[N, []byte]\nvar c func(a int, s ...string) (int, error)\n"
		 "var d interface { m(); E() }\nvar e <-chan (<-chan rune)\n");
	same("errors", sb_text(&p.messages), "");
	same("message", type_string(p.types, type_of(&p, "a"), p.pkg), "struct{X int \"k\"; N}");
	same("reflect", type_reflect_string(p.types, type_of(&p, "a")),
	     "struct { X int \"k\"; main.N }");
	same("message", type_string(p.types, type_of(&p, "b"), p.pkg), "M[N,[]byte]");
	same("reflect", type_reflect_string(p.types, type_of(&p, "b")), "main.M[main.N,[]uint8]");
	same("message", type_string(p.types, type_of(&p, "c"), p.pkg),
	     "func(a int, s ...string) (int, error)");
	same("reflect", type_reflect_string(p.types, type_of(&p, "c")),
	     "func(int, ...string) (int, error)");
	same("reflect", type_reflect_string(p.types, type_of(&p, "d")),
	     "interface { E(); main.m() }");
	same("message", type_string(p.types, type_of(&p, "e"), p.pkg), "<-chan <-chan rune");
	unload(&p);
}

static void test_methods(void)
{
	Program p;
	load(&p, "package main\ntype A struct{ x int }\nfunc (A) V() {}\nfunc (*A) P() {}\n"
		 "type B struct { n int; *A }\ntype C struct { A }\ntype I interface { V(); P() }\n");
	same("errors", sb_text(&p.messages), "");
	MethodSetEntry *set;
	is("methods of B", type_method_set(p.types, type_of(&p, "B"), &set), 2);
	is("methods of C", type_method_set(p.types, type_of(&p, "C"), &set), 1);
	is("methods of *C", type_method_set(p.types, type_pointer(p.types, type_of(&p, "C")), &set),
	   2);
	is("B implements I", type_implements(p.types, type_of(&p, "B"), type_of(&p, "I")), true);
	is("C implements I", type_implements(p.types, type_of(&p, "C"), type_of(&p, "I")), false);
	Lookup l = type_lookup(p.types, type_of(&p, "B"), true, p.pkg,
			       intern_cstr(p.ast.names, "x"));
	is("path of B.x", l.npath == 2 && l.path[0] == 1 && l.path[1] == 0 && l.indirect, true);
	unload(&p);
}

static void test_generics(void)
{
	Program p;
	load(&p,
	     "package main\ntype L[T any] struct { next *L[T]; v T }\nfunc (l *L[T]) Get() T { return l.v }\n"
		 "func Map[A, B any](s []A, f func(A) B) []B { return nil }\n"
		 "var a L[int]\nvar b L[int]\nvar c = Map([]int{1}, func(i int) string { return \"\" })\nvar g = a.Get()\n");
	same("errors", sb_text(&p.messages), "");
	is("one instance", type_of(&p, "a") == type_of(&p, "b"), true);
	same("inferred", type_string(p.types, type_of(&p, "c"), p.pkg), "[]string");
	same("method of an instance", type_string(p.types, type_of(&p, "g"), p.pkg), "int");
	Type *generic = type_of(&p, "L"),
		*sub = type_subst(p.types, generic->named.from, generic->named.tparams,
							    type_of(&p, "a")->named.targs);
	same("substitution", type_string(p.types, sub, p.pkg), "struct{next *L[int]; v int}");
	is("identical", type_identical(sub, type_under(type_of(&p, "a"))), true);
	is("hash", type_hash(sub), type_hash(type_under(type_of(&p, "a"))));
	unload(&p);
}

static void test_init_order(void)
{
	Program p;
	load(&p, "package main\nvar a = f()\nvar b, c = g()\nvar d = 1\nvar e int\n"
		 "func f() int { return c + e }\nfunc g() (int, int) { return d, d }\n");
	same("errors", sb_text(&p.messages), "");
	is("steps", p.pkg->ninit, 3);
	same("first", p.pkg->init[0].lhs[0]->name->text, "d");
	same("second", p.pkg->init[1].lhs[1]->name->text, "c");
	same("third", p.pkg->init[2].lhs[0]->name->text, "a");
	unload(&p);
}

static void test_captures(void)
{
	Program p;
	load(&p, "package main\nfunc f(x int) func() int {\n\ty, z := 1, 2\n\tq := &z\n\t_ = q\n"
		 "\treturn func() int { y++; return func() int { return x + y }() }\n}\n");
	same("errors", sb_text(&p.messages), "");
	FuncInfo *f = p.pkg->funcs[0], *lit = f->lits[0];
	is("locals", f->nlocals, 5);
	is("captures", lit->ncaptures, 2);
	same("first captured", lit->captures[0]->name->text, "y");
	is("inner captures", lit->lits[0]->ncaptures, 2);
	is("y reassigned", lit->captures[0]->flags & OBJF_REASSIGNED, OBJF_REASSIGNED);
	is("x not reassigned", lit->captures[1]->flags & OBJF_REASSIGNED, 0);
	is("z's address is taken", f->locals[3]->flags & OBJF_ADDRTAKEN, OBJF_ADDRTAKEN);
	same("name", func_link_name(p.types, lit->lits[0]), "main.f.func1.1");
	unload(&p);
}

static void test_probe(void)
{
	Program p;
	load(&p,
	     "package main\nvar g = 10\nfunc f(x int) {\n\ty := x\n\t{\n\t\tx := \"s\"\n\t\t_ = x\n\t}\n\t_ = y\n}\n");
	FuncInfo *f = p.pkg->funcs[0];
	Source *s = source_add(p.ast.sources, "<expr>", "x + y + g", 9);
	Node *e = parse_expr_text(&p.ast, s, 0, NULL);
	ExprInfo out;
	FuncInfo *probe = types_check_expr(p.pkg, f, f->scope, f->node->end, e, NULL, NULL, 0, &out);
	is("probe", probe != NULL, true);
	same("type", type_string(p.types, out.type, p.pkg), "int");
	is("captures", probe ? probe->ncaptures : 0, 2);
	is("unchanged", f->locals[0]->flags & OBJF_CAPTURED, 0);
	Scope *inner = scope_innermost(f->scope, source_line_pos(source_at(p.ast.sources, 0), 7));
	is("inner x needs +string", types_check_expr(p.pkg, f, inner, f->node->end, e, NULL, NULL, 0,
						     &out) == NULL, true);
	is("y before its declaration",
	   types_check_expr(p.pkg, f, f->scope, source_line_pos(source_at(p.ast.sources, 0), 4), e,
			    NULL, NULL, 0, &out) == NULL, true);
	unload(&p);
}

static void message(const char *body, const char *want)
{
	Program p;
	char text[1000];
	snprintf(text, sizeof text, "package main\n%s", body);
	load(&p, text);
	same(body, sb_text(&p.messages), want);
	unload(&p);
}

static void test_messages(void)
{
	message("func main() { x := 1 }\n", "t.go:2:15: declared and not used: x\n");
	message("func f() int { for { break } }\n", "t.go:2:30: missing return\n");
	message("var s string = 1\n",
		"t.go:2:16: cannot use 1 (untyped int constant) as string value in variable declaration\n");
	message("var x = 1\nvar x = 2\n",
		"t.go:3:5: x redeclared in this block\n\tt.go:2:5: other declaration of x\n");
	message("func f(int, string) {}\nfunc g() { f(1) }\n",
		"t.go:3:15: not enough arguments in call to f\n\thave (number)\n\twant (int, string)\n");
	message("type T struct { f T }\n",
		"t.go:2:6: invalid recursive type: T refers to itself\n");
	message("var a = b\nvar b = a\n",
		"t.go:2:5: initialization cycle for a\n\tt.go:2:5: a refers to b\n\tt.go:3:5: b refers to a\n");
	message("var _ = 1 + \"a\"\nvar _ = undefined + 1\n",
		"t.go:2:9: invalid operation: 1 + \"a\" (mismatched types untyped int and untyped string)\n"
		"t.go:3:9: undefined: undefined\n");
}

int main(void)
{
	test_layout();
	test_text();
	test_methods();
	test_generics();
	test_init_order();
	test_captures();
	test_probe();
	test_messages();
	return failures != 0;
}
