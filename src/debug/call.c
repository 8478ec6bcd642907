/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls that an expression makes, when something stops in them. The expression's function lies as a frame on the stack of
 * the goroutine that stood still, below the functions that it called; to the machine it is a call as any other, so that
 * stepping, breakpoints and further expressions need to know nothing of it.
 *
 * Two places end it: where the goroutine stood, when the expression has been computed; and, once something has stopped in it,
 * the return address of the function that the expression called: the rest of it is given up, as in gdb.
 */
#include "debug/debug_int.h"

/* ---- places ---- */

bool call_stands_at(const DebugSession *s, uint64_t pc)
{
	vec_each(&s->calls, c)
		if (c->call.pc == pc || c->end_pc == pc)
			return true;
	return false;
}

bool calls_on(const DebugSession *s, uint64_t goroutine)
{
	return s->calls.len && vec_last(&s->calls).call.goroutine == goroutine;
}

static void forget_last(DebugSession *s)
{
	HandCall c = vec_last(&s->calls);

	vec_trim(&s->calls, s->calls.len - 1);
	pc_unwanted(s, c.call.pc);
	if (c.end_pc)
		pc_unwanted(s, c.end_pc);
}

void calls_forget(DebugSession *s)
{
	while (s->calls.len && !(machine_alive(s->machine) && machine_calling(s->machine, &vec_last(&s->calls).call))) {
		machine_called(s->machine, &vec_last(&s->calls).call);
		forget_last(s);
	}
}

/* ---- the end ---- */

bool call_over(DebugSession *s, const MachineStop *m, DebugStop *stop)
{
	HandCall *c = s->calls.len ? &vec_last(&s->calls) : NULL;

	if (!c || (m->reason != STOP_BREAKPOINT && m->reason != STOP_STEPPED) || m->goroutine != c->call.goroutine)
		return false;
	if (c->end_pc && m->pc == c->end_pc && m->fp == c->end_fp)
		machine_call_off(s->machine, &c->call);
	else if (m->pc == c->call.pc && m->fp == c->call.caller)
		machine_called(s->machine, &c->call);
	else
		return false;
	forget_last(s);
	select_stop(s);
	*stop = (DebugStop){ .kind = DEBUG_STOP_CALLED };
	return true;
}

/* ---- what is told when something stops in it ---- */

static bool is_literal(const MachineFrame *f)
{
	return f->code.image->part == PART_SCRATCH;
}

/* The function that the expression called; its return address ends the call from now on, unless the whole is wanted. */
static const char *called_function(DebugSession *s, bool whole)
{
	HandCall *c = &vec_last(&s->calls);
	const char *name = "";
	MachineFrame f;
	GorInfo g;
	bool above = false;

	if (!machine_goroutine_by_id(s->machine, c->call.goroutine, &g))
		return name;
	for (bool more = machine_frame(s->machine, &g, &f, true); more && !f.interrupted; more = machine_frame(s->machine, &g, &f, false)) {
		if (above && is_literal(&f)) {
			c->end_pc = whole ? 0 : f.pc;
			c->end_fp = f.fp;
		} else if (!is_literal(&f)) {
			name = image_text(f.code.image, f.code.func->name);
		}
		above = !is_literal(&f);
	}
	if (c->end_pc)
		machine_break(s->machine, c->end_pc);
	return name;
}

static void tell_end(DebugSession *s, const char *what, const char *then, const char *name, const char *later)
{
	fail(s, "The program being debugged %s while in a function called from strata.\n%s"
		"Evaluation of the expression containing the function\n(%s) will be abandoned.%s", what, then, name, later);
}

/* A signal, or an end of the innermost call's own goroutine or of all: gdb's unwindonsignal decides. */
static bool is_signal(DebugSession *s, const DebugStop *stop)
{
	GorInfo g;

	if (stop->kind == DEBUG_STOP_SIGNAL)
		return true;
	return (stop->kind == DEBUG_STOP_PANIC || stop->kind == DEBUG_STOP_FATAL) &&
	       machine_goroutine_by_id(s->machine, machine_current(s->machine), &g) &&
	       (g.id == vec_last(&s->calls).call.goroutine || g.state == GOR_WAITING);
}

static void tell_stop(DebugSession *s, bool whole, const DebugStop *stop)
{
	static const char *const silently = "\nWhen the function is done executing, strata will silently stop.";
	bool signal = stop->kind == DEBUG_STOP_SIGNAL;
	const char *what = signal ? "was signaled" : stop->kind == DEBUG_STOP_PANIC ? "panicked" : "stopped";
	const char *name;

	if (!s->calls.len) {	/* its frames are gone: the program has ended, or a deferred call below recovered */
		fail(s, "The program being debugged %s while in a function called from strata.",
		     stop->kind == DEBUG_STOP_EXITED ? "exited" : what);
		return;
	}
	name = called_function(s, whole);
	if (is_signal(s, stop) && s->unwind)
		tell_end(s, what, "strata has restored the context to what it was before the call.\n"
				  "To change this behavior use \"set unwindonsignal off\".\n", name, "");
	else if (is_signal(s, stop))
		tell_end(s, what, signal ? "strata remains in the frame where the signal was received.\n"
					   "To change this behavior use \"set unwindonsignal on\".\n"
					 : "strata remains in the frame where that happened.\n"
					   "To change this behavior use \"set unwindonsignal on\".\n", name, silently);
	else if (whole)
		fail(s, "The program being debugged stopped while in a function called from strata.%s", silently);
	else
		tell_end(s, what, "", name, silently);
}

/* ---- the call ---- */

bool call_by_hand(DebugSession *s, const Image *image, const EvalCode *code, uint64_t fp, bool whole, uint64_t *results,
		  DebugStop *stop)
{
	HandCall c = { 0 };
	DebugStop before = s->stop;
	uint64_t goroutine = s->selected_goroutine;
	unsigned frame = s->selected_frame;
	FrameEvent event = s->event;
	size_t depth = s->calls.len;
	int pass = s->signals.pass;	/* that is for when the program itself goes on */

	*stop = (DebugStop){ 0 };
	if (!debug_alive(s) || !machine_call(s->machine, image, code->entry, fp, &c.call))
		return false;
	vec_push(&s->calls, c);
	machine_break(s->machine, c.call.pc);
	s->signals.pass = 0;
	run_until_stop(s, stop);
	if (stop->kind == DEBUG_STOP_CALLED && s->calls.len == depth) {
		*results = c.call.fp + (FRAME_HEADER_WORDS + 1) * 8;
		s->selected_goroutine = goroutine;
		s->selected_frame = frame;
		event_begin(s, event);
		s->stop = before;
		s->signals.pass = pass;
		*stop = (DebugStop){ 0 };
		return true;
	}
	tell_stop(s, whole, stop);
	return false;
}

void debug_set_unwind(DebugSession *s, bool on)
{
	s->unwind = on;
}

void call_give_up(DebugSession *s)
{
	if (!s->calls.len || !s->machine)
		return;
	machine_call_off(s->machine, &vec_last(&s->calls).call);
	forget_last(s);
	s->signals.pass = 0;
	select_stop(s);
}

void debug_unwind(DebugSession *s)
{
	if (s->unwind && s->calls.len && is_signal(s, &s->stop))
		call_give_up(s);
}
