/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of strata test: flags of test_flags.def, packages, and what is the test's own. */
#include <stdio.h>
#include <string.h>

#include "driver/test.h"

enum { SWITCH, VALUE };
enum { TEST = 1, OWN = 2, BOTH = TEST | OWN };

static const struct { const char *name; int kind, to; const char *argument, *help; } flags[] = {
#define FLAG(name, kind, to, argument, help) { #name, kind, to, argument, help },
#include "driver/test_flags.def"
};

static const struct { const char *name, *why; } refused[] = {
#define REFUSED(name, why) { #name, why },
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

/* Says that a flag of go test is not supported. */
static bool is_refused(const char *word)
{
	size_t n;
	const char *name = flag_name(word, &n);

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (is_name(refused[i].name, name, n)) {
			fprintf(stderr, "strata test: -%s is not supported: %s\n", refused[i].name, refused[i].why);
			return true;
		}
	return false;
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

/* Is it a value that the flag can have? Says so if it is not. A switch's becomes "true" or "false". */
static bool check_value(size_t id, const char **value)
{
	static const char *const modes[] = { "set", "count", "atomic" };

	if (flags[id].kind == SWITCH && !(id == FLAG_v && strcmp(*value, "test2json") == 0)) {
		const char *given = *value;

		*value = truth(given);
		if (!*value)
			fprintf(stderr, "invalid boolean value \"%s\" for -%s: parse error\n", given, flags[id].name);
		return *value;
	}
	for (size_t i = 0; id == FLAG_covermode && i < 3; i++)
		if (strcmp(*value, modes[i]) == 0)
			return true;
	if (id == FLAG_covermode)
		fprintf(stderr, "invalid value \"%s\" for flag -covermode: valid modes are \"set\", \"count\", or \"atomic\"\n",
			*value);
	return id != FLAG_covermode;
}

static void take_flag(TestRun *t, size_t id, const char *value)
{
	if (flags[id].to & OWN)
		t->value[id] = value;
	if (flags[id].to & TEST && id != FLAG_timeout && id != FLAG_v)
		vec_push(&t->args, arena_printf(t->arena, "-test.%s=%s", flags[id].name, value));
}

/* Words until a flag that is not ours are packages; from then on all others are the test's. False: what is wrong was said. */
bool test_words_take(TestRun *t, int argc, char **argv)
{
	bool theirs = false;

	for (int i = 0; i < argc; i++) {
		const char *value;
		size_t id;

		if (strcmp(argv[i], "-args") == 0 || strcmp(argv[i], "--args") == 0) {
			vec_append(&t->args, argv + i + 1, (size_t)(argc - i - 1));
			return true;
		}
		if (argv[i][0] != '-' || !argv[i][1]) {
			vec_push(theirs ? &t->args : &t->packages, argv[i]);
			continue;
		}
		id = flag_of(argv[i], &value);
		if (id == FLAG_COUNT && is_refused(argv[i]))
			return false;
		if (id == FLAG_COUNT) {
			theirs = true;
			vec_push(&t->args, argv[i]);
			continue;
		}
		if (!value && flags[id].kind == VALUE) {
			if (++i == argc) {
				fprintf(stderr, "flag needs an argument: -%s\n", flags[id].name);
				usage();
				return false;
			}
			value = argv[i];
		}
		value = value ? value : "true";
		if (!check_value(id, &value))
			return false;
		take_flag(t, id, value);
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
