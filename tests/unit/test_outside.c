/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that deals with the world outside (a pipe with a deadline, a FIFO, sockets, a process that waits for a goroutine which
 * sleeps by the real clock meanwhile, signals) is recorded; any moment of the run is had again, to the bit, without asking the world. What it leaves open is closed when it is gone. */
#include "unit.h"

#include <dirent.h>

#include "embed/embed.h"
#include "machine/machine.h"

static const char source[] =
	"package main\n"
	"import (\"fmt\"; \"io\"; \"os\"; \"os/signal\"; \"syscall\"; \"time\")\n"
	"func main() {\n"
	"	ticks := 0\n"
	"	go func() { for { time.Sleep(time.Millisecond); ticks++ } }()\n"
	"	dir, _ := os.MkdirTemp(\"\", \"outside\")\n"
	"	defer os.RemoveAll(dir)\n"
	"	name := dir + \"/fifo\"\n"
	"	syscall.Mkfifo(name, 0600)\n"
	"	got := make(chan string)\n"
	"	go func() { f, _ := os.Open(name); b, _ := io.ReadAll(f); got <- string(b) }()\n"
	"	f, _ := os.OpenFile(name, os.O_WRONLY, 0)\n"
	"	f.WriteString(\"fifo\"); f.Close()\n"
	"	fmt.Println(<-got)\n"
	"	r, w, _ := os.Pipe()\n"
	"	r.SetReadDeadline(time.Now().Add(5 * time.Millisecond))\n"
	"	_, err := r.Read(make([]byte, 1))\n"
	"	fmt.Println(err)\n"
	"	r.SetReadDeadline(time.Time{})\n"
	"	in, end, _ := os.Pipe()\n"
	"	go func() { for ticks <= 10 { time.Sleep(time.Millisecond) }; end.Close() }()\n"
	"	p, err := os.StartProcess(\"/bin/sh\", []string{\"sh\", \"-c\", \"read x; echo child\"}, &os.ProcAttr{Files: []*os.File{in, w}})\n"
	"	w.Close()\n"
	"	b, _ := io.ReadAll(r)\n"
	"	state, _ := p.Wait()\n"
	"	fmt.Print(string(b), state, err, \"\\n\")\n"
	"	pair, _ := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0)\n"
	"	go func() {\n"
	"		time.Sleep(2 * time.Millisecond)\n"
	"		syscall.Sendmsg(pair[0], []byte(\"datagram\"), syscall.UnixRights(pair[0]), nil, 0)\n"
	"	}()\n"
	"	buf, oob := make([]byte, 20), make([]byte, 64)\n"
	"	n, oobn, _, _, _ := syscall.Recvmsg(pair[1], buf, oob, 0)\n"
	"	messages, _ := syscall.ParseSocketControlMessage(oob[:oobn])\n"
	"	l, _ := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)\n"
	"	syscall.Bind(l, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})\n"
	"	syscall.Listen(l, 1)\n"
	"	go func() {\n"
	"		to, _ := syscall.Getsockname(l)\n"
	"		s, _ := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)\n"
	"		time.Sleep(2 * time.Millisecond)\n"
	"		syscall.Connect(s, to)\n"
	"		syscall.Sendto(s, []byte(\"stream\"), 0, nil)\n"
	"	}()\n"
	"	s, _, _ := syscall.Accept(l)\n"
	"	k, err := syscall.Read(s, buf[n:])\n"
	"	fmt.Println(string(buf[:n+k]), len(messages), err)\n"
	"	c := make(chan os.Signal, 1)\n"
	"	signal.Notify(c, syscall.SIGUSR1)\n"
	"	syscall.Kill(os.Getpid(), syscall.SIGUSR1)\n"
	"	fmt.Println(<-c)\n"
	"}\n";

static const char expected[] = "fifo\nread |0: i/o timeout\nchild\nexit status 0 <nil>\ndatagramstream 1 <nil>\nuser defined signal 1\n";

static char output[sizeof expected + 100];

static int64_t keep(void *ctx, int fd, const void *bytes, size_t n)
{
	(void)ctx;
	(void)fd;
	strncat(output, bytes, n < sizeof output - strlen(output) ? n : 0);
	return (int64_t)n;
}

typedef struct Moment { uint64_t count, pc, hash; } Moment;

static Moment here(Machine *m)
{
	MachineStop s = machine_run(m, machine_count(m));

	return (Moment){ machine_count(m), s.pc, machine_hash(m) };
}

enum { MOMENTS = 12, STEP = 40 };

/* Does a goroutine wait for a descriptor, and does the view tell which? */
static bool reads_descriptor(const Machine *m)
{
	GorInfo g;
	WaitInfo w;

	for (size_t i = 0; i < machine_goroutines(m); i++)
		if (machine_goroutine(m, i, &g) && machine_wait(m, g.id, 0, &w) && w.descriptor && !w.send && w.object < 1000)
			return true;
	return false;
}

static void test_moments(Machine *m)
{
	Moment at[MOMENTS], end;
	unsigned n = 0;
	bool waited = false;

	while (n < MOMENTS && machine_run(m, machine_count(m) + STEP).reason == STOP_COUNT) {
		at[n++] = here(m);
		waited |= reads_descriptor(m);
	}
	CHECK(waited);
	while (machine_run(m, UINT64_MAX).reason != STOP_EXIT)
		;
	end = here(m);
	CHECK(n > MOMENTS / 2);
	CHECK_TEXT(output, expected);
	for (unsigned i = n; i--;) {
		CHECK(machine_goto(m, at[i].count, at[i].pc));
		CHECK(machine_hash(m) == at[i].hash);
	}
	while (machine_run(m, UINT64_MAX).reason != STOP_EXIT)
		;
	CHECK(machine_hash(m) == end.hash && machine_count(m) == end.count);
	CHECK_TEXT(output, expected);
}

/* Descriptors that this process has open. */
static unsigned descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	unsigned n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

int main(void)
{
	MachineConfig config = { .door = machine_host_door(), .argc = 1, .argv = (char *[]){ (char *)"outside" } };
	MachineRecordConfig record = { .min_ns = 1000 };
	const char *why = NULL;
	Strata *s = strata_open(NULL, &why);
	unsigned open = descriptors();
	Machine *m;

	CHECK(s != NULL);
	strata_source(s, "outside.go", source, sizeof source - 1);
	CHECK(strata_load(s, (const char *[]){ "outside.go" }, 1) && strata_check(s) && strata_compile(s));
	CHECK_TEXT(strata_messages(s, STRATA_PLAIN), "");
	config.door.write = keep;
	m = machine_new(&config, strata_program(s)->images.data, strata_program(s)->images.len, &why);
	CHECK(m != NULL);
	machine_start(m);
	machine_record(m, &record);
	test_moments(m);
	machine_free(m);
	CHECK(descriptors() == open);
	strata_close(s);
	return unit_status();
}
