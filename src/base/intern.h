/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interned names: equal bytes give the same Sym pointer, so names are compared by address. One
 * table belongs to one context (a load of a program and everything derived from it); there is no
 * global. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

typedef struct Sym {
	uint32_t id;   /* dense, from 0, in order of first appearance */
	uint32_t len;  /* bytes in text */
	uint32_t hash; /* of the bytes; the same on every run */
	uint32_t tag;  /* 0, or what intern_tag set: the lexer keeps a keyword's token here */
	char text[];   /* NUL-terminated; may contain NUL bytes before its end */
} Sym;

typedef struct Intern Intern;

Intern *intern_new(void);
/* Frees the table and all its names. */
void intern_free(Intern *in);

/* The name for these bytes; lives as long as the table. */
const Sym *intern_bytes(Intern *in, const char *bytes, size_t len);
const Sym *intern_cstr(Intern *in, const char *text);
const Sym *intern_printf(Intern *in, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The name when it has been interned already, else NULL. */
const Sym *intern_lookup(const Intern *in, const char *bytes, size_t len);

void intern_tag(Intern *in, const char *text, uint32_t tag);
size_t intern_count(const Intern *in);

#endif
