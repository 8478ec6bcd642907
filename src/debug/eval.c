/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions. A name alone is read straight from its variable's home; everything else goes through
 * the front end: parsed, checked in the scope of the frame's pc, compiled into a scratch image, and
 * run on the machine's evaluation goroutine, where it cannot disturb the program.
 *
 * gdb's additions are taken off first: history and convenience variables become literals of their
 * values, `*p@n` an array of n, a leading `{type}addr` a conversion; `main.` before the program's own names
 * goes, because inside package main they have no qualifier.
 */
#include "debug/debug_int.h"

#include <ctype.h>

#include "syntax/parse.h"

/* ---- gdb's syntax to Go's ---- */

static bool name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_' || (c & 0x80);
}

static bool name_part(char c)
{
	return name_start(c) || isdigit((unsigned char)c);
}

/* Go text for a value: what may stand for it inside an expression. */
static bool literal_of(DebugSession *s, const DebugValue *v, StrBuf *out)
{
	double d;

	switch (v->kind) {
	case DEBUG_BOOL: sb_add(out, v->bits ? "true" : "false"); return true;
	case DEBUG_INT: sb_printf(out, strcmp(v->type, "int") == 0 ? "(%ld)" : "(int64(%ld))", (long)v->bits); return true;
	case DEBUG_UINT: sb_printf(out, "(%lu)", (unsigned long)v->bits); return true;
	case DEBUG_FLOAT:
		memcpy(&d, &v->bits, 8);
		sb_printf(out, "float64(%.17g)", d);
		return true;
	case DEBUG_STRING: sb_quote(out, v->text, v->nchildren); return true;
	case DEBUG_POINTER: sb_printf(out, "(%lu)", (unsigned long)v->bits); return true;
	default:
		fail(s, "A value of type %s cannot be part of an expression yet.", v->type);
		return false;
	}
}

/* The value behind `$`, `$$`, `$$3`, `$3`, `$name`; *p is moved past it. NULL: void. */
static const DebugValue *dollar(DebugSession *s, const char **p)
{
	const char *t = *p + 1;
	bool twice = *t == '$';
	long n = 0;
	bool number = false;
	char *name;

	t += twice;
	for (; isdigit((unsigned char)*t); t++, number = true)
		n = n * 10 + (*t - '0');
	if (number || !name_start(*t)) {
		*p = t;
		if (!number)
			return debug_history(s, twice ? -1 : 0);
		return debug_history(s, (int)(twice ? -n : n));
	}
	const char *end = t;

	while (name_part(*end))
		end++;
	name = arena_strndup(s->scratch, t, (size_t)(end - t));
	*p = end;
	return register_value(s, name);
}

static void skip_literal(const char **p, StrBuf *out)
{
	char quote = **p;

	do {
		if (**p == '\\' && quote != '`' && (*p)[1])
			sb_addc(out, *(*p)++);
		sb_addc(out, *(*p)++);
	} while (**p && **p != quote);
	if (**p)
		sb_addc(out, *(*p)++);
}

static bool is_own_package(DebugSession *s, const char *name, size_t n)
{
	const Sym *own = s->program->main->name;

	return own->len == n && memcmp(own->text, name, n) == 0;
}

static bool rewrite(DebugSession *s, const char *text, StrBuf *out)
{
	const char *p = text;

	while (*p) {
		if (*p == '"' || *p == '\'' || *p == '`') {
			skip_literal(&p, out);
		} else if (*p == '$') {
			const DebugValue *v = dollar(s, &p);

			if (!v) {
				fail(s, "The history is empty, or the variable is void.");
				return false;
			}
			if (!literal_of(s, v, out))
				return false;
		} else if (*p == '-' && p[1] == '>') {
			sb_addc(out, '.');
			p += 2;
		} else if (name_start(*p)) {
			const char *start = p;

			while (name_part(*p))
				p++;
			bool field = start > text && start[-1] == '.';

			if (*p == '.' && !field && is_own_package(s, start, (size_t)(p - start)))
				p++;
			else
				sb_addn(out, start, (size_t)(p - start));
		} else {
			sb_addc(out, *p++);
		}
	}
	return true;
}

/* ---- parsing, checking, compiling ---- */

typedef struct Compiled { Image *image; uint64_t entry, type; } Compiled;

/* Diagnostics' first line without its position. */
static void take_diagnostic(DebugSession *s)
{
	Diags *d = s->program->ast.diags;
	size_t n;
	const Diag *list = diag_sorted(d, &n);

	sb_clear(&s->error);
	for (size_t i = 0; i < n; i++)
		if (list[i].severity != DIAG_WARNING) {
			const char *text = list[i].text, *undefined = "undefined: ";

			if (strncmp(text, "syntax error: ", 14) == 0)
				sb_add(&s->error, "A syntax error in expression.");
			else if (strncmp(text, undefined, strlen(undefined)) == 0)
				sb_printf(&s->error, "No symbol \"%s\" in current context.", text + strlen(undefined));
			else
				sb_add(&s->error, text);
			break;
		}
	if (!n)
		sb_add(&s->error, "The expression cannot be evaluated.");
	diag_clear(d);
}

/* The checker's view of the frame's function: where the tree's positions contain the line's place. */
typedef struct Context { Package *pkg; FuncInfo *func; Scope *scope; Pos pos; } Context;

static Pos place_pos(DebugSession *s, const char *file, uint32_t line, uint32_t col)
{
	Source *src = NULL;

	for (size_t i = 0; i < source_count(s->program->ast.sources) && !src; i++)
		if (strcmp(source_at(s->program->ast.sources, i)->name, file) == 0)
			src = source_at(s->program->ast.sources, i);
	Pos start = src ? source_line_pos(src, line) : 0;

	return start ? start + (col ? col - 1 : 0) : 0;
}

static Context context_of(DebugSession *s, const MachineFrame *f)
{
	Context c = { .pkg = s->program->main };
	const LineEntry *line = f ? image_line_at(f->code.image, f->code.func, f->lookup_pc) : NULL;

	if (line && user_code(&f->code)) {
		Pos pos = place_pos(s, file_of(&f->code), line->line, line->col);

		for (size_t i = 0; pos && i < s->program->packages.len && !c.scope; i++) {
			Package *pkg = s->program->packages.data[i];

			for (uint32_t k = 0; k < pkg->nfiles; k++)
				if (pos >= pkg->files[k]->pos && pos <= pkg->files[k]->end) {
					c.pkg = pkg;
					c.pos = pos;
					c.scope = scope_innermost(pkg->file_scopes[k], pos);
					c.func = c.scope ? c.scope->func : NULL;
				}
		}
	}
	if (!c.scope)
		c.scope = c.pkg->nfiles ? c.pkg->file_scopes[0] : c.pkg->scope;
	return c;
}

static bool compile_text(DebugSession *s, const char *text, const MachineFrame *f, Type *want, Compiled *out)
{
	Ast *ast = &s->program->ast;
	Source *src = source_add(ast->sources, "expression", text, strlen(text));
	Context c = context_of(s, f);
	ExprInfo info = { 0 };
	CompileEval in = { 0 };
	Node *n;

	diag_clear(ast->diags);
	n = parse_expr_text(ast, src, 0, NULL);
	if (!n || diag_errors(ast->diags) || !types_check_expr(c.pkg, c.func, c.scope, c.pos, n, want, &info)) {
		take_diagnostic(s);
		return false;
	}
	if (info.mode == MODE_TYPE || info.mode == MODE_BUILTIN) {
		fail(s, info.mode == MODE_TYPE ? "Attempt to use a type name as an expression" :
		     "A builtin function is no value.");
		return false;
	}
	in.base = (CompileInput){ .types = s->program->types, .ast = ast, .libs = (Image *const *)s->program->images.data,
				  .nlibs = s->program->images.len, .part = PART_SCRATCH,
				  .bases = s->machine ? machine_scratch_bases(s->machine) : image_bases(PART_SCRATCH) };
	in.package = c.pkg;
	in.func = c.func;
	in.image = f ? f->code.image : NULL;
	in.code = c.func && f ? f->code.func : NULL;
	in.pc = f ? f->lookup_pc : 0;
	in.expr = n;
	in.type = info.mode == MODE_NOVALUE ? NULL : want ? want : info.type;
	out->image = compile_eval(&in, &out->entry, &out->type);
	if (!out->image)
		take_diagnostic(s);
	return out->image != NULL;
}

/* The result's type. One that the expression brought along is in its image, which is not loaded yet. */
static const TypeDesc *described(const Compiled *c)
{
	uint64_t at = c->type - c->image->base.rodata;

	return at < c->image->rodata.len ? (const TypeDesc *)(c->image->rodata.data + at) : (const TypeDesc *)c->type;
}

/* With commit what it does to the program stays: the right side of an assignment. */
static bool run_compiled(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, bool commit)
{
	uint64_t size = c->type ? described(c)->size : 0;
	size_t words = (size + 7) / 8;
	EvalResult r;

	sb_clear(bytes);
	memset(sb_room(bytes, words * 8 + 8), 0, words * 8 + 8);
	bytes->len = words * 8;
	r = machine_eval(s->machine, c->image, c->entry, f ? f->fp : 0, bytes->data, words, commit);
	if (!r.ok)
		fail(s, "%s", r.text ? r.text : "The expression panicked.");
	return r.ok;
}

/* ---- names ---- */

static bool is_name(const char *t)
{
	if (!name_start(*t))
		return false;
	while (name_part(*t))
		t++;
	return !*t;
}

/* A variable's home, when the text is nothing but its name. */
static bool variable_home(DebugSession *s, const char *text, uint64_t *type, uint64_t *addr)
{
	MachineFrame f;
	const CodeVar *v;
	const Image *im;
	const Global *g;

	if (is_name(text) && selected_machine_frame(s, &f) && (v = find_variable(s, &f, text))) {
		*type = v->type;
		*addr = variable_address(s, &f, v);
		return true;
	}
	if (find_global(s, text, &im, &g)) {
		*type = g->type;
		*addr = g->addr;
		return true;
	}
	return false;
}

static char *trimmed(DebugSession *s, const char *text)
{
	size_t n;

	while (isspace((unsigned char)*text))
		text++;
	n = strlen(text);
	while (n && isspace((unsigned char)text[n - 1]))
		n--;
	return arena_strndup(s->scratch, text, n);
}

/* ---- assignments ---- */

/* The `=` of an assignment at the top level of an expression, or NULL. */
static const char *assignment(const char *t)
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
			else if (p > t && !strchr("!<>=:", p[-1]))
				return p;
		}
	}
	return NULL;
}

/* A register slot holds its scalar extended to 64 bits, whatever its type's size. */
static void store_bytes(DebugSession *s, uint64_t type, uint64_t addr, const DebugValue *v, const void *bytes)
{
	const TypeDesc *t = (const TypeDesc *)type;
	MachineFrame f;

	if (t->size < 8 && selected_machine_frame(s, &f)) {
		for (uint32_t i = 0; i < f.code.func->nvars; i++) {
			const CodeVar *var = &f.code.image->vars.data[f.code.func->vars + i];

			if ((var->flags & CVF_REGISTER) && f.fp + var->where == addr) {
				uint64_t bits = v->bits;

				if (v->kind == DEBUG_FLOAT) {
					bits = 0;
					memcpy(&bits, bytes, t->size);
				}
				machine_write(s->machine, addr, &bits, 8);
				return;
			}
		}
	}
	machine_write(s->machine, addr, bytes, t->size);
}

static const DebugValue *assign(DebugSession *s, const char *text, const char *eq)
{
	const char *lhs = trimmed(s, arena_strndup(s->scratch, text, (size_t)(eq - text))), *rhs = trimmed(s, eq + 1);
	uint64_t type, addr, want;
	StrBuf bytes = { 0 };
	const DebugValue *v = NULL;
	char *address;

	if (*lhs == '$' && name_start(lhs[1])) {
		v = debug_eval(s, rhs);
		if (v)
			set_variable(s, lhs + 1, v);
		return v;
	}
	if (!variable_home(s, lhs, &type, &addr)) {
		address = arena_printf(s->scratch, "&(%s)", lhs);
		if (!eval_words(s, address, &want, &bytes)) {
			if (strstr(debug_error(s), "cannot take address"))
				fail(s, "Left operand of assignment is not an lvalue.");
			sb_free(&bytes);
			return NULL;
		}
		memcpy(&addr, bytes.data, 8);
		type = ((const TypeDesc *)want)->elem;
	}
	if (eval_as(s, rhs, type, &bytes)) {
		v = value_bytes(s, type, bytes.data);
		store_bytes(s, type, addr, v, bytes.data);
		v = value_read(s, type, addr);
	}
	sb_free(&bytes);
	return v;
}

/* ---- types and registers ---- */

/* Scratch images share their part of the segments, so a later one overwrites an earlier one's
 * descriptors: what a value says of its type is copied when it is read. */
void image_keep(DebugSession *s, Image *im)
{
	if (im)
		vec_push(&s->kept, im);
}

/* The checker's type for a descriptor: found by evaluating nothing, through its Go text. */
static Type *type_of_desc(DebugSession *s, uint64_t type)
{
	const TypeDesc *t = (const TypeDesc *)type;
	StrBuf text = { 0 }, plain = { 0 };
	Ast *ast = &s->program->ast;
	ExprInfo info = { 0 };
	MachineFrame f;
	Context c = context_of(s, selected_machine_frame(s, &f) ? &f : NULL);

	sb_addn(&plain, (const char *)t->str.ptr, t->str.len);
	if (rewrite(s, sb_text(&plain), &text)) {
		Source *src = source_add(ast->sources, "type", sb_text(&text), text.len);
		Node *n;

		diag_clear(ast->diags);
		n = parse_expr_text(ast, src, 0, NULL);
		if (!n || diag_errors(ast->diags) || !types_check_expr(c.pkg, c.func, c.scope, c.pos, n, NULL, &info) ||
		    info.mode != MODE_TYPE)
			info.type = NULL;
		diag_clear(ast->diags);
	}
	sb_free(&text);
	sb_free(&plain);
	return info.type;
}

bool eval_as(DebugSession *s, const char *expr, uint64_t type, StrBuf *bytes)
{
	StrBuf text = { 0 };
	MachineFrame f;
	bool have = selected_machine_frame(s, &f), ok;
	Compiled c = { 0 };
	Type *want = type_of_desc(s, type);

	ok = rewrite(s, expr, &text) && compile_text(s, sb_text(&text), have ? &f : NULL, want, &c) &&
	     run_compiled(s, &c, have ? &f : NULL, bytes, true);
	image_keep(s, c.image);
	sb_free(&text);
	return ok;
}

const DebugValue *register_value(DebugSession *s, const char *name)
{
	DebugFrame f;
	DebugValue *v;

	if (strcmp(name, "pc") != 0 && strcmp(name, "sp") != 0 && strcmp(name, "fp") != 0)
		return debug_get_var(s, name);
	if (!debug_frame(s, s->selected_frame, &f))
		return NULL;
	v = value_new(s, DEBUG_UINT, "uintptr");
	v->size = 8;
	v->bits = strcmp(name, "pc") == 0 ? f.pc : f.fp;
	return v;
}

/* ---- entries ---- */

bool eval_words(DebugSession *s, const char *expr, uint64_t *type, StrBuf *bytes)
{
	StrBuf text = { 0 };
	MachineFrame f;
	bool have = selected_machine_frame(s, &f), ok;
	Compiled c = { 0 };

	if (!s->machine) {
		fail(s, "No symbol table is loaded.  Use the \"file\" command.");
		return false;
	}
	ok = rewrite(s, expr, &text) && compile_text(s, sb_text(&text), have ? &f : NULL, NULL, &c) &&
	     run_compiled(s, &c, have ? &f : NULL, bytes, false);
	*type = c.type;
	image_keep(s, c.image);
	sb_free(&text);
	return ok;
}

/* gdb's `left @ n`: n values side by side, beginning with left, which must have an address. */
static const DebugValue *repeated(DebugSession *s, const char *text, const char *sign)
{
	const char *left = arena_strndup(s->scratch, text, (size_t)(sign - text));
	const DebugValue *count = debug_eval(s, sign + 1), **list;
	uint64_t type, addr, elem;
	StrBuf bytes = { 0 };
	DebugValue *v;
	int64_t n = count && (count->kind == DEBUG_INT || count->kind == DEBUG_UINT) ? (int64_t)count->bits : 0;

	if (!count)
		return NULL;
	if (n < 1 || n > 1 << 20) {
		fail(s, "Invalid number %ld of repetitions.", (long)n);
		return NULL;
	}
	if (!eval_words(s, arena_printf(s->scratch, "&(%s)", left), &type, &bytes)) {
		sb_free(&bytes);
		fail(s, "Only values in memory can be extended with '@'.");
		return NULL;
	}
	memcpy(&addr, bytes.data, 8);
	sb_free(&bytes);
	elem = ((const TypeDesc *)type)->elem;
	list = arena_make_n(s->values, const DebugValue *, (size_t)n);
	for (int64_t i = 0; i < n; i++)
		list[i] = value_read(s, elem, addr + (uint64_t)i * ((const TypeDesc *)elem)->size);
	v = value_new(s, DEBUG_ARRAY, arena_printf(s->values, "[%ld]%s", (long)n, list[0]->type));
	v->children = list;
	v->nchildren = v->len = (uint64_t)n;
	v->addr = addr;
	v->addressable = true;
	return v;
}

/* `*$1`, `*$p`: what a pointer in the history points at now. NULL when the text is something else. */
static const DebugValue *through_history(DebugSession *s, const char *text)
{
	const char *p = text + 1;
	const DebugValue *v;
	const TypeDesc *t;

	if (*text != '*' || *p != '$')
		return NULL;
	v = dollar(s, &p);
	t = v && !*p && v->kind == DEBUG_POINTER ? v->private : NULL;
	return t && t->elem && v->bits ? value_read(s, t->elem, v->bits) : NULL;
}

const DebugValue *debug_eval(DebugSession *s, const char *expr)
{
	const char *text = trimmed(s, expr), *eq, *at;
	uint64_t type, addr;
	StrBuf bytes = { 0 };
	const DebugValue *v = NULL;

	request_begin(s);
	if (*text == '$') {
		const char *p = text;
		const DebugValue *value = dollar(s, &p);

		if (!*p && !value && (text[1] == '\0' || name_start(text[1])))
			return value_new(s, DEBUG_VOID, "void");
		if (!*p && !value) {
			fail(s, "History has not yet reached %s.", text);
			return NULL;
		}
		if (!*p)
			return value;
	}
	eq = assignment(text);
	if (eq)
		return assign(s, text, eq);
	at = strrchr(text, '@');
	if (at && !strpbrk(at, "\"'`"))
		return repeated(s, text, at);
	v = through_history(s, text);
	if (v)
		return v;
	if (variable_home(s, text, &type, &addr))
		return value_read(s, type, addr);
	if (eval_words(s, text, &type, &bytes))
		v = type ? value_bytes(s, type, bytes.data) : value_new(s, DEBUG_VOID, "void");
	sb_free(&bytes);
	return v;
}

static int truth_of(DebugSession *s, const DebugValue *v)
{
	switch (v->kind) {
	case DEBUG_BOOL: case DEBUG_INT: case DEBUG_UINT: case DEBUG_POINTER: case DEBUG_MAP: case DEBUG_CHAN:
	case DEBUG_FUNC:
		return v->bits != 0;
	case DEBUG_NIL:
		return 0;
	default:
		fail(s, "A value of type %s is no condition.", v->type);
		return -1;
	}
}

int debug_truth(DebugSession *s, const char *expr)
{
	const DebugValue *v = debug_eval(s, expr);

	return v ? truth_of(s, v) : -1;
}

/* ---- conditions ---- */

/* Compiled once for the place where the breakpoint stands; -1 (which stops) when it cannot be evaluated. */
int eval_condition(DebugSession *s, Break *b, const MachineFrame *f)
{
	StrBuf text = { 0 }, bytes = { 0 };
	Compiled c = { b->cond_image, b->cond_entry, b->cond_type };
	int result = -1;

	if (!c.image || b->cond_pc != f->pc || c.image->base.code != machine_scratch_bases(s->machine).code) {
		image_free(b->cond_image);
		b->cond_image = NULL;
		if (rewrite(s, b->pub.condition, &text) && compile_text(s, sb_text(&text), f, NULL, &c)) {
			b->cond_image = c.image;
			b->cond_entry = c.entry;
			b->cond_type = c.type;
			b->cond_pc = f->pc;
		}
	}
	if (b->cond_image && run_compiled(s, &c, f, &bytes, false) && c.type)
		result = truth_of(s, value_bytes(s, c.type, bytes.data));
	sb_free(&text);
	sb_free(&bytes);
	return result;
}

/* A condition that cannot be right at its breakpoint is refused when it is given. */
bool condition_is_sound(DebugSession *s, const Break *b, const char *condition)
{
	StrBuf text = { 0 };
	MachineFrame f = { .pc = b->places.data[0].pc, .lookup_pc = b->places.data[0].pc };
	Compiled c = { 0 };
	bool ok = machine_code_at(s->machine, f.pc, &f.code) && rewrite(s, condition, &text) &&
		  compile_text(s, sb_text(&text), &f, NULL, &c);

	image_free(c.image);
	sb_free(&text);
	return ok;
}
