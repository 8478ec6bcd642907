//go:build !go1.26

package http

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/url"
	"sync"

	"golang.org/x/net/http/httpguts"
)

// A ClientConn is one connection to a server. It stands on a transport of its own, which has this connection and no other.
type ClientConn struct {
	t  *Transport
	pc *persistConn
	h2 *http2ClientConn // what pc leads to; nil: HTTP/1

	mu       sync.Mutex
	reserved int
	inFlight int
	current  func()        // HTTP/1: ends the request that is under way
	changed  chan struct{} // is closed, and replaced, when a place may have become free
	hook     func(*ClientConn)
	hooking  bool // the hook is being called
	last     clientConnState
}

type clientConnState struct {
	available, inFlight int
	failed              bool
}

// isNews reports whether the hook is to be called for a state after another one.
func (s clientConnState) isNews(old clientConnState) bool {
	return s.available > old.available || s.inFlight < old.inFlight || s.failed && !old.failed
}

// NewClientConn connects to address, through a proxy if t says so. The connection is the caller's: t does not use it.
func (t *Transport) NewClientConn(ctx context.Context, scheme, address string) (*ClientConn, error) {
	if scheme != "http" && scheme != "https" {
		return nil, fmt.Errorf("net/http: invalid scheme %q", scheme)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if port == "" {
		port = portMap[scheme]
	}
	cm := connectMethod{targetScheme: scheme, targetAddr: net.JoinHostPort(host, port)}
	if t.Proxy != nil {
		req := (&Request{Method: "GET", URL: &url.URL{Scheme: scheme, Host: host, Path: "/"}, Proto: "HTTP/1.1", ProtoMajor: 1,
			ProtoMinor: 1, Header: Header{}, Body: NoBody, Host: host}).WithContext(ctx)
		if cm.proxyURL, err = t.Proxy(req); err != nil {
			return nil, err
		}
	}
	cc := &ClientConn{t: t.Clone(), changed: make(chan struct{})}
	if err := cc.connect(ctx, t, cm); err != nil {
		return nil, err
	}
	cc.last = cc.state()
	go cc.watch()
	return cc, nil
}

// connect makes the connection with cc's own transport, which speaks the protocols that t does.
func (cc *ClientConn) connect(ctx context.Context, t *Transport, cm connectMethod) (err error) {
	own := cc.t
	own.nextProtoOnce.Do(func() {}) // t's are in the clone already
	own.single = cc
	h2 := &http2Transport{t1: own, AllowHTTP: true}
	t.HTTP2.configure(h2)
	if base, ok := t.h2transport.(*http2Transport); ok {
		h2.MaxHeaderListSize = base.MaxHeaderListSize
		own.TLSNextProto = map[string]func(string, *tls.Conn) RoundTripper{
			"h2": func(_ string, conn *tls.Conn) RoundTripper { return h2.alone(conn) }}
	}
	if p := t.Protocols; cm.targetScheme == "http" && p != nil && p.UnencryptedHTTP2() && !p.HTTP1() {
		conn, err := own.dial(ctx, "tcp", cm.addr())
		if err != nil {
			return err
		}
		cc.pc = &persistConn{t: own, alt: h2.alone(conn)}
	} else if cc.pc, err = own.dialConn(ctx, cm); err != nil {
		return err
	}
	switch alt := cc.pc.alt.(type) {
	case nil:
	case *http2ClientConn:
		cc.h2 = alt
	case erringRoundTripper:
		return alt.RoundTripErr()
	default:
		return errors.New("http: NewClientConn returned something that is not a ClientConn")
	}
	return nil
}

// alone begins HTTP/2 on conn, which no pool gets.
func (t *http2Transport) alone(conn net.Conn) RoundTripper {
	cc, err := t.NewClientConn(conn)
	if err != nil {
		conn.Close()
		return http2erringRoundTripper{err}
	}
	return cc
}

// watch tells of the connection's end.
func (cc *ClientConn) watch() {
	if cc.h2 != nil {
		<-cc.h2.readerDone
	} else {
		<-cc.pc.closech
	}
	cc.tell()
}

// Err returns why the connection can no longer be used, nil as long as it can.
func (cc *ClientConn) Err() error {
	if cc.h2 == nil {
		select {
		case <-cc.pc.closech:
			return cc.pc.closed
		default:
			return nil
		}
	}
	select {
	case <-cc.h2.readerDone:
		return cc.h2.readerErr
	default:
	}
	if state := cc.h2.State(); state.Closed || state.Closing {
		return errors.New("http2: client connection is closing")
	}
	return nil
}

// limit returns how many requests the connection takes at a time.
func (cc *ClientConn) limit() int {
	if cc.h2 == nil {
		return 1
	}
	if n := cc.h2.State().MaxConcurrentStreams; n > 0 {
		return int(min(n, math.MaxInt32))
	}
	return http2initialMaxConcurrentStreams
}

// state is to be called with cc.mu held.
func (cc *ClientConn) state() clientConnState {
	if cc.Err() != nil {
		return clientConnState{failed: true}
	}
	used := cc.reserved + cc.inFlight
	return clientConnState{available: max(0, cc.limit()-used), inFlight: used}
}

func (cc *ClientConn) now() clientConnState {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	return cc.state()
}

// Available returns how many requests can be sent without waiting, InFlight how many are under way or have a place reserved.
func (cc *ClientConn) Available() int { return cc.now().available }
func (cc *ClientConn) InFlight() int  { return cc.now().inFlight }

// Reserve keeps a place for one RoundTrip, or Release.
func (cc *ClientConn) Reserve() error {
	defer cc.tell()
	cc.mu.Lock()
	defer cc.mu.Unlock()
	if err := cc.Err(); err != nil {
		return err
	}
	if cc.state().available == 0 {
		return errors.New("connection is unavailable")
	}
	cc.reserved++
	return nil
}

// Release gives back a place that Reserve keeps, if it does keep one.
func (cc *ClientConn) Release() {
	cc.mu.Lock()
	cc.reserved = max(0, cc.reserved-1)
	cc.mu.Unlock()
	cc.tell()
}

// Close ends the connection, and with it what is under way.
func (cc *ClientConn) Close() error {
	defer cc.tell()
	if cc.h2 != nil {
		return cc.h2.Close()
	}
	cc.pc.close(errors.New("ClientConn closed"))
	return nil
}

// SetStateHook has f called when more requests can be sent, when one has ended, and when the connection has; one call at a time.
func (cc *ClientConn) SetStateHook(f func(*ClientConn)) {
	cc.mu.Lock()
	cc.hook = f
	cc.mu.Unlock()
	go cc.tell()
}

// tell wakes who waits for a place, and calls the hook as long as there is news.
func (cc *ClientConn) tell() {
	for f := cc.news(false); f != nil; f = cc.news(true) {
		f(cc)
	}
}

// news returns the hook if it is to be called now; over says that the caller has just called it.
func (cc *ClientConn) news(over bool) func(*ClientConn) {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	if cc.pc == nil {
		return nil // connecting
	}
	close(cc.changed)
	cc.changed = make(chan struct{})
	if over {
		cc.hooking = false
	}
	if cc.hook == nil || cc.hooking {
		return nil
	}
	state, old := cc.state(), cc.last
	cc.last = state
	cc.hooking = state.isNews(old)
	if !cc.hooking {
		return nil
	}
	return cc.hook
}

// enter takes a place for a request: one that is reserved, else it waits. The function that it returns gives the place back, once.
func (cc *ClientConn) enter(ctx context.Context) (leave func(), err error) {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	for cc.reserved == 0 && cc.state().available == 0 {
		if err := cc.Err(); err != nil {
			return nil, err
		}
		changed := cc.changed
		cc.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			err = ctx.Err()
		}
		cc.mu.Lock()
		if err != nil {
			return nil, err
		}
	}
	cc.reserved = max(0, cc.reserved-1)
	cc.inFlight++
	leave = sync.OnceFunc(func() {
		cc.mu.Lock()
		cc.inFlight--
		cc.mu.Unlock()
		cc.tell()
	})
	cc.current = leave
	return leave, nil
}

// idle is called when the connection has nothing more to do for a request of HTTP/1.
func (cc *ClientConn) idle() {
	cc.mu.Lock()
	leave := cc.current
	cc.mu.Unlock()
	if leave != nil {
		leave()
	}
}

// RoundTrip sends req on this connection, whatever its URL says.
func (cc *ClientConn) RoundTrip(req *Request) (*Response, error) {
	err := checkRequest(req)
	var leave func()
	if err != nil {
		cc.Release()
	} else {
		leave, err = cc.enter(req.Context())
	}
	if err != nil {
		if req.Body != nil {
			req.Body.Close()
		}
		return nil, err
	}
	cc.tell()
	resp, err := cc.t.RoundTrip(req)
	if err != nil {
		leave()
		return nil, err
	}
	if cc.h2 != nil {
		if resp.Body == NoBody || resp.ContentLength == 0 {
			leave()
		} else {
			resp.Body = &countedBody{resp.Body, leave}
		}
	}
	return resp, nil
}

// checkRequest says what is wrong with a request before it takes a place.
func checkRequest(req *Request) error {
	switch {
	case req.URL == nil:
		return errors.New("http: nil Request.URL")
	case req.Header == nil:
		return errors.New("http: nil Request.Header")
	case req.Method != "" && !validMethod(req.Method):
		return fmt.Errorf("http: invalid method %q", req.Method)
	case req.URL.Host == "":
		return errors.New("http: no Host in request URL")
	}
	for name, values := range req.Header {
		if !httpguts.ValidHeaderFieldName(name) {
			return fmt.Errorf("http: invalid header field name %q", name)
		}
		for _, v := range values {
			if !httpguts.ValidHeaderFieldValue(v) {
				return fmt.Errorf("http: invalid header field value for %q", name)
			}
		}
	}
	return nil
}

// A countedBody belongs to a request of HTTP/2, which ends with it.
type countedBody struct {
	io.ReadCloser
	leave func()
}

func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.leave()
	}
	return n, err
}

func (b *countedBody) Close() error {
	defer b.leave()
	return b.ReadCloser.Close()
}

// getConn: a ClientConn's transport has its one connection only.
func (t *Transport) getConn(treq *transportRequest, cm connectMethod) (*persistConn, error) {
	cc := t.single
	if cc == nil {
		return t.tree_getConn(treq, cm)
	}
	if err := cc.Err(); err != nil {
		return nil, err
	}
	t.setReqCanceler(treq.cancelKey, func(error) {})
	return cc.pc, nil
}

// tryPutIdleConn: the connection of a ClientConn waits for its requests.
func (t *Transport) tryPutIdleConn(pc *persistConn) error {
	cc := t.single
	if cc == nil {
		return t.tree_tryPutIdleConn(pc)
	}
	if t.DisableKeepAlives {
		return errKeepAlivesDisabled
	}
	if pc.isBroken() {
		return errConnBroken
	}
	pc.markReused()
	cc.idle()
	return nil
}

// processSettings: the server may take more requests now.
func (rl *http2clientConnReadLoop) processSettings(f *http2SettingsFrame) error {
	err := rl.tree_processSettings(f)
	if t := rl.cc.t.t1; t != nil && t.single != nil {
		t.single.tell()
	}
	return err
}
