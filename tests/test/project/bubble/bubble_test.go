package bubble

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		t.Log(start.UTC())
		go func() {
			time.Sleep(1 * time.Second)
			t.Log(time.Since(start))
		}()
		time.Sleep(2 * time.Second)
		t.Log(time.Since(start))
		tick := time.NewTicker(time.Hour)
		for range 3 {
			t.Log((<-tick.C).UTC())
		}
		tick.Stop()
		select {
		case <-time.After(time.Minute):
			t.Log(time.Since(start))
		case <-time.After(24 * time.Hour):
			t.Error("later first")
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		time.Sleep(5*time.Second - 1)
		synctest.Wait()
		t.Log(ctx.Err())
		time.Sleep(1)
		synctest.Wait()
		t.Log(ctx.Err())
		t.Cleanup(func() { t.Log("cleanup", time.Since(start), t.Context().Err()) })
		time.AfterFunc(time.Second, func() { t.Log("after") })
		time.Sleep(time.Second)
		synctest.Wait()
	})
}

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := false
		go func() { done = true }()
		synctest.Wait()
		t.Log(done)
		var wg sync.WaitGroup
		wg.Add(1)
		go func() { time.Sleep(time.Hour); wg.Done() }()
		wg.Wait()
		var mu sync.Mutex
		c := sync.NewCond(&mu)
		ready := false
		go func() { time.Sleep(time.Hour); mu.Lock(); ready = true; mu.Unlock(); c.Broadcast() }()
		mu.Lock()
		for !ready {
			c.Wait()
		}
		mu.Unlock()
		t.Log(time.Now().UTC())
	})
}

func TestFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		t.Errorf("an error")
		t.Fatal("fatal")
	})
	t.Log("not reached")
}

func TestSkips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { t.Skip("skipped") })
	t.Log("reached")
}

func TestMisuse(t *testing.T) {
	try := func(f func()) {
		defer func() { t.Log(recover()) }()
		f()
	}
	try(synctest.Wait)
	synctest.Test(t, func(t *testing.T) {
		try(func() { t.Run("x", func(*testing.T) {}) })
		try(func() { t.Parallel() })
		try(func() { t.Deadline() })
		try(func() { synctest.Test(t, func(*testing.T) {}) })
	})
	try(func() { synctest.Test(t, func(*testing.T) { go func() { <-make(chan int) }() }) })
	try(func() { synctest.Test(t, func(*testing.T) { select {} }) })
}

func TestHTTPTransport100Continue(t *testing.T) {
	synctest.Test(t, func(*testing.T) {
		srvConn, cliConn := net.Pipe()
		defer cliConn.Close()
		defer srvConn.Close()
		tr := &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				return cliConn, nil
			},
			ExpectContinueTimeout: 5 * time.Second,
		}
		body := "request body"
		go func() {
			req, _ := http.NewRequest("PUT", "http://test.tld/", strings.NewReader(body))
			req.Header.Set("Expect", "100-continue")
			resp, err := tr.RoundTrip(req)
			if err != nil {
				t.Errorf("RoundTrip: unexpected error %v\n", err)
			} else {
				resp.Body.Close()
			}
		}()
		req, err := http.ReadRequest(bufio.NewReader(srvConn))
		if err != nil {
			t.Fatalf("ReadRequest: %v\n", err)
		}
		var gotBody bytes.Buffer
		go io.Copy(&gotBody, req.Body)
		synctest.Wait()
		if got, want := gotBody.String(), ""; got != want {
			t.Fatalf("before sending 100 Continue, read body: %q, want %q\n", got, want)
		}
		srvConn.Write([]byte("HTTP/1.1 100 Continue\r\n\r\n"))
		synctest.Wait()
		if got, want := gotBody.String(), body; got != want {
			t.Fatalf("after sending 100 Continue, read body: %q, want %q\n", got, want)
		}
		srvConn.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
	})
}
