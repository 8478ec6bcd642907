/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the escape analysis.
 *
 *   EscapeFunc   a unit: one declared function, instance, or package's initialisers
 *   Graph        of the units that call each other, while they are analysed
 *   Body         of a unit or of a literal in it, also of a range-over-func loop and of what go and defer call: what
 *                has a frame of its own
 *   Site         a location
 *   Hole         where the value of an expression goes, and with how many dereferences
 */
#ifndef STRATA_ESCAPE_ESCAPE_INT_H
#define STRATA_ESCAPE_ESCAPE_INT_H

#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "escape/escape.h"

typedef struct Site Site;
typedef struct Body Body;
typedef VEC(Site *) SiteVec;

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

typedef enum SiteKind { SITE_VAR, SITE_ALLOC, SITE_TEMP, SITE_PLACE } SiteKind;

/* What is true of a location, and goes from it to what flows into it. */
enum {
	ATTR_ESCAPES = 1,	/* may outlive everything */
	ATTR_MUTATES = 2,	/* what it points to may be written */
	ATTR_CALLS = 4,		/* closures in it may be called, and their results are not followed */
};

/* A location of the graph. */
struct Site {
	SiteKind kind;
	Object *var;		/* SITE_VAR; NULL: made up, see name */
	EscapeSite alloc;	/* SITE_ALLOC */
	Node *node;		/* SITE_ALLOC: what allocates; of a made-up value NULL */
	Node *shown;		/* of a box: the constant that its value is known to be */
	int64_t size;		/* of a make: elements, as far as it is known, else -1 */
	const char *name;	/* of what has no node or variable */
	Pos pos;
	Body *body;		/* whose frame it would be in */
	Body *closure;		/* of a closure: what it runs */
	unsigned loops;		/* around its declaration, in its body; a body has 1 */
	Leaks *leaks;		/* of a parameter, else NULL */
	int result;		/* index of a result, or -1 */
	Node *def;		/* the one expression that it is declared with */
	unsigned attrs;
	bool captured, reassigned, addrtaken, by_value;
	bool wide;		/* its address gets to a variable declared outside of its scope */
	VEC(Edge) in;		/* what flows into it */
	bool queued;
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
	bool address;		/* the address of the expression is taken, wherever it goes */
	Why why;
} Hole;

typedef VEC(Hole) HoleVec;

struct Body {
	Body *outer;
	EscapeFunc *unit;
	FuncInfo *info;		/* whose text it is; NULL for package-level initialisers */
	RangeStmt *range;	/* the body of this loop, else NULL */
	Node *node;		/* declaration, literal, loop or call */
	Site **params, **results;	/* the receiver first */
	uint32_t nparams, nresults;
	bool wrapper;		/* what a go or defer statement calls */
	bool results_lost;	/* somebody calls it and is not known */
	bool results_renamed;	/* the body of a range-over-func loop sets them */
	bool walked;
};

/* A closure and what it captures: decided when all bodies are read. */
typedef struct Capturing {
	Hole k;
	VEC(Site *) vars;
	Pos pos;
} Capturing;

typedef struct Message {
	Pos pos;
	uint32_t order;
	const char *text;
} Message;
typedef VEC(Message) MessageVec;

/* Of a variable or an allocation. */
typedef struct Verdict {
	bool heap, by_value, wide;
	const char *reason;
} Verdict;

typedef enum UnitState { UNIT_NEW, UNIT_OPEN, UNIT_DONE, UNIT_UNKNOWN } UnitState;
typedef VEC(EscapeFunc *) UnitVec;

struct EscapeFunc {
	Escape *e;
	Package *pkg;
	FuncInfo *info;		/* NULL: initialisers */
	Object *func;
	TypeList tparams, targs;
	UnitState state;
	Leaks *leaks;		/* of the parameters; valid when UNIT_DONE */
	uint32_t nparams;
	Body *body;
	unsigned range_loops;	/* over functions, so far */
	Map vars;		/* while it is analysed: Object -> Site */
	Map bodies;		/* FuncLit -> Body */
	Map verdicts;		/* Object -> Verdict */
	Map allocs;		/* node id and kind -> Verdict */
	/* Tarjan's search for the groups that call each other */
	uint32_t index, low;
	bool stacked;
};

struct Escape {
	Types *types;
	Arena *arena;
	Map plain;		/* FuncInfo -> EscapeFunc */
	StrMap instances;	/* link name -> EscapeFunc */
	Map inits;		/* Package -> EscapeFunc */
	Map told;		/* Object -> Leaks of the oracle */
	UnitVec units, stack;
	uint32_t visits;
	unsigned depth;		/* of functions being visited */
	EscapeOracle oracle;
	void *oracle_ctx;
	bool keep;		/* messages and dumped: texts */
	bool read_imports;
	MessageVec messages, dumped;
};

/* A function that is called: known by name, as a literal, or neither. */
typedef struct Callee {
	Object *func;
	TypeList targs;
	EscapeFunc *unit;	/* of func, when its text is there */
	const Leaks *leaks;	/* of the parameters, the receiver first; NULL: unknown, or in this group (see body) */
	Body *body;		/* in this group */
	const Selection *method;	/* x.f(…) */
	SelectorExpr *sel;
	bool has_recv;		/* the first parameter is a receiver */
	Type *sig;
	const char *verb;
} Callee;

typedef struct Graph {
	Escape *e;
	Site heap, mutator, callee;
	SiteVec sites, queue;
	size_t queue_head;
	VEC(Capturing) closures;
	uint32_t walks;
	uint64_t steps, edges;
	bool hopeless;		/* something is not modelled: everything escapes */
	/* what is being read */
	EscapeFunc *unit;
	Body *body;
	Package *pkg;
	unsigned loops;
	Map labels;		/* LabeledStmt -> 1: a goto further down jumps there */
} Graph;

/* ---- graph.c: locations, holes, types ---- */

Site *graph_site(Graph *g, SiteKind kind, Pos pos);
Site *graph_alloc(Graph *g, EscapeSite kind, Node *n, Pos pos);
/* The variable's location; NULL: not a local one. graph_declare: it is declared here. */
Site *graph_var(Graph *g, Object *var);
Site *graph_declare(Graph *g, Object *var);
Body *graph_body(Graph *g, Body *outer, Node *node, FuncInfo *info);
Body *graph_literal(Graph *g, FuncLit *n);
void flow(Graph *g, Hole k, Site *src);
Hole hole_none(void);
Hole hole_of(Site *dst, const char *verb, Pos pos);
Hole hole_heap(Graph *g, Pos pos, const char *verb);
Hole hole_shift(Hole k, int derefs);
Hole hole_tee(Graph *g, const Hole *ks, size_t n, Pos pos);
Hole hole_spill(Graph *g, Hole k, EscapeSite kind, Node *n, Pos pos);
/* `prefix`, then the expression as written, then `suffix`. */
const char *verb_of(Graph *g, const char *prefix, const Node *n, const char *suffix);
const char *verb_named(Graph *g, const char *prefix, const Object *o, const char *suffix);
Type *graph_type(Graph *g, Type *t);		/* with the instance's type arguments */
Type *type_of(Graph *g, const Node *n);		/* of an expression, or NULL */
Type *under_of(Graph *g, const Node *n);
bool has_pointers(Graph *g, Type *t);
bool is_constant(Graph *g, const Node *n);
bool is_boxed(Graph *g, Type *from, Type *to);	/* the conversion allocates */
const Selection *selection_of(Graph *g, SelectorExpr *n);
/* How many pointers are followed on the first `steps` fields of a path; *t: from x's type to the last one's. */
unsigned path_pointers(Type **t, const uint32_t *path, uint32_t steps);
/* The expression that a variable always stands for, as far as that can be told. */
Node *static_value(Graph *g, Node *n);

/* ---- flow.c: expressions ---- */

void flow_expr(Graph *g, Hole k, Node *n);
void flow_drop(Graph *g, Node *n);
/* Converted to `to` on its way. */
void flow_conv(Graph *g, Hole k, Node *n, Type *to);
/* What element i of a literal of this underlying type (no map) is converted to. */
Type *flow_element_type(Graph *g, Type *t, uint32_t i, const KeyValueExpr *kv);
/* A hole for a value of type `from` that has no expression of its own. */
Hole hole_conv(Graph *g, Hole k, Type *from, Type *to, Pos pos);
/* The closure's location has k's address; its variables are captured, its body read (b NULL: by the caller). */
void flow_closure(Graph *g, Hole k, Body *b, Object *const *captures, uint32_t n, Pos pos);

/* ---- call.c ---- */

/* ks: a hole for each of nks results; NULL: nobody wants them. */
void flow_call(Graph *g, const Hole *ks, uint32_t nks, CallExpr *n);
Hole hole_param(Graph *g, const Callee *c, const Hole *ks, uint32_t nks, uint32_t param, Pos pos);
void flow_results(Graph *g, const Callee *c, const Hole *ks, uint32_t nks);
Callee callee_of(Graph *g, Node *fun);
/* k takes the receiver as the method does. */
void flow_receiver(Graph *g, const Callee *c, Hole k);
Type *callee_param_type(Graph *g, const Callee *c, uint32_t i, bool packed);
void flow_method_value(Graph *g, Hole k, SelectorExpr *n, const Selection *sel);
/* A number made of pointers, on its way back to one. */
void flow_unsafe(Graph *g, Hole k, Node *n);
/* The Data of a pointer to reflect's SliceHeader or StringHeader: a number that is a pointer. */
bool flow_is_header_data(Graph *g, Node *n);

/* ---- later.c ---- */

/* A go or defer statement. */
void flow_later(Graph *g, Node *call, bool deferred, Pos pos);

/* ---- stmt.c ---- */

void flow_body(Graph *g, Body *b);
void flow_init(Graph *g, const InitStep *step);
Hole flow_place(Graph *g, Node *lhs, Pos pos);

/* ---- solve.c ---- */

/* Decides what escapes, and fills in the leaks of the parameters. */
void solve(Graph *g);

/* ---- report.c: names and messages ---- */

/* The parameters of a function without a body. */
void report_declaration(Escape *e, Object *func, bool keeps_nothing);
/* What was decided about a location. */
void report_site(Graph *g, const Site *s);
#define report(g, pos, ...) report_to(g, &(g)->e->messages, pos, __VA_ARGS__)
void report_to(Graph *g, MessageVec *list, Pos pos, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* An expression or assignment, the function that is being read, as gc writes them. */
const char *report_expr(Graph *g, Node *n);
const char *report_func(Graph *g);
const char *report_alloc_text(Graph *g, const Site *s);
const char *report_result_name(Graph *g, const Body *b, uint32_t i);
bool report_is_named(const Object *var);

/* ---- dump.c ---- */

void dump_site(Graph *g, const Site *s);
void dump_unknown(Graph *g, const EscapeFunc *u);	/* a function that was given up */

/* ---- escape.c ---- */

EscapeFunc *escape_unit(Escape *e, Object *func, TypeList targs);	/* NULL: no body */
const Leaks *escape_told(Escape *e, Object *func);
Object *named_func(Graph *g, Node *fun, TypeList *targs);
const char *escape_place(Escape *e, Pos pos);

#endif
