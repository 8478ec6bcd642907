/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A loop that is threaded directly over the side copies, which hold its labels while it is in use: the including file's
 * function LOOP. With NULL it gives the labels, in the order of the opcodes, those of a breakpoint and of a patched writer
 * behind them. LOOP_LOCALS and LOOP_EXITS, with what the bodies' STORED, STORED_RANGE, HELPED and FLOW_TAKEN need, are the
 * including file's too, and so is what is done at the patch of a watched slot (WATCH_PATCH), at a breakpoint that is not for
 * this frame (PASS_BREAK), and where frames come and go (HOOK_CALL, HOOK_RETURN: nothing, unless they are defined). Not a function with a flag: gcc threads a loop well only when nothing in it is asked at run time.
 */
#define CASE(name) L_##name:
#define NEXT(n) do { pc += (n); goto *(void *)(uintptr_t)pc->handler; } while (0)
#define GOTO(disp) do { pc += (disp); goto *(void *)(uintptr_t)pc->handler; } while (0)
#define AGAIN() NEXT(0)
#ifndef HOOK_CALL
#define HOOK_CALL() ((void)0)
#define HOOK_RETURN() ((void)0)
#endif

static const void *const *LOOP(Machine *m)
{
	static const void *const labels[OP_COUNT + 2] = {
#define OP(name, text, operands, flags, doc) [OP_##name] = &&L_##name,
#include "code/opcodes.def"
#undef OP
		[OP_COUNT] = &&L_BREAK, [OP_COUNT + 1] = &&L_WATCH,
	};

	if (!m)
		return labels;
	State *st = m->state;
	LOOP_LOCALS
	const SideIns *pc, *callee;
	char *fp;
	int64_t budget;
	uint64_t bad, limit, callee_word;
	bool attended = false;
	Flow flow_result;

	LOAD();
	NEXT(0);
L_BREAK:
	SAVE();
	if (break_here(m))
		return NULL;
	PASS_BREAK();
L_WATCH:
	SAVE();
	WATCH_PATCH();
	LOOP_EXITS
#define return return NULL
#include "machine/interp_ops.h"
#undef return
}
