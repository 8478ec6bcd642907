package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"syscall"
	"time"
)

func option(c *net.TCPConn, name int) int {
	raw, _ := c.SyscallConn()
	n := -1
	raw.Control(func(fd uintptr) { n, _ = syscall.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, name) })
	return n
}

func told(what string, c *net.TCPConn) {
	fmt.Println(what, option(c, syscall.TCP_KEEPIDLE), option(c, syscall.TCP_KEEPINTVL), option(c, syscall.TCP_KEEPCNT))
}

func tcp() {
	lc := net.ListenConfig{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 20 * time.Second, Interval: 3 * time.Second, Count: 4}}
	fmt.Println(lc.MultipathTCP())
	lc.SetMultipathTCP(false)
	fmt.Println(lc.MultipathTCP())
	l, err := lc.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	to := l.Addr().(*net.TCPAddr).AddrPort()
	accepted := make(chan *net.TCPConn)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted <- c.(*net.TCPConn)
		}
	}()
	d := net.Dialer{KeepAlive: 40 * time.Second,
		ControlContext: func(ctx context.Context, network, address string, c syscall.RawConn) error {
			fmt.Println(ctx.Value("key"), network, address == to.String())
			return nil
		}}
	c, err := d.DialTCP(context.WithValue(context.Background(), "key", "value"), "tcp", netip.AddrPort{}, to)
	fmt.Println(err, c.RemoteAddr().String() == to.String())
	in := <-accepted
	told("dialed", c)
	told("accepted", in)
	io.WriteString(in, "hello")
	in.Close()
	text, err := io.ReadAll(c)
	fmt.Printf("%q %v\n", text, err)

	_, err = d.DialTCP(context.Background(), "udp", netip.AddrPort{}, netip.MustParseAddrPort("127.0.0.1:1"))
	fmt.Println(err)
	d = net.Dialer{Deadline: time.Now().Add(-time.Second)}
	_, err = d.DialTCP(context.Background(), "tcp", netip.AddrPort{}, netip.MustParseAddrPort("127.0.0.1:1"))
	fmt.Println(err, errors.Is(err, context.DeadlineExceeded))
	_, err = new(net.Dialer).DialTCP(context.Background(), "tcp", netip.AddrPort{}, netip.MustParseAddrPort("127.0.0.1:1"))
	fmt.Println(err, errors.Is(err, syscall.ECONNREFUSED))
	plain, err := net.Dial("tcp", to.String())
	in = <-accepted
	told("plain", plain.(*net.TCPConn))
	func() {
		defer func() { fmt.Println(recover()) }()
		new(net.Dialer).DialUnix(nil, "unix", nil, nil)
	}()
}

func udp() {
	pc, _ := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	defer pc.Close()
	c, err := new(net.Dialer).DialUDP(context.Background(), "udp4", netip.MustParseAddrPort("127.0.0.1:0"),
		pc.LocalAddr().(*net.UDPAddr).AddrPort())
	fmt.Println(err)
	c.Write([]byte("datagram"))
	buf := make([]byte, 100)
	n, from, err := pc.ReadFrom(buf)
	fmt.Printf("%q %v %v\n", buf[:n], from.String() == c.LocalAddr().String(), err)
	_, err = new(net.Dialer).DialUDP(context.Background(), "udq", netip.AddrPort{}, netip.MustParseAddrPort("127.0.0.1:1"))
	fmt.Println(err)
	_, err = new(net.Dialer).DialIP(context.Background(), "tcp", netip.Addr{}, netip.MustParseAddr("127.0.0.1"))
	fmt.Println(err)
}

func unix() {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: "@strata-dial", Net: "unix"})
	if err != nil {
		panic(err)
	}
	defer l.Close()
	c, err := new(net.Dialer).DialUnix(context.Background(), "unix", nil, l.Addr().(*net.UnixAddr))
	fmt.Println(err)
	in, _ := l.Accept()
	in.Write([]byte("over there"))
	in.Close()
	text, err := io.ReadAll(c)
	fmt.Printf("%q %v\n", text, err)
	_, err = new(net.Dialer).DialUnix(context.Background(), "tcp", nil, l.Addr().(*net.UnixAddr))
	fmt.Println(err)
	_, err = new(net.Dialer).DialUnix(context.Background(), "unix", nil, nil)
	fmt.Println(err)
	_, err = new(net.Dialer).DialUnix(context.Background(), "unix", nil, &net.UnixAddr{Name: "/nowhere/at/all", Net: "unix"})
	fmt.Println(err)
}

func names() {
	var e error = &net.DNSError{Err: "late", Name: "n", UnwrapErr: context.DeadlineExceeded}
	fmt.Println(e, errors.Is(e, context.DeadlineExceeded), errors.Unwrap(new(net.DNSError)))
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := net.DefaultResolver.LookupIPAddr(gone, "strata.invalid")
	var dns *net.DNSError
	fmt.Println(errors.As(err, &dns) && errors.Is(err, context.Canceled), dns.Name)
}

func main() {
	tcp()
	udp()
	unix()
	names()
}

// Output:
// true
// false
// value tcp4 true
// <nil> true
// dialed 40 15 9
// accepted 20 3 4
// "hello" <nil>
// dial udp :0->127.0.0.1:1: unknown network udp
// dial tcp :0->127.0.0.1:1: i/o timeout true
// dial tcp :0->127.0.0.1:1: connect: connection refused true
// plain 15 15 9
// nil context
// <nil>
// "datagram" true <nil>
// dial udq :0->127.0.0.1:1: unknown network udq
// dial tcp ->127.0.0.1: unknown network tcp
// <nil>
// "over there" <nil>
// dial tcp @strata-dial: unknown network tcp
// dial unix: missing address
// dial unix /nowhere/at/all: connect: no such file or directory
// lookup n: late true <nil>
// true strata.invalid
