/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Catchpoints. Some kinds of event have an instruction of their own: those are breakpoints at each such
 * instruction of the user's code. The others are the machine's events, which the observed loop reports; three kinds
 * are allocations, of which they choose some.
 */
#include "debug/debug_int.h"

typedef struct Kind {
	const char *name;
	unsigned event;			/* EVENT_*; 0: by instructions, or by the machine's stops */
	Opcode ops[5];			/* OP_NOP ends them */
	void (*places)(DebugSession *s, Break *b);	/* other places than such instructions */
	/* EVENT_ALLOC: is it one of these? */
	bool (*chosen)(DebugSession *s, const Break *b, const MachineEvent *e);
	/* What may follow its name: the whole text as it is kept, NULL with an error. No function: nothing. */
	const char *(*words)(DebugSession *s, const char *text);
} Kind;

static bool alloc_chosen(DebugSession *s, const Break *b, const MachineEvent *e);
static bool is_escape(DebugSession *s, const Break *b, const MachineEvent *e);
static bool is_growth(DebugSession *s, const Break *b, const MachineEvent *e);

static void add_exits(DebugSession *s, Break *b);
static void add_error_returns(DebugSession *s, Break *b);
static void add_system_calls(DebugSession *s, Break *b);

static const char *alloc_words(DebugSession *s, const char *text);
static const char *system_call_words(DebugSession *s, const char *text);

static const Kind kinds[] = {
	{ "alloc", EVENT_ALLOC, { 0 }, NULL, alloc_chosen, alloc_words },
	{ "append-grow", EVENT_ALLOC, { 0 }, NULL, is_growth, NULL },
	{ "chan", 0, { OP_SEND, OP_RECV, OP_CLOSE, OP_MKCHAN }, NULL, NULL, NULL },
	{ "deadlock", 0, { 0 }, NULL, NULL, NULL },
	{ "defer", 0, { OP_DEFER }, NULL, NULL, NULL },
	{ "error", 0, { 0 }, add_error_returns, NULL, NULL },
	{ "escape", EVENT_ALLOC, { 0 }, NULL, is_escape, NULL },
	{ "exit", 0, { 0 }, add_exits, NULL, NULL },
	{ "gc", EVENT_GC, { 0 }, NULL, NULL, NULL },
	{ "go", 0, { OP_GO }, NULL, NULL, NULL },
	{ "panic", EVENT_PANIC, { 0 }, NULL, NULL, NULL },
	{ "race", 0, { 0 }, NULL, NULL, NULL },
	{ "recover", EVENT_RECOVER, { 0 }, NULL, NULL, NULL },
	{ "select", 0, { OP_SELECT }, NULL, NULL, NULL },
	{ "signal", 0, { 0 }, NULL, NULL, catch_signal_words },
	{ "syscall", 0, { 0 }, add_system_calls, NULL, system_call_words },
	{ "throw", 0, { 0 }, NULL, NULL, NULL },
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

/* ---- error values: where functions of the user return with one ---- */

/* The offset in the frame of a result of type error, the last one; 0: there is none. */
static uint64_t error_result(const CodeFunc *fn)
{
	const TypeDesc *t = (const TypeDesc *)fn->type, *last;
	const uint64_t *types = t ? (const uint64_t *)t->funcs.ptr : NULL;
	uint64_t at = (FRAME_HEADER_WORDS + fn->param_words) * 8u;

	if (!t || t->funcs.len == t->len)
		return 0;
	for (uint64_t i = t->len; i + 1 < t->funcs.len; i++)
		at += type_passed_words((const TypeDesc *)types[i]) * 8;
	last = (const TypeDesc *)types[t->funcs.len - 1];
	return last->str.len == 5 && memcmp((const void *)last->str.ptr, "error", 5) == 0 ? at : 0;
}

static void add_error_returns(DebugSession *s, Break *b)
{
	static const Opcode rets[5] = { OP_RET };
	const Image *im = s->program->image;

	vec_each(&im->funcs, fn)
		if (!(fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB)) && error_result(fn))
			add_instructions(s, b, fn, rets);
}

static const DebugValue *returned_error(DebugSession *s)
{
	MachineFrame f;
	uint64_t offset;
	const TypeDesc *t;

	if (!machine_frame_at(s, 0, &f) || !(offset = error_result(f.code.func)))
		return NULL;
	t = (const TypeDesc *)f.code.func->type;
	return value_read(s, ((const uint64_t *)t->funcs.ptr)[t->funcs.len - 1], f.fp + offset);
}

/* ---- calls of the system, by the functions of the library that make them ---- */

static const struct { const char *function, *name; } system_calls[] = {
	{ "internal/rt.Write", "write" }, { "internal/rt.Read", "read" }, { "internal/rt.Pwrite", "pwrite" },
	{ "internal/rt.Pread", "pread" }, { "internal/rt.Seek", "lseek" }, { "internal/rt.Close", "close" },
	{ "internal/rt.At", "openat" }, { "internal/rt.AtFill", "readlinkat" }, { "internal/rt.Getcwd", "getcwd" },
	{ "internal/rt.ReadDir", "getdents" },
};

static const char *system_call(const char *function)
{
	for (size_t i = 0; i < sizeof system_calls / sizeof *system_calls; i++)
		if (strcmp(system_calls[i].function, function) == 0)
			return system_calls[i].name;
	return NULL;
}

/* What follows the kind: `syscall write`. */
static const char *rest_of(const char *location)
{
	const char *p = location + strcspn(location, " ");

	return p + strspn(p, " ");
}

static void add_system_calls(DebugSession *s, Break *b)
{
	const Image *const *images;
	size_t n = machine_images(s->machine, &images);
	const char *wanted = rest_of(b->pub.location);

	for (size_t i = 0; i < n; i++)
		vec_each(&images[i]->funcs, fn) {
			const char *name = system_call(image_text(images[i], fn->name));

			if (name && (!*wanted || strcmp(name, wanted) == 0))
				add_place(s, b, fn->entry);
		}
}

static const char *system_call_words(DebugSession *s, const char *text)
{
	for (size_t i = 0; i < sizeof system_calls / sizeof *system_calls; i++)
		if (strcmp(system_calls[i].name, rest_of(text)) == 0)
			return text;
	fail(s, "Unknown syscall name '%s'.", rest_of(text));
	return NULL;
}

/* `alloc site LOCATION`: what the location is; NULL: another catchpoint. */
static const char *site_text(const char *location)
{
	const char *p = location + strcspn(location, " ");

	p += strspn(p, " ");
	return strncmp(location, "alloc ", 6) == 0 && strncmp(p, "site ", 5) == 0 ? p + 5 + strspn(p + 5, " ") : NULL;
}

static bool find_site(DebugSession *s, Break *b)
{
	const char *text = site_text(b->pub.location);
	size_t n;
	const DebugLocation *at = text ? debug_locate(s, text, &n) : NULL;

	if (at)
		b->site = *at;
	return !text || at;
}

static const char *alloc_words(DebugSession *s, const char *text)
{
	size_t places;

	return !site_text(text) || debug_locate(s, site_text(text), &places) ? text : NULL;
}

void catch_places(DebugSession *s, Break *b)
{
	const Kind *k = kind_of(b);
	const Image *im = s->program->image;

	vec_trim(&b->places, 0);
	find_site(s, b);
	if (k->places)
		k->places(s, b);
	else if (k->ops[0] != OP_NOP)
		vec_each(&im->funcs, fn)
			if (!(fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB)))
				add_instructions(s, b, fn, k->ops);
}

const char *debug_catch_kind(size_t i)
{
	return i < sizeof kinds / sizeof *kinds ? kinds[i].name : NULL;
}

const DebugBreakpoint *debug_catch(DebugSession *s, const char *what, const char *condition, bool temporary)
{
	const char *text = trimmed(s, what);
	size_t n = strcspn(text, " ");
	const Kind *k = kind_named(text, n);
	Break *b;

	request_begin(s);
	if (!need_symbols(s))
		return NULL;
	if (!k) {
		fail(s, "Undefined catch command: \"%.*s\".  Try \"help catch\".", (int)n, text);
		return NULL;
	}
	if (text[n] && !k->words) {
		fail(s, "Junk at end of arguments.");
		return NULL;
	}
	if (text[n] && !(text = k->words(s, text)))
		return NULL;
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

static bool same_text(GoString have, const char *want, size_t n)
{
	return have.len >= n && memcmp((const char *)have.ptr + have.len - n, want, n) == 0 &&
	       (have.len == n || ((const char *)have.ptr)[have.len - n - 1] == '.');
}

/* T, with or without its package; []T: several at once. */
static bool type_matches(const char *want, const MachineEvent *e)
{
	const TypeDesc *t = (const TypeDesc *)e->type;
	bool many = strncmp(want, "[]", 2) == 0;

	if (!t)
		return false;
	return same_text(t->str, want, strlen(want)) ||
	       (many && e->size > t->size && same_text(t->str, want + 2, strlen(want) - 2));
}

static bool alloc_chosen(DebugSession *s, const Break *b, const MachineEvent *e)
{
	const char *want = b->pub.location + strcspn(b->pub.location, " ");
	DebugLocation at;

	want += strspn(want, " ");
	if (!site_text(b->pub.location))
		return !*want || type_matches(want, e);
	at = location_at(s, e->pc);
	return at.line == b->site.line && at.file && strcmp(at.file, b->site.file) == 0;
}

/* Where an allocation's address goes beside its own slot, a few instructions on: to the variable's, when the value is stored
 * before the variable is declared, or into the object of spilled variables. */
typedef struct NewHome { CodeVarKind kind; uint32_t where; } NewHome;

static NewHome home_of_new(const CodeFunc *fn, const Ins *new)
{
	enum { NEAR = 8 };
	const Ins *end = (const Ins *)fn->entry + fn->slots;
	uint32_t spill = code_spill_word(fn) / 8, object = spill, base = 0;	/* the object's part from base on is at R(object) */

	for (const Ins *i = new + 2; i < end && i < new + 2 + NEAR; i += 1 + ((op_info[i->op].flags & OPF_TWO) != 0)) {
		if (i->op == OP_MOV && i->b == new->a)
			return (NewHome){ CV_HEAP, i->a * 8u };
		if (i->op == OP_ADDI && i->b == spill) {
			object = i->a;
			base = (uint32_t)ins_cd(i);
		}
		if (i->op == OP_STP && i->b == new->a && i->a == object && fn->flags & FN_SPILLS)
			return (NewHome){ CV_SPILLREF, base + i->c };
	}
	return (NewHome){ CV_HEAP, new->a * 8u };
}

/* The variable that an allocation is the home of: it was moved to the heap. NULL: none. */
static const CodeVar *escaped_variable(DebugSession *s, const MachineEvent *e, CodeAt *at)
{
	const Ins *ins = (const Ins *)e->pc;
	NewHome home;

	if (!machine_code_at(s->machine, e->pc, at) || ins->op != OP_NEW)
		return NULL;
	home = home_of_new(at->func, ins);
	for (uint32_t i = 0; i < at->func->nvars; i++) {
		const CodeVar *v = &at->image->vars.data[at->func->vars + i];

		if ((v->kind == home.kind && v->where == home.where) || (v->kind == CV_HEAP && v->where == ins->a * 8u))
			return v;
	}
	return NULL;
}

const char *moved_variable(DebugSession *s, uint64_t site)
{
	CodeAt at;
	const CodeVar *v = escaped_variable(s, &(MachineEvent){ .pc = site }, &at);

	return v ? image_text(at.image, v->name) : NULL;
}

static bool is_escape(DebugSession *s, const Break *b, const MachineEvent *e)
{
	CodeAt at;

	(void)b;
	return escaped_variable(s, e, &at) != NULL;
}

static bool is_growth(DebugSession *s, const Break *b, const MachineEvent *e)
{
	static const Opcode appends[] = { OP_APP8, OP_APP16, OP_APP32, OP_APP64, OP_APPP, OP_APPS, OP_GROW };
	CodeAt at;

	(void)b;
	if (!machine_code_at(s->machine, e->pc, &at))
		return false;
	for (size_t i = 0; i < sizeof appends / sizeof *appends; i++)
		if (((const Ins *)e->pc)->op == appends[i])
			return true;
	return false;
}

/* Of the user's code; a slice that the library's append made on the user's behalf is not. */
static bool of_user(DebugSession *s, const MachineEvent *e)
{
	CodeAt at;

	return e->kind != EVENT_ALLOC || (machine_code_at(s->machine, e->pc, &at) && user_code(&at));
}

/* What a catchpoint has caught that is no event of the machine's hook. */
enum { CAUGHT_RACE = 1 << 16 };

bool catches_races(const DebugSession *s)
{
	vec_each(&s->breaks, b)
		if (is_kind(*b, "race"))
			return true;
	return false;
}

bool catch_race(DebugSession *s)
{
	vec_each(&s->breaks, b)
		if (is_kind(*b, "race"))
			(*b)->caught = (MachineEvent){ .kind = (MachineEventKind)CAUGHT_RACE };
	return catches_races(s);
}

static bool concerns(DebugSession *s, const Break *b, const MachineEvent *e)
{
	const Kind *k = b->pub.kind == DEBUG_CATCH && b->pub.enabled ? kind_of(b) : NULL;

	return k && k->event == (unsigned)e->kind && of_user(s, e) && (!k->chosen || k->chosen(s, b, e));
}

/* The slice that append grows, before it is overwritten by the grown one. */
static void note_capacity(DebugSession *s, Break *b, const MachineEvent *e)
{
	if (kind_of(b)->chosen == is_growth)
		machine_read(s->machine, e->fp + (((const Ins *)e->pc)->b + 2u) * 8, &b->old_capacity, 8);
}

bool catch_event(DebugSession *s, const MachineEvent *e)
{
	bool any = false;

	vec_each(&s->breaks, b)
		if (concerns(s, *b, e)) {
			(*b)->caught = *e;
			note_capacity(s, *b, e);
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

/* n, moved to heap: &n is returned at f.go:9 */
static const char *describe_escape(DebugSession *s, const MachineEvent *e)
{
	CodeAt at;
	const CodeVar *v = escaped_variable(s, e, &at);

	return arena_printf(s->values, "%s %s moved to heap%s%s", object_at(s, e->addr), image_text(at.image, v->name),
			    v->why ? ": " : "", v->why ? image_text(at.image, v->why) : "");
}

/* #5 []int from capacity 4 to 8 at f.go:11 */
static const char *describe_growth(DebugSession *s, const Break *b)
{
	const MachineEvent *e = &b->caught;
	const TypeDesc *t = (const TypeDesc *)e->type;
	uint64_t size = t && t->size ? t->size : 1;
	DebugLocation at = location_at(s, e->pc);

	return arena_printf(s->values, "%s []%.*s from capacity %lu to %lu at %s:%u", object_at(s, e->addr), t ? (int)t->str.len : 4,
			    t ? (const char *)t->str.ptr : "byte", (unsigned long)b->old_capacity,
			    (unsigned long)(e->size / size), at.file, at.line);
}

static const char *describe_alloc(DebugSession *s, const Break *b, const MachineEvent *e)
{
	const TypeDesc *t = (const TypeDesc *)e->type;
	DebugLocation at = location_at(s, e->pc);

	if (kind_of(b)->chosen == is_escape)
		return describe_escape(s, e);
	if (kind_of(b)->chosen == is_growth)
		return describe_growth(s, b);
	return arena_printf(s->values, "%s %.*s, %lu bytes at %s:%u", object_at(s, e->addr), t ? (int)t->str.len : 5,
			    t ? (const char *)t->str.ptr : "bytes", (unsigned long)e->size, at.file, at.line);
}

static const char *describe(DebugSession *s, const Break *b, DebugStop *stop)
{
	const MachineEvent *e = &b->caught;

	switch ((unsigned)e->kind) {
	case EVENT_PANIC: case EVENT_RECOVER:
		stop->text = panic_text(s, e, &stop->values[0]);
		stop->nvalues = !stop->text;
		return stop->text;
	case EVENT_ALLOC:
		return describe_alloc(s, b, e);
	case CAUGHT_RACE:
		return race_text(s);
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
			event_begin(s, (FrameEvent){ b->caught.fp, machine_current(s->machine) });
			return report(s, b, NULL, stop);
		}
		b->caught.kind = 0;
	}
	return false;
}

/* At an instruction of its own. */
bool catch_place_report(DebugSession *s, Break *b, DebugStop *stop)
{
	MachineFrame f;
	bool call = kind_of(b)->places == add_system_calls && machine_frame_at(s, 0, &f);
	const DebugValue *error = kind_of(b)->places == add_error_returns ? returned_error(s) : NULL;

	report(s, b, call ? system_call(image_text(f.code.image, f.code.func->name)) : "", stop);
	if (error)
		stop->values[stop->nvalues++] = error;
	return true;
}

bool catch_place_holds(DebugSession *s, const Break *b)
{
	return kind_of(b)->places != add_error_returns || returned_error(s)->nchildren;
}

/* The machine stopped at a panic that nobody recovers, or a fatal error. */
bool catch_fatal(DebugSession *s, const MachineStop *m, const char *text, DebugStop *stop)
{
	for (size_t i = 0; i < s->breaks.len; i++) {
		Break *b = s->breaks.data[i];
		bool deadlock = strstr(text, "deadlock") != NULL;

		if (m->reason == STOP_PANIC ? !is_kind(b, "panic") : !is_kind(b, "throw") && !(deadlock && is_kind(b, "deadlock")))
			continue;
		if (break_counts(s, b))
			return report(s, b, arena_strdup(s->values, text), stop);
	}
	return false;
}

bool catch_signal(DebugSession *s, const char *name, int sig, DebugStop *stop)
{
	for (size_t i = 0; i < s->breaks.len; i++) {
		Break *b = s->breaks.data[i];

		if (!is_kind(b, "signal") || !catch_signal_chosen(b->pub.location, name, sig))
			continue;
		if (break_counts(s, b))
			return report(s, b, "", stop);
	}
	return false;
}
