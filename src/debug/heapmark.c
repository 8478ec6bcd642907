/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks: which objects there were at a moment, and what has changed between two. A mark holds each object's
 * number, by which it is known again (numbers are never given twice), and its row: type and place of allocation.
 */
#include "base/mem.h"
#include "debug/heaphist.h"

typedef struct MarkEntry { uint64_t id, size; uint32_t row; } MarkEntry;
typedef struct MarkRow { const char *type, *site; bool library; } MarkRow;

struct HeapMark {
	const char *name;
	Arena *texts;
	VEC(MarkRow) rows;
	VEC(MarkEntry) entries;	/* by rising id */
	uint64_t objects, bytes;
};

static int entry_order(const void *a, const void *b)
{
	const MarkEntry *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static void add_row(HeapMark *m, const DebugHistRow *row, bool library)
{
	const char *tab = strchr(row->name, '\t');

	vec_push(&m->rows, ((MarkRow){ arena_strndup(m->texts, row->name, (size_t)(tab - row->name)),
				       arena_strdup(m->texts, tab + 1), library }));
}

static void add_entry(HeapMark *m, Histogram *h, const ObjectInfo *o)
{
	size_t row = histogram_row(h, o);

	if (row == m->rows.len)
		add_row(m, &h->rows.data[row], object_by_library(h->s, o));
	vec_push(&m->entries, ((MarkEntry){ o->id, o->size, (uint32_t)row }));
	if (m->rows.data[row].library)
		return;
	m->objects++;
	m->bytes += o->size;
}

static HeapMark *mark_new(DebugSession *s, const char *name)
{
	HeapMark *m = mem_zalloc(sizeof *m);
	Histogram h = { .s = s, .by = BY_TYPE_AND_SITE };
	ObjectInfo o = { 0 };

	m->texts = arena_new();
	m->name = arena_strdup(m->texts, name);
	while (machine_object_next(s->machine, &o))
		add_entry(m, &h, &o);
	histogram_free(&h);
	if (m->entries.len)
		qsort(m->entries.data, m->entries.len, sizeof *m->entries.data, entry_order);
	return m;
}

static void mark_free(HeapMark *m)
{
	vec_free(&m->rows);
	vec_free(&m->entries);
	arena_free(m->texts);
	mem_free(m);
}

void marks_clear(DebugSession *s)
{
	vec_each(&s->marks, m)
		mark_free(*m);
	vec_free(&s->marks);
}

static HeapMark **mark_named(DebugSession *s, const char *name)
{
	vec_each(&s->marks, m)
		if (strcmp((*m)->name, name) == 0)
			return m;
	return NULL;
}

/* ---- marks ---- */

static DebugMark describe(DebugSession *s, const HeapMark *m)
{
	return (DebugMark){ arena_strdup(s->scratch, m->name), m->objects, m->bytes };
}

bool debug_heap_mark(DebugSession *s, const char *name, DebugMark *out)
{
	HeapMark *m, **old;

	if (!heap_is_there(s))
		return false;
	m = mark_new(s, *name ? name : arena_printf(s->scratch, "%zu", s->marks.len + 1));
	old = mark_named(s, m->name);
	if (old) {
		mark_free(*old);
		*old = m;
	} else {
		vec_push(&s->marks, m);
	}
	*out = describe(s, m);
	return true;
}

size_t debug_heap_marks(DebugSession *s, const DebugMark **out)
{
	DebugMark *list = arena_make_n(s->scratch, DebugMark, s->marks.len + 1);

	for (size_t i = 0; i < s->marks.len; i++)
		list[i] = describe(s, s->marks.data[i]);
	*out = list;
	return s->marks.len;
}

/* ---- what has changed ---- */

typedef struct Diff {
	DebugSession *s;
	VEC(DebugDiffRow) rows;
	StrMap by_name;		/* type, site -> row + 1 */
} Diff;

static size_t diff_row(Diff *d, const MarkRow *r)
{
	const char *name = arena_printf(d->s->scratch, "%s\t%s", r->type, r->site);
	uint64_t *row = strmap_at(&d->by_name, name, strlen(name));

	if (!*row) {
		vec_push(&d->rows, ((DebugDiffRow){ .type = arena_strdup(d->s->scratch, r->type),
						    .site = arena_strdup(d->s->scratch, r->site) }));
		*row = d->rows.len;
	}
	return *row;
}

/* For each row of a mark where it goes in the diff, found when the first object needs it. */
typedef VEC(uint32_t) Places;

static DebugDiffRow *place(Diff *d, const HeapMark *m, Places *p, const MarkEntry *e)
{
	if (!p->data[e->row])
		p->data[e->row] = (uint32_t)diff_row(d, &m->rows.data[e->row]);
	return &d->rows.data[p->data[e->row] - 1];
}

static void count_new(Diff *d, const HeapMark *m, Places *p, const MarkEntry *e)
{
	DebugDiffRow *row = place(d, m, p, e);

	row->added++;
	row->added_bytes += e->size;
}

static void count_gone(Diff *d, const HeapMark *m, Places *p, const MarkEntry *e)
{
	DebugDiffRow *row = place(d, m, p, e);

	row->gone++;
	row->gone_bytes += e->size;
}

static void compare(Diff *d, const HeapMark *a, const HeapMark *b, bool library)
{
	Places in_a = { 0 }, in_b = { 0 };
	size_t i = 0, k = 0;

	vec_resize(&in_a, a->rows.len);
	vec_resize(&in_b, b->rows.len);
	while (i < a->entries.len || k < b->entries.len) {
		const MarkEntry *x = i < a->entries.len ? &a->entries.data[i] : NULL;
		const MarkEntry *y = k < b->entries.len ? &b->entries.data[k] : NULL;

		if (x && y && x->id == y->id) {
			i++;
			k++;
		} else if (!y || (x && x->id < y->id)) {
			i++;
			if (library || !a->rows.data[x->row].library)
				count_gone(d, a, &in_a, x);
		} else {
			k++;
			if (library || !b->rows.data[y->row].library)
				count_new(d, b, &in_b, y);
		}
	}
	vec_free(&in_a);
	vec_free(&in_b);
}

static int diff_order(const void *a, const void *b)
{
	const DebugDiffRow *x = a, *y = b;
	int64_t nx = (int64_t)(x->added_bytes - x->gone_bytes), ny = (int64_t)(y->added_bytes - y->gone_bytes);
	int by_type = strcmp(x->type, y->type);

	return nx != ny ? (nx > ny ? -1 : 1) : by_type ? by_type : strcmp(x->site, y->site);
}

static HeapMark *mark_or_fail(DebugSession *s, const char *name)
{
	HeapMark **m = mark_named(s, name);

	if (!m)
		fail(s, s->marks.len ? "No mark \"%s\".  Marks are made with \"heap mark\"."
		     : "There is no mark yet.  Use \"heap mark\" first.", name);
	return m ? *m : NULL;
}

bool debug_heap_diff(DebugSession *s, const char *from, const char *to, bool library, DebugDiff *out)
{
	Diff d = { .s = s };
	HeapMark *a, *b;

	if (!heap_is_there(s))
		return false;
	a = *from || !s->marks.len ? mark_or_fail(s, from) : vec_last(&s->marks);
	b = !a ? NULL : *to ? mark_or_fail(s, to) : mark_new(s, "now");
	if (!b)
		return false;
	compare(&d, a, b, library);
	if (d.rows.len)
		qsort(d.rows.data, d.rows.len, sizeof *d.rows.data, diff_order);
	*out = (DebugDiff){ describe(s, a), describe(s, b), arena_copy(s->scratch, d.rows.data, d.rows.len * sizeof *d.rows.data),
			    d.rows.len };
	if (!*to)
		mark_free(b);
	vec_free(&d.rows);
	strmap_free(&d.by_name);
	return true;
}
