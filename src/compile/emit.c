/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Instructions, labels, temporaries and pointer maps: the lowest layer of the compiler.
 *
 * A safepoint's map is drawn from the live stack at that moment: the named variables in scope and
 * the temporaries whose values are written. Nothing else is a root, so dead temporaries keep nothing
 * alive and stale words are never followed.
 */
#include <assert.h>
#include <string.h>

#include "compile/compile_int.h"

uint32_t emit(Fn *f, Opcode op, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	Ins ins = { .op = (uint16_t)op, .a = (uint16_t)a, .b = (uint16_t)b, .c = (uint16_t)c,
		    .d = (uint16_t)d };

	vec_push(&f->code, ins);
	return here(f) - 1;
}

uint32_t emit_cd(Fn *f, Opcode op, uint32_t a, uint32_t b, int64_t cd)
{
	return emit(f, op, a, b, (uint32_t)cd & 0xffff, (uint32_t)cd >> 16);
}

uint32_t emit_bcd(Fn *f, Opcode op, uint32_t a, int64_t bcd)
{
	uint64_t v = (uint64_t)bcd;

	return emit(f, op, a, v & 0xffff, v >> 16 & 0xffff, v >> 32 & 0xffff);
}

uint32_t emit_two(Fn *f, Opcode op, uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint64_t x,
		  uint64_t y)
{
	uint32_t at = emit(f, op, a, b, c, d);
	InsData data = { x, y };
	Ins slot;

	memcpy(&slot, &data, sizeof slot);
	vec_push(&f->code, slot);
	return at;
}

void emit_const(Fn *f, uint32_t slot, int64_t bits)
{
	if (bits << 16 >> 16 == bits)
		emit_bcd(f, OP_LDI, slot, bits);
	else
		emit_two(f, OP_LDK, slot, 0, 0, 0, (uint64_t)bits, 0);
}

/* ---- labels ---- */

Label *label_new(Fn *f)
{
	Label *l = arena_make(f->c->arena, Label);

	l->at = -1;
	return l;
}

static void set_displacement(Fn *f, uint32_t at, int32_t to)
{
	uint32_t disp = (uint32_t)(to - (int32_t)at);

	f->code.data[at].c = (uint16_t)disp;
	f->code.data[at].d = (uint16_t)(disp >> 16);
}

void emit_backward(Fn *f, Opcode op, uint32_t a, uint32_t b, Label *to)
{
	uint32_t at = emit(f, op, a, b, 0, 0);

	set_displacement(f, at, to->at);
}

void extend_scalar(Fn *f, uint32_t slot, const Rep *rep)
{
	static const Opcode ops[] = { OP_SX8, OP_ZX8, OP_SX16, OP_ZX16, OP_SX32, OP_ZX32 };

	if (rep_scalar(rep) && rep->width != W_64)
		emit(f, ops[rep->width], slot, slot, 0, 0);
}

/* Every conditional jump's backward form follows it in opcodes.def. */
void emit_jump(Fn *f, Opcode op, uint32_t a, uint32_t b, Label *to)
{
	uint32_t at = emit(f, to->at >= 0 ? (Opcode)(op + 1) : op, a, b, 0, 0);

	if (to->at >= 0)
		set_displacement(f, at, to->at);
	else
		vec_push(&to->uses, at);
}

void label_bind(Fn *f, Label *l)
{
	l->at = (int32_t)here(f);
	vec_each(&l->uses, at)
		set_displacement(f, *at, l->at);
	vec_free(&l->uses);
	safepoint(f, MAP_AT);
}

/* ---- temporaries ---- */

Mark fn_mark(Fn *f)
{
	return (Mark){ f->top, f->live.len };
}

void fn_release(Fn *f, Mark m)
{
	f->top = m.top;
	vec_trim(&f->live, m.live);
}

uint32_t fn_tmp(Fn *f, uint32_t words)
{
	uint32_t slot = f->top;

	if (words > FRAME_WORDS_MAX || slot > FRAME_WORDS_MAX - words) {
		fn_unsupported(f, f->pos, "a stack frame of more than 512 KB");
		return slot;
	}
	f->top += words;
	if (f->top > f->max)
		f->max = f->top;
	return slot;
}

void fn_live(Fn *f, uint32_t slot, const Rep *rep)
{
	assert(slot >= FRAME_HEADER_WORDS);
	if (rep->pointers && rep->words <= FRAME_WORDS_MAX)	/* else it has been refused */
		vec_push(&f->live, ((Live){ slot, rep }));
}

/* ---- maps ---- */

static void map_bit(Fn *f, VEC_U32 *bits, uint32_t word)
{
	(void)f;
	while (bits->len <= word / 32)
		vec_push(bits, 0);
	bits->data[word / 32] |= 1u << (word % 32);
}

static uint32_t intern_bits(Fn *f, const VEC_U32 *bits)
{
	Image *im = f->c->im;
	uint32_t n = (uint32_t)bits->len;

	/* Neighbouring safepoints mostly share their map: look at the last few. */
	for (size_t i = f->maps.len, tries = 0; i > 0 && tries < 8; i--, tries++) {
		const uint32_t *have = &im->mapbits.data[f->maps.data[i - 1].bits];

		if (have[0] == n * 32 && (!n || memcmp(have + 1, bits->data, n * 4) == 0))
			return f->maps.data[i - 1].bits;
	}
	uint32_t at = (uint32_t)im->mapbits.len;

	vec_push(&im->mapbits, n * 32);
	vec_append(&im->mapbits, bits->data, n);
	return at;
}

void safepoint_at(Fn *f, uint32_t slot, unsigned kind)
{
	VEC_U32 bits = { 0 };

	vec_each(&f->live, l) {
		for (uint32_t w = 0; w < l->rep->words; w++)
			if (l->rep->mask[w / 64] >> (w % 64) & 1)
				map_bit(f, &bits, l->slot + w - FRAME_HEADER_WORDS);
	}
	SafeMap map = { slot, kind, intern_bits(f, &bits) };

	vec_free(&bits);
	for (size_t i = f->maps.len; i > 0 && f->maps.data[i - 1].slot == slot; i--) {
		if (f->maps.data[i - 1].kind == kind) {
			f->maps.data[i - 1] = map;
			return;
		}
	}
	vec_push(&f->maps, map);
}

void safepoint(Fn *f, unsigned kind)
{
	safepoint_at(f, here(f), kind);
}

/* ---- lines ---- */

/* Does the place lie in another file than the newest line? */
static bool other_file(Fn *f, Place place)
{
	const char *name = f->line_names.len ? vec_last(&f->line_names).place.name : NULL;

	return !name || (name != place.name && strcmp(name, place.name) != 0);
}

/* The newest line lies in this file. */
static void name_line(Fn *f, Place place)
{
	size_t line = f->lines.len - 1;

	if (!other_file(f, place))
		return;
	if (f->line_names.len && vec_last(&f->line_names).line == line)
		vec_last(&f->line_names).place = place;
	else
		vec_push(&f->line_names, ((NamedLine){ line, place }));
}

static void add_line(Fn *f, Pos pos, unsigned flags)
{
	Place place = source_place(f->c->ast->sources, pos);
	LineEntry e = { here(f), place.line, (uint16_t)(place.col > 0xffff ? 0xffff : place.col),
			(uint16_t)flags };

	if (!pos)
		return;
	f->pos = pos;
	if (f->lines.len && vec_last(&f->lines).slot == e.slot) {
		e.flags |= vec_last(&f->lines).flags;
		vec_last(&f->lines) = e;
	} else if (!f->lines.len || flags || vec_last(&f->lines).line != e.line ||
		   vec_last(&f->lines).flags & LINE_OPERANDS || other_file(f, place)) {
		vec_push(&f->lines, e);
	}
	name_line(f, place);
}

void mark_stmt(Fn *f, Pos pos, unsigned flags)
{
	add_line(f, pos, LINE_STMT | flags);
	safepoint(f, MAP_AT);
}

void mark_line(Fn *f, Pos pos)
{
	add_line(f, pos, 0);
}

void mark_operands(Fn *f, Pos pos, unsigned flags)
{
	add_line(f, pos, flags);
}

/* ---- calls ---- */

void emit_call(Fn *f, uint32_t base, FnRef *ref)
{
	uint32_t at = emit(f, OP_CALL, base, 0, 0, 0);

	vec_push(&f->calls, ((Fixup){ at, ref }));
}
