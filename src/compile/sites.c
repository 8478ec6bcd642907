/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Allocations in the frame. What does not outlive its call (src/escape) and is small has words of its own in the frame,
 * below the temporaries: no two sites share words, so that an address stays good until the call ends, and where a loop
 * comes by again nobody has the former turn's any more. Those that hold pointers are zeroed at the beginning and are
 * the collector's from then on.
 *
 * Only code that knows the node asks: what go and defer evaluate now for later, growth by append, strings, maps and slices
 * of a size that is not constant are always in the heap, and so is what boxes a call's several results.
 */
#include <string.h>

#include "base/exact.h"
#include "source/source.h"
#include "compile/compile_int.h"

enum { MAX_SITE = 64, MAX_SITES = 512 };	/* words: of one (its map is one word), of all in a function */

typedef struct FrameSite {
	uint32_t slot;
	const Rep *rep;
} FrameSite;

typedef struct Placer {
	Fn *f;
	uint32_t words;		/* so far */
} Placer;

static uint64_t site_key(const Node *n, EscapeSite kind)
{
	return (uint64_t)n->id << 8 | kind;
}

/* What is put into an interface: an expression's value, or what an explicit conversion converts. */
static Type *boxed_type(Fn *f, Node *n)
{
	Type *t = expr_type(f, n);
	CallExpr *call = t && type_is_interface(type_under(t)) ? is_CallExpr(n) : NULL;

	return call && call->args.len == 1 ? expr_type(f, call->args.data[0]) : t;
}

static const char *box_text(Fn *f, Type *t)
{
	StrBuf sb = { 0 };
	const char *text;

	type_write_tree(&sb, t, f->pkg, (TypeList){ 0 }, (TypeList){ 0 });
	sb_add(&sb, " in an interface");
	text = arena_strdup(f->c->arena, sb_text(&sb));
	sb_free(&sb);
	return text;
}

static const char *site_text(Fn *f, Node *n, EscapeSite kind)
{
	Type *t = kind == ESCAPE_ARGS || kind == ESCAPE_CLOSURE || kind == ESCAPE_METHOD ? NULL
		  : kind == ESCAPE_BOX ? boxed_type(f, n) : expr_type(f, n);
	bool call = n->kind == AST_CallExpr;
	StrBuf sb = { 0 };
	const char *text;

	if (!t)
		return kind == ESCAPE_ARGS ? "... argument" : kind == ESCAPE_METHOD ? "method value" : "func literal";
	if (kind == ESCAPE_NEW)
		t = type_under(t)->pointer.elem;
	if (kind == ESCAPE_BOX)
		return box_text(f, t);
	sb_add(&sb, !call ? kind == ESCAPE_NEW ? "&" : "" : kind == ESCAPE_NEW ? "new(" : "make(");
	type_write_tree(&sb, t, f->pkg, (TypeList){ 0 }, (TypeList){ 0 });
	sb_add(&sb, call ? ")" : "{...}");
	text = arena_strdup(f->c->arena, sb_text(&sb));
	sb_free(&sb);
	return text;
}

/* For the debugger, which tells by it what an address in the frame means. */
static void note_site(Fn *f, Node *n, EscapeSite kind, uint32_t slot, uint64_t type)
{
	const char *name = site_text(f, n, kind);
	Place at = source_place(f->c->ast->sources, n->pos);

	vec_push(&f->vars, ((CodeVar){
		.name = image_name(f->c->im, name, strlen(name)), .line = at.line, .col = (uint16_t)at.col,
		.kind = CV_SLOT, .flags = CVF_SITE, .where = slot * 8, .type = type, .from = 0, .to = UINT32_MAX,
	}));
}

/* type: the descriptor, or 0: rep's own. */
static void place(Placer *p, Node *n, EscapeSite kind, Rep *rep, uint64_t type)
{
	Fn *f = p->f;
	FrameSite *s;

	if (!rep->words || rep->words > MAX_SITE || p->words + rep->words > MAX_SITES || map_find(&f->sites, site_key(n, kind)))
		return;
	s = arena_make(f->c->arena, FrameSite);
	*s = (FrameSite){ fn_tmp(f, rep->words), rep };
	p->words += rep->words;
	note_site(f, n, kind, s->slot, type ? type : desc_of(f->c, rep));
	map_put(&f->sites, site_key(n, kind), (uintptr_t)s);
}

static void place_array(Placer *p, Node *n, EscapeSite kind, Type *elem, int64_t len)
{
	if (len > 0 && len <= MAX_SITE * 8)
		place(p, n, kind, rep_of(p->f->c, type_array(p->f->c->types, elem, len)), 0);
}

static Type *pointed(Fn *f, Node *n)
{
	Type *t = expr_type(f, n);

	t = t ? type_under(t) : NULL;
	return t && t->kind == TYPE_POINTER ? t->pointer.elem : NULL;
}

static void place_slice(Placer *p, CompositeLit *n)
{
	Type *t = expr_type(p->f, &n->node), *u = t ? type_core(t) : NULL;

	if (u && u->kind == TYPE_SLICE)
		place_array(p, &n->node, ESCAPE_SLICE, u->slice.elem, literal_length(p->f, n));
}

static void place_new(Placer *p, Node *n)
{
	Type *t = pointed(p->f, n);

	if (t)
		place(p, n, ESCAPE_NEW, rep_of(p->f->c, t), 0);
}

static void place_make(Placer *p, CallExpr *n)
{
	Type *t = expr_type(p->f, &n->node), *u = t ? type_core(t) : NULL;
	int64_t len;

	if (u && u->kind == TYPE_SLICE && site_make_length(p->f, n, &len))
		place_array(p, &n->node, ESCAPE_MAKE, u->slice.elem, len);
}

static void place_arguments(Placer *p, CallExpr *n)
{
	Type *t = expr_type(p->f, n->fun), *sig = t ? type_core(t) : NULL;
	Type *params = sig && sig->kind == TYPE_FUNC ? sig->func.params : NULL;
	uint32_t count = params ? params->tuple.n : 0;

	if (count && sig->func.variadic && n->args.len >= count)
		place_array(p, &n->node, ESCAPE_ARGS, type_core(fn_type(p->f, obj_type(params->tuple.vars[count - 1])))->slice.elem,
			    n->args.len - count + 1);
}

/* A closure object: its code, then copies and addresses. NULL: too large. */
static Rep *closure_rep(Fn *f, const Capture *captures, uint32_t n, uint32_t words)
{
	Rep *rep = arena_make(f->c->arena, Rep);

	*rep = (Rep){ .cls = REP_MEM, .words = words, .mask = arena_make(f->c->arena, uint64_t) };
	rep->size = (int64_t)rep->words * 8;
	for (uint32_t i = 0; i < n && rep->words <= MAX_SITE; i++) {
		const Capture *cap = &captures[i];
		const Rep *part = cap->by_ref ? rep_pointer(f) : cap->rep;

		if (!part->pointers)
			continue;
		rep->mask[0] |= part->mask[0] << (cap->offset / 8);
		rep->pointers = true;
	}
	return rep->words <= MAX_SITE ? rep : NULL;
}

static void place_literal(Placer *p, FuncLit *n)
{
	FuncInfo *info = info_func(p->f->pkg, &n->node);
	FnRef *ref = info && info->ncaptures ? ref_literal(p->f, info) : NULL;
	Rep *rep = ref ? closure_rep(p->f, ref->captures, ref->ncaptures, closure_words(ref)) : NULL;

	if (rep)
		place(p, &n->node, ESCAPE_CLOSURE, rep, ref->closure_type);
}

static void place_method_value(Placer *p, SelectorExpr *n)
{
	Fn *f = p->f;
	const Selection *sel = resolved_selection(f, n);
	Type *recv = method_receiver_type(f, n, sel);
	Capture cap = { NULL, false, 8, rep_of(f->c, recv) };
	Rep *rep = closure_rep(f, &cap, 1, 1 + cap.rep->words);

	if (rep)
		place(p, &n->node, ESCAPE_METHOD, rep, ref_bound(f->c, recv, sel, expr_rep(f, &n->node)->type, f->pkg)->closure_type);
}

/* Constants are in rodata. */
static void place_box(Placer *p, Node *n)
{
	Type *t = boxed_type(p->f, n);
	CallExpr *call = is_CallExpr(n);
	bool constant = info_const(p->f->pkg, call && t != expr_type(p->f, n) ? call->args.data[0] : n) != NULL;

	if (t && t->kind != TYPE_TUPLE && !constant && !type_is_interface(type_under(t)) && !rep_direct(rep_of(p->f->c, t)))
		place(p, n, ESCAPE_BOX, rep_of(p->f->c, t), 0);
}

static bool in_frame(const Fn *f, const Node *n, EscapeSite kind)
{
	return escape_in_frame(f->esc, n, kind);
}

static void place_call(Placer *p, CallExpr *n)
{
	if (in_frame(p->f, &n->node, ESCAPE_NEW))
		place_new(p, &n->node);
	if (in_frame(p->f, &n->node, ESCAPE_MAKE))
		place_make(p, n);
	if (in_frame(p->f, &n->node, ESCAPE_ARGS))
		place_arguments(p, n);
}

/* Of this body only: literals and the bodies of range-over-func loops have frames of their own. */
static bool place_node(void *ctx, Node *n)
{
	Placer *p = ctx;

	if (in_frame(p->f, n, ESCAPE_BOX))
		place_box(p, n);
	switch (n->kind) {
	case AST_CallExpr:
		place_call(p, as_CallExpr(n));
		break;
	case AST_UnaryExpr:
		if (in_frame(p->f, n, ESCAPE_NEW))
			place_new(p, n);
		break;
	case AST_CompositeLit:
		if (in_frame(p->f, n, ESCAPE_NEW))
			place_new(p, n);
		if (in_frame(p->f, n, ESCAPE_SLICE))
			place_slice(p, as_CompositeLit(n));
		break;
	case AST_SelectorExpr:
		if (in_frame(p->f, n, ESCAPE_METHOD))
			place_method_value(p, as_SelectorExpr(n));
		break;
	case AST_FuncLit:
		if (in_frame(p->f, n, ESCAPE_CLOSURE))
			place_literal(p, as_FuncLit(n));
		return false;
	case AST_RangeStmt:
		return !map_find(&p->f->c->range_ordinals, (uintptr_t)n);
	}
	return true;
}

void sites_place(Fn *f, Node *body)
{
	Placer p = { .f = f };

	if (f->esc)
		ast_walk(body, place_node, NULL, &p);
}

void sites_live(Fn *f)
{
	size_t it = 0;
	uint64_t key, site;

	while (map_next(&f->sites, &it, &key, &site)) {
		const FrameSite *s = (const FrameSite *)(uintptr_t)site;

		if (!s->rep->pointers)
			continue;
		val_zero(f, val_slot((Rep *)(uintptr_t)s->rep, s->slot));
		fn_live(f, s->slot, s->rep);
	}
}

uint32_t closure_words(const FnRef *ref)
{
	uint32_t words = 1;

	for (uint32_t i = 0; i < ref->ncaptures; i++)
		words += ref->captures[i].by_ref ? 1 : ref->captures[i].rep->words;
	return words;
}

bool site_make_length(Fn *f, CallExpr *n, int64_t *len)
{
	const Const *k = info_const(f->pkg, n->args.data[n->args.len - 1]);

	return n->args.len > 1 && k && const_to_int64(k, len);
}

bool site_address(Fn *f, const Node *n, EscapeSite kind, uint64_t words, uint32_t d)
{
	const FrameSite *s = (const FrameSite *)(uintptr_t)map_get(&f->sites, site_key(n, kind), 0);

	if (!s || s->rep->words != words)
		return false;
	emit_cd(f, OP_LEA, d, 0, (int64_t)s->slot * 8);
	return true;
}

Val site_new(Fn *f, const Node *n, EscapeSite kind, Rep *rep, bool zero, uint32_t want)
{
	Rep *ptr = rep_of(f->c, type_pointer(f->c->types, rep->type));
	uint32_t d = want != ANY ? want : fn_tmp(f, 1);

	if (!site_address(f, n, kind, rep->words, d)) {
		emit_two(f, OP_NEW, d, 0, 0, 0, desc_of(f->c, rep), 0);
		zero = false;
	}
	if (want == ANY)
		fn_live(f, d, ptr);
	if (zero)
		val_zero(f, val_deref(f, d, rep));
	return val_slot(ptr, d);
}
