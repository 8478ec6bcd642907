/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process in which one package is built and tested; see test.h. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "driver/test.h"
#include "embed/embed.h"

static void send_to(int fd)
{
	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	close(fd);
}

/* An absolute name: the test runs in its package's directory. */
static const char *output_directory(TestRun *t)
{
	const char *given = t->value[FLAG_outputdir];
	char cwd[PATH_MAX];

	if (given && *given == '/')
		return given;
	if (!getcwd(cwd, sizeof cwd))
		return given ? given : "";
	return given ? arena_printf(t->arena, "%s/%s", cwd, given) : arena_strdup(t->arena, cwd);
}

/* Where inputs of a package are kept that have reached something new; NULL: nowhere. */
static const char *fuzz_cache(TestRun *t, const char *path)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache && *cache == '/')
		return arena_printf(t->arena, "%s/strata/fuzz/%s", cache, path);
	return home && *home == '/' ? arena_printf(t->arena, "%s/.cache/strata/fuzz/%s", home, path) : NULL;
}

static void fuzz_arguments(TestRun *t, const char *path, Words *argv)
{
	const char *cache = fuzz_cache(t, path);

	if (cache)
		vec_push(argv, arena_printf(t->arena, "-test.fuzzcachedir=%s", cache));
	vec_push(argv, arena_printf(t->arena, "-test.fuzzpending=%s", t->pending));
	if (t->ended)
		vec_push(argv, arena_printf(t->arena, "-test.fuzzended=%s", t->ended));
}

/* What a test is started with, after `first`. */
static void test_words(TestRun *t, const char *first, const Outcome *outcome, Words *argv)
{
	vec_push(argv, arena_strdup(t->arena, first));
	if (t->profile)
		vec_push(argv, arena_printf(t->arena, "-test.coverprofile=%s", t->profile));
	vec_push(argv, arena_printf(t->arena, "-test.outputdir=%s", output_directory(t)));
	if (t->pending)
		fuzz_arguments(t, outcome->path, argv);
	vec_append(argv, t->args.data, t->args.len);
}

/* Its status, or that of a process ended by a signal as a shell tells it. */
static int run_words(char *const *argv, const char *dir)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		if (chdir(dir) == 0)
			execvp(argv[0], argv);
		fprintf(stderr, "strata: -exec: %s: %s\n", argv[0], strerror(errno));
		_exit(1);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid < 0 ? 1 : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* -exec: the test as a file of its own, for as long as the command runs. */
static int run_by_command(TestRun *t, Strata *s, const char *name, const char *dir, const Outcome *outcome)
{
	char there[] = "/tmp/strata-test-XXXXXX", *rest = arena_strdup(t->arena, t->value[FLAG_exec]), *word;
	Words argv = { 0 };
	const char *file;
	int status = 1;

	if (!mkdtemp(there)) {
		fprintf(stderr, "strata: %s: %s\n", there, strerror(errno));
		return 1;
	}
	while ((word = strsep(&rest, " \t")))
		if (*word)
			vec_push(&argv, word);
	file = arena_printf(t->arena, "%s/%s", there, name);
	test_words(t, file, outcome, &argv);
	vec_push(&argv, NULL);
	if (driver_write(s, test_is_set(t, FLAG_race), file))
		status = run_words(argv.data, dir);
	unlink(file);
	rmdir(there);
	vec_free(&argv);
	return status;
}

/* Builds the package with its tests; NULL: what is wrong was said. */
static Strata *build(TestRun *t, char *dir, Outcome *outcome)
{
	const char *const *names = t->files ? (const char *const *)t->packages.data : (const char *const[]){ dir };
	StrataConfig config = { .test = true, .all_errors = test_is_set(t, FLAG_e), .tags = t->value[FLAG_tags], .link_flags = t->value[FLAG_ldflags],
				.cover = test_cover_mode(t), .cover_packages = t->value[FLAG_coverpkg],
				.tested = (const char *const *)t->dirs.data };
	const Program *p;
	Strata *s;
	bool ok;

	if (test_is_set(t, FLAG_race))
		driver_race(&config);
	s = driver_open(config);
	if (!s) {
		fprintf(stderr, "# %s\n", dir);
		return NULL;
	}
	p = strata_program(s);
	ok = strata_load(s, names, t->files ? t->packages.len : 1);
	if (!ok && !diag_errors(p->ast.diags)) {
		fprintf(stderr, "# %s\n", dir);
		driver_report(s);
		return NULL;
	}
	outcome->stage = STAGE_BUILD;
	ok = ok && strata_check(s) && (!p->has_tests || strata_compile(s));
	snprintf(outcome->path, sizeof outcome->path, "%s", p->path ? p->path : dir);
	if (ok)
		return s;
	fprintf(stderr, "# %s [%s.test]\n", outcome->path, outcome->path);
	driver_report(s);
	return NULL;
}

/* -c, -o: the test as a file. False: said. */
static bool write_test(TestRun *t, Strata *s, const char *name)
{
	return !(test_is_set(t, FLAG_c) || t->value[FLAG_o]) ||
	       driver_write(s, test_is_set(t, FLAG_race), driver_output(t->value[FLAG_o], name, t->arena));
}

static int run_here(TestRun *t, Strata *s, const char *name, const char *dir, const Outcome *outcome)
{
	Words argv = { 0 };

	test_words(t, name, outcome, &argv);
	strata_args(s, (int)argv.len, argv.data, NULL);
	if (strata_start(s) && chdir(dir) != 0) {
		fprintf(stderr, "strata: %s: %s\n", dir, strerror(errno));
		return 1;
	}
	return driver_execute(s);
}

int test_child(TestRun *t, char *dir, Outcome *outcome, int pipe)
{
	Strata *s = build(t, dir, outcome);
	const Program *p = s ? strata_program(s) : NULL;
	const char *name;

	if (!s)
		return 1;
	outcome->statements = p->has_statements;
	if (!p->has_tests) {
		outcome->stage = STAGE_NO_TESTS;
		return 0;
	}
	name = arena_printf(t->arena, "%s.test", driver_name(outcome->path, t->arena));
	if (!write_test(t, s, name))
		return 1;
	outcome->stage = test_is_set(t, FLAG_c) ? STAGE_WRITTEN : STAGE_RUN;
	if (outcome->stage == STAGE_WRITTEN)
		return 0;
	send_to(pipe);
	return t->value[FLAG_exec] ? run_by_command(t, s, name, dir, outcome) : run_here(t, s, name, dir, outcome);
}
