/* SPDX-License-Identifier: GPL-3.0-or-later */
/* whatis and ptype: types as Go text, structs laid out with offsets and holes. */
#include "debug/expr.h"

static const TypeDesc *desc(uint64_t type)
{
	return (const TypeDesc *)type;
}

static void add_struct(StrBuf *out, const TypeDesc *t, bool offsets)
{
	const FieldDesc *f = (const FieldDesc *)t->fields.ptr;
	uint64_t end = 0;

	sb_add(out, "struct {\n");
	for (uint64_t i = 0; i < t->fields.len; i++) {
		const TypeDesc *ft = desc(f[i].type);

		if (offsets && f[i].offset > end)
			sb_printf(out, "/* XXX %2lu-byte hole      */\n", (unsigned long)(f[i].offset - end));
		if (offsets)
			sb_printf(out, "/* %6lu      | %7lu */", (unsigned long)f[i].offset, (unsigned long)ft->size);
		if (f[i].embedded)
			sb_printf(out, "    %.*s\n", (int)ft->str.len, (const char *)ft->str.ptr);
		else
			sb_printf(out, "    %.*s %.*s\n", (int)f[i].name.len, (const char *)f[i].name.ptr,
				  (int)ft->str.len, (const char *)ft->str.ptr);
		end = f[i].offset + ft->size;
	}
	if (offsets && end < t->size)
		sb_printf(out, "/* XXX %2lu-byte padding   */\n", (unsigned long)(t->size - end));
	if (offsets)
		sb_printf(out, "\n                               /* total size (bytes): %4lu */\n                             }",
			  (unsigned long)t->size);
	else
		sb_add(out, "}");
}

static void add_text(StrBuf *out, GoString text)
{
	sb_addn(out, (const char *)text.ptr, text.len);
}

/* Parameters and results, as they stand behind `func` or a method's name. */
static void add_signature(StrBuf *out, const TypeDesc *t)
{
	const uint64_t *types = (const uint64_t *)t->funcs.ptr;
	uint64_t results = t->funcs.len - t->len;

	sb_addc(out, '(');
	for (uint64_t i = 0; i < t->funcs.len; i++) {
		const TypeDesc *part = desc(types[i]);
		bool rest = t->flags & TD_VARIADIC && i + 1 == t->len;

		if (i == t->len)
			sb_add(out, results > 1 ? ") (" : ") ");
		else if (i)
			sb_add(out, ", ");
		if (rest)
			sb_add(out, "...");
		add_text(out, rest ? desc(part->elem)->str : part->str);
	}
	sb_add(out, !results || results > 1 ? ")" : "");
}

static void add_interface(StrBuf *out, const TypeDesc *t)
{
	const MethodDesc *m = (const MethodDesc *)t->methods.ptr;

	sb_add(out, t->methods.len ? "interface {\n" : "interface {");
	for (uint64_t i = 0; i < t->methods.len; i++) {
		sb_add(out, "    ");
		add_text(out, m[i].name);
		add_signature(out, desc(m[i].type));
		sb_addc(out, '\n');
	}
	sb_addc(out, '}');
}

/* A type without its name: what it is made of; of a struct see add_struct. */
static void add_made_of(StrBuf *out, const TypeDesc *t)
{
	static const char *const basic[KIND_COUNT] = {
		[KIND_BOOL] = "bool", [KIND_INT] = "int", [KIND_INT8] = "int8", [KIND_INT16] = "int16", [KIND_INT32] = "int32",
		[KIND_INT64] = "int64", [KIND_UINT] = "uint", [KIND_UINT8] = "uint8", [KIND_UINT16] = "uint16",
		[KIND_UINT32] = "uint32", [KIND_UINT64] = "uint64", [KIND_UINTPTR] = "uintptr", [KIND_FLOAT32] = "float32",
		[KIND_FLOAT64] = "float64", [KIND_COMPLEX64] = "complex64", [KIND_COMPLEX128] = "complex128",
		[KIND_STRING] = "string", [KIND_UNSAFE_POINTER] = "unsafe.Pointer",
	};
	static const char *const chan[] = { "", "<-chan ", "chan<- ", "chan " };

	switch (t->kind) {
	case KIND_ARRAY: sb_printf(out, "[%lu]", (unsigned long)t->len); break;
	case KIND_CHAN: sb_add(out, chan[t->chan_dir & 3]); break;
	case KIND_FUNC: sb_add(out, "func"); add_signature(out, t); return;
	case KIND_INTERFACE: add_interface(out, t); return;
	case KIND_MAP: sb_add(out, "map["); add_text(out, desc(t->key)->str); sb_addc(out, ']'); break;
	case KIND_POINTER: sb_addc(out, '*'); break;
	case KIND_SLICE: sb_add(out, "[]"); break;
	default: sb_add(out, basic[t->kind]); return;
	}
	add_text(out, desc(t->elem)->str);
}

static const char *describe(DebugSession *s, const TypeDesc *t, bool expand, bool offsets)
{
	StrBuf out = { 0 };
	const char *text;

	if (expand && t->kind == KIND_POINTER && t->elem && desc(t->elem)->kind == KIND_STRUCT) {
		sb_addc(&out, '*');
		t = desc(t->elem);
	}
	if (expand && t->kind == KIND_STRUCT)
		add_struct(&out, t, offsets);
	else if (expand && t->flags & TD_NAMED)
		add_made_of(&out, t);
	else
		sb_addn(&out, (const char *)t->str.ptr, t->str.len);
	text = arena_strdup(s->scratch, sb_text(&out));
	sb_free(&out);
	return text;
}

/* A type's own name: the descriptor of *(*T)(nil)'s type, asked for without evaluating anything. */
uint64_t type_named(DebugSession *s, const char *text)
{
	StrBuf bytes = { 0 };
	uint64_t type = 0;

	if (!eval_words(s, arena_printf(s->scratch, "(*(%s))(nil)", text), &type, &bytes))
		type = 0;
	sb_free(&bytes);
	return type && desc(type)->kind == KIND_POINTER ? desc(type)->elem : 0;
}

const char *debug_type_text(DebugSession *s, const char *expr, bool expand, bool offsets)
{
	ExprType t;
	StrBuf why = { 0 };
	uint64_t type;

	if (type_of_expr(s, expr, &t)) {
		const char *text = t.desc ? describe(s, t.desc, expand, offsets) : t.text;

		return t.row ? arena_printf(s->scratch, "[%lu]%s", (unsigned long)t.row, text) : text;
	}
	sb_add(&why, debug_error(s));
	type = type_named(s, expr);
	if (!type)
		fail(s, "%s", sb_text(&why));
	else
		request_begin(s);
	sb_free(&why);
	return type ? describe(s, desc(type), expand, offsets) : NULL;
}
