package main

import (
	"errors"
	"fmt"
	"os"
	"time"
)

func main() {
	for i := 0; i < 200; i++ {
		r, w, _ := os.Pipe()
		done := make(chan error)
		go func() {
			_, err := r.Read(make([]byte, 1))
			done <- err
		}()
		for k := i % 9; k > 0; k-- {
			time.Sleep(0)
		}
		r.SetReadDeadline(time.Now())
		if err := <-done; !errors.Is(err, os.ErrDeadlineExceeded) {
			fmt.Println(err)
		}
		r.Close()
		w.Close()
	}
	fmt.Println("done")
}
