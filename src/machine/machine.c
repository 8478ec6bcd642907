/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life of a machine: segments, loading, starting, running until something happens, breakpoints. */
#include "machine/heap.h"
#include "machine/profile.h"
#include "machine/race.h"
#include "machine/record.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

const char *const wait_text[WAIT_COUNT] = {
#define WAIT(name, text, profiled) text,
#include "machine/wait.def"
};

/* ---- life ---- */

static bool reserve(Machine *m)
{
	m->state = memory_private(m, PRIVATE_STATE, sizeof(State));
	return m->state && sched_init(m) && heap_init(m);
}

Machine *machine_new(const MachineConfig *config, const Image *const *images, size_t n, const char **why)
{
	Machine *m = mem_zalloc(sizeof *m);

	m->config = *config;
	if (!m->config.door.write)
		m->config.door = machine_host_door();
	if (!m->config.ns_per_tick)
		m->config.ns_per_tick = 2;
	if (!m->config.gc_start)
		m->config.gc_start = 4 << 20;
	m->base = config->slot ? config->slot : hull_slot(0);
	if (!reserve(m)) {
		*why = "the address space for the hull is taken";
		memory_release(m);
		mem_free(m);
		return NULL;
	}
	m->until = m->checkpoint_at = UINT64_MAX;
	m->directory = config->directory ? strdup(config->directory) : getcwd(NULL, 0);
	rng_seed(&m->state->rng, config->seed);
	views_new(m);
	machine_race(m, NULL, NULL);
	for (size_t i = 0; i < n; i++)
		if (!load_image(m, images[i])) {
			*why = "there is no memory for the program";
			machine_free(m);
			return NULL;
		}
	return m;
}

void machine_free(Machine *m)
{
	if (!m)
		return;
	fault_handler_release(m);
	eval_free(m);
	race_free(m);
	vec_each(&m->deaths, d)
		mem_free(d->text);
	vec_free(&m->deaths);
	record_free(m);
	snapshots_free(m);
	memory_release(m);
	vec_free(&m->images);
	map_free(&m->breaks);
	vec_free(&m->frame_breaks);
	vec_free(&m->deferred_breaks);
	vec_free(&m->watch.pcs);
	mem_free(m->watch.granules);
	map_free(&m->needed);
	mem_free(m->side_filled);
	signals_release(m);
	descriptors_release(m);
	map_free(&m->types_by_link);
	map_free(&m->itabs);
	map_free(&m->entry_types);
	map_free(&m->freed_index);
	vec_free(&m->freed);
	sb_free(&m->stop_text);
	views_free(m);
	free(m->directory);
	mem_free(m);
}

/* ---- starting ---- */

/* Calls a function without parameters as the first frame of the current goroutine. */
static void first_frame(Machine *m, uint64_t entry, Opcode stub)
{
	State *st = m->state;
	uint64_t *frame = word(gor_current(m)->stack_lo + 64);

	frame[FRAME_RET_PC] = image_stub(m->base, stub);
	frame[FRAME_CALLER] = 0;
	frame[FRAME_FUNC] = entry;
	st->fp = (uint64_t)frame;
	st->pc = entry;
	st->budget--;	/* a call: a tick */
	if (m->mask & EVENT_CALL)
		machine_event(m, EVENT_CALL, 0, 0, 0);
}

/* The next package initialiser, or main.main; images in the order they were loaded. */
Flow init_next(Machine *m)
{
	State *st = m->state;

	while (st->init_image < m->images.len) {
		const Image *im = m->images.data[st->init_image];

		while (st->init_step < im->inits.len) {
			const CodeInit *init = &im->inits.data[st->init_step++];

			if (load_needed(m, im, init->package)) {
				first_frame(m, init->entry, OP_INITEND);
				return FLOW_RELOAD;
			}
		}
		st->init_image++;
		st->init_step = 0;
	}
	for (size_t i = 0; i < m->images.len; i++)
		if (m->images.data[i]->main_entry) {
			first_frame(m, m->images.data[i]->main_entry, OP_GOEND);
			return FLOW_RELOAD;
		}
	return program_exit(m, 0);
}

void machine_start(Machine *m)
{
	State *st = m->state;
	Gor *g = &m->gors[0];

	st->ngors = 1;
	st->live_gors = 1;
	st->gor_next_id = 2;
	*g = (Gor){ .id = 1, .state = GOR_RUNNING };
	stack_new(m, g);
	st->limit = g->limit;
	st->current = 0;
	st->started = true;
	gcpace_start(m);
	godebug_start(m);
	traceback_level(m, NULL, 0);
	heapprofile_start(m);
	st->preempt_at = 20000;
	st->count_base = 0;
	st->budget = 0;
	m->start_wall = m->config.virtual_clock ? 0 : m->config.door.wall_ns(m->config.door.ctx);
	m->start_mono = m->config.virtual_clock ? 0 : m->config.door.mono_ns(m->config.door.ctx);
	budget_set(m);
	init_next(m);
	race_switch(m);
}

/* ---- running ---- */

void machine_fill_stop(Machine *m, StopReason reason)
{
	State *st = m->state;

	m->stop = (MachineStop){ .reason = reason, .goroutine = gor_current(m)->id, .pc = st->pc, .fp = st->fp,
				 .status = st->status, .crashed = st->crashed, .unseen = reason == STOP_HOOK, .text = sb_text(&m->stop_text) };
}

/* Runs the loop that fits; a real fault in the hull comes back here as a Go fault. */
static void run_loop(Machine *m)
{
	if (m->state->idle) {
		m->state->idle = false;
		if (sched_next(m) == FLOW_STOP)
			return;
	}
	m->fault_addr = 0;
	if (sigsetjmp(m->fault_env, 0)) {
		fault_landed();
		m->fault_armed = false;
		m->single_step = m->single_step && !m->watch.looking;
		m->watch.looking = false;
		if (fault_flow(m) == FLOW_STOP)
			return;
	}
	m->fault_armed = true;
	audit_begin(m);
	/* Of the loops for watched memory and for races the program can have one: the observed loop does both. */
	if (DEBUG_BUILD || m->mask || m->single_step || m->to_count || (m->race && m->watch.everywhere))
		interp_observed(m);
	else if (m->race)
		interp_race(m);
	else if (m->watch.reads)
		interp_reads(m);
	else if (m->watch.everywhere)
		interp_watched(m);
	else
		interp_fast(m);
	m->fault_armed = false;
}

/* The loops pay attention near a count, not at each tick (a RET cannot stop behind itself): they run up to a
 * little before it, and the observed loop finds the first instruction at which it is reached. */
enum { COUNT_SLACK = 16 };

static void run_to_count(Machine *m, uint64_t count, uint64_t pc)
{
	m->exact = count;
	m->exact_pc = pc;
	m->until = count == UINT64_MAX ? count : count > COUNT_SLACK ? count - COUNT_SLACK : 0;
	budget_set(m);
	if (count_now(m) < m->until || count == UINT64_MAX) {
		run_loop(m);
		if (m->stop.reason != STOP_COUNT)
			return;
		m->observe_first = false;
	}
	m->until = UINT64_MAX;
	budget_set(m);
	m->to_count = true;
	run_loop(m);
	m->to_count = false;
}

void run_to_moment(Machine *m, uint64_t count, uint64_t pc)
{
	State *st = m->state;
	uint64_t now = count_now(m);
	bool again = m->look_again;

	m->look_again = false;
	if (st->exited) {
		machine_fill_stop(m, STOP_EXIT);
		return;
	}
	if (m->dying) {
		machine_die(m);
		return;
	}
	m->until = m->exact = UINT64_MAX;
	if (now > count || (now == count && st->pc >= pc)) {
		machine_fill_stop(m, STOP_COUNT);
		return;
	}
	budget_set(m);
	fault_handler_install(m);
	/* One instruction past a breakpoint that has been reported, then at full speed. */
	if (!again && m->breaks.len && map_find(&m->breaks, st->pc) && !m->mask) {
		m->observe_first = true;
		m->single_step = true;
		run_loop(m);
		m->single_step = false;
		if (m->stop.reason != STOP_STEPPED)
			return;
	}
	if (m->watch.n && watch_stops(m))
		return;
	m->observe_first = m->mask && !again;
	run_to_count(m, count, pc);
}

MachineStop machine_run(Machine *m, uint64_t until_count)
{
	uint64_t count, pc;

	record_settle(m);
	while (record_next_change(m, &count, &pc) && count <= until_count) {
		run_to_moment(m, count, pc);
		if (m->stop.reason != STOP_COUNT)
			return m->stop;
		record_change_again(m);
	}
	run_to_moment(m, until_count, 0);
	return m->stop;
}

void machine_look_again(Machine *m)
{
	m->look_again = m->stop.unseen;
}

void machine_leave(const Machine *m)
{
	fault_handler_release(m);
}

MachineStop machine_step(Machine *m)
{
	record_settle(m);
	if (m->state->exited || m->dying)
		return machine_run(m, UINT64_MAX);
	m->until = m->exact = UINT64_MAX;
	budget_set(m);
	fault_handler_install(m);
	m->observe_first = true;
	m->look_again = false;
	m->single_step = true;
	run_loop(m);
	m->single_step = false;
	return m->stop;
}

/* The loop has the budget in a register; it looks here at the end of each time slice. */
void machine_interrupt(Machine *m)
{
	m->interrupted = 1;
}

void machine_forget_interrupt(Machine *m)
{
	m->interrupted = 0;
}

void machine_end(Machine *m, int status)
{
	m->dying = false;
	program_exit(m, status);
}

void machine_stop_on_panic(Machine *m, bool on)
{
	m->stop_on_panic = on;
}

void machine_stop_for_choice(Machine *m, bool on)
{
	m->ask_choice = on;
}

void machine_observe(Machine *m, unsigned mask, MachineHook hook, void *ctx)
{
	m->mask = mask;
	m->hook = hook;
	m->hook_ctx = ctx;
}

uint64_t machine_count(const Machine *m)
{
	return count_now(m);
}

bool machine_alive(const Machine *m)
{
	return m->state->started && !m->state->exited;
}

int machine_exit_status(const Machine *m)
{
	return m->state->status;
}

/* ---- breakpoints: the side copy's handler is the break body ---- */

static SideIns *side_at(uint64_t pc)
{
	return at(pc + SIDE_DELTA);
}

const void *const *loop_labels(const Machine *m)
{
	return m->race ? interp_race_labels() : m->watch.reads ? interp_reads_labels() : m->watch.everywhere ? interp_watched_labels() : interp_labels();
}

/* What only watches is looked at without looking into the table. */
static void patch_apply(Machine *m, uint64_t pc, uint64_t kinds)
{
	load_side(m, pc);
	side_at(pc)->handler = loop_labels(m)[kinds == BREAK_WATCH ? OP_COUNT + 1 : kinds ? OP_COUNT : ((const Ins *)at(pc))->op];
}

void patch_add(Machine *m, uint64_t pc, unsigned kind)
{
	uint64_t kinds = map_get(&m->breaks, pc, 0) | kind;

	map_put(&m->breaks, pc, kinds);
	patch_apply(m, pc, kinds);
}

void patch_remove(Machine *m, uint64_t pc, unsigned kind)
{
	uint64_t left = map_get(&m->breaks, pc, 0) & ~(uint64_t)kind;

	if (left)
		map_put(&m->breaks, pc, left);
	else
		map_del(&m->breaks, pc);
	patch_apply(m, pc, left);
}

void patches_apply(Machine *m)
{
	uint64_t pc, kinds;

	for (size_t it = 0; map_next(&m->breaks, &it, &pc, &kinds);)
		patch_apply(m, pc, kinds);
}

void machine_break(Machine *m, uint64_t pc)
{
	patch_add(m, pc, BREAK_EVERYWHERE);
}

void machine_unbreak(Machine *m, uint64_t pc)
{
	patch_remove(m, pc, BREAK_EVERYWHERE);
}

/* These patches of a kind in the place of those that are there. */
static void patch_set(Machine *m, Pcs *have, const uint64_t *pcs, size_t n, unsigned kind)
{
	vec_each(have, pc)
		patch_remove(m, *pc, kind);
	vec_trim(have, 0);
	for (size_t i = 0; i < n; i++) {
		patch_add(m, pcs[i], kind);
		vec_push(have, pcs[i]);
	}
}

void machine_break_in_frames(Machine *m, const uint64_t *pcs, size_t n, uint64_t lo, uint64_t hi, uint64_t also)
{
	patch_set(m, &m->frame_breaks, pcs, n, BREAK_IN_FRAMES);
	m->frames_lo = lo;
	m->frames_hi = hi;
	m->frames_also = also;
}

void machine_break_deferred(Machine *m, const uint64_t *pcs, size_t n)
{
	patch_set(m, &m->deferred_breaks, pcs, n, BREAK_DEFERRED);
}

bool break_here(Machine *m)
{
	uint64_t kinds = map_get(&m->breaks, m->state->pc, 0), fp = m->state->fp;
	bool here;

	if (kinds & BREAK_WATCH && watch_stops(m))
		return true;
	here = kinds & BREAK_EVERYWHERE ||
	       (kinds & BREAK_IN_FRAMES && ((fp >= m->frames_lo && fp <= m->frames_hi) || fp == m->frames_also)) ||
	       (kinds & BREAK_DEFERRED && frame_return(gor_current(m), fp) == image_stub(m->base, OP_PANICNX));
	if (here)
		machine_fill_stop(m, STOP_BREAKPOINT);
	return here;
}
