/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See tekhex.h. */
#include "ui/cli/tekhex.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEK_SYMBOLS = '3', TEK_DATA = '6', TEK_END = '8' };
enum { ROW = 32 /* bytes of a record */, MOST_BYTES = 256 << 20 /* of all sections: their records may promise any size */ };
enum { HEAD = 6 /* characters of `%NNTCC` */, MAX_BEHIND = 0xff };

/* ---- characters ---- */

/* What a character counts in a checksum; -1: it has no place in a record. */
static int weight(char c)
{
	static const char order[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%._abcdefghijklmnopqrstuvwxyz";
	const char *at = c ? strchr(order, c) : NULL;

	return at ? (int)(at - order) : -1;
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static unsigned sum_of(const char *text, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (unsigned)weight(text[i]);
	return sum & 0xff;
}

/* ---- writing ---- */

static void put_record(StrBuf *out, char type, const char *text)
{
	char head[HEAD];
	unsigned n = (unsigned)strlen(text) + HEAD - 1;

	snprintf(head, sizeof head, "%02X%c", n, type);
	sb_printf(out, "%%%s%02X%s\n", head, (sum_of(head, 3) + sum_of(text, strlen(text))) & 0xff, text);
}

/* The count of 16 digits is written as 0. */
static void put_number(StrBuf *out, uint64_t value)
{
	char digits[17];
	int n = snprintf(digits, sizeof digits, "%llX", (unsigned long long)value);

	sb_printf(out, "%X%s", n & 0xf, digits);
}

static void put_row(StrBuf *out, uint64_t addr, const uint8_t row[ROW])
{
	static const uint8_t zeros[ROW];
	StrBuf text = { 0 };

	if (memcmp(row, zeros, ROW) == 0)
		return;
	put_number(&text, addr);
	for (unsigned i = 0; i < ROW; i++)
		sb_printf(&text, "%02X", row[i]);
	put_record(out, TEK_DATA, sb_text(&text));
	sb_free(&text);
}

void tek_write(StrBuf *out, uint64_t addr, const uint8_t *bytes, size_t n)
{
	StrBuf text = { 0 };

	for (uint64_t at = addr & ~(uint64_t)(ROW - 1); at < addr + n; at += ROW) {
		uint64_t from = at < addr ? addr : at, to = at + ROW < addr + n ? at + ROW : addr + n;
		uint8_t row[ROW] = { 0 };

		memcpy(row + (from - at), bytes + (from - addr), to - from);
		put_row(out, at, row);
	}
	sb_add(&text, "7.newsec1");
	put_number(&text, addr);
	put_number(&text, addr + n);
	put_record(out, TEK_SYMBOLS, sb_text(&text));
	put_record(out, TEK_END, "10");
	sb_free(&text);
}

/* ---- reading ---- */

typedef struct TekRow { uint64_t addr; unsigned n; uint8_t bytes[MAX_BEHIND / 2]; } TekRow;

typedef struct TekReader {
	HexSections *out;
	VEC(TekRow) rows;
	uint64_t total;			/* bytes of the sections */
	const char *p, *end;		/* of the record's text, what is left */
	bool ended;
	const char *why;
} TekReader;

static bool wrong(TekReader *r, const char *why)
{
	r->why = why;
	return false;
}

/* The count that numbers and names begin with. */
static bool take_count(TekReader *r, unsigned *n)
{
	int count = r->p < r->end ? digit(*r->p++) : -1;

	*n = count ? (unsigned)count : 16;
	return count >= 0 && r->end - r->p >= (long)*n;
}

static bool take_number(TekReader *r, uint64_t *value)
{
	unsigned n;

	*value = 0;
	if (!take_count(r, &n))
		return wrong(r, "bad number");
	for (; n; n--, r->p++) {
		if (digit(*r->p) < 0)
			return wrong(r, "bad number");
		*value = *value << 4 | (unsigned)digit(*r->p);
	}
	return true;
}

static bool take_name(TekReader *r, char name[HEX_NAME])
{
	unsigned n;

	if (!take_count(r, &n))
		return wrong(r, "bad name");
	memcpy(name, r->p, n);
	name[n] = '\0';
	r->p += n;
	return true;
}

static bool read_data(TekReader *r)
{
	TekRow row = { 0 };

	if (!take_number(r, &row.addr))
		return false;
	for (; r->p < r->end; r->p += 2) {
		if (r->end - r->p < 2 || digit(r->p[0]) < 0 || digit(r->p[1]) < 0)
			return wrong(r, "unexpected character");
		row.bytes[row.n++] = (uint8_t)(digit(r->p[0]) << 4 | digit(r->p[1]));
	}
	if (row.addr + row.n < row.addr)
		return wrong(r, "bad address");
	vec_push(&r->rows, row);
	return true;
}

/* Its bytes are zeros until all rows are there. */
static bool add_section(TekReader *r, const char *name, uint64_t from, uint64_t to)
{
	HexSection s = { .addr = from };

	if (to < from || to - from > MOST_BYTES - r->total)
		return wrong(r, "bad size of a section");
	r->total += to - from;
	snprintf(s.name, sizeof s.name, "%s", name);
	memset(sb_room(&s.bytes, to - from), 0, to - from);
	s.bytes.len = to - from;
	vec_push(r->out, s);
	return true;
}

/* A section's name, then its extent, and symbols in it, which have no bytes. */
static bool read_symbols(TekReader *r)
{
	char section[HEX_NAME], symbol[HEX_NAME];
	uint64_t from, to;

	if (!take_name(r, section))
		return false;
	while (r->p < r->end) {
		char kind = *r->p++;

		if (kind == '1') {
			if (!take_number(r, &from) || !take_number(r, &to) || !add_section(r, section, from, to))
				return false;
		} else if (kind < '0' || kind > '8') {
			return wrong(r, "unrecognized type");
		} else if (!take_name(r, symbol) || !take_number(r, &from)) {
			return false;
		}
	}
	return true;
}

static bool read_record(TekReader *r, const char *p, const char *end)
{
	while (end > p && isspace((unsigned char)end[-1]))
		end--;
	for (const char *c = p; c < end; c++)
		if (weight(*c) < 0)
			return wrong(r, "unexpected character");
	if (end - p < HEAD || *p != '%' || digit(p[1]) < 0 || digit(p[2]) < 0 || digit(p[4]) < 0 || digit(p[5]) < 0)
		return wrong(r, "unexpected character");
	if (end - p - 1 != (digit(p[1]) << 4 | digit(p[2])))
		return wrong(r, "bad length");
	if (((sum_of(p + 1, 3) + sum_of(p + HEAD, (size_t)(end - p - HEAD))) & 0xff) != (unsigned)(digit(p[4]) << 4 | digit(p[5])))
		return wrong(r, "bad checksum");
	r->p = p + HEAD;
	r->end = end;
	switch (p[3]) {
	case TEK_DATA: return read_data(r);
	case TEK_SYMBOLS: return read_symbols(r);
	case TEK_END: r->ended = true; return true;
	default: return wrong(r, "unrecognized type");
	}
}

static int by_address(const void *a, const void *b)
{
	const TekRow *x = a, *y = b;

	return x->addr < y->addr ? -1 : x->addr > y->addr;
}

/* What of the rows lies in a section, by address, which no row has more than MAX_BEHIND / 2 bytes behind. */
static void fill_section(TekReader *r, HexSection *s)
{
	size_t lo = 0, hi = r->rows.len;
	uint64_t end = s->addr + s->bytes.len;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (r->rows.data[mid].addr + MAX_BEHIND / 2 <= s->addr)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < r->rows.len && r->rows.data[lo].addr < end; lo++) {
		const TekRow *row = &r->rows.data[lo];
		uint64_t from = row->addr > s->addr ? row->addr : s->addr, to = row->addr + row->n < end ? row->addr + row->n : end;

		if (from < to)
			memcpy(s->bytes.data + (from - s->addr), row->bytes + (from - row->addr), to - from);
	}
}

static void rows_as_sections(TekReader *r)
{
	vec_each(&r->rows, row) {
		HexSection *last = r->out->len ? &vec_last(r->out) : NULL;

		if (!last || last->addr + last->bytes.len != row->addr) {
			vec_push(r->out, ((HexSection){ .addr = row->addr }));
			last = &vec_last(r->out);
		}
		sb_addn(&last->bytes, (const char *)row->bytes, row->n);
	}
}

bool tek_read(const char *text, size_t n, HexSections *out, const char **why, unsigned *line)
{
	TekReader r = { .out = out, .why = "" };
	const char *end = text + n;
	bool ok = true;

	*line = 0;
	for (const char *p = text, *next; ok && p < end && !r.ended; p = next) {
		next = memchr(p, '\n', (size_t)(end - p));
		next = next ? next + 1 : end;
		++*line;
		if (!isspace((unsigned char)*p))
			ok = read_record(&r, p, next);
	}
	if (ok && r.rows.len)
		qsort(r.rows.data, r.rows.len, sizeof *r.rows.data, by_address);
	if (ok && !out->len)
		rows_as_sections(&r);
	else if (ok)
		vec_each(out, s)
			fill_section(&r, s);
	vec_free(&r.rows);
	*why = r.why;
	return ok;
}
