/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library's sources as one block of bytes. It begins with an index, eight digits of its size and for each file path,
 * NUL, eight digits of where its text is and eight of its size; the texts follow. So a search touches the index alone,
 * not a page of every text. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/pack.h"
#include "program/program.h"

enum { SIZE_DIGITS = 8 };

void pack_add_text(const char *name, const char *text, size_t len, StrBuf *records)
{
	sb_addn(records, name, strlen(name) + 1);
	sb_printf(records, "%08zu", len);
	sb_addn(records, text, len);
}

bool pack_add_file(const char *path, const char *name, StrBuf *records)
{
	FILE *f = fopen(path, "rb");
	StrBuf text = { 0 };
	int error;
	size_t n;

	if (!f)
		return false;
	do {
		n = fread(sb_room(&text, 65536), 1, 65536, f);
		text.len += n;
	} while (n);
	error = ferror(f) ? errno : 0;
	fclose(f);
	if (!error)
		pack_add_text(name, text.data, text.len, records);
	sb_free(&text);
	errno = error;
	return !error;
}

static size_t number_at(const char *text)
{
	char digits[SIZE_DIGITS + 1] = { 0 };

	memcpy(digits, text, SIZE_DIGITS);
	return strtoul(digits, NULL, 10);
}

bool pack_next_record(const StrBuf *records, size_t *cursor, const char **path, const char **text, size_t *len)
{
	const char *size;

	if (*cursor >= records->len)
		return false;
	*path = records->data + *cursor;
	size = *path + strlen(*path) + 1;
	*text = size + SIZE_DIGITS;
	*len = number_at(size);
	*cursor = (size_t)(*text - records->data) + *len;
	return true;
}

void pack_finish(const StrBuf *records, StrBuf *out)
{
	const char *path, *text;
	size_t cursor = 0, len, index = SIZE_DIGITS, at;

	while (pack_next_record(records, &cursor, &path, &text, &len))
		index += strlen(path) + 1 + 2 * SIZE_DIGITS;
	sb_printf(out, "%08zu", index);
	at = index;
	for (cursor = 0; pack_next_record(records, &cursor, &path, &text, &len); at += len) {
		sb_addn(out, path, strlen(path) + 1);
		sb_printf(out, "%08zu%08zu", at, len);
	}
	for (cursor = 0; pack_next_record(records, &cursor, &path, &text, &len);)
		sb_addn(out, text, len);
}

/* The next file of the index. */
static bool next_file(const char *pack, size_t size, size_t *cursor, const char **path, const char **text, size_t *len)
{
	size_t at = *cursor ? *cursor : SIZE_DIGITS;
	const char *numbers;

	if (size < SIZE_DIGITS || at >= number_at(pack))
		return false;
	*path = pack + at;
	numbers = *path + strlen(*path) + 1;
	*text = pack + number_at(numbers);
	*len = number_at(numbers + SIZE_DIGITS);
	*cursor = (size_t)(numbers - pack) + 2 * SIZE_DIGITS;
	return true;
}

bool pack_next(const char *pack, size_t size, const char *package, size_t *cursor, const char **name,
	       const char **text, size_t *len)
{
	size_t n = package ? strlen(package) : 0;

	while (next_file(pack, size, cursor, name, text, len))
		if (!package || (strncmp(*name, package, n) == 0 && (*name)[n] == '/' && !strchr(*name + n + 1, '/')))
			return true;
	return false;
}
