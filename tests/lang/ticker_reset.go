// What a ticker or timer had to say when it was reset or stopped is not received any more, however often it ticks meanwhile.
package main

import (
	"fmt"
	"time"
)

func pending(c <-chan time.Time) int {
	select {
	case <-c:
		return 1
	default:
		return 0
	}
}

func main() {
	stale, stopped, missing := 0, 0, 0
	ticker := time.NewTicker(1)
	timer := time.NewTimer(1)
	for range 5 {
		ticker.Reset(1)
		time.Sleep(100 * time.Microsecond)
		ticker.Reset(time.Hour)
		time.Sleep(10 * time.Microsecond)
		stale += pending(ticker.C)
		ticker.Reset(1)
		time.Sleep(100 * time.Microsecond)
		ticker.Stop()
		time.Sleep(10 * time.Microsecond)
		stopped += pending(ticker.C)

		timer.Reset(1)
		time.Sleep(10 * time.Microsecond)
		if !timer.Stop() {
			missing++ // nobody has received it
		}
		stopped += pending(timer.C)
		timer.Reset(1)
		time.Sleep(10 * time.Microsecond)
		timer.Reset(time.Hour)
		time.Sleep(10 * time.Microsecond)
		stale += pending(timer.C)
	}
	fmt.Println(stale, stopped, missing)
	ticker.Reset(1)
	<-ticker.C
	<-ticker.C
	timer.Reset(1)
	<-timer.C
	fmt.Println(timer.Stop(), timer.Reset(time.Hour), timer.Stop())
}

// Output:
// 0 0 0
// false false true
