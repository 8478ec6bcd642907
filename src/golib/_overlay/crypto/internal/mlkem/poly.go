//go:build !go1.26

// Package mlkem is ML-KEM as FIPS 203 has it, with all randomness given: crypto/mlkem and its test helpers stand on it. No branch and
// no address depends on a secret.
package mlkem

import "crypto/sha3"

const (
	n = 256
	q = 3329
)

// A poly has coefficients below q: of a polynomial, or of its number theoretic transform.
type poly [n]uint16

// zetas are the powers of 17, a root of unity, in the order of the transform: zetas[i] has the exponent i with its 7 bits reversed.
var zetas = func() (z [n / 2]uint32) {
	for i := range z {
		power := uint32(1)
		for e := reversed(i); e > 0; e-- {
			power = power * 17 % q
		}
		z[i] = power
	}
	return z
}()

func reversed(i int) (r int) {
	for bit := 0; bit < 7; bit++ {
		r = r<<1 | i>>bit&1
	}
	return r
}

// once takes q from what is below 2q.
func once(x uint32) uint32 {
	x -= q
	return x + q&uint32(int32(x)>>31)
}

// reduce returns what x, at most 2*q*q, leaves when it is divided by q. The quotient is that of a multiplication: machines take longer
// for some divisions than for others.
func reduce(x uint32) uint32 {
	const factor = 1 << 32 / q // one too little at most
	return once(x - uint32(uint64(x)*factor>>32)*q)
}

func (f *poly) add(g *poly) {
	for i := range f {
		f[i] = uint16(once(uint32(f[i]) + uint32(g[i])))
	}
}

// transform is FIPS 203's algorithm 9.
func (f *poly) transform() {
	k := 1
	for length := n / 2; length >= 2; length /= 2 {
		for start := 0; start < n; start += 2 * length {
			zeta := zetas[k]
			k++
			low, high := f[start:start+length], f[start+length:start+2*length]
			for j, a := range low {
				t := reduce(zeta * uint32(high[j]))
				high[j] = uint16(once(uint32(a) + q - t))
				low[j] = uint16(once(uint32(a) + t))
			}
		}
	}
}

// restore is the transform's inverse, algorithm 10.
func (f *poly) restore() {
	k := n/2 - 1
	for length := 2; length <= n/2; length *= 2 {
		for start := 0; start < n; start += 2 * length {
			zeta := zetas[k]
			k--
			low, high := f[start:start+length], f[start+length:start+2*length]
			for j, a := range low {
				b := high[j]
				low[j] = uint16(once(uint32(a) + uint32(b)))
				high[j] = uint16(reduce(zeta * (uint32(b) + q - uint32(a))))
			}
		}
	}
	const inverse = 3303 // of 128
	for i := range f {
		f[i] = uint16(reduce(uint32(f[i]) * inverse))
	}
}

// addProduct adds the product of two transforms, algorithms 11 and 12.
func (f *poly) addProduct(g, h *poly) {
	for i := 0; i < n; i += 2 {
		gamma := zetas[n/4+i/4] // 17 to the power 2r+1, r = i/2 reversed; the next one's is its negative
		if i&2 != 0 {
			gamma = q - gamma
		}
		a0, a1, b0, b1 := uint32(g[i]), uint32(g[i+1]), uint32(h[i]), uint32(h[i+1])
		f[i] = uint16(once(uint32(f[i]) + reduce(a0*b0+reduce(a1*b1)*gamma)))
		f[i+1] = uint16(once(uint32(f[i+1]) + reduce(a0*b1+a1*b0)))
	}
}

// uniform returns a transform drawn by rejection from seed and a place in the matrix, algorithm 7.
func uniform(seed []byte, column, row byte) *poly {
	stream := sha3.NewSHAKE128()
	stream.Write(seed)
	stream.Write([]byte{column, row})
	var buf [168]byte // SHAKE128's block, 56 times three bytes
	f, have := new(poly), 0
	for have < n {
		stream.Read(buf[:])
		for b := buf[:]; len(b) > 0 && have < n; b = b[3:] {
			d1, d2 := uint16(b[0])|uint16(b[1]&15)<<8, uint16(b[1]>>4)|uint16(b[2])<<4
			if d1 < q {
				f[have] = d1
				have++
			}
			if d2 < q && have < n {
				f[have] = d2
				have++
			}
		}
	}
	return f
}

// noise returns a polynomial with small coefficients, number of those that seed gives: algorithm 8 with eta 2.
func noise(seed []byte, number byte) *poly {
	stream := sha3.NewSHAKE256()
	stream.Write(seed)
	stream.Write([]byte{number})
	var buf [n / 2]byte
	stream.Read(buf[:])
	f := new(poly)
	for i, b := range buf {
		pairs := uint32(b&0x55) + uint32(b>>1&0x55) // four sums of two bits
		f[2*i] = uint16(once(q + pairs&3 - pairs>>2&3))
		f[2*i+1] = uint16(once(q + pairs>>4&3 - pairs>>6&3))
	}
	return f
}
