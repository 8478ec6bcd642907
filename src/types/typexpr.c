/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Type expressions (Spec: "Types"), identifiers, and function signatures with their receivers.
 * What can only be judged when all types at hand are complete (map keys, embedded fields,
 * constraints) is put off. */
#include "types/check.h"

static Type *type_internal(Types *c, Node *n, Type *def);

/* ---- Identifiers ---- */

static void add_dependency(Types *c, Object *o)
{
	Decl *d = c->env.decl;
	if (!d || !o->decl || o->pkg != c->env.pkg || o->scope != o->pkg->scope)
		return;
	uint64_t *slot = map_at(&d->dep_set, (uintptr_t)o);
	if (*slot)
		return;
	*slot = 1;
	vec_push(&d->deps, o);
}

void add_method_dependency(Types *c, Object *method);

void add_method_dependency(Types *c, Object *m)
{
	Decl *d = c->env.decl;
	m = m->func.origin ? m->func.origin : m;
	if (!d || !m->decl || m->pkg != c->env.pkg)
		return;
	uint64_t *slot = map_at(&d->dep_set, (uintptr_t)m);
	if (!*slot)
		vec_push(&d->deps, m);
	*slot = 1;
}

/* Every literal between the use and the declaring function captures the variable. */
static void capture(Types *c, Object *v)
{
	FuncInfo *owner = v->var.func;
	if (!owner || owner == c->env.func)
		return;
	if (v->id > c->probe_from)
		v->flags |= OBJF_CAPTURED;
	for (FuncInfo *f = c->env.func; f && f != owner; f = f->is_probe ? NULL : f->outer)
		if (!func_add_capture(c, f, v))
			return;
}

static bool ident_const(Types *c, Operand *x, Object *o)
{
	add_dependency(c, o);
	if (!type_is_valid(o->type))
		return false;
	x->val = o->cons.val;
	if (o == c->universe_iota) {
		if (!c->env.iota) {
			err(c, start(x->expr), "cannot use iota outside constant declaration");
			return false;
		}
		x->val = c->env.iota;
	}
	x->mode = MODE_CONST;
	return const_kind(x->val) != CONST_UNKNOWN || true;
}

static bool ident_var(Types *c, Operand *x, Object *o)
{
	if (o->pkg == c->env.pkg)
		o->flags |= OBJF_USED;
	capture(c, o);
	add_dependency(c, o);
	x->mode = MODE_VAR;
	return type_is_valid(o->type);
}

static bool ident_object(Types *c, Operand *x, Object *o, bool want_type)
{
	switch ((ObjKind)o->kind) {
	case OBJ_PKGNAME:
		if (want_type)
			err(c, start(x->expr), "%s (package name) is not a type", o->name->text);
		else
			err(c, start(x->expr), "use of package %s not in selector", o->name->text);
		return false;
	case OBJ_CONST: return ident_const(c, x, o);
	case OBJ_TYPE:
		x->mode = MODE_TYPE;
		return type_is_valid(o->type) || o->type->kind != TYPE_BASIC;
	case OBJ_VAR: return ident_var(c, x, o);
	case OBJ_FUNC: add_dependency(c, o); x->mode = MODE_VALUE; return type_is_valid(o->type);
	case OBJ_BUILTIN: x->mode = MODE_BUILTIN; x->builtin = o->builtin; return true;
	case OBJ_NIL: x->mode = MODE_NIL; return true;
	case OBJ_LABEL: return false;
	}
	return false;
}

void type_or_ident(Types *c, Operand *x, Node *n, Type *def, bool want_type)
{
	Ident *id = as_Ident(n);
	x->mode = MODE_INVALID;
	x->expr = n;
	(void)def;
	Object *o = lookup(c, id->name, NULL);
	if (!o) {
		if (id->name == c->s_blank)
			err(c, n->pos, "cannot use _ as value or type");
		else
			err(c, n->pos, "undefined: %s", id->name->text);
		return;
	}
	record_object(c, n, o);
	if (!o->type || (o->kind == OBJ_TYPE && want_type && o->pkg == c->env.pkg &&
			 o->colour != BLACK))
		obj_decl(c, o);
	x->type = o->type ? o->type : invalid_type(c);
	if (c->probe_targs.n && (o->kind == OBJ_VAR || o->kind == OBJ_TYPE))
		x->type = type_subst(c, x->type, c->probe_tparams, c->probe_targs);
	bool seen = true;
	if (o->scope == c->universe && (x->type == c->t_any || x->type == c->t_comparable))
		seen = version_require(c, n->pos, 18, fmt(c, "predeclared %s", o->name->text)) || x->type == c->t_any;
	if (!seen || !ident_object(c, x, o, want_type))
		x->mode = MODE_INVALID;
}

/* ---- Types in general ---- */

/* " (constant)", " (package-level variable)", …: what an identifier denotes instead. */
static const char *what_it_is(Types *c, Operand *x)
{
	Object *o = x->expr->kind == AST_Ident ? node_info(c, x->expr)->obj : NULL;
	if (!o)
		return "";
	switch ((ObjKind)o->kind) {
	case OBJ_CONST: return " (constant)";
	case OBJ_VAR:
		return o->var_kind == VAR_PACKAGE
			? " (package-level variable)" : " (local variable)";
	case OBJ_FUNC: return " (function)";
	case OBJ_NIL: return " (untyped nil)";
	case OBJ_BUILTIN: return " (built-in)";
	default: return "";
	}
}

static const char *kind_of_value(Types *c, Operand *x)
{
	return x->mode == MODE_NOVALUE ? fmt(c, "%s used as type", str_operand(c, x))
				       : fmt(c, "%s%s is not a type", str_expr(c, x->expr),
					     what_it_is(c, x));
}

/* An operand that must be a type. */
static Type *operand_type(Types *c, Operand *x)
{
	if (x->mode == MODE_TYPE)
		return x->type;
	if (x->mode != MODE_INVALID)
		err(c, start(x->expr), "%s", kind_of_value(c, x));
	return invalid_type(c);
}

static Type *record_type(Types *c, Node *n, Type *t)
{
	record(c, n, MODE_TYPE, t, NULL);
	return t;
}

/* A generic type must be instantiated. */
static Type *not_generic(Types *c, Node *n, Type *t)
{
	if (!is_generic(t))
		return t;
	err(c, start(n), "cannot use generic type %s without instantiation", str_type(c, t));
	return record_type(c, n, invalid_type(c));
}

Type *defined_type(Types *c, Node *n, Type *def)
{
	return not_generic(c, n, record_type(c, n, type_internal(c, n, def)));
}

Type *type_expr(Types *c, Node *n)
{
	return defined_type(c, n, NULL);
}

Type *generic_type(Types *c, Node *n, const char **why)
{
	Type *t = record_type(c, n, type_internal(c, n, NULL));
	if (type_is_valid(t) && !is_generic(t)) {
		*why = fmt(c, "%s is not a generic type", str_type(c, t));
		return invalid_type(c);
	}
	return t;
}

typedef struct TypeAt {
	Node *node;
	Type *type;
} TypeAt;

/* Spec: "Interface types": interfaces with type elements may only be used as constraints. */
static void check_var_type(Types *c, void *arg)
{
	TypeAt *at = arg;
	if (!type_is_interface(at->type))
		return;
	TypeSet *set = type_set(type_under(at->type));
	if (set->comparable)
		err(c, start(at->node),
		    "cannot use type %s outside a type constraint: interface is (or embeds) comparable",
		    str_type(c, at->type));
	else if (set->has_terms)
		err(c, start(at->node),
		    "cannot use type %s outside a type constraint: interface contains type constraints",
		    str_type(c, at->type));
}

void verify_var_type(Types *c, Node *n, Type *t)
{
	if (t->kind != TYPE_NAMED && t->kind != TYPE_INTERFACE && t->kind != TYPE_ALIAS)
		return;
	TypeAt *at = arena_make(c->arena, TypeAt);
	*at = (TypeAt){ n, t };
	later(c, check_var_type, at);
}

Type *var_type(Types *c, Node *n)
{
	Type *t = type_expr(c, n);
	verify_var_type(c, n, t);
	return t;
}

/* ---- Arrays ---- */

static int64_t bad_length(Types *c, Node *n, Operand *x)
{
	if (x->mode == MODE_INVALID)
		return -1;
	if (x->mode != MODE_CONST)
		err(c, start(n), "array length %s (%s) must be constant", str_expr(c, n),
		    strchr(str_operand(c, x), '(')
			    ? fmt(c, "%.*s", (int)strlen(strrchr(str_operand(c, x), '(') + 1) - 1,
							   strrchr(str_operand(c, x), '(') +
								   1) : "value");
	else if ((!type_is_untyped(x->type) && !(type_basic_flags(x->type) & BF_INTEGER)) ||
		 !(type_basic_flags(x->type) & BF_NUMERIC) || const_kind(x->val) < CONST_INT ||
		 !const_to_integer(c->arena, x->val))
		err(c, start(n), "array length %s must be integer", str_operand(c, x));
	else
		err(c, start(n), "invalid array length %s", str_operand(c, x));
	return -1;
}

static int64_t array_length(Types *c, Node *n)
{
	if (n->kind == AST_Ident) {
		Object *o = lookup(c, as_Ident(n)->name, NULL);
		if (!o || (o->kind != OBJ_CONST && o->kind != OBJ_PKGNAME)) {
			if (o)
				err(c, n->pos, "invalid array length %s", as_Ident(n)->name->text);
			else
				err(c, n->pos,
				    "undefined array length %s or missing type constraint",
				    as_Ident(n)->name->text);
			return -1;
		}
	}
	Operand x;
	expr(c, NULL, &x, n);
	if (x.mode != MODE_CONST)
		return bad_length(c, n, &x);
	if (!type_is_untyped(x.type) && !(type_basic_flags(x.type) & BF_INTEGER))
		return bad_length(c, n, &x);
	const Const *val = const_is_number(x.val) ? const_to_integer(c->arena, x.val) : NULL;
	int64_t len;
	if (!val || !const_to_int64(val, &len) || len < 0)
		return bad_length(c, n, &x);
	update_expr_type(c, n, c->basic[BASIC_INT], true);
	return len;
}

static Type *array_type(Types *c, ArrayTypeExpr *e)
{
	Type *t = type_new(c, TYPE_ARRAY);
	if (e->len) {
		t->array.len = array_length(c, e->len);
	} else {
		err(c, start(&e->node), "invalid use of [...] array (outside a composite literal)");
		t->array.len = -1;
	}
	t->array.elem = var_type(c, e->elem);
	return t->array.len >= 0 ? t : invalid_type(c);
}

/* ---- Maps ---- */

static void check_map_key(Types *c, void *arg)
{
	TypeAt *at = arg;
	Type *key = at->type->map.key;
	if (!type_is_valid(key) || type_comparable(key))
		return;
	err(c, start(at->node), "invalid map key type %s%s", str_type(c, key),
	    type_is_tparam(key) ? " (missing comparable constraint)" : "");
}

static Type *map_type(Types *c, MapTypeExpr *e)
{
	Type *t = type_new(c, TYPE_MAP);
	t->map.key = t->map.elem = invalid_type(c);
	t->map.key = var_type(c, e->key);
	t->map.elem = var_type(c, e->value);
	TypeAt *at = arena_make(c->arena, TypeAt);
	*at = (TypeAt){ e->key, t };
	later(c, check_map_key, at);
	return t;
}

/* ---- Structs ---- */

static void check_embedded(Types *c, void *arg)
{
	TypeAt *at = arg;
	Type *t = type_unalias(at->type);
	bool pointer = t->kind == TYPE_POINTER;
	Type *base = pointer ? t->pointer.elem : t, *u = type_under(base);
	Pos pos = start(at->node);
	if (type_is_tparam(base))
		err(c, pos, "embedded field type cannot be a %s",
		    pointer ? "pointer to a type parameter" : "type parameter");
	else if (u->kind == TYPE_POINTER)
		err(c, pos, "embedded field type cannot be a pointer");
	else if (u->kind == TYPE_BASIC && u->basic.kind == BASIC_UNSAFE_POINTER)
		err(c, pos, "embedded field type cannot be unsafe.Pointer");
	else if (pointer && u->kind == TYPE_INTERFACE)
		err(c, pos, "embedded field type cannot be a pointer to an interface");
}

static Ident *embedded_name(Node *t)
{
	switch (t->kind) {
	case AST_Ident: return as_Ident(t);
	case AST_StarExpr: return embedded_name(as_StarExpr(t)->x);
	case AST_ParenExpr: return embedded_name(as_ParenExpr(t)->x);
	case AST_SelectorExpr: return as_SelectorExpr(t)->sel;
	case AST_IndexExpr: return embedded_name(as_IndexExpr(t)->x);
	default: return NULL;
	}
}

typedef struct Fields {
	VEC(Object *) vars;
	VEC(const Sym *) tags;
	Map seen;
	bool tagged;
} Fields;

static void add_field(Types *c, Fields *f, Ident *name, Type *t, const Sym *tag, bool embedded)
{
	Object *o = obj_field(c, c->env.pkg, name->name, t, embedded);
	o->pos = name->pos;
	if (name->name != c->s_blank) {
		uint64_t *slot = map_at(&f->seen, (uintptr_t)name->name);
		if (*slot) {
			err(c, o->pos, "%s redeclared\n\t%s: other declaration of %s",
			    name->name->text,
			    str_pos(c, ((Object *)(uintptr_t)*slot)->pos), name->name->text);
			return;
		}
		*slot = (uintptr_t)o;
	}
	if (!embedded)
		record_object(c, &name->node, o);
	vec_push(&f->vars, o);
	vec_push(&f->tags, tag);
	f->tagged |= tag != NULL;
}

static const Sym *field_tag(Types *c, BasicLit *lit)
{
	if (!lit || lit->bad)
		return NULL;
	size_t n;
	const char *bytes = ast_string_value(c->ast, lit, &n);
	return bytes && n ? intern_bytes(c->ast->names, bytes, n) : NULL;
}

static void struct_field(Types *c, Fields *f, Field *d)
{
	const Sym *tag = field_tag(c, d->tag);
	Type *t = var_type(c, d->type);
	if (!d->embedded) {
		for (uint32_t i = 0; i < d->names.len; i++)
			add_field(c, f, as_Ident(d->names.data[i]), t, tag, false);
		return;
	}
	Ident *name = embedded_name(d->type);
	if (!name) {
		err(c, start(d->type), "invalid embedded field type %s", str_expr(c, d->type));
		return;
	}
	add_field(c, f, name, t, tag, true);
	TypeAt *at = arena_make(c->arena, TypeAt);
	*at = (TypeAt){ d->type, t };
	later(c, check_embedded, at);
}

static Type *struct_type(Types *c, StructTypeExpr *e)
{
	Type *t = type_new(c, TYPE_STRUCT);
	Fields f = { 0 };
	for (uint32_t i = 0; i < e->fields.len; i++)
		struct_field(c, &f, as_Field(e->fields.data[i]));
	uint32_t n = (uint32_t)f.vars.len;
	t->strct.fields = arena_copy(c->arena, f.vars.data, n * sizeof(Object *));
	t->strct.tags = f.tagged ? arena_copy(c->arena, f.tags.data, n * sizeof(Sym *)) : NULL;
	t->strct.nfields = n;
	for (uint32_t i = 0; i < n; i++)
		t->strct.fields[i]->var.index = i;
	vec_free(&f.vars);
	vec_free(&f.tags);
	map_free(&f.seen);
	return t;
}

/* ---- All type expressions ---- */

/* An alias whose right side is being read: what it stands for is known later. */
static bool is_alias_under_way(const Type *t)
{
	return t->kind == TYPE_ALIAS && !t->alias.rhs && !t->alias.origin;
}

static Type *star_type(Types *c, StarExpr *e)
{
	Type *t = type_new(c, TYPE_POINTER);
	t->pointer.elem = invalid_type(c);
	t->pointer.elem = var_type(c, e->x);
	return is_alias_under_way(t->pointer.elem) || type_is_valid(t->pointer.elem) ? t : invalid_type(c);
}

static Type *chan_type(Types *c, ChanTypeExpr *e)
{
	Type *t = type_new(c, TYPE_CHAN);
	t->chan.dir = (ChanDir)e->dir;
	t->chan.elem = invalid_type(c);
	t->chan.elem = var_type(c, e->elem);
	return t;
}

static Type *slice_type(Types *c, SliceTypeExpr *e)
{
	Type *t = type_new(c, TYPE_SLICE);
	t->slice.elem = invalid_type(c);
	t->slice.elem = var_type(c, e->elem);
	return t;
}

static Type *named_or_selected(Types *c, Node *n, Type *def)
{
	Operand x = { 0 };
	if (n->kind == AST_Ident)
		type_or_ident(c, &x, n, def, true);
	else
		selector(c, &x, as_SelectorExpr(n), def, true);
	return operand_type(c, &x);
}

static Type *func_type_expr(Types *c, FuncTypeExpr *e)
{
	Type *t = type_func(c, NULL, NULL, NULL, false);
	Env saved = c->env;
	func_type(c, t, NULL, (NodeList){ 0 }, e, NULL);
	c->env = saved;
	return t;
}

static Type *interface_type(Types *c, InterfaceTypeExpr *e, Type *def)
{
	Type *t = interface_new(c);
	interface_expr(c, t, e, def);
	return t;
}

static bool is_union_expr(Node *n)
{
	if (n->kind == AST_BinaryExpr)
		return as_BinaryExpr(n)->op == TOK_OR;
	return n->kind == AST_UnaryExpr && as_UnaryExpr(n)->op == TOK_TILDE;
}

static Type *type_internal(Types *c, Node *n, Type *def)
{
	switch (n->kind) {
	case AST_BadExpr: return invalid_type(c);
	case AST_Ident:
	case AST_SelectorExpr: return named_or_selected(c, n, def);
	case AST_IndexExpr: return instantiated_type(c, as_IndexExpr(n), def);
	case AST_ParenExpr: return defined_type(c, as_ParenExpr(n)->x, def);
	case AST_ArrayTypeExpr: return array_type(c, as_ArrayTypeExpr(n));
	case AST_SliceTypeExpr: return slice_type(c, as_SliceTypeExpr(n));
	case AST_StructTypeExpr: return struct_type(c, as_StructTypeExpr(n));
	case AST_StarExpr: return star_type(c, as_StarExpr(n));
	case AST_FuncTypeExpr: return func_type_expr(c, as_FuncTypeExpr(n));
	case AST_InterfaceTypeExpr: return interface_type(c, as_InterfaceTypeExpr(n), def);
	case AST_MapTypeExpr: return map_type(c, as_MapTypeExpr(n));
	case AST_ChanTypeExpr: return chan_type(c, as_ChanTypeExpr(n));
	case AST_Ellipsis:
		err(c, start(n), "invalid use of ...");
		return invalid_type(c);
	default: break;
	}
	if (is_union_expr(n))
		return union_expr(c, n);
	err(c, start(n), "%s is not a type", str_expr(c, n));
	return invalid_type(c);
}

/* ---- Signatures ---- */

typedef VEC(Object *) VarVec;

/* One parameter list. Names are declared by the caller, when all types are known: they are not
 * in scope in the types. */
static void collect_params(Types *c, NodeList fields, VarKind kind, VarVec *out, bool *variadic)
{
	for (uint32_t i = 0; i < fields.len; i++) {
		Field *f = as_Field(fields.data[i]);
		Node *type = f->type;
		bool dots = type->kind == AST_Ellipsis;
		if (dots && (!variadic || i != fields.len - 1 || f->names.len > 1)) {
			err(c, start(type), "can only use ... with final parameter in list");
			dots = false;
			type = as_Ellipsis(type)->elem;
		}
		Type *t = var_type(c, dots ? as_Ellipsis(type)->elem : type);
		if (dots) {
			t = type_slice(c, t);
			*variadic = true;
			record(c, type, MODE_TYPE, t, NULL);
		}
		for (uint32_t k = 0; k < f->names.len; k++) {
			Ident *name = as_Ident(f->names.data[k]);
			Object *o = obj_var(c, kind, name->name, name->pos, t);
			o->var.node = &name->node;
			o->var.index = (uint32_t)out->len;
			vec_push(out, o);
		}
		if (f->names.len == 0) {
			Object *o = obj_var(c, kind, c->s_empty, start(type), t);
			o->var.node = type;
			vec_push(out, o);
		}
	}
}

static void declare_params(Types *c, VarVec *vars, FuncInfo *f)
{
	vec_each(vars, v) {
		Object *o = *v;
		if (f)
			func_add_local(c, f, o);
		if (o->name != c->s_empty)
			declare(c, c->env.scope, o->var.node, o, 0);
	}
}

void collect_tparams(Types *c, NodeList fields, TypeList *out)
{
	VEC(Type *) all = { 0 };
	for (uint32_t i = 0; i < fields.len; i++) {
		Field *f = as_Field(fields.data[i]);
		for (uint32_t k = 0; k < f->names.len; k++) {
			Ident *name = as_Ident(f->names.data[k]);
			Object *o = obj_new(c, OBJ_TYPE, c->env.pkg, name->name, name->pos, NULL);
			Type *t = tparam_new(c, o, c->t_empty_interface);
			t->tparam.index = (uint32_t)all.len;
			o->type = t;
			o->colour = BLACK;
			vec_push(&all, t);
			declare(c, c->env.scope, &name->node, o, 0);
		}
	}
	*out = type_list(c, all.data, (uint32_t)all.len);
	vec_free(&all);
	bool saved = c->env.in_tparam_list;
	c->env.in_tparam_list = true;
	uint32_t next = 0;
	for (uint32_t i = 0; i < fields.len; i++) {
		Field *f = as_Field(fields.data[i]);
		Type *bound = f->type ? constraint_type(c, f->type) : invalid_type(c);
		if (type_is_tparam(bound)) {
			err(c, start(f->type), "cannot use a type parameter as constraint");
			bound = invalid_type(c);
		}
		for (uint32_t k = 0; k < f->names.len; k++)
			out->at[next++]->tparam.bound = bound;
	}
	c->env.in_tparam_list = saved;
}

/* [P ~int|string] stands for [P interface{ ~int|string }]. */
Type *constraint_type(Types *c, Node *n)
{
	if (!is_union_expr(n))
		return defined_type(c, n, NULL);
	Type *t = interface_new(c);
	Type *elem = union_expr(c, n);
	t->iface.embeds = arena_copy(c->arena, &elem, sizeof elem);
	t->iface.embed_pos = arena_copy(c->arena, &n->pos, sizeof n->pos);
	t->iface.nembeds = 1;
	t->iface.implicit = true;
	record(c, n, MODE_TYPE, t, NULL);
	return t;
}

/* ---- Receivers. Spec: "Method declarations" ---- */

typedef struct Receiver {
	Node *base;             /* without stars and parentheses and arguments */
	IndexExpr *index;       /* T[P]: its type parameters */
	bool pointer;
} Receiver;

static Receiver unpack_receiver(Node *t)
{
	Receiver r = { 0 };
	for (;;) {
		if (t->kind == AST_ParenExpr)
			t = as_ParenExpr(t)->x;
		else if (t->kind == AST_StarExpr && !r.pointer)
			t = as_StarExpr(t)->x, r.pointer = true;
		else
			break;
	}
	if (t->kind == AST_IndexExpr) {
		r.index = as_IndexExpr(t);
		t = ast_unparen(r.index->x);
	}
	r.base = t;
	return r;
}

/* The method's own names for the receiver's type parameters. */
static TypeList receiver_tparams(Types *c, IndexExpr *e, Type *base)
{
	uint32_t n = e->indices.len;
	Type **list = arena_make_n(c->arena, Type *, n);
	for (uint32_t i = 0; i < n; i++) {
		Node *name = e->indices.data[i];
		const Sym *s = c->s_blank;
		if (name->kind == AST_Ident)
			s = as_Ident(name)->name;
		else
			err(c, start(name), "receiver type parameter %s must be an identifier",
			    str_expr(c, name));
		Object *o = obj_new(c, OBJ_TYPE, c->env.pkg, s, name->pos, NULL);
		list[i] = tparam_new(c, o, c->t_empty_interface);
		list[i]->tparam.index = i;
		o->type = list[i];
		o->colour = BLACK;
		declare(c, c->env.scope, name->kind == AST_Ident ? name : NULL, o, 0);
		record(c, name, MODE_TYPE, list[i], NULL);
	}
	TypeList out = { list, n };
	TypeList params = base->kind == TYPE_NAMED ? base->named.tparams : (TypeList){ 0 };
	for (uint32_t i = 0; i < n && params.n == n; i++)
		list[i]->tparam.bound = type_subst(c, params.at[i]->tparam.bound, params, out);
	return out;
}

static Type *generic_receiver(Types *c, Receiver *r, Type *sig)
{
	const char *why = NULL;
	Type *base = generic_type(c, r->base, &why);
	if (why)
		err(c, start(r->base), "%s", why);
	Type *named = type_unalias(base);
	sig->func.recv_tparams = receiver_tparams(c, r->index, named);
	if (!type_is_valid(base) || named->kind != TYPE_NAMED)
		return invalid_type(c);
	if (named->named.tparams.n != r->index->indices.len) {
		err(c, start(r->index->indices.data[0]),
		    "%s type parameters in receiver%s: have %u, want %u",
		    r->index->indices.len > named->named.tparams.n ? "too many" : "not enough", "",
		    r->index->indices.len, named->named.tparams.n);
		return invalid_type(c);
	}
	Type *t = type_instantiate(c, named, sig->func.recv_tparams);
	record(c, &r->index->node, MODE_TYPE, t, NULL);
	if (r->base->kind == AST_Ident)
		record_instance(c, r->base, sig->func.recv_tparams, t);
	return t;
}

static void check_receiver(Types *c, void *arg)
{
	TypeAt *at = arg;
	Type *t = type_unalias(at->type);
	bool pointer = t->kind == TYPE_POINTER;
	Type *base = type_unalias(pointer ? t->pointer.elem : t);
	Pos pos = start(at->node);
	if (!type_is_valid(base))
		return;
	Type *written = pointer ? t->pointer.elem : at->type;
	if (base->kind == TYPE_BASIC) {
		err(c, pos, "cannot define new methods on non-local type %s", str_type(c, written));
		return;
	}
	if (base->kind != TYPE_NAMED) {
		err(c, pos, "invalid receiver type %s", str_type(c, at->type));
		return;
	}
	if (base->named.obj->pkg != c->env.pkg) {
		err(c, pos, "cannot define new methods on non-local type %s", str_type(c, written));
		return;
	}
	Type *u = type_under(base);
	if (u->kind == TYPE_POINTER || u->kind == TYPE_INTERFACE)
		err(c, pos, "invalid receiver type %s (pointer or interface type)",
		    str_type(c, base));
	else if (u->kind == TYPE_BASIC && u->basic.kind == BASIC_UNSAFE_POINTER)
		err(c, pos, "invalid receiver type %s (unsafe.Pointer)", str_type(c, base));
}

static Object *receiver(Types *c, Type *sig, Field *f)
{
	Receiver r = unpack_receiver(f->type);
	Type *t;
	if (r.index) {
		t = generic_receiver(c, &r, sig);
		if (r.pointer && type_is_valid(t))
			t = type_pointer(c, t);
		record(c, f->type, MODE_TYPE, t, NULL);
	} else {
		t = type_expr(c, f->type);
	}
	Ident *name = f->names.len ? as_Ident(f->names.data[0]) : NULL;
	Object *o = obj_var(c, VAR_RECV, name ? name->name : c->s_empty, name ? name->pos : f->pos,
			    t);
	o->var.node = name ? &name->node : f->type;
	TypeAt *at = arena_make(c->arena, TypeAt);
	*at = (TypeAt){ r.base, t };
	later(c, check_receiver, at);
	return o;
}

/* Fills in sig and leaves its scope in c->env. With f the parameters belong to a function that
 * has (or may have) a body. */
void func_type(Types *c, Type *sig, Field *recv, NodeList tparams, FuncTypeExpr *e, FuncInfo *f)
{
	Pos to = f ? f->node->end : e->end;
	Scope *s = scope_new(c, c->env.scope, f ? ast_start(f->node) : e->pos, to);
	s->is_func = true;
	s->func = f ? f : c->env.func;
	c->env.scope = s;
	if (f)
		f->scope = s;
	sig->func.scope = s;
	VarVec vars[3] = { { 0 } };
	if (recv)
		vec_push(&vars[0], receiver(c, sig, recv));
	if (tparams.len) {
		version_require(c, start(tparams.data[0]), 18, "type parameter");
		collect_tparams(c, tparams, &sig->func.tparams);
		if (recv)
			err(c, start(tparams.data[0]), "methods cannot have type parameters");
	}
	collect_params(c, e->params, VAR_PARAM, &vars[1], &sig->func.variadic);
	collect_params(c, e->results, VAR_RESULT, &vars[2], NULL);
	for (int i = 0; i < 3; i++)
		declare_params(c, &vars[i], f);
	sig->func.recv = recv ? vars[0].data[0] : NULL;
	sig->func.params = type_tuple(c, vars[1].data, (uint32_t)vars[1].len);
	sig->func.results = type_tuple(c, vars[2].data, (uint32_t)vars[2].len);
	for (int i = 0; i < 3; i++)
		vec_free(&vars[i]);
}
