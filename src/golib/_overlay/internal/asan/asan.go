// Package asan tells that there is no such sanitizer.
package asan

const Enabled = false
