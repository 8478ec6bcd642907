/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which native a function without a body is: its place in golib's list. */
#include <string.h>

#include "compile/compile_int.h"

static const struct { const char *link; bool keeps; } natives[] = {
#define LEAF(package, function, c_function, shape, signature, doc) { package "." function, false },
#define NATIVE(package, function, c_function, shape, signature, doc) { package "." function, false },
#define KEEP(package, function, c_function, shape, signature, doc) { package "." function, true },
#include "golib/natives.def"
};

int native_index(const char *link)
{
	for (size_t i = 0; i < sizeof natives / sizeof *natives; i++)
		if (strcmp(natives[i].link, link) == 0)
			return (int)i;
	return -1;
}

bool native_keeps_nothing(const char *link)
{
	int i = native_index(link);

	return i >= 0 && !natives[i].keeps && strncmp(link, "internal/abi.", strlen("internal/abi.")) != 0;
}
