/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes into the library's pack: the floor, the packages that a list takes from a tree of Go's sources, and what
 * the floor's folder _overlay puts under them. Which of these belong together depends on the tree's version: files of
 * _overlay say so in a //go:build line, the list in a column of the same words; go1.N holds in a tree of that version. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "program/pack.h"
#include "program/program.h"
#include "program/replace.h"
#include "source/constraint.h"

/* N of a tree of Go 1.N; 0: it does not say. */
static unsigned tree_version(const char *root)
{
	static const char key[] = "\nconst Version = ";
	StrBuf path = { 0 }, record = { 0 };
	const char *at = NULL;

	sb_printf(&path, "%s/internal/goversion/goversion.go", root);
	if (pack_add_file(sb_text(&path), "", &record))
		at = memmem(record.data, record.len, key, sizeof key - 1);
	unsigned n = at ? (unsigned)strtoul(sb_text(&record) + (at - record.data) + sizeof key - 1, NULL, 10) : 0;
	sb_free(&path);
	sb_free(&record);
	return n;
}

static bool is_go_file(const char *name)
{
	return text_has_ending(name, ".go") && !constraint_is_test(name);
}

/* Adds a file, unless its name or a line in it says that it does not belong to such a build. */
static bool add_fitting(const char *path, const char *name, const BuildTags *tags, StrBuf *out)
{
	size_t cursor = out->len, start = out->len, len;
	const char *slash = strrchr(name, '/'), *stored, *text;

	if (!constraint_name(tags, slash ? slash + 1 : name))
		return true;
	if (!pack_add_file(path, name, out))
		return false;
	pack_next_record(out, &cursor, &stored, &text, &len);
	if (constraint_text(tags, text, len) != CONSTRAINT_YES)
		out->len = start;
	return true;
}

/* Directory entries in order of name, so that the pack is the same everywhere; `deep`: and those of the directories in it,
 * but for the names that begin with `_` or `.`. False with errno. */
static bool add_directory(const char *dir, const char *prefix, bool deep, const BuildTags *tags, StrBuf *out)
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
			ok = ok && (!deep || add_directory(sb_text(&path), sb_text(&inner), true, tags, out));
		else if (is_go_file(name))
			ok = ok && add_fitting(sb_text(&path), sb_text(&inner), tags, out);
		sb_free(&path);
		sb_free(&inner);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	return ok;
}

/* A package of the tree, or of another module that the tree brings along; or one file, for a package of the floor. */
static bool add_listed(const char *root, const char *name, const BuildTags *tags, StrBuf *out)
{
	static const char *const places[] = { "", "vendor/" };
	bool ok = false;

	for (size_t i = 0; !ok && i < sizeof places / sizeof *places; i++) {
		StrBuf path = { 0 };

		sb_printf(&path, "%s/%s%s", root, places[i], name);
		ok = is_go_file(name) ? add_fitting(sb_text(&path), name, tags, out)
				      : add_directory(sb_text(&path), name, false, tags, out);
		sb_free(&path);
	}
	return ok;
}

/* What a line of the list names, `NAME [CONSTRAINT]`, if the tree's version is among those meant. */
static bool add_line(const char *root, char *line, const BuildTags *tags, StrBuf *out, StrBuf *error)
{
	char *when = strchr(line, ' ');

	if (when) {
		*when++ = '\0';
		when += strspn(when, " ");
	}
	if (when && *when && constraint_eval(tags, when, strlen(when), NULL, NULL) != CONSTRAINT_YES)
		return true;
	if (add_listed(root, line, tags, out))
		return true;
	sb_printf(error, "strata: %s/%s: no such package\n", root, line);
	return false;
}

static bool add_list(const char *root, const char *list, const BuildTags *tags, StrBuf *out, StrBuf *error)
{
	char line[256];
	bool ok = true;
	FILE *f = fopen(list, "r");

	if (!f) {
		sb_printf(error, "strata: %s: %s\n", list, strerror(errno));
		return false;
	}
	while (ok && fgets(line, sizeof line, f)) {
		line[strcspn(line, "#\n")] = '\0';
		ok = !*line || add_line(root, line, tags, out, error);
	}
	fclose(f);
	return ok;
}

static bool add_ours(const char *dir, const char *prefix, const BuildTags *tags, StrBuf *out, StrBuf *error)
{
	if (add_directory(dir, prefix, true, tags, out))
		return true;
	sb_printf(error, "strata: %s: %s\n", dir, strerror(errno));
	return false;
}

/* ---- overlays and the tree ---- */

static bool same_package(const char *a, const char *b)
{
	size_t n = (size_t)(strrchr(a, '/') - a);

	return strncmp(a, b, n + 1) == 0 && !strchr(b + n + 1, '/');
}

typedef struct Merge {
	const StrBuf *records;
	size_t ours, theirs;	/* the overlays' records: from `ours` to before `theirs` */
	Replaced replaced;	/* what the overlays of a package declare */
	const char *file;	/* one of that package's; NULL: of none yet */
	StrMap overlays;	/* the overlays' names */
} Merge;

static void merge_begin(Merge *m)
{
	const char *name, *text;
	size_t cursor = m->ours, len;

	replaced_init(&m->replaced);
	while (cursor < m->theirs && pack_next_record(m->records, &cursor, &name, &text, &len))
		strmap_put(&m->overlays, name, strlen(name), 1);
}

static void merge_end(Merge *m)
{
	replaced_free(&m->replaced);
	strmap_free(&m->overlays);
}

/* A package's files follow each other, so its overlays are read once. */
static void enter_package(Merge *m, const char *file)
{
	const char *name, *text;
	size_t cursor = m->ours, len;

	if (m->file && same_package(m->file, file))
		return;
	m->file = file;
	replaced_free(&m->replaced);
	replaced_init(&m->replaced);
	while (cursor < m->theirs && pack_next_record(m->records, &cursor, &name, &text, &len))
		if (same_package(file, name))
			replaced_add(&m->replaced, text, len);
}

/* Adds a file of the tree without what the overlays of its package declare; one of the same name replaces it. */
static void add_merged(Merge *m, const char *file, const char *text, size_t len, StrBuf *out)
{
	StrBuf rest = { 0 };

	if (strmap_find(&m->overlays, file, strlen(file)))
		return;
	enter_package(m, file);
	replaced_cut(&m->replaced, text, len, &rest);
	pack_add_text(file, rest.data, rest.len, out);
	sb_free(&rest);
}

/* The tree's files, which begin at `theirs`, without what overlays replace, and these without what has joined the tree's. */
static void merge(StrBuf *records, size_t ours, size_t theirs)
{
	Merge m = { .records = records, .ours = ours, .theirs = theirs };
	StrBuf out = { 0 };
	size_t cursor = theirs, len;
	const char *name, *text;

	merge_begin(&m);
	while (pack_next_record(records, &cursor, &name, &text, &len))
		add_merged(&m, name, text, len, &out);
	merge_end(&m);
	for (cursor = ours; cursor < theirs && pack_next_record(records, &cursor, &name, &text, &len);)
		replaced_blank_joining(records->data + (text - records->data), len);
	records->len = theirs;
	sb_addn(records, out.data, out.len);
	sb_free(&out);
}

bool pack_gather(const char *floor, const char *root, const char *list, StrBuf *pack, StrBuf *error)
{
	StrBuf records = { 0 }, more = { 0 }, modules = { 0 };
	BuildTags tags = constraint_portable, with_race = constraint_race;
	bool ok;
	size_t ours, theirs;

	tags.go_minor = root ? tree_version(root) : 0;
	ok = !root || tags.go_minor;
	if (!ok)
		sb_printf(error, "strata: %s/internal/goversion: no version of a tree of Go's sources\n", root);
	sb_printf(&more, "%s/%s", floor, root ? "_overlay" : "_alone");
	with_race.go_minor = tags.go_minor;
	ok = ok && add_ours(floor, "", &with_race, &records, error);	/* find.c hides them */
	ours = records.len;
	ok = ok && add_ours(sb_text(&more), "", &tags, &records, error);
	theirs = records.len;
	ok = ok && (!root || add_list(root, list, &tags, &records, error));
	sb_printf(&modules, "%s/" PACK_MODULES, floor);
	if (ok)
		merge(&records, ours, theirs);
	ok = ok && add_ours(sb_text(&modules), PACK_MODULES, &tags, &records, error);
	if (ok)
		pack_finish(&records, pack);
	sb_free(&records);
	sb_free(&more);
	sb_free(&modules);
	return ok;
}
