/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `predict`: say what will be before you see it. A value is asked for where the program stands; a line, a function or
 * an output after one step that the command then takes. `quiz` asks in words. Labs ask the same (checks.c).
 */
#include "ui/cli/cli_int.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What may be asked for, but for an expression; motion: the command that shows it. */
typedef struct Question { const char *word, *text; CommandFn *motion; PredictionKind kind; } Question;

static const Question questions[] = {
	{ "next", "Which line does next come to?", cmd_next, PREDICT_LINE },
	{ "step", "Which line does step come to?", cmd_step, PREDICT_LINE },
	{ "frame", "Which function is active after a step?", cmd_step, PREDICT_FUNCTION },
	{ "output", "What does the program print until the next line?", cmd_next, PREDICT_OUTPUT },
};

static const Question *question_of(const Prediction *p)
{
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		if (strcmp(questions[i].word, p->what) == 0)
			return &questions[i];
	return NULL;
}

Prediction prediction_of(const char *what)
{
	Prediction p = { .what = what, .kind = PREDICT_VALUE };
	const Question *q = question_of(&p);

	if (q)
		p.kind = q->kind;
	return p;
}

void prediction_question(Cli *c, const Prediction *p, StrBuf *out)
{
	const Question *q = question_of(p);
	DebugFrame f;

	if (debug_selected_frame(c->s, &f) && f.line)
		sb_printf(out, "%s:%u: ", f.file, f.line);
	if (q)
		sb_add(out, q->text);
	else
		sb_printf(out, "What is %s?", p->what);
}

/* Where a step has led. */
static void add_place(Cli *c, PredictionKind kind, StrBuf *have)
{
	DebugFrame f;

	if (!debug_runs(c->s) || !debug_frame(c->s, 0, &f))
		sb_add(have, "end");
	else if (kind == PREDICT_LINE)
		sb_printf(have, "%u", f.line);
	else
		sb_add(have, f.function);
}

static void add_output(const StrBuf *output, size_t before, StrBuf *have)
{
	size_t end = output->len;

	while (end > before && output->data[end - 1] == '\n')
		end--;
	if (end == before)
		sb_add(have, "nothing");
	for (size_t i = before; i < end; i++) {
		if (output->data[i] == '\n')
			sb_add(have, "\\n");
		else
			sb_addc(have, output->data[i]);
	}
}

bool prediction_find(Cli *c, const Prediction *p, const StrBuf *output, StrBuf *have)
{
	const Question *q = question_of(p);
	size_t before = output->len;
	const DebugValue *v;

	if (q && (!cli_need_process(c) || !q->motion(c, "")))
		return false;
	if (p->kind == PREDICT_OUTPUT) {
		add_output(output, before, have);
	} else if (q) {
		add_place(c, p->kind, have);
	} else {
		v = eval(c, p->what);
		if (!v)
			return false;
		format_value(c, have, v, (Format){ 0 }, FORMAT_TOP);
	}
	return true;
}

/* Numbers, texts, true, false and nil with signs and brackets: what says a value, and does not ask the program for it. */
static bool is_plain(const char *text)
{
	static const char *const names[] = { "true", "false", "nil" };

	while (*text) {
		size_t n = 0;

		if (isdigit((unsigned char)*text)) {
			text += strspn(text, "0123456789abcdefABCDEFxXoOpP_.");
		} else if (strchr("\"'`", *text)) {
			const char *end = strchr(text + 1, *text);

			if (!end)
				return false;
			text = end + 1;
		} else if (isalpha((unsigned char)*text)) {
			for (size_t i = 0; i < sizeof names / sizeof *names && !n; i++)
				if (strncmp(text, names[i], strlen(names[i])) == 0)
					n = strlen(names[i]);
			if (!n || isalnum((unsigned char)text[n]))
				return false;
			text += n;
		} else if (!strchr(" +-.()", *text++)) {
			return false;
		}
	}
	return true;
}

static bool same_function(const char *have, const char *answer)
{
	const char *dot = strchr(have, '.');

	return strcmp(have, answer) == 0 || (dot && strcmp(dot + 1, answer) == 0);
}

/* What fmt.Println would print of it. */
static bool is_printed(Cli *c, const char *what, const char *answer)
{
	const DebugValue *v = debug_eval(c->s, arena_printf(c->arena, "fmt.Sprint(%s)", what));

	return v && v->kind == DEBUG_STRING && v->nchildren == strlen(answer) && memcmp(v->text, answer, v->nchildren) == 0;
}

bool prediction_right(Cli *c, const Prediction *p, const char *answer, const char *have)
{
	size_t n = strlen(answer);

	while (n && answer[n - 1] == ' ')
		n--;
	answer = arena_strndup(c->arena, answer, n);
	if (p->kind == PREDICT_FUNCTION)
		return same_function(have, answer);
	if (strcmp(have, answer) == 0 || p->kind != PREDICT_VALUE)
		return strcmp(have, answer) == 0;
	return (is_plain(answer) && debug_truth(c->s, arena_printf(c->arena, "(%s) == (%s)", p->what, answer)) > 0) ||
	       is_printed(c, p->what, answer);
}

/* ---- the commands ---- */

/* The next line of --answers, of the terminal or of the pipe that the commands come from. NULL with c->error. */
static const char *ask(Cli *c, const char *question, const char *prompt, const char *none)
{
	StrBuf line = { 0 };
	const char *answer = NULL;
	bool typed = c->reader && !c->reader->file && !c->reader->text;

	out_text(c, question);
	if (c->answers.file) {
		answer = reader_line(c, &c->answers, &line, 0) ? sb_text(&line) : NULL;
		out_printf(c, " %s\n", answer ? answer : "");
	} else if (typed || c->interactive) {
		out_text(c, "\n");
		answer = cli_ask_line(c, prompt, &line) ? sb_text(&line) : NULL;
	} else {
		out_text(c, "\n");
	}
	if (answer)
		answer = *skip_blanks(answer) ? arena_strdup(c->arena, skip_blanks(answer)) : NULL;
	sb_free(&line);
	if (!answer)
		cli_fail(c, "%s: at a prompt type one, in a command file give them by --answers FILE.", none);
	return answer;
}

typedef struct Listener { Cli *c; StrBuf heard; } Listener;

static void hear(void *ctx, int fd, const char *bytes, size_t n)
{
	Listener *l = ctx;

	(void)fd;
	sb_addn(&l->heard, bytes, n);
	out_bytes(l->c, bytes, n);
}

static void tell(Cli *c, const Prediction *p, const char *answer, const char *have)
{
	bool right = prediction_right(c, p, answer, have), named = p->kind == PREDICT_VALUE;

	c->predictions++;
	c->predicted += right;
	if (right)
		out_printf(c, "Right: %s%s%s.\n", named ? p->what : "", named ? " is " : "", have);
	else
		out_printf(c, "No: you said %s, it is %s.\n", answer, have);
	/* A wrong value is most often another variable's. */
	if (!right && named && is_name(p->what))
		cmd_lookup(c, p->what);
}

bool cmd_predict(Cli *c, const char *args)
{
	Prediction p = prediction_of(args);
	Listener listener = { .c = c };
	StrBuf have = { 0 }, question = { 0 };
	const char *answer;
	bool ok;

	if (!*args) {
		out_printf(c, "You have predicted %u of %u right.\n", c->predicted, c->predictions);
		return true;
	}
	if (p.kind == PREDICT_VALUE ? !eval(c, args) : !cli_need_process(c))
		return false;
	prediction_question(c, &p, &question);
	answer = ask(c, sb_text(&question), "Your prediction: ", "No prediction was made");
	sb_free(&question);
	if (!answer)
		return false;
	if (p.kind == PREDICT_OUTPUT)
		debug_set_output(c->s, hear, &listener);
	ok = prediction_find(c, &p, &listener.heard, &have);
	debug_set_output(c->s, NULL, NULL);
	if (ok)
		tell(c, &p, answer, sb_text(&have));
	sb_free(&have);
	sb_free(&listener.heard);
	return ok;
}

bool cmd_quiz(Cli *c, const char *args)
{
	Quiz q;
	const char *answer;

	if (!quiz_parse(c->arena, args, &q))
		return cli_fail(c, "Argument required (a question and its answer in quotes).");
	answer = ask(c, q.question, "Your answer: ", "No answer was given");
	if (!answer)
		return false;
	if (quiz_right(c->arena, &q, answer))
		out_text(c, "Right.\n");
	else
		out_printf(c, "No: you said %s%s%s.\n", answer, q.why ? "; " : "", q.why ? q.why : "");
	return true;
}
