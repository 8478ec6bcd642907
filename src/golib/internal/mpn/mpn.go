// Package mpn has what math/big does to vectors of words. They are as long as z, or nothing is done; they may be the same, or
// overlap where words are written that have been read. What is returned is the carry.
package mpn

// AddVV is z = x + y.
func AddVV(z, x, y []uint) uint

// SubVV is z = x - y.
func SubVV(z, x, y []uint) uint

// ShlVU is z = x << s, from the highest word down, with s below 64.
func ShlVU(z, x []uint, s uint) uint

// ShrVU is z = x >> s, from the lowest word up.
func ShrVU(z, x []uint, s uint) uint

// MulAddVWW is z = x*y + r.
func MulAddVWW(z, x []uint, y, r uint) uint

// AddMulVVW is z += x*y.
func AddMulVVW(z, x []uint, y uint) uint

// Montgomery sets the upper half of z, which is twice as long as m, to the product of Montgomery of x and y modulo m, or to that and
// m. k is -1/m modulo 2^64.
func Montgomery(z, x, y, m []uint, k uint) uint
