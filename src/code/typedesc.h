/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Type descriptors and itabs as they lie in rodata: what the machine, reflect and the debugger
 * know of a type at run time. One descriptor a type in the whole program (the linker merges them
 * by link string), so that two types are identical exactly when their descriptors' addresses are
 * equal. Every reference is a hull address; strings and slices have Go's own layout, so that
 * golib's internal/abi reads the same bytes as Go structs.
 *
 * Descriptors that come into being at run time (reflect.SliceOf …) have the same layout in the
 * heap and are found through the machine's type table.
 */
#ifndef CODE_TYPEDESC_H
#define CODE_TYPEDESC_H

#include <stdbool.h>
#include <stdint.h>

/* Kinds; the numbers are those of reflect.Kind (documentation of package reflect). */
enum {
	KIND_INVALID, KIND_BOOL, KIND_INT, KIND_INT8, KIND_INT16, KIND_INT32, KIND_INT64,
	KIND_UINT, KIND_UINT8, KIND_UINT16, KIND_UINT32, KIND_UINT64, KIND_UINTPTR,
	KIND_FLOAT32, KIND_FLOAT64, KIND_COMPLEX64, KIND_COMPLEX128,
	KIND_ARRAY, KIND_CHAN, KIND_FUNC, KIND_INTERFACE, KIND_MAP, KIND_POINTER, KIND_SLICE,
	KIND_STRING, KIND_STRUCT, KIND_UNSAFE_POINTER, KIND_COUNT
};

enum {
	TD_NAMED = 1,		/* has a name (predeclared types too) */
	TD_DIRECT = 2,	/* pointer-shaped: an interface's data word is the value itself */
	TD_COMPARABLE = 4,	/* == does not panic on the type itself (it may inside interfaces) */
	TD_MEMEQUAL = 8,	/* == is equality of bytes: no padding, floats, strings, interfaces */
	TD_NO_MASK = 16,	/* too large for a gcmask: walk elem/fields for its pointers */
	TD_CLOSURE = 32,	/* a closure object {code, captured…} made by the compiler */
	TD_VARIADIC = 64,	/* func: the last parameter is ...T */
};

typedef struct { uint64_t ptr, len; } GoString;		/* layout of a Go string */
typedef struct { uint64_t ptr, len, cap; } GoSlice;	/* layout of a Go slice */
typedef struct { uint64_t type, data; } GoIface;	/* type: TypeDesc (empty interface) or Itab */

typedef struct TypeDesc {
	uint64_t size;		/* bytes */
	uint64_t ptr_bytes;	/* leading bytes that can hold pointers; 0: pointer-free */
	uint32_t hash;		/* hash of `link`, for type switches and tables */
	uint8_t align;
	uint8_t kind;		/* KIND_* */
	uint8_t flags;		/* TYPE_* */
	uint8_t chan_dir;	/* chan: 1 receive, 2 send, 3 both (reflect.ChanDir) */
	GoString str;		/* as %T prints it: main.Node, map[string]int */
	GoString name;		/* named types: Node, int, Map[int,string]; else empty */
	GoString pkg_path;	/* named types not predeclared: main, encoding/json; else empty */
	GoString link;		/* unique in the program: full package paths */
	uint64_t gcmask;	/* bit i of the little-endian bytes: word i is a pointer; ptr_bytes/8 bits */
	uint64_t elem;		/* *TypeDesc: of array, chan, map (value), pointer, slice */
	uint64_t key;		/* *TypeDesc: of map */
	uint64_t len;		/* array: length; func: number of parameters (the rest are results) */
	GoSlice fields;		/* struct: of FieldDesc, in order */
	GoSlice funcs;		/* func: of *TypeDesc, parameters then results */
	GoSlice methods;	/* of MethodDesc, sorted by name then pkg_path; for interface types the
				   type set's methods in itab order, for others the method set */
	uint64_t ptr_to;	/* *TypeDesc of the pointer to this type; 0 when not in the program */
} TypeDesc;

/*
 * How values pass between frames, as parameters and results: in whole words, one after the other, or, those of
 * more than PASSED_WORDS_MAX words, as the address of a copy in the heap that belongs to whoever gets it.
 * golib's internal/abi knows the number too. Map operations get their keys in the same way.
 */
enum { PASSED_WORDS_MAX = 4096 };

static inline uint64_t type_words(const TypeDesc *t)
{
	return (t->size + 7) / 8;
}

static inline bool type_by_address(const TypeDesc *t)
{
	return type_words(t) > PASSED_WORDS_MAX;
}

/* Words of a frame that such a parameter or result takes. */
static inline uint64_t type_passed_words(const TypeDesc *t)
{
	return type_by_address(t) ? 1 : type_words(t);
}

typedef struct FieldDesc {
	GoString name;
	GoString pkg_path;	/* empty when exported */
	uint64_t type;		/* *TypeDesc */
	uint64_t offset;	/* bytes */
	GoString tag;
	uint64_t embedded;	/* 0 or 1 */
} FieldDesc;

typedef struct MethodDesc {
	GoString name;
	GoString pkg_path;	/* empty when exported */
	uint64_t type;		/* *TypeDesc of the func type without receiver */
	uint64_t ifn;		/* code address, receiver is an interface's data word; 0 in interface types
				   and for methods the program cannot reach */
	uint64_t tfn;		/* code address, receiver is the value itself */
} MethodDesc;

/* The pair (interface type, dynamic type) with its method table: one a pair in the program. */
typedef struct Itab {
	uint64_t inter;		/* *TypeDesc, KIND_INTERFACE with methods */
	uint64_t type;		/* *TypeDesc, the dynamic type */
	uint64_t hash;		/* of type */
	uint64_t fun[];		/* code addresses (MethodDesc.ifn), one for each of inter's methods */
} Itab;

#endif
