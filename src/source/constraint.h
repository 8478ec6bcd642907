/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Build constraints: which files of a directory belong to a build. A file is left out by its name
 * (x_windows.go, x_arm64.go, _x.go) or by a `//go:build EXPRESSION` line above its package clause
 * (go command documentation: Build constraints); without one, by lines of the older form `// +build OPTIONS` that a blank line
 * parts from the package clause. */
#ifndef SOURCE_CONSTRAINT_H
#define SOURCE_CONSTRAINT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct BuildTags {
	const char *goos, *goarch;
	unsigned go_minor;       /* 26: the tags go1.1 … go1.26 hold */
	const char *const *tags; /* further tags that hold ("purego", …), closed by NULL; or NULL */
} BuildTags;

/* Of Go's own packages the files that stand without assembly: no architecture is called `portable`, so files for one
 * stay out and their portable twins come in. */
extern const BuildTags constraint_portable;
/* The same with the tag `race`. */
extern const BuildTags constraint_race;

/* Does the tag hold? Knows the operating system (and `unix`), the architecture, go1.N, and tags. */
bool constraint_tag(const BuildTags *b, const char *tag, size_t len);

/* Does the name alone admit the file? False for names that begin with `_` or `.` and for _GOOS,
 * _GOARCH and _GOOS_GOARCH endings (before .go or _test.go) of another system. */
bool constraint_name(const BuildTags *b, const char *name);
/* Does the name end in _test.go? */
bool constraint_is_test(const char *name);

/* What a //go:build line says. */
typedef enum ConstraintResult {
	CONSTRAINT_NO,  /* leave the file out */
	CONSTRAINT_YES, /* take it */
	CONSTRAINT_BAD, /* the expression is malformed */
} ConstraintResult;

/* Evaluates the expression in the n bytes at text (what follows "//go:build"). For a malformed one
 * *error is a static text and *at the byte where it is wrong; both may be NULL. */
ConstraintResult constraint_eval(const BuildTags *b, const char *text, size_t n,
                                 const char **error, size_t *at);

/* Finds the //go:build line of a Go file: gives the bytes after "//go:build" and their number; NULL
 * when there is none. Only blank lines and comments may stand above it. */
const char *constraint_line(const char *text, size_t size, size_t *n);

/* The least N for which the //go:build line holds only from go1.N on (linux, amd64); 0 when it says nothing
 * of versions. */
unsigned constraint_go_minor(const char *text, size_t size);

/* What the //go:build line says, or lines of the older form; CONSTRAINT_YES when there are neither. */
ConstraintResult constraint_text(const BuildTags *b, const char *text, size_t size);

#endif
