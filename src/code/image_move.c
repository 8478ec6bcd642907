/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving a written image to another machine slot: see image_moves in image.h. */
#include <string.h>

#include "base/mem.h"
#include "code/image.h"

/* ---- finding the places ---- */

enum { GAP_MORE = 255 };	/* a gap goes on */

static void add_gap(ImageMoves *moves, size_t gap)
{
	for (; gap >= GAP_MORE; gap -= GAP_MORE)
		vec_push(moves, GAP_MORE);
	vec_push(moves, (uint8_t)gap);
}

bool image_moves(const StrBuf *written, const StrBuf *next, ImageMoves *moves)
{
	const uint8_t *a = (const uint8_t *)written->data, *b = (const uint8_t *)next->data;
	size_t last = 0;

	if (written->len != next->len)
		return false;
	for (size_t i = 0; i < written->len; i++) {
		if (a[i] == b[i])
			continue;
		if ((uint8_t)(a[i] + 1) != b[i])
			return false;
		add_gap(moves, i - last);
		last = i;
	}
	return true;
}

/* ---- moving ---- */

static void move_bytes(uint8_t *bytes, const uint8_t *moves, size_t n, uint8_t slots)
{
	size_t place = 0;

	for (size_t i = 0; i < n; i++) {
		place += moves[i];
		if (moves[i] != GAP_MORE)
			bytes[place] = (uint8_t)(bytes[place] + slots);
	}
}

Image *image_move(const Image *im, uint64_t slot)
{
	size_t size = im->mapping ? image_written_size(im->mapping) : 0;
	uint8_t slots = (uint8_t)((slot - im->slot) / HULL_SLOT_SIZE);
	void *copy;
	Image *moved;

	if (!size || (slots && !im->moves.len))
		return NULL;
	copy = mem_alloc(size);
	memcpy(copy, im->mapping, size);
	move_bytes(copy, im->moves.data, im->moves.len, slots);
	moved = image_read(copy, size);
	moved->moved = copy;
	return moved;
}
