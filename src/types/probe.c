/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions and statements typed at a debugger's prompt, checked in the scope of a place in
 * the program. They get a function of their own inside the function at that place; the
 * program's locals they mention are its captured variables, and nothing that is known about the
 * program changes. */
#include "types/check.h"

static FuncInfo *probe_begin(Package *pkg, FuncInfo *func, Scope *scope, Pos pos, Node *node,
			     Env *saved)
{
	Types *c = pkg->types;
	*saved = c->env;
	if (!scope)
		scope = pkg->nfiles ? pkg->file_scopes[0] : pkg->scope;
	FuncInfo *f = arena_make(c->arena, FuncInfo);
	f->id = ++c->next_func;
	f->node = node;
	f->outer = func;
	f->pkg = pkg;
	f->sig = type_func(c, NULL, NULL, NULL, false);
	f->is_probe = true;
	f->scope = arena_make(c->arena, Scope);
	f->scope->parent = scope;
	f->scope->pkg = pkg;
	f->scope->func = f;
	f->scope->is_func = true;
	c->env = (Env){ .pkg = pkg, .scope = f->scope, .func = f, .sig = f->sig, .pos = pos };
	c->probe_from = c->next_obj;
	return f;
}

static FuncInfo *probe_end(Types *c, FuncInfo *f, const Env *saved, uint32_t errors_before)
{
	process_later(c, 0);
	c->env = *saved;
	c->probe_from = 0;
	f->checked = true;
	return c->nerrors == errors_before ? f : NULL;
}

static void convert_result(Types *c, Operand *x, Type *want)
{
	if (x->mode < MODE_CONST || x->type->kind == TYPE_TUPLE)
		return;
	if (want) {
		assignment(c, x, want, "assignment");
	} else if (type_is_untyped(x->type) && x->mode != MODE_NIL) {
		Type *t = type_default(c, x->type), *unsigned64 = type_basic(c, BASIC_UINT64);
		const Const *rounded;

		/* addresses and masks, as gdb has them */
		if (x->mode == MODE_CONST && t == type_basic(c, BASIC_INT) && !representable(c, x->val, t, &rounded) &&
		    representable(c, x->val, unsigned64, &rounded))
			t = unsigned64;
		convert_untyped(c, x, t);
		update_expr_type(c, x->expr, t, true);
	}
}

static void declare_vars(Types *c, FuncInfo *f, ProbeVar *vars, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const Sym *name = intern_cstr(c->ast->names, vars[i].name);

		if (vars[i].is_type) {
			vars[i].obj = obj_new(c, OBJ_TYPE, f->pkg, name, 0, vars[i].type);
			vars[i].obj->colour = BLACK;
		} else {
			vars[i].obj = obj_var(c, VAR_LOCAL, name, 0, vars[i].type);
			vars[i].obj->var.func = f;
		}
		scope_insert(c, f->scope, vars[i].obj);
	}
}

FuncInfo *types_check_expr(Package *pkg, FuncInfo *func, Scope *scope, Pos pos, Node *e, Type *want,
			   ProbeVar *vars, size_t nvars, ExprInfo *out)
{
	Types *c = pkg->types;
	Env saved;
	uint32_t before = c->nerrors;
	FuncInfo *f = probe_begin(pkg, func, scope, pos, e, &saved);
	Operand x;
	declare_vars(c, f, vars, nvars);
	raw_expr(c, want, &x, e, NULL, false);
	convert_result(c, &x, want);
	if (c->nerrors == before)
		made_limits(c, pkg, e, e->pos);
	*out = (ExprInfo){ x.type, x.mode == MODE_CONST ? x.val : NULL, x.mode, x.builtin };
	return probe_end(c, f, &saved, before);
}

void types_at_instance(Types *c, TypeList tparams, TypeList targs)
{
	c->probe_tparams = tparams;
	c->probe_targs = targs;
}

FuncInfo *types_check_stmts(Package *pkg, FuncInfo *func, Scope *scope, Pos pos, BlockStmt *block)
{
	Types *c = pkg->types;
	Env saved;
	uint32_t before = c->nerrors;
	FuncInfo *f = probe_begin(pkg, func, scope, pos, &block->node, &saved);
	stmt_list(c, block->stmts);
	if (c->nerrors == before)
		made_limits(c, pkg, &block->node, block->node.pos);
	return probe_end(c, f, &saved, before);
}
