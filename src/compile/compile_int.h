/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the compiler's files share.
 *
 *   Compiler   one compilation: the image being built, functions by link name, work still to do
 *   FnRef      a function known by link name: compiled, to be compiled, or in a library
 *   Rep        how a type is held: size, words, class, which words are pointers
 *   Fn         the function being compiled: its code so far, variables, temporaries, live pointers
 *   Val        where a value is: in slots, a constant, or a place in memory
 *
 * Temporaries are a stack of words above the locals: fn_mark and fn_release bracket their use. A
 * temporary becomes live (a root at safepoints) when its value is written, not when its words are
 * taken: fn_live says so. Named variables go on the same live stack when they are initialised.
 */
#ifndef COMPILE_INT_H
#define COMPILE_INT_H

#include "base/map.h"
#include "code/image.h"
#include "compile/compile.h"
#include "syntax/ast.h"
#include "types/types.h"

typedef enum RepClass {
	REP_VOID,	/* no bytes */
	REP_INT,	/* integers and bool: one slot */
	REP_PTR,	/* pointer, map, chan, func, unsafe.Pointer: one slot */
	REP_F32, REP_F64,
	REP_C64, REP_C128,
	REP_STRING, REP_SLICE,
	REP_EFACE,	/* interface without methods */
	REP_IFACE,	/* interface with methods */
	REP_MEM,	/* struct, array */
} RepClass;

/* Order of the width-typed opcodes in opcodes.def. */
typedef enum Width { W_I8, W_U8, W_I16, W_U16, W_I32, W_U32, W_64 } Width;

/* What an instruction's operand can reach. */
enum { FRAME_WORDS_MAX = 0xfff0 };

typedef struct Rep {
	Type *type;		/* without type parameters, aliases seen through */
	RepClass cls;
	Width width;		/* of scalars */
	bool is_signed;
	bool pointers;		/* holds any */
	int64_t size;		/* bytes */
	uint32_t words;		/* slots; UINT32_MAX: that many or more */
	uint64_t *mask;		/* the pointers of its first FRAME_WORDS_MAX words; NULL without pointers, or if more words have any */
	uint64_t desc;		/* address of the type descriptor, 0 until asked for */
} Rep;

static inline bool rep_scalar(const Rep *r)
{
	return r->cls >= REP_INT && r->cls <= REP_F64;
}

/* Values that do not lie in slots: fn_expr leaves them in the heap, and they are copied from place to place. */
static inline bool rep_big(const Rep *r)
{
	return r->words > PASSED_WORDS_MAX;
}

typedef enum FnKind {
	FN_DECL,	/* declared function or method, maybe an instance */
	FN_LIT,		/* function literal */
	FN_VARINIT,	/* initialises a package's variables */
	FN_METHOD_WRAP,	/* method through a pointer or embedded field, for itabs and method expressions */
	FN_BOUND,	/* method value: receiver in the closure */
	FN_BUILTIN,	/* a builtin as a deferred or started call */
	FN_RANGE,	/* body of a range-over-func loop */
	FN_LINKED,	/* in a library, known by name only */
	FN_EVAL,	/* the debugger's expression */
	FN_MADE,	/* what func values of reflect.MakeFunc run */
} FnKind;

typedef struct FnRef FnRef;
typedef struct Fn Fn;

/* A captured variable of a literal: where it lies in the closure object. */
typedef struct Capture {
	Object *obj;
	bool by_ref;		/* the word is its address */
	uint32_t offset;	/* bytes in the closure object */
	Rep *rep;		/* of the variable */
} Capture;

struct FnRef {
	const char *link;	/* unique */
	const char *name;	/* as traces print it */
	FnKind kind;
	uint64_t entry;		/* 0 until compiled */
	uint64_t funcval;	/* address of the static func value in rodata, or 0 */
	bool queued;
	bool transparent;	/* recover looks through it */
	uint32_t made_words;	/* FN_MADE: of parameters and results */
	Package *pkg;
	Object *obj;		/* declared functions: the origin */
	TypeList tparams, targs;/* substitution inside the body */
	FuncInfo *info;
	/* literals */
	FnRef *outer;
	Capture *captures;
	uint32_t ncaptures;
	uint64_t closure_type;	/* descriptor of the closure object */
	RangeStmt *loop;	/* FN_RANGE; with the results of the function it stands in */
	Rep **result_reps;
	uint32_t nresults;
	bool results_named;
	CallExpr *call;		/* FN_BUILTIN */
	BuiltinId builtin;
	/* wrappers and bound methods */
	Type *recv;		/* receiver as the wrapper takes it */
	const MethodSetEntry *method;
	const Selection *sel;
	Type *sig;		/* of the function without receiver */
};

typedef VEC(uint32_t) VEC_U32;
typedef VEC(Node *) VEC_NODE;
typedef VEC(Object *) VEC_OBJ;

typedef struct Fixup { uint64_t at; FnRef *fn; } Fixup;	/* code address of a call, or a rodata word */

typedef struct Compiler {
	const CompileInput *in;
	Types *types;
	Ast *ast;
	Arena *arena;
	Diags *diags;
	Image *im;
	Map reps;			/* type id -> Rep */
	StrMap refs;			/* link name -> FnRef */
	StrMap strings;			/* literal's bytes -> address */
	VEC(FnRef *) queue;
	size_t queue_head;
	VEC(Fixup) calls, words;
	VEC(Rep *) desc_queue;		/* descriptors whose methods are still to be filled in */
	size_t desc_head;
	Map range_vars;			/* variables that range-over-func bodies share: 1, results 2 */
	Map range_ordinals;		/* RangeStmt over a function -> its ordinal in its function, from 1 */
	const CompileEval *eval;
	uint64_t eval_vars, eval_vars_size;	/* of EvalCode */
	const Sym *blank;
} Compiler;

/* How a variable is held in the function being compiled. */
typedef enum LocKind {
	LOC_SLOT,	/* register slot or memory local from slot on */
	LOC_HEAP,	/* slot holds the address of its heap cell */
	/* At offset in an object whose address is in slot; or, REF, the variable's address is there. */
	LOC_SPILLED, LOC_SPILLREF,	/* the object of variables that the frame has no room for, see spill.c */
	LOC_CAPTURED, LOC_CAPREF,	/* the closure object */
	LOC_FRAME, LOC_FRAMEREF,	/* debugger: another frame */
	LOC_FRAMEOBJ, LOC_FRAMEOBJREF,	/* debugger: the object whose address is in that frame, at `word` */
} LocKind;

typedef struct Loc {
	LocKind kind;
	bool reg;		/* register slot: never in memory form */
	bool shared;		/* in the frame, but its address is known elsewhere: a call may change it */
	uint32_t slot;
	uint32_t offset;
	uint32_t word;		/* LOC_FRAMEOBJ: bytes from the frame's beginning */
	Rep *rep;
	int var;		/* index in Fn.vars, or -1 */
} Loc;

/* The function's own variable, in a cell of the heap that is made when it is declared. */
static inline bool loc_in_cell(const Loc *loc)
{
	return loc->kind == LOC_HEAP || loc->kind == LOC_SPILLREF;
}

typedef struct Live { uint32_t slot; const Rep *rep; } Live;	/* it has pointers */

typedef struct Label { int32_t at; VEC(uint32_t) uses; } Label;	/* at < 0: not bound yet */

/* A statement that break and continue refer to. */
typedef struct Target {
	struct Target *outer;
	const Sym *label;
	Label *brk, *cont;	/* cont NULL: switch, select */
	Node *stmt;
} Target;

typedef struct Mark { uint32_t top; size_t live; } Mark;
typedef struct ScopeMark { size_t live, in_scope; } ScopeMark;

typedef enum ValKind {
	VAL_NONE,
	VAL_SLOT,	/* in slots from `slot` on */
	VAL_CONST,	/* scalar with the canonical bits `imm` */
	VAL_FRAME,	/* at fp + imm bytes, part of a memory local */
	VAL_PTR,	/* at R(slot) + imm */
	VAL_GLOBAL,	/* at the constant address imm */
	VAL_MAP,	/* m[k]: map in slot, key, as it is passed, in slot imm (only as a place) */
	VAL_BLANK,	/* `_` as a place */
} ValKind;

typedef struct Val {
	ValKind kind;
	uint32_t slot;
	int64_t imm;
	Rep *rep;
	Rep *map;	/* VAL_MAP: the map's */
} Val;

/* A value computed before its node's turn, see hoist.c. */
typedef struct Hoisted { const Node *node; Val val; } Hoisted;

typedef struct NamedLine { size_t line; Place place; } NamedLine;	/* index in Fn.lines */

struct Fn {
	Compiler *c;
	FnRef *ref;
	const EscapeFunc *esc;	/* what was decided for the declared function that it belongs to; NULL: nothing */
	Package *pkg;
	FuncInfo *info;
	Type *sig;		/* without type parameters; NULL: none of Go's */
	Rep **param_reps;
	uint32_t *param_slots;
	uint32_t nparams;
	Object **result_objs;
	uint32_t *result_slots;
	Rep **result_reps;
	uint32_t nresults;
	uint32_t param_words, result_words;
	VEC(Ins) code;
	VEC(LineEntry) lines;
	VEC(NamedLine) line_names;	/* where another file's lines begin; the first has its name too */
	VEC(CodeVar) vars;
	VEC(SafeMap) maps;
	VEC(Fixup) calls;	/* at: slot */
	Map locs;		/* Object -> Loc */
	VEC(Live) live;
	VEC(int) in_scope;	/* variables: indices in vars */
	uint32_t top, max;	/* words */
	uint32_t spill;		/* slot with the address of the object of spilled variables, see spill.c; 0: all have room */
	uint32_t spill_bytes;
	VEC(Capture) spilled;
	Target *targets;
	Map labels;		/* LabeledStmt -> Label */
	Map bound;		/* FN_BUILTIN: argument Node -> Val of its parameter */
	VEC(Object *) loop_cells;
	uint32_t locals_end;	/* first word of the temporaries */
	bool defers;
	bool results_named;
	uint32_t range_slot;	/* record of range-over-func loops, see rangefunc.c */
	Label *stop_label;	/* FN_RANGE: stops the loop */
	uint32_t defer_token;	/* slot with the fp of the frame that defers belong to; 0: this one */
	const Sym *next_label;	/* label of the statement about to be compiled */
	Pos pos;
	Label *fall;		/* fallthrough's target */
	VEC(Hoisted) hoisted;
	NodeList assigned;	/* left side of the assignment under way: places, which are not read */
	bool calls_made;	/* the operands under way hold no call that is not put aside already */
	Map sites;		/* node and kind -> words of the frame for what it allocates, see sites.c */
	Map scans;		/* BinaryExpr -> what hoist.c found in it */
};


#define ANY UINT32_MAX	/* as a destination: wherever it suits */

/* ---- rep.c: types as the machine holds them ---- */
Rep *rep_of(Compiler *c, Type *t);
Type *fn_type(Fn *f, Type *t);			/* with the instance's type arguments */
Rep *fn_rep(Fn *f, Type *t);
Rep *expr_rep(Fn *f, Node *n);			/* of an expression's recorded type */
Type *expr_type(Fn *f, Node *n);
Rep *rep_basic(Compiler *c, BasicKind kind);
#define rep_int(f) rep_basic((f)->c, BASIC_INT)
#define rep_bool(f) rep_basic((f)->c, BASIC_BOOL)
#define rep_pointer(f) rep_basic((f)->c, BASIC_UNSAFE_POINTER)
#define rep_string(f) rep_basic((f)->c, BASIC_STRING)
Rep *rep_eface(Compiler *c);

/* ---- desc.c: type descriptors, itabs, strings in rodata ---- */
uint64_t desc_of(Compiler *c, Rep *r);
uint64_t desc_closure(Compiler *c, const Capture *caps, uint32_t n, uint64_t bytes);
uint64_t desc_record(Compiler *c, const char *str, const Capture *parts, uint32_t n, uint64_t bytes);
uint64_t desc_itab(Compiler *c, Rep *inter, Rep *dynamic);
uint64_t desc_string(Compiler *c, const char *bytes, size_t n);
uint64_t desc_zeros(Compiler *c, uint64_t bytes);
void desc_finish(Compiler *c);			/* fills in the methods of the types made so far */
bool memory_equal(Compiler *c, Type *t);	/* == is equality of bytes */
bool rep_direct(Rep *r);			/* pointer-shaped: an interface's data word is the value */

/* ---- ref.c: references to functions ---- */
FnRef *ref_func(Compiler *c, Object *obj, TypeList targs);	/* declared function or method, origin */
FnRef *ref_method_wrapper(Compiler *c, Type *recv, const MethodSetEntry *m);
FnRef *ref_bound(Compiler *c, Type *recv, const Selection *sel, Type *sig, Package *pkg);
FnRef *ref_literal(Fn *f, FuncInfo *info);
FnRef *ref_builtin(Fn *f, CallExpr *n, BuiltinId id);
const FnRef *ref_of_source(const FnRef *ref);
/* link.c: functions by //go:linkname. A function without a body whose directive names another that the program or a library has:
 * that one, or NULL. A function of a library that its own directive names: so it can be found. */
FnRef *link_find(Compiler *c, Object *obj);
void link_define(Compiler *c, const FnRef *ref);
FnRef *ref_link(Compiler *c, const char *link);	/* a library function by its link name */
FnRef *ref_method(Compiler *c, Type *recv, Object *method);	/* of a concrete type; instances too */
FnRef *ref_varinit(Compiler *c, Package *pkg);	/* NULL: nothing to compute */
FnRef *ref_init(Compiler *c, Object *obj, unsigned n);
uint64_t ref_funcval(Compiler *c, FnRef *ref);	/* address of its static func value */
void ref_word(Compiler *c, uint64_t at, FnRef *ref);	/* the rodata word at `at` becomes its entry */
bool type_is_generic_func(Object *obj);

/* ---- frame.c: variables' places ---- */
bool var_by_value(Fn *f, Object *var);	/* captured as a copy */
void place_signature(Fn *f, Type *sig, Rep *recv);
void place_captures(Fn *f);
void place_locals(Fn *f);
void place_range_locals(Fn *f, RangeStmt *n);
void params_live(Fn *f);
void prologue(Fn *f);

/* ---- func.c: functions ---- */
/* The file of a place in the image's table; one without a name is "??", as gc has it. */
uint32_t file_index(Compiler *c, Place place, Package *pkg);
void emit_function(Fn *f, Pos start, Pos end, unsigned flags);
void compile_queue(Compiler *c);
void fn_unsupported(Fn *f, Pos pos, const char *what);

/* ---- emit.c: instructions, labels, temporaries, safepoints ---- */
uint32_t emit(Fn *f, Opcode op, uint32_t a, uint32_t b, uint32_t c, uint32_t d);
uint32_t emit_cd(Fn *f, Opcode op, uint32_t a, uint32_t b, int64_t cd);
uint32_t emit_bcd(Fn *f, Opcode op, uint32_t a, int64_t bcd);
uint32_t emit_two(Fn *f, Opcode op, uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint64_t x, uint64_t y);
void emit_jump(Fn *f, Opcode op, uint32_t a, uint32_t b, Label *to);	/* picks the backward form itself */
void emit_const(Fn *f, uint32_t slot, int64_t bits);
void emit_call(Fn *f, uint32_t base, FnRef *ref);
void emit_backward(Fn *f, Opcode op, uint32_t a, uint32_t b, Label *to);	/* INCBLT, INCBLTI */
void extend_scalar(Fn *f, uint32_t slot, const Rep *rep);	/* back to canonical form, from a narrow memory form */
Label *label_new(Fn *f);
void label_bind(Fn *f, Label *l);
void safepoint(Fn *f, unsigned kind);		/* map at the next instruction */
void safepoint_at(Fn *f, uint32_t slot, unsigned kind);
void mark_stmt(Fn *f, Pos pos, unsigned flags);
void mark_line(Fn *f, Pos pos);
void mark_operands(Fn *f, Pos pos, unsigned flags);	/* the next instruction's, LINE_UNSIGNED… */
Mark fn_mark(Fn *f);
void fn_release(Fn *f, Mark m);
uint32_t fn_tmp(Fn *f, uint32_t words);
void fn_live(Fn *f, uint32_t slot, const Rep *rep);
static inline uint32_t here(Fn *f) { return (uint32_t)f->code.len; }

/* ---- place.c: values, places, moves ---- */
Val val_slot(Rep *rep, uint32_t slot);
Val val_const(Rep *rep, int64_t bits);
Val val_tmp(Fn *f, Rep *rep);			/* fresh temporary, not live yet */
uint32_t val_slots(Fn *f, Val v);		/* loads when it is not in slots; the temporary is live */
/* Where a result goes: slot `want`, or with ANY one of its own; done: it is there, and live if it is a temporary. */
uint32_t want_slot(Fn *f, Rep *rep, uint32_t want);
Val want_done(Fn *f, Rep *rep, uint32_t slot, uint32_t want);
/* The same where all operands have been evaluated: their words from m on are given back, and taken for the result. */
uint32_t want_late(Mark m, uint32_t want);
Val want_late_done(Fn *f, Mark m, Rep *rep, uint32_t want);
Val late_placed(Fn *f, Mark m, Val v, uint32_t want);
Val val_copied(Fn *f, Val v);		/* v in words of its own */
void val_to(Fn *f, Val v, uint32_t slot);	/* moves into slots */
void val_store(Fn *f, Val place, Val v);
void val_zero(Fn *f, Val place);
uint32_t val_address(Fn *f, Val place);		/* slot that holds its address */
void val_touch(Fn *f, Val place);		/* panics when its address is nil */
Val val_map_elem(Fn *f, Val place);		/* what VAL_MAP reads, as a place in memory */
Val val_part(Fn *f, Val place, int64_t offset, Rep *rep);	/* field or element at a constant offset */
Val val_deref(Fn *f, uint32_t ptr, Rep *rep);
Val loc_val(Fn *f, const Loc *loc);
Loc *fn_loc(Fn *f, Object *var);

/* ---- spill.c: variables that the frame has no room for ---- */
void spill_prepare(Fn *f);	/* before variables are placed: a word for the object's address, if they are many */
bool spill_wanted(Fn *f, uint32_t words);	/* a variable of so many words has no room in the frame */
uint32_t spill_place(Fn *f, Object *var, Rep *rep, bool cell);	/* its offset in the object; cell: of its address */
void spill_new(Fn *f);		/* in the prologue: the object, zeroed, the collector's from then on */

/* ---- sites.c: what is allocated in the frame ---- */
void sites_place(Fn *f, Node *body);	/* after the variables: gives words to allocations in this body */
void sites_live(Fn *f);		/* in the prologue */
/* A pointer to a rep: in the frame when it has words there, else in the heap. zero: it must be; without, words of the frame hold
 * what they did before, which the caller writes over. */
Val site_new(Fn *f, const Node *n, EscapeSite kind, Rep *rep, bool zero, uint32_t want);
/* d = the address of what it has in the frame, not zeroed; false: nothing, or of another size. */
bool site_address(Fn *f, const Node *n, EscapeSite kind, uint64_t words, uint32_t d);
uint32_t closure_words(const FnRef *ref);	/* of the closure object */
bool site_make_length(Fn *f, CallExpr *n, int64_t *len);	/* of a make whose capacity is constant */

/* ---- hoist.c: calls first ---- */
/* Before operands are evaluated one after the other: the calls among them that must come first are made
 * now. Give what it returns to hoist_done when all are evaluated. */
size_t hoist_calls(Fn *f, Node *const *operands, size_t n);
size_t hoist_arguments_first(Fn *f, CallExpr *n);	/* evaluates all that run code, before the frame is built */
bool hoist_callee(Fn *f, CallExpr *n);	/* evaluates a function value that holds a call before the arguments; false: needless */
void hoist_operand(Fn *f, Node *n);	/* evaluates it now; its temporaries stay taken */
/* The same for operands that are converted to types (NULL, or one of them NULL: to none). */
size_t hoist_converted(Fn *f, Node *const *operands, Type *const *types, size_t n);
size_t hoist_elements(Fn *f, CompositeLit *n);	/* of a literal */
size_t hoist_bounds(Fn *f, SliceExpr *n);	/* of what is sliced, and its bounds */
/* For assignments of several: values from operand `first` on wait for those before (see expr_may_wait). */
size_t hoist_assigned(Fn *f, Node *const *operands, size_t n, size_t first);
void hoist_done(Fn *f, size_t mark);
bool expr_runs_code(Fn *f, Node *n);	/* holds a call or a receive */
/* It may panic, but reads nothing that an assignment before it could change but variables in slots. */
bool expr_may_wait(Fn *f, Node *n);
const Val *hoisted_value(Fn *f, const Node *n);
const ExprInfo *callee_info(Fn *f, CallExpr *n);

/* ---- expr.c and friends ---- */
/* The value in slots or VAL_CONST, a big one in the heap; want: where, or ANY. */
Val fn_expr(Fn *f, Node *n, uint32_t want);
bool expr_is_place(Fn *f, Node *n);	/* a variable, or a part of one that has an address or lies in a map */
uint32_t expr_slots(Fn *f, Node *n);		/* in slots, maybe a variable's own: do not write there */
void expr_to(Fn *f, Node *n, uint32_t slot);
Val expr_conv(Fn *f, Node *n, Type *to, uint32_t want);	/* assigned to type `to` (interfaces are made) */
Val expr_conv_at(Fn *f, Node *n, const Node *at, Type *to, uint32_t want);	/* at: the site of an interface's copy */
void expr_conv_to(Fn *f, Node *n, Type *to, uint32_t slot);
void expr_store(Fn *f, Node *n, Val place);	/* place = n, converting to the place's type */
void expr_drop(Fn *f, Node *n);
/* As expr_conv with ANY; a large variable or part of one is not copied: for values used before anything else runs. */
Val expr_source(Fn *f, Node *n, Type *to);
Val place_of(Fn *f, Node *n);			/* an addressable expression or map index, as a place */

/* A map's key, computed, in slots as it is passed, which are live then; room for one. */
uint32_t map_key(Fn *f, Node *n, Type *map);
uint32_t map_key_slot(Fn *f, Type *map);

/* A place on the left of an assignment of several: its operands are evaluated, but an index is
 * checked only when it is the place's turn (late_place). */
typedef struct Late {
	Val place;		/* array == NULL and no slice: the place itself */
	Type *array;		/* place is this array, to be indexed */
	bool slice;		/* place is a slice, in slots, to be indexed */
	Rep *rep, *elem;	/* of the place, and of what is indexed */
	int64_t offset;		/* of the place in the element */
	Val index;
	Pos pos;		/* of the index expression */
	unsigned flags;		/* LINE_UNSIGNED */
} Late;
Late late_operands(Fn *f, Node *n, bool copy);	/* copy: variables' own slots may change before */
Val late_place(Fn *f, const Late *l);
Val address_of(Fn *f, Node *n, const Node *at, uint32_t want);	/* &n, the expression `at` */
void cond_jump(Fn *f, Node *n, bool sense, Label *to);
Val convert(Fn *f, Val v, Type *from, Type *to, uint32_t want);
Val convert_at(Fn *f, const Node *at, Val v, Type *from, Type *to, uint32_t want);
Val const_val(Fn *f, const Const *k, Rep *rep, uint32_t want);
Val arith(Fn *f, Tok op, Val x, Val y, Rep *rep, uint32_t want, Rep *count);
Val compare(Fn *f, Tok op, Val x, Val y, uint32_t want);
Val complit(Fn *f, CompositeLit *n, uint32_t want);
void complit_into(Fn *f, CompositeLit *n, Type *t, Val place);
/* The value of element i, and the type that it is converted to; NULL: of a map literal's, which are not told. */
Node *literal_element(Fn *f, CompositeLit *n, uint32_t i, Type **type);
int64_t literal_length(Fn *f, CompositeLit *n);	/* of a slice or array */
Val func_literal(Fn *f, FuncInfo *info, FnRef *ref, uint32_t want);
Val select_value(Fn *f, SelectorExpr *n, uint32_t want);
Val embedded_path(Fn *f, Node *x, const Selection *sel, uint32_t steps);
Val comma_ok(Fn *f, Node *n, uint32_t *ok);	/* v, ok := …; *ok: slot of the bool */
bool index_store(Fn *f, IndexExpr *n, Node *value);
const Selection *resolved_selection(Fn *f, SelectorExpr *n);
Val path_from(Fn *f, Val v, Type *t, const uint32_t *path, uint32_t steps);
Val func_value_of(Fn *f, Node *n, uint32_t want);	/* a declared function, instance or method expression */
void const_to_iface(Fn *f, const Const *k, Type *from, Type *to, uint32_t slot);
Object *callee_object(Fn *f, Node *fun, TypeList *targs);	/* declared function named by an expression */
int64_t const_bits_of(const Const *k, const Rep *rep);

bool data_static_elements(Compiler *c, Package *pkg, CompositeLit *n, Type *array, uint64_t addr);

/* ---- arith.c, compare.c, index.c ---- */
Val arith_binary(Fn *f, BinaryExpr *n, uint32_t want);
Val arith_unary(Fn *f, UnaryExpr *n, uint32_t want);
Val arith_receive(Fn *f, UnaryExpr *n, uint32_t want, uint32_t *ok);	/* ok: slot of the bool, or NULL */
void arith_extend(Fn *f, uint32_t slot, const Rep *rep);	/* a word after arithmetic is a value of its type again */
uint32_t arith_complex_wide(Fn *f, Val v);			/* slot of two float64, whichever v has */
void arith_complex_narrow(Fn *f, uint32_t d, uint32_t w, const Rep *rep);
bool compare_is_nil(Fn *f, Node *n);
Val compare_value(Fn *f, BinaryExpr *n, uint32_t want);
Val compare_logical(Fn *f, BinaryExpr *n, uint32_t want);	/* && and || as values */
Type *index_base_type(Fn *f, Node *x, bool *pointer);	/* of x in x[i]; *pointer: x is a pointer to that array */
Val index_place(Fn *f, IndexExpr *n);
Val index_value_of(Fn *f, IndexExpr *n, uint32_t want);
Val index_slice(Fn *f, SliceExpr *n, uint32_t want);

/* ---- pass.c: parameters and results ---- */

/* How a signature lies in a frame: word offsets from the first parameter (frame word 3). */
typedef struct SigLayout {
	uint32_t nparams, nresults;	/* the receiver counts as a parameter */
	Rep **reps;			/* parameters, then results: of the values */
	uint32_t *at;			/* word of each */
	uint32_t param_words, result_words;
} SigLayout;
SigLayout sig_layout(Compiler *c, Type *sig, Rep *recv);
Rep *pass_rep(Compiler *c, Rep *rep);				/* what the frame holds of such a value */
Val passed_val(Fn *f, Rep *rep, uint32_t slot);			/* the value that was passed in slot */
Val passed_next(Fn *f, Rep *rep, uint32_t *slot);		/* the same; *slot: that of the next one */
void pass_val(Fn *f, Val v, uint32_t slot);			/* v into slot, big ones as a copy */
void pass_expr(Fn *f, Node *n, Rep *rep, uint32_t slot);	/* n, converted, into slot, which is live then */
Val expr_kept(Fn *f, Node *n, Rep *rep);			/* n, converted, in words of its own */

/* ---- call.c, builtin.c ---- */
Val method_receiver(Fn *f, SelectorExpr *n, const Selection *sel, Type **type);
Type *method_receiver_type(Fn *f, SelectorExpr *n, const Selection *sel);	/* that *type */
Val call(Fn *f, CallExpr *n, uint32_t want);
uint32_t call_results(Fn *f, CallExpr *n, Rep ***reps, uint32_t *n_results);	/* slot of the first */
void arguments_slice(Fn *f, CallExpr *n, uint32_t from, Rep *slice, uint32_t d);	/* those from `from` on */
void call_defer(Fn *f, CallExpr *n, Pos pos, bool go);
void defer_builtin(Fn *f, CallExpr *n, BuiltinId id, Pos pos, bool go);
Val builtin(Fn *f, CallExpr *n, BuiltinId id, uint32_t want);
CallExpr *spread_call(Fn *f, CallExpr *n);	/* g() of f(g()), when g has not one result; or NULL */
/* The same call with names for its arguments, bound to what lies from `slot` on. */
CallExpr *bind_arguments(Fn *f, CallExpr *n, Rep **reps, uint32_t count, uint32_t slot);
Val alloc_new(Fn *f, Rep *rep, uint32_t want);
/* Calls a library function by link name; the slot of its first result. */
uint32_t runtime_call(Fn *f, const char *link, const Val *args, unsigned nargs, uint32_t result_words);

/* ---- stmt.c, loop.c, switch.c ---- */
void fn_stmt(Fn *f, Node *n);
void stmts(Fn *f, NodeList list);
void block(Fn *f, BlockStmt *b);
void assign(Fn *f, AssignStmt *n);
void assign_values(Fn *f, AssignStmt *n, const Val *values);	/* lhs = or := values that lie in slots */
void fn_declare(Fn *f, Object *var);		/* in scope and initialised from here on */
void declare_zero(Fn *f, Object *var);
void scope_enter(Fn *f, ScopeMark *mark);
void scope_leave(Fn *f, ScopeMark mark);
Val var_place(Fn *f, Object *var);
void var_make_cell(Fn *f, Object *var);		/* variables in cells: a fresh one */
void var_set_cell(Fn *f, const Loc *loc, uint32_t p);	/* p, a slot, holds the address of its cell from now on */
void for_stmt(Fn *f, ForStmt *n, const Sym *label);
void fn_range(Fn *f, RangeStmt *n, const Sym *label);
void switch_stmt(Fn *f, SwitchStmt *n, const Sym *label);
void type_switch_stmt(Fn *f, TypeSwitchStmt *n, const Sym *label);
void select_stmt(Fn *f, SelectStmt *n, const Sym *label);
Val assert_place(Fn *f, uint32_t s, Rep *from, Rep *to);	/* to a concrete type: the value where it lies */
Val assert_type(Fn *f, Val x, Type *from, Type *to, uint32_t *ok, uint32_t want);
void return_jump(Fn *f, Pos pos, unsigned flags);
void init_several(Fn *f, const InitStep *step);
void scope_names(Fn *f, Node *n);	/* its variables exist, not declared yet, from here on */

/* ---- rangefunc.c ---- */
bool range_prepare(Fn *f, Node *body);
void range_record(Fn *f);
void range_func(Fn *f, RangeStmt *n, Type *iterator, const Sym *label);
void range_branch(Fn *f, BranchStmt *n);
void range_return(Fn *f, ReturnStmt *n);
void compile_range_body(Fn *f);
uint32_t range_closure(Fn *f, FnRef *ref, uint32_t record, uint32_t loop);
Val pinned_place(Fn *f, Node *n);
void range_assign(Fn *f, RangeStmt *n, Val key, Val value);	/* a turn's values; rep NULL: none */
Label *branch_label(Fn *f, const BranchStmt *b);	/* where it goes within this function, or NULL */
void return_operands(Fn *f, ReturnStmt *n, Rep **reps, uint32_t count, Val *values);

/* ---- natives.c ---- */

int native_index(const char *link);	/* position in natives.def, or -1 */

/* ---- data.c: package variables, initial values ---- */
void data_globals(Compiler *c, Package *pkg);
uint64_t data_address(Compiler *c, Object *var);
bool data_is_static_step(Compiler *c, Package *pkg, const InitStep *step);	/* laid out by data_globals */
void data_init_step(Fn *f, const InitStep *step);

/* ---- eval.c ---- */
void eval_compile(Fn *f);

/* ---- makefunc.c ---- */
void makefunc_queue(Compiler *c);
void makefunc_compile(Fn *f);

#endif
