/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large C stack for recursion that follows the nesting of source text. */
#ifndef BASE_BIGSTACK_H
#define BASE_BIGSTACK_H

/* Runs fn(arg) on a stack of 512 MB (less where the system does not give that), and returns when it has; directly
 * when the caller is on one. Signals go to fn's thread meanwhile. */
void big_stack_run(void (*fn)(void *arg), void *arg);

#endif
