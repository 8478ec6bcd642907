/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of strata test: flags of test_flags.def, packages, and what is the test's own. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver/test.h"

enum { SWITCH, VALUE, NUMBER, COUNT, DURATION };
enum { TEST = 1, OWN = 2, BOTH = TEST | OWN };

static const struct { const char *name; int kind, to; const char *argument, *help; } flags[] = {
#define FLAG(name, kind, to, argument, help) { #name, kind, to, argument, help },
#include "driver/test_flags.def"
};

static void usage(void)
{
	fputs("usage: strata test [PACKAGES] [FLAGS] [-args WORDS]\n\nPACKAGES are directories, DIR/..., import paths of this "
	      "module, or one package's Go files;\nwithout any, the package in this directory is tested. FLAGS:\n", stderr);
	for (size_t i = 0; i < FLAG_COUNT; i++)
		fprintf(stderr, "  -%s%s%-*s %s\n", flags[i].name, *flags[i].argument ? " " : "",
			(int)(18 - strlen(flags[i].name) - (*flags[i].argument != 0)), flags[i].argument, flags[i].help);
	fputs("Other flags, and words after -args, are the test's own.\n", stderr);
}

bool test_is_set(const TestRun *t, FlagId id)
{
	return t->value[id] && strcmp(t->value[id], "false") != 0;
}

const char *test_cover_mode(const TestRun *t)
{
	if (t->value[FLAG_covermode])
		return t->value[FLAG_covermode];
	if (test_is_set(t, FLAG_cover) || t->value[FLAG_coverpkg] || t->value[FLAG_coverprofile])
		return "set";
	return t->value[FLAG_fuzz] ? "fuzz" : NULL;
}

/* The name in a word, with or without -test., and its length. */
static const char *flag_name(const char *word, size_t *n)
{
	const char *name = word + 1 + (word[1] == '-');

	if (strncmp(name, "test.", 5) == 0)
		name += 5;
	*n = strcspn(name, "=");
	return name;
}

static bool is_name(const char *have, const char *name, size_t n)
{
	return strlen(have) == n && memcmp(have, name, n) == 0;
}

/* Index of the flag that a word names; FLAG_COUNT: none. *value: after `=`, or NULL. */
static size_t flag_of(const char *word, const char **value)
{
	size_t n, i = 0;
	const char *name = flag_name(word, &n);

	while (i < FLAG_COUNT && !is_name(flags[i].name, name, n))
		i++;
	*value = name[n] ? name + n + 1 : NULL;
	return i;
}

/* A switch's value as strconv.ParseBool has it: "true", "false", or NULL. */
static const char *truth(const char *value)
{
	static const char *const words[] = { "1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(value, words[i]) == 0)
			return i < 6 ? "true" : "false";
	return NULL;
}

/* A number as strconv.ParseInt has it with base 0; COUNT: ParseUint. */
static bool is_number(const char *value, bool sign)
{
	char *end;

	errno = 0;
	if (strchr("+-", *value) && (*value == '\0' || !sign))
		return false;
	strtoll(value, &end, 0);
	return !*end && errno == 0 && !strchr(" \t", *value);
}

/* A duration as time.ParseDuration has it: 0, or numbers with units. */
static bool is_duration(const char *value)
{
	static const char *const units[] = { "ns", "us", "µs", "μs", "ms", "s", "m", "h" };

	value += *value == '-' || *value == '+';
	if (strcmp(value, "0") == 0)
		return true;
	if (!*value)
		return false;
	while (*value) {
		size_t whole = strspn(value, "0123456789"), point = value[whole] == '.';
		size_t part = point ? strspn(value + whole + 1, "0123456789") : 0, best = 0;

		if (!whole && !part)
			return false;
		value += whole + point + part;
		for (size_t i = 0; i < sizeof units / sizeof *units; i++)
			if (strncmp(value, units[i], strlen(units[i])) == 0 && strlen(units[i]) > best)
				best = strlen(units[i]);
		if (!best)
			return false;
		value += best;
	}
	return true;
}

static bool is_mode(const char *value)
{
	return strcmp(value, "set") == 0 || strcmp(value, "count") == 0 || strcmp(value, "atomic") == 0;
}

/* Is it a value that the flag can have? Says so if it is not. A switch's becomes "true" or "false". */
static bool check_value(size_t id, const char **value)
{
	const char *given = *value, *name = flags[id].name;
	int kind = flags[id].kind;

	if (kind == SWITCH && !(id == FLAG_v && strcmp(given, "test2json") == 0)) {
		*value = truth(given);
		if (*value)
			return true;
		fprintf(stderr, "invalid boolean value \"%s\" for -%s: parse error\n", given, name);
	} else if (id == FLAG_covermode && !is_mode(given)) {
		fprintf(stderr, "invalid value \"%s\" for flag -covermode: valid modes are \"set\", \"count\", or \"atomic\"\n", given);
	} else if ((kind == DURATION && !is_duration(given)) || ((kind == NUMBER || kind == COUNT) && !is_number(given, kind == NUMBER))) {
		fprintf(stderr, "invalid value \"%s\" for flag -%s: parse error\n", given, name);
	} else {
		return true;
	}
	return false;
}

static void take_flag(TestRun *t, size_t id, const char *value)
{
	if (flags[id].to & OWN)
		t->value[id] = value;
	if (flags[id].to & TEST && id != FLAG_timeout && id != FLAG_v)
		vec_push(&t->args, arena_printf(t->arena, "-test.%s=%s", flags[id].name, value));
}

/* The flag that word i names, with its value; i goes to the last of its words. False: what is wrong was said. */
static bool take_known(TestRun *t, size_t id, const char *value, int argc, char **argv, int *i)
{
	if (!value && flags[id].kind != SWITCH) {
		if (++*i == argc) {
			fprintf(stderr, "flag needs an argument: -%s\n", flags[id].name);
			usage();
			return false;
		}
		value = argv[*i];
	}
	value = value ? value : "true";
	if (!check_value(id, &value))
		return false;
	take_flag(t, id, value);
	return true;
}

/* Where the words are that are neither flags nor their values: packages stand together, before any flag that is not ours. */
typedef enum WordPlace { AT_PACKAGES, BEHIND_PACKAGES, AT_VALUE } WordPlace;

/* Is it the end of the flags? A word behind the packages is, with all that follow, but what may be the value of a flag that is not ours. */
static bool take_word(TestRun *t, WordPlace *place, int argc, char **argv)
{
	if (*place == BEHIND_PACKAGES) {
		vec_append(&t->args, argv, (size_t)argc);
		return true;
	}
	vec_push(*place == AT_VALUE ? &t->args : &t->packages, argv[0]);
	*place = *place == AT_VALUE ? BEHIND_PACKAGES : AT_PACKAGES;
	return false;
}

/* A flag, as take_known; of one that is neither ours nor go build's, the test is asked. */
static bool take_dash(TestRun *t, WordPlace *place, int argc, char **argv, int *i)
{
	const char *value;
	size_t id = flag_of(argv[*i], &value);
	int words = 0;

	if (t->packages.len || *place == AT_VALUE)
		*place = BEHIND_PACKAGES;
	if (id != FLAG_COUNT)
		return take_known(t, id, value, argc, argv, i);
	words = driver_build_flag(argc - *i, argv + *i);
	if (words > 0)
		*i += words - 1;
	if (words)
		return words > 0;
	vec_push(&t->args, argv[*i]);
	*place = value ? BEHIND_PACKAGES : AT_VALUE;
	return true;
}

static bool is_any(const char *word, const char *a, const char *b)
{
	return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* Those of GOFLAGS that mean something here; their values stand behind `=`. */
static bool take_goflags(TestRun *t)
{
	size_t n = driver_goflags(t->goflags, GOFLAGS_WORDS);

	for (size_t i = 0; i < n; i++) {
		const char *value;
		size_t id = flag_of(t->goflags[i], &value);
		int at = 0;

		if (id != FLAG_COUNT ? !take_known(t, id, value, 1, t->goflags + i, &at) : driver_build_flag(1, t->goflags + i) < 0)
			return false;
	}
	return true;
}

bool test_words_take(TestRun *t, int argc, char **argv)
{
	WordPlace place = AT_PACKAGES;
	int i = take_goflags(t) ? driver_change_directory(argc, argv) : -1;

	if (i < 0)
		return false;
	for (; i < argc; i++) {
		if (is_any(argv[i], "-args", "--args")) {
			vec_append(&t->args, argv + i + 1, (size_t)(argc - i - 1));
			return true;
		}
		if (is_any(argv[i], "-h", "-help")) {
			usage();
			return false;
		}
		if (argv[i][0] != '-' || !argv[i][1]) {
			if (take_word(t, &place, argc - i, argv + i))
				return true;
		} else if (!take_dash(t, &place, argc, argv, &i)) {
			return false;
		}
	}
	return true;
}

/* -test.v and -test.timeout come first, so that the test's own words stay behind its flags. */
void test_words_finish(TestRun *t)
{
	Words args = { 0 };
	const char *v = test_is_set(t, FLAG_json) ? "test2json" : t->value[FLAG_v];

	if (v)
		vec_push(&args, arena_printf(t->arena, "-test.v=%s", v));
	vec_push(&args, arena_printf(t->arena, "-test.timeout=%s", t->value[FLAG_timeout] ? t->value[FLAG_timeout] : "10m0s"));
	vec_append(&args, t->args.data, t->args.len);
	vec_free(&t->args);
	memcpy(&t->args, &args, sizeof args);
}
