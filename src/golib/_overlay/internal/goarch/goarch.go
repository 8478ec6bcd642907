//go:build go1.26

// Package goarch tells what kind of processor programs see.
package goarch

const (
	GOARCH    = "amd64"
	PtrSize   = 8
	BigEndian = false
)
