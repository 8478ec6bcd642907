/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recording of a run, from which any earlier moment of it can be had again. */
#include "ui/cli/cli_int.h"

bool cmd_info_record(Cli *c, const char *args)
{
	DebugRecord r;
	char held[32], budget[32], log[32];

	(void)args;
	if (!debug_record(c->s, &r)) {
		out_printf(c, "%s\n", debug_error(c->s));
		return true;
	}
	size_text(held, sizeof held, r.bytes);
	size_text(budget, sizeof budget, r.budget);
	size_text(log, sizeof log, r.log_bytes);
	out_printf(c, "Active record target: record-full\n");
	out_printf(c, "Moments %llu to %llu are recorded; the program is at %llu.\n", (unsigned long long)r.first,
		   (unsigned long long)r.last, (unsigned long long)r.now);
	out_printf(c, "%llu checkpoint%s, %s of %s; input and clock: %s.\n", (unsigned long long)r.checkpoints,
		   plural(r.checkpoints), held, budget, log);
	if (r.thinned)
		out_printf(c, "To stay within the budget checkpoints were made sparser %llu time%s (set record budget).\n",
			   (unsigned long long)r.thinned, plural(r.thinned));
	return true;
}
