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

// ServeHTTP forwards a request. Rewrite is called in Director's place, and tells alone whom the request comes from.
func (p *ReverseProxy) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	if p.Rewrite == nil {
		p.tree_ServeHTTP(rw, req)
		return
	}
	if p.Director != nil {
		p.getErrorHandler()(rw, req, errBoth)
		return
	}
	directed, anonymous := *p, *req
	directed.Director = func(out *http.Request) {
		for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
			out.Header.Del(name)
		}
		p.Rewrite(&ProxyRequest{In: req, Out: out})
	}
	anonymous.RemoteAddr = ""
	directed.tree_ServeHTTP(rw, &anonymous)
}

type proxyError string

func (e proxyError) Error() string { return string(e) }

const errBoth = proxyError("ReverseProxy must not have both Director and Rewrite set")
