/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of random lists, trees and graphs: no boxes overlap, no arrow crosses another or runs through a box, and what is
 * bound to 80 columns keeps to them. */
#include "unit.h"

#include "base/rng.h"
#include "ui/cli/picture.h"

enum { MOST = 30, FANOUT = 3 };

typedef struct Made { DebugPictureBox boxes[MOST]; DebugPictureRow rows[MOST][FANOUT + 1]; char titles[MOST][40]; } Made;

/* fanout 1: a list; tree: every box has one parent; else rows lead anywhere. */
static void make(Rng *rng, Made *m, size_t n, unsigned fanout, bool tree)
{
	size_t next = 1;

	for (size_t i = 0; i < n; i++) {
		size_t rows = 1 + (fanout > 1 ? rng_below(rng, fanout) : 0);

		snprintf(m->titles[i], sizeof m->titles[i], "#%zu T%.*s", i, (int)rng_below(rng, 12), "............");
		for (size_t r = 0; r < rows; r++) {
			bool more = tree && next < n && (r || fanout == 1 || rng_below(rng, 4));

			m->rows[i][r] = (DebugPictureRow){ "next", NULL, more ? next++ : tree ? SIZE_MAX : rng_below(rng, n) };
		}
		m->boxes[i] = (DebugPictureBox){ .kind = DEBUG_PICTURE_OBJECT, .title = m->titles[i], .rows = m->rows[i], .nrows = rows };
	}
}

static bool apart(const PicBox *a, const PicBox *b)
{
	return a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y || b->y + b->height <= a->y;
}

/* An arrow's three parts: to its channel, along it, to the box. */
typedef struct Part { int x1, y1, x2, y2; } Part;

static void parts_of(const PicArrow *a, Part *out)
{
	out[0] = (Part){ a->x1, a->y1, a->channel, a->y1 };
	out[1] = (Part){ a->channel, a->y1 < a->y2 ? a->y1 : a->y2, a->channel, a->y1 < a->y2 ? a->y2 : a->y1 };
	out[2] = (Part){ a->channel, a->y2, a->x2, a->y2 };
}

static bool touch(const Part *a, const Part *b)
{
	return a->x1 <= b->x2 && b->x1 <= a->x2 && a->y1 <= b->y2 && b->y1 <= a->y2;
}

static bool cross(const PicArrow *a, const PicArrow *b)
{
	Part x[3], y[3];

	parts_of(a, x);
	parts_of(b, y);
	for (unsigned i = 0; i < 3; i++)
		for (unsigned k = 0; k < 3; k++)
			if (touch(&x[i], &y[k]))
				return true;
	return false;
}

static bool runs_through(const PicArrow *a, const PicBox *b)
{
	Part box = { b->x, b->y, b->x + b->width - 1, b->y + b->height - 1 }, parts[3];

	parts_of(a, parts);
	for (unsigned i = 0; i < 3; i++)
		if (touch(&parts[i], &box))
			return true;
	return false;
}

static void check(Cli *c, Made *m, size_t n, int columns)
{
	DebugPicture p = { m->boxes, n, false };
	Layout l;

	layout_picture(c, &p, columns, &l);
	CHECK(!columns || l.width <= columns);
	vec_each(&l.boxes, a) {
		CHECK(a->x >= 0 && a->y >= 0 && a->x + a->width <= l.width && a->y + a->height <= l.height);
		vec_each(&l.boxes, b)
			CHECK(a == b || apart(a, b));
	}
	vec_each(&l.arrows, a) {
		vec_each(&l.arrows, b)
			CHECK(a == b || !cross(a, b));
		vec_each(&l.boxes, b)
			CHECK(!runs_through(a, b));
	}
	layout_free(&l);
}

int main(void)
{
	Cli c = { .arena = arena_new() };
	Rng rng;

	rng_seed(&rng, 7);
	for (unsigned i = 0; i < 2000 && !unit_failures; i++) {
		Made m;
		size_t n = 1 + rng_below(&rng, MOST);

		make(&rng, &m, n, 1 + i % FANOUT, i % 4 != 3);
		check(&c, &m, n, 0);
		check(&c, &m, n, 80);
	}
	arena_free(c.arena);
	return unit_status();
}
