/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declarations of the overlay in place of the tree's: see replace.h. */
#include "program/replace.h"

#include <string.h>

#include "base/vec.h"
#include "syntax/parse.h"

static const char prefix[] = "tree_";

void replaced_init(Replaced *r)
{
	*r = (Replaced){ .ast = { .arena = arena_new(), .names = intern_new(), .sources = sources_new() } };
	r->ast.diags = diags_new(r->ast.sources, 0);
}

void replaced_free(Replaced *r)
{
	strmap_free(&r->names);
	strmap_free(&r->kept);
	strmap_free(&r->joined);
	diags_free(r->ast.diags);
	sources_free(r->ast.sources);
	intern_free(r->ast.names);
	arena_free(r->ast.arena);
}

/* ---- names ---- */

static bool is_in(const StrMap *map, const char *name)
{
	return strmap_find(map, name, strlen(name)) != NULL;
}

static void put(StrMap *map, const char *name)
{
	strmap_put(map, name, strlen(name), 1);
}

/* The type of a receiver, without star and type parameters. */
static const char *receiver_name(const Field *recv)
{
	const Node *t = recv->type;

	if (is_StarExpr(t))
		t = as_StarExpr(t)->x;
	if (is_IndexExpr(t))
		t = as_IndexExpr(t)->x;
	return as_Ident(t)->name->text;
}

/* The names that a declaration declares: several of a var or const. */
static NodeList declared(Replaced *r, const Node *n)
{
	Node *one;

	switch (n->kind) {
	case AST_FuncDecl: one = &as_FuncDecl(n)->name->node; break;
	case AST_TypeDecl: one = &as_TypeDecl(n)->name->node; break;
	case AST_VarDecl: return as_VarDecl(n)->names;
	case AST_ConstDecl: return as_ConstDecl(n)->names;
	default: return (NodeList){ 0 };
	}
	return ast_list(&r->ast, &one, 1);
}

/* How one of them is known: "F", "T", "T.M", "V"; NULL: not at all. */
static const char *known_as(Replaced *r, const Node *decl, const Node *name)
{
	const FuncDecl *f = is_FuncDecl(decl);
	const char *text = as_Ident(name)->name->text;

	if (ast_is_blank(name) || (f && !f->recv && strcmp(text, "init") == 0))
		return NULL;
	return f && f->recv ? arena_printf(r->ast.arena, "%s.%s", receiver_name(f->recv), text) : text;
}

static File *parse(Replaced *r, const char *text, size_t size)
{
	return parse_file(&r->ast, source_add(r->ast.sources, "", text, size), 0);
}

static bool note_kept(void *kept, Node *n)
{
	const Ident *name = is_Ident(n);

	if (name && strncmp(name->name->text, prefix, sizeof prefix - 1) == 0)
		put(kept, name->name->text + sizeof prefix - 1);
	return true;
}

/* A struct T that embeds tree_T first. */
static const StructTypeExpr *joining(const Node *decl)
{
	const TypeDecl *t = is_TypeDecl(decl);
	const StructTypeExpr *s = t ? is_StructTypeExpr(t->type) : NULL;
	const Field *first = s && s->fields.len ? as_Field(s->fields.data[0]) : NULL;
	const Ident *base = first && first->embedded ? is_Ident(first->type) : NULL;

	return base && strncmp(base->name->text, prefix, sizeof prefix - 1) == 0 &&
	       strcmp(base->name->text + sizeof prefix - 1, as_Ident(&t->name->node)->name->text) == 0 ? s : NULL;
}

/* The further fields, to be put behind the last one of the tree's. */
static void note_joining(Replaced *r, const Source *file, const TypeDecl *t, const StructTypeExpr *s)
{
	const char *name = t->name->name->text, *text = "";

	for (uint32_t i = 1; i < s->fields.len; i++) {
		const Node *f = s->fields.data[i];

		text = arena_printf(r->ast.arena, "%s; %.*s", text, (int)(f->end - f->pos), file->text + source_offset(file, f->pos));
	}
	strmap_put(&r->joined, name, strlen(name), (uintptr_t)text);
}

void replaced_add(Replaced *r, const char *text, size_t size)
{
	File *file = parse(r, text, size);

	for (uint32_t i = 0; i < file->decls.len; i++) {
		const Node *decl = file->decls.data[i];
		const StructTypeExpr *join = joining(decl);
		NodeList names = declared(r, decl);

		if (join) {
			note_joining(r, file->source, as_TypeDecl(decl), join);
			continue;
		}
		for (uint32_t k = 0; k < names.len; k++) {
			const char *name = known_as(r, decl, names.data[k]);

			if (name)
				put(&r->names, name);
		}
	}
	ast_walk(&file->node, note_kept, NULL, &r->kept);
}

/* ---- cutting ---- */

typedef struct Insertion { Pos at; const char *text; } Insertion;

typedef struct Cut {
	Replaced *r;
	const File *file;
	char *text;		/* a copy in the arena, to be blanked */
	VEC(Insertion) insertions;	/* prefixes of names, and fields that join, by rising position */
	Map used, gone;		/* names before a dot, in what stays and in what went */
} Cut;

static bool note_qualifier(void *used, Node *n)
{
	const SelectorExpr *s = is_SelectorExpr(n);

	if (s && is_Ident(s->x))
		pmap_put(used, as_Ident(s->x)->name, n);
	return true;
}

static void blank(Cut *c, Pos from, Pos to)
{
	for (Pos at = from; at < to; at++) {
		char *p = c->text + source_offset(c->file->source, at);

		if (*p != '\n')
			*p = ' ';
	}
}

/* A declaration of a group leaves the group. */
static Pos decl_start(const Node *n)
{
	switch (n->kind) {
	case AST_FuncDecl: return as_FuncDecl(n)->keyword;
	case AST_TypeDecl: return as_TypeDecl(n)->group ? n->pos : as_TypeDecl(n)->keyword;
	case AST_VarDecl: return as_VarDecl(n)->group ? n->pos : as_VarDecl(n)->keyword;
	default: return as_ImportDecl(n)->group ? n->pos : as_ImportDecl(n)->keyword;
	}
}

static bool is_replaced(Cut *c, const Node *decl, const Node *name)
{
	const FuncDecl *f = is_FuncDecl(decl);
	const char *known = known_as(c->r, decl, name), *type = f && f->recv ? receiver_name(f->recv) : NULL;

	if (!known)
		return false;
	return is_in(&c->r->names, known) || (type && is_in(&c->r->names, type) && !is_in(&c->r->kept, type));
}

/* Of several names of a var or const each goes for itself. */
static bool cut_name(Cut *c, const Node *decl, const Node *name, bool alone)
{
	if (!is_replaced(c, decl, name))
		return false;
	if (is_in(&c->r->kept, as_Ident(name)->name->text)) {
		vec_push(&c->insertions, ((Insertion){ name->pos, prefix }));
		return false;
	}
	if (alone && decl->kind != AST_ConstDecl) {
		blank(c, decl_start(decl), decl->end);
		return true;
	}
	blank(c, name->pos, name->end);
	c->text[source_offset(c->file->source, name->pos)] = '_';
	return false;
}

static void join_fields(Cut *c, const Node *decl)
{
	const TypeDecl *t = is_TypeDecl(decl);
	const StructTypeExpr *s = t ? is_StructTypeExpr(t->type) : NULL;
	const uint64_t *more = s && s->fields.len ? strmap_find(&c->r->joined, t->name->name->text, strlen(t->name->name->text)) : NULL;

	if (more)
		vec_push(&c->insertions, ((Insertion){ s->fields.data[s->fields.len - 1]->end, (const char *)(uintptr_t)*more }));
}

static void cut_decl(Cut *c, Node *decl)
{
	NodeList names = declared(c->r, decl);
	bool gone = false;

	join_fields(c, decl);
	for (uint32_t i = 0; i < names.len; i++)
		gone = cut_name(c, decl, names.data[i], names.len == 1);
	ast_walk(decl, note_qualifier, NULL, gone ? &c->gone : &c->used);
}

/* The name under which a file knows what it imports. */
static const Sym *import_name(Replaced *r, const ImportDecl *d)
{
	size_t n;
	const char *last = import_base(d->value->text, &n);

	return d->name ? d->name->name : intern_bytes(r->ast.names, last, n);
}

static void cut_imports(Cut *c)
{
	for (uint32_t i = 0; i < c->file->imports.len; i++) {
		const Node *d = c->file->imports.data[i];
		const Sym *name = import_name(c->r, as_ImportDecl(d));

		if (pmap_get(&c->gone, name) && !pmap_get(&c->used, name))
			blank(c, decl_start(d), d->end);
	}
}

void replaced_cut(Replaced *r, const char *text, size_t size, StrBuf *out)
{
	Cut c = { .r = r };
	size_t done = 0;

	if (!r->names.len && !r->joined.len) {
		sb_addn(out, text, size);
		return;
	}
	c.file = parse(r, text, size);
	c.text = arena_copy(r->ast.arena, text, size);
	for (uint32_t i = 0; i < c.file->decls.len; i++)
		cut_decl(&c, c.file->decls.data[i]);
	if (c.gone.len)
		cut_imports(&c);
	vec_each(&c.insertions, in) {
		size_t at = source_offset(c.file->source, in->at);

		sb_addn(out, c.text + done, at - done);
		sb_add(out, in->text);
		done = at;
	}
	sb_addn(out, c.text + done, size - done);
	vec_free(&c.insertions);
	map_free(&c.used);
	map_free(&c.gone);
}

void replaced_blank_joining(char *text, size_t size)
{
	Replaced r;
	Cut c = { .text = text };

	replaced_init(&r);
	c.file = parse(&r, text, size);
	for (uint32_t i = 0; i < c.file->decls.len; i++)
		if (joining(c.file->decls.data[i]))
			blank(&c, decl_start(c.file->decls.data[i]), c.file->decls.data[i]->end);
	replaced_free(&r);
}
