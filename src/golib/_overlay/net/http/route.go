//go:build !go1.26

package http

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"unicode"
)

// Patterns with methods and wildcards, which ServeMux has since Go 1.22.

// A segment of a pattern's path: a text, "/" for the end behind a slash ({$}), or a wildcard.
type segment struct {
	text string
	kind segmentKind
}

type segmentKind uint8

const (
	literal segmentKind = iota
	one                 // {NAME}
	rest                // {NAME...}, or a slash at the end, which has no name
)

// A route is a pattern and who serves it.
type route struct {
	pattern  string
	method   string // "": every one
	host     string // "": every one
	segments []segment
	handler  Handler
	at       string // where it was registered
}

// routes is a tree of patterns: below its root by host, then by method, then by segment.
type routes struct {
	next map[string]*routes
	one  *routes
	rest *route
	here *route
}

// ServeMux matches requests with patterns.
type ServeMux struct {
	tree_ServeMux
	tree routes
	all  []*route
}

// Request is what a server gets or a client sends.
type Request struct {
	tree_Request
	// Pattern is the one that matched, when a ServeMux has served the request.
	Pattern string

	values map[string]string // of wildcards
}

// PathValue returns what the wildcard of this name matched, or what SetPathValue said.
func (r *Request) PathValue(name string) string { return r.values[name] }

// SetPathValue makes name stand for value; copies of r that were made before keep theirs.
func (r *Request) SetPathValue(name, value string) {
	values := maps.Clone(r.values)
	if values == nil {
		values = map[string]string{}
	}
	values[name] = value
	r.values = values
}

// ---- patterns ----

// patternError says where in a pattern it is wrong.
func patternError(pattern string, offset int, format string, args ...any) error {
	err := fmt.Errorf("at offset %d: %w", offset, fmt.Errorf(format, args...))
	return fmt.Errorf("parsing %q: %w", pattern, err)
}

// parseRoute reads [METHOD ][HOST]/[PATH].
func parseRoute(pattern string) (*route, error) {
	if pattern == "" {
		return nil, errors.New("http: invalid pattern")
	}
	r := &route{pattern: pattern}
	left := pattern
	if i := strings.IndexAny(pattern, " \t"); i >= 0 {
		r.method, left = pattern[:i], strings.TrimLeft(pattern[i:], " \t")
	}
	if r.method != "" && !validMethod(r.method) {
		return nil, patternError(pattern, 0, "invalid method %q", r.method)
	}
	at := len(pattern) - len(left)
	slash := strings.IndexByte(left, '/')
	if slash < 0 {
		return nil, patternError(pattern, at, "host/path missing /")
	}
	r.host, left = left[:slash], left[slash:]
	if strings.IndexByte(r.host, '{') >= 0 {
		return nil, patternError(pattern, at, "host contains '{' (missing initial '/'?)")
	}
	if r.method != "" && r.method != "CONNECT" && left != cleanPath(left) {
		return nil, patternError(pattern, at+slash, "non-CONNECT pattern with unclean path can never match")
	}
	return r, r.parsePath(left)
}

func (r *route) parsePath(left string) error {
	names := map[string]bool{}
	for left != "" {
		left = left[1:] // a slash
		at := len(r.pattern) - len(left)
		if left == "" {
			r.segments = append(r.segments, segment{"", rest})
			return nil
		}
		end := strings.IndexByte(left, '/')
		if end < 0 {
			end = len(left)
		}
		s, err := parseSegment(left[:end], end == len(left))
		if err == nil && s.kind != literal && names[s.text] {
			err = fmt.Errorf("duplicate wildcard name %q", s.text)
		}
		if err != nil {
			return patternError(r.pattern, at, "%w", err)
		}
		if s.kind != literal {
			names[s.text] = true
		}
		r.segments = append(r.segments, s)
		left = left[end:]
	}
	return nil
}

// parseSegment reads what stands between two slashes; last: nothing follows.
func parseSegment(text string, last bool) (segment, error) {
	open := strings.IndexByte(text, '{')
	switch {
	case open < 0:
		return segment{unescaped(text), literal}, nil
	case open > 0:
		return segment{}, errors.New("bad wildcard segment (must start with '{')")
	case text[len(text)-1] != '}':
		return segment{}, errors.New("bad wildcard segment (must end with '}')")
	}
	name := text[1 : len(text)-1]
	if name == "$" {
		if !last {
			return segment{}, errors.New("{$} not at end")
		}
		return segment{"/", literal}, nil
	}
	name, all := strings.CutSuffix(name, "...")
	switch {
	case all && !last:
		return segment{}, errors.New("{...} wildcard not at end")
	case name == "":
		return segment{}, errors.New("empty wildcard")
	case !identifier(name):
		return segment{}, fmt.Errorf("bad wildcard name %q", name)
	case all:
		return segment{name, rest}, nil
	}
	return segment{name, one}, nil
}

func identifier(s string) bool {
	for i, c := range s {
		if c != '_' && !unicode.IsLetter(c) && (i == 0 || !unicode.IsDigit(c)) {
			return false
		}
	}
	return s != ""
}

// unescaped is a segment without %-escapes; a wrong one stands for itself.
func unescaped(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// ---- matching ----

// firstSegment cuts a path that begins with a slash; a slash alone is a segment of its own.
func firstSegment(path string) (first, left string) {
	if path == "/" {
		return path, ""
	}
	path = path[1:]
	if i := strings.IndexByte(path, '/'); i >= 0 {
		return unescaped(path[:i]), path[i:]
	}
	return unescaped(path), ""
}

// A match is a route and what its wildcards stand for; whole: no wildcard stands for several segments, or a subtree's rest.
type match struct {
	*route
	values []string
	whole  bool
}

// find walks the tree below n, the more specific way first.
func (n *routes) find(path string, values []string) match {
	if path == "" {
		return match{n.here, values, true}
	}
	first, left := firstSegment(path)
	if next := n.next[first]; next != nil {
		if m := next.find(left, values); m.route != nil {
			return m
		}
	}
	if n.one != nil && first != "/" && first != "" {
		if m := n.one.find(left, append(values, first)); m.route != nil {
			return m
		}
	}
	return match{n.rest, append(values, unescaped(path[1:])), path == "/"}
}

// lookUp finds the route of a request: hosts count before methods, and these before paths.
func (mux *ServeMux) lookUp(host, method, path string) match {
	methods := []string{method, ""}
	if method == "HEAD" {
		methods = []string{method, "GET", ""}
	}
	for _, h := range []string{host, ""} {
		byMethod := mux.tree.next[h]
		for _, m := range methods {
			if byMethod == nil || byMethod.next[m] == nil {
				continue
			}
			if found := byMethod.next[m].find(path, nil); found.route != nil {
				return found
			}
		}
	}
	return match{}
}

// add puts a route into the tree.
func (n *routes) add(r *route) {
	n = n.child(r.host).child(r.method)
	for _, s := range r.segments {
		switch s.kind {
		case literal:
			n = n.child(s.text)
		case one:
			if n.one == nil {
				n.one = &routes{}
			}
			n = n.one
		case rest:
			n.rest = r
			return
		}
	}
	n.here = r
}

func (n *routes) child(key string) *routes {
	if n.next == nil {
		n.next = map[string]*routes{}
	}
	if n.next[key] == nil {
		n.next[key] = &routes{}
	}
	return n.next[key]
}

// allowed lists the methods with which a path would be served.
func (mux *ServeMux) allowed(host, path string) []string {
	methods := map[string]bool{}
	for _, h := range []string{host, ""} {
		byMethod := mux.tree.next[h]
		if byMethod == nil {
			continue
		}
		for method, n := range byMethod.next {
			if n.find(path, nil).route != nil || (!strings.HasSuffix(path, "/") && n.find(path+"/", nil).route != nil) {
				methods[method] = true
			}
		}
	}
	if methods["GET"] {
		methods["HEAD"] = true
	}
	return slices.Sorted(maps.Keys(methods))
}

// ---- serving ----

// matchOrRedirect finds a request's route; a subtree's root without its slash is redirected to.
func (mux *ServeMux) matchOrRedirect(host, method, path string, u *url.URL) (match, Handler) {
	m := mux.lookUp(host, method, path)
	if (m.route == nil || !m.whole) && path != "" && !strings.HasSuffix(path, "/") {
		if other := mux.lookUp(host, method, path+"/"); other.route != nil && other.whole {
			to := &url.URL{Path: cleanPath(u.Path) + "/", RawQuery: u.RawQuery}
			return other, RedirectHandler(to.String(), StatusTemporaryRedirect)
		}
	}
	return m, nil
}

// route returns who serves r, and the match.
func (mux *ServeMux) route(r *Request) (Handler, match) {
	mux.mu.RLock()
	defer mux.mu.RUnlock()
	host, path := r.URL.Host, r.URL.Path
	if r.Method == "CONNECT" {
		if m, redirect := mux.matchOrRedirect(host, r.Method, path, r.URL); redirect != nil {
			return redirect, m
		}
		host = r.Host
	} else {
		host, path = stripHostPort(r.Host), cleanPath(r.URL.EscapedPath())
	}
	m, redirect := mux.matchOrRedirect(host, r.Method, path, r.URL)
	switch {
	case redirect != nil:
		return redirect, m
	case r.Method != "CONNECT" && path != r.URL.EscapedPath():
		to := &url.URL{Path: path, RawQuery: r.URL.RawQuery}
		return RedirectHandler(to.String(), StatusTemporaryRedirect), m
	case m.route != nil:
		return m.handler, m
	}
	methods := mux.allowed(host, path)
	if len(methods) == 0 {
		return NotFoundHandler(), m
	}
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		w.Header().Set("Allow", strings.Join(methods, ", "))
		Error(w, StatusText(StatusMethodNotAllowed), StatusMethodNotAllowed)
	}), m
}

// Handler returns the handler to use for the given request, and the pattern that matches it; it is never nil.
func (mux *ServeMux) Handler(r *Request) (h Handler, pattern string) {
	h, m := mux.route(r)
	if m.route != nil {
		pattern = m.pattern
	}
	return h, pattern
}

// ServeHTTP hands the request to the handler whose pattern matches it best.
func (mux *ServeMux) ServeHTTP(w ResponseWriter, r *Request) {
	if r.RequestURI == "*" {
		if r.ProtoAtLeast(1, 1) {
			w.Header().Set("Connection", "close")
		}
		w.WriteHeader(StatusBadRequest)
		return
	}
	h, m := mux.route(r)
	r.Pattern, r.values = "", nil
	if m.route != nil {
		r.Pattern = m.pattern
		m.tell(r)
	}
	h.ServeHTTP(w, r)
}

// tell gives r the values of the wildcards.
func (m match) tell(r *Request) {
	for _, s := range m.segments {
		if s.kind == literal {
			continue
		}
		if s.text != "" {
			r.SetPathValue(s.text, m.values[0])
		}
		m.values = m.values[1:]
	}
}

// ---- registration ----

func (mux *ServeMux) register(pattern string, handler Handler) {
	if f, ok := handler.(HandlerFunc); handler == nil || (ok && f == nil) {
		panic(errors.New("http: nil handler"))
	}
	r, err := parseRoute(pattern)
	if err != nil {
		panic(err)
	}
	r.handler = handler
	if _, file, line, ok := runtime.Caller(2); ok {
		r.at = fmt.Sprintf("%s:%d", file, line)
	}
	mux.mu.Lock()
	defer mux.mu.Unlock()
	for _, other := range mux.all {
		if why := r.conflict(other); why != "" {
			panic(fmt.Errorf("pattern %q (registered at %s) conflicts with pattern %q (registered at %s):\n%s",
				pattern, r.at, other.pattern, other.at, why))
		}
	}
	mux.all = append(mux.all, r)
	mux.tree.add(r)
}

// Handle registers the handler for the given pattern. It panics when the pattern is wrong, or conflicts with another.
func (mux *ServeMux) Handle(pattern string, handler Handler) { mux.register(pattern, handler) }

// HandleFunc registers the handler function for the given pattern.
func (mux *ServeMux) HandleFunc(pattern string, handler func(ResponseWriter, *Request)) {
	mux.register(pattern, HandlerFunc(handler))
}

// Handle and HandleFunc register in DefaultServeMux.
func Handle(pattern string, handler Handler) { DefaultServeMux.register(pattern, handler) }

func HandleFunc(pattern string, handler func(ResponseWriter, *Request)) {
	DefaultServeMux.register(pattern, HandlerFunc(handler))
}
