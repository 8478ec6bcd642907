/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first phase: a file scope for each file with its imports, and an object for each
 * package-level declaration, resolved later and on demand (decl.c). Methods are kept by the
 * name of their base type until that is resolved. In packages that are loaded lazily, imports
 * are not followed before they are used; the name an import without a name declares is guessed
 * from its path, and checked when that fails. */
#include "base/utf8.h"
#include "source/constraint.h"
#include "types/check.h"

/* ---- Imports ---- */

/* "gopkg.in/yaml.v3" is yaml. */
static const Sym *guess_name(Types *c, const Sym *path)
{
	size_t n;
	const char *from = import_base(path->text, &n), *dot = memchr(from, '.', n);

	return intern_bytes(c->ast->names, from, dot ? (size_t)(dot - from) : n);
}

static void remember_import(Types *c, Package *pkg, Package *imported)
{
	for (uint32_t i = 0; i < pkg->nimports; i++)
		if (pkg->imports[i] == imported)
			return;
	if (pkg->nimports == pkg->capimports) {
		pkg->capimports = pkg->capimports ? pkg->capimports * 2 : 8;
		Package **bigger = arena_make_n(c->arena, Package *, pkg->capimports);
		if (pkg->nimports)
			memcpy(bigger, pkg->imports, pkg->nimports * sizeof *bigger);
		pkg->imports = bigger;
	}
	pkg->imports[pkg->nimports++] = imported;
}

static Package *fake_package(Types *c, const Sym *path)
{
	Package *pkg = package_new(c, path->text);
	pkg->fake = true;
	pkg->state->collected = true;
	pkg->name = guess_name(c, path);
	return pkg;
}

/* The path without empty and dot elements. */
static const char *clean_path(Types *c, const char *path)
{
	StrBuf sb = { 0 };
	const char *clean;
	for (const char *end; *path; path = *end ? end + 1 : end) {
		end = path + strcspn(path, "/");
		if (end == path || (end == path + 1 && *path == '.'))
			continue;
		if (sb.len)
			sb_addc(&sb, '/');
		sb_addn(&sb, path, (size_t)(end - path));
	}
	clean = arena_strdup(c->arena, sb_text(&sb));
	sb_free(&sb);
	return clean;
}

/* What is wrong with the form of a path; NULL: nothing. Relative ones are the importer's business. */
static const char *path_problem(Types *c, const char *path)
{
	if (*path == '/')
		return "import path cannot be absolute path";
	if (*path == '.' || strcmp(clean_path(c, path), path) == 0)
		return NULL;
	return fmt(c, "non-canonical import path \"%s\" (should be \"%s\")", path, clean_path(c, path));
}

static Package *load(Types *c, const Sym *path, Package *from, Pos pos)
{
	const char *means = c->resolver ? c->resolver(c->importer_user, path->text, from) : path->text;
	Package *pkg = path == c->s_unsafe ? c->unsafe : types_package(c, means);
	if (!pkg) {
		const char *why = "no importer", *problem = path_problem(c, path->text);
		Env saved = c->env;
		pkg = c->importer && !problem ? c->importer(c->importer_user, c, sym(c, means), from, &why) : NULL;
		c->env = saved;
		if (!pkg) {
			err(c, pos, "could not import %s (%s)", path->text, problem ? problem : why);
			pkg = fake_package(c, path);
		}
	}
	remember_import(c, from, pkg);
	return pkg;
}

Package *pkgname_package(Object *o)
{
	if (!o->pkgname.imported)
		o->pkgname.imported = load(o->pkg->types, o->pkgname.path, o->pkg, o->pkgname.path_pos);
	return o->pkgname.imported;
}

static void dot_import(Types *c, Scope *file, Object *name)
{
	Package *pkg = pkgname_package(name);
	collect_objects(c, pkg);
	for (uint32_t i = 0; i < pkg->scope->n; i++) {
		Object *o = pkg->scope->entries[i].obj;
		if (!obj_exported(o))
			continue;
		Object *other = scope_insert(c, file, o);
		if (other)
			redeclared(c, name, other);
	}
	name->scope = file;
	vec_push(&c->env.pkg->state->dot_imports, name);
}

/* The import that brought a name into this file by `import .`. */
static void mark_dot_import(Types *c, Object *o, Scope *where)
{
	vec_each(&c->env.pkg->state->dot_imports, name)
		if ((*name)->scope == where && (*name)->pkgname.imported == o->pkg)
			(*name)->flags |= OBJF_USED;
}

static void bad_character(Types *c, Pos pos, int rune)
{
	char text[5] = { 0 };
	utf8_encode(text, rune);
	if (rune < ' ' || rune == 0x7f)
		err(c, pos, "invalid import path (invalid character U+%04X)", (unsigned)rune);
	else
		err(c, pos, "invalid import path (invalid character U+%04X '%s')", (unsigned)rune, text);
}

/* Spec: "Import declarations": what an implementation may exclude. */
static bool valid_path(Types *c, ImportDecl *d)
{
	const char *p = d->value->text;
	size_t n = d->value->len;
	if (n == 0)
		err(c, d->path->pos, "invalid import path (empty string)");
	for (size_t i = 0; i < n;) {
		int width, rune = utf8_decode(p + i, n - i, &width);
		bool bad = rune <= ' ' || rune == 0x7f || rune == RUNE_ERROR ||
			(rune < 0x80 && strchr("!\"#$%&'()*,:;<=>?[\\]^`{|}", rune));
		if (bad) {
			bad_character(c, d->path->pos, rune);
			return false;
		}
		i += (size_t)width;
	}
	return n > 0;
}

static void collect_import(Types *c, Package *pkg, Scope *file, ImportDecl *d)
{
	if (!d->value)
		return;
	Pos pos = d->name ? d->name->pos : d->path->pos;
	if (!valid_path(c, d))
		return;
	Object *o = obj_new(c, OBJ_PKGNAME, pkg, NULL, pos, invalid_type(c));
	o->pkgname.path = d->value;
	o->pkgname.path_pos = d->path->pos;
	if (!pkg->lazy)
		pkgname_package(o);
	o->name = d->name ? d->name->name : pkg->lazy ? guess_name(c, d->value)
		: o->pkgname.imported->name;
	if (!pkg->lazy && o->pkgname.imported->fake)
		o->flags |= OBJF_USED;
	if (d->name)
		record_object(c, &d->name->node, o);
	if (o->name == c->s_init) {
		err(c, pos, "cannot import package as init - init must be a func");
		return;
	}
	if (!pkg->lazy && o->pkgname.imported->name == c->s_main && !o->pkgname.imported->fake &&
	    !o->pkgname.imported->tested)
		err(c, d->path->pos, "import \"%s\" is a program, not an importable package",
		    d->value->text);
	if (o->name == c->s_dot) {
		o->flags |= OBJF_DOT;
		dot_import(c, file, o);
		vec_push(&pkg->state->pkgnames, o);
		return;
	}
	if (o->name == c->s_blank) {
		pkgname_package(o);
		o->flags |= OBJF_USED;
		return;
	}
	declare(c, file, NULL, o, 0);
	vec_push(&pkg->state->pkgnames, o);
	if (pkg->lazy && !d->name)
		o->flags |= OBJF_GUESSED;
}

/* Learns the real names of imports whose names were guessed; true when one was wrong. */
static bool correct_guesses(Types *c, Scope *file)
{
	bool changed = false;
	uint32_t n = file->n;
	for (uint32_t i = 0; i < n; i++) {
		Object *o = file->entries[i].obj;
		if (o->kind != OBJ_PKGNAME || !(o->flags & OBJF_GUESSED))
			continue;
		o->flags &= ~(uint32_t)OBJF_GUESSED;
		const Sym *name = pkgname_package(o)->name;
		if (name == o->name)
			continue;
		Object *renamed = arena_copy(c->arena, o, sizeof *o);
		renamed->name = name;
		scope_insert(c, file, renamed);
		changed = true;
	}
	return changed;
}

/* At a place in the program (probe.c) its own later declarations are not seen; what the probe
 * declares is. */
static Object *lookup_in(Types *c, Scope *s, const Sym *name, Scope **where)
{
	Object *o = NULL;
	for (; s && !o; s = o ? s : s->parent) {
		o = scope_find(s, name);
		if (o && c->env.pos && o->id <= c->probe_from && o->scope_pos > c->env.pos)
			o = NULL;
	}
	*where = s;
	return o;
}

Object *lookup(Types *c, const Sym *name, Scope **where)
{
	Scope *s = NULL;
	Object *o = lookup_in(c, c->env.scope, name, &s);
	if (!o && c->env.pkg->lazy) {
		for (Scope *f = c->env.scope; f; f = f->parent)
			if (f->lazy_imports && correct_guesses(c, f))
				o = lookup_in(c, c->env.scope, name, &s);
	}
	if (o && s && o->scope != s && o->pkg != c->env.pkg)
		mark_dot_import(c, o, s);
	if (where)
		*where = s;
	return o;
}

Object *pkgname_lookup(Types *c, Object *pkgname, const Sym *name)
{
	Package *pkg = pkgname_package(pkgname);
	collect_objects(c, pkg);
	return scope_find(pkg->scope, name);
}

/* ---- Declarations ---- */

static void add_object(Types *c, Package *pkg, Object *o)
{
	if (pkg->nobjects == pkg->capobjects) {
		pkg->capobjects = pkg->capobjects ? pkg->capobjects * 2 : 32;
		Object **bigger = arena_make_n(c->arena, Object *, pkg->capobjects);
		if (pkg->nobjects)
			memcpy(bigger, pkg->objects, pkg->nobjects * sizeof *bigger);
		pkg->objects = bigger;
	}
	pkg->objects[pkg->nobjects++] = o;
	o->order = pkg->nobjects;
}

static Object *package_object(Types *c, ObjKind kind, Package *pkg, Scope *file, Ident *name,
			      Node *node)
{
	Object *o = obj_new(c, kind, pkg, name->name, name->pos, NULL);
	o->decl = arena_make(c->arena, Decl);
	o->decl->file_scope = file;
	o->decl->node = node;
	add_object(c, pkg, o);
	record_object(c, &name->node, o);
	return o;
}

static void declare_package_object(Types *c, Package *pkg, Object *o)
{
	if (o->name == c->s_init && o->kind != OBJ_FUNC) {
		err(c, o->pos, "cannot declare init - must be func");
		return;
	}
	if (o->name == c->s_main && pkg->name == c->s_main && o->kind != OBJ_FUNC) {
		err(c, o->pos, "cannot declare main - must be func");
		return;
	}
	o->scope = pkg->scope;
	if (o->name == c->s_blank)
		return;
	Object *other = scope_insert(c, pkg->scope, o);
	if (other)
		redeclared(c, o, other);
}

/* Reports a number of names that does not fit the number of values; repeated: of an earlier
 * specification. */
static void check_arity(Types *c, Pos pos, NodeList names, NodeList values, bool is_const,
			bool inherited)
{
	uint32_t l = names.len, r = values.len;
	if (l < r && !inherited)
		err(c, start(values.data[l]), "extra init expr %s", str_expr(c, values.data[l]));
	else if (l < r)
		err(c, pos, "extra init expr at %s", str_pos(c, start(values.data[l])));
	else if (l > r && (is_const || r != 1))
		err(c, names.data[r]->pos, "missing init expr for %s",
		    as_Ident(names.data[r])->name->text);
}

static void collect_consts(Types *c, Package *pkg, Scope *file, ConstDecl *d)
{
	for (uint32_t i = 0; i < d->names.len; i++) {
		Object *o = package_object(c, OBJ_CONST, pkg, file, as_Ident(d->names.data[i]),
					   &d->node);
		o->decl->type_expr = d->use_type;
		o->decl->init = i < d->use_values.len ? d->use_values.data[i] : NULL;
		o->decl->iota = d->iota;
		o->decl->inherited = d->inherited;
		o->cons.val = const_unknown();
		declare_package_object(c, pkg, o);
	}
	check_arity(c, d->pos, d->names, d->use_values, true, d->inherited);
}

static void collect_vars(Types *c, Package *pkg, Scope *file, VarDecl *d)
{
	bool shared = d->values.len == 1 && d->names.len > 1;
	Object **lhs = arena_make_n(c->arena, Object *, d->names.len);
	for (uint32_t i = 0; i < d->names.len; i++) {
		Object *o = lhs[i] = package_object(c, OBJ_VAR, pkg, file,
						    as_Ident(d->names.data[i]), &d->node);
		o->var_kind = VAR_PACKAGE;
		o->var.node = &d->node;
		o->decl->type_expr = d->type;
		o->decl->init = shared ? d->values.data[0] : i < d->values.len ? d->values.data[i]
			: NULL;
		if (shared) {
			o->decl->lhs = lhs;
			o->decl->nlhs = d->names.len;
			if (i > 0)
				o->decl = lhs[0]->decl;
		}
		declare_package_object(c, pkg, o);
	}
	if (d->type == NULL || d->values.len > 0)
		check_arity(c, d->pos, d->names, d->values, false, false);
}

static void collect_type(Types *c, Package *pkg, Scope *file, TypeDecl *d)
{
	Object *o = package_object(c, OBJ_TYPE, pkg, file, d->name, &d->node);
	if (d->alias)
		o->flags |= OBJF_ALIAS;
	declare_package_object(c, pkg, o);
}

/* The base type's name in a receiver: T, *T, (*T), T[P]; NULL when there is none. */
static Ident *receiver_base(Node *t, bool *pointer)
{
	*pointer = false;
	for (;;) {
		switch (t->kind) {
		case AST_ParenExpr: t = as_ParenExpr(t)->x; break;
		case AST_StarExpr: t = as_StarExpr(t)->x; *pointer = true; break;
		case AST_IndexExpr: t = as_IndexExpr(t)->x; break;
		case AST_Ident: return as_Ident(t);
		default: return NULL;
		}
	}
}

static MethodList *methods_of(Types *c, Package *pkg, const Sym *base)
{
	uint64_t *slot = map_at(&pkg->state->methods, (uintptr_t)base);
	if (!*slot) {
		MethodList *list = arena_make(c->arena, MethodList);
		vec_push(&pkg->state->method_lists, list);
		*slot = (uintptr_t)list;
	}
	return (MethodList *)(uintptr_t)*slot;
}

static void collect_method(Types *c, Package *pkg, Object *o, FuncDecl *d)
{
	bool pointer = false;
	Ident *base = d->recv->type ? receiver_base(d->recv->type, &pointer) : NULL;
	o->func.ptr_recv = pointer;
	if (pointer)
		o->flags |= OBJF_PTR_RECV;
	if (base && o->name != c->s_blank)
		vec_push(&methods_of(c, pkg, base->name)->at, o);
}

static void check_special_func(Types *c, Object *o, FuncDecl *d)
{
	if (d->tparams.len > 0)
		err(c, start(d->tparams.data[0]), "func %s must have no type parameters",
		    o->name->text);
	if (d->type->params.len > 0 || d->type->results.len > 0)
		err(c, d->name->pos, "func %s must have no arguments and no return values",
		    o->name->text);
}

static void collect_func(Types *c, Package *pkg, Scope *file, FuncDecl *d)
{
	Object *o = package_object(c, OBJ_FUNC, pkg, file, d->name, &d->node);
	o->func.decl = &d->node;
	o->func.origin = o;
	o->func.has_body = d->body_start != 0 || d->body;
	if (d->recv) {
		collect_method(c, pkg, o, d);
		return;
	}
	bool special = o->name == c->s_init || (o->name == c->s_main && pkg->name == c->s_main);
	if (special)
		check_special_func(c, o, d);
	if (!o->func.has_body && o->name == c->s_init)
		err(c, d->name->pos, "func %s must have a body", o->name->text);
	if (o->name == c->s_init) {
		o->scope = pkg->scope;
		return;
	}
	declare_package_object(c, pkg, o);
}

static void collect_decl(Types *c, Package *pkg, Scope *file, Node *d)
{
	switch (d->kind) {
	case AST_ConstDecl: collect_consts(c, pkg, file, as_ConstDecl(d)); break;
	case AST_VarDecl: collect_vars(c, pkg, file, as_VarDecl(d)); break;
	case AST_TypeDecl: collect_type(c, pkg, file, as_TypeDecl(d)); break;
	case AST_FuncDecl: collect_func(c, pkg, file, as_FuncDecl(d)); break;
	default: break;
	}
}

/* Spec: "Declarations and scope": no name may be declared in both the file and the package
 * block. */
static void check_file_conflicts(Types *c, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nfiles; i++) {
		Scope *file = pkg->file_scopes[i];
		for (uint32_t k = 0; k < file->n; k++) {
			Object *o = file->entries[k].obj,
				*other = scope_find(pkg->scope, file->entries[k].name);
			if (!other)
				continue;
			if (o->kind == OBJ_PKGNAME)
				err(c, other->pos,
				    "%s already declared through import of package %s\n\t%s: other declaration of %s",
				    other->name->text,
				    fmt(c, "%s (\"%s\")", o->pkgname.imported->name->text,
					o->pkgname.path->text), str_pos(c, o->pos), o->name->text);
			else
				err(c, other->pos,
				    "%s already declared through dot-import of package %s (\"%s\")\n\t%s: other declaration of %s",
				    other->name->text, o->pkg->name->text, o->pkg->path->text,
					    str_pos(c, o->pos),
				    other->name->text);
		}
	}
}

/* The name of the type that `name` stands for when it is an alias of a type of this package. */
static const Sym *through_aliases(Package *pkg, const Sym *name, bool *pointer)
{
	*pointer = false;
	for (int i = 0; i < 100; i++) {
		Object *o = scope_find(pkg->scope, name);
		TypeDecl *d = o && o->kind == OBJ_TYPE &&
			o->flags & OBJF_ALIAS ? as_TypeDecl(o->decl->node) : NULL;
		bool star;
		Ident *base = d ? receiver_base(d->type, &star) : NULL;
		if (!base || (star && *pointer))
			break;
		*pointer |= star;
		name = base->name;
	}
	return name;
}

/* Methods declared on an alias belong to the type behind it. */
static void move_alias_methods(Types *c, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nobjects; i++) {
		Object *o = pkg->objects[i];
		if (o->kind != OBJ_TYPE || !(o->flags & OBJF_ALIAS))
			continue;
		MethodList *from = (MethodList *)(uintptr_t)map_get(&pkg->state->methods,
				(uintptr_t)o->name, 0);
		bool pointer;
		const Sym *name = from ? through_aliases(pkg, o->name, &pointer) : o->name;
		if (name == o->name)
			continue;
		for (size_t k = 0; pointer && k < from->at.len; k++) {
			from->at.data[k]->func.ptr_recv = true;
			from->at.data[k]->flags |= OBJF_PTR_RECV;
		}
		MethodList *to = methods_of(c, pkg, name);
		vec_append(&to->at, from->at.data, from->at.len);
		vec_trim(&from->at, 0);
	}
}

/* A //go:build line sets a file's version, but none before go1.21, which first knew of it. */
static uint8_t file_go_minor(Types *c, const File *f)
{
	Source *s = source_file(c->ast->sources, f->pos);
	unsigned minor = s ? constraint_go_minor(s->text, s->size) : 0;

	return (uint8_t)(minor == 0 ? 0 : minor < 21 ? 21 : minor);
}

void collect_objects(Types *c, Package *pkg)
{
	if (pkg->state->collected)
		return;
	pkg->state->collected = true;
	Env saved = c->env;
	c->env = (Env){ .pkg = pkg, .scope = pkg->scope };
	for (uint32_t i = 0; i < pkg->nfiles; i++) {
		File *f = pkg->files[i];
		Scope *file = scope_new(c, pkg->scope, f->pos, f->end);
		file->lazy_imports = pkg->lazy;
		file->go_minor = file_go_minor(c, f);
		pkg->file_scopes[i] = file;
		record_scope(c, &f->node, file);
		for (uint32_t k = 0; k < f->decls.len; k++)
			if (f->decls.data[k]->kind == AST_ImportDecl)
				collect_import(c, pkg, file, as_ImportDecl(f->decls.data[k]));
		for (uint32_t k = 0; k < f->decls.len; k++)
			collect_decl(c, pkg, file, f->decls.data[k]);
	}
	move_alias_methods(c, pkg);
	if (!pkg->lazy)
		check_file_conflicts(c, pkg);
	c->env = saved;
}

/* ---- The last phase ---- */

void unused_imports(Types *c, Package *pkg)
{
	for (size_t i = 0; i < pkg->state->pkgnames.len; i++) {
		Object *o = pkg->state->pkgnames.data[i];
		if (o->flags & OBJF_USED)
			continue;
		const char *path = o->pkgname.path->text, *slash = strrchr(path, '/');
		bool same = strcmp(slash ? slash + 1 : path, o->name->text) == 0 ||
			o->name == c->s_dot;
		if (same)
			err(c, o->pos, "\"%s\" imported and not used", path);
		else
			err(c, o->pos, "\"%s\" imported as %s and not used", path, o->name->text);
	}
}
