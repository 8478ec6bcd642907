/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Catchpoints. Some kinds of event have an instruction of their own: those are breakpoints at each such
 * instruction of the user's code. The others are the machine's events, which the observed loop reports.
 */
#include "debug/debug_int.h"

typedef struct Kind {
	const char *name;
	unsigned event;			/* EVENT_*; 0: by instructions, or by the machine's stops */
	Opcode ops[5];			/* OP_NOP ends them */
	bool at_entry;			/* exit: where os.Exit begins, and where main returns */
} Kind;

static const Kind kinds[] = {
	{ "alloc", EVENT_ALLOC, { 0 }, false }, { "chan", 0, { OP_SEND, OP_RECV, OP_CLOSE, OP_MKCHAN }, false },
	{ "deadlock", 0, { 0 }, false }, { "defer", 0, { OP_DEFER }, false }, { "exit", 0, { 0 }, true },
	{ "gc", EVENT_GC, { 0 }, false }, { "go", 0, { OP_GO }, false }, { "panic", EVENT_PANIC, { 0 }, false },
	{ "recover", EVENT_RECOVER, { 0 }, false }, { "select", 0, { OP_SELECT }, false },
	{ "throw", 0, { 0 }, false },
};

static const Kind *kind_named(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strlen(kinds[i].name) == n && memcmp(kinds[i].name, name, n) == 0)
			return &kinds[i];
	return NULL;
}

static const Kind *kind_of(const Break *b)
{
	return kind_named(b->pub.location, strcspn(b->pub.location, " "));
}

static bool is_kind(const Break *b, const char *name)
{
	return b->pub.kind == DEBUG_CATCH && b->pub.enabled && kind_of(b) == kind_named(name, strlen(name));
}

/* ---- places ---- */

static bool is_one_of(uint64_t op, const Opcode *ops)
{
	for (unsigned i = 0; i < 5 && ops[i] != OP_NOP; i++)
		if (ops[i] == op)
			return true;
	return false;
}

static void add_place(DebugSession *s, Break *b, uint64_t pc)
{
	vec_push(&b->places, location_at(s, pc));
}

static void add_instructions(DebugSession *s, Break *b, const CodeFunc *fn, const Opcode *ops)
{
	for (uint32_t i = 0; i < fn->slots; i++) {
		const Ins *ins = (const Ins *)(fn->entry + i * sizeof(Ins));

		if (is_one_of(ins->op, ops))
			add_place(s, b, (uint64_t)ins);
		i += (op_info[ins->op].flags & OPF_TWO) != 0;
	}
}

static void add_exits(DebugSession *s, Break *b)
{
	static const Opcode rets[5] = { OP_RET };
	const Image *const *images;
	size_t n = machine_images(s->machine, &images);

	for (size_t i = 0; i < n; i++)
		vec_each(&images[i]->funcs, fn) {
			const char *name = image_text(images[i], fn->name);

			if (strcmp(name, "os.Exit") == 0)
				add_place(s, b, fn->entry);
			else if (strcmp(name, "main.main") == 0)
				add_instructions(s, b, fn, rets);
		}
}

void catch_places(DebugSession *s, Break *b)
{
	const Kind *k = kind_of(b);
	const Image *im = s->program->image;

	vec_trim(&b->places, 0);
	if (k->at_entry)
		add_exits(s, b);
	else if (k->ops[0] != OP_NOP)
		vec_each(&im->funcs, fn)
			if (!(fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB)))
				add_instructions(s, b, fn, k->ops);
}

const DebugBreakpoint *debug_catch(DebugSession *s, const char *what, const char *condition, bool temporary)
{
	const char *text = trimmed(s, what);
	size_t n = strcspn(text, " ");
	Break *b;

	request_begin(s);
	if (!s->machine) {
		fail(s, "No symbol table is loaded.  Use the \"file\" command.");
		return NULL;
	}
	if (!kind_named(text, n)) {
		fail(s, "Undefined catch command: \"%.*s\".  Try \"help catch\".", (int)n, text);
		return NULL;
	}
	if (text[n] && kind_named(text, n)->event != EVENT_ALLOC) {
		fail(s, "Junk at end of arguments.");
		return NULL;
	}
	b = new_break(s, DEBUG_CATCH, text, temporary);
	catch_places(s, b);
	break_patch(s, b);
	b->pub.condition = condition ? arena_strdup(s->values, condition) : NULL;
	return &b->pub;
}

unsigned catch_mask(const DebugSession *s)
{
	unsigned mask = 0;

	vec_each(&s->breaks, b)
		if ((*b)->pub.kind == DEBUG_CATCH && (*b)->pub.enabled)
			mask |= kind_of(*b)->event;
	return mask;
}

/* ---- events ---- */

static bool type_matches(const Break *b, const MachineEvent *e)
{
	const char *want = b->pub.location + strcspn(b->pub.location, " ");
	const TypeDesc *t = (const TypeDesc *)e->type;
	size_t n, k;

	want += strspn(want, " ");
	k = strlen(want);
	n = t ? t->str.len : 0;
	return !k || (n >= k && memcmp((const char *)t->str.ptr + n - k, want, k) == 0 &&
		      (n == k || ((const char *)t->str.ptr)[n - k - 1] == '.'));
}

static bool of_user(DebugSession *s, const MachineEvent *e)
{
	CodeAt at;

	return e->kind != EVENT_ALLOC || (machine_code_at(s->machine, e->pc, &at) && user_code(&at));
}

bool catch_event(DebugSession *s, const MachineEvent *e)
{
	bool any = false;

	vec_each(&s->breaks, b)
		if ((*b)->pub.kind == DEBUG_CATCH && (*b)->pub.enabled && kind_of(*b)->event == (unsigned)e->kind &&
		    of_user(s, e) && type_matches(*b, e)) {
			(*b)->caught = *e;
			any = true;
		}
	return any;
}

/* A panic's value as its message shows it: an error's or a string's text, else NULL and the value itself. */
static const char *panic_text(DebugSession *s, const MachineEvent *e, const DebugValue **value)
{
	uint64_t words[2] = { e->type, e->addr };
	const DebugValue *v = value_bytes(s, type_named(s, "interface{}"), words, type_of_text(s, "interface{}"));
	const DebugValue *text;

	if (!v->nchildren)
		return "";
	set_variable(s, "_panic", v);
	text = debug_eval(s, "func() string { if e, ok := $_panic.(error); ok { return e.Error() }; "
			     "s, _ := $_panic.(string); return s }()");
	if (text && text->len)
		return text->text;
	*value = v->children[0];
	return NULL;
}

static const char *describe(DebugSession *s, const Break *b, DebugStop *stop)
{
	const MachineEvent *e = &b->caught;
	const DebugLocation *at;

	switch ((unsigned)e->kind) {
	case EVENT_PANIC: case EVENT_RECOVER:
		stop->text = panic_text(s, e, &stop->values[0]);
		stop->nvalues = !stop->text;
		return stop->text;
	case EVENT_ALLOC:
		at = debug_pc_location(s, e->pc);
		return arena_printf(s->values, "%s %.*s, %lu bytes at %s:%u", object_at(s, e->addr),
				    e->type ? (int)((const TypeDesc *)e->type)->str.len : 5,
				    e->type ? (const char *)((const TypeDesc *)e->type)->str.ptr : "bytes",
				    (unsigned long)e->size, at ? at->file : "?", at ? at->line : 0);
	case EVENT_GC: {
		GcReport r;

		machine_gc_report(s->machine, &r);
		return arena_printf(s->values, "GC %lu, freed %lu objects, %lu bytes", (unsigned long)r.number,
				    (unsigned long)r.freed_objects, (unsigned long)r.freed_bytes);
	}
	default:
		return "";
	}
}

static bool report(DebugSession *s, Break *b, const char *text, DebugStop *stop)
{
	*stop = (DebugStop){ .kind = DEBUG_STOP_BREAKPOINT, .number = b->pub.number, .temporary = b->pub.temporary };
	stop->text = text ? text : describe(s, b, stop);
	stop->what = b->pub.location;
	b->caught.kind = 0;
	break_stopped(s, b);	/* a temporary one is gone now */
	return true;
}

bool catch_hit(DebugSession *s, DebugStop *stop)
{
	for (size_t i = 0; i < s->breaks.len; i++) {
		Break *b = s->breaks.data[i];

		if (b->pub.kind != DEBUG_CATCH || !b->caught.kind)
			continue;
		debug_set_int(s, "_size", (int64_t)b->caught.size);
		if (break_counts(s, b)) {
			s->caught_panic = b->caught.kind == EVENT_PANIC;
			s->event_fp = b->caught.fp;
			return report(s, b, NULL, stop);
		}
		b->caught.kind = 0;
	}
	return false;
}

/* At an instruction of its own. */
bool catch_place_report(DebugSession *s, Break *b, DebugStop *stop)
{
	s->event_fp = 0;
	return report(s, b, "", stop);
}

/* The machine stopped at a panic that nobody recovers, or a fatal error. */
bool catch_fatal(DebugSession *s, const MachineStop *m, const char *text, DebugStop *stop)
{
	for (size_t i = 0; i < s->breaks.len; i++) {
		Break *b = s->breaks.data[i];
		bool deadlock = strstr(text, "deadlock") != NULL;

		if (m->reason == STOP_PANIC ? !is_kind(b, "panic") : !is_kind(b, "throw") && !(deadlock && is_kind(b, "deadlock")))
			continue;
		s->event_fp = 0;
		if (break_counts(s, b))
			return report(s, b, arena_strdup(s->values, text), stop);
	}
	return false;
}
