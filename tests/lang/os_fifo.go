// FIFOs and pipes: who waits for the other end waits alone.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

func main() {
	dir, _ := os.MkdirTemp("", "fifo")
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "f")
	fmt.Println(syscall.Mkfifo(name, 0600))
	var wg sync.WaitGroup
	ticks := 0
	stop := make(chan bool)
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				ticks++
			}
		}
	}()
	wg.Add(1)
	go func() {
		defer wg.Done()
		f, err := os.Open(name)
		if err != nil {
			fmt.Println(err)
		}
		s := bufio.NewScanner(f)
		for s.Scan() {
			fmt.Println("got", s.Text())
		}
		fmt.Println("end", s.Err(), f.Close())
		stop <- true
	}()
	time.Sleep(20 * time.Millisecond)
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	fmt.Println("opened to write", err)
	for i := range 3 {
		time.Sleep(5 * time.Millisecond)
		fmt.Fprintln(f, "line", i)
	}
	f.Close()
	wg.Wait()
	fmt.Println(ticks > 5)

	// A pipe: reads wait alone, end at a deadline, and when the file is closed.
	r, w, _ := os.Pipe()
	r.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
	_, err = r.Read(make([]byte, 1))
	fmt.Println(err, errors.Is(err, os.ErrDeadlineExceeded))
	r.SetReadDeadline(time.Time{})
	done := make(chan error)
	go func() { _, err := r.Read(make([]byte, 1)); done <- err }()
	time.Sleep(5 * time.Millisecond)
	r.SetReadDeadline(time.Now())
	fmt.Println(<-done)
	r.SetReadDeadline(time.Time{})
	go func() { _, err := r.Read(make([]byte, 1)); done <- err }()
	time.Sleep(5 * time.Millisecond)
	r.Close()
	fmt.Println(errors.Is(<-done, os.ErrClosed))
	_, err = w.Write([]byte("x"))
	fmt.Println(errors.Is(err, syscall.EPIPE))

	// Many bytes through a pipe, both ends at work.
	r, w, _ = os.Pipe()
	go func() {
		for i := range 200 {
			fmt.Fprintf(w, "%0999d\n", i)
		}
		w.Close()
	}()
	n, err := io.Copy(io.Discard, r)
	fmt.Println(n, err)
}

// Output:
// <nil>
// opened to write <nil>
// got line 0
// got line 1
// got line 2
// end <nil> <nil>
// true
// read |0: i/o timeout true
// read |0: i/o timeout
// true
// true
// 200000 <nil>
// GCStress: 20
