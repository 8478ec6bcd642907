/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See include/strata.h. A Strata owns a machine slot, the library in that slot, a program, and from its first run on a
 * machine. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/bigstack.h"
#include "base/mem.h"
#include "embed/embed.h"
#include "machine/machine.h"

extern char **environ;

struct Strata {
	StrataConfig config;
	uint64_t slot;
	Library embedded, library;	/* in the first slot, in ours */
	Program *program;
	const char *error;		/* without a position; the program's, or static */
	char *name;			/* of the program, when no arguments are given */
	int argc;
	char *const *argv;
	char *const *envp;
	Machine *machine;
	volatile sig_atomic_t interrupted;	/* before there is a machine */
	StrBuf text;
};

/* ---- life ---- */

static void new_program(Strata *s)
{
	ProgramOptions options = { .all_errors = s->config.all_errors, .go_minor = s->config.go_minor,
				   .goroot = s->config.goroot, .test = s->config.test,
				   .tags = s->config.tags, .link_flags = s->config.link_flags, .cover = s->config.cover,
				   .cover_packages = s->config.cover_packages, .tested = s->config.tested };

	s->program = program_new(&s->library, options);
}

Strata *strata_open(const StrataConfig *config, const char **why)
{
	Strata *s = mem_zalloc(sizeof *s);

	if (config)
		s->config = *config;
	s->slot = machine_claim_slot();
	library_embedded(&s->embedded);
	if (!s->slot || !library_move(&s->embedded, s->slot, &s->library)) {
		*why = s->slot ? "the library cannot be moved" : "no machine slot is left";
		strata_close(s);
		return NULL;
	}
	new_program(s);
	return s;
}

void strata_close(Strata *s)
{
	if (!s)
		return;
	machine_free(s->machine);
	program_free(s->program);
	library_free(&s->library);
	library_free(&s->embedded);
	machine_release_slot(s->slot);
	sb_free(&s->text);
	mem_free(s->name);
	mem_free(s);
}

/* ---- from source to code ---- */

typedef struct Load { Strata *s; const char *const *names; size_t n; bool ok; } Load;

static void load(void *arg)
{
	Load *l = arg;
	Program *p = l->s->program;

	l->ok = program_parse(p, (char *const *)(uintptr_t)l->names, l->n, &l->s->error) &&
		diag_syntax_errors(p->ast.diags) == 0;
}

static void check(void *arg)
{
	Load *l = arg;

	l->ok = program_check(l->s->program);
}

static void compile(void *arg)
{
	Load *l = arg;

	l->ok = program_compile(l->s->program);
}

void strata_source(Strata *s, const char *path, const char *text, size_t n)
{
	program_overlay(s->program, path, text, n);
}

bool strata_load(Strata *s, const char *const *names, size_t n)
{
	Load l = { .s = s, .names = names, .n = n };

	if (!n) {
		s->error = "no Go files";
		return false;
	}
	s->name = mem_strndup(names[0], strlen(names[0]));
	big_stack_run(load, &l);
	return l.ok;
}

bool strata_restore(Strata *s, const char *name, const char *bytes, size_t n)
{
	s->name = mem_strndup(name, strlen(name));
	return program_restore(s->program, bytes, n, &s->error);
}

bool strata_check(Strata *s)
{
	Load l = { .s = s };

	big_stack_run(check, &l);
	return l.ok;
}

bool strata_compile(Strata *s)
{
	Load l = { .s = s };

	big_stack_run(compile, &l);
	return l.ok;
}

static void escapes(void *arg)
{
	Load *l = arg;

	program_escapes(l->s->program, &l->s->text);
}

const char *strata_escapes(Strata *s)
{
	Load l = { .s = s };

	sb_clear(&s->text);
	big_stack_run(escapes, &l);
	return sb_text(&s->text);
}

const char *strata_messages(Strata *s, StrataForm form)
{
	sb_clear(&s->text);
	if (s->error)
		sb_printf(&s->text, "%s\n", s->error);
	diag_print(s->program->ast.diags, &s->text, form == STRATA_CARET ? DIAG_CARET : DIAG_PLAIN);
	return sb_text(&s->text);
}

const char *strata_package(const Strata *s)
{
	return s->program->main ? s->program->main->name->text : "";
}

/* ---- running ---- */

void strata_args(Strata *s, int argc, char *const *argv, char *const *envp)
{
	s->argc = argc;
	s->argv = argv;
	s->envp = envp;
}

/* The host's own where the configuration has none; the host's functions do not look at ctx. */
static MachineDoor door_of(const StrataDoor *d)
{
	MachineDoor door = machine_host_door();

	door.ctx = d->ctx;
	door.write = d->write ? d->write : door.write;
	door.read = d->read ? d->read : door.read;
	door.poll = d->read ? NULL : door.poll;	/* where it reads is no descriptor */
	door.wall_ns = d->wall_ns ? d->wall_ns : door.wall_ns;
	door.mono_ns = d->mono_ns ? d->mono_ns : door.mono_ns;
	door.sleep_ns = d->sleep_ns ? d->sleep_ns : door.sleep_ns;
	door.entropy = d->entropy ? d->entropy : door.entropy;
	return door;
}

static bool cannot_start(Strata *s)
{
	const Image *im = s->program->image;

	if (im && im->main_entry)
		return false;
	s->error = !im ? "the program is not compiled"
		   : program_without_main(s->program, s->program->path ? s->program->path : strata_package(s));
	return true;
}

bool strata_start(Strata *s)
{
	const StrataConfig *c = &s->config;
	MachineConfig config = { .slot = s->slot, .virtual_clock = c->virtual_clock, .memory_limit = c->memory_limit,
				 .gc_stress = c->gc_stress, .gc_steps = c->gc_steps, .may_exec = c->may_exec, .door = door_of(&c->door),
				 .races = { c->race, c->race_halt, c->race_status, c->race_strip },
				 .argc = s->argv ? s->argc : 1, .argv = s->argv ? s->argv : &s->name,
				 .envp = s->envp ? s->envp : environ, .directory = s->program->built_in };

	if (s->machine)
		return true;
	if (cannot_start(s))
		return false;
	config.seed = c->fixed_seed ? c->seed : config.door.entropy(config.door.ctx);
	s->machine = machine_new(&config, s->program->images.data, s->program->images.len, &s->error);
	if (!s->machine)
		return false;
	machine_start(s->machine);
	if (s->interrupted)
		machine_interrupt(s->machine);
	return true;
}

/* Other stops belong to debuggers; nobody asked for them here. */
static StrataResult result_of(MachineStop stop)
{
	StrataState state = stop.reason == STOP_EXIT ? STRATA_ENDED
			    : stop.reason == STOP_INTERRUPT ? STRATA_INTERRUPTED : STRATA_RUNNING;

	return (StrataResult){ state, state == STRATA_ENDED ? stop.status : 0 };
}

StrataResult strata_run(Strata *s, uint64_t steps)
{
	uint64_t now;
	MachineStop stop;

	if (!strata_start(s))
		return (StrataResult){ STRATA_CANNOT, 1 };
	now = machine_count(s->machine);
	stop = machine_run(s->machine, steps < UINT64_MAX - now ? now + steps : UINT64_MAX);
	machine_leave(s->machine);
	return result_of(stop);
}

uint64_t strata_steps(const Strata *s)
{
	return s->machine ? machine_count(s->machine) : 0;
}

void strata_interrupt(Strata *s)
{
	s->interrupted = 1;
	if (s->machine)
		machine_interrupt(s->machine);
}

/* ---- for the debugger and the driver ---- */

const Program *strata_program(const Strata *s)
{
	return s->program;
}

void *strata_library_new(void)
{
	Library *library = mem_zalloc(sizeof *library);

	library_embedded(library);
	return library;
}

void strata_library_free(void *library)
{
	if (library)
		library_free(library);
	mem_free(library);
}
