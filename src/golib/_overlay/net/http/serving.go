//go:build !go1.26

package http

import (
	"bytes"
	"context"
	"internal/godebug"
	"io"
	"time"
)

var httpservecontentkeepheaders = godebug.New("httpservecontentkeepheaders")

// A fileWriter sends a file, or instead of it an error, without the headers that were meant for the file.
type fileWriter struct{ ResponseWriter }

func (w *fileWriter) WriteHeader(code int) {
	if code >= StatusBadRequest && code != StatusPreconditionFailed && httpservecontentkeepheaders.Value() != "1" {
		for _, name := range []string{"Cache-Control", "Content-Encoding", "Etag", "Last-Modified"} {
			w.Header().Del(name)
		}
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *fileWriter) ReadFrom(r io.Reader) (int64, error) { return io.Copy(w.ResponseWriter, r) }
func (w *fileWriter) Unwrap() ResponseWriter              { return w.ResponseWriter }

func serveFile(w ResponseWriter, r *Request, fs FileSystem, name string, redirect bool) {
	tree_serveFile(&fileWriter{w}, r, fs, name, redirect)
}

func serveContent(w ResponseWriter, r *Request, name string, modtime time.Time, size func() (int64, error), content io.ReadSeeker) {
	tree_serveContent(&fileWriter{w}, r, name, modtime, size, content)
}

// A listing is a page, which the tree begins with its list.
type listing struct{ ResponseWriter }

func (l *listing) Write(p []byte) (int, error) {
	const list = "<pre>\n"
	if bytes.Equal(p, []byte(list)) {
		io.WriteString(l.ResponseWriter, "<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n")
	}
	return l.ResponseWriter.Write(p)
}

func dirList(w ResponseWriter, r *Request, f File) { tree_dirList(&listing{w}, r, f) }

// cancelRequest: a request whose context ends fails with what ended that.
func (t *Transport) cancelRequest(key cancelKey, err error) bool {
	if ctx := key.req.Context(); err != nil && err == ctx.Err() {
		err = context.Cause(ctx)
	}
	return t.tree_cancelRequest(key, err)
}
