/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Escape analysis: which variables and allocations may live in their function's frame, and why the others may not.
 * Decisions and words are gc's (`go build -gcflags='-m -l'` is the oracle).
 *
 * Functions that call each other are analysed together, those that they call before them, in all packages whose text is
 * there; instances of generic functions each for itself. One graph is built for such a group: a location for each
 * variable, each result and each allocation, one for the heap; an edge says that the value of one location, its address
 * (-1) or what it points to (1, 2, …) flows into another. What has its address in a location that may outlive it is in
 * the heap. Each function sums up what becomes of its parameters. What is not known escapes: what is passed to
 * functions that are called through values and interfaces, what is stored through pointers.
 */
#ifndef STRATA_ESCAPE_ESCAPE_H
#define STRATA_ESCAPE_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "types/types.h"

typedef struct Escape Escape;
/* What was decided for one function or instance, with the literals in it; for a package's initialisers. */
typedef struct EscapeFunc EscapeFunc;

/* Answers live as long as the context's arena; escape_free gives back the tables. */
Escape *escape_new(Types *);
void escape_free(Escape *);

/*
 * Where the value of a parameter may get to. A number n > 0 at each place: it gets there after n - 1 dereferences (the
 * least number); 0: it does not. Results from the sixth on count as the heap.
 */
enum { LEAK_HEAP, LEAK_MUTATOR, LEAK_CALLEE, LEAK_RESULT, LEAK_RESULTS = 5, LEAK_PLACES = LEAK_RESULT + LEAK_RESULTS };
typedef struct Leaks { uint8_t at[LEAK_PLACES]; } Leaks;

/* For functions whose bodies are not here: of natives, and of packages that were analysed before. One for each
 * parameter, the receiver first; NULL: nothing is known. They are there as long as the context. */
typedef const Leaks *(*EscapeOracle)(void *ctx, Types *types, Object *func);
void escape_set_oracle(Escape *, EscapeOracle oracle, void *ctx);
/* The same of a function that was analysed, and how many; NULL: nothing is known, or everything leaks. */
const Leaks *escape_leaks(Escape *, Object *func, size_t *n);

/* Analyses all functions of a package whose bodies are checked. */
void escape_package(Escape *, Package *);
/* From now on all bodies are checked when they are wanted, of imported packages too, and the oracle is not asked. */
void escape_read_imports(Escape *);
/* Collect what there is to say about them (before the first analysis), for escape_messages and escape_dump. */
void escape_keep_messages(Escape *);

/* The decisions about a function, analysed now when need be; targs: of an instance. NULL: it has no body here. */
const EscapeFunc *escape_func(Escape *, Object *func, TypeList targs);
const EscapeFunc *escape_init(Escape *, Package *);	/* of package-level initialisers */

typedef enum EscapeSite {
#define SITE(name, word) ESCAPE_##name,
#include "escape/sites.def"
	ESCAPE_SITES,
} EscapeSite;

/* Whether a variable whose address is taken, or that a closure captures by reference, must be in the
 * heap. True for a variable that was not analysed, and when the EscapeFunc is NULL. It says nothing about
 * other variables. */
bool escape_moved_to_heap(const EscapeFunc *, const Object *var);
/* `&n is returned at f.go:16`, `captured by a closure that is returned at f.go:9`; NULL when there
 * is nothing to say. */
const char *escape_reason(const EscapeFunc *, const Object *var);
/* Whether what this node allocates may lie in the frame; false when it is not known. */
bool escape_in_frame(const EscapeFunc *, const Node *n, EscapeSite kind);

/* Whether closures get a copy of a captured variable: it is small and not assigned after it was captured. */
bool escape_by_value(const EscapeFunc *, const Object *var);
/* Whether the address of a variable that stays in the frame gets to one that is declared outside of its scope, so that
 * it may be used when the variable is not in scope. */
bool escape_is_wide(const EscapeFunc *, const Object *var);

/* --dump=escape, a line for each parameter with pointers, variable whose address is taken or that a closure captures by
 * reference, and allocation, by position: `f.go:9:2: moved to heap: n: &n is returned at f.go:16` (dump.c). */
void escape_dump(Escape *, StrBuf *, Package *);
/* What `go build -gcflags='-m -l'` prints about a package, a line each, by position; what is said twice only once. */
void escape_messages(Escape *, StrBuf *, Package *);

#endif
