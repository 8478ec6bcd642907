/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What package runtime's profiles know: where living objects were allocated, where goroutines are. */
#include <stdlib.h>

#include "base/map.h"
#include "base/vec.h"
#include "machine/natives.h"
#include "machine/special.h"

typedef struct SiteUse { uint64_t pc, objects, bytes; } SiteUse;

typedef VEC(SiteUse) SiteUses;

/* All sites of living objects, in order of address of the first object of each. */
static void count_sites(const Machine *m, SiteUses *out)
{
	Map index = { 0 };	/* pc -> its place + 1 */
	ObjectInfo o = { 0 };

	while (machine_object_next(m, &o)) {
		uint64_t *place = map_at(&index, o.site);

		if (!*place) {
			vec_push(out, ((SiteUse){ .pc = o.site + sizeof(Ins) }));
			*place = out->len;
		}
		out->data[*place - 1].objects++;
		out->data[*place - 1].bytes += o.size;
	}
	map_free(&index);
}

/* w: dst slice, result. */
Flow rt_heap_sites(Machine *m, uint64_t *w)
{
	SiteUses sites = { 0 };
	uint64_t room = w[1] / 3, n;

	count_sites(m, &sites);
	n = sites.len < room ? sites.len : room;
	if (n) {
		memcpy(at(w[0]), sites.data, n * sizeof *sites.data);
		card_mark_range(w[0], n * sizeof *sites.data);
	}
	w[3] = sites.len;
	vec_free(&sites);
	return FLOW_NEXT;
}

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
