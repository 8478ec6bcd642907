/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Going on elsewhere than the program would: jump and return.
 */
#include "debug/debug_int.h"

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
