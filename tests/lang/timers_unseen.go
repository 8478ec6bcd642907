package main

import (
	"context"
	"fmt"
	"runtime"
	"time"
)

// Timers are no goroutines, keep nobody from a deadlock once they are stopped, and show no time from before.

func main() {
	ticker, timer := time.NewTicker(time.Hour), time.NewTimer(time.Hour)
	call := time.AfterFunc(time.Hour, func() {})
	_, cancel := context.WithTimeout(context.Background(), time.Hour)
	fmt.Println(runtime.NumGoroutine())
	runtime.Gosched()
	fmt.Println(runtime.NumGoroutine())
	fmt.Println(timer.Stop(), timer.Stop(), call.Stop(), call.Reset(time.Millisecond))
	cancel()
	time.Sleep(20 * time.Millisecond)
	fmt.Println(call.Stop(), call.Reset(time.Hour), call.Stop())

	ticker.Reset(time.Millisecond)
	<-ticker.C
	<-ticker.C
	time.Sleep(10 * time.Millisecond)
	ticker.Reset(time.Hour)
	select {
	case <-ticker.C:
		fmt.Println("a tick from before")
	default:
	}
	ticker.Reset(time.Millisecond)
	time.Sleep(10 * time.Millisecond)
	ticker.Stop()
	select {
	case <-ticker.C:
		fmt.Println("a tick from before")
	case <-time.After(time.Millisecond):
	}
	fmt.Println(runtime.NumGoroutine())
	<-ticker.C
}

// Output:
// 1
// 1
// true false true false
// false false true
// 1
// Status: 2
// Stderr: fatal error: all goroutines are asleep - deadlock!
