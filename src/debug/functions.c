/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gdb's functions for scripts: $_streq(a, b), $_regex(text, re), $_strlen, $_isvoid, $_as_string, and ours: $_len, $_typeof. */
#include "debug/debug_int.h"

#include <regex.h>

typedef const DebugValue *Function(DebugSession *s, const DebugValue *const *args);

static const DebugValue *text_value(DebugSession *s, const char *text)
{
	DebugValue *v = value_new(s, DEBUG_STRING, "string");

	v->size = 16;
	v->text = arena_strdup(s->values, text);
	v->len = v->nchildren = strlen(text);
	return v;
}

static bool is_text(DebugSession *s, const DebugValue *v)
{
	if (v->kind == DEBUG_STRING)
		return true;
	fail(s, "You must provide a string argument, not a value of type %s.", v->type);
	return false;
}

static const DebugValue *streq(DebugSession *s, const DebugValue *const *args)
{
	if (!is_text(s, args[0]) || !is_text(s, args[1]))
		return NULL;
	return value_int(s, args[0]->len == args[1]->len && memcmp(args[0]->text, args[1]->text, args[0]->nchildren) == 0);
}

static const DebugValue *regex(DebugSession *s, const DebugValue *const *args)
{
	regex_t re;
	bool found;

	if (!is_text(s, args[0]) || !is_text(s, args[1]))
		return NULL;
	if (regcomp(&re, args[1]->text, REG_EXTENDED | REG_NOSUB) != 0) {
		fail(s, "Invalid regexp: %s", args[1]->text);
		return NULL;
	}
	found = regexec(&re, args[0]->text, 0, NULL, 0) == 0;
	regfree(&re);
	return value_int(s, found);
}

static const DebugValue *length(DebugSession *s, const DebugValue *const *args)
{
	return value_int(s, (int64_t)args[0]->len);
}

static const DebugValue *text_length(DebugSession *s, const DebugValue *const *args)
{
	return is_text(s, args[0]) ? length(s, args) : NULL;
}

static const DebugValue *is_void(DebugSession *s, const DebugValue *const *args)
{
	return value_int(s, args[0]->kind == DEBUG_VOID);
}

static const DebugValue *type_of(DebugSession *s, const DebugValue *const *args)
{
	return text_value(s, args[0]->type);
}

/* What its method Error or String says, else a number or text itself. */
static const DebugValue *as_string(DebugSession *s, const DebugValue *const *args)
{
	const DebugValue *v = args[0];
	const Origin *o = v->private;
	bool all = s->say_all;

	s->say_all = true;
	if (o && o->bytes)
		v = value_bytes(s, (uint64_t)o->desc, o->bytes, o->type);
	s->say_all = all;
	if (v->said)
		return text_value(s, v->said);
	switch (v->kind) {
	case DEBUG_STRING: return v;
	case DEBUG_BOOL: return text_value(s, v->bits ? "true" : "false");
	case DEBUG_INT: return text_value(s, arena_printf(s->values, "%ld", (long)v->bits));
	case DEBUG_UINT: return text_value(s, arena_printf(s->values, "%lu", (unsigned long)v->bits));
	default:
		fail(s, "A value of type %s has no text.", v->type);
		return NULL;
	}
}

static const struct { const char *name; unsigned nargs; Function *fn; } functions[] = {
	{ "_as_string", 1, as_string }, { "_isvoid", 1, is_void }, { "_len", 1, length }, { "_regex", 2, regex }, { "_streq", 2, streq },
	{ "_strlen", 1, text_length }, { "_typeof", 1, type_of },
};

/* The end of the brackets that open at p; NULL when they do not close. */
static const char *closing(const char *p)
{
	int depth = 0;
	char quote = 0;

	for (; *p; p++) {
		if (quote ? *p == '\\' && quote != '`' && p[1] : false)
			p++;
		else if (quote ? *p == quote : *p == '"' || *p == '\'' || *p == '`')
			quote = quote ? 0 : *p;
		else if (!quote && *p == '(')
			depth++;
		else if (!quote && *p == ')' && --depth == 0)
			return p;
	}
	return NULL;
}

const DebugValue *call_function(DebugSession *s, const char **p, bool *taken)
{
	const char *name = *p + 1, *open = name, *close, *text;
	const DebugValue *args[2] = { NULL, NULL };

	while (name_part(*open))
		open++;
	*taken = false;
	for (size_t i = 0; *open == '(' && i < sizeof functions / sizeof *functions; i++) {
		if (strlen(functions[i].name) != (size_t)(open - name) || memcmp(functions[i].name, name, (size_t)(open - name)) != 0)
			continue;
		close = closing(open);
		*taken = close != NULL;
		if (!close)
			return NULL;
		text = arena_strndup(s->scratch, open + 1, (size_t)(close - open) - 1);
		*p = close + 1;
		for (unsigned k = 0; k < functions[i].nargs; k++) {
			const char *arg = next_operand(s, &text);

			if (!*arg) {
				fail(s, "You must provide %u argument%s.", functions[i].nargs, functions[i].nargs == 1 ? "" : "s");
				return NULL;
			}
			args[k] = debug_eval(s, arg);
			if (!args[k])
				return NULL;
		}
		return functions[i].fn(s, args);
	}
	return NULL;
}
