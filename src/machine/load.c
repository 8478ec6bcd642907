/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading: images into the segments.
 *
 * The library is large and a program uses little of it. Its code, constants and variables are mapped straight
 * from the executable when the image knows where it lies there, so that pages nobody looks at cost nothing.
 * Its side copy is filled in by blocks, when the loop first comes there: a block has no access until then, and
 * the fault of who looks at it fills it (fault.c). A program that prints a line comes to a few dozen of 700; to fill in
 * all of the packages that it imports took 2.6 MB of memory and 1.2 ms.
 * Its initialisers run for the packages that the program imports, by however many steps, and for those that
 * the machine itself leans on.
 * Types and itabs are found by their link names, so loading does not walk them.
 */
#include "machine/race.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

/* ---- code ---- */

/* The side copy of a function as far as it lies in the slots from .. to - 1: operands as they are, handlers for opcodes; header and data
 * slots verbatim. */
static void fill_part(const Machine *m, const Image *im, const CodeFunc *fn, uint64_t from, uint64_t to)
{
	const void *const *labels = loop_labels(m);
	uint64_t first = (fn->entry - im->base.code) / sizeof(Ins), end = first + fn->slots;
	const Ins *code = im->code.data;
	SideIns *side = at(im->base.code + SIDE_DELTA);

	to = end < to ? end : to;
	from = from < first ? first - 1 : from;
	memcpy(&side[from], &code[from], (to - from) * sizeof *side);
	if (from < first)
		race_label(m, im, fn);
	for (uint64_t slot = first; slot < to; slot++) {
		if (slot >= from)
			side[slot].handler = labels[code[slot].op];
		if (op_info[code[slot].op].flags & OPF_TWO)
			slot++;
	}
}

static void fill_side(const Machine *m, const Image *im, const CodeFunc *fn)
{
	fill_part(m, im, fn, 0, UINT64_MAX);
}

void machine_load_code(const Machine *m, const Image *im)
{
	memcpy(at(im->base.code), im->code.data, im->code.len * sizeof(Ins));
	vec_each(&im->funcs, fn)
		fill_side(m, im, fn);
}

/* ---- the library's side copy ---- */

enum { BLOCK_SLOTS = (16 << 10) / sizeof(Ins) };

/* The first function that ends behind a slot. */
static const CodeFunc *function_behind(const Image *im, uint64_t slot)
{
	size_t lo = 0, hi = im->funcs.len;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		const CodeFunc *fn = &im->funcs.data[mid];

		if ((fn->entry - im->base.code) / sizeof(Ins) + fn->slots > slot)
			hi = mid;
		else
			lo = mid + 1;
	}
	return im->funcs.data + lo;
}

static void fill_block(const Machine *m, const Image *im, uint64_t block)
{
	uint64_t from = block * BLOCK_SLOTS, to = from + BLOCK_SLOTS < im->code.len ? from + BLOCK_SLOTS : im->code.len;
	const CodeFunc *end = im->funcs.data + im->funcs.len;

	mprotect(at(im->base.code + SIDE_DELTA + from * sizeof(Ins)), (to - from) * sizeof(Ins), PROT_READ | PROT_WRITE);
	for (const CodeFunc *fn = function_behind(im, from); fn < end && (fn->entry - im->base.code) / sizeof(Ins) <= to; fn++)
		fill_part(m, im, fn, from, to);
}

bool load_side(Machine *m, uint64_t pc)
{
	const Image *im = m->library;
	uint64_t slot = im ? (pc - im->base.code) / sizeof(Ins) : 0, block = slot / BLOCK_SLOTS;

	if (!im || slot >= im->code.len || m->side_filled[block])
		return false;
	m->side_filled[block] = true;
	fill_block(m, im, block);
	return true;
}

/* Another loop is to run: its handlers in all that was filled in, and in the patches. */
void load_relabel(Machine *m)
{
	vec_each(&m->images, im)
		if (*im != m->library)
			vec_each(&(*im)->funcs, fn)
				fill_side(m, *im, fn);
	for (uint64_t block = 0; m->library && block * BLOCK_SLOTS < m->library->code.len; block++)
		if (m->side_filled[block])
			fill_block(m, m->library, block);
	patches_apply(m);
}

/* ---- what is needed of the library ---- */

static uint64_t text_key(const char *path)
{
	return hash_bytes(path, strlen(path)) | 1;
}

static uint64_t path_key(const Image *im, NameRef path)
{
	return text_key(image_text(im, path));
}

/* Importing packages stand behind those they import: from the end of the list to its start, what is imported by a
 * needed package is needed. */
static void need_imports(Map *needed, const Image *im, bool all)
{
	for (size_t i = im->imports.len; i-- > 0;) {
		const CodeImport *c = &im->imports.data[i];

		if (all || map_find(needed, path_key(im, c->package)))
			map_put(needed, path_key(im, c->imported), 1);
	}
}

bool load_needed(const Machine *m, const Image *im, NameRef package)
{
	return im->part != PART_LIBRARY || map_find(&m->needed, path_key(im, package));
}

bool machine_has_package(const Machine *m, const Image *im, NameRef package)
{
	return load_needed(m, im, package);
}

bool machine_package_ready(const Machine *m, const char *path)
{
	const Image *im = m->library;
	Map all = { 0 };
	bool ready = im != NULL;

	map_put(&all, text_key(path), 1);
	if (im)
		need_imports(&all, im, false);
	for (size_t i = 0; ready && i < im->inits.len; i++) {
		NameRef package = im->inits.data[i].package;

		ready = !map_find(&all, path_key(im, package)) || load_needed(m, im, package);
	}
	map_free(&all);
	return ready;
}

size_t machine_library_inits(const Machine *m)
{
	size_t n = 0;

	if (m->library)
		vec_each(&m->library->inits, init)
			n += load_needed(m, m->library, init->package);
	return n;
}

static void load_library_part(Machine *m, const Image *user)
{
	static const char *const own[] = { "runtime", "internal/rt", "internal/abi" };
	const Image *im = m->library;

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		map_put(&m->needed, text_key(own[i]), 1);
	for (const char *const *path = m->config.packages; path && *path; path++)
		map_put(&m->needed, text_key(*path), 1);
	need_imports(&m->needed, user, true);
	need_imports(&m->needed, im, false);
}

/* ---- segments ---- */

/* Bytes of an image at their place: mapped from the file it lies in, or copied. */
static bool load_bytes(Machine *m, const Image *im, uint64_t base, const void *bytes, size_t n, int fd, int prot)
{
	uint64_t offset = im->file_offset + (uint64_t)((const char *)bytes - (const char *)im->mapping);

	if (!n)
		return true;
	if (!memory_commit(m, base, n))
		return false;
	if (fd < 0 || mmap(at(base), n, prot, MAP_PRIVATE | MAP_FIXED, fd, (off_t)offset) == MAP_FAILED)
		memcpy(at(base), bytes, n);
	if (!(prot & PROT_WRITE))
		memory_protect(base, n);
	return true;
}

static bool load_segments(Machine *m, const Image *im)
{
	size_t code = im->code.len * sizeof(Ins);
	int fd = im->file ? open(im->file, O_RDONLY | O_CLOEXEC) : -1;
	bool ok = memory_map(m, im->base.code + SIDE_DELTA, code) &&
		  load_bytes(m, im, im->base.code, im->code.data, code, fd, PROT_READ) &&
		  load_bytes(m, im, im->base.rodata, im->rodata.data, im->rodata.len, fd, PROT_READ) &&
		  load_bytes(m, im, im->base.data, im->data.data, im->data.len, fd, PROT_READ | PROT_WRITE) &&
		  (!im->bss_size || memory_commit(m, im->base.bss, im->bss_size));

	if (fd >= 0)
		close(fd);
	return ok;
}

bool load_image(Machine *m, const Image *im)
{
	if (!load_segments(m, im))
		return false;
	vec_push(&m->images, im);
	m->nprogram = m->images.len;
	if (im->part == PART_LIBRARY) {
		m->library = im;
		m->side_filled = mem_zalloc(im->code.len / BLOCK_SLOTS + 1);
		mprotect(at(im->base.code + SIDE_DELTA), im->code.len * sizeof(Ins), PROT_NONE);
		return true;
	}
	vec_each(&im->funcs, fn)
		fill_side(m, im, fn);
	if (m->library)
		load_library_part(m, im);
	return true;
}

/* ---- finding by link name ---- */

static uint64_t find_symbol(const Machine *m, const StrBuf *name)
{
	vec_each(&m->images, im) {
		uint64_t addr = (*im)->part == PART_SCRATCH ? 0 : image_lookup(*im, name->data, name->len);

		if (addr)
			return addr;
	}
	return 0;
}

uint64_t type_by_link(Machine *m, const char *link, size_t len)
{
	uint64_t hash = hash_bytes(link, len), type = map_get(&m->types_by_link, hash, 0);
	StrBuf name = { 0 };

	if (type)
		return type;
	sb_add(&name, "type:");
	sb_addn(&name, link, len);
	type = find_symbol(m, &name);
	sb_free(&name);
	if (type)
		map_put(&m->types_by_link, hash, type);
	return type;
}

uint64_t itab_by_link(const Machine *m, uint64_t inter, uint64_t type)
{
	const GoString *i = (const GoString *)&type_at(inter)->link, *t = (const GoString *)&type_at(type)->link;
	StrBuf name = { 0 };
	uint64_t tab;

	sb_add(&name, "itab:");
	sb_addn(&name, at(i->ptr), i->len);
	sb_addc(&name, ',');
	sb_addn(&name, at(t->ptr), t->len);
	tab = find_symbol(m, &name);
	sb_free(&name);
	return tab;
}
