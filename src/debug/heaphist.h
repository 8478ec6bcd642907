/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting objects into rows by what they have in common: histograms, and the marks that heap diff compares. */
#ifndef DEBUG_HEAPHIST_H
#define DEBUG_HEAPHIST_H

#include "debug/heappath.h"

enum { BY_TYPE_AND_SITE = -1 };		/* beside DebugHistBy: "main.Node\tmain.push f.go:11" */

/* Rows under way, found by their name; objects of one key have one name, so that most names are made once. */
typedef struct Histogram {
	DebugSession *s;
	int by;
	VEC(DebugHistRow) rows;	/* names are the session's scratch */
	StrMap by_name;		/* -> row + 1 */
	Map by_key;		/* -> row + 1 */
} Histogram;

size_t histogram_row(Histogram *h, const ObjectInfo *o);	/* its index, made when it is new */
void histogram_free(Histogram *h);

#endif
