/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strata test [PACKAGES] [FLAGS] [-args WORDS]: as `go test`. For each package a child process checks and compiles it
 * with its tests and runs them in the package's directory; what it prints comes back through a pipe, is shown or kept,
 * and a line sums it up. Without PACKAGES the one in this directory is tested, and its output is shown as it comes.
 */
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <libgen.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "driver/test.h"
#include "ui/cli/cli.h"

/* ---- which packages ---- */

static bool has_go_files(const char *dir)
{
	struct dirent *e;
	DIR *d = opendir(dir);
	bool found = false;

	while (d && !found && (e = readdir(d)))
		found = fnmatch("[!._]*.go", e->d_name, 0) == 0;
	if (d)
		closedir(d);
	return found;
}

static int is_package_dir(const struct dirent *e)
{
	return e->d_name[0] != '.' && e->d_name[0] != '_' && strcmp(e->d_name, "testdata") != 0 &&
	       strcmp(e->d_name, "vendor") != 0;
}

/* Directories with Go files of the build at and below dir, modules of their own left out. */
static void find_below(TestRun *t, const char *dir, bool top)
{
	struct dirent **list;
	struct stat st;
	int n;

	if (!top && stat(arena_printf(t->arena, "%s/go.mod", dir), &st) == 0)
		return;
	if (has_go_files(dir) && program_directory_has_files(t->library, dir, t->value[FLAG_tags]))
		vec_push(&t->dirs, arena_strdup(t->arena, dir));
	n = scandir(dir, &list, is_package_dir, alphasort);
	for (int i = 0; i < n; i++) {
		char *path = strcmp(dir, ".") == 0 ? arena_strdup(t->arena, list[i]->d_name)
			     : arena_printf(t->arena, "%s/%s", dir, list[i]->d_name);

		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			find_below(t, path, false);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
}

/* A directory, or an import path of the module that this directory is in. */
static char *directory_of(TestRun *t, char *word)
{
	struct stat st;
	const char *dir;

	if (stat(word, &st) == 0 && S_ISDIR(st.st_mode))
		return strncmp(word, "./", 2) == 0 && word[2] ? word + 2 : word;
	dir = program_package_directory(t->library, word, t->arena);
	return dir ? arena_strdup(t->arena, dir) : word;
}

/* Go files that are named are a package, all of one directory. False: they are not, which is said. */
static bool find_files(TestRun *t)
{
	char *dir = dirname(arena_strdup(t->arena, t->packages.data[0]));

	vec_each(&t->packages, word) {
		struct stat st;

		if (!text_has_ending(*word, ".go")) {
			fprintf(stderr, "named files must be .go files: %s\n", *word);
			return false;
		}
		if (strcmp(dirname(arena_strdup(t->arena, *word)), dir) != 0) {
			fprintf(stderr, "named files must all be in one directory; have %s and %s\n", dir,
				dirname(arena_strdup(t->arena, *word)));
			return false;
		}
		if (stat(*word, &st) != 0) {
			fprintf(stderr, "%s: %s.\n", *word, strerror(errno));
			return false;
		}
	}
	vec_push(&t->dirs, dir);
	return true;
}

static void find_directories(TestRun *t)
{
	vec_each(&t->packages, word) {
		size_t n = strlen(*word), before = t->dirs.len;

		if (n >= 3 && strcmp(*word + n - 3, "...") == 0) {
			char *dir = arena_strndup(t->arena, *word, n > 4 ? n - 4 : 1);

			find_below(t, n == 3 ? "." : directory_of(t, dir), true);
			if (t->dirs.len == before)
				fprintf(stderr, "go: warning: \"%s\" matched no packages\n", *word);
		} else {
			vec_push(&t->dirs, directory_of(t, *word));
		}
	}
	if (!t->packages.len)
		vec_push(&t->dirs, arena_strdup(t->arena, "."));
}

static bool find_packages(TestRun *t)
{
	vec_each(&t->packages, word)
		t->files |= text_has_ending(*word, ".go");
	if (!t->files)
		find_directories(t);
	else if (!find_files(t))
		return false;
	vec_push(&t->dirs, NULL);	/* closes the list */
	t->dirs.len--;
	return true;
}

/* ---- in the parent ---- */

typedef struct Child {
	pid_t pid;
	int out, err;			/* its output; with -json, its diagnostics too, else -1 */
	struct timespec start;
	StrBuf kept;
	bool shown;			/* output is shown as it comes */
	bool heard;			/* there was some */
	int status;
	TestEvents events;
} Child;

static double seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* Standard error goes into this pipe alone, so that it ends when the test begins and has another one. */
static void send_errors(const int *err)
{
	dup2(err[1], STDERR_FILENO);
	close(err[0]);
	close(err[1]);
}

static void start_child(TestRun *t, Child *c, char *dir, Outcome *outcome)
{
	int out[2], err[2] = { -1, -1 };

	fflush(stdout);
	if (pipe(out) != 0 || (test_is_set(t, FLAG_json) && pipe(err) != 0) || (c->pid = fork()) < 0) {
		fprintf(stderr, "strata: %s\n", strerror(errno));
		exit(1);
	}
	if (c->pid == 0) {
		int status;

		close(out[0]);
		if (err[1] >= 0)
			send_errors(err);
		status = test_child(t, dir, outcome, out[1]);
		fflush(stdout);
		_exit(status);
	}
	if (t->value[FLAG_fuzz])
		signal(SIGINT, SIG_IGN);	/* the test ends by it in good order */
	close(out[1]);
	if (err[1] >= 0)
		close(err[1]);
	c->out = out[0];
	c->err = err[0];
	clock_gettime(CLOCK_MONOTONIC, &c->start);
}

static void receive(TestRun *t, Child *c, const char *bytes, size_t n)
{
	c->heard = true;
	if (test_is_set(t, FLAG_json))
		events_output(&c->events, bytes, n);
	else if (c->shown)
		fwrite(bytes, 1, n, stdout), fflush(stdout);
	if (!t->local)
		sb_addn(&c->kept, bytes, n);
}

/* All that a descriptor gives, into out or to receive. */
static void drain(TestRun *t, Child *c, int fd, StrBuf *out)
{
	char buf[16384];
	ssize_t n;

	while ((n = read(fd, buf, sizeof buf)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0 && out)
			sb_addn(out, buf, (size_t)n);
		else if (n > 0)
			receive(t, c, buf, (size_t)n);
	close(fd);
}

/* Diagnostics as events, a line each. */
static void build_events(const StrBuf *text, const char *build)
{
	for (size_t i = 0; i < text->len;) {
		const char *line = text->data + i, *end = memchr(line, '\n', text->len - i);
		size_t n = end ? (size_t)(end - line) + 1 : text->len - i;

		events_build_output(build, line, n);
		i += n;
	}
	events_build_fail(build);
}

/* A line of the summary: to standard output, or as an event. */
static void __attribute__((format(printf, 3, 4))) summary(TestRun *t, Child *c, const char *format, ...)
{
	StrBuf line = { 0 };
	va_list args;

	va_start(args, format);
	sb_vprintf(&line, format, args);
	va_end(args);
	if (test_is_set(t, FLAG_json))
		events_output(&c->events, line.data, line.len);
	else
		fwrite(line.data, 1, line.len, stdout);
	sb_free(&line);
}

static bool contains(StrBuf *text, const char *what)
{
	return text->len && strstr(sb_text(text), what);
}

/* The words of the coverage line that a test's output ends with, after a tab; "" when there is none. */
static const char *coverage(StrBuf *text, Arena *arena)
{
	const char *at = text->len ? strstr(sb_text(text), "\ncoverage: ") : NULL;

	return at ? arena_printf(arena, "\t%.*s", (int)strcspn(at + 1, "\n"), at + 1) : "";
}

static void passed(TestRun *t, Child *c, const char *path)
{
	bool none = contains(&c->kept, "testing: warning: no tests to run\n");
	const char *cover = coverage(&c->kept, t->arena);

	if (!c->shown && !test_is_set(t, FLAG_json) && (test_is_set(t, FLAG_v) || t->value[FLAG_bench] || t->value[FLAG_list]))
		fwrite(c->kept.data ? c->kept.data : "", 1, c->kept.len, stdout);
	summary(t, c, "ok  \t%s\t%.3fs%s%s\n", path, seconds_since(&c->start), cover, none ? " [no tests to run]" : "");
}

static void failed(TestRun *t, Child *c, const char *path)
{
	if (!c->shown && !test_is_set(t, FLAG_json))
		fwrite(c->kept.data ? c->kept.data : "", 1, c->kept.len, stdout);
	if (WIFSIGNALED(c->status))
		summary(t, c, "signal: %s\n", strsignal(WTERMSIG(c->status)));
	else if (t->local || t->value[FLAG_fuzz] || !c->heard)
		summary(t, c, "exit status %d\n", WEXITSTATUS(c->status));
	summary(t, c, "FAIL\t%s\t%.3fs\n", path, seconds_since(&c->start));
}

/* Says how a package's tests ended. */
static void conclude(TestRun *t, Child *c, const Outcome *outcome, const char *dir)
{
	const char *path = *outcome->path ? outcome->path : dir, *action = "fail", *build = NULL;
	double took = seconds_since(&c->start);

	t->failed |= c->status != 0;
	if (outcome->stage == STAGE_WRITTEN) {
		action = NULL;
	} else if (outcome->stage == STAGE_READ) {
		summary(t, c, "FAIL\t%s [setup failed]\n", dir);
	} else if (outcome->stage == STAGE_BUILD) {
		build = arena_printf(t->arena, "%s [%s.test]", path, path);
		summary(t, c, "FAIL\t%s [build failed]\n", path);
	} else if (c->status != 0) {
		failed(t, c, path);
	} else if (outcome->stage == STAGE_NO_TESTS && outcome->statements) {
		summary(t, c, "\t%s\t\tcoverage: 0.0%% of statements\n", path);
		action = "skip";
	} else if (outcome->stage == STAGE_NO_TESTS) {
		summary(t, c, "?   \t%s\t[no test files]\n", path);
		action = "skip";
	} else {
		passed(t, c, path);
		action = "pass";
	}
	if (test_is_set(t, FLAG_json) && action)
		events_end(&c->events, action, outcome->stage == STAGE_RUN ? took : 0, build);
}

static void await_child(TestRun *t, Child *c)
{
	drain(t, c, c->out, NULL);
	while (waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
		;
}

/* The process ended in the middle of an input: another one writes that down, and says so. */
static void recover_input(TestRun *t, Child *c, char *dir, Outcome *outcome)
{
	struct timespec start = c->start;
	struct stat st;

	if (!t->pending || outcome->stage != STAGE_RUN || stat(t->pending, &st) != 0 || !st.st_size)
		return;
	t->ended = WIFSIGNALED(c->status) ? arena_printf(t->arena, "signal: %s", strsignal(WTERMSIG(c->status)))
					  : arena_printf(t->arena, "exit status %d", WEXITSTATUS(c->status));
	start_child(t, c, dir, outcome);
	if (c->err >= 0)
		close(c->err);
	c->start = start;
	await_child(t, c);
}

/* The events of a package begin with its path, which is known when its first output comes. */
static void test_package(TestRun *t, char *dir)
{
	Outcome *outcome = mmap(NULL, sizeof *outcome, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	bool events = test_is_set(t, FLAG_json);
	Child c = { .shown = t->local || (t->dirs.len == 1 && (test_is_set(t, FLAG_v) || t->value[FLAG_bench] || t->value[FLAG_fuzz])) };
	StrBuf diagnostics = { 0 };
	struct pollfd first;

	start_child(t, &c, dir, outcome);
	if (events) {
		first = (struct pollfd){ .fd = c.out, .events = POLLIN };
		drain(t, &c, c.err, &diagnostics);
		while (poll(&first, 1, -1) < 0 && errno == EINTR)
			;
		if (diagnostics.len)
			build_events(&diagnostics, arena_printf(t->arena, "%s [%s.test]", outcome->path, outcome->path));
		events_start(&c.events, *outcome->path ? outcome->path : dir);
	}
	await_child(t, &c);
	recover_input(t, &c, dir, outcome);
	conclude(t, &c, outcome, dir);
	sb_free(&c.kept);
	sb_free(&diagnostics);
	munmap(outcome, sizeof *outcome);
}

/* ---- profiles ---- */

/* A file for the profile of one test; in front of all of them stands the mode. */
static bool open_profiles(TestRun *t)
{
	char name[] = "/tmp/strata-cover-XXXXXX";
	int fd;

	if (!t->value[FLAG_coverprofile])
		return true;
	t->profiles = fopen(t->value[FLAG_coverprofile], "w");
	fd = t->profiles ? mkstemp(name) : -1;
	if (fd < 0) {
		fprintf(stderr, "strata: %s: %s\n", t->value[FLAG_coverprofile], strerror(errno));
		return false;
	}
	close(fd);
	t->profile = arena_strdup(t->arena, name);
	fprintf(t->profiles, "mode: %s\n", test_cover_mode(t));
	return true;
}

/* Adds what a test has written, but its first line, and empties that. */
static void take_profile(TestRun *t)
{
	FILE *f = t->profile ? fopen(t->profile, "r+") : NULL;
	bool first = true;
	int c;

	while (f && (c = getc(f)) != EOF) {
		if (!first)
			putc(c, t->profiles);
		first = first && c != '\n';
	}
	if (f && ftruncate(fileno(f), 0) != 0)
		fprintf(stderr, "strata: %s: %s\n", t->profile, strerror(errno));
	if (f)
		fclose(f);
}

static bool open_pending(TestRun *t)
{
	char name[] = "/tmp/strata-fuzz-XXXXXX";
	int fd;

	if (!t->value[FLAG_fuzz])
		return true;
	fd = mkstemp(name);
	if (fd < 0) {
		fprintf(stderr, "strata: %s: %s\n", name, strerror(errno));
		return false;
	}
	close(fd);
	t->pending = arena_strdup(t->arena, name);
	return true;
}

static void close_profiles(TestRun *t)
{
	if (t->pending)
		unlink(t->pending);
	if (!t->profiles)
		return;
	if (fclose(t->profiles) != 0)
		t->failed = true;
	unlink(t->profile);
}

/* There are several, and a flag for one: said. */
static bool wants_one_package(const TestRun *t)
{
	static const struct { int flag; const char *name; } single[] = {
		{ FLAG_fuzz, "fuzz" }, { FLAG_cpuprofile, "cpuprofile" }, { FLAG_memprofile, "memprofile" },
		{ FLAG_blockprofile, "blockprofile" }, { FLAG_mutexprofile, "mutexprofile" },
	};

	for (size_t i = 0; t->dirs.len > 1 && i < sizeof single / sizeof *single; i++)
		if (t->value[single[i].flag]) {
			fprintf(stderr, "cannot use -%s flag with multiple packages\n", single[i].name);
			return true;
		}
	return false;
}

/* -o with several: into a directory, or nowhere. */
static bool is_output_one(const TestRun *t)
{
	const char *o = t->value[FLAG_o];
	struct stat st;

	if (!o || t->dirs.len < 2 || strcmp(o, "/dev/null") == 0 || (*o && o[strlen(o) - 1] == '/') ||
	    (stat(o, &st) == 0 && S_ISDIR(st.st_mode)))
		return false;
	fprintf(stderr, "with multiple packages, -o must refer to a directory or /dev/null\n");
	return true;
}

static int run_tests(TestRun *t)
{
	test_words_finish(t);
	if (wants_one_package(t) || is_output_one(t))
		return 1;
	if (!open_profiles(t) || !open_pending(t))
		return 1;
	vec_each(&t->dirs, dir) {
		test_package(t, *dir);
		take_profile(t);
	}
	close_profiles(t);
	if (t->failed && !t->local && !t->value[FLAG_fuzz] && !test_is_set(t, FLAG_json))
		puts("FAIL");
	return t->failed ? 1 : 0;
}

/* ---- the debugger on a test ---- */

/* What has no meaning in the debugger is not passed over. */
static bool is_undebugged(const TestRun *t)
{
	static const struct { FlagId flag; const char *name; } others[] = {
		{ FLAG_json, "json" }, { FLAG_cover, "cover" }, { FLAG_coverprofile, "coverprofile" }, { FLAG_c, "c" }, { FLAG_o, "o" },
		{ FLAG_exec, "exec" },
	};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (t->value[others[i].flag]) {
			fprintf(stderr, "strata: -debug and -%s do not go together\n", others[i].name);
			return true;
		}
	return false;
}

/* In the package's directory, as the test itself runs. */
static int debug_test(TestRun *t)
{
	Words argv = { 0 };
	int status;

	if (is_undebugged(t))
		return 2;
	if (t->dirs.len != 1 || chdir(t->dirs.data[0]) != 0) {
		fprintf(stderr, "strata: -debug wants one package\n");
		return 1;
	}

	vec_push(&argv, arena_strdup(t->arena, "strata"));
	vec_push(&argv, arena_strdup(t->arena, "--test"));
	if (test_is_set(t, FLAG_race))
		vec_push(&argv, arena_strdup(t->arena, "--race"));
	vec_push(&argv, arena_strdup(t->arena, "--args"));
	if (!t->files)
		vec_push(&argv, arena_strdup(t->arena, "."));
	for (size_t i = 0; t->files && i < t->packages.len; i++)
		vec_push(&argv, basename(t->packages.data[i]));
	if (test_is_set(t, FLAG_v))
		vec_push(&argv, arena_strdup(t->arena, "-test.v=true"));
	vec_append(&argv, t->args.data, t->args.len);
	status = cli_main(t->library, (int)argv.len, argv.data);
	vec_free(&argv);
	return status;
}

int driver_test(const Library *library, int argc, char **argv)
{
	TestRun t = { .library = library, .arena = arena_new() };
	int status;

	if (!test_words_take(&t, argc, argv)) {
		status = 2;
	} else {
		t.local = !t.packages.len;
		status = !find_packages(&t) ? 1 : test_is_set(&t, FLAG_debug) ? debug_test(&t) : run_tests(&t);
	}
	vec_free(&t.packages);
	vec_free(&t.dirs);
	vec_free(&t.args);
	arena_free(t.arena);
	return status;
}
