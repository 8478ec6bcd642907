/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the escape analysis: the graph of one function, and who builds what of it. */
#ifndef STRATA_ESCAPE_ESCAPE_INT_H
#define STRATA_ESCAPE_ESCAPE_INT_H

#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "escape/escape.h"

typedef struct Site Site;

/* Why a value flows: `is returned`, and where. */
typedef struct Why {
	const char *verb;
	Pos pos;
} Why;

/* A value flows from src: its address (derefs -1), itself (0), what it points to (1 …). */
typedef struct Edge {
	Site *src;
	int derefs;
	Why why;
} Edge;

/* What becomes of one parameter: the least number of dereferences after which it reaches the heap
 * or each of the results; LEAK_NONE: it does not. */
typedef struct Leak {
	int8_t heap;
	int8_t *results;
} Leak;

typedef enum SiteKind { SITE_VAR, SITE_NEW, SITE_CLOSURE, SITE_RESULT, SITE_HEAP } SiteKind;

/* A location of the graph. */
struct Site {
	SiteKind kind;
	Object *var;		/* SITE_VAR */
	Pos pos;		/* where it comes to life */
	Leak *leak;		/* of a parameter of the declared function, else NULL */
	uint32_t result;	/* SITE_RESULT: its index */
	bool escapes;		/* may outlive everything */
	bool queued;
	VEC(Edge) in;		/* what flows into it */
	/* the walk that is under way */
	uint32_t walk;
	int derefs;
	Site *towards;		/* next location on the way to the root */
	Why why;		/* of the edge to it */
	bool waiting;
	const char *reason;
};

/* Where a value goes. dst NULL: nowhere. */
typedef struct Hole {
	Site *dst;
	int derefs;
	Why why;
} Hole;

typedef enum SummaryState { SUMMARY_BUSY, SUMMARY_KNOWN, SUMMARY_UNKNOWN } SummaryState;

/* Of a declared function. */
typedef struct Summary {
	SummaryState state;
	Leak *params;		/* the receiver first */
	uint32_t nparams, nresults;
} Summary;

struct Escape {
	Types *types;
	Arena *arena;
	Map verdicts;		/* variable -> reason, or STAYS */
	Map summaries;		/* FuncInfo -> Summary */
	Map told;		/* Object -> Summary, by the oracle */
	EscapeOracle oracle;
	void *oracle_ctx;
	unsigned depth;		/* of functions being analysed */
};

typedef VEC(Site *) SiteVec;

/* The graph of one declared function. */
typedef struct Graph {
	Escape *e;
	Package *pkg;
	FuncInfo *info;		/* the declared function */
	FuncInfo *func;		/* whose body is being read: it or a literal */
	Site heap;
	Site **results;		/* of the declared function */
	uint32_t nresults;
	SiteVec sites;
	Map vars;		/* Object -> Site */
	SiteVec queue;
	uint32_t walks;
	uint64_t steps, edges;
	unsigned loops;		/* around the statement that is being read, in its function */
	bool hopeless;		/* something in it is not modelled: everything escapes */
} Graph;

/* ---- flow.c: expressions ---- */

Site *graph_site(Graph *g, SiteKind kind, Pos pos);
Site *graph_var(Graph *g, Object *var);		/* NULL: not a local of this function */
void flow(Graph *g, Hole k, Site *src);
Hole hole_none(void);
Hole hole_heap(Graph *g, Pos pos, const char *verb);
/* A hole for a value that is converted to `type` on its way into k: interfaces are the heap's. */
Hole hole_typed(Graph *g, Hole k, Type *type, Pos pos);
Hole hole_var(Graph *g, Object *var, Pos pos);
Hole hole_address(Hole k);
Hole hole_deref(Hole k);
void flow_expr(Graph *g, Hole k, Node *n);
void flow_drop(Graph *g, Node *n);
/* The field path of a selector goes through a pointer: also its last step for a method. */
bool path_indirect(Graph *g, SelectorExpr *n, const Selection *sel);
/* `prefix`, then the expression as written, then `suffix`. */
const char *verb_of(Graph *g, const char *prefix, const Node *n, const char *suffix);
const char *verb_named(Graph *g, const char *prefix, const Object *o, const char *suffix);
bool has_pointers(Graph *g, Type *t);

/* ---- call.c ---- */

/* ks: a hole for each of nks results (1 also for a call without one). */
void flow_call(Graph *g, Hole *ks, uint32_t nks, CallExpr *n);
/* defer: outside of loops as a call, because the frame is there until it is made. */
void flow_deferred(Graph *g, Node *call);
/* go, and defer in a loop: all operands are the heap's. */
void flow_started(Graph *g, Node *call, const char *verb);

/* ---- stmt.c ---- */

void flow_body(Graph *g, FuncInfo *info, BlockStmt *body);

/* ---- solve.c ---- */

/* Decides what escapes, and fills in the leaks of the parameters. */
void solve(Graph *g);

/* ---- escape.c ---- */

/* Analyses the function first when need be; NULL when nothing is known of it. */
const Summary *escape_summary(Escape *e, Object *func);
const char *escape_place(Escape *e, Pos pos);

#endif
