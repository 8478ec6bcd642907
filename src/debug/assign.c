/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a value lies, and assignments: `x = 7`, `x += 2`, `x++`, `++x`, `$n = 1`, `m["k"] = v`. */
#include "debug/heappath.h"

#include <ctype.h>

char *trimmed(DebugSession *s, const char *text)
{
	size_t n;

	while (isspace((unsigned char)*text))
		text++;
	n = strlen(text);
	while (n && isspace((unsigned char)text[n - 1]))
		n--;
	return arena_strndup(s->scratch, text, n);
}

/* The next of several expressions with commas between them; *text is moved behind it. */
const char *next_operand(DebugSession *s, const char **text)
{
	const char *start = *text, *p = start;
	int depth = 0;
	char quote = 0;

	for (; *p && (quote || depth || *p != ','); p++) {
		if (quote ? *p == '\\' && quote != '`' && p[1] : false)
			p++;
		else if (quote ? *p == quote : *p == '"' || *p == '\'' || *p == '`')
			quote = quote ? 0 : *p;
		else if (!quote)
			depth += (strchr("([{", *p) != NULL) - (strchr(")]}", *p) != NULL);
	}
	*text = *p ? p + 1 : p;
	return trimmed(s, arena_strndup(s->scratch, start, (size_t)(p - start)));
}

/* ---- homes ---- */

static bool is_name(const char *t)
{
	if (!name_start(*t))
		return false;
	while (name_part(*t))
		t++;
	return !*t;
}

static bool variable_home(DebugSession *s, const MachineFrame *f, const char *name, Home *out)
{
	const CodeVar *v = f ? find_variable(s, f, name) : NULL;

	if (v)
		*out = (Home){ v->type, variable_address(s, f, v), *f };
	return v != NULL;
}

static bool global_home(DebugSession *s, const char *name, const char *file, Home *out)
{
	const Image *im;
	const Global *g;

	if (!find_global(s, name, &im, &g))
		return false;
	if (file && (g->file >= im->files.len || !same_file(image_text(im, im->files.data[g->file].path), file)))
		return false;
	*out = (Home){ .type = g->type, .addr = g->addr };
	return true;
}

/* `{type}address`, and nothing behind it. */
static bool typed_home(DebugSession *s, const char *text, Home *out)
{
	const char *close, *end, *type;
	const DebugValue *v;

	if (!typed_address(text, &close, &end) || *end)
		return false;
	type = trimmed(s, arena_strndup(s->scratch, text + 1, (size_t)(close - text - 1)));
	out->type = type_named(s, type);
	if (!out->type) {
		fail(s, "No symbol \"%s\" in current context.", type);
		return false;
	}
	v = debug_eval(s, close + 1);
	out->addr = v ? v->bits : 0;
	return v != NULL;
}

/* The innermost frame of a function: the one whose variables `f::x` means. */
static bool frame_of_function(DebugSession *s, const char *name, MachineFrame *f)
{
	for (unsigned level = 0; machine_frame_at(s, level, f); level++)
		if (debug_names_function(s, image_text(f->code.image, f->code.func->name), name))
			return true;
	return false;
}

static bool scoped_home(DebugSession *s, const char *text, Home *out)
{
	size_t n = scoped_name(text), k;
	const char *colons, *scope, *name;
	MachineFrame f;

	if (!n || text[n])
		return false;
	if (!need_symbols(s))
		return false;
	colons = strstr(text, "::");
	name = colons + 2;
	k = (size_t)(colons - text);
	scope = *text == '\'' ? arena_strndup(s->scratch, text + 1, k - 2) : arena_strndup(s->scratch, text, k);
	if (frame_of_function(s, scope, &f)) {
		if (variable_home(s, &f, name, out))
			return true;
		fail(s, "No symbol \"%s\" in function \"%s\".", name, scope);
	} else if (file_known(s, scope)) {
		if (global_home(s, name, scope, out))
			return true;
		fail(s, "No symbol \"%s\" in specified context.", name);
	} else {
		size_t count;
		const DebugLocation *at = debug_locate(s, scope, &count);

		if (at)
			fail(s, "No frame is currently executing in block %s.", at->function);
		else
			fail(s, "No symbol \"%s\" in current context.", scope);
	}
	return false;
}

const DebugValue *scoped_value(DebugSession *s, const char *text)
{
	Home home;

	return scoped_home(s, text, &home) ? value_read(s, home.type, home.addr) : NULL;
}

/* `#12` alone: an object that is one value of its type. */
static bool object_home(DebugSession *s, const char *text, Home *out)
{
	ObjectInfo o;

	if (*text != '#' || !object_named(s, &text, &o) || *text || o.role != OBJECT_VALUE || !o.type || o.count > 1)
		return false;
	*out = (Home){ .type = o.type, .addr = o.addr };
	return true;
}

bool find_home(DebugSession *s, const char *text, Home *out)
{
	MachineFrame f;

	*out = (Home){ 0 };
	if (typed_home(s, text, out) || scoped_home(s, text, out) || object_home(s, text, out))
		return true;
	if (*debug_error(s))
		return false;
	if (is_name(text) && selected_machine_frame(s, &f)) {
		NameMeaning means = name_meaning(s, &f, text, out);

		if (means == NAME_LOCAL || (means == NAME_UNKNOWN && variable_home(s, &f, text, out)))
			return true;
		if (means == NAME_OTHER)
			return false;
	}
	return global_home(s, text, NULL, out);
}

bool find_place(DebugSession *s, const char *text, Home *out)
{
	StrBuf bytes = { 0 };
	uint64_t pointer;
	bool ok;

	text = trimmed(s, text);
	if (find_home(s, text, out))
		return true;
	if (*debug_error(s))
		return false;
	ok = eval_words(s, arena_printf(s->scratch, "&(%s)", text), &pointer, &bytes);
	if (ok) {
		memcpy(&out->addr, bytes.data, 8);
		out->type = ((const TypeDesc *)pointer)->elem;
		selected_machine_frame(s, &out->frame);
	}
	sb_free(&bytes);
	return ok;
}

/* ---- the parts of an assignment ---- */

typedef struct Assignment {
	const char *left, *right;	/* what is assigned, operators of += spelt out */
	bool post;			/* x++: the value shown is the one before */
} Assignment;

/* The `=` of an assignment at the top level of an expression, or NULL. */
static const char *equals_sign(const char *t)
{
	int depth = 0;
	char quote = 0;

	for (const char *p = t; *p; p++) {
		if (quote) {
			if (*p == '\\' && quote != '`' && p[1])
				p++;
			else if (*p == quote)
				quote = 0;
		} else if (*p == '"' || *p == '\'' || *p == '`') {
			quote = *p;
		} else if (strchr("([{", *p)) {
			depth++;
		} else if (strchr(")]}", *p)) {
			depth--;
		} else if (*p == '=' && depth == 0) {
			if (p[1] == '=')
				p++;
			else if (p > t && (!strchr("!<>=:", p[-1]) || (p - t > 1 && p[-1] == p[-2] && strchr("<>", p[-1]))))
				return p;
		}
	}
	return NULL;
}

static bool split(DebugSession *s, const char *text, Assignment *out)
{
	const char *eq = equals_sign(text), *op = eq;
	size_t n = strlen(text);

	*out = (Assignment){ 0 };
	if (n > 2 && (strcmp(text + n - 2, "++") == 0 || strcmp(text + n - 2, "--") == 0)) {
		out->left = trimmed(s, arena_strndup(s->scratch, text, n - 2));
		out->right = arena_printf(s->scratch, "%s %c 1", out->left, text[n - 1]);
		out->post = true;
		return true;
	}
	if (n > 2 && (strncmp(text, "++", 2) == 0 || strncmp(text, "--", 2) == 0)) {
		out->left = trimmed(s, text + 2);
		out->right = arena_printf(s->scratch, "%s %c 1", out->left, *text);
		return true;
	}
	if (!eq)
		return false;
	while (op > text + 1 && strchr("+-*/%&|^<>", op[-1]))
		op--;
	out->left = trimmed(s, arena_strndup(s->scratch, text, (size_t)(op - text)));
	out->right = trimmed(s, eq + 1);
	if (op < eq)
		out->right = arena_printf(s->scratch, "%s %.*s (%s)", out->left, (int)(eq - op), op, out->right);
	return true;
}

/* ---- carrying it out ---- */

static const CodeVar *register_at(const MachineFrame *f, uint64_t addr)
{
	for (uint32_t i = 0; f->code.func && i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];

		if ((v->flags & CVF_REGISTER) && f->fp + v->where == addr)
			return v;
	}
	return NULL;
}

static bool write_memory(DebugSession *s, uint64_t addr, const void *bytes, size_t n)
{
	SegmentId segment = s->machine ? machine_segment_of(s->machine, addr) : SEGMENT_NONE;

	s->watch_changed = true;
	s->cursor.machine = NULL;	/* frames' headers are memory, too */
	if (s->machine && !s->core && (!n || machine_write(s->machine, addr, bytes, n)))
		return true;
	if (segment == SEGMENT_CODE || segment == SEGMENT_RODATA)
		fail(s, "Cannot write to address 0x%lx: the code segment is read-only.", (unsigned long)addr);
	else
		fail(s, "Cannot access memory at address 0x%lx", (unsigned long)addr);
	return false;
}

/* A register slot holds its scalar extended to 64 bits, whatever its type's size. */
static bool store_bytes(DebugSession *s, const Home *home, const DebugValue *v, const void *bytes)
{
	const TypeDesc *t = (const TypeDesc *)home->type;
	uint64_t bits = v->bits;

	if (t->size >= 8 || !register_at(&home->frame, home->addr))
		return write_memory(s, home->addr, bytes, t->size);
	if (v->kind == DEBUG_FLOAT) {
		bits = 0;
		memcpy(&bits, bytes, t->size);
	}
	return write_memory(s, home->addr, &bits, 8);
}

/* Narrow register slots of a frame that [addr, addr + n) was written to. */
static void extend_slots(DebugSession *s, const MachineFrame *f, uint64_t addr, uint64_t n)
{
	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];
		Home home = { v->type, f->fp + v->where, *f };
		uint8_t bytes[8];

		if (!(v->flags & CVF_REGISTER) || ((const TypeDesc *)v->type)->size >= 8 || home.addr >= addr + n || addr >= home.addr + 8)
			continue;
		machine_read(s->machine, home.addr, bytes, 8);
		store_bytes(s, &home, value_read(s, home.type, home.addr), bytes);
	}
}

bool debug_write(DebugSession *s, uint64_t addr, const void *bytes, size_t n)
{
	size_t count = s->machine ? machine_goroutines(s->machine) : 0;
	MachineFrame f;
	GorInfo g;

	request_begin(s);
	if (!write_memory(s, addr, bytes, n))
		return false;
	for (size_t i = 0; i < count && machine_segment_of(s->machine, addr) == SEGMENT_STACK; i++)
		for (bool more = machine_goroutine(s->machine, i, &g) && machine_frame(s->machine, &g, &f, true); more;
		     more = machine_frame(s->machine, &g, &f, false))
			extend_slots(s, &f, addr, n);
	return true;
}

/* ---- copies ---- */

/* The variable whose slot this is, in the selected frame. */
static const CodeVar *slot_at(const MachineFrame *f, uint64_t addr)
{
	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];

		if (v->kind == CV_SLOT && f->fp + v->where == addr)
			return v;
	}
	return NULL;
}

static bool has_copy(const Image *im, const CodeFunc *fn, const CodeVar *of)
{
	for (uint32_t i = 0; i < fn->nvars; i++) {
		const CodeVar *v = &im->vars.data[fn->vars + i];

		if (v->kind == CV_CAPTURED && v->line == of->line && v->col == of->col && v->name == of->name)
			return true;
	}
	return false;
}

/* Closures have copies of variables that the program never assigns to again; a debugger that does is to say so. */
static void note_copies(DebugSession *s, uint64_t addr)
{
	MachineFrame f;
	const CodeVar *v = selected_machine_frame(s, &f) ? slot_at(&f, addr) : NULL;
	StrBuf closures = { 0 };

	sb_clear(&s->note);
	if (!v)
		return;
	vec_each(&f.code.image->funcs, fn)
		if (fn->outer && &f.code.image->funcs.data[fn->outer - 1] == f.code.func && has_copy(f.code.image, fn, v))
			sb_printf(&closures, "%s%s", closures.len ? ", " : "", image_text(f.code.image, fn->name));
	if (closures.len)
		sb_printf(&s->note, "Closures made before (%s) have copies of %s, which stay.", sb_text(&closures),
			  image_text(f.code.image, v->name));
	sb_free(&closures);
}

const char *debug_take_note(DebugSession *s)
{
	const char *note = s->note.len ? arena_strdup(s->scratch, sb_text(&s->note)) : NULL;

	sb_clear(&s->note);
	return note;
}

/* ---- assignments ---- */

static const DebugValue *assign_home(DebugSession *s, const Home *home, const char *right)
{
	StrBuf bytes = { 0 };
	const DebugValue *v = NULL;

	if (eval_as(s, right, home->type, &bytes) &&
	    store_bytes(s, home, value_bytes(s, home->type, bytes.data, NULL), bytes.data))
		v = value_read(s, home->type, home->addr);
	if (v)
		note_copies(s, home->addr);
	sb_free(&bytes);
	return v;
}

static const char not_in_memory[] = "Left operand of assignment is not an lvalue.";

/* What has no address (an entry of a map) is left to Go. */
static const DebugValue *assign_statement(DebugSession *s, const Assignment *a)
{
	if (strchr(a->left, '[') && exec_text(s, arena_printf(s->scratch, "%s = %s", a->left, a->right)))
		return debug_eval(s, a->left);
	if (!strchr(a->left, '[') || strstr(debug_error(s), "cannot assign to"))
		fail(s, "%s", not_in_memory);
	return NULL;
}

static bool is_variable(const char *left)
{
	return *left == '$' && is_name(left + 1);
}

/* $s.name = "zed": the variable has a copy of a structure or array, and gets another one. *taken: it is such an assignment. */
static const DebugValue *assign_component(DebugSession *s, const Assignment *a, bool *taken)
{
	const char *name = a->left + 1, *path = name;
	const DebugValue *v;

	while (name_part(*path))
		path++;
	name = arena_strndup(s->scratch, name, (size_t)(path - name));
	v = *a->left == '$' && name_start(*name) && (*path == '.' || *path == '[') ? debug_get_var(s, name) : NULL;
	*taken = v && (v->kind == DEBUG_STRUCT || v->kind == DEBUG_ARRAY);
	if (!*taken)
		return NULL;
	v = debug_eval(s, arena_printf(s->scratch, "func() %s { v_ := $%s; v_%s = %s; return v_ }()", v->type, name, path, a->right));
	if (!v)
		return NULL;
	set_variable(s, name, v);
	return debug_eval(s, a->left);
}

static const DebugValue *carry_out(DebugSession *s, const Assignment *a)
{
	const DebugValue *v;
	const char *why;
	Home home;
	bool taken;

	if (is_variable(a->left)) {
		v = eval_patiently(s, a->right);
		if (v)
			set_variable(s, a->left + 1, v);
		return v;
	}
	v = assign_component(s, a, &taken);
	if (taken)
		return v;
	if (find_place(s, a->left, &home))
		return assign_home(s, &home, a->right);
	if (strstr(debug_error(s), "cannot take address"))
		return assign_statement(s, a);
	why = arena_strdup(s->scratch, debug_error(s));
	if (debug_eval(s, a->left))	/* a value, but not in memory */
		why = not_in_memory;
	fail(s, "%s", why);
	return NULL;
}

const char *typed_operand(DebugSession *s, const char *text)
{
	Assignment a;

	return !split(s, text, &a) ? NULL : is_variable(a.left) ? a.right : a.left;
}

bool is_assignment(DebugSession *s, const char *text)
{
	Assignment a;

	return split(s, text, &a);
}

const DebugValue *eval_assignment(DebugSession *s, const char *text, bool *taken)
{
	Assignment a;
	const DebugValue *before = NULL, *v;

	*taken = split(s, text, &a);
	if (!*taken)
		return NULL;
	if (a.post && !(before = debug_eval(s, a.left)))
		return NULL;
	v = carry_out(s, &a);
	return v && a.post ? before : v;
}
