/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See stream.h. */
#include "base/stream.h"

#include <string.h>

void stream_put(StreamOut *out, const void *bytes, size_t n)
{
	out->failed = out->failed || (n && !out->put(out->ctx, bytes, n));
}

void stream_put_word(StreamOut *out, uint64_t w)
{
	stream_put(out, &w, sizeof w);
}

void stream_put_text(StreamOut *out, const void *bytes, size_t n)
{
	static const char zeros[8];

	stream_put_word(out, n);
	stream_put(out, bytes, n);
	stream_put(out, zeros, -n & 7);
}

const void *stream_get(StreamIn *in, size_t n)
{
	const void *p = in->at;

	if (in->bad || n > in->left) {
		in->bad = true;
		return NULL;
	}
	in->at += n;
	in->left -= n;
	return p;
}

uint64_t stream_get_word(StreamIn *in)
{
	uint64_t w = 0;
	const void *p = stream_get(in, sizeof w);

	if (p)
		memcpy(&w, p, sizeof w);
	return w;
}

const char *stream_get_text(StreamIn *in, size_t *n)
{
	const char *p;

	*n = stream_get_word(in);
	p = stream_get(in, *n);
	stream_get(in, -*n & 7);
	if (in->bad)
		*n = 0;
	return p ? p : "";
}
