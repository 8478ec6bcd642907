/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ast.def as data: what the fields of each kind are and where they lie. For code that treats all
 * nodes alike: the walker and the dumper. */
#ifndef SYNTAX_FIELDS_H
#define SYNTAX_FIELDS_H

#include "syntax/ast.h"

typedef enum AstFieldType {
	FIELD_END,
	FIELD_CHILD, /* Node * */
	FIELD_LIST,  /* NodeList */
	FIELD_SYM,   /* const Sym * */
	FIELD_TOK,   /* uint16_t */
	FIELD_FLAG,  /* bool */
	FIELD_NUM,   /* uint32_t */
	FIELD_AT,    /* Pos */
	FIELD_REF,   /* not to be followed */
} AstFieldType;

typedef struct AstField {
	const char *name;
	AstFieldType type;
	size_t offset;
} AstField;

/* The fields of a kind, closed by a FIELD_END. */
const AstField *ast_fields(AstKind kind);

/* The field of type T in node n. */
#define AST_FIELD(n, field, T) ((T *)(void *)((char *)(n) + (field)->offset))

#endif
