/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A race, for those who want to know: as data, and as the text that a Go program built with -race prints. */
#include "machine/race_int.h"

#include <inttypes.h>

/* ---- as data ---- */

static void describe(Machine *m, const Cell *c, PcList *stack, PcList *created, MachineRaceAccess *out)
{
	const RaceLife *life = race_life(m->race, c->slot, c->clock);

	stack_list(m, c->node, c->pc, stack);
	vec_trim(created, 0);
	if (life->pc)
		stack_list(m, life->node, life->pc, created);
	*out = (MachineRaceAccess){
		.goroutine = life->id, .ended = life->ended, .write = c->flags & CELL_WRITE, .atomic = c->flags & CELL_ATOMIC,
		.pcs = stack->data, .npcs = stack->len, .created = created->data, .ncreated = created->len,
	};
}

/* Every pair of stacks is told once. */
static bool is_new(Race *r, const Cell *a, const Cell *b)
{
	uint64_t x = hash_mix(a->node, a->pc), y = hash_mix(b->node, b->pc);

	return !(*map_at(&r->reported, x < y ? hash_mix(x, y) : hash_mix(y, x)))++;
}

bool race_found(Machine *m, uint64_t addr, const Cell *now, const Cell *before)
{
	Race *r = m->race;

	if (!is_new(r, now, before))
		return false;
	r->report.number = ++r->count;
	r->report.addr = addr;
	describe(m, now, &r->pcs[0], &r->pcs[1], &r->report.now);
	describe(m, before, &r->pcs[2], &r->pcs[3], &r->report.before);
	if (m->config.races.report) {
		StrBuf text = { 0 };

		machine_race_text(m, &r->report, &text);
		door_write(m, 2, text.data, text.len);
		sb_free(&text);
	}
	if (m->config.races.halt)
		r->halted = true;
	return (r->sink && r->sink(r->sink_ctx, &r->report)) || r->halted;
}

uint64_t machine_races(const Machine *m)
{
	return m->race ? m->race->count : 0;
}

/* ---- as text ---- */

static void add_frame(const Machine *m, StrBuf *out, const CodeAt *code, uint64_t pc)
{
	size_t n = m->config.races.strip ? strlen(m->config.races.strip) : 0;
	StrBuf path = { 0 };

	code_path(m, code, &path);
	if (!n || strncmp(sb_text(&path), m->config.races.strip, n) != 0)
		n = 0;
	sb_add(out, "  ");
	code_name(code, out);
	sb_printf(out, "()\n      %s:%u +0x%" PRIx64 "\n", sb_text(&path) + n,
		  code->line ? code->line->line : code->func->line, pc - code->func->entry);
	sb_free(&path);
}

/* The compiler's own functions and the runtime's are left out, unless the access is theirs on nobody's behalf. */
static void add_stack(const Machine *m, StrBuf *out, const uint64_t *pcs, size_t n)
{
	size_t before = out->len;
	CodeAt code;

	for (size_t i = 0; i < n; i++)
		if (machine_code_at(m, pcs[i], &code) && !code_hidden(&code))
			add_frame(m, out, &code, pcs[i]);
	if (n && out->len == before && machine_code_at(m, pcs[0], &code))
		add_frame(m, out, &code, pcs[0]);
}

static void add_access(const Machine *m, StrBuf *out, const MachineRace *race, const MachineRaceAccess *a, bool previous)
{
	static const char *const kinds[2][2][2] = {	/* previous, atomic, write */
		{ { "Read", "Write" }, { "Atomic read", "Atomic write" } },
		{ { "Previous read", "Previous write" }, { "Previous atomic read", "Previous atomic write" } },
	};

	sb_printf(out, "%s at 0x%012" PRIx64 " by ", kinds[previous][a->atomic][a->write], race->addr);
	if (a->goroutine == 1)
		sb_add(out, "main goroutine:\n");
	else
		sb_printf(out, "goroutine %" PRIu64 ":\n", a->goroutine);
	add_stack(m, out, a->pcs, a->npcs);
}

static void add_creation(const Machine *m, StrBuf *out, const MachineRaceAccess *a)
{
	if (!a->ncreated)
		return;
	sb_printf(out, "\nGoroutine %" PRIu64 " (%s) created at:\n", a->goroutine, a->ended ? "finished" : "running");
	add_stack(m, out, a->created, a->ncreated);
}

void machine_race_text(const Machine *m, const MachineRace *race, StrBuf *out)
{
	static const char line[] = "==================\n";

	sb_printf(out, "%sWARNING: DATA RACE\n", line);
	add_access(m, out, race, &race->now, false);
	sb_addc(out, '\n');
	add_access(m, out, race, &race->before, true);
	add_creation(m, out, &race->now);
	if (race->before.goroutine != race->now.goroutine)
		add_creation(m, out, &race->before);
	sb_add(out, line);
}

/* ---- at the end ---- */

int race_status(Machine *m, int status)
{
	StrBuf text = { 0 };

	if (!m->config.races.report || !machine_races(m) || status)
		return status;
	sb_printf(&text, "Found %" PRIu64 " data race(s)\n", machine_races(m));
	door_write(m, 2, text.data, text.len);
	sb_free(&text);
	return m->config.races.status;
}
