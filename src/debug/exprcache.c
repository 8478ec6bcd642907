/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Code of expressions that were asked for before at the same place: commands of breakpoints, loops of scripts and displays ask for the
 * same ones again and again. To compile one takes 100 us and some memory of the program's tables until that is loaded anew; to run it
 * takes one.
 *
 * An entry holds for a text, the pc that its names mean something at, and the type that it is converted to, as long as the machine's
 * scratch part is where the code was linked to, or the machine has kept it there. $variables and the like are constants of the code:
 * their types belong to the key, and their values are put in each time.
 */
#include "debug/expr.h"

#include <ctype.h>

#include "base/mem.h"

enum { ENTRIES = 64 };

struct CachedExpr {
	char *key;
	uint64_t pc;
	const Type *want;
	Compiled code;			/* without an image: it is known to be none */
};

/* Where the machine would load it, or where it has kept it; there it is run again only if it is the same each time. */
static bool still_there(const DebugSession *s, const CachedExpr *e)
{
	const Image *im = e->code.image;

	return !im || im->base.code == (s->machine ? machine_scratch_bases(s->machine) : image_bases(s->slot, PART_SCRATCH)).code ||
	       (s->machine && !e->code.code.vars_size && !im->data.len && !im->bss_size && machine_has_scratch(s->machine, im));
}

/* What is asked for next may be compiled for its place. */
static void image_ends(DebugSession *s, Image *im, bool passing)
{
	if (passing && !(s->machine && machine_has_scratch(s->machine, im)))
		image_free(im);
	else
		image_keep(s, im);	/* values may name its types */
}

static void forget(DebugSession *s, CachedExpr *e)
{
	if (e->code.image)
		image_ends(s, e->code.image, e->code.passing);
	mem_free(e->key);
	mem_free(e);
}

/* Of the last text that is not kept. */
static void passing_image_ends(DebugSession *s)
{
	if (s->passing_image)
		image_ends(s, s->passing_image, s->passing_free);
	s->passing_image = s->evaluated = NULL;
}

void image_held(DebugSession *s, Image *im)
{
	if (im == s->passing_image) {
		image_keep(s, im);
		s->passing_image = NULL;
	}
}

void image_released(DebugSession *s, Image *im)
{
	if (s->kept.len && vec_last(&s->kept) == im && !s->passing_image) {
		s->kept.len--;
		s->passing_image = im;
		s->passing_free = true;
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

/* ---- keys ---- */

/* A text without variables of the debugger is its own key; of others it is what it has become in Go, and the types in it. False:
 * a value that is not there, which the compiler finds words for. */
static bool write_key(StrBuf *key, const char *expr, EvalText *t)
{
	if (!t->from) {
		sb_add(key, expr);
		return true;
	}
	sb_printf(key, "$%s", sb_text(&t->go));
	vec_each(&t->types, type)
		sb_printf(key, "\n%p", (const void *)*type);
	vec_each(&t->vars, v) {
		const Origin *o = (*v)->private;

		if (!value_memory(*v))
			return false;
		sb_printf(key, "\n%s %p %u", (*v)->type, o ? (const void *)o->desc : NULL, (*v)->size);
	}
	return true;
}

/* The code has the values of another time. */
static void put_values(const CachedExpr *e, const EvalText *t)
{
	uint64_t at = e->code.code.vars;

	vec_each(&t->vars, v) {
		at = (at + 7) & ~7ULL;
		memcpy(image_at(e->code.image, at), value_memory(*v), (*v)->size);
		at += (*v)->size;
	}
}

/* A number with a point stands in it, or nothing but numbers: those are constants, as in Go. One $variable alone is none. */
static bool wants_constants(const char *expr)
{
	bool names = *expr == '$' && !expr[1 + strspn(expr + 1, "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")];

	for (const char *p = expr; *p; p++) {
		if (*p == '.' && ((p > expr && isdigit((unsigned char)p[-1])) || isdigit((unsigned char)p[1])))
			return true;
		names |= name_start(*p) && (p == expr || (!name_part(p[-1]) && p[-1] != '$'));
	}
	return !names;
}

/* ---- looking ---- */

static CachedExpr *find(DebugSession *s, const char *key, uint64_t pc, const Type *want)
{
	vec_each(&s->cached, it)
		if ((*it)->pc == pc && (*it)->want == want && strcmp((*it)->key, key) == 0 && still_there(s, *it))
			return *it;
	return NULL;
}

static const Compiled *remember(DebugSession *s, const char *key, uint64_t pc, const Type *want, const Compiled *code)
{
	CachedExpr *e = mem_zalloc(sizeof *e);

	*e = (CachedExpr){ .key = mem_strndup(key, strlen(key)), .pc = pc, .want = want, .code = *code };
	insert(s, e);
	return &e->code;
}

/* Where its numbers are variables of their types, a text is the same code for all of them. Not every text can be that: n*$k has
 * Go mix types where n is no int, and $k/2.0 is no int. */
static const Compiled *with_numbers(DebugSession *s, const char *expr, const MachineFrame *f, Type *want)
{
	EvalText text = { .no_constants = true };
	StrBuf key = { 0 };
	uint64_t pc = f ? f->lookup_pc : 0;
	Compiled fresh = { 0 };
	const Compiled *code = NULL;
	CachedExpr *e;

	if (!wants_constants(expr) && rewrite(s, expr, false, &text) && text.numbers && write_key(&key, expr, &text)) {
		e = find(s, sb_text(&key), pc, want);
		if (e && e->code.image)
			put_values(e, &text);
		else if (!e)
			fresh.again = expr_compile_go(s, &text, f, want, &fresh);
		fresh.passing = fresh.again && expr_is_passing(&text, &fresh);
		code = e ? &e->code : remember(s, sb_text(&key), pc, want, &fresh);
	}
	request_begin(s);
	sb_free(&key);
	eval_text_free(&text);
	return code && code->image ? code : NULL;
}

static const Compiled *compile_new(DebugSession *s, const char *expr, EvalText *t, const char *key, const MachineFrame *f, Type *want)
{
	Compiled fresh = { 0 };

	if (!(t->from ? expr_compile_text(s, expr, t, f, want, &fresh) : expr_compile(s, expr, f, want, &fresh)))
		return NULL;
	if (fresh.again && key)
		return remember(s, key, f ? f->lookup_pc : 0, want, &fresh);
	s->passing_image = fresh.image;
	s->passing_free = fresh.passing;
	return arena_copy(s->scratch, &fresh, sizeof fresh);
}

const Compiled *expr_code(DebugSession *s, const char *expr, const MachineFrame *f, Type *want)
{
	EvalText text = { 0 };
	StrBuf key = { 0 };
	bool varies = strpbrk(expr, "$#");
	const Compiled *code;
	CachedExpr *e;

	passing_image_ends(s);
	code = varies ? with_numbers(s, expr, f, want) : NULL;
	if (!code && (!varies || rewrite(s, expr, false, &text))) {
		bool has_key = write_key(&key, expr, &text);

		e = has_key ? find(s, sb_text(&key), f ? f->lookup_pc : 0, want) : NULL;
		if (e) {
			request_begin(s);
			put_values(e, &text);
		}
		code = e ? &e->code : compile_new(s, expr, &text, has_key ? sb_text(&key) : NULL, f, want);
	}
	sb_free(&key);
	eval_text_free(&text);
	return code;
}

void expr_forget(DebugSession *s)
{
	passing_image_ends(s);
	vec_each(&s->cached, it)
		forget(s, *it);
	vec_trim(&s->cached, 0);
	s->next_cached = 0;
}
