// A client's single connection, over HTTP/1 and HTTP/2; what a proxy answers to CONNECT.
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"time"
)

func handler(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/close":
		w.Header().Set("Connection", "close")
	case "/nothing":
		w.WriteHeader(http.StatusNoContent)
		return
	}
	body, _ := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%s %s %s %q", r.Method, r.Host, r.Proto, body)
}

// show tells what a connection says of itself.
func show(what string, cc *http.ClientConn) {
	fmt.Println(what, "available", cc.Available() > 0, "in flight", cc.InFlight(), "failed", cc.Err() != nil)
}

func request(path, body string) *http.Request {
	req, err := http.NewRequest("POST", "http://example.com"+path, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	return req
}

func text(resp *http.Response, err error) string {
	if err != nil {
		return "failed"
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return fmt.Sprintf("%d %s %v", resp.StatusCode, b, err)
}

// connection tries what a connection can do that t makes to ts.
func connection(what string, t *http.Transport, ts *httptest.Server) {
	fmt.Println("--", what)
	scheme, address, _ := strings.Cut(ts.URL, "://")
	cc, err := t.NewClientConn(context.Background(), scheme, address)
	if err != nil {
		fmt.Println(err)
		return
	}
	show("new:", cc)
	resp, err := cc.RoundTrip(request("/", "one"))
	if strings.HasPrefix(what, "HTTP/1") { // of HTTP/2 the answer may be here whole
		show("answered:", cc)
	}
	fmt.Println(text(resp, err))
	show("read:", cc)
	fmt.Println(text(cc.RoundTrip(request("/nothing", ""))))
	show("without a body:", cc)
	fmt.Println("reserve", cc.Reserve())
	show("reserved:", cc)
	cc.Release()
	cc.Release()
	show("released:", cc)
	fmt.Println("reserve", cc.Reserve())
	fmt.Println(text(cc.RoundTrip(request("/", "two"))))
	_, err = cc.RoundTrip(&http.Request{Method: "GET", URL: &url.URL{Scheme: "http"}, Header: http.Header{}})
	fmt.Println(err)
	show("after a bad request:", cc)
	var wait sync.WaitGroup
	for range 5 {
		wait.Go(func() {
			if got := text(cc.RoundTrip(request("/", "many"))); !strings.Contains(got, "many") {
				fmt.Println(got)
			}
		})
	}
	wait.Wait()
	show("many:", cc)
	fmt.Println("close", cc.Close())
	show("closed:", cc)
	_, err = cc.RoundTrip(request("/", "late"))
	fmt.Println("late failed:", err != nil, "reserve failed:", cc.Reserve() != nil)
}

// until waits for what happens soon.
func until(what string, ok func() bool) {
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			fmt.Println("not", what)
			return
		}
	}
	fmt.Println(what)
}

// http1 is what only HTTP/1 does: one request at a time, and an end with the server's answer.
func http1(ts *httptest.Server) {
	fmt.Println("-- one at a time")
	var t http.Transport
	cc, err := t.NewClientConn(context.Background(), "http", ts.Listener.Addr().String())
	if err != nil {
		panic(err)
	}
	calls := make(chan string, 100)
	cc.SetStateHook(func(c *http.ClientConn) {
		calls <- fmt.Sprint(c == cc, c.Available(), c.InFlight(), c.Err() != nil)
	})
	fmt.Println(cc.Reserve(), cc.Reserve())
	fmt.Println(text(cc.RoundTrip(request("/", "first"))), <-calls)
	resp, err := cc.RoundTrip(request("/", "second"))
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	_, late := cc.RoundTrip(request("/", "third").WithContext(ctx))
	fmt.Println(late, cc.Available(), cc.InFlight())
	fmt.Println(text(resp, err), <-calls)
	fmt.Println(text(cc.RoundTrip(request("/close", "last"))))
	until("ended", func() bool { return cc.Err() != nil })
	for last := ""; last != "true 0 0 true"; {
		last = <-calls
	}
	cc.SetStateHook(nil)
	show("ended:", cc)
}

// proxied sends a request through a proxy, which answers CONNECT with a status and a header.
func proxied(status int, ts *httptest.Server, hook error) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Proxy", r.Method+" "+r.Header.Get("X-Ask")+" "+r.Header.Get("Proxy-Authorization"))
		w.WriteHeader(status)
		if status != http.StatusOK {
			return
		}
		there, err := net.Dial("tcp", ts.Listener.Addr().String())
		if err != nil {
			panic(err)
		}
		here, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		go func() {
			io.Copy(there, here)
			there.Close()
		}()
		io.Copy(here, there)
		here.Close()
	}))
	defer proxy.Close()
	u, _ := url.Parse(proxy.URL)
	u.User = url.UserPassword("u", "p")
	t := &http.Transport{Proxy: http.ProxyURL(u), TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		ProxyConnectHeader: http.Header{"X-Ask": {"this"}},
		OnProxyConnectResponse: func(ctx context.Context, by *url.URL, req *http.Request, res *http.Response) error {
			fmt.Println(ctx != nil, by == u, req.Method, req.Header, res.StatusCode, res.Header.Get("X-Proxy"))
			return hook
		}}
	t = t.Clone()
	defer t.CloseIdleConnections()
	resp, err := (&http.Client{Transport: t}).Post(ts.URL, "text/plain", strings.NewReader("question"))
	if err != nil {
		fmt.Println(strings.ReplaceAll(err.Error(), ts.URL, "URL"), errors.Is(err, hook))
		return
	}
	fmt.Println(strings.ReplaceAll(text(resp, nil), ts.Listener.Addr().String(), "HOST"))
}

func main() {
	plain := httptest.NewServer(http.HandlerFunc(handler))
	defer plain.Close()
	secure := httptest.NewUnstartedServer(http.HandlerFunc(handler))
	secure.EnableHTTP2 = true
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	connection("HTTP/1", &http.Transport{}, plain)
	connection("HTTP/2", secure.Client().Transport.(*http.Transport), secure)
	connection("HTTP/1 with TLS", &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, secure)
	http1(plain)
	var t http.Transport
	_, err := t.NewClientConn(context.Background(), "ftp", "127.0.0.1:21")
	fmt.Println(err)
	_, err = t.NewClientConn(context.Background(), "http", "127.0.0.1")
	fmt.Println(err)
	fmt.Println("-- proxy")
	proxied(http.StatusOK, secure, nil)
	proxied(http.StatusTeapot, secure, nil)
	proxied(http.StatusOK, secure, errors.New("not this one"))
}

// Output:
// -- HTTP/1
// new: available true in flight 0 failed false
// answered: available false in flight 1 failed false
// 200 POST example.com HTTP/1.1 "one" <nil>
// read: available true in flight 0 failed false
// 204  <nil>
// without a body: available true in flight 0 failed false
// reserve <nil>
// reserved: available false in flight 1 failed false
// released: available true in flight 0 failed false
// reserve <nil>
// 200 POST example.com HTTP/1.1 "two" <nil>
// http: no Host in request URL
// after a bad request: available true in flight 0 failed false
// many: available true in flight 0 failed false
// close <nil>
// closed: available false in flight 0 failed true
// late failed: true reserve failed: true
// -- HTTP/2
// new: available true in flight 0 failed false
// 200 POST example.com HTTP/2.0 "one" <nil>
// read: available true in flight 0 failed false
// 204  <nil>
// without a body: available true in flight 0 failed false
// reserve <nil>
// reserved: available true in flight 1 failed false
// released: available true in flight 0 failed false
// reserve <nil>
// 200 POST example.com HTTP/2.0 "two" <nil>
// http: no Host in request URL
// after a bad request: available true in flight 0 failed false
// many: available true in flight 0 failed false
// close <nil>
// closed: available false in flight 0 failed true
// late failed: true reserve failed: true
// -- HTTP/1 with TLS
// new: available true in flight 0 failed false
// answered: available false in flight 1 failed false
// 200 POST example.com HTTP/1.1 "one" <nil>
// read: available true in flight 0 failed false
// 204  <nil>
// without a body: available true in flight 0 failed false
// reserve <nil>
// reserved: available false in flight 1 failed false
// released: available true in flight 0 failed false
// reserve <nil>
// 200 POST example.com HTTP/1.1 "two" <nil>
// http: no Host in request URL
// after a bad request: available true in flight 0 failed false
// many: available true in flight 0 failed false
// close <nil>
// closed: available false in flight 0 failed true
// late failed: true reserve failed: true
// -- one at a time
// <nil> connection is unavailable
// 200 POST example.com HTTP/1.1 "first" <nil> true 1 0 false
// context deadline exceeded 0 1
// 200 POST example.com HTTP/1.1 "second" <nil> true 1 0 false
// 200 POST example.com HTTP/1.1 "last" <nil>
// ended
// ended: available false in flight 0 failed true
// net/http: invalid scheme "ftp"
// address 127.0.0.1: missing port in address
// -- proxy
// true true CONNECT map[Proxy-Authorization:[Basic dTpw] X-Ask:[this]] 200 CONNECT this Basic dTpw
// 200 POST HOST HTTP/1.1 "question" <nil>
// true true CONNECT map[Proxy-Authorization:[Basic dTpw] X-Ask:[this]] 418 CONNECT this Basic dTpw
// Post "URL": I'm a teapot false
// true true CONNECT map[Proxy-Authorization:[Basic dTpw] X-Ask:[this]] 200 CONNECT this Basic dTpw
// Post "URL": not this one true
