/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which native a function without a body is: its place in golib's list. */
#include <string.h>

#include "compile/compile_int.h"

static const char *const natives[] = {
#define LEAF(package, function, c_function, shape, signature, doc) package "." function,
#define NATIVE(package, function, c_function, shape, signature, doc) package "." function,
#include "golib/natives.def"
};

int native_index(const char *link)
{
	for (size_t i = 0; i < sizeof natives / sizeof *natives; i++)
		if (strcmp(natives[i], link) == 0)
			return (int)i;
	return -1;
}
