/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building an image and finding things in one: names, symbols, segments' bytes, tables by pc. */
#include "code/image.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

static const Opcode stub_ops[STUB_COUNT] = {
	OP_GOEND, OP_PANICNX, OP_BIGRET, OP_EVALEND, OP_INITEND
};

ImageBases image_bases(uint64_t slot, ImagePart part)
{
	uint64_t part_offset = part == PART_LIBRARY ? LIBRARY_OFFSET
			       : part == PART_SCRATCH ? SCRATCH_OFFSET : 0;
	uint64_t at = slot + part_offset;

	return (ImageBases){ at + SEG_CODE, at + SEG_RODATA, at + SEG_DATA, at + SEG_BSS };
}

/* The stubs are a function of their own: one header slot, then an instruction each. */
uint64_t image_stub(uint64_t slot, Opcode op)
{
	uint64_t entry = image_bases(slot, PART_LIBRARY).code + sizeof(FnHeader);

	for (unsigned i = 0; i < STUB_COUNT; i++)
		if (stub_ops[i] == op)
			return entry + i * sizeof(Ins);
	return 0;
}

uint64_t image_smallint(uint64_t slot, unsigned v)
{
	return image_bases(slot, PART_LIBRARY).rodata + v * sizeof(uint64_t);
}

uint64_t image_zerobase(uint64_t slot)
{
	return image_bases(slot, PART_LIBRARY).bss;
}

static void add_stubs(Image *im)
{
	FnHeader header = { .frame_bytes = FRAME_HEADER_WORDS * 8, .magic = FN_MAGIC };
	Ins slot;
	CodeFunc *fn = vec_add(&im->funcs);

	memcpy(&slot, &header, sizeof slot);
	vec_push(&im->code, slot);
	for (unsigned i = 0; i < STUB_COUNT; i++)
		vec_push(&im->code, (Ins){ .op = stub_ops[i] });
	*fn = (CodeFunc){
		.entry = im->base.code + sizeof(FnHeader), .slots = STUB_COUNT,
		.frame_bytes = header.frame_bytes, .flags = FN_STUB | FN_LIBRARY,
		.name = image_name(im, "runtime.stub", 12), .link = image_name(im, "runtime.stub", 12),
		.package = image_name(im, "runtime", 7),
	};
}

static void add_small_integers(Image *im)
{
	for (uint64_t v = 0; v < SMALLINTS_COUNT; v++)
		image_rodata(im, &v, sizeof v, 8);
}

Image *image_new(uint64_t slot, ImagePart part)
{
	Image *im = mem_zalloc(sizeof *im);

	im->part = part;
	im->slot = slot;
	im->base = image_bases(slot, part);
	vec_push(&im->names, '\0');
	if (part == PART_LIBRARY) {
		add_stubs(im);
		add_small_integers(im);
		image_bss(im, 16, 16);
	}
	return im;
}

void image_free(Image *im)
{
	if (!im)
		return;
	if (!im->mapping) {
#define TABLE(field) vec_free(&im->field);
#include "code/image_tables.def"
#undef TABLE
	}
	vec_free(&im->name_index);
	mem_free(im->moved);
	mem_free(im);
}

/* ---- names ---- */

static uint32_t text_hash(const char *text, size_t len)
{
	return (uint32_t)hash_bytes(text, len);
}

static void name_index_grow(Image *im)
{
	size_t cap = im->name_index.len ? im->name_index.len * 2 : 1024;
	VEC(NameRef) old = { im->name_index.data, im->name_index.len, im->name_index.cap };

	memset(&im->name_index, 0, sizeof im->name_index);
	vec_resize(&im->name_index, cap);
	for (size_t i = 0; i < old.len; i++) {
		if (!old.data[i])
			continue;
		const char *text = image_text(im, old.data[i]);
		size_t at = text_hash(text, strlen(text)) & (cap - 1);

		while (im->name_index.data[at])
			at = (at + 1) & (cap - 1);
		im->name_index.data[at] = old.data[i];
	}
	vec_free(&old);
}

NameRef image_name(Image *im, const char *text, size_t len)
{
	if (len == 0)
		return 0;
	if (im->nnames * 2 >= im->name_index.len)
		name_index_grow(im);
	size_t mask = im->name_index.len - 1, at = text_hash(text, len) & mask;
	NameRef have;

	for (; (have = im->name_index.data[at]); at = (at + 1) & mask) {
		const char *t = image_text(im, have);

		if (strncmp(t, text, len) == 0 && t[len] == '\0')
			return have;
	}
	have = (NameRef)im->names.len;
	vec_append(&im->names, text, len);
	vec_push(&im->names, '\0');
	im->name_index.data[at] = have;
	im->nnames++;
	return have;
}

const char *image_text(const Image *im, NameRef name)
{
	return im->names.data + name;
}

/* ---- symbols ---- */

static Symbol *symbol_slot(const Image *im, const char *name, size_t len, uint32_t hash)
{
	size_t mask = im->symbols.len - 1;

	for (size_t at = hash & mask;; at = (at + 1) & mask) {
		Symbol *s = &im->symbols.data[at];

		if (!s->addr)
			return s;
		if (s->hash == hash && strncmp(image_text(im, s->name), name, len) == 0 &&
		    image_text(im, s->name)[len] == '\0')
			return s;
	}
}

static void symbols_grow(Image *im)
{
	size_t cap = im->symbols.len ? im->symbols.len * 2 : 256;
	VEC(Symbol) old = { im->symbols.data, im->symbols.len, im->symbols.cap };

	memset(&im->symbols, 0, sizeof im->symbols);
	vec_resize(&im->symbols, cap);
	vec_each(&old, s) {
		if (!s->addr)
			continue;
		size_t at = s->hash & (cap - 1);

		while (im->symbols.data[at].addr)
			at = (at + 1) & (cap - 1);
		im->symbols.data[at] = *s;
	}
	vec_free(&old);
}

void image_define(Image *im, const char *name, size_t len, uint64_t addr)
{
	NameRef ref = image_name(im, name, len);
	uint32_t hash = text_hash(name, len);

	if (im->nsymbols * 2 >= im->symbols.len)
		symbols_grow(im);
	Symbol *s = symbol_slot(im, name, len, hash);

	im->nsymbols += !s->addr;
	*s = (Symbol){ ref, hash, addr };
}

uint64_t image_lookup(const Image *im, const char *name, size_t len)
{
	return im->symbols.len ? symbol_slot(im, name, len, text_hash(name, len))->addr : 0;
}

/* ---- bytes of the segments ---- */

typedef VEC(uint8_t) Bytes;

static uint64_t append(void *vec, uint64_t base, const void *bytes, size_t n, size_t align)
{
	Bytes *v = vec;
	size_t at = (v->len + align - 1) & ~(align - 1);

	vec_resize(v, at + n);
	if (bytes && n)
		memcpy(v->data + at, bytes, n);
	return base + at;
}

uint64_t image_rodata(Image *im, const void *bytes, size_t n, size_t align)
{
	return append(&im->rodata, im->base.rodata, bytes, n, align);
}

uint64_t image_data(Image *im, const void *bytes, size_t n, size_t align)
{
	return append(&im->data, im->base.data, bytes, n, align);
}

uint64_t image_bss(Image *im, size_t n, size_t align)
{
	uint64_t at = (im->bss_size + align - 1) & ~(uint64_t)(align - 1);

	im->bss_size = at + n;
	return im->base.bss + at;
}

void *image_at(Image *im, uint64_t addr)
{
	if (addr - im->base.rodata < im->rodata.len)
		return im->rodata.data + (addr - im->base.rodata);
	if (addr - im->base.data < im->data.len)
		return im->data.data + (addr - im->base.data);
	return NULL;
}

/* ---- defaults of GODEBUG: a symbol for a text in rodata ---- */

#define GODEBUG_SYMBOL "godebug"

void image_set_godebug(Image *im, const char *text)
{
	image_define(im, GODEBUG_SYMBOL, strlen(GODEBUG_SYMBOL), image_rodata(im, text, strlen(text) + 1, 1));
}

const char *image_godebug(const Image *im)
{
	uint64_t addr = image_lookup(im, GODEBUG_SYMBOL, strlen(GODEBUG_SYMBOL));

	return addr ? (const char *)im->rodata.data + (addr - im->base.rodata) : "";
}

/* ---- finishing and finding ---- */

static int by_entry(const void *a, const void *b)
{
	const CodeFunc *x = a, *y = b;

	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static int by_address(const void *a, const void *b)
{
	const Global *x = a, *y = b;

	return x->addr < y->addr ? -1 : x->addr > y->addr;
}

void image_finish(Image *im)
{
	/* Functions are emitted in address order; sorting would break FnHeader.func. */
	for (size_t i = 1; i < im->funcs.len; i++)
		if (by_entry(&im->funcs.data[i - 1], &im->funcs.data[i]) >= 0)
			abort();
	if (im->globals.len)
		qsort(im->globals.data, im->globals.len, sizeof *im->globals.data, by_address);
	vec_free(&im->name_index);
	im->nnames = 0;
}

/* Index of the last of n records with a key at most `key`, or -1: binary search over a table whose
 * keys rise, read through `key_at`. */
#define LAST_AT_MOST(table, n, field, key, result) do { \
	size_t lo_ = 0, hi_ = (n); \
	while (lo_ < hi_) { \
		size_t mid_ = (lo_ + hi_) / 2; \
		if ((table)[mid_].field <= (key)) \
			lo_ = mid_ + 1; \
		else \
			hi_ = mid_; \
	} \
	(result) = (ptrdiff_t)lo_ - 1; \
} while (0)

const CodeFunc *image_func_at(const Image *im, uint64_t pc)
{
	ptrdiff_t i;

	LAST_AT_MOST(im->funcs.data, im->funcs.len, entry, pc, i);
	if (i < 0)
		return NULL;
	const CodeFunc *fn = &im->funcs.data[i];

	return pc < fn->entry + fn->slots * sizeof(Ins) ? fn : NULL;
}

const LineEntry *image_line_at(const Image *im, const CodeFunc *fn, uint64_t pc)
{
	uint32_t slot = (uint32_t)((pc - fn->entry) / sizeof(Ins));
	const LineEntry *lines = im->lines.data + fn->lines;
	ptrdiff_t i;

	LAST_AT_MOST(lines, fn->nlines, slot, slot, i);
	return i < 0 ? NULL : &lines[i];
}

const CodeFile *image_line_file(const Image *im, const CodeFunc *fn, const LineEntry *line)
{
	uint32_t file = fn->file;
	ptrdiff_t i = -1;

	if (line && im->line_files.len)
		LAST_AT_MOST(im->line_files.data, im->line_files.len, line, (uint32_t)(line - im->lines.data), i);
	if (i >= 0 && im->line_files.data[i].line >= fn->lines)
		file = im->line_files.data[i].file;
	return file < im->files.len ? &im->files.data[file] : NULL;
}

const SafeMap *image_map_at(const Image *im, const CodeFunc *fn, uint64_t pc, unsigned kind)
{
	uint32_t slot = (uint32_t)((pc - fn->entry) / sizeof(Ins));
	const SafeMap *maps = im->maps.data + fn->maps;
	ptrdiff_t i;

	LAST_AT_MOST(maps, fn->nmaps, slot, slot, i);
	for (; i >= 0 && maps[i].slot == slot; i--)
		if (maps[i].kind == kind)
			return &maps[i];
	return NULL;
}

const Global *image_global_at(const Image *im, uint64_t addr)
{
	ptrdiff_t i;

	LAST_AT_MOST(im->globals.data, im->globals.len, addr, addr, i);
	return i < 0 ? NULL : &im->globals.data[i];
}
