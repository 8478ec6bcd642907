//go:build !go1.26

package httputil

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// ReverseProxy changes requests by Rewrite or by Director.
type ReverseProxy struct {
	tree_ReverseProxy
	Rewrite func(*ProxyRequest)
}

// ProxyRequest is a request to be rewritten: as it came, and as it goes out.
type ProxyRequest struct {
	In  *http.Request
	Out *http.Request
}

// SetURL routes the request that goes out to target's scheme, host and base path.
func (r *ProxyRequest) SetURL(target *url.URL) {
	u := r.Out.URL
	u.Scheme, u.Host = target.Scheme, target.Host
	u.Path, u.RawPath = joinURLPath(target, u)
	switch {
	case target.RawQuery == "" || u.RawQuery == "":
		u.RawQuery = target.RawQuery + u.RawQuery
	default:
		u.RawQuery = target.RawQuery + "&" + u.RawQuery
	}
	r.Out.Host = ""
}

// SetXForwarded tells in X-Forwarded-For, -Host and -Proto who asked, for what, and how.
func (r *ProxyRequest) SetXForwarded() {
	h := r.Out.Header
	if ip, _, err := net.SplitHostPort(r.In.RemoteAddr); err == nil {
		h.Set("X-Forwarded-For", strings.Join(append(h["X-Forwarded-For"], ip), ", "))
	} else {
		h.Del("X-Forwarded-For")
	}
	h.Set("X-Forwarded-Host", r.In.Host)
	proto := "http"
	if r.In.TLS != nil {
		proto = "https"
	}
	h.Set("X-Forwarded-Proto", proto)
}

// ServeHTTP forwards a request. Rewrite is called in Director's place, and tells alone whom the request comes from. A request
// without a User-Agent gets none.
func (p *ReverseProxy) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	if p.Rewrite != nil && p.Director != nil {
		p.getErrorHandler()(rw, req, errBoth)
		return
	}
	directed, in := *p, *req
	change := p.Director
	if p.Rewrite != nil {
		change = func(out *http.Request) { p.rewrite(req, out) }
		in.RemoteAddr = ""
	}
	directed.Director = func(out *http.Request) {
		if change != nil {
			change(out)
		}
		if _, ok := out.Header["User-Agent"]; !ok {
			out.Header.Set("User-Agent", "")
		}
	}
	directed.tree_ServeHTTP(rw, &in)
}

func (p *ReverseProxy) rewrite(in, out *http.Request) {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
		out.Header.Del(name)
	}
	out.URL.RawQuery = cleanQueryParams(out.URL.RawQuery)
	r := &ProxyRequest{In: in, Out: out}
	p.Rewrite(r)
	if r.Out != out {
		*out = *r.Out
	}
}

type proxyError string

func (e proxyError) Error() string { return string(e) }

const errBoth = proxyError("ReverseProxy must not have both Director and Rewrite set")
