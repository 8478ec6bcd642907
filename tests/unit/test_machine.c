/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine on programs assembled by hand. Results are left in package variable words (bss). */
#include "unit.h"
#include "asm.h"

#include <unistd.h>

typedef struct Prog {
	Image *library;
	Asm a;
	uint64_t result;	/* 16 words in bss */
	Output out;
	Machine *m;
	MachineStop stop;
} Prog;

static void prog_begin(Prog *p)
{
	memset(p, 0, sizeof *p);
	p->library = asm_library();
	p->a.im = image_new(hull_slot(0), PART_USER);
	p->result = image_bss(p->a.im, 16 * 8, 8);
}

static void prog_load(Prog *p)
{
	image_finish(p->a.im);
	p->m = asm_machine(p->library, p->a.im, &p->out);
}

static void prog_run(Prog *p)
{
	prog_load(p);
	p->stop = machine_run(p->m, UINT64_MAX);
}

static uint64_t result(Prog *p, unsigned i)
{
	return ((const uint64_t *)p->result)[i];
}

static void prog_end(Prog *p)
{
	machine_free(p->m);
	image_free(p->a.im);
	image_free(p->library);
}

/* Stores slot r into result word i. */
static void put_result(Prog *p, unsigned r, unsigned i)
{
	uint64_t at = p->result + i * 8;

	asm_ins(&p->a, OP_STG64, r, at & 0xffff, at >> 16 & 0xffff, at >> 32 & 0xffff);
}

static void main_func(Prog *p, unsigned frame)
{
	p->a.im->main_entry = asm_func(&p->a, "main.main", 0, 0, frame);
}

static void main_end(Prog *p, unsigned flags)
{
	asm_ins(&p->a, OP_RET, 0, 0, 0, 0);
	asm_end(&p->a, flags);
}

/* fib(n): slot 3 the parameter, 4 the result. */
static uint64_t add_fib(Prog *p)
{
	Asm *a = &p->a;
	uint64_t fib = asm_func(a, "main.fib", 1, 1, 16);
	uint32_t big = asm_ins(a, OP_BGTI, 3, 1, 0, 0);

	asm_ins(a, OP_MOV, 4, 3, 0, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	asm_target(a, big);
	asm_cd(a, OP_ADDI, 9, 3, -1);
	asm_call(a, 6, fib);
	asm_ins(a, OP_MOV, 5, 10, 0, 0);
	asm_cd(a, OP_ADDI, 9, 3, -2);
	asm_call(a, 6, fib);
	asm_ins(a, OP_ADD, 4, 5, 10, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	asm_end(a, 0);
	return fib;
}

static void fib_program(Prog *p, int n)
{
	uint64_t fib;

	prog_begin(p);
	fib = add_fib(p);
	main_func(p, 12);
	asm_ldi(&p->a, 7, n);
	asm_call(&p->a, 4, fib);
	put_result(p, 8, 0);
	main_end(p, 0);
}

static void test_fib(void)
{
	Prog p;

	fib_program(&p, 20);
	prog_run(&p);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 0);
	CHECK(result(&p, 0) == 6765);
	prog_end(&p);
}

/* The observed loop, single steps, breakpoints: the same result and the same count. */
static bool count_calls(void *ctx, Machine *m, const MachineEvent *e)
{
	(void)m;
	*(uint64_t *)ctx += e->kind == EVENT_CALL;
	return false;
}

static void test_observed(void)
{
	Prog p;
	uint64_t count, calls = 0, breaks = 0, steps = 0;

	fib_program(&p, 12);
	prog_run(&p);
	count = machine_count(p.m);
	prog_end(&p);

	fib_program(&p, 12);
	prog_load(&p);
	machine_observe(p.m, EVENT_CALL | EVENT_INSTRUCTION, count_calls, &calls);
	p.stop = machine_run(p.m, UINT64_MAX);
	CHECK(p.stop.reason == STOP_EXIT && machine_count(p.m) == count && calls == 465);
	prog_end(&p);

	fib_program(&p, 12);
	prog_load(&p);
	machine_break(p.m, p.a.im->funcs.data[0].entry);
	while ((p.stop = machine_run(p.m, UINT64_MAX)).reason == STOP_BREAKPOINT)
		breaks++;
	CHECK(p.stop.reason == STOP_EXIT && machine_count(p.m) == count && breaks == 465);
	prog_end(&p);

	fib_program(&p, 6);
	prog_run(&p);
	count = machine_count(p.m);
	prog_end(&p);
	fib_program(&p, 6);
	prog_load(&p);
	while ((p.stop = machine_step(p.m)).reason == STOP_STEPPED)
		steps++;
	CHECK(p.stop.reason == STOP_EXIT && machine_count(p.m) == count && steps > 100 && result(&p, 0) == 8);
	prog_end(&p);
}

/* Attention is paid before a return is executed. A run that begins at a breakpoint there must not take what comes
 * after attention for another arrival. */
static void test_break_at_return(void)
{
	Prog p;
	uint64_t breaks = 0, fib;

	fib_program(&p, 12);
	image_finish(p.a.im);
	p.m = asm_machine_with(p.library, p.a.im, &p.out, (MachineConfig){ .gc_stress = 1, .gc_steps = true });
	fib = p.a.im->funcs.data[0].entry;
	machine_break(p.m, fib + 2 * sizeof(Ins));
	machine_break(p.m, fib + 9 * sizeof(Ins));
	while ((p.stop = machine_run(p.m, UINT64_MAX)).reason == STOP_BREAKPOINT)
		breaks++;
	CHECK(p.stop.reason == STOP_EXIT && breaks == 465);
	prog_end(&p);
}

static void test_count(void)
{
	Prog p;
	uint64_t count;

	fib_program(&p, 10);
	prog_load(&p);
	p.stop = machine_run(p.m, 50);
	CHECK(p.stop.reason == STOP_COUNT && machine_count(p.m) == 50);
	for (uint64_t c = 51; c < 70; c++) {
		p.stop = machine_run(p.m, c);
		CHECK(p.stop.reason == STOP_COUNT && machine_count(p.m) == c);
	}
	p.stop = machine_run(p.m, UINT64_MAX);
	count = machine_count(p.m);
	CHECK(p.stop.reason == STOP_EXIT && result(&p, 0) == 55);
	prog_end(&p);
	fib_program(&p, 10);
	prog_run(&p);
	CHECK(machine_count(p.m) == count);
	prog_end(&p);
}

/* ---- panics ---- */

/* panic("boom") whose trace has main.main and main.inner. */
static void test_panic(void)
{
	Prog p;
	uint64_t string, boom, inner;
	GoString text;

	prog_begin(&p);
	string = asm_type(p.a.im, KIND_STRING, "string", 16, 1, 0);
	text = asm_text(p.a.im, "boom");
	boom = image_rodata(p.a.im, &text, sizeof text, 8);
	inner = asm_func(&p.a, "main.inner", 2, 0, 8);
	asm_two(&p.a, OP_LDK, 5, 0, 0, 0, string, 0);
	asm_two(&p.a, OP_LDK, 6, 0, 0, 0, boom, 0);
	asm_ins(&p.a, OP_PANIC, 5, 0, 0, 0);
	asm_end(&p.a, 0);
	main_func(&p, 10);
	asm_ldi(&p.a, 7, 5);
	asm_ldi(&p.a, 8, 0);
	asm_call(&p.a, 4, inner);
	main_end(&p, 0);
	prog_run(&p);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 2);
	CHECK_TEXT(p.out.err, "panic: boom\n\ngoroutine 1 [running]:\nmain.inner(0x5, 0x0)\n\t/t/t.go:3 +0x40\n"
		   "main.main()\n\t/t/t.go:3 +0x30\n");
	prog_end(&p);
}

/* main defers f, which recovers; then divides by zero. Returns normally; what f got is result 0. */
static void test_recover(void)
{
	Prog p;
	uint64_t f;

	prog_begin(&p);
	f = asm_func(&p.a, "main.f", 1, 0, 8);
	asm_ins(&p.a, OP_RECOVER, 4, 0, 0, 0);
	put_result(&p, 5, 0);
	put_result(&p, 3, 1);
	asm_ins(&p.a, OP_RET, 0, 0, 0, 0);
	asm_end(&p.a, 0);
	main_func(&p, 12);
	asm_two(&p.a, OP_LDK, 3, 0, 0, 0, f, 0);
	asm_ldi(&p.a, 9, 77);
	asm_ins(&p.a, OP_DEFER, 6, 3, 1, 0);
	asm_ldi(&p.a, 4, 0);
	asm_ins(&p.a, OP_DIV, 5, 4, 4, 0);
	asm_ldi(&p.a, 5, 1);
	put_result(&p, 5, 2);
	asm_ins(&p.a, OP_NOP, 0, 0, 0, 0);
	asm_ins(&p.a, OP_RUND, 0, 0, 0, 0);
	asm_ldi(&p.a, 5, 2);
	put_result(&p, 5, 3);
	main_end(&p, FN_DEFERS);
	prog_run(&p);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 0);
	CHECK(result(&p, 0) != 0 && result(&p, 1) == 77 && result(&p, 2) == 0 && result(&p, 3) == 2);
	CHECK_TEXT(p.out.err, "");
	prog_end(&p);
}

static void test_stop_on_panic(void)
{
	Prog p;

	prog_begin(&p);
	main_func(&p, 8);
	asm_ldi(&p.a, 3, 0);
	asm_ins(&p.a, OP_LD64, 4, 3, 8, 0);
	main_end(&p, 0);
	prog_load(&p);
	machine_stop_on_panic(p.m, true);
	p.stop = machine_run(p.m, UINT64_MAX);
	CHECK(p.stop.reason == STOP_PANIC);
	CHECK(strncmp(p.stop.text, "panic: runtime error: invalid memory address or nil pointer dereference\n"
		      "[signal SIGSEGV: segmentation violation code=0x1 addr=0x8 pc=0x", 120) == 0);
	CHECK_TEXT(p.out.err, "");
	p.stop = machine_run(p.m, UINT64_MAX);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 2 && p.out.nerr > 100);
	prog_end(&p);
}

/* ---- stacks ---- */

/* sum(n) = n + sum(n-1): deep recursion in goroutine `go`, result through a channel or directly. */
static uint64_t add_sum(Prog *p)
{
	Asm *a = &p->a;
	uint64_t sum = asm_func(a, "main.sum", 1, 1, 12);
	uint32_t more = asm_ins(a, OP_BGTI, 3, 0, 0, 0);

	asm_ldi(a, 4, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	asm_target(a, more);
	asm_cd(a, OP_ADDI, 8, 3, -1);
	asm_call(a, 5, sum);
	asm_ins(a, OP_ADD, 4, 3, 9, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	asm_end(a, 0);
	return sum;
}

static void deep_program(Prog *p, int64_t n, bool other)
{
	uint64_t sum, type, worker;

	prog_begin(p);
	type = asm_type(p->a.im, KIND_CHAN, "chan int", 8, 1, asm_type(p->a.im, KIND_INT, "int", 8, 0, 0));
	sum = add_sum(p);
	worker = asm_func(&p->a, "main.worker", 2, 0, 12);
	asm_ins(&p->a, OP_MOV, 8, 4, 0, 0);
	asm_call(&p->a, 5, sum);
	asm_ins(&p->a, OP_SEND, 3, 9, 0, 0);
	asm_ins(&p->a, OP_RET, 0, 0, 0, 0);
	asm_end(&p->a, 0);
	main_func(p, 16);
	asm_ldi(&p->a, 3, 1);
	asm_two(&p->a, OP_MKCHAN, 4, 3, 0, 0, type, 0);
	asm_two(&p->a, OP_LDK, 5, 0, 0, 0, worker, 0);
	asm_ins(&p->a, OP_MOV, 9, 4, 0, 0);
	asm_ldi(&p->a, 10, n);
	if (other)
		asm_ins(&p->a, OP_GO, 6, 5, 2, 0);
	else
		asm_call(&p->a, 6, worker);
	asm_ins(&p->a, OP_RECV, 5, 4, 11, 0);
	put_result(p, 5, 0);
	put_result(p, 11, 1);
	main_end(p, 0);
}

static void test_deep(void)
{
	Prog p;

	for (int64_t n = 100; n < 300000; n *= 7) {
		for (int other = 0; other < 2; other++) {
			deep_program(&p, n, other);
			prog_run(&p);
			CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 0);
			CHECK(result(&p, 0) == (uint64_t)(n * (n + 1) / 2) && result(&p, 1) == 1);
			prog_end(&p);
		}
	}
	deep_program(&p, 1LL << 40, true);
	prog_run(&p);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 2);
	CHECK(strstr(p.out.err, "\nfatal error: stack overflow\n\ngoroutine 2 [running]:\nmain.sum(0x"));
	CHECK(strstr(p.out.err, " frames elided...\n") && strstr(p.out.err, "created by main.main in goroutine 1\n"));
	prog_end(&p);
}

/* ---- goroutines ---- */

/* A producer sends 1..n, main adds up; buffered and not. */
static void channel_program(Prog *p, int cap, int n)
{
	uint64_t type, producer;
	uint32_t loop, done;

	prog_begin(p);
	type = asm_type(p->a.im, KIND_CHAN, "chan int", 8, 1, asm_type(p->a.im, KIND_INT, "int", 8, 0, 0));
	producer = asm_func(&p->a, "main.producer", 1, 0, 8);
	asm_ldi(&p->a, 4, 1);
	loop = asm_here(&p->a);
	asm_ins(&p->a, OP_SEND, 3, 4, 0, 0);
	asm_cd(&p->a, OP_ADDI, 4, 4, 1);
	asm_ldi(&p->a, 5, n);
	asm_jump(&p->a, OP_BLEB, 4, 5, loop);
	asm_ins(&p->a, OP_CLOSE, 3, 0, 0, 0);
	asm_ins(&p->a, OP_RET, 0, 0, 0, 0);
	asm_end(&p->a, 0);
	main_func(p, 16);
	asm_ldi(&p->a, 3, cap);
	asm_two(&p->a, OP_MKCHAN, 4, 3, 0, 0, type, 0);
	asm_two(&p->a, OP_LDK, 5, 0, 0, 0, producer, 0);
	asm_ins(&p->a, OP_MOV, 11, 4, 0, 0);
	asm_ins(&p->a, OP_GO, 8, 5, 1, 0);
	asm_ldi(&p->a, 6, 0);
	loop = asm_ins(&p->a, OP_RECV, 5, 4, 7, 0);
	done = asm_ins(&p->a, OP_BF, 7, 0, 0, 0);
	asm_ins(&p->a, OP_ADD, 6, 6, 5, 0);
	asm_jump(&p->a, OP_JMPB, 0, 0, loop);
	asm_target(&p->a, done);
	put_result(p, 6, 0);
	put_result(p, 5, 1);
	main_end(p, 0);
}

static void test_channels(void)
{
	static const int caps[] = { 0, 1, 7, 1000 };
	Prog p;

	for (unsigned i = 0; i < 4; i++) {
		channel_program(&p, caps[i], 5000);
		prog_run(&p);
		CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 0 && result(&p, 0) == 12502500 && result(&p, 1) == 0);
		prog_end(&p);
	}
}

/* Two goroutines send; select receives from both, each gets its turn. */
static void test_select(void)
{
	Prog p;
	uint64_t type, sender;
	uint32_t loop, second, next;

	prog_begin(&p);
	type = asm_type(p.a.im, KIND_CHAN, "chan int", 8, 1, asm_type(p.a.im, KIND_INT, "int", 8, 0, 0));
	sender = asm_func(&p.a, "main.sender", 1, 0, 8);
	loop = asm_ins(&p.a, OP_SEND, 3, 4, 0, 0);
	asm_jump(&p.a, OP_JMPB, 0, 0, loop);
	asm_end(&p.a, 0);
	main_func(&p, 24);
	asm_ldi(&p.a, 3, 0);
	asm_two(&p.a, OP_LDK, 6, 0, 0, 0, sender, 0);
	for (unsigned ch = 4; ch < 6; ch++) {
		asm_two(&p.a, OP_MKCHAN, ch, 3, 0, 0, type, 0);
		asm_ins(&p.a, OP_MOV, 13, ch, 0, 0);
		asm_ins(&p.a, OP_GO, 10, 6, 1, 0);
	}
	asm_ldi(&p.a, 7, 0);
	asm_ldi(&p.a, 8, 0);
	asm_ldi(&p.a, 9, 0);
	loop = asm_ins(&p.a, OP_MOV, 12, 4, 0, 0);
	asm_cd(&p.a, OP_LEA, 13, 0, 18 * 8);
	asm_ldi(&p.a, 14, 2);
	asm_ins(&p.a, OP_MOV, 15, 5, 0, 0);
	asm_cd(&p.a, OP_LEA, 16, 0, 18 * 8);
	asm_ldi(&p.a, 17, 2);
	asm_two(&p.a, OP_SELECT, 11, 12, 2, 19, 0, 0);
	second = asm_ins(&p.a, OP_BNEI, 11, 0, 0, 0);
	asm_cd(&p.a, OP_ADDI, 7, 7, 1);
	next = asm_ins(&p.a, OP_JMP, 0, 0, 0, 0);
	asm_target(&p.a, second);
	asm_cd(&p.a, OP_ADDI, 8, 8, 1);
	asm_target(&p.a, next);
	asm_jump(&p.a, OP_INCBLTI, 9, 1000, loop);
	put_result(&p, 7, 0);
	put_result(&p, 8, 1);
	main_end(&p, 0);
	prog_run(&p);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 0);
	CHECK(result(&p, 0) + result(&p, 1) == 1000 && result(&p, 0) > 300 && result(&p, 1) > 300);
	prog_end(&p);
}

static void test_deadlock(void)
{
	Prog p;
	uint64_t type;

	prog_begin(&p);
	type = asm_type(p.a.im, KIND_CHAN, "chan int", 8, 1, asm_type(p.a.im, KIND_INT, "int", 8, 0, 0));
	main_func(&p, 12);
	asm_ldi(&p.a, 3, 0);
	asm_two(&p.a, OP_MKCHAN, 4, 3, 0, 0, type, 0);
	asm_ins(&p.a, OP_RECV, 5, 4, 0, 0);
	main_end(&p, 0);
	prog_run(&p);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 2);
	CHECK_TEXT(p.out.err, "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n"
		   "main.main()\n\t/t/t.go:3 +0x30\n");
	prog_end(&p);
}

/* Two goroutines count without ever blocking; main waits until both have moved. */
static void test_preemption(void)
{
	Prog p;
	uint64_t spin;
	uint32_t loop;

	prog_begin(&p);
	spin = asm_func(&p.a, "main.spin", 1, 0, 8);
	asm_ldi(&p.a, 5, 0);
	loop = asm_cd(&p.a, OP_ADDI, 5, 5, 1);
	asm_ins(&p.a, OP_ST64, 3, 5, 0, 0);
	asm_jump(&p.a, OP_JMPB, 0, 0, loop);
	asm_end(&p.a, 0);
	main_func(&p, 12);
	asm_two(&p.a, OP_LDK, 4, 0, 0, 0, spin, 0);
	for (unsigned i = 0; i < 2; i++) {
		asm_two(&p.a, OP_LDK, 8, 0, 0, 0, p.result + i * 8, 0);
		asm_ins(&p.a, OP_GO, 5, 4, 1, 0);
	}
	loop = asm_here(&p.a);
	for (unsigned i = 0; i < 2; i++) {
		uint64_t at = p.result + i * 8;

		asm_ins(&p.a, OP_LDG64, 5 + i, at & 0xffff, at >> 16 & 0xffff, at >> 32 & 0xffff);
	}
	asm_ldi(&p.a, 7, 50000);
	asm_jump(&p.a, OP_BLTB, 5, 7, loop);
	asm_jump(&p.a, OP_BLTB, 6, 7, loop);
	main_end(&p, 0);
	prog_run(&p);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 0);
	CHECK(result(&p, 0) >= 50000 && result(&p, 1) >= 50000 && result(&p, 0) < 200000);
	prog_end(&p);
}

/* A store into read-only memory. */
static void test_fault(void)
{
	Prog p;
	uint64_t constant = 5;

	prog_begin(&p);
	constant = image_rodata(p.a.im, &constant, 8, 8);
	main_func(&p, 8);
	asm_two(&p.a, OP_LDK, 3, 0, 0, 0, constant, 0);
	asm_ldi(&p.a, 4, 1);
	asm_ins(&p.a, OP_ST64, 3, 4, 0, 0);
	main_end(&p, 0);
	prog_run(&p);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 2);
	CHECK(strncmp(p.out.err, "unexpected fault address 0x20", 29) == 0);
	CHECK(strstr(p.out.err, "\nfatal error: fault\n[signal SIGSEGV: ") &&
	      strstr(p.out.err, "goroutine 1 [running]:\nmain.main()\n\t/t/t.go:3 +0x30\n"));
	prog_end(&p);
}

/* ---- looking ---- */

/* A program stopped in main with result word 0 = 5, and a node in the heap that slot 4 points at. */
static void stopped_program(Prog *p, uint64_t *node)
{
	prog_begin(p);
	*node = asm_type(p->a.im, KIND_STRUCT, "main.Node", 16, 1, 0);
	main_func(p, 10);
	asm_ldi(&p->a, 3, 5);
	put_result(p, 3, 0);
	asm_two(&p->a, OP_NEW, 4, 0, 0, 0, *node, 0);
	asm_ins(&p->a, OP_ST64, 4, 3, 8, 0);
	asm_two(&p->a, OP_NEW, 5, 0, 0, 0, *node, 0);
	asm_ins(&p->a, OP_STP, 4, 5, 0, 0);
	asm_ldi(&p->a, 5, 0);
	asm_two(&p->a, OP_NEW, 6, 0, 0, 0, *node, 0);	/* garbage at once */
	asm_ldi(&p->a, 6, 0);
	asm_ins(&p->a, OP_NOP, 0, 0, 0, 0);
	main_end(p, 0);
	prog_load(p);
	machine_break(p->m, p->a.im->main_entry + 12 * sizeof(Ins));
	p->stop = machine_run(p->m, UINT64_MAX);
	CHECK(p->stop.reason == STOP_BREAKPOINT);
}

typedef uint64_t EvalBody(Asm *a, uint64_t node);

/* R(4) = *param + 1, which it also writes there; R(5) = a new node. */
static uint64_t eval_writes(Asm *a, uint64_t node)
{
	uint64_t entry = asm_func(a, "eval", 1, 2, 10);

	asm_ins(a, OP_LD64, 4, 3, 0, 0);
	asm_cd(a, OP_ADDI, 4, 4, 1);
	asm_ins(a, OP_ST64, 3, 4, 0, 0);
	asm_two(a, OP_NEW, 5, 0, 0, 0, node, 0);
	asm_ins(a, OP_ST64, 5, 4, 8, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	return entry;
}

static uint64_t eval_panics(Asm *a, uint64_t node)
{
	uint64_t entry = asm_func(a, "eval", 1, 2, 10);

	(void)node;
	asm_ldi(a, 5, 0);
	asm_ins(a, OP_ST64, 3, 5, 0, 0);
	asm_ins(a, OP_MOD, 4, 3, 5, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	return entry;
}

static uint64_t eval_blocks(Asm *a, uint64_t node)
{
	uint64_t entry = asm_func(a, "eval", 1, 2, 10);

	(void)node;
	asm_ldi(a, 5, 0);
	asm_ins(a, OP_RECV, 4, 5, 0, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	return entry;
}

static EvalResult evaluate(Prog *p, EvalBody *body, uint64_t node, uint64_t *out, bool commit, Image **scratch)
{
	Asm a = { .im = image_new(hull_slot(0), PART_SCRATCH) };
	uint64_t entry;

	a.im->base = machine_scratch_bases(p->m);
	entry = body(&a, node);
	asm_end(&a, 0);
	image_finish(a.im);
	*scratch = a.im;
	return machine_eval(p->m, a.im, entry, p->result, out, 2, commit ? EVAL_COMMIT : EVAL_LOOK);
}

static void test_eval(void)
{
	Prog p;
	Image *scratch[5];
	uint64_t node, out[2], hash, count, value;
	EvalResult r;

	stopped_program(&p, &node);
	hash = machine_hash(p.m);
	count = machine_count(p.m);
	r = evaluate(&p, eval_writes, node, out, false, &scratch[0]);
	CHECK(r.ok && out[0] == 6 && result(&p, 0) == 5);
	CHECK(machine_read(p.m, out[1] + 8, &value, 8) && value == 6);
	CHECK(machine_hash(p.m) == hash && machine_count(p.m) == count);
	r = evaluate(&p, eval_panics, node, out, false, &scratch[1]);
	CHECK(!r.ok);
	CHECK_TEXT(r.text, "panic: runtime error: integer divide by zero");
	CHECK(machine_hash(p.m) == hash && result(&p, 0) == 5);
	r = evaluate(&p, eval_blocks, node, out, false, &scratch[2]);
	CHECK(!r.ok && machine_hash(p.m) == hash);
	r = evaluate(&p, eval_writes, node, out, true, &scratch[3]);
	CHECK(r.ok && out[0] == 6 && result(&p, 0) == 6 && machine_count(p.m) == count);
	r = evaluate(&p, eval_writes, node, out, false, &scratch[4]);
	CHECK(r.ok && out[0] == 7 && result(&p, 0) == 6);
	p.stop = machine_run(p.m, UINT64_MAX);
	CHECK(p.stop.reason == STOP_EXIT && p.stop.status == 0);
	prog_end(&p);
	for (unsigned i = 0; i < 5; i++)
		image_free(scratch[i]);
}

static void count_ref(void *ctx, uint64_t offset, uint64_t target)
{
	(void)target;
	*(uint64_t *)ctx += 100 + offset;
}

static void test_views(void)
{
	Prog p;
	uint64_t node, refs = 0, n = 0, value;
	GorInfo g;
	MachineFrame f;
	ObjectInfo o = { 0 };
	SegmentInfo s;
	GcReport report;
	const char *why;

	stopped_program(&p, &node);
	CHECK(machine_goroutines(p.m) == 1 && machine_goroutine(p.m, 0, &g) && g.id == 1 && g.state == GOR_RUNNING);
	CHECK(machine_frame(p.m, &g, &f, true) && f.pc == p.a.im->main_entry + 12 * sizeof(Ins));
	CHECK(f.code.line && f.code.line->line == 10 && !machine_frame(p.m, &g, &f, false));
	while (machine_object_next(p.m, &o)) {
		n++;
		CHECK(o.type == node && o.size == 16 && o.id == n && o.count == 1);
		machine_object_refs(p.m, &o, count_ref, &refs);
	}
	CHECK(n == 3 && refs == 100);
	CHECK(machine_object_by_id(p.m, 1, &o) && machine_read(p.m, o.addr + 8, &value, 8) && value == 5);
	CHECK(machine_gc(p.m, &report, &why) && report.marked_objects == 2 && report.freed_objects == 1 &&
	      report.nfreed == 1 && report.freed[0].type == node);
	CHECK(!machine_object_by_id(p.m, 3, &o) && machine_object_by_id(p.m, 2, &o));
	for (unsigned i = 0; i < SEGMENT_COUNT; i++) {
		machine_segment(p.m, (SegmentId)i, &s);
		CHECK(s.start <= s.end && machine_segment_of(p.m, s.start) == i);
	}
	CHECK(!machine_read(p.m, 0, &value, 8) && !machine_read(p.m, 1ULL << 45, &value, 8));
	CHECK(!machine_write(p.m, p.a.im->main_entry, &value, 8));
	value = 99;
	CHECK(machine_write(p.m, p.result, &value, 8) && result(&p, 0) == 99);
	p.stop = machine_run(p.m, UINT64_MAX);
	CHECK(p.stop.reason == STOP_EXIT);
	prog_end(&p);
}

int main(void)
{
	alarm(300);
	test_fib();
	test_observed();
	test_break_at_return();
	test_count();
	test_panic();
	test_recover();
	test_stop_on_panic();
	test_deep();
	test_channels();
	test_select();
	test_deadlock();
	test_preemption();
	test_fault();
	test_eval();
	test_views();
	return unit_status();
}
