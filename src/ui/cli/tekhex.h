/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tektronix' extended hexadecimal: records `%NNTCC…`, N the number of characters behind the `%`, T the type, C a checksum of all
 * the other characters. Numbers begin with the count of their digits, so that addresses may have 64 bits.
 */
#ifndef UI_CLI_TEKHEX_H
#define UI_CLI_TEKHEX_H

#include "ui/cli/hexfile.h"

/* All of a file, as gdb writes it: data in aligned rows (of zeros only those are left out), the section that says what of them
 * was meant, the end. */
void tek_write(StrBuf *out, uint64_t addr, const uint8_t *bytes, size_t n);

/* As hex_read. Without a section's record the rows themselves are the sections. */
bool tek_read(const char *text, size_t n, HexSections *out, const char **why, unsigned *line);

#endif
