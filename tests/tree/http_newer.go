// What net/http does otherwise since 1.19: cookies of this machine, pages of folders, headers of errors, causes of contexts.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing/fstest"
	"time"
)

func show(resp *http.Response, err error) {
	var of *url.Error
	if errors.As(err, &of) {
		fmt.Println(of.Op, of.Err, of.Timeout())
		return
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	var headers []string
	for k, v := range resp.Header {
		if k != "Date" {
			headers = append(headers, k+": "+strings.Join(v, "|"))
		}
	}
	slices.Sort(headers)
	fmt.Printf("%s %q %v %q\n", resp.Status, b, err, headers)
}

func cookies() {
	jar, _ := cookiejar.New(nil)
	for _, host := range []string{"localhost", "a.localhost", "127.0.0.1", "[::1]", "LOCALHOST:80", "example.com", "localhost.example.com", "10.0.0.1"} {
		u, err := url.Parse("http://" + host + "/")
		if err != nil {
			panic(err)
		}
		jar.SetCookies(u, []*http.Cookie{{Name: "secure", Value: host, Secure: true}, {Name: "plain", Value: "x"}})
		fmt.Println(host, jar.Cookies(u))
	}
}

func main() {
	cookies()
	files := fstest.MapFS{"a.txt": {Data: []byte("hello file"), ModTime: time.Unix(1e9, 0)}, "d/b": {}}
	mux := http.NewServeMux()
	mux.HandleFunc("/files/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=7")
		w.Header().Set("Etag", `"tag"`)
		w.Header().Set("X-Mine", "stays")
		http.StripPrefix("/files", http.FileServerFS(files)).ServeHTTP(w, r)
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" {
			fmt.Fprint(w, "part")
			http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
	})
	ts := httptest.NewServer(mux)
	defer ts.Close()
	ask := func(path, header, value string) {
		req, err := http.NewRequest("GET", ts.URL+path, nil)
		if err != nil {
			panic(err)
		}
		req.Header.Set(header, value)
		show(ts.Client().Do(req))
	}
	ask("/files/a.txt", "X", "")
	ask("/files/", "X", "")
	ask("/files/d/", "X", "")
	ask("/files/none", "X", "")
	ask("/files/a.txt", "Range", "bytes=20-")
	ask("/files/a.txt", "Range", "bytes=2-4")
	ask("/files/a.txt", "If-None-Match", `"tag"`)
	ask("/files/a.txt", "If-Match", `"other"`)
	for _, path := range []string{"/slow", "/slow?part"} {
		ctx, cancel := context.WithTimeoutCause(context.Background(), 50*time.Millisecond, errors.New("enough"))
		req, _ := http.NewRequestWithContext(ctx, "GET", ts.URL+path, nil)
		show(ts.Client().Do(req))
		cancel()
		plain, stop := context.WithTimeout(context.Background(), 50*time.Millisecond)
		show(ts.Client().Do(req.Clone(plain)))
		stop()
	}
	show((&http.Client{Timeout: 50 * time.Millisecond}).Get(ts.URL + "/slow"))
}

// Output:
// localhost [secure=localhost plain=x]
// a.localhost [secure=a.localhost plain=x]
// 127.0.0.1 [secure=127.0.0.1 plain=x]
// [::1] [plain=x]
// LOCALHOST:80 [secure=LOCALHOST:80 plain=x]
// example.com [plain=x]
// localhost.example.com [plain=x]
// 10.0.0.1 [plain=x]
// 200 OK "hello file" <nil> ["Accept-Ranges: bytes" "Cache-Control: max-age=7" "Content-Length: 10" "Content-Type: text/plain; charset=utf-8" "Etag: \"tag\"" "Last-Modified: Sun, 09 Sep 2001 01:46:40 GMT" "X-Mine: stays"]
// 200 OK "<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n<a href=\"a.txt\">a.txt</a>\n<a href=\"d/\">d/</a>\n</pre>\n" <nil> ["Cache-Control: max-age=7" "Content-Length: 127" "Content-Type: text/html; charset=utf-8" "Etag: \"tag\"" "X-Mine: stays"]
// 200 OK "<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n<a href=\"b\">b</a>\n</pre>\n" <nil> ["Cache-Control: max-age=7" "Content-Length: 99" "Content-Type: text/html; charset=utf-8" "Etag: \"tag\"" "X-Mine: stays"]
// 404 Not Found "404 page not found\n" <nil> ["Content-Length: 19" "Content-Type: text/plain; charset=utf-8" "X-Content-Type-Options: nosniff" "X-Mine: stays"]
// 416 Requested Range Not Satisfiable "invalid range: failed to overlap\n" <nil> ["Content-Length: 33" "Content-Range: bytes */10" "Content-Type: text/plain; charset=utf-8" "X-Content-Type-Options: nosniff" "X-Mine: stays"]
// 206 Partial Content "llo" <nil> ["Accept-Ranges: bytes" "Cache-Control: max-age=7" "Content-Length: 3" "Content-Range: bytes 2-4/10" "Content-Type: text/plain; charset=utf-8" "Etag: \"tag\"" "Last-Modified: Sun, 09 Sep 2001 01:46:40 GMT" "X-Mine: stays"]
// 304 Not Modified "" <nil> ["Cache-Control: max-age=7" "Etag: \"tag\"" "X-Mine: stays"]
// 412 Precondition Failed "" <nil> ["Cache-Control: max-age=7" "Content-Length: 0" "Etag: \"tag\"" "Last-Modified: Sun, 09 Sep 2001 01:46:40 GMT" "X-Mine: stays"]
// Get enough false
// Get context deadline exceeded true
// 200 OK "part" enough ["Content-Type: text/plain; charset=utf-8"]
// 200 OK "part" context deadline exceeded ["Content-Type: text/plain; charset=utf-8"]
// Get context deadline exceeded (Client.Timeout exceeded while awaiting headers) true
