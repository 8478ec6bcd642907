/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unifier, shared by unify.c and infer.c. */
#ifndef STRATA_TYPES_UNIFY_H
#define STRATA_TYPES_UNIFY_H

#include "types/types.h"

typedef struct Unifier {
	Types *c;
	TypeList tparams;
	uint32_t *slot;         /* of each parameter */
	Type **types;           /* inferred so far, by slot; NULL: nothing yet */
	int depth;
} Unifier;

void unifier_init(Unifier *, Types *, TypeList tparams);
int unifier_index(Unifier *, Type *);           /* which parameter a type is, or -1 */
Type *unifier_get(Unifier *, uint32_t i);
void unifier_set(Unifier *, uint32_t i, Type *);
bool unify(Unifier *, Type *, Type *, bool exact);
bool unify_methods(Unifier *, Type *t, Type *iface);

#endif
