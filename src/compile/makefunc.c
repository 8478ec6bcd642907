/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Code for reflect.MakeFunc. A func value made at run time needs code whose frame fits its signature, and all
 * code is there before the program runs: so the library has one function for each number of words that
 * parameters and results take together. It hands the closure object and the address of those words to
 * internal/abi.runMade, which knows the signature. All the words count as parameters, so all are roots.
 */
#include "compile/compile_int.h"

void makefunc_queue(Compiler *c)
{
	for (uint32_t words = 0; words < MAKEFUNC_WORDS; words++) {
		FnRef *ref = arena_make(c->arena, FnRef);

		*ref = (FnRef){ .kind = FN_MADE, .name = "reflect.makeFuncStub", .queued = true, .made_words = words,
				.link = arena_printf(c->arena, MAKEFUNC_LINK, words) };
		vec_push(&c->queue, ref);
	}
}

void makefunc_compile(Fn *f)
{
	uint32_t words = f->ref->made_words;
	Val args[2];

	f->param_words = words;
	f->top = f->max = f->locals_end = FRAME_HEADER_WORDS + words;
	for (uint32_t i = 0; i < words; i++)
		fn_live(f, FRAME_HEADER_WORDS + i, rep_pointer(f));
	safepoint(f, MAP_AT);
	args[0] = val_slot(rep_pointer(f), FRAME_FUNC);
	args[1] = val_slot(rep_pointer(f), fn_tmp(f, 1));
	emit_cd(f, OP_LEA, args[1].slot, 0, FRAME_HEADER_WORDS * 8);
	runtime_call(f, "internal/abi.runMade", args, 2, 0);
	safepoint(f, MAP_AT);
	emit(f, OP_RET, 0, 0, 0, 0);
	emit_function(f, 0, 0, FN_WRAPPER);
}
