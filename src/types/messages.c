/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: how types, expressions and operands are worded, and what is not said. A message
 * that would mention an invalid operand or type is a consequence of an error already reported,
 * and is dropped. */
#include "types/check.h"

static bool is_follow_on(Types *c, const char *text)
{
	if (!c->nerrors)
		return false;
	const char *at = strstr(text, "invalid operand");
	if (!at)
		at = strstr(text, "invalid type");
	return at && at != text;
}

void err(Types *c, Pos pos, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = arena_vprintf(c->arena, format, args);
	va_end(args);
	if (is_follow_on(c, text))
		return;
	c->nerrors++;
	diag_error(c->ast->diags, c->env.err_pos ? c->env.err_pos : pos, "%s", text);
}

const char *fmt(Types *c, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = arena_vprintf(c->arena, format, args);
	va_end(args);
	return text;
}

Pos start(const Node *n)
{
	return ast_start(n);
}

static const char *keep(Types *c, StrBuf *sb)
{
	const char *text = arena_strndup(c->arena, sb->data, sb->len);
	sb_free(sb);
	return text;
}

const char *str_type(Types *c, Type *t)
{
	return type_string(c, t, c->env.pkg);
}

const char *str_expr(Types *c, const Node *n)
{
	return n ? ast_expr_text(c->ast, n) : "";
}

const char *str_const(Types *c, const Const *val, Type *t)
{
	StrBuf sb = { 0 };
	bool is_complex = t && type_basic_flags(t) & BF_COMPLEX;
	bool wrap = is_complex && const_is_number(val) && const_kind(val) != CONST_COMPLEX;
	sb_add(&sb, wrap ? "(" : "");
	const_write(&sb, val, t && type_basic_flags(t) & (BF_FLOAT | BF_COMPLEX));
	sb_add(&sb, wrap ? " + 0i)" : "");
	return keep(c, &sb);
}

const char *str_pos(Types *c, Pos pos)
{
	StrBuf sb = { 0 };
	diag_print_pos(&sb, c->ast->sources, pos);
	return keep(c, &sb);
}

/* ---- Operands ---- */

static const char *const mode_names[] = {
	[MODE_INVALID] = "invalid operand", [MODE_NOVALUE] = "no value",
		[MODE_BUILTIN] = "built-in",
	[MODE_TYPE] = "type", [MODE_CONST] = "constant", [MODE_VAR] = "variable",
	[MODE_MAPINDEX] = "map index expression", [MODE_VALUE] = "value", [MODE_NIL] = "nil",
	[MODE_COMMAOK] = "comma, ok expression",
};

const char *composite_kind(Type *t)
{
	switch (type_under(t)->kind) {
	case TYPE_ARRAY: return "array";
	case TYPE_SLICE: return "slice";
	case TYPE_STRUCT: return "struct";
	case TYPE_POINTER: return "pointer";
	case TYPE_FUNC: return "func";
	case TYPE_INTERFACE: return "interface";
	case TYPE_MAP: return "map";
	case TYPE_CHAN: return "chan";
	case TYPE_TUPLE: return "tuple";
	default: return "";
	}
}

static bool shows_type(const Operand *x)
{
	if (x->mode <= MODE_TYPE && x->mode != MODE_INVALID)
		return false;
	return x->mode != MODE_INVALID && x->type && !type_is_untyped(x->type);
}

/* " of type T", where a name is followed by what it stands for: "struct type S", "int type
 * MyInt". */
static void write_of_type(Types *c, StrBuf *sb, Type *t)
{
	if (!type_is_valid(t)) {
		sb_add(sb, " with invalid type");
		return;
	}
	sb_add(sb, is_generic(t) ? " of generic " : " of ");
	if (!type_is_tparam(t) && (t->kind == TYPE_NAMED || t->kind == TYPE_ALIAS)) {
		const char *kind = composite_kind(t);
		if (!*kind && t->kind == TYPE_NAMED && type_under(t)->kind == TYPE_BASIC)
			kind = type_under(t)->basic.name;
		if (*kind)
			sb_printf(sb, "%s ", kind);
	}
	sb_add(sb, "type ");
	type_write(sb, t, c->env.pkg);
	if (type_is_tparam(t)) {
		sb_add(sb, " constrained by ");
		type_write(sb, type_unalias(t)->tparam.bound, c->env.pkg);
		if (has_empty_typeset(t))
			sb_add(sb, " with empty type set");
	}
}

static void write_operand(Types *c, StrBuf *sb, const Operand *x)
{
	const char *text = x->expr ? str_expr(c, x->expr) : "";
	if (!*text && x->mode == MODE_BUILTIN)
		text = "built-in";
	if (!*text && x->mode == MODE_TYPE)
		text = str_type(c, x->type);
	if (!*text && x->mode == MODE_CONST)
		text = str_const(c, x->val, x->type);
	if (*text)
		sb_printf(sb, "%s (", text);
	if (x->type && type_is_untyped(x->type) && x->mode > MODE_TYPE)
		sb_printf(sb, "%s ", x->type->basic.name);
	sb_add(sb, mode_names[x->mode]);
	if (x->mode == MODE_CONST) {
		const char *value = str_const(c, x->val, x->type);
		if (strcmp(value, text) != 0)
			sb_printf(sb, " %s", value);
	}
	if (shows_type(x))
		write_of_type(c, sb, x->type);
	if (*text)
		sb_addc(sb, ')');
}

const char *str_operand(Types *c, const Operand *x)
{
	if (x->mode == MODE_NIL && (!x->type || type_is_untyped(x->type)))
		return "nil";
	StrBuf sb = { 0 };
	write_operand(c, &sb, x);
	return keep(c, &sb);
}

/* "(int, number, string)": the have and want lines. Untyped numbers are "number". */
const char *types_summary(Types *c, Type **types, uint32_t n, bool variadic, bool dots)
{
	StrBuf sb = { 0 };
	sb_addc(&sb, '(');
	for (uint32_t i = 0; i < n; i++) {
		Type *t = types[i];
		if (i)
			sb_add(&sb, ", ");
		if (!t || !type_is_valid(t))
			sb_add(&sb, "unknown type");
		else if (type_is_untyped(t))
			sb_add(&sb,
			       type_basic_flags(t) & BF_NUMERIC
				       ? "number" : strchr(t->basic.name, ' ') + 1);
		else if (variadic && i == n - 1 && t->kind == TYPE_SLICE)
			sb_printf(&sb, "...%s", str_type(c, t->slice.elem));
		else
			type_write(&sb, t, c->env.pkg);
	}
	sb_add(&sb, dots ? "...)" : ")");
	return keep(c, &sb);
}

static void write_qualified(Types *c, StrBuf *sb, Object *o)
{
	if (o->pkg && o->pkg != c->env.pkg)
		sb_printf(sb, "%s.", o->pkg->name->text);
	sb_add(sb, o->name->text);
}

const char *str_object(Types *c, Object *o)
{
	static const char *const kinds[] = {
		[OBJ_PKGNAME] = "package", [OBJ_CONST] = "const", [OBJ_TYPE] = "type",
			[OBJ_VAR] = "var",
		[OBJ_FUNC] = "func", [OBJ_LABEL] = "label", [OBJ_BUILTIN] = "builtin",
			[OBJ_NIL] = "nil",
	};
	StrBuf sb = { 0 };
	sb_printf(&sb, "%s ", o->kind == OBJ_VAR &&
		  o->var_kind == VAR_FIELD ? "field" : kinds[o->kind]);
	write_qualified(c, &sb, o);
	if (o->type && o->kind == OBJ_FUNC) {
		StrBuf sig = { 0 };
		type_write(&sig, o->type, c->env.pkg);
		sb_add(&sb, sb_text(&sig) + 4);
		sb_free(&sig);
	} else if (o->type && o->kind != OBJ_TYPE) {
		sb_addc(&sb, ' ');
		type_write(&sb, o->type, c->env.pkg);
	}
	return keep(c, &sb);
}
