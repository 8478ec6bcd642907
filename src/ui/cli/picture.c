/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laying out boxes and arrows: see picture.h. */
#include "ui/cli/picture.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_WIDTH = 35, LABEL_WIDTH = 24, TITLE_WIDTH = 51, LEAST_GAP = 4, SPACE = 1 /* between boxes of a column */ };

/* ---- texts ---- */

static const char *short_name(Cli *c, const char *title)
{
	size_t n = strcspn(title, " ");

	return arena_strndup(c->arena, title, n);
}

static bool is_nil(const DebugValue *v)
{
	return (v->kind == DEBUG_POINTER || v->kind == DEBUG_MAP || v->kind == DEBUG_CHAN || v->kind == DEBUG_FUNC ||
		v->kind == DEBUG_SLICE || v->kind == DEBUG_INTERFACE) && !v->bits && !v->nchildren;
}

static void add_value(Cli *c, StrBuf *sb, const DebugValue *v, bool arrow)
{
	if (is_nil(v))
		sb_add(sb, "= nil");
	else if (v->kind == DEBUG_SLICE)
		sb_printf(sb, "len %llu cap %llu", (unsigned long long)v->len, (unsigned long long)v->cap);
	else if (v->kind == DEBUG_INTERFACE && v->nchildren)
		sb_printf(sb, "is %s", v->children[0]->type);
	else if (!arrow) {
		sb_add(sb, "= ");
		format_value(c, sb, v, (Format){ 0 }, FORMAT_BRIEF);
	}
}

static void row_text(Cli *c, const DebugPictureRow *r, PicRow *out)
{
	const char *label = r->value ? text_within(c, r->label, LABEL_WIDTH) : r->label;
	StrBuf sb = { 0 };

	sb_add(&sb, label);
	if (r->value && *label)
		sb_addc(&sb, ' ');
	if (r->value)
		add_value(c, &sb, r->value, r->target != SIZE_MAX);
	while (sb.len && sb.data[sb.len - 1] == ' ')
		sb.len--;
	out->text = text_within(c, arena_strdup(c->arena, sb_text(&sb)), ROW_WIDTH);
	sb_free(&sb);
}

static void make_box(Cli *c, const DebugPicture *p, size_t i, PicBox *out)
{
	const DebugPictureBox *b = &p->boxes[i];

	*out = (PicBox){ .title = text_within(c, b->title, TITLE_WIDTH), .nrows = b->nrows, .parent = SIZE_MAX,
			 .rows = mem_array(b->nrows, sizeof *out->rows) };
	for (size_t r = 0; r < b->nrows; r++) {
		row_text(c, &b->rows[r], &out->rows[r]);
		out->rows[r].target = b->rows[r].target;
		out->rows[r].reference = b->rows[r].target == SIZE_MAX ? ""
			: arena_printf(c->arena, "-> %s", short_name(c, p->boxes[b->rows[r].target].title));
	}
	out->height = (int)b->nrows + 2;
}

static int box_width(const PicBox *b)
{
	int width = text_columns(b->title) + 6;

	for (size_t r = 0; r < b->nrows; r++) {
		int n = text_columns(b->rows[r].text) + (*b->rows[r].reference ? 1 + text_columns(b->rows[r].reference) : 0) + 4;

		width = n > width ? n : width;
	}
	return width;
}

/* ---- who stands beside whom ---- */

/* The first row that leads to a box has it beside; boxes come breadth first. */
static void find_parents(Layout *l)
{
	vec_each(&l->boxes, b)
		b->parent = SIZE_MAX;
	for (size_t i = 0; i < l->boxes.len; i++) {
		PicBox *b = &l->boxes.data[i];

		for (size_t r = 0; r < b->nrows; r++) {
			size_t to = b->rows[r].target;
			PicBox *child = to == SIZE_MAX ? NULL : &l->boxes.data[to];

			if (!child || to <= i || child->parent != SIZE_MAX)
				continue;
			child->parent = i;
			child->parent_row = r;
		}
	}
}

/* A column of the tree under way; width 0: there is none (yet). */
typedef struct Column { int width; size_t first; } Column;

/* What tree and the columns `more` beside it take. */
static int tree_width(const Layout *l, const Column *tree, const int *more)
{
	int all = 0;

	for (size_t k = 0; tree[k].width || (more && more[k]); k++) {
		int width = more && more[k] > tree[k].width ? more[k] : tree[k].width;

		all += width + (k ? LEAST_GAP + (tree[k - 1].width ? l->channels.data[tree[k - 1].first] : 1) : 0);
	}
	return all;
}

/* Room for box i at its place in the tree; beside a frame or the package variables: for all that is behind it, too, so that
 * lists that are too long for that keep together. */
static bool has_room(const Layout *l, const DebugPicture *p, size_t i, const Column *tree, int columns)
{
	bool all = p->boxes[l->boxes.data[i].parent].kind != DEBUG_PICTURE_OBJECT;
	int *more = mem_array(l->boxes.len + 1, sizeof *more), *layer = mem_array(l->boxes.len, sizeof *layer);
	bool room;

	layer[i] = l->boxes.data[i].layer;
	more[layer[i]] = l->boxes.data[i].width;
	for (size_t k = i + 1; all && k < l->boxes.len; k++) {
		size_t parent = l->boxes.data[k].parent;

		if (parent == SIZE_MAX || !layer[parent])
			continue;
		layer[k] = layer[parent] + 1;
		if (l->boxes.data[k].width > more[layer[k]])
			more[layer[k]] = l->boxes.data[k].width;
	}
	room = tree_width(l, tree, more) <= columns;
	mem_free(more);
	mem_free(layer);
	return room;
}

static void join(Layout *l, size_t i, size_t root, Column *tree)
{
	PicBox *b = &l->boxes.data[i];
	Column *c = &tree[b->layer];

	b->tree = root;
	if (!c->width)
		c->first = i;
	b->column = c->first;
	if (b->width > c->width)
		c->width = b->width;
}

static void place_columns(Layout *l, size_t root, const Column *tree)
{
	for (size_t i = root; i < l->boxes.len; i++) {
		PicBox *b = &l->boxes.data[i];

		if (b->tree != root)
			continue;
		b->x = 0;
		for (int k = 0; k < b->layer; k++)
			b->x += tree[k].width + LEAST_GAP + l->channels.data[tree[k].first];
		if (b->x + b->width > l->width)
			l->width = b->x + b->width;
	}
}

/* A box and what follows it, as far as there is room: the rest begins anew. */
static void make_tree(Layout *l, const DebugPicture *p, size_t root, int columns)
{
	Column *tree = mem_array(l->boxes.len + 1, sizeof *tree);

	l->boxes.data[root].layer = 0;
	join(l, root, root, tree);
	for (size_t i = root + 1; i < l->boxes.len; i++) {
		PicBox *b = &l->boxes.data[i];

		if (b->parent == SIZE_MAX || l->boxes.data[b->parent].tree != root)
			continue;
		b->layer = l->boxes.data[b->parent].layer + 1;
		if (columns && !has_room(l, p, i, tree, columns))
			b->parent = SIZE_MAX;
		else
			join(l, i, root, tree);
	}
	place_columns(l, root, tree);
	mem_free(tree);
}

static void make_trees(Layout *l, const DebugPicture *p, int columns)
{
	vec_each(&l->boxes, b)
		b->tree = SIZE_MAX;
	for (size_t i = 0; i < l->boxes.len; i++)
		if (l->boxes.data[i].parent == SIZE_MAX)
			make_tree(l, p, i, columns);
}

/* ---- places ---- */

static PicBox *child_of(Layout *l, size_t i, size_t r)
{
	size_t to = l->boxes.data[i].rows[r].target;
	PicBox *child = to == SIZE_MAX ? NULL : &l->boxes.data[to];

	return child && child->parent == i && child->parent_row == r ? child : NULL;
}

/* A box and all beside it, from `top` down; *bottom of each column keeps them apart. Its children first, then it in their middle. */
static void place(Layout *l, size_t i, int *bottom)
{
	PicBox *b = &l->boxes.data[i];
	int first = -1, last = 0;

	for (size_t r = 0; r < b->nrows; r++) {
		PicBox *child = child_of(l, i, r);

		if (!child)
			continue;
		if (first < 0 && bottom[child->layer] < bottom[b->layer])
			bottom[child->layer] = bottom[b->layer];
		place(l, (size_t)(child - l->boxes.data), bottom);
		first = first < 0 ? child->y : first;
		last = child->y + child->height;
	}
	b->y = first < 0 ? bottom[b->layer] : (first + last - b->height) / 2;
	if (b->y < bottom[b->layer])
		b->y = bottom[b->layer];
	bottom[b->layer] = b->y + b->height + SPACE;
	if (b->y + b->height > l->height)
		l->height = b->y + b->height;
}

static void place_rows(Layout *l)
{
	int *bottom = mem_array(l->boxes.len + 1, sizeof *bottom);

	for (size_t i = 0; i < l->boxes.len; i++) {
		if (l->boxes.data[i].parent != SIZE_MAX)
			continue;
		for (size_t k = 0; k < l->boxes.len + 1; k++)
			bottom[k] = l->height + (i ? SPACE : 0);
		place(l, i, bottom);
	}
	mem_free(bottom);
}

/* ---- arrows ---- */

static int arrow_order(const void *a, const void *b)
{
	const PicArrow *x = a, *y = b;

	return x->column != y->column ? (x->column < y->column ? -1 : 1) : x->y1 < y->y1 ? -1 : x->y1 > y->y1;
}

static void find_arrows(Layout *l)
{
	for (size_t i = 0; i < l->boxes.len; i++) {
		PicBox *b = &l->boxes.data[i];

		for (size_t r = 0; r < b->nrows; r++) {
			PicBox *child = child_of(l, i, r);

			if (!child)
				continue;
			vec_push(&l->arrows, ((PicArrow){ i, r, (size_t)(child - l->boxes.data), b->column, b->x + b->width,
							  b->y + 1 + (int)r, child->x - 1, child->y, 0 }));
		}
	}
	if (l->arrows.len)
		qsort(l->arrows.data, l->arrows.len, sizeof *l->arrows.data, arrow_order);
}

static int lower_end(const PicArrow *a)
{
	return a->y1 > a->y2 ? a->y1 : a->y2;
}

static int upper_end(const PicArrow *a)
{
	return a->y1 < a->y2 ? a->y1 : a->y2;
}

/* Arrows [from, to) of one gap whose spans of rows overlap, one after the other. */
static size_t beside_each_other(const Layout *l, size_t from)
{
	size_t to = from + 1;
	int lowest = lower_end(&l->arrows.data[from]);

	while (to < l->arrows.len && l->arrows.data[to].column == l->arrows.data[from].column &&
	       upper_end(&l->arrows.data[to]) <= lowest) {
		if (lower_end(&l->arrows.data[to]) > lowest)
			lowest = lower_end(&l->arrows.data[to]);
		to++;
	}
	return to;
}

/* Down arrows from the right, up ones from where those end. */
static void take_channels(Layout *l, size_t from, size_t to)
{
	int down = 0, up = 0;

	for (size_t i = from; i < to; i++) {
		PicArrow *a = &l->arrows.data[i];

		if (a->y2 > a->y1)
			a->channel = a->x2 - 2 - down++;
		else
			a->channel = a->x2 - 2 - (int)(to - from) + 1 + up++;
	}
}

/* False: a gap was too narrow, and knows now how wide it has to be. */
static bool find_channels(Layout *l)
{
	bool fits = true;

	for (size_t from = 0, to; from < l->arrows.len; from = to) {
		int *room = &l->channels.data[l->arrows.data[from].column];

		to = beside_each_other(l, from);
		take_channels(l, from, to);
		if ((int)(to - from) > *room) {
			*room = (int)(to - from);
			fits = false;
		}
	}
	return fits;
}

static bool try_layout(Layout *l, const DebugPicture *p, int columns)
{
	vec_trim(&l->arrows, 0);
	l->width = l->height = 0;
	find_parents(l);
	make_trees(l, p, columns);
	place_rows(l);
	find_arrows(l);
	return find_channels(l);
}

void layout_picture(Cli *c, const DebugPicture *p, int columns, Layout *out)
{
	*out = (Layout){ 0 };
	for (size_t i = 0; i < p->n; i++) {
		PicBox b;

		make_box(c, p, i, &b);
		b.width = box_width(&b);
		vec_push(&out->boxes, b);
	}
	vec_resize(&out->channels, p->n);
	vec_each(&out->channels, n)
		*n = 1;
	while (!try_layout(out, p, columns))
		;
	vec_each(&out->arrows, a)
		out->boxes.data[a->from].rows[a->row].reference = "";
}

void layout_free(Layout *l)
{
	vec_each(&l->boxes, b)
		mem_free(b->rows);
	vec_free(&l->boxes);
	vec_free(&l->arrows);
	vec_free(&l->channels);
}
