/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watchpoints. Two kinds: of a place (a variable, `-location`, a typed address), whose bytes are compared before
 * each instruction, so that the stop is behind the statement that wrote; and of a value (`s[i].Next.Val`, m["k"],
 * a + b), which is computed again at each statement. What mentions a local variable belongs to its frame and goes with it.
 *
 * The hook only notes what it sees: the machine must stand still before an expression can be evaluated.
 */
#include "debug/debug_int.h"

#include <ctype.h>

enum { WATCH_BYTES = 4096 };	/* a place is compared up to here */

static size_t watched_bytes(const Break *b)
{
	uint64_t size = ((const TypeDesc *)b->watch.type)->size;

	return size < WATCH_BYTES ? size : WATCH_BYTES;
}

/* ---- setting ---- */

/* Does the text name a local variable of the frame? */
static bool mentions_local(DebugSession *s, const MachineFrame *f, const char *text)
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
		    find_variable(s, f, arena_strndup(s->scratch, start, (size_t)(p - start))))
			return true;
	}
	return false;
}

static void bind_frame(DebugSession *s, Watch *w, const char *expr)
{
	MachineFrame f;

	w->fp = 0;
	if (!selected_machine_frame(s, &f) || !mentions_local(s, &f, expr))
		return;
	w->fp = f.fp;
	w->goroutine = s->selected_goroutine;
}

/* Of what lies at a place the bytes are kept, else the value. */
static bool take_value(DebugSession *s, Break *b)
{
	Watch *w = &b->watch;

	if (w->addr) {
		w->old = value_read(s, w->type, w->addr);
		if (!w->bytes)
			w->bytes = arena_alloc(s->values, WATCH_BYTES);
		machine_read(s->machine, w->addr, w->bytes, watched_bytes(b));
		return true;
	}
	w->old = debug_eval(s, w->expr);
	return w->old != NULL;
}

static bool is_constant(const char *expr)
{
	return strspn(expr, "0123456789.+-*/() ") == strlen(expr);
}

const DebugBreakpoint *debug_watch(DebugSession *s, const char *expr, DebugBreakKind kind, bool location,
				   const char *condition)
{
	Watch w = { .expr = arena_strdup(s->values, trimmed(s, expr)) };
	Home home;
	Break *b;

	request_begin(s);
	if (is_constant(w.expr) && !debug_type_text(s, w.expr, false, false))
		return NULL;
	if (is_constant(w.expr)) {
		fail(s, "Cannot watch constant value `%s'.", w.expr);
		return NULL;
	}
	if (location ? find_place(s, w.expr, &home) : find_home(s, w.expr, &home)) {
		w.type = home.type;
		w.addr = home.addr;
	} else if (location || *debug_error(s)) {
		return NULL;
	}
	if (!w.addr && !debug_eval(s, w.expr))
		return NULL;
	if (!location)
		bind_frame(s, &w, w.expr);
	if (kind != DEBUG_WATCH && !w.addr) {
		fail(s, "Expression cannot be implemented with read/access watchpoint.");
		return NULL;
	}
	b = new_break(s, kind, location ? arena_printf(s->scratch, "-location %s", w.expr) : w.expr, false);
	b->watch = w;
	take_value(s, b);
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
		if (b->watch.fp)
			break_remove(s, b);
		else
			take_value(s, b);
	}
}

bool is_watch(const Break *b)
{
	return b->pub.kind == DEBUG_WATCH || b->pub.kind == DEBUG_RWATCH || b->pub.kind == DEBUG_AWATCH;
}

bool watching(const DebugSession *s)
{
	vec_each(&s->breaks, b)
		if ((*b)->pub.enabled && is_watch(*b))
			return true;
	return false;
}

/* ---- what an instruction reads ---- */

typedef struct Range { uint64_t at, size; } Range;

static bool overlaps(Range r, uint64_t addr, uint64_t size)
{
	return r.size && r.at < addr + size && addr < r.at + r.size;
}

static uint64_t slot(uint64_t fp, unsigned n)
{
	return *(const uint64_t *)(fp + n * 8u);
}

/* The memory that a load reads: empty for other instructions. The loads come in fives, one of each form for each width. */
static Range loaded(const Ins *i, uint64_t fp)
{
	static const unsigned widths[] = { 1, 1, 2, 2, 4, 4, 8 };

	if (i->op >= OP_LDI8 && i->op <= OP_LDA64) {
		unsigned w = widths[(i->op - OP_LDI8) / 5];

		switch ((i->op - OP_LDI8) % 5) {
		case 0: return (Range){ slot(fp, i->b) + i->c, w };
		case 1: return (Range){ fp + (uint64_t)(int64_t)ins_cd(i), w };
		case 2: return (Range){ (uint64_t)ins_bcd(i), w };
		default: return (Range){ slot(fp, i->b) + slot(fp, i->c) * w, w };
		}
	}
	switch (i->op) {
	case OP_LD2: return (Range){ slot(fp, i->b) + i->c, 16 };
	case OP_LD3: return (Range){ slot(fp, i->b) + i->c, 24 };
	case OP_LDM: case OP_CPM: return (Range){ slot(fp, i->b), (uint64_t)ins_cd(i) };
	default: return (Range){ 0, 0 };
	}
}

/* Slots that are operands: each letter of opcodes.def that says so. */
static bool reads_slot(const Ins *i, uint64_t fp, uint64_t addr, uint64_t size)
{
	const char *letters = op_info[i->op].operands;
	const uint16_t operands[] = { i->a, i->b, i->c, i->d };

	for (unsigned k = 0; k < 4; k++)
		if (strchr("sm", letters[k]) && overlaps((Range){ fp + operands[k] * 8u, 8 }, addr, size))
			return true;
	return (i->op == OP_MOV2 || i->op == OP_MOV3 || i->op == OP_MOVN) &&
	       overlaps((Range){ fp + i->b * 8u, (i->op == OP_MOV2 ? 2 : i->op == OP_MOV3 ? 3 : i->c) * 8u }, addr, size);
}

static bool reads(const MachineEvent *e, uint64_t addr, uint64_t size)
{
	const Ins *i = (const Ins *)e->pc;

	return overlaps(loaded(i, e->fp), addr, size) || (addr >= e->fp && reads_slot(i, e->fp, addr, size));
}

/* ---- while the program runs ---- */

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

	/* A read is told once the instruction has been executed. */
	if (w->read_next) {
		w->read_next = false;
		w->seen |= SEEN_READ;
	}
	if (b->pub.kind != DEBUG_WATCH && reads(e, w->addr, watched_bytes(b)))
		w->read_next = true;
	if (left_scope(w, e))
		w->seen |= SEEN_END;
	else if (!w->addr && map_find(&s->stmt_pcs, e->pc))
		w->seen |= SEEN_STATEMENT;
	else if (w->addr && written(s, b))
		w->seen |= SEEN_WRITE;
	return w->seen != 0;
}

bool watch_event(DebugSession *s, const MachineEvent *e)
{
	bool any = false;

	if (e->kind != EVENT_INSTRUCTION)
		return false;
	vec_each(&s->breaks, b)
		if ((*b)->pub.enabled && is_watch(*b))
			any = notes(s, *b, e) || any;
	return any;
}

/* ---- when it has stopped ---- */

static bool same_bytes(const DebugValue *a, const DebugValue *b)
{
	const Origin *x = a->private, *y = b->private;

	if (a->kind == DEBUG_STRING && b->kind == DEBUG_STRING)
		return a->len == b->len && memcmp(a->text, b->text, a->nchildren) == 0;
	return a->kind == b->kind && a->size == b->size && x && y && x->bytes && y->bytes &&
	       memcmp(x->bytes, y->bytes, a->size) == 0;
}

/* The value in the frame that the watchpoint belongs to; NULL: it has none now. */
static const DebugValue *value_now(DebugSession *s, const Watch *w)
{
	uint64_t goroutine = s->selected_goroutine;
	unsigned frame = s->selected_frame;
	const DebugValue *v;
	MachineFrame f;

	if (w->addr)
		return value_read(s, w->type, w->addr);
	if (w->fp) {
		s->selected_goroutine = w->goroutine;
		for (s->selected_frame = 0; selected_machine_frame(s, &f) && f.fp != w->fp; s->selected_frame++)
			;
	}
	v = debug_eval(s, w->expr);
	s->selected_goroutine = goroutine;
	s->selected_frame = frame;
	return v;
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

static bool one_hit(DebugSession *s, Break *b, DebugStop *stop)
{
	Watch *w = &b->watch;
	unsigned seen = w->seen;
	const DebugValue *old = w->old, *new;
	bool changed;

	w->seen = 0;
	if (seen & SEEN_END)
		return scope_ended(s, b, stop);
	new = value_now(s, w);
	if (!new)
		return false;
	changed = !old || !same_bytes(old, new);
	if (!changed && !(seen & SEEN_READ))
		return false;
	w->old = new;
	if (w->addr)
		machine_read(s->machine, w->addr, w->bytes, watched_bytes(b));
	if (b->pub.kind == DEBUG_RWATCH && !(seen & SEEN_READ))
		return false;
	return break_counts(s, b) && tell(s, b, changed && b->pub.kind != DEBUG_RWATCH ? old : NULL, new, stop);
}

bool watch_hit(DebugSession *s, DebugStop *stop)
{
	/* Another one that has seen something too is told at the next stop, which follows at once. */
	for (size_t i = 0; i < s->breaks.len; i++)
		if (s->breaks.data[i]->watch.seen && one_hit(s, s->breaks.data[i], stop))
			return true;
	return false;
}
