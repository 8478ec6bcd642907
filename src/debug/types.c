/* SPDX-License-Identifier: GPL-3.0-or-later */
/* whatis and ptype: types as Go text, structs laid out with offsets and holes. */
#include "debug/debug_int.h"

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
	/* A value of the history is evaluated anew: its descriptor may have been its expression's. */
	const DebugValue *v = debug_eval(s, *expr == '$' ? arena_printf(s->scratch, "(%s)", expr) : expr);
	StrBuf why = { 0 };
	uint64_t type;

	if (v && v->private)
		return describe(s, ((const Origin *)v->private)->desc, expand, offsets);
	if (v)
		return v->type;
	sb_add(&why, debug_error(s));
	type = type_named(s, expr);
	if (!type)
		fail(s, "%s", sb_text(&why));
	else
		request_begin(s);
	sb_free(&why);
	return type ? describe(s, desc(type), expand, offsets) : NULL;
}
