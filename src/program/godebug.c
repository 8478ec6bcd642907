/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What GODEBUG says of a program when the environment does not: the defaults of the go version in its go.mod or go.work, amended by
 * `godebug` lines there, then by //go:debug lines of the main package, or of a test's files. (Go, Backwards Compatibility, and GODEBUG.)
 */
#include "program/module_int.h"

#include <stdlib.h>
#include <string.h>

typedef struct Setting { const char *name; int changed; const char *old; int removed; } Setting;

/* By name, but for those that are removed. */
static const Setting settings[] = {
#define SETTING(name, changed, old) { #name, changed, old, 0 },
#define REMOVED(name, removed) { #name, 0, "", removed },
#include "program/godebug.def"
};
enum { SETTINGS = sizeof settings / sizeof *settings, DEFAULT = SETTINGS };	/* the key `default` besides */

/* What is said so far, and by which directive, 0: by none. */
typedef struct Said { const char *values[SETTINGS + 1]; Pos by[SETTINGS + 1]; } Said;

/* The number of a setting, or of the key `default`; -1: there is none of that name. */
static int setting_of(const char *key)
{
	if (strcmp(key, "default") == 0)
		return DEFAULT;
	for (int i = 0; i < SETTINGS; i++)
		if (strcmp(settings[i].name, key) == 0)
			return i;
	return -1;
}

/* The N of go1.N in a `default`; the newest where there is no such number. */
static int minor_of(const char *version)
{
	return strncmp(version, "go1.", 4) == 0 ? atoi(version + 4) : TYPES_GO_MINOR;
}

/* What is wrong with a setting, NULL: nothing. what: how it is called where it stands. */
static const char *complaint(Program *p, const char *key, const char *value, const char *what)
{
	int i = setting_of(key);

	if (i < 0)
		return arena_printf(p->arena, "unknown %s \"%s\"", what, key);
	if (i == DEFAULT && (strncmp(value, "go1", 3) != 0 || (value[3] && value[3] != '.')))
		return "value for default= must be goVERSION";
	if (i == DEFAULT && minor_of(value) > TYPES_GO_MINOR)
		return arena_printf(p->arena, "default=%s too new (toolchain is go1.%d)", value, TYPES_GO_MINOR);
	if (i != DEFAULT && settings[i].removed)
		return arena_printf(p->arena, "use of removed %s \"%s\", see https://go.dev/doc/godebug#go-1%d", what, key,
				    settings[i].removed);
	return NULL;
}

/* ---- //go:debug ---- */

static bool is_godebug(const File *f, const AstDirective *d)
{
	return d->pos < f->pos && d->own_line && strncmp(d->text, "go:debug", 8) == 0;
}

/* Parts a directive into key and value. NULL: it has both. */
static const char *part_directive(Program *p, const AstDirective *d, const char **key, const char **value)
{
	const char *at = d->text + strcspn(d->text, " \t"), *end = d->text + d->len, *equal;

	at += strspn(at, " \t");
	while (end > at && strchr(" \t", end[-1]))
		end--;
	equal = memchr(at, '=', (size_t)(end - at));
	if (!equal)
		return "missing key=value";
	*key = arena_strndup(p->arena, at, (size_t)(equal - at));
	*value = arena_strndup(p->arena, equal + 1, (size_t)(end - equal - 1));
	if (strpbrk(*key, " \t"))
		return "key contains space";
	if (strpbrk(*value, " \t"))
		return "value contains space";
	if (strchr(*key, ','))
		return "key contains comma";
	return strchr(*value, ',') ? "value contains comma" : NULL;
}

/* Takes down what a directive says; a mistake is a diagnostic. */
static void read_directive(Program *p, Said *said, const AstDirective *d)
{
	const char *key = "", *value = "", *wrong = part_directive(p, d, &key, &value);
	int i = setting_of(key);
	StrBuf place = { 0 };

	if (!wrong)
		wrong = complaint(p, key, value, "//go:debug setting");
	if (wrong) {
		diag_error(p->ast.diags, d->pos, "invalid //go:debug: %s", wrong);
		return;
	}
	if (said->by[i]) {
		diag_print_pos(&place, p->ast.sources, said->by[i]);
		diag_error(p->ast.diags, d->pos, "repeated //go:debug for %s\n\t%s: previous //go:debug", key, sb_text(&place));
		sb_free(&place);
		return;
	}
	said->values[i] = value;
	said->by[i] = d->pos;
}

static void read_directives(Program *p, Said *said, const Files *files)
{
	vec_each(files, node) {
		const File *f = as_File(*node);

		for (uint32_t i = 0; i < f->directive_count; i++)
			if (is_godebug(f, &f->directives[i]))
				read_directive(p, said, &f->directives[i]);
	}
}

void godebug_check(Program *p, const Files *files)
{
	Said said = { 0 };

	read_directives(p, &said, files);
}

/* In what is tested and no main package only the tests' files may have them. */
static void refuse_directives(Program *p, const Files *files)
{
	vec_each(files, node) {
		const File *f = as_File(*node);

		for (uint32_t i = 0; i < f->directive_count && !find_test_name(f->source->name); i++)
			if (is_godebug(f, &f->directives[i]))
				diag_error(p->ast.diags, f->directives[i].pos,
					   "//go:debug directive only valid in package main or test");
	}
}

/* ---- go.mod and go.work ---- */

static void read_module(Program *p, Said *said, const ModFile *f)
{
	vec_each(&f->godebugs, g) {
		const char *equal = strchr(g->text, '='), *key, *wrong;

		if (!equal) {
			diag_error(p->ast.diags, g->pos, "usage: godebug key=value");
			continue;
		}
		key = arena_strndup(p->arena, g->text, (size_t)(equal - g->text));
		wrong = complaint(p, key, equal + 1, "godebug");
		if (wrong)
			diag_error(p->ast.diags, g->pos, "%s", wrong);
		else
			said->values[setting_of(key)] = equal + 1;
	}
}

/* The file whose go version and godebug lines count; NULL outside of modules. */
static const ModFile *ruling(const Program *p)
{
	const struct Modules *m = p->modules;

	return !m ? NULL : m->work ? m->work : m->main.len ? m->main.data[0] : NULL;
}

static const char *list_settings(Program *p, const Said *said, int minor)
{
	StrBuf out = { 0 };
	const char *text;

	for (int i = 0; i < SETTINGS; i++) {
		const char *value = said->values[i] ? said->values[i] : minor < settings[i].changed ? settings[i].old : NULL;

		if (value)
			sb_printf(&out, "%s%s=%s", out.len ? "," : "", settings[i].name, value);
	}
	text = arena_strdup(p->arena, sb_text(&out));
	sb_free(&out);
	return text;
}

void godebug_defaults(Program *p)
{
	const ModFile *f = ruling(p);
	bool main = p->files.len && strcmp(as_File(p->files.data[0])->package->name->text, "main") == 0;
	int minor = f ? f->go_minor : TYPES_GO_MINOR;
	Said said = { 0 };

	if (f)
		read_module(p, &said, f);
	if (!main && p->options.test)
		refuse_directives(p, &p->files);
	if (main || p->options.test)
		read_directives(p, &said, &p->files);
	read_directives(p, &said, &p->external);
	if (said.values[DEFAULT])
		minor = minor_of(said.values[DEFAULT]);
	p->godebug = list_settings(p, &said, minor);
}
