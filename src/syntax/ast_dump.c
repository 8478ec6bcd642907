/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --dump=ast: one node a line, `field: Kind START-END @POS attributes`, children indented below
 * it. @POS is left out where the node's pos is its start; attributes that are 0 or false are
 * left out. */
#include "syntax/fields.h"

typedef struct Dump {
	StrBuf *out;
	Sources *sources;
} Dump;

static void dump_node(Dump *d, const char *field, long index, const Node *n, unsigned depth);

static void dump_pos(Dump *d, Pos pos)
{
	Place p = source_real_place(d->sources, pos);

	sb_printf(d->out, "%u:%u", p.line, p.col);
}

static void dump_at(Dump *d, const char *name, Pos pos)
{
	if (!pos)
		return;
	sb_printf(d->out, " %s=", name);
	dump_pos(d, pos);
}

static void dump_attribute(Dump *d, const Node *n, const AstField *f)
{
	if (f->type == FIELD_SYM && *AST_FIELD(n, f, const Sym *)) {
		const Sym *sym = *AST_FIELD(n, f, const Sym *);

		sb_printf(d->out, " %s=", f->name);
		if (memchr(sym->text, '\n', sym->len))
			sb_quote(d->out, sym->text, sym->len);
		else
			sb_addn(d->out, sym->text, sym->len);
	} else if (f->type == FIELD_TOK) {
		sb_printf(d->out, " %s", token_text((Tok)*AST_FIELD(n, f, uint16_t)));
	} else if (f->type == FIELD_FLAG && *AST_FIELD(n, f, bool)) {
		sb_printf(d->out, " %s", f->name);
	} else if (f->type == FIELD_NUM && *AST_FIELD(n, f, uint32_t)) {
		sb_printf(d->out, " %s=%u", f->name, *AST_FIELD(n, f, uint32_t));
	} else if (f->type == FIELD_AT) {
		dump_at(d, f->name, *AST_FIELD(n, f, Pos));
	}
}

static void dump_head(Dump *d, const Node *n)
{
	Pos start = ast_start(n);

	sb_printf(d->out, "%s ", ast_kind_name((AstKind)n->kind));
	dump_pos(d, start);
	sb_addc(d->out, '-');
	dump_pos(d, n->end);
	if (start != n->pos) {
		sb_add(d->out, " @");
		dump_pos(d, n->pos);
	}
	for (const AstField *f = ast_fields((AstKind)n->kind); f->type != FIELD_END; f++)
		dump_attribute(d, n, f);
	sb_addc(d->out, '\n');
}

static void dump_list(Dump *d, const char *field, const NodeList *list, unsigned depth)
{
	for (uint32_t i = 0; i < list->len; i++)
		dump_node(d, field, (long)i, list->data[i], depth);
}

/* Dumps never indent by more than this, so that a deep tree gives a long text and not a square
 * one. */
enum { INDENT_LIMIT = 100 };

static void dump_node(Dump *d, const char *field, long index, const Node *n, unsigned depth)
{
	if (!n)
		return;
	sb_pad(d->out, ' ', 2 * (size_t)(depth < INDENT_LIMIT ? depth : INDENT_LIMIT));
	if (field)
		sb_add(d->out, field);
	if (index >= 0)
		sb_printf(d->out, "[%ld]", index);
	if (field)
		sb_add(d->out, ": ");
	dump_head(d, n);
	for (const AstField *f = ast_fields((AstKind)n->kind); f->type != FIELD_END; f++) {
		if (f->type == FIELD_CHILD)
			dump_node(d, f->name, -1, *AST_FIELD(n, f, Node *), depth + 1);
		else if (f->type == FIELD_LIST)
			dump_list(d, f->name, AST_FIELD(n, f, NodeList), depth + 1);
	}
}

static void dump_directives(Dump *d, const File *file)
{
	for (uint32_t i = 0; i < file->directive_count; i++) {
		sb_printf(d->out, "  directives[%u]: ", i);
		dump_pos(d, file->directives[i].pos);
		sb_printf(d->out, " %s\n", file->directives[i].text);
	}
}

void ast_dump(StrBuf *out, Sources *sources, const Node *n)
{
	Dump d = { out, sources };

	dump_node(&d, NULL, -1, n, 0);
	if (is_File(n))
		dump_directives(&d, as_File(n));
}
