/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a bare name means where a frame stands: the checker's scopes say which declaration (a constant or a type hides a variable of
 * the same name), the tables where that one's variable lies. Of the function around a closure a variable is there if the closure uses
 * it; of the one around the body of a loop over a function all are, in its frame below.
 */
#include "debug/debug_int.h"

#include <string.h>

/* The next frame outwards that the body of a loop over a function stands in: another such body's, or the function's. */
static bool frame_around(DebugSession *s, const MachineFrame *body, MachineFrame *out)
{
	const CodeFunc *outer = &body->code.image->funcs.data[body->code.func->outer - 1];
	uint64_t closure = 0, record = 0, fp = 0;
	bool below = false;

	machine_read(s->machine, body->fp + FRAME_FUNC * 8, &closure, 8);
	machine_read(s->machine, closure + CLOSURE_RANGE, &record, 8);
	machine_read(s->machine, record + RANGE_FP, &fp, 8);
	for (unsigned level = 0; machine_frame_at(s, level, out); level++) {
		if (below && out->code.func == outer && (outer->flags & FN_RANGEFUNC || out->fp == fp))
			return true;
		below |= out->fp == body->fp;
	}
	return false;
}

bool frame_outside(DebugSession *s, const MachineFrame *body, MachineFrame *out)
{
	return body->code.func->flags & FN_RANGEFUNC && body->code.func->outer && frame_around(s, body, out);
}

/* Of this declaration, and there. */
static const CodeVar *declared_at(const MachineFrame *f, const Place *at, const char *name)
{
	uint32_t slot = (uint32_t)((f->lookup_pc - f->code.func->entry) / sizeof(Ins));

	for (uint32_t i = 0; i < f->code.func->nvars; i++) {
		const CodeVar *v = &f->code.image->vars.data[f->code.func->vars + i];

		if (v->line == at->line && v->col == at->col && var_declared(v, slot) &&
		    strcmp(image_text(f->code.image, v->name), name) == 0)
			return v;
	}
	return NULL;
}

/* A body's own part of a variable of the function around it is the function's, unless it is a copy. */
static bool find_owner(DebugSession *s, const MachineFrame *f, const Place *at, const char *name, Home *out)
{
	MachineFrame frame = *f, outside;
	const CodeVar *v;
	bool found = false;

	for (bool more = true; more; frame = outside) {
		v = declared_at(&frame, at, name);
		if (v) {
			*out = (Home){ v->type, variable_address(s, &frame, v), frame };
			found = true;
			if (v->kind != CV_CAPREF)
				break;
		}
		more = frame_outside(s, &frame, &outside);
	}
	return found;
}

NameMeaning name_meaning(DebugSession *s, const MachineFrame *f, const char *name, Home *out)
{
	FuncInfo *func;
	DebugScope scope = scope_of(s, f, &func);
	const Object *o = func ? scope_lookup(scope.scope, intern_cstr(s->program->ast.names, name), scope.pos, NULL) : NULL;
	Place at;

	if (!o)
		return NAME_UNKNOWN;
	if (o->kind != OBJ_VAR)
		return NAME_OTHER;
	if (!o->var.func)
		return NAME_GLOBAL;
	at = source_place(s->program->ast.sources, o->pos);
	if (find_owner(s, f, &at, name, out))
		return NAME_LOCAL;
	if (o->var.func == func)	/* not declared yet */
		return NAME_UNKNOWN;
	fail(s, "No symbol \"%s\" in current context: this closure does not use that of the function around.", name);
	return NAME_OTHER;
}

/* ---- binding ---- */

/* Behind a name: is it a field's in a literal, `x:`, or what it stands for elsewhere? */
static bool is_key(const char *end)
{
	while (*end == ' ')
		end++;
	return *end == ':' && end[1] != ':' && end[1] != '=';
}

/* Before a name: is it a field's, `x.f` or `p->f`, or a part of `$x`, `f::x` or a number? */
static bool is_part(const char *text, const char *name)
{
	return name > text && (strchr(".$:#", name[-1]) || name_part(name[-1]) || (name - text > 1 && name[-1] == '>' && name[-2] == '-'));
}

static const Object *package_variable(DebugSession *s, const char *name)
{
	MachineFrame f;
	FuncInfo *func;
	DebugScope scope = scope_of(s, selected_machine_frame(s, &f) ? &f : NULL, &func);
	const Object *o = scope_lookup(scope.scope, intern_cstr(s->program->ast.names, name), scope.pos, NULL);

	return o && o->kind == OBJ_VAR && !o->var.func && o->pkg ? o : NULL;
}

const char *debug_bound_text(DebugSession *s, const char *expr)
{
	StrBuf out = { 0 };
	const char *text;
	char quote = 0;

	for (const char *p = expr, *start = p; *p && s->program; start = p) {
		const Object *o = NULL;

		if (quote || !name_start(*p)) {
			if (quote ? *p == quote : *p == '"' || *p == '`' || *p == '\'')
				quote = quote ? 0 : *p;
			p += quote && *p == '\\' && p[1] ? 2 : 1;
		} else {
			while (name_part(*p))
				p++;
			if (!is_part(expr, start) && !is_key(p))
				o = package_variable(s, arena_strndup(s->scratch, start, (size_t)(p - start)));
		}
		if (o)
			sb_printf(&out, "%s.", o->pkg->name->text);
		sb_addn(&out, start, (size_t)(p - start));
	}
	text = out.len ? arena_strdup(s->values, sb_text(&out)) : expr;
	sb_free(&out);
	return text;
}
