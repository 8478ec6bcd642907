/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library that the first stage compiled, as bytes of this executable or library. */
#define _GNU_SOURCE
#include "embed/embed.h"

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

/* The file that has the bytes at addr, and where in it. */
typedef struct ImagePlace { uint64_t addr, offset; const char *file; } ImagePlace;

static int find_place(struct dl_phdr_info *info, size_t size, void *ctx)
{
	ImagePlace *place = ctx;
	uint64_t addr = place->addr - info->dlpi_addr;

	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];

		if (h->p_type != PT_LOAD || addr - h->p_vaddr >= h->p_filesz)
			continue;
		place->offset = addr - h->p_vaddr + h->p_offset;
		place->file = *info->dlpi_name ? info->dlpi_name : "/proc/self/exe";
		return 1;
	}
	return 0;
}

void library_embedded(Library *library)
{
	Image *image = image_read(strata_library_image, (size_t)(strata_library_image_end - strata_library_image));
	ImagePlace place = { .addr = (uint64_t)(uintptr_t)strata_library_image };

	dl_iterate_phdr(find_place, &place);
	if (image && place.file && place.offset % 4096 == 0) {
		image->file = place.file;
		image->file_offset = place.offset;
	}
	*library = (Library){ .image = image, .own = image, .pack = strata_library_pack,
			      .pack_size = (size_t)(strata_library_pack_end - strata_library_pack) };
}
