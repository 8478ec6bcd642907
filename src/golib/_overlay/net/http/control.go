//go:build !go1.26

package http

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"time"
)

// ResponseController is how a handler controls its answer.
type ResponseController struct{ rw ResponseWriter }

// NewResponseController makes one for a request's ResponseWriter, which may stand on others: Unwrap returns them.
func NewResponseController(rw ResponseWriter) *ResponseController { return &ResponseController{rw} }

// offered calls f with the first writer that has the methods T.
func offered[T any](c *ResponseController, f func(T) error) error {
	for rw := c.rw; ; {
		if w, ok := rw.(T); ok {
			return f(w)
		}
		outer, ok := rw.(interface{ Unwrap() ResponseWriter })
		if !ok {
			return fmt.Errorf("%w", ErrNotSupported)
		}
		rw = outer.Unwrap()
	}
}

// Flush sends what is buffered.
func (c *ResponseController) Flush() error {
	err := offered(c, func(w interface{ FlushError() error }) error { return w.FlushError() })
	if errors.Is(err, ErrNotSupported) {
		err = offered(c, func(w Flusher) error {
			w.Flush()
			return nil
		})
	}
	return err
}

// Hijack takes over the connection.
func (c *ResponseController) Hijack() (conn net.Conn, buf *bufio.ReadWriter, err error) {
	err = offered(c, func(w Hijacker) (err error) {
		conn, buf, err = w.Hijack()
		return err
	})
	return conn, buf, err
}

// SetReadDeadline and SetWriteDeadline limit the time for reading the request and for writing the answer.
func (c *ResponseController) SetReadDeadline(deadline time.Time) error {
	return offered(c, func(w interface{ SetReadDeadline(time.Time) error }) error { return w.SetReadDeadline(deadline) })
}

func (c *ResponseController) SetWriteDeadline(deadline time.Time) error {
	return offered(c, func(w interface{ SetWriteDeadline(time.Time) error }) error { return w.SetWriteDeadline(deadline) })
}

// EnableFullDuplex would let a handler read while it writes; of Go 1.19's server only HTTP/2's does, without being asked.
func (c *ResponseController) EnableFullDuplex() error {
	return offered(c, func(w interface{ EnableFullDuplex() error }) error { return w.EnableFullDuplex() })
}

// What the server's own writers offer.

func (w *response) SetReadDeadline(deadline time.Time) error {
	return w.conn.rwc.SetReadDeadline(deadline)
}

func (w *response) SetWriteDeadline(deadline time.Time) error {
	return w.conn.rwc.SetWriteDeadline(deadline)
}

func (w *response) FlushError() error {
	w.Flush()
	return w.conn.werr
}

func (w *http2responseWriter) EnableFullDuplex() error { return nil }
