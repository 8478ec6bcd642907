package bigfft

import "math/bits"

// Vectors of words, least first, of one length; the results are what does not fit.

func addVV(z, x, y []Word) (c Word) {
	for i := range z {
		sum, carry := bits.Add(uint(x[i]), uint(y[i]), uint(c))
		z[i], c = Word(sum), Word(carry)
	}
	return c
}

func subVV(z, x, y []Word) (c Word) {
	for i := range z {
		difference, borrow := bits.Sub(uint(x[i]), uint(y[i]), uint(c))
		z[i], c = Word(difference), Word(borrow)
	}
	return c
}

func addVW(z, x []Word, y Word) (c Word) {
	c = y
	for i := range z {
		sum, carry := bits.Add(uint(x[i]), uint(c), 0)
		z[i], c = Word(sum), Word(carry)
	}
	return c
}

func subVW(z, x []Word, y Word) (c Word) {
	c = y
	for i := range z {
		difference, borrow := bits.Sub(uint(x[i]), uint(c), 0)
		z[i], c = Word(difference), Word(borrow)
	}
	return c
}

func shlVU(z, x []Word, s uint) (c Word) {
	if s == 0 {
		copy(z, x)
		return 0
	}
	for i := range z { // z may be x
		word := x[i]
		z[i], c = word<<s|c, word>>(bits.UintSize-s)
	}
	return c
}

func mulAddVWW(z, x []Word, y, r Word) (c Word) {
	c = r
	for i := range z {
		high, low := bits.Mul(uint(x[i]), uint(y))
		low, carry := bits.Add(low, uint(c), 0)
		z[i], c = Word(low), Word(high+carry)
	}
	return c
}

func addMulVVW(z, x []Word, y Word) (c Word) {
	for i := range z {
		high, low := bits.Mul(uint(x[i]), uint(y))
		low, carry := bits.Add(low, uint(z[i]), 0)
		high += carry
		low, carry = bits.Add(low, uint(c), 0)
		z[i], c = Word(low), Word(high+carry)
	}
	return c
}
