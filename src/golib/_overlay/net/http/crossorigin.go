//go:build !go1.26

package http

import (
	"errors"
	"fmt"
	"net/url"
	"sync"
)

// CrossOriginProtection refuses what a browser sends from other origins, but for methods that change nothing.
type CrossOriginProtection struct {
	mu      sync.RWMutex
	trusted map[string]bool
	bypass  *ServeMux
	deny    Handler
}

// NewCrossOriginProtection returns one that trusts nobody.
func NewCrossOriginProtection() *CrossOriginProtection { return &CrossOriginProtection{} }

// AddTrustedOrigin lets the requests of an origin pass: scheme://host[:port].
func (c *CrossOriginProtection) AddTrustedOrigin(origin string) error {
	u, err := url.Parse(origin)
	switch {
	case err != nil:
		return fmt.Errorf("invalid origin %q: %w", origin, err)
	case u.Scheme == "":
		return fmt.Errorf("invalid origin %q: scheme is required", origin)
	case u.Host == "":
		return fmt.Errorf("invalid origin %q: host is required", origin)
	case u.Path != "" || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("invalid origin %q: path, query, and fragment are not allowed", origin)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.trusted == nil {
		c.trusted = map[string]bool{}
	}
	c.trusted[origin] = true
	return nil
}

// AddInsecureBypassPattern lets the requests pass that a pattern of ServeMux matches directly.
func (c *CrossOriginProtection) AddInsecureBypassPattern(pattern string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bypass == nil {
		c.bypass = NewServeMux()
	}
	c.bypass.Handle(pattern, bypassed{})
}

// bypassed is who serves a bypass pattern: only who is asked for without a redirection gets it.
type bypassed struct{}

func (bypassed) ServeHTTP(ResponseWriter, *Request) {}

// SetDenyHandler says who answers requests that are refused.
func (c *CrossOriginProtection) SetDenyHandler(h Handler) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.deny = h
}

var (
	errCrossOriginRequest       = errors.New("cross-origin request detected from Sec-Fetch-Site header")
	errCrossOriginRequestOldWay = errors.New("cross-origin request detected, and/or browser is out of date: " +
		"Sec-Fetch-Site is missing, and Origin does not match Host")
)

// Check returns why a request is to be refused, nil when it is not.
func (c *CrossOriginProtection) Check(req *Request) error {
	switch req.Method {
	case "GET", "HEAD", "OPTIONS":
		return nil
	}
	why := errCrossOriginRequest
	switch req.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return nil
	case "":
		origin := req.Header.Get("Origin")
		if origin == "" {
			return nil
		}
		if u, err := url.Parse(origin); err == nil && u.Host == req.Host {
			return nil
		}
		why = errCrossOriginRequestOldWay
	}
	if c.exempt(req) {
		return nil
	}
	return why
}

func (c *CrossOriginProtection) exempt(req *Request) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.bypass != nil {
		h, _ := c.bypass.Handler(req)
		if _, ok := h.(bypassed); ok {
			return true
		}
	}
	return c.trusted[req.Header.Get("Origin")]
}

// Handler checks requests before h gets them.
func (c *CrossOriginProtection) Handler(h Handler) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		err := c.Check(r)
		if err == nil {
			h.ServeHTTP(w, r)
			return
		}
		c.mu.RLock()
		deny := c.deny
		c.mu.RUnlock()
		if deny == nil {
			Error(w, err.Error(), StatusForbidden)
			return
		}
		deny.ServeHTTP(w, r)
	})
}
