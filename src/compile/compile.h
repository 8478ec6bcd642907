/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compiler: checked packages in, an image out.
 *
 * Each function is compiled in one pass over its tree, straight to instructions. Every function of
 * the given packages is compiled, in order of declaration, then what these need: instances of generic
 * functions, function literals, wrappers. Functions, type descriptors and variables of packages
 * that a library image already holds are linked by name.
 */
#ifndef COMPILE_COMPILE_H
#define COMPILE_COMPILE_H

#include "base/map.h"
#include "code/image.h"
#include "escape/escape.h"
#include "syntax/ast.h"
#include "types/types.h"

/* A function that was compiled for type arguments, or stands in one that was. */
typedef struct CompileInstance { TypeList tparams, targs; } CompileInstance;

/* What a variable of type string begins with, instead of a text that its declaration gives it. */
typedef struct CompileText { const Object *var; const char *text; } CompileText;
typedef VEC(CompileText) CompileTexts;

typedef struct CompileInput {
	Types *types;
	Ast *ast;			/* arena, names, sources, diagnostics */
	Package **packages;		/* to compile, imported before importing: initialisation order */
	size_t npackages;
	Image *const *libs;		/* images to link against */
	size_t nlibs;
	uint64_t slot;			/* first address of the machine slot it is for, as the libs are; 0: of the first */
	ImagePart part;
	const CompileText *texts;
	size_t ntexts;
	const char *godebug;		/* defaults of GODEBUG, see image_godebug; NULL: none */
	ImageBases bases;		/* zeros: the part's own */
	bool library_names;		/* functions get FN_LIBRARY */
	Escape *escape;			/* NULL: what is shared is in the heap */
	StrMap *instances;		/* link name -> const CompileInstance *, of the AST's arena: they are added; NULL: nobody asks */
} CompileInput;

/* The image, finished and owned by the caller (image_free); NULL when something cannot be compiled
 * yet: then the diagnostics say what. */
Image *compile_packages(const CompileInput *in);

/* A function without a body, by its link name: a native that forgets the addresses it was given (natives.def). */
bool native_keeps_nothing(const char *link);

/*
 * An expression for the debugger, compiled into a scratch image: a function with one parameter, the
 * address of the frame (fp) in whose scope it is evaluated, and the expression's results, each on whole words.
 * The frame's variables are found through `vars`, the table of the function that runs there. NULL
 * with diagnostics when it cannot be compiled.
 */
enum { EVAL_RESULTS = 16 };

/* A variable with the bytes that it holds, in memory form. */
typedef struct EvalVar { Object *obj; const void *bytes; size_t size; } EvalVar;

typedef struct CompileEval {
	CompileInput base;		/* libs: every image of the program */
	Package *package;
	FuncInfo *func;			/* checker's view of the function, or NULL at package level */
	const Image *image;		/* image of the frame's function */
	const CodeFunc *code;		/* the frame's function, or NULL */
	uint64_t pc;			/* where the frame is */
	Node *expr;			/* checked */
	Type *type;			/* its type; a tuple: of a call with several results */
	TypeList tparams, targs;	/* of the instance that the frame's function is */
	const EvalVar *vars;		/* what stands around it besides the program's variables */
	size_t nvars;
} CompileEval;

typedef struct EvalCode {
	uint64_t entry;			/* of the function */
	uint64_t types[EVAL_RESULTS];	/* the results' descriptors */
	size_t ntypes;
	uint64_t vars, vars_size;	/* constants of the image: the bytes of CompileEval.vars, each at a multiple of 8, in their order */
} EvalCode;

Image *compile_eval(const CompileEval *in, EvalCode *out);

#endif
