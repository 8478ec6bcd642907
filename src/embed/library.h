/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library that the first stage of the build compiled, as part of this program. */
#ifndef EMBED_LIBRARY_H
#define EMBED_LIBRARY_H

#include "program/program.h"

/* The library in the first machine slot; all zero in the first stage. Its tables are the program's own bytes: library_free
 * frees what was made to look at them. */
void library_embedded(Library *library);

#endif
