package rand

import (
	"errors"
	"math/bits"
)

// A ChaCha8 is the generator of the C2SP specification chacha8rand: ChaCha with 8 rounds, four blocks at a time whose words are
// interleaved, without the final addition but for the key. After sixteen blocks the last 32 bytes are the next key.
type ChaCha8 struct {
	key     [8]uint32
	counter uint32 // of the next four blocks
	buf     [32]uint64
	used    int // values of buf that are given out
	limit   int // values that may be: the last of the sixteen blocks keep the key back
	bytes   [8]byte
	left    int // bytes of the last value that Read has kept
}

const (
	blocksAtOnce = 4
	blocksPerKey = 16
	chunkValues  = 32
	keyValues    = 4
)

// NewChaCha8 returns a new ChaCha8 seeded with the given seed.
func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

// Seed resets the ChaCha8 to behave the same way as NewChaCha8(seed).
func (c *ChaCha8) Seed(seed [32]byte) {
	*c = ChaCha8{}
	for i := range c.key {
		c.key[i] = uint32(seed[4*i]) | uint32(seed[4*i+1])<<8 | uint32(seed[4*i+2])<<16 | uint32(seed[4*i+3])<<24
	}
	c.fill()
}

func quarter(x *[16]uint32, a, b, c, d int) {
	x[a] += x[b]
	x[d] = bits.RotateLeft32(x[d]^x[a], 16)
	x[c] += x[d]
	x[b] = bits.RotateLeft32(x[b]^x[c], 12)
	x[a] += x[b]
	x[d] = bits.RotateLeft32(x[d]^x[a], 8)
	x[c] += x[d]
	x[b] = bits.RotateLeft32(x[b]^x[c], 7)
}

// block computes one block: constants, key, counter, zeros.
func (c *ChaCha8) block(counter uint32) (x [16]uint32) {
	x = [16]uint32{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}
	copy(x[4:12], c.key[:])
	x[12] = counter
	for round := 0; round < 8; round += 2 {
		for i := range 4 {
			quarter(&x, i, 4+i, 8+i, 12+i)
		}
		for i := range 4 {
			quarter(&x, i, 4+(i+1)%4, 8+(i+2)%4, 12+(i+3)%4)
		}
	}
	for i, k := range c.key {
		x[4+i] += k
	}
	return x
}

// fill makes the next four blocks.
func (c *ChaCha8) fill() {
	if c.counter == blocksPerKey {
		for i := range keyValues {
			v := c.buf[chunkValues-keyValues+i]
			c.key[2*i], c.key[2*i+1] = uint32(v), uint32(v>>32)
		}
		c.counter = 0
	}
	for lane := range blocksAtOnce {
		for word, v := range c.block(c.counter + uint32(lane)) {
			at := word*blocksAtOnce + lane
			half := uint(at % 2 * 32)
			c.buf[at/2] = c.buf[at/2]&^(0xffffffff<<half) | uint64(v)<<half
		}
	}
	c.counter += blocksAtOnce
	c.used, c.limit = 0, chunkValues
	if c.counter == blocksPerKey {
		c.limit -= keyValues
	}
}

// Uint64 returns a uniformly distributed random uint64 value.
func (c *ChaCha8) Uint64() uint64 {
	if c.used == c.limit {
		c.fill()
	}
	c.used++
	return c.buf[c.used-1]
}

// Read reads exactly len(p) bytes into p; what it does not need of a value is there for the next Read.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	for i := range p {
		if c.left == 0 {
			v := c.Uint64()
			for k := range c.bytes {
				c.bytes[k] = byte(v >> uint(8*k))
			}
			c.left = len(c.bytes)
		}
		p[i] = c.bytes[len(c.bytes)-c.left]
		c.left--
	}
	return len(p), nil
}

// AppendBinary and MarshalBinary write the state, UnmarshalBinary reads it: bytes that Read has kept, then "chacha8:", how many
// values of this key are given out, and the key.
func (c *ChaCha8) AppendBinary(b []byte) ([]byte, error) {
	if c.left > 0 {
		b = append(b, "readbuf:"...)
		b = append(b, byte(c.left))
		b = append(b, c.bytes[len(c.bytes)-c.left:]...)
	}
	b = append(b, "chacha8:"...)
	given := uint64(int(c.counter/blocksAtOnce)-1)*chunkValues + uint64(c.used)
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(given>>uint(shift)))
	}
	for _, k := range c.key {
		b = append(b, byte(k), byte(k>>8), byte(k>>16), byte(k>>24))
	}
	return b, nil
}

func (c *ChaCha8) MarshalBinary() ([]byte, error) { return c.AppendBinary(make([]byte, 0, 64)) }

func (c *ChaCha8) UnmarshalBinary(data []byte) error {
	kept := ""
	if rest, ok := cut(data, "readbuf:"); ok {
		if len(rest) == 0 || len(rest) < 1+int(rest[0]) || rest[0] > 8 {
			return errors.New("invalid ChaCha8 Read buffer encoding")
		}
		kept, data = string(rest[1:1+rest[0]]), rest[1+rest[0]:]
	}
	rest, ok := cut(data, "chacha8:")
	if !ok || len(rest) != 8+32 {
		return errors.New("invalid ChaCha8 encoding")
	}
	given := uint64(0)
	for _, x := range rest[:8] {
		given = given<<8 | uint64(x)
	}
	if given > blocksPerKey/blocksAtOnce*chunkValues-keyValues {
		return errors.New("invalid ChaCha8 encoding")
	}
	c.Seed([32]byte(rest[8:]))
	for ; given > uint64(c.limit); given -= chunkValues {
		c.fill()
	}
	c.used = int(given)
	c.left = copy(c.bytes[8-len(kept):], kept)
	return nil
}

func cut(data []byte, prefix string) ([]byte, bool) {
	if len(data) < len(prefix) || string(data[:len(prefix)]) != prefix {
		return data, false
	}
	return data[len(prefix):], true
}
