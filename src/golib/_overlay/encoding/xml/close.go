//go:build !go1.26

package xml

import (
	"bufio"
	"errors"
	"fmt"
)

var errClosed = errors.New("use of closed Encoder")

// closed takes no data.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, errClosed }

// Flush writes what is buffered; after Close there is nothing.
func (enc *Encoder) Flush() error {
	if err := enc.tree_Flush(); err != errClosed {
		return err
	}
	return nil
}

// Close flushes what is buffered, and fails if elements are not closed. What is written later fails.
func (enc *Encoder) Close() error {
	p := &enc.p
	if p.cachedWriteError() == errClosed {
		return nil
	}
	err := p.Flush()
	p.Writer = bufio.NewWriter(closed{})
	p.WriteByte(' ')
	p.Flush()
	if n := len(p.tags); err == nil && n > 0 {
		err = fmt.Errorf("unclosed tag <%s>", p.tags[n-1].Local)
	}
	return err
}
