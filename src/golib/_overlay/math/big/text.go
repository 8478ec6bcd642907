//go:build !go1.26

package big

import "math"

// AppendText implements the encoding.TextAppender interface.
func (x *Int) AppendText(b []byte) ([]byte, error) {
	text, err := x.MarshalText()
	return append(b, text...), err
}

func (x *Rat) AppendText(b []byte) ([]byte, error) {
	text, err := x.MarshalText()
	return append(b, text...), err
}

func (x *Float) AppendText(b []byte) ([]byte, error) {
	text, err := x.MarshalText()
	return append(b, text...), err
}

// Float64 returns the float64 value nearest x, and whether it is x, or on which side of it.
func (x *Int) Float64() (float64, Accuracy) {
	f, accuracy := new(Float).SetInt(x).Float64()
	if math.IsInf(f, 0) && f < 0 {
		return f, Below
	}
	return f, accuracy
}
