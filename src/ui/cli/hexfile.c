/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See hexfile.h. Both record formats end a record by a checksum of its bytes. */
#include "ui/cli/tekhex.h"

#include <ctype.h>
#include <string.h>

enum { ROW = 16 /* bytes of a line */, MAX_RECORD = 260 };

/* ---- Intel hex: `:NNAAAATT…CC`, the sum of all bytes is 0 ---- */

enum { INTEL_DATA, INTEL_END, INTEL_SEGMENT, INTEL_LINEAR = 4 };

static void intel_record(StrBuf *out, unsigned type, uint16_t addr, const uint8_t *bytes, size_t n)
{
	unsigned sum = (unsigned)n + (addr >> 8) + (addr & 0xff) + type;

	sb_printf(out, ":%02X%04X%02X", (unsigned)n, addr, type);
	for (size_t i = 0; i < n; i++) {
		sb_printf(out, "%02X", bytes[i]);
		sum += bytes[i];
	}
	sb_printf(out, "%02X\r\n", (0 - sum) & 0xff);
}

/* What an address has above its lower 16 bits, for the records that follow: up to 1 MB as a segment, as gdb writes it. */
static void intel_upper(StrBuf *out, uint32_t addr)
{
	bool segment = addr <= 0xfffff;
	uint32_t upper = segment ? addr >> 16 << 12 : addr >> 16;

	intel_record(out, segment ? INTEL_SEGMENT : INTEL_LINEAR, 0, (uint8_t[]){ (uint8_t)(upper >> 8), (uint8_t)upper }, 2);
}

static void write_intel(StrBuf *out, uint64_t addr, const uint8_t *bytes, size_t n)
{
	uint32_t upper = 0, at = (uint32_t)addr;

	for (size_t done = 0, row; done < n; done += row, at += (uint32_t)row) {
		row = n - done < ROW ? n - done : ROW;
		if (row > 0x10000 - (at & 0xffff))
			row = 0x10000 - (at & 0xffff);
		if (at >> 16 != upper)
			intel_upper(out, at);
		upper = at >> 16;
		intel_record(out, INTEL_DATA, (uint16_t)at, bytes + done, row);
	}
	intel_record(out, INTEL_END, 0, NULL, 0);
}

/* ---- S-records: `STNNAA…CC`, the sum of all bytes behind T is 0xff; T says how long addresses are ---- */

static void s_record(StrBuf *out, char type, unsigned addr_bytes, uint32_t addr, const void *data, size_t n)
{
	const uint8_t *bytes = data;
	unsigned count = (unsigned)n + addr_bytes + 1, sum = count;

	sb_printf(out, "S%c%02X", type, count);
	for (unsigned i = addr_bytes; i-- > 0;) {
		sb_printf(out, "%02X", addr >> (8 * i) & 0xff);
		sum += addr >> (8 * i) & 0xff;
	}
	for (size_t i = 0; i < n; i++) {
		sb_printf(out, "%02X", bytes[i]);
		sum += bytes[i];
	}
	sb_printf(out, "%02X\r\n", ~sum & 0xff);
}

static void write_srec(StrBuf *out, const char *name, uint64_t addr, const uint8_t *bytes, size_t n)
{
	enum { NAME_MOST = 40 };
	uint64_t last = addr + n - 1;
	unsigned addr_bytes = last <= 0xffff ? 2 : last <= 0xffffff ? 3 : 4;

	s_record(out, '0', 2, 0, name, strnlen(name, NAME_MOST));
	for (size_t done = 0; done < n; done += ROW)
		s_record(out, (char)('0' + addr_bytes - 1), addr_bytes, (uint32_t)(addr + done), bytes + done, n - done < ROW ? n - done : ROW);
	s_record(out, (char)('0' + 11 - addr_bytes), addr_bytes, 0, NULL, 0);
}

/* ---- Verilog: `@ADDRESS`, then bytes ---- */

static void write_verilog(StrBuf *out, uint64_t addr, const uint8_t *bytes, size_t n)
{
	sb_printf(out, "@%0*llX\r\n", addr >> 32 ? 16 : 8, (unsigned long long)addr);
	for (size_t i = 0; i < n; i++)
		sb_printf(out, "%02X%s", bytes[i], i + 1 == n || i % ROW == ROW - 1 ? "\r\n" : " ");
}

void hex_write(StrBuf *out, HexFormat format, const char *name, uint64_t addr, const uint8_t *bytes, size_t n)
{
	switch (format) {
	case HEX_NONE: sb_addn(out, (const char *)bytes, n); break;
	case HEX_INTEL: write_intel(out, addr, bytes, n); break;
	case HEX_SREC: write_srec(out, name, addr, bytes, n); break;
	case HEX_VERILOG: write_verilog(out, addr, bytes, n); break;
	case HEX_TEK: tek_write(out, addr, bytes, n); break;
	}
}

/* ---- reading ---- */

typedef struct HexReader {
	HexSections *out;
	uint32_t base;			/* of the addresses that follow, in Intel hex */
	bool ended;
	const char *why;
} HexReader;

static bool wrong(HexReader *r, const char *why)
{
	r->why = why;
	return false;
}

static void add_bytes(HexReader *r, uint64_t addr, const uint8_t *bytes, size_t n)
{
	HexSection *last = r->out->len ? &vec_last(r->out) : NULL;

	if (!last || last->addr + last->bytes.len != addr) {
		vec_push(r->out, ((HexSection){ .addr = addr }));
		last = &vec_last(r->out);
	}
	sb_addn(&last->bytes, (const char *)bytes, n);
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The bytes that a line's digits stand for; what is behind them is no more than blanks. */
static bool take_bytes(HexReader *r, const char *p, const char *end, uint8_t bytes[MAX_RECORD], size_t *n)
{
	*n = 0;
	while (end > p && isspace((unsigned char)end[-1]))
		end--;
	for (; p < end; p += 2) {
		if (*n == MAX_RECORD || end - p < 2 || digit(p[0]) < 0 || digit(p[1]) < 0)
			return wrong(r, "unexpected character");
		bytes[(*n)++] = (uint8_t)(digit(p[0]) << 4 | digit(p[1]));
	}
	return true;
}

static unsigned sum_of(const uint8_t *bytes, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += bytes[i];
	return sum & 0xff;
}

static bool read_intel(HexReader *r, const uint8_t *b, size_t n)
{
	uint32_t addr = n > 2 ? (uint32_t)b[1] << 8 | b[2] : 0;

	if (n < 5 || n != b[0] + 5u)
		return wrong(r, "bad length");
	if (sum_of(b, n))
		return wrong(r, "bad checksum");
	switch (b[3]) {
	case INTEL_DATA:
		add_bytes(r, r->base + addr, b + 4, b[0]);
		return true;
	case INTEL_END:
		r->ended = true;
		return true;
	case INTEL_SEGMENT: case INTEL_LINEAR:
		if (b[0] != 2)
			return wrong(r, "bad length");
		r->base = ((uint32_t)b[4] << 8 | b[5]) << (b[3] == INTEL_SEGMENT ? 4 : 16);
		return true;
	case 3: case 5:		/* where a program would begin */
		return true;
	default:
		return wrong(r, "unrecognized type");
	}
}

static bool read_srec(HexReader *r, char type, const uint8_t *b, size_t n)
{
	unsigned addr_bytes = type >= '1' && type <= '3' ? (unsigned)(type - '0') + 1 : type >= '7' && type <= '9' ? 11 - (unsigned)(type - '0') : 2;
	uint32_t addr = 0;

	if (type < '0' || type > '9' || type == '4')
		return wrong(r, "unrecognized type");
	if (!n || n != b[0] + 1u || n < addr_bytes + 2)
		return wrong(r, "bad length");
	if (sum_of(b, n) != 0xff)
		return wrong(r, "bad checksum");
	for (unsigned i = 0; i < addr_bytes; i++)
		addr = addr << 8 | b[1 + i];
	if (type >= '1' && type <= '3')
		add_bytes(r, addr, b + 1 + addr_bytes, n - addr_bytes - 2);
	r->ended = type >= '7';
	return true;
}

static bool read_line(HexReader *r, char format, const char *p, const char *end)
{
	uint8_t bytes[MAX_RECORD];
	size_t n;

	if (*p != format || (format == 'S' && end - p < 2))
		return wrong(r, "unexpected character");
	return take_bytes(r, p + (format == 'S' ? 2 : 1), end, bytes, &n) &&
	       (format == 'S' ? read_srec(r, p[1], bytes, n) : read_intel(r, bytes, n));
}

bool hex_read(const char *text, size_t n, HexSections *out, const char **why, unsigned *line)
{
	HexReader r = { .out = out, .why = "" };
	const char *end = text + n;
	bool ok = n && (*text == ':' || *text == 'S');

	if (n && *text == '%')
		return tek_read(text, n, out, why, line);
	*line = 0;
	for (const char *p = text, *next; ok && p < end && !r.ended; p = next) {
		next = memchr(p, '\n', (size_t)(end - p));
		next = next ? next + 1 : end;
		++*line;
		if (!isspace((unsigned char)*p))
			ok = read_line(&r, *text, p, next);
	}
	*why = r.why;
	return ok;
}

void hex_free(HexSections *sections)
{
	vec_each(sections, s)
		sb_free(&s->bytes);
	vec_free(sections);
}
