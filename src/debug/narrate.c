/* SPDX-License-Identifier: GPL-3.0-or-later */
/* set narrate on: the machine's own events, told in the lesson's words while the program runs. */
#include "debug/debug_int.h"

enum { NARRATED = EVENT_CALL | EVENT_RETURN | EVENT_ALLOC };

unsigned narration_mask(const DebugSession *s)
{
	return s->narrate ? NARRATED : 0;
}

static void say(DebugSession *s, const char *text)
{
	s->narrate(s->narrate_ctx, text);
}

static void add_value(StrBuf *out, const DebugValue *v)
{
	double d;

	switch (v->kind) {
	case DEBUG_BOOL: sb_add(out, v->bits ? "true" : "false"); break;
	case DEBUG_INT: sb_printf(out, "%ld", (long)v->bits); break;
	case DEBUG_UINT: sb_printf(out, "%lu", (unsigned long)v->bits); break;
	case DEBUG_STRING: sb_quote(out, v->text, v->nchildren); break;
	case DEBUG_FLOAT:
		memcpy(&d, &v->bits, 8);
		sb_printf(out, "%g", d);
		break;
	default: sb_printf(out, "%s 0x%lx", v->type, (unsigned long)v->bits); break;
	}
}

static void told_call(DebugSession *s, const MachineEvent *e, const CodeAt *at)
{
	StrBuf out = { 0 };
	uint64_t ret = 0;
	const DebugLocation *back;

	machine_read(s->machine, e->fp, &ret, 8);
	back = debug_pc_location(s, ret - sizeof(Ins));	/* the call, before the return address */
	if (!back || !*back->file || !debug_pc_location(s, ret) || strcmp(back->function, "runtime.stub") == 0)
		back = NULL;
	if (!back)
		say(s, arena_printf(s->scratch, "runtime: %s found in the code segment",
				    image_text(at->image, at->func->name)));
	sb_printf(&out, "push %s (%u bytes)", image_text(at->image, at->func->name), at->func->frame_bytes);
	for (uint32_t i = 0; i < at->func->nvars; i++) {
		const CodeVar *v = &at->image->vars.data[at->func->vars + i];

		if (!(v->flags & CVF_PARAM) || v->kind != CV_SLOT)
			continue;
		sb_printf(&out, " %s=", image_text(at->image, v->name));
		add_value(&out, value_read(s, v->type, e->fp + v->where));
	}
	if (back && back->line)
		sb_printf(&out, ", returns to %s:%u", back->file, back->line);
	else
		sb_add(&out, ", returns to the runtime");
	say(s, sb_text(&out));
	sb_free(&out);
}

void narrate_event(DebugSession *s, const MachineEvent *e)
{
	CodeAt at;

	if (!s->narrate || !machine_code_at(s->machine, e->pc, &at) || !user_code(&at))
		return;
	if (e->kind == EVENT_CALL)
		told_call(s, e, &at);
	else if (e->kind == EVENT_RETURN)
		say(s, arena_printf(s->scratch, "pop %s", image_text(at.image, at.func->name)));
	else if (e->kind == EVENT_ALLOC) {
		const TypeDesc *t = (const TypeDesc *)e->type;
		DebugLocation l = location_at(s, e->pc);

		say(s, arena_printf(s->scratch, "alloc %s %.*s %lu B (%s:%u)", object_at(s, e->addr), t ? (int)t->str.len : 5,
				    t ? (const char *)t->str.ptr : "bytes", (unsigned long)e->size, l.file, l.line));
	}
}

void debug_narrate(DebugSession *s, void (*line)(void *ctx, const char *text), void *ctx)
{
	s->narrate = line;
	s->narrate_ctx = ctx;
}
