/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The object graph as lines, or as a file for graphviz. */
#include "ui/cli/cli_int.h"

#include <errno.h>
#include <string.h>

/* ---- lines ---- */

static bool print_arrows(Cli *c, const DebugGraph *g)
{
	size_t limit = c->set.print_elements ? c->set.print_elements : SIZE_MAX;

	for (size_t i = 0; i < g->narrows && i < limit && !c->discard; i++) {
		const DebugArrow *a = &g->arrows[i];

		out_printf(c, "%s%s%s%s -> %s\n", g->boxes[a->from].garbage ? "(garbage) " : "", g->boxes[a->from].label,
			   *a->label ? " " : "", a->label, g->boxes[a->to].label);
	}
	if (limit < g->narrows)
		out_printf(c, "... %zu more\n", g->narrows - limit);
	else if (!g->narrows)
		out_text(c, "No object is pointed at.\n");
	return true;
}

/* ---- dot ---- */

static void dot_text(FILE *f, const char *text)
{
	putc('"', f);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putc('\\', f);
		putc(*text, f);
	}
	putc('"', f);
}

static void dot_box(FILE *f, const DebugBox *b, size_t i)
{
	fprintf(f, "\tn%zu [label=", i);
	dot_text(f, b->label);
	fputs(b->root ? ", shape=plaintext" : b->garbage ? ", style=dashed" : "", f);
	if (b->bytes)
		fprintf(f, ", tooltip=\"%llu bytes\"", (unsigned long long)b->bytes);
	fputs("];\n", f);
}

static void dot_arrow(FILE *f, const DebugArrow *a)
{
	fprintf(f, "\tn%zu -> n%zu", a->from, a->to);
	if (*a->label) {
		fputs(" [label=", f);
		dot_text(f, a->label);
		putc(']', f);
	}
	fputs(";\n", f);
}

static bool write_dot(Cli *c, const DebugGraph *g, const char *path)
{
	FILE *f;
	bool ok;

	out_flush(c);	/* the file may be where results go, too */
	f = fopen(file_name(c, path), "w");
	if (!f)
		return cli_fail(c, "%s: %s.", path, strerror(errno));
	fputs("digraph heap {\n\trankdir=LR;\n\tnode [shape=box, fontname=\"monospace\"];\n", f);
	for (size_t i = 0; i < g->nboxes; i++)
		dot_box(f, &g->boxes[i], i);
	for (size_t i = 0; i < g->narrows; i++)
		dot_arrow(f, &g->arrows[i]);
	fputs("}\n", f);
	ok = !ferror(f);
	if (fclose(f) != 0 || !ok)
		return cli_fail(c, "%s: %s.", path, strerror(errno));
	out_printf(c, "%zu boxes and %zu arrows written to %s.\n", g->nboxes, g->narrows, path);
	return true;
}

bool cmd_heap_graph(Cli *c, const char *args)
{
	char word[16];
	bool all = false, dot = false;
	DebugGraph g;

	if (!cli_need_program(c))
		return false;
	while (*args == '-') {
		const char *rest = next_word(args, word, sizeof word);

		if (strcmp(word, "-all") == 0)
			all = true;
		else if (strcmp(word, "--dot") == 0 || strcmp(word, "-dot") == 0)
			dot = true;
		else
			return cli_fail(c, "Invalid argument: %s", word);
		args = rest;
	}
	if (dot != (*args != '\0'))
		return cli_fail(c, dot ? "Argument required (file name)." : "Junk at end of arguments.");
	if (!debug_heap_graph(c->s, all, &g))
		return cli_fail_core(c);
	return dot ? write_dot(c, &g, args) : print_arrows(c, &g);
}
