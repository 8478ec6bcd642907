/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resolving declarations, on demand. An object is white before, grey while its declaration is
 * being looked at (it is then on c->path) and black after. Meeting a grey object is a cycle:
 * allowed when it passes through a type definition and no value, else an error told as the list
 * of references around it. */
#include "types/check.h"


/* ---- Cycles ---- */

static size_t path_index(Types *c, Object *o)
{
	size_t i = c->path.len;
	while (i > 0 && c->path.data[i - 1] != o)
		i--;
	return i ? i - 1 : 0;
}

static const char *object_text(Types *c, Object *o)
{
	if (o->pkg && o->pkg != c->env.pkg)
		return fmt(c, "%s.%s", o->pkg->name->text, o->name->text);
	return o->name->text;
}

static size_t first_in_source(const CycleLink *cycle, size_t n)
{
	size_t first = 0;
	for (size_t i = 1; i < n; i++)
		if (cycle[i].pos < cycle[first].pos)
			first = i;
	return first;
}

void report_cycle(Types *c, const CycleLink *cycle, size_t n)
{
	size_t at = first_in_source(cycle, n);
	Object *o = cycle[at].obj;
	bool is_type = o->kind == OBJ_TYPE;
	if (n == 1) {
		err(c, cycle[at].pos, is_type ? "invalid recursive type: %s refers to itself"
				       : "invalid cycle in declaration: %s refers to itself",
					       object_text(c, o));
		return;
	}
	StrBuf sb = { 0 };
	sb_printf(&sb, is_type ? "invalid recursive type %s" : "invalid cycle in declaration of %s",
		  object_text(c, o));
	for (size_t i = 0; i < n; i++) {
		CycleLink from = cycle[(at + i) % n], to = cycle[(at + i + 1) % n];
		sb_printf(&sb, "\n\t%s: %s refers to %s", str_pos(c, from.pos),
			  object_text(c, from.obj),
			  object_text(c, to.obj));
	}
	err(c, cycle[at].pos, "%s", sb_text(&sb));
	sb_free(&sb);
}

void report_self_cycle(Types *c, Object *o)
{
	report_cycle(c, &(CycleLink){ o, o->pos }, 1);
}

static void report_path_cycle(Types *c, size_t from)
{
	VEC(CycleLink) cycle = { 0 };
	for (size_t i = from; i < c->path.len; i++)
		vec_push(&cycle, ((CycleLink){ c->path.data[i], c->path.data[i]->pos }));
	report_cycle(c, cycle.data, cycle.len);
	vec_free(&cycle);
}

static bool cycle_is_valid(Types *c, Object *o)
{
	size_t from = path_index(c, o), n = c->path.len - from, values = 0, types = 0;
	for (size_t i = from; i < c->path.len; i++) {
		Object *p = c->path.data[i];
		if (p->kind == OBJ_CONST || p->kind == OBJ_VAR)
			values++;
		else if (p->kind == OBJ_TYPE && !(p->flags & OBJF_ALIAS))
			types++;
	}
	if (values == n || (values == 0 && types > 0))
		return true;
	if (n > 0)
		report_path_cycle(c, from);
	return false;
}

static void meet_grey(Types *c, Object *o)
{
	bool valid = cycle_is_valid(c, o);
	switch (o->kind) {
	case OBJ_CONST:
	case OBJ_VAR:
		o->cyclic = true;
		if (!valid || !o->type)
			o->type = invalid_type(c);
		break;
	case OBJ_TYPE:
		if (!valid)
			o->type = invalid_type(c);
		break;
	default: break;
	}
}

/* ---- Constants and variables ---- */

static bool is_const_type(Type *t)
{
	return type_basic_flags(t) & BF_CONST && !type_is_tparam(t);
}

void const_decl_values(Types *c, Object *o, Node *type, Node *init, bool inherited)
{
	o->cons.val = const_unknown();
	if (type) {
		Type *t = type_expr(c, type);
		if (!is_const_type(t)) {
			if (type_is_valid(type_under(t)))
				err(c, start(type), "invalid constant type %s", str_type(c, t));
			o->type = invalid_type(c);
			return;
		}
		o->type = t;
	}
	Operand x = { .mode = MODE_INVALID };
	if (init) {
		Pos saved = c->env.err_pos;
		if (inherited)
			c->env.err_pos = o->pos;
		expr(c, NULL, &x, init);
		init_const(c, o, &x);
		c->env.err_pos = saved;
		return;
	}
	init_const(c, o, &x);
}

static void const_decl(Types *c, Object *o, Decl *d)
{
	c->env.iota = const_int(c->arena, d->iota);
	const_decl_values(c, o, d->type_expr, d->init, d->inherited);
}

static void var_decl(Types *c, Object *o, Decl *d)
{
	if (d->type_expr)
		o->type = var_type(c, d->type_expr);
	if (!d->init) {
		if (!d->type_expr)
			o->type = invalid_type(c);
		return;
	}
	if (!d->lhs) {
		Operand x;
		expr(c, o->type, &x, d->init);
		init_var(c, o, &x, "variable declaration");
		return;
	}
	if (d->init_checked)
		return;
	d->init_checked = true;
	if (d->type_expr)
		for (uint32_t i = 0; i < d->nlhs; i++)
			d->lhs[i]->type = o->type;
	init_vars(c, d->lhs, d->nlhs, (NodeList){ &d->init, 1 }, NULL);
}

/* ---- Types ---- */

static void not_a_tparam(Types *c, Node *rhs, Type *t)
{
	if (type_is_tparam(t))
		err(c, start(rhs), "cannot use a type parameter as RHS in type declaration");
}

static void alias_decl(Types *c, Object *o, TypeDecl *d)
{
	Type *t = type_new(c, TYPE_ALIAS);
	if (!d->tparams.len)
		version_require(c, o->pos, 9, "type alias");
	t->alias.obj = o;
	o->type = t;
	if (d->tparams.len) {
		version_require(c, start(d->tparams.data[0]), 23, "generic type alias");
		scope_open(c, &d->node);
		collect_tparams(c, d->tparams, &t->alias.tparams);
	}
	Type *rhs = defined_type(c, d->type, NULL);
	if (d->tparams.len) {
		scope_close(c);
		not_a_tparam(c, d->type, rhs);
	}
	t->alias.rhs = rhs == t ? invalid_type(c) : rhs;
}

static void check_valid(Types *c, void *named)
{
	valid_type(c, named);
}

/* type A B; type B A: names all the way round. */
static void check_name_chain(Types *c, Type *t)
{
	VEC(CycleLink) chain = { 0 };
	Type *n = t;
	do {
		vec_push(&chain, ((CycleLink){ n->named.obj, n->named.obj->pos }));
		n = n->named.from ? type_unalias(n->named.from) : c->basic[BASIC_INVALID];
	} while (n != t && n->kind == TYPE_NAMED && !n->named.under && n->named.origin == n &&
		 chain.len < 10000);
	if (n == t) {
		report_cycle(c, chain.data, chain.len);
		for (size_t i = 0; i < chain.len; i++)
			if (chain.data[i].obj->type->kind == TYPE_NAMED)
				chain.data[i].obj->type->named.under = invalid_type(c);
	}
	vec_free(&chain);
}

static void defined_decl(Types *c, Object *o, TypeDecl *d)
{
	Type *t = named_new(c, o);
	o->type = t;
	if (c->env.func)
		t->named.outer = func_all_tparams(c->env.func);
	if (d->tparams.len) {
		scope_open(c, &d->node);
		version_require(c, start(d->tparams.data[0]), 18, "type parameter");
		collect_tparams(c, d->tparams, &t->named.tparams);
	}
	/* Before what the right-hand side puts off: an infinite type is invalid there already. */
	later(c, check_valid, t);
	Type *rhs = defined_type(c, d->type, t);
	t->named.from = rhs;
	if (d->tparams.len)
		scope_close(c);
	if (type_is_tparam(rhs)) {
		not_a_tparam(c, d->type, rhs);
		t->named.under = invalid_type(c);
	}
	check_name_chain(c, t);
}

static void method_redeclared(Types *c, Object *m, Object *other, const char *base)
{
	err(c, m->pos, "method %s.%s already declared at %s", base, m->name->text,
	    str_pos(c, other->pos));
}

/* Spec: "Struct types": a method must not have the name of a field of its struct base type. */
static void check_field_collisions(Types *c, void *arg)
{
	Type *t = arg, *u = type_under(t);
	if (u->kind != TYPE_STRUCT)
		return;
	for (uint32_t i = 0; i < t->named.nmethods; i++) {
		Object *m = t->named.methods[i];
		for (uint32_t k = 0; k < u->strct.nfields; k++) {
			Object *f = u->strct.fields[k];
			if (same_name(f, m->pkg, m->name, false))
				err(c, m->pos,
				    "field and method with the same name %s\n\t%s: other declaration of %s",
				    m->name->text, str_pos(c, f->pos), m->name->text);
		}
	}
}

static void attach_methods(Types *c, Object *o)
{
	Package *pkg = o->pkg;
	MethodList *list = (MethodList *)(uintptr_t)map_get(&pkg->state->methods,
							    (uintptr_t)o->name, 0);
	if (!list || list->taken || o->scope != pkg->scope || o->name == c->s_blank)
		return;
	list->taken = true;
	Type *t = o->flags & OBJF_ALIAS ? NULL : o->type;
	if (!t || t->kind != TYPE_NAMED)
		return;
	Map seen = { 0 };
	for (size_t i = 0; i < list->at.len; i++) {
		Object *m = list->at.data[i];
		uint64_t *slot = map_at(&seen, (uintptr_t)m->name);
		if (*slot) {
			method_redeclared(c, m, (Object *)(uintptr_t)*slot, o->name->text);
			continue;
		}
		*slot = (uintptr_t)m;
		m->func.recv_named = t;
		named_add_method(c, t, m);
	}
	map_free(&seen);
	later(c, check_field_collisions, t);
}

/* Methods declared with an alias as receiver base belong to the type the alias stands for. */
static void type_decl(Types *c, Object *o, TypeDecl *d)
{
	if (d->alias)
		alias_decl(c, o, d);
	else
		defined_decl(c, o, d);
}

/* ---- Functions ---- */

static void func_decl(Types *c, Object *o, FuncDecl *d)
{
	Type *sig = type_func(c, NULL, NULL, NULL, false);
	o->type = sig;
	FuncInfo *f = func_new(c, &d->node, o, sig);
	o->func.info = f;
	node_info(c, &d->node)->func = f;
	Env saved = c->env;
	c->env.func = f;
	func_type(c, sig, d->recv, d->tparams, d->type, f);
	c->env = saved;
	if (sig->func.tparams.n && !o->func.has_body)
		err(c, d->name->pos, "generic function is missing function body");
}

static void add_func(Types *c, Package *pkg, FuncInfo *f)
{
	if (pkg->nfuncs == pkg->capfuncs) {
		pkg->capfuncs = pkg->capfuncs ? pkg->capfuncs * 2 : 32;
		FuncInfo **bigger = arena_make_n(c->arena, FuncInfo *, pkg->capfuncs);
		if (pkg->nfuncs)
			memcpy(bigger, pkg->funcs, pkg->nfuncs * sizeof *bigger);
		pkg->funcs = bigger;
	}
	pkg->funcs[pkg->nfuncs++] = f;
}

void package_add_func(Types *c, FuncInfo *f);

void package_add_func(Types *c, FuncInfo *f)
{
	add_func(c, f->pkg, f);
}

/* Checks a body with its function's scope as environment. */
void check_func_body(Types *c, FuncInfo *f, BlockStmt *body)
{
	Env saved = c->env;
	c->env.func = f;
	c->env.scope = f->scope;
	c->env.sig = f->sig;
	c->env.has_call_or_recv = false;
	c->env.err_pos = 0;
	f->checked = true;
	stmt_list(c, body->stmts);
	if (f->sig->func.results->tuple.n > 0 && !is_terminating_list(c, body->stmts))
		err(c, body->end - 1, "missing return");
	for (uint32_t i = 0; i < f->nlits; i++)
		f->lits[i]->ordinal = i + 1;
	if (!f->outer)
		unused_vars(c, f);
	c->env = saved;
}

FuncInfo *types_check_body(Object *o)
{
	Types *c = o->pkg->types;
	o = o->func.origin ? o->func.origin : o;
	if (!o->func.decl || !o->func.has_body)
		return NULL;
	obj_decl(c, o);
	FuncInfo *f = o->func.info;
	if (!f || f->checked)
		return f;
	FuncDecl *d = as_FuncDecl(o->func.decl);
	if (!d->body)
		parse_body(c->ast, d);
	if (!d->body)
		return NULL;
	Env saved = c->env;
	c->env = (Env){ .pkg = o->pkg, .decl = o->decl, .scope = o->decl->file_scope };
	check_func_body(c, f, d->body);
	add_func(c, o->pkg, f);
	process_later(c, 0);
	c->env = saved;
	return f;
}

FuncInfo *types_function_at(Package *pkg, Pos pos)
{
	collect_objects(pkg->types, pkg);
	for (uint32_t i = 0; i < pkg->nobjects; i++) {
		Object *o = pkg->objects[i];
		const Node *decl = o->kind == OBJ_FUNC ? o->decl->node : NULL;

		if (decl && pos >= decl->pos && pos < decl->end)
			return types_check_body(o);
	}
	return NULL;
}

/* ---- One object ---- */

static void resolve(Types *c, Object *o)
{
	Decl *d = o->decl;
	switch (o->kind) {
	case OBJ_CONST: const_decl(c, o, d); break;
	case OBJ_VAR: var_decl(c, o, d); break;
	case OBJ_TYPE:
		type_decl(c, o, as_TypeDecl(d->node));
		attach_methods(c, o);
		break;
	case OBJ_FUNC: func_decl(c, o, as_FuncDecl(d->node)); break;
	default: break;
	}
}

void obj_decl(Types *c, Object *o)
{
	if (o->colour == BLACK)
		return;
	if (o->colour == GREY) {
		meet_grey(c, o);
		return;
	}
	if (!o->decl)
		return;
	bool outermost = c->path.len == 0;
	size_t pending = c->later.len;
	o->colour = GREY;
	vec_push(&c->path, o);
	Env saved = c->env;
	c->env = (Env){ .pkg = o->pkg, .decl = o->decl, .scope = o->decl->file_scope };
	resolve(c, o);
	c->env = saved;
	(void)vec_pop(&c->path);
	o->colour = BLACK;
	if (outermost && o->pkg->lazy)
		process_later(c, pending);
}

/* ---- Declarations in functions ---- */

static Object *local(Types *c, Ident *name, VarKind kind)
{
	Object *o = obj_var(c, kind, name->name, name->pos, NULL);
	o->var.node = &name->node;
	return o;
}

static void local_consts(Types *c, ConstDecl *d)
{
	Object **lhs = arena_make_n(c->arena, Object *, d->names.len);
	for (uint32_t i = 0; i < d->names.len; i++) {
		Ident *name = as_Ident(d->names.data[i]);
		Object *o = lhs[i] = obj_new(c, OBJ_CONST, c->env.pkg, name->name, name->pos, NULL);
		const Const *saved = c->env.iota;
		c->env.iota = const_int(c->arena, d->iota);
		const_decl_values(c, o, d->use_type,
				  i < d->use_values.len ? d->use_values.data[i] : NULL,
				  d->inherited);
		c->env.iota = saved;
		o->colour = BLACK;
	}
	uint32_t l = d->names.len, r = d->use_values.len;
	if (l < r && d->inherited)
		err(c, d->pos, "extra init expr at %s", str_pos(c, start(d->use_values.data[l])));
	else if (l < r)
		err(c, start(d->use_values.data[l]), "extra init expr %s",
		    str_expr(c, d->use_values.data[l]));
	else if (l > r)
		err(c, d->names.data[r]->pos, "missing init expr for %s",
		    as_Ident(d->names.data[r])->name->text);
	for (uint32_t i = 0; i < d->names.len; i++)
		declare(c, c->env.scope, d->names.data[i], lhs[i], d->end);
}

static void check_counts(Types *c, VarDecl *d)
{
	uint32_t n = d->names.len, r = d->values.len;
	if (r > n)
		err(c, start(d->values.data[n]), "extra init expr %s",
		    str_expr(c, d->values.data[n]));
	else
		err(c, d->names.data[r]->pos, "missing init expr for %s",
		    as_Ident(d->names.data[r])->name->text);
}

static void local_var_values(Types *c, VarDecl *d, Object **lhs)
{
	uint32_t n = d->names.len, r = d->values.len;
	Type *t = d->type ? var_type(c, d->type) : NULL;
	for (uint32_t i = 0; i < n; i++)
		lhs[i]->type = t;
	if (r == 0) {
		for (uint32_t i = 0; i < n && !t; i++)
			lhs[i]->type = invalid_type(c);
	} else if (r == n) {
		for (uint32_t i = 0; i < n; i++) {
			Operand x;
			expr(c, lhs[i]->type, &x, d->values.data[i]);
			init_var(c, lhs[i], &x, "variable declaration");
		}
	} else if (r == 1) {
		init_vars(c, lhs, n, d->values, NULL);
	} else {
		OperandVec unused = { 0 };
		expr_list(c, d->values, &unused, false, false);
		vec_free(&unused);
		for (uint32_t i = 0; i < n && !t; i++)
			lhs[i]->type = invalid_type(c);
		check_counts(c, d);
	}
}

static void local_vars(Types *c, VarDecl *d)
{
	uint32_t n = d->names.len;
	Object **lhs = arena_make_n(c->arena, Object *, n);
	for (uint32_t i = 0; i < n; i++)
		lhs[i] = local(c, as_Ident(d->names.data[i]), VAR_LOCAL);
	local_var_values(c, d, lhs);
	for (uint32_t i = 0; i < n; i++) {
		func_add_local(c, c->env.func, lhs[i]);
		declare(c, c->env.scope, d->names.data[i], lhs[i], d->end);
	}
}

/* Spec: "Declarations and scope": a local type's scope begins at its identifier. */
static void local_type(Types *c, TypeDecl *d)
{
	Object *o = obj_new(c, OBJ_TYPE, c->env.pkg, d->name->name, d->name->pos, NULL);
	if (d->alias)
		o->flags |= OBJF_ALIAS;
	else
		o->order = ++c->env.pkg->state->local_types;
	declare(c, c->env.scope, &d->name->node, o, d->name->pos);
	o->colour = GREY;
	vec_push(&c->path, o);
	type_decl(c, o, d);
	(void)vec_pop(&c->path);
	o->colour = BLACK;
}

void decl_stmt(Types *c, DeclStmt *s)
{
	for (uint32_t i = 0; i < s->decls.len; i++) {
		Node *d = s->decls.data[i];
		size_t top = c->later.len;
		switch (d->kind) {
		case AST_ConstDecl: local_consts(c, as_ConstDecl(d)); break;
		case AST_VarDecl: local_vars(c, as_VarDecl(d)); break;
		case AST_TypeDecl: local_type(c, as_TypeDecl(d)); break;
		default: break;
		}
		process_later(c, top);
	}
}

/* ---- Types of infinite size ---- */

/* Where the type is declared, or for an instance written for the first time. */
static Pos named_pos(const Type *t)
{
	return t->named.inst_pos ? t->named.inst_pos : t->named.obj->pos;
}

/* type X[T any] struct { f X[*T] } never repeats: so many instances of one type inside each
 * other are taken for an infinite type. */
enum { MAX_EXPANSIONS = 20 };

typedef struct Sizing {
	Types *c;
	VEC(Type *) path;
} Sizing;

static bool has_finite_size(Sizing *s, Type *t);

static bool named_finite_size(Sizing *s, Type *t)
{
	if (t->depth_mark == 1)                 /* known to be finite */
		return true;
	int expansions = 0;
	for (size_t i = s->path.len; i-- > 0;) {
		if (s->path.data[i] != t && (s->path.data[i]->named.origin != t->named.origin ||
					     ++expansions < MAX_EXPANSIONS))
			continue;
		if (s->path.data[i] != t)
			i = s->path.len - 1;
		VEC(CycleLink) cycle = { 0 };
		for (size_t k = i; k < s->path.len; k++)
			vec_push(&cycle, ((CycleLink){ s->path.data[k]->named.obj, named_pos(s->path.data[k]) }));
		report_cycle(s->c, cycle.data, cycle.len);
		vec_free(&cycle);
		return false;
	}
	if (s->path.len > 200)
		return true;
	vec_push(&s->path, t);
	bool declared = t->named.origin == t && t->named.from;
	bool ok = has_finite_size(s, declared ? t->named.from : type_under(t));
	(void)vec_pop(&s->path);
	if (ok)
		t->depth_mark = 1;
	else
		t->named.under = invalid_type(s->c);
	return ok;
}

static bool has_finite_size(Sizing *s, Type *t)
{
	t = type_unalias(t);
	switch ((TypeKind)t->kind) {
	case TYPE_NAMED: return named_finite_size(s, t);
	case TYPE_ARRAY: return has_finite_size(s, t->array.elem);
	case TYPE_STRUCT:
		for (uint32_t i = 0; i < t->strct.nfields; i++)
			if (!has_finite_size(s, t->strct.fields[i]->type))
				return false;
		return true;
	case TYPE_UNION:
		for (uint32_t i = 0; i < t->uni.nterms; i++)
			if (!has_finite_size(s, t->uni.terms[i].type))
				return false;
		return true;
	case TYPE_INTERFACE:
		for (uint32_t i = 0; i < t->iface.nembeds; i++)
			if (!has_finite_size(s, t->iface.embeds[i]))
				return false;
		return true;
	default: return true;
	}
}

void valid_type(Types *c, Type *named)
{
	Sizing s = { c, { 0 } };
	has_finite_size(&s, named);
	vec_free(&s.path);
}
