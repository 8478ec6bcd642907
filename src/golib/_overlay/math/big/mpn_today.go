//go:build go1.26

package big

import (
	"internal/mpn"
	"unsafe"
)

func words(x []Word) []uint { return unsafe.Slice((*uint)(unsafe.SliceData(x)), len(x)) }

func addVV(z, x, y []Word) (c Word)      { return Word(mpn.AddVV(words(z), words(x), words(y))) }
func subVV(z, x, y []Word) (c Word)      { return Word(mpn.SubVV(words(z), words(x), words(y))) }
func lshVU(z, x []Word, s uint) (c Word) { return Word(mpn.ShlVU(words(z), words(x), s)) }
func rshVU(z, x []Word, s uint) (c Word) { return Word(mpn.ShrVU(words(z), words(x), s)) }

func mulAddVWW(z, x []Word, y, r Word) (c Word) {
	return Word(mpn.MulAddVWW(words(z), words(x), uint(y), uint(r)))
}

// The tree's own where z is not the same as x, or is another than y.
func addMulVVWW(z, x, y []Word, m, a Word) (c Word) {
	if len(z) == 0 || &z[0] != unsafe.SliceData(x) || a != 0 {
		return tree_addMulVVWW(z, x, y, m, a)
	}
	return Word(mpn.AddMulVVW(words(z), words(y), uint(m)))
}
