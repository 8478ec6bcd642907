/* SPDX-License-Identifier: GPL-3.0-or-later */
/* -race: the build tag, and what the environment says about reports (GORACE, as documented in "Data Race Detector"). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver/driver.h"

/* The value of a word NAME=VALUE of n bytes, NULL: it is another. */
static const char *value_of(const char *word, size_t n, const char *name)
{
	size_t k = strlen(name);

	return n > k && word[k] == '=' && memcmp(word, name, k) == 0 ? word + k + 1 : NULL;
}

void driver_race(StrataConfig *config)
{
	static char strip[4096], tags[4096];
	const char *p = getenv("GORACE"), *value;
	size_t n;

	snprintf(tags, sizeof tags, "race,%s", config->tags ? config->tags : "");
	config->tags = tags;
	config->race = true;
	config->race_status = 66;
	for (p = p ? p : ""; *p; p += n + strspn(p + n, " ")) {
		n = strcspn(p, " ");
		if ((value = value_of(p, n, "exitcode"))) {
			config->race_status = atoi(value);
		} else if ((value = value_of(p, n, "halt_on_error"))) {
			config->race_halt = atoi(value) != 0;
		} else if ((value = value_of(p, n, "strip_path_prefix")) && n < sizeof strip) {
			memcpy(strip, value, (size_t)(p + n - value));
			config->race_strip = strip;
		}
	}
}
