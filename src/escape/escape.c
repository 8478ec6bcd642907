/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units and groups: which functions call each other (Tarjan's strongly connected components), from the bottom up; what
 * was decided; the answers and the dump.
 */
#include <stdlib.h>
#include <string.h>

#include "escape/escape_int.h"
#include "source/source.h"

enum { MAX_DEPTH = 20000 };	/* calls that are followed before a function is taken as unknown */

Escape *escape_new(Types *types)
{
	Escape *e = arena_make(types_ast(types)->arena, Escape);

	e->types = types;
	e->arena = types_ast(types)->arena;
	return e;
}

void escape_free(Escape *e)
{
	if (!e)
		return;
	vec_each(&e->units, u) {
		map_free(&(*u)->verdicts);
		map_free(&(*u)->allocs);
	}
	map_free(&e->plain);
	strmap_free(&e->instances);
	map_free(&e->inits);
	map_free(&e->told);
	vec_free(&e->units);
	vec_free(&e->stack);
	vec_free(&e->messages);
	vec_free(&e->dumped);
}

void escape_keep_messages(Escape *e)
{
	e->keep = true;
}

void escape_read_imports(Escape *e)
{
	e->read_imports = true;
}

void escape_set_oracle(Escape *e, EscapeOracle oracle, void *ctx)
{
	e->oracle = oracle;
	e->oracle_ctx = ctx;
}

const char *escape_place(Escape *e, Pos pos)
{
	Place at = source_place(types_ast(e->types)->sources, pos);
	const char *name = at.name ? at.name : "?", *slash = strrchr(name, '/');

	return arena_printf(e->arena, "%s:%u", slash ? slash + 1 : name, at.line);
}

/* ---- units ---- */

static EscapeFunc *new_unit(Escape *e, Package *pkg)
{
	EscapeFunc *u = arena_make(e->arena, EscapeFunc);

	u->e = e;
	u->pkg = pkg;
	vec_push(&e->units, u);
	return u;
}

static FuncInfo *checked_body(Object *func, bool check)
{
	FuncInfo *info = func->func.info;

	if ((!info || !info->checked) && check && func->pkg)	/* the library's bodies are checked when they are wanted */
		info = types_check_body(func);
	if (!info || !info->checked || !info->node || info->node->kind != AST_FuncDecl || !as_FuncDecl(info->node)->body)
		return NULL;
	return info;
}

static EscapeFunc *plain_unit(Escape *e, Object *func, FuncInfo *info)
{
	EscapeFunc *u = pmap_get(&e->plain, info);

	if (!u) {
		u = new_unit(e, func->pkg);
		u->func = func;
		u->info = info;
		pmap_put(&e->plain, info, u);
	}
	return u;
}

static EscapeFunc *instance_unit(Escape *e, Object *func, FuncInfo *info, TypeList targs)
{
	const char *link = obj_link_name(e->types, func, targs);
	EscapeFunc *u = (EscapeFunc *)(uintptr_t)strmap_get(&e->instances, link, strlen(link), 0);
	Type *sig = info->sig;

	if (!u) {
		u = new_unit(e, func->pkg);
		u->func = func;
		u->info = info;
		u->targs = targs;
		u->tparams = sig->func.recv_tparams.n ? sig->func.recv_tparams : sig->func.tparams;
		strmap_put(&e->instances, arena_strdup(e->arena, link), strlen(link), (uintptr_t)u);
	}
	return u;
}

static bool is_generic(const FuncInfo *info)
{
	return info->sig->func.tparams.n || info->sig->func.recv_tparams.n;
}

EscapeFunc *escape_unit(Escape *e, Object *func, TypeList targs)
{
	FuncInfo *info;

	if (func->func.origin)
		func = func->func.origin;
	info = checked_body(func, targs.n != 0 || e->read_imports);
	if (!info)
		return NULL;
	if (!is_generic(info))
		return plain_unit(e, func, info);
	return targs.n ? instance_unit(e, func, info, targs) : NULL;
}

/* Without a body: what its declaration promises. */
static const Leaks *promised(const Object *func)
{
	enum { MAX_PARAMS = 32 };
	static const Leaks nothing[MAX_PARAMS] = { [0 ... MAX_PARAMS - 1] = { { [LEAK_MUTATOR] = 1, [LEAK_CALLEE] = 1 } } };
	const FuncDecl *decl = func->func.decl ? is_FuncDecl(func->func.decl) : NULL;

	if (!decl || obj_type((Object *)(uintptr_t)func)->func.params->tuple.n >= MAX_PARAMS)
		return NULL;
	return package_directs(func->pkg, decl, "go:noescape") ? nothing : NULL;
}

const Leaks *escape_told(Escape *e, Object *func)
{
	uint64_t *have;

	if (func->func.origin)
		func = func->func.origin;
	if (e->read_imports)
		return promised(func);
	if (!e->oracle)
		return NULL;
	have = map_find(&e->told, (uintptr_t)func);
	if (!have) {
		map_put(&e->told, (uintptr_t)func, (uintptr_t)e->oracle(e->oracle_ctx, e->types, func));
		have = map_find(&e->told, (uintptr_t)func);
	}
	return (const Leaks *)(uintptr_t)*have;
}

/* ---- who calls whom ---- */

typedef struct Callers {
	Graph g;
	UnitVec found;
} Callers;

static void found(Callers *c, Object *func, TypeList targs)
{
	EscapeFunc *u = escape_unit(c->g.e, func, targs);

	if (u)
		vec_push(&c->found, u);
}

static void found_method(Callers *c, const Selection *sel)
{
	Type *base = sel->obj->kind == OBJ_FUNC ? graph_type(&c->g, sel->obj->func.recv_named) : NULL;

	base = base ? type_unalias(base) : NULL;
	if (base && !type_is_interface(base))
		found(c, sel->obj, base->kind == TYPE_NAMED ? base->named.targs : (TypeList){ 0 });
}

static bool find_callees(void *ctx, Node *n)
{
	Callers *c = ctx;
	const Selection *sel = n->kind == AST_SelectorExpr ? info_selection(c->g.pkg, n) : NULL;
	TypeList targs = { 0 };
	Object *func;

	if (sel && sel->kind != SEL_FIELD)
		found_method(c, sel);
	func = n->kind == AST_Ident ? named_func(&c->g, n, &targs) : NULL;
	if (func)
		found(c, func, targs);
	return true;
}

/* ---- a group ---- */

static void graph_free(Graph *g)
{
	vec_each(&g->sites, s)
		vec_free(&(*s)->in);
	vec_each(&g->closures, c)
		vec_free(&c->vars);
	vec_free(&g->heap.in);
	vec_free(&g->mutator.in);
	vec_free(&g->callee.in);
	vec_free(&g->closures);
	vec_free(&g->sites);
	vec_free(&g->queue);
	map_free(&g->labels);
}

static void begin_unit(Graph *g, EscapeFunc *u)
{
	u->state = UNIT_OPEN;
	g->unit = u;
	g->pkg = u->pkg;
	g->body = NULL;
	u->body = graph_body(g, NULL, u->info ? u->info->node : NULL, u->info);
}

static void read_unit(Graph *g, EscapeFunc *u)
{
	g->unit = u;
	g->pkg = u->pkg;
	if (u->info) {
		flow_body(g, u->body);
		return;
	}
	g->body = u->body;
	g->loops = 1;
	for (uint32_t i = 0; i < u->pkg->ninit; i++)
		flow_init(g, &u->pkg->init[i]);
}

static uint64_t alloc_key(const Node *n, EscapeSite kind)
{
	return (uint64_t)n->id << 8 | kind;
}

static void decide(Escape *e, const Site *s)
{
	EscapeFunc *u = s->body->unit;
	Verdict *v;

	if (!s->var && !s->node)
		return;
	v = arena_make(e->arena, Verdict);
	/* What gc allocates when a deferred call is made is allocated here when the statement runs, maybe in a loop. */
	*v = (Verdict){ .heap = (s->attrs & ATTR_ESCAPES) || s->body->wrapper, .by_value = s->by_value, .wide = s->wide, .reason = s->reason };
	if (s->var)
		pmap_put(&u->verdicts, s->var, v);
	else
		map_put(&u->allocs, alloc_key(s->node, s->alloc), (uintptr_t)v);
}

/* Longer ways to elsewhere say nothing when there is one to the heap. */
static void shorten(Leaks *l)
{
	for (int i = 1; i < LEAK_PLACES && l->at[LEAK_HEAP]; i++)
		if (l->at[i] >= l->at[LEAK_HEAP])
			l->at[i] = 0;
}

static void end_unit(EscapeFunc *u, bool hopeless)
{
	Body *b = u->body;

	u->nparams = b->nparams;
	u->leaks = arena_make_n(u->e->arena, Leaks, u->nparams + 1);
	for (uint32_t i = 0; i < b->nparams; i++)
		if (b->params[i])
			u->leaks[i] = *b->params[i]->leaks;
	u->state = hopeless ? UNIT_UNKNOWN : UNIT_DONE;
	map_free(&u->vars);
	map_free(&u->bodies);
}

static void analyse(Escape *e, EscapeFunc **units, size_t n)
{
	Graph g = { .e = e, .loops = 1 };

	g.heap.kind = g.mutator.kind = g.callee.kind = SITE_PLACE;
	g.heap.result = g.mutator.result = g.callee.result = -1;
	for (size_t i = 0; i < n; i++)
		begin_unit(&g, units[i]);
	for (size_t i = 0; i < n; i++)
		read_unit(&g, units[i]);
	solve(&g);
	vec_each(&g.sites, s) {
		if ((*s)->leaks)
			shorten((*s)->leaks);
		if (!g.hopeless) {
			decide(e, *s);
			report_site(&g, *s);
			dump_site(&g, *s);
		}
	}
	for (size_t i = 0; i < n; i++) {
		if (g.hopeless)
			dump_unknown(&g, units[i]);
		end_unit(units[i], g.hopeless);
	}
	graph_free(&g);
}

static void visit(Escape *e, EscapeFunc *u);

static void visit_callees(Escape *e, EscapeFunc *u, Callers *c)
{
	if (u->info)
		ast_walk(&as_FuncDecl(u->info->node)->body->node, find_callees, NULL, c);
	for (uint32_t i = 0; !u->info && i < u->pkg->ninit; i++)
		ast_walk(u->pkg->init[i].rhs, find_callees, NULL, c);
	for (size_t i = 0; i < c->found.len; i++) {
		EscapeFunc *v = c->found.data[i];

		if (!v->index) {
			visit(e, v);
			u->low = v->low < u->low ? v->low : u->low;
		} else if (v->stacked) {
			u->low = v->index < u->low ? v->index : u->low;
		}
	}
}

/* Analyses the unit and everything it calls, those in groups that call each other together. */
static void visit(Escape *e, EscapeFunc *u)
{
	Callers c = { .g = { .e = e, .unit = u, .pkg = u->pkg } };
	size_t first = e->stack.len;

	u->index = u->low = ++e->visits;
	if (++e->depth > MAX_DEPTH) {
		u->state = UNIT_UNKNOWN;
		e->depth--;
		return;
	}
	u->stacked = true;
	vec_push(&e->stack, u);
	visit_callees(e, u, &c);
	vec_free(&c.found);
	e->depth--;
	if (u->low != u->index)
		return;
	for (size_t i = first; i < e->stack.len; i++)
		e->stack.data[i]->stacked = false;
	analyse(e, e->stack.data + first, e->stack.len - first);
	vec_trim(&e->stack, first);
}

/* ---- questions ---- */

const EscapeFunc *escape_func(Escape *e, Object *func, TypeList targs)
{
	EscapeFunc *u = escape_unit(e, func, targs);

	if (u && !u->index)
		visit(e, u);
	return u;
}

const EscapeFunc *escape_init(Escape *e, Package *pkg)
{
	EscapeFunc *u = pmap_get(&e->inits, pkg);

	if (!u) {
		u = new_unit(e, pkg);
		pmap_put(&e->inits, pkg, u);
		visit(e, u);
	}
	return u;
}

const Leaks *escape_leaks(Escape *e, Object *func, size_t *n)
{
	const EscapeFunc *u = e ? escape_func(e, func, (TypeList){ 0 }) : NULL;
	bool some = false;

	if (!u || u->state != UNIT_DONE || !u->nparams)
		return NULL;
	for (uint32_t i = 0; i < u->nparams; i++)
		some = some || u->leaks[i].at[LEAK_HEAP] != 1;
	*n = u->nparams;
	return some ? u->leaks : NULL;
}

void escape_package(Escape *e, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nfuncs; i++) {
		FuncInfo *info = pkg->funcs[i];

		if (info->obj && info->node && info->node->kind == AST_FuncDecl && info->checked)
			escape_func(e, info->obj, (TypeList){ 0 });
	}
	for (uint32_t i = 0; e->keep && i < pkg->nobjects; i++)
		if (pkg->objects[i]->kind == OBJ_FUNC && !pkg->objects[i]->func.has_body)
			report_declaration(e, pkg->objects[i], promised(pkg->objects[i]) != NULL);
	escape_init(e, pkg);
}

static const Verdict *verdict(const EscapeFunc *f, const Object *var)
{
	return f && f->state == UNIT_DONE ? pmap_get(&f->verdicts, var) : NULL;
}

bool escape_moved_to_heap(const EscapeFunc *f, const Object *var)
{
	const Verdict *v = verdict(f, var);

	return !v || v->heap;
}

const char *escape_reason(const EscapeFunc *f, const Object *var)
{
	const Verdict *v = verdict(f, var);

	return v && v->heap ? v->reason : NULL;
}

bool escape_by_value(const EscapeFunc *f, const Object *var)
{
	const Verdict *v = verdict(f, var);

	return v && v->by_value;
}

bool escape_is_wide(const EscapeFunc *f, const Object *var)
{
	const Verdict *v = verdict(f, var);

	return v && v->wide;
}

bool escape_in_frame(const EscapeFunc *f, const Node *n, EscapeSite kind)
{
	const Verdict *v = NULL;

	if (f && f->state == UNIT_DONE)
		v = (const Verdict *)(uintptr_t)map_get(&f->allocs, alloc_key(n, kind), 0);
	return v && !v->heap;
}

/* ---- texts ---- */

static int by_place(const void *a, const void *b)
{
	const Message *x = a, *y = b;

	return x->pos != y->pos ? (x->pos < y->pos ? -1 : 1) : x->order < y->order ? -1 : x->order > y->order;
}

static bool of_package(const Package *pkg, Pos pos)
{
	for (uint32_t i = 0; i < pkg->nfiles; i++)
		if (pos >= pkg->files[i]->pos && pos < pkg->files[i]->end)
			return true;
	return false;
}

static void print_messages(const Escape *e, MessageVec *list, StrBuf *out, const Package *pkg)
{
	const Message *last = NULL;

	if (list->len)
		qsort(list->data, list->len, sizeof *list->data, by_place);
	vec_each(list, m) {
		Place at = source_place(types_ast(e->types)->sources, m->pos);

		if (!of_package(pkg, m->pos) || (last && last->pos == m->pos && strcmp(last->text, m->text) == 0))
			continue;
		sb_printf(out, "%s:%u:%u: %s\n", at.name, at.line, at.col, m->text);
		last = m;
	}
}

void escape_messages(Escape *e, StrBuf *out, Package *pkg)
{
	print_messages(e, &e->messages, out, pkg);
}

void escape_dump(Escape *e, StrBuf *out, Package *pkg)
{
	print_messages(e, &e->dumped, out, pkg);
}
