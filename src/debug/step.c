/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stepping: step, next, until, stepi, finish, advance.
 *
 * The machine always runs at full speed. A step marks every place where it may arrive: the statements
 * of its own function, the return addresses of the frames below, for `step` the first statements of all
 * user functions. The machine stops there in frames that can matter only, so that a long call, a recursion
 * or another goroutine in the same function costs next to nothing. Arrived it has at a statement on another
 * line of the same activation (or the same line, reached backwards), in a frame below once the activation is
 * gone, or, for `step`, at the beginning of a function that was called. Where the goroutine ends, so does the step.
 */
#include "debug/debug_int.h"

/* The activation that a request begins in, as it has been shown; from here on deferred calls above an event are frames, too. */
static void remember_place(DebugSession *s, uint64_t *fp, const CodeFunc **fn)
{
	MachineFrame f;

	*fp = 0;
	*fn = NULL;
	if (machine_frame_at(s, 0, &f)) {
		*fp = f.fp;
		*fn = f.code.func;
	}
	event_over(s);
}

/* The statement's mark at pc, and its line. */
static bool statement_at(DebugSession *s, uint64_t pc, uint32_t *line)
{
	CodeAt at;
	bool there = map_find(&s->stmt_pcs, pc);

	if (!(there || s->in_library) || !machine_code_at(s->machine, pc, &at))
		return false;
	*line = at.line ? at.line->line : 0;
	return there || (at.line && at.line->flags & LINE_STMT && at.func->entry + at.line->slot * sizeof(Ins) == pc);
}

bool debug_at_line(DebugSession *s, uint64_t pc)
{
	CodeAt at;

	if (map_find(&s->stmt_pcs, pc))
		return true;
	return machine_code_at(s->machine, pc, &at) && at.line && at.func->entry + at.line->slot * sizeof(Ins) == pc &&
	       at.line > &at.image->lines.data[at.func->lines] && at.line[-1].line != at.line->line;
}

/* The body of a loop over a function, when code is the function it stands in (or the body itself). */
static bool is_body_of(const Image *im, const CodeFunc *body, const CodeFunc *fn)
{
	while (body != fn && body->flags & FN_RANGEFUNC && body->outer)
		body = &im->funcs.data[body->outer - 1];
	return body == fn;
}

/* At the beginning of a function: has the step's own frame called it? */
static bool called_directly(DebugSession *s)
{
	MachineFrame f;
	unsigned level = 1;

	while (machine_frame_at(s, level, &f) && f.code.func->flags & (FN_WRAPPER | FN_STUB))
		level++;
	return machine_frame_at(s, level, &f) && f.fp == s->step.fp;
}

/* In a frame above: is it a function that the step wants to see? */
static bool called_by_step(DebugSession *s, uint64_t pc)
{
	CodeAt at;

	if (machine_code_at(s->machine, pc, &at) && at.func->flags & FN_RANGEFUNC && is_body_of(at.image, at.func, s->step.code.func))
		return true;
	return s->step.into && (!s->step.calls || (called_directly(s) && --s->step.calls == 0));
}

/* ---- where a step may arrive ---- */

static void add_statements(StepState *st, const CodeAt *code)
{
	for (uint32_t i = 0; i < code->func->nlines; i++) {
		const LineEntry *l = &code->image->lines.data[code->func->lines + i];

		if (l->flags & LINE_STMT)
			vec_push(&st->pcs, code->func->entry + l->slot * sizeof(Ins));
	}
}

/* A frame's function ends by a return to the frame below, or, when a deferred call recovers from a panic, of any
 * frame below. A recursion has few return addresses: its depth is looked at only so far. */
enum { CALLERS_LOOKED_AT = 256 };

/* From the body of a loop over a function outwards: the level of the frame that the loop stands in, past the function that the loop is
 * over and what that has called; level itself when there is no such frame, or no body at level. */
static unsigned loop_level(DebugSession *s, unsigned level)
{
	MachineFrame body, f;

	if (!machine_frame_at(s, level, &body) || !(body.code.func->flags & FN_RANGEFUNC))
		return level;
	for (unsigned i = level + 1; i < level + CALLERS_LOOKED_AT && machine_frame_at(s, i, &f); i++)
		if (f.code.func != body.code.func && is_body_of(body.code.image, body.code.func, f.code.func))
			return i;
	return level;
}

/* library: the caller itself may be the library's; otherwise only the user's frames count. next and until stay out of what loops are
 * over; step goes back into it, since it may have come from there. */
static bool add_callers(DebugSession *s, unsigned level, bool library)
{
	MachineFrame f;
	bool any = false;
	unsigned loop = s->step.into ? level : loop_level(s, level);

	for (unsigned i = loop > level ? loop : level + 1; i < level + CALLERS_LOOKED_AT && machine_frame_at(s, i, &f); i++) {
		if (user_code(&f.code) || (library && !any && f.code.image->part != PART_SCRATCH)) {
			if (!any)
				s->step.return_fp = f.fp;
			any = true;
			vec_push(&s->step.pcs, f.pc);
		}
		loop = s->step.into ? i : loop_level(s, i);
		i = loop > i ? loop - 1 : i;
	}
	return any;
}

/* The runtime calls each init and main from the same place. */
static void add_entries(DebugSession *s)
{
	const Image *im = s->program->image;
	CodeAt at;

	vec_each(&im->inits, init) {
		if (machine_code_at(s->machine, init->entry, &at) && user_code(&at))
			vec_push(&s->step.pcs, first_statement(at.image, at.func));
	}
	if (machine_code_at(s->machine, im->main_entry, &at))
		vec_push(&s->step.pcs, first_statement(at.image, at.func));
}

/* Is it one of the user's functions that the step wants to see the beginning of? */
static bool is_wanted(const DebugSession *s, const Image *im, const CodeFunc *fn)
{
	return s->step.only ? debug_names_function(s, image_text(im, fn->name), s->step.only) : s->step.calls || !skipped(s, im, fn);
}

/* The beginnings of functions: all of the user's, or the bodies of loops over functions, which are a part of
 * their function as far as people are concerned. True when there are any. */
static bool add_functions(DebugSession *s, bool all)
{
	const Image *im = s->program->image;
	size_t before = s->step.pcs.len;

	vec_each(&im->funcs, fn)
		if (!(fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB)) &&
		    ((all && is_wanted(s, im, fn)) || (fn->flags & FN_RANGEFUNC && is_body_of(im, fn, s->step.code.func))))
			vec_push(&s->step.pcs, first_statement(im, fn));
	return s->step.pcs.len > before;
}

/* ---- deferred calls ---- */

enum { DEFERRED_LOOKED_AT = 256 };

/* The beginnings of what is deferred now: when a panic comes, next has arrived there. */
static void break_deferred(DebugSession *s)
{
	uint64_t pcs[DEFERRED_LOOKED_AT];
	size_t n = 0;
	DeferInfo d;
	CodeAt at;

	s->step.deferred = machine_defer(s->machine, s->step.goroutine, 0, &d) ? d.params : NULL;
	for (size_t i = 0; i < DEFERRED_LOOKED_AT && machine_defer(s->machine, s->step.goroutine, i, &d); i++)
		if (d.entry && machine_code_at(s->machine, d.entry, &at) && is_wanted(s, at.image, at.func))
			pcs[n++] = first_statement(at.image, at.func);
	machine_break_deferred(s->machine, pcs, n);
}

/* At the beginning of a function: is it the newest of the calls that had been deferred when the step began? */
static bool deferred_begins(DebugSession *s)
{
	MachineFrame f;
	DeferInfo d;
	size_t i = 0;

	if (!s->step.deferred || !machine_frame_at(s, 0, &f) || !f.called_by_panic || f.fp <= s->step.fp)
		return false;
	while (machine_defer(s->machine, s->step.goroutine, i, &d) && d.fp > s->step.fp)
		i++;
	return !machine_defer(s->machine, s->step.goroutine, i, &d) || d.params != s->step.deferred;
}

/* ---- running to one of these places ---- */

typedef bool Arrived(DebugSession *s, const MachineStop *m);

/* The goroutine of the step is at its end, where nothing is left to arrive at: the step stops at the statement that comes next,
 * in whatever goroutine. The end of goroutine 1 is the program's. */
static void goroutine_ends(DebugSession *s, uint64_t goroutine)
{
	StepState *st = &s->step;
	const Image *im = s->program->image;

	if (goroutine != st->goroutine || goroutine == 1 || st->ended)
		return;
	st->ended = goroutine;
	vec_trim(&st->pcs, 0);
	vec_each(&im->funcs, fn)
		if (!(fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB)))
			add_statements(st, &(CodeAt){ .image = im, .func = fn });
	machine_break_in_frames(s->machine, st->pcs.data, st->pcs.len, 0, UINT64_MAX, 0);
}

/* Until one of the step's places is reached in frames up to `hi` and `arrived` agrees, or something else happens. */
static bool run_to(DebugSession *s, uint64_t hi, Arrived *arrived, DebugStop *stop)
{
	StepState *st = &s->step;
	uint64_t end = image_stub(s->slot, OP_GOEND);
	GorInfo g;
	MachineStop m;

	s->stepping = s->running = true;
	machine_goroutine_by_id(s->machine, st->goroutine, &g);
	machine_break_in_frames(s->machine, st->pcs.data, st->pcs.len, hi == UINT64_MAX ? 0 : g.stack_lo, hi, st->return_fp);
	machine_break(s->machine, end);
	for (bool told = still_to_tell(s, stop); !told;) {
		m = run_machine(s);
		if (call_over(s, &m, stop) || watch_left(s, &m, stop))
			break;
		if (m.reason == STOP_BREAKPOINT && m.pc == end) {
			goroutine_ends(s, m.goroutine);
			continue;
		}
		if (m.reason == STOP_BREAKPOINT && (st->ended || (m.goroutine == st->goroutine && arrived(s, &m)))) {
			select_stop(s);
			/* A breakpoint at the place of arrival is reported as hit. */
			if (!break_at(s, m.pc) || !break_hit(s, m.pc, stop))
				*stop = (DebugStop){ .kind = DEBUG_STOP_STEP };
			break;
		}
		if (m.reason == STOP_BREAKPOINT && !break_at(s, m.pc))
			continue;
		if (stop_from(s, &m, stop))
			break;
	}
	s->stepping = s->running = false;
	if (s->machine) {
		machine_break_in_frames(s->machine, NULL, 0, 0, 0, 0);
		machine_break_deferred(s->machine, NULL, 0);
		machine_unbreak(s->machine, end);
	}
	stop->ended = st->ended;
	return stop->kind == DEBUG_STOP_STEP && !st->ended;
}

static bool step_arrived(DebugSession *s, const MachineStop *m)
{
	StepState *st = &s->step;
	uint32_t line;

	/* From outside of any frame (starti) to the beginning of the first. */
	if (!st->code.func)
		return true;
	if (m->fp != st->fp && (m->fp < st->fp || m->fp == st->return_fp))
		return true;
	if (!statement_at(s, m->pc, &line))
		return false;
	if (m->fp != st->fp)
		return called_by_step(s, m->pc) || deferred_begins(s);
	if (st->forward_only && m->pc <= st->pc)
		return false;
	return line != st->line || m->pc <= st->pc;
}

/* Of the goroutine that is selected, as in gdb, whoever runs. */
static void step_begin(DebugSession *s, bool into, bool forward)
{
	MachineFrame f;
	GorInfo g;
	StepState *st = &s->step;

	if (!machine_goroutine_by_id(s->machine, s->selected_goroutine, &g))
		machine_goroutine_by_id(s->machine, machine_current(s->machine), &g);
	vec_trim(&st->pcs, 0);
	st->goroutine = g.id;
	st->fp = g.fp;
	st->pc = g.pc;
	st->return_fp = st->ended = 0;
	st->deferred = NULL;
	st->into = into;
	st->forward_only = forward;
	st->line = location_at(s, g.pc).line;
	st->code = machine_frame_at(s, 0, &f) ? f.code : (CodeAt){ 0 };
}

/* One step: until it has arrived, or something else stops the program. */
static bool step_once(DebugSession *s, bool into, bool forward, DebugStop *stop)
{
	StepState *st = &s->step;
	bool inner, library;

	step_begin(s, into, forward);
	s->selected_frame = 0;
	library = s->in_library && st->code.func && !(st->code.func->flags & (FN_WRAPPER | FN_STUB)) &&
		  st->code.image->part != PART_SCRATCH;
	if (library || (st->code.func && user_code(&st->code)))
		add_statements(st, &st->code);
	if (!add_callers(s, 0, library))
		add_entries(s);
	inner = add_functions(s, into);
	if (!into)
		break_deferred(s);
	return run_to(s, inner || !st->code.func ? UINT64_MAX : st->fp, step_arrived, stop);
}

static bool step_many(DebugSession *s, unsigned count, bool into, bool forward, DebugStop *stop)
{
	uint64_t fp;
	const CodeFunc *fn;

	request_begin(s);
	if (!need_process(s))
		return false;
	/* As in gdb a frame is new when it is not that of the last step's beginning, whatever the steps before came through. */
	do
		remember_place(s, &fp, &fn);
	while (step_once(s, into, forward, stop) && --count);
	stop_reached(s, stop, fp, fn);
	return true;
}

bool debug_step(DebugSession *s, unsigned count, DebugStop *stop)
{
	return step_many(s, count, true, false, stop);
}

bool debug_step_into(DebugSession *s, const char *function, DebugStop *stop)
{
	bool ok;

	s->step.only = function;
	ok = step_many(s, 1, true, false, stop);
	s->step.only = NULL;
	return ok;
}

bool debug_step_into_call(DebugSession *s, unsigned nth, DebugStop *stop)
{
	bool ok;

	s->step.calls = nth;
	ok = step_many(s, 1, true, false, stop);
	s->step.calls = 0;
	return ok;
}

bool debug_next(DebugSession *s, unsigned count, DebugStop *stop)
{
	return step_many(s, count, false, false, stop);
}

bool debug_until(DebugSession *s, DebugStop *stop)
{
	return step_many(s, 1, false, true, stop);
}

/* ---- finish, advance ---- */

/* The frame below goes on: its callee's results lie above it. */
static bool left_frame(DebugSession *s, const MachineStop *m)
{
	return m->fp <= s->step.fp || m->fp == s->step.return_fp;
}

/* Out of the frame of a level. */
static bool run_out(DebugSession *s, unsigned level, DebugStop *stop)
{
	select_stop(s);
	step_begin(s, false, false);
	add_callers(s, level, false);
	return run_to(s, s->step.return_fp, left_frame, stop);
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
	signals_go_on(s);
	while (count--) {
		s->running = true;
		m = run_instruction(s);
		if (call_over(s, &m, stop) || watch_left(s, &m, stop))
			break;
		if (over && m.reason == STOP_STEPPED && m.fp > fp) {
			if (!run_out(s, 0, stop))
				break;
			continue;
		}
		if (m.reason != STOP_STEPPED) {
			if (!stop_from(s, &m, stop))
				continue;
			break;
		}
		select_stop(s);
	}
	s->running = false;
	stop_reached(s, stop, fp, fn);
	return true;
}

bool debug_finish(DebugSession *s, DebugStop *stop)
{
	MachineFrame f, caller;
	uint64_t old_fp;
	const CodeFunc *fn;
	bool lost;

	request_begin(s);
	if (!need_process(s))
		return false;
	if (!selected_machine_frame(s, &f)) {
		fail(s, "No selected frame.");
		return false;
	}
	remember_place(s, &old_fp, &fn);
	/* An expression that goes on behind the call has used the place of its results for something else. */
	lost = s->calls.len && !vec_last(&s->calls).end_pc;
	step_begin(s, false, false);
	if (!add_callers(s, s->selected_frame, true) && !calls_on(s, s->step.goroutine)) {
		fail(s, "\"finish\" not meaningful in the outermost frame.");
		return false;
	}
	run_to(s, s->step.return_fp, left_frame, stop);
	stop_reached(s, stop, old_fp, fn);
	if ((stop->kind == DEBUG_STOP_STEP || stop->kind == DEBUG_STOP_CALLED) && !stop->ended) {
		lost = lost && stop->kind == DEBUG_STOP_CALLED;
		stop->kind = DEBUG_STOP_FINISH;
		stop->new_frame = true;
		/* A panic that was recovered from may have ended more than this frame: then there are no results. */
		if (!lost && (!s->step.return_fp || (machine_frame_at(s, 0, &caller) && caller.fp == s->step.return_fp)))
			collect_results(s, f.code.func, f.fp, stop);
		s->stop = *stop;
	}
	return true;
}

static bool at_place(DebugSession *s, const MachineStop *m)
{
	StepState *st = &s->step;

	/* Behind the frames below, the places come last. */
	for (size_t i = st->pcs.len; i > 0; i--)
		if (st->pcs.data[i - 1] == m->pc)
			return i > st->places || m->fp < st->fp || m->fp == st->return_fp;
	return false;
}

/* `here`: only in the frame where it was asked for, or below. */
bool debug_advance(DebugSession *s, const char *location, bool here, DebugStop *stop)
{
	size_t n;
	const DebugLocation *at;
	uint64_t old_fp;
	const CodeFunc *fn;

	request_begin(s);
	if (!need_process(s))
		return false;
	at = debug_locate(s, location, &n);
	if (!at)
		return false;
	remember_place(s, &old_fp, &fn);
	step_begin(s, false, false);
	add_callers(s, 0, false);
	s->step.places = s->step.pcs.len;
	for (size_t i = 0; i < n; i++)
		vec_push(&s->step.pcs, at[i].pc);
	run_to(s, here ? s->step.fp : UINT64_MAX, at_place, stop);
	stop_reached(s, stop, old_fp, fn);
	return true;
}
