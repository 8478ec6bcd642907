/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laying out boxes and arrows: see picture.h. */
#include "ui/cli/picture.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_WIDTH = 32, TITLE_WIDTH = 48, LEAST_GAP = 4, SPACE = 1 /* between boxes of a column */ };

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
	StrBuf sb = { 0 };

	sb_add(&sb, r->label);
	if (r->value && *r->label)
		sb_addc(&sb, ' ');
	if (r->value)
		add_value(c, &sb, r->value, r->target != SIZE_MAX);
	while (sb.len && sb.data[sb.len - 1] == ' ')
		sb.len--;
	snprintf(out->text, sizeof out->text, "%.*s%s", ROW_WIDTH, sb_text(&sb), sb.len > ROW_WIDTH ? "..." : "");
	sb_free(&sb);
}

static void make_box(Cli *c, const DebugPicture *p, size_t i, PicBox *out)
{
	const DebugPictureBox *b = &p->boxes[i];

	*out = (PicBox){ .title = strlen(b->title) <= TITLE_WIDTH ? b->title : arena_strndup(c->arena, b->title, TITLE_WIDTH), .nrows = b->nrows, .parent = SIZE_MAX,
			 .rows = mem_array(b->nrows, sizeof *out->rows) };
	for (size_t r = 0; r < b->nrows; r++) {
		row_text(c, &b->rows[r], &out->rows[r]);
		out->rows[r].target = b->rows[r].target;
		out->rows[r].reference = b->rows[r].target == SIZE_MAX ? ""
			: arena_printf(c->arena, "-> %s", short_name(c, p->boxes[b->rows[r].target].title));
	}
	out->height = (int)b->nrows + 2;
}

static int columns_of(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

static int box_width(const PicBox *b)
{
	int width = columns_of(b->title) + 6;

	for (size_t r = 0; r < b->nrows; r++) {
		int n = columns_of(b->rows[r].text) + (*b->rows[r].reference ? 1 + columns_of(b->rows[r].reference) : 0) + 4;

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
			child->layer = b->layer + 1;
		}
	}
}

static int layer_width(const Layout *l, int layer)
{
	int width = 0;

	vec_each(&l->boxes, b)
		if (b->layer == layer && b->width > width)
			width = b->width;
	return width ? width + LEAST_GAP + l->channels.data[layer] : 0;
}

/* Bands: as many layers each as fit; a box whose parent is in another band begins anew. */
static void cut_bands(Layout *l, int columns)
{
	int used = 0, band = 0;

	for (int layer = 0, width; (width = layer_width(l, layer)) > 0; layer++) {
		if (columns && used && used + width - LEAST_GAP - l->channels.data[layer] > columns) {
			band++;
			used = 0;
		}
		used += width;
		vec_each(&l->boxes, b)
			if (b->layer == layer)
				b->band = band;
	}
	vec_each(&l->boxes, b)
		if (b->parent != SIZE_MAX && l->boxes.data[b->parent].band != b->band)
			b->parent = SIZE_MAX;
}

/* ---- places ---- */

static void place_columns(Layout *l)
{
	int x = 0, band = 0;

	for (int layer = 0, width; (width = layer_width(l, layer)) > 0; layer++) {
		int here = 0;

		vec_each(&l->boxes, b)
			if (b->layer == layer)
				here = b->band;
		if (here != band)
			x = 0;
		band = here;
		vec_each(&l->boxes, b)
			if (b->layer == layer)
				b->x = x;
		x += width;
	}
	vec_each(&l->boxes, b)
		l->width = b->x + b->width > l->width ? b->x + b->width : l->width;
}

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
	int *bottom = mem_array(l->boxes.len + 2, sizeof *bottom);
	int bands = 0;

	vec_each(&l->boxes, b)
		bands = b->band > bands ? b->band : bands;
	for (int band = 0; band <= bands; band++) {
		for (size_t k = 0; k < l->boxes.len + 2; k++)
			bottom[k] = l->height + (band > 0);
		for (size_t i = 0; i < l->boxes.len; i++)
			if (l->boxes.data[i].band == band && l->boxes.data[i].parent == SIZE_MAX)
				place(l, i, bottom);
	}
	mem_free(bottom);
}

/* ---- arrows ---- */

static int arrow_order(const void *a, const void *b)
{
	const PicArrow *x = a, *y = b;

	return x->layer != y->layer ? (x->layer < y->layer ? -1 : 1) : x->y1 < y->y1 ? -1 : x->y1 > y->y1;
}

static void find_arrows(Layout *l)
{
	for (size_t i = 0; i < l->boxes.len; i++) {
		PicBox *b = &l->boxes.data[i];

		for (size_t r = 0; r < b->nrows; r++) {
			PicBox *child = child_of(l, i, r);

			if (!child)
				continue;
			vec_push(&l->arrows, ((PicArrow){ i, r, (size_t)(child - l->boxes.data), child->layer, b->x + b->width,
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

	while (to < l->arrows.len && l->arrows.data[to].layer == l->arrows.data[from].layer &&
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
		int *room = &l->channels.data[l->arrows.data[from].layer - 1];

		to = beside_each_other(l, from);
		take_channels(l, from, to);
		if ((int)(to - from) > *room) {
			*room = (int)(to - from);
			fits = false;
		}
	}
	return fits;
}

static bool try_layout(Layout *l, int columns)
{
	vec_trim(&l->arrows, 0);
	l->width = l->height = 0;
	find_parents(l);
	cut_bands(l, columns);
	place_columns(l);
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
	vec_resize(&out->channels, p->n + 2);
	vec_each(&out->channels, n)
		*n = 1;
	while (!try_layout(out, columns))
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
