/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large C stack for the front end, in a thread of its own that its caller waits for. */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

#include "base/bigstack.h"

/* This thread has such a stack already. */
static _Thread_local bool on_big_stack;

typedef struct Call { void (*fn)(void *arg); void *arg; sigset_t signals; } Call;

static void *thread_main(void *p)
{
	Call *c = p;

	pthread_sigmask(SIG_SETMASK, &c->signals, NULL);
	on_big_stack = true;
	c->fn(c->arg);
	return NULL;
}

/* With the largest stack that the system gives. */
static bool start_thread(Call *call, pthread_t *thread)
{
	bool ok = false;

	for (size_t size = 512u << 20; !ok && size >= 8u << 20; size /= 2) {
		pthread_attr_t attr;

		pthread_attr_init(&attr);
		pthread_attr_setstacksize(&attr, size);
		ok = pthread_create(thread, &attr, thread_main, call) == 0;
		pthread_attr_destroy(&attr);
	}
	return ok;
}

void big_stack_run(void (*fn)(void *arg), void *arg)
{
	Call call = { .fn = fn, .arg = arg };
	pthread_t thread;
	sigset_t all;

	if (on_big_stack) {
		fn(arg);
		return;
	}
	/* Signals are the thread's alone: Ctrl-C at the prompt jumps within its stack. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &call.signals);
	if (start_thread(&call, &thread)) {
		pthread_join(thread, NULL);
		pthread_sigmask(SIG_SETMASK, &call.signals, NULL);
		return;
	}
	pthread_sigmask(SIG_SETMASK, &call.signals, NULL);
	fn(arg);
}
