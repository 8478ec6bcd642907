package syscall

import "unsafe"

// Sockaddr is a socket's address, of one of the families below.
type Sockaddr interface {
	pack() ([]byte, error) // as the system has it
}

type SockaddrInet4 struct {
	Port int
	Addr [4]byte
}

type SockaddrInet6 struct {
	Port   int
	ZoneId uint32
	Addr   [16]byte
}

type SockaddrUnix struct {
	Name string
}

type SockaddrLinklayer struct {
	Protocol uint16
	Ifindex  int
	Hatype   uint16
	Pkttype  uint8
	Halen    uint8
	Addr     [8]byte
}

type SockaddrNetlink struct {
	Family uint16
	Pad    uint16
	Pid    uint32
	Groups uint32
}

// The same as the system has them. Ports stand in network order, high byte first.
type (
	RawSockaddr struct {
		Family uint16
		Data   [14]int8
	}
	RawSockaddrAny struct {
		Addr RawSockaddr
		Pad  [96]int8
	}
	RawSockaddrInet4 struct {
		Family uint16
		Port   uint16
		Addr   [4]byte
		Zero   [8]uint8
	}
	RawSockaddrInet6 struct {
		Family   uint16
		Port     uint16
		Flowinfo uint32
		Addr     [16]byte
		Scope_id uint32
	}
	RawSockaddrUnix struct {
		Family uint16
		Path   [108]int8
	}
	RawSockaddrLinklayer struct {
		Family   uint16
		Protocol uint16
		Ifindex  int32
		Hatype   uint16
		Pkttype  uint8
		Halen    uint8
		Addr     [8]uint8
	}
	RawSockaddrNetlink struct {
		Family uint16
		Pad    uint16
		Pid    uint32
		Groups uint32
	}
)

const (
	SizeofSockaddrInet4     = 16
	SizeofSockaddrInet6     = 28
	SizeofSockaddrAny       = 112
	SizeofSockaddrUnix      = 110
	SizeofSockaddrLinklayer = 20
	SizeofSockaddrNetlink   = 12
	SizeofLinger            = 8
	SizeofIPMreq            = 8
	SizeofIPMreqn           = 12
	SizeofIPv6Mreq          = 20
	SizeofCmsghdr           = 16
	SizeofUcred             = 12

	addressRoom = SizeofSockaddrAny
)

// swapped changes between the order of the network and that of the machine.
func swapped(port uint16) uint16 { return port>>8 | port<<8 }

func packAddress(sa Sockaddr) ([]byte, error) {
	if sa == nil {
		return nil, EAFNOSUPPORT
	}
	return sa.pack()
}

func (sa *SockaddrInet4) pack() ([]byte, error) {
	if sa.Port < 0 || sa.Port > 0xffff {
		return nil, EINVAL
	}
	return bytesOf(&RawSockaddrInet4{Family: AF_INET, Port: swapped(uint16(sa.Port)), Addr: sa.Addr}), nil
}

func (sa *SockaddrInet6) pack() ([]byte, error) {
	if sa.Port < 0 || sa.Port > 0xffff {
		return nil, EINVAL
	}
	raw := &RawSockaddrInet6{Family: AF_INET6, Port: swapped(uint16(sa.Port)), Addr: sa.Addr, Scope_id: sa.ZoneId}
	return bytesOf(raw), nil
}

// pack of a name that begins with @ or a zero byte makes one that is no file's.
func (sa *SockaddrUnix) pack() ([]byte, error) {
	const head = 2
	n := len(sa.Name)
	abstract := n > 0 && (sa.Name[0] == '@' || sa.Name[0] == 0)
	room := SizeofSockaddrUnix - head
	if n > room || (n == room && !abstract) {
		return nil, EINVAL
	}
	raw := make([]byte, head+n, SizeofSockaddrUnix)
	*(*uint16)(unsafe.Pointer(unsafe.SliceData(raw))) = AF_UNIX
	copy(raw[head:], sa.Name)
	switch {
	case abstract:
		raw[head] = 0
	case n > 0:
		raw = append(raw, 0)
	}
	return raw, nil
}

func (sa *SockaddrLinklayer) pack() ([]byte, error) {
	if sa.Ifindex < 0 || sa.Ifindex > 0x7fffffff {
		return nil, EINVAL
	}
	return bytesOf(&RawSockaddrLinklayer{AF_PACKET, sa.Protocol, int32(sa.Ifindex), sa.Hatype, sa.Pkttype, sa.Halen, sa.Addr}), nil
}

func (sa *SockaddrNetlink) pack() ([]byte, error) {
	return bytesOf(&RawSockaddrNetlink{AF_NETLINK, sa.Pad, sa.Pid, sa.Groups}), nil
}

// parseAddress reads what the system says; what it leaves out is zero.
func parseAddress(b []byte) (Sockaddr, error) {
	var room [addressRoom + 8]byte // and a name's end
	n := copy(room[:addressRoom], b)
	at := unsafe.Pointer(&room)
	if n < 2 {
		return nil, EAFNOSUPPORT
	}
	switch *(*uint16)(at) {
	case AF_INET:
		raw := (*RawSockaddrInet4)(at)
		return &SockaddrInet4{Port: int(swapped(raw.Port)), Addr: raw.Addr}, nil
	case AF_INET6:
		raw := (*RawSockaddrInet6)(at)
		return &SockaddrInet6{Port: int(swapped(raw.Port)), ZoneId: raw.Scope_id, Addr: raw.Addr}, nil
	case AF_UNIX:
		return &SockaddrUnix{Name: unixName(room[2:])}, nil
	case AF_PACKET:
		raw := (*RawSockaddrLinklayer)(at)
		return &SockaddrLinklayer{raw.Protocol, int(raw.Ifindex), raw.Hatype, raw.Pkttype, raw.Halen, raw.Addr}, nil
	case AF_NETLINK:
		raw := (*RawSockaddrNetlink)(at)
		return &SockaddrNetlink{raw.Family, raw.Pad, raw.Pid, raw.Groups}, nil
	}
	return nil, EAFNOSUPPORT
}

// unixName is what stands before a zero byte; the first one of an abstract name, or of none, reads @.
func unixName(path []byte) string {
	if path[0] == 0 {
		path[0] = '@'
	}
	n := 1
	for path[n] != 0 {
		n++
	}
	return string(path[:n])
}
