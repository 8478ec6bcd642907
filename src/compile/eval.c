/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The debugger's expressions. The function takes the address of the frame it looks at; that
 * frame's variables are places relative to it, found by name and line in its variable table.
 */
#include <string.h>

#include "compile/compile_int.h"

static LocKind frame_kind(const CodeVar *v)
{
	switch (v->kind) {
	case CV_HEAP: return LOC_FRAMEREF;
	case CV_CAPTURED: case CV_SPILLED: return LOC_FRAMEOBJ;
	case CV_CAPREF: case CV_SPILLREF: return LOC_FRAMEOBJREF;
	default: return LOC_FRAME;
	}
}

/* The table's entry for a checker's variable: the same name declared at the same place. A type switch declares one in each clause, all
 * at its own place: it is the one whose block the pc is in. */
static const CodeVar *find_var(Fn *f, const CodeFunc *code, Object *obj)
{
	const CompileEval *in = f->c->eval;
	Place at = source_place(f->c->ast->sources, obj->pos);
	uint64_t slot = code == in->code ? (in->pc - in->code->entry) / sizeof(Ins) : UINT64_MAX;
	const CodeVar *found = NULL;

	for (uint32_t i = 0; i < code->nvars; i++) {
		const CodeVar *v = &in->image->vars.data[code->vars + i];

		if (v->line != at.line || v->col != at.col || strcmp(image_text(in->image, v->name), obj->name->text) != 0)
			continue;
		if (slot >= v->scope_from && slot < v->to)
			return v;
		if (!found)
			found = v;
	}
	return found;
}

/* A variable of the frame of `code` whose address is in slot `frame`. */
static void place_frame_var(Fn *f, const CodeFunc *code, Object *obj, uint32_t frame)
{
	const CodeVar *v = fn_loc(f, obj) ? NULL : find_var(f, code, obj);
	Loc *loc;

	if (!v)
		return;
	loc = arena_make(f->c->arena, Loc);
	*loc = (Loc){ .kind = frame_kind(v), .slot = frame, .offset = v->where, .word = code_var_object(code, v),
		      .rep = fn_rep(f, obj_type(obj)), .var = -1 };
	pmap_put(&f->locs, obj, loc);
}

static void load_word(Fn *f, uint32_t ptr, uint32_t offset, uint32_t to)
{
	val_to(f, (Val){ .kind = VAL_PTR, .slot = ptr, .imm = offset, .rep = rep_pointer(f) }, to);
}

/* In the body of a loop over a function: what the function around it has and the body does not use is in that function's frame. */
static void place_outer_vars(Fn *f, const CompileEval *in, uint32_t frame)
{
	const CodeFunc *outer = in->code, *body = outer;
	uint32_t fp = fn_tmp(f, 1);

	for (; outer->flags & FN_RANGEFUNC && outer->outer; outer = &in->image->funcs.data[outer->outer - 1])
		body = outer;
	load_word(f, frame, FRAME_FUNC * 8, fp);
	load_word(f, fp, CLOSURE_RANGE, fp);
	load_word(f, fp, RANGE_FP, fp);
	for (FuncInfo *fn = in->func; fn; fn = fn->outer)
		for (uint32_t i = 0; i < fn->nlocals; i++) {
			uint32_t line = source_place(f->c->ast->sources, fn->locals[i]->pos).line;

			if (line < body->line || line > body->end_line)	/* else it is the body's, which may lie around this one */
				place_frame_var(f, outer, fn->locals[i], fp);
		}
}

/* Its bytes lie in the image; the slot holds their address. */
static void place_var(Fn *f, const EvalVar *v, uint64_t addr, uint32_t slot)
{
	Loc *loc = arena_make(f->c->arena, Loc);

	emit_const(f, slot, (int64_t)addr);
	*loc = (Loc){ .kind = LOC_FRAME, .slot = slot, .rep = fn_rep(f, obj_type(v->obj)), .var = -1 };
	pmap_put(&f->locs, v->obj, loc);
}

/* Nothing else comes between them. */
static void place_vars(Fn *f, const CompileEval *in, uint32_t slot)
{
	for (size_t i = 0; i < in->nvars; i++) {
		uint64_t addr = image_rodata(f->c->im, in->vars[i].bytes, in->vars[i].size, 8);

		if (i == 0)
			f->c->eval_vars = addr;
		f->c->eval_vars_size = addr + in->vars[i].size - f->c->eval_vars;
		place_var(f, &in->vars[i], addr, slot + (uint32_t)i);
	}
}

static uint32_t result_words(Compiler *c, Type *t)
{
	uint32_t n = 0;

	if (t && t->kind != TYPE_TUPLE)
		return pass_rep(c, rep_of(c, t))->words;
	for (uint32_t i = 0; t && i < t->tuple.n; i++)
		n += pass_rep(c, rep_of(c, obj_type(t->tuple.vars[i])))->words;
	return n;
}

static void several_results(Fn *f, Node *n, uint32_t to)
{
	Rep **reps;
	uint32_t count, from = call_results(f, as_CallExpr(ast_unparen(n)), &reps, &count);

	for (uint32_t i = 0; i < count; i++) {
		Rep *rep = pass_rep(f->c, reps[i]);

		val_to(f, val_slot(rep, from), to);
		fn_live(f, to, rep);
		from += rep->words;
		to += rep->words;
	}
}

void eval_compile(Fn *f)
{
	const CompileEval *in = f->c->eval;
	bool several = in->type && in->type->kind == TYPE_TUPLE;
	Rep *rep = in->type && !several ? rep_of(f->c, in->type) : NULL;
	uint32_t frame = FRAME_HEADER_WORDS, vars;

	f->pkg = in->package;
	f->param_words = 1;
	f->result_words = result_words(f->c, in->type);
	vars = FRAME_HEADER_WORDS + 1 + f->result_words;
	f->top = f->max = f->locals_end = vars + (uint32_t)in->nvars;
	for (FuncInfo *fn = in->func; fn && in->code; fn = fn->outer)
		for (uint32_t i = 0; i < fn->nlocals; i++)
			place_frame_var(f, in->code, fn->locals[i], frame);
	safepoint(f, MAP_AT);
	if (in->func && in->code && in->code->flags & FN_RANGEFUNC)
		place_outer_vars(f, in, frame);
	place_vars(f, in, vars);
	if (several)
		several_results(f, in->expr, frame + 1);
	else if (rep)
		pass_expr(f, in->expr, rep, frame + 1);
	else
		expr_drop(f, in->expr);
	safepoint(f, MAP_AT);
	emit(f, OP_RET, 0, 0, 0, 0);
	emit_function(f, in->expr->pos, in->expr->end, FN_WRAPPER | FN_EXPRESSION);
}
