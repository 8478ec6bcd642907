//go:build !go1.26

package net

import "io"

// splice does not join two sockets; see sendFile.
func splice(c *netFD, r io.Reader) (written int64, err error, handled bool) { return 0, nil, false }
