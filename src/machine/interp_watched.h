/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two loops for watched memory have in common: stores that look, and what is done behind one that hit. */
#include "machine/interp_macros.h"

#undef STORED
#undef STORED_RANGE
#undef HELPED
#define STORED(addr, n) do { if (unlikely(granules[((addr) >> WATCH_GRANULE) % WATCH_GRANULES])) goto stored; } while (0)
#define STORED_RANGE(addr, n) do { if (unlikely((addr) < m->watch.hi && (addr) + (n) > m->watch.lo)) goto stored; } while (0)
#define HELPED(n) do { if (writes_much[((const Ins *)CANON(pc))->op]) goto stored; } while (0)

/* Helpers that write to memory that was there before. */
static const bool writes_much[OP_COUNT] = {
#define OP(name, text, operands, flags, doc) [OP_##name] = ((flags) & (OPF_STORE | OPF_PARK)) != 0 || OP_##name == OP_CLOSE,
#include "code/opcodes.def"
#undef OP
};

#undef FLOW_TAKEN
#define FLOW_TAKEN() do { if (unlikely(watch_stops(m))) return; } while (0)

/* stored: the instruction is done; the stop, if it is one, stands behind it. */
#define LOOP_LOCALS const uint8_t *granules = m->watch.granules;
#define STORED_EXIT \
stored: \
	pc += op_info[((const Ins *)CANON(pc))->op].flags & OPF_TWO ? 2 : 1; \
	SAVE(); \
	if (watch_stops(m)) \
		return NULL; \
	NEXT(0);
