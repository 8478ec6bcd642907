package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	fmt.Println(ctx)
	syscall.Kill(os.Getpid(), syscall.SIGTERM)
	<-ctx.Done()
	fmt.Println(ctx.Err(), context.Cause(ctx))
	stop()
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR1)
	p, _ := os.FindProcess(os.Getpid())
	fmt.Println(p.Signal(syscall.SIGUSR1))
	fmt.Println(<-c)
	signal.Ignore(syscall.SIGUSR1)
	fmt.Println(signal.Ignored(syscall.SIGUSR1), signal.Ignored(syscall.SIGUSR2))
	fmt.Println(p.Signal(syscall.SIGUSR1))
	select {
	case s := <-c:
		fmt.Println("got", s)
	case <-time.After(50 * time.Millisecond):
		fmt.Println("none")
	}
	signal.Stop(c)
	all := make(chan os.Signal, 5)
	signal.Notify(all)
	p.Signal(syscall.SIGUSR2)
	fmt.Println(<-all)
	p.Signal(syscall.SIGHUP)
	fmt.Println(<-all)
	n := 0
	signal.Reset(syscall.SIGUSR2)
	go func() {
		for range 3 {
			time.Sleep(time.Millisecond)
			p.Signal(syscall.SIGTERM)
		}
	}()
	for s := range all {
		n++
		fmt.Println(n, s)
		if n == 3 {
			break
		}
	}
	spin := make(chan os.Signal, 1)
	signal.Reset()
	signal.Notify(spin, syscall.SIGINT)
	p.Signal(os.Interrupt)
	for len(spin) == 0 {
		n++
	}
	fmt.Println(<-spin, n > 3)
}

// Output:
// signal.NotifyContext(context.Background, [interrupt terminated])
// context canceled terminated signal received
// <nil>
// user defined signal 1
// true false
// <nil>
// none
// user defined signal 2
// hangup
// 1 terminated
// 2 terminated
// 3 terminated
// interrupt true
