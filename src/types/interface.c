/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interface types as written, unions, and instantiated types with the check of their arguments
 * (Spec: "Interface types", "Instantiations", "Satisfying a type constraint"). */
#include "types/check.h"

/* ---- Interfaces ---- */

static void duplicate_at(Types *c, Pos pos, Object *m, Pos other)
{
	err(c, pos, "duplicate method %s\n\t%s: other declaration of method %s", m->name->text,
	    str_pos(c, other), m->name->text);
}

static void duplicate_method(Types *c, Pos pos, Object *m, Object *other)
{
	duplicate_at(c, pos, m, other->pos);
}

/* Where the interface has m before its embedded type i: as its own, or from another. 0: nowhere. */
static Pos method_before(Type *t, uint32_t i, Object *m)
{
	for (uint32_t k = 0; k < t->iface.nmethods; k++)
		if (same_name(t->iface.methods[k], m->pkg, m->name, false))
			return t->iface.methods[k]->pos;
	for (uint32_t k = 0; k < i; k++) {
		Type *u = type_under(t->iface.embeds[k]);
		TypeSet *set = u->kind == TYPE_INTERFACE ? type_set(u) : NULL;
		for (uint32_t j = 0; set && j < set->nmethods; j++)
			if (same_name(set->methods[j], m->pkg, m->name, false))
				return t->iface.embed_pos[k];
	}
	return 0;
}

/* Before Go 1.14 it may not, whatever the signature. */
static void check_distinct_methods(Types *c, Type *t)
{
	for (uint32_t i = 0; i < t->iface.nembeds; i++) {
		Type *u = type_under(t->iface.embeds[i]);
		TypeSet *set = u->kind == TYPE_INTERFACE ? type_set(u) : NULL;
		for (uint32_t k = 0; set && k < set->nmethods; k++) {
			Pos other = method_before(t, i, set->methods[k]);
			if (other)
				duplicate_at(c, t->iface.embed_pos[i], set->methods[k], other);
		}
	}
}

/* An embedded interface may repeat a method with an identical signature. */
static void check_embedded_methods(Types *c, Type *t)
{
	for (uint32_t i = 0; i < t->iface.nembeds; i++) {
		Type *u = type_under(t->iface.embeds[i]);
		if (u->kind != TYPE_INTERFACE)
			continue;
		TypeSet *set = type_set(u);
		for (uint32_t k = 0; k < set->nmethods; k++) {
			Object *m = set->methods[k];
			TypeSet *all = type_set(t);
			for (uint32_t j = 0; j < all->nmethods; j++)
				if (all->methods[j] != m && same_name(all->methods[j], m->pkg,
						m->name, false) &&
				    !type_identical(obj_type(all->methods[j]), obj_type(m)))
					duplicate_method(c, t->iface.embed_pos[i], m,
							 all->methods[j]);
		}
	}
}

static void check_embeds(Types *c, void *arg)
{
	Interfacing *k = arg;
	Type *t = k->type;
	for (uint32_t i = 0; i < t->iface.nembeds; i++) {
		Type *e = t->iface.embeds[i];
		if (type_is_tparam(e))
			err(c, t->iface.embed_pos[i], "term cannot be a type parameter");
		else if (type_is_valid(type_under(e)) && !type_is_interface(type_under(e)))
			version_require(c, t->iface.embed_pos[i], 18,
					fmt(c, "embedding %s %s",
					    e->kind == TYPE_UNION ? "interface element" : "non-interface type",
					    str_type(c, e)));
	}
	if (version_allows(c, 14))
		check_embedded_methods(c, t);
	else
		check_distinct_methods(c, t);
}

static void add_interface_method(Types *c, Type *t, Field *f, Type *recv)
{
	Ident *name = as_Ident(f->names.data[0]);
	if (name->name == c->s_blank) {
		err(c, name->pos, "methods must have a unique non-blank name");
		return;
	}
	Type *sig = type_expr(c, f->type);
	if (sig->kind != TYPE_FUNC)
		return;
	Object *m = obj_new(c, OBJ_FUNC, c->env.pkg, name->name, name->pos, sig);
	m->func.origin = m;
	m->func.recv_named = recv;
	sig->func.recv = obj_param(c, c->env.pkg, NULL, recv);
	sig->func.recv->var_kind = VAR_RECV;
	record_object(c, &name->node, m);
	for (uint32_t i = 0; i < t->iface.nmethods; i++)
		if (t->iface.methods[i]->name == m->name) {
			duplicate_method(c, m->pos, m, t->iface.methods[i]);
			return;
		}
	t->iface.methods[t->iface.nmethods++] = m;
}

void interface_expr(Types *c, Type *t, InterfaceTypeExpr *e, Type *def)
{
	uint32_t n = e->elems.len;
	Type *recv = def ? def : t;
	t->iface.recv_named = def;
	t->iface.methods = arena_make_n(c->arena, Object *, n + 1);
	t->iface.embeds = arena_make_n(c->arena, Type *, n + 1);
	t->iface.embed_pos = arena_make_n(c->arena, Pos, n + 1);
	for (uint32_t i = 0; i < n; i++) {
		Field *f = as_Field(e->elems.data[i]);
		if (f->names.len) {
			add_interface_method(c, t, f, recv);
			continue;
		}
		t->iface.embed_pos[t->iface.nembeds] = start(f->type);
		Type *elem = union_expr(c, f->type);
		t->iface.embeds[t->iface.nembeds++] = elem;
	}
	t->iface.set = NULL;
	t->iface.methods_only = !version_allows(c, 18);
	if (n == 0)
		return;
	Interfacing *k = arena_make(c->arena, Interfacing);
	*k = (Interfacing){ t, &e->node };
	later(c, check_embeds, k);
	if (!c->env.pkg->lazy)
		vec_push(&c->env.pkg->state->interfaces, *k);
}

/* ---- gc's restriction: an anonymous interface must not contain itself ---- */

enum { ON_PATH = 1, DONE = 2 };

/* Does t lead round a circle through methods' signatures, without passing a type name? */
static bool goes_round(Type *t, Map *seen)
{
	t = type_unalias(t);
	switch ((TypeKind)t->kind) {
	case TYPE_POINTER: return goes_round(t->pointer.elem, seen);
	case TYPE_SLICE: return goes_round(t->slice.elem, seen);
	case TYPE_ARRAY: return goes_round(t->array.elem, seen);
	case TYPE_CHAN: return goes_round(t->chan.elem, seen);
	case TYPE_MAP: return goes_round(t->map.key, seen) || goes_round(t->map.elem, seen);
	case TYPE_FUNC:
		return goes_round(t->func.params, seen) || goes_round(t->func.results, seen);
	case TYPE_TUPLE:
		for (uint32_t i = 0; i < t->tuple.n; i++)
			if (goes_round(t->tuple.vars[i]->type, seen))
				return true;
		return false;
	case TYPE_STRUCT:
		for (uint32_t i = 0; i < t->strct.nfields; i++)
			if (goes_round(t->strct.fields[i]->type, seen))
				return true;
		return false;
	case TYPE_INTERFACE: break;
	default: return false;
	}
	uint64_t state = *map_at(seen, (uintptr_t)t);
	if (state)
		return state == ON_PATH;
	map_put(seen, (uintptr_t)t, ON_PATH);
	TypeSet *set = type_set(t);
	bool round = false;
	for (uint32_t i = 0; i < set->nmethods && !round; i++)
		round = goes_round(obj_type(set->methods[i]), seen);
	map_put(seen, (uintptr_t)t, DONE);
	return round;
}

static int by_place(const void *a, const void *b)
{
	Pos x = ((const Interfacing *)a)->node->pos, y = ((const Interfacing *)b)->node->pos;
	return (x > y) - (x < y);
}

void anonymous_cycles(Types *c, Package *pkg)
{
	Map seen = { 0 };
	size_t n = pkg->state->interfaces.len;
	Interfacing *all = pkg->state->interfaces.data;
	if (n > 1)
		qsort(all, n, sizeof *all, by_place);
	for (size_t i = 0; i < n; i++)
		if (goes_round(all[i].type, &seen))
			err(c, start(all[i].node),
			    "invalid recursive type: anonymous interface refers to itself (see "
			    "https://go.dev/issue/56103)");
	map_free(&seen);
}

/* ---- Unions ---- */

typedef struct TermAt {
	Node *node;
	Term term;
} TermAt;

typedef struct Union {
	VEC(TermAt) terms;
} Union;

static void add_terms(Types *c, Node *n, Union *u)
{
	if (n->kind == AST_BinaryExpr && as_BinaryExpr(n)->op == TOK_OR) {
		add_terms(c, as_BinaryExpr(n)->x, u);
		add_terms(c, as_BinaryExpr(n)->y, u);
		return;
	}
	bool tilde = n->kind == AST_UnaryExpr && as_UnaryExpr(n)->op == TOK_TILDE;
	TermAt t = { n, { type_expr(c, tilde ? as_UnaryExpr(n)->x : n), tilde } };
	if (tilde)
		record(c, n, MODE_TYPE, t.term.type, NULL);
	vec_push(&u->terms, t);
}

static bool check_term(Types *c, TermAt *at, bool alone)
{
	Type *t = at->term.type, *u = type_under(t);
	Pos pos = start(at->node);
	if (!type_is_valid(u))
		return false;
	if (type_is_tparam(t)) {
		if (at->term.tilde)
			err(c,
			    at->node->kind == AST_UnaryExpr ? start(as_UnaryExpr(at->node)->x)
				    : pos,
			    "type in term %s cannot be a type parameter", str_expr(c, at->node));
		else
			err(c, pos, "term cannot be a type parameter");
		return false;
	}
	if (at->term.tilde && u->kind == TYPE_INTERFACE) {
		err(c, pos, "invalid use of ~ (%s is an interface)", str_type(c, t));
		return false;
	}
	if (at->term.tilde && !type_identical(u, t)) {
		err(c, pos, "invalid use of ~ (underlying type of %s is %s)", str_type(c, t),
		    str_type(c, u));
		return false;
	}
	if (u->kind == TYPE_INTERFACE && !alone) {
		TypeSet *set = type_set(u);
		if (set->nmethods) {
			err(c, pos, "cannot use %s in union (%s contains methods)", str_type(c, t),
			    str_type(c, t));
			return false;
		}
		if (t == c->t_comparable || set->comparable) {
			err(c, pos, t == c->t_comparable ? "cannot use comparable in union%.0s"
							 : "cannot use %s in union (it embeds comparable)", str_type(c, t));
			return false;
		}
	}
	return true;
}

static void check_overlap(Types *c, Union *u, size_t i)
{
	TermAt *x = &u->terms.data[i];
	if (type_is_interface(x->term.type))
		return;
	for (size_t k = 0; k < i; k++) {
		TermAt *y = &u->terms.data[k];
		if (type_is_interface(y->term.type) || !type_is_valid(y->term.type))
			continue;
		Type *a = x->term.type, *b = y->term.type;
		if (type_identical(y->term.tilde ? type_under(a) : a,
				   x->term.tilde ? type_under(b) : b)) {
			err(c, start(x->node), "overlapping terms %s and %s", str_expr(c, x->node),
			    str_expr(c, y->node));
			return;
		}
	}
}

static void check_union(Types *c, void *arg)
{
	Union *u = arg;
	for (size_t i = 0; i < u->terms.len; i++)
		if (check_term(c, &u->terms.data[i], u->terms.len == 1))
			check_overlap(c, u, i);
	vec_free(&u->terms);
}

/* A single type stands for itself. */
Type *union_expr(Types *c, Node *n)
{
	Union *u = arena_make(c->arena, Union);
	add_terms(c, n, u);
	uint32_t count = (uint32_t)u->terms.len;
	if (count == 1 && !u->terms.data[0].term.tilde) {
		Type *t = u->terms.data[0].term.type;
		vec_free(&u->terms);
		return t;
	}
	Type *t = type_new(c, TYPE_UNION);
	t->uni.terms = arena_make_n(c->arena, Term, count);
	t->uni.nterms = count;
	for (uint32_t i = 0; i < count; i++)
		t->uni.terms[i] = u->terms.data[i].term;
	record(c, n, MODE_TYPE, t, NULL);
	later(c, check_union, u);
	return t;
}

/* ---- Instantiated types ---- */

/* Every argument must satisfy its constraint. */
bool verify_instance(Types *c, Pos pos, TypeList tparams, TypeList targs, Node *const *nodes,
		     uint32_t nnodes,
		     const char *name)
{
	(void)name;
	for (uint32_t i = 0; i < tparams.n && i < targs.n; i++) {
		Type *bound = tparams.at[i]->tparam.bound;
		if (!bound)
			continue;
		tparam_iface(tparams.at[i]);
		bound = type_subst(c, tparams.at[i]->tparam.bound, tparams, targs);
		const char *why = NULL;
		if (implements(c, targs.at[i], bound, true, &why))
			continue;
		err(c, i < nnodes ? start(nodes[i]) : pos, "%s",
		    why ? why : "type argument does not satisfy constraint");
		return false;
	}
	return true;
}

typedef struct Instantiation {
	IndexExpr *e;
	TypeList tparams, targs;
} Instantiation;

static void check_instantiation(Types *c, void *arg)
{
	Instantiation *k = arg;
	verify_instance(c, start(&k->e->node), k->tparams, k->targs, k->e->indices.data,
			k->e->indices.len, "");
}

static TypeList params_of(Type *generic)
{
	return generic->kind == TYPE_ALIAS ? generic->alias.tparams : generic->named.tparams;
}

static Node *instance_ident(Node *n)
{
	n = ast_unparen(n);
	return n->kind == AST_SelectorExpr ? &as_SelectorExpr(n)->sel->node : n;
}

Type *instantiated_type(Types *c, IndexExpr *e, Type *def)
{
	(void)def;
	const char *why = NULL;
	version_require(c, start(&e->node), 18, "type instantiation");
	Type *generic = generic_type(c, e->x, &why);
	if (why)
		err(c, start(e->x), "%s", why);
	uint32_t n = e->indices.len;
	Type **list = arena_make_n(c->arena, Type *, n + 1);
	bool bad = !type_is_valid(generic);
	for (uint32_t i = 0; i < n; i++) {
		list[i] = type_expr(c, e->indices.data[i]);
		bad |= !type_is_valid(list[i]);
	}
	if (bad)
		return invalid_type(c);
	TypeList params = params_of(generic), targs = { list, n };
	if (n != params.n) {
		err(c, start(&e->node), "%s type arguments for type %s: have %u, want %u",
		    n < params.n ? "not enough" : "too many",
		    str_expr(c, e->x), n, params.n);
		/* As gc: a type of its own, with which other rules can be broken too. */
		return generic->kind == TYPE_NAMED ? type_instantiate(c, generic, targs) : invalid_type(c);
	}
	Type *t = type_instantiate(c, generic, targs);
	if (t->kind == TYPE_NAMED && !t->named.inst_pos)
		t->named.inst_pos = e->x->pos;
	record_instance(c, instance_ident(e->x), targs, t);
	Instantiation *k = arena_make(c->arena, Instantiation);
	*k = (Instantiation){ e, params, targs };
	later(c, check_instantiation, k);
	return t;
}
