package covered

import "testing"

func TestClassify(t *testing.T) {
	for _, n := range []int{-1, 3, 4, 24, 200} {
		t.Log(n, classify(n))
	}
}

func TestRest(t *testing.T) {
	t.Log(loops(4), channels(make(chan int), 5), channels(make(chan int), "x"), testing.CoverMode(), testing.Coverage() > 0)
}
