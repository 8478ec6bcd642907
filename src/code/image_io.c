/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An image as bytes: a header with the scalars and one (offset, count) a table, then the tables,
 * each on a page boundary, so that code and rodata can be mapped straight from a file. */
#include <stddef.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "code/image.h"

enum {
#define TABLE(field) TABLE_##field,
#include "code/image_tables.def"
#undef TABLE
	TABLE_COUNT
};

#define IMAGE_MAGIC 0x3161746172747303ULL	/* changes with every change of a table's records */
#define IMAGE_PAGE 4096

typedef struct ImageFile {
	uint64_t magic, ops, size, hash;
	uint64_t part, slot, bss_size, nsymbols, main_entry, zeros, zeros_size, uses_unsafe;
	ImageBases base;
	struct { uint64_t offset, count, record; } table[TABLE_COUNT];
} ImageFile;

static void add_table(StrBuf *out, size_t start, ImageFile *head, unsigned t, const void *data,
		      size_t count, size_t record)
{
	size_t pad = -(out->len - start) & (IMAGE_PAGE - 1);

	sb_pad(out, '\0', pad);
	head->table[t].offset = out->len - start;
	head->table[t].count = count;
	head->table[t].record = record;
	sb_addn(out, data ? data : "", count * record);
}

void image_write(const Image *im, StrBuf *out)
{
	size_t start = out->len;
	ImageFile head = {
		.magic = IMAGE_MAGIC, .ops = OP_COUNT, .part = im->part, .slot = im->slot, .bss_size = im->bss_size,
		.nsymbols = im->nsymbols, .main_entry = im->main_entry, .zeros = im->zeros,
		.zeros_size = im->zeros_size, .uses_unsafe = im->uses_unsafe, .base = im->base,
	};

	sb_pad(out, '\0', sizeof head);
#define TABLE(field) \
	add_table(out, start, &head, TABLE_##field, im->field.data, im->field.len, \
		  sizeof *im->field.data);
#include "code/image_tables.def"
#undef TABLE
	head.size = out->len - start;
	memcpy(out->data + start, &head, sizeof head);
}

static bool file_is_sound(const ImageFile *head, size_t len)
{
	if (len < sizeof *head || head->magic != IMAGE_MAGIC || head->ops != OP_COUNT ||
	    head->size > len)
		return false;
	for (unsigned t = 0; t < TABLE_COUNT; t++) {
		uint64_t record = head->table[t].record, offset = head->table[t].offset;

		if (offset > head->size || record == 0 ||
		    head->table[t].count > (head->size - offset) / record)
			return false;
	}
	return true;
}

size_t image_written_size(const void *bytes)
{
	return ((const ImageFile *)bytes)->size;
}

/* Of all that stands behind the field itself; never 0. */
static uint64_t hash_of(const ImageFile *head)
{
	size_t from = offsetof(ImageFile, hash) + sizeof head->hash;

	return hash_bytes((const char *)head + from, head->size - from) | 1;
}

void image_seal(StrBuf *out, size_t start)
{
	ImageFile *head = (ImageFile *)(out->data + start);

	head->hash = hash_of(head);
}

bool image_is_sealed(const void *bytes, size_t len)
{
	const ImageFile *head = bytes;

	return file_is_sound(head, len) && head->hash == hash_of(head);
}

Image *image_read(const void *bytes, size_t len)
{
	const ImageFile *head = bytes;

	if (!file_is_sound(head, len))
		return NULL;
	Image *im = mem_zalloc(sizeof *im);

	*im = (Image){
		.part = (ImagePart)head->part, .slot = head->slot, .base = head->base, .bss_size = head->bss_size,
		.nsymbols = head->nsymbols, .main_entry = head->main_entry, .zeros = head->zeros,
		.zeros_size = head->zeros_size, .uses_unsafe = head->uses_unsafe != 0, .hash = head->hash,
		.mapping = bytes,
	};
#define TABLE(field) \
	im->field.data = (void *)((uintptr_t)bytes + head->table[TABLE_##field].offset); \
	im->field.len = head->table[TABLE_##field].count;
#include "code/image_tables.def"
#undef TABLE
	return im;
}
