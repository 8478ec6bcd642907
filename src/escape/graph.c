/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locations and holes, and what the analysis asks about types. Types are those of the instance: what the checker
 * recorded is passed through the unit's type arguments.
 */
#include "escape/escape_int.h"

Site *graph_site(Graph *g, SiteKind kind, Pos pos)
{
	Site *s = arena_make(g->e->arena, Site);

	s->kind = kind;
	s->pos = pos;
	s->body = g->body;
	s->loops = g->loops;
	s->result = -1;
	vec_push(&g->sites, s);
	return s;
}

Site *graph_alloc(Graph *g, EscapeSite kind, Node *n, Pos pos)
{
	Site *s = graph_site(g, SITE_ALLOC, pos);

	s->alloc = kind;
	s->node = n;
	return s;
}

static bool is_local(const Object *var)
{
	return var && var->kind == OBJ_VAR && var->var_kind != VAR_PACKAGE && var->var_kind != VAR_FIELD && var->var.func;
}

Site *graph_var(Graph *g, Object *var)
{
	Site *s = is_local(var) ? pmap_get(&g->unit->vars, var) : NULL;

	return s || !is_local(var) ? s : graph_declare(g, var);
}

Site *graph_declare(Graph *g, Object *var)
{
	Site *s;

	if (!is_local(var))
		return NULL;
	s = pmap_get(&g->unit->vars, var);
	if (!s) {
		s = graph_site(g, SITE_VAR, var->pos);
		s->var = var;
		pmap_put(&g->unit->vars, var, s);
	}
	s->loops = g->loops;
	return s;
}

/* ---- bodies ---- */

static void body_signature(Graph *g, Body *b)
{
	FuncInfo *info = b->info;
	uint32_t param = 0, result = 0;

	b->nparams = info->sig->func.params->tuple.n + (info->sig->func.recv != NULL);
	b->nresults = info->sig->func.results->tuple.n;
	b->params = arena_make_n(g->e->arena, Site *, b->nparams + 1);
	b->results = arena_make_n(g->e->arena, Site *, b->nresults + 1);
	for (uint32_t i = 0; i < info->nlocals; i++) {
		Object *var = info->locals[i];
		Site *s;

		if (var->var_kind == VAR_LOCAL)
			continue;
		s = graph_declare(g, var);
		if (var->var_kind == VAR_RESULT && result < b->nresults) {
			s->result = (int)result;
			b->results[result++] = s;
		} else if (var->var_kind != VAR_RESULT && param < b->nparams) {
			s->leaks = arena_make(g->e->arena, Leaks);
			b->params[param++] = s;
		}
	}
}

Body *graph_body(Graph *g, Body *outer, Node *node, FuncInfo *info)
{
	Body *b = arena_make(g->e->arena, Body), *was = g->body;
	unsigned loops = g->loops;

	b->outer = outer;
	b->unit = g->unit;
	b->node = node;
	b->info = info;
	g->body = b;
	g->loops = 1;
	if (info && info->node == node)
		body_signature(g, b);
	g->body = was;
	g->loops = loops;
	return b;
}

Body *graph_literal(Graph *g, FuncLit *n)
{
	Body *b = pmap_get(&g->unit->bodies, n);
	FuncInfo *info = b ? b->info : info_func(g->pkg, &n->node);

	if (!b && info) {
		b = graph_body(g, g->body, &n->node, info);
		pmap_put(&g->unit->bodies, n, b);
	}
	return b;
}

/* ---- holes ---- */

void flow(Graph *g, Hole k, Site *src)
{
	if (k.address)
		src->addrtaken = true;
	if (!k.dst || (k.dst == src && k.derefs >= 0))
		return;
	vec_push(&k.dst->in, ((Edge){ src, k.derefs, k.why }));
	g->edges++;
}

Hole hole_none(void)
{
	return (Hole){ 0 };
}

Hole hole_of(Site *dst, const char *verb, Pos pos)
{
	return (Hole){ dst, 0, false, { verb, pos } };
}

Hole hole_heap(Graph *g, Pos pos, const char *verb)
{
	return hole_of(&g->heap, verb, pos);
}

Hole hole_shift(Hole k, int derefs)
{
	k.derefs += derefs;
	k.address = derefs < 0;
	return k;
}

/* An expression that flows into several holes flows through a location of its own. */
Hole hole_tee(Graph *g, const Hole *ks, size_t n, Pos pos)
{
	Site *s;

	if (n == 0)
		return hole_none();
	if (n == 1)
		return ks[0];
	s = graph_site(g, SITE_TEMP, pos);
	for (size_t i = 0; i < n; i++)
		flow(g, ks[i], s);
	return (Hole){ s, 0, false, ks[0].why };
}

Hole hole_spill(Graph *g, Hole k, EscapeSite kind, Node *n, Pos pos)
{
	Site *s = graph_alloc(g, kind, n, pos);

	flow(g, hole_shift(k, -1), s);
	return (Hole){ s, 0, false, k.why };
}

const char *verb_of(Graph *g, const char *prefix, const Node *n, const char *suffix)
{
	return arena_printf(g->e->arena, "%s%s%s", prefix, ast_expr_text(types_ast(g->e->types), n), suffix);
}

const char *verb_named(Graph *g, const char *prefix, const Object *o, const char *suffix)
{
	return arena_printf(g->e->arena, "%s%s%s", prefix, o->name->text, suffix);
}

/* ---- types ---- */

Type *graph_type(Graph *g, Type *t)
{
	if (!t || !g->unit->targs.n)
		return t;
	return type_subst(g->e->types, t, g->unit->tparams, g->unit->targs);
}

Type *type_of(Graph *g, const Node *n)
{
	return graph_type(g, info_type(g->pkg, n));
}

Type *under_of(Graph *g, const Node *n)
{
	Type *t = type_of(g, n);

	return t ? type_under(t) : NULL;
}

bool has_pointers(Graph *g, Type *t)
{
	if (!t || t->kind == TYPE_TUPLE || !type_is_valid(t) || type_mentions_tparam(t))
		return true;
	if (type_is_untyped(t))
		return true;
	return type_has_pointers(g->e->types, t);
}

bool is_constant(Graph *g, const Node *n)
{
	return info_expr(g->pkg, n)->mode == MODE_CONST;
}

bool is_boxed(Graph *g, Type *from, Type *to)
{
	(void)g;
	return to && type_is_interface(to) && from && from->kind != TYPE_TUPLE && !type_is_interface(from) &&
	       !type_is_pointer_shaped(from);
}

/* A selection on a type parameter is the instance's, but what it selects is not known: gc shares code between instances. */
const Selection *selection_of(Graph *g, SelectorExpr *n)
{
	return info_selection(g->pkg, &n->node);
}

unsigned path_pointers(Type **t, const uint32_t *path, uint32_t steps)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < steps && *t; i++) {
		Type *under = type_under(*t);

		if (under->kind == TYPE_POINTER) {
			n++;
			under = type_under(under->pointer.elem);
		}
		*t = under->kind == TYPE_STRUCT && path[i] < under->strct.nfields ? obj_type(under->strct.fields[path[i]]) : NULL;
	}
	return n;
}

/* ---- values that are known ---- */

static bool same_form(Graph *g, Node *call)
{
	CallExpr *n = as_CallExpr(call);
	Type *to = info_expr(g->pkg, n->fun)->mode == MODE_TYPE && n->args.len == 1 ? type_of(g, n->fun) : NULL;
	Type *from = to ? type_of(g, n->args.data[0]) : NULL;

	return from && type_identical(type_under(from), type_under(to));
}

Node *static_value(Graph *g, Node *n)
{
	for (unsigned i = 0; i < 100; i++) {	/* a := b; b is declared before, so there is no circle */
		Object *var;
		Site *s;

		n = ast_unparen(n);
		if (n->kind == AST_CallExpr && same_form(g, n)) {
			n = as_CallExpr(n)->args.data[0];
			continue;
		}
		var = n->kind == AST_Ident ? info_object(g->pkg, n) : NULL;
		s = is_local(var) ? pmap_get(&g->unit->vars, var) : NULL;
		if (!s || !s->def || (var->flags & (OBJF_REASSIGNED | OBJF_ADDRTAKEN)))
			break;
		n = s->def;
	}
	return n;
}
