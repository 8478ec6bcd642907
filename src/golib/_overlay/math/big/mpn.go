//go:build !go1.26

package big

import (
	"internal/mpn"
	"unsafe"
)

func words(x []Word) []uint { return unsafe.Slice((*uint)(unsafe.SliceData(x)), len(x)) }

func addVV(z, x, y []Word) (c Word)          { return Word(mpn.AddVV(words(z), words(x), words(y))) }
func subVV(z, x, y []Word) (c Word)          { return Word(mpn.SubVV(words(z), words(x), words(y))) }
func shlVU(z, x []Word, s uint) (c Word)     { return Word(mpn.ShlVU(words(z), words(x), s)) }
func shrVU(z, x []Word, s uint) (c Word)     { return Word(mpn.ShrVU(words(z), words(x), s)) }
func addMulVVW(z, x []Word, y Word) (c Word) { return Word(mpn.AddMulVVW(words(z), words(x), uint(y))) }

func mulAddVWW(z, x []Word, y, r Word) (c Word) {
	return Word(mpn.MulAddVWW(words(z), words(x), uint(y), uint(r)))
}
