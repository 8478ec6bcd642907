/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overlays and the tree's files of the same package: which declarations of the tree get another name, and which more fields. */
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "program/pack.h"
#include "syntax/parse.h"

static const char renamed[] = "tree_";

/* A declared identifier: of a method with the name of its receiver's type. func: where a function without a body begins;
 * 0 for all else. type: a struct, or NULL. */
typedef struct Declared {
	const Sym *name, *receiver;
	Pos pos, func;
	const StructTypeExpr *type;
} Declared;

typedef VEC(Declared) Declarations;

/* The name of T in T, *T, T[P] and *T[P]. */
static const Sym *receiver_name(const FuncDecl *f)
{
	const Node *type = f->recv ? ast_unparen(f->recv->type) : NULL;
	const StarExpr *star = is_StarExpr(type);
	const IndexExpr *index = is_IndexExpr(star ? star->x : type);
	const Ident *name = is_Ident(index ? index->x : star ? star->x : type);

	return name ? name->name : NULL;
}

static void add_names(const NodeList *names, Declarations *out)
{
	for (uint32_t i = 0; i < names->len; i++)
		if (!ast_is_blank(names->data[i]))
			vec_push(out, ((Declared){ .name = as_Ident(names->data[i])->name, .pos = names->data[i]->pos }));
}

static void add_function(const FuncDecl *f, Declarations *out)
{
	if (!f->recv && strcmp(f->name->name->text, "init") == 0)
		return;
	vec_push(out, ((Declared){ .name = f->name->name, .receiver = receiver_name(f), .pos = f->name->pos,
				.func = f->recv || f->body_start ? 0 : f->keyword }));
}

static void add_type(const TypeDecl *t, Declarations *out)
{
	vec_push(out, ((Declared){ .name = t->name->name, .pos = t->name->pos, .type = is_StructTypeExpr(t->type) }));
}

static void add_declared(const Node *decl, Declarations *out)
{
	switch (decl->kind) {
	case AST_ConstDecl: add_names(&as_ConstDecl(decl)->names, out); break;
	case AST_VarDecl: add_names(&as_VarDecl(decl)->names, out); break;
	case AST_TypeDecl: add_type(as_TypeDecl(decl), out); break;
	case AST_FuncDecl: add_function(as_FuncDecl(decl), out); break;
	default: break;
	}
}

/* What a file declares, in order of position. */
static const Source *declarations(Ast *ast, const char *name, const char *text, size_t len, Declarations *out)
{
	Source *s = source_add(ast->sources, name, text, len);
	const File *f = parse_file(ast, s, PARSE_SKIP_BODIES);

	for (uint32_t i = 0; i < f->decls.len; i++)
		add_declared(f->decls.data[i], out);
	return s;
}

static bool same_package(const char *a, const char *b)
{
	size_t n = (size_t)(strrchr(a, '/') - a);

	return strncmp(a, b, n + 1) == 0 && !strchr(b + n + 1, '/');
}

static const Declared *find_declared(const Declarations *list, const Declared *d)
{
	vec_each(list, e)
		if (e->name == d->name && e->receiver == d->receiver)
			return e;
	return NULL;
}

/* An overlay's struct T that embeds tree_T first: its other fields are the tree's struct's too. */
static bool joins(const Sym *name, const StructTypeExpr *type)
{
	const Field *first = type && type->fields.len ? as_Field(type->fields.data[0]) : NULL;
	const Ident *base = first && first->embedded ? is_Ident(first->type) : NULL;

	return base && strncmp(base->name->text, renamed, strlen(renamed)) == 0 &&
	       strcmp(base->name->text + strlen(renamed), name->text) == 0;
}

/* The fields of an overlay's struct behind the last one of the tree's. */
static void add_fields(Ast *ast, const StructTypeExpr *ours, StrBuf *out)
{
	const Source *s = source_file(ast->sources, ours->pos);

	for (uint32_t i = 1; i < ours->fields.len; i++) {
		const Node *f = ours->fields.data[i];

		sb_printf(out, "; %.*s", (int)(f->end - f->pos), s->text + source_offset(s, f->pos));
	}
}

/* Is there an overlay of this very name? */
static bool is_replaced(const StrBuf *records, size_t ours, size_t theirs, const char *file)
{
	const char *name, *text;
	size_t len;

	while (ours < theirs && pack_next_record(records, &ours, &name, &text, &len))
		if (strcmp(file, name) == 0)
			return true;
	return false;
}

/* What the overlays of a file's package declare. */
static void overlay_declarations(Ast *ast, const StrBuf *records, size_t ours, size_t theirs, const char *file,
				 Declarations *out)
{
	const char *name, *text;
	size_t len;

	while (ours < theirs && pack_next_record(records, &ours, &name, &text, &len))
		if (same_package(file, name))
			declarations(ast, name, text, len, out);
}

/* Copies the tree's text up to a declaration of which there is an overlay's, and what stands in its place; the offset from
 * which the text goes on. */
static size_t merge_declared(Ast *ast, const Declared *ours, const Declared *d, const Source *s, size_t done, StrBuf *out)
{
	bool join = d->type && d->type->fields.len && joins(d->name, ours->type);
	size_t at = source_offset(s, join ? d->type->fields.data[d->type->fields.len - 1]->end : d->func ? d->func : d->pos);

	sb_addn(out, s->text + done, at - done);
	if (join) {
		add_fields(ast, ours->type, out);
		return at;
	}
	if (d->func) {
		sb_printf(out, "type %s%s func", renamed, d->name->text);
		return source_offset(s, d->pos) + d->name->len;
	}
	sb_add(out, renamed);
	return at;
}

/* Adds the text of a file of the tree with other names where the overlay has declared them, and with its fields. */
static void merge_text(Ast *ast, const Declarations *overlay, const char *name, const char *text, size_t len, StrBuf *out)
{
	Declarations tree = { 0 };
	const Source *s = declarations(ast, name, text, len, &tree);
	size_t done = 0;

	vec_each(&tree, d) {
		const Declared *ours = find_declared(overlay, d);

		if (ours)
			done = merge_declared(ast, ours, d, s, done, out);
	}
	sb_addn(out, text + done, len - done);
	vec_free(&tree);
}

static Ast parts_new(void)
{
	Ast ast = { .arena = arena_new(), .names = intern_new(), .sources = sources_new() };

	ast.diags = diags_new(ast.sources, 0);
	return ast;
}

static void parts_free(Ast *ast)
{
	diags_free(ast->diags);
	sources_free(ast->sources);
	intern_free(ast->names);
	arena_free(ast->arena);
}

static void add_merged(const StrBuf *records, size_t ours, size_t theirs, const char *name, const char *text, size_t len,
		       StrBuf *out)
{
	Ast ast = parts_new();
	Declarations overlay = { 0 };
	StrBuf merged = { 0 };

	overlay_declarations(&ast, records, ours, theirs, name, &overlay);
	if (overlay.len)
		merge_text(&ast, &overlay, name, text, len, &merged);
	else
		sb_addn(&merged, text, len);
	pack_add_text(name, merged.data, merged.len, out);
	sb_free(&merged);
	vec_free(&overlay);
	parts_free(&ast);
}

/* What joins a struct of the tree goes from the overlay's file; its lines keep their numbers. */
static void blank_joining(char *text, size_t len)
{
	Ast ast = parts_new();
	Source *s = source_add(ast.sources, "", text, len);
	const File *f = parse_file(&ast, s, PARSE_SKIP_BODIES);

	for (uint32_t i = 0; i < f->decls.len; i++) {
		const TypeDecl *t = is_TypeDecl(f->decls.data[i]);

		if (!t || !joins(t->name->name, is_StructTypeExpr(t->type)))
			continue;
		for (size_t at = source_offset(s, t->keyword); at < source_offset(s, t->end); at++)
			if (text[at] != '\n')
				text[at] = ' ';
	}
	parts_free(&ast);
}

void pack_merge(StrBuf *records, size_t ours, size_t theirs)
{
	StrBuf out = { 0 };
	size_t cursor = theirs, len;
	const char *name, *text;

	while (pack_next_record(records, &cursor, &name, &text, &len))
		if (!is_replaced(records, ours, theirs, name))
			add_merged(records, ours, theirs, name, text, len, &out);
	for (cursor = ours; cursor < theirs && pack_next_record(records, &cursor, &name, &text, &len);)
		blank_joining(records->data + (text - records->data), len);
	records->len = theirs;
	sb_addn(records, out.data, out.len);
	sb_free(&out);
}
