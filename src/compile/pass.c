/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How values pass from frame to frame. Words lie one after the other; a big value goes as the address of a copy in the
 * heap that is its receiver's own, which keeps frames small and every slot within reach of an operand. Temporaries
 * of big types are held in the same way.
 */
#include "compile/compile_int.h"

Rep *pass_rep(Compiler *c, Rep *rep)
{
	return rep_big(rep) ? rep_basic(c, BASIC_UNSAFE_POINTER) : rep;
}

Val passed_val(Fn *f, Rep *rep, uint32_t slot)
{
	return rep_big(rep) ? val_deref(f, slot, rep) : val_slot(rep, slot);
}

Val passed_next(Fn *f, Rep *rep, uint32_t *slot)
{
	Val v = passed_val(f, rep, *slot);

	*slot += pass_rep(f->c, rep)->words;
	return v;
}

void pass_val(Fn *f, Val v, uint32_t slot)
{
	Mark m = fn_mark(f);

	if (!rep_big(v.rep)) {
		val_to(f, v, slot);
		return;
	}
	Val copy = alloc_new(f, v.rep, ANY);	/* slot may be one that v is read from */

	val_store(f, val_deref(f, copy.slot, v.rep), v);
	val_to(f, copy, slot);
	fn_release(f, m);
}

void pass_expr(Fn *f, Node *n, Rep *rep, uint32_t slot)
{
	if (!rep_big(rep)) {
		expr_conv_to(f, n, rep->type, slot);
		fn_live(f, slot, rep);
		return;
	}
	alloc_new(f, rep, slot);
	fn_live(f, slot, pass_rep(f->c, rep));	/* while n is computed */
	expr_store(f, n, val_deref(f, slot, rep));
}

Val expr_kept(Fn *f, Node *n, Rep *rep)
{
	uint32_t slot = fn_tmp(f, pass_rep(f->c, rep)->words);

	pass_expr(f, n, rep, slot);
	return passed_val(f, rep, slot);
}

SigLayout sig_layout(Compiler *c, Type *sig, Rep *recv)
{
	Type *params = type_under(sig)->func.params, *results = type_under(sig)->func.results;
	SigLayout l = { .nparams = params->tuple.n + (recv ? 1 : 0), .nresults = results->tuple.n };
	uint32_t word = 0, i = 0, n = l.nparams + l.nresults;

	l.reps = arena_make_n(c->arena, Rep *, n + 1);
	l.at = arena_make_n(c->arena, uint32_t, n + 1);
	if (recv)
		l.reps[i++] = recv;
	for (uint32_t k = 0; k < params->tuple.n; k++)
		l.reps[i++] = rep_of(c, obj_type(params->tuple.vars[k]));
	for (uint32_t k = 0; k < results->tuple.n; k++)
		l.reps[i++] = rep_of(c, obj_type(results->tuple.vars[k]));
	for (i = 0; i < n; i++) {
		l.at[i] = word;
		word += pass_rep(c, l.reps[i])->words;
		if (i + 1 == l.nparams)
			l.param_words = word;
	}
	l.result_words = word - l.param_words;
	return l;
}
