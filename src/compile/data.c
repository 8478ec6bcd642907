/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Package variables. One whose initialiser is made of constants is laid out in the data image, so
 * that it has its value before the first instruction; the others start as zero in bss and are
 * set by the package's initialiser.
 */
#include <string.h>

#include "base/exact.h"
#include "compile/compile_int.h"

/* ---- what can be laid out ---- */

static Object *named_function(Package *pkg, Node *n)
{
	SelectorExpr *s = is_SelectorExpr(n);
	Node *id = s ? &s->sel->node : n;
	Object *obj;

	if (id->kind != AST_Ident || (s && info_selection(pkg, n)))
		return NULL;
	obj = info_object(pkg, id);
	return obj && obj->kind == OBJ_FUNC && !info_instance(pkg, id) ? obj : NULL;
}

static Node *element(Node *n)
{
	KeyValueExpr *kv = is_KeyValueExpr(n);

	return kv ? kv->value : n;
}

static bool is_static(Package *pkg, Node *n, Type *t);

static bool literal_is_static(Package *pkg, CompositeLit *lit, Type *t)
{
	Type *u = type_under(t);

	if (u->kind == TYPE_MAP)
		return lit->elems.len == 0 && false;
	for (uint32_t i = 0; i < lit->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(lit->elems.data[i]);
		Type *et = NULL;

		if (u->kind == TYPE_STRUCT) {
			uint32_t at = i;

			if (kv)
				for (at = 0; at < u->strct.nfields; at++)
					if (u->strct.fields[at]->name == as_Ident(kv->key)->name)
						break;
			et = obj_type(u->strct.fields[at]);
		} else {
			et = u->kind == TYPE_ARRAY ? u->array.elem : u->slice.elem;
		}
		if (!is_static(pkg, element(lit->elems.data[i]), et))
			return false;
	}
	return true;
}

static bool is_static(Package *pkg, Node *n, Type *t)
{
	const ExprInfo *info = info_expr(pkg, n);
	CompositeLit *lit;
	UnaryExpr *u;

	n = ast_unparen(n);
	if (info->mode == MODE_NIL)
		return true;
	if (info->mode == MODE_CONST)
		return !type_is_interface(type_under(t));
	lit = is_CompositeLit(n);
	if (lit && !lit->type && type_is(t, TYPE_POINTER))
		return literal_is_static(pkg, lit, type_under(t)->pointer.elem);
	if (lit)
		return !type_is_interface(type_under(t)) && literal_is_static(pkg, lit, t);
	u = is_UnaryExpr(n);
	if (u && u->op == TOK_AND && is_CompositeLit(ast_unparen(u->x)) && type_is(t, TYPE_POINTER))
		return literal_is_static(pkg, as_CompositeLit(ast_unparen(u->x)),
					 type_under(t)->pointer.elem);
	return type_is(t, TYPE_FUNC) && named_function(pkg, n);
}

/* ---- laying it out ---- */

static void lay_out(Compiler *c, Package *pkg, Node *n, Type *t, uint64_t addr);

static void put(Compiler *c, uint64_t addr, const void *bytes, size_t n)
{
	memcpy(image_at(c->im, addr), bytes, n);
}

static void put_const(Compiler *c, const Const *k, Rep *rep, uint64_t addr)
{
	int64_t bits;
	size_t n;

	if (rep->cls == REP_STRING) {
		const char *text = const_string_value(k, &n);
		GoString s = { desc_string(c, text, n), n };

		put(c, addr, &s, sizeof s);
	} else if (rep->cls == REP_C64) {
		float parts[2] = { const_to_float(const_real(c->arena, k)), const_to_float(const_imag(c->arena, k)) };

		put(c, addr, parts, sizeof parts);
	} else if (rep->cls == REP_C128) {
		double parts[2] = { const_to_double(const_real(c->arena, k)), const_to_double(const_imag(c->arena, k)) };

		put(c, addr, parts, sizeof parts);
	} else {
		bits = const_bits_of(k, rep);
		put(c, addr, &bits, (size_t)rep->size);
	}
}

static void put_struct(Compiler *c, Package *pkg, CompositeLit *lit, Type *st, uint64_t addr)
{
	for (uint32_t i = 0; i < lit->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(lit->elems.data[i]);
		uint32_t at = i;

		if (kv)
			for (at = 0; st->strct.fields[at]->name != as_Ident(kv->key)->name;)
				at++;
		if (st->strct.fields[at]->name != c->blank)
			lay_out(c, pkg, element(lit->elems.data[i]), obj_type(st->strct.fields[at]),
				addr + (uint64_t)type_field_offset(c->types, st, at));
	}
}

static int64_t put_elements(Compiler *c, Package *pkg, CompositeLit *lit, Type *elem, uint64_t addr, bool dry)
{
	int64_t at = 0, max = 0, size = type_size(c->types, elem);

	for (uint32_t i = 0; i < lit->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(lit->elems.data[i]);

		if (kv)
			const_to_int64(info_const(pkg, kv->key), &at);
		if (!dry)
			lay_out(c, pkg, element(lit->elems.data[i]), elem, addr + (uint64_t)(at * size));
		at++;
		max = at > max ? at : max;
	}
	return max;
}

/* Room for what static data points at: read-only tables may share rodata with code's templates only
 * when nothing can write to them, so it is data. */
static uint64_t backing(Compiler *c, int64_t size)
{
	return size ? image_data(c->im, NULL, (size_t)size, 16) : image_zerobase(c->im->slot);
}

/* The same for n values of a type; the collector looks for pointers in them, as in the variables themselves. */
static uint64_t backing_values(Compiler *c, Type *t, int64_t n)
{
	Rep *rep = rep_of(c, t);
	uint64_t addr = backing(c, n * rep->size);

	if (n && rep->pointers)
		vec_push(&c->im->statics, ((StaticData){ addr, desc_of(c, rep), (uint64_t)n }));
	return addr;
}

static void put_literal(Compiler *c, Package *pkg, CompositeLit *lit, Type *t, uint64_t addr)
{
	Type *u = type_under(t);

	if (u->kind == TYPE_STRUCT) {
		put_struct(c, pkg, lit, u, addr);
	} else if (u->kind == TYPE_ARRAY) {
		put_elements(c, pkg, lit, u->array.elem, addr, false);
	} else {
		int64_t n = put_elements(c, pkg, lit, u->slice.elem, 0, true);
		uint64_t at = backing_values(c, u->slice.elem, n);
		GoSlice s = { at, (uint64_t)n, (uint64_t)n };

		put_elements(c, pkg, lit, u->slice.elem, at, false);
		put(c, addr, &s, sizeof s);
	}
}

static void lay_out(Compiler *c, Package *pkg, Node *n, Type *t, uint64_t addr)
{
	const ExprInfo *info = info_expr(pkg, n);
	CompositeLit *lit;
	UnaryExpr *u;
	Rep *rep = rep_of(c, t);
	uint64_t at;

	n = ast_unparen(n);
	if (info->mode == MODE_NIL)
		return;
	if (info->mode == MODE_CONST) {
		put_const(c, info->val, rep, addr);
		return;
	}
	lit = is_CompositeLit(n);
	u = is_UnaryExpr(n);
	if (u || (lit && type_is(t, TYPE_POINTER))) {
		Type *elem = type_under(t)->pointer.elem;

		at = backing_values(c, elem, 1);
		put_literal(c, pkg, lit ? lit : as_CompositeLit(ast_unparen(u->x)), elem, at);
		put(c, addr, &at, 8);
	} else if (lit) {
		put_literal(c, pkg, lit, t, addr);
	} else {
		at = ref_funcval(c, ref_func(c, named_function(pkg, n), (TypeList){ 0 }));
		put(c, addr, &at, 8);
	}
}

bool data_static_elements(Compiler *c, Package *pkg, CompositeLit *n, Type *array, uint64_t addr)
{
	/* Slices and pointers inside need memory of their own each time the literal is evaluated. */
	Type *elem = type_under(array->array.elem);

	if (elem->kind != TYPE_BASIC)
		return false;
	for (uint32_t i = 0; i < n->elems.len; i++)
		if (info_expr(pkg, element(n->elems.data[i]))->mode != MODE_CONST)
			return false;
	put_elements(c, pkg, n, array->array.elem, addr, false);
	return true;
}

/* ---- variables ---- */

bool data_is_static_step(Compiler *c, Package *pkg, const InitStep *step)
{
	(void)c;
	return step->nlhs == 1 && step->lhs[0]->name != c->blank &&
	       is_static(pkg, step->rhs, obj_type(step->lhs[0]));
}


static const char *global_link(Compiler *c, Object *var)
{
	return arena_printf(c->arena, "var:%s.%s", var->pkg->path->text, var->name->text);
}

/* What gc's linker refuses, and what would reach from the user's part of a segment into the library's. */
static bool too_large(Compiler *c, Package *pkg, Object *var, int64_t size)
{
	const int64_t most = 2000000000;

	if (size > most)
		diag_error(c->diags, var->pos, "%s.%s: symbol too large (%lld bytes > %lld bytes)", pkg->path->text,
			   var->name->text, (long long)size, (long long)most);
	else if (c->im->bss_size + (uint64_t)size > LIBRARY_OFFSET || c->im->data.len + (uint64_t)size > LIBRARY_OFFSET)
		diag_unsupported(c->diags, var->pos, "package variables of more than 4 GB in all");
	else
		return false;
	return true;
}

/* ---- //go:embed ---- */

static GoString embedded_string(Compiler *c, const char *bytes, size_t n)
{
	return (GoString){ n ? image_rodata(c->im, bytes, n, 1) : 0, n };
}

/* embed.FS points at a slice of these: {name, data string; hash [16]byte}. */
typedef struct EmbedRecord { GoString name, data; uint64_t hash[2]; } EmbedRecord;

static void put_file_set(Compiler *c, const Embed *e, uint64_t addr)
{
	uint64_t records = image_data(c->im, NULL, e->nfiles * sizeof(EmbedRecord), 8), set;
	GoSlice s = { records, e->nfiles, e->nfiles };

	for (uint32_t i = 0; i < e->nfiles; i++) {
		const EmbedFile *file = &e->files[i];
		EmbedRecord r = { embedded_string(c, file->name, strlen(file->name)),
				  embedded_string(c, file->data, file->size), { 0 } };

		put(c, records + i * sizeof r, &r, sizeof r);
	}
	set = image_data(c->im, &s, sizeof s, 8);
	put(c, addr, &set, sizeof set);
}

static void put_embedded(Compiler *c, const Embed *e, uint64_t addr)
{
	if (e->kind == EMBED_FS) {
		put_file_set(c, e, addr);
	} else if (e->nfiles && e->kind == EMBED_STRING) {
		GoString s = embedded_string(c, e->files->data, e->files->size);

		put(c, addr, &s, sizeof s);
	} else if (e->nfiles) {
		uint64_t at = backing(c, (int64_t)e->files->size);
		GoSlice s = { at, e->files->size, e->files->size };

		put(c, at, e->files->data, e->files->size);
		put(c, addr, &s, sizeof s);
	}
}

static const Embed *embed_of(const Package *pkg, const Object *var)
{
	for (uint32_t i = 0; i < pkg->nembeds; i++)
		if (pkg->embeds[i].var == var)
			return &pkg->embeds[i];
	return NULL;
}

/* The text that the command line gives to a variable without a computed initialiser; NULL: none. */
static const char *text_for(const Compiler *c, const Object *var)
{
	const char *text = NULL;

	for (size_t i = 0; i < c->in->ntexts; i++)
		if (c->in->texts[i].var == var)
			text = c->in->texts[i].text;
	return text;
}

static void put_text(Compiler *c, const char *text, uint64_t addr)
{
	GoString s = { desc_string(c, text, strlen(text)), strlen(text) };

	put(c, addr, &s, sizeof s);
}

static void place_global(Compiler *c, Package *pkg, Object *var, const InitStep *step)
{
	Rep *rep = rep_of(c, obj_type(var));
	const Embed *embed = embed_of(pkg, var);
	bool computed = step && !data_is_static_step(c, pkg, step);
	const char *text = !computed && !embed ? text_for(c, var) : NULL;
	bool is_data = embed || text || (step && !computed);
	size_t align = type_align(c->types, rep->type) < 8 && rep->size >= 8 ? 8 : type_align(c->types, rep->type);
	uint64_t addr;
	const char *link = global_link(c, var);
	Place at = source_place(c->ast->sources, var->pos);

	if (rep->size == 0 || too_large(c, pkg, var, rep->size))
		addr = image_zerobase(c->im->slot);
	else
		addr = is_data ? image_data(c->im, NULL, (size_t)rep->size, align)
		       : image_bss(c->im, (size_t)rep->size, align);
	image_define(c->im, link, strlen(link), addr);
	vec_push(&c->im->globals, ((Global){
		.name = image_name(c->im, var->name->text, var->name->len), .addr = addr,
		.package = image_name(c->im, pkg->path->text, pkg->path->len), .type = desc_of(c, rep),
		.file = file_index(c, at, pkg), .line = at.line, .init_line = step && !is_data ? at.line : 0,
	}));
	if (embed)
		put_embedded(c, embed, addr);
	else if (text)
		put_text(c, text, addr);
	else if (is_data)
		lay_out(c, pkg, step->rhs, rep->type, addr);
}

void data_globals(Compiler *c, Package *pkg)
{
	Map steps = { 0 };

	for (uint32_t i = 0; i < pkg->ninit; i++)
		for (uint32_t k = 0; k < pkg->init[i].nlhs; k++)
			pmap_put(&steps, pkg->init[i].lhs[k], &pkg->init[i]);
	for (uint32_t i = 0; i < pkg->nobjects; i++) {
		Object *obj = pkg->objects[i];

		if (obj->kind == OBJ_VAR && obj->name != c->blank)
			place_global(c, pkg, obj, pmap_get(&steps, obj));
	}
	map_free(&steps);
}

uint64_t data_address(Compiler *c, Object *var)
{
	const char *link = global_link(c, var);
	uint64_t addr = image_lookup(c->im, link, strlen(link));

	for (size_t i = 0; i < c->in->nlibs && !addr; i++)
		addr = image_lookup(c->in->libs[i], link, strlen(link));
	if (!addr && var->scope != var->pkg->scope)	/* a debugger's expression names a variable further out, which its function has not captured */
		diag_error(c->diags, var->pos, "undefined: %s", var->name->text);
	else if (!addr)
		diag_unsupported(c->diags, var->pos, "%s is in no image", link);
	return addr;
}

/* One initialisation that must be computed. */
void data_init_step(Fn *f, const InitStep *step)
{
	Mark m = fn_mark(f);

	if (data_is_static_step(f->c, f->pkg, step))
		return;
	mark_stmt(f, step->nlhs ? step->lhs[0]->pos : ast_start(step->rhs), 0);
	if (step->nlhs == 1) {
		Val place = step->lhs[0]->name == f->c->blank
			    ? (Val){ .kind = VAL_BLANK } : var_place(f, step->lhs[0]);

		if (place.kind == VAL_BLANK)
			expr_conv(f, step->rhs, obj_type(step->lhs[0]), ANY);
		else
			expr_store(f, step->rhs, place);
	} else {
		init_several(f, step);
	}
	fn_release(f, m);
}
