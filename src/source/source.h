/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source files and positions in them. A position is one 32-bit number: each file of a set owns a
 * range of numbers, base + byte offset, so a Pos alone says file, line and column, and comparing
 * two positions orders them by file (as added) and then by place. Line tables are made when
 * first asked for. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 0 is "no position". */
typedef uint32_t Pos;

typedef struct Sources Sources;

typedef struct Source {
	const char *name; /* as diagnostics print it */
	const char *path; /* as it was opened; the same as name for text without a file */
	const char *text; /* size bytes and a NUL */
	uint32_t size;
	uint32_t index; /* in its set, from 0 */
	Pos base;       /* of text[0]; base + size is the position of the end of the file */
	bool file;      /* it is a file's text: it was loaded, or who added it says so */
} Source;

/* A position told in full. line and col count from 1, col in bytes (as gc does). */
typedef struct Place {
	Source *file; /* NULL for "no position" */
	const char *name; /* file->name, or what a //line directive said */
	uint32_t line;
	uint32_t col; /* 0 where a //line directive leaves it unknown */
} Place;

Sources *sources_new(void);
void sources_free(Sources *set);

/* Adds a file with a copy of these bytes. NULL when the set's 4 GB of positions are used up. */
Source *source_add(Sources *set, const char *name, const char *text, size_t size);
/* Reads the file at path and adds it under name (NULL: path). NULL with errno set when it cannot be
 * read; EFBIG when positions are used up. */
Source *source_load(Sources *set, const char *path, const char *name);

size_t source_count(const Sources *set);
Source *source_at(const Sources *set, size_t index);
/* The file added under this name or path, or NULL. */
Source *source_find(const Sources *set, const char *name);

/* The file a position lies in; NULL for 0. */
Source *source_file(const Sources *set, Pos pos);
/* Byte offset of a position in its file. */
static inline uint32_t source_offset(const Source *file, Pos pos)
{
	return pos - file->base;
}

/* File, line and column. source_place tells them as a //line directive has it when the set honours
 * these (diagnostics, tracebacks); source_real_place as they are in the file (listing). */
Place source_place(Sources *set, Pos pos);
Place source_real_place(Sources *set, Pos pos);
/* The line alone, of the file as it is. */
uint32_t source_line(Sources *set, Pos pos);

/* Lines of a file: 1 .. source_line_count (a last empty line does not count). */
uint32_t source_line_count(Source *file);
/* The text of a line without its newline; NULL (len 0) beyond the end. Points into file->text. */
const char *source_line_text(Source *file, uint32_t line, size_t *len);
/* Position of a line's first byte; 0 beyond the end. */
Pos source_line_pos(Source *file, uint32_t line);

/* Whether source_place follows //line directives (default: it does, as gc). */
void source_honour_directives(Sources *set, bool on);
/* From pos (the byte after the directive) on, the file is called `name` and goes on at line:col
 * (col 0: columns are unknown). Called by the lexer, in order of position. name is n bytes,
 * copied; an empty one stands for the name that is current, without a column for no name. */
void source_add_directive(Source *file, Pos pos, const char *name, size_t n, uint32_t line,
			  uint32_t col);

#endif
