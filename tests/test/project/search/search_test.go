package search

import "testing"

func FuzzAccepts(f *testing.F) {
	f.Add("hello", 5)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if !Accepts(s) {
			t.Errorf("found %q", s[:3])
		}
	})
}

func FuzzPanics(f *testing.F) {
	f.Add([]byte("a"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 4 {
			panic("boom")
		}
	})
}

func FuzzSeed(f *testing.F) {
	f.Add(uint8(3))
	f.Add(uint8(4))
	f.Fuzz(func(t *testing.T, b uint8) {
		if b == 4 {
			t.Fatal("four")
		}
	})
}

func FuzzFine(f *testing.F) {
	f.Add(1.5, true, 'x', "text")
	f.Fuzz(func(t *testing.T, x float64, b bool, r rune, s string) {})
}
