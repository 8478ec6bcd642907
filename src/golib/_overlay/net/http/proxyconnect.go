//go:build !go1.26

package http

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strings"
	"time"
)

// The tree does not let see what a proxy answers to CONNECT. For a transport that wants to see it the way through the proxy is made
// here, and the tree dials through it as if there were none.

type proxyHook = func(ctx context.Context, proxyURL *url.URL, connectReq *Request, connectRes *Response) error

// tunnelKey is a context's for the connectMethod whose proxy is to be used.
type tunnelKey struct{}

func (t *Transport) dialConn(ctx context.Context, cm connectMethod) (*persistConn, error) {
	if t.OnProxyConnectResponse == nil || cm.proxyURL == nil || cm.targetScheme != "https" ||
		strings.HasPrefix(cm.proxyURL.Scheme, "socks5") {
		return t.tree_dialConn(ctx, cm)
	}
	direct := cm
	direct.proxyURL = nil
	pc, err := t.tree_dialConn(context.WithValue(ctx, tunnelKey{}, &cm), direct)
	if err == nil {
		pc.cacheKey = cm.key()
	}
	return pc, err
}

func (t *Transport) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if cm, ok := ctx.Value(tunnelKey{}).(*connectMethod); ok {
		return t.dialTunnel(context.WithValue(ctx, tunnelKey{}, nil), cm)
	}
	return t.tree_dial(ctx, network, addr)
}

// customDialTLS: a program's own dialer reaches the proxy, and TLS with the server is the transport's.
func (t *Transport) customDialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	cm, ok := ctx.Value(tunnelKey{}).(*connectMethod)
	if !ok {
		return t.tree_customDialTLS(ctx, network, addr)
	}
	conn, err := t.dialTunnel(context.WithValue(ctx, tunnelKey{}, nil), cm)
	if err != nil {
		return nil, err
	}
	return tls.Client(conn, t.tlsConfigFor(cm.tlsHost())), nil
}

// tlsConfigFor returns the transport's configuration for a host.
func (t *Transport) tlsConfigFor(host string) *tls.Config {
	config := cloneTLSConfig(t.TLSClientConfig)
	if config.ServerName == "" {
		config.ServerName = host
	}
	return config
}

// dialProxy connects to cm's proxy.
func (t *Transport) dialProxy(ctx context.Context, cm *connectMethod) (net.Conn, error) {
	if cm.proxyURL.Scheme != "https" {
		return t.tree_dial(ctx, "tcp", cm.addr())
	}
	if t.hasCustomTLSDialer() {
		return t.tree_customDialTLS(ctx, "tcp", cm.addr())
	}
	conn, err := t.tree_dial(ctx, "tcp", cm.addr())
	if err != nil {
		return nil, err
	}
	config := t.tlsConfigFor(cm.tlsHost())
	config.NextProtos = nil
	secure := tls.Client(conn, config)
	if limit := t.TLSHandshakeTimeout; limit > 0 {
		var cancel func()
		ctx, cancel = context.WithTimeoutCause(ctx, limit, tlsHandshakeTimeoutError{})
		defer cancel()
	}
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return nil, err
	}
	return secure, nil
}

// dialTunnel returns a connection to cm's target through its proxy.
func (t *Transport) dialTunnel(ctx context.Context, cm *connectMethod) (net.Conn, error) {
	conn, err := t.dialProxy(ctx, cm)
	if err != nil {
		return nil, &net.OpError{Op: "proxyconnect", Net: "tcp", Err: err}
	}
	if _, ok := ctx.Deadline(); !ok && ctx.Done() == nil {
		var cancel func()
		ctx, cancel = context.WithTimeout(ctx, time.Minute) // who sets no limit shall not wait for ever
		defer cancel()
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	err = t.connectThrough(ctx, conn, cm)
	if !stop() {
		return nil, ctx.Err()
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// connectThrough asks the proxy at conn for cm's target.
func (t *Transport) connectThrough(ctx context.Context, conn net.Conn, cm *connectMethod) (err error) {
	header := t.ProxyConnectHeader
	if t.GetProxyConnectHeader != nil {
		if header, err = t.GetProxyConnectHeader(ctx, cm.proxyURL, cm.targetAddr); err != nil {
			return err
		}
	}
	header = header.Clone()
	if header == nil {
		header = Header{}
	}
	if auth := cm.proxyAuth(); auth != "" {
		header.Set("Proxy-Authorization", auth)
	}
	req := &Request{Method: "CONNECT", URL: &url.URL{Opaque: cm.targetAddr}, Host: cm.targetAddr, Header: header}
	if err = req.Write(conn); err != nil {
		return err
	}
	resp, err := ReadResponse(bufio.NewReader(conn), req) // a server says nothing before it is spoken to
	if err != nil {
		return err
	}
	if err = t.OnProxyConnectResponse(ctx, cm.proxyURL, req, resp); err != nil {
		return err
	}
	if resp.StatusCode == StatusOK {
		return nil
	}
	if _, text, ok := strings.Cut(resp.Status, " "); ok {
		return errors.New(text)
	}
	return errors.New("unknown status code")
}
