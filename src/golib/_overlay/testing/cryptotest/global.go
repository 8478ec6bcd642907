// Package cryptotest provides support for testing code that uses cryptography.
package cryptotest

import (
	"crypto/rand"
	"encoding/binary"
	"internal/testpart"
	chance "math/rand/v2"
	"sync"
	"testing"
)

// SetGlobalRandom makes all randomness of the crypto packages follow from a seed, until the test ends. The test cannot be a
// parallel one.
func SetGlobalRandom(t *testing.T, seed uint64) {
	if t == nil {
		panic("cryptotest: SetGlobalRandom called with a nil *testing.T")
	}
	if !testing.Testing() {
		panic("cryptotest: SetGlobalRandom used in a non-test binary")
	}
	testpart.Claim(t)
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	known := &seeded{r: chance.NewChaCha8(key)}
	old := rand.Reader
	rand.Reader = known
	setImplicit(known)
	t.Cleanup(func() {
		rand.Reader = old
		setImplicit(nil)
	})
}

// seeded is the stream, for several goroutines.
type seeded struct {
	mu sync.Mutex
	r  *chance.ChaCha8
}

func (s *seeded) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.r.Read(b)
}
