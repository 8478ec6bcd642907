/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interfaces looked through: x.Field is no Go when x is an interface, but what x holds has the field, and who asks means that.
 */
#include "debug/expr.h"

typedef struct Selectors { VEC(SelectorExpr *) list; } Selectors;

static void note_selector(void *ctx, Node *n)
{
	Selectors *found = ctx;

	if (n->kind == AST_SelectorExpr)
		vec_push(&found->list, as_SelectorExpr(n));
}

/* The dynamic value when text[from, to) is an interface that holds one. */
static const DebugValue *dynamic_value(DebugSession *s, const EvalText *t, size_t from, size_t to, const MachineFrame *f)
{
	EvalText part = expr_part(t, from, to);
	Compiled c = { 0 };
	StrBuf bytes = { 0 };
	const DebugValue *v = NULL;

	if (expr_compile_go(s, &part, f, NULL, &c) && c.type && type_under(c.type)->kind == TYPE_INTERFACE &&
	    expr_run(s, &c, f, &bytes, EVAL_LOOK)) {
		v = expr_value(s, &c, &bytes);
		v = v->nchildren ? v->children[0] : NULL;
	}
	image_keep(s, c.image);
	sb_free(&part.go);
	sb_free(&bytes);
	return v;
}

static void replace(EvalText *t, size_t from, size_t to, const DebugValue *v)
{
	EvalText new = { .vars = t->vars, .words = t->words, .types = t->types };

	sb_addn(&new.go, t->go.data, from);
	sb_printf(&new.go, "$_%zu", t->vars.len);
	sb_addn(&new.go, t->go.data + to, t->go.len - to);
	sb_free(&t->go);
	t->go = new.go;
	vec_push(&t->vars, v);
}

bool look_through(DebugSession *s, EvalText *t, const MachineFrame *f)
{
	Source *src;
	Node *n = eval_tree(s, t, &src);
	Selectors found = { 0 };
	bool done = false;

	if (n)
		ast_walk(n, NULL, note_selector, &found);
	for (size_t i = 0; i < found.list.len && !done; i++) {
		SelectorExpr *e = found.list.data[i];
		size_t from = source_offset(src, ast_start(e->x)), to = source_offset(src, e->x->end);
		const DebugValue *v;

		if (type_of_part(s, t, from, source_offset(src, e->node.end), f))
			continue;
		v = dynamic_value(s, t, from, to, f);
		if (!v)
			break;
		replace(t, from, to, v);
		done = true;
	}
	vec_free(&found.list);
	return done;
}
