/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The universe block and package unsafe (Spec: "Predeclared identifiers", "Package unsafe"). */
#include "types/check.h"

void universe_init(Types *);

static const struct { const char *name; int64_t size; uint32_t flags; } basics[] = {
#define BASIC(e, name, size, flags) [BASIC_##e] = { name, size, flags },
#include "types/basic.def"
};

static const struct { const char *name, *pkg; } builtins[] = {
#define BUILTIN(e, name, pkg, nargs, variadic, stmt) [BUILTIN_##e] = { name, pkg },
#include "types/builtins.def"
};

static Object *predeclare(Types *c, ObjKind kind, const char *name, Type *t)
{
	Object *o = obj_new(c, kind, NULL, sym(c, name), 0, t);
	o->colour = BLACK;
	scope_insert(c, c->universe, o);
	return o;
}

static Type *basic_new(Types *c, BasicKind kind, const char *name)
{
	Type *t = type_new(c, TYPE_BASIC);
	t->basic.kind = kind;
	t->basic.flags = basics[kind].flags;
	t->basic.name = name;
	return t;
}

static void predeclare_basics(Types *c)
{
	for (int k = 0; k < BASIC_COUNT; k++)
		c->basic[k] = basic_new(c, (BasicKind)k, basics[k].name);
	for (int k = BASIC_BOOL; k <= BASIC_STRING; k++)
		predeclare(c, OBJ_TYPE, basics[k].name, c->basic[k]);
	c->t_byte = basic_new(c, BASIC_UINT8, "byte");
	c->t_rune = basic_new(c, BASIC_INT32, "rune");
	predeclare(c, OBJ_TYPE, "byte", c->t_byte);
	predeclare(c, OBJ_TYPE, "rune", c->t_rune);
}

static void predeclare_any(Types *c)
{
	c->t_empty_interface = interface_new(c);
	c->t_any = type_new(c, TYPE_ALIAS);
	c->t_any->alias.rhs = c->t_empty_interface;
	c->t_any->alias.obj = predeclare(c, OBJ_TYPE, "any", c->t_any);
	c->t_any->alias.obj->flags |= OBJF_ALIAS;
}

static Type *predeclare_interface(Types *c, const char *name, Type *iface)
{
	Object *o = predeclare(c, OBJ_TYPE, name, NULL);
	o->type = named_new(c, o);
	o->type->named.under = iface;
	iface->iface.recv_named = o->type;
	return o->type;
}

static void predeclare_error(Types *c)
{
	Type *iface = interface_new(c);
	c->t_error = predeclare_interface(c, "error", iface);
	Object *result = obj_param(c, NULL, c->s_empty, c->basic[BASIC_STRING]);
	Object *recv = obj_param(c, NULL, c->s_empty, c->t_error);
	recv->var_kind = VAR_RECV;
	Type *sig = type_func(c, recv, NULL, type_tuple(c, &result, 1), false);
	Object *method = obj_new(c, OBJ_FUNC, NULL, sym(c, "Error"), 0, sig);
	method->func.recv_named = c->t_error;
	method->func.origin = method;
	iface->iface.methods = arena_copy(c->arena, &method, sizeof method);
	iface->iface.nmethods = 1;
}

static void predeclare_comparable(Types *c)
{
	Type *iface = interface_new(c);
	iface->iface.set = arena_make(c->arena, TypeSet);
	iface->iface.set->comparable = true;
	c->t_comparable = predeclare_interface(c, "comparable", iface);
}

static void predeclare_const(Types *c, const char *name, BasicKind kind, const Const *val)
{
	Object *o = predeclare(c, OBJ_CONST, name, c->basic[kind]);
	o->cons.val = val;
	if (kind == BASIC_UNTYPED_INT)
		c->universe_iota = o;
}

static void predeclare_builtins(Types *c)
{
	for (int id = 0; id < BUILTIN_COUNT; id++) {
		bool in_unsafe = *builtins[id].pkg != '\0';
		Object *o = obj_new(c, OBJ_BUILTIN, in_unsafe ? c->unsafe : NULL,
				    sym(c, builtins[id].name), 0,
				    c->basic[BASIC_INVALID]);
		o->builtin = (uint8_t)id;
		scope_insert(c, in_unsafe ? c->unsafe->scope : c->universe, o);
	}
}

void universe_init(Types *c)
{
	c->universe = scope_new(c, NULL, 0, 0);
	predeclare_basics(c);
	c->t_empty_tuple = type_new(c, TYPE_TUPLE);
	predeclare_any(c);
	predeclare_error(c);
	predeclare_comparable(c);
	predeclare_const(c, "true", BASIC_UNTYPED_BOOL, const_bool(true));
	predeclare_const(c, "false", BASIC_UNTYPED_BOOL, const_bool(false));
	predeclare_const(c, "iota", BASIC_UNTYPED_INT, const_int(c->arena, 0));
	c->universe_nil = predeclare(c, OBJ_NIL, "nil", c->basic[BASIC_UNTYPED_NIL]);
	c->unsafe = package_new(c, "unsafe");
	c->unsafe->state->collected = true;
	predeclare_builtins(c);
	Object *o = obj_new(c, OBJ_TYPE, c->unsafe, sym(c, "Pointer"), 0,
			    c->basic[BASIC_UNSAFE_POINTER]);
	scope_insert(c, c->unsafe->scope, o);
}
