/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context: packages that are loaded, the side tables, and the queue of work that must wait
 * until the declaration at hand is complete. Side tables are pages by node id, so that a
 * package of which only a few declarations are looked at costs a few pages. */
#include "types/check.h"

void universe_init(Types *);

Types *types_new(Ast *ast)
{
	Types *c = arena_make(ast->arena, Types);
	c->ast = ast;
	c->arena = ast->arena;
	c->go_version = TYPES_GO_MINOR;
	c->s_blank = sym(c, "_");
	c->s_empty = sym(c, "");
	c->s_init = sym(c, "init");
	c->s_main = sym(c, "main");
	c->s_error = sym(c, "error");
	c->s_unsafe = sym(c, "unsafe");
	c->s_dot = sym(c, ".");
	universe_init(c);
	return c;
}

static void package_free_tables(Package *pkg)
{
	map_free(&pkg->state->methods);
	for (size_t i = 0; i < pkg->state->method_lists.len; i++)
		vec_free(&pkg->state->method_lists.data[i]->at);
	vec_free(&pkg->state->method_lists);
	vec_free(&pkg->state->pkgnames);
	vec_free(&pkg->state->dot_imports);
	vec_free(&pkg->state->interfaces);
	vec_free(&pkg->state->uses);
	for (uint32_t i = 0; i < pkg->nobjects; i++) {
		Decl *d = pkg->objects[i]->decl;
		if (!d)
			continue;
		vec_free(&d->deps);
		map_free(&d->dep_set);
	}
}

void types_free(Types *c)
{
	for (size_t i = 0; i < c->package_list.len; i++)
		package_free_tables(c->package_list.data[i]);
	vec_free(&c->pages);
	vec_free(&c->package_list);
	vec_free(&c->later);
	vec_free(&c->path);
	vec_free(&c->comparing);
	map_free(&c->captured);
	map_free(&c->instances);
	map_free(&c->named_instances);
	strmap_free(&c->packages);
}

void types_set_importer(Types *c, TypesImporter importer, void *user)
{
	c->importer = importer;
	c->importer_user = user;
}

void types_set_resolver(Types *c, TypesResolver resolver)
{
	c->resolver = resolver;
}

void types_set_go_version(Types *c, int minor)
{
	c->go_version = minor;
}

void types_set_complete(Types *c, bool on)
{
	c->complete = on;
}

/* What the file at work asks for in its //go:build line, 0 when it has none. */
static int file_version(Types *c)
{
	Scope *s = c->env.scope;

	while (s && !s->go_minor)
		s = s->parent;
	return s ? s->go_minor : 0;
}

static int package_version(Types *c)
{
	return c->env.pkg ? c->env.pkg->go_minor : TYPES_GO_MINOR;
}

bool version_allows(Types *c, int minor)
{
	int file = file_version(c);

	return (file ? file : package_version(c)) >= minor;
}

const char *version_origin(Types *c)
{
	int file = file_version(c);

	if (file)
		return fmt(c, "file declares //go:build go1.%d", file);
	return fmt(c, "-lang was set to go1.%d; check go.mod", package_version(c));
}

bool version_require(Types *c, Pos pos, int minor, const char *what)
{
	if (version_allows(c, minor))
		return true;
	err(c, pos, "%s requires go1.%d or later (%s)", what, minor, version_origin(c));
	return false;
}

Ast *types_ast(Types *c)
{
	return c->ast;
}

Scope *types_universe(Types *c)
{
	return c->universe;
}

Package *types_unsafe(Types *c)
{
	return c->unsafe;
}

/* ---- Packages ---- */

Package *package_new(Types *c, const char *path)
{
	Package *pkg = arena_make(c->arena, Package);
	pkg->types = c;
	pkg->path = sym(c, path);
	pkg->name = pkg->path;
	pkg->scope = scope_new(c, c->universe, 0, 0);
	pkg->scope->pkg = pkg;
	pkg->state = arena_make(c->arena, PackageState);
	strmap_put(&c->packages, pkg->path->text, pkg->path->len, (uintptr_t)pkg);
	vec_push(&c->package_list, pkg);
	return pkg;
}

Package *types_package(Types *c, const char *path)
{
	return (Package *)(uintptr_t)strmap_get(&c->packages, path, strlen(path), 0);
}

static Package *package_with_files(Types *c, const char *path, File **files, uint32_t nfiles)
{
	Package *pkg = package_new(c, path);
	pkg->files = arena_copy(c->arena, files, nfiles * sizeof *files);
	pkg->file_scopes = arena_make_n(c->arena, Scope *, nfiles);
	pkg->nfiles = nfiles;
	pkg->go_minor = c->go_version;
	pkg->complete = c->complete;
	if (nfiles > 0)
		pkg->name = files[0]->package->name;
	return pkg;
}

Package *types_add_package(Types *c, const char *path, File **files, uint32_t nfiles)
{
	Package *pkg = package_with_files(c, path, files, nfiles);
	pkg->lazy = true;
	pkg->go_minor = TYPES_GO_MINOR;
	return pkg;
}

static void enter_package(Types *c, Package *pkg, Env *saved)
{
	*saved = c->env;
	c->env = (Env){ .pkg = pkg, .scope = pkg->scope };
}

/* Resolves every package-level object, methods included. */
static void package_objects(Types *c, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nobjects; i++) {
		Object *o = pkg->objects[i];
		obj_decl(c, o);
		process_later(c, 0);
	}
}

static int by_position(const void *a, const void *b)
{
	const FuncInfo *x = *(FuncInfo *const *)a, *y = *(FuncInfo *const *)b;
	return (x->node->pos > y->node->pos) - (x->node->pos < y->node->pos);
}

/* Function literals in the initialisers of package variables. */
static void number_literals(Package *pkg)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < pkg->nfuncs; i++)
		if (!pkg->funcs[i]->obj)
			pkg->funcs[i]->ordinal = ++n;
}

static void all_bodies(Types *c, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nobjects; i++)
		if (pkg->objects[i]->kind == OBJ_FUNC)
			types_check_body(pkg->objects[i]);
	process_later(c, 0);
	pkg->bodies_checked = true;
	if (pkg->nfuncs > 1)
		qsort(pkg->funcs, pkg->nfuncs, sizeof *pkg->funcs, by_position);
	number_literals(pkg);
}

/* What gc looks at only in a package without other mistakes, a rule at a time. */
static void restrictions(Types *c, Package *pkg)
{
	static void (*const rules[])(Types *, Package *) = {
		anonymous_cycles, check_directives, embed_directives, missing_bodies, size_limits, frame_limits, value_limits,
	};
	for (size_t i = 0; i < sizeof rules / sizeof *rules && c->nerrors == 0; i++)
		rules[i](c, pkg);
}

/* The phases of a whole package, in order. */
static void check_whole(Types *c, Package *pkg)
{
	Env saved;
	enter_package(c, pkg, &saved);
	if (pkg->name == c->s_blank)
		err(c, pkg->files[0]->package->pos, "invalid package name _");
	collect_objects(c, pkg);
	package_objects(c, pkg);
	all_bodies(c, pkg);
	init_order(c, pkg);
	if (!pkg->lazy) {
		unused_imports(c, pkg);
		instantiation_cycles(c, pkg);
		restrictions(c, pkg);
	}
	c->env = saved;
}

Package *types_check_package(Types *c, const char *path, File **files, uint32_t nfiles)
{
	Package *pkg = package_with_files(c, path, files, nfiles);
	check_whole(c, pkg);
	return pkg;
}

void types_check_bodies(Package *pkg)
{
	if (!pkg->bodies_checked && pkg != pkg->types->unsafe && !pkg->fake)
		check_whole(pkg->types, pkg);
}

/* ---- Work for later ---- */

void later(Types *c, void (*run)(Types *, void *), void *arg)
{
	Action a = { run, arg, c->env };
	vec_push(&c->later, a);
}

/* Actions may add actions; they run in the order in which they were added. */
void process_later(Types *c, size_t from)
{
	if (c->later.len == from)
		return;
	Env saved = c->env;
	for (size_t i = from; i < c->later.len; i++) {
		Action a = c->later.data[i];
		c->env = a.env;
		a.run(c, a.arg);
	}
	vec_trim(&c->later, from);
	c->env = saved;
}

/* ---- Side tables ---- */

NodeInfo *node_info(Types *c, const Node *n)
{
	size_t page = n->id >> PAGE_BITS;
	if (page >= c->pages.len)
		vec_resize(&c->pages, page + 1);
	if (!c->pages.data[page])
		c->pages.data[page] = arena_make_n(c->arena, NodeInfo, PAGE_SIZE);
	return &c->pages.data[page][n->id & (PAGE_SIZE - 1)];
}

static const NodeInfo *find_info(const Package *pkg, const Node *n)
{
	Types *c = pkg->types;
	size_t page = n->id >> PAGE_BITS;
	if (page >= c->pages.len || !c->pages.data[page])
		return NULL;
	return &c->pages.data[page][n->id & (PAGE_SIZE - 1)];
}

void record(Types *c, Node *expr, ExprMode mode, Type *t, const Const *val)
{
	NodeInfo *info = node_info(c, expr);
	info->mode = (uint8_t)mode;
	info->type = t;
	info->val = mode == MODE_CONST ? val : NULL;
	info->recorded = true;
}

void record_operand(Types *c, const Operand *x)
{
	record(c, x->expr, x->mode, x->type, x->val);
	if (x->mode == MODE_BUILTIN)
		node_info(c, x->expr)->builtin = x->builtin;
}

void record_object(Types *c, Node *ident, Object *o)
{
	node_info(c, ident)->obj = o;
}

void record_scope(Types *c, Node *n, Scope *s)
{
	node_info(c, n)->scope = s;
}

void record_selection(Types *c, SelectorExpr *e, SelKind kind, Type *recv, Object *o, Type *t,
		      const Lookup *l)
{
	Selection *s = arena_make(c->arena, Selection);
	*s = (Selection){ kind, recv, o, t, l->path, l->npath, l->indirect };
	node_info(c, &e->node)->sel = s;
	record_object(c, &e->sel->node, o);
}

void record_instance(Types *c, Node *ident, TypeList targs, Type *t)
{
	Instance *i = arena_make(c->arena, Instance);
	*i = (Instance){ targs, t };
	map_put(&c->instances, ident->id, (uintptr_t)i);
	note_use(c, ident, targs);
}

static const ExprInfo nothing;

/* NodeInfo begins as an ExprInfo does, but holds more; the answer is made in the node's own
 * page. */
const ExprInfo *info_expr(const Package *pkg, const Node *expr)
{
	_Static_assert(offsetof(NodeInfo, type) == offsetof(ExprInfo, type),
		       "ExprInfo is a view of NodeInfo");
	_Static_assert(offsetof(NodeInfo, val) == offsetof(ExprInfo, val),
		       "ExprInfo is a view of NodeInfo");
	_Static_assert(offsetof(NodeInfo, mode) == offsetof(ExprInfo, mode),
		       "ExprInfo is a view of NodeInfo");
	const NodeInfo *info = find_info(pkg, expr);
	return info && info->recorded ? (const ExprInfo *)info : &nothing;
}

Type *info_type(const Package *pkg, const Node *expr)
{
	return info_expr(pkg, expr)->type;
}

const Const *info_const(const Package *pkg, const Node *expr)
{
	return info_expr(pkg, expr)->val;
}

Object *info_object(const Package *pkg, const Node *ident)
{
	const NodeInfo *info = find_info(pkg, ident);
	return info && ident->kind == AST_Ident ? info->obj : NULL;
}

Object *info_implicit(const Package *pkg, const Node *clause)
{
	const NodeInfo *info = find_info(pkg, clause);
	return info && clause->kind == AST_CaseClause ? info->obj : NULL;
}

const Selection *info_selection(const Package *pkg, const Node *selector)
{
	const NodeInfo *info = find_info(pkg, selector);
	return info && selector->kind == AST_SelectorExpr ? info->sel : NULL;
}

const Instance *info_instance(const Package *pkg, const Node *ident)
{
	return (const Instance *)(uintptr_t)map_get(&pkg->types->instances, ident->id, 0);
}

Scope *info_scope(const Package *pkg, const Node *n)
{
	const NodeInfo *info = find_info(pkg, n);
	if (!info)
		return NULL;
	if (n->kind == AST_FuncDecl || n->kind == AST_FuncLit)
		return info->func ? info->func->scope : NULL;
	return ast_is_expr(n) ? NULL : info->scope;
}

bool package_directs(const Package *pkg, const FuncDecl *decl, const char *directive)
{
	for (uint32_t i = 0; i < pkg->nfiles; i++) {
		const File *file = pkg->files[i];

		for (uint32_t k = 0; k < decl->directive_count && decl->pos >= file->pos && decl->pos < file->end; k++)
			if (strcmp(file->directives[decl->directives + k].text, directive) == 0)
				return true;
	}
	return false;
}

/* The target in a directive, if it is a linkname for `name`. */
static const char *link_target(Types *c, const char *text, const char *name)
{
	size_t n = strlen(name);

	if (strncmp(text, "go:linkname ", 12) != 0 || strncmp(text + 12, name, n) != 0 || text[12 + n] != ' ')
		return NULL;
	text += 12 + n;
	text += strspn(text, " \t");
	n = strcspn(text, " \t");
	return n ? arena_strndup(c->arena, text, n) : NULL;
}

const char *package_pushes(Types *c, const Package *pkg, const FuncDecl *decl)
{
	const char *target = NULL;

	for (uint32_t i = 0; decl->directive_count && i < pkg->nfiles; i++) {
		const File *file = pkg->files[i];

		for (uint32_t k = 0; k < decl->directive_count && decl->pos >= file->pos && decl->pos < file->end && !target; k++)
			target = link_target(c, file->directives[decl->directives + k].text, decl->name->name->text);
	}
	return target;
}

const char *package_pulls(Types *c, const Package *pkg, const char *name)
{
	const char *target = NULL;

	for (uint32_t i = 0; i < pkg->nfiles; i++)
		for (uint32_t k = 0; k < pkg->files[i]->directive_count && !target; k++)
			target = link_target(c, pkg->files[i]->directives[k].text, name);
	return target;
}

FuncInfo *info_func(const Package *pkg, const Node *func)
{
	const NodeInfo *info = find_info(pkg, func);
	return info && (func->kind == AST_FuncDecl ||
			func->kind == AST_FuncLit) ? info->func : NULL;
}
