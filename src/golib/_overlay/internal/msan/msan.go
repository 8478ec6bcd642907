// Package msan tells that there is no such sanitizer.
package msan

const Enabled = false
