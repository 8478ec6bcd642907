/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first stage has no library: it is what compiles it. */
#include "embed/embed.h"

void library_embedded(Library *library)
{
	*library = (Library){ 0 };
}
