/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Index and slice expressions, and the indices in them (Spec: "Index expressions", "Slice
 * expressions"). */
#include "types/check.h"

/* What can be said of indexing a type, or all types of a type parameter. */
typedef struct Indexing {
	Types *c;
	Type *elem, *key;
	int64_t length;         /* smallest; -1: unknown */
	ExprMode mode;
	bool valid;
	bool addressable;       /* the operand */
} Indexing;

/* One type's answer, in the same terms. */
static bool index_of(Indexing *ix, Type *u)
{
	ix->mode = MODE_VAR;
	ix->length = -1;
	ix->key = NULL;
	switch ((TypeKind)u->kind) {
	case TYPE_BASIC:
		ix->elem = ix->c->t_byte;
		ix->mode = MODE_VALUE;
		return u->basic.flags & BF_STRING;
	case TYPE_POINTER:
		u = type_under(u->pointer.elem);
		if (u->kind != TYPE_ARRAY)
			return false;
		ix->elem = u->array.elem;
		ix->length = u->array.len;
		return true;
	case TYPE_ARRAY:
		ix->elem = u->array.elem;
		ix->length = u->array.len;
		ix->mode = ix->addressable ? MODE_VAR : MODE_VALUE;
		return true;
	case TYPE_SLICE: ix->elem = u->slice.elem; return true;
	case TYPE_MAP:
		ix->elem = u->map.elem;
		ix->key = u->map.key;
		ix->mode = MODE_MAPINDEX;
		return true;
	default: return false;
	}
}

static bool agree(const Indexing *a, const Indexing *b)
{
	if (!type_identical(a->elem, b->elem) || !a->key != !b->key)
		return false;
	return !a->key || type_identical(a->key, b->key);
}

static bool index_each(void *arg, Type *t, Type *u)
{
	Indexing *all = arg, one = *all;
	(void)t;
	all->valid = u && index_of(&one, u) && (!all->elem || agree(all, &one));
	if (!all->valid)
		return false;
	if (!all->elem || one.mode == MODE_VALUE)
		all->mode = one.mode;
	if (one.length >= 0 && (all->length < 0 || one.length < all->length))
		all->length = one.length;
	all->elem = one.elem;
	all->key = one.key;
	return true;
}

static void use_all(Types *c, NodeList list)
{
	for (uint32_t i = 0; i < list.len; i++) {
		Operand x;
		raw_expr(c, NULL, &x, list.data[i], NULL, true);
	}
}

static void index_type(Types *c, Operand *x, IndexExpr *e)
{
	Type *t = instantiated_type(c, e, NULL);
	x->mode = type_is_valid(t) ? MODE_TYPE : MODE_INVALID;
	x->type = t;
}

static void map_index(Types *c, Operand *x, Indexing *ix, Node *index)
{
	Operand key;
	expr(c, NULL, &key, index);
	assignment(c, &key, ix->key, "map index");
	x->mode = MODE_MAPINDEX;
	x->type = ix->elem;
}

static void index_value(Types *c, Operand *x, IndexExpr *e)
{
	Indexing ix = { .c = c, .length = -1, .addressable = x->mode == MODE_VAR };
	if (x->mode != MODE_NIL)
		type_each_under(x->type, index_each, &ix);
	if (!ix.valid) {
		err(c, e->pos, "cannot index %s", str_operand(c, x));
		use_all(c, e->indices);
		x->mode = MODE_INVALID;
		return;
	}
	if (e->indices.len != 1) {
		err(c, start(e->indices.data[e->indices.len ? 1 : 0]),
		    "unexpected comma; expecting ]");
		x->mode = MODE_INVALID;
		return;
	}
	if (ix.key) {
		map_index(c, x, &ix, e->indices.data[0]);
		return;
	}
	if (x->mode == MODE_CONST && const_kind(x->val) == CONST_STRING) {
		size_t n;
		const_string_value(x->val, &n);
		ix.length = (int64_t)n;
		update_expr_type(c, x->expr, type_default(c, x->type), true);
	}
	Operand i;
	check_index(c, e->indices.data[0], ix.length, &i);
	x->mode = (uint8_t)ix.mode;
	x->type = ix.elem;
}

bool index_expr(Types *c, Operand *x, IndexExpr *e)
{
	expr_or_type(c, x, e->x, true);
	if (is_invalid(x))
		use_all(c, e->indices);
	else if (x->mode == MODE_TYPE)
		index_type(c, x, e);
	else if (x->mode == MODE_VALUE && type_under(x->type)->kind == TYPE_FUNC &&
		 type_under(x->type)->func.tparams.n)
		return true;
	else
		index_value(c, x, e);
	return false;
}

/* ---- Indices ---- */

bool valid_index(Types *c, Operand *x, const char *what, bool negative_ok)
{
	if (is_invalid(x))
		return false;
	convert_untyped(c, x, c->basic[BASIC_INT]);
	if (is_invalid(x))
		return false;
	if (!all_basic(x->type, BF_INTEGER)) {
		err(c, start(x->expr), "invalid argument: %s %s must be integer", what,
		    str_operand(c, x));
		return false;
	}
	if (x->mode != MODE_CONST)
		return true;
	if (!negative_ok && const_kind(x->val) != CONST_UNKNOWN && const_sign(x->val) < 0) {
		err(c, start(x->expr), "invalid argument: %s %s must not be negative", what,
		    str_operand(c, x));
		return false;
	}
	const Const *val;
	if (!representable(c, x->val, c->basic[BASIC_INT], &val)) {
		err(c, start(x->expr), "invalid argument: %s %s overflows int", what,
		    str_operand(c, x));
		return false;
	}
	return true;
}

/* The constant value, or -1; max: the length when known, else -1. */
int64_t check_index(Types *c, Node *e, int64_t max, Operand *x)
{
	expr(c, NULL, x, e);
	int64_t v;
	if (!valid_index(c, x, "index", false) || x->mode != MODE_CONST ||
	    !const_to_int64(x->val, &v))
		return -1;
	if (max >= 0 && v >= max) {
		err(c, start(x->expr), "invalid argument: index %lld out of bounds [0:%lld]",
		    (long long)v, (long long)max);
		return -1;
	}
	return v;
}

/* ---- Slices ---- */

static bool slice_of_string(Types *c, Operand *x, SliceExpr *e, int64_t *length)
{
	if (e->three) {
		err(c, e->max ? start(e->max) : e->pos,
		    "invalid operation: 3-index slice of string");
		return false;
	}
	if (x->mode == MODE_CONST && const_kind(x->val) == CONST_STRING) {
		size_t n;
		const_string_value(x->val, &n);
		*length = (int64_t)n;
	}
	x->mode = MODE_VALUE;
	if (type_is_untyped(x->type)) {
		x->type = c->basic[BASIC_STRING];
		update_expr_type(c, x->expr, x->type, true);
	}
	return true;
}

static bool slice_of_array(Types *c, Operand *x, SliceExpr *e, Type *array, bool through_pointer,
			   int64_t *length)
{
	*length = array->array.len;
	if (!through_pointer && x->mode != MODE_VAR) {
		err(c, start(x->expr), "cannot slice unaddressable value %s", str_operand(c, x));
		return false;
	}
	if (!through_pointer)
		mark_address_taken(c, e->x);
	x->mode = MODE_VALUE;
	x->type = type_slice(c, array->array.elem);
	return true;
}

static bool slice_operand(Types *c, Operand *x, SliceExpr *e, int64_t *length)
{
	bool bytes;
	Type *u = x->mode == MODE_NIL ? NULL : core_or_bytestring(x->type, &bytes);
	if (u && u->kind == TYPE_BASIC && u->basic.flags & BF_STRING)
		return slice_of_string(c, x, e, length);
	if (u && u->kind == TYPE_ARRAY)
		return slice_of_array(c, x, e, u, false, length);
	if (u && u->kind == TYPE_POINTER && type_under(u->pointer.elem)->kind == TYPE_ARRAY)
		return slice_of_array(c, x, e, type_under(u->pointer.elem), true, length);
	if (u && u->kind == TYPE_SLICE) {
		x->mode = MODE_VALUE;
		return true;
	}
	err(c, start(x->expr), "cannot slice %s", str_operand(c, x));
	return false;
}

static void check_order(Types *c, Node *const *nodes, const int64_t *values)
{
	for (int i = 0; i < 2; i++) {
		for (int k = i + 1; values[i] >= 0 && k < 3; k++) {
			if (values[k] < 0 || values[k] >= values[i])
				continue;
			err(c, start(nodes[k]), "invalid slice indices: %lld < %lld",
			    (long long)values[k],
			    (long long)values[i]);
			return;
		}
	}
}

void slice_expr(Types *c, Operand *x, SliceExpr *e)
{
	Node *nodes[3] = { e->low, e->high, e->max };
	int64_t values[3] = { -1, -1, -1 }, length = -1;
	expr(c, NULL, x, e->x);
	bool ok = !is_invalid(x) && slice_operand(c, x, e, &length);
	if (!ok)
		x->mode = MODE_INVALID;
	for (int i = 0; i < 3; i++) {
		Operand index;
		if (nodes[i])
			values[i] = check_index(c, nodes[i], ok && length >= 0 ? length +
						1 : -1, &index);
	}
	if (ok)
		check_order(c, nodes, values);
}
