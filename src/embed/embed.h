/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the driver sees of src/embed besides include/strata.h. */
#ifndef EMBED_EMBED_H
#define EMBED_EMBED_H

#include "program/program.h"
#include "strata.h"

/* The library that the first stage of the build compiled, as part of this program, in the first machine slot; all zero in the first stage. Its tables are the program's own bytes: library_free
 * frees what was made to look at them. */
void library_embedded(Library *library);

/* Instead of loading, checking and compiling it: the program of a file that program_write made. The bytes are kept by the caller. */
bool strata_restore(Strata *s, const char *name, const char *bytes, size_t n);

const Program *strata_program(const Strata *s);

#endif
