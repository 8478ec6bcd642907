/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GODEBUG: name=value with commas, of which the last one of a name counts; what the environment does not say the program's defaults do. */
#include <stdlib.h>
#include <string.h>

#include "machine/natives.h"

/* The last value of a name in a list of n bytes; NULL: it has none. */
static const char *find(const char *list, size_t n, const char *key, size_t len, size_t *length)
{
	const char *found = NULL, *end = list + n;

	for (const char *at = list, *next; at < end; at = next + 1) {
		next = memchr(at, ',', (size_t)(end - at));
		next = next ? next : end;
		if ((size_t)(next - at) <= len || at[len] != '=' || memcmp(at, key, len) != 0)
			continue;
		found = at + len + 1;
		*length = (size_t)(next - found);
	}
	return found;
}

static const char *defaults(const Machine *m)
{
	const char *text = "";

	for (size_t i = 0; i < m->images.len && !*text; i++)
		text = image_godebug(m->images.data[i]);
	return text;
}

static const char *setting(const Machine *m, GoString environment, const char *key, size_t len, size_t *length)
{
	const char *value = environment.len ? find(at(environment.ptr), environment.len, key, len, length) : NULL, *text;

	if (value)
		return value;
	text = defaults(m);
	return find(text, strlen(text), key, len, length);
}

/* Is it a number other than 0? */
static bool is_on(const Machine *m, GoString environment, const char *key)
{
	size_t n;
	const char *value = setting(m, environment, key, strlen(key), &n);

	return value && strtol(value, NULL, 10) != 0;
}

static GoString whole(const char *text)
{
	return (GoString){ (uint64_t)text, text ? strlen(text) : 0 };
}

static void read_own(Machine *m, GoString environment)
{
	m->state->panic_nil = is_on(m, environment, "panicnil");
	m->state->async_timers = is_on(m, environment, "asynctimerchan");
}

bool godebug_is_on(const Machine *m, const char *key)
{
	return is_on(m, whole(environment(m, "GODEBUG")), key);
}

void godebug_start(Machine *m)
{
	read_own(m, whole(environment(m, "GODEBUG")));
}

/* w: environment's text; the program has changed it. */
Flow rt_settings_changed(Machine *m, uint64_t *w)
{
	read_own(m, (GoString){ w[0], w[1] });
	return FLOW_NEXT;
}

/* w: environment's text, key; value. */
Flow rt_setting(Machine *m, uint64_t *w)
{
	size_t n = 0;
	const char *value = setting(m, (GoString){ w[0], w[1] }, at(w[2]), w[3], &n);

	return native_string(m, value ? value : "", n, w + 4) ? FLOW_NEXT : FLOW_STOP;
}
