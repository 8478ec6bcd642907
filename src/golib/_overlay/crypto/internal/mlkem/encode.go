//go:build !go1.26

package mlkem

// appendBits appends the low d bits of each coefficient, least significant first: algorithm 5.
func (f *poly) appendBits(b []byte, d int) []byte {
	word, have := uint32(0), 0
	for _, x := range f {
		word |= uint32(x) << have
		for have += d; have >= 8; have -= 8 {
			b = append(b, byte(word))
			word >>= 8
		}
	}
	return b
}

// bits reads what appendBits wrote: algorithm 6.
func bits(b []byte, d int) *poly {
	f := new(poly)
	word, have := uint32(0), 0
	for i := range f {
		for ; have < d; have += 8 {
			word |= uint32(b[0]) << have
			b = b[1:]
		}
		f[i] = uint16(word & (1<<d - 1))
		word >>= d
		have -= d
	}
	return f
}

// appendCompressed appends d bits of each coefficient, those that say most.
func (f *poly) appendCompressed(b []byte, d int) []byte {
	const reciprocal = 1<<35/q + 1 // exact for dividends below 2^23
	var small poly
	for i, x := range f {
		small[i] = uint16((uint64(x)<<d + q/2) * reciprocal >> 35 & (1<<d - 1))
	}
	return small.appendBits(b, d)
}

// decompressed reads what appendCompressed wrote.
func decompressed(b []byte, d int) *poly {
	f := bits(b, d)
	for i, x := range f {
		f[i] = uint16((uint32(x)*q + 1<<(d-1)) >> d)
	}
	return f
}
