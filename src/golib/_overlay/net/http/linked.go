//go:build go1.26

package http

func badRoundTrip(t *Transport, req *Request) (*Response, error) { return t.RoundTrip(req) }

func badServeHTTP(sh serverHandler, rw ResponseWriter, req *Request) { sh.ServeHTTP(rw, req) }
