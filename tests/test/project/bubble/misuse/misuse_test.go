package misuse

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestOutside(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int, 1) })
	c <- 1
}

func TestTimer(t *testing.T) {
	var c *time.Timer
	synctest.Test(t, func(t *testing.T) { c = time.NewTimer(time.Second) })
	c.Stop()
}

func TestGroup(t *testing.T) {
	var wg sync.WaitGroup
	synctest.Test(t, func(t *testing.T) { wg.Add(1) })
	wg.Add(1)
}

func TestPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { t.Log("said"); panic("oh") })
}

func TestDeadlock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { t.Log("said"); <-make(chan int) })
}

func TestSelect(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int) })
	select {
	case <-c:
	default:
	}
}

func TestClose(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int) })
	close(c)
}

func TestTicker(t *testing.T) {
	var c *time.Ticker
	synctest.Test(t, func(t *testing.T) { c = time.NewTicker(time.Second) })
	c.Reset(1)
}
