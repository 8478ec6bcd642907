/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What gc says with -m, in its words. Expressions are written as gc's own tree has them: without parentheses that are
 * not needed, constants folded, fields of embedded structs spelled out, T{...} for what has elements.
 */
#include <stdarg.h>
#include <string.h>

#include "escape/escape_int.h"

void report_to(Graph *g, MessageVec *list, Pos pos, const char *format, ...)
{
	va_list args;

	if (!g->e->keep)
		return;
	va_start(args, format);
	vec_push(list, ((Message){ .pos = pos, .order = (uint32_t)list->len, .text = arena_vprintf(g->e->arena, format, args) }));
	va_end(args);
}

/* ---- constants ---- */

typedef struct Writer {
	Graph *g;
	StrBuf *out;
} Writer;

enum { PREC_SUM = 0, PREC_UNARY = 7, PREC_PRIMARY = 8 };

static void write_expr(Writer *w, Node *n, int prec);

/* As recorded: type parameters are written as shapes. */
static Type *plain_type(Writer *w, const Node *n)
{
	return info_type(w->g->pkg, n);
}

static void write_type(Writer *w, Type *t)
{
	if (t)
		type_write_tree(w->out, t, w->g->pkg, w->g->unit->tparams, w->g->unit->targs);
}

/* 'a', as a string's quotes are turned into a rune's */
static void write_rune(StrBuf *out, int rune)
{
	StrBuf raw = { 0 }, quoted = { 0 };

	sb_addrune(&raw, rune);
	sb_quote(&quoted, raw.data, raw.len);
	sb_addc(out, '\'');
	if (rune == '"' || rune == '\'')
		sb_add(out, rune == '"' ? "\"" : "\\'");
	else
		sb_addn(out, quoted.data + 1, quoted.len - 2);
	sb_addc(out, '\'');
	sb_free(&raw);
	sb_free(&quoted);
}

static bool is_default_type(Graph *g, Type *t, const Const *k)
{
	static const BasicKind kinds[] = { [CONST_BOOL] = BASIC_BOOL, [CONST_STRING] = BASIC_STRING, [CONST_INT] = BASIC_INT,
					   [CONST_FLOAT] = BASIC_FLOAT64, [CONST_COMPLEX] = BASIC_COMPLEX128 };
	unsigned kind = const_kind(k);

	return type_is_untyped(t) ||
	       (kind < sizeof kinds / sizeof *kinds && kinds[kind] && type_identical(t, type_basic(g->e->types, kinds[kind])));
}

static void write_constant(Writer *w, Node *n)
{
	const ExprInfo *x = info_expr(w->g->pkg, n);
	Type *t = graph_type(w->g, x->type);
	bool is_float = t && (type_basic_flags(t) & BF_FLOAT), bare;
	int64_t rune;

	if (t && (t == type_rune(w->g->e->types) || type_basic_kind(t) == BASIC_UNTYPED_RUNE) &&
	    const_to_int64(x->val, &rune) && rune >= 0 && rune <= 0x10ffff) {
		write_rune(w->out, (int)rune);
		return;
	}
	bare = !t || is_default_type(w->g, t, x->val) || type_identical(t, type_basic(w->g->e->types, BASIC_FLOAT64)) ||
	       type_is_interface(t);
	if (!bare) {
		write_type(w, t);
		sb_addc(w->out, '(');
	}
	const_write(w->out, x->val, is_float);
	sb_add(w->out, bare ? "" : ")");
}

/* ---- expressions ---- */

static void write_list(Writer *w, NodeList l, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to && i < l.len; i++) {
		sb_add(w->out, i > from ? ", " : "");
		write_expr(w, l.data[i], 0);
	}
}

/* A conversion's type stands in parentheses when it has no name. */
static void write_conversion(Writer *w, Type *t)
{
	unsigned kind = t ? type_unalias(t)->kind : TYPE_TUPLE;
	bool named = kind == TYPE_NAMED || kind == TYPE_BASIC || (t && t->kind == TYPE_ALIAS);

	sb_add(w->out, named ? "" : "(");
	write_type(w, t);
	sb_add(w->out, named ? "" : ")");
}

/* x.a for each embedded field on the way. */
static void write_path(Writer *w, Node *x, const Selection *sel)
{
	Type *t = type_of(w->g, x);

	write_expr(w, x, PREC_PRIMARY);
	for (uint32_t i = 0; i + 1 < sel->npath && t; i++) {
		Type *under = type_under(t);

		if (under->kind == TYPE_POINTER)
			under = type_under(under->pointer.elem);
		if (under->kind != TYPE_STRUCT || sel->path[i] >= under->strct.nfields)
			return;
		sb_printf(w->out, ".%s", under->strct.fields[sel->path[i]]->name->text);
		t = obj_type(under->strct.fields[sel->path[i]]);
	}
}

static void write_receiver_type(Writer *w, Type *t, bool pointer)
{
	sb_add(w->out, pointer ? "(*" : "");
	write_type(w, t && type_is(t, TYPE_POINTER) ? type_under(t)->pointer.elem : t);
	sb_add(w->out, pointer ? ")" : "");
}

static void write_selector(Writer *w, SelectorExpr *n)
{
	const Selection *sel = selection_of(w->g, n);
	Object *o = sel ? NULL : info_object(w->g->pkg, &n->sel->node);

	if (o && o->pkg && o->pkg != w->g->pkg)
		sb_printf(w->out, "%s.", o->pkg->name->text);
	if (!sel) {	/* pkg.Name */
		sb_add(w->out, n->sel->name->text);
		return;
	}
	if (sel->kind == SEL_METHOD_EXPR)
		write_receiver_type(w, sel->recv, type_is(sel->recv, TYPE_POINTER));
	else
		write_path(w, n->x, sel);
	sb_printf(w->out, ".%s", n->sel->name->text);
}

/* ---- calls ---- */

static void write_arguments(Writer *w, CallExpr *n, Type *sig, bool first)
{
	uint32_t params = sig->func.params->tuple.n;
	bool pack = sig->func.variadic && !n->dots;

	if (!first && params)
		sb_add(w->out, ", ");
	write_list(w, n->args, 0, pack ? params - 1 : n->args.len);
	if (pack)
		sb_printf(w->out, "%s%s", params > 1 ? ", " : "", n->args.len >= params ? "... argument..." : "nil...");
	else if (n->dots)
		sb_add(w->out, "...");
}

/* x.M(a) is written T.M(x, a). */
static void write_method_call(Writer *w, CallExpr *n, SelectorExpr *sel, const Selection *s, Type *sig)
{
	Type *t = plain_type(w, sel->x);

	path_pointers(&t, s->path, s->npath - 1);
	if (t && type_is_interface(t)) {
		write_selector(w, sel);
		sb_addc(w->out, '(');
		write_arguments(w, n, sig, true);
		return;
	}
	write_receiver_type(w, t, s->obj->func.ptr_recv);
	sb_printf(w->out, ".%s(", sel->sel->name->text);
	write_path(w, sel->x, s);
	write_arguments(w, n, sig, false);
}

static void write_builtin(Writer *w, CallExpr *n, Node *fun)
{
	SelectorExpr *sel = is_SelectorExpr(fun);
	const Ident *id = sel ? sel->sel : is_Ident(fun);

	if (sel)
		sb_add(w->out, "unsafe.");
	sb_printf(w->out, "%s(", id ? id->name->text : "?");
	for (uint32_t i = 0; i < n->args.len; i++) {
		sb_add(w->out, i ? ", " : "");
		if (info_expr(w->g->pkg, n->args.data[i])->mode == MODE_TYPE)
			write_type(w, plain_type(w, n->args.data[i]));
		else
			write_expr(w, n->args.data[i], 0);
	}
	sb_add(w->out, n->dots ? "..." : "");
}

static void write_call(Writer *w, CallExpr *n)
{
	const ExprInfo *x = info_expr(w->g->pkg, n->fun);
	Node *fun = ast_unparen(n->fun);
	SelectorExpr *sel = is_SelectorExpr(fun);
	const Selection *s = sel ? selection_of(w->g, sel) : NULL;
	Type *t = type_of(w->g, fun), *sig = t ? type_core(t) : NULL;

	if (x->mode == MODE_TYPE) {
		write_conversion(w, x->type);
		sb_addc(w->out, '(');
		write_list(w, n->args, 0, 1);
	} else if (x->mode == MODE_BUILTIN || !sig || sig->kind != TYPE_FUNC) {
		write_builtin(w, n, fun);
	} else if (s && s->kind == SEL_METHOD_VALUE) {
		write_method_call(w, n, sel, s, sig);
	} else {
		write_expr(w, fun, PREC_PRIMARY);
		sb_addc(w->out, '(');
		write_arguments(w, n, sig, true);
	}
	sb_addc(w->out, ')');
}

/* ---- the rest ---- */

static void write_slice(Writer *w, SliceExpr *n)
{
	write_expr(w, n->x, PREC_PRIMARY);
	sb_addc(w->out, '[');
	if (n->low)
		write_expr(w, n->low, 0);
	sb_addc(w->out, ':');
	if (n->high)
		write_expr(w, n->high, 0);
	if (n->max) {
		sb_addc(w->out, ':');
		write_expr(w, n->max, 0);
	}
	sb_addc(w->out, ']');
}

static void write_literal(Writer *w, CompositeLit *n)
{
	Type *t = plain_type(w, &n->node), *u = t ? type_under(t) : NULL;

	if (u && u->kind == TYPE_POINTER) {
		sb_addc(w->out, '&');
		t = u->pointer.elem;
	}
	write_type(w, t);
	sb_add(w->out, n->elems.len ? "{...}" : "{}");
}

/* gc's numbers: 1 ||, 2 &&, 4 comparisons, 5 +, 6 *. */
static int binary_prec(const BinaryExpr *n)
{
	int p = token_precedence((Tok)n->op);

	return p >= 3 ? p + 1 : p;
}

static bool is_text_sum(Writer *w, const BinaryExpr *n)
{
	Type *t = type_of(w->g, &n->node);

	return n->op == TOK_ADD && t && (type_basic_flags(t) & BF_STRING);
}

static void write_binary(Writer *w, BinaryExpr *n, int prec)
{
	bool sum = is_text_sum(w, n);
	int own = sum ? PREC_SUM : binary_prec(n);

	if (prec > own)
		sb_addc(w->out, '(');
	write_expr(w, n->x, own);
	sb_printf(w->out, " %s ", token_text((Tok)n->op));
	write_expr(w, n->y, sum ? own : own + 1);
	if (prec > own)
		sb_addc(w->out, ')');
}

static void write_unary(Writer *w, const char *op, Node *x, int prec)
{
	if (prec > PREC_UNARY)
		sb_addc(w->out, '(');
	sb_add(w->out, op);
	write_expr(w, x, PREC_UNARY + 1);
	if (prec > PREC_UNARY)
		sb_addc(w->out, ')');
}

static void write_ident(Writer *w, Ident *n)
{
	Object *o = info_object(w->g->pkg, &n->node);

	if (o && o->kind == OBJ_FUNC && o->pkg && o->pkg != w->g->pkg)
		sb_printf(w->out, "%s.", o->pkg->name->text);
	sb_add(w->out, n->name->text);
}

static void write_index(Writer *w, IndexExpr *n)
{
	write_expr(w, n->x, PREC_PRIMARY);
	sb_addc(w->out, '[');
	if (info_expr(w->g->pkg, n->indices.data[0])->mode == MODE_TYPE)
		write_type(w, plain_type(w, n->indices.data[0]));
	else
		write_expr(w, n->indices.data[0], 0);
	sb_addc(w->out, ']');
}

static void write_expr(Writer *w, Node *n, int prec)
{
	n = ast_unparen(n);
	if (is_constant(w->g, n)) {
		write_constant(w, n);
		return;
	}
	switch (n->kind) {
	case AST_Ident: write_ident(w, as_Ident(n)); break;
	case AST_CompositeLit: write_literal(w, as_CompositeLit(n)); break;
	case AST_FuncLit: sb_add(w->out, "func literal"); break;
	case AST_RangeStmt: sb_add(w->out, "func literal"); break;
	case AST_SelectorExpr: write_selector(w, as_SelectorExpr(n)); break;
	case AST_IndexExpr: write_index(w, as_IndexExpr(n)); break;
	case AST_SliceExpr: write_slice(w, as_SliceExpr(n)); break;
	case AST_CallExpr: write_call(w, as_CallExpr(n)); break;
	case AST_StarExpr: write_unary(w, "*", as_StarExpr(n)->x, prec); break;
	case AST_UnaryExpr: write_unary(w, token_text((Tok)as_UnaryExpr(n)->op), as_UnaryExpr(n)->x, prec); break;
	case AST_BinaryExpr: write_binary(w, as_BinaryExpr(n), prec); break;
	case AST_TypeAssertExpr:
		write_expr(w, as_TypeAssertExpr(n)->x, PREC_PRIMARY);
		sb_add(w->out, ".(");
		write_type(w, as_TypeAssertExpr(n)->type ? plain_type(w, as_TypeAssertExpr(n)->type) : NULL);
		sb_addc(w->out, ')');
		break;
	default:
		ast_print_expr(w->out, n);
	}
}

static void write_assignment(Writer *w, AssignStmt *n)
{
	write_list(w, n->lhs, 0, n->lhs.len);
	sb_add(w->out, " = ");
	write_list(w, n->rhs, 0, n->rhs.len);
}

static const char *finished(Graph *g, StrBuf *sb)
{
	const char *text = arena_strndup(g->e->arena, sb_text(sb), sb->len);

	sb_free(sb);
	return text;
}

const char *report_expr(Graph *g, Node *n)
{
	StrBuf sb = { 0 };
	Writer w = { g, &sb };

	if (!g->e->keep)
		return "";
	if (n->kind == AST_AssignStmt)
		write_assignment(&w, as_AssignStmt(n));
	else
		write_expr(&w, n, 0);
	return finished(g, &sb);
}

const char *report_func(Graph *g)
{
	StrBuf sb = { 0 };
	Writer w = { g, &sb };
	const FuncInfo *info = g->unit->info;
	Object *recv = info ? info->sig->func.recv : NULL;
	Type *t = recv ? obj_type(recv) : NULL;

	if (!g->e->keep)
		return "";
	if (t)
		write_receiver_type(&w, t, type_is(t, TYPE_POINTER));
	sb_printf(&sb, "%s%s", t ? "." : "", info && info->obj ? info->obj->name->text : "init");
	for (const Body *b = g->body; b && b->outer; b = b->outer)
		if (b->info && b->info->node == b->node)
			sb_printf(&sb, ".func%u", b->info->ordinal);
	return finished(g, &sb);
}

/* ---- decisions ---- */

const char *report_result_name(Graph *g, const Body *b, uint32_t i)
{
	const Site *s = b->results[i];
	const char *name = s && s->var && s->var->name ? s->var->name->text : "";

	if (b->results_renamed && (!*name || strcmp(name, "_") == 0))
		return arena_printf(g->e->arena, "#rv%u", i + 1);
	return *name && strcmp(name, "_") != 0 ? name : arena_printf(g->e->arena, "~r%u", i);
}

static void report_leaks(Graph *g, const Site *s)
{
	const Leaks *l = s->leaks;
	const char *name = s->var->name->text;
	bool warned = l->at[LEAK_HEAP] != 0;

	if (warned)
		report(g, s->pos, "leaking param%s: %s", l->at[LEAK_HEAP] > 1 ? " content" : "", name);
	for (uint32_t i = 0; i < LEAK_RESULTS && i < s->body->nresults; i++) {
		unsigned at = l->at[LEAK_RESULT + i];

		if (at)
			report(g, s->pos, "leaking param: %s to result %s level=%u", name, report_result_name(g, s->body, i), at - 1);
		warned = warned || at;
	}
	if (!warned)
		report(g, s->pos, "%s does not escape", name);
}

bool report_is_named(const Object *var)
{
	return var && var->name && var->name->len && strcmp(var->name->text, "_") != 0;
}

static void report_variable(Graph *g, const Site *s)
{
	if (s->attrs & ATTR_ESCAPES) {
		const char *name = s->result >= 0 ? report_result_name(g, s->body, (uint32_t)s->result)
				   : s->var ? s->var->name->text : s->name;

		report(g, s->pos, "moved to heap: %s", name);
	} else if (s->leaks && report_is_named(s->var) && !g->unit->targs.n && has_pointers(g, obj_type(s->var))) {
		report_leaks(g, s);
	}
}

/* make's size, or a box's value, is shown as the constant that it is known to be. */
const char *report_alloc_text(Graph *g, const Site *s)
{
	StrBuf sb = { 0 };
	Writer w = { g, &sb };
	CallExpr *make = s->alloc == ESCAPE_MAKE ? as_CallExpr(s->node) : NULL;

	if (!make || s->size < 0 || is_constant(g, make->args.data[make->args.len - 1]))
		return report_expr(g, s->shown ? s->shown : s->node);
	sb_add(&sb, "make(");
	write_type(&w, info_type(g->pkg, s->node));
	if (make->args.len > 2) {
		sb_add(&sb, ", ");
		write_expr(&w, make->args.data[1], 0);
	}
	sb_add(&sb, ", ");
	sb_printf(&sb, "%lld", (long long)s->size);
	sb_addc(&sb, ')');
	return finished(g, &sb);
}

/* []byte(s) */
static bool makes_bytes(Graph *g, Node *n)
{
	CallExpr *call = is_CallExpr(n);
	Type *from = call ? under_of(g, call->args.data[0]) : NULL, *to = call ? type_core(type_of(g, n)) : NULL;

	return from && (type_basic_flags(from) & BF_STRING) && to && to->kind == TYPE_SLICE &&
	       type_basic_kind(to->slice.elem) == BASIC_UINT8;
}

static void report_alloc(Graph *g, const Site *s)
{
	const char *what = s->alloc == ESCAPE_ARGS ? "... argument" : s->alloc == ESCAPE_APPEND ? "append"
			   : s->node ? report_alloc_text(g, s) : s->name;

	if (s->alloc != ESCAPE_LATER)
		report(g, s->pos, s->attrs & ATTR_ESCAPES ? "%s escapes to heap" : "%s does not escape", what);
	if (s->alloc == ESCAPE_TEXT && !(s->attrs & ATTR_MUTATES) && makes_bytes(g, s->node))
		report(g, s->pos, "zero-copy string->[]byte conversion");
}

void report_declaration(Escape *e, Object *func, bool keeps_nothing)
{
	Type *sig = obj_type(func);
	EscapeFunc unit = { .e = e, .pkg = func->pkg };
	Graph g = { .e = e, .unit = &unit };

	for (uint32_t i = 0; sig && sig->kind == TYPE_FUNC && i < sig->func.params->tuple.n; i++) {
		const Object *var = sig->func.params->tuple.vars[i];
		Type *t = obj_type((Object *)(uintptr_t)var);

		if (!report_is_named(var))
			continue;
		if (type_basic_kind(t) == BASIC_UINTPTR)
			report(&g, var->pos, "assuming %s is unsafe uintptr", var->name->text);
		else if (has_pointers(&g, t))
			report(&g, var->pos, keeps_nothing ? "%s does not escape" : "leaking param: %s", var->name->text);
	}
}

void report_site(Graph *g, const Site *s)
{
	g->unit = s->body->unit;
	g->pkg = g->unit->pkg;
	if (!g->e->keep)
		return;
	if (s->kind == SITE_VAR)
		report_variable(g, s);
	else if (s->kind == SITE_ALLOC && s->alloc == ESCAPE_NEW && s->name)	/* new(x) makes a variable */
		report_variable(g, s);
	else if (s->kind == SITE_ALLOC)
		report_alloc(g, s);
}
