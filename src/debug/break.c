/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakpoints: their list, their places in the machine, and what happens when one is reached. */
#include "debug/debug_int.h"

#include "base/mem.h"

static Break *find_break(const DebugSession *s, int number)
{
	vec_each(&s->breaks, b)
		if ((*b)->pub.number == number)
			return *b;
	return NULL;
}

static bool stops_there(const DebugLocation *at)
{
	return !at->disabled && !at->unsound;
}

Break *break_at(DebugSession *s, uint64_t pc)
{
	vec_each(&s->breaks, b)
		if ((*b)->pub.enabled)
			vec_each(&(*b)->places, place)
				if (place->pc == pc && stops_there(place))
					return *b;
	return NULL;
}

static void relist(DebugSession *s)
{
	vec_trim(&s->break_list, 0);
	vec_each(&s->breaks, b)
		vec_push(&s->break_list, &(*b)->pub);
}

static bool wanted(DebugSession *s, uint64_t pc)
{
	return break_at(s, pc) || call_stands_at(s, pc) || watch_ends_at(s, pc);
}

/* The machine's patches follow the list: a pc is patched while an enabled breakpoint has it. */
void break_patch(DebugSession *s, const Break *b)
{
	vec_each(&b->places, place) {
		if (!s->machine)
			continue;
		if (wanted(s, place->pc))
			machine_break(s->machine, place->pc);
		else
			machine_unbreak(s->machine, place->pc);
	}
}

void pc_unwanted(DebugSession *s, uint64_t pc)
{
	if (s->machine && !wanted(s, pc))
		machine_unbreak(s->machine, pc);
}

static void set_places(DebugSession *s, Break *b, const DebugLocation *at, size_t n)
{
	bool again = b->places.len == n;	/* the same ones, in a new machine: what is disabled stays so */

	vec_resize(&b->places, n);
	for (size_t i = 0; i < n; i++) {
		bool disabled = again && b->places.data[i].disabled;
		const char *unsound = again ? b->places.data[i].unsound : NULL;

		b->places.data[i] = at[i];
		b->places.data[i].function = arena_strdup(s->values, at[i].function);
		b->places.data[i].file = arena_strdup(s->values, at[i].file);
		b->places.data[i].disabled = disabled;
		b->places.data[i].unsound = unsound;
	}
	b->pub.places = b->places.data;
	b->pub.nplaces = b->places.len;
}

/* For a new machine; when the program was loaded again the locations are looked up again. */
void breaks_insert(DebugSession *s)
{
	vec_each(&s->breaks, b) {
		size_t n = 0;
		bool located = ((*b)->pub.kind == DEBUG_BREAKPOINT || (*b)->pub.kind == DEBUG_DPRINTF) && (*b)->pub.location[0];
		const DebugLocation *at = located ? debug_locate(s, (*b)->pub.location, &n) : NULL;

		if (located)
			set_places(s, *b, at, at ? n : 0);	/* it may be gone, and come again */
		if ((*b)->pub.kind == DEBUG_CATCH)
			catch_places(s, *b);
		if ((*b)->pub.kind == DEBUG_TRACE)
			trace_places(s, *b);
		condition_forget(&(*b)->cond);
		if ((*b)->pub.enabled)
			break_patch(s, *b);
	}
	watches_renew(s);
	request_begin(s);
}

Break *new_break(DebugSession *s, DebugBreakKind kind, const char *location, bool temporary)
{
	Break *b = mem_zalloc(sizeof *b);

	b->pub = (DebugBreakpoint){ .number = s->next_break++, .kind = kind, .temporary = temporary, .enabled = true,
				    .location = arena_strdup(s->values, location) };
	vec_push(&s->breaks, b);
	relist(s);
	debug_set_int(s, "bpnum", b->pub.number);
	return b;
}

const DebugBreakpoint *debug_break(DebugSession *s, const char *location, const char *condition, bool temporary)
{
	size_t n;
	const DebugLocation *at = debug_locate(s, location, &n);
	StrBuf text = { 0 };
	Break *b;

	if (!at)
		return NULL;
	/* "Here" and relative lines mean one place for ever. */
	if (!*location || *location == '+' || *location == '-')
		sb_printf(&text, "%s:%u", at->file, at->line);
	else
		sb_add(&text, location);
	b = new_break(s, DEBUG_BREAKPOINT, sb_text(&text), temporary);
	sb_free(&text);
	set_places(s, b, at, n);
	break_patch(s, b);
	if (condition && !debug_condition(s, b->pub.number, condition)) {
		StrBuf why = { 0 };

		sb_add(&why, debug_error(s));
		debug_delete(s, b->pub.number);
		s->next_break--;
		fail(s, "%s", sb_text(&why));
		sb_free(&why);
		return NULL;
	}
	return &b->pub;
}

const DebugBreakpoint *debug_break_later(DebugSession *s, const char *location, const char *condition, bool temporary)
{
	Break *b = new_break(s, DEBUG_BREAKPOINT, location, temporary);

	request_begin(s);
	b->pub.condition = condition ? arena_strdup(s->values, condition) : NULL;
	return &b->pub;
}

void break_remove(DebugSession *s, Break *b)
{
	b->pub.enabled = false;
	break_patch(s, b);
	for (size_t i = 0; i < s->breaks.len; i++)
		if (s->breaks.data[i] == b)
			vec_remove(&s->breaks, i);
	relist(s);
	condition_forget(&b->cond);
	watch_forget(s, &b->watch);
	vec_free(&b->places);
	mem_free(b);
}

static Break *need_break(DebugSession *s, int number)
{
	Break *b = find_break(s, number);

	request_begin(s);
	if (!b)
		fail(s, "No breakpoint number %d.", number);
	return b;
}

bool debug_delete(DebugSession *s, int number)
{
	Break *b = need_break(s, number);

	if (b)
		break_remove(s, b);
	return b != NULL;
}

bool debug_enable(DebugSession *s, int number, bool on)
{
	Break *b = need_break(s, number);

	if (!b)
		return false;
	b->pub.enabled = on;
	s->watch_dirty = true;
	break_patch(s, b);
	return true;
}

bool debug_enable_place(DebugSession *s, int number, size_t place, bool on)
{
	Break *b = need_break(s, number);

	if (!b || place >= b->places.len) {
		if (b)
			fail(s, "Bad breakpoint location number '%zu'", place + 1);
		return false;
	}
	b->places.data[place].disabled = !on;
	break_patch(s, b);
	return true;
}

static bool set_condition(DebugSession *s, int number, const char *condition, bool anyway)
{
	Break *b = need_break(s, number);
	const char *why = NULL;
	bool sound;

	if (!b)
		return false;
	sound = anyway || !condition || !b->places.len;
	for (size_t i = 0; !sound && i < b->places.len; i++) {
		why = condition_trouble(s, &b->places.data[i], condition);
		sound = !why;
	}
	if (!sound) {
		fail(s, "%s", why);
		return false;
	}
	vec_each(&b->places, at)
		at->unsound = condition ? condition_trouble(s, at, condition) : NULL;
	condition_forget(&b->cond);
	b->pub.condition = condition ? arena_strdup(s->values, condition) : NULL;
	break_patch(s, b);
	return true;
}

bool debug_condition(DebugSession *s, int number, const char *condition)
{
	return set_condition(s, number, condition, false);
}

bool debug_condition_anyway(DebugSession *s, int number, const char *condition)
{
	return set_condition(s, number, condition, true);
}

bool debug_ignore(DebugSession *s, int number, unsigned count)
{
	Break *b = need_break(s, number);

	if (b)
		b->pub.ignore = count;
	return b != NULL;
}

size_t debug_breakpoints(const DebugSession *s, const DebugBreakpoint *const **out)
{
	*out = s->break_list.data;
	return s->break_list.len;
}

const DebugBreakpoint *debug_breakpoint(const DebugSession *s, int number)
{
	Break *b = find_break(s, number);

	return b ? &b->pub : NULL;
}

/* Its condition: 1, 0, or -1 with an error. */
static int condition_holds(DebugSession *s, Break *b)
{
	MachineFrame frame;
	Passing p;
	int holds;

	if (!b->pub.condition || !machine_frame_at(s, 0, &frame))
		return 1;
	p = passing_begin(s);
	holds = eval_condition(s, b, &frame);
	passing_end(s, &p);
	return holds;
}

/* Those that only tell of their hits. */
static void tell_hit(DebugSession *s, Break *b)
{
	Passing p = passing_begin(s);

	if (b->pub.kind == DEBUG_TRACE)
		trace_tell(s, b);
	else if (s->dprintf)
		s->dprintf(s->dprintf_ctx, b->pub.number);
	passing_end(s, &p);
}

bool break_counts(DebugSession *s, Break *b)
{
	int holds;

	b->pub.reached++;
	if (b->pub.goroutine && b->pub.goroutine != s->selected_goroutine)
		return false;
	holds = condition_holds(s, b);
	if (!holds)
		return false;
	b->pub.hits++;
	if (b->pub.kind == DEBUG_TRACE || b->pub.kind == DEBUG_DPRINTF) {
		tell_hit(s, b);
		return false;
	}
	if (b->pub.ignore) {
		b->pub.ignore--;
		return false;
	}
	if (holds < 0)
		s->trouble = arena_strdup(s->values, debug_error(s));
	return true;
}

/* Which of its places is at the pc and stops there, from 1; 0: none. */
static size_t place_at(const Break *b, uint64_t pc)
{
	for (size_t i = 0; i < b->places.len; i++)
		if (b->places.data[i].pc == pc && stops_there(&b->places.data[i]))
			return i + 1;
	return 0;
}

static DebugHit hit_of(const Break *b, uint64_t pc)
{
	return (DebugHit){ b->pub.number, b->places.len > 1 ? place_at(b, pc) : 0, b->pub.temporary };
}

/* Several breakpoints may stand at one place: the first that holds is reported, the stop is one of all of them. */
bool break_hit(DebugSession *s, uint64_t pc, DebugStop *stop)
{
	VEC(Break *) hit = { 0 };
	DebugHit *also;
	size_t n;

	for (size_t i = 0; i < s->breaks.len; i++) {
		Break *b = s->breaks.data[i];

		if (place_at(b, pc) && b->pub.enabled && (b->pub.kind != DEBUG_CATCH || catch_place_holds(s, b)) && break_counts(s, b))
			vec_push(&hit, b);
	}
	n = hit.len;
	if (n && hit.data[0]->pub.kind == DEBUG_CATCH) {
		catch_place_report(s, hit.data[0], stop);
	} else if (n) {
		also = arena_make_n(s->values, DebugHit, n);
		for (size_t i = 0; i < n; i++)
			also[i] = hit_of(hit.data[i], pc);
		*stop = (DebugStop){ .kind = DEBUG_STOP_BREAKPOINT, .number = also->number, .place = also->place,
				     .temporary = also->temporary, .also = also + 1, .nalso = n - 1 };
		while (hit.len)
			break_stopped(s, hit.data[--hit.len]);	/* the first is the last that $_hit_bpnum hears of */
	}
	vec_free(&hit);
	return n;
}

/* What a stop does to the breakpoint itself. */
void break_stopped(DebugSession *s, Break *b)
{
	debug_set_int(s, "_hit_bpnum", b->pub.number);
	if (b->pub.temporary) {
		break_remove(s, b);
	} else if (b->pub.count > 1) {
		b->pub.count--;
	} else if (b->pub.once) {
		b->pub.count = 0;
		b->pub.enabled = false;
		break_patch(s, b);
	}
}

bool debug_after_stop(DebugSession *s, int number, DebugAfter what, unsigned count)
{
	Break *b = need_break(s, number);

	if (!b)
		return false;
	b->pub.once = what == DEBUG_ONCE || what == DEBUG_COUNT;
	b->pub.count = what == DEBUG_COUNT ? count : 0;
	b->pub.temporary = what == DEBUG_DELETE;
	return debug_enable(s, number, true);
}

bool debug_break_goroutine(DebugSession *s, int number, uint64_t goroutine)
{
	Break *b = need_break(s, number);

	if (b)
		b->pub.goroutine = goroutine;
	return b != NULL;
}

bool debug_break_hardware(DebugSession *s, int number, bool on)
{
	Break *b = need_break(s, number);

	if (b)
		b->pub.hardware = on;
	return b != NULL;
}

const DebugBreakpoint *debug_dprintf(DebugSession *s, const char *location, const char *format, const char *condition)
{
	const DebugBreakpoint *pub = debug_break(s, location, condition, false);
	Break *b = pub ? find_break(s, pub->number) : NULL;

	if (!b)
		return NULL;
	b->pub.kind = DEBUG_DPRINTF;
	b->pub.format = arena_strdup(s->values, format);
	return pub;
}

void debug_on_dprintf(DebugSession *s, void (*tell)(void *ctx, int number), void *ctx)
{
	s->dprintf = tell;
	s->dprintf_ctx = ctx;
}
