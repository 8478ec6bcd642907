//go:build go1.26

package net

import (
	"internal/rt"
	"os"
)

func runtime_rand() uint64 { return rt.Rand64() }

func newUnixFile(fd int, name string) *os.File { return os.NewFile(uintptr(fd), name) }
