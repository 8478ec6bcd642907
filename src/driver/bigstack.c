/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large C stack for the front end, in a thread of its own that the process waits for. */
#include <pthread.h>

#include "driver/driver.h"

typedef struct Call { void (*fn)(void *arg); void *arg; } Call;

static void *thread_main(void *p)
{
	Call *c = p;

	c->fn(c->arg);
	return NULL;
}

void big_stack_run(void (*fn)(void *arg), void *arg)
{
	Call call = { fn, arg };
	pthread_attr_t attr;
	pthread_t thread;

	for (size_t size = 512u << 20; size >= 8u << 20; size /= 2) {
		pthread_attr_init(&attr);
		pthread_attr_setstacksize(&attr, size);
		if (pthread_create(&thread, &attr, thread_main, &call) == 0) {
			pthread_join(thread, NULL);
			return;
		}
	}
	fn(arg);
}
