// Package hash provides interfaces for hash functions.
package hash

import "io"

// Hash is the common interface implemented by all hash functions.
type Hash interface {
	// Write adds more data to the running hash. It never returns an error.
	io.Writer
	// Sum appends the current hash to b. It does not change the underlying hash state.
	Sum(b []byte) []byte
	// Reset resets the Hash to its initial state.
	Reset()
	// Size returns the number of bytes Sum will return.
	Size() int
	// BlockSize returns the hash's underlying block size.
	BlockSize() int
}

// Hash32 is implemented by all 32-bit hash functions, Hash64 by those of 64 bits.
type Hash32 interface {
	Hash
	Sum32() uint32
}

type Hash64 interface {
	Hash
	Sum64() uint64
}

// A Cloner is a hash function whose state can be copied, so that both go on from it.
type Cloner interface {
	Hash
	Clone() (Cloner, error)
}

// XOF is a hash function with arbitrary or unlimited output length.
type XOF interface {
	// Write absorbs more data into the XOF's state. It panics if called after Read.
	io.Writer
	// Read reads more output. It may return io.EOF if there is a limit to the XOF output length.
	io.Reader
	// Reset resets the XOF to its initial state.
	Reset()
	// BlockSize returns the XOF's underlying block size.
	BlockSize() int
}
