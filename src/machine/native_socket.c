/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Natives over the system's sockets: Linux calls, failures as negated errno. Addresses and options are bytes as the system
 * has them. Where the system would wait the answer is rt.Later: the goroutine waits alone, and calls again. Only connecting a
 * socket that blocks waits with all of them. */
#define _GNU_SOURCE 1	/* accept4 */
#include "machine/natives.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include "machine/native_file.h"
#include "machine/record.h"

/* rt.go has the same lists. */
enum { SOCK_OPEN, SOCK_BIND, SOCK_CONNECT, SOCK_LISTEN, SOCK_SET, SOCK_SHUTDOWN };
enum { SOCK_NAME, SOCK_PEER, SOCK_GET, SOCK_ACCEPT, SOCK_PAIR };

/* Where files are closed to the program, so is the network. */
static bool may_open(const Machine *m)
{
	return !m->config.door.file;
}

/* A call that was not to wait has failed. Would the system have waited? Then errno becomes what rt.Later stands for. */
static void tell_later(int fd, int flags)
{
	if (errno == EAGAIN && !(flags & MSG_DONTWAIT) && !(fcntl(fd, F_GETFL) & O_NONBLOCK))
		errno = ERESTART;
}

static int64_t do_call(Machine *m, uint64_t op, int fd, int a, int b, const void *bytes, socklen_t n)
{
	errno = op == SOCK_OPEN ? EPERM : EINVAL;
	switch (op) {
	case SOCK_OPEN: return may_open(m) ? descriptor_opened(m, socket(fd, a, b)) : -1;
	case SOCK_BIND: return bind(fd, bytes, n);
	case SOCK_CONNECT: return connect(fd, bytes, n);
	case SOCK_LISTEN: return listen(fd, a);
	case SOCK_SET: return setsockopt(fd, a, b, bytes, n);
	case SOCK_SHUTDOWN: return shutdown(fd, a);
	default: return -1;
	}
}

/* w: op, fd, a, b, bytes slice, result. */
Flow rt_sock(Machine *m, uint64_t *w)
{
	if (!range_ok(w[4], w[5]))
		return panic_nil(m, w[4]);
	w[7] = outcome(do_call(m, w[0], (int)w[1], (int)w[2], (int)w[3], at(w[4]), (socklen_t)w[5]));
	return FLOW_NEXT;
}

/* The new descriptor, 32 bits, and behind it the peer's address. */
static int64_t accept_into(Machine *m, int fd, int flags, char *dst, size_t room)
{
	socklen_t n = room > sizeof fd ? (socklen_t)(room - sizeof fd) : 0;
	struct pollfd one = { .fd = fd, .events = POLLIN };
	int new = -1;

	errno = EAGAIN;
	if (poll(&one, 1, 0) > 0)
		new = accept4(fd, (struct sockaddr *)(dst + sizeof fd), &n, flags);
	if (new < 0) {
		tell_later(fd, 0);
		return -1;
	}
	descriptor_opened(m, new);
	memcpy(dst, &new, sizeof new);
	return (int64_t)sizeof new + n;
}

static int64_t pair_into(Machine *m, int domain, int type, int protocol, void *dst)
{
	errno = EPERM;
	return descriptors_opened(m, may_open(m) ? socketpair(domain, type, protocol, dst) : -1, dst);
}

/* Bytes written to dst, at most `room` and at least 8, -1. */
static int64_t do_fill(Machine *m, uint64_t op, int fd, int a, int b, void *dst, size_t room)
{
	socklen_t n = (socklen_t)room;

	errno = EINVAL;
	if (room < 2 * sizeof(int))
		return -1;
	switch (op) {
	case SOCK_NAME: return getsockname(fd, dst, &n) < 0 ? -1 : (int64_t)n;
	case SOCK_PEER: return getpeername(fd, dst, &n) < 0 ? -1 : (int64_t)n;
	case SOCK_GET: return getsockopt(fd, a, b, dst, &n) < 0 ? -1 : (int64_t)n;
	case SOCK_ACCEPT: return accept_into(m, fd, a, dst, room);
	case SOCK_PAIR: return pair_into(m, fd, a, b, dst);
	default: return -1;
	}
}

/* w: op, fd, a, b, dst slice, result. */
Flow rt_sock_fill(Machine *m, uint64_t *w)
{
	if (!range_ok(w[4], w[5]))
		return panic_nil(m, w[4]);
	w[7] = outcome(do_fill(m, w[0], (int)w[1], (int)w[2], (int)w[3], at(w[4]), w[5]));
	if ((int64_t)w[7] > (int64_t)w[5])	/* the system tells how long an address is, and fills what there is room for */
		w[7] = w[5];
	if ((int64_t)w[7] > 0)
		card_mark_range(w[4], w[7]);
	return FLOW_NEXT;
}

/* w: fd, flags, bytes, control and address slices, result. */
Flow rt_send_msg(Machine *m, uint64_t *w)
{
	int fd = (int)w[0], flags = (int)w[1];
	ssize_t n;
	struct iovec part = { at(w[2]), w[3] };
	struct msghdr msg = { .msg_name = at(w[8]), .msg_namelen = (socklen_t)w[9], .msg_iov = &part, .msg_iovlen = 1,
			      .msg_control = w[6] ? at(w[5]) : NULL, .msg_controllen = w[6] };

	if (!range_ok(w[2], w[3]) || !range_ok(w[5], w[6]) || !range_ok(w[8], w[9]))
		return panic_nil(m, w[2]);
	if (!w[9])
		msg.msg_name = NULL;
	n = sendmsg(fd, &msg, flags | MSG_NOSIGNAL | MSG_DONTWAIT);
	if (n < 0)
		tell_later(fd, flags);
	w[11] = outcome(n);
	return FLOW_NEXT;
}

/* What rt.Received has; the control message's bytes lie behind it. */
typedef struct Received { int64_t n; int32_t control, flags, address, unused; char from[sizeof(struct sockaddr_storage)]; } Received;

/* The descriptors that a control message hands over. */
static void rights_opened(Machine *m, const struct cmsghdr *c)
{
	int fd;

	for (size_t at_byte = CMSG_LEN(0); at_byte + sizeof fd <= c->cmsg_len; at_byte += sizeof fd) {
		memcpy(&fd, (const char *)c + at_byte, sizeof fd);
		descriptor_opened(m, fd);
	}
}

static void receive(Machine *m, int fd, int flags, uint64_t *bytes, Received *r, size_t room)
{
	struct iovec part = { at(bytes[0]), bytes[1] };
	struct msghdr msg = { .msg_name = r->from, .msg_namelen = sizeof r->from, .msg_iov = &part, .msg_iovlen = 1,
			      .msg_control = room ? r + 1 : NULL, .msg_controllen = room };
	ssize_t n = recvmsg(fd, &msg, flags | MSG_DONTWAIT);

	if (n < 0)
		tell_later(fd, flags);
	r->n = (int64_t)outcome(n);
	if (n < 0)
		return;
	r->control = (int32_t)msg.msg_controllen;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&msg); c; c = CMSG_NXTHDR(&msg, c))
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
			rights_opened(m, c);
	r->flags = msg.msg_flags;
	r->address = (int32_t)(msg.msg_namelen < sizeof r->from ? msg.msg_namelen : sizeof r->from);
}

/* What came is two ranges of memory, so the log gets it here: what was told of it, then its bytes. w: fd, flags, bytes slice,
 * slice that holds a Received and has room for control messages; result. */
Flow rt_recv_msg(Machine *m, uint64_t *w)
{
	Received *r = at(w[5]);
	size_t n, told = w[6];
	const char *old;

	if (!range_ok(w[2], w[3]) || !range_ok(w[5], w[6]) || told < sizeof *r)
		return panic_nil(m, w[2]);
	old = record_replay(m, &n);
	if (old) {
		memcpy(r, old, told);
		memcpy(at(w[2]), old + told, n - told);
	} else {
		receive(m, (int)w[0], (int)w[1], w + 2, r, told - sizeof *r);
		record_log(m, r, told, at(w[2]), r->n <= 0 ? 0 : (uint64_t)r->n < w[3] ? (uint64_t)r->n : w[3]);
	}
	card_mark_range(w[5], told);
	if (r->n > 0)
		card_mark_range(w[2], w[3]);
	w[8] = (uint64_t)r->n;
	return FLOW_NEXT;
}
