/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scopes and the objects in them. Most scopes hold a handful of names and are searched in
 * order; from HASH_FROM names on a scope keeps a hash table beside its list. */
#include "types/check.h"
#include "base/utf8.h"

#include <unictype.h>

enum { HASH_FROM = 9 };

const Sym *sym(Types *c, const char *text)
{
	return intern_cstr(c->ast->names, text);
}

Scope *scope_new(Types *c, Scope *parent, Pos from, Pos to)
{
	Scope *s = arena_make(c->arena, Scope);
	s->parent = parent;
	s->start = from;
	s->end = to;
	if (!parent || parent == c->universe)
		return s;
	s->pkg = parent->pkg;
	s->func = parent->func;
	if (parent->last_child)
		parent->last_child->next = s;
	else
		parent->first_child = s;
	parent->last_child = s;
	return s;
}

static void hash_put(Scope *s, uint32_t index)
{
	uint32_t mask = s->nhash - 1;
	uint32_t i = s->entries[index].name->hash & mask;
	while (s->hash[i])
		i = (i + 1) & mask;
	s->hash[i] = index + 1;
}

static void rehash(Types *c, Scope *s)
{
	s->nhash = s->cap * 2;
	s->hash = arena_make_n(c->arena, uint32_t, s->nhash);
	for (uint32_t i = 0; i < s->n; i++)
		hash_put(s, i);
}

Object *scope_find(const Scope *s, const Sym *name)
{
	if (!s->nhash) {
		for (uint32_t i = 0; i < s->n; i++)
			if (s->entries[i].name == name)
				return s->entries[i].obj;
		return NULL;
	}
	uint32_t mask = s->nhash - 1;
	for (uint32_t i = name->hash & mask; s->hash[i]; i = (i + 1) & mask)
		if (s->entries[s->hash[i] - 1].name == name)
			return s->entries[s->hash[i] - 1].obj;
	return NULL;
}

static void grow(Types *c, Scope *s)
{
	uint32_t cap = s->cap ? s->cap * 2 : 4;
	ScopeEntry *entries = arena_make_n(c->arena, ScopeEntry, cap);
	if (s->n)
		memcpy(entries, s->entries, s->n * sizeof *entries);
	s->entries = entries;
	s->cap = cap;
	if (cap >= HASH_FROM)
		rehash(c, s);
}

Object *scope_insert(Types *c, Scope *s, Object *o)
{
	Object *other = scope_find(s, o->name);
	if (other)
		return other;
	if (s->n == s->cap)
		grow(c, s);
	s->entries[s->n++] = (ScopeEntry){ o->name, o };
	if (s->nhash)
		hash_put(s, s->n - 1);
	if (!o->scope)
		o->scope = s;
	return NULL;
}

static bool visible(const Object *o, Pos pos)
{
	return !pos || !o->scope_pos || o->scope_pos <= pos;
}

Object *scope_lookup(Scope *s, const Sym *name, Pos pos, Scope **where)
{
	for (; s; s = s->parent) {
		Object *o = scope_find(s, name);
		if (o && visible(o, pos)) {
			if (where)
				*where = s;
			return o;
		}
	}
	return NULL;
}

Scope *scope_innermost(Scope *s, Pos pos)
{
	for (Scope *child = s->first_child; child;) {
		if (child->start <= pos && pos < child->end) {
			s = child;
			child = s->first_child;
		} else {
			child = child->next;
		}
	}
	return s;
}

void scope_open(Types *c, Node *n)
{
	Scope *s = scope_new(c, c->env.scope, ast_start(n), n->end);
	record_scope(c, n, s);
	c->env.scope = s;
}

void scope_close(Types *c)
{
	c->env.scope = c->env.scope->parent;
}

/* ---- Objects ---- */

Object *obj_new(Types *c, ObjKind kind, Package *pkg, const Sym *name, Pos pos, Type *t)
{
	Object *o = arena_make(c->arena, Object);
	o->kind = (uint8_t)kind;
	o->colour = t ? BLACK : WHITE;
	o->id = ++c->next_obj;
	o->name = name;
	o->pos = pos;
	o->pkg = pkg;
	o->type = t;
	return o;
}

Object *obj_var(Types *c, VarKind kind, const Sym *name, Pos pos, Type *t)
{
	Object *o = obj_new(c, OBJ_VAR, c->env.pkg, name, pos, t);
	o->var_kind = (uint8_t)kind;
	o->colour = BLACK;
	return o;
}

Object *obj_field(Types *c, Package *pkg, const Sym *name, Type *t, bool embedded)
{
	Object *o = obj_new(c, OBJ_VAR, pkg, name, 0, t);
	o->var_kind = VAR_FIELD;
	if (embedded)
		o->flags |= OBJF_EMBEDDED;
	return o;
}

Object *obj_param(Types *c, Package *pkg, const Sym *name, Type *t)
{
	Object *o = obj_new(c, OBJ_VAR, pkg, name ? name : c->s_empty, 0, t);
	o->var_kind = VAR_PARAM;
	return o;
}

bool name_exported(const Sym *name)
{
	unsigned char first = (unsigned char)name->text[0];
	if (first < 0x80)
		return first >= 'A' && first <= 'Z';
	int width;
	return uc_is_upper((ucs4_t)utf8_decode(name->text, name->len, &width));
}

bool obj_exported(const Object *o)
{
	return name_exported(o->name);
}

Type *obj_type(Object *o)
{
	if (!o->type && o->pkg)
		obj_decl(o->pkg->types, o);
	return o->type;
}

const Const *obj_const(Object *o)
{
	obj_type(o);
	return o->kind == OBJ_CONST ? o->cons.val : NULL;
}

void redeclared(Types *c, Object *o, Object *other)
{
	if (other->pos)
		err(c, o->pos, "%s redeclared in this block\n\t%s: other declaration of %s",
		    o->name->text,
		    str_pos(c, other->pos), o->name->text);
	else
		err(c, o->pos, "%s redeclared in this block", o->name->text);
}

/* Spec: "Declarations and scope": the blank identifier introduces no binding. */
void declare(Types *c, Scope *s, Node *ident, Object *o, Pos scope_pos)
{
	if (o->name != c->s_blank) {
		Object *other = scope_insert(c, s, o);
		if (other) {
			redeclared(c, o, other);
			if (o->kind == OBJ_VAR)
				o->flags |= OBJF_USED;
			if (ident)
				record_object(c, ident, o);
			return;
		}
	}
	o->scope = s;
	o->scope_pos = scope_pos;
	o->scope_end = s->end;
	if (ident)
		record_object(c, ident, o);
}

FuncInfo *func_new(Types *c, Node *n, Object *o, Type *sig)
{
	FuncInfo *f = arena_make(c->arena, FuncInfo);
	f->id = ++c->next_func;
	f->node = n;
	f->obj = o;
	f->pkg = c->env.pkg;
	f->sig = sig;
	f->outer = o ? NULL : c->env.func;
	return f;
}

static void push_object(Types *c, Object ***list, uint32_t *n, uint32_t *cap, Object *o)
{
	if (*n == *cap) {
		*cap = *cap ? *cap * 2 : 8;
		Object **bigger = arena_make_n(c->arena, Object *, *cap);
		if (*n)
			memcpy(bigger, *list, *n * sizeof *bigger);
		*list = bigger;
	}
	(*list)[(*n)++] = o;
}

void func_add_local(Types *c, FuncInfo *f, Object *o)
{
	o->var.func = f;
	o->var.index = f->nlocals;
	push_object(c, &f->locals, &f->nlocals, &f->caplocals, o);
}

bool func_add_capture(Types *c, FuncInfo *f, Object *o)
{
	uint64_t *known = map_at(&c->captured, (uint64_t)f->id << 32 | o->id);
	if (*known)
		return false;
	*known = 1;
	push_object(c, &f->captures, &f->ncaptures, &f->capcaptures, o);
	return true;
}
