/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heap: its objects, who holds them, why they live. */
#include "ui/cli/pattern.h"

#include <ctype.h>
#include <string.h>

/* ---- objects ---- */

static void add_object(StrBuf *sb, const DebugObject *o)
{
	sb_printf(sb, "%s  0x%llx  %llu bytes  %s", o->id, (unsigned long long)o->addr, (unsigned long long)o->size, o->type);
}

/* Where it was allocated, when that is known. */
static void add_site(StrBuf *sb, const DebugObject *o, const char *gap)
{
	if (o->site_file && o->site_line)
		sb_printf(sb, "%s(%s, %s:%u)", gap, o->site_function ? o->site_function : "?", o->site_file, o->site_line);
}

static void print_object(Cli *c, const DebugObject *o)
{
	StrBuf sb = { 0 }, site = { 0 };

	add_object(&sb, o);
	add_site(&site, o, "");
	out_with_note(c, sb_text(&sb), "  ", sb_text(&site), 5);
	sb_free(&sb);
	sb_free(&site);
}

/* The objects whose line matches. */
static size_t print_matching(Cli *c, const DebugObject *list, size_t n, const regex_t *re)
{
	size_t shown = 0;

	for (size_t i = 0; i < n && !c->discard; i++) {
		StrBuf sb = { 0 };

		add_object(&sb, &list[i]);
		add_site(&sb, &list[i], "  ");
		if (!re || regexec(re, sb_text(&sb), 0, NULL, 0) == 0) {
			print_object(c, &list[i]);
			shown++;
		}
		sb_free(&sb);
	}
	return shown;
}

bool heap_list(Cli *c, bool all, const char *pattern)
{
	const DebugObject *list;
	size_t n = debug_heap(c->s, all, &list), shown;
	regex_t re;

	if (pattern && !pattern_read(c, &re, pattern, REG_EXTENDED, PATTERN_SAID))
		return false;
	shown = print_matching(c, list, n, pattern ? &re : NULL);
	if (pattern)
		regfree(&re);
	if (!shown)
		out_printf(c, "No objects%s%s%s.\n", all ? "" : " of your program", pattern ? " match " : "", pattern ? pattern : "");
	return true;
}

/* Takes `-all` off the front of the arguments. */
static bool take_all(const char **args)
{
	char word[8];
	const char *rest = next_word(*args, word, sizeof word);

	if (strcmp(word, "-all") != 0)
		return false;
	*args = rest;
	return true;
}

bool cmd_heap_list(Cli *c, const char *args)
{
	bool all = take_all(&args);

	return cli_need_program(c) && heap_list(c, all, *args ? args : NULL);
}

/* What was asked for, when the object is larger. */
static void add_asked(StrBuf *sb, const DebugObject *o)
{
	if (!o->asked || o->asked == o->size)
		return;
	sb_printf(sb, "asked for %llu ", (unsigned long long)o->asked);
	if (o->asked != o->asked_most)
		sb_printf(sb, "to %llu ", (unsigned long long)o->asked_most);
	sb_printf(sb, "byte%s, rounded up to %llu\n", plural(o->asked_most), (unsigned long long)o->size);
}

static const char *object_of_value(Cli *c, const DebugValue *v)
{
	DebugObject o;
	const DebugValue *contents;

	if (v->kind != DEBUG_POINTER || !debug_heap_object(c->s, arena_printf(c->arena, "%llu", (unsigned long long)v->bits), &o, &contents))
		return "";
	return arena_printf(c->arena, "  %s", o.id);
}

/* An entry a line, with the object that it points at. */
static void add_entries(Cli *c, StrBuf *out, const DebugValue *map)
{
	for (size_t i = 0; i + 1 < map->nchildren; i += 2) {
		sb_add(out, "  [");
		format_value(c, out, map->children[i], (Format){ 0 }, 0);
		sb_add(out, "] = ");
		format_value(c, out, map->children[i + 1], (Format){ 0 }, 0);
		sb_printf(out, "%s\n", object_of_value(c, map->children[i + 1]));
	}
	if (map->len > map->nchildren / 2)
		sb_printf(out, "  ... %llu more\n", (unsigned long long)(map->len - map->nchildren / 2));
	if (!map->len)
		sb_add(out, "  no entries\n");
}

bool cmd_heap_show(Cli *c, const char *args)
{
	DebugObject o;
	const DebugValue *value;
	StrBuf sb = { 0 };

	if (!cli_need_program(c))
		return false;
	if (!debug_heap_object(c->s, args, &o, &value))
		return cli_fail_core(c);
	print_object(c, &o);
	add_asked(&sb, &o);
	sb_printf(&sb, "allocated by goroutine %llu, outlived %llu collection%s\n", (unsigned long long)o.goroutine,
		  (unsigned long long)o.survived, plural(o.survived));
	if (value && value->kind == DEBUG_MAP) {
		add_entries(c, &sb, value);
	} else if (value) {
		format_value(c, &sb, value, (Format){ 0 }, 0);
		sb_addc(&sb, '\n');
	}
	out_printf(c, "%s", sb_text(&sb));
	sb_free(&sb);
	return true;
}

/* ---- who points at whom ---- */

static void print_refs(Cli *c, const char *title, const DebugRef *list, size_t n, size_t all, bool in)
{
	if (!n)
		return;
	out_printf(c, "%s:\n", title);
	for (size_t i = 0; i < n && !c->discard; i++) {
		const DebugRef *r = &list[i];

		if (in)
			out_printf(c, "  %s%s%s -> %s\n", r->holder, *r->where ? " " : "", r->where, r->target);
		else
			out_printf(c, "  %s%s-> %s\n", r->where, *r->where ? " " : "", r->target);
	}
	if (n < all)
		out_printf(c, "  ... %zu more\n", all - n);
}

bool cmd_heap_refs(Cli *c, const char *args)
{
	DebugRefs r;

	if (!cli_need_program(c))
		return false;
	if (!debug_heap_refs(c->s, args, c->set.print_elements ? c->set.print_elements : SIZE_MAX, &r))
		return cli_fail_core(c);
	print_object(c, &r.object);
	print_refs(c, "Pointed at by", r.in, r.nin, r.in_all, true);
	if (!r.nin)
		out_text(c, "Nothing points at it.\n");
	print_refs(c, "Points at", r.from, r.nfrom, r.from_all, false);
	return true;
}

/* Steps joined by arrows, in lines of at most 80 columns. */
static void print_steps(Cli *c, const char *const *steps, size_t n)
{
	size_t column = 0;

	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(steps[i]) + (i ? 4 : 0);

		if (i && column + len > 80) {
			out_text(c, "\n   ");
			column = 3;
		}
		out_printf(c, "%s%s", i ? " -> " : "", steps[i]);
		column += len;
	}
	out_text(c, "\n");
}

bool cmd_heap_why(Cli *c, const char *args)
{
	DebugPath p;

	if (!cli_need_program(c))
		return false;
	if (!debug_heap_why(c->s, args, &p))
		return cli_fail_core(c);
	if (p.nsteps)
		print_steps(c, p.steps, p.nsteps);
	else
		out_printf(c, "Nothing reaches %s (%s): the next collection frees it.\n", p.object.id, p.object.type);
	return true;
}

/* ---- bars ---- */

/* `value` of `all` as a bar of ten. */
static void share_bar(char bar[13], uint64_t value, uint64_t all)
{
	memcpy(bar, "[..........]", 13);
	memset(bar + 1, '#', all ? (size_t)((value * 10 + all / 2) / all) : 0);
}

/* ---- who keeps what ---- */

static void print_keeper(Cli *c, const DebugKeeper *k, uint64_t all, const char *what)
{
	char bar[13];

	if (!k->objects)
		return;
	share_bar(bar, k->bytes, all);
	out_printf(c, "%11llu %8llu  %s  %s\n", (unsigned long long)k->bytes, (unsigned long long)k->objects, bar, what);
}

static void print_keepers(Cli *c, const DebugKeepers *k, const char *title)
{
	char rest[48];

	out_printf(c, "      Bytes  Objects  Share         %s\n", title);
	for (size_t i = 0; i < k->n && !c->discard; i++)
		print_keeper(c, &k->list[i], k->total.bytes, k->list[i].what);
	snprintf(rest, sizeof rest, "%zu more", k->all - k->n);
	print_keeper(c, &k->rest, k->total.bytes, rest);
	print_keeper(c, &k->inside, k->total.bytes, "its own index, entries, or buffer");
	print_keeper(c, &k->library, k->total.bytes, "library");
}

enum { KEEPERS = 20 };

bool cmd_heap_dominators(Cli *c, const char *args)
{
	DebugKeepers k;
	bool all = take_all(&args);

	if (!cli_need_program(c))
		return false;
	if (!debug_heap_dominators(c->s, *args ? args : NULL, all, all ? SIZE_MAX : KEEPERS, &k))
		return cli_fail_core(c);
	if (k.object.id)
		print_object(c, &k.object);
	if (k.object.id && !k.n && !k.library.objects && !k.inside.objects)
		out_text(c, "It keeps no other object alone.\n");
	else
		print_keepers(c, &k, k.object.id ? "Kept by it alone" : "Kept alone by");
	return true;
}

static void print_sum(Cli *c, const DebugKeeper *k, const char *what)
{
	out_printf(c, "%llu object%s, %llu bytes: %s.\n", (unsigned long long)k->objects, plural(k->objects),
		   (unsigned long long)k->bytes, what);
}

bool cmd_heap_leaks(Cli *c, const char *args)
{
	DebugKeepers k;
	bool all = take_all(&args);

	if (!cli_need_program(c) || !cli_no_more(c, args))
		return false;
	if (!debug_heap_leaks(c->s, all, all ? SIZE_MAX : KEEPERS, &k))
		return cli_fail_core(c);
	if (k.n || k.library.objects)
		print_keepers(c, &k, debug_alive(c->s) ? "Kept alone by" : "Still kept at the end by");
	print_sum(c, &k.total, debug_alive(c->s) ? "reachable now" : "reachable at the end");
	print_sum(c, &k.garbage, "garbage that no collection has freed");
	return true;
}

/* ---- histograms ---- */

static void print_row(Cli *c, const DebugHistRow *row, uint64_t all)
{
	char bar[13];

	share_bar(bar, row->bytes, all);
	out_printf(c, "%8llu %11llu  %s  %s\n", (unsigned long long)row->objects, (unsigned long long)row->bytes, bar, row->name);
}

static bool print_hist(Cli *c, DebugHistBy by, const char *title, bool all)
{
	const DebugHistRow *rows;
	DebugHistRow rest;
	size_t n = debug_heap_hist(c->s, by, all, &rows, &rest);
	uint64_t bytes = rest.bytes;

	for (size_t i = 0; i < n; i++)
		bytes += rows[i].bytes;
	out_printf(c, " Objects       Bytes  Share         %s\n", title);
	for (size_t i = 0; i < n && !c->discard; i++)
		print_row(c, &rows[i], bytes);
	if (rest.objects)
		print_row(c, &rest, bytes);
	return true;
}

bool cmd_heap_hist(Cli *c, const char *args)
{
	static const struct { const char *word, *title; DebugHistBy by; } ways[] = {
		{ "type", "Type", DEBUG_BY_TYPE }, { "site", "Allocated by", DEBUG_BY_SITE },
		{ "size", "Size class", DEBUG_BY_SIZE }, { "age", "Outlived", DEBUG_BY_AGE },
		{ "goroutine", "Allocated by", DEBUG_BY_GOROUTINE },
	};
	bool all = take_all(&args);
	char word[32];

	next_word(args, word, sizeof word);
	if (!cli_need_program(c))
		return false;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (word_is(*word ? word : "type", ways[i].word, 1))
			return print_hist(c, ways[i].by, ways[i].title, all);
	return cli_fail(c, "Undefined histogram: \"%s\".  Try \"help heap hist\".", word);
}

/* ---- marks and what changed since ---- */

static bool list_marks(Cli *c)
{
	const DebugMark *list;
	size_t n = debug_heap_marks(c->s, &list);

	for (size_t i = 0; i < n; i++)
		out_printf(c, "%s: %llu object%s, %llu bytes\n", list[i].name, (unsigned long long)list[i].objects,
			   plural(list[i].objects), (unsigned long long)list[i].bytes);
	if (!n)
		out_text(c, "No marks.\n");
	return true;
}

bool cmd_heap_mark(Cli *c, const char *args)
{
	char name[64], more[2];
	DebugMark m;

	next_word(next_word(args, name, sizeof name), more, sizeof more);
	if (!cli_need_program(c))
		return false;
	if (*more)
		return cli_fail(c, "Junk at end of arguments.");
	if (strcmp(name, "-list") == 0)
		return list_marks(c);
	if (!debug_heap_mark(c->s, name, &m))
		return cli_fail_core(c);
	out_printf(c, "Mark %s: %llu object%s, %llu bytes.\n", m.name, (unsigned long long)m.objects, plural(m.objects),
		   (unsigned long long)m.bytes);
	return true;
}

static void print_change(Cli *c, const char *sign, uint64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%s%llu", n ? sign : "", (unsigned long long)n);
	out_printf(c, "%7s", text);
}

static void print_net(Cli *c, uint64_t added, uint64_t gone)
{
	char text[24];

	snprintf(text, sizeof text, "%s%llu", added > gone ? "+" : added < gone ? "-" : "",
		 (unsigned long long)(added > gone ? added - gone : gone - added));
	out_printf(c, "%9s", text);
}

static void print_diff_row(Cli *c, const DebugDiffRow *r, int width)
{
	print_change(c, "+", r->added);
	print_change(c, "-", r->gone);
	print_net(c, r->added_bytes, r->gone_bytes);
	out_printf(c, "  %-*s  %s\n", width, r->type, r->site);
}

static void print_diff(Cli *c, const DebugDiff *d)
{
	DebugDiffRow sum = { 0 };
	int width = 4;

	for (size_t i = 0; i < d->n; i++)
		width = (int)strlen(d->rows[i].type) > width ? (int)strlen(d->rows[i].type) : width;
	out_printf(c, "    New   Gone    Bytes  %-*s  Allocated by\n", width, "Type");
	for (size_t i = 0; i < d->n && !c->discard; i++) {
		print_diff_row(c, &d->rows[i], width);
		sum.added += d->rows[i].added;
		sum.added_bytes += d->rows[i].added_bytes;
		sum.gone += d->rows[i].gone;
		sum.gone_bytes += d->rows[i].gone_bytes;
	}
	print_change(c, "+", sum.added);
	print_change(c, "-", sum.gone);
	print_net(c, sum.added_bytes, sum.gone_bytes);
	out_printf(c, "  in all, from %s to %s\n", d->from.name, d->to.name);
}

bool cmd_heap_diff(Cli *c, const char *args)
{
	char from[64], to[64];
	bool all = take_all(&args);
	DebugDiff d;

	next_word(next_word(args, from, sizeof from), to, sizeof to);
	if (!cli_need_program(c))
		return false;
	if (!debug_heap_diff(c->s, from, to, all, &d))
		return cli_fail_core(c);
	if (d.n)
		print_diff(c, &d);
	else
		out_printf(c, "Nothing has changed from %s to %s.\n", d.from.name, d.to.name);
	return true;
}

/* ---- size classes ---- */

static void print_class(Cli *c, const DebugHeapClass *k)
{
	char size[32] = "large", bytes[32], waste[32], bar[13];

	if (k->size)
		size_text(size, sizeof size, k->size);
	size_text(bytes, sizeof bytes, k->bytes);
	size_text(waste, sizeof waste, k->waste);
	share_bar(bar, k->objects, k->room);
	out_printf(c, "%8s %6llu %9llu %9llu %8s %8s %8llu  %s\n", size, (unsigned long long)k->spans, (unsigned long long)k->objects,
		   (unsigned long long)k->room, bytes, waste, (unsigned long long)k->garbage, bar);
}

bool cmd_heap_classes(Cli *c, const char *args)
{
	const DebugHeapClass *list;
	DebugHeapClass all;
	size_t n;
	char pages[32];

	if (!cli_need_program(c) || !cli_no_more(c, args))
		return false;
	n = debug_heap_classes(c->s, &list, &all);
	out_text(c, "   Class  Spans   Objects      Room    Bytes    Waste  Garbage  Use\n");
	for (size_t i = 0; i < n && !c->discard; i++)
		print_class(c, &list[i]);
	size_text(pages, sizeof pages, all.span_bytes);
	out_printf(c, "%llu span%s and what is free: %s.  %llu object%s, %llu bytes, %llu of them rounded up.\n",
		   (unsigned long long)all.spans, plural(all.spans), pages, (unsigned long long)all.objects, plural(all.objects),
		   (unsigned long long)all.bytes, (unsigned long long)all.waste);
	out_printf(c, "Live: %llu object%s, %llu bytes.  Garbage: %llu object%s, %llu bytes.\n",
		   (unsigned long long)(all.objects - all.garbage), plural(all.objects - all.garbage),
		   (unsigned long long)(all.bytes - all.garbage_bytes), (unsigned long long)all.garbage, plural(all.garbage),
		   (unsigned long long)all.garbage_bytes);
	return true;
}

/* ---- the heap as a whole ---- */

static bool heap_summary(Cli *c, bool all)
{
	DebugHeapTotals t;
	const char *text;

	if (!debug_heap_totals(c->s, &t))
		return cli_fail_core(c);
	text = arena_printf(c->arena, "Your program: %llu object%s, %llu bytes.  Library: %llu object%s, %llu bytes.%s",
		   (unsigned long long)t.user_objects, plural(t.user_objects), (unsigned long long)t.user_bytes,
		   (unsigned long long)t.library_objects, plural(t.library_objects), (unsigned long long)t.library_bytes,
		   all ? "" : "  (heap -all)");
	out_folded(c, text, 3);
	return !all || heap_list(c, true, NULL);
}

bool cmd_heap(Cli *c, const char *args)
{
	const char *rest = args;
	const Command *row;

	if (!cli_need_program(c))
		return false;
	if (!*args)
		return heap_summary(c, false);
	if (take_all(&rest))
		return *rest ? cmd_heap_list(c, "-all") : heap_summary(c, true);
	row = sub_row(c, "heap", args, &rest);
	return row && run_row(c, row, rest);
}
