/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Escape analysis: which variables may live in their function's frame although their address is
 * taken or a closure captures them by reference, and why the others may not.
 *
 * For each declared function, together with the literals in it, a graph is built: a location for
 * each variable, allocation and closure, one for the heap, one for each result; an edge says that
 * the value of one location, its address (-1) or what it points to (1, 2, …) flows into another.
 * A variable whose address reaches a location that may outlive it is moved to the heap. Functions
 * that a function calls are analysed before it, in its package and others, and sum up what becomes of their
 * parameters. What is not known escapes: calls through values and interfaces, what is stored through pointers or converted to interfaces, functions with goto, range-over-func loops
 * or type parameters.
 */
#ifndef STRATA_ESCAPE_ESCAPE_H
#define STRATA_ESCAPE_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "types/types.h"

typedef struct Escape Escape;

/* Answers live as long as the context's arena; escape_free gives back the tables. */
Escape *escape_new(Types *);
void escape_free(Escape *);

/*
 * What a function does with its parameters, for functions whose bodies are not here: of natives, and of packages that were
 * analysed before. A byte for each parameter, the receiver first, and each place that its value may get to: the heap,
 * then each result; the least number of dereferences on the way, or LEAK_NONE. NULL: nothing is known. The
 * bytes are there as long as the context.
 */
enum { LEAK_NONE = 127 };
typedef const uint8_t *(*EscapeOracle)(void *ctx, Types *types, Object *func);
void escape_set_oracle(Escape *, EscapeOracle oracle, void *ctx);
/* The same of a function that was analysed, and the number of bytes; NULL: nothing is known, or everything leaks. */
const uint8_t *escape_leaks(Escape *, Object *func, size_t *n);

/* Analyses all functions of a package whose bodies are checked. */
void escape_package(Escape *, Package *);

/* Whether a variable whose address is taken, or that a closure captures by reference, must be in the
 * heap. True for a variable that was not analysed, and when the Escape is NULL. It says nothing about
 * other variables. */
bool escape_moved_to_heap(const Escape *, const Object *var);
/* `&n is returned at f.go:16`, `captured by a closure that is returned at f.go:9`; NULL when there
 * is nothing to say. */
const char *escape_reason(const Escape *, const Object *var);

/* Whether closures get a copy of a captured variable: it is small and never assigned again. */
bool escape_captured_by_value(Types *, const Object *var);

/* --dump=escape: `f.go:9:2: moved to heap: n: &n is returned at f.go:16`, or `f.go:9:2: stays in the
 * frame: n`; one line for each variable it was decided for, in source order. */
void escape_dump(const Escape *, StrBuf *, Package *);

#endif
