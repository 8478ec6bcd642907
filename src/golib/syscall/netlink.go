package syscall

import "unsafe"

// Messages of netlink, by which the system tells of its interfaces and routes.
type (
	NlMsghdr struct {
		Len   uint32
		Type  uint16
		Flags uint16
		Seq   uint32
		Pid   uint32
	}
	NlMsgerr struct {
		Error int32
		Msg   NlMsghdr
	}
	NlAttr struct {
		Len  uint16
		Type uint16
	}
	RtGenmsg struct {
		Family uint8
	}
	RtAttr struct {
		Len  uint16
		Type uint16
	}
	IfInfomsg struct {
		Family     uint8
		X__ifi_pad uint8
		Type       uint16
		Index      int32
		Flags      uint32
		Change     uint32
	}
	IfAddrmsg struct {
		Family    uint8
		Prefixlen uint8
		Flags     uint8
		Scope     uint8
		Index     uint32
	}
	RtMsg struct {
		Family   uint8
		Dst_len  uint8
		Src_len  uint8
		Tos      uint8
		Table    uint8
		Protocol uint8
		Scope    uint8
		Type     uint8
		Flags    uint32
	}
	RtNexthop struct {
		Len     uint16
		Flags   uint8
		Hops    uint8
		Ifindex int32
	}
)

const (
	SizeofNlMsghdr  = 16
	SizeofNlMsgerr  = 20
	SizeofNlAttr    = 4
	SizeofRtGenmsg  = 1
	SizeofRtAttr    = 4
	SizeofIfInfomsg = 16
	SizeofIfAddrmsg = 8
	SizeofRtMsg     = 12
	SizeofRtNexthop = 8
)

// NetlinkRouteRequest asks for what the system has of a kind.
type NetlinkRouteRequest struct {
	Header NlMsghdr
	Data   RtGenmsg
}

// NetlinkMessage is one message of an answer, NetlinkRouteAttr an attribute in it.
type NetlinkMessage struct {
	Header NlMsghdr
	Data   []byte
}

type NetlinkRouteAttr struct {
	Attr  RtAttr
	Value []byte
}

// inFours rounds up to where messages and attributes begin.
func inFours(n int) int { return (n + 3) &^ 3 }

// NetlinkRIB asks for the interfaces (proto RTM_GETLINK), their addresses (RTM_GETADDR) or the routes (RTM_GETROUTE) of a
// family, and returns all messages of the answer.
func NetlinkRIB(proto, family int) ([]byte, error) {
	s, err := Socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)
	if err != nil {
		return nil, err
	}
	defer Close(s)
	if err := Bind(s, &SockaddrNetlink{Family: AF_NETLINK}); err != nil {
		return nil, err
	}
	request := NetlinkRouteRequest{Data: RtGenmsg{Family: uint8(family)}}
	request.Header = NlMsghdr{Type: uint16(proto), Flags: NLM_F_DUMP | NLM_F_REQUEST, Seq: 1}
	request.Header.Len = uint32(unsafe.Sizeof(request))
	if err := Sendto(s, bytesOf(&request), 0, &SockaddrNetlink{Family: AF_NETLINK}); err != nil {
		return nil, err
	}
	return netlinkAnswer(s)
}

// netlinkAnswer reads messages until the last.
func netlinkAnswer(s int) ([]byte, error) {
	var all []byte
	buf := make([]byte, 65536)
	for {
		n, _, err := Recvfrom(s, buf, 0)
		if err != nil {
			return nil, err
		}
		if n < SizeofNlMsghdr {
			return nil, EINVAL
		}
		all = append(all, buf[:n]...)
		messages, err := ParseNetlinkMessage(all[len(all)-n:])
		if err != nil {
			return nil, err
		}
		for _, m := range messages {
			switch m.Header.Type {
			case NLMSG_DONE:
				return all, nil
			case NLMSG_ERROR:
				return nil, EINVAL
			}
		}
	}
}

// ParseNetlinkMessage takes an answer apart.
func ParseNetlinkMessage(b []byte) ([]NetlinkMessage, error) {
	var all []NetlinkMessage
	for len(b) >= SizeofNlMsghdr {
		h := *(*NlMsghdr)(unsafe.Pointer(unsafe.SliceData(b)))
		if h.Len < SizeofNlMsghdr || int(h.Len) > len(b) {
			return nil, EINVAL
		}
		all = append(all, NetlinkMessage{h, b[SizeofNlMsghdr:h.Len]})
		b = b[min(inFours(int(h.Len)), len(b)):]
	}
	return all, nil
}

// ParseNetlinkRouteAttr returns the attributes of a message about an interface, an address or a route.
func ParseNetlinkRouteAttr(m *NetlinkMessage) ([]NetlinkRouteAttr, error) {
	var head int
	switch m.Header.Type {
	case RTM_NEWLINK, RTM_DELLINK:
		head = SizeofIfInfomsg
	case RTM_NEWADDR, RTM_DELADDR:
		head = SizeofIfAddrmsg
	case RTM_NEWROUTE, RTM_DELROUTE:
		head = SizeofRtMsg
	default:
		return nil, EINVAL
	}
	if len(m.Data) < head {
		return nil, EINVAL
	}
	var all []NetlinkRouteAttr
	for b := m.Data[head:]; len(b) >= SizeofRtAttr; {
		a := *(*RtAttr)(unsafe.Pointer(unsafe.SliceData(b)))
		if a.Len < SizeofRtAttr || int(a.Len) > len(b) {
			return nil, EINVAL
		}
		all = append(all, NetlinkRouteAttr{a, b[SizeofRtAttr:a.Len]})
		b = b[min(inFours(int(a.Len)), len(b)):]
	}
	return all, nil
}
