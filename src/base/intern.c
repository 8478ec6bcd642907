/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash set of names, open addressing, the names themselves in an arena. The 32-bit hash is kept
 * beside each pointer so that a probe rarely touches a name it is not looking for. */
#include "base/intern.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/strbuf.h"

typedef struct InternSlot {
	Sym *sym;
	uint32_t hash;
	uint32_t len;
} InternSlot;

struct Intern {
	Arena *arena;
	InternSlot *slots;
	size_t cap, len;
};

enum { INTERN_FIRST = 1024 };

Intern *intern_new(void)
{
	Intern *in = mem_zalloc(sizeof *in);

	in->arena = arena_new();
	in->cap = INTERN_FIRST;
	in->slots = mem_array(in->cap, sizeof *in->slots);
	return in;
}

void intern_free(Intern *in)
{
	if (!in)
		return;
	arena_free(in->arena);
	mem_free(in->slots);
	mem_free(in);
}

static uint32_t intern_hash(const char *bytes, size_t len)
{
	uint64_t h = hash_bytes(bytes, len);

	return (uint32_t)(h ^ h >> 32);
}

static InternSlot *intern_slot(const Intern *in, const char *bytes, size_t len, uint32_t hash)
{
	size_t mask = in->cap - 1, i = hash & mask;

	for (InternSlot *s; (s = &in->slots[i])->sym; i = (i + 1) & mask)
		if (s->hash == hash && s->len == len && memcmp(s->sym->text, bytes, len) == 0)
			break;
	return &in->slots[i];
}

static void intern_grow(Intern *in)
{
	size_t cap = in->cap * 2;
	InternSlot *slots = mem_array(cap, sizeof *slots);

	for (size_t i = 0; i < in->cap; i++) {
		size_t j = in->slots[i].hash & (cap - 1);

		if (!in->slots[i].sym)
			continue;
		while (slots[j].sym)
			j = (j + 1) & (cap - 1);
		slots[j] = in->slots[i];
	}
	mem_free(in->slots);
	in->slots = slots;
	in->cap = cap;
}

static Sym *intern_get(Intern *in, const char *bytes, size_t len)
{
	uint32_t hash = intern_hash(bytes, len);
	InternSlot *s = intern_slot(in, bytes, len, hash);
	Sym *sym = s->sym;

	if (sym)
		return sym;
	if (len > UINT32_MAX)
		mem_out_of_memory(len);
	if ((in->len + 1) * 3 > in->cap * 2) {
		intern_grow(in);
		s = intern_slot(in, bytes, len, hash);
	}
	sym = arena_alloc(in->arena, sizeof *sym + len + 1);
	sym->id = (uint32_t)in->len++;
	sym->len = (uint32_t)len;
	sym->hash = hash;
	memcpy(sym->text, bytes, len);
	*s = (InternSlot){ sym, hash, (uint32_t)len };
	return sym;
}

const Sym *intern_bytes(Intern *in, const char *bytes, size_t len)
{
	return intern_get(in, bytes, len);
}

const Sym *intern_cstr(Intern *in, const char *text)
{
	return intern_get(in, text, strlen(text));
}

const Sym *intern_printf(Intern *in, const char *format, ...)
{
	StrBuf sb = {0};
	const Sym *sym;
	va_list args;

	va_start(args, format);
	sb_vprintf(&sb, format, args);
	va_end(args);
	sym = intern_get(in, sb_text(&sb), sb.len);
	sb_free(&sb);
	return sym;
}

const Sym *intern_lookup(const Intern *in, const char *bytes, size_t len)
{
	return intern_slot(in, bytes, len, intern_hash(bytes, len))->sym;
}

void intern_tag(Intern *in, const char *text, uint32_t tag)
{
	intern_get(in, text, strlen(text))->tag = tag;
}

size_t intern_count(const Intern *in)
{
	return in->len;
}
