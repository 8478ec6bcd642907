/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the object graph in a reader's language: what an object is, which variable a root is, what an edge
 * is called. Texts that are returned live in the session's scratch. */
#ifndef DEBUG_HEAPPATH_H
#define DEBUG_HEAPPATH_H

#include "debug/debug_int.h"
#include "debug/heapgraph.h"

/* main.Node, [5]int, map[string]int, closure main.main.func1, chan int. */
const char *object_type(DebugSession *s, const ObjectInfo *o);
/* The same without a number of elements: []int. */
const char *object_class(DebugSession *s, const ObjectInfo *o);
/* And as who holds its address sees it: *main.Node #12; inside of it: [5]int #3[2]. */
const char *object_seen(DebugSession *s, const ObjectInfo *o, uint64_t addr);
/* main.cache (data); main.main:head (stack); goroutine 5: deferred call (runtime). */
const char *root_text(DebugSession *s, const MachineRoot *root);
/* .Next; [3].Name; map value ["k"]; captured n; "" when the word is all of the object. */
const char *edge_text(DebugSession *s, const ObjectInfo *from, uint32_t word);
const char *part_text(DebugSession *s, const ObjectInfo *o, uint64_t offset);	/* the same, by bytes */
/* How Go selects what lies at `offset` of a value of this type; returns its KIND_*. */
unsigned add_selectors(StrBuf *out, uint64_t type, uint64_t offset);
/* A map's index or entries, a channel's buffer: without them it is none, and views take it for one thing with them. */
bool object_is_part(const ObjectInfo *o);
/* These, or the map or channel: paths pass through them without a word. */
bool object_inside(const ObjectInfo *o);
/* Library code allocated it, and no user code stands behind it. */
bool object_by_library(DebugSession *s, const ObjectInfo *o);
/* `#12`, `#L3` at *p, which is moved behind it; 0 and an error: there is no such object. */
bool object_named(DebugSession *s, const char **p, ObjectInfo *out);

/* ---- heapview.c ---- */
bool object_of(DebugSession *s, const char *expr, ObjectInfo *out);	/* `#12` or an expression; false: an error */
bool heap_is_there(DebugSession *s);		/* begins a request; false: an error, there is no program */
DebugObject describe_object(DebugSession *s, const ObjectInfo *o);

#endif
