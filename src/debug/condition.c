/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions of breakpoints: compiled once for the place where the breakpoint stands, and told in the middle of the run where the
 * machine can compute them without an evaluation of its own (condition_fails).
 */
#include "debug/expr.h"

#include "base/mem.h"

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

static bool is_bool(const Compiled *c)
{
	return c->code.ntypes == 1 && expr_result_type(c, 0)->kind == KIND_BOOL;
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
		if (expr_compile(s, b->pub.condition, f, NULL, &c)) {
			b->cond = (Condition){ c.image, c.code, f->pc, go, machine_writes_nothing(s->machine, c.image), !expr_uses_frame(&c),
						is_bool(&c) && !strchr(b->pub.condition, '$') };
			go = NULL;
		}
	}
	mem_free(go);
	if (b->cond.image && b->cond.pure && is_bool(&c) && machine_pure(s->machine, c.image, c.code.entry, f->fp, &word, NULL))
		result = word != 0;
	else if (b->cond.image && expr_run(s, &c, f, &bytes, b->cond.pure ? EVAL_PURE : EVAL_LOOK) && c.code.ntypes == 1)
		result = is_bool(&c) ? *bytes.data != 0 : truth_of(s, value_bytes(s, c.code.types[0], bytes.data, NULL));
	sb_free(&bytes);
	return result;
}

/* What is asked of the debugger has an answer only where the program stands then. */
static bool asks_debugger(const char *condition)
{
	return strchr(condition, '$') || strstr(condition, "::") || strstr(condition, "sizeof");
}

const char *condition_trouble(DebugSession *s, const DebugLocation *at, const char *condition)
{
	MachineFrame f = { .pc = at->pc, .lookup_pc = at->pc };
	Compiled c = { 0 };
	bool ok = machine_code_at(s->machine, f.pc, &f.code) && expr_compile(s, condition, &f, NULL, &c);

	image_free(c.image);
	return ok || (asks_debugger(condition) && !strstr(debug_error(s), "syntax error")) ? NULL : arena_strdup(s->values, debug_error(s));
}
