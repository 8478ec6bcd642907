/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composite literals (Spec: "Composite literals"). */
#include "types/check.h"

/* Checks an expression only for its errors and uses. */
static void use(Types *c, Node *e)
{
	Operand x;
	if (e->kind == AST_KeyValueExpr)
		e = as_KeyValueExpr(e)->value;
	if (e->kind != AST_CompositeLit || as_CompositeLit(e)->type)
		raw_expr(c, NULL, &x, e, NULL, true);
}

static void use_elems(Types *c, NodeList elems)
{
	for (uint32_t i = 0; i < elems.len; i++)
		use(c, elems.data[i]);
}

/* ---- Structs ---- */

static Object *find_field(Types *c, Type *u, const Sym *name, bool fold, uint32_t *index)
{
	for (uint32_t i = 0; i < u->strct.nfields && name != c->s_blank; i++)
		if (same_name(u->strct.fields[i], c->env.pkg, name, fold) || (c->probe_from && u->strct.fields[i]->name == name)) {
			*index = i;
			return u->strct.fields[i];
		}
	return NULL;
}

static void unknown_field(Types *c, Ident *key, Type *t, Type *u)
{
	uint32_t i;
	Object *alt = find_field(c, u, key->name, true, &i);
	const char *name = key->name->text, *type = str_type(c, t);
	bool ours = alt && alt->pkg == c->env.pkg;
	bool same_tail = alt && strcmp(alt->name->text + 1, name + 1) == 0,
		upper = name_exported(key->name);
	if (alt && !ours && alt->name != key->name &&
	    (obj_exported(alt) ? !upper && !same_tail : !upper || !same_tail))
		alt = NULL;
	if (alt && alt->name == key->name)
		err(c, key->pos, "cannot refer to unexported field %s in struct literal of type %s",
		    name, type);
	else if (alt)
		err(c, key->pos,
		    "unknown field %s in struct literal of type %s, but does have %s%s", name, type,
		    ours || obj_exported(alt) ? "" : "unexported ", alt->name->text);
	else
		err(c, key->pos, "unknown field %s in struct literal of type %s", name, type);
}

static void keyed_field(Types *c, Node *n, Type *t, Type *u, bool *seen)
{
	KeyValueExpr *kv = is_KeyValueExpr(n);
	if (!kv) {
		err(c, start(n), "mixture of field:value and value elements in struct literal");
		use(c, n);
		return;
	}
	if (kv->key->kind != AST_Ident) {
		err(c, start(n), "invalid field name %s in struct literal", str_expr(c, kv->key));
		use(c, n);
		return;
	}
	uint32_t i;
	Object *f = find_field(c, u, as_Ident(kv->key)->name, false, &i);
	if (!f) {
		unknown_field(c, as_Ident(kv->key), t, u);
		use(c, n);
		return;
	}
	record_object(c, kv->key, f);
	Operand x;
	expr(c, f->type, &x, kv->value);
	assignment(c, &x, f->type, "struct literal");
	if (seen[i])
		err(c, start(n), "duplicate field name %s in struct literal", f->name->text);
	seen[i] = true;
}

static void positional_field(Types *c, Node *n, Type *t, Object *f)
{
	Operand x;
	expr(c, f->type, &x, n);
	if (!obj_exported(f) && f->pkg != c->env.pkg && !c->probe_from) {
		err(c, start(n),
		    "implicit assignment to unexported field %s in struct literal of type %s",
			    f->name->text,
		    str_type(c, t));
		return;
	}
	assignment(c, &x, f->type, "struct literal");
}

static void positional_fields(Types *c, CompositeLit *e, Type *t, Type *u)
{
	for (uint32_t i = 0; i < e->elems.len; i++) {
		Node *n = e->elems.data[i];
		if (n->kind == AST_KeyValueExpr) {
			err(c, start(n),
			    "mixture of field:value and value elements in struct literal");
			use(c, n);
		} else if (i >= u->strct.nfields) {
			use(c, n);
			err(c, start(n), "too many values in struct literal of type %s",
			    str_type(c, t));
			return;
		} else {
			positional_field(c, n, t, u->strct.fields[i]);
		}
	}
	if (e->elems.len < u->strct.nfields)
		err(c, e->end - 1, "too few values in struct literal of type %s", str_type(c, t));
}

static void struct_lit(Types *c, CompositeLit *e, Type *t, Type *u)
{
	if (e->elems.len == 0)
		return;
	if (e->elems.data[0]->kind != AST_KeyValueExpr) {
		positional_fields(c, e, t, u);
		return;
	}
	bool *seen = arena_make_n(c->arena, bool, u->strct.nfields + 1);
	for (uint32_t i = 0; i < e->elems.len; i++)
		keyed_field(c, e->elems.data[i], t, u, seen);
}

/* ---- Arrays and slices ---- */

/* The index a key gives, or -1 after an error. */
static int64_t element_key(Types *c, Node *key, int64_t length)
{
	Operand k;
	uint32_t before = c->nerrors;
	int64_t v = check_index(c, key, length, &k);
	if (v < 0 && c->nerrors == before && !is_invalid(&k))
		err(c, start(key), "index %s must be integer constant", str_expr(c, key));
	return v;
}

/* Checks the elements; gives the length they need. length: of the array, or -1. */
int64_t indexed_elements(Types *c, NodeList elems, Type *elem, int64_t length)
{
	Map seen = { 0 };
	int64_t index = 0, max = 0;
	bool keys = false;
	for (uint32_t i = 0; i < elems.len; i++) {
		Node *n = elems.data[i], *value = n;
		int64_t at = index;
		if (n->kind == AST_KeyValueExpr) {
			value = as_KeyValueExpr(n)->value;
			at = element_key(c, as_KeyValueExpr(n)->key, length);
			keys = true;
		} else if (length >= 0 && index >= length) {
			err(c, start(n), "index %lld is out of bounds (>= %lld)", (long long)index,
			    (long long)length);
			at = -1;
		}
		if (at >= 0) {
			uint64_t *slot = map_at(&seen, (uint64_t)at);
			if (*slot && keys)
				err(c, start(n), "duplicate index %lld in array or slice literal",
				    (long long)at);
			*slot = 1;
			index = at + 1;
			max = index > max ? index : max;
		} else {
			index++;
		}
		Operand x;
		expr_hint(c, &x, value, elem);
		assignment(c, &x, elem, "array or slice literal");
	}
	map_free(&seen);
	return max;
}

/* ---- Maps ---- */

static void check_duplicate(Types *c, Operand *x, StrMap *seen)
{
	if (x->mode != MODE_CONST || const_kind(x->val) == CONST_UNKNOWN)
		return;
	StrBuf sb = { 0 };
	const_write_exact(&sb, x->val);
	sb_printf(&sb, " %u", type_hash(x->type));
	char *key = arena_strndup(c->arena, sb.data, sb.len);
	uint64_t *slot = strmap_at(seen, key, sb.len);
	if (*slot)
		err(c, start(x->expr), "duplicate key %s in map literal",
		    str_const(c, x->val, x->type));
	*slot = 1;
	sb_free(&sb);
}

static void map_lit(Types *c, CompositeLit *e, Type *u)
{
	StrMap seen = { 0 };
	for (uint32_t i = 0; i < e->elems.len; i++) {
		KeyValueExpr *kv = is_KeyValueExpr(e->elems.data[i]);
		if (!kv) {
			err(c, start(e->elems.data[i]), "missing key in map literal");
			use(c, e->elems.data[i]);
			continue;
		}
		Operand x;
		expr_hint(c, &x, kv->key, u->map.key);
		assignment(c, &x, u->map.key, "map literal");
		check_duplicate(c, &x, &seen);
		expr_hint(c, &x, kv->value, u->map.elem);
		assignment(c, &x, u->map.elem, "map literal");
	}
	strmap_free(&seen);
}

/* ---- All ---- */

/* [...]T{…}: the elements say how long. */
static Type *open_array(Types *c, CompositeLit *e)
{
	ArrayTypeExpr *a = is_ArrayTypeExpr(e->type);
	if (!a || a->len)
		return NULL;
	Type *elem = var_type(c, a->elem);
	Type *t = type_array(c, elem, -1);
	t->array.len = indexed_elements(c, e->elems, elem, -1);
	record(c, e->type, MODE_TYPE, t, NULL);
	return t;
}

static void literal_elements(Types *c, CompositeLit *e, Type *t, Type *u, Operand *x)
{
	switch ((TypeKind)u->kind) {
	case TYPE_STRUCT: struct_lit(c, e, t, u); return;
	case TYPE_ARRAY: indexed_elements(c, e->elems, u->array.elem, u->array.len); return;
	case TYPE_SLICE: indexed_elements(c, e->elems, u->slice.elem, -1); return;
	case TYPE_MAP: map_lit(c, e, u); return;
	default: break;
	}
	use_elems(c, e->elems);
	if (type_is_valid(u))
		err(c, start(&e->node), "invalid composite literal type %s", str_type(c, t));
	else if (type_is_valid(t))      /* told; the value still has this type */
		return;
	x->mode = MODE_INVALID;
}

/* hint: the element type around an inner literal without a type; a pointer stands for &T{…}. */
void composite_lit(Types *c, Operand *x, CompositeLit *e, Type *hint)
{
	Type *base = hint;
	x->mode = MODE_VALUE;
	if (e->type) {
		x->type = open_array(c, e);
		if (x->type)
			return;
		x->type = base = type_expr(c, e->type);
	} else if (hint) {
		x->type = hint;
		Type *core = type_core(hint);
		if (core && core->kind == TYPE_POINTER)
			base = core->pointer.elem;
	} else {
		err(c, start(&e->node), "missing type in composite literal");
		use_elems(c, e->elems);
		x->mode = MODE_INVALID;
		return;
	}
	Type *u = type_core(base);
	if (u) {
		literal_elements(c, e, base, u, x);
		return;
	}
	err(c, start(&e->node), "invalid composite literal type %s: no core type",
	    str_type(c, base));
	use_elems(c, e->elems);
	x->mode = MODE_INVALID;
}
