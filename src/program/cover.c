/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statement coverage: counters put into the tree of the tested package's own files. A counter stands where statements
 * begin that run together: at a block's start, and behind every statement after which control may be elsewhere. What
 * such a piece is, and how many statements it counts for, is as cmd/cover has it, so that shares and profiles agree.
 *
 * Each file has an array of counters, GoCover_N, declared in a file of its own; positions of what the user wrote stay.
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

static void cover_file(Cover *c, File *file, size_t number, StrBuf *declared, StrBuf *counters, StrBuf *blocks)
{
	const char *slash = strrchr(file->source->name, '/'), *name = slash ? slash + 1 : file->source->name;

	c->array = intern_cstr(c->p->ast.names, arena_printf(c->p->arena, "GoCover_%zu", number));
	vec_trim(&c->pieces, 0);
	for (uint32_t i = 0; i < file->decls.len; i++) {
		FuncDecl *f = is_FuncDecl(file->decls.data[i]);

		if (!f || (f->body && !ast_is_blank(&f->name->node)))
			ast_walk(file->decls.data[i], note_else, cover_node, c);
	}
	c->p->has_statements |= c->pieces.len > 0;
	sb_printf(declared, "var %s [%zu]uint32\n", c->array->text, c->pieces.len);
	sb_printf(counters, "\"%s/%s\": own.%s[:], ", c->p->path, name, c->array->text);
	sb_printf(blocks, "\"%s/%s\": {", c->p->path, name);
	add_blocks(c, blocks);
	sb_add(blocks, "}, ");
}

const char *cover_files(Program *p)
{
	Cover c = { .p = p, .count = strcmp(p->options.cover, "set") != 0 };
	StrBuf declared = { 0 }, counters = { 0 }, blocks = { 0 };
	const char *text;
	size_t n = p->files.len;
	Source *s;

	if (n)
		sb_printf(&declared, "package %s\n", as_File(p->files.data[0])->package->name->text);
	for (size_t i = 0; i < n; i++)
		if (!find_test_name(as_File(p->files.data[i])->source->name))
			cover_file(&c, as_File(p->files.data[i]), i, &declared, &counters, &blocks);
	if (n) {
		s = source_add(p->ast.sources, "_cover.go", declared.data, declared.len);
		vec_push(&p->files, &parse_file(&p->ast, s, 0)->node);
	}
	text = arena_printf(p->arena, "\ttesting.RegisterCover(testing.Cover{Mode: \"%s\", Counters: map[string][]uint32{%s}, "
			    "Blocks: map[string][]testing.CoverBlock{%s}})\n", p->options.cover,
			    counters.len ? sb_text(&counters) : "", blocks.len ? sb_text(&blocks) : "");
	vec_free(&c.pieces);
	vec_free(&c.elses);
	sb_free(&declared);
	sb_free(&counters);
	sb_free(&blocks);
	return text;
}
