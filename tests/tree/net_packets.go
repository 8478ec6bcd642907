// Datagrams over UDP, sockets of the file system in all three kinds, descriptors handed over, and pipes in memory.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func udp() {
	server := must(net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)}))
	defer server.Close()
	go func() {
		b := make([]byte, 2000)
		for {
			n, from, err := server.ReadFromUDPAddrPort(b)
			if err != nil {
				return
			}
			server.WriteToUDPAddrPort(append(b[:n:n], '!'), from)
		}
	}()
	var wg sync.WaitGroup
	for i := 0; i < 20; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c := must(net.Dial("udp", server.LocalAddr().String()))
			defer c.Close()
			b := make([]byte, 100)
			for k := 0; k < 5; k++ {
				want := fmt.Sprint(i, k)
				io.WriteString(c, want)
				if n := must(c.Read(b)); string(b[:n]) != want+"!" {
					fmt.Println("got", string(b[:n]))
				}
			}
		}()
	}
	wg.Wait()

	c := must(net.ListenPacket("udp", "127.0.0.1:0"))
	c.WriteTo([]byte("a long one"), server.LocalAddr())
	b := make([]byte, 4)
	n, from, err := c.ReadFrom(b)
	fmt.Println(string(b[:n]), from.String() == server.LocalAddr().String(), err)
	c.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	_, _, err = c.ReadFrom(b)
	fmt.Println(errors.Is(err, os.ErrDeadlineExceeded))
	c.Close()
	_, _, err = c.ReadFrom(b)
	fmt.Println(errors.Is(err, net.ErrClosed))
	_, err = must(net.Dial("udp", "127.0.0.1:9")).(*net.UDPConn).WriteTo(b, server.LocalAddr())
	fmt.Println(errors.Is(err, net.ErrWriteToConnected))
	fmt.Println(netip.MustParseAddrPort(server.LocalAddr().String()).Addr())
}

func unix(dir string) {
	l := must(net.Listen("unix", dir+"/stream"))
	go func() {
		c := must(l.Accept())
		io.Copy(c, c)
		c.Close()
	}()
	c := must(net.Dial("unix", dir+"/stream")).(*net.UnixConn)
	io.WriteString(c, "over a file")
	c.CloseWrite()
	b, err := io.ReadAll(c)
	fmt.Printf("%s %v %q %v\n", b, err, c.LocalAddr(), c.RemoteAddr().String() == dir+"/stream")
	l.Close()
	_, err = os.Stat(dir + "/stream")
	fmt.Println(os.IsNotExist(err))
	_, err = net.Dial("unix", dir+"/stream")
	fmt.Println(errors.Is(err, os.ErrNotExist), err.(*net.OpError).Op)

	g := must(net.ListenUnixgram("unixgram", &net.UnixAddr{Name: dir + "/gram", Net: "unixgram"}))
	s := must(net.DialUnix("unixgram", nil, &net.UnixAddr{Name: dir + "/gram", Net: "unixgram"}))
	s.Write([]byte("gram"))
	m := make([]byte, 100)
	n, from, err := g.ReadFromUnix(m)
	fmt.Println(string(m[:n]), from, err)

	q := must(net.Listen("unixpacket", "@strata-test-"+fmt.Sprint(time.Now().UnixNano())))
	p := must(net.Dial("unixpacket", q.Addr().String()))
	p.Write([]byte("one"))
	p.Write([]byte("two"))
	a := must(q.Accept())
	n = must(a.Read(m))
	fmt.Println(string(m[:n]), q.Addr().Network())
}

// rights sends a pipe's end to the other end of a pair of sockets.
func rights() {
	fds := must(syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0))
	conn := func(fd int) *net.UnixConn {
		f := os.NewFile(uintptr(fd), "socket")
		defer f.Close()
		return must(net.FileConn(f)).(*net.UnixConn)
	}
	a, b := conn(fds[0]), conn(fds[1])
	r, w := must2(os.Pipe())
	a.WriteMsgUnix([]byte("take it"), syscall.UnixRights(int(w.Fd())), nil)
	w.Close()
	p, oob := make([]byte, 20), make([]byte, syscall.CmsgSpace(4))
	n, oobn, _, _, err := b.ReadMsgUnix(p, oob)
	fmt.Println(string(p[:n]), err)
	messages := must(syscall.ParseSocketControlMessage(oob[:oobn]))
	got := must(syscall.ParseUnixRights(&messages[0]))
	f := os.NewFile(uintptr(got[0]), "got")
	f.WriteString("through the other one")
	f.Close()
	fmt.Println(string(must(io.ReadAll(r))))
}

func must2[A, B any](a A, b B, err error) (A, B) {
	if err != nil {
		panic(err)
	}
	return a, b
}

func raw() {
	l := must(net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}))
	rc := must(l.SyscallConn())
	rc.Control(func(fd uintptr) {
		fmt.Println(must(syscall.GetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_REUSEADDR)))
	})
	c := must(net.Dial("tcp", l.Addr().String())).(*net.TCPConn)
	fmt.Println(c.SetNoDelay(true), c.SetKeepAlive(true), c.SetKeepAlivePeriod(time.Minute), c.SetLinger(0), c.SetReadBuffer(1<<16))
	s := must(l.Accept())
	buffers := net.Buffers{[]byte("one "), nil, []byte("two "), []byte("three")}
	fmt.Println(must(buffers.WriteTo(s)), len(buffers))
	s.Close()
	fmt.Println(string(must(io.ReadAll(c))))
}

func memory() {
	a, b := net.Pipe()
	go func() { io.WriteString(a, "in memory"); a.Close() }()
	fmt.Println(string(must(io.ReadAll(b))), a.LocalAddr())
}

func main() {
	dir := must(os.MkdirTemp("", "sockets"))
	defer os.RemoveAll(dir)
	udp()
	unix(dir)
	rights()
	raw()
	memory()
	loopback := must(net.InterfaceByName("lo"))
	fmt.Println(loopback.Flags&net.FlagLoopback != 0, loopback.MTU > 0)
}

// Output:
// a lo true <nil>
// true
// true
// true
// 127.0.0.1
// over a file <nil> "@" true
// true
// true dial
// gram <nil> <nil>
// one unixpacket
// take it <nil>
// through the other one
// 1
// <nil> <nil> <nil> <nil> <nil>
// 13 0
// one two three
// in memory pipe
// true true
