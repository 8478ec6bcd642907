/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text as code: parsed, checked in the scope of a frame's pc, compiled into a scratch image.
 *
 * What Go's checker refuses is tried in three more ways: with gdb's habits put into Go (habits.c), with pointers and integers
 * of the history as plain numbers, and with the dynamic value of an interface whose field is asked for (dynamic.c).
 */
#include "debug/expr.h"

#include <ctype.h>

#include "syntax/parse.h"

/* What was typed from a place in the Go text on: what is copied as it stands ends the same. NULL: the place was rewritten. */
static const char *typed_at(const EvalText *t, size_t offset)
{
	size_t left = t->go.len - offset, typed = t->from ? strlen(t->from) : 0;

	if (!t->from || offset > t->go.len || left > typed || (left && memcmp(t->go.data + offset, t->from + typed - left, left) != 0))
		return NULL;
	return t->from + typed - left;
}

static bool number_part(char c)
{
	return name_part(c) || c == '.';
}

/* As gdb tells it: from the word on that it cannot use; of a number the whole. */
static void syntax_error(DebugSession *s, const EvalText *t, Pos pos)
{
	const Source *src = source_file(s->program->ast.sources, pos);
	size_t offset = src ? source_offset(src, pos) : 0;
	const char *near = typed_at(t, offset), *start = near;

	while (start && start > t->from && number_part(start[-1]))
		start--;
	if (near && start < near && isdigit((unsigned char)*start) && number_part(*near)) {
		while (number_part(*near))
			near++;
		fail(s, "Invalid number \"%.*s\".", (int)(near - start), start);
	} else {
		fail(s, "A syntax error in expression, near `%s'.", near ? near : sb_text((StrBuf *)(uintptr_t)&t->go) + offset);
	}
}

/* What gdb has words of its own for. */
static const char *in_gdbs_words(const char *text)
{
	static const struct { const char *go, *gdb; } list[] = {
		{ "string not terminated", "Unterminated string in expression." },
		{ "rune literal not terminated", "Unmatched single quote." },
		{ "empty rune literal or unescaped '", "A character constant must contain at least one character." },
		{ "more than one character in rune literal", "Invalid character constant." },
	};

	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (strcmp(text, list[i].go) == 0)
			return list[i].gdb;
	return text;
}

/* A number that Go's lexer does not like: gdb tells the whole of it. */
static bool number_error(DebugSession *s, const Diag *d)
{
	const Source *src = source_file(s->program->ast.sources, d->pos);
	const char *start, *end;

	if (!src || !(strncmp(d->text, "invalid digit ", 14) == 0 || strncmp(d->text, "'_' must", 8) == 0 ||
		      text_has_ending(d->text, " has no digits")))
		return false;
	start = end = src->text + source_offset(src, d->pos);
	if (start > src->text && strchr("+-", start[-1]))	/* of an exponent */
		start--;
	while (start > src->text && number_part(start[-1]))
		start--;
	while (number_part(*end))
		end++;
	sb_printf(&s->error, "Invalid number \"%.*s\".", (int)(end - start), start);
	return true;
}

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

			if (number_error(s, &list[i]))
				break;
			if (strncmp(text, undefined, strlen(undefined)) == 0 && s->bare)
				sb_add(&s->error, NO_SYMBOLS);
			else if (strstr(text, "(untyped int constant) overflows int"))
				sb_add(&s->error, "Numeric constant too large.");
			else if (strncmp(text, undefined, strlen(undefined)) == 0)
				sb_printf(&s->error, "No symbol \"%s\" in current context.", text + strlen(undefined));
			else
				sb_add(&s->error, in_gdbs_words(text));
			break;
		}
	if (!n)
		sb_add(&s->error, "The expression cannot be evaluated.");
	diag_clear(d);
}

/* The checker's view of the frame's function: where the tree's positions contain the line's place; and when it is an instance of
 * a generic one, its type parameters and what they are. */
typedef struct Context { Package *pkg; FuncInfo *func; Scope *scope; Pos pos; TypeList tparams, targs; } Context;

static Pos place_pos(DebugSession *s, const char *file, uint32_t line, uint32_t col)
{
	Source *src = NULL;

	for (size_t i = 0; i < source_count(s->program->ast.sources) && !src; i++)
		if (strcmp(source_at(s->program->ast.sources, i)->name, file) == 0)
			src = source_at(s->program->ast.sources, i);
	Pos start = src ? source_line_pos(src, line) : 0;

	return start ? start + (col ? col - 1 : 0) : 0;
}

/* Where names mean what they do in a frame. Before a function's first instruction its parameters are there, unless they are to be
 * moved to the heap. */
static uint64_t name_pc(const MachineFrame *f)
{
	const CodeFunc *fn = f->code.func;

	if (f->lookup_pc != fn->entry)
		return f->lookup_pc;
	for (uint32_t i = 0; i < fn->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[fn->vars + i];

		if (code_var_moved(v) && v->flags & CVF_PARAM)
			return f->lookup_pc;
	}
	return first_statement(f->code.image, fn);
}

static void find_scope(Package *pkg, Pos pos, Context *c)
{
	for (uint32_t k = 0; k < pkg->nfiles; k++)
		if (pos >= pkg->files[k]->pos && pos <= pkg->files[k]->end) {
			c->pkg = pkg;
			c->pos = pos;
			c->scope = scope_innermost(pkg->file_scopes[k], pos);
			c->func = c->scope ? c->scope->func : NULL;
		}
}

/* The library's functions have been compiled long ago: one's body is looked at again when somebody asks. */
static void library_scope(DebugSession *s, const CodeAt *code, const LineEntry *line, Context *c)
{
	const CodeFile *file = image_line_file(code->image, code->func, line);
	Package *pkg = program_library_package(s->program, image_text(code->image, file->package));
	Pos pos = pkg ? place_pos(s, file_of(code), line->line, line->col) : 0;

	if (pos && types_function_at(pkg, pos))
		find_scope(pkg, pos, c);
	diag_clear(s->program->ast.diags);
}

static Context plain_context(DebugSession *s, const MachineFrame *f)
{
	Context c = { .pkg = s->program->main };
	const LineEntry *line = f ? image_line_at(f->code.image, f->code.func, name_pc(f)) : NULL;

	if (line && user_code(&f->code)) {
		Pos pos = place_pos(s, file_of(&f->code), line->line, line->col);

		for (size_t i = 0; pos && i < s->program->packages.len && !c.scope; i++)
			find_scope(s->program->packages.data[i], pos, &c);
	} else if (line && f->code.func->flags & FN_LIBRARY && !(f->code.func->flags & (FN_WRAPPER | FN_STUB))) {
		library_scope(s, &f->code, line, &c);
	}
	if (!c.scope)
		c.scope = c.pkg->nfiles ? c.pkg->file_scopes[0] : c.pkg->scope;
	return c;
}

static Type *type_in(DebugSession *s, const char *name, const Context *c);

/* The next of the types in the brackets of a link name, as it can be typed: without the directories of its packages' paths. *p is moved
 * behind it. */
static const char *take_argument(DebugSession *s, const char **p)
{
	char *text = arena_strdup(s->scratch, *p), *to = text;
	int depth = 0;

	for (; **p && (depth || !strchr(",]", **p)); ++*p) {
		depth += (strchr("[({", **p) != NULL) - (strchr("])}", **p) != NULL);
		if (**p == '/')
			while (to > text && (name_part(to[-1]) || strchr(".-~", to[-1])))
				to--;
		else
			*to++ = **p;
	}
	*to = 0;
	return text;
}

/* The types in a link name's brackets, for these parameters; false: they are not all there. */
static bool arguments_of_name(DebugSession *s, const char *link, TypeList tparams, TypeList *out)
{
	const char *p = strchr(link, '[');
	Context outside = plain_context(s, NULL);

	*out = (TypeList){ .at = arena_make_n(s->scratch, Type *, tparams.n + 1) };
	for (; p && *p && *p != ']' && out->n < tparams.n; out->n++) {
		p++;
		out->at[out->n] = type_in(s, take_argument(s, &p), &outside);
		if (!out->at[out->n])
			return false;
	}
	return out->n == tparams.n;
}

/* What stands for type parameters in the frame's function, as the compiler has noted; of what is in the library its name tells. */
static void find_instance(DebugSession *s, const MachineFrame *f, Context *c)
{
	const char *link = image_text(f->code.image, f->code.func->link);
	const CompileInstance *i = (const CompileInstance *)(uintptr_t)strmap_get(&s->program->instances, link, strlen(link), 0);
	const FuncInfo *fn = c->func;
	TypeList tparams, targs;

	while (fn->outer)
		fn = fn->outer;
	tparams = fn->sig->func.tparams.n ? fn->sig->func.tparams : fn->sig->func.recv_tparams;
	if (i) {
		c->tparams = i->tparams;
		c->targs = i->targs;
	} else if (tparams.n && arguments_of_name(s, link, tparams, &targs)) {
		c->tparams = tparams;
		c->targs = targs;
	}
}

static Context context_of(DebugSession *s, const MachineFrame *f)
{
	Context c = plain_context(s, f);

	if (c.func && f)
		find_instance(s, f, &c);
	return c;
}

/* The variables of the text, as the checker and the compiler want them. */
typedef struct TextVars { ProbeVar *probe; size_t nprobe; EvalVar *eval; } TextVars;

static bool text_vars(DebugSession *s, const EvalText *t, TextVars *out)
{
	out->probe = arena_make_n(s->scratch, ProbeVar, t->vars.len + t->types.len + 1);
	out->eval = arena_make_n(s->scratch, EvalVar, t->vars.len + 1);
	for (size_t i = 0; i < t->vars.len; i++) {
		const DebugValue *v = t->vars.data[i];
		Type *type = value_type(s, v);
		const void *bytes = value_memory(v);

		if (!type || !bytes) {
			fail(s, v->private && !bytes ? "The value of type %s was too large to be kept whole: only its text is there."
					       : "A value of type %s cannot be part of an expression here.", v->type);
			return false;
		}
		out->probe[i] = (ProbeVar){ .name = arena_printf(s->scratch, "$_%zu", i), .type = type };
		out->eval[i] = (EvalVar){ .bytes = bytes, .size = v->size };
	}
	out->nprobe = t->vars.len;
	for (size_t i = 0; i < t->types.len; i++)
		out->probe[out->nprobe++] = (ProbeVar){ .name = arena_printf(s->scratch, "$T%zu", i), .type = t->types.data[i], .is_type = true };
	out->probe[out->nprobe++] = (ProbeVar){ .name = "$P", .type = type_basic(s->program->types, BASIC_UNSAFE_POINTER), .is_type = true };
	return true;
}

EvalText expr_part(const EvalText *t, size_t from, size_t to)
{
	EvalText part = { .vars = t->vars, .words = t->words, .types = t->types };	/* borrowed */

	sb_addn(&part.go, t->go.data + from, to - from);
	return part;
}

static bool check_text(DebugSession *s, const EvalText *t, const Context *c, Type *want, TextVars *vars, Node **n,
		       ExprInfo *info);

/* A name that does not exist, before the place of a syntax error: gdb looks names up as it reads them. */
static bool unknown_before(DebugSession *s, const EvalText *t, const Context *c, Pos pos)
{
	const Source *src = source_file(s->program->ast.sources, pos);
	size_t offset = src ? source_offset(src, pos) : 0;
	EvalText part = expr_part(t, 0, offset < t->go.len ? offset : 0);
	ExprInfo info = { 0 };
	TextVars vars;
	Node *n;
	bool unknown = part.go.len && !check_text(s, &part, c, NULL, &vars, &n, &info) &&
		       strncmp(debug_error(s), "No symbol", 9) == 0;

	sb_free(&part.go);
	return unknown;
}

static Pos syntax_error_pos(DebugSession *s)
{
	size_t count;
	const Diag *list = diag_sorted(s->program->ast.diags, &count);

	for (size_t i = 0; i < count; i++)
		if (list[i].severity == DIAG_SYNTAX)
			return list[i].pos;
	return 0;
}

/* `$T3` as the type that it stands for. */
static bool speak_of_type(DebugSession *s, const EvalText *t, const char **p, StrBuf *out)
{
	size_t n = strncmp(*p, "$T", 2) == 0 ? strspn(*p + 2, "0123456789") : 0, i = n ? strtoul(*p + 2, NULL, 10) : 0;

	if (!n || i >= t->types.len)
		return false;
	sb_printf(out, "(%s)", type_string(s->program->types, t->types.data[i], s->program->main));
	*p += 2 + n;
	return true;
}

/* The message as it would be if $_0 and (*$_0) were what was typed for them, and $T0 the type's name. */
static void speak_of_words(DebugSession *s, const EvalText *t)
{
	StrBuf out = { 0 };
	const char *p = debug_error(s);

	while (*p) {
		bool pointer = strncmp(p, "(*$_", 4) == 0;
		const char *digits = p + (pointer ? 4 : strncmp(p, "$_", 2) == 0 ? 2 : 0);
		size_t n = digits > p ? strspn(digits, "0123456789") : 0, i = n ? strtoul(digits, NULL, 10) : 0;

		if (speak_of_type(s, t, &p, &out))
			continue;
		if (!n || i >= t->words.len || (pointer && digits[n] != ')')) {
			sb_addc(&out, *p++);
			continue;
		}
		sb_add(&out, t->words.data[i]);
		p = digits + n + pointer;
	}
	fail(s, "%s", sb_text(&out));
	sb_free(&out);
}

static bool check_text(DebugSession *s, const EvalText *t, const Context *c, Type *want, TextVars *vars, Node **n,
		       ExprInfo *info)
{
	Ast *ast = &s->program->ast;
	Source *src = source_add(ast->sources, "expression", t->go.len ? t->go.data : "", t->go.len);

	if (!text_vars(s, t, vars))
		return false;
	diag_clear(ast->diags);
	*n = parse_expr_text(ast, src, 0, NULL);
	if (diag_syntax_errors(ast->diags)) {
		Pos pos = syntax_error_pos(s);

		if (!unknown_before(s, t, c, pos)) {
			diag_clear(ast->diags);
			syntax_error(s, t, pos);
		}
		return false;
	}
	types_at_instance(s->program->types, c->tparams, c->targs);
	if (!*n || diag_errors(ast->diags) ||
	    !types_check_expr(c->pkg, c->func, c->scope, c->pos, *n, want, vars->probe, vars->nprobe, info)) {
		take_diagnostic(s);
		speak_of_words(s, t);
		return false;
	}
	for (size_t i = 0; i < t->vars.len; i++)
		vars->eval[i].obj = vars->probe[i].obj;
	return true;
}

bool expr_compile_go(DebugSession *s, const EvalText *t, const MachineFrame *f, Type *want, Compiled *out)
{
	Context c = context_of(s, f);
	ExprInfo info = { 0 };
	CompileEval in = { 0 };
	TextVars vars;

	if (!check_text(s, t, &c, want, &vars, &in.expr, &info))
		return false;
	if (info.mode == MODE_TYPE || info.mode == MODE_BUILTIN) {
		fail(s, info.mode == MODE_TYPE ? "Attempt to use a type name as an expression" :
		     "A builtin function is no value.");
		return false;
	}
	in.base = (CompileInput){ .types = s->program->types, .ast = &s->program->ast,
				  .libs = (Image *const *)s->program->images.data, .nlibs = s->program->images.len,
				  .slot = s->slot, .part = PART_SCRATCH, .instances = &s->program->instances,
				  .bases = s->machine ? machine_scratch_bases(s->machine) : image_bases(s->slot, PART_SCRATCH) };
	in.package = c.pkg;
	in.tparams = c.tparams;
	in.targs = c.targs;
	in.func = c.func;
	in.image = f ? f->code.image : NULL;
	in.code = c.func && f ? f->code.func : NULL;
	in.pc = f ? name_pc(f) : 0;
	in.type = info.mode == MODE_NOVALUE ? NULL : want ? want : info.type;
	in.vars = vars.eval;
	in.nvars = t->vars.len;
	out->type = in.type;
	out->image = compile_eval(&in, &out->code);
	if (!out->image)
		take_diagnostic(s);
	return out->image != NULL;
}

/* ---- types ---- */

enum { HABITS_BENT = 16, INTERFACES_LOOKED_THROUGH = 8 };

Type *type_of_part(DebugSession *s, const EvalText *t, size_t from, size_t to, const MachineFrame *f)
{
	EvalText part = expr_part(t, from, to);
	Context c = context_of(s, f);
	ExprInfo info = { 0 };
	TextVars vars;
	Node *n;
	bool ok = check_text(s, &part, &c, NULL, &vars, &n, &info);

	sb_free(&part.go);
	return ok ? info.type : NULL;
}

static Type *type_in(DebugSession *s, const char *name, const Context *c)
{
	EvalText text = { 0 };
	ExprInfo info = { 0 };
	TextVars vars;
	Node *n;

	if (!rewrite(s, name, false, &text) || !check_text(s, &text, c, NULL, &vars, &n, &info) || info.mode != MODE_TYPE)
		info.type = NULL;
	eval_text_free(&text);
	return info.type;
}

Type *type_of_text(DebugSession *s, const char *name)
{
	MachineFrame f;
	Context c = context_of(s, selected_machine_frame(s, &f) ? &f : NULL);

	return type_in(s, name, &c);
}

Type *type_of_expression(DebugSession *s, const char *expr, bool *is_type)
{
	MachineFrame f;
	bool have = selected_machine_frame(s, &f), ok;
	Context c = context_of(s, have ? &f : NULL);
	EvalText text = { 0 };
	ExprInfo info = { 0 };
	TextVars vars;
	Node *n;

	ok = rewrite(s, expr, false, &text) && check_text(s, &text, &c, NULL, &vars, &n, &info);
	for (unsigned i = 0; !ok && i < HABITS_BENT && bend_to_go(s, &text, have ? &f : NULL); i++)
		ok = check_text(s, &text, &c, NULL, &vars, &n, &info);
	eval_text_free(&text);
	*is_type = info.mode == MODE_TYPE;
	return ok && info.mode != MODE_NOVALUE && info.mode != MODE_BUILTIN ? info.type : NULL;
}

DebugScope scope_of(DebugSession *s, const MachineFrame *f, FuncInfo **func)
{
	Context c = plain_context(s, f);

	*func = c.func;
	return (DebugScope){ c.scope, c.pos };
}

DebugScope scope_of_frame(DebugSession *s)
{
	MachineFrame f;
	Context c = context_of(s, selected_machine_frame(s, &f) ? &f : NULL);

	return (DebugScope){ c.scope, c.pos };
}

Type *value_type(DebugSession *s, const DebugValue *v)
{
	const Origin *o = v->private;

	return o && o->type && o->program == s->program ? o->type : type_of_text(s, v->type);
}

/* ---- the code ---- */

/* A descriptor that the expression brought along is in its image, which is not loaded yet. */
const TypeDesc *expr_result_type(const Compiled *c, size_t i)
{
	uint64_t at = c->code.types[i] - c->image->base.rodata;

	return at < c->image->rodata.len ? (const TypeDesc *)(c->image->rodata.data + at) : (const TypeDesc *)c->code.types[i];
}

bool expr_uses_frame(const Compiled *c)
{
	const Image *im = c->image;
	const CodeFunc *fn = image_func_at(im, c->code.entry);
	const Ins *i = im->code.data + (c->code.entry - im->base.code) / sizeof(Ins), *end = i + fn->slots;

	for (; i < end; i += op_info[i->op].flags & OPF_TWO ? 2 : 1) {
		const uint16_t operands[] = { i->a, i->b, i->c, i->d };

		for (unsigned k = 0; k < 4; k++)
			if (strchr("smS", op_info[i->op].operands[k]) && operands[k] == FRAME_HEADER_WORDS)
				return true;
	}
	return false;
}

Node *eval_tree(DebugSession *s, EvalText *t, Source **source)
{
	Ast *ast = &s->program->ast;
	Node *n;

	*source = source_add(ast->sources, "expression", sb_text(&t->go), t->go.len);
	n = parse_expr_text(ast, *source, 0, NULL);
	diag_clear(ast->diags);
	return n;
}

/* ---- the ways to compile a text ---- */

/* The path of the library's package of that name, the shortest one; NULL: it has none. */
static const char *library_path(DebugSession *s, const char *name)
{
	const char *best = NULL;

	vec_each(&s->program->images, im)
		vec_each(&(*im)->files, file) {
			const char *path = image_text(*im, file->package), *base = strrchr(path, '/');
			bool own = strncmp(path, "internal/", 9) != 0 && !strstr(path, "/internal/") && !strchr(path, '.');

			if (own && strcmp(base ? base + 1 : path, name) == 0 && (!best || strlen(path) < strlen(best)))
				best = path;
		}
	return best;
}

/* The error is about a package of the library that nothing has imported, and now is. */
static bool declare_named(DebugSession *s, const char *error, const char *go)
{
	static const char said[] = "No symbol \"";
	const char *name, *at, *path;
	size_t n;

	if (strncmp(error, said, sizeof said - 1) != 0)
		return false;
	n = strcspn(error + sizeof said - 1, "\"");
	name = arena_strndup(s->scratch, error + sizeof said - 1, n);
	at = strstr(go, name);
	if (!at || at[n] != '.')
		return false;
	path = library_path(s, name);
	if (!path || types_package(s->program->types, path))
		return false;
	if (!s->machine || !machine_package_ready(s->machine, path)) {
		fail(s, "Package %s is not part of this program, which has not initialized it.", path);
		return false;
	}
	return program_library_package(s->program, path);
}

/* As it is, or with habits put into Go. *why: what Go said of it as it is. */
static bool compile_bent(DebugSession *s, EvalText *t, const MachineFrame *f, Type *want, Compiled *out, const char **why)
{
	bool ok = expr_compile_go(s, t, f, want, out);

	while (!ok && declare_named(s, debug_error(s), sb_text(&t->go)))
		ok = expr_compile_go(s, t, f, want, out);
	*why = ok ? "" : arena_strdup(s->scratch, debug_error(s));
	for (unsigned i = 0; !ok && i < HABITS_BENT && bend_to_go(s, t, f); i++)
		ok = expr_compile_go(s, t, f, want, out);
	return ok;
}

/* Of such a variable no address can be taken but by `&`: no slice of it, no method of a pointer to it. */
static bool is_plain(const DebugValue *v)
{
	const Origin *o = v->private;
	const TypeDesc *t = o ? o->desc : NULL;

	return !t || (t->kind != KIND_STRUCT && t->kind != KIND_ARRAY && (!(t->flags & TD_NAMED) || !strchr(v->type, '.')));
}

bool expr_is_passing(EvalText *t, const Compiled *c)
{
	const Image *im = c->image;

	if (im->funcs.len != 1 || im->data.len || im->bss_size || im->rodata.len > c->code.vars_size ||
	    (c->code.vars_size && strchr(sb_text(&t->go), '&')))
		return false;
	vec_each(&t->vars, v)
		if (!is_plain(*v))
			return false;
	return true;
}

/* The first message is the one that is told. */
bool expr_compile_text(DebugSession *s, const char *expr, EvalText *t, const MachineFrame *f, Type *want, Compiled *out)
{
	const char *why, *of_numbers;
	size_t nvars = t->vars.len;
	bool ok = compile_bent(s, t, f, want, out, &why), by_number = false, passing = false;

	if (!ok && strchr(expr, '$')) {
		EvalText numbers = { 0 };

		ok = by_number = rewrite(s, expr, true, &numbers) && compile_bent(s, &numbers, f, want, out, &of_numbers);
		passing = ok && expr_is_passing(&numbers, out);
		eval_text_free(&numbers);
	}
	for (unsigned i = 0; !ok && i < INTERFACES_LOOKED_THROUGH && look_through(s, t, f); i++)
		ok = expr_compile_go(s, t, f, want, out);
	out->again = ok && !by_number && t->vars.len == nvars;
	out->passing = by_number ? passing : ok && expr_is_passing(t, out);
	if (ok)
		request_begin(s);
	else
		fail(s, "%s", why);
	return ok;
}

bool expr_compile(DebugSession *s, const char *expr, const MachineFrame *f, Type *want, Compiled *out)
{
	EvalText text = { 0 };
	bool ok = rewrite(s, expr, false, &text) && expr_compile_text(s, expr, &text, f, want, out);

	eval_text_free(&text);
	return ok;
}
