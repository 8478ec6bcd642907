//go:build !go1.26

package http

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"internal/godebug"
	"net"
	"slices"
	"strings"
	"time"
)

// Protocols is a set of HTTP protocols; unencrypted HTTP/2 is that which begins without HTTP/1 ("with prior knowledge").
type Protocols struct{ bits uint8 }

const (
	withHTTP1 = 1 << iota
	withHTTP2
	withUnencryptedHTTP2
)

func (p Protocols) HTTP1() bool            { return p.bits&withHTTP1 != 0 }
func (p Protocols) HTTP2() bool            { return p.bits&withHTTP2 != 0 }
func (p Protocols) UnencryptedHTTP2() bool { return p.bits&withUnencryptedHTTP2 != 0 }

func (p *Protocols) SetHTTP1(ok bool)            { p.set(withHTTP1, ok) }
func (p *Protocols) SetHTTP2(ok bool)            { p.set(withHTTP2, ok) }
func (p *Protocols) SetUnencryptedHTTP2(ok bool) { p.set(withUnencryptedHTTP2, ok) }

func (p *Protocols) set(bit uint8, ok bool) {
	p.bits &^= bit
	if ok {
		p.bits |= bit
	}
}

// String names the protocols in braces.
func (p Protocols) String() string {
	var names []string
	for i, name := range []string{"HTTP1", "HTTP2", "UnencryptedHTTP2"} {
		if p.bits>>i&1 != 0 {
			names = append(names, name)
		}
	}
	return "{" + strings.Join(names, ",") + "}"
}

// HTTP2Config says how HTTP/2 is spoken; 0 and what is not allowed: as usual. The sizes of header tables are those of the
// protocol always, and a server does not send pings.
type HTTP2Config struct {
	MaxConcurrentStreams          int           // server: requests at a time on a connection
	StrictMaxConcurrentRequests   bool          // client: they wait for the server's limit, rather than for another connection
	MaxDecoderHeaderTableSize     int           // not used
	MaxEncoderHeaderTableSize     int           // not used
	MaxReadFrameSize              int           // 16 KB to 16 MB; server alone
	MaxReceiveBufferPerConnection int           // from 64 KB on, below 4 MB; server alone
	MaxReceiveBufferPerStream     int           // below 4 MB; server alone
	SendPingTimeout               time.Duration // client: silence after which it asks whether the server is there
	PingTimeout                   time.Duration // client: how long it waits for the answer
	WriteByteTimeout              time.Duration // client: how long it waits while nothing can be written
	PermitProhibitedCipherSuites  bool          // server
	CountError                    func(errType string)
}

// below is n, or 0 where it is not among the sizes from least to less than most.
func below(n, least, most int) int32 {
	if n < least || n >= most {
		return 0
	}
	return int32(n)
}

func (c *HTTP2Config) server() *http2Server {
	s := &http2Server{NewWriteScheduler: func() http2WriteScheduler { return http2NewPriorityWriteScheduler(nil) }}
	if c != nil {
		s.MaxConcurrentStreams = uint32(max(0, c.MaxConcurrentStreams))
		s.MaxReadFrameSize = uint32(max(0, c.MaxReadFrameSize))
		s.MaxUploadBufferPerConnection = below(c.MaxReceiveBufferPerConnection, 64<<10, 4<<20)
		s.MaxUploadBufferPerStream = below(c.MaxReceiveBufferPerStream, 0, 4<<20)
		s.PermitProhibitedCipherSuites, s.CountError = c.PermitProhibitedCipherSuites, c.CountError
	}
	return s
}

func (c *HTTP2Config) configure(t *http2Transport) {
	if c != nil {
		t.StrictMaxConcurrentStreams = c.StrictMaxConcurrentRequests
		t.ReadIdleTimeout, t.PingTimeout, t.WriteByteTimeout = c.SendPingTimeout, c.PingTimeout, c.WriteByteTimeout
		t.CountError = c.CountError
	}
}

// Server gains the choice of protocols, how HTTP/2 is spoken, and whether OPTIONS * is the handler's.
type Server struct {
	tree_Server
	Protocols                    *Protocols
	HTTP2                        *HTTP2Config
	DisableGeneralOptionsHandler bool
	cleartext                    *http2Server // for connections without TLS
}

func (srv *Server) onceSetNextProtoDefaults() {
	p := srv.Protocols
	if p == nil && (srv.TLSNextProto != nil || godebug.Get("http2server") == "0") || p != nil && !p.HTTP2() {
		return
	}
	if p != nil && srv.TLSNextProto["h2"] != nil {
		return
	}
	srv.nextProtoErr = http2ConfigureServer(srv, srv.HTTP2.server())
}

// alpn is the list of protocols that TLS may agree on: that of the program, with HTTP/1 and 2 as Protocols says.
func (p *Protocols) alpn(list []string) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(name string) bool {
		return name == "h2" && !p.HTTP2() || name == "http/1.1" && !p.HTTP1()
	})
	if p.HTTP2() && !slices.Contains(list, "h2") {
		list = append([]string{"h2"}, list...)
	}
	if p.HTTP1() && !slices.Contains(list, "http/1.1") {
		list = append(list, "http/1.1")
	}
	return list
}

// ServeTLS agrees on one of the protocols.
func (srv *Server) ServeTLS(l net.Listener, certFile, keyFile string) error {
	if srv.Protocols == nil {
		return srv.tree_ServeTLS(l, certFile, keyFile)
	}
	if err := srv.setupHTTP2_ServeTLS(); err != nil {
		return err
	}
	config := cloneTLSConfig(srv.TLSConfig)
	config.NextProtos = srv.Protocols.alpn(config.NextProtos)
	if certFile != "" || keyFile != "" || len(config.Certificates) == 0 && config.GetCertificate == nil {
		pair, err := tls.LoadX509KeyPair(certFile, keyFile)
		if err != nil {
			return err
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return srv.Serve(tls.NewListener(l, config))
}

// shouldConfigureHTTP2ForServe: Serve prepares for HTTP/2 over TLS where the program asks for it, too.
func (srv *Server) shouldConfigureHTTP2ForServe() bool {
	return srv.Protocols != nil && srv.Protocols.HTTP2() || srv.tree_shouldConfigureHTTP2ForServe()
}

func (srv *Server) Serve(l net.Listener) error {
	if srv.Protocols != nil && srv.Protocols.UnencryptedHTTP2() {
		srv.mu.Lock()
		if srv.cleartext == nil {
			srv.cleartext = srv.HTTP2.server()
			srv.cleartext.state = &http2serverInternalState{activeConns: map[*http2serverConn]struct{}{}}
			srv.cleartext.IdleTimeout = srv.idleTimeout()
			srv.onShutdown = append(srv.onShutdown, srv.cleartext.state.startGracefulShutdown)
		}
		srv.mu.Unlock()
	}
	return srv.tree_Serve(l)
}

// A begunConn is a connection whose first bytes have been looked at.
type begunConn struct {
	net.Conn
	r *bufio.Reader
}

func (c *begunConn) Read(p []byte) (int, error) { return c.r.Read(p) }

// beginsHTTP2 reports whether the client speaks HTTP/2: it sends the preface first.
func (c *conn) beginsHTTP2() bool {
	begun := &begunConn{c.rwc, bufio.NewReader(c.rwc)}
	if wait := c.server.readHeaderTimeout(); wait > 0 {
		c.rwc.SetReadDeadline(time.Now().Add(wait))
		defer c.rwc.SetReadDeadline(time.Time{})
	}
	c.rwc = begun
	for n := 1; n <= len(http2ClientPreface); n++ {
		head, err := begun.r.Peek(n)
		if err != nil || string(head) != http2ClientPreface[:n] {
			return false
		}
	}
	return true
}

// refused reports whether a connection with TLS agreed on nothing that the server speaks. A handshake that fails is told of where
// serving begins: its error stays.
func (c *conn) refused(ctx context.Context, secure *tls.Conn) bool {
	if c.server.Protocols.HTTP1() {
		return false
	}
	if wait := c.server.tlsHandshakeTimeout(); wait > 0 {
		secure.SetDeadline(time.Now().Add(wait))
		defer secure.SetDeadline(time.Time{})
	}
	return secure.HandshakeContext(ctx) == nil && !validNextProto(secure.ConnectionState().NegotiatedProtocol)
}

func (c *conn) serve(ctx context.Context) {
	srv, plain := c.server, c.rwc
	secure, _ := plain.(*tls.Conn)
	switch {
	case srv.Protocols == nil:
		c.tree_serve(ctx)
	case secure == nil && srv.Protocols.UnencryptedHTTP2() && c.beginsHTTP2():
		c.setState(plain, StateActive, skipHooks)
		defer c.setState(plain, StateClosed, skipHooks)
		srv.cleartext.ServeConn(c.rwc, &http2ServeConnOpts{Context: context.WithValue(ctx, LocalAddrContextKey, plain.LocalAddr()),
			Handler: serverHandler{srv}, BaseConfig: srv})
	case secure == nil && !srv.Protocols.HTTP1() || secure != nil && c.refused(ctx, secure):
		plain.Close()
		c.setState(plain, StateClosed, runHooks)
	default:
		c.tree_serve(ctx)
	}
}

func (sh serverHandler) ServeHTTP(w ResponseWriter, r *Request) {
	if !sh.srv.DisableGeneralOptionsHandler || r.RequestURI != "*" || r.Method != "OPTIONS" {
		sh.tree_ServeHTTP(w, r)
	} else if sh.srv.Handler == nil {
		DefaultServeMux.ServeHTTP(w, r)
	} else {
		sh.srv.Handler.ServeHTTP(w, r)
	}
}

// Transport gains the choice of protocols, how HTTP/2 is spoken, and a look at what proxies answer.
type Transport struct {
	tree_Transport
	Protocols              *Protocols
	HTTP2                  *HTTP2Config
	OnProxyConnectResponse proxyHook
	single                 *ClientConn // whose transport this is
}

func (t *Transport) onceSetNextProtoDefaults() {
	p := t.Protocols
	if p == nil {
		t.tree_onceSetNextProtoDefaults()
		if h2, ok := t.h2transport.(*http2Transport); ok {
			t.HTTP2.configure(h2)
		}
		return
	}
	t.tlsNextProtoWasNil = t.TLSNextProto == nil
	if p.UnencryptedHTTP2() && !p.HTTP1() {
		h2 := &http2Transport{t1: t, AllowHTTP: true,
			DialTLS: func(network, addr string, _ *tls.Config) (net.Conn, error) {
				return t.dial(context.Background(), network, addr)
			}}
		t.HTTP2.configure(h2)
		t.RegisterProtocol("http", h2)
	}
	if p.HTTP2() && t.TLSNextProto["h2"] == nil {
		h2, err := http2configureTransports(t)
		if err == nil {
			t.HTTP2.configure(h2)
			t.h2transport = h2
		}
	}
	if t.TLSClientConfig == nil {
		t.TLSClientConfig = new(tls.Config)
	}
	t.TLSClientConfig.NextProtos = p.alpn(t.TLSClientConfig.NextProtos)
}

// Clone copies the transport's options.
func (t *Transport) Clone() *Transport {
	c := t.tree_Clone()
	c.OnProxyConnectResponse = t.OnProxyConnectResponse
	if t.Protocols != nil {
		p := *t.Protocols
		c.Protocols = &p
	}
	if t.HTTP2 != nil {
		h := *t.HTTP2
		c.HTTP2 = &h
	}
	return c
}

// ErrSchemeMismatch is the error of a client that speaks TLS where a server does not.
var ErrSchemeMismatch = errors.New("http: server gave HTTP response to HTTPS client")

func send(req *Request, rt RoundTripper, deadline time.Time) (*Response, func() bool, error) {
	resp, didTimeout, err := tree_send(req, rt, deadline)
	if err != nil && err.Error() == ErrSchemeMismatch.Error() {
		err = ErrSchemeMismatch
	}
	return resp, didTimeout, err
}
