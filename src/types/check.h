/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checker's own files share. The checker is one context (Types) with an environment
 * (Env) that says where it stands: package, scope, function, the declaration being resolved.
 * Expressions are checked into an Operand: mode, type, constant value. An operand of
 * MODE_INVALID means that an error was reported already; whoever gets one passes it on in
 * silence. */
#ifndef STRATA_TYPES_CHECK_H
#define STRATA_TYPES_CHECK_H

#include <stdlib.h>

#include "base/map.h"
#include "base/vec.h"
#include "syntax/parse.h"
#include "types/types.h"

typedef struct Operand {
	uint8_t mode;           /* ExprMode */
	uint8_t builtin;        /* BuiltinId of MODE_BUILTIN */
	Type *type;
	const Const *val;
	Node *expr;
} Operand;

/* How a package-level object (or a local type) is resolved when it is first needed. */
typedef struct Decl {
	Scope *file_scope;
	Node *node;             /* ConstDecl, VarDecl, TypeDecl, FuncDecl */
	Node *type_expr, *init;
	Object **lhs;           /* var a, b = f(): all of them */
	uint32_t nlhs;
	uint32_t iota;
	bool inherited;         /* constant with the values of an earlier specification */
	bool init_checked;
	/* package-level objects mentioned: for the order of initialisation */
	VEC(Object *) deps;
	Map dep_set;
} Decl;

/* Progress of an object's resolution. */
enum { WHITE, GREY, BLACK };

typedef struct Env {
	Package *pkg;
	Decl *decl;
	Scope *scope;
	FuncInfo *func;
	Type *sig;              /* of the function whose body is checked */
	const Const *iota;
	Pos pos;                /* locals declared after it are not seen; 0: no limit */
	Pos err_pos;            /* errors in inherited constant expressions are reported here */
	bool has_call_or_recv;  /* the expression contains a function call or a receive */
	bool in_tparam_list;
} Env;

typedef struct NodeInfo {
	union {
		Type *type;     /* expressions */
		Scope *scope;   /* statements, clauses, files */
	};
	const Const *val;
	uint8_t mode, builtin;
	bool shift_lhs;         /* untyped left operand of a shift that is not constant */
	bool recorded;
	union {
		Object *obj;            /* Ident, CaseClause */
		Selection *sel;         /* SelectorExpr */
		FuncInfo *func;         /* FuncDecl, FuncLit */
	};
} NodeInfo;

typedef struct Action {
	void (*run)(Types *, void *);
	void *arg;
	Env env;
} Action;

/* An interface type and where it is written. */
typedef struct Interfacing {
	Type *type;
	Node *node;
} Interfacing;

/* A method declared with `func (r T) m`, waiting for T. */
/* An instance and where it is asked for: arguments written in terms of `outer`, which count as `as`
 * (a method's own names for its type's parameters). */
typedef struct MonoUse {
	Node *ident;
	TypeList targs, outer, as;
} MonoUse;

typedef struct PackageState {
	bool collected;
	bool init_ordered;
	uint32_t local_types;   /* declared so far */
	Map methods;            /* Sym of a base type -> MethodList */
	VEC(struct MethodList *) method_lists;
	VEC(Object *) pkgnames; /* imports that must be used */
	VEC(Object *) dot_imports;
	VEC(MonoUse) uses;      /* of generic functions and types inside generic ones */
	VEC(Interfacing) interfaces;    /* as written, for the check of anonymous cycles */
} PackageState;

typedef struct MethodList {
	VEC(Object *) at;
	bool taken;             /* handed to its type */
} MethodList;

typedef struct SetPair {
	TypeSet *a, *b;
} SetPair;

enum { PAGE_BITS = 9, PAGE_SIZE = 1 << PAGE_BITS };

struct Types {
	Ast *ast;
	Arena *arena;
	TypesImporter importer;
	TypesResolver resolver;
	void *importer_user;
	int go_version;
	bool complete;

	Scope *universe;
	Package *unsafe;
	Type *basic[BASIC_COUNT];
	Type *t_byte, *t_rune, *t_error, *t_any, *t_empty_interface, *t_comparable, *t_empty_tuple;
	Object *universe_iota, *universe_nil;
	const Sym *s_blank, *s_empty, *s_init, *s_main, *s_error, *s_unsafe, *s_dot;

	uint32_t next_type, next_obj, next_func;
	VEC(NodeInfo *) pages;          /* side tables: PAGE_SIZE entries each, by node id */
	Map captured;                   /* id of a function, id of a variable of one around it -> 1 */
	Map instances;                  /* node id -> Instance */
	Map named_instances;            /* hash -> InstanceLink of all named types with that hash */
	StrMap packages;
	VEC(Package *) package_list;

	Env env;
	VEC(Action) later;
	VEC(Object *) path;             /* objects being resolved, outermost first */
	/* the function in the call whose arguments are being assigned */
	Node *called;
	uint32_t nerrors;
	/* objects up to this id are the program's, and are only looked at */
	uint32_t probe_from;
	TypeList probe_tparams, probe_targs;	/* types_at_instance */
	/* of nested interfaces whose type sets are being computed */
	uint32_t set_depth;
	VEC(SetPair) comparing;         /* type sets being compared, outermost first */
};

/* ---- messages.c ---- */
void err(Types *, Pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
const char *str_type(Types *, Type *);
void type_write_bare(StrBuf *, Type *, Package *rel);   /* without parameter names */
const char *str_expr(Types *, const Node *);
const char *str_operand(Types *, const Operand *);
const char *str_const(Types *, const Const *, Type *);
const char *str_pos(Types *, Pos);
const char *str_object(Types *, Object *);
const char *fmt(Types *, const char *format, ...) __attribute__((format(printf, 2, 3)));
Pos start(const Node *);                        /* where gc reports an error about a node */
/* "struct", "map", … of the underlying type; "" for basic types */
const char *composite_kind(Type *);
const char *types_summary(Types *, Type **, uint32_t n, bool variadic, bool dots);

/* ---- context.c ---- */
NodeInfo *node_info(Types *, const Node *);
Package *package_new(Types *, const char *path);
void record(Types *, Node *expr, ExprMode, Type *, const Const *);
void record_operand(Types *, const Operand *);
void record_object(Types *, Node *ident, Object *);
void record_scope(Types *, Node *, Scope *);
void record_selection(Types *, SelectorExpr *, SelKind, Type *recv, Object *, Type *,
		      const Lookup *);
void record_instance(Types *, Node *ident, TypeList targs, Type *);
void later(Types *, void (*run)(Types *, void *), void *arg);
void process_later(Types *, size_t from);
bool version_allows(Types *, int minor);
/* The version at work and where it is from, as errors tell it. */
const char *version_origin(Types *);
/* True, or reports `WHAT requires go1.N or later (…)`. */
bool version_require(Types *, Pos, int minor, const char *what);

/* ---- scope.c ---- */
Scope *scope_new(Types *, Scope *parent, Pos start, Pos end);
Object *scope_insert(Types *, Scope *, Object *);       /* the one already there, or NULL */
Object *obj_new(Types *, ObjKind, Package *, const Sym *, Pos, Type *);
Object *obj_var(Types *, VarKind, const Sym *, Pos, Type *);
void scope_open(Types *, Node *);
void scope_close(Types *);
void declare(Types *, Scope *, Node *ident, Object *, Pos scope_pos);
void redeclared(Types *, Object *obj, Object *other);
const Sym *sym(Types *, const char *);
Object *lookup(Types *, const Sym *, Scope **where);
FuncInfo *func_new(Types *, Node *, Object *, Type *sig);
void func_add_local(Types *, FuncInfo *, Object *);
bool func_add_capture(Types *, FuncInfo *, Object *);   /* false: it is there already */

/* ---- type.c, named.c, typeset.c, subst.c ---- */
Type *type_new(Types *, TypeKind);
Type *named_new(Types *, Object *);
Type *tparam_new(Types *, Object *, Type *bound);
Type *interface_new(Types *);
void named_add_method(Types *, Type *named, Object *method);
Object *named_find_method(Type *named, Package *, const Sym *, uint32_t *index, bool fold);
bool same_name(const Object *, Package *, const Sym *, bool fold);
TypeList type_list(Types *, Type **, uint32_t n);
TypeSet *tparam_set(Type *tparam);              /* type set of the constraint */
bool term_list_includes(const TypeSet *, Type *);
bool term_list_subset(const TypeSet *sub, const TypeSet *super);
/* Calls f on every (term type, underlying type) of t's type set, or once on t itself when t is
 * no type parameter (with NULL, NULL when the set has no specific types). Stops at false. */
bool type_each_under(Type *t, bool (*f)(void *, Type *t, Type *under), void *arg);
/* as type_core, but []byte | string gives string */
Type *core_or_bytestring(Type *, bool *is_bytestring);
bool all_basic(Type *, uint32_t flags);         /* all types in the set have one of these flags */
bool is_typed(Type *);
bool is_generic(Type *);
bool has_empty_typeset(Type *);
int compare_object_names(const Object *, const Object *);
TypeList func_all_tparams(const FuncInfo *);

/* ---- lookup.c ---- */
Lookup lookup_member(Types *, Type *, bool addressable, Package *, const Sym *, bool fold);
/* The cause that t does not implement iface: text without parentheses, or NULL when it does. */
const char *missing_method_cause(Types *, Type *t, Type *iface, bool static_check,
				 const char *(*none)(void));
bool implements(Types *, Type *t, Type *iface, bool constraint, const char **why);

/* ---- conv.c, const.c ---- */
bool assignable_to(Types *, Operand *, Type *to, const char **why);
bool convertible_to(Types *, Operand *, Type *to, const char **why);
void conversion(Types *, Operand *, Type *to);
bool representable(Types *, const Const *, Type *basic, const Const **rounded);
void check_representable(Types *, Operand *, Type *basic);
void check_overflow(Types *, Operand *, Pos op_pos);
Type *implicit_type_and_value(Types *, Operand *, Type *target, const Const **val, int *code);
void convert_untyped(Types *, Operand *, Type *target);
void update_expr_type(Types *, Node *, Type *, bool final);
void match_untyped(Types *, Operand *x, Operand *y);

/* ---- decl.c, collect.c ---- */
void collect_objects(Types *, Package *);
void obj_decl(Types *, Object *);
void decl_stmt(Types *, DeclStmt *);
void const_decl_values(Types *, Object *, Node *type, Node *init, bool inherited);
void check_func_body(Types *, FuncInfo *, BlockStmt *);
void collect_tparams(Types *, NodeList fields, TypeList *out);
void valid_type(Types *, Type *named);
/* The declarations of a cycle, each with the place that refers to the next. */
typedef struct CycleLink {
	Object *obj;
	Pos pos;
} CycleLink;
void report_cycle(Types *, const CycleLink *cycle, size_t n);
void report_self_cycle(Types *, Object *);
void unused_imports(Types *, Package *);
void anonymous_cycles(Types *, Package *);
void init_order(Types *, Package *);
Object *pkgname_lookup(Types *, Object *pkgname, const Sym *);

/* ---- limits.c ---- */
void note_use(Types *, Node *ident, TypeList targs);
void instantiation_cycles(Types *, Package *);
void size_limits(Types *, Package *);
void frame_limits(Types *, Package *);
void value_limits(Types *, Package *);
void made_limits(Types *, const Package *, Node *, Pos);	/* of what is computed in a node; errors are told of pos */
void check_directives(Types *, Package *);
void missing_bodies(Types *, Package *);
void embed_directives(Types *, Package *);

/* ---- typexpr.c ---- */
Type *type_expr(Types *, Node *);                       /* a type; invalid type after an error */
/* a type for a variable: no constraint interface */
Type *var_type(Types *, Node *);
Type *defined_type(Types *, Node *, Type *def);
Type *generic_type(Types *, Node *, const char **why);  /* a generic type without arguments */
void type_or_ident(Types *, Operand *, Node *ident, Type *def, bool want_type);
void func_type(Types *, Type *sig, Field *recv, NodeList tparams, FuncTypeExpr *, FuncInfo *);
Type *instantiated_type(Types *, IndexExpr *, Type *def);
Type *constraint_type(Types *, Node *);
void verify_var_type(Types *, Node *, Type *);
Type *union_expr(Types *, Node *);
void interface_expr(Types *, Type *iface, InterfaceTypeExpr *, Type *def);
bool verify_instance(Types *, Pos, TypeList tparams, TypeList targs, Node *const *arg_nodes,
		     uint32_t nargs,
		     const char *name);

/* ---- expr.c, literal.c, index.c ---- */
void expr(Types *, Type *target, Operand *, Node *);            /* a single value */
/* composite literals may lack their type */
void expr_hint(Types *, Operand *, Node *, Type *hint);
void multi_expr(Types *, Operand *, Node *);                    /* may be a tuple, or comma-ok */
/* may be an uninstantiated function */
void generic_expr(Types *, Operand *, Node *);
void expr_or_type(Types *, Operand *, Node *, bool allow_generic);
void raw_expr(Types *, Type *target, Operand *, Node *, Type *hint, bool allow_generic);
void exclude(Types *, Operand *, unsigned modes);
void single_value(Types *, Operand *);
void binary_op(Types *, Operand *, Node *e, Node *lhs, Node *rhs, Tok op);
void unary_op(Types *, Operand *, UnaryExpr *);
void comparison(Types *, Operand *x, Operand *y, Tok op, bool switch_case);
void shift(Types *, Operand *x, Operand *y, Node *e, Tok op);
void composite_lit(Types *, Operand *, CompositeLit *, Type *hint);
void func_lit(Types *, Operand *, FuncLit *);
void selector(Types *, Operand *, SelectorExpr *, Type *def, bool want_type);
/* true: a generic function to instantiate */
bool index_expr(Types *, Operand *, IndexExpr *);
void slice_expr(Types *, Operand *, SliceExpr *);
int64_t check_index(Types *, Node *, int64_t max, Operand *x);
bool valid_index(Types *, Operand *, const char *what, bool negative_ok);
int64_t indexed_elements(Types *, NodeList, Type *elem, int64_t length);
void mark_address_taken(Types *, Node *);
void mark_assigned(Types *, Node *);
Object *operand_var(Types *, Node *);

/* ---- call.c, builtin.c, infer.c, unify.c ---- */
typedef enum CallKind { CALL_CONVERSION, CALL_EXPR, CALL_STATEMENT } CallKind;
CallKind call_expr(Types *, Operand *, CallExpr *);
bool builtin_call(Types *, Operand *, CallExpr *, BuiltinId);
void func_inst(Types *, Type *target, Operand *, IndexExpr *, bool infer_rest);
/* Evaluates a list where one call may give several values. */
typedef VEC(Operand) OperandVec;
void expr_list(Types *, NodeList, OperandVec *, bool allow_comma_ok, bool allow_generic);
TypeList infer(Types *, Pos, TypeList tparams, Type **targs, Type *params, OperandVec *args,
	       bool reverse,
	       const char *func_name, bool *failed);

/* ---- assign.c, stmt.c, range.c; labels and jumps are the parser's (syntax/branches.h) ---- */
/* context: "assignment", …; NULL: "argument to f" with f = c->called. */
void assignment(Types *, Operand *, Type *to, const char *context);
void init_const(Types *, Object *, Operand *);
void init_var(Types *, Object *, Operand *, const char *context);
void init_vars(Types *, Object **, uint32_t n, NodeList rhs, Node *return_stmt);
Type *assign_var(Types *, Node *lhs, Node *rhs, Operand *, const char *context);
void assign_stmt(Types *, AssignStmt *);
Type *lhs_var(Types *, Node *lhs);
void stmt_list(Types *, NodeList);
void stmt(Types *, Node *);
void range_stmt(Types *, RangeStmt *);
bool is_terminating(Types *, Node *stmt, const Sym *label);
bool is_terminating_list(Types *, NodeList);
void unused_vars(Types *, FuncInfo *);
bool range_types(Types *, Type *, Type **key, Type **value, const char **why, bool *is_func,
		 bool *is_int);


static inline bool is_invalid(const Operand *x)
{
	return x->mode == MODE_INVALID;
}

static inline Type *invalid_type(Types *c)
{
	return c->basic[BASIC_INVALID];
}

#endif
