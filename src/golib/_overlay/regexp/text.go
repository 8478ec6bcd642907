//go:build !go1.26

package regexp

import "slices"

// AppendText and MarshalText implement encoding.TextAppender and TextMarshaler: the source text. UnmarshalText compiles.
func (re *Regexp) AppendText(b []byte) ([]byte, error) { return append(b, re.String()...), nil }

func (re *Regexp) MarshalText() ([]byte, error) { return slices.Clip([]byte(re.String())), nil }

func (re *Regexp) UnmarshalText(text []byte) error {
	compiled, err := Compile(string(text))
	if err != nil {
		return err
	}
	*re = *compiled
	return nil
}
