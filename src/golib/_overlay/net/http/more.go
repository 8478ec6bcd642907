//go:build !go1.26

package http

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
)

// Is makes a client's time limit a deadline that is over.
func (e *httpError) Is(err error) bool { return err == context.DeadlineExceeded }

// Is makes ErrNotSupported the errors package's.
func (e *ProtocolError) Is(err error) bool {
	return e == ErrNotSupported && err == errors.ErrUnsupported
}

// Error replies with a text and a code; a length that the handler has set is not that of this text.
func Error(w ResponseWriter, error string, code int) {
	h := w.Header()
	h.Del("Content-Length")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(code)
	fmt.Fprintln(w, error)
}

// FileServerFS, ServeFileFS and NewFileTransportFS serve the files of a file system.
func FileServerFS(root fs.FS) Handler { return FileServer(FS(root)) }

func ServeFileFS(w ResponseWriter, r *Request, fsys fs.FS, name string) {
	if containsDotDot(r.URL.Path) {
		Error(w, "invalid URL path", StatusBadRequest)
		return
	}
	serveFile(w, r, FS(fsys), name, false)
}

func NewFileTransportFS(fsys fs.FS) RoundTripper { return NewFileTransport(FS(fsys)) }

// Read of a limit that nothing reaches counts without going over the largest number.
func (l *maxBytesReader) Read(p []byte) (n int, err error) {
	if l.n == math.MaxInt64 {
		l.n--
	}
	return l.tree_Read(p)
}
