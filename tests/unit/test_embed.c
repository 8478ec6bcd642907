/* SPDX-License-Identifier: GPL-3.0-or-later */
/* strata as a library: programs from memory, several machines in one process, taken in turns and in threads, with input
 * and output of the test's own, and a debugger's session beside them. */
#include "unit.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "strata.h"
#include "strata_debug.h"

/* ---- a world of its own ---- */

typedef struct World { char out[4096], err[4096]; const char *in; } World;

static int64_t world_write(void *ctx, int fd, const void *bytes, size_t n)
{
	World *w = ctx;
	char *to = fd == 2 ? w->err : w->out;
	size_t have = strlen(to), room = sizeof w->out - 1 - have;

	if (fd != 1 && fd != 2)
		return -EBADF;
	strncat(to, bytes, n < room ? n : room);
	return (int64_t)n;
}

static int64_t world_read(void *ctx, int fd, void *bytes, size_t n)
{
	World *w = ctx;
	size_t k = strlen(w->in);

	if (fd != 0)
		return -EBADF;
	k = k < n ? k : n;
	memcpy(bytes, w->in, k);
	w->in += k;
	return (int64_t)k;
}

static int64_t world_time(void *ctx)
{
	(void)ctx;
	return 1000000000;	/* a second after 1970 began */
}

static StrataConfig config_of(World *w)
{
	*w = (World){ .in = "" };
	return (StrataConfig){ .door = { .ctx = w, .write = world_write, .read = world_read, .wall_ns = world_time },
			       .fixed_seed = true, .seed = 7 };
}

static Strata *open_program(const StrataConfig *config, const char *text)
{
	const char *why = "", *names[] = { "main.go" };
	Strata *s = strata_open(config, &why);

	CHECK_TEXT(why, "");
	strata_source(s, "main.go", text, strlen(text));
	if (!strata_load(s, names, 1) || !strata_check(s) || !strata_compile(s))
		CHECK_TEXT(strata_messages(s, STRATA_PLAIN), "");
	return s;
}

static int run_all(Strata *s)
{
	StrataResult r = strata_run(s, STRATA_NO_LIMIT);

	CHECK(r.state == STRATA_ENDED);
	return r.status;
}

/* ---- programs ---- */

static const char adder[] =
	"package main\n"
	"import (\"bufio\"; \"fmt\"; \"os\"; \"time\")\n"
	"func main() {\n"
	"	sum, n := 0, 0\n"
	"	for in := bufio.NewReader(os.Stdin); ; sum += n {\n"
	"		if _, err := fmt.Fscan(in, &n); err != nil { break }\n"
	"	}\n"
	"	fmt.Println(os.Args[1:], sum, time.Now().UTC().Year())\n"
	"	fmt.Fprintln(os.Stderr, \"done\")\n"
	"	os.Exit(3)\n"
	"}\n";

static void test_world(void)
{
	World w;
	StrataConfig config = config_of(&w);
	char name[] = "adder", x[] = "x", y[] = "y", *args[] = { name, x, y, NULL };
	Strata *s = open_program(&config, adder);

	w.in = "1 2 39";
	strata_args(s, 3, args, NULL);
	CHECK(run_all(s) == 3);
	CHECK(run_all(s) == 3);		/* it stays ended */
	CHECK_TEXT(w.out, "[x y] 42 1970\n");
	CHECK_TEXT(w.err, "done\n");
	strata_close(s);
}

static void test_messages(void)
{
	static const char text[] = "package main\nfunc main() { x := 1; y() }\n";
	const char *why, *names[] = { "a.go" }, *missing[] = { "no/such.go" };
	Strata *s = strata_open(NULL, &why);

	strata_source(s, "a.go", text, sizeof text - 1);
	CHECK(strata_load(s, names, 1) && !strata_check(s));
	CHECK_TEXT(strata_messages(s, STRATA_PLAIN), "a.go:2:15: declared and not used: x\na.go:2:23: undefined: y\n");
	CHECK_TEXT(strata_package(s), "main");
	CHECK(strata_run(s, 1).state == STRATA_CANNOT);
	strata_close(s);
	s = strata_open(NULL, &why);
	CHECK(!strata_load(s, missing, 1));
	CHECK_TEXT(strata_messages(s, STRATA_PLAIN), "no/such.go: No such file or directory.\n");
	strata_close(s);
	s = strata_open(NULL, &why);
	CHECK(!strata_load(s, NULL, 0));
	strata_close(s);
}

static void test_not_main(void)
{
	Strata *s = open_program(NULL, "package p\nfunc F() {}\n");

	CHECK(strata_run(s, STRATA_NO_LIMIT).state == STRATA_CANNOT);
	CHECK_TEXT(strata_messages(s, STRATA_PLAIN), "package command-line-arguments is not a main package\n");
	strata_close(s);
}

/* ---- side by side ---- */

static const char counter[] =
	"package main\n"
	"import \"fmt\"\n"
	"var total int\n"
	"type node struct { next *node; v int }\n"
	"func main() {\n"
	"	var list *node\n"
	"	ch := make(chan int)\n"
	"	go func() { for i := 0; i < 3000; i++ { ch <- i }; close(ch) }()\n"
	"	for v := range ch { list = &node{list, v}; total += v }\n"
	"	n := 0\n"
	"	for p := list; p != nil; p = p.next { n += p.v }\n"
	"	fmt.Printf(\"%d %d %v\\n\", total, n, map[string]int{\"b\": 2, \"a\": 1})\n"
	"	var np *node\n"
	"	defer func() { fmt.Println(recover() != nil) }()\n"
	"	np.v = 1\n"
	"}\n";

enum { MANY = 8 };

static void test_turns(void)
{
	World w[MANY];
	Strata *s[MANY];
	const char *why = "";
	unsigned running = MANY;
	uint64_t steps;

	for (unsigned i = 0; i < MANY; i++) {
		StrataConfig config = config_of(&w[i]);

		s[i] = open_program(&config, counter);
	}
	CHECK(!strata_open(NULL, &why));
	CHECK_TEXT(why, "no machine slot is left");
	while (running)
		for (unsigned i = running = 0; i < MANY; i++)
			running += strata_run(s[i], 1000 + i * 37).state != STRATA_ENDED;
	steps = strata_steps(s[0]);
	for (unsigned i = 0; i < MANY; i++) {
		CHECK_TEXT(w[i].out, "4498500 4498500 map[a:1 b:2]\ntrue\n");
		CHECK(strata_steps(s[i]) == steps);
		strata_close(s[i]);
	}
}

static void *thread(void *arg)
{
	World *w = arg;
	StrataConfig config = config_of(w);

	for (unsigned i = 0; i < 4; i++) {
		Strata *s = open_program(&config, counter);

		CHECK(run_all(s) == 0);
		strata_close(s);
	}
	return NULL;
}

static void test_threads(void)
{
	World w[3];
	pthread_t threads[3];

	for (unsigned i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, thread, &w[i]);
	for (unsigned i = 0; i < 3; i++) {
		pthread_join(threads[i], NULL);
		CHECK(strlen(w[i].out) == 4 * strlen("4498500 4498500 map[a:1 b:2]\ntrue\n"));
	}
}

/* ---- stopping ---- */

static const char endless[] = "package main\nfunc main() { for { } }\n";

static void *interrupt(void *s)
{
	usleep(20000);
	strata_interrupt(s);
	return NULL;
}

static void test_interrupt(void)
{
	Strata *s = open_program(NULL, endless);
	pthread_t t;

	CHECK(strata_run(s, 100000).state == STRATA_RUNNING);
	pthread_create(&t, NULL, interrupt, s);
	CHECK(strata_run(s, STRATA_NO_LIMIT).state == STRATA_INTERRUPTED);
	pthread_join(t, NULL);
	CHECK(strata_run(s, 1000).state == STRATA_RUNNING);
	strata_close(s);
	s = open_program(NULL, endless);
	strata_interrupt(s);
	CHECK(strata_run(s, STRATA_NO_LIMIT).state == STRATA_INTERRUPTED);
	strata_close(s);
}

static void test_memory_limit(void)
{
	World w;
	StrataConfig config = config_of(&w);
	Strata *s;

	config.memory_limit = 64 << 20;
	s = open_program(&config, "package main\nvar keep [][]byte\nfunc main() { for { keep = append(keep, make([]byte, 1<<20)) } }\n");
	CHECK(run_all(s) == 2);
	CHECK(strstr(w.err, "fatal error: runtime: out of memory") != NULL);
	strata_close(s);
}

/* ---- the host's own handler of faults ---- */

static sigjmp_buf host_again;

static void host_handler(int sig)
{
	(void)sig;
	siglongjmp(host_again, 1);
}

static void test_signals(void)
{
	struct sigaction act = { .sa_handler = host_handler };
	World w;
	StrataConfig config = config_of(&w);
	Strata *s;
	volatile int caught = 0;
	int *volatile nowhere = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	sigaction(SIGSEGV, &act, NULL);
	s = open_program(&config, "package main\nimport \"unsafe\"\nfunc main() { s := \"text\"; *unsafe.StringData(s) = 1 }\n");
	CHECK(run_all(s) == 2);
	CHECK(strstr(w.err, "unexpected fault address") != NULL);
	strata_close(s);
	if (sigsetjmp(host_again, 1) == 0)
		*nowhere = 1;
	else
		caught = 1;
	CHECK(caught);
	munmap(nowhere, 4096);
	signal(SIGSEGV, SIG_DFL);
}

/* ---- beside the debugger ---- */

static void take_output(void *ctx, int fd, const char *bytes, size_t n)
{
	world_write(ctx, fd, bytes, n);
}

static void test_sessions(void)
{
	char path[] = "/tmp/strata-embed-XXXXXX.go";
	const char *names[] = { path };
	World w[2] = { { .in = "" }, { .in = "" } };
	void *library = strata_library_new();
	DebugSession *d[2];
	DebugStop stop;
	FILE *f = fdopen(mkstemps(path, 3), "w");
	Strata *s = open_program(NULL, endless);

	fputs(counter, f);
	fclose(f);
	for (unsigned i = 0; i < 2; i++) {
		DebugConfig config = { .library = library, .output = take_output, .output_ctx = &w[i] };

		d[i] = debug_open(&config);
		CHECK(debug_load(d[i], names, 1) && debug_run(d[i], &stop));
	}
	CHECK(strata_run(s, 1000).state == STRATA_RUNNING);
	for (unsigned i = 0; i < 2; i++) {
		const DebugValue *v = debug_eval(d[i], "total + len(\"ab\")");

		CHECK(v && v->bits == 4498502);
		CHECK_TEXT(w[i].out, "4498500 4498500 map[a:1 b:2]\ntrue\n");
		debug_close(d[i]);
	}
	strata_close(s);
	strata_library_free(library);
	unlink(path);
}

int main(void)
{
	test_world();
	test_messages();
	test_not_main();
	test_turns();
	test_threads();
	test_interrupt();
	test_memory_limit();
	test_signals();
	test_sessions();
	return unit_status();
}
