/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * References to functions by link name: what is asked for is compiled, by func.c's queue, unless a library has it. An instance of
 * a generic function, a wrapper, a bound method has one reference, whoever asks.
 */
#include <string.h>

#include "compile/compile_int.h"

static uint64_t in_libraries(Compiler *c, const char *link)
{
	uint64_t addr = 0;

	for (size_t i = 0; i < c->in->nlibs && !addr; i++)
		addr = image_lookup(c->in->libs[i], link, strlen(link));
	return addr;
}

/* The reference under this name; *made when it is new (and in no library). */
static FnRef *ref_get(Compiler *c, const char *link, FnKind kind, bool *made)
{
	uint64_t *have = strmap_at(&c->refs, link, strlen(link));
	FnRef *ref;

	*made = false;
	if (*have)
		return (FnRef *)(uintptr_t)*have;
	ref = arena_make(c->arena, FnRef);
	ref->link = ref->name = arena_strdup(c->arena, link);
	ref->kind = kind;
	ref->entry = in_libraries(c, link);
	*made = ref->entry == 0;
	strmap_del(&c->refs, link, strlen(link));
	strmap_put(&c->refs, ref->link, strlen(ref->link), (uintptr_t)ref);
	return ref;
}

static void enqueue(Compiler *c, FnRef *ref)
{
	ref->queued = true;
	vec_push(&c->queue, ref);
}

FnRef *ref_link(Compiler *c, const char *link)
{
	bool made;
	FnRef *ref = ref_get(c, link, FN_LINKED, &made);

	return ref;
}

static TypeList method_tparams(Object *obj)
{
	Type *sig = obj_type(obj);
	TypeList none = { 0 };

	if (!sig || sig->kind != TYPE_FUNC)
		return none;
	return sig->func.recv_tparams.n ? sig->func.recv_tparams : sig->func.tparams;
}

/* Is it one of those that are compiled now? */
static bool is_compiled(const Compiler *c, const Package *pkg)
{
	for (size_t i = 0; i < c->in->npackages; i++)
		if (c->in->packages[i] == pkg)
			return true;
	return false;
}

FnRef *ref_func(Compiler *c, Object *obj, TypeList targs)
{
	bool made;
	FnRef *ref;

	if (obj->func.origin)
		obj = obj->func.origin;
	ref = !obj->func.has_body && obj->func.decl && is_compiled(c, obj->pkg) ? link_find(c, obj) : NULL;
	if (ref)
		return ref;
	ref = ref_get(c, obj_link_name(c->types, obj, targs), FN_DECL, &made);
	if (ref->kind == FN_LINKED && !ref->entry) {	/* named first by a runtime call */
		ref->kind = FN_DECL;
		made = !ref->queued;
	}
	if (!made)
		return ref;
	ref->obj = obj;
	ref->pkg = obj->pkg;
	ref->targs = targs;
	ref->tparams = method_tparams(obj);
	if (!targs.n && !is_compiled(c, obj->pkg)) {
		diag_unsupported(c->diags, obj->pos, "%s is in no library image", ref->link);
		return ref;
	}
	enqueue(c, ref);
	return ref;
}

static Type *receiver_base(Type *recv)
{
	recv = type_unalias(recv);
	if (recv->kind == TYPE_POINTER)
		recv = type_unalias(recv->pointer.elem);
	return recv;
}

FnRef *ref_method(Compiler *c, Type *recv, Object *method)
{
	Type *base = receiver_base(recv);
	TypeList targs = { 0 };

	if (base->kind == TYPE_NAMED)
		targs = base->named.targs;
	return ref_func(c, method, targs);
}

/* main.T.Get, main.(*T).Set: as Go's runtime names them. */
static const char *method_name(Compiler *c, Type *recv, const Object *method)
{
	const char *type = type_reflect_string(c->types, receiver_base(recv)), *dot = NULL;

	for (const char *p = type; *p && *p != '['; p++)
		dot = *p == '.' ? p : dot;
	if (!type_is(recv, TYPE_POINTER) || !dot || receiver_base(recv)->kind != TYPE_NAMED)
		return arena_printf(c->arena, "%s.%s", type_reflect_string(c->types, recv), method->name->text);
	return arena_printf(c->arena, "%.*s(*%s).%s", (int)(dot + 1 - type), type, dot + 1, method->name->text);
}

FnRef *ref_method_wrapper(Compiler *c, Type *recv, const MethodSetEntry *m)
{
	bool made, ptr = type_is(recv, TYPE_POINTER);
	FnRef *ref;
	const char *link;

	if (m->npath == 1 && !type_is_interface(type_under(recv)) && m->method->func.ptr_recv == ptr &&
	    !(ptr && type_is_interface(type_under(receiver_base(recv)))))
		return ref_method(c, recv, m->method);
	link = arena_printf(c->arena, "wrap:%s.%s%s%s", type_link_string(c->types, recv),
			    obj_exported(m->method) || !m->method->pkg ? "" : m->method->pkg->path->text,
			    obj_exported(m->method) ? "" : ".", m->method->name->text);
	ref = ref_get(c, link, FN_METHOD_WRAP, &made);
	if (made) {
		ref->name = method_name(c, recv, m->method);
		ref->recv = recv;
		ref->method = m;
		ref->pkg = m->method->pkg;
		ref->sig = obj_type(m->method);
		enqueue(c, ref);
	}
	return ref;
}

FnRef *ref_bound(Compiler *c, Type *recv, const Selection *sel, Type *sig, Package *pkg)
{
	bool made;
	const char *link = arena_printf(c->arena, "bound:%s.%s", type_link_string(c->types, recv),
					sel->obj->name->text);
	FnRef *ref = ref_get(c, link, FN_BOUND, &made);

	if (!ref->closure_type) {
		Capture cap = { NULL, false, 8, rep_of(c, recv) };

		ref->closure_type = desc_closure(c, &cap, 1, 8 + (uint64_t)cap.rep->words * 8);
	}
	if (made) {
		ref->name = arena_printf(c->arena, "%s-fm", method_name(c, recv, sel->obj));
		ref->recv = recv;
		ref->sel = sel;
		ref->sig = sig;
		ref->pkg = pkg;
		enqueue(c, ref);
	}
	return ref;
}

static void lay_out_captures(Fn *f, FnRef *ref)
{
	uint32_t at = 8;

	ref->ncaptures = ref->info->ncaptures;
	ref->captures = arena_make_n(f->c->arena, Capture, ref->ncaptures + 1);
	for (uint32_t i = 0; i < ref->ncaptures; i++) {
		Object *var = ref->info->captures[i];
		Capture *cap = &ref->captures[i];

		*cap = (Capture){ var, !var_by_value(f, var), at, fn_rep(f, obj_type(var)) };
		at += cap->by_ref ? 8 : cap->rep->words * 8;
	}
	if (ref->ncaptures)
		ref->closure_type = desc_closure(f->c, ref->captures, ref->ncaptures, at);
}

/* The function as it stands in the source: around the bodies of range-over-func loops. */
const FnRef *ref_of_source(const FnRef *ref)
{
	while (ref->kind == FN_RANGE)
		ref = ref->outer;
	return ref;
}

FnRef *ref_literal(Fn *f, FuncInfo *info)
{
	Compiler *c = f->c;
	const FnRef *in = ref_of_source(f->ref);
	bool made;
	const char *link = arena_printf(c->arena, in->kind == FN_LIT ? "%s.%u" : "%s.func%u", in->link, info->ordinal);
	FnRef *ref = ref_get(c, link, FN_LIT, &made);

	if (made && !ref->queued) {
		ref->info = info;
		ref->pkg = f->pkg;
		ref->outer = f->ref;
		ref->transparent = f->ref->transparent;
		ref->tparams = f->ref->tparams;
		ref->targs = f->ref->targs;
		lay_out_captures(f, ref);
		enqueue(c, ref);
	}
	return ref;
}

void ref_word(Compiler *c, uint64_t at, FnRef *ref)
{
	vec_push(&c->words, ((Fixup){ at, ref }));
}

uint64_t ref_funcval(Compiler *c, FnRef *ref)
{
	const char *name;

	if (ref->funcval)
		return ref->funcval;
	name = arena_printf(c->arena, "func:%s", ref->link);
	ref->funcval = in_libraries(c, name);
	if (!ref->funcval) {
		ref->funcval = image_rodata(c->im, NULL, 8, 8);
		image_define(c->im, name, strlen(name), ref->funcval);
		ref_word(c, ref->funcval, ref);
	}
	return ref->funcval;
}

/* A builtin as a deferred or started call of its own: what it is called with are parameters there. */
FnRef *ref_builtin(Fn *f, CallExpr *n, BuiltinId id)
{
	bool made;
	const char *link = arena_printf(f->c->arena, "builtin:%s.%u", f->ref->link, n->pos);
	FnRef *ref = ref_get(f->c, link, FN_BUILTIN, &made);

	if (made) {
		ref->name = arena_printf(f->c->arena, "%s.deferred", f->ref->name);
		ref->call = n;
		ref->builtin = id;
		ref->pkg = f->pkg;
		ref->tparams = f->ref->tparams;
		ref->targs = f->ref->targs;
		enqueue(f->c, ref);
	}
	return ref;
}

/* The package's variable initialiser, when it has work to do. */
FnRef *ref_varinit(Compiler *c, Package *pkg)
{
	bool made, work = false;
	FnRef *ref;

	for (uint32_t i = 0; i < pkg->ninit && !work; i++)
		work = !data_is_static_step(c, pkg, &pkg->init[i]);
	if (!work)
		return NULL;
	ref = ref_get(c, arena_printf(c->arena, "%s.init", pkg->path->text), FN_VARINIT, &made);
	if (made) {
		ref->pkg = pkg;
		enqueue(c, ref);
	}
	return ref;
}

/* One of several init functions: they share a name, not a link name. */
FnRef *ref_init(Compiler *c, Object *obj, unsigned n)
{
	bool made;
	const char *link = arena_printf(c->arena, "%s.init.%u", obj->pkg->path->text, n);
	FnRef *ref = ref_get(c, link, FN_DECL, &made);

	if (made) {
		ref->obj = obj;
		ref->pkg = obj->pkg;
		enqueue(c, ref);
	}
	return ref;
}
