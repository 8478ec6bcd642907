//go:build !go1.26

package big

// divideOut divides x by d as often as that leaves no rest, and returns how often.
func divideOut(x *Int, d int64) (n int) {
	divisor, quotient, rest := NewInt(d), new(Int), new(Int)
	for {
		if quotient.QuoRem(x, divisor, rest); rest.Sign() != 0 {
			return n
		}
		x.Set(quotient)
		n++
	}
}

// FloatPrec returns the number of digits after the decimal point of x before they repeat, and whether x has no more.
func (x *Rat) FloatPrec() (n int, exact bool) {
	d := new(Int).Set(x.Denom())
	twos, fives := int(d.TrailingZeroBits()), 0
	d.Rsh(d, uint(twos))
	fives = divideOut(d, 5)
	return max(twos, fives), d.IsInt64() && d.Int64() == 1
}
