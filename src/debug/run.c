/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running, stepping and stopping.
 *
 * Between breakpoints the machine runs at full speed. Stepping watches each instruction of one
 * goroutine through the machine's hook: a step has arrived at the beginning of a statement on another
 * line of the same activation (or the same line, reached backwards), in the caller once the
 * activation is gone, or, for `step`, at the first statement of a user function that was called.
 */
#include "debug/debug_int.h"

#include <fcntl.h>
#include <unistd.h>

/* ---- the end of a run of the machine, as a stop ---- */

static bool same_activation(DebugSession *s, uint64_t fp, const CodeFunc *fn)
{
	MachineFrame f;

	return machine_frame_at(s, 0, &f) && f.fp == fp && f.code.func == fn;
}

static void finish_stop(DebugSession *s, DebugStop *stop, uint64_t fp, const CodeFunc *fn)
{
	stop->goroutine = s->selected_goroutine;
	stop->new_frame = stop->kind != DEBUG_STOP_EXITED && !same_activation(s, fp, fn);
	s->stop = *stop;
}

static uint64_t touched(DebugSession *s)
{
	uint64_t bytes = 0;

	for (SegmentId id = 0; id < SEGMENT_COUNT; id++) {
		SegmentInfo info;

		machine_segment(s->machine, id, &info);
		bytes += id == SEGMENT_STACK ? info.high_water : info.user + info.library;
		if (id == SEGMENT_HEAP)
			bytes += info.used;
	}
	return (bytes + 1023) / 1024;
}

static void set_exited(DebugSession *s, const MachineStop *m, DebugStop *stop)
{
	*stop = (DebugStop){ .kind = DEBUG_STOP_EXITED, .status = m->status };
	s->touched_kb = touched(s);
	debug_set_int(s, "_exitcode", m->status);
}

/* What the machine's stop means; false: nothing that concerns people, run on. */
static bool translate(DebugSession *s, const MachineStop *m, DebugStop *stop)
{
	select_stop(s);
	switch (m->reason) {
	case STOP_EXIT:
		set_exited(s, m, stop);
		return true;
	case STOP_BREAKPOINT:
		return break_hit(s, m->pc, stop);
	case STOP_INTERRUPT:
		*stop = (DebugStop){ .kind = DEBUG_STOP_INTERRUPT };
		return true;
	case STOP_PANIC:
		*stop = (DebugStop){ .kind = DEBUG_STOP_PANIC, .text = arena_strdup(s->values, m->text ? m->text : "") };
		return true;
	case STOP_FATAL:
		*stop = (DebugStop){ .kind = DEBUG_STOP_FATAL, .text = arena_strdup(s->values, m->text ? m->text : "") };
		return true;
	default:
		return false;
	}
}

/* The frame that is shown after a stop: the innermost one of the user's code. */
static void select_user_frame(DebugSession *s)
{
	MachineFrame f;

	for (unsigned level = 0; machine_frame_at(s, level, &f); level++)
		if (user_code(&f.code)) {
			s->selected_frame = level;
			return;
		}
	s->selected_frame = 0;
}

static bool run_until_stop(DebugSession *s, DebugStop *stop, uint64_t fp, const CodeFunc *fn)
{
	MachineStop m;

	do
		m = machine_run(s->machine, UINT64_MAX);
	while (!translate(s, &m, stop));
	if (stop->kind == DEBUG_STOP_PANIC || stop->kind == DEBUG_STOP_INTERRUPT || stop->kind == DEBUG_STOP_FATAL)
		select_user_frame(s);
	finish_stop(s, stop, fp, fn);
	return true;
}

static void remember_place(DebugSession *s, uint64_t *fp, const CodeFunc **fn)
{
	MachineFrame f;

	*fp = 0;
	*fn = NULL;
	if (machine_frame_at(s, 0, &f)) {
		*fp = f.fp;
		*fn = f.code.func;
	}
}

/* ---- starting ---- */

static void apply_redirects(DebugSession *s, int saved[3])
{
	for (int fd = 0; fd < 3; fd++) {
		const char *name = s->redirect[fd] ? s->redirect[fd] : fd == 0 ? s->config.stdin_path : NULL;
		int opened;

		saved[fd] = -1;
		if (!name)
			continue;
		opened = open(name, fd ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY, 0666);
		if (opened < 0)
			continue;
		saved[fd] = dup(fd);
		dup2(opened, fd);
		close(opened);
	}
}

static bool fresh_process(DebugSession *s)
{
	request_begin(s);
	if (!s->program) {
		fail(s, "No executable file specified.\nUse the \"file\" or \"exec-file\" command.");
		return false;
	}
	arena_free(s->scratch);
	s->scratch = arena_new();
	machine_renew(s);
	if (!s->machine)
		return false;
	machine_start(s->machine);
	if (s->record)
		machine_record(s->machine, &(MachineRecordConfig){ .budget = s->record_budget });
	s->exists = true;
	select_stop(s);
	if (!s->redirected)
		apply_redirects(s, s->saved_fds);
	s->redirected = true;
	machine_observe_narration(s);
	return true;
}

bool debug_run(DebugSession *s, DebugStop *stop)
{
	return fresh_process(s) && run_until_stop(s, stop, 0, NULL);
}

bool debug_starti(DebugSession *s, DebugStop *stop)
{
	if (!fresh_process(s))
		return false;
	*stop = (DebugStop){ .kind = DEBUG_STOP_STEP };
	finish_stop(s, stop, 0, NULL);
	return true;
}

/* Runs to a place that is not in the list of breakpoints. */
static bool run_to(DebugSession *s, uint64_t pc, uint64_t fp, DebugStop *stop)
{
	bool ours = !break_at(s, pc);
	MachineStop m;
	uint64_t old_fp;
	const CodeFunc *fn;

	remember_place(s, &old_fp, &fn);
	if (ours)
		machine_break(s->machine, pc);
	for (;;) {
		m = machine_run(s->machine, UINT64_MAX);
		if (m.reason == STOP_BREAKPOINT && m.pc == pc && (!fp || m.fp == fp)) {
			select_stop(s);
			if (ours || !break_hit(s, pc, stop))
				*stop = (DebugStop){ .kind = DEBUG_STOP_STEP };
			break;
		}
		if (translate(s, &m, stop))
			break;
	}
	if (ours && s->machine)
		machine_unbreak(s->machine, pc);
	finish_stop(s, stop, old_fp, fn);
	return true;
}

bool debug_start(DebugSession *s, DebugStop *stop)
{
	size_t n;
	const DebugLocation *at;

	if (!fresh_process(s))
		return false;
	at = debug_locate(s, "main.main", &n);
	return at && run_to(s, at->pc, 0, stop);
}

bool debug_continue(DebugSession *s, DebugStop *stop)
{
	uint64_t fp;
	const CodeFunc *fn;

	request_begin(s);
	if (!need_process(s))
		return false;
	remember_place(s, &fp, &fn);
	return run_until_stop(s, stop, 0, NULL);
}

/* ---- stepping ---- */

/* The statement's mark at pc, and its line. */
static bool statement_at(DebugSession *s, uint64_t pc, uint32_t *line)
{
	CodeAt at;

	if (!map_find(&s->stmt_pcs, pc) || !machine_code_at(s->machine, pc, &at))
		return false;
	*line = at.line ? at.line->line : 0;
	return true;
}

bool debug_at_statement(DebugSession *s, uint64_t pc)
{
	return map_find(&s->stmt_pcs, pc) != NULL;
}

static bool returned_to_user(DebugSession *s, uint64_t pc)
{
	CodeAt at;

	return machine_code_at(s->machine, pc, &at) && user_code(&at);
}

/* Has the step arrived? Called before each instruction while stepping. */
static bool step_hook(void *ctx, Machine *m, const MachineEvent *e)
{
	DebugSession *s = ctx;
	StepState *st = &s->step;
	uint32_t line;

	(void)m;
	if (e->kind != EVENT_INSTRUCTION) {
		narrate_event(s, e);
		return false;
	}
	if (s->narrate)
		narrate_event(s, e);
	if (e->goroutine != st->goroutine || e->pc == st->pc)
		return false;
	if (e->fp > st->fp) {
		if (!st->into || !statement_at(s, e->pc, &line))
			return false;
		return st->done = true;
	}
	if (e->fp < st->fp)
		return st->done = returned_to_user(s, e->pc);
	if (!statement_at(s, e->pc, &line))
		return false;
	if (st->forward_only && e->pc < st->pc)
		return false;
	return st->done = line != st->line || e->pc < st->pc;
}

static void step_begin(DebugSession *s, bool into, bool forward)
{
	MachineFrame f;
	GorInfo g;

	machine_goroutine_by_id(s->machine, machine_current(s->machine), &g);
	s->step = (StepState){ .goroutine = g.id, .fp = g.fp, .pc = g.pc, .into = into, .forward_only = forward };
	if (machine_frame_at(s, 0, &f)) {
		s->step.func = f.code.func;
		s->step.line = location_at(s, g.pc).line;
	}
}

/* One step: until the hook says so, or something else stops the program. */
static bool step_once(DebugSession *s, bool into, bool forward, DebugStop *stop)
{
	MachineStop m;

	step_begin(s, into, forward);
	machine_observe(s->machine, EVENT_INSTRUCTION | narration_mask(s), step_hook, s);
	for (;;) {
		m = machine_run(s->machine, UINT64_MAX);
		if (m.reason == STOP_HOOK && s->step.done) {
			select_stop(s);
			*stop = (DebugStop){ .kind = DEBUG_STOP_STEP };
			/* A breakpoint at the place of arrival is reported as hit. */
			if (break_at(s, m.pc))
				break_hit(s, m.pc, stop);
			break;
		}
		if (m.reason == STOP_BREAKPOINT && m.pc == s->step.pc && m.fp == s->step.fp)
			continue;
		if (translate(s, &m, stop))
			break;
	}
	if (s->machine)
		machine_observe_narration(s);
	return stop->kind == DEBUG_STOP_STEP;
}

static bool step_many(DebugSession *s, unsigned count, bool into, bool forward, DebugStop *stop)
{
	uint64_t fp;
	const CodeFunc *fn;

	request_begin(s);
	if (!need_process(s))
		return false;
	remember_place(s, &fp, &fn);
	while (count-- && step_once(s, into, forward, stop))
		;
	finish_stop(s, stop, fp, fn);
	return true;
}

bool debug_step(DebugSession *s, unsigned count, DebugStop *stop)
{
	return step_many(s, count, true, false, stop);
}

bool debug_next(DebugSession *s, unsigned count, DebugStop *stop)
{
	return step_many(s, count, false, false, stop);
}

bool debug_until(DebugSession *s, DebugStop *stop)
{
	return step_many(s, 1, false, true, stop);
}

bool debug_stepi(DebugSession *s, unsigned count, bool over, DebugStop *stop)
{
	uint64_t fp;
	const CodeFunc *fn;
	MachineStop m = { 0 };

	request_begin(s);
	if (!need_process(s))
		return false;
	remember_place(s, &fp, &fn);
	*stop = (DebugStop){ .kind = DEBUG_STOP_STEP };
	while (count--) {
		m = machine_step(s->machine);
		if (over && m.reason == STOP_STEPPED && m.fp > fp) {
			uint64_t back = 0;

			machine_read(s->machine, m.fp, &back, 8);
			if (!run_to(s, back, fp, stop) || stop->kind != DEBUG_STOP_STEP)
				return true;
			continue;
		}
		if (m.reason != STOP_STEPPED) {
			if (!translate(s, &m, stop))
				continue;
			break;
		}
		select_stop(s);
	}
	finish_stop(s, stop, fp, fn);
	return true;
}

/* ---- finish, advance ---- */

/* The results of a function whose frame was at fp: they still lie there. */
static void collect_results(DebugSession *s, const CodeFunc *fn, uint64_t fp, DebugStop *stop)
{
	const TypeDesc *t = (const TypeDesc *)fn->type;
	const uint64_t *types = t ? (const uint64_t *)t->funcs.ptr : NULL;
	uint64_t at = fp + (FRAME_HEADER_WORDS + fn->param_words) * 8u;

	for (uint64_t i = t ? t->len : 0; t && i < t->funcs.len && stop->nvalues < DEBUG_MAX_VALUES; i++) {
		stop->values[stop->nvalues++] = value_read(s, types[i], at);
		at += (((const TypeDesc *)types[i])->size + 7) & ~7ULL;
	}
}

bool debug_finish(DebugSession *s, DebugStop *stop)
{
	MachineFrame f;
	uint64_t ret = 0, caller = 0;

	request_begin(s);
	if (!need_process(s))
		return false;
	if (!selected_machine_frame(s, &f)) {
		fail(s, "No selected frame.");
		return false;
	}
	machine_read(s->machine, f.fp, &ret, 8);
	machine_read(s->machine, f.fp + 8, &caller, 8);
	if (!caller || !debug_pc_location(s, ret)) {
		fail(s, "\"finish\" not meaningful in the outermost frame.");
		return false;
	}
	if (!run_to(s, ret, caller, stop))
		return false;
	if (stop->kind == DEBUG_STOP_STEP) {
		stop->kind = DEBUG_STOP_FINISH;
		stop->new_frame = true;
		collect_results(s, f.code.func, f.fp, stop);
		s->stop = *stop;
	}
	return true;
}

bool debug_advance(DebugSession *s, const char *location, DebugStop *stop)
{
	size_t n;
	const DebugLocation *at;

	request_begin(s);
	if (!need_process(s))
		return false;
	at = debug_locate(s, location, &n);
	return at && run_to(s, at->pc, 0, stop);
}
