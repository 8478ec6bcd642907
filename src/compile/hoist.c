/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls first. The language leaves open whether `x + f()` reads x before or after f runs; gc does what takes
 * its turn in a list of operands (calls, receives, slices, assertions …) first, in that order, and reads
 * variables and memory, divides and indexes after them. Where that can be told apart (an earlier operand reads
 * what a later call may change, or may panic before it), the values of those are put aside here, and fn_expr
 * finds them when it comes to their nodes.
 */
#include "compile/compile_int.h"

enum {
	SCAN_CALLS = 1,		/* something takes its turn that runs code or writes memory */
	SCAN_TURNS = 2,		/* something takes its turn and may panic */
	SCAN_READS = 4,		/* memory is read that a call may change */
	SCAN_PANICS = 8,	/* something may panic that does not take a turn */
	SCAN_QUIET = 16,	/* something takes its turn that does neither */
	SCAN_DONE = 32,
};

typedef struct Scan {
	Fn *f;
	const Node *self;	/* the node whose operands are scanned */
	unsigned found;
} Scan;

static unsigned builtin_turn(unsigned id)
{
	switch (id) {
	case BUILTIN_APPEND: case BUILTIN_COPY: return SCAN_CALLS;
	case BUILTIN_MAKE: return SCAN_TURNS;
	default: return SCAN_QUIET;
	}
}

/* Is M's receiver in p.M the value that p points at? */
static bool receiver_behind(Fn *f, Node *n, const Selection *sel)
{
	Type *x = sel->kind == SEL_METHOD_VALUE ? expr_type(f, as_SelectorExpr(n)->x) : NULL;

	return x && type_under(x)->kind == TYPE_POINTER && sel->obj->kind == OBJ_FUNC && !sel->obj->func.ptr_recv;
}

/* A value that is no variable's and is made into an interface through its address takes its turn. */
static bool boxed_in_turn(Fn *f, Node *n, Type *to)
{
	Type *from = expr_type(f, n);
	Rep *rep;

	if (!to || !type_is_interface(type_under(to)) || !from || from->kind == TYPE_TUPLE ||
	    type_is_interface(type_under(from)) || info_const(f->pkg, n) || expr_is_place(f, n))
		return false;
	rep = rep_of(f->c, from);
	if (rep->cls == REP_STRING || rep->cls == REP_SLICE)
		return false;
	return rep->pointers || rep->size == 1 || (rep->size != 2 && rep->size != 4 && rep->size != 8) ||
	       type_align(f->c->types, from) != rep->size;
}

static unsigned call_turn(Fn *f, CallExpr *n)
{
	const ExprInfo *fun = callee_info(f, n);

	if (fun->mode == MODE_BUILTIN)
		return builtin_turn(fun->builtin);
	if (fun->mode != MODE_TYPE)
		return SCAN_CALLS;
	if (boxed_in_turn(f, n->args.data[0], expr_type(f, &n->node)))
		return SCAN_TURNS;
	return expr_rep(f, &n->node)->cls == REP_SLICE && expr_rep(f, n->args.data[0])->cls == REP_STRING ? SCAN_TURNS : 0;
}

static bool is_bytes(Fn *f, Node *n)
{
	Type *t = expr_type(f, n);

	t = t ? type_core(t) : NULL;
	return t && t->kind == TYPE_SLICE && type_basic_kind(t->slice.elem) == BASIC_UINT8;
}

/* m[string(b)]: gc looks up in its turn, so that the bytes need no copy. What is assigned is not looked up. */
static bool looks_up_bytes(Fn *f, IndexExpr *n)
{
	CallExpr *key = is_CallExpr(ast_unparen(n->indices.data[0]));
	Type *m = key ? expr_type(f, n->x) : NULL;

	m = m ? type_core(m) : NULL;
	if (!m || m->kind != TYPE_MAP || callee_info(f, key)->mode != MODE_TYPE ||
	    expr_rep(f, &key->node)->cls != REP_STRING || !is_bytes(f, key->args.data[0]))
		return false;
	for (uint32_t i = 0; i < f->assigned.len; i++)
		if (ast_unparen(f->assigned.data[i]) == &n->node)
			return false;
	return true;
}

/* Does the node take its turn among the operands? SCAN_CALLS, SCAN_TURNS, SCAN_QUIET or 0. */
static unsigned turn(Fn *f, Node *n)
{
	switch (n->kind) {
	case AST_CallExpr: return call_turn(f, as_CallExpr(n));
	case AST_UnaryExpr: return as_UnaryExpr(n)->op == TOK_ARROW ? SCAN_CALLS : 0;
	case AST_SliceExpr: return SCAN_TURNS;
	case AST_IndexExpr: return looks_up_bytes(f, as_IndexExpr(n)) ? SCAN_TURNS : 0;
	case AST_TypeAssertExpr: return as_TypeAssertExpr(n)->type && !rep_direct(expr_rep(f, n)) ? SCAN_TURNS : 0;
	case AST_CompositeLit: return type_under(expr_type(f, n))->kind == TYPE_MAP ? SCAN_TURNS : 0;
	default: return 0;
	}
}

/* x.f where x or something on the way is a pointer; p.M where M's receiver is what p points at. */
static bool reads_through_pointer(Fn *f, Node *n)
{
	const Selection *sel = n->kind == AST_SelectorExpr ? info_selection(f->pkg, n) : NULL;

	return sel && sel->indirect && (sel->kind == SEL_FIELD || receiver_behind(f, n, sel));
}

/* [4]int(s), (*[4]int)(s): a pointer to the slice's array, which is looked through in the first case. */
static bool slice_to_array(Fn *f, Node *n, bool *copies)
{
	CallExpr *call = is_CallExpr(n);
	const ExprInfo *fun = call ? callee_info(f, call) : NULL;
	Type *to;

	if (!fun || fun->mode != MODE_TYPE || expr_rep(f, call->args.data[0])->cls != REP_SLICE)
		return false;
	to = type_under(expr_type(f, n));
	*copies = to->kind == TYPE_ARRAY;
	return *copies || to->kind == TYPE_POINTER;
}

/* Comparing what two interfaces hold may panic, in structs and arrays too. */
static bool compares_dynamic(Fn *f, BinaryExpr *b)
{
	Type *x = expr_type(f, b->x), *y = expr_type(f, b->y);

	return x && y && !type_is_untyped(x) && !type_is_untyped(y) && !(type_strictly_comparable(x) && type_strictly_comparable(y));
}

/* May it panic by itself? (What a pointer selects is left out: that is common, and panics of it are told by place.) */
static bool may_panic(Fn *f, Node *n)
{
	BinaryExpr *b = is_BinaryExpr(n);
	bool copies;

	if (!b)
		return n->kind == AST_TypeAssertExpr || n->kind == AST_IndexExpr || n->kind == AST_StarExpr ||
		       slice_to_array(f, n, &copies) || (n->kind == AST_SelectorExpr && reads_through_pointer(f, n) &&
							 info_selection(f->pkg, n)->kind != SEL_FIELD);
	if (b->op == TOK_EQL || b->op == TOK_NEQ)
		return compares_dynamic(f, b);
	if (b->op == TOK_SHL || b->op == TOK_SHR)
		return !info_const(f->pkg, b->y) && expr_rep(f, b->y)->is_signed;
	return (b->op == TOK_DIV || b->op == TOK_REM) && expr_rep(f, n)->cls == REP_INT;
}

/* May a call change what this node reads? Variables in slots of their own are safe. */
static bool reads_memory(Fn *f, Node *n)
{
	Object *obj;
	Loc *loc;
	bool copies;

	if (reads_through_pointer(f, n))
		return true;
	if (n->kind == AST_IndexExpr || n->kind == AST_StarExpr || (slice_to_array(f, n, &copies) && copies))
		return true;
	obj = n->kind == AST_Ident ? info_object(f->pkg, n) : NULL;
	if (!obj || obj->kind != OBJ_VAR || obj->var_kind == VAR_FIELD)
		return false;
	loc = fn_loc(f, obj);
	return !loc || (loc->kind != LOC_SLOT && loc->kind != LOC_SPILLED) || loc->shared;
}

static unsigned own_reads(Fn *f, Node *n)
{
	return (reads_memory(f, n) ? SCAN_READS : 0) | (may_panic(f, n) ? SCAN_PANICS : 0);
}

/* What is read by something that takes its turn is read in its turn. */
enum { IN_TURN = SCAN_CALLS | SCAN_TURNS | SCAN_QUIET };

static unsigned scan(Fn *f, Node *n);
static unsigned scan_operands(Fn *f, Node *n);

/* The kinds of which long chains are common: what stands in them is kept. */
static bool is_chain(const Node *n)
{
	return n->kind == AST_BinaryExpr || n->kind == AST_IndexExpr || n->kind == AST_SelectorExpr ||
	       n->kind == AST_UnaryExpr || n->kind == AST_ParenExpr;
}

/* SCAN_TURNS when an element is boxed through its address: it takes its turn. */
static unsigned boxed_elements(Fn *f, CompositeLit *n)
{
	for (uint32_t i = 0; n && i < n->elems.len; i++) {
		Type *to;
		Node *value = literal_element(f, n, i, &to);

		if (boxed_in_turn(f, value, to))
			return SCAN_TURNS;
	}
	return 0;
}

/* A struct or array with a single string in it. */
static bool is_wrapped_string(Type *t)
{
	for (;;) {
		t = type_under(t);
		if (t->kind == TYPE_STRUCT && t->strct.nfields == 1)
			t = obj_type(t->strct.fields[0]);
		else if (t->kind == TYPE_ARRAY && t->array.len == 1)
			t = t->array.elem;
		else
			return t->kind == TYPE_BASIC && t->basic.flags & BF_STRING;
	}
}

enum { FAST_ELEM = 128 };	/* bytes: from there on gc has no look-ups of a kind of their own */

/*
 * Where gc's look-up wants the key's address, the key is computed in its turn, unless it is a variable; where it
 * wants a word or a string, a struct or array is made into one in its turn, and everything else read late.
 */
static bool key_in_turn(Fn *f, const IndexExpr *n)
{
	Type *m = expr_type(f, n->x), *key, *from;
	Node *k = n->indices.data[0];
	bool word;

	m = m ? type_core(m) : NULL;
	if (!m || m->kind != TYPE_MAP || info_const(f->pkg, k))
		return false;
	key = type_under(m->map.key);
	from = expr_type(f, k);
	word = memory_equal(f->c, key) && (type_size(f->c->types, key) == 4 || type_size(f->c->types, key) == 8);
	if (type_size(f->c->types, m->map.elem) <= FAST_ELEM && (word || is_wrapped_string(key)))
		return key->kind == TYPE_STRUCT || key->kind == TYPE_ARRAY;
	return info_expr(f->pkg, ast_unparen(k))->mode != MODE_VAR ||
	       (key->kind == TYPE_INTERFACE && from && !type_is_interface(type_under(from)));
}

static bool scan_node(void *ctx, Node *n)
{
	Scan *s = ctx;
	unsigned own;

	if (n == s->self)
		return true;
	if (n->kind == AST_FuncLit || (ast_is_expr(n) && info_const(s->f->pkg, n)))
		return false;
	if (is_chain(n)) {
		s->found |= scan(s->f, n);
		return false;
	}
	own = turn(s->f, n);
	if (!own)
		s->found |= boxed_elements(s->f, is_CompositeLit(n));
	s->found |= own ? own | (scan_operands(s->f, n) & IN_TURN) : own_reads(s->f, n);
	return !own;
}

static unsigned scan_operands(Fn *f, Node *n)
{
	Scan s = { .f = f, .self = n };

	ast_walk(n, scan_node, NULL, &s);
	return s.found & ~(unsigned)SCAN_DONE;
}

static unsigned scan_chain(Fn *f, Node *n)
{
	unsigned own = turn(f, n);

	if (info_const(f->pkg, n))
		return 0;
	if (n->kind == AST_IndexExpr && key_in_turn(f, as_IndexExpr(n)))
		return SCAN_TURNS | own_reads(f, n) | scan_operands(f, n);
	return own ? own | (scan_operands(f, n) & IN_TURN) : own_reads(f, n) | scan_operands(f, n);
}

/* What stands in an expression: SCAN_…. */
static unsigned scan(Fn *f, Node *n)
{
	unsigned found;
	Scan s = { .f = f };

	if (!is_chain(n)) {
		ast_walk(n, scan_node, NULL, &s);
		return s.found;
	}
	found = (unsigned)map_get(&f->scans, (uintptr_t)n, 0);
	if (!found) {
		found = scan_chain(f, n) | SCAN_DONE;
		map_put(&f->scans, (uintptr_t)n, found);
	}
	return found & ~(unsigned)SCAN_DONE;
}

bool expr_runs_code(Fn *f, Node *n)
{
	return scan(f, n) & SCAN_CALLS;
}

bool expr_may_wait(Fn *f, Node *n)
{
	unsigned found = scan(f, n);

	return found & SCAN_PANICS && !(found & SCAN_READS) && (f->calls_made || !(found & IN_TURN));
}

static void put_aside(Fn *f, Node *n)
{
	Rep *rep = expr_rep(f, n);
	Mark m = fn_mark(f);
	Val v = fn_expr(f, n, ANY);

	/* A constant, or a variable that may change; big values are copies already. */
	if (!rep_big(rep) && (v.kind != VAL_SLOT || v.slot < m.top))
		v = val_copied(f, v);
	vec_push(&f->hoisted, ((Hoisted){ n, v }));
}

/* && and || take their turn as a whole. */
static bool is_conditional(const Node *n)
{
	const BinaryExpr *b = is_BinaryExpr(n);

	return b && (b->op == TOK_ANDAND || b->op == TOK_OROR);
}

static void calls_of(Fn *f, Node *n);

/* In order: what an element is boxed from, and the calls in the others. */
static void calls_of_elements(Fn *f, CompositeLit *n)
{
	for (uint32_t i = 0; i < n->elems.len; i++) {
		Type *to;
		Node *value = literal_element(f, n, i, &to);

		if (boxed_in_turn(f, value, to))
			hoist_operand(f, value);
		else
			calls_of(f, value);
	}
}

static bool hoist_node(void *ctx, Node *n)
{
	Fn *f = ctx;
	Type *t;

	if (n->kind == AST_FuncLit || (ast_is_expr(n) && info_const(f->pkg, n)))
		return false;
	if (!turn(f, n) && n->kind == AST_CompositeLit) {
		calls_of_elements(f, as_CompositeLit(n));
		return false;
	}
	if (n->kind == AST_IndexExpr && key_in_turn(f, as_IndexExpr(n))) {
		calls_of(f, as_IndexExpr(n)->x);
		hoist_operand(f, as_IndexExpr(n)->indices.data[0]);
		return false;
	}
	if (!turn(f, n) && !is_conditional(n))
		return true;
	t = expr_type(f, n);
	if (t && t->kind != TYPE_TUPLE && !hoisted_value(f, n))
		put_aside(f, n);
	return false;
}

/* Evaluates the calls in an operand and puts their values aside. */
static void calls_of(Fn *f, Node *n)
{
	ast_walk(n, hoist_node, NULL, f);
}

/* Strings that are put together or made of something else. */
static bool makes_string(Fn *f, Node *n)
{
	const CallExpr *c = is_CallExpr(n);
	const BinaryExpr *b = is_BinaryExpr(n);

	if (!b && !(c && callee_info(f, as_CallExpr(n))->mode == MODE_TYPE))
		return false;
	return expr_rep(f, n)->cls == REP_STRING && (b || expr_rep(f, c->args.data[0])->cls != REP_STRING);
}

static bool call_within(void *ctx, Node *n)
{
	Scan *s = ctx;

	if (n->kind == AST_FuncLit || (ast_is_expr(n) && info_const(s->f->pkg, n)))
		return false;
	if (n->kind != AST_CompositeLit && n->kind != AST_TypeAssertExpr && ast_is_expr(n)) {
		s->found |= turn(s->f, n) & (SCAN_CALLS | SCAN_TURNS);
		if (makes_string(s->f, n))
			s->found |= SCAN_TURNS;
	}
	return true;
}

bool hoist_callee(Fn *f, CallExpr *n)
{
	Node *fun = ast_unparen(n->fun);
	const Selection *sel = is_SelectorExpr(fun) ? info_selection(f->pkg, fun) : NULL;
	unsigned found = scan(f, fun), later = 0;
	Scan calls = { .f = f };
	TypeList targs = { 0 };

	for (uint32_t i = 0; i < n->args.len; i++)
		later |= scan(f, n->args.data[i]);
	if (f->calls_made || !(found & (SCAN_READS | SCAN_PANICS)) || !(later & (SCAN_CALLS | SCAN_TURNS)) ||
	    (sel && sel->kind != SEL_FIELD) || callee_object(f, fun, &targs))
		return false;
	ast_walk(fun, call_within, NULL, &calls);
	if (!calls.found)
		return false;
	put_aside(f, n->fun);
	return true;
}

size_t hoist_arguments_first(Fn *f, CallExpr *n)
{
	size_t mark = f->hoisted.len;

	calls_of(f, n->fun);
	for (uint32_t i = 0; i < n->args.len; i++) {
		Type *t = expr_type(f, n->args.data[i]);

		if (t && t->kind != TYPE_TUPLE && expr_runs_code(f, n->args.data[i]))
			put_aside(f, n->args.data[i]);
	}
	return mark;
}

void hoist_operand(Fn *f, Node *n)
{
	if (!hoisted_value(f, n))
		put_aside(f, n);
}

static size_t hoist_if(Fn *f, Node *const *operands, Type *const *types, size_t n, bool changed);

size_t hoist_calls(Fn *f, Node *const *operands, size_t n)
{
	return hoist_converted(f, operands, NULL, n);
}

size_t hoist_converted(Fn *f, Node *const *operands, Type *const *types, size_t n)
{
	unsigned before = 0;
	bool changed = false;

	if (f->calls_made)
		return f->hoisted.len;
	for (size_t i = 0; i < n && !changed; i++) {
		unsigned found = operands[i] ? scan(f, operands[i]) : 0;

		changed = (before & (SCAN_READS | SCAN_PANICS) && found & SCAN_CALLS) ||
			  (before & SCAN_PANICS && found & SCAN_TURNS);
		before |= found;
	}
	return hoist_if(f, operands, types, n, changed);
}

/* A bound before one that runs code is computed in its turn, unless it is a variable's name. */
size_t hoist_bounds(Fn *f, SliceExpr *n)
{
	Node *const operands[] = { n->x, n->low, n->high, n->max };
	size_t mark = f->hoisted.len;

	if (f->calls_made || !((n->high && expr_runs_code(f, n->high)) || (n->max && expr_runs_code(f, n->max))))
		return hoist_calls(f, operands, 4);
	calls_of(f, n->x);
	for (size_t i = 1; i < 4; i++)
		if (operands[i] && !info_const(f->pkg, operands[i]) && !is_Ident(ast_unparen(operands[i])))
			hoist_operand(f, operands[i]);
	f->calls_made = f->hoisted.len > mark;
	return mark;
}

size_t hoist_elements(Fn *f, CompositeLit *n)
{
	Node **values = arena_make_n(f->c->arena, Node *, n->elems.len + 1);
	Type **types = arena_make_n(f->c->arena, Type *, n->elems.len + 1);

	if (type_under(expr_type(f, &n->node))->kind == TYPE_MAP)	/* its keys are operands, too */
		return hoist_calls(f, n->elems.data, n->elems.len);
	for (uint32_t i = 0; i < n->elems.len; i++)
		values[i] = literal_element(f, n, i, &types[i]);
	return hoist_converted(f, values, types, n->elems.len);
}

size_t hoist_assigned(Fn *f, Node *const *operands, size_t n, size_t first)
{
	bool waits = false;

	for (size_t i = first; i < n; i++) {
		unsigned found = scan(f, operands[i]);

		waits = waits || (found & SCAN_PANICS && !(found & SCAN_READS) && found & IN_TURN);
	}
	return waits && !f->calls_made ? hoist_if(f, operands, NULL, n, true) : hoist_calls(f, operands, n);
}

static size_t hoist_if(Fn *f, Node *const *operands, Type *const *types, size_t n, bool changed)
{
	size_t mark = f->hoisted.len;

	for (size_t i = 0; i < n && changed; i++) {
		if (operands[i] && types && boxed_in_turn(f, operands[i], types[i]))
			put_aside(f, operands[i]);
		else if (operands[i])
			calls_of(f, operands[i]);
	}
	f->calls_made = f->hoisted.len > mark;
	return mark;
}

const Val *hoisted_value(Fn *f, const Node *n)
{
	for (size_t i = f->hoisted.len; i > 0; i--)
		if (f->hoisted.data[i - 1].node == n)
			return &f->hoisted.data[i - 1].val;
	return NULL;
}

void hoist_done(Fn *f, size_t mark)
{
	if (f->hoisted.len > mark)
		f->calls_made = false;
	vec_trim(&f->hoisted, mark);
}
