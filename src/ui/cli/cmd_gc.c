/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collector: whole collections, and one done step by step with its white, grey and black sets. */
#include "ui/cli/cli_int.h"

#include <string.h>

enum { COLUMNS = 80 };

/* ---- lists in lines of at most 80 columns ---- */

typedef struct Line { Cli *c; size_t column; } Line;

static void line_add(Line *l, const char *text)
{
	size_t n = strlen(text);

	if (l->column && l->column + n > COLUMNS) {
		out_text(l->c, "\n    ");
		l->column = 4;
		n -= *text == ' ';
		text += *text == ' ';
	}
	out_text(l->c, text);
	l->column += n;
}

static void line_end(Line *l)
{
	out_text(l->c, "\n");
	l->column = 0;
}

/* ---- reports ---- */

/* GC 1: 12 roots; marked 3 objects, 304 bytes; freed 5 objects, 240 bytes (5 main.Node); of several types with the bytes of each */
static void print_report(Cli *c, const DebugGc *g)
{
	Line l = { .c = c };
	char text[128];

	snprintf(text, sizeof text, "GC %llu: %llu root%s; marked %llu object%s, %llu bytes;", (unsigned long long)g->number,
		 (unsigned long long)g->roots, plural(g->roots), (unsigned long long)g->marked_objects,
		 plural(g->marked_objects), (unsigned long long)g->marked_bytes);
	line_add(&l, text);
	snprintf(text, sizeof text, " freed %llu object%s, %llu bytes", (unsigned long long)g->freed_objects,
		 plural(g->freed_objects), (unsigned long long)g->freed_bytes);
	line_add(&l, text);
	for (size_t i = 0; i < g->nfreed; i++) {
		const DebugGcType *f = &g->freed[i];
		const char *bytes = g->nfreed > 1 ? arena_printf(c->arena, ", %llu bytes", (unsigned long long)f->bytes) : "";

		line_add(&l, arena_printf(c->arena, " %s%llu %s%s%s", i ? "" : "(", (unsigned long long)f->objects, f->type, bytes,
					  i + 1 < g->nfreed ? ";" : ")"));
	}
	line_end(&l);
}

static bool whole(Cli *c, bool (*collect)(DebugSession *, DebugGc *))
{
	DebugGc g;

	if (!collect(c->s, &g))
		return cli_fail_core(c);
	print_report(c, &g);
	return true;
}

/* ---- the three sets ---- */

static const char *const colours[] = { "white", "grey", "black" };

static void print_set(Cli *c, DebugColour colour, const DebugGcSet *set)
{
	size_t limit = c->set.print_elements ? c->set.print_elements : SIZE_MAX;
	Line l = { .c = c };
	char text[128];

	snprintf(text, sizeof text, "%-5s %zu", colours[colour], set->n);
	line_add(&l, text);
	if (set->library) {
		snprintf(text, sizeof text, ", %llu of the library", (unsigned long long)set->library);
		line_add(&l, text);
	}
	line_add(&l, set->n ? ":" : "");
	for (size_t i = 0; i < set->n && i < limit; i++) {
		const DebugGcObject *o = &set->list[i];
		bool first = !i || strcmp(o->type, o[-1].type) != 0;
		bool last = i + 1 < set->n && strcmp(o->type, o[1].type) != 0;

		if (first) {
			snprintf(text, sizeof text, " %s", o->type);
			line_add(&l, text);
		}
		snprintf(text, sizeof text, " %s%s%s", o->id, o->born ? " (new)" : "", last ? "," : "");
		line_add(&l, text);
	}
	if (limit < set->n)
		line_add(&l, " ...");
	line_end(&l);
}

static void print_notes(Cli *c, const DebugGcState *st)
{
	for (size_t i = 0; i < st->nnotes; i++) {
		const DebugGcNote *n = &st->notes[i];

		if (n->goroutine)
			out_printf(c, "goroutine %llu was about to run: greyed %s, which its stack holds\n",
				   (unsigned long long)n->goroutine, n->object);
		else
			out_printf(c, "barrier at %s:%u: greyed %s, a pointer to it was overwritten\n", n->at.file, n->at.line, n->object);
	}
	if (st->forgotten)
		out_printf(c, "... and %llu more before\n", (unsigned long long)st->forgotten);
}

static void print_state(Cli *c, const DebugGcState *st)
{
	print_notes(c, st);
	for (unsigned k = 0; k < 3; k++)
		print_set(c, (DebugColour)k, &st->sets[k]);
	if (st->stacks)
		out_printf(c, "The stacks of %llu goroutine%s are still to be seen.\n", (unsigned long long)st->stacks, plural(st->stacks));
}

static bool print_sets(Cli *c)
{
	DebugGcState st;

	if (!debug_gc_state(c->s, false, &st))
		return cli_fail_core(c);
	print_state(c, &st);
	return true;
}

/* ---- by hand ---- */

static bool gc_begin(Cli *c)
{
	DebugGcState st;

	if (!debug_gc_begin(c->s) || !debug_gc_state(c->s, false, &st))
		return cli_fail_core(c);
	out_printf(c, "GC %llu begins: what variables and the running stack point at is grey.\n", (unsigned long long)st.number);
	print_state(c, &st);
	return true;
}

/* False: nothing was left to do. */
static bool print_work(Cli *c, const DebugGcWork *w)
{
	Line l = { .c = c };
	char text[256];

	if (w->object)
		snprintf(text, sizeof text, "scanned %s", w->object);
	else if (w->goroutine)
		snprintf(text, sizeof text, "saw the stack of goroutine %llu", (unsigned long long)w->goroutine);
	else
		return false;
	line_add(&l, text);
	line_add(&l, *w->greyed ? ": greyed " : ": nothing new");
	line_add(&l, w->greyed);
	line_end(&l);
	return true;
}

static bool gc_step(Cli *c, const char *args)
{
	int64_t n = 1;
	DebugGcWork w;
	DebugGcState st;

	if (*args && !eval_number(c, args, &n))
		return false;
	if (!debug_gc_state(c->s, false, &st))
		return cli_fail_core(c);
	print_notes(c, &st);
	for (; n > 0 && !c->discard; n--) {
		if (!debug_gc_step(c->s, &w))
			return cli_fail_core(c);
		if (!print_work(c, &w)) {
			out_text(c, "Nothing is left to mark.  gc finish frees what is white.\n");
			break;
		}
	}
	return print_sets(c);
}

static bool gc_finish(Cli *c)
{
	DebugGcState st;

	if (!debug_gc_state(c->s, false, &st))
		return cli_fail_core(c);
	print_notes(c, &st);
	return whole(c, debug_gc_finish);
}

bool cmd_gc(Cli *c, const char *args)
{
	char word[16];
	const char *rest = next_word(args, word, sizeof word);

	if (!cli_need_process(c))
		return false;
	if (!*word)
		return whole(c, debug_gc);
	if (word_is(word, "begin", 1))
		return gc_begin(c);
	if (word_is(word, "step", 1))
		return gc_step(c, rest);
	if (word_is(word, "finish", 1))
		return gc_finish(c);
	return cli_fail(c, "Undefined gc command: \"%s\".  Try \"help gc\".", word);
}

/* ---- where it stands ---- */

static void print_last(Cli *c, const DebugGcState *st)
{
	if (!st->number) {
		out_text(c, "There has been no collection.\n");
		return;
	}
	out_printf(c, "%llu collection%s, %llu asked for.  The last one: heap %llu bytes before, %llu after", (unsigned long long)st->number,
		   plural(st->number), (unsigned long long)st->forced, (unsigned long long)st->heap_before,
		   (unsigned long long)st->heap_after);
	if (st->pause_ns)
		out_printf(c, ", %llu ns", (unsigned long long)st->pause_ns);
	out_text(c, ".\n");
}

static void print_next(Cli *c, const DebugGcState *st)
{
	char percent[24] = "off";

	if (st->percent >= 0)
		snprintf(percent, sizeof percent, "%lld", (long long)st->percent);
	if (st->off)
		out_text(c, "The next one comes when it is asked for (set gc off).\n");
	else if (st->every)
		out_printf(c, "One comes at every %llu safepoint%s (set gc).\n", (unsigned long long)st->every, plural(st->every));
	else if (st->percent < 0 && st->limit == INT64_MAX)
		out_text(c, "The next one comes when it is asked for (GOGC=off).\n");
	else
		out_printf(c, "The next one begins at %llu bytes of heap, done by %llu (GOGC=%s).\n", (unsigned long long)st->next,
			   (unsigned long long)st->goal, percent);
	if (st->limit != INT64_MAX)
		out_printf(c, "The memory limit is %lld bytes.\n", (long long)st->limit);
}

bool cmd_info_gc(Cli *c, const char *args)
{
	DebugGcState st;

	if (!cli_need_program(c))
		return false;
	if (strcmp(args, "-all") != 0 && !cli_no_more(c, args))
		return false;
	if (!debug_gc_state(c->s, *args, &st))
		return cli_fail_core(c);
	if (!st.marking) {
		print_last(c, &st);
		print_next(c, &st);
		return true;
	}
	out_printf(c, "GC %llu is marking%s.\n", (unsigned long long)st.number, st.by_hand ? ", by hand" : "");
	print_state(c, &st);
	return true;
}
