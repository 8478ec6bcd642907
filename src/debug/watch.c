/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watchpoints. Of a place (a variable, `-location`, a typed address) the bytes are watched. Of a computed value (`s[i].Next.Val`,
 * m["k"], a + b) all memory that was read for it is: when some of that changes, the value is computed again, and with it what
 * it depends on. The machine watches (machine_watch); it costs next to nothing while nothing of it is written, and the stop is
 * behind the statement that wrote. A value whose computation is beyond our sight (a C function takes part in it) is computed
 * again at each statement, in the observed loop. Reads, which are no change, the machine asks us about.
 *
 * What mentions a local variable belongs to its frame and goes with it: a breakpoint stands where that returns to.
 *
 * Hooks only note what they see: the machine must stand still before an expression can be evaluated.
 */
#include "debug/debug_int.h"

#include <ctype.h>

#include "base/mem.h"

enum { WATCH_BYTES = 4096 };	/* a place is compared up to here */

static size_t place_bytes(const Watch *w)
{
	return ((const TypeDesc *)w->type)->size * (w->row ? w->row : 1);
}

static size_t watched_bytes(const Break *b)
{
	size_t size = place_bytes(&b->watch);

	return size < WATCH_BYTES ? size : WATCH_BYTES;
}

bool is_watch(const Break *b)
{
	return b->pub.kind == DEBUG_WATCH || b->pub.kind == DEBUG_RWATCH || b->pub.kind == DEBUG_AWATCH;
}

/* ---- the frame it belongs to ---- */

static bool is_local(DebugSession *s, const MachineFrame *f, const char *name, const MachineFrame *of)
{
	NameMeaning means;
	Home home;

	means = name_meaning(s, f, name, &home);
	request_begin(s);
	return means == NAME_LOCAL ? home.frame.fp == of->fp : means == NAME_UNKNOWN && f->fp == of->fp && find_variable(s, f, name);
}

/* Does the text, where f stands, name a local variable of that frame, or of one around it? */
static bool mentions_local(DebugSession *s, const MachineFrame *f, const char *text, const MachineFrame *of)
{
	for (const char *p = text; *p;) {
		const char *start = p;

		if (!name_start(*p)) {
			p += isdigit((unsigned char)*p) ? strspn(p, "0123456789abcdefxXABCDEF_.") : 1;
			continue;
		}
		while (name_part(*p))
			p++;
		if ((start == text || start[-1] != '.') &&
		    is_local(s, f, arena_strndup(s->scratch, start, (size_t)(p - start)), of))
			return true;
	}
	return false;
}

/* The frame, from the selected one outwards, whose end is that of the text's meaning. */
static bool frame_of_text(DebugSession *s, const char *text, MachineFrame *out)
{
	MachineFrame f, of, outside;
	bool more = selected_machine_frame(s, &f);

	for (of = f; more; of = outside) {
		if (mentions_local(s, &f, text, &of)) {
			*out = of;
			return true;
		}
		more = frame_outside(s, &of, &outside);
	}
	return false;
}

const char *debug_local_function(DebugSession *s, const char *expr)
{
	MachineFrame f;

	return frame_of_text(s, expr, &f) ? image_text(f.code.image, f.code.func->name) : NULL;
}

/* Where the frame returns to; 0: not by a return to code. */
static void find_end(DebugSession *s, Watch *w)
{
	MachineFrame f;
	GorInfo g;
	bool more = machine_goroutine_by_id(s->machine, w->goroutine, &g) && machine_frame(s->machine, &g, &f, true);

	while (more && f.fp != w->fp)
		more = machine_frame(s->machine, &g, &f, false);
	if (!more || f.called_by_panic || !machine_frame(s->machine, &g, &f, false))
		return;
	w->end_pc = f.pc;
	w->end_fp = f.fp;
}

static void bind_frame(DebugSession *s, Watch *w, const char *expr)
{
	MachineFrame f;

	w->fp = 0;
	if (!frame_of_text(s, expr, &f))
		return;
	w->fp = f.fp;
	w->pc = f.pc;
	w->goroutine = s->selected_goroutine;
	find_end(s, w);
}

bool watch_ends_at(const DebugSession *s, uint64_t pc)
{
	vec_each(&s->breaks, b)
		if (is_watch(*b) && (*b)->watch.end_pc == pc)
			return true;
	return false;
}

/* ---- values ---- */

/* In the frame that it belongs to. False: it has none now. */
static bool compute(DebugSession *s, Watch *w, StrBuf *bytes)
{
	uint64_t goroutine = s->selected_goroutine;
	unsigned frame = s->selected_frame;
	MachineFrame f;
	bool ok;

	if (w->fp) {
		s->selected_goroutine = w->goroutine;
		for (s->selected_frame = 0; selected_machine_frame(s, &f) && f.fp != w->fp; s->selected_frame++)
			;
	}
	ok = eval_watch(s, w, bytes);
	s->selected_goroutine = goroutine;
	s->selected_frame = frame;
	return ok;
}

static void take_place(DebugSession *s, Break *b)
{
	if (!b->watch.bytes)
		b->watch.bytes = arena_alloc(s->values, WATCH_BYTES);
	machine_read(s->machine, b->watch.addr, b->watch.bytes, watched_bytes(b));
}

/* ok: it could be computed. */
static void take_computed(DebugSession *s, Watch *w, const StrBuf *bytes, bool ok)
{
	if (!w->bytes)
		w->bytes = arena_alloc(s->values, bytes->len + 8);
	w->unreadable = !ok;
	if (ok)
		memcpy(w->bytes, bytes->data, bytes->len);
	else
		memset(w->bytes, 0, bytes->len);
}

static bool take_value(DebugSession *s, Break *b)
{
	StrBuf bytes = { 0 };
	bool ok = true;

	s->watch_dirty = true;
	if (b->watch.addr)
		take_place(s, b);
	else if ((ok = compute(s, &b->watch, &bytes)) || b->watch.code.image)
		take_computed(s, &b->watch, &bytes, ok);
	sb_free(&bytes);
	return ok || b->watch.code.image;
}

/* Texts are compared by what they say: nothing writes to what was there. */
static bool same_bytes(const Watch *w, const uint8_t *a, const uint8_t *b)
{
	const TypeDesc *t = (const TypeDesc *)w->type;
	const GoString *x = (const GoString *)a, *y = (const GoString *)b;

	if (t->kind == KIND_STRING)
		return x->len == y->len && (x->ptr == y->ptr || memcmp((const void *)x->ptr, (const void *)y->ptr, x->len) == 0);
	return memcmp(a, b, t->size) == 0;
}

/* ---- setting ---- */

static bool is_constant(const char *expr)
{
	return strspn(expr, "0123456789.+-*/() ") == strlen(expr);
}

/* What follows a variable of the debugger, or a number of the history; 0: it stands alone. */
static char name_end(const char *text)
{
	text += 1 + (text[1] == '$');
	while (name_part(*text))
		text++;
	return *text;
}

/* Names in the condition mean what they do where the watched thing changes: for a frame's variable that is this frame, else it may be
 * any function that has them. */
static bool condition_may_hold(DebugSession *s, const Watch *w, const char *condition)
{
	bool is_type;

	return type_of_expression(s, condition, &is_type) || (!w->fp && strncmp(debug_error(s), "No symbol ", 10) == 0);
}

const DebugBreakpoint *debug_watch(DebugSession *s, const char *expr, DebugBreakKind kind, bool location,
				   const char *condition)
{
	Watch w = { .expr = arena_strdup(s->values, trimmed(s, expr)) };
	Home home;
	Break *b;
	bool row;

	request_begin(s);
	if (is_constant(w.expr) && !debug_type_text(s, w.expr, false, false))
		return NULL;
	if (is_constant(w.expr)) {
		fail(s, "Cannot watch constant value `%s'.", w.expr);
		return NULL;
	}
	if (find_row(s, w.expr, &home, &w.row, &row) ||
	    (!row && (location ? find_place(s, w.expr, &home) : find_home(s, w.expr, &home)))) {
		w.type = home.type;
		w.addr = home.addr;
	} else if (row || location || *debug_error(s)) {
		return NULL;
	}
	/* What cannot be computed now may be later; what has no type never. */
	if (!w.addr && !debug_eval(s, w.expr) && (kind != DEBUG_WATCH || !debug_type_text(s, w.expr, false, false)))
		return NULL;
	if (kind != DEBUG_WATCH && !w.addr && *w.expr != '$' && find_place(s, w.expr, &home)) {	/* where it lies now */
		w.type = home.type;
		w.addr = home.addr;
	}
	if (kind != DEBUG_WATCH && !w.addr) {
		fail(s, "Expression cannot be implemented with read/access watchpoint.");
		return NULL;
	}
	if (!location)
		bind_frame(s, &w, w.expr);
	if (condition && !condition_may_hold(s, &w, condition))
		return NULL;
	b = new_break(s, kind, location ? arena_printf(s->scratch, "-location %s", w.expr) : w.expr, false);
	b->watch = w;
	if (w.end_pc)
		machine_break(s->machine, w.end_pc);
	if (*w.expr == '$' && !name_end(w.expr)) {	/* nothing of the program's: it never changes there */
		b->watch.traced = true;
	} else if (!take_value(s, b)) {
		break_remove(s, b);
		s->next_break--;
		return NULL;
	}
	b->pub.condition = condition ? arena_strdup(s->values, condition) : NULL;
	return &b->pub;
}

/* For a new machine: what belonged to a frame goes, the rest begins with the value of the start. */
void watches_renew(DebugSession *s)
{
	for (size_t i = s->breaks.len; i > 0; i--) {
		Break *b = s->breaks.data[i - 1];

		if (!is_watch(b))
			continue;
		b->watch.end_pc = 0;	/* of the machine before */
		if (b->watch.fp)
			break_remove(s, b);
		else if (b->watch.bytes)
			take_value(s, b);
	}
}

void watch_forget(DebugSession *s, Watch *w)
{
	uint64_t pc = w->end_pc;

	w->end_pc = 0;
	vec_free(&w->reads);
	condition_forget(&w->code);
	s->watch_dirty = true;
	vec_trim(&s->watched, 0);	/* it names breakpoints */
	if (s->machine)
		machine_watch(s->machine, NULL, 0);
	if (pc)
		pc_unwanted(s, pc);
}

/* The debugger's user has changed memory: that is what the program's next change is compared with. */
static void refresh(DebugSession *s)
{
	s->watch_changed = false;
	vec_each(&s->breaks, b)
		if (is_watch(*b) && (*b)->watch.bytes)
			take_value(s, *b);
}

/* ---- what the machine watches ---- */

static bool looks_by_itself(const Break *b)
{
	return !b->watch.addr && !b->watch.traced;
}

bool watching(const DebugSession *s)
{
	vec_each(&s->breaks, b)
		if ((*b)->pub.enabled && is_watch(*b) && looks_by_itself(*b))
			return true;
	return false;
}

/* The frame whose slots an address lies among, the watchpoint's first. */
static void find_frame(DebugSession *s, const Watch *w, MachineWatch *out)
{
	size_t n = machine_goroutines(s->machine);
	MachineFrame f;
	GorInfo g;

	if (machine_segment_of(s->machine, out->addr) != SEGMENT_STACK)
		return;
	if (w->fp && machine_code_at(s->machine, w->pc, &f.code) && out->addr - w->fp < f.code.func->frame_bytes) {
		out->fp = w->fp;
		out->goroutine = w->goroutine;
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (!machine_goroutine(s->machine, i, &g))
			continue;
		for (bool more = machine_frame(s->machine, &g, &f, true); more; more = machine_frame(s->machine, &g, &f, false))
			if (out->addr - f.fp < f.code.func->frame_bytes) {
				out->fp = f.fp;
				out->goroutine = g.id;
				return;
			}
	}
}

static void add_range(DebugSession *s, Break *b, Span r)
{
	MachineWatch w = { .addr = r.addr, .size = r.size, .reads = b->pub.kind != DEBUG_WATCH };

	if (!r.size)
		return;
	find_frame(s, &b->watch, &w);
	vec_push(&s->watched, w);
	vec_push(&s->watched_by, b);
}

static void add_ranges(DebugSession *s, Break *b)
{
	if (b->watch.addr)
		add_range(s, b, (Span){ b->watch.addr, watched_bytes(b) });
	else
		vec_each(&b->watch.reads, r)
			add_range(s, b, *r);
}

/* Their bytes as they are now. */
static void take_bytes(DebugSession *s)
{
	size_t n = 0, at = 0;

	vec_each(&s->watched, w)
		n += w->size;
	vec_trim(&s->watched_bytes, 0);
	vec_reserve(&s->watched_bytes, n);
	vec_each(&s->watched, w) {
		w->bytes = s->watched_bytes.data + at;
		at += w->size;
		if (!machine_read(s->machine, w->addr, w->bytes, w->size))
			memset(w->bytes, 0, w->size);	/* memory that comes later comes so */
	}
}

/* In the middle of the run: a change that a false condition sends on, or that the value does not show. */
static bool dismissed(DebugSession *s, const MachineWatch *w, Break *b, uint64_t pc, uint64_t fp)
{
	Watch *of = &b->watch;
	const void *now = w->bytes;
	size_t size = w->size;
	uint64_t word;

	if (!of->addr) {
		if (!watch_word(s, of, &word))
			return false;
		now = &word;
		size = of->quick;
		if (memcmp(of->bytes, now, size) == 0)
			return true;
	}
	if (b->pub.kind != DEBUG_RWATCH && (!b->pub.condition || !condition_fails(s, b, pc, fp)))
		return false;
	memcpy(of->bytes, now, size);
	b->pub.reached++;
	return true;
}

/* A value's ranges lie side by side in the list: one answer for all of them. */
static bool wanted(void *ctx, uint64_t pc, uint64_t fp)
{
	DebugSession *s = ctx;
	bool any = false;

	for (size_t i = 0, end; i < s->watched.len; i = end) {
		Break *b = s->watched_by.data[i];
		bool changed = false, goes;

		for (end = i; end < s->watched.len && s->watched_by.data[end] == b; end++)
			changed = changed || s->watched.data[end].changed;
		if (!changed)
			continue;
		goes = dismissed(s, &s->watched.data[i], b, pc, fp);
		any = any || !goes;
		for (size_t k = i; goes && k < end; k++)
			s->watched.data[k].changed = false;
	}
	return any;
}

/* Before an instruction that may read what is watched for that. */
static bool is_read(void *ctx, uint64_t pc, uint64_t fp)
{
	DebugSession *s = ctx;
	bool any = false;

	vec_each(&s->breaks, b) {
		if (!(*b)->pub.enabled || ((*b)->pub.kind != DEBUG_RWATCH && (*b)->pub.kind != DEBUG_AWATCH) ||
		    !instruction_reads_at(s, (const Ins *)pc, fp, (*b)->watch.addr, watched_bytes(*b)))
			continue;
		(*b)->watch.seen |= SEEN_READ;
		any = true;
	}
	return any;
}

/* Before the program runs on. */
void watches_arm(DebugSession *s)
{
	if (s->watch_changed)
		refresh(s);
	if (!s->watch_dirty)
		return;
	s->watch_dirty = false;
	machine_watch(s->machine, NULL, 0);
	vec_trim(&s->watched, 0);
	vec_trim(&s->watched_by, 0);
	vec_each(&s->breaks, b)
		if ((*b)->pub.enabled && is_watch(*b) && !looks_by_itself(*b))
			add_ranges(s, *b);
	take_bytes(s);
	machine_watch_filter(s->machine, wanted, s);
	machine_watch_look(s->machine, is_read, s);
	if (s->watched.len)
		machine_watch(s->machine, s->watched.data, s->watched.len);
}

/* ---- what the observed loop shows ---- */

static bool left_scope(const Watch *w, const MachineEvent *e)
{
	return w->fp && e->goroutine == w->goroutine && e->fp < w->fp;
}

static bool written(DebugSession *s, const Break *b)
{
	uint8_t now[WATCH_BYTES];
	size_t n = watched_bytes(b);

	return machine_read(s->machine, b->watch.addr, now, n) && memcmp(now, b->watch.bytes, n) != 0;
}

static bool notes(DebugSession *s, Break *b, const MachineEvent *e)
{
	Watch *w = &b->watch;

	if (left_scope(w, e))
		w->seen |= SEEN_END;
	else if (map_find(&s->stmt_pcs, e->pc))
		w->seen |= SEEN_STATEMENT;
	return w->seen != 0;
}

bool watch_event(DebugSession *s, const MachineEvent *e)
{
	bool any = false;

	if (e->kind != EVENT_INSTRUCTION)
		return false;
	vec_each(&s->breaks, b)
		if ((*b)->pub.enabled && is_watch(*b) && looks_by_itself(*b))
			any = notes(s, *b, e) || any;
	return any;
}

/* ---- when it has stopped ---- */

/* Notes what it has seen at the watchpoints. */
static void collect(DebugSession *s)
{
	for (size_t i = 0; i < s->watched.len; i++) {
		MachineWatch *w = &s->watched.data[i];
		Break *b = s->watched_by.data[i];

		if (w->changed)
			b->watch.seen |= SEEN_WRITE;
		if (w->gone && w->fp == b->watch.fp)
			b->watch.seen |= SEEN_END;
		w->changed = false;
	}
}

static bool scope_ended(DebugSession *s, Break *b, DebugStop *stop)
{
	*stop = (DebugStop){ .kind = DEBUG_STOP_BREAKPOINT, .number = b->pub.number, .scope_ended = true,
			     .text = b->pub.location };
	break_remove(s, b);
	return true;
}

static bool tell(DebugSession *s, Break *b, const DebugValue *old, const DebugValue *new, DebugStop *stop)
{
	*stop = (DebugStop){ .kind = DEBUG_STOP_BREAKPOINT, .number = b->pub.number, .text = b->pub.location,
			     .temporary = b->pub.temporary };
	if (old)
		stop->values[stop->nvalues++] = old;
	stop->values[stop->nvalues++] = new;
	break_stopped(s, b);
	return true;
}

static const DebugValue *unreadable(DebugSession *s)
{
	DebugValue *v = value_new(s, DEBUG_VOID, "void");

	v->text = "<unreadable>";
	return v;
}

/* Bytes that are not all there show no value. */
static const DebugValue *old_value(DebugSession *s, const Break *b)
{
	const Watch *w = &b->watch;

	if (w->addr && watched_bytes(b) < place_bytes(w))
		return NULL;
	if (w->unreadable)
		return unreadable(s);
	if (w->row)
		return value_row_bytes(s, w->type, w->bytes, w->row);
	return value_bytes(s, w->type, w->bytes, w->addr ? NULL : w->result);
}

static const DebugValue *new_value(DebugSession *s, const Watch *w)
{
	return w->row ? value_row(s, w->type, w->addr, w->row) : value_read(s, w->type, w->addr);
}

/* What the value is now is read only when somebody is told. */
static bool place_hit(DebugSession *s, Break *b, unsigned seen, DebugStop *stop)
{
	bool changed = written(s, b) && b->pub.kind != DEBUG_RWATCH, counts = changed || seen & SEEN_READ;
	const DebugValue *old = NULL;

	counts = counts && break_counts(s, b);
	if (counts && changed)
		old = old_value(s, b);
	take_place(s, b);
	return counts && tell(s, b, old, new_value(s, &b->watch), stop);
}

static bool value_hit(DebugSession *s, Break *b, DebugStop *stop)
{
	StrBuf bytes = { 0 };
	const DebugValue *old = NULL;
	Watch *w = &b->watch;
	bool ok = compute(s, w, &bytes), counts = false;

	/* Without code it means nothing here: that is no change. */
	if (w->code.image && (ok == w->unreadable || (ok && !same_bytes(w, w->bytes, (const uint8_t *)bytes.data)))) {
		counts = break_counts(s, b);
		if (counts)
			old = old_value(s, b);
		take_computed(s, w, &bytes, ok);
	}
	sb_free(&bytes);
	return counts && tell(s, b, old, ok ? value_bytes(s, w->type, w->bytes, w->result) : unreadable(s), stop);
}

static bool one_hit(DebugSession *s, Break *b, DebugStop *stop)
{
	unsigned seen = b->watch.seen;

	b->watch.seen = 0;
	if (seen & SEEN_END)
		return scope_ended(s, b, stop);
	return b->watch.addr ? place_hit(s, b, seen, stop) : value_hit(s, b, stop);
}

bool watch_hit(DebugSession *s, DebugStop *stop)
{
	collect(s);
	/* Another one that has seen something too is told at the next stop, which follows at once. */
	for (size_t i = 0; i < s->breaks.len; i++)
		if (s->breaks.data[i]->watch.seen && one_hit(s, s->breaks.data[i], stop))
			return true;
	return false;
}

bool watch_pending(const DebugSession *s)
{
	vec_each(&s->breaks, b)
		if (is_watch(*b) && (*b)->watch.seen)
			return true;
	return false;
}

/* The program stands where a watched frame has returned to. */
bool watch_left(DebugSession *s, const MachineStop *m, DebugStop *stop)
{
	if (m->reason != STOP_BREAKPOINT && m->reason != STOP_STEPPED)
		return false;
	vec_each(&s->breaks, b) {
		const Watch *w = &(*b)->watch;

		if (is_watch(*b) && w->end_pc == m->pc && w->end_fp == m->fp && w->goroutine == m->goroutine && w->fp) {
			select_stop(s);
			return scope_ended(s, *b, stop);
		}
	}
	return false;
}
