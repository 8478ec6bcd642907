/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library's sources as one block of bytes. Files are collected as records: path, NUL, eight digits of size, the text.
 * The pack itself begins with an index, eight digits of its size and for each file path, NUL, eight digits of where its
 * text is and eight of its size; the texts follow. So a search touches the index alone, not a page of every text. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "program/program.h"
#include "source/constraint.h"

enum { SIZE_DIGITS = 8 };

static bool add_file(const char *path, const char *name, StrBuf *out)
{
	FILE *f = fopen(path, "rb");
	size_t start = out->len + strlen(name) + 1, n;
	char digits[SIZE_DIGITS + 1];

	if (!f)
		return false;
	sb_addn(out, name, strlen(name) + 1);
	sb_pad(out, '0', SIZE_DIGITS);
	do {
		n = fread(sb_room(out, 65536), 1, 65536, f);
		out->len += n;
	} while (n);
	fclose(f);
	snprintf(digits, sizeof digits, "%08zu", out->len - start - SIZE_DIGITS);
	memcpy(out->data + start, digits, SIZE_DIGITS);
	return true;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
}

/* Directory entries in order of name, so that the pack is the same everywhere. */
static bool add_directory(const char *dir, const char *prefix, StrBuf *out)
{
	struct dirent **list;
	int n = scandir(dir, &list, NULL, alphasort);
	bool ok = n >= 0;

	for (int i = 0; i < n; i++) {
		const char *name = list[i]->d_name;
		StrBuf path = { 0 }, inner = { 0 };
		struct stat st;

		sb_printf(&path, "%s/%s", dir, name);
		sb_printf(&inner, "%s%s%s", prefix, *prefix ? "/" : "", name);
		if (name[0] == '.' || name[0] == '_' || stat(sb_text(&path), &st) != 0)
			;
		else if (S_ISDIR(st.st_mode))
			ok = add_directory(sb_text(&path), sb_text(&inner), out) && ok;
		else if (ends_with(name, ".go") && !ends_with(name, "_test.go"))
			ok = add_file(sb_text(&path), sb_text(&inner), out) && ok;
		sb_free(&path);
		sb_free(&inner);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	return ok;
}

/* Go's own packages, without what a machine or system of another kind brings along. */
static bool add_package(const char *root, const char *package, StrBuf *out)
{
	StrBuf dir = { 0 }, path = { 0 }, inner = { 0 };
	struct dirent **list;
	bool ok;
	int n;

	sb_printf(&dir, "%s/%s", root, package);
	n = scandir(sb_text(&dir), &list, NULL, alphasort);
	if (n < 0) {	/* of another module, which the tree brings along */
		sb_clear(&dir);
		sb_printf(&dir, "%s/vendor/%s", root, package);
		n = scandir(sb_text(&dir), &list, NULL, alphasort);
	}
	ok = n >= 0;
	for (int i = 0; i < n; i++) {
		const char *name = list[i]->d_name;
		size_t start = out->len;

		sb_clear(&path);
		sb_clear(&inner);
		sb_printf(&path, "%s/%s", sb_text(&dir), name);
		sb_printf(&inner, "%s/%s", package, name);
		if (ends_with(name, ".go") && !constraint_is_test(name) && constraint_name(&constraint_portable, name)) {
			size_t text = start + inner.len + 1 + SIZE_DIGITS;

			ok = add_file(sb_text(&path), sb_text(&inner), out) && ok;
			if (ok && constraint_text(&constraint_portable, out->data + text, out->len - text) != CONSTRAINT_YES)
				out->len = start;
		}
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	sb_free(&dir);
	sb_free(&path);
	sb_free(&inner);
	return ok;
}

/* One file, for a package of the floor. */
static bool add_single(const char *root, const char *name, StrBuf *out)
{
	StrBuf path = { 0 };
	bool ok;

	sb_printf(&path, "%s/%s", root, name);
	ok = add_file(sb_text(&path), name, out);
	sb_free(&path);
	return ok;
}

bool pack_packages(const char *root, const char *list, StrBuf *out, StrBuf *missing)
{
	char name[256];
	bool ok = true;
	FILE *f = fopen(list, "r");

	while (f && ok && fgets(name, sizeof name, f)) {
		name[strcspn(name, "#\n")] = '\0';
		ok = !*name || (ends_with(name, ".go") ? add_single(root, name, out) : add_package(root, name, out));
	}
	if (!f || !ok)
		sb_add(missing, f ? name : list);
	if (f)
		fclose(f);
	return f && ok;
}

bool pack_directory(const char *dir, StrBuf *out, const char **error)
{
	if (add_directory(dir, "", out))
		return true;
	*error = strerror(errno);
	return false;
}

static size_t number_at(const char *text)
{
	char digits[SIZE_DIGITS + 1] = { 0 };

	memcpy(digits, text, SIZE_DIGITS);
	return strtoul(digits, NULL, 10);
}

/* The next file that was collected. */
static bool next_record(const StrBuf *records, size_t *cursor, const char **path, const char **text, size_t *len)
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

	while (next_record(records, &cursor, &path, &text, &len))
		index += strlen(path) + 1 + 2 * SIZE_DIGITS;
	sb_printf(out, "%08zu", index);
	at = index;
	for (cursor = 0; next_record(records, &cursor, &path, &text, &len); at += len) {
		sb_addn(out, path, strlen(path) + 1);
		sb_printf(out, "%08zu%08zu", at, len);
	}
	for (cursor = 0; next_record(records, &cursor, &path, &text, &len);)
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
