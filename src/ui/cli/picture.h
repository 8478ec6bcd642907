/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Boxes and arrows laid out on a grid of characters, from left to right: each box stands one column right of the first box
 * that leads to it, beside the row that does. Within a column the order of boxes is that of the rows that lead to them, so the
 * arrows of a list or a tree never cross: in the gap between two columns each has a channel of its own, those that go down from right to
 * left, those that go up from left to right. An arrow to a box that stands elsewhere already is told in its row: `-> #5`.
 * What no other box leads to first, and what is too far right, begins a tree of its own below, with columns of its own.
 */
#ifndef UI_CLI_PICTURE_H
#define UI_CLI_PICTURE_H

#include "ui/cli/cli_int.h"

typedef struct PicRow {
	const char *text;
	const char *reference;	/* `-> #5` when the arrow is not drawn; else "" */
	size_t target;		/* box at the arrow's end; SIZE_MAX: no arrow */
} PicRow;

typedef struct PicBox {
	const char *title;
	PicRow *rows;
	size_t nrows;
	size_t parent, parent_row;	/* what it stands beside; SIZE_MAX: nothing */
	size_t tree, column;		/* the tree's first box, and the first of those in its column */
	int layer;			/* columns between it and the tree's first box */
	int x, y, width, height;	/* in characters; borders count */
} PicBox;

typedef struct PicArrow { size_t from, row, to, column; int x1, y1, x2, y2, channel; } PicArrow;

typedef struct Layout {
	VEC(PicBox) boxes;
	VEC(PicArrow) arrows;
	VEC(int) channels;	/* in the gap right of each column, by its first box: as many as arrows that stand beside each other there */
	int width, height;
} Layout;

/* columns: what is wider goes on below; 0: no bound. */
void layout_picture(Cli *c, const DebugPicture *p, int columns, Layout *out);
void layout_free(Layout *l);

#endif
