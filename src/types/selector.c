/* SPDX-License-Identifier: GPL-3.0-or-later */
/* x.f: qualified identifiers, fields, method values and method expressions (Spec: "Selectors"). */
#include "types/check.h"

void add_method_dependency(Types *, Object *);

/* ---- pkg.Name ---- */

static bool qualified_object(Operand *x, Object *o)
{
	x->type = o->type;
	switch ((ObjKind)o->kind) {
	case OBJ_CONST:
		x->mode = MODE_CONST;
		x->val = o->cons.val;
		break;
	case OBJ_TYPE: x->mode = MODE_TYPE; break;
	case OBJ_VAR: x->mode = MODE_VAR; break;
	case OBJ_FUNC: x->mode = MODE_VALUE; break;
	case OBJ_BUILTIN:
		x->mode = MODE_BUILTIN;
		x->builtin = o->builtin;
		return true;
	default: return false;
	}
	return type_is_valid(o->type) || o->kind == OBJ_TYPE;
}

/* Of two packages with one name: the program's own, then the one with the shorter path. */
static bool is_nearer(const Package *a, const Package *b)
{
	if (!b || a->lazy != b->lazy)
		return !b || !a->lazy;
	return a->path->len != b->path->len ? a->path->len < b->path->len : strcmp(a->path->text, b->path->text) < 0;
}

static Object *package_called(Types *c, const Sym *name)
{
	Package *found = c->env.pkg->name == name ? c->env.pkg : NULL;
	const StrSlot *slot;

	for (size_t it = 0; (!found || found != c->env.pkg) && (slot = strmap_next(&c->packages, &it));) {
		Package *pkg = (Package *)(uintptr_t)slot->val;

		if (pkg->name == name && !pkg->fake && is_nearer(pkg, found))
			found = pkg;
	}
	if (!found)
		return NULL;
	Object *o = obj_new(c, OBJ_PKGNAME, c->env.pkg, name, 0, invalid_type(c));
	o->colour = BLACK;
	o->pkgname.imported = found;
	o->pkgname.path = found->path;
	return o;
}

/* At a debugger's prompt a package may be named that another file of this one imports, that another package imports, or that this is. */
static Object *imported_elsewhere(Types *c, const Sym *name)
{
	Package *pkg = c->env.pkg;
	for (uint32_t i = 0; c->probe_from && i < pkg->nfiles; i++) {
		Object *o = scope_find(pkg->file_scopes[i], name);
		if (o && o->kind == OBJ_PKGNAME)
			return o;
	}
	return c->probe_from ? package_called(c, name) : NULL;
}

/* True when x is a package, whatever comes of it. */
static bool qualified(Types *c, Operand *x, SelectorExpr *e)
{
	Ident *id = is_Ident(e->x);
	if (!id)
		return false;
	Object *pkgname = lookup(c, id->name, NULL);
	if (!pkgname || pkgname->kind == OBJ_FUNC)	/* main.x, where main is a function, too */
		pkgname = imported_elsewhere(c, id->name);
	if (!pkgname || pkgname->kind != OBJ_PKGNAME)
		return false;
	record_object(c, e->x, pkgname);
	pkgname->flags |= OBJF_USED;
	const Sym *name = e->sel->name;
	Object *o = pkgname_lookup(c, pkgname, name);
	Package *pkg = pkgname->pkgname.imported;
	bool reached = name_exported(name) || c->probe_from;	/* by whom does not matter at a debugger's prompt */
	if (o && o->kind == OBJ_TYPE && !reached) {
		err(c, e->sel->pos, "name %s not exported by package %s", name->text,
		    pkg->name->text);
		return true;
	}
	if (!o || !reached) {
		if (!pkg->fake)
			err(c, e->sel->pos, "undefined: %s", str_expr(c, &e->node));
		return true;
	}
	obj_decl(c, o);
	if (!o->type)
		return true;
	record_object(c, &e->sel->node, o);
	if (!qualified_object(x, o))
		x->mode = MODE_INVALID;
	return true;
}

/* ---- Failing look-ups ---- */

static const char *tail_of(const Sym *s)
{
	return s->len ? s->text + 1 : s->text;
}

static const char *lookup_error(Types *c, Type *t, const Sym *sel, Object *alt)
{
	const char *type = str_type(c, t), *what = alt && alt->kind == OBJ_VAR ? "field" : "method";
	if (alt && alt->pkg == c->env.pkg)
		return fmt(c, "type %s has no field or method %s, but does have %s %s", type,
			   sel->text, what,
			   alt->name->text);
	if (alt && alt->name == sel)
		return fmt(c, "cannot refer to unexported %s %s", what, sel->text);
	if (alt && obj_exported(alt) &&
	    (name_exported(sel) || !strcmp(tail_of(alt->name), tail_of(sel))))
		return fmt(c, "type %s has no field or method %s, but does have %s %s", type,
			   sel->text, what,
			   alt->name->text);
	if (alt && name_exported(sel) && !strcmp(tail_of(alt->name), tail_of(sel)))
		return fmt(c, "type %s has no field or method %s, but does have unexported %s %s",
			   type, sel->text, what,
			   alt->name->text);
	return fmt(c, "type %s has no field or method %s", type, sel->text);
}

static const char *missing_cause(Types *c, Operand *x, const Sym *sel)
{
	Type *t = type_under(x->type);
	if (t->kind == TYPE_POINTER && !type_is_tparam(x->type)) {
		if (type_is_interface(t->pointer.elem))
			return fmt(c, "type %s is pointer to interface, not interface",
				   str_type(c, x->type));
		if (type_is_tparam(t->pointer.elem))
			return fmt(c, "type %s is pointer to type parameter, not type parameter",
				   str_type(c, x->type));
	}
	Lookup alt = lookup_member(c, x->type, x->mode == MODE_VAR, c->env.pkg, sel, true);
	return lookup_error(c, x->type, sel, alt.obj);
}

static void selection_failed(Types *c, Operand *x, SelectorExpr *e, Lookup *l)
{
	const Sym *sel = e->sel->name;
	Pos pos = e->sel->pos;
	const char *text = str_expr(c, e->x);
	if (!type_is_valid(type_under(x->type)))
		return;
	if (l->ambiguous) {
		err(c, pos, "ambiguous selector %s.%s", text, sel->text);
	} else if (l->needs_pointer && x->mode == MODE_TYPE) {
		err(c, pos, "invalid method expression %s.%s (needs pointer receiver (*%s).%s)",
		    text, sel->text, text,
		    sel->text);
	} else if (l->needs_pointer) {
		err(c, pos, "cannot call pointer method %s on %s", sel->text, str_type(c, x->type));
	} else {
		err(c, pos, "%s.%s undefined (%s)", text, sel->text, missing_cause(c, x, sel));
	}
}

/* ---- Methods ---- */

/* T.m: a function with the receiver as its first parameter. */
static void method_expression(Types *c, Operand *x, SelectorExpr *e, Lookup *l)
{
	Object *m = l->obj;
	if (m->kind != OBJ_FUNC) {
		err(c, e->sel->pos, "%s.%s undefined (type %s has no method %s)", str_expr(c, e->x),
		    e->sel->name->text,
		    str_type(c, x->type), e->sel->name->text);
		x->mode = MODE_INVALID;
		return;
	}
	Type *sig = m->type, *params = sig->func.params;
	uint32_t n = params->tuple.n;
	Object **vars = arena_make_n(c->arena, Object *, n + 1);
	const Sym *name = sig->func.recv &&
		sig->func.recv->name->len ? sig->func.recv->name : c->s_blank;
	vars[0] = obj_param(c, m->pkg, n &&
			    params->tuple.vars[0]->name->len ? name : c->s_empty, x->type);
	for (uint32_t i = 0; i < n; i++)
		vars[i + 1] = params->tuple.vars[i];
	Type *t = type_func(c, NULL, type_tuple(c, vars, n + 1), sig->func.results,
			    sig->func.variadic);
	record_selection(c, e, SEL_METHOD_EXPR, x->type, m, t, l);
	x->mode = MODE_VALUE;
	x->type = t;
	add_method_dependency(c, m);
}

static void method_value(Types *c, Operand *x, SelectorExpr *e, Lookup *l)
{
	Object *m = l->obj;
	Type *sig = m->type;
	Type *t = type_func(c, NULL, sig->func.params, sig->func.results, sig->func.variadic);
	t->func.tparams = sig->func.tparams;
	record_selection(c, e, SEL_METHOD_VALUE, x->type, m, t, l);
	if (m->func.ptr_recv && !l->indirect && x->mode == MODE_VAR)
		mark_address_taken(c, e->x);
	x->mode = MODE_VALUE;
	x->type = t;
	add_method_dependency(c, m);
}

static void field_value(Types *c, Operand *x, SelectorExpr *e, Lookup *l)
{
	record_selection(c, e, SEL_FIELD, x->type, l->obj, l->obj->type, l);
	x->mode = x->mode == MODE_VAR || l->indirect ? MODE_VAR : MODE_VALUE;
	x->type = l->obj->type;
}

static bool can_select(Types *c, Operand *x, SelectorExpr *e)
{
	if (is_invalid(x))
		return false;
	if (e->sel->name == c->s_blank) {
		err(c, e->sel->pos, "%s._ undefined (type %s has no field or method _)", str_expr(c, e->x),
		    str_type(c, x->type));
		return false;
	}
	if (x->mode == MODE_NIL) {
		err(c, e->sel->pos, "invalid use of nil in selector expression");
		return false;
	}
	if (x->mode == MODE_TYPE && is_generic(x->type)) {
		err(c, start(e->x), "cannot use generic type %s without instantiation",
		    str_expr(c, e->x));
		return false;
	}
	return type_is_valid(x->type);
}

/* type A interface { m(A.m) } */
static bool cycle_through(Types *c, Type *t)
{
	t = type_unalias(t);
	if (t->kind != TYPE_NAMED || t->named.obj->colour != GREY)
		return false;
	report_self_cycle(c, t->named.obj);
	return true;
}

/* At a debugger's prompt what a package does not export is in reach, too. */
static Lookup find_hidden(Types *c, Operand *x, const Sym *name)
{
	bool var = x->mode == MODE_VAR;
	Type *t = type_unalias(x->type);
	Lookup l = { 0 };

	if (t->kind == TYPE_POINTER)
		t = type_unalias(t->pointer.elem);
	if (t->kind == TYPE_NAMED && t->named.obj->pkg)
		l = type_lookup(c, x->type, var, t->named.obj->pkg, name);
	if (l.obj)
		return l;
	l = lookup_member(c, x->type, var, c->env.pkg, name, true);
	return l.obj && l.obj->name == name && l.obj->pkg ? type_lookup(c, x->type, var, l.obj->pkg, name) : (Lookup){ 0 };
}

static Lookup find_member(Types *c, Operand *x, const Sym *name)
{
	Lookup l = type_lookup(c, x->type, x->mode == MODE_VAR, c->env.pkg, name), hidden;

	if (l.obj || l.ambiguous || !c->probe_from || name_exported(name))
		return l;
	hidden = find_hidden(c, x, name);
	return hidden.obj ? hidden : l;
}

void selector(Types *c, Operand *x, SelectorExpr *e, Type *def, bool want_type)
{
	(void)def;
	x->mode = MODE_INVALID;
	x->expr = &e->node;
	if (qualified(c, x, e))
		return;
	expr_or_type(c, x, e->x, false);
	if (want_type && x->mode == MODE_TYPE && cycle_through(c, x->type)) {
		x->mode = MODE_INVALID;
		return;
	}
	if (want_type && !is_invalid(x)) {
		err(c, e->sel->pos, "%s is not a type", str_expr(c, &e->node));
		x->mode = MODE_INVALID;
	}
	if (!can_select(c, x, e)) {
		x->mode = MODE_INVALID;
		return;
	}
	if (x->mode == MODE_CONST && type_is_untyped(x->type)) {
		x->type = type_default(c, x->type);
		update_expr_type(c, e->x, x->type, true);
	}
	Lookup l = find_member(c, x, e->sel->name);
	if (!l.obj || !l.obj->type || !type_is_valid(l.obj->type)) {
		if (!l.obj)
			selection_failed(c, x, e, &l);
		x->mode = MODE_INVALID;
	} else if (x->mode == MODE_TYPE) {
		method_expression(c, x, e, &l);
	} else if (l.obj->kind == OBJ_VAR) {
		field_value(c, x, e, &l);
	} else {
		method_value(c, x, e, &l);
	}
}
