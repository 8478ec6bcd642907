// Servers and clients of net/http on loopback: requests and answers of all sizes, many clients at once, time limits, a
// server that shuts down while it works, TLS, a proxy.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func text(r *http.Response, err error) string {
	if err != nil {
		return err.Error()
	}
	defer r.Body.Close()
	return r.Status + " " + string(must(io.ReadAll(r.Body)))
}

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/hello", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "hello %s", r.FormValue("name"))
	})
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Method", r.Method)
		w.WriteHeader(http.StatusCreated)
		io.Copy(w, r.Body)
	})
	mux.HandleFunc("/json", func(w http.ResponseWriter, r *http.Request) {
		var in struct{ A, B int }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		json.NewEncoder(w).Encode(map[string]int{"sum": in.A + in.B})
	})
	mux.HandleFunc("/upload", func(w http.ResponseWriter, r *http.Request) {
		f, h, err := r.FormFile("file")
		if err != nil {
			http.Error(w, err.Error(), 400)
			return
		}
		fmt.Fprint(w, h.Filename, " ", len(must(io.ReadAll(f))), " ", r.FormValue("note"))
	})
	mux.HandleFunc("/cookie", func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("seen"); err == nil {
			fmt.Fprint(w, "seen ", c.Value)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "before"})
		fmt.Fprint(w, "new")
	})
	mux.HandleFunc("/stream", func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < 3; i++ {
			fmt.Fprintf(w, "part %d\n", i)
			w.(http.Flusher).Flush()
		}
	})
	mux.HandleFunc("/panic", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	})
	mux.Handle("/redirect", http.RedirectHandler("/hello?name=again", http.StatusFound))
	return mux
}

func requests(s *httptest.Server) {
	fmt.Println(text(http.Get(s.URL + "/hello?name=you")))
	fmt.Println(text(http.PostForm(s.URL+"/hello", url.Values{"name": {"a form"}})))
	fmt.Println(text(http.Get(s.URL + "/redirect")))
	fmt.Printf("%q\n", text(http.Get(s.URL + "/nowhere")))
	fmt.Println(text(http.Post(s.URL+"/json", "application/json", strings.NewReader(`{"A": 2, "B": 40}`))))
	fmt.Printf("%q\n", text(http.Post(s.URL+"/json", "application/json", strings.NewReader(`{"A": "x"}`))))
	large := strings.Repeat("0123456789", 500000)
	r := must(http.Post(s.URL+"/echo", "text/plain", strings.NewReader(large)))
	fmt.Println(r.StatusCode, r.Header.Get("X-Method"), string(must(io.ReadAll(r.Body))) == large)
	r.Body.Close()
	_, err := http.Get(s.URL + "/panic")
	fmt.Println(errors.Is(err, io.EOF))

	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	m.WriteField("note", "with it")
	must(m.CreateFormFile("file", "data.bin")).Write(make([]byte, 70000))
	m.Close()
	fmt.Println(text(http.Post(s.URL+"/upload", m.FormDataContentType(), &form)))

	c := http.Client{Jar: must(cookiejar.New(nil))}
	fmt.Println(text(c.Get(s.URL + "/cookie")))
	fmt.Println(text(c.Get(s.URL + "/cookie")))

	r = must(http.Get(s.URL + "/stream"))
	for lines := bufio.NewScanner(r.Body); lines.Scan(); {
		fmt.Println(lines.Text())
	}
	fmt.Println(r.TransferEncoding, r.ContentLength)
}

func manyClients(s *httptest.Server) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := map[string]int{}
	for i := 0; i < 30; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < 3; k++ {
				t := text(http.Get(s.URL + "/hello?name=client"))
				mu.Lock()
				got[t]++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(got)
}

func limits(s *httptest.Server) {
	c := http.Client{Timeout: 20 * time.Millisecond}
	_, err := c.Get(s.URL + "/slow")
	var e *url.Error
	fmt.Println(errors.As(err, &e), e.Timeout(), errors.Is(err, context.DeadlineExceeded), e.Err)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(10*time.Millisecond, cancel)
	_, err = http.DefaultClient.Do(must(http.NewRequestWithContext(ctx, "GET", s.URL+"/slow", nil)))
	fmt.Println(errors.Is(err, context.Canceled))
}

func shutdown() {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	working, finish := make(chan bool), make(chan bool)
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		working <- true
		<-finish
		io.WriteString(w, "finished")
	})}
	served := make(chan error)
	go func() { served <- s.Serve(l) }()
	answer := make(chan string)
	go func() { answer <- text(http.Get("http://" + l.Addr().String())) }()
	<-working
	down := make(chan error)
	go func() { down <- s.Shutdown(context.Background()) }()
	fmt.Println(<-served)
	_, err := net.Dial("tcp", l.Addr().String())
	fmt.Println(err != nil)
	finish <- true
	fmt.Println(<-answer, <-down)
}

func secure() {
	s := httptest.NewUnstartedServer(handler())
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	r := must(s.Client().Get(s.URL + "/hello?name=TLS"))
	fmt.Println(r.Proto, r.TLS.HandshakeComplete, text(r, nil))
	c := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	_, err := c.Get(s.URL)
	fmt.Println(strings.Contains(err.Error(), "x509: certificate signed by unknown authority"))
}

func proxied(s *httptest.Server) {
	p := httptest.NewServer(httputil.NewSingleHostReverseProxy(must(url.Parse(s.URL))))
	defer p.Close()
	fmt.Println(text(http.Get(p.URL + "/hello?name=behind")))
}

func recorded() {
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, httptest.NewRequest("GET", "/hello?name=nobody", nil))
	fmt.Println(w.Code, w.Body, w.Header())
	d := must(httputil.DumpRequest(httptest.NewRequest("PUT", "/x", strings.NewReader("body")), true))
	fmt.Printf("%q\n", d)
	fmt.Println(http.DetectContentType([]byte("<html>")), http.StatusText(418))
}

func main() {
	s := httptest.NewServer(handler())
	requests(s)
	manyClients(s)
	limits(s)
	proxied(s)
	s.Close()
	shutdown()
	secure()
	recorded()
}

// Output:
// 200 OK hello you
// 200 OK hello a form
// 200 OK hello again
// "404 Not Found 404 page not found\n"
// 200 OK {"sum":42}
//
// "400 Bad Request json: cannot unmarshal string into Go struct field .A of type int\n"
// 201 POST true
// true
// 200 OK data.bin 70000 with it
// 200 OK new
// 200 OK seen before
// part 0
// part 1
// part 2
// [chunked] -1
// map[200 OK hello client:90]
// true true true context deadline exceeded (Client.Timeout exceeded while awaiting headers)
// true
// 200 OK hello behind
// http: Server closed
// true
// 200 OK finished <nil>
// HTTP/2.0 true 200 OK hello TLS
// true
// 200 hello nobody map[Content-Type:[text/plain; charset=utf-8]]
// "PUT /x HTTP/1.1\r\nHost: example.com\r\n\r\nbody"
// text/html; charset=utf-8 I'm a teapot
