/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types, objects, scopes and what the checker records about a program.
 *
 * This header is all that later stages (escape, compile, debug) see of the checker. The picture:
 *
 *   Types (one context, owns everything)
 *     Package ── Scope tree ── Object (const, type, var, func, …) ── Type
 *        ├── FuncInfo: one for each function body, with locals and captured variables
 *        ├── init order: {lhs…, rhs}
 *        └── side tables by node: ExprInfo, Object, Selection, Instance, Scope
 *
 * Everything lives in the context's arena until types_free; nothing is freed on its own. Names are
 * interned (compare Sym pointers with ==). Types are compared with type_identical, never with
 * ==, except basic types,
 * type parameters and declared (not instantiated) named types, of which there is exactly one each.
 *
 * Generics: the body of a generic function is checked once; what is recorded in it mentions type
 * parameters. To compile an instance, pass recorded types through type_subst with the instance's
 * type arguments; fields and methods of a type parameter are looked up again in the substituted
 * type.
 */
#ifndef STRATA_TYPES_TYPES_H
#define STRATA_TYPES_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/exact.h"
#include "base/intern.h"
#include "base/strbuf.h"
#include "syntax/ast.h"

enum { TYPES_GO_MINOR = 26 };    /* the newest language version: go1.26 */

typedef struct Types Types;
typedef struct Type Type;
typedef struct Object Object;
typedef struct Scope Scope;
typedef struct Package Package;
typedef struct FuncInfo FuncInfo;
typedef struct TypeSet TypeSet;

/* ---- Types ---- */

typedef enum TypeKind {
	TYPE_BASIC,     /* bool … unsafe.Pointer, untyped kinds, invalid */
	TYPE_NAMED,     /* a defined type, or an instance of a generic one */
	TYPE_ALIAS,     /* type A = T; type_unalias looks through */
	TYPE_POINTER,
	TYPE_SLICE,
	TYPE_ARRAY,
	TYPE_MAP,
	TYPE_CHAN,
	TYPE_STRUCT,
	TYPE_FUNC,
	TYPE_INTERFACE,
	TYPE_TPARAM,    /* a type parameter */
	TYPE_UNION,     /* ~int | string; only inside interfaces */
	TYPE_TUPLE,     /* parameters, or the results of a call; not a type of Go */
} TypeKind;

typedef enum BasicKind {
#define BASIC(e, name, size, flags) BASIC_##e,
#include "types/basic.def"
	BASIC_COUNT,
	BASIC_BYTE = BASIC_UINT8,
	BASIC_RUNE = BASIC_INT32,
} BasicKind;

/* Flags of a basic type. */
enum {
	BF_BOOLEAN = 1,
	BF_INTEGER = 2,
	BF_UNSIGNED = 4,
	BF_FLOAT = 8,
	BF_COMPLEX = 16,
	BF_STRING = 32,
	BF_UNTYPED = 64,
	BF_NUMERIC = BF_INTEGER | BF_FLOAT | BF_COMPLEX,
	BF_ORDERED = BF_INTEGER | BF_FLOAT | BF_STRING,
	BF_CONST = BF_BOOLEAN | BF_NUMERIC | BF_STRING,
};

typedef enum ChanDir {
	CHAN_BOTH = AST_CHAN_BOTH,
	CHAN_SEND = AST_CHAN_SEND,
	CHAN_RECV = AST_CHAN_RECV,
} ChanDir;

/* A term of a union: T or ~T. */
typedef struct Term {
	Type *type;
	bool tilde;
} Term;

/* A list of types: type arguments, or type parameters. */
typedef struct TypeList {
	Type **at;
	uint32_t n;
} TypeList;

struct Type {
	uint8_t kind;           /* TypeKind */
	uint8_t layout_state;   /* 0 unknown, 1 being computed, 2 known (layout.c) */
	uint8_t has_tparam;     /* 0 unknown, 1 no, 2 mentions a type parameter (subst.c) */
	uint8_t depth_mark;     /* private to walks of the checker */
	/* ordinal of creation in the context: 1, 2, … ; index for users' side tables */
	uint32_t id;
	Types *types;           /* the context it belongs to */
	uint32_t align;         /* layout cache: use type_align */
	int64_t size;           /* layout cache: use type_size */
	int64_t ptrdata;        /* layout cache: use type_ptrdata */
	union {
		struct {
			BasicKind kind;
			uint32_t flags;
			const char *name;
		} basic;
		struct {
			/* the declared type name (an instance shares its origin's) */
			Object *obj;
			/* the generic type of an instance; itself when declared */
			Type *origin;
			TypeList tparams;       /* of a generic declaration */
			TypeList targs;         /* of an instance */
			/* declared inside a generic function: that function's type parameters;
			 * in a substituted copy: their arguments, and origin is the type as
			 * declared */
			TypeList outer;
			Type *under;            /* use type_under: resolved on demand */
			Type *from;             /* right-hand side as written (declared types) */
			/* declared methods; of an instance: expanded lazily, entries may be
			 * NULL: use type_nmethods and type_method */
			Object **methods;
			uint32_t nmethods, capmethods;
			Pos inst_pos;           /* of an instance: where it is first written, or 0 */
			uint8_t state;          /* private to named.c */
		} named;
		struct {
			Object *obj;
			Type *origin;
			TypeList tparams, targs;
			Type *rhs;              /* what it stands for; use type_unalias */
		} alias;
		struct { Type *elem; } pointer;
		struct { Type *elem; } slice;
		/* len < 0: invalid (an error was reported) */
		struct { Type *elem; int64_t len; } array;
		struct { Type *key, *elem; } map;
		struct { Type *elem; ChanDir dir; } chan;
		struct {
			/* OBJ_VAR with VAR_FIELD; embedded ones have `embedded` set */
			Object **fields;
			/* unquoted, NULL when the struct has none; entries may be NULL */
			const Sym **tags;
			uint32_t nfields;
			int64_t *offsets;       /* layout cache: use type_field_offset */
		} strct;
		struct {
			Object *recv;           /* receiver variable or NULL */
			Type *params, *results; /* tuples, never NULL */
			TypeList tparams;       /* of a generic function */
			/* of a method of a generic type: its own names for them */
			TypeList recv_tparams;
			/* function scope of a declared function or literal, else NULL */
			Scope *scope;
			bool variadic;          /* the last parameter has the slice type []T */
		} func;
		struct {
			Object **methods;       /* explicitly declared, in source order */
			Type **embeds;          /* embedded types and unions, in source order */
			Pos *embed_pos;
			uint32_t nmethods, nembeds;
			/* written as a constraint literal: [T int|string] */
			bool implicit;
			/* written in a language version without type elements: they are
			 * refused and count for nothing */
			bool methods_only;
			TypeSet *set;           /* use type_set */
			/* the defined type whose right-hand side this is, or NULL */
			Type *recv_named;
		} iface;
		struct {
			Object *obj;
			uint32_t index;         /* in its list */
			Type *bound;            /* constraint as written; use tparam_iface */
		} tparam;
		struct { Term *terms; uint32_t nterms; } uni;
		struct { Object **vars; uint32_t n; } tuple;
	};
};

/* The type set of an interface. methods is sorted by name (then package path for unexported names);
 * its order is that of interface method tables. */
struct TypeSet {
	Object **methods;
	uint32_t nmethods;
	bool has_terms;         /* false: no restriction on types */
	bool comparable;        /* the set is restricted to comparable types */
	bool busy;
	Term *terms;            /* disjoint normal form; has_terms and nterms == 0: the empty set */
	uint32_t nterms;
};

/* ---- Objects and scopes ---- */

typedef enum ObjKind {
	OBJ_PKGNAME, OBJ_CONST, OBJ_TYPE, OBJ_VAR, OBJ_FUNC, OBJ_LABEL, OBJ_BUILTIN, OBJ_NIL,
} ObjKind;

typedef enum VarKind { VAR_PACKAGE, VAR_LOCAL, VAR_PARAM, VAR_RESULT, VAR_RECV, VAR_FIELD } VarKind;

typedef enum BuiltinId {
#define BUILTIN(e, name, pkg, nargs, variadic, stmt) BUILTIN_##e,
#include "types/builtins.def"
	BUILTIN_COUNT,
} BuiltinId;

/* Flags of an object. The three about a variable hold once the bodies that can see it are
 * checked. */
enum {
	OBJF_USED = 1,          /* read at least once (variables), or mentioned (imports, labels) */
	/* &x, &x.f, &x[i] of an array, slicing an array, or a pointer method called on it */
	OBJF_ADDRTAKEN = 2,
	OBJF_CAPTURED = 4,      /* used by a function literal inside its function */
	OBJF_REASSIGNED = 8,    /* assigned (also in part: x.f = …) after its declaration */
	OBJF_EMBEDDED = 16,     /* an embedded field */
	OBJF_ALIAS = 32,        /* a type name declared with = */
	OBJF_PTR_RECV = 64,     /* a method with a pointer receiver */
	/* a variable of a three-clause for: a fresh copy per iteration (Go 1.22) */
	OBJF_PER_ITERATION = 128,
	/* no identifier declares it: the variable of one type-switch clause */
	OBJF_IMPLICIT = 256,
	OBJF_DOT = 512,         /* a dot import */
	OBJF_GUESSED = 1024,    /* an import whose name was guessed from its path */
};

struct Object {
	uint8_t kind;           /* ObjKind */
	uint8_t colour;         /* progress of lazy resolution; private */
	uint8_t var_kind;       /* VarKind of OBJ_VAR */
	uint8_t builtin;        /* BuiltinId of OBJ_BUILTIN */
	bool cyclic;            /* its declaration refers to itself; private */
	uint32_t flags;         /* OBJF_* */
	uint32_t id;            /* ordinal of creation in the context */
	/* order of declaration in the package, from 1: among all of package level, or the local types */
	uint32_t order;
	const Sym *name;        /* "_" when blank, "" for an unnamed parameter */
	Pos pos;                /* of the declaring identifier */
	/* from here on the name is visible (locals); NOPOS = in its whole scope */
	Pos scope_pos;
	Pos scope_end;          /* end of the enclosing block (locals) */
	Scope *scope;           /* where it is declared; NULL for fields, methods, instances */
	Package *pkg;           /* NULL in the universe */
	/* NULL until resolved: use obj_type on objects of imported packages */
	Type *type;
	struct Decl *decl;      /* how to resolve it; private */
	union {
		struct {
			const Sym *path;
			Pos path_pos;           /* of the path in the declaration */
			Package *imported;      /* NULL until used: use pkgname_package */
		} pkgname;
		struct { const Const *val; } cons;
		struct {
			/* the function that declares it; NULL for package variables and fields */
			FuncInfo *func;
			/* of a field in its struct; of a parameter, result; of a local: ordinal
			 * in its function */
			uint32_t index;
			/* field of an instantiated struct: the generic one; else itself or NULL */
			Object *origin;
			Node *node;             /* the declaring node, when there is one */
		} var;
		struct {
			Node *decl;             /* FuncDecl, NULL for interface methods */
			/* its body, when there is one and it was asked for: see types_check_body */
			FuncInfo *info;
			/* method of an instance: the method of the generic type; else itself */
			Object *origin;
			/* method: receiver base type (an instance for an instantiated method),
			 * or the interface */
			Type *recv_named;
			bool has_body;
			bool ptr_recv;
		} func;
		struct { Node *stmt; } label;
	};
};

typedef struct ScopeEntry {
	const Sym *name;
	Object *obj;
} ScopeEntry;

/* A block. Small scopes are a list, larger ones also a hash; entries stay in order of
 * declaration. */
struct Scope {
	Scope *parent;
	Scope *first_child, *last_child, *next;   /* in source order */
	/* [start, end) of the block; NOPOS for universe and package */
	Pos start, end;
	ScopeEntry *entries;
	uint32_t n, cap;
	uint32_t *hash;                           /* open addressing, value = index + 1 */
	uint32_t nhash;
	Package *pkg;                             /* NULL for the universe */
	/* the innermost function around it, NULL outside of functions */
	FuncInfo *func;
	/* the outermost block of a function: parameters and results */
	bool is_func;
	/* file scope of a package whose imports are still to be resolved */
	bool lazy_imports;
	/* file scope with a //go:build line: go1.N of the least version it asks for, else 0 */
	uint8_t go_minor;
};

/* What the checker knows of one function with a body: a declaration or a literal. */
struct FuncInfo {
	uint32_t id;            /* ordinal of creation in the context */
	Node *node;             /* FuncDecl or FuncLit */
	Object *obj;            /* the declared function; NULL for a literal */
	FuncInfo *outer;        /* the function around a literal; NULL at package level */
	Package *pkg;
	Type *sig;
	Scope *scope;
	/* every variable declared in it, in source order: receiver, parameters, results,
	 * locals; also blank and unnamed ones */
	Object **locals;
	uint32_t nlocals, caplocals;
	/* its free variables (of enclosing functions), in order of first use; includes those
	 * that only function literals inside it use */
	Object **captures;
	uint32_t ncaptures, capcaptures;
	FuncInfo **lits;        /* function literals directly inside it, in source order */
	uint32_t nlits, caplits;
	/* of a literal among those directly in the same function (or outside of all), from 1 */
	uint32_t ordinal;
	bool has_defer, has_recover, has_goto;
	/* stands around an expression of the debugger: see types_check_expr */
	bool is_probe;
	bool checked;
};

/* ---- What is recorded about a tree ---- */

typedef enum ExprMode {
	MODE_INVALID,           /* nothing recorded, or an error was reported */
	MODE_NOVALUE,           /* call of a function without results */
	MODE_BUILTIN,           /* a builtin function */
	MODE_TYPE,
	MODE_CONST,
	MODE_VAR,               /* addressable */
	MODE_MAPINDEX,          /* m[k]: not addressable, assignable, comma-ok */
	MODE_VALUE,
	MODE_NIL,               /* the predeclared nil; type is the type it was converted to */
	MODE_COMMAOK,           /* a value that also comes in the comma-ok form: x.(T), <-c */
} ExprMode;

/* type: for an untyped expression its final type, as go/types: the type it is converted to by
 * its context. For an expression used in the comma-ok form the tuple (T, bool). val: set for
 * every constant expression. */
typedef struct ExprInfo {
	Type *type;
	const Const *val;
	uint8_t mode;           /* ExprMode */
	uint8_t builtin;        /* BuiltinId when mode is MODE_BUILTIN */
} ExprInfo;

typedef enum SelKind {
	SEL_FIELD,              /* x.f: struct field */
	SEL_METHOD_VALUE,       /* x.f: method, as a value or called */
	SEL_METHOD_EXPR,        /* T.f */
} SelKind;

/* For x.f that is not pkg.Name (for those, info_object of the selector's identifier is the object).
 * path: field indices from x's (dereferenced) type through embedded fields; the last element is the
 * index of the field, or of the method: in its named type (type_method), or in the type set of an
 * interface or type parameter. indirect: a pointer was followed on the way. */
typedef struct Selection {
	SelKind kind;
	Type *recv;             /* type of x (or T) */
	Object *obj;            /* field (OBJ_VAR) or method (OBJ_FUNC) */
	/* of x.f; a method expression includes the receiver as first parameter */
	Type *type;
	const uint32_t *path;
	uint32_t npath;
	bool indirect;
} Selection;

/* For the identifier of a generic function or type that is instantiated (explicitly or by
 * inference). */
typedef struct Instance {
	TypeList targs;
	Type *type;             /* instantiated signature or named type */
} Instance;

/* One step of package initialisation. lhs may hold blank variables; nlhs > 1: a call with
 * several results. A declaration without initialiser does not appear. */
typedef struct InitStep {
	Object **lhs;
	uint32_t nlhs;
	Node *rhs;
} InitStep;

/* A variable with //go:embed before it. */
typedef enum EmbedKind { EMBED_NONE, EMBED_STRING, EMBED_BYTES, EMBED_FS } EmbedKind;

typedef struct EmbedPattern {
	const char *text;
	Pos pos;
} EmbedPattern;

typedef struct EmbedFile {
	const char *name;       /* relative to the package's directory; of a directory it ends in a slash */
	const char *data;
	size_t size;
} EmbedFile;

typedef struct Embed {
	Object *var;
	EmbedKind kind;
	EmbedPattern *patterns;
	uint32_t npatterns;
	EmbedFile *files;       /* filled in by who knows the package's directory; in the order of embed.FS */
	uint32_t nfiles;
} Embed;

struct Package {
	Types *types;
	const Sym *path;        /* import path: "main", "fmt", "math/rand" */
	const Sym *name;        /* package clause */
	Scope *scope;
	File **files;
	Scope **file_scopes;    /* parallel to files */
	uint32_t nfiles;
	/* packages it imports that were loaded, in source order, once each */
	Package **imports;
	uint32_t nimports, capimports;
	/* bodies checked so far: declared functions and package-level literals, in source order */
	FuncInfo **funcs;
	uint32_t nfuncs, capfuncs;
	/* package-level objects and methods in source order, blank ones and init functions too */
	Object **objects;
	uint32_t nobjects, capobjects;
	/* in order of execution; ready after types_check_package or types_check_bodies */
	InitStep *init;
	uint32_t ninit, capinit;
	Embed *embeds;          /* ready after types_check_package */
	uint32_t nembeds;
	int go_minor;           /* language version go1.N; a file's //go:build line overrides it */
	bool complete;          /* functions must have bodies: see types_set_complete */
	bool lazy;              /* imported: objects are resolved on demand */
	bool bodies_checked;
	/* stands for a package that could not be imported; uses of it are silent */
	bool fake;
	bool tested;            /* of its own tests: they may import it though it is a program */
	struct PackageState *state;    /* private */
};

/* ---- The context ---- */

/* Finds and parses the package `path` imported by a file in package `from`, hands its files to
 * types_add_package and returns it; NULL and *why (a text that completes `could not import PATH
 * (…)`, in the context's arena) when there is none. Called at most once for a path. */
typedef Package *(*TypesImporter)(void *user, Types *, const Sym *path, Package *from,
				  const char **why);

/* What a path means in the files of package `from`, which may be another package than elsewhere: that one's path. */
typedef const char *(*TypesResolver)(void *user, const char *path, const Package *from);

/* Everything comes from ast->arena; diagnostics go to ast->diags; side tables are indexed by
 * the ids of this family of trees. The context must not outlive `ast`. types_free gives back
 * the few tables that are not in the arena. */
Types *types_new(Ast *ast);
void types_free(Types *);
void types_set_importer(Types *, TypesImporter importer, void *user);
void types_set_resolver(Types *, TypesResolver resolver);	/* with the importer's user; without one paths mean themselves */
/* Language version of the packages that are checked (not: added) from now on, as minor: 26 for go1.26. */
void types_set_go_version(Types *, int minor);
/* Functions of packages from here on must have bodies (there is no other code than Go's), as gc's -complete has it. */
void types_set_complete(Types *, bool on);

/* A package that is checked at once and whole: every phase, all bodies, all errors. Never NULL. */
Package *types_check_package(Types *, const char *path, File **files, uint32_t nfiles);
/* A package that is only collected; its objects are resolved when used. What an importer calls. */
Package *types_add_package(Types *, const char *path, File **files, uint32_t nfiles);
/* Checks all that is left of a lazily added package: bodies, init order. */
void types_check_bodies(Package *);
/* Checks the body of one function or method (generic ones: pass the origin), if not done yet;
 * NULL without a body. */
FuncInfo *types_check_body(Object *func);
/* The same of the declared function that a position lies in; NULL: in none. */
FuncInfo *types_function_at(Package *, Pos pos);
Package *types_package(Types *, const char *path);      /* already loaded, or NULL */
Package *types_unsafe(Types *);
Scope *types_universe(Types *);
Ast *types_ast(Types *);

/* Checks an expression as if it stood at `pos` in `scope` (of pkg, inside func or NULL): the
 * debugger's evaluator. The result is a function made up around it: its captures are the locals
 * of the program that the expression mentions; flags of the program's own variables do not
 * change. Side tables get entries for its nodes. `want` is a type to convert to, or NULL to
 * default untyped results. NULL when there were errors (in the context's diagnostics). With
 * several results (a call) out->type is a tuple. `vars` are variables that stand around the
 * expression besides the program's; their objects are filled in. */
typedef struct ProbeVar { const char *name; Type *type; Object *obj; bool is_type; /* another name of its type */ } ProbeVar;
FuncInfo *types_check_expr(Package *pkg, FuncInfo *func, Scope *scope, Pos pos, Node *expr,
			   Type *want, ProbeVar *vars, size_t nvars, ExprInfo *out);
/* The same for statements; what they declare lives in the made-up function's scope. */
FuncInfo *types_check_stmts(Package *pkg, FuncInfo *func, Scope *scope, Pos pos, BlockStmt *block);
/* From now on such expressions stand in an instance of a generic function: variables have, and type parameters are, what its
 * arguments make of them. Lists of no length: in none. */
void types_at_instance(Types *, TypeList tparams, TypeList targs);

/* Whether a directive (`go:noescape`) stands before the function. */
bool package_directs(const Package *, const FuncDecl *, const char *directive);
/* What a `//go:linkname NAME TARGET` calls a function of the package: NULL where there is none. That which stands before the function
 * itself; or one anywhere in the package. */
const char *package_pushes(Types *, const Package *, const FuncDecl *);
const char *package_pulls(Types *, const Package *, const char *name);

/* ---- Side tables ---- */

/* never NULL; MODE_INVALID when absent */
const ExprInfo *info_expr(const Package *, const Node *expr);
Type *info_type(const Package *, const Node *expr);              /* the recorded type, or NULL */
const Const *info_const(const Package *, const Node *expr);      /* the constant value, or NULL */
/* what an identifier declares or denotes, or NULL */
Object *info_object(const Package *, const Node *ident);
/* variable of a type-switch clause */
Object *info_implicit(const Package *, const Node *clause);
const Selection *info_selection(const Package *, const Node *selector);  /* NULL for pkg.Name */
/* of the identifier (in pkg.F: of F), or NULL */
const Instance *info_instance(const Package *, const Node *ident);
/* scope opened by a file, function, block, if, for, switch, clause */
Scope *info_scope(const Package *, const Node *node);
FuncInfo *info_func(const Package *, const Node *func);          /* of a FuncDecl or FuncLit */

/* ---- Making types ---- */

Type *type_basic(Types *, BasicKind);
Type *type_byte(Types *);               /* prints as byte; identical to uint8 */
Type *type_rune(Types *);               /* prints as rune; identical to int32 */
Type *type_error(Types *);              /* the predeclared interface */
Type *type_any(Types *);                /* the alias any */
Type *type_empty_interface(Types *);
Type *type_pointer(Types *, Type *elem);
Type *type_slice(Types *, Type *elem);
Type *type_array(Types *, Type *elem, int64_t len);
Type *type_map(Types *, Type *key, Type *elem);
Type *type_chan(Types *, ChanDir, Type *elem);
/* fields: OBJ_VARs from obj_field; both arrays are copied; tags may be NULL. */
Type *type_struct(Types *, Object **fields, const Sym **tags, uint32_t n);
Type *type_tuple(Types *, Object **vars, uint32_t n);
/* params, results: tuples or NULL for none. */
Type *type_func(Types *, Object *recv, Type *params, Type *results, bool variadic);
Object *obj_field(Types *, Package *, const Sym *name, Type *, bool embedded);
Object *obj_param(Types *, Package *, const Sym *name, Type *);

/* The instance of a generic named type, alias or function signature; the same Type for
 * identical arguments (named types). Arguments are not verified. The result is expanded when
 * looked into. */
Type *type_instantiate(Types *, Type *generic, TypeList targs);
/* t with tparams[i] replaced by targs[i]; t itself when nothing changes. */
Type *type_subst(Types *, Type *t, TypeList tparams, TypeList targs);
bool type_mentions_tparam(Type *);

/* ---- Asking types ---- */

Type *type_unalias(Type *);             /* through aliases */
/* the underlying type: never an alias or named type; of a type parameter its constraint
 * interface (Spec: "Underlying types") */
Type *type_under(Type *);
BasicKind type_basic_kind(Type *);      /* of the underlying type; BASIC_INVALID when not basic */
uint32_t type_basic_flags(Type *);      /* BF_* of the underlying basic type, 0 otherwise */
/* kind of the underlying type (TYPE_INTERFACE excludes type parameters); TYPE_NAMED,
 * TYPE_TPARAM: of the type itself, aliases seen through */
bool type_is(Type *, TypeKind kind);
bool type_is_tparam(Type *);
bool type_is_interface(Type *);         /* an interface type, not a type parameter */
bool type_is_valid(Type *);
bool type_is_untyped(Type *);
bool type_identical(Type *, Type *);            /* Spec: "Type identity" */
bool type_identical_ignore_tags(Type *, Type *);
uint32_t type_hash(Type *);                     /* equal for identical types */
Type *type_default(Types *, Type *);            /* of an untyped type; others unchanged */
/* the single underlying type of all types in the set, or NULL; the underlying type itself when
 * t is not a type parameter */
Type *type_core(Type *);
bool type_comparable(Type *);                   /* == is defined (it may panic for interfaces) */
bool type_strictly_comparable(Type *);          /* == cannot panic */
/* why not: `struct containing []int cannot be compared` */
bool type_comparable_why(Type *, Types *, StrBuf *why);
/* pointer, map, chan, func, unsafe.Pointer, one-field wrappers of these: stored directly in an
 * interface's data word */
bool type_is_pointer_shaped(Type *);
bool type_has_nil(Type *);
TypeSet *type_set(Type *iface);                 /* of an interface (not a type parameter) */
Type *tparam_iface(Type *tparam);               /* constraint as an interface */

uint32_t type_nmethods(Type *named);            /* declared methods of a named type */
Object *type_method(Type *named, uint32_t i);   /* with the signature of the instance */
/* All methods in the method set of t (also promoted ones), sorted as TypeSet.methods; in the
 * context's arena. */
typedef struct MethodSetEntry {
	Object *method;
	const uint32_t *path;   /* as Selection.path */
	uint32_t npath;
	bool indirect;
} MethodSetEntry;
uint32_t type_method_set(Types *, Type *t, MethodSetEntry **out);

typedef struct Lookup {
	Object *obj;            /* field or method; NULL: not found */
	const uint32_t *path;
	uint32_t npath;
	bool indirect;          /* a pointer was followed (including the initial one) */
	bool ambiguous;         /* two at the same depth: obj is NULL, path leads to one of them */
	/* found, but only in the method set of *T and the operand is not addressable: obj is
	 * NULL */
	bool needs_pointer;
} Lookup;
/* Spec: "Selectors". pkg: the package that asks (for unexported names). */
Lookup type_lookup(Types *, Type *, bool addressable, Package *pkg, const Sym *name);
/* The first method of interface `iface` that t lacks; NULL when t implements it (method sets
 * only). */
Object *type_missing_method(Types *, Type *t, Type *iface, bool *wrong_type);
bool type_implements(Types *, Type *t, Type *iface);    /* Spec: "Implementing an interface" */
bool type_satisfies(Types *, Type *t, Type *constraint);
bool type_assignable(Types *, Type *from, Type *to);    /* of a variable of type from */
bool type_convertible(Types *, Type *from, Type *to);
bool type_assertable(Types *, Type *iface, Type *to);   /* x.(to) is not impossible */

/* ---- Layout: gc's on linux/amd64 (layout.c) ---- */

/* bytes; -1 when too large or the type mentions type parameters */
int64_t type_size(Types *, Type *);
uint32_t type_align(Types *, Type *);           /* bytes */
int64_t type_field_offset(Types *, Type *strct, uint32_t i);     /* bytes; -1 behind what is too large */
/* bytes up to the end of the last pointer word; 0: no pointers */
int64_t type_ptrdata(Types *, Type *);
bool type_has_pointers(Types *, Type *);
/* Sets bit (word + i) in bits for every pointer word i of a value of this type, up to
 * type_ptrdata. */
void type_ptrmask(Types *, Type *, uint64_t *bits, size_t word);

/* ---- Text (typestring.c) ---- */

/* As gc prints types in messages: names of package `rel` and of the universe unqualified,
 * others by package name (by full path when two packages in one message share a name). */
void type_write(StrBuf *, Type *, Package *rel);
const char *type_string(Types *, Type *, Package *rel);
/* As gc's compiler prints types of its own tree; type parameters as the shapes of their arguments (go.shape.int). */
void type_write_tree(StrBuf *, Type *, Package *rel, TypeList tparams, TypeList targs);
/* As reflect and %T print: main.Node, map[string]int, main.Map[int,string], struct { X int
 * "tag" }. */
void type_write_reflect(StrBuf *, Type *);
const char *type_reflect_string(Types *, Type *);
/* Unique for identical types across packages: full import paths, local types told apart; for
 * linking descriptors. */
void type_write_link(StrBuf *, Type *);
const char *type_link_string(Types *, Type *);
/* func main.(*T).M style symbol: pkgpath.F, pkgpath.T.M, pkgpath.(*T).M, pkgpath.f.func1 */
const char *func_link_name(Types *, const FuncInfo *);
const char *obj_link_name(Types *, Object *func, TypeList targs);

/* ---- Objects and scopes ---- */

Type *obj_type(Object *);               /* resolves an object of a lazy package first */
const Const *obj_const(Object *);
Package *pkgname_package(Object *);     /* loads it when needed; marks nothing */
bool obj_exported(const Object *);
bool name_exported(const Sym *);
Object *scope_find(const Scope *, const Sym *name);            /* in this scope only */
/* Outwards from `scope`; a local is seen only when declared before pos (NOPOS: no limit).
 * *where: scope found in. */
Object *scope_lookup(Scope *, const Sym *name, Pos pos, Scope **where);
/* descends to the block around pos */
Scope *scope_innermost(Scope *, Pos pos);

/* ---- Dump ---- */

/* --dump=types: one line for each recorded expression and object, in source order. */
void types_dump(StrBuf *, Package *);

#endif
