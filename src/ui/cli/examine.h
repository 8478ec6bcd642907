/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory, as x and displays in its forms show it (gdb manual, "Memory"). */
#ifndef UI_CLI_EXAMINE_H
#define UI_CLI_EXAMINE_H

#include "ui/cli/cli_int.h"

/* Letter, unit and count that a format leaves open: those of the last one; of none those that x begins with. */
void examine_complete(Format *f, Format last);
/* Prints it from addr on; string_len: the bytes of a string there, else UINT64_MAX. Sets c->x_next; false with c->error. */
bool examine(Cli *c, Format f, uint64_t addr, uint64_t string_len);

#endif
