/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * //go:linkname LOCAL PACKAGE.NAME: a function without a body is another package's; a function with one is known by that name, too.
 * What packages outside of Go's library want of its runtime is in package strata/links, under the names that it has there. Parameters
 * and results need not be of the same types, as words decide how they are passed.
 */
#include <string.h>

#include "compile/compile_int.h"

static const char *pushed_name(Compiler *c, const char *target)
{
	return arena_printf(c->arena, "link:%s", target);
}

void link_define(Compiler *c, const FnRef *ref)
{
	const char *target, *name;

	if (ref->kind != FN_DECL || !ref->obj || c->in->part != PART_LIBRARY || !ref->obj->func.has_body)
		return;
	target = package_pushes(c->types, ref->obj->pkg, as_FuncDecl(ref->obj->func.decl));
	if (!target)
		return;
	name = pushed_name(c, target);
	if (!image_lookup(c->im, name, strlen(name)))
		image_define(c->im, name, strlen(name), ref->entry);
}

/* ---- in the program ---- */

static bool is_called(const Object *obj, const char *target)
{
	const char *path = obj->pkg->path->text;
	size_t n = strlen(path);

	return strncmp(target, path, n) == 0 && target[n] == '.' && strcmp(target + n + 1, obj->name->text) == 0;
}

static bool is_pushed(Compiler *c, const Object *obj, const char *target)
{
	const char *pushed = package_pushes(c->types, obj->pkg, as_FuncDecl(obj->func.decl));

	return pushed && strcmp(pushed, target) == 0;
}

static FnRef *in_program(Compiler *c, const char *target)
{
	for (size_t i = 0; i < c->in->npackages; i++)
		for (uint32_t k = 0; k < c->in->packages[i]->nobjects; k++) {
			Object *obj = c->in->packages[i]->objects[k];

			if (obj->kind == OBJ_FUNC && obj->func.has_body && !obj->func.recv_named && obj->func.decl &&
			    (is_called(obj, target) || is_pushed(c, obj, target)))
				return ref_func(c, obj, (TypeList){ 0 });
		}
	return NULL;
}

/* ---- in a library ---- */

static uint32_t words_of(Compiler *c, Type *tuple)
{
	uint32_t words = 0;

	for (uint32_t i = 0; i < tuple->tuple.n; i++)
		words += rep_of(c, obj_type(tuple->tuple.vars[i]))->words;
	return words;
}

/* Are they as many words as the function under this symbol takes and gives? */
static bool words_agree(Compiler *c, Object *obj, const char *symbol)
{
	const Type *sig = type_under(obj_type(obj));
	const CodeFunc *fn = NULL;

	for (size_t i = 0; i < c->in->nlibs && !fn; i++)
		fn = image_func_at(c->in->libs[i], image_lookup(c->in->libs[i], symbol, strlen(symbol)));
	return fn && fn->param_words == words_of(c, sig->func.params) && fn->result_words == words_of(c, sig->func.results);
}

/* Without a directive of its own it is known by its name. */
FnRef *link_find(Compiler *c, Object *obj)
{
	const char *pulls = package_pulls(c->types, obj->pkg, obj->name->text), *pushed;
	const char *target = pulls ? pulls : arena_printf(c->arena, "%s.%s", obj->pkg->path->text, obj->name->text);
	FnRef *ref = in_program(c, target);

	if (!pulls || ref)
		return ref;
	pushed = pushed_name(c, target);
	return words_agree(c, obj, pushed) ? ref_link(c, pushed) : words_agree(c, obj, target) ? ref_link(c, target) : NULL;
}
