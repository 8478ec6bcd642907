/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tiny assembler for the machine's tests: functions into an image, one instruction a call. Every
 * slot is a safepoint whose map names all words of the frame: the collector ignores what is no pointer. */
#ifndef ASM_H
#define ASM_H

#include <stdlib.h>

#include "machine/machine.h"

typedef struct Asm {
	Image *im;
	uint32_t first;		/* slot of the function's first instruction */
	uint32_t line;
} Asm;

static inline uint32_t asm_here(const Asm *a)
{
	return (uint32_t)a->im->code.len - a->first;
}

/* Begins a function; all sizes in words. Returns its entry. */
static inline uint64_t asm_func(Asm *a, const char *name, unsigned params, unsigned results, unsigned frame)
{
	Image *im = a->im;
	FnHeader h = { frame * 8, (uint32_t)im->funcs.len, (uint16_t)params, (uint16_t)results, FN_MAGIC };
	CodeFunc *fn = vec_add(&im->funcs);
	Ins slot;

	memcpy(&slot, &h, sizeof slot);
	vec_push(&im->code, slot);
	a->first = (uint32_t)im->code.len;
	a->line = 0;
	if (!im->files.len)
		vec_push(&im->files, ((CodeFile){ image_name(im, "/t/t.go", 7), image_name(im, "main", 4) }));
	*fn = (CodeFunc){
		.entry = im->base.code + a->first * sizeof(Ins), .frame_bytes = frame * 8,
		.param_words = (uint16_t)params, .result_words = (uint16_t)results,
		.name = image_name(im, name, strlen(name)), .link = image_name(im, name, strlen(name)),
		.package = image_name(im, "main", 4), .lines = (uint32_t)im->lines.len,
	};
	return fn->entry;
}

static inline uint32_t asm_ins(Asm *a, Opcode op, unsigned x, unsigned y, unsigned z, unsigned w)
{
	vec_push(&a->im->lines, ((LineEntry){ asm_here(a), ++a->line, 1, LINE_STMT }));
	vec_push(&a->im->code, ((Ins){ .op = (uint16_t)op, .a = (uint16_t)x, .b = (uint16_t)y, .c = (uint16_t)z,
				       .d = (uint16_t)w }));
	return asm_here(a) - 1;
}

static inline uint32_t asm_cd(Asm *a, Opcode op, unsigned x, unsigned y, int32_t cd)
{
	return asm_ins(a, op, x, y, (uint32_t)cd & 0xffff, (uint32_t)cd >> 16);
}

static inline uint32_t asm_ldi(Asm *a, unsigned x, int64_t v)
{
	return asm_ins(a, OP_LDI, x, v & 0xffff, v >> 16 & 0xffff, v >> 32 & 0xffff);
}

static inline uint32_t asm_two(Asm *a, Opcode op, unsigned x, unsigned y, unsigned z, unsigned w, uint64_t dx, uint64_t dy)
{
	uint32_t at = asm_ins(a, op, x, y, z, w);
	InsData data = { dx, dy };
	Ins slot;

	memcpy(&slot, &data, sizeof slot);
	vec_push(&a->im->code, slot);
	return at;
}

/* A jump to a slot that is known. */
static inline uint32_t asm_jump(Asm *a, Opcode op, unsigned x, unsigned y, uint32_t to)
{
	return asm_cd(a, op, x, y, (int32_t)to - (int32_t)asm_here(a));
}

/* A jump emitted before leads here. */
static inline void asm_target(Asm *a, uint32_t jump)
{
	uint32_t disp = asm_here(a) - jump;
	Ins *i = &a->im->code.data[a->first + jump];

	i->c = (uint16_t)disp;
	i->d = (uint16_t)(disp >> 16);
}

static inline uint32_t asm_call(Asm *a, unsigned base, uint64_t entry)
{
	uint64_t pc = a->im->base.code + (a->first + asm_here(a)) * sizeof(Ins);

	return asm_cd(a, OP_CALL, base, 0, (int32_t)((int64_t)(entry - pc) / (int64_t)sizeof(Ins)));
}

static inline void asm_end(Asm *a, unsigned flags)
{
	Image *im = a->im;
	CodeFunc *fn = &vec_last(&im->funcs);
	uint32_t words = fn->frame_bytes / 8, bits = (uint32_t)im->mapbits.len;

	fn->slots = asm_here(a);
	fn->flags = flags;
	fn->nlines = (uint32_t)im->lines.len - fn->lines;
	fn->maps = (uint32_t)im->maps.len;
	fn->nmaps = fn->slots * 2;
	vec_push(&im->mapbits, words - FRAME_HEADER_WORDS);
	for (uint32_t i = 0; i < words / 32 + 1; i++)
		vec_push(&im->mapbits, UINT32_MAX);
	for (uint32_t s = 0; s < fn->slots; s++) {
		vec_push(&im->maps, ((SafeMap){ s, MAP_AT, bits }));
		vec_push(&im->maps, ((SafeMap){ s, MAP_CALL, bits }));
	}
}

/* ---- descriptors ---- */

static inline GoString asm_text(Image *im, const char *text)
{
	return (GoString){ image_rodata(im, text, strlen(text), 1), strlen(text) };
}

/* Size a multiple of 8, at most 64 words; bit i of mask: word i is a pointer. */
static inline uint64_t asm_type(Image *im, unsigned kind, const char *name, uint64_t size, uint64_t mask, uint64_t elem)
{
	TypeDesc t = { .size = size, .align = (uint8_t)(size < 8 ? size : 8), .kind = (uint8_t)kind, .elem = elem,
		       .flags = TD_COMPARABLE | TD_NAMED };

	t.ptr_bytes = mask ? (64 - (uint64_t)__builtin_clzll(mask)) * 8 : 0;
	t.gcmask = image_rodata(im, &mask, 8, 8);
	t.str = t.name = t.link = asm_text(im, name);
	uint64_t addr = image_rodata(im, &t, sizeof t, 8);

	vec_push(&im->types, addr);
	return addr;
}

/* ---- a machine for a program, its output in a buffer ---- */

typedef struct Output { char out[1 << 16], err[1 << 16]; size_t nout, nerr; } Output;

static inline int64_t output_write(void *ctx, int fd, const void *bytes, size_t n)
{
	Output *o = ctx;
	char *to = fd == 2 ? o->err : o->out;
	size_t *len = fd == 2 ? &o->nerr : &o->nout, room = sizeof o->out - 1 - *len;

	memcpy(to + *len, bytes, n < room ? n : room);
	*len += n < room ? n : room;
	to[*len] = '\0';
	return (int64_t)n;
}

static inline Image *asm_library(void)
{
	Image *im = image_new(hull_slot(0), PART_LIBRARY);

	im->files.len ? (void)0 : vec_push(&im->files, ((CodeFile){ 0, 0 }));
	image_finish(im);
	return im;
}

static inline Machine *asm_machine_with(const Image *library, const Image *user, Output *o, MachineConfig config)
{
	const char *why = NULL;
	Machine *m;

	o->nout = o->nerr = 0;
	o->out[0] = o->err[0] = '\0';
	config.seed = 1;
	config.virtual_clock = !config.door.mono_ns;	/* a test that brings a clock wants it used */
	if (config.virtual_clock)
		config.door = machine_host_door();
	config.door.ctx = o;
	config.door.write = output_write;
	m = machine_new(&config, (const Image *[]){ library, user }, 2, &why);
	if (!m) {
		printf("FAIL: %s\n", why);
		exit(1);
	}
	machine_start(m);
	return m;
}

static inline Machine *asm_machine(const Image *library, const Image *user, Output *o)
{
	return asm_machine_with(library, user, o, (MachineConfig){ .seed = 1 });
}

#endif
