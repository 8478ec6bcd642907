/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values and places: where a value lies, and how it gets from there into slots and back.
 *
 * Whole-word parts of a memory local are slots themselves, so a string, slice or int field of a
 * local struct costs nothing to read; only narrow fields and unaligned parts need a load.
 */
#include "compile/compile_int.h"

Val val_slot(Rep *rep, uint32_t slot)
{
	return (Val){ .kind = VAL_SLOT, .slot = slot, .rep = rep };
}

Val val_const(Rep *rep, int64_t bits)
{
	return (Val){ .kind = VAL_CONST, .imm = bits, .rep = rep };
}

Val val_tmp(Fn *f, Rep *rep)
{
	return val_slot(rep, fn_tmp(f, rep->words));
}

Val val_map_elem(Fn *f, Val v)
{
	uint32_t p = fn_tmp(f, 1);

	emit_two(f, OP_MAPREF, p, v.slot, (uint32_t)v.imm, 0, desc_of(f->c, v.map),
		 desc_zeros(f->c, (uint64_t)v.rep->size));
	fn_live(f, p, rep_pointer(f));
	return val_deref(f, p, v.rep);
}

/* A part of a memory local: slots when it is made of whole words. */
static Val frame_part(Rep *rep, int64_t at)
{
	bool whole = at % 8 == 0 && rep->size % 8 == 0;

	if (whole)
		return val_slot(rep, (uint32_t)(at / 8));
	return (Val){ .kind = VAL_FRAME, .imm = at, .rep = rep };
}

Val val_part(Fn *f, Val place, int64_t offset, Rep *rep)
{
	switch (place.kind) {
	case VAL_SLOT:
		return frame_part(rep, (int64_t)place.slot * 8 + offset);
	case VAL_FRAME:
		return frame_part(rep, place.imm + offset);
	case VAL_PTR: case VAL_GLOBAL:
		place.imm += offset;
		place.rep = rep;
		return place;
	case VAL_MAP:
		return val_part(f, val_map_elem(f, place), offset, rep);
	default:
		return (Val){ .rep = rep };
	}
}

Val val_deref(Fn *f, uint32_t ptr, Rep *rep)
{
	(void)f;
	return (Val){ .kind = VAL_PTR, .slot = ptr, .rep = rep };
}

/* What the word at an offset of an object, whose address is in slot, points at. */
static Val through(Fn *f, uint32_t slot, uint32_t offset, Rep *rep)
{
	uint32_t p = fn_tmp(f, 1);

	val_to(f, (Val){ .kind = VAL_PTR, .slot = slot, .imm = offset, .rep = rep_pointer(f) }, p);
	fn_live(f, p, rep_pointer(f));
	return val_deref(f, p, rep);
}

Val loc_val(Fn *f, const Loc *loc)
{
	Val object;

	switch (loc->kind) {
	case LOC_SLOT:
		if (!loc->reg && rep_scalar(loc->rep))	/* maybe narrow, in memory form */
			return frame_part(loc->rep, (int64_t)loc->slot * 8);
		return val_slot(loc->rep, loc->slot);
	case LOC_HEAP:
		return val_deref(f, loc->slot, loc->rep);
	case LOC_SPILLED: case LOC_CAPTURED: case LOC_FRAME:
		return (Val){ .kind = VAL_PTR, .slot = loc->slot, .imm = loc->offset, .rep = loc->rep };
	case LOC_SPILLREF: case LOC_CAPREF: case LOC_FRAMEREF:
		return through(f, loc->slot, loc->offset, loc->rep);
	case LOC_FRAMEOBJ:
		object = through(f, loc->slot, loc->word, loc->rep);
		object.imm = loc->offset;
		return object;
	case LOC_FRAMEOBJREF:
		object = through(f, loc->slot, loc->word, loc->rep);
		return through(f, object.slot, loc->offset, loc->rep);
	}
	return (Val){ 0 };
}

Loc *fn_loc(Fn *f, Object *var)
{
	return pmap_get(&f->locs, var);
}

void val_touch(Fn *f, Val place)
{
	if (place.kind == VAL_PTR)
		emit(f, OP_NILCHK, place.slot, 0, 0, 0);
}

/* Offsets beyond an operand's 16 bits go into the pointer. */
static Val reachable(Fn *f, Val v)
{
	if (v.kind != VAL_PTR || (v.imm >= 0 && v.imm + v.rep->size <= 0xffff))
		return v;
	uint32_t p = fn_tmp(f, 1);

	/* The nil check happens on the base, before the sum can be a good address. */
	emit(f, OP_NILCHK, v.slot, 0, 0, 0);
	if ((int32_t)v.imm == v.imm) {
		emit_cd(f, OP_ADDI, p, v.slot, v.imm);
	} else {
		emit_const(f, p, v.imm);
		emit(f, OP_ADD, p, v.slot, p, 0);
	}
	fn_live(f, p, rep_pointer(f));
	v.slot = p;
	v.imm = 0;
	return v;
}

uint32_t val_address(Fn *f, Val v)
{
	uint32_t p;

	if (v.kind == VAL_MAP || v.kind == VAL_CONST)	/* no address of its own: that of a copy */
		v = val_slot(v.rep, val_slots(f, v));
	if (v.kind == VAL_PTR) {
		v = reachable(f, v);
		if (v.imm == 0)
			return v.slot;
	}
	p = fn_tmp(f, 1);
	switch (v.kind) {
	case VAL_SLOT:
		emit_cd(f, OP_LEA, p, 0, (int64_t)v.slot * 8);
		break;
	case VAL_FRAME:
		emit_cd(f, OP_LEA, p, 0, v.imm);
		break;
	case VAL_PTR:
		emit(f, OP_NILCHK, v.slot, 0, 0, 0);
		emit_cd(f, OP_ADDI, p, v.slot, v.imm);
		break;
	default:
		emit_const(f, p, v.imm);
	}
	fn_live(f, p, rep_pointer(f));
	return p;
}

static Opcode width_op(Opcode i8, Width w, unsigned stride)
{
	return (Opcode)(i8 + w * stride);
}

#define LOAD_STRIDE (OP_LDU8 - OP_LDI8)

/* The width-typed loads stand in opcodes.def as groups of five (ld ldl ldg ldx lda) a width. */
static Opcode load_op(Opcode base, Width w)
{
	return width_op(base, w, LOAD_STRIDE);
}

static void move_slots(Fn *f, uint32_t to, uint32_t from, uint32_t words)
{
	if (to == from || words == 0)
		return;
	if (words <= 3)
		emit(f, (Opcode)(OP_MOV + words - 1), to, from, 0, 0);
	else
		emit(f, OP_MOVN, to, from, words, 0);
}

static void load_memory(Fn *f, Val v, uint32_t slot)
{
	v = reachable(f, v);
	if (rep_scalar(v.rep)) {
		emit(f, load_op(OP_LDI8, v.rep->width), slot, v.slot, (uint32_t)v.imm, 0);
	} else if (v.rep->size == 16 || v.rep->size == 24) {
		emit(f, v.rep->size == 16 ? OP_LD2 : OP_LD3, slot, v.slot, (uint32_t)v.imm, 0);
	} else if (v.rep->size == 8) {
		emit(f, OP_LD64, slot, v.slot, (uint32_t)v.imm, 0);
	} else if (v.rep->size == 0) {
		emit(f, OP_NILCHK, v.slot, 0, 0, 0);
	} else {
		emit_cd(f, OP_LDM, slot, val_address(f, v), v.rep->size);
	}
}

static void load_global(Fn *f, Val v, uint32_t slot)
{
	if (rep_scalar(v.rep)) {
		emit_bcd(f, load_op(OP_LDGI8, v.rep->width), slot, v.imm);
	} else if (v.rep->size) {
		Mark m = fn_mark(f);
		uint32_t p = val_address(f, v);

		load_memory(f, val_deref(f, p, v.rep), slot);
		fn_release(f, m);
	}
}

static void load_frame(Fn *f, Val v, uint32_t slot)
{
	if (rep_scalar(v.rep)) {
		emit_cd(f, load_op(OP_LDLI8, v.rep->width), slot, 0, v.imm);
	} else {
		Mark m = fn_mark(f);
		uint32_t p = val_address(f, v);

		load_memory(f, val_deref(f, p, v.rep), slot);
		fn_release(f, m);
	}
}

static void load_map(Fn *f, Val v, uint32_t slot)
{
	Mark m = fn_mark(f);
	Val elem = val_map_elem(f, v);

	if (v.rep->size)
		load_memory(f, elem, slot);
	fn_release(f, m);
}

void val_to(Fn *f, Val v, uint32_t slot)
{
	switch (v.kind) {
	case VAL_SLOT: move_slots(f, slot, v.slot, v.rep->words); break;
	case VAL_CONST: emit_const(f, slot, v.imm); break;
	case VAL_FRAME: load_frame(f, v, slot); break;
	case VAL_PTR: load_memory(f, v, slot); break;
	case VAL_GLOBAL: load_global(f, v, slot); break;
	case VAL_MAP: load_map(f, v, slot); break;
	case VAL_NONE: case VAL_BLANK: break;
	}
}

uint32_t val_slots(Fn *f, Val v)
{
	if (v.kind == VAL_SLOT)
		return v.slot;
	uint32_t slot = fn_tmp(f, v.rep->words);

	val_to(f, v, slot);
	fn_live(f, slot, v.rep);
	return slot;
}

/* ---- stores ---- */

#define STORE_STRIDE (OP_ST16 - OP_ST8)

static Opcode store_op(Opcode base, const Rep *rep)
{
	if (rep->cls == REP_PTR)
		return (Opcode)(base + 4 * STORE_STRIDE);
	return (Opcode)(base + (rep->width == W_64 ? 3 : rep->width / 2) * STORE_STRIDE);
}

enum { FEW_BYTES = 24 };	/* go through slots as fast */

static bool in_memory(Val v)
{
	return v.rep->cls == REP_MEM && v.rep->size > FEW_BYTES &&
	       (v.kind == VAL_PTR || v.kind == VAL_GLOBAL || v.kind == VAL_FRAME);
}

/* From place to place, without a copy in slots. */
static void copy_memory(Fn *f, Val place, Val v)
{
	uint32_t from = val_address(f, v), to = val_address(f, place);

	if (place.rep->pointers)
		emit_two(f, OP_CPMT, to, from, 0, 0, desc_of(f->c, place.rep), 0);
	else
		emit_cd(f, OP_CPM, to, from, place.rep->size);
}

static void store_memory(Fn *f, Val place, uint32_t slot)
{
	Rep *rep = place.rep;

	place = reachable(f, place);
	if (rep_scalar(rep)) {
		emit(f, store_op(OP_ST8, rep), place.slot, slot, (uint32_t)place.imm, 0);
	} else if (rep->size == 0) {
		emit(f, OP_NILCHK, place.slot, 0, 0, 0);
	} else {
		uint32_t p = val_address(f, place);

		if (rep->pointers)
			emit_two(f, OP_STMT, p, slot, 0, 0, desc_of(f->c, rep), 0);
		else
			emit_cd(f, OP_STM, p, slot, rep->size);
	}
}

static void store_frame(Fn *f, Val place, uint32_t slot)
{
	Rep *rep = place.rep;

	if (rep_scalar(rep)) {
		static const Opcode ops[] = { OP_STL8, OP_STL8, OP_STL16, OP_STL16, OP_STL32, OP_STL32, OP_STL64 };

		emit_cd(f, ops[rep->width], slot, 0, place.imm);
	} else if (rep->size) {
		emit_cd(f, OP_STM, val_address(f, place), slot, rep->size);
	}
}

static void store_map(Fn *f, Val place, Val v)
{
	uint32_t p = fn_tmp(f, 1);

	emit_two(f, OP_MAPASG, p, place.slot, (uint32_t)place.imm, 0, desc_of(f->c, place.map), 0);
	if (in_memory(v))
		copy_memory(f, val_deref(f, p, place.rep), v);
	else if (place.rep->size)
		store_memory(f, val_deref(f, p, place.rep), v.slot);
}

void val_store(Fn *f, Val place, Val v)
{
	Mark m = fn_mark(f);

	if (in_memory(v) && in_memory(place)) {
		copy_memory(f, place, v);
		fn_release(f, m);
		return;
	}
	switch (place.kind) {
	case VAL_SLOT:
		val_to(f, v, place.slot);
		break;
	case VAL_FRAME:
		store_frame(f, place, val_slots(f, v));
		break;
	case VAL_PTR:
		store_memory(f, place, val_slots(f, v));
		break;
	case VAL_GLOBAL:
		if (rep_scalar(place.rep))
			emit_bcd(f, store_op(OP_STG8, place.rep), val_slots(f, v), place.imm);
		else if (place.rep->size)
			store_memory(f, val_deref(f, val_address(f, place), place.rep), val_slots(f, v));
		break;
	case VAL_MAP:
		store_map(f, place, in_memory(v) ? v : val_slot(v.rep, val_slots(f, v)));
		break;
	case VAL_NONE: case VAL_CONST: case VAL_BLANK:
		break;
	}
	fn_release(f, m);
}

static void zero_slots(Fn *f, uint32_t slot, uint32_t words)
{
	if (words && words <= 3)
		emit(f, (Opcode)(OP_ZERO + words - 1), slot, 0, 0, 0);
	else if (words)
		emit_cd(f, OP_ZERON, slot, 0, words);
}

void val_zero(Fn *f, Val place)
{
	Mark m = fn_mark(f);

	if (place.kind == VAL_SLOT) {
		zero_slots(f, place.slot, place.rep->words);
	} else if (rep_scalar(place.rep)) {
		val_store(f, place, val_const(place.rep, 0));
	} else if (place.kind == VAL_PTR || place.kind == VAL_GLOBAL || place.kind == VAL_FRAME) {
		if (place.rep->size)
			emit_two(f, OP_ZEROM, val_address(f, place), 0, 0, 0, desc_of(f->c, place.rep), 0);
	} else if (place.kind == VAL_MAP) {
		uint32_t slot = fn_tmp(f, place.rep->words);

		zero_slots(f, slot, place.rep->words);
		store_map(f, place, val_slot(place.rep, slot));
	}
	fn_release(f, m);
}

/* ---- where a result goes ---- */

uint32_t want_slot(Fn *f, Rep *rep, uint32_t want)
{
	return want != ANY ? want : fn_tmp(f, rep->words);
}

Val want_done(Fn *f, Rep *rep, uint32_t slot, uint32_t want)
{
	if (want == ANY)
		fn_live(f, slot, rep);
	return val_slot(rep, slot);
}

/* Where a result goes whose operands are evaluated by then: at the first word of their temporaries, which
 * want_late_done gives back. So an expression takes no more words the deeper it is nested. */
uint32_t want_late(Mark m, uint32_t want)
{
	return want != ANY ? want : m.top;
}

Val want_late_done(Fn *f, Mark m, Rep *rep, uint32_t want)
{
	fn_release(f, m);
	return want_done(f, rep, want_slot(f, rep, want), want);
}

enum { FAR_WORDS = 64 };

/* v, which was computed from m on, at `want`; or where it is, unless that is far above: then it is moved
 * down, so that what is nested deep takes no more words. */
Val late_placed(Fn *f, Mark m, Val v, uint32_t want)
{
	if (want == ANY && (v.kind != VAL_SLOT || v.slot < m.top + FAR_WORDS))
		return v;
	val_to(f, v, want_late(m, want));
	return want_late_done(f, m, v.rep, want);
}

Val val_copied(Fn *f, Val v)
{
	uint32_t slot = fn_tmp(f, pass_rep(f->c, v.rep)->words);

	pass_val(f, v, slot);
	fn_live(f, slot, pass_rep(f->c, v.rep));
	return passed_val(f, v.rep, slot);
}
