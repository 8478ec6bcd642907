package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	c := make(chan os.Signal, 1)
	ready := 1
	fmt.Println("asks", ready)
	signal.Notify(c, os.Interrupt, syscall.SIGUSR1)
	ready++
	sig := <-c
	fmt.Println("got", sig)
	syscall.Kill(os.Getpid(), syscall.SIGUSR1)
	sig = <-c
	fmt.Println("got", sig)
	syscall.Kill(os.Getpid(), os.Interrupt.(syscall.Signal))
	sig = <-c
	fmt.Println("got", sig)
	signal.Stop(c)
	fmt.Println(syscall.Kill(os.Getpid(), os.Interrupt.(syscall.Signal)))
}
