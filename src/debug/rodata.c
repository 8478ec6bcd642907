/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies in rodata: string literals, type descriptors, method tables, values of functions. Each has a symbol; those of
 * string literals are named by address and length (compile/desc.c). */
#include "debug/debug_int.h"

#include <stdio.h>

static uint64_t literal_length(const char *name)
{
	unsigned long addr, len;

	return sscanf(name, "str:%lx:%lu", &addr, &len) == 2 ? len : 0;
}

static DebugConstant describe(DebugSession *s, const Image *im, const Symbol *sym)
{
	const char *name = image_text(im, sym->name);
	DebugConstant c = { .addr = sym->addr };

	if (strncmp(name, "str:", 4) == 0) {
		c.kind = DEBUG_LITERAL;
		c.size = literal_length(name);
		c.text = arena_strndup(s->scratch, (const char *)sym->addr, c.size);
	} else if (strncmp(name, "type:", 5) == 0) {
		c.kind = DEBUG_DESCRIPTOR;
		c.size = sizeof(TypeDesc);
		c.text = name + 5;
	} else if (strncmp(name, "itab:", 5) == 0) {
		const Itab *tab = (const Itab *)sym->addr;

		c.kind = DEBUG_METHOD_TABLE;
		c.size = sizeof *tab + 8 * ((const TypeDesc *)tab->inter)->methods.len;
		c.text = name + 5;
	} else {
		c.kind = DEBUG_FUNC_VALUE;
		c.size = 8;
		c.text = strncmp(name, "func:", 5) == 0 ? name + 5 : name;
	}
	return c;
}

static bool in_rodata(const Image *im, uint64_t addr)
{
	return addr - im->base.rodata < im->rodata.len;
}

static int constant_order(const void *a, const void *b)
{
	const DebugConstant *x = a, *y = b;

	return x->addr < y->addr ? -1 : x->addr > y->addr;
}

size_t debug_constants(DebugSession *s, const DebugConstant **out)
{
	VEC(DebugConstant) list = { 0 };
	const Image *im = s->program ? s->program->image : NULL;
	size_t n;

	if (im)
		vec_each(&im->symbols, sym)
			if (sym->addr && in_rodata(im, sym->addr))
				vec_push(&list, describe(s, im, sym));
	n = list.len;
	if (n)
		qsort(list.data, n, sizeof *list.data, constant_order);
	*out = arena_copy(s->scratch, list.data, n * sizeof *list.data);
	vec_free(&list);
	return n;
}

bool constant_at(DebugSession *s, uint64_t addr, DebugConstant *out)
{
	const Image *const *images;
	size_t n = s->machine ? machine_images(s->machine, &images) : 0;

	for (size_t i = 0; i < n; i++) {
		if (!in_rodata(images[i], addr))
			continue;
		vec_each(&images[i]->symbols, sym) {
			if (!sym->addr || sym->addr > addr || !in_rodata(images[i], sym->addr))
				continue;
			*out = describe(s, images[i], sym);
			if (addr - out->addr < out->size)
				return true;
		}
	}
	return false;
}
