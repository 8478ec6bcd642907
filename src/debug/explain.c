/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain: where a name's memory is, why there, how it is laid out, who points at it, and what an access costs. */
#include "debug/heappath.h"

typedef struct Facts { DebugSession *s; VEC(DebugFact) list; } Facts;

static const TypeDesc *desc(uint64_t type)
{
	return (const TypeDesc *)type;
}

static void fact(Facts *f, const char *title, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void fact(Facts *f, const char *title, const char *format, ...)
{
	StrBuf sb = { 0 };
	va_list args;

	va_start(args, format);
	sb_vprintf(&sb, format, args);
	va_end(args);
	vec_push(&f->list, ((DebugFact){ title, arena_strdup(f->s->scratch, sb_text(&sb)) }));
	sb_free(&sb);
}

/* ---- size and layout ---- */

static void size_fact(Facts *f, uint64_t type)
{
	const TypeDesc *t = desc(type);

	fact(f, "size", "%lu byte%s, aligned to %u%s", (unsigned long)t->size, t->size == 1 ? "" : "s", t->align,
	     t->ptr_bytes ? "; the collector follows its pointers" : "; holds no pointers");
}

static void layout_facts(Facts *f, uint64_t type)
{
	const TypeDesc *t = desc(type);
	const FieldDesc *field = (const FieldDesc *)t->fields.ptr;
	uint64_t end = 0;

	for (uint64_t i = 0; t->kind == KIND_STRUCT && i < t->fields.len; i++) {
		if (field[i].offset > end)
			fact(f, "", "+%lu padding, %lu byte%s", (unsigned long)end, (unsigned long)(field[i].offset - end),
			     field[i].offset - end == 1 ? "" : "s");
		fact(f, "", "+%lu %.*s %s, %lu byte%s", (unsigned long)field[i].offset, (int)field[i].name.len,
		     (const char *)field[i].name.ptr, type_text(f->s, field[i].type), (unsigned long)desc(field[i].type)->size,
		     desc(field[i].type)->size == 1 ? "" : "s");
		end = field[i].offset + desc(field[i].type)->size;
	}
	if (t->kind == KIND_STRUCT && end < t->size)
		fact(f, "", "+%lu padding, %lu byte%s", (unsigned long)end, (unsigned long)(t->size - end), t->size - end == 1 ? "" : "s");
}

/* What else its value refers to: a slice's array, a map, a pointer's target. */
static void target_fact(Facts *f, uint64_t type, uint64_t addr)
{
	const TypeDesc *t = desc(type);
	uint64_t p = 0;
	const char *where;

	if (!t->ptr_bytes || t->kind == KIND_STRUCT || t->kind == KIND_ARRAY)
		return;
	machine_read(f->s->machine, t->kind == KIND_INTERFACE ? addr + 8 : addr, &p, 8);
	where = p ? debug_info_symbol(f->s, p) : NULL;
	if (where)
		fact(f, "refers to", "%s", where);
}

/* ---- who points at it ---- */

enum { HOLDERS = 5 };

static void holders_of_object(Facts *f, const ObjectInfo *o)
{
	DebugRefs r;
	StrBuf sb = { 0 };

	if (!debug_heap_refs(f->s, object_name(f->s, o->id), HOLDERS, &r))
		return;
	for (size_t i = 0; i < r.nin; i++)
		sb_printf(&sb, "%s%s%s%s", i ? ", " : "", r.in[i].holder, *r.in[i].where ? " " : "", r.in[i].where);
	if (r.in_all > r.nin)
		sb_printf(&sb, ", %zu more", r.in_all - r.nin);
	fact(f, "pointed at", r.nin ? "by %s" : "by nothing%s", r.nin ? sb_text(&sb) : "");
	sb_free(&sb);
}

static void holders_of_variable(Facts *f, const char *name)
{
	DebugAliases a;
	StrBuf sb = { 0 };

	if (!debug_aliases(f->s, arena_printf(f->s->scratch, "&%s", name), &a))
		a.n = 0;
	for (size_t i = 0; i < a.n && i < HOLDERS; i++)
		sb_printf(&sb, "%s%s", i ? ", " : "", a.list[i].holder);
	if (a.n > HOLDERS)
		sb_printf(&sb, ", %zu more", a.n - HOLDERS);
	fact(f, "pointed at", a.n ? "by %s" : "by nothing%s", a.n ? sb_text(&sb) : "");
	sb_free(&sb);
}

/* ---- variables of frames ---- */

static void in_frame(Facts *f, const MachineFrame *frame, const CodeVar *v, const char *name)
{
	const char *fn = image_text(frame->code.image, frame->code.func->name);
	uint64_t size = desc(v->type)->size;

	if (v->flags & CVF_REGISTER) {
		fact(f, "lives", "in %s's frame, slot +%u: a register slot", fn, v->where);
		fact(f, "why", "it is a scalar and its address is never taken");
		fact(f, "access", "none: instructions name the slot");
		return;
	}
	fact(f, "lives", "in %s's frame, +%u to +%lu", fn, v->where, (unsigned long)(v->where + size));
	fact(f, "why", "it does not outlive the call%s", size > 8 ? "" : ", but its address is taken");
	holders_of_variable(f, name);
	fact(f, "access", "one of the frame");
}

/* Where a variable in the heap is reached from. */
static const char *moved_holder(Facts *f, const MachineFrame *frame, const CodeVar *v)
{
	const char *fn = image_text(frame->code.image, frame->code.func->name);
	uint32_t spill = code_spill_word(frame->code.func);

	switch (v->kind) {
	case CV_SPILLED: return arena_printf(f->s->scratch, "slot +%u of %s's frame points at its object", spill, fn);
	case CV_SPILLREF: return arena_printf(f->s->scratch, "its address is at +%u of the object that slot +%u of %s's frame points at",
					      v->where, spill, fn);
	default: return arena_printf(f->s->scratch, "slot +%u of %s's frame points at it", v->where, fn);
	}
}

static void in_heap(Facts *f, const MachineFrame *frame, const CodeVar *v, uint64_t addr)
{
	ObjectInfo o;
	bool there = machine_object_at(f->s->machine, addr, &o);

	fact(f, "lives", "in the heap%s%s; %s", there ? ", object " : "", there ? object_name(f->s, o.id) : "", moved_holder(f, frame, v));
	fact(f, "why", "moved to heap: %s", v->why ? image_text(frame->code.image, v->why) : "its address outlives the call");
	if (there)
		holders_of_object(f, &o);
	fact(f, "access", v->kind == CV_SPILLREF ? "two of the heap: its address, then the variable" : "one of the heap, through the frame's pointer");
}

static void in_closure(Facts *f, const CodeVar *v)
{
	bool shared = v->kind == CV_CAPREF;

	fact(f, "lives", shared ? "in the heap; the closure that runs holds a pointer to it at +%u" : "in the closure that runs, at +%u: a copy",
	     v->where);
	fact(f, "why", shared ? "captured, and assigned to after that" : "captured, and never assigned to again");
	fact(f, "access", shared ? "two of the heap: the closure's pointer, then the variable" : "one of the heap");
}

static void explain_variable(Facts *f, const MachineFrame *frame, const CodeVar *v, const char *name)
{
	uint64_t addr = variable_address(f->s, frame, v);

	fact(f, "what", "%s, a %s %s, %s, declared on line %u", name, code_var_captured(v) ? "variable captured by" :
	     v->flags & CVF_PARAM ? "parameter of" : v->flags & CVF_RESULT ? "result of" : "local variable of", image_text(frame->code.image, frame->code.func->name),
	     type_text(f->s, v->type), v->line);
	if (v->kind == CV_CONST)
		fact(f, "lives", "in rodata: a constant");
	else if (code_var_moved(v))
		in_heap(f, frame, v, addr);
	else if (v->kind == CV_SLOT)
		in_frame(f, frame, v, name);
	else
		in_closure(f, v);
	size_fact(f, v->type);
	layout_facts(f, v->type);
	target_fact(f, v->type, addr);
}

/* ---- package variables and functions ---- */

static void explain_global(Facts *f, const Image *im, const Global *g)
{
	const char *name = arena_printf(f->s->scratch, "%s.%s", image_text(im, g->package), image_text(im, g->name));
	bool zeroed = machine_segment_of(f->s->machine, g->addr) == SEGMENT_BSS;

	fact(f, "what", "%s, a package variable, %s, declared on line %u", name, type_text(f->s, g->type), g->line);
	fact(f, "lives", "in the data segment%s at 0x%lx, for the program's whole life", zeroed ? " (bss)" : "", (unsigned long)g->addr);
	if (g->init_line)
		fact(f, "why", "it is zero until package init sets it, line %u", g->init_line);
	else
		fact(f, "why", zeroed ? "it starts as zero" : "its initial value was computed at compile time");
	holders_of_variable(f, image_text(im, g->name));
	fact(f, "access", "one of the data segment, at an address in the instruction");
	size_fact(f, g->type);
	layout_facts(f, g->type);
	target_fact(f, g->type, g->addr);
}

static bool explain_function(Facts *f, const char *name)
{
	size_t n;
	const DebugLocation *at = debug_locate(f->s, name, &n);
	CodeAt code;

	if (!at || !machine_code_at(f->s->machine, at->pc, &code) || (!strchr(name, '.') && !user_code(&code)))
		return false;
	request_begin(f->s);
	fact(f, "what", "%s, a function, lines %u to %u", image_text(code.image, code.func->name), code.func->line, code.func->end_line);
	fact(f, "lives", "in the code segment at 0x%lx, %lu bytes", (unsigned long)code.func->entry,
	     (unsigned long)(code.func->slots * sizeof(Ins)));
	fact(f, "a call", "pushes a frame of %u bytes: return address, caller's frame, function, then %u word%s of parameters and "
	     "results, locals, temporaries", code.func->frame_bytes, code.func->param_words + code.func->result_words,
	     code.func->param_words + code.func->result_words == 1 ? "" : "s");
	return true;
}

size_t debug_explain(DebugSession *s, const char *name, const DebugFact **out)
{
	Facts f = { .s = s };
	MachineFrame frame;
	const CodeVar *v = NULL;
	const Image *im;
	const Global *g;
	size_t n;

	if (!heap_is_there(s))
		return 0;
	if (selected_machine_frame(s, &frame) && (v = find_variable(s, &frame, name)))
		explain_variable(&f, &frame, v, name);
	else if (find_global(s, name, &im, &g))
		explain_global(&f, im, g);
	else if (!name_start(*name) || !explain_function(&f, name))
		fail(s, "No symbol \"%s\" in current context.", name);
	n = f.list.len;
	*out = arena_copy(s->scratch, f.list.data, n * sizeof *f.list.data);
	vec_free(&f.list);
	return n;
}

const char *debug_escapes(DebugSession *s)
{
	StrBuf out = { 0 };
	const char *text;

	if (!debug_loaded(s))
		return NULL;
	program_escapes(s->program, &out);
	text = arena_strdup(s->scratch, sb_text(&out));
	sb_free(&out);
	return text;
}
