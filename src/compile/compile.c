/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One compilation from packages to a finished image. */
#include "compile/compile.h"

#include <string.h>

#include "base/mem.h"
#include "compile/compile_int.h"

static void compiler_free(Compiler *c)
{
	map_free(&c->reps);
	strmap_free(&c->refs);
	strmap_free(&c->strings);
	map_free(&c->range_vars);
	map_free(&c->range_ordinals);
	vec_free(&c->queue);
	vec_free(&c->calls);
	vec_free(&c->words);
	vec_free(&c->desc_queue);
}

/* Calls' displacements, closures' code words, function words in rodata. */
static bool resolve(Compiler *c)
{
	Image *im = c->im;

	vec_each(&c->calls, call) {
		Ins *ins = &im->code.data[call->at];
		uint64_t pc = im->base.code + call->at * sizeof(Ins), to = call->fn->entry;
		int64_t disp = (int64_t)(to - pc) / (int64_t)sizeof(Ins);

		if (!to) {
			diag_unsupported(c->diags, 0, "%s is not in the library", call->fn->link);
			return false;
		}
		if (ins->op == OP_LDK) {
			memcpy(ins + 1, &to, sizeof to);
			continue;
		}
		ins->c = (uint16_t)disp;
		ins->d = (uint16_t)((uint64_t)disp >> 16);
	}
	vec_each(&c->words, word) {
		if (!word->fn->entry) {
			diag_unsupported(c->diags, 0, "%s is not in the library", word->fn->link);
			return false;
		}
		memcpy(image_at(im, word->at), &word->fn->entry, 8);
	}
	return true;
}

/* Variable initialiser and init functions of a package, queued and listed in their order. */
typedef struct InitRef { FnRef *ref; Package *pkg; } InitRef;
typedef VEC(InitRef) InitRefs;

static void queue_package(Compiler *c, Package *pkg, InitRefs *inits)
{
	FnRef *varinit = ref_varinit(c, pkg);
	unsigned n = 0;

	if (varinit)
		vec_push(inits, ((InitRef){ varinit, pkg }));
	for (uint32_t i = 0; i < pkg->nobjects; i++) {
		Object *obj = pkg->objects[i];

		if (obj->kind != OBJ_FUNC || obj->name == c->blank)
			continue;
		if (strcmp(obj->name->text, "init") == 0 && !obj->func.recv_named)
			vec_push(inits, ((InitRef){ ref_init(c, obj, n++), pkg }));
		else if (!type_is_generic_func(obj) && (obj->func.has_body || c->in->part == PART_LIBRARY))
			ref_func(c, obj, (TypeList){ 0 });	/* without a body: if somebody refers to it */
	}
}

bool type_is_generic_func(Object *obj)
{
	Type *sig = obj_type(obj);

	return sig && sig->kind == TYPE_FUNC && (sig->func.tparams.n || sig->func.recv_tparams.n);
}

static void list_imports(Image *im, const Package *pkg)
{
	NameRef path = image_name(im, pkg->path->text, pkg->path->len);

	for (uint32_t i = 0; i < pkg->nimports; i++) {
		const Sym *imported = pkg->imports[i]->path;

		vec_push(&im->imports, ((CodeImport){ path, image_name(im, imported->text, imported->len) }));
	}
}

static void compile_all(Compiler *c)
{
	const CompileInput *in = c->in;
	InitRefs inits = { 0 };

	for (size_t i = 0; i < in->npackages; i++) {
		data_globals(c, in->packages[i]);
		list_imports(c->im, in->packages[i]);
	}
	for (size_t i = 0; i < in->npackages; i++)
		queue_package(c, in->packages[i], &inits);
	if (in->part == PART_LIBRARY)
		makefunc_queue(c);
	do {
		compile_queue(c);
		desc_finish(c);
	} while (c->queue_head < c->queue.len);
	vec_each(&inits, init) {
		vec_push(&c->im->inits, ((CodeInit){ init->ref->entry,
			image_name(c->im, init->pkg->path->text, init->pkg->path->len) }));
	}
	vec_free(&inits);
	if (in->godebug && *in->godebug)
		image_set_godebug(c->im, in->godebug);
	c->im->main_entry = image_lookup(c->im, "main.main", 9);
}

static void compiler_init(Compiler *c, const CompileInput *in)
{
	*c = (Compiler){ .in = in, .types = in->types, .ast = in->ast, .arena = in->ast->arena,
			 .diags = in->ast->diags };
	c->im = image_new(in->slot ? in->slot : hull_slot(0), in->part);
	if (in->bases.code)
		c->im->base = in->bases;
	c->blank = intern_cstr(in->ast->names, "_");
}

static Image *compiler_finish(Compiler *c)
{
	Image *im = c->im;

	if (diag_errors(c->diags) || !resolve(c)) {
		image_free(im);
		im = NULL;
	} else {
		image_finish(im);
	}
	compiler_free(c);
	return im;
}

Image *compile_packages(const CompileInput *in)
{
	Compiler c;

	compiler_init(&c, in);
	compile_all(&c);
	return compiler_finish(&c);
}

static void result_types(Compiler *c, Type *t, EvalCode *out)
{
	uint32_t n = !t ? 0 : t->kind == TYPE_TUPLE ? t->tuple.n : 1;

	for (uint32_t i = 0; i < n && i < EVAL_RESULTS; i++)
		out->types[out->ntypes++] = desc_of(c, rep_of(c, t->kind == TYPE_TUPLE ? obj_type(t->tuple.vars[i]) : t));
}

Image *compile_eval(const CompileEval *in, EvalCode *out)
{
	Compiler c;
	FnRef ref = { .link = "strata.eval", .name = "strata.eval", .kind = FN_EVAL, .pkg = in->package,
		      .tparams = in->tparams, .targs = in->targs };
	Image *im;

	compiler_init(&c, &in->base);
	c.eval = in;
	*out = (EvalCode){ 0 };
	vec_push(&c.queue, &ref);
	do {
		compile_queue(&c);
		desc_finish(&c);
	} while (c.queue_head < c.queue.len);
	result_types(&c, in->type, out);
	im = compiler_finish(&c);
	out->entry = ref.entry;
	out->vars = c.eval_vars;
	out->vars_size = c.eval_vars_size;
	return im;
}
