// Package poll is what package net stands on: descriptors that do not block, whose users wait among the machine's goroutines,
// until a deadline or until the descriptor is closed.
package poll

import (
	"errors"
	"internal/rt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

// FD is a descriptor. Sysfd, IsStream and ZeroReadIsEOF are set before it is used.
type FD struct {
	Sysfd         int
	IsStream      bool // what is written is a stream of bytes, not messages
	ZeroReadIsEOF bool // nothing read is the end

	reading, writing sync.Mutex // one at a time

	mu       sync.Mutex // for what follows
	users    int        // who is in one of the methods
	closing  bool
	blocks   bool     // it waits by itself, with all goroutines
	by       [2]int64 // deadlines: moments of rt.Nanotime, 0: none
	calls    uint32   // how often waiters were called to look again
	closed   uint32   // semaphore: released when Sysfd is closed
	closeErr error
}

// Indices of FD.by.
const (
	toRead = iota
	toWrite
)

// netClosing is what a closed connection's users get.
type netClosing struct{}

func (netClosing) Error() string   { return "use of closed network connection" }
func (netClosing) Timeout() bool   { return false }
func (netClosing) Temporary() bool { return false }

var (
	ErrNetClosing       = netClosing{}
	ErrNoDeadline       = os.ErrNoDeadline
	ErrDeadlineExceeded = os.ErrDeadlineExceeded
	ErrNotPollable      = errors.New("not pollable")
)

// String is a string that only package net can convert to one of its own.
type String string

// CloseFunc closes a descriptor that is no FD's.
var CloseFunc func(int) error = syscall.Close

// Init begins the use of fd; pollable: it does not block.
func (fd *FD) Init(net string, pollable bool) error {
	fd.blocks = !pollable
	return nil
}

// enter begins a method, leave ends it; the last one out closes the descriptor if that was asked for.
func (fd *FD) enter() error {
	fd.mu.Lock()
	defer fd.mu.Unlock()
	if fd.closing {
		return ErrNetClosing
	}
	fd.users++
	return nil
}

func (fd *FD) leave() {
	fd.mu.Lock()
	defer fd.mu.Unlock()
	fd.users--
	if fd.closing && fd.users == 0 {
		fd.closeErr = CloseFunc(fd.Sysfd)
		fd.Sysfd = -1
		rt.Semrelease(&fd.closed)
	}
}

// call makes who waits for fd, or is about to, look again what has changed.
func (fd *FD) call(change func()) {
	fd.mu.Lock()
	change()
	fd.calls++
	fd.mu.Unlock()
	rt.Wake(fd.Sysfd)
}

// Close wakes who waits for fd, and closes it when all have left.
func (fd *FD) Close() error {
	if err := fd.enter(); err != nil {
		return err
	}
	first := false
	fd.call(func() { first, fd.closing = !fd.closing, true })
	wait := first && !fd.blocks
	fd.leave()
	if !first {
		return ErrNetClosing
	}
	if wait {
		rt.Semacquire(&fd.closed, "semacquire")
	}
	return fd.closeErr
}

// late is the error of a descriptor that nobody may wait for any more; else how long one may, and the calls until now.
func (fd *FD) late(what int) (until int64, calls uint32, err error) {
	fd.mu.Lock()
	defer fd.mu.Unlock()
	until = -1
	switch by := fd.by[what]; {
	case fd.closing:
		err = ErrNetClosing
	case by == 0:
	case rt.Nanotime() >= by:
		err = ErrDeadlineExceeded
	default:
		until = by
	}
	return until, fd.calls, err
}

// wait parks until fd can be read or written.
func (fd *FD) wait(what int) error {
	until, calls, err := fd.late(what)
	if err != nil {
		return err
	}
	rt.WaitSince(fd.Sysfd, what == toWrite, until, &fd.calls, calls)
	_, _, err = fd.late(what)
	return err
}

// use calls f until it does not fail for lack of anything to do.
func (fd *FD) use(what int, f func() error) error {
	if err := fd.enter(); err != nil {
		return err
	}
	defer fd.leave()
	one := &fd.reading
	if what == toWrite {
		one = &fd.writing
	}
	one.Lock()
	defer one.Unlock()
	if _, _, err := fd.late(what); err != nil {
		return err
	}
	for {
		switch err := f(); {
		case err == syscall.EINTR:
		case err != syscall.EAGAIN:
			return err
		default:
			if err := fd.wait(what); err != nil {
				return err
			}
		}
	}
}

// with calls f, which neither reads nor writes, while fd stays open.
func (fd *FD) with(f func() error) error {
	if err := fd.enter(); err != nil {
		return err
	}
	defer fd.leave()
	return f()
}

// ---- deadlines ----

func (fd *FD) SetDeadline(t time.Time) error      { return fd.setDeadlines(t, toRead, toWrite) }
func (fd *FD) SetReadDeadline(t time.Time) error  { return fd.setDeadlines(t, toRead) }
func (fd *FD) SetWriteDeadline(t time.Time) error { return fd.setDeadlines(t, toWrite) }

func (fd *FD) setDeadlines(t time.Time, which ...int) error {
	return fd.with(func() error {
		if fd.blocks {
			return ErrNoDeadline
		}
		by := int64(0)
		if !t.IsZero() {
			by = max(rt.Nanotime()+int64(time.Until(t)), 1)
		}
		fd.call(func() {
			for _, what := range which {
				fd.by[what] = by
			}
		})
		return nil
	})
}

// ---- bytes ----

// maxRW is how many bytes of a stream go in one call.
const maxRW = 1 << 30

// outcome tells errors of a call that returns bytes.
func outcome(n int) (int, error) {
	switch {
	case n == rt.Later:
		return 0, syscall.EAGAIN
	case n < 0:
		return 0, syscall.Errno(-n)
	}
	return n, nil
}

// ended makes io.EOF of nothing.
func (fd *FD) ended(n int, err error) error {
	if n == 0 && err == nil && fd.ZeroReadIsEOF {
		return io.EOF
	}
	return err
}

func (fd *FD) part(p []byte) []byte {
	if fd.IsStream && len(p) > maxRW {
		return p[:maxRW]
	}
	return p
}

func (fd *FD) Read(p []byte) (n int, err error) {
	p = fd.part(p)
	err = fd.use(toRead, func() (err error) {
		if len(p) > 0 {
			n, err = outcome(rt.Read(fd.Sysfd, unsafe.Pointer(&p[0]), len(p)))
		}
		return err
	})
	if len(p) == 0 {
		return 0, err
	}
	return n, fd.ended(n, err)
}

// writeRest writes what stands behind the first *n bytes of p.
func (fd *FD) writeRest(p []byte, n *int) error {
	for {
		rest := fd.part(p[*n:])
		k, err := outcome(rt.Write(fd.Sysfd, unsafe.Pointer(unsafe.SliceData(rest)), len(rest)))
		*n += k
		if err != nil || *n == len(p) {
			return err
		}
	}
}

func (fd *FD) Write(p []byte) (n int, err error) {
	err = fd.use(toWrite, func() error { return fd.writeRest(p, &n) })
	return n, err
}

// Writev writes slices one behind the other, and takes from *v what is written.
func (fd *FD) Writev(v *[][]byte) (n int64, err error) {
	err = fd.use(toWrite, func() error {
		for len(*v) > 0 {
			k := 0
			err := fd.writeRest((*v)[0], &k)
			n += int64(k)
			(*v)[0] = (*v)[0][k:]
			if err != nil {
				return err
			}
			(*v)[0] = nil
			*v = (*v)[1:]
		}
		return nil
	})
	return n, err
}

// WaitWrite waits until something can be written, or the connection is made or refused.
func (fd *FD) WaitWrite() error { return fd.wait(toWrite) }

// ---- messages ----

// ReadMsg receives a message and a control message; the results are those of syscall.Recvmsg.
func (fd *FD) ReadMsg(p, oob []byte, flags int) (n, oobn, got int, from syscall.Sockaddr, err error) {
	err = fd.use(toRead, func() (err error) {
		n, oobn, got, from, err = syscall.Recvmsg(fd.Sysfd, p, oob, flags)
		return err
	})
	return n, oobn, got, from, fd.ended(n, err)
}

func (fd *FD) ReadFrom(p []byte) (n int, from syscall.Sockaddr, err error) {
	n, _, _, from, err = fd.ReadMsg(p, nil, 0)
	return n, from, err
}

// ReadMsgInet4, ReadMsgInet6, ReadFromInet4 and ReadFromInet6 write the address where they are told.
func (fd *FD) ReadMsgInet4(p, oob []byte, flags int, from *syscall.SockaddrInet4) (n, oobn, got int, err error) {
	n, oobn, got, sa, err := fd.ReadMsg(p, oob, flags)
	if a, ok := sa.(*syscall.SockaddrInet4); ok {
		*from = *a
	}
	return n, oobn, got, err
}

func (fd *FD) ReadMsgInet6(p, oob []byte, flags int, from *syscall.SockaddrInet6) (n, oobn, got int, err error) {
	n, oobn, got, sa, err := fd.ReadMsg(p, oob, flags)
	if a, ok := sa.(*syscall.SockaddrInet6); ok {
		*from = *a
	}
	return n, oobn, got, err
}

func (fd *FD) ReadFromInet4(p []byte, from *syscall.SockaddrInet4) (n int, err error) {
	n, _, _, err = fd.ReadMsgInet4(p, nil, 0, from)
	return n, err
}

func (fd *FD) ReadFromInet6(p []byte, from *syscall.SockaddrInet6) (n int, err error) {
	n, _, _, err = fd.ReadMsgInet6(p, nil, 0, from)
	return n, err
}

// WriteMsg sends a message and a control message: how much of both.
func (fd *FD) WriteMsg(p, oob []byte, to syscall.Sockaddr) (n, oobn int, err error) {
	err = fd.use(toWrite, func() (err error) {
		n, err = syscall.SendmsgN(fd.Sysfd, p, oob, to, 0)
		return err
	})
	if err != nil {
		return n, 0, err
	}
	return n, len(oob), nil
}

func (fd *FD) WriteMsgInet4(p, oob []byte, to *syscall.SockaddrInet4) (n, oobn int, err error) {
	return fd.WriteMsg(p, oob, to)
}

func (fd *FD) WriteMsgInet6(p, oob []byte, to *syscall.SockaddrInet6) (n, oobn int, err error) {
	return fd.WriteMsg(p, oob, to)
}

func (fd *FD) WriteTo(p []byte, to syscall.Sockaddr) (n int, err error) {
	if _, _, err = fd.WriteMsg(p, nil, to); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (fd *FD) WriteToInet4(p []byte, to *syscall.SockaddrInet4) (n int, err error) {
	return fd.WriteTo(p, to)
}

func (fd *FD) WriteToInet6(p []byte, to *syscall.SockaddrInet6) (n int, err error) {
	return fd.WriteTo(p, to)
}

// ---- connections and options ----

// Accept takes a connection that has come; call names what failed.
func (fd *FD) Accept() (s int, from syscall.Sockaddr, call string, err error) {
	err = fd.use(toRead, func() (err error) {
		for {
			s, from, err = syscall.Accept4(fd.Sysfd, syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
			if err != syscall.ECONNABORTED { // gone before it was taken
				return err
			}
		}
	})
	if _, ok := err.(syscall.Errno); ok {
		call = "accept4"
	}
	return s, from, call, err
}

func (fd *FD) Shutdown(how int) error {
	return fd.with(func() error { return syscall.Shutdown(fd.Sysfd, how) })
}

func (fd *FD) GetsockoptInt(level, name int) (value int, err error) {
	err = fd.with(func() (err error) {
		value, err = syscall.GetsockoptInt(fd.Sysfd, level, name)
		return err
	})
	return value, err
}

func (fd *FD) SetsockoptInt(level, name, arg int) error {
	return fd.with(func() error { return syscall.SetsockoptInt(fd.Sysfd, level, name, arg) })
}

func (fd *FD) SetsockoptInet4Addr(level, name int, arg [4]byte) error {
	return fd.with(func() error { return syscall.SetsockoptInet4Addr(fd.Sysfd, level, name, arg) })
}

func (fd *FD) SetsockoptLinger(level, name int, l *syscall.Linger) error {
	return fd.with(func() error { return syscall.SetsockoptLinger(fd.Sysfd, level, name, l) })
}

func (fd *FD) SetsockoptByte(level, name int, arg byte) error {
	return fd.with(func() error { return syscall.SetsockoptByte(fd.Sysfd, level, name, arg) })
}

func (fd *FD) SetsockoptIPMreq(level, name int, mreq *syscall.IPMreq) error {
	return fd.with(func() error { return syscall.SetsockoptIPMreq(fd.Sysfd, level, name, mreq) })
}

func (fd *FD) SetsockoptIPMreqn(level, name int, mreq *syscall.IPMreqn) error {
	return fd.with(func() error { return syscall.SetsockoptIPMreqn(fd.Sysfd, level, name, mreq) })
}

func (fd *FD) SetsockoptIPv6Mreq(level, name int, mreq *syscall.IPv6Mreq) error {
	return fd.with(func() error { return syscall.SetsockoptIPv6Mreq(fd.Sysfd, level, name, mreq) })
}

// ---- the descriptor itself ----

// SetBlocking makes fd wait by itself from now on.
func (fd *FD) SetBlocking() error {
	return fd.with(func() error {
		fd.blocks = true
		return syscall.SetNonblock(fd.Sysfd, false)
	})
}

// DupCloseOnExec returns another descriptor for the same; call names what failed.
func DupCloseOnExec(fd int) (dup int, call string, err error) {
	dup, err = syscall.Dup(fd)
	if err != nil {
		call = "fcntl"
	}
	return dup, call, err
}

func (fd *FD) Dup() (dup int, call string, err error) {
	if err := fd.enter(); err != nil {
		return -1, "", err
	}
	defer fd.leave()
	return DupCloseOnExec(fd.Sysfd)
}

func (fd *FD) RawControl(f func(uintptr)) error {
	return fd.with(func() error {
		f(uintptr(fd.Sysfd))
		return nil
	})
}

// RawRead and RawWrite call f, which says whether it is done, each time that fd can be read or written.
func (fd *FD) RawRead(f func(uintptr) bool) error { return fd.raw(toRead, f) }

func (fd *FD) RawWrite(f func(uintptr) bool) error { return fd.raw(toWrite, f) }

func (fd *FD) raw(what int, f func(uintptr) bool) error {
	return fd.use(what, func() error {
		if f(uintptr(fd.Sysfd)) {
			return nil
		}
		return syscall.EAGAIN
	})
}
