/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields and methods by name, through embedded fields (Spec: "Selectors"): breadth first, one
 * level of embedding at a time; the shallowest match wins, two at one depth are ambiguous. And
 * what follows from it: method sets, missing methods, implementing an interface. */
#include "types/check.h"

/* An embedded type to search, and the way to it. */
typedef struct Embedded {
	Type *type;
	const struct Embedded *from;
	uint32_t index;
	uint32_t depth;
	bool indirect;
	bool multiple;          /* reached twice at this depth: whatever it has is ambiguous */
} Embedded;

typedef struct Search {
	Types *c;
	Package *pkg;
	const Sym *name;
	bool fold;
	VEC(Embedded *) level, next;
	Map seen;
	Object *found;
	const Embedded *at;
	uint32_t index;
	bool ambiguous;
} Search;

static Type *deref(Type *t, bool *was_pointer)
{
	t = type_unalias(t);
	*was_pointer = t->kind == TYPE_POINTER;
	return *was_pointer ? type_unalias(t->pointer.elem) : t;
}

static void hit(Search *s, const Embedded *e, Object *o, uint32_t index)
{
	if (s->found || e->multiple)
		s->ambiguous = true;
	s->found = o;
	s->at = e;
	s->index = index;
}

static Embedded *embedded_new(Search *s, const Embedded *from, uint32_t index, Type *t)
{
	Embedded *e = arena_make(s->c->arena, Embedded);
	bool was_pointer;
	e->type = deref(t, &was_pointer);
	e->from = from;
	e->index = index;
	e->depth = from ? from->depth + 1 : 0;
	e->indirect = was_pointer || (from && from->indirect);
	e->multiple = from && from->multiple;
	return e;
}

static void add_next(Search *s, Embedded *e)
{
	for (size_t i = 0; i < s->next.len; i++)
		if (type_identical(s->next.data[i]->type, e->type)) {
			s->next.data[i]->multiple = true;
			return;
		}
	vec_push(&s->next, e);
}

static void search_struct(Search *s, const Embedded *e, Type *u)
{
	for (uint32_t i = 0; i < u->strct.nfields; i++) {
		Object *f = u->strct.fields[i];
		if (same_name(f, s->pkg, s->name, s->fold)) {
			hit(s, e, f, i);
			continue;
		}
		if (s->found || !(f->flags & OBJF_EMBEDDED))
			continue;
		bool was_pointer;
		TypeKind k = type_under(deref(f->type, &was_pointer))->kind;
		if (k == TYPE_STRUCT || k == TYPE_INTERFACE ||
		    type_is(deref(f->type, &was_pointer), TYPE_NAMED))
			add_next(s, embedded_new(s, e, i, f->type));
	}
}

static void search_interface(Search *s, const Embedded *e, Type *u)
{
	TypeSet *set = type_set(u);
	for (uint32_t i = 0; i < set->nmethods; i++)
		if (same_name(set->methods[i], s->pkg, s->name, s->fold)) {
			hit(s, e, set->methods[i], i);
			return;
		}
}

static void search_type(Search *s, const Embedded *e)
{
	Type *t = e->type;
	if (t->kind == TYPE_NAMED) {
		if (*map_at(&s->seen, (uintptr_t)t))
			return;
		map_put(&s->seen, (uintptr_t)t, 1);
		uint32_t index;
		if (named_find_method(t, s->pkg, s->name, &index, s->fold)) {
			hit(s, e, t->named.origin->named.methods[index], index);
			return;
		}
	}
	Type *u = type_under(t);
	if (u->kind == TYPE_STRUCT)
		search_struct(s, e, u);
	else if (u->kind == TYPE_INTERFACE)
		search_interface(s, e, u);
}

static const uint32_t *path_to(Search *s, uint32_t *n)
{
	*n = s->at->depth + 1;
	uint32_t *path = arena_make_n(s->c->arena, uint32_t, *n);
	path[s->at->depth] = s->index;
	for (const Embedded *e = s->at; e->from; e = e->from)
		path[e->depth - 1] = e->index;
	return path;
}

/* Only now is the method of an instance made: the search itself looks at the origin's. */
static Object *exact_method(Search *s)
{
	Object *o = s->found;
	if (o->kind == OBJ_FUNC && s->at->type->kind == TYPE_NAMED &&
	    type_under(s->at->type)->kind != TYPE_INTERFACE)
		return type_method(s->at->type, s->index);
	if (o->kind == OBJ_FUNC)
		obj_type(o);
	return o;
}

static void run_search(Search *s, Type *t)
{
	vec_push(&s->level, embedded_new(s, NULL, 0, t));
	while (!vec_empty(&s->level) && !s->found) {
		for (size_t i = 0; i < s->level.len; i++)
			search_type(s, s->level.data[i]);
		__typeof__(s->level) done = s->level;
		s->level = s->next;
		s->next = done;
		vec_trim(&s->next, 0);
	}
}

static Lookup finish(Search *s, bool addressable)
{
	Lookup l = { 0 };
	if (!s->found)
		return l;
	l.indirect = s->at->indirect;
	l.path = path_to(s, &l.npath);
	l.ambiguous = s->ambiguous;
	if (l.ambiguous)
		return l;
	Object *o = s->found;
	l.needs_pointer = o->kind == OBJ_FUNC && o->func.ptr_recv && !l.indirect && !addressable;
	if (!l.needs_pointer)
		l.obj = exact_method(s);
	return l;
}

/* A pointer to an interface or a type parameter has no methods; a defined pointer type has only
 * fields. */
static bool has_members(Type *t, Type **start_at)
{
	bool was_pointer;
	*start_at = t;
	if (type_unalias(t)->kind == TYPE_NAMED && type_under(t)->kind == TYPE_POINTER) {
		*start_at = type_under(t);
		return true;
	}
	Type *base = deref(t, &was_pointer);
	return !was_pointer || (!type_is_interface(base) && !type_is_tparam(base));
}

/* The fields of a type parameter are those of its core type, but a selector cannot reach them. */
Lookup lookup_member(Types *c, Type *t, bool addressable, Package *pkg, const Sym *name, bool fold)
{
	Search s = { .c = c, .pkg = pkg, .name = name, .fold = fold };
	Type *from;
	Lookup l = { 0 };
	if (name == c->s_blank || !has_members(t, &from))
		return l;
	run_search(&s, from);
	if (s.found && from != t && s.found->kind == OBJ_FUNC)
		s.found = NULL;
	l = finish(&s, addressable);
	vec_free(&s.level);
	vec_free(&s.next);
	map_free(&s.seen);
	return l;
}

Lookup type_lookup(Types *c, Type *t, bool addressable, Package *pkg, const Sym *name)
{
	return lookup_member(c, t, addressable, pkg, name, false);
}

/* ---- Method sets ---- */

typedef VEC(Object *) ObjectVec;

static void gather(Type *t, ObjectVec *out, Map *seen, int depth)
{
	bool was_pointer;
	t = deref(t, &was_pointer);
	if (depth > 100 || *map_at(seen, (uintptr_t)t))
		return;
	map_put(seen, (uintptr_t)t, 1);
	if (t->kind == TYPE_NAMED)
		for (uint32_t i = 0; i < type_nmethods(t); i++)
			vec_push(out, t->named.origin->named.methods[i]);
	Type *u = type_under(t);
	if (u->kind == TYPE_INTERFACE) {
		TypeSet *set = type_set(u);
		vec_append(out, set->methods, set->nmethods);
	} else if (u->kind == TYPE_STRUCT) {
		for (uint32_t i = 0; i < u->strct.nfields; i++)
			if (u->strct.fields[i]->flags & OBJF_EMBEDDED)
				gather(u->strct.fields[i]->type, out, seen, depth + 1);
	}
}

static int by_name(const void *a, const void *b)
{
	return compare_object_names(*(Object *const *)a, *(Object *const *)b);
}

uint32_t type_method_set(Types *c, Type *t, MethodSetEntry **out)
{
	ObjectVec all = { 0 };
	Map seen = { 0 };
	gather(t, &all, &seen, 0);
	if (all.len > 1)
		qsort(all.data, all.len, sizeof(Object *), by_name);
	*out = arena_make_n(c->arena, MethodSetEntry, all.len ? all.len : 1);
	uint32_t n = 0;
	for (size_t i = 0; i < all.len; i++) {
		Object *m = all.data[i];
		if (i && same_name(all.data[i - 1], m->pkg, m->name, false))
			continue;
		Lookup l = type_lookup(c, t, false, m->pkg, m->name);
		if (l.obj && l.obj->kind == OBJ_FUNC)
			(*out)[n++] = (MethodSetEntry){ l.obj, l.path, l.npath, l.indirect };
	}
	vec_free(&all);
	map_free(&seen);
	return n;
}

/* ---- Missing methods ---- */

typedef enum Missing { HAS_ALL, NOT_FOUND, WRONG_NAME, WRONG_TYPE, AMBIGUOUS, POINTER_NEEDED,
	IS_FIELD } Missing;

/* The first method of iface (in the order of its type set) that t lacks. */
static Missing find_missing(Types *c, Type *t, Type *iface, bool is_static, Object **method,
			    Object **have)
{
	TypeSet *want = type_set(iface);
	Type *u = type_under(t);
	*have = NULL;
	for (uint32_t i = 0; i < want->nmethods; i++) {
		Object *m = *method = want->methods[i];
		obj_type(m);
		if (u->kind == TYPE_INTERFACE) {
			Search s = { .c = c, .pkg = m->pkg, .name = m->name };
			Embedded e = { .type = u };
			search_interface(&s, &e, u);
			*have = s.found;
			if (s.found && !type_identical(obj_type(s.found), m->type))
				return WRONG_TYPE;
			if (!s.found && is_static)
				return NOT_FOUND;
			continue;
		}
		Lookup l = type_lookup(c, t, false, m->pkg, m->name);
		*have = l.obj;
		if (l.needs_pointer)
			return POINTER_NEEDED;
		if (l.ambiguous)
			return AMBIGUOUS;
		if (!l.obj)
			return NOT_FOUND;
		if (l.obj->kind != OBJ_FUNC)
			return IS_FIELD;
		if (!type_identical(l.obj->type, m->type))
			return WRONG_TYPE;
	}
	return HAS_ALL;
}

Object *type_missing_method(Types *c, Type *t, Type *iface, bool *wrong_type)
{
	Object *method = NULL, *have;
	Missing m = find_missing(c, t, iface, true, &method, &have);
	if (wrong_type)
		*wrong_type = m == WRONG_TYPE;
	return m == HAS_ALL ? NULL : method;
}

static const char *signature_text(Types *c, Object *m)
{
	StrBuf sb = { 0 };
	type_write_bare(&sb, obj_type(m), c->env.pkg);
	const char *text = fmt(c, "%s", sb_text(&sb) +
			       (strncmp(sb_text(&sb), "func", 4) == 0 ? 4 : 0));
	sb_free(&sb);
	return text;
}

static const char *have_want(Types *c, const char *how, Object *have, Object *want)
{
	return fmt(c, "(%s for method %s)\n\t\thave %s%s\n\t\twant %s%s", how, want->name->text,
		   have->name->text,
		   signature_text(c, have), want->name->text, signature_text(c, want));
}

static const char *not_found_cause(Types *c, Type *t, Object *m)
{
	bool was_pointer;
	Type *base = deref(t, &was_pointer);
	if (was_pointer && type_is_interface(base))
		return fmt(c, "(type %s is pointer to interface, not interface)", str_type(c, t));
	if (was_pointer && type_is_tparam(base))
		return fmt(c, "(type %s is pointer to type parameter, not type parameter)",
			   str_type(c, t));
	Lookup l = lookup_member(c, t, false, m->pkg, m->name, true);
	if (!l.obj || l.obj->kind != OBJ_FUNC || l.obj->name == m->name)
		return fmt(c, "(missing method %s)", m->name->text);
	return fmt(c, "(missing method %s)\n\t\thave %s%s\n\t\twant %s%s", m->name->text,
		   l.obj->name->text,
		   signature_text(c, l.obj), m->name->text, signature_text(c, m));
}

const char *missing_method_cause(Types *c, Type *t, Type *iface, bool is_static,
				 const char *(*none)(void))
{
	Object *m = NULL, *have;
	(void)none;
	switch (find_missing(c, t, iface, is_static, &m, &have)) {
	case HAS_ALL: return NULL;
	case WRONG_NAME:
	case NOT_FOUND: return not_found_cause(c, t, m);
	case WRONG_TYPE: return have_want(c, "wrong type", have, m);
	case AMBIGUOUS: return fmt(c, "(ambiguous selector %s.%s)", str_type(c, t), m->name->text);
	case POINTER_NEEDED: return fmt(c, "(method %s has pointer receiver)", m->name->text);
	case IS_FIELD:
		return fmt(c, "(type %s has field %s, not method)", str_type(c, t), m->name->text);
	}
	return NULL;
}

/* ---- Implementing an interface; satisfying a constraint ---- */

static bool fail(Types *c, const char **why, const char *format, const char *a, const char *b,
		 const char *rest)
{
	if (why)
		*why = fmt(c, format, a, b, rest);
	return false;
}

/* "~int | string" */
static const char *terms_text(Types *c, TypeSet *set)
{
	StrBuf sb = { 0 };
	for (uint32_t i = 0; i < set->nterms; i++) {
		sb_printf(&sb, "%s%s", i ? " | " : "", set->terms[i].tilde ? "~" : "");
		type_write(&sb, set->terms[i].type, c->env.pkg);
	}
	const char *text = fmt(c, "%s", sb_text(&sb));
	sb_free(&sb);
	return text;
}

static bool terms_admit(Types *c, Type *t, Type *iface, const char *verb, const char **why)
{
	TypeSet *want = type_set(iface);
	if (!want->has_terms)
		return true;
	if (type_under(t)->kind == TYPE_INTERFACE) {
		TypeSet *have = type_set(type_under(t));
		if (have->has_terms && term_list_subset(have, want))
			return true;
		return fail(c, why, have->has_terms ? "%s does not %s (%s)" : "%s does not %s%s",
			    str_type(c, t),
			    fmt(c, "%s %s", verb, str_type(c, iface)),
				    have->has_terms ? "types not in constraint" : "");
	}
	if (term_list_includes(want, t))
		return true;
	for (uint32_t i = 0; i < want->nterms; i++)
		if (!want->terms[i].tilde && type_identical(want->terms[i].type, type_under(t)))
			return fail(c, why,
				    "%s does not %s (possibly missing ~ for %s in constraint)",
				    str_type(c, t), fmt(c, "%s %s", verb, str_type(c, iface)),
				    fmt(c, "%s", str_type(c, want->terms[i].type)));
	if (why)
		*why = fmt(c, "%s does not %s %s (%s missing in %s)", str_type(c, t), verb,
			   str_type(c, iface),
			   str_type(c, t), terms_text(c, want));
	return false;
}

static bool comparable_enough(Types *c, Type *t, Type *iface, bool constraint, const char *verb,
			      const char **why)
{
	if (!type_set(iface)->comparable || type_strictly_comparable(t))
		return true;
	if (constraint && type_comparable(t)) {
		if (version_allows(c, 20))
			return true;
		return fail(c, why, "%s to %s comparable requires go1.20 or later%s",
			    str_type(c, t), verb, "");
	}
	return fail(c, why, "%s does not %s comparable%s", str_type(c, t), verb, "");
}

bool implements(Types *c, Type *t, Type *to, bool constraint, const char **why)
{
	const char *verb = constraint ? "satisfy" : "implement";
	Type *u = type_under(to);
	if (!type_is_valid(type_under(t)) || !type_is_valid(u))
		return true;
	if (u->kind == TYPE_POINTER && type_is_interface(u->pointer.elem))
		return fail(c, why,
			    "%s does not %s (type %s is pointer to interface, not interface)",
				    str_type(c, t),
			    fmt(c, "%s %s", verb, str_type(c, to)), str_type(c, to));
	if (u->kind != TYPE_INTERFACE)
		return fail(c, why, "%s is not an interface%s%s", str_type(c, to), "", "");
	TypeSet *want = type_set(u);
	if (want->nmethods == 0 && !want->has_terms && !want->comparable)
		return true;
	if (type_under(t)->kind == TYPE_INTERFACE) {
		TypeSet *have = type_set(type_under(t));
		if (have->has_terms && have->nterms == 0)
			return true;
	}
	if (want->has_terms && want->nterms == 0)
		return fail(c, why, "cannot %s %s (empty type set)%s", verb, str_type(c, to), "");
	const char *cause = missing_method_cause(c, t, u, true, NULL);
	if (cause) {
		if (why)
			*why = fmt(c, "%s does not %s %s %s", str_type(c, t), verb, str_type(c, to),
				   cause);
		return false;
	}
	if (!comparable_enough(c, t, u, constraint, verb, why))
		return false;
	return terms_admit(c, t, to, verb, why);
}

bool type_implements(Types *c, Type *t, Type *iface)
{
	return implements(c, t, iface, false, NULL);
}

bool type_satisfies(Types *c, Type *t, Type *constraint)
{
	return implements(c, t, constraint, true, NULL);
}

bool type_assertable(Types *c, Type *iface, Type *to)
{
	return type_is_interface(to) ||
		missing_method_cause(c, to, type_under(iface), false, NULL) == NULL;
}
