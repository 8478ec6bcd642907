package suite

import (
	"testing"
	"time"
)

func TestNoRaceUnbuffered(t *testing.T) {
	c := make(chan int)
	x := 0
	_ = x
	both(func() { x = 1; c <- 1 }, func() { <-c; x++ })
}

// The receive happens before the send is complete.
func TestNoRaceUnbufferedBack(t *testing.T) {
	c := make(chan int)
	x := 0
	_ = x
	both(func() { x = 1; <-c }, func() { c <- 1; x++ })
}

func TestNoRaceBuffered(t *testing.T) {
	c := make(chan int, 3)
	x := 0
	_ = x
	both(func() { x = 1; c <- 1 }, func() { <-c; x++ })
}

// With room in the buffer a send waits for nobody.
func TestRaceBufferedBack(t *testing.T) {
	c := make(chan int, 1)
	x := 0
	_ = x
	both(func() { x = 1; <-c }, func() { c <- 1; x++ })
}

func TestNoRaceSemaphore(t *testing.T) {
	c := make(chan bool, 1)
	x := 0
	_ = x
	add := func() {
		c <- true
		x++
		<-c
	}
	both(add, add)
}

func TestRaceSemaphoreOfTwo(t *testing.T) {
	c := make(chan bool, 2)
	x := 0
	_ = x
	add := func() {
		c <- true
		x++
		<-c
	}
	both(add, add)
}

// The second value's send does not happen before the first one's receive.
func TestRaceOtherValue(t *testing.T) {
	c := make(chan int, 2)
	x := 0
	_ = x
	done := make(chan bool, 2)
	go func() { c <- 1; time.Sleep(time.Millisecond); done <- true }()
	time.Sleep(time.Millisecond)
	go func() { x = 1; c <- 2; done <- true }()
	time.Sleep(time.Millisecond)
	<-c
	x++
	<-done
	<-done
}

func TestNoRaceClose(t *testing.T) {
	c := make(chan int)
	x := 0
	_ = x
	both(func() { x = 1; close(c) }, func() { <-c; x++ })
}

func TestNoRaceRange(t *testing.T) {
	c := make(chan *int, 4)
	both(func() {
		for i := range 10 {
			c <- &i
		}
		close(c)
	}, func() {
		for p := range c {
			*p++
		}
	})
}

func TestRaceSendAndClose(t *testing.T) {
	c := make(chan int, 1)
	both(func() { c <- 1 }, func() { close(c) })
}

func TestNoRaceSelect(t *testing.T) {
	a, b := make(chan int), make(chan int, 1)
	x := 0
	_ = x
	both(func() {
		select {
		case <-a:
		case v := <-b:
			x += v
		}
	}, func() {
		x = 1
		b <- 1
	})
}

func TestRaceSelectDefault(t *testing.T) {
	c := make(chan int)
	x := 0
	_ = x
	both(func() {
		x = 1
		select {
		case c <- 1:
		default:
		}
	}, func() {
		select {
		case <-c:
		default:
		}
		x = 2
	})
}

func TestNoRaceNilCase(t *testing.T) {
	var none chan int
	c := make(chan int)
	x := 0
	_ = x
	both(func() {
		select {
		case <-none:
		case c <- 1:
		}
		x++
	}, func() {
		x = 1
		<-c
	})
}
