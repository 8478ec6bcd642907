/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strata test [PACKAGES] [FLAGS] [-args WORDS]: as `go test`. For each package a child process checks and compiles it
 * with its tests and runs them in the package's directory; what it prints comes back through a pipe, is shown or kept,
 * and a line sums it up. Without PACKAGES the one in this directory is tested, and its output is shown as it comes.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <fcntl.h>
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

#include "base/vec.h"
#include "driver/driver.h"
#include "driver/test.h"
#include "embed/embed.h"
#include "ui/cli/cli.h"

typedef VEC(char *) Words;

enum { SWITCH, VALUE };
enum { TEST = 1, OWN = 2, BOTH = TEST | OWN };

typedef enum FlagId {
#define FLAG(name, kind, to, argument, help) FLAG_##name,
#include "driver/test_flags.def"
	FLAG_COUNT
} FlagId;

static const struct { const char *name; int kind, to; const char *argument, *help; } flags[] = {
#define FLAG(name, kind, to, argument, help) { #name, kind, to, argument, help },
#include "driver/test_flags.def"
};

static const struct { const char *name, *why; } refused[] = {
#define REFUSED(name, why) { #name, why },
#include "driver/test_flags.def"
};

typedef struct TestRun {
	const Library *library;
	Words packages;			/* as given */
	Words dirs;			/* of them, found */
	bool files;			/* they are Go files, together the only package */
	Words args;			/* of every test, without its name */
	const char *value[FLAG_COUNT];	/* of own flags; NULL: not given */
	bool local;			/* no packages given: this directory */
	bool failed;
	const char *profile;		/* -coverprofile: where a test writes its part … */
	FILE *profiles;			/* … which goes behind those before it */
	const char *pending;		/* -fuzz: the file in which the input stands that is being tried … */
	const char *ended;		/* … and how the process ended that tried it; NULL: it did not */
	Arena *arena;
} TestRun;

/* What a child tells besides its output. */
typedef enum Stage { STAGE_READ, STAGE_BUILD, STAGE_RUN, STAGE_NO_TESTS, STAGE_WRITTEN } Stage;
typedef struct Outcome { Stage stage; bool statements; char path[4096]; } Outcome;

/* ---- the command line ---- */

static void usage(void)
{
	fputs("usage: strata test [PACKAGES] [FLAGS] [-args WORDS]\n\nPACKAGES are directories, DIR/..., import paths of this "
	      "module, or one package's Go files;\nwithout any, the package in this directory is tested. FLAGS:\n", stderr);
	for (size_t i = 0; i < FLAG_COUNT; i++)
		fprintf(stderr, "  -%s%s%-*s %s\n", flags[i].name, *flags[i].argument ? " " : "",
			(int)(18 - strlen(flags[i].name) - (*flags[i].argument != 0)), flags[i].argument, flags[i].help);
	fputs("Other flags, and words after -args, are the test's own.\n", stderr);
}

static bool is_set(const TestRun *t, FlagId id)
{
	return t->value[id] && strcmp(t->value[id], "false") != 0;
}

/* What statements are counted as, NULL: they are not. */
static const char *cover_mode(const TestRun *t)
{
	if (t->value[FLAG_covermode])
		return t->value[FLAG_covermode];
	if (is_set(t, FLAG_cover) || t->value[FLAG_coverpkg] || t->value[FLAG_coverprofile])
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
static bool parse_words(TestRun *t, int argc, char **argv)
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
static void own_arguments(TestRun *t)
{
	Words args = { 0 };
	const char *v = is_set(t, FLAG_json) ? "test2json" : t->value[FLAG_v];

	if (v)
		vec_push(&args, arena_printf(t->arena, "-test.v=%s", v));
	vec_push(&args, arena_printf(t->arena, "-test.timeout=%s", t->value[FLAG_timeout] ? t->value[FLAG_timeout] : "10m0s"));
	vec_append(&args, t->args.data, t->args.len);
	vec_free(&t->args);
	memcpy(&t->args, &args, sizeof args);
}

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

/* Directories with Go files at and below dir, modules of their own left out. */
static void find_below(TestRun *t, const char *dir, bool top)
{
	struct dirent **list;
	struct stat st;
	int n;

	if (!top && stat(arena_printf(t->arena, "%s/go.mod", dir), &st) == 0)
		return;
	if (has_go_files(dir))
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

/* ---- in the child ---- */

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
	if (driver_write(s, is_set(t, FLAG_race), file))
		status = run_words(argv.data, dir);
	unlink(file);
	rmdir(there);
	vec_free(&argv);
	return status;
}

/* Builds and runs one package; what is wrong with it goes to the standard error that this process was given. */
static int child(TestRun *t, char *dir, Outcome *outcome, int pipe)
{
	const char *name;
	const char *const *names = t->files ? (const char *const *)t->packages.data : (const char *const[]){ dir };
	StrataConfig config = { .test = true, .all_errors = is_set(t, FLAG_e), .tags = t->value[FLAG_tags],
				.cover = cover_mode(t), .cover_packages = t->value[FLAG_coverpkg],
				.tested = (const char *const *)t->dirs.data };
	const Program *p;
	Words argv = { 0 };
	Strata *s;
	bool ok;

	if (is_set(t, FLAG_race))
		driver_race(&config);
	s = driver_open(config);
	p = s ? strata_program(s) : NULL;
	ok = s && strata_load(s, names, t->files ? t->packages.len : 1);

	if (!ok && !(p && diag_errors(p->ast.diags))) {
		fprintf(stderr, "# %s\n", dir);
		if (s)
			driver_report(s);
		return 1;
	}
	outcome->stage = STAGE_BUILD;
	ok = ok && strata_check(s) && (!p->has_tests || strata_compile(s));
	snprintf(outcome->path, sizeof outcome->path, "%s", p->path ? p->path : dir);
	if (!ok) {
		fprintf(stderr, "# %s [%s.test]\n", outcome->path, outcome->path);
		driver_report(s);
		return 1;
	}
	outcome->stage = p->has_tests ? STAGE_RUN : STAGE_NO_TESTS;
	outcome->statements = p->has_statements;
	if (!p->has_tests)
		return 0;
	name = arena_printf(t->arena, "%s.test", driver_name(outcome->path, t->arena));
	if ((is_set(t, FLAG_c) || t->value[FLAG_o]) &&
	    !driver_write(s, is_set(t, FLAG_race), driver_output(t->value[FLAG_o], name, t->arena))) {
		outcome->stage = STAGE_BUILD;
		return 1;
	}
	if (is_set(t, FLAG_c)) {
		outcome->stage = STAGE_WRITTEN;
		return 0;
	}
	send_to(pipe);
	if (t->value[FLAG_exec])
		return run_by_command(t, s, name, dir, outcome);
	test_words(t, name, outcome, &argv);
	strata_args(s, (int)argv.len, argv.data, NULL);
	if (strata_start(s) && chdir(dir) != 0) {
		fprintf(stderr, "strata: %s: %s\n", dir, strerror(errno));
		return 1;
	}
	return driver_execute(s);
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

static void start_child(TestRun *t, Child *c, char *dir, Outcome *outcome)
{
	int out[2], err[2] = { -1, -1 };

	fflush(stdout);
	if (pipe(out) != 0 || (is_set(t, FLAG_json) && pipe(err) != 0) || (c->pid = fork()) < 0) {
		fprintf(stderr, "strata: %s\n", strerror(errno));
		exit(1);
	}
	if (c->pid == 0) {
		int status;

		close(out[0]);
		if (err[1] >= 0)
			dup2(err[1], STDERR_FILENO);
		status = child(t, dir, outcome, out[1]);
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
	if (is_set(t, FLAG_json))
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
	if (is_set(t, FLAG_json))
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

	if (!c->shown && !is_set(t, FLAG_json) && (is_set(t, FLAG_v) || t->value[FLAG_bench] || t->value[FLAG_list]))
		fwrite(c->kept.data ? c->kept.data : "", 1, c->kept.len, stdout);
	summary(t, c, "ok  \t%s\t%.3fs%s%s\n", path, seconds_since(&c->start), cover, none ? " [no tests to run]" : "");
}

static void failed(TestRun *t, Child *c, const char *path)
{
	if (!c->shown && !is_set(t, FLAG_json))
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
	if (is_set(t, FLAG_json) && action)
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
	bool events = is_set(t, FLAG_json);
	Child c = { .shown = t->local || (t->dirs.len == 1 && (is_set(t, FLAG_v) || t->value[FLAG_bench] || t->value[FLAG_fuzz])) };
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
	fprintf(t->profiles, "mode: %s\n", cover_mode(t));
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
	own_arguments(t);
	if (wants_one_package(t) || is_output_one(t))
		return 1;
	if (!open_profiles(t) || !open_pending(t))
		return 1;
	vec_each(&t->dirs, dir) {
		test_package(t, *dir);
		take_profile(t);
	}
	close_profiles(t);
	if (t->failed && !t->local && !t->value[FLAG_fuzz] && !is_set(t, FLAG_json))
		puts("FAIL");
	return t->failed ? 1 : 0;
}

/* ---- the debugger on a test ---- */

/* In the package's directory, as the test itself runs. */
static int debug_test(TestRun *t)
{
	Words argv = { 0 };
	int status;

	if (t->dirs.len != 1 || chdir(t->dirs.data[0]) != 0) {
		fprintf(stderr, "strata: -debug wants one package\n");
		return 1;
	}

	vec_push(&argv, arena_strdup(t->arena, "strata"));
	vec_push(&argv, arena_strdup(t->arena, "--test"));
	if (is_set(t, FLAG_race))
		vec_push(&argv, arena_strdup(t->arena, "--race"));
	vec_push(&argv, arena_strdup(t->arena, "--args"));
	if (!t->files)
		vec_push(&argv, arena_strdup(t->arena, "."));
	for (size_t i = 0; t->files && i < t->packages.len; i++)
		vec_push(&argv, basename(t->packages.data[i]));
	vec_append(&argv, t->args.data, t->args.len);
	status = cli_main(t->library, (int)argv.len, argv.data);
	vec_free(&argv);
	return status;
}

int driver_test(const Library *library, int argc, char **argv)
{
	TestRun t = { .library = library, .arena = arena_new() };
	int status;

	if (!parse_words(&t, argc, argv)) {
		status = 2;
	} else {
		t.local = !t.packages.len;
		status = !find_packages(&t) ? 1 : is_set(&t, FLAG_debug) ? debug_test(&t) : run_tests(&t);
	}
	vec_free(&t.packages);
	vec_free(&t.dirs);
	vec_free(&t.args);
	arena_free(t.arena);
	return status;
}
