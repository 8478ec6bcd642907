/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --dump=code and --dump=image: an image as stable text, for people and golden tests. */
#include <inttypes.h>

#include "code/image.h"

typedef struct Namer { const Image *im; StrBuf text; } Namer;

/* main.add+2 for a code address, the variable's name for a data address. */
static const char *name_address(void *ctx, uint64_t addr)
{
	Namer *n = ctx;
	const CodeFunc *fn = image_func_at(n->im, addr);
	const Global *g = image_global_at(n->im, addr);

	sb_clear(&n->text);
	if (fn && addr == fn->entry)
		sb_add(&n->text, image_text(n->im, fn->name));
	else if (fn)
		sb_printf(&n->text, "+%" PRIu64, (addr - fn->entry) / sizeof(Ins));
	else if (g && g->addr == addr)
		sb_printf(&n->text, "%s.%s", image_text(n->im, g->package), image_text(n->im, g->name));
	else
		return NULL;
	return sb_text(&n->text);
}

static const char *const var_kinds[] = { "slot", "heap", "captured", "by-reference", "constant" };

static void dump_vars(const Image *im, const CodeFunc *fn, StrBuf *out)
{
	for (uint32_t i = 0; i < fn->nvars; i++) {
		const CodeVar *v = &im->vars.data[fn->vars + i];

		sb_printf(out, "    %s %s +%u%s live %u-%u line %u\n", image_text(im, v->name),
			  var_kinds[v->kind], v->where, v->flags & CVF_REGISTER ? " register" : "",
			  v->from, v->to, v->line);
	}
}

static void dump_map(const Image *im, const SafeMap *map, StrBuf *out)
{
	const uint32_t *bits = &im->mapbits.data[map->bits];

	sb_add(out, map->kind == MAP_CALL ? "  ; call pointers:" : "  ; pointers:");
	for (uint32_t i = 0; i < bits[0]; i++)
		if (bits[1 + i / 32] >> (i % 32) & 1)
			sb_printf(out, " r%u", i + FRAME_HEADER_WORDS);
}

static void dump_function(const Image *im, const CodeFunc *fn, StrBuf *out)
{
	const Ins *code = im->code.data + (fn->entry - im->base.code) / sizeof(Ins);
	Namer namer = { im, { 0 } };
	uint32_t line = 0;

	sb_printf(out, "%s: frame %u bytes, %u parameter and %u result words\n",
		  image_text(im, fn->name), fn->frame_bytes, fn->param_words, fn->result_words);
	dump_vars(im, fn, out);
	for (uint32_t slot = 0; slot < fn->slots;) {
		uint64_t pc = fn->entry + slot * sizeof(Ins);
		const LineEntry *at = image_line_at(im, fn, pc);
		const SafeMap *maps[2] = { image_map_at(im, fn, pc, MAP_AT),
					   image_map_at(im, fn, pc, MAP_CALL) };

		if (at && at->slot == slot && (at->flags & LINE_STMT || at->line != line))
			sb_printf(out, "  %u:%u%s\n", at->line, at->col, at->flags & LINE_STMT ? " *" : "");
		line = at ? at->line : line;
		sb_printf(out, "%6u  ", slot);
		slot += ins_disassemble(out, &code[slot], pc, name_address, &namer);
		for (unsigned i = 0; i < 2; i++)
			if (maps[i])
				dump_map(im, maps[i], out);
		sb_addc(out, '\n');
	}
	sb_free(&namer.text);
}

void image_dump_code(const Image *im, StrBuf *out)
{
	vec_each(&im->funcs, fn)
		if (!(fn->flags & FN_STUB))
			dump_function(im, fn, out);
}

void image_dump(const Image *im, StrBuf *out)
{
	sb_printf(out, "code 0x%" PRIx64 " %zu slots\nrodata 0x%" PRIx64 " %zu bytes\n", im->base.code,
		  im->code.len, im->base.rodata, im->rodata.len);
	sb_printf(out, "data 0x%" PRIx64 " %zu bytes\nbss 0x%" PRIx64 " %" PRIu64 " bytes\n",
		  im->base.data, im->data.len, im->base.bss, im->bss_size);
	vec_each(&im->funcs, fn)
		sb_printf(out, "func 0x%" PRIx64 " %s %u slots\n", fn->entry, image_text(im, fn->name),
			  fn->slots);
	vec_each(&im->globals, g)
		sb_printf(out, "var 0x%" PRIx64 " %s.%s\n", g->addr, image_text(im, g->package),
			  image_text(im, g->name));
	vec_each(&im->inits, step)
		sb_printf(out, "init 0x%" PRIx64 " %s\n", step->entry, image_text(im, step->package));
}
