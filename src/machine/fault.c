/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Real memory faults while the program runs: it wrote into read-only pages, touched a hole, or has made itself, through unsafe, a map,
 * channel or function of a number, which nothing checks before it is used. They are Go's "fatal error: fault". A fault outside of the
 * loop is a bug of strata and keeps its default action.
 *
 * The loop keeps pc and fp in registers of the CPU, so they are looked for there: a register that points
 * at an instruction that accesses memory, and one that points at a frame of that instruction's function.
 */
#include "machine/machine_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

#include "base/mem.h"

/* A handler gets no argument of ours: the machine this thread runs. */
static _Thread_local Machine *fault_machine;
static _Thread_local void *fault_stack;
/* Who handled faults before us, once for the process, as the actions themselves are. Ours stay: another thread may be
 * running a machine. */
static struct sigaction before_segv, before_bus;

static bool accesses(const Machine *m, uint64_t pc, CodeAt *code)
{
	if (machine_segment_of(m, pc) != SEGMENT_CODE || pc % sizeof(Ins) || !machine_code_at(m, pc, code) ||
	    ((const Ins *)pc)->op >= OP_COUNT)
		return false;
	return op_info[((const Ins *)pc)->op].flags & (OPF_LOAD | OPF_STORE | OPF_GLOBAL | OPF_PARK);
}

/* The register may be a slot on already: the compiler advances it early. 0: it is no pc. */
static uint64_t loop_pc(const Machine *m, uint64_t side, CodeAt *code)
{
	uint64_t pc = side - SIDE_DELTA;

	if (accesses(m, pc - sizeof(Ins), code))
		return pc - sizeof(Ins);
	return accesses(m, pc, code) ? pc : 0;
}

static bool loop_fp(const Machine *m, uint64_t fp, const CodeAt *code)
{
	uint64_t w;

	if (machine_segment_of(m, fp) != SEGMENT_STACK || fp % 8)
		return false;
	w = word(fp)[FRAME_FUNC];
	return w == code->func->entry || (machine_segment_of(m, w) < SEGMENT_STACK && *word(w) == code->func->entry) ||
	       (machine_segment_of(m, w) == SEGMENT_HEAP && *word(w) == code->func->entry);
}

/* Takes pc and fp from the registers into State, when both are found. */
static void find_registers(Machine *m, const ucontext_t *context)
{
#ifdef __x86_64__
	const greg_t *regs = context->uc_mcontext.gregs;

	for (unsigned i = 0; i < NGREG; i++) {
		CodeAt code;
		uint64_t pc = loop_pc(m, (uint64_t)regs[i], &code);

		if (!pc)
			continue;
		for (unsigned k = 0; k < NGREG; k++) {
			if (!loop_fp(m, (uint64_t)regs[k], &code))
				continue;
			m->state->pc = pc;
			m->state->fp = (uint64_t)regs[k];
			return;
		}
	}
#else
	(void)m;
	(void)context;
#endif
}

static void handle(int sig, siginfo_t *info, void *context)
{
	Machine *m = fault_machine;
	uint64_t addr = (uint64_t)info->si_addr;

	if (m && (load_side(m, addr - SIDE_DELTA) || eval_fault(m, addr)))
		return;
	if (!m || !m->fault_armed) {
		sigaction(sig, sig == SIGBUS ? &before_bus : &before_segv, NULL);
		return;	/* happens again, and is theirs: by default the end of the process */
	}
	m->fault_armed = false;
	m->fault_addr = addr;
	find_registers(m, context);
	siglongjmp(m->fault_env, 1);
}

static void handle_signal(int sig, struct sigaction *before)
{
	/* Not blocked while it is handled: the jump out of the handler need not bring a signal mask back, and the place it
	 * jumps to need not save one, which would be a system call at each entry of the loop. */
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER }, old;

	sigemptyset(&action.sa_mask);
	sigaction(sig, &action, &old);
	if (!(old.sa_flags & SA_SIGINFO) || old.sa_sigaction != handle)
		*before = old;
}

void fault_handler_install(Machine *m)
{
	fault_machine = m;
	stack_t old;

	if (fault_stack)
		return;
	fault_stack = mem_alloc(64 << 10);
	/* A sanitizer has set one up already, and gives back what it finds at the thread's end. */
	if (sigaltstack(NULL, &old) != 0 || (old.ss_flags & SS_DISABLE))
		sigaltstack(&(stack_t){ .ss_sp = fault_stack, .ss_size = 64 << 10 }, NULL);
	handle_signal(SIGSEGV, &before_segv);
	handle_signal(SIGBUS, &before_bus);
}

void fault_handler_release(const Machine *m)
{
	if (fault_machine != m)
		return;
	fault_machine = NULL;
	sigaltstack(&(stack_t){ .ss_flags = SS_DISABLE }, NULL);
	mem_free(fault_stack);
	fault_stack = NULL;
}

/* AddressSanitizer cannot tell that the frames between the fault and its landing are gone, since the stack is larger than it
 * expects: what they left poisoned would be taken for theirs. */
void fault_landed(void)
{
#ifdef __SANITIZE_ADDRESS__
	enum { FRAMES = 256 << 10 };	/* the loop's, and its helpers' */
	char *here = __builtin_frame_address(0);

	__asan_unpoison_memory_region(here - FRAMES, FRAMES);
#endif
}

Flow fault_flow(Machine *m)
{
	enum { NIL_PAGE = 4096 };	/* what nil and a field of it are for Go, too */
	char text[256];

	if (m->fault_addr && m->fault_addr < NIL_PAGE)
		return panic_nil(m, m->fault_addr);
	if (gor_current(m)->panics_on_fault)
		return panic_fault(m, m->fault_addr);
	snprintf(text, sizeof text, "unexpected fault address 0x%" PRIx64 "\nfatal error: fault\n"
		 "[signal SIGSEGV: segmentation violation code=0x2 addr=0x%" PRIx64 " pc=0x%" PRIx64 "]",
		 m->fault_addr, m->fault_addr, m->state->pc);
	return fatal_text(m, text);
}
