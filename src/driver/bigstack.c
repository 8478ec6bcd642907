/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large C stack for the front end, in a thread of its own that the process waits for. */
#include <pthread.h>
#include <signal.h>

#include "driver/driver.h"

typedef struct Call { void (*fn)(void *arg); void *arg; sigset_t signals; } Call;

static void *thread_main(void *p)
{
	Call *c = p;

	pthread_sigmask(SIG_SETMASK, &c->signals, NULL);
	c->fn(c->arg);
	return NULL;
}

void big_stack_run(void (*fn)(void *arg), void *arg)
{
	Call call = { .fn = fn, .arg = arg };
	pthread_attr_t attr;
	pthread_t thread;
	sigset_t all;

	/* Signals are the thread's alone: Ctrl-C at the prompt jumps within its stack. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &call.signals);
	for (size_t size = 512u << 20; size >= 8u << 20; size /= 2) {
		pthread_attr_init(&attr);
		pthread_attr_setstacksize(&attr, size);
		if (pthread_create(&thread, &attr, thread_main, &call) == 0) {
			pthread_join(thread, NULL);
			return;
		}
	}
	pthread_sigmask(SIG_SETMASK, &call.signals, NULL);
	fn(arg);
}
