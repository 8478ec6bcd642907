/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images as bytes, and moved to another slot of the hull. */
#include "unit.h"

#include "base/mem.h"
#include "code/image.h"

enum { ZEROS = 1000 };

/* Addresses close together and far apart, some zeros between them. */
static Image *sample(unsigned slot)
{
	Image *im = image_new(hull_slot(slot), PART_LIBRARY);
	uint64_t word = image_zerobase(im->slot), last = image_data(im, &word, sizeof word, 8);

	image_data(im, NULL, ZEROS, 1);
	image_data(im, &last, sizeof last, 8);
	image_define(im, "main.x", 6, last);
	image_finish(im);
	return im;
}

static void write_sample(unsigned slot, StrBuf *out)
{
	Image *im = sample(slot);

	image_write(im, out);
	image_free(im);
}

static Image *with_moves(StrBuf *bytes, const StrBuf *next)
{
	Image *im = image_read(bytes->data, bytes->len);
	StrBuf out = { 0 };
	ImageMoves moves = { 0 };

	CHECK(image_moves(bytes, next, &moves));
	memcpy(&im->moves, &moves, sizeof moves);
	image_write(im, &out);
	image_free(im);
	vec_free(&moves);
	sb_free(bytes);
	*bytes = out;
	return image_read(bytes->data, bytes->len);
}

static void test_move(void)
{
	StrBuf first = { 0 }, next = { 0 };
	Image *im, *moved, *want = sample(5);

	write_sample(0, &first);
	write_sample(1, &next);
	im = with_moves(&first, &next);
	moved = image_move(im, hull_slot(5));
	CHECK(moved && moved->slot == hull_slot(5) && moved->base.code == want->base.code);
	CHECK(moved->data.len == want->data.len && memcmp(moved->data.data, want->data.data, want->data.len) == 0);
	CHECK(image_lookup(moved, "main.x", 6) == image_lookup(want, "main.x", 6));
	CHECK(moved->funcs.data[0].entry == want->funcs.data[0].entry);
	CHECK(image_lookup(im, "main.x", 6) >> 40 == HULL_BASE >> 40);
	image_free(moved);
	image_free(im);
	image_free(want);
	sb_free(&first);
	sb_free(&next);
}

/* What differs in more than the slot cannot be moved, and what has no list of places neither. */
static void test_refuse(void)
{
	StrBuf first = { 0 }, next = { 0 };
	ImageMoves moves = { 0 };
	Image *im;

	write_sample(0, &first);
	write_sample(1, &next);
	im = image_read(first.data, first.len);
	CHECK(!image_move(im, hull_slot(1)));
	next.data[next.len - 1] ^= 0x40;
	CHECK(!image_moves(&first, &next, &moves));
	next.len--;
	CHECK(!image_moves(&first, &next, &moves));
	image_free(im);
	vec_free(&moves);
	sb_free(&first);
	sb_free(&next);
}

int main(void)
{
	test_move();
	test_refuse();
	return unit_status();
}
