/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The leaves behind one calling convention: words as they lie in a frame, parameters first and
 * results after them. This is what the machine's NATIVE op calls. */
#ifndef NATIVES_LEAF_WORDS_H
#define NATIVES_LEAF_WORDS_H

#include <stdint.h>

struct leaf_native {
	const char *package, *function;	/* Go package path and name */
	const char *shape;		/* golib/natives.def explains the letters */
	void (*call)(uint64_t *words);
};

/* All LEAF entries of natives.def, in its order, ended by an entry of null pointers. */
extern const struct leaf_native leaf_natives[];

/* Go's NaN, whose bits a program can see. */
static inline double go_nan(void)
{
	union { uint64_t bits; double value; } nan = { .bits = 0x7FF8000000000001 };

	return nan.value;
}

/* The parameter words that a shape takes: the results begin there. */
int leaf_param_words(const char *shape);

/* The word at which the slice that the leaf writes to begins (pointer, length, capacity), -1 when
 * it writes to none. For `W` the elements hold pointers. */
int leaf_written_word(const char *shape);

#endif
