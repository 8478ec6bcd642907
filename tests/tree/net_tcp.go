// Connections over TCP on loopback: a hundred at once, deadlines, listeners and connections that are closed while somebody
// waits for them, refused ones, and what errors say.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
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

// echo serves until its listener is closed.
func echo(l net.Listener, done chan<- error) {
	for {
		c, err := l.Accept()
		if err != nil {
			done <- err
			return
		}
		go func() {
			io.Copy(c, c)
			c.Close()
		}()
	}
}

func many(addr string) {
	var wg sync.WaitGroup
	lengths := make([]int, 100)
	for i := range lengths {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c := must(net.Dial("tcp", addr))
			defer c.Close()
			r := bufio.NewReader(c)
			for k := 0; k < 10; k++ {
				fmt.Fprintf(c, "line %d of %d\n", k, i)
				lengths[i] += len(must(r.ReadString('\n')))
			}
		}()
	}
	wg.Wait()
	sum := 0
	for _, n := range lengths {
		sum += n
	}
	fmt.Println("bytes:", sum)
}

// large sends more than any buffer holds, while it reads what comes back.
func large(addr string) {
	c := must(net.Dial("tcp", addr)).(*net.TCPConn)
	defer c.Close()
	sent := strings.Repeat("0123456789abcdef", 1<<17)
	go func() {
		io.WriteString(c, sent)
		c.CloseWrite()
	}()
	fmt.Println("large:", string(must(io.ReadAll(c))) == sent)
	_, err := c.Write([]byte("more"))
	fmt.Println(errors.Is(err, syscall.EPIPE))
}

// kind says what an error is, without addresses.
func kind(err error) string {
	var op *net.OpError
	if !errors.As(err, &op) {
		return fmt.Sprint(err)
	}
	var timeout net.Error
	late := errors.As(err, &timeout) && timeout.Timeout()
	return fmt.Sprint(op.Op, " ", op.Net, ": ", op.Err, " ", late, errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, net.ErrClosed))
}

func deadlines(addr string) {
	c := must(net.Dial("tcp", addr))
	b := make([]byte, 10)
	c.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
	_, err := c.Read(b)
	fmt.Println(kind(err))
	c.SetDeadline(time.Now().Add(-time.Second))
	_, err = c.Read(b)
	fmt.Println(kind(err))
	_, err = c.Write(b)
	fmt.Println(kind(err))
	c.SetDeadline(time.Time{})
	fmt.Fprint(c, "again")
	n, err := c.Read(b)
	fmt.Println(string(b[:n]), err)

	woken := make(chan error)
	wait := func() { _, err := c.Read(b); woken <- err }
	go wait()
	time.Sleep(5 * time.Millisecond)
	c.SetReadDeadline(time.Now())
	fmt.Println(kind(<-woken))
	c.SetReadDeadline(time.Time{})
	go wait()
	go wait()
	time.Sleep(5 * time.Millisecond)
	c.Close()
	fmt.Println(kind(<-woken))
	fmt.Println(kind(<-woken))
	fmt.Println(kind(c.Close()))
	_, err = c.Write(b)
	fmt.Println(kind(err))
	fmt.Println(kind(c.SetDeadline(time.Now())))
}

func listeners() {
	l := must(net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}))
	l.SetDeadline(time.Now().Add(5 * time.Millisecond))
	_, err := l.Accept()
	fmt.Println(kind(err))
	_, err = net.Listen("tcp", l.Addr().String())
	fmt.Println(kind(err), errors.Is(err, syscall.EADDRINUSE))
	f := must(l.File())
	l.Close()
	again := must(net.FileListener(f))
	fmt.Println(again.Addr().String() == l.Addr().String(), again.Addr().Network())
	f.Close()
	go func() { must(net.Dial("tcp", again.Addr().String())).Close() }()
	c := must(again.Accept())
	_, err = c.Read(make([]byte, 1))
	fmt.Println(err)
	again.Close()
	_, err = net.Dial("tcp", again.Addr().String())
	fmt.Println(strings.Replace(err.Error(), again.Addr().String(), "ADDRESS", 1), errors.Is(err, syscall.ECONNREFUSED))
}

func refused() {
	for _, try := range [][2]string{{"tcp", "127.0.0.1"}, {"tcp", "127.0.0.1:http-none"}, {"tcp", "127.0.0.1:70000"},
		{"carrier-pigeon", "127.0.0.1:1"}, {"tcp", ""}, {"tcp", "[::1"}} {
		_, err := net.Dial(try[0], try[1])
		fmt.Println(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := new(net.Dialer).DialContext(ctx, "tcp", "127.0.0.1:9")
	fmt.Println(err, errors.Is(err, context.Canceled))
}

func main() {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	done := make(chan error)
	go echo(l, done)
	addr := l.Addr().String()
	many(addr)
	large(addr)
	deadlines(addr)
	l.Close()
	fmt.Println(kind(<-done))
	listeners()
	refused()
	host, port, err := net.SplitHostPort("[fe80::1%lo]:80")
	fmt.Println(host, port, err, net.JoinHostPort("::1", "80"))
	fmt.Println(net.LookupPort("tcp", "https"))
	fmt.Println(net.ResolveTCPAddr("tcp", "127.0.0.1:80"))
}

// Output:
// bytes: 12900
// large: true
// true
// read tcp: i/o timeout true true false
// read tcp: i/o timeout true true false
// write tcp: i/o timeout true true false
// again <nil>
// read tcp: i/o timeout true true false
// read tcp: use of closed network connection false false true
// read tcp: use of closed network connection false false true
// close tcp: use of closed network connection false false true
// write tcp: use of closed network connection false false true
// set tcp: use of closed network connection false false true
// accept tcp: use of closed network connection false false true
// accept tcp4: i/o timeout true true false
// listen tcp: bind: address already in use false false false true
// true tcp
// EOF
// dial tcp ADDRESS: connect: connection refused true
// dial tcp: address 127.0.0.1: missing port in address
// dial tcp: lookup tcp/http-none: unknown port
// dial tcp: address 70000: invalid port
// dial carrier-pigeon: unknown network carrier-pigeon
// dial tcp: missing address
// dial tcp: address [::1: missing ']' in address
// dial tcp 127.0.0.1:9: operation was canceled true
// fe80::1%lo 80 <nil> [::1]:80
// 443 <nil>
// 127.0.0.1:80 <nil>
