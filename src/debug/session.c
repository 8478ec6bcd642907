/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions: loading programs, machines for them, what outlives a run. */
#include "debug/debug_int.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

/* An expression cannot name anything in it. */
#define EMPTY_PROGRAM "package empty\n\nfunc init() {\n}\n"

extern char **environ;

void fail(DebugSession *s, const char *format, ...)
{
	va_list args;

	sb_clear(&s->error);
	va_start(args, format);
	sb_vprintf(&s->error, format, args);
	va_end(args);
}

Passing passing_begin(DebugSession *s)
{
	Passing p = { s->scratch, s->values, s->stored };

	s->scratch = arena_new();
	s->values = arena_new();
	return p;
}

void passing_end(DebugSession *s, const Passing *p)
{
	arena_free(s->scratch);
	if (s->stored == p->stored)
		arena_free(s->values);
	else
		vec_push(&s->outlived, s->values);
	s->scratch = p->scratch;
	s->values = p->values;
}

void request_begin(DebugSession *s)
{
	sb_clear(&s->error);
}

const char *debug_error(const DebugSession *s)
{
	return s->error.len ? sb_text((StrBuf *)(uintptr_t)&s->error) : "";
}

const char *text_of(DebugSession *s, const Image *im, NameRef name)
{
	(void)s;
	return image_text(im, name);
}

bool user_code(const CodeAt *at)
{
	return at->func && !(at->func->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB)) && at->image->part != PART_SCRATCH;
}

bool need_process(DebugSession *s)
{
	if (debug_runs(s))
		return true;
	fail(s, "The program is not being run.");
	return false;
}

bool need_state(DebugSession *s)
{
	if (debug_alive(s))
		return true;
	fail(s, "The program is not being run.");
	return false;
}

bool has_symbols(const DebugSession *s)
{
	return s->machine && !s->bare;
}

bool need_symbols(DebugSession *s)
{
	if (has_symbols(s))
		return true;
	fail(s, NO_SYMBOLS);
	return false;
}

DebugSession *debug_open(const DebugConfig *config)
{
	DebugSession *s = mem_zalloc(sizeof *s);

	s->config = *config;
	debug_set_output(s, NULL, NULL);
	s->slot = machine_claim_slot();
	if (!s->slot || !library_move(config->library, s->slot, &s->library)) {
		machine_release_slot(s->slot);
		mem_free(s);
		return NULL;
	}
	s->scratch = arena_new();
	s->values = arena_new();
	s->limits = (DebugLimits){ 200, 20, 10, 0 };
	signals_begin(s);
	s->next_break = 1;
	s->streams[0] = s->streams[1] = s->streams[2] = s->directory = s->own_directory = -1;
	return s;
}

void debug_set_output(DebugSession *s, void (*output)(void *ctx, int fd, const char *bytes, size_t n), void *ctx)
{
	s->output = output ? output : s->config.output;
	s->output_ctx = output ? ctx : s->config.output_ctx;
}

void debug_close(DebugSession *s)
{
	if (!s)
		return;
	marks_clear(s);
	costs_clear(s);
	races_forget(s);
	vec_free(&s->races);
	machine_free(s->machine);
	s->machine = NULL;	/* what is forgotten below is asked of it */
	program_free(s->program);
	vec_each(&s->breaks, b) {
		condition_forget(&(*b)->cond);
		condition_forget(&(*b)->watch.code);
		vec_free(&(*b)->watch.reads);
		vec_free(&(*b)->places);
		mem_free(*b);
	}
	vec_free(&s->breaks);
	vec_free(&s->break_list);
	vec_each(&s->args, a)
		mem_free(*a);
	vec_each(&s->env, e)
		mem_free(*e);
	for (unsigned i = 0; i < 3; i++) {
		mem_free(s->redirect[i]);
		if (s->streams[i] >= 0)
			close(s->streams[i]);
	}
	if (s->directory >= 0)
		close(s->directory);
	mem_free(s->cwd);
	vec_free(&s->args);
	vec_free(&s->env);
	vec_free(&s->names);
	vec_free(&s->mtimes);
	vec_free(&s->step.pcs);
	vec_free(&s->calls);
	vec_free(&s->watched);
	vec_free(&s->watched_by);
	vec_free(&s->watched_bytes);
	vec_free(&s->skips);
	vec_free(&s->printers);
	vec_free(&s->history);
	vec_free(&s->vars);
	expr_forget(s);
	vec_free(&s->cached);
	vec_each(&s->kept, im)
		image_free(*im);
	vec_free(&s->kept);
	map_free(&s->stmt_pcs);
	sb_free(&s->error);
	sb_free(&s->note);
	arena_free(s->scratch);
	arena_free(s->values);
	vec_each(&s->outlived, a)
		arena_free(*a);
	vec_free(&s->outlived);
	library_free(&s->library);
	machine_release_slot(s->slot);
	mem_free(s);
}

/* ---- machines ---- */

static int own_stream(const DebugSession *s, int fd)
{
	return fd >= 0 && fd < 3 && s->streams[fd] >= 0 ? s->streams[fd] : fd;
}

static int64_t session_write(void *ctx, int fd, const void *bytes, size_t n)
{
	DebugSession *s = ctx;
	size_t done = 0;

	if (s->output && (fd == 1 || fd == 2) && !s->redirect[fd]) {
		s->output(s->output_ctx, fd, bytes, n);
		return (int64_t)n;
	}
	while (done < n) {
		ssize_t k = write(own_stream(s, fd), (const char *)bytes + done, n - done);

		if (k < 0 && errno != EINTR)
			return done ? (int64_t)done : -errno;
		done += k > 0 ? (size_t)k : 0;
	}
	return (int64_t)done;
}

static int64_t session_read(void *ctx, int fd, void *bytes, size_t n)
{
	ssize_t k;

	if (signal_descriptor(ctx, fd))
		return signal_read(ctx, fd, bytes, n);
	k = read(own_stream(ctx, fd), bytes, n);
	return k < 0 ? -errno : k;
}

static int64_t session_poll(void *ctx, struct pollfd *fds, size_t n, int64_t ns)
{
	struct pollfd *own = mem_array(n, sizeof *own);
	int64_t k;

	for (size_t i = 0; i < n; i++)
		own[i] = (struct pollfd){ .fd = own_stream(ctx, fds[i].fd), .events = fds[i].events };
	k = machine_host_door().poll(NULL, own, n, signals_wait(ctx) ? 0 : ns);
	for (size_t i = 0; i < n; i++) {
		fds[i].revents = own[i].revents;
		if (!own[i].revents && signals_wait(ctx) && signal_descriptor(ctx, fds[i].fd)) {
			fds[i].revents = POLLIN;
			k += k >= 0;
		}
	}
	mem_free(own);
	return k > 0 && signals_taken(ctx, fds, n) ? -EINTR : k;
}

static bool session_file(void *ctx, int dir, const char *name)
{
	DebugSession *s = ctx;

	return s->config.file(s->config.file_ctx, dir, name);
}

static MachineDoor session_door(DebugSession *s)
{
	MachineDoor door = machine_host_door();

	door.ctx = s;
	door.write = session_write;
	door.read = session_read;
	door.poll = session_poll;
	door.file = s->config.file ? session_file : NULL;
	door.raise = signal_raised;
	return door;
}

static void collect_statements(DebugSession *s)
{
	const Image *im = s->program->image;

	map_clear(&s->stmt_pcs);
	vec_each(&im->funcs, fn) {
		if (fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB))
			continue;
		for (uint32_t i = 0; i < fn->nlines; i++) {
			const LineEntry *l = &im->lines.data[fn->lines + i];

			if (l->flags & LINE_STMT)
				map_put(&s->stmt_pcs, fn->entry + l->slot * sizeof(Ins), 1);
		}
	}
}

/* os.Args[0]: the name as it was given; of a test NAME.test, by which package testing knows it. */
static const char *program_word(DebugSession *s)
{
	const char *path;

	if (!s->names.len)
		return "program";
	if (!s->config.test)
		return s->names.data[0];
	path = strrchr(s->program->path, '/');
	return arena_printf(s->values, "%s.test", path ? path + 1 : s->program->path);
}

enum { RACE_STATUS = 66 };	/* of Go's race detector */

bool machine_made(DebugSession *s)
{
	const char *why = NULL;
	VEC(char *) argv = { 0 };
	/* What expressions are written with, whatever the program imports. */
	static const char *const packages[] = { "bytes", "errors", "fmt", "maps", "math", "reflect", "slices", "sort", "strconv", "strings",
						"time", "unicode", "unicode/utf8", NULL };
	MachineConfig config = { .seed = s->seed, .packages = s->config.packages ? packages : NULL, .virtual_clock = !s->real_clock, .door = session_door(s),
				 .memory_limit = s->max_heap, .slot = s->slot,
				 .kept_signals = s->config.file ? UINT64_MAX : 1ULL << SIGINT,
				 .races = { .report = s->config.race, .status = RACE_STATUS } };

	machine_free(s->machine);
	s->core = NULL;
	vec_trim(&s->calls, 0);
	signals_forget(s);
	s->watch_dirty = true;
	marks_clear(s);
	costs_clear(s);
	races_forget(s);
	vec_push(&argv, (char *)(uintptr_t)program_word(s));
	vec_append(&argv, s->args.data, s->args.len);
	config.argc = (int)argv.len;
	config.argv = arena_copy(s->values, argv.data, argv.len * sizeof(char *));
	config.envp = s->env.len ? s->env.data : environ;
	vec_free(&argv);
	s->machine = machine_new(&config, s->program->images.data, s->program->images.len, &why);
	if (!s->machine)
		fail(s, "%s", why);
	return s->machine != NULL;
}

void machine_ready(DebugSession *s)
{
	machine_stop_on_panic(s->machine, true);
	machine_eval_limit(s->machine, s->max_steps);
	machine_gc_mode(s->machine, s->gc_off, s->gc_every);
	if (s->bare)
		return;
	printers_renew(s);
	breaks_insert(s);
}

void machine_renew(DebugSession *s)
{
	s->evaluated = NULL;
	if (machine_made(s))
		machine_ready(s);
}

/* ---- loading ---- */

int64_t modified(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec : 0;
}

void program_tell(DebugSession *s, const Program *p, const char *error)
{
	sb_clear(&s->error);
	if (error)
		sb_add(&s->error, error);
	else
		diag_print(p->ast.diags, &s->error, DIAG_PLAIN);
	while (s->error.len && s->error.data[s->error.len - 1] == '\n')
		s->error.len--;
}

/* The session's program is another one from now on; what was before ends. */
static void program_take(DebugSession *s, Program *p)
{
	machine_free(s->machine);
	s->machine = NULL;
	program_free(s->program);
	s->program = p;
	program_taken(s);
}

void program_taken(DebugSession *s)
{
	s->bare = false;
	s->exists = false;
	expr_forget(s);
	s->stop = (DebugStop){ 0 };
	collect_statements(s);
}

bool need_environment(DebugSession *s)
{
	static const Overlay text = { "empty.go", EMPTY_PROGRAM, sizeof EMPTY_PROGRAM - 1 };
	char *name = (char *)(uintptr_t)text.path;
	const char *error;
	Program *p;

	if (s->program)
		return s->machine || need_symbols(s);
	p = program_load(&s->library, &name, 1, (ProgramOptions){ .stage = PROGRAM_COMPILED, .texts = &text, .ntexts = 1 }, &error);
	if (error || !p->image) {
		program_tell(s, p, error);
		program_free(p);
		return false;
	}
	program_take(s, p);
	s->bare = true;
	machine_renew(s);
	return s->machine != NULL;
}

bool debug_load(DebugSession *s, const char *const *names, size_t n)
{
	VEC(const char *) copy = { 0 };
	const char *error;
	Program *p;

	request_begin(s);
	for (size_t i = 0; i < n; i++)
		vec_push(&copy, arena_strdup(s->values, names[i]));
	vec_free(&s->names);
	memcpy(&s->names, &copy, sizeof copy);
	vec_trim(&s->mtimes, 0);
	vec_each(&s->names, name)
		vec_push(&s->mtimes, modified(*name));
	p = program_load(&s->library, (char *const *)(uintptr_t)s->names.data, n,
			 (ProgramOptions){ .stage = PROGRAM_COMPILED, .plain_lines = s->config.plain_lines,
					   .may_embed = s->config.file, .may_embed_ctx = s->config.file_ctx,
					   .tags = s->config.race ? "race" : NULL, .test = s->config.test }, &error);
	if (error || !p->image) {
		program_tell(s, p, error);
		program_free(p);
		return false;
	}
	if (!p->image->main_entry) {
		fail(s, "%s", program_without_main(p, p->main->name->text));
		program_free(p);
		return false;
	}
	program_take(s, p);
	machine_renew(s);
	return s->machine != NULL;
}

bool debug_loaded(const DebugSession *s)
{
	return s->program && !s->bare;
}

const char *debug_changed_source(DebugSession *s, bool *gone)
{
	for (size_t i = 0; i < s->names.len; i++) {
		int64_t now = modified(s->names.data[i]);

		*gone = !now;
		if (now != s->mtimes.data[i])
			return s->names.data[i];
	}
	return NULL;
}

const char *debug_program_name(const DebugSession *s)
{
	return s->names.len ? s->names.data[0] : "";
}

size_t debug_program_names(const DebugSession *s, const char *const **out)
{
	*out = s->names.data;
	return s->names.len;
}

void debug_counts(DebugSession *s, size_t *functions, size_t *variables)
{
	*functions = *variables = 0;
	if (!debug_loaded(s))
		return;
	vec_each(&s->program->image->funcs, fn)
		*functions += !(fn->flags & (FN_LIBRARY | FN_WRAPPER | FN_STUB | FN_GENERIC)) &&
			      strcmp(image_text(s->program->image, fn->name), "main.init") != 0;
	*variables = s->program->image->globals.len;
}

void debug_set_args(DebugSession *s, const char *const *args, size_t n)
{
	vec_each(&s->args, a)
		mem_free(*a);
	vec_trim(&s->args, 0);
	for (size_t i = 0; i < n; i++)
		vec_push(&s->args, mem_strndup(args[i], strlen(args[i])));
}

void debug_set_redirect(DebugSession *s, const char *in, const char *out, const char *err)
{
	const char *const names[3] = { in, out, err };

	for (unsigned i = 0; i < 3; i++) {
		mem_free(s->redirect[i]);
		s->redirect[i] = names[i] ? mem_strndup(names[i], strlen(names[i])) : NULL;
	}
}

static size_t env_index(DebugSession *s, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < s->env.len; i++)
		if (s->env.data[i] && strncmp(s->env.data[i], name, n) == 0 && s->env.data[i][n] == '=')
			return i;
	return s->env.len;
}

static void own_environment(DebugSession *s)
{
	if (s->env.len)
		return;
	for (char **e = environ; *e; e++)
		vec_push(&s->env, mem_strndup(*e, strlen(*e)));
	vec_push(&s->env, NULL);
}

const char *const *debug_environment(DebugSession *s)
{
	own_environment(s);
	return (const char *const *)s->env.data;
}

void debug_clear_env(DebugSession *s)
{
	vec_each(&s->env, e)
		mem_free(*e);
	vec_trim(&s->env, 0);
	vec_push(&s->env, NULL);
}

void debug_set_env(DebugSession *s, const char *name, const char *value)
{
	StrBuf text = { 0 };
	size_t i;

	own_environment(s);
	i = env_index(s, name);
	if (i < s->env.len) {
		mem_free(s->env.data[i]);
		vec_remove(&s->env, i);
	}
	if (value) {
		sb_printf(&text, "%s=%s", name, value);
		vec_last(&s->env) = sb_finish(&text);
		vec_push(&s->env, NULL);
	}
}

void debug_set_seed(DebugSession *s, uint64_t seed)
{
	s->seed = seed;
}

void debug_set_record(DebugSession *s, bool on, uint64_t budget)
{
	s->record = on;
	s->record_budget = budget;
}

bool debug_record(DebugSession *s, DebugRecord *out)
{
	MachineRecordInfo r;

	request_begin(s);
	if (!s->machine || !machine_recording(s->machine, &r)) {
		fail(s, "No recording is currently active.");
		return false;
	}
	*out = (DebugRecord){
		.first = r.first, .last = r.last, .now = r.now, .checkpoints = r.checkpoints, .bytes = r.bytes,
		.budget = r.budget, .log_bytes = r.log_bytes, .thinned = r.thinned,
	};
	return true;
}

void debug_set_real_clock(DebugSession *s, bool on)
{
	s->real_clock = on;
}

void debug_set_run_limits(DebugSession *s, uint64_t steps, uint64_t heap)
{
	s->max_steps = steps;
	s->max_heap = heap;
	if (s->machine)
		machine_eval_limit(s->machine, steps);
}

void debug_set_texts(DebugSession *s, bool times, bool methods)
{
	s->say_times = times;
	s->say_all = methods;
}

void debug_set_limits(DebugSession *s, DebugLimits limits)
{
	s->limits = limits;
}

/* ---- state ---- */

bool debug_alive(const DebugSession *s)
{
	return s->machine && machine_alive(s->machine);
}

bool debug_runs(const DebugSession *s)
{
	return debug_alive(s) && !s->core;
}

bool debug_exists(const DebugSession *s)
{
	return s->machine != NULL;
}

const DebugStop *debug_last_stop(const DebugSession *s)
{
	return &s->stop;
}

void debug_interrupt(DebugSession *s)
{
	if (s->machine)
		machine_interrupt(s->machine);
}

void debug_forget_interrupt(DebugSession *s)
{
	signal_forget_interrupt(s);
	if (s->machine && !s->signals.arrived)
		machine_forget_interrupt(s->machine);
}

bool debug_exit_status(const DebugSession *s, int *status)
{
	*status = s->stop.status;
	return s->stop.kind == DEBUG_STOP_EXITED;
}

uint64_t debug_touched_kb(const DebugSession *s)
{
	return s->touched_kb;
}

void debug_kill(DebugSession *s)
{
	if (!s->program)
		return;
	machine_renew(s);
	s->stop = (DebugStop){ 0 };
	s->exists = false;
}

bool debug_read(DebugSession *s, uint64_t addr, void *out, size_t n)
{
	return s->machine && machine_read(s->machine, addr, out, n);
}
