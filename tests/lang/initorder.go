package main

import "fmt"

var (
	a = b + 1
	b = f()
	c, d = pair()
	table = [...]string{2: "two", 0: "zero"}
	m = map[string]int{"x": a}
	fn = func() int { return a * 2 }
)

func f() int { fmt.Println("f"); return 10 }
func pair() (int, string) { fmt.Println("pair"); return a, "d" }
func init() { fmt.Println("init1", a, b) }
func init() { fmt.Println("init2", c, d) }

type S struct {
	x int
	y [3]int
	z struct{ s string }
}

var s = S{1, [3]int{1, 2, 3}, struct{ s string }{"q"}}
var ps = &S{x: 5}

func main() {
	fmt.Println(len(table), table, m, fn(), s, ps.x)
	s.y[1] = 20
	t := s
	t.y[1]++
	t.z.s += "w"
	fmt.Println(s, t, s == t)
	arr := [2][3]int{{1, 2}, {3}}
	brr := arr
	brr[1][2] = 9
	fmt.Println(arr, brr, arr != brr)
	var e [4]struct{ a, b int8 }
	e[2].b = -3
	fmt.Println(e)
	x, y := 1, 2
	x, y = y, x
	i := 0
	i, arr[0][i] = 2, 7
	fmt.Println(x, y, arr[0], i)
	const big = 1 << 62
	fmt.Println(big, uint8(big>>55), -5/2, -5%2, 5&^3)
	var u8 uint8 = 200
	var i8 int8 = int8(u8)
	fmt.Println(u8+100, i8, uint32(i8), int64(int32(u8)<<24))
	f1 := 1e100
	fmt.Println(int64(float32(16777217)), f1, float32(f1/1e70), 0.1+0.2)
	switch {
	case x > 1:
		fmt.Println("x>1")
		fallthrough
	case x > 100:
		fmt.Println("fell")
	default:
		fmt.Println("default")
	}
	var z complex64 = complex(1, -2)
	z *= z
	fmt.Println(z, real(z), z/complex(0, 1))
	lbl := 0
	for {
		lbl++
		if lbl > 4 {
			break
		}
	}
	fmt.Printf("%d %v %s\n", lbl, [3]bool{true}, []string{"a", "b"})
}

// Output:
// f
// pair
// init1 11 10
// init2 11 d
// 3 [zero  two] map[x:11] 22 {1 [1 2 3] {q}} 5
// {1 [1 20 3] {q}} {1 [1 21 3] {qw}} false
// [[1 2 0] [3 0 0]] [[1 2 0] [3 0 9]] true
// [{0 0} {0 0} {0 -3} {0 0}]
// 2 1 [7 2 0] 2
// 4611686018427387904 128 -2 -1 4
// 44 -56 4294967240 -939524096
// 16777216 1e+100 1e+30 0.3
// x>1
// fell
// (-3-4i) -3 (-4+3i)
// 5 [true false false] [a b]
