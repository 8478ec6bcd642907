/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gdb's functions for scripts: $_streq(a, b), $_regex(text, re), $_caller_is(name), $_gdb_setting(name) and so on, and ours: $_len,
 * $_typeof, $_where. */
#include "debug/debug_int.h"

#include <regex.h>

enum { MAX_ARGS = 3 };

/* args: as many as there are, then NULL. */
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

/* Does the text begin with what the pattern wants? So gdb has it, whose functions are Python's. False, too, when it is none. */
static bool begins_with(DebugSession *s, const char *text, const char *pattern)
{
	regex_t re;
	regmatch_t at;
	bool found;

	if (regcomp(&re, pattern, REG_EXTENDED) != 0) {
		fail(s, "Invalid regexp: %s", pattern);
		return false;
	}
	found = regexec(&re, text, 1, &at, 0) == 0 && at.rm_so == 0;	/* of several matches this is the leftmost */
	regfree(&re);
	return found;
}

static const DebugValue *regex(DebugSession *s, const DebugValue *const *args)
{
	bool found;

	if (!is_text(s, args[0]) || !is_text(s, args[1]))
		return NULL;
	found = begins_with(s, args[0]->text, args[1]->text);
	return *debug_error(s) ? NULL : value_int(s, found);
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
	return value_int(s, args[0]->kind == DEBUG_VOID && !args[0]->text);
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
	if (v->shown)
		v = v->shown;
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

/* The segment that it lies in; args: its text. */
static const DebugValue *where(DebugSession *s, const DebugValue *const *args)
{
	static const char *const names[] = { "code", "code", "data", "data", "stack", "heap", "" };
	Home home;
	const DebugValue *v;

	if (find_place(s, args[0]->text, &home))
		return text_value(s, names[machine_segment_of(s->machine, home.addr)]);
	v = debug_eval(s, args[0]->text);
	if (v && v->kind == DEBUG_FUNC)
		return text_value(s, "code");
	if (v)
		fail(s, "Attempt to take address of value not located in memory.");
	return NULL;
}

/* A text's byte, or one of memory. */
static bool byte_at(DebugSession *s, const DebugValue *v, uint64_t i, uint8_t *out)
{
	if (v->kind == DEBUG_STRING && i < v->nchildren) {
		*out = (uint8_t)v->text[i];
		return true;
	}
	return debug_read(s, v->bits + i, out, 1);
}

static const DebugValue *memory_equal(DebugSession *s, const DebugValue *const *args)
{
	uint8_t a, b;

	for (uint64_t i = 0; i < args[2]->bits; i++) {
		bool first = byte_at(s, args[0], i, &a);

		if (!first || !byte_at(s, args[1], i, &b)) {
			fail(s, "Cannot access memory at address 0x%lx", (unsigned long)args[first]->bits + i);
			return NULL;
		}
		if (a != b)
			return value_int(s, 0);
	}
	return value_int(s, 1);
}

/* ---- callers ---- */

/* With its package or without. */
static bool name_begins_with(DebugSession *s, const char *function, const char *pattern)
{
	return begins_with(s, function, pattern) || begins_with(s, debug_unqualified(function), pattern);
}

/* Is it the function so many frames above the selected one, or, with `any`, one on the way there? */
static const DebugValue *caller(DebugSession *s, const DebugValue *const *args, bool any, bool pattern)
{
	unsigned levels = args[1] ? (unsigned)args[1]->bits : 1;
	bool found = false;
	DebugFrame f;

	if (!is_text(s, args[0]))
		return NULL;
	if (!debug_frame(s, s->selected_frame, &f)) {
		fail(s, "No frame is currently selected.");
		return NULL;
	}
	for (unsigned i = any ? 0 : levels; !found && i <= levels && debug_frame(s, s->selected_frame + i, &f); i++)
		found = pattern ? name_begins_with(s, f.function, args[0]->text) : debug_names_function(s, f.function, args[0]->text);
	return pattern && *debug_error(s) ? NULL : value_int(s, found);
}

static const DebugValue *caller_is(DebugSession *s, const DebugValue *const *args)
{
	return caller(s, args, false, false);
}

static const DebugValue *caller_matches(DebugSession *s, const DebugValue *const *args)
{
	return caller(s, args, false, true);
}

static const DebugValue *any_caller_is(DebugSession *s, const DebugValue *const *args)
{
	return caller(s, args, true, false);
}

static const DebugValue *any_caller_matches(DebugSession *s, const DebugValue *const *args)
{
	return caller(s, args, true, true);
}

/* ---- settings ---- */

void debug_on_setting(DebugSession *s, DebugSettingFn *setting, void *ctx)
{
	s->setting = setting;
	s->setting_ctx = ctx;
}

static const DebugValue *setting(DebugSession *s, const DebugValue *const *args, bool as_text)
{
	const char *name = as_text ? "$_gdb_setting_str" : "$_gdb_setting", *text;
	bool number = false;
	int64_t n = 0;

	if (args[0]->kind != DEBUG_STRING) {
		fail(s, "First argument of %s must be a string.", name);
		return NULL;
	}
	text = s->setting ? s->setting(s->setting_ctx, args[0]->text, &number, &n) : NULL;
	if (!text) {
		fail(s, "First argument of %s must be a valid setting of the 'show' command.", name);
		return NULL;
	}
	return number && !as_text ? value_int(s, n) : text_value(s, text);
}

static const DebugValue *setting_value(DebugSession *s, const DebugValue *const *args)
{
	return setting(s, args, false);
}

static const DebugValue *setting_text(DebugSession *s, const DebugValue *const *args)
{
	return setting(s, args, true);
}

/* ---- calls ---- */

/* as_text: its argument is not evaluated. */
static const struct { const char *name; unsigned least, most; Function *fn; bool as_text; } functions[] = {
	{ "_any_caller_is", 1, 2, any_caller_is, false }, { "_any_caller_matches", 1, 2, any_caller_matches, false },
	{ "_as_string", 1, 1, as_string, false }, { "_caller_is", 1, 2, caller_is, false },
	{ "_caller_matches", 1, 2, caller_matches, false }, { "_gdb_setting", 1, 1, setting_value, false },
	{ "_gdb_setting_str", 1, 1, setting_text, false }, { "_isvoid", 1, 1, is_void, false }, { "_len", 1, 1, length, false },
	{ "_memeq", 3, 3, memory_equal, false }, { "_regex", 2, 2, regex, false }, { "_streq", 2, 2, streq, false },
	{ "_strlen", 1, 1, text_length, false }, { "_typeof", 1, 1, type_of, false }, { "_where", 1, 1, where, true },
};

const char *const *debug_convenience_functions(DebugSession *s)
{
	enum { COUNT = sizeof functions / sizeof *functions };
	const char **names = arena_make_n(s->scratch, const char *, COUNT + 1);

	for (size_t i = 0; i < COUNT; i++)
		names[i] = functions[i].name;
	return names;
}

const char *closing(const char *p)
{
	char open = *p, close = open == '(' ? ')' : open == '[' ? ']' : '}', quote = 0;
	int depth = 0;

	for (; *p; p++) {
		if (quote ? *p == '\\' && quote != '`' && p[1] : false)
			p++;
		else if (quote ? *p == quote : *p == '"' || *p == '\'' || *p == '`')
			quote = quote ? 0 : *p;
		else if (!quote && *p == open)
			depth++;
		else if (!quote && *p == close && --depth == 0)
			return p;
	}
	return NULL;
}

static size_t function_named(const char *name, size_t n)
{
	size_t i = 0;

	while (i < sizeof functions / sizeof *functions &&
	       (strlen(functions[i].name) != n || memcmp(functions[i].name, name, n) != 0))
		i++;
	return i;
}

const DebugValue *function_value(DebugSession *s, const char *name)
{
	DebugValue *v;

	if (function_named(name, strlen(name)) == sizeof functions / sizeof *functions)
		return NULL;
	v = value_new(s, DEBUG_VOID, "<internal function>");
	v->text = arena_printf(s->values, "<internal function %s>", name);
	return v;
}

/* The message of a call with another number of arguments. */
static bool wrong_count(DebugSession *s, size_t function, bool more)
{
	unsigned n = more ? functions[function].most : functions[function].least;
	const char *name = functions[function].name;

	if (n == 1)
		fail(s, more ? "You can only provide one argument to $%s" : "You must provide an argument to $%s", name);
	else
		fail(s, more ? "You can only provide %u arguments to $%s" : "You must provide %u arguments to $%s", n, name);
	return false;
}

static bool take_args(DebugSession *s, size_t function, const char *text, const DebugValue **args)
{
	for (unsigned k = 0; k < functions[function].most; k++) {
		const char *arg = next_operand(s, &text);

		if (!*arg && k >= functions[function].least)
			break;
		if (!*arg)
			return wrong_count(s, function, false);
		args[k] = functions[function].as_text ? text_value(s, arg) : debug_eval(s, arg);
		if (!args[k])
			return false;
	}
	return !*trimmed(s, text) || wrong_count(s, function, true);
}

const DebugValue *call_function(DebugSession *s, const char **p, bool *taken)
{
	const char *name = *p + 1, *open = name, *close, *text;
	const DebugValue *args[MAX_ARGS + 1] = { NULL };
	size_t function;

	while (name_part(*open))
		open++;
	function = function_named(name, (size_t)(open - name));
	close = *open == '(' && function < sizeof functions / sizeof *functions ? closing(open) : NULL;
	*taken = close != NULL;
	if (!close)
		return NULL;
	text = arena_strndup(s->scratch, open + 1, (size_t)(close - open) - 1);
	*p = close + 1;
	return take_args(s, function, text, args) ? functions[function].fn(s, args) : NULL;
}
