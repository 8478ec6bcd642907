/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records written piece by piece and read from one run of bytes: 64-bit words of the host, and texts, each behind its length and
 * filled up with zeros, so that words stay 8-aligned. */
#ifndef BASE_STREAM_H
#define BASE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes the next bytes; false: it cannot, and is not called again. */
typedef bool StreamPut(void *ctx, const void *bytes, size_t n);
typedef struct StreamOut { StreamPut *put; void *ctx; bool failed; } StreamOut;

void stream_put(StreamOut *out, const void *bytes, size_t n);	/* n: a multiple of 8 */
void stream_put_word(StreamOut *out, uint64_t w);
void stream_put_text(StreamOut *out, const void *bytes, size_t n);

/* What is left. bad: more was wanted than there was, or the reader says that what came cannot be; from then on nothing comes. */
typedef struct StreamIn { const char *at; size_t left; bool bad; } StreamIn;

const void *stream_get(StreamIn *in, size_t n);		/* NULL: it is bad */
uint64_t stream_get_word(StreamIn *in);			/* 0: it is bad */
/* In place, without a NUL; *n is 0 when it is bad. Never NULL. */
const char *stream_get_text(StreamIn *in, size_t *n);

#endif
