/* SPDX-License-Identifier: GPL-3.0-or-later */
/* syntax/: golden dumps, errors in gc's words and places, bodies left for later, the prompt's
 * input, jumps, and inputs made to break a parser. The whole runs on a big stack, as the front
 * end does. */
#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"
#include "syntax/lex.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct World {
	Ast ast;
	File *file;
	StrBuf out;
} World;

static void world_open(World *w)
{
	*w = (World){ 0 };
	w->ast.arena = arena_new();
	w->ast.names = intern_new();
	w->ast.sources = sources_new();
	w->ast.diags = diags_new(w->ast.sources, DIAG_LIMIT);
}

static void world_close(World *w)
{
	diags_free(w->ast.diags);
	sources_free(w->ast.sources);
	intern_free(w->ast.names);
	arena_free(w->ast.arena);
	sb_free(&w->out);
}

static void world_parse(World *w, const char *text, size_t len, unsigned mode)
{
	world_open(w);
	w->file = parse_file(&w->ast, source_add(w->ast.sources, "x.go", text, len), mode);
}

/* ---- golden files ---- */

static char *golden_path(const char *name, const char *suffix)
{
	const char *dir = getenv("srcdir");
	StrBuf sb = {0};

	sb_printf(&sb, "%s/tests/golden/%s%s", dir ? dir : "..", name, suffix);
	return sb_finish(&sb);
}

static Source *golden_load(World *w, const char *name, const char *suffix)
{
	char *path = golden_path(name, suffix);
	Source *s = source_load(w->ast.sources, path, NULL);

	if (!s) {
		printf("FAIL: cannot read %s\n", path);
		exit(1);
	}
	mem_free(path);
	return s;
}

static void parse_bodies(World *w)
{
	for (uint32_t i = 0; i < w->file->decls.len; i++)
		if (is_FuncDecl(w->file->decls.data[i]))
			parse_body(&w->ast, as_FuncDecl(w->file->decls.data[i]));
}

static void check_golden_ast(const char *name, unsigned mode)
{
	World w;

	world_open(&w);
	w.file = parse_file(&w.ast, golden_load(&w, name, ".go"), mode);
	CHECK(diag_errors(w.ast.diags) == 0);
	parse_bodies(&w);
	ast_dump(&w.out, w.ast.sources, &w.file->node);
	CHECK_TEXT(sb_text(&w.out), golden_load(&w, name, ".ast")->text);
	world_close(&w);
}

static void check_golden(const char *name)
{
	World w;

	check_golden_ast(name, 0);
	check_golden_ast(name, PARSE_SKIP_BODIES);
	world_open(&w);
	lex_dump(&w.out, &w.ast, golden_load(&w, name, ".go"));
	CHECK_TEXT(sb_text(&w.out), golden_load(&w, name, ".tokens")->text);
	world_close(&w);
}

/* ---- errors ---- */

static void check_errors(const char *text, const char *want)
{
	World w;

	world_parse(&w, text, strlen(text), 0);
	diag_print(w.ast.diags, &w.out, DIAG_PLAIN);
	CHECK_TEXT(sb_text(&w.out), want);
	world_close(&w);
}

static void test_syntax_errors(void)
{
	check_errors("", "x.go:1:1: syntax error: package statement must be first\n");
	check_errors("package p\nfunc f(x int y) {\n\tif x { else\n\t}\n}\n",
	             "x.go:2:14: syntax error: unexpected name y in parameter list; "
	             "possibly missing comma or )\n"
	             "x.go:3:9: syntax error: unexpected keyword else, expected }\n"
	             "x.go:5:1: syntax error: non-declaration statement outside function body\n");
	check_errors("package p\nfunc f()\n{\n}\nvar x := 1\n",
	             "x.go:3:1: syntax error: unexpected semicolon or newline before {\n"
	             "x.go:5:7: syntax error: unexpected :=, expected =\n");
}

static void test_statement_errors(void)
{
	check_errors("package p\nfunc f() {\n\tif x := 1 {\n\t}\n\tif a = b + 1 {\n\t}\n"
	             "\tfor i := 0; i < 10 {\n\t}\n}\n",
	             "x.go:3:7: syntax error: cannot use x := 1 as value\n"
	             "x.go:5:7: syntax error: cannot use assignment a = (b + 1) as value\n"
	             "x.go:7:21: syntax error: unexpected {, expected semicolon or newline\n"
	             "x.go:8:2: syntax error: unexpected }, expected expression\n");
	check_errors("package p\nfunc f() {\n\tx y\n\tgo (g())\n\tL:\n\telse\n}\n",
	             "x.go:3:4: syntax error: unexpected name y at end of statement\n"
	             "x.go:4:5: expression in go must not be parenthesized\n"
	             "x.go:5:3: syntax error: missing statement after label\n"
	             "x.go:6:2: syntax error: unexpected keyword else, expected }\n"
	             "x.go:7:1: syntax error: unexpected } after top level declaration\n");
	check_errors("package p\nfunc f() {\n\tvar x = [3]int{1, 2\n\t}\n}\n",
	             "x.go:3:21: syntax error: unexpected newline in composite literal; "
	             "possibly missing comma or }\n");
}

static void test_lexical_errors(void)
{
	check_errors("package p\nvar a = 0x + 1__2 + 08 + 'ab' + ''\nvar b = \"\\q\n"
	             "var c = 1 @ 2\n",
	             "x.go:2:11: hexadecimal literal has no digits\n"
	             "x.go:2:16: '_' must separate successive digits\n"
	             "x.go:2:22: invalid digit '8' in octal literal\n"
	             "x.go:2:26: more than one character in rune literal\n"
	             "x.go:2:34: empty rune literal or unescaped '\n"
	             "x.go:3:11: unknown escape\n"
	             "x.go:3:12: newline in string\n"
	             "x.go:4:11: invalid character U+0040 '@'\n"
	             "x.go:4:13: syntax error: unexpected literal 2 after top level declaration\n");
	check_errors("package p\n/* never", "x.go:2:1: comment not terminated\n");
	check_errors("package p\nvar x = `never", "x.go:2:9: string not terminated\n");
	check_errors("package p\nvar \xff x = \"\xc0\xaf\" // \xff\n",
		     "x.go:2:5: invalid UTF-8 encoding\n");
}

static void test_many_errors(void)
{
	StrBuf text = {0}, want = {0};

	sb_add(&text, "package p\n");
	for (int i = 0; i < 50; i++)
		sb_add(&text, "var 1\n");
	for (int i = 2; i < 12; i++)
		sb_printf(&want, "x.go:%d:5: syntax error: unexpected literal 1, expected name\n",
			  i);
	sb_add(&want, "x.go:11:5: too many errors\n");
	check_errors(sb_text(&text), sb_text(&want));
	sb_free(&text);
	sb_free(&want);
}

/* ---- jumps ---- */

static void test_branches(void)
{
	check_errors("package p\nfunc f() {\n\tbreak\n\tcontinue\n\tfallthrough\nL:\n\tgoto M\n"
	             "\tx := 1\nM:\n"
	             "\tgoto N\n\t{\n\tN:\n\t}\n\tbreak L\n\tgoto O\nM:\n\t_ = x\n}\n",
	             "x.go:3:2: break is not in a loop, switch, or select\n"
	             "x.go:4:2: continue is not in a loop\n"
	             "x.go:5:2: fallthrough statement out of place\n"
	             "x.go:7:7: goto M jumps over declaration of x at x.go:8:4\n"
	             "x.go:10:7: goto N jumps into block starting at x.go:11:2\n"
	             "x.go:14:8: invalid break label L\n"
	             "x.go:15:7: label O not defined\n"
	             "x.go:16:1: label M already defined at x.go:9:1\n");
	check_errors("package p\nfunc f() {\nU:\n\tfor {\n\t\tswitch {\n\t\tcase true:\n"
	             "\t\t\tfallthrough\n\t\t}\n"
	             "\t}\n\tfunc() { break U; continue }()\n}\n",
	             "x.go:3:1: label U defined and not used\n"
	             "x.go:7:4: cannot fallthrough final case in switch\n"
	             "x.go:10:17: break label not defined: U\n"
	             "x.go:10:20: continue is not in a loop\n");
}

static bool collect_target(void *ctx, Node *n)
{
	if (is_BranchStmt(n)) {
		StrBuf *out = ctx;
		const Node *target = as_BranchStmt(n)->target;

		sb_printf(out, "%s ", ast_kind_name(target ? (AstKind)target->kind : AST_NONE));
	}
	return true;
}

static void test_targets(void)
{
	static const char text[] =
		"package p\nfunc f() {\nA:\n\tfor {\n\t\tselect {\n\t\tcase <-c:\n\t\t\tbreak\n"
	                           "\t\tdefault:\n\t\t\tcontinue\n\t\t}\n\t\tswitch { case x: fallthrough; "
	                           "default: break A }\n\t\tgoto A\n\t\tgoto B\n\t}\nB:\n}\n";
	World w;

	world_parse(&w, text, strlen(text), 0);
	CHECK(diag_errors(w.ast.diags) == 0);
	ast_walk(&w.file->node, collect_target, NULL, &w.out);
	CHECK_TEXT(sb_text(&w.out), "SelectStmt ForStmt None ForStmt LabeledStmt LabeledStmt ");
	world_close(&w);
}

/* ---- the prompt ---- */

static void check_expr(const char *text, const char *want, uint32_t want_end)
{
	World w;
	uint32_t end = 0;
	Node *x;

	world_open(&w);
	x = parse_expr_text(&w.ast, source_add(w.ast.sources, "x", text, strlen(text)), 0, &end);
	CHECK_TEXT(x ? ast_expr_text(&w.ast, x) : "error", want);
	CHECK(!x || end == want_end);
	world_close(&w);
}

static void check_whole_expr(const char *text, const char *want_error)
{
	World w;
	Node *x;

	world_open(&w);
	x = parse_expr_text(&w.ast, source_add(w.ast.sources, "x", text, strlen(text)), 0, NULL);
	CHECK(!x == (*want_error != 0));
	diag_print(w.ast.diags, &w.out, DIAG_PLAIN);
	CHECK_TEXT(sb_text(&w.out), want_error);
	world_close(&w);
}

static void test_prompt(void)
{
	World w;
	BlockStmt *block;
	static const char stmts[] = "x := 1; y = x\nf(y) }";
	uint32_t end;

	check_expr("a.b[ i+1 ](x, y...)", "a.b[i + 1](x, y...)", 19);
	check_expr("*p + 3 , 4", "*p + 3", 7);
	check_expr("a[0] @ 5", "a[0]", 5);
	check_expr("$1 + $foo", "$1 + $foo", 9);
	check_expr("$", "$", 1);
	check_expr("[]int{1, 2}", "[]int{…}", 11);
	check_expr("map[string]func(a, b int) (chan<- int, error)",
	           "map[string]func(a, b int) (chan<- int, error)", 45);
	check_expr("T{1}.x", "T{…}.x", 6);
	check_expr(") x", "error", 0);
	check_whole_expr("a + b", "");
	check_whole_expr("a + b\n", "");
	check_whole_expr("a b", "x:1:3: syntax error: unexpected name b after expression\n");
	check_whole_expr("a +", "x:1:4: syntax error: unexpected EOF, expected expression\n");
	check_whole_expr("", "x:1:1: syntax error: unexpected EOF, expected expression\n");
	world_open(&w);
	block = parse_stmts_text(&w.ast, source_add(w.ast.sources, "x", stmts, strlen(stmts)), 0,
				 &end);
	CHECK(block && block->stmts.len == 3 && end == 19);
	world_close(&w);
}

/* ---- the tree ---- */

static bool count_node(void *ctx, Node *n)
{
	(void)n;
	++*(uint32_t *)ctx;
	return true;
}

static void test_walk(void)
{
	static const char text[] =
		"package p\nimport \"fmt\"\nfunc f(a, b int) { fmt.Println(a, b) }\n";
	uint32_t seen = 0;
	World w;
	const CallExpr *call;

	world_parse(&w, text, strlen(text), PARSE_COMMENTS);
	ast_walk(&w.file->node, count_node, NULL, &seen);
	CHECK(seen == w.ast.node_count);
	CHECK(w.file->imports.len == 1);
	call = as_CallExpr(as_ExprStmt(as_FuncDecl(w.file->decls.data[1])->body->stmts.data[0])->x);
	CHECK(source_line(w.ast.sources, ast_start(&call->node)) == 3);
	CHECK(source_offset(w.file->source,
			ast_start(&call->node)) == strlen("package p\nimport \"fmt\"\nfunc f(a, b int) { "));
	CHECK(w.file->source->text[source_offset(w.file->source, call->pos)] == '(');
	CHECK(w.file->source->text[source_offset(w.file->source, call->end) - 1] == ')');
	world_close(&w);
}

static void check_string(const char *literal, const char *want, size_t want_len)
{
	World w;
	BasicLit *lit;
	const char *value;
	size_t len;

	world_open(&w);
	lit = is_BasicLit(parse_expr_text(&w.ast,
			source_add(w.ast.sources, "x", literal, strlen(literal)), 0, NULL));
	value = lit ? ast_string_value(&w.ast, lit, &len) : NULL;
	CHECK(value && len == want_len && memcmp(value, want, len) == 0);
	world_close(&w);
}

static void test_literals(void)
{
	World w;
	Source *s;

	check_string("\"a\\tb\\x00\\377\\u20ac\\U0001F600\"",
		     "a\tb\0\xff\xe2\x82\xac\xf0\x9f\x98\x80", 12);
	check_string("`a\r\nb\\n`", "a\nb\\n", 5);
	check_string("\"\"", "", 0);
	world_open(&w);
	s = source_add(w.ast.sources, "x", "'\\n'", 4);
	CHECK(ast_rune_value(is_BasicLit(parse_expr_text(&w.ast, s, 0, NULL))) == '\n');
	s = source_add(w.ast.sources, "x", "'\xe2\x82\xac'", 5);
	CHECK(ast_rune_value(is_BasicLit(parse_expr_text(&w.ast, s, 0, NULL))) == 0x20ac);
	world_close(&w);
}

static void test_directives(void)
{
	static const char text[] =
		"//go:build linux\npackage p\n\n//go:noinline\nfunc f() {}\nvar x int // c\n"
	                           "//go:embed a b\nvar s string\nfunc ExampleF() {\n\t// Output: 1\n}\n";
	World w;
	const FuncDecl *f;
	const VarDecl *x, *s;

	world_parse(&w, text, strlen(text), PARSE_COMMENTS);
	f = as_FuncDecl(w.file->decls.data[0]);
	x = as_VarDecl(w.file->decls.data[1]);
	s = as_VarDecl(w.file->decls.data[2]);
	CHECK(w.file->directive_count == 3 && w.file->comment_count == 5);
	CHECK(f->directive_count == 1 && x->directive_count == 0 && s->directive_count == 1);
	CHECK_TEXT(w.file->directives[f->directives].text, "go:noinline");
	CHECK_TEXT(w.file->directives[s->directives].text, "go:embed a b");
	CHECK_TEXT(w.file->directives[0].text, "go:build linux");
	world_close(&w);
}

/* ---- input made to break parsers ---- */

/* head + n times a + middle + n times b + tail; does it parse without errors? */
static bool parses(const char *head, const char *a, const char *middle, const char *b,
		   const char *tail, size_t n)
{
	StrBuf text = {0};
	World w;
	bool ok;

	sb_add(&text, head);
	for (size_t i = 0; i < n; i++)
		sb_add(&text, a);
	sb_add(&text, middle);
	for (size_t i = 0; i < n; i++)
		sb_add(&text, b);
	sb_add(&text, tail);
	world_parse(&w, text.data, text.len, 0);
	ok = diag_errors(w.ast.diags) == 0;
	sb_free(&text);
	world_close(&w);
	return ok;
}

static void test_depth(void)
{
	CHECK(parses("package p\nvar x = ", "(", "1", ")", "\n", 100000));
	CHECK(!parses("package p\nvar x = ", "(", "1", ")", "\n", 1000000));
	CHECK(parses("package p\nfunc f() {", "{", "", "}", "}\n", 100000));
	CHECK(parses("package p\nvar x = 1", "+1", "", "", "\n", 100000));
	CHECK(!parses("package p\nvar x = 1", "+1", "", "", "\n", 1000000));
	CHECK(!parses("package p\nvar x ", "[]", "int", "", "\n", 1000000));
	CHECK(!parses("package p\nfunc f() { f", "()", "", "", "}\n", 1000000));
	CHECK(!parses("package p\nfunc f() {", "func() {", "", "", "}\n", 1000000));
	CHECK(!parses("package p\nfunc f() { if a {}", " else if a {}", "", "", "}\n", 1000000));
	CHECK(parses("package p\nfunc f() { _ = x", ", x", "", "", "}\n", 1000000));
}

static void *test_all(void *unused)
{
	check_golden("grammar");
	check_golden("generics");
	test_syntax_errors();
	test_statement_errors();
	test_lexical_errors();
	test_many_errors();
	test_branches();
	test_targets();
	test_prompt();
	test_walk();
	test_literals();
	test_directives();
	test_depth();
	return unused;
}

int main(void)
{
	pthread_attr_t attr;
	pthread_t thread;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, (size_t)512 << 20);
	if (pthread_create(&thread, &attr, test_all, NULL) != 0)
		return 77; /* no room for the stack: skipped */
	pthread_join(thread, NULL);
	return unit_status();
}
