/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory as lines of hexadecimal digits: Intel hex, Motorola S-records, Verilog's, Tektronix' (tekhex.h). The first two have
 * addresses of 32 bits; of longer ones they hold the lower 32 (as gdb's S-records do).
 */
#ifndef UI_CLI_HEXFILE_H
#define UI_CLI_HEXFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/vec.h"

typedef enum HexFormat { HEX_NONE /* the bytes themselves */, HEX_INTEL, HEX_SREC, HEX_VERILOG, HEX_TEK } HexFormat;

/* All of a file: n > 0 bytes at an address. name: the file's, which S-records begin with. */
void hex_write(StrBuf *out, HexFormat format, const char *name, uint64_t addr, const uint8_t *bytes, size_t n);

enum { HEX_NAME = 17 };

/* Bytes side by side in a file. name: "" where the format has none. */
typedef struct HexSection { uint64_t addr; StrBuf bytes; char name[HEX_NAME]; } HexSection;
typedef VEC(HexSection) HexSections;
/* Intel hex, S-records or Tektronix' records, told by the first character. False: it is neither, or wrong; *why then is "" or an error, after the
 * line's number at *line. The sections are the caller's in both cases. */
bool hex_read(const char *text, size_t n, HexSections *out, const char **why, unsigned *line);
void hex_free(HexSections *sections);

#endif
