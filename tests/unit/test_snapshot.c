/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checkpoints: from any moment, running on, going back and running again leads to the same memory; so does what a core
 * file holds of it in another machine. The programs
 * allocate, link, append, fill a map, recurse with deferred calls and panics, and let goroutines send to each
 * other, driven by a linear congruential generator; collections happen on the way. */
#include "unit.h"
#include "asm.h"
#include "machine/mapped.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Types { uint64_t integer, node, chan, map, pointer; } Types;

static Types make_types(Image *im)
{
	Types t;
	TypeDesc map = { .size = 8, .align = 8, .kind = KIND_MAP, .ptr_bytes = 8, .flags = TD_DIRECT };
	uint64_t mask = 1;

	t.integer = asm_type(im, KIND_INT, "int", 8, 0, 0);
	((TypeDesc *)image_at(im, t.integer))->flags |= TD_MEMEQUAL;
	t.node = asm_type(im, KIND_STRUCT, "main.Node", 32, 1, 0);
	t.pointer = asm_type(im, KIND_POINTER, "*main.Node", 8, 1, t.node);
	t.chan = asm_type(im, KIND_CHAN, "chan int", 8, 1, t.integer);
	map.key = t.integer;
	map.elem = t.integer;
	map.gcmask = image_rodata(im, &mask, 8, 8);
	map.str = map.link = asm_text(im, "map[int]int");
	t.map = image_rodata(im, &map, sizeof map, 8);
	return t;
}

/* r = r * 6364136223846793005 + 1442695040888963407 in slot x; d = r >> 40, masked. */
static void next_random(Asm *a, unsigned x, unsigned d, int mask)
{
	asm_two(a, OP_LDK, d, 0, 0, 0, 6364136223846793005ULL, 0);
	asm_ins(a, OP_MUL, x, x, d, 0);
	asm_two(a, OP_LDK, d, 0, 0, 0, 1442695040888963407ULL, 0);
	asm_ins(a, OP_ADD, x, x, d, 0);
	asm_ins(a, OP_SHRUI, d, x, 40, 0);
	asm_cd(a, OP_ANDI, d, d, mask);
}

/* deferred(n): recovers when n is a multiple of 4. */
static uint64_t add_deferred(Asm *a)
{
	uint64_t entry = asm_func(a, "main.deferred", 1, 0, 8);
	uint32_t skip;

	asm_cd(a, OP_ANDI, 4, 3, 3);
	skip = asm_ins(a, OP_BNEI, 4, 0, 0, 0);
	asm_ins(a, OP_RECOVER, 5, 0, 0, 0);
	asm_target(a, skip);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	asm_end(a, 0);
	return entry;
}

/* unwind(n): defers deferred(n) and calls unwind(n - 1); unwind(0) divides by zero. */
static uint64_t add_unwind(Asm *a)
{
	uint64_t deferred = add_deferred(a), entry = asm_func(a, "main.unwind", 1, 0, 14);
	uint32_t more = asm_ins(a, OP_BGTI, 3, 0, 0, 0);

	asm_ins(a, OP_DIV, 4, 3, 3, 0);
	asm_target(a, more);
	asm_two(a, OP_LDK, 4, 0, 0, 0, deferred, 0);
	asm_ins(a, OP_MOV, 8, 3, 0, 0);
	asm_ins(a, OP_DEFER, 5, 4, 1, 0);
	asm_cd(a, OP_ADDI, 8, 3, -1);
	asm_call(a, 5, entry);
	asm_ins(a, OP_NOP, 0, 0, 0, 0);
	asm_ins(a, OP_RUND, 0, 0, 0, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	asm_end(a, FN_DEFERS);
	return entry;
}

/* What a program is made of. */
typedef struct Variant { int rounds, buffer, send_mask, panic_mask; unsigned workers; uint64_t seed; } Variant;

/* Position of a native in the list. */
static unsigned native_number(const char *name)
{
	static const char *const names[] = {
#define LEAF(package, function, c_function, shape, signature, doc) package "." function,
#define NATIVE(package, function, c_function, shape, signature, doc) package "." function,
#include "golib/natives.def"
	};
	unsigned i = 0;

	while (strcmp(names[i], name) != 0)
		i++;
	return i;
}

static uint64_t add_nanotime(Asm *a)
{
	uint64_t entry = asm_func(a, "internal/rt.Nanotime", 0, 1, 4);

	asm_cd(a, OP_NATIVE, 0, 0, (int32_t)native_number("internal/rt.Nanotime"));
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	asm_end(a, 0);
	return entry;
}

/* A goroutine: slot 3 a channel, 4 a seed; allocates nodes into a table of 64 lists, sends now and then. */
static uint64_t add_worker(Asm *a, const Types *t, const Variant *v)
{
	uint64_t unwind = add_unwind(a), nanotime = add_nanotime(a), entry = asm_func(a, "main.worker", 2, 0, 40);
	uint32_t loop, skip;

	asm_ldi(a, 6, 64);
	asm_two(a, OP_MKSLICE, 10, 6, 6, 0, t->pointer, 0);
	asm_ins(a, OP_ZERO3, 13, 0, 0, 0);
	asm_ldi(a, 5, 0);
	asm_two(a, OP_MKMAP, 16, 5, 0, 0, t->map, 0);
	loop = asm_here(a);
	next_random(a, 4, 7, 63);
	asm_two(a, OP_NEW, 8, 0, 0, 0, t->node, 0);
	asm_ins(a, OP_LDX64, 9, 10, 7, 0);
	next_random(a, 4, 17, 7);		/* one in eight lists begins anew */
	skip = asm_ins(a, OP_BEQI, 17, 0, 0, 0);
	asm_ins(a, OP_STP, 8, 9, 0, 0);
	asm_target(a, skip);
	asm_ins(a, OP_ST64, 8, 4, 8, 0);
	asm_ins(a, OP_STXP, 10, 7, 8, 0);
	asm_two(a, OP_APPP, 13, 13, 8, 0, t->pointer, 0);
	next_random(a, 4, 18, 1023);
	asm_two(a, OP_MAPASG, 19, 16, 18, 0, t->map, 0);
	asm_call(a, 24, nanotime);
	asm_ins(a, OP_XOR, 27, 27, 4, 0);
	asm_ins(a, OP_ST64, 19, 27, 0, 0);
	next_random(a, 4, 18, 1023);
	asm_two(a, OP_MAPDEL, 16, 18, 0, 0, t->map, 0);
	next_random(a, 4, 18, v->panic_mask);
	skip = asm_ins(a, OP_BNEI, 18, 0, 0, 0);
	next_random(a, 4, 23, 15);
	asm_cd(a, OP_ADDI, 23, 23, 4);
	asm_call(a, 20, unwind);
	asm_target(a, skip);
	next_random(a, 4, 18, v->send_mask);
	skip = asm_ins(a, OP_BNEI, 18, 0, 0, 0);
	asm_ins(a, OP_ZERO3, 13, 0, 0, 0);
	asm_ins(a, OP_SEND, 3, 4, 0, 0);
	asm_target(a, skip);
	asm_ldi(a, 6, v->rounds);
	asm_jump(a, OP_INCBLT, 5, 6, loop);
	asm_ins(a, OP_CLOSE, 3, 0, 0, 0);
	asm_ins(a, OP_RET, 0, 0, 0, 0);
	asm_end(a, 0);
	return entry;
}

static Image *make_program(const Variant *v)
{
	Asm a = { .im = image_new(hull_slot(0), PART_USER) };
	Types t = make_types(a.im);
	uint64_t worker = add_worker(&a, &t, v);
	uint64_t sum = image_bss(a.im, 16, 8);	/* and a word that the program does not use */
	uint32_t loop, done;

	a.im->main_entry = asm_func(&a, "main.main", 0, 0, 30);
	asm_two(&a, OP_LDK, 4, 0, 0, 0, worker, 0);
	for (unsigned i = 0; i < v->workers; i++) {
		asm_ldi(&a, 3, v->buffer);
		asm_two(&a, OP_MKCHAN, 5 + i, 3, 0, 0, t.chan, 0);
		asm_ins(&a, OP_MOV, 18, 5 + i, 0, 0);
		asm_ldi(&a, 19, (int64_t)v->seed + i);
		asm_ins(&a, OP_GO, 15, 4, 2, 0);
	}
	asm_ldi(&a, 13, 0);
	for (unsigned i = 0; i < v->workers; i++) {
		loop = asm_ins(&a, OP_RECV, 14, 5 + i, 15, 0);
		done = asm_ins(&a, OP_BF, 15, 0, 0, 0);
		asm_ins(&a, OP_ADD, 13, 13, 14, 0);
		asm_ins(&a, OP_STG64, 13, sum & 0xffff, sum >> 16 & 0xffff, sum >> 32 & 0xffff);
		asm_jump(&a, OP_JMPB, 0, 0, loop);
		asm_target(&a, done);
	}
	asm_ins(&a, OP_RET, 0, 0, 0, 0);
	asm_end(&a, 0);
	image_finish(a.im);
	return a.im;
}

typedef struct Moment { unsigned id; uint64_t count, pc, hash; } Moment;

static Moment moment(Machine *m, bool checkpoint)
{
	MachineStop s = machine_run(m, machine_count(m));

	return (Moment){ checkpoint ? machine_checkpoint(m) : 0, machine_count(m), s.pc, machine_hash(m) };
}

static bool same(const Moment *a, const Moment *b)
{
	return a->count == b->count && a->pc == b->pc && a->hash == b->hash;
}

enum { MOMENTS = 12 };

static void test_going_back(Machine *m)
{
	Moment at[MOMENTS], again;
	uint64_t rng = 12345;

	for (unsigned i = 0; i < MOMENTS; i++) {
		machine_run(m, machine_count(m) + 14000);
		at[i] = moment(m, true);
	}
	CHECK(machine_run(m, UINT64_MAX).reason == STOP_EXIT);
	for (unsigned k = 0; k < 30; k++) {
		unsigned from, to;

		rng = rng * 6364136223846793005ULL + 1442695040888963407ULL;
		from = (unsigned)(rng >> 33) % MOMENTS;
		to = from + (unsigned)(rng >> 50) % (MOMENTS - from);
		machine_restore(m, at[from].id);
		again = moment(m, false);
		CHECK(same(&again, &at[from]));
		machine_run(m, at[to].count);
		again = moment(m, false);
		CHECK(same(&again, &at[to]));
	}
	for (unsigned i = 0; i < MOMENTS; i += 2)
		machine_drop(m, at[i].id);
	machine_restore(m, at[5].id);
	machine_run(m, at[10].count);
	again = moment(m, false);
	CHECK(same(&again, &at[10]));
	machine_restore(m, at[11].id);
	again = moment(m, true);
	CHECK(same(&again, &at[11]));
	CHECK(machine_run(m, UINT64_MAX).reason == STOP_EXIT);
}

static bool take_bytes(void *ctx, const void *bytes, size_t n)
{
	sb_addn(ctx, bytes, n);
	return true;
}

static void no_images(void *ctx, Image *image)
{
	CHECK(!ctx && !image);
}

/* The moment of m in a machine of its own, which is run on to `to`: a program that has nothing open can be. short_too: bytes that
 * are not all there are refused. */
static Moment elsewhere(Machine *m, const Image *library, const Image *user, MachineConfig config, uint64_t to, bool short_too)
{
	StrBuf bytes = { 0 };
	StreamOut out = { take_bytes, &bytes, false };
	StreamIn in;
	const char *why = NULL;
	Moment there;

	machine_core_write(m, &out);
	machine_free(m);
	config.virtual_clock = true;
	m = machine_new(&config, (const Image *[]){ library, user }, 2, &why);
	in = (StreamIn){ bytes.data, bytes.len, false };
	CHECK(!out.failed && m && machine_core_read(m, &in, no_images, NULL, &why) && !in.left);
	machine_run(m, to);
	there = moment(m, false);
	machine_free(m);
	for (size_t n = 0; short_too && n < bytes.len; n += bytes.len / 7 + 1) {
		m = machine_new(&config, (const Image *[]){ library, user }, 2, &why);
		in = (StreamIn){ bytes.data, n, false };
		CHECK(!machine_core_read(m, &in, no_images, NULL, &why) && strcmp(why, "its tables are damaged") == 0);
		machine_free(m);
	}
	sb_free(&bytes);
	return there;
}

/* One program: a straight run to a moment, one that went back from beyond it, and one that another machine goes on with. */
static void test_program(const Image *library, const Variant *v, const MachineConfig *config, Output *o, uint64_t rng)
{
	Image *user = make_program(v);
	Machine *m = asm_machine_with(library, user, o, *config);
	uint64_t total, from, to;
	Moment straight, back, other;
	unsigned id;

	CHECK(machine_run(m, UINT64_MAX).reason == STOP_EXIT);
	total = machine_count(m);
	machine_free(m);
	from = rng % (total - 2) + 1;
	to = from + rng / total % (total - from - 1);
	m = asm_machine_with(library, user, o, *config);
	machine_run(m, to);
	straight = moment(m, false);
	machine_free(m);
	m = asm_machine_with(library, user, o, *config);
	machine_run(m, from);
	id = machine_checkpoint(m);
	machine_run(m, to + rng % 1000);
	machine_restore(m, id);
	machine_run(m, to);
	back = moment(m, false);
	CHECK(same(&straight, &back));
	machine_restore(m, id);
	other = elsewhere(m, library, user, *config, to, rng % 16 == 0);
	CHECK(same(&straight, &other));
	image_free(user);
}

/* ---- recordings ---- */

/* A clock that never gives the same answer again, whoever asks. */
static int64_t restless_ns(void *ctx)
{
	static int64_t now = 1;

	(void)ctx;
	return now += 1 + now % 77;
}

static Moment here(Machine *m)
{
	MachineStop s = machine_run(m, machine_count(m));

	return (Moment){ 0, machine_count(m), s.pc, machine_hash(m) };
}

static bool goes_to(Machine *m, const Moment *to)
{
	Moment there;

	if (!machine_goto(m, to->count, to->pc))
		return false;
	there = here(m);
	return same(&there, to);
}

enum { RECORDED = 20 };

/* Moments on the way, some of them in the middle of a tick; there and back in any order. Half way a variable
 * is changed from outside: moments before and after it are as they were. */
static void test_recording(const Image *library, const Variant *v, const MachineRecordConfig *record, Output *o, uint64_t rng)
{
	Image *user = make_program(v);
	MachineConfig config = { .gc_start = 20000, .door = machine_host_door() };
	Machine *m;
	Moment at[RECORDED], end;
	MachineRecordInfo info;
	uint64_t number = 4711, variable = user->base.bss + 8;
	unsigned n = 0;

	config.door.mono_ns = restless_ns;
	m = asm_machine_with(library, user, o, config);
	machine_record(m, record);
	while (n < RECORDED && machine_run(m, machine_count(m) + 1 + rng % 4000).reason == STOP_COUNT) {
		rng = rng * 6364136223846793005ULL + 1442695040888963407ULL;
		for (unsigned i = rng >> 60; i; i--)
			machine_step(m);
		if (n == RECORDED / 2)
			CHECK(machine_write(m, variable, &number, 8));
		at[n++] = here(m);
	}
	while (machine_run(m, UINT64_MAX).reason != STOP_EXIT)
		;
	end = here(m);
	for (unsigned i = 0; i < 2 * n; i++) {
		rng = rng * 6364136223846793005ULL + 1442695040888963407ULL;
		CHECK(goes_to(m, &at[(rng >> 33) % n]));
	}
	CHECK(goes_to(m, &at[0]));
	while (machine_run(m, UINT64_MAX).reason != STOP_EXIT)
		;
	at[0] = here(m);
	CHECK(same(&at[0], &end));
	CHECK(machine_recording(m, &info) && info.checkpoints >= 1 && info.bytes <= record->budget + (64 << 20));
	machine_free(m);
	image_free(user);
}

static void test_recordings(const Image *library, Output *o)
{
	uint64_t rng = 7;

	for (unsigned i = 0; i < 40; i++) {
		rng = rng * 6364136223846793005ULL + 1442695040888963407ULL;
		Variant v = { .rounds = 100 + (int)(rng >> 60) * 100, .buffer = (int)(rng >> 50) % 4,
			      .send_mask = (1 << ((rng >> 40) % 8)) - 1, .panic_mask = (1 << ((rng >> 30) % 6)) - 1,
			      .workers = 1 + (rng >> 20) % 6, .seed = rng >> 20 & 0xffffff };
		MachineRecordConfig record = { .budget = i % 3 ? 256 << 20 : 1 << 20, .min_ns = i % 2 ? 1 : 200000 };

		test_recording(library, &v, &record, o, rng >> 8);
	}
}

enum { PROGRAMS = 200 };

static void test_programs(const Image *library, Output *o)
{
	uint64_t rng = 99;

	for (unsigned i = 0; i < PROGRAMS; i++) {
		rng = rng * 6364136223846793005ULL + 1442695040888963407ULL;
		Variant v = { .rounds = 30 + (int)(rng >> 60) * 40, .buffer = (int)(rng >> 50) % 4,
			      .send_mask = (1 << ((rng >> 40) % 8)) - 1, .panic_mask = (1 << ((rng >> 30) % 6)) - 1,
			      .workers = 1 + (rng >> 20) % 6, .seed = rng >> 20 & 0xffffff };
		MachineConfig config = { .gc_stress = i % 16 == 7 || i % 16 == 8, .gc_steps = i % 16 == 8, .gc_start = 20000 };

		if (config.gc_stress)
			v.rounds = 40;

		test_program(library, &v, &config, o, rng >> 8);
	}
}

/* A store that begins in one page and ends in the next, as unsafe makes possible, is undone in both. */
static void test_page_border(const Image *library, Output *o)
{
	Asm a = { .im = image_new(hull_slot(0), PART_USER) };
	uint64_t at = image_bss(a.im, 8192, 16) + 4092, seen = 0;
	Machine *m;
	unsigned start;

	a.im->main_entry = asm_func(&a, "main.main", 0, 0, 10);
	asm_two(&a, OP_LDK, 4, 0, 0, 0, 0x1111111122222222, 0);
	asm_ins(&a, OP_STG64, 4, at & 0xffff, at >> 16 & 0xffff, at >> 32 & 0xffff);
	asm_ins(&a, OP_RET, 0, 0, 0, 0);
	asm_end(&a, 0);
	image_finish(a.im);
	m = asm_machine(library, a.im, o);
	start = machine_checkpoint(m);
	CHECK(machine_run(m, UINT64_MAX).reason == STOP_EXIT);
	CHECK(machine_read(m, at, &seen, 8) && seen == 0x1111111122222222);
	machine_restore(m, start);
	CHECK(machine_read(m, at, &seen, 8) && seen == 0);
	machine_free(m);
	image_free(a.im);
}

/* Debug builds: a host pointer in the program's memory is found at the next checkpoint; an address of the hull is none. */
/* Pages that the program has mapped go back with what may be done to them, readable or not. */
static void test_mapped(const Image *library, Output *o)
{
	Variant v = { .rounds = 5, .send_mask = 511, .panic_mask = 4095, .workers = 1, .seed = 3 };
	Image *user = make_program(&v);
	Machine *m = asm_machine(library, user, o);
	uint64_t addr = (uint64_t)mapped_new(m, 3 * MAPPED_PAGE, PROT_READ | PROT_WRITE), hash, other;
	unsigned first, second;
	char byte = 'a';

	CHECK(addr >> 36 == 0x20e && machine_write(m, addr + MAPPED_PAGE, &byte, 1));
	CHECK(mapped_protect(m, addr + MAPPED_PAGE, MAPPED_PAGE, PROT_NONE) == 0);
	CHECK(!machine_read(m, addr + MAPPED_PAGE, &byte, 1) && machine_read(m, addr, &byte, 1) && byte == 0);
	hash = machine_hash(m);
	first = machine_checkpoint(m);
	CHECK(mapped_protect(m, addr, 3 * MAPPED_PAGE, PROT_READ | PROT_WRITE) == 0);
	byte = 'b';
	CHECK(machine_write(m, addr + MAPPED_PAGE, &byte, 1) && mapped_free(m, addr + 2 * MAPPED_PAGE, MAPPED_PAGE) == 0);
	CHECK(mapped_free(m, addr + 2 * MAPPED_PAGE, MAPPED_PAGE) == -EINVAL && mapped_protect(m, addr, 3 * MAPPED_PAGE, 0) == -ENOMEM);
	other = machine_hash(m);
	second = machine_checkpoint(m);
	machine_restore(m, first);
	CHECK(machine_hash(m) == hash && !machine_read(m, addr + MAPPED_PAGE, &byte, 1));
	CHECK(mapped_protect(m, addr + MAPPED_PAGE, MAPPED_PAGE, PROT_READ) == 0);
	CHECK(machine_read(m, addr + MAPPED_PAGE, &byte, 1) && byte == 'a' && !mapped_writable(m, addr + MAPPED_PAGE));
	machine_restore(m, second);
	CHECK(machine_hash(m) == other && machine_read(m, addr + MAPPED_PAGE, &byte, 1) && byte == 'b');
	CHECK(!machine_read(m, addr + 2 * MAPPED_PAGE, &byte, 1));
	machine_free(m);
	image_free(user);
}

static void test_audit(const Image *library, Output *o)
{
#ifdef STRATA_DEBUG
	Variant v = { .rounds = 10, .send_mask = 1, .panic_mask = 1, .workers = 1 };
	Image *user = make_program(&v);

	for (unsigned host = 0; host < 2; host++) {
		Machine *m = asm_machine(library, user, o);
		uint64_t value = host ? (uint64_t)m : image_zerobase(hull_slot(0));
		int status;
		pid_t child = fork();

		if (child == 0) {
			close(2);
			machine_write(m, user->base.bss, &value, sizeof value);
			machine_checkpoint(m);
			_exit(0);
		}
		CHECK(waitpid(child, &status, 0) == child);
		CHECK(host ? WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT : status == 0);
		machine_free(m);
	}
	image_free(user);
#else
	(void)library;
	(void)o;
#endif
}

int main(void)
{
	Variant v = { .rounds = 60000, .send_mask = 511, .panic_mask = 4095, .workers = 3, .seed = 77 };
	Image *library = asm_library(), *user = make_program(&v);
	Output *out = malloc(sizeof *out), *other = malloc(sizeof *out);
	Machine *m = asm_machine(library, user, out);
	uint64_t hash, count;

	alarm(120);
	test_going_back(m);
	hash = machine_hash(m);
	count = machine_count(m);
	CHECK_TEXT(out->err, "");
	machine_free(m);

	/* A machine that was never stopped ends the same. */
	m = asm_machine(library, user, other);
	CHECK(machine_run(m, UINT64_MAX).reason == STOP_EXIT);
	CHECK(machine_count(m) == count && machine_hash(m) == hash);
	machine_free(m);
	image_free(user);
	test_programs(library, out);
	test_recordings(library, out);
	test_page_border(library, out);
	test_mapped(library, out);
	test_audit(library, out);
	image_free(library);
	free(out);
	free(other);
	return unit_status();
}
