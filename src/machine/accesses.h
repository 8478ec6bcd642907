/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What instructions and C functions are about to read and write of memory, for the race detector; see machine.h for what
 * others are told. */
#ifndef MACHINE_ACCESSES_H
#define MACHINE_ACCESSES_H

#include "machine/machine_int.h"

/* The first row of accesses.def that is about the function of this name, from 1 on; 0: there is none. */
unsigned accesses_of(const char *function);
/* Calls fn for the memory of that row and of those behind it of the same function; true as soon as fn is. `lengths`: what
 * may change meanwhile, too. */
bool accesses_each(const Machine *m, unsigned row, uint64_t fp, bool lengths, MachineSpanFn *fn, void *ctx);

#endif
