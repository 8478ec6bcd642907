/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion: the names that what is being typed can go on with. Behind a dot these are the members of what stands before it, which
 * is checked but not run: a package, a type, any expression, and what an interface holds when nothing is called on the way.
 */
#include "debug/debug_int.h"

typedef VEC(const char *) Names;

/* What is being typed. All are bytes of the text. */
typedef struct Typed {
	size_t start;			/* of the operand that it ends in */
	size_t dot;			/* where its last selector begins */
	size_t word;			/* and what is to be completed */
	bool selector;
	bool types;			/* only a type can stand here: x.(T */
	bool nothing;			/* in a string, or behind a whole operand */
} Typed;

typedef struct Completer {
	DebugSession *s;
	Names list;
	const char *word;
	size_t len;
	bool types;
} Completer;

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add(Completer *c, const char *name)
{
	if (strncmp(name, c->word, c->len) == 0)
		vec_push(&c->list, name);
}

/* ---- what is being typed ---- */

typedef struct Open { size_t start; bool types; } Open;
typedef VEC(Open) Opens;

/* The quote that closes the one at text[i]; 0: there is none. */
static size_t quote_end(const char *text, size_t i)
{
	char quote = text[i];

	for (i++; text[i] && text[i] != quote; i++)
		if (text[i] == '\\' && quote != '`' && text[i + 1])
			i++;
	return text[i] ? i : 0;
}

static Typed typed(const char *text)
{
	enum { NOWHERE = -1 };
	Typed t = { .start = (size_t)NOWHERE };
	Opens opens = { 0 };
	bool name = false;		/* the last byte belongs to one */

	for (size_t i = 0; text[i] && !t.nothing; i++) {
		bool inside = t.start != (size_t)NOWHERE, arrow = text[i] == '-' && text[i + 1] == '>';
		char ch = text[i];

		name = name_part(ch) || ch == '$' || ch == '#';
		if (!inside && (name || ch == '.' || strchr("\"'`([{", ch))) {
			t.start = i;
			t.selector = false;
			inside = true;
		}
		if (strchr("\"'`", ch)) {
			i = quote_end(text, i);
			t.nothing = !i;
		} else if (strchr("([{", ch)) {
			vec_push(&opens, ((Open){ t.start, t.types }));
			t.types = ch == '(' && i && text[i - 1] == '.';
			t.start = (size_t)NOWHERE;
		} else if (strchr(")]}", ch) && opens.len) {
			Open o = opens.data[--opens.len];

			t.start = o.start;
			t.types = o.types;
			t.selector = false;
		} else if (inside && (ch == '.' || arrow)) {
			t.selector = true;
			t.dot = i;
			i += arrow;
			t.word = i + 1;
		} else if (!name) {
			t.start = (size_t)NOWHERE;
		}
	}
	vec_free(&opens);
	if (t.start == (size_t)NOWHERE)
		t.start = t.word = strlen(text), t.selector = false;
	else if (!t.selector)
		t.word = t.start, t.nothing = t.nothing || !name;
	return t;
}

/* ---- members ---- */

static bool by_user(const DebugSession *s, const Package *p)
{
	for (size_t i = 0; i < s->program->packages.len; i++)
		if (s->program->packages.data[i] == p)
			return true;
	return false;
}

/* The library's own names are nobody's business. */
static bool offered(const Completer *c, const Object *o)
{
	return *o->name->text && strcmp(o->name->text, "_") != 0 && (!o->pkg || obj_exported(o) || by_user(c->s, o->pkg));
}

/* Those that are hidden by others nearer to the surface are none. */
static void add_member(Completer *c, Type *of, Object *o)
{
	if (offered(c, o) && type_lookup(c->s->program->types, of, true, o->pkg, o->name).obj == o)
		add(c, o->name->text);
}

static Type *pointed_to(Type *t)
{
	Type *under = type_under(t);

	return under->kind == TYPE_POINTER ? under->pointer.elem : t;
}

static void add_fields(Completer *c, Type *of, Type *t, unsigned depth)
{
	enum { DEEPEST = 8 };		/* of embedded structs that contain themselves by pointers */
	Type *under = type_under(pointed_to(t));

	for (uint32_t i = 0; under->kind == TYPE_STRUCT && i < under->strct.nfields; i++) {
		Object *field = under->strct.fields[i];

		add_member(c, of, field);
		if (field->flags & OBJF_EMBEDDED && depth < DEEPEST)
			add_fields(c, of, obj_type(field), depth + 1);
	}
}

static void add_methods(Completer *c, Type *t, bool is_type)
{
	Types *types = c->s->program->types;
	MethodSetEntry *set;
	uint32_t n;

	if (!is_type && !type_is_interface(t) && type_under(t)->kind != TYPE_POINTER)
		t = type_pointer(types, t);
	n = type_method_set(types, t, &set);
	for (uint32_t i = 0; i < n; i++)
		if (offered(c, set[i].method))
			add(c, set[i].method->name->text);
}

/* What a variable of an interface type holds, when it takes no call to know. */
static Type *held_type(DebugSession *s, const char *operand)
{
	const DebugValue *v = strchr(operand, '(') || !debug_alive(s) ? NULL : debug_eval(s, operand);

	return v && v->kind == DEBUG_INTERFACE && v->nchildren ? type_of_text(s, v->children[0]->type) : NULL;
}

static void add_members(Completer *c, const char *operand)
{
	bool is_type;
	Type *t = type_of_expression(c->s, operand, &is_type), *held;

	if (!t)
		return;
	if (!is_type)
		add_fields(c, t, t, 0);
	add_methods(c, t, is_type);
	held = !is_type && type_is_interface(t) ? held_type(c->s, operand) : NULL;
	if (held) {
		add_fields(c, held, held, 0);
		add_methods(c, held, false);
	}
}

/* ---- names ---- */

static void add_object(Completer *c, const Object *o)
{
	if (c->types && o->kind != OBJ_TYPE && o->kind != OBJ_PKGNAME)
		return;
	if (o->kind == OBJ_PKGNAME)
		add(c, arena_printf(c->s->scratch, "%s.", o->name->text));
	else if (offered(c, o) && o->kind != OBJ_LABEL)
		add(c, o->name->text);
}

/* A local is there from its declaration on. */
static bool declared_at(const Object *o, Pos pos)
{
	return !o->scope_pos || !pos || o->scope_pos <= pos;
}

/* From the innermost block out; of the universe only when something is typed. */
static void add_scopes(Completer *c)
{
	DebugScope at = scope_of_frame(c->s);

	for (const Scope *scope = at.scope; scope && (scope->pkg || c->len); scope = scope->parent)
		for (uint32_t i = 0; i < scope->n; i++)
			if (declared_at(scope->entries[i].obj, at.pos))
				add_object(c, scope->entries[i].obj);
	vec_each(&c->s->program->packages, p)
		add(c, arena_printf(c->s->scratch, "%s.", (*p)->name->text));
}

static void add_package(Completer *c, const Package *p)
{
	for (uint32_t i = 0; i < p->scope->n; i++)
		add_object(c, p->scope->entries[i].obj);
}

/* The package that a name by itself means: an import of the frame's file, or one of the program's; NULL: it means something else. */
static const Package *package_called(DebugSession *s, const char *name)
{
	DebugScope at = scope_of_frame(s);
	Object *o = scope_lookup(at.scope, intern_cstr(s->program->ast.names, name), at.pos, NULL);

	if (o && (o->kind == OBJ_PKGNAME || o->kind == OBJ_VAR || o->kind == OBJ_TYPE))
		return o->kind == OBJ_PKGNAME ? pkgname_package(o) : NULL;
	vec_each(&s->program->packages, p)
		if (strcmp((*p)->name->text, name) == 0)
			return *p;
	return NULL;
}

/* ---- locations ---- */

/* add, and main.add; of an instance its origin, too. */
static void add_function(Completer *c, const char *name)
{
	size_t bracket = strcspn(name, "[");

	add(c, name);
	if (name[bracket] && name[strlen(name) - 1] == ']')
		add(c, arena_strndup(c->s->scratch, name, bracket));
}

/* rand.Intn, for what somebody has begun to type of it; of the user's and of modules also the name alone. */
static void add_short(Completer *c, const DebugFunction *f)
{
	const char *plain = debug_unqualified(f->name), *dot = strchr(c->word, '.'), *package;
	size_t path = (size_t)(plain - f->name), n = dot ? (size_t)(dot - c->word) : 0;

	if (!path || !c->len || strchr(c->word, '/'))
		return;
	package = package_name(c->s, f->name, path - 1);
	if (dot && strncmp(plain, dot + 1, c->len - n - 1) == 0 && package_is_called(c->s, f->name, path - 1, c->word, n))
		add_function(c, arena_printf(c->s->scratch, "%.*s.%s", (int)n, c->word, plain));
	else if (!dot && !f->library && package && strncmp(package, c->word, c->len) == 0)
		add_function(c, arena_printf(c->s->scratch, "%s.%s", package, plain));
	if (!f->library && strncmp(plain, c->word, c->len) == 0)
		add_function(c, plain);
}

static void add_functions(Completer *c, bool library)
{
	const DebugFunction *f;
	size_t n = debug_functions(c->s, library, &f);

	for (size_t i = 0; i < n; i++) {
		add_function(c, f[i].name);
		if (strncmp(f[i].name, "main.", 5) == 0)
			add_function(c, f[i].name + 5);
		else
			add_short(c, &f[i]);
	}
}

/* ---- the entry ---- */

static size_t sorted(Completer *c, const char *const **out)
{
	size_t kept = 0;

	if (c->list.len)
		qsort(c->list.data, c->list.len, sizeof *c->list.data, by_text);
	for (size_t i = 0; i < c->list.len; i++)
		if (!kept || strcmp(c->list.data[kept - 1], c->list.data[i]) != 0)
			c->list.data[kept++] = c->list.data[i];
	*out = arena_copy(c->s->scratch, c->list.data, kept * sizeof *c->list.data);
	vec_free(&c->list);
	request_begin(c->s);
	return kept;
}

size_t debug_complete_function(DebugSession *s, const char *prefix, const char *const **out)
{
	Completer c = { .s = s, .word = prefix, .len = strlen(prefix) };

	add_functions(&c, false);
	if (strchr(prefix, '.'))
		add_functions(&c, true);
	return sorted(&c, out);
}

size_t debug_complete(DebugSession *s, const char *text, size_t *from, const char *const **out)
{
	Typed t = typed(text);
	Completer c = { .s = s, .word = text + t.word, .len = strlen(text + t.word), .types = t.types };
	const char *operand = arena_strndup(s->scratch, text + t.start, t.selector ? t.dot - t.start : 0);
	const Package *p = t.selector && !t.nothing ? package_called(s, operand) : NULL;

	*from = t.word;
	if (p)
		add_package(&c, p);
	else if (t.selector && !t.nothing)
		add_members(&c, operand);
	else if (!t.nothing)
		add_scopes(&c);
	return sorted(&c, out);
}
