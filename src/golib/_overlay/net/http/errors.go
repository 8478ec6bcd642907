//go:build !go1.26

package http

import "context"

// Is makes a client's time limit a deadline that is over.
func (e *httpError) Is(err error) bool { return err == context.DeadlineExceeded }
