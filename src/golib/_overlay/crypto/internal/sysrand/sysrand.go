// Package sysrand reads the system's random bytes.
package sysrand

import (
	"io"
	"os"
	"sync"
)

// The system's source, which is opened when it is first read.
var open = sync.OnceValues(func() (*os.File, error) { return os.Open("/dev/urandom") })

// Read fills b, or ends the program.
func Read(b []byte) {
	file, err := open()
	if err == nil {
		_, err = io.ReadFull(file, b)
	}
	if err != nil {
		panic("crypto/rand: failed to read random data: " + err.Error())
	}
}
