/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Code of expressions that were asked for before at the same place: commands of breakpoints, loops of scripts and displays ask for the
 * same ones again and again. To compile one takes 100 us and some memory of the program's tables until that is loaded anew; to run it
 * takes one.
 *
 * An entry holds for a text, the pc that its names mean something at, and the type that it is converted to, as long as the machine's
 * scratch part is where the code was linked to. Texts with $variables and the like have their values in the code: they are not kept.
 */
#include "debug/expr.h"

#include "base/mem.h"

enum { ENTRIES = 64 };

struct CachedExpr {
	char *text;
	uint64_t pc;
	const Type *want;
	Compiled code;
};

static bool still_there(const DebugSession *s, const CachedExpr *e)
{
	return e->code.image->base.code == (s->machine ? machine_scratch_bases(s->machine) : image_bases(s->slot, PART_SCRATCH)).code;
}

static void forget(DebugSession *s, CachedExpr *e)
{
	image_keep(s, e->code.image);		/* values may name its types */
	mem_free(e->text);
	mem_free(e);
}

/* Of the last text that is not kept: values that were made of it have types of the program's when it has none of its own. */
static void passing_image_ends(DebugSession *s)
{
	if (s->passing_image && image_is_passing(s->passing_image))
		image_free(s->passing_image);
	else
		image_keep(s, s->passing_image);
	s->passing_image = s->evaluated = NULL;
}

void image_held(DebugSession *s, Image *im)
{
	if (im == s->passing_image) {
		image_keep(s, im);
		s->passing_image = NULL;
	}
}

/* Places in the list are taken in turn. */
static void insert(DebugSession *s, CachedExpr *e)
{
	if (s->cached.len < ENTRIES) {
		vec_push(&s->cached, e);
		return;
	}
	forget(s, s->cached.data[s->next_cached]);
	s->cached.data[s->next_cached] = e;
	s->next_cached = (s->next_cached + 1) % ENTRIES;
}

const Compiled *expr_code(DebugSession *s, const char *expr, const MachineFrame *f, Type *want)
{
	uint64_t pc = f ? f->lookup_pc : 0;
	Compiled fresh = { 0 };
	CachedExpr *e;

	passing_image_ends(s);
	vec_each(&s->cached, it)
		if ((*it)->pc == pc && (*it)->want == want && strcmp((*it)->text, expr) == 0 && still_there(s, *it)) {
			request_begin(s);
			return &(*it)->code;
		}
	if (!expr_compile(s, expr, f, want, &fresh))
		return NULL;
	if (!fresh.again) {
		s->passing_image = fresh.image;
		return arena_copy(s->scratch, &fresh, sizeof fresh);
	}
	e = mem_zalloc(sizeof *e);
	*e = (CachedExpr){ .text = mem_strndup(expr, strlen(expr)), .pc = pc, .want = want, .code = fresh };
	insert(s, e);
	return &e->code;
}

void expr_forget(DebugSession *s)
{
	passing_image_ends(s);
	vec_each(&s->cached, it)
		forget(s, *it);
	vec_trim(&s->cached, 0);
	s->next_cached = 0;
}
