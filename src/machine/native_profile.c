/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What package runtime's profiles know of goroutines: where they are. */
#include "machine/natives.h"

/* w: depth, dst slice, result. Each goroutine's stack is `depth` words, closed by 0 if it has fewer. */
Flow rt_goroutine_stacks(Machine *m, uint64_t *w)
{
	uint64_t depth = w[0], room = depth ? w[2] / depth : 0, n = 0, *dst = at(w[1]);
	GorInfo g;

	for (size_t i = 0; machine_goroutine(m, i, &g); i++) {
		uint64_t used;

		if (g.own)
			continue;
		if (n++ >= room)
			continue;
		used = native_callers(m, &g, g.id == machine_current(m), dst, depth);
		memset(dst + used, 0, (depth - used) * sizeof *dst);
		dst += depth;
	}
	if (room)
		card_mark_range(w[1], w[2] * sizeof *dst);
	w[4] = n;
	return FLOW_NEXT;
}
