package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func send(sig syscall.Signal) {
	syscall.Kill(os.Getpid(), sig)
}

func main() {
	c := make(chan os.Signal, 4)
	ready := 1
	fmt.Println("asks", ready)
	signal.Notify(c, os.Interrupt, syscall.SIGUSR1, syscall.SIGHUP)
	ready++
	fmt.Println("got", <-c)
	send(syscall.SIGUSR1)
	fmt.Println("got", <-c)
	send(syscall.SIGHUP)
	send(syscall.SIGUSR1)
	fmt.Println("got", <-c)
	send(syscall.SIGWINCH)
	send(syscall.SIGUSR2)
	send(syscall.SIGINT)
	fmt.Println("got", <-c)
	signal.Stop(c)
	send(syscall.SIGHUP)
	fmt.Println("not reached")
}
