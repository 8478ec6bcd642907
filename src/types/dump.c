/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --dump=types: what the checker recorded, one line for each node that has something, in source
 * order: LINE:COL-LINE:COL KIND TEXT mode type [= constant] [-> object] then for each function
 * its locals and captured variables, and the order of initialisation. */
#include "types/check.h"

typedef struct Dump {
	Types *c;
	Package *pkg;
	StrBuf *sb;
} Dump;

static const char *const mode_words[] = {
	[MODE_INVALID] = "invalid", [MODE_NOVALUE] = "novalue", [MODE_BUILTIN] = "builtin",
		[MODE_TYPE] = "type",
	[MODE_CONST] = "const", [MODE_VAR] = "var", [MODE_MAPINDEX] = "mapindex",
		[MODE_VALUE] = "value",
	[MODE_NIL] = "nil", [MODE_COMMAOK] = "commaok",
};

static void place(Dump *d, Pos pos)
{
	Place p = source_real_place(d->c->ast->sources, pos);
	sb_printf(d->sb, "%u:%u ", p.line, p.col);
}

static void object(Dump *d, Object *o)
{
	static const char *const kinds[] = { "package", "const", "type", "var", "func", "label",
		"builtin", "nil" };
	sb_printf(d->sb, " -> %s %s", kinds[o->kind], o->name ? o->name->text : "");
	if (o->pos) {
		sb_addc(d->sb, '@');
		place(d, o->pos);
		d->sb->len--;
	}
}

static void selection(Dump *d, const Selection *s)
{
	static const char *const kinds[] = { "field", "method", "method expression" };
	sb_printf(d->sb, " (%s", kinds[s->kind]);
	for (uint32_t i = 0; i < s->npath; i++)
		sb_printf(d->sb, " %u", s->path[i]);
	sb_add(d->sb, s->indirect ? " indirect)" : ")");
}

static void instance(Dump *d, const Instance *i)
{
	sb_add(d->sb, " [");
	for (uint32_t k = 0; k < i->targs.n; k++) {
		sb_add(d->sb, k ? ", " : "");
		type_write(d->sb, i->targs.at[k], d->pkg);
	}
	sb_addc(d->sb, ']');
}

static bool node(void *arg, Node *n)
{
	Dump *d = arg;
	const ExprInfo *e = info_expr(d->pkg, n);
	Object *o = n->kind == AST_Ident ? info_object(d->pkg, n) : info_implicit(d->pkg, n);
	if (!ast_is_expr(n) ? !o : !e->type && !o)
		return true;
	place(d, ast_start(n));
	d->sb->data[d->sb->len - 1] = '-';
	place(d, n->end);
	sb_printf(d->sb, "%s ", ast_kind_name((AstKind)n->kind));
	if (n->kind == AST_Ident)
		sb_printf(d->sb, "%s ", as_Ident(n)->name->text);
	if (ast_is_expr(n) && e->type) {
		sb_printf(d->sb, "%s ", mode_words[e->mode]);
		type_write(d->sb, e->type, d->pkg);
	}
	if (ast_is_expr(n) && e->val) {
		sb_add(d->sb, " = ");
		const_write_exact(d->sb, e->val);
	}
	const Selection *s = info_selection(d->pkg, n);
	if (s)
		selection(d, s);
	if (o)
		object(d, o);
	const Instance *i = info_instance(d->pkg, n);
	if (i)
		instance(d, i);
	sb_addc(d->sb, '\n');
	return true;
}

static void var(Dump *d, const char *what, Object *v)
{
	sb_printf(d->sb, "  %s %s ", what, v->name->len ? v->name->text : "_");
	type_write(d->sb, v->type, d->pkg);
	sb_add(d->sb, v->flags & OBJF_ADDRTAKEN ? " &" : "");
	sb_add(d->sb, v->flags & OBJF_CAPTURED ? " captured" : "");
	sb_add(d->sb, v->flags & OBJF_REASSIGNED ? " reassigned" : "");
	sb_addc(d->sb, '\n');
}

static void function(Dump *d, FuncInfo *f)
{
	sb_printf(d->sb, "func %s\n", func_link_name(d->c, f));
	for (uint32_t i = 0; i < f->nlocals; i++)
		var(d, "local", f->locals[i]);
	for (uint32_t i = 0; i < f->ncaptures; i++)
		var(d, "captures", f->captures[i]);
	for (uint32_t i = 0; i < f->nlits; i++)
		function(d, f->lits[i]);
}

void types_dump(StrBuf *sb, Package *pkg)
{
	Dump d = { pkg->types, pkg, sb };
	for (uint32_t i = 0; i < pkg->nfiles; i++)
		ast_walk(&pkg->files[i]->node, node, NULL, &d);
	for (uint32_t i = 0; i < pkg->nfuncs; i++)
		function(&d, pkg->funcs[i]);
	for (uint32_t i = 0; i < pkg->ninit; i++) {
		sb_add(sb, "init");
		for (uint32_t k = 0; k < pkg->init[i].nlhs; k++)
			sb_printf(sb, " %s", pkg->init[i].lhs[k]->name->text);
		sb_addc(sb, '\n');
	}
}
