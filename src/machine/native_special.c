/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What package runtime and package weak tie to an object's end. The texts of errors are Go's. */
#include "machine/heap.h"
#include "machine/natives.h"
#include "machine/race.h"
#include "machine/special.h"

static Flow refuse(Machine *m, const char *what, uint64_t type, const char *rest)
{
	GoString name = type_at(type)->str;

	return fatal(m, "runtime.SetFinalizer: %s%.*s%s", what, (int)name.len, (const char *)name.ptr, rest);
}

static bool implements(Machine *m, uint64_t inter, uint64_t type)
{
	const char *missing;

	return !type_at(inter)->methods.len || iface_itab(m, inter, type, &missing);
}

/* May a value of this pointer type be the finalizer's argument? */
static bool assignable(Machine *m, uint64_t param, uint64_t type)
{
	const TypeDesc *p = type_at(param), *t = type_at(type);

	if (param == type || (p->kind == KIND_INTERFACE && implements(m, param, type)))
		return true;
	return p->kind == KIND_POINTER && p->elem == t->elem && !(p->flags & t->flags & TD_NAMED);
}

static Flow cannot_pass(Machine *m, uint64_t type, uint64_t func)
{
	GoString t = type_at(type)->str, f = type_at(func)->str;

	return fatal(m, "runtime.SetFinalizer: cannot pass %.*s to finalizer %.*s", (int)t.len, (const char *)t.ptr, (int)f.len,
		     (const char *)f.ptr);
}

static Flow set_finalizer(Machine *m, const Special *f)
{
	Special *old = special_find(m, f->object, SPECIAL_FINALIZER, 0);

	if (!f->func) {
		if (old)
			special_remove(old);
		return FLOW_NEXT;
	}
	if (old)
		return fatal(m, "runtime.SetFinalizer: finalizer already set");
	race_special_set(m, f->object, 0);
	return special_add(m, f) ? FLOW_NEXT : fatal(m, "runtime: out of memory");
}

/* Variables of packages live for ever; the frame's have no address of their own. */
static bool is_static(const Machine *m, uint64_t addr)
{
	SegmentId id = machine_segment_of(m, addr);

	return id == SEGMENT_DATA || id == SEGMENT_BSS || id == SEGMENT_RODATA;
}

/* w: the object, a pointer in an interface; the function or nil. */
Flow rt_set_finalizer(Machine *m, uint64_t *w)
{
	const TypeDesc *fn = w[2] ? type_at(w[2]) : NULL;
	Special f = { .kind = SPECIAL_FINALIZER, .object = w[1], .type = w[0], .func = fn ? w[3] : 0 };
	ObjectInfo o;

	if (!w[0])
		return fatal(m, "runtime.SetFinalizer: first argument is nil");
	if (type_at(w[0])->kind != KIND_POINTER)
		return refuse(m, "first argument is ", w[0], ", not pointer");
	if (m->scratch_heap || is_static(m, w[1]))
		return FLOW_NEXT;
	if (!machine_object_at(m, w[1], &o))
		return fatal(m, "runtime.SetFinalizer: pointer not in allocated block");
	if (o.addr != w[1])
		return fatal(m, "runtime.SetFinalizer: pointer not at beginning of allocated block");
	if (fn && fn->kind != KIND_FUNC)
		return refuse(m, "second argument is ", w[2], ", not a function");
	if (fn && (fn->len != 1 || (fn->flags & TD_VARIADIC) || !assignable(m, word(fn->funcs.ptr)[0], w[0])))
		return cannot_pass(m, w[0], w[2]);
	if (fn)
		f.param = word(fn->funcs.ptr)[0];
	return set_finalizer(m, &f);
}

/* w: pointer, function word of a func(); result: the cleanup's number, 0 when it will never run. */
Flow rt_add_cleanup(Machine *m, uint64_t *w)
{
	Special c = { .kind = SPECIAL_CLEANUP, .func = w[1] };
	ObjectInfo o;

	w[2] = 0;
	if (m->scratch_heap || !machine_object_at(m, w[0], &o))
		return FLOW_NEXT;
	c.object = o.addr;
	c.handle = w[2] = special_number(m);
	race_special_set(m, c.object, c.handle);
	return special_add(m, &c) ? FLOW_NEXT : fatal(m, "runtime: out of memory");
}

/* w: the object's address as a number, the cleanup's number. */
Flow rt_stop_cleanup(Machine *m, uint64_t *w)
{
	ObjectInfo o;
	Special *c = w[1] && !m->scratch_heap && machine_object_at(m, w[0], &o)
		? special_find(m, o.addr, SPECIAL_CLEANUP, w[1]) : NULL;

	if (c)
		special_remove(c);
	return FLOW_NEXT;
}

/* w: pointer, not nil; result: the word that holds it, one for equal pointers. */
Flow rt_weak_make(Machine *m, uint64_t *w)
{
	Special *have = special_find(m, w[0], SPECIAL_WEAK, 0);
	Special s = { .kind = SPECIAL_WEAK, .object = w[0] };

	w[1] = have ? have->handle : heap_alloc(m, 8, 0, 8);
	if (!w[1])
		return FLOW_STOP;
	if (have) {
		gc_shade_if_marking(m, w[1]);
		return FLOW_NEXT;
	}
	*word(w[1]) = w[0];
	card_mark_range(w[1], 8);
	s.handle = w[1];
	return m->scratch_heap || special_add(m, &s) ? FLOW_NEXT : fatal(m, "runtime: out of memory");
}

/* w: that word; result: the pointer, or nil when its target is gone. */
Flow rt_weak_value(Machine *m, uint64_t *w)
{
	w[1] = *word(w[0]);
	gc_shade_if_marking(m, w[1]);
	return FLOW_NEXT;
}
