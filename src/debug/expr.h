/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions as code: what expr.c makes, what eval.c runs. */
#ifndef DEBUG_EXPR_H
#define DEBUG_EXPR_H

#include "debug/debug_int.h"

typedef struct Compiled {
	Image *image;
	EvalCode code;
	Type *type;		/* of the result; a tuple: of several */
	bool again;		/* it can be run again at the same place, with values of now */
	bool passing;		/* when it has run, nothing can point into it */
} Compiled;

/* ---- expr.c: false with the error; the image is the caller's ---- */

/* The text as somebody types it, for the frame f (NULL: there is none); want: the type that it is converted to, or NULL. */
bool expr_compile(DebugSession *s, const char *expr, const MachineFrame *f, Type *want, Compiled *out);
/* The same of a text that `rewrite` has made of expr, and that may change. */
bool expr_compile_text(DebugSession *s, const char *expr, EvalText *t, const MachineFrame *f, Type *want, Compiled *out);
/* One function, and no constants but the variables', whose addresses go nowhere. */
bool expr_is_passing(EvalText *t, const Compiled *c);
/* The same of a text that is Go already, with nothing tried to make it some. */
bool expr_compile_go(DebugSession *s, const EvalText *t, const MachineFrame *f, Type *want, Compiled *out);
/* A part of a text, which borrows all but its `go`. */
EvalText expr_part(const EvalText *t, size_t from, size_t to);
/* A result's type; of an image that need not be loaded. */
const TypeDesc *expr_result_type(const Compiled *c, size_t i);
bool expr_uses_frame(const Compiled *c);	/* does it look at the frame whose address it is given? */

/* ---- exprcache.c ---- */

/* As expr_compile, or as it was compiled for the same place before; the session's, until the program runs or another one is asked for. */
const Compiled *expr_code(DebugSession *s, const char *expr, const MachineFrame *f, Type *want);

/* Code that is looked at longer than that: the program will return into it. */
void image_held(DebugSession *s, Image *im);
void image_released(DebugSession *s, Image *im);	/* and it has, and nothing is left of it: the last one that was held */

/* ---- dynamic.c ---- */

/* The innermost x.Field that is wrong because x is an interface: x becomes its dynamic value. False: there is none. */
bool look_through(DebugSession *s, EvalText *t, const MachineFrame *f);

/* ---- eval.c ---- */

/* Computes it at f, into bytes; false with the error. */
bool expr_run(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, EvalMode mode);
/* These bytes as a value; several results are one of kind DEBUG_RESULTS, none is void. */
const DebugValue *expr_value(DebugSession *s, const Compiled *c, const StrBuf *bytes);
/* The type of what somebody types, or its text where it has none in the program; row: so many of them (x @ n), else 0. */
typedef struct ExprType { const TypeDesc *desc; const char *text; uint64_t row; } ExprType;
/* Nothing is carried out (gdb manual, "Symbols", whatis). The descriptor is good until the next expression. False with the error. */
bool type_of_expr(DebugSession *s, const char *expr, ExprType *out);
/* Of a value: 0, 1, or -1 with the error. */
int truth_of(DebugSession *s, const DebugValue *v);

#endif
