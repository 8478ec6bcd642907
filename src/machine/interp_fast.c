/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fast loop: direct-threaded over the side copy. Compiled with flags of its own (machine.am):
 * without -fno-crossjumping gcc merges the dispatches and the loop is three times slower. */
#include "machine/interp_macros.h"

#define CASE(name) L_##name:
#define NEXT(n) do { pc += (n); goto *(void *)(uintptr_t)pc->handler; } while (0)
#define GOTO(disp) do { pc += (disp); goto *(void *)(uintptr_t)pc->handler; } while (0)
#define AGAIN() NEXT(0)
#define HOOK_CALL() ((void)0)
#define HOOK_RETURN() ((void)0)

static const void *const *fast_loop(Machine *m)
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
	if (!break_here(m))
		goto *(void *)(uintptr_t)labels[((const Ins *)CANON(pc))->op];
	return NULL;
L_WATCH:
	SAVE();
	if (!watch_stops(m))
		goto *(void *)(uintptr_t)labels[((const Ins *)CANON(pc))->op];
	return NULL;
#define return return NULL
#include "machine/interp_ops.h"
#undef return
}

void interp_fast(Machine *m)
{
	fast_loop(m);
}

const void *const *interp_labels(void)
{
	return fast_loop(NULL);
}
