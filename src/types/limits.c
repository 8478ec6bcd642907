/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What gc refuses after a package has passed the checker: instances without end, types and frames
 * too large, and compiler directives that stand where they mean nothing. */
#include "types/check.h"

/* ---- Instances without end ---- */

/* Parameter `to` is instantiated with a type that mentions parameter `from`; growing: with one that
 * is larger than `from`. A circle with a growing edge never comes to an end. */
typedef struct MonoEdge {
	Type *from, *to, *arg;
	bool growing;
	Pos pos;
} MonoEdge;

typedef struct MonoVertex {
	Type *tparam;
	uint32_t weight;
	size_t by;              /* the edge that gave the weight, + 1 */
} MonoVertex;

typedef struct Mono {
	Types *c;
	VEC(MonoEdge) edges;
	VEC(MonoVertex) vertices;
	Map index;              /* Type -> vertex + 1 */
	TypeList params;
} Mono;

/* Valid until the next one is asked for. */
static MonoVertex *mono_vertex(Mono *m, Type *tparam)
{
	uint64_t *slot = map_at(&m->index, (uintptr_t)tparam);

	if (!*slot) {
		vec_push(&m->vertices, ((MonoVertex){ .tparam = tparam }));
		*slot = m->vertices.len;
	}
	return &m->vertices.data[*slot - 1];
}

static bool mentions(Types *c, Type *t, Type *tparam)
{
	Type *other = c->basic[BASIC_INT];
	TypeList from = { &tparam, 1 }, to = { &other, 1 };

	return type_mentions_tparam(t) && !type_identical(type_subst(c, t, from, to), t);
}

/* Edges to `to` from each parameter in scope that its argument mentions. */
static void mono_argument(Mono *m, const MonoUse *use, Type *to, Type *arg)
{
	for (uint32_t i = 0; i < use->outer.n; i++) {
		Type *from = use->outer.at[i];

		bool same = type_unalias(arg) == from;

		if (!same && !mentions(m->c, arg, from))
			continue;
		from = use->as.at[i];
		mono_vertex(m, from);
		mono_vertex(m, to);
		vec_push(&m->edges, ((MonoEdge){ from, to, arg, !same, start(use->ident) }));
	}
}

/* What the parameters in scope are called, and what they count as. */
static TypeList outer_params(Types *c, TypeList *as)
{
	const FuncInfo *f = c->env.func;
	Object *o = c->path.len ? vec_last(&c->path) : NULL;
	TypeList own = { 0 };

	if (f) {
		while (f->outer)
			f = f->outer;
		if (f->sig->func.recv_tparams.n && !f->sig->func.recv)
			return own;     /* the receiver itself is being resolved */
		own = *as = func_all_tparams(f);
		if (own.n && f->sig->func.recv_tparams.n) {
			Type *recv = type_unalias(f->sig->func.recv->type);

			recv = recv->kind == TYPE_POINTER ? type_unalias(recv->pointer.elem) : recv;
			if (recv->kind == TYPE_NAMED && recv->named.origin->named.tparams.n == own.n)
				*as = recv->named.origin->named.tparams;
		}
	} else if (o && o->kind == OBJ_TYPE && o->type && o->type->kind == TYPE_NAMED) {
		own = *as = o->type->named.tparams;
	}
	return own;
}

void note_use(Types *c, Node *ident, TypeList targs)
{
	MonoUse use = { .ident = ident, .targs = targs };

	if (!c->env.pkg || c->env.pkg->lazy)
		return;
	use.outer = outer_params(c, &use.as);
	if (use.outer.n)
		vec_push(&c->env.pkg->state->uses, use);
}

static TypeList generic_params(Object *o)
{
	Type *t = o ? o->type : NULL;

	if (!t || (o->kind != OBJ_FUNC && o->kind != OBJ_TYPE))
		return (TypeList){ 0 };
	return t->kind == TYPE_FUNC ? t->func.tparams : t->kind == TYPE_NAMED ? t->named.tparams : (TypeList){ 0 };
}

/* One round of lengthening; the vertex that was changed last, or NULL. */
static MonoVertex *mono_round(Mono *m)
{
	MonoVertex *changed = NULL;

	for (size_t i = 0; i < m->edges.len; i++) {
		MonoEdge *e = &m->edges.data[i];
		MonoVertex *from = mono_vertex(m, e->from), *to = mono_vertex(m, e->to);

		if (to->weight < from->weight + e->growing) {
			to->weight = from->weight + e->growing;
			to->by = i + 1;
			changed = to;
		}
	}
	return changed;
}

static void report_mono(Mono *m, MonoVertex *v)
{
	StrBuf sb = { 0 };
	MonoVertex *first;

	for (size_t i = 0; i < m->vertices.len; i++)    /* into the circle itself */
		v = mono_vertex(m, m->edges.data[v->by - 1].from);
	first = v;
	sb_add(&sb, "instantiation cycle:");
	do {
		const MonoEdge *e = &m->edges.data[v->by - 1];

		sb_printf(&sb, "\n\t%s: %s instantiated as %s", str_pos(m->c, e->pos),
			  v->tparam->tparam.obj->name->text, str_type(m->c, e->arg));
		v = mono_vertex(m, e->from);
	} while (v != first);
	err(m->c, first->tparam->tparam.obj->pos, "%s", sb_text(&sb));
	sb_free(&sb);
}

void instantiation_cycles(Types *c, Package *pkg)
{
	Mono m = { .c = c };
	MonoVertex *last = NULL;

	vec_each(&pkg->state->uses, use) {
		TypeList params = generic_params(node_info(c, use->ident)->obj);

		for (uint32_t i = 0; i < params.n && i < use->targs.n; i++)
			mono_argument(&m, use, params.at[i], use->targs.at[i]);
	}
	for (size_t i = 0; i <= m.vertices.len && (i == 0 || last); i++)
		last = mono_round(&m);
	if (last)
		report_mono(&m, last);
	vec_free(&m.edges);
	vec_free(&m.vertices);
	map_free(&m.index);
}

/* ---- Types and frames too large ---- */

enum { CHAN_ELEM_LIMIT = 1 << 16, FRAME_LIMIT = 1 << 30 };

typedef struct Sizes {
	Types *c;
	Map fine;       /* types in which nothing is too large */
	Map seen;       /* those looked at for the variable at pos */
	Pos pos;
} Sizes;

static void check_size(Sizes *s, Type *t)
{
	uint64_t *slot;

	t = type_unalias(t);
	if (map_find(&s->fine, (uintptr_t)t))
		return;
	slot = map_at(&s->seen, (uintptr_t)t);
	if (*slot || !type_is_valid(t))
		return;
	*slot = 1;
	switch (t->kind) {
	case TYPE_NAMED:
		if (!type_mentions_tparam(type_under(t)))	/* a generic type's own */
			check_size(s, type_under(t));
		break;
	case TYPE_POINTER: check_size(s, t->pointer.elem); break;
	case TYPE_SLICE: check_size(s, t->slice.elem); break;
	case TYPE_MAP: check_size(s, t->map.key); check_size(s, t->map.elem); break;
	case TYPE_ARRAY:
		if (type_size(s->c, t) < 0 || type_size(s->c, t) >= (int64_t)1 << 50)
			err(s->c, s->pos, "type %s larger than address space", str_type(s->c, t));
		else
			check_size(s, t->array.elem);
		break;
	case TYPE_CHAN:
		if (type_size(s->c, t->chan.elem) >= CHAN_ELEM_LIMIT)
			err(s->c, s->pos, "channel element type too large (>64kB)");
		break;
	case TYPE_STRUCT:
		for (uint32_t i = 0; i < t->strct.nfields; i++)
			check_size(s, obj_type(t->strct.fields[i]));
		break;
	default: break;
	}
}

static int64_t tuple_size(Types *c, Type *tuple)
{
	int64_t n = 0;

	for (uint32_t i = 0; i < tuple->tuple.n; i++)
		n += type_size(c, tuple->tuple.vars[i]->type);
	return n;
}

typedef struct Copies { Types *c; int64_t largest; } Copies;

/* Ranging over an array with its values makes a copy of it. */
static bool range_copy(void *ctx, Node *n)
{
	Copies *copies = ctx;
	const RangeStmt *r = is_RangeStmt(n);
	Type *t = r && r->value && !ast_is_blank(r->value) ? info_type(copies->c->env.pkg, r->x) : NULL;

	if (t && type_under(t)->kind == TYPE_ARRAY && ast_unparen(r->x)->kind != AST_CompositeLit &&
	    type_size(copies->c, t) > copies->largest)
		copies->largest = type_size(copies->c, t);
	return n->kind != AST_FuncLit;
}

static void check_frame(Types *c, const FuncInfo *info)
{
	Type *sig = info->sig;
	int64_t args;
	Copies copies = { .c = c };

	if (!info->obj || func_all_tparams(info).n)
		return;
	args = tuple_size(c, sig->func.params) + tuple_size(c, sig->func.results);
	if (sig->func.recv)
		args += type_size(c, sig->func.recv->type);
	ast_walk(info->node, range_copy, NULL, &copies);
	if (args > FRAME_LIMIT || copies.largest > FRAME_LIMIT)
		err(c, info->node->pos, "stack frame too large (>1GB): %lld MB locals + %lld MB args",
		    (long long)(copies.largest >> 20), (long long)(args >> 20));
}

static void object_size(Sizes *s, Object *o)
{
	uint64_t type, seen;

	if ((o->kind != OBJ_VAR && o->kind != OBJ_TYPE) || !o->type)
		return;
	s->pos = o->pos;
	if (map_find(&s->fine, (uintptr_t)type_unalias(o->type)))
		return;
	/* What gc says of a type is said once for each variable that has it. */
	if (o->kind == OBJ_VAR)
		map_free(&s->seen);
	uint32_t before = s->c->nerrors;
	if (!type_mentions_tparam(o->type))	/* then no part of it does: asked once */
		check_size(s, o->type);
	if (s->c->nerrors != before)
		return;
	map_put(&s->fine, (uintptr_t)type_unalias(o->type), 1);
	for (size_t it = 0; map_next(&s->seen, &it, &type, &seen);)
		map_put(&s->fine, type, seen);
	map_free(&s->seen);
}

void size_limits(Types *c, Package *pkg)
{
	Sizes s = { .c = c };

	for (uint32_t i = 0; i < pkg->nobjects; i++)
		object_size(&s, pkg->objects[i]);
	for (uint32_t i = 0; i < pkg->nfuncs; i++)
		for (uint32_t k = 0; k < pkg->funcs[i]->nlocals; k++)
			object_size(&s, pkg->funcs[i]->locals[k]);
	map_free(&s.fine);
	map_free(&s.seen);
}

void frame_limits(Types *c, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nfuncs; i++)
		check_frame(c, pkg->funcs[i]);
}

typedef struct Made { Sizes sizes; const Package *pkg; } Made;

/* Literals, and what calls and conversions give. */
static bool made_size(void *ctx, Node *n)
{
	Made *m = ctx;
	Type *t = n->kind == AST_CompositeLit || n->kind == AST_CallExpr ? info_type(m->pkg, n) : NULL;
	Pos pos = m->sizes.pos;

	if (is_FuncLit(n)) {	/* what is in it is told of it */
		m->sizes.pos = n->pos;
		ast_walk(&is_FuncLit(n)->body->node, made_size, NULL, m);
		m->sizes.pos = pos;
		return false;
	}
	if (t && t->kind != TYPE_TUPLE && !type_mentions_tparam(t))
		check_size(&m->sizes, t);
	return true;
}

void made_limits(Types *c, const Package *pkg, Node *n, Pos pos)
{
	Made m = { { .c = c, .pos = pos }, pkg };

	ast_walk(n, made_size, NULL, &m);
	map_free(&m.sizes.seen);
}

/* As gc does, told of the name. */
static Pos declared_at(const Node *decl)
{
	const FuncDecl *fn = is_FuncDecl(decl);
	const VarDecl *var = is_VarDecl(decl);

	return fn ? fn->name->node.pos : var ? ((Ident *)var->names.data[0])->node.pos : decl->pos;
}

void value_limits(Types *c, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nfiles; i++)
		for (uint32_t k = 0; k < pkg->files[i]->decls.len; k++) {
			Node *decl = pkg->files[i]->decls.data[k];

			made_limits(c, pkg, decl, declared_at(decl));
		}
}

/* ---- Compiler directives ---- */

typedef enum DirectiveUse { DIRECTIVE_FUNC = 1, DIRECTIVE_RUNTIME, DIRECTIVE_BUILD, DIRECTIVE_EMBED } DirectiveUse;

static const struct { const char *name; DirectiveUse use; } directives[] = {
	{ "go:build", DIRECTIVE_BUILD }, { "go:embed", DIRECTIVE_EMBED },
	{ "go:nointerface", DIRECTIVE_FUNC }, { "go:noescape", DIRECTIVE_FUNC }, { "go:norace", DIRECTIVE_FUNC },
	{ "go:nosplit", DIRECTIVE_FUNC }, { "go:noinline", DIRECTIVE_FUNC }, { "go:nocheckptr", DIRECTIVE_FUNC },
	{ "go:uintptrkeepalive", DIRECTIVE_FUNC }, { "go:uintptrescapes", DIRECTIVE_FUNC },
	{ "go:registerparams", DIRECTIVE_FUNC },
	{ "go:systemstack", DIRECTIVE_RUNTIME }, { "go:nowritebarrier", DIRECTIVE_RUNTIME },
	{ "go:nowritebarrierrec", DIRECTIVE_RUNTIME }, { "go:yeswritebarrierrec", DIRECTIVE_RUNTIME },
};

static DirectiveUse directive_use(const AstDirective *d)
{
	size_t n = strcspn(d->text, " \t");

	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
		if (strlen(directives[i].name) == n && memcmp(directives[i].name, d->text, n) == 0)
			return directives[i].use;
	return 0;
}

/* Directives of functions: those that stand right before one, on lines of their own. */
static bool before_function(const File *f, uint32_t i)
{
	for (uint32_t k = 0; k < f->decls.len; k++) {
		const FuncDecl *d = is_FuncDecl(f->decls.data[k]);

		if (d && i - d->directives < d->directive_count)
			return f->directives[i].own_line;
	}
	return false;
}

static bool imports_embed(const File *f)
{
	for (uint32_t i = 0; i < f->imports.len; i++) {
		const ImportDecl *d = as_ImportDecl(f->imports.data[i]);

		if (d->value && strcmp(d->value->text, "embed") == 0)
			return true;
	}
	return false;
}

static void check_directive(Types *c, const File *f, uint32_t i)
{
	const AstDirective *d = &f->directives[i];
	Pos at = d->pos + 2;    /* after the slashes */

	if (!d->own_line && strncmp(d->text, "go:", 3) == 0) {
		err(c, at, "misplaced compiler directive");
		return;
	}
	switch (directive_use(d)) {
	case DIRECTIVE_FUNC:
		if (!before_function(f, i))
			err(c, at, "misplaced compiler directive");
		break;
	case DIRECTIVE_BUILD:
		if (d->pos > f->pos)
			err(c, at, "misplaced compiler directive");
		break;
	case DIRECTIVE_RUNTIME:
		err(c, at, "//%.*s only allowed in runtime", (int)strcspn(d->text, " \t"), d->text);
		break;
	case DIRECTIVE_EMBED:
		if (!imports_embed(f))
			err(c, at, "go:embed requires import \"embed\" (or import _ \"embed\", if package is not used)");
		break;
	default:
		if (strncmp(d->text, "go:cgo_", 7) == 0)
			err(c, at, "//%s only allowed in cgo-generated code", d->text);
		break;
	}
}

/* A linkname may give a function the body of another. */
static bool has_linkname(const Package *pkg, const char *name)
{
	size_t n = strlen(name);
	for (uint32_t i = 0; i < pkg->nfiles; i++)
		for (uint32_t k = 0; k < pkg->files[i]->directive_count; k++) {
			const char *text = pkg->files[i]->directives[k].text;
			if (strncmp(text, "go:linkname ", 12) == 0 && strncmp(text + 12, name, n) == 0 &&
			    (text[12 + n] == ' ' || !text[12 + n]))
				return true;
		}
	return false;
}

void missing_bodies(Types *c, Package *pkg)
{
	for (uint32_t i = 0; pkg->complete && i < pkg->nobjects; i++) {
		const Object *o = pkg->objects[i];
		if (o->kind == OBJ_FUNC && o->func.decl && !o->func.has_body && !has_linkname(pkg, o->name->text))
			err(c, o->pos, "missing function body");
	}
}

void check_directives(Types *c, Package *pkg)
{
	for (uint32_t i = 0; i < pkg->nfiles; i++)
		for (uint32_t k = 0; k < pkg->files[i]->directive_count; k++)
			check_directive(c, pkg->files[i], k);
}
