/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions. A name alone is read straight from its variable's home; everything else goes through
 * the front end: parsed, checked in the scope of the frame's pc, compiled into a scratch image, and
 * run on the machine's evaluation goroutine, where it cannot disturb the program.
 *
 * What Go's checker refuses is tried in three more ways: with gdb's habits put into Go (habits.c), with pointers and integers
 * of the history as plain numbers, and with the dynamic value of an interface whose field is asked for.
 */
#include "debug/debug_int.h"

#include <ctype.h>

#include "base/mem.h"
#include "syntax/parse.h"

/* ---- parsing, checking, compiling ---- */

typedef struct Compiled {
	Image *image;
	EvalCode code;
	Type *type;		/* of the result; a tuple: of several */
} Compiled;

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

/* What the compiler has put for type parameters in the frame's function. */
static void find_instance(DebugSession *s, const MachineFrame *f, Context *c)
{
	const char *link = image_text(f->code.image, f->code.func->link);
	const CompileInstance *i = (const CompileInstance *)(uintptr_t)strmap_get(&s->program->instances, link, strlen(link), 0);

	if (!i)
		return;
	c->tparams = i->tparams;
	c->targs = i->targs;
}

static Context plain_context(DebugSession *s, const MachineFrame *f)
{
	Context c = { .pkg = s->program->main };
	const LineEntry *line = f ? image_line_at(f->code.image, f->code.func, name_pc(f)) : NULL;

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
		const Origin *o = v->private;

		if (!type || !o || !o->bytes) {
			fail(s, "A value of type %s cannot be part of an expression here.", v->type);
			return false;
		}
		out->probe[i] = (ProbeVar){ .name = arena_printf(s->scratch, "$_%zu", i), .type = type };
		out->eval[i] = (EvalVar){ .bytes = o->bytes, .size = v->size };
	}
	out->nprobe = t->vars.len;
	for (size_t i = 0; i < t->types.len; i++)
		out->probe[out->nprobe++] = (ProbeVar){ .name = arena_printf(s->scratch, "$T%zu", i), .type = t->types.data[i], .is_type = true };
	out->probe[out->nprobe++] = (ProbeVar){ .name = "$P", .type = type_basic(s->program->types, BASIC_UNSAFE_POINTER), .is_type = true };
	return true;
}

static EvalText part_of(const EvalText *t, size_t from, size_t to)
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
	EvalText part = part_of(t, 0, offset < t->go.len ? offset : 0);
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

static bool compile_text(DebugSession *s, const EvalText *t, const MachineFrame *f, Type *want, Compiled *out)
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

/* A descriptor that the expression brought along is in its image, which is not loaded yet. */
static const TypeDesc *described(const Compiled *c, size_t i)
{
	uint64_t at = c->code.types[i] - c->image->base.rodata;

	return at < c->image->rodata.len ? (const TypeDesc *)(c->image->rodata.data + at) : (const TypeDesc *)c->code.types[i];
}

static size_t result_bytes(const Compiled *c, size_t i)
{
	return (described(c, i)->size + 7) & ~7ULL;
}

/* Room for the results, zeroed. */
static void results_room(const Compiled *c, StrBuf *bytes)
{
	size_t size = 0;

	for (size_t i = 0; i < c->code.ntypes; i++)
		size += result_bytes(c, i);
	sb_clear(bytes);
	memset(sb_room(bytes, size + 8), 0, size + 8);
	bytes->len = size;
}

/* Why an evaluation failed: of a bad address in gdb's words. */
static void tell_failure(DebugSession *s, const char *text)
{
	const char *addr = strstr(text, " addr=0x");

	if (strncmp(text, "panic: runtime error: invalid memory address", 44) == 0 && addr)
		fail(s, "Cannot access memory at address %.*s", (int)strcspn(addr + 6, " ]"), addr + 6);
	else
		fail(s, "%s", text);
}

/* EVAL_COMMIT: what it does to the program stays, as the right side of an assignment does. */
static EvalResult run_compiled_as(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, EvalMode mode)
{
	EvalResult r;

	results_room(c, bytes);
	if (mode == EVAL_COMMIT)
		s->cursor.machine = NULL;	/* it may write to frames' headers */
	r = machine_eval(s->machine, c->image, c->code.entry, f ? f->fp : 0, bytes->data, bytes->len / 8, mode);
	if (!r.ok)
		tell_failure(s, r.text ? r.text : "The expression panicked.");
	return r;
}

static bool run_compiled(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, EvalMode mode)
{
	return run_compiled_as(s, c, f, bytes, mode).ok;
}

/* What was computed cannot be stored in a core file, which is said then: nothing of it stays. */
static bool run_committed(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes)
{
	bool ok = run_compiled(s, c, f, bytes, s->core ? EVAL_LOOK : EVAL_COMMIT);

	s->watch_changed = true;
	return ok;
}

/* How an expression is computed that somebody asked for: what is called in it may stop. */
typedef struct Running { bool carry_out, whole; DebugStop *stop; } Running;

/* The program itself calls it. True without a stop: it has to be done another way. */
static bool call_compiled(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, const Running *r)
{
	uint64_t results;

	results_room(c, bytes);
	if (call_by_hand(s, c->image, &c->code, f ? f->fp : 0, r->whole, &results, r->stop))
		return machine_read(s->machine, results, bytes->data, bytes->len);
	if (r->stop->kind != DEBUG_STOP_NONE)
		return false;
	return run_committed(s, c, f, bytes);
}

/* Tried first, unless what it does is to stay; what stops in it is done again by the program, up to the same moment. */
static bool run_watched(DebugSession *s, const Compiled *c, const MachineFrame *f, StrBuf *bytes, const Running *r)
{
	EvalResult tried;
	bool ok;

	if (r->carry_out && !image_is_pure(c->image))
		return call_compiled(s, c, f, bytes, r);
	tried = run_compiled_as(s, c, f, bytes, EVAL_TRY);
	if (!tried.stopped)
		return tried.ok;
	s->interrupt_at = tried.ticks ? machine_count(s->machine) + tried.ticks : 0;
	ok = call_compiled(s, c, f, bytes, r);
	s->interrupt_at = 0;
	return ok;
}

static const DebugValue *results_value(DebugSession *s, const Compiled *c, const StrBuf *bytes)
{
	const DebugValue **list = arena_make_n(s->values, const DebugValue *, c->code.ntypes + 1);
	size_t at = 0;

	if (!c->code.ntypes)
		return value_new(s, DEBUG_VOID, "void");
	for (size_t i = 0; i < c->code.ntypes; i++) {
		list[i] = value_bytes(s, c->code.types[i], bytes->data + at, c->code.ntypes > 1 ? NULL : c->type);
		at += result_bytes(c, i);
	}
	return c->code.ntypes == 1 ? list[0] : debug_results(s, list, c->code.ntypes);
}

/* ---- interfaces looked through ---- */

typedef struct Selectors { VEC(SelectorExpr *) list; } Selectors;

static void note_selector(void *ctx, Node *n)
{
	Selectors *found = ctx;

	if (n->kind == AST_SelectorExpr)
		vec_push(&found->list, as_SelectorExpr(n));
}

/* The dynamic value when text[from, to) is an interface that holds one. */
static const DebugValue *dynamic_value(DebugSession *s, const EvalText *t, size_t from, size_t to, const MachineFrame *f)
{
	EvalText part = part_of(t, from, to);
	Compiled c = { 0 };
	StrBuf bytes = { 0 };
	const DebugValue *v = NULL;

	if (compile_text(s, &part, f, NULL, &c) && c.type && type_under(c.type)->kind == TYPE_INTERFACE &&
	    run_compiled(s, &c, f, &bytes, EVAL_LOOK)) {
		v = results_value(s, &c, &bytes);
		v = v->nchildren ? v->children[0] : NULL;
	}
	image_keep(s, c.image);
	sb_free(&part.go);
	sb_free(&bytes);
	return v;
}

Type *type_of_part(DebugSession *s, const EvalText *t, size_t from, size_t to, const MachineFrame *f)
{
	EvalText part = part_of(t, from, to);
	Context c = context_of(s, f);
	ExprInfo info = { 0 };
	TextVars vars;
	Node *n;
	bool ok = check_text(s, &part, &c, NULL, &vars, &n, &info);

	sb_free(&part.go);
	return ok ? info.type : NULL;
}

static void replace(EvalText *t, size_t from, size_t to, const DebugValue *v)
{
	EvalText new = { .vars = t->vars, .words = t->words, .types = t->types };

	sb_addn(&new.go, t->go.data, from);
	sb_printf(&new.go, "$_%zu", t->vars.len);
	sb_addn(&new.go, t->go.data + to, t->go.len - to);
	sb_free(&t->go);
	t->go = new.go;
	vec_push(&t->vars, v);
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

/* The innermost x.Field that is wrong because x is an interface: x becomes its dynamic value. */
static bool look_through(DebugSession *s, EvalText *t, const MachineFrame *f)
{
	Source *src;
	Node *n = eval_tree(s, t, &src);
	Selectors found = { 0 };
	bool done = false;

	if (n)
		ast_walk(n, NULL, note_selector, &found);
	for (size_t i = 0; i < found.list.len && !done; i++) {
		SelectorExpr *e = found.list.data[i];
		size_t from = source_offset(src, ast_start(e->x)), to = source_offset(src, e->x->end);
		const DebugValue *v;

		if (type_of_part(s, t, from, source_offset(src, e->node.end), f))
			continue;
		v = dynamic_value(s, t, from, to, f);
		if (!v)
			break;
		replace(t, from, to, v);
		done = true;
	}
	vec_free(&found.list);
	return done;
}

/* ---- the ways to compile a text ---- */

enum { HABITS_BENT = 16, INTERFACES_LOOKED_THROUGH = 8 };

/* As it is, or with habits put into Go. *why: what Go said of it as it is. */
static bool compile_bent(DebugSession *s, EvalText *t, const MachineFrame *f, Type *want, Compiled *out, const char **why)
{
	bool ok = compile_text(s, t, f, want, out);

	*why = ok ? "" : arena_strdup(s->scratch, debug_error(s));
	for (unsigned i = 0; !ok && i < HABITS_BENT && bend_to_go(s, t, f); i++)
		ok = compile_text(s, t, f, want, out);
	return ok;
}

/* The first message is the one that is told. */
static bool compile_somehow(DebugSession *s, const char *expr, const MachineFrame *f, Type *want, Compiled *out)
{
	EvalText text = { 0 };
	const char *why, *of_numbers;
	bool ok = rewrite(s, expr, false, &text);

	if (!ok) {
		eval_text_free(&text);
		return false;
	}
	ok = compile_bent(s, &text, f, want, out, &why);
	if (!ok && strchr(expr, '$')) {
		EvalText numbers = { 0 };

		ok = rewrite(s, expr, true, &numbers) && compile_bent(s, &numbers, f, want, out, &of_numbers);
		eval_text_free(&numbers);
	}
	for (unsigned i = 0; !ok && i < INTERFACES_LOOKED_THROUGH && look_through(s, &text, f); i++)
		ok = compile_text(s, &text, f, want, out);
	if (ok)
		request_begin(s);
	else
		fail(s, "%s", why);
	eval_text_free(&text);
	return ok;
}

/* ---- types and registers ---- */

/* Scratch images share their part of the segments, so a later one overwrites an earlier one's
 * descriptors: what a value says of its type is copied when it is read. */
void image_keep(DebugSession *s, Image *im)
{
	if (im)
		vec_push(&s->kept, im);
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

/* The checker's type for a Go text, as descriptors spell it; NULL when it has no name here. */
Type *type_of_text(DebugSession *s, const char *name)
{
	MachineFrame f;
	Context c = context_of(s, selected_machine_frame(s, &f) ? &f : NULL);

	return type_in(s, name, &c);
}

/* As it was when the value was read; after the program was loaded anew, by its name. */
Type *value_type(DebugSession *s, const DebugValue *v)
{
	const Origin *o = v->private;

	return o && o->type && o->program == s->program ? o->type : type_of_text(s, v->type);
}

bool eval_as(DebugSession *s, const char *expr, uint64_t type, StrBuf *bytes)
{
	const TypeDesc *t = (const TypeDesc *)type;
	MachineFrame f;
	bool have = selected_machine_frame(s, &f), ok;
	Compiled c = { 0 };
	Type *want = type_of_text(s, arena_strndup(s->scratch, (const char *)t->str.ptr, t->str.len));

	ok = compile_somehow(s, expr, have ? &f : NULL, want, &c) && run_committed(s, &c, have ? &f : NULL, bytes);
	image_keep(s, c.image);
	return ok;
}

static bool no_process(DebugSession *s)
{
	fail(s, "You can't do that without a process to debug.");
	return false;
}

bool exec_text(DebugSession *s, const char *statement)
{
	MachineFrame f;
	bool have = selected_machine_frame(s, &f), ok;
	Compiled c = { 0 };
	StrBuf bytes = { 0 };

	if (s->core)
		return no_process(s);
	ok = compile_somehow(s, arena_printf(s->scratch, "func() { %s }()", statement), have ? &f : NULL, NULL, &c) &&
	     run_committed(s, &c, have ? &f : NULL, &bytes);
	image_keep(s, c.image);
	sb_free(&bytes);
	return ok;
}

static uint64_t literal_entry(const Compiled *c)
{
	const CodeFunc *entry = image_func_at(c->image, c->code.entry);

	vec_each(&c->image->funcs, fn)
		if (fn->outer && &c->image->funcs.data[fn->outer - 1] == entry)
			return fn->entry;
	return 0;
}

uint64_t eval_function(DebugSession *s, const char *literal)
{
	Compiled c = { 0 };
	uint64_t code = compile_somehow(s, literal, NULL, NULL, &c) ? literal_entry(&c) : 0;

	if (code && !machine_keep_scratch(s->machine, c.image)) {
		fail(s, "no place for the expression's code");
		code = 0;
	}
	image_keep(s, c.image);
	return code;
}

static const DebugValue *goroutine_value(DebugSession *s)
{
	GorInfo g;

	return value_int(s, debug_alive(s) && machine_goroutine_by_id(s->machine, s->selected_goroutine, &g) ? (int64_t)g.id : 0);
}

/* Collections so far, or bytes that the program's own objects take. */
static const DebugValue *heap_number(DebugSession *s, bool collections)
{
	DebugHeapTotals t = { 0 };
	HeapStats h = { 0 };

	if (s->exists) {
		machine_heap_stats(s->machine, &h);
		debug_heap_totals(s, &t);
	}
	return value_int(s, (int64_t)(collections ? h.collections : t.user_bytes));
}

const DebugValue *register_value(DebugSession *s, const char *name)
{
	DebugFrame f;
	bool pc = strcmp(name, "pc") == 0;

	if (strcmp(name, "_goroutine") == 0)
		return goroutine_value(s);
	if (strcmp(name, "_gc_count") == 0 || strcmp(name, "_heap_bytes") == 0)
		return heap_number(s, name[1] == 'g');
	if (!pc && strcmp(name, "sp") != 0 && strcmp(name, "fp") != 0)
		return debug_get_var(s, name);
	if (!debug_frame(s, s->selected_frame, &f))
		return NULL;
	return value_pointer(s, pc ? "func()" : "unsafe.Pointer", pc ? f.pc : *name == 's' ? f.fp + f.size : f.fp);
}

/* ---- entries ---- */

/* Compiles and runs; the caller keeps or frees the image. */
static bool evaluate(DebugSession *s, const char *expr, Compiled *c, StrBuf *bytes, const Running *r)
{
	MachineFrame f;
	bool have = selected_machine_frame(s, &f);

	if (!need_environment(s))
		return false;
	if (!compile_somehow(s, expr, have ? &f : NULL, NULL, c))
		return false;
	if (s->core && r && r->carry_out && !image_is_pure(c->image))
		return no_process(s);
	return r && debug_runs(s) ? run_watched(s, c, have ? &f : NULL, bytes, r) : run_compiled(s, c, have ? &f : NULL, bytes, EVAL_LOOK);
}

bool eval_words(DebugSession *s, const char *expr, uint64_t *type, StrBuf *bytes)
{
	Compiled c = { 0 };
	bool ok = evaluate(s, expr, &c, bytes, NULL);

	*type = c.code.ntypes == 1 ? c.code.types[0] : 0;
	image_keep(s, c.image);
	return ok;
}

/* The `@` outside of quotes and brackets, or NULL. */
static const char *repetition(const char *text)
{
	const char *found = NULL;
	char quote = 0;

	for (const char *p = text; *p; p++) {
		if (quote ? *p == '\\' && quote != '`' && p[1] : false)
			p++;
		else if (quote ? *p == quote : *p == '"' || *p == '\'' || *p == '`')
			quote = quote ? 0 : *p;
		else if (!quote && *p == '@')
			found = p;
	}
	return found;
}

/* gdb's `left @ n`: n values side by side, beginning with left, which must have an address. */
bool find_row(DebugSession *s, const char *text, Home *home, uint64_t *n, bool *taken)
{
	const char *sign = repetition(text);
	const DebugValue *count;

	*taken = sign != NULL;
	if (!sign)
		return false;
	count = debug_eval(s, sign + 1);
	if (!count)
		return false;
	*n = count->kind == DEBUG_INT || count->kind == DEBUG_UINT ? count->bits : 0;
	if (!*n || *n > 1 << 20) {
		fail(s, "Invalid number %ld of repetitions.", (long)*n);
		return false;
	}
	if (find_place(s, arena_strndup(s->scratch, text, (size_t)(sign - text)), home))
		return true;
	if (strstr(debug_error(s), "cannot take address"))
		fail(s, "Only values in memory can be extended with '@'.");
	return false;
}

/* `$`, `$1`, `$name` alone. *taken: it was one of them. */
static const DebugValue *history_alone(DebugSession *s, const char *text, bool *taken)
{
	const char *p = text;
	const DebugValue *v = dollar(s, &p);

	*taken = !*p;
	if (!*taken || v)
		return v;
	return dollar_missing(s, text, strlen(text)) ? NULL : value_new(s, DEBUG_VOID, "void");
}

static const DebugValue *value_at(DebugSession *s, const Home *home)
{
	uint8_t byte;

	if (((const TypeDesc *)home->type)->size && !machine_read(s->machine, home->addr, &byte, 1)) {
		fail(s, "Cannot access memory at address 0x%lx", (unsigned long)home->addr);
		return NULL;
	}
	return value_read(s, home->type, home->addr);
}

static const DebugValue *eval_as_asked(DebugSession *s, const char *expr, const Running *r)
{
	const char *text = trimmed(s, expr);
	Home home;
	uint64_t n;
	bool row;
	StrBuf bytes = { 0 };
	Compiled c = { 0 };
	const DebugValue *v = NULL;
	bool taken = false;

	request_begin(s);
	if (*text == '$')
		v = history_alone(s, text, &taken);
	if (!taken)
		v = eval_assignment(s, text, &taken);
	if (taken)
		return v;
	if (!need_environment(s))
		return NULL;
	if (find_row(s, text, &home, &n, &row))
		return value_row(s, home.type, home.addr, n);
	if (row)
		return NULL;
	if (find_home(s, text, &home))
		return value_at(s, &home);
	if (*debug_error(s))
		return NULL;
	if (evaluate(s, text, &c, &bytes, r))
		v = results_value(s, &c, &bytes);
	image_keep(s, c.image);
	sb_free(&bytes);
	return v;
}

const DebugValue *debug_eval(DebugSession *s, const char *expr)
{
	return eval_as_asked(s, expr, NULL);
}

const DebugValue *debug_eval_running(DebugSession *s, const char *expr, bool carry_out, DebugStop *stop)
{
	*stop = (DebugStop){ 0 };
	return eval_as_asked(s, expr, &(Running){ carry_out, false, stop });
}

/* What stands behind the statements is not theirs, and not to be spoken of. */
#define EXEC_END " }()"

bool debug_exec(DebugSession *s, const char *statements, DebugStop *stop)
{
	const char *end;
	StrBuf bytes = { 0 };
	Compiled c = { 0 };
	bool ok;

	request_begin(s);
	*stop = (DebugStop){ 0 };
	ok = evaluate(s, arena_printf(s->scratch, "func() { %s" EXEC_END, statements), &c, &bytes, &(Running){ true, true, stop });
	if (!ok && (end = strstr(debug_error(s), EXEC_END)))
		fail(s, "%s%s", arena_strndup(s->scratch, debug_error(s), (size_t)(end - debug_error(s))), end + strlen(EXEC_END));
	image_keep(s, c.image);
	sb_free(&bytes);
	return ok;
}

static int truth_of(DebugSession *s, const DebugValue *v)
{
	switch (v->kind) {
	case DEBUG_BOOL: case DEBUG_INT: case DEBUG_UINT: case DEBUG_POINTER: case DEBUG_MAP: case DEBUG_CHAN:
	case DEBUG_FUNC:
		return v->bits != 0;
	case DEBUG_NIL: case DEBUG_VOID:
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

void condition_forget(Condition *c)
{
	image_free(c->image);
	mem_free(c->go);
	*c = (Condition){ 0 };
}

/* The condition as Go, when $variables stand in it as constants; NULL when there are none, or none that can be. */
static char *with_variables(DebugSession *s, const char *condition)
{
	EvalText text = { 0 };
	char *go = NULL;

	if (strchr(condition, '$') && rewrite(s, condition, false, &text) && !text.vars.len)
		go = mem_strndup(sb_text(&text.go), text.go.len);
	eval_text_free(&text);
	return go;
}

static bool is_compiled(DebugSession *s, const Break *b, const MachineFrame *f, const char *go)
{
	const Condition *c = &b->cond;

	return c->image && (c->pc == f->pc || c->anywhere) && c->image->base.code == machine_scratch_bases(s->machine).code &&
	       (go ? c->go && strcmp(go, c->go) == 0 : !strchr(b->pub.condition, '$'));
}

/* Does its function look at the frame whose address it is given? */
static bool uses_frame(const Compiled *c)
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

static bool is_bool(const Compiled *c)
{
	return c->code.ntypes == 1 && described(c, 0)->kind == KIND_BOOL;
}

bool condition_fails(DebugSession *s, const Break *b, uint64_t pc, uint64_t fp)
{
	const Condition *c = &b->cond;
	uint64_t word;

	return c->image && c->pure && c->quick && (c->anywhere || c->pc == pc) &&
	       machine_pure(s->machine, c->image, c->code.entry, fp, &word, NULL) && !word;
}

/* Compiled once for the place where the breakpoint stands, and again when a variable of the debugger has another value;
 * -1 (which stops) when it cannot be evaluated. */
int eval_condition(DebugSession *s, Break *b, const MachineFrame *f)
{
	StrBuf bytes = { 0 };
	char *go = with_variables(s, b->pub.condition);
	Compiled c = { b->cond.image, b->cond.code, NULL };
	uint64_t word;
	int result = -1;

	if (!is_compiled(s, b, f, go)) {
		condition_forget(&b->cond);
		c = (Compiled){ 0 };
		if (compile_somehow(s, b->pub.condition, f, NULL, &c)) {
			b->cond = (Condition){ c.image, c.code, f->pc, go, image_is_pure(c.image), !uses_frame(&c),
						is_bool(&c) && !strchr(b->pub.condition, '$') };
			go = NULL;
		}
	}
	mem_free(go);
	if (b->cond.image && b->cond.pure && is_bool(&c) && machine_pure(s->machine, c.image, c.code.entry, f->fp, &word, NULL))
		result = word != 0;
	else if (b->cond.image && run_compiled(s, &c, f, &bytes, b->cond.pure ? EVAL_PURE : EVAL_LOOK) && c.code.ntypes == 1)
		result = is_bool(&c) ? *bytes.data != 0 : truth_of(s, value_bytes(s, c.code.types[0], bytes.data, NULL));
	sb_free(&bytes);
	return result;
}

/* ---- watched expressions ---- */

typedef struct ReadNotes {
	DebugSession *s;
	Spans reads;
	bool all;
	uint64_t fp;			/* a look-up in a map is under way there */
	unsigned slot;			/* where the address of the entry's value will be */
	uint64_t size;			/* and its size */
} ReadNotes;

/* What belongs to the evaluation itself is not kept, nor what nothing writes. */
static bool of_program(DebugSession *s, uint64_t addr)
{
	ObjectInfo o;
	uint64_t offset = addr - hull_slot_of(addr);

	switch (machine_segment_of(s->machine, addr)) {
	case SEGMENT_DATA: return offset - SEG_DATA < SCRATCH_OFFSET;
	case SEGMENT_BSS: return offset - SEG_BSS < SCRATCH_OFFSET;
	case SEGMENT_STACK: return !machine_eval_memory(s->machine, addr);
	case SEGMENT_HEAP: return machine_object_at(s->machine, addr, &o);
	default: return false;
	}
}

static void note_span(ReadNotes *n, Span r)
{
	if (r.size && of_program(n->s, r.addr))
		vec_push(&n->reads, r);
}

static bool note_reads(void *ctx, Machine *m, const MachineEvent *e)
{
	ReadNotes *n = ctx;
	const Ins *i = (const Ins *)e->pc;
	Span r[2];

	(void)m;
	if (n->fp && n->fp == e->fp) {
		note_span(n, (Span){ *(const uint64_t *)(n->fp + n->slot * 8u), n->size });
		n->fp = 0;
	}
	if (!machine_instruction_reads(i, e->fp, r))
		n->all = false;
	note_span(n, r[0]);
	note_span(n, r[1]);
	if (i->op == OP_MAPREF) {
		const TypeDesc *t = (const TypeDesc *)*(const uint64_t *)(i + 1);

		n->fp = e->fp;
		n->slot = i->a;
		n->size = ((const TypeDesc *)t->elem)->size;
	}
	return false;
}

static int by_address(const void *a, const void *b)
{
	const Span *x = a, *y = b;

	return x->addr < y->addr ? -1 : x->addr > y->addr;
}

/* Sorted, those that touch as one. */
static void merge(Spans *list)
{
	size_t n = 0;

	if (list->len)
		qsort(list->data, list->len, sizeof *list->data, by_address);
	vec_each(list, r) {
		Span *last = n ? &list->data[n - 1] : NULL;

		if (last && r->addr <= last->addr + last->size)
			last->size = r->addr + r->size > last->addr + last->size ? r->addr + r->size - last->addr : last->size;
		else
			list->data[n++] = *r;
	}
	vec_trim(list, n);
}

static void take_reads(DebugSession *s, Watch *w, ReadNotes *n)
{
	merge(&n->reads);
	if (n->reads.len == w->reads.len && n->all == w->traced &&
	    (!n->reads.len || memcmp(n->reads.data, w->reads.data, n->reads.len * sizeof *n->reads.data) == 0)) {
		vec_free(&n->reads);
		return;
	}
	vec_free(&w->reads);
	memcpy(&w->reads, &n->reads, sizeof w->reads);
	w->traced = n->all;
	s->watch_dirty = true;
}

/* Compiled once, unless variables of the debugger stand in it. */
static bool compile_watch(DebugSession *s, Watch *w, const MachineFrame *f)
{
	Compiled c = { 0 };

	if (w->code.image && w->code.image->base.code == machine_scratch_bases(s->machine).code && !strchr(w->expr, '$'))
		return true;
	condition_forget(&w->code);
	if (!compile_somehow(s, w->expr, f, NULL, &c))
		return false;
	w->code = (Condition){ c.image, c.code, f ? f->pc : 0, NULL, image_is_pure(c.image) };
	w->result = c.type;
	if (c.code.ntypes != 1)
		fail(s, "Cannot watch an expression with %s.", c.code.ntypes ? "several values" : "no value");
	return c.code.ntypes == 1;
}

/* Is it computed in place, with the same result? Never of a text, which is compared by what it says. */
static void find_trail(DebugSession *s, Watch *w, const Compiled *c, const StrBuf *bytes)
{
	const TypeDesc *t = described(c, 0);
	uint64_t word;
	bool quick;

	quick = w->code.pure && w->traced && t->size <= 8 && (w->fp || !uses_frame(c)) &&
		machine_pure(s->machine, c->image, c->code.entry, w->fp, &word, &w->trail) &&
		memcmp(&word, bytes->data, t->size) == 0;
	w->quick = quick ? t->size : 0;	/* the type may lie in the image, which is not loaded when this is asked for */
}

bool watch_word(DebugSession *s, const Watch *w, uint64_t *word)
{
	MachineTrail trail;

	return w->quick && machine_pure(s->machine, w->code.image, w->code.code.entry, w->fp, word, &trail) &&
	       trail.n == w->trail.n && memcmp(trail.reads, w->trail.reads, trail.n * sizeof *trail.reads) == 0;
}

bool eval_watch(DebugSession *s, Watch *w, StrBuf *bytes)
{
	MachineFrame f;
	bool have = selected_machine_frame(s, &f), ok;
	ReadNotes notes = { .s = s, .all = true };
	Compiled c;

	if (!compile_watch(s, w, have ? &f : NULL))
		return false;
	c = (Compiled){ w->code.image, w->code.code, w->result };
	machine_eval_hook(s->machine, note_reads, &notes);
	ok = run_compiled(s, &c, have ? &f : NULL, bytes, w->code.pure ? EVAL_PURE : EVAL_LOOK);
	machine_eval_hook(s->machine, NULL, NULL);
	w->type = c.code.types[0];
	take_reads(s, w, &notes);
	w->quick = 0;
	if (ok)
		find_trail(s, w, &c, bytes);
	return ok;
}

/* A condition that cannot be right at its breakpoint is refused when it is given. */
bool condition_is_sound(DebugSession *s, const Break *b, const char *condition)
{
	MachineFrame f = { .pc = b->places.data[0].pc, .lookup_pc = b->places.data[0].pc };
	Compiled c = { 0 };
	bool ok = machine_code_at(s->machine, f.pc, &f.code) && compile_somehow(s, condition, &f, NULL, &c);

	image_free(c.image);
	return ok;
}
