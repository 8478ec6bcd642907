/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * System calls by number, for package syscall's Syscall and what stands on it. The kernel writes where it is told to, so that
 * syscalls.def has to say where that is: those bytes must lie in the hull, are logged by a recording, and have their cards
 * marked. A call that waits keeps all goroutines waiting; Ctrl-C ends the wait, and the call is made again when
 * the program goes on.
 */
#define _GNU_SOURCE 1
#include "machine/natives.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <termios.h>
#include <unistd.h>

#include "machine/native_file.h"
#include "machine/record.h"

typedef enum WriteKind { WRITES_NOTHING, WRITES_FIXED, WRITES_SIZED, WRITES_VALUE, WRITES_VECTORS, WRITES_MESSAGE, WRITES_MESSAGES, WRITES_REQUEST,
			 WRITES_COMMAND, WRITES_TRACE, WRITES_PAIR } WriteKind;
typedef struct Written { WriteKind kind; uint8_t at, by; uint16_t bytes; } Written;
typedef enum CallResult { NUMBER, OPENS } CallResult;

enum { WRITTEN_MOST = 4, ARGUMENTS = 6, SPANS = 256, VECTORS_MOST = 1024 };

typedef struct SystemCall { bool there; CallResult result; Written written[WRITTEN_MOST]; } SystemCall;

#define FIXED(at, bytes) { WRITES_FIXED, at, 0, bytes }
#define SIZED(at, by, each) { WRITES_SIZED, at, by, each }
#define VALUE(at, by) { WRITES_VALUE, at, by, 0 }
#define VECTORS(at, by) { WRITES_VECTORS, at, by, 0 }
#define MESSAGE(at) { WRITES_MESSAGE, at, 0, 0 }
#define MESSAGES(at, by) { WRITES_MESSAGES, at, by, 0 }
#define REQUEST(at) { WRITES_REQUEST, at, 0, 0 }
#define COMMAND(at) { WRITES_COMMAND, at, 0, 0 }
#define TRACE(at) { WRITES_TRACE, at, 0, 0 }
#define PAIR(at) { WRITES_PAIR, at, 0, 2 * sizeof(int) }

/* By number. */
static const SystemCall calls[] = {
#define SYSCALL(name, result, ...) [SYS_##name] = { true, result, { __VA_ARGS__ } },
#include "machine/syscalls.def"
};

static const SystemCall *find_call(uint64_t number)
{
	return number < sizeof calls / sizeof *calls && calls[number].there ? &calls[number] : NULL;
}

/* ---- what is written ---- */

/* Not more than there is room for, and none outside of the hull: `bad` says of which that is not true. */
typedef struct Spans { MachineSpan at[SPANS]; size_t n; bool bad; } Spans;

static void add_span(Spans *s, uint64_t addr, uint64_t bytes)
{
	if (!addr || !bytes)
		return;
	s->bad |= s->n == SPANS || bytes > 1ULL << 40 || !range_ok(addr, bytes);
	if (!s->bad)
		s->at[s->n++] = (MachineSpan){ addr, bytes };
}

static void add_vectors(Spans *s, uint64_t addr, uint64_t n)
{
	const struct iovec *v = at(addr);

	s->bad |= n > VECTORS_MOST || !range_ok(addr, n * sizeof *v);
	for (uint64_t i = 0; !s->bad && i < n; i++)
		add_span(s, (uint64_t)v[i].iov_base, v[i].iov_len);
}

static void add_message_parts(Spans *s, const struct msghdr *h)
{
	add_span(s, (uint64_t)h->msg_name, h->msg_namelen);
	add_span(s, (uint64_t)h->msg_control, h->msg_controllen);
	if (h->msg_iovlen)
		add_vectors(s, (uint64_t)h->msg_iov, h->msg_iovlen);
}

static void add_message(Spans *s, uint64_t addr)
{
	add_span(s, addr, sizeof(struct msghdr));
	if (addr && !s->bad)
		add_message_parts(s, at(addr));
}

static void add_messages(Spans *s, uint64_t addr, uint64_t n)
{
	const struct mmsghdr *h = at(addr);

	add_span(s, addr, n < VECTORS_MOST ? n * sizeof *h : UINT64_MAX);
	for (uint64_t i = 0; addr && !s->bad && i < n; i++)
		add_message_parts(s, &h[i].msg_hdr);
}

static void add_value(Spans *s, uint64_t addr, uint64_t len_at)
{
	if (!addr || !len_at)
		return;
	add_span(s, len_at, sizeof(uint32_t));
	if (!s->bad)
		add_span(s, addr, *(const uint32_t *)at(len_at));
}

/* Requests from before the kernel's encoding of sizes; others tell the size themselves, if they write. */
static uint64_t request_bytes(uint64_t request)
{
	enum { KERNEL_TERMIOS = 36, KERNEL_TERMIO = 18, INTERFACE = 40, WRITES = 2 };
	static const struct { uint64_t request; uint16_t bytes; } old[] = {
		{ TCGETS, KERNEL_TERMIOS }, { TCGETA, KERNEL_TERMIO }, { TIOCGWINSZ, sizeof(struct winsize) }, { TIOCGPGRP, 4 },
		{ TIOCGSID, 4 }, { TIOCOUTQ, 4 }, { FIONREAD, 4 }, { TIOCMGET, 4 }, { TIOCGETD, 4 }, { TIOCGSOFTCAR, 4 },
		{ TIOCGEXCL, 4 }, { SIOCGPGRP, 4 }, { FIOGETOWN, 4 },
	};

	for (size_t i = 0; i < sizeof old / sizeof *old; i++)
		if (old[i].request == request)
			return old[i].bytes;
	if (request >> 8 == 0x89)	/* of sockets: a struct ifreq */
		return INTERFACE;
	return _IOC_DIR(request) & WRITES ? _IOC_SIZE(request) : 0;
}

static uint64_t command_bytes(uint64_t command)
{
	enum { OWNER = 8, HINT = 8 };

	switch (command) {
	case F_GETLK: case F_OFD_GETLK: return sizeof(struct flock);
	case F_GETOWN_EX: return OWNER;
	case F_GET_RW_HINT: case F_GET_FILE_RW_HINT: return HINT;
	default: return 0;
	}
}

/* A request that is not listed might write anything: it is not made. Nor is that to be traced: the process is the machine's. */
static void add_traced(Spans *s, uint64_t request, uint64_t addr)
{
	enum { SIGNAL_INFO = 128 };

	switch (request) {
	case PTRACE_PEEKTEXT: case PTRACE_PEEKDATA: case PTRACE_PEEKUSER: case PTRACE_GETEVENTMSG: add_span(s, addr, 8); break;
	case PTRACE_GETREGS: add_span(s, addr, sizeof(struct user_regs_struct)); break;
	case PTRACE_GETFPREGS: add_span(s, addr, sizeof(struct user_fpregs_struct)); break;
	case PTRACE_GETSIGINFO: add_span(s, addr, SIGNAL_INFO); break;
	case PTRACE_GETREGSET: add_span(s, addr, sizeof(struct iovec)); add_vectors(s, addr, 1); break;
	case PTRACE_POKETEXT: case PTRACE_POKEDATA: case PTRACE_POKEUSER: case PTRACE_CONT: case PTRACE_KILL: case PTRACE_SINGLESTEP:
	case PTRACE_SETREGS: case PTRACE_SETFPREGS: case PTRACE_ATTACH: case PTRACE_DETACH: case PTRACE_SYSCALL: case PTRACE_SETOPTIONS:
	case PTRACE_SETSIGINFO: case PTRACE_SETREGSET: case PTRACE_SEIZE: case PTRACE_INTERRUPT: case PTRACE_LISTEN: break;
	default: s->bad = true;
	}
}

static void add_written(Spans *s, const Written *w, const uint64_t *args)
{
	uint64_t addr = args[w->at];

	switch (w->kind) {
	case WRITES_NOTHING: break;
	case WRITES_FIXED: case WRITES_PAIR: add_span(s, addr, w->bytes); break;
	case WRITES_SIZED: add_span(s, addr, args[w->by] < 1ULL << 40 ? args[w->by] * w->bytes : UINT64_MAX); break;
	case WRITES_VALUE: add_value(s, addr, args[w->by]); break;
	case WRITES_VECTORS: add_vectors(s, addr, args[w->by]); break;
	case WRITES_MESSAGE: add_message(s, addr); break;
	case WRITES_MESSAGES: add_messages(s, addr, args[w->by]); break;
	case WRITES_REQUEST: add_span(s, addr, request_bytes(args[w->at - 1] & UINT32_MAX)); break;
	case WRITES_TRACE: add_traced(s, args[0], addr); break;
	case WRITES_COMMAND: add_span(s, addr, command_bytes(args[w->at - 1] & UINT32_MAX)); break;
	}
}

/* ---- the call ---- */

static void note_descriptors(Machine *m, uint64_t number, const SystemCall *c, const uint64_t *args, int64_t result)
{
	uint64_t command = args[1];

	if (result < 0)
		return;
	if (c->result == OPENS || (number == SYS_fcntl && (command == F_DUPFD || command == F_DUPFD_CLOEXEC)))
		descriptor_opened(m, result);
	if (c->written[0].kind == WRITES_PAIR)
		descriptors_opened(m, 0, at(args[c->written[0].at]));
}

static int64_t make_call(Machine *m, uint64_t number, const SystemCall *c, const uint64_t *a)
{
	int64_t result = (int64_t)outcome(syscall((long)number, a[0], a[1], a[2], a[3], a[4], a[5]));

	note_descriptors(m, number, c, a, result);
	return result;
}

/* The log has the result, and then what was written, span by span. */
static void log_call(Machine *m, const Spans *s, int64_t result)
{
	record_log(m, &result, sizeof result, NULL, 0);
	for (size_t i = 0; i < s->n; i++)
		record_log(m, NULL, 0, at(s->at[i].addr), s->at[i].size);
}

static bool replay_call(Machine *m, const Spans *s, int64_t *result)
{
	size_t n;
	const void *old = record_replay(m, &n);

	if (!old)
		return false;
	memcpy(result, old, sizeof *result);
	for (size_t i = 0; i < s->n && (old = record_replay(m, &n)); i++)
		memcpy(at(s->at[i].addr), old, n);
	return true;
}

/* w: number, address of six words; result, or -errno. */
Flow rt_syscall(Machine *m, uint64_t *w)
{
	const SystemCall *c = find_call(w[0]);
	const uint64_t *args = at(w[1]);
	Spans spans = { .n = 0 };
	int64_t result;

	if (!range_ok(w[1], ARGUMENTS * 8))
		return panic_nil(m, w[1]);
	for (size_t i = 0; c && i < WRITTEN_MOST; i++)
		add_written(&spans, &c->written[i], args);
	if (!c || spans.bad || m->config.door.file) {
		w[2] = (uint64_t)(!c ? -ENOSYS : m->config.door.file ? -EPERM : -EFAULT);
		return FLOW_NEXT;
	}
	if (!replay_call(m, &spans, &result)) {
		result = m->interrupted ? -EINTR : make_call(m, w[0], c, args);
		if (result == -EINTR && m->interrupted)
			return native_stop_at_once(m);
		log_call(m, &spans, result);
	}
	for (size_t i = 0; i < spans.n; i++)
		card_mark_range(spans.at[i].addr, spans.at[i].size);
	w[2] = (uint64_t)result;
	return FLOW_NEXT;
}
