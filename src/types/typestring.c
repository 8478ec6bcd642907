/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types as text, in four dialects that share one walk:
 *   MESSAGE  as gc's diagnostics: names relative to a package, parameter names, `struct{x int}`
 *   REFLECT  as reflect and %T: package names, no parameter names, `struct { x int }`
 *   LINK     unique: full import paths, local types numbered, unexported names qualified
 *   TREE     as gc's compiler prints its own tree: MESSAGE without aliases, `struct { x int }`, shapes of type arguments */
#include "types/check.h"

typedef enum Dialect { MESSAGE, REFLECT, LINK, TREE } Dialect;

typedef struct Writer {
	StrBuf *sb;
	Dialect dialect;
	Package *rel;           /* MESSAGE, TREE */
	int depth;
	bool no_names;          /* leave parameter names out */
	bool in_targs;          /* REFLECT: type arguments carry full paths */
	TypeList tparams, targs;	/* TREE: of the instance */
} Writer;

static void write_type(Writer *w, Type *t);
static void write_signature(Writer *w, Type *t);

/* Two packages of one name among those loaded: gc tells them apart by path. */
static bool ambiguous(Package *pkg)
{
	Types *c = pkg->types;
	for (size_t i = 0; i < c->package_list.len; i++) {
		Package *p = c->package_list.data[i];
		if (p != pkg && p->name == pkg->name && p->path != pkg->path)
			return true;
	}
	return false;
}

static void write_package(Writer *w, Package *pkg)
{
	if (!pkg || (w->rel && pkg == w->rel))
		return;
	if (w->dialect == LINK || w->in_targs)
		sb_addn(w->sb, pkg->path->text, pkg->path->len);
	else if (w->dialect == MESSAGE && ambiguous(pkg))
		sb_printf(w->sb, "\"%s\"", pkg->path->text);
	else
		sb_addn(w->sb, pkg->name->text, pkg->name->len);
	sb_addc(w->sb, '.');
}

static void write_list(Writer *w, TypeList list)
{
	for (uint32_t i = 0; i < list.n; i++) {
		if (i)
			sb_addc(w->sb, ',');
		write_type(w, list.at[i]);
	}
}

static void write_targs(Writer *w, TypeList list)
{
	bool saved = w->in_targs;
	w->in_targs = w->dialect == REFLECT;
	sb_addc(w->sb, '[');
	write_list(w, list);
	sb_addc(w->sb, ']');
	w->in_targs = saved;
}

static void write_tparams(Writer *w, TypeList list)
{
	sb_addc(w->sb, '[');
	for (uint32_t i = 0; i < list.n; i++) {
		Type *bound = list.at[i]->tparam.bound;
		if (i && list.at[i - 1]->tparam.bound != bound) {
			sb_addc(w->sb, ' ');
			write_type(w, list.at[i - 1]->tparam.bound);
		}
		if (i)
			sb_add(w->sb, ", ");
		write_type(w, list.at[i]);
		if (i == list.n - 1 && bound) {
			sb_addc(w->sb, ' ');
			write_type(w, bound);
		}
	}
	sb_addc(w->sb, ']');
}

static bool is_local(const Object *o)
{
	return o->scope && o->pkg && o->scope != o->pkg->scope && o->kind == OBJ_TYPE;
}

static void write_name(Writer *w, Object *o)
{
	write_package(w, o->pkg);
	sb_addn(w->sb, o->name->text, o->name->len);
	if (w->dialect == LINK && is_local(o))
		sb_printf(w->sb, "\xc2\xb7%u", o->id);
}

/* Type arguments of a function around the type come before its own: T[int;string]. */
static void write_outer_targs(Writer *w, Type *t)
{
	bool saved = w->in_targs;
	TypeList outer = t->named.origin != t ? t->named.outer : (TypeList){ 0 };
	if (!outer.n && !t->named.targs.n)
		return;
	w->in_targs = true;
	sb_addc(w->sb, '[');
	write_list(w, outer);
	if (outer.n && t->named.targs.n)
		sb_addc(w->sb, ';');
	write_list(w, t->named.targs);
	sb_addc(w->sb, ']');
	w->in_targs = saved;
}

static void write_named(Writer *w, Type *t)
{
	write_name(w, t->named.obj);
	if (w->dialect == REFLECT) {
		write_outer_targs(w, t);
		if (w->in_targs && is_local(t->named.obj))
			sb_printf(w->sb, "\xc2\xb7%u", t->named.obj->order);
		return;
	}
	if (t->named.targs.n)
		write_targs(w, t->named.targs);
	else if (w->dialect == MESSAGE && t->named.tparams.n)
		write_tparams(w, t->named.tparams);
	if (t->named.outer.n && t->named.origin != t && w->dialect == LINK)
		write_targs(w, t->named.outer);
}

static void write_alias(Writer *w, Type *t)
{
	if (w->dialect == TREE && t == type_any(t->types)) {
		sb_add(w->sb, "any");
		return;
	}
	if (w->dialect != MESSAGE) {
		write_type(w, type_unalias(t));
		return;
	}
	write_name(w, t->alias.obj);
	if (t->alias.targs.n)
		write_targs(w, t->alias.targs);
	else if (t->alias.tparams.n)
		write_tparams(w, t->alias.tparams);
}

static void write_tag(Writer *w, const Sym *tag)
{
	if (!tag)
		return;
	sb_addc(w->sb, ' ');
	sb_quote(w->sb, tag->text, tag->len);
}

static void write_struct(Writer *w, Type *t)
{
	bool wide = w->dialect != MESSAGE;
	sb_add(w->sb, wide ? "struct {" : "struct{");
	for (uint32_t i = 0; i < t->strct.nfields; i++) {
		Object *f = t->strct.fields[i];
		sb_add(w->sb, i ? "; " : wide ? " " : "");
		if (w->dialect == LINK && !obj_exported(f))
			write_package(w, f->pkg);
		if (w->dialect == LINK || !(f->flags & OBJF_EMBEDDED))
			sb_printf(w->sb, f->flags & OBJF_EMBEDDED ? "%s=" : "%s ", f->name->text);
		write_type(w, f->type);
		if (t->strct.tags)
			write_tag(w, t->strct.tags[i]);
	}
	sb_add(w->sb, wide && t->strct.nfields ? " }" : "}");
}

static void write_method(Writer *w, Object *m)
{
	if (w->dialect != MESSAGE && !obj_exported(m))
		write_package(w, m->pkg);
	sb_addn(w->sb, m->name->text, m->name->len);
	if (m->type)
		write_signature(w, m->type);
}

static void write_interface_as_written(Writer *w, Type *t)
{
	if (t->iface.implicit && t->iface.nmethods == 0 && t->iface.nembeds == 1) {
		write_type(w, t->iface.embeds[0]);
		return;
	}
	sb_add(w->sb, "interface{");
	for (uint32_t i = 0; i < t->iface.nmethods; i++) {
		sb_add(w->sb, i ? "; " : "");
		write_method(w, t->iface.methods[i]);
	}
	for (uint32_t i = 0; i < t->iface.nembeds; i++) {
		sb_add(w->sb, i || t->iface.nmethods ? "; " : "");
		write_type(w, t->iface.embeds[i]);
	}
	sb_addc(w->sb, '}');
}

static void write_interface(Writer *w, Type *t)
{
	if (w->dialect == MESSAGE) {
		write_interface_as_written(w, t);
		return;
	}
	TypeSet *set = type_set(t);
	sb_add(w->sb, "interface {");
	for (uint32_t i = 0; i < set->nmethods; i++) {
		sb_add(w->sb, i ? "; " : " ");
		obj_type(set->methods[i]);
		write_method(w, set->methods[i]);
	}
	for (uint32_t i = 0; i < set->nterms; i++)
		sb_printf(w->sb, "%s%s", i ? "|" : " :", set->terms[i].tilde ? "~" : ""),
			write_type(w, set->terms[i].type);
	sb_add(w->sb, set->comparable ? " comparable" : "");
	sb_add(w->sb, set->nmethods || set->nterms ? " }" : "}");
}

static void write_vars(Writer *w, Type *tuple, bool variadic)
{
	sb_addc(w->sb, '(');
	for (uint32_t i = 0; i < tuple->tuple.n; i++) {
		Object *v = tuple->tuple.vars[i];
		if (i)
			sb_add(w->sb, ", ");
		if (w->dialect == MESSAGE && !w->no_names && v->name->len)
			sb_printf(w->sb, "%s ", v->name->text);
		if (variadic && i == tuple->tuple.n - 1 &&
		    type_unalias(v->type)->kind == TYPE_SLICE) {
			sb_add(w->sb, "...");
			write_type(w, type_unalias(v->type)->slice.elem);
		} else if (variadic && i == tuple->tuple.n - 1) {
			write_type(w, v->type);
			sb_add(w->sb, "...");
		} else {
			write_type(w, v->type);
		}
	}
	sb_addc(w->sb, ')');
}

static void write_signature(Writer *w, Type *t)
{
	if (t->kind != TYPE_FUNC)
		return;
	if (t->func.tparams.n)
		write_tparams(w, t->func.tparams);
	write_vars(w, t->func.params, t->func.variadic);
	Type *r = t->func.results;
	if (r->tuple.n == 0)
		return;
	sb_addc(w->sb, ' ');
	if (r->tuple.n == 1 && (w->dialect != MESSAGE || w->no_names ||
				r->tuple.vars[0]->name->len == 0))
		write_type(w, r->tuple.vars[0]->type);
	else
		write_vars(w, r, false);
}

static void write_chan(Writer *w, Type *t)
{
	static const char *const heads[] = {
		[CHAN_BOTH] = "chan ", [CHAN_SEND] = "chan<- ", [CHAN_RECV] = "<-chan ",
	};
	Type *elem = t->chan.elem;
	bool parens = t->chan.dir == CHAN_BOTH && elem->kind == TYPE_CHAN &&
		elem->chan.dir == CHAN_RECV;
	sb_add(w->sb, heads[t->chan.dir]);
	sb_add(w->sb, parens ? "(" : "");
	write_type(w, elem);
	sb_add(w->sb, parens ? ")" : "");
}

static void write_union(Writer *w, Type *t)
{
	for (uint32_t i = 0; i < t->uni.nterms; i++) {
		sb_printf(w->sb, "%s%s", i ? " | " : "", t->uni.terms[i].tilde ? "~" : "");
		write_type(w, t->uni.terms[i].type);
	}
}

static void write_basic(Writer *w, Type *t)
{
	bool plain = w->dialect == REFLECT || w->dialect == LINK;

	if (plain && t->basic.kind == BASIC_UINT8)
		sb_add(w->sb, "uint8");
	else if (plain && t->basic.kind == BASIC_INT32)
		sb_add(w->sb, "int32");
	else
		sb_add(w->sb, t->basic.name);
}

/* gc compiles an instance for all type arguments of one underlying type, and of all pointers where only methods count. */
static bool write_shape(Writer *w, Type *tparam)
{
	for (uint32_t i = 0; i < w->tparams.n && i < w->targs.n; i++) {
		Type *t = w->targs.at[i];

		if (w->tparams.at[i] != tparam)
			continue;
		sb_add(w->sb, "go.shape.");
		if (type_is(t, TYPE_POINTER) && !type_set(tparam_iface(tparam))->has_terms)
			sb_add(w->sb, "*uint8");
		else
			type_write_link(w->sb, type_under(t));
		return true;
	}
	return false;
}

static void write_tparam(Writer *w, Type *t)
{
	if (w->dialect == TREE && write_shape(w, t))
		return;
	sb_add(w->sb, t->tparam.obj ? t->tparam.obj->name->text : "?");
	if (w->dialect == LINK)
		sb_printf(w->sb, "$%u", t->id);
}

static void write_by_kind(Writer *w, Type *t)
{
	switch ((TypeKind)t->kind) {
	case TYPE_BASIC: write_basic(w, t); break;
	case TYPE_NAMED: write_named(w, t); break;
	case TYPE_ALIAS: write_alias(w, t); break;
	case TYPE_POINTER: sb_addc(w->sb, '*'); write_type(w, t->pointer.elem); break;
	case TYPE_SLICE: sb_add(w->sb, "[]"); write_type(w, t->slice.elem); break;
	case TYPE_ARRAY:
		sb_printf(w->sb, "[%lld]", (long long)t->array.len);
		write_type(w, t->array.elem);
		break;
	case TYPE_MAP:
		sb_add(w->sb, "map[");
		write_type(w, t->map.key);
		sb_addc(w->sb, ']');
		write_type(w, t->map.elem);
		break;
	case TYPE_CHAN: write_chan(w, t); break;
	case TYPE_STRUCT: write_struct(w, t); break;
	case TYPE_FUNC: sb_add(w->sb, "func"); write_signature(w, t); break;
	case TYPE_INTERFACE: write_interface(w, t); break;
	case TYPE_TPARAM: write_tparam(w, t); break;
	case TYPE_UNION: write_union(w, t); break;
	case TYPE_TUPLE: write_vars(w, t, false); break;
	}
}

static void write_type(Writer *w, Type *t)
{
	if (!t) {
		sb_add(w->sb, "nil");
		return;
	}
	if (w->depth > 200) {
		sb_add(w->sb, "…");
		return;
	}
	w->depth++;
	write_by_kind(w, t);
	w->depth--;
}

static const char *to_arena(Types *c, StrBuf *sb)
{
	const char *text = arena_strndup(c->arena, sb->data, sb->len);
	sb_free(sb);
	return text;
}

void type_write(StrBuf *sb, Type *t, Package *rel)
{
	write_type(&(Writer){ .sb = sb, .dialect = MESSAGE, .rel = rel }, t);
}

const char *type_string(Types *c, Type *t, Package *rel)
{
	StrBuf sb = { 0 };
	type_write(&sb, t, rel);
	return to_arena(c, &sb);
}

void type_write_bare(StrBuf *sb, Type *t, Package *rel)
{
	write_type(&(Writer){ .sb = sb, .dialect = MESSAGE, .rel = rel, .no_names = true }, t);
}

void type_write_tree(StrBuf *sb, Type *t, Package *rel, TypeList tparams, TypeList targs)
{
	Writer w = { .sb = sb, .dialect = TREE, .rel = rel, .no_names = true, .tparams = tparams, .targs = targs };

	write_type(&w, t);
}

void type_write_reflect(StrBuf *sb, Type *t)
{
	write_type(&(Writer){ .sb = sb, .dialect = REFLECT }, t);
}

const char *type_reflect_string(Types *c, Type *t)
{
	StrBuf sb = { 0 };
	type_write_reflect(&sb, t);
	return to_arena(c, &sb);
}

void type_write_link(StrBuf *sb, Type *t)
{
	write_type(&(Writer){ .sb = sb, .dialect = LINK }, t);
}

const char *type_link_string(Types *c, Type *t)
{
	StrBuf sb = { 0 };
	type_write_link(&sb, t);
	return to_arena(c, &sb);
}

/* ---- Symbols of functions ---- */

static void write_method_symbol(Writer *w, Object *f, TypeList targs)
{
	Type *recv = f->func.recv_named;
	const char *base = type_unalias(recv)->kind == TYPE_NAMED
		? type_unalias(recv)->named.obj->name->text : "interface";
	sb_printf(w->sb, f->func.ptr_recv ? ".(*%s" : ".%s", base);
	if (type_unalias(recv)->kind == TYPE_NAMED && type_unalias(recv)->named.targs.n &&
	    !type_mentions_tparam(recv))
		write_targs(w, type_unalias(recv)->named.targs);
	else if (targs.n)
		write_targs(w, targs);
	sb_printf(w->sb, f->func.ptr_recv ? ").%s" : ".%s", f->name->text);
}

const char *obj_link_name(Types *c, Object *f, TypeList targs)
{
	StrBuf sb = { 0 };
	Writer w = { .sb = &sb, .dialect = LINK };
	if (f->pkg)
		sb_addn(&sb, f->pkg->path->text, f->pkg->path->len);
	if (f->func.recv_named) {
		write_method_symbol(&w, f, targs);
	} else {
		sb_printf(&sb, ".%s", f->name->text);
		if (targs.n)
			write_targs(&w, targs);
	}
	return to_arena(c, &sb);
}

const char *func_link_name(Types *c, const FuncInfo *f)
{
	if (f->obj)
		return obj_link_name(c, f->obj, (TypeList){ 0 });
	if (!f->outer)
		return fmt(c, "%s.init.func%u", f->pkg->path->text, f->ordinal);
	return fmt(c, f->outer->obj ? "%s.func%u" : "%s.%u", func_link_name(c, f->outer), f->ordinal);
}
