/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overlays and the tree's files of the same package: which declarations of the tree get another name. */
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "program/pack.h"
#include "syntax/parse.h"

static const char renamed[] = "tree_";

/* A declared identifier: of a method with the name of its receiver's type. func: where a function without a body begins;
 * 0 for all else. */
typedef struct Declared {
	const Sym *name, *receiver;
	Pos pos, func;
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
	vec_push(out, ((Declared){ f->name->name, receiver_name(f), f->name->pos,
				f->recv || f->body_start ? 0 : f->keyword }));
}

static void add_declared(const Node *decl, Declarations *out)
{
	switch (decl->kind) {
	case AST_ConstDecl: add_names(&as_ConstDecl(decl)->names, out); break;
	case AST_VarDecl: add_names(&as_VarDecl(decl)->names, out); break;
	case AST_TypeDecl:
		vec_push(out, ((Declared){ .name = as_TypeDecl(decl)->name->name, .pos = as_TypeDecl(decl)->name->pos }));
		break;
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

static bool is_among(const Declarations *list, const Declared *d)
{
	vec_each(list, e)
		if (e->name == d->name && e->receiver == d->receiver)
			return true;
	return false;
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

/* Adds the text of a file of the tree with other names where the overlay has declared them. */
static void rename_declared(Ast *ast, const Declarations *overlay, const char *name, const char *text, size_t len,
			    StrBuf *out)
{
	Declarations tree = { 0 };
	const Source *s = declarations(ast, name, text, len, &tree);
	size_t done = 0;

	vec_each(&tree, d) {
		size_t at = source_offset(s, d->func ? d->func : d->pos);

		if (!is_among(overlay, d))
			continue;
		sb_addn(out, text + done, at - done);
		done = source_offset(s, d->pos);
		if (d->func) {
			sb_printf(out, "type %s%s func", renamed, d->name->text);
			done += d->name->len;
		} else {
			sb_add(out, renamed);
		}
	}
	sb_addn(out, text + done, len - done);
	vec_free(&tree);
}

static void add_merged(const StrBuf *records, size_t ours, size_t theirs, const char *name, const char *text, size_t len,
		       StrBuf *out)
{
	Ast ast = { .arena = arena_new(), .names = intern_new(), .sources = sources_new() };
	Declarations overlay = { 0 };
	StrBuf merged = { 0 };

	ast.diags = diags_new(ast.sources, 0);
	overlay_declarations(&ast, records, ours, theirs, name, &overlay);
	if (overlay.len)
		rename_declared(&ast, &overlay, name, text, len, &merged);
	else
		sb_addn(&merged, text, len);
	pack_add_text(name, merged.data, merged.len, out);
	sb_free(&merged);
	vec_free(&overlay);
	diags_free(ast.diags);
	sources_free(ast.sources);
	intern_free(ast.names);
	arena_free(ast.arena);
}

void pack_merge(StrBuf *records, size_t ours, size_t theirs)
{
	StrBuf out = { 0 };
	size_t cursor = theirs, len;
	const char *name, *text;

	while (pack_next_record(records, &cursor, &name, &text, &len))
		if (!is_replaced(records, ours, theirs, name))
			add_merged(records, ours, theirs, name, text, len, &out);
	records->len = theirs;
	sb_addn(records, out.data, out.len);
	sb_free(&out);
}
