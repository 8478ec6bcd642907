// Package mimeheader is where net/textproto leaves its way to read headers within limits, for mime/multipart.
package mimeheader

// Read reads a header from a *textproto.Reader.
var Read func(reader any, maxMemory, maxHeaders int64) (map[string][]string, error)
