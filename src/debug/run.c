/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running and stopping: how a run begins, how the machine goes on, and what its end means as a stop. Where a step arrives is step.c's.
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
	if ((stop->kind == DEBUG_STOP_SIGNAL || stop->kind == DEBUG_STOP_FATAL) && select_waiting_call(s))
		select_user_frame(s);
	else if (stop->kind == DEBUG_STOP_SIGNAL)
		select_user_goroutine(s);
	else if (stop->what || stop->kind == DEBUG_STOP_PANIC || stop->kind == DEBUG_STOP_FATAL ||
		 stop->kind == DEBUG_STOP_CHOICE || stop->kind == DEBUG_STOP_LIMIT || (stop->kind == DEBUG_STOP_BREAKPOINT && stop->nvalues))
		/* what the library writes, it writes on the user's behalf */
		select_user_frame(s);
}

/* A breakpoint in the library is where somebody wants to look; what a step or finish happens to arrive in is to be left. */
static void note_library(DebugSession *s, const DebugStop *stop)
{
	MachineFrame f;

	if (!s->machine || !machine_frame_at(s, 0, &f) || user_code(&f.code))
		s->in_library = false;
	else if (stop->kind == DEBUG_STOP_BREAKPOINT && !stop->what && !stop->nvalues && !stop->scope_ended)
		s->in_library = true;
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
	note_library(s, stop);
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
bool stop_from(DebugSession *s, const MachineStop *m, DebugStop *stop)
{
	select_stop(s);
	if (s->deaf && (m->reason == STOP_BREAKPOINT || m->reason == STOP_HOOK)) {
		machine_look_again(s->machine);
		return false;
	}
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

MachineStop run_machine(DebugSession *s)
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

MachineStop run_instruction(DebugSession *s)
{
	MachineStop m;

	watches_arm(s);
	observe_all(s);
	enter_directory(s);
	m = machine_step(s->machine);
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
bool still_to_tell(DebugSession *s, DebugStop *stop)
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
	bool told;

	event_over(s);
	told = still_to_tell(s, stop);
	s->running = true;
	while (!told) {
		m = run_machine(s);
		told = call_over(s, &m, stop) || watch_left(s, &m, stop) || stop_from(s, &m, stop);
	}
	s->running = false;
	stop_reached(s, stop, 0, NULL);
	return true;
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

/* What stops it otherwise is passed; only somebody who interrupts it, or signals that end it, are heeded. */
bool debug_detach(DebugSession *s, DebugStop *stop)
{
	MachineStop m;

	request_begin(s);
	if (!need_process(s))
		return false;
	event_over(s);
	machine_observe(s->machine, 0, observe, s);
	machine_stop_on_panic(s->machine, false);
	signals_go_on(s);
	s->running = true;
	do {
		enter_directory(s);
		m = machine_run(s->machine, UINT64_MAX);
		leave_directory(s);
	} while (m.reason != STOP_EXIT && m.reason != STOP_INTERRUPT);
	s->running = false;
	if (m.reason == STOP_INTERRUPT) {
		debug_kill(s);
		*stop = (DebugStop){ .kind = DEBUG_STOP_SIGNAL, .signal = SIGINT };
		return true;
	}
	set_exited(s, &m, stop);
	stop_reached(s, stop, 0, NULL);
	return true;
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
