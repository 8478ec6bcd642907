package main

// One of each thing that stages treat in ways of their own: a method, a closure that keeps a variable, a
// slice that grows, a value that escapes and one that does not.

type point struct{ x, y int }

func (p point) sum() int { return p.x + p.y }

func counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func grow(k int) (out []point) {
	for i := range k {
		out = append(out, point{i, i * i})
	}
	return out
}

func stays() int {
	p := &point{3, 4}
	return p.sum()
}

func classify(v any) string {
	switch v := v.(type) {
	case int:
		if v < 0 {
			return "negative"
		}
		return "int"
	case string:
		return v
	}
	return "other"
}

func main() {
	next := counter()
	next()
	total := 0
	for _, p := range grow(4) {
		total += p.sum()
	}
	defer println("end", total, next(), stays())
	println(classify(-1), classify("s"), classify(nil))
}
