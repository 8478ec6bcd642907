/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rest of the machine sees of a recording (record.c): the log of results from outside, the
 * checkpoints made at attention, and the moments at which somebody else changed the program. */
#ifndef MACHINE_RECORD_H
#define MACHINE_RECORD_H

#include "machine/machine_int.h"

/* The next result from outside when the log has it, *n its length; it holds until the next call. NULL: ask. */
const void *record_replay(Machine *m, size_t *n);
/* A result from outside has been had, in two parts: the log remembers it. Nothing when there is no recording. */
void record_log(Machine *m, const void *head, size_t nhead, const void *bytes, size_t n);

/* At attention, registers in State: makes a checkpoint if one is due. */
void record_attend(Machine *m, uint64_t now);

/* Somebody else than the program changed it (set var, call, a collection by hand): what was recorded of
 * the time after this moment is void, and later moments are reached from a checkpoint here. */
void record_changed(Machine *m);
/* The same, and it put the goroutine elsewhere than where it stood at (count, pc); the clock must have ticked for it, and what
 * was changed there before is settled. */
void record_moved(Machine *m, uint64_t count, uint64_t pc);
/* Before the program goes on, or is put elsewhere: the checkpoint behind what was changed is made. */
void record_settle(Machine *m);
/* The first moment ahead at which such a change was made; false: none. */
bool record_next_change(const Machine *m, uint64_t *count, uint64_t *pc);
/* There: makes the same change. */
void record_change_again(Machine *m);

void record_free(Machine *m);

#endif
