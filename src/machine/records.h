/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records that goroutines keep in the heap of the hull: deferred calls, newest first, and panics
 * under way, newest first. All their words are scanned as pointers; a word that is none is ignored.
 */
#ifndef MACHINE_RECORDS_H
#define MACHINE_RECORDS_H

#include <stdint.h>

typedef struct Defer {
	uint64_t link;		/* the one deferred before */
	uint64_t token;		/* fp of the frame at whose end it runs */
	uint64_t func;		/* function word; 0: deferring a nil func, which panics when it is run */
	uint64_t nparams;
	uint64_t params[];
} Defer;

enum {
	PANIC_RECOVERED = 1,
	PANIC_GOEXIT = 2,	/* runtime.Goexit: runs deferred calls, cannot be recovered */
	PANIC_SIGNAL = 4,	/* a bad address: sig_addr */
	PANIC_TEXT = 8,		/* text holds what Error() or String() said */
};

typedef struct Panic {
	uint64_t link;		/* the panic that was under way when this one was raised */
	uint64_t type, data;	/* the value, an empty interface */
	uint64_t pc, fp;	/* where it was raised */
	uint64_t token;		/* frame whose deferred call runs now */
	uint64_t flags;		/* PANIC_* */
	uint64_t sig_addr;
	uint64_t text, text_len;
	uint64_t printing;	/* the record whose text method is being called from here, and its frame */
	uint64_t text_frame;
} Panic;

#endif
