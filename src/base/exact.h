/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact constant values as the Go specification wants them ("Constants", "Constant expressions").
 *
 * A Const is immutable and lives in the arena it was made in; operations take the arena for their
 * result. Integers are exact (the 512-bit limit is the checker's, by const_bits). Numbers with a
 * fraction are exact rationals while numerator and denominator stay small, and binary floats of 512
 * bits beyond. Numeric kinds are ordered INT < RATIONAL < FLOAT < COMPLEX; a result is always of
 * the
 * smallest kind that holds it exactly, so 4.0 is an INT here: whether a constant is "an integer" in
 * Go's sense is a matter of its type. CONST_UNKNOWN stands for a value that an error made
 * unknowable. */
#ifndef BASE_EXACT_H
#define BASE_EXACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strbuf.h"

typedef enum ConstKind {
	CONST_UNKNOWN, CONST_BOOL, CONST_STRING, CONST_INT, CONST_RATIONAL, CONST_FLOAT,
		CONST_COMPLEX,
} ConstKind;

typedef struct Const Const;

/* Operators of constant expressions. */
typedef enum ConstOp {
	CONST_ADD, CONST_SUB, CONST_MUL,
	CONST_QUO,              /* exact quotient */
	CONST_INT_QUO,          /* truncated integer quotient */
	CONST_REM, CONST_AND, CONST_OR, CONST_XOR, CONST_AND_NOT,
	CONST_LAND, CONST_LOR,
	CONST_EQ, CONST_NE, CONST_LT, CONST_LE, CONST_GT, CONST_GE,
} ConstOp;

typedef enum ConstUnary { CONST_PLUS, CONST_NEG, CONST_COMPLEMENT, CONST_NOT } ConstUnary;

/* ---- Making ---- */
const Const *const_unknown(void);
const Const *const_bool(bool);
const Const *const_int(Arena *, int64_t);
const Const *const_uint(Arena *, uint64_t);
/* bytes are borrowed: keep them alive */
const Const *const_string(Arena *, const char *bytes, size_t n);
/* finite, else CONST_UNKNOWN */
const Const *const_double(Arena *, double);
/* real numbers; smallest kind */
const Const *const_complex(Arena *, const Const *re, const Const *im);

/* From the text of a Go literal as it stands in the source: digits with _, prefixes, exponents,
 * quotes, escapes. NULL when it is malformed, or (floats) its exponent is out of all bounds. */
const Const *const_parse_int(Arena *, const char *text, size_t n);
const Const *const_parse_float(Arena *, const char *text, size_t n);
const Const *const_parse_imaginary(Arena *, const char *text, size_t n);
const Const *const_parse_char(Arena *, const char *text, size_t n);
const Const *const_parse_string(Arena *, const char *text, size_t n);

/* ---- Asking ---- */
ConstKind const_kind(const Const *);
bool const_is_number(const Const *);
bool const_bool_value(const Const *);                   /* false unless a true CONST_BOOL */
/* The bytes of a string; *n its length. Flattens concatenations once. NUL-terminated. */
const char *const_string_value(const Const *, size_t *n);
bool const_to_int64(const Const *, int64_t *out);       /* false unless an integer that fits */
bool const_to_uint64(const Const *, uint64_t *out);
/* Nearest value, ties to even; infinite beyond the range. The real part of a complex one. */
double const_to_double(const Const *);
float const_to_float(const Const *);
int const_sign(const Const *);                          /* -1, 0, 1; complex: 0 only when zero */
size_t const_bits(const Const *);                       /* bits in the magnitude of an integer */
const Const *const_real(Arena *, const Const *);
const Const *const_imag(Arena *, const Const *);

/* ---- Converting: the same number in another kind, or NULL when it is not representable ---- */
/* rounds nothing away, except floats within an ulp of an integer */
const Const *const_to_integer(Arena *, const Const *);
/* a real number: imaginary part must be zero */
const Const *const_to_real(Arena *, const Const *);
/* Rounded to float32 or float64 (bits 32, 64); NULL when it overflows to infinity. Complex:
 * both parts. */
const Const *const_round(Arena *, const Const *, int bits);
/* The low `bits` bits as an unsigned or signed integer: wrap-around of a constant's complement. */
const Const *const_wrap(Arena *, const Const *, unsigned bits, bool is_unsigned);

/* ---- Operations. Operands of compatible kinds; CONST_UNKNOWN in, CONST_UNKNOWN out ---- */
/* divisor not zero */
const Const *const_binary(Arena *, ConstOp, const Const *, const Const *);
bool const_compare(ConstOp, const Const *, const Const *);
const Const *const_unary(Arena *, ConstUnary, const Const *);
/* ^x of an unsigned type of `bits` bits. */
const Const *const_complement_unsigned(Arena *, const Const *, unsigned bits);
const Const *const_shift(Arena *, const Const *, bool left, uint64_t count);

/* ---- Printing ---- */
/* As gc shows constants in messages: short (long strings are cut, floats with 6 digits).
 * as_float: the constant is of a floating-point or complex type, which shows integers of it as
 * floats too. */
void const_write(StrBuf *, const Const *, bool as_float);
/* All of it: every digit of integers, the whole string quoted, rationals as a/b, floats with 17
 * digits. */
void const_write_exact(StrBuf *, const Const *);
bool const_equal(const Const *, const Const *);         /* same kind and value */

#endif
