/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What any address is: gdb's line for code and variables, and for the rest of memory whose it is, and whether it lives. */
#include "debug/heappath.h"

static const char *hex(DebugSession *s, uint64_t addr)
{
	return arena_printf(s->scratch, "0x%lx", (unsigned long)addr);
}

static const char *plus(DebugSession *s, uint64_t offset)
{
	return offset ? arena_printf(s->scratch, "+%lu", (unsigned long)offset) : "";
}

/* ---- code and variables ---- */

static const char *in_section(DebugSession *s, const char *name, const char *section)
{
	const char *plus = strrchr(name, '+');

	if (plus)
		return arena_printf(s->scratch, "%.*s + %s in section .%s", (int)(plus - name), name, plus + 1, section);
	return arena_printf(s->scratch, "%s in section .%s", name, section);
}

static const char *constant_text(DebugSession *s, uint64_t addr)
{
	static const char *const what[] = { "string literal", "type descriptor", "method table", "func value" };
	DebugConstant c;
	StrBuf sb = { 0 };
	const char *text;

	if (!constant_at(s, addr, &c))
		return NULL;
	if (c.kind == DEBUG_LITERAL)
		sb_quote(&sb, c.text, c.size < 60 ? c.size : 60);
	else
		sb_add(&sb, c.text);
	if (addr != c.addr)
		sb_printf(&sb, " + %lu", (unsigned long)(addr - c.addr));
	sb_printf(&sb, " in section .rodata (%s)", what[c.kind]);
	text = arena_strdup(s->scratch, sb_text(&sb));
	sb_free(&sb);
	return text;
}

/* ---- stacks ---- */

/* Whose stack an address is in; false: no living goroutine's. */
static bool stack_of(DebugSession *s, uint64_t addr, GorInfo *g)
{
	for (size_t i = 0; machine_goroutine(s->machine, i, g); i++)
		if (addr >= g->stack_lo && addr < g->stack_hi)
			return true;
	return false;
}

static bool frame_over(DebugSession *s, const GorInfo *g, uint64_t addr, MachineFrame *f, unsigned *level)
{
	bool first = true;

	for (*level = 0; machine_frame(s->machine, g, f, first); first = false) {
		if (addr - f->fp < f->code.func->frame_bytes)
			return true;
		*level += frame_shown(s, g, f);
	}
	return false;
}

static const CodeVar *slot_variable(const MachineFrame *f, uint64_t addr)
{
	const CodeVar *found = NULL;

	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];
		uint64_t size = v->kind == CV_HEAP ? 8 : ((const TypeDesc *)v->type)->size;

		if (v->kind <= CV_HEAP && addr - (f->fp + v->where) < size)
			found = v;
	}
	return found;
}

bool frame_site_at(DebugSession *s, uint64_t addr, ObjectInfo *out, const char **name)
{
	GorInfo g;
	MachineFrame f;
	unsigned level;
	const CodeVar *v;

	if (!machine_alive(s->machine) || !stack_of(s, addr, &g) || !frame_over(s, &g, addr, &f, &level))
		return false;
	v = slot_variable(&f, addr);
	if (!v || !(v->flags & CVF_SITE))
		return false;
	*out = (ObjectInfo){ .addr = f.fp + v->where, .size = ((const TypeDesc *)v->type)->size, .type = v->type, .count = 1,
			     .role = OBJECT_VALUE };
	*name = arena_printf(s->scratch, "%s:%s", image_text(f.code.image, f.code.func->name), image_text(f.code.image, v->name));
	return true;
}

static const char *liveness(DebugSession *s, const MachineFrame *f, const CodeVar *v)
{
	uint32_t slot = (uint32_t)((f->lookup_pc - f->code.func->entry) / sizeof(Ins));

	if (v->from <= slot && slot < v->to)
		return "live";
	if (v->scope_from <= slot && slot < v->to)
		return arena_printf(s->scratch, "dead: not declared yet, line %u", v->line);
	return slot < v->from ? "dead: its block is not reached yet" : "dead: its block has ended";
}

static const char *header_word(uint64_t offset)
{
	return offset < 8 ? "return address" : offset < 16 ? "caller's frame" : "function";
}

static const char *frame_text(DebugSession *s, const MachineFrame *f, uint64_t addr, const char *where)
{
	const char *fn = image_text(f->code.image, f->code.func->name);
	const CodeVar *v = slot_variable(f, addr);
	uint64_t offset = addr - f->fp;

	if (offset < FRAME_HEADER_WORDS * 8)
		return arena_printf(s->scratch, "%s of %s, in the stack segment (%s)", header_word(offset), fn, where);
	if (!v)
		return arena_printf(s->scratch, "%s's temporaries, frame + %lu, in the stack segment (%s)", fn, (unsigned long)offset, where);
	offset -= v->where;
	return arena_printf(s->scratch, "%s:%s%s, in the stack segment (%s, %s)", fn, image_text(f->code.image, v->name),
			    plus(s, offset), where, liveness(s, f, v));
}

static const char *stack_text(DebugSession *s, uint64_t addr)
{
	GorInfo g;
	MachineFrame f;
	StackUse use;
	unsigned level;

	if (!machine_alive(s->machine) || !stack_of(s, addr, &g))
		return arena_printf(s->scratch, "%s is in the stack segment: of no goroutine that runs or waits", hex(s, addr));
	if (frame_over(s, &g, addr, &f, &level))
		return frame_text(s, &f, addr, g.id == s->selected_goroutine ? arena_printf(s->scratch, "frame %u", level)
				  : arena_printf(s->scratch, "goroutine %lu, frame %u", (unsigned long)g.id, level));
	machine_stack_use(s->machine, g.id, &use);
	return arena_printf(s->scratch, "%s is in the stack of goroutine %lu: %s", hex(s, addr), (unsigned long)g.id,
			    addr - g.stack_lo < use.high_water ? "slot of a returned frame" : "never used");
}

/* ---- the heap ---- */

static bool reached(DebugSession *s, const ObjectInfo *o)
{
	HeapGraph *g = heapgraph_new(s->machine);
	HeapReach r = heapgraph_reach(g);
	bool yes = r.by[heapgraph_at(g, o->addr)] != NO_NODE;

	heapreach_free(&r);
	heapgraph_free(g);
	return yes;
}

static const char *freed_text(DebugSession *s, const ObjectInfo *o, uint64_t addr)
{
	DebugLocation at = location_at(s, o->site);
	const char *type = o->type || o->role != OBJECT_VALUE ? object_class(s, o) : "bytes";

	return arena_printf(s->scratch, "freed heap object %s%s, was %s, allocated at %s:%u", object_name(s, o->id),
			    plus(s, addr - o->addr), type, at.file, at.line);
}

static const char *heap_text(DebugSession *s, uint64_t addr)
{
	ObjectInfo o;

	if (machine_object_at(s->machine, addr, &o))
		return arena_printf(s->scratch, "%s, in the heap segment (%s)", debug_symbolize(s, addr),
				    reached(s, &o) ? "live" : "garbage: nothing reaches it");
	if (machine_freed_at(s->machine, addr, &o))
		return freed_text(s, &o, addr);
	return arena_printf(s->scratch, "%s is in the heap segment: free", hex(s, addr));
}

const char *debug_info_symbol(DebugSession *s, uint64_t addr)
{
	SegmentId id = s->machine ? machine_segment_of(s->machine, addr) : SEGMENT_NONE;
	const char *name = debug_symbolize(s, addr);

	request_begin(s);
	switch (id) {
	case SEGMENT_CODE:
		return name ? in_section(s, name, "code") : arena_printf(s->scratch, "%s is in the code segment: no function", hex(s, addr));
	case SEGMENT_DATA: case SEGMENT_BSS:
		return name ? in_section(s, name, "data") : arena_printf(s->scratch, "%s is in the data segment: no variable by itself", hex(s, addr));
	case SEGMENT_RODATA:
		name = constant_text(s, addr);
		return name ? name : arena_printf(s->scratch, "%s is in the rodata segment", hex(s, addr));
	case SEGMENT_STACK:
		return stack_text(s, addr);
	case SEGMENT_HEAP:
		return heap_text(s, addr);
	case SEGMENT_MAPPED:
		return arena_printf(s->scratch, "%s is in the mapped segment: the program's own pages (syscall.Mmap)", hex(s, addr));
	default:
		fail(s, "No symbol matches %s.", hex(s, addr));
		return NULL;
	}
}
