/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One block of a lab, in a process of its own: the program is a stranger. There standard input, output and error are
 * /dev/null and every other descriptor is closed, so that nothing it writes can come near a report; files are closed to
 * it as well unless the grader was told otherwise. What came of the block goes back through shared memory, and is
 * believed only if the process has come to its end; whatever else happens to it is a failure of this block alone.
 */
#define _GNU_SOURCE 1	/* O_PATH, closefrom */
#include "ui/cli/grade_int.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXT_MAX = 4096, TIME_STATUS = 124, PROC_FILES = 0x9fa0, MEMORY_DEVICES = 1 };
enum { PATIENCE = 5, IDLE_FACTOR = 6 };	/* seconds for an interrupt to be heard; how long a block may wait without working */

typedef struct Verdict {
	bool complete, out_of_time, lab_wrong;
	size_t answered;
	char why[TEXT_MAX];		/* "": it has passed */
	char wrong[TEXT_MAX];		/* of the lab */
} Verdict;

/* ---- limits ---- */

enum { ERRORS_KEPT = 1 << 16 };	/* bytes, and what comes at a time */

static void keep_output(void *ctx, int fd, const char *bytes, size_t n)
{
	BlockRun *b = ctx;
	uint64_t most = b->limits[LIMIT_OUTPUT];

	if (fd != 1 && b->errors.len < ERRORS_KEPT)
		sb_addn(&b->errors, bytes, n);
	if (fd != 1 || b->too_much_output)
		return;
	sb_addn(&b->output, bytes, n);
	if (most && b->output.len > most) {
		b->too_much_output = true;
		debug_interrupt(b->session);
	}
}

/* Files that are the grader's own: what it reads and where it writes, by whatever name the program comes to them. */
static bool is_secret(const BlockWorld *w, const struct stat *file)
{
	struct stat st;

	for (size_t i = 0; i < w->nsecret; i++)
		if (stat(w->secret[i], &st) == 0 && st.st_dev == file->st_dev && st.st_ino == file->st_ino)
			return true;
	return false;
}

/* Looked at, not opened: of the system's own files only /dev/null and its kin are open to the program. */
static bool is_open_to_all(const BlockWorld *w, int dir, const char *name)
{
	int fd = openat(dir, name, O_PATH | O_CLOEXEC);
	struct stat st;
	struct statfs fs;
	bool ok;

	if (fd < 0)
		return true;
	ok = fstat(fd, &st) == 0 && fstatfs(fd, &fs) == 0 && fs.f_type != PROC_FILES && !S_ISFIFO(st.st_mode)
	     && (!S_ISCHR(st.st_mode) || major(st.st_rdev) == MEMORY_DEVICES) && !is_secret(w, &st);
	close(fd);
	return ok;
}

static bool may_use_file(void *ctx, int dir, const char *name)
{
	BlockRun *b = ctx;

	if (b->world->files && is_open_to_all(b->world, dir, name))
		return true;
	if (!b->forbidden) {
		b->forbidden = mem_strndup(name, strlen(name));
		debug_interrupt(b->session);
	}
	return false;
}

/* The block's time is up: an interrupt is all that a signal handler can ask for. What does not hear it is ended. */
static DebugSession *volatile timed_session;
static volatile sig_atomic_t alarms;

static void on_alarm(int sig)
{
	(void)sig;
	if (alarms++ == PATIENCE)
		_exit(TIME_STATUS);
	if (timed_session)
		debug_interrupt(timed_session);
}

/* Seconds of work, so that a busy machine changes no report; and of waiting, for what sleeps. Again and again: an
 * expression may be what takes the time. */
static void set_timers(uint64_t seconds)
{
	struct sigaction act = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
	struct itimerval work = { .it_value = { .tv_sec = (time_t)seconds }, .it_interval = { .tv_sec = seconds ? 1 : 0 } };
	struct itimerval all = work;

	all.it_value.tv_sec *= IDLE_FACTOR;
	sigaction(SIGPROF, &act, NULL);
	sigaction(SIGALRM, &act, NULL);
	setitimer(ITIMER_PROF, &work, NULL);
	setitimer(ITIMER_REAL, &all, NULL);
}

static void name_limit(BlockRun *b, StrBuf *what)
{
	const DebugStop *stop = debug_last_stop(b->session);
	uint64_t seconds = b->limits[LIMIT_SECONDS];

	if (b->forbidden) {
		sb_printf(what, b->world->files ? "used the file %s, which is the grader's" : "used the file %s, against --no-fs",
			  b->forbidden);
	} else if (b->too_much_output) {
		sb_printf(what, "wrote more than %llu bytes", (unsigned long long)b->limits[LIMIT_OUTPUT]);
	} else if (stop->kind == DEBUG_STOP_LIMIT) {
		sb_printf(what, "ran for more than %llu steps", (unsigned long long)b->limits[LIMIT_STEPS]);
	} else if (stop->kind == DEBUG_STOP_FATAL && b->limits[LIMIT_HEAP] && strstr(stop->text, "out of memory")) {
		sb_printf(what, "used more than %llu bytes of heap", (unsigned long long)b->limits[LIMIT_HEAP]);
	} else if (stop->kind == DEBUG_STOP_SIGNAL || alarms) {	/* an alarm may have ended an expression */
		b->out_of_time = true;
		sb_printf(what, "ran for more than %llu second%s", (unsigned long long)seconds, plural(seconds));
	}
}

bool block_limit(BlockRun *b, StrBuf *why)
{
	StrBuf what = { 0 };

	name_limit(b, &what);
	if (what.len) {
		sb_printf(why, "the program %s", sb_text(&what));
		add_place(b->cli, why);
	}
	sb_free(&what);
	return why->len > 0;
}

/* False when none was passed. */
static bool over_limit(BlockRun *b)
{
	StrBuf why = { 0 };
	bool over = block_limit(b, &why);

	sb_free(&why);
	hold(b, !over, "a limit was passed");	/* hold names it */
	return over;
}

/* A breakpoint's condition that cannot be computed has stopped the program: the lab has asked for something else. */
static bool condition_failed(BlockRun *b)
{
	const DebugStop *stop = debug_last_stop(b->session);
	const DebugBreakpoint *at = stop->trouble ? debug_breakpoint(b->session, stop->number) : NULL;

	return stop->trouble &&
	       !hold(b, false, "the condition %s cannot be computed: %s", at && at->condition ? at->condition : "of a breakpoint", stop->trouble);
}

/* ---- the block ---- */

static void run_lines(Cli *c, BlockRun *b, const Block *block)
{
	vec_each(&block->body->body, n) {
		if (b->ended || b->lab_wrong)
			return;
		if (!script_exec(c, *n) || !cli_due_commands(c)) {
			b->lab_wrong = b->lab_wrong || strncmp(sb_text(&c->error), "Undefined", 9) == 0;
			if (b->lab_wrong)
				lab_wrong(b->world->lab, c->error_line ? c->error_line : block->line, sb_text(&c->error));
			else if (!over_limit(b))
				hold(b, false, "%s", sb_text(&c->error));
			return;
		}
		if (over_limit(b) || condition_failed(b))
			return;
		note_crash(b);
	}
	if (b->crash.len && !b->panic_expected)
		hold(b, false, "the program has failed");	/* hold tells how */
}

/* A program that does not compile: only a block that expects so can hold. */
static void check_compile_error(Cli *c, BlockRun *b, const Block *block)
{
	vec_each(&block->body->body, n)
		if (strncmp((*n)->text, "expect-compile-error", 20) == 0)
			script_exec(c, *n);
	if (!b->checked_compile)
		hold(b, false, "the program does not compile: %.*s", (int)strcspn(b->compile_error, "\n"), b->compile_error);
}

/* A lab is about what the program does, its own signals included. */
static void pass_signals(DebugSession *s)
{
	const DebugSignal *rows;
	size_t n = debug_signals(s, &rows);

	for (size_t i = 0; i < n; i++)
		debug_handle(s, rows[i].number, false, false, true);
}

static Cli *block_session(BlockWorld *w, BlockRun *b, StrBuf *said)
{
	DebugConfig config = { .library = w->library, .stdin_path = "/dev/null", .output = keep_output, .output_ctx = b,
			       .file = may_use_file, .file_ctx = b, .plain_lines = true, .packages = true };
	Cli *c = cli_new(&config);

	b->cli = c;
	b->session = c->s;
	c->batch = true;
	c->set.confirm = false;
	c->set.seed = (unsigned)w->seed;
	c->capture = said;
	c->hook = take_check;
	c->hook_ctx = b;
	settings_apply(c);
	pass_signals(c->s);
	debug_set_run_limits(c->s, b->limits[LIMIT_STEPS], b->limits[LIMIT_HEAP]);
	/* Nobody's environment has a say. */
	debug_clear_env(c->s);
	debug_set_env(c->s, "TZ", "UTC");
	return c;
}

static void run_session(BlockWorld *w, const Block *block, BlockRun *b)
{
	StrBuf said = { 0 };
	Cli *c = block_session(w, b, &said);

	timed_session = c->s;
	set_timers(b->limits[LIMIT_SECONDS]);
	if (cli_load(c, w->program, w->nprogram)) {
		run_lines(c, b, block);
	} else {
		b->compile_error = arena_strdup(c->arena, sb_text(&c->error));
		check_compile_error(c, b, block);
	}
	set_timers(0);
	timed_session = NULL;
	sb_free(&said);
	cli_free(c);
}

/* ---- its process ---- */

/* The terminal stays with the one who predicts, out of the program's usual reach. */
static void leave_streams(BlockWorld *w, BlockRun *b)
{
	enum { ASKED = 3, TOLD = 4 };
	int null = open("/dev/null", O_RDWR), keep = ASKED;

	if (w->asks) {
		dup2(0, ASKED);
		dup2(1, TOLD);
		b->asked = fdopen(ASKED, "r");
		b->told = fdopen(TOLD, "w");
		keep = TOLD + 1;
	}
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	closefrom(keep);
}

static void keep_text(char *out, StrBuf *text)
{
	snprintf(out, TEXT_MAX, "%s", sb_text(text));
}

static void be_block(BlockWorld *w, const Block *block, const uint64_t *limits, Verdict *v)
{
	BlockRun b = { .world = w };

	memcpy(b.limits, limits, sizeof b.limits);
	leave_streams(w, &b);
	run_session(w, block, &b);
	keep_text(v->why, &b.why);
	keep_text(v->wrong, &w->lab->wrong);
	v->out_of_time = b.out_of_time;
	v->lab_wrong = b.lab_wrong;
	v->answered = w->answered;
	v->complete = true;
	sb_free(&b.output);
	sb_free(&b.errors);
	sb_free(&b.crash);
	sb_free(&b.why);
	mem_free(b.forbidden);
}

/* What came of a process that did not come to its end. */
static void explain_end(BlockWorld *w, int status, uint64_t seconds, Result *out)
{
	out->out_of_time = WIFEXITED(status) && WEXITSTATUS(status) == TIME_STATUS;
	if (out->out_of_time)
		out->why = arena_printf(w->lab->arena, "the program ran for more than %llu second%s", (unsigned long long)seconds,
					plural(seconds));
	else
		out->why = arena_printf(w->lab->arena, "strata itself failed while this block ran (%s %d)",
					WIFSIGNALED(status) ? "signal" : "status",
					WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

static bool take_verdict(BlockWorld *w, const Verdict *v, Result *out)
{
	w->answered = v->answered;
	out->passed = !*v->why;
	out->out_of_time = v->out_of_time;
	out->why = arena_strdup(w->lab->arena, v->why);
	sb_clear(&w->lab->wrong);
	sb_add(&w->lab->wrong, v->wrong);
	return !v->lab_wrong;
}

static void choose_limits(const BlockWorld *w, const Block *block, uint64_t *out)
{
	for (unsigned i = 0; i < LIMIT_COUNT; i++)
		out[i] = w->limits->given[i] ? w->limits->of[i] : block->limits.given[i] ? block->limits.of[i] : limit_rows[i].value;
}

bool block_run(BlockWorld *w, const Block *block, Result *out)
{
	Verdict *v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	uint64_t limits[LIMIT_COUNT];
	size_t next = w->answered + block->questions;
	int status = 0;
	bool ok = true;
	pid_t pid;

	*out = (Result){ .block = block, .why = "there is no room for a process" };
	if (v == MAP_FAILED)
		return true;
	choose_limits(w, block, limits);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		be_block(w, block, limits, v);
		_exit(0);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pid > 0 && v->complete)
		ok = take_verdict(w, v, out);
	else if (pid > 0)
		explain_end(w, status, limits[LIMIT_SECONDS], out);
	if (w->answered < next)	/* the block ended before its last question */
		w->answered = next;
	munmap(v, sizeof *v);
	return ok;
}
