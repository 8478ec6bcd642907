/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The analysis of a package: function by function, those that a function calls before it; verdicts
 * and summaries; the dump.
 */
#include <string.h>

#include "escape/escape_int.h"
#include "source/source.h"

enum { MAX_DEPTH = 2000 };	/* calls that are followed before a function is taken as unknown */
enum { MAX_BY_VALUE = 128 };	/* bytes of a captured variable that is copied, gc's limit */

static const char stays[] = "";

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
	map_free(&e->verdicts);
	map_free(&e->summaries);
	map_free(&e->told);
}

bool escape_captured_by_value(Types *types, const Object *var)
{
	return !(var->flags & (OBJF_ADDRTAKEN | OBJF_REASSIGNED)) && (var->flags & OBJF_CAPTURED) &&
	       !type_mentions_tparam(var->type) && type_size(types, var->type) <= MAX_BY_VALUE;
}

const char *escape_place(Escape *e, Pos pos)
{
	Place at = source_place(types_ast(e->types)->sources, pos);
	const char *name = at.name ? at.name : "?", *slash = strrchr(name, '/');

	return arena_printf(e->arena, "%s:%u", slash ? slash + 1 : name, at.line);
}

/* ---- one function ---- */

/* Not modelled: a function whose text can be left and entered in ways the scopes do not show. */
static bool find_strange(void *ctx, Node *n)
{
	Graph *g = ctx;
	RangeStmt *range = is_RangeStmt(n);
	BranchStmt *branch = is_BranchStmt(n);
	Type *t = range ? info_type(g->pkg, range->x) : NULL;

	if (branch && branch->tok == TOK_GOTO)
		g->hopeless = true;
	if (range && (!t || type_is(t, TYPE_FUNC) || type_mentions_tparam(t)))
		g->hopeless = true;
	return !g->hopeless;
}

static bool is_generic(const FuncInfo *info)
{
	return info->sig->func.tparams.n || info->sig->func.recv_tparams.n || type_mentions_tparam(info->sig);
}

static const char *fixed_reason(const Object *var)
{
	if (var->var_kind == VAR_RESULT)
		return "a named result that is shared lives in the heap";
	if (var->flags & OBJF_PER_ITERATION)
		return "each turn of the loop has its own, and it is shared";
	return NULL;
}

static bool is_shared(Escape *e, const Object *var)
{
	return (var->flags & (OBJF_ADDRTAKEN | OBJF_CAPTURED)) && !escape_captured_by_value(e->types, var);
}

static void decide(Graph *g, const FuncInfo *info)
{
	for (uint32_t i = 0; i < info->nlocals; i++) {
		Object *var = info->locals[i];
		Site *s = pmap_get(&g->vars, var);
		const char *why = stays;

		if (!is_shared(g->e, var))
			continue;
		if (g->hopeless)
			why = "in a function with goto, range over functions or type parameters";
		else if (fixed_reason(var))
			why = fixed_reason(var);
		else if (s && s->escapes)
			why = s->reason ? s->reason : "its address escapes";
		pmap_put(&g->e->verdicts, var, why);
	}
	for (uint32_t i = 0; i < info->nlits; i++)
		decide(g, info->lits[i]);
}

static void make_summary(Escape *e, const Type *sig, Summary *s)
{
	s->nparams = sig->func.params->tuple.n + (sig->func.recv != NULL);
	s->nresults = sig->func.results->tuple.n;
	s->params = arena_make_n(e->arena, Leak, s->nparams + 1);
	for (uint32_t i = 0; i < s->nparams; i++) {
		s->params[i].heap = LEAK_NONE;
		s->params[i].results = arena_alloc(e->arena, s->nresults + 1);
		memset(s->params[i].results, LEAK_NONE, s->nresults + 1);
	}
}

static void make_results(Graph *g)
{
	Type *results = g->info->sig->func.results;

	g->nresults = results->tuple.n;
	g->results = arena_make_n(g->e->arena, Site *, g->nresults + 1);
	for (uint32_t i = 0; i < g->nresults; i++) {
		g->results[i] = graph_site(g, SITE_RESULT, g->info->node->pos);
		g->results[i]->result = i;
	}
}

/* Parameters are numbered; a named result's variable flows into the result. */
static void make_signature(Graph *g, Summary *sum)
{
	uint32_t param = 0, result = 0;

	make_results(g);
	for (uint32_t i = 0; i < g->info->nlocals; i++) {
		Object *var = g->info->locals[i];
		Site *s = graph_var(g, var);

		if ((var->var_kind == VAR_RECV || var->var_kind == VAR_PARAM) && param < sum->nparams)
			s->leak = &sum->params[param++];
		else if (var->var_kind == VAR_RESULT && result < g->nresults)
			flow(g, (Hole){ g->results[result++], 0, { "is returned", var->pos } }, s);
	}
}

static void graph_free(Graph *g)
{
	vec_each(&g->sites, s)
		vec_free(&(*s)->in);
	vec_free(&g->heap.in);
	vec_free(&g->sites);
	vec_free(&g->queue);
	map_free(&g->vars);
}

static void analyse(Escape *e, Package *pkg, FuncInfo *info, Summary *s)
{
	Graph g = { .e = e, .pkg = pkg, .info = info, .func = info };
	FuncDecl *decl = as_FuncDecl(info->node);

	g.heap.kind = SITE_HEAP;
	g.hopeless = is_generic(info) || !decl->body;
	if (!g.hopeless)
		ast_walk(&decl->body->node, find_strange, NULL, &g);
	if (!g.hopeless) {
		make_summary(e, info->sig, s);
		make_signature(&g, s);
		flow_body(&g, info, decl->body);
		solve(&g);
	}
	decide(&g, info);
	s->state = g.hopeless ? SUMMARY_UNKNOWN : SUMMARY_KNOWN;
	graph_free(&g);
}

static Summary *summary_of(Escape *e, Package *pkg, FuncInfo *info)
{
	Summary *s = pmap_get(&e->summaries, info);

	if (s || e->depth > MAX_DEPTH)
		return s;
	s = arena_make(e->arena, Summary);
	pmap_put(&e->summaries, info, s);
	e->depth++;
	analyse(e, pkg, info, s);
	e->depth--;
	return s;
}

/* ---- functions whose bodies are not here ---- */

void escape_set_oracle(Escape *e, EscapeOracle oracle, void *ctx)
{
	e->oracle = oracle;
	e->oracle_ctx = ctx;
}

static void read_leaks(const uint8_t *bytes, Summary *s)
{
	for (uint32_t i = 0; i < s->nparams; i++) {
		s->params[i].heap = (int8_t)*bytes++;
		for (uint32_t k = 0; k < s->nresults; k++)
			s->params[i].results[k] = (int8_t)*bytes++;
	}
}

static Summary *told_summary(Escape *e, Object *func)
{
	Summary *s = pmap_get(&e->told, func);
	const uint8_t *bytes;
	Type *sig;

	if (s || !e->oracle)
		return s;
	s = arena_make(e->arena, Summary);
	pmap_put(&e->told, func, s);
	bytes = e->oracle(e->oracle_ctx, e->types, func);
	sig = obj_type(func);
	s->state = SUMMARY_UNKNOWN;
	if (bytes && sig && sig->kind == TYPE_FUNC) {
		make_summary(e, sig, s);
		read_leaks(bytes, s);
		s->state = SUMMARY_KNOWN;
	}
	return s;
}

const Summary *escape_summary(Escape *e, Object *func)
{
	FuncInfo *info;
	Summary *s;

	if (func->func.origin)
		func = func->func.origin;
	info = func->func.info;
	if (info && info->checked && info->node && info->node->kind == AST_FuncDecl && as_FuncDecl(info->node)->body)
		s = summary_of(e, func->pkg, info);
	else
		s = told_summary(e, func);
	return s && s->state == SUMMARY_KNOWN ? s : NULL;
}

const uint8_t *escape_leaks(Escape *e, Object *func, size_t *n)
{
	const Summary *s = e ? escape_summary(e, func) : NULL;
	uint8_t *bytes, *p;
	bool some = false;

	if (!s || !s->nparams)
		return NULL;
	*n = (size_t)s->nparams * (1 + s->nresults);
	p = bytes = arena_alloc(e->arena, *n);
	for (uint32_t i = 0; i < s->nparams; i++) {
		some = some || s->params[i].heap;
		*p++ = (uint8_t)s->params[i].heap;
		for (uint32_t k = 0; k < s->nresults; k++)
			*p++ = (uint8_t)s->params[i].results[k];
	}
	return some ? bytes : NULL;
}

void escape_package(Escape *e, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nfuncs; i++)
		if (pkg->funcs[i]->node && pkg->funcs[i]->node->kind == AST_FuncDecl && pkg->funcs[i]->checked)
			summary_of(e, pkg, pkg->funcs[i]);
}

/* ---- answers ---- */

bool escape_moved_to_heap(const Escape *e, const Object *var)
{
	return !e || pmap_get(&e->verdicts, var) != stays;
}

const char *escape_reason(const Escape *e, const Object *var)
{
	const char *why = e ? pmap_get(&e->verdicts, var) : NULL;

	return why && *why ? why : NULL;
}

static void dump_func(const Escape *e, StrBuf *out, const FuncInfo *info)
{
	for (uint32_t i = 0; i < info->nlocals; i++) {
		const Object *var = info->locals[i];
		const char *why = pmap_get(&e->verdicts, var);
		Place at = source_place(types_ast(e->types)->sources, var->pos);

		if (why && *why)
			sb_printf(out, "%s:%u:%u: moved to heap: %s: %s\n", at.name, at.line, at.col,
				  var->name->text, why);
		else if (why)
			sb_printf(out, "%s:%u:%u: stays in the frame: %s\n", at.name, at.line, at.col,
				  var->name->text);
	}
	for (uint32_t i = 0; i < info->nlits; i++)
		dump_func(e, out, info->lits[i]);
}

void escape_dump(const Escape *e, StrBuf *out, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nfuncs; i++)
		dump_func(e, out, pkg->funcs[i]);
}
