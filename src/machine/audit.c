/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What debug builds (configure --enable-debug) check while programs run:
 *
 *   no host pointer is ever stored in the hull or in the private tables: they are saved and restored as bytes, and the
 *   program may look at them. All words there are compared with the process's own mappings, when the program
 *   ends, after whole collections and at checkpoints;
 *
 *   (count, pc) names a moment: between two ticks one activation runs and its pc rises. Debug builds run everything in
 *   the observed loop for that.
 *
 * What is found is a bug of strata: it is told on stderr, and the process aborts.
 */
#include "machine/mapped.h"
#include "machine/ranges.h"

#ifdef STRATA_DEBUG

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void audit_fail(const Machine *m, const char *what, uint64_t addr, uint64_t value)
{
	fprintf(stderr, "strata: debug build: %s: %#" PRIx64 " holds %#" PRIx64 " (count %" PRIu64 ", pc %#" PRIx64 ")\n", what, addr,
		value, count_now(m), m->state->pc);
	abort();
}

/* ---- host pointers ---- */

/* Where executables, libraries, C stacks and C heaps lie, with sanitizers too; below are the hull and its tables. */
#define HOST_BASE 0x550000000000ULL

typedef struct Host { VEC(Extent) maps; const Machine *m; } Host;

static void read_maps(Host *h)
{
	FILE *f = fopen("/proc/self/maps", "r");
	char line[512];
	Extent e;

	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "%" SCNx64 "-%" SCNx64, &e.from, &e.to) == 2 && e.from >= HOST_BASE)
			vec_push(&h->maps, e);
	if (f)
		fclose(f);
}

static bool is_host(const Host *h, uint64_t value)
{
	vec_each(&h->maps, e)
		if (value - e->from < e->to - e->from)
			return true;
	return false;
}

static void audit_page(const Host *h, uint64_t addr)
{
	for (uint64_t end = addr + 4096; addr < end; addr += 8)
		if (*word(addr) >= HOST_BASE && is_host(h, *word(addr)))
			audit_fail(h->m, "a host pointer in the hull", addr, *word(addr));
}

static void audit_range(const Host *h, const Range *r)
{
	VEC(uint8_t) there = { 0 };

	vec_resize(&there, r->len / PAGE);
	range_touched(r, there.data);
	for (size_t i = 0; i < there.len; i++)
		if (there.data[i] & 1)
			audit_page(h, r->addr + i * PAGE);
	vec_free(&there);
}

void audit_hull(Machine *m)
{
	Host h = { .m = m };
	Ranges now = { 0 };

	read_maps(&h);
	ranges_now(m, &now);
	mapped_open(m);
	vec_each(&now, r)
		audit_range(&h, r);
	mapped_close(m, ~0);
	vec_free(&now);
	vec_free(&h.maps);
}

/* ---- moments ---- */

void audit_begin(Machine *m)
{
	m->audit.count = UINT64_MAX;
}

void audit_moment(Machine *m)
{
	const State *st = m->state;
	AuditMoment now = { count_now(m), st->fp, st->pc };

	if (eval_active(m))	/* outside time */
		return;
	if (now.count == m->audit.count && (now.fp != m->audit.fp || now.pc <= m->audit.pc))
		audit_fail(m, "two instructions at one moment", m->audit.fp, m->audit.pc);
	m->audit = now;
}

#endif
