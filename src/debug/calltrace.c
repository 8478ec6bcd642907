/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracing of calls: breakpoints at the beginning and at the returns of functions, which tell and go on. */
#include "debug/debug_int.h"

#include <regex.h>

static bool is_traced(const Break *b, const regex_t *re, const Image *im, const CodeFunc *fn)
{
	const char *name = image_text(im, fn->name);

	(void)b;
	return !(fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB)) &&
	       (regexec(re, name, 0, NULL, 0) == 0 || regexec(re, debug_unqualified(name), 0, NULL, 0) == 0);
}

static void add_function(DebugSession *s, Break *b, const CodeFunc *fn)
{
	vec_push(&b->places, location_at(s, fn->entry));
	for (const Ins *i = (const Ins *)fn->entry; i < (const Ins *)fn->entry + fn->slots; i += op_info[i->op].flags & OPF_TWO ? 2 : 1)
		if (i->op == OP_RET)
			vec_push(&b->places, location_at(s, (uint64_t)i));
}

size_t trace_places(DebugSession *s, Break *b)
{
	const Image *im = s->program->image;
	size_t n = 0;
	regex_t re;

	vec_trim(&b->places, 0);
	if (regcomp(&re, b->pub.location, REG_EXTENDED | REG_NOSUB) != 0)
		return 0;
	vec_each(&im->funcs, fn)
		if (is_traced(b, &re, im, fn)) {
			add_function(s, b, fn);
			n++;
		}
	regfree(&re);
	return n;
}

const DebugBreakpoint *debug_trace(DebugSession *s, const char *regex, size_t *functions)
{
	regex_t re;
	Break *b;
	char why[128];
	int code;

	request_begin(s);
	if (!need_symbols(s))
		return NULL;
	code = regcomp(&re, regex, REG_EXTENDED | REG_NOSUB);
	if (code) {
		regerror(code, &re, why, sizeof why);
		fail(s, "Invalid regexp: %s", why);
		return NULL;
	}
	regfree(&re);
	b = new_break(s, DEBUG_TRACE, regex, false);
	*functions = trace_places(s, b);
	if (!*functions) {
		break_remove(s, b);
		s->next_break--;
		fail(s, "No function of the program matches \"%s\".", regex);
		return NULL;
	}
	break_patch(s, b);
	return &b->pub;
}

void debug_on_trace(DebugSession *s, void (*tell)(void *ctx, const DebugTrace *event), void *ctx)
{
	s->traced = tell;
	s->traced_ctx = ctx;
}

static bool begins_at(const Break *b, uint64_t pc)
{
	vec_each(&b->places, place)
		if (place->pc == pc)
			return true;
	return false;
}

/* How many calls of traced functions are under way below this one. */
static unsigned depth_of(DebugSession *s, const Break *b)
{
	MachineFrame f;
	unsigned depth = 0;

	for (unsigned level = 1; machine_frame_at(s, level, &f); level++)
		depth += begins_at(b, f.code.func->entry);
	return depth;
}

void trace_tell(DebugSession *s, const Break *b)
{
	DebugTrace e = { .goroutine = s->selected_goroutine };
	DebugStop results = { 0 };
	MachineFrame f;

	if (!s->traced || !machine_frame_at(s, 0, &f))
		return;
	e.function = image_text(f.code.image, f.code.func->name);
	e.depth = depth_of(s, b);
	e.returns = f.pc != f.code.func->entry;
	if (e.returns) {
		collect_results(s, f.code.func, f.fp, &results);
		memcpy(e.values, results.values, sizeof e.values);
		e.nvalues = results.nvalues;
	}
	s->traced(s->traced_ctx, &e);
}
