package fuzz

import (
	"testing"
	"unicode/utf8"
)

func FuzzText(f *testing.F) {
	f.Add("abc", 3)
	f.Add("ä", 1)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if utf8.RuneCountInString(s) != n {
			t.Errorf("%q is not %d long", s, n)
		}
	})
}
