/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library that the first stage compiled, as bytes of this executable. */
#include "driver/driver.h"

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

void library_embedded(Library *library)
{
	library->image = image_read(strata_library_image,
				    (size_t)(strata_library_image_end - strata_library_image));
	library->pack = strata_library_pack;
	library->pack_size = (size_t)(strata_library_pack_end - strata_library_pack);
}
