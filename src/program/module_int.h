/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between module.c, which reads go.mod files and finds packages, and build_list.c, which chooses versions. */
#ifndef PROGRAM_MODULE_INT_H
#define PROGRAM_MODULE_INT_H

#include "program/program_int.h"

enum { MODULE_GO_MINOR = 16 };	/* a go.mod without a go line means go1.16 */

typedef struct Require { const char *path, *version; } Require;

/* version "": of any. to: a directory, or a module path with a version. */
typedef struct Replace { const char *path, *version, *to, *to_version; } Replace;

/* A `godebug` line: key=value. */
typedef struct GodebugLine { const char *text; Pos pos; } GodebugLine;

struct ModFile {
	const char *dir, *module;
	int go_minor;
	VEC(Require) requires;
	VEC(Replace) replaces;
	VEC(Require) excludes;
	VEC(const char *) uses;	/* of go.work */
	VEC(GodebugLine) godebugs;
};

struct Modules {
	VEC(ModFile *) main;
	ModFile *work;		/* go.work, or NULL */
	const char *vendor;	/* directory, or NULL */
	bool listed;		/* build_list has been called … */
	VEC(Require) required;	/* … and these are its choices */
};

/* The file NAME in dir; NULL when there is none. */
ModFile *module_read(Program *p, const char *dir, const char *name);
/* The go.mod of a required module, or of what replaces it; NULL: it is not there. */
const ModFile *module_file(Program *p, const Require *r);

/* Fills Modules.required, once. */
void build_list(Program *p);

#endif
