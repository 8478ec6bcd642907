/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program: what the front end makes of the words on a command line. Finding packages, parsing,
 * checking, compiling, as a list of stages; what each stage made stays available, because the debugger
 * asks the checker about names and compiles expressions.
 *
 * Imports are resolved in this order: the embedded library (or a Go tree), then modules (module.c), then
 * the Go tree that is installed (goroot.c).
 */
#ifndef PROGRAM_PROGRAM_H
#define PROGRAM_PROGRAM_H

#include <stdbool.h>

#include "code/image.h"
#include "compile/compile.h"
#include "syntax/ast.h"
#include "types/types.h"

/* The library as it is embedded: its compiled image, and its sources for the checker. */
typedef struct Library {
	const Image *image;	/* NULL: no library (the first stage of the build) */
	const char *pack;	/* see pack_find */
	size_t pack_size;
	Image *own;		/* image, when it is this struct's */
} Library;

typedef VEC(Node *) Files;

/* A file whose text is in memory, whatever stands under its name on disk. */
typedef struct Overlay { const char *path, *text; size_t size; } Overlay;

/* How far to go. */
typedef enum ProgramStage { PROGRAM_PARSED, PROGRAM_CHECKED, PROGRAM_COMPILED } ProgramStage;

typedef struct ProgramOptions {
	ProgramStage stage;	/* of program_load */
	const Overlay *texts;	/* of program_load: files of that program; NULL: all are on disk */
	size_t ntexts;
	bool all_texts;		/* a directory that some of them lie in has no others */
	bool all_errors;	/* more than DIAG_LIMIT of them */
	bool plain_lines;	/* //line directives are not followed */
	bool test;		/* the program tests the package that is named; see test.c */
	int go_minor;		/* language version of the program's packages: go1.N; 0: what go.mod says */
	const char *cover;	/* of a test: count statements, "set", "count", "atomic" or "fuzz"; NULL: do not */
	const char *cover_packages;	/* patterns of the packages that are counted, with commas; NULL: the tested one is */
	const char *const *tested;	/* directories of packages that are tested one after another, closed by NULL; or NULL */
	const char *tags;	/* build tags that hold, with commas; NULL: none */
	const char *link_flags;	/* the linker's, of which -X PATH.NAME=VALUE counts; NULL: none */
	bool (*may_embed)(void *ctx, int dir, const char *name);	/* as openat(2) would name a file; false: go:embed cannot; NULL: all can */
	void *may_embed_ctx;
	const char *goroot;	/* imports come from this Go tree, to be checked against, not run; NULL: from the library. Kept. */
} ProgramOptions;

/* Statements that are counted: Go maps from files to counters and to blocks, as text; import paths; own: the tested package
 * is among them. */
typedef struct Covering { StrBuf counters, blocks; VEC(const char *) packages; bool own; } Covering;

/* A string that the command line gives to a variable: of package `path`, "main" for the main one. */
typedef struct Definition { const char *path, *name, *value; } Definition;

typedef struct ModFile ModFile;		/* module.c */

typedef struct Program {
	Arena *arena;
	ProgramOptions options;
	VEC(Overlay) overlay;
	VEC(Definition) definitions;
	const char *const *tags;	/* build tags that hold besides those of the system */
	Ast ast;
	Types *types;
	Escape *escape;			/* of all its packages; NULL before the compiled stage */
	const Library *library;
	Files files;		/* of the package that was asked for, parsed */
	Files external;		/* of a test, those of the package NAME_test */
	bool has_tests;		/* there are test files */
	bool has_statements;	/* ProgramOptions.cover: there is something to count */
	Covering covering;
	const char *path;	/* import path of the package that was asked for */
	Package *main;			/* that package, checked */
	VEC(Package *) packages;	/* the program's own, imported before importing */
	const char *dir;		/* of the program */
	bool files_named;		/* one by one, not as a directory */
	const char *module;		/* path of go.mod's module, or NULL */
	int go_minor;			/* language version of the program's packages; 0: the newest */
	const char *module_dir;
	const char *godebug;		/* defaults of GODEBUG, key=value with commas; NULL: not known yet */
	const char *goroot;		/* src/ of the Go tree that is installed; NULL: not looked for yet; "": there is none */
	struct Modules *modules;	/* see module.c */
	VEC(ModFile *) modfiles;	/* every go.mod and go.work that was read */
	StrMap instances;		/* of generic functions: see CompileInput */
	Image *image;			/* program_compile, program_restore */
	const char *built_in;		/* program_restore: the working directory of the build, from which files have their names */
	VEC(const Image *) images;	/* library and program */
} Program;

/*
 * Step by step: a program without files; texts that are in memory only; the files named parsed, one directory or
 * package with those in it; checked; compiled. Each is called once, in this order, as long as the one before was
 * true and there is no syntax error. What program_parse cannot read it tells in *error, in the program's arena.
 */
Program *program_new(const Library *library, ProgramOptions options);
void program_overlay(Program *p, const char *path, const char *text, size_t size);
bool program_parse(Program *p, char *const *names, size_t n, const char **error);
bool program_check(Program *p);
bool program_compile(Program *p);
/* Instead of compiling it: adds to `out` what gc says about the package with -m, see escape_messages; or escape_dump. */
void program_escapes(Program *p, StrBuf *out);
void program_dump_escapes(Program *p, StrBuf *out);

/* Or all of it up to a stage. Loads a program given by .go files, or one directory or package. Diagnostics are in ast.diags;
 * *error (in the program's arena) tells what has no position: a missing file, an empty directory. Never NULL; program_ok says
 * whether the stage was reached. */
Program *program_load(const Library *library, char *const *names, size_t n, ProgramOptions options,
		      const char **error);
bool program_ok(const Program *p);
/* Why a program that is compiled cannot run: it has no main; `path` is what its package is called. In its arena. */
const char *program_without_main(const Program *p, const char *path);
/* A package of the library, whether the program imports it or not; or one of the program's with that path. NULL: neither. */
Package *program_library_package(Program *p, const char *path);
void program_free(Program *p);

/*
 * A compiled program as a file that can be run: a line for the system, `#!STRATA run`, a line of facts, and behind zeros the
 * image. It belongs to the strata that has compiled it, whose library's addresses are in the code.
 */
typedef struct ProgramFile {
	bool race;		/* data races are to be looked for */
	uint64_t library;	/* Image.hash of the library */
	size_t directory, image;	/* where they begin */
} ProgramFile;

/* Adds the file of a program that is compiled. `strata` is the absolute name of this program, shorter than PROGRAM_FILE_NAME;
 * `directory` the working directory. */
enum { PROGRAM_FILE_NAME = 240 };	/* the system reads 256 bytes of the first line */
void program_write(const Program *p, const char *strata, const char *directory, bool race, StrBuf *out);
/* Is it such a file, by its first bytes? n: at least PROGRAM_FILE_HEAD, or all there are. */
enum { PROGRAM_FILE_HEAD = 512 };
bool program_file(const char *bytes, size_t n, ProgramFile *out);
/* Makes a new program compiled by a whole file, whose bytes (8-aligned) are kept by the caller. False: *error says why. */
bool program_restore(Program *p, const char *bytes, size_t n, const char **error);

/* Has a directory Go files, tests among them, that belong to the build? */
bool program_directory_has_files(const Library *library, const char *dir, const char *tags);

/* The directory of an import path in the module that the current directory belongs to, in the arena; NULL: it is none
 * of that module's, or there is no module. The directory need not exist. */
const char *program_package_directory(const Library *library, const char *path, Arena *arena);

/* ---- the library ---- */

/*
 * The pack of a library: the packages below the directory `floor`, names that begin with `_` or `.` passed over. With
 * `root`, a tree of Go's sources, also the packages of its that the file `list` names, a line each (see packages.list),
 * and those of floor/_overlay, whose declarations take the place of the tree's; without, those of floor/_alone. Files below
 * floor/_modules, which go into packages of other modules, are under that name and no packages. False: *error says why.
 */
#define PACK_MODULES "_modules"
bool pack_gather(const char *floor, const char *root, const char *list, StrBuf *pack, StrBuf *error);
/* A file's text within a pack: walks all records whose path lies in the package `path` (directly).
 * Start with *cursor = 0; false at the end. */
bool pack_next(const char *pack, size_t size, const char *package, size_t *cursor, const char **name,
	       const char **text, size_t *len);
/* Compiles every package of a pack into the library image, as bytes that can be moved to any slot. False: diagnostics in *errors. */
bool library_build(const char *pack, size_t size, StrBuf *image, StrBuf *errors);
/* The library for a machine slot: the one that is embedded, or a copy that is moved; library_free frees what is its own. */
bool library_move(const Library *from, uint64_t slot, Library *out);
void library_free(Library *library);

#endif
