/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running, stepping and stopping.
 *
 * The machine always runs at full speed. A step marks every place where it may arrive: the statements
 * of its own function, the return addresses of the frames below, for `step` the first statements of all
 * user functions. The machine stops there in frames that can matter only, so that a long call, a recursion
 * or another goroutine in the same function costs next to nothing. Arrived it has at a statement on another
 * line of the same activation (or the same line, reached backwards), in a frame below once the activation is
 * gone, or, for `step`, at the beginning of a function that was called.
 */
#define _GNU_SOURCE
#include "debug/debug_int.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "base/mem.h"

/* ---- the end of a run of the machine, as a stop ---- */

static bool same_activation(DebugSession *s, uint64_t fp, const CodeFunc *fn)
{
	MachineFrame f;

	return machine_frame_at(s, 0, &f) && f.fp == fp && f.code.func == fn;
}

/* A goroutine of the library's may have been the last to run when all went to sleep: somebody who interrupts them wants to
 * see the program's own. */
static void select_user_goroutine(DebugSession *s)
{
	uint64_t current = s->selected_goroutine;
	size_t n = machine_goroutines(s->machine);
	bool found = select_user_frame(s);
	GorInfo g;

	for (size_t i = 0; i < n && !found; i++)
		if (machine_goroutine(s->machine, i, &g)) {
			s->selected_goroutine = g.id;
			found = select_user_frame(s);
		}
	if (!found)
		s->selected_goroutine = current;
}

/* An event has happened in some frame: deferred calls of a panic may lie above it already. */
static void select_event_frame(DebugSession *s)
{
	MachineFrame f;
	unsigned level = 0;

	while (s->event_fp && machine_frame_at(s, level, &f) && f.fp > s->event_fp)
		level++;
	for (; machine_frame_at(s, level, &f); level++)
		if (user_code(&f.code)) {
			s->selected_frame = level;
			return;
		}
}

/* All sleep, and one of them for an expression: that is the one to look at. */
static bool select_waiting_call(DebugSession *s)
{
	GorInfo running, g;

	if (!s->calls.len || !machine_goroutine_by_id(s->machine, vec_last(&s->calls).call.goroutine, &g) || g.state != GOR_WAITING ||
	    (machine_goroutine_by_id(s->machine, machine_current(s->machine), &running) && running.state == GOR_RUNNING))
		return false;
	s->selected_goroutine = g.id;
	return true;
}

static void select_shown_frame(DebugSession *s, const DebugStop *stop)
{
	if (stop->what)
		select_event_frame(s);
	else if ((stop->kind == DEBUG_STOP_SIGNAL || stop->kind == DEBUG_STOP_FATAL) && select_waiting_call(s))
		select_user_frame(s);
	else if (stop->kind == DEBUG_STOP_SIGNAL)
		select_user_goroutine(s);
	else if (stop->kind == DEBUG_STOP_PANIC || stop->kind == DEBUG_STOP_FATAL ||
		 stop->kind == DEBUG_STOP_CHOICE || stop->kind == DEBUG_STOP_LIMIT || (stop->kind == DEBUG_STOP_BREAKPOINT && stop->nvalues))
		/* what the library writes, it writes on the user's behalf */
		select_user_frame(s);
}

void stop_reached(DebugSession *s, DebugStop *stop, uint64_t fp, const CodeFunc *fn)
{
	select_shown_frame(s, stop);
	calls_forget(s);
	if (!stop->signal)
		set_variable(s, "_siginfo", NULL);
	stop->trouble = s->trouble;
	s->trouble = NULL;
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
	*stop = (DebugStop){ .kind = DEBUG_STOP_EXITED, .status = m->status, .signal = m->crashed ? SIGABRT : s->signals.killed };
	s->touched_kb = touched(s);
	set_variable(s, "_exitcode", stop->signal ? NULL : value_int(s, m->status));
	set_variable(s, "_exitsignal", stop->signal ? value_int(s, stop->signal) : NULL);
}

/* The front end says itself that it is a panic. */
static const char *without_panic(const char *text)
{
	return !text ? "" : strncmp(text, "panic: ", 7) == 0 ? text + 7 : text;
}

/* "goroutines 2, 5" */
static const char *runnable_text(DebugSession *s)
{
	size_t n = machine_goroutines(s->machine);
	StrBuf text = { 0 };
	const char *copy;
	GorInfo g;

	for (size_t i = 0; i < n; i++)
		if (machine_goroutine(s->machine, i, &g) && g.state == GOR_RUNNABLE)
			sb_printf(&text, "%s%lu", text.len ? ", " : "goroutines ", (unsigned long)g.id);
	copy = arena_strdup(s->values, sb_text(&text));
	sb_free(&text);
	return copy;
}

/* A watchpoint or catchpoint has seen something: before the instruction at which the machine stands, where there may be a
 * breakpoint, too. */
static bool hook_hit(DebugSession *s, const MachineStop *m, DebugStop *stop)
{
	if (!watch_hit(s, stop) && !catch_hit(s, stop)) {
		machine_look_again(s->machine);
		return false;
	}
	if (m->unseen)
		s->told = *m;
	return true;
}

void debug_set_stop_on_panic(DebugSession *s, bool on)
{
	s->passes_panics = !on;
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
	case STOP_CHOICE:
		*stop = (DebugStop){ .kind = DEBUG_STOP_CHOICE, .text = runnable_text(s) };
		return true;
	case STOP_INTERRUPT:
		return signal_interrupts(s, stop);
	case STOP_HOOK:
		return hook_hit(s, m, stop);
	case STOP_PANIC:
		if (s->caught_panic) {
			s->caught_panic = false;
			return false;
		}
		if (catch_fatal(s, m, without_panic(m->text), stop))
			return true;
		if (s->passes_panics && !s->calls.len)
			return false;
		*stop = (DebugStop){ .kind = DEBUG_STOP_PANIC, .text = arena_strdup(s->values, without_panic(m->text)) };
		return true;
	case STOP_FATAL:
		if (catch_fatal(s, m, m->text ? m->text : "", stop))
			return true;
		if (s->passes_panics && !s->calls.len)
			return false;
		*stop = (DebugStop){ .kind = DEBUG_STOP_FATAL, .text = arena_strdup(s->values, m->text ? m->text : "") };
		return true;
	case STOP_COUNT:
		if (s->interrupt_at && machine_count(s->machine) >= s->interrupt_at) {
			s->interrupt_at = 0;
			return signal_interrupts(s, stop);
		}
		*stop = (DebugStop){ .kind = DEBUG_STOP_LIMIT, .text = "the limit on its steps is reached" };
		return true;
	default:
		return false;
	}
}

/* What the machine tells while it runs: to the narration, to watchpoints and catchpoints. */
static bool observe(void *ctx, Machine *m, const MachineEvent *e)
{
	DebugSession *s = ctx;
	bool watched, caught;

	(void)m;
	if (s->narrate)
		narrate_event(s, e);
	cost_event(s, e);
	watched = watch_event(s, e);
	caught = catch_event(s, e);
	return watched || caught;
}

static void observe_all(DebugSession *s)
{
	machine_observe(s->machine, narration_mask(s) | cost_mask(s) | catch_mask(s) | (watching(s) ? EVENT_INSTRUCTION : 0),
			observe, s);
}

/* gdb's scheduler-locking. */
static void lock_goroutine(DebugSession *s)
{
	bool alone = s->locking == DEBUG_LOCK_ON || (s->locking == DEBUG_LOCK_STEP && s->stepping);

	if (alone || s->alone)
		machine_run_alone(s->machine, !alone ? 0 : s->stepping ? s->step.goroutine : machine_current(s->machine));
	s->alone = alone;
}

/* ---- the program's working directory ---- */

/* While the program runs it has a working directory of its own, when it was given one. */
static void enter_directory(DebugSession *s)
{
	if (s->directory < 0)
		return;
	s->own_directory = open(".", O_PATH | O_CLOEXEC);
	if (fchdir(s->directory) != 0)
		close(s->directory), s->directory = -1;
}

/* It may have changed it: the next time it goes on there. */
static void leave_directory(DebugSession *s)
{
	if (s->directory < 0)
		return;
	close(s->directory);
	s->directory = open(".", O_PATH | O_CLOEXEC);
	if (s->own_directory >= 0 && fchdir(s->own_directory) == 0)
		close(s->own_directory);
}

static bool open_directory(DebugSession *s)
{
	if (s->directory >= 0)
		close(s->directory);
	s->directory = s->cwd ? open(s->cwd, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
	if (s->cwd && s->directory < 0)
		fail(s, "%s: %s.\nDuring startup program exited with code 1.", s->cwd, strerror(errno));
	return !s->cwd || s->directory >= 0;
}

void debug_set_cwd(DebugSession *s, const char *dir)
{
	mem_free(s->cwd);
	s->cwd = dir ? mem_strndup(dir, strlen(dir)) : NULL;
}

/* ---- running ---- */

static MachineStop run_machine(DebugSession *s)
{
	uint64_t until = s->max_steps ? s->max_steps : UINT64_MAX;
	MachineStop m;

	lock_goroutine(s);
	watches_arm(s);
	races_arm(s);
	observe_all(s);
	enter_directory(s);
	m = machine_run(s->machine, s->interrupt_at && s->interrupt_at < until ? s->interrupt_at : until);
	leave_directory(s);
	return m;
}

/* A breakpoint at the place where a watchpoint or catchpoint has stopped the program. */
static bool break_left(DebugSession *s, const GorInfo *g, DebugStop *stop)
{
	MachineStop m = s->told;

	s->told.pc = 0;
	return m.pc && m.pc == g->pc && m.fp == g->fp && m.goroutine == g->id && break_at(s, m.pc) && break_hit(s, m.pc, stop);
}

/* What another breakpoint or watchpoint has seen of the moment at which the program stands. */
static bool still_to_tell(DebugSession *s, DebugStop *stop)
{
	GorInfo g;

	signals_go_on(s);
	if (!machine_alive(s->machine))
		return false;
	if (signals_left(s, stop) || (watch_pending(s) && watch_hit(s, stop)))
		return true;
	if (!machine_goroutine_by_id(s->machine, machine_current(s->machine), &g))
		return false;
	select_stop(s);
	return watch_left(s, &(MachineStop){ .reason = STOP_STEPPED, .goroutine = g.id, .pc = g.pc, .fp = g.fp }, stop) ||
	       break_left(s, &g, stop);
}

bool run_until_stop(DebugSession *s, DebugStop *stop)
{
	MachineStop m;
	bool told = still_to_tell(s, stop);

	s->running = true;
	while (!told) {
		m = run_machine(s);
		told = call_over(s, &m, stop) || watch_left(s, &m, stop) || translate(s, &m, stop);
	}
	s->running = false;
	stop_reached(s, stop, 0, NULL);
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

/* Names as debug_set_redirect takes them. */
static bool open_stream(DebugSession *s, int fd)
{
	const char *name = s->redirect[fd] ? s->redirect[fd] : fd == 0 ? s->config.stdin_path : NULL;

	if (s->streams[fd] >= 0)
		close(s->streams[fd]);
	s->streams[fd] = -1;
	if (!name)
		return true;
	if (fd == 2 && strcmp(name, "&1") == 0)
		s->streams[fd] = fcntl(s->streams[1] >= 0 ? s->streams[1] : 1, F_DUPFD_CLOEXEC, 3);
	else if (fd && *name == '>')
		s->streams[fd] = open(name + 1, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	else
		s->streams[fd] = open(name, (fd ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY) | O_CLOEXEC, 0666);
	if (s->streams[fd] < 0)
		fail(s, "%s: %s.\nDuring startup program exited with code 1.", name, strerror(errno));
	return s->streams[fd] >= 0;
}

/* The program's own streams, where a redirection or the session says so; the others are the debugger's. */
static bool open_streams(DebugSession *s)
{
	bool ok = open_directory(s);

	enter_directory(s);
	ok = ok && open_stream(s, 0) && open_stream(s, 1) && open_stream(s, 2);
	leave_directory(s);
	return ok;
}

/* Runs to the end of the library's last initialiser: no frame is on the stack, nothing of the user's has run.
 * Objects are counted from here on. */
static void run_library_inits(DebugSession *s)
{
	uint64_t stub = image_stub(s->slot, OP_INITEND);
	size_t left = machine_library_inits(s->machine);
	HeapStats heap;

	machine_break(s->machine, stub);
	while (left && machine_alive(s->machine))
		left -= machine_run(s->machine, UINT64_MAX).pc == stub;
	machine_unbreak(s->machine, stub);
	machine_heap_stats(s->machine, &heap);
	s->first_object = heap.total_objects;
	select_stop(s);
}

/* The user's function that the runtime calls first: an initialiser, or main. */
static DebugLocation first_user_function(DebugSession *s)
{
	const Image *im = s->program->image;
	uint64_t entry = im->inits.len ? im->inits.data[0].entry : im->main_entry;

	return location_at(s, first_statement(im, image_func_at(im, entry)));
}

static bool fresh_process(DebugSession *s)
{
	request_begin(s);
	if (!debug_loaded(s)) {
		fail(s, "No executable file specified.\nUse the \"file\" or \"exec-file\" command.");
		return false;
	}
	arena_free(s->scratch);
	s->scratch = arena_new();
	if (!open_streams(s))
		return false;
	machine_renew(s);
	if (!s->machine)
		return false;
	vec_each(&s->breaks, b)		/* hits are those of this run */
		(*b)->pub.hits = (*b)->pub.reached = 0;
	machine_start(s->machine);
	machine_schedule(s->machine, (MachineSchedule)s->schedule, s->schedule_seed);
	machine_stop_for_choice(s->machine, true);
	if (s->record)
		machine_record(s->machine, &(MachineRecordConfig){ .budget = s->record_budget });
	s->exists = true;
	machine_observe(s->machine, narration_mask(s) | cost_mask(s), observe, s);
	run_library_inits(s);
	return true;
}

bool debug_run(DebugSession *s, DebugStop *stop)
{
	return fresh_process(s) && run_until_stop(s, stop);
}

bool debug_starti(DebugSession *s, DebugStop *stop)
{
	DebugLocation first;

	if (!fresh_process(s))
		return false;
	first = first_user_function(s);
	*stop = (DebugStop){ .kind = DEBUG_STOP_START, .text = arena_printf(s->values, "%s () at %s:%u", first.function,
									    first.file, first.line) };
	stop_reached(s, stop, 0, NULL);
	return true;
}

bool debug_continue(DebugSession *s, DebugStop *stop)
{
	request_begin(s);
	return need_process(s) && run_until_stop(s, stop);
}

/* ---- schedules ---- */

void debug_set_schedule(DebugSession *s, DebugSchedule how, uint64_t seed)
{
	if (how == s->schedule && seed == s->schedule_seed)
		return;
	s->schedule = how;
	s->schedule_seed = seed;
	if (debug_runs(s))
		machine_schedule(s->machine, (MachineSchedule)how, seed);
}

bool debug_choose(DebugSession *s, uint64_t goroutine)
{
	request_begin(s);
	if (!need_process(s))
		return false;
	if (machine_choose(s->machine, goroutine))
		return true;
	fail(s, "Goroutine %lu cannot run now.", (unsigned long)goroutine);
	return false;
}

void debug_set_locking(DebugSession *s, DebugLocking how)
{
	s->locking = how;
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
	return s->step.only ? names_function(image_text(im, fn->name), s->step.only) : s->step.calls || !skipped(s, im, fn);
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

/* ---- running to one of these places ---- */

typedef bool Arrived(DebugSession *s, const MachineStop *m);

/* Until one of the step's places is reached in frames up to `hi` and `arrived` agrees, or something else happens. */
static bool run_to(DebugSession *s, uint64_t hi, Arrived *arrived, DebugStop *stop)
{
	StepState *st = &s->step;
	GorInfo g;
	MachineStop m;

	s->stepping = s->running = true;
	machine_goroutine_by_id(s->machine, st->goroutine, &g);
	machine_break_in_frames(s->machine, st->pcs.data, st->pcs.len, hi == UINT64_MAX ? 0 : g.stack_lo, hi, st->return_fp);
	for (bool told = still_to_tell(s, stop); !told;) {
		m = run_machine(s);
		if (call_over(s, &m, stop) || watch_left(s, &m, stop))
			break;
		if (m.reason == STOP_BREAKPOINT && m.goroutine == st->goroutine && arrived(s, &m)) {
			select_stop(s);
			/* A breakpoint at the place of arrival is reported as hit. */
			if (!break_at(s, m.pc) || !break_hit(s, m.pc, stop))
				*stop = (DebugStop){ .kind = DEBUG_STOP_STEP };
			break;
		}
		if (m.reason == STOP_BREAKPOINT && !break_at(s, m.pc))
			continue;
		if (translate(s, &m, stop))
			break;
	}
	s->stepping = s->running = false;
	if (s->machine)
		machine_break_in_frames(s->machine, NULL, 0, 0, 0, 0);
	return stop->kind == DEBUG_STOP_STEP;
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
		return called_by_step(s, m->pc);
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
	st->return_fp = 0;
	st->into = into;
	st->forward_only = forward;
	st->line = location_at(s, g.pc).line;
	st->code = machine_frame_at(s, 0, &f) ? f.code : (CodeAt){ 0 };
}

/* One step: until it has arrived, or something else stops the program. */
static bool step_once(DebugSession *s, bool into, bool forward, DebugStop *stop)
{
	StepState *st = &s->step;
	bool inner;

	step_begin(s, into, forward);
	s->selected_frame = 0;
	if (st->code.func && user_code(&st->code))
		add_statements(st, &st->code);
	if (!add_callers(s, 0, false))
		add_entries(s);
	inner = add_functions(s, into);
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
		watches_arm(s);
		observe_all(s);
		enter_directory(s);
		m = machine_step(s->machine);
		leave_directory(s);
		if (call_over(s, &m, stop) || watch_left(s, &m, stop))
			break;
		if (over && m.reason == STOP_STEPPED && m.fp > fp) {
			if (!run_out(s, 0, stop))
				break;
			continue;
		}
		if (m.reason != STOP_STEPPED) {
			if (!translate(s, &m, stop))
				continue;
			break;
		}
		select_stop(s);
	}
	s->running = false;
	stop_reached(s, stop, fp, fn);
	return true;
}

/* Where the value lies that was passed at *slot of a frame; *slot: that of the next one. */
static uint64_t passed_at(DebugSession *s, const TypeDesc *t, uint64_t *slot)
{
	uint64_t at = *slot;

	*slot += type_passed_words(t) * 8;
	if (type_by_address(t) && !machine_read(s->machine, at, &at, 8))
		return 0;
	return at;
}

/* The results of a function whose frame was at fp: they still lie there. */
void collect_results(DebugSession *s, const CodeFunc *fn, uint64_t fp, DebugStop *stop)
{
	const TypeDesc *t = (const TypeDesc *)fn->type;
	const uint64_t *types = t ? (const uint64_t *)t->funcs.ptr : NULL;
	uint64_t at = fp + (FRAME_HEADER_WORDS + fn->param_words) * 8u;

	for (uint64_t i = t ? t->len : 0; t && i < t->funcs.len && stop->nvalues < DEBUG_MAX_VALUES; i++)
		stop->values[stop->nvalues++] = value_read(s, types[i], passed_at(s, (const TypeDesc *)types[i], &at));
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
	if (stop->kind == DEBUG_STOP_STEP || stop->kind == DEBUG_STOP_CALLED) {
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

/* ---- by hand ---- */

static void clear_bytes(DebugSession *s, uint64_t addr, uint64_t size)
{
	static const uint8_t zeros[4096];

	for (uint64_t at = 0; at < size; at += sizeof zeros)
		machine_write(s->machine, addr + at, zeros, size - at < sizeof zeros ? size - at : sizeof zeros);
}

/* The variable's words, or the word that holds the address of its cell. */
static uint64_t home_address(DebugSession *s, const MachineFrame *f, const CodeVar *v)
{
	uint64_t object = f->fp;

	if (v->kind == CV_SPILLED || v->kind == CV_SPILLREF)
		machine_read(s->machine, f->fp + code_spill_word(f->code.func), &object, 8);
	return object + v->where;
}

/* What comes into scope by the jump begins as zero: no initialiser has run, and nothing stale may look like a pointer. */
static void clear_new_variables(DebugSession *s, const MachineFrame *f, uint64_t to)
{
	uint32_t from_slot = (uint32_t)((f->pc - f->code.func->entry) / sizeof(Ins));
	uint32_t to_slot = (uint32_t)((to - f->code.func->entry) / sizeof(Ins));

	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];
		bool cell = v->kind == CV_HEAP || v->kind == CV_SPILLREF, own = cell || v->kind == CV_SLOT || v->kind == CV_SPILLED;

		if (own && !(v->from <= from_slot && from_slot < v->to) && v->from <= to_slot && to_slot < v->to)
			clear_bytes(s, home_address(s, f, v), cell ? 8 : (((const TypeDesc *)v->type)->size + 7) & ~7ULL);
	}
}

bool debug_jump(DebugSession *s, const char *location, DebugStop *stop)
{
	MachineFrame f;
	CodeAt at;
	size_t n;
	const DebugLocation *to;

	request_begin(s);
	if (!need_process(s))
		return false;
	to = debug_locate(s, location, &n);
	select_stop(s);
	if (!to || !machine_frame_at(s, 0, &f))
		return false;
	if (!machine_code_at(s->machine, to->pc, &at) || at.func != f.code.func) {
		fail(s, "Line %u is not in `%s'.", to->line, image_text(f.code.image, f.code.func->name));
		return false;
	}
	clear_new_variables(s, &f, to->pc);
	machine_jump(s->machine, to->pc);
	/* The instruction that the machine goes on with never stops: a breakpoint there is reported here. */
	if (break_at(s, to->pc) && break_hit(s, to->pc, stop)) {
		stop_reached(s, stop, f.fp, f.code.func);
		return true;
	}
	return run_until_stop(s, stop);
}

/* Writes the results where the caller finds them. */
static bool store_results(DebugSession *s, const MachineFrame *f, const char *text)
{
	const TypeDesc *t = (const TypeDesc *)f->code.func->type;
	const uint64_t *types = t ? (const uint64_t *)t->funcs.ptr : NULL;
	uint64_t first = t ? t->len : 0, n = t ? t->funcs.len - t->len : 0, at = f->fp + (FRAME_HEADER_WORDS + f->code.func->param_words) * 8u;
	StrBuf bytes = { 0 };
	bool ok = true;

	for (uint64_t i = 0; ok && i < n; i++) {
		const char *part = next_operand(s, &text);
		uint64_t to = passed_at(s, (const TypeDesc *)types[first + i], &at);

		ok = *part && eval_as(s, part, types[first + i], &bytes) && machine_write(s->machine, to, bytes.data, bytes.len);
	}
	if (ok && *trimmed(s, text) && !debug_type_text(s, text, false, false)) {
		ok = false;
	} else if (ok && *trimmed(s, text)) {
		fail(s, "Too many results for %s.", image_text(f->code.image, f->code.func->name));
		ok = false;
	} else if (!ok && !*debug_error(s)) {
		fail(s, "Not enough results for %s.", image_text(f->code.image, f->code.func->name));
	}
	sb_free(&bytes);
	return ok;
}

bool debug_return(DebugSession *s, const char *results)
{
	MachineFrame f;
	GorInfo g = { 0 };

	request_begin(s);
	if (!need_process(s))
		return false;
	if (!selected_machine_frame(s, &f)) {
		fail(s, "No selected frame.");
		return false;
	}
	machine_goroutine_by_id(s->machine, machine_current(s->machine), &g);
	if (s->selected_goroutine != g.id && g.state == GOR_RUNNING) {
		fail(s, "Only a frame of the goroutine that runs can return.");
		return false;
	}
	if (*trimmed(s, results) && !store_results(s, &f, results))
		return false;
	if (!machine_return(s->machine, s->selected_goroutine, f.fp)) {
		fail(s, "Can not force return from the outermost frame of a goroutine.");
		return false;
	}
	select_stop(s);
	machine_goroutine_by_id(s->machine, machine_current(s->machine), &g);
	call_over(s, &(MachineStop){ .reason = STOP_STEPPED, .goroutine = g.id, .pc = g.pc, .fp = g.fp }, &(DebugStop){ 0 });
	return true;
}
