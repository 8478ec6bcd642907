/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statement coverage: counters put into the tree of the tested package's own files, or of the packages that patterns name. A
 * counter stands where statements begin that run together: at a block's start, and behind every statement after which
 * control may be elsewhere. What such a piece is, and how many statements it counts for, is as cmd/cover has it, so that
 * shares and profiles agree.
 *
 * Each file has an array of counters, GoCover_N, declared in a file of its own; positions of what the user wrote stay. The
 * main package of the test hands them all to package testing.
 */
#include "program/program_int.h"

#include <string.h>

#include "syntax/parse.h"

typedef struct Piece { Pos start, end; uint32_t statements; } Piece;

typedef struct Else { const Node *block; Pos start; } Else;

typedef struct Cover {
	Program *p;
	bool count;		/* else: set */
	const Sym *array;
	VEC(Piece) pieces;	/* of the file */
	VEC(Else) elses;	/* blocks after else that are being visited, the innermost last */
} Cover;

/* ---- statements ---- */

static bool find_literal(void *ctx, Node *n)
{
	FuncLit **found = ctx;

	if (!*found && n->kind == AST_FuncLit)
		*found = as_FuncLit(n);
	return !*found;
}

static FuncLit *literal_in(Node *n)
{
	FuncLit *found = NULL;

	if (n)
		ast_walk(n, find_literal, NULL, &found);
	return found;
}

static Pos before_body(FuncLit *lit, Pos body)
{
	return lit ? lit->body->pos : body;
}

/* Where a statement's piece ends: at the block or function that begins in it. */
static Pos boundary(Node *s)
{
	FuncLit *lit;

	switch (s->kind) {
	case AST_BlockStmt: return s->pos;
	case AST_IfStmt:
		lit = literal_in(as_IfStmt(s)->init);
		return before_body(lit ? lit : literal_in(as_IfStmt(s)->cond), as_IfStmt(s)->body->pos);
	case AST_ForStmt:
		lit = literal_in(as_ForStmt(s)->init);
		lit = lit ? lit : literal_in(as_ForStmt(s)->cond);
		return before_body(lit ? lit : literal_in(as_ForStmt(s)->post), as_ForStmt(s)->body->pos);
	case AST_RangeStmt: return before_body(literal_in(as_RangeStmt(s)->x), as_RangeStmt(s)->body->pos);
	case AST_SwitchStmt:
		lit = literal_in(as_SwitchStmt(s)->init);
		return before_body(lit ? lit : literal_in(as_SwitchStmt(s)->tag), as_SwitchStmt(s)->body);
	case AST_TypeSwitchStmt: return before_body(literal_in(as_TypeSwitchStmt(s)->init), as_TypeSwitchStmt(s)->body);
	case AST_SelectStmt: return as_SelectStmt(s)->body;
	case AST_LabeledStmt: return boundary(as_LabeledStmt(s)->stmt);
	default: return before_body(literal_in(s), s->end);
	}
}

static bool is_control(const Node *s)
{
	return s->kind == AST_ForStmt || s->kind == AST_RangeStmt || s->kind == AST_SwitchStmt ||
	       s->kind == AST_TypeSwitchStmt || s->kind == AST_SelectStmt;
}

static bool is_panic(const Node *s)
{
	const CallExpr *call = s->kind == AST_ExprStmt ? is_CallExpr(as_ExprStmt(s)->x) : NULL;
	const Ident *fun = call ? is_Ident(call->fun) : NULL;

	return fun && call->args.len == 1 && strcmp(fun->name->text, "panic") == 0;
}

/* Does a piece end behind this statement? */
static bool ends_piece(Node *s)
{
	if (s->kind == AST_LabeledStmt)
		return true;
	return is_control(s) || s->kind == AST_BlockStmt || s->kind == AST_BranchStmt || s->kind == AST_IfStmt || is_panic(s) ||
	       literal_in(s);
}

/* ---- counters ---- */

static Node *literal(Cover *c, Pos pos, size_t n)
{
	BasicLit *lit = ast_new(&c->p->ast, BasicLit, pos);

	lit->tok = TOK_INT;
	lit->text = intern_cstr(c->p->ast.names, arena_printf(c->p->arena, "%zu", n));
	return &lit->node;
}

/* GoCover_N[i] = 1, or ++. */
static Node *counter(Cover *c, Pos pos, size_t i)
{
	Ast *ast = &c->p->ast;
	IndexExpr *at = ast_new(ast, IndexExpr, pos);
	Node *index = literal(c, pos, i), *element = &at->node, *one = literal(c, pos, 1);
	IncDecStmt *inc;
	AssignStmt *set;

	at->x = &ast_new_ident(ast, pos, c->array)->node;
	at->indices = ast_list(ast, &index, 1);
	if (c->count) {
		inc = ast_new(ast, IncDecStmt, pos);
		inc->x = element;
		inc->op = TOK_INC;
		return &inc->node;
	}
	set = ast_new(ast, AssignStmt, pos);
	set->lhs = ast_list(ast, &element, 1);
	set->op = TOK_ASSIGN;
	set->rhs = ast_list(ast, &one, 1);
	return &set->node;
}

static Node *new_counter(Cover *c, Pos start, Pos end, size_t statements)
{
	vec_push(&c->pieces, ((Piece){ start, end, (uint32_t)statements }));
	return counter(c, start, c->pieces.len - 1);
}

typedef VEC(Node *) Nodes;

/* A label before a plain statement may be jumped to: the statement behind it begins a piece. The label keeps an empty one. */
static Node *split_label(Cover *c, Node *s)
{
	LabeledStmt *label = s->kind == AST_LabeledStmt ? as_LabeledStmt(s) : NULL;
	Node *inner = label ? label->stmt : NULL;

	if (!label || is_control(inner))
		return NULL;
	label->stmt = &ast_new(&c->p->ast, EmptyStmt, inner->pos)->node;
	return inner;
}

/* Adds the statements from *at on that make a piece, with its counter before them. rest: a statement that was behind a
 * label. */
static void add_piece(Cover *c, const NodeList *list, uint32_t *at, Node **rest, Pos pos, Pos closing, Nodes *out)
{
	Pos end = pos;
	size_t n = 0, where = out->len;
	bool broken = false;

	vec_push(out, NULL);
	while (!broken && (*rest || *at < list->len)) {
		Node *s = *rest ? *rest : list->data[(*at)++], *inner;

		*rest = NULL;
		end = boundary(s);
		broken = ends_piece(s);
		if ((inner = split_label(c, s))) {
			end = s->pos;
			*rest = inner;
		}
		vec_push(out, s);
		n++;
	}
	if (!broken && closing)
		end = closing;
	if (pos != end)
		out->data[where] = new_counter(c, pos, end, n);
}

/* The list with counters. start: of a block, or behind a colon; inside: behind the brace; closing: behind the brace that
 * ends it, or 0. */
static NodeList covered(Cover *c, const NodeList *list, Pos start, Pos inside, Pos end, Pos closing)
{
	Nodes out = { 0 }, kept = { 0 };
	Node *rest = NULL;
	uint32_t at = 0;
	NodeList result;

	if (!list->len)
		vec_push(&out, new_counter(c, closing ? inside : start, end, 0));
	while (at < list->len || rest) {
		add_piece(c, list, &at, &rest, start, closing, &out);
		if (at < list->len || rest)
			start = ast_start(rest ? rest : list->data[at]);
		closing = 0;
	}
	vec_each(&out, n)
		if (*n)
			vec_push(&kept, *n);
	result = ast_list(&c->p->ast, kept.data, kept.len);
	vec_free(&out);
	vec_free(&kept);
	return result;
}

static void cover_block(Cover *c, BlockStmt *b, Pos start, Pos inside)
{
	b->stmts = covered(c, &b->stmts, start, inside, b->end, b->end);
}

/* Behind the word else that stands after an if statement's body. */
static Pos behind_else(const Cover *c, const IfStmt *s)
{
	const Source *f = source_file(c->p->ast.sources, s->pos);
	const char *at = strstr(f->text + source_offset(f, s->body->end), "else");

	return at ? f->base + (Pos)(at - f->text) + 4 : s->body->end;
}

/* Before its parts are visited: the block after else is covered from that word on. */
static bool note_else(void *ctx, Node *n)
{
	Cover *c = ctx;
	IfStmt *s = is_IfStmt(n);

	if (s && is_BlockStmt(s->orelse))
		vec_push(&c->elses, ((Else){ s->orelse, behind_else(c, s) }));
	return true;
}

static Pos block_start(Cover *c, const Node *block)
{
	if (!c->elses.len || c->elses.data[c->elses.len - 1].block != block)
		return block->pos;
	return c->elses.data[--c->elses.len].start;
}

/* Of `else if` the inner statement counts, so it gets a block. */
static void cover_else(Cover *c, IfStmt *s)
{
	BlockStmt *block;
	Pos start;

	if (!is_IfStmt(s->orelse))
		return;
	start = behind_else(c, s);
	block = ast_new(&c->p->ast, BlockStmt, start);
	block->end = s->orelse->end;
	block->stmts = ast_list(&c->p->ast, &s->orelse, 1);
	cover_block(c, block, start, start + 1);
	s->orelse = &block->node;
}

/* Inner blocks come first: their statements are still those of the user when the outer ones are looked at. */
static void cover_node(void *ctx, Node *n)
{
	Cover *c = ctx;
	CaseClause *clause;
	CommClause *comm;
	Pos start;

	switch (n->kind) {
	case AST_BlockStmt:
		start = block_start(c, n);
		cover_block(c, as_BlockStmt(n), start, start + 1);
		break;
	case AST_IfStmt:
		cover_else(c, as_IfStmt(n));
		break;
	case AST_CaseClause:
		clause = as_CaseClause(n);
		clause->body = covered(c, &clause->body, clause->colon + 1, 0, clause->end, 0);
		break;
	case AST_CommClause:
		comm = as_CommClause(n);
		comm->body = covered(c, &comm->body, comm->colon + 1, 0, comm->end, 0);
		break;
	default:
		break;
	}
}

/* ---- files ---- */

static void add_blocks(Cover *c, StrBuf *out)
{
	vec_each(&c->pieces, b) {
		Place from = source_real_place(c->p->ast.sources, b->start), to = source_real_place(c->p->ast.sources, b->end);

		sb_printf(out, "{%u, %u, %u, %u, %u}, ", from.line, from.col, to.line, to.col, b->statements);
	}
}

/* Puts counters into a file. */
static void cover_file(Cover *c, File *file, size_t number)
{
	c->array = intern_cstr(c->p->ast.names, arena_printf(c->p->arena, "GoCover_%zu", number));
	vec_trim(&c->pieces, 0);
	for (uint32_t i = 0; i < file->decls.len; i++) {
		FuncDecl *f = is_FuncDecl(file->decls.data[i]);

		if (!f || (f->body && !ast_is_blank(&f->name->node)))
			ast_walk(file->decls.data[i], note_else, cover_node, c);
	}
}

/* What package testing is told of it; counters: an expression for them. */
static void add_file(Cover *c, const File *file, const char *path, const char *counters)
{
	Covering *all = &c->p->covering;
	const char *slash = strrchr(file->source->name, '/'), *name = slash ? slash + 1 : file->source->name;

	sb_printf(&all->counters, "\"%s/%s\": %s, ", path, name, counters);
	sb_printf(&all->blocks, "\"%s/%s\": {", path, name);
	add_blocks(c, &all->blocks);
	sb_add(&all->blocks, "}, ");
}

static Cover cover_start(Program *p)
{
	return (Cover){ .p = p, .count = strcmp(p->options.cover, "set") != 0 };
}

static void cover_end(Cover *c)
{
	vec_free(&c->pieces);
	vec_free(&c->elses);
}

/* Those that are no test files; alias: the name of the package in the test's main. */
static void cover_files(Program *p, const char *path, const char *alias, Files *files)
{
	Cover c = cover_start(p);
	StrBuf declared = { 0 };
	size_t n = files->len;
	Source *s;

	sb_printf(&declared, "package %s\n", as_File(files->data[0])->package->name->text);
	for (size_t i = 0; i < n; i++) {
		File *file = as_File(files->data[i]);

		if (find_test_name(file->source->name))
			continue;
		cover_file(&c, file, i);
		sb_printf(&declared, "var %s [%zu]uint32\n", c.array->text, c.pieces.len);
		add_file(&c, file, path, arena_printf(p->arena, "%s.%s[:]", alias, c.array->text));
		p->has_statements |= c.pieces.len > 0 && path == p->path;
	}
	s = source_add(p->ast.sources, "_cover.go", declared.data, declared.len);
	vec_push(files, &parse_file(&p->ast, s, 0)->node);
	sb_free(&declared);
	cover_end(&c);
}

/* ---- which packages ---- */

/* `...` stands for any text, /... at the end also for none. */
static bool matches(const char *pattern, size_t n, const char *path)
{
	while (n && *pattern == *path && *path && (n < 3 || memcmp(pattern, "...", 3) != 0))
		pattern++, path++, n--;
	if (n >= 3 && memcmp(pattern, "...", 3) == 0) {
		for (const char *rest = path; ; rest++) {
			if (matches(pattern + 3, n - 3, rest))
				return true;
			if (!*rest)
				return false;
		}
	}
	return !*path && (n == 0 || (n == 4 && memcmp(pattern, "/...", 4) == 0));
}

/* A pattern of directories is one of their import paths. */
static const char *import_pattern(Program *p, const char *pattern, size_t n)
{
	const char *text = arena_strndup(p->arena, pattern, n), *dots = strstr(text, "...");
	size_t dir = dots ? (size_t)(dots - text) : n;

	if (*text != '.' && *text != '/')
		return text;
	while (dir > 1 && text[dir - 1] == '/')
		dir--;
	return arena_printf(p->arena, "%s%s", find_import_path(p, arena_strndup(p->arena, text, dir)), dots ? text + dir : "");
}

static bool is_counted(Program *p, const char *path)
{
	const char *patterns = p->options.cover_packages;

	if (!p->options.cover || !patterns)
		return p->options.cover && strcmp(path, p->path) == 0;
	for (size_t n; *patterns; patterns += n + (patterns[n] == ',')) {
		const char *pattern;

		n = strcspn(patterns, ",");
		pattern = import_pattern(p, patterns, n);
		if (strcmp(pattern, "all") == 0 || matches(pattern, strlen(pattern), path))
			return true;
	}
	return false;
}

void cover_package(Program *p, const char *path, Files *files)
{
	Covering *all = &p->covering;
	bool own = strcmp(path, p->path) == 0;

	if (!files->len || !is_counted(p, path))
		return;
	cover_files(p, own ? p->path : path, own ? "own" : arena_printf(p->arena, "cover%zu", all->packages.len), files);
	vec_push(&all->packages, arena_strdup(p->arena, path));
	all->own |= own;
}

static bool is_covered(const Program *p, const char *path)
{
	vec_each(&p->covering.packages, have)
		if (strcmp(*have, path) == 0)
			return true;
	return false;
}

/* A package that the test does not have: nothing of it has run. */
static void cover_absent(Program *p, const char *dir)
{
	const char *path = find_import_path(p, dir), *why;
	Cover c = cover_start(p);
	Files files = { 0 };

	if (is_counted(p, path) && !is_covered(p, path) && find_directory(p, dir, 0, &files, &why))
		for (size_t i = 0; i < files.len; i++) {
			cover_file(&c, as_File(files.data[i]), i);
			add_file(&c, as_File(files.data[i]), path, arena_printf(p->arena, "make([]uint32, %zu)", c.pieces.len));
		}
	vec_free(&files);
	cover_end(&c);
}

const char *cover_statement(Program *p, StrBuf *imports)
{
	Covering *all = &p->covering;
	const char *patterns = p->options.cover_packages, *const *dir = p->options.tested;
	StrBuf in = { 0 };
	const char *text;

	if (!p->options.cover)
		return "";
	for (; patterns && dir && *dir; dir++)
		cover_absent(p, *dir);
	for (size_t i = 0; i < all->packages.len; i++)
		if (strcmp(all->packages.data[i], p->path) != 0)
			sb_printf(imports, "import cover%zu \"%s\"\n", i, all->packages.data[i]);
	for (size_t n; patterns && *patterns; patterns += n + (patterns[n] == ',')) {
		n = strcspn(patterns, ",");
		sb_printf(&in, "%s%.*s", in.len ? ", " : " in ", (int)n, patterns);
	}
	text = arena_printf(p->arena, "\ttesting.RegisterCover(testing.Cover{Mode: \"%s\", Counters: map[string][]uint32{%s}, "
			    "Blocks: map[string][]testing.CoverBlock{%s}, CoveredPackages: \"%s\"})\n", p->options.cover,
			    all->counters.len ? sb_text(&all->counters) : "", all->blocks.len ? sb_text(&all->blocks) : "",
			    in.len ? sb_text(&in) : "");
	sb_free(&in);
	return text;
}

void cover_free(Covering *all)
{
	sb_free(&all->counters);
	sb_free(&all->blocks);
	vec_free(&all->packages);
}
