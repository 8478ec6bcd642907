/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Second lines for beginners (`set hints`): what to type where a name means nothing yet, which of several variables of
 * one name a value is of, and what a command that there is not may mean. gdb's line always comes first and stays as it is.
 */
#include "ui/cli/cli_int.h"

#include <stdlib.h>
#include <string.h>

/* A variable of the selected frame's function that is not there now. */
static const DebugVar *absent_variable(Cli *c, const char *name, DebugFrame *f)
{
	const DebugVar *vars, *found = NULL;
	size_t n;

	if (!debug_selected_frame(c->s, f))
		return NULL;
	n = debug_vars(c->s, f->level, DEBUG_ARGS | DEBUG_LOCALS | DEBUG_UNDECLARED | DEBUG_ENDED, &vars);
	for (size_t i = 0; i < n; i++)
		if (!vars[i].declared && strcmp(vars[i].name, name) == 0 && (!found || found->line < f->line))
			found = &vars[i];
	return found;
}

static bool frame_of(Cli *c, const char *function, DebugFrame *f)
{
	for (unsigned level = 0; debug_frame(c->s, level, f); level++)
		if (f->function && strcmp(f->function, function) == 0)
			return true;
	return false;
}

/* As `break` takes it, without the package where that goes without saying. */
static const char *short_name(const char *function)
{
	const char *dot = strchr(function, '.');

	return strncmp(function, "main.", 5) == 0 && !strchr(dot + 1, '.') && dot[1] != '(' ? dot + 1 : function;
}

static void hint_owner(Cli *c, const char *name, StrBuf *out)
{
	const char *owner = debug_owner(c->s, name);
	DebugFrame f;

	if (!owner)
		return;
	owner = arena_strdup(c->arena, owner);
	if (frame_of(c, owner, &f))
		sb_printf(out, "%s belongs to %s, frame %u: type \"frame %u\", then ask again.", name, owner, f.level, f.level);
	else
		sb_printf(out, "%s belongs to %s: break %s, then %s.", name, owner, short_name(owner),
			  debug_runs(c->s) ? "continue" : "run");
}

static void hint_name(Cli *c, const char *name, StrBuf *out)
{
	DebugFrame f;
	const DebugVar *v = absent_variable(c, name, &f);

	if (v && v->line >= f.line)
		sb_printf(out, "%s is declared on line %u, which has not run: type \"next\".", name, v->line);
	else if (v)
		sb_printf(out, "%s belongs to the block of line %u, which is not being run.", name, v->line);
	else
		hint_owner(c, name, out);
}

void hint_no_symbol(Cli *c)
{
	static const char before[] = "No symbol \"", after[] = "\" in current context.";
	const char *error = sb_text(&c->error), *name = error + strlen(before), *end;
	StrBuf hint = { 0 };

	if (!c->set.hints || strncmp(error, before, strlen(before)) != 0 || !(end = strchr(name, '"')) || strcmp(end, after) != 0)
		return;
	hint_name(c, arena_strndup(c->arena, name, (size_t)(end - name)), &hint);
	if (hint.len)
		cli_fail(c, "%s\n%s", sb_text(&c->error), sb_text(&hint));
	sb_free(&hint);
}

/* ---- which of several ---- */

static bool is_global(Cli *c, const char *name)
{
	const DebugGlobal *g;
	size_t n = debug_globals(c->s, false, &g);

	for (size_t i = 0; i < n; i++)
		if (strcmp(g[i].name, name) == 0 && strcmp(g[i].package, "main") == 0)
			return true;
	return false;
}

void hint_which(Cli *c, const char *name)
{
	const DebugVar *vars, *meant = NULL, *hidden = NULL;
	DebugFrame f;
	size_t n;

	if (!c->set.hints || !is_name(name) || !debug_selected_frame(c->s, &f) || !f.function)
		return;
	n = debug_vars(c->s, f.level, DEBUG_ARGS | DEBUG_LOCALS, &vars);
	for (size_t i = 0; i < n; i++)
		if (strcmp(vars[i].name, name) == 0) {
			hidden = meant;
			meant = &vars[i];
		}
	if (!meant)
		return;
	if (meant->captured)
		out_printf(c, "%s is captured: it belongs to %.*s, and this function shares it.\n", name,
			   (int)(strrchr(f.function, '.') - f.function), f.function);
	else if (hidden)
		out_printf(c, "%s is that of line %u; it hides the %s of line %u.\n", name, meant->line, name, hidden->line);
	else if (is_global(c, name))
		out_printf(c, "%s is a local variable of %s; it hides main.%s in the data segment.\n", name, f.function, name);
}

void hint_watch(Cli *c, const char *expr)
{
	const DebugValue *v = c->set.hints ? debug_eval(c->s, expr) : NULL;

	if (v && v->kind == DEBUG_MAP)
		out_printf(c, "%s is told when it becomes another map; watch len(%s), or %s[KEY], for what is in it.\n", expr, expr, expr);
	else if (v && v->kind == DEBUG_CHAN)
		out_printf(c, "%s is told when it becomes another channel; watch len(%s), or catch chan, for what goes through it.\n", expr, expr);
	else if (v && v->kind == DEBUG_SLICE)
		out_printf(c, "%s is told when its place, length or capacity changes; watch %s[0] @ len(%s) for its elements.\n", expr, expr, expr);
}

/* ---- commands that there are not ---- */

/* What a user of Delve means; NULL: no word of Delve's. */
static const char *delve_word(const char *word)
{
	static const struct { const char *word, *ours; } rows[] = {
#define DELVE(word, ours) { word, ours },
#include "ui/cli/delve.def"
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].word, word) == 0)
			return rows[i].ours;
	return NULL;
}

/* A value typed as a command: say how to see it. Another debugger's word, or a misspelt one: say which it may be. */
void hint_undefined(Cli *c, const char *line, const char *word)
{
	const char *ours = delve_word(word);
	StrBuf message = { 0 };
	char like[64];

	if (!c->set.hints)
		return;
	sb_add(&message, sb_text(&c->error));
	if (debug_loaded(c->s) && debug_eval(c->s, line))
		cli_fail(c, "%s\nTo see its value: print %s", sb_text(&message), line);
	else if (ours)
		cli_fail(c, "%s\nDelve's \"%s\" is \"%s\" here.", sb_text(&message), word, ours);
	else if (command_like(word, like, sizeof like))
		cli_fail(c, "%s\nDid you mean \"%s\"?", sb_text(&message), like);
	sb_free(&message);
}
