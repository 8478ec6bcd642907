/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two calls behind the vector macros. */
#include "base/vec.h"

#include "base/mem.h"

void vec_grow(void **data, size_t *cap, size_t need, size_t size)
{
	size_t room = *cap < 8 ? 8 : *cap * 2;

	if (room < need)
		room = need;
	*data = mem_realloc_array(*data, room, size);
	*cap = room;
}

void vec_release(void **data)
{
	mem_free(*data);
	*data = NULL;
}
