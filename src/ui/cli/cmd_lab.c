/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tutorial`: the lesson's six steps, on whatever program is loaded. Each step says what to look at and
 * what to type; it is done when the program has come to the state that the step is about, however it
 * came there.
 */
#include "ui/cli/cli_int.h"

#include <stdlib.h>
#include <string.h>

typedef enum Goal { GOAL_LOADED, GOAL_STARTED, GOAL_MAIN, GOAL_CALLED, GOAL_CALLED_AGAIN, GOAL_ENDED } Goal;

typedef struct Lesson { const char *title, *text; Goal goal; } Lesson;

static const Lesson lessons[] = {
	{ "The code segment and the data segment",
	  "Compiling has put every function into the code segment, which nobody may write,\n"
	  "and every package variable into the data segment, where it stays for the\n"
	  "program's whole life. Look at them before anything has run:\n"
	  "    segments code    segments data    print a\n"
	  "Then let the program begin, before its first initialiser:   starti\n",
	  GOAL_STARTED },
	{ "init is called",
	  "The runtime finds init in the code segment and calls it: a frame is pushed on\n"
	  "the stack, its statements run, the frame is popped.\n"
	  "Look at the frame:   frames      Go on line by line:   next\n"
	  "When init has returned, the runtime calls main the same way. Go on until main is\n"
	  "the active frame.\n",
	  GOAL_MAIN },
	{ "main and its frame",
	  "main's frame stays on the stack until main returns. Only the top one is active.\n"
	  "See it, and how far the stack has grown:   frames    segments\n"
	  "Then step into the first call:   step\n",
	  GOAL_CALLED },
	{ "A call: parameters, locals, return address",
	  "The new frame lies on top of main's: parameters, locals, the return address.\n"
	  "See its slots:   frames   Watch a local come to life:   next, then frames again.\n"
	  "Run to the end of the function, and see its frame go:   finish\n"
	  "Then step into the next call:   step\n",
	  GOAL_CALLED_AGAIN },
	{ "How a name is looked up",
	  "A name is searched in the local frame first; what is not found there is searched\n"
	  "in the data segment.\n"
	  "Go to the frame that waits, and ask:   up    lookup    lookup a\n"
	  "Then let the program go to its end:   continue\n",
	  GOAL_ENDED },
	{ "The end",
	  "main has returned, its frame is popped, and all memory has gone back to the\n"
	  "system.\n"
	  "strata keeps a copy to look at:   segments    print a\n"
	  "What outlives its call lies on the heap, and the garbage collector minds it:\n"
	  "help memory\n",
	  GOAL_LOADED },
};

enum { LESSON_COUNT = sizeof lessons / sizeof *lessons };

static void show_lesson(Cli *c)
{
	const Lesson *l = &lessons[c->lesson - 1];

	out_printf(c, "Step %u of %d: %s\n%s", c->lesson, LESSON_COUNT, l->title, l->text);
	if (c->lesson == 1 && !debug_type_text(c->s, "main.a", false, false))
		out_text(c, "(The steps are made for demos/memory.go: in another program take names of its own for a and add.)\n");
}

/* The innermost frame is one of the program's functions that main called. */
static bool in_called_function(Cli *c)
{
	DebugFrame f;

	return debug_frame(c->s, 0, &f) && f.function && strcmp(f.function, "main.main") != 0
	       && debug_frame(c->s, 1, &f) && f.function && strcmp(f.function, "main.main") == 0;
}

static bool reached(Cli *c, Goal goal)
{
	DebugFrame f;
	const DebugStop *stop = debug_last_stop(c->s);

	switch (goal) {
	case GOAL_LOADED: return false;
	case GOAL_STARTED: return debug_alive(c->s);
	case GOAL_MAIN: return debug_frame(c->s, 0, &f) && f.function && strcmp(f.function, "main.main") == 0;
	case GOAL_CALLED: case GOAL_CALLED_AGAIN: return in_called_function(c);
	case GOAL_ENDED: return stop->kind == DEBUG_STOP_EXITED;
	}
	return false;
}

static bool main_has_begun(Cli *c)
{
	DebugFrame f;

	for (unsigned level = 0; debug_frame(c->s, level, &f); level++)
		if (f.function && strcmp(f.function, "main.main") == 0)
			return true;
	return false;
}

/* Has what a step is about gone by, however it came? */
static bool gone_by(Cli *c, Goal goal)
{
	return goal == GOAL_MAIN ? main_has_begun(c) : goal == GOAL_CALLED && in_called_function(c);
}

/* The function of step 4 must have been left before step 5's goal counts. */
static bool waits_to_leave(Cli *c)
{
	if (lessons[c->lesson - 1].goal != GOAL_CALLED_AGAIN)
		return false;
	if (!in_called_function(c))
		c->lesson_left = true;
	return !c->lesson_left;
}

bool tutorial_note_stop(Cli *c)
{
	if (!c->lesson || c->lesson >= LESSON_COUNT || waits_to_leave(c))
		return true;
	if (reached(c, lessons[c->lesson - 1].goal)) {
		c->lesson++;
		c->lesson_left = false;
		out_text(c, "\n");
		for (; gone_by(c, lessons[c->lesson - 1].goal); c->lesson++)
			out_printf(c, "Step %u of %d has gone by: %s.  (starti begins anew, \"tutorial %u\" shows it)\n", c->lesson, LESSON_COUNT,
				   lessons[c->lesson - 1].title, c->lesson);
		show_lesson(c);
	}
	return true;
}

bool cmd_tutorial(Cli *c, const char *args)
{
	int64_t n;

	if (!cli_need_program(c))
		return false;
	if (!*args)
		c->lesson += c->lesson == 0;
	else if (strcmp(args, "next") == 0 || strcmp(args, "skip") == 0)
		c->lesson += c->lesson < LESSON_COUNT;
	else if (strcmp(args, "back") == 0)
		c->lesson -= c->lesson > 1;
	else if (strcmp(args, "quit") == 0)
		c->lesson = 0;
	else if (!eval_number(c, args, &n))
		return false;
	else if (n < 1 || n > LESSON_COUNT)
		return cli_fail(c, "The tutorial has steps 1 to %d.", LESSON_COUNT);
	else
		c->lesson = (unsigned)n;
	c->lesson_left = false;
	if (c->lesson)
		show_lesson(c);
	return true;
}
