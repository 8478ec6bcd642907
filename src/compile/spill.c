/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Variables that the frame has no room for. Instructions name 2^16 words of a frame, and temporaries need some of them, so
 * a function with very many variables keeps the later ones, or the addresses of their cells, in one object of the heap,
 * which its prologue makes for each call. The object's address is in the first word after the parameters and results,
 * where the debugger finds it (code_spill_word).
 *
 * The number of variables in the frame has a limit too: each safepoint's map takes as long as there are live ones.
 */
#include "compile/compile_int.h"

enum { MANY_WORDS = 1 << 15, MANY_VARIABLES = 1 << 10 };

void spill_prepare(Fn *f)
{
	uint64_t words = f->top;

	for (uint32_t i = 0; i < f->info->nlocals; i++)
		words += fn_rep(f, obj_type(f->info->locals[i]))->words;
	if (f->info->nlocals > MANY_VARIABLES || words > MANY_WORDS)
		f->spill = fn_tmp(f, 1);
}

bool spill_wanted(Fn *f, uint32_t words)
{
	return f->spill && words && (f->top + words > MANY_WORDS || f->vars.len >= MANY_VARIABLES);
}

uint32_t spill_place(Fn *f, Object *var, Rep *rep, bool cell)
{
	uint32_t at = f->spill_bytes;

	vec_push(&f->spilled, ((Capture){ var, cell, at, rep }));
	f->spill_bytes += (cell ? 1 : rep->words) * 8;
	return at;
}

void spill_new(Fn *f)
{
	const char *name = arena_printf(f->c->arena, "variables of %s", f->ref->name);

	if (!f->spilled.len)
		return;
	emit_two(f, OP_NEW, f->spill, 0, 0, 0,
		 desc_record(f->c, name, f->spilled.data, (uint32_t)f->spilled.len, f->spill_bytes), 0);
	fn_live(f, f->spill, rep_pointer(f));
}
