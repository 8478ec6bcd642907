/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts in Go: programs that ask the debugger for things through package strata/dbg, each on a machine of its own beside
 * the one of the debugged program, in a slot of the hull that it has only while it runs.
 *
 * A question is a read of SCRIPT_DESCRIPTOR, with the question in the buffer. The read is interrupted, so that the machine stands
 * still while the front end looks for the answer, which may take a run of the debugged program: the two never run within each
 * other. The machine does the interrupted read again when it goes on, and has the answer's length from it; the next read
 * has the answer.
 */
#include "debug/debug_int.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

enum { SCRIPT_DESCRIPTOR = 1 << 24, HEADER = 8 };	/* `debugger` and `header` in golib/strata/dbg/dbg.go */

extern char **environ;

typedef enum ScriptState { SCRIPT_RUNS, SCRIPT_ASKS, SCRIPT_IS_TOLD, SCRIPT_READS } ScriptState;

typedef struct Script {
	DebugSession *s;
	const DebugScript *what;
	char *name;			/* the program's only argument */
	Library library;
	Program *program;
	Machine *machine;
	ScriptState state;
	char letter;
	StrBuf question, answer;	/* the text behind its letter; an answer's first byte: `+`, or `-` before an error's message */
} Script;

/* ---- what the script sees of the world ---- */

static int64_t ask(Script *k, const void *bytes, size_t n)
{
	const char *question = bytes;

	if (n < HEADER)
		return -EINVAL;
	k->letter = *question;
	sb_clear(&k->question);
	sb_addn(&k->question, question + HEADER, n - HEADER);
	k->state = SCRIPT_ASKS;
	machine_interrupt(k->machine);
	return -EINTR;
}

static int64_t script_read(void *ctx, int fd, void *bytes, size_t n)
{
	Script *k = ctx;
	uint64_t len = k->answer.len;

	if (fd != SCRIPT_DESCRIPTOR)
		return machine_host_door().read(NULL, fd, bytes, n);
	if (k->state == SCRIPT_RUNS)
		return ask(k, bytes, n);
	if (k->state == SCRIPT_IS_TOLD && n >= HEADER) {
		k->state = SCRIPT_READS;
		memcpy(bytes, &len, sizeof len);
		return sizeof len;
	}
	if (k->state != SCRIPT_READS || n != len)
		return -EINVAL;
	k->state = SCRIPT_RUNS;
	memcpy(bytes, k->answer.data, n);
	return (int64_t)n;
}

static int64_t script_write(void *ctx, int fd, const void *bytes, size_t n)
{
	Script *k = ctx;

	if (fd != 1 && fd != 2)
		return machine_host_door().write(NULL, fd, bytes, n);
	if (!k->what->output(k->what->ctx, fd, bytes, n))
		machine_interrupt(k->machine);
	return (int64_t)n;
}

/* ---- its life ---- */

static bool compile(Script *k)
{
	const Overlay text = { k->name, k->what->text, strlen(k->what->text) };
	const char *error;

	k->program = program_load(&k->library, &k->name, 1, (ProgramOptions){ .stage = PROGRAM_COMPILED, .texts = &text, .ntexts = 1 }, &error);
	if (!error && k->program->image && !k->program->image->main_entry)
		error = arena_printf(k->program->arena, "%s: a script is of package main", k->name);
	if (!error && k->program->image)
		return true;
	program_tell(k->s, k->program, error);
	return false;
}

static bool start(Script *k, uint64_t slot)
{
	MachineConfig config = { .slot = slot, .door = machine_host_door(), .argc = 1, .argv = &k->name, .envp = environ,
				 .kept_signals = UINT64_MAX };
	const char *why;

	if (!compile(k))
		return false;
	config.seed = config.door.entropy(config.door.ctx);
	config.door.ctx = k;
	config.door.read = script_read;
	config.door.write = script_write;
	k->machine = machine_new(&config, k->program->images.data, k->program->images.len, &why);
	if (!k->machine) {
		fail(k->s, "There is no room for one more script: %s.", why);
		return false;
	}
	machine_start(k->machine);
	return true;
}

/* False: the script is to end. */
static bool answer(Script *k)
{
	const char *text = "";
	size_t len = 0;
	bool ok = true, on = k->what->ask(k->what->ctx, k->letter, sb_text(&k->question), &ok, &text, &len);

	sb_clear(&k->answer);
	sb_addc(&k->answer, ok ? '+' : '-');
	sb_addn(&k->answer, text, len);
	k->state = SCRIPT_IS_TOLD;
	return on;
}

static bool run(Script *k, int *status)
{
	for (;;) {
		MachineStop stop;

		k->s->script = k->machine;
		stop = machine_run(k->machine, UINT64_MAX);
		k->s->script = NULL;
		machine_leave(k->machine);
		*status = stop.status;
		if (stop.reason == STOP_EXIT)
			return true;
		if (stop.reason == STOP_INTERRUPT && (k->state != SCRIPT_ASKS || !answer(k)))
			return false;
	}
}

bool debug_script(DebugSession *s, const DebugScript *script, int *status)
{
	Script k = { .s = s, .what = script, .name = (char *)(uintptr_t)script->name };
	uint64_t slot = machine_claim_slot();
	bool ended = false;

	request_begin(s);
	*status = 1;
	if (!slot || !library_move(s->config.library, slot, &k.library))
		fail(s, "There is no room for one more script: %s.", slot ? "the library cannot be moved" : "too many are under way");
	else if (start(&k, slot) && !(ended = run(&k, status)))
		fail(s, "Quit");
	machine_free(k.machine);
	if (k.program)
		program_free(k.program);
	library_free(&k.library);
	machine_release_slot(slot);
	sb_free(&k.question);
	sb_free(&k.answer);
	return ended;
}
