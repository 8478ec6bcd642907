/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The observed loop: the same bodies, but every instruction is fetched by its canonical opcode and
 * shown to the hook first. Entering it costs nothing to set up; the program cannot tell. */
#include "machine/interp_race.h"

#define CASE(name) L_##name:
#define NEXT(n) do { pc += (n); goto observe; } while (0)
#define GOTO(disp) do { pc += (disp); goto observe; } while (0)
#define AGAIN() goto *(void *)(uintptr_t)labels[((const Ins *)CANON(pc))->op]
#define RACING unlikely(m->race != NULL)
#define HOOK_CALL() do { \
	RACE_CALL(h); \
	if (m->mask & EVENT_CALL) { \
		SAVE(); \
		machine_event(m, EVENT_CALL, 0, 0, 0); \
	} \
} while (0)
#define HOOK_RETURN() do { \
	RACE_RETURN(); \
	if (m->mask & EVENT_RETURN) { \
		SAVE(); \
		machine_event(m, EVENT_RETURN, 0, 0, 0); \
	} \
} while (0)

void interp_observed(Machine *m)
{
	static const void *const labels[OP_COUNT] = {
#define OP(name, text, operands, flags, doc) [OP_##name] = &&L_##name,
#include "code/opcodes.def"
#undef OP
	};
	State *st = m->state;
	const SideIns *pc, *callee;
	char *fp;
	int64_t budget;
	uint64_t bad, limit, callee_word;
	bool attended = false;
	Flow flow_result;

	LOAD();
	goto observe;
	RACE_EXITS(return)
observe:
	SAVE();
	if (observe_instruction(m))
		return;
	goto *(void *)(uintptr_t)labels[((const Ins *)CANON(pc))->op];
#include "machine/interp_ops.h"
}
