package ends

import (
	"os"
	"testing"
)

func FuzzExits(f *testing.F) {
	f.Add("abc")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1 && s[0] == 'b' {
			os.Exit(3)
		}
	})
}

func FuzzKept(f *testing.F) {
	f.Add("abc")
	f.Fuzz(func(t *testing.T, s string) { Length(s) })
}

func FuzzBroken(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		if s == "kept from another time" {
			t.Error("and it fails")
		}
	})
}

func FuzzHangs(f *testing.F) {
	f.Add("abc")
	f.Fuzz(func(t *testing.T, s string) {
		for s != "abc" {
		}
	})
}
