/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Type inference (Spec: "Type inference"): from the types of the arguments and the constraints,
 * until nothing new is learnt, then from the default types of untyped constants. The function's
 * type parameters are renamed first, so that a generic function may call itself. */
#include "types/check.h"
#include "types/unify.h"

typedef struct Inference {
	Types *c;
	Pos pos;
	TypeList tparams;       /* as declared, for messages */
	TypeList fresh;         /* renamed */
	Unifier u;
	bool reverse;
	const char *func;
} Inference;

static TypeList rename_tparams(Types *c, TypeList old)
{
	TypeList fresh = { arena_make_n(c->arena, Type *, old.n + 1), old.n };
	for (uint32_t i = 0; i < old.n; i++) {
		fresh.at[i] = tparam_new(c, old.at[i]->tparam.obj, NULL);
		fresh.at[i]->tparam.index = i;
	}
	for (uint32_t i = 0; i < old.n; i++) {
		tparam_iface(old.at[i]);
		fresh.at[i]->tparam.bound = type_subst(c, old.at[i]->tparam.bound, old, fresh);
	}
	return fresh;
}

/* "P", "P and Q", "P, Q, and R" */
static const char *param_names(Types *c, TypeList list)
{
	StrBuf sb = { 0 };
	for (uint32_t i = 0; i < list.n; i++) {
		if (i)
			sb_add(&sb, i + 1 < list.n ? ", " : list.n == 2 ? " and " : ", and ");
		sb_add(&sb, list.at[i]->tparam.obj->name->text);
	}
	const char *text = fmt(c, "%s", sb_text(&sb));
	sb_free(&sb);
	return text;
}

/* ---- Arguments ---- */

static const char *in_call(Inference *k)
{
	return k->reverse ? "" : fmt(k->c, "in call to %s, ", k->func);
}

static void mismatch(Inference *k, Type *param, Operand *arg)
{
	Types *c = k->c;
	TypeList partial = { arena_make_n(c->arena, Type *, k->fresh.n + 1), k->fresh.n };
	bool any = false;
	for (uint32_t i = 0; i < k->fresh.n; i++) {
		Type *t = unifier_get(&k->u, i);
		partial.at[i] = t ? t : k->tparams.at[i];
		any |= t != NULL;
	}
	Type *shown = type_subst(c, param, k->fresh, k->tparams);
	const char *have = str_type(c, arg->type), *text = str_expr(c, arg->expr);
	if (!any) {
		err(c, start(arg->expr), "%stype %s of %s does not match %s (cannot infer %s)",
		    in_call(k), have, text, str_type(c, shown),
		    param_names(c, k->tparams));
		return;
	}
	Type *inferred = type_subst(c, param, k->fresh, partial);
	if (type_identical(inferred, shown))
		err(c, start(arg->expr), "%stype %s of %s does not match %s", in_call(k), have,
		    text, str_type(c, shown));
	else if (k->reverse)
		err(c, start(arg->expr), "inferred type %s for %s does not match type %s of %s",
		    str_type(c, inferred),
		    str_type(c, shown), have, text);
	else
		err(c, start(arg->expr), "%stype %s of %s does not match inferred type %s for %s",
		    in_call(k), have, text,
		    str_type(c, inferred), str_type(c, shown));
}

static bool is_generic_func(Operand *x)
{
	return x->mode == MODE_VALUE && x->type->kind == TYPE_FUNC && x->type->func.tparams.n;
}

static bool typed_arguments(Inference *k, Type *params, OperandVec *args)
{
	for (uint32_t i = 0; i < params->tuple.n && i < args->len; i++) {
		Type *p = params->tuple.vars[i]->type;
		Operand *x = &args->data[i];
		if (is_invalid(x) || !type_mentions_tparam(p) || x->mode == MODE_NIL ||
		    type_is_untyped(x->type) ||
		    is_generic_func(x))
			continue;
		if (!unify(&k->u, p, x->type, false)) {
			mismatch(k, p, x);
			return false;
		}
	}
	return true;
}

/* A parameter that only untyped constants speak for gets the default type of the largest kind. */
static bool untyped_arguments(Inference *k, Type *params, OperandVec *args)
{
	Types *c = k->c;
	Type **max = arena_make_n(c->arena, Type *, k->fresh.n + 1);
	for (uint32_t i = 0; i < params->tuple.n && i < args->len; i++) {
		Operand *x = &args->data[i];
		int at = unifier_index(&k->u, params->tuple.vars[i]->type);
		if (at < 0 || is_invalid(x) || x->mode == MODE_NIL || !type_is_untyped(x->type) ||
		    unifier_get(&k->u, (uint32_t)at))
			continue;
		Type *m = max[at];
		if (m && m->basic.kind != x->type->basic.kind &&
		    !(m->basic.flags & BF_NUMERIC && x->type->basic.flags & BF_NUMERIC)) {
			err(c, start(x->expr), "mismatched types %s and %s (cannot infer %s)",
			    str_type(c, m),
			    str_type(c, x->type), k->tparams.at[at]->tparam.obj->name->text);
			return false;
		}
		if (!m || x->type->basic.kind > m->basic.kind)
			max[at] = x->type;
	}
	for (uint32_t i = 0; i < k->fresh.n; i++)
		if (max[i] && !unifier_get(&k->u, i))
			unifier_set(&k->u, i, type_default(c, max[i]));
	return true;
}

/* ---- Constraints ---- */

/* The single type of a constraint, or the underlying type all its types share. */
static Type *core_term(Type *tparam, bool *tilde, bool *single)
{
	TypeSet *set = tparam_set(tparam);
	*single = set->has_terms && set->nterms == 1;
	*tilde = true;
	if (!set->has_terms)
		return NULL;
	if (*single) {
		*tilde = set->terms[0].tilde;
		return set->terms[0].type;
	}
	return type_core(tparam);
}

static bool one_constraint(Inference *k, uint32_t i)
{
	Types *c = k->c;
	bool tilde, single;
	Type *tparam = k->fresh.at[i], *t = unifier_get(&k->u, i),
		*core = core_term(tparam, &tilde, &single);
	if (core && t) {
		Type *have = tilde && !type_is_tparam(t) ? type_under(t) : t;
		if (!unify(&k->u, have, core, false)) {
			err(c, k->pos, "%s%s (type %s) does not satisfy %s", in_call(k),
			    k->tparams.at[i]->tparam.obj->name->text,
			    str_type(c, t), str_type(c, k->tparams.at[i]->tparam.bound));
			return false;
		}
	} else if (core && single && !tilde) {
		unifier_set(&k->u, i, core);
	} else if (!core && t && !type_is_tparam(t)) {
		if (unify_methods(&k->u, t, tparam_iface(tparam)))
			return true;
		Type *bound = tparam_iface(k->tparams.at[i]);
		const char *cause = missing_method_cause(c, t, bound, true, NULL);
		err(c, k->pos, "%s%s (type %s) does not satisfy %s %s", in_call(k),
		    k->tparams.at[i]->tparam.obj->name->text,
		    str_type(c, t), str_type(c, k->tparams.at[i]->tparam.bound),
			    cause ? cause : "");
		return false;
	}
	return true;
}

static uint32_t known(Inference *k)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < k->fresh.n; i++)
		n += unifier_get(&k->u, i) != NULL;
	return n;
}

static bool constraints(Inference *k)
{
	for (;;) {
		uint32_t before = known(k);
		for (uint32_t i = 0; i < k->fresh.n; i++)
			if (!one_constraint(k, i))
				return false;
		if (known(k) == before)
			return true;
	}
}

/* Inferred types may mention other parameters: replace them until nothing changes. */
static void simplify(Inference *k, TypeList *out)
{
	for (uint32_t round = 0; round <= k->fresh.n; round++) {
		bool changed = false;
		for (uint32_t i = 0; i < k->fresh.n; i++) {
			if (!out->at[i])
				continue;
			TypeList from = { arena_make_n(k->c->arena, Type *, k->fresh.n), 0 };
			TypeList to = { arena_make_n(k->c->arena, Type *, k->fresh.n), 0 };
			for (uint32_t n = 0; n < k->fresh.n; n++) {
				if (!out->at[n] || n == i)
					continue;
				from.at[from.n++] = k->fresh.at[n];
				to.at[to.n++] = out->at[n];
			}
			Type *t = type_subst(k->c, out->at[i], from, to);
			changed |= t != out->at[i];
			out->at[i] = t;
		}
		if (!changed)
			return;
	}
}

static bool mentions_any(Type *t, TypeList fresh, TypeList probe, Types *c)
{
	return type_mentions_tparam(t) && type_subst(c, t, fresh, probe) != t;
}

static void report_missing(Inference *k)
{
	uint32_t i = 0;
	while (i + 1 < k->tparams.n && unifier_get(&k->u, i))
		i++;
	Object *o = k->tparams.at[i]->tparam.obj;
	err(k->c, k->pos, "in call to %s, cannot infer %s (declared at %s)", k->func, o->name->text,
	    str_pos(k->c, o->pos));
}

static TypeList failed_inference(bool *failed)
{
	*failed = true;
	return (TypeList){ 0 };
}

/* targs: given explicitly, NULL entries (or NULL) for the rest. params: one for each argument. */
TypeList infer(Types *c, Pos pos, TypeList tparams, Type **targs, Type *params, OperandVec *args,
	       bool reverse,
	       const char *func, bool *failed)
{
	Inference k = { .c = c, .pos = pos, .tparams = tparams, .reverse = reverse, .func = func };
	k.fresh = rename_tparams(c, tparams);
	unifier_init(&k.u, c, k.fresh);
	for (uint32_t i = 0; targs && i < tparams.n; i++)
		if (targs[i])
			unifier_set(&k.u, i, targs[i]);
	params = type_subst(c, params, tparams, k.fresh);
	if (!typed_arguments(&k, params, args) || !constraints(&k) ||
	    !untyped_arguments(&k, params, args) ||
	    !constraints(&k))
		return failed_inference(failed);
	TypeList out = { arena_make_n(c->arena, Type *, tparams.n + 1), tparams.n };
	for (uint32_t i = 0; i < tparams.n; i++)
		out.at[i] = unifier_get(&k.u, i);
	simplify(&k, &out);
	bool missing = false;
	for (uint32_t i = 0; i < tparams.n; i++)
		if (!out.at[i] || mentions_any(out.at[i], k.fresh, tparams, c)) {
			unifier_set(&k.u, i, NULL);
			missing = true;
		}
	if (missing) {
		if (reverse && args->len == 0)
			err(c, pos, "cannot use generic function %s without instantiation", func);
		else
			report_missing(&k);
		return failed_inference(failed);
	}
	if (!verify_instance(c, pos, tparams, out, NULL, 0, func))
		return failed_inference(failed);
	return out;
}
