// Arithmetic of math/big, and of strconv what is graphic.
package main

import (
	"fmt"
	"hash/fnv"
	"math/big"
	"strconv"
)

func main() {
	x := uint64(7)
	rnd := func(n int) int { x = x*6364136223846793005 + 1442695040888963407; return int(x>>33) % n }
	num := func() *big.Int {
		b := make([]byte, rnd(400))
		for i := range b {
			b[i] = byte(rnd(256))
			if rnd(20) == 0 {
				b[i] = 255
			}
		}
		v := new(big.Int).SetBytes(b)
		if rnd(2) == 0 {
			v.Neg(v)
		}
		return v
	}
	h := fnv.New64()
	for i := 0; i < 400; i++ {
		a, b, c := num(), num(), num()
		s := uint(rnd(300))
		fmt.Fprint(h, new(big.Int).Add(a, b), new(big.Int).Sub(a, b), new(big.Int).Mul(a, b), new(big.Int).Lsh(a, s), new(big.Int).Rsh(a, s))
		if b.Sign() != 0 {
			q, r := new(big.Int).QuoRem(a, b, new(big.Int))
			fmt.Fprint(h, q, r, new(big.Int).GCD(nil, nil, a, b))
		}
		if c.Sign() > 0 && i%20 == 0 {
			fmt.Fprint(h, new(big.Int).Exp(new(big.Int).Abs(a), new(big.Int).Abs(b), c))
		}
		a.Mul(a, a)
		a.Add(a, a)
		a.Lsh(a, s)
		a.Rsh(a, s/2)
		a.Sub(a, b)
		fmt.Fprint(h, a, new(big.Int).Sqrt(new(big.Int).Abs(a)), a.Text(36))
	}
	fmt.Println(h.Sum64())
	f := new(big.Int).MulRange(1, 3000)
	h.Write([]byte(f.String()))
	r := new(big.Rat).SetFrac(f, new(big.Int).Exp(big.NewInt(3), big.NewInt(5000), nil))
	h.Write([]byte(r.String()))
	fl, _ := new(big.Float).SetPrec(3000).SetString("2")
	fl.Sqrt(fl)
	h.Write([]byte(fl.Text('g', 800)))
	fmt.Println(h.Sum64())
	for _, r := range []rune{-65376, -1, -65536 + 0x3000, -65536 + 32, 0xa0, 0x3000, 0x110000} {
		fmt.Println(r, strconv.IsGraphic(r), strconv.IsPrint(r), strconv.QuoteRuneToGraphic(r))
	}
}

// Output:
// 1855874030648281286
// 17422086515203858667
// -65376 true false '�'
// -1 false false '�'
// -53248 true false '�'
// -65504 false false '�'
// 160 true false ' '
// 12288 true false '　'
// 1114112 false false '�'
