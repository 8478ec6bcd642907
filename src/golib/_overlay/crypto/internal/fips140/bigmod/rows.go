//go:build go1.26

package bigmod

import "internal/mpn"

// The rows of all multiplications, and so of RSA: what is assembly elsewhere is the machine's here. Nothing that an interpreter
// does takes a constant time, so that what would be chosen by masks is chosen by if.

// montgomeryMul is x = a * b / 2^(64n) modulo m, of n words.
func (x *Nat) montgomeryMul(a, b *Nat, m *Modulus) *Nat {
	n := len(m.nat.limbs)
	var room [2 * preallocLimbs]uint
	z := room[:]
	if 2*n > len(z) {
		z = make([]uint, 2*n)
	}
	z = z[:2*n]
	c := mpn.Montgomery(z, a.limbs[:n], b.limbs[:n], m.nat.limbs, m.m0inv)
	copy(x.reset(n).limbs, z[n:])
	x.maybeSubtractModulus(choice(c), m)
	return x
}

// addMulVVW is z += x*y.
func addMulVVW(z, x []uint, y uint) (carry uint) { return mpn.AddMulVVW(z, x[:len(z)], y) }

// add is x += y, and sub x -= y, for numbers of as many words.
func (x *Nat) add(y *Nat) (c uint) {
	n := len(x.limbs)
	return mpn.AddVV(x.limbs, x.limbs, y.limbs[:n])
}

func (x *Nat) sub(y *Nat) (c uint) {
	n := len(x.limbs)
	return mpn.SubVV(x.limbs, x.limbs, y.limbs[:n])
}

// assign is x = y if on is 1.
func (x *Nat) assign(on choice, y *Nat) *Nat {
	if on != 0 {
		copy(x.limbs, y.limbs[:len(x.limbs)])
	}
	return x
}
