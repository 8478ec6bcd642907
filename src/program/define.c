/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strings that the command line gives to package variables, as the linker's flag does: -ldflags '-X PATH.NAME=VALUE'. The value takes
 * the place of the one that is laid out in the data segment, so that what a computed initialiser gives comes later, and stays; a
 * variable of another type is an error.
 */
#include "program/program_int.h"

#include <string.h>

/* The next word of a list of arguments, which quotes of either kind keep together; NULL at the end. */
static const char *next_word(Arena *arena, const char **at)
{
	const char *start = *at + strspn(*at, " \t\r\n");
	char quote = *start == '\'' || *start == '"' ? *start : '\0';
	const char *end;

	if (!*start)
		return NULL;
	start += quote != '\0';
	end = quote ? strchr(start, quote) : start + strcspn(start, " \t\r\n");
	end = end ? end : start + strlen(start);
	*at = end + (quote && *end);
	return arena_strndup(arena, start, (size_t)(end - start));
}

/* Package paths may have dots: the name begins behind the last one before `=`. */
static void add_definition(Program *p, const char *text)
{
	const char *equal = text ? strchr(text, '=') : NULL, *dot = equal;

	while (dot && dot > text && *dot != '.')
		dot--;
	if (!dot || *dot != '.')
		diag_error(p->ast.diags, 0, "-X flag requires argument of the form importpath.name=value");
	else
		vec_push(&p->definitions, ((Definition){ arena_strndup(p->arena, text, (size_t)(dot - text)),
							 arena_strndup(p->arena, dot + 1, (size_t)(equal - dot - 1)), equal + 1 }));
}

/* A list for some packages, PATTERN=LIST, is taken for all: a definition names its package. */
void define_read(Program *p, const char *flags)
{
	const char *at = flags ? flags : "", *word;

	if (*at && *at != '-' && *at != '\'' && *at != '"' && strchr(at, '='))
		at = strchr(at, '=') + 1;
	while ((word = next_word(p->arena, &at))) {
		word += *word == '-' && word[1] == '-';
		if (strncmp(word, "-X=", 3) == 0)
			add_definition(p, word + 3);
		else if (strcmp(word, "-X") == 0)
			add_definition(p, next_word(p->arena, &at));
	}
}

/* A package's variable of this name; NULL: it has none. */
static Object *variable(const Package *pkg, const char *name)
{
	for (uint32_t i = 0; i < pkg->nobjects; i++) {
		Object *obj = pkg->objects[i];

		if (obj->kind == OBJ_VAR && strcmp(obj->name->text, name) == 0)
			return obj;
	}
	return NULL;
}

/* The first definition of this variable. */
static bool is_first(const Program *p, const Definition *def)
{
	const Definition *d = p->definitions.data;

	while (strcmp(d->path, def->path) != 0 || strcmp(d->name, def->name) != 0)
		d++;
	return d == def;
}

/* What is not in the program is not missed. */
static void resolve(Program *p, const Definition *def, CompileTexts *out)
{
	const Package *pkg = types_package(p->types, def->path);
	Object *var = pkg ? variable(pkg, def->name) : NULL;
	Type *t = var ? type_unalias(obj_type(var)) : NULL;

	if (t && t->kind == TYPE_BASIC && type_basic_kind(t) == BASIC_STRING)
		vec_push(out, ((CompileText){ var, def->value }));
	else if (t && is_first(p, def))
		diag_error(p->ast.diags, 0, "%s.%s: cannot set with -X: not a var of type string (type:%s)", def->path, def->name,
			   type_link_string(p->types, t));
}

void define_resolve(Program *p, CompileTexts *out)
{
	vec_each(&p->definitions, def)
		resolve(p, def, out);
}
