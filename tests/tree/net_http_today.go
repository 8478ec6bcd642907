// What net/http has had since Go 1.19: patterns with methods and wildcards, ResponseController, cookies, file systems,
// proxies that rewrite, and protection from other origins.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing/fstest"
	"time"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func ask(h http.Handler, method, target string, header ...string) {
	r := httptest.NewRequestWithContext(context.Background(), method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Printf("%s %s: %d %q %q\n", method, target, w.Code, w.Body, w.Header().Get("Allow")+w.Header().Get("Location"))
}

func patterns() {
	mux := http.NewServeMux()
	for _, p := range []string{"GET /items/{id}", "POST /items/{id}", "/items/{id}/parts/{rest...}", "GET /items/new", "api.example.com/items/{id}",
		"/files/", "/exact/{$}", "/l/{lang}/about", "DELETE /{$}"} {
		mux.HandleFunc(p, func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "%s id=%s rest=%s lang=%s", r.Pattern, r.PathValue("id"), r.PathValue("rest"), r.PathValue("lang"))
		})
	}
	for _, target := range []string{"/items/7", "/items/new", "/items/7/parts/a/b", "/items/7/parts/", "/items/7/parts", "/files", "/files/x/y",
		"/exact/", "/exact/x", "/l/de/about", "/items/a%2Fb", "//items//7", "http://api.example.com:80/items/9", "/none"} {
		ask(mux, "GET", target)
	}
	ask(mux, "HEAD", "/items/7")
	ask(mux, "PUT", "/items/7")
	ask(mux, "DELETE", "/")
	for _, pair := range [][2]string{{"/a/{x}", "/{y}/b"}, {"/a", "/a"}, {"GET /{x}", "/a"}, {"/a{b}", ""}, {"/{a}/{a}", ""}, {"GET", ""}, {"/{x...}/y", ""}} {
		func() {
			defer func() {
				text := fmt.Sprint(recover())
				for _, line := range strings.Split(text, "\n") {
					if !strings.Contains(line, "registered at") {
						fmt.Println(line)
					}
				}
			}()
			m := http.NewServeMux()
			m.Handle(pair[0], http.NotFoundHandler())
			m.Handle(pair[1], http.NotFoundHandler())
		}()
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.SetPathValue("k", "v")
	other := r.Clone(r.Context())
	other.SetPathValue("k", "w")
	fmt.Println(r.PathValue("k"), other.PathValue("k"), r.PathValue("none") == "")
}

type wrapper struct{ http.ResponseWriter }

func (w wrapper) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func control() {
	flushed := make(chan error, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := http.NewResponseController(wrapper{w})
		fmt.Println(c.SetWriteDeadline(time.Now().Add(time.Minute)), c.SetReadDeadline(time.Now().Add(10*time.Millisecond)))
		_, err := io.ReadAll(r.Body)
		fmt.Println(errors.Is(err, os.ErrDeadlineExceeded))
		io.WriteString(w, "flushed")
		flushed <- c.Flush()
	}))
	defer s.Close()
	body, _ := io.Pipe()
	req := must(http.NewRequest("POST", s.URL, body))
	r := must(http.DefaultTransport.RoundTrip(req))
	b := make([]byte, 7)
	io.ReadFull(r.Body, b)
	fmt.Println(string(b), <-flushed)
	r.Body.Close()
	c := http.NewResponseController(wrapper{nil})
	err := c.Flush()
	fmt.Println(err, errors.Is(err, http.ErrNotSupported), errors.Is(err, errors.ErrUnsupported))
}

func cookies() {
	for _, line := range []string{"a=1; b=\"two\"; c", "", "a=1;=2", "x=\x01"} {
		cs, err := http.ParseCookie(line)
		for _, c := range cs {
			fmt.Print(c.Name, "=", c.Value, " ", c.Quoted, "; ")
		}
		fmt.Println(err)
	}
	for _, line := range []string{"a=\"1\"; Path=/; Max-Age=3; Secure; HttpOnly; SameSite=None; Partitioned; Odd=1", "", "=1", "nothing"} {
		c, err := http.ParseSetCookie(line)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(c.Name, c.Value, c.Quoted, c.Path, c.MaxAge, c.Secure, c.HttpOnly, c.SameSite, c.Partitioned, c.Unparsed)
		fmt.Println(c, c.Valid())
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(&http.Cookie{Name: "a", Value: "1", Quoted: true})
	r.AddCookie(&http.Cookie{Name: "b", Value: "2 3"})
	r.AddCookie(&http.Cookie{Name: "a", Value: "4"})
	fmt.Println(r.Header.Get("Cookie"), len(r.CookiesNamed("a")), len(r.Cookies()))
	fmt.Println((&http.Cookie{Name: "p", Value: "v", Partitioned: true}).Valid())
}

func files() {
	fsys := fstest.MapFS{"index.html": {Data: []byte("<h1>index</h1>")}, "dir/a.txt": {Data: []byte("text of a")}}
	ask(http.FileServerFS(fsys), "GET", "/")
	ask(http.FileServerFS(fsys), "GET", "/dir/a.txt")
	ask(http.FileServerFS(fsys), "GET", "/dir/b.txt")
	ask(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, fsys, "dir/a.txt") }), "GET", "/any")
}

func rewritten() {
	back := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.URL, " ", r.Header["X-Forwarded-For"], r.Header["X-Forwarded-Proto"], r.Header["Forwarded"])
	}))
	defer back.Close()
	front := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(must(url.Parse(back.URL + "/base?k=1")))
		if r.In.URL.Path == "/told" {
			r.SetXForwarded()
		}
	}})
	defer front.Close()
	for _, path := range []string{"/x?q=2", "/told"} {
		req := must(http.NewRequest("GET", front.URL+path, nil))
		req.Header.Set("Forwarded", "by=nobody")
		req.Header.Set("X-Forwarded-For", "1.2.3.4")
		r := must(http.DefaultClient.Do(req))
		fmt.Println(string(must(io.ReadAll(r.Body))))
	}
}

func origins() {
	c := http.NewCrossOriginProtection()
	fmt.Println(c.AddTrustedOrigin("https://friend.example"), c.AddTrustedOrigin("friend.example"), c.AddTrustedOrigin("https://x.example/path"))
	c.AddInsecureBypassPattern("POST /open/{x}")
	h := c.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "served") }))
	ask(h, "GET", "/", "Sec-Fetch-Site", "cross-site")
	ask(h, "POST", "/", "Sec-Fetch-Site", "same-origin")
	ask(h, "POST", "/", "Sec-Fetch-Site", "cross-site")
	ask(h, "POST", "/", "Sec-Fetch-Site", "cross-site", "Origin", "https://friend.example")
	ask(h, "POST", "/", "Origin", "https://example.com")
	ask(h, "POST", "/", "Origin", "https://other.example")
	ask(h, "POST", "/open/1", "Origin", "https://other.example")
	c.SetDenyHandler(http.RedirectHandler("/denied", http.StatusSeeOther))
	ask(h, "PUT", "/", "Sec-Fetch-Site", "cross-site")
}

func dialing() {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	d := net.Dialer{
		ControlContext: func(ctx context.Context, network, address string, c syscall.RawConn) error {
			fmt.Println(network, address == l.Addr().String(), ctx.Value("key"))
			return nil
		},
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 30 * time.Second},
	}
	c := must(d.DialContext(context.WithValue(context.Background(), "key", "value"), "tcp", l.Addr().String())).(*net.TCPConn)
	must(c.SyscallConn()).Control(func(fd uintptr) {
		fmt.Println(syscall.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_KEEPIDLE))
	})
	fmt.Println(c.SetKeepAliveConfig(net.KeepAliveConfig{}))
	s := must(l.Accept())
	go func() { io.WriteString(s, "to a builder"); s.Close() }()
	var b strings.Builder
	fmt.Println(c.WriteTo(&b))
	fmt.Println(b.String())
}

func main() {
	patterns()
	control()
	cookies()
	files()
	rewritten()
	origins()
	dialing()
}

// Output:
// GET /items/7: 200 "GET /items/{id} id=7 rest= lang=" ""
// GET /items/new: 200 "GET /items/new id= rest= lang=" ""
// GET /items/7/parts/a/b: 200 "/items/{id}/parts/{rest...} id=7 rest=a/b lang=" ""
// GET /items/7/parts/: 200 "/items/{id}/parts/{rest...} id=7 rest= lang=" ""
// GET /items/7/parts: 307 "<a href=\"/items/7/parts/\">Temporary Redirect</a>.\n\n" "/items/7/parts/"
// GET /files: 307 "<a href=\"/files/\">Temporary Redirect</a>.\n\n" "/files/"
// GET /files/x/y: 200 "/files/ id= rest= lang=" ""
// GET /exact/: 200 "/exact/{$} id= rest= lang=" ""
// GET /exact/x: 404 "404 page not found\n" ""
// GET /l/de/about: 200 "/l/{lang}/about id= rest= lang=de" ""
// GET /items/a%2Fb: 200 "GET /items/{id} id=a/b rest= lang=" ""
// GET //items//7: 307 "<a href=\"/items/7\">Temporary Redirect</a>.\n\n" "/items/7"
// GET http://api.example.com:80/items/9: 200 "api.example.com/items/{id} id=9 rest= lang=" ""
// GET /none: 404 "404 page not found\n" ""
// HEAD /items/7: 200 "GET /items/{id} id=7 rest= lang=" ""
// PUT /items/7: 405 "Method Not Allowed\n" "GET, HEAD, POST"
// DELETE /: 200 "DELETE /{$} id= rest= lang=" ""
// /{y}/b and /a/{x} both match some paths, like "/a/b".
// But neither is more specific than the other.
// /{y}/b matches "/y/b", but /a/{x} doesn't.
// /a/{x} matches "/a/x", but /{y}/b doesn't.
// /a matches the same requests as /a
// /a matches more methods than GET /{x}, but has a more specific path pattern
// parsing "/a{b}": at offset 1: bad wildcard segment (must start with '{')
// parsing "/{a}/{a}": at offset 5: duplicate wildcard name "a"
// parsing "GET": at offset 0: host/path missing /
// parsing "/{x...}/y": at offset 1: {...} wildcard not at end
// v w true
// <nil> <nil>
// true
// flushed <nil>
// feature not supported true true
// http: '=' not found in cookie
// http: blank cookie
// http: invalid cookie name
// http: invalid cookie value
// a 1 true / 3 true true 4 true [Odd=1]
// a="1"; Path=/; Max-Age=3; HttpOnly; Secure; SameSite=None; Partitioned <nil>
// http: blank cookie
// http: invalid cookie name
// http: '=' not found in cookie
// a="1"; b="2 3"; a=4 2 3
// http: partitioned cookies must be set with Secure
// GET /: 200 "<h1>index</h1>" ""
// GET /dir/a.txt: 200 "text of a" ""
// GET /dir/b.txt: 404 "404 page not found\n" ""
// GET /any: 200 "text of a" ""
// /base/x?k=1&q=2 [] [] []
// /base/told?k=1 [127.0.0.1] [http] []
// <nil> invalid origin "friend.example": scheme is required invalid origin "https://x.example/path": path, query, and fragment are not allowed
// GET /: 200 "served" ""
// POST /: 200 "served" ""
// POST /: 403 "cross-origin request detected from Sec-Fetch-Site header\n" ""
// POST /: 200 "served" ""
// POST /: 200 "served" ""
// POST /: 403 "cross-origin request detected, and/or browser is out of date: Sec-Fetch-Site is missing, and Origin does not match Host\n" ""
// POST /open/1: 200 "served" ""
// PUT /: 303 "" "/denied"
// tcp4 true value
// 30 <nil>
// <nil>
// 12 <nil>
// to a builder
