/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library that the first stage compiled, as bytes of this executable. */
#define _GNU_SOURCE
#include "driver/driver.h"

#include <link.h>

__asm__(".section .rodata\n"
	".balign 4096\n"
	"strata_library_image:\n"
	".incbin \"library.img\"\n"
	"strata_library_image_end:\n"
	".balign 16\n"
	"strata_library_pack:\n"
	".incbin \"library.pack\"\n"
	"strata_library_pack_end:\n"
	".byte 0\n"
	".text\n");

extern const char strata_library_image[], strata_library_image_end[];
extern const char strata_library_pack[], strata_library_pack_end[];

/* Where the bytes at *ctx lie in the executable's file; the first object the loader names is the executable. */
static int find_offset(struct dl_phdr_info *info, size_t size, void *ctx)
{
	uint64_t *place = ctx, addr = *place - info->dlpi_addr;

	(void)size;
	*place = 0;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];

		if (h->p_type == PT_LOAD && addr - h->p_vaddr < h->p_filesz)
			*place = addr - h->p_vaddr + h->p_offset;
	}
	return 1;
}

void library_embedded(Library *library)
{
	Image *image = image_read(strata_library_image, (size_t)(strata_library_image_end - strata_library_image));
	uint64_t place = (uint64_t)(uintptr_t)strata_library_image;

	dl_iterate_phdr(find_offset, &place);
	if (image && place && place % 4096 == 0) {
		image->file = "/proc/self/exe";
		image->file_offset = place;
	}
	library->image = image;
	library->pack = strata_library_pack;
	library->pack_size = (size_t)(strata_library_pack_end - strata_library_pack);
}
