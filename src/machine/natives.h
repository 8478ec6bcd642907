/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The natives that need the machine. Each gets the words of its frame: parameters in order, results
 * behind them (golib/natives.def gives the shape). Running again after a park, a native finds its parameters
 * as it left them. */
#ifndef MACHINE_NATIVES_H
#define MACHINE_NATIVES_H

#include "machine/machine_int.h"

#define LEAF(package, function, c_function, shape, signature, doc)
#define NATIVE(package, function, c_function, shape, signature, doc) Flow c_function(Machine *m, uint64_t *w);
#include "golib/natives.def"

/* A Go string with a copy of the bytes; false: out of memory. */
bool native_string(Machine *m, const char *text, size_t n, uint64_t *out);

/* Return addresses of a goroutine's frames, innermost first, Go's own below the first function too, without the first
 * `skip` (a native's own is one); how many there are, at most `room`. */
uint64_t native_callers(Machine *m, const GorInfo *g, int64_t skip, uint64_t *dst, uint64_t room);

/* Function, as package runtime names it, and file and line of a pc; nothing, and NULL, where there is no code. The function is
 * NULL for code of the machine's own, too. */
const CodeFunc *native_place(const Machine *m, uint64_t pc, StrBuf *name, StrBuf *file, uint64_t *line);

#endif
