/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flags that run, build and test have of go build: -C, -race, -tags, -ldflags, -o; those of build_flags.def; and GOFLAGS. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver/driver.h"

enum { SWITCH, VALUE };

static const struct { const char *name; int kind; const char *refused; } flags[] = {
#define WITHOUT(name, kind, why) { #name, kind, NULL },
#define REFUSED(name, kind, why) { #name, kind, why },
#include "driver/build_flags.def"
};

/* Is `word` this flag, with one dash or two, perhaps with a value behind `=`? */
static bool is_flag(const char *word, const char *name)
{
	size_t n = strlen(name);

	word += word[0] == '-';
	word += word[0] == '-';
	return strncmp(word, name, n) == 0 && (!word[n] || word[n] == '=');
}

/* If argv[0] is this flag: how many words it takes, and its value, which stands behind it where there is no `=`. 0: it is not. */
static int flag_value(const char *name, int argc, char **argv, const char **value)
{
	const char *equal = strchr(argv[0], '=');

	if (!is_flag(argv[0], name) || (!equal && argc < 2))
		return 0;
	*value = equal ? equal + 1 : argv[1];
	return equal ? 1 : 2;
}

int driver_build_flag(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		if (!is_flag(argv[0], flags[i].name))
			continue;
		if (flags[i].refused) {
			fprintf(stderr, "strata: -%s is not supported: %s\n", flags[i].name, flags[i].refused);
			return -1;
		}
		return flags[i].kind == SWITCH || strchr(argv[0], '=') || argc < 2 ? 1 : 2;
	}
	return 0;
}

int driver_change_directory(int argc, char **argv)
{
	const char *dir;
	int n = argc > 0 && argv[0][0] == '-' ? flag_value("C", argc, argv, &dir) : 0;

	if (n && chdir(dir) != 0) {
		fprintf(stderr, "strata: chdir %s: %s\n", dir, strerror(errno));
		return -1;
	}
	return n;
}

size_t driver_goflags(char **words, size_t room)
{
	static char text[4096];
	size_t n = 0;

	snprintf(text, sizeof text, "%s", getenv("GOFLAGS") ? getenv("GOFLAGS") : "");
	for (char *word = strtok(text, " \t"); word && n < room; word = strtok(NULL, " \t"))
		words[n++] = word;
	return n;
}

/* One flag; how many words it takes, 0: it is none of these, -1: it is refused. */
static int take_flag(StrataConfig *config, const char **output, int argc, char **argv)
{
	const char *none;
	int n = flag_value("tags", argc, argv, &config->tags);

	if (n)
		return n;
	n = flag_value("ldflags", argc, argv, &config->link_flags);
	if (n)
		return n;
	if (is_flag(argv[0], "race")) {
		config->race = strcmp(argv[0] + strcspn(argv[0], "="), "=false") != 0;
		return 1;
	}
	n = output ? flag_value("o", argc, argv, output) : 0;
	if (!n && (is_flag(argv[0], "v") || is_flag(argv[0], "p")))
		n = is_flag(argv[0], "v") ? 1 : flag_value("p", argc, argv, &none);
	return n ? n : driver_build_flag(argc, argv);
}

int driver_flags(StrataConfig *config, const char **output, int argc, char **argv)
{
	char *more[64];
	int n = (int)driver_goflags(more, sizeof more / sizeof *more), i = 0;

	while (i < n) {
		int took = take_flag(config, NULL, 1, more + i);	/* values stand behind `=` there */

		if (took < 0)
			return -1;
		i++;
	}
	i = driver_change_directory(argc, argv);
	while (i >= 0 && i < argc && argv[i][0] == '-') {
		int took = take_flag(config, output, argc - i, argv + i);

		if (!took)
			break;
		i = took < 0 ? -1 : i + took;
	}
	if (config->race)
		driver_race(config);
	return i;
}
