//go:build go1.26

// Package stringslite is what packages below strings may use of it in Go's tree: here strings itself.
package stringslite

import "strings"

func Clone(s string) string                              { return strings.Clone(s) }
func Cut(s, sep string) (before, after string, ok bool)  { return strings.Cut(s, sep) }
func CutPrefix(s, prefix string) (after string, ok bool) { return strings.CutPrefix(s, prefix) }
func CutSuffix(s, suffix string) (before string, ok bool) {
	return strings.CutSuffix(s, suffix)
}
func HasPrefix(s, prefix string) bool    { return strings.HasPrefix(s, prefix) }
func HasSuffix(s, suffix string) bool    { return strings.HasSuffix(s, suffix) }
func Index(s, part string) int           { return strings.Index(s, part) }
func IndexByte(s string, c byte) int     { return strings.IndexByte(s, c) }
func TrimPrefix(s, prefix string) string { return strings.TrimPrefix(s, prefix) }
func TrimSuffix(s, suffix string) string { return strings.TrimSuffix(s, suffix) }
