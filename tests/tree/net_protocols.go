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
	"strings"
)

func protocols(names string) *http.Protocols {
	p := new(http.Protocols)
	p.SetHTTP1(strings.Contains(names, "1"))
	p.SetHTTP2(strings.Contains(names, "2"))
	p.SetUnencryptedHTTP2(strings.Contains(names, "u"))
	return p
}

func handler(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%s %s %s %q tls:%v", r.Method, r.RequestURI, r.Proto, body, r.TLS != nil)
}

func ask(url, with string) string {
	t := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	if with != "" {
		t.Protocols = protocols(with)
	}
	t = t.Clone()
	defer t.CloseIdleConnections()
	resp, err := (&http.Client{Transport: t}).Post(url, "text/plain", strings.NewReader("question"))
	if err != nil {
		return "failed"
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return fmt.Sprintf("%s | %s %v", resp.Proto, text, err)
}

func plain(of string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	srv := &http.Server{Handler: http.HandlerFunc(handler), HTTP2: &http.HTTP2Config{MaxConcurrentStreams: 7}}
	if of != "" {
		srv.Protocols = protocols(of)
	}
	done := make(chan error)
	go func() { done <- srv.Serve(l) }()
	for _, with := range []string{"", "1", "2", "u", "1u", "2u"} {
		fmt.Printf("plain %q %q: %s\n", of, with, ask("http://"+l.Addr().String()+"/x", with))
	}
	_, err = http.Get("https://" + l.Addr().String() + "/x")
	fmt.Println(errors.Is(err, http.ErrSchemeMismatch))
	fmt.Println(srv.Shutdown(context.Background()), <-done)
}

func secure(of string) {
	ts := httptest.NewUnstartedServer(http.HandlerFunc(handler))
	ts.StartTLS()
	cert := ts.TLS.Certificates
	ts.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	srv := &http.Server{Handler: http.HandlerFunc(handler), TLSConfig: &tls.Config{Certificates: cert}}
	if of != "" {
		srv.Protocols = protocols(of)
	}
	srv.ErrorLog = quiet
	done := make(chan error)
	go func() { done <- srv.ServeTLS(l, "", "") }()
	for _, with := range []string{"", "1", "2", "12"} {
		fmt.Printf("tls %q %q: %s\n", of, with, ask("https://"+l.Addr().String()+"/x", with))
	}
	fmt.Println(srv.Close(), <-done)
}

func options(own bool) {
	ts := httptest.NewUnstartedServer(http.HandlerFunc(handler))
	ts.Config.DisableGeneralOptionsHandler = own
	ts.Start()
	defer ts.Close()
	c, err := net.Dial("tcp", ts.Listener.Addr().String())
	if err != nil {
		panic(err)
	}
	io.WriteString(c, "OPTIONS * HTTP/1.0\r\n\r\n")
	text, err := io.ReadAll(c)
	_, body, _ := strings.Cut(string(text), "\r\n\r\n")
	fmt.Printf("%q %v\n", body, err)
}

var quiet = log.New(io.Discard, "", 0)

func main() {
	for _, names := range []string{"", "1", "12u", "2u"} {
		fmt.Println(protocols(names))
	}
	for _, of := range []string{"", "1", "u", "1u"} {
		plain(of)
	}
	for _, of := range []string{"", "1", "2", "12"} {
		secure(of)
	}
	options(false)
	options(true)
}

// Output:
// {}
// {HTTP1}
// {HTTP1,HTTP2,UnencryptedHTTP2}
// {HTTP2,UnencryptedHTTP2}
// plain "" "": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "" "1": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "" "2": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "" "u": failed
// plain "" "1u": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "" "2u": failed
// true
// <nil> http: Server closed
// plain "1" "": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "1" "1": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "1" "2": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "1" "u": failed
// plain "1" "1u": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "1" "2u": failed
// true
// <nil> http: Server closed
// plain "u" "": failed
// plain "u" "1": failed
// plain "u" "2": failed
// plain "u" "u": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:false <nil>
// plain "u" "1u": failed
// plain "u" "2u": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:false <nil>
// false
// <nil> http: Server closed
// plain "1u" "": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "1u" "1": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "1u" "2": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "1u" "u": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:false <nil>
// plain "1u" "1u": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:false <nil>
// plain "1u" "2u": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:false <nil>
// true
// <nil> http: Server closed
// tls "" "": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:true <nil>
// tls "" "1": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:true <nil>
// tls "" "2": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:true <nil>
// tls "" "12": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:true <nil>
// <nil> http: Server closed
// tls "1" "": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:true <nil>
// tls "1" "1": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:true <nil>
// tls "1" "2": failed
// tls "1" "12": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:true <nil>
// <nil> http: Server closed
// tls "2" "": failed
// tls "2" "1": failed
// tls "2" "2": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:true <nil>
// tls "2" "12": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:true <nil>
// <nil> http: Server closed
// tls "12" "": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:true <nil>
// tls "12" "1": HTTP/1.1 | POST /x HTTP/1.1 "question" tls:true <nil>
// tls "12" "2": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:true <nil>
// tls "12" "12": HTTP/2.0 | POST /x HTTP/2.0 "question" tls:true <nil>
// <nil> http: Server closed
// "" <nil>
// "OPTIONS * HTTP/1.0 \"\" tls:false" <nil>
