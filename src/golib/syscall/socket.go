package syscall

import (
	"internal/rt"
	"sync"
	"unsafe"
)

// ForkLock is for programs that make descriptors in two steps; here nobody starts a process in between.
var ForkLock sync.RWMutex

// SocketDisableIPv6 makes Socket refuse that family.
var SocketDisableIPv6 bool

// Linger is the value of SO_LINGER.
type Linger struct {
	Onoff  int32
	Linger int32
}

// The values of options about multicast groups.
type (
	IPMreq struct {
		Multiaddr [4]byte
		Interface [4]byte
	}
	IPMreqn struct {
		Multiaddr [4]byte
		Address   [4]byte
		Ifindex   int32
	}
	IPv6Mreq struct {
		Multiaddr [16]byte
		Interface uint32
	}
)

// Ucred is who is at the other end of a Unix socket.
type Ucred struct {
	Pid int32
	Uid uint32
	Gid uint32
}

// bytesOf returns the memory of a value without pointers.
func bytesOf[T any](v *T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(v)), unsafe.Sizeof(*v))
}

// Socket makes a socket.
func Socket(domain, typ, proto int) (fd int, err error) {
	if domain == AF_INET6 && SocketDisableIPv6 {
		return -1, EAFNOSUPPORT
	}
	return result(rt.Sock(rt.SockOpen, domain, typ, proto, nil))
}

// Socketpair makes two that are connected.
func Socketpair(domain, typ, proto int) (fd [2]int, err error) {
	var fds [2]int32
	err = failed(rt.SockFill(rt.SockPair, domain, typ, proto, bytesOf(&fds)))
	return [2]int{int(fds[0]), int(fds[1])}, err
}

// withAddress does a call that has one.
func withAddress(op, fd int, sa Sockaddr) error {
	address, err := packAddress(sa)
	if err != nil {
		return err
	}
	return failed(rt.Sock(op, fd, 0, 0, address))
}

func Bind(fd int, sa Sockaddr) (err error)    { return withAddress(rt.SockBind, fd, sa) }
func Connect(fd int, sa Sockaddr) (err error) { return withAddress(rt.SockConnect, fd, sa) }
func Listen(s int, n int) (err error)         { return failed(rt.Sock(rt.SockListen, s, n, 0, nil)) }
func Shutdown(fd int, how int) (err error)    { return failed(rt.Sock(rt.SockShutdown, fd, how, 0, nil)) }

func addressOf(op, fd int) (Sockaddr, error) {
	var buf [addressRoom]byte
	n, err := result(rt.SockFill(op, fd, 0, 0, buf[:]))
	if err != nil {
		return nil, err
	}
	return parseAddress(buf[:n])
}

func Getsockname(fd int) (sa Sockaddr, err error) { return addressOf(rt.SockName, fd) }
func Getpeername(fd int) (sa Sockaddr, err error) { return addressOf(rt.SockPeer, fd) }

// Accept4 takes a connection that has come.
func Accept4(fd int, flags int) (nfd int, sa Sockaddr, err error) {
	var buf [4 + addressRoom]byte
	n, err := later(fd, false, func() int { return rt.SockFill(rt.SockAccept, fd, flags, 0, buf[:]) })
	if err != nil {
		return -1, nil, err
	}
	nfd = int(*(*int32)(unsafe.Pointer(&buf)))
	if n > 4 {
		sa, err = parseAddress(buf[4:n])
	}
	if err != nil {
		Close(nfd)
		nfd = -1
	}
	return nfd, sa, err
}

func Accept(fd int) (nfd int, sa Sockaddr, err error) { return Accept4(fd, 0) }

// CloseOnExec is done by every call that makes a descriptor: a process gets the descriptors that ProcAttr names.
func CloseOnExec(fd int) {}

// ---- options ----

func setOption[T any](fd, level, opt int, value T) error {
	return failed(rt.Sock(rt.SockSet, fd, level, opt, bytesOf(&value)))
}

func SetsockoptInt(fd, level, opt int, value int) (err error) {
	return setOption(fd, level, opt, int32(value))
}
func SetsockoptByte(fd, level, opt int, value byte) (err error) {
	return setOption(fd, level, opt, value)
}
func SetsockoptInet4Addr(fd, level, opt int, value [4]byte) (err error) {
	return setOption(fd, level, opt, value)
}
func SetsockoptLinger(fd, level, opt int, l *Linger) (err error) {
	return setOption(fd, level, opt, *l)
}
func SetsockoptTimeval(fd, level, opt int, tv *Timeval) (err error) {
	return setOption(fd, level, opt, *tv)
}
func SetsockoptIPMreq(fd, level, opt int, mreq *IPMreq) (err error) {
	return setOption(fd, level, opt, *mreq)
}
func SetsockoptIPMreqn(fd, level, opt int, mreq *IPMreqn) (err error) {
	return setOption(fd, level, opt, *mreq)
}
func SetsockoptIPv6Mreq(fd, level, opt int, mreq *IPv6Mreq) (err error) {
	return setOption(fd, level, opt, *mreq)
}
func SetsockoptString(fd, level, opt int, s string) (err error) {
	return failed(rt.Sock(rt.SockSet, fd, level, opt, []byte(s)))
}

// option has room for any value that is asked for below.
func option[T any](fd, level, opt int) (value T, err error) {
	var buf [64]byte
	err = failed(rt.SockFill(rt.SockGet, fd, level, opt, buf[:]))
	return *(*T)(unsafe.Pointer(&buf)), err
}

func GetsockoptInt(fd, level, opt int) (value int, err error) {
	v, err := option[int32](fd, level, opt)
	return int(v), err
}
func GetsockoptInet4Addr(fd, level, opt int) (value [4]byte, err error) {
	return option[[4]byte](fd, level, opt)
}
func GetsockoptIPMreq(fd, level, opt int) (*IPMreq, error) {
	v, err := option[IPMreq](fd, level, opt)
	return &v, err
}
func GetsockoptIPMreqn(fd, level, opt int) (*IPMreqn, error) {
	v, err := option[IPMreqn](fd, level, opt)
	return &v, err
}
func GetsockoptIPv6Mreq(fd, level, opt int) (*IPv6Mreq, error) {
	v, err := option[IPv6Mreq](fd, level, opt)
	return &v, err
}
func GetsockoptUcred(fd, level, opt int) (*Ucred, error) {
	v, err := option[Ucred](fd, level, opt)
	return &v, err
}

// ---- messages ----

// SendmsgN sends a message with a control message, and returns how many of p's bytes it took.
func SendmsgN(fd int, p, oob []byte, to Sockaddr, flags int) (n int, err error) {
	var address []byte
	if to != nil {
		if address, err = packAddress(to); err != nil {
			return 0, err
		}
	}
	n, err = later(fd, true, func() int { return rt.SendMsg(fd, flags, p, oob, address) })
	return max(n, 0), err
}

func Sendmsg(fd int, p, oob []byte, to Sockaddr, flags int) (err error) {
	_, err = SendmsgN(fd, p, oob, to, flags)
	return err
}

func Sendto(fd int, p []byte, flags int, to Sockaddr) (err error) {
	return Sendmsg(fd, p, nil, to, flags)
}

// Recvmsg receives a message and a control message.
func Recvmsg(fd int, p, oob []byte, flags int) (n, oobn int, recvflags int, from Sockaddr, err error) {
	var small [unsafe.Sizeof(rt.Received{})]byte
	told := small[:]
	if len(oob) > 0 {
		told = make([]byte, len(small)+len(oob))
	}
	n, err = later(fd, false, func() int { return rt.RecvMsg(fd, flags, p, told) })
	if err != nil {
		return 0, 0, 0, nil, err
	}
	r := (*rt.Received)(unsafe.Pointer(unsafe.SliceData(told)))
	oobn = copy(oob, told[len(small):][:r.Control])
	if r.Address > 0 {
		from, err = parseAddress(r.From[:r.Address])
	}
	return n, oobn, int(r.Flags), from, err
}

func Recvfrom(fd int, p []byte, flags int) (n int, from Sockaddr, err error) {
	n, _, _, from, err = Recvmsg(fd, p, nil, flags)
	return n, from, err
}

// ---- control messages ----

// Cmsghdr is the head of a control message.
type Cmsghdr struct {
	Len   uint64
	Level int32
	Type  int32
}

func (c *Cmsghdr) SetLen(length int) { c.Len = uint64(length) }

// SocketControlMessage is one of the control messages that came with a message.
type SocketControlMessage struct {
	Header Cmsghdr
	Data   []byte
}

const controlHead = SizeofCmsghdr

// aligned rounds up to the words that control messages begin at.
func aligned(n int) int { return (n + 7) &^ 7 }

// CmsgLen is the length of a control message with so many bytes of data, CmsgSpace what it takes of a buffer.
func CmsgLen(datalen int) int   { return controlHead + datalen }
func CmsgSpace(datalen int) int { return controlHead + aligned(datalen) }

// ParseSocketControlMessage takes b apart.
func ParseSocketControlMessage(b []byte) ([]SocketControlMessage, error) {
	var all []SocketControlMessage
	for len(b) >= controlHead {
		h := *(*Cmsghdr)(unsafe.Pointer(unsafe.SliceData(b)))
		if h.Len < controlHead || h.Len > uint64(len(b)) {
			return nil, EINVAL
		}
		all = append(all, SocketControlMessage{Header: h, Data: b[controlHead:h.Len]})
		b = b[min(aligned(int(h.Len)), len(b)):]
	}
	return all, nil
}

func controlMessage(kind int, data []byte) []byte {
	b := make([]byte, CmsgSpace(len(data)))
	*(*Cmsghdr)(unsafe.Pointer(unsafe.SliceData(b))) = Cmsghdr{uint64(CmsgLen(len(data))), SOL_SOCKET, int32(kind)}
	copy(b[controlHead:], data)
	return b
}

// UnixRights is the control message that hands descriptors over.
func UnixRights(fds ...int) []byte {
	data := make([]byte, 0, 4*len(fds))
	for _, fd := range fds {
		n := int32(fd)
		data = append(data, bytesOf(&n)...)
	}
	return controlMessage(SCM_RIGHTS, data)
}

// ParseUnixRights returns the descriptors that a control message hands over.
func ParseUnixRights(m *SocketControlMessage) ([]int, error) {
	if m.Header.Level != SOL_SOCKET || m.Header.Type != SCM_RIGHTS {
		return nil, EINVAL
	}
	fds := make([]int, len(m.Data)/4)
	for i := range fds {
		fds[i] = int(*(*int32)(unsafe.Pointer(&m.Data[4*i])))
	}
	return fds, nil
}

// UnixCredentials is the control message that tells who sends; ParseUnixCredentials reads it.
func UnixCredentials(ucred *Ucred) []byte { return controlMessage(SCM_CREDENTIALS, bytesOf(ucred)) }

func ParseUnixCredentials(m *SocketControlMessage) (*Ucred, error) {
	if m.Header.Level != SOL_SOCKET || m.Header.Type != SCM_CREDENTIALS || len(m.Data) < SizeofUcred {
		return nil, EINVAL
	}
	ucred := *(*Ucred)(unsafe.Pointer(unsafe.SliceData(m.Data)))
	return &ucred, nil
}
