/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fast loop: direct-threaded over the side copy. Compiled with flags of its own (machine.am):
 * without -fno-crossjumping gcc merges the dispatches and the loop is three times slower. */
#include "machine/interp_macros.h"

#define LOOP fast_loop
#define LOOP_LOCALS
#define LOOP_EXITS
#include "machine/interp_threaded.h"

void interp_fast(Machine *m)
{
	fast_loop(m);
}

const void *const *interp_labels(void)
{
	return fast_loop(NULL);
}
